"""Bytes → grid, with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import readers
from index.poa import ErrorDeLectura
from index.readers import texto
from index.readers.hoja import Hoja, Renglon


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
    lineas = texto.decodificar(contenido.encode()).split("\n")
    for renglon in hoja.renglones:
        for celda in renglon.celdas:
            assert celda.celda.literal in lineas[(celda.celda.fuente.linea or 0) - 1]


@pytest.mark.parametrize(
    "codificacion",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850", "mac_roman"],
)
def test_reads_the_encodings_of_spanish_files(codificacion: str) -> None:
    original = (
        "DESCRIPCIÓN\tAÑO\tACCIÓN\tPÚBLICO\tEJECUCIÓN\tNIÑEZ\nAtención a niñas y niños; más acción, año dos mil veintiuno.\n"
        * 6
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
        b"un texto largo sin nada raro aqui\x00fin"
        + b" relleno" * 40
        + b"\nsurrogado \xed\xa0\x80 suelto y lo que sigue\n"
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
        (b"", "vacío"), (b"  \n\t\n", "vacío"), (b"%PDF-1.7 \x00", "PDF"), (b"PK\x03\x04xl/", "Excel"), (b"\x89PNG\r\n", "PNG"),
        (bytes(range(256)) * 8, "binario"), (b"\x00\x01\x02\x03" * 500, "binario"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_in_one_spanish_line_with_its_remedy(contenido: bytes, dicho: str) -> None:
    with pytest.raises(ErrorDeLectura) as error:
        readers.leer("a.txt", contenido)
    assert dicho in str(error.value)
    assert "\n" not in str(error.value) and error.value.remedio
