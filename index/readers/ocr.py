"""Scans and pictures: a page is cut into cells first, then each cell is read by itself.

Tesseract loses rows of whole pages and hardly a figure of a cell (components.md), so the page is made upright
(``ocr_pagina``), its ruled tables are found (``ocr_rejilla``), cells without ink stay blank (``ocr_trazos``), words are
read once and figures several times (``ocr_lectura``). What the readings share is each cell's ``confianza``;
``index.dudas`` says which figures that leaves in doubt.

Places are in points, from the top left corner of the page as it came: a picture's by the resolution that it states,
and where it states none, one point a dot.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.poa import Apartado, ErrorDeLectura
from index.readers.hoja import Hoja, Renglon
from index.readers.limites import LIMITES, Aviso, Limites, callar

if TYPE_CHECKING:
    from PIL import Image

#: More dots than this in one picture: a bomb, or a scan finer than any print (a legal sheet at 600 dpi has 43 million).
MAX_PUNTOS = 60_000_000
#: A resolution stated outside of these is a default of the program that wrote the file.
_RESOLUCIONES = (60.0, 1300.0)
_REMEDIO_DE_ARCHIVO = "Vuelva a guardarla o a digitalizarla en PNG, JPEG o TIFF y cárguela de nuevo."


def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid with all the pages of a picture file. Raises ``ErrorDeLectura``."""
    from index.readers import ocr_tesseract

    with _abrir(contenido) as archivo:
        total = int(getattr(archivo, "n_frames", 1))
        if total > limites.paginas:
            raise ErrorDeLectura(
                f"tiene {total} páginas y se leen hasta {limites.paginas}.", "Divida el documento y cargue cada parte."
            )
        ocr_tesseract.exigir()
        renglones: list[Renglon] = []
        apartados: list[Apartado] = []
        for numero in range(1, total + 1):
            imagen = _pagina(archivo, numero)
            suyos, fuera = leer_pagina(imagen, numero, _puntos(imagen), _desde(avisar, numero - 1, total))
            renglones += suyos
            apartados += fuera
            avisar(numero, total)
    return [Hoja("imagen", tuple(renglones), apartados=tuple(apartados))]


def leer_pagina(
    imagen: Image.Image, pagina: int, puntos: tuple[float, float], avisar: Aviso = callar
) -> tuple[list[Renglon], list[Apartado]]:
    """The rows of one scanned page, and what of it could not be read. ``puntos`` is its size (wide, high) in points;
    ``avisar`` is called with (batches read, batches so far). Raises ``ErrorDeLectura``."""
    from index.readers import ocr_lectura

    _medir(imagen.size)
    return ocr_lectura.leer(imagen, pagina, puntos, avisar)


def pagina(contenido: bytes, numero: int) -> tuple[Image.Image, tuple[float, float]]:
    """A page of a picture file and its size in points, as places in it are counted. Raises ``ErrorDeLectura``."""
    with _abrir(contenido) as archivo:
        if not 1 <= numero <= int(getattr(archivo, "n_frames", 1)):
            raise ErrorDeLectura("la imagen no tiene esa página.", _REMEDIO_DE_ARCHIVO)
        imagen = _pagina(archivo, numero)
        return imagen, _puntos(imagen)


def _desde(avisar: Aviso, hechas: int, total: int) -> Aviso:
    """The notice of a page that is still being read: it says no more than the pages before it."""
    return lambda _hechas, _total: avisar(hechas, total)


# --- files ----------------------------------------------------------------------------------------------------------


@contextmanager
def _legible() -> Iterator[None]:
    """What Pillow raises for a broken picture, as one line for people. It has no error of its own for most faults."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError:
        raise _demasiada() from None
    except (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, EOFError, MemoryError, ZeroDivisionError):
        raise ErrorDeLectura("no es una imagen que pueda leerse, o está incompleta.", _REMEDIO_DE_ARCHIVO) from None


def _abrir(contenido: bytes) -> Image.Image:
    from PIL import Image

    with _legible():
        archivo = Image.open(io.BytesIO(contenido), formats=("PNG", "JPEG", "TIFF"))
    _medir(archivo.size)
    return archivo


def _pagina(archivo: Image.Image, numero: int) -> Image.Image:
    """A page of a picture file, turned as its camera says."""
    from PIL import ImageOps

    with _legible():
        if numero > 1:
            archivo.seek(numero - 1)
    _medir(archivo.size)
    with _legible():
        archivo.load()
        imagen = ImageOps.exif_transpose(archivo)
    imagen.info.setdefault("dpi", archivo.info.get("dpi"))
    return imagen


def _medir(lados: tuple[int, int]) -> None:
    if lados[0] * lados[1] > MAX_PUNTOS:
        raise _demasiada()


def _demasiada() -> ErrorDeLectura:
    return ErrorDeLectura(
        f"la imagen tiene más de {MAX_PUNTOS // 1_000_000} millones de puntos.",
        "Digitalícela a 300 puntos por pulgada, en escala de grises, y cárguela de nuevo.",
    )


def _puntos(imagen: Image.Image) -> tuple[float, float]:
    """A picture's size in points (1/72 of an inch)."""
    declarada = imagen.info.get("dpi") or (0, 0)
    x, y = (float(d) if _RESOLUCIONES[0] <= float(d) <= _RESOLUCIONES[1] else 72.0 for d in declarada)
    return imagen.width * 72 / x, imagen.height * 72 / y
