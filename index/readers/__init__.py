"""Readers: one file per format, from a file's bytes to a grid of cells with their places.

A format is one entry of ``LECTORES``; what a file is, is decided by its first bytes and then by its suffix. Reader
modules are imported when first used, so that a heavy one costs nothing to who never reads its format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from index.poa import ErrorDeLectura
from index.readers.hoja import CeldaLeida, Hoja, Renglon
from index.readers.limites import LIMITES, Aviso, Limites, callar

__all__ = ["LECTORES", "CeldaLeida", "Hoja", "Lector", "Renglon", "lector_de", "leer", "sufijos"]


@dataclass(frozen=True, slots=True)
class Lector:
    """A format: its name, the suffixes of its files, and the module whose ``leer(bytes, limites, avisar)`` reads it
    into a list of ``Hoja``."""

    formato: str
    sufijos: tuple[str, ...]
    modulo: str

    def leer(self, contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
        """The grids of a file's bytes. Raises ``ErrorDeLectura``."""
        funcion = cast("Callable[[bytes, Limites, Aviso], list[Hoja]]", import_module(self.modulo).leer)
        return funcion(contenido, limites, avisar)


LECTORES: tuple[Lector, ...] = (
    Lector("texto", (".txt", ".tsv", ".tab", ".csv", ".psv", ".md"), "index.readers.texto"),
    Lector("xlsx", (".xlsx", ".xlsm"), "index.readers.xlsx"),
    Lector("docx", (".docx",), "index.readers.docx"),
    Lector("html", (".html", ".htm"), "index.readers.html"),
    Lector("pdf", (".pdf",), "index.readers.pdf"),
    Lector("imagen", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "index.readers.ocr"),
)

#: First bytes of formats that are not text, and their name for people.
_FIRMAS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "un libro de Excel, un documento de Word u otro archivo comprimido"),
    (b"PK\x05\x06", "un archivo comprimido"),
    (b"\xd0\xcf\x11\xe0", "un documento antiguo de Office (XLS o DOC)"),
    (b"\x89PNG", "una imagen PNG"),
    (b"\xff\xd8\xff", "una imagen JPEG"),
    (b"GIF8", "una imagen GIF"),
    (b"II*\x00", "una imagen TIFF"),
    (b"MM\x00*", "una imagen TIFF"),
    (b"\x1f\x8b", "un archivo comprimido"),
    (b"{\\rtf", "un documento RTF"),
    (b"SQLite format 3\x00", "una base de datos SQLite"),
)


def sufijos() -> frozenset[str]:
    """The suffixes that some reader takes."""
    return frozenset(s for lector in LECTORES for s in lector.sufijos)


def lector_de(nombre: str, contenido: bytes) -> Lector:
    """The reader for a file. Raises ``ErrorDeLectura`` for a format that none reads."""
    for firma, formato in _FIRMAS:
        if contenido.startswith(firma):
            raise ErrorDeLectura(
                f"es {formato}, un formato que aún no se lee.",
                "Guárdelo como texto delimitado por tabuladores (.txt) y vuelva a cargarlo.",
            )
    sufijo = PurePath(nombre).suffix.lower()
    return next((x for x in LECTORES if sufijo in x.sufijos), LECTORES[0])


def leer(nombre: str, contenido: bytes) -> tuple[str, list[Hoja]]:
    """The format and the grids of a file. Raises ``ErrorDeLectura``: empty, binary, or a format that is not read."""
    if not contenido.strip(b"\x00 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise ErrorDeLectura("está vacío.", "Revise que el archivo se haya guardado completo.")
    lector = lector_de(nombre, contenido)
    return lector.formato, lector.leer(contenido)
