"""Ink → pieces to be read: what a cell holds, and the lines of words outside of tables, cut at wide gaps.

A glyph is told from a speck by its size; a point or a comma, as small as a speck, counts only beside a glyph. A piece
holds its glyphs on white paper and nothing else: rules, specks and the neighbours' ink are out. A cell without glyphs
is blank and is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.ocr_pagina import Gris, Mascara, Pagina
from index.readers.ocr_rejilla import Rayas

Caja = tuple[int, int, int, int]

#: Sizes in capitals' heights: a glyph's least height; the length of a dash, the only glyph that is flat.
_ALTO_DE_GLIFO = 0.55
_LARGO_DE_GUION = 0.3
#: How far from a glyph its points, commas and accents stand.
_CERCA = 0.7
#: The same where they are fainter than ink: farther away they are dust.
_PEGADO = 0.3
#: A piece taller than this has more than one line.
_UNA_LINEA = 1.95
#: Words with more than this between them stand in two cells.
_ENTRE_CELDAS = 1.3
#: Under this brightness a dot near a glyph may be of a point.
_UMBRAL_TENUE = 190
#: White paper left around a piece.
AIRE = 4
#: What a rule leaves at the edge of a cell is no thicker than this.
_RESTO_DE_RAYA = 0.22


@dataclass(frozen=True, slots=True)
class Trozo:
    """A piece of a page to be read: its box there, its glyphs on white, whether it is one line, a capital's height."""

    caja: Caja
    gris: Gris
    una_linea: bool
    letra: float

    @property
    def ancho(self) -> float:
        """How wide its ink is, in capitals' heights."""
        return float(self.gris.shape[1] - 2 * AIRE) / self.letra


@dataclass(frozen=True, slots=True)
class Tinta:
    """A page's ink and grey without its rules."""

    mascara: Mascara
    #: The ink and what is fainter: the points of a pale copy.
    tenue: Mascara
    gris: Gris
    letra: float


def sin_rayas(pagina: Pagina, las_rayas: Rayas) -> Tinta:
    """The page without its rules."""
    rayas = las_rayas.todas > 0
    mascara, gris = pagina.tinta.copy(), pagina.gris.copy()
    mascara[rayas], gris[rayas] = 0, 255
    tenue = ((gris < _UMBRAL_TENUE) * 255).astype(np.uint8)
    return Tinta(mascara, tenue, gris, pagina.letra)


def en_celda(tinta: Tinta, caja: Caja) -> Trozo | None:
    """What a cell holds, or None where it is blank."""
    x0, y0, x1, y1 = caja
    glifos = _glifos(tinta.mascara[y0:y1, x0:x1], tinta.tenue[y0:y1, x0:x1], tinta.letra, con_borde=True)
    return None if glifos is None else _trozo(tinta, glifos, (x0, y0))


def _glifos(mascara: Mascara, tenue: Mascara, letra: float, con_borde: bool) -> Mascara | None:
    """The ink of glyphs with the points and accents near them; None where there is no glyph."""
    # Strokes broken by a dot or two are whole again in a thickened copy; the sizes are told without the thickening.
    gruesa = cv2.dilate(mascara, np.ones((3, 3), np.uint8))
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(gruesa, connectivity=8)
    if cuantas < 2:
        return None
    marcas = np.where(mascara > 0, marcas, 0)
    x, y = datos[:, cv2.CC_STAT_LEFT] + 1, datos[:, cv2.CC_STAT_TOP] + 1
    w, h = datos[:, cv2.CC_STAT_WIDTH] - 2, datos[:, cv2.CC_STAT_HEIGHT] - 2
    glifo = (h >= _ALTO_DE_GLIFO * letra) | ((w >= _LARGO_DE_GUION * letra) & (w >= 1.5 * h) & (h >= 2))
    if con_borde:
        alto, ancho = mascara.shape
        orilla = (x <= 1) | (y <= 1) | (x + w >= ancho - 1) | (y + h >= alto - 1)
        glifo &= ~(orilla & (np.minimum(w, h) <= max(2.0, _RESTO_DE_RAYA * letra)))
    glifo[0] = False
    if not glifo.any():
        return None
    grandes = np.asarray(np.isin(marcas, np.flatnonzero(glifo)), dtype=np.uint8)
    puntos = _puntos(grandes, mascara, _CERCA * letra, letra, con_borde)
    puntos |= _puntos(grandes, tenue, _PEGADO * letra, letra, con_borde)
    return np.asarray(((grandes > 0) | puntos) * 255, dtype=np.uint8)


def _puntos(grandes: Mascara, tenue: Mascara, alcance: float, letra: float, con_borde: bool) -> NDArray[np.bool_]:
    """The points, commas and accents that stand so near (in dots) to the glyphs."""
    lado = int(alcance) * 2 + 1
    cerca = cv2.dilate(grandes, np.ones((lado, lado), np.uint8)) > 0
    _, marcas, datos, _ = cv2.connectedComponentsWithStats(tenue, connectivity=8)
    x, y, w, h = datos[:, 0], datos[:, 1], datos[:, 2], datos[:, 3]
    # A point has a side of a seventh of a capital; what is smaller is dust.
    menudo = (np.maximum(w, h) >= max(2.0, 0.12 * letra)) & (np.maximum(w, h) < _ALTO_DE_GLIFO * letra)
    # A point that its glyph's fringe touches is part of it.
    menudo[np.unique(marcas[grandes > 0])] = True
    if con_borde:
        alto, ancho = tenue.shape
        menudo &= ~((x <= 1) | (y <= 1) | (x + w >= ancho - 1) | (y + h >= alto - 1))
    menudo[0] = False
    return np.asarray(np.isin(marcas, np.flatnonzero(menudo)) & cerca)


def _trozo(tinta: Tinta, glifos: Mascara, origen: tuple[int, int]) -> Trozo:
    """The piece around some glyphs; all else around them is white."""
    x, y, w, h = cv2.boundingRect(glifos)
    alto, ancho = tinta.gris.shape
    x0, y0 = max(0, origen[0] + x - AIRE), max(0, origen[1] + y - AIRE)
    x1, y1 = min(ancho, origen[0] + x + w + AIRE), min(alto, origen[1] + y + h + AIRE)
    halo = np.zeros((y1 - y0, x1 - x0), np.uint8)
    dx, dy = origen[0] + x - x0, origen[1] + y - y0
    halo[dy : dy + h, dx : dx + w] = glifos[y : y + h, x : x + w]
    halo = np.asarray(cv2.dilate(halo, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    gris = np.where(halo > 0, tinta.gris[y0:y1, x0:x1], 255).astype(np.uint8)
    return Trozo((x0, y0, x1, y1), gris, h <= _UNA_LINEA * tinta.letra, tinta.letra)


def de_cabeza(trozo: Trozo) -> Trozo:
    """A piece turned by half a turn where it stands."""
    return replace(trozo, gris=np.ascontiguousarray(np.rot90(trozo.gris, 2)))


# --- lines outside of tables ----------------------------------------------------------------------------------------


def lineas(tinta: Tinta, tablas: Sequence[Caja]) -> list[list[Trozo]]:
    """The lines of words outside of tables, from top to bottom, each cut into cells at its wide gaps."""
    mascara, tenue = tinta.mascara.copy(), tinta.tenue.copy()
    for x0, y0, x1, y1 in tablas:
        for capa in (mascara, tenue):
            capa[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = 0
    return _lineas(tinta, mascara, tenue)


def lineas_en(tinta: Tinta, caja: Caja) -> list[list[Trozo]]:
    """The lines of words inside a box."""
    x0, y0, x1, y1 = caja
    # White on both sides, for a run of glyphs that ends at the box to end where it ends on the page.
    orilla = int(_ENTRE_CELDAS * tinta.letra)
    mascara, tenue = (
        np.asarray(cv2.copyMakeBorder(capa[y0:y1, x0:x1], 1, 1, orilla, orilla, cv2.BORDER_CONSTANT, value=0), dtype=np.uint8)
        for capa in (tinta.mascara, tinta.tenue)
    )
    return _lineas(tinta, mascara, tenue, (x0 - orilla, y0 - 1))


def _lineas(tinta: Tinta, mascara: Mascara, tenue: Mascara, origen: tuple[int, int] = (0, 0)) -> list[list[Trozo]]:
    """The lines of a part of the page; ``origen`` is where on the page the part begins."""
    glifos = _glifos(mascara, tenue, tinta.letra, con_borde=False)
    if glifos is None:
        return []
    return [[_trozo_de(tinta, glifos, c, origen) for c in fila] for fila in _filas(_segmentos(glifos, tinta.letra))]


def _segmentos(glifos: Mascara, letra: float) -> list[Caja]:
    """The boxes of runs of glyphs; accents and points belong to the run that they are nearest to."""
    corrido = cv2.morphologyEx(glifos, cv2.MORPH_CLOSE, np.ones((1, int(_ENTRE_CELDAS * letra)), np.uint8))
    _, _, datos, _ = cv2.connectedComponentsWithStats(corrido, connectivity=8)
    cajas = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in datos[1:, :4]]
    grandes = [c for c in cajas if c[3] - c[1] >= _ALTO_DE_GLIFO * letra]
    for suelta in (c for c in cajas if c[3] - c[1] < _ALTO_DE_GLIFO * letra):
        distancias = [_distancia(suelta, g) for g in grandes]
        if distancias and min(distancias) <= _CERCA * letra:
            i = distancias.index(min(distancias))
            grandes[i] = _union(grandes[i], suelta)
    return _unidas(grandes, letra)


def _unidas(cajas: list[Caja], letra: float) -> list[Caja]:
    """Boxes of one line whose gap is narrow, as one."""
    hechas: list[Caja] = []
    for caja in sorted(cajas):
        previa = next(
            (i for i, h in enumerate(hechas) if _misma_linea(h, caja) and caja[0] - h[2] <= _ENTRE_CELDAS * letra), None
        )
        if previa is None:
            hechas.append(caja)
        else:
            hechas[previa] = _union(hechas[previa], caja)
    return hechas


def _filas(cajas: list[Caja]) -> list[list[Caja]]:
    filas: list[list[Caja]] = []
    for caja in sorted(cajas, key=lambda c: (c[1] + c[3], c[0])):
        fila = next((f for f in reversed(filas[-3:]) if _misma_linea(f[-1], caja)), None)
        if fila is None:
            filas.append([caja])
        else:
            fila.append(caja)
    return [sorted(f) for f in filas]


def _misma_linea(a: Caja, b: Caja) -> bool:
    comun = min(a[3], b[3]) - max(a[1], b[1])
    return comun >= 0.5 * min(a[3] - a[1], b[3] - b[1])


def _distancia(a: Caja, b: Caja) -> float:
    dx = max(b[0] - a[2], a[0] - b[2], 0)
    dy = max(b[1] - a[3], a[1] - b[3], 0)
    return float(max(dx, dy))


def _union(a: Caja, b: Caja) -> Caja:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _trozo_de(tinta: Tinta, glifos: Mascara, caja: Caja, origen: tuple[int, int]) -> Trozo:
    """A line's piece. Its letters may be of another size than the table's."""
    x0, y0, x1, y1 = caja
    trozo = _trozo(tinta, glifos[y0:y1, x0:x1], (origen[0] + x0, origen[1] + y0))
    return Trozo(trozo.caja, trozo.gris, True, altura_propia(glifos[y0:y1, x0:x1], tinta.letra))


def altura_propia(glifos: NDArray[np.uint8], otra: float) -> float:
    """The height of a capital in a piece; where it has few glyphs, the page's."""
    _, _, datos, _ = cv2.connectedComponentsWithStats(glifos, connectivity=8)
    altos = datos[1:, cv2.CC_STAT_HEIGHT]
    altos = altos[altos >= _ALTO_DE_GLIFO * otra]
    return float(np.percentile(altos, 70)) if len(altos) >= 2 else otra
