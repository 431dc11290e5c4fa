"""Word documents (python-docx): the header as paragraphs or as a table, the heading merged or not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from bench.reportes.disposiciones import Disposicion, Tabla, aplanar
from bench.reportes.modelo import Forma, Reporte
from bench.reportes.texto import ROLES, cabecera, titulos


def _tabla(documento: Any, tabla: Tabla, ajustada: bool) -> None:
    """``ajustada``: in small letters, each column as wide as its texts ask for; else as python-docx leaves it."""
    filas = (*tabla.encabezado, *tabla.filas)
    t = documento.add_table(rows=len(filas), cols=len(tabla.claves), style="Table Grid")
    for renglon, fila in zip(t.rows, filas, strict=True):
        celdas = renglon.cells  # once a row: each access walks the whole table
        for j, c in enumerate(fila):
            if c is not None and c.texto:
                celdas[j].text = c.texto
    if ajustada:
        _ajustar(documento, t, tabla.anchos)
    for i, fila in enumerate(filas):
        for j, c in enumerate(fila):
            if c is not None and (c.columnas > 1 or c.filas > 1):
                t.cell(i, j).merge(t.cell(i + c.filas - 1, j + c.columnas - 1))


def _ajustar(documento: Any, t: Any, anchos: tuple[float, ...]) -> None:
    from docx.shared import Pt

    seccion = documento.sections[0]
    libre = seccion.page_width - seccion.left_margin - seccion.right_margin
    t.autofit = False
    for columna, ancho in zip(t.columns, anchos, strict=True):
        columna.width = int(libre * ancho / sum(anchos))  # LibreOffice goes by these
    for renglon in t.rows:
        for celda, ancho in zip(renglon.cells, anchos, strict=True):
            celda.width = int(libre * ancho / sum(anchos))
            for parrafo in celda.paragraphs:
                for trozo in parrafo.runs:
                    trozo.font.size = Pt(6)


def _cuadro(documento: Any, filas: list[tuple[str, ...]]) -> None:
    t = documento.add_table(rows=len(filas), cols=len(filas[0]))
    for renglon, fila in zip(t.rows, filas, strict=True):
        for celda, texto in zip(renglon.cells, fila, strict=True):
            celda.text = texto


def _forma(documento: Any, f: Forma, d: Disposicion, en_cuadro: bool, sueltas: bool) -> None:
    for titulo in titulos(f):
        documento.add_paragraph(titulo)
    if en_cuadro:
        _cuadro(documento, [*cabecera(f), ("FECHA:", f.fecha, "")])
    else:
        for fila in cabecera(f):
            documento.add_paragraph("\t".join(fila))
        documento.add_paragraph(f"FECHA: {f.fecha}")
    documento.add_paragraph("")
    _tabla(documento, aplanar(d.tabla(f)) if sueltas else d.tabla(f), en_cuadro)
    documento.add_paragraph("")
    if en_cuadro:
        firmas = [(ROLES[i], cargo, nombre) for i, (cargo, nombre) in enumerate(f.firmas)]
        _cuadro(documento, [tuple(x) for x in zip(*firmas, strict=True)])
    else:
        for i, (cargo, nombre) in enumerate(f.firmas):
            for texto in (ROLES[i], cargo, nombre):
                documento.add_paragraph(texto)


def _escritor(*, en_cuadro: bool, sueltas: bool = False, apaisada: bool = False) -> Callable[[Reporte, Disposicion], bytes]:
    def escribir(r: Reporte, d: Disposicion) -> bytes:
        from docx import Document
        from docx.enum.section import WD_ORIENT

        documento: Any = Document()
        if apaisada:
            seccion = documento.sections[0]
            seccion.orientation = WD_ORIENT.LANDSCAPE
            seccion.page_width, seccion.page_height = seccion.page_height, seccion.page_width
            seccion.left_margin = seccion.right_margin = seccion.left_margin // 4
        for i, f in enumerate(r.formas):
            if i:
                documento.add_page_break()
            _forma(documento, f, d, en_cuadro, sueltas)
        salida = io.BytesIO()
        documento.save(salida)
        return salida.getvalue()

    return escribir


VARIANTES: dict[str, tuple[str, Callable[[Reporte, Disposicion], bytes]]] = {
    "parrafos": (".docx", _escritor(en_cuadro=False)),
    "cuadros": (".docx", _escritor(en_cuadro=True, apaisada=True)),
    "sin-combinar": (".docx", _escritor(en_cuadro=False, sueltas=True)),
}


def escribir(r: Reporte, d: Disposicion, variante: str = "parrafos") -> bytes:
    """A document's bytes."""
    return VARIANTES[variante][1](r, d)
