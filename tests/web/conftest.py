"""What the browser's tests share: one browser and one served sample a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, ajustes, navegador, pagina_servida

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser."""
    with navegador() as abierto:
        yield abierto


@pytest.fixture(scope="module")
def muestra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Assistant]]:
    """The page over the sample reports: its address, and an assistant over the same data."""
    elegidos = ajustes(tmp_path_factory.mktemp("muestra"), EJEMPLOS)
    with pagina_servida(elegidos) as direccion:
        yield direccion, Assistant(elegidos)
    assert "Traceback" not in (elegidos.home / "servidor.log").read_text()  # nothing that the page asked went wrong unseen
