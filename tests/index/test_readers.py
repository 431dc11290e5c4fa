"""Bytes → grid, with places."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from apoyo_documentos import a_columnas, esperados, hechos
from apoyo_index import RAIZ
from hypothesis import given
from hypothesis import strategies as st

from index import readers
from index.ingest import leer_documento
from index.poa import ErrorDeLectura
from index.readers import texto
from index.readers.hoja import Hoja, Renglon
from index.readers.limites import Limites


def _hoja(contenido: bytes, nombre: str = "a.txt") -> Hoja:
    return readers.leer(nombre, contenido)[1][0]


def _textos(renglon: Renglon) -> list[str]:
    return [c.texto for c in renglon.celdas]


def test_lines_end_at_lf_only_and_are_counted_from_one() -> None:
    hoja = _hoja("uno\x0cdos\u2028tres\n\na\tb\tc\td\te\tf\r\n".encode())
    assert [r.celdas[0].celda.fuente.linea for r in hoja.renglones] == [1, 3]
    assert hoja.renglones[0].celdas[0].texto == "uno dos tres"
    assert hoja.renglones[1].celdas[5].celda.fuente.columna == 6
    assert hoja.renglones[1].celdas[5].celda.literal == "f"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_literal_stands_in_its_line(contenido: str) -> None:
    if contenido.startswith("\ufeff") or not contenido.strip("\x00 \t\r\n\f"):
        return
    try:
        hoja = _hoja(contenido.encode())
    except ErrorDeLectura:
        return
    lineas = texto.en_lineas(texto.decodificar(contenido.encode()))
    for renglon in hoja.renglones:
        for celda in renglon.celdas:
            assert celda.celda.literal in lineas[(celda.celda.fuente.linea or 0) - 1]


@pytest.mark.parametrize(
    "codificacion",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850", "mac_roman"],
)
def test_reads_the_encodings_of_spanish_files(codificacion: str) -> None:
    original = (
        "DESCRIPCIÓN\tAÑO\tACCIÓN\tPÚBLICO\tEJECUCIÓN\tNIÑEZ\nAtención a niñas y niños; más acción, año dos mil veintiuno.\n" * 6
    )
    hoja = _hoja(original.encode(codificacion))
    assert _textos(hoja.renglones[0])[0] == "DESCRIPCIÓN"
    assert "niñas y niños" in hoja.renglones[1].celdas[0].texto


def test_a_damaged_byte_in_utf8_does_not_spoil_every_accent() -> None:
    contenido = ("acción, año, niño, público, árbol, índice\n" * 5).encode() + b"da\xf1o\n"
    assert "acción" in texto.decodificar(contenido)


def test_text_is_normalised_for_reading_and_kept_as_printed_for_quoting() -> None:
    hoja = _hoja("**Accio\u0301n\u200b\u202e   doble**\tb\tc\td\te\tf\n".encode())
    celda = hoja.renglones[0].celdas[0]
    assert celda.texto == "Acción doble"
    assert celda.celda.literal == "Accio\u0301n\u200b\u202e   doble"


def test_nul_and_lone_surrogates_reach_neither_text_nor_literal() -> None:
    contenido = (
        b"un texto largo sin nada raro aqui\x00fin" + b" relleno" * 40 + b"\nsurrogado \xed\xa0\x80 suelto y lo que sigue\n"
    )
    for renglon in _hoja(contenido).renglones:
        celda = renglon.celdas[0]
        (celda.texto + celda.celda.literal).encode()
        assert "\x00" not in celda.texto + celda.celda.literal


def test_the_delimiter_is_told_by_the_table_not_by_the_sentences() -> None:
    assert texto.sondear(["a\tb\tc\td\te\tf;g;h;i;j;k;l", "uno, dos, tres, cuatro, cinco, seis"]) == "\t"
    assert texto.sondear(["a|b|c|d|e|f", "uno, dos, tres, cuatro, cinco, seis"]) == "|"
    assert texto.sondear(["a;b;c;d;e;f", "uno, dos, tres, cuatro, cinco, seis"]) == ";"
    assert texto.sondear(["uno,dos,tres,cuatro,cinco,seis"]) == ","


def test_a_comma_delimits_only_where_the_lines_that_have_it_agree() -> None:
    fichas = [
        "Meta: 1", "Descripción: Rehabilitar canchas, parques, foros, plazas, aulas y talleres", "Unidad de medida: Obra",
        "Línea de acción: 4.5.1, 4.5.2, 4.5.3, 4.5.4, 4.5.5, 4.5.6", "Programado primer trimestre: 1,200", "Avance absoluto: 1,100",
        "Observaciones: Llovió en enero, febrero, marzo, abril; mayo, junio, julio y agosto; después, no", "",
    ]  # fmt: skip
    assert texto.sondear(fichas * 5) == "\t"
    assert texto.sondear([*["Foros; ferias; cursos; obras; rutas; visitas"], *["a,b,c,d,e,f,g"] * 4, "RAMO,60,ARTE"]) == ","
    filas = ["RAMO,60", "PROGRAMA,602", *['"Dar, con gusto, talleres",Curso,12,"1,200",3,4,5', "Dar cursos,Curso,8,1,2,3,4"] * 3]
    assert texto.sondear(filas) == ","


def test_the_rows_read_are_announced_and_limited() -> None:
    contenido = b"a\tb\tc\td\te\tf\n" * 9000
    avances: list[tuple[int, int]] = []
    texto.leer(contenido, avisar=lambda hechas, total: avances.append((hechas, total)))
    assert [hechas for hechas, _ in avances][-2:] == [4000, 8000]
    with pytest.raises(ErrorDeLectura, match="50,000 celdas") as error:
        texto.leer(contenido, Limites(celdas=50_000))
    assert error.value.remedio


def test_a_markdown_frame_is_no_cell_but_a_blank_first_cell_is() -> None:
    con_marco = _hoja(b"| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 |  | 3 | 4 | 5 | 6 |\n")
    assert [_textos(r) for r in con_marco.renglones] == [list("abcdef"), ["1", "", "3", "4", "5", "6"]]
    sin_marco = _hoja(b"a|b|c|d|e|f\n|2|3|4|5|6\n")
    assert _textos(sin_marco.renglones[1])[0] == ""


def test_quotes_bind_cells_in_semicolon_files_and_mean_nothing_in_tab_files() -> None:
    hoja = _hoja(b'"a;b";c;d;e;f;"g ""h"""\n', "a.csv")
    assert _textos(hoja.renglones[0]) == ["a;b", "c", "d", "e", "f", 'g "h"']
    hoja = _hoja(b'"a\tb\tc\td\te\tTaller "uno"\n')
    assert _textos(hoja.renglones[0])[0] == '"a'


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"", "vacío"), (b"  \n\t\n", "vacío"), (b"PK\x03\x04xl/", "dañado"),
        (bytes(range(256)) * 8, "binario"), (b"\x00\x01\x02\x03" * 500, "binario"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_in_one_spanish_line_with_its_remedy(contenido: bytes, dicho: str) -> None:
    with pytest.raises(ErrorDeLectura) as error:
        readers.leer("a.txt", contenido)
    assert dicho in str(error.value)
    assert "\n" not in str(error.value) and error.value.remedio


# --- whole reports in other shapes ----------------------------------------------------------------------------------

EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))


def _en_csv(texto: str, delimitador: str) -> bytes:
    """A report as a spreadsheet exports it: long cells broken inside, quoted as RFC 4180 says."""
    salida = io.StringIO()
    escritor = csv.writer(salida, delimiter=delimitador, lineterminator="\r\n")
    for linea in texto.split("\n"):
        escritor.writerow([_partida(x) if linea.count("\t") >= 13 else x for x in linea.split("\t")])
    return salida.getvalue().encode("cp1252", errors="replace")


def _partida(celda: str) -> str:
    palabras = celda.split(" ")
    mitad = len(palabras) // 2
    larga = len(celda) > 90 or celda in ("UNIDAD DE MEDIDA", "AVANCE ABSOLUTO")
    return f"{' '.join(palabras[:mitad])}\n{' '.join(palabras[mitad:])}" if larga else celda


def _comparar(reporte: Path, nombre: str, contenido: bytes) -> None:
    documento = leer_documento(nombre, contenido)
    assert not documento.apartados and not any(i.apartados for i in documento.informes)
    leidos, oro = hechos(documento), esperados(reporte.parent / "gold" / f"{reporte.stem}.metas.json")
    assert leidos.keys() == oro.keys()
    for clave, esperado in oro.items():
        assert {k: v for k, v in leidos[clave].items() if k in esperado} == {
            k: esperado[k] for k in leidos[clave] if k in esperado
        }


@pytest.mark.parametrize("delimitador", [",", ";", "\t"])
@pytest.mark.parametrize("reporte", EJEMPLOS, ids=lambda r: r.stem)
def test_cells_over_several_lines_say_what_the_report_says_and_stand_in_their_lines(reporte: Path, delimitador: str) -> None:
    contenido = _en_csv(reporte.read_text(encoding="utf-8"), delimitador)
    _comparar(reporte, "a.csv", contenido)
    lineas = contenido.decode("cp1252").split("\n")
    for informe in leer_documento("a.csv", contenido).informes:
        for celda in (c for m in informe.metas for c in m.celdas.values()):
            assert celda.literal in lineas[(celda.fuente.linea or 0) - 1]


@pytest.mark.parametrize("reporte", EJEMPLOS, ids=lambda r: r.stem)
def test_columns_that_only_blanks_keep_apart_say_what_the_report_says(reporte: Path) -> None:
    _comparar(reporte, "a.txt", a_columnas(reporte.read_text(encoding="utf-8")))


@pytest.mark.parametrize("reporte", EJEMPLOS[:1], ids=lambda r: r.stem)
def test_lines_may_end_at_cr_alone_or_in_both_ways(reporte: Path) -> None:
    original = reporte.read_text(encoding="utf-8")
    _comparar(reporte, "a.txt", original.replace("\n", "\r").encode())
    mitad = original.index("\n", len(original) // 2)
    _comparar(reporte, "a.txt", (original[:mitad].replace("\n", "\r\n") + original[mitad:]).encode("utf-16"))


# --- shapes of text -------------------------------------------------------------------------------------------------


def test_a_mark_that_never_closes_swallows_no_row() -> None:
    hoja = _hoja(b'1;"Taller;a;b;c;d\n2;Curso "uno";a;b;c;d\n3;"Foro";a;b;c;d\n', "a.csv")
    assert [_textos(r)[:2] for r in hoja.renglones] == [["1", '"Taller'], ["2", 'Curso "uno"'], ["3", "Foro"]]


def test_a_heading_over_two_lines_is_one_cell_and_a_row_of_figures_goes_on_below() -> None:
    hoja = _hoja(b'"UNIDAD DE\nMEDIDA";b;c;d;e;f\nx;1;2;3;4;"una\n""dos"""\n', "a.csv")
    assert [_textos(r) for r in hoja.renglones] == [
        ["UNIDAD DE MEDIDA", *"bcdef"], ["x", *"1234", "una"], ["", "", "", "", "", '"dos"'],
    ]  # fmt: skip
    lugares = [(c.celda.fuente.linea, c.celda.fuente.columna) for c in (hoja.renglones[0].celdas[1], hoja.renglones[2].celdas[5])]
    assert lugares == [(2, 2), (4, 1)]


def test_markdown_is_read_without_its_rules_escapes_and_marks() -> None:
    hoja = _hoja(b"| a | b | c | d | e | f |\n|:--|:-:|--:|---|---|---|\n| **8\\.1** | x \\| y | una<br>dos | | **P** t | 6 |\n")
    assert _textos(hoja.renglones[1]) == ["8.1", "x | y", "una dos", "", "P t", "6"]
    assert [r.fuente.linea for r in hoja.renglones] == [1, 3]


def test_blank_cells_stay_blank_where_only_blanks_separate() -> None:
    lineas = (
        "RAMO:   60   ARTE",
        "",
        "META             UNIDAD     ANUAL      T1           T2",
        "                                    P     A      P     A",
        "1. Promover      Curso         12   3     3      4     5",
        "   la lectura",
        "1.1 Difundir     Evento         8   2            2     2",
        "1.2 Atender      Persona    1,200   300   185          9",
    )
    hoja = _hoja("\n".join(lineas).encode())
    assert _textos(hoja.renglones[0]) == ["RAMO:", "60", "ARTE"]
    filas = {r.fuente.linea: _textos(r) for r in hoja.renglones}
    assert filas[7] == ["1.1 Difundir", "Evento", "8", "2", "", "2", "2"]
    assert filas[8] == ["1.2 Atender", "Persona", "1,200", "300", "185", "", "9"]
    assert filas[6] == ["la lectura"]


_ALINEADA = (
    "META             UNIDAD     ANUAL      T1           T2",
    "                                    P     A      P     A",
    "1. Promover      Curso         12   3     3      4     5",
    "   la lectura",
    "1.1 Difundir     Evento         8   2     1      2     2",
    "   en radio",
    "1.2 Atender      Persona    1,200   300   185    10    9",
    "1.3 Editar       Libro          6   1     1      2     2",
)


def _filas_de(lineas: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    hoja = _hoja("\n".join(lineas).encode())
    return {r.celdas[0].texto: _textos(r)[1:] for r in hoja.renglones}, [a.lugar for a in hoja.apartados]


@pytest.mark.parametrize(
    ("de", "a"),
    [
        ("8   2     1      2     2", "8   2 1      2     2"),  # two columns in one piece
        ("8   2     1      2     2", "8   2  1   2     2"),  # two figures of one column
        ("8   2     1      2     2", "8      2    1     2     2"),  # a figure between two columns
        ("Evento         8   2", "Evento 8   2"),
        ("1.1 Difundir     Evento", "1.1 Difundir Evento"),
    ],
)
def test_a_goal_whose_pieces_fit_no_columns_is_set_aside_with_its_lines_and_alone(de: str, a: str) -> None:
    completas, _ = _filas_de(_ALINEADA)
    filas, apartados = _filas_de([x.replace(de, a) for x in _ALINEADA])
    assert apartados == ["renglón 5"]
    assert filas == {k: v for k, v in completas.items() if k not in ("1.1 Difundir", "en radio")}


def test_the_columns_of_a_goal_over_four_rows_are_told_by_all_of_them() -> None:
    lineas = (
        "Acción               Unidad    Anual  TRIMESTRE  Programado  Realizado  Total  % de    Justificación",
        "                                                                               avance",
        "1. Promover la       Informe   2      1er                               2      100%",
        "lectura en plazas                     2do",
        "                                      3er        1           2",
        "                                      4to        1",
        "1.1 Dar talleres     Curso     4      1er                               3      75%     Faltó sede",
        "                                      2do                    1",
        "                                      3er        2           1",
        "                                      4to        2           1",
    )
    filas = {r.fuente.linea: _textos(r) for r in _hoja("\n".join(lineas).encode()).renglones}
    assert filas[1][3:] == ["TRIMESTRE", "Programado", "Realizado", "Total", "% de avance", "Justificación"]
    assert (
        filas[5] == ["", "", "", "3er", "1", "2"]
        and filas[6] == ["", "", "", "4to", "1"]
        and filas[8] == ["", "", "", "2do", "", "1"]
    )
    assert filas[7][4:] == ["", "", "3", "75%", "Faltó sede"]


def test_names_that_go_on_below_are_whole_under_their_quarter_too() -> None:
    lineas = (
        "Acción       Unidad   Anual   I                        II",
        "                              Trimestre                Trimestre",
        "                              Meta        Resultado    Meta        Resultado",
        "                              programada               programada",
        "1. Dar       Curso    12      3           3            4",
        "1.1 Leer     Libro    8       2           1            2",
    )
    filas = {r.fuente.linea: _textos(r) for r in _hoja("\n".join(lineas).encode()).renglones}
    assert [t for t in filas[1] if t] == ["Acción", "Unidad", "Anual", "I Trimestre", "II Trimestre"]
    assert filas[3] == ["", "", "", "Meta programada", "Resultado", "Meta programada", "Resultado"]
    assert filas[5] == ["1. Dar", "Curso", "12", "3", "3", "4"]


def test_what_blanks_cut_is_quoted_as_it_stands() -> None:
    lineas = list(_ALINEADA)
    lineas[4] = lineas[4].replace("1.1 Difundir ", "1.1  Difundir")
    lineas[6] = lineas[6].replace("1.2 Atender", "1.2\u00a0Atender").replace("      Persona", "\t Persona")
    hoja = _hoja("\n".join(lineas).encode())
    for celda in (c for r in hoja.renglones for c in r.celdas):
        assert celda.celda.literal in lineas[(celda.celda.fuente.linea or 0) - 1]
    assert {"1.1 Difundir", "1.2 Atender"} <= {r.celdas[0].texto for r in hoja.renglones} and not hoja.apartados


def test_ten_thousand_goals_are_read_in_a_few_seconds() -> None:
    contenido = EJEMPLOS[1].read_bytes() * 228
    inicio = time.process_time()
    assert len(texto.leer(contenido)[0].renglones) > 40_000
    assert time.process_time() - inicio < 20
