"""What keeps the two runs of the suite honest, the one on SQLite with Chroma and the one on PostgreSQL with pgvector.

On PostgreSQL no test may open a file as its store, and none may be left out for want of something. What is not run there a
second time is only what opens no store at all (``SIN_ALMACEN``): in the run on SQLite a test of those files that opens
one fails.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import EN_POSTGRES

import index.conexion

AQUI = Path(__file__).parent
#: Files whose tests open no store: reading and parsing of files, accounts, the rules of the project itself.
SIN_ALMACEN = (
    "accesos/*", "formatos/*", "hostil/test_archivos.py", "llm/test_ejemplos.py", "test_layout.py", "test_dependencias.py",
    *(f"index/test_{n}.py" for n in (
        "aislado", "arreglos", "auditoria", "causas", "cifras", "disenos", "embeddings*", "fechas", "fichas", "formatos_numero",
        "layouts", "limpios", "parse", "pdf_celda", "personas", "readers*", "reales", "sondeo",
    )),
)  # fmt: skip
_SALTADA = "solo con SQLite"
_EXIGE = EN_POSTGRES and os.environ.get("POA_EXIGE_POSTGRES") == "1"

_motor = index.conexion._motor
_sin_almacen = False


def es_sin_almacen(ruta: Path) -> bool:
    """Whether a file's tests are said to open no store."""
    return ruta.is_relative_to(AQUI) and any(fnmatch(ruta.relative_to(AQUI).as_posix(), patron) for patron in SIN_ALMACEN)


def _vigilado(url: str, *args: Any) -> Any:
    if _sin_almacen:
        pytest.fail("abre un almacén, y su archivo está entre los que no lo hacen (tests/cuidado.py)")
    if EN_POSTGRES and url.startswith("sqlite"):
        pytest.fail("abre una base de SQLite en la pasada sobre PostgreSQL: use apoyo_base.url_de")
    return _motor(url, *args)


index.conexion._motor = _vigilado


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """On PostgreSQL what opens no store would say the same again."""
    return True if EN_POSTGRES and collection_path.is_file() and es_sin_almacen(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite's or Chroma's files where there are none."""
    for uno in items if EN_POSTGRES else ():
        if marca := uno.get_closest_marker("solo_sqlite"):
            uno.add_marker(pytest.mark.skip(reason=f"{_SALTADA}: {marca.args[0]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a test of ``SIN_ALMACEN`` starts finds no store either."""
    global _sin_almacen
    _sin_almacen = es_sin_almacen(item.path)
    if not _sin_almacen:
        return (yield)
    os.environ["POA_DATABASE_URL"] = "ninguna://"
    try:
        return (yield)
    finally:
        _sin_almacen = False
        del os.environ["POA_DATABASE_URL"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ``POA_EXIGE_POSTGRES=1``, whatever is skipped on PostgreSQL but for SQLite's own is a failure."""
    informe = yield
    if _EXIGE and informe.skipped and not hasattr(informe, "wasxfail") and _SALTADA not in str(informe.longrepr):
        informe.outcome = "failed"
        informe.longrepr = f"se saltó, y aquí se exige todo (POA_EXIGE_POSTGRES): {informe.longrepr}"
    return informe


@pytest.fixture(scope="module", autouse=EN_POSTGRES)
def _sin_archivos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No process that a test started fell back to a file."""
    yield
    caidos = [str(p) for p in tmp_path_factory.getbasetemp().rglob("poa.sqlite3")]
    assert not caidos, f"un proceso abrió una base de SQLite en la pasada sobre PostgreSQL: {caidos}"
