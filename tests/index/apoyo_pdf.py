"""Writers of PDFs of our own: the sample reports in print, with rules and without, and small pages made to try one thing.

The sample reports are laid out as the councils print them: landscape letter, wrapped descriptions and observations.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from index.readers import texto

HOJA = landscape(letter)
MARGEN = 30
#: The cells of a row: line, description, measure, annual goal, eight figures, absolute, relative and observation.
ANCHO = 15


@dataclass(frozen=True)
class Estilo:
    """How a table is printed. ``valign`` is TOP, MIDDLE or BOTTOM; ``zebra`` colours every other row."""

    reglas: str = "GRID"
    valign: str = "MIDDLE"
    texto: int = TA_LEFT
    cifras: int = TA_CENTER
    zebra: bool = False
    cuerpo: float = 6.0
    #: White above and below a cell's text.
    aire: float = 2.5
    repetir: bool = True
    por_hoja: bool = True
    pie_de_pagina: bool = False
    extra: tuple[tuple[object, ...], ...] = field(default=())


def parrafo(celda: str, estilo: Estilo, alineado: int) -> Paragraph:
    return Paragraph(
        escape(celda),
        ParagraphStyle("celda", fontName="Helvetica", fontSize=estilo.cuerpo, leading=estilo.cuerpo * 1.18, alignment=alineado),
    )


def formas(reporte: str) -> Iterator[tuple[list[list[str]], list[list[str]], list[list[str]], list[list[str]]]]:
    """The forms of a text report: (header, heading, rows, foot), each as rows of cells."""
    cabecera: list[list[str]] = []
    titulos: list[list[str]] = []
    filas: list[list[str]] = []
    pie: list[list[str]] = []
    for renglon in texto.leer(reporte.encode())[0].renglones:
        celdas = [c.texto for c in renglon.celdas]
        if len(celdas) > 6 and not filas and not any(c.replace(",", "").isdigit() for c in celdas):
            titulos.append(celdas)
        elif titulos and len(celdas) > 6:
            filas.append(celdas)
        elif filas and "AYUNTAMIENTO" in celdas[0]:
            yield cabecera, titulos, filas, pie
            cabecera, titulos, filas, pie = [celdas], [], [], []
        elif filas and (pie or celdas[0].upper().startswith(("ELABOR", "REVIS", "AUTORIZ", "RESPONSABLE"))):
            pie.append(celdas)
        elif filas:
            _seguir(filas, celdas)
        else:
            cabecera.append(celdas)
    yield cabecera, titulos, filas, pie


def _seguir(filas: list[list[str]], celdas: list[str]) -> None:
    """A line that a break cut off: the rest of the observation above it, or of a row of which it has the figures."""
    if len(celdas) == 1:
        filas[-1][-1] = f"{filas[-1][-1]} {celdas[0]}"
    else:
        filas.append(celdas)


def imprimir(reporte: str, estilo: Estilo | None = None) -> bytes:
    """A text report as a PDF."""
    estilo = estilo or Estilo()
    partes: list[Flowable] = []
    for cabecera, titulos, filas, pie in formas(reporte):
        if partes:
            partes.append(PageBreak() if estilo.por_hoja else Spacer(1, 30))
        partes += [_rotulos(cabecera), Spacer(1, 12), tabla(titulos, filas, estilo), Spacer(1, 24)]
        partes += [_firmas(pie)] if pie else []
    return documento(partes, estilo)


def documento(partes: list[Flowable], estilo: Estilo | None = None) -> bytes:
    salida = io.BytesIO()
    hecho = SimpleDocTemplate(salida, pagesize=HOJA, leftMargin=MARGEN, rightMargin=MARGEN, topMargin=30, bottomMargin=36)

    def numerar(lienzo: Canvas, _: object) -> None:
        lienzo.setFont("Helvetica", 7)
        lienzo.drawString(MARGEN, 20, f"Sistema de seguimiento, hoja {lienzo.getPageNumber()}")

    con_pie = {"onFirstPage": numerar, "onLaterPages": numerar} if estilo and estilo.pie_de_pagina else {}
    hecho.build(partes, **con_pie)
    return salida.getvalue()


def _rotulos(cabecera: list[list[str]]) -> Table:
    """The header: label, code and name below one another; what stands further to the right, there."""
    usadas = sorted({i for x in cabecera for i, c in enumerate(x) if c})
    filas = [[x[i] if i < len(x) else "" for i in usadas] for x in cabecera]
    ordenes = [("FONTSIZE", (0, 0), (-1, -1), 7.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    anchos = [110, 50, 360, *[70] * len(usadas)][: len(usadas)]
    return Table(filas, colWidths=anchos, hAlign="LEFT", style=ordenes)


def _firmas(pie: list[list[str]]) -> Table:
    """The signatures side by side: a column for each, its lines below one another."""
    bloques: list[list[str]] = []
    for celda, *otras in pie:
        if any(otras):
            filas = [[c for c in x if c] for x in pie]
            return Table(filas, colWidths=[230] * max(map(len, filas)), style=[("FONTSIZE", (0, 0), (-1, -1), 7)])
        if celda.upper().startswith(("ELABOR", "REVIS", "AUTORIZ")) or not bloques:
            bloques.append([])
        bloques[-1].append(celda)
    alto = max(len(b) for b in bloques)
    filas = [[b[i] if i < len(b) else "" for b in bloques] for i in range(alto)]
    return Table(
        filas, colWidths=[230] * len(bloques), style=[("FONTSIZE", (0, 0), (-1, -1), 7), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    )


def tabla(titulos: list[list[str]], filas: list[list[str]], estilo: Estilo, anchos: list[float] | None = None) -> Table:
    """The table of a form, its heading's groups merged."""
    ancho = max(len(x) for x in (*titulos, *filas))
    cuerpo = [[*x, *[""] * (ancho - len(x))] for x in (*titulos, *filas)]
    celdas = [
        [
            parrafo(c, estilo, TA_CENTER if f < len(titulos) else _alineado(i, c, ancho, estilo)) if c else ""
            for i, c in enumerate(fila)
        ]
        for f, fila in enumerate(cuerpo)
    ]
    ordenes: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), estilo.valign),
        *([("VALIGN", (0, 0), (-1, len(titulos) - 1), "MIDDLE")] if titulos else []),
        *((lado, (0, 0), (-1, -1), 3) for lado in ("LEFTPADDING", "RIGHTPADDING")),
        *((lado, (0, 0), (-1, -1), estilo.aire) for lado in ("TOPPADDING", "BOTTOMPADDING")),
        *_fusiones(titulos, ancho),
        *_reglas(estilo, len(titulos), len(cuerpo)),
        *estilo.extra,
    ]
    return Table(
        celdas, colWidths=anchos or anchos_de(cuerpo, estilo), style=ordenes, repeatRows=len(titulos) if estilo.repetir else 0
    )


def anchos_de(filas: list[list[str]], estilo: Estilo) -> list[float]:
    """Widths in which no word breaks, the rest shared out by the length of the texts."""
    columnas = list(zip(*filas, strict=True))
    minimos = [max(stringWidth(p, "Helvetica", estilo.cuerpo) for c in x for p in (*c.split(), "")) + 7 for x in columnas]
    pesos = [min(max(map(len, x)), 160) for x in columnas]
    resto = HOJA[0] - 2 * MARGEN - sum(minimos)
    return [m + resto * p / sum(pesos) for m, p in zip(minimos, pesos, strict=True)]


def _alineado(columna: int, celda: str, ancho: int, estilo: Estilo) -> int:
    return estilo.texto if columna in (0, 1, 2, ancho - 1) else estilo.cifras


def _fusiones(titulos: list[list[str]], ancho: int) -> list[tuple[object, ...]]:
    if len(titulos) < 3 or ancho != ANCHO:
        return []
    ordenes: list[tuple[object, ...]] = [("SPAN", (4, 0), (11, 0)), *(("SPAN", (c, 1), (c + 1, 1)) for c in range(4, 12, 2))]
    return [*ordenes, *(("SPAN", (c, 0), (c, 2)) for c in (0, 1, 2, 3, 12, 13, 14))]


def _reglas(estilo: Estilo, titulos: int, filas: int) -> list[tuple[object, ...]]:
    ordenes: list[tuple[object, ...]] = []
    if estilo.reglas in ("GRID", "INNERGRID", "LINEABOVE", "BOX"):
        ordenes.append((estilo.reglas, (0, 0), (-1, -1), 0.5, colors.black))
    if estilo.reglas == "COLUMNAS":
        ordenes += [("GRID", (0, 0), (-1, titulos - 1), 0.5, colors.black), ("BOX", (0, 0), (-1, -1), 0.5, colors.black)]
        ordenes += [("LINEAFTER", (0, 0), (-1, -1), 0.5, colors.black)]
    if estilo.zebra:
        ordenes += [("BACKGROUND", (0, f), (-1, f), colors.Color(0.9, 0.9, 0.95)) for f in range(titulos, filas, 2)]
    return ordenes


def lienzo(dibujar: Callable[[Canvas], None], hoja: tuple[float, float] = HOJA, rotacion: int = 0) -> bytes:
    """A page drawn by hand."""
    salida = io.BytesIO()
    hecho = Canvas(salida, pagesize=hoja)
    dibujar(hecho)
    if rotacion:
        hecho.setPageRotation(rotacion)
    hecho.showPage()
    hecho.save()
    return salida.getvalue()


DERECHA = TA_RIGHT
