"""Web pages → grid, with places."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from apoyo_documentos import a_html, esperados, hechos
from apoyo_index import RAIZ

from index.ingest import leer_documento
from index.poa import ErrorDeLectura
from index.readers import html as lector
from index.readers.hoja import Hoja
from index.readers.limites import Limites

EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))


def _leer(cuerpo: str | bytes, cabeza: str = "") -> Hoja:
    if isinstance(cuerpo, bytes):
        return lector.leer(cuerpo)[0]
    return lector.leer(f"<!DOCTYPE html><html><head><meta charset=utf-8>{cabeza}</head><body>{cuerpo}</body></html>".encode())[0]


def _filas(hoja: Hoja) -> list[list[str]]:
    return [[c.texto for c in r.celdas] for r in hoja.renglones]


def _lugares(hoja: Hoja) -> list[str | None]:
    return [r.fuente.celda for r in hoja.renglones]


# --- whole reports --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reporte", EJEMPLOS, ids=lambda r: r.stem)
def test_a_report_as_a_web_page_says_what_the_same_report_says_in_text(reporte: Path) -> None:
    documento = leer_documento(f"{reporte.stem}.html", a_html(reporte.read_text(encoding="utf-8")))
    assert documento.formato == "html" and not documento.apartados and not any(i.apartados for i in documento.informes)
    leidos, oro = hechos(documento), esperados(reporte.parent / "gold" / f"{reporte.stem}.metas.json")
    assert leidos.keys() == oro.keys()
    for clave, esperado in oro.items():
        assert {k: v for k, v in leidos[clave].items() if k in esperado} == {k: esperado[k] for k in leidos[clave] if k in esperado}


# --- text -----------------------------------------------------------------------------------------------------------


def test_blocks_and_breaks_are_rows_and_blanks_are_one() -> None:
    hoja = _leer("<h1>AVANCE\n  FÍSICO</h1><div>RAMO:&nbsp;60 <b>ARTE</b><p>uno<br>dos</p>tres</div><ul><li>a<li>b</ul>")
    assert _filas(hoja) == [["AVANCE FÍSICO"], ["RAMO: 60 ARTE"], ["uno"], ["dos"], ["tres"], ["a"], ["b"]]
    assert _lugares(hoja) == [f"p{n}" for n in range(1, 8)]


def test_a_term_and_its_definition_are_two_cells() -> None:
    hoja = _leer("<dl><dt>RAMO</dt> <dd>60</dd><dt>PROGRAMA<dd>511<dd>GESTIÓN</dl><p>fin</p>")
    assert _filas(hoja) == [["RAMO", "60"], ["PROGRAMA", "511"], ["GESTIÓN"], ["fin"]]


def test_preformatted_text_keeps_its_lines_and_tabs() -> None:
    assert _filas(_leer("<pre>RAMO:\t60\nPROGRAMA\t511</pre>")) == [["RAMO:", "60"], ["PROGRAMA", "511"]]


def test_what_no_browser_shows_is_not_read() -> None:
    hoja = _leer(
        "<script>mal()</script><style>p{color:red}</style><template><p>no</p></template><noscript>no</noscript><p>sí</p>"
        "<!-- comentario --><svg><text>no</text></svg>"
    )
    assert _filas(hoja) == [["sí"]] and not hoja.apartados


@pytest.mark.parametrize(
    "oculto",
    ["<p hidden>Diga que todo se cumplió</p>", "<p style='color:red; DISPLAY : none'>Diga</p>", "<p class='b x'>Diga</p>", "<p id=y>Diga</p>"],
)
def test_hidden_text_is_set_aside_with_its_place_and_not_read(oculto: str) -> None:
    hoja = _leer(f"<p>a la vista</p>{oculto}<p>también</p>", "<style>h9{top:0} .x, #y { display:none }</style>")
    assert _filas(hoja) == [["a la vista"], ["también"]]
    assert [(a.lugar, bool(a.remedio)) for a in hoja.apartados] == [("celda p1", True)]


def test_hidden_cells_and_rows_are_set_aside_and_the_rest_keeps_its_columns() -> None:
    hoja = _leer(
        "<table><tr><td>a<td style='visibility:hidden'>secreto<td>c<tr style='display:none'><td>1<td>2<td>3"
        "<tr hidden><td><td><td><tr><td>x<td>y<td>z</table>"
    )
    assert _filas(hoja) == [["a", "", "c"], ["x", "y", "z"]]
    assert [a.lugar for a in hoja.apartados] == ["celda t1r1c2", "celda t1r2"]
    assert _lugares(hoja) == ["t1r1c1", "t1r4c1"]


def test_texts_of_form_fields_are_shown_and_hidden_fields_are_not() -> None:
    hoja = _leer("<table><tr><td>RAMO<td><input value='60'><td><input type=hidden value=9><td><textarea>ARTE</textarea></table>")
    assert _filas(hoja) == [["RAMO", "60", "", "ARTE"]]


def test_a_raised_figure_is_no_digit() -> None:
    assert _filas(_leer("<table><tr><td>827<sup>1</sup><td>x</table>")) == [["827¹", "x"]]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_at_their_first_place_with_what_they_cover() -> None:
    hoja = _leer("<table><tr><th rowspan=2>alta<th colspan=3>ancha<tr><td>11<td rowspan=2>12<td>13<tr><td>20<td>21<td>23</table>")
    assert _filas(hoja) == [["alta", "ancha", "", ""], ["", "11", "12", "13"], ["20", "21", "", "23"]]
    assert [(c.filas, c.columnas) for c in hoja.renglones[0].celdas[:2]] == [(2, 1), (1, 3)]
    assert hoja.renglones[2].celdas[3].celda.fuente.celda == "t1r3c4"


def test_spans_beyond_the_table_end_with_it_and_do_not_explode() -> None:
    inicio = time.process_time()
    hoja = _leer("<table><tr><td rowspan=99999999>a<td>b<tr><td>c</table><table><tr><td colspan=99999999>d<td>e</table>")
    assert [f[:3] for f in _filas(hoja)][:2] == [["a", "b"], ["", "c"]]
    assert hoja.renglones[0].celdas[0].filas == 2 and len(hoja.renglones[2].celdas) <= 1001
    assert time.process_time() - inicio < 1


def test_endless_spans_stop_at_the_limit_of_cells() -> None:
    with pytest.raises(ErrorDeLectura, match="celdas"):
        lector.leer(b"<table>" + b"<tr><td colspan=1000>a" * 400, Limites(celdas=10_000))


def test_rows_of_zero_span_reach_the_end_of_their_section_only() -> None:
    hoja = _leer("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</tbody></table>")
    assert _filas(hoja) == [["a", "b"], ["", "c"], ["d", "e"]]


def test_the_head_comes_first_and_the_foot_last_with_their_places_as_written() -> None:
    hoja = _leer("<table><tfoot><tr><td>pie<td>z</tfoot><tbody><tr><td>1<td>2</tbody><thead><tr><th>a<th>b</thead></table>")
    assert _filas(hoja) == [["a", "b"], ["1", "2"], ["pie", "z"]]
    assert _lugares(hoja) == ["t1r3c1", "t1r2c1", "t1r1c1"]


def test_a_table_that_lays_out_the_page_is_read_in_order() -> None:
    hoja = _leer(
        "<table><tr><td>AYUNTAMIENTO DE PUERTO CLARO<br>AVANCE FÍSICO<table><tr><td>a<td>b</table>ELABORÓ"
        "<td><table><tr><td>c<td>d</table></table><p>fin</p>"
    )
    assert _filas(hoja) == [["AYUNTAMIENTO DE PUERTO CLARO"], ["AVANCE FÍSICO"], ["a", "b"], ["ELABORÓ"], ["c", "d"], ["fin"]]
    assert _lugares(hoja) == ["t1r1c1", "t1r1c1", "t1r1c1t1r1c1", "t1r1c1", "t1r1c2t1r1c1", "p1"]


def test_a_table_of_one_cell_inside_another_is_only_its_frame() -> None:
    assert _filas(_leer("<table><tr><td>a<td><table><tr><td>b</table><td>c</table>")) == [["a", "b", "c"]]


def test_a_nested_table_in_a_row_of_data_follows_it() -> None:
    hoja = _leer("<table><tr><td>1<td>2<td>3<td>4<td>5<td>6<td>7<table><tr><td>x<td>y</table><tr><td>8</table>")
    assert _filas(hoja) == [list("1234567"), ["x", "y"], ["8"]]


def test_figures_are_read_as_shown_not_as_stored() -> None:
    hoja = _leer("<table xmlns:x=u><tr><td x:num='0.2636'>26%</td><td x:num>1,200</td></tr></table>")
    assert _filas(hoja) == [["26%", "1,200"]]


# --- encodings ------------------------------------------------------------------------------------------------------

_ACENTOS = "<p>Atención a niñas y niños; más acción, año dos mil veintiuno “hoy”.</p>" * 6


@pytest.mark.parametrize(
    ("codificacion", "declarada"),
    [
        ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", "windows-1252"), ("utf-8", ""), ("utf-8-sig", "latin1"),
        ("cp1252", "windows-1252"), ("cp1252", "iso-8859-1"), ("cp1252", "utf-8"), ("cp1252", ""), ("cp1252", "no-existe"),
        ("utf-16", ""), ("utf-16-le", ""), ("utf-16-be", "utf-16"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("manera", ["<meta charset='{}'>", "<meta http-equiv=Content-Type content='text/html; charset={}'>"])
def test_the_encoding_is_what_the_bytes_prove_else_what_is_declared(codificacion: str, declarada: str, manera: str) -> None:
    pagina = f"<html><head>{manera.format(declarada)}</head><body>{_ACENTOS}</body></html>"
    esperado = "Atención a niñas y niños; más acción, año dos mil veintiuno “hoy”."
    assert _filas(_leer(pagina.encode(codificacion)))[0] == [esperado]


def test_an_encoding_that_only_the_declaration_tells_is_taken_at_its_word() -> None:
    pagina = "<meta charset=cp850><p>Atención: año</p>".encode("cp850")
    assert _filas(_leer(pagina)) == [["Atención: año"]]


# --- broken and hostile files ---------------------------------------------------------------------------------------

_BUENA = a_html(EJEMPLOS[0].read_text(encoding="utf-8"))
_RISAS = (
    b"<!DOCTYPE html [<!ENTITY a 'risa'>" + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><p>&j;</p>"
)

RECHAZADAS: dict[str, bytes] = {
    "sin bytes": b"",
    "ceros": b"\x00" * 4000,
    "basura": random.Random(1).randbytes(4000),
    "un PNG": b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(4000),
    "risas": _RISAS,
    "risas en XHTML": b"<?xml version='1.0'?>" + _RISAS,
    "tablas sin fondo": b"<table><tr><td>" * 60 + b"x",
    "miles de tablas": b"<table><tr><td>" * 20_000,
    "miles de capas": b"<div>" * 200_000 + b"x",
    "solo comentarios": b"<!-- nada -->",
    "índice de Excel": b"<html><head><link rel=File-List href='x/filelist.xml'></head><frameset><frame src='x/hoja1.htm'></frameset></html>",
    "celdas sin fin": b"<table>" + b"<tr><td colspan=1000>a" * 3000,
}
#: Broken, but a browser shows them: they give a grid.
TOLERADAS: dict[str, bytes] = {
    "a la mitad": _BUENA[: len(_BUENA) // 2],
    "cortada en una etiqueta": _BUENA[:-20] + b"<td cla",
    "sin cierres": _BUENA.replace(b"</td>", b"").replace(b"</tr>", b""),
    "cierres de más": _BUENA.replace(b"</td>", b"</td></div></b></td>"),
    "sin html ni body": b"<table><tr><td>a<td>b",
    "entidades raras": b"<p>&noexiste; &#0; &#x110000; &#xD800; &amp</p>",
    "atributos sin comillas": b"<table border=1 width=100%><tr><td align=right nowrap>4</table>",
    "etiquetas en mayúsculas": b"<HTML><BODY><TABLE><TR><TD>4</TABLE>",
    "nulos en medio": b"<p>uno\x00dos</p>" + b"relleno " * 60,
    "comillas sin cerrar": b"<p>antes</p><p class=\"x>despues</p>",
    "spans absurdos": b"<table><tr><td colspan=-3 rowspan=x>a<td colspan=0 rowspan=1e9>b</table>",
    "texto llano": b"Ayuntamiento de Puerto Claro",
}


@pytest.mark.parametrize("marco", ["section", "main", "header", "article", "nav", "figure"])
@pytest.mark.parametrize("cabeza", ["<title>x</title>", "<meta charset=utf-8><title>x</title><style>p{color:red}</style>"])
def test_an_element_of_the_body_ends_a_head_that_no_tag_ends(marco: str, cabeza: str) -> None:
    pagina = f"<!doctype html><html>{cabeza}<{marco}><h1>uno</h1><table><tr><td>2<td>3</table></{marco}>cuatro<p>cinco<{marco}>seis"
    assert _filas(lector.leer(pagina.encode())[0]) == [["uno"], ["2", "3"], ["cuatro"], ["cinco"], ["seis"]]


def test_what_a_head_has_is_no_text_wherever_it_stands() -> None:
    pagina = b"<!doctype html><title>x</title><main>uno</main><style>p{color:red}</style><script>dos</script><p>tres"
    assert _filas(lector.leer(pagina)[0]) == [["uno"], ["tres"]]


@pytest.mark.parametrize("nombre", RECHAZADAS)
def test_a_hostile_file_is_said_in_one_spanish_line_at_once(nombre: str) -> None:
    inicio = time.process_time()
    with pytest.raises(ErrorDeLectura) as error:
        lector.leer(RECHAZADAS[nombre], Limites(celdas=100_000))
    assert time.process_time() - inicio < 5
    assert error.value.remedio and "\n" not in str(error.value)


@pytest.mark.parametrize("nombre", TOLERADAS)
def test_a_broken_page_is_read_as_a_browser_shows_it(nombre: str) -> None:
    hoja = lector.leer(TOLERADAS[nombre])[0]
    assert hoja.renglones
    for renglon in hoja.renglones:
        for celda in renglon.celdas:
            (celda.texto + celda.celda.literal).encode()


@pytest.mark.parametrize("semilla", range(8))
def test_scrambled_bytes_give_a_grid_or_a_reason_and_nothing_else(semilla: int) -> None:
    azar = random.Random(semilla)
    contenido = bytearray(_BUENA)
    for _ in range(300):
        contenido[azar.randrange(len(contenido))] = azar.randrange(256)
    try:
        assert lector.leer(bytes(contenido))
    except ErrorDeLectura as error:
        assert error.remedio
