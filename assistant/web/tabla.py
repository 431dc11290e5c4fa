"""Rows of an answer → the table under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from assistant.lexicon import ETIQUETAS_CAUSA

ESTADOS = {
    "sin_programacion": "Sin programación",
    "sin_reporte": "Sin reporte",
    "sin_avance": "Sin avance",
    "no_cumplida": "No cumplida",
    "cumplida": "Cumplida",
    "rebasada": "Rebasada",
    "en_proceso": "En proceso",
}


class Columna(NamedTuple):
    """A heading, its Dataframe datatype and its width in pixels."""

    titulo: str
    tipo: Literal["str", "number"] = "str"
    ancho: int = 110


COLUMNAS = (
    Columna("Unidad", ancho=130),
    Columna("Meta", ancho=65),
    Columna("Descripción", ancho=225),
    Columna("Unidad de medida", ancho=110),
    Columna("Meta anual", "number", 80),
    Columna("Alcanzado", "number", 95),
    Columna("Avance %", "number", 85),
    Columna("Estado", ancho=95),
    Columna("Causas", ancho=125),
    Columna("Observación", ancho=225),
)
_DE_MAS = {"municipio": Columna("Municipio", ancho=130), "ejercicio": Columna("Ejercicio", ancho=95)}


class Tabla(NamedTuple):
    """What the page's Dataframe takes."""

    columnas: tuple[Columna, ...]
    datos: list[list[Any]]


def tabla(filas: Sequence[Mapping[str, Any]], nombre: Callable[[str], str] = str) -> Tabla:
    """The table of some contract rows. ``nombre`` words a unit's printed name. Municipality and year get a column
    where the rows are of several. Not reported is an empty cell, never 0."""
    varias = [c for c in _DE_MAS if len({f[c] for f in filas}) > 1]
    columnas = (*(_DE_MAS[c] for c in varias), *COLUMNAS)
    return Tabla(columnas, [[*(str(f[c]) for c in varias), *_celdas(f, nombre)] for f in filas])


def _celdas(f: Mapping[str, Any], nombre: Callable[[str], str]) -> list[Any]:
    causas = ", ".join(ETIQUETAS_CAUSA.get(c, c) for c in f["causas"])
    return [
        f"{f['unidad']} {nombre(f['unidad_nombre'])}",
        f["meta"],
        f["descripcion"],
        f["unidad_medida"],
        f["meta_anual"],
        f["avance_absoluto"],
        f["avance_calculado"],
        ESTADOS.get(f["estado"], f["estado"]),
        causas,
        f["observacion"] or "",
    ]
