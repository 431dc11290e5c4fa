"""Observations are ranked and found once each, however many goals repeat them.

SQLite gets the table of distinct observations that PostgreSQL has since 0005. The index of the goals of an observation
leaves out those that have none: they are most, and made SQLite take it for an index that tells nothing apart.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CON_OBSERVACION = sa.text("observacion_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index(op.f("ix_metas_observacion_id"), "metas")
    op.create_index(
        "ix_metas_por_observacion",
        "metas",
        ["observacion_id", "vigente", "ejercicio", "municipio"],
        unique=False,
        sqlite_where=_CON_OBSERVACION,
        postgresql_where=_CON_OBSERVACION,
    )
    con = op.get_bind()
    if con.dialect.name != "sqlite":
        return
    op.execute("CREATE VIRTUAL TABLE observaciones_fts USING fts5(palabras)")
    op.execute(
        "CREATE TRIGGER observaciones_fuera AFTER DELETE ON observaciones "
        "BEGIN DELETE FROM observaciones_fts WHERE rowid = old.id; END"
    )
    from index import agregados, texto_completo

    texto_completo.indexar_observaciones(con, con.execute(sa.text("SELECT id, texto FROM observaciones")).all())
    agregados.analizar(con)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER observaciones_fuera")
        op.execute("DROP TABLE observaciones_fts")
    op.drop_index("ix_metas_por_observacion", "metas")
    op.create_index(op.f("ix_metas_observacion_id"), "metas", ["observacion_id"], unique=False)
