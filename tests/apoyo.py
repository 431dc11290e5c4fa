"""What tests of every folder import: where things are, and what a command line left."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))
COMPARTIDO = RAIZ.parent / "shared"


@dataclass(frozen=True)
class Salida:
    """What a command line left: its exit code and both outputs."""

    codigo: int
    salida: str
    error: str

    @property
    def json(self) -> Any:
        """Its standard output as JSON."""
        return json.loads(self.salida)

    @property
    def jsonl(self) -> list[Any]:
        """Its standard output as one JSON a line."""
        return [json.loads(linea) for linea in self.salida.splitlines()]


Poa = Callable[..., Salida]
