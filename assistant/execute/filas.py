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
from assistant.execute.entre import Preparada, entre
from assistant.execute.leida import ANCHO, ENTERAS, LIGERAS, Celdas, Leida, Lote
from assistant.execute.sentencias import recuerdo
from assistant.valores import M
from index import schema

#: So many of the goals asked for are read whole at once: an answer's text tells some fifty of them.
_DICHAS = 60
_C, _L, _I, _D = schema.causas_meta, schema.lineas_meta, schema.informes, schema.documentos
_DE_CAUSA = _C.c.keys()
_META_DE_CAUSA, _CAUSA = _DE_CAUSA.index("meta_id"), _DE_CAUSA.index("causa")
_CAUSAS = Preparada(lambda: select(_C).order_by(_C.c.id), _C.c.meta_id)
_LINEAS = Preparada(lambda: select(_L.c.meta_id, _L.c.codigo).order_by(_L.c.meta_id, _L.c.orden), _L.c.meta_id)
_DE_FORMA = [_I.c[k] for k in Forma._fields if k not in ("documento", "celdas")]
_FORMAS = Preparada(lambda: select(_I.c.id, *_DE_FORMA, _D.c.nombre, cast_sql(_I.c.celdas, Text)).join(_D, _D.c.id == _I.c.documento_id), _I.c.id)


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
    enteras = ENTERAS.crudas(con, ids[:_DICHAS])
    primeras = [f[:ANCHO] for f in enteras]
    demas = LIGERAS.crudas(con, ids[_DICHAS:]) if len(ids) > _DICHAS else []
    halladas = [*primeras, *demas]
    if not halladas:
        return
    causas: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for fila in _CAUSAS.crudas(con, ids):
        causas[fila[_META_DE_CAUSA]].append(fila)
    lineas: dict[int, list[str]] = defaultdict(list)
    for meta_id, codigo in _LINEAS.crudas(con, ids):
        lineas[meta_id].append(codigo)
    suyas = formas(con, sorted({f[2] for f in halladas}))
    hechas = contratos(halladas, suyas, lineas, {i: [x[_CAUSA] for x in nombradas] for i, nombradas in causas.items()})
    de_primeras, de_demas = Lote(con.engine, primeras, enteras), Lote(con.engine, demas)
    for k, (fila, contrato) in enumerate(zip(halladas, hechas, strict=True)):
        id_ = fila[0]
        leida = Leida(fila, suyas[fila[2]], de_primeras if k < len(primeras) else de_demas, contrato, causas.get(id_, ()))
        leidas[id_] = leidas[contrato["id"]] = leida


def formas(con: Connection, ids: Sequence[int]) -> dict[int, Forma]:
    """The forms of some rows, each read once."""
    return {f[0]: Forma._make((*f[1:3], dia(f[3]), *f[4:-1], Celdas(f[-1]))) for f in _FORMAS.crudas(con, ids)}
