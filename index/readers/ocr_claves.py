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

from index.readers import ocr_tesseract
from index.readers.ocr_pagina import Gris
from index.readers.ocr_piezas import AIRE, CHICA, GRANDE, MUCHO_AIRE, Latido, Pieza, a_escala, afilar, imagen_de
from index.readers.ocr_tesseract import LINEA, Palabra

_SIGNOS = "0123456789.,-"
#: A word that is a code of digits, or was one before a sign of it was taken for another.
_CODIGO = re.compile(r"\d[\d.,]{0,14}[)\]]?[.,:]?")
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
    for alto, aire in ((GRANDE, AIRE), (CHICA, MUCHO_AIRE)):
        recortes = [_recorte(p, p.palabras[i], alto, aire) for p, i in codigos]
        for suyas, palabras in zip(lecturas, ocr_tesseract.leer(recortes, LINEA, _SIGNOS, avisar=latido), strict=True):
            suyas.append(_limpio("".join(p.texto for p in palabras)))
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
