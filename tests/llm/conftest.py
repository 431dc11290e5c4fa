"""An assistant with a scripted model beside one without, over the same reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from servidor import Guion, Reaccion, servidor

from assistant.assistant import Assistant
from assistant.settings import Settings

ConModelo = Callable[..., Any]


@pytest.fixture(scope="session")
def ayudado_y_guion(casa: Path) -> Iterator[tuple[Assistant, Guion]]:
    """One assistant for all scripts: what is loaded is read once."""
    with servidor(lambda p: Reaccion("")) as guion:
        yield Assistant(Settings(home=casa, llm="openai:guion", llm_base_url=guion.url, llm_timeout=5)), guion


@pytest.fixture
def con_modelo(ayudado_y_guion: tuple[Assistant, Guion]) -> ConModelo:
    """``with con_modelo(reaccion) as (asistente, guion)``: an assistant whose model is a script."""
    asistente, guion = ayudado_y_guion

    @contextmanager
    def abrir(reaccion: Callable[[dict[str, Any]], Reaccion], segundos: float = 5.0) -> Iterator[tuple[Assistant, Guion]]:
        guion.reaccion, guion.pedidos = reaccion, []
        assert asistente.asesor is not None
        asistente.asesor.modelo.segundos = segundos
        yield asistente, guion

    return abrir
