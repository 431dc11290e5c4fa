"""Statements that a citation carries: as text with parameters, and what running them again amounts to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.compiler import SQLCompiler

from assistant.evidence import Medida


@dataclass(frozen=True)
class Sentencia:
    """A statement whose rows are (id, valor, …), compiled when it is first cited. The sets of one grouping share
    its text, and are told apart by the parameters ``LLAVE_1``, ``LLAVE_2`` …"""

    consulta: Select[Any]
    dialecto: DefaultDialect

    @cached_property
    def compilada(self) -> tuple[str, Mapping[str, Any]]:
        """Its text on one line and its parameters, of types that JSON can carry."""
        texto, params = escrita(self.consulta, self.dialecto)
        return " ".join(texto.split()), {k: llano(v) for k, v in params.items()}

    def con(self, *valores: Any) -> tuple[str, Mapping[str, Any]]:
        """It for one of the groups."""
        sql, params = self.compilada
        return sql, {**params, **{f"{LLAVE}_{n}": llano(v) for n, v in enumerate(valores, start=1)}}


#: Statements that differ in their values alone, by dialect and shape; to write one costs more than to count its goals.
_escritas: dict[Any, SQLCompiler] = {}
_MAX_ESCRITAS = 512


def escrita(consulta: Select[Any], dialecto: DefaultDialect) -> tuple[str, Mapping[str, Any]]:
    """A statement's text and parameters, each element of a list a parameter of its own."""
    forma = consulta._generate_cache_key()
    if forma is None:
        suelta = consulta.compile(dialect=dialecto, compile_kwargs={"render_postcompile": True})
        return str(suelta), suelta.params
    llave = (dialecto.name, forma.key)
    hecha = _escritas.get(llave)
    if hecha is None:
        if len(_escritas) >= _MAX_ESCRITAS:
            _escritas.clear()
        # With the shape, by which the values of another statement find their parameters.
        hecha = _escritas[llave] = dialecto.statement_compiler(dialecto, consulta, cache_key=forma)
    valores = hecha.construct_params(extracted_parameters=forma.bindparams, escape_names=False)
    extendida = hecha.construct_expanded_state(valores, escape_names=False)
    return extendida.statement, extendida.parameters


#: A statement that gives 1 for each row, unless another is joined to it: a saved answer's may be anything.
_DE_UNOS, _COMPUESTA = re.compile(r"SELECT \w+\.id, 1 AS valor\b"), re.compile(r"union|intersect|except", re.IGNORECASE)

#: How the parameters that hold a group's key begin.
LLAVE = "grupo"


def llano(valor: Any) -> Any:
    """A parameter as JSON can carry it."""
    return valor.isoformat() if hasattr(valor, "isoformat") else valor


def medir(con: Connection, sql: str, params: Mapping[str, Any]) -> Medida:
    """Run a set's statement again, counted where the rows are."""
    # Where the value of every row is 1, how many there are says how many are reported and what they add up to.
    de_unos = _DE_UNOS.match(sql) and not _COMPUESTA.search(sql)
    columnas = "count(*)" if de_unos else "count(*), count(valor), sum(valor)"
    (fila,) = repetida(con, f"SELECT {columnas} FROM ({sql}\n) AS conjunto", params)  # nosec B608
    return Medida.de((*fila, *fila, *fila) if de_unos else fila)


def repetida(con: Connection, sql: str, params: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
    """The rows of a statement that is text."""
    if con.dialect.name == "sqlite":
        # Its driver takes such parameters as they are; an answer may have a hundred sets, and reading each statement's
        # text for them takes longer than counting.
        cruda: Any = con.connection.driver_connection
        filas: list[Sequence[Any]] = cruda.execute(sql, dict(params)).fetchall()
        return filas
    return con.execute(text(sql), dict(params)).all()


def contada(consulta: Select[Any], valor: Any = None) -> Select[Any]:
    """The conditions of a statement, counted; with a value, also how many are reported and their sum."""
    columnas = [func.count(), func.count(valor), func.sum(valor)] if valor is not None else [func.count()]
    return consulta.with_only_columns(*columnas, maintain_column_froms=True).order_by(None)


# -- one question -------------------------------------------------------------------------------------------------------
_recuerdo: ContextVar[dict[Any, Any] | None] = ContextVar("recuerdo", default=None)


@contextmanager
def recordando() -> Iterator[None]:
    """Within, what was read once for a question is not read again: its rows, the periods of a set."""
    previo = _recuerdo.get()
    ficha = _recuerdo.set({} if previo is None else previo)
    try:
        yield
    finally:
        _recuerdo.reset(ficha)


def recuerdo() -> dict[Any, Any]:
    """What the question at hand has read; an empty one that nobody keeps outside of a question."""
    actual = _recuerdo.get()
    return {} if actual is None else actual
