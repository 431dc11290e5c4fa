"""Goals that several municipalities share: those that none of them met, that all did, that so many did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de
from apoyo_cortes import respuesta

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

METAS = {"1": ("Sembrar maíz de temporal", "Hectárea"), "2": ("Vacunar ganado del municipio", "Cabeza"), "3": ("Capacitar al personal de campo", "Taller"), "4": ("Abrir caminos saca cosechas", "Kilómetro")}
#: What each municipality did of a hundred, by year and goal.
HECHO: dict[str, dict[int, dict[str, int]]] = {
    "ALTA VISTA": {2021: {"1": 90, "2": 100, "3": 120, "4": 100}, 2022: {"1": 100, "2": 80, "3": 80, "4": 100}},
    "CUATRO VIENTOS": {2021: {"1": 80, "2": 100, "3": 60, "4": 90}, 2022: {"1": 90, "2": 100, "3": 100, "4": 100}},
    "LA CEIBA": {2021: {"1": 70, "2": 110, "3": 50, "4": 80}, 2022: {"1": 100, "2": 100, "3": 100, "4": 100}},
}  # fmt: skip


def _texto(municipio: str, ano: int, hecho: dict[str, int]) -> str:
    renglones = (f"{n}.- {METAS[n][0]}.\t{METAS[n][1]}\t100\t25\t{a // 4}\t25\t{a // 4}\t25\t{a // 4}\t25\t{a - 3 * (a // 4)}\t{a}\t{a}%\t" for n, a in hecho.items())
    return "\n".join([
        f"AYUNTAMIENTO DE {municipio}", f"PROGRAMA OPERATIVO ANUAL {ano}", "UNIDAD EJECUTORA:\t30\tDIRECCIÓN DE DESARROLLO RURAL", f"FECHA: 31-dic.-{ano % 100}",
        "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
        "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA", *renglones, "",
    ])  # fmt: skip


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    carpeta: Path = tmp_path_factory.mktemp("municipios")
    archivos = []
    for municipio, anos in HECHO.items():
        for ano, hecho in anos.items():
            archivos.append(carpeta / f"{municipio[:2].lower()}-{ano}.txt")
            archivos[-1].write_text(_texto(municipio, ano, hecho), encoding="utf-8")
    motor = abrir(url_de(carpeta))
    assert all(d.estado == "loaded" for d in ingerir(archivos, MetaStore(motor)).documentos)
    motor.dispose()
    yield Assistant(Settings(home=carpeta, database_url=url_de(carpeta)))


def en(r: dict[str, Any]) -> set[tuple[str, str]]:
    return {(f["municipio"].split()[0].lower(), f["meta"]) for f in r["rows"]}


def de_todos(*metas: str) -> set[tuple[str, str]]:
    return {(m, n) for m in ("alta", "cuatro", "la") for n in metas}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas no cumplió ningún municipio en 2021?", de_todos("1")),
    ("hay metas que en 2021 no cumplio ninguno de los tres municipios? cuales", de_todos("1")),
    ("¿Hay metas que ninguno de los municipios haya cumplido en 2021? ¿Cuáles son?", de_todos("1")),
    ("metas que ningún ayuntamiento cumplió en 2021", de_todos("1")),
    ("metas que ninguno cumplió en 2021", de_todos("1")),
    ("¿Qué metas cumplieron todos los municipios en 2021?", de_todos("2")),
    ("metas que los tres municipios cumplieron en 2021", de_todos("2")),
    ("¿hay alguna meta que todos hayan cumplido en 2021?", de_todos("2")),
    ("¿Qué metas no se cumplieron a la vez en los tres municipios en 2021?", de_todos("1")),
    # 3 was exceeded in Alta Vista, and 2 in La Ceiba.
    ("metas que ningún municipio rebasó en 2021", de_todos("1", "4")),
    ("¿Qué metas cumplió solo un municipio en 2021?", {("alta", "3"), ("alta", "4")}),
    ("metas que fallaron en más de un municipio en 2021", de_todos("1") | {("cuatro", "3"), ("la", "3"), ("cuatro", "4"), ("la", "4")}),
    ("¿Qué metas no cumplieron al menos dos de los tres municipios en 2022?", set()),
    ("¿Qué metas cumplieron al menos dos municipios en 2022?", de_todos("1", "2", "3", "4") - {("cuatro", "1"), ("alta", "2"), ("alta", "3")}),
])  # fmt: skip
def test_what_none_all_or_so_many_did_is_of_the_goals_that_they_share(asistente: Assistant, pregunta: str, esperadas: set[tuple[str, str]]) -> None:
    assert en(respuesta(asistente, pregunta)) == esperadas


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    # 2 was met by all, 3 and 4 by Alta Vista alone.
    ("¿Qué metas cumplió Alta Vista y no La Ceiba en 2021?", {("alta", "3"), ("alta", "4")}),
    ("metas que rebasó Alta Vista pero no La Ceiba en 2021", {("alta", "3")}),
    ("¿Qué metas cumplió La Ceiba y no Alta Vista en 2022?", {("la", "2"), ("la", "3")}),
])  # fmt: skip
def test_what_one_did_and_the_other_did_not_is_of_the_goals_that_they_share(asistente: Assistant, pregunta: str, esperadas: set[tuple[str, str]]) -> None:
    assert en(respuesta(asistente, pregunta)) == esperadas


def test_what_one_did_not_and_the_other_did_is_asked_back_as_it_can_be_read(asistente: Assistant) -> None:
    r = asistente.ask("metas que Alta Vista no cumplió pero La Ceiba sí en 2022")
    assert r["status"] == "clarify" and en(respuesta(asistente, r["options"][0]["pregunta"])) == {("la", "2"), ("la", "3")}


def test_those_of_one_place_and_not_of_another_are_of_the_place(asistente: Assistant) -> None:
    assert en(respuesta(asistente, "metas cumplidas de Alta Vista y no de La Ceiba en 2021")) == {("alta", "2"), ("alta", "3"), ("alta", "4")}


@pytest.mark.parametrize("pregunta", ["¿Qué metas sí cumplió al menos uno de los municipios en 2021?", "metas que cumplió algún municipio en 2021"])
def test_what_one_at_least_did_is_what_any_did(asistente: Assistant, pregunta: str) -> None:
    assert en(respuesta(asistente, pregunta)) == de_todos("2") | {("alta", "3"), ("alta", "4")}


@pytest.mark.parametrize("pregunta", ["metas no cumplidas de los tres municipios en 2021", "Metas incumplidas 2021, los tres municipios."])
def test_those_of_all_the_municipalities_are_those_of_each(asistente: Assistant, pregunta: str) -> None:
    assert len(en(respuesta(asistente, pregunta))) == 7


def test_in_all_of_them_is_said_to_be_in_each(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas no se cumplieron en todos los municipios en 2021?")
    assert len(r["rows"]) == 7 and "por separado" in r["answer"]


def test_what_can_be_said_of_none_or_of_not_all_is_asked(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué metas no cumplieron todos los municipios en 2021?")
    assert r["status"] == "clarify"
    ninguno, alguno = (en(respuesta(asistente, o["pregunta"])) for o in r["options"])
    assert ninguno == de_todos("1") and len(alguno) == 7


def test_the_year_is_asked_where_the_municipalities_report_several(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué metas no cumplió ningún municipio?")
    assert r["status"] == "clarify" and [o["texto"] for o in r["options"]] == ["2021", "2022"]
