"""Rows as answers show them, made in one pass: in steps, a thousand of them cost more than reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.evidence import redondo

#: The columns of a goal that the contract's row is made of, in the order that ``contratos`` reads them; its observation
#: follows them. What its form says of all of its goals is the form's (``Forma``).
COLUMNAS = (
    "id", "clave", "informe_id", "numero", "padre", "descripcion", "unidad_medida", "meta_anual",
    "programado_t1", "programado_t2", "programado_t3", "programado_t4", "alcanzado_t1", "alcanzado_t2", "alcanzado_t3", "alcanzado_t4",
    "absoluto", "avance_impreso", "avance_calculado", "estado",
)  # fmt: skip


class Forma(NamedTuple):
    """What the goals of a form share: where and when they are of, its names as printed, its document, and its header
    cells."""

    municipio: str
    ejercicio: int
    corte: date
    ramo: str
    programa: str
    unidad: str
    unidad_nombre: str
    ramo_nombre: str
    programa_nombre: str
    documento: str
    celdas: Mapping[str, Mapping[str, Any]]


def contratos(
    filas: Iterable[Sequence[Any]], formas: Mapping[int, Forma], lineas: Mapping[int, list[str]], causas: Mapping[int, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """The rows of some goals (``COLUMNAS`` and the observation of each), with the lines and causes of those that have any:
    one by one, so that whoever keeps each has it at hand. By the thousandth the first has left the processor's memory."""
    de_forma = {i: (f.municipio, f.ejercicio, f.corte.isoformat(), f.ramo, f.programa, f.unidad, f.unidad_nombre) for i, f in formas.items()}
    n, pct, nada = _ENTEROS, _PORCENTAJES, ()
    for (
        id_, clave, informe, numero, padre, descripcion, unidad_medida, anual, p1, p2, p3, p4, a1, a2, a3, a4,
        absoluto, impreso, calculado, estado, observacion,
    ) in filas:  # fmt: skip
        municipio, ejercicio, corte, ramo, programa, unidad, unidad_nombre = de_forma[informe]
        yield {
            "id": clave, "municipio": municipio, "ejercicio": ejercicio, "corte": corte, "ramo": ramo, "programa": programa,
            "unidad": unidad, "unidad_nombre": unidad_nombre, "meta": numero, "padre": padre, "descripcion": descripcion,
            "unidad_medida": unidad_medida, "meta_anual": n[anual],
            "programado": {"T1": n[p1], "T2": n[p2], "T3": n[p3], "T4": n[p4]},
            "alcanzado": {"T1": n[a1], "T2": n[a2], "T3": n[a3], "T4": n[a4]},
            "avance_absoluto": n[absoluto], "avance_impreso": impreso, "avance_calculado": pct[calculado], "estado": estado,
            "lineas": [*lineas.get(id_, nada)], "causas": [*dict.fromkeys(suyas)] if (suyas := causas.get(id_)) else [], "observacion": observacion,
        }  # fmt: skip


def copia(contrato: Mapping[str, Any]) -> dict[str, Any]:
    """A row that shares with another nothing that can change."""
    return {
        **contrato, "programado": {**contrato["programado"]}, "alcanzado": {**contrato["alcanzado"]},
        "lineas": [*contrato["lineas"]], "causas": [*contrato["causas"]],
    }  # fmt: skip


class _Enteros(dict[float | None, float | int | None]):
    """Floats that are whole numbers as ints, for JSON and for reading; worked out when first seen, as a thousand rows have
    few figures that are not another row's too."""

    def __missing__(self, x: float | None) -> float | int | None:
        if len(self) >= 65_536:
            self.clear()
        self[x] = hecho = None if x is None else int(x) if x == x // 1 else round(float(x), 6)
        return hecho


class _Porcentajes(dict[float | None, float | None]):
    """Percentages as answers show them, likewise."""

    def __missing__(self, x: float | None) -> float | None:
        if len(self) >= 65_536:
            self.clear()
        self[x] = hecho = None if x is None else redondo(x, 2)
        return hecho


_ENTEROS, _PORCENTAJES = _Enteros(), _Porcentajes()


@lru_cache(maxsize=1024)
def dia(corte: date | str) -> date:
    """A cut as the driver gives it: SQLite has it as text, ``2020-12-31``."""
    return date.fromisoformat(corte) if isinstance(corte, str) else corte
