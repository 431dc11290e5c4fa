"""Gutters of a table without rules that are no wider than the blank between two words.

A text that all but fills its column ends so near to the next column's that by its own line alone the two are one. Where
the heading has two names side by side, the white that no word of any line below crosses is the gutter between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.readers.pdf_palabras import Linea, Palabra, Segmento

Intervalo = tuple[float, float]

#: The least width of a gutter, in letter sizes.
_MIN_CANAL = 0.12
#: Lines that a gutter runs along at least.
_MIN_LINEAS = 4
#: Names of a heading line that names columns.
_MIN_NOMBRES = 3


def partir(renglones: Sequence[Linea], desde: int, cuerpo: int, hasta: int) -> Sequence[Linea]:
    """The lines of a page with those of a table's body (``cuerpo`` … ``hasta``) cut at its narrow gutters. ``desde`` is
    the first line of its heading."""
    dentro = [x for x in renglones[cuerpo:hasta] if len(x.segmentos) > 1]
    if len(dentro) < _MIN_LINEAS:
        return renglones
    hallados = _entre_nombres(renglones[desde:cuerpo], dentro)
    canales = [c for c in hallados if any(_cruza(s, c) for x in dentro for s in x.segmentos)]
    if not canales:
        return renglones
    return [_partida(x, canales) if cuerpo <= i < hasta else x for i, x in enumerate(renglones)]


def _entre_nombres(encabezado: Sequence[Linea], dentro: Sequence[Linea]) -> list[Intervalo]:
    """The white between two names that no word of the body crosses: the widest between each two."""
    libres = _libres([p for x in dentro for p in x.palabras])
    salida = set()
    for linea in (x for x in encabezado if len(x.segmentos) >= _MIN_NOMBRES):
        for izquierda, derecha in zip(linea.segmentos, linea.segmentos[1:], strict=False):
            a, b = _medio(izquierda), _medio(derecha)
            suyos = [c for c in libres if a < c[1] and c[0] < b and not _lo_pisa(encabezado, c)]
            if len(suyos) == 1:
                salida.add(suyos[0])
    return sorted(salida)


def _libres(palabras: Sequence[Palabra]) -> list[Intervalo]:
    """The white between what the words cover."""
    tamano = max((p.tamano for p in palabras), default=1.0)
    salida: list[Intervalo] = []
    fin = float("inf")
    for p in sorted(palabras, key=lambda p: p.x0):
        if p.x0 - fin >= _MIN_CANAL * tamano:
            salida.append((fin, p.x0))
        fin = p.x1 if fin == float("inf") else max(fin, p.x1)
    return salida


def _lo_pisa(encabezado: Iterable[Linea], canal: Intervalo) -> bool:
    """Whether a word of the heading stands over all of a gutter: a title over both columns."""
    return any(p.x0 < canal[0] and canal[1] < p.x1 for x in encabezado for p in x.palabras)


def _medio(s: Segmento) -> float:
    return (s.caja[0] + s.caja[2]) / 2


def _cruza(s: Segmento, canal: Intervalo) -> bool:
    return s.caja[0] < canal[0] and canal[1] < s.caja[2]


def _partida(linea: Linea, canales: Sequence[Intervalo]) -> Linea:
    segmentos: list[Segmento] = []
    for s in linea.segmentos:
        resto = list(s.palabras)
        for _, fin in (c for c in canales if _cruza(s, c)):
            antes = [p for p in resto if p.x1 <= fin]
            resto = [p for p in resto if p.x1 > fin]
            segmentos += [Segmento(tuple(antes))] if antes else []
        segmentos += [Segmento(tuple(resto))] if resto else []
    return linea._replace(segmentos=tuple(segmentos))
