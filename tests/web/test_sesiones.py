"""Kept conversations: names and questions in the browser, whatever the browser gives back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web import sesiones
from assistant.web.sesiones import MAX_SESIONES, Sesiones


def de_preguntas(*charlas: list[str]) -> Sesiones:
    guardadas = Sesiones()
    for preguntas in charlas:
        guardadas = guardadas.abrir(0).con_preguntas(preguntas)
    return guardadas


def test_the_first_question_makes_and_names_a_conversation() -> None:
    guardadas = de_preguntas(["¿Cuántas metas hay?", "¿y en 2021?"])
    assert [(s.nombre, s.preguntas) for s in guardadas.lista] == [("¿Cuántas metas hay?", ("¿Cuántas metas hay?", "¿y en 2021?"))]
    assert guardadas.abierta == guardadas.lista[0]


def test_what_is_kept_comes_back_the_same() -> None:
    guardadas = de_preguntas(["a"], ["b", "c"]).renombrar(1, "  La   primera ")
    assert Sesiones.de(json.loads(json.dumps(guardadas.json()))) == guardadas
    assert [s.nombre for s in guardadas.lista] == ["b", "La primera"]


def test_removing_the_open_conversation_opens_none() -> None:
    guardadas = de_preguntas(["a"], ["b"])
    assert guardadas.borrar(guardadas.actual).abierta is None
    assert guardadas.borrar(1).abierta == guardadas.abierta


def test_a_blank_name_changes_nothing_and_the_list_is_bounded() -> None:
    guardadas = de_preguntas(*[[f"pregunta {i}"] for i in range(MAX_SESIONES + 5)])
    assert len(guardadas.lista) == MAX_SESIONES
    assert guardadas.renombrar(guardadas.actual, "   ") == guardadas


@pytest.mark.parametrize(
    "crudo", [None, [], "x", {"lista": 3}, {"lista": [None, {"id": "1"}, {"id": 1, "nombre": "n", "preguntas": [3]}]}]
)
def test_what_is_not_ours_is_left_out(crudo: Any) -> None:
    assert Sesiones.de(crudo) == Sesiones()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.sampled_from(["lista", "actual", "id", "nombre", "preguntas"]), s),
    )
)
def test_nothing_that_a_browser_gives_back_breaks_the_page(crudo: Any) -> None:
    guardadas = Sesiones.de(crudo)
    assert "<script" not in sesiones.html(guardadas)


def test_a_name_is_text() -> None:
    guardadas = de_preguntas(["hola"]).renombrar(1, "<img src=x onerror=alert(1)>")
    assert "<img" not in sesiones.html(guardadas)
    assert "onerror&#61;alert" in sesiones.html(guardadas)
