"""The counts that are kept carry the progress of their goals too, and so does the index by year: a mean over everything reads
no goal.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INDICE = "ix_metas_por_ejercicio"
_EJERCICIO = ["vigente", "ejercicio", "estado", "incumplida", "municipio", "unidad", "corte", "informe_id"]


def upgrade() -> None:
    op.add_column("conteos", sa.Column("con_avance", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("conteos", sa.Column("avance", sa.Float(), nullable=False, server_default="0"))
    op.drop_index(_INDICE, "metas")
    op.create_index(_INDICE, "metas", [*_EJERCICIO, "avance_calculado"], unique=False)
    from index import agregados

    con = op.get_bind()
    op.execute("DELETE FROM agregados")  # so that all is counted again
    agregados.completar(con)
    if con.dialect.name == "sqlite":
        con.exec_driver_sql("ANALYZE metas")  # the new index too: ``analizar`` looks again only when the store has grown


def downgrade() -> None:
    op.drop_index(_INDICE, "metas")
    op.create_index(_INDICE, "metas", _EJERCICIO, unique=False)
    op.drop_column("conteos", "avance")
    op.drop_column("conteos", "con_avance")
