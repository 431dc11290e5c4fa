"""The server that is measured: started with an account for each person, with its memory and its time of processor."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bench.carga_web import RAIZ, entrada, esperar, muestra, puerto_libre, terminar

CLAVE = "frase de la medida"


class Llamada(NamedTuple):
    """How the page asks: the function that sends the chat's box and the one that follows an answer, each with its inputs."""

    funcion: int
    entradas: int
    despues: int
    sus_entradas: int

    @classmethod
    def de(cls, config: dict[str, Any]) -> Llamada:
        """As the page's configuration has them."""
        funcion, entradas = entrada(config)
        despues = next(d for d in config["dependencies"] if d["trigger_after"] == funcion)
        return cls(funcion, entradas, despues["id"], len(despues["inputs"]))


@dataclass
class Servido:
    """A running server: where it is, its process, and how its page asks."""

    direccion: str
    proceso: subprocess.Popen[bytes]
    llamada: Llamada = field(default_factory=lambda: Llamada(0, 0, 0, 0))
    tiempos: list[float] = field(default_factory=list)
    fallas: Counter[str] = field(default_factory=Counter)
    #: Seconds of processor that the measured questions cost.
    gastado: float = 0.0

    def procesador(self) -> float:
        """Seconds of processor of the server so far."""
        partes = Path(f"/proc/{self.proceso.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(partes[11]) + int(partes[12])) / os.sysconf("SC_CLK_TCK")

    def memoria(self) -> float:
        """Megabytes of the server and of all processes under it."""
        return sum(_pss(p) for p in _arbol(self.proceso.pid)) / 1024


def _arbol(pid: int) -> Iterator[int]:
    yield pid
    for lista in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            hijos = lista.read_text().split()
        except OSError:  # a thread that has just ended
            continue
        for hijo in hijos:
            yield from _arbol(int(hijo))


def _pss(pid: int) -> int:
    try:
        renglones = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(r.split()[1]) for r in renglones if r.startswith("Pss:")), 0)


@contextmanager
def servir(personas: int, modelo: str = "") -> Iterator[Servido]:
    """The page with an account for each person."""
    from assistant.accesos import claves
    from assistant.accesos.cuentas import Archivo, Cuenta, ahora

    guardada = claves.guardar(CLAVE)
    puerto = puerto_libre()
    with tempfile.TemporaryDirectory(prefix="poa-servidor-") as casa:
        entorno = muestra(Path(casa)) | {"POA_PORT": str(puerto), "POA_AUTH": f"{casa}/cuentas.json"}
        if modelo:
            entorno |= {"POA_LLM": "openai:de-prueba", "POA_LLM_BASE_URL": modelo}
            entorno["OPENAI_API_KEY"] = "ninguna"  # pragma: allowlist secret
        with Archivo(Path(casa) / "cuentas.json").cambiar() as cuentas:
            for n in range(personas):
                campos = {"nombre": f"p{n}", "papel": "lector", "clave": guardada, "creada": ahora(), "cambiada": ahora()}
                cuentas[f"p{n}"] = Cuenta.model_validate(campos)
        proceso = subprocess.Popen([sys.executable, "app.py"], cwd=RAIZ, env=entorno, stdout=subprocess.DEVNULL)
        try:
            direccion = f"http://127.0.0.1:{puerto}"
            esperar(f"{direccion}/healthz", proceso)
            yield Servido(direccion, proceso)
        finally:
            terminar(proceso)
