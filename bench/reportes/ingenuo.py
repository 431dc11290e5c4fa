"""Files as a script in a hurry makes them: the cells of a text report, row by row, by a library's defaults.

Nothing is merged, nothing is arranged: ``ws.append(row)``, a Word table of the widest rows, ``DataFrame.to_html``, a
grid of reportlab whose long cells are wrapped. What a reader must stand because nothing marks it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from itertools import groupby

Renglones = list[list[str]]
_CIFRA = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
#: A row of the table has at least so many cells, filled or not.
_MIN_TABLA = 6


def renglones(texto: str) -> Renglones:
    """The cells of a tab-delimited text."""
    return [linea.strip("*").split("\t") for linea in texto.split("\n")]


def _numero(celda: str) -> str | int | float:
    if celda.endswith("%") and _CIFRA.fullmatch(celda[:-1].strip()):
        return float(celda[:-1].replace(",", "")) / 100
    if not _CIFRA.fullmatch(celda):
        return celda
    llana = celda.replace(",", "")
    return float(llana) if "." in llana else int(llana)


def xlsx_texto(filas: Renglones) -> bytes:
    return _xlsx(filas, numeros=False)


def xlsx_numeros(filas: Renglones) -> bytes:
    return _xlsx(filas, numeros=True)


def _xlsx(filas: Renglones, numeros: bool) -> bytes:
    from openpyxl import Workbook

    libro = Workbook()
    hoja = libro.active
    assert hoja is not None
    for i, fila in enumerate(filas, start=1):
        for j, texto in enumerate(fila, start=1):
            valor = _numero(texto) if numeros and len(fila) >= _MIN_TABLA and j > 3 else texto
            if valor != "":
                celda = hoja.cell(i, j, valor)
                if isinstance(valor, float) and texto.endswith("%"):
                    decimales = len(texto.partition(".")[2].rstrip("% "))
                    celda.number_format = "0" + ("." + "0" * decimales if decimales else "") + "%"
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def _grupos(filas: Renglones) -> list[tuple[bool, Renglones]]:
    """Runs of rows of a table and of lines; blank rows inside a table are left out, as are all in it."""
    llenas = [f for f in filas if any(f)]
    return [(en_tabla, list(g)) for en_tabla, g in groupby(llenas, key=lambda f: len(f) >= _MIN_TABLA)]


def docx(filas: Renglones) -> bytes:
    from docx import Document

    documento = Document()
    for en_tabla, grupo in _grupos(filas):
        if not en_tabla:
            for fila in grupo:
                documento.add_paragraph("\t".join(fila).rstrip())
            continue
        ancho = max(map(len, grupo))
        tabla = documento.add_table(rows=0, cols=ancho)
        for fila in grupo:
            for celda, texto in zip(tabla.add_row().cells, fila, strict=False):
                celda.text = texto
    salida = io.BytesIO()
    documento.save(salida)
    return salida.getvalue()


def html(filas: Renglones) -> bytes:
    partes = []
    for en_tabla, grupo in _grupos(filas):
        if en_tabla:
            celdas = ("".join(f"<td>{escape(x)}</td>" for x in fila) for fila in grupo)
            partes.append("<table>" + "".join(f"<tr>{c}</tr>\n" for c in celdas) + "</table>")
        else:
            partes += [f"<p>{escape(' '.join(x for x in fila if x))}</p>" for fila in grupo]
    return ("<html><body>" + "\n".join(partes) + "</body></html>").encode()


def html_pandas(filas: Renglones) -> bytes:
    """The whole file as one table: every line is a row."""
    import pandas as pd

    ancho = max(map(len, filas))
    tabla = pd.DataFrame([[*f, *[""] * (ancho - len(f))] for f in filas])
    return str(tabla.to_html(index=False, header=False)).encode()


def pdf(filas: Renglones) -> bytes:
    return _pdf(filas, rayas=True)


def pdf_sin_rayas(filas: Renglones) -> bytes:
    return _pdf(filas, rayas=False)


def _pdf(filas: Renglones, rayas: bool) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import landscape, legal
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    base = getSampleStyleSheet()["BodyText"]
    chico = base.clone("chico", fontSize=6, leading=7)
    pagina = landscape(legal)
    partes = []
    for en_tabla, grupo in _grupos(filas):
        if not en_tabla:
            partes += [Paragraph(escape("   ".join(x for x in fila if x)), base) for fila in grupo]
            continue
        ancho = max(map(len, grupo))
        anchos = [55, 190, 60, 50, *[36] * (ancho - 7), 50, 50, 180]
        escala = (pagina[0] - 40) / sum(anchos)
        celdas = [[Paragraph(escape(x), chico) for x in [*f, *[""] * (ancho - len(f))]] for f in grupo]
        estilo = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)] if rayas else []
        partes.append(Table(celdas, colWidths=[a * escala for a in anchos], style=[*estilo, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    salida = io.BytesIO()
    SimpleDocTemplate(salida, pagesize=pagina, leftMargin=20, rightMargin=20, topMargin=20, bottomMargin=20).build(partes)
    return salida.getvalue()


ESCRITORES: dict[str, tuple[str, Callable[[Renglones], bytes]]] = {
    "xlsx-texto": (".xlsx", xlsx_texto),
    "xlsx-numeros": (".xlsx", xlsx_numeros),
    "docx": (".docx", docx),
    "html": (".html", html),
    "html-pandas": (".html", html_pandas),
    "pdf": (".pdf", pdf),
    "pdf-sin-rayas": (".pdf", pdf_sin_rayas),
}
