"""Tables whose rows are told by shades: their columns, and where the shaded rows begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_pagina import Caja
from index.readers.pdf_tablas import MISMA, TOCA

#: Cells of a shaded row, or of a heading over such rows, more than these.
_MIN_MARCAS = 3


@dataclass(frozen=True, slots=True)
class Franjas:
    """The shaded rows of a table in which others are not: the x of the column borders, the y of the shaded rows'."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


def franjas(fondos: Iterable[Caja]) -> tuple[list[Franjas], list[Caja]]:
    """Tables whose rows are shaded by turns, and the other filled areas. The shades give all the columns, but of the
    rows only those that they lie under."""
    renglones: dict[tuple[int, int], list[Caja]] = defaultdict(list)
    for caja in sorted(fondos):
        renglones[round(caja[1]), round(caja[3])].append(caja)
    grupos: dict[tuple[int, ...], list[list[Caja]]] = defaultdict(list)
    for _, cajas in sorted(renglones.items()):
        grupos[tuple(round(c[0] / MISMA) for c in cajas)].append(cajas)
    salida, otros = [], []
    for grupo in grupos.values():
        altos = sorted((cajas[0][1], cajas[0][3]) for cajas in grupo)
        alternan = len(grupo[0]) > _MIN_MARCAS and any(b[0] - a[1] > TOCA for a, b in pairwise(altos))
        if alternan:
            xs = (*(c[0] for c in grupo[0]), grupo[0][-1][2])
            salida.append(Franjas(xs, tuple(y for alto in altos for y in alto)))
        else:
            otros += [c for cajas in grupo for c in cajas]
    enteras = _de_lado_a_lado(otros)
    return [*salida, *enteras], [c for c in otros if not any(_en_franja(c, f) for f in enteras)]


def _de_lado_a_lado(fondos: Sequence[Caja]) -> list[Franjas]:
    """Tables whose shades are one area a row, below a heading of filled cells from side to side, which has the columns."""
    salida = []
    for x0, x1 in sorted({(round(c[0]), round(c[2])) for c in fondos}):
        bandas_ = [c for c in fondos if abs(c[0] - x0) <= MISMA and abs(c[2] - x1) <= MISMA]
        titulos = [c for c in fondos if c not in bandas_ and x0 - MISMA <= c[0] and c[2] <= x1 + MISMA]
        bordes = _distintos(x for c in titulos for x in (c[0], c[2]))
        suelo = max((c[3] for c in titulos), default=0.0)
        suyas = sorted((c[1], c[3]) for c in bandas_ if c[1] >= suelo - TOCA)
        cubre = len(bordes) > _MIN_MARCAS and abs(bordes[0] - x0) <= MISMA + 1 and abs(bordes[-1] - x1) <= MISMA + 1
        if suyas and cubre:
            salida.append(Franjas(tuple(bordes), tuple(y for alto in suyas for y in alto)))
    return salida


def _distintos(valores: Iterable[float]) -> list[float]:
    """Values in order, each once."""
    salida: list[float] = []
    for valor in sorted(valores):
        if not salida or valor - salida[-1] > MISMA:
            salida.append(valor)
    return salida


def _en_franja(caja: Caja, franjas_: Franjas) -> bool:
    """Whether an area is one of those of a table's shaded rows."""
    ancha = abs(caja[0] - franjas_.xs[0]) <= MISMA and abs(caja[2] - franjas_.xs[-1]) <= MISMA
    return ancha and any(abs(caja[1] - y) <= MISMA for y in franjas_.ys[::2])
