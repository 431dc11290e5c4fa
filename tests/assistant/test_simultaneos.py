"""A document that goes away while a question is being answered: the answer is that of what is left, or is given again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS
from apoyo_base import url_de

from assistant.assistant import Assistant
from assistant.execute.vocabulario import VocabularioDelAlmacen
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir


@pytest.fixture
def almacen(tmp_path: Path) -> MetaStore:
    store = MetaStore(abrir(url_de(tmp_path)))
    ingerir(EJEMPLOS[1:3], store)
    return store


@pytest.fixture
def asistente(almacen: MetaStore, tmp_path: Path) -> Assistant:
    return Assistant(Settings(home=tmp_path, database_url=url_de(tmp_path)))


def test_what_is_forgotten_between_two_reads_of_the_names_is_not_missed(
    almacen: MetaStore, asistente: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    leer = VocabularioDelAlmacen._de_metas

    def leer_y_olvidar(self: Any, columna: Any) -> list[Any]:
        leidos = leer(self, columna)
        if columna.name == "medida":
            almacen.olvidar(EJEMPLOS[2].name)
        return leidos

    monkeypatch.setattr(VocabularioDelAlmacen, "_de_metas", leer_y_olvidar)
    r = asistente.ask("¿Cuántas metas de talleres hay?")
    assert r["status"] == "answered" and not r["warnings"] and {f["ejercicio"] for f in r["rows"]} == {2021}


@pytest.mark.parametrize("falla", [IndexError, AttributeError])
def test_an_answer_that_fails_on_the_way_is_given_again(
    asistente: Assistant, monkeypatch: pytest.MonkeyPatch, falla: type[Exception]
) -> None:
    contestar, veces = Assistant._contestar, []

    def falla_una_vez(self: Any, *args: Any) -> Any:
        veces.append(1)
        if len(veces) == 1:
            raise falla
        return contestar(self, *args)

    monkeypatch.setattr(Assistant, "_contestar", falla_una_vez)
    assert asistente.ask("¿Cuántas metas hay?")["total"] == 80 and len(veces) == 2


def test_what_fails_for_good_is_raised(asistente: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def falla(self: Any, *args: Any) -> Any:
        raise IndexError("siempre")

    monkeypatch.setattr(Assistant, "_contestar", falla)
    with pytest.raises(IndexError, match="siempre"):
        asistente.ask("¿Cuántas metas hay?")
