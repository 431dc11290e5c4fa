"""States at a cut, evolutions by year, what never was met, and which of two did more: the same answer whatever the words."""

from __future__ import annotations

import pytest
from apoyo_cortes import asistente_en, metas_de, respuesta

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_en(tmp_path_factory.mktemp("cortes"))


@pytest.mark.parametrize(
    "pregunta",
    [
        "Bahía Nueva al primer trimestre de 2021: ¿cuántas metas iban al corriente y cuántas atrasadas?",
        "Al primer trimestre de 2021, ¿cuántas metas de Bahía Nueva van al corriente y cuántas van atrasadas?",
        "Al corte de marzo de 2021, ¿cuántas metas de Bahía Nueva iban bien y cuántas mal?",
    ],
)
def test_states_at_the_end_of_a_quarter_are_those_of_its_cut(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert {g["key"]: g["value"] for g in r["groups"]} == {"al_corriente": 4, "no_cumplidas": 2}
    assert {f["corte"] for f in r["rows"]} == {"2021-03-31"}


@pytest.mark.parametrize("mitad", ["a mitad de 2021", "a mediados de 2021", "a mitad del año 2021"])
def test_the_middle_of_a_year_is_its_cut_of_june(asistente: Assistant, mitad: str) -> None:
    r = respuesta(asistente, f"¿Cuántas metas de Bahía Nueva iban al corriente {mitad}?")
    assert {f["corte"] for f in r["rows"]} == {"2021-06-30"}


@pytest.mark.parametrize(
    "pregunta",
    [
        "plantación de árboles en camellones de Bahía Nueva año con año",
        "¿Cómo ha evolucionado la plantación de árboles en camellones de Bahía Nueva?",
        "¿La plantación de árboles en camellones de Bahía Nueva va mejorando o empeorando?",
        "¿La plantación en camellones de Bahía Nueva va a la alza o a la baja?",
    ],
)
def test_an_evolution_over_the_years_takes_each_at_its_last_cut(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert [(f["meta"], f["corte"]) for f in r["rows"]] == [("1.1", f"{a}-12-31") for a in (2018, 2019, 2021)]


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Qué metas de Bahía Nueva no se han cumplido en ninguno de los años cargados?",
        "¿Qué metas de Bahía Nueva no se cumplieron en ningún año?",
        "metas de Bahía Nueva que no se cumplieron en ninguno de los tres años",
    ],
)
def test_what_was_met_in_no_year_was_short_in_every_one(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert metas_de(r) == {"1.1", "1.3"} and all(str(a) in r["answer"] for a in (2018, 2019, 2021))


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Cuándo se recogieron más toneladas en Los Pinos, en 2019 o en 2021?",
        "¿Cuándo recogió más toneladas Los Pinos, en 2019 o en 2021, y por cuánto?",
    ],
)
def test_which_of_two_years_did_more_is_told_with_the_difference(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert {g["key"]: g["value"] for g in r["groups"]} == {"2019": 85, "2021": 115}
    assert "30 toneladas más en 2021 que en 2019" in r["answer"]


def test_a_sum_goes_on_as_its_difference_with_another_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿cuántas más fueron en 2021?", "Toneladas que recogió Los Pinos en 2019")
    assert "30 toneladas más en 2021 que en 2019" in r["answer"]


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿En qué trimestre de 2021 se quedaron cortas más metas de Bahía Nueva, tomando en cuenta todas las unidades?",
        "Considerando todas las unidades de Bahía Nueva, ¿en qué trimestre de 2021 fallaron más metas?",
    ],
)
def test_the_quarter_with_most_goals_short_is_named_with_the_four_counts(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert "el tercer trimestre, con 4" in r["answer"]
    assert r["answer"].count("no alcanzaron lo programado") == 5


@pytest.mark.parametrize(
    "pregunta",
    [
        "¿Le corrigieron algún dato trimestral a los conciertos de Bahía Nueva en 2021 de un corte a otro?",
        "¿Se rectificó algún dato de los conciertos de Bahía Nueva en 2021 de un corte a otro?",
    ],
)
def test_what_a_later_cut_changed_may_be_asked_of_one_measure(asistente: Assistant, pregunta: str) -> None:
    assert metas_de(respuesta(asistente, pregunta)) == {"2.1"}
