"""Scans of forms that print one quarter and the year so far: the quarter is no sum of the year, and casts no doubt on it."""

from __future__ import annotations

from dataclasses import replace

from apoyo_rejilla import uno

from index import al_corte, dudas
from index.poa import Celda, Fuente, Informe

CABECERA = (["MUNICIPIO DE VALLE ALTO"], ["UNIDAD EJECUTORA", "201", "DIRECCIÓN"], ["CORTE", "31/12/2021"])
TITULOS = (
    [("No.", 1, 2), ("Meta", 1, 2), ("Unidad de medida", 1, 2), ("Meta anual", 1, 2), ("Octubre-Diciembre", 2, 1), "",
     ("Avance acumulado", 1, 2)],
    ["", "", "", "", "Programado", "Alcanzado", ""],
)  # fmt: skip


def _leido(alcanzado: str, absoluto: str, programado: str = "10") -> Informe:
    """A goal of 40 as an optical reading gives it, sure of every figure."""
    informe = uno(*TITULOS, ["1", "Dar talleres", "Taller", "40", programado, alcanzado, absoluto], cabecera=CABECERA)
    assert al_corte.es_parcial(informe)
    [m] = informe.metas
    celdas = {c: Celda(x.literal, Fuente(pagina=1), 0.95) for c, x in m.celdas.items()}
    return replace(informe, metas=(replace(m, celdas=celdas),))


def test_the_quarter_that_is_printed_is_not_the_year() -> None:
    assert not list(dudas.hallazgos(_leido("9", "35")))


def test_a_quarter_beyond_the_year_is_in_doubt() -> None:
    assert {h.campo for h in dudas.hallazgos(_leido("95", "35"))} == {"alcanzado.T4", "avance_absoluto"}
    assert "programado.T4" in {h.campo for h in dudas.hallazgos(_leido("9", "35", programado="70"))}
