"""A goal whose key is one of a results matrix (``C1A2``) is an action of the component that its key names (``C1``): earlier
versions took it for a main goal.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

metas = sa.table("metas", *(sa.column(c) for c in ("id", "numero", "padre")))


def upgrade() -> None:
    from index import agregados, numeros

    con = op.get_bind()
    sueltas = con.execute(sa.select(metas.c.id, metas.c.numero).where(metas.c.padre.is_(None)))
    cambios = [{"cual": i, "suyo": padre} for i, numero in sueltas if (padre := numeros.padre_de(numero))]
    if not cambios:
        return
    con.execute(sa.update(metas).where(metas.c.id == sa.bindparam("cual")).values(padre=sa.bindparam("suyo")), cambios)
    op.execute("DELETE FROM agregados")  # so that all is counted again
    agregados.completar(con)


def downgrade() -> None:
    """What was told of a key stays: the older version reads it as it is."""
