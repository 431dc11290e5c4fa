"""Files that are small and ask for much: what security.md names, made here. Each is to be refused, or read, in seconds."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from bench.hostil.corpus import Mutante, sanos
from bench.hostil.paquetes import empacar, partes

_MB = 2**20
_HOJA = "xl/worksheets/sheet1.xml"
_PRINCIPAL = "word/document.xml"
_ESPACIO = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DTD = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ja">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
)
_RISAS = _DTD + b"<l>&j;</l>"
_EXTERNA = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><l>&a;</l>'
_EXTERNA_RED = b'<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://ejemplo.test/x.dtd"><l/>'


def bombas() -> Iterator[Mutante]:
    """Every bomb, numbered."""
    for n, (nombre, contenido) in enumerate(x for haz in CLASES.values() for x in haz()):
        yield Mutante("bomba", n, nombre, contenido, ("bomba",))


def _de_texto() -> Iterator[tuple[str, bytes]]:
    tabla = next(c for n, c in sanos("texto") if ".tab." in n)
    yield "un-renglon-de-50-MB.txt", b"a" * 50 * _MB
    yield "un-millon-de-renglones-vacios.txt", tabla + b"\n" * 1_000_000
    yield "un-millon-de-renglones-de-tabuladores.txt", tabla + b"\t\t\t\t\n" * 1_000_000
    yield "un-millon-de-columnas.tsv", b"\t".join([b"1"] * 1_000_000)
    yield "renglones-repetidos.txt", tabla * 300
    yield "comillas.csv", b'"' * 5 * _MB
    yield "comillas-alternas.csv", b'","' * 2 * _MB
    yield "comillas-que-abren.csv", b'1,"x\n' * 400_000
    yield "cifra-de-un-MB.txt", tabla.replace(b"1", b"1" * _MB, 1)
    yield "parentesis.txt", tabla + b"(" * 300_000
    yield "guiones.md", b"|" + b"-|" * 500_000 + b"\n" + b"|a" * 500_000
    yield "acentos-que-se-apilan.txt", tabla + b"a" + "\u0301".encode() * 500_000
    yield "una-letra-de-18.txt", ("\ufdfa" * 100_000).encode()
    yield "rayas-sin-fin.txt", (b"_" * 2000 + b"\n") * 2000
    yield "blancos-entre-palabras.txt", (b"a" + b" " * 5000) * 1000
    yield "rotulos-sin-valor.txt", b"UNIDAD: " * 200_000
    yield "puntos.txt", b"1." * 500_000
    yield "utf-16-de-20-MB.txt", ("RAMO:\t60\n" * 1_000_000).encode("utf-16")


def _de_libro() -> Iterator[tuple[str, bytes]]:
    def con(nombre: str, contenido: bytes) -> bytes:
        return empacar([*((n, c) for n, c in partes(sanos("xlsx")[0][1]) if n != nombre), (nombre, contenido)])

    def hoja(dentro: bytes, antes: bytes = b"", despues: bytes = b"") -> bytes:
        return con(_HOJA, b"<worksheet " + _ESPACIO + b">" + antes + b"<sheetData>" + dentro + b"</sheetData>" + despues + b"</worksheet>")

    yield "risas.xlsx", con(_HOJA, _RISAS)
    yield "risas-cadenas.xlsx", con("xl/sharedStrings.xml", _RISAS)
    yield "entidad-externa.xlsx", con("xl/workbook.xml", _EXTERNA)
    yield "dtd-de-red.xlsx", con(_HOJA, _EXTERNA_RED)
    yield "dtd-en-utf16.xlsx", con(_HOJA, _RISAS.decode().replace("?>", " encoding='utf-16'?>", 1).encode("utf-16"))
    yield "300-MB-de-blancos.xlsx", con(_HOJA, b" " * 300 * _MB)
    yield "500-MB.xlsx", con(_HOJA, bytes(500 * _MB))
    yield "tamano-falso.xlsx", _tamano_falso(con(_HOJA, bytes(200 * _MB)), 100)
    yield "millon-de-renglones.xlsx", hoja(b"".join(b'<row r="%d"/>' % i for i in range(1, 1_048_577)))
    yield "millon-de-renglones-con-celdas-vacias.xlsx", hoja(b"".join(b'<row r="%d"><c r="A%d"/></row>' % (i, i) for i in range(1, 1_048_577)))
    yield "millon-de-estilos.xlsx", hoja(b"".join(b'<row r="%d" s="1" customFormat="1"/>' % i for i in range(1, 500_000)))
    yield "celda-lejana.xlsx", hoja(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
    yield "combinada-entera.xlsx", hoja(b'<row r="1"><c r="A1"><v>1</v></c></row>', despues=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    yield "cien-mil-combinadas.xlsx", hoja(
        b'<row r="1"><c r="A1"><v>1</v></c></row>',
        despues=b"<mergeCells>" + b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (i, i + 9) for i in range(1, 100_000)) + b"</mergeCells>",
    )
    yield "columnas-sin-fin.xlsx", hoja(b'<row r="1"><c r="A1"><v>1</v></c></row>', antes=b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 100_000 + b"</cols>")
    yield "cadena-de-30-MB.xlsx", con("xl/sharedStrings.xml", b"<sst " + _ESPACIO + b"><si><t>" + b"a" * 30 * _MB + b"</t></si></sst>")
    yield "millon-de-cadenas.xlsx", con("xl/sharedStrings.xml", b"<sst " + _ESPACIO + b">" + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>")
    yield "formato-de-numero-sin-fin.xlsx", _formato(con)
    yield "honda.xlsx", con(_HOJA, b"<worksheet " + _ESPACIO + b">" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</worksheet>")
    yield "atributos.xlsx", con(_HOJA, b"<worksheet " + _ESPACIO + b" " + b" ".join(b'a%d="1"' % i for i in range(100_000)) + b"/>")
    yield "diez-mil-hojas.xlsx", _muchas_hojas(con)
    yield "celda-con-millon-de-tramos.xlsx", hoja(b'<row r="1"><c r="A1" t="inlineStr"><is>' + b"<r><t>a</t></r>" * 1_000_000 + b"</is></c></row>")
    yield "serie-de-fecha-enorme.xlsx", hoja(b'<row r="1"><c r="A1" s="1"><v>1e300</v></c><c r="B1" s="1"><v>-1e300</v></c><c r="C1"><v>1e-999999</v></c></row>')


def _formato(con: Callable[[str, bytes], bytes]) -> bytes:
    codigo = b"#,##0.00" * 100_000
    estilos = b"<styleSheet " + _ESPACIO + b'><numFmts><numFmt numFmtId="200" formatCode="' + codigo + b'"/></numFmts><cellXfs><xf numFmtId="200"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    return con("xl/styles.xml", estilos)


def _muchas_hojas(con: Callable[[str, bytes], bytes]) -> bytes:
    hojas = b"".join(b'<sheet name="H%d" sheetId="%d" r:id="rId1"/>' % (i, i) for i in range(1, 10_001))
    libro = b"<workbook " + _ESPACIO + b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>' + hojas + b"</sheets></workbook>"
    return con("xl/workbook.xml", libro)


def _tamano_falso(c: bytes, dicho: int) -> bytes:
    """The same package, whose directory and headers say that its parts are small."""
    roto = bytearray(c)
    for firma, donde in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        desde = 0
        while (i := roto.find(firma, desde)) >= 0:
            roto[i + donde : i + donde + 4] = struct.pack("<I", dicho)
            desde = i + 4
    return bytes(roto)


def _de_word() -> Iterator[tuple[str, bytes]]:
    def con(dentro: bytes, nombre: str = _PRINCIPAL) -> bytes:
        return empacar([*((n, c) for n, c in partes(sanos("docx")[0][1]) if n != nombre), (nombre, dentro)])

    def cuerpo(dentro: bytes) -> bytes:
        return con(b"<w:document " + _W + b"><w:body>" + dentro + b"</w:body></w:document>")

    parrafo, celda = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", b"<w:tc><w:p/></w:tc>"
    yield "risas.docx", con(_RISAS)
    yield "entidad-externa.docx", con(_EXTERNA)
    yield "dtd-tras-un-comentario.docx", con(b"<!--" + b"x" * 10_000 + b"-->" + _RISAS.partition(b"?>")[2])
    yield "dtd-en-utf16.docx", con(_RISAS.decode().replace("?>", " encoding='utf-16'?>", 1).encode("utf-16"))
    yield "risas-estilos.docx", con(_RISAS, "word/styles.xml")
    yield "millon-de-parrafos.docx", cuerpo(parrafo * 1_000_000)
    yield "millon-de-parrafos-vacios.docx", cuerpo(b"<w:p/>" * 3_000_000)
    yield "millon-de-celdas.docx", cuerpo(b"<w:tbl>" + (b"<w:tr>" + celda * 1000 + b"</w:tr>") * 1000 + b"</w:tbl>")
    yield "tablas-en-tablas.docx", cuerpo(b"<w:tbl><w:tr><w:tc>" * 3000 + b"</w:tc></w:tr></w:tbl>" * 3000)
    yield "honda.docx", cuerpo(b"<w:sdt><w:sdtContent>" * 5_000 + b"</w:sdtContent></w:sdt>" * 5_000)
    yield "texto-de-20-MB.docx", cuerpo(b"<w:p><w:r><w:t>" + b"a" * 20 * _MB + b"</w:t></w:r></w:p>")
    yield "celda-ancha.docx", cuerpo(b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>' + parrafo + b"</w:tc></w:tr></w:tbl>")
    yield "celdas-anchas.docx", cuerpo(b"<w:tbl>" + (b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="60000"/></w:tcPr>' + parrafo + b"</w:tc></w:tr>") * 2000 + b"</w:tbl>")
    yield "lista-honda.docx", cuerpo(b'<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 10_000)
    yield "nota-que-se-llama.docx", cuerpo(b'<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 100_000)
    yield "500-MB.docx", con(bytes(500 * _MB))
    yield "cincuenta-mil-miembros.docx", empacar([(f"a{i}", b"") for i in range(50_000)])


def _de_pagina() -> Iterator[tuple[str, bytes]]:
    yield "doscientas-mil-celdas.html", b"<table>" + b"<tr>" * 1 + b"<td>1" * 200_000
    yield "millon-de-renglones.html", b"<table>" + b"<tr><td>" * 500_000
    yield "combinadas.html", b"<table>" + (b"<tr>" + b'<td colspan="60" rowspan="65000">x' * 60) * 300 + b"</table>"
    yield "hondo.html", b"<html>" + b"<div>" * 1_000_000
    yield "tablas-hondas.html", b"<html>" + b"<table><tr><td>" * 100_000
    yield "formatos-sin-cerrar.html", b"<html>" + b"<b><i><a>" * 3_000 + b"<p>" * 3_000
    yield "texto-de-20-MB.html", b"<html><p>" + b"a " * 10 * _MB
    yield "entidades.html", b"<html><p>" + b"&amp;" * 2 * _MB
    yield "comentarios.html", b"<html>" + b"<!---->" * 500_000
    yield "estilo-sin-fin.html", b"<html><style>" + b"td.a{display:none}" * 200_000 + b"</style><table><tr><td class=a>x"
    yield "clases.html", b"<html><style>.a{display:none}</style><p class='" + b"a b " * 500_000 + b"'>x"
    yield "saltos.html", b"<html><p>" + b"<br>" * 1_000_000
    yield "risas.html", _DTD + b"<html><p>&j;</p></html>"
    yield "codificacion-rara.html", b"<html><meta charset=utf-7><p>" + b"+ADw-script+AD4-" * 50_000
    yield "selectores.html", b"<html><style>" + b",".join(b".c%d" % i for i in range(200_000)) + b"{display:none}</style><p>x"


def _objetos(*cuerpos: bytes, raiz: int = 1) -> bytes:
    salida, lugares = b"%PDF-1.5\n", []
    for n, cuerpo in enumerate(cuerpos, start=1):
        lugares.append(len(salida))
        salida += b"%d 0 obj" % n + cuerpo + b"endobj\n"
    cuantos = len(cuerpos) + 1
    tabla = b"xref\n0 %d\n0000000000 65535 f \n" % cuantos + b"".join(b"%010d 00000 n \n" % x for x in lugares)
    return salida + tabla + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (cuantos, raiz, len(salida))


def _hoja(dibujo: bytes, recursos: bytes = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>", caja: bytes = b"[0 0 612 792]",
          filtro: bytes = b"/FlateDecode", mas: tuple[bytes, ...] = ()) -> bytes:  # fmt: skip
    """A PDF of one page that draws this (already packed by its filter)."""
    return _objetos(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox" + caja + b"/Resources" + recursos + b"/Contents 4 0 R>>",
        b"<</Filter" + filtro + b"/Length %d>>\nstream\n" % len(dibujo) + dibujo + b"\nendstream\n", *mas,
    )  # fmt: skip


def _de_pdf() -> Iterator[tuple[str, bytes]]:
    z = zlib.compress
    letra = b"BT /F1 8 Tf 72 700 Td (ab) Tj ET\n"
    yield "millon-de-letras.pdf", _hoja(z(letra * 500_000))
    yield "millon-de-rayas.pdf", _hoja(z(b"0 0 m 100 100 l S\n" * 1_000_000))
    yield "millon-de-cuadros.pdf", _hoja(z(b"".join(b"%d %d 3 3 re S\n" % (i % 600, i // 600 % 780) for i in range(400_000))))
    yield "palabras-por-toda-la-hoja.pdf", _hoja(z(b"".join(b"BT /F1 2 Tf %d %d Td (a1) Tj ET\n" % (i % 150 * 4, i // 150 * 2) for i in range(58_000))))
    yield "flujo-de-500-MB.pdf", _hoja(z(b" " * 500 * _MB))
    yield "flujo-en-flujo.pdf", _hoja(z(z(b" " * 900 * _MB)), filtro=b"[/FlateDecode/FlateDecode]")
    yield "pila.pdf", _hoja(z(b"q " * 5_000_000))
    yield "tj-de-30-MB.pdf", _hoja(z(b"BT /F1 8 Tf 72 700 Td (" + b"a" * 30 * _MB + b") Tj ET"))
    yield "se-dibuja-a-si-mismo.pdf", _hoja(
        z(b"/X Do"), b"<</XObject<</X 5 0 R>>>>",
        mas=(b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream",),
    )  # fmt: skip
    yield "dibujos-en-dibujos.pdf", _dibujos_en_dibujos(12, 8)
    yield "hoja-enorme.pdf", _hoja(z(letra), caja=b"[0 0 1e9 1e9]")
    yield "hoja-negativa.pdf", _hoja(z(letra), caja=b"[612 792 -1e9 -1e9]")
    yield "hoja-sin-area.pdf", _hoja(z(letra), caja=b"[0 0 0 0]")
    yield "cuenta-falsa.pdf", _objetos(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", b"<</Type/Page/Parent 2 0 R>>")
    yield "misma-hoja-cien-mil-veces.pdf", _objetos(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    )
    yield "arbol-que-se-muerde.pdf", _objetos(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    yield "hondo.pdf", _objetos(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 500_000)
    yield "largo-que-se-llama.pdf", _objetos(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", b"<</Length 4 0 R>>stream\nq\nendstream\n")
    yield "imagen-de-60000.pdf", _hoja(
        z(b"612 0 0 792 0 0 cm /X Do"), b"<</XObject<</X 5 0 R>>>>",
        mas=(b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n" % len(_CEROS) + _CEROS + b"\nendstream",),
    )  # fmt: skip
    yield "mil-imagenes-grandes.pdf", _hoja(
        z(b"q 612 0 0 792 0 0 cm /X Do Q\n" * 1000), b"<</XObject<</X 5 0 R>>>>",
        mas=(b"<</Type/XObject/Subtype/Image/Width 9000/Height 9000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n" % len(_CEROS) + _CEROS + b"\nendstream",),
    )  # fmt: skip


#: 90 million zeros, packed.
_CEROS = zlib.compress(bytes(90_000_000), 9)


def _dibujos_en_dibujos(niveles: int, veces: int) -> bytes:
    """Forms that draw the next one eight times, twelve levels deep: 8¹² letters in 3 KB."""
    formas = []
    for n in range(niveles):
        ultimo = n == niveles - 1
        dibujo = b"BT /F1 8 Tf 72 700 Td (ab) Tj ET" if ultimo else b"/X Do " * veces
        recursos = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>" if ultimo else b"<</XObject<</X %d 0 R>>>>" % (6 + n)
        formas.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources" + recursos + b"/Length %d>>stream\n" % len(dibujo) + dibujo + b"\nendstream\n")
    return _hoja(zlib.compress(b"/X Do"), b"<</XObject<</X 5 0 R>>>>", mas=tuple(formas))


def _de_imagen() -> Iterator[tuple[str, bytes]]:
    def trozo(clase: bytes, datos: bytes) -> bytes:
        return struct.pack(">I", len(datos)) + clase + datos + struct.pack(">I", zlib.crc32(clase + datos))

    def png(ancho: int, alto: int, datos: bytes, *mas: bytes) -> bytes:
        cabeza = trozo(b"IHDR", struct.pack(">IIBBBBB", ancho, alto, 8, 0, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + cabeza + b"".join(mas) + trozo(b"IDAT", datos) + trozo(b"IEND", b"")

    yield "enorme.png", png(60_000, 60_000, _CEROS)
    yield "dice-dos-mil-millones.png", png(2**31 - 1, 2**31 - 1, _CEROS)
    yield "nueve-mil.png", png(9_000, 9_000, zlib.compress(bytes(9_001 * 9_000), 9))
    yield "tira.png", png(1_000_000, 1, zlib.compress(bytes(1_000_001), 9))
    yield "columna.png", png(1, 1_000_000, zlib.compress(bytes(2_000_000), 9))
    yield "texto-que-se-infla.png", png(10, 10, zlib.compress(bytes(110)), trozo(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(300 * _MB), 9)))
    yield "color-que-se-infla.png", png(10, 10, zlib.compress(bytes(110)), trozo(b"iCCP", b"a\x00\x00" + zlib.compress(bytes(300 * _MB), 9)))
    yield "paginas-en-circulo.tif", _tiff_en_circulo()
    yield "dice-enorme.tif", _tiff(60_000, 60_000)


def _tiff(ancho: int, alto: int, siguiente: int = 0) -> bytes:
    entradas = [(256, 4, 1, ancho), (257, 4, 1, alto), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, alto), (279, 4, 1, 100)]
    tabla = struct.pack("<H", len(entradas)) + b"".join(struct.pack("<HHII", *e) for e in entradas) + struct.pack("<I", siguiente)
    return b"II*\x00" + struct.pack("<I", 8) + tabla + bytes(200)


def _tiff_en_circulo() -> bytes:
    """A page whose next page is itself."""
    return _tiff(10, 10, 8)


def _de_zip() -> Iterator[tuple[str, bytes]]:
    dentro = empacar([("a.txt", bytes(50 * _MB))])
    for _i in range(5):
        dentro = empacar([(f"{n}.zip", dentro) for n in range(10)])
    yield "zip-en-zip.zip", dentro
    yield "un-GB.zip", empacar([(f"{n}.txt", bytes(100 * _MB)) for n in range(10)])
    yield "encimados.zip", _encimados()
    yield "cincuenta-mil.zip", empacar([(f"{n}.txt", b"x") for n in range(50_000)], zipfile.ZIP_STORED)


def _encimados() -> bytes:
    """A thousand entries of a directory that share one member (Fifield's way)."""
    uno = empacar([("a.txt", bytes(20 * _MB))])
    directorio, fin = uno.index(b"PK\x01\x02"), uno.index(b"PK\x05\x06")
    entrada = uno[directorio:fin]
    cola = bytearray(uno[fin:])
    struct.pack_into("<HHI", cola, 8, 1000, 1000, len(entrada) * 1000)
    return io.BytesIO(uno[:directorio] + entrada * 1000 + bytes(cola)).getvalue()


#: The bombs of each kind, made one at a time; the first ones of a kind are the cheapest to make.
CLASES: dict[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "texto": _de_texto, "libro": _de_libro, "word": _de_word, "página": _de_pagina, "pdf": _de_pdf, "imagen": _de_imagen, "zip": _de_zip,
}  # fmt: skip
