"""Rules made of points: many specks on a line, nearer to each other than letters are.

Morphology that looks for long runs of ink sees none in a dotted rule, and with it goes the table. Its points are made a whole
run first, where a page has such rules at all.
"""

from __future__ import annotations

import cv2
import numpy as np

from index.readers.ocr_pagina import Mascara

#: A point of a dotted rule is no larger, and no farther from the next; a run of them is at least so long.
_LADO_DE_PUNTO, _ENTRE_PUNTOS, _TROZO_PUNTEADO = 0.35, 0.4, 1.2
#: So many runs as long as this tell that a page has dotted rules.
_MIN_PUNTEADAS, _LARGO_DE_PUNTEADA = 4, 10.0
#: How far beside it other points are looked for, and in how many of its places there may be some.
_AL_LADO, _MAX_GRANO = (0.2, 0.5), 0.2


def enteras(tenues: tuple[Mascara, Mascara], letra: float) -> list[Mascara]:
    """The ink of a page, level and laid down, with its dotted rules whole, where it has long ones: a grainy ground has short
    runs of specks too."""
    punteadas: list[Mascara] = []
    largas = 0
    for tenue in tenues:
        punteadas.append(_punteada(tenue, letra))
        if not punteadas[-1].any():
            return list(tenues)
        datos = cv2.connectedComponentsWithStats(punteadas[-1], connectivity=8)[2][1:]
        largas += int((datos[:, cv2.CC_STAT_WIDTH] >= _LARGO_DE_PUNTEADA * letra).sum())
        if not largas:  # a table has level rules; to look for the others takes a quarter of a second
            break
    if largas < _MIN_PUNTEADAS:
        return list(tenues)
    return [np.asarray(cv2.bitwise_or(x, y), dtype=np.uint8) for x, y in zip(tenues, punteadas, strict=True)]


def _punteada(tinta: Mascara, letra: float) -> Mascara:
    """Level rules made of points, as whole ones: many specks on a line, nearer to each other than letters are."""
    _, marcas, datos, _ = cv2.connectedComponentsWithStats(tinta, connectivity=8)
    punto = (datos[:, cv2.CC_STAT_WIDTH] <= _LADO_DE_PUNTO * letra) & (datos[:, cv2.CC_STAT_HEIGHT] <= _LADO_DE_PUNTO * letra)
    punto[0] = False
    puntos = (punto[marcas] * 255).astype(np.uint8)
    hueco = max(3, int(_ENTRE_PUNTOS * letra))
    seguidos = cv2.morphologyEx(cv2.dilate(puntos, np.ones((3, 1), np.uint8)), cv2.MORPH_CLOSE, np.ones((1, hueco), np.uint8))
    largo = max(9, int(_TROZO_PUNTEADO * letra))
    corridas = np.asarray(cv2.morphologyEx(seguidos, cv2.MORPH_OPEN, np.ones((1, largo), np.uint8)), dtype=np.uint8)
    if not corridas.any():
        return corridas
    limpias = _sin_grano(corridas, puntos, letra)
    # Where two such rules cross there may be no point.
    return np.asarray(cv2.dilate(limpias, np.ones((1, 2 * hueco + 1), np.uint8)), dtype=np.uint8)


def _sin_grano(corridas: Mascara, puntos: Mascara, letra: float) -> Mascara:
    """Runs of points without those of a grainy ground, which has as many above and below them."""
    salida = corridas.copy()
    cuantas, marcas, datos, centros = cv2.connectedComponentsWithStats(corridas, connectivity=8)
    cerca, lejos = int(_AL_LADO[0] * letra), int(_AL_LADO[1] * letra) + 1
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        medio = round(centros[i][1])
        arriba, abajo = slice(max(0, medio - lejos), max(0, medio - cerca)), slice(medio + cerca, medio + lejos)
        lados = [puntos[lado, x : x + w] for lado in (arriba, abajo)]
        if any(float(lado.any(axis=0).mean()) > _MAX_GRANO for lado in lados if lado.size):
            salida[y : y + h, x : x + w][marcas[y : y + h, x : x + w] == i] = 0
    return salida
