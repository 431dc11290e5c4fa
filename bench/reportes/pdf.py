"""PDF files: tables of reportlab with and without rules, their heading on every page or once, rows cut by a page's
end; LibreOffice's export of our Word documents and workbooks, and what Chromium prints of our web pages."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from bench.reportes import docx, html, xlsx
from bench.reportes.disposiciones import Disposicion, Tabla
from bench.reportes.modelo import Reporte
from bench.reportes.texto import ROLES, cabecera, titulos


def _estilo(tamano: float, negra: bool = False, al_centro: bool = False) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    fuente = "Helvetica-Bold" if negra else "Helvetica"
    return ParagraphStyle("x", fontName=fuente, fontSize=tamano, leading=tamano * 1.15, alignment=1 if al_centro else 0)


def _tabla(t: Tabla, ancho: float, tamano: float, rayas: bool, repetir: bool, partir: bool) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as TablaRL

    total = sum(t.anchos)
    anchos = [ancho * a / total for a in t.anchos]
    mandatos: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if rayas else "TOP")]
    mandatos += [(lado, (0, 0), (-1, -1), 2) for lado in ("LEFTPADDING", "RIGHTPADDING")]
    if rayas:
        mandatos.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    filas = []
    for i, fila in enumerate((*t.encabezado, *t.filas)):
        arriba = i < len(t.encabezado)
        celdas: list[Any] = []
        for j, c in enumerate(fila):
            if c is None:
                celdas.append("")
                continue
            al_centro = arriba or c.tipo != "texto"
            celdas.append(Paragraph(escape(c.texto, quote=False), _estilo(tamano, arriba, al_centro)) if c.texto else "")
            if c.columnas > 1 or c.filas > 1:
                mandatos.append(("SPAN", (j, i), (j + c.columnas - 1, i + c.filas - 1)))
        filas.append(celdas)
    unidas = any(c is not None and c.filas > 1 for fila in t.filas for c in fila)  # reportlab can't cut those
    return TablaRL(
        filas, colWidths=anchos, repeatRows=len(t.encabezado) if repetir else 0, splitByRow=1,
        splitInRow=int(partir and not unidas), style=mandatos,
    )  # fmt: skip


def _cuadro(filas: list[tuple[str, ...]], anchos: list[float], tamano: float, negritas: bool, densa: bool = False) -> Any:
    """Texts in columns without rules. ``densa``: no space between rows, and a label at the last line of its value."""
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as TablaRL

    celdas = [[Paragraph(escape(x), _estilo(tamano, negritas and j == 0)) for j, x in enumerate(fila)] for fila in filas]
    apretada = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    return TablaRL(celdas, colWidths=anchos, hAlign="LEFT", style=apretada if densa else [("VALIGN", (0, 0), (-1, -1), "TOP")])


def _platypus(
    *,
    rayas: bool = True,
    repetir: bool = True,
    partir: bool = False,
    lineas: bool = False,
    tamano: float = 7,
    oficio: bool = True,
    titulo_por_pagina: bool = False,
    densa: bool = False,
) -> Callable[[Reporte, Disposicion], bytes]:
    """``lineas``: the header as one-line paragraphs instead of columns. ``oficio``: legal paper, else letter."""

    def escribir(r: Reporte, d: Disposicion) -> bytes:
        from reportlab.lib.pagesizes import landscape, legal, letter
        from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

        hoja = landscape(legal if oficio else letter)
        ancho = hoja[0] - 60
        salida, partes = io.BytesIO(), []
        titulo = titulos(r.formas[0])[0]

        def marco(lienzo: Any, _: Any) -> None:
            lienzo.setFont("Helvetica", 7)
            if titulo_por_pagina:
                lienzo.drawCentredString(hoja[0] / 2, hoja[1] - 20, titulo)
            lienzo.drawRightString(hoja[0] - 30, 14, f"Página {lienzo.getPageNumber()}")

        for i, f in enumerate(r.formas):
            if i:
                partes.append(PageBreak())
            partes += [Paragraph(escape(t), _estilo(10, True, True)) for t in titulos(f)]
            partes.append(Spacer(1, 8))
            if lineas:
                partes += [Paragraph(escape(" ".join(x).strip()), _estilo(8)) for x in cabecera(f)]
                partes.append(Paragraph(f"FECHA: {f.fecha}", _estilo(8)))
            else:
                partes.append(_cuadro([*cabecera(f), ("FECHA:", f.fecha, "")], [110, 60, 420], 8, True, densa))
            partes += [Spacer(1, 8), _tabla(d.tabla(f), ancho, tamano, rayas, repetir, partir), Spacer(1, 14)]
            firmas = [(ROLES[k], cargo, nombre) for k, (cargo, nombre) in enumerate(f.firmas)]
            if firmas:
                renglones = [tuple(x) for x in zip(*firmas, strict=True)]
                partes.append(_cuadro(renglones, [ancho / 3] * len(firmas), 7, False))
        documento = SimpleDocTemplate(
            salida, pagesize=hoja, leftMargin=30, rightMargin=30, topMargin=28, bottomMargin=28, title="POA"
        )
        documento.build(partes, onFirstPage=marco, onLaterPages=marco)
        return salida.getvalue()

    return escribir


def convertir(contenido: bytes, sufijo: str) -> bytes:
    """The PDF that LibreOffice makes of a document."""
    with tempfile.TemporaryDirectory() as carpeta:
        origen = Path(carpeta) / f"poa{sufijo}"
        origen.write_bytes(contenido)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{carpeta}/perfil", "--headless", "--convert-to", "pdf",
             "--outdir", carpeta, str(origen)], check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return origen.with_suffix(".pdf").read_bytes()


def imprimir(pagina: bytes) -> bytes:
    """The PDF that Chromium prints of a web page, on legal paper laid down, in small letters."""
    estilo = b"<style>@page { size: legal landscape; margin: 8mm } table { border-collapse: collapse; font-size: 7pt }"
    with tempfile.TemporaryDirectory() as carpeta:
        origen, destino = Path(carpeta) / "poa.html", Path(carpeta) / "poa.pdf"
        origen.write_bytes(pagina.replace(b"</head>", estilo + b"</style></head>"))
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--no-pdf-header-footer", f"--user-data-dir={carpeta}/perfil", f"--print-to-pdf={destino}", origen.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return destino.read_bytes()


def _oficina(escritor: Callable[[Reporte, Disposicion], bytes], sufijo: str) -> Callable[[Reporte, Disposicion], bytes]:
    return lambda r, d: convertir(escritor(r, d), sufijo)


VARIANTES: dict[str, tuple[str, Callable[[Reporte, Disposicion], bytes]]] = {
    "rayada": (".pdf", _platypus()),
    "sin-rayas": (".pdf", _platypus(rayas=False)),
    "carta": (".pdf", _platypus(repetir=False, partir=True, lineas=True, oficio=False, tamano=6)),
    "titulo-por-pagina": (".pdf", _platypus(partir=True, titulo_por_pagina=True, tamano=8, densa=True)),
    "word": (".pdf", _oficina(docx.VARIANTES["cuadros"][1], ".docx")),
    "excel": (".pdf", _oficina(xlsx.VARIANTES["hoja-por-forma"][1], ".xlsx")),
    "navegador": (".pdf", lambda r, d: imprimir(html.escribir(r, d, "span"))),
}
#: The variants that another program writes.
DE_OFICINA = frozenset({"word", "excel", "navegador"})


def escribir(r: Reporte, d: Disposicion, variante: str = "rayada") -> bytes:
    """A PDF's bytes."""
    return VARIANTES[variante][1](r, d)
