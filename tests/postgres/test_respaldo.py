"""What the guide says of backups: ``pg_dump`` takes facts, words and vectors along, and ``pg_restore`` brings them back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from apoyo import Poa
from apoyo_base import base_vacia, programa, url_de

PREGUNTAS = ("¿Cuántas metas se cumplieron en 2021?", "¿Qué metas no se cumplieron por COVID?", "¿Qué cifras no cuadran?")


def test_a_dump_restored_into_an_empty_database_answers_the_same(
    poa: Poa, casa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def respuestas() -> list[object]:
        dichas = [poa("ask", p, "--json", home=casa).json for p in PREGUNTAS]
        return [[r["status"], r["answer"], r["rows"], r["citations"]] for r in dichas]

    antes, archivo, otra = respuestas(), tmp_path / "poa.dump", base_vacia("devuelta")
    _correr(programa("pg_dump"), "--format=custom", "--no-owner", f"--file={archivo}", _llana(url_de(casa)))
    _correr(programa("pg_restore"), "--clean", "--if-exists", "--no-owner", f"--dbname={_llana(otra)}", archivo)
    monkeypatch.setenv("POA_DATABASE_URL", otra)
    assert respuestas() == antes
    assert poa("doctor", "--json", home=casa).json["ok"]


def test_backup_and_restore_name_the_tools_of_the_server(poa: Poa, casa: Path, tmp_path: Path) -> None:
    for orden, herramienta in (("backup", "pg_dump"), ("restore", "pg_restore")):
        r = poa(orden, tmp_path / "poa.zip", home=casa)
        assert r.codigo == 2 and herramienta in r.error and r.error.count("\n") == 1


def _llana(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _correr(*orden: object) -> None:
    hecho = subprocess.run([str(o) for o in orden], capture_output=True, text=True, timeout=120)
    assert hecho.returncode == 0, hecho.stderr
