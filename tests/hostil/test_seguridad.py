"""Each line of the security notes on text and files: what is normalised, what is refused, what no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
import rotos
from apoyo_base import url_de
from apoyo_index import fila, informe
from sqlalchemy import select

from assistant import export
from index.ingest import leer_documento
from index.metas import MetaStore
from index.poa import Documento, ErrorDeLectura
from index.schema import abrir, metas

ETIQUETAS = "\U000e0049\U000e0067\U000e006e\U000e006f\U000e0072\U000e0061"


def _leido(texto: str, codificacion: str = "utf-8") -> Documento:
    return leer_documento("informe.txt", texto.encode(codificacion, "surrogatepass" if "utf" in codificacion else "strict"))


def _descripcion(d: Documento) -> str:
    return d.informes[0].metas[0].descripcion


@pytest.mark.parametrize("intruso", ["\x00", "\u202e", "\u2066", "\u200b", "\ufeff", ETIQUETAS, "\x1b", "\x07", "\u00ad"])
def test_what_nobody_sees_is_not_read_and_the_report_is(intruso: str) -> None:
    d = _leido(informe(fila(f"1.- Impartir ta{intruso}lleres")))
    assert _descripcion(d) == "Impartir talleres"


def test_a_lone_surrogate_is_told_as_unknown_and_every_store_takes_the_rest(tmp_path: Path) -> None:
    crudo = informe(fila("1.- Impartir X talleres", observacion="Nota X final")).encode().replace(b"X", b"\xed\xa0\x80")
    d = leer_documento("informe.txt", crudo)
    store = MetaStore(abrir(url_de(tmp_path)))
    assert store.guardar(d).metas == 1
    with store.engine.connect() as con:
        escrita = con.execute(select(metas.c.descripcion)).scalar_one()
    assert "\ud800" not in escrita and "talleres" in escrita


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    texto = informe(fila("1.- Atención a la niñez"))
    assert _descripcion(_leido(unicodedata.normalize("NFD", texto))) == _descripcion(_leido(texto)) == "Atención a la niñez"


@pytest.mark.parametrize("codificacion", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-8"])
def test_marks_of_order_and_encodings_leave_the_text_alone(codificacion: str) -> None:
    assert _descripcion(_leido(informe(fila("1.- Atención a la niñez")), codificacion)) == "Atención a la niñez"


@pytest.mark.parametrize("fin", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system(fin: str) -> None:
    assert len(_leido(informe(fila("1.- Uno"), fila("1.1.- Dos")).replace("\n", fin)).informes[0].metas) == 2


@pytest.mark.parametrize("sufijo", [".pdf", ".xlsx", ".docx", ".png", ".zip", ".exe", ""])
def test_a_name_does_not_make_a_format(sufijo: str) -> None:
    contenido = informe(fila("1.- Uno")).encode()
    assert leer_documento(f"informe{sufijo}", contenido).formato == "texto"


@pytest.mark.parametrize("parte", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("declaracion", [b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', b'<!DOCTYPE x SYSTEM "http://ejemplo.test/x.dtd">'])
def test_a_part_with_a_document_type_is_refused_in_every_place(parte: str, declaracion: bytes) -> None:
    sano = rotos.libro(lambda hoja: hoja.append(["Lista"]))
    with zipfile.ZipFile(io.BytesIO(sano)) as viejo:
        partes = {n: viejo.read(n) for n in viejo.namelist()}
    cabeza, _, resto = partes[parte].partition(b"?>") if partes[parte].startswith(b"<?xml") else (b"", b"", partes[parte])
    partes[parte] = (cabeza + b"?>" if cabeza else b"") + declaracion + resto
    with pytest.raises(ErrorDeLectura) as error:
        leer_documento("libro.xlsx", rotos.empacar(partes))
    assert "DTD" in str(error.value) or "ninguna celda" in str(error.value)
    assert Path("/etc/hostname").read_text().strip() not in str(error.value) if Path("/etc/hostname").exists() else True


@pytest.mark.parametrize(("impresa", "vale"), [("1.234", "1234"), ("1,234", "1234")])
def test_figures_are_read_by_the_files_own_way_of_writing_them(impresa: str, vale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    otra = "12.345,5" if "." in impresa else "12,345.5"
    d = _leido(informe(fila("1.- Uno", anual=impresa), fila("1.1.- Dos", anual=otra)))
    uno, dos = d.informes[0].metas
    assert (str(uno.meta_anual), str(dos.meta_anual)) == (vale, "12345.5")


@pytest.mark.parametrize("inicio", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"])
def test_no_text_of_a_report_is_a_formula_in_an_export(inicio: str) -> None:
    salida = io.StringIO()
    csv.writer(salida).writerow([export.sin_formula(f"{inicio} HYPERLINK")])
    celda = next(csv.reader(io.StringIO(salida.getvalue(), newline="")))[0]
    assert celda.startswith("'") and celda.lstrip("'").strip().startswith(inicio.strip())


def test_figures_stay_figures_in_an_export() -> None:
    assert [export.sin_formula(x) for x in (-3, 2.5, None)] == [-3, 2.5, None]
