"""The container files name what exists: no engine builds them here, so their form is all that is tried."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml
from apoyo import RAIZ
from typer.main import get_command

from assistant.cli.nucleo import app as linea_de_ordenes
from assistant.settings import Settings
from assistant.web.acceso import SALUD

COMPOSE: dict[str, Any] = yaml.safe_load((RAIZ / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (RAIZ / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
GUIA = (RAIZ / "docs" / "escala.md").read_text(encoding="utf-8")
PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
#: What compose itself reads, for whoever runs it.
DE_COMPOSE = {"POA_CLAVE_DUENO", "POA_INFORMES"}
AJUSTES = {f"POA_{n.upper()}" for n in Settings.model_fields}
_VARIABLE = re.compile(r"\$\{(\w+)")


def _orden(nombre: str) -> list[str]:
    """The lines of the Dockerfile that begin with an instruction."""
    return re.findall(rf"^\s*(?:HEALTHCHECK .*)?{nombre} (.+)$", DOCKERFILE, re.MULTILINE)


def test_every_setting_that_they_give_exists_and_together_they_are_settings() -> None:
    for servicio in ("app", "poa"):
        dados = COMPOSE["services"][servicio]["environment"]
        assert {n for n in dados if n.startswith("POA_")} <= AJUSTES
        simples = {n: v for n, v in dados.items() if n.startswith("POA_") and "${" not in v}
        leidos = Settings.model_validate({n.removeprefix("POA_").lower(): v for n, v in simples.items()})
        assert leidos.url.startswith("postgresql+psycopg://") and leidos.vectors == "pgvector" and leidos.auth
    assert set(re.findall(r"POA_\w+(?==)", " ".join(_orden("ENV")))) <= AJUSTES


def test_what_compose_asks_of_its_user_is_a_setting_or_told_in_the_guide() -> None:
    pedidas = set(_VARIABLE.findall((RAIZ / "compose.yaml").read_text(encoding="utf-8")))
    assert pedidas - AJUSTES - DE_COMPOSE <= {"PORT"}
    assert all(n in GUIA for n in DE_COMPOSE & pedidas)


def test_the_database_is_reached_by_the_application_alone() -> None:
    base, app = COMPOSE["services"]["base"], COMPOSE["services"]["app"]
    assert "ports" not in base and all(COMPOSE["networks"][r]["internal"] for r in base["networks"])
    assert set(base["networks"]) <= set(app["networks"])
    assert all(p.startswith("127.0.0.1:") for p in app["ports"])
    assert COMPOSE["services"]["app"]["environment"]["POA_DATABASE_URL"].endswith(f"@base/{base['environment']['POSTGRES_DB']}")
    assert f"//{base['environment']['POSTGRES_USER']}@" in app["environment"]["POA_DATABASE_URL"]
    assert "C" in base["environment"]["POSTGRES_INITDB_ARGS"] and base["healthcheck"]["test"]
    assert all(COMPOSE["services"][s]["depends_on"]["base"]["condition"] == "service_healthy" for s in ("app", "poa"))


def test_the_image_holds_every_package_and_what_they_are_installed_from() -> None:
    ignorados = {x.strip("/") for x in (RAIZ / ".dockerignore").read_text(encoding="utf-8").split()}
    copiados = {c for orden in _orden("COPY") for c in orden.split()[:-1]}
    assert not copiados & ignorados and all((RAIZ / c).exists() for c in copiados)
    paquetes = {p.rstrip("*") for p in PROYECTO["tool"]["setuptools"]["packages"]["find"]["include"]}
    sueltos = {f"{m}.py" for m in PROYECTO["tool"]["setuptools"]["py-modules"]}
    assert paquetes | sueltos | {"pyproject.toml", PROYECTO["project"]["readme"], *PROYECTO["project"]["license-files"]} <= copiados
    extras = {x for grupo in re.findall(r"'\.\[([\w,]+)\]'", DOCKERFILE) for x in grupo.split(",")}
    assert "postgres" in extras <= set(PROYECTO["project"]["optional-dependencies"])
    assert re.search(r"FROM python:(\d+\.\d+)", DOCKERFILE)[1] in PROYECTO["project"]["requires-python"]  # type: ignore[index]


def test_what_they_run_exists() -> None:
    assert COMPOSE["services"]["poa"]["entrypoint"] == ["poa"] and "poa" in PROYECTO["project"]["scripts"]
    assert f"127.0.0.1:7860{SALUD}" in DOCKERFILE and _orden("EXPOSE") == ["7860"]
    *_, ultima = _orden("CMD")
    assert ultima == '["python", "app.py"]' and (RAIZ / "app.py").exists()


@pytest.mark.parametrize("linea", re.findall(r"docker compose .*", GUIA))
def test_the_guides_orders_name_services_and_commands_that_exist(linea: str) -> None:
    partes = linea.partition("#")[0].split()[2:]
    assert partes[0] in ("build", "up", "run")
    if partes[0] == "up":
        assert partes[-1] in COMPOSE["services"]
    if partes[0] == "run":
        servicio = next(i for i, p in enumerate(partes) if p in COMPOSE["services"])
        grupo: Any = get_command(linea_de_ordenes)
        assert partes[servicio + 1] in grupo.commands
