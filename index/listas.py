"""Lists of values in statements: how many at once, and of several columns together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, tuple_

#: So many values stand in one statement's list.
_LOTE = 400

_Valor = TypeVar("_Valor")


def lotes(valores: Sequence[_Valor], n: int = _LOTE) -> Iterator[Sequence[_Valor]]:
    """Values in as many lists as statements can take."""
    return (valores[i : i + n] for i in range(0, len(valores), n))


def son_de(columnas: Sequence[ColumnElement[Any]], valores: Collection[tuple[Any, ...]]) -> ColumnElement[bool]:
    """True for rows whose columns together have one of these values.

    Each column's own list is there for SQLite: for a list of several tuples alone it reads the whole table.
    """
    propias = (c.in_(_hasta_la_potencia(sorted({v[i] for v in valores}))) for i, c in enumerate(columnas))
    return and_(*propias, tuple_(*columnas).in_(_hasta_la_potencia(sorted(valores))))


def _hasta_la_potencia(valores: list[_Valor]) -> list[_Valor]:
    """A list with its last value repeated up to a power of two. What a driver and a server keep of a statement is found by its
    text, and lists of any length make as many texts."""
    n = len(valores)
    return valores + valores[-1:] * ((1 << max(n - 1, 0).bit_length()) - n) if n else valores
