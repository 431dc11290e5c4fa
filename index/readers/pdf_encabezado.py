"""The heading of a table without rules: which lines above its first row are of it.

Going up from the first row, a heading ends where the form's header begins: at a label, a code, a title, or white. Its
last line is the last one that has many names, or the rest of names that were cut over lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index import cifras
from index.readers.pdf_entorno import es_ajena, es_de_cabecera
from index.readers.pdf_palabras import Linea, Segmento

#: Between the lines of a table; of its heading and to the first row; of a title above it. In letter sizes.
MAX_SALTO, _MAX_SALTO_A_TITULOS, _MAX_SALTO_DE_TITULO = 3.2, 5.0, 1.6
#: Lines nearer than this are of cells side by side (letter sizes).
_ENTRE_LINEAS = 0.8
#: Texts that begin at one margin do within this (letter sizes).
_AL_MARGEN = 0.25
#: A title's letters are so much larger (or smaller) than a table's.
_OTRO_TAMANO = 1.3
#: Lines above the first row that are looked at; cells of a line that names columns, and of one that holds some of them.
_MAX_LINEAS, _MIN_NOMBRES, _MIN_TITULOS = 30, 5, 3
_ANIO = re.compile(r"(?:19|20)\d\d")


def repite_un_anio(textos: Sequence[str]) -> bool:
    """Whether figures are one year over and over: the last line of "T1 PLANEADO 2024", "T1 EJECUTADO 2024" …"""
    return len(set(textos)) == 1 and bool(_ANIO.fullmatch(textos[0]))


def parece_encabezado(linea: Linea) -> bool:
    """Whether a line may name columns: many cells, and no figure."""
    textos = [s.texto for s in linea.segmentos if cifras.es_cifra(s.texto)]
    return len(linea.segmentos) >= _MIN_NOMBRES and (not textos or repite_un_anio(textos))


def _entrelazadas(renglones: Sequence[Linea], i: int) -> bool:
    """Whether a line and the one right above it, nearer than two lines of one text, are names of one and of two lines side by
    side, centred: together as many as a line of names has, none over another."""
    arriba, linea = renglones[i - 1], renglones[i]
    if salto(renglones, i) > _ENTRE_LINEAS or abs(arriba.tamano - linea.tamano) > _ENTRE_LINEAS:
        return False
    juntos = sorted((*arriba.segmentos, *linea.segmentos), key=lambda s: s.caja[0])
    aparte = all(a.caja[2] < b.caja[0] for a, b in pairwise(juntos))
    return aparte and len(juntos) >= _MIN_NOMBRES and not any(cifras.es_cifra(s.texto) for s in juntos)


def principio(renglones: Sequence[Linea], suelo: int, primera: int) -> int:
    """The first line above a table's first anchor that may be of it; a title set apart on top is not."""
    i = primera
    con_titulos = False
    while i > suelo and primera - i < _MAX_LINEAS and not es_ajena(renglones[i - 1]):
        con_titulos = con_titulos or parece_encabezado(renglones[i])
        if con_titulos and es_de_cabecera(renglones[i - 1]):
            break
        if salto(renglones, i) > (_MAX_SALTO_A_TITULOS if len(renglones[i - 1].segmentos) >= _MIN_TITULOS else MAX_SALTO):
            break
        i -= 1
    sueltas = next((j for j in range(i, primera) if len(renglones[j].segmentos) > 1), primera)
    # The lines of a title are set apart with its last one.
    return max((j + 1 for j in range(i, sueltas) if _aparte(renglones, j)), default=i)


def _aparte(renglones: Sequence[Linea], i: int) -> bool:
    """Whether a line is set apart from the one below it: by white, or by letters of another size."""
    a, b = sorted((renglones[i].tamano, renglones[i + 1].tamano))
    return salto(renglones, i + 1) > _MAX_SALTO_DE_TITULO or b > _OTRO_TAMANO * a


def salto(renglones: Sequence[Linea], i: int) -> float:
    """How far a line stands below the one before it, in letter sizes."""
    return (renglones[i].base - renglones[i - 1].base) / max(renglones[i].tamano, renglones[i - 1].tamano)


def lineas(renglones: Sequence[Linea], desde: int, primera: int) -> tuple[int, int] | None:
    """The lines of a heading: they end with the last line that has many cells, or with the wrapped rest of it, which
    stands nearer to it than to the first row, or below headings of figures."""
    llenas = [i for i in range(desde, primera) if parece_encabezado(renglones[i])]
    llenas = llenas or [i for i in range(desde + 1, primera) if _entrelazadas(renglones, i)]
    if not llenas:
        return None
    titulos = fin = llenas[-1] + 1
    while fin < primera and renglones[fin].base - renglones[fin - 1].base <= 1.3 * renglones[fin].tamano:
        fin += 1
        ancla = renglones[primera]
        if _sobre_cifras(renglones[fin - 1], ancla) or _sigue_a(renglones[fin - 1], renglones[llenas[-1]], ancla):
            titulos = fin
    return desde, titulos if fin == primera else fin  # no white before the first row: those lines are the row's own


def _sobre_cifras(linea: Linea, ancla: Linea) -> bool:
    """Whether a line has words in the columns of an anchor's figures, where a row has none."""
    de_cifras = [s for s in ancla.segmentos if cifras.es_cifra(s.texto)]
    return any(s.caja[0] < c.caja[2] and c.caja[0] < s.caja[2] for s in linea.segmentos for c in de_cifras)


def _sigue_a(linea: Linea, nombres: Linea, ancla: Linea) -> bool:
    """Whether each piece of a line begins where a name above it does and nothing of an anchor: the rest of names that are
    set to the left, over figures that are set to the right."""
    margen = _AL_MARGEN * linea.tamano

    def empieza(s: Segmento, otra: Linea) -> bool:
        return any(abs(s.caja[0] - o.caja[0]) <= margen for o in otra.segmentos)

    return all(empieza(s, nombres) and not empieza(s, ancla) for s in linea.segmentos)
