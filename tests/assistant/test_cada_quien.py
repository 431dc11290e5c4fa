"""Two places, each in a time of its own; the goal that a measure names, yes or no; the share that a cause has of what failed;
what each of two cuts says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from apoyo_cortes import asistente_de_ejemplos, respuesta

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_de_ejemplos(tmp_path_factory.mktemp("cada-quien"))


def filas(r: dict[str, Any]) -> set[str]:
    return {f"{f['ejercicio']}/{f['unidad']}/{f['meta']}" for f in r["rows"]}


def cifras(r: dict[str, Any]) -> set[float]:
    return {f["value"] for f in r["figures"]}


# -- each in its own time ---------------------------------------------------------------------------------------------
def test_each_place_is_asked_in_its_own_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántos cursos dio Puerto Claro en 2021 y cuántos Valle Sereno en 2023?")
    assert filas(r) == {"2021/302/2.4", "2023/1106/1.2"} and {14, 51} <= cifras(r) and "Diferencia" not in r["answer"]


def test_each_place_is_asked_in_its_own_quarter(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántas luminarias menos de las programadas reparó la unidad 1105 en julio-septiembre de 2023 y cuántas menos en octubre-diciembre de 2023?")
    assert filas(r) == {"2023/1105/1.1"}
    r = respuesta(asistente, "¿Cuántos cursos se dieron en Puerto Claro en el primer trimestre de 2021 y cuántos en Valle Sereno en el cuarto de 2023?")
    partes = [(p["trimestres"], p["metrica"]) for p in (r["plan"], *r["plan"]["ademas"])]
    assert filas(r) == {"2021/302/2.4", "2023/1106/1.2"} and partes == [(["T1"], "alcanzado"), (["T4"], "alcanzado")]


@pytest.mark.parametrize("pregunta", [
    "¿Cuántos cursos más dio Valle Sereno en 2023 que Puerto Claro en 2021?", "Compara los cursos de Valle Sereno en 2023 con los de Puerto Claro en 2021",
    "Compare los cursos de Valle Sereno en 2023 contra los de Puerto Claro en 2021",
])  # fmt: skip
def test_what_one_has_more_than_the_other_is_the_difference(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert filas(r) == {"2021/302/2.4", "2023/1106/1.2"} and r["answer"].startswith("Diferencia: 37 cursos más del municipio de Valle Sereno en 2023")


def test_how_each_did_is_its_share(asistente: Assistant) -> None:
    r = respuesta(asistente, "Compara el cumplimiento de Puerto Claro en 2021 con el de Valle Sereno en 2022")
    assert [(p["intent"], p["metrica"]) for p in (r["plan"], *r["plan"]["ademas"])] == [("count", "proporcion")] * 2
    assert {f["ejercicio"] for f in r["rows"] if f["municipio"] == "Puerto Claro"} == {2021} and {f["ejercicio"] for f in r["rows"] if f["municipio"] == "Valle Sereno"} == {2022}


def test_two_years_of_the_same_place_are_compared_as_ever(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántos kilómetros hizo Valle Sereno en 2022 y cuántos en 2023?")
    assert "ademas" not in r["plan"] and {f["ejercicio"] for f in r["rows"]} == {2022, 2023}


# -- the goal that a measure names ------------------------------------------------------------------------------------
@pytest.mark.parametrize(("pregunta", "fila", "dice"), [
    ("¿Se cumplió la meta de luminarias en 2023?", "2023/1105/1.1", "No"), ("oiga y si se cumplio la meta de luminarias en 2023?", "2023/1105/1.1", "No"),
    ("¿La meta de luminarias se cumplió en 2022?", "2022/1105/1.1", "Sí"), ("¿y se cumplió la de becas en 2021?", "2021/303/3.4", "Sí"),
])  # fmt: skip
def test_the_goal_of_a_measure_is_shown_whether_or_not_it_was_met(asistente: Assistant, pregunta: str, fila: str, dice: str) -> None:
    r = respuesta(asistente, pregunta)
    assert filas(r) == {fila} and r["answer"].startswith(dice)


def test_all_the_goals_of_a_measure_are_told_by_those_that_were_not(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Se cumplieron todas las metas de kilómetros en 2023?")
    assert filas(r) == {"2023/1104/1.5", "2023/1106/1.3"} and r["answer"].startswith("No.")


# -- the share of what failed -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("pregunta", ["¿Qué parte de las metas incumplidas de 2021 fue por COVID en cada unidad?", "¿Qué proporción de las metas no cumplidas en 2021 se debió al COVID, por unidad?"])
def test_a_cause_has_a_share_of_what_failed_in_each_unit(asistente: Assistant, pregunta: str) -> None:
    incumplidas = Counter(f["unidad"] for f in respuesta(asistente, "metas no cumplidas en 2021")["rows"])
    covid = Counter(f["unidad"] for f in respuesta(asistente, "metas no cumplidas en 2021 por COVID")["rows"])
    r = respuesta(asistente, pregunta)
    assert {g["key"]: g["total"] for g in r["groups"]} == dict(incumplidas)
    assert {g["key"]: g["value"] for g in r["groups"]} == {u: pytest.approx(covid[u] * 100 / n, abs=0.01) for u, n in incumplidas.items()}


# -- what each cut says -----------------------------------------------------------------------------------------------
def test_what_each_of_two_cuts_says_has_a_row_of_each(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué decía la observación de la meta 3 de Puerto Claro en junio de 2021 y qué dice la de diciembre?")
    assert {f["corte"] for f in r["rows"] if f["meta"] == "3"} == {"2021-06-30", "2021-12-31"}


# -- points -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("pregunta", "sentido"), [
    ("¿Qué metas superaron por más de 10 puntos su avance de 2022 en 2023?", "mejor"), ("metas que en 2023 quedaron más de 10 puntos por debajo de 2022", "peor"),
    ("metas que bajaron por más de 10 puntos respecto a 2022", "peor"), ("Metas cuyo avance bajó más de 10 puntos de 2022 a 2023", "peor"),
])  # fmt: skip
def test_points_are_of_the_change(asistente: Assistant, pregunta: str, sentido: str) -> None:
    r = respuesta(asistente, pregunta)
    assert (r["plan"]["relacion"]["sentido"], r["plan"]["relacion"]["minimo"]) == (sentido, 10)
    assert filas(r) == filas(respuesta(asistente, f"¿Qué metas {'subieron' if sentido == 'mejor' else 'bajaron'} más de 10 puntos porcentuales de 2022 a 2023?"))
