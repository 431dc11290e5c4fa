"""Workbooks for the tests: our sample reports as sheets, and raw ones that no library would write."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from apoyo_documentos import bloques, cruces
from openpyxl import Workbook

from index import fechas

_ENTERO = re.compile(r"\d{1,3}(?:,\d{3})+|[1-9]\d*|0")
_DECIMAL = re.compile(r"\d+\.\d+")
_CIENTO = re.compile(r"(\d+)%")
_PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELACIONES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_xlsx(texto: str) -> bytes:
    """A report as a workbook: its heading merged, its figures as numbers, its percentages as fractions, its cut as a
    date."""
    libro = Workbook()
    hoja = libro.active
    renglon = 0
    for bloque in bloques(texto):
        for r, c, contenido, filas, columnas in [] if len(bloque) == 1 else cruces(bloque):
            _poner(hoja, renglon + r + 1, c + 1, contenido, es_tabla=True)
            if filas > 1 or columnas > 1:
                hoja.merge_cells(
                    start_row=renglon + r + 1, end_row=renglon + r + filas, start_column=c + 1, end_column=c + columnas
                )
        if len(bloque) == 1:
            for c, contenido in enumerate(bloque[0]):
                _poner(hoja, renglon + 1, c + 1, contenido, es_tabla=False)
        renglon += len(bloque)
    return guardar(libro)


def _poner(hoja, renglon: int, columna: int, contenido: str, es_tabla: bool) -> None:
    celda = hoja.cell(renglon, columna)
    rotulo, _, resto = contenido.partition(":")
    corte = fechas.leer(resto) if rotulo.upper().startswith("FECHA") else None
    if corte is not None:
        celda.value = f"{rotulo}:"
        otra = hoja.cell(renglon, columna + 1, datetime(corte.year, corte.month, corte.day))
        otra.number_format = "d-mmm-yy"
    elif _ENTERO.fullmatch(contenido):
        celda.value = int(contenido.replace(",", ""))
        celda.number_format = "#,##0" if "," in contenido else "General"
    elif es_tabla and _DECIMAL.fullmatch(contenido):
        celda.value = float(contenido)
    elif hallada := _CIENTO.fullmatch(contenido):
        celda.value = int(hallada.group(1)) / 100
        celda.number_format = "0%"
    elif contenido.strip():
        celda.value = contenido.strip()
        celda.data_type = "s"


def guardar(libro: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    archivo = io.BytesIO()
    libro.save(archivo)
    return archivo.getvalue()


def una_hoja(filas: list[list[object]]) -> tuple[Workbook, object]:
    """A workbook of one sheet with these rows, and the sheet."""
    libro = Workbook()
    for fila in filas:
        libro.active.append(fila)
    return libro, libro.active


def libro_crudo(
    hojas: dict[str, str],
    *,
    textos: str | None = None,
    estilos: str | None = None,
    libro: str = "",
    espacio: str = _PRINCIPAL,
    estados: dict[str, str] | None = None,
) -> bytes:
    """A workbook whose sheets hold the XML given; ``libro`` goes into the workbook's part, ``textos`` and ``estilos``
    are the bodies of their parts."""
    lista, enlaces, partes = [], [], {}
    for n, (nombre, xml) in enumerate(hojas.items(), start=1):
        estado = (estados or {}).get(nombre, "visible")
        lista.append(f'<sheet name={quoteattr(nombre)} sheetId="{n}" state="{estado}" r:id="r{n}"/>')
        enlaces.append(f'<Relationship Id="r{n}" Type="{_RELACIONES}/worksheet" Target="worksheets/sheet{n}.xml"/>')
        partes[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{espacio}">{xml}</worksheet>'
    for clase, raiz, cuerpo in (("sharedStrings", "sst", textos), ("styles", "styleSheet", estilos)):
        if cuerpo is not None:
            enlaces.append(f'<Relationship Id="{clase}" Type="{_RELACIONES}/{clase}" Target="/xl/{clase}.xml"/>')
            partes[f"xl/{clase}.xml"] = f'<{raiz} xmlns="{espacio}">{cuerpo}</{raiz}>'
    relaciones = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    partes["xl/workbook.xml"] = (
        f'<workbook xmlns="{espacio}" xmlns:r="{_RELACIONES}"><workbookPr/><sheets>{"".join(lista)}</sheets>{libro}</workbook>'
    )
    partes["xl/_rels/workbook.xml.rels"] = relaciones.format("".join(enlaces))
    partes["_rels/.rels"] = relaciones.format(
        f'<Relationship Id="a" Type="{_RELACIONES}/officeDocument" Target="xl/workbook.xml"/>'
    )
    partes["[Content_Types].xml"] = "<Types/>"
    return empaquetar(partes)


def empaquetar(partes: dict[str, str]) -> bytes:
    """A zip of these parts."""
    archivo = io.BytesIO()
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as paquete:
        for nombre, contenido in partes.items():
            paquete.writestr(nombre, contenido)
    return archivo.getvalue()


def datos(*celdas: str) -> str:
    """A ``sheetData`` of one row."""
    return f'<sheetData><row r="1">{"".join(celdas)}</row></sheetData>'


def texto_en(lugar: str, texto: str) -> str:
    """A cell with an inline text."""
    return f'<c r="{lugar}" t="inlineStr"><is><t>{escape(texto)}</t></is></c>'
