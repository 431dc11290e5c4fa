"""Versions below which there are known holes (an audit is green where its source is out of reach), and no network."""

from __future__ import annotations

import ast
import re
import socket
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

import pytest
import sin_red
from apoyo import RAIZ
from packaging.requirements import Requirement
from packaging.version import Version

#: The first release without the holes that were known when it was chosen.
MINIMAS = {
    "gradio": "6.16",
    "langchain-core": "1.2.22",
    "langgraph": "1.0.10",
    "starlette": "0.49",
    "pillow": "12",
    "lxml": "6",
}
#: Not needed; where something brings it along, no older than this.
SI_ESTAN = {"pdfminer.six": "20251230"}
#: Not to be built upon: at its end, or a server without authentication.
PROHIBIDOS = ("langchain_community", "chromadb.server", "chromadb.app")

_PROYECTO = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_DECLARADAS = {r.name.lower(): r for r in map(Requirement, _PROYECTO["dependencies"])}
_FIJAS = dict(re.findall(r"^([\w.\-]+)==([^\s;]+)", (RAIZ / "constraints.txt").read_text(encoding="utf-8").lower(), re.M))


@pytest.mark.parametrize(("paquete", "minima"), MINIMAS.items())
def test_what_is_installed_fixed_and_asked_for_is_beyond_its_known_holes(paquete: str, minima: str) -> None:
    assert Version(version(paquete)) >= Version(minima)
    assert Version(_FIJAS[paquete]) >= Version(minima)
    if paquete in _DECLARADAS:
        pisos = [Version(e.version) for e in _DECLARADAS[paquete].specifier if e.operator in (">=", "==", "~=")]
        assert pisos and max(pisos) >= Version(minima)


@pytest.mark.parametrize(("paquete", "minima"), SI_ESTAN.items())
def test_what_others_bring_along_is_no_older_than_its_fix(paquete: str, minima: str) -> None:
    assert paquete not in _DECLARADAS
    assert paquete not in _FIJAS or Version(_FIJAS[paquete]) >= Version(minima)
    with suppress(PackageNotFoundError):
        assert Version(version(paquete)) >= Version(minima)


def test_nothing_is_built_on_what_is_at_its_end_nor_on_a_chroma_server() -> None:
    culpables = []
    for carpeta in ("assistant", "index", "prompts"):
        for archivo in (RAIZ / carpeta).rglob("*.py"):
            for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
                nombres = [a.name for a in nodo.names] if isinstance(nodo, ast.Import) else []
                nombres += [nodo.module or ""] if isinstance(nodo, ast.ImportFrom) else []
                culpables += [f"{archivo.name}: {n}" for n in nombres if n.startswith(PROHIBIDOS)]
                if isinstance(nodo, ast.Attribute) and nodo.attr in ("HttpClient", "AsyncHttpClient"):
                    culpables.append(f"{archivo.name}: {nodo.attr}")
    assert culpables == []
    assert not {"langchain-community"} & _DECLARADAS.keys()


@pytest.mark.parametrize("destino", ["192.0.2.1", "2001:db8::1", "ejemplo.invalid"])
def test_the_suite_runs_with_the_network_closed(destino: str) -> None:
    for intento in (
        lambda: socket.create_connection((destino, 80), timeout=1),
        lambda: socket.socket(socket.AF_INET6 if ":" in destino else socket.AF_INET).connect((destino, 80)),
    ):
        with pytest.raises(sin_red.RedCerrada):
            intento()
    assert [*sin_red.INTENTOS] == [destino] * 2
    sin_red.INTENTOS.clear()


def test_this_machine_is_no_network() -> None:
    with socket.socket() as oye:
        oye.bind(("127.0.0.1", 0))
        oye.listen()
        socket.create_connection(oye.getsockname(), timeout=5).close()
        socket.create_connection(("localhost", oye.getsockname()[1]), timeout=5).close()
