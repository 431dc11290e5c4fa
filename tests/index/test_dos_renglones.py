"""A goal over two rows, programmed and achieved, with its remark below; quarters as "1.º"; names that repeat in turn under
titles of a printed table without rules."""

from __future__ import annotations

import io

import pytest
from apoyo_rejilla import cifras, leer, uno
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from index import municipio, periodos
from index.readers import pdf, texto

DOS_RENGLONES = (
    [("N.º", 1, 2), ("Meta", 1, 2), ("Unidad de medida", 1, 2), ("Concepto", 1, 2), ("Trimestre", 4, 1), "", "", "",
     ("Anual programado / acumulado alcanzado", 1, 2), ("Avance relativo", 1, 2)],
    ["", "", "", "", "1.º", "2.º", "3.º", "4.º"],
    [("1", 1, 2), ("Sembrar árboles", 1, 2), ("Árbol", 1, 2), "Programado", "10", "10", "12", "8", "40", ("37.5%", 1, 2)],
    ["", "", "", "Alcanzado", "5", "10", "", "", "15"],
    [("Observaciones: Faltó agua.", 10, 1)],
    [("2", 1, 2), ("Podar árboles", 1, 2), ("Poda", 1, 2), "Programado", "", "4", "4", "2", "10", ("60%", 1, 2)],
    ["", "", "", "Alcanzado", "", "2", "4", "", "6"],
    [("Observaciones: Ninguna variación", 10, 1)], [("que informar.", 10, 1)],
)  # fmt: skip


def test_the_total_of_each_row_is_of_what_the_row_says() -> None:
    i = uno(*DOS_RENGLONES)
    assert cifras(i, "1", "programado") == ["10", "10", "12", "8"] and cifras(i, "1", "alcanzado") == ["5", "10", None, None]
    assert [(m.numero, m.meta_anual, m.avance_absoluto, m.avance_impreso) for m in i.metas] == [
        ("1", 40, 15, "37.5%"), ("2", 10, 6, "60%"),
    ]  # fmt: skip
    assert [m.observacion for m in i.metas] == ["Faltó agua.", "Ninguna variación que informar."]
    assert i.metas[0].celdas["avance_absoluto"].fuente.celda == "I8"


def test_a_total_that_says_the_annual_goal_alone_has_one_figure() -> None:
    filas = [list(f) for f in DOS_RENGLONES]
    filas[0][8] = ("Meta anual", 1, 2)
    informes, apartados = leer(*filas)
    motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
    assert not any(i.metas for i in informes) and any("dos cifras" in m for m in motivos)


@pytest.mark.parametrize(
    ("escrito", "trimestre"),
    [("1.º", "T1"), ("2.°", "T2"), ("3.er", "T3"), ("4.ª", "T4"), ("1.1", None), ("3.0", None), ("5.º", None)],
)
def test_an_ordinal_with_its_point(escrito: str, trimestre: str | None) -> None:
    assert periodos.ordinal(escrito) == trimestre
    hallado = periodos.hallar(f"Avance al {escrito} trimestre de 2021") if trimestre else None
    assert (hallado.trimestre if hallado else None) == trimestre


@pytest.mark.parametrize(
    ("titulo", "nombre"),
    [
        ("VALLE ALTO — TESORERÍA Y PLANEACIÓN MUNICIPAL", "VALLE ALTO"),
        ("Valle Alto | Dirección de Planeación Municipal", "Valle Alto"),
        ("Valle Alto · Secretaría del Ayuntamiento", "Valle Alto"),
        ("Zona Norte — Delegación Municipal", None),
        ("Obras Públicas — Tesorería Municipal", None),
        ("Dirección de Parques — Contraloría Municipal", None),
        ("Valle Alto — Dirección de Parques", None),
    ],
)
def test_the_letterhead_of_a_central_office_names_the_council(titulo: str, nombre: str | None) -> None:
    primera, otra = ("\n".join(orden) for orden in (["{0}", "Avance de metas"], ["Avance de metas", "{0}"]))
    assert _municipio(primera.format(titulo)) == nombre
    if "Ayuntamiento" not in titulo:
        assert _municipio(otra.format(titulo)) is None  # no letterhead below another line


def _municipio(cabecera: str) -> str | None:
    [hoja] = texto.leer(cabecera.encode())
    celda = municipio.de_titulos(hoja.renglones)
    return celda.texto if celda else None


def _sin_reglas() -> bytes:
    """A table whose last title stands over the first of its two columns alone, as right-aligned figures leave it."""
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=landscape(letter))
    c.setFont("Helvetica", 7)

    def fila(y: float, *celdas: tuple[float, str], derecha: bool = False) -> None:
        for x, palabras in celdas:
            (c.drawRightString if derecha else c.drawString)(x, y, palabras)

    for n, rotulo in enumerate(["Municipio de Valle Alto", "Unidad ejecutora: 204 Parques", "Fecha de corte: 31/12/2021"]):
        fila(580 - 12 * n, (30, rotulo))
    cifras_x = [300 + 42 * n for n in range(8)]
    # The titles stand over the middle of their pairs, the last one a little to the left.
    fila(
        528,
        *((x, t) for x, t in zip([288, 372, 456, 536], ["Enero-Marzo", "Abril-Junio", "Julio-Sept.", "Oct.-Dic."], strict=True)),
    )
    fila(523, (30, "Núm."), (60, "Meta"), (180, "Unidad de medida"), (645, "Acumulado"), (700, "Avance %"))
    fila(518, *((x - 16, "Prog." if n % 2 == 0 else "Alc.") for n, x in enumerate(cifras_x)))
    for n in range(4):
        y = 500 - 14 * n
        fila(y, (30, str(n + 1)), (60, f"Sembrar árboles {n + 1}"), (180, "Árbol"))
        fila(y, *((x, str(10 + k + n)) for k, x in enumerate(cifras_x)), (675, str(11 + 13 + 15 + 17 + 4 * n)), derecha=True)
        fila(y, (700, "90%"))
    c.save()
    return salida.getvalue()


def test_titles_over_names_that_repeat_in_turn_are_each_over_its_own() -> None:
    hoja = pdf.leer(_sin_reglas())[0]
    titulos = next(r for r in hoja.renglones if any(c.texto == "Enero-Marzo" for c in r.celdas))
    assert [(c.texto, c.columnas) for _, c in titulos.llenas() if "-" in c.texto] == [
        ("Enero-Marzo", 2), ("Abril-Junio", 2), ("Julio-Sept.", 2), ("Oct.-Dic.", 2),
    ]  # fmt: skip


def _dos_grupos() -> bytes:
    """Two pairs of names and a percentage in one line, under two titles set over the second of each pair; above, two lines of
    a header that no colon marks."""
    salida = io.BytesIO()
    c = Canvas(salida, pagesize=landscape(letter))
    c.setFont("Helvetica", 7)
    for n, rotulo in enumerate(["Municipio de Valle Alto", "Fecha de corte: 30/09/2021"]):
        c.drawString(30, 590 - 12 * n, rotulo)
    c.drawString(30, 560, "Programa 31 Ciudad verde y con agua para todos los barrios")
    c.drawString(30, 550, "Unidad ejecutora P-310 Parques")
    for x, titulo in ((438, "Trimestre"), (538, "Acumulado")):
        c.drawString(x, 528, titulo)
    nombres = ["No.", "Actividad", "Unidad", "Anual", "Prog.", "Real.", "Prog.", "Real.", "%"]
    xs = [30, 60, 250, 340, 390, 440, 490, 540, 600]
    for x, nombre in zip(xs, nombres, strict=True):
        c.drawString(x, 517, nombre)
    for n, actividad in enumerate(["Sembrar árboles", "Podar árboles", "Regar jardines"], start=1):
        fila = [str(n), actividad, "Acción", "40", "10", "9", "30", "28", "70 %"]
        for x, texto_ in zip(xs, fila, strict=True):
            c.drawString(x, 505 - 12 * n, texto_)
    c.save()
    return salida.getvalue()


def test_titles_over_pairs_beside_a_name_that_stands_once() -> None:
    renglones = pdf.leer(_dos_grupos())[0].renglones
    titulos = next(r for r in renglones if any(c.texto == "Trimestre" for c in r.celdas))
    assert [(c.texto, c.columnas) for _, c in titulos.llenas() if c.columnas > 1] == [("Trimestre", 2), ("Acumulado", 2)]
    assert "%" in [c.texto for c in titulos.celdas]


def test_the_lines_of_a_header_set_apart_from_the_heading_are_none_of_it() -> None:
    renglones = pdf.leer(_dos_grupos())[0].renglones
    sueltos = [r.texto(0) for r in renglones if len(r.llenas()) == 1]
    assert sueltos[-2:] == ["Programa 31 Ciudad verde y con agua para todos los barrios", "Unidad ejecutora P-310 Parques"]


def test_a_third_row_of_percentages_is_no_figure_of_the_quarters() -> None:
    i = uno(
        ["No.", "Meta", "Unidad de medida", "Concepto", "T1", "T2", "T3", "T4", "Anual"],
        ["1", "Reparar", "Fuga", "Programado", "10", "10", "10", "10", "40"], ["", "", "", "Alcanzado", "8", "12", "", "", "20"],
        ["", "", "", "% de avance", "80%", "120%", "", "", "50%"],
        ["2", "Podar", "Poda", "Programado", "2", "2", "2", "2", "8"], ["", "", "", "Alcanzado", "2", "1", "", "", "3"],
        ["", "", "", "% de avance", "100%", "50%", "", "", "38%"],
    )  # fmt: skip
    assert [(m.numero, m.meta_anual, m.avance_absoluto, m.avance_impreso) for m in i.metas] == [
        ("1", 40, 20, "50%"),
        ("2", 8, 3, "38%"),
    ]
    assert cifras(i, "1", "alcanzado") == ["8", "12", None, None]
