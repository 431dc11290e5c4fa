"""Reports as offices print and type them: what stands close to a table, and what looks like something else."""

from __future__ import annotations

import io

import pytest
from apoyo_index import CABECERA, COLUMNAS, PIE, TITULO, fila
from apoyo_pdf import Estilo, documento, lienzo, parrafo, tabla
from openpyxl import Workbook
from reportlab.lib.enums import TA_LEFT
from reportlab.pdfgen.canvas import Canvas

from index import parse, readers
from index.poa import Informe
from index.readers.pdf import leer

TITULOS = ["No.", "Meta", "Línea de acción", "Unidad de medida", "Meta anual", *(f"T{n}. {m} 2021" for n in range(1, 5) for m in ("PLANEADO", "EJECUTADO")),
           "Total alcanzado", "% de avance", "Observaciones"]  # fmt: skip
FILAS = [
    ["8", "Elaborar el padrón de beneficiarios de los programas del municipio.", "2.4.1", "Padrón", "9", "2", "2", "3", "3", "2", "1",
     "2", "2", "8", "89%", "Falta de personal"],
    ["8.1", "Revisar expedientes de la comunidad conforme al calendario aprobado por el Cabildo (Acuerdo 14).", "2.4.1",
     "Expediente", "1,204", "300", "301", "300", "299", "302", "302", "302", "302", "1,204", "100%", ""],
    ["8.2", "Autorizar permisos de la vía pública a comerciantes establecidos en los mercados municipales.", "2.6.2", "Permiso",
     "40", "10", "10", "10", "10", "10", "12", "10", "10", "42", "105%", "Hubo más solicitudes, elaborado por la oficina"],
]  # fmt: skip


def informe(contenido: bytes) -> Informe:
    (hallado,), apartados = parse.leer(leer(contenido))
    assert apartados == hallado.apartados == ()
    return hallado


def figuras(hallado: Informe) -> list[list[object]]:
    return [
        [m.numero, m.descripcion, *(x.impresa for x in m.lineas), m.unidad_medida, m.meta_anual, *m.programado.values(),
         *m.alcanzado.values(), m.avance_absoluto, m.avance_impreso, m.observacion]
        for m in hallado.metas
    ]  # fmt: skip


def de_texto() -> list[list[object]]:
    lineas = [*TITULO, *CABECERA, "\t".join(TITULOS), *("\t".join(f) for f in FILAS), *PIE]
    (hallado,) = parse.leer(readers.leer("a.txt", "\n".join(lineas).encode())[1])[0]
    return figuras(hallado)


@pytest.mark.parametrize("reglas", ["GRID", "", "LINEABOVE", "BOX"])
def test_a_header_right_above_a_table_and_texts_with_words_of_signatures_are_no_part_of_it(reglas: str) -> None:
    """The header ends with its lines of action, so that nothing but white of one line parts them from the heading."""
    estilo = Estilo(reglas=reglas, valign="TOP", cuerpo=7, aire=1.5)
    cabecera = [*TITULO, *CABECERA[:3], CABECERA[-1], *CABECERA[3:-1]]
    partes = [parrafo(" ".join(linea.split("\t")), estilo, TA_LEFT) for linea in cabecera if linea]
    assert figuras(informe(documento([*partes, tabla([TITULOS], FILAS, estilo)], estilo))) == de_texto()


def test_a_word_over_two_columns_in_a_merged_heading_is_not_cut_at_their_border() -> None:
    """Browsers draw each run of letters by itself, and the heading's grounds instead of rules."""

    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica-Bold", 8)
        c.setFillGray(0.85)
        for x0, y0, ancho, alto in ((50, 300, 100, 40), (150, 320, 60, 20), (150, 300, 30, 20), (180, 300, 30, 20)):
            c.rect(x0, y0, ancho, alto, stroke=0, fill=1)
        c.setFillGray(0)
        c.drawString(55, 315, "Descripción")
        for x, trozo in ((160, "Trim"), (177.8, "estre")):
            c.drawString(x, 327, trozo)
        c.drawString(160, 306, "P")
        c.drawString(190, 306, "A")

    celdas = [[c.texto for c in r.celdas] for r in leer(lienzo(dibujar))[0].renglones]
    assert celdas[0][1] == "Trimestre"


def test_names_set_to_the_left_over_figures_set_to_the_right_are_their_columns() -> None:
    anchos = [5, 30, 12, 10, *[9] * 8, 10, 6, 20]
    cortos = [[f[0], f[1][:28], *f[3:13], *f[13:]] for f in FILAS]
    arriba = ["", "", "", "", *(t for n in range(1, 5) for t in (f"{n}º Trim", "")), "", "", ""]
    nombres = ["No.", "Meta", "Unidad med.", "Meta anual", *["Prog.", "Alc."] * 4, "Absoluto", "%", "Observaciones"]

    def linea(textos: list[str], derecha: bool) -> str:
        pares = enumerate(zip(textos, anchos, strict=True))
        return "  ".join(t.rjust(a) if derecha and 3 <= i <= 13 else t.ljust(a) for i, (t, a) in pares).rstrip()

    cuerpo = [linea(arriba, False), linea(nombres, False), *(linea(f, True) for f in cortos)]
    (hallado,) = parse.leer(readers.leer("a.txt", "\n".join([*TITULO, *CABECERA, *cuerpo, *PIE]).encode())[1])[0]
    leidas = [[m.meta_anual, *m.programado.values(), *m.alcanzado.values(), m.avance_absoluto] for m in hallado.metas]
    esperadas = [[*f[4:6], *f[7:12:2], *f[6:13:2], f[13]] for f in FILAS]
    assert [[str(x) for x in fila] for fila in leidas] == [[x.replace(",", "") for x in fila] for fila in esperadas]


def test_a_note_below_the_table_is_no_observation() -> None:
    libro = Workbook()
    filas = [fila("8. Abrir salas."), fila("8.1 Dar cursos.", observacion="Se cumplió.")]
    for linea in (*TITULO, *CABECERA, *COLUMNAS, *filas, "Nota: las cifras son preliminares.", "", *PIE):
        libro.active.append(linea.split("\t"))
    salida = io.BytesIO()
    libro.save(salida)
    (hallado,) = parse.leer(readers.leer("a.xlsx", salida.getvalue())[1])[0]
    assert [m.observacion for m in hallado.metas] == [None, "Se cumplió."]
