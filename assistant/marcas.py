"""How an answer's text writes a citation's mark, ``[3, 4]``, a quotation, ``«…»``, and a code: for whoever reads them there."""

from __future__ import annotations

import re
from functools import lru_cache

#: The numbers between a mark's brackets.
NUMEROS = r"\d+(?:, \d+)*"
MARCA = re.compile(rf"\[({NUMEROS})\]")
#: A mark with the space before it, for whoever takes marks out of a text.
MARCA_SUELTA = re.compile(rf" ?\[({NUMEROS})\]")
#: A code with a figure in it, as an answer writes it: "201", "8.2", "SP-08", "C1A2", "31111-0801".
CODIGO = r"(?:[A-Za-z]{1,6}[.\-]?)?\d(?:[\w.\-/]*\w)?"
CITA = re.compile(r"«([^»]*)»")


@lru_cache(maxsize=4096)
def citadas(numeros: str) -> tuple[int, ...]:
    """The citations of a mark: "3, 4" → (3, 4). A line's marks are looked at by all that check it."""
    return tuple(map(int, numeros.split(", ")))
