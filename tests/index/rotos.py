"""Broken and odd files, made here: of each format what people really send. For every reader and for the whole load."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

#: A file: its name, its bytes, and a word that the message must hold.
Roto = tuple[str, bytes, str]

_BASURA = bytes((i * 197 + i // 256 * 31) % 256 for i in range(4096))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def todos() -> dict[str, list[Roto]]:
    """Every file of the corpus, by format."""
    hacer = (_textos, _libros, _documentos, _paginas, _pdfs, _imagenes, _paquetes, _ajenos)
    return {haz.__name__.removeprefix("_"): list(haz()) for haz in hacer}


def empacar(miembros: dict[str, bytes], metodo: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", metodo) as paquete:
        for nombre, contenido in miembros.items():
            paquete.writestr(nombre, contenido)
    return salida.getvalue()


def cifrado(contenido: bytes) -> bytes:
    """The same ZIP with its members marked as encrypted."""
    roto = bytearray(contenido)
    for firma, banderas in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        desde = 0
        while (i := roto.find(firma, desde)) >= 0:
            roto[i + banderas] |= 1
            desde = i + 4
    return bytes(roto)


def libro(llenar: Callable[[Any], None] = lambda hoja: None) -> bytes:
    """A workbook with one sheet, filled by a function."""
    from openpyxl import Workbook

    nuevo = Workbook()
    llenar(nuevo.active)
    salida = io.BytesIO()
    nuevo.save(salida)
    return salida.getvalue()


def documento(llenar: Callable[[Any], None] = lambda documento: None) -> bytes:
    """A Word document, filled by a function."""
    from docx import Document

    nuevo = Document()
    llenar(nuevo)
    salida = io.BytesIO()
    nuevo.save(salida)
    return salida.getvalue()


def pdf(paginas: int = 1, texto: str = "Carta sin tabla alguna", clave: str | None = None) -> bytes:
    """A PDF with some words on each page."""
    from reportlab.pdfgen.canvas import Canvas

    salida = io.BytesIO()
    lienzo = Canvas(salida, encrypt=clave)
    for _ in range(paginas):
        lienzo.drawString(72, 720, texto)
        lienzo.showPage()
    lienzo.save()
    return salida.getvalue()


def png(ancho: int, alto: int) -> bytes:
    """A white image; a large one weighs next to nothing."""
    renglones = zlib.compressobj(9)
    renglon = b"\x00" + b"\xff" * ((ancho + 7) // 8)
    datos = b"".join(renglones.compress(renglon) for _ in range(alto)) + renglones.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _trozo(b"IHDR", struct.pack(">IIBBBBB", ancho, alto, 1, 0, 0, 0, 0))
        + _trozo(b"IDAT", datos)
        + _trozo(b"IEND", b"")
    )


def _trozo(clase: bytes, datos: bytes) -> bytes:
    return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))


def _sustituir(paquete: bytes, nombre: str, contenido: bytes | None) -> bytes:
    """A package with one member changed, or without it."""
    with zipfile.ZipFile(io.BytesIO(paquete)) as viejo:
        partes = {n: viejo.read(n) for n in viejo.namelist() if n != nombre}
    return empacar(partes if contenido is None else partes | {nombre: contenido})


def _textos() -> Iterator[Roto]:
    yield "vacio.txt", b"", "vacío"
    yield "ceros.txt", bytes(5000), "vacío"
    yield "blancos.txt", b" \n\t\r\n" * 50, "vacío"
    yield "solo-bom.csv", b"\xef\xbb\xbf", "vacío"
    yield "basura.txt", _BASURA, "binario"
    yield "carta.txt", "Estimado señor:\nLe saludo.\n".encode(), "no contiene"
    yield "sin-fin.txt", b"a" * 300_000, "no contiene"
    yield "solo-comas.csv", b",,,,,,,,,,\n" * 2000, "no contiene"
    yield "solo-tabuladores.tsv", b"\t" * 100_000, "vacío"
    yield "un-renglon.psv", b"a|b|c|d|e|f|g|h", "no contiene"
    yield "utf16-cortado.txt", "Carta\n".encode("utf-16")[:-1], "no contiene"
    yield "sustitutos.txt", b"Carta \xed\xa0\x80 mala", "no contiene"
    yield "mitad.txt", "RAMO:\t60\tARTE\nPROGRAMA\t511\tGESTIÓN\nUNIDAD".encode(), "no dice"
    yield "utf32-cortado.txt", "Carta\n".encode("utf-32")[:-3], "no contiene"
    yield "nulos-entre-letras.txt", b"C\x00a\x00r\x00t\x00a\x00\n\x00" * 40, "no contiene"
    yield "comillas-sin-cerrar.csv", b'"Lista, de, compras\n' * 500, "no contiene"
    yield "un-caracter.txt", b"x", "no contiene"
    yield "al-reves.txt", "\u202eatraC\u202c \u200b\u200b".encode(), "no contiene"
    yield "mezclado.txt", "Año".encode() + "Año".encode("cp1252") * 30, "no contiene"
    yield "solo-columnas.txt", "\t".join(["DESCRIPCIÓN", "UNIDAD DE MEDIDA", "META ANUAL", "P", "A", "P", "A"]).encode(), ""


def _libros() -> Iterator[Roto]:
    sano = libro(lambda hoja: hoja.append(["Lista", "de", "compras"]))
    yield "vacio.xlsx", b"", "vacío"
    yield "ceros.xlsx", bytes(9000), "vacío"
    yield "cortado.xlsx", sano[: len(sano) // 2], "dañado"
    yield "sin-final.xlsx", sano[:-30], "dañado"
    yield "basura.xlsx", _BASURA, "dañado"
    yield "basura-con-firma.xlsx", b"PK\x03\x04" + _BASURA, "dañado"
    yield "texto.xlsx", b"Carta", "no contiene"
    yield "otro.xlsx", sano, "no contiene"
    yield "sin-hoja.xlsx", _sustituir(sano, "xl/worksheets/sheet1.xml", None), ""
    yield "sin-libro.xlsx", _sustituir(sano, "xl/workbook.xml", None), ""
    yield "hoja-basura.xlsx", _sustituir(sano, "xl/worksheets/sheet1.xml", _BASURA), ""
    yield "hoja-cortada.xlsx", _sustituir(sano, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), ""
    yield "sin-celdas.xlsx", libro(), ""
    yield "millon-de-renglones.xlsx", _sustituir(sano, "xl/worksheets/sheet1.xml", _hoja_enorme()), ""
    yield "risas.xlsx", _sustituir(sano, "xl/workbook.xml", _RISAS), ""
    yield "contrasena.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(400), "contraseña"
    yield "antiguo.xlsx", OLE + "Workbook".encode("utf-16-le") + bytes(400), "XLS"
    yield "cifrado.xlsx", cifrado(sano), ""
    yield "binario.xlsb", empacar({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), "XLSB"
    yield "celda-lejana.xlsx", libro(lambda hoja: hoja.__setitem__("XFD1048576", "x")), ""


_RISAS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ja">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><l>&j;</l>"
)


def _hoja_enorme() -> bytes:
    """A million rows without a word: 20 MB that pack into 100 KB."""
    renglones = b"".join(b'<row r="%d"/>' % i for i in range(1, 1_000_001))
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + renglones
        + b"</sheetData></worksheet>"
    )


def _documentos() -> Iterator[Roto]:
    sano = documento(lambda d: d.add_paragraph("Carta"))
    yield "vacio.docx", b"", "vacío"
    yield "ceros.docx", bytes(9000), "vacío"
    yield "cortado.docx", sano[: len(sano) // 2], "dañado"
    yield "sin-final.docx", sano[:-20], "dañado"
    yield "basura.docx", _BASURA, "dañado"
    yield "texto.docx", b"Carta", "no contiene"
    yield "otro.docx", sano, "no contiene"
    yield "sin-cuerpo.docx", documento(), ""
    yield "sin-documento.docx", _sustituir(sano, "word/document.xml", None), ""
    yield "documento-basura.docx", _sustituir(sano, "word/document.xml", _BASURA), ""
    yield "documento-cortado.docx", _sustituir(sano, "word/document.xml", b"<w:document><w:bo"), ""
    yield "sin-tipos.docx", _sustituir(sano, "[Content_Types].xml", None), ""
    yield "risas.docx", _sustituir(sano, "word/document.xml", _RISAS), ""
    yield "contrasena.docx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(400), "contraseña"
    yield "antiguo.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(400), "DOC"
    yield "cifrado.docx", cifrado(sano), ""
    yield "libro.docx", libro(lambda hoja: hoja.append(["Lista"])), "no contiene"
    yield "pdf.docx", pdf(), "no contiene"
    yield "diapositivas.docx", empacar({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "no se lee"
    yield "muy-hondo.docx", _sustituir(sano, "word/document.xml", b"<a>" * 5000 + b"</a>" * 5000), ""


def _paginas() -> Iterator[Roto]:
    yield "vacia.html", b"", "vacío"
    yield "ceros.html", bytes(900), "vacío"
    yield "carta.html", b"<html><body><p>Carta</p></body></html>", "no contiene"
    yield "cortada.html", b"<html><body><table><tr><td>Lista", "no contiene"
    yield "sin-cerrar.html", b"<table>" + b"<tr><td>1" * 2000, "no contiene"
    yield "honda.html", b"<div>" * 20_000 + b"x", "anida"
    yield "tablas-en-tablas.html", b"<table><tr><td>" * 500 + b"x", "anida"
    yield "gigante.html", b'<table><tr><td colspan="999999999" rowspan="999999999">x</td></tr></table>', "no contiene"
    yield "libro.xls", b"<html><body><table><tr><td>Lista</td></tr></table></body></html>", "no contiene"
    yield "guion.html", b"<html><script>while(1);</script></html>", ""
    yield "basura.html", b"<html>" + _BASURA, ""
    yield "solo-comentario.html", b"<html><!--" + b"x" * 5000, ""
    yield "xml2003.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"
    yield "pagina.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHT"
    yield "vacia.htm", b" ", "vacío"
    yield "declarada.html", b"<!DOCTYPE html>", "página web"
    yield "marcos.html", b'<html><frameset><frame src="hoja.htm"></frameset></html>', "página web"
    yield "entidades.html", b"<html><table><tr><td>" + b"&lt;&#9999999999;" * 20_000, "no contiene"
    yield "atributos.html", b"<html><table " + b" ".join(b'a%d="x"' % i for i in range(20_000)) + b"></table>", "no contiene"
    yield "utf16.html", "<html><table><tr><td>Lista</td></tr></table></html>".encode("utf-16"), "no contiene"


def _pdfs() -> Iterator[Roto]:
    sano = pdf(3)
    yield "vacio.pdf", b"", "vacío"
    yield "ceros.pdf", bytes(9000), "vacío"
    yield "cortado.pdf", sano[: len(sano) // 2], ""
    yield "solo-firma.pdf", b"%PDF-1.7\n", ""
    yield "basura.pdf", _BASURA, "dañado"
    yield "basura-con-firma.pdf", b"%PDF-1.4\n" + _BASURA, ""
    yield "texto.pdf", b"Carta", "no contiene"
    yield "carta.pdf", sano, "no contiene"
    yield "contrasena.pdf", pdf(clave="Juarez1857"), "contraseña"
    yield "sin-paginas.pdf", _pdf_a_mano(b"<</Type/Pages/Kids[]/Count 0>>"), ""
    yield "circulo.pdf", _pdf_a_mano(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), ""
    yield "cuenta-falsa.pdf", _pdf_a_mano(b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"), ""
    yield "pagina-enorme.pdf", _pdf_a_mano(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"[0 0 9999999 9999999]"), ""
    yield "en-blanco.pdf", pdf(1, ""), ""
    yield "muchas-paginas.pdf", pdf(501), "páginas"
    yield "libro.pdf", libro(lambda hoja: hoja.append(["Lista"])), "no contiene"
    yield "tabla-lejos.pdf", sano.replace(b"startxref\n", b"startxref\n9999"), ""
    yield "sin-raiz.pdf", sano.replace(b"/Root", b"/Ruta"), ""
    yield "hondo.pdf", _pdf_a_mano(b"[" * 100_000), ""
    yield "se-dibuja-a-si-mismo.pdf", _pdf_que_se_dibuja(), "lector se cerró"
    yield "flujo-bomba.pdf", _pdf_con_flujo(zlib.compress(b"0 0 m " * 5_000_000)), ""


def _pdf_con_flujo(flujo: bytes) -> bytes:
    """A PDF of one page that draws this."""
    sano = pdf()
    desde, hasta = sano.index(b"stream"), sano.index(b"endstream")
    cabeza = sano.rindex(b"<<", 0, desde)
    nueva = b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(flujo)
    return sano[:cabeza] + nueva + flujo + b"\n" + sano[hasta:]


def _pdf_que_se_dibuja() -> bytes:
    """A PDF of 600 bytes whose drawing draws itself, twice."""
    pagina = b"/MediaBox[0 0 612 792]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R"
    dibujo = b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>"
    return _pdf_de_objetos(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R" + pagina + b">>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        dibujo + b"stream\n/X Do /X Do \nendstream",
    )


def _pdf_a_mano(paginas: bytes, caja: bytes = b"[0 0 612 792]") -> bytes:
    """A PDF whose tree of pages is this one."""
    pagina = b"<</Type/Page/Parent 2 0 R/MediaBox" + caja + b">>"
    return _pdf_de_objetos(b"<</Type/Catalog/Pages 2 0 R>>", paginas, pagina)


def _pdf_de_objetos(*objetos: bytes) -> bytes:
    """A PDF of these objects, in order; the first one is its root."""
    salida, lugares = b"%PDF-1.4\n", []
    for n, objeto in enumerate(objetos, start=1):
        lugares.append(len(salida))
        salida += b"%d 0 obj" % n + objeto + b"endobj\n"
    cuantos = len(objetos) + 1
    tabla = b"xref\n0 %d\n0000000000 65535 f \n" % cuantos + b"".join(b"%010d 00000 n \n" % x for x in lugares)
    return salida + tabla + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (cuantos, len(salida))


def _imagenes() -> Iterator[Roto]:
    sana = png(600, 400)
    yield "vacia.png", b"", "vacío"
    yield "ceros.png", bytes(900), "vacío"
    yield "cortada.png", sana[: len(sana) // 2], ""
    yield "solo-firma.png", b"\x89PNG\r\n\x1a\n", ""
    yield "basura.png", _BASURA, "dañado"
    yield "basura-con-firma.png", b"\x89PNG\r\n\x1a\n" + _BASURA, ""
    yield "basura-con-firma.jpg", b"\xff\xd8\xff\xe0" + _BASURA, ""
    yield "basura-con-firma.tif", b"II*\x00" + _BASURA, ""
    yield "en-blanco.png", sana, ""
    yield "un-punto.png", png(1, 1), ""
    yield "enorme.png", png(60_000, 60_000), ""
    yield "texto.png", b"Carta", "no contiene"
    yield "animada.gif", b"GIF89a" + bytes(100), "GIF"
    yield "mapa.bmp", b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + bytes(40), "BMP"
    yield "telefono.png", b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC"
    yield "sin-puntos.png", png(0, 0), ""
    yield "suma-falsa.png", sana.replace(b"IDAT", b"IDAX"), ""
    yield "tira.png", png(20_000, 1), ""
    yield "vacia.jpg", bytes(2), "vacío"
    yield "cortada.tif", b"MM\x00*\x00\x00\x00\x08", ""


def _paquetes() -> Iterator[Roto]:
    sano = empacar({"carta.txt": b"Carta"})
    yield "vacio.zip", b"", "vacío"
    yield "ceros.zip", bytes(900), "vacío"
    yield "cortado.zip", sano[: len(sano) // 2], "dañado"
    yield "sin-directorio.zip", sano[: sano.index(b"PK\x01\x02")], "dañado"
    yield "basura.zip", _BASURA, "dañado"
    yield "basura-con-firma.zip", b"PK\x03\x04" + _BASURA, "dañado"
    yield "sin-miembros.zip", empacar({}), "ningún archivo de reporte"
    yield "sin-reportes.zip", empacar({"video.mp4": b"x", "__MACOSX/._a.txt": b"x", ".DS_Store": b"x"}), "ningún archivo"
    yield "con-carta.zip", sano, "no contiene"
    yield "cifrado.zip", cifrado(sano), "contraseña"
    yield "escapa.zip", empacar({"../../carta.txt": b"Carta"}), "sale del paquete"
    yield "absoluto.zip", empacar({"/etc/carta.txt": b"Carta"}), "sale del paquete"
    yield "bomba.zip", empacar({"carta.txt": bytes(64 * 2**20)}), "se desempaca"
    yield "miembro-danado.zip", sano.replace(b"Carta"[:0], b"", 1)[:40] + b"\xff\xff" + sano[42:], "dañado"
    yield "suma-falsa.zip", _suma_falsa(), "dañado"
    yield "muchos.zip", empacar({f"{i}.txt": b"" for i in range(2001)}, zipfile.ZIP_STORED), "2,001 archivos"
    yield "anidado.zip", _anidar(sano, 3), "dentro de otros"
    yield "abierto.ods", empacar({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "ODS"
    yield "abierto.odt", empacar({"mimetype": b"application/vnd.oasis.opendocument.text"}), "ODT"
    yield "nombre-sin-fin.zip", empacar({"a" * 400 + ".txt": b"Carta"}), "no contiene"


def _suma_falsa() -> bytes:
    """A stored member whose bytes are not those of its checksum."""
    return empacar({"carta.txt": b"Carta"}, zipfile.ZIP_STORED).replace(b"Carta", b"Cartb")


def _anidar(contenido: bytes, veces: int) -> bytes:
    for n in range(veces):
        contenido = empacar({f"{n}.zip": contenido})
    return contenido


def _ajenos() -> Iterator[Roto]:
    yield "lista.rtf", b"{\\rtf1 Lista}", "RTF"
    yield "datos.txt", b"SQLite format 3\x00" + bytes(100), "SQLite"
    yield "paquete.txt", b"Rar!\x1a\x07\x00" + bytes(100), "RAR"
    yield "paquete.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100), "7z"
    yield "texto.gz", b"\x1f\x8b\x08" + bytes(100), "gzip"
    yield "programa.txt", b"\x7fELF" + bytes(100), "programa"
