"""Scans whose goals' numbers lost a point or stand out of their series: they are in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from apoyo_rejilla import uno

from index import dudas
from index.poa import Celda, Fuente

CABECERA = (["MUNICIPIO DE VALLE ALTO"], ["UNIDAD EJECUTORA", "201", "DIRECCIÓN"], ["CORTE", "31/12/2021"])
TITULOS = ["No.", "Meta", "Unidad de medida", "Meta anual", *(f"T{t} {x}" for t in "1234" for x in "PA"), "Avance acumulado"]


def _dudosos(numeros: str) -> list[str | None]:
    filas = [[n, "Dar talleres", "Taller", "4", *["1"] * 8, "4"] for n in numeros.split()]
    informe = uno(TITULOS, *filas, cabecera=CABECERA)
    metas = tuple(
        replace(m, celdas={c: Celda(x.literal, Fuente(pagina=1), 0.95) for c, x in m.celdas.items()}) for m in informe.metas
    )
    return [h.meta for h in dudas.hallazgos(replace(informe, metas=metas)) if h.campo == "numero"]


@pytest.mark.parametrize(
    "numeros, dudosos",
    [
        ("1 1.1 1.2 1.3 1.4 15.1 1.6", ["15.1"]),
        ("1.3 1.4 1.5 15.1 15.2 15.3 1.6", ["15.1", "15.2", "15.3"]),
        ("1 1.1 1.2 1.3 1.4 15.1 15.2 1.6", ["15.1", "15.2"]),
        ("7 7.1 72 7.3", ["72"]),
    ],
)
def test_a_number_that_lost_a_point_is_in_doubt(numeros: str, dudosos: list[str]) -> None:
    assert _dudosos(numeros) == dudosos


@pytest.mark.parametrize("numeros", ["1 1.1 1.2 2 2.1 2.2 3", "14 14.1 15 15.1 15.2 16", "1 1.1 1.1.1 1.1.2 1.2 2", "101 102 103"])
def test_numbers_in_their_series_are_in_none(numeros: str) -> None:
    assert not _dudosos(numeros)
