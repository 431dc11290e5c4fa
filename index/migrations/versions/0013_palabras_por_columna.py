"""On PostgreSQL a stem that stands both in a goal's description and in its observation is found in either: the words of what is
stored are written again.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

def upgrade() -> None:
    con = op.get_bind()
    if con.dialect.name == "sqlite":
        return  # FTS5 keeps each column by itself
    from index.listas import lotes
    from index.schema import METAS_FTS
    from index.texto_completo import indexar
    from index.textos import raices

    con.execute(sa.text(f"DELETE FROM {METAS_FTS}"))  # nosec B608
    textos = sa.text(
        "SELECT m.id, m.descripcion, m.unidad_medida, o.texto FROM metas m LEFT JOIN observaciones o ON o.id = m.observacion_id"
    )
    filas = [(i, *(" ".join(raices(t or "")) for t in suyos)) for i, *suyos in con.execute(textos)]
    for lote in lotes(filas):
        indexar(con, lote)


def downgrade() -> None:
    """An older version reads them as they are."""
