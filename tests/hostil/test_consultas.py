"""A saved answer's SQL is anybody's: it may read, for a few seconds, with a few functions, and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from apoyo import Poa
from sqlalchemy import exc, text

from assistant.cli.revision import revisar
from index.conexion import ConsultaNoPermitida

PREGUNTA = "¿Cuántas metas hay por unidad?"
#: Statements that would write, reach out, or never end.
MALAS = (
    "DELETE FROM metas", "UPDATE metas SET avance_absoluto = 0", "INSERT INTO documentos (nombre) VALUES ('x')", "DROP TABLE metas", "CREATE TABLE x (a)",
    "SELECT 1; DELETE FROM metas", "WITH x AS (SELECT 1) DELETE FROM metas", "ATTACH DATABASE '/tmp/poa-ataque.sqlite3' AS x", "VACUUM INTO '/tmp/poa-ataque.sqlite3'",
    "PRAGMA writable_schema=1", "PRAGMA journal_mode=DELETE", "SELECT load_extension('/tmp/x')", "SELECT readfile('/etc/passwd')", "SELECT writefile('/tmp/poa-ataque', 'x')",
    "SELECT printf('%.1000000000c', 'x')", "SELECT hex(zeroblob(1000000000))", "SELECT randomblob(1000000000)", "SELECT group_concat(a.descripcion) FROM metas a, metas b, metas c",
    "SELECT replace(hex(zeroblob(10000)), '0', hex(zeroblob(10000)))", "SELECT * FROM pragma_database_list", "SELECT sqlite_version()", "SELECT fts5(1)", "REINDEX", "ANALYZE", "BEGIN EXCLUSIVE", "EXPLAIN DELETE FROM metas",
    "select 1 from metas where char(0) = 'x'", "SELECT edit('x')", "COPY metas TO PROGRAM 'id'", "SELECT pg_sleep(30)", "SELECT pg_read_file('/etc/passwd')", "SET statement_timeout = 0",
)  # fmt: skip
#: Statements that only read and would take for ever.
ETERNAS = (
    "SELECT count(*) FROM metas a, metas b, metas c, metas d, metas e, metas f",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "SELECT id FROM metas WHERE (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(x) FROM n) > 0",
)


@pytest.fixture(scope="module")
def guardada(asistente: Any) -> dict[str, Any]:
    r = json.loads(json.dumps(asistente.ask(PREGUNTA), default=str))
    assert revisar(r, asistente) == []
    return r


def _con(r: dict[str, Any], sql: str) -> dict[str, Any]:
    """The answer with a set that asks this."""
    mala = json.loads(json.dumps(r))
    next(c for c in mala["citations"] if c["kind"] == "set").update(sql=sql, params={})
    return mala


def _todo(casa: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(casa.glob("*.sqlite3"))}


@pytest.mark.parametrize("sql", MALAS)
def test_a_statement_that_does_more_than_read_is_named_and_does_nothing(asistente: Any, casa: Path, guardada: dict[str, Any], sql: str) -> None:
    antes, inicio = _todo(casa), time.process_time()
    problemas = revisar(_con(guardada, sql), asistente)
    assert any("no es una consulta" in p or "no se puede repetir" in p for p in problemas), problemas[:3]
    assert time.process_time() - inicio < 2
    assert _todo(casa) == antes and not list(Path("/tmp").glob("poa-ataque*"))


@pytest.mark.parametrize("sql", ETERNAS)
def test_a_statement_without_end_is_ended(asistente: Any, guardada: dict[str, Any], sql: str) -> None:
    inicio = time.monotonic()
    problemas = revisar(_con(guardada, sql), asistente)
    assert any("no se puede repetir" in p or "no es una consulta" in p for p in problemas)
    assert time.monotonic() - inicio < 20


def test_after_an_attack_questions_are_answered_as_before(asistente: Any, guardada: dict[str, Any]) -> None:
    revisar(_con(guardada, "PRAGMA query_only=0"), asistente)
    assert asistente.ask(PREGUNTA)["answer"] == guardada["answer"]


def test_the_command_line_says_so_in_one_line(poa: Poa, casa: Path, tmp_path: Path, guardada: dict[str, Any]) -> None:
    (tmp_path / "r.json").write_text(json.dumps(_con(guardada, "SELECT load_extension('x')")), encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", home=casa)
    assert r.codigo == 1 and "Traceback" not in r.salida + r.error


def test_more_rows_than_the_limit_are_never_dropped_in_silence(casa: Path) -> None:
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    corto = Assistant(Settings(home=casa, max_rows=5))
    r = corto.ask("¿Qué metas no se cumplieron?")
    assert r["shown"] == len(r["rows"]) == 5 < r["total"]
    assert any("5" in a and str(r["total"]) in a for a in r["warnings"])


def test_a_statement_that_ran_where_more_is_allowed_is_refused_again_as_a_saved_answers(asistente: Any, guardada: dict[str, Any]) -> None:
    sql = "SELECT id, 1 AS valor, ejercicio, corte FROM metas WHERE 'x' = lower(trim('x'))"
    lector = asistente.lector
    for _ in range(2):  # the driver keeps what it has prepared
        with lector.motor.connect() as con:
            assert con.execute(text(sql)).all()
        with pytest.raises((exc.SQLAlchemyError, ConsultaNoPermitida)):
            lector.repetir(sql, {})
        problemas = revisar(_con(guardada, sql), asistente)
        assert any("no se puede repetir" in p for p in problemas), problemas[:3]


def test_what_a_saved_answer_may_not_ask_its_readers_still_may(asistente: Any, guardada: dict[str, Any]) -> None:
    assert revisar(_con(guardada, MALAS[0]), asistente)
    with asistente.lector.motor.connect() as con:
        assert con.scalar(text("SELECT trim(' x ')")) == "x"
