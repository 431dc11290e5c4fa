"""The page model: printed letters, rules and grounds of a page, whatever library read them.

Places are points of the page as it is shown (crop box, ``/Rotate``), origin at the top left.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

Caja = tuple[float, float, float, float]

#: A page lies on its side if this part of its letters does.
_CASI_TODA = 0.8


class Letra(NamedTuple):
    """A printed letter (or blank) and its box. ``giro`` is how its line runs: 0 to the right, 90 upwards, 270
    downwards. ``base`` is the coordinate of its baseline across the line: y where ``giro`` is 0, else x."""

    texto: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    tamano: float
    objeto: int
    giro: int


class Regla(NamedTuple):
    """A drawn line: at ``en`` (y of a horizontal one, x of a vertical one), from ``desde`` to ``hasta``."""

    horizontal: bool
    en: float
    desde: float
    hasta: float


@dataclass(slots=True)
class Pagina:
    """What a page shows. ``fondos`` are filled areas; ``ocultas`` and ``inclinadas`` texts that are not read;
    ``ilegibles`` counts letters whose font does not tell which they are; ``imagen`` is the share under images."""

    numero: int
    ancho: float
    alto: float
    letras: list[Letra] = field(default_factory=list)
    reglas: list[Regla] = field(default_factory=list)
    fondos: list[Caja] = field(default_factory=list)
    ocultas: list[str] = field(default_factory=list)
    inclinadas: list[str] = field(default_factory=list)
    ilegibles: int = 0
    imagen: float = 0.0
    dibujos: int = 0
    #: 90 or 270 where the page was laid on its side to be read; ``en_pagina`` undoes it.
    girada: int = 0

    def en_pagina(self, caja: Caja) -> Caja:
        """A box of this frame as a box of the shown page, rounded to a tenth of a point."""
        x0, top, x1, bottom = caja
        if self.girada == 90:
            x0, top, x1, bottom = top, self.ancho - x1, bottom, self.ancho - x0
        elif self.girada == 270:
            x0, top, x1, bottom = self.alto - bottom, x0, self.alto - top, x1
        return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


class PaginaExcesiva(Exception):
    """A page with more objects than any report has."""


def parte(caja: Caja, pagina: Pagina) -> float:
    """The share of a page that a box covers."""
    ancho = min(caja[2], pagina.ancho) - max(caja[0], 0.0)
    alto = min(caja[3], pagina.alto) - max(caja[1], 0.0)
    return max(ancho, 0.0) * max(alto, 0.0) / max(pagina.ancho * pagina.alto, 1.0)


def enderezar(pagina: Pagina) -> Pagina:
    """A page whose text runs upwards or downwards nearly all of it, laid so that it runs to the right."""
    giros = Counter(letra.giro for letra in pagina.letras if letra.texto != " ")
    giro, cuantas = giros.most_common(1)[0] if giros else (0, 0)
    if not giro or cuantas < _CASI_TODA * giros.total():
        return pagina
    ancho, alto = pagina.ancho, pagina.alto

    def caja(c: Caja) -> Caja:
        if giro == 90:  # what ran upwards runs to the right: turned clockwise
            return alto - c[3], c[0], alto - c[1], c[2]
        return c[1], ancho - c[2], c[3], ancho - c[0]

    def letra(x: Letra) -> Letra:
        nuevo = (x.giro - giro) % 360
        lado = caja((x.base, x.base, x.base, x.base))
        base = lado[1] if nuevo == 0 else lado[0]
        x0, top, x1, bottom = caja((x.x0, x.top, x.x1, x.bottom))
        return x._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=base, giro=nuevo)

    def regla(r: Regla) -> Regla:
        c = caja((r.desde, r.en, r.hasta, r.en) if r.horizontal else (r.en, r.desde, r.en, r.hasta))
        return Regla(False, c[0], c[1], c[3]) if r.horizontal else Regla(True, c[1], c[0], c[2])

    pagina.inclinadas += [x.texto for x in pagina.letras if (x.giro - giro) % 360 == 180 and x.texto != " "]
    pagina.letras = [letra(x) for x in pagina.letras if (x.giro - giro) % 360 != 180]
    pagina.reglas = [regla(r) for r in pagina.reglas]
    pagina.fondos = [caja(c) for c in pagina.fondos]
    pagina.ancho, pagina.alto, pagina.girada = alto, ancho, giro
    return pagina
