"""The small table of a block whose rows have no name: a heading that says quarter and measure of each column, in one row or
in two, over a row of figures."""

from __future__ import annotations

from dataclasses import replace

from index import cifras
from index.ficha import Ficha
from index.plantillas import campo_de
from index.readers.hoja import Renglon
from index.rotulos import Vocabulario, es_de_cifras

#: Names of a heading, and figures under it, at least.
_MIN_COLUMNAS = 2


def completa(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row has the measures under quarters that stand over several columns each: the heading's second row."""
    llenas = renglon.llenas()
    if len(llenas) < _MIN_COLUMNAS or not any(n > 1 for n in ficha.extensiones.values()):
        return False
    nuevas = dict(ficha.columnas)
    for i, celda in llenas:
        titulo = next((k for k, n in ficha.extensiones.items() if k <= i < k + n and n > 1), None)
        propia = voc.etiquetar(celda.texto)
        if titulo is None or propia.medida is None or propia.de_periodo:
            return False
        nuevas[i] = replace(ficha.columnas[titulo], medida=propia.medida, campo=None)
    dichas = {i for i, _ in llenas}
    if any(n > 1 and not dichas.issuperset(range(k, k + n)) for k, n in ficha.extensiones.items()):
        return False
    ficha.columnas, ficha.extensiones = nuevas, {}
    return True


def cifras_solas(ficha: Ficha, renglon: Renglon) -> bool:
    """Note a row of figures without a name under a heading that says the quarter and the measure of each; False where it is
    no such row."""
    llenas = renglon.llenas()
    campos = {
        i: e.campo if es_de_cifras(e.campo or "") else campo_de(e.periodo, e.medida) if e.periodo and e.medida else None
        for i, e in ficha.columnas.items()
    }
    dichas = [i for i, e in ficha.columnas.items() if e.medida or es_de_cifras(e.campo or "")]
    if len(dichas) < len(ficha.columnas) or len(llenas) < _MIN_COLUMNAS or not all(i in ficha.columnas for i, _ in llenas):
        return False
    if not all(cifras.es_reporte(c.texto) for _, c in llenas) or not any(e.de_periodo for e in ficha.columnas.values()):
        return False
    if any(c.celda.fuente.bbox for _, c in llenas):
        return False  # on a page without rules a cell's order is no place
    for i, celda in llenas:
        if (campo := campos[i]) is not None:
            ficha.anotar(campo, celda)
    ficha.abierto = None
    return True
