"""Someone who corrects himself is asked what he meant: the plan is that of the question said right at once."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.plan import ConCausa, Lectura


def _plan(asistente: Any, pregunta: str) -> Any:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


@pytest.mark.parametrize("correccion", ["perdón,", "digo,", "mejor dicho", "no, perdón,", "quise decir", "corrijo,", "me equivoqué, era"])
@pytest.mark.parametrize(
    ("dicha", "queria"),
    [
        ("¿Cuántas metas no se cumplieron en 2021, {} en 2022?", "¿Cuántas metas no se cumplieron en 2022?"),
        ("¿Qué metas de la unidad 301, {} de la 304 no se cumplieron?", "¿Qué metas de la unidad 304 no se cumplieron?"),
        ("metas por debajo del 50 %, {} del 60 %", "metas por debajo del 60 %"),
        ("metas con más de 50, {} menos de 50 eventos", "metas con menos de 50 eventos"),
        ("¿Qué metas de Puerto Claro, {} de Valle Sereno se rebasaron?", "¿Qué metas de Valle Sereno se rebasaron?"),
        ("¿Qué se programó en el segundo, {} en el tercer trimestre de 2023?", "¿Qué se programó en el tercer trimestre de 2023?"),
        ("metas rebasadas, {} incumplidas de la unidad 303", "metas incumplidas de la unidad 303"),
    ],
)
def test_what_is_corrected_replaces_the_last_thing_of_its_kind(asistente: Any, dicha: str, queria: str, correccion: str) -> None:
    assert _plan(asistente, dicha.format(correccion)) == _plan(asistente, queria)


def test_an_apology_that_corrects_nothing_changes_nothing(asistente: Any) -> None:
    assert _plan(asistente, "Perdón, ¿cuántas metas hay en 2021?") == _plan(asistente, "¿Cuántas metas hay en 2021?")


@pytest.mark.parametrize(
    ("dicha", "causa"),
    [("por equipo o vehículos", "equipo"), ("por calendario", "calendario"), ("por baja participación", "participacion"), ("por personal", "personal"), ("por otra causa", "otra")],
)
def test_a_cause_is_known_by_the_name_that_answers_give_it(asistente: Any, dicha: str, causa: str) -> None:
    assert [f.causas for f in _plan(asistente, f"¿Qué metas fallaron {dicha}?").filtros if isinstance(f, ConCausa)] == [(causa,)]
