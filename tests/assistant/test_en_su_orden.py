"""What comes first and last of goals and places, told in order; what is so of a measure, a line or a figure beside it; places
with a slip in a short word, and an office of several municipalities."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from apoyo_cortes import asistente_en

from assistant.assistant import Assistant
from assistant.plan import ConClase, Lectura, Plan, Umbral


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield asistente_en(tmp_path_factory.mktemp("orden"))


def _plan(asistente: Assistant, pregunta: str) -> Plan:
    lectura = asistente.planificador.partes(pregunta)[0]
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


def _metas(asistente: Assistant, pregunta: str) -> list[str]:
    return [x["meta"] for x in asistente.ask(pregunta)["rows"]]


@pytest.mark.parametrize(
    "pregunta",
    [
        "las 2 metas con el porcentaje de avance más bajo de Bahía Nueva en 2018, de la peor a la menos mala",
        "los 2 porcentajes de avance más bajos que tuvo Bahía Nueva en 2018, empezando por el peor",
        "Las dos metas de Bahía Nueva con menor avance en 2018, comenzando por la más baja",
    ],
)
def test_the_worst_are_told_from_the_worst_on(asistente: Assistant, pregunta: str) -> None:
    assert _metas(asistente, pregunta) == ["1.3", "1.1"]


@pytest.mark.parametrize("pregunta", ["Por cada municipio, dame su peor meta de 2019 según el % de avance", "De cada municipio, su peor meta de 2019", "¿Cuál fue la peor meta de cada municipio en 2019?"])
def test_the_worst_of_each_place(asistente: Assistant, pregunta: str) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.de_cada == ("municipio",) and plan.limite == 1
    assert {(x["municipio"], x["meta"]) for x in asistente.ask(pregunta)["rows"]} == {("Bahía Nueva", "2.2"), ("Los Pinos", "7")}


@pytest.mark.parametrize("alcance", ["Contando los dos municipios", "Considerando todos los municipios", "Tomando en cuenta a los dos municipios"])
def test_of_all_places_together_the_first_are_goals(asistente: Assistant, alcance: str) -> None:
    plan = _plan(asistente, f"{alcance}, ¿cuáles fueron las dos metas que más rebasaron su programación en 2021?")
    assert (plan.intent, plan.metrica, plan.limite, plan.agrupar) == ("rank", "avance", 2, ())


def test_rows_of_ranked_places_stand_in_the_order_of_the_answer(asistente: Assistant) -> None:
    r = asistente.ask("Ordena los municipios de mayor a menor por proporción de metas cumplidas en 2021")
    lugares = list(dict.fromkeys(x["municipio"] for x in r["rows"]))
    assert lugares == [g["key"] for g in r["groups"]] and lugares[0] == "Los Pinos"


@pytest.mark.parametrize("pregunta", ["¿Qué meta de Bahía Nueva perdió más puntos de porcentaje de avance entre 2018 y 2019? ¿Cuántos puntos?", "De 2018 a 2019, ¿cuál fue la meta de Bahía Nueva que más empeoró su % de avance y de cuánto fue la caída?"])
def test_which_lost_most_is_one_goal_with_what_it_lost(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert [x["meta"] for x in r["rows"]] == ["2.2"] and "40 puntos" in r["answer"]


@pytest.mark.parametrize(
    ("condiciones", "pregunta"),
    [
        ({("ge", 90.0), ("lt", 100.0)}, "Metas de 2019 del 90 % para arriba pero sin llegar al 100"),
        ({("lt", 55.0)}, "¿Cuáles metas de 2019 no llevaban ni el 55 % de su meta anual?"),
        ({("lt", 55.0)}, "¿Qué metas de 2019 no juntaron ni el 55 % de lo programado?"),
    ],
)
def test_thresholds_are_told_by_what_stands_after_or_before_them(asistente: Assistant, condiciones: set[tuple[str, float]], pregunta: str) -> None:
    assert {(f.comparador, f.valor) for f in _plan(asistente, pregunta).filtros if isinstance(f, Umbral)} == condiciones


@pytest.mark.parametrize("escrito", ["bahia nuva", "Bahía Nueba", "baia nueva", "los pnos"])
def test_a_slip_in_a_short_word_of_a_place_beside_its_other_one(asistente: Assistant, escrito: str) -> None:
    assert _plan(asistente, f"metas no cumplidas de {escrito} en 2019").entidad("municipio") in (("Bahía Nueva",), ("Los Pinos",))


@pytest.mark.parametrize("final", ["y de qué municipio son", "y de qué unidad son", "y en qué año"])
def test_a_last_word_of_where_they_are_groups_nothing(asistente: Assistant, final: str) -> None:
    plan = _plan(asistente, f"¿Qué metas aparecen sin cumplir en los cierres de 2018 y 2019 {final}?")
    assert plan.intent == "list" and plan.de("clase") == (ConClase(clases=("no_cumplidas",)),)


def test_of_goals_of_one_measure_their_sum_may_be_asked_too(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué metas de Bahía Nueva se miden en árboles en 2019 y cuánto suman?")
    assert {x["meta"] for x in r["rows"]} == {"1.1"} and "80 árboles" in r["answer"]


def test_a_line_that_two_units_share_is_told_by_it(asistente: Assistant) -> None:
    plan = _plan(asistente, "¿Hay alguna línea de acción que compartan Parques y Jardines y la Coordinación de Arte en 2019?")
    assert plan.contraste is not None and plan.contraste.modo == "comunes" and plan.agrupar == ("linea", "unidad")


@pytest.mark.parametrize("pregunta", ["En Bahía Nueva 2019, ¿cuadra el avance absoluto de los árboles plantados con la suma de sus trimestres?", "¿Coincide el absoluto de las pláticas de 2019 con la suma de sus trimestres?"])
def test_whether_a_figure_adds_up_is_asked_of_one_goal(asistente: Assistant, pregunta: str) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.intent == "audit" and "absoluto_no_es_suma" in plan.reglas and (plan.de("texto") or plan.entidad("medida"))


def test_what_is_left_out_of_a_count_at_two_cuts(asistente: Assistant) -> None:
    planes = [x.plan for x in asistente.planificador.partes("Sin contar lo que viene sin reporte, ¿cuántas metas llevaba Bahía Nueva por debajo de lo programado a junio de 2021 y cuántas a septiembre del mismo año?") if isinstance(x, Lectura)]
    assert [str(p.corte) for p in planes] == ["2021-06-30", "2021-09-30"]
    assert all(ConClase(clases=("sin_reporte",), negado=True) in p.filtros for p in planes)
