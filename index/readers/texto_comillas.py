"""Cells between quotation marks, on one line or over several.

The rule (RFC 4180): a cell that opens with a mark closes with one, which stands before a delimiter or the line's end;
inside, marks are doubled. Files made by hand break it, so a cell goes on in the lines below only if it closes as it
should and swallows no row of the table on its way; else each line stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Lines that one cell may run over.
_MAX_LINEAS = 60
#: Delimiters inside one line of a cell from which it is rather a row of its own.
_MIN_DELIMITADORES = 5
_CERRADA = re.compile(r' *"((?:[^"]|"")*)" *')
_ABIERTA = re.compile(r' *"((?:[^"]|"")*)')
_DENTRO = re.compile(r'(?:[^"]|"")*')


@dataclass(frozen=True, slots=True)
class Trozo:
    """What one line holds of a cell: the line (1-based), the cell of that line (1-based), the raw text."""

    linea: int
    columna: int
    crudo: str


#: A row over several lines: for each of its cells, the pieces that it is made of.
Registro = list[list[Trozo]]


def registros(lineas: Sequence[str], delimitador: str, en_linea: bool) -> Iterator[tuple[int, list[str]] | Registro]:
    """The rows of a file: a line's number and raw cells, or a row over several lines. ``en_linea``: marks bind a cell that
    opens and closes on one line too (not in tab files, where an observation may be all between marks)."""
    i = 0
    while i < len(lineas):
        linea = lineas[i].rstrip("\r")
        if '"' not in linea:
            i += 1
            yield i, linea.split(delimitador)
            continue
        junto = _juntar(lineas, i, delimitador, en_linea)
        if junto is None:
            i += 1
            yield i, partir(linea, delimitador) if en_linea else linea.split(delimitador)
        else:
            registro, i = junto
            yield registro


def partir(linea: str, delimitador: str) -> list[str]:
    """The cells of a line where a cell may stand between quotation marks, doubled inside."""
    celdas: list[str] = []
    resto: str | None = linea
    while resto is not None:
        celda, resto = _primera(resto, delimitador, True)
        celdas.append(celda)
    return celdas


def _primera(resto: str, delimitador: str, en_linea: bool) -> tuple[str, str | None]:
    """The first cell of a text, and what follows its delimiter; None if nothing does."""
    entre = _CERRADA.match(resto) if en_linea else None
    if entre and (entre.end() == len(resto) or resto[entre.end()] == delimitador):
        return entre.group(1), resto[entre.end() + 1 :] if entre.end() < len(resto) else None
    cruda, separador, siguiente = resto.partition(delimitador)
    return cruda, siguiente if separador else None


def _juntar(lineas: Sequence[str], i: int, delimitador: str, en_linea: bool) -> tuple[Registro, int] | None:
    """The row that starts at a line and goes on below it, and the line after it; None if it does not go on."""
    registro: Registro = []
    resto: str | None = lineas[i].rstrip("\r")
    desde, columna = i, 1
    while resto is not None:
        abierta = _ABIERTA.fullmatch(resto)
        if abierta is None:
            celda, resto = _primera(resto, delimitador, en_linea)
            registro.append([Trozo(i + 1, columna, celda)])
            columna += 1
            continue
        trozos = [Trozo(i + 1, columna, abierta.group(1))]
        cierre = _cerrar(lineas, i, delimitador, trozos)
        if cierre is None:
            return None
        i, resto = cierre
        registro.append(trozos)
        columna = 2
    return (registro, i + 1) if i > desde else None


def _cerrar(lineas: Sequence[str], i: int, delimitador: str, trozos: list[Trozo]) -> tuple[int, str | None] | None:
    """Add the pieces of an open cell in the lines below a line. Gives the line where it closes and what follows its
    delimiter there; None if it does not close as it should."""
    for j in range(i + 1, min(i + 1 + _MAX_LINEAS, len(lineas))):
        linea = lineas[j].rstrip("\r")
        dentro = _DENTRO.match(linea)
        assert dentro is not None
        propio, resto = dentro.group(), linea[dentro.end() :]
        if propio.count(delimitador) >= _MIN_DELIMITADORES:
            return None
        trozos.append(Trozo(j + 1, 1, propio))
        if not resto:
            continue
        despues = resto[1:].lstrip(" ")
        if despues and not despues.startswith(delimitador):
            return None
        return j, despues[1:] if despues else None
    return None
