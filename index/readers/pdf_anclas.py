"""The lines of a table's columns: which columns may hold figures, and the baselines where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from index.readers.pdf_columnas import Intervalo, columna
from index.readers.pdf_palabras import Linea, Palabra, lineas

#: Figures that make a line an anchor.
MIN_CIFRAS = 3
#: Characters of a line of text, on average: descriptions and observations; letters of one in a narrow column.
_LARGO_DE_TEXTO, _LETRAS_DE_TEXTO = 12, 6


def por_columna(renglones: Sequence[Linea], columnas: Sequence[Intervalo]) -> dict[int, list[Linea]]:
    """The lines of each column."""
    celdas: dict[int, list[Palabra]] = {}
    for palabra in (p for linea in renglones for p in linea.palabras):
        celdas.setdefault(columna(palabra, columnas), []).append(palabra)
    return {c: lineas(p) for c, p in celdas.items()}


def a_la_derecha(lineas_: dict[int, list[Linea]]) -> list[int]:
    """The columns to the right of the descriptions: codes of lines of action, which look like figures, stand left. In a narrow
    column their lines are short, and then they are the first ones of words."""
    largos = {c: sum(len(t.segmentos[0].texto) for t in x) / len(x) for c, x in sorted(lineas_.items()) if x}
    letras = {c: sum(y.isalpha() for t in x for y in t.segmentos[0].texto) / len(x) for c, x in sorted(lineas_.items()) if x}
    for primera in (_primera(largos, _LARGO_DE_TEXTO), _primera(letras, _LETRAS_DE_TEXTO)):
        derecha = [c for c in sorted(lineas_) if primera is None or c > primera]
        if len(derecha) >= MIN_CIFRAS:
            break
    return derecha


def _primera(medidas: dict[int, float], minimo: float) -> int | None:
    return next((c for c, medida in medidas.items() if medida >= minimo), None)


def agrupar(de: Sequence[Linea]) -> list[float]:
    """The baselines of lines, each once."""
    bases: list[float] = []
    for linea in sorted(de, key=lambda x: x.base):
        if not bases or linea.base - bases[-1] > 0.6 * linea.tamano:
            bases.append(linea.base)
    return bases
