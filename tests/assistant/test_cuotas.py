"""How many of its goals a place has so, and of its actions a main goal: a figure that is of no goal's progress."""

from __future__ import annotations

from typing import Any

import pytest
from apoyo_cortes import plan_de, respuesta

from assistant.assistant import Assistant
from assistant.plan import ConAcciones, ConClase, Cuota, En, Nivel, Umbral


@pytest.mark.parametrize(
    ("pregunta", "cuota"),
    [
        ("¿Qué unidades cumplieron menos de la mitad de sus metas en 2022?", Cuota(de="proporcion", comparador="lt", valor=50)),
        ("¿Qué unidades cumplieron más del 60 % de sus metas en 2022?", Cuota(de="proporcion", comparador="gt", valor=60)),
        ("unidades que incumplieron la mayoría de sus metas", Cuota(de="proporcion", comparador="gt", valor=50)),
        ("¿Qué programas tuvieron al menos 4 metas sin cumplir?", Cuota(de="metas", comparador="ge", valor=4)),
        ("¿Alguna unidad cumplió menos del 40% de sus metas en 2022?", Cuota(de="proporcion", comparador="lt", valor=40)),
        ("¿Qué unidades cumplieron exactamente la mitad de sus metas en 2022?", Cuota(de="proporcion", comparador="eq", valor=50)),
        ("¿Qué unidades cumplieron menos de la mitad de sus metas en todos los años?", Cuota(de="proporcion", comparador="lt", valor=50, siempre=True)),
        ("¿Qué unidades cumplieron más de la mitad de sus metas en 2022 y en 2023?", Cuota(de="proporcion", comparador="gt", valor=50, siempre=True)),
    ],
)
def test_how_many_goals_of_a_place_are_so_is_no_goal_s_progress(asistente: Assistant, pregunta: str, cuota: Cuota) -> None:
    plan = plan_de(asistente, pregunta)
    assert plan.cuota == cuota and not plan.de("umbral") and not plan.universal
    # Without a year, the places of each of those that are loaded.
    de_cada = plan.agrupar[0] == "ejercicio"
    assert de_cada == ("2022" not in pregunta and not cuota.siempre) and plan.agrupar[1 + de_cada :] == (("ejercicio",) if cuota.siempre else ())
    respuesta(asistente, pregunta)


def test_only_the_places_that_have_so_many_are_told_with_their_goals(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidades incumplieron más de tres metas en 2023?")
    assert {g["key"] for g in r["groups"]} == {f["unidad"] for f in r["rows"]} == {"1102", "1104"}
    assert len(r["rows"]) == 8


def test_the_places_of_each_year_are_told_by_their_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidades incumplieron más de tres metas de Valle Sereno?")
    assert "por ejercicio" in r["answer"] and {(f["ejercicio"], f["unidad"]) for f in r["rows"]} >= {(2023, "1102"), (2023, "1104")}
    assert len({(f["ejercicio"], f["unidad"]) for f in r["rows"]}) == r["answer"].count("\n- ")


@pytest.mark.parametrize("pregunta", ["¿Qué unidades cumplieron menos de la mitad de sus metas por trimestre en 2022?", "¿Cuántas metas superaron el 80 % en cada trimestre de 2022?"])
def test_of_which_quarter_is_asked_back(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert r["status"] == "clarify" and len(r["options"]) == 4
    for opcion in r["options"]:
        respuesta(asistente, opcion["pregunta"])


def test_a_goal_s_own_progress_is_still_a_threshold(asistente: Assistant) -> None:
    assert plan_de(asistente, "¿Qué unidades tienen metas con menos de 50 % de avance?").cuota is None
    plan = plan_de(asistente, "metas que cumplieron más del 80 % en 2022")
    assert Umbral(metrica="avance", comparador="gt", valor=80) in plan.filtros and not plan.de("clase")


@pytest.mark.parametrize(
    ("pregunta", "propia", "de_acciones"),
    [
        ("metas principales cumplidas aunque la mayoría de sus acciones no", "cumplidas", "no_cumplidas"),
        ("metas principales no cumplidas a pesar de que la mayor parte de sus acciones sí", "no_cumplidas", "cumplidas"),
        ("metas principales cumplidas pese a que más de la mitad de sus acciones no se cumplieron", "cumplidas", "no_cumplidas"),
        ("¿Qué metas principales tienen la mayoría de sus acciones sin cumplir?", None, "no_cumplidas"),
    ],
)
def test_a_main_goal_by_what_most_of_its_actions_are(asistente: Assistant, pregunta: str, propia: Any, de_acciones: Any) -> None:
    plan = plan_de(asistente, pregunta)
    assert Nivel(nivel="principal") in plan.filtros and not plan.agrupar
    assert ConAcciones(clases=(de_acciones,), cuota=Cuota(de="proporcion", comparador="gt", valor=50)) in plan.filtros
    assert [f.clases for f in plan.filtros if isinstance(f, ConClase)] == ([(propia,)] if propia else [])
    assert all(f["padre"] is None for f in respuesta(asistente, pregunta)["rows"])


def test_the_last_two_years_are_those_of_both(asistente: Assistant) -> None:
    assert En(entidad="ejercicio", valores=("2022", "2023")) in plan_de(asistente, "unidades que cumplieron la mayoría de sus metas en los dos años").filtros


@pytest.mark.parametrize("pregunta", ["¿Qué unidades tienen más metas cumplidas que incumplidas?", "¿Qué unidades tuvieron más incumplidas que cumplidas en 2021?", "¿Qué municipios tienen menos metas cumplidas que no cumplidas?"])
def test_one_number_of_a_place_against_another_is_asked_back_with_questions_that_are_answered(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert r["status"] == "clarify" and len(r["options"]) == 2
    for opcion in r["options"]:
        assert asistente.ask(opcion["pregunta"])["status"] == "answered", opcion
