"""What an answer tells one by one, where its goals are many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings


def _dichas(r: dict[str, Any]) -> int:
    assert r["status"] == "answered" and not any("comprobar" in a for a in r["warnings"])
    return sum(x.startswith("- ") for x in str(r["answer"]).split("\n"))


def _respuesta(casa: Path, pregunta: str, filas: int) -> dict[str, Any]:
    return Assistant(Settings(home=casa, max_rows=filas)).ask(pregunta)


@pytest.mark.parametrize("pregunta", ["Lista todas las metas", "¿Qué metas no se cumplieron?", "¿Qué metas fallaron en el primer trimestre y se recuperaron en el cuarto?"])
def test_what_even_the_table_has_in_part_is_told_in_a_few_lines(casa: Path, pregunta: str) -> None:
    entera = _respuesta(casa, pregunta, 1000)
    assert entera["shown"] == entera["total"] and _dichas(entera) == min(50, entera["total"])
    parte = _respuesta(casa, pregunta, entera["total"] - 1)
    assert parte["shown"] == entera["total"] - 1 and _dichas(parte) == min(20, parte["shown"])


def test_groups_are_told_as_far_and_all_of_them_stand_in_the_table(casa: Path) -> None:
    entera = _respuesta(casa, "¿Cuántas metas hay por unidad de medida?", 1000)
    assert len(entera["groups"]) > 20 and _dichas(entera) == min(50, len(entera["groups"]))
    parte = _respuesta(casa, "¿Cuántas metas hay por unidad de medida?", entera["total"] - 1)
    assert _dichas(parte) == 20 and len(parte["groups"]) == len(entera["groups"])
    assert "Los demás grupos están en la tabla" in parte["answer"]


def test_a_share_tells_its_goals_where_they_are_few(casa: Path) -> None:
    muchas = _respuesta(casa, "¿Qué porcentaje de las metas se cumplió?", 1000)
    assert len(muchas["rows"]) > 12 and not _dichas(muchas) and "%" in muchas["answer"]
    pocas = _respuesta(casa, "¿Qué porcentaje de las metas de 2021 se rebasó?", 1000)
    assert 0 < len(pocas["rows"]) == _dichas(pocas) <= 12
