"""Without ``POA_LLM`` no provider is imported and nothing is called, with the network closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo_base import entorno

from assistant.llm import instrucciones

GUION = """
import socket, sys

def cerrada(*a, **k):
    raise AssertionError("se abrió la red")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = cerrada
from assistant.assistant import Assistant
a = Assistant()
for p in ("¿Qué metas no se cumplieron por COVID?", "¿Dónde la regamos?", "¿Qué dicen las observaciones sobre lluvia?"):
    r = a.ask(p)
    assert "llm" not in r, r
malos = [m for m in sys.modules if m.split(".")[0] in ("langchain", "langchain_openai", "langchain_ollama", "openai", "ollama", "xllamacpp", "httpx") or m.startswith("assistant.llm")]
assert not malos, malos
print("bien")
"""


def test_nothing_of_a_model_is_imported_or_called(casa: Path) -> None:
    ajustes = {k: v for k, v in os.environ.items() if not k.startswith("POA_")} | entorno(casa) | {"HF_HUB_OFFLINE": "1"}
    hecho = subprocess.run([sys.executable, "-c", GUION], capture_output=True, text=True, env=ajustes, cwd=casa, timeout=120)
    assert hecho.stdout.strip() == "bien", hecho.stderr[-1500:]


@pytest.mark.parametrize("nombre", sorted(instrucciones.VARIABLES))
def test_every_prompt_loads_with_its_variables(nombre: str) -> None:
    assert instrucciones.plantilla(nombre).messages


def test_a_prompt_with_an_unknown_variable_fails_when_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    instrucciones.plantilla.cache_clear()
    monkeypatch.setitem(instrucciones.VARIABLES, "redactar", frozenset({"texto"}))
    with pytest.raises(instrucciones.ErrorDeInstruccion, match=r"redactar\.md"):
        instrucciones.plantilla("redactar")
    instrucciones.plantilla.cache_clear()
