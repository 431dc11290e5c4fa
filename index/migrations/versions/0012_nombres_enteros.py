"""Where a form prints no code, the whole name of its unit, programme or ramo is its key: cut at 32 letters, two offices of
long names were one. The keys of what is stored are written whole.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CAMPOS = ("ramo", "programa", "unidad")
_ANTES, _AHORA = 32, 120
_CON_CLAVES = {"informes": _CAMPOS, "metas": _CAMPOS, "historial": _CAMPOS, "apartados": ("unidad",)}
_IDENTIDAD = ("municipio", "ejercicio", "corte")

informes = sa.table("informes", *(sa.column(c) for c in ("id", "clave", *_CAMPOS, *(f"{c}_nombre" for c in _CAMPOS))),
                    *(sa.column(c) for c in ("municipio", "ejercicio")), sa.column("corte", sa.Date))  # fmt: skip
metas = sa.table("metas", *(sa.column(c) for c in ("id", "clave", "serie", "informe_id", *_CAMPOS)))
historial = sa.table("historial", *(sa.column(c) for c in ("id", "clave", *_CAMPOS)), sa.column("metas", sa.JSON))
apartados = sa.table("apartados", *(sa.column(c) for c in ("informe_id", "unidad")))


def upgrade() -> None:
    con = op.get_bind()
    _ensanchar(con, _AHORA)
    nombres = [informes.c[f"{c}_nombre"] for c in _CAMPOS]
    cortados = con.execute(sa.select(informes).where(sa.or_(*(sa.func.length(n) > _ANTES for n in nombres)))).mappings().all()
    hechos = [_escribir(con, f, enteros) for f in cortados if (enteros := _enteros(f))]
    if hechos:
        from index import agregados

        op.execute("DELETE FROM agregados")  # so that all is counted again
        agregados.completar(con)


def downgrade() -> None:
    """The names stay whole: SQLite keeps them, PostgreSQL would not find them a place."""


def _ensanchar(con: Any, ancho: int) -> None:
    if con.dialect.name != "sqlite":
        for tabla, campos in _CON_CLAVES.items():
            for campo in campos:
                op.alter_column(tabla, campo, type_=sa.String(ancho), existing_type=sa.String(_ANTES))
        return
    # SQLite keeps a text of any length; what its tables say is written as its manual tells for what changes nothing stored.
    version = con.exec_driver_sql("PRAGMA schema_version").scalar()
    con.exec_driver_sql("PRAGMA writable_schema = ON")
    for tabla, campos in _CON_CLAVES.items():
        for campo in campos:
            con.exec_driver_sql(
                "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
                (f"{campo} VARCHAR({_ANTES})", f"{campo} VARCHAR({ancho})", tabla),
            )
    con.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    con.exec_driver_sql("PRAGMA writable_schema = OFF")


def _enteros(informe: Any) -> dict[str, str]:
    """The keys of a report that are names cut: field → whole."""
    pares = {c: (informe[c], informe[f"{c}_nombre"]) for c in _CAMPOS}
    cortadas = {c: n for c, (clave, n) in pares.items() if len(n) > _ANTES and clave == n[:_ANTES].strip().strip(".-")}
    return {c: n[:_AHORA].strip().strip(".-") for c, n in cortadas.items()}


def _escribir(con: Any, informe: Any, enteros: dict[str, str]) -> int:
    from index.cruces import base_de_serie
    from index.registros import clave_de_informe

    nuevos = {c: enteros.get(c, informe[c]) for c in _CAMPOS}
    clave = clave_de_informe(*(informe[c] for c in _IDENTIDAD), **nuevos)
    base, antes = (base_de_serie((informe["municipio"], *(x[c] for c in _CAMPOS))) for x in (nuevos, informe))
    con.execute(sa.update(informes).where(informes.c.id == informe["id"]).values(clave=clave, **nuevos))
    suyas = sa.select(metas.c.id, metas.c.clave, metas.c.serie).where(metas.c.informe_id == informe["id"])
    for m in con.execute(suyas).mappings().all():
        con.execute(sa.update(metas).where(metas.c.id == m["id"]).values(
            clave=_con_otro_inicio(m["clave"], informe["clave"], clave), serie=_con_otro_inicio(m["serie"], antes, base), **nuevos
        ))
    del_informe = sa.and_(apartados.c.informe_id == informe["id"], apartados.c.unidad == informe["unidad"])
    con.execute(sa.update(apartados).where(del_informe).values(unidad=nuevos["unidad"]))
    archivados = sa.select(historial.c.id, historial.c.metas).where(historial.c.clave == informe["clave"])
    for f in con.execute(archivados).mappings().all():
        de_antes = [m | {"clave": _con_otro_inicio(m["clave"], informe["clave"], clave)} for m in f["metas"]]
        con.execute(sa.update(historial).where(historial.c.id == f["id"]).values(clave=clave, metas=de_antes, **nuevos))
    return int(informe["id"])


def _con_otro_inicio(texto: str, antes: str, ahora: str) -> str:
    return ahora + texto.removeprefix(antes) if texto.startswith(antes) else texto
