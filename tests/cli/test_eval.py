"""``poa eval`` and its judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from apoyo import Poa

from assistant.evaluation import cifras, juzgar

RESPUESTA: dict[str, Any] = {
    "status": "answered",
    "answer": "Son 2 metas [1]: 1,250 de 2,000 (62.5 %) [2, 3]. Ninguna más. «La alberca estuvo cerrada por obras.» [4]",
    "rows": [{"unidad": "1", "meta": "3.1", "observacion": "La alberca estuvo cerrada por obras."}, {"unidad": "1", "meta": "3.2", "observacion": None}],
    "total": 2,
    "citations": [{"n": 1}],
}


@pytest.mark.parametrize(
    ("esperado", "bien"),
    [
        ({}, True),
        ({"status": "no_data"}, False),
        ({"status_any": ["no_data", "answered"]}, True),
        ({"metas": ["3.2", "3.1"]}, True),
        ({"metas": ["3.2", "3.1"], "ordered": True}, False),
        ({"metas": ["3.1"]}, False),
        ({"metas": ["3.1", "3.2", "3.3"]}, False),
        ({"metas_all": ["3.1"]}, True),
        ({"metas_all": ["3.9"]}, False),
        ({"metas_any": ["3.1", "3.2", "3.9"]}, True),
        ({"metas_any": ["3.1"]}, False),
        ({"total": 2}, True),
        ({"total": 3}, False),
        ({"values": [[1250, 0], [62.4, 0.2], [0, 0]]}, True),
        ({"values": [[1, 0]]}, False),
        ({"text_any": ["piscina", "ALBERCA"]}, True),
        ({"text_any": ["piscina"]}, False),
        ({"text_all": ["alberca", "obras"]}, True),
        ({"text_all": ["alberca", "piscina"]}, False),
        ({"quote": True, "metas_all": ["3.1"]}, True),
        ({"quote": True, "metas_all": ["3.2"]}, False),
    ],
)
def test_each_expectation_is_judged(esperado: dict[str, Any], bien: bool) -> None:
    assert (juzgar({"question": "¿?", **esperado}, RESPUESTA) is None) is bien


def test_an_answer_must_cite_and_no_row_may_be_twice() -> None:
    assert juzgar({}, {**RESPUESTA, "citations": []}) is not None
    assert juzgar({}, {**RESPUESTA, "rows": [*RESPUESTA["rows"], RESPUESTA["rows"][0]]}) is not None


def test_figures_are_read_without_markers() -> None:
    assert cifras("3,685 beneficiarios [12], 26.4 % [3, 4]; meta 8.2") == [3685.0, 26.4, 8.2]


def _archivo(carpeta: Path, *preguntas: dict[str, Any]) -> Path:
    ruta = carpeta / "preguntas.jsonl"
    ruta.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in preguntas), encoding="utf-8")
    return ruta


BUENA = {"id": "a", "kind": "conteo", "question": "¿Cuántas metas hay en 2022?", "total": 36, "values": [[36, 0]]}
MALA = {"id": "b", "kind": "estado", "question": "¿Qué metas tuvieron cero avance en 2021?", "metas": ["1.1"]}


def test_the_score_is_told_by_kind(poa: Poa, casa: Path, tmp_path: Path) -> None:
    r = poa("eval", _archivo(tmp_path, BUENA, MALA), "--json", home=casa)
    assert r.codigo == 0
    assert r.json["score"] == 0.5 and r.json["kinds"] == {"conteo": {"passed": 1, "total": 1}, "estado": {"passed": 0, "total": 1}}
    assert [f["id"] for f in r.json["failures"]] == ["b"] and "4.6" in r.json["failures"][0]["reason"]


@pytest.mark.parametrize(("minimo", "codigo"), [(0.5, 0), (0.51, 1)])
def test_below_the_minimum_it_exits_with_one(poa: Poa, casa: Path, tmp_path: Path, minimo: float, codigo: int) -> None:
    r = poa("eval", _archivo(tmp_path, BUENA, MALA), "--min", minimo, home=casa)
    assert r.codigo == codigo and "1 de 2 = 0.500" in r.salida and "b estado:" in r.salida


def test_a_set_without_questions_is_bad_input(poa: Poa, casa: Path, tmp_path: Path) -> None:
    assert poa("eval", _archivo(tmp_path), home=casa).codigo == 2


def test_the_real_report_scores_at_least_nine_tenths(poa: Poa, casa_real: Path, compartido: Path) -> None:
    r = poa("eval", compartido / "gold" / "preguntas.jsonl", "--min", 0.9, home=casa_real)
    assert r.codigo == 0, r.salida
