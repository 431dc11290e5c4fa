"""In which of several years a goal was so and in which it was not: unions, all but one, only one, so many of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_cortes import asistente_en, respuesta

from assistant.assistant import Assistant

# Of the goals: 1 was met in 2018 and in 2021 (exceeded then) and not in 2019; 1.1 and 1.3 never; 1.2 was exceeded in 2018
# and met in 2019 and 2021; 2, not in 2018 nor in 2019 and met in 2021; 2.2, met in 2018 and not in 2019, its last year;
# 2.1 was met in 2021, its only year; 7, not in 2019 and exceeded in 2021; 8 was met in 2019, its only year.
Anos = dict[str, int]


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    carpeta: Path = tmp_path_factory.mktemp("en-unos-anos")
    yield asistente_en(carpeta)


def anos_de(r: dict[str, Any]) -> Anos:
    """Each goal and the year of its row: the last of those that the question is about."""
    return {f["meta"]: f["ejercicio"] for f in r["rows"]}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas no se cumplieron en 2018 o en 2019 pero no en 2021?", {"1": 2021, "2": 2021, "7": 2021}),
    ("metas incumplidas en 2018 o 2019, y no en 2021", {"1": 2021, "2": 2021, "7": 2021}),
    ("¿Qué metas se cumplieron en 2018 y en 2021 pero no en 2019?", {"1": 2021}),
    ("metas que fallaron en algún año pero no en 2021", {"1": 2021, "2": 2021, "7": 2021}),
    ("metas que se rebasaron en 2018 o en 2021, pero no en ambos", {"1": 2021, "1.2": 2021, "7": 2021}),
    ("¿Qué metas no llegaron al 60 % en 2018 o en 2021 pero no en 2019?", {"1.3": 2021}),
    ("metas que fallaron por falta de personal en 2018 y no en 2019", {"1.1": 2019, "1.3": 2019}),
    # The "no" of the year takes it away, the "no" of the verb says what was done.
    ("metas que fallaron en 2019 pero no en 2018", {"1": 2019, "2.2": 2019}),
    ("metas que no se cumplieron en 2018 ni en 2019", {"1.1": 2019, "1.3": 2019, "2": 2019}),
    # Met exactly is not exceeded, and is no failure.
    ("metas rebasadas en 2018 pero no en 2019", {"1.2": 2019}),
    ("metas atrasadas en marzo o en junio de 2021 pero no en septiembre", {"1": 2021, "2.1": 2021}),
])  # fmt: skip
def test_years_are_joined_and_taken_away(asistente: Assistant, pregunta: str, esperadas: Anos) -> None:
    assert anos_de(respuesta(asistente, pregunta)) == esperadas


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas fallaron solo en 2019?", {"1": 2021, "2.2": 2019, "7": 2021}),
    ("metas que únicamente en 2021 se rebasaron", {"1": 2021, "7": 2021}),
    ("¿Qué metas se cumplieron en 2018 y en ningún otro año?", {"2.2": 2019}),
    ("metas rebasadas en 2018 y no en los demás años", {"1.2": 2021}),
    ("metas que solo se incumplieron en 2019", {"1": 2021, "2.2": 2019, "7": 2021}),
    ("¿Qué metas se han cumplido en todos los años menos en 2019?", {"1": 2021}),
])  # fmt: skip
def test_one_year_alone_is_that_one_and_no_other(asistente: Assistant, pregunta: str, esperadas: Anos) -> None:
    assert anos_de(respuesta(asistente, pregunta)) == esperadas


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas se cumplieron en al menos dos años?", {"1", "1.2"}),
    ("metas incumplidas en dos o más ejercicios", {"1.1", "1.3", "2"}),
    ("metas incumplidas en más de un año", {"1.1", "1.3", "2"}),
    ("¿Cuántas metas fallaron en un solo año?", {"1", "2.2", "7"}),
    ("metas incumplidas en dos de los tres años", {"2"}),
    ("metas que fallaron por el clima en más de un año", {"1.1"}),
    ("¿Qué metas fallaron más de una vez?", {"1.1", "1.3", "2"}),
])  # fmt: skip
def test_so_many_years_are_counted(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    r = respuesta(asistente, pregunta)
    assert set(anos_de(r)) == esperadas and r["total"] == len(esperadas)


def test_a_goal_that_a_year_does_not_have_is_told(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas fallaron solo en 2019?")
    assert "no la traen" in r["answer"]  # 2.2 has no row of 2021
    assert "no la traen" not in respuesta(asistente, "metas rebasadas en 2018 pero no en 2019")["answer"]


@pytest.mark.parametrize("pregunta", ["metas incumplidas en 2021, solo las de 2021", "solo las metas incumplidas de 2021", "metas incumplidas, solo en 2021"])
def test_only_those_of_a_year_are_those_of_the_year(asistente: Assistant, pregunta: str) -> None:
    assert anos_de(respuesta(asistente, pregunta)) == {"1.1": 2021, "1.3": 2021}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas se cumplieron en 2021 pero no en 2018 ni en 2019?", {"2": 2021}),
    ("metas que no se cumplieron ni en 2018 ni en 2019 pero sí en 2021", {"2": 2021}),
])  # fmt: skip
def test_what_goes_on_after_a_year_goes_on_as_it_is(asistente: Assistant, pregunta: str, esperadas: Anos) -> None:
    assert anos_de(respuesta(asistente, pregunta)) == esperadas
