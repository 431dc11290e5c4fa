"""Lines outside of tables → blocks of rows: a form's header, its signatures.

In a block the cells of all lines stand over one another. A line that has nothing but a piece of one cell is wrapped:
it goes on from the line above it where that one was full (its next word would not have fitted), or goes before the
line below where it is full itself, its label standing at the last line. Where both may be, the nearer line tells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers import pdf_columnas
from index.readers.pdf_columnas import Intervalo
from index.readers.pdf_palabras import Linea, Segmento
from index.readers.pdf_titulos import Fila
from index.textos import VACIAS, plegar

#: Parts of the letter's size: lines of one cell are no further apart; a difference between distances; a blank.
_MAX_SALTO, _DISTINTO, _BLANCO = 1.6, 0.04, 0.25
#: Cells of one margin begin within this (points), and are so many; the white between two cells (letter sizes), which is more
#: than that between two words.
_MISMO_MARGEN, _MIN_AL_MARGEN, _ENTRE_CELDAS = 0.6, 2, 0.4


@dataclass(slots=True)
class Bloque:
    """Rows, and the number of their columns."""

    filas: list[Fila]
    ancho: int


def bloques(renglones: Sequence[Linea]) -> Iterator[Bloque]:
    """The blocks of lines that are cut at wide gaps."""
    for lineas in _cortar(_al_margen(renglones)):
        columnas = _columnas(lineas)
        yield Bloque(_filas(lineas, columnas), len(columnas))


def _al_margen(renglones: Sequence[Linea]) -> list[Linea]:
    """Lines cut also at a narrower gap, where what is behind it begins at the margin of other lines' cells: the widest
    label of a table without rules leaves hardly any white before its value."""
    inicios = [s.caja[0] for x in renglones for s in x.segmentos[1:]]
    margenes = {a for a in inicios if sum(abs(a - b) <= _MISMO_MARGEN for b in inicios) >= _MIN_AL_MARGEN}
    if not margenes:
        return list(renglones)
    return [x._replace(segmentos=tuple(t for s in x.segmentos for t in _cortado(s, margenes))) for x in renglones]


def _cortado(segmento: Segmento, margenes: set[float]) -> Iterator[Segmento]:
    desde = 0
    palabras = segmento.palabras
    for i, (antes, ahora) in enumerate(pairwise(palabras), start=1):
        suelta = ahora.x0 - antes.x1 >= _ENTRE_CELDAS * ahora.tamano
        if suelta and any(abs(ahora.x0 - m) <= _MISMO_MARGEN for m in margenes):
            yield Segmento(palabras[desde:i])
            desde = i
    yield Segmento(palabras[desde:])


def _cortar(renglones: Sequence[Linea]) -> Iterator[list[Linea]]:
    """Runs of lines in which no two cells of one line fall in one column."""
    bloque: list[Linea] = []
    for linea in renglones:
        columnas = _columnas((*bloque, linea))
        choca = any(
            len({_lugar(s, columnas) for s in x.segmentos}) < len(x.segmentos) for x in (*bloque, linea) if len(x.segmentos) > 1
        )
        if choca and bloque:
            yield bloque
            bloque = []
        bloque.append(linea)
    if bloque:
        yield bloque


def _columnas(renglones: Iterable[Linea]) -> list[Intervalo]:
    """The columns of lines that have several cells."""
    return pdf_columnas.unir(s for x in renglones if len(x.segmentos) > 1 for s in x.segmentos)


def _lugar(segmento: Segmento, columnas: Sequence[Intervalo]) -> int:
    """The column where a cell starts."""
    return max(bisect_right([a for a, _ in columnas], segmento.caja[0] + 1) - 1, 0)


def _celdas(linea: Linea, columnas: Sequence[Intervalo]) -> dict[int, Segmento]:
    celdas: dict[int, Segmento] = {}
    for segmento in linea.segmentos:
        celdas[max([_lugar(segmento, columnas), *(c + 1 for c in celdas)])] = segmento
    return celdas


# --- wrapped cells --------------------------------------------------------------------------------------------------


def _filas(lineas: Sequence[Linea], columnas: Sequence[Intervalo]) -> list[Fila]:
    """The rows of a block, the wrapped lines of a cell in the row of its label."""
    celdas = [_celdas(x, columnas) for x in lineas]
    rumbos = [_rumbo(i, lineas, celdas, columnas) for i in range(len(lineas))]
    filas: list[Fila] = []
    pendiente: list[dict[int, Segmento]] = []
    for suyas, rumbo in zip(celdas, rumbos, strict=True):
        if rumbo > 0:
            pendiente.append(suyas)
            continue
        if rumbo == 0 or not filas or len(filas[-1].celdas) < 2:
            filas.append(Fila())  # what goes on without a label beside it is a title's line
        for grupo in (*pendiente, suyas):
            for columna, segmento in grupo.items():
                filas[-1].celdas.setdefault(columna, []).extend(segmento.palabras)
        pendiente = []
    return [*filas, *(Fila({c: list(s.palabras) for c, s in x.items()}) for x in pendiente)]


def _rumbo(i: int, lineas: Sequence[Linea], celdas: Sequence[dict[int, Segmento]], columnas: Sequence[Intervalo]) -> int:
    """-1 if a line goes on from the one above, 1 if it goes before the one below, 0 if it is a row by itself."""
    if len(columnas) < 2:
        return 0
    fines = {c: _fin(c, celdas, columnas) for c in celdas[i]}
    arriba = _salto(lineas, i, i - 1) if i and _siguen(celdas[i - 1], celdas[i], fines) else None
    abajo = None
    if i + 1 < len(lineas) and len(celdas[i]) == 1 and len(celdas[i + 1]) > 1 and _siguen(celdas[i], celdas[i + 1], fines):
        abajo = _salto(lineas, i + 1, i)  # a label stands below
    if arriba is not None and (abajo is None or arriba <= abajo + _DISTINTO):
        return -1
    return 1 if abajo is not None else 0


def _salto(lineas: Sequence[Linea], i: int, antes: int) -> float | None:
    """How far a line stands below another, in letter sizes; None if too far for one cell, or of another size."""
    a, b = lineas[antes], lineas[i]
    salto = (b.base - a.base) / min(a.tamano, b.tamano)
    return salto if salto <= _MAX_SALTO and abs(a.tamano - b.tamano) < 0.5 else None


def _siguen(antes: dict[int, Segmento], despues: dict[int, Segmento], fines: dict[int, float]) -> bool:
    """Whether the cells of the narrower line and those of the other one are one text each: they start alike or have
    one middle, and the upper ones are full."""
    comunes = antes.keys() & despues.keys()
    if len(comunes) > 1 and any(not any(x.isalpha() for x in despues[c].texto) for c in comunes):
        return False  # a code opens a row of its own
    if len(comunes) > 1 and _es_otro(antes[min(comunes)].texto, despues[min(comunes)].texto):
        return False
    return comunes == fines.keys() and all(_sigue(antes[c], despues[c], fines[c]) for c in comunes)


def _es_otro(antes: str, despues: str) -> bool:
    """Whether a label ends above another one: both have their colon; or one in small letters ("Periodo que se informa") stands
    above one that begins with a capital: it would go on in small letters. One whose words all have capitals may go on in any."""
    if antes.endswith(":") and despues.endswith(":"):
        return True
    *_, ultima = palabras = antes.split()
    entero = len(palabras) > 1 and ultima.islower() and plegar(ultima) not in VACIAS
    return entero and despues[0].isupper() and not despues.isupper()


def _sigue(antes: Segmento, despues: Segmento, fin: float) -> bool:
    primera = despues.palabras[0]
    centrada = abs(sum(antes.caja[::2]) - sum(despues.caja[::2])) < 0.5 * primera.tamano
    alineada = abs(antes.caja[0] - despues.caja[0]) < 0.3 * primera.tamano or centrada
    return alineada and antes.caja[2] + _BLANCO * primera.tamano + primera.x1 - primera.x0 > fin


def _fin(columna: int, celdas: Sequence[dict[int, Segmento]], columnas: Sequence[Intervalo]) -> float:
    """Where the lines of a column end at most: before the next column; in the last one, where its longest line does."""
    if columna + 1 < len(columnas):
        return columnas[columna + 1][0]
    return max(x[columna].caja[2] for x in celdas if columna in x)
