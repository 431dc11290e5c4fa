"""What is read more than once: figures, short words of a table, the numbers of goals.

A figure (a piece of digits, or whatever stands in a column of figures) is read again as ``ocr_cifras`` tells. A lone
letter of a heading names a whole column, and the number that opens a goal's description says whose the figures are:
they are read again too.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index import cifras
from index.readers import ocr_anchos, ocr_cifras, ocr_glifos, ocr_tesseract
from index.readers.ocr_cifras import Lectura
from index.readers.ocr_pagina import Gris
from index.readers.ocr_piezas import AIRE, CHICA, GRANDE, ILEGIBLE, MUCHO_AIRE, Latido, Pieza, a_escala, imagen_de
from index.readers.ocr_tesseract import BLOQUE, LINEA, SIGNO, Palabras

#: How sure a letter is that was put by its likeness, and what a reading without any confidence weighs.
_LETRA_PUESTA, _MIN_PESO = 0.8, 0.1
#: The share of a column's one-line pieces that are figures for it to be one of figures.
_COLUMNA_DE_CIFRAS = 0.5
#: A piece of letters read this surely in a column of figures is a word ("ND").
_PALABRA_SEGURA = 0.8
#: Letters that the signs of a figure may be taken for ("40": "qe").
_PALABRA_DE_CIFRAS = 3
#: A word of no more characters is read again whatever its confidence.
_PALABRA_CORTA = 2
#: A word of a table that is read less surely is read again, among letters and what stands between them.
_PALABRA_FIRME = 0.9
_LETRAS = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZabcdefghijklmnñopqrstuvwxyzÁÉÍÓÚÜáéíóúü0123456789.,-/()%"
#: The height (dots) at which a figure is read that no reading fits.
_MAYOR = 44
#: So many numbers of a column that come right after the one above make it one of goals' numbers.
_MIN_SEGUIDOS = 2
#: A goal's number is no longer, with what lies over it.
_LARGO_DE_NUMERO = 12
#: A goal's number whose two readings differ.
_NUMERO_DUDOSO = 0.5
_NUMERO = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*")
#: A text that a number opens ("4TO TRIMESTRE" is none).
_ABRE = re.compile(_NUMERO.pattern + r"(?:[\s.,\-–—]|$)")
_CON_PALABRAS = re.compile(r"[^\W\d]{2}")
#: The signs of a number, and the most words that it falls into.
_SIGNOS = "0123456789.,-"
_MAX_TROZOS = 4
_CERRADO = re.compile(r"[\d.,]+-?")
#: A word that the number is printed against ("9.-Fortalecer").
_PEGADA = re.compile(r"[\d.,\-–—]+([^\W\d].*)")


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
    anchos = ocr_anchos.medir((p.lecturas[0].texto, p.trozo.ancho) for p in dudosas if ocr_cifras.coinciden(p.lecturas[:2]))
    _medir(dudosas, anchos)
    otras = [p for p in dudosas if not ocr_cifras.coinciden(p.lecturas)]
    _leer_otra_vez(otras, CHICA, MUCHO_AIRE, codigos, latido)
    _leer_otra_vez(otras, GRANDE, AIRE, None, latido)
    _medir(otras, anchos)
    partidas = [p for p in otras if not any(x.cabe and ocr_cifras.es_cifra(x.texto) for x in p.lecturas)]
    _leer_otra_vez(partidas, _MAYOR, MUCHO_AIRE, codigos, latido)
    _medir(partidas, anchos)
    decididas = ocr_cifras.con_sus_miles([(p.lecturas, *ocr_cifras.decidir(p.lecturas)) for p in dudosas])
    for pieza, (texto, confianza) in zip(dudosas, decididas, strict=True):
        if texto:
            if ocr_cifras.seguida(pieza.texto) != texto:
                pieza.texto = texto
            pieza.confianza = confianza
        elif not pieza.texto:
            pieza.texto, pieza.confianza = ILEGIBLE, 0.0


def _medir(piezas: Sequence[Pieza], anchos: ocr_anchos.Anchos) -> None:
    """Mark the readings that can't be as wide as what is printed."""
    for pieza in piezas:
        pieza.lecturas = [replace(x, cabe=anchos.cabe(x.texto, pieza.trozo.ancho)) for x in pieza.lecturas]


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
        leidas = ocr_tesseract.leer(
            [imagen_de(p.trozo, alto, aire, nitida=alto == _MAYOR) for p in suyas], LINEA, signos, avisar=latido
        )
        for pieza, palabras in zip(suyas, leidas, strict=True):
            pieza.lecturas.append(_lectura(palabras))


def releer_parrafos(piezas: Sequence[Pieza], latido: Latido) -> None:
    """Texts of several lines in a table that were not read surely, once more at another size; the surest stays."""
    flojas = [p for p in piezas if p.columna is not None and not p.trozo.una_linea and p.confianza < _PALABRA_FIRME]
    imagenes = [imagen_de(p.trozo, CHICA, MUCHO_AIRE, nitida=True) for p in flojas]
    for pieza, palabras in zip(flojas, ocr_tesseract.leer(imagenes, BLOQUE, avisar=latido), strict=True):
        confianza = statistics.fmean(p.confianza for p in palabras) if palabras else 0.0
        if confianza > pieza.confianza:
            pieza.texto, pieza.confianza = " ".join(p.texto for p in palabras), confianza
            pieza.palabras = tuple(replace(p, caja=_a_grande(p.caja)) for p in palabras)


def _a_grande(caja: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A word's box in the picture of its piece as pieces of several lines are read first."""
    x0, y0, x1, y1 = (round((v - MUCHO_AIRE) * GRANDE / CHICA) + AIRE for v in caja)
    return x0, y0, x1, y1


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
        imagenes = [imagen_de(flojas[i].trozo, CHICA, aire, nitida=modo == LINEA) for i in suyas]
        for i, palabras in zip(suyas, ocr_tesseract.leer(imagenes, modo, signos, avisar=latido), strict=True):
            if palabras:
                confianza = statistics.fmean(p.confianza for p in palabras)
                lecturas[i].append((" ".join(p.texto for p in palabras), confianza))
    for pieza, suyas_ in zip(flojas, lecturas, strict=True):
        legibles = [x for x in suyas_ if any(c.isalnum() for c in x[0])] or suyas_
        veces = Counter(x[0] for x in legibles)
        pieza.texto, pieza.confianza = max(legibles, key=lambda x: (veces[x[0]], x[1]))
    _igualar_letras([p for p in flojas if len(p.texto) <= _PALABRA_CORTA])


def _igualar_letras(piezas: Sequence[Pieza]) -> None:
    """Lone letters of one row that look alike are one letter, the one that most of them were read as, and those that do not
    are different ones: "A | A | P | A", where the first looks like the third, is "P | A | P | A". Two characters ("Pp") are
    no reading of a piece that has one."""
    filas: dict[tuple[int, int], list[Pieza]] = {}
    for pieza in piezas:
        filas.setdefault(((pieza.columna or (0,))[0], pieza.fila), []).append(pieza)
    for suyas in filas.values():
        puestas: set[str] = set()
        # Those of which more is known first: what they are, no others can be.
        for grupo in sorted(_parecidas(suyas), key=lambda g: -max(_pesos(g).values(), default=0.0)):
            pesos = {t: v for t, v in _pesos(grupo).items() if t not in puestas or len(puestas) > 1} or _pesos(grupo)
            if not pesos:
                continue
            letra = max(pesos, key=lambda t: pesos[t])
            puestas.add(letra)
            for pieza in grupo:
                if pieza.texto != letra:
                    pieza.texto, pieza.confianza = letra, min(pieza.confianza, _LETRA_PUESTA)


def _parecidas(piezas: Sequence[Pieza]) -> list[list[Pieza]]:
    """The pieces in groups of those that look alike."""
    muestras = [ocr_glifos.glifos(p.trozo) for p in piezas]
    grupos: list[list[int]] = []
    for i in range(len(piezas)):
        suyo = next((g for g in grupos if any(ocr_glifos.parecidas(i, j, muestras) for j in g)), None)
        if suyo is None:
            grupos.append([i])
        else:
            suyo.append(i)
    return [[piezas[i] for i in g] for g in grupos]


def _pesos(grupo: Sequence[Pieza]) -> dict[str, float]:
    """How surely each letter was read in a group, all its readings together."""
    pesos: dict[str, float] = {}
    for pieza in grupo:
        if len(pieza.texto) == 1:
            pesos[pieza.texto] = pesos.get(pieza.texto, 0.0) + max(pieza.confianza, _MIN_PESO)
    return pesos


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
    """Whether a piece of a column of figures is a word: a sure one, and a short one only if it says "not reported"."""
    if sum(c.isalpha() for c in pieza.texto) < 2 or pieza.confianza < _PALABRA_SEGURA:
        return False
    return len(pieza.texto) > _PALABRA_DE_CIFRAS or cifras.sin_reporte(pieza.texto)


def _leer_glifos(piezas: Sequence[Pieza]) -> None:
    propios = [ocr_glifos.glifos(p.trozo) for p in piezas]
    seguras = {i: p.lecturas[0].texto for i, p in enumerate(piezas) if ocr_cifras.coinciden(p.lecturas)}
    muestras = ocr_glifos.muestrario(propios, seguras)
    for i, pieza in enumerate(piezas):
        pieza.lecturas.append(Lectura(ocr_glifos.leer(i, propios[i], muestras), 1.0, de_glifos=True))


def releer_numeros(piezas: Sequence[Pieza], latido: Latido) -> None:
    """The number that opens a text in a table, twice more and by itself: the number that most readings give, or that one
    of them gives and the number above leads to; in doubt where they differ and nothing else speaks for it."""
    en_tabla = [p for p in piezas if p.columna is not None and p.palabras and not p.lecturas]
    numeradas = [p for p in en_tabla if _ABRE.match(p.texto) and _CON_PALABRAS.search(p.texto)]
    iniciales = [_iniciales(p) for p in numeradas]
    lecturas: list[list[str]] = [[" ".join(x.texto for x in p.palabras[:n])] for p, n in zip(numeradas, iniciales, strict=True)]
    for otra_altura, aire in ((True, AIRE), (False, MUCHO_AIRE)):
        recortes = [_recorte(p, n, otra_altura, aire) for p, n in zip(numeradas, iniciales, strict=True)]
        for suyas, palabras in zip(lecturas, ocr_tesseract.leer(recortes, LINEA, _SIGNOS, avisar=latido), strict=True):
            suyas.append("".join(x.texto for x in palabras))
    previos: dict[tuple[int, int] | None, tuple[str, ...]] = {}
    for pieza, n, suyas in sorted(zip(numeradas, iniciales, lecturas, strict=True), key=lambda x: x[0].fila):
        previos[pieza.columna] = _elegir_numero(pieza, n, suyas, previos.get(pieza.columna, ()))


def numerar_columnas(piezas: Sequence[Pieza]) -> None:
    """The numbers of goals that stand in a column of their own, most of which come one after the other: one whose point
    was not seen ("13" between "1.2" and "1.4") takes it; one that was not read surely (a signature lies over it) is the
    only one that there can be between its neighbours. Both are in doubt, and said to be."""
    columnas: dict[tuple[int, int], list[Pieza]] = {}
    for p in piezas:
        if p.columna is not None and len(p.texto) <= _LARGO_DE_NUMERO:
            columnas.setdefault(p.columna, []).append(p)
    for suyas in columnas.values():
        suyas.sort(key=lambda p: p.fila)
        numeros = [_partes(p.texto) if p.lecturas else () for p in suyas]
        seguidos = sum(ocr_cifras.sigue(a, b) for a, b in itertools.pairwise(numeros))
        if seguidos < _MIN_SEGUIDOS or seguidos * 2 < sum(bool(n) for n in numeros) - 1:
            continue
        for i in range(1, len(suyas) - 1):
            antes, despues = numeros[i - 1], numeros[i + 1]
            en_orden = ocr_cifras.sigue(antes, numeros[i]) or ocr_cifras.sigue(numeros[i], despues)
            medio = () if en_orden or suyas[i].confianza >= ocr_cifras.MAYORIA else ocr_cifras.entre(antes, despues)
            if medio:
                numeros[i] = medio
                suyas[i].texto, suyas[i].confianza = ".".join(medio), _NUMERO_DUDOSO
        for i in range(1, len(suyas)):
            if con_puntos := ocr_cifras.con_puntos(numeros[i - 1], numeros[i]):
                numeros[i] = con_puntos
                suyas[i].texto, suyas[i].confianza = ".".join(con_puntos), _NUMERO_DUDOSO


def _iniciales(pieza: Pieza) -> int:
    """How many words a number takes: "6 2 -" is one whose points were not seen."""
    sueltas = itertools.takewhile(lambda x: set(x.texto) <= set(_SIGNOS), pieza.palabras[:_MAX_TROZOS])
    return max(1, sum(1 for _ in sueltas))


def _elegir_numero(pieza: Pieza, iniciales: int, lecturas: Sequence[str], previo: tuple[str, ...]) -> tuple[str, ...]:
    """Put one of the readings as the number, and return it unless it is in doubt; where only the marks that close it
    differ, the one that closes it as numbers are closed ("4, Acercar" and "4. Acercar"). Where the number above tells
    that a point was not seen, with the point, and in doubt."""
    numeros = [_partes(x) for x in lecturas]
    veces = Counter(n for n in numeros if n)
    if not veces:
        pieza.confianza = min(pieza.confianza, _NUMERO_DUDOSO)
        return ()
    mejor = max(veces, key=lambda n: (ocr_cifras.sigue(previo, n), veces[n], n == numeros[0]))
    elegida = max((x for x, n in zip(lecturas, numeros, strict=True) if n == mejor), key=lambda x: not x.endswith(","))
    con_puntos = () if ocr_cifras.sigue(previo, mejor) else ocr_cifras.con_puntos(previo, mejor)
    if con_puntos:
        elegida = ".".join(con_puntos) + elegida[len(elegida.rstrip(".,-")) :]
    if con_puntos or numeros[0] != mejor or (lecturas[0].endswith(",") and not elegida.endswith(",")):
        resto = " ".join(p.texto for p in pieza.palabras[iniciales:])
        if iniciales == 1 and (pegada := _PEGADA.fullmatch(pieza.palabras[0].texto)):
            resto = f"{pegada.group(1)} {resto}".strip()
        pieza.texto = f"{_CERRADO.match(elegida)[0]} {resto}".strip()  # type: ignore[index]
    if veces[mejor] == len(lecturas) and not con_puntos:
        pieza.confianza = max(pieza.confianza, ocr_cifras.UNANIMES)
    elif ocr_cifras.sigue(previo, mejor):
        pieza.confianza = ocr_cifras.MAYORIA
    else:
        pieza.confianza = min(pieza.confianza, _NUMERO_DUDOSO)
        return ()
    return mejor


def _partes(lectura: str) -> tuple[str, ...]:
    """The parts of a number ("6.2.-": 6, 2); none where a reading is no number."""
    hallado = _NUMERO.match(lectura)
    if hallado is None or re.search(r"\d", lectura[hallado.end() :].partition("-")[0]):
        return ()
    return tuple(re.split("[.,]", hallado.group()))


def _recorte(pieza: Pieza, iniciales: int, otra_altura: bool, aire: int) -> Gris:
    """The picture of a piece's first words, at the size that it was read at or at the other."""
    leida, otra = (CHICA, GRANDE) if pieza.trozo.una_linea else (GRANDE, CHICA)
    vista = imagen_de(pieza.trozo, leida)
    cajas = [p.caja for p in pieza.palabras[:iniciales]]
    x0, y0, x1, y1 = (
        min(c[0] for c in cajas), min(c[1] for c in cajas), max(c[2] for c in cajas), max(c[3] for c in cajas)
    )  # fmt: skip
    recorte = vista[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3]
    return a_escala(recorte, otra / leida if otra_altura else 1.0, aire)
