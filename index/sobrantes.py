"""The columns of a table that no field takes and that may be of the goals: what is not read of a table is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from index import cifras, periodos
from index.encabezado import MAX_SIGNO, Filas, Rotulo
from index.plantillas import Plantilla, parte
from index.readers.hoja import Renglon
from index.rotulos import Etiqueta, Vocabulario, es_del_total, llano
from index.sumas import MAYORIA

#: Fields of keys, and the percentage, which a table may print for each quarter.
_SIN_CIFRAS_PROPIAS = frozenset(("numero", "linea", "avance_relativo"))
#: Words of an observation, at least in the mean.
_MIN_PALABRAS = 3
#: So many rows show what a column of words holds.
_MUESTRA = 400


def de_cifras(plantilla: Plantilla, filas_: Filas, renglones: Sequence[Renglon], voc: Vocabulario) -> dict[int, str]:
    """The columns of figures that no field takes and that may be of the goals, with their labels."""
    tomadas = {c for columnas in plantilla.columnas.values() for c in columnas}
    rotulos = [r for fila in filas_ for r in fila]
    ancho = max((r.columna + r.columnas for r in rotulos), default=0)
    llenas = 1 if plantilla.clave else 3
    salida: dict[int, str] = {}
    for columna in range(1, ancho):
        if columna in tomadas or parte(renglones, columna, cifras.es_cifra, llenas) <= 0.5:
            continue
        encima = [r for r in rotulos if r.cubre(columna)]
        if not _de_otra_cosa(encima, voc):
            salida[columna] = " ".join(r.texto for r in encima)
    return salida


def de_textos(
    plantilla: Plantilla, filas_: Filas, tablas: Sequence[Sequence[Renglon]], voc: Vocabulario
) -> tuple[str, ...]:
    """The titles, not understood, of columns of words that may be what the table lacks: long ones its observations, short
    ones in every row its unit of measure."""
    tomadas = {c for columnas in plantilla.columnas.values() for c in columnas}
    rotulos = [r for fila in filas_ for r in fila]
    salida = []
    for r in (r for fila in filas_ for r in fila if r.columnas == 1 and r.columna not in tomadas):
        ajena = not r.etiqueta.vacia or voc.conocida(r.texto) or len(r.texto) <= MAX_SIGNO
        if ajena or any(otro.columna == r.columna and not otro.etiqueta.vacia for otro in rotulos):
            continue
        de_metas = (x for renglones in tablas for x in renglones if cifras.hay(2, _textos(x)))
        celdas = [x.texto(r.columna) for x in islice(de_metas, _MUESTRA)]
        textos = [t for t in celdas if t and not cifras.es_reporte(t)]
        if len(textos) < max(1, MAYORIA * sum(map(bool, celdas))):
            continue
        largos = sum(len(t.split()) for t in textos) >= _MIN_PALABRAS * len(textos)
        falta = "observacion" if largos else "unidad_medida"
        if falta not in plantilla.columnas and (largos or len(textos) >= MAYORIA * len(celdas)):
            salida.append(r.texto)
    return tuple(salida)


def _textos(renglon: Renglon) -> Iterator[str]:
    return (c.texto for _, c in renglon.llenas())


def _de_otra_cosa(encima: Sequence[Rotulo], voc: Vocabulario) -> bool:
    """Whether what stands over a column says that nothing of it is kept: a percentage of a quarter, a key, what is no
    goal's ("Presupuesto", "Folio"), what a user's layout has read elsewhere or has told not to read."""
    if encima and llano(encima[-1].texto) in voc.propias:
        return True
    propia = encima[-1].etiqueta if encima else Etiqueta()
    if any(r.etiqueta.medida == "porcentaje" for r in encima):
        return True  # also "Meta" under "Variación"
    if propia.campo is not None or propia.medida is not None:
        return propia.campo in _SIN_CIFRAS_PROPIAS
    if encima and es_del_total(encima[-1].texto):
        return False
    if encima and periodos.ordinal(encima[-1].texto) is not None:
        return False  # a number of some period: its figures are the goals'
    return propia.grupo or (bool(encima) and propia.vacia and voc.conocida(encima[-1].texto))
