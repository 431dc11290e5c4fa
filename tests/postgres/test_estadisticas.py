"""After a load that makes the store grow, PostgreSQL looks at it before it is asked, and not after each small one."""

from __future__ import annotations

import pytest
from apoyo import EJEMPLOS
from sqlalchemy import Engine, text

from index import agregados
from index.ingest import ingerir
from index.metas import MetaStore


def _vistas(motor: Engine) -> float:
    """How many goals there were when it last looked; below 0, never."""
    with motor.connect() as con:
        return float(con.execute(text("SELECT reltuples FROM pg_class WHERE relname = 'metas' AND relkind = 'r'")).scalar_one())


def test_it_looks_when_the_store_has_grown_by_a_quarter(motor: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    ingerir(EJEMPLOS[:1], MetaStore(motor))
    assert _vistas(motor) < 0  # of few goals any plan is quick
    monkeypatch.setattr(agregados, "_CRECIDA", text(str(agregados._CRECIDA).replace("8388608", "0")))
    ingerir(EJEMPLOS[2:3], MetaStore(motor))
    assert _vistas(motor) == 80
    with motor.begin() as con:
        con.execute(text("UPDATE pg_class SET reltuples = 7 WHERE relname = 'metas'"))
        agregados.analizar(con)
    assert _vistas(motor) == 7  # it has not grown since
