"""``poa summary`` and the read-back of what it writes, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from apoyo import Poa


def test_a_summary_is_printed_with_its_citations(poa: Poa, casa: Path) -> None:
    r = poa("summary", "--unidad", "1104", "--ejercicio", "2022", home=casa)
    assert r.codigo == 0 and not r.error
    assert r.salida.startswith("Al cierre del ejercicio 2022, la Dirección de Ecología y Medio Ambiente (unidad 1104)")
    assert "\nCitas\n" in r.salida


def test_the_json_has_an_answers_shape_and_sentences(poa: Poa, casa: Path) -> None:
    r = poa("summary", "--unidad", "1104", "--ejercicio", "2022", "--json", home=casa).json
    assert r["status"] == "answered" and r["question"] is None and r["warnings"] == []
    assert all(o["citations"] for o in r["sentences"])
    assert {"rows", "total", "shown", "figures", "citations", "sql", "plan", "elapsed_ms"} <= set(r)


@pytest.mark.parametrize("opciones", [["--largo", "línea"], ["--largo", "pagina", "--tono", "ciudadano"], ["--causa", "COVID-19"], ["--trimestre", "3"], ["--contra", "2022"], ["--municipio", "valle sereno"]])
def test_what_people_write_is_understood(poa: Poa, casa: Path, opciones: list[str]) -> None:
    r = poa("summary", "--json", *opciones, home=casa)
    assert r.codigo == 0 and r.json["status"] == "answered"


@pytest.mark.parametrize(
    "opciones",
    [["--largo", "libro"], ["--tono", "poético"], ["--causa", "pereza"], ["--trimestre", "T7"], ["--corte", "ayer"], ["--contra", "antes"], ["--todo"], ["--output", "r.odt"], ["--ejercicio", "1999", "--output", "r.docx"]],
)
def test_bad_usage_is_one_line_and_exit_code_2(poa: Poa, casa: Path, opciones: list[str]) -> None:
    r = poa("summary", *opciones, home=casa)
    assert r.codigo == 2 and r.error.count("\n") == 1 and r.error.startswith("poa: ")


def test_what_is_not_loaded_is_said_and_exits_0(poa: Poa, casa: Path) -> None:
    r = poa("summary", "--ejercicio", "1999", "--json", home=casa)
    assert r.codigo == 0 and r.json["status"] == "no_data"


@pytest.mark.parametrize("formato", ["docx", "md", "html", "json"])
def test_a_written_summary_verifies_and_an_altered_one_does_not(poa: Poa, casa: Path, tmp_path: Path, formato: str) -> None:
    ruta = tmp_path / f"r.{formato}"
    assert poa("summary", "--unidad", "1104", "--ejercicio", "2022", "--output", ruta, home=casa).codigo == 0
    assert poa("verify", ruta, "--json", home=casa).json == {"checked": 1, "passed": 1, "failures": []}
    if formato == "docx":
        return
    texto = ruta.read_text(encoding="utf-8")
    ruta.write_text(texto.replace("cumplió 4 de sus 8", "cumplió 7 de sus 8"), encoding="utf-8")
    assert ruta.read_text(encoding="utf-8") != texto
    r = poa("verify", ruta, "--json", home=casa)
    assert r.codigo == 1 and r.json["failures"][0]["problems"]


def test_a_batch_writes_all_units_and_verifies(poa: Poa, casa: Path, tmp_path: Path) -> None:
    ruta = tmp_path / "todo.docx"
    r = poa("summary", "--todo", "--municipio", "Valle Sereno", "--output", ruta, "--json", home=casa)
    assert r.codigo == 0 and r.json == {"output": str(ruta), "summaries": 6, "warnings": []}
    assert poa("verify", ruta, "--json", home=casa).json["passed"] == 6
    assert poa("summary", "--todo", "--municipio", "Valle Sereno", "--output", tmp_path / "todo.json", home=casa).codigo == 0
    assert len(json.loads((tmp_path / "todo.json").read_text(encoding="utf-8"))) == 6


@pytest.mark.parametrize("nombre", ["no-esta.docx", "tabla.xlsx", "tabla.csv"])
def test_a_file_that_cannot_be_verified_is_refused_with_the_remedy(poa: Poa, casa: Path, tmp_path: Path, nombre: str) -> None:
    r = poa("verify", tmp_path / nombre, home=casa)
    assert r.codigo == 2 and r.error.count("\n") == 1
