"""A citation opens at its line, with its cell marked and everything else as text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, asistente

from assistant.web import fuentes
from assistant.web.filas import tabla
from assistant.wording import cifra


class Papeles:
    """Documents in memory."""

    def __init__(self, lineas: list[str], celdas: Sequence[dict[str, Any]] = ()) -> None:
        self.lineas, self.celdas = lineas, list(celdas)

    def lineas_de(self, documento: str) -> list[str]:
        return self.lineas

    def filas_por_clave(self, claves: Sequence[str]) -> Mapping[str, Any]:
        return {}

    def celdas_de_formas(self, documento: str) -> list[dict[str, Any]]:
        return self.celdas


def cita(linea: int | None, columna: int | None, literal: str, **mas: Any) -> dict[str, Any]:
    base = {"n": 1, "kind": "cell", "document": "a.txt", "line": linea, "column": columna, "literal": literal}
    return base | {"unidad": "201", "meta": "8.2", "meta_id": None, "field": "avance_absoluto"} | mas


def marcados(hecho: str) -> list[str]:
    return [html.unescape(m) for m in re.findall(r"<mark>(.*?)</mark>", hecho)]


def test_the_cited_cell_is_marked_among_its_neighbours() -> None:
    lineas = [f"{i}\tdescripción {i}\tActividad\t10\t1\t{i * 7}" for i in range(1, 9)]
    hecho = fuentes.fuente(cita(4, 6, "28"), 3, Papeles(lineas))
    assert marcados(hecho) == ["28"]
    assert re.findall(r'<th scope="row" class="numero">(\d+)', hecho) == ["2", "3", "4", "5", "6"]
    assert hecho.count('<tr class="citado">') == 1
    assert "Fuente 1" in hecho and "de 3" in hecho


def test_only_the_literal_of_a_longer_cell_is_marked() -> None:
    lineas = ["", "FECHA: 31-dic.-21", "", "a\tb\tc\td\te\tf"]
    hecho = fuentes.fuente(cita(2, 1, "31-dic.-21", meta=None, field="corte"), 1, Papeles(lineas))
    assert marcados(hecho) == ["31-dic.-21"]
    assert "FECHA&#58; <mark>" in hecho


def test_report_text_in_a_source_is_text() -> None:
    malo = "<script>x()</script><img src=http://e.invalid/i.png onerror=x()>"
    hecho = fuentes.fuente(cita(1, 2, malo, document=f"{malo}.txt", unidad=malo), 1, Papeles([f"1\t{malo}\ta\tb\tc\td"]))
    assert "<script" not in hecho and "<img" not in hecho
    assert marcados(hecho) == [malo]


@pytest.mark.parametrize(("linea", "lineas"), [(None, ["a"]), (9, ["a"]), (1, [])])
def test_a_place_without_lines_still_shows_its_literal(linea: int | None, lineas: list[str]) -> None:
    hecho = fuentes.fuente(cita(linea, 1, "218", sheet="Hoja 1", cell="C5"), 1, Papeles(lineas))
    assert "<table" not in hecho
    assert "<blockquote>218</blockquote>" in hecho
    assert "hoja Hoja 1, celda C5" in html.unescape(hecho)


def test_a_set_shows_its_count_its_query_and_its_values() -> None:
    conjunto = {
        "n": 2,
        "kind": "set",
        "sql": "SELECT id FROM metas WHERE causa = :c",
        "params": {"c": "<b>covid"},
        "count": 8,
    }
    hecho = html.unescape(re.sub(r"<(?!b>covid)[^>]*>", " ", fuentes.fuente(conjunto, 2, Papeles([]))))
    assert "8 metas" in hecho and "SELECT id\nFROM metas\nWHERE causa = :c" in hecho and "<b>covid" in hecho


def test_every_citation_of_an_answer_opens_at_its_literal(tmp_path: Path) -> None:
    a = asistente(tmp_path, EJEMPLOS)
    salida = a.ask(PREGUNTA)
    celdas = [c for c in salida["citations"] if c["kind"] == "cell"]
    assert celdas
    for c in celdas:
        assert marcados(fuentes.fuente(c, 1, a.lector)) == [c["literal"]], c
    todas = fuentes.fichas(salida["citations"], 1, celdas[0]["n"])
    assert {int(n) for n in re.findall(r"#cita-1-(\d+)", todas)} == {c["n"] for c in salida["citations"]}
    assert todas.count("ficha activa") == 1


def test_the_table_has_every_row_and_keeps_blank_from_zero(tmp_path: Path) -> None:
    filas = asistente(tmp_path, EJEMPLOS).ask("Lista todas las metas")["rows"]
    hecha = tabla(filas)
    titulos = re.findall(r"<th [^>]*>(.*?)</th>", hecha)
    cuerpo = [re.findall(r"<td [^>]*>(.*?)</td>", f) for f in re.findall(r"<tr>(.*?)</tr>", hecha.partition("<tbody>")[2])]
    assert len(cuerpo) == len(filas) > 100
    assert {"Municipio", "Ejercicio", "Observación"} <= {html.unescape(t) for t in titulos}
    alcanzados = [html.unescape(f[titulos.index("Alcanzado")]) for f in cuerpo]
    assert alcanzados == ["" if f["avance_absoluto"] is None else cifra(f["avance_absoluto"]) for f in filas]
    assert "" in alcanzados and "0" in alcanzados


def test_a_cell_of_a_sheet_shows_with_the_cells_read_beside_it() -> None:
    celdas = [{"celda": f"B{i}", "hoja": "POA", "literal": f"<b>rótulo {i}"} for i in range(1, 12)]
    hecho = fuentes.fuente(cita(None, None, "<b>rótulo 5", sheet="POA", cell="B5", meta=None), 1, Papeles([], celdas))
    assert marcados(hecho) == ["<b>rótulo 5"]
    assert [html.unescape(x) for x in re.findall(r'class="numero">([^<]*)', hecho)] == [f"B{i}" for i in range(2, 9)]
    assert "<b>" not in hecho


def test_a_cell_of_a_page_shows_as_a_picture_of_its_place() -> None:
    malo = cita(None, None, "218", page=3, bbox=(10.0, 20.5, 30.0, 40.0), document='"><script>x()</script>.pdf')
    hecho = fuentes.fuente(malo, 1, Papeles([]))
    fuente_de = re.search(r'class="detalle" src="([^"]*)"', hecho)
    assert fuente_de is not None
    pedida = parse_qs(urlsplit(html.unescape(fuente_de.group(1))).query)
    assert pedida == {"documento": [malo["document"]], "pagina": ["3"], "caja": ["10.0,20.5,30.0,40.0"], "detalle": ["1"]}
    assert "<script" not in hecho


def test_a_set_is_counted_by_what_it_selects() -> None:
    def de(sql: str, n: int) -> str:
        return fuentes.cuenta({"sql": sql, "count": n})

    assert de("SELECT metas.id FROM metas WHERE x", 1) == "1 meta"
    assert de("SELECT h.id FROM hallazgos AS h", 2) == "2 hallazgos"
    assert de("SELECT 1", 1200) == "1,200 registros"
