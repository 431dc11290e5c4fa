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


def test_a_header_in_one_cell_and_one_typed_as_a_list_are_rows_of_their_own() -> None:
    cuerpo = [list(c.split("\t")) for c in (*COLUMNAS, fila("8. Abrir salas.", lineas="2.4.2, 2.13.1"))]
    unidas = ["\n".join(TITULO), "RAMO: 60 ARTE\nPROGRAMA: 511 GESTIÓN\nUNIDAD EJECUTORA: 101 DIRECCIÓN\nFECHA: 31-dic.-21",
              "LÍNEAS DE ACCIÓN: 2.4.2 UNA\n2.13.1 OTRA"]  # fmt: skip
    libro = Workbook()
    for celdas in (*([x] for x in unidas), *cuerpo):
        libro.active.append(celdas)
    for i in range(1, len(unidas) + 1):
        libro.active.merge_cells(start_row=i, end_row=i, start_column=1, end_column=15)
    salida = io.BytesIO()
    libro.save(salida)
    lista = [*TITULO, *(f"- {x}" for x in "\n".join(unidas[1:]).split("\n")), *("\t".join(c) for c in cuerpo)]
    for nombre, contenido in (("a.xlsx", salida.getvalue()), ("a.md", "\n".join(lista).encode())):
        (hallado,) = parse.leer(readers.leer(nombre, contenido)[1])[0]
        assert (hallado.programa_nombre, hallado.unidad_nombre) == ("GESTIÓN", "DIRECCIÓN")
        assert [x.nombre for x in hallado.lineas] == ["UNA", "OTRA"]
        assert [x.codigo for x in hallado.metas[0].lineas] == ["2.4.2", "2.13.1"]


@pytest.mark.parametrize("en", [0, 1], ids=["in the row of what is programmed", "in the row of what is achieved"])
def test_the_percentage_of_a_goal_of_two_rows_is_the_goals(en: int) -> None:
    titulos = "No.\tMeta\tUnidad de medida\tConcepto\tT1\tT2\tT3\tT4\tAnual\t% avance\tObservaciones"
    filas = ["8\tAbrir salas\tSala\tProgramado\t1\t2\t3\t4\t10", "\t\t\tRealizado\t1\t2\t2\t4\t9"]
    filas[en] += "\t90%"
    lineas = [*TITULO, *CABECERA, titulos, *filas, *PIE]
    (hallado,) = parse.leer(readers.leer("a.txt", "\n".join(lineas).encode())[1])[0]
    (m,) = hallado.metas
    assert (m.meta_anual, m.avance_absoluto, m.avance_impreso) == (10, 9, "90%")
    assert [*m.programado.values(), *m.alcanzado.values()] == [1, 2, 3, 4, 1, 2, 2, 4]


def test_a_percent_sign_of_the_number_format_is_printed() -> None:
    libro = Workbook()
    for linea in (*TITULO, *CABECERA, *COLUMNAS, fila("8. Abrir salas.", relativo="")):
        libro.active.append(linea.split("\t"))
    celda = libro.active.cell(libro.active.max_row, 14, 103.5088)
    celda.number_format = '0.0"%"'
    salida = io.BytesIO()
    libro.save(salida)
    (hallado,) = parse.leer(readers.leer("a.xlsx", salida.getvalue())[1])[0]
    assert hallado.metas[0].avance_impreso == "103.5%"


def test_names_set_to_the_left_over_blank_columns_keep_their_figures() -> None:
    """Nothing was achieved yet in the second half: the figures, set to the right, stand nearer to the next name."""

    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        nombres = ["NÚM.", "ACTIVIDAD", "UNIDAD", "ANUAL", *["META", "AVANCE"] * 4, "OBSERVACIONES"]
        xs = [40, 70, 220, 280, *(330 + 40 * i for i in range(8)), 670]
        for x, nombre in zip(xs, nombres, strict=True):
            c.drawString(x, 500, nombre)
        for i, quarter in enumerate(("ENE-MAR", "ABR-JUN", "JUL-SEP", "OCT-DIC")):
            c.drawString(330 + 80 * i, 510, quarter)
        for n, y in enumerate((485, 470, 455, 440), start=1):
            for x, texto in ((40, f"{n}"), (70, "Abrir salas de lectura"), (220, "Sala"), (670, "Sin novedad")):
                c.drawString(x, y, texto)
            for x, cifra in ((316, 40), (366, 11), (406, 12), (446, 13), (486, 14), (526, 15), (606, 17)):
                c.drawRightString(x, y, str(cifra))

    cabeza = parse.leer(leer(lienzo(dibujar)))[1]
    hoja = leer(lienzo(dibujar))[0]
    assert cabeza  # it has no header
    fila_ = [c.texto for c in hoja.renglones[-1].celdas]
    assert fila_[3:12] == ["40", "11", "12", "13", "14", "15", "", "17", ""]


def test_a_text_that_all_but_touches_the_next_column_is_not_joined_to_it() -> None:
    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        for x, nombre in ((40, "DESCRIPCIÓN DE LA META"), (162, "UNIDAD"), (230, "ANUAL"), (280, "P"), (320, "A"), (360, "OBS.")):
            c.drawString(x, 500, nombre)
        textos = (
            "8. Abrir las salas de lectura de todos",
            "8.1 Dar cursos de lectura en la colonia",
            "8.2 Dar talleres",
            "8.3 Leer cuentos",
        )
        for n, (y, texto) in enumerate(zip((485, 470, 455, 440), textos, strict=True)):
            c.drawString(160.2 - c.stringWidth(texto, "Helvetica", 7) if n < 2 else 40, y, texto)
            c.drawString(162, y, "Sala")
            for x in (235, 280, 320):
                c.drawString(x, y, "4")

    hoja = leer(lienzo(dibujar))[0]
    assert [r.celdas[1].texto for r in hoja.renglones[1:]] == ["Sala"] * 4


def test_quarters_set_to_the_left_stand_over_the_signs_that_repeat_in_turn_and_a_lone_name_over_number_and_words() -> None:
    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        for x, palabra in ((20, "Meta"), (194, "Unidad"), (264, "Anual"), (560, "Absoluto")):
            c.drawString(x, 476, palabra)
        for n, palabra in enumerate(("Ene-Mar", "Abr-Jun", "Jul-Sep", "Oct-Dic")):
            c.drawString(304 + 64 * n, 476, palabra)
            c.drawCentredString(320 + 64 * n, 451, "P")
            c.drawCentredString(352 + 64 * n, 451, "A")
        for n, y in enumerate((430, 410, 390, 370), start=1):
            c.drawString(20, y, f"{n}.-")
            c.drawString(50, y, f"Acción número {n}")
            c.drawString(194, y, "Evento")
            for k, x in enumerate((284, *(328 + 32 * i for i in range(8)), 590)):
                c.drawRightString(x, y, str(100 * n + k))

    titulos, signos, primera = leer(lienzo(dibujar))[0].renglones[:3]
    assert [(i, c.texto, c.columnas) for i, c in titulos.llenas()] == [
        (0, "Meta", 2), (2, "Unidad", 1), (3, "Anual", 1), (4, "Ene-Mar", 2), (6, "Abr-Jun", 2), (8, "Jul-Sep", 2),
        (10, "Oct-Dic", 2), (12, "Absoluto", 1),
    ]  # fmt: skip
    assert [(i, c.texto) for i, c in signos.llenas()] == [(4 + i, "PA"[i % 2]) for i in range(8)]
    assert [c.texto for _, c in primera.llenas()] == ["1.-", "Acción número 1", "Evento", *(str(100 + k) for k in range(10))]


def test_titles_set_to_the_left_stand_over_the_columns_up_to_the_next_one() -> None:
    """With figures set to the right, the last column of a block stands nearer to the next block's title."""

    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        xs = [40, 180, 240, *(300 + 45 * i for i in range(8)), 680]
        nombres = ["Actividad", "Unidad", "Anual", *["T1", "T2", "T3", "T4"] * 2, "Observaciones"]
        for x, nombre in zip(xs, nombres, strict=True):
            c.drawString(x, 500, nombre)
        c.drawString(300, 511, "PROGRAMADO")
        c.drawString(480, 511, "ALCANZADO")
        for n, y in enumerate((485, 470, 455, 440), start=1):
            for x, texto in ((40, f"{n}. Abrir salas de lectura"), (180, "Sala"), (680, "Sin novedad")):
                c.drawString(x, y, texto)
            for i in range(9):
                c.drawRightString(296 + 45 * i, y, str(10 + i))

    hoja = leer(lienzo(dibujar))[0]
    titulos = {c.texto: (i, c.columnas) for i, c in hoja.renglones[0].llenas()}
    assert (titulos["PROGRAMADO"], titulos["ALCANZADO"]) == ((3, 4), (7, 4))
    assert [c.texto for c in hoja.renglones[-1].celdas][2:11] == [str(10 + i) for i in range(9)]


@pytest.mark.parametrize("abajo", [0.0, 1.4, 3.5], ids=["on one line", "a little lower", "half a line lower"])
def test_a_row_whose_texts_are_printed_one_over_the_other_is_set_aside(abajo: float) -> None:
    """A workbook whose rows are too low prints the second line of a text over the next row."""

    def dibujar(c: Canvas) -> None:
        c.setFont("Helvetica", 7)
        c.grid([50, 80, 200, 240, 280], [300, 312, 324, 336])
        for y, celdas in (
            (327, ("No.", "Meta", "P", "A")),
            (315, ("1", "Abrir salas", "4", "3")),
            (303, ("2", "Dar cursos de lectura", "7", "8")),
        ):
            for x, texto in zip((52, 82, 202, 242), celdas, strict=True):
                c.drawString(x, y, texto)
        c.drawString(83.5, 303 - abajo, "conforme al calendario")

    hoja = leer(lienzo(dibujar))[0]
    assert [[c.texto for c in r.celdas] for r in hoja.renglones] == [["No.", "Meta", "P", "A"], ["1", "Abrir salas", "4", "3"]]
    (apartado,) = hoja.apartados
    assert apartado.lugar == "página 1" and "unos encima de otros" in apartado.motivo and "«2»" in apartado.motivo
