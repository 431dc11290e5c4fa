"""A scanned page made ready to be cut: grey without its paper, ink apart from paper, upright and square.

The steps, each a pure function over arrays: specks out, the paper's shade divided out, the angle by the sharpest
profile of rows, the ink by a threshold over what is left. ``Pagina`` remembers the way back to the picture that came
in, so that every box is told where the document prints it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers import ocr_tintas

if TYPE_CHECKING:
    from PIL import Image

Matriz = NDArray[np.float64]
Mascara = NDArray[np.uint8]
Gris = NDArray[np.uint8]

# The steps are short, and Tesseract's two processes have both cores: sharing a step out costs more than it saves.
cv2.setNumThreads(1)

#: Longest side that is worked on: a legal sheet at 300 dots per inch has 4,200; more adds time and no figure.
_MAX_LADO = 4800
#: Longest side of the small copy on which the angle is sought.
_LADO_DE_GIRO = 1400
#: A page laid askew by more than this is taken for another orientation.
_MAX_GRADOS = 5.0
_BLANCO = 255
#: Under this much of the paper's brightness a dot is ink; faint strokes pass, the paper's grain does not.
_UMBRAL_DE_TINTA = 150
#: A side of the window over which the paper's shade is taken, in parts of the page.
_VENTANA_DE_PAPEL = 40
#: Glyphs shorter than this (in dots) can't be read.
MIN_LETRA = 7.0
#: A page whose capitals are lower than the first is enlarged until they have the second, before anything is cut: at 150
#: dots per inch a decimal point is one dot, which no filter tells from dust.
_LETRA_CHICA, _LETRA_BUENA = 19.0, 24.0
_MAX_AUMENTO = 3.0
#: So many glyphs that can be read tell how high a page's letters are.
_MIN_GLIFOS = 200
#: A ground is darker than this; its least thickness in parts of the page, how many times wider it is than that, and the
#: share of its box that it fills.
_UMBRAL_DE_FONDO, _GRUESO_DE_FONDO, _MIN_FONDO, _LLENO = 135, 260, 3, 0.8
#: The share of a page's dots that stand alone from which on they are salt and pepper, and not points and accents.
_SALPICADA = 4e-4


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page ready to be cut. ``gris`` has white paper, ``tinta`` is 255 where there is ink, ``letra`` is the height
    of a capital in dots, ``vuelta`` maps its points to those of the picture that came in, ``aumento`` is how much larger
    it is than that."""

    gris: Gris
    tinta: Mascara
    letra: float
    vuelta: Matriz
    aumento: float = 1.0

    @property
    def legible(self) -> bool:
        """Whether its letters came in with dots enough to be read."""
        return self.letra / self.aumento >= MIN_LETRA

    def en_origen(self, caja: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The box (x0, y0, x1, y1) of the incoming picture that holds a box of this page."""
        x0, y0, x1, y1 = caja
        esquinas = np.array([[[x0, y0]], [[x1, y0]], [[x1, y1]], [[x0, y1]]], dtype=np.float64)
        puntos = cv2.perspectiveTransform(esquinas, self.vuelta).reshape(-1, 2)
        (a, b), (c, d) = puntos.min(axis=0), puntos.max(axis=0)
        return float(a), float(b), float(c), float(d)

    def desde_origen(self, mascara: Mascara) -> Mascara:
        """A mask over the picture that came in, as one over this page."""
        alto, ancho = self.gris.shape
        return _arreglo(cv2.warpPerspective(mascara, np.linalg.inv(self.vuelta), (ancho, alto)))


def a_gris(imagen: Image.Image) -> tuple[Gris, Mascara | None, Matriz]:
    """A picture in grey, transparent dots as paper, made smaller where it is larger than is worked on, without the stamps
    and signatures in colour; where these were; and the map from the picture's points to those of the grey."""
    from PIL import Image as Pil

    if imagen.mode in ("RGBA", "LA", "PA") or "transparency" in imagen.info:
        con_fondo = imagen.convert("RGBA")
        papel = Pil.new("RGBA", con_fondo.size, (_BLANCO,) * 4)
        imagen = Pil.alpha_composite(papel, con_fondo).convert("RGB")
    imagen = _ocho_bits(imagen)
    escala = min(1.0, _MAX_LADO / max(imagen.size))
    ancho, alto = (max(1, round(lado * escala)) for lado in imagen.size)
    if escala < 1.0 and ocr_tintas.hay_color(imagen):
        imagen = imagen.resize((ancho, alto), Pil.Resampling.BOX)
    puntos, marcas = ocr_tintas.separar(imagen)
    if puntos.shape != (alto, ancho):
        puntos = _arreglo(cv2.resize(puntos, (ancho, alto), interpolation=cv2.INTER_AREA))
    return puntos, marcas, np.diag([escala, escala, 1.0])


def _ocho_bits(imagen: Image.Image) -> Image.Image:
    """A picture of eight bits, grey or of colours; a deeper grey is scaled, which Pillow's own conversion would cut off."""
    if imagen.mode.startswith("I") or imagen.mode == "F":
        from PIL import Image as Pil

        valores = np.asarray(imagen, dtype=np.float64)
        desde, hasta = float(valores.min()), float(valores.max())
        return Pil.fromarray(((valores - desde) * (_BLANCO / max(hasta - desde, 1.0))).astype(np.uint8))
    return imagen if imagen.mode in ("L", "RGB") else imagen.convert("L" if imagen.mode in ("1", "LA") else "RGB")


def preparar(gris: Gris) -> Pagina:
    """A page upright and clean. The quarter turns are the caller's (``girar_cuartos``)."""
    limpio = _sin_motas(_sin_papel(_con_fondos_claros(gris)))
    letra = altura_de_letra(entintar(limpio))
    aumento = min(_MAX_AUMENTO, _LETRA_BUENA / letra) if MIN_LETRA <= letra < _LETRA_CHICA else 1.0
    ida = np.diag([aumento, aumento, 1.0]) @ _giro(angulo(limpio), limpio.shape)
    return replace(rehacer(limpio, ida), aumento=aumento)


def girar_cuartos(gris: Gris, cuartos: int) -> tuple[Gris, Matriz]:
    """A page turned by quarters, counter-clockwise, and the map of its points."""
    alto, ancho = gris.shape
    girada = np.ascontiguousarray(np.rot90(gris, cuartos))
    mapas = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, 1, 0], [-1, 0, ancho - 1], [0, 0, 1]],
        2: [[-1, 0, ancho - 1], [0, -1, alto - 1], [0, 0, 1]],
        3: [[0, -1, alto - 1], [1, 0, 0], [0, 0, 1]],
    }
    return girada, np.array(mapas[cuartos % 4], dtype=np.float64)


def rehacer(limpio: Gris, ida: Matriz) -> Pagina:
    """The page seen through a map of its points, on a canvas that holds all of it."""
    alto, ancho = limpio.shape
    esquinas = np.array([[[0, 0]], [[ancho, 0]], [[ancho, alto]], [[0, alto]]], dtype=np.float64)
    puntos = cv2.perspectiveTransform(esquinas, ida).reshape(-1, 2)
    (x0, y0), (x1, y1) = np.floor(puntos.min(axis=0)), np.ceil(puntos.max(axis=0))
    ida = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], dtype=np.float64) @ ida
    lienzo = (int(x1 - x0), int(y1 - y0))
    vista = cv2.warpPerspective(limpio, ida, lienzo, flags=cv2.INTER_CUBIC, borderValue=_BLANCO)
    gris = _arreglo(vista)
    tinta = entintar(gris)
    return Pagina(gris, tinta, altura_de_letra(tinta), np.asarray(np.linalg.inv(ida), dtype=np.float64))


def entintar(gris: Gris) -> Mascara:
    """The ink of a grey whose paper is white."""
    return _arreglo(cv2.threshold(gris, _UMBRAL_DE_TINTA - 1, _BLANCO, cv2.THRESH_BINARY_INV)[1])


def _giro(grados: float, forma: tuple[int, ...]) -> Matriz:
    plana = cv2.getRotationMatrix2D((forma[1] / 2, forma[0] / 2), grados, 1.0)
    return np.vstack([plana, [0.0, 0.0, 1.0]])


def angulo(gris: Gris) -> float:
    """By how many degrees (counter-clockwise) a page must be turned for its lines to lie level."""
    escala = min(1.0, _LADO_DE_GIRO / max(gris.shape))
    chica = cv2.resize(gris, None, fx=escala, fy=escala, interpolation=cv2.INTER_AREA)
    tinta = (_BLANCO - chica.astype(np.float32)) * (chica < 200)
    mejor = 0.0
    for paso, alcance in ((0.5, _MAX_GRADOS), (0.1, 0.5), (0.02, 0.1)):
        pruebas = np.arange(mejor - alcance, mejor + alcance + paso / 2, paso)
        mejor = float(max(pruebas, key=lambda g: _nitidez(tinta, float(g))))
    return mejor


def _nitidez(tinta: NDArray[np.float32], grados: float) -> float:
    """How sharp the profile of rows is at an angle: the rows' ink changes most where the lines lie level."""
    alto, ancho = tinta.shape
    girada = cv2.warpAffine(tinta, cv2.getRotationMatrix2D((ancho / 2, alto / 2), grados, 1.0), (ancho, alto))
    perfil = girada.sum(axis=1)
    return float(np.square(np.diff(perfil)).sum())


def _con_fondos_claros(gris: Gris) -> Gris:
    """The page with its dark grounds light and what stands on them dark: headings are often white on a colour. A ground
    is a block of one dark shade, far thicker than a letter's stroke."""
    lado = max(7, max(gris.shape) // _GRUESO_DE_FONDO) | 1
    oscuro = (cv2.medianBlur(gris, 5) < _UMBRAL_DE_FONDO).astype(np.uint8)
    macizo = cv2.morphologyEx(oscuro, cv2.MORPH_OPEN, np.ones((lado, lado), np.uint8))
    if not macizo.any():
        return gris
    entero = cv2.morphologyEx(macizo, cv2.MORPH_CLOSE, np.ones((lado * 3, lado * 3), np.uint8))
    salida = gris.copy()
    for contorno in cv2.findContours(entero, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        rectangulo = cv2.minAreaRect(contorno)
        lados = rectangulo[1]
        if max(lados) < _MIN_FONDO * lado or cv2.contourArea(contorno) < _LLENO * lados[0] * lados[1]:
            continue  # a drawing, a seal
        zona = cv2.fillPoly(np.zeros_like(gris), [cv2.boxPoints(rectangulo).astype(np.int32)], 1)
        fondo = min(float(np.median(gris[zona > 0])), _BLANCO - 1.0)
        invertido = _BLANCO - (gris.astype(np.float32) - fondo) * (_BLANCO / (_BLANCO - fondo))
        dentro = cv2.erode(zona, np.ones((7, 7), np.uint8)) > 0
        salida[cv2.dilate(zona, np.ones((9, 9), np.uint8)) > 0] = _BLANCO  # the ground's edge, neither dark nor light
        salida[dentro] = np.clip(invertido[dentro], 0, _BLANCO).astype(np.uint8)
    return salida


def _sin_papel(gris: Gris) -> Gris:
    """The paper's shade and its changes divided out: paper becomes white."""
    alto, ancho = gris.shape
    escala = min(1.0, 800 / max(alto, ancho))
    chica = cv2.resize(gris, None, fx=escala, fy=escala, interpolation=cv2.INTER_AREA)
    lado = max(chica.shape) // _VENTANA_DE_PAPEL * 2 + 1
    papel = cv2.medianBlur(cv2.dilate(chica, np.ones((5, 5), np.uint8)), min(lado, 99))
    fondo = cv2.resize(papel, (ancho, alto), interpolation=cv2.INTER_LINEAR)
    dividido = _arreglo(cv2.divide(gris, np.maximum(fondo, 1), scale=_BLANCO))
    # The darkest ink as black: a pale photocopy becomes as dark as print.
    negro = float(np.percentile(dividido[::3, ::3], 0.5))
    tonos = (np.arange(256) - min(negro, 160.0)) * (_BLANCO / (_BLANCO - min(negro, 160.0)))
    return _arreglo(cv2.LUT(dividido, np.clip(tonos, 0, _BLANCO).astype(np.uint8)))


def _sin_motas(gris: Gris) -> Gris:
    """Salt and pepper out: a dark dot without dark neighbours takes its neighbours' shade, a light one in the midst of
    ink too. Strokes, whose dots have neighbours, stay as they are; where few dots stand alone, they are points."""
    oscuro = (gris < 128).astype(np.uint8)
    vecinos = cv2.boxFilter(oscuro, cv2.CV_8U, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    pimienta = (oscuro == 1) & (vecinos <= 2)
    if float(pimienta.mean()) < _SALPICADA:
        return gris
    sal = (oscuro == 0) & (vecinos >= 6)
    limpio = gris.copy()
    medianas = cv2.medianBlur(gris, 3)
    limpio[pimienta | sal] = medianas[pimienta | sal]
    return limpio


def altura_de_letra(tinta: Mascara) -> float:
    """The height of a capital or a digit, in dots: the tallest height that many glyphs share."""
    _, _, datos, _ = cv2.connectedComponentsWithStats(tinta, connectivity=8)
    altos, anchos = datos[1:, cv2.CC_STAT_HEIGHT], datos[1:, cv2.CC_STAT_WIDTH]
    glifos = altos[(altos >= 4) & (altos <= 120) & (anchos <= 3 * altos) & (anchos * 8 >= altos)]
    letra = float(np.percentile(glifos, 70)) if len(glifos) >= 10 else 0.0
    legibles = glifos[glifos > MIN_LETRA]
    # The points of dotted rules may be more than the letters, and are smaller than any that can be read.
    return float(np.percentile(legibles, 70)) if letra < MIN_LETRA and len(legibles) >= _MIN_GLIFOS else letra


def _arreglo(valor: Any) -> Gris:
    """What OpenCV gives, as the array of bytes that it is."""
    return np.asarray(valor, dtype=np.uint8)
