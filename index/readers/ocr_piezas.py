"""A piece of a page with what was read of it, and its picture as Tesseract is given it."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from index.readers.limites import Aviso
from index.readers.ocr_cifras import Lectura
from index.readers.ocr_pagina import Gris
from index.readers.ocr_tesseract import Palabras
from index.readers.ocr_trazos import Trozo

#: Heights of a capital, in dots, at which pieces are read, and white paper around them. Over 72 pages (three fonts, three
#: resolutions, eight damages) a lone "1" was missed 32 times at 22, 74 at 30, 103 at 40; a heading's "P" or "A" came out
#: as another sign on four of six pages at 30, on none at 22. Long texts and second readings are at 30.
GRANDE, CHICA = 30, 22
AIRE, MUCHO_AIRE = 12, 30
#: What is put for glyphs that no reading makes out.
ILEGIBLE = "\ufffd"
#: How far a blur reaches, in capitals' heights, where it is taken off.
_BORRON = 0.11


@dataclass(slots=True)
class Pieza:
    """A piece with what was read of it. ``columna`` is its column (table, column), for those in a table."""

    trozo: Trozo
    columna: tuple[int, int] | None = None
    fila: int = 0
    texto: str = ""
    confianza: float = 0.0
    palabras: Palabras = ()
    lecturas: list[Lectura] = field(default_factory=list)
    #: A mark goes over it: its figure is in doubt; or hides it: there is nothing to read.
    cruzada: bool = False
    tapada: bool = False


@dataclass(slots=True)
class Latido:
    """Tells the caller that the page is being read, batch by batch."""

    avisar: Aviso
    hechos: int = 0

    def __call__(self) -> None:
        self.hechos += 1
        self.avisar(self.hechos, self.hechos)


def imagen_de(trozo: Trozo, alto: int, aire: int = AIRE, *, nitida: bool = False) -> Gris:
    """A piece for Tesseract: a capital as high as asked, white paper around; ``nitida`` with its edges made sharp."""
    imagen = a_escala(trozo.gris, alto / trozo.letra, aire)
    return afilar(imagen, alto) if nitida else imagen


def a_escala(gris: Gris, escala: float, aire: int = AIRE) -> Gris:
    """A picture at another size, white paper around."""
    forma = cv2.INTER_CUBIC if escala > 1 else cv2.INTER_AREA
    vista = cv2.resize(gris, None, fx=escala, fy=escala, interpolation=forma)
    con_aire = cv2.copyMakeBorder(vista, aire, aire, aire, aire, cv2.BORDER_CONSTANT, value=(255.0,))
    return np.asarray(con_aire, dtype=np.uint8)


def afilar(gris: Gris, alto: int) -> Gris:
    """A picture whose capitals are so high, without its blur: bold letters that run into one another stand apart."""
    tonos = gris.astype(np.float32)
    borroso = cv2.GaussianBlur(tonos, (0, 0), _BORRON * alto)
    return np.asarray(np.clip(2 * tonos - borroso, 0, 255), dtype=np.uint8)
