"""What was programmed up to the cut of a goal whose quarters don't add up (a coverage of 95 % in each) is the last quarter's,
and so is its progress where its form prints none: what earlier versions summed is computed again.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_T = (1, 2, 3, 4)
metas = sa.table(
    "metas",
    *(sa.column(c) for c in ("id", "unidad_medida", "ejercicio", "meta_anual", "absoluto", "absoluto_derivado", "a_la_fecha")),
    *(sa.column(c) for c in ("estado", "incumplida", "avance_calculado")),
    *(sa.column(f"{cual}_t{n}") for cual in ("programado", "alcanzado") for n in _T),
    sa.column("corte", sa.Date),
    sa.column("celdas", sa.JSON),
)


def upgrade() -> None:
    con = op.get_bind()
    cambios = [c for f in con.execute(_de_tasa(con)).mappings() if (c := _cambio(f))]
    if not cambios:
        return
    campos = ("absoluto", "a_la_fecha", "avance_calculado", "estado", "incumplida")
    con.execute(
        sa.update(metas).where(metas.c.id == sa.bindparam("cual")).values({c: sa.bindparam(f"b_{c}") for c in campos}), cambios
    )
    from index import agregados

    op.execute("DELETE FROM agregados")  # so that all is counted again
    agregados.completar(con)


def downgrade() -> None:
    """What was computed stays: the older version reads it as it is."""


def _de_tasa(con: Any) -> sa.Select[Any]:
    """The goals of measures that don't add up, and those whose annual goal is printed in percent."""
    from index import cumplimiento

    medidas = con.scalars(sa.select(metas.c.unidad_medida).distinct())
    tasas = [m for m in medidas if not cumplimiento.es_flujo(m)]
    impresas = sa.cast(metas.c.celdas, sa.Text)
    en_porciento = (impresas.like(f'%"meta_anual": {{"literal": "{"_" * largo}|%%', escape="|") for largo in range(1, 8))
    return sa.select(metas).where(sa.or_(metas.c.unidad_medida.in_(tasas), *en_porciento))


def _cambio(f: Any) -> dict[str, Any] | None:
    """The columns of a goal that are to change; None if none is."""
    from index import cumplimiento as c
    from index.poa import TRIMESTRES

    def numero(v: float | None) -> Decimal | None:
        return None if v is None else Decimal(repr(float(v)))

    impresa = ((f["celdas"] or {}).get("meta_anual") or {}).get("literal", "")
    anual = numero(f["meta_anual"])
    programado = {t: numero(f[f"programado_t{n}"]) for n, t in zip(_T, TRIMESTRES, strict=True)}
    if c.se_acumula(f["unidad_medida"], anual, programado, impresa):
        return None
    alcanzado = {t: numero(f[f"alcanzado_t{n}"]) for n, t in zip(_T, TRIMESTRES, strict=True)}
    cerrados = c.trimestres_cerrados(f["ejercicio"], f["corte"])
    suya = numero(f["a_la_fecha"])
    hasta = suya
    if suya is not None and suya == c.suma(programado, cerrados):
        hasta = c.a_la_fecha(programado, cerrados, acumula=False)
    absoluto = numero(f["absoluto"])
    if f["absoluto_derivado"] and absoluto == c.suma(alcanzado):
        absoluto = c.a_la_fecha(alcanzado, TRIMESTRES, acumula=False)
    estado = c.estado(anual, absoluto, f["ejercicio"], f["corte"])
    avance = c.porcentaje(absoluto, anual)
    nuevo = {
        "absoluto": None if absoluto is None else float(absoluto),
        "a_la_fecha": None if hasta is None else float(hasta),
        "avance_calculado": None if avance is None else float(c.redondear(avance, 6)),
        "estado": estado,
        "incumplida": c.incumplida(estado, absoluto, hasta),
    }
    return None if all(nuevo[k] == f[k] for k in nuevo) else {"cual": f["id"], **{f"b_{k}": v for k, v in nuevo.items()}}
