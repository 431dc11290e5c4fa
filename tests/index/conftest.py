"""Stores to load reports into; the builders of reports are in ``apoyo_index``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from apoyo_base import url_de

from index.metas import MetaStore
from index.schema import abrir

# The tests are imported by path (importlib mode), so their helper needs its folder on the path.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def store(tmp_path: Path) -> MetaStore:
    """An empty store of facts."""
    return MetaStore(abrir(url_de(tmp_path)))


@pytest.fixture
def escribir(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file and return its path."""

    def escribir_(nombre: str, texto: str) -> Path:
        ruta = tmp_path / nombre
        ruta.write_text(texto, encoding="utf-8")
        return ruta

    return escribir_
