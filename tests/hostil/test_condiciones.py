"""What an answer says of parts of a year, of shares of goals and of words that are not there can't be turned round."""

from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("pregunta", "bueno", "malo"),
    [
        ("metas principales cumplidas aunque la mayoría de sus acciones no", "Se cumplieron", "No se cumplieron"),
        ("metas principales cumplidas aunque la mayoría de sus acciones no", "acciones no cumplidas", "acciones cumplidas"),
        ("metas principales no cumplidas aunque la mayoría de sus acciones sí", "acciones cumplidas", "acciones no cumplidas"),
        ("¿Qué unidades cumplieron menos de la mitad de sus metas en 2022?", "metas cumplidas", "metas no cumplidas"),
        ("¿Qué unidades cumplieron menos de la mitad de sus metas en 2022?", "menos de", "más de"),
        ("¿Qué líneas de acción no tuvieron ninguna meta cumplida en 2021?", "carecen de", "tienen"),
        ("¿Qué metas fallaron en el primer semestre de 2023 y mejoraron en el segundo?", "mejoraron", "empeoraron"),
        ("¿Qué metas fallaron en el primer semestre de 2023 y mejoraron en el segundo?", "no alcanzaron", "alcanzaron"),
        ("¿Cuántas metas hablan de becas y cuántas no?", "no menciona", "menciona"),
        ("¿Cuántas metas hablan de becas y cuántas no?", "texto menciona", "texto no menciona"),
    ],
)
def test_what_is_asked_of_parts_and_shares_is_said_as_it_is_asked(asistente: Any, pregunta: str, bueno: str, malo: str) -> None:
    from assistant.cli.revision import revisar

    r = json.loads(json.dumps(asistente.ask(pregunta), default=str))
    assert bueno in r["answer"] and revisar(r, asistente) == []
    assert revisar({**r, "answer": r["answer"].replace(bueno, malo, 1)}, asistente)
