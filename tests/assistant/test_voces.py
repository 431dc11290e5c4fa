"""Voices and turns: whether it was met, who asks, what is denied, what came near, and goals that places share."""

from __future__ import annotations

import pytest
from apoyo_cortes import plan_de, respuesta

from assistant.assistant import Assistant
from assistant.plan import ConCausa, ConClase, En, Texto


@pytest.mark.parametrize("pregunta", ["en 2022 Valle Sereno sí cumplió con el bacheo de las calles?", "oiga y cumplieron con bachear las calles en 2022?"])
def test_whether_it_was_met_needs_no_question_word(asistente: Assistant, pregunta: str) -> None:
    plan = plan_de(asistente, pregunta)
    assert plan.cerrada and not plan.de("clase")
    assert respuesta(asistente, pregunta)["answer"].startswith("No")


def test_of_one_goal_it_says_in_which_years(asistente: Assistant) -> None:
    assert respuesta(asistente, "¿Alguna vez se cumplió con el mantenimiento de los panteones?")["answer"].startswith("Sí en 2022, y no en 2023.")


def test_words_that_name_a_goal_give_way_to_no_state(asistente: Assistant) -> None:
    r = respuesta(asistente, "metas cumplidas que rehabiliten caminos sacacosechas en 2022")
    assert not r["rows"] and r["answer"].startswith("Ninguna")
    (texto,) = [f for f in plan_de(asistente, "metas cumplidas que rehabiliten caminos sacacosechas en 2022").filtros if isinstance(f, Texto)]
    assert "sacacosechas" in texto.terminos and "caminos" in texto.terminos


def test_an_order_to_quote_is_of_what_was_asked(asistente: Assistant) -> None:
    sola = respuesta(asistente, "¿Por qué no se cumplió el bacheo de las calles en 2022?")
    citada = respuesta(asistente, "¿Por qué no se cumplió el bacheo de las calles en 2022? Cite la observación.")
    assert citada["rows"] == sola["rows"] and len(citada["rows"]) == 1 and "«" in citada["answer"]
    dos = respuesta(asistente, "¿Cuáles son las 3 metas con menor avance de Valle Sereno en 2022? Cite textualmente.")
    assert len(dos["rows"]) == 3


@pytest.mark.parametrize(
    "antes",
    ["A quien corresponda: por medio de la presente solicito ", "Por este conducto me permito solicitar ", "Soy reportera de La Voz del Valle y la Sierra, necesito saber "],
)
def test_who_asks_is_not_looked_for(asistente: Assistant, antes: str) -> None:
    sola = plan_de(asistente, "las metas no cumplidas de la unidad 1104 en 2023")
    assert plan_de(asistente, f"{antes}las metas no cumplidas de la unidad 1104 en 2023").filtros == sola.filtros


@pytest.mark.parametrize("pregunta", ["metas no cumplidas en 2022 y 2023 cuya causa no haya sido el clima", "incumplidas de 2022 y 2023 que no fueron ni por clima ni por presupuesto"])
def test_a_denied_cause_beside_two_years_is_of_both(asistente: Assistant, pregunta: str) -> None:
    plan = plan_de(asistente, pregunta)
    assert plan.relacion is None and not plan.periodos
    assert all(f.negado for f in plan.filtros if isinstance(f, ConCausa)) and plan.de("causa")
    assert any(isinstance(f, En) and f.valores == ("2022", "2023") for f in plan.filtros)


@pytest.mark.parametrize("pregunta", ["metas que casi se cumplen en 2022", "¿Qué metas estuvieron a punto de cumplirse en 2022?", "metas que quedaron muy cerca de la meta en 2022"])
def test_what_came_near_was_not_met(asistente: Assistant, pregunta: str) -> None:
    plan = plan_de(asistente, pregunta)
    assert ConClase(clases=("no_cumplidas",)) in plan.filtros and plan.orden is not None and plan.orden.descendente
    avances = [f["avance_calculado"] for f in respuesta(asistente, pregunta)["rows"]]
    assert avances == sorted(avances, reverse=True) and max(avances) < 100


def test_the_best_mean_is_ordered_by_the_mean(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidad tuvo el avance promedio más alto en 2022?")
    valores = [g["value"] for g in r["groups"]]
    assert valores == sorted(valores, reverse=True) and all(v < 200 for v in valores)
    assert "promedio de avance" in r["answer"].split("\n")[0]


def test_goals_of_several_places_are_one_by_their_words(asistente: Assistant) -> None:
    plan = plan_de(asistente, "¿Qué metas fallaron en los dos municipios a la vez?")
    assert plan.agrupar == ("descripcion", "municipio") and plan.contraste is not None and plan.contraste.modo == "comunes"
    assert respuesta(asistente, "¿Qué metas fallaron en los dos municipios a la vez?")["rows"] == []
    assert not plan_de(asistente, "¿Qué metas fallaron en los dos municipios?").contraste


def test_each_count_is_of_its_own_cut(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántas metas de Puerto Claro iban atrasadas al corte de junio de 2021 y cuántas no se cumplieron al cierre?")
    cortes = {f["corte"] for f in r["rows"]}
    assert cortes == {"2021-06-30", "2021-12-31"}


def test_either_of_two_words_will_do(asistente: Assistant) -> None:
    sueltas = [respuesta(asistente, f"¿Qué observaciones mencionan {x}?")["rows"] for x in ("los camiones", "las heladas")]
    juntas = respuesta(asistente, "¿Qué observaciones mencionan los camiones o las heladas?")
    assert {f["id"] for f in juntas["rows"]} == {f["id"] for filas in sueltas for f in filas}
    assert "menciona “camiones” o “heladas”" in juntas["answer"]


def test_beside_another_cause_a_word_is_a_cause(asistente: Assistant) -> None:
    plan = plan_de(asistente, "¿Qué observaciones mencionan lluvias o falta de presupuesto?")
    assert plan.de("causa") == (ConCausa(causas=("clima", "presupuesto")),) and not plan.de("texto")


def test_where_something_was_not_so_is_not_elsewhere(asistente: Assistant) -> None:
    plan = plan_de(asistente, "¿Qué metas de la unidad 1104 no se cumplieron ni en 2022 ni en 2023 en Valle Sereno?")
    assert plan.entidad("municipio") == ("Valle Sereno",) and plan.entidad("municipio", negado=True) == ()


def test_in_how_many_quarters_is_asked_back(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué metas tuvieron más de un trimestre por debajo de lo programado en 2022?")
    assert r["status"] == "clarify"
    alguno, todos = ({f["id"] for f in respuesta(asistente, o["pregunta"])["rows"]} for o in r["options"])
    assert todos < alguno
