"""Workbooks → grids: what each cell shows, what is set aside, what no file may do."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from apoyo_documentos import con_parte, esperados, hechos
from apoyo_index import ORO, RAIZ, REAL
from apoyo_libros import a_xlsx, datos, guardar, libro_crudo, texto_en, una_hoja
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from index.lectura import leer_documento
from index.poa import ErrorDeLectura
from index.readers import lector_de
from index.readers.hoja import Hoja
from index.readers.limites import Limites
from index.readers.xlsx import leer

_ESTRICTO = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PARES = [(r, r.parent / "gold" / f"{r.stem}.metas.json") for r in sorted((RAIZ / "examples").glob("*.txt"))]
_real = pytest.mark.skipif(not (REAL.exists() and ORO.exists()), reason="../shared no está")


def _unica(contenido: bytes) -> Hoja:
    [hoja] = leer(contenido)
    return hoja


def _textos(hoja: Hoja) -> list[list[str]]:
    return [[c.texto for c in r.celdas] for r in hoja.renglones]


def _literales(hoja: Hoja) -> list[list[str]]:
    return [[c.celda.literal for c in r.celdas] for r in hoja.renglones]


def _lugares(hoja: Hoja) -> list[tuple[str, str]]:
    return [(a.lugar, a.motivo) for a in hoja.apartados]


# --- cells ----------------------------------------------------------------------------------------------------------


def test_a_cell_has_the_text_that_excel_shows_its_sheet_and_its_place() -> None:
    libro, hoja = una_hoja([["META", None, 1200], ["", None, 0.264]])
    hoja.title = "Reporte T4"
    hoja["C1"].number_format = "#,##0"
    hoja["C2"].number_format = "0%"
    leida = _unica(guardar(libro))
    assert leida.nombre == "Reporte T4"
    assert _literales(leida) == [["META", "", "1,200"], ["", "", "26%"]]
    assert _textos(leida) == [["META", "", "1200"], ["", "", "26%"]]
    assert [(c.celda.fuente.hoja, c.celda.fuente.celda) for c in leida.renglones[1].celdas] == [
        ("Reporte T4", "A2"), ("Reporte T4", "B2"), ("Reporte T4", "C2"),
    ]  # fmt: skip


def test_the_values_of_cells_are_those_that_openpyxl_reads() -> None:
    filas = [["a", 1, 2.5, None, "é\nñ"], [None] * 5, [7, "x  y", 1e-3, 12345678901, "007"]]
    contenido = guardar(una_hoja(filas)[0])
    suyas = [[str(v) if v is not None else "" for v in fila] for fila in load_workbook(io.BytesIO(contenido)).active.values]
    assert _literales(_unica(contenido)) == [fila for fila in suyas if any(fila)]


def test_a_line_break_is_a_blank_to_the_parser_and_stays_in_the_literal() -> None:
    leida = _unica(guardar(una_hoja([["PROGRAMA\nOPERATIVO  ANUAL"]])[0]))
    assert (_textos(leida), _literales(leida)) == ([["PROGRAMA OPERATIVO ANUAL"]], [["PROGRAMA\nOPERATIVO  ANUAL"]])


def test_numbers_kept_as_texts_are_texts_and_codes_keep_their_zeros() -> None:
    libro, hoja = una_hoja([["0007", " 1,200 ", 7, 201]])
    hoja["C1"].number_format = "000"
    leida = _unica(guardar(libro))
    assert _textos(leida) == [["0007", "1,200", "007", "201"]]
    assert _literales(leida) == [["0007", " 1,200 ", "007", "201"]]


def test_dates_show_in_spanish_in_both_date_systems() -> None:
    for epoca in (datetime(1899, 12, 30), datetime(1904, 1, 1)):
        libro, hoja = una_hoja([[datetime(2020, 12, 31)]])
        libro.epoch = epoca
        hoja["A1"].number_format = "d-mmm-yy"
        leida = _unica(guardar(libro))
        assert (_literales(leida), _textos(leida)) == ([["31-dic-20"]], [["31/12/2020"]])


def test_booleans_and_errors_show_as_words_and_marks() -> None:
    leida = _unica(libro_crudo({"H": datos('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#DIV/0!</v></c>')}))
    assert _textos(leida) == [["VERDADERO", "FALSO", "#DIV/0!"]]


def test_runs_of_rich_text_are_joined_and_reading_aids_left_out() -> None:
    libro, hoja = una_hoja([["x"]])
    hoja["A1"] = CellRichText("AVANCE ", TextBlock(InlineFont(b=True), "FÍSICO"))
    assert _textos(_unica(guardar(libro))) == [["AVANCE FÍSICO"]]
    textos = "<si><r><t>AVANCE </t></r><r><t>FÍSICO</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>"
    assert _textos(_unica(libro_crudo({"H": datos('<c r="A1" t="s"><v>0</v></c>')}, textos=textos))) == [["AVANCE FÍSICO"]]
    en_linea = '<c r="A1" t="inlineStr"><is><r><t>UNO </t></r><r><t>DOS</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>'
    assert _textos(_unica(libro_crudo({"H": datos(en_linea)}))) == [["UNO DOS"]]


def test_a_strict_workbook_and_its_written_dates_are_read() -> None:
    xml = datos('<c r="A1" t="d"><v>2020-12-31T00:00:00</v></c>', texto_en("B1", "META"))
    leida = _unica(libro_crudo({"H": xml}, espacio=_ESTRICTO))
    assert _textos(leida) == [["31/12/2020", "META"]]


def test_rows_and_cells_without_references_follow_one_another() -> None:
    xml = "<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row></sheetData>"
    leida = _unica(libro_crudo({"H": xml}))
    assert _textos(leida) == [["1", "", "3"], ["4", "", ""]]
    assert leida.renglones[1].celdas[0].celda.fuente.celda == "A2"


def test_hostile_names_and_texts_are_only_texts() -> None:
    xml = datos(texto_en("A1", "=cmd|' /C calc'!A0"), texto_en("B1", "a_x0000_b_x000D_c"), texto_en("C1", "ig\u200bnore\u202e"))
    leida = _unica(libro_crudo({'a"b&<c>': xml}))
    assert leida.nombre == 'a"b&<c>'
    assert _textos(leida) == [["=cmd|' /C calc'!A0", "ab c", "ignore"]]
    assert "\x00" not in leida.renglones[0].celdas[1].celda.literal


def test_where_texts_use_a_decimal_comma_no_number_reads_as_thousands() -> None:
    documento = _unica(guardar(una_hoja([["97,32%", "12,5", 14.453, 1.5]])[0]))
    assert _textos(documento) == [["97,32%", "12,5", "14.4530", "1.5"]]
    assert _textos(_unica(guardar(una_hoja([["97.32%", 14.453]])[0]))) == [["97.32%", "14.453"]]


def test_values_that_their_format_hides_are_set_aside_and_hidden_zeros_are_blank() -> None:
    libro, hoja = una_hoja([["META", 5, 0, "secreto", 0]])
    for celda in ("B1", "C1", "D1"):
        hoja[celda].number_format = ";;;"
    hoja["E1"].number_format = "0;-0;;@"
    leida = _unica(guardar(libro))
    assert _textos(leida) == [["META"]]
    assert _lugares(leida) == [("hoja «Sheet», celdas B1, D1", "Su formato de número no muestra lo que contiene, y no se leyó.")]


def test_a_sheet_that_shows_no_zeros_has_none() -> None:
    xml = '<sheetViews><sheetView showZeros="0"/></sheetViews>' + datos(texto_en("A1", "META"), '<c r="B1"><v>0</v></c><c r="C1"><v>5</v></c>')
    assert _textos(_unica(libro_crudo({"H": xml}))) == [["META", "", "5"]]


# --- formulas -------------------------------------------------------------------------------------------------------


def test_a_formula_counts_by_its_saved_value() -> None:
    xml = datos('<c r="A1"><f>SUM(B1:C1)</f><v>350</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="C1" t="str"><f>""</f><v></v></c>')
    leida = _unica(libro_crudo({"H": xml}))
    assert (_textos(leida), leida.apartados) == ([["350", "ab"]], ())


def test_a_formula_never_calculated_is_no_blank_and_no_figure() -> None:
    leida = _unica(guardar(una_hoja([["META", "=SUM(C1:D1)", 1, 2]])[0]))
    assert _textos(leida) == [["META", "#SIN CALCULAR", "1", "2"]]
    assert _literales(leida) == [["META", "=SUM(C1:D1)", "1", "2"]]
    assert _lugares(leida) == [("hoja «Sheet», celda B1", "Su fórmula no tiene un valor guardado, y no se calcula aquí.")]
    assert "guárdelo" in leida.apartados[0].remedio


def test_a_zero_that_the_workbook_asks_to_be_calculated_is_not_believed() -> None:
    archivo = io.BytesIO()
    with xlsxwriter.Workbook(archivo, {"in_memory": True}) as libro:
        hoja = libro.add_worksheet("POA")
        hoja.write_formula("A1", "=B1+C1")
        hoja.write_formula("A2", "=B1+C1", None, 12)
        hoja.write_number("B1", 5)
    leida = _unica(archivo.getvalue())
    assert _textos(leida) == [["#SIN CALCULAR", "5"], ["12", ""]]
    assert [a.lugar for a in leida.apartados] == ["hoja «POA», celda A1"]


@pytest.mark.parametrize(
    ("formula", "cierta"),
    [
        ("=B1+C1", True),
        ("=SUM(B1:C2)", True),
        ("=SUM(B1,C1,D1*0)", True),
        ("=(B1-C1)/D1", True),
        ("=A2", True),  # which is the sum of zeros itself
        ("=B1+D1", False),
        ("=B1/C1", False),
        ("=SUM(A2:D2)", False),  # a text among them
        ("=A3", False),
        ("=A4+A5", False),  # of each other
        ("=IF(D1>0,B1,C1)", False),
        ("=Otra!B1", False),
        ("=SUM(A1:XFD1048576)", False),
        ("=" + "(" * 150 + "B1" + ")" * 150, True),
        ("=B1+", False),
    ],
)
def test_a_zero_is_believed_where_the_cells_of_its_formula_give_it(formula: str, cierta: bool) -> None:
    archivo = io.BytesIO()
    with xlsxwriter.Workbook(archivo, {"in_memory": True}) as libro:
        hoja = libro.add_worksheet("POA")
        hoja.write_row("B1", [0, 0, 7])
        hoja.write_formula("A2", "=B1+C1")
        hoja.write_string("D2", "uno")
        hoja.write_formula("A3", "=D1+1")
        hoja.write_formula("A4", "=A5")
        hoja.write_formula("A5", "=A4")
        hoja.write_formula("F1", formula)
        libro.add_worksheet("Otra").write_formula("F1", formula)
    propia = leer(archivo.getvalue())[0]
    lugar = [c for r in propia.renglones for _, c in r.llenas() if c.celda.fuente.celda == "F1"]
    assert [c.texto for c in lugar] == ["0" if cierta else "#SIN CALCULAR"]
    assert any("F1" in a.lugar for a in propia.apartados) is not cierta


def test_a_zero_that_one_sheet_gives_is_not_another_ones() -> None:
    archivo = io.BytesIO()
    with xlsxwriter.Workbook(archivo, {"in_memory": True}) as libro:
        for nombre, valor in (("Uno", 0), ("Otro", 5)):
            hoja = libro.add_worksheet(nombre)
            hoja.write_number("B1", valor)
            hoja.write_formula("A1", "=B1+C1")
    una, otra = leer(archivo.getvalue())
    assert (_textos(una), _textos(otra)) == ([["0", "0"]], [["#SIN CALCULAR", "5"]])


def test_a_report_whose_totals_were_never_calculated_loads_no_figure_for_them() -> None:
    libro = load_workbook(io.BytesIO(a_xlsx(_PARES[-1][0].read_text(encoding="utf-8"))))
    hoja = libro.active
    absoluto = next(c for f in hoja.iter_rows() for c in f if c.value == "ALCANZADO ACUMULADO").column_letter
    renglon = next(c.row for c in hoja["B"] if str(c.value).startswith("1.1."))
    hoja[f"{absoluto}{renglon}"] = f"=SUM(F{renglon},H{renglon},J{renglon},L{renglon})"
    documento = leer_documento("a.xlsx", guardar(libro))
    leidas = {m.numero for i in documento.informes[:1] for m in i.metas}
    assert "1" in leidas and "1.1" not in leidas
    assert f"hoja «Sheet», celda {absoluto}{renglon}" in [a.lugar for a in documento.apartados]


def test_the_words_of_a_formula_never_calculated_give_no_cause() -> None:
    libro = load_workbook(io.BytesIO(a_xlsx(_PARES[-1][0].read_text(encoding="utf-8"))))
    renglon = next(c.row for c in libro.active["B"] if str(c.value).startswith("1.1."))
    libro.active[f"O{renglon}"] = '=IF(D5>0,"por COVID","")'
    documento = leer_documento("a.xlsx", guardar(libro))
    assert not [c for i in documento.informes for m in i.metas for c in m.causas if m.numero == "1.1" and c.causa == "covid"]
    assert [a.lugar for a in documento.apartados] == [f"hoja «Sheet», celda O{renglon}"]


# --- merged cells ---------------------------------------------------------------------------------------------------


def test_a_merged_cell_stands_at_its_first_place_with_what_it_covers() -> None:
    libro, hoja = una_hoja([["META", "PERIODO", None, None, "OBS"], [None, "P", "A", "P"], ["1.-", 1, 2, 3, "x"]])
    hoja.merge_cells("B1:D1")
    hoja.merge_cells("A1:A2")
    hoja.merge_cells("E1:E2")
    filas = _unica(guardar(libro)).renglones
    assert [(c.texto, c.columnas, c.filas) for c in filas[0].celdas] == [
        ("META", 1, 2), ("PERIODO", 3, 1), ("", 1, 1), ("", 1, 1), ("OBS", 1, 2),
    ]  # fmt: skip
    assert [c.texto for c in filas[1].celdas] == ["", "P", "A", "P", ""]


def test_a_merge_counts_the_rows_of_the_grid_not_blank_or_hidden_ones() -> None:
    libro, hoja = una_hoja([["A", "x"], [None, None], [None, "y"], [None, "oculta"], [None, "z"]])
    hoja.merge_cells("A1:A5")
    hoja.row_dimensions[4].hidden = True
    filas = _unica(guardar(libro)).renglones
    assert [c.texto for r in filas for c in r.celdas] == ["A", "x", "", "y", "", "z"]
    assert filas[0].celdas[0].filas == 3


def test_what_a_merged_cell_covers_is_set_aside() -> None:
    xml = datos(texto_en("A1", "a"), texto_en("B1", "b")) + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    leida = _unica(libro_crudo({"H": xml}))
    assert _textos(leida) == [["a"]]
    assert [a.lugar for a in leida.apartados] == ["hoja «H», celda B1"]


def test_a_merged_cell_whose_first_row_or_column_is_hidden_still_shows() -> None:
    libro, hoja = una_hoja([["T", None, "x"], [None, None, "y"], ["V", None, "z"]])
    hoja.merge_cells("A1:A2")
    hoja.merge_cells("A3:B3")
    hoja.row_dimensions[1].hidden = True
    leida = _unica(guardar(libro))
    assert _textos(leida) == [["T", "", "y"], ["V", "", "z"]]
    assert leida.renglones[0].celdas[0].celda.fuente.celda == "A1"
    hoja.row_dimensions[1].hidden = False
    hoja.column_dimensions["A"].hidden = True
    assert _textos(_unica(guardar(libro)))[-1] == ["V", "", "z"]


# --- what is hidden -------------------------------------------------------------------------------------------------


def test_hidden_rows_are_set_aside_whoever_hid_them() -> None:
    libro, hoja = una_hoja([["A"], ["a mano"], ["grupo"], [None], ["B"], ["filtro"]])
    for renglon in (2, 4, 6):
        hoja.row_dimensions[renglon].hidden = True
    hoja.row_dimensions[3].outlineLevel = 1
    hoja.row_dimensions[3].hidden = True
    leida = _unica(guardar(libro))
    assert _textos(leida) == [["A"], ["B"]]
    assert [a.lugar for a in leida.apartados] == ["hoja «Sheet», renglones 2 a 3, 6"]


def test_a_hidden_column_keeps_its_place_and_is_set_aside_if_filled() -> None:
    libro, hoja = una_hoja([["A", None, "auxiliar", "D"], ["a", None, 5, "d"]])
    hoja.column_dimensions["B"].hidden = True
    hoja.column_dimensions["C"].hidden = True
    leida = _unica(guardar(libro))
    assert _textos(leida) == [["A", "", "", "D"], ["a", "", "", "d"]]
    assert [a.lugar for a in leida.apartados] == ["hoja «Sheet», columna C"]


def test_sheets_come_in_the_order_of_their_tabs_and_hidden_ones_are_set_aside() -> None:
    xml = datos(texto_en("A1", "x"))
    estados = {"Z": "hidden", "Y": "veryHidden", "Vacía": "hidden"}
    hojas = leer(libro_crudo({"B": xml, "Z": xml, "A": xml, "Y": xml, "Vacía": "<sheetData/>", "Blanca": "<sheetData/>"}, estados=estados))
    assert [(h.nombre, len(h.renglones)) for h in hojas] == [("B", 1), ("Z", 0), ("A", 1), ("Y", 0)]
    assert [a.lugar for h in hojas for a in h.apartados] == ["hoja «Z»", "hoja «Y»"]


def test_a_sheet_of_a_chart_holds_nothing_and_stops_nothing() -> None:
    archivo = io.BytesIO()
    with xlsxwriter.Workbook(archivo, {"in_memory": True}) as libro:
        hoja = libro.add_worksheet("POA")
        hoja.write_row("A1", ["META", 5])
        grafica = libro.add_chart({"type": "column"})
        grafica.add_series({"values": "=POA!$B$1"})
        libro.add_chartsheet("Gráfica").set_chart(grafica)
    assert [h.nombre for h in leer(archivo.getvalue())] == ["POA"]


# --- broken and hostile files ---------------------------------------------------------------------------------------


def _bueno() -> bytes:
    return guardar(una_hoja([["META", 1, 2.5, "x" * 500]] * 50)[0])


def _rotos() -> dict[str, bytes]:
    bueno = _bueno()
    xml = datos(texto_en("A1", "x"))
    sin_libro = io.BytesIO()
    with zipfile.ZipFile(sin_libro, "w") as z:
        z.writestr("notas.txt", "hola")
    dtd = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    con_xml = libro_crudo({"H": xml})
    hoja = f"""<worksheet xmlns="{_ESTRICTO}">{datos('<c r="A1"><v>&b;</v></c>')}</worksheet>"""
    muchas = {f"H{n}": xml for n in range(1001)}
    rotos = {f"truncado_{p}": bueno[: len(bueno) * p // 100] for p in (1, 10, 35, 60, 85, 99)}
    return rotos | {
        "con_contrasena": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "antiguo": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le"),
        "texto": b"META\tUNO\n",
        "un_zip": sin_libro.getvalue(),
        "ceros": b"PK\x03\x04" + bytes(5000),
        "basura": b"PK\x03\x04" + bytes(range(256)) * 40,
        "dtd_en_hoja": con_parte(con_xml, {"xl/worksheets/sheet1.xml": (dtd + hoja).encode()}),
        "dtd_en_libro": con_parte(con_xml, {"xl/workbook.xml": (dtd + "<workbook/>").encode()}),
        "dtd_en_textos": con_parte(libro_crudo({"H": xml}, textos=""), {"xl/sharedStrings.xml": (dtd + "<sst/>").encode()}),
        "libro_roto": con_parte(con_xml, {"xl/workbook.xml": b"<workbook><sheets>"}),
        "estilos_rotos": con_parte(_bueno(), {"xl/styles.xml": b"\x00\x00<styleSheet"}),
        "hoja_rota": con_parte(con_xml, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='1'><c"}),
        "hoja_ausente": con_parte(con_xml, {"xl/_rels/workbook.xml.rels": b"<Relationships/>"}),
        "vacio": libro_crudo({"H": "<sheetData/>"}),
        "1001_hojas": libro_crudo(muchas),
        "no_es_numero": libro_crudo({"H": datos('<c r="A1"><v>1_000</v></c>')}),
        "texto_que_no_hay": libro_crudo({"H": datos('<c r="A1" t="s"><v>7</v></c>')}, textos="<si><t>a</t></si>"),
        "estilo_que_no_hay": libro_crudo({"H": datos('<c r="A1" s="9"><v>7</v></c>')}),
        "fuera_de_la_hoja": libro_crudo({"H": datos('<c r="XFE1"><v>7</v></c>')}),
        "dos_en_un_lugar": libro_crudo({"H": datos('<c r="A1"><v>7</v></c><c r="A1"><v>8</v></c>')}),
    }


@pytest.mark.parametrize("caso", sorted(_rotos()))
def test_a_broken_file_is_refused_quickly_with_its_remedy(caso: str) -> None:
    inicio = time.process_time()
    with pytest.raises(ErrorDeLectura) as error:
        leer(_rotos()[caso])
    assert error.value.motivo and error.value.remedio.endswith(".")
    assert time.process_time() - inicio < 5


def test_the_reason_names_the_password() -> None:
    with pytest.raises(ErrorDeLectura, match="contraseña"):
        leer(_rotos()["con_contrasena"])


def test_zeroed_and_shuffled_bytes_give_a_clean_read_or_a_reason() -> None:
    bueno = bytearray(_bueno())
    for inicio in range(40, len(bueno) - 60, max(1, len(bueno) // 60)):
        danado = bytes(bueno[:inicio]) + bytes(40) + bytes(bueno[inicio + 40 :])
        try:
            hojas = leer(danado)
        except ErrorDeLectura:
            continue
        assert all(c.texto in {"", "META", "1", "2.5", "x" * 500} for h in hojas for r in h.renglones for c in r.celdas)


def test_a_damaged_sheet_is_set_aside_and_the_others_load() -> None:
    bueno = libro_crudo({"Uno": datos(texto_en("A1", "x")), "Dos": datos(texto_en("A1", "y"))})
    hojas = leer(con_parte(bueno, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}))
    assert [(h.nombre, len(h.renglones)) for h in hojas] == [("Uno", 0), ("Dos", 1)]
    assert hojas[0].apartados[0].lugar == "hoja «Uno»" and "dañada" in hojas[0].apartados[0].motivo


def test_a_workbook_under_another_name_is_still_a_workbook() -> None:
    assert lector_de("reporte.txt", _bueno()).formato == "xlsx"


# --- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.lenta
def test_a_million_formatted_blank_rows_are_quick() -> None:
    renglones = "".join(f'<row r="{n}" s="0" customFormat="1"><c r="A{n}" s="0"/></row>' for n in range(2, 1_048_577))
    xml = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{texto_en("A1", "META")}</row>{renglones}</sheetData>'
    contenido = libro_crudo({"H": xml})
    latidos: list[tuple[int, int]] = []
    inicio = time.process_time()
    [hoja] = leer(contenido, avisar=lambda hechas, total: latidos.append((hechas, total)))
    assert _textos(hoja) == [["META"]]
    assert time.process_time() - inicio < 20
    assert len(latidos) > 100 and latidos[-1] == (1, 1)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    archivo = io.BytesIO()
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/worksheets/sheet1.xml", bytes(60 * 2**20))
    with pytest.raises(ErrorDeLectura, match="50 MB"):
        leer(archivo.getvalue(), Limites(desempacado_mb=50))


@pytest.mark.parametrize(
    "xml",
    [
        "<sheetData>" + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2000)) + "</sheetData>",
        "<sheetData>" + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20)) + "</sheetData>",
        datos(texto_en("A1", "x")) + "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 2000 + "</mergeCells>",
    ],
    ids=["filled", "far apart", "merged"],
)  # fmt: skip
def test_no_sheet_takes_more_cells_than_the_limit(xml: str) -> None:
    inicio = time.process_time()
    with pytest.raises(ErrorDeLectura, match="1,000 celdas"):
        leer(libro_crudo({"H": xml}), Limites(celdas=1000))
    assert time.process_time() - inicio < 5


def test_a_merge_over_the_whole_sheet_costs_what_the_sheet_holds() -> None:
    xml = datos(texto_en("A1", "TÍTULO")) + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    [celda] = _unica(libro_crudo({"H": xml})).renglones[0].celdas
    assert (celda.texto, celda.columnas, celda.filas) == ("TÍTULO", 16_384, 1)


def test_a_note_far_to_the_right_does_not_widen_every_row() -> None:
    libro = Workbook()
    for n in range(1, 300):
        libro.active.cell(n, 1, "META")
    libro.active.cell(5, 9000, "nota")
    assert sum(len(r.celdas) for r in _unica(guardar(libro)).renglones) < 300 * 256 + 9000


# --- whole reports --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reporte", "oro"), [*_PARES, pytest.param(REAL, ORO, marks=_real)], ids=lambda p: p.stem)
def test_a_report_as_a_workbook_gives_the_same_facts(reporte: Path, oro: Path) -> None:
    documento = leer_documento("reporte.xlsx", a_xlsx(reporte.read_text(encoding="utf-8")))
    leidos, deben = hechos(documento), esperados(oro)
    assert not documento.apartados and not any(i.apartados for i in documento.informes)
    assert leidos.keys() == deben.keys()
    for clave, esperado in deben.items():
        assert {k: v for k, v in leidos[clave].items() if k in esperado} == {k: esperado[k] for k in leidos[clave] if k in esperado}
    lugares = [c.fuente for i in documento.informes for m in i.metas for c in m.celdas.values()]
    assert all(f.hoja == "Sheet" and f.celda and f.linea is None for f in lugares)


@pytest.mark.parametrize("reporte", [r for r, _ in _PARES], ids=lambda p: p.stem)
def test_every_literal_is_what_the_cell_of_its_place_shows(reporte: Path) -> None:
    contenido = a_xlsx(reporte.read_text(encoding="utf-8"))
    hoja = load_workbook(io.BytesIO(contenido)).active
    for informe in leer_documento("reporte.xlsx", contenido).informes:
        for celda in [*informe.celdas.values(), *(c for m in informe.metas for c in m.celdas.values())]:
            suya = hoja[celda.fuente.celda]
            vista = {"#,##0": "{:,}", "0%": "{:.0%}"}.get(suya.number_format, "{}").format(suya.value)
            assert celda.literal in vista or suya.is_date
