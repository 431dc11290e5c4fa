"""Heading cells that are not understood, told by what stands below them.

The numbers of the goals go up by one; their words are long and each goal's own; their unit of measure is a word or two
that the goal's words use as well ("Taller": "Impartir talleres de …"). Where exactly one column that no title names is
so, it is that one (``Rotulo.supuesto``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from index import cifras, numeros
from index.encabezado import MAX_SIGNO, Encabezado, Filas, Rotulo
from index.plantillas import es_de_meta, parece_numero, parte
from index.readers.hoja import Renglon
from index.rotulos import Etiqueta, Vocabulario
from index.textos import plegar, raices
from index.titulos import Medida

#: The share of the rows that tells what a column holds, and how many rows do.
_MAYORIA, _CASI_TODAS, _MIN_FILAS = 0.75, 0.9, 3
#: Words of a goal, at least in the mean; of a unit of measure, at most.
_MIN_PALABRAS, _MAX_PALABRAS = 3.0, 4
#: The share of the goals whose words use their unit of measure.
_MITAD = 0.5
#: So many rows are looked at.
_MUESTRA = 200
#: A key of a results matrix, and the title of its column.
_DE_MATRIZ = re.compile(r"[A-Z]{1,2}\d{1,2}(?:[.\-]?[A-Z]\d{1,2}){0,3}")
_DE_NIVEL = re.compile(r"nivel(?: (?:de la )?(?:mir|matriz))?")
_AMBAS: tuple[Medida, ...] = ("programado", "alcanzado")
#: Words that may be of measures: no heading has more.
_MAX_SUPUESTAS = 4


def suponer(filas: Filas, datos: Sequence[Renglon], voc: Vocabulario) -> Filas:
    """The heading with what the rows below tell of the cells that are not understood."""
    if not filas:
        return filas
    datos = datos[:_MUESTRA]
    filas = _con_el_numero(filas, datos, voc)
    filas = _con_la_descripcion(filas, datos, voc)
    return _con_la_unidad_de_medida(filas, datos, voc)


# --- the number -----------------------------------------------------------------------------------------------------


def _con_el_numero(filas: Filas, datos: Sequence[Renglon], voc: Vocabulario) -> Filas:
    """The numbers of the goals under no title, a sign that is none of a column's, or a title that is not understood."""
    sueltos = [r for fila in filas for r in fila]
    if any(r.etiqueta.campo == "numero" for r in sueltos):
        return filas
    encima = [r for r in sueltos if r.cubre(0)]
    sin_titulo = all(len(r.texto) <= MAX_SIGNO and r.etiqueta.vacia for r in encima)
    if sin_titulo and parte(datos, 0, parece_numero) >= _MAYORIA:
        numero = Rotulo(0, encima[0].texto if encima else "No.", Etiqueta(campo="numero"), False)
        return [[numero, *(r for r in filas[0] if not r.cubre(0))], *([r for r in f if not r.cubre(0)] for f in filas[1:])]
    primeras = [r for r in _sin_entender(filas, voc) if r.columna < _primera_de_cifras(filas)]
    return _con(filas, [r for r in primeras if _numera(datos, r.columna) or _clasifica(datos, r)], "numero")


def _clasifica(datos: Sequence[Renglon], titulo: Rotulo) -> bool:
    """Whether a column has the keys of a results matrix, "F1", "C1", "C1.A1": all of its texts, in rows that show it or under
    its own title ("Nivel")."""
    escritos = [t for r in datos if len(r.llenas()) > 1 and (t := r.texto(titulo.columna))]
    bastan = 1 if _DE_NIVEL.fullmatch(plegar(titulo.texto)) else _MIN_FILAS
    return len(escritos) >= bastan and all(map(_DE_MATRIZ.fullmatch, escritos))


def _numera(datos: Sequence[Renglon], columna: int) -> bool:
    """Whether a column's texts are the numbers of goals: each is the one that follows, at its level or below it."""
    escritos = [t for r in datos if (t := r.texto(columna))]
    leidos = [numeros.solo(t) for t in escritos if parece_numero(t)]
    partes = [tuple(map(int, n.split("."))) for n in leidos if n and n.replace(".", "").isdigit()]
    if len(partes) < _MIN_FILAS or len(partes) < _CASI_TODAS * len(escritos):
        return False
    return all(_sigue(a, b) for a, b in pairwise(partes))


def _sigue(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether a number comes right after another one: 3 → 4, 3 → 3.1, 3.1 → 3.2, 3.2 → 4."""
    comun = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if comun == len(a):
        return len(b) == comun + 1 and b[comun] <= 1
    return comun < len(b) and b[comun] == a[comun] + 1 and all(x <= 1 for x in b[comun + 1 :])


# --- the words ------------------------------------------------------------------------------------------------------


def _con_la_descripcion(filas: Filas, datos: Sequence[Renglon], voc: Vocabulario) -> Filas:
    """The words of the goals, where no title names them but over figures or numbers ("Meta" over 1, 2, 3 …)."""
    nombradas = [r.columna for fila in filas for r in fila if r.etiqueta.campo == "descripcion" and not r.es_medida]
    if any(parte(datos, c, cifras.es_cifra, llenas=1) <= _MITAD for c in nombradas):
        return filas
    metas = [r for r in datos if es_de_meta(r)] or list(datos)
    primera = _primera_de_cifras(filas)
    candidatas = [r for r in _sin_entender(filas, voc) if r.columna < primera and _describe(metas, r.columna)]
    return _con(filas, candidatas, "descripcion")


def _describe(metas: Sequence[Renglon], columna: int) -> bool:
    textos = [t for r in metas if (t := r.texto(columna))]
    if not textos or len(textos) < _CASI_TODAS * len(metas) or any(map(cifras.es_cifra, textos)):
        return False
    return len(set(textos)) >= _MAYORIA * len(textos) and sum(len(t.split()) for t in textos) >= _MIN_PALABRAS * len(textos)


# --- the unit of measure --------------------------------------------------------------------------------------------


def _con_la_unidad_de_medida(filas: Filas, datos: Sequence[Renglon], voc: Vocabulario) -> Filas:
    """The unit of measure: the column whose words the goals' own words use."""
    sueltos = [r for fila in filas for r in fila]
    descripciones = [r.columna for r in sueltos if r.etiqueta.campo == "descripcion" and not r.es_medida]
    if not descripciones or any(r.etiqueta.campo == "unidad_medida" for r in sueltos):
        return filas
    candidatas = [
        r for r in _sin_entender(filas, voc)
        if any(_mide(datos, r.columna, d) for d in descripciones if d != r.columna)
    ]  # fmt: skip
    return _con(filas, candidatas, "unidad_medida")


def _mide(datos: Sequence[Renglon], columna: int, descripcion: int) -> bool:
    pares = [(t, r.texto(descripcion)) for r in datos if (t := r.texto(columna)) and r.texto(descripcion)]
    if len(pares) < _MIN_FILAS or any(len(u.split()) > _MAX_PALABRAS or not u[0].isalpha() for u, _ in pares):
        return False
    usadas = [bool(set(raices(u)[:1]) & set(raices(d))) and u.casefold() != d.casefold() for u, d in pares]
    return sum(usadas) >= _MITAD * len(pares) and len({u for u, _ in pares}) > 1


# --- the measures ---------------------------------------------------------------------------------------------------


def medidas_posibles(e: Encabezado) -> Iterator[Filas]:
    """The heading with each way of taking its words that are not understood, and stand over several columns or once in each
    period, for what is programmed and what is achieved."""
    de_medida = [r for fila in e.filas for r in fila if r.es_medida or r.es_periodo]
    conocidas = {r.etiqueta.medida for r in de_medida if r.etiqueta.medida in _AMBAS}
    palabras = _palabras_de_medida(e)
    if not palabras or len(palabras) > _MAX_SUPUESTAS or len(conocidas) == len(_AMBAS):
        return
    faltan = [m for m in _AMBAS if m not in conocidas]
    for elegidas in permutations(palabras, len(faltan)):
        yield _con_medidas(e.filas, dict(zip(elegidas, faltan, strict=True)))


def _palabras_de_medida(e: Encabezado) -> list[str]:
    """The words that may be of measures."""
    desconocidas = [r for r in e.desconocidas if not r.supuesto]
    veces = Counter(plegar(r.texto) for r in desconocidas)
    return list(dict.fromkeys(plegar(r.texto) for r in desconocidas if r.columnas > 1 or veces[plegar(r.texto)] > 1))


def _con_medidas(filas: Filas, medidas: Mapping[str, Medida]) -> Filas:
    return [
        [
            replace(r, etiqueta=Etiqueta(medida=medidas[palabra]), supuesto=True)
            if r.etiqueta.vacia and (palabra := plegar(r.texto)) in medidas
            else r
            for r in fila
        ]
        for fila in filas
    ]


# --- the heading ----------------------------------------------------------------------------------------------------


def _sin_entender(filas: Filas, voc: Vocabulario) -> list[Rotulo]:
    """The cells over one column each that are not understood."""
    return [r for fila in filas for r in fila if r.etiqueta.vacia and r.columnas == 1 and not voc.conocida(r.texto)]


def _primera_de_cifras(filas: Filas) -> int:
    """The first column of the periods or the goal's figures."""
    return min((r.columna for fila in filas for r in fila if r.es_periodo or r.es_medida), default=10**6)


def _con(filas: Filas, candidatas: Sequence[Rotulo], campo: str) -> Filas:
    """The heading with the one candidate as a field; as it is where there is none or more than one."""
    if len({r.columna for r in candidatas}) != 1:
        return filas
    suya = replace(candidatas[-1], etiqueta=Etiqueta(campo=campo), supuesto=True)
    return [[suya if r is candidatas[-1] else r for r in fila] for fila in filas]
