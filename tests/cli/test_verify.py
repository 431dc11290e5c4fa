"""``poa verify``: every answer of a set passes, and none with any one digit changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ, Poa

from assistant.cli.revision import revisar

PREGUNTAS = RAIZ / "bench" / "evaluacion" / "preguntas.jsonl"
#: Every so many questions of the set, so that all kinds are there and the test stays quick; of a long answer, this many
#: digits, evenly spread. (The real report's answers have all of theirs changed.)
PASO, DIGITOS = 5, 120


def _preguntas() -> list[dict[str, Any]]:
    todas = [json.loads(linea) for linea in PREGUNTAS.read_text(encoding="utf-8").splitlines()]
    return [p for p in todas if len(p["documents"]) > 1][::PASO]


def _respuesta(quien: Any, p: dict[str, Any]) -> dict[str, Any]:
    """As it is saved: through JSON."""
    return json.loads(json.dumps(quien.ask(p["question"], p.get("history") or (), p.get("id")), default=str))


def mutantes(respuesta: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answer with each digit of its text, one at a time, another one."""
    texto = respuesta["answer"]
    for m in re.finditer(r"\d", texto):
        otro = str((int(m.group()) + 1) % 10)
        mutante = {**respuesta, "answer": texto[: m.start()] + otro + texto[m.end() :]}
        yield f"…{texto[max(0, m.start() - 40) : m.start()]}[{m.group()}→{otro}]{texto[m.end() : m.end() + 20]}…", mutante


@pytest.mark.parametrize("p", _preguntas(), ids=lambda p: p["id"])
def test_an_answer_passes_and_no_digit_of_it_can_change(asistente: Any, p: dict[str, Any]) -> None:
    respuesta = _respuesta(asistente, p)
    assert revisar(respuesta, asistente) == []
    todos = list(mutantes(respuesta))
    escapados = [donde for donde, mutante in todos[:: len(todos) // DIGITOS + 1] if not revisar(mutante, asistente)]
    assert not escapados, f"{p['question']}: {len(escapados)} cambios sin detectar, como {escapados[0]}"


def test_every_answer_to_the_real_report_passes_and_no_digit_of_it_can_change(asistente_real: Any, compartido: Path) -> None:
    escapados = []
    for linea in (compartido / "gold" / "preguntas.jsonl").read_text(encoding="utf-8").splitlines():
        p = json.loads(linea)
        respuesta = _respuesta(asistente_real, p)
        assert revisar(respuesta, asistente_real) == [], p["question"]
        escapados += [f"{p['id']} {donde}" for donde, mutante in mutantes(respuesta) if not revisar(mutante, asistente_real)]
    assert not escapados, f"{len(escapados)} cambios sin detectar, como {escapados[:3]}"


@pytest.fixture(scope="module")
def guardada(asistente: Any) -> dict[str, Any]:
    return _respuesta(asistente, {"id": "g", "question": "¿Qué metas no se cumplieron por COVID en 2021?"})


def _cambios() -> Iterator[tuple[str, Any]]:
    def fila(r: dict[str, Any]) -> None:
        r["rows"][0]["avance_absoluto"] += 1

    def falta(r: dict[str, Any]) -> None:
        r["rows"].pop()

    def lugar(r: dict[str, Any]) -> None:
        next(c for c in r["citations"] if c["kind"] == "cell")["line"] += 1

    def literal(r: dict[str, Any]) -> None:
        next(c for c in r["citations"] if c["kind"] == "cell")["literal"] += "0"

    def conjunto(r: dict[str, Any]) -> None:
        next(c for c in r["citations"] if c["kind"] == "set")["count"] += 1

    def textual(r: dict[str, Any]) -> None:
        r["answer"] = r["answer"].replace("pandemia", "sequía", 1)

    def inventa(r: dict[str, Any]) -> None:
        r["answer"] += "\nAdemás se gastaron 500 pesos."

    def sql(r: dict[str, Any]) -> None:
        next(c for c in r["citations"] if c["kind"] == "set")["sql"] = "DELETE FROM metas"

    for funcion in (fila, falta, lugar, literal, conjunto, textual, inventa, sql):
        yield funcion.__name__, funcion


@pytest.mark.parametrize(("nombre", "cambio"), list(_cambios()), ids=lambda x: x if isinstance(x, str) else "")
def test_other_changes_are_found_too(poa: Poa, casa: Path, tmp_path: Path, guardada: dict[str, Any], nombre: str, cambio: Any) -> None:
    mala = deepcopy(guardada)
    cambio(mala)
    (tmp_path / "r.json").write_text(json.dumps(mala), encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", "--json", home=casa)
    assert r.codigo == 1 and r.json["failures"][0]["problems"], nombre


@pytest.mark.parametrize("forma", ["objeto", "lista", "jsonl"])
def test_saved_answers_come_in_three_forms(poa: Poa, casa: Path, tmp_path: Path, guardada: dict[str, Any], forma: str) -> None:
    textos = {
        "objeto": json.dumps(guardada, indent=1),
        "lista": json.dumps([guardada, guardada]),
        "jsonl": json.dumps(guardada) + "\n" + json.dumps(guardada) + "\n",
    }
    (tmp_path / "r.json").write_text(textos[forma], encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", "--json", home=casa)
    n = 1 if forma == "objeto" else 2
    assert r.codigo == 0 and r.json == {"checked": n, "passed": n, "failures": []}


def test_problems_are_listed_for_people(poa: Poa, casa: Path, tmp_path: Path, guardada: dict[str, Any]) -> None:
    (tmp_path / "r.json").write_text(json.dumps({**guardada, "answer": guardada["answer"].replace("8 metas", "9 metas")}), encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", home=casa)
    assert r.codigo == 1 and "Respuesta g" in r.salida and "0 respuestas comprobadas de 1" in r.salida


@pytest.mark.parametrize("datos", ["[1]", '{"status": "answered"}', '{"status": "answered", "answer": "5", "rows": [{}]}', '{"status": "answered", "answer": "x", "citations": [{}]}', "null"])
def test_what_is_no_answer_does_not_check(poa: Poa, casa: Path, tmp_path: Path, datos: str) -> None:
    (tmp_path / "r.json").write_text(datos, encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", home=casa)
    assert r.codigo == 1 and "Traceback" not in r.error


@pytest.mark.parametrize(("datos", "dice"), [("", "está vacío"), ("{", "renglón 1: no es JSON válido")])
def test_a_file_without_answers_is_bad_input(poa: Poa, casa: Path, tmp_path: Path, datos: str, dice: str) -> None:
    (tmp_path / "r.json").write_text(datos, encoding="utf-8")
    r = poa("verify", tmp_path / "r.json", home=casa)
    assert (r.codigo, r.salida) == (2, "") and dice in r.error
