"""Labels with their values, beside one another in a row or in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index import cifras
from index.crudas import DE_TEXTO
from index.readers.hoja import CeldaLeida, Renglon, partir, recortar
from index.rotulos import Etiqueta, Vocabulario, es_de_cifras

_ROTULADA = re.compile(r"\s*(?P<rotulo>[^:]{1,70}?)\s*:\s*(?P<valor>.*)$")
#: A label behind the value of another one.
_TRAS_VALOR = re.compile(r"(?:[.;,]|(?<=[\d%]))\s+(?P<rotulo>[A-ZÁÉÍÓÚÑ][^:.;,]{1,50})(?=:\s*\S)")
#: Words of a label in the middle of a text.
_MAX_PALABRAS = 4


def rotulo_y_valor(celda: CeldaLeida) -> tuple[str, CeldaLeida | None]:
    """What stands before the colon of a cell, and what stands behind it."""
    hallado = _ROTULADA.fullmatch(celda.texto)
    if hallado is None:
        return celda.texto, None
    valor = hallado.group("valor").strip()
    return hallado.group("rotulo"), recortar(celda, valor) if valor else None


def _rotuladas(celda: CeldaLeida, voc: Vocabulario) -> list[CeldaLeida]:
    """A cell that holds several labels with their values, cut before each: "Unidad de medida: Taller. Meta anual: 8."."""
    rotulo, valor = rotulo_y_valor(celda)
    primera = voc.etiquetar(rotulo)
    if valor is None or (not primera.de_periodo and primera.campo in (None, "descripcion", "observacion")):
        return [celda]
    cortes = [0]
    for hallado in _TRAS_VALOR.finditer(celda.texto):
        otra = voc.etiquetar(hallado["rotulo"])
        if otra.campo or otra.periodo:
            cortes.append(hallado.start("rotulo"))
    if len(cortes) == 1 and voc.etiquetar(rotulo).campo == "unidad_medida" and ":" in valor.texto:
        cortes += _tras_la_medida(celda.texto, len(celda.texto) - len(valor.texto), voc)
    return partir(celda, cortes) if len(cortes) > 1 else [celda]


def _tras_la_medida(texto: str, desde: int, voc: Vocabulario) -> list[int]:
    """Where the label of a figure begins behind a unit of measure, which has no colon: its words may follow those of the
    measure with nothing between."""
    hasta = texto.find(":", desde)
    palabras = list(re.finditer(r"\S+", texto[desde:hasta]))
    for palabra in palabras[max(len(palabras) - _MAX_PALABRAS, 1) :]:
        inicio = desde + palabra.start()
        otra = voc.etiquetar(texto[inicio:hasta])
        if es_de_cifras(otra.campo or "") or otra.de_periodo:
            return [inicio]
    return []


def pares(renglon: Renglon, voc: Vocabulario) -> Iterator[tuple[Etiqueta, list[CeldaLeida]]]:
    """The labels of a row with the cells of their values."""
    etiqueta: Etiqueta | None = None
    valores: list[CeldaLeida] = []
    celdas = [x for _, c in renglon.llenas() for x in _rotuladas(c, voc)]
    for i, celda in enumerate(celdas):
        rotulo, valor = rotulo_y_valor(celda)
        nueva = voc.etiquetar(rotulo)
        # Inside a period's row the words are its measures: "T1 | Programado: 10 | Alcanzado: 8".
        del_periodo = etiqueta is not None and etiqueta.de_periodo and nueva.medida and not nueva.de_periodo
        # "Unidad de medida | Proyecto": the words of a text, though a column may be called so.
        de_texto = etiqueta is not None and etiqueta.campo in DE_TEXTO and not valores
        otra = celdas[i + 1].texto if i + 1 < len(celdas) else ""
        es_valor = de_texto and valor is None and (not otra or not (cifras.es_cifra(otra) or voc.etiquetar(otra).vacia))
        if nueva.vacia or cifras.es_cifra(celda.texto) or del_periodo or es_valor:
            valores.append(celda)
            continue
        if etiqueta is not None:
            yield etiqueta, valores
        etiqueta, valores = nueva, [valor] if valor else []
    if etiqueta is not None:
        yield etiqueta, valores
