"""Lines of wrapped text → the rows they belong to, where no rule separates the rows.

Each row of a table has an anchor: the baseline of its figures. A cell's lines hang from the anchor, stand on it or are
centred at it, one way for the whole table; a column's lines are dealt so that every cell does so and its lines keep an
even distance. Where two ways fit equally well and disagree, none is taken: text under another goal would be believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from index.readers.pdf_palabras import Linea

Modo = Literal["arriba", "centro", "abajo"]
_MODOS: tuple[Modo, ...] = ("arriba", "centro", "abajo")
#: The number that a goal's description opens with.
NUMERO = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\s*[.\-–)]+|\d{1,3}(?:\.\d{1,3})+\s)\s*(?=[^\W\d])")
#: Parts of the distance between lines: how far a cell may stand from its anchor, what an uneven distance and a line
#: that belongs to no row cost, and how much better the best way must be.
_HOLGURA = 0.45
_PENA = 1.0
_VENTAJA = 0.4
#: Lines further apart than this are not of one row; of one cell that is centred or stands on its anchor.
_MAX_SEPARACION, _MAX_JUNTAS = 4.0, 1.45
#: The row of a line that goes on from the page before.
COLA = -1

Reparto = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class _Columna:
    """The lines of a column, the usual distance between them, whether cells open with a number."""

    lineas: Sequence[Linea]
    paso: float
    numerada: bool

    def desigual(self, i: int, modo: Modo) -> float:
        """What it costs that line ``i`` goes on from the one before it. Apart, only what hangs from its anchor may."""
        salto = (self.lineas[i].base - self.lineas[i - 1].base) / self.paso
        if salto > (_MAX_SEPARACION if modo == "arriba" else _MAX_JUNTAS):
            return float("inf")
        numero = self.numerada and NUMERO.match(self.lineas[i].segmentos[0].texto)
        return abs(salto - 1.0) * 2.0 + (_PENA if numero else 0.0)

    def abre(self, i: int) -> float:
        """What it costs that a cell opens with line ``i``."""
        return _PENA if self.numerada and not NUMERO.match(self.lineas[i].segmentos[0].texto) else 0.0


def repartir(columnas: Mapping[int, Sequence[Linea]], anclas: Sequence[float], con_cola: bool) -> Reparto | None:
    """The row (index of its anchor, or ``COLA``) of each line of each column; None where it can't be told.

    ``con_cola``: lines above the first row may go on from the page before.
    """
    medidas = {c: _medir(lineas) for c, lineas in columnas.items() if lineas}
    if not medidas:
        return {}
    intentos: list[tuple[float, Reparto]] = []
    for modo in _MODOS:
        hechos = {c: _repartir(m, anclas, modo, con_cola) for c, m in medidas.items()}
        costo = sum(h[0] if h else float("inf") for h in hechos.values())
        if costo < float("inf"):
            intentos.append((costo, {c: h[1] for c, h in hechos.items() if h}))
    intentos.sort(key=lambda x: x[0])
    if not intentos:
        return None
    mejor = intentos[0]
    if any(otro[1] != mejor[1] and otro[0] - mejor[0] < _VENTAJA for otro in intentos[1:]):
        return None
    return mejor[1]


def _medir(lineas: Sequence[Linea]) -> _Columna:
    cuerpo = median(x.tamano for x in lineas)
    saltos = [b.base - a.base for a, b in pairwise(lineas) if b.base - a.base < 1.7 * cuerpo]
    numeros = sum(bool(NUMERO.match(x.segmentos[0].texto)) for x in lineas)
    return _Columna(lineas, median(saltos) if saltos else 1.2 * cuerpo, numeros >= 2)


def _repartir(columna: _Columna, anclas: Sequence[float], modo: Modo, con_cola: bool) -> tuple[float, list[int]] | None:
    """The cheapest way to deal a column's lines, in order, over the anchors; an anchor may get none."""
    lineas, paso = columna.lineas, columna.paso
    n = len(lineas)
    # mejores[i]: cost of dealing the first i lines over the anchors so far, and the (first line, row) of each cell
    mejores: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    if con_cola:
        costo = 0.0
        for i in range(n):
            if anclas and lineas[i].base >= anclas[0] - _HOLGURA * paso:
                break
            costo += _PENA / 4 + (columna.desigual(i, modo) if i else 0.0)
            mejores[i + 1] = (costo, ((0, COLA),))
    for fila, ancla in enumerate(anclas):
        nuevas = dict(mejores)
        # A row holds no other row's anchor: its lines end before the next one and begin after the one before.
        antes = anclas[fila - 1] + _HOLGURA * paso if fila else float("-inf")
        despues = anclas[fila + 1] - _HOLGURA * paso if fila + 1 < len(anclas) else float("inf")
        for i, (costo, celdas) in mejores.items():
            interior = 0.0
            if i < n and lineas[i].base <= antes:
                continue
            for j in range(i, n):
                if lineas[j].base >= despues:
                    break
                interior += columna.desigual(j, modo) if j > i else columna.abre(i)
                desvio = (_referencia(lineas[i].base, lineas[j].base, modo) - ancla) / paso
                if interior == float("inf") or desvio > _HOLGURA:
                    break
                if abs(desvio) <= _HOLGURA:
                    total = costo + interior + abs(desvio)
                    if total < nuevas.get(j + 1, (float("inf"),))[0]:
                        nuevas[j + 1] = (total, (*celdas, (i, fila)))
        mejores = nuevas
    if n not in mejores:
        return None
    costo, celdas = mejores[n]
    filas = [0] * n
    for (inicio, fila), siguiente in zip(celdas, [*(c[0] for c in celdas[1:]), n], strict=True):
        filas[inicio:siguiente] = [fila] * (siguiente - inicio)
    return costo, filas


def _referencia(primera: float, ultima: float, modo: Modo) -> float:
    """What of a cell stands at the anchor."""
    return {"arriba": primera, "centro": (primera + ultima) / 2, "abajo": ultima}[modo]
