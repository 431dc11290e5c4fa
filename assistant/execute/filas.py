"""Whole rows of goals, with their form, observation, causes and lines of action."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar
from typing import cast as cast_

from sqlalchemy import Text, cast, select
from sqlalchemy.engine import Connection

from assistant.conditions import M
from assistant.evidence import Fila
from assistant.execute.sentencias import recuerdo
from index import schema

_Uno = TypeVar("_Uno")
_LOTE = 500
_COLUMNAS = [c for c in M.c if c.name != "celdas"]


def lotes(cosas: Sequence[_Uno], n: int = _LOTE) -> Iterable[Sequence[_Uno]]:
    """Things in as many lists as statements can take."""
    return (cosas[k : k + n] for k in range(0, len(cosas), n))


def hidratar(con: Connection, ids: Sequence[int]) -> list[Fila]:
    """Whole rows for some metas, in the order given."""
    if not ids:
        return []
    leidas = recuerdo()
    faltan = [i for i in dict.fromkeys(ids) if (con.engine, i) not in leidas]
    hechas = _leer(con, faltan) if faltan else {}
    leidas |= {(con.engine, i): f for i, f in hechas.items()}
    return [hechas[i] if i in hechas else leidas[con.engine, i] for i in ids]


def _leer(con: Connection, ids: Sequence[int]) -> dict[int, Fila]:
    o, c, lm = schema.observaciones, schema.causas_meta, schema.lineas_meta
    consulta = select(*_COLUMNAS, cast(M.c.celdas, Text).label("celdas"), o.c.texto.label("observacion")).outerjoin(o, o.c.id == M.c.observacion_id)
    halladas: dict[int, Any] = {}
    causas: dict[int, list[Any]] = defaultdict(list)
    lineas: dict[int, list[str]] = defaultdict(list)
    for lote in lotes(ids):
        halladas |= {r.id: r for r in con.execute(consulta.where(M.c.id.in_(lote)))}
        for r in con.execute(select(c).where(c.c.meta_id.in_(lote)).order_by(c.c.id)):
            causas[r.meta_id].append(dict(r._mapping))
        for r in con.execute(select(lm.c.meta_id, lm.c.codigo).where(lm.c.meta_id.in_(lote)).order_by(lm.c.meta_id, lm.c.orden)):
            lineas[r.meta_id].append(r.codigo)
    informes = _informes(con, sorted({r.informe_id for r in halladas.values()}))
    salida = {}
    for meta_id, r in halladas.items():
        datos = dict(r._mapping)
        i = informes[datos["informe_id"]]
        datos |= {k: i[k] for k in ("unidad_nombre", "ramo_nombre", "programa_nombre", "documento")}
        celdas, observacion = datos.pop("celdas"), datos.pop("observacion")
        salida[meta_id] = Fila(datos, i["documento"], i["unidad_nombre"], _Celdas(celdas), i["encabezado"], observacion, tuple(causas[meta_id]), tuple(lineas[meta_id]))
    return salida


class _Celdas(Mapping[str, Mapping[str, Any]]):
    """The printed cells of a goal, taken apart when one is cited: an answer shows more goals than it tells."""

    def __init__(self, texto: str) -> None:
        self._texto = texto

    @cached_property
    def _celdas(self) -> dict[str, dict[str, Any]]:
        return cast_(dict[str, dict[str, Any]], json.loads(self._texto))

    def __getitem__(self, campo: str) -> Mapping[str, Any]:
        return self._celdas[campo]

    def __iter__(self) -> Iterator[str]:
        return iter(self._celdas)

    def __len__(self) -> int:
        return len(self._celdas)


def _informes(con: Connection, ids: Sequence[int]) -> dict[int, Any]:
    """The forms of some rows, each read once."""
    i, d = schema.informes, schema.documentos
    consulta = select(
        i.c.id, i.c.unidad_nombre, i.c.ramo_nombre, i.c.programa_nombre, i.c.celdas.label("encabezado"), d.c.nombre.label("documento")
    ).join(d, d.c.id == i.c.documento_id)
    return {r.id: r._mapping for lote in lotes(ids) for r in con.execute(consulta.where(i.c.id.in_(lote)))}
