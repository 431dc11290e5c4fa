"""Ordinary words of a question: those that say nothing, those of one family, those that are no unit."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.plan import En, Lectura, Plan, Texto
from index.familias import familia
from index.textos import raiz


def _plan(asistente: Any, pregunta: str) -> Plan:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


@pytest.mark.parametrize(("nombre", "verbo"), [("bacheo", "bachear"), ("patrullajes", "patrullaron"), ("limpieza", "limpiar"), ("recolección", "recolectadas")])
def test_a_noun_and_its_verb_are_one_family_both_ways(nombre: str, verbo: str) -> None:
    assert set(familia(nombre)) == set(familia(verbo)) and len(familia(nombre)) == 2


@pytest.mark.parametrize("palabra", ["correo", "museo", "deseo", "empleo", "mensaje", "cultura"])
def test_a_word_that_only_looks_like_one_has_no_family(palabra: str) -> None:
    assert familia(palabra) == (raiz(palabra),)


def test_a_noun_finds_the_goals_that_print_its_verb(asistente: Any) -> None:
    por_nombre = {(f["unidad"], f["meta"]) for f in asistente.ask("metas de bacheo")["rows"]}
    assert por_nombre and por_nombre == {(f["unidad"], f["meta"]) for f in asistente.ask("metas de bachear")["rows"]}


@pytest.mark.parametrize("encargo", ["Indíqueme", "Compártame", "Proporcióneme por favor", "Para la sesión de cabildo, señáleme", "Desglóseme"])
def test_an_order_with_courtesy_is_no_word_to_look_for(asistente: Any, encargo: str) -> None:
    assert _plan(asistente, f"{encargo} las metas rebasadas de 2022").filtros == _plan(asistente, "metas rebasadas de 2022").filtros


@pytest.mark.parametrize("pregunta", ["¿Qué reportaba la unidad 301?", "¿Qué presentaron en la unidad 301?", "qe registraba la unidad 301"])
def test_a_verb_of_telling_is_no_word_to_look_for(asistente: Any, pregunta: str) -> None:
    assert not [f for f in _plan(asistente, pregunta).filtros if isinstance(f, Texto)]


def test_part_of_a_units_name_beside_another_municipality_is_a_subject(asistente: Any) -> None:
    suya = _plan(asistente, "metas de protección civil en Valle Sereno")
    ajena = _plan(asistente, "metas de protección civil en Puerto Claro")
    assert [f.valores for f in suya.filtros if isinstance(f, En) and f.entidad == "unidad"] == [("1101",)]
    assert not [f for f in ajena.filtros if isinstance(f, En) and f.entidad == "unidad"]
