"""Printed cells of goals and forms: taken apart when one is cited, and those of a form read when it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Engine, Text, select
from sqlalchemy import cast as cast_sql
from sqlalchemy.engine import Connection

from assistant.execute.entre import Preparada
from index import schema

#: So many of an answer's goals, or groups, are read whole at once: its text tells some fifty of them.
DICHAS = 60
_I = schema.informes
_CABEZAS = Preparada(lambda: select(_I.c.id, cast_sql(_I.c.celdas, Text)), _I.c.id)


class Celdas(Mapping[str, Mapping[str, Any]]):
    """The printed cells of a goal or of a form, as JSON: an answer shows more of them than it tells."""

    def __init__(self, texto: str) -> None:
        self._texto = texto

    @cached_property
    def _celdas(self) -> dict[str, dict[str, Any]]:
        return cast(dict[str, dict[str, Any]], json.loads(self._texto))

    def __getitem__(self, campo: str) -> Mapping[str, Any]:
        return self._celdas[campo]

    def __iter__(self) -> Iterator[str]:
        return iter(self._celdas)

    def __len__(self) -> int:
        return len(self._celdas)


class Cabezas:
    """The header cells of some forms, which few of them are asked for: read all at once when those of one are."""

    def __init__(self, motor: Engine, informes: Sequence[int]) -> None:
        self._motor, self._informes = motor, informes
        self._textos: dict[int, str] = {}

    def de(self, informe: int) -> Celdas:
        """Those of a form."""
        return _PorLeer(self, informe)

    def leer(self, con: Connection, informes: Sequence[int]) -> None:
        """Read those of some forms, ahead of being asked for them."""
        self._textos.update((id_, texto) for id_, texto in _CABEZAS.crudas(con, informes))

    def texto(self, informe: int) -> str:
        """Those of a form, as JSON. ``LookupError`` where it went away meanwhile."""
        if informe not in self._textos:
            with self._motor.connect() as con:
                self.leer(con, [i for i in self._informes if i not in self._textos])
        return self._textos[informe]


class _PorLeer(Celdas):
    """Cells that are not read yet."""

    def __init__(self, cabezas: Cabezas, informe: int) -> None:
        self.cabezas, self.informe = cabezas, informe

    @cached_property
    def _texto(self) -> str:  # type: ignore[override]
        return self.cabezas.texto(self.informe)


def leer_juntas(con: Connection, celdas: Iterable[Mapping[str, Any]]) -> None:
    """Read at once, of some forms' cells, those that are not read yet: these are told."""
    pendientes: dict[Cabezas, list[int]] = {}
    for c in celdas:
        if isinstance(c, _PorLeer):
            pendientes.setdefault(c.cabezas, []).append(c.informe)
    for cabezas, informes in pendientes.items():
        cabezas.leer(con, informes)
