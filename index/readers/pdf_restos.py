"""The rest of a row on top of a page, under the table's heading that is printed again.

A browser repeats the heading of a table on each page that has any of it, were it but the last lines of a row's texts.
No figure stands there to make a row of them: they go on from the page before, each in its column.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.readers import pdf_alineadas, pdf_columnas, pdf_encabezado, pdf_reparto
from index.readers.pdf_alineadas import Alineada, Trazado
from index.readers.pdf_columnas import Intervalo
from index.readers.pdf_entorno import corta_tabla
from index.readers.pdf_palabras import Linea, Segmento

#: The words of a heading's lines, each with where it begins.
Titulos = tuple[tuple[tuple[str, float], ...], ...]

#: The same words stand within this (points).
_MISMO_LUGAR = 1.0
#: Figures of a line that make it a row's, and cells of a heading.
_MIN_CIFRAS, _MIN_TITULOS = 2, 3


def titulos(renglones: Sequence[Linea]) -> Titulos:
    """What a heading's lines print, and where."""
    return tuple(tuple((s.texto, s.caja[0]) for s in x.segmentos) for x in renglones)


def repetidos(renglones: Sequence[Linea], previos: Titulos) -> int:
    """How many lines, from the first one on, are a heading printed again; 0 if they are not all of it."""
    suyos = titulos(renglones[: len(previos)])
    if sum(map(len, previos)) < _MIN_TITULOS or [len(x) for x in suyos] != [len(x) for x in previos]:
        return 0
    pares = (p for a, b in zip(suyos, previos, strict=True) for p in zip(a, b, strict=True))
    return len(previos) if all(t == u and abs(x - y) <= _MISMO_LUGAR for (t, x), (u, y) in pares) else 0


def bajo_titulos(
    renglones: Sequence[Linea], columnas: Sequence[Intervalo], trazado: Trazado, encabezado: Sequence[Linea]
) -> Alineada | None:
    """The lines under a repeated heading that go on from the page before, as far as they do; None where a row of figures
    stands among them, which is read as any table is."""
    fin = 0
    while fin < len(renglones) and not _acaba(renglones, fin, columnas, encabezado):
        if pdf_alineadas.es_ancla(renglones[fin]):
            return None
        fin += 1
    if not fin:
        return None
    suyas = renglones[:fin]
    filas = pdf_alineadas.cuerpo_de(suyas, columnas, trazado.cortes, con_cola=True, numerada=False)
    if filas is None or any(_es_de_otra(x, columnas) for x in suyas):
        return Alineada(0, fin, list(columnas), [], dudosa=True)
    return Alineada(0, fin, list(columnas), filas)


def _acaba(renglones: Sequence[Linea], i: int, columnas: Sequence[Intervalo], encabezado: Sequence[Linea]) -> bool:
    """Whether a line is no longer the table's."""
    linea = renglones[i]
    if corta_tabla(linea) or len(linea.segmentos) > len(columnas):
        return True
    if i and pdf_encabezado.salto(renglones, i) > pdf_encabezado.MAX_SALTO:
        return True
    return pdf_alineadas.es_ajena_por_su_letra(linea, columnas[0][0], [x.tamano for x in encabezado])


def _es_de_otra(linea: Linea, columnas: Sequence[Intervalo]) -> bool:
    """Whether a line is the first one of another row: it has a number where numbers stand, or figures."""
    if len(linea.segmentos) < _MIN_CIFRAS:
        return False
    primera = linea.segmentos[0]
    numerada = pdf_columnas.columna(primera.palabras[0], columnas) == 0 and _es_numero(primera)
    return numerada or sum(pdf_alineadas.es_cifra(s.texto) for s in linea.segmentos) >= _MIN_CIFRAS


def _es_numero(segmento: Segmento) -> bool:
    return bool(pdf_reparto.NUMERO.match(segmento.texto)) or pdf_columnas.es_clave(segmento.texto)
