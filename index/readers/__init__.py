"""Readers: one file per format, from a file's bytes to a grid of cells with their places.

A format is one entry of ``LECTORES``; what a file is, is decided by its content and then by its suffix (``sondeo``).
Reader modules are imported when first used, so that a heavy one costs nothing to who never reads its format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from index.poa import ErrorDeLectura
from index.readers import sondeo
from index.readers.hoja import CeldaLeida, Hoja, Renglon
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.sondeo import EsPaquete

__all__ = [
    "LECTORES", "CeldaLeida", "EsPaquete", "Hoja", "Lector", "Renglon", "lector_de", "leer", "lentos", "recorridos", "sufijos",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lector:
    """A format: its name, the suffixes of its files, and the module whose ``leer(bytes, limites, avisar)`` reads it
    into a list of ``Hoja``."""

    formato: str
    sufijos: tuple[str, ...]
    modulo: str
    #: Reading takes long: pages are measured letter by letter, or recognised.
    lento: bool = False

    def leer(self, contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
        """The grids of a file's bytes. Raises ``ErrorDeLectura``."""
        funcion = cast("Callable[[bytes, Limites, Aviso], list[Hoja]]", import_module(self.modulo).leer)
        return funcion(contenido, limites, avisar)


LECTORES: tuple[Lector, ...] = (
    Lector("texto", (".txt", ".tsv", ".tab", ".csv", ".psv", ".md"), "index.readers.texto"),
    Lector("xlsx", (".xlsx", ".xlsm"), "index.readers.xlsx"),
    Lector("docx", (".docx",), "index.readers.docx"),
    Lector("html", (".html", ".htm"), "index.readers.html"),
    Lector("pdf", (".pdf",), "index.readers.pdf", lento=True),
    Lector("imagen", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "index.readers.ocr", lento=True),
)

#: Suffixes of formats that are known and not read: a folder that holds them is told so, nothing is skipped in silence.
CONOCIDOS = frozenset(".zip .xls .xlsb .doc .ods .odt .rtf .mht .mhtml .rar .7z".split())
#: Suffixes that a folder holds for other reasons (README.md): read where they are named, skipped where they are found.
_SOLO_NOMBRADOS = frozenset({".md"})


def sufijos() -> frozenset[str]:
    """The suffixes that some reader takes."""
    return frozenset(s for lector in LECTORES for s in lector.sufijos)


def recorridos() -> frozenset[str]:
    """The suffixes of the files that are picked up in a folder or a package."""
    return (sufijos() | CONOCIDOS) - _SOLO_NOMBRADOS


def lentos() -> frozenset[str]:
    """The suffixes of the files that take long to read."""
    return frozenset(s for lector in LECTORES if lector.lento for s in lector.sufijos)


def lector_de(nombre: str, contenido: bytes) -> Lector:
    """The reader for a file: by its content, then by its suffix. Raises ``ErrorDeLectura`` for a format that none
    reads, ``EsPaquete`` for a ZIP of files."""
    formato = sondeo.formato_de(nombre, contenido)
    if formato is not None:
        return next(x for x in LECTORES if x.formato == formato)
    sufijo = PurePath(nombre).suffix.lower()
    return next((x for x in LECTORES if sufijo in x.sufijos), LECTORES[0])


def leer(
    nombre: str, contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar
) -> tuple[str, list[Hoja]]:
    """The format and the grids of a file. Raises ``ErrorDeLectura``: empty, binary, or a format that is not read."""
    if not contenido.strip(b"\x00 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise ErrorDeLectura("está vacío.", "Revise que el archivo se haya guardado completo.")
    lector = lector_de(nombre, contenido)
    return lector.formato, lector.leer(contenido, limites, avisar)
