"""Cells of a table that a mark as black as the print goes over: what of them is the mark's, and what can't be told.

A stroke beside the place where a cell's figure stands is wiped off. One that goes through that place leaves the figure in
doubt if it keeps away from its glyphs, and else untold (``ILEGIBLE``): a stroke alone would be read as a "1", and what it
leaves of "240" as "24".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers import ocr_trazos
from index.readers.ocr_pagina import Mascara
from index.readers.ocr_piezas import ILEGIBLE, Pieza
from index.readers.ocr_rejilla import Hueco
from index.readers.ocr_trazos import Caja, Tinta

Contenido = Pieza | list[list[Pieza]]

#: The share of a run of ink that is a mark's for all of it to be; white around the place of a figure, in capitals' heights.
_SUYA, _ORILLA = 0.3, 0.3
#: A stroke no farther from the glyphs that are left, in capitals' heights, may be over others of the same figure.
_CERCA = 0.8
#: The height of a figure's place where nothing in its row tells it, in capitals' heights.
_ALTO = 1.6


def repartir(celdas: dict[Hueco, Contenido], huecos: Sequence[Hueco], tinta: Tinta, marca: Mascara) -> None:
    """Give each cell of one line that the mark goes over what is its own."""
    cruzados = [h for h in huecos if marca[_zona(h.caja)].any() and _de_una_linea(h, celdas)]
    limpias = {h: p for h, p in celdas.items() if isinstance(p, Pieza) and p.trozo.una_linea and h not in set(cruzados)}
    for hueco in cruzados:
        pieza = celdas.get(hueco)
        if not isinstance(pieza, Pieza):
            continue
        suya = _suya(tinta, marca, hueco.caja)
        por_el_medio = bool(suya[_zona(_lugar(hueco, limpias, tinta.letra), hueco.caja)].any())
        trozo = ocr_trazos.en_celda(_sin(tinta, suya, hueco.caja), (0, 0, *suya.shape[::-1]))
        if trozo is not None and not suya[_junto(trozo.caja, tinta.letra)].any():
            x, y = hueco.caja[:2]
            x0, y0, x1, y1 = trozo.caja
            pieza.trozo = replace(trozo, caja=(x + x0, y + y0, x + x1, y + y1))
            pieza.cruzada = por_el_medio
        elif trozo is not None or por_el_medio:
            pieza.texto, pieza.tapada = ILEGIBLE, True
        else:
            del celdas[hueco]


def _de_una_linea(hueco: Hueco, celdas: Mapping[Hueco, Contenido]) -> bool:
    """Whether a cell is of figures: what stands above and below it in its column is of one line, most of it."""
    otras = (p for h, p in celdas.items() if h.columna == hueco.columna and h is not hueco)
    suyas = [p.trozo.una_linea for p in otras if isinstance(p, Pieza)]
    return hueco.columnas == 1 and sum(suyas) * 2 > len(suyas)


def _zona(caja: Caja, dentro: Caja | None = None) -> tuple[slice, slice]:
    """The rows and columns of a box; those of its part inside of another, from that one's corner."""
    x0, y0, x1, y1 = caja
    if dentro is None:
        return slice(y0, y1), slice(x0, x1)
    a0, b0, a1, b1 = dentro
    return slice(max(y0 - b0, 0), max(min(y1, b1) - b0, 0)), slice(max(x0 - a0, 0), max(min(x1, a1) - a0, 0))


def _junto(caja: Caja, letra: float) -> tuple[slice, slice]:
    """Where a figure would go on from the glyphs that are left of it."""
    x0, y0, x1, y1 = caja
    cerca = int(_CERCA * letra)
    return slice(y0, y1), slice(max(0, x0 - cerca), x1 + cerca)


def _lugar(hueco: Hueco, limpias: Mapping[Hueco, Pieza], letra: float) -> Caja:
    """The box in which the figure of a cell stands: as wide as those of its column, as high as those of its row."""
    x0, y0, x1, y1 = hueco.caja
    columna = [p.trozo.caja for h, p in limpias.items() if h.columna == hueco.columna and h.columnas == 1 and h.fila > 0]
    fila = [p.trozo.caja for h, p in limpias.items() if h.fila == hueco.fila]
    margen, medio, alto = (x1 - x0) // 4, (y0 + y1) / 2, _ALTO * letra / 2
    izquierda, derecha = min((c[0] for c in columna), default=x0 + margen), max((c[2] for c in columna), default=x1 - margen)
    arriba, abajo = (
        (float(np.median([c[1] for c in fila])), float(np.median([c[3] for c in fila]))) if fila else (medio - alto, medio + alto)
    )
    orilla = int(_ORILLA * letra)
    return izquierda - orilla, int(arriba) - orilla, derecha + orilla, int(abajo) + orilla


def _suya(tinta: Tinta, marca: Mascara, caja: Caja) -> NDArray[np.bool_]:
    """The runs of a cell's ink that are of the mark."""
    zona = _zona(caja)
    mascara = tinta.mascara[zona]
    cuantas, marcas = cv2.connectedComponents(mascara, connectivity=8)
    todos = np.bincount(marcas[mascara > 0], minlength=cuantas)
    suyos = np.bincount(marcas[(mascara > 0) & (marca[zona] > 0)], minlength=cuantas)
    return np.asarray(np.isin(marcas, np.flatnonzero((suyos > _SUYA * todos) & (suyos > 0))))


def _sin(tinta: Tinta, suya: NDArray[np.bool_], caja: Caja) -> Tinta:
    """A cell's ink without the mark's."""
    fuera = cv2.dilate(suya.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    zona = _zona(caja)
    mascara, tenue, gris = (capa[zona].copy() for capa in (tinta.mascara, tinta.tenue, tinta.gris))
    mascara[suya], tenue[fuera], gris[fuera] = 0, 0, 255
    return Tinta(mascara, tenue, gris, tinta.letra)
