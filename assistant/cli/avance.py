"""How far a load is: a bar on a terminal, a line now and then elsewhere; always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.cli.nucleo import decir, plural
from assistant.cli.presenta import limpio

if TYPE_CHECKING:
    from assistant.carga import Progreso
    from index.ingest import Avance

#: Seconds between two lines where there is no terminal: a short load says nothing.
CADA = 10.0
_MAX_NOMBRE = 40


@contextmanager
def avance() -> Iterator[Progreso]:
    """What a load tells its progress to."""
    with _barra() if sys.stderr.isatty() else _lineas() as progreso:
        yield progreso


@contextmanager
def _lineas() -> Iterator[Progreso]:
    ultima = time.monotonic()

    def progreso(a: Avance) -> None:
        nonlocal ultima
        if time.monotonic() - ultima >= CADA:
            ultima = time.monotonic()
            decir(f"{a.hechos:,} de {a.total:,}: {_nombre(a)}{_cuentas(a)}")

    yield progreso


@contextmanager
def _barra() -> Iterator[Progreso]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columnas = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[cuentas]}", markup=False),
    )
    with Progress(*columnas, console=Console(stderr=True), transient=True) as barra:
        tarea = barra.add_task("", total=None, cuentas="")

        def progreso(a: Avance) -> None:
            barra.update(tarea, description=_nombre(a), completed=a.hechos, total=a.total, cuentas=_cuentas(a))

        yield progreso


def _nombre(a: Avance) -> str:
    """The file's name and the part of it that is being read."""
    nombre = limpio(PurePath(a.etapa).name)
    corto = nombre if len(nombre) <= _MAX_NOMBRE else f"…{nombre[1 - _MAX_NOMBRE :]}"
    return f"{corto} ({min(a.parte + 1, a.partes)} de {a.partes})" if a.partes > 1 else corto


def _cuentas(a: Avance) -> str:
    cuentas = [plural(a.metas, "meta", "metas")] if a.metas else []
    cuentas += [plural(a.apartados, "apartado", "apartados")] if a.apartados else []
    return "".join(f", {c}" for c in cuentas)
