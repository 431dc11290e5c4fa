"""A page of a loaded file as a picture, with a printed cell marked on it: what a citation points at.

A loaded file is still a file from outside: a worker draws it (``aislado``), which can be killed. Places are those of the
readers: points from the top left corner of the page as it is seen.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.aislado import Obreros
from index.poa import ErrorDeLectura
from index.readers.limites import Aviso, Limites

if TYPE_CHECKING:
    from PIL import Image

#: The formats that have pages to be drawn, as ``documentos.formato`` names them.
FORMATOS = ("pdf", "imagen")
_LIMITES = Limites(segundos=15.0, segundos_en_total=15.0, memoria_mb=768)
#: Pixels per point of a whole page and of a detail; a detail's size in points around its cell.
_ESCALA, _ESCALA_DETALLE = 1.6, 2.4
_DETALLE = (330.0, 110.0)
#: No picture is wider or higher than this, in pixels.
_MAX_LADO = 2400
_MARCA, _ORILLA = (255, 214, 90), (176, 112, 0)


@dataclass(frozen=True, slots=True)
class Lamina:
    """What is asked: a page (1-based), the cell to mark, and whether only the cell and what is around it."""

    pagina: int
    bbox: tuple[float, float, float, float] | None = None
    detalle: bool = False


def dibujar(contenido: bytes, lamina: Lamina) -> bytes:
    """The picture, as PNG. Raises ``ErrorDeLectura`` where there is no such page or the file can't be drawn."""
    caja = " ".join(f"{v:.1f}" for v in lamina.bbox or ())
    encargo = _obreros().encargar(f"{lamina.pagina} {int(lamina.detalle)} {caja}", contenido)
    hecho: bytes = encargo.resultado()
    return hecho


def pintar(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> bytes:
    """The worker's part of ``dibujar``; ``nombre`` carries the request."""
    pagina, detalle, *caja = nombre.split()
    bbox = [float(v) for v in caja] if len(caja) == 4 else None
    es_detalle = detalle == "1" and bbox is not None
    escala = _ESCALA_DETALLE if es_detalle else _ESCALA
    imagen, (por_x, por_y) = (_de_pdf if contenido[:1024].lstrip().startswith(b"%PDF") else _de_imagen)(
        contenido, int(pagina), escala
    )
    if bbox is not None:
        caja_px = [bbox[0] * por_x, bbox[1] * por_y, bbox[2] * por_x, bbox[3] * por_y]
        imagen = _marcar(imagen, caja_px)
        if es_detalle:
            imagen = imagen.crop(_alrededor(imagen.size, caja_px, (_DETALLE[0] * por_x, _DETALLE[1] * por_y)))
    imagen.thumbnail((_MAX_LADO, _MAX_LADO))
    salida = io.BytesIO()
    imagen.save(salida, "PNG")
    return salida.getvalue()


def _de_pdf(contenido: bytes, pagina: int, escala: float) -> tuple[Image.Image, tuple[float, float]]:
    """A page of a PDF and its pixels per point."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(contenido) as pdf:
            if not 1 <= pagina <= len(pdf):
                raise _sin_pagina()
            hoja = pdf[pagina - 1]
            ancho, alto = hoja.get_size()
            escala = min(escala, _MAX_LADO / max(ancho, alto, 1))
            imagen = hoja.render(scale=escala).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        raise ErrorDeLectura("la página no se puede dibujar.", "Ábrala en el documento original.") from None
    return imagen, (imagen.width / ancho, imagen.height / alto)


def _de_imagen(contenido: bytes, pagina: int, escala: float) -> tuple[Image.Image, tuple[float, float]]:
    """A page of a picture file and its pixels per point."""
    from index.readers import ocr

    imagen, (ancho, alto) = ocr.pagina(contenido, pagina)
    lados = (max(1, round(ancho * escala)), max(1, round(alto * escala)))
    imagen = imagen.convert("RGB")
    imagen.thumbnail(lados)
    return imagen, (imagen.width / ancho, imagen.height / alto)


def _marcar(imagen: Image.Image, caja: Sequence[float]) -> Image.Image:
    """With the cell under a marker's colour, its print as dark as it was."""
    from PIL import Image, ImageChops, ImageDraw

    x0, y0, x1, y1 = caja[0] - 3, caja[1] - 3, caja[2] + 3, caja[3] + 3
    velo = Image.new("RGB", imagen.size, (255, 255, 255))
    ImageDraw.Draw(velo).rectangle((x0, y0, x1, y1), fill=_MARCA)
    marcada = ImageChops.multiply(imagen, velo)
    ImageDraw.Draw(marcada).rectangle((x0, y0, x1, y1), outline=_ORILLA, width=2)
    return marcada


def _alrededor(lados: tuple[int, int], caja: Sequence[float], ventana: tuple[float, float]) -> tuple[int, int, int, int]:
    """The window around a cell, within the picture and never smaller than the cell."""
    salida = []
    for eje in (0, 1):
        a, b = caja[eje], caja[eje + 2]
        largo = min(float(lados[eje]), max(ventana[eje], b - a + 24))
        inicio = max(0.0, min(lados[eje] - largo, (a + b - largo) / 2))
        salida.append((int(inicio), int(inicio + largo)))
    return salida[0][0], salida[1][0], salida[0][1], salida[1][1]


def _sin_pagina() -> ErrorDeLectura:
    return ErrorDeLectura("el documento no tiene esa página.", "Cargue de nuevo el documento.")


def _obreros() -> Obreros:
    """One worker draws; it goes by itself when nobody asks."""
    with _candado:
        if "uno" not in _taller:
            _taller["uno"] = Obreros(1, _LIMITES, tarea="index.laminas:pintar")
        return _taller["uno"]


_taller: dict[str, Obreros] = {}
_candado = threading.Lock()
