"""What all tests share: stores loaded once, the command line in process, and what may be absent outside of CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apoyo_base
import pytest
from apoyo import COMPARTIDO, EJEMPLOS, Poa, Salida

#: No test leaves this machine, nor, on PostgreSQL, falls back to a file.
pytest_plugins = ["sin_red", "cuidado"]

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["LANGSMITH_TRACING"] = "false"
# A developer's own settings must not reach the tests.
for _nombre in [n for n in os.environ if n.startswith("POA_") and not n.startswith(("POA_EXIGE_", "POA_PRUEBAS_"))]:
    del os.environ[_nombre]

if apoyo_base.EN_POSTGRES:
    import assistant.settings

    # A data folder without an address of its own has a database in the server instead of a file.
    assistant.settings.url_sqlite = apoyo_base.url_de
    os.environ["POA_VECTORS"] = "pgvector"


@pytest.fixture(autouse=apoyo_base.EN_POSTGRES)
def _bases(request: pytest.FixtureRequest) -> Iterator[None]:
    """The databases of a test's folder go with it."""
    carpeta = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if carpeta:
        apoyo_base.soltar(carpeta)


@pytest.fixture
def poa(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Poa:
    """Run a command line in this process: ``poa("ask", "…", home=carpeta)``; without ``home``, in an empty one."""

    def correr(*argumentos: object, home: Path | None = None) -> Salida:
        from assistant.cli import ejecutar

        monkeypatch.setenv("POA_HOME", str(home or tmp_path / "casa"))
        capfd.readouterr()
        codigo = ejecutar([str(a) for a in argumentos])
        sys.stdout.flush()
        return Salida(codigo, *capfd.readouterr())

    return correr


def _cargar(carpeta: Path, rutas: list[Path]) -> Path:
    from assistant.carga import cargar
    from assistant.settings import Settings

    hecha = cargar(Settings(home=carpeta), rutas)
    assert not hecha.avisos, hecha.avisos
    return carpeta


@pytest.fixture(scope="session")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all the sample reports loaded. Not to be written to."""
    return _cargar(tmp_path_factory.mktemp("muestra"), EJEMPLOS)


@pytest.fixture(scope="session")
def asistente(casa: Path) -> Iterator[Any]:
    """An assistant over the sample reports."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    yield Assistant(Settings(home=casa))


@pytest.fixture(scope="session")
def compartido() -> Path:
    """The folder with the real report and its gold, where there is one: a clone elsewhere has none."""
    if not (COMPARTIDO / "gold" / "preguntas.jsonl").exists():
        if os.environ.get("POA_EXIGE_COMPARTIDO"):
            pytest.fail("falta ../shared, y aquí se exige (POA_EXIGE_COMPARTIDO)")
        pytest.skip("../shared no está")
    return COMPARTIDO


@pytest.fixture(scope="session")
def casa_real(tmp_path_factory: pytest.TempPathFactory, compartido: Path) -> Path:
    """A data folder with the real report loaded. Not to be written to."""
    return _cargar(tmp_path_factory.mktemp("real"), [compartido / "data" / "imacum-2020-t4.txt"])


@pytest.fixture(scope="session")
def asistente_real(casa_real: Path) -> Any:
    """An assistant over the real report."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    return Assistant(Settings(home=casa_real))
