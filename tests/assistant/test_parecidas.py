"""Goals told by what they share with another one, and subjects of two kinds that "o" joins."""

from __future__ import annotations

import pytest
from apoyo_cortes import asistente_de_ejemplos, respuesta

from assistant.assistant import Assistant
from assistant.plan import Alguna, ComoMeta, Lectura


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_de_ejemplos(tmp_path_factory.mktemp("parecidas"))


def de(asistente: Assistant, pregunta: str, *historia: str) -> set[str]:
    return {f"{f['ejercicio']}/{f['unidad']}/{f['meta']}" for f in respuesta(asistente, pregunta, *historia)["rows"]}


@pytest.mark.parametrize("pregunta", [
    "Metas con la misma unidad de medida que la meta 1.2 de la unidad 1102 en 2023", "¿Qué metas comparten unidad de medida con la 1.2 de desarrollo rural en 2023?",
    "metas de 2023 que se miden igual que la meta 1.2 de la unidad 1102 de Valle Sereno",
])  # fmt: skip
def test_what_is_measured_as_another_goal_is_that_and_not_the_goal(asistente: Assistant, pregunta: str) -> None:
    # Kilometres, of which the other goal is none.
    assert de(asistente, pregunta) == {"2023/1101/1.5", "2023/1104/1.5", "2023/1105/1.5", "2023/1106/1.3"}


def test_a_place_before_the_goal_is_where_the_others_are(asistente: Assistant) -> None:
    assert de(asistente, "¿Qué metas de la unidad 1104 tienen la misma unidad de medida que la meta 1.2 de la unidad 1102 en 2023?") == {"2023/1104/1.5"}


def test_a_line_of_action_is_of_the_goals_municipality_and_year(asistente: Assistant) -> None:
    assert de(asistente, "Metas con la misma línea de acción que la meta 1.6 de la unidad 1104 en 2023") == {f"2023/1104/{n}" for n in ("1", "1.1", "1.2", "1.5", "1.7")}


def test_a_state_is_asked_beside_the_likeness(asistente: Assistant) -> None:
    assert de(asistente, "¿Cuáles no se cumplieron?", "metas con la misma unidad de medida que la meta 1.2 de la unidad 1102 en 2023") == {"2023/1104/1.5", "2023/1106/1.3"}


def test_which_goal_is_asked_where_several_have_the_number(asistente: Assistant) -> None:
    r = asistente.ask("metas con la misma unidad de medida que la meta 1.5")
    assert r["status"] == "clarify" and len(r["options"]) > 2
    assert all(asistente.ask(o["pregunta"])["status"] == "answered" for o in r["options"])


@pytest.mark.parametrize(("pregunta", "estado"), [
    ("metas con la misma unidad de medida que la meta 9.9 de la unidad 1102", "no_data"),
    ("metas con la misma unidad de medida que la de los caminos", "clarify"),
    # It was met, and says no cause.
    ("metas con la misma causa que la meta 1.5 de la unidad 1101 en 2023", "no_data"),
])  # fmt: skip
def test_a_goal_that_is_not_told_or_gives_nothing_is_said(asistente: Assistant, pregunta: str, estado: str) -> None:
    assert asistente.ask(pregunta)["status"] == estado


@pytest.mark.parametrize("pregunta", ["metas de luminarias o de la unidad 1106 en 2023", "metas de la unidad 1106 o de luminarias en 2023", "metas de luminarias y de la unidad 1106 en 2023"])
def test_subjects_of_two_kinds_are_one_condition(asistente: Assistant, pregunta: str) -> None:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura) and any(isinstance(f, Alguna) for f in lectura.plan.filtros)
    assert de(asistente, pregunta) == {"2023/1105/1.1", *(f"2023/1106/{n}" for n in ("1", "1.1", "1.2", "1.3", "1.4", "1.5"))}


def test_a_subject_within_a_place_is_of_both(asistente: Assistant) -> None:
    assert de(asistente, "metas de luminarias de la unidad 1105 en 2023") == {"2023/1105/1.1"}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("metas de kilómetros y cursos pero no de la unidad 1106 en 2023", {"2023/1101/1.5", "2023/1102/1.2", "2023/1104/1.5", "2023/1105/1.5"}),
    ("metas de la unidad 1106 menos las de cursos en 2023", {f"2023/1106/{n}" for n in ("1", "1.1", "1.3", "1.4", "1.5")}),
    ("metas de la unidad 1106 pero no de cursos, no cumplidas en 2023", {f"2023/1106/{n}" for n in ("1", "1.1", "1.3")}),
])  # fmt: skip
def test_what_is_left_out_leaves_the_year_and_the_state_as_they_are(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    assert de(asistente, pregunta) == esperadas


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("metas de la misma unidad que la meta 1.3 de la unidad 1106 en 2023", {f"2023/1106/{n}" for n in ("1", "1.1", "1.2", "1.4", "1.5")}),
    ("¿Qué metas tienen la misma meta anual que la 1.5 de la unidad 1104 en 2023?", {"2023/1104/1"}),
    ("metas con el mismo avance que la meta 1.5 de la unidad 1101 en 2023", {"2023/1101/1.3", "2023/1101/1.6", "2023/1102/1.5", "2023/1102/1.7", "2023/1104/1", "2023/1106/1.5"}),
    ("¿Qué otras metas se miden en cursos como la 1.2 de la unidad 1106 en 2023?", set()),
])  # fmt: skip
def test_a_unit_or_a_figure_may_be_shared_too(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    assert de(asistente, pregunta) == esperadas


@pytest.mark.parametrize("pregunta", ["¿Qué metas van peor que la 1.3 de la unidad 1106?", "metas que comparten responsable con la 1.3 de la unidad 1106"])
def test_other_ways_of_holding_a_goal_against_another_are_asked_back(asistente: Assistant, pregunta: str) -> None:
    assert asistente.ask(pregunta)["status"] == "clarify"


@pytest.mark.parametrize("pregunta", ["¿Qué metas no son de la unidad 1106 y no se cumplieron en 2023?"])
def test_a_state_with_a_no_of_its_own_is_not_turned_by_another(asistente: Assistant, pregunta: str) -> None:
    propias = de(asistente, "metas no cumplidas en 2023")
    assert de(asistente, pregunta) == {x for x in propias if "/1106/" not in x}


def test_a_likeness_is_data(asistente: Assistant) -> None:
    lectura = asistente.planificador.leer("metas con la misma causa que la meta 3 de la unidad 303")
    assert isinstance(lectura, Lectura) and lectura.plan.de("como") and ComoMeta.model_validate(lectura.plan.de("como")[0].model_dump()) == lectura.plan.de("como")[0]
