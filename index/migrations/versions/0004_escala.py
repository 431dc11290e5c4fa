"""Indexes by which a question reads what it shows and no more, and the words that the loaded texts have.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PALABRAS = (("raices", "raiz", 64), ("formas", "forma", 64), ("textos", "huella", 24))
#: What a plan filters by comes first, then what it groups or orders by, then what it only looks at: so that a count never
#: reads a goal's row, which is long. ``metas`` in natural order, by unit, by state and measure, by what it achieved.
_NUEVOS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "ix_metas_natural",
        "metas",
        (
            "vigente",
            "municipio",
            "ejercicio",
            "ramo",
            "unidad",
            "orden",
            "estado",
            "incumplida",
            "programa",
            "corte",
            "informe_id",
        ),
    ),
    (
        "ix_metas_por_unidad",
        "metas",
        ("vigente", "unidad", "municipio", "ejercicio", "estado", "incumplida", "corte", "informe_id"),
    ),
    ("ix_metas_por_estado", "metas", ("vigente", "estado", "ejercicio", "municipio", "unidad", "corte")),
    ("ix_metas_por_incumplida", "metas", ("vigente", "incumplida", "ejercicio", "municipio", "unidad", "estado", "corte")),
    (
        "ix_metas_por_ejercicio",
        "metas",
        ("vigente", "ejercicio", "estado", "incumplida", "municipio", "unidad", "corte", "informe_id"),
    ),
    ("ix_metas_por_medida", "metas", ("vigente", "medida", "ejercicio", "estado", "incumplida", "corte", "unidad", "municipio")),
    ("ix_metas_por_avance", "metas", ("vigente", "avance_calculado", "estado", "ejercicio", "municipio", "unidad", "corte")),
    ("ix_metas_por_padre", "metas", ("informe_id", "padre", "medida")),
    ("ix_causas_meta_por_causa", "causas_meta", ("meta_id", "causa", "direccion")),
    ("ix_causas_meta_de_causa", "causas_meta", ("causa", "meta_id", "direccion")),
    ("ix_informes_por_unidad", "informes", ("unidad", "unidad_nombre", "municipio")),
    ("ix_informes_por_programa", "informes", ("programa", "programa_nombre", "municipio")),
    ("ix_informes_por_ramo", "informes", ("ramo", "ramo_nombre", "municipio")),
    ("ix_informes_ejercicio", "informes", ("ejercicio", "corte")),
    ("ix_informes_corte", "informes", ("corte",)),
    ("ix_lineas_informe_codigo", "lineas_informe", ("codigo", "nombre")),
    ("ix_firmas_persona", "firmas", ("persona",)),
    ("ix_apartados_unidad", "apartados", ("unidad",)),
    ("ix_documentos_cargado_en", "documentos", ("cargado_en",)),
)
_VIEJOS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ix_metas_informe_id", "metas", ("informe_id",)),
    ("ix_metas_vigente_ejercicio_unidad", "metas", ("vigente", "ejercicio", "unidad")),
    ("ix_metas_vigente_estado", "metas", ("vigente", "estado")),
    ("ix_metas_vigente_medida", "metas", ("vigente", "medida")),
    ("ix_causas_meta_meta_id", "causas_meta", ("meta_id",)),
    ("ix_causas_meta_causa", "causas_meta", ("causa",)),
)


def upgrade() -> None:
    for tabla, columna, largo in _PALABRAS:
        extra = [sa.Column("textos", sa.Integer(), nullable=False)] if tabla == "raices" else []
        op.create_table(
            tabla, sa.Column(columna, sa.String(length=largo), nullable=False), *extra, sa.PrimaryKeyConstraint(columna)
        )
    for nombre, tabla, _ in _VIEJOS:
        op.drop_index(op.f(nombre), tabla)
    for nombre, tabla, columnas in _NUEVOS:
        op.create_index(op.f(nombre), tabla, list(columnas), unique=False)
    op.create_table(
        "conteos",
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("valor", sa.String(length=200), nullable=False),
        sa.Column("vigente", sa.Boolean(), nullable=False),
        sa.Column("ejercicio", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("corte", sa.Date(), nullable=False),
        sa.Column("estado", sa.String(length=20), nullable=False),
        sa.Column("incumplida", sa.Boolean(), nullable=False),
        sa.Column("metas", sa.Integer(), nullable=False),
        sa.Column("informe_id", sa.Integer(), nullable=False),
        sa.Column("impresa", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "valor", "vigente", "ejercicio", "corte", "estado", "incumplida"),
    )
    op.create_table(
        "agregados",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hasta", sa.DateTime(), nullable=False),
        sa.Column("documentos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    # The counts are made by 0008, in the columns that they have since.


def downgrade() -> None:
    for nombre, tabla, _ in _NUEVOS:
        op.drop_index(op.f(nombre), tabla)
    for nombre, tabla, columnas in _VIEJOS:
        op.create_index(op.f(nombre), tabla, list(columnas), unique=False)
    op.drop_table("agregados")
    op.drop_table("conteos")
    for tabla, _, _ in reversed(_PALABRAS):
        op.drop_table(tabla)
