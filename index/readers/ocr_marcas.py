"""Stamps and signatures that lie over a table: where they are, and those paler than the print taken off it.

What a mark has and no letter: its strokes go on across the rules, over several cells, and curve. One whose ink is paler
than the print is divided out of the page as its paper is; one as black stays, and what it crosses is in doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from index import cifras
from index.readers import ocr_cifras, ocr_pagina
from index.readers.ocr_pagina import Gris, Mascara, Pagina
from index.readers.ocr_piezas import ILEGIBLE, Pieza
from index.readers.ocr_rejilla import Rayas
from index.readers.ocr_trazos import Caja

#: The least sides of a mark, in capitals' heights, and the largest in parts of the page.
_LADO_MENOR, _LADO_MAYOR, _MAX_PARTE = 3.0, 5.0, 0.5
#: The least side of a part of one, that touches another part.
_LADO_DE_RESTO = 1.2
#: Strokes taller than any letter, of which a page with a mark has so many: most pages have none, and are looked at no further.
_MAS_ALTA, _MIN_ALTAS = 1.8, 2
#: A stroke goes on behind a rule over no more than this.
_CRUCE = 0.5
#: In so many places at least a mark goes across a rule.
_MIN_CRUCES = 2
#: A level or upright run longer than this (capitals' heights) is of a rule that was not seen; the share of a mark's dots
#: that are of none.
_TRAMO_RECTO, _MIN_CURVO = 1.0, 0.4
#: By how much a mark must be paler than the print to be told from it; paper is brighter than this; how far (dots) the fringe
#: of a stroke reaches.
_MAS_PALIDA, _CLARO, _ORLA = 40, 215, 2
#: A pale stroke of a mark is longer than this, in capitals' heights.
_MIN_TRAZO = 0.6
#: A rule, and no part of a ring, is longer than this.
_LARGA = 14.0
#: A rule goes on under a mark over no more than this, in capitals' heights.
_BAJO_MARCA = 12.0
#: How sure a figure is at the most that a mark lies over.
_CRUZADA = 0.85
#: How sure a number is at the most whose readings differ (``ocr_relectura``).
_NUMERO_DUDOSO = 0.5
_BLANCO = 255


@dataclass(frozen=True, slots=True)
class Marca:
    """A mark, or a part of one: its box (x0, y0, x1, y1) and its ink inside of it."""

    caja: Caja
    suya: NDArray[np.bool_]

    @property
    def zona(self) -> tuple[slice, slice]:
        """The rows and columns of its box."""
        return slice(self.caja[1], self.caja[3]), slice(self.caja[0], self.caja[2])


def hallar(pagina: Pagina, rayas: Rayas) -> list[Marca]:
    """The marks of a page, in as many parts as they fall into."""
    libre = ((pagina.tinta > 0) & (rayas.todas == 0)).astype(np.uint8)
    datos = cv2.connectedComponentsWithStats(libre, connectivity=8)[2][1:]
    if int((datos[:, cv2.CC_STAT_HEIGHT] >= _MAS_ALTA * pagina.letra).sum()) < _MIN_ALTAS:
        return []
    puentes = _puentes(libre, rayas, pagina.letra)
    _, marcas, datos, _ = cv2.connectedComponentsWithStats(libre | puentes, connectivity=8)
    halladas: list[Marca] = []
    rectas: list[Marca] = []
    lados = datos[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    alto, ancho = libre.shape
    grandes = (lados.min(axis=1) >= _LADO_DE_RESTO * pagina.letra) & (lados.max(axis=1) >= _LADO_MAYOR * pagina.letra)
    for i in np.flatnonzero(grandes & (lados[:, 0] <= _MAX_PARTE * ancho) & (lados[:, 1] <= _MAX_PARTE * alto)):
        x, y, w, h = (int(v) for v in datos[i, :4])
        donde = (slice(y, y + h), slice(x, x + w))
        propia = marcas[donde] == i
        marca = Marca((x, y, x + w, y + h), propia & (libre[donde] > 0))
        cruces = cv2.connectedComponents((propia & (puentes[donde] > 0)).astype(np.uint8))[0] - 1
        entera = cruces >= _MIN_CRUCES and min(w, h) >= _LADO_MENOR * pagina.letra
        (halladas if entera and _curvo(marca.suya, pagina.letra) >= _MIN_CURVO else rectas).append(marca)
    # The flat foot of a ring that a rule runs along shows only by what it goes on from.
    return [*halladas, *(r for r in rectas if any(_se_tocan(r.caja, h.caja) for h in halladas))]


def _puentes(libre: Mascara, rayas: Rayas, letra: float) -> Mascara:
    """The dots of rules behind which a stroke goes on."""
    largo = int(_CRUCE * letra)
    gorda, puentes = cv2.dilate(libre, np.ones((3, 3), np.uint8)), np.zeros_like(libre)
    for raya, lados in ((rayas.llanas, (largo, 1)), (rayas.paradas, (1, largo))):
        tras = cv2.morphologyEx(gorda, cv2.MORPH_CLOSE, np.ones(lados, np.uint8)) > 0
        gruesa = cv2.dilate(raya, np.ones((3, 3), np.uint8)) > 0
        puentes |= np.asarray(tras & gruesa & (libre == 0), dtype=np.uint8)
    return puentes


def _curvo(suya: NDArray[np.bool_], letra: float) -> float:
    """The share of a mark's dots that are of no level nor upright run."""
    mascara = suya.astype(np.uint8)
    largo = max(9, int(_TRAMO_RECTO * letra))
    lados = ((1, largo), (largo, 1))
    llanos, parados = (cv2.morphologyEx(mascara, cv2.MORPH_OPEN, np.ones(x, np.uint8)) > 0 for x in lados)
    total = int(mascara.sum())
    return 1.0 - int((llanos | parados).sum()) / total if total else 0.0


def aclarar(pagina: Pagina, marcas: Sequence[Marca], rayas: Rayas) -> tuple[Pagina, Mascara | None, Mascara | None]:
    """The page without the marks that are paler than its print; where those were, and where the ones are that stay."""
    impreso = pagina.tinta > 0
    for marca in marcas:
        impreso[marca.zona] &= ~marca.suya
    negro = _tono(pagina.gris, impreso)
    tonos = [_tono(pagina.gris[m.zona], m.suya) for m in marcas]
    palidas = [(m, t) for m, t in zip(marcas, tonos, strict=True) if t - negro >= _MAS_PALIDA]
    gris, donde = pagina.gris.copy(), np.zeros_like(pagina.tinta)
    de_raya = _largas(rayas, pagina.letra)
    cerca: list[Caja] = []
    for marca, tono in palidas:
        x0, y0, x1, y1 = marca.caja
        dx, dy = (x1 - x0) // 2, (y1 - y0) // 2
        cerca.append((max(0, x0 - dx), max(0, y0 - dy), x1 + dx, y1 + dy))
        zona = (slice(cerca[-1][1], cerca[-1][3]), slice(cerca[-1][0], cerca[-1][2]))
        suya = _palida(pagina.gris[zona], de_raya[zona] > 0, (tono + negro) / 2, pagina.letra)
        gris[zona][suya] = _BLANCO
        donde[zona][suya] = _BLANCO
    # What stays beside a pale mark is print that it crosses.
    negras = [m for m, t in zip(marcas, tonos, strict=True) if t - negro < _MAS_PALIDA]
    negras = [m for m in negras if not any(_se_tocan(m.caja, c) for c in cerca)]
    negra = np.zeros_like(pagina.tinta)
    for marca in negras:
        negra[marca.zona][marca.suya] = _BLANCO
    if donde.any():
        pagina = replace(pagina, gris=gris, tinta=ocr_pagina.entintar(gris))
    return pagina, donde if donde.any() else None, negra if negras else None


def _tono(gris: Gris, donde: NDArray[np.bool_]) -> float:
    """How bright some strokes are, without their edges."""
    nucleo = cv2.erode(donde.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return float(np.median(gris[nucleo])) if nucleo.any() else 0.0


def _largas(rayas: Rayas, letra: float) -> Mascara:
    """The rules that are longer than what a ring has of a level stroke, as thick as their ink is."""
    largo = int(_LARGA * letra)
    lados = ((rayas.llanas, (1, largo)), (np.ascontiguousarray(rayas.paradas), (largo, 1)))
    llanas, paradas = (cv2.morphologyEx(x, cv2.MORPH_OPEN, np.ones(lado, np.uint8)) for x, lado in lados)
    return np.asarray(cv2.dilate(cv2.bitwise_or(llanas, paradas), np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _palida(gris: Gris, raya: NDArray[np.bool_], desde: float, letra: float) -> NDArray[np.bool_]:
    """The strokes of a part of a page that are no darker than this, with their fringe: broad ones and long, for the edges of
    black print are as pale, and so is the tail of its commas."""
    oscura = ((gris < desde) & ~raya).astype(np.uint8)
    media = ((gris >= desde) & (gris < _CLARO)).astype(np.uint8)
    nucleo = cv2.erode(media, np.ones((3, 3), np.uint8))
    trazo = np.asarray(cv2.bitwise_and(cv2.dilate(nucleo, np.ones((5, 5), np.uint8)), media), dtype=np.uint8)
    _, marcas, datos, _ = cv2.connectedComponentsWithStats(trazo, connectivity=8)
    lados = datos[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    trazo[np.isin(marcas, np.flatnonzero(lados < _MIN_TRAZO * letra))] = 0
    orla = cv2.dilate(trazo, np.ones((2 * _ORLA + 1, 2 * _ORLA + 1), np.uint8))
    return np.asarray((orla > 0) & (cv2.dilate(oscura, np.ones((3, 3), np.uint8)) == 0) & ~raya)


def rayas_enteras(rayas: Rayas, marcas: Mascara, letra: float) -> Rayas:
    """The rules with what of them lies under the marks: there they are as thick as the stroke that crosses them, and no
    rule is."""
    largo = int(_BAJO_MARCA * letra)
    bajo = cv2.dilate(marcas, np.ones((5, 5), np.uint8))
    llanas, paradas = rayas.llanas, np.ascontiguousarray(rayas.paradas)
    for mascara, lados in ((llanas, (1, largo)), (paradas, (largo, 1))):
        seguida = cv2.morphologyEx(mascara, cv2.MORPH_CLOSE, np.ones(lados, np.uint8))
        mascara |= np.asarray(cv2.bitwise_and(seguida, bajo), dtype=np.uint8)
    return Rayas(llanas, paradas)


def dudar(piezas: Sequence[Pieza], marcas: Mascara, negra: Mascara | None) -> None:
    """Hold for unsure the figures that a mark lies over: a sum of their row may confirm them. Where one stays, what it leaves
    untold is told to be so."""
    en_tabla = [p for p in piezas if p.columna is not None]
    for pieza in en_tabla:
        x0, y0, x1, y1 = pieza.trozo.caja
        if pieza.cruzada or marcas[y0:y1, x0:x1].any():
            pieza.confianza = min(pieza.confianza, _CRUZADA)
    if negra is None:
        return
    x, y, w, h = cv2.boundingRect(negra)
    dentro = {id(p) for p in en_tabla if _se_tocan(p.trozo.caja, (x, y, x + w, y + h))}
    _callar_numeros([p for p in en_tabla if id(p) in dentro])
    _callar_palabras([p for p in en_tabla if id(p) not in dentro], [p for p in en_tabla if id(p) in dentro])


def _callar_numeros(piezas: Sequence[Pieza]) -> None:
    """The number that opens a text and was not read surely under a mark is none: the figures of its row may be another
    goal's."""
    for pieza in piezas:
        if pieza.confianza <= _NUMERO_DUDOSO and pieza.texto[:1].isdigit() and any(c.isalpha() for c in pieza.texto):
            pieza.texto = f"{ILEGIBLE} {pieza.texto}"


def _callar_palabras(fuera: Sequence[Pieza], dentro: Sequence[Pieza]) -> None:
    """What is no figure in a column of figures, inside of a mark, is of the mark's words, and hides what is printed."""
    filas: dict[tuple[int, int] | None, list[int]] = {}
    for pieza in fuera:
        if ocr_cifras.es_cifra(pieza.texto):
            filas.setdefault(pieza.columna, []).append(pieza.fila)
    # A mark may hide a column's first figures: those of the others tell where the rows begin.
    desde = {tabla: min(min(suyas) for c, suyas in filas.items() if c and c[0] == tabla) for tabla in {c[0] for c in filas if c}}
    cuantas = Counter(p.columna for p in fuera if p.columna and p.fila >= desde.get(p.columna[0], 0))
    for pieza in dentro:
        if pieza.columna is None or pieza.fila < desde.get(pieza.columna[0], 0):
            continue
        if len(filas.get(pieza.columna, ())) * 2 <= cuantas[pieza.columna]:
            continue
        if not ocr_cifras.es_cifra(pieza.texto) and not cifras.sin_reporte(pieza.texto):
            pieza.texto, pieza.confianza = ILEGIBLE, 0.0


def _se_tocan(una: Caja, otra: Caja) -> bool:
    return una[0] < otra[2] and otra[0] < una[2] and una[1] < otra[3] and otra[1] < una[3]
