"""A column among many values, as one parameter: a list of a thousand parameters costs more than the rows it names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ARRAY, ColumnElement, Select, any_, bindparam, func, select
from sqlalchemy.engine import Connection

#: The parameter of a statement that is written once (``Preparada``).
_ENTRE = "entre"


def entre(con: Connection, columna: ColumnElement[Any], valores: Sequence[Any]) -> ColumnElement[bool]:
    """Whether a column is one of some whole numbers or texts."""
    if con.dialect.name == "postgresql":
        return columna == any_(bindparam(_ENTRE, list(valores), type_=ARRAY(columna.type), unique=True))
    dados = func.json_each(json.dumps(list(valores))).table_valued("value")
    return columna.in_(select(dados.c.value))


def crudas(con: Connection, consulta: Select[Any], valores: Mapping[str, Any] | None = None) -> list[Sequence[Any]]:
    """A statement's rows as the driver gives them; SQLite has no dates and no truth values."""
    hecha = con.execute(consulta, valores)
    filas: list[Sequence[Any]] = cast(Any, hecha.cursor).fetchall()
    hecha.close()
    return filas


class Preparada:
    """A statement about rows that have some column among many values, written once: to write it again costs more than to
    look up the few rows of most questions."""

    def __init__(self, consulta: Callable[[], Select[Any]], columna: ColumnElement[Any]) -> None:
        self._hacer, self._columna = consulta, columna
        self._escritas: dict[str, Select[Any]] = {}

    def crudas(self, con: Connection, valores: Sequence[Any]) -> list[Sequence[Any]]:
        """Its rows for some values as the driver gives them: a thousand goals have thirty thousand values, and of those that
        no answer looks at none is worth an object more."""
        motor = con.dialect.name
        if motor not in self._escritas:
            self._escritas[motor] = self._hacer().where(self._condicion(motor))
        dados = list(valores) if motor == "postgresql" else json.dumps(list(valores))
        return crudas(con, self._escritas[motor], {_ENTRE: dados})

    def _condicion(self, motor: str) -> ColumnElement[bool]:
        if motor == "postgresql":
            return self._columna == any_(bindparam(_ENTRE, type_=ARRAY(self._columna.type)))
        return self._columna.in_(select(func.json_each(bindparam(_ENTRE)).table_valued("value").c.value))
