"""Columns of a table without rules: what the cells cover, and the white between them.

The figures' cells are the seeds; headings and wrapped lines widen the column that they touch, and a heading over cells
that are all blank is a column by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.readers.pdf_entorno import tiene_renglon_propio
from index.readers.pdf_palabras import Linea, Palabra, Segmento

Intervalo = tuple[float, float]

#: A line of a heading that names columns has this many cells and more.
_MIN_TITULOS = 3
#: How far beside its figures a heading may stand, in parts of the distance between headings.
_MAX_ARRIMO = 0.4
#: Texts that begin at one margin do within this, in letter sizes.
_AL_MARGEN = 0.25
#: White that two columns keep between them at least (points).
_ENTRE_COLUMNAS = 0.5
#: Lines of one name have their middles within this (points).
_MISMO_CENTRO = 1.5
#: A printed blank is no wider (letter sizes).
_UN_BLANCO = 0.35
#: The number of a goal, or the code of its line of action.
_CLAVE = re.compile(r"(?:[A-Za-z]{1,4}[-.]?)?\d[\d.\-]*[a-z]?[.)\-]*")


def unir(segmentos: Iterable[Segmento]) -> list[Intervalo]:
    """What segments cover, joined where they overlap."""
    salida: list[Intervalo] = []
    for a, b in sorted((s.caja[0], s.caja[2]) for s in segmentos):
        if salida and a < salida[-1][1]:
            salida[-1] = (salida[-1][0], max(b, salida[-1][1]))
        else:
            salida.append((a, b))
    return salida


def que_toca(segmento: Segmento, columnas: Sequence[Intervalo]) -> list[int]:
    x0, _, x1, _ = segmento.caja
    return [i for i, (a, b) in enumerate(columnas) if x0 < b and a < x1]


def con_encabezado(columnas: list[Intervalo], encabezado: Sequence[Linea]) -> list[Intervalo]:
    """Columns that hold no figure in any row have their heading alone: a cell that touches no column and is no title
    over two. From the lowest line up; the lines of one name are centred over one another, so a line that reaches from
    such a column to the one beside it shows that they are one."""
    salida = _arrimar(list(columnas), encabezado)
    solas: set[Intervalo] = set()
    for linea in reversed(encabezado):
        for segmento in linea.segmentos:
            tocadas = que_toca(segmento, salida)
            x0, _, x1, _ = segmento.caja
            if not tocadas and not _entre_dos(segmento, salida, encabezado, linea):
                salida = sorted([*salida, (x0, x1)])
                solas.add((x0, x1))
            elif len(tocadas) == 1 or (len(tocadas) == 2 and _centrada((x0, x1), [salida[i] for i in tocadas], solas)):
                juntas = salida[tocadas[0] : tocadas[-1] + 1]
                salida[tocadas[0] : tocadas[-1] + 1] = [(min(x0, juntas[0][0]), max(x1, juntas[-1][1]))]
    return salida


def _centrada(segmento: Intervalo, juntas: Sequence[Intervalo], solas: set[Intervalo]) -> bool:
    """Whether a heading's line is centred over a column that has nothing but the line below it."""
    return any(c in solas and abs(sum(c) - sum(segmento)) <= 2 * _MISMO_CENTRO for c in juntas)


def _arrimar(columnas: list[Intervalo], encabezado: Sequence[Linea]) -> list[Intervalo]:
    """Columns widened to the headings that stand beside them (centred over figures that are set to the right): those
    that touch no column, first of the lowest full line, each to the nearest column that no heading touches."""
    llenas = [x for x in encabezado if len(x.segmentos) >= _MIN_TITULOS]
    if not llenas:
        return columnas
    baja = llenas[-1]
    paso = min(b.caja[0] + b.caja[2] - a.caja[0] - a.caja[2] for x in llenas for a, b in pairwise(x.segmentos)) / 2
    # A name over no cell of the lowest full line is its column's own.
    propias = [s for x in encabezado for s in x.segmentos if not any(_sobre(s, b) for b in baja.segmentos)]
    if (alineadas := _desde_su_nombre(columnas, unir([*baja.segmentos, *propias]), _AL_MARGEN * baja.tamano)) is not None:
        return alineadas
    salida = list(columnas)
    for titulos in (baja.segmentos, [s for x in encabezado if x is not baja for s in x.segmentos]):
        tocadas = {c for s in (*baja.segmentos, *propias, *titulos) for c in que_toca(s, salida)}
        parejas = sorted(
            (max(salida[c][0] - s.caja[2], s.caja[0] - salida[c][1]), c, s.caja[0], s.caja[2])
            for s in titulos
            if not que_toca(s, salida)
            for c in range(len(salida))
            if c not in tocadas
        )
        usados: set[float] = set()
        for lejos, c, x0, x1 in parejas:
            if lejos <= _MAX_ARRIMO * paso and c not in tocadas and x0 not in usados:
                tocadas.add(c)
                usados.add(x0)
                salida[c] = (min(x0, salida[c][0]), max(x1, salida[c][1]))
    return salida


def _desde_su_nombre(
    columnas: Sequence[Intervalo], nombres: Sequence[Intervalo], margen: float
) -> list[Intervalo] | None:
    """Columns widened to their names where those are set to the left, as the texts below them are: each column then runs
    from its name's beginning to the next one's, wherever its figures stand in it. None where names are set otherwise.
    ``margen``: how far apart two texts of one margin
    may begin."""
    inicios = [a for a, _ in nombres]
    salida: list[Intervalo] = []
    usados: set[int] = set()
    iguales = 0
    for a, b in columnas:
        i = bisect_right(inicios, a + margen) - 1
        fin = inicios[i + 1] if i + 1 < len(inicios) else float("inf")
        if i < 0 or i in usados or b > fin + margen:
            return None
        usados.add(i)
        iguales += abs(a - inicios[i]) <= margen
        salida.append((min(a, inicios[i]), max(b, min(nombres[i][1], fin - _ENTRE_COLUMNAS))))
    return salida if iguales >= _MIN_TITULOS and iguales < len(columnas) else None


def _sobre(uno: Segmento, otro: Segmento) -> bool:
    return uno.caja[0] < otro.caja[2] and otro.caja[0] < uno.caja[2]


def _entre_dos(segmento: Segmento, columnas: Sequence[Intervalo], encabezado: Sequence[Linea], de: Linea) -> bool:
    """Whether a heading cell stands centred over the gutter of two columns that have headings below it."""
    x0, _, x1, _ = segmento.caja
    medio = (x0 + x1) / 2
    i = bisect_right([a for a, _ in columnas], medio)
    if not 0 < i < len(columnas):
        return False
    izquierda, derecha = (sum(columnas[i - 1]) / 2, sum(columnas[i]) / 2)
    centrado = abs(medio - (izquierda + derecha) / 2) <= 0.25 * (derecha - izquierda)
    abajo = {c for linea in encabezado if linea.base > de.base for s in linea.segmentos for c in que_toca(s, columnas)}
    # What stands beside it over one of the two is the first line of that column's name, and it a name itself.
    al_lado = {c for s in de.segmentos if s is not segmento for c in que_toca(s, columnas)}
    return centrado and {i - 1, i} <= abajo - al_lado


def ensanchar(columnas: list[Intervalo], renglones: Sequence[Linea]) -> list[Intervalo]:
    """Columns as wide as the cells in them; a cell that touches two widens none. One that touches none is of the
    empty column beside it (left below a centred heading), or else a column of its own."""
    segmentos = [s for linea in renglones for s in linea.segmentos]
    usadas = {i for s in segmentos for i in que_toca(s, columnas)}
    vacias = [columnas[i] for i in range(len(columnas)) if i not in usadas]
    salida = list(columnas)
    for segmento in sorted(segmentos, key=lambda s: not que_toca(s, columnas)):
        x0, _, x1, _ = segmento.caja
        tocadas = que_toca(segmento, salida)
        if not tocadas:
            i = bisect_right(salida, (x0, x1))
            lados = [c for c in salida[max(i - 1, 0) : i + 1] if c in vacias]
            if lados:
                suya = min(lados, key=lambda c: max(c[0] - x1, x0 - c[1]))
                salida[salida.index(suya)] = (min(x0, suya[0]), max(x1, suya[1]))
            else:
                salida.insert(i, (x0, x1))
        elif len(tocadas) == 1:
            salida[tocadas[0]] = (min(x0, salida[tocadas[0]][0]), max(x1, salida[tocadas[0]][1]))
    return salida if all(a[1] <= b[0] for a, b in pairwise(salida)) else columnas


def anchos(columnas: Sequence[Intervalo]) -> dict[int, float]:
    """The room that a line has in each column: to the next column, less a narrow gutter, as that is about a cell's
    margins. The last column's has no bound that is known."""
    if len(columnas) < 2:
        return {}
    canales = sorted(b[0] - a[1] for a, b in pairwise(columnas))
    canal = canales[len(canales) // 4]
    return {i: b[0] - a[0] - canal for i, (a, b) in enumerate(pairwise(columnas))}


def columna(palabra: Palabra, columnas: Sequence[Intervalo]) -> int:
    """The column that a word stands in, or the nearest."""
    medio = palabra.centro[0]
    return min(range(len(columnas)), key=lambda i: max(columnas[i][0] - medio, medio - columnas[i][1], 0.0))


def es_puente(linea: Linea, columnas: Sequence[Intervalo]) -> bool:
    """Whether a line runs over the gutters: a title, a line of text, no row of the table."""
    return any(
        sum(p.x0 < b - 1 and a + 1 < p.x1 for a, b in columnas) > 1 or (len(que_toca(s, columnas)) > 2 and _fluye(s, columnas))
        for s in linea.segmentos
        for p in s.palabras
    )


def _fluye(segmento: Segmento, columnas: Sequence[Intervalo]) -> bool:
    """Whether a segment's words stand in the gutters."""
    return any(all(not (a - 1 <= p.centro[0] <= b + 1) for a, b in columnas) for p in segmento.palabras)


def es_clave(texto: str) -> bool:
    """Whether a text is nothing but the number of a goal, or the code of its line of action."""
    return bool(_CLAVE.fullmatch(texto))


def es_numerada(anclas: Sequence[Linea], columnas: Sequence[Intervalo]) -> bool:
    """Whether the first column holds the numbers of the goals, and nothing else."""
    primeras = [s.texto for x in anclas for s in x.segmentos if columna(s.palabras[0], columnas) == 0]
    return bool(primeras) and all(map(es_clave, primeras))


def _sigue_de_largo(segmento: Segmento, columnas: Sequence[Intervalo]) -> bool:
    """Whether two words with no more than a printed blank between them stand in two columns."""
    return len(que_toca(segmento, columnas)) > 1 and any(
        a.blanco and b.x0 - a.x1 <= _UN_BLANCO * a.tamano and columna(a, columnas) != columna(b, columnas)
        for a, b in pairwise(segmento.palabras)
    )


def cruza(linea: Linea, columnas: Sequence[Intervalo], numerada: bool) -> bool:
    """Whether a line is no row's: it runs over the gutters, or from the column of the numbers into the next one, or its
    words go on from one column to the next as they do within one."""
    if es_puente(linea, columnas):
        return True
    sola = linea.segmentos[0] if len(linea.segmentos) == 1 else None
    if sola is None:
        return False
    al_principio = columna(sola.palabras[0], columnas) == 0
    if _sigue_de_largo(sola, columnas) or (al_principio and tiene_renglon_propio(sola.texto)):
        return True
    if not numerada or not al_principio or len(sola.palabras) == 1 or es_clave(sola.palabras[0].texto):
        return False
    return len(que_toca(sola, columnas)) > 1
