"""Columns of text that only blanks separate (a table copied from a PDF, a report printed to a file).

The rule. Two blanks or more separate the pieces of a line. The rows of figures tell the columns: pieces that stand over
one another in any two rows are of one column, and what the heading's last line names over none of them is a column of
its own. Every line from the heading to the last row's end is then laid out by position, so that a blank cell stays blank
in its place; a piece over several columns is a merged cell, and a name that runs down several lines of the heading over
one column, with none over it, is one name. Lines outside the table are only cut into their pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_PIEZA = re.compile(r"\S+(?: \S+)*")
_CIFRA = re.compile(r"[-+($]{0,2}\d[\d.,' ]*\)?\s?%?")
#: A label with its colon, and its value if it has one.
_ROTULO = re.compile(r"(?:[^\W\d][^:]{2,30}:\s|.*:$)")
#: Pieces of a row of the table at the very least, and how many of them are figures.
_MIN_PIEZAS = 6
_MIN_CIFRAS = 3
#: Rows that make a table.
_MIN_FILAS = 2
#: Lines between two rows of one table (long texts go on there), lines of a heading.
_MAX_ENTRE = 14
_MAX_ENCABEZADO = 10
#: Characters of a name in a heading.
_MAX_NOMBRE = 60
#: Pieces from which the last line of a heading holds names of its own (programmed, achieved), not the end of others.
_MIN_MEDIDAS = 4
#: Blanks that a tab is worth.
_TABULADOR = 8


@dataclass(frozen=True, slots=True)
class Pieza:
    """A piece of a line: its text and where it stands (``fin`` excluded). ``columna`` is its cell (0-based); ``sigue`` is
    what lines below add to a name of the heading."""

    texto: str
    inicio: int
    fin: int
    columna: int = 0
    columnas: int = 1
    sigue: str = ""


def hay(lineas: Sequence[str]) -> bool:
    """Whether a file without delimiters has a table in columns: rows of figures, more than lines with commas."""
    filas = sum(_es_fila(piezas(linea)) for linea in lineas)
    return filas >= _MIN_FILAS and filas > sum(linea.count(",") >= _MIN_PIEZAS - 1 for linea in lineas)


def piezas(linea: str) -> list[Pieza]:
    """The pieces of a line, each its own cell."""
    linea = linea.expandtabs(_TABULADOR).replace("\u00a0", " ")
    return [Pieza(m.group(), m.start(), m.end(), n) for n, m in enumerate(_PIEZA.finditer(linea))]


def distribuir(lineas: Sequence[str]) -> list[list[Pieza]]:
    """The pieces of every line, those of tables in their columns."""
    salida = [piezas(linea) for linea in lineas]
    for desde, filas, hasta in _tablas(salida):
        columnas = _columnas([salida[i] for i in filas], salida[desde : filas[0]])
        for i in range(desde, hasta):
            salida[i] = _en_columnas(salida[i], columnas, i < filas[0])
        _juntar_nombres(salida, range(desde, filas[0]))
    return salida


def _juntar_nombres(lineas: list[list[Pieza]], encabezado: range) -> None:
    """Write the names of the heading that run down over one column in their first line."""
    bajo_grupo = {p.columna + c for i in encabezado for p in lineas[i] if p.columnas > 1 for c in range(p.columnas)}
    primeras: dict[int, tuple[int, int]] = {}
    ultima = max((i for i in encabezado if lineas[i]), default=-1)
    if ultima >= 0 and len(lineas[ultima]) >= _MIN_MEDIDAS:
        bajo_grupo |= {p.columna for p in lineas[ultima]}
    for i in encabezado:
        quedan: list[Pieza] = []
        for p in lineas[i]:
            if p.columna in primeras:
                j, k = primeras[p.columna]
                lineas[j][k] = replace(lineas[j][k], sigue=f"{lineas[j][k].sigue} {p.texto}")
                continue
            if p.columna not in bajo_grupo:
                primeras[p.columna] = i, len(quedan)
            quedan.append(p)
        lineas[i] = quedan


def _es_fila(linea: Sequence[Pieza]) -> bool:
    if len(linea) < _MIN_PIEZAS:
        return False
    return sum(bool(_CIFRA.fullmatch(p.texto)) for p in linea) >= _MIN_CIFRAS


def _tablas(lineas: Sequence[Sequence[Pieza]]) -> list[tuple[int, list[int], int]]:
    """(first line, lines with rows of figures, line after the last) of each table."""
    grupos: list[list[int]] = []
    for i in (i for i, linea in enumerate(lineas) if _es_fila(linea)):
        if grupos and i - grupos[-1][-1] <= _MAX_ENTRE and not _corta(lineas[grupos[-1][-1] + 1 : i]):
            grupos[-1].append(i)
        else:
            grupos.append([i])
    salida = []
    previo = 0
    for filas in grupos:
        desde = filas[0]
        while desde > max(previo, filas[0] - _MAX_ENCABEZADO) and _sube(lineas[desde - 1], lineas[desde : filas[0]]):
            desde -= 1
        while desde < filas[0] and len(lineas[desde]) < 2:
            desde += 1
        hasta = filas[-1] + 1
        while hasta < len(lineas) and lineas[hasta] and not _corta(lineas[hasta : hasta + 1]):
            hasta += 1
        salida.append((desde, filas, hasta))
        previo = hasta
    return salida


def _sube(linea: Sequence[Pieza], abajo: Sequence[Sequence[Pieza]]) -> bool:
    """Whether a heading goes on in the line above: a blank one only where less than two lines of it were found."""
    return _encabeza(linea) if linea else sum(bool(x) for x in abajo) < 2


def _encabeza(linea: Sequence[Pieza]) -> bool:
    """Whether a line above the rows is of their heading: names, none of them a label with its colon."""
    return not any(len(p.texto) > _MAX_NOMBRE or _ROTULO.match(p.texto) for p in linea)


def _corta(entre: Sequence[Sequence[Pieza]]) -> bool:
    """Whether lines between two rows hold the label of a header: another form begins."""
    return any(re.match(r"[^\W\d][^:\d]{2,30}:", p.texto) for linea in entre for p in linea[:1] if p.inicio < 4)


def _columnas(filas: Sequence[Sequence[Pieza]], encabezado: Sequence[Sequence[Pieza]]) -> list[tuple[int, int]]:
    """The columns' spans: unions of the pieces that overlap, and headings that stand over none."""
    columnas: list[tuple[int, int]] = []
    for inicio, fin in sorted((p.inicio, p.fin) for fila in filas for p in fila):
        if columnas and inicio < columnas[-1][1]:
            columnas[-1] = columnas[-1][0], max(fin, columnas[-1][1])
        else:
            columnas.append((inicio, fin))
    ultima = next((linea for linea in reversed(encabezado) if linea), ())
    solas = [p for p in ultima if not any(p.inicio < fin and inicio < p.fin for inicio, fin in columnas)]
    return sorted([*columnas, *((p.inicio, p.fin) for p in solas)])


def _en_columnas(linea: Sequence[Pieza], columnas: Sequence[tuple[int, int]], de_encabezado: bool) -> list[Pieza]:
    """The pieces of a line, each in the columns that it stands over, else in the nearest free one; a heading between
    two columns is over both."""
    salida: list[Pieza] = []
    libre = 0
    for p in linea:
        bajo = [c for c, (inicio, fin) in enumerate(columnas) if p.inicio < fin and inicio < p.fin]
        if not bajo and de_encabezado:
            despues = sum(inicio < p.inicio for inicio, _ in columnas)
            bajo = [c for c in (despues - 1, despues) if 0 <= c < len(columnas)]
        elif not bajo:
            bajo = [min(range(len(columnas)), key=lambda c: abs(sum(columnas[c]) - p.inicio - p.fin))]
        bajo = [c for c in bajo if c >= libre] or [libre]
        salida.append(Pieza(p.texto, p.inicio, p.fin, bajo[0], len(bajo)))
        libre = bajo[-1] + 1
    return salida
