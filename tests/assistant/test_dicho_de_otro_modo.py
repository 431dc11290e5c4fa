"""What is said in other words is the same question: its plan is that of the plain one."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.plan import Lectura


def _plan(asistente: Any, pregunta: str) -> Any:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


@pytest.mark.parametrize(
    ("dicha", "llana"),
    [
        ("Sin contar las metas principales, ¿cuáles acciones no se cumplieron en 2022?", "¿Qué acciones no se cumplieron en 2022?"),
        ("¿Qué metas, sin contar las acciones, no se cumplieron en 2022?", "¿Qué metas principales no se cumplieron en 2022?"),
        ("¿Qué metas se rebasaron en 2022 sin que nadie anotara una observación que lo explique?", "¿Qué metas se rebasaron en 2022 sin observación?"),
        ("¿Qué metas se rebasaron en 2022 sin que el informe diga por qué?", "¿Qué metas se rebasaron en 2022 sin observación?"),
        ("las tres peores metas de 2022 por porcentaje de avance, empezando por la peor", "las tres peores metas de 2022 por porcentaje de avance"),
        ("las 3 mejores metas de 2022 por avance, comenzando por la más alta", "las 3 mejores metas de 2022 por avance"),
        ("¿Cuál fue la meta con el avance más bajo en 2022, juntando los 2 municipios?", "¿Cuál fue la meta con el avance más bajo en 2022?"),
        ("metas que no tuvieron nada que ver con la lluvia y no se cumplieron en 2022", "metas que no tuvieron que ver con la lluvia y no se cumplieron en 2022"),
        ("¿Cuántas metas se quedaron abajo de lo programado en 2022?", "¿Cuántas metas quedaron por debajo de lo programado en 2022?"),
        ("¿Qué persona firma como autorizador en la unidad 1101 en 2022?", "¿Quién autorizó en la unidad 1101 en 2022?"),
        ("ejerc. 2022: cuáles no se cumplieron", "ejercicio 2022: cuáles no se cumplieron"),
        ("¿Qué unidad, si contamos metas cumplidas, fue la mejor en 2022?", "¿Qué unidad, por metas cumplidas, fue la mejor en 2022?"),
    ],
)
def test_other_words_are_the_same_plan(asistente: Any, dicha: str, llana: str) -> None:
    assert _plan(asistente, dicha) == _plan(asistente, llana)


def test_what_was_not_met_and_later_was_is_told_by_its_verb_alone(asistente: Any) -> None:
    plan = _plan(asistente, "Lo que ecología no pudo cumplir en 2022 y ya pudo en 2023, ¿qué es?")
    assert plan == _plan(asistente, "Lo que ecología no cumplió en 2022 y cumplió en 2023, ¿qué es?") and plan.relacion is not None


def test_figures_that_do_not_add_up_in_all_reports_are_audited_and_not_compared(asistente: Any) -> None:
    plan = _plan(asistente, "De todos los informes, ¿en qué metas el avance absoluto impreso no coincide con la suma de los trimestres?")
    assert plan.intent == "audit" and not plan.periodos


@pytest.mark.parametrize(
    ("dicha", "llana"),
    [
        ("¿Qué unidad de Valle Sereno tuvo más metas incumplidas en todos los años?", "¿Qué unidad de Valle Sereno tuvo más metas incumplidas?"),
        ("¿Qué municipio tuvo más metas rebasadas en todos los ejercicios?", "¿Qué municipio tuvo más metas rebasadas?"),
    ],
)
def test_ranked_places_have_what_failed_in_all_years_together(asistente: Any, dicha: str, llana: str) -> None:
    assert _plan(asistente, dicha) == _plan(asistente, llana)


def test_the_progress_of_a_thing_in_each_place_is_that_of_its_goals(asistente: Any) -> None:
    plan = _plan(asistente, "¿Cuál es el avance de las inspecciones en cada municipio en 2022?")
    assert (plan.intent, plan.metrica, plan.agrupar) == ("list", "avance", ())
    assert _plan(asistente, "¿Cuál es el avance de cada municipio en 2022?").agrupar == ("municipio",)


def test_a_difference_of_both_is_of_all_goals_and_a_shortfall_of_those_that_fell_short(asistente: Any) -> None:
    de_ambas = _plan(asistente, "diferencia entre lo programado y lo alcanzado en la unidad 1101 en 2022")
    assert de_ambas.metrica == "brecha" and not de_ambas.de("clase")
    assert _plan(asistente, "¿Cuánto faltó en la unidad 1101 en 2022?").de("clase")


@pytest.mark.parametrize(
    ("dicha", "llana"),
    [
        ("De todas las metas que había en 2022, ¿qué porcentaje sí se cumplió?", "¿Qué proporción de las metas de 2022 se cumplió?"),
        ("¿Qué metas de ecología no se cumplieron? Liste por separado las de 2022 y las de 2023.", "¿Qué metas de ecología no se cumplieron en 2022 y 2023?"),
        ("¿En qué metas de 2022 le echaron la culpa a la lluvia?", "¿Qué metas de 2022 fueron por la lluvia?"),
        ("¿Quién elaboraba el informe de la unidad 1101 en 2022?", "¿Quién elaboró el informe de la unidad 1101 en 2022?"),
        ("¿Qué metas de ecología tuvieron en 2023 un porcentaje de avance mayor que en 2022?", "¿Qué metas de ecología mejoraron en 2023 respecto a 2022?"),
    ],
)
def test_more_words_for_the_same(asistente: Any, dicha: str, llana: str) -> None:
    assert _plan(asistente, dicha).filtros == _plan(asistente, llana).filtros and _plan(asistente, dicha).relacion == _plan(asistente, llana).relacion


@pytest.mark.parametrize("donde", ["", " en Valle Sereno", ", entre los dos municipios"])
def test_one_goal_of_each_of_two_years(asistente: Any, donde: str) -> None:
    plan = _plan(asistente, f"¿Cuál fue la meta con menor avance en 2022 y cuál en 2023{donde}?")
    assert (plan.intent, plan.de_cada, plan.limite, plan.agrupar) == ("rank", ("ejercicio",), 1, ())


def test_a_quarters_shortfall_is_told_and_checked(asistente: Any) -> None:
    r = asistente.ask("¿Cuánto le faltó a la meta 1.1 de la unidad 1101 en el primer trimestre y cuánto en el segundo de 2022?")
    assert r["status"] == "answered" and not [w for w in r["warnings"] if "No se pudo comprobar" in w]


@pytest.mark.parametrize(
    ("dicha", "llana"),
    [
        ("¿Cuántas metas se dejaron de cumplir a causa de la lluvia en 2022?", "¿Cuántas metas no se cumplieron a causa de la lluvia en 2022?"),
        ("¿Qué metas no se cumplieron en 2022 sin que el informe explique la razón?", "¿Qué metas no se cumplieron en 2022 sin observación?"),
        ("metas que no se lograron por falta de personal, todos los años que tengas", "metas que no se lograron por falta de personal, todos los años"),
        ("¿Qué metas tuvieron cero avance, considerando todos los ejercicios?", "¿Qué metas tuvieron cero avance?"),
        ("metas cumplidas o rebasadas, 2022 y 2023", "metas cumplidas o rebasadas en 2022 y 2023"),
        ("¿Cuánto se prometió de inspecciones en 2022?", "¿Cuánto se programó de inspecciones en 2022?"),
    ],
)
def test_still_more_words_for_the_same(asistente: Any, dicha: str, llana: str) -> None:
    assert _plan(asistente, dicha) == _plan(asistente, llana)


def test_what_was_asked_of_a_cut_is_asked_of_the_end_of_the_year(asistente: Any) -> None:
    antes = "¿Cuántas sesiones se dieron al corte de junio de 2021?"
    planes = [asistente.planificador.leer(*x).plan for x in ((antes,), ("¿Y al cierre del año?", (antes,)))]
    assert planes[0].corte is not None and planes[1].corte is None and planes[1].metrica == planes[0].metrica


def test_of_some_actions_which_one_had_most_is_one(asistente: Any) -> None:
    assert _plan(asistente, "Entre las acciones de ecología, ¿cuál tuvo el mayor porcentaje de avance en 2022?").limite == 1
