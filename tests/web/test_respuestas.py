"""Answers that are kept: for whoever reads a question alike, and only while the reports are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, asistente

from assistant.web.cargado import Vista
from assistant.web.respuestas import Respuestas
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir


@pytest.fixture
def da(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Answers over one report, and the questions that were worked at (``hechas``)."""
    quien = asistente(tmp_path, EJEMPLOS[:1])
    respuestas: Any = Respuestas(quien, Vista(quien))
    respuestas.hechas = []
    verdadera = quien.ask

    def preguntar(pregunta: str, historia: Any = (), **mas: Any) -> dict[str, Any]:
        respuestas.hechas.append((pregunta, tuple(historia)))
        return verdadera(pregunta, historia, **mas)

    monkeypatch.setattr(quien, "ask", preguntar)
    return respuestas


def test_a_question_that_stands_alone_is_answered_once_for_all_conversations(da: Respuestas) -> None:
    primera = da.dar("¿Cuántas metas hay?")
    assert da.dar("¿Cuántas metas hay?", ("¿Qué metas no se cumplieron?", "¿Qué hallazgos hay?")) is primera
    assert len(da.hechas) == 1  # type: ignore[attr-defined]


def test_a_question_that_leans_on_the_one_before_it_is_another_one_after_another(da: Respuestas) -> None:
    sueltas = {h: da.dar("¿Y cuántas son?", (h,)) for h in ("¿Qué metas no se cumplieron?", "¿Qué metas se cumplieron?")}
    assert len(da.hechas) == 2  # type: ignore[attr-defined]
    for historia, kept in sueltas.items():
        fresca = da.asistente.ask("¿Y cuántas son?", (historia,))
        assert (fresca["answer"], fresca["plan"]) == (kept["answer"], kept["plan"])


def test_what_is_kept_goes_when_something_is_loaded(da: Respuestas) -> None:
    antes = da.dar("¿Cuántas metas hay?")
    motor = abrir(da.asistente.settings.url)
    ingerir(EJEMPLOS[1:], MetaStore(motor))
    motor.dispose()
    despues = da.dar("¿Cuántas metas hay?")
    assert despues["total"] > antes["total"]


def test_what_is_kept_weighs_no_more_than_it_may(da: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    preguntas = ("¿Cuántas metas hay?", "¿Qué metas no se cumplieron?", "¿Qué metas se cumplieron?")
    pesos = [1 + len(r["rows"]) + len(r["citations"]) for r in map(da.dar, preguntas)]
    monkeypatch.setattr("assistant.web.respuestas.PESO", sum(pesos) - 1)
    da.dar("¿Qué hallazgos hay?")
    assert da.dar(preguntas[2]) and len(da.hechas) == 4
    da.dar(preguntas[0])
    assert len(da.hechas) == 5, "la primera ya no estaba"


def test_an_answer_heavier_than_all_that_is_kept_is_kept_alone(da: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.respuestas.PESO", 1)
    da.dar("¿Cuántas metas hay?")
    primera = da.dar("¿Qué metas no se cumplieron?")
    assert da.dar("¿Qué metas no se cumplieron?") is primera and len(da.hechas) == 2
    da.dar("¿Cuántas metas hay?")
    assert len(da.hechas) == 3
