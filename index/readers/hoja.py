"""The grid that every reader hands over: rows of cells, each with its place in the file.

``texto`` is what the parser reads (normalised once, here); ``celda.literal`` is what the document prints.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.poa import Apartado, Celda, Fuente, de_celda

#: Line and page breaks that Unicode knows and that are blanks inside a cell.
_BLANCOS = re.compile(r"[\s\u2028\u2029\x85]+")
_SUSTITUTO = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@de_celda
class CeldaLeida:
    """A cell: its normalised text, and the printed cell behind it. A blank cell has an empty ``texto``.

    A merged cell stands at its first place with the ``columnas`` and ``filas`` that it covers; the places that it
    covers besides are blank cells.
    """

    texto: str
    celda: Celda
    columnas: int = 1
    filas: int = 1


@dataclass(slots=True, unsafe_hash=True)
class Renglon:
    """A row of the grid. ``celdas`` stand in the order of its columns (index 0 is column 1)."""

    celdas: tuple[CeldaLeida, ...]
    #: ``llenas``, once it was asked for.
    _llenas: list[tuple[int, CeldaLeida]] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def fuente(self) -> Fuente:
        """The place of the row: its first filled cell's, without a column."""
        lugar = next((c for c in self.celdas if c.texto), self.celdas[0]).celda.fuente
        return Fuente(linea=lugar.linea, pagina=lugar.pagina, hoja=lugar.hoja, celda=lugar.celda)

    def llenas(self) -> list[tuple[int, CeldaLeida]]:
        """The filled cells with their index; not to be changed."""
        if self._llenas is None:
            self._llenas = [(i, c) for i, c in enumerate(self.celdas) if c.texto]
        return self._llenas

    def texto(self, columna: int) -> str:
        """The text in a column; empty beyond the row's end."""
        return self.celdas[columna].texto if 0 <= columna < len(self.celdas) else ""


@dataclass(frozen=True, slots=True)
class Hoja:
    """A grid: a text file, a sheet of a workbook, the tables and lines of all pages of a document in reading order.

    ``apartados`` is what the reader itself could not read (a page, a part of a sheet), for the list of set-asides.
    """

    formato: str
    renglones: tuple[Renglon, ...]
    nombre: str | None = None
    apartados: tuple[Apartado, ...] = ()


def normalizar(texto: str) -> str:
    """The text that is parsed, stored and searched: NFC, one blank between words, without NUL, control, bidi and
    zero-width characters; a lone surrogate becomes the replacement character."""
    if texto.isprintable():
        # Nothing to take out (the only blank that is printable is the space), which goes for most cells.
        return " ".join(unicodedata.normalize("NFC", texto).split())
    limpio = texto
    if not texto.isprintable():  # nearly every text is, and has none of what the next two lines take out
        limpio = _SUSTITUTO.sub("\ufffd", _CONTROL.sub("", texto))
        limpio = "".join(c for c in limpio if unicodedata.category(c) != "Cf")
    return _BLANCOS.sub(" ", unicodedata.normalize("NFC", limpio)).strip()


def guardable(literal: str) -> str:
    """The longest run of a printed text that every store takes (no NUL, no lone surrogate): still a part of it."""
    if literal.isprintable() or (not _SUSTITUTO.search(literal) and "\x00" not in literal):
        return literal
    return max(re.split("[\x00\ud800-\udfff]+", literal), key=len).strip()


def partir(celda: CeldaLeida, inicios: Sequence[int], orillas: str = " .;,") -> list[CeldaLeida]:
    """A cell cut at each of some places of its text, without what stands at the ends of a part."""
    return [recortar(celda, celda.texto[a:b].strip(orillas)) for a, b in zip(inicios, [*inicios[1:], None], strict=True)]


def recortar(celda: CeldaLeida, trozo: str) -> CeldaLeida:
    """A part of a cell, quoted as printed where the print has it in one piece."""
    literal = trozo if trozo in celda.celda.literal else celda.celda.literal
    return CeldaLeida(trozo, Celda(literal, celda.celda.fuente, celda.celda.confianza))
