"""What stands at one place on page after page: the title and the date that a browser prints on top, a system's name or the
page's number at the foot. Between the parts of a table it is no text of any row.

A line is told by its letters, its figures blotted out, and by where it begins. On top of a page a table's heading may be
printed again too, so that there only what the first page has at that place counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

from index.readers.pdf_entorno import nombra_quien_firma
from index.readers.pdf_pagina import Letra, Pagina

#: Lines that have one place begin within this (points), and so do the letters of one line.
_MISMO_LUGAR = 0.6
#: Lines on top or at the foot of a page that are looked at, and figures and texts that one of them has at most.
_MAX_LINEAS, _MAX_CIFRAS, _MAX_TEXTOS = 4, 8, 3
#: White between two texts of a line (letter sizes).
_ENTRE_TEXTOS = 1.0
_CIFRAS = re.compile(r"\d+")


class Impresa(NamedTuple):
    """A line of a page: its place, its words with the figures blotted out, its letters."""

    base: float
    x0: float
    clave: str
    letras: tuple[Letra, ...]
    #: Whether it stands below a rule or on a ground: a table's.
    en_tabla: bool

    @property
    def es_de_titulos(self) -> bool:
        """Whether it may be of a table's heading."""
        blancos = (b.x0 - a.x1 > _ENTRE_TEXTOS * a.tamano for a, b in pairwise(self.letras))
        return self.en_tabla or sum(blancos) >= _MAX_TEXTOS

    def es(self, otra: Impresa) -> bool:
        """Whether another page's line is this one again."""
        cerca = abs(self.base - otra.base) <= _MISMO_LUGAR and abs(self.x0 - otra.x0) <= _MISMO_LUGAR
        return cerca and self.clave == otra.clave and self.clave.count("#") <= _MAX_CIFRAS


def impresas(pagina: Pagina) -> list[Impresa]:
    """The lines of a page that run to the right, from top to bottom."""
    grupos: list[list[Letra]] = []
    for letra in sorted((x for x in pagina.letras if not x.giro and x.texto != " "), key=lambda x: x.base):
        if not grupos or letra.base - grupos[-1][0].base > _MISMO_LUGAR:
            grupos.append([])
        grupos[-1].append(letra)
    trazos = [*(r.en for r in pagina.reglas if r.horizontal), *(f[1] for f in pagina.fondos)]
    techo = min(trazos, default=float("inf"))
    salida = []
    for grupo in grupos:
        orden = tuple(sorted(grupo, key=lambda x: x.x0))
        clave = _CIFRAS.sub("#", "".join(x.texto for x in orden))
        salida.append(Impresa(orden[0].base, orden[0].x0, clave, orden, orden[0].base > techo))
    return salida


def arriba(suyas: Sequence[Impresa], primeras: Sequence[Impresa]) -> list[Impresa]:
    """The lines on top of a page that stand at the same place of the first one."""
    return list(takewhile(lambda x: not x.es_de_titulos, _seguidas(suyas, [primeras])))


def abajo(suyas: Sequence[Impresa], vecinas: Sequence[Sequence[Impresa]]) -> list[Impresa]:
    """The lines at the foot of a page that stand at the same place of the one before it or behind it; none where it has
    signatures, which may be those of all pages."""
    if any(nombra_quien_firma("".join(x.texto for x in y.letras)) for y in suyas):
        return []
    return _seguidas(suyas[::-1], vecinas)[::-1]


@dataclass(frozen=True, slots=True)
class Entorno:
    """The lines of a page, of the first one of its file, and of those beside it."""

    suyas: Sequence[Impresa] = ()
    primeras: Sequence[Impresa] = ()
    vecinas: Sequence[Sequence[Impresa]] = ()

    def corridas(self, orilla: float, *, abierta: bool) -> tuple[list[Impresa], list[Impresa]]:
        """What runs on from page to page, on top and at the foot. ``abierta``: the page before ended inside a table; else
        what is on top, below the page's margin (``orilla``), may be a form's title."""
        encima = [x for x in arriba(self.suyas, self.primeras) if abierta or x.base < orilla]
        return encima, abajo(self.suyas, self.vecinas)


NADA = Entorno()


def _seguidas(suyas: Sequence[Impresa], otras: Sequence[Sequence[Impresa]]) -> list[Impresa]:
    salida: list[Impresa] = []
    for suya in suyas[:_MAX_LINEAS]:
        if not any(suya.es(x) for pagina in otras for x in pagina):
            break
        salida.append(suya)
    return salida if len(salida) < len(suyas) else []
