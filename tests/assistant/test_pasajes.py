"""Observations by words, by meaning and by filters."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo_cortes import asistente_de_ejemplos

from assistant.assistant import Assistant
from assistant.listado import SeleccionInvalida
from assistant.pasajes import Busqueda, Pasaje, buscar

EJEMPLOS = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


class SinVectores:
    """A search by meaning that finds what it is told."""

    def __init__(self, *ids: int) -> None:
        self.ids = list(ids)

    def buscar(self, texto: str, k: int = 5) -> list[int]:
        return self.ids[:k]


@pytest.fixture(scope="module")
def muestra(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_de_ejemplos(tmp_path_factory.mktemp("pasajes"))


def hallar(a: Assistant, buscador: object = None, **pedido: object) -> list[Pasaje]:
    return buscar(a.lector, buscador or SinVectores(), Busqueda(**pedido))  # type: ignore[arg-type]


def test_nothing_asked_gives_every_observation(muestra: Assistant) -> None:
    todas = hallar(muestra)
    assert len(todas) > 50
    assert all(p.texto == p.fila.observacion and not p.marcas for p in todas)


def test_words_are_found_by_their_stem_and_marked_where_they_stand(muestra: Assistant) -> None:
    hallados = hallar(muestra, palabras="VACACIONES escolares")
    assert hallados or hallar(muestra, palabras="vacacional")
    for p in hallar(muestra, palabras="contingencias"):
        assert p.marcas
        assert all(p.texto[i:j].lower().startswith("contingencia") for i, j in p.marcas)


def test_filters_narrow_and_a_cause_marks_its_own_words(muestra: Assistant) -> None:
    covid = hallar(muestra, causa="covid", unidad="304", ejercicio=2021)
    assert covid
    for p in covid:
        datos = p.fila.json()
        assert (datos["unidad"], datos["ejercicio"]) == ("304", 2021) and "covid" in datos["causas"] and p.marcas


def test_an_exclusive_state_is_that_state(muestra: Assistant) -> None:
    assert {p.fila.datos["estado"] for p in hallar(muestra, estado="sin_avance")} == {"sin_avance"}
    assert {p.fila.datos["estado"] for p in hallar(muestra, estado="no_cumplidas")} >= {"no_cumplida", "sin_avance"}


def test_what_only_resembles_the_words_comes_after_and_says_so(muestra: Assistant) -> None:
    otra = hallar(muestra, unidad="304")[0]
    hallados = hallar(muestra, SinVectores(otra.fila.datos["observacion_id"]), palabras="astronauta")
    assert [(p.cercano, p.fila.datos["observacion_id"]) for p in hallados] == [(True, otra.fila.datos["observacion_id"])]


def test_each_cites_its_printed_cell(muestra: Assistant) -> None:
    for p in hallar(muestra, unidad="304"):
        cita = p.cita()
        assert cita["field"] == "observacion" and cita["line"] and " ".join(cita["literal"].split()) == " ".join(p.texto.split())


@pytest.mark.parametrize("pedido", [{"causa": "marcianos"}, {"estado": "azul"}])
def test_a_filter_that_there_is_not_is_refused(muestra: Assistant, pedido: dict[str, str]) -> None:
    with pytest.raises(SeleccionInvalida):
        hallar(muestra, **pedido)
