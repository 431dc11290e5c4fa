"""What is read of a PDF's page: its rows, with their doubts still open, and what it leaves to the next page."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.poa import Celda, Fuente
from index.readers.hoja import CeldaLeida, Renglon, guardable, normalizar
from index.readers.pdf_celda import Piezas, Vocabulario
from index.readers.pdf_columnas import Intervalo
from index.readers.pdf_pagina import Caja
from index.readers.pdf_restos import Titulos
from index.readers.pdf_tablas import Cabeza


@dataclass(slots=True)
class Memoria:
    """What a page leaves to the next one: the columns of its last table, and whether the table reached its end."""

    bordes: tuple[float, ...] = ()
    columnas: list[Intervalo] = field(default_factory=list)
    #: The top of the last ruled table, and the heading of the last aligned one.
    cabeza: Cabeza = field(default_factory=Cabeza)
    titulos: Titulos = ()
    abierta: bool = False
    #: Whether the page before ended inside its table, and no table of this page has been read yet.
    con_cola: bool = False
    #: Whether nothing but that table's heading, in rules, has been read of this page.
    bajo_cabeza: bool = False


@dataclass(frozen=True, slots=True)
class CeldaDePagina:
    """A cell whose text may be cut at doubtful breaks (``pdf_celda``)."""

    piezas: Piezas
    fuente: Fuente
    columnas: int
    filas: int

    def leida(self, vocabulario: Vocabulario) -> CeldaLeida:
        """The cell, its doubts settled."""
        crudo = vocabulario.unir(self.piezas)
        return CeldaLeida(normalizar(crudo), Celda(guardable(crudo), self.fuente), self.columnas, self.filas)


@dataclass(frozen=True, slots=True)
class RenglonDePagina:
    """A row and where on its page it ends; ``suelto`` if it is no table's, ``encimado`` if texts of it are printed one
    over the other, ``corrido`` if it stands at its place of other pages too."""

    celdas: tuple[CeldaDePagina, ...]
    bottom: float
    suelto: bool
    encimado: bool = False
    corrido: bool = False

    def leido(self, vocabulario: Vocabulario) -> Renglon:
        """The row, its doubts settled."""
        return Renglon(tuple(c.leida(vocabulario) for c in self.celdas))


#: Stands for rows that are not read.
PERDIDO = RenglonDePagina((), 0.0, False)


@dataclass(slots=True)
class PaginaLeida:
    """The rows of a page, and what of it could not be told: the text that ran vertically outside of tables, and the
    boxes of tables whose rows can't be parted."""

    renglones: list[RenglonDePagina] = field(default_factory=list)
    verticales: list[str] = field(default_factory=list)
    dudosas: list[Caja] = field(default_factory=list)

    def perder(self, caja: Caja) -> None:
        """Note a part of a table whose rows can't be parted, and where in the order of the rows they would stand."""
        self.dudosas.append(caja)
        self.renglones.append(PERDIDO)
