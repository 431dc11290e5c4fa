"""What is read more than once: figures, short words of a table, the numbers of goals.

A figure (a piece of digits, or whatever stands in a column of figures) is read again as ``ocr_cifras`` tells. A lone
letter of a heading names a whole column, and the number that opens a goal's description says whose the figures are:
they are read again too.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence

from index.readers import ocr_cifras, ocr_glifos, ocr_tesseract
from index.readers.ocr_cifras import Lectura
from index.readers.ocr_pagina import Gris
from index.readers.ocr_piezas import AIRE, CHICA, GRANDE, MUCHO_AIRE, Latido, Pieza, a_escala, imagen_de
from index.readers.ocr_tesseract import LINEA, SIGNO, Palabras

#: The share of a column's one-line pieces that are figures for it to be one of figures.
_COLUMNA_DE_CIFRAS = 0.5
#: A piece of letters read this surely in a column of figures is a word ("ND").
_PALABRA_SEGURA = 0.8
#: A word of no more characters is read again whatever its confidence.
_PALABRA_CORTA = 2
#: A word of a table that is read less surely is read again, among letters and what stands between them.
_PALABRA_FIRME = 0.9
_LETRAS = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZabcdefghijklmnñopqrstuvwxyzÁÉÍÓÚÜáéíóúü0123456789.,-/()%"
#: What is put for glyphs that no reading makes out.
ILEGIBLE = "\ufffd"
#: A goal's number whose two readings differ.
_NUMERO_DUDOSO = 0.5
_NUMERO = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*")


def _lectura(palabras: Palabras) -> Lectura:
    texto = ocr_cifras.limpia(" ".join(p.texto for p in palabras))
    return Lectura(texto, min((p.confianza for p in palabras), default=0.0))


def releer_cifras(piezas: Sequence[Pieza], latido: Latido) -> None:
    """Figures a second time among a figure's characters, a third time by their glyphs, and where these differ twice
    more; then what most readings give."""
    en_columna = _en_columnas_de_cifras(piezas)
    dudosas = [p for p in piezas if p.trozo.una_linea and (id(p) in en_columna or ocr_cifras.puede_ser_cifra(p.texto))]
    for pieza in dudosas:
        pieza.lecturas = [_lectura(pieza.palabras)]
    codigos = frozenset(p.columna for p in dudosas if p.columna and re.search(r"\d[;/]", p.texto))
    _leer_otra_vez(dudosas, GRANDE, MUCHO_AIRE, codigos, latido)
    _leer_glifos(dudosas)
    otras = [p for p in dudosas if not ocr_cifras.coinciden(p.lecturas)]
    _leer_otra_vez(otras, CHICA, MUCHO_AIRE, codigos, latido)
    _leer_otra_vez(otras, GRANDE, AIRE, None, latido)
    for pieza in dudosas:
        texto, confianza = ocr_cifras.decidir(pieza.lecturas)
        if texto:
            if ocr_cifras.limpia(pieza.texto) != texto or not ocr_cifras.puede_ser_cifra(pieza.texto):
                pieza.texto = texto
            pieza.confianza = confianza
        elif not pieza.texto:
            pieza.texto, pieza.confianza = ILEGIBLE, 0.0


def _leer_otra_vez(
    piezas: Sequence[Pieza], alto: int, aire: int, codigos: frozenset[tuple[int, int]] | None, latido: Latido
) -> None:
    """One more reading of each piece: among a figure's characters, a code's in the columns of ``codigos``, all where
    that is None."""
    grupos: dict[str, list[Pieza]] = {}
    for p in piezas:
        de_codigos = codigos is not None and p.columna in codigos
        signos = "" if codigos is None else ocr_cifras.SIGNOS_DE_CODIGOS if de_codigos else ocr_cifras.SIGNOS
        grupos.setdefault(signos, []).append(p)
    for signos, suyas in grupos.items():
        leidas = ocr_tesseract.leer([imagen_de(p.trozo, alto, aire) for p in suyas], LINEA, signos, avisar=latido)
        for pieza, palabras in zip(suyas, leidas, strict=True):
            pieza.lecturas.append(_lectura(palabras))


def releer_palabras(piezas: Sequence[Pieza], latido: Latido) -> None:
    """Words of a table that are short or were not read surely, twice more: what two readings share stays, else the
    surest. A lone letter of a heading ("P") is easily taken for a sign, and with it goes its whole column."""
    flojas = [
        p
        for p in piezas
        if p.columna is not None
        and p.trozo.una_linea
        and not p.lecturas
        and (p.confianza < _PALABRA_FIRME or len(p.texto) <= _PALABRA_CORTA)
    ]
    lecturas = [[(p.texto, p.confianza)] for p in flojas]
    for modo, aire, signos in ((LINEA, MUCHO_AIRE, _LETRAS), (SIGNO, AIRE, "")):
        suyas = [i for i, p in enumerate(flojas) if modo != SIGNO or len(p.texto) <= _PALABRA_CORTA]
        imagenes = [imagen_de(flojas[i].trozo, CHICA, aire) for i in suyas]
        for i, palabras in zip(suyas, ocr_tesseract.leer(imagenes, modo, signos, avisar=latido), strict=True):
            if palabras:
                confianza = statistics.fmean(p.confianza for p in palabras)
                lecturas[i].append((" ".join(p.texto for p in palabras), confianza))
    for pieza, suyas_ in zip(flojas, lecturas, strict=True):
        legibles = [x for x in suyas_ if any(c.isalnum() for c in x[0])] or suyas_
        veces = Counter(x[0] for x in legibles)
        pieza.texto, pieza.confianza = max(legibles, key=lambda x: (veces[x[0]], x[1]))
    _igualar_letras([p for p in flojas if len(p.texto) == 1])


def _igualar_letras(piezas: Sequence[Pieza]) -> None:
    """Lone letters of one row that look alike are one letter, the one that most of them were read as."""
    muestras = [ocr_glifos.glifos(p.trozo) for p in piezas]
    textos = [p.texto for p in piezas]
    for pieza, propia in zip(piezas, muestras, strict=True):
        iguales = Counter(
            texto
            for otra, muestra, texto in zip(piezas, muestras, textos, strict=True)
            if (otra.columna or (0,))[0] == (pieza.columna or (0,))[0]
            and otra.fila == pieza.fila
            and ocr_glifos.parecidas(propia, muestra)
        )
        if iguales:
            pieza.texto = max(iguales, key=lambda t: (iguales[t], t == pieza.texto))


def _en_columnas_de_cifras(piezas: Sequence[Pieza]) -> frozenset[int]:
    """The pieces (by identity) that stand in a column of figures, from its first figure down, words left out."""
    columnas: dict[tuple[int, int], list[Pieza]] = {}
    for p in piezas:
        if p.columna is not None and p.trozo.una_linea:
            columnas.setdefault(p.columna, []).append(p)
    salida: set[int] = set()
    for suyas in columnas.values():
        figuras = [p for p in suyas if ocr_cifras.puede_ser_cifra(p.texto)]
        if not figuras:
            continue
        desde = min(p.fila for p in figuras)
        cuerpo = [p for p in suyas if p.fila >= desde]
        if len(figuras) >= _COLUMNA_DE_CIFRAS * len(cuerpo):
            salida |= {id(p) for p in cuerpo if not _es_palabra(p)}
    return frozenset(salida)


def _es_palabra(pieza: Pieza) -> bool:
    return sum(c.isalpha() for c in pieza.texto) >= 2 and pieza.confianza >= _PALABRA_SEGURA


def _leer_glifos(piezas: Sequence[Pieza]) -> None:
    propios = [ocr_glifos.glifos(p.trozo) for p in piezas]
    seguras = {i: p.lecturas[0].texto for i, p in enumerate(piezas) if ocr_cifras.coinciden(p.lecturas)}
    muestras = ocr_glifos.muestrario(propios, seguras)
    for i, pieza in enumerate(piezas):
        pieza.lecturas.append(Lectura(ocr_glifos.leer(i, propios[i], muestras), 1.0, de_glifos=True))


def releer_numeros(piezas: Sequence[Pieza], latido: Latido) -> None:
    """The number that opens a text in a table, again and by itself; where the readings differ, the cell is in doubt."""
    numeradas = [p for p in piezas if p.columna is not None and p.palabras and not p.lecturas and _NUMERO.match(p.texto)]
    recortes = [_primera_palabra(p) for p in numeradas]
    leidas = ocr_tesseract.leer(recortes, LINEA, ocr_cifras.SIGNOS, avisar=latido)
    for pieza, palabras in zip(numeradas, leidas, strict=True):
        segunda = "".join(p.texto for p in palabras)
        otra, propia = _NUMERO.match(segunda), _NUMERO.match(pieza.texto)
        if otra is None or propia is None or _partes(otra.group()) != _partes(propia.group()):
            pieza.confianza = min(pieza.confianza, _NUMERO_DUDOSO)
        else:
            pieza.confianza = max(pieza.confianza, ocr_cifras.DOS_SIN_GLIFOS)
            # "4, Acercar": of two readings with the same digits, the one that closes the number as numbers are closed.
            if pieza.texto[propia.end() : propia.end() + 1] == "," != segunda[otra.end() : otra.end() + 1]:
                pieza.texto = segunda + pieza.texto[len(pieza.palabras[0].texto) :]


def _partes(numero: str) -> list[str]:
    return re.split("[.,]", numero)


def _primera_palabra(pieza: Pieza) -> Gris:
    """The picture of a piece's first word, at another size than it was read."""
    leida, otra = (CHICA, GRANDE) if pieza.trozo.una_linea else (GRANDE, CHICA)
    vista = imagen_de(pieza.trozo, leida)
    x0, y0, x1, y1 = pieza.palabras[0].caja
    recorte = vista[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3]
    return a_escala(recorte, otra / leida)
