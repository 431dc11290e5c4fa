"""Figures read by the likeness of their glyphs to the page's own: a reading that owes nothing to Tesseract's model.

A page prints all its "3"s alike. The glyphs of the figures that Tesseract reads the same twice are the samples; every
figure is then read glyph by glyph, each by its nearest samples, its own set aside. A glyph without a near sample, or
near to two kinds, is not read, and then the figure has no such reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.ocr_trazos import Trozo

Muestra = NDArray[np.float32]

#: A glyph's sample: dots wide and high. Its place between the line's top and foot is kept, so that a comma is no point.
_ANCHO, _ALTO = 16, 24
#: A capital fills this much of the sample's height; a comma hangs below it.
_ALTO_DE_LETRA = 18
#: The nearest samples that are asked, and how much nearer the first kind must be than the second.
_VECINAS = 3
_MAX_DISTANCIA = 0.45
_VENTAJA = 0.85
_TINTA = 150
#: Two glyphs no farther apart are the same letter (two salted "P"s: 0.06; a "P" and an "A": 0.42).
_MISMO = 0.15
#: Two are the same if they are no farther than this, or than so many times the nearest pair.
_IGUAL, _VECES = 0.04, 3.0


@dataclass(frozen=True, slots=True)
class Muestrario:
    """Samples of a page's glyphs, what each is, and the piece that it comes from."""

    muestras: Muestra
    signos: tuple[str, ...]
    piezas: NDArray[np.int64]


def glifos(trozo: Trozo) -> Muestra:
    """The glyphs of a piece from left to right, each as a sample; parts that stand one over the other are one."""
    mascara = ((trozo.gris < _TINTA) * 255).astype(np.uint8)
    cuantas, _, datos, _ = cv2.connectedComponentsWithStats(mascara, connectivity=8)
    cajas = sorted((int(x), int(x + w), int(y), int(y + h)) for x, y, w, h, area in datos[1:cuantas] if area >= 2)
    juntas: list[tuple[int, int, int, int]] = []
    for caja in cajas:
        if juntas and min(caja[1], juntas[-1][1]) - caja[0] >= 0.35 * min(caja[1] - caja[0], juntas[-1][1] - juntas[-1][0]):
            a = juntas[-1]
            juntas[-1] = (a[0], max(a[1], caja[1]), min(a[2], caja[2]), max(a[3], caja[3]))
        else:
            juntas.append(caja)
    if not juntas:
        return np.zeros((0, _ANCHO * _ALTO), np.float32)
    altos = [c for c in juntas if c[3] - c[2] >= 0.6 * trozo.letra]
    techo = min((c[2] for c in altos), default=juntas[0][2])
    return np.stack([_muestra(trozo, c, techo) for c in juntas])


def _muestra(trozo: Trozo, caja: tuple[int, int, int, int], techo: int) -> Muestra:
    escala = _ALTO_DE_LETRA / trozo.letra
    x0, x1, _, _ = caja
    franja = 255 - trozo.gris[max(0, techo - 1) : techo + int(_ALTO / escala) + 1, x0:x1]
    ancho, alto = max(1, round((x1 - x0) * escala)), min(_ALTO, max(1, round(franja.shape[0] * escala)))
    chica = cv2.resize(franja, (min(ancho, _ANCHO), alto), interpolation=cv2.INTER_AREA)
    lienzo = np.zeros((_ALTO, _ANCHO), np.float32)
    margen = (_ANCHO - chica.shape[1]) // 2
    lienzo[: chica.shape[0], margen : margen + chica.shape[1]] = chica
    lienzo = np.asarray(cv2.GaussianBlur(lienzo, (3, 3), 0), dtype=np.float32)
    return np.asarray((lienzo / max(float(np.linalg.norm(lienzo)), 1e-6)).ravel(), dtype=np.float32)


def muestrario(piezas: Sequence[Muestra], leidas: Mapping[int, str]) -> Muestrario:
    """The samples of the pieces that were read surely (index of the piece → its text)."""
    muestras, signos, origen = [], [], []
    for i, texto in leidas.items():
        if len(texto) == len(piezas[i]):
            muestras += list(piezas[i])
            signos += list(texto)
            origen += [i] * len(texto)
    if not muestras:
        return Muestrario(np.zeros((0, _ANCHO * _ALTO), np.float32), (), np.zeros(0, np.int64))
    return Muestrario(np.stack(muestras), tuple(signos), np.array(origen, dtype=np.int64))


def parecidas(una: int, otra: int, muestras: Sequence[Muestra]) -> bool:
    """Whether two pieces of a single glyph hold the same one: they are near, and nearly as near as the one that is nearest
    to either. At few dots to the inch a "P" is as near to an "A" as a salted "P" is to another."""
    distancia = _distancia(muestras[una], muestras[otra])
    proximas = (_distancia(muestras[i], m) for i in (una, otra) for j, m in enumerate(muestras) if j != i)
    return distancia <= min(_MISMO, max(_IGUAL, _VECES * min(proximas)))


def _distancia(una: Muestra, otra: Muestra) -> float:
    return float(1.0 - una[0] @ otra[0]) if len(una) == len(otra) == 1 else 1.0


def leer(pieza: int, propios: Muestra, muestras: Muestrario) -> str:
    """A piece's figure by its glyphs; '' where one of them is like no sample, or like two kinds."""
    if not len(propios) or not len(muestras.signos):
        return ""
    ajenas = muestras.piezas != pieza
    signos = np.array(muestras.signos)[ajenas]
    if not signos.size:
        return ""
    # Both have norm 1: the distance of their directions.
    distancias = 1.0 - propios @ muestras.muestras[ajenas].T
    texto = ""
    for fila in distancias:
        signo = _signo(fila, signos)
        if signo is None:
            return ""
        texto += signo
    return texto


def _signo(distancias: NDArray[np.float32], signos: NDArray[np.str_]) -> str | None:
    """The kind of the nearest samples, if they are near and nearer than any other kind's."""
    por_signo = {str(s): float(np.sort(distancias[signos == s])[:_VECINAS].mean()) for s in np.unique(signos)}
    orden = sorted(por_signo, key=lambda s: por_signo[s])
    primero = orden[0]
    if por_signo[primero] > _MAX_DISTANCIA:
        return None
    if len(orden) > 1 and por_signo[primero] > _VENTAJA * por_signo[orden[1]]:
        return None
    return primero
