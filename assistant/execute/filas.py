"""Whole rows of goals, with their form, observation, causes and lines of action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from assistant.conditions import M
from assistant.evidence import Fila
from index import schema

_Uno = TypeVar("_Uno")
_LOTE = 500


def lotes(cosas: Sequence[_Uno], n: int = _LOTE) -> Iterable[Sequence[_Uno]]:
    """Things in as many lists as statements can take."""
    return (cosas[k : k + n] for k in range(0, len(cosas), n))


def hidratar(con: Connection, ids: Sequence[int]) -> list[Fila]:
    """Whole rows for some metas, in the order given."""
    if not ids:
        return []
    o, c, lm = schema.observaciones, schema.causas_meta, schema.lineas_meta
    consulta = select(M, o.c.texto.label("observacion")).outerjoin(o, o.c.id == M.c.observacion_id)
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
    salida = []
    for meta_id in ids:
        datos = dict(halladas[meta_id]._mapping)
        i = informes[datos["informe_id"]]
        datos |= {k: i[k] for k in ("unidad_nombre", "ramo_nombre", "programa_nombre", "documento")}
        celdas, observacion = datos.pop("celdas"), datos.pop("observacion")
        salida.append(Fila(datos, i["documento"], i["unidad_nombre"], celdas, i["encabezado"], observacion, tuple(causas[meta_id]), tuple(lineas[meta_id])))
    return salida


def _informes(con: Connection, ids: Sequence[int]) -> dict[int, Any]:
    """The forms of some rows, each read once."""
    i, d = schema.informes, schema.documentos
    consulta = select(
        i.c.id, i.c.unidad_nombre, i.c.ramo_nombre, i.c.programa_nombre, i.c.celdas.label("encabezado"), d.c.nombre.label("documento")
    ).join(d, d.c.id == i.c.documento_id)
    return {r.id: r._mapping for lote in lotes(ids) for r in con.execute(consulta.where(i.c.id.in_(lote)))}
