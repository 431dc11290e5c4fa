"""The history of what corrected files replace; a goal's identity over cuts and years; a report's readable identity.

Rows of an earlier store get their series by number; a later load of their unit gives them by description too.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: A report's key is its metas' key without the last part; a report without metas has none to take it from.
_CLAVE = """UPDATE informes SET municipio_leido = municipio, clave = coalesce(
    (SELECT min(substr(m.clave, 1, length(m.clave) - length(m.numero) - 1)) FROM metas m WHERE m.informe_id = informes.id), '')"""
_SERIE = "UPDATE metas SET serie = municipio || '/' || ramo || '/' || programa || '/' || unidad || '/' || numero"


def upgrade() -> None:
    op.create_table(
        "historial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(length=300), nullable=False),
        sa.Column("municipio", sa.String(length=120), nullable=False),
        sa.Column("ejercicio", sa.Integer(), nullable=False),
        sa.Column("corte", sa.Date(), nullable=False),
        sa.Column("ramo", sa.String(length=32), nullable=False),
        sa.Column("programa", sa.String(length=32), nullable=False),
        sa.Column("unidad", sa.String(length=32), nullable=False),
        sa.Column("documento", sa.String(length=255), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("formato", sa.String(length=16), nullable=False),
        sa.Column("cargado_en", sa.DateTime(), nullable=False),
        sa.Column("sustituido_en", sa.DateTime(), nullable=False),
        sa.Column("sustituido_por", sa.String(length=64), nullable=False),
        sa.Column("sustituido_por_nombre", sa.String(length=255), nullable=False),
        sa.Column("metas", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_historial_clave"), "historial", ["clave"], unique=False)
    op.create_index(op.f("ix_historial_huella"), "historial", ["huella"], unique=False)
    vacio = sa.text("''")
    op.add_column("informes", sa.Column("clave", sa.String(length=300), nullable=False, server_default=vacio))
    op.add_column("informes", sa.Column("municipio_leido", sa.String(length=120), nullable=False, server_default=vacio))
    op.add_column("metas", sa.Column("serie", sa.String(length=300), nullable=False, server_default=vacio))
    op.add_column("hallazgos", sa.Column("entre_informes", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_informes_clave"), "informes", ["clave"], unique=False)
    op.create_index(op.f("ix_metas_serie"), "metas", ["serie"], unique=False)
    op.execute(_CLAVE)
    op.execute(_SERIE)


def downgrade() -> None:
    op.drop_index(op.f("ix_metas_serie"), "metas")
    op.drop_index(op.f("ix_informes_clave"), "informes")
    op.drop_column("hallazgos", "entre_informes")
    op.drop_column("metas", "serie")
    op.drop_column("informes", "municipio_leido")
    op.drop_column("informes", "clave")
    op.drop_table("historial")
