"""The command line as a whole: help and complaints in Spanish, exit codes, no tracebacks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from apoyo import EJEMPLOS, Poa
from apoyo_base import EN_POSTGRES, copiar, ejecutar, entorno

ORDENES = ["ingest", "forget", "ask", "metas", "audit", "export", "verify", "eval", "serve", "doctor"]
INGLES = re.compile(r"\b(Usage|Options|Arguments|Commands|Show this|required|default|Error|Try)\b")


@pytest.mark.parametrize("orden", ["", *ORDENES])
def test_help_is_in_spanish(poa: Poa, orden: str) -> None:
    r = poa(*([orden] if orden else []), "--help")
    assert r.codigo == 0 and r.salida.startswith("Uso: poa") and not INGLES.search(r.salida), r.salida


def test_every_command_has_json(poa: Poa) -> None:
    assert all("--json" in poa(orden, "--help").salida for orden in ORDENES)


def test_without_arguments_it_shows_the_help(poa: Poa) -> None:
    r = poa()
    assert (r.codigo, r.salida) == (2, "") and "Órdenes:" in r.error


@pytest.mark.parametrize(
    ("argumentos", "dice"),
    [
        (["baila"], "no existe la orden «baila»"),
        (["ask", "--colores"], "no existe la opción «--colores»"),
        (["ask", "--batch"], "--batch necesita un valor"),
        (["ask"], "escriba una pregunta"),
        (["ask", "¿qué", "metas?"], "sobra «metas?»"),
        (["ask", "x", "--batch", "y"], "una de las dos"),
        (["ask", "--batch", "no-esta.jsonl"], "no-esta.jsonl: no existe"),
        (["ask", "--batch", "/"], "es una carpeta"),
        (["ingest"], "falta el argumento RUTA"),
        (["forget"], "falta el argumento DOCUMENTO"),
        (["export"], "falta la opción --output"),
        (["verify", "no-esta.json"], "no existe"),
        (["eval", "no-esta.jsonl", "--min", "mucho"], "debe ser un número"),
        (["serve", "--port", "99999"], "POA_PORT"),
    ],
)
def test_bad_usage_is_one_line_in_spanish(poa: Poa, argumentos: list[str], dice: str) -> None:
    r = poa(*argumentos)
    assert (r.codigo, r.salida) == (2, ""), r
    assert dice in r.error and r.error.count("\n") == 1 and not INGLES.search(r.error)


def test_an_invalid_setting_is_named(poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POA_PORT", "abc")
    assert poa("metas").error == "poa: el ajuste POA_PORT no admite «abc». Véase docs/ajustes.md.\n"


@pytest.mark.solo_sqlite("se rompe el archivo")
def test_a_broken_database_is_one_line(poa: Poa, tmp_path: Path) -> None:
    (tmp_path / "poa.sqlite3").write_bytes(b"esto no es una base de datos" * 200)
    r = poa("ask", "¿qué metas hay?", home=tmp_path)
    assert r.codigo == 2 and "el archivo no es una base de datos" in r.error and r.error.count("\n") == 1


def test_what_nobody_expected_is_one_line_and_a_traceback_only_when_asked(poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    def falla() -> None:
        raise RuntimeError("algo\nraro")

    monkeypatch.setattr("assistant.cli.exporta.asistente", falla)
    r = poa("audit", "--json")
    assert (r.codigo, r.error.count("\n")) == (2, 1) and r.error.startswith("poa: Error inesperado (RuntimeError: algo raro)")
    monkeypatch.setenv("POA_DEBUG", "1")
    assert "Traceback" in poa("audit", "--json").error


def test_the_installed_script_runs_in_any_locale(casa: Path) -> None:
    guion = Path(sys.executable).with_name("poa")
    ajustes = {**os.environ, **entorno(casa), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    hecho = subprocess.run([guion, "ask", "¿Qué metas se rebasaron en 2023?"], capture_output=True, env=ajustes, timeout=60)
    assert hecho.returncode == 0 and "rebasaron" in hecho.stdout.decode("utf-8")
    assert subprocess.run([guion, "--version"], capture_output=True, timeout=60).stdout.startswith(b"poa ")


def test_a_reader_that_goes_away_is_no_error(casa: Path) -> None:
    orden = f"{Path(sys.executable).with_name('poa')} metas --json | head -c 10"
    hecho = subprocess.run(["bash", "-c", orden], capture_output=True, text=True, timeout=60, env={**os.environ, **entorno(casa)})
    assert "Traceback" not in hecho.stderr and hecho.stderr == ""


# --- doctor ---
def test_doctor_finds_a_loaded_store_sound(poa: Poa, casa: Path) -> None:
    r = poa("doctor", "--json", home=casa)
    assert r.codigo == 0 and r.json["ok"]
    assert r.json["counts"]["metas"] == 160 and r.json["settings"]["POA_HOME"] == str(casa)
    estados = {c["name"]: c["status"] for c in r.json["checks"]}
    assert estados["base de datos"] == estados["índice de significado"] == estados["modelo de significado"] == "ok"
    assert estados["modelo de lenguaje"] == "optional"


def test_doctor_runs_where_nothing_is_loaded(poa: Poa) -> None:
    assert poa("doctor").codigo == 0


@pytest.mark.solo_sqlite("se rompe el archivo")
def test_doctor_says_what_is_wrong_with_the_remedy(poa: Poa, tmp_path: Path) -> None:
    (tmp_path / "poa.sqlite3").write_bytes(b"nada" * 500)
    r = poa("doctor", home=tmp_path)
    assert r.codigo == 1 and "[FALLA] base de datos" in r.salida and "Remedio:" in r.salida


def test_forgetting_again_brings_along_the_vectors_that_an_order_that_died_left_behind(
    poa: Poa, casa: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by ``bench.caidas``: killed between both stores, the document was gone and nothing looked at its vectors again."""
    copiar(casa, tmp_path / "casa")
    with monkeypatch.context() as murio:
        murio.setattr("assistant.carga._sincronizar", lambda *_: (0, ()))
        assert poa("forget", EJEMPLOS[0].name).codigo == 0
    assert EN_POSTGRES or not poa("doctor", "--json").json["ok"]  # PostgreSQL forgets both in one transaction
    assert poa("forget", EJEMPLOS[0].name).codigo == 2
    assert poa("doctor", "--json").json["ok"]


def test_doctor_repairs_the_index(poa: Poa, casa: Path, tmp_path: Path) -> None:
    suya = copiar(casa, tmp_path / "casa")
    if EN_POSTGRES:
        ejecutar(suya, "DELETE FROM vectores WHERE mod(observacion_id, 2) = 0")
    else:
        shutil.rmtree(suya / "indice")
    antes = poa("doctor", "--json")
    assert antes.codigo == 1 and not antes.json["ok"]
    r = poa("doctor", "--repair", "--json")
    assert r.codigo == 0 and r.json["ok"] and r.json["repaired"] > 0


def test_doctor_tells_an_unreachable_language_model(poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POA_LLM", "openai:local")
    monkeypatch.setenv("POA_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    r = poa("doctor", "--json")
    assert r.codigo == 1 and any(c["status"] == "problem" and "127.0.0.1:9" in c["detail"] for c in r.json["checks"])


# --- serve ---
def test_serve_opens_the_web_with_the_settings(poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    visto: list[tuple[str, int]] = []
    monkeypatch.setattr("assistant.web.servir", lambda ajustes: visto.append((ajustes.host, ajustes.port)))
    assert poa("serve", "--port", "8123", "--host", "127.0.0.2").codigo == 0
    assert visto == [("127.0.0.2", 8123)]


@pytest.mark.parametrize(("programa", "falta"), [(None, "no está instalado Tesseract"), ("#!/bin/sh\necho eng\n", "idioma español")])
def test_doctor_says_what_scanned_documents_need(
    poa: Poa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, programa: str | None, falta: str
) -> None:
    from index.readers import ocr_tesseract

    if programa is not None:
        (tmp_path / "tesseract").write_text(programa)
        (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    ocr_tesseract.exigir.cache_clear()
    ocr = next(p for p in poa("doctor", "--json").json["checks"] if "OCR" in p["name"])
    ocr_tesseract.exigir.cache_clear()
    assert ocr["status"] == "optional" and falta in ocr["detail"] and "tesseract-ocr-spa" in ocr["remedy"]
