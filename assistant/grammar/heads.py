"""What a question asks for first: its head noun, its metric, what it groups by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from assistant.plan import Dimension, Metric
from assistant.spans import Cobertura


def metrica_de(c: Cobertura, metricas: list[str]) -> Metric | None:
    preferidas = ("excedente", "brecha", "proporcion", "meta_anual", "programado", "avance", "alcanzado")
    usadas = [m for m in preferidas if m in metricas]
    if not usadas:
        return None
    if {"programado", "alcanzado"} <= set(metricas) and usadas[0] not in ("excedente", "brecha"):
        return None  # both are told of each goal anyway
    return "brecha" if usadas[0] == "excedente" else cast(Metric, usadas[0])


@dataclass(frozen=True, slots=True)
class Cabeza:
    """The noun that the question word asks for: a span's kind and value, or None."""

    tipo: str | None
    valor: Any = None


def cabeza_de(c: Cobertura) -> Cabeza:
    pregunta = next((s for s in c.spans if s.tipo in ("cuenta", "pide", "cita", "explica")), None)
    desde = pregunta.fin if pregunta else 0
    primera = next((s for s in c.spans if s.tipo not in ("cortesia", "saludo")), None)
    if pregunta and primera is not None and primera.tipo == "dim" and primera.ini <= 1 and c.tokens[pregunta.ini].norma == "que":
        desde = 0  # "Municipios que tienes cargados": the noun was said, and "que" only goes on about it
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


def dimensiones_de(c: Cobertura) -> tuple[Dimension, ...]:
    """Dimensions after "por", "cada", "según"; "por trimestre" is a trend and groups nothing."""
    salida: list[Dimension] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "dim" or i == 0:
            continue
        antes = c.spans[i - 1]
        entre = {t.norma for t in c.tokens[antes.fin : s.ini]}
        directo = antes.tipo in ("por", "por_causa") and (
            not entre or entre <= {"cada", "una", "de", "las", "los", "la", "el"}
        )
        cada = s.ini > 0 and c.tokens[s.ini - 1].norma in ("cada", "por", "segun")
        seguida = antes.tipo == "sigue" and len(salida) > 0
        if (directo or cada or seguida) and s.valor not in salida:
            salida.append(s.valor)
    return tuple(salida)


#: Nouns for causes, which may stand inside the phrase that asks why ("cuál fue el motivo").
_CAUSAS = ("causa", "motivo", "razon", "factor", "obstaculo")


#: What reports do with a cause.
_LAS_DICEN = re.compile(r"senal|report|menciona|indica|expon|expus|aleg|aduc|aduj|argument|present|aparec|cita|invoca|regist|identific|exist|hay$|hubo$|dan$|dieron$|dan$")


def de_causas(c: Cobertura) -> bool:
    """Whether causes are what a question names, or asks for."""
    return any(s.valor == "causa" for s in c.de("dim")) or any(t.norma.startswith(_CAUSAS) for s in c.de("explica", "misma_causa") if s.tipo == "explica" or c.tokens[s.ini].norma in ("que", "cuales", "causas", "motivos", "razones") for t in c.tokens[s.ini : s.fin])


def causas_de_un_lugar(c: Cobertura) -> bool:
    """ "¿Qué causas se señalaron en 2022 en Valle Sereno?": the causes of all that a place or a year reports, or all that is
    loaded, whatever it did."""
    de_todo = all(c.tokens[i].vacio or _LAS_DICEN.match(c.tokens[i].norma) for i in c.sueltos)
    return de_causas(c) and (c.hay("municipio", "ano") or de_todo) and not c.hay("clase", "nombre", "nivel", "meta", "medida", "unidad", "programa", "ramo", "trimestre", "causa") and not any(s.valor != "causa" for s in c.de("dim"))
