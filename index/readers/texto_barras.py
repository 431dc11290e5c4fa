"""Bars between groups of columns that blanks keep apart: drawn at the same places down the rows of a printed table.

The rule. A report printed to a file may set its groups apart with a bar ("260 |  100  100 |  95") where too few stand in a
line for them to delimit its cells. A place where nearly all rows of figures have a bar is such a line, and what stands on
both sides of it are two pieces; a bar anywhere else is a letter of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: What a bar is written as, once it parts two pieces.
CORTE = "\x00"
_BARRAS = "|¦│"
_BARRA = re.compile(f"[{_BARRAS}]")
_CIFRA = re.compile(r"(?<![^\s|¦│])[-+]?\d[\d.,]*%?(?![^\s|¦│])")
#: Rows that show a bar, their share, and the figures that make a row.
_MIN_FILAS, _PARTE, _MIN_CIFRAS = 3, 0.8, 3


def sin_barras(lineas: Sequence[str]) -> list[str]:
    """The lines, the bars of their tables as cuts; no letter changes its place."""
    filas = [x for x in lineas if _BARRA.search(x) and len(_CIFRA.findall(x)) >= _MIN_CIFRAS]
    veces = Counter(m.start() for x in filas for m in _BARRA.finditer(x))
    lugares = {i for i, n in veces.items() if n >= _MIN_FILAS and n >= _PARTE * len(filas)}
    return [_cortada(x, lugares) for x in lineas] if lugares else list(lineas)


def _cortada(linea: str, lugares: set[int]) -> str:
    if not any(c.isalnum() for c in linea):
        return linea if linea.strip(_BARRAS + " ") else ""
    return "".join(CORTE if i in lugares and c in _BARRAS else c for i, c in enumerate(linea))
