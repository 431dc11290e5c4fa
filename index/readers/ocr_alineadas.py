"""Tables of a scan that no rules draw: their cells, from where the words stand.

The words that were read outside of rules are laid out as a digital page's are (``pdf_alineadas``): figures and headings
tell the columns, the figures' baselines and the rules across tell the rows. Each cell is then cut from the page's ink
and read like a ruled one. A table whose rows can't be told keeps its lines, and they are set aside (``ocr_lectura``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from index.readers import ocr_cifras, ocr_trazos, pdf_alineadas
from index.readers.ocr_piezas import AIRE, CHICA, Pieza
from index.readers.ocr_rejilla import Hueco, Rejilla
from index.readers.pdf_alineadas import Alineada, Trazado
from index.readers.pdf_palabras import GAP_DE_CELDA, Linea, Palabra, caja_de, lineas
from index.readers.pdf_titulos import Fila

#: A capital's height in parts of the letter's size.
_CAPITAL = 0.72
#: Letters that hang below their line, and how far; in capitals' heights.
_CUELGAN, _COLGADA = re.compile(r"[gjpqyQÇç,;()/|]"), 0.27
#: Capitals with an accent, how far it stands over them, and the height of a small letter; in capitals' heights.
_ACENTUADA, _TILDE, _MINUSCULA = re.compile("[ÁÉÍÓÚÑÜ]"), 0.25, 0.72
#: Under this brightness a dot of a piece is ink.
_UMBRAL = 160
#: Rows of figures that make a table.
_MIN_FILAS = 2
#: White taken around a cell's words, in capitals' heights: what was not read of it stands there.
_ORILLA = 0.5


@dataclass(frozen=True, slots=True)
class Hallada:
    """A table: its cells as boxes, and the lines that it takes (their pieces outside of it stay)."""

    rejilla: Rejilla
    piezas: frozenset[int]


def hallar(filas: Sequence[Sequence[Pieza]], letra: float, cortes: Sequence[float], con_cola: bool) -> list[Hallada]:
    """The tables among lines of pieces that were read once. ``letra`` is the height of a capital in dots, ``cortes`` the
    y of the rules across; ``con_cola`` if a row of the page before may go on; ``piezas`` of what is found are ``id`` of
    pieces."""
    dueno: dict[int, Pieza] = {}
    palabras: list[Palabra] = []
    for fila in filas:
        for pieza, palabra in _palabras(fila):
            palabras.append(palabra)
            dueno[id(palabra)] = pieza
    renglones = lineas(palabras, GAP_DE_CELDA)
    salida = []
    halladas = pdf_alineadas.tablas(renglones, [], Trazado(cortes), con_cola=False)
    if con_cola and any(t.dudosa for t in halladas):
        halladas = pdf_alineadas.tablas(renglones, [], Trazado(cortes), con_cola=True)
    for tabla in halladas:
        suyas = renglones[tabla.desde : tabla.hasta]
        # Without its own heading its columns can't be matched with those of the page before.
        if tabla.dudosa or not tabla.titulada or sum(_de_cifras(x) for x in suyas) < _MIN_FILAS:
            continue
        tomadas = frozenset(id(dueno[id(p)]) for x in suyas for p in x.palabras)
        salida.append(Hallada(_rejilla(tabla, letra), tomadas))
    return salida


def _palabras(fila: Sequence[Pieza]) -> Iterator[tuple[Pieza, Palabra]]:
    """The words of a line's pieces where they stand on the page, those of a piece on one baseline."""
    # A lone "o" is a zero among figures; among words it is the end of one.
    textos = [palabra.texto for pieza in fila for palabra in pieza.palabras]
    de_cifras = sum(ocr_cifras.es_cifra(texto) for texto in textos) >= pdf_alineadas.MIN_CIFRAS
    for pieza in fila:
        cajas = _con_su_blanco(pieza, [_en_pagina(pieza, palabra.caja) for palabra in pieza.palabras])
        letra = _capital(pieza)
        bases = [_base(p.texto, c, letra) for p, c in zip(pieza.palabras, cajas, strict=True)]
        for palabra, (x0, y0, x1, y1) in zip(pieza.palabras, cajas, strict=True):
            texto = palabra.texto
            if de_cifras and ocr_cifras.puede_ser_cifra(texto):
                texto = ocr_cifras.limpia(texto)
            yield pieza, Palabra(texto, x0, y0, x1, y1, median(bases), letra / _CAPITAL, 0, ())


def _capital(pieza: Pieza) -> float:
    """The height of a capital in a line's piece: that of most of its glyphs, or more where they are small letters and one of
    them rises over the others."""
    propia, alto = pieza.trozo.letra, float(pieza.trozo.gris.shape[0] - 2 * ocr_trazos.AIRE)
    de_mas = (_COLGADA if _CUELGAN.search(pieza.texto) else 0.0) + (_TILDE if _ACENTUADA.search(pieza.texto) else 0.0)
    return min(max(propia, alto / (1.0 + de_mas)), propia / _MINUSCULA)


def _con_su_blanco(pieza: Pieza, cajas: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """The boxes of a line's words with the white between them where the ink has it: a word's box as Tesseract tells it
    ends a letter early or late, and the white between words says which cells they are of."""
    lleno = np.asarray((pieza.trozo.gris < _UMBRAL).any(axis=0))
    desde = pieza.trozo.caja[0]
    salida = list(cajas)
    for i in range(len(cajas) - 1):
        a, b = salida[i], salida[i + 1]
        izquierda, derecha = (max(0, round((c[0] + c[2]) / 2) - desde) for c in (a, b))
        # The ends of the runs of ink between the middles of both words.
        marcas = np.flatnonzero(lleno[izquierda : derecha + 1])
        huecos = np.diff(marcas)
        if not len(huecos) or huecos.max() < 2:
            continue
        j = int(huecos.argmax())
        x0, x1 = (float(desde + izquierda + marcas[k]) for k in (j, j + 1))
        salida[i], salida[i + 1] = (a[0], a[1], x0 + 1, a[3]), (x1, b[1], b[2], b[3])
    return salida


def _base(texto: str, caja: tuple[float, float, float, float], letra: float) -> float:
    """The y on which a word stands, by the letters that it has: some hang below."""
    return caja[3] - (_COLGADA * letra if _CUELGAN.search(texto) else 0.0)


def _en_pagina(pieza: Pieza, caja: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
    """A word's box in the picture of its piece, as a box of the page."""
    escala = pieza.trozo.letra / CHICA
    x, y, _, _ = pieza.trozo.caja
    x0, y0, x1, y1 = ((v - AIRE) * escala for v in caja)
    return x + x0, y + y0, x + x1, y + y1


def _de_cifras(linea: Linea) -> bool:
    return sum(pdf_alineadas.es_cifra(s.texto) for s in linea.segmentos) >= pdf_alineadas.MIN_CIFRAS


def _rejilla(tabla: Alineada, letra: float) -> Rejilla:
    """The cells of a table. They need not touch: each is the box of its words, as wide as its columns."""
    bordes = [
        tabla.columnas[0][0] - letra,
        *((a[1] + b[0]) / 2 for a, b in pairwise(tabla.columnas)),
        tabla.columnas[-1][1] + letra,
    ]
    por_columna: dict[int, list[tuple[float, float]]] = {}
    for fila in tabla.filas:
        for columna, palabras in fila.celdas.items():
            por_columna.setdefault(columna, []).append(_alto(palabras))
    huecos = tuple(
        _hueco(f, fila, columna, bordes, por_columna, letra)
        for f, fila in enumerate(tabla.filas)
        for columna in sorted(fila.celdas)
    )
    cajas = [h.caja for h in huecos]
    caja = (min(c[0] for c in cajas), min(c[1] for c in cajas), max(c[2] for c in cajas), max(c[3] for c in cajas))
    return Rejilla(caja, len(tabla.filas), len(tabla.columnas), huecos)


def _alto(palabras: Sequence[Palabra]) -> tuple[float, float]:
    _, top, _, bottom = caja_de(palabras)
    return top, bottom


def _hueco(
    f: int, fila: Fila, columna: int, bordes: Sequence[float], por_columna: dict[int, list[tuple[float, float]]], letra: float
) -> Hueco:
    """The box of a cell: its words and some white, but nothing of the cells above and below it."""
    columnas, filas = fila.cubre.get(columna, (1, 1))
    x0, top, x1, bottom = caja_de(fila.celdas[columna])
    propio = (top, bottom)
    vecinos = [a for c in range(columna, columna + columnas) for a in por_columna.get(c, []) if a != propio]
    techo = max((b for _, b in vecinos if b <= top + letra / 2), default=top - letra)
    suelo = min((a for a, _ in vecinos if a >= bottom - letra / 2), default=bottom + letra)
    arriba = max(top - _ORILLA * letra, (techo + top) / 2)
    abajo = min(bottom + _ORILLA * letra, (suelo + bottom) / 2)
    izquierda, derecha = bordes[columna], bordes[min(columna + columnas, len(bordes) - 1)]
    caja = (round(min(izquierda, x0)), round(min(arriba, top)), round(max(derecha, x1)), round(max(abajo, bottom)))
    return Hueco(f, columna, filas, columnas, (max(caja[0], 0), max(caja[1], 0), caja[2], caja[3]))
