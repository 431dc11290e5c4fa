"""The kept counts beside the goals: counted again by other statements than those that keep them (``conteos``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select

from index import conteos
from index.schema import causas_meta, lineas_meta, metas
from index.schema import conteos as guardados

_RASGOS = ("vigente", "ejercicio", "estado")


def distintas(con: Connection) -> list[str]:
    """The dimensions whose counts are not those of the goals, by value, being in force, year and state."""
    return [dimension for dimension, hay in _recontadas() if _leidas(con, hay) != _leidas(con, _guardadas(dimension))]


def _leidas(con: Connection, consulta: Select[Any]) -> set[tuple[Any, ...]]:
    return {tuple(f) for f in con.execute(consulta)}


def _guardadas(dimension: str) -> Select[Any]:
    g = guardados.c
    propios = (g.valor, *(g[k] for k in _RASGOS))
    return select(*propios, func.sum(g.metas)).where(g.dimension == dimension).group_by(*propios)


def _recontadas() -> Iterator[tuple[str, Select[Any]]]:
    """Each dimension with its count over the goals: those of another table by its rows, each goal once."""
    m, c, lineas = metas.c, causas_meta.c, lineas_meta.c
    rasgos = [m[k] for k in _RASGOS]
    yield conteos.TODAS, select(literal(""), *rasgos, func.count()).group_by(*rasgos)
    for columna in conteos.COLUMNAS:
        yield columna, select(m[columna], *rasgos, func.count()).group_by(m[columna], *rasgos)
    de_cada = func.count(m.id.distinct())
    yield (
        conteos.LINEA,
        select(lineas.codigo, *rasgos, de_cada).join(metas, m.id == lineas.meta_id).group_by(lineas.codigo, *rasgos),
    )
    for direcciones, dimension in conteos.DIRECCIONES.items():
        suyas = select(c.causa, *rasgos, de_cada).join(metas, m.id == c.meta_id).group_by(c.causa, *rasgos)
        yield dimension, suyas.where(c.direccion.in_(direcciones)) if direcciones else suyas
    yield conteos.SIN_CAUSA, select(literal(""), *rasgos, func.count()).where(m.id.not_in(select(c.meta_id))).group_by(*rasgos)
