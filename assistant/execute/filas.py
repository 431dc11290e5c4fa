"""Whole rows of goals, with their form, observation, causes and lines of action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Text, select
from sqlalchemy import cast as cast_sql
from sqlalchemy.engine import Connection

from assistant.evidence import Fila
from assistant.execute.celdas import DICHAS, Cabezas, Celdas
from assistant.execute.contrato import Forma, contratos, dia
from assistant.execute.entre import Preparada, entre
from assistant.execute.leida import ANCHO, ENTERAS, LIGERAS, Leida, Lote
from assistant.execute.sentencias import recuerdo
from assistant.valores import M
from index import schema

_C, _L, _I, _D = schema.causas_meta, schema.lineas_meta, schema.informes, schema.documentos
_CAUSAS = Preparada(lambda: select(_C.c.meta_id, _C.c.causa).order_by(_C.c.id), _C.c.meta_id)
_LINEAS = Preparada(lambda: select(_L.c.meta_id, _L.c.codigo).order_by(_L.c.meta_id, _L.c.orden), _L.c.meta_id)
_DE_FORMA = [_I.c[k] for k in Forma._fields if k not in ("documento", "celdas")]


def _formas(*mas: ColumnElement[Any]) -> Preparada:
    return Preparada(lambda: select(_I.c.id, *_DE_FORMA, _D.c.nombre, *mas).join(_D, _D.c.id == _I.c.documento_id), _I.c.id)


_FORMAS, _FORMAS_ENTERAS = _formas(), _formas(cast_sql(_I.c.celdas, Text))


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
    enteras = ENTERAS.crudas(con, ids[:DICHAS])
    primeras = [f[:ANCHO] for f in enteras]
    demas = LIGERAS.crudas(con, ids[DICHAS:]) if len(ids) > DICHAS else []
    halladas = [*primeras, *demas]
    if not halladas:
        return
    causas: dict[int, list[str]] = defaultdict(list)
    for meta_id, causa in _CAUSAS.crudas(con, ids):
        causas[meta_id].append(causa)
    lineas: dict[int, list[str]] = defaultdict(list)
    for meta_id, codigo in _LINEAS.crudas(con, ids):
        lineas[meta_id].append(codigo)
    suyas = _formas_de(con, {f[2] for f in primeras}, {f[2] for f in demas})
    de_primeras, de_demas = Lote(con.engine, primeras, causas, enteras), Lote(con.engine, demas, causas)
    for k, (fila, contrato) in enumerate(zip(halladas, contratos(halladas, suyas, lineas, causas), strict=True)):
        leida = Leida(fila, suyas[fila[2]], de_primeras if k < len(primeras) else de_demas, contrato)
        leidas[fila[0]] = leidas[contrato["id"]] = leida


def _formas_de(con: Connection, dichas: set[int], demas: set[int]) -> dict[int, Forma]:
    """The forms of some rows, each read once; those of the rows that are told, with their header cells."""
    salida = {f[0]: _forma(f, Celdas(f[-1])) for f in _FORMAS_ENTERAS.crudas(con, sorted(dichas))}
    if otras := sorted(demas - dichas):
        cabezas = Cabezas(con.engine, otras)
        salida.update((f[0], _forma(f, cabezas.de(f[0]))) for f in _FORMAS.crudas(con, otras))
    return salida


def _forma(f: Sequence[Any], celdas: Celdas) -> Forma:
    n = len(_DE_FORMA) + 1
    return Forma._make((*f[1:3], dia(f[3]), *f[4 : n + 1], celdas))
