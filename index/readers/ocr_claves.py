"""The codes among the words of a scan's header: whose the figures are hangs on them, so they are read by themselves.

A line of words is as sure as its words on the average, which says little of the code that opens it: "70 AYUNTAMIENTO" comes
out as "7) AYUNTAMIENTO", "1.5.1 DEPORTE" as "15.1 DEPORTE". Each code is cut out and read twice more among a figure's
signs; what two readings give is the code, and where they are not all the same, its line is in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from index.readers import ocr_tesseract
from index.readers.ocr_pagina import Gris
from index.readers.ocr_piezas import AIRE, CHICA, GRANDE, MUCHO_AIRE, Latido, Pieza, a_escala, afilar, imagen_de
from index.readers.ocr_tesseract import LINEA, Palabra

_SIGNOS = "0123456789.,-"
#: A word that is a code of digits, or was one before a sign of it was taken for another.
_CODIGO = re.compile(r"\d[\d.,]{0,14}[)\]]?[.,:]?")
#: A code in which a letter and a digit that look alike may stand for each other.
_MEZCLADA = re.compile(r"(?=.{3,10}$)(?=.*\d)[A-Z]{1,6}-?[O0][O\d]{0,4}")
#: How wide a "0" is at the most and an "O" at the least, in parts of their height; the least height of a sign, its ink.
_ANCHO_DE_CERO, _ANCHO_DE_O, _ALTO_DE_SIGNO, _TINTA = 0.8, 0.9, 0.6, 140
_LIMPIO = re.compile(r"\d{1,6}(?:\.\d{1,4}){0,4}")
#: A code whose readings differ, and white taken around its box (dots).
_DUDOSA, _ORILLA = 0.6, 3


def releer(piezas: Sequence[Pieza], latido: Latido) -> None:
    """Read the codes in lines outside of tables twice more."""
    codigos = [
        (pieza, i)
        for pieza in piezas
        if pieza.columna is None and not pieza.lecturas and pieza.texto == " ".join(p.texto for p in pieza.palabras)
        for i, palabra in enumerate(pieza.palabras)
        if len(pieza.palabras) > 1 and _CODIGO.fullmatch(palabra.texto)
    ]
    lecturas = [[_limpio(p.palabras[i].texto)] for p, i in codigos]
    tamanos = ((GRANDE, AIRE), (CHICA, MUCHO_AIRE))
    recortes = [_recorte(p, p.palabras[i], alto, aire) for alto, aire in tamanos for p, i in codigos]
    for n, palabras in enumerate(ocr_tesseract.leer(recortes, LINEA, _SIGNOS, avisar=latido)):
        lecturas[n % len(codigos)].append(_limpio("".join(p.texto for p in palabras)))
    for (pieza, i), suyas in zip(codigos, lecturas, strict=True):
        _decidir(pieza, i, suyas)


def _decidir(pieza: Pieza, i: int, lecturas: Sequence[str]) -> None:
    veces = Counter(x for x in lecturas if _LIMPIO.fullmatch(x))
    if not veces:
        pieza.confianza = min(pieza.confianza, _DUDOSA)
        return
    # Points are lost and never made: of readings with the same digits the one with more of them.
    por_digitos = Counter(_digitos(x) for x in veces.elements())
    codigo = max(veces, key=lambda x: (por_digitos[_digitos(x)], x.count("."), veces[x]))
    if veces[codigo] < len(lecturas):
        pieza.confianza = min(pieza.confianza, _DUDOSA)
    leida = pieza.palabras[i]
    if por_digitos[_digitos(codigo)] > 1 and codigo != _limpio(leida.texto):
        cierre = ":" if leida.texto.endswith(":") else ""
        pieza.palabras = (*pieza.palabras[:i], replace(leida, texto=codigo + cierre), *pieza.palabras[i + 1 :])
        pieza.texto = " ".join(p.texto for p in pieza.palabras)


def distinguir(piezas: Sequence[Pieza]) -> None:
    """Tell the "O" of a code from its "0" by how wide they are, where letters and digits meet in it ("IMD01")."""
    for pieza in piezas:
        for i, palabra in enumerate(pieza.palabras):
            if not pieza.trozo.una_linea or not _MEZCLADA.fullmatch(palabra.texto) or palabra.texto not in pieza.texto:
                continue
            puesta = _por_su_ancho(palabra.texto, _recorte(pieza, palabra, GRANDE, AIRE))
            if puesta != palabra.texto:
                pieza.texto = pieza.texto.replace(palabra.texto, puesta, 1)
                palabras = (*pieza.palabras[:i], replace(palabra, texto=puesta), *pieza.palabras[i + 1 :])
                pieza.palabras, pieza.confianza = palabras, min(pieza.confianza, _DUDOSA)


def _por_su_ancho(texto: str, gris: Gris) -> str:
    """A code with each "O" and "0" as its glyph is wide; as it was read where its glyphs can't be counted."""
    tinta = ((gris < _TINTA) * 255).astype(np.uint8)
    cuantas, _, datos, _ = cv2.connectedComponentsWithStats(tinta, connectivity=8)
    cajas = sorted((int(x), int(w), int(h)) for x, _, w, h, _ in datos[1:cuantas] if h >= _ALTO_DE_SIGNO * GRANDE)
    if len(cajas) == len(texto) - 1:
        texto = texto.replace("O0", "O", 1).replace("0O", "O", 1)  # one glyph that was read as both
    if len(cajas) != len(texto):
        return texto
    salida = [
        ("O" if w > _ANCHO_DE_O * h else "0" if w < _ANCHO_DE_CERO * h else c) if c in "O0" else c
        for c, (_, w, h) in zip(texto, cajas, strict=True)
    ]
    return "".join(salida)


def _limpio(texto: str) -> str:
    return texto.replace(",", ".").strip(".:-")


def _digitos(texto: str) -> str:
    return texto.replace(".", "")


def _recorte(pieza: Pieza, palabra: Palabra, alto: int, aire: int) -> Gris:
    """The picture of a word of a line, its capitals as high as asked."""
    x0, y0, x1, y1 = palabra.caja
    vista = imagen_de(pieza.trozo, CHICA)
    recorte = vista[max(0, y0 - _ORILLA) : y1 + _ORILLA, max(0, x0 - _ORILLA) : x1 + _ORILLA]
    return afilar(a_escala(recorte, alto / CHICA, aire), alto)
