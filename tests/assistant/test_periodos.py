"""Two years, two cuts, two municipalities in one question: the plan that is read and the answer that it gets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.plan import Lectura, Periodo, Plan, Relacion
from assistant.verify import verificar

JUNIO, DICIEMBRE = Periodo(ejercicio=2021, corte=date(2021, 6, 30)), Periodo(ejercicio=2021, corte=date(2021, 12, 31))
CORTES, ANOS = (JUNIO, DICIEMBRE), (Periodo(ejercicio=2022), Periodo(ejercicio=2023))


def _plan(asistente: Assistant, pregunta: str, *historia: str) -> Plan:
    lectura = asistente.planificador.leer(pregunta, historia)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


def _respuesta(asistente: Assistant, pregunta: str, *historia: str) -> dict[str, Any]:
    r = asistente.ask(pregunta, historia)
    assert r["status"] == "answered" and not verificar(r, asistente.lector, asistente.voc), r["warnings"]
    return r


MEJOR, PEOR = Relacion(sentido="mejor"), Relacion(sentido="peor")
DEJARON = Relacion(clase_antes="cumplidas", clase_despues="no_cumplidas")
EMPEZARON = Relacion(clase_antes="no_cumplidas", clase_despues="cumplidas")
NUNCA = Relacion(clase_antes="no_cumplidas", clase_despues="no_cumplidas")
SIEMPRE = Relacion(clase_antes="cumplidas", clase_despues="cumplidas")


@pytest.mark.parametrize(
    ("pregunta", "periodos", "relacion"),
    [
        ("¿Qué metas empeoraron respecto de 2022?", ANOS, PEOR),
        ("metas que mejoraron en 2023 frente al año anterior", ANOS, MEJOR),
        ("¿Qué metas dejaron de cumplirse en 2023?", ANOS, DEJARON),
        ("metas cumplidas en 2022 pero no en 2023", ANOS, DEJARON),
        ("metas que en 2022 no se cumplieron y en 2023 sí", ANOS, EMPEZARON),
        ("metas que no se cumplieron ni en 2022 ni en 2023", ANOS, NUNCA),
        ("¿Qué metas no se cumplieron en ninguno de los dos años?", ANOS, NUNCA),
        ("metas cumplidas en ambos ejercicios", ANOS, SIEMPRE),
        ("metas incumplidas en 2022 y rebasadas en 2023", ANOS, Relacion(clase_antes="no_cumplidas", clase_despues="rebasada")),
        ("¿Qué metas iban atrasadas en junio y se cumplieron en diciembre?", CORTES, EMPEZARON),
        ("metas que seguían sin cumplirse entre el corte de junio y el de diciembre", CORTES, NUNCA),
        ("¿Qué metas son nuevas en 2023?", ANOS, Relacion(presencia="nueva")),
    ],
)  # fmt: skip
def test_what_a_goal_was_in_one_period_and_is_in_the_other(asistente: Assistant, pregunta: str, periodos: tuple[Periodo, ...], relacion: Relacion) -> None:
    plan = _plan(asistente, pregunta)
    assert (plan.periodos, plan.relacion) == (periodos, relacion)
    assert not plan.de("clase") and not plan.entidad("ejercicio") and plan.corte is None


@pytest.mark.parametrize(
    "pregunta",
    ["metas incumplidas en 2022 y 2023", "metas de ciudad limpia, ambos años", "¿Qué metas no se cumplieron en el segundo semestre de 2021?", "metas incumplidas de julio a diciembre de 2021", "metas sin avance al corte de junio"],
)  # fmt: skip
def test_without_two_periods_held_against_each_other_nothing_is_related(asistente: Assistant, pregunta: str) -> None:
    assert _plan(asistente, pregunta).relacion is None


def test_goals_are_paired_by_what_they_are_and_not_by_their_number(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Qué metas de desarrollo rural mejoraron o empeoraron? No: ¿cuáles empeoraron entre 2022 y 2023?")
    assert "1.7" in {f["meta"] for f in r["rows"]}
    assert "antes 1.6" in r["answer"]
    assert "1.6" not in {f["meta"] for f in r["rows"]}


def test_each_related_goal_shows_its_figures_of_both_periods_and_its_count_is_a_query(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Qué metas dejaron de cumplirse en 2023?")
    conjunto = next(c for c in r["citations"] if c["kind"] == "set")
    assert conjunto["count"] == len(r["rows"]) == r["total"]
    assert {f["ejercicio"] for f in r["rows"]} == {2023} and r["answer"].count(" en 2022; ") == r["total"]
    contadas = _respuesta(asistente, "¿Cuántas metas dejaron de cumplirse en 2023?")
    assert contadas["total"] == conjunto["count"] and {f["ejercicio"] for f in contadas["rows"]} == {2023}


def test_one_goal_at_two_cuts_says_what_it_gained_from_its_cells(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Cuánto avanzó la meta 4 de museos de junio a diciembre de 2021?")
    diferencia = next(f for f in r["figures"] if (f["derivation"] or {}).get("op") == "difference")
    assert (diferencia["value"], diferencia["derivation"]["text"]) == (11050, "13,670 - 2,620")
    assert [(f["corte"], f["avance_absoluto"]) for f in r["rows"]] == [("2021-12-31", 13670)], "a goal of a year is one row"


@pytest.mark.parametrize(("pregunta", "esperado"), [("¿Cuántas metas cumplidas más hubo en 2023 que en 2022 en Valle Sereno?", 3), ("metas incumplidas en junio contra diciembre de 2021", 5), ("¿cuántos kilómetros más se hicieron en 2023 que en 2022?", 84.4)])
def test_totals_side_by_side_say_their_difference(asistente: Assistant, pregunta: str, esperado: float) -> None:
    r = _respuesta(asistente, pregunta)
    (diferencia,) = [f for f in r["figures"] if (f["derivation"] or {}).get("op") == "difference"]
    assert diferencia["value"] == esperado and len(r["groups"]) == 2


def test_an_altered_difference_does_not_verify(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Cuántos kilómetros más se hicieron en 2023 que en 2022?")
    figuras = [f | {"text": "84.5", "value": 84.5} if f["text"] == "84.4" else f for f in r["figures"]]
    assert verificar(r | {"answer": r["answer"].replace("84.4", "84.5"), "figures": figuras}, asistente.lector, asistente.voc)


def test_the_unit_that_gained_most_by_the_share_of_goals_met(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Qué unidad mejoró más de 2022 a 2023?")
    assert r["answer"].startswith("La unidad ejecutora que más mejoró: 1101")
    assert "42.9 % (3 de 7)" in r["answer"] and "85.7 % (6 de 7)" in r["answer"]
    assert "1103" not in r["answer"] and "1106" not in r["answer"], "a unit without one of the years can't be compared"


def test_figures_that_a_later_cut_prints_otherwise_are_shown_with_both_cells(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Qué cifras cambiaron entre el corte de junio y el de diciembre?")
    assert [(f["unidad"], f["meta"]) for f in r["rows"]] == [("304", "4.1"), ("305", "5.4")]
    citadas = {(c["document"], c["field"], c["literal"]) for c in r["citations"] if c["kind"] == "cell" and c["meta"]}
    assert citadas == {("puerto-claro-2021-t4.txt", "alcanzado.T2", "1"), ("puerto-claro-2021-t2.txt", "alcanzado.T2", "2"), ("puerto-claro-2021-t4.txt", "meta_anual", "12"), ("puerto-claro-2021-t2.txt", "meta_anual", "10")}


def test_a_bare_yes_or_no_asks_for_the_others(asistente: Assistant) -> None:
    si = _respuesta(asistente, "¿y cuáles sí?", "¿Qué metas no se cumplieron en 2022?")
    no = _respuesta(asistente, "¿y cuáles no?", "¿Qué metas se cumplieron en 2022?")
    assert {f["estado"] for f in si["rows"]} == {"cumplida", "rebasada"}
    assert {f["estado"] for f in no["rows"]} == {"no_cumplida", "sin_avance"}


def test_the_reasons_of_related_goals_are_those_of_the_later_period(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿por qué?", "¿Qué metas dejaron de cumplirse en 2023?")
    assert {f["ejercicio"] for f in r["rows"]} == {2023} and "El informe dice" in r["answer"]


def test_a_place_in_an_order_is_shown_with_its_equals(asistente: Assistant) -> None:
    r = _respuesta(asistente, "¿Cuál es la segunda meta con mayor avance en 2023?")
    todas = _respuesta(asistente, "las 2 metas con mayor avance en 2023")
    assert [f["id"] for f in r["rows"]] == [todas["rows"][1]["id"]]
    assert "segundas unidades" in _respuesta(asistente, "la segunda unidad con más metas incumplidas")["answer"]


@pytest.mark.parametrize("nombre", ["PUERTO CLARO", "puerto claro", "Puerto Cláro"])
def test_a_municipality_is_named_in_any_spelling(asistente: Assistant, nombre: str) -> None:
    assert _plan(asistente, f"metas incumplidas de {nombre}").entidad("municipio") == ("Puerto Claro",)


def test_the_bands_of_the_semaphore_are_those_of_the_settings(asistente: Assistant) -> None:
    pregunta = "¿Cuántas metas de 2023 están en verde en el semáforo?"
    por_defecto = _respuesta(asistente, pregunta)
    estricto = Assistant(asistente.settings.model_copy(update={"semaforo_verde": 99.0, "semaforo_alto": 101.0}))
    r = estricto.ask(pregunta)
    assert r["total"] < por_defecto["total"]
    assert all(99 <= f["avance_calculado"] <= 101 for f in r["rows"])
    assert not verificar(r, estricto.lector, estricto.voc)
    assert "verde, de 99 % a 101 % [1]" in r["answer"] and "verde, de 90 % a 110 % [1]" in por_defecto["answer"]


def test_the_bands_of_each_colour_are_said_where_goals_are_counted_by_colour(asistente: Assistant) -> None:
    answer = _respuesta(asistente, "semáforo de las metas de 2023")["answer"]
    assert "amarillo, de 70 % a menos de 90 %" in answer and "sobrecumplimiento, más de 110 %" in answer


def test_what_went_well_inside_the_year_is_held_against_what_was_programmed_to_date(asistente: Assistant) -> None:
    r = _respuesta(asistente, "metas que iban bien a mitad de año y al final no se cumplieron, en Puerto Claro")
    assert [(f["unidad"], f["meta"], f["corte"]) for f in r["rows"]] == [("306", "6.3", "2021-12-31")]


@pytest.mark.parametrize(
    ("pregunta", "minimo"),
    [("¿Qué metas subieron más de 40 puntos porcentuales entre junio y diciembre de 2021?", 40), ("¿Qué metas mejoraron entre 2022 y 2023?", None)],
)
def test_points_asked_of_a_change_are_not_a_threshold_of_progress(asistente: Assistant, pregunta: str, minimo: float | None) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.relacion is not None and plan.relacion.minimo == minimo and not plan.de("umbral")


@pytest.mark.parametrize("pregunta", ["metas que no avanzaron nada de junio a diciembre de 2021", "¿Qué metas no tuvieron avance entre junio y diciembre de 2021?"])
def test_no_progress_within_an_interval_is_the_same_figure_at_both_cuts(asistente: Assistant, pregunta: str) -> None:
    numeros = {f["meta"] for f in _respuesta(asistente, pregunta)["rows"]}
    assert {"4.3", "4.6", "6.6"} <= numeros and "6.3" not in numeros


@pytest.mark.parametrize("pregunta", ["¿quién autorizó el reporte de junio de la 303?", "¿Cuánto llevaba la meta 5 de Puerto Claro en junio?", "¿cuántas consultas llevaba la 5.2 a mitad de año en Puerto Claro?"])
def test_a_month_that_a_cut_ends_in_names_the_cut(asistente: Assistant, pregunta: str) -> None:
    assert str(_plan(asistente, pregunta).corte) == "2021-06-30"
