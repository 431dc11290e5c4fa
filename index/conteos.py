"""How many goals there are by unit, programme, measure, cause …: counts kept for questions over everything.

A row of ``conteos`` counts the goals of one value of a dimension that share year, cut, being in force and state; a few
thousand rows stand for a million goals. Counts are of whole years: a batch counts again the years that it touched.
``informe_id`` is the first report of the value there, ``impresa`` its first measure as printed. ``con_avance`` of the
goals have a progress, which add up to ``avance`` (in percent): what a mean is of.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, delete, exists, func, insert, literal, select

from index.schema import causas_meta, conteos, lineas_meta, metas

#: The columns by which the goals of a value are told apart.
_RASGOS = ("vigente", "ejercicio", "corte", "estado", "incumplida")
COLUMNAS = ("unidad", "programa", "ramo", "municipio", "medida")
#: What a cause explains, as questions ask for it (see ``conditions.direcciones_de``): any, less, or more.
DIRECCIONES: dict[tuple[str, ...], str] = {(): "causa", ("menos",): "causa:menos", ("mas", "ninguna"): "causa:mas"}
TODAS, LINEA, SIN_CAUSA = "todas", "linea", "sin_causa"


def contar(con: Connection, ejercicios: Collection[int] | None) -> None:
    """Count the goals of some years again, or of all."""
    con.execute(delete(conteos).where(conteos.c.ejercicio.in_(ejercicios)) if ejercicios is not None else delete(conteos))
    columnas = ["dimension", "valor", *_RASGOS, "metas", "informe_id", "impresa", "con_avance", "avance"]
    for consulta in _consultas():
        if ejercicios is not None:
            consulta = consulta.where(metas.c.ejercicio.in_(ejercicios))
        con.execute(insert(conteos).from_select(columnas, consulta))


def _consultas() -> list[Select[Any]]:
    m, lm, c = metas, lineas_meta, causas_meta
    salida = [_de(TODAS, literal("")), *(_de(k, m.c[k]) for k in COLUMNAS)]
    salida.append(_de(LINEA, lm.c.codigo, lm, lm.c.meta_id == m.c.id))
    for direcciones, dimension in DIRECCIONES.items():
        suyas = select(c.c.meta_id, c.c.causa).distinct()
        una: Subquery = (suyas.where(c.c.direccion.in_(direcciones)) if direcciones else suyas).subquery()
        salida.append(_de(dimension, una.c.causa, una, una.c.meta_id == m.c.id))
    salida.append(_de(SIN_CAUSA, literal("")).where(~exists().where(c.c.meta_id == m.c.id)))
    return salida


def _de(dimension: str, valor: ColumnElement[Any], con: Any = None, junto: Any = None) -> Select[Any]:
    rasgos = [metas.c[k] for k in _RASGOS]
    avance = metas.c.avance_calculado
    hay = (
        func.count(),
        func.min(metas.c.informe_id),
        func.min(metas.c.unidad_medida),
        func.count(avance),
        func.coalesce(func.sum(avance), 0.0),
    )
    consulta = select(literal(dimension), valor, *rasgos, *hay).select_from(metas if con is None else metas.join(con, junto))
    return consulta.group_by(*([] if con is None and dimension in (TODAS, SIN_CAUSA) else [valor]), *rasgos)
