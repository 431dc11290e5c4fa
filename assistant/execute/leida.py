"""A goal as it was read: what answers show of each at once, what they tell of a few when it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Boolean, Date, Engine, Select, Text, select
from sqlalchemy import cast as cast_sql

from assistant.evidence import Fila
from assistant.execute.celdas import Celdas
from assistant.execute.contrato import COLUMNAS, Forma, copia, dia
from assistant.execute.entre import Preparada
from assistant.valores import M
from index import schema

_O = schema.observaciones
_C = schema.causas_meta
_DE_CAUSA = _C.c.keys()
_META_DE_CAUSA = _DE_CAUSA.index("meta_id")
_CAUSAS = Preparada(lambda: select(_C).order_by(_C.c.id), _C.c.meta_id)
#: What a form says of all of its goals.
_DE_FORMA = frozenset(Forma._fields) - {"celdas"}
_MAS = [c for c in M.c if c.name not in COLUMNAS and c.name not in _DE_FORMA and c.name != "celdas"]
#: The columns that every row is read with (its observation is the last), and those of a whole one: what else the goal has,
#: and its cells.
_LIGERAS = [*(M.c[k] for k in COLUMNAS), _O.c.texto]
_ENTERAS = [*_LIGERAS, *_MAS, cast_sql(M.c.celdas, Text)]
ANCHO = len(_LIGERAS)


def _con_observacion(columnas: Sequence[Any]) -> Select[Any]:
    return select(*columnas).outerjoin(_O, _O.c.id == M.c.observacion_id)


LIGERAS, ENTERAS = (Preparada(partial(_con_observacion, c), M.c.id) for c in (_LIGERAS, _ENTERAS))


class Lote:
    """Goals read together. The rest of their columns, and the words of their causes, are read for all of them when they are
    asked of one. ``causas``: those of each goal that has any."""

    def __init__(self, motor: Engine, ligeras: Sequence[Sequence[Any]], causas: Mapping[int, Sequence[str]], enteras: Sequence[Sequence[Any]] = ()) -> None:
        self._motor, self._ligeras, self._con_causas = motor, ligeras, causas
        #: Whether whole rows were read at once.
        self.enteras_ya = bool(enteras)
        if enteras:
            self.__dict__["enteras"] = {f[0]: f for f in enteras}

    @cached_property
    def enteras(self) -> dict[int, Sequence[Any]]:
        """The whole rows, by id. A goal that meanwhile is another, or is gone, makes the question be answered again."""
        with self._motor.connect() as con:
            hechas = {f[0]: f for f in ENTERAS.crudas(con, [f[0] for f in self._ligeras])}
        for f in self._ligeras:
            if tuple(hechas[f[0]][:ANCHO]) != tuple(f):
                raise LookupError(f"La meta {f[1]} cambió mientras se leía.")
        return hechas

    @cached_property
    def _causas(self) -> dict[int, list[dict[str, Any]]]:
        hechas: dict[int, list[dict[str, Any]]] = defaultdict(list)
        with self._motor.connect() as con:
            for x in _CAUSAS.crudas(con, [f[0] for f in self._ligeras if f[0] in self._con_causas]):
                hechas[x[_META_DE_CAUSA]].append(dict(zip(_DE_CAUSA, x, strict=True)))
        return hechas

    def causas_de(self, id_: int) -> Sequence[Mapping[str, Any]]:
        """The causes of a goal, with their words. They are those that its row has, or the question is answered again."""
        nombradas = self._con_causas.get(id_, ())
        suyas = self._causas[id_] if nombradas else ()
        if [x["causa"] for x in suyas] != [*nombradas]:
            raise LookupError(f"Las causas de la meta {id_} cambiaron mientras se leía.")
        return suyas


class Leida(Fila):
    """A goal as it was read."""

    __slots__ = ("_celdas", "_datos", "_fila", "_forma", "_lote", "_propia", "contrato")

    def __init__(self, fila: Sequence[Any], forma: Forma, lote: Lote, contrato: Mapping[str, Any]) -> None:
        self._fila, self._forma, self._lote, self.contrato = fila, forma, lote, contrato
        #: The row that the answer takes, copied while its values are at hand: later, of a thousand, it takes three times as long.
        self._propia: dict[str, Any] | None = copia(contrato)
        self._datos: Mapping[str, Any] | None = None
        self._celdas: Celdas | None = None

    def json(self) -> dict[str, Any]:
        propia, self._propia = self._propia, None
        return propia if propia is not None else copia(self.contrato)

    @property
    def datos(self) -> Mapping[str, Any]:
        if self._datos is None:
            datos = Datos(self._fila, self._forma, self._lote)
            # Those that are read whole are told, and asked for many columns many times.
            self._datos = dict(datos) if self._lote.enteras_ya else datos
        return self._datos

    @property
    def celdas(self) -> Mapping[str, Mapping[str, Any]]:
        if self._celdas is None:
            self._celdas = Celdas(self._lote.enteras[self._fila[0]][-1])
        return self._celdas

    @property
    def encabezado(self) -> Mapping[str, Mapping[str, Any]]:
        return self._forma.celdas

    @property
    def documento(self) -> str:
        return self._forma.documento

    @property
    def causas(self) -> Sequence[Mapping[str, Any]]:
        return self._lote.causas_de(self._fila[0])


class Datos(Mapping[str, Any]):
    """The columns of a goal, with what its form prints of all of its goals; each taken out when it is asked for."""

    __slots__ = ("_fila", "_forma", "_lote")

    def __init__(self, fila: Sequence[Any], forma: Forma, lote: Lote) -> None:
        self._fila, self._forma, self._lote = fila, forma, lote

    def __getitem__(self, nombre: str) -> Any:
        if (n := _LIGERA.get(nombre)) is not None:
            return self._fila[n]
        if nombre in _DE_FORMA:
            return getattr(self._forma, nombre)
        return _SACAR[nombre](self._lote.enteras[self._fila[0]])

    def __contains__(self, nombre: object) -> bool:
        return nombre in _LIGERA or nombre in _DE_FORMA or nombre in _SACAR

    def __iter__(self) -> Iterator[str]:
        return iter((*_LIGERA, *_DE_FORMA, *_SACAR))

    def __len__(self) -> int:
        return len(_LIGERA) + len(_DE_FORMA) + len(_SACAR)


def _tal_cual(n: int) -> Callable[[Sequence[Any]], Any]:
    return lambda fila: fila[n]


def _booleano(n: int) -> Callable[[Sequence[Any]], Any]:
    return lambda fila: None if fila[n] is None else bool(fila[n])


def _fecha(n: int) -> Callable[[Sequence[Any]], Any]:
    return lambda fila: dia(fila[n])


_LIGERA = {k: n for n, k in enumerate(COLUMNAS)}
#: What takes each other column out of a whole row as the driver gives it: SQLite has no dates and no truth values.
_SACAR = {c.name: (_fecha if isinstance(c.type, Date) else _booleano if isinstance(c.type, Boolean) else _tal_cual)(n) for n, c in enumerate(_MAS, ANCHO)}
