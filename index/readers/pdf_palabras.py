"""Letters → words → lines → the segments that wide gaps cut a line into.

A word ends at a printed blank or at a gap; letters set apart ("P E R I O D O" without blanks between) are one word.
Everything is measured in the letters' own size, along the line that they run on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple, TypeVar

from index.readers.pdf_pagina import Caja, Letra

#: Parts of the letter's size. A gap that ends a word; that ends a segment inside a table; and outside of one.
GAP_DE_PALABRA = 0.2
GAP_DE_CELDA = 0.5
GAP_DE_CAMPO = 0.75
#: Between two texts: a gap that no word has inside, and how far one runs into the other.
_GAP_DE_TEXTOS, _ENCIMA = 0.05, 0.2
#: Letters set apart stand no further from one another than this.
_MAX_SEPARADAS = 0.7
#: Letters of one line share their baseline within this (a raised "er" of "1er" belongs to it).
_MISMA_LINEA = 0.4


class Palabra(NamedTuple):
    """A printed word, its box, and its letters."""

    texto: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    tamano: float
    giro: int
    letras: tuple[Letra, ...]
    #: Whether a blank is printed right after it.
    blanco: bool = False

    @property
    def centro(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


_Cosa = TypeVar("_Cosa", Letra, Palabra)


class Segmento(NamedTuple):
    """Words of one line without a wide gap between them."""

    palabras: tuple[Palabra, ...]

    @property
    def texto(self) -> str:
        """The words as printed, one blank between."""
        return " ".join(p.texto for p in self.palabras)

    @property
    def caja(self) -> Caja:
        """The box of its words."""
        return caja_de(self.palabras)


class Linea(NamedTuple):
    """The segments that share a baseline, from left to right."""

    base: float
    tamano: float
    segmentos: tuple[Segmento, ...]

    @property
    def palabras(self) -> list[Palabra]:
        """Its words, from left to right."""
        return [p for s in self.segmentos for p in s.palabras]

    @property
    def caja(self) -> Caja:
        """The box of its words."""
        return caja_de(self.palabras)


def caja_de(palabras: Iterable[Palabra]) -> Caja:
    """The box of words (there is at least one)."""
    lista = list(palabras)
    return min(p.x0 for p in lista), min(p.top for p in lista), max(p.x1 for p in lista), max(p.bottom for p in lista)


def palabras(letras: Sequence[Letra]) -> list[Palabra]:
    """The words of a page's letters, whichever way they run."""
    salida: list[Palabra] = []
    for renglon in _renglones(letras):
        salida += _palabras_de(sorted(renglon, key=_inicio))
    return salida


def lineas(de: Iterable[Palabra], gap: float = GAP_DE_CAMPO) -> list[Linea]:
    """Words that run to the right, by lines from top to bottom, each cut at gaps wider than ``gap`` letter sizes."""
    salida = []
    for renglon in _renglones(p for p in de if not p.giro):
        orden = sorted(renglon, key=lambda p: p.x0)
        partes = [[orden[0]]]
        for antes, ahora in pairwise(orden):
            if ahora.x0 - antes.x1 > gap * min(antes.tamano, ahora.tamano):
                partes.append([])
            partes[-1].append(ahora)
        tamano = median(p.tamano for p in orden)
        salida.append(Linea(median(p.base for p in orden), tamano, tuple(Segmento(tuple(p)) for p in partes)))
    return sorted(salida, key=lambda x: x.base)


def en_orden(de: Iterable[Palabra]) -> list[list[Palabra]]:
    """The lines of one cell as they are read; words that run upwards or downwards along their lines."""
    return [sorted(r, key=lambda p: {0: p.x0, 90: -p.bottom, 270: p.top}[p.giro]) for r in _renglones(de)]


def partir(palabra: Palabra, cortes: Iterable[float]) -> list[Palabra]:
    """A word cut at the rules (x) that it runs over, where one drawn text ends and another begins there: two cells'
    texts that touch. One text that spills over a rule stays whole."""
    for x in cortes:
        if not palabra.giro and palabra.x0 < x < palabra.x1:
            for i in range(1, len(palabra.letras)):
                antes, ahora = palabra.letras[i - 1], palabra.letras[i]
                if antes.objeto != ahora.objeto and _medio(antes) < x < _medio(ahora):
                    return [_palabra(palabra.letras[:i]), *partir(_palabra(palabra.letras[i:], palabra.blanco), cortes)]
    return [palabra]


def _medio(letra: Letra) -> float:
    return (letra.x0 + letra.x1) / 2


def _renglones(cosas: Iterable[_Cosa]) -> Iterator[list[_Cosa]]:
    """Things that share a baseline, in reading order (lines that run downwards stack from right to left)."""
    orden = sorted(cosas, key=lambda c: (c.giro, -c.base if c.giro == 270 else c.base))
    for _, grupo in groupby(orden, key=lambda c: c.giro):
        junto: list[_Cosa] = []
        for cosa in grupo:
            if junto and abs(cosa.base - junto[0].base) > _MISMA_LINEA * min(cosa.tamano, junto[0].tamano):
                yield junto
                junto = []
            junto.append(cosa)
        if junto:
            yield junto


def _inicio(letra: Letra) -> float:
    """Where a letter begins along its line."""
    return letra.x0 if letra.giro == 0 else -letra.bottom if letra.giro == 90 else letra.top


def _fin(letra: Letra) -> float:
    return letra.x1 if letra.giro == 0 else -letra.top if letra.giro == 90 else letra.bottom


def _palabras_de(renglon: Sequence[Letra]) -> list[Palabra]:
    """The words of the letters of one line, in its order. A printed blank parts words however narrow it is: letters
    set close overlap it."""
    trozos: list[list[Letra]] = []
    gaps: list[float | None] = []  # before each piece but the first; None after a printed blank
    seguidas: set[Letra] = set()  # the letters with a blank right after them
    ultima: Letra | None = None
    blanco = False
    for letra in renglon:
        if letra.texto == " ":
            if ultima is not None and _inicio(letra) - _fin(ultima) <= GAP_DE_PALABRA * letra.tamano:
                seguidas.add(ultima)
            blanco = True
            continue
        if ultima is not None:
            if letra.texto == ultima.texto and abs(_inicio(letra) - _inicio(ultima)) < 0.25 * (_fin(ultima) - _inicio(ultima)):
                continue  # printed twice, for boldness
            gap = (_inicio(letra) - _fin(ultima)) / max(letra.tamano, 0.1)
            if gap <= GAP_DE_PALABRA and not blanco and not _son_dos_textos(ultima, letra, gap):
                trozos[-1].append(letra)
            else:
                gaps.append(None if blanco else gap)
                trozos.append([letra])
        else:
            trozos.append([letra])
        ultima, blanco = letra, False
    return [_palabra(t, t[-1] in seguidas) for t in _juntar_separadas(trozos, gaps)]


def _son_dos_textos(antes: Letra, ahora: Letra, gap: float) -> bool:
    """Whether two letters that nearly touch are of two texts, drawn each by itself: a code and the name after a tab
    that found hardly any room, or a text that runs into the next one."""
    if antes.objeto == ahora.objeto or antes.texto.isalpha() == ahora.texto.isalpha():
        return False
    return gap > _GAP_DE_TEXTOS or gap < -_ENCIMA


def _juntar_separadas(trozos: list[list[Letra]], gaps: list[float | None]) -> list[list[Letra]]:
    """Runs of four single letters and more, evenly set apart without blanks, put together."""
    salida: list[list[Letra]] = []
    i = 0
    while i < len(trozos):
        fin = i + 1
        while fin < len(trozos) and _separadas(trozos[i], trozos[fin], gaps[i], gaps[fin - 1]):
            fin += 1
        if fin - i < 4:
            fin = i + 1
        salida.append([letra for t in trozos[i:fin] for letra in t])
        i = fin
    return salida


def _separadas(primero: list[Letra], otro: list[Letra], modelo: float | None, gap: float | None) -> bool:
    if modelo is None or gap is None or len(primero) != 1 or len(otro) != 1:
        return False
    parejas = primero[0].texto.isalpha() and otro[0].texto.isalpha()
    return parejas and gap <= _MAX_SEPARADAS and abs(gap - modelo) <= 0.35 * modelo


def _palabra(letras: Sequence[Letra], blanco: bool = False) -> Palabra:
    return Palabra(
        "".join(x.texto for x in letras),
        min(x.x0 for x in letras),
        min(x.top for x in letras),
        max(x.x1 for x in letras),
        max(x.bottom for x in letras),
        letras[0].base,
        letras[0].tamano,
        letras[0].giro,
        tuple(letras),
        blanco,
    )
