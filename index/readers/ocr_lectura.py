"""One scanned page → rows: its cells cut, read, and put back in their places."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.poa import Apartado, Celda, Fuente
from index.readers import (
    ocr_alineadas,
    ocr_cifras,
    ocr_claves,
    ocr_columnas,
    ocr_cruzadas,
    ocr_marcas,
    ocr_ordinales,
    ocr_pagina,
    ocr_rejilla,
    ocr_relectura,
    ocr_tesseract,
    ocr_trazos,
)
from index.readers.hoja import CeldaLeida, Renglon, guardable, normalizar
from index.readers.limites import Aviso
from index.readers.ocr_pagina import Gris, Mascara, Pagina
from index.readers.ocr_piezas import AIRE, CHICA, GRANDE, MUCHO_AIRE, Latido, Pieza, imagen_de
from index.readers.ocr_rejilla import Hueco, Rayas, Rejilla
from index.readers.ocr_tesseract import BLOQUE, LINEA
from index.readers.ocr_trazos import Caja

if TYPE_CHECKING:
    from PIL import Image

#: Under this mean confidence of its longest lines a page may lie on its side or on its head, where words read at times
#: as others do.
_CLARA = 0.8
#: Under this a page has no text that can be read.
_MIN_LEGIBLE = 0.35
#: So many lines tell how a page lies.
_MUESTRA = 14
#: Heights of a capital (dots) at which a line is read that gave nothing, and the least width (capitals' heights) of a word.
_ALTOS_DE_MUDAS, _PALABRA = (26, 36), 2.0
#: Rows of so many figures outside of the rules are of a table without rules; so many such rows make one.
_CIFRAS_DE_FILA, _FILAS_DE_TABLA = 4, 2
#: A number closed by a comma, before words: the point that closes a number, as it is often read.
_COMA_DE_NUMERO = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*),(?=-?\s+[^\W\d])")
_REMEDIO = "Digitalice la hoja completa y derecha, en escala de grises, a 300 puntos por pulgada."


@dataclass(slots=True)
class _Corte:
    """A page cut into pieces: its tables with a piece in each cell that is not blank, and the lines outside of them."""

    pagina: Pagina
    tablas: list[tuple[Rejilla, dict[Hueco, Pieza | list[list[Pieza]]]]]
    lineas: list[list[Pieza]]
    tinta: ocr_trazos.Tinta
    cortes: list[float]
    #: Where stamps and signatures lie on it.
    marcas: Mascara | None = None
    #: Where those of them do that are as black as its print.
    negra: Mascara | None = None

    def piezas(self) -> list[Pieza]:
        """All pieces that have something to be read."""
        en_tablas = (p for _, c in self.tablas for p in _sueltas(c.values()) if not p.tapada)
        return [p for fila in self.lineas for p in fila] + [*en_tablas]

    def filas(self) -> Iterator[list[Pieza]]:
        """All rows of pieces, those of tables and the lines, each from left to right."""
        yield from self.lineas
        for rejilla, celdas in self.tablas:
            en_filas: list[list[Pieza]] = [[] for _ in range(rejilla.filas)]
            for hueco, contenido in sorted(celdas.items(), key=lambda x: x[0].columna):
                if isinstance(contenido, Pieza):
                    en_filas[hueco.fila].append(contenido)
                else:
                    yield from contenido
            yield from en_filas


def _sueltas(contenidos: Iterable[Pieza | list[list[Pieza]]]) -> Iterator[Pieza]:
    for contenido in contenidos:
        yield from [contenido] if isinstance(contenido, Pieza) else [p for f in contenido for p in f]


def leer(imagen: Image.Image, pagina: int, puntos: tuple[float, float], avisar: Aviso) -> tuple[list[Renglon], list[Apartado]]:
    """The rows of a scanned page, and what of it could not be read."""
    latido = Latido(avisar)
    gris, marcas, reduccion = ocr_pagina.a_gris(imagen)
    if min(gris.shape) < 4 * ocr_pagina.MIN_LETRA:
        return [], [_apartado(pagina, "es demasiado pequeña para tener texto")]
    corte, giro = _derecha(gris, marcas, latido)
    if corte is None:
        return [], []
    if not corte.pagina.legible:
        return [], [_apartado(pagina, "tiene letra de muy pocos puntos para leerse")]
    if _legibilidad(corte.piezas()) < _MIN_LEGIBLE:
        return [], [_apartado(pagina, "no tiene texto que pueda leerse")]
    _leer_mudas(corte.piezas(), latido)
    ocr_ordinales.corregir(corte.lineas)
    _hallar_sin_rayas(corte, latido, con_cola=pagina > 1)
    ocr_relectura.releer_cifras(corte.piezas(), latido)
    ocr_relectura.releer_parrafos(corte.piezas(), latido)
    ocr_relectura.releer_palabras(corte.piezas(), latido)
    ocr_relectura.numerar_columnas(corte.piezas())
    ocr_relectura.releer_numeros(corte.piezas(), latido)
    ocr_claves.releer(corte.piezas(), latido)
    ocr_claves.distinguir(corte.piezas())
    ocr_ordinales.corregir(corte.filas())
    if corte.marcas is not None:
        ocr_marcas.dudar(corte.piezas(), corte.marcas, corte.negra)
    vuelta = np.diag([puntos[0] / imagen.width, puntos[1] / imagen.height, 1.0]) @ np.linalg.inv(giro @ reduccion)
    lugares = replace(corte.pagina, vuelta=vuelta @ corte.pagina.vuelta)
    return _armar(corte, lugares, pagina)


def _apartado(pagina: int, motivo: str) -> Apartado:
    return Apartado(f"página {pagina}", f"La imagen {motivo}.", _REMEDIO)


# --- cutting --------------------------------------------------------------------------------------------------------


def _derecha(gris: Gris, marcas: Mascara | None, latido: Latido) -> tuple[_Corte | None, ocr_pagina.Matriz]:
    """The page cut with its words read once, standing upright: of the four ways to lay it, the one whose longest lines
    read best. Most pages stand upright, and their first lines say so."""
    corte, giro = _cortar(gris, marcas), np.eye(3)
    latido()
    if not corte.piezas():
        return None, giro
    muestra = _mas_largas(corte)
    _leer_una_vez(muestra, latido)
    if _legibilidad(muestra) < _CLARA:
        tumbada = _cortar(ocr_pagina.girar_cuartos(gris, 1)[0], _girada(marcas, 1))
        muestras = [muestra, _mas_largas(tumbada)]
        _leer_una_vez(muestras[1], latido)
        # A page on its head has the same lines, on their heads: it needs no cutting to be tried.
        muestras += [[Pieza(ocr_trazos.de_cabeza(p.trozo)) for p in m] for m in muestras]
        _leer_una_vez([p for m in muestras[2:] for p in m], latido)
        cuartos = max(range(4), key=lambda n: _legibilidad(muestras[n]))
        if cuartos:
            girada, giro = ocr_pagina.girar_cuartos(gris, cuartos)
            corte = tumbada if cuartos == 1 else _cortar(girada, _girada(marcas, cuartos))
            muestra = muestras[1] if cuartos == 1 else []
    sabidas = {id(p) for p in muestra}
    _leer_una_vez([p for p in corte.piezas() if id(p) not in sabidas], latido)
    return corte, giro


def _mas_largas(corte: _Corte) -> list[Pieza]:
    """The longest lines of a page, by which it is told how it lies."""
    return sorted(corte.piezas(), key=_largo)[-_MUESTRA:]


def _largo(pieza: Pieza) -> float:
    alto, ancho = pieza.trozo.gris.shape
    return ancho / alto if pieza.trozo.una_linea else 0.0


def _legibilidad(piezas: Sequence[Pieza]) -> float:
    """The mean confidence of the pieces, the longer ones weighing more; 0 where nothing is read."""
    pesos = [(p.confianza, min(len(p.texto), 30)) for p in piezas]
    total = sum(n for _, n in pesos)
    return sum(c * n for c, n in pesos) / total if total >= 4 else 0.0


def _girada(marcas: Mascara | None, cuartos: int) -> Mascara | None:
    return None if marcas is None else ocr_pagina.girar_cuartos(marcas, cuartos)[0]


def _cortar(gris: Gris, en_color: Mascara | None) -> _Corte:
    """The page in pieces. ``en_color`` is where marks in coloured ink were taken off it."""
    pagina = ocr_pagina.preparar(gris)
    if not pagina.legible:
        return _Corte(pagina, [], [], ocr_trazos.Tinta(pagina.tinta, pagina.tinta, pagina.gris, pagina.letra), [])
    rayas = ocr_rejilla.rayas(pagina)
    recta = ocr_rejilla.enderezar(pagina, rayas)
    if recta is not None:
        torcida = pagina
        pagina = ocr_pagina.rehacer(torcida.gris, recta)
        pagina = replace(pagina, vuelta=torcida.vuelta @ pagina.vuelta, aumento=torcida.aumento)
        rayas = ocr_rejilla.rayas(pagina)
    pagina, rayas, marcas, negra = _sin_marcas(pagina, rayas, en_color)
    tinta = ocr_trazos.sin_rayas(pagina, rayas)
    rejillas = ocr_rejilla.rejillas(pagina, rayas)
    tablas = [(r, _celdas(n, r, tinta)) for n, r in enumerate(rejillas)]
    if negra is not None:
        for rejilla, celdas in tablas:
            ocr_cruzadas.repartir(celdas, rejilla.huecos, tinta, negra)
    lineas = ocr_trazos.lineas(tinta, [r.caja for r in rejillas])
    return _Corte(pagina, tablas, [[Pieza(t) for t in fila] for fila in lineas], tinta, rayas.cortes(), marcas, negra)


def _sin_marcas(
    pagina: Pagina, rayas: Rayas, en_color: Mascara | None
) -> tuple[Pagina, Rayas, Mascara | None, Mascara | None]:
    """The page without the stamps and signatures that can be told from its print, its rules, where all marks lie, and those
    that are as black as the print."""
    todas = None if en_color is None else pagina.desde_origen(en_color)
    halladas = ocr_marcas.hallar(pagina, rayas)
    if not halladas:
        return pagina, rayas, todas, None
    pagina, quitadas, negra = ocr_marcas.aclarar(pagina, halladas, rayas)
    if quitadas is not None:
        rayas = ocr_rejilla.rayas(pagina)
    for marca in (quitadas, negra):
        todas = marca if todas is None else todas if marca is None else np.asarray(np.maximum(todas, marca))
    if todas is not None:
        rayas = ocr_marcas.rayas_enteras(rayas, todas, pagina.letra)
    return pagina, rayas, todas, negra


def _celdas(numero: int, rejilla: Rejilla, tinta: ocr_trazos.Tinta) -> dict[Hueco, Pieza | list[list[Pieza]]]:
    """What the cells of a table hold. A cell as wide as the table that has several lines frames words that stand
    outside of it (a header in a box): they are cut as such."""
    celdas: dict[Hueco, Pieza | list[list[Pieza]]] = {}
    for hueco in rejilla.huecos:
        trozo = ocr_trazos.en_celda(tinta, hueco.caja)
        if trozo is None:
            continue
        if hueco.columnas == rejilla.columnas > 1 and not trozo.una_linea:
            celdas[hueco] = [[Pieza(t) for t in f] for f in ocr_trazos.lineas_en(tinta, hueco.caja)]
        else:
            celdas[hueco] = Pieza(trozo, (numero, hueco.columna), hueco.fila)
    return celdas


# --- reading --------------------------------------------------------------------------------------------------------


def _leer_una_vez(piezas: Sequence[Pieza], latido: Latido) -> None:
    """Every piece among all characters."""
    for una_linea, modo, alto in ((True, LINEA, CHICA), (False, BLOQUE, GRANDE)):
        suyas = [p for p in piezas if p.trozo.una_linea is una_linea]
        leidas = ocr_tesseract.leer([imagen_de(p.trozo, alto) for p in suyas], modo, avisar=latido)
        for pieza, palabras in zip(suyas, leidas, strict=True):
            _poner(pieza, palabras)


def _leer_mudas(piezas: Sequence[Pieza], latido: Latido) -> None:
    """The lines of which Tesseract gave nothing, at other sizes and without their blur: a heading's "Real" is silent at one
    dot's difference, and with it goes a column. What is no wider than a sign in a table is a figure's matter, or a speck."""
    for alto in _ALTOS_DE_MUDAS:
        mudas = [p for p in piezas if p.trozo.una_linea and not p.texto and (p.columna is None or p.trozo.ancho >= _PALABRA)]
        leidas = ocr_tesseract.leer([imagen_de(p.trozo, alto, MUCHO_AIRE, nitida=True) for p in mudas], LINEA, avisar=latido)
        for pieza, palabras in zip(mudas, leidas, strict=True):
            _poner(pieza, tuple(replace(p, caja=_a_chica(p.caja, alto)) for p in palabras))


def _a_chica(caja: Caja, alto: int) -> Caja:
    """A word's box in the picture of its piece as pieces of one line are read first."""
    x0, y0, x1, y1 = (round((v - MUCHO_AIRE) * CHICA / alto) + AIRE for v in caja)
    return x0, y0, x1, y1


def _poner(pieza: Pieza, palabras: ocr_tesseract.Palabras) -> None:
    pieza.palabras = palabras
    pieza.texto = " ".join(p.texto for p in palabras)
    pieza.confianza = statistics.fmean(p.confianza for p in palabras) if palabras else 0.0


def _hallar_sin_rayas(corte: _Corte, latido: Latido, *, con_cola: bool) -> None:
    """The tables that no rules draw, among the lines that were read: their cells are cut and read as those of others."""
    for hallada in ocr_alineadas.hallar(corte.lineas, corte.pagina.letra, corte.cortes, con_cola):
        celdas = _celdas(len(corte.tablas), hallada.rejilla, corte.tinta)
        corte.tablas.append((hallada.rejilla, celdas))
        corte.lineas = [f for fila in corte.lineas if (f := [p for p in fila if id(p) not in hallada.piezas])]
        _leer_una_vez(list(_sueltas(celdas.values())), latido)


# --- putting back ---------------------------------------------------------------------------------------------------


def _armar(corte: _Corte, lugares: Pagina, pagina: int) -> tuple[list[Renglon], list[Apartado]]:
    """The rows of a page in reading order. Lines that look like a table without rules are set aside: under which
    heading their figures stand is not told by any line."""
    bloques: list[tuple[float, list[Renglon]]] = []
    sin_rayas = [fila for fila in corte.lineas if sum(ocr_cifras.es_cifra(p.texto) for p in fila) >= _CIFRAS_DE_FILA]
    apartados = []
    if len(sin_rayas) >= _FILAS_DE_TABLA:
        apartados.append(
            Apartado(
                f"página {pagina}",
                f"Hay {len(sin_rayas)} renglones de cifras fuera de una tabla con rayas, y no se adivina su columna.",
                "Cargue el documento original (Excel, Word o PDF con texto) o una imagen de la tabla con sus rayas.",
            )
        )
    lineas = [f for f in corte.lineas if len(sin_rayas) < _FILAS_DE_TABLA or not any(f is x for x in sin_rayas)]
    for fila, repartida in zip(lineas, ocr_columnas.repartir(lineas), strict=True):
        bloques.append((_medio(fila), [_renglon(repartida, lugares, pagina)]))
    for rejilla, celdas in corte.tablas:
        bloques.append((float(rejilla.caja[1]), _filas_de_tabla(rejilla, celdas, lugares, pagina)))
    ordenados = sorted(bloques, key=lambda b: b[0])
    return [r for _, suyos in ordenados for r in suyos if any(c.texto for c in r.celdas)], apartados


def _medio(fila: Sequence[Pieza]) -> float:
    return statistics.fmean((p.trozo.caja[1] + p.trozo.caja[3]) / 2 for p in fila)


def _renglon(fila: Iterable[Pieza | None], lugares: Pagina, pagina: int) -> Renglon:
    """A line's cells; None is a blank one."""
    vacia = CeldaLeida("", Celda("", Fuente(pagina=pagina)))
    return Renglon(tuple(vacia if p is None else _celda(p, lugares, pagina) for p in fila))


def _filas_de_tabla(
    rejilla: Rejilla, celdas: dict[Hueco, Pieza | list[list[Pieza]]], lugares: Pagina, pagina: int
) -> list[Renglon]:
    salida: list[Renglon] = []
    por_lugar = {(h.fila, h.columna): h for h in rejilla.huecos}
    for fila in range(rejilla.filas):
        renglon: list[CeldaLeida] = []
        for columna in range(rejilla.columnas):
            hueco = por_lugar.get((fila, columna))
            contenido = celdas.get(hueco) if hueco else None
            if isinstance(contenido, list):
                salida += [_renglon(f, lugares, pagina) for f in contenido]
                contenido = None
            if isinstance(contenido, Pieza) and hueco is not None:
                leida = _celda(contenido, lugares, pagina)
                renglon.append(CeldaLeida(leida.texto, leida.celda, hueco.columnas, hueco.filas))
            else:
                renglon.append(_blanca(hueco, rejilla, lugares, pagina))
        salida.append(Renglon(tuple(renglon)))
    return salida


def _blanca(hueco: Hueco | None, rejilla: Rejilla, lugares: Pagina, pagina: int) -> CeldaLeida:
    caja = hueco.caja if hueco else rejilla.caja
    fuente = Fuente(pagina=pagina, bbox=_bbox(lugares, caja))
    columnas, filas = (hueco.columnas, hueco.filas) if hueco else (1, 1)
    return CeldaLeida("", Celda("", fuente), columnas, filas)


def _celda(pieza: Pieza, lugares: Pagina, pagina: int) -> CeldaLeida:
    fuente = Fuente(pagina=pagina, bbox=_bbox(lugares, pieza.trozo.caja))
    texto = _COMA_DE_NUMERO.sub(r"\1.", normalizar(pieza.texto))
    return CeldaLeida(texto, Celda(guardable(pieza.texto), fuente, round(pieza.confianza, 3)))


def _bbox(lugares: Pagina, caja: Caja) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = lugares.en_origen(caja)
    return round(max(0.0, x0), 1), round(max(0.0, y0), 1), round(x1, 1), round(y1, 1)
