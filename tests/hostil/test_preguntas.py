"""A sample of ``bench.preguntas_hostiles``: no question raises, changes the store, asks anybody, or takes a second."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from apoyo import EJEMPLOS

from bench import preguntas_hostiles
from bench.hostil.preguntas import preguntas

#: Questions that once raised: figures beyond a computer's, two decimal points, nothing at all.
CONOCIDAS = (
    "Metas con avance menor a " + "9" * 400 + " %", "Metas con avance menor a 1,2,3 %", "Metas con avance mayor a 1e309", " " * 2001, "", "\x00", "¿?", "\ud800",
    "¿Cuáles son las " + "9" * 30 + " metas con menor avance?",
)  # fmt: skip


@pytest.fixture(scope="module")
def propio(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An assistant over a store of its own, which hostile questions may try to change."""
    from assistant.assistant import Assistant
    from assistant.carga import cargar
    from assistant.settings import Settings

    ajustes = Settings(home=tmp_path_factory.mktemp("propio"))
    cargar(ajustes, list(EJEMPLOS))
    return Assistant(ajustes)


def test_a_hostile_question_gets_a_plain_answer(propio: Any) -> None:
    propio.ask("¿Cuántas metas hay?")
    gc.collect()
    gc.freeze()  # what the tests before left behind is not a question's to sweep, which may take a second
    try:
        r = preguntas_hostiles.probar(propio, [*CONOCIDAS, *preguntas(60, semilla=17)])
    finally:
        gc.unfreeze()
    assert not r.fallas
    assert r.preguntas == len(CONOCIDAS) + 60 and set(r.estados) <= {"answered", "no_data", "out_of_scope", "clarify"}


def test_a_threshold_too_large_is_said_and_not_dropped(propio: Any) -> None:
    r = propio.ask(CONOCIDAS[0])
    assert "1,000,000,000,000,000 %" in r["answer"] and r["plan"]["filtros"]


def test_the_bench_sees_who_leaves_the_machine() -> None:
    import socket

    salidas: list[str] = []
    with preguntas_hostiles.sin_salir(salidas), socket.socket() as s, pytest.raises(OSError, match="no se sale"):
        s.connect(("192.0.2.1", 80))
    assert salidas == ["('192.0.2.1', 80)"]
