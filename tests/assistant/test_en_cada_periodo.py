"""What is asked of each of several periods: thresholds, causes and observations, the first goals of each place, means by
place and year, actions by their main goal, causes that places or years share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_cortes import asistente_en, respuesta

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    carpeta: Path = tmp_path_factory.mktemp("en-cada-periodo")
    yield asistente_en(carpeta)


def llaves(r: dict[str, Any]) -> set[tuple[int, str, str]]:
    return {(f["ejercicio"], f["corte"], f["meta"]) for f in r["rows"]}


def metas(r: dict[str, Any]) -> set[tuple[int, str]]:
    return {(f["ejercicio"], f["meta"]) for f in r["rows"]}


# -- both years -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pregunta", ["¿Qué metas quedaron por debajo del 60 % tanto en 2018 como en 2021?", "metas que no llegaron al 60 % ni en 2018 ni en 2021", "metas de menos del 60 % en 2018 y 2021 en los dos años"])  # fmt: skip
def test_a_threshold_of_both_years_holds_in_each(asistente: Assistant, pregunta: str) -> None:
    # 1.3: 50 % in 2018, 70 % in 2019, 40 % in 2021.
    assert metas(respuesta(asistente, pregunta)) == {(2021, "1.3")}


def test_a_threshold_every_year_holds_in_all_of_them(asistente: Assistant) -> None:
    assert not respuesta(asistente, "¿Qué metas quedaron por debajo del 60 % todos los años?")["rows"]
    # 1.1: 80, 80 and 80 %; 1.3: 50, 70 and 40 %.
    assert metas(respuesta(asistente, "¿Qué metas quedaron por debajo del 85 % todos los años?")) == {(2021, "1.1"), (2021, "1.3")}


def test_a_threshold_of_two_years_named_together_is_looked_for_in_either(asistente: Assistant) -> None:
    assert metas(respuesta(asistente, "metas por debajo del 60 % en 2018 y 2021")) == {(2018, "1.3"), (2021, "1.3")}


def test_a_threshold_of_one_year_and_another_of_the_other(asistente: Assistant) -> None:
    r = respuesta(asistente, "metas por debajo del 70 % en 2018 y por arriba del 60 % en 2019")
    assert metas(r) == {(2019, "1.3")}
    # 2.2: 100 % in 2018, 60 % in 2019.
    assert metas(respuesta(asistente, "metas por debajo del 75 % en 2019 pero no en 2018")) == {(2019, "2.2")}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas no se cumplieron en 2018 por falta de personal y en 2021 por el clima?", {(2021, "1.1")}),
    ("¿Qué metas fallaron por el clima tanto en 2019 como en 2021?", {(2021, "1.1")}),
    ("¿Qué metas fallaron por falta de personal tanto en 2018 como en 2021?", set()),
])  # fmt: skip
def test_a_cause_is_of_the_year_that_it_stands_by_or_of_both(asistente: Assistant, pregunta: str, esperadas: set[tuple[int, str]]) -> None:
    assert metas(respuesta(asistente, pregunta)) == esperadas


@pytest.mark.parametrize("pregunta", ["¿Qué metas quedaron sin justificación en 2019 pero con ella en 2021?", "metas que en 2019 no traían observación y en 2021 sí", "metas sin observación en 2019 y que sí la tienen en 2021"])
def test_an_observation_is_of_one_year_and_not_of_the_other(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert metas(r) == {(2021, "1.3")} and "No hubo suficiencia presupuestal." in r["answer"]


def test_an_observation_is_of_one_cut_and_not_of_the_other(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas traen observación en diciembre y no en junio de 2021?")
    assert llaves(r) == {(2021, "2021-12-31", "1.1"), (2021, "2021-12-31", "1.3")}


# -- the first of each place ----------------------------------------------------------------------------------------------
def test_the_first_goals_of_each_year_are_chosen_within_it(asistente: Assistant) -> None:
    r = respuesta(asistente, "la meta con menor avance de cada año en Bahía Nueva")
    assert [(f["ejercicio"], f["meta"]) for f in r["rows"]] == [(2018, "1.3"), (2019, "2.2"), (2021, "1.3")]
    assert "**2018**, de 6 metas" in r["answer"]


def test_equals_of_the_last_are_told_too(asistente: Assistant) -> None:
    r = respuesta(asistente, "las dos metas con menor avance de cada unidad en 2021")
    # 501: 1.3 (40 %) and 1.1 (80 %); 502: 2.1 and 2 both at 100 %; 601 has one.
    assert metas(r) == {(2021, "1.3"), (2021, "1.1"), (2021, "2"), (2021, "2.1"), (2021, "7")}


def test_the_unit_with_most_of_each_year_and_what_follows_it(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidad de Bahía Nueva tuvo más metas incumplidas en cada año?")
    assert [g["key"] for g in r["groups"] if "/" in str(g["key"])] == ["2018/501", "2019/501", "2021/501"]
    dos = respuesta(asistente, "¿y las dos con mayor avance?", "la meta con menor avance de cada año en Bahía Nueva")
    assert {f["ejercicio"] for f in dos["rows"]} == {2018, 2019, 2021}


# -- means --------------------------------------------------------------------------------------------------------------------
def test_goals_below_the_mean_are_held_against_that_of_their_own_unit_and_year(asistente: Assistant) -> None:
    # 501 in 2018: 100, 80, 110 and 50 %, 85 % on average; in 2021: 105, 80, 100 and 40 %, 81.25 %.
    r = respuesta(asistente, "¿Qué metas de la unidad 501 quedaron por debajo del promedio de su unidad en 2018 y 2021?")
    assert metas(r) == {(2018, "1.1"), (2018, "1.3"), (2021, "1.1"), (2021, "1.3")}
    assert "85 %" in r["answer"] and "81.3 %" in r["answer"]


def test_units_below_the_share_of_each_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidades de Bahía Nueva quedaron por debajo del promedio de cada año?")
    # 2018: 3 of 6 met, 2 of 4 in 501 and 1 of 2 in 502; 2019: 1 of 6, that of 501; 2021: 4 of 6, 2 of 4 in 501.
    assert [g["key"] for g in r["groups"] if "/" in g["key"]] == ["2019/502", "2021/501"]


# -- actions --------------------------------------------------------------------------------------------------------------------
def test_actions_are_counted_by_their_main_goal(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántas acciones tiene cada meta principal de Bahía Nueva en 2021?")
    assert {(g["key"], g["value"]) for g in r["groups"]} == {("1", 3.0), ("2", 1.0)}
    assert metas(r) == {(2021, "1.1"), (2021, "1.2"), (2021, "1.3"), (2021, "2.1")}


def test_the_main_goal_with_most_actions_short(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué meta principal tiene más acciones sin cumplir en 2021?")
    assert r["groups"][0] | {"name": ""} == {"key": "1", "name": "", "value": 2.0, "total": 3} and "**1** (unidad 501" in r["answer"]


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué acciones de la meta 1 no se cumplieron en 2021?", {"1.1", "1.3"}),
    ("¿Cuántas acciones tiene la meta principal 1 en 2021?", {"1.1", "1.2", "1.3"}),
    ("avance de la meta 2 y sus acciones en 2021", {"2", "2.1"}),
])  # fmt: skip
def test_a_main_goal_s_number_names_its_actions(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    assert {f["meta"] for f in respuesta(asistente, pregunta)["rows"]} == esperadas


# -- in common --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("pregunta", "causas"), [
    ("¿Qué causas de Bahía Nueva se repiten en 2019 y en 2021?", {"clima"}),
    ("¿Qué causas aparecieron en 2021 y no en 2019?", {"presupuesto"}),
    ("causas que estuvieron en 2018 pero ya no en 2021", {"personal"}),
    ("¿Qué causas se repiten en los dos municipios?", set()),
    ("¿Qué causas solo se presentaron en 2018?", {"personal"}),
])  # fmt: skip
def test_causes_that_years_or_places_share_or_not(asistente: Assistant, pregunta: str, causas: set[str]) -> None:
    assert {g["key"] for g in respuesta(asistente, pregunta)["groups"] if "/" not in g["key"]} == causas


# -- counts, shares and orders of what is asked --------------------------------------------------------------------------------------
def test_a_share_is_of_what_is_asked_and_not_of_those_met(asistente: Assistant) -> None:
    # 2018 and 2021: 2 of 6 with an observation; 2019: 1 of 6. None of them was met.
    r = respuesta(asistente, "porcentaje de metas con observación cada año en Bahía Nueva")
    assert {g["key"]: g["value"] for g in r["groups"]} == {"2018": 33.33, "2019": 16.67, "2021": 33.33}


def test_two_years_are_compared_by_what_is_asked(asistente: Assistant) -> None:
    r = respuesta(asistente, "metas de Bahía Nueva 2018 vs 2019 abajo del 75 %")
    assert {g["key"]: g["value"] for g in r["groups"]} == {"2018": 1.0, "2019": 2.0}


def test_which_unit_has_fewer_of_them_than_before(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidad redujo más su número de metas incumplidas de 2019 a 2021?")
    assert "más redujo su número de metas no cumplidas" in r["answer"] and r["groups"][0]["key"] == "502"


def test_the_commonest_cause_of_each_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿cuál es la causa más frecuente de incumplimiento en cada año?")
    assert {g["key"] for g in r["groups"] if "/" in g["key"]} == {"2018/personal", "2019/clima", "2021/clima", "2021/presupuesto"}


def test_units_without_any_such_goal_in_any_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidades no tuvieron metas incumplidas por falta de personal en ninguno de los años?")
    assert {g["key"] for g in r["groups"]} == {"502", "601", "602"}


@pytest.mark.parametrize("pregunta", ["Señor analista: presente por año la meta con menor avance de Bahía Nueva", "Indique por año la meta con menor avance en Bahía Nueva"])
def test_an_order_with_whom_it_is_put_to_and_the_place_first(asistente: Assistant, pregunta: str) -> None:
    assert metas(respuesta(asistente, pregunta)) == {(2018, "1.3"), (2019, "2.2"), (2021, "1.3")}
