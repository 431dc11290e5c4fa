"""What keeps the run of the suite on PostgreSQL with pgvector honest: it is the whole suite, no test opens a file as its
store there, and none is left out for want of something. Only what is about SQLite's or Chroma's own files is skipped, by
its mark (``solo_sqlite``).
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import apoyo_base
import pytest
from apoyo_base import EN_POSTGRES

import index.conexion

_SALTADA = "solo con SQLite"
_EXIGE = EN_POSTGRES and os.environ.get("POA_EXIGE_POSTGRES") == "1"

_motor = index.conexion._motor
_compara = False


@contextmanager
def comparando() -> Iterator[None]:
    """Within: what compares both engines may open a file beside PostgreSQL's database."""
    global _compara
    _compara = True
    yield
    _compara = False


def _sin_archivo(url: str, *args: Any) -> Any:
    if url.startswith("sqlite") and not _compara:
        pytest.fail("abre una base de SQLite en la pasada sobre PostgreSQL: use apoyo_base.url_de")
    return _motor(url, *args)


if EN_POSTGRES:
    index.conexion._motor = _sin_archivo


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite's or Chroma's files where there are none."""
    for uno in items if EN_POSTGRES else ():
        if marca := uno.get_closest_marker("solo_sqlite"):
            uno.add_marker(pytest.mark.skip(reason=f"{_SALTADA}: {marca.args[0]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``POA_EXIGE_POSTGRES=1``, whatever is skipped on PostgreSQL but for SQLite's own is a failure."""
    informe = yield
    if _EXIGE and informe.skipped and not hasattr(informe, "wasxfail") and _SALTADA not in str(informe.longrepr):
        informe.outcome = "failed"
        informe.longrepr = f"se saltó, y aquí se exige todo (POA_EXIGE_POSTGRES): {informe.longrepr}"
    return informe


def pytest_sessionfinish() -> None:
    """The server goes with the process, whatever else keeps it from ending well."""
    apoyo_base.apagar()


@pytest.fixture(scope="module", autouse=EN_POSTGRES)
def _sin_archivos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No process that a test started fell back to a file."""
    yield
    caidos = [str(p) for p in tmp_path_factory.getbasetemp().rglob("poa.sqlite3")]
    assert not caidos, f"un proceso abrió una base de SQLite en la pasada sobre PostgreSQL: {caidos}"
