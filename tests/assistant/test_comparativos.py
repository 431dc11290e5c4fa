"""Years, cuts and states set side by side: formal orders, several cuts, "cuántas y cuántas no", which of two did more."""

from __future__ import annotations

import pytest
from apoyo_cortes import asistente_en, metas_de, respuesta

from assistant.assistant import Assistant
from assistant.plan import Lectura, Plan


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_en(tmp_path_factory.mktemp("comparativos"))


def _plan(asistente: Assistant, pregunta: str) -> Plan:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


@pytest.mark.parametrize(
    "orden",
    [
        "Elabore un comparativo de", "Presente un cuadro comparativo de", "Formule un comparativo de", "Favor de preparar una tabla comparativa de",
        "Sírvase integrar el análisis comparativo de", "Hágame un comparativo de", "Necesito la comparación de", "Realice una comparación de",
    ],
)  # fmt: skip
def test_an_order_of_a_comparison_compares(asistente: Assistant, orden: str) -> None:
    esperado = _plan(asistente, "Compara las metas cumplidas de Bahía Nueva en 2018 y 2019")
    assert esperado.intent == "compare" and esperado.agrupar == ("ejercicio",)
    assert _plan(asistente, f"{orden} las metas cumplidas de Bahía Nueva en 2018 y 2019") == esperado


def test_a_state_beside_its_opposite_is_no_change_from_one_to_the_other(asistente: Assistant) -> None:
    r = respuesta(asistente, "Elabore un comparativo de las metas cumplidas y no cumplidas de Bahía Nueva en 2018 y 2019.")
    assert r["plan"].get("relacion") is None and {g["key"] for g in r["groups"]} == {"2018", "2019"}
    assert {f["ejercicio"] for f in r["rows"]} == {2018, 2019} and "no cumplidas" in r["answer"]


@pytest.mark.parametrize(
    "pregunta",
    ["¿Cuántas metas de Bahía Nueva se cumplieron y cuántas no en 2018 y 2019?", "¿Cuántas metas de Bahía Nueva no se cumplieron y cuántas sí en 2018 y en 2019?"],
)
def test_how_many_did_and_how_many_did_not_in_each_year(asistente: Assistant, pregunta: str) -> None:
    grupos = {g["key"]: g["value"] for g in respuesta(asistente, pregunta)["groups"]}
    # 2018: 1, 1.2 and 2.2 met; 1.1, 1.3 and 2 short. 2019: 1.2 met; 1, 1.1, 1.3, 2 and 2.2 short.
    partes = {k: v for k, v in grupos.items() if "/" in k}
    assert partes == {"2018/cumplidas": 3, "2018/no_cumplidas": 3, "2019/cumplidas": 1, "2019/no_cumplidas": 5}


def test_years_and_what_has_no_observation_in_one_question_are_two_conditions(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas incumplidas de 2018 y 2019 de Bahía Nueva no tienen observación que las justifique?")
    assert {(f["ejercicio"], f["meta"]) for f in r["rows"]} == {(2018, "2"), (2019, "1"), (2019, "1.3"), (2019, "2"), (2019, "2.2")}


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Cuánto llevaba la meta 1.1 de Bahía Nueva a marzo, a junio y a diciembre de 2021?",
        "Dime cómo fue avanzando la meta 1.1 de Bahía Nueva en los cortes de marzo, junio y diciembre de 2021",
        "avance de la meta 1.1 de Bahía Nueva al corte de marzo, al de junio y al de diciembre de 2021",
    ],
)
def test_three_cuts_that_are_named_are_the_three_told(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert [str(p["corte"]) for p in r["plan"]["periodos"]] == ["2021-03-31", "2021-06-30", "2021-12-31"]
    assert metas_de(r) == {"1.1"} and all(f"{n} de 100 árboles" in r["answer"] for n in (25, 50, 80))


def test_cuts_by_their_place_are_told_too(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuánto llevaba la meta 1.1 de Bahía Nueva en el primer, segundo y tercer corte de 2021?")
    assert [str(p["corte"]) for p in r["plan"]["periodos"]] == ["2021-03-31", "2021-06-30", "2021-09-30"]


@pytest.mark.parametrize("pregunta", ["¿Se recogieron más toneladas en 2019 o en 2021?", "¿Más toneladas en 2019 o en 2021?", "toneladas recogidas: ¿más en 2019 o en 2021?"])
def test_more_in_one_year_or_the_other_is_told_with_both_figures(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert {g["key"]: g["value"] for g in r["groups"]} == {"2019": 85, "2021": 115} and "30 toneladas más en 2021" in r["answer"]


@pytest.mark.parametrize("verbo", ["se mide", "se reporta", "se expresa", "se contabiliza"])
def test_in_what_a_goal_is_measured_is_told_of_the_goal(asistente: Assistant, verbo: str) -> None:
    r = respuesta(asistente, f"¿En qué unidad de medida {verbo} la meta 2.1 de Bahía Nueva y cuántos hubo en 2021?")
    assert metas_de(r) == {"2.1"} and "Unidad de medida: Concierto" in r["answer"] and "100" in r["answer"]


def test_a_verb_is_no_slip_of_another_with_its_ending(asistente: Assistant) -> None:
    lectura = asistente.planificador.leer("¿Cuántas toneladas se expidieron en 2021?")
    assert isinstance(lectura, Lectura) and not lectura.plan.de("clase") and not lectura.notas
    assert _plan(asistente, "metas que ecxedieron lo programado en 2021").de("clase")  # a slip is still one


@pytest.mark.parametrize("palabra", ["una mayor", "la mayor", "el mejor"])
def test_a_degree_names_no_office(asistente: Assistant, palabra: str) -> None:
    plan = _plan(asistente, f"¿Qué unidad ejecutora tuvo {palabra} proporción de metas cumplidas en 2018?")
    assert plan.intent == "rank" and plan.agrupar == ("unidad",) and not plan.unidades()


# -- groups ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("pregunta", ["¿Qué unidad mejoró más de 2019 a 2021?", "¿Qué unidades bajaron su cumplimiento de 2019 a 2021?", "Compara el cumplimiento de 2019 y 2021 por unidad"])
def test_a_unit_of_one_year_only_is_no_row_of_a_comparison(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert {f["unidad"] for f in r["rows"]} == {"501", "502", "601"} and r["total"] == len(r["rows"])
    assert "602" not in r["answer"] and "602" not in {g["key"] for g in r["groups"]}


def test_groups_without_a_goal_of_the_kind_in_both_years_say_which_kind(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidad de Bahía Nueva mejoró más de 2019 a 2021 en las metas por veda electoral?")
    assert not r["rows"] and "veda electoral" in r["answer"]


def test_a_place_without_one_of_the_years_has_no_comparison(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué unidades de Los Pinos mejoraron de 2018 a 2019?")
    assert r["status"] == "no_data" and "Los Pinos de 2018" in r["answer"]


def test_a_line_that_improved_most_is_told_with_the_set_of_its_goals(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué línea de acción mejoró más de 2018 a 2019?")
    assert r["plan"]["agrupar"] == ["linea"] and "1.1.1" in r["answer"]


# -- what is new and what went, and what each quarter did -----------------------------------------------------------------
@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Qué metas de Bahía Nueva se eliminaron y cuáles se agregaron de 2019 a 2021?",
        "¿Qué metas de Bahía Nueva se agregaron o se quitaron en 2021 respecto de 2019?",
        "metas agregadas y eliminadas de Bahía Nueva entre 2019 y 2021",
        "¿Cuáles metas nuevas hay en 2021 y cuáles ya no están en Bahía Nueva?",
    ],
)
def test_what_is_new_and_what_went_are_both_told(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert {(f["ejercicio"], f["meta"]) for f in r["rows"]} == {(2021, "2.1"), (2019, "2.2")}


def test_what_is_new_alone_has_not_what_went(asistente: Assistant) -> None:
    assert metas_de(respuesta(asistente, "¿Qué metas nuevas hay en Bahía Nueva en 2021?")) == {"2.1"}


@pytest.mark.parametrize(
    ("pregunta", "dicho", "cuentas"),
    [
        # By quarter of 2018: 1, 1.2 and 2.2 did as programmed in the first; 1.3 and 1.1 never.
        ("¿Cuántas metas de Bahía Nueva cumplieron lo programado en cada trimestre de 2018?", "alcanzaron lo programado", (4, 4, 3, 3)),
        # 2019: 1 from the third on, 2 in the fourth; 1.1, 1.3 and 2.2 always.
        ("¿Cuántas metas de Bahía Nueva quedaron cortas en cada trimestre de 2019?", "no alcanzaron lo programado", (3, 3, 4, 5)),
    ],
)
def test_a_state_of_each_quarter_is_counted_of_each(asistente: Assistant, pregunta: str, dicho: str, cuentas: tuple[int, ...]) -> None:
    r = respuesta(asistente, pregunta)
    for cuartos, n in zip(("Primer", "Segundo", "Tercer", "Cuarto"), cuentas, strict=True):
        assert f"{cuartos} trimestre: {n} de 6 metas programadas {dicho}" in r["answer"]


# -- a condition in one period, a change from it to the other -----------------------------------------------------------------
@pytest.mark.parametrize("fin", ["cómo terminaron", "cómo cerraron el año", "cómo acabaron"])
def test_what_became_of_the_goals_of_a_cut_is_told_with_them(asistente: Assistant, fin: str) -> None:
    r = respuesta(asistente, f"¿Qué metas de Bahía Nueva iban atrasadas al corte de marzo de 2021 y {fin}?")
    assert metas_de(r) == {"1", "1.3"} and "105 de 100 parques" in r["answer"] and "40 de 100 pláticas" in r["answer"]


def test_a_change_may_be_asked_of_goals_in_a_state(asistente: Assistant) -> None:
    # 1.3 went from 50 to 70; 1.1 stayed at 80; 2 went from 90 to 95: all of them short in both years.
    r = respuesta(asistente, "¿Qué metas de Bahía Nueva fallaron en 2018 y mejoraron en 2019 aunque no se cumplieron?")
    assert metas_de(r) == {"1.3", "2"} and "no cumplidas en 2018" in r["answer"]


def test_exceeding_by_a_percentage_is_over_the_whole_goal(asistente: Assistant) -> None:
    plan = _plan(asistente, "metas que rebasaron por más de 4 % lo programado en 2018")
    assert [(f.comparador, f.valor) for f in plan.de("umbral")] == [("gt", 104)]
    assert metas_de(respuesta(asistente, "metas que rebasaron por más de 4 % lo programado en 2018")) == {"1.2"}


@pytest.mark.parametrize("pregunta", ["¿Cuántas metas se cumplieron por unidad en 2018 y 2019?", "Elabore un cuadro con el porcentaje de cumplimiento de cada unidad en 2018 y 2019"])
def test_what_is_asked_by_unit_in_two_years_is_told_of_each_year(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert r["plan"]["agrupar"] == ["unidad", "ejercicio"] and {"501/2018", "501/2019"} <= {g["key"] for g in r["groups"]}


def test_what_is_new_each_year_is_told_of_every_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas nuevas hubo en cada año en Bahía Nueva?")
    assert [[p["ejercicio"] for p in plan["periodos"]] for plan in (r["plan"], *r["plan"]["ademas"])] == [[2018, 2019], [2019, 2021]]
    assert {(f["ejercicio"], f["meta"]) for f in r["rows"]} == {(2021, "2.1")}


def test_in_which_cut_most_goals_were_late(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿En qué corte de 2021 la unidad 501 tuvo más metas atrasadas?")
    # Late by the cut: 1 and 1.3 in March, 1.3 in June, 1.1, 1.2 and 1.3 in September, 1.1 and 1.3 in December.
    assert {g["key"]: g["value"] for g in r["groups"]} == {"2021-03-31": 2, "2021-06-30": 1, "2021-09-30": 3, "2021-12-31": 2}
    assert r["groups"][0]["key"] == "2021-09-30"


def test_a_unit_asked_over_every_year_is_seen_in_each(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué unidad de Bahía Nueva ha mejorado todos los años?")
    assert {"501/2018", "501/2019", "501/2021"} <= {g["key"] for g in r["groups"]}


def test_no_place_that_fell_back_is_said_and_no_group_is_told(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿En qué municipios bajó el cumplimiento de 2019 a 2021?")
    assert not r["groups"] and r["answer"].startswith("Ninguno de los municipios retrocedió")


@pytest.mark.parametrize("orden", ["Elabore un cuadro con", "Presente un resumen de", "Integre una tabla de", "Haga un informe con"])
def test_an_order_of_a_piece_only_asks(asistente: Assistant, orden: str) -> None:
    assert _plan(asistente, f"{orden} las metas que no se cumplieron en 2019") == _plan(asistente, "¿Qué metas no se cumplieron en 2019?")


@pytest.mark.parametrize(
    ("pregunta", "dicho"),
    [
        # By the cuts of 2021, 1 had done 20 of 25, 55 of 50, 75 of 75, 105 of 100; 1.3, 10 of 25 and so on.
        ("¿Cuándo se recuperó la meta 1 de Bahía Nueva en 2021?", "Se recuperó en el corte del 30 de junio de 2021"),
        ("¿En qué corte de 2021 se recuperó la meta 1 de Bahía Nueva?", "Se recuperó en el corte del 30 de junio de 2021"),
        ("¿En qué trimestre de 2021 se recuperó la meta 1 de Bahía Nueva?", "Se recuperó en el segundo trimestre"),
        ("¿Cuándo se recuperó la meta 1.3 de Bahía Nueva en 2021?", "No se ha recuperado"),
        ("¿En qué trimestre de 2018 se recuperó la meta 1.2 de Bahía Nueva?", "No quedó por debajo de lo programado"),
    ],
)
def test_when_a_goal_was_on_schedule_again(asistente: Assistant, pregunta: str, dicho: str) -> None:
    assert respuesta(asistente, pregunta)["answer"].startswith(dicho)
