"""The ruled tables of a page: their lines, and the cells that the lines enclose.

Rules are long runs of ink, found by morphology, so that broken ones count. The lines of a table give its elementary
places; two places without a rule between them are one cell (a merged one). Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers import ocr_punteadas
from index.readers.ocr_pagina import Mascara, Matriz, Pagina

#: Lengths in capitals' heights: a piece of a rule (longer than any stroke of a letter), the gap between pieces that is
#: closed, and what is a rule.
_TROZO_DE_RAYA = 1.8
_HUECO = 1.5
_LARGO_DE_RAYA = 5.0
#: A run up to this length (capitals' heights), alone on its line, whose ends touch no rule is of a stamp.
_CORTA = 14.0
#: A stroke goes on so far (capitals' heights) beyond a run, and this share of a run's dots has one where it is of letters.
_TRAZO, _MIN_TRAZOS = 0.35, 0.2
#: No rule is thicker, in capitals' heights; a blurred line of words is.
_MAX_GRUESO = 0.5
#: Under this brightness a dot may be of a rule: thin rules are fainter than letters.
_UMBRAL_DE_RAYA = 185
#: Rules nearer than this are one.
_JUNTAS = 0.6
#: A wall stands where this share of it has ink.
_MIN_PARED = 0.5
#: A table has at least this many cells; less is a frame or an underline.
_MIN_CELDAS = 6
#: A level rule over this share of the page parts rows.
_MIN_CORTE = 0.4
#: A slope that moves a rule by less than this (in dots, over its length) needs no straightening.
_MIN_DESVIO = 1.5


@dataclass(frozen=True, slots=True)
class Hueco:
    """A cell of a table: its row and column, how many it covers, and its box (x0, y0, x1, y1) between the rules."""

    fila: int
    columna: int
    filas: int
    columnas: int
    caja: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Rejilla:
    """A ruled table: its box, how many rows and columns it has, and its cells."""

    caja: tuple[int, int, int, int]
    filas: int
    columnas: int
    huecos: tuple[Hueco, ...]


@dataclass(frozen=True, slots=True)
class Rayas:
    """The rules of a page, as masks: level ones and upright ones."""

    llanas: Mascara
    paradas: Mascara

    @property
    def todas(self) -> Mascara:
        """Both, as thick as their ink is."""
        juntas = cv2.bitwise_or(self.llanas, self.paradas)
        return np.asarray(cv2.dilate(juntas, np.ones((3, 3), np.uint8)), dtype=np.uint8)

    def cortes(self) -> list[float]:
        """The y of the level rules that run over most of the ink's width."""
        ancho = self.llanas.shape[1]
        cuantas, _, datos, centros = cv2.connectedComponentsWithStats(self.llanas, connectivity=8)
        largas = [i for i in range(1, cuantas) if int(datos[i, cv2.CC_STAT_WIDTH]) >= _MIN_CORTE * ancho]
        return sorted(float(centros[i][1]) for i in largas)


def rayas(pagina: Pagina) -> Rayas:
    """The rules of a page."""
    trozo, hueco, largo = (max(9, int(x * pagina.letra)) for x in (_TROZO_DE_RAYA, _HUECO, _LARGO_DE_RAYA))
    grueso = max(7, int(_MAX_GRUESO * pagina.letra) + 2)
    pasos = ((cv2.MORPH_OPEN, trozo), (cv2.MORPH_CLOSE, hueco))
    tenue = ((pagina.gris < _UMBRAL_DE_RAYA) * 255).astype(np.uint8)
    tenues = (tenue, np.ascontiguousarray(tenue.T))
    llanas, trozos = (_raya(x, grueso, pasos) for x in ocr_punteadas.enteras(tenues, pagina.letra))
    llanas, paradas = _sin_palabras(_largas(llanas, largo), tenue, pagina.letra), _largas(trozos, largo)
    return Rayas(llanas, _con_cortas(paradas, trozos, np.ascontiguousarray(llanas.T), pagina.letra).T)


def _raya(tinta: Mascara, grueso: int, pasos: Sequence[tuple[int, int]]) -> Mascara:
    """Long level runs of ink: pieces longer than a letter's strokes, the gaps between them closed. A run that wanders
    by a dot is still one: the ink is first thickened across."""
    mascara = _delgadas(np.asarray(cv2.dilate(tinta, np.ones((3, 1), np.uint8)), dtype=np.uint8), grueso)
    for paso, ancho in pasos:
        mascara = np.asarray(cv2.morphologyEx(mascara, paso, np.ones((1, ancho), np.uint8)), dtype=np.uint8)
    return mascara


def _largas(mascara: Mascara, largo: int) -> Mascara:
    return np.asarray(cv2.morphologyEx(mascara, cv2.MORPH_OPEN, np.ones((1, largo), np.uint8)), dtype=np.uint8)


def _sin_palabras(llanas: Mascara, tenue: Mascara, letra: float) -> Mascara:
    """Level runs without those that are the tops or the feet of a bold word's letters: strokes hang from them."""
    salida = llanas.copy()
    cuantas, marcas, datos, centros = cv2.connectedComponentsWithStats(llanas, connectivity=8)
    alto = int(_TRAZO * letra)
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        medio = round(centros[i][1])
        if w > _CORTA * letra or medio < alto:
            continue
        zona = tenue[medio - alto : medio + alto + 1, x : x + w] > 0
        con_trazo = zona[: alto + 1].all(axis=0) | zona[alto:].all(axis=0)
        if float(con_trazo.mean()) >= _MIN_TRAZOS:
            salida[y : y + h, x : x + w][marcas[y : y + h, x : x + w] == i] = 0
    return salida


def _con_cortas(paradas: Mascara, trozos: Mascara, llanas: Mascara, letra: float) -> Mascara:
    """Upright rules (laid down) with the walls of low rows between two that run over the whole table: pieces too short for
    a rule, that go from one level rule to the next on the line of another wall."""
    junto = int(_JUNTAS * letra)
    cerca = np.asarray(cv2.dilate(llanas, np.ones((1, 2 * junto + 1), np.uint8)))
    cuantas, marcas, datos, centros = cv2.connectedComponentsWithStats(trozos, connectivity=8)
    apoyados = []
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        medio = int(centros[i][1])
        if not paradas[y : y + h, x : x + w].any() and cerca[medio, x] and cerca[medio, x + w - 1]:
            apoyados.append((i, medio))
    salida = paradas.copy()
    for i, medio in apoyados:
        franja = slice(max(0, medio - junto), medio + junto + 1)
        if paradas[franja].any() or sum(abs(m - medio) <= junto for _, m in apoyados) > 1:
            salida[marcas == i] = 255
    return salida


def _delgadas(mascara: Mascara, grueso: int) -> Mascara:
    """Only what is thin: a black block is no rule."""
    bloque = np.ones((grueso, grueso), np.uint8)
    return np.asarray(cv2.subtract(mascara, cv2.morphologyEx(mascara, cv2.MORPH_OPEN, bloque)), dtype=np.uint8)


# --- straightening --------------------------------------------------------------------------------------------------


def enderezar(pagina: Pagina, las_rayas: Rayas) -> Matriz | None:
    """The map that makes the rules level and upright (a slight perspective), or None where they are so already."""
    llanas = _pendientes(las_rayas.llanas, llana=True)
    paradas = _pendientes(las_rayas.paradas, llana=False)
    if len(llanas) < 2 or len(paradas) < 2:
        return None
    alto, ancho = pagina.tinta.shape
    b0, b1 = _recta(llanas)
    d0, d1 = _recta(paradas)
    (x0, x1), (y0, y1) = (paradas[:, 0].min(), paradas[:, 0].max()), (llanas[:, 0].min(), llanas[:, 0].max())
    if x1 - x0 < ancho / 8 or y1 - y0 < alto / 16:
        return None
    centro_x, centro_y = (x0 + x1) / 2, (y0 + y1) / 2
    esquinas = []
    for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
        esquinas.append((x + (d0 + d1 * x) * (y - centro_y), y + (b0 + b1 * y) * (x - centro_x)))
    de = np.array(esquinas, dtype=np.float32)
    a = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], dtype=np.float32)
    if float(np.abs(de - a).max()) < _MIN_DESVIO:
        return None
    return np.asarray(cv2.getPerspectiveTransform(de, a), dtype=np.float64)


def _pendientes(mascara: Mascara, llana: bool) -> NDArray[np.float64]:
    """Each long rule as (its place across, its slope, its length)."""
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(mascara, connectivity=8)
    lado = cv2.CC_STAT_WIDTH if llana else cv2.CC_STAT_HEIGHT
    halladas = []
    for i in range(1, cuantas):
        if datos[i, lado] < mascara.shape[1 if llana else 0] / 12:
            continue
        x, y, w, h = (int(v) for v in datos[i, :4])
        ys, xs = np.nonzero(marcas[y : y + h, x : x + w] == i)
        a_lo_largo, a_traves = (xs + x, ys + y) if llana else (ys + y, xs + x)
        pendiente, altura = np.polyfit(a_lo_largo, a_traves, 1)
        if abs(pendiente) < 0.05:
            halladas.append((altura + pendiente * a_lo_largo.mean(), pendiente, float(datos[i, lado])))
    return np.array(halladas, dtype=np.float64).reshape(-1, 3)


def _recta(pendientes: NDArray[np.float64]) -> tuple[float, float]:
    """Slope as a line over the place: (at 0, per dot). Few or near rules have one slope."""
    lugar, pendiente, largo = pendientes.T
    media = float(np.average(pendiente, weights=largo))
    if len(lugar) < 3 or float(np.ptp(lugar)) < 200:
        return media, 0.0
    firmes = np.abs(pendiente - np.median(pendiente)) <= 3 * np.median(np.abs(pendiente - np.median(pendiente))) + 1e-3
    b1, b0 = np.polyfit(lugar[firmes], pendiente[firmes], 1, w=np.sqrt(largo[firmes]))
    return float(b0), float(b1)


# --- tables ---------------------------------------------------------------------------------------------------------


def rejillas(pagina: Pagina, las_rayas: Rayas) -> list[Rejilla]:
    """The ruled tables of a page, from top to bottom."""
    las_rayas = _sin_sueltas(las_rayas, pagina.letra)
    margen = max(3, int(pagina.letra / 3))
    juntas = cv2.dilate(cv2.bitwise_or(las_rayas.llanas, las_rayas.paradas), np.ones((margen, margen), np.uint8))
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(juntas, connectivity=8)
    halladas = []
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        if w < 10 * pagina.letra or h < 2 * pagina.letra:
            continue
        propias = (marcas[y : y + h, x : x + w] == i).astype(np.uint8) * 255
        propias |= _desprendidas(las_rayas.paradas[y : y + h, x : x + w], propias, pagina.letra)
        rejilla = _rejilla(las_rayas, propias, (x, y, w, h), pagina.letra)
        if rejilla is not None:
            halladas.append(rejilla)
    return _sin_anidadas(sorted(halladas, key=lambda r: (r.caja[1], r.caja[0])))


def _desprendidas(paradas: Mascara, propias: Mascara, letra: float) -> Mascara:
    """The upright runs inside a table that came off its other rules (a faint end) and stand on the line of one of its own."""
    salida = np.zeros_like(propias)
    suyas = (cv2.bitwise_and(paradas, propias) > 0).sum(axis=0) >= _LARGO_DE_RAYA * letra
    junto = int(_JUNTAS * letra)
    sueltas = np.asarray(cv2.bitwise_and(paradas, cv2.bitwise_not(propias)), np.uint8)
    cuantas, marcas, datos, _ = cv2.connectedComponentsWithStats(sueltas, connectivity=8)
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        if suyas[max(0, x - junto) : x + w + junto].any():
            zona = salida[y : y + h, x : x + w]
            zona[marcas[y : y + h, x : x + w] == i] = 255
    return salida


def _sin_sueltas(las_rayas: Rayas, letra: float) -> Rayas:
    """The rules without the short runs that end where no rule crosses them: a stamp's ring is level for a while."""
    lado = 2 * int(_JUNTAS * letra) + 1
    cerca = np.ones((lado, lado), np.uint8)
    llanas, paradas = las_rayas.llanas, np.ascontiguousarray(las_rayas.paradas.T)
    de_pie, acostadas = cv2.dilate(las_rayas.paradas, cerca), cv2.dilate(np.ascontiguousarray(llanas.T), cerca)
    return Rayas(
        _con_apoyo(llanas, np.asarray(de_pie, np.uint8), letra), _con_apoyo(paradas, np.asarray(acostadas, np.uint8), letra).T
    )


def _con_apoyo(mascara: Mascara, cruces: Mascara, letra: float) -> Mascara:
    """Level runs without the short ones that have a free end and no other run beside them on their line."""
    cuantas, marcas, datos, centros = cv2.connectedComponentsWithStats(mascara, connectivity=8)
    alturas = centros[1:, 1]
    salida = mascara.copy()
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        medio = int(centros[i][1])
        if w > _CORTA * letra or (cruces[medio, x] and cruces[medio, x + w - 1]):
            continue
        if int((np.abs(alturas - centros[i][1]) <= _JUNTAS * letra).sum()) == 1:
            zona = salida[y : y + h, x : x + w]
            zona[marcas[y : y + h, x : x + w] == i] = 0
    return salida


def _rejilla(las_rayas: Rayas, propias: Mascara, donde: tuple[int, int, int, int], letra: float) -> Rejilla | None:
    x, y, w, h = donde
    llanas = cv2.bitwise_and(las_rayas.llanas[y : y + h, x : x + w], propias)
    paradas = cv2.bitwise_and(las_rayas.paradas[y : y + h, x : x + w], propias)
    ys = _lugares(np.asarray(llanas, dtype=np.uint8), letra, llana=True)
    xs = _lugares(np.asarray(paradas, dtype=np.uint8), letra, llana=False)
    if len(ys) < 2 or len(xs) < 2:
        return None
    grupos = _grupos(np.asarray(llanas, np.uint8), np.asarray(paradas, np.uint8), ys, xs, letra)
    huecos = tuple(
        Hueco(f0, c0, f1 - f0 + 1, c1 - c0 + 1, (x + xs[c0], y + ys[f0], x + xs[c1 + 1], y + ys[f1 + 1]))
        for f0, c0, f1, c1 in grupos
    )
    if len(huecos) < _MIN_CELDAS:
        return None
    return Rejilla((x + xs[0], y + ys[0], x + xs[-1], y + ys[-1]), len(ys) - 1, len(xs) - 1, huecos)


def _lugares(mascara: Mascara, letra: float, llana: bool) -> list[int]:
    """Where the rules of one direction lie, near ones as one."""
    cuantas, _, datos, centros = cv2.connectedComponentsWithStats(mascara, connectivity=8)
    lado = cv2.CC_STAT_WIDTH if llana else cv2.CC_STAT_HEIGHT
    sueltas = sorted((float(centros[i][1 if llana else 0]), int(datos[i, lado])) for i in range(1, cuantas))
    grupos: list[list[tuple[float, int]]] = []
    for lugar, largo in sueltas:
        if grupos and lugar - grupos[-1][-1][0] <= _JUNTAS * letra:
            grupos[-1].append((lugar, largo))
        else:
            grupos.append([(lugar, largo)])
    return [round(sum(a * b for a, b in g) / sum(b for _, b in g)) for g in grupos]


def _grupos(llanas: Mascara, paradas: Mascara, ys: list[int], xs: list[int], letra: float) -> list[tuple[int, int, int, int]]:
    """The cells as rectangles of elementary places (row, column, last row, last column): places without a wall between
    them are joined until every cell is a rectangle."""
    filas, columnas = len(ys) - 1, len(xs) - 1
    ancho = max(2, int(_JUNTAS * letra / 2) + 1)
    duenos = np.arange(filas * columnas).reshape(filas, columnas)
    for f in range(filas - 1):
        for c in range(columnas):
            if not _pared(llanas, xs[c], xs[c + 1], ys[f + 1], ancho, de_pie=False):
                duenos[f + 1, c] = duenos[f, c]
    apilados = duenos.copy()
    for f in range(filas):
        for c in range(columnas - 1):
            # A wall between two cells is looked for along all that they share: its end may be too faint to be seen.
            juntas = (apilados[:, c] == apilados[f, c]) & (apilados[:, c + 1] == apilados[f, c + 1])
            desde, hasta = int(juntas.argmax()), filas - int(juntas[::-1].argmax())
            if not _pared(paradas, ys[desde], ys[hasta], xs[c + 1], ancho, de_pie=True):
                duenos[duenos == duenos[f, c + 1]] = duenos[f, c]
    return _rectangulos(duenos)


def _pared(mascara: Mascara, desde: int, hasta: int, lugar: int, ancho: int, de_pie: bool) -> bool:
    margen = min(ancho, (hasta - desde) // 4)
    tramo, franja = slice(desde + margen, hasta - margen + 1), slice(max(0, lugar - ancho), lugar + ancho + 1)
    trozo = mascara[tramo, franja].max(axis=1) if de_pie else mascara[franja, tramo].max(axis=0)
    return float((trozo > 0).mean()) >= _MIN_PARED if trozo.size else False


def _rectangulos(duenos: NDArray[np.int64]) -> list[tuple[int, int, int, int]]:
    cambio = True
    while cambio:
        cambio = False
        for d in np.unique(duenos):
            fs, cs = np.nonzero(duenos == d)
            if not fs.size:
                continue
            zona = duenos[fs.min() : fs.max() + 1, cs.min() : cs.max() + 1]
            if (zona != d).any():
                for otro in np.unique(zona):
                    duenos[duenos == otro] = d
                cambio = True
    salida = []
    for d in np.unique(duenos):
        fs, cs = np.nonzero(duenos == d)
        salida.append((int(fs.min()), int(cs.min()), int(fs.max()), int(cs.max())))
    return sorted(salida)


def _sin_anidadas(rejillas_: list[Rejilla]) -> list[Rejilla]:
    """Tables that stand inside no other one."""
    return [r for r in rejillas_ if not any(o is not r and _dentro(r.caja, o.caja) for o in rejillas_)]


def _dentro(caja: tuple[int, int, int, int], otra: tuple[int, int, int, int]) -> bool:
    return caja[0] >= otra[0] and caja[1] >= otra[1] and caja[2] <= otra[2] and caja[3] <= otra[3]
