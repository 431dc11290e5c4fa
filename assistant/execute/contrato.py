"""Rows as answers show them, made column by column: a row at a time, a thousand of them cost more than reading them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.evidence import redondo
from index.poa import TRIMESTRES

#: The contract's names for what a goal's columns hold, in its order; None: made of others.
_LLAVES = (
    "id", "municipio", "ejercicio", "corte", "ramo", "programa", "unidad", "unidad_nombre", "meta", "padre", "descripcion", "unidad_medida",
    "meta_anual", "programado", "alcanzado", "avance_absoluto", "avance_impreso", "avance_calculado", "estado", "lineas", "causas", "observacion",
)  # fmt: skip


def contratos(
    columnas: Mapping[str, Sequence[Any]], unidades: Iterable[str], causas: Iterable[Sequence[Mapping[str, Any]]],
    lineas: Iterable[Sequence[str]], observaciones: Iterable[str | None],
) -> list[dict[str, Any]]:  # fmt: skip
    """The rows of some goals, from their columns by name, and for each the name of its unit, its causes, lines and
    observation."""
    c = columnas
    juntas = zip(
        c["clave"], c["municipio"], c["ejercicio"], map(_escrita, c["corte"]), c["ramo"], c["programa"], c["unidad"], unidades,
        c["numero"], c["padre"], c["descripcion"], c["unidad_medida"], enteros(c["meta_anual"]), _por_trimestre(c, "programado"),
        _por_trimestre(c, "alcanzado"), enteros(c["absoluto"]), c["avance_impreso"], map(_porcentaje, c["avance_calculado"]),
        c["estado"], map(list, lineas), [list(dict.fromkeys([x["causa"] for x in suyas])) if suyas else [] for suyas in causas], observaciones,
        strict=True,
    )  # fmt: skip
    return [dict(zip(_LLAVES, fila, strict=True)) for fila in juntas]


def enteros(columna: Sequence[float | None]) -> list[float | int | None]:
    """Floats that are whole numbers as ints, for JSON and for reading."""
    return list(map(_entero, columna))


# A thousand rows have few figures that are not another row's too.
@lru_cache(maxsize=65_536)
def _entero(x: float | None) -> float | int | None:
    return None if x is None else int(x) if x == x // 1 else round(float(x), 6)


@lru_cache(maxsize=1024)
def _escrita(corte: date) -> str:
    return corte.isoformat()


@lru_cache(maxsize=65_536)
def _porcentaje(x: float | None) -> float | None:
    return None if x is None else redondo(x, 2)


def _por_trimestre(columnas: Mapping[str, Sequence[Any]], que: str) -> list[dict[str, Any]]:
    cuatro = (enteros(columnas[f"{que}_{t.lower()}"]) for t in TRIMESTRES)
    t1, t2, t3, t4 = TRIMESTRES
    return [{t1: a, t2: b, t3: c, t4: d} for a, b, c, d in zip(*cuatro, strict=True)]
