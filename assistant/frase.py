"""What a plan asks, in words: its filters, its periods, and what it relates of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import cast

from assistant.concordancia import nombre_propio, plural
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import (
    Alguna,
    ComoMeta,
    ConAcciones,
    ConCambio,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Cuota,
    En,
    Entidad,
    Filtro,
    Nivel,
    Periodo,
    Plan,
    Promedio,
    Relacion,
    Texto,
    Umbral,
    a_la_fecha,
    codigo_de,
)
from assistant.wording import (
    CLASES,
    CLASES_TRIMESTRE,
    COLORES,
    DIMENSIONES,
    ORDINAL,
    cifra,
    clave_dicha,
    fecha,
    lista,
    parte_del_ano,
    porciento,
    sueltos,
    trimestres,
)

_COMPARA = {"lt": "menor a", "le": "de a lo más", "gt": "mayor a", "ge": "de al menos", "eq": "igual a"}
#: Causes after "por", where their label alone would not do.
_POR_CAUSA = {
    "personal": "falta o rotación de personal", "equipo": "fallas o falta de equipo o vehículos", "clima": "el clima", "calendario": "el calendario", "veda_electoral": "la veda electoral",
    "contratacion": "problemas de contratación o licitación", "formato_digital": "el formato digital", "captura": "error de captura",
}


_QUE_UMBRAL = {"avance": "avance", "a_la_fecha": "avance sobre lo programado a la fecha", "programado": "cantidad programada", "alcanzado": "cantidad alcanzada", "meta_anual": "meta anual", "brecha": "faltante", "excedente": "excedente"}


_CUANTAS = {"lt": "menos de", "le": "a lo más", "gt": "más de", "ge": "al menos", "eq": "exactamente"}


class Frase:
    """What a plan's filters say, in words, with the entities' printed names."""

    def __init__(self, nombres: dict[tuple[str, str], str]) -> None:
        self.nombres = nombres

    def condiciones(self, plan: Plan, *, sin_clase: bool = False, n: float = 2) -> str:
        """The filters as one phrase: "no cumplidas por COVID-19 de la unidad 201 (Jefatura …) en 2020"."""
        orden: dict[type, int] = {ConClase: 0, ConSemaforo: 0, Nivel: 0, ConTrimestre: 1, ConCambio: 1, ConCausa: 2, ConObservacion: 3, Umbral: 4, Promedio: 4, ConAcciones: 4, Texto: 5, En: 6, Alguna: 6, ComoMeta: 7}
        partes: list[str] = []
        anterior: Umbral | None = None
        if not sin_clase and len(plan.de("clase")) > 1:
            sin_clase = False
        aparte = plan.trimestres_aparte()
        for f in sorted(plan.filtros, key=lambda f: (orden[type(f)], isinstance(f, En) and f.entidad == "ejercicio")):
            if sin_clase and isinstance(f, ConClase | ConTrimestre) and not getattr(f, "negado", False):
                continue
            if aparte and isinstance(f, ConTrimestre | ConCambio):
                continue
            if isinstance(f, En) and f.entidad == "ejercicio" and not f.negado and self._sobra(plan, f):
                continue
            if isinstance(f, Umbral) and anterior is not None and anterior.metrica == f.metrica and "between" not in (f.comparador, anterior.comparador):
                # "con avance mayor a 90 % y menor a 100 %".
                partes.append(f"y {self.umbral(f).partition(f'con {_QUE_UMBRAL[f.metrica]} ')[2]}")
                continue
            anterior = f if isinstance(f, Umbral) else None
            partes.append(self.filtro(f, n))
            if n == 1 and partes[-1].startswith("medidas en"):
                partes[-1] = partes[-1].replace("medidas", "medida", 1)
        if plan.trimestres and not aparte:
            anos = plan.entidad("ejercicio")
            partes.append(trimestres(plan.trimestres) + (f" de {anos[0]}" if self._de_un_ano(plan) else ""))
        if plan.corte:
            partes.append(f"al corte del {fecha(plan.corte)}")
        if plan.relacion:
            partes.append(relacion(plan, n))
        elif plan.periodos:
            partes.append(en_periodos(plan.periodos))
        if aparte and not sin_clase:
            suyos = [f for f in plan.filtros if isinstance(f, ConTrimestre | ConCambio)]
            partes += [self.de_su_trimestre(f, n, i > 0 or bool(plan.de("clase"))) for i, f in enumerate(suyos)]
        return " ".join(p for p in partes if p)

    def de_su_trimestre(self, f: ConTrimestre | ConCambio, n: float, sigue: bool = False) -> str:
        """One of several conditions, each on its own part of the year."""
        if isinstance(f, ConCambio):
            return f"{'y ' if sigue else ''}{self.filtro(f, n)}"
        verbo = CLASES_TRIMESTRE[f.clase][n != 1]
        cuando = trimestres(f.trimestres)
        if f.modo == "todos" and len(f.trimestres) > 1:
            cuando = f"en cada uno de los trimestres {sueltos(f.trimestres)}"
        return f"{'y ' if sigue else ''}que {verbo[0].lower()}{verbo[1:]} {cuando}"

    def _sobra(self, plan: Plan, f: En) -> bool:
        """Whether the year is said with the cut, or with the quarters, already."""
        return self._de_un_ano(plan) if plan.trimestres and not plan.trimestres_aparte() else plan.corte is not None and f.valores == (str(plan.corte.year),)

    @staticmethod
    def _de_un_ano(plan: Plan) -> bool:
        return bool(plan.trimestres) and len(plan.entidad("ejercicio")) == 1 and plan.corte is None and not plan.periodos

    def filtro(self, f: Filtro, n: float = 2) -> str:
        """One filter in words."""
        if isinstance(f, ConClase):
            que = lista([CLASES[k][2 if n == 1 else 3] for k in f.clases], "o")
            return ("que no son " if f.negado else "") + que
        if isinstance(f, ConTrimestre):
            modo = en_que_trimestres(f)
            return CLASES_TRIMESTRE[f.clase][2 if n == 1 else 3] + (f" {modo}" if modo else "")
        if isinstance(f, ConCambio):
            return f"que {plural(n, *_SENTIDOS[f.sentido])} en avance del {parte_del_ano(f.antes)} al {parte_del_ano(f.despues)}"
        if isinstance(f, ConCausa):
            causas = lista([_POR_CAUSA.get(k, ETIQUETAS_CAUSA[k]) for k in f.causas], "o") or "alguna causa"
            return f"que no {plural(n, 'señala', 'señalan')} como causa {causas}" if f.negado else f"por {causas}"
        if isinstance(f, ConObservacion):
            return ("que " if f.presente else "que no ") + plural(n, "trae", "traen") + " observación"
        if isinstance(f, ConSemaforo):
            return "en " + lista([COLORES[k] for k in f.colores], "o")
        if isinstance(f, Promedio):
            return f"con avance por {'debajo' if f.lado == 'menor' else 'encima'} del promedio de su {lista([DIMENSIONES[d][0] for d in f.de])}"
        if isinstance(f, Nivel):
            return "principales" if f.nivel == "principal" else "del nivel de acción"
        if isinstance(f, Umbral):
            return self.umbral(f)
        if isinstance(f, ConAcciones) and f.cuota.de_ninguna:
            return f"sin acciones {lista([CLASES[k][3] for k in f.clases], 'o')}"
        if isinstance(f, ConAcciones):
            return f"con {self.cuota(f.cuota)} {'acciones' if f.cuota.de == 'metas' else 'de sus acciones'} {lista([CLASES[k][3] for k in f.clases], 'o')}"
        if isinstance(f, Alguna):
            return lista([self.filtro(x, n) for x in f.opciones], "o")
        if isinstance(f, ComoMeta):
            return self.como(f, n)
        if isinstance(f, Texto):
            donde = {"todo": "cuyo texto", "descripcion": "cuya descripción", "observacion": "cuya observación"}[f.donde]
            return f"{donde} {'no ' if f.negado else ''}menciona " + lista([lista([f"“{t}”" for t in terminos]) for terminos in (f.terminos, *f.otros)], "o")
        return self._en(f)

    def como(self, f: ComoMeta, n: float = 2) -> str:
        """What goals share with another one."""
        que = {"medida": "con la misma unidad de medida que", "linea": "con una línea de acción de", "causa": f"que {plural(n, 'señala', 'señalan')} la misma causa que", "unidad": "de la misma unidad que", "programa": "del mismo programa que", "ramo": "del mismo ramo que", "meta_anual": "con la misma meta anual que", "avance": "con el mismo avance que"}[f.que]
        return f"{que} la meta {' '.join([f.meta, *(self._en(x) for x in f.lugar)])}"

    def umbral(self, f: Umbral) -> str:
        """A threshold, its figures written as the answer's figures are."""
        escribe = porciento if f.metrica in ("avance", "a_la_fecha") else cifra
        que = _QUE_UMBRAL[f.metrica]
        if f.comparador == "between":
            return f"con {que} entre {escribe(f.valor)} y {escribe(f.hasta or f.valor)}"
        return f"con {que} {_COMPARA[f.comparador]} {escribe(f.valor)}"

    @staticmethod
    def cuota(q: Cuota) -> str:
        """How many are asked for: "menos de 50 %", "al menos 4"."""
        cuanto = cifra(q.valor) if q.de == "metas" else porciento(q.valor)
        return f"{_CUANTAS[q.comparador]} {cuanto}"

    def _en(self, f: En) -> str:
        antes = {"unidad": ("de la unidad", "de las unidades"), "programa": ("del programa", "de los programas"), "ramo": ("del ramo", "de los ramos"), "linea": ("de la línea de acción", "de las líneas de acción"), "medida": ("medidas en", "medidas en"), "meta": ("con número", "con número"), "persona": ("a cargo de", "a cargo de"), "municipio": ("del municipio de", "de los municipios de"), "ejercicio": ("en", "en"), "padre": ("de la meta principal", "de las metas principales"), "rama": ("de la meta principal", "de las metas principales")}[f.entidad]  # fmt: skip
        partes = []
        for v in f.valores:
            codigo, _, municipio = v.partition("@")
            nombre = self.nombres.get((f.entidad, v)) or self.nombres.get((f.entidad, codigo))
            if f.entidad == "unidad" and municipio:
                partes.append(f"{codigo} ({nombre_propio(nombre or codigo)}) de {municipio}")
            elif f.entidad == "medida":
                partes.append((nombre or v).lower())
            elif nombre and f.entidad in ("unidad", "programa", "ramo", "linea"):
                partes.append(f"{v} ({nombre_propio(nombre)})" if clave_dicha(v, nombre) == v else nombre_propio(nombre))
            else:
                partes.append(v)
        suyas = " y sus acciones" if f.entidad == "rama" else ""
        return ("que no son " if f.negado else "") + f"{antes[len(f.valores) > 1]} {lista(partes)}{suyas}"


def en_que_trimestres(f: ConTrimestre) -> str:
    """en algún trimestre; en cada semestre: in how many of the parts of the year, "" where they are summed."""
    parte = "semestre" if f.de_a == 2 else "trimestre"
    return {"alguno": f"en algún {parte}", "todos": f"en cada {parte}", "suma": ""}[f.modo]


def periodo(p: Periodo) -> str:
    """2022; el corte del 30 de junio de 2021; el tercer trimestre de 2022."""
    if p.trimestre:
        return f"el {ORDINAL[p.trimestre]} trimestre" + (f" de {p.ejercicio}" if p.ejercicio else "")
    return f"el corte del {fecha(p.corte)}" if p.corte else str(p.ejercicio)


def en_periodos(periodos: Sequence[Periodo]) -> str:
    """en 2022 y en 2023; en 2019, 2020 y 2022; en el corte del … y en el corte del …"""
    if len(periodos) > 2 and not any(p.corte or p.trimestre for p in periodos):
        return "en " + lista([periodo(p) for p in periodos])
    if len(periodos) > 2 and all(p.corte for p in periodos):
        return f"en los cortes del {lista([fecha(p.corte) for p in periodos if p.corte])}"
    return lista([f"en {periodo(p)}" for p in periodos])


#: What is said of goals whose progress, state or figure is another, or the same (for one, for several).
_SENTIDOS = {
    "mejor": ("mejoró", "mejoraron"), "peor": ("empeoró", "empeoraron"), "igual": ("quedó igual", "quedaron igual"),
    "cambio": ("cambió de situación", "cambiaron de situación"),
}  # fmt: skip


#: The same of a quantity, which grows or shrinks but is no better for it.
_CANTIDADES = {"mejor": ("aumentó", "aumentaron"), "peor": ("disminuyó", "disminuyeron"), "igual": ("quedó igual", "quedaron igual"), "cambio": ("cambió", "cambiaron")}


def _verbo(r: Relacion) -> tuple[str, str]:
    return (_CANTIDADES if r.metrica else _SENTIDOS)[r.sentido or "cambio"]


def relacion(plan: Plan, n: float = 2) -> str:
    """What goals were in one period and are in the other: "que mejoraron de 2022 a 2023"."""
    r, antes, despues = plan.relacion, periodo(plan.periodos[0]), periodo(plan.periodos[-1])
    if r is None:
        return ""
    if r.presencia == "retirada":
        return f"que {plural(n, 'está', 'están')} en {antes} y no {en_periodos(plan.periodos[1:])}"
    if r.presencia:
        return f"que {plural(n, 'está', 'están')} en {despues} y no {en_periodos(plan.periodos[:-1])}"
    if r.salteada:
        return _salteada(plan, r, n)
    if r.sentido and r.siempre:
        return f"que {plural(n, *_verbo(r))}{_en_que(r, plan.periodos)} cada vez, {lista([f'de {periodo(a)} a {periodo(d)}' for a, d in pairwise(plan.periodos)])}"
    if r.sentido:
        estados = [f"{CLASES[k][2 if n == 1 else 3]} en {p}" for k, p in ((r.clase_antes, antes), (r.clase_despues, despues)) if k]
        return f"{lista(estados)} que {plural(n, *_verbo(r))}{_en_que(r, plan.periodos)} entre {antes} y {despues}".strip()
    if r.clases or r.filtros:
        return _de_cada_periodo(plan, r, n)
    clases = [CLASES[k][2 if n == 1 else 3] if k else "" for k in (r.clase_antes, r.clase_despues)]
    if r.misma_causa:
        return f"{clases[0]} {'por' if clases[0] else 'con'} la misma causa {en_periodos(plan.periodos)}".strip()
    if r.siempre:
        return f"{clases[0]} en todos los ejercicios cargados de su municipio ({lista([periodo(p) for p in plan.periodos])})"
    if clases[0] == clases[1]:
        return f"{clases[0]} tanto en {antes} como en {despues}" if len(plan.periodos) == 2 else f"{clases[0]} {en_periodos(plan.periodos)}"
    return lista([f"{k} en {p}" for k, p in zip(clases, (antes, despues), strict=True) if k])


def _salteada(plan: Plan, r: Relacion, n: float) -> str:
    """Goals that were so in some of the periods and not in others: "no cumplidas en 2022 o en 2023, y no en 2024"."""
    frase = Frase({})
    que = " ".join([*([CLASES[r.clase_antes][2 if n == 1 else 3]] if r.clase_antes else []), *(frase.filtro(f, n) for f in r.filtros_de(0))])
    dichos = {k: [f"en {periodo(p)}" for p, marca in zip(plan.periodos, r.marcas, strict=False) if marca == k] for k in ("si", "alguno", "no", "resto")}
    partes = [lista(x, "o" if k == "alguno" else "y") for k in ("si", "alguno") if (x := dichos[k])]
    if r.veces is not None:
        partes.append(f"en {_VECES[r.veces.comparador]} {_CONTADOS.get(r.veces.valor, str(r.veces.valor))} de los ejercicios {lista([periodo(p) for p in plan.periodos])}")
    if dichos["no"]:
        partes.append(f"no {lista(dichos['no'], 'ni')}")
    if dichos["resto"]:
        partes.append(f"en ningún otro de los ejercicios de su municipio ({lista([x.removeprefix('en ') for x in dichos['resto']])})")
    return f"{que} {', y '.join(partes)}"


_VECES = {"lt": "menos de", "le": "a lo más", "gt": "más de", "ge": "al menos", "eq": "solo"}
_CONTADOS = {1: "uno", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis"}


def _de_cada_periodo(plan: Plan, r: Relacion, n: float) -> str:
    """What goals were in each of the periods, or in all of them: "con avance menor a 50 % tanto en 2022 como en 2023"."""
    frase, cuantos = Frase({}), len(plan.periodos)
    dichas = []
    for i in range(cuantos):
        clase = r.clase_de(i, cuantos)
        dichas.append(" ".join([*([CLASES[clase][2 if n == 1 else 3]] if clase else []), *(frase.filtro(f, n) for f in r.filtros_de(i))]))
    if r.siempre:
        return f"{dichas[0]} en todos los ejercicios cargados de su municipio ({lista([periodo(p) for p in plan.periodos])})"
    if len(set(dichas)) > 1:
        return lista([f"{d} en {periodo(p)}" for d, p in zip(dichas, plan.periodos, strict=True) if d])
    return f"{dichas[0]} tanto en {periodo(plan.periodos[0])} como en {periodo(plan.periodos[-1])}" if cuantos == 2 else f"{dichas[0]} {en_periodos(plan.periodos)}"


def contraste(plan: Plan) -> tuple[str, str]:
    """What places or years have in common, or only some of them, for one and for several: "está en 2022 y no en 2023"."""
    c, dimension = plan.contraste, plan.agrupar[1]
    if c is None:
        return "", ""
    _, lugares, genero = DIMENSIONES[dimension]
    todos = f"{'todas las' if genero == 'f' else 'todos los'} {lugares}"
    de_corte = dimension == "corte"
    dichos = tuple(p.corte.isoformat() for p in plan.periodos if p.corte) if de_corte else plan.entidad(cast(Entidad, dimension))
    antes = {"unidad": "la unidad ", "programa": "el programa "}.get(dimension, "")
    llamados = {v: f"el corte del {fecha(date.fromisoformat(v))}" if de_corte else antes + codigo_de(v) for v in (*dichos, *c.valores)}
    if c.modo == "comunes":
        en = lista([llamados[v] for v in dichos]) or todos
        return f"se repite en {en}", f"se repiten en {en}"
    if c.veces is not None:
        en = f"en {_VECES[c.veces.comparador]} {_CONTADOS.get(c.veces.valor, str(c.veces.valor))} de {lista([llamados[v] for v in dichos]) or ('las' if genero == 'f' else 'los') + ' ' + lugares}"
        return f"está {en}", f"están {en}"
    otros = [llamados[v] for v in dichos if codigo_de(v) not in c.valores]
    si = lista([llamados[v] for v in c.valores])
    return (f"está en {si} y no en {lista(otros)}", f"están en {si} y no en {lista(otros)}") if otros else (f"solo está en {si}, de {todos}", f"solo están en {si}, de {todos}")


def _en_que(r: Relacion, periodos: Sequence[Periodo]) -> str:
    """By what progress is told: the share of the year's goal, or of what was programmed up to each cut."""
    if r.metrica:
        return " de meta anual" if r.sentido == "cambio" else f" en {'meta anual' if r.metrica == 'meta_anual' else 'cantidad alcanzada'}"
    al_corte = a_la_fecha(periodos)
    if r.sentido == "cambio":
        return ", de meta anual o de cifras ya reportadas" if al_corte else ""
    if r.sentido == "igual":
        return " en lo alcanzado" if al_corte or periodos[0].trimestre else " en avance"
    cuanto = f" más de {cifra(r.minimo)} puntos porcentuales" if r.minimo else ""
    return cuanto + (" en avance contra lo programado a la fecha" if al_corte and r.minimo is None else " en avance")


__all__ = ["Frase", "contraste", "en_periodos", "en_que_trimestres", "periodo", "relacion"]


def nombre_de_cada(plan: Plan) -> tuple[str, str]:
    """What a mean is told of each of: "año", "años"; "semestre", "semestres"; "municipio", "municipios"."""
    if plan.partes:
        return ("semestre", "semestres") if any(len(p) > 1 for p in plan.partes) else ("trimestre", "trimestres")
    ultima = plan.agrupar[-1]
    return ("año", "años") if ultima == "ejercicio" else DIMENSIONES[ultima][:2]
