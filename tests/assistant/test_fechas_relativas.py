"""Dates that are told by another: the same cut, date or quarter of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from apoyo_cortes import asistente_en, respuesta

from assistant.assistant import Assistant

JUNIO_18, JUNIO_19, FIN_18, FIN_19 = "2018-06-30", "2019-06-30", "2018-12-31", "2019-12-31"


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """2018 and 2019 at June and December; 2021 at its end."""
    yield asistente_en(tmp_path_factory.mktemp("fechas"), {2018: (2, 4), 2019: (2, 4)})


def llaves(r: dict[str, Any]) -> set[tuple[str, str]]:
    return {(f["corte"], f["meta"]) for f in r["rows"]}


@pytest.mark.parametrize("pregunta", [
    "¿Cuánto llevaba la meta 1.3 en junio de 2019 y cuánto a la misma fecha del año anterior?",
    "compara la meta 1.3 al corte de junio de 2019 con el mismo corte del año pasado",
    "meta 1.3 a junio de 2019 frente al mismo periodo de 2018",
    "¿Cómo iba la meta 1.3 en junio de 2019 respecto a la misma fecha del ejercicio previo?",
])  # fmt: skip
def test_the_same_date_of_the_year_before_is_its_cut(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert llaves(r) == {(JUNIO_18, "1.3"), (JUNIO_19, "1.3")} and "20 pláticas más" in r["answer"]


def test_what_was_behind_then_and_is_behind_now(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas no iban al corriente en junio de 2019 y tampoco en el mismo corte del año anterior?")
    assert llaves(r) == {(JUNIO_19, "1.1"), (JUNIO_19, "1.3")}
    assert llaves(respuesta(asistente, "¿Qué metas iban mejor en junio de 2019 que a la misma fecha del año anterior?")) == {(JUNIO_19, "1.3")}


def test_the_same_quarter_of_the_year_before(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuánto se alcanzó en la meta 1.1 en el tercer trimestre de 2019 y en el mismo trimestre del año previo?")
    assert llaves(r) == {(FIN_18, "1.1"), (FIN_19, "1.1")} and r["plan"]["trimestres"] == ["T3"]


def test_a_follow_up_is_told_by_the_last_question(asistente: Assistant) -> None:
    antes = "metas incumplidas al corte de junio de 2019 en la unidad 501"
    assert llaves(respuesta(asistente, "¿y a la misma fecha del año anterior?", antes)) == {(JUNIO_18, "1.1"), (JUNIO_18, "1.3")}
    de_trimestre = respuesta(asistente, "¿y en el mismo trimestre del año previo?", "metas incumplidas en el cuarto trimestre de 2019 de la unidad 502")
    assert llaves(de_trimestre) == {(FIN_18, "2")}


def test_a_year_s_end_is_the_year(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuántas metas se cumplieron en 2019 y cuántas a la misma fecha del año anterior en Bahía Nueva?")
    assert {f["corte"] for f in r["rows"]} <= {FIN_18, FIN_19} and {str(g["key"]) for g in r["groups"]} == {"2018", "2019"}


def test_a_date_that_no_report_has_is_no_data(asistente: Assistant) -> None:
    assert asistente.ask("metas incumplidas en junio de 2018 y a la misma fecha del año anterior")["status"] == "no_data"
