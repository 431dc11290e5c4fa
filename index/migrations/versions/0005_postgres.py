"""PostgreSQL's full text: a vector of stems for each goal and for each distinct observation.

SQLite has its FTS5 table since the first migration. A PostgreSQL store with goals from before this one was never
searchable by words; load its files again.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Table, its key and the table that the key is of.
_TABLAS = (("metas_fts", "meta_id", "metas"), ("observaciones_fts", "observacion_id", "observaciones"))


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for tabla, llave, madre in _TABLAS:
        op.execute(
            f"CREATE TABLE {tabla} ({llave} INTEGER PRIMARY KEY REFERENCES {madre} (id) ON DELETE CASCADE, "
            "palabras tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX ix_{tabla}_palabras ON {tabla} USING gin (palabras)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tabla, _, _ in reversed(_TABLAS):
            op.execute(f"DROP TABLE {tabla}")
