"""Each cut by what it says and by what it has: the reasons, those behind, a quarter that is named again, a quarter corrected; how
many there were of something in each of two years; how far two places are from each other; what a report says of a thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from apoyo_cortes import asistente_de_ejemplos, asistente_en, respuesta

from assistant.assistant import Assistant
from assistant.plan import ConClase, Lectura, Periodo, Plan, Texto, Umbral

JUNIO, SEPTIEMBRE, DICIEMBRE = (Periodo(ejercicio=2021, corte=date(2021, m, d)) for m, d in ((6, 30), (9, 30), (12, 31)))


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield asistente_en(tmp_path_factory.mktemp("corte"))


@pytest.fixture(scope="module")
def ejemplos(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_de_ejemplos(tmp_path_factory.mktemp("ejemplos"))


def _planes(asistente: Assistant, pregunta: str) -> list[Plan]:
    lecturas = asistente.planificador.partes(pregunta)
    assert all(isinstance(x, Lectura) for x in lecturas), lecturas
    return [x.plan for x in lecturas if isinstance(x, Lectura)]


def _plan(asistente: Assistant, pregunta: str) -> Plan:
    (plan,) = _planes(asistente, pregunta)
    return plan


@pytest.mark.parametrize(
    "pregunta",
    [
        "Bahía Nueva dio dos razones distintas para el faltante de árboles en 2021: ¿cuál puso en el informe de junio y cuál en el de diciembre?",
        "¿Con qué justificó Bahía Nueva el rezago de los árboles en camellones en junio de 2021 y con qué al cierre?",
        "¿A qué atribuyó Bahía Nueva el faltante de árboles en el corte de junio de 2021 y a qué en el de diciembre?",
        "¿En qué se escudó Bahía Nueva por los árboles en junio de 2021 y en qué al cierre?",
        "Bahía Nueva, árboles 2021: motivo que dio en junio y motivo que dio en diciembre",
    ],
)
def test_the_reason_that_each_cut_gives(asistente: Assistant, pregunta: str) -> None:
    plan, r = _plan(asistente, pregunta), respuesta(asistente, pregunta)
    assert plan.intent in ("explain", "quote") and plan.periodos == (JUNIO, DICIEMBRE)
    assert [(x["meta"], x["corte"]) for x in r["rows"]] == [("1.1", "2021-06-30"), ("1.1", "2021-12-31")]
    assert "«Las lluvias impidieron la plantación.»" in r["answer"]


@pytest.mark.parametrize(
    "pregunta",
    [
        "Parques y jardines, 2021: qué traía rezagado en el corte de junio y qué en el de septiembre",
        "¿Qué metas de parques y jardines iban mal en junio de 2021 y cuáles en septiembre?",
        "¿Qué tenía atrasado la 501 en el corte de junio de 2021 y qué en el de septiembre?",
    ],
)
def test_what_was_behind_at_each_cut_is_two_lists(asistente: Assistant, pregunta: str) -> None:
    planes = _planes(asistente, pregunta)
    assert [p.corte for p in planes] == [JUNIO.corte, SEPTIEMBRE.corte]
    assert all(p.intent == "list" and p.de("clase") == (ConClase(clases=("no_cumplidas",)),) for p in planes)
    assert {x["corte"] for x in respuesta(asistente, pregunta)["rows"]} == {"2021-06-30", "2021-09-30"}


def test_what_was_behind_at_both_is_one_list(asistente: Assistant) -> None:
    plan = _plan(asistente, "¿Qué metas de parques y jardines estaban rezagadas en junio de 2021 y también en septiembre?")
    assert plan.relacion is not None and plan.periodos == (JUNIO, SEPTIEMBRE)


@pytest.mark.parametrize("otra", ["en cuántos quedó ese mismo trimestre", "cuántos de ese trimestre", "cuántos en dicho trimestre"])
def test_a_quarter_that_is_named_again_is_the_same_one(asistente: Assistant, otra: str) -> None:
    plan = _plan(asistente, f"¿Cuántos árboles reportó Bahía Nueva en junio de 2021 para el 2do trim. y {otra} en el informe de septiembre?")
    assert plan.intent == "detail" and plan.trimestres == ("T2",) and plan.periodos == (JUNIO, SEPTIEMBRE)


def test_the_quarters_that_are_loaded_can_be_listed(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántos trimestres hay?")
    assert r["answer"].startswith("4 trimestres") and "Primer trimestre" in r["answer"]


@pytest.mark.parametrize("dicho", ["traen corregido el 3er trim.", "tienen modificado el tercer trimestre", "aparecen con el tercer trimestre ajustado"])
def test_a_quarter_that_was_corrected_is_a_finding_of_that_quarter(asistente: Assistant, dicho: str) -> None:
    plan = _plan(asistente, f"¿Qué metas de Bahía Nueva {dicho} en el informe de dic. 2021 respecto al de sept.?")
    assert (plan.intent, plan.reglas, plan.trimestres) == ("audit", ("cifra_cambiada",), ("T3",))


def test_a_report_told_by_its_quarter_is_of_all_that_it_corrects(asistente: Assistant) -> None:
    assert _plan(asistente, "¿Qué cifras cambiaron en el informe del tercer trimestre de 2021 de Bahía Nueva?").trimestres == ()


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿El número de metas incumplidas de Bahía Nueva subió, bajó o siguió igual de 2018 a 2019?",
        "¿La cantidad de metas incumplidas de Bahía Nueva aumentó o disminuyó entre 2018 y 2019?",
        "¿Bajó el número de metas incumplidas de Bahía Nueva de 2018 a 2019?",
        "¿Cómo cambió el total de metas incumplidas de Bahía Nueva entre 2018 y 2019?",
    ],
)
def test_a_number_that_goes_up_or_down_is_counted_in_each_year(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    hechas = {a: len([x for x in respuesta(asistente, f"¿Cuántas metas incumplió Bahía Nueva en {a}?")["rows"]]) for a in (2018, 2019)}
    assert {g["key"]: g["value"] for g in r["groups"]} == {str(a): n for a, n in hechas.items()} and all(hechas.values())


def test_goals_that_got_better_are_no_number(asistente: Assistant) -> None:
    plan = _plan(asistente, "¿Cuántas metas de Bahía Nueva mejoraron de 2018 a 2019?")
    assert plan.relacion is not None and plan.relacion.sentido == "mejor"


@pytest.mark.parametrize("fuente", ["Con lo reportado en el corte de junio", "Según lo informado al corte de junio", "De acuerdo con los datos publicados en el corte de junio"])
def test_where_the_figures_are_taken_from_is_no_word_to_look_for(asistente: Assistant, fuente: str) -> None:
    plan = _plan(asistente, f"{fuente}, ¿qué metas de Bahía Nueva no alcanzaron lo programado del segundo trimestre de 2021?")
    assert not any(isinstance(f, Texto) for f in plan.filtros) and plan.corte == JUNIO.corte and plan.trimestres == ("T2",)


@pytest.mark.parametrize("pregunta", ["¿En qué va Bahía Nueva por encima de lo programado a septiembre de 2021?", "¿Qué metas van arriba de lo previsto a septiembre de 2021?", "¿En qué supera Bahía Nueva lo programado al corte de septiembre de 2021?"])
@pytest.mark.parametrize("cortes", [{2021: (1, 2, 3, 4)}, {2021: (1, 2, 3)}], ids=["inner", "last"])
def test_above_what_was_programmed_to_a_month_is_of_what_was_due_by_it(tmp_path_factory: pytest.TempPathFactory, pregunta: str, cortes: dict[int, tuple[int, ...]]) -> None:
    plan = _plan(asistente_en(tmp_path_factory.mktemp("due"), cortes), pregunta)
    assert Umbral(metrica="a_la_fecha", comparador="gt", valor=100) in plan.filtros and not plan.de("clase")


# -- over the examples ------------------------------------------------------------------------------------------------
def test_what_a_report_says_of_a_thing_is_what_mentions_it(ejemplos: Assistant) -> None:
    r = respuesta(ejemplos, "¿Qué dice el informe de 2021 sobre los jóvenes?")
    assert r["rows"] and all("jóvenes" in (x["observacion"] or "") for x in r["rows"]), r["answer"]


@pytest.mark.parametrize("pregunta", ["¿A qué meta de 2022 le ayudaron las redes sociales?", "¿Qué meta de 2022 se benefició de las redes sociales?", "¿Qué metas de 2022 mencionan las redes sociales?"])
def test_a_goal_found_by_its_observation_is_shown_with_it(ejemplos: Assistant, pregunta: str) -> None:
    r = respuesta(ejemplos, pregunta)
    assert [x["meta"] for x in r["rows"]] == ["1.3"] and "«La campaña en redes sociales atrajo más entregas" in r["answer"]


@pytest.mark.parametrize("pregunta", ["¿A qué municipio le faltaron luminarias en 2023 y cuántas?", "¿A qué unidad le faltaron luminarias en 2023 y cuántas?"])
def test_who_was_short_of_something_is_told_with_how_much(ejemplos: Assistant, pregunta: str) -> None:
    r = respuesta(ejemplos, pregunta)
    assert [(x["municipio"], x["meta"]) for x in r["rows"]] == [("Valle Sereno", "1.1")]
    assert 1165 in {f["value"] for f in r["figures"]}  # 5,400 and 4,235


@pytest.mark.parametrize("pregunta", ["¿De cuántas inspecciones fue la diferencia entre la 1101 y la 1104 en 2023?", "¿Qué diferencia de inspecciones hubo entre la 1101 y la 1104 al terminar 2023?"])
def test_a_difference_between_two_places_is_no_change_from_another_year(ejemplos: Assistant, pregunta: str) -> None:
    plan, r = _plan(ejemplos, pregunta), respuesta(ejemplos, pregunta)
    assert (plan.intent, plan.agrupar, plan.metrica, plan.periodos) == ("compare", ("unidad",), "alcanzado", ())
    assert {g["key"]: g["value"] for g in r["groups"]} == {"1101": 674, "1104": 260}
