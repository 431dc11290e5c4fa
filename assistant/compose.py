"""Typed spans → plan: which filters they are, what is wanted, and what is missing.

The order is fixed and each step is one short function over the cover: what isn't ours, entities, time, thresholds,
states, causes, words, intent. A follow-up's slots are laid over the last plan in ``conversation``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast, get_args

from assistant.lexicon import MESES, MUNICIPALES
from assistant.link import Nombre, Vocabulario
from assistant.plan import (
    Aclarar,
    Clase,
    ClaseTrimestre,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Dimension,
    En,
    Entidad,
    Filtro,
    FueraDeTema,
    Intent,
    Metric,
    Nivel,
    Opcion,
    Orden,
    Plan,
    SinDatos,
    Texto,
    Umbral,
)
from assistant.spans import Cobertura, Span, es_verbo
from index.poa import TRIMESTRES, Trimestre
from index.textos import raiz

_ENTIDADES = ("unidad", "programa", "ramo", "linea", "medida", "meta", "persona", "municipio")
_CLASE_A_TRIMESTRE: dict[Clase, ClaseTrimestre] = {
    "no_cumplidas": "corto", "parcial": "corto", "cumplidas": "cumplido", "exacta": "exacto", "rebasada": "rebasado",
    "sin_avance": "sin_avance", "sin_reporte": "sin_reporte", "en_proceso": "corto", "sin_programacion": "programado",
}  # fmt: skip
#: Causes whose words are also subjects to look for by themselves ("observaciones sobre la plataforma virtual").
_CAUSAS_DE_PALABRA = ("formato_digital", "participacion", "contratacion", "demanda", "equipo", "captura", "personal")
#: The names of a cause; its other words ("confinamiento", "heladas") are looked for as such when a mention is asked.
_GENERALES = frozenset("covid coronavirus pandemia pandemic contingencia epidemia clima climatico climaticas meteorologicas tiempo weather veda electoral electorales reprogramacion reprogramaciones instrucciones instruccion vacaciones calendario".split())
_COLORES = {"verde": "verde", "verdes": "verde", "amarillo": "amarillo", "amarillas": "amarillo", "amarilla": "amarillo", "amarillos": "amarillo", "rojo": "rojo", "rojos": "rojo", "roja": "rojo", "rojas": "rojo", "green": "verde", "yellow": "amarillo", "red": "rojo"}  # fmt: skip
_CERRADAS = frozenset("se hubo existe existen hay fue fueron alcanzo alcanzaron cumplio cumplieron logro lograron tiene tienen tuvo tuvieron es son rebaso rebasaron is are did was were do does llego llegaron realizo realizaron hizo hicieron esta estan".split())


@dataclass(slots=True)
class Huecos:
    """The slots of one question, before they are a plan."""

    filtros: list[Filtro] = field(default_factory=list)
    trimestres: tuple[Trimestre, ...] = ()
    corte: date | None = None
    intent: Intent | None = None
    metrica: Metric | None = None
    agrupar: tuple[Dimension, ...] = ()
    orden: Orden | None = None
    limite: int | None = None
    rol: Any = None
    catalogo: Dimension | None = None
    hallazgos: bool = False
    reglas: tuple[str, ...] = ()
    universal: bool = False
    cerrada: bool = False
    notas: list[str] = field(default_factory=list)
    #: Leftover content words that no loaded text has.
    desconocidas: list[str] = field(default_factory=list)
    terminos: list[str] = field(default_factory=list)
    cabeza_desconocida: bool = False
    dominio: bool = False
    confianza: float = 1.0
    clases: list[Clase] = field(default_factory=list)

    def plan(self, base: Plan | None = None) -> Plan:
        """The plan that the slots make by themselves."""
        return Plan(
            intent=self.intent or "list", metrica=self.metrica, filtros=tuple(self.filtros), agrupar=self.agrupar, orden=self.orden,
            limite=self.limite, trimestres=self.trimestres, corte=self.corte, rol=self.rol, catalogo=self.catalogo,
            hallazgos=self.hallazgos, reglas=self.reglas, cerrada=self.cerrada, universal=self.universal,
        )  # fmt: skip


def componer(c: Cobertura, voc: Vocabulario, previo: Plan | None = None) -> Huecos | SinDatos | FueraDeTema | Aclarar:
    """Read the cover. ``previo``: the plan of an earlier question that this one may lean on."""
    sigue = previo is not None
    if ajeno := _ajeno(c):
        return ajeno
    _menos_es_excepto(c)
    h = Huecos(cerrada=_cerrada(c))
    h.notas += [s.nota for s in c.spans if s.nota]
    negados = _negaciones(c)
    for paso in (_ausentes, _ambiguos):
        if salida := paso(c, voc):
            return salida
    if falta := _tiempo(c, voc, h, previo):
        return falta if _dominio(c, h) or sigue else FueraDeTema()
    _umbrales(c, h)
    _clases(c, h, negados)
    _entidades(c, h, voc, negados)
    _causas(c, h, voc, negados)
    _observaciones(c, h, negados)
    _semaforo(c, h)
    _intencion(c, h)
    _palabras(c, h, voc, negados)
    _ajustar(c, h)
    h.dominio = _dominio(c, h)
    if salida := _fuera_o_sin_datos(c, h, voc, sigue):
        return salida
    h.confianza = _confianza(c, h)
    return h


# -- what isn't ours ------------------------------------------------------------------------------------------------
def _ajeno(c: Cobertura) -> FueraDeTema | SinDatos | None:
    if not c.tokens:
        return FueraDeTema(motivo="vacia")
    if c.hay("instruccion"):
        return FueraDeTema(motivo="instruccion")
    utiles = [s for s in c.spans if s.tipo not in ("saludo", "cortesia", "sigue")]
    if c.hay("saludo") and not utiles and len(c.sueltos) <= 2:
        return FueraDeTema(motivo="saludo")
    dinero = c.de("dinero")
    if dinero and not _es_tema(c, dinero[0]):
        return SinDatos(faltante=f"cifras de dinero («{c.texto(dinero[0])}»): los avances físicos programáticos no las traen")
    return None


def _es_tema(c: Cobertura, dinero: Span) -> bool:
    """Whether a word of money is a subject ("metas sobre ingresos", "estimación de ingresos"), not the figure asked."""
    antes = [s for s in c.spans if s.fin <= dinero.ini]
    if any(s.tipo in ("sobre", "cita") for s in antes):
        return True
    nombres = [s for s in antes if s.tipo in ("nombre", "nivel") and s.valor != "informe"]
    previa = next((i for i in range(dinero.ini - 1, -1, -1) if not c.tokens[i].vacio), None)
    return bool(nombres) or (previa is not None and previa in c.sueltos)


_OFICINAS = frozenset("jefatura departamento direccion coordinacion oficina secretaria subdireccion area dependencia".split())


def _oficina_ausente(c: Cobertura, voc: Vocabulario) -> SinDatos | None:
    """An office or municipality named by words that no loaded one has: "Dirección de Obras Públicas"."""
    for s in c.de("dim"):
        ultima = c.tokens[s.fin - 1].norma
        if s.valor not in ("unidad", "municipio") or (s.valor == "unidad" and ultima not in _OFICINAS) or ultima.endswith("s"):
            continue
        i = s.fin
        while i < len(c.tokens) and c.tokens[i].norma in ("de", "del", "la", "las", "los", "el"):
            i += 1
        dichas = []
        unido = i > s.fin
        while i < len(c.tokens) and ((i in c.sueltos and not c.tokens[i].vacio) or (dichas and c.tokens[i].norma in ("de", "y", "la"))) and not es_verbo(c.tokens, i):
            dichas.append(c.tokens[i].texto)
            i += 1
        if (unido or s.valor == "municipio") and any(len(d) > 3 for d in dichas) and (s.valor == "unidad" or dichas[0][:1].isupper()):
            que = "la unidad" if s.valor == "unidad" else "el municipio"
            cercanos = tuple(sorted({f"{n.codigo} {n.nombre}" if n.entidad == "unidad" else n.nombre for n in voc.nombres if n.entidad == s.valor}))[:8]
            return SinDatos(faltante=f"{que} «{' '.join(dichas)}»", cercanos=cercanos)
    return None


def _ausentes(c: Cobertura, voc: Vocabulario) -> SinDatos | None:
    if falta := _oficina_ausente(c, voc):
        return falta
    for s in c.de("ausente"):
        que, cual = s.valor
        cercanos: tuple[str, ...] = ()
        if que == "meta":
            cercanos = tuple(sorted((m for m in voc.metas if m.split(".")[0] == cual.split(".")[0]), key=_orden_meta))[:6]
        elif que == "línea de acción":
            cercanos = tuple(sorted(k for k in voc.lineas if k.split(".")[0] == cual.split(".")[0]))[:6]
        else:
            cercanos = tuple(sorted({f"{n.codigo} {n.nombre}" for n in voc.nombres if n.entidad == que}))[:6]
        articulo = "la" if que.startswith(("meta", "unidad", "línea")) else "el"
        return SinDatos(faltante=f"{articulo} {que} {cual}", cercanos=cercanos)
    return None


def _orden_meta(numero: str) -> tuple[int, ...]:
    return tuple(int(p) if p.isdigit() else 0 for p in numero.split("."))


def _ambiguos(c: Cobertura, voc: Vocabulario) -> Aclarar | None:
    for s in c.de("ambiguo"):
        nombres: Sequence[Nombre] = s.valor
        antes = " ".join(t.texto for t in c.tokens[: s.ini])
        luego = " ".join(t.texto for t in c.tokens[s.fin :])
        opciones = tuple(
            Opcion(texto=f"{n.entidad.capitalize()} {n.codigo}: {n.nombre}", pregunta=" ".join(f"{antes} {n.entidad} {n.codigo} {luego}".split()))
            for n in nombres
        )
        return Aclarar(duda=f"«{c.texto(s)}» puede referirse a más de una cosa. ¿A cuál se refiere?", opciones=opciones)
    return None


def _cerrada(c: Cobertura) -> bool:
    primera = next((i for i, t in enumerate(c.tokens) if not any(s.ini <= i < s.fin and s.tipo in ("cortesia", "saludo", "sigue") for s in c.spans)), 0)
    return bool(c.tokens) and c.tokens[primera].norma in _CERRADAS and not c.hay("quien", "cuenta")


def _menos_es_excepto(c: Cobertura) -> None:
    """"todas menos cultura popular": a "menos" that stands right before an entity leaves it out."""
    for i, (s, sig) in enumerate(zip(c.spans, c.spans[1:], strict=False)):
        if ((s.tipo == "rango" and c.tokens[s.fin - 1].norma == "menos") or (s.tipo == "compara_num" and c.tokens[s.ini].norma == "menos" and sig.tipo != "cifra")) and sig.ini - s.fin <= 2 and sig.tipo in ("unidad", "programa", "ramo", "linea", "meta", "medida", "municipio", "persona", "causa"):
            c.spans[i] = Span(s.ini, s.fin, "negado", True, s.puntos)


_CONECTORES = frozenset("de del la las el los lo a al en y e o u ni por que con su sus un una".split())


# -- negation --------------------------------------------------------------------------------------------------------
def _negaciones(c: Cobertura) -> set[int]:
    """Indexes (in ``c.spans``) of the spans that a negation reaches: the next ones, over connectors and each other."""
    alcanzados: set[int] = set()
    for i, s in enumerate(c.spans):
        if s.tipo != "negado":
            continue
        fin = s.fin
        for j in range(i + 1, len(c.spans)):
            sig = c.spans[j]
            entre = {t.norma for t in c.tokens[fin : sig.ini]}
            if not entre <= _CONECTORES or sig.tipo not in ("por_causa", "causa", "unidad", "programa", "ramo", "linea", "medida", "meta", "persona", "clase", "sobre", "dim", "explica", "municipio", "trimestre", "ano", "conobs", "sigue"):
                break
            alcanzados.add(j)
            fin = sig.fin
            if sig.tipo == "clase":
                break
    return alcanzados


# -- time ------------------------------------------------------------------------------------------------------------
def _tiempo(c: Cobertura, voc: Vocabulario, h: Huecos, previo: Plan | None) -> SinDatos | None:
    trimestres: list[Trimestre] = []
    for s in c.de("trimestre", "dos_trimestres"):
        trimestres += [t for t in s.valor if t not in trimestres]
    for s in c.de("meses"):
        trimestres += [t for t in _trimestres_de_meses(s.valor) if t not in trimestres]
    h.trimestres = tuple(t for t in TRIMESTRES if t in trimestres)
    negados = _negaciones(c)
    anos = [m for i, s in enumerate(c.spans) if s.tipo == "ano" and i not in negados for m in _anos(s.valor, voc, previo)]
    fuera = tuple(str(m) for i, s in enumerate(c.spans) if s.tipo == "ano" and i in negados for m in _anos(s.valor, voc, previo))
    if fuera:
        h.filtros.append(En(entidad="ejercicio", valores=fuera, negado=True))
    for s in c.de("hasta_mes"):
        corte = _corte(s.valor, voc, anos)
        if not isinstance(corte, SinDatos):
            h.corte = corte if corte != max((k for k in voc.cortes if corte and k.year == corte.year), default=None) else h.corte
        else:
            trimestres += [t for t in _trimestres_de_meses(s.valor) if t not in trimestres]
            h.trimestres = tuple(t for t in TRIMESTRES if t in trimestres)
        anos += [int(a) for a in re.findall(r"(?:19|20)\d\d", s.valor)]
    for s in c.de("corte"):
        corte = _corte(s.valor, voc, anos)
        if isinstance(corte, SinDatos):
            return corte
        h.corte = corte
        anos += [int(a) for a in re.findall(r"(?:19|20)\d\d", s.valor)]
    if anos:
        faltan = [a for a in anos if a not in voc.ejercicios]
        if faltan:
            return SinDatos(faltante=f"el ejercicio {faltan[0]}", cercanos=tuple(str(e) for e in voc.ejercicios))
        h.filtros.append(En(entidad="ejercicio", valores=tuple(dict.fromkeys(str(a) for a in anos))))
    return None


def _trimestres_de_meses(texto: str) -> list[Trimestre]:
    meses = [MESES[p] for p in texto.split() if p in MESES]
    ini, fin = (meses[0], meses[-1]) if len(meses) > 1 else (1, meses[0])
    return [t for i, t in enumerate(TRIMESTRES) if i * 3 + 1 >= ini and i * 3 + 3 <= fin]


def _anos(texto: str, voc: Vocabulario, previo: Plan | None) -> list[int]:
    escritos = [int(a) for a in re.findall(r"(?:19|20)\d\d", texto)]
    if escritos:
        return escritos
    hoy = date.today().year
    dichos = previo.entidad("ejercicio") if previo else ()
    if dichos and ("siguiente" in texto or "anterior" in texto or "previo" in texto):
        return [int(dichos[-1]) + (1 if "siguiente" in texto else -1)]
    if "pasado" in texto or "anterior" in texto:
        return [hoy - 1]
    if "proximo" in texto or "viene" in texto:
        return [hoy + 1]
    return [max(voc.ejercicios, default=hoy)] if "ultimo" in texto else [hoy]


def _corte(texto: str, voc: Vocabulario, anos: list[int]) -> date | None | SinDatos:
    meses = [MESES[p] for p in texto.split() if p in MESES]
    if meses:
        mes = meses[0]
    else:
        orden = {"primer": 3, "1er": 3, "segundo": 6, "2do": 6, "tercer": 9, "3er": 9, "cuarto": 12, "4to": 12, "ultimo": 12}
        mes = next((m for p, m in orden.items() if p in texto.split()), 12)
        if "semestre" in texto:
            mes = {3: 6, 6: 12}.get(mes, mes)
    escritos = [int(a) for a in re.findall(r"(?:19|20)\d\d", texto)] or anos
    hallados = [k for k in voc.cortes if k.month == mes and (not escritos or k.year in escritos)]
    if not hallados:
        return SinDatos(faltante=f"un corte de {texto.split()[-1] if meses else 'ese periodo'}", cercanos=tuple(k.isoformat() for k in voc.cortes))
    return max(hallados)


# -- thresholds ---------------------------------------------------------------------------------------------------------
def _umbrales(c: Cobertura, h: Huecos) -> None:
    spans = c.spans
    usados: set[int] = set()
    for i, s in enumerate(spans):
        if s.tipo != "compara_num":
            continue
        cifras = [(j, spans[j]) for j in range(i + 1, min(i + 4, len(spans))) if spans[j].tipo == "cifra" and spans[j].ini - s.fin <= 6]
        if not cifras:
            continue
        j, primera = cifras[0]
        signo, valor = _valor(c, primera)
        hasta = None
        if s.valor == "between":
            if len(cifras) < 2:
                continue
            signo2, hasta = _valor(c, cifras[1][1])
            signo = signo or signo2
            usados.add(cifras[1][0])
        usados |= {i, j}
        metrica = _metrica_umbral(c, s, primera, signo)
        h.filtros.append(Umbral(metrica=metrica, comparador=s.valor, valor=valor, hasta=hasta))
    for i, s in enumerate(spans):
        if s.tipo != "cifra" or i in usados:
            continue
        signo, valor = _valor(c, s)
        post = spans[i + 1] if i + 1 < len(spans) and spans[i + 1].tipo == "compara_post" and spans[i + 1].ini == s.fin else None
        if post is not None:
            h.filtros.append(Umbral(metrica=_metrica_umbral(c, post, s, signo), comparador=post.valor, valor=valor))
        elif signo == "%" and valor != 100 and not any(isinstance(f, Umbral) for f in h.filtros):
            if not _limite(c, s):
                h.filtros.append(Umbral(metrica="avance", comparador="eq", valor=valor))


def _valor(c: Cobertura, s: Span) -> tuple[str | None, float]:
    if isinstance(s.valor, tuple):
        signo, valor = s.valor
        ultimas = {t.norma for t in c.tokens[s.ini : s.fin]}
        return ("%" if ultimas & {"%", "por", "ciento", "porciento"} and signo is None else signo), float(valor)
    numero = re.match(r"\d+(?:[.,]\d+)*", s.valor)
    texto = numero.group() if numero else "0"
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", texto):
        texto = texto.replace(",", "")
    return ("%" if len(s.valor.split()) > 1 else None), float(texto.replace(",", "."))


def _metrica_umbral(c: Cobertura, comparador: Span, cifra: Span, signo: str | None) -> Any:
    if signo == "%":
        return "avance"
    cerca = [s for s in c.de("metrica") if s.valor in ("programado", "alcanzado", "meta_anual", "brecha", "avance")]
    if cerca:
        s = min(cerca, key=lambda s: min(abs(s.ini - cifra.fin), abs(comparador.ini - s.fin)))
        if s.valor == "avance" and _valor(c, cifra)[1] > 200:
            return "alcanzado"
        return s.valor
    return "alcanzado" if c.hay("medida") else "avance"


def _limite(c: Cobertura, s: Span) -> bool:
    """Whether a figure is "the N": before the noun, or beside a superlative."""
    i = c.spans.index(s)
    sig = c.spans[i + 1] if i + 1 < len(c.spans) else None
    antes = c.spans[i - 1] if i else None
    pegado = sig is not None and sig.ini == s.fin and (sig.tipo in ("nombre", "nivel", "rango", "dim", "clase", "medida"))
    tras = antes is not None and antes.fin == s.ini and antes.tipo == "rango"
    palabra = c.tokens[s.ini - 1].norma if s.ini else ""
    despues = c.tokens[s.fin].norma if s.fin < len(c.tokens) else ""
    return pegado or tras or palabra in ("top", "primeras", "primeros", "ultimas", "ultimos", "las", "los") or despues in ("primeras", "primeros", "principales", "ultimas", "mejores", "peores", "mas", "menos")


# -- states ------------------------------------------------------------------------------------------------------------
def _clases(c: Cobertura, h: Huecos, negados: set[int]) -> None:
    modo = next(iter(c.valores("modo_trimestre")), None)
    clases: list[Clase] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "clase" or (s.valor == "exacta" and any(isinstance(f, Umbral) and f.valor == 100 for f in h.filtros)):
            continue
        if i in negados:
            if s.valor == "rebasada":
                h.filtros.append(ConClase(clases=("rebasada",), negado=True))
            elif s.valor == "exacta":
                clases.append("no_cumplidas")
            else:
                h.filtros.append(ConClase(clases=(s.valor,), negado=True))
            continue
        if i and c.spans[i - 1].tipo in ("solo",) and s.ini - c.spans[i - 1].fin <= 2:
            clases = []
        sig = c.spans[i + 1] if i + 1 < len(c.spans) else None
        if s.valor == "exacta" and sig is not None and sig.tipo == "compara_post" and sig.ini == s.fin:
            clases.append("cumplidas") if sig.valor == "ge" else h.filtros.append(Umbral(metrica="avance", comparador="le", valor=100))
        elif s.valor not in clases:
            clases.append(s.valor)
    if "exacta" in clases and "cumplidas" in clases:
        clases.remove("cumplidas")
    if "exacta" in clases and "no_cumplidas" in clases:
        clases.remove("exacta")
    if "parcial" in clases and "cumplidas" in clases:
        clases.remove("cumplidas")
    if "sin_avance" in clases and "no_cumplidas" in clases:
        clases.remove("no_cumplidas")
    if any(isinstance(f, Umbral) and f.comparador == "eq" for f in h.filtros):
        clases = [k for k in clases if k not in ("exacta", "cumplidas", "no_cumplidas")]
    h.clases = clases
    if not clases:
        return
    if not (h.trimestres or modo):
        h.filtros.append(ConClase(clases=tuple(clases)))
        return
    del_trimestre, otras = _clase_del_trimestre(c, clases)
    modo = modo or _modo_de_trimestres(c)
    comunes = {"modo": modo} if modo else {}
    h.filtros.append(ConTrimestre(trimestres=h.trimestres or TRIMESTRES, clase=_CLASE_A_TRIMESTRE[del_trimestre], **comunes))
    del_ano = tuple(dict.fromkeys([*(k for k in clases if k != del_trimestre), *otras]))
    if del_ano:
        h.filtros.append(ConClase(clases=del_ano))


def _modo_de_trimestres(c: Cobertura) -> str | None:
    """Two quarters named one by one are each meant ("en el T2 y en el T4"); a semester is one period."""
    sueltos = [s for s in c.de("trimestre", "dos_trimestres") if s.tipo == "dos_trimestres" or len(s.valor) == 1]
    if not sueltos or (len(sueltos) < 2 and sueltos[0].tipo != "dos_trimestres"):
        return None
    entre = {t.norma for t in c.tokens[sueltos[0].ini : sueltos[-1].fin]}
    return "alguno" if entre & {"o", "u"} else "todos"


def _clase_del_trimestre(c: Cobertura, clases: list[Clase]) -> tuple[Clase, list[Clase]]:
    """Of several states, the one that stands nearest to the quarter is the quarter's; the others are the year's."""
    periodos = c.de("trimestre", "dos_trimestres", "meses", "modo_trimestre")
    dichas = [s for s in c.de("clase") if s.valor in clases]
    if not periodos or not dichas:
        return clases[0], []
    cerca = min(dichas, key=lambda s: min(abs(p.ini - s.fin) if p.ini >= s.fin else abs(s.ini - p.fin) + 1 for p in periodos))
    return cast(Clase, cerca.valor), [s.valor for s in dichas if s is not cerca]


# -- entities -----------------------------------------------------------------------------------------------------------
def _entidades(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    valores: dict[tuple[str, bool], list[str]] = {}
    for i, s in enumerate(c.spans):
        if s.tipo not in _ENTIDADES or (s.tipo == "medida" and not _es_medida(c, s)):
            continue
        dados = s.valor if isinstance(s.valor, tuple) else (s.valor,)
        lista = valores.setdefault((s.tipo, i in negados), [])
        lista += [v for v in dados if v not in lista]
    for (tipo, negado), dados in valores.items():
        h.filtros.append(En(entidad=cast(Entidad, tipo), valores=tuple(dados), negado=negado))
    for s in c.de("nivel"):
        if s.valor == "accion" and any(v.tipo == "linea" for v in c.spans):
            continue
        h.filtros.append(Nivel(nivel=s.valor))
        break


def _es_medida(c: Cobertura, s: Span) -> bool:
    """Whether a measure's name stands for the measure and not for a subject ("el mural conmemorativo")."""
    if any(i in c.sueltos and not c.tokens[i].vacio and not es_verbo(c.tokens, i) for i in (s.fin, s.ini - 1) if 0 <= i < len(c.tokens)):
        return False
    if c.hay("cita") or any(x.tipo == "sobre" and x.fin <= s.ini for x in c.spans):
        return False
    if _junto_a_causa(c, s):
        return False
    plural = c.tokens[s.fin - 1].norma.endswith("s")
    return plural or c.hay("cuenta", "suma", "promedio") or len(s.valor[0].split()) > 1 or any(x.valor == "medida" for x in c.de("dim")) or bool(c.de("nombre"))


def _junto_a_causa(c: Cobertura, s: Span) -> bool:
    """Whether a measure's name is part of a cause ("redes sociales o cursos en línea")."""
    return any(x.tipo == "causa" and (0 <= s.ini - x.fin <= 1 or 0 <= x.ini - s.fin <= 1) for x in c.spans)


def _causas(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    si: list[str] = []
    no: list[str] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "causa" or _causa_es_texto(c, s):
            continue
        lista = no if i in negados else si
        if s.valor not in lista:
            lista.append(s.valor)
    if len(si) > 1 and _una_por_otra(c):
        h.filtros += [ConCausa(causas=(cast(Any, k),)) for k in si]
    elif si:
        h.filtros.append(ConCausa(causas=tuple(cast(Any, si))))
    if no:
        h.filtros.append(ConCausa(causas=tuple(cast(Any, no)), negado=True))


def _una_por_otra(c: Cobertura) -> bool:
    """Whether a second cause explains the first ("se reprogramaron por instrucciones"): both are asked, not either."""
    causas = c.de("causa")
    return any(s.tipo == "por_causa" and causas[0].fin <= s.ini < causas[1].ini for s in c.spans) or c.tokens[causas[1].ini].norma == "por"


def _causa_es_texto(c: Cobertura, s: Span) -> bool:
    """A subject to look for word by word: after "sobre" or "mencionan", or as the thing that a question is about."""
    palabras = c.tokens[s.ini : s.fin]
    if s.valor not in _CAUSAS_DE_PALABRA:
        especifica = s.valor != "presupuesto" and not any(t.norma in _GENERALES for t in palabras) and c.hay("cita", "sobre")
        return especifica or any(x.fin <= s.ini and c.tokens[x.fin - 1].norma in ("palabra", "palabras") for x in c.de("sobre"))
    previo = [x for x in c.spans if x.fin <= s.ini]
    if previo and previo[-1].tipo in ("por_causa", "negado", "causa") and s.ini - previo[-1].fin <= 2:
        return False
    if s.valor == "personal" and s.fin - s.ini == 1:
        return True
    if c.hay("cita", "sobre"):
        return any(t.raiz for t in palabras)
    return not c.hay("clase", "explica", "por_causa") and not any(v.valor == "causa" for v in c.de("dim"))


def _observaciones(c: Cobertura, h: Huecos, negados: set[int]) -> None:
    for i, s in enumerate(c.spans):
        if s.tipo == "conobs":
            h.filtros.append(ConObservacion(presente=s.valor != (i in negados)))
            break


def _semaforo(c: Cobertura, h: Huecos) -> None:
    colores = [_COLORES[t.norma] for t in c.tokens if t.norma in _COLORES]
    if any(s.valor == "semaforo" for s in c.de("dim")) and any(t.norma.startswith("sobrecumpl") for t in c.tokens):
        colores.append("sobrecumplimiento")
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
        h.clases = []
    if colores and (any(s.valor == "semaforo" for s in c.de("dim")) or c.de("nombre") or c.hay("cuenta", "pide")):
        h.filtros.append(ConSemaforo(colores=tuple(cast(Any, dict.fromkeys(colores)))))
        c.sueltos = [i for i in c.sueltos if c.tokens[i].norma not in _COLORES]


# -- what is wanted --------------------------------------------------------------------------------------------------------
def _intencion(c: Cobertura, h: Huecos) -> None:
    metricas = c.valores("metrica")
    h.metrica = _metrica(c, metricas)
    h.agrupar = _agrupar(c)
    cabeza = _cabeza(c)
    for regla in (_audita, _quien, _explica, _compara, _tendencia, _rango, _cita, _promedia, _cuenta, _catalogo, _suma):
        if regla(c, h, cabeza):
            return
    if h.metrica or c.hay("meta"):
        h.intent = "detail" if (c.hay("meta") or not c.de("nombre")) else "list"


def _metrica(c: Cobertura, metricas: list[str]) -> Metric | None:
    preferidas = ("excedente", "brecha", "proporcion", "meta_anual", "programado", "avance", "alcanzado")
    usadas = [m for m in preferidas if m in metricas]
    if not usadas:
        return None
    if {"programado", "alcanzado"} <= set(metricas):
        return None
    return "brecha" if usadas[0] == "excedente" else cast(Metric, usadas[0])


@dataclass(frozen=True, slots=True)
class Cabeza:
    """The noun that the question word asks for: a span's kind and value, or None."""

    tipo: str | None
    valor: Any = None


def _cabeza(c: Cobertura) -> Cabeza:
    pregunta = next((s for s in c.spans if s.tipo in ("cuenta", "pide", "cita", "explica")), None)
    desde = pregunta.fin if pregunta else 0
    for i in range(desde, len(c.tokens)):
        span = next((s for s in c.spans if s.ini <= i < s.fin), None)
        if span is None:
            if not c.tokens[i].vacio:
                return Cabeza("texto", i)
            continue
        if span.tipo in ("nombre", "nivel", "dim", "medida", "metrica", "clase"):
            if span.tipo == "clase" and span.ini - desde > 2:
                return Cabeza(None)
            return Cabeza(span.tipo, span.valor)
    return Cabeza(None)


def _agrupar(c: Cobertura) -> tuple[Dimension, ...]:
    """Dimensions after "por", "cada", "según"; "por trimestre" is a trend and groups nothing."""
    salida: list[Dimension] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "dim" or i == 0:
            continue
        antes = c.spans[i - 1]
        entre = {t.norma for t in c.tokens[antes.fin : s.ini]}
        directo = antes.tipo in ("por", "por_causa") and (not entre or entre <= {"cada", "una", "de", "las", "los", "la", "el"})
        cada = s.ini > 0 and c.tokens[s.ini - 1].norma in ("cada", "por", "segun")
        seguida = antes.tipo == "sigue" and len(salida) > 0
        if (directo or cada or seguida) and s.valor not in salida:
            salida.append(s.valor)
    return tuple(salida)


def _audita(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("audita", "regla"):
        return False
    h.intent, h.hallazgos = "audit", "todas" in c.valores("audita")
    reglas = c.valores("regla")
    if "aritmetica" in c.valores("audita"):
        dichas = {t.norma for t in c.tokens}
        if dichas & {"programado", "programados", "programada", "programadas", "programacion"} and dichas & {"anual", "suma", "sumas", "trimestres"}:
            reglas.append("programado_no_es_anual")
        elif dichas & {"porcentaje", "porcentajes", "relativo", "%", "impreso"} and not dichas & {"suma", "sumas", "absoluto"}:
            reglas.append("porcentaje_no_cuadra")
        elif dichas & {"suma", "sumas", "absoluto", "absolutos", "sumatoria"}:
            reglas += ["absoluto_no_es_suma"] if dichas & {"absoluto", "absolutos"} else ["absoluto_no_es_suma", "programado_no_es_anual"]
    if any(isinstance(f, ConObservacion) and not f.presente for f in h.filtros):
        reglas.append("desviacion_sin_observacion")
    h.reglas = tuple(dict.fromkeys(reglas))
    h.filtros = [f for f in h.filtros if isinstance(f, En)]
    return True


def _quien(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    pide_rol = c.hay("rol") and ("informe" in c.valores("nombre") or (c.spans[0].tipo == "rol" and c.spans[0].ini == 0)) and not c.hay("clase")
    if not (c.hay("quien", "firma") or pide_rol or (c.hay("rol") and any(s.valor == "persona" for s in c.de("dim")))):
        return False
    roles = c.valores("rol")
    if not roles and not c.hay("firma") and c.hay("rango", "compara") and c.hay("metrica", "medida", "clase"):
        return False
    responsable = any(t.norma.startswith(("responsable", "titular", "encargad", "cargo", "jefe", "jefa", "director")) for t in c.tokens)
    if not (roles or c.hay("firma") or responsable or c.hay("unidad", "programa", "persona", "meta")):
        return False
    if c.hay("persona") and not c.hay("quien"):
        h.intent = "catalogue" if not c.de("nombre") or c.valores("nombre") == ["informe"] else "list"
        h.catalogo = "unidad" if h.intent == "catalogue" else None
        return True
    h.intent = "who"
    h.filtros = [f for f in h.filtros if isinstance(f, En) and f.entidad != "medida"]
    h.rol = roles[0] if roles else None
    if h.rol is None and responsable:
        h.rol = "elaboro" if c.hay("unidad", "meta") else "reviso" if c.hay("programa") else "autorizo" if c.hay("ramo") else None
    return True


def _explica(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if c.hay("explica"):
        h.intent = "explain"
        return True
    if any(s.valor == "causa" for s in c.de("dim")) and not c.hay("causa"):
        if h.agrupar == ("causa",) or c.hay("cuenta", "pide", "rango", "catalogo") or len(c.tokens) < 8:
            h.intent, h.agrupar = "count", ("causa",)
            h.metrica = "metas"
            return True
    return False


def _cita(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    observacion = "observacion" in c.valores("nombre")
    if c.hay("cita") or (observacion and not c.hay("cuenta") and not c.de("conobs")):
        if "meta" in c.valores("nombre") and c.hay("sobre") and not c.hay("cita"):
            return False
        h.intent = "quote"
        return True
    return False


def _compara(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("compara"):
        return False
    h.intent = "compare"
    if c.hay("meta"):
        h.intent = "trend" if c.hay("tendencia") or len(h.trimestres) > 1 or "trimestre" in [s.valor for s in c.de("dim")] else "detail"
        return True
    varios = [f for f in h.filtros if isinstance(f, En) and len(f.valores) > 1 and f.entidad in ("unidad", "programa", "ramo", "ejercicio", "municipio", "linea", "medida")]
    if varios:
        h.agrupar = (*h.agrupar, cast(Dimension, varios[0].entidad)) if not h.agrupar else h.agrupar
    elif not h.agrupar:
        sueltas = [s.valor for s in c.de("dim") if s.valor in get_args(Dimension) and s.valor not in ("estado", "corte", "persona")]
        if sueltas and sueltas[0] != "trimestre":
            h.agrupar = (sueltas[0],)
    if len(h.trimestres) > 1 or c.hay("tendencia") or "trimestre" in [s.valor for s in c.de("dim")]:
        h.intent, h.agrupar = "trend", tuple(d for d in h.agrupar if d != "trimestre")
    return True


def _tendencia(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if c.hay("tendencia") or "trimestre" in h.agrupar:
        if c.hay("cuenta") and cabeza.tipo == "nombre" and "trimestre" in h.agrupar:
            pass
        h.intent = "trend"
        h.agrupar = tuple(d for d in h.agrupar if d != "trimestre")
        return True
    dims = [s.valor for s in c.de("dim")]
    if "trimestre" in dims and c.hay("rango", "pide") and not h.trimestres and (cabeza.valor == "trimestre"):
        h.intent = "trend"
        return True
    return False


def _rango(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("rango", "ordena"):
        return False
    if not c.hay("ordena") and c.hay("promedio", "suma") and not c.de("nombre", "dim"):
        return False
    desc = (c.valores("rango") or ["desc"])[-1 if c.hay("ordena") else 0] == "desc"
    dims = [s for s in c.de("dim") if s.valor in ("unidad", "programa", "ramo", "municipio", "ejercicio", "linea", "medida", "causa")]
    metas = c.de("nombre", "nivel")
    varias = next((f.entidad for f in h.filtros if isinstance(f, En) and len(f.valores) > 1 and not f.negado and f.entidad in ("unidad", "programa", "ejercicio", "municipio")), None)
    if not dims and (c.hay("quien") or (varias and any(t.norma in ("cual", "quien", "o") for t in c.tokens))) and not h.agrupar:
        h.agrupar = (cast(Dimension, varias or "unidad"),)
        h.intent, h.metrica, h.limite = "rank", _metrica_de_grupo(c, h), None
        h.orden = Orden(metrica=h.metrica, descendente=(c.valores("rango") or ["desc"])[0] == "desc")
        return True
    primera_dim = dims[0].ini if dims else 10**6
    primera_meta = next((s.ini for s in metas if s.valor in ("meta", "principal", "accion")), 10**6)
    por_dim = bool(dims) and (primera_dim < primera_meta or bool(h.agrupar)) and not (c.hay("unidad") and not h.agrupar)
    h.intent = "rank"
    if por_dim:
        h.agrupar = h.agrupar or (dims[0].valor,)
        h.metrica = _metrica_de_grupo(c, h)
        desc = desc if h.metrica != "proporcion" or "no_cumplidas" not in h.clases else desc
    elif h.metrica in (None, "proporcion", "metas"):
        h.metrica = "avance"
        if "no_cumplidas" in h.clases and c.hay("rango") and not h.trimestres and not metas_lista(c) and not c.hay("ordena") and not _de_a(c):
            desc = not desc
    h.limite = _cuantas(c, por_dim)
    h.orden = Orden(metrica=h.metrica or "avance", descendente=desc)
    if h.metrica == "avance" and c.hay("rango") and "rebasada" in h.clases and not c.de("metrica"):
        h.orden = Orden(metrica="avance", descendente=desc)
    return True


def _de_a(c: Cobertura) -> bool:
    """Whether the order is spelt out: "de la mayor a la menor"."""
    return any(s.tipo == "rango" and "a" in {t.norma for t in c.tokens[s.ini : s.fin]} for s in c.spans)


def metas_lista(c: Cobertura) -> bool:
    """Whether the question asks for goals explicitly ("las metas incumplidas con menor avance")."""
    return any(s.valor == "avance" for s in c.de("metrica"))


def _metrica_de_grupo(c: Cobertura, h: Huecos) -> Metric:
    if h.metrica == "proporcion":
        return "proporcion"
    if any(isinstance(f, En) and f.entidad == "medida" for f in h.filtros) and h.metrica in (None, "programado", "alcanzado", "meta_anual", "brecha"):
        return h.metrica or "alcanzado"
    contadas = any(t.norma in ("numero", "cantidad", "cuantas") for t in c.tokens) or any(
        s.tipo == "rango" and s.fin < len(c.tokens) and c.tokens[s.fin].norma in ("metas", "acciones", "objetivos", "incumplimientos", "incumplidas") for s in c.spans
    )
    if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
        return "metas" if contadas or "cumplidas" not in h.clases or not h.metrica else "proporcion"
    if h.metrica in ("avance", None) and not contadas:
        return "proporcion"
    return "metas"


def _cuantas(c: Cobertura, por_dim: bool) -> int | None:
    for s in c.de("cifra"):
        if _limite(c, s):
            _, n = _valor(c, s)
            if 1 <= n <= 100 and n == int(n):
                return int(n)
    ordenar = c.hay("ordena") or _de_a(c)
    nombres = [t.norma for s in c.de("nombre", "nivel", "dim", "medida") for t in c.tokens[s.ini : s.fin]]
    plural = any(n.endswith("s") for n in nombres[:1])
    if ordenar or not nombres:
        return None if ordenar else 1
    return None if plural and not por_dim else 1


def _promedia(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("promedio"):
        return False
    h.intent = "average"
    h.metrica = h.metrica if h.metrica in ("programado", "alcanzado", "meta_anual", "brecha") and c.hay("medida") else "avance"
    return True


def _cuenta(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if c.hay("cuenta") and len(c.de("trimestre")) > 1 and not c.hay("meta"):
        h.intent = "trend"
        h.metrica = h.metrica or "alcanzado"
        return True
    proporcion = h.metrica == "proporcion"
    if not (c.hay("cuenta") or proporcion):
        return False
    if proporcion:
        h.intent = "count"
        if not h.agrupar:
            h.agrupar = next(((cast(Dimension, f.entidad),) for f in h.filtros if isinstance(f, En) and len(f.valores) > 1 and f.entidad in ("unidad", "programa", "ejercicio", "municipio")), ())
        return True
    if cabeza.tipo in ("nombre", "nivel"):
        if cabeza.valor == "observacion":
            h.filtros.append(ConObservacion(presente=True))
        if cabeza.valor == "informe":
            h.intent, h.catalogo = "catalogue", "unidad"
            return True
        h.intent, h.metrica = "count", "metas"
        if len(h.clases) > 1 and not h.trimestres:
            h.agrupar = (*h.agrupar, "estado")
        return True
    if cabeza.tipo == "dim" and cabeza.valor not in ("estado", "corte"):
        if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
            h.intent, h.metrica, h.agrupar = "count", "metas", (cabeza.valor,)
        else:
            h.intent, h.catalogo = "catalogue", cabeza.valor
        return True
    if cabeza.tipo == "clase":
        h.intent, h.metrica = "count", "metas"
        if len(h.clases) > 1 and not h.trimestres:
            h.agrupar = (*h.agrupar, "estado")
        return True
    if cabeza.tipo == "medida" or c.hay("medida"):
        h.intent = "sum"
        h.metrica = h.metrica if h.metrica in ("programado", "alcanzado", "meta_anual", "brecha") else "alcanzado"
        return True
    if c.hay("meta") or h.metrica in ("brecha", "programado", "alcanzado", "meta_anual", "avance"):
        h.intent = "detail" if c.hay("meta") or h.metrica in ("brecha", "avance") or cabeza.tipo == "texto" else "sum"
        return True
    if cabeza.tipo == "texto":
        h.intent = "detail"
        return True
    h.intent, h.metrica = "count", "metas"
    return True


def _catalogo(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if cabeza.tipo == "nombre" and cabeza.valor == "informe" and c.hay("catalogo"):
        h.intent, h.catalogo = "catalogue", "unidad"
        return True
    if cabeza.tipo != "dim" or cabeza.valor == "trimestre":
        return False
    if c.hay("meta"):
        h.intent = "detail"
        return True
    if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
        h.intent, h.metrica, h.agrupar = "count", "metas", (cabeza.valor,)
        return True
    if h.agrupar and cabeza.valor in h.agrupar and h.metrica:
        return False
    if cabeza.valor == "semaforo" and any(isinstance(f, ConSemaforo) for f in h.filtros):
        return False
    if cabeza.valor in ("semaforo", "estado") and not any(isinstance(f, ConSemaforo) for f in h.filtros):
        h.intent, h.metrica, h.agrupar = "count", "metas", (*h.agrupar, cabeza.valor)
        return True
    if c.hay("medida", "nombre") and not c.hay("catalogo") and any(s.valor == "meta" for s in c.de("nombre")) and cabeza.valor == "unidad" and c.hay("unidad"):
        return False
    h.intent, h.catalogo = "catalogue", cabeza.valor
    return True


def _suma(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("suma") and h.metrica in ("programado", "alcanzado") and any(_es_medida(c, s) for s in c.de("medida")) and not c.de("nombre", "nivel") and not c.hay("meta"):
        h.intent = "sum"
        return True
    if not c.hay("suma"):
        if h.agrupar and h.agrupar != ("trimestre",):
            h.intent = "count" if h.metrica in (None, "metas", "avance", "proporcion") else "sum"
            h.metrica = h.metrica if h.intent == "sum" else ("proporcion" if h.metrica in ("avance", "proporcion") else "metas")
            return True
        return False
    if c.hay("medida") or h.metrica in ("programado", "alcanzado", "meta_anual", "brecha"):
        h.intent = "sum"
        h.metrica = h.metrica if h.metrica in ("programado", "alcanzado", "meta_anual", "brecha") else "alcanzado"
        return True
    if any(s.valor == "meta" for s in c.de("nombre")) and not h.metrica:
        h.intent, h.metrica = "count", "metas"
        return True
    return False


# -- words to look for ---------------------------------------------------------------------------------------------------
def _palabras(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    """Leftover content words become a text filter; those that stand nowhere are kept apart."""
    indices = [i for i in c.sueltos if not c.tokens[i].vacio and not c.tokens[i].numero and c.tokens[i].norma not in ("er",)]
    for i_s, s in enumerate(c.spans):
        if i_s in negados:
            continue
        if (s.tipo == "medida" and not _es_medida(c, s) and not _junto_a_causa(c, s)) or (s.tipo == "causa" and _causa_es_texto(c, s)) or (s.tipo == "dinero"):
            indices += [i for i in range(s.ini, s.fin) if not c.tokens[i].vacio]
    indices.sort()
    obs = h.intent == "quote" or (h.intent == "explain" and not c.hay("meta"))
    requeridos: list[str] = []
    opcionales: list[str] = []
    for i in indices:
        t = c.tokens[i]
        conocida = t.raiz in voc.frecuencia
        verbo = es_verbo(c.tokens, i)
        if verbo and len(indices) > 1:
            if conocida:
                opcionales.append(t.norma)
        elif conocida:
            requeridos.append(t.norma)
        elif not verbo and (variante := _variante(t.norma, voc)):
            requeridos.append(variante)
            h.notas.append(f"Busco “{t.texto}” como “{variante}”.")
        elif not verbo:
            h.cabeza_desconocida |= not requeridos
            h.desconocidas.append(t.texto)
    h.terminos = list(dict.fromkeys(requeridos or opcionales))
    if not requeridos:
        requeridos, opcionales = opcionales, []
    if not requeridos:
        return
    donde = "observacion" if obs else "todo"
    elegidos = conjuntos(requeridos, voc, donde)
    if not elegidos and donde == "observacion":
        elegidos = conjuntos(requeridos, voc, "todo")
        donde = "todo" if elegidos else donde
    if not elegidos and h.intent == "quote" and not h.desconocidas:
        h.filtros.append(Texto(terminos=tuple(dict.fromkeys(requeridos)), opcionales=tuple(dict.fromkeys(opcionales)), donde="observacion", cercano=True))
    elif elegidos:
        h.filtros.append(Texto(terminos=tuple(elegidos), opcionales=tuple(dict.fromkeys(opcionales)), donde=cast(Any, donde)))


def _variante(palabra: str, voc: Vocabulario) -> str | None:
    """A loaded word of the same family ("bacheo" → "bachear"): they share all but the ending."""
    comun = max(5, len(palabra) - 2)
    if len(palabra) < 6:
        return None
    hallada = min((f for f in voc.formas if f[:comun] == palabra[:comun] and abs(len(f) - len(palabra)) <= 3 and raiz(f) in voc.frecuencia), key=len, default=None)
    return hallada


def conjuntos(terminos: Sequence[str], voc: Vocabulario, donde: str) -> list[str]:
    """The largest telling part of the words that stand together in one text: the rarest first, each kept if it fits."""
    textos = voc.observaciones if donde == "observacion" else voc.textos
    pesos = {t: voc.idf(raiz(t)) for t in dict.fromkeys(terminos)}
    elegidos: list[str] = []
    quedan = list(textos)
    for t in sorted(pesos, key=lambda t: -pesos[t]):
        con = [x for x in quedan if raiz(t) in x]
        if con:
            quedan = con
            elegidos.append(t)
    total = sum(pesos.values())
    return elegidos if total and sum(pesos[t] for t in elegidos) >= 0.5 * total else []


def _universal(c: Cobertura, h: Huecos) -> None:
    """"¿Cumplió todas sus metas?": the goals that did not are what the answer is about."""
    todas = any(t.norma in ("todas", "todos", "todo", "all") for t in c.tokens)
    if todas and h.clases == ["cumplidas"] and not c.hay("pide", "cuenta", "cita", "explica", "rango") and h.intent in (None, "list", "detail"):
        opuestas: dict[str, Any] = {"clases": ("no_cumplidas",)}
        h.filtros = [f.model_copy(update=opuestas) if isinstance(f, ConClase) else f.model_copy(update={"clase": "corto"}) if isinstance(f, ConTrimestre) else f for f in h.filtros]
        h.cerrada = h.universal = True
        h.intent = "list"


def _ajustar(c: Cobertura, h: Huecos) -> None:
    """Settle combinations: a named goal is shown whatever its state; a lone subject is a detail."""
    nombra = any(isinstance(f, En) and f.entidad == "meta" and not f.negado for f in h.filtros)
    texto = any(isinstance(f, Texto) for f in h.filtros)
    if nombra and h.intent in (None, "detail", "explain", "quote", "trend"):
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre | Nivel) and not (isinstance(f, En) and f.entidad == "medida")]
    if nombra and h.intent == "sum":
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
    if texto and h.intent is None and not any(s.valor == "meta" for s in c.de("nombre")):
        h.intent = "detail"
        if h.cerrada:
            h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
    if texto and h.intent == "compare" and h.agrupar == ("ejercicio",):
        h.intent, h.agrupar = "detail", ()
    _universal(c, h)
    if h.intent is None:
        h.intent = "detail" if h.metrica in ("programado", "alcanzado", "meta_anual", "brecha") else "list"
    if h.metrica == "brecha" and h.intent in ("detail", "list") and not nombra and not texto and not h.clases and not h.trimestres:
        h.filtros.append(ConClase(clases=("no_cumplidas",)))
    elif h.metrica == "brecha" and h.intent in ("detail", "list") and not nombra and h.trimestres and not any(isinstance(f, ConTrimestre) for f in h.filtros):
        h.filtros.append(ConTrimestre(trimestres=h.trimestres, clase="corto"))


# -- is it ours at all? ----------------------------------------------------------------------------------------------------
_FUERTES = ("clase", "nombre", "nivel", "dim", "unidad", "programa", "ramo", "linea", "meta", "persona", "medida", "conobs", "audita", "regla", "trimestre", "corte", "meses", "dos_trimestres")


def _dominio(c: Cobertura, h: Huecos) -> bool:
    fuertes = [s for s in c.spans if s.tipo in _FUERTES or (s.tipo == "metrica" and s.valor in ("programado", "avance", "brecha", "meta_anual", "proporcion", "alcanzado"))]
    causa = c.hay("causa") and c.hay("por_causa", "cita", "explica", "esas", "cuenta")
    umbral = any(isinstance(f, Umbral) and f.metrica == "avance" for f in h.filtros)
    return bool(fuertes) or causa or umbral or h.intent == "who"


def _fuera_o_sin_datos(c: Cobertura, h: Huecos, voc: Vocabulario, sigue: bool) -> SinDatos | FueraDeTema | None:
    texto = any(isinstance(f, Texto) for f in h.filtros)
    municipal = not c.hay("quien") and any(raiz(t.norma) in {raiz(m) for m in MUNICIPALES} for t in c.tokens)
    fuerte = [s for s in c.spans if s.tipo in _FUERTES and s.tipo not in ("dim", "causa", "medida", "nombre", "clase", "persona")] or [
        s for s in c.spans if s.tipo in ("nombre", "nivel", "dim", "clase", "causa", "medida", "persona")
    ]
    if h.desconocidas and (any(isinstance(f, En) and f.entidad == "meta" for f in h.filtros) or _sobran(h)):
        h.notas += [f"Ningún informe cargado menciona “{d}”." for d in h.desconocidas]
        h.desconocidas = []
    if h.desconocidas:
        if h.dominio and (fuerte or municipal or texto or c.hay("metrica")):
            return SinDatos(faltante="«" + " ".join(h.desconocidas) + "»", palabras=h.intent == "quote")
        return SinDatos(faltante="«" + " ".join(h.desconocidas) + "»") if municipal else FueraDeTema()
    if h.dominio:
        if h.terminos and not texto:
            return SinDatos(faltante="«" + " ".join(h.terminos) + "»")
        return None
    if texto and not c.hay("quien"):
        return None
    if sigue and (c.hay("total_general", "unidad", "municipio", "causa", "negado", "esas", "ordena", "explica", "cita", "sigue", "rango", "ano", "compara_num", "cifra", "cuenta", "pide", "solo", "suma", "promedio")):
        return None
    return FueraDeTema()


def _sobran(h: Huecos) -> bool:
    """One word that stands nowhere among two or more that stand together in a text: the subject is known all the same."""
    textos = [f for f in h.filtros if isinstance(f, Texto) and not f.cercano]
    return len(h.desconocidas) == 1 and not h.cabeza_desconocida and any(len(f.terminos) >= 2 for f in textos)


def _confianza(c: Cobertura, h: Huecos) -> float:
    contenido = [i for i, t in enumerate(c.tokens) if not t.vacio]
    sueltas = [i for i in c.sueltos if not c.tokens[i].vacio and c.tokens[i].norma not in h.terminos]
    return 1.0 if not contenido else 1 - len(sueltas) / len(contenido)
