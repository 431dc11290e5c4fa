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
    propias = (c.in_(sorted({v[i] for v in valores})) for i, c in enumerate(columnas))
    return and_(*propias, tuple_(*columnas).in_(sorted(valores)))
