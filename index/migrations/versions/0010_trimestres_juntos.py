"""Whether a goal's quarters add up is kept, so that a semester's figures of a coverage (95 % in each quarter) are not summed.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_T = (1, 2, 3, 4)
metas = sa.table(
    "metas",
    *(sa.column(c) for c in ("id", "unidad_medida", "meta_anual", "acumula")),
    *(sa.column(f"programado_t{n}") for n in _T),
    sa.column("celdas", sa.JSON),
)


def upgrade() -> None:
    op.add_column("metas", sa.Column("acumula", sa.Boolean(), nullable=False, server_default=sa.true()))
    con = op.get_bind()
    sueltas = [f["id"] for f in con.execute(_de_tasa(con)).mappings() if not _se_acumula(f)]
    if sueltas:
        de_una = sa.update(metas).where(metas.c.id == sa.bindparam("cual")).values(acumula=sa.false())
        con.execute(de_una, [{"cual": i} for i in sueltas])


def downgrade() -> None:
    op.drop_column("metas", "acumula")


def _de_tasa(con: Any) -> sa.Select[Any]:
    """The goals of measures that don't add up, and those whose annual goal is printed in percent."""
    from index import cumplimiento

    medidas = con.scalars(sa.select(metas.c.unidad_medida).distinct())
    tasas = [m for m in medidas if not cumplimiento.es_flujo(m)]
    impresas = sa.cast(metas.c.celdas, sa.Text)
    en_porciento = (impresas.like(f'%"meta_anual": {{"literal": "{"_" * largo}|%%', escape="|") for largo in range(1, 8))
    leidas = (metas.c.id, metas.c.unidad_medida, metas.c.meta_anual, *(metas.c[f"programado_t{n}"] for n in _T), metas.c.celdas)
    return sa.select(*leidas).where(sa.or_(metas.c.unidad_medida.in_(tasas), *en_porciento))


def _se_acumula(f: Any) -> bool:
    from index import cumplimiento
    from index.poa import TRIMESTRES

    def numero(v: float | None) -> Decimal | None:
        return None if v is None else Decimal(repr(float(v)))

    impresa = ((f["celdas"] or {}).get("meta_anual") or {}).get("literal", "")
    programado = {t: numero(f[f"programado_t{n}"]) for n, t in zip(_T, TRIMESTRES, strict=True)}
    return cumplimiento.se_acumula(f["unidad_medida"], numero(f["meta_anual"]), programado, impresa)
