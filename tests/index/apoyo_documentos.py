"""Our sample reports as Word documents and web pages, with the merged headings that such files have."""

from __future__ import annotations

import html
import io
import json
import textwrap
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from apoyo_index import como_oro

from index.poa import Documento

#: Cells from which a line of a sample belongs to its table.
_DE_TABLA = 13
_ANCHO = 15
Cruce = tuple[int, int, str, int, int]


def bloques(texto: str) -> Iterator[list[list[str]]]:
    """The lines of a report as cells: a lone line, or the rows of a table."""
    lineas = _enteras([x.strip("*").split("\t") for x in texto.split("\n")])
    for es_tabla, grupo in groupby(lineas, key=lambda x: len(x) >= _DE_TABLA):
        if es_tabla:
            yield list(grupo)
        else:
            yield from ([linea] for linea in grupo)


def _enteras(lineas: list[list[str]]) -> list[list[str]]:
    """The rows that a line break cuts in two, whole again, as a document's table has them."""
    salida: list[list[str]] = []
    for linea in lineas:
        previa = salida[-1] if salida else []
        if 1 < len(previa) < _DE_TABLA and len(linea) > 1 and len(previa) + len(linea) - 1 == _ANCHO:
            salida[-1] = [*previa[:-1], f"{previa[-1]} {linea[0]}", *linea[1:]]
        else:
            salida.append(linea)
    return salida


def cruces(filas: list[list[str]]) -> list[Cruce]:
    """(row, column, text, rows, columns) of each cell: the three rows of the heading merged as a form prints them; a
    table that goes on after a blank line has no heading."""
    salida: list[Cruce] = []
    ancho = len(filas[0])
    if filas[0][4].replace(".", "").replace(" ", "") != "PERIODO":
        return [(r, c, texto, 1, 1) for r, fila in enumerate(filas) for c, texto in enumerate(fila)]
    for c in range(ancho):
        if c < 4 or c > 11:
            salida.append((0, c, filas[0][c], 3, 1))
    salida.append((0, 4, filas[0][4], 1, 8))
    salida += [(1, c, filas[1][c], 1, 2) for c in range(4, 12, 2)]
    salida += [(2, c, filas[2][c], 1, 1) for c in range(4, 12)]
    for r, fila in enumerate(filas[3:], start=3):
        salida += [(r, c, texto, 1, 1) for c, texto in enumerate(fila + [""] * (ancho - len(fila)))]
    return sorted(salida)


def a_docx(texto: str) -> bytes:
    """A report as a Word document."""
    documento = docx.Document()
    for bloque in bloques(texto):
        if len(bloque) == 1:
            documento.add_paragraph("\t".join(bloque[0]))
            continue
        tabla = documento.add_table(len(bloque), len(bloque[0]))
        celdas = [list(fila.cells) for fila in tabla.rows]
        for r, c, contenido, filas, columnas in cruces(bloque):
            celda = celdas[r][c]
            if filas > 1 or columnas > 1:
                celda = celda.merge(celdas[r + filas - 1][c + columnas - 1])
            celda.text = contenido
    return guardar(documento)


def a_html(texto: str) -> bytes:
    """A report as a web page."""
    salida = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>Reporte</title></head><body>"]
    for bloque in bloques(texto):
        if len(bloque) == 1:
            partes = "</td><td>".join(html.escape(x) for x in bloque[0])
            salida.append(f"<table><tr><td>{partes}</td></tr></table>" if len(bloque[0]) > 1 else f"<p>{partes}</p>")
            continue
        salida.append("<table>")
        for r, grupo in groupby(cruces(bloque), key=lambda x: x[0]):
            clase = "th" if r < 3 else "td"
            celdas = [
                f"<{clase} rowspan={filas} colspan={columnas}>{html.escape(t) or '&nbsp;'}</{clase}>"
                for _, _, t, filas, columnas in grupo
            ]
            salida.append(f"<tr>{''.join(celdas)}</tr>")
        salida.append("</table>")
    return "\n".join(salida).encode()


_ANCHOS = (30, 58, 24, 14, *[14] * 8, 14, 16, 60)


def a_columnas(texto: str) -> bytes:
    """A report as text in columns that blanks keep apart: words to the left, figures to the right, merged headings in
    the middle of what they cover."""
    salida: list[str] = []
    for bloque in bloques(texto):
        if len(bloque) == 1:
            salida.append("   ".join(bloque[0]))
            continue
        for _, grupo in groupby(cruces(bloque), key=lambda x: x[0]):
            celdas = [(c, ancho, textwrap.wrap(t, sum(_ANCHOS[c : c + ancho]) - 3)) for _, c, t, _, ancho in grupo]
            for n in range(max(len(lineas) for _, _, lineas in celdas)):
                salida.append(_linea_de(celdas, n))
    return "\n".join(salida).encode()


def _linea_de(celdas: list[tuple[int, int, list[str]]], n: int) -> str:
    linea = ""
    for c, columnas, lineas in celdas:
        trozo = lineas[n] if n < len(lineas) else ""
        ancho = sum(_ANCHOS[c : c + columnas])
        linea = linea.ljust(sum(_ANCHOS[:c]))
        derecha = 3 <= c < 14
        linea += trozo.center(ancho - 2) if columnas > 1 else trozo.rjust(ancho - 2) if derecha else trozo
    return linea.rstrip()


def guardar(documento: Any) -> bytes:
    """The bytes of a python-docx document."""
    archivo = io.BytesIO()
    documento.save(archivo)
    return archivo.getvalue()


def con_parte(contenido: bytes, partes: dict[str, bytes]) -> bytes:
    """A package with some of its parts replaced or added."""
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenido)) as viejo, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre in viejo.namelist():
            if nombre not in partes:
                nuevo.writestr(nombre, viejo.read(nombre))
        for nombre, bytes_ in partes.items():
            nuevo.writestr(nombre, bytes_)
    return salida.getvalue()


def hechos(documento: Documento) -> dict[tuple[str, str], dict[str, Any]]:
    """What a document's metas say, in the words of the gold files."""
    return {
        (i.unidad, m.numero): {"unidad_nombre": i.unidad_nombre, **como_oro(m)}
        for i in documento.informes
        for m in i.metas
    }


def esperados(oro: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The same of a gold file."""
    return {(e["unidad"], e["meta"]): e for e in json.loads(oro.read_text(encoding="utf-8"))}
