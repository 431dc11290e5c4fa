"""Stamps and signatures that lie over a table: where they are, and those paler than the print taken off it.

What a mark has and no letter: its strokes go on across the rules, over several cells, and curve. One whose ink is paler
than the print is divided out of the page as its paper is; one as black stays, and what it crosses is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers import ocr_pagina
from index.readers.ocr_pagina import Gris, Mascara, Pagina
from index.readers.ocr_piezas import Pieza
from index.readers.ocr_rejilla import Rayas

#: The least sides of a mark, in capitals' heights, and the largest in parts of the page.
_LADO_MENOR, _LADO_MAYOR, _MAX_PARTE = 3.0, 5.0, 0.5
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
#: How sure a figure is at the most that a mark lies over.
_CRUZADA = 0.85
_BLANCO = 255


def hallar(pagina: Pagina, rayas: Rayas) -> list[Mascara]:
    """The marks of a page, each as a mask over all of it."""
    libre = ((pagina.tinta > 0) & (rayas.todas == 0)).astype(np.uint8)
    largo = int(_CRUCE * pagina.letra)
    datos = cv2.connectedComponentsWithStats(libre, connectivity=8)[2][1:]
    if int((datos[:, cv2.CC_STAT_HEIGHT] >= _MAS_ALTA * pagina.letra).sum()) < _MIN_ALTAS:
        return []
    gorda, puentes = cv2.dilate(libre, np.ones((3, 3), np.uint8)), np.zeros_like(libre)
    for raya, lados in ((rayas.llanas, (largo, 1)), (rayas.paradas, (1, largo))):
        tras = cv2.morphologyEx(gorda, cv2.MORPH_CLOSE, np.ones(lados, np.uint8)) > 0
        gruesa = cv2.dilate(raya, np.ones((3, 3), np.uint8)) > 0
        puentes |= np.asarray(tras & gruesa & (libre == 0), dtype=np.uint8)
    seguido = libre | puentes
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(seguido, connectivity=8)
    alto, ancho = seguido.shape
    salida = []
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        if min(w, h) < _LADO_MENOR * pagina.letra or max(w, h) < _LADO_MAYOR * pagina.letra:
            continue
        if w > _MAX_PARTE * ancho or h > _MAX_PARTE * alto:
            continue
        donde = (slice(y, y + h), slice(x, x + w))
        suya = (marcas[donde] == i) & (libre[donde] > 0)
        cruces = cv2.connectedComponents(((marcas[donde] == i) & (puentes[donde] > 0)).astype(np.uint8))[0] - 1
        if cruces < _MIN_CRUCES or _curvo(suya, pagina.letra) < _MIN_CURVO:
            continue
        entera = np.zeros_like(seguido)
        entera[donde][suya] = _BLANCO
        salida.append(entera)
    return salida


def _curvo(suya: NDArray[np.bool_], letra: float) -> float:
    """The share of a mark's dots that are of no level nor upright run."""
    mascara = suya.astype(np.uint8)
    largo = max(9, int(_TRAMO_RECTO * letra))
    lados = ((1, largo), (largo, 1))
    llanos, parados = (cv2.morphologyEx(mascara, cv2.MORPH_OPEN, np.ones(x, np.uint8)) > 0 for x in lados)
    total = int(mascara.sum())
    return 1.0 - int((llanos | parados).sum()) / total if total else 0.0


def aclarar(pagina: Pagina, marcas: list[Mascara], rayas: Rayas) -> tuple[Pagina, Mascara | None, list[Mascara]]:
    """The page without the marks that are paler than its print; where those were, and the ones that stay."""
    todas = np.zeros_like(pagina.tinta)
    for marca in marcas:
        todas |= marca
    negro = _tono(pagina, (pagina.tinta > 0) & (todas == 0))
    gris, donde = pagina.gris.copy(), np.zeros_like(pagina.tinta)
    de_raya = _largas(rayas, pagina.letra)
    quedan = []
    for marca in marcas:
        tono = _tono(pagina, marca > 0)
        if tono - negro < _MAS_PALIDA:
            quedan.append(marca)
            continue
        x, y, w, h = cv2.boundingRect(marca)
        cerca = (slice(max(0, y - h // 2), y + h + h // 2), slice(max(0, x - w // 2), x + w + w // 2))
        suya = _palida(pagina.gris[cerca], de_raya[cerca] > 0, (tono + negro) / 2, pagina.letra)
        gris[cerca][suya] = _BLANCO
        donde[cerca][suya] = _BLANCO
    if not donde.any():
        return pagina, None, quedan
    return replace(pagina, gris=gris, tinta=ocr_pagina.entintar(gris)), donde, quedan


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


def _tono(pagina: Pagina, donde: NDArray[np.bool_]) -> float:
    """How bright some strokes are, without their edges."""
    nucleo = _nucleo(donde)
    return float(np.median(pagina.gris[nucleo])) if nucleo.any() else 0.0


def _nucleo(mascara: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Strokes without their edges, which are paler than their ink."""
    return np.asarray(cv2.erode(mascara.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def dudar(piezas: Iterable[Pieza], marcas: Mascara) -> None:
    """Hold for unsure the figures that a mark lies over: a sum of their row may confirm them."""
    for pieza in piezas:
        x0, y0, x1, y1 = pieza.trozo.caja
        if pieza.columna is not None and marcas[y0:y1, x0:x1].any():
            pieza.confianza = min(pieza.confianza, _CRUZADA)
