"""Findings are counted without reading them or their goals, and classes of goals inside the year by an index.

The findings of a rule carry their report in the index, reports whether their cut is the latest; the index of states has
what is done, which tells those without progress among those in process.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ESTADO = ["vigente", "estado", "ejercicio", "municipio", "unidad", "corte"]


def upgrade() -> None:
    op.drop_index(op.f("ix_hallazgos_regla"), "hallazgos")
    op.create_index("ix_hallazgos_por_regla", "hallazgos", ["regla", "informe_id", "meta_id"], unique=False)
    op.create_index("ix_informes_vigente", "informes", ["vigente", "ejercicio", "unidad", "municipio"], unique=False)
    op.drop_index("ix_metas_por_estado", "metas")
    op.create_index("ix_metas_por_estado", "metas", [*_ESTADO, "absoluto", "incumplida"], unique=False)
    con = op.get_bind()
    if con.dialect.name == "sqlite":
        # Whole, as ``agregados.analizar`` does: that one looks again only when the store has grown.
        for tabla in ("hallazgos", "informes", "metas"):
            con.exec_driver_sql(f"ANALYZE {tabla}")


def downgrade() -> None:
    op.drop_index("ix_metas_por_estado", "metas")
    op.create_index("ix_metas_por_estado", "metas", _ESTADO, unique=False)
    op.drop_index("ix_informes_vigente", "informes")
    op.drop_index("ix_hallazgos_por_regla", "hallazgos")
    op.create_index(op.f("ix_hallazgos_regla"), "hallazgos", ["regla"], unique=False)
