"""One municipality under several spellings: "Puerto Claro", "PUERTO CLARO", "Puerto Claro, B. C.".

Case, accents, punctuation and what follows a comma or stands in parentheses (the state) make no other municipality.
A slip of the scan (one letter, a 0 for an O) is a likeness and not a certainty: it counts only where something else
says that it is the same place, and the audit shows it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from rapidfuzz.distance import DamerauLevenshtein

from index.textos import palabras

_ESTADO = re.compile(r"[,(].*$")
_DE_LECTURA = str.maketrans("015", "ois")
_MIN_LARGO = 6


@functools.lru_cache(maxsize=16_384)
def clave(municipio: str) -> str:
    """The key under which spellings of one municipality are the same."""
    return " ".join(palabras(_ESTADO.sub("", municipio)) or palabras(municipio))


def parecidas(a: str, b: str) -> bool:
    """Whether two keys differ by a slip of the scan."""
    x, y = a.translate(_DE_LECTURA), b.translate(_DE_LECTURA)
    return x == y or (min(len(x), len(y)) >= _MIN_LARGO and DamerauLevenshtein.distance(x, y) == 1)


def comun(grafias: Mapping[str, int]) -> str:
    """The spelling to show for a municipality: the most frequent; then one not all in capitals, with its accents."""
    return min(grafias, key=lambda g: (-grafias[g], g.isupper(), g.isascii(), len(g), g))
