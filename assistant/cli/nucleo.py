"""What all commands share: the Typer application with its texts in Spanish, settings, output and messages."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

#: What Typer writes in its help, and how it reads here. Order matters: the first that matches wins.
_AYUDA = (
    (r"^Usage: ", "Uso: "),
    (r"\[OPTIONS\] COMMAND \[ARGS\]\.\.\.", "[OPCIONES] ORDEN [ARGUMENTOS]..."),
    (r"\[OPTIONS\]", "[OPCIONES]"),
    (r"^Options:", "Opciones:"),
    (r"^Arguments:", "Argumentos:"),
    (r"^Commands:", "Órdenes:"),
    (r"Show this message and exit\.", "Muestra esta ayuda y termina."),
    (r"\[required\]", "[obligatorio]"),
    (r"\[default: ", "[por omisión: "),
)


class ErrorDeUso(Exception):
    """Bad usage or input: its text is the one line that the user sees. Exit code 2."""


def en_espanol(ayuda: str) -> str:
    """A help text with Typer's own words in Spanish."""
    for ingles, espanol in _AYUDA:
        ayuda = re.sub(ingles, espanol, ayuda, flags=re.MULTILINE)
    return ayuda


class Orden(TyperCommand):
    """A command whose help is in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return en_espanol(super().get_help(ctx))


class Ordenes(TyperGroup):
    """The group of commands, in the order they were declared, its help in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return en_espanol(super().get_help(ctx))


app = typer.Typer(
    name="poa",
    cls=Ordenes,
    help="Asistente para informes de avance del Programa Operativo Anual (POA).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _raiz(
    ctx: typer.Context,
    version: bool = typer.Option(False, "--version", help="Muestra la versión y termina."),
) -> None:
    """Asistente para informes de avance del Programa Operativo Anual (POA)."""
    if version:
        from importlib.metadata import version as instalada

        print(f"poa {instalada('asistente-poa')}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help(), file=sys.stderr)
        raise typer.Exit(2)


def preparar() -> None:
    """Output that no text can break, and third parties that keep quiet."""
    for flujo in (sys.stdout, sys.stderr):
        if hasattr(flujo, "reconfigure"):
            flujo.reconfigure(encoding="utf-8", errors="backslashreplace")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")


def depurar() -> bool:
    """Whether tracebacks are wanted (``POA_DEBUG``)."""
    return os.environ.get("POA_DEBUG", "").strip().lower() not in ("", "0", "no", "false")


def ajustes() -> Settings:
    """The settings, with the log in the data folder."""
    from assistant.settings import Settings

    leidos = Settings()
    _bitacora(leidos)
    return leidos


def _bitacora(leidos: Settings) -> None:
    """Warnings and errors of all modules go to ``poa.log`` in the data folder, made by the first one."""
    raiz = logging.getLogger()
    if raiz.handlers:
        return
    manejador: logging.Handler
    if depurar() or not leidos.carpeta.is_dir():
        manejador = logging.StreamHandler() if depurar() else logging.NullHandler()
    else:
        manejador = logging.FileHandler(leidos.carpeta / "poa.log", encoding="utf-8", delay=True)
    manejador.setLevel(logging.WARNING)
    manejador.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    raiz.addHandler(manejador)


def asistente(leidos: Settings | None = None) -> Assistant:
    """The assistant over the store of the settings."""
    from assistant.assistant import Assistant

    return Assistant(leidos or ajustes())


def decir(texto: str) -> None:
    """A message for people, on stderr."""
    print(texto, file=sys.stderr, flush=True)


def escribir_json(valor: Any) -> None:
    """One line of JSON on stdout."""
    print(json.dumps(valor, ensure_ascii=False, default=str), flush=True)


def plural(n: int, uno: str, varios: str) -> str:
    """ "1 meta", "3 metas"."""
    return f"{n:,} {uno if n == 1 else varios}"


@contextmanager
def barra() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on stderr, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columnas = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columnas, console=Console(stderr=True), transient=True) as barra:
        tarea = barra.add_task("", total=None)

        def progreso(etapa: str, hechos: int, total: int) -> None:
            barra.update(tarea, description=etapa.replace("[", r"\["), completed=hechos, total=total)

        yield progreso
