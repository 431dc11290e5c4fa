"""What one part of a question leaves for the other: its opposite, its other cut, its other half of the year; and what the
parts of a question that only look like two are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.plan import (
    ConCambio,
    ConCausa,
    ConClase,
    Condicion,
    ConObservacion,
    ConSemaforo,
    Contraste,
    ConTrimestre,
    En,
    Lectura,
    Periodo,
    Plan,
    Relacion,
    Umbral,
)
from assistant.verify import verificar

JUNIO, DICIEMBRE = Periodo(ejercicio=2021, corte=date(2021, 6, 30)), Periodo(ejercicio=2021, corte=date(2021, 12, 31))


def _planes(asistente: Assistant, pregunta: str, *historia: str) -> list[Plan]:
    lecturas = asistente.planificador.partes(pregunta, historia)
    assert all(isinstance(x, Lectura) for x in lecturas), lecturas
    return [x.plan for x in lecturas if isinstance(x, Lectura)]


def _dice(asistente: Assistant, pregunta: str) -> dict[str, Any]:
    r = asistente.ask(pregunta)
    assert r["status"] == "answered" and not verificar(r, asistente.lector, asistente.voc), (r["answer"], verificar(r, asistente.lector, asistente.voc))
    return r


# -- and how many are not ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pregunta", "una", "otra"),
    [
        ("¿Cuántas metas rebasaron lo programado y cuántas no?", ConClase(clases=("rebasada",)), ConClase(clases=("rebasada",), negado=True)),
        ("¿Cuántas metas quedaron sin reporte y cuántas no lo hicieron?", ConClase(clases=("sin_reporte",)), ConClase(clases=("sin_reporte",), negado=True)),
        ("¿Cuántas metas pasaron del 90 % y cuántas no?", Umbral(metrica="avance", comparador="gt", valor=90), Umbral(metrica="avance", comparador="le", valor=90)),
        ("¿Cuántas metas no traen observación y cuántas sí?", ConObservacion(presente=False), ConObservacion(presente=True)),
        ("¿Cuántas metas fueron afectadas por el presupuesto y cuántas no?", ConCausa(causas=("presupuesto",)), ConCausa(causas=("presupuesto",), negado=True)),
        ("¿Cuántas metas cumplieron en el primer trimestre y cuántas no?", ConTrimestre(trimestres=("T1",), clase="cumplido"), ConTrimestre(trimestres=("T1",), clase="corto")),
        ("¿Cuántas quedaron en rojo y cuántas no?", ConSemaforo(colores=("rojo",)), ConSemaforo(colores=("verde", "amarillo", "sobrecumplimiento", "sin_programacion", "sin_reporte"))),
    ],
)
def test_and_how_many_are_not_asks_for_the_opposite_of_what_was_said(asistente: Assistant, pregunta: str, una: Condicion, otra: Condicion) -> None:
    si, no = _planes(asistente, pregunta)
    assert una in si.filtros and otra in no.filtros and una not in no.filtros
    _dice(asistente, pregunta)


def test_of_two_conditions_the_last_one_said_is_turned(asistente: Assistant) -> None:
    si, no = _planes(asistente, "¿Cuántas metas incumplidas traen observación y cuántas no?")
    assert ConClase(clases=("no_cumplidas",)) in si.filtros and ConClase(clases=("no_cumplidas",)) in no.filtros
    assert ConObservacion(presente=True) in si.filtros and ConObservacion(presente=False) in no.filtros


def test_what_is_said_of_both_parts_holds_of_both(asistente: Assistant) -> None:
    planes = _planes(asistente, "¿Qué metas traen observación y cuáles no en la unidad 302?")
    assert len(planes) == 2 and all(En(entidad="unidad", valores=("302",)) in p.filtros for p in planes)
    assert all(p.agrupar == ("unidad",) for p in _planes(asistente, "¿Cuántas metas superaron el 80 % y cuántas no, por unidad?"))


@pytest.mark.parametrize("pregunta", ["¿Cuántas unidades cumplieron todas sus metas y cuántas no?", "¿Cuántas metas mejoraron de 2022 a 2023 y cuántas no?"])
def test_a_second_part_that_can_not_be_told_is_said_to_be_unanswered(asistente: Assistant, pregunta: str) -> None:
    assert "No se respondió la segunda parte" in _dice(asistente, pregunta)["answer"]


# -- two cuts ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "pregunta",
    [
        "metas no cumplidas al corte de junio y al de diciembre", "metas que no se cumplieron al corte de junio ni al del 31 de diciembre",
        "metas no cumplidas tanto al corte de junio como al de diciembre", "¿Qué metas iban atrasadas al corte de junio de 2021 y al de diciembre?",
    ],
)  # fmt: skip
def test_a_second_cut_is_told_by_its_month_alone(asistente: Assistant, pregunta: str) -> None:
    (plan,) = _planes(asistente, pregunta)
    assert plan.periodos == (JUNIO, DICIEMBRE) and plan.relacion == Relacion(clase_antes="no_cumplidas", clase_despues="no_cumplidas")


# -- what every unit has -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pregunta", ["¿Qué causas tienen en común todas las unidades de Puerto Claro en 2021?", "¿Qué motivos dieron todas las áreas de Puerto Claro?"])
def test_what_all_the_units_of_a_place_have_in_common(asistente: Assistant, pregunta: str) -> None:
    (plan,) = _planes(asistente, pregunta)
    assert plan.contraste == Contraste(modo="comunes") and plan.agrupar == ("causa", "unidad") and plan.entidad("municipio") == ("Puerto Claro",)


def test_the_causes_of_all_units_need_not_be_shared(asistente: Assistant) -> None:
    assert all(p.contraste is None for p in _planes(asistente, "¿Cuáles son las causas de todas las unidades de Valle Sereno?"))
    assert all(p.contraste is None for p in _planes(asistente, "¿Qué razones dieron las áreas en 2022?"))


# -- the year and a part of it ---------------------------------------------------------------------------------------------
def test_a_state_of_the_year_and_one_of_a_quarter_are_told_as_both(asistente: Assistant) -> None:
    r = _dice(asistente, "metas que no se cumplieron en 2023 pero alcanzaron lo programado en el cuarto trimestre")
    assert "no cumplidas en 2023 y que alcanzaron lo programado en el cuarto trimestre" in r["answer"]


def test_how_far_a_goal_stayed_in_a_semester_is_one_figure(asistente: Assistant) -> None:
    r = _dice(asistente, "¿Cuánto le faltó a la meta 3.1 de la unidad 303 en el primer semestre de 2021?")
    assert next(f["derivation"]["op"] for f in r["figures"]) == "difference"


# -- what is left out ------------------------------------------------------------------------------------------------------
def test_a_clause_that_leaves_out_a_cause_leaves_the_state(asistente: Assistant) -> None:
    (plan,) = _planes(asistente, "Metas de 2022 que no se cumplieron, sin contar las que fallaron por el clima")
    assert ConClase(clases=("no_cumplidas",)) in plan.filtros and ConCausa(causas=("clima",), negado=True) in plan.filtros


def test_all_the_years_after_a_comma_are_where_to_look(asistente: Assistant) -> None:
    (todos,) = _planes(asistente, "metas que no se cumplieron, todos los años")
    (cada,) = _planes(asistente, "metas que no se cumplieron todos los años")
    assert todos.relacion is None and cada.relacion is not None and cada.relacion.siempre


# -- halves of the year ------------------------------------------------------------------------------------------------------
MEJOR = ConCambio(antes=("T1", "T2"), despues=("T3", "T4"), sentido="mejor")


@pytest.mark.parametrize(
    ("pregunta", "filtros"),
    [
        ("¿Qué metas fallaron en el primer semestre de 2023 y mejoraron en el segundo?", (ConTrimestre(trimestres=("T1", "T2"), clase="corto"), MEJOR)),
        ("metas que mejoraron en el segundo semestre", (MEJOR,)),
        ("¿Qué metas mejoraron entre el primer y el segundo semestre?", (MEJOR,)),
        ("metas no cumplidas en 2022 que mejoraron del primer al segundo semestre", (ConClase(clases=("no_cumplidas",)), MEJOR)),
        ("metas que mejoraron en el segundo semestre pero no llegaron a lo programado", (MEJOR, ConTrimestre(trimestres=("T3", "T4"), clase="corto"))),
        ("¿Qué metas mejoraron del primer al tercer trimestre?", (ConCambio(antes=("T1",), despues=("T3",), sentido="mejor"),)),
    ],
)
def test_halves_of_a_year_are_set_against_each_other_within_it(asistente: Assistant, pregunta: str, filtros: tuple[Condicion, ...]) -> None:
    (plan,) = _planes(asistente, pregunta)
    assert set(filtros) <= set(plan.filtros) and not plan.periodos and plan.relacion is None
    _dice(asistente, pregunta)


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Qué metas mejoraron en el primer semestre de 2023?", "¿Qué metas mejoraron del primer semestre de 2022 al primer semestre de 2023?",
        "¿Qué unidades mejoraron en el segundo semestre?", "¿Qué metas mejoraron en el primer trimestre de 2021?",
    ],
)  # fmt: skip
def test_what_can_not_be_compared_is_asked_back_with_questions_that_can(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert r["status"] == "clarify" and r["options"]
    assert all(asistente.ask(o["pregunta"])["status"] == "answered" for o in r["options"])


def test_a_quarter_is_set_against_the_same_one_of_another_year(asistente: Assistant) -> None:
    (plan,) = _planes(asistente, "metas que mejoraron en el primer trimestre de 2023")
    assert plan.periodos == tuple(Periodo(ejercicio=a, trimestre="T1") for a in (2022, 2023))


@pytest.mark.parametrize(
    ("pregunta", "partes"),
    [
        ("¿Cuántas metas cumplieron en el primer semestre y cuántas en el segundo?", [("cumplido", ("T1", "T2")), ("cumplido", ("T3", "T4"))]),
        ("¿Cuántas metas se cumplieron en el T1 y cuántas no en el T4?", [("cumplido", ("T1",)), ("corto", ("T4",))]),
        ("¿Cuántas metas fallaron en cada semestre?", [("corto", ("T1", "T2")), ("corto", ("T3", "T4"))]),
        ("¿Cuántas metas fallaron en el primer trimestre, cuántas en el segundo y cuántas en el tercero?", [("corto", ("T1",)), ("corto", ("T2",)), ("corto", ("T3",))]),
    ],
)
def test_a_count_of_each_part_of_the_year_is_a_count_of_its_own(asistente: Assistant, pregunta: str, partes: list[tuple[str, tuple[str, ...]]]) -> None:
    planes = _planes(asistente, pregunta)
    assert [(f.clase, f.trimestres) for p in planes for f in p.filtros if isinstance(f, ConTrimestre)] == partes
    _dice(asistente, pregunta)


def test_semesters_side_by_side_are_sums_of_their_quarters(asistente: Assistant) -> None:
    (plan,) = _planes(asistente, "avance por semestre de la meta 1.1 de la unidad 1101 en 2022")
    assert plan.partes == (("T1", "T2"), ("T3", "T4"))
    assert "En conjunto: primer semestre, 320 alcanzadas" in _dice(asistente, "avance por semestre de la meta 1.1 de la unidad 1101 en 2022")["answer"]


# -- the goal that a question is about ---------------------------------------------------------------------------------------
def test_of_the_goals_that_mention_a_thing_the_one_whose_object_it_is_answers_whether_it_was_done(asistente: Assistant) -> None:
    r = _dice(asistente, "¿Se terminó el atlas de riesgos en 2023?")
    assert [f["meta"] for f in r["rows"]] == ["1.6"] and r["answer"].startswith("Sí.") and "empieza así" in r["answer"]


def test_what_one_goal_alone_is_counted_in_names_it_and_says_what_no_text_has(asistente: Assistant) -> None:
    r = _dice(asistente, "pólizas de seguro agrícola, qué pasó")
    assert [f["meta"] for f in r["rows"]] == ["1.6"] and "Ningún informe cargado menciona “agrícola”" in r["answer"] and "menciona “seguro”" in r["answer"]
    assert not asistente.ask("¿Se pintaron las pólizas de autos?")["rows"]


# -- each of two ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pregunta", ["¿Qué unidad tuvo más metas incumplidas en 2022 y cuál en 2023?", "¿Cuál fue la meta con menor avance en 2022 y cuál en 2023?", "¿Qué causa fue la más frecuente en 2022 y cuál en 2023?"])
def test_what_comes_first_in_each_of_two_years_is_told_of_each(asistente: Assistant, pregunta: str) -> None:
    planes = _planes(asistente, pregunta)
    assert [p.entidad("ejercicio") for p in planes] == [("2022",), ("2023",)] and {p.intent for p in planes} == {"rank"}
    _dice(asistente, pregunta)


@pytest.mark.parametrize("donde", ["en los dos semestres", "en ambos semestres", "en cada uno de los semestres"])
def test_both_semesters_are_each_a_condition(asistente: Assistant, donde: str) -> None:
    (plan,) = _planes(asistente, f"¿Qué metas cumplieron {donde} de 2022?")
    assert {f.trimestres for f in plan.filtros if isinstance(f, ConTrimestre)} == {("T1", "T2"), ("T3", "T4")}


def test_in_which_semester_more_were_met_counts_those_that_were(asistente: Assistant) -> None:
    r = _dice(asistente, "¿En cuál de los dos semestres de 2022 se cumplieron más metas?")
    assert "alcanzaron lo programado" in r["answer"] and "no alcanzaron" not in r["answer"] and "en algún semestre" in r["answer"]
