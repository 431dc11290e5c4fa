"""Numbers as an answer writes them."""

from __future__ import annotations

import re
from typing import Any

#: A number that is no part of a word or of another. Its first digit is looked for and then what stands before it: looking
#: behind from every character takes four times as long.
NUMERO = re.compile(r"\d(?<![\w.,]\d)\d*(?:[.,]\d+)*")
#: Two computations of one figure are the same within this; two readings of one cell, within that.
EXACTO, TOLERANCIA = 0.00501, 1e-6
#: Half of the last digit of a difference in points, which has one decimal.
MEDIO_PUNTO = 0.0501


def numero_de(texto: str) -> str:
    """The first number of a text as it stands there; "" without any."""
    m = NUMERO.search(texto)
    return m.group() if m else ""


def margen(texto: str) -> float:
    """Half of the last digit shown: a figure written 26.4 % may be anything that rounds to it."""
    return MEDIO_PUNTO if "%" in texto else EXACTO


def es_entero(x: Any) -> bool:
    """Whether a parameter is a whole number."""
    return isinstance(x, int) and not isinstance(x, bool)


def fechas(iso: Any) -> set[str]:
    """What a line may say of a date: the date itself and its year."""
    return {str(iso), str(iso)[:4]} if iso else set()
