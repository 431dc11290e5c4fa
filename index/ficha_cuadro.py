"""The small table of quarters (or of measures) inside a block."""

from __future__ import annotations

import re

from index import cifras, periodos
from index.ficha import Ficha
from index.pares import rotulo_y_valor
from index.plantillas import campo_de
from index.readers.hoja import Renglon
from index.rotulos import Etiqueta, Vocabulario
from index.textos import plegar

_CON_VALOR = re.compile(r"\d|:\s*\S")
#: Names beyond which the first one of a heading may be that of its rows.
_MIN_CON_ESQUINA = 2
_ANIO = re.compile(r"(?:19|20)\d\d")
#: A column of the table inside a block that follows from the others.
_DIFERENCIA = re.compile(r"dif(erencia)?\b|variacion\b")


def encabeza(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table of quarters inside the block."""
    llenas = renglon.llenas()
    etiquetas = {i: voc.etiquetar(c.texto) for i, c in llenas}
    cuatro = periodos.de_cuatro([c.texto for _, c in llenas[1:]])
    if cuatro and etiquetas[llenas[0][0]].grupo:  # "Trimestre | I | II | III | IV"
        ficha.columnas, ficha.abierto = {i: Etiqueta(periodo=t) for (i, _), t in zip(llenas[1:], cuatro, strict=True)}, None
        return True
    con_valor = any(_CON_VALOR.search(c.texto) and not etiquetas[i].de_periodo for i, c in llenas)
    esquina = llenas[0][0] if len(llenas) > _MIN_CON_ESQUINA else -1  # what its rows are: "Trim.", "Concepto"
    desconocidas = (c for i, c in llenas if etiquetas[i].vacia and i != esquina)
    if len(etiquetas) < 2 or con_valor or any(not _DIFERENCIA.match(plegar(c.texto)) for c in desconocidas):
        return False
    de_periodo = {i: e for i, e in etiquetas.items() if e.de_periodo or e.periodo in ("anual", "acumulado")}
    de_medida = {i: e for i, e in etiquetas.items() if e.medida and not e.de_periodo}
    elegidas = next((x for x in (de_periodo, de_medida) if len(x) >= 2), None)
    if elegidas is None:
        return False
    sin_leer = {i: e for i, e in etiquetas.items() if e.vacia}
    ficha.columnas, ficha.abierto = elegidas | sin_leer, None
    return True


def fila_interior(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """A row of that table: its first cell is a quarter (or a measure), the others are figures."""
    if not ficha.columnas:
        return False
    (_, primera), *resto = renglon.llenas()
    if not resto and rotulo_y_valor(primera)[1] is not None:
        return False  # a label and its value in one cell, in no column of the table
    if not resto and _lleva_cifra(primera.texto, voc):
        ficha.reparar(primera, f"«{primera.texto[:40]}» no dice en qué columna está su cifra")
        return True
    propia = voc.etiquetar(primera.texto)
    if propia.vacia and (trimestre := _trimestre(primera.texto, voc)):
        propia = Etiqueta(periodo=trimestre)
    cabe = all(i in ficha.columnas and (cifras.es_cifra(c.texto) or cifras.sin_reporte(c.texto)) for i, c in resto)
    if not cabe:
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
