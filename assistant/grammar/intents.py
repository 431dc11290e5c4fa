"""What is wanted: each intent is one rule over the cover, tried in order."""

from __future__ import annotations

from typing import Literal, cast, get_args

from assistant.grammar.actions import por_principal
from assistant.grammar.averages import contra_el_promedio, promedio_de_cada
from assistant.grammar.counting import (
    cuenta,
    le_faltaron,
    nombrados,
    parte_de_lo_programado,
    parte_del_total,
    promedia,
    suma,
    una_sola,
)
from assistant.grammar.heads import Cabeza, cabeza_de, causas_de_un_lugar, de_causas, dimensiones_de, metrica_de
from assistant.grammar.quotas import por_cuota
from assistant.grammar.ranking import cual_mas, cuantas, ordenar
from assistant.grammar.slots import Huecos
from assistant.plan import (
    CLASE_A_TRIMESTRE,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Dimension,
    En,
    Orden,
    Umbral,
)
from assistant.spans import Cobertura
from index.poa import TRIMESTRES, Trimestre

#: Dimensions that rows are not grouped by: quarters are a trend, people are asked with "quién".
_SIN_GRUPOS = ("trimestre", "persona")
_SEMESTRES: tuple[tuple[Trimestre, ...], ...] = (("T1", "T2"), ("T3", "T4"))
#: Dimensions that causes are told by, and that a question asks for two of.
_LUGARES = ("municipio", "ejercicio", "corte", "unidad", "programa", "ramo")


def decidir_intento(c: Cobertura, h: Huecos) -> None:
    """Fill in the intent, its metric, grouping, order and limit."""
    if h.fijo:
        return
    h.metrica = metrica_de(c, c.valores("metrica"))
    h.agrupar = dimensiones_de(c)
    cabeza = cabeza_de(c)
    decidido = any(regla(c, h, cabeza) for regla in _REGLAS)
    h.agrupar = tuple(d for d in h.agrupar if d not in _SIN_GRUPOS)
    partes = sorted({s.valor for s in c.de("trimestre")})
    por_semestre = any(t.norma.startswith("semestr") for s in c.de("dim", "tendencia") for t in c.tokens[s.ini : s.fin])
    if h.intent == "trend" and (por_semestre or (len(partes) > 1 and any(len(p) > 1 for p in partes))):
        h.partes = _SEMESTRES if por_semestre else tuple(partes)  # "compare el primer y el segundo semestre"
    if decidido:
        return
    if h.metrica or c.hay("meta"):
        h.intent = "detail" if (c.hay("meta") or not c.de("nombre")) else "list"


def _audita(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("audita", "regla"):
        return False
    h.intent, h.hallazgos = "audit", "todas" in c.valores("audita")
    reglas = c.valores("regla")
    if "aritmetica" in c.valores("audita"):
        dichas = {t.norma for t in c.tokens}
        if dichas & {"programado", "programados", "programada", "programadas", "programacion"} and dichas & {
            "anual",
            "suma",
            "sumas",
            "trimestres",
        }:
            reglas.append("programado_no_es_anual")
        elif dichas & {"porcentaje", "porcentajes", "relativo", "%", "impreso"} and not dichas & {
            "suma",
            "sumas",
            "absoluto",
        }:
            reglas.append("porcentaje_no_cuadra")
        elif dichas & {"suma", "sumas", "absoluto", "absolutos", "sumatoria"}:
            reglas += (
                ["absoluto_no_es_suma"]
                if dichas & {"absoluto", "absolutos"}
                else ["absoluto_no_es_suma", "programado_no_es_anual"]
            )
    if any(isinstance(f, ConObservacion) and not f.presente for f in h.filtros):
        reglas.append("desviacion_sin_observacion")
    h.reglas = tuple(dict.fromkeys(reglas))
    h.filtros = [f for f in h.filtros if isinstance(f, En)]
    return True


def _quien(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    pide_rol = (
        c.hay("rol")
        and ("informe" in c.valores("nombre") or (c.spans[0].tipo == "rol" and c.spans[0].ini == 0))
        and not c.hay("clase")
    )
    if not (c.hay("quien", "firma") or pide_rol or (c.hay("rol") and any(s.valor == "persona" for s in c.de("dim")))):
        return False
    roles = c.valores("rol")
    if not roles and not c.hay("firma") and c.hay("rango", "compara") and c.hay("metrica", "medida", "clase"):
        return False
    responsable = any(
        t.norma.startswith(("responsable", "titular", "encargad", "cargo", "jefe", "jefa", "director"))
        for t in c.tokens
    )
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
        h.rol = (
            "elaboro"
            if c.hay("unidad", "meta")
            else "reviso"
            if c.hay("programa")
            else "autorizo"
            if c.hay("ramo")
            else None
        )
    return True


def _explica(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    # "¿Qué razón dio cada municipio para no llegar a la meta de recolección?": of one thing, in each place.
    sujeto = c.hay("meta") or any(not c.tokens[i].vacio for i in c.sueltos)
    if c.hay("explica") and not (de_causas(c) and (c.hay("rango") or (any(d in _LUGARES for d in h.agrupar) and not sujeto) or causas_de_un_lugar(c))):
        h.intent = "explain"
        return True
    if de_causas(c) and not c.hay("causa"):
        if c.hay("explica") or "causa" in h.agrupar or cabeza.valor == "causa" or c.hay("cuenta", "pide", "rango", "catalogo") or len(c.tokens) < 8:
            otras = tuple(d for d in (*h.agrupar, *(() if c.hay("rango") else nombrados(h))) if d in _LUGARES)
            h.intent, h.agrupar = "count", (*otras[:1], "causa")
            h.metrica = "metas"
            if c.hay("rango") and otras:
                # "¿Cuál es la causa más frecuente en cada municipio?": the first of each.
                h.intent, h.de_cada, h.limite = "rank", otras[:1], cuantas(c, True)
                h.orden = Orden(metrica="metas", descendente=(c.valores("rango") or ["desc"])[0] == "desc")
            elif c.hay("rango"):
                h.intent, h.orden = "rank", Orden(metrica="metas", descendente=(c.valores("rango") or ["desc"])[0] == "desc")
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
    if not c.hay("compara", "puntos"):
        return False
    if c.hay("rango") and "cual" in {t.norma for t in c.tokens} and not c.hay("meta", "medida", "tendencia", "nivel") and any(s.valor in _LUGARES for s in c.de("dim")):
        # "Comparando los dos municipios, ¿cuál tuvo mejor cumplimiento?": which one, before the figures of both.
        return False
    if {"programado", "alcanzado"} <= set(c.valores("metrica")) and c.hay("medida") and not c.hay("rango", "trimestre", "tendencia", "clase", "cuenta"):
        # "Simulacros: programados contra realizados": both are told of each goal, and not how many were met.
        h.intent, h.metrica, h.agrupar = "detail", None, ()
        return True
    h.intent = "compare"
    if c.hay("meta"):
        h.intent = (
            "trend"
            if c.hay("tendencia") or len(h.trimestres) > 1 or "trimestre" in [s.valor for s in c.de("dim")]
            else "detail"
        )
        return True
    varios = [
        f
        for f in h.filtros
        if isinstance(f, En)
        and len(f.valores) > 1
        and f.entidad in ("unidad", "programa", "ramo", "ejercicio", "municipio", "linea", "medida")
    ]
    if varios:
        h.agrupar = (*h.agrupar, cast(Dimension, varios[0].entidad)) if not h.agrupar else h.agrupar
    elif not h.agrupar:
        sueltas = [
            s.valor
            for s in c.de("dim")
            if s.valor in get_args(Dimension) and s.valor not in ("estado", "corte", "persona")
        ]
        if sueltas and sueltas[0] != "trimestre":
            h.agrupar = (sueltas[0],)
    if len(h.trimestres) > 1 or c.hay("tendencia") or "trimestre" in [s.valor for s in c.de("dim")]:
        h.intent, h.agrupar = "trend", tuple(d for d in h.agrupar if d != "trimestre")
    elif h.agrupar and _elegidas(h) and (h.metrica is None or (h.metrica == "avance" and any(isinstance(f, Umbral) for f in h.filtros))):
        h.metrica = "metas"  # "comparar las rebasadas de cada municipio": how many each has, and not how many were met
    return True


def _elegidas(h: Huecos) -> bool:
    """Whether goals are chosen by something else than whether they were met, which is told of each place anyway."""
    return not set(h.clases) <= {"cumplidas", "no_cumplidas"} or any(isinstance(f, ConCausa | ConObservacion | ConSemaforo | ConTrimestre | Umbral) for f in h.filtros)


def _tendencia(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if c.hay("cuenta") and cabeza.valor == "trimestre" and c.hay("meta"):
        # "¿En cuántos trimestres se cumplió la meta 2?": the goal in each of them.
        h.intent, h.clases = "trend", []
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
        return True
    if c.hay("tendencia") or "trimestre" in h.agrupar:
        h.intent = "trend"
        de_cada = "trimestre" in h.agrupar or any(t.norma.startswith("trim") for s in c.de("tendencia") for t in c.tokens[s.ini : s.fin])
        if de_cada and len(h.clases) == 1 and not c.hay("meta"):
            # "¿Cuántas se cumplieron en cada trimestre?": so of each quarter, not of the year.
            h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
            h.filtros.append(ConTrimestre(trimestres=h.trimestres or TRIMESTRES, clase=CLASE_A_TRIMESTRE[h.clases[0]], modo="alguno"))
        h.agrupar = tuple(d for d in h.agrupar if d != "trimestre")
        return True
    dims = [s.valor for s in c.de("dim")]
    if "trimestre" in dims and c.hay("rango", "pide", "concentra") and not h.trimestres and (cabeza.valor == "trimestre"):
        h.intent = "trend"
        sujeto = c.hay("medida", "meta") or any(not c.tokens[i].vacio for i in c.sueltos)
        if c.hay("rango", "concentra") and not h.clases and sujeto:
            h.orden = Orden(metrica=h.metrica if h.metrica in ("programado", "alcanzado") else "alcanzado", descendente=(c.valores("rango") or ["desc"])[0] == "desc")
        if c.hay("rango") and h.clases in (["cumplidas"], ["rebasada"], ["sin_avance"], ["sin_reporte"]):
            # "¿En qué trimestre se cumplieron más metas?": those that did in each.
            de_a: Literal[1, 2] = 2 if any(t.norma.startswith("semestr") for s in c.de("dim") for t in c.tokens[s.ini : s.fin]) else 1
            h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
            h.filtros.append(ConTrimestre(trimestres=TRIMESTRES, clase=CLASE_A_TRIMESTRE[h.clases[0]], modo="alguno", de_a=de_a))
        elif c.hay("rango"):
            # "¿En qué trimestre quedaron cortas más metas?": short of each quarter, not of the year.
            h.filtros = [f for f in h.filtros if not (isinstance(f, ConClase) and f.clases == ("no_cumplidas",) and not f.negado)]
        return True
    return False


def _catalogo(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if cabeza.tipo == "nombre" and cabeza.valor == "informe" and c.hay("catalogo"):
        h.intent, h.catalogo = "catalogue", "informe"
        return True
    if cabeza.tipo != "dim" or cabeza.valor == "trimestre":
        return False
    if c.hay("meta") or (cabeza.valor == "medida" and una_sola(c)):
        h.intent = "detail"
        return True
    if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
        h.intent, h.metrica, h.agrupar = "count", "metas", (cabeza.valor, *_tambien(c, cabeza.valor)[:1])
        return True
    if h.agrupar and cabeza.valor in h.agrupar and h.metrica:
        return False
    if le_faltaron(c, h, cabeza):
        return True
    if cabeza.valor == "semaforo" and any(isinstance(f, ConSemaforo) for f in h.filtros):
        return False
    if cabeza.valor in ("semaforo", "estado") and not any(isinstance(f, ConSemaforo) for f in h.filtros):
        h.intent, h.metrica, h.agrupar = "count", "metas", (*h.agrupar, cabeza.valor)
        return True
    if (
        c.hay("medida", "nombre")
        and not c.hay("catalogo")
        and any(s.valor == "meta" for s in c.de("nombre"))
        and cabeza.valor == "unidad"
        and c.hay("unidad")
    ):
        return False
    h.intent, h.catalogo = "catalogue", cabeza.valor
    if {cabeza.valor, *_tambien(c, cabeza.valor)} & {"municipio", "ejercicio", "corte"} and len({s.valor for s in c.de("dim") if s.valor in ("municipio", "ejercicio", "corte")}) > 1:
        # "¿De qué municipios y de qué años hay informes?": the reports, each with both.
        h.catalogo = "informe"
    return True


def _tambien(c: Cobertura, primera: Dimension) -> list[Dimension]:
    """The other dimensions that a question asks for: "¿qué municipios … y en qué años?", "municipios y años"."""
    salida: list[Dimension] = []
    for s in c.de("dim"):
        antes = c.tokens[s.ini - 1].norma if s.ini else ""
        if s.valor in _LUGARES and s.valor != primera and antes in ("que", "cual", "cuales", "y", "e"):
            salida.append(s.valor)
    return salida


#: In this order: the first that sees its own decides.
_REGLAS = (_audita, _quien, parte_del_total, por_cuota, por_principal, contra_el_promedio, promedio_de_cada, parte_de_lo_programado, _explica, _compara, cual_mas, _tendencia, ordenar, _cita, promedia, cuenta, _catalogo, suma)
