"""What a file may ask of the machine that reads it. Beyond a limit the file is set aside with its reason.

Sources: security.md ("Decided", 4: an 88 KB PDF that took 1.4 GB, a 4.6 KB workbook that took 3 GB).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Called by a reader with (parts done, parts there are): pages, sheets. It also shows that the reader is alive.
Aviso = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limites:
    """Limits on one file. ``de_procesador``: seconds of processor that a reader may take without announcing a part done,
    the same on a busy machine as on an idle one; ``segundos``: how long by the clock, for a reader that waits or sleeps."""

    de_procesador: float = 8.0
    segundos: float = 60.0
    segundos_en_total: float = 900.0
    memoria_mb: int = 1024
    archivo_mb: int = 200
    desempacado_mb: int = 400
    paginas: int = 500
    hojas: int = 1_000
    celdas: int = 4_000_000
    archivos_en_zip: int = 2_000


LIMITES = Limites()


def callar(hechas: int, total: int) -> None:
    """An ``Aviso`` that says nothing."""
