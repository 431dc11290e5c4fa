"""Scans of a PDF's pages: drawn at a resolution, turned, blurred, soiled, pressed; as PNG, TIFF or a PDF of images."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bench.reportes import pdf
from bench.reportes.disposiciones import Disposicion
from bench.reportes.modelo import Reporte

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Escaner:
    """A scanner: dots per inch, degrees of slant, blur radius and noise in grey levels, JPEG quality (0: none)."""

    ppp: int = 300
    giro: float = 0.0
    borroso: float = 0.0
    ruido: float = 0.0
    jpeg: int = 0
    gris: bool = True


LIMPIO = Escaner()
OFICINA = Escaner(ppp=300, giro=0.7, borroso=0.6, ruido=6, jpeg=80)
MALO = Escaner(ppp=200, giro=-1.6, borroso=0.7, ruido=10, jpeg=60)


def paginas(contenido: bytes, escaner: Escaner) -> list[Image]:
    """The pages of a PDF as a scanner gives them. The noise is the same every time."""
    import numpy as np
    import pypdfium2
    from PIL import Image, ImageFilter

    azar = np.random.default_rng(4)
    documento = pypdfium2.PdfDocument(contenido)
    salida = []
    for pagina in documento:
        imagen = pagina.render(scale=escaner.ppp / 72).to_pil().convert("L" if escaner.gris else "RGB")
        blanco = 255 if escaner.gris else (255, 255, 255)
        if escaner.giro:
            imagen = imagen.rotate(escaner.giro, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=blanco)
        if escaner.borroso:
            imagen = imagen.filter(ImageFilter.GaussianBlur(escaner.borroso))
        if escaner.ruido:
            puntos = np.asarray(imagen).astype("float32")
            puntos += azar.normal(0, escaner.ruido, puntos.shape).astype("float32")
            imagen = Image.fromarray(puntos.clip(0, 255).astype("uint8"))
        if escaner.jpeg:
            tramo = io.BytesIO()
            imagen.save(tramo, "JPEG", quality=escaner.jpeg)
            imagen = Image.open(tramo)
        salida.append(imagen)
    documento.close()
    return salida


def _guardar(imagenes: list[Image], formato: str, escaner: Escaner) -> bytes:
    """PNG and JPEG hold one page: the pages of a longer report stand one below the other."""
    from PIL import Image

    salida = io.BytesIO()
    ppp = (escaner.ppp, escaner.ppp)
    if formato in ("PNG", "JPEG"):
        ancho = max(i.width for i in imagenes)
        pliego = Image.new(imagenes[0].mode, (ancho, sum(i.height for i in imagenes)), 255 if escaner.gris else (255, 255, 255))
        arriba = 0
        for imagen in imagenes:
            pliego.paste(imagen, (0, arriba))
            arriba += imagen.height
        pliego.save(salida, formato, dpi=ppp)
    elif formato == "TIFF":
        imagenes[0].save(salida, formato, save_all=True, append_images=imagenes[1:], dpi=ppp, compression="tiff_deflate")
    else:
        imagenes[0].save(salida, formato, save_all=True, append_images=imagenes[1:], resolution=escaner.ppp)
    return salida.getvalue()


def escanear(contenido: bytes, formato: str, escaner: Escaner) -> bytes:
    """A PDF scanned into a file of ``formato`` (PNG, JPEG, TIFF, PDF)."""
    return _guardar(paginas(contenido, escaner), formato, escaner)


def _escritor(formato: str, escaner: Escaner, r: Reporte, d: Disposicion) -> bytes:
    return escanear(pdf.escribir(r, d, "rayada"), formato, escaner)


VARIANTES: dict[str, tuple[str, Callable[[Reporte, Disposicion], bytes]]] = {
    "pdf-limpio": (".pdf", partial(_escritor, "PDF", LIMPIO)),
    "pdf-oficina": (".pdf", partial(_escritor, "PDF", OFICINA)),
    "tiff-limpio": (".tiff", partial(_escritor, "TIFF", Escaner(ppp=200))),
    "png-limpio": (".png", partial(_escritor, "PNG", LIMPIO)),
    "tiff-malo": (".tif", partial(_escritor, "TIFF", MALO)),
    "jpg-150": (".jpg", partial(_escritor, "JPEG", Escaner(ppp=150, jpeg=85))),
}


def escribir(r: Reporte, d: Disposicion, variante: str = "pdf-limpio") -> bytes:
    """A scan's bytes."""
    return VARIANTES[variante][1](r, d)
