"""The tables of the facts, and on SQLite their full-text index.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documentos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=255), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("formato", sa.String(length=16), nullable=False),
        sa.Column("contenido", sa.LargeBinary(), nullable=True),
        sa.Column("cargado_en", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("huella", name=op.f("uq_documentos_huella")),
    )
    op.create_index(op.f("ix_documentos_nombre"), "documentos", ["nombre"], unique=False)
    op.create_table(
        "observaciones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("huella", name=op.f("uq_observaciones_huella")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "embeddings",
        sa.Column("observacion_id", sa.Integer(), nullable=False),
        sa.Column("modelo", sa.String(length=200), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["observacion_id"], ["observaciones.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("observacion_id", "modelo"),
    )
    op.create_table(
        "informes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("documento_id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=120), nullable=False),
        sa.Column("ejercicio", sa.Integer(), nullable=False),
        sa.Column("corte", sa.Date(), nullable=False),
        sa.Column("ramo", sa.String(length=32), nullable=False),
        sa.Column("ramo_nombre", sa.Text(), nullable=False),
        sa.Column("programa", sa.String(length=32), nullable=False),
        sa.Column("programa_nombre", sa.Text(), nullable=False),
        sa.Column("unidad", sa.String(length=32), nullable=False),
        sa.Column("unidad_nombre", sa.Text(), nullable=False),
        sa.Column("vigente", sa.Boolean(), nullable=False),
        sa.Column("celdas", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["documento_id"], ["documentos.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "municipio",
            "ejercicio",
            "ramo",
            "programa",
            "unidad",
            "corte",
            name=op.f("uq_informes_municipio_ejercicio_ramo_programa_unidad_corte"),
        ),
    )
    op.create_index(op.f("ix_informes_documento_id"), "informes", ["documento_id"], unique=False)
    op.create_table(
        "apartados",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("documento_id", sa.Integer(), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=True),
        sa.Column("unidad", sa.String(length=32), nullable=True),
        sa.Column("lugar", sa.Text(), nullable=False),
        sa.Column("motivo", sa.Text(), nullable=False),
        sa.Column("remedio", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["documento_id"], ["documentos.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["informe_id"], ["informes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_apartados_documento_id"), "apartados", ["documento_id"], unique=False)
    op.create_index(op.f("ix_apartados_informe_id"), "apartados", ["informe_id"], unique=False)
    op.create_table(
        "firmas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=False),
        sa.Column("rol", sa.String(length=12), nullable=False),
        sa.Column("cargo", sa.Text(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("persona", sa.Text(), nullable=False),
        sa.Column("celda", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["informe_id"], ["informes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_firmas_informe_id"), "firmas", ["informe_id"], unique=False)
    op.create_table(
        "lineas_informe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=False),
        sa.Column("codigo", sa.String(length=32), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("celda", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["informe_id"], ["informes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_lineas_informe_informe_id"), "lineas_informe", ["informe_id"], unique=False)
    op.create_table(
        "metas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(length=300), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=False),
        sa.Column("municipio", sa.String(length=120), nullable=False),
        sa.Column("ejercicio", sa.Integer(), nullable=False),
        sa.Column("corte", sa.Date(), nullable=False),
        sa.Column("ramo", sa.String(length=32), nullable=False),
        sa.Column("programa", sa.String(length=32), nullable=False),
        sa.Column("unidad", sa.String(length=32), nullable=False),
        sa.Column("vigente", sa.Boolean(), nullable=False),
        sa.Column("numero", sa.String(length=32), nullable=False),
        sa.Column("padre", sa.String(length=32), nullable=True),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("descripcion", sa.Text(), nullable=False),
        sa.Column("unidad_medida", sa.Text(), nullable=False),
        sa.Column("medida", sa.String(length=200), nullable=False),
        sa.Column("meta_anual", sa.Float(), nullable=True),
        sa.Column("programado_t1", sa.Float(), nullable=True),
        sa.Column("programado_t2", sa.Float(), nullable=True),
        sa.Column("programado_t3", sa.Float(), nullable=True),
        sa.Column("programado_t4", sa.Float(), nullable=True),
        sa.Column("alcanzado_t1", sa.Float(), nullable=True),
        sa.Column("alcanzado_t2", sa.Float(), nullable=True),
        sa.Column("alcanzado_t3", sa.Float(), nullable=True),
        sa.Column("alcanzado_t4", sa.Float(), nullable=True),
        sa.Column("avance_absoluto", sa.Float(), nullable=True),
        sa.Column("absoluto", sa.Float(), nullable=True),
        sa.Column("absoluto_derivado", sa.Boolean(), nullable=False),
        sa.Column("avance_impreso", sa.String(length=64), nullable=True),
        sa.Column("avance_calculado", sa.Float(), nullable=True),
        sa.Column("a_la_fecha", sa.Float(), nullable=True),
        sa.Column("estado", sa.String(length=20), nullable=False),
        sa.Column("incumplida", sa.Boolean(), nullable=False),
        sa.Column("observacion_id", sa.Integer(), nullable=True),
        sa.Column("celdas", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["informe_id"], ["informes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["observacion_id"],
            ["observaciones.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("clave", name=op.f("uq_metas_clave")),
    )
    op.create_index(op.f("ix_metas_informe_id"), "metas", ["informe_id"], unique=False)
    op.create_index(op.f("ix_metas_observacion_id"), "metas", ["observacion_id"], unique=False)
    op.create_index(
        op.f("ix_metas_vigente_ejercicio_unidad"), "metas", ["vigente", "ejercicio", "unidad"], unique=False
    )
    op.create_index(op.f("ix_metas_vigente_estado"), "metas", ["vigente", "estado"], unique=False)
    op.create_index(op.f("ix_metas_vigente_medida"), "metas", ["vigente", "medida"], unique=False)
    op.create_index(op.f("ix_metas_vigente_numero"), "metas", ["vigente", "numero"], unique=False)
    op.create_table(
        "causas_meta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meta_id", sa.Integer(), nullable=False),
        sa.Column("causa", sa.String(length=32), nullable=False),
        sa.Column("direccion", sa.String(length=8), nullable=False),
        sa.Column("inicio", sa.Integer(), nullable=False),
        sa.Column("fin", sa.Integer(), nullable=False),
        sa.Column("palabras", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meta_id"], ["metas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_causas_meta_causa"), "causas_meta", ["causa"], unique=False)
    op.create_index(op.f("ix_causas_meta_meta_id"), "causas_meta", ["meta_id"], unique=False)
    op.create_table(
        "hallazgos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=False),
        sa.Column("meta_id", sa.Integer(), nullable=True),
        sa.Column("regla", sa.String(length=48), nullable=False),
        sa.Column("gravedad", sa.String(length=8), nullable=False),
        sa.Column("campo", sa.String(length=48), nullable=False),
        sa.Column("impreso", sa.Text(), nullable=False),
        sa.Column("esperado", sa.Text(), nullable=False),
        sa.Column("explicacion", sa.Text(), nullable=False),
        sa.Column("citas", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["informe_id"], ["informes.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meta_id"], ["metas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hallazgos_informe_id"), "hallazgos", ["informe_id"], unique=False)
    op.create_index(op.f("ix_hallazgos_meta_id"), "hallazgos", ["meta_id"], unique=False)
    op.create_index(op.f("ix_hallazgos_regla"), "hallazgos", ["regla"], unique=False)
    op.create_table(
        "lineas_meta",
        sa.Column("meta_id", sa.Integer(), nullable=False),
        sa.Column("codigo", sa.String(length=32), nullable=False),
        sa.Column("impresa", sa.String(length=64), nullable=False),
        sa.Column("resuelta", sa.Boolean(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meta_id"], ["metas.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meta_id", "codigo"),
    )
    op.create_index(op.f("ix_lineas_meta_codigo"), "lineas_meta", ["codigo"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE metas_fts USING fts5(descripcion, medida, observacion)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE metas_fts")
    for tabla in (
        "lineas_meta",
        "hallazgos",
        "causas_meta",
        "metas",
        "lineas_informe",
        "firmas",
        "apartados",
        "informes",
        "embeddings",
        "observaciones",
        "documentos",
    ):
        op.drop_table(tabla)
