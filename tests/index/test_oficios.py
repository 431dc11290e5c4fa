"""What offices print around their tables, and what of it was once taken for something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from apoyo_documentos import guardar
from apoyo_index import leer as leer_texto
from apoyo_rejilla import cifras, hoja, leer, uno
from docx import Document

from index import auditoria, municipio, pie
from index.lectura import leer_documento
from index.rotulos import COMUN

FIJAS = ["Meta", "Unidad de medida", "Meta anual"]


@pytest.mark.parametrize(
    ("titulo", "nombre"),
    [
        ("H. AYUNTAMIENTO DE ECATEPEC DE MORELOS", "ECATEPEC DE MORELOS"),
        ("Municipio de Las Lomas de Hidalgo, Aguascalientes", "Las Lomas de Hidalgo"),
        ("Municipio de Dolores Hidalgo, Guanajuato", "Dolores Hidalgo"),
        ("AYUNTAMIENTO DE PACHUCA HIDALGO", "PACHUCA"),
        ("H. AYUNTAMIENTO DE MEXICALI BAJA CALIFORNIA", "MEXICALI"),
        ("Municipio de Zapopan, Jalisco", "Zapopan"),
        ("Gobierno de Valle Alto, Nuevo León", "Valle Alto"),
        ("GOBIERNO DE VALLE ALTO 2021-2024", "VALLE ALTO"),
        ("Gobierno de Oaxaca, Oaxaca", "Oaxaca"),
    ],
)
def test_a_municipality_that_bears_a_heros_name_keeps_it(titulo: str, nombre: str) -> None:
    celda = municipio.de_titulos(hoja([[titulo]]).renglones)
    assert celda is not None and celda.texto == nombre


@pytest.mark.parametrize(
    "titulo", ["Gobierno de Nuevo León", "Gobierno de Puebla", "Gobierno de México", "Gobierno de la República", "Gobierno de los Trabajadores"]
)
def test_the_government_of_a_state_is_no_municipality(titulo: str) -> None:
    assert municipio.de_titulos(hoja([[titulo]]).renglones) is None


@pytest.mark.parametrize(
    ("renglon", "es"),
    [
        (["L.N. Ana Sol Puente", "C. Luz Guerra"], True),
        (["L.A.E. Ana Sol Puente"], True),
        (["Vo. Bo. Lic. Ana Sol Puente"], True),
        (["Comisario Luis Lugo Sol", "Vo. Bo. Lic. Ana Sol Puente"], True),
        (["Responsable", "Validó"], True),
        (["Responsable", "Taller"], False),
        (["Vo. Bo. de la obra en el centro"], False),
        (["Ing. Agr. Ana Sol", "Mtra. Luz de la Guerra"], True),
        (["C. Luz Guerra Sol"], False),  # a street may read so
        (["Col. Centro Sur"], False),
        (["L.N. Ana Sol Puente", "40"], False),
        (["Av. Juárez y calles del centro", "Obra"], False),
    ],
)
def test_names_behind_their_titles_are_of_the_foot(renglon: Sequence[str], es: bool) -> None:
    assert pie.es_pie(hoja([renglon]).renglones[0]) is es


def test_who_signs_in_a_table_of_its_own_is_no_part_of_the_last_goal() -> None:
    informe = uno(
        [*FIJAS, "Trimestre", "Programado", "Alcanzado", "%", "Observaciones"],
        *[["3.5 Instalar huertos", "Huerto", "50", t, p, a, r, ""] for t, p, a, r in (
            ("Ene-Mar", "10", "10", "100.0%"), ("Abr-Jun", "15", "12", "80.0%"), ("Jul-Sep", "15", "11", "73.3%"),
            ("Oct-Dic", "10", "10", "100.0%"), ("Acumulado", "50", "43", "86.0%"),
        )],
        ["L.N. Ana Sol Puente", "C. Luz Guerra"],
        ["Coordinadora", "Presidenta del Sistema"],
    )  # fmt: skip
    (m,) = informe.metas
    assert (m.descripcion, m.unidad_medida, m.avance_absoluto, m.avance_impreso) == ("Instalar huertos", "Huerto", 43, "86.0%")
    assert cifras(informe, "3.5", "alcanzado") == ["10", "12", "11", "10"]
    assert m.celdas["porcentaje.T2"].literal == "80.0%"


@pytest.mark.parametrize("leyenda", ["s/r: sin reporte de la unidad.", "N/D = no disponible", "P = programado"])
def test_what_the_marks_of_a_table_stand_for_is_no_goals_text(leyenda: str) -> None:
    informe = uno([*FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1. Podar", "Árbol", "8", "2", "2", "2", "s/r"], [leyenda])
    assert informe.metas[0].descripcion == "Podar"


@pytest.mark.parametrize(
    ("titulo", "codigo", "nombre"),
    [
        ("2. Jefatura de Turismo (unidad 17)", "17", "Jefatura de Turismo"),
        ("Jefatura de Turismo (U.R. JT-4)", "JT-4", "Jefatura de Turismo"),
        ("110 - Dirección de Obras (nueva)", "110", "Dirección de Obras (nueva)"),
    ],
)
def test_the_code_of_an_office_may_stand_behind_it_in_brackets(titulo: str, codigo: str, nombre: str) -> None:
    cabecera = [["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["Corte: 30/06/2021"], [titulo]]
    informe = uno([*FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1. Podar", "Árbol", "8", "2", "2", "2", "1"], cabecera=cabecera)
    assert (informe.unidad, informe.unidad_nombre) == (codigo, nombre)


def test_letters_before_a_dash_are_the_code_of_the_office_behind_it() -> None:
    cabecera = [
        ["MUNICIPIO DE VALLE ALTO"],
        ["POA 2021"],
        ["Corte: 30/06/2021"],
        ["Dependencia:", "DDS - Dirección de Desarrollo Social"],
    ]
    informe = uno([*FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1. Podar", "Árbol", "8", "2", "2", "2", "1"], cabecera=cabecera)
    assert (informe.unidad, informe.unidad_nombre) == ("DDS", "Dirección de Desarrollo Social")


@pytest.mark.parametrize("titulo", ["Programado ene-jun", "Realizado ene-jun", "Alcanzado julio a diciembre", "Logrado ene-sep"])
def test_a_run_of_months_is_not_its_first_month(titulo: str) -> None:
    assert COMUN.etiquetar(titulo).vacia


def test_figures_of_a_semester_are_of_no_quarter() -> None:
    filas = [*FIJAS, "Programado ene-jun", "Realizado ene-jun", "Avance anual"], ["1. Podar", "Árbol", "40", "20", "18", "45 %"]
    [m] = uno(*filas).metas
    assert not any((*m.programado.values(), *m.alcanzado.values())) and m.avance_absoluto == 18
    assert COMUN.etiquetar("Programado ene-mar").periodo == "T1"


def test_the_month_that_is_reported_is_the_cut() -> None:
    cabecera = [["MUNICIPIO DE VALLE ALTO"], ["POA 2021"], ["Unidad:", "201", "Mes que se reporta:", "Septiembre 2021"]]
    informe = uno([*FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1. Podar", "Árbol", "8", "2", "2", "2", "1"], cabecera=cabecera)
    assert informe.corte.isoformat() == "2021-09-30"


def test_several_labels_in_one_line_of_a_block_have_a_value_each() -> None:
    (i,) = leer_texto(
        "MUNICIPIO DE VALLE ALTO, JALISCO\nPROGRAMA OPERATIVO ANUAL 2021\nUnidad responsable: 201 Dirección de Cultura\n"
        "Periodo: Segundo trimestre de 2021\n\nMeta 1. Abrir salas\nUnidad de medida: Sala. Meta anual: 400.\n"
        "Primer trimestre: programado 100, alcanzado 92\nSegundo trimestre: programado 100, alcanzado 90\n"
        "Observaciones: Se cerró una. Meta anual: no cambia.\n"
    ).informes
    (m,) = i.metas
    assert (m.unidad_medida, m.meta_anual, m.observacion) == ("Sala", 400, "Se cerró una. Meta anual: no cambia.")
    assert m.celdas["meta_anual"].literal == "400"


def test_the_figures_of_a_measure_may_stand_each_behind_its_quarter_in_one_line() -> None:
    (i,) = leer_texto(
        "MUNICIPIO DE VALLE ALTO, JALISCO\nPROGRAMA OPERATIVO ANUAL 2021\nUnidad responsable: 201 Dirección de Cultura\n"
        "Fecha de corte: 30 de septiembre de 2021\n\n-----------------------\n\nMeta: 6\nDescripción: Abrir salas\n"
        "Unidad de medida: Sala\nMeta anual: 1,400\n"
        "Programado: 1er trimestre 1,100; 2o trimestre 100; 3er trimestre 100; 4o trimestre 100\n"
        "Alcanzado: T1: 90; T2: 80.5; 3er trimestre; 4o trimestre\nAvance absoluto: 170.5\nObservaciones:\n\n"
        "-----------------------\n"
    ).informes
    assert cifras(i, "6", "programado") == ["1100", "100", "100", "100"]
    assert cifras(i, "6", "alcanzado") == ["90", "80.5", None, None]
    assert i.metas[0].observacion is None and i.metas[0].celdas["alcanzado.T2"].literal == "80.5"


@pytest.mark.parametrize("marca", ["sin reporte", "S/R", "sin información", "no se reportó", "N/D", "pendiente"])
def test_words_that_say_that_nothing_is_reported_stand_for_a_figure(marca: str) -> None:
    (i,) = leer_texto(
        "MUNICIPIO DE VALLE ALTO, JALISCO\nPROGRAMA OPERATIVO ANUAL 2021\nUnidad responsable: 201 Dirección de Cultura\n"
        "Fecha de corte: 30 de junio de 2021\n\nMeta: 6\nDescripción: Abrir salas\nUnidad de medida: Sala\nMeta anual: 40\n"
        f"Trimestre 1: Programado 10 / Alcanzado 8\nTrimestre 2: Programado 14 / Alcanzado {marca}\nTrimestre 3: Programado 16\n"
    ).informes
    assert cifras(i, "6", "programado") == ["10", "14", "16", None] and cifras(i, "6", "alcanzado") == ["8", None, None, None]


def test_a_measure_whose_figures_lose_their_quarter_sets_its_goal_aside() -> None:
    documento = leer_texto(
        "MUNICIPIO DE VALLE ALTO, JALISCO\nPROGRAMA OPERATIVO ANUAL 2021\nUnidad responsable: 201 Dirección de Cultura\n"
        "Fecha de corte: 30 de septiembre de 2021\n\nMeta: 6\nDescripción: Abrir salas\nUnidad de medida: Sala\nMeta anual: 40\n"
        "Programado: 1er trimestre 10; 2o trimestre 10\nAlcanzado: 1er trimestre 9; luego 8\n\n"
        "Meta: 7\nDescripción: Cerrar salas\nUnidad de medida: Sala\nMeta anual: 40\n"
        "Programado: 1er trimestre 10; 2o trimestre 10\nAlcanzado: 1er trimestre 9; 2o trimestre 8\n"
    )
    (i,) = documento.informes
    assert [m.numero for m in i.metas] == ["7"]
    assert any("«luego 8» no dice de qué trimestre es" in a.motivo for a in i.apartados)


def test_labels_that_were_printed_as_one_cell_have_a_value_each() -> None:
    cabecera = [
        ["MUNICIPIO DE VALLE ALTO"], ["POA 2021"],
        ["Ejercicio: 2021 Unidad ejecutora: 1101 Dirección de Parques", "Fecha: 30-jun-21"],
    ]  # fmt: skip
    informe = uno([*FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1. Podar", "Árbol", "8", "2", "2", "2", "1"], cabecera=cabecera)
    assert (informe.unidad, informe.unidad_nombre, informe.ejercicio) == ("1101", "Dirección de Parques", 2021)


def test_a_row_of_labels_with_the_period_among_them_is_of_the_header() -> None:
    cabecera = [
        ["Municipio", "Valle Alto", "Ejercicio", "2021"],
        ["Unidad", "201 - Parques", "Periodo que se informa", "Segundo trimestre (abril-junio)"],
    ]
    informe = uno(
        ["Núm.", *FIJAS, ("Segundo trimestre", 2, 1), "", ("Acumulado al trimestre", 2, 1), ""],
        ["", "", "", "", "Programado", "Alcanzado", "Programado", "Alcanzado"],
        ["1", "Podar", "Árbol", "8", "2", "1", "4", "3"],
        cabecera=cabecera,
    )
    assert (informe.unidad, informe.corte.isoformat(), informe.metas[0].avance_absoluto) == ("201", "2021-06-30", 3)
    assert cifras(informe, "1", "alcanzado") == [None, "1", None, None]


FICHA = (
    ["Meta 1.1", "Inspeccionar comercios"], ["Unidad de medida", "Inspección", "Meta anual", "280"],
    ["Trimestre", "Programado", "Realizado", "Variación"], ["1° (ene-mar)", "60", "63", "3"], ["2° (abr-jun)", "80", "77", "-3"],
    ["3° (jul-sep)", "80"], ["4° (oct-dic)", "60"], ["Acumulado a la fecha", "", "140", "% de avance anual", "50.0%"],
)  # fmt: skip
CON_CLAVE_AL_LADO = (
    ["H. AYUNTAMIENTO DE VALLE ALTO"], ["POA", "Ejercicio 2021"], ["Coordinación de Protección Civil", "Clave PC-15"],
    ["Corte: 30 de junio de 2021"],
)  # fmt: skip


def test_cards_with_their_quarters_in_rows_and_an_office_beside_its_code() -> None:
    otra = [["Meta 1.2", "Vigilar laderas"], ["Unidad de medida", "Porcentaje", "Meta anual", "95%"], *FICHA[2:]]
    informe = uno(*FICHA, *otra, ["Responsable", "Validó"], cabecera=CON_CLAVE_AL_LADO)
    assert (informe.unidad, informe.unidad_nombre) == ("PC-15", "Coordinación de Protección Civil")
    assert [(m.unidad_medida, m.avance_absoluto, m.avance_impreso) for m in informe.metas] == [
        ("Inspección", 140, "50.0%"), ("Porcentaje", 140, "50.0%"),
    ]  # fmt: skip
    assert cifras(informe, "1.1", "programado") == ["60", "80", "80", "60"]
    assert cifras(informe, "1.2", "alcanzado") == ["63", "77", None, None]
    assert informe.metas[1].observacion is None


@pytest.mark.parametrize("clave", ["Etapa uno", "2° (ene-mar)"])
def test_a_row_of_figures_whose_quarter_is_not_told_sets_its_card_aside(clave: str) -> None:
    informes, _ = leer(
        *FICHA[:3], [clave, "60", "63", "3"], *FICHA[4:], *[["Meta 1.2", "Otra"], *FICHA[1:]], cabecera=CON_CLAVE_AL_LADO
    )
    (informe,) = informes
    assert [m.numero for m in informe.metas] == ["1.2"]
    assert any(f"«{clave}» no dice de qué trimestre" in a.motivo for a in informe.apartados)


def test_cards_of_labels_and_values_whose_values_read_like_labels() -> None:
    def tarjeta(numero: str, medida: str, observacion: str) -> list[list[str]]:
        return [
            ["Meta", numero], ["Descripción", "Trazar obras"], ["Unidad de medida", medida], ["Meta anual autorizada", "22"],
            ["Programado Ene-Mar", "8"], ["Alcanzado Ene-Mar", "8"], ["Programado Abr-Jun", "6"], ["Alcanzado Abr-Jun"],
            ["Avance absoluto", "8"], ["Avance relativo", "36.36%"], ["Observaciones", observacion],
        ]  # fmt: skip

    informe = uno(*tarjeta("1.", "Proyecto", "Sin informe del segundo trimestre"), *tarjeta("1.1.", "Plan", ""))
    assert [(m.numero, m.unidad_medida, m.observacion) for m in informe.metas] == [
        ("1", "Proyecto", "Sin informe del segundo trimestre"), ("1.1", "Plan", None),
    ]  # fmt: skip
    assert cifras(informe, "1.1", "programado") == ["8", "6", None, None] and cifras(informe, "1", "alcanzado")[:2] == ["8", None]


def test_lines_of_a_block_with_two_labels_each_and_nothing_reported_behind_one() -> None:
    (i,) = leer_texto(
        "MUNICIPIO DE VALLE ALTO, JALISCO\nPROGRAMA OPERATIVO ANUAL 2021\nUnidad responsable: 201 Dirección de Cultura\n"
        "Fecha de corte: 30 de junio de 2021\n\nMETA 9.1.- Prestar libros.\nUnidad de medida: Préstamo\n"
        "Meta anual autorizada: 3,000\n  1er Trimestre   Programado: 1,500    Alcanzado:\n"
        "  2do Trimestre   Programado: 1,500    Alcanzado: 380\nAvance absoluto: 380    Avance relativo: 12.7 %\n"
        "Observaciones: Se compró con un presupuesto menor al\nautorizado.\n"
    ).informes
    (m,) = i.metas
    assert (m.avance_absoluto, m.avance_impreso) == (380, "12.7 %")
    assert cifras(i, "9.1", "alcanzado") == [None, "380", None, None]
    assert m.observacion == "Se compró con un presupuesto menor al autorizado."


def test_a_legend_below_the_table_is_of_the_foot_and_an_axis_above_it_of_the_header() -> None:
    informe = uno(
        ["Eje 3. Valle próspero Programa presupuestario: F021 Fomento"],
        ["No.", *FIJAS, "T1 P", "T1 A", "T2 P", "T2 A"], ["1", "Podar", "Árbol", "8", "2", "2", "2", "1"],
        ["P: programado. A: alcanzado. Las celdas sin dato no se informaron."],
    )  # fmt: skip
    assert [(m.numero, m.descripcion) for m in informe.metas] == [("1", "Podar")]


SIN_NUMERO = [
    "Actividad",
    "Unidad de medida",
    "Meta anual",
    "Prog. 2° trim.",
    "Real. 2° trim.",
    "Acumulado anual",
    "Observaciones",
]


def test_goals_without_a_number_are_told_apart_by_their_place_and_say_so() -> None:
    informe = uno(
        SIN_NUMERO,
        ["Vincular a personas", "Persona", "360", "80", "85", "173", ""],
        ["Organizar ferias", "Feria", "2", "1", "1", "1", "Sin novedad"],
    )
    assert [(m.numero, m.descripcion) for m in informe.metas] == [("1", "Vincular a personas"), ("2", "Organizar ferias")]
    (suyo,) = [h for h in auditoria.auditar(informe) if h.regla == "numero_deducido"]
    assert suyo.citas == (("1", "descripcion"), ("2", "descripcion")) and "de la 1 a la 2" in suyo.explicacion


def test_a_row_without_number_among_numbered_goals_or_without_its_measure_is_set_aside() -> None:
    numerada = ["1. Dar cursos", "Curso", "4", "1", "1", "2", ""]
    (i,), _ = leer(SIN_NUMERO, numerada, ["Organizar ferias", "Feria", "2", "1", "1", "1", ""])
    assert [m.numero for m in i.metas] == ["1"] and "no tiene número de meta" in i.apartados[0].motivo
    (i,), _ = leer(SIN_NUMERO, ["Dar cursos", "Curso", "4", "1", "1", "2", ""], ["Todo el programa", "", "6", "2", "2", "3", ""])
    assert [m.descripcion for m in i.metas] == ["Dar cursos"] and len(i.apartados) == 1


def test_a_paragraph_below_a_table_is_no_part_of_its_last_goal() -> None:
    documento = Document()
    for linea in ("MUNICIPIO DE VALLE ALTO", "Unidad ejecutora: 201 CULTURA", "Corte: 30/06/2021"):
        documento.add_paragraph(linea)
    filas = [SIN_NUMERO, ["1. Dar cursos", "Curso", "4", "1", "1", "2", ""]]
    tabla = documento.add_table(rows=2, cols=len(SIN_NUMERO))
    for renglon, textos in zip(tabla.rows, filas, strict=True):
        for celda, texto in zip(renglon.cells, textos, strict=True):
            celda.text = texto
    documento.add_paragraph("De igual manera, informo que el padrón se integró en mayo.")
    (i,) = leer_documento("oficio.docx", guardar(documento)).informes
    assert i.metas[0].descripcion == "Dar cursos" and i.metas[0].observacion is None


POR_RENGLON = ["Meta", "Unidad de medida", "Meta anual", "Trimestre", "Programado", "Realizado", "Realizado acumulado"]


@pytest.mark.parametrize(
    ("titulo", "impreso"), [("% acumulado", "65"), ("% anual", "65"), ("% del trimestre", None), ("Porcentaje", None)]
)
def test_a_percentage_in_each_quarters_row_is_the_goals_where_its_title_says_that_it_accumulates(
    titulo: str, impreso: str | None
) -> None:
    informe = uno(
        [*POR_RENGLON, titulo],
        ["1. Dar cursos", "Curso", "100", "1", "40", "30", "30", "30"],
        ["1. Dar cursos", "Curso", "100", "2", "40", "35", "65", "65"],
        ["1. Dar cursos", "Curso", "100", "3", "10", "", "", ""],
    )
    assert [m.avance_impreso for m in informe.metas] == [impreso]


@pytest.mark.parametrize(
    ("blancos", "suelto", "descripcion"),
    [
        (1, "De igual manera, se informa de la feria.", "Dar cursos"),
        (0, "ESPACIOS PÚBLICOS DIGNOS", "Dar cursos"),
        (1, "de lectura", "Dar cursos de lectura"),
        (0, "Municipio y sus colonias", "Dar cursos Municipio y sus colonias"),
    ],
)
def test_a_title_or_a_remark_between_the_rows_of_a_sheet_is_no_rest_of_a_description(
    blancos: int, suelto: str, descripcion: str
) -> None:
    informe = uno(
        ["No.", "Descripción", *SIN_NUMERO[1:]],
        ["1", "Dar cursos", "Curso", "4", "1", "1", "2", ""],
        *[[""]] * blancos,
        ["", suelto],
        ["2", "Dar talleres", "Taller", "4", "1", "1", "2", ""],
    )
    assert [m.descripcion for m in informe.metas] == [descripcion, "Dar talleres"]
