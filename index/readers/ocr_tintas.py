"""Stamps and signatures in coloured ink, told from black print by their colour and taken off the page.

Such an ink lets the print below it through: what is left when its shade is divided out, in the channel that it darkens
least, is the print alone. Only what is shaped as a mark is taken for one (large, of thin strokes, over black print): rules,
grounds and words in colour are the form's own and stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image

Gris = NDArray[np.uint8]
Mascara = NDArray[np.uint8]

#: A dot is of coloured ink where its channels differ by more than this and its darkest one is darker than that.
_COLOR, _CLARO = 45, 190
#: The same for the faint edges of a mark's strokes.
_COLOR_TENUE, _CLARO_TENUE = 22, 235
#: Under this in all its channels a dot is black.
_NEGRO = 110
#: One dot of so many is looked at to tell whether a page has such ink, and the share of them that must be of it.
_SALTO, _MIN_PARTE = 4, 1e-4
#: A capital's height, more or less, in parts of the page's longest side.
_LETRA = 200
#: Sizes in capitals' heights: the thickness of a ground, the least sides of a mark, the black that it lies over (dots).
_GRUESO, _LADO_MENOR, _LADO_MAYOR, _SOBRE_NEGRO = 0.8, 6.0, 10.0, 4.0
#: A frame with a smaller side is of a cell; one has more than this share of its dots in level and upright runs.
_MARCO, _MAX_RECTO = 11.0, 0.6
#: The largest sides of a mark in parts of the page's: what is larger are the form's own rules.
_MAX_ANCHO, _MAX_ALTO = 0.4, 0.5
#: How like a mark's hue a dot inside of it is to be of it (a cosine).
_MISMO_TONO = 0.7
#: So many glyphs of its hue elsewhere on the page: the form prints in it, and what stands inside the mark may be print;
#: inside a frame, which may be the form's own, if there are so many.
_IMPRESO, _IMPRESO_EN_MARCO = 15, 3
#: The shade of a mark: a part of that which this percentage of its dots is darker than, over print (this dark) left out.
_PARTE_DE_TONO, _PERCENTIL, _SOBRE_LETRA = 0.8, 35, 60
#: How far (dots) the fringe of a stroke reaches.
_ORLA = 3


@dataclass(frozen=True, slots=True)
class _Marca:
    """A mark: where on the page its box is, its own dots and all that lies inside its outline, and its hue."""

    donde: tuple[slice, slice]
    propia: NDArray[np.bool_]
    dentro: NDArray[np.bool_]
    tono: NDArray[np.float32]


def hay_color(imagen: Image.Image) -> bool:
    """Whether a picture has so much of coloured ink that there may be a mark of it."""
    if imagen.mode != "RGB":
        return False
    # Without its own copy of all the dots: most pictures of three channels are grey.
    muestra = np.asarray(imagen.resize([max(1, lado // _SALTO) for lado in imagen.size], resample=0))
    return bool(((np.ptp(muestra, axis=2) > _COLOR) & (muestra.min(axis=2) < _CLARO)).mean() >= _MIN_PARTE)


def separar(imagen: Image.Image) -> tuple[Gris, Mascara | None]:
    """The grey of a picture without its coloured marks, and where they were; None where it has none."""
    gris = np.asarray(imagen.convert("L"))
    if not hay_color(imagen):
        return gris, None
    puntos = np.asarray(imagen)
    letra = max(gris.shape) / _LETRA
    color, tenue, negro = _capas(puntos)
    color = _sin_fondos(color, letra)
    marcas = list(_marcas(color, tenue, negro, puntos, letra))
    if not marcas:
        return gris, None
    salida, donde = gris.copy(), np.zeros_like(gris)
    for marca in marcas:
        suya = marca.propia if _imprime(marca, marcas, color, puntos, letra) else marca.dentro
        _quitar(marca, suya, puntos, salida, donde)
    return salida, donde


def _capas(puntos: Gris) -> tuple[Mascara, NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a picture has coloured ink, where at least some of its shade, and where black."""
    rojo, verde, azul = cv2.split(puntos)
    claro, oscuro = cv2.max(cv2.max(rojo, verde), azul), cv2.min(cv2.min(rojo, verde), azul)
    del rojo, verde, azul
    viveza = np.asarray(cv2.subtract(claro, oscuro))
    color = ((viveza > _COLOR) & (oscuro < _CLARO)).astype(np.uint8)
    return color, (viveza > _COLOR_TENUE) & (oscuro < _CLARO_TENUE), np.asarray(claro) < _NEGRO


def _sin_fondos(color: Mascara, letra: float) -> Mascara:
    """Coloured ink without the grounds of cells, thicker than any stroke."""
    lado = max(7, int(_GRUESO * letra)) | 1
    fondos = cv2.morphologyEx(color, cv2.MORPH_OPEN, np.ones((lado, lado), np.uint8))
    if not fondos.any():
        return color
    return np.asarray(cv2.subtract(color, cv2.dilate(fondos, np.ones((lado, lado), np.uint8))), dtype=np.uint8)


def _marcas(
    color: Mascara, tenue: NDArray[np.bool_], negro: NDArray[np.bool_], puntos: Gris, letra: float
) -> Iterator[_Marca]:
    alto, ancho = color.shape
    # Over black print a stroke has no colour, and goes on behind it.
    tras_negro = (cv2.dilate(color, np.ones((9, 9), np.uint8)) > 0) & negro
    seguido = np.asarray((cv2.dilate(color, np.ones((3, 3), np.uint8)) > 0) | tras_negro, dtype=np.uint8)
    cuantas, etiquetas, datos, _ = cv2.connectedComponentsWithStats(seguido, connectivity=8)
    for i in range(1, cuantas):
        x, y, w, h = (int(v) for v in datos[i, :4])
        if min(w, h) < _LADO_MENOR * letra or max(w, h) < _LADO_MAYOR * letra or w > _MAX_ANCHO * ancho or h > _MAX_ALTO * alto:
            continue
        donde = (slice(y, y + h), slice(x, x + w))
        suya = (etiquetas[donde] == i) & (color[donde] > 0)
        if int(suya.sum()) < _LADO_MAYOR * letra or (min(w, h) < _MARCO * letra and _recta(suya, letra)):
            continue
        contorno = np.zeros(suya.shape, np.uint8)
        cv2.fillConvexPoly(contorno, cv2.convexHull(cv2.findNonZero(suya.astype(np.uint8))), 1)
        if int((negro[donde] & (contorno > 0)).sum()) < _SOBRE_NEGRO * letra:
            continue
        tono = _tonos(puntos[donde][suya]).mean(axis=0)
        coloreados = tenue[donde] & (contorno > 0)
        dentro = coloreados.copy()
        dentro[coloreados] = _mismo_tono(puntos[donde][coloreados], tono)
        yield _Marca(donde, suya, suya | dentro, tono)


def _recta(suya: NDArray[np.bool_], letra: float) -> bool:
    """Whether most of a shape is level and upright: a frame, and no ring nor signature."""
    mascara, largo = suya.astype(np.uint8), max(9, int(letra))
    lados = ((1, largo), (largo, 1))
    llanos, parados = (cv2.morphologyEx(mascara, cv2.MORPH_OPEN, np.ones(x, np.uint8)) > 0 for x in lados)
    return int((llanos | parados).sum()) > _MAX_RECTO * int(mascara.sum())


def _tonos(puntos: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The hues of some dots: what each channel differs from their mean."""
    valores = puntos.astype(np.float32)
    return np.asarray(valores - valores.mean(axis=1, keepdims=True), dtype=np.float32)


def _mismo_tono(puntos: NDArray[np.uint8], tono: NDArray[np.float32]) -> NDArray[np.bool_]:
    tonos = _tonos(puntos)
    largos = np.linalg.norm(tonos, axis=1) * float(np.linalg.norm(tono))
    return np.asarray(tonos @ tono >= _MISMO_TONO * np.maximum(largos, 1e-6))


def _imprime(marca: _Marca, marcas: list[_Marca], color: Mascara, puntos: Gris, letra: float) -> bool:
    """Whether the form prints in a mark's hue: glyphs of it stand outside of all marks."""
    fuera = color.copy()
    for otra in marcas:
        fuera[otra.donde][otra.dentro] = 0
    cuantas, etiquetas, datos, _ = cv2.connectedComponentsWithStats(fuera, connectivity=8)
    altos = datos[:, cv2.CC_STAT_HEIGHT]
    glifos = [i for i in range(1, cuantas) if letra / 2 <= altos[i] <= 2 * letra]
    bastan = _IMPRESO_EN_MARCO if _recta(marca.propia, letra) else _IMPRESO
    if len(glifos) < bastan:
        return False
    suyos = 0
    for i in glifos:
        x, y, w, h = (int(v) for v in datos[i, :4])
        suyos += bool(_mismo_tono(puntos[y : y + h, x : x + w][etiquetas[y : y + h, x : x + w] == i], marca.tono).mean() > 0.5)
    return suyos >= bastan


def _quitar(marca: _Marca, suya: NDArray[np.bool_], puntos: Gris, salida: Gris, donde: Mascara) -> None:
    """Divide a mark's shade out of the page, and half of it out of the fringe of its strokes."""
    colores = puntos[marca.donde][suya]
    canal = int(np.median(colores, axis=0).argmax())
    valores = colores[:, canal]
    limpios = valores[valores > _SOBRE_LETRA]
    if not limpios.size:
        return
    tono = _PARTE_DE_TONO * float(np.percentile(limpios, _PERCENTIL))
    trazo = cv2.dilate(suya.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    zona = cv2.dilate(suya.astype(np.uint8), np.ones((2 * _ORLA + 1, 2 * _ORLA + 1), np.uint8)) > 0
    vista = puntos[marca.donde][..., canal] * np.where(trazo, 255 / tono, 510 / (tono + 255)).astype(np.float32)
    salida[marca.donde][zona] = np.clip(vista, 0, 255).astype(np.uint8)[zona]
    donde[marca.donde][zona] = 255
