"""What a file is: its content decides, its name only where the content does not tell."""

from __future__ import annotations

import pytest
import rotos
from apoyo_index import fila, informe

from index import readers
from index.poa import ErrorDeLectura
from index.readers import EsPaquete

_TEXTO = informe(fila("1.- Uno")).encode()
_PAGINA = b"<html><body><table><tr><td>1</td></tr></table></body></html>"
SANOS = {
    "texto": _TEXTO, "xlsx": rotos.libro(), "docx": rotos.documento(), "pdf": rotos.pdf(), "imagen": rotos.png(10, 10), "html": _PAGINA,
}  # fmt: skip


@pytest.mark.parametrize("formato", SANOS)
@pytest.mark.parametrize("nombre", ["a.txt", "a.csv", "a.xls", "a.xlsx", "a.docx", "a.pdf", "a.png", "a.zip", "a", "a.htm.bak"])
def test_a_wrong_suffix_does_not_matter(formato: str, nombre: str) -> None:
    assert readers.lector_de(nombre, SANOS[formato]).formato == formato


@pytest.mark.parametrize(
    ("contenido", "formato"),
    [
        (b"\xef\xbb\xbf\r\n  <!doctype HTML>", "html"), (_PAGINA.decode().encode("utf-16"), "html"), (b"<TABLE border=1>", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"), (b"\n\n%PDF-1.4\n", "pdf"), (b"Compras < 100 y ventas > 3", "texto"),
        (b"BM es una sigla\tuno", "texto"), ("Año\t1".encode("utf-16"), "texto"),
    ],
)  # fmt: skip
def test_the_start_of_a_file_tells(contenido: bytes, formato: str) -> None:
    assert readers.lector_de("a.txt", contenido).formato == formato


def test_a_page_without_a_mark_is_known_by_its_suffix() -> None:
    assert readers.lector_de("a.html", b"<p>Hola").formato == "html"
    assert readers.lector_de("a.txt", b"<p>Hola").formato == "texto"


def test_a_package_of_files_is_no_document() -> None:
    with pytest.raises(EsPaquete):
        readers.lector_de("a.zip", rotos.empacar({"a.txt": b"x"}))


@pytest.mark.parametrize(
    ("contenido", "motivo", "remedio"),
    [
        (rotos.OLE + "EncryptedPackage".encode("utf-16-le"), "contraseña", "quítela"),
        (rotos.OLE + "Workbook".encode("utf-16-le"), "XLS", ".xlsx"),
        (rotos.OLE + "WordDocument".encode("utf-16-le"), "DOC", ".docx"),
        (rotos.empacar({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "ODS", ".xlsx"),
        (rotos.empacar({"mimetype": b"application/vnd.oasis.opendocument.text"}), "ODT", ".docx"),
        (b"{\\rtf1}", "RTF", ".docx"), (b"Rar!\x1a\x07\x01\x00", "RAR", "ZIP"), (b"7z\xbc\xaf\x27\x1c\x00", "7z", "ZIP"),
        (b"\x1f\x8b\x08\x00", "gzip", "ZIP"), (b"SQLite format 3\x00", "SQLite", "Guarde"), (b"GIF89a\x00", "GIF", "PNG"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003", ".xlsx"),
    ],
)  # fmt: skip
def test_what_is_not_read_says_what_it_is_and_what_to_do(contenido: bytes, motivo: str, remedio: str) -> None:
    with pytest.raises(ErrorDeLectura) as fallo:
        readers.lector_de("a.txt", contenido)
    assert motivo in fallo.value.motivo and remedio in fallo.value.remedio


def test_a_folder_picks_up_what_may_be_a_report_and_leaves_notes_alone() -> None:
    assert {".xlsx", ".pdf", ".zip", ".xls", ".ods"} <= readers.recorridos()
    assert ".md" not in readers.recorridos() and ".md" in readers.sufijos()
