"""The lines of a cell become one text: what the column broke is whole again, what a blank parted stays apart."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.readers.hoja import Hoja
from index.readers.pdf import leer
from index.readers.pdf_celda import Vocabulario
from tests.index.apoyo_pdf import lienzo

DOCUMENTO = frozenset("unidad de programa informe y evento a es dos actividad presupuesto mantenimientos".split())


@pytest.mark.parametrize(("piezas", "texto"), [
    (("ABSOLU", "TO"), "ABSOLUTO"),
    (("META ANUAL A", "UTORIZA", "DA"), "META ANUAL AUTORIZADA"),
    (("Mantenimient", "os"), "Mantenimientos"),
    (("Actividad", "es"), "Actividades"),
    (("11,60", "0"), "11,600"),
    (("1068", "6"), "10686"),
    (("P.E.R.I.O", ".D.O"), "P.E.R.I.O.D.O"),
    (("Promover", "la prevenci", "ón de adiccione", "s"), "Promover la prevención de adicciones"),
    (("de las delegacio", "nes municipa", "les."), "de las delegaciones municipales."),
    (("Programac", "ión anual"), "Programación anual"),
])  # fmt: skip
def test_a_word_that_its_column_broke_is_one(piezas: tuple[str, ...], texto: str) -> None:
    assert Vocabulario(set(DOCUMENTO)).unir(piezas) == texto


@pytest.mark.parametrize("piezas", [
    ("UNIDAD", "DE MEDIDA"), ("EVENTO", "MENSUAL"), ("Acta", "de entrega"), ("Unidad", "Básica"), ("2.1.3,", "2.2.2"), ("2.1.3", "2.2.2"),
    ("12", "15 %"), ("(Acuerdo", "14/2023)"), ("T1. PLANEADO", "2024"), ("incluye", "zona rural"), ("mediante", "la coordinación"),
    ("asesorías", "jurídicas"), ("se rebasó", "gracias al apoyo"),
])  # fmt: skip
def test_a_line_that_is_full_by_chance_joins_nothing(piezas: tuple[str, ...]) -> None:
    assert Vocabulario(set(DOCUMENTO)).unir(piezas) == " ".join(piezas)


def celda(ancho: float, *lineas: str) -> Hoja:
    """A ruled table: a text of two lines that tells the margin, and a narrow cell."""

    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 10)
        c.grid([50, 150, 150 + ancho], [300, 340])
        c.drawString(52, 325, "Se atendió a la")
        c.drawString(52, 310, "población abierta")
        for i, linea in enumerate(lineas):
            c.drawString(152, 325 - 12 * i, linea)

    return leer(lienzo(dibujar))[0]


def test_the_line_is_full_only_if_the_next_letter_would_not_have_fitted() -> None:
    assert celda(34, "11,60", "0").renglones[0].celdas[1].texto == "11,600"
    suelta = celda(80, "11,60", "0").renglones[0].celdas[1]
    assert suelta.texto == suelta.celda.literal == "11,60 0"


def test_what_follows_a_hyphen_at_a_line_end_goes_on_without_a_blank() -> None:
    unida = celda(80, "por COVID-", "19").renglones[0].celdas[1]
    assert unida.texto == unida.celda.literal == "por COVID-19"
    assert celda(80, "6.1.-", "Promover").renglones[0].celdas[1].texto == "6.1.- Promover"


def test_a_printed_blank_parts_words_that_touch() -> None:
    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 10)
        texto = c.beginText(50, 300)
        texto.setCharSpace(-2.6)
        texto.textOut("NORMA ALICIA")
        c.drawText(texto)

    assert leer(lienzo(dibujar))[0].renglones[0].celdas[0].texto == "NORMA ALICIA"
