"""The database broken, its log gone, two loads at once: a clear line with the remedy, and nothing made up."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from apoyo import EJEMPLOS, RAIZ, Poa, Salida
from apoyo_base import copiar, entorno, otra_carga

_DEL_ARCHIVO = pytest.mark.solo_sqlite("es sobre sus archivos")
PREGUNTA = "¿Cuántas metas se cumplieron en 2021?"


@pytest.fixture
def copia(casa: Path, tmp_path: Path) -> Path:
    return copiar(casa, tmp_path / "copia")


def cabecera(base: Path) -> None:
    with base.open("r+b") as archivo:
        archivo.write(b"SQLite format 9\0" + b"\xff" * 84)


def truncada(base: Path) -> None:
    os.truncate(base, base.stat().st_size // 3)


def pagina_de_metas(base: Path) -> None:
    with closing(sqlite3.connect(base)) as con:
        pagina = con.execute("SELECT rootpage FROM sqlite_master WHERE name = 'metas'").fetchone()[0]
    with base.open("r+b") as archivo:
        archivo.seek((pagina - 1) * 4096)
        archivo.write(os.urandom(4096))


def carpeta_en_su_lugar(base: Path) -> None:
    base.unlink()
    (base / "algo").mkdir(parents=True)


@_DEL_ARCHIVO
@pytest.mark.parametrize("romper", [cabecera, truncada, pagina_de_metas, carpeta_en_su_lugar])
def test_a_broken_database_is_one_line_with_the_remedy_in_every_command(
    poa: Poa, copia: Path, romper: Callable[[Path], None]
) -> None:
    romper(copia / "poa.sqlite3")
    nuevo = copia / "nuevo.txt"
    nuevo.write_bytes(EJEMPLOS[0].read_bytes() + b"\n")
    for orden in (["ask", PREGUNTA], ["ingest", nuevo], ["metas"], ["doctor", "--repair"]):
        r = poa(*orden, home=copia)
        assert r.codigo == 2 and r.error.startswith("poa: ") and r.error.count("\n") == 1, (orden, r)
        assert "poa restore" in r.error or "Revise POA_HOME" in r.error, (orden, r)
    revision = poa("doctor", "--json", home=copia)
    quejas = [c for c in revision.json["checks"] if c["status"] == "problem"]
    assert revision.codigo == 1 and all(c["remedy"] for c in quejas)
    dichas = ("dañado", "no es una base de datos", "no se puede abrir", "el disco falla")
    assert any(d in c["detail"] for c in quejas for d in dichas), quejas


@_DEL_ARCHIVO
def test_a_log_that_is_deleted_takes_no_loaded_document_with_it(poa: Poa, tmp_path: Path) -> None:
    """A load ends with its log in the database: what was acknowledged does not hang from a file beside it."""
    casa = tmp_path / "otra"
    assert poa("ingest", EJEMPLOS[0], home=casa).codigo == 0
    for cola in ("-wal", "-shm"):
        (casa / f"poa.sqlite3{cola}").unlink(missing_ok=True)
    assert len(poa("metas", "--all-cuts", "--json", home=casa).json) == 44
    assert poa("doctor", "--json", home=casa).json["ok"]


@_DEL_ARCHIVO
def test_a_log_that_is_deleted_after_a_kill_leaves_a_whole_store(poa: Poa, copia: Path) -> None:
    """What was only in the log is gone, whole; what the file holds stands, and the load is repeated."""
    guion = (
        "import os, signal; from index import schema; from index.lectura import leer_documento; from index.metas import MetaStore; "
        f"datos = open({str(EJEMPLOS[0])!r}, 'rb').read() + b'\\n'; store = MetaStore(schema.abrir('sqlite:///{copia}/poa.sqlite3')); "
        "store.guardar(leer_documento('nuevo.txt', datos), datos); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", guion], cwd=RAIZ, timeout=120).returncode == -9
    assert (copia / "poa.sqlite3-wal").stat().st_size > 0
    for cola in ("-wal", "-shm"):
        (copia / f"poa.sqlite3{cola}").unlink()
    assert poa("doctor", "--repair", "--json", home=copia).json["ok"]
    assert len(poa("metas", "--all-cuts", "--json", home=copia).json) == 160
    (copia / "nuevo.txt").write_bytes(EJEMPLOS[0].read_bytes() + b"\n")
    assert poa("ingest", copia / "nuevo.txt", "--json", home=copia).json["documents"][0]["status"] == "replaced"


def test_a_second_load_at_once_waits_and_then_says_so(poa: Poa, copia: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.carga.ESPERA", 0.2)
    with otra_carga(copia):
        for orden in (["ingest", EJEMPLOS[0]], ["forget", EJEMPLOS[0].name], ["doctor", "--repair"]):
            r = poa(*orden, home=copia)
            assert r.codigo == 2 and "Otra carga está en curso" in r.error and r.error.count("\n") == 1, (orden, r)
        assert poa("ask", PREGUNTA, home=copia).codigo == 0


def test_two_loads_started_together_both_end_well_and_nothing_is_doubled(poa: Poa, tmp_path: Path) -> None:
    casa = tmp_path / "dos"
    orden = [sys.executable, "-c", "from assistant.cli import main; main()", "ingest", "--json", *map(str, EJEMPLOS)]
    juntos = [
        subprocess.Popen(orden, env={**os.environ, **entorno(casa)}, cwd=RAIZ, stdout=subprocess.PIPE, text=True) for _ in "ab"
    ]
    salidas = [Salida(p.returncode, dicho, "") for p in juntos for dicho, _ in [p.communicate(timeout=240)]]
    assert [s.codigo for s in salidas] == [0, 0]
    estados = sorted(d["status"] for s in salidas for d in s.json["documents"])
    assert estados == ["loaded"] * 4 + ["unchanged"] * 4
    assert len(poa("metas", "--all-cuts", "--json", home=casa).json) == 160
    assert poa("doctor", "--json", home=casa).json["ok"]
