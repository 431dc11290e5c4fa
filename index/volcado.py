"""Many rows into a table at once, as the driver takes them: plain values in the order of the columns.

SQLAlchemy's own insert of many rows makes a dict of each and passes every value through its type, which takes longer
than the database does; the rows that come here (``registros``) need neither: dates and JSON are text already, which
both databases take for their columns. PostgreSQL has a way of its own for it, in the same transaction.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

#: How a driver writes a value's place.
_LUGARES = {"qmark": "?", "format": "%s", "pyformat": "%s"}


#: Rows ready to be written: their table, its columns, and their values in that order.
Filas = tuple[Table | str, Sequence[str], Sequence[tuple[Any, ...]]]


def _nada() -> None:
    """Nothing to do meanwhile."""


def volcar(
    con: Connection,
    tabla: Table | str,
    columnas: Sequence[str],
    filas: Sequence[tuple[Any, ...]],
    entretanto: Callable[[], None] = _nada,
) -> None:
    """Insert rows of values in the order of ``columnas``. ``entretanto`` is called once they are sent: what needs no
    database is done while PostgreSQL, in its own process, puts them into its indexes."""
    if not filas:
        return entretanto()
    nombre = tabla if isinstance(tabla, str) else tabla.name
    if con.dialect.name == "postgresql":
        cruda: Any = con.connection.driver_connection
        with cruda.cursor() as cursor, cursor.copy(f"COPY {nombre} ({', '.join(columnas)}) FROM STDIN") as copia:
            for fila in filas:
                copia.write_row(fila)
            entretanto()
    else:
        con.exec_driver_sql(_sentencia(nombre, tuple(columnas), con.dialect.paramstyle), filas)
        entretanto()


def ids_nuevos(con: Connection, tabla: Table, cuantos: int) -> Sequence[int]:
    """The ids of so many new rows, in order, within a transaction that has written already. To have the database hand
    them back from an insert would double its time."""
    if con.dialect.name == "sqlite":
        ultimo = con.scalar(_ultimo(tabla)) or 0
        return range(ultimo + 1, ultimo + 1 + cuantos)
    serie = func.pg_get_serial_sequence(tabla.name, tabla.c.id.name)
    return sorted(con.scalars(select(func.nextval(serie)).select_from(func.generate_series(1, cuantos))))


@functools.cache
def _ultimo(tabla: Table) -> Any:
    return select(func.max(tabla.c.id))


@functools.cache
def _sentencia(tabla: str, columnas: tuple[str, ...], estilo: str) -> str:
    lugares = ", ".join([_LUGARES[estilo]] * len(columnas))
    return f"INSERT INTO {tabla} ({', '.join(columnas)}) VALUES ({lugares})"  # nosec B608: names of our own schema
