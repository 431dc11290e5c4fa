"""Cited sets of one grouping, counted again in one pass: as many as each has alone, and a false one is still named."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from assistant.assistant import Assistant
from assistant.execute import juntos
from assistant.verify import verificar

#: Each with whether its groups are counted in one pass, or each by itself.
PREGUNTAS = {
    "Compara el cumplimiento por programa": True,
    "¿Cuántas metas no cumplidas hay por programa?": True,
    "Compara el cumplimiento por programa en 2022": True,
    "Compara el cumplimiento por unidad en Puerto Claro": False,
    "¿Cuántas metas no cumplidas hay por unidad de medida?": False,
}


def _conjuntos(respuesta: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(c["sql"], c["params"]) for c in respuesta["citations"] if c["kind"] == "set"]


@pytest.mark.parametrize("pregunta", PREGUNTAS)
def test_sets_counted_together_are_as_many_as_alone(asistente: Assistant, pregunta: str) -> None:
    conjuntos = _conjuntos(asistente.ask(pregunta))
    corridas: list[str] = []

    def correr(sql: str, params: Mapping[str, Any]) -> Sequence[Any]:
        corridas.append(sql)
        with asistente.lector.motor.connect() as con:
            return con.execute(text(sql), dict(params)).all()

    contados = juntos.contar(conjuntos, correr)
    solos = asistente.lector.medir_todos(conjuntos)
    assert len(contados) >= 5 and (len(corridas) == 1) is PREGUNTAS[pregunta] and len(corridas) < len(contados)
    assert {n: solos[n].count for n in contados} == contados  # type: ignore[union-attr]
    assert asistente.lector.medir_juntos(conjuntos) == solos


@pytest.mark.parametrize("pregunta", PREGUNTAS)
def test_a_false_count_is_named_also_while_somebody_waits(asistente: Assistant, pregunta: str) -> None:
    respuesta = asistente.ask(pregunta)
    assert verificar(respuesta, asistente.lector, asistente.voc, a_fondo=False) == []
    for n, cita in enumerate(respuesta["citations"]):
        if cita["kind"] == "set":
            falsa = copy.deepcopy(respuesta)
            falsa["citations"][n]["count"] += 1
            assert [f for f in verificar(falsa, asistente.lector, asistente.voc, a_fondo=False) if f"[{cita['n']}]" in f]


@pytest.mark.parametrize(
    "cambio",
    [
        lambda sql: f"{sql} OR metas.vigente IS 1",
        lambda sql: f"{sql} AND metas.id IN (SELECT meta_id FROM causas_meta)",
        lambda sql: sql.replace("FROM metas", "FROM metas JOIN informes ON true"),
        lambda sql: sql.replace("1 AS valor", "2 AS valor"),
        lambda sql: f"{sql} LIMIT 1",
        lambda sql: f"{sql} AND metas.ramo = :otro",
        lambda sql: sql.replace("= :grupo_1", "<> :grupo_1"),
        lambda sql: f"{sql} AND metas.ramo = :grupo_1",
    ],
)
def test_a_set_that_says_it_in_another_way_is_left_to_its_own_statement(asistente: Assistant, cambio: Any) -> None:
    conjuntos = [(cambio(sql), params) for sql, params in _conjuntos(asistente.ask(next(iter(PREGUNTAS))))]
    assert juntos.contar(conjuntos, lambda sql, params: pytest.fail(sql)) == {}
