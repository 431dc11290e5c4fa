"""What the tests of PostgreSQL alone share. They run with the second pair of back ends (``make test-postgres``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apoyo_base import EN_POSTGRES, url_de
from sqlalchemy import Engine

from index import schema

collect_ignore_glob = [] if EN_POSTGRES else ["test_*.py"]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty store."""
    return url_de(tmp_path)


@pytest.fixture
def motor(url: str) -> Iterator[Engine]:
    """The engine that writes it."""
    hecho = schema.abrir(url)
    yield hecho
    hecho.dispose()
