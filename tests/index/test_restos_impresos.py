"""Printed tables whose heading stands again on the next page, over what the page's end cut off a row."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from index.ingest import leer_documento
from index.poa import Informe
from index.readers import pdf_corridas, pdf_pdfium

ANCHOS = (30, 170, 70, 60, 45, 45, 45, 45, 60, 160)
NOMBRES = ("No.", "Descripción", "Medida", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A", "Acumulado", "Justificación")
XS = [20.0]
for _ancho in ANCHOS:
    XS.append(XS[-1] + _ancho)
CABECERA = ("Municipio de Valle Alto", "Unidad ejecutora: 204 Parques", "Fecha de corte: 30/06/2021")
#: A row by its lines: of each, what each column prints.
UNA = ({0: "1", 1: "Sembrar árboles", 2: "Árbol", 3: "40", 4: "10", 5: "9", 6: "10", 7: "8", 8: "17", 9: "Faltó agua"},)
CORTADA = ({0: "2", 1: "Podar árboles de los", 2: "Poda", 3: "20", 4: "5", 5: "4", 6: "5", 7: "5", 8: "9", 9: "Se rentó una grúa,"},)
RESTO = ({1: "parques y avenidas", 9: "que se descompuso en"}, {9: "mayo, según consta"})
OTRA = ({0: "3", 1: "Regar jardines", 2: "Riego", 3: "8", 4: "2", 5: "2", 6: "2", 7: "2", 8: "4"},)
FIRMA = "Elaboró: Ing. de turno"


def _imprimir(hojas: Sequence[Sequence[Sequence[dict[int, str]]]], con_fondo: bool, corridos: Sequence[str] = ()) -> bytes:
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=landscape(letter))
    for n, renglones in enumerate(hojas):
        c.setFont("Helvetica", 8)
        y = 560.0
        if corridos:
            c.drawString(XS[1] + 3, 585, corridos[0])
        final = 0.0
        for rotulo in () if n else CABECERA:
            c.drawString(20, y, rotulo)
            y -= 14
        y -= 16
        for x0, x1, nombre in zip(XS, XS[1:], NOMBRES, strict=False):
            if con_fondo:
                c.setFillColor(Color(0.8, 0.8, 0.8))
                c.rect(x0, y - 5, x1 - x0, 16, stroke=0, fill=1)
                c.setFillColor(Color(0, 0, 0))
            c.drawString(x0 + 3, y, nombre)
        y -= 8
        for lineas in renglones:
            y -= 9
            for linea in lineas:
                y -= 10
                for columna, texto in linea.items():
                    c.drawString(XS[columna] + 3, y, texto)
                final = min(final or y, y)
        for i, texto in enumerate(corridos[1:]):
            c.drawString(XS[i] + 3, 60 + i, texto.format(n=n + 1))
        if n == len(hojas) - 1:
            c.drawString(20, final - 40, FIRMA)
        c.showPage()
    c.save()
    return salida.getvalue()


def _leidas(informe: Informe) -> list[tuple[str, str, object, str | None]]:
    return [(m.numero, m.descripcion, m.avance_absoluto, m.observacion) for m in informe.metas]


DOS = [
    ("1", "Sembrar árboles", 17, "Faltó agua"),
    ("2", "Podar árboles de los parques y avenidas", 9, "Se rentó una grúa, que se descompuso en mayo, según consta"),
]


@pytest.mark.parametrize("con_fondo", [False, True], ids=["sin fondo", "con fondo"])
def test_the_rest_of_a_row_under_its_heading_alone_goes_on_with_it(con_fondo: bool) -> None:
    documento = leer_documento("restos.pdf", _imprimir([[UNA, CORTADA], [RESTO]], con_fondo))
    assert not documento.apartados
    [informe] = documento.informes
    assert _leidas(informe) == DOS and not informe.apartados


@pytest.mark.parametrize("con_fondo", [False, True], ids=["sin fondo", "con fondo"])
def test_the_rest_of_a_row_above_other_rows_goes_on_with_it(con_fondo: bool) -> None:
    documento = leer_documento("restos.pdf", _imprimir([[UNA, CORTADA], [RESTO, OTRA]], con_fondo))
    assert not documento.apartados
    [informe] = documento.informes
    assert _leidas(informe) == [*DOS, ("3", "Regar jardines", 4, None)] and not informe.apartados


def test_a_row_of_too_few_figures_under_a_heading_alone_is_set_aside() -> None:
    corta = ({0: "3", 1: "Regar jardines", 2: "Riego", 3: "8"},)
    documento = leer_documento("restos.pdf", _imprimir([[UNA, CORTADA], [corta]], False))
    assert [m.numero for m in documento.informes[0].metas] == ["1", "2"]
    assert [a.lugar for a in documento.apartados] == ["página 2"]


def test_figures_beside_other_quarters_than_the_forms_are_set_aside() -> None:
    titulos = "No.\tDescripción\tMedida\tMeta anual\tTrimestre\tP\tA\tAvance acumulado\t%"
    renglones = "1\tSembrar árboles\tÁrbol\t40\tI Trimestre\t10\t9\t17\t43%\n2\tPodar árboles\tPoda\t20\tI Trimestre\t5\t5\t9\t45%"
    texto = f"MUNICIPIO DE VALLE ALTO\nUnidad ejecutora:\t204\tParques\nPeriodo:\tSegundo trimestre 2021\nFecha de corte:\t30/06/2021\n{titulos}\n{renglones}\n"
    documento = leer_documento("trimestres.txt", texto.encode())
    apartados = [*documento.apartados, *(a for i in documento.informes for a in i.apartados)]
    assert not any(i.metas for i in documento.informes)
    assert any("«Trimestre» dice de qué trimestre" in a.motivo for a in apartados)


@pytest.mark.parametrize("con_fondo", [False, True], ids=["sin fondo", "con fondo"])
def test_what_stands_on_every_page_is_no_text_of_the_rows_between(con_fondo: bool) -> None:
    larga = tuple({**({0: "9", 2: "Riego", 3: "8", 4: "2", 5: "2", 6: "2", 7: "2", 8: "4"} if not i else {}), 1: f"Renglón {i}"} for i in range(38))
    corridos = ("30/06/2021 Avance del programa", "{n}/2", "Sistema de Planeación, versión 3")
    documento = leer_documento("corridos.pdf", _imprimir([[UNA, larga, CORTADA], [RESTO, OTRA]], con_fondo, corridos))
    assert not documento.apartados
    [informe] = documento.informes
    leidas = [(n, d, a, o) for n, d, a, o in _leidas(informe) if n != "9"]
    assert leidas == [*DOS, ("3", "Regar jardines", 4, None)]
    assert "Sistema" not in " ".join(d for _, d, _, _ in _leidas(informe))


@pytest.mark.parametrize(
    "lineas, al_pie",
    [
        (("Sistema de Planeación, versión 3",) * 2, True),
        (("Página 1 de 2", "Página 2 de 2"), True),
        (("Página 1 de 2", "Página 4 de 2"), False),
        (("Cuarto trimestre 2 0",) * 2, False),
        (("Observaciones: ninguna",) * 2, False),
        (("Autorizó Ing. de turno",) * 2, False),
    ],
)
def test_what_may_be_the_last_line_of_a_card_is_no_foot(lineas: tuple[str, str], al_pie: bool) -> None:
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=letter)
    for titulo, linea in zip(("Dar talleres", "Podar árboles"), lineas, strict=True):
        c.drawString(40, 700, titulo)
        c.drawString(40, 60, linea)
        c.showPage()
    c.save()
    documento = PdfDocument(salida.getvalue())
    una, otra = (pdf_corridas.impresas(pdf_pdfium.leer(documento, n)) for n in (0, 1))
    documento.close()
    assert [x.texto for x in pdf_corridas.abajo(una, [otra])] == ([lineas[0]] if al_pie else [])
