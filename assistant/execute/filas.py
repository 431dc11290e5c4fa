"""Whole rows of goals, with their form, observation, causes and lines of action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Text, select
from sqlalchemy import cast as cast_sql
from sqlalchemy.engine import Connection

from assistant.evidence import Fila
from assistant.execute.contrato import Forma, contratos, dia
from assistant.execute.entre import entre
from assistant.execute.leida import ENTERAS, LIGERAS, Celdas, Leida, Lote, crudas, leer
from assistant.execute.sentencias import recuerdo
from assistant.valores import M
from index import schema

#: So many of the goals asked for are read whole at once: an answer's text tells some fifty of them.
_DICHAS = 60
_DE_CAUSA = schema.causas_meta.c.keys()
_META_DE_CAUSA, _CAUSA = _DE_CAUSA.index("meta_id"), _DE_CAUSA.index("causa")


def hidratar(con: Connection, ids: Sequence[int]) -> list[Fila]:
    """Whole rows for some metas, in the order given."""
    if not ids:
        return []
    leidas = _leidas(con)
    if faltan := [i for i in dict.fromkeys(ids) if i not in leidas]:
        _leer(con, faltan, leidas)
    return [leidas[i] for i in ids]


def por_clave(con: Connection, claves: Sequence[str]) -> dict[str, Fila]:
    """Whole rows by their readable identity; those that are loaded."""
    leidas = _leidas(con)
    if faltan := [k for k in claves if k not in leidas]:
        _leer(con, list(con.execute(select(M.c.id).where(entre(con, M.c.clave, faltan))).scalars()), leidas)
    return {k: leidas[k] for k in claves if k in leidas}


def _leidas(con: Connection) -> dict[int | str, Fila]:
    """The rows that the question at hand has read, by their id and by their readable identity."""
    return cast(dict[int | str, Fila], recuerdo().setdefault(("filas", con.engine), {}))


def _leer(con: Connection, ids: Sequence[int], leidas: dict[int | str, Fila]) -> None:
    n = len(LIGERAS)
    enteras = leer(con, ENTERAS, ids[:_DICHAS])
    primeras = [f[:n] for f in enteras]
    demas = leer(con, LIGERAS, ids[_DICHAS:]) if len(ids) > _DICHAS else []
    halladas = [*primeras, *demas]
    if not halladas:
        return
    c, lm = schema.causas_meta, schema.lineas_meta
    causas: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for fila in crudas(con, select(c).where(entre(con, c.c.meta_id, ids)).order_by(c.c.id)):
        causas[fila[_META_DE_CAUSA]].append(fila)
    lineas: dict[int, list[str]] = defaultdict(list)
    for meta_id, codigo in crudas(con, select(lm.c.meta_id, lm.c.codigo).where(entre(con, lm.c.meta_id, ids)).order_by(lm.c.meta_id, lm.c.orden)):
        lineas[meta_id].append(codigo)
    formas = _formas(con, sorted({f[2] for f in halladas}))
    hechas = contratos(halladas, formas, lineas, {i: [x[_CAUSA] for x in suyas] for i, suyas in causas.items()})
    de_primeras, de_demas = Lote(con.engine, primeras, enteras), Lote(con.engine, demas)
    for k, (fila, contrato) in enumerate(zip(halladas, hechas, strict=True)):
        id_ = fila[0]
        leida = Leida(fila, formas[fila[2]], de_primeras if k < len(primeras) else de_demas, contrato, causas[id_] if id_ in causas else ())
        leidas[id_] = leidas[contrato["id"]] = leida


def _formas(con: Connection, ids: Sequence[int]) -> dict[int, Forma]:
    """The forms of some rows, each read once."""
    i, d = schema.informes, schema.documentos
    propias = [i.c[k] for k in Forma._fields if k not in ("documento", "celdas")]
    consulta = select(i.c.id, *propias, d.c.nombre, cast_sql(i.c.celdas, Text)).join(d, d.c.id == i.c.documento_id)
    return {
        id_: Forma(municipio, ejercicio, dia(corte), *nombres, Celdas(celdas))
        for id_, municipio, ejercicio, corte, *nombres, celdas in crudas(con, consulta.where(entre(con, i.c.id, ids)))
    }
