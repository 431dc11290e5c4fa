"""What one goal, or those behind, were at a cut and became at another: being behind as a noun, the reason that each cut gives,
one quarter as two cuts print it, the cuts that mention something, and what is asked again in other words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from apoyo_cortes import asistente_en

from assistant.assistant import Assistant
from assistant.plan import ConClase, En, Lectura, Periodo, Plan

JUNIO, DICIEMBRE = Periodo(ejercicio=2021, corte=date(2021, 6, 30)), Periodo(ejercicio=2021, corte=date(2021, 12, 31))


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield asistente_en(tmp_path_factory.mktemp("iba"))


def _plan(asistente: Assistant, pregunta: str) -> Plan:
    (lectura,) = asistente.planificador.partes(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


@pytest.mark.parametrize(
    ("antes", "despues", "pregunta"),
    [
        ("al_corriente", "no_cumplidas", "Bahía Nueva 2021: metas que a junio no llevaban retraso pero cerraron el año sin cumplirse"),
        ("al_corriente", "no_cumplidas", "¿Qué metas de Bahía Nueva iban sin rezago en junio de 2021 y terminaron el año incumplidas?"),
        ("no_cumplidas", "cumplidas", "De los rezagos que Bahía Nueva reportó en junio de 2021, ¿cuáles ya se habían puesto al corriente en diciembre?"),
        ("no_cumplidas", "cumplidas", "¿De los rezagos del corte de junio de 2021, cuáles ya estaban cumplidos en el informe de diciembre?"),
        ("no_cumplidas", "no_cumplidas", "¿Qué metas de Bahía Nueva traían atraso al 30 de junio de 2021 y aun así terminaron el año incumplidas?"),
        ("no_cumplidas", None, "Parques y jardines, 2021: ¿qué metas venían con desfase en el corte de junio y con cuánto cerró cada una en diciembre?"),
    ],
)
def test_being_behind_is_a_state_of_the_cut_that_it_is_said_of(asistente: Assistant, antes: str, despues: str | None, pregunta: str) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.relacion is not None and plan.periodos == (JUNIO, DICIEMBRE)
    assert (plan.relacion.clase_antes, plan.relacion.clase_despues) == (antes, despues)


@pytest.mark.parametrize("pregunta", ["¿Qué metas de 2019 traían rezago?", "metas con desfase en 2019", "¿Cuáles metas llevaban retraso en 2019?"])
def test_being_behind_is_not_to_be_met(asistente: Assistant, pregunta: str) -> None:
    assert _plan(asistente, pregunta).de("clase") == (ConClase(clases=("no_cumplidas",)),)


@pytest.mark.parametrize("pregunta", ["¿Qué explicación daban en junio de 2021 sobre los árboles y cuál dieron en diciembre?", "Árboles, 2021: ¿qué pretexto se dio en junio y cuál en el cierre?", "meta 1.1, 2021: justificación que dieron en junio y en diciembre, textual"])
def test_the_words_of_one_goal_at_each_cut(asistente: Assistant, pregunta: str) -> None:
    plan, r = _plan(asistente, pregunta), asistente.ask(pregunta)
    assert plan.intent in ("quote", "explain") and plan.periodos == (JUNIO, DICIEMBRE)
    assert {x["meta"] for x in r["rows"]} == {"1.1"} and "«Las lluvias impidieron la plantación.»" in r["answer"]


@pytest.mark.parametrize("pregunta", ["¿Cambió la justificación de la meta 1.1 entre junio y diciembre de 2021?", "¿Es cierto que cambió la justificación de la meta 1.1 entre junio y diciembre de 2021?"])
def test_whether_a_justification_changed_is_answered_by_its_words(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert r["answer"].startswith("Sí. ") and "1.1" in r["answer"]  # in June it has none


def test_why_something_was_behind_in_a_month_is_told_by_that_cut(asistente: Assistant) -> None:
    r = asistente.ask("¿Por qué iban retrasadas las pláticas en junio de 2021?")
    assert [(x["meta"], x["corte"]) for x in r["rows"]] == [("1.3", "2021-06-30")], r["answer"]


@pytest.mark.parametrize("pregunta", ["Para el segundo trimestre de 2021, ¿cuántos árboles puso Bahía Nueva en su informe de junio y cuántos en el del cierre?", "Árboles del segundo trimestre de 2021: ¿qué número traía el reporte de junio y qué número el de diciembre?", "¿Qué dato de árboles de abril a junio de 2021 se publicó en junio y cuál en el cierre?"])
def test_one_quarter_as_two_cuts_print_it(asistente: Assistant, pregunta: str) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.intent == "detail" and plan.trimestres == ("T2",) and plan.periodos == (JUNIO, DICIEMBRE)


@pytest.mark.parametrize("pregunta", ["¿Qué metas traen en el corte de septiembre de 2021 un segundo trimestre distinto al que se había informado en junio?", "metas cuyo segundo trimestre es diferente a lo reportado en junio de 2021", "¿Qué metas del corte de diciembre de 2021 no coinciden con lo que se había reportado en junio?"])
def test_a_figure_other_than_the_one_given_before_is_a_finding(asistente: Assistant, pregunta: str) -> None:
    plan = _plan(asistente, pregunta)
    assert plan.intent == "audit" and plan.reglas == ("cifra_cambiada",)


def test_the_cuts_that_mention_something_are_told_with_their_goals(asistente: Assistant) -> None:
    r = asistente.ask("¿En qué cortes se menciona la falta de personal y para qué meta?")
    assert {(x["meta"], x["corte"]) for x in r["rows"]} == {("1.1", "2018-12-31"), ("1.3", "2018-12-31")}


@pytest.mark.parametrize("nexo", ["O sea,", "Es decir,", "Me refiero a"])
def test_what_is_asked_again_in_other_words_is_what_they_say(asistente: Assistant, nexo: str) -> None:
    plan = _plan(asistente, f"¿En qué retrocedió Bahía Nueva? {nexo} lo que en 2018 cumplió y en 2019 quedó como no cumplido")
    assert plan.relacion is not None and (plan.relacion.clase_antes, plan.relacion.clase_despues) == ("cumplidas", "no_cumplidas")
    assert plan.entidad("municipio") == ("Bahía Nueva",)


def test_a_part_said_in_other_words_is_part_of_the_question(asistente: Assistant) -> None:
    plan = _plan(asistente, "¿Cuáles metas incumplidas de 2019 quedaron sin justificar, es decir, con la observación vacía?")
    assert plan.de("clase") and plan.entidad("ejercicio") == ("2019",)


def test_months_that_are_a_quarter_keep_their_year(asistente: Assistant) -> None:
    plan = _plan(asistente, "Julio a septiembre de 2019, parques y jardines: ¿qué no llegó a lo programado?")
    assert plan.trimestres == ("T3",) and En(entidad="ejercicio", valores=("2019",)) in plan.filtros


@pytest.mark.parametrize(("pregunta", "principio"), [("¿Alguien dejó metas sin cumplir en 2019? ¿Cuáles fueron?", "Sí. "), ("¿Alguna meta de 2019 se rebasó?", "Ninguna"), ("¿Es cierto que hubo metas incumplidas en 2019?", "Sí. ")])
def test_whether_any_goal_is_so_is_answered_yes_or_no(asistente: Assistant, pregunta: str, principio: str) -> None:
    assert asistente.ask(pregunta)["answer"].startswith(principio)
