"""Every setting is documented, validated, and safe to show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.diagnostico import ajustes_visibles, sin_claves
from assistant.settings import Settings

RAIZ = Path(__file__).resolve().parents[1]
NOMBRES = [f"POA_{campo.upper()}" for campo in Settings.model_fields]


@pytest.mark.parametrize("nombre", NOMBRES)
@pytest.mark.parametrize("pagina", ["README.md", "docs/ajustes.md"])
def test_every_setting_is_documented(nombre: str, pagina: str) -> None:
    assert f"`{nombre}`" in (RAIZ / pagina).read_text(encoding="utf-8")


@pytest.mark.parametrize("nombre", NOMBRES)
def test_the_documented_default_is_the_real_one(nombre: str) -> None:
    fila = re.search(rf"^\| `{nombre}` \| (.*?) \|", (RAIZ / "docs/ajustes.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert fila is not None
    valor = Settings.model_fields[nombre.removeprefix("POA_").lower()].default
    real = str(int(valor) if isinstance(valor, bool) else valor)
    assert fila.group(1) == (f"`{real.removesuffix('.0')}`" if real else "(vacío)")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documentadas = set(re.findall(r"^\| `(POA_[A-Z_]+)` \|", (RAIZ / "docs/ajustes.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert documentadas - {"POA_DEBUG"} == set(NOMBRES)


@pytest.mark.solo_sqlite("names the default database")
def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POA_HOME", str(tmp_path / "datos"))
    monkeypatch.setenv("POA_MAX_ROWS", "5")
    leidos = Settings()
    assert leidos.max_rows == 5
    assert leidos.url == f"sqlite:///{tmp_path / 'datos' / 'poa.sqlite3'}"


def test_a_dotenv_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POA_PORT=8001\nPOA_MAX_ROWS=7\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POA_MAX_ROWS", "9")
    assert (Settings().port, Settings().max_rows) == (8001, 9)


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(home=tmp_path).port = 1


@pytest.mark.parametrize(("nombre", "valor"), [("POA_PORT", "0"), ("POA_PORT", "99999"), ("POA_MAX_ROWS", "0"), ("POA_MAX_UPLOAD_MB", "x")])
def test_impossible_values_are_refused(monkeypatch: pytest.MonkeyPatch, nombre: str, valor: str) -> None:
    monkeypatch.setenv(nombre, valor)
    with pytest.raises(ValidationError):
        Settings()


def test_passwords_are_not_shown() -> None:
    visibles = ajustes_visibles(Settings(database_url="postgresql+psycopg://poa:secreta@servidor/poa"))
    assert visibles["POA_DATABASE_URL"] == "postgresql+psycopg://poa:***@servidor/poa"
    assert sin_claves("http://127.0.0.1:8080/v1") == "http://127.0.0.1:8080/v1"
