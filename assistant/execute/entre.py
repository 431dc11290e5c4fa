"""A column among many values, as one parameter: a list of a thousand parameters costs more than the rows it names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam, func, select
from sqlalchemy.engine import Connection


def entre(con: Connection, columna: ColumnElement[Any], valores: Sequence[Any]) -> ColumnElement[bool]:
    """Whether a column is one of some whole numbers or texts."""
    if con.dialect.name == "postgresql":
        return columna == any_(bindparam("entre", list(valores), type_=ARRAY(columna.type), unique=True))
    dados = func.json_each(json.dumps(list(valores))).table_valued("value")
    return columna.in_(select(dados.c.value))
