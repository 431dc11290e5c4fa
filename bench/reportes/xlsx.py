"""Workbooks: openpyxl for merged headings and mixed cells, XlsxWriter for formulas with their cached values."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from bench.reportes.disposiciones import Celda, Disposicion, Fila, Tabla, aplanar
from bench.reportes.modelo import Forma, Reporte, valor
from bench.reportes.texto import ROLES, cabecera, titulos

_TITULOS_INVALIDOS = str.maketrans("", "", "[]:*?/\\")


def _nombre(f: Forma) -> str:
    return f"{f.unidad} {f.nombres[2]}".translate(_TITULOS_INVALIDOS)[:31].strip()


def _formato(texto: str) -> str:
    """The number format under which a figure shows as its printed text."""
    decimales = len(texto.partition(".")[2].rstrip("% "))
    base = "#,##0" if "," in texto else "0"
    return base + ("." + "0" * decimales if decimales else "")


def _poner(hoja: Any, fila: int, columna: int, c: Celda, como_texto: bool) -> None:
    celda = hoja.cell(fila, columna)
    if not c.texto:
        return
    if como_texto or c.tipo == "texto":
        celda.value = c.texto
    elif c.tipo == "porcentaje":
        cifra = valor(c.texto)
        assert cifra is not None
        celda.value = float(cifra / 100)
        celda.number_format = _formato(c.texto) + "%"
    else:
        cifra = valor(c.texto)
        assert cifra is not None
        celda.value = int(cifra) if cifra == int(cifra) else float(cifra)
        celda.number_format = _formato(c.texto)


def _tabla(hoja: Any, tabla: Tabla, desde: int, columna: int, como_texto: bool) -> int:
    """Write a table; the row after it."""
    from openpyxl.styles import Alignment, Border, Font, Side

    marco = Border(*(Side("thin"),) * 4)
    for i, fila in enumerate((*tabla.encabezado, *tabla.filas)):
        for j, c in enumerate(fila):
            hoja.cell(desde + i, columna + j).border = marco
            if c is None:
                continue
            _poner(hoja, desde + i, columna + j, c, como_texto)
            hoja.cell(desde + i, columna + j).alignment = Alignment(wrap_text=True, vertical="center")
            if i < len(tabla.encabezado):
                hoja.cell(desde + i, columna + j).font = Font(bold=True)
            if c.columnas > 1 or c.filas > 1:
                hoja.merge_cells(
                    start_row=desde + i, start_column=columna + j, end_row=desde + i + c.filas - 1,
                    end_column=columna + j + c.columnas - 1,
                )  # fmt: skip
    return desde + len(tabla.encabezado) + len(tabla.filas)


def _ajustar(hoja: Any, tabla: Tabla, desde: int, columna: int) -> None:
    """Widths and heights as the texts ask for, and one page wide on paper."""
    from openpyxl.utils import get_column_letter

    anchos = [max(7 * ancho, 0 if j else 22) for j, ancho in enumerate(tabla.anchos)]
    for j, ancho in enumerate(anchos):
        hoja.column_dimensions[get_column_letter(columna + j)].width = ancho
    for i, fila in enumerate(tabla.filas):
        lineas = max((-(-len(c.texto) * 5 // int(4 * anchos[j])) // c.filas for j, c in enumerate(fila) if c), default=1)
        hoja.row_dimensions[desde + len(tabla.encabezado) + i].height = 15 * max(lineas, 1)
    for i in range(len(tabla.encabezado)):
        hoja.row_dimensions[desde + i].height = 90 / len(tabla.encabezado)
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.fitToHeight = 0
    hoja.sheet_properties.pageSetUpPr.fitToPage = True


def _forma(hoja: Any, f: Forma, d: Disposicion, fila: int, columna: int, ancha: bool, como_texto: bool, sueltas: bool) -> int:
    from openpyxl.styles import Alignment

    tabla = aplanar(d.tabla(f)) if sueltas else d.tabla(f)
    ancho = len(tabla.claves)
    for titulo in titulos(f):
        hoja.cell(fila, columna).value = titulo
        if ancha:
            hoja.merge_cells(start_row=fila, start_column=columna, end_row=fila, end_column=columna + ancho - 1)
        fila += 1
    fila += 1
    for rotulo, codigo, nombre in cabecera(f):
        hoja.cell(fila, columna).value = rotulo or None
        hoja.cell(fila, columna + 1).value = int(codigo) if codigo.isdigit() and not como_texto else codigo
        hoja.cell(fila, columna + 1).alignment = Alignment(horizontal="left")
        hoja.cell(fila, columna + 2).value = nombre
        if ancha:
            hoja.merge_cells(start_row=fila, start_column=columna + 2, end_row=fila, end_column=columna + ancho - 1)
        fila += 1
    if como_texto:
        hoja.cell(fila, columna).value = f"FECHA: {f.fecha}"
    else:
        hoja.cell(fila, columna).value = "FECHA:"
        hoja.cell(fila, columna + 1).value = f.corte
        hoja.cell(fila, columna + 1).number_format = "dd/mm/yyyy"
    if ancha:
        _ajustar(hoja, tabla, fila + 2, columna)
    fila = _tabla(hoja, tabla, fila + 2, columna, como_texto) + 1
    for i, (cargo, nombre) in enumerate(f.firmas):
        lugar = columna + (0, 3, ancho - 2)[i]
        for k, texto in enumerate((ROLES[i], cargo, nombre)):
            hoja.cell(fila + k, lugar).value = texto
    return fila + 5


def _openpyxl(*, junta: bool = False, como_texto: bool = False, ancha: bool = True, sueltas: bool = False, margen: int = 1,
              oculta: bool = False) -> Callable[[Reporte, Disposicion], bytes]:  # fmt: skip
    def escribir(r: Reporte, d: Disposicion) -> bytes:
        from openpyxl import Workbook

        libro = Workbook()
        libro.remove(libro.active)
        hoja, fila = None, 1
        for f in r.formas:
            if hoja is None or not junta:
                hoja, fila = libro.create_sheet("POA" if junta else _nombre(f)), margen
            fila = _forma(hoja, f, d, fila, margen, ancha, como_texto, sueltas)
            if oculta:
                from openpyxl.utils import get_column_letter

                extra = len(d.tabla(f).claves) + margen + 1
                hoja.cell(margen, extra).value = "auxiliar"
                hoja.column_dimensions[get_column_letter(extra)].hidden = True
        salida = io.BytesIO()
        libro.save(salida)
        return salida.getvalue()

    return escribir


def _con_formulas(r: Reporte, d: Disposicion) -> bytes:
    """The absolute and the percentage as formulas, as offices keep them, with the values that the program cached."""
    import xlsxwriter
    from xlsxwriter.utility import xl_rowcol_to_cell as a1

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida, {"in_memory": True})
    negra = libro.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center"})
    for f in r.formas:
        tabla = d.tabla(f)
        hoja = libro.add_worksheet(_nombre(f))
        for i, titulo in enumerate(titulos(f)):
            hoja.merge_range(i, 0, i, len(tabla.claves) - 1, titulo, negra)
        fila = 4
        for rotulo, codigo, nombre in cabecera(f):
            hoja.write_row(fila, 0, [rotulo, codigo, nombre])
            fila += 1
        hoja.write(fila, 0, f"FECHA: {f.fecha}")
        fila += 2
        for i, renglon in enumerate(tabla.encabezado):
            for j, c in enumerate(renglon):
                if c is not None and (c.columnas > 1 or c.filas > 1):
                    hoja.merge_range(fila + i, j, fila + i + c.filas - 1, j + c.columnas - 1, c.texto, negra)
                elif c is not None:
                    hoja.write(fila + i, j, c.texto, negra)
        fila += len(tabla.encabezado)
        for renglon in tabla.filas:
            _renglon(libro, hoja, tabla, fila, renglon, a1)
            fila += 1
        for i, (cargo, nombre) in enumerate(f.firmas):
            hoja.write_column(fila + 1, 3 * i, [ROLES[i], cargo, nombre])
    libro.close()
    return salida.getvalue()


def _renglon(libro: Any, hoja: Any, tabla: Tabla, fila: int, renglon: Fila, a1: Callable[[int, int], str]) -> None:
    lugar = {clave: j for j, clave in enumerate(tabla.claves)}
    for j, c in enumerate(renglon):
        if c is None or not c.texto:
            continue
        if c.tipo == "texto":
            hoja.write_string(fila, j, c.texto, libro.add_format({"text_wrap": True, "border": 1}))
            continue
        cifra = valor(c.texto)
        assert cifra is not None
        sufijo = "%" if c.tipo == "porcentaje" else ""
        formato = libro.add_format({"num_format": _formato(c.texto) + sufijo, "border": 1})
        numero = float(cifra / 100 if sufijo else cifra)
        if c.formula == "absoluto" and "a1" in lugar:
            suma = "+".join(a1(fila, lugar[f"a{t}"]) for t in (1, 2, 3, 4) if f"a{t}" in lugar)
            hoja.write_formula(fila, j, f"={suma}", formato, numero)
        elif c.formula == "porcentaje" and {"absoluto", "anual"} <= lugar.keys():
            hoja.write_formula(fila, j, f"={a1(fila, lugar['absoluto'])}/{a1(fila, lugar['anual'])}", formato, numero)
        else:
            hoja.write_number(fila, j, numero, formato)


VARIANTES: dict[str, tuple[str, Callable[[Reporte, Disposicion], bytes]]] = {
    "hoja-por-forma": (".xlsx", _openpyxl()),
    "una-hoja": (".xlsx", _openpyxl(junta=True)),
    "texto": (".xlsx", _openpyxl(como_texto=True, ancha=False)),
    "sin-combinar": (".xlsx", _openpyxl(sueltas=True, ancha=False, como_texto=True)),
    "margen": (".xlsx", _openpyxl(margen=3, oculta=True)),
    "formulas": (".xlsx", _con_formulas),
}


def escribir(r: Reporte, d: Disposicion, variante: str = "hoja-por-forma") -> bytes:
    """A workbook's bytes."""
    return VARIANTES[variante][1](r, d)
