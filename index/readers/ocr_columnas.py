"""Small tables among lines of a scan that no rules draw: which heading each figure stands under.

A card prints "Periodo | Programado | Alcanzado" over its four quarters; a quarter without report has one figure, and the
line alone does not say of which column. A line's cells are put under the heading that they stand below, as long as the
lines are of words first and figures behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index import periodos
from index.readers import ocr_cifras
from index.readers.ocr_piezas import Pieza
from index.textos import plegar

#: Headings that make a table, and lines with a quarter's name below them.
_MIN_TITULOS, _MIN_TRIMESTRES = 3, 2


def repartir(filas: Sequence[Sequence[Pieza]]) -> list[list[Pieza | None]]:
    """The lines with a blank (None) in each place of a small table where nothing stands; others as they are."""
    salida: list[list[Pieza | None]] = [list(f) for f in filas]
    i = 0
    while i < len(filas):
        hechas = _debajo(filas, i) if len(filas[i]) >= _MIN_TITULOS else []
        salida[i + 1 : i + 1 + len(hechas)] = hechas
        i += 1 + len(hechas)
    return salida


def _debajo(filas: Sequence[Sequence[Pieza]], i: int) -> list[list[Pieza | None]]:
    """The lines below a heading under its columns; none where they are no small table."""
    titulos = filas[i]
    if any(not any(c.isalpha() for c in p.texto) for p in titulos):
        return []
    bordes = [(a.trozo.caja[2] + b.trozo.caja[0]) / 2 for a, b in pairwise(titulos)]
    hechas: list[list[Pieza | None]] = []
    de_trimestre = 0
    for fila in filas[i + 1 :]:
        puestas = _en_columnas(fila, bordes)
        if puestas is None:
            break
        de_trimestre += periodos.trimestre_en(plegar(fila[0].texto)) is not None
        hechas.append(puestas)
    return hechas if de_trimestre >= _MIN_TRIMESTRES else []


def _en_columnas(fila: Sequence[Pieza], bordes: Sequence[float]) -> list[Pieza | None] | None:
    """A line's words and figures in their columns; None where it is no line of a table."""
    if not any(c.isalpha() for c in fila[0].texto) or not 1 <= len(fila) <= len(bordes) + 1 or _columna(fila[0], bordes, 0):
        return None
    puestas: list[Pieza | None] = [None] * (len(bordes) + 1)
    puestas[0] = fila[0]
    for pieza in fila[1:]:
        columna = _columna(pieza, bordes, 0.5)
        if not ocr_cifras.es_cifra(pieza.texto) or puestas[columna] is not None:
            return None
        puestas[columna] = pieza
    # A line of words alone goes on with what is below the table, unless it names a quarter without report.
    return puestas if len(fila) > 1 or periodos.trimestre_en(plegar(fila[0].texto)) else None


def _columna(pieza: Pieza, bordes: Sequence[float], parte: float) -> int:
    """The column in which a point of a piece stands: its left side (0), its middle (0.5)."""
    x0, _, x1, _ = pieza.trozo.caja
    return sum(x0 + (x1 - x0) * parte > borde for borde in bordes)
