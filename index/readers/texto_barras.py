"""Bars between groups of columns that blanks keep apart: drawn at the same places down the rows of a printed table.

The rule. A report printed to a file may set its groups apart with a bar ("260 |  100  100 |  95") where too few stand in a
line for them to delimit its cells. A place where nearly all rows of figures have a bar is such a line, and what stands on
both sides of it are two pieces; a bar anywhere else is a letter of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers.texto_columnas import Pieza

#: What a bar is written as, once it parts two pieces.
CORTE = "\x00"
_BARRAS = "|¦│!"
_BARRA = re.compile(f"[{_BARRAS}]")
_CIFRA = re.compile(r"(?<![^\s|¦│!])[-+]?\d[\d.,]*%?(?![^\s|¦│!])")
#: Two figures with more than a blank between.
_VARIAS = re.compile(r"(?<!\S)[-+]?\d[\d.,]*%?\s{2,}[-+]?\d[\d.,]*%?(?!\S)")
#: Rows that show a bar, their share, and the figures that make a row.
_MIN_FILAS, _PARTE, _MIN_CIFRAS = 3, 0.8, 3


def agrupan(lineas: Sequence[str]) -> bool:
    """Whether the bars of a file part groups of figures, and not each from the next: in nearly all rows of figures some stand
    together between two bars, blanks between them."""
    filas = _filas(lineas)
    juntas = sum(any(_VARIAS.search(celda) for celda in _BARRA.split(x)) for x in filas)
    return len(filas) >= _MIN_FILAS and juntas >= _PARTE * len(filas)


def sin_barras(lineas: Sequence[str]) -> list[str]:
    """The lines, the bars of their tables as cuts; no letter changes its place."""
    filas = _filas(lineas)
    veces = Counter(m.start() for x in filas for m in _BARRA.finditer(x))
    lugares = {i for i, n in veces.items() if n >= _MIN_FILAS and n >= _PARTE * len(filas)}
    return [_cortada(x, lugares) for x in lineas] if lugares else list(lineas)


def hasta_ellas(nombres: Sequence[Pieza], linea: str) -> list[Pieza]:
    """The names of a heading's line, each that stands alone between two bars from one to the other: a title in their middle
    is over all the columns there."""
    cortes = [i for i, c in enumerate(linea) if c == CORTE]
    salida = list(nombres)
    for antes, despues in pairwise(cortes):
        dentro = [k for k, p in enumerate(nombres) if antes < p.inicio < despues]
        if len(dentro) == 1 and "\t" not in linea:
            salida[dentro[0]] = replace(nombres[dentro[0]], inicio=antes + 1, fin=despues)
    return salida


def _filas(lineas: Sequence[str]) -> list[str]:
    """The rows of figures with as many bars as most of them have."""
    con_barras = [(x, n) for x in lineas if (n := len(_BARRA.findall(x))) and len(_CIFRA.findall(x)) >= _MIN_CIFRAS]
    cuantas = Counter(n for _, n in con_barras)
    return [x for x, n in con_barras if n == max(cuantas, key=lambda k: cuantas[k])]


def _cortada(linea: str, lugares: set[int]) -> str:
    if not any(c.isalnum() for c in linea):
        return linea if linea.strip(_BARRAS + " ") else ""
    return "".join(CORTE if i in lugares and c in _BARRAS else c for i, c in enumerate(linea))
