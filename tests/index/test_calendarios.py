"""Titles over a year's quarters or months, which say whose figures they are and how they are spread."""

from __future__ import annotations

import pytest
from apoyo_rejilla import Celdilla, cifras, uno

from index.rotulos import etiquetar

CABEZA: list[Celdilla] = [("No.", 1, 2), ("Descripción", 1, 2), ("Unidad de medida", 1, 2), ("Meta anual", 1, 2)]
COLA: list[Celdilla] = [("Total realizado", 1, 2), ("Observaciones", 1, 2)]
MESES = "ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC".split()
TRIMESTRALES = [
    ("Meta programada por trimestre", "Meta alcanzada por trimestre"),
    ("Metas planeadas en cada trimestre", "Metas cumplidas en cada trimestre"),
    ("Distribución trimestral programada", "Distribución trimestral ejecutada"),
    ("Cantidades programadas por trimestre", "Cantidades logradas por trimestre"),
]
MENSUALES = [
    ("CALENDARIZACIÓN PROGRAMADA", "CALENDARIZACIÓN REALIZADA"),
    ("Calendario de metas programadas", "Calendario de metas realizadas"),
    ("Desglose mensual de lo planeado", "Desglose mensual de lo alcanzado"),
    ("Metas mensuales previstas", "Metas mensuales obtenidas"),
]


def _tabla(primero: str, segundo: str, periodos: list[str], cada: str) -> list[list[Celdilla]]:
    n = len(periodos)
    arriba: list[Celdilla] = [*CABEZA, (primero, n, 1), *[""] * (n - 1), (segundo, n, 1), *[""] * (n - 1), *COLA]
    abajo: list[Celdilla] = ["", "", "", "", *periodos, *periodos]
    uno_y_otro = [str(i) for i in range(1, 2 * n + 1)]
    return [arriba, abajo, ["1", "Podar árboles de la plaza", "Poda", cada, *uno_y_otro, "9", "Sin novedad"]]


@pytest.mark.parametrize(("programado", "alcanzado"), TRIMESTRALES)
@pytest.mark.parametrize("al_reves", [False, True])
def test_a_title_that_says_how_the_figures_are_spread_stands_over_the_quarters(
    programado: str, alcanzado: str, al_reves: bool
) -> None:
    titulos = (alcanzado, programado) if al_reves else (programado, alcanzado)
    informe = uno(*_tabla(*titulos, ["I", "II", "III", "IV"], "10"))
    primeros, segundos = ["1", "2", "3", "4"], ["5", "6", "7", "8"]
    assert cifras(informe, "1", "alcanzado" if al_reves else "programado") == primeros
    assert cifras(informe, "1", "programado" if al_reves else "alcanzado") == segundos
    (meta,) = informe.metas
    assert (meta.meta_anual, meta.avance_absoluto, meta.observacion) == (10, 9, "Sin novedad")


@pytest.mark.parametrize(("programado", "alcanzado"), MENSUALES)
def test_a_block_of_months_is_of_what_its_title_says(programado: str, alcanzado: str) -> None:
    informe = uno(*_tabla(programado, alcanzado, MESES, "78"))
    assert cifras(informe, "1", "programado") == ["6", "15", "24", "33"]
    assert cifras(informe, "1", "alcanzado") == ["42", "51", "60", "69"]


@pytest.mark.parametrize(
    "texto",
    ["Meta acumulada por trimestre", "Variación por trimestre", "Presupuesto ejercido por mes", "Programado y alcanzado por mes"],
)
def test_a_title_that_says_anything_else_besides_is_of_no_measure_alone(texto: str) -> None:
    assert etiquetar(texto).medida not in ("programado", "alcanzado")


@pytest.mark.parametrize(("texto", "medida"), [("Meta trimestral alcanzada", "alcanzado"), ("Meta programada mensual", "programado")])
def test_the_word_for_whose_figures_they_are_decides(texto: str, medida: str) -> None:
    assert etiquetar(texto).medida == medida and etiquetar(texto).campo is None
