"""Damage to scans: pixels inverted, cut, soiled, stretched, in other modes; broken chunks of their files."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.hostil.octetos import MUTADORES as DE_OCTETOS
from bench.hostil.octetos import Mutador

if TYPE_CHECKING:
    from PIL.Image import Image


def puntos(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """The picture itself changed, its file sound."""
    from PIL import Image, ImageOps

    imagen = Image.open(io.BytesIO(c)).convert("L")
    ancho, alto = imagen.size
    que = azar.randrange(7)
    if que == 0:
        imagen = ImageOps.invert(imagen)
    elif que == 1:
        imagen = imagen.crop((azar.randrange(ancho // 2), azar.randrange(alto // 2), ancho, alto))
    elif que == 2:
        imagen = imagen.rotate(azar.choice((90, 180, 270, 45, 3)), expand=True, fillcolor=255)
    elif que == 3:
        imagen = imagen.resize((azar.choice((1, 7, ancho // 3, ancho * 2)), azar.choice((1, 7, alto // 3, alto))))
    elif que == 4:
        mancha = Image.frombytes("L", (64, 64), azar.randbytes(4096)).resize((ancho // 2, alto // 3))
        imagen.paste(mancha, (azar.randrange(ancho), azar.randrange(alto)))
    elif que == 5:
        imagen = ImageOps.mirror(imagen)
    else:
        imagen = imagen.point(lambda p: 255 if p > azar.choice((20, 128, 250)) else 0)
    return _guardar(azar, imagen)


def _guardar(azar: random.Random, imagen: Image) -> bytes:
    salida = io.BytesIO()
    formato, modo = azar.choice((("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("PNG", "I"), ("JPEG", "L"), ("JPEG", "CMYK"), ("TIFF", "1"), ("TIFF", "F")))
    imagen.convert(modo).save(salida, formato, dpi=azar.choice(((150, 150), (1, 1), (9600, 9600), (72, 300))))
    return salida.getvalue()


MUTADORES: tuple[Mutador, ...] = (*(puntos,) * 8, *DE_OCTETOS)
