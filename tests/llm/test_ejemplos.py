"""The worked examples are few-shot for the model and regression cases for the grammar: one file for both."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.llm import ejemplos, propuesta
from assistant.plan import Lectura
from assistant.planner import cobertura

LEIDOS = [e for e in ejemplos.cargar() if e.gramatica]
DIFICILES = [e for e in ejemplos.cargar() if not e.gramatica]


@pytest.mark.parametrize("e", LEIDOS, ids=lambda e: e.pregunta)
def test_the_grammar_reads_what_its_examples_say(e: ejemplos.Ejemplo, asistente: Any) -> None:
    lectura = asistente.planificador.leer(e.pregunta)
    assert isinstance(lectura, Lectura)
    assert lectura.plan == e.plan


@pytest.mark.parametrize("e", DIFICILES, ids=lambda e: e.pregunta)
def test_an_idiom_means_what_its_plainer_question_asks(e: ejemplos.Ejemplo, asistente: Any) -> None:
    llano = asistente.planificador.leer(e.equivale)
    assert isinstance(llano, Lectura)
    assert asistente._claves(e.plan) == asistente._claves(llano.plan)


@pytest.mark.parametrize("e", ejemplos.cargar(), ids=lambda e: e.pregunta)
def test_every_example_would_be_believed(e: ejemplos.Ejemplo, asistente: Any) -> None:
    hecha = propuesta.leer(e.json())
    assert hecha is not None and hecha.plan == e.plan
    assert propuesta.objeciones(hecha, cobertura(e.pregunta, asistente.voc)[0], asistente.voc) == []


def test_the_nearest_examples_come_first() -> None:
    assert ejemplos.parecidos("¿Qué acciones no se cumplieron por falta de recursos?", 1)[0].pregunta.startswith("¿Qué acciones no")
