"""Codes and numbers that are not plain figures ("SP-08", "C1A2", "IMM"), found in a question by how its tokens write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.spans import Token, tokenizar

#: The codes by their first token, the longest first: (tokens, code).
PorPartes = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
#: Codes of more tokens are none that people write.
_MAX_PARTES = 8
#: Letters and figures, or figures joined by a hyphen: no quantity and no word.
_CLAVE = re.compile(r"(?=.*\d)[A-Z]+[.\-]?\d|\d+(?:-[\dA-Z]+)+", re.IGNORECASE)
#: Letters alone.
_SIGLAS = re.compile(r"[A-ZÑ]{3,10}")


def por_partes(codigos: Iterable[str]) -> PorPartes:
    """The codes that a question's tokens don't write as one figure."""
    salida: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for codigo in codigos:
        partes = tuple(t.norma for t in tokenizar(codigo))
        if partes and partes != (codigo,) and len(partes) <= _MAX_PARTES:
            salida.setdefault(partes[0], []).append((partes, codigo))
    return {primera: sorted(suyos, key=lambda x: (-len(x[0]), x[1])) for primera, suyos in salida.items()}


def hallar(tokens: Sequence[Token], i: int, mapa: PorPartes) -> Iterable[tuple[str, int]]:
    """The codes that stand at a token, the longest first, each with where it ends."""
    if i >= len(tokens) or tokens[i].norma not in mapa:
        return
    normas = tuple(t.norma for t in tokens[i : i + _MAX_PARTES])
    for partes, codigo in mapa[normas[0]]:
        if normas[: len(partes)] == partes:
            yield codigo, i + len(partes)


def es_clave(codigo: str) -> bool:
    """Whether a code can't be taken for a quantity or a word."""
    return bool(_CLAVE.match(codigo))


def son_siglas(codigo: str) -> bool:
    """Whether a code is letters alone, as offices are called by."""
    return bool(_SIGLAS.fullmatch(codigo))
