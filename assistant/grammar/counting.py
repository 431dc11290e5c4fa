"""How many, how much in all, on average: what is counted or added up, and by what it is told apart."""

from __future__ import annotations

import re
from typing import cast

from assistant.grammar.entities import es_medida
from assistant.grammar.heads import Cabeza
from assistant.grammar.slots import Huecos
from assistant.plan import (
    CANTIDADES,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Dimension,
    En,
    Umbral,
    codigo_de,
)
from assistant.spans import Cobertura

_LUGARES = ("unidad", "programa", "ramo", "municipio", "linea")


def promedia(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("promedio"):
        return False
    h.intent = "average"
    h.metrica = (
        h.metrica if h.metrica in CANTIDADES and c.hay("medida") else "avance"
    )
    h.agrupar = h.agrupar or nombrados(h)
    return True


_DEL_TOTAL = re.compile(r"\b(?:represent|aport|constituy|equival|signific|correspond|concentr)\w*\b.*\b(?:del|al|el|su) (?:gran )?total\b|\b(?:porcentaje|proporcion|parte|participacion)\b.*\b(?:del|al|el) total\b.*\b(?:represent|aport|constituy|equival|correspond)\w*|\b(?:del|al) total\b.*\b(?:represent|aport|constituy|equival|correspond)\w*|\b(?:parte|porcentaje|proporcion) del total\b")
_DE_LAS_METAS = re.compile(r"\b(?:porcentaje|proporcion|parte|fraccion) (?:del total )?de (?:las|los)\b.*\b(?:correspond\w*|pertenec\w*|concentr\w*|aport\w*|(?:son|es|fueron|fue) (?:de|del)\b)")
_SER_PARTE = re.compile(r"represent|aport|constituy|equival|signific|correspond|concentr|pertenec|parte$|respecto$")
#: Whose part of a total may be asked for: the narrowest that is named.
_CON_PARTE = ("unidad", "programa", "ramo", "municipio")


def parte_del_total(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """ "¿Cuánto representó Valle Sereno del total de árboles plantados?", "¿qué porcentaje de las incumplidas corresponde a Valle
    Sereno?": each place's part of what all of them add up to."""
    texto = " ".join(t.norma for t in c.tokens)
    if c.hay("meta", "rango", "compara", "promedio", "cuota"):
        return False
    de_metas = c.hay("clase", "causa", "conobs") and c.hay("nombre", "nivel", "clase") and not c.hay("medida")
    if not (de_metas and _DE_LAS_METAS.search(texto)) and not (c.hay("medida") and not c.hay("nombre", "nivel") and _DEL_TOTAL.search(texto)):
        return False
    lugares = sorted((f for f in h.filtros if isinstance(f, En) and f.entidad in _CON_PARTE and not f.negado), key=lambda f: _CON_PARTE.index(f.entidad))
    if not lugares or len(lugares[0].valores) != 1:
        return False
    h.filtros = [f for f in h.filtros if f is not lugares[0]]
    c.sueltos = [i for i in c.sueltos if not _SER_PARTE.match(c.tokens[i].norma)]
    h.agrupar = (cast(Dimension, lugares[0].entidad),)
    h.intent, h.metrica = ("count", "metas") if de_metas else ("sum", h.metrica if h.metrica in CANTIDADES else "alcanzado")
    return True


def parte_de_lo_programado(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """ "¿Qué porcentaje de las becas programadas se entregó?": what was done of something, what was programmed, and the share."""
    metricas = set(c.valores("metrica"))
    parte = "proporcion" in metricas or any(t.norma in ("porcentaje", "parte", "fraccion") for t in c.tokens)
    sujeto = c.hay("medida") or any(not c.tokens[i].vacio for i in c.sueltos)
    if not parte or not {"programado", "meta_anual"} & metricas or not metricas <= {"programado", "meta_anual", "alcanzado", "avance", "proporcion"} or not sujeto:
        return False
    if h.clases or c.hay("nombre", "nivel", "meta", "causa", "rango", "promedio", "compara", "umbral"):
        return False
    if h.agrupar or c.hay("dim"):
        h.intent, h.agrupar, h.metrica = "list", (), "avance"  # in each place: its goals, each with its own
        return True
    h.intent, h.metrica, h.de_lo_programado = "sum", "alcanzado", True
    return True


def _que_parte_de_las_metas(c: Cobertura, h: Huecos) -> bool:
    """ "De todas las metas de 2024, ¿qué porcentaje se cumplió?": of how many goals, and not the progress of each."""
    metas = any(s.valor == "meta" and c.tokens[s.fin - 1].norma == "metas" and {t.norma for t in c.tokens[max(0, s.ini - 2) : s.ini]} & {"las", "sus", "todas"} for s in c.de("nombre"))
    partes = any(t.norma in ("%", "porcentaje", "proporcion") and c.tokens[i - 1].norma in ("que", "cual") for i, t in enumerate(c.tokens) if i)
    return metas and partes and len(h.clases) == 1 and h.metrica == "avance" and not c.hay("meta", "medida", "rango", "compara", "promedio", "umbral", "cambio")


def cuenta(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if c.hay("cuenta") and len(c.de("trimestre")) > 1 and not c.hay("meta"):
        h.intent = "trend"
        h.metrica = h.metrica or "alcanzado"
        return True
    if _que_parte_de_las_metas(c, h):
        h.metrica = "proporcion"
    proporcion = h.metrica == "proporcion"
    if not (c.hay("cuenta") or proporcion):
        return False
    if proporcion:
        h.intent = "count"
        h.agrupar = _tambien_por_ano(h)
        return True
    if h.metrica is None and {"programado", "alcanzado"} <= set(c.valores("metrica")) and not c.hay("nombre", "nivel", "clase", "medida", "trimestre") and set(h.agrupar) <= {"ejercicio"}:
        # "Bacheo: ¿cuánto se programó y cuánto se hizo cada año?": what is described so, with both figures of each year.
        h.intent, h.agrupar = "detail", ()
        return True
    if cabeza.tipo in ("nombre", "nivel"):
        if cabeza.valor == "observacion":
            h.filtros.append(ConObservacion(presente=True))
        if cabeza.valor == "informe" and any(isinstance(f, En) and f.entidad == "medida" for f in h.filtros):
            h.intent = "sum"
            h.metrica = h.metrica if h.metrica in CANTIDADES else "alcanzado"
            return True
        if cabeza.valor == "informe":
            h.intent, h.catalogo = "catalogue", "unidad"
            return True
        h.intent, h.metrica = "count", "metas"
        if len(h.clases) > 1 and not h.trimestres:
            h.agrupar = (*(h.agrupar or nombrados(h)), "estado")
        else:
            h.agrupar = _tambien_por_ano(h)
        return True
    if cabeza.tipo == "dim" and cabeza.valor == "medida" and una_sola(c):
        h.intent = "detail"
        return True
    if le_faltaron(c, h, cabeza):
        return True
    if cabeza.tipo == "dim" and cabeza.valor not in ("estado", "corte"):
        if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
            h.intent, h.metrica, h.agrupar = "count", "metas", (cabeza.valor,)
        else:
            h.intent, h.catalogo = "catalogue", cabeza.valor
        return True
    de_color = cabeza.tipo == "texto" and cabeza.valor not in c.sueltos and any(isinstance(f, ConSemaforo) for f in h.filtros)
    if cabeza.tipo == "clase" or de_color:
        h.intent, h.metrica = "count", "metas"
        if len(h.clases) > 1 and not h.trimestres:
            h.agrupar = (*h.agrupar, "estado")
        return True
    if cabeza.tipo == "medida" or c.hay("medida"):
        h.intent = "sum"
        h.metrica = h.metrica if h.metrica in CANTIDADES else "alcanzado"
        h.agrupar = h.agrupar or nombrados(h)
        return True
    if c.hay("meta") or h.metrica in ("brecha", "programado", "alcanzado", "meta_anual", "avance"):
        h.intent = "detail" if c.hay("meta") or h.metrica in ("brecha", "avance") or cabeza.tipo == "texto" else "sum"
        return True
    if cabeza.tipo == "texto":
        h.intent = "detail"
        return True
    h.intent, h.metrica = "count", "metas"
    return True


def le_faltaron(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """ "¿A qué municipio le faltaron simulacros y cuántos?": the goals of each that fell short of it, by how many, and not which
    places are loaded."""
    suyo = c.hay("medida") or any(not c.tokens[i].vacio for i in c.sueltos)
    if h.metrica != "brecha" or cabeza.tipo != "dim" or cabeza.valor not in _LUGARES or not suyo or h.clases or c.hay("catalogo", "rango", "promedio"):
        return False
    h.intent, h.agrupar = "sum", (cast(Dimension, cabeza.valor),)
    h.filtros.append(ConClase(clases=("no_cumplidas",)))
    h.clases = ["no_cumplidas"]
    return True


def _tambien_por_ano(h: Huecos) -> tuple[Dimension, ...]:
    """What is asked of each place in several years is told of each year; without a place, of what is named."""
    dichos = nombrados(h)
    if not h.agrupar:
        return dichos
    anos = any(isinstance(f, En) and f.entidad == "ejercicio" and not f.negado and len(f.valores) > 1 for f in h.filtros)
    return (h.agrupar[0], "ejercicio") if len(h.agrupar) == 1 and h.agrupar[0] in _LUGARES and anos else h.agrupar


def nombrados(h: Huecos) -> tuple[Dimension, ...]:
    """What the question names several of ("en 2022 y en 2023"): each is told by itself."""
    for f in h.filtros:
        if isinstance(f, En) and not f.negado and f.entidad in ("unidad", "programa", "ejercicio", "municipio"):
            if len({codigo_de(v) for v in f.valores}) > 1:
                return (cast(Dimension, f.entidad),)
    return ()


def suma(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    sujeto = cabeza.tipo == "medida" and not h.clases and not c.hay("rango", "promedio", "cita", "sobre", "causa")
    if (
        not c.hay("suma")
        and (h.metrica in ("programado", "alcanzado") or (h.metrica is None and sujeto))
        and any(es_medida(c, s) for s in c.de("medida"))
        and not c.de("nombre", "nivel")
        and not c.hay("meta")
    ):
        h.intent, h.metrica = "sum", h.metrica or "alcanzado"
        return True
    if not c.hay("suma"):
        if h.agrupar and h.agrupar != ("trimestre",):
            h.intent = "count" if h.metrica in (None, "metas", "avance", "proporcion") else "sum"
            h.agrupar = _tambien_por_ano(h) if h.intent == "count" else h.agrupar
            h.metrica = (
                h.metrica if h.intent == "sum" else ("proporcion" if h.metrica in ("avance", "proporcion") else "metas")
            )
            return True
        return False
    if c.hay("medida") or h.metrica in CANTIDADES:
        h.intent = "sum"
        h.metrica = h.metrica if h.metrica in CANTIDADES else "alcanzado"
        return True
    if any(s.valor == "meta" for s in c.de("nombre")) and not h.metrica:
        h.intent, h.metrica = "count", "metas"
        return True
    return False


def una_sola(c: Cobertura) -> bool:
    """Whether the question is about one goal, by its number or as "la meta de …"."""
    return c.hay("meta") or any(s.valor in ("meta", "accion") and c.tokens[s.fin - 1].norma in ("meta", "accion") and c.tokens[s.ini - 1].norma in ("la", "esa", "esta") for s in c.de("nombre", "nivel") if s.ini)
