"""Rows of a ruled table that are drawn without their column borders, beside rows that have them.

Word processors' styles rule every other row, or fill a heading and rule nothing in it. Such a row is one cell over all of
the table; its texts are those of the columns of the other rows where none of its words runs over a border, nor goes on
behind one as a text does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.pdf_palabras import Palabra, en_orden
from index.readers.pdf_tablas import Cuadricula, Region

#: Columns of a row that has its borders, at least; cells that its like without them fills; rows that have them.
_MIN_COLUMNAS, _MIN_LLENAS, _MIN_FILAS = 5, 2, 2
#: A word may reach so far over a border (points). A printed blank is no wider (letter sizes).
_HOLGURA, _BLANCO = 1.0, 0.4

Tramos = tuple[tuple[int, int], ...]


def completar(tabla: Cuadricula, suyas: Sequence[Palabra]) -> Cuadricula:
    """A table, its rows (or the parts of them) without column borders parted as the others are."""
    tramos = _tramos(tabla)
    if not tramos:
        return tabla
    regiones: list[Region] = []
    for r in tabla.regiones:
        dentro = tuple(t for t in tramos if r.columna <= t[0] and t[0] + t[1] <= r.columna + r.columnas)
        abarca = r.filas == 1 and len(dentro) > 1 and sum(t[1] for t in dentro) == r.columnas
        if abarca and _cabe([p for p in suyas if _en(tabla, r, p)], tabla.xs, dentro):
            regiones += [Region(r.fila, columna, 1, columnas) for columna, columnas in dentro]
        else:
            regiones.append(r)
    return replace(tabla, regiones=tuple(regiones)) if len(regiones) > len(tabla.regiones) else tabla


def _tramos(tabla: Cuadricula) -> Tramos:
    """The columns (first, how many of the grid's) of most rows that have borders."""
    por_fila: dict[int, list[tuple[int, int]]] = {}
    for r in sorted(tabla.regiones, key=lambda r: r.columna):
        for f in range(r.fila, r.fila + r.filas):
            por_fila.setdefault(f, []).append((r.columna, r.columnas))
    veces = Counter(tuple(rs) for rs in por_fila.values() if len(rs) >= _MIN_COLUMNAS)
    if not veces:
        return ()
    tramos, n = max(veces.items(), key=lambda x: (len(x[0]), x[1]))
    return tramos if n >= _MIN_FILAS else ()


def _en(tabla: Cuadricula, region: Region, palabra: Palabra) -> bool:
    x0, top, x1, bottom = tabla.caja_de(region)
    x, y = palabra.centro
    return x0 <= x <= x1 and top <= y <= bottom


def _cabe(palabras: Sequence[Palabra], xs: Sequence[float], tramos: Tramos) -> bool:
    """Whether the words of a row stand in the columns, one text in each."""
    bordes = [xs[c] for c, _ in tramos[1:]]
    if any(p.giro or any(p.x0 < x - _HOLGURA and x + _HOLGURA < p.x1 for x in bordes) for p in palabras):
        return False
    llenas = {sum(p.centro[0] > x for x in bordes) for p in palabras}
    return len(llenas) >= _MIN_LLENAS and not any(
        a.blanco and b.x0 - a.x1 <= _BLANCO * a.tamano and any(a.centro[0] < x < b.centro[0] for x in bordes)
        for linea in en_orden(palabras)
        for a, b in pairwise(linea)
    )
