"""The ``poa`` command line: a face, with no logic of its own.

Each module beside this one holds a few commands; all heavy imports are inside them, so that ``poa --help`` and an
exact question stay quick. A command returns its exit code: 0 done, 1 done but something was set aside or did not
check, 2 bad usage or input.
"""

from __future__ import annotations

import os
import sys

from assistant.cli import carga, consulta, cuentas, exporta, historia, indice, respaldo, resumen, revision, sistema
from assistant.cli.errores import codigo_de
from assistant.cli.nucleo import app, preparar
from index import recolector

__all__ = [
    "app",
    "carga",
    "consulta",
    "cuentas",
    "ejecutar",
    "exporta",
    "historia",
    "indice",
    "main",
    "respaldo",
    "resumen",
    "revision",
    "sistema",
]


def ejecutar(argumentos: list[str]) -> int:
    """Run one command line; every failure is one line in Spanish on stderr. Returns the exit code."""
    preparar()
    try:
        codigo = app(argumentos, prog_name="poa", standalone_mode=False)
    except Exception as error:
        return codigo_de(error)
    return codigo if isinstance(codigo, int) else 0


def main() -> None:
    """Entry point of the ``poa`` script."""
    recolector.espaciado()
    sys.exit(ejecutar([_en_utf8(a) for a in sys.argv[1:]]))


def _en_utf8(argumento: str) -> str:
    """An argument as it was typed, where the locale made Python take it for ASCII."""
    try:
        return os.fsencode(argumento).decode("utf-8")
    except UnicodeError:
        return argumento
