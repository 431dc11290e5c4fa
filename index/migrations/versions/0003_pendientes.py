"""The marks of what a batch still has to compare, and the index by which a unit's goals are found.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDICE = "ix_metas_municipio_ramo_programa_unidad"


def upgrade() -> None:
    op.create_table(
        "pendientes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(_INDICE), "metas", ["municipio", "ramo", "programa", "unidad"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f(_INDICE), "metas")
    op.drop_table("pendientes")
