"""The architecture: who may import whom, and what an exact question must not load."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo_base import entorno

RAIZ = Path(__file__).resolve().parents[1]
#: Slow to import, and of no use to a question that SQL answers.
PESADOS = ("torch", "gradio", "pandas", "sentence_transformers", "chromadb", "transformers", "numpy", "alembic", "fastapi")


def _correr(*orden: str, **ajustes: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, timeout=120, env={**os.environ, **ajustes})


def test_imports_go_in_the_directions_that_the_design_says() -> None:
    hecho = _correr(str(Path(sys.executable).with_name("lint-imports")), "--no-logo")
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr


def test_app_imports_nothing_but_the_web_and_its_settings() -> None:
    arbol = ast.parse((RAIZ / "app.py").read_text(encoding="utf-8"))
    modulos = {str(n.module) for n in ast.walk(arbol) if isinstance(n, ast.ImportFrom)}
    assert {m for m in modulos if m.split(".")[0] in ("assistant", "index", "prompts")} == {"assistant.web", "assistant.settings"}
    assert not {"gradio", "fastapi", "uvicorn", "sqlalchemy"} & modulos


def test_nothing_imports_app() -> None:
    for archivo in [a for carpeta in ("assistant", "index", "prompts") for a in (RAIZ / carpeta).rglob("*.py")]:
        for nodo in ast.walk(ast.parse(archivo.read_text(encoding="utf-8"))):
            nombres = [a.name for a in nodo.names] if isinstance(nodo, ast.Import) else [nodo.module] if isinstance(nodo, ast.ImportFrom) else []
            assert "app" not in nombres, archivo


@pytest.mark.parametrize(
    "pregunta",
    ["¿Qué metas no se cumplieron por COVID en 2021?", "¿Cuántas metas hay en 2022?", "¿Cuál fue el avance de la meta 4.2 en 2021?"],
)
def test_an_exact_question_loads_nothing_heavy(casa: Path, pregunta: str) -> None:
    guion = f"""
import json, sys
from assistant.cli import ejecutar
codigo = ejecutar(["ask", {pregunta!r}, "--json"])
print(json.dumps({{"codigo": codigo, "cargados": [m for m in {PESADOS!r} if m in sys.modules]}}))
"""
    hecho = _correr(sys.executable, "-c", guion, **entorno(casa))
    assert hecho.returncode == 0, hecho.stderr
    respuesta, visto = (json.loads(linea) for linea in hecho.stdout.splitlines())
    assert respuesta["status"] == "answered" and respuesta["citations"]
    assert visto == {"codigo": 0, "cargados": []}


def test_the_command_line_itself_imports_next_to_nothing() -> None:
    guion = "import sys, assistant.cli; print([m for m in ('sqlalchemy', 'pydantic', 'rich', 'rapidfuzz', 'assistant.assistant') if m in sys.modules])"
    hecho = _correr(sys.executable, "-c", guion)
    assert hecho.stdout.strip() == "[]", hecho.stdout + hecho.stderr
