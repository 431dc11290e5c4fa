"""The small table of quarters (or of measures) inside a block."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import cifras, ficha_niveles, periodos
from index.ficha import Ficha
from index.pares import rotulo_y_valor
from index.plantillas import campo_de
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.rotulos import Etiqueta, Vocabulario, es_de_cifras
from index.textos import plegar
from index.titulos import MEDIDAS_DE_CIFRA

#: A text that ends so near (points) to where another one stands reaches it.
_JUNTO = 1.0
_CON_VALOR = re.compile(r"\d|:\s*\S")
#: Names beyond which the first one of a heading may be that of its rows.
_MIN_CON_ESQUINA = 2
_ANIO = re.compile(r"(?:19|20)\d\d")
#: Of which measure a figure of the whole goal is.
_DEL_ANIO = {"meta_anual": "programado", "avance_absoluto": "alcanzado", "avance_relativo": "alcanzado"}
#: A column of the table inside a block that follows from the others.
_DIFERENCIA = re.compile(r"dif(erencia)?\b|variacion\b")


def encabeza(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table of quarters inside the block."""
    if ficha.columnas and ficha_niveles.completa(ficha, renglon, voc):
        return True
    llenas = renglon.llenas()
    etiquetas = {i: voc.etiquetar(c.texto) for i, c in llenas}
    if etiquetas[llenas[0][0]].grupo and (ordinales := _de_ordinales(llenas[1:], etiquetas)):
        _abrir(ficha, renglon, ordinales)
        return True
    con_valor = any(_CON_VALOR.search(c.texto) and not etiquetas[i].de_periodo for i, c in llenas)
    if etiquetas[llenas[0][0]].campo == "unidad_medida":
        return False  # "Unidad de medida | Reporte | Meta anual", and nothing in its place: a label's value is no measure
    esquina = llenas[0][0] if len(llenas) > _MIN_CON_ESQUINA else -1  # what its rows are: "Trim.", "Concepto"
    desconocidas = (c for i, c in llenas if etiquetas[i].vacia and i != esquina)
    if len(etiquetas) < 2 or con_valor or any(not _DIFERENCIA.match(plegar(c.texto)) for c in desconocidas):
        return False
    de_periodo = {i: e for i, e in etiquetas.items() if e.de_periodo or e.periodo in ("anual", "acumulado")}
    de_medida = {i: e for i, e in etiquetas.items() if e.medida and not e.de_periodo}
    elegidas = next((x for x in (de_periodo, de_medida) if len(x) >= 2), None)
    if elegidas is None:
        return False
    sin_leer = {i: e for i, e in etiquetas.items() if e.vacia and i != esquina}
    _abrir(ficha, renglon, elegidas | sin_leer)
    return True


def _de_ordinales(llenas: Sequence[tuple[int, CeldaLeida]], etiquetas: Mapping[int, Etiqueta]) -> dict[int, Etiqueta]:
    """The columns behind "Trimestre": "I | II | III | IV", and totals behind them; none where they are others."""
    cuatro, totales = llenas[: len(TRIMESTRES)], llenas[len(TRIMESTRES) :]
    nombrados = periodos.de_cuatro([c.texto for _, c in cuatro])
    if nombrados is None or any(etiquetas[i].periodo not in ("anual", "acumulado") for i, _ in totales):
        return {}
    suyos = {i: Etiqueta(periodo=t) for (i, _), t in zip(cuatro, nombrados, strict=True)}
    return suyos | {i: etiquetas[i] for i, _ in totales}


def _abrir(ficha: Ficha, renglon: Renglon, columnas: dict[int, Etiqueta]) -> None:
    ficha.columnas, ficha.abierto, ficha.ancho = columnas, None, len(renglon.celdas)
    ficha.extensiones = {i: c.columnas for i, c in renglon.llenas() if i in columnas}
    ficha.tramos = {i: (b[0], b[2]) for i, c in renglon.llenas() if i in columnas and (b := c.celda.fuente.bbox)}


def _columna(ficha: Ficha, i: int, celda: CeldaLeida, ancho: int, reglas: bool) -> int | None:
    """The column of a figure. Where no rules bind its row to the names (lines of a page, cut into cells each for itself) its
    place tells: it stands under one name, or far nearer to it than to any other. None where that is not so."""
    caja = celda.celda.fuente.bbox
    if caja is None or (ancho == ficha.ancho and reglas) or len(ficha.tramos) < len(ficha.columnas):
        return i
    debajo = [k for k, (a, b) in ficha.tramos.items() if caja[0] < b and a < caja[2]]
    if len(debajo) == 1:
        return debajo[0]
    medio = (caja[0] + caja[2]) / 2
    lejos = sorted((abs(medio - (a + b) / 2), k) for k, (a, b) in ficha.tramos.items())
    return lejos[0][1] if len(lejos) > 1 and lejos[0][0] * 2 < lejos[1][0] else None


def _lugares(ficha: Ficha, renglon: Renglon, primera: CeldaLeida, resto: Sequence[tuple[int, CeldaLeida]]) -> list[int | None]:
    """The column of each figure of a row, behind its name; None for one that can't be told."""
    if len(resto) == len(ficha.columnas):
        return [*sorted(ficha.columnas)]  # a figure for each name: they can't be others'
    reglas = _con_reglas(renglon)
    if not reglas and _corre(primera, ficha.tramos):
        return [None] * len(resto)
    return [_columna(ficha, i, c, len(renglon.celdas), reglas) for i, c in resto]


def _partida(celda: CeldaLeida) -> tuple[CeldaLeida, CeldaLeida] | None:
    """A name and the figure that was printed so near behind its colon that both are one cell, each with the part of the
    cell's box that its letters take; None where no colon parts them."""
    rotulo, valor = rotulo_y_valor(celda)
    if valor is None or not cifras.es_cifra(valor.texto):
        return None
    nombre = recortar(celda, f"{rotulo}:")
    caja = celda.celda.fuente.bbox
    if caja is None:
        return nombre, valor
    letra = (caja[2] - caja[0]) / len(celda.texto)
    return _con_caja(nombre, (caja[0], caja[0] + letra * len(nombre.texto))), _con_caja(
        valor, (caja[2] - letra * len(valor.texto), caja[2])
    )


def _con_caja(celda: CeldaLeida, tramo: tuple[float, float]) -> CeldaLeida:
    fuente = celda.celda.fuente
    assert fuente.bbox is not None
    caja = (round(tramo[0], 1), fuente.bbox[1], round(tramo[1], 1), fuente.bbox[3])
    return replace(celda, celda=replace(celda.celda, fuente=replace(fuente, bbox=caja)))


def _con_reglas(renglon: Renglon) -> bool:
    """Whether a row is of a table with rules, whose blank cells have their places on the page; those of a line have none."""
    return any(not c.texto and c.celda.fuente.bbox for c in renglon.celdas)


def _corre(primera: CeldaLeida, tramos: Mapping[int, tuple[float, float]]) -> bool:
    """Whether the name of a row reaches the first column: what stands behind it may have been pushed on."""
    caja = primera.celda.fuente.bbox
    return caja is not None and caja[2] > min((a for a, _ in tramos.values()), default=math.inf) - _JUNTO


def fila_interior(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """A row of that table: its first cell is a quarter (or a measure), the others are figures."""
    if not ficha.columnas:
        return False
    if ficha_niveles.cifras_solas(ficha, renglon):
        return True
    (_, primera), *resto = renglon.llenas()
    if not resto and rotulo_y_valor(primera)[1] is not None:
        return False  # a label and its value in one cell, in no column of the table
    if not resto and _lleva_cifra(primera.texto, voc):
        ficha.reparar(primera, f"«{primera.texto[:40]}» no dice en qué columna está su cifra")
        return True
    propia = voc.etiquetar(primera.texto)
    if propia.vacia and (trimestre := _trimestre(primera.texto, voc)):
        propia = Etiqueta(periodo=trimestre)
    # "Avance acumulado: | 20 | 50%": the goal's figure, alone or with its percentage.
    con_parte = len(resto) == 2 and resto[1][1].texto.endswith("%") and primera.texto.endswith(":")
    if (len(resto) == 1 or con_parte) and _es_de_la_meta(propia, primera.texto, resto[0][1], ficha.columnas.get(resto[0][0])):
        return False
    if not all(cifras.es_cifra(c.texto) or cifras.sin_reporte(c.texto) for _, c in resto):
        return False
    if resto and _lleva_cifra(primera.texto.replace(":", " "), voc):
        partida = _partida(primera)
        if partida is None or not (partida[1].celda.fuente.bbox or len(resto) + 1 == len(ficha.columnas)):
            ficha.reparar(primera, f"«{primera.texto[:40]}» no dice en qué columna está su cifra")
            return True
        primera, resto = partida[0], [(renglon.llenas()[0][0], partida[1]), *resto]
        propia = voc.etiquetar(primera.texto)
    lugares = _lugares(ficha, renglon, primera, resto)
    ciertos = [(i, c) for i, (_, c) in zip(lugares, resto, strict=True) if i is not None]
    if len({i for i, _ in ciertos}) < len(resto):
        ficha.reparar(primera, f"no se distingue en qué columna están las cifras de «{primera.texto[:40]}»")
        return True
    resto = ciertos
    if not all(i in ficha.columnas for i, _ in resto):
        return False
    if not (propia.periodo or propia.medida):
        if any(cifras.es_cifra(c.texto) for _, c in resto):
            ficha.reparar(primera, f"«{primera.texto[:40]}» no dice de qué trimestre son las cifras de ese renglón")
        return bool(resto)
    for i, celda in resto:
        columna = ficha.columnas[i]
        if columna.vacia:
            continue
        periodo, medida = propia.periodo or columna.periodo, columna.medida or propia.medida
        campo = campo_de(periodo, medida) if periodo and medida else None
        if campo is None and medida != "porcentaje":
            ficha.reparar(celda, f"«{celda.texto}» no tiene a la vez trimestre y medida")
        elif campo is not None and [p.texto for p in ficha.cruda.piezas.get(campo, ())] != [celda.texto]:
            ficha.anotar(campo, celda)  # a total that only repeats what the block says is the same figure
    ficha.abierto = None
    return True


def _es_de_la_meta(propia: Etiqueta, texto: str, cifra: CeldaLeida, columna: Etiqueta | None) -> bool:
    """Whether a name with a single figure is a line of the block below the table ("Acumulado: | 30"), and that figure in no
    column of it: its name says itself what it is, with a colon, over a period that has no measure, or over the measure that
    the figure is the year's of; a percentage is in no column of quantities."""
    if not es_de_cifras(propia.campo or ""):
        return False
    de_cantidades = columna is not None and columna.medida in MEDIDAS_DE_CIFRA
    if propia.campo == "avance_relativo" and cifra.texto.endswith("%") and de_cantidades:
        return True
    return texto.endswith(":") or columna is None or columna.medida is None or columna.medida == _DEL_ANIO.get(propia.campo or "")


def _lleva_cifra(texto: str, voc: Vocabulario) -> bool:
    """Whether a figure stands behind the name of a measure or a period, in one cell ("Realizado 7", not "Trimestre 1")."""
    nombre, _, ultima = texto.rpartition(" ")
    nombrada = voc.etiquetar(nombre)
    return bool(nombrada.medida or nombrada.de_periodo) and cifras.es_cifra(ultima) and not _ANIO.fullmatch(ultima)


def _trimestre(texto: str, voc: Vocabulario) -> str | None:
    """The quarter that an ordinal names, with its months in brackets or without: "2°", "2° (abr-jun)"."""
    fuera, _, dentro = texto.partition("(")
    por_meses = voc.etiquetar(dentro.rstrip(") ")).periodo if dentro else None
    nombrado = periodos.ordinal(fuera)
    return nombrado if por_meses in (None, nombrado) else None
