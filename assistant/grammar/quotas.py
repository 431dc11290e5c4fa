"""How many of its goals a place, or of its actions a main goal, must have so: "¿qué unidades cumplieron menos de la mitad de
sus metas?", "metas principales con más de tres acciones incumplidas".

The phrase is taken out of the cover before anything else sees its figure, which is of no goal's progress.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, cast

from assistant.filtros import ComparadorUno
from assistant.grammar.heads import Cabeza, cabeza_de
from assistant.grammar.mentions import ambito, anos_escritos
from assistant.grammar.relations import segun_eco
from assistant.grammar.slots import Huecos
from assistant.grammar.thresholds import valor_de
from assistant.link import Vocabulario
from assistant.plan import Aclarar, Clase, ConAcciones, ConClase, Cuota, Dimension, En, Nivel, Opcion, Umbral
from assistant.spans import Cobertura, Span, lugar

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea", "ejercicio")
#: States as a question names them.
CLASES = {"cumplidas": "cumplidas", "no_cumplidas": "no cumplidas", "rebasada": "rebasadas", "exacta": "cumplidas exactamente", "sin_avance": "sin avance", "sin_reporte": "sin reporte", "parcial": "cumplidas en parte"}
_NOMBRES = {
    "unidad": ("unidad", "unidades"), "programa": ("programa", "programas"), "ramo": ("ramo", "ramos"), "municipio": ("municipio", "municipios"),
    "linea": ("línea de acción", "líneas de acción"), "ejercicio": ("año", "años"),
}  # fmt: skip
_ENTRE = frozenset("de del sus su las los la el ni".split())
#: "La mayoría", "la mayor parte", "una minoría", with the comparison that each is with a half.
_PARTES: tuple[tuple[re.Pattern[str], ComparadorUno], ...] = (
    (re.compile(r"(?:la )?(?:gran )?mayoria|la mayor parte|casi tod[oa]s"), "gt"),
    (re.compile(r"(?:la |una )?minoria|la menor parte"), "lt"),
)
_MITAD = 50.0


@dataclass(frozen=True, slots=True)
class _Dicha:
    """What is asked of how many: the tokens, and what of them."""

    ini: int
    fin: int
    de: Literal["metas", "proporcion"]
    comparador: ComparadorUno
    valor: float


def cuota_dicha(c: Cobertura, voc: Vocabulario) -> None:
    """Read the phrase as one span of its own, where places or main goals are what is asked for."""
    principales = [s for s in c.de("nivel") if s.valor == "principal"]
    cabeza = cabeza_de(c)
    de_grupo = cabeza.tipo == "dim" and cabeza.valor in _GRUPOS
    if not de_grupo and not principales:
        return
    dicha = _comparada(c) or _mayoria(c) or _ninguna(c) or (None if de_grupo else _todas(c))
    if dicha is None or (not de_grupo and (dicha.ini < principales[0].ini or not _de_acciones(c, dicha))):
        return
    tapados = [s for s in c.spans if s.ini < dicha.fin and dicha.ini < s.fin]
    quedan = [s for s in c.spans if s not in tapados]
    for s in tapados:  # "cumplieron exactamente", "no cumplieron ninguna" say what was done, too
        if s.tipo == "clase":
            quedan.append(replace(s, fin=s.ini + 1, valor="rebasada" if s.valor == "rebasada" else "cumplidas"))
    de_un_ano = [s for s in quedan if s.tipo == "varios" and s.valor in ("todos", "ejercicio")] if de_grupo else []
    siempre = bool(de_un_ano) or (len(set(anos_escritos(c))) > 1 and not _intervalo(c))
    quedan = [s for s in quedan if s not in de_un_ano]
    cuota = Cuota(de=dicha.de, comparador=dicha.comparador, valor=dicha.valor, siempre=siempre and de_grupo and cabeza.valor != "ejercicio")
    ultimos = tuple(str(a) for a in voc.ejercicios[-2:]) if any(s.valor == "ejercicio" for s in de_un_ano) else ()
    c.spans = sorted([*quedan, Span(dicha.ini, dicha.fin, "cuota", (cuota, ultimos), 10.0)], key=lambda s: s.ini)
    c.sueltos = [i for i in c.sueltos if not dicha.ini <= i < dicha.fin]


def _intervalo(c: Cobertura) -> bool:
    """ "Entre 2019 y 2021", "de 2019 a 2021": the years of an interval, of which each is told."""
    dichos = c.de("ano")
    entre = {t.norma for t in c.tokens[dichos[0].fin : dichos[-1].ini]}
    antes = {t.norma for t in c.tokens[max(0, dichos[0].ini - 1) : dichos[0].fin]}
    return bool(entre & {"a", "al", "hasta"}) or "entre" in antes


def de_cada_ano(c: Cobertura, h: Huecos, voc: Vocabulario) -> None:
    """A quota of places of which several years are loaded, none of them by its name: the places of each year, which are never
    lumped together."""
    if h.cuota is None or h.cuota.siempre or len(h.agrupar) != 1 or h.agrupar[0] == "ejercicio" or h.corte or h.periodos:
        return
    dichos = {v for f in h.filtros if isinstance(f, En) and f.entidad == "ejercicio" and not f.negado for v in f.valores}
    anos = {str(i[1]) for i in ambito(h, voc)}
    if len(anos & dichos if dichos else anos) > 1:
        h.agrupar = ("ejercicio", h.agrupar[0])


_TRIMESTRE = re.compile(r"trim\w*")
_CUAL_TRIMESTRE = (("T1", "primer"), ("T2", "segundo"), ("T3", "tercer"), ("T4", "cuarto"))


def por_trimestre(c: Cobertura, h: Huecos) -> Aclarar | None:
    """How many of its goals a place has so, or how far goals went, "por trimestre": of which quarter is asked back, for each is
    another answer."""
    cuanto = h.cuota is not None or any(isinstance(f, ConAcciones) for f in h.filtros) or (h.intent == "trend" and c.hay("cuenta") and any(isinstance(f, Umbral) for f in h.filtros))
    dichos = [s for s in c.de("tendencia", "modo_trimestre", "dim", "por") if any(_TRIMESTRE.fullmatch(c.tokens[i].norma) for i in range(s.ini, s.fin))]
    if not cuanto or not dichos or c.hay("trimestre", "dos_trimestres", "meta"):
        return None
    fuera = {i for s in dichos for i in range(s.ini, s.fin)} | {s.ini - 1 for s in dichos if s.ini and c.tokens[s.ini - 1].norma in ("en", "de", "cada", "por")}
    resto = " ".join(t.texto for i, t in enumerate(c.tokens) if i not in fuera)
    opciones = tuple(Opcion(texto=f"{cual} trimestre", pregunta=f"¿{resto} en el {cual} trimestre?") for _, cual in _CUAL_TRIMESTRE)
    return Aclarar(duda="Cada trimestre tiene su propia respuesta. ¿De cuál?", opciones=opciones)


_VARIOS_TRIMESTRES = re.compile(r"\b(?:en )?(?:mas de (?:un|dos|tres|1|2|3)|(?:dos|tres|2|3) o mas|al menos (?:dos|tres|2|3)|por lo menos (?:dos|tres|2|3)|varios) (?:de los )?trimestres?\b")


def varios_trimestres(c: Cobertura, h: Huecos) -> Aclarar | None:
    """ "Más de un trimestre por debajo de lo programado": how many quarters were so is told of none; in any of them, or in all, is."""
    texto = " ".join(t.norma for t in c.tokens)
    m = _VARIOS_TRIMESTRES.search(texto)
    if m is None or not c.hay("clase") or c.hay("meta") or not c.de("nombre", "nivel"):
        return None
    ini, fin = lugar(texto, m)
    resto = " ".join(t.texto for i, t in enumerate(c.tokens) if not ini <= i < fin)
    preguntas = [f"¿{resto} {cuando}?" for cuando in ("en algún trimestre", "en todos los trimestres")]
    return Aclarar(duda="No se cuenta en cuántos trimestres fue así. ¿Cuáles desea ver?", opciones=tuple(Opcion(texto=p.strip("¿?"), pregunta=p) for p in preguntas))


def unas_contra_otras(c: Cobertura, h: Huecos) -> Aclarar | None:
    """ "¿Qué unidades tienen más metas cumplidas que incumplidas?": one number of a place against another of it is asked back, as
    the share that either is of its goals."""
    clases = c.de("clase")
    if len(clases) != 2 or clases[0].valor == clases[1].valor or not h.agrupar or h.agrupar[0] not in _GRUPOS:
        return None
    entre = {t.norma for t in c.tokens[clases[0].fin : clases[1].ini]}
    antes = {t.norma for t in c.tokens[max(0, clases[0].ini - 3) : clases[0].ini]}
    if "que" not in entre or not antes & {"mas", "menos"}:
        return None
    uno, varios = _NOMBRES[h.agrupar[0]]
    ano = "".join(f" en {' y '.join(f.valores)}" for f in h.filtros if isinstance(f, En) and f.entidad == "ejercicio")
    if {s.valor for s in clases} != {"cumplidas", "no_cumplidas"}:
        de_cada = [f"¿Cuántas metas {CLASES[s.valor]} tuvo cada {uno}{ano}?" for s in clases if s.valor in CLASES]
        return Aclarar(duda="No se compara un número de metas de un grupo con otro de él mismo. ¿Cuál desea ver de cada uno?", opciones=tuple(Opcion(texto=p.strip("¿?"), pregunta=p) for p in de_cada))
    pocas = (clases[0].valor == "cumplidas") is ("menos" in antes)
    preguntas = [f"¿Qué {varios} cumplieron {'menos' if pocas else 'más'} de la mitad de sus metas{ano}?", f"¿Qué porcentaje de sus metas cumplió cada {uno}{ano}?"]
    return Aclarar(
        duda="Cada meta cumplida o incumplida es una parte de las de su grupo. ¿Qué desea saber?",
        opciones=tuple(Opcion(texto=p.strip("¿?"), pregunta=p) for p in preguntas),
    )


def _comparada(c: Cobertura) -> _Dicha | None:
    """ "Menos de la mitad de sus metas", "más del 60 % de sus metas", "al menos 4 metas"."""
    for i, s in enumerate(c.spans):
        if s.tipo != "cifra":
            continue
        antes = c.spans[i - 1] if i else None
        exacta = antes is not None and antes.tipo == "clase" and antes.valor == "exacta" and antes.fin == s.ini
        compara = antes if antes is not None and antes.tipo == "compara_num" and s.ini - antes.fin <= 1 and antes.valor != "between" else None
        sig = c.spans[i + 1] if i + 1 < len(c.spans) else None
        if sig is None:
            continue
        signo, valor = valor_de(c, s)
        en_parte = sig.tipo == "metrica" and sig.valor == "proporcion" and sig.ini == s.fin and c.tokens[sig.ini].norma in ("%", "por")
        contadas = sig.tipo in ("nombre", "nivel") and sig.valor in ("meta", "accion", "principal") and {t.norma for t in c.tokens[s.fin : sig.ini]} <= _ENTRE
        suyas = contadas and bool({"sus", "las"} & {t.norma for t in c.tokens[s.fin : sig.ini]})
        fin = sig.fin if en_parte else s.fin
        ini = antes.ini if antes is not None and (compara is not None or exacta) else s.ini
        comparador: ComparadorUno = cast(ComparadorUno, compara.valor) if compara is not None else "eq"
        if en_parte or (signo == "%" and suyas):
            return _Dicha(ini, fin, "proporcion", comparador, valor)
        if compara is not None and signo is None and contadas and s.fin == sig.ini:
            return _Dicha(ini, fin, "metas", comparador, valor)
    return None


def _mayoria(c: Cobertura) -> _Dicha | None:
    """ "La mayoría de sus metas"."""
    normas = [t.norma for t in c.tokens]
    texto = " ".join(normas)
    for patron, comparador in _PARTES:
        for m in re.finditer(rf"\b(?:{patron.pattern})(?= (?:de )?(?:sus|las|los) (?:metas?|acciones|objetivos))", texto):
            ini, fin = lugar(texto, m)
            if not any(s.ini < fin and ini < s.fin and s.tipo != "rango" for s in c.spans):
                return _Dicha(ini, fin, "proporcion", comparador, _MITAD)
    return None


_TODAS = re.compile(r"\btodas (?:sus|las) acciones\b")


def _todas(c: Cobertura) -> _Dicha | None:
    """ "No se cumplieron pero todas sus acciones sí": the state before is the main goal's; all of its actions are another."""
    texto = " ".join(t.norma for t in c.tokens)
    m = _TODAS.search(texto)
    if m is None:
        return None
    ini, _ = lugar(texto, m)
    antes, luego = ([s for s in c.de("clase") if (s.fin <= ini) is lado] for lado in (True, False))
    eco = any(t.norma in ("si", "no") for t in c.tokens[ini + 3 : ini + 6])
    if antes and ini and c.tokens[ini - 1].norma == "no":
        return _Dicha(ini - 1, ini + 1, "proporcion", "lt", 100.0)  # "… aunque no todas sus acciones"
    return _Dicha(ini, ini + 1, "proporcion", "ge", 100.0) if antes and (luego or eco) else None


_NINGUNA = re.compile(r"ninguna?(?: de)?(?: sus| las)? (?:metas?|accion(?:es)?|objetivos?)")


def _ninguna(c: Cobertura) -> _Dicha | None:
    """ "No tuvieron ninguna meta cumplida", "no cumplieron ninguna de sus metas": none of those that are met."""
    texto = " ".join(t.norma for t in c.tokens)
    m = _NINGUNA.search(texto)
    if m is None:
        return None
    ini, fin = lugar(texto, m)
    for s in c.de("clase"):
        if s.fin == ini and (s.valor == "no_cumplidas" or (s.valor == "rebasada" and c.tokens[s.ini - 1].norma == "no")):
            return _Dicha(s.ini + 1 if s.fin - s.ini > 1 else s.ini, fin - 1, "metas", "eq", 0.0) if s.fin - s.ini > 1 else None
    de_acciones = c.tokens[fin - 1].norma.startswith("accion")  # of a place, "ninguna meta incumplida" is all of them met
    buena = next((s for s in c.de("clase") if (s.valor in ("cumplidas", "exacta", "rebasada") or (de_acciones and s.valor == "no_cumplidas")) and 0 <= s.ini - fin <= 2), None)
    return _Dicha(ini, fin - 1, "metas", "eq", 0.0) if buena is not None else None


def _de_acciones(c: Cobertura, dicha: _Dicha) -> bool:
    """Whether what is counted are actions of a main goal."""
    return any(s.valor == "accion" and 0 <= s.ini - dicha.fin <= 2 for s in c.de("nivel")) or any(t.norma == "acciones" for t in c.tokens[dicha.ini : dicha.fin])


def por_cuota(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """The places that have so many of their goals so; the main goals that have so many of their actions so."""
    dichas = c.de("cuota")
    if len(dichas) != 1:
        return False
    cuota, ultimos = cast("tuple[Cuota, tuple[str, ...]]", dichas[0].valor)
    if cabeza.tipo != "dim" or cabeza.valor not in _GRUPOS:
        return _de_principales(c, h, cuota, dichas[0])
    h.cuota = cuota
    h.agrupar = (cast(Dimension, cabeza.valor), *(("ejercicio",) if cuota.siempre else ()))
    h.intent, h.metrica = "count", "proporcion"
    if ultimos:
        h.filtros.append(En(entidad="ejercicio", valores=ultimos))
    return True


def _de_principales(c: Cobertura, h: Huecos, cuota: Cuota, dicha: Span) -> bool:
    """ "Metas principales cumplidas aunque la mayoría de sus acciones no": a state before the phrase is the main goal's, one after
    it the actions'; a bare "no" turns the first."""
    propias = [cast(Clase, s.valor) for s in c.de("clase") if s.ini < dicha.ini]
    suyas = [cast(Clase, s.valor) for s in c.de("clase") if s.ini > dicha.ini]
    if not suyas and propias:
        eco = next((t.norma for t in c.tokens[dicha.fin :] if t.norma in ("no", "si", "tampoco", "tambien")), None)
        no_todas = c.tokens[dicha.ini].norma == "no"
        suyas = [segun_eco(propias[-1], eco)] if eco is not None and not no_todas else propias[-1:]
        propias = propias if eco is not None or no_todas else []
    if not suyas:
        return False
    h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | Nivel)]
    h.filtros += [Nivel(nivel="principal"), ConAcciones(clases=tuple(dict.fromkeys(suyas)), cuota=cuota)]
    h.clases = list(dict.fromkeys(propias))
    if propias:
        h.filtros.append(ConClase(clases=tuple(h.clases)))
    h.agrupar, h.intent, h.metrica = (), "count" if c.hay("cuenta") else "list", None
    return True


__all__ = ["cuota_dicha", "por_cuota"]
