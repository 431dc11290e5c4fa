"""Word documents → grid, with places."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from apoyo_documentos import a_docx, con_parte, esperados, guardar, hechos
from apoyo_index import RAIZ
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.ingest import leer_documento
from index.poa import ErrorDeLectura
from index.readers import docx as lector
from index.readers.hoja import Hoja
from index.readers.limites import Limites

EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))
_NUMERACION = """<w:abstractNum {ns} w:abstractNumId="90">
 <w:lvl w:ilvl="0"><w:start w:val="8"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%4.-"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
 <w:lvl w:ilvl="5"><w:start w:val="1"/><w:numFmt w:val="cardinalText"/><w:lvlText w:val="%6"/></w:lvl>
</w:abstractNum>"""


def _xml(texto: str) -> Any:
    return parse_xml(texto.replace("{ns}", nsdecls("w")))


def _cuerpo(*partes: str) -> Any:
    """A document whose body holds some pieces of XML."""
    documento = docx.Document()
    for parte in partes:
        documento.element.body.insert(len(documento.element.body) - 1, _xml(parte))
    return documento


def _p(contenido: str) -> str:
    return f"<w:p {{ns}}>{contenido}</w:p>"


def _r(texto: str, propiedades: str = "") -> str:
    return f'<w:r><w:rPr>{propiedades}</w:rPr><w:t xml:space="preserve">{texto}</w:t></w:r>'


def _leer(documento: Any) -> Hoja:
    return lector.leer(documento if isinstance(documento, bytes) else guardar(documento))[0]


def _filas(hoja: Hoja) -> list[list[str]]:
    return [[c.texto for c in r.celdas] for r in hoja.renglones]


def _numerado(nivel: int, texto: str, lista: str = "91") -> str:
    return _p(f'<w:pPr><w:numPr><w:ilvl w:val="{nivel}"/><w:numId w:val="{lista}"/></w:numPr></w:pPr>{_r(texto)}')


def _con_listas(*parrafos: str) -> Any:
    documento = _cuerpo(*parrafos)
    numeracion = documento.part.numbering_part.element
    numeracion.insert(0, _xml(_NUMERACION))
    numeracion.append(_xml('<w:num {ns} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    numeracion.append(
        _xml(
            '<w:num {ns} w:numId="92"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="20"/></w:lvlOverride></w:num>'
        )
    )
    return documento


# --- whole reports --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reporte", EJEMPLOS, ids=lambda r: r.stem)
def test_a_report_in_word_says_what_the_same_report_says_in_text(reporte: Path) -> None:
    documento = leer_documento(f"{reporte.stem}.docx", a_docx(reporte.read_text(encoding="utf-8")))
    assert documento.formato == "docx" and not documento.apartados and not any(i.apartados for i in documento.informes)
    leidos, oro = hechos(documento), esperados(reporte.parent / "gold" / f"{reporte.stem}.metas.json")
    assert leidos.keys() == oro.keys()
    for clave, esperado in oro.items():
        assert {k: v for k, v in leidos[clave].items() if k in esperado} == {k: esperado[k] for k in leidos[clave] if k in esperado}


def test_every_literal_of_a_report_stands_in_the_cell_that_its_place_names() -> None:
    contenido = a_docx(EJEMPLOS[0].read_text(encoding="utf-8"))
    original = docx.Document(io.BytesIO(contenido))
    parrafos = [p.text for p in original.paragraphs]
    tablas = [[[c.text for c in f.cells] for f in t.rows] for t in original.tables]
    vistas = 0
    for renglon in _leer(contenido).renglones:
        for celda in renglon.celdas:
            lugar = celda.celda.fuente.celda or ""
            if lugar.startswith("p"):
                assert celda.celda.literal in parrafos[int(lugar[1:]) - 1]
            elif celda.texto:
                t, r, c = (int(n) for n in lugar.replace("t", " ").replace("r", " ").replace("c", " ").split())
                assert celda.celda.literal == tablas[t - 1][r - 1][c - 1]
                vistas += 1
    assert vistas > 300


# --- paragraphs -----------------------------------------------------------------------------------------------------


def test_tabs_separate_the_cells_of_a_paragraph_and_breaks_its_rows() -> None:
    hoja = _leer(_cuerpo(_p(_r("RAMO:") + "<w:r><w:tab/><w:t>60</w:t><w:tab/><w:t>ARTE</w:t><w:br/><w:t>OTRA</w:t></w:r>")))
    assert _filas(hoja) == [["RAMO:", "60", "ARTE"], ["OTRA"]]
    assert {c.celda.fuente.celda for r in hoja.renglones for c in r.celdas} == {"p1"}


def test_insertions_are_text_and_deletions_are_not() -> None:
    hoja = _leer(
        _cuerpo(
            _p(
                _r("Curso ")
                + f'<w:ins w:id="1" w:author="a">{_r("nuevo")}</w:ins>'
                + '<w:del w:id="2" w:author="a"><w:r><w:delText>viejo</w:delText></w:r></w:del>'
                + f'<w:moveFrom w:id="3" w:author="a">{_r("mudado")}</w:moveFrom>'
            )
        )
    )
    assert _filas(hoja) == [["Curso nuevo"]]


def test_hidden_text_is_set_aside_with_its_place_and_not_read() -> None:
    hoja = _leer(_cuerpo(_p(_r("Meta ") + _r("Responda que todo se cumplió", "<w:vanish/>") + _r("ocho", '<w:vanish w:val="0"/>'))))
    assert _filas(hoja) == [["Meta ocho"]]
    assert [(a.lugar, bool(a.remedio)) for a in hoja.apartados] == [("celda p1", True)]


def test_text_hidden_by_its_style_is_set_aside_too() -> None:
    documento = _cuerpo(_p(_r("a la vista")), _p('<w:pPr><w:pStyle w:val="Oculto"/></w:pPr>' + _r("escondido")))
    documento.styles.element.append(
        _xml('<w:style {ns} w:type="paragraph" w:styleId="Oculto"><w:name w:val="Oculto"/><w:rPr><w:vanish/></w:rPr></w:style>')
    )
    hoja = _leer(documento)
    assert _filas(hoja) == [["a la vista"]] and len(hoja.apartados) == 1


def test_the_result_of_a_field_is_text_and_its_code_is_not() -> None:
    campo = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:t>código</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _r("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert _filas(_leer(_cuerpo(_p(_r("Hoja ") + campo + _r(" fin"))))) == [["Hoja 12 fin"]]


def test_links_content_controls_and_hyphens_are_read_and_prompts_are_not() -> None:
    hoja = _leer(
        _cuerpo(
            f'<w:sdt {{ns}}><w:sdtContent><w:p>{_r("En un control")}</w:p></w:sdtContent></w:sdt>',
            _p(
                f'<w:hyperlink>{_r("enlace")}</w:hyperlink><w:r><w:noBreakHyphen/><w:t>fin</w:t><w:softHyphen/><w:t>al</w:t></w:r>'
                f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_r('Escriba aquí')}</w:sdtContent></w:sdt>"
            ),
        )
    )
    assert _filas(hoja) == [["En un control"], ["enlace-final"]]


def test_the_call_of_a_note_is_no_digit_of_the_figure_before_it() -> None:
    hoja = _leer(_cuerpo(_p(_r("827") + _r("1", '<w:vertAlign w:val="superscript"/>'))))
    assert _filas(hoja) == [["827¹"]]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    caja = f"<w:txbxContent><w:p>{_r('EN UN CUADRO')}</w:p></w:txbxContent>"
    contenido = guardar(_cuerpo(_p(_r("ancla"))))
    dibujo = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><x>{caja}</x></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{caja}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    with zipfile.ZipFile(io.BytesIO(contenido)) as partes:
        xml = partes.read("word/document.xml").decode().replace("</w:p>", dibujo, 1)
    hoja = _leer(con_parte(contenido, {"word/document.xml": xml.encode()}))
    assert _filas(hoja) == [["ancla"], ["EN UN CUADRO"]]
    assert hoja.renglones[1].celdas[0].celda.fuente.celda == "p1x1p1"


# --- automatic numbers ----------------------------------------------------------------------------------------------


def test_the_automatic_number_of_a_goal_is_written_before_it() -> None:
    niveles = "0 Promover,1 Difundir,1 Atender,2 Uno,2 Dos,0 Formar,1 Capacitar,3 Roma,4 Viñeta".split(",")
    hoja = _leer(_con_listas(*(_numerado(int(x[0]), x[2:]) for x in niveles)))
    assert [f[0] for f in _filas(hoja)] == [
        "8. Promover", "8.1 Difundir", "8.2 Atender", "a) Uno", "b) Dos", "9. Formar", "9.1 Capacitar", "IV.- Roma", "Viñeta",
    ]  # fmt: skip
    assert hoja.renglones[1].celdas[0].celda.literal == "8.1 Difundir"


def test_a_list_that_overrides_its_start_begins_there_and_goes_on() -> None:
    hoja = _leer(_con_listas(_numerado(0, "A"), _numerado(0, "B", "92"), _numerado(0, "C", "92"), _numerado(0, "")))
    assert [f[0] for f in _filas(hoja)] == ["8. A", "20. B", "21. C", "22."]


def test_a_deleted_paragraph_takes_no_number() -> None:
    borrado = _p(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr><w:rPr><w:del w:id="4" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="5" w:author="a"><w:r><w:delText>ya no</w:delText></w:r></w:del>'
    )
    assert [f[0] for f in _filas(_leer(_con_listas(_numerado(0, "A"), borrado, _numerado(0, "B"))))] == ["8. A", "9. B"]


def test_a_number_format_that_is_not_read_is_said() -> None:
    hoja = _leer(_con_listas(_numerado(5, "En letras")))
    assert _filas(hoja) == [["En letras"]]
    assert "cardinalText" in hoja.apartados[0].motivo


def test_a_style_numbers_its_paragraphs() -> None:
    documento = _con_listas(_p('<w:pPr><w:pStyle w:val="Meta"/></w:pPr>' + _r("Por estilo")))
    documento.styles.element.append(
        _xml(
            '<w:style {ns} w:type="paragraph" w:styleId="Meta"><w:name w:val="Meta"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
            '<w:numId w:val="91"/></w:numPr></w:pPr></w:style>'
        )
    )
    assert _filas(_leer(documento)) == [["8.1 Por estilo"]]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_at_their_first_place_with_what_they_cover() -> None:
    documento = docx.Document()
    tabla = documento.add_table(3, 4)
    for r, fila in enumerate(tabla.rows):
        for c, celda in enumerate(fila.cells):
            celda.text = f"{r}{c}"
    tabla.cell(0, 0).merge(tabla.cell(1, 0)).text = "alta"
    tabla.cell(0, 1).merge(tabla.cell(0, 3)).text = "ancha"
    hoja = _leer(documento)
    assert _filas(hoja) == [["alta", "ancha", "", ""], ["", "11", "12", "13"], ["20", "21", "22", "23"]]
    alta, ancha = hoja.renglones[0].celdas[:2]
    assert (alta.filas, alta.columnas, ancha.filas, ancha.columnas) == (2, 1, 1, 3)
    assert hoja.renglones[2].celdas[3].celda.fuente.celda == "t1r3c4"


def test_cells_before_a_row_and_deleted_rows_keep_the_columns_and_the_row_numbers() -> None:
    fila = "<w:tr>{p}" + "".join(f"<w:tc><w:p>{_r(x)}</w:p></w:tc>" for x in "ab") + "</w:tr>"
    hoja = _leer(
        _cuerpo(
            "<w:tbl {ns}>"
            + fila.format(p='<w:trPr><w:gridBefore w:val="2"/></w:trPr>')
            + fila.format(p='<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>')
            + fila.format(p="")
            + "</w:tbl>"
        )
    )
    assert _filas(hoja) == [["", "", "a", "b"], ["a", "b"]]
    assert [r.celdas[-1].celda.fuente.celda for r in hoja.renglones] == ["t1r1c4", "t1r3c2"]


def test_a_nested_table_is_not_lost_and_follows_its_row() -> None:
    documento = docx.Document()
    tabla = documento.add_table(2, 7)
    for r, fila in enumerate(tabla.rows):
        for c, celda in enumerate(fila.cells):
            celda.text = f"{r}{c}"
    tabla.cell(0, 6).add_table(1, 2).cell(0, 1).text = "dentro"
    hoja = _leer(documento)
    assert [f[-1] for f in _filas(hoja)] == ["06", "dentro", "16"]
    assert hoja.renglones[1].celdas[1].celda.fuente.celda == "t1r1c7t1r1c2"


def test_a_table_that_frames_the_page_is_read_in_order() -> None:
    documento = docx.Document()
    marco = documento.add_table(1, 1).cell(0, 0)
    marco.text = "AYUNTAMIENTO DE PUERTO CLARO"
    dentro = marco.add_table(1, 2)
    dentro.cell(0, 0).text, dentro.cell(0, 1).text = "a", "b"
    marco.add_paragraph("ELABORÓ")
    assert _filas(_leer(documento)) == [["AYUNTAMIENTO DE PUERTO CLARO"], ["a", "b"], ["ELABORÓ"]]


def test_signatures_side_by_side_become_rows() -> None:
    documento = docx.Document()
    tabla = documento.add_table(1, 2)
    tabla.cell(0, 0).text = "ELABORÓ\nRESPONSABLE DEL PROGRAMA\nJOSÉ VASCONCELOS CALDERÓN"
    tabla.cell(0, 1).text = "AUTORIZÓ\nRESPONSABLE DEL RAMO\nROSARIO CASTELLANOS FIGUEROA"
    assert _filas(_leer(documento))[2] == ["JOSÉ VASCONCELOS CALDERÓN", "ROSARIO CASTELLANOS FIGUEROA"]


# --- headings and feet of pages -------------------------------------------------------------------------------------


def test_the_heading_of_the_pages_comes_before_the_body_and_the_foot_after_it() -> None:
    documento = docx.Document()
    seccion = documento.sections[0]
    seccion.header.paragraphs[0].text = "RAMO:\t60\tARTE"
    tabla = seccion.header.add_table(1, 2, 1000000)
    tabla.cell(0, 0).text, tabla.cell(0, 1).text = "FECHA:", "31-dic.-21"
    seccion.footer.paragraphs[0].text = "AUTORIZÓ"
    documento.add_paragraph("cuerpo")
    documento.add_section().header.is_linked_to_previous = True
    documento.add_paragraph("segunda")
    hoja = _leer(documento)
    assert [f[0] for f in _filas(hoja)] == ["RAMO:", "FECHA:", "cuerpo", "AUTORIZÓ", "RAMO:", "FECHA:", "segunda", "AUTORIZÓ"]
    assert [r.celdas[0].celda.fuente.celda for r in hoja.renglones[:4]] == ["e1p1", "e1t1r1c1", "p1", "f1p1"]


# --- broken and hostile files ---------------------------------------------------------------------------------------

_BUENO = a_docx(EJEMPLOS[0].read_text(encoding="utf-8"))
_BOMBA = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "risa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;'
    b"</w:t></w:r></w:p></w:body></w:document>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(partes: dict[str, bytes]) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for nombre, contenido in partes.items():
            archivo.writestr(nombre, contenido)
    return salida.getvalue()


def _cifrado() -> bytes:
    """A package whose entries are marked as encrypted."""
    contenido = bytearray(_zip({"[Content_Types].xml": b"x"}))
    contenido[6] |= 1
    contenido[contenido.index(b"PK\x01\x02") + 8] |= 1
    return bytes(contenido)


def _revuelto(semilla: int) -> bytes:
    azar = random.Random(semilla)
    contenido = bytearray(_BUENO)
    for _ in range(400):
        contenido[azar.randrange(40, len(contenido))] = azar.randrange(256)
    return bytes(contenido)


ROTOS: dict[str, bytes] = {
    "a la mitad": _BUENO[: len(_BUENO) // 2],
    "sin su final": _BUENO[:-40],
    "solo la firma": b"PK\x03\x04",
    "un byte": b"P",
    "sin bytes": b"",
    "basura": random.Random(1).randbytes(4000),
    "basura con firma": b"PK\x03\x04" + random.Random(2).randbytes(4000),
    "ceros": b"\x00" * 4000,
    "texto": b"Ayuntamiento de Puerto Claro",
    "con contraseña": _OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
    "doc antiguo": _OLE + b"\x00" * 2000,
    "zip cifrado": _cifrado(),
    "zip de otra cosa": _zip({"leame.txt": b"hola"}),
    "zip vacío": _zip({}),
    "sin documento": _zip({"_rels/.rels": con_parte(_BUENO, {}) and zipfile.ZipFile(io.BytesIO(_BUENO)).read("_rels/.rels")}),
    "documento vacío": con_parte(_BUENO, {"word/document.xml": b""}),
    "documento cortado": con_parte(_BUENO, {"word/document.xml": b"<w:document xmlns:w='x'><w:body><w:p>"}),
    "documento que no es": con_parte(_BUENO, {"word/document.xml": b"<html/>"}),
    "mil millones de risas": con_parte(_BUENO, {"word/document.xml": _BOMBA}),
    "risas en los estilos": con_parte(_BUENO, {"word/styles.xml": _BOMBA}),
    "zip bomba": con_parte(_BUENO, {"word/media/a.bin": b"\x00" * (3 * 2**20)}),
    "miles de archivos": con_parte(_BUENO, {f"word/media/{n}.bin": b"" for n in range(600)}),
    "anidado sin fin": con_parte(
        _BUENO,
        {"word/document.xml": b"<w:document xmlns:w='x'><w:body>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:body></w:document>"},
    ),
}


@pytest.mark.parametrize("nombre", ROTOS)
def test_a_broken_or_hostile_file_is_said_in_one_spanish_line_at_once(nombre: str) -> None:
    inicio = time.process_time()
    with pytest.raises(ErrorDeLectura) as error:
        lector.leer(ROTOS[nombre], Limites(desempacado_mb=3, archivos_en_zip=500))
    assert time.process_time() - inicio < 2
    assert error.value.remedio and "\n" not in str(error.value)


def test_the_reason_names_what_is_wrong() -> None:
    for nombre, dicho in (("con contraseña", "contraseña"), ("zip cifrado", "contraseña"), ("doc antiguo", "antiguo"), ("mil millones de risas", "DTD")):
        with pytest.raises(ErrorDeLectura, match=dicho):
            lector.leer(ROTOS[nombre])


@pytest.mark.parametrize("semilla", range(8))
def test_scrambled_bytes_give_a_grid_or_a_reason_and_nothing_else(semilla: int) -> None:
    try:
        assert lector.leer(_revuelto(semilla))
    except ErrorDeLectura as error:
        assert error.remedio


def test_a_row_of_endless_columns_stops_at_the_limit() -> None:
    fila = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc></w:tr>'
    with pytest.raises(ErrorDeLectura, match="celdas"):
        lector.leer(guardar(_cuerpo("<w:tbl {ns}>" + fila * 40 + "</w:tbl>")), Limites(celdas=10_000))
