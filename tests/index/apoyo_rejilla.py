"""Grids of our own, as a reader of workbooks hands them over: merged cells with what they cover."""

from __future__ import annotations

from collections.abc import Sequence

from index import parse
from index.disenos import Diseno
from index.poa import Apartado, Celda, Fuente, Informe
from index.readers.hoja import CeldaLeida, Hoja, Renglon, normalizar

#: A cell: its text, or its text with the columns and rows that it covers.
Celdilla = str | tuple[str, int, int]

CABECERA: tuple[Sequence[Celdilla], ...] = (
    [("MUNICIPIO DE VALLE ALTO", 8, 1)],
    ["PROGRAMA OPERATIVO ANUAL 2021"],
    ["UNIDAD EJECUTORA", "201", "DIRECCIÓN"],
    ["CORTE", "30/06/2021"],
)


def hoja(filas: Sequence[Sequence[Celdilla]], nombre: str = "Avance") -> Hoja:
    """A sheet. Blank rows give no row, as in every reader."""
    renglones = []
    for n, fila in enumerate(filas, start=1):
        celdas = tuple(_celda(c, nombre, n, columna) for columna, c in enumerate(fila))
        if any(c.texto for c in celdas):
            renglones.append(Renglon(celdas))
    return Hoja("xlsx", tuple(renglones), nombre)


def leer(
    *filas: Sequence[Celdilla], cabecera: Sequence[Sequence[Celdilla]] = CABECERA, disenos: Sequence[Diseno] = ()
) -> tuple[tuple[Informe, ...], tuple[Apartado, ...]]:
    """Read one sheet: a header and the rows below it."""
    return parse.leer([hoja([*cabecera, *filas])], disenos)


def uno(*filas: Sequence[Celdilla], cabecera: Sequence[Sequence[Celdilla]] = CABECERA) -> Informe:
    """The one report of a sheet from which nothing was set aside."""
    informes, apartados = leer(*filas, cabecera=cabecera)
    assert not apartados and len(informes) == 1 and not informes[0].apartados, (apartados, informes)
    return informes[0]


def cifras(informe: Informe, numero: str, medida: str) -> list[str | None]:
    """The figures of a goal's four quarters, as text."""
    meta = next(m for m in informe.metas if m.numero == numero)
    valores = meta.programado if medida == "programado" else meta.alcanzado
    return [None if v is None else str(v) for v in valores.values()]


def _celda(celdilla: Celdilla, nombre: str, renglon: int, columna: int) -> CeldaLeida:
    texto, columnas, filas = (celdilla, 1, 1) if isinstance(celdilla, str) else celdilla
    lugar = Fuente(hoja=nombre, celda=f"{chr(ord('A') + columna)}{renglon}")
    return CeldaLeida(normalizar(texto), Celda(texto, lugar), columnas, filas)
