"""Charts and suggested questions of answers; the board's marks."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, asistente

from assistant.assistant import Assistant
from assistant.panorama import Ambito, ver
from assistant.web.despues import siguientes
from assistant.web.grafica import Barra, Tramo, de_respuesta, grafica


@pytest.fixture(scope="module")
def muestra(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente(tmp_path_factory.mktemp("graficas"), EJEMPLOS)


def cifras(hecha: str) -> list[str]:
    return [html.unescape(x) for x in re.findall(r'class="valor">(.*?)</td>', hecha)]


def test_groups_are_compared_with_bars(muestra: Assistant) -> None:
    salida = muestra.ask("¿Cuántas metas hay por unidad en 2021?")
    assert cifras(de_respuesta(salida)) == [str(int(g["value"])) for g in salida["groups"]]


def test_a_comparison_of_years_draws_what_was_met_of_each_not_how_many_there_are(muestra: Assistant) -> None:
    salida = muestra.ask("Compara el cumplimiento de Valle Sereno en 2022 y 2023")
    hecha = de_respuesta(salida)
    assert [g["key"] for g in salida["groups"]] == ["2022", "2023"]
    for g, dicha in zip(salida["groups"], cifras(hecha), strict=True):
        assert dicha.endswith(f"({g['met']} de {g['total']})") and dicha.split(" (")[0] in salida["answer"]


def test_groups_in_two_years_have_a_bar_of_each(muestra: Assistant) -> None:
    salida = muestra.ask("¿Qué unidad de Valle Sereno mejoró más de 2022 a 2023?")
    hecha = html.unescape(de_respuesta(salida))
    assert len(cifras(hecha)) == 2 * len(salida["groups"]) > 2 and ">2022<" in hecha and ">2023<" in hecha
    assert all(x.endswith(" %") and x.split()[0].split(".")[0] in salida["answer"] for x in cifras(hecha))


def test_groups_are_named_as_the_answer_names_them(muestra: Assistant) -> None:
    hecha = html.unescape(de_respuesta(muestra.ask("¿Cuántas metas hay por unidad en 2021?")))
    assert "301 Dirección Ejecutiva" in hecha and "DIRECCIÓN" not in hecha
    assert "No cumplida" in html.unescape(de_respuesta(muestra.ask("¿Cuántas metas hay por estado?")))


def test_one_metas_quarters_are_programmed_against_achieved(muestra: Assistant) -> None:
    salida = muestra.ask("¿Cuál fue el avance de la meta 4.2 de la unidad 304 en 2021?")
    f = salida["rows"][0]
    esperadas = [str(f[k][t]) for t in ("T1", "T2", "T3", "T4") for k in ("programado", "alcanzado")]
    assert cifras(de_respuesta(salida)) == esperadas


def test_the_causes_of_a_list_are_counted(muestra: Assistant) -> None:
    salida = muestra.ask("¿Qué metas no se cumplieron?")
    hecha = de_respuesta(salida)
    assert "Causas" in hecha
    assert int(cifras(hecha)[0]) == max(
        sum(c in f["causas"] for f in salida["rows"]) for c in {c for f in salida["rows"] for c in f["causas"]}
    )


@pytest.mark.parametrize("pregunta", ["¿Cuánto se gastó en policías?", "Escribe un poema", "¿Quién elaboró los formatos?"])
def test_what_a_chart_would_not_clarify_has_none(muestra: Assistant, pregunta: str) -> None:
    assert de_respuesta(muestra.ask(pregunta)) == ""


def test_names_in_a_chart_are_text() -> None:
    hecha = grafica("<b>t</b>", [Barra("<img src=x>", (Tramo(1, "rojo", '"><script>'),), "<i>1")], {"rojo": "<u>"})
    assert not re.search(r"<(b|img|script|i|u)[ >]", hecha)


@pytest.mark.parametrize(
    "pregunta",
    [
        PREGUNTA,
        "¿Qué metas no se cumplieron en 2022?",
        "¿Cuál fue el avance de la meta 4.2 de la unidad 304?",
        "¿Qué cifras no cuadran?",
        "¿Cuántas metas hay por unidad?",
    ],
)
def test_every_suggested_question_has_an_answer(muestra: Assistant, pregunta: str) -> None:
    ofrecidas = siguientes(muestra.ask(pregunta), pregunta)
    assert 1 <= len(ofrecidas) <= 3 and pregunta not in ofrecidas
    for sigue in ofrecidas:
        assert muestra.ask(sigue)["status"] == "answered", sigue


def marcas(ambito: Ambito, muestra: Assistant) -> list[tuple[str, int]]:
    p = ver(muestra.lector, ambito)
    salida: list[tuple[str, Any]] = [(d.pregunta, d.valor) for d in p.datos]
    salida += [(q, u.cuentas[k]) for u in p.unidades for k, q in u.preguntas.items()]
    salida += [(c.pregunta, c.cortas) for c in p.cuartos]
    return salida + [(c.preguntas[""], c.cuentas[""]) for c in p.causas]


@pytest.mark.parametrize(("municipio", "ejercicio"), [("Puerto Claro", 2021), ("Valle Sereno", 2022), ("Valle Sereno", 2023)])
def test_every_mark_of_the_board_asks_for_as_many_metas_as_it_shows(muestra: Assistant, municipio: str, ejercicio: int) -> None:
    todas = marcas(Ambito(municipio, ejercicio, nombrar_municipio=True), muestra)
    assert len(todas) > 20
    for pregunta, cuantas in todas:
        salida = muestra.ask(pregunta)
        assert (salida["status"], salida["total"]) == ("answered", cuantas), pregunta


def test_an_earlier_cut_and_one_unit_have_their_own_board(muestra: Assistant) -> None:
    corte = min(muestra.voc.cortes)
    uno, todo = (ver(muestra.lector, Ambito("Puerto Claro", 2021, corte, unidad=u)) for u in ("304", ""))
    assert 0 < uno.datos[0].valor < todo.datos[0].valor
    assert [u.clave for u in uno.unidades] == ["304"]
    assert all(c.programadas == 0 for c in uno.cuartos if c.trimestre in ("T3", "T4"))
