"""What stands at one place on page after page: the title and the date that a browser prints on top, a system's name or the
page's number at the foot. Between the parts of a table it is no text of any row.

A line is told by its words and by where it begins; its figures are the same ones or the number of each page. On top of a
page a table's heading may be printed again too, so that there only what the first page has at that place counts; at the foot
the last line of a table or of a card may be the same on two pages, so that none with a label or with figures of its own does.
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
#: Lines on top or at the foot of a page that are looked at, and texts of a line that names no columns.
_MAX_LINEAS, _MAX_TEXTOS = 4, 4
#: White between two words and between two texts of a line (letter sizes).
_ENTRE_PALABRAS, _ENTRE_TEXTOS = 0.15, 1.0
_CIFRAS = re.compile(r"\d+")
_CIFRA_SUELTA = re.compile(r"[\d.,]+%?")


class Impresa(NamedTuple):
    """A line of a page: the page's number, its place, its words, its letters, and whether a rule or a ground is drawn above it
    and below it."""

    pagina: int
    base: float
    x0: float
    palabras: tuple[str, ...]
    textos: int
    letras: tuple[Letra, ...]
    bajo_raya: bool
    sobre_raya: bool

    @property
    def texto(self) -> str:
        """Its words."""
        return " ".join(self.palabras)

    @property
    def es_de_titulos(self) -> bool:
        """Whether it may be of a table's heading."""
        return self.bajo_raya or self.textos >= _MAX_TEXTOS

    @property
    def es_de_datos(self) -> bool:
        """Whether it may be the last one of a table or of a card: it has a label, or figures that are no page's or date's."""
        sueltas = [i for i, p in enumerate(self.palabras) if _CIFRA_SUELTA.fullmatch(p)]
        seguidas = any("de" not in self.palabras[i:j] and "/" not in self.palabras[i:j] for i, j in pairwise(sueltas))
        return self.sobre_raya or seguidas or any(p.endswith(":") for p in self.palabras)

    def es(self, otra: Impresa) -> bool:
        """Whether another page's line is this one again, its figures the same ones or the number of each page."""
        cerca = abs(self.base - otra.base) <= _MISMO_LUGAR and abs(self.x0 - otra.x0) <= _MISMO_LUGAR
        if not cerca or _CIFRAS.sub("#", self.texto) != _CIFRAS.sub("#", otra.texto):
            return False
        saltos = {int(b) - int(a) for a, b in zip(*map(_CIFRAS.findall, (self.texto, otra.texto)), strict=True)}
        return saltos <= {0, otra.pagina - self.pagina}


def impresas(pagina: Pagina) -> list[Impresa]:
    """The lines of a page that run to the right, from top to bottom."""
    grupos: list[list[Letra]] = []
    for letra in sorted((x for x in pagina.letras if not x.giro and x.texto != " "), key=lambda x: x.base):
        if not grupos or letra.base - grupos[-1][0].base > _MISMO_LUGAR:
            grupos.append([])
        grupos[-1].append(letra)
    rayas = [y for r in pagina.reglas for y in ((r.en, r.en) if r.horizontal else (r.desde, r.hasta))]
    rayas += [y for f in pagina.fondos for y in (f[1], f[3])]
    techo, suelo = min(rayas, default=float("inf")), max(rayas, default=0.0)
    salida = []
    for grupo in grupos:
        orden = tuple(sorted(grupo, key=lambda x: x.x0))
        blancos = [(b.x0 - a.x1) / a.tamano for a, b in pairwise(orden)]
        cortes = [0, *(i for i, x in enumerate(blancos, start=1) if x > _ENTRE_PALABRAS), len(orden)]
        palabras = tuple("".join(x.texto for x in orden[i:j]) for i, j in pairwise(cortes))
        textos = 1 + sum(x > _ENTRE_TEXTOS for x in blancos)
        base = orden[0].base
        salida.append(Impresa(pagina.numero, base, orden[0].x0, palabras, textos, orden, base > techo, base < suelo))
    return salida


def arriba(suyas: Sequence[Impresa], primeras: Sequence[Impresa]) -> list[Impresa]:
    """The lines on top of a page that stand at the same place of the first one."""
    return list(takewhile(lambda x: not x.es_de_titulos, _seguidas(suyas, [primeras])))


def abajo(suyas: Sequence[Impresa], vecinas: Sequence[Sequence[Impresa]]) -> list[Impresa]:
    """The lines at the foot of a page that stand at the same place of the one before it or behind it; none where it has
    signatures, which may be those of all pages."""
    if any(nombra_quien_firma(x.texto) for x in suyas):
        return []
    return list(takewhile(lambda x: not x.es_de_datos, _seguidas(suyas[::-1], vecinas)))[::-1]


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
