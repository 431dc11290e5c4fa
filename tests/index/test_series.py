"""One goal over its cuts and years, one municipality under its spellings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index import lugares
from index.series import Eslabon, encadenar

TIANGUIS = "Instalar el tianguis campesino con venta directa de hortalizas"
POLIZAS = "Asegurar cultivos de temporal y hatos ganaderos contra sequía"


def _cadena(*informes: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The series' names, report by report; the reports are of 2022, 2023 …"""
    eslabones = [
        Eslabon((n, k), (2022 + n,), 2022 + n, numero, descripcion)
        for n, informe in enumerate(informes)
        for k, (numero, descripcion) in enumerate(informe)
    ]
    nombres = encadenar(eslabones)
    return [[nombres[n, k] for k in range(len(informe))] for n, informe in enumerate(informes)]


def test_a_goal_that_changes_its_number_keeps_its_series_and_the_number_begins_another() -> None:
    assert _cadena([("1.6", TIANGUIS)], [("1.6", POLIZAS), ("1.7", TIANGUIS)]) == [["2022-1.6"], ["2023-1.6", "2022-1.6"]]


def test_a_slip_of_the_scan_or_a_reworded_phrase_keeps_the_series_under_its_number() -> None:
    assert _cadena([("1", TIANGUIS)], [("1", TIANGUIS.replace("venta", "vcnta").upper())]) == [["2022-1"], ["2022-1"]]
    assert _cadena([("1", TIANGUIS)], [("1", TIANGUIS + " y fruta")]) == [["2022-1"], ["2022-1"]]


def test_two_equal_descriptions_of_one_form_are_two_goals() -> None:
    assert _cadena([("1", TIANGUIS), ("2", TIANGUIS)], [("1", TIANGUIS), ("2", TIANGUIS)]) == [["2022-1", "2022-2"]] * 2


def test_a_year_without_the_goal_does_not_break_its_series() -> None:
    assert _cadena([("1", TIANGUIS)], [("1", POLIZAS)], [("1", TIANGUIS)])[2] == ["2022-1"]


@pytest.mark.parametrize("otra", ["PUERTO CLARO", "Puerto Cláro", "Puerto Claro, B. C.", "puerto  claro (Baja California)"])
def test_spellings_of_one_municipality_share_a_key(otra: str) -> None:
    assert lugares.clave(otra) == lugares.clave("Puerto Claro")


@pytest.mark.parametrize(("a", "b", "son"), [("puert0 claro", "puerto claro", True), ("puerto claro", "puerto clara", True), ("tula", "tola", False), ("valle sereno", "puerto claro", False)])
def test_a_slip_in_a_municipality_is_a_likeness(a: str, b: str, son: bool) -> None:
    assert lugares.parecidas(a, b) is son
    assert lugares.clave(a) != lugares.clave(b)


def test_the_commonest_spelling_is_shown_and_of_equals_one_with_accents_and_lower_case() -> None:
    assert lugares.comun({"PEÑASCO": 1, "Penasco": 1, "Peñasco": 1}) == "Peñasco"
    assert lugares.comun({"PEÑASCO": 3, "Peñasco": 1}) == "PEÑASCO"
