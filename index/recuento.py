"""The kept counts beside the goals: counted again by other statements than those that keep them (``conteos``)."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select

from index import conteos
from index.schema import causas_meta, lineas_meta, metas
from index.schema import conteos as guardados

_RASGOS = ("vigente", "ejercicio", "estado")


def distintas(con: Connection) -> list[str]:
    """The dimensions whose counts are not those of the goals, by value, being in force, year and state."""
    return [dimension for dimension, hay in _recontadas() if not _iguales(_leidas(con, hay), _leidas(con, _guardadas(dimension)))]


def _leidas(con: Connection, consulta: Select[Any]) -> dict[tuple[Any, ...], float]:
    """The added up progress, by all else of a row of counts."""
    return {tuple(f[:-1]): float(f[-1] or 0) for f in con.execute(consulta)}


def _iguales(unas: dict[tuple[Any, ...], float], otras: dict[tuple[Any, ...], float]) -> bool:
    """Whether they count the same; progress is added up in another order, which may change the last digits."""
    return unas.keys() == otras.keys() and all(isclose(x, otras[k], rel_tol=1e-9, abs_tol=1e-6) for k, x in unas.items())


def _guardadas(dimension: str) -> Select[Any]:
    g = guardados.c
    propios = (g.valor, *(g[k] for k in _RASGOS))
    return (
        select(*propios, func.sum(g.metas), func.sum(g.con_avance), func.sum(g.avance))
        .where(g.dimension == dimension)
        .group_by(*propios)
    )


def _recontadas() -> Iterator[tuple[str, Select[Any]]]:
    """Each dimension with its count over the goals: those of another table by its rows, each goal once."""
    m, c, lineas = metas.c, causas_meta.c, lineas_meta.c
    rasgos = [m[k] for k in _RASGOS]
    cuanto = (func.count(), func.count(m.avance_calculado), func.sum(m.avance_calculado))
    yield conteos.TODAS, select(literal(""), *rasgos, *cuanto).group_by(*rasgos)
    for columna in conteos.COLUMNAS:
        yield columna, select(m[columna], *rasgos, *cuanto).group_by(m[columna], *rasgos)
    de_otra = {conteos.LINEA: select(lineas.codigo.label("valor"), lineas.meta_id)}
    for direcciones, dimension in conteos.DIRECCIONES.items():
        suyas = select(c.causa.label("valor"), c.meta_id)
        de_otra[dimension] = suyas.where(c.direccion.in_(direcciones)) if direcciones else suyas
    for dimension, consulta in de_otra.items():
        una_vez = consulta.group_by(*consulta.selected_columns).subquery()
        yield (
            dimension,
            select(una_vez.c.valor, *rasgos, *cuanto).join(metas, m.id == una_vez.c.meta_id).group_by(una_vez.c.valor, *rasgos),
        )
    yield conteos.SIN_CAUSA, select(literal(""), *rasgos, *cuanto).where(m.id.not_in(select(c.meta_id))).group_by(*rasgos)
