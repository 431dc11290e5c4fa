"""Pieces that a single blank keeps together though they stand in several columns, parted at the columns' own borders.

The rule. A figure as wide as its column leaves one blank to its neighbour ("413,870 1,136,842"), and so does a text that
fills its own. The column tells: figures that are set to the right end, and words that are set to the left begin, at one
place in nearly all lines. A piece over several columns is parted where each part but a first one of words begins or ends
at that place of its column, and where there is one way only; else it stays whole, and in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.readers.texto_columnas import CIFRA, Columnas, Pieza, bajo

#: Lines that show a border, and their share.
_MIN_LINEAS, _PARTE = 3, 0.8
_PALABRA = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Bordes:
    """Where the texts of a column begin and where they end, if nearly all do so at one place."""

    inicio: int | None
    fin: int | None


def partir(lineas: list[list[Pieza]], de_metas: range, columnas: Columnas, de_cifras: frozenset[int]) -> None:
    """Part the pieces over several columns in the lines of a table's goals. What can't be told stays whole."""
    abarcan = [i for i in de_metas if any(_abarca(p, columnas) for p in lineas[i])]
    if abarcan:
        orillas = _bordes([lineas[i] for i in de_metas], columnas)
        for i in abarcan:
            lineas[i] = _partida(lineas[i], columnas, de_cifras, orillas)


def _bordes(lineas: Sequence[Sequence[Pieza]], columnas: Columnas) -> list[_Bordes]:
    """The borders of each column, by what stands in it alone."""
    inicios: list[Counter[int]] = [Counter() for _ in columnas]
    fines: list[Counter[int]] = [Counter() for _ in columnas]
    for p in (p for linea in lineas for p in linea):
        if len(lugar := bajo(p, columnas)) == 1:
            inicios[lugar[0]][p.inicio] += 1
            fines[lugar[0]][p.fin] += 1
    return [_Bordes(_comun(a), _comun(b)) for a, b in zip(inicios, fines, strict=True)]


def _comun(veces: Counter[int]) -> int | None:
    if not veces:
        return None
    lugar, n = veces.most_common(1)[0]
    return lugar if n >= _MIN_LINEAS and n >= _PARTE * veces.total() else None


def _partida(linea: Sequence[Pieza], columnas: Columnas, de_cifras: frozenset[int], orillas: Sequence[_Bordes]) -> list[Pieza]:
    """A line, its pieces over several columns parted where the borders tell how."""
    salida: list[Pieza] = []
    for p in linea:
        salida += (_trozos(p, bajo(p, columnas), de_cifras, orillas) if _abarca(p, columnas) else None) or [p]
    return salida


def _abarca(p: Pieza, columnas: Columnas) -> bool:
    """Whether a piece of several words stands over several columns."""
    return " " in p.texto and len(bajo(p, columnas)) > 1


def _trozos(p: Pieza, lugar: Sequence[int], de_cifras: frozenset[int], orillas: Sequence[_Bordes]) -> list[Pieza] | None:
    """A piece parted over all its columns; None where there is no way, or more than one."""
    palabras = [(m.start(), m.end()) for m in _PALABRA.finditer(p.texto)]
    modos = list(_modos(p, palabras, lugar, de_cifras, orillas))
    if len(modos) != 1:
        return None
    partes = [*modos[0], len(palabras)]
    salida = []
    for desde, hasta in pairwise(partes):
        a, b = palabras[desde][0], palabras[hasta - 1][1]
        salida.append(replace(p, texto=p.texto[a:b], en=p.en + a, inicio=p.inicio + a, fin=p.inicio + b))
    return salida


def _modos(
    p: Pieza,
    palabras: Sequence[tuple[int, int]],
    lugar: Sequence[int],
    de_cifras: frozenset[int],
    orillas: Sequence[_Bordes],
    desde: int = 0,
) -> Iterator[list[int]]:
    """The ways to deal words from ``desde`` on over columns: the index of each column's first word."""
    columna, *resto = lugar
    for hasta in range(desde + 1, len(palabras) - len(resto) + 1) if resto else [len(palabras)]:
        inicio, fin = p.inicio + palabras[desde][0], p.inicio + palabras[hasta - 1][1]
        texto = p.texto[palabras[desde][0] : palabras[hasta - 1][1]]
        if columna in de_cifras:
            cabe = hasta == desde + 1 and bool(CIFRA.fullmatch(texto)) and fin == orillas[columna].fin
        else:
            cabe = desde == 0 or inicio == orillas[columna].inicio
        if cabe and not resto:
            yield [desde]
        elif cabe:
            yield from ([desde, *x] for x in _modos(p, palabras, resto, de_cifras, orillas, hasta))
