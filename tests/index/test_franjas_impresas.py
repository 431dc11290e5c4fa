"""Printed tables whose rows are told by shades from side to side, under a heading of filled cells."""

from __future__ import annotations

import io

import pytest
from apoyo_rejilla import leer as leer_hoja
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from index.ingest import leer_documento
from index.poa import Informe

ANCHOS = (22, 150, 60, 60, 50, 50, 50, 50, 60, 180)
NOMBRES = ("N.P.", "Actividad", "Unidad", "Meta anual", *["T1 P", "T1 A", "T2 P", "T2 A"], "Acumulado", "Justificación")
FILAS = (
    ("1", "Sembrar árboles", "Árbol", "40", "10", "9", "10", "8", "17", "Faltó agua en el vivero"),
    ("2", "Podar árboles", "Poda", "20", "5", "-", "5", "5", "5", ""),
    ("3", "Regar jardines", "Riego", "8", "2", "2", "2", "2", "4", "Sin variación que informar"),
    ("4", "Reparar fuentes", "Fuente", "6", "1", "1", "2", "0", "1", ""),
)


def _impreso(sombreadas: tuple[int, ...], guion_a_la_izquierda: bool) -> bytes:
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=landscape(letter))
    c.setFont("Helvetica", 7)
    for n, rotulo in enumerate(["Municipio de Valle Alto", "Unidad ejecutora: 204 Parques", "Fecha de corte: 30/06/2021"]):
        c.drawString(30, 580 - 12 * n, rotulo)
    xs = [30.0]
    for ancho in ANCHOS:
        xs.append(xs[-1] + ancho)

    def fondo(x0: float, x1: float, y: float, gris: float) -> None:
        c.setFillColor(Color(gris, gris, gris))
        c.rect(x0, y, x1 - x0, 24, stroke=0, fill=1)
        c.setFillColor(Color(0, 0, 0))

    for x0, x1, nombre in zip(xs, xs[1:], NOMBRES, strict=False):
        fondo(x0, x1, 500, 0.8)
        c.drawCentredString((x0 + x1) / 2, 510, nombre)
    for f, fila in enumerate(FILAS):
        y = 476 - 24 * f
        if f in sombreadas:
            fondo(xs[0], xs[-1], y, 0.93)
        for i, texto in enumerate(fila):
            if texto == "-" and guion_a_la_izquierda:
                c.drawString(xs[i] + 8, y + 14, texto)
            elif 3 <= i <= 8:
                c.drawRightString(xs[i + 1] - 3, y + 14, texto)
            else:
                c.drawString(xs[i] + 3, y + 14, texto)
        if fila[-1]:
            c.drawString(xs[-2] + 3, y + 4, "según el oficio 12")
    c.save()
    return salida.getvalue()


@pytest.mark.parametrize("sombreadas", [(0, 2), (1, 3), (0,), (0, 1, 2, 3)], ids=str)
@pytest.mark.parametrize("guion", [False, True], ids=["guion a la derecha", "guion a la izquierda"])
def test_rows_under_a_filled_heading_are_read_whichever_are_shaded(sombreadas: tuple[int, ...], guion: bool) -> None:
    documento = leer_documento("franjas.pdf", _impreso(sombreadas, guion))
    assert not documento.apartados
    [informe] = documento.informes
    assert _leidas(informe) == [
        ("1", "Árbol", 40, ["10", "9", "10", "8"], 17, "Faltó agua en el vivero según el oficio 12"),
        ("2", "Poda", 20, ["5", None, "5", "5"], 5, None),
        ("3", "Riego", 8, ["2", "2", "2", "2"], 4, "Sin variación que informar según el oficio 12"),
        ("4", "Fuente", 6, ["1", "1", "2", "0"], 1, None),
    ]


def _leidas(informe: Informe) -> list[tuple[object, ...]]:
    def texto(v: object) -> str | None:
        return None if v is None else str(v)

    return [
        (
            m.numero, m.unidad_medida, m.meta_anual,
            [texto(m.programado["T1"]), texto(m.alcanzado["T1"]), texto(m.programado["T2"]), texto(m.alcanzado["T2"])],
            m.avance_absoluto, m.observacion,
        )
        for m in informe.metas
    ]  # fmt: skip


def test_a_row_that_is_one_cell_is_set_aside_and_not_lost() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", "T1 P", "T1 A", "Total alcanzado"]
    informes, apartados = leer_hoja(
        titulos, ["1", "Sembrar árboles", "Árbol", "40", "10", "9", "9"], [("2 Podar árboles Poda 20 5 5 5 4", 7, 1)]
    )
    motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
    assert [(m.numero, m.observacion) for i in informes for m in i.metas] == [("1", None)]
    assert len(motivos) == 1 and "la meta 2" in motivos[0] and "una sola celda" in motivos[0]
