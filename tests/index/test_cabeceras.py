"""Headers as offices type them: the council's name in titles, labels over their values, codes apart, rows that say whose
they are; and what must not be taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from apoyo_rejilla import hoja, leer, uno

from index import municipio, parse
from index.poa import Informe

TABLA = (
    ["No.", "Descripción", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Programado", "Alcanzado")],
     "Total alcanzado", "% de avance"],
    ["1", "Sembrar árboles", "Árbol", "40", "10", "10", "10", "9", "10", "8", "10", "10", "37", "92.5%"],
    ["2", "Podar árboles", "Árbol", "8", "2", "2", "2", "2", "2", "2", "2", "2", "8", "100%"],
)  # fmt: skip


def nombrado(*textos: str) -> str:
    """The municipality that a title names; empty if none."""
    celda = municipio.de_titulos(hoja([textos]).renglones)
    return celda.texto if celda is not None else ""


def con(*cabecera: Sequence[str]) -> Informe:
    return uno(*TABLA, cabecera=cabecera)


@pytest.mark.parametrize(
    ("texto", "nombre"),
    [
        ("VALLE ALTO · GOBIERNO MUNICIPAL · POA 2021", "VALLE ALTO"),
        ("Valle Alto - POA 2021", "Valle Alto"),
        ("SAN MIGUEL DE LA VEGA | PROGRAMA OPERATIVO ANUAL 2021", "SAN MIGUEL DE LA VEGA"),
        ("Valle Alto — Administración Municipal 2021-2024", "Valle Alto"),
        ("Ayuntamiento de Valle Alto. Secretaría de Obras", "Valle Alto"),
        ("AYUNTAMIENTO DE VALLE ALTO · PRESUPUESTO BASADO EN RESULTADOS 2021", "VALLE ALTO"),
        ("Municipio de Valle Alto: avance del Programa Operativo Anual 2021", "Valle Alto"),
        ("H. Ayuntamiento de Gral. Escobedo", "Gral. Escobedo"),
        ("DIRECCIÓN DE PARQUES · POA 2021", ""),
        ("INFORME TRIMESTRAL - POA 2021", ""),
        ("POA 2021 - GOBIERNO MUNICIPAL", ""),
        ("Valle Alto - Dirección de Parques", ""),
    ],
)
def test_a_title_of_several_parts_names_its_council_only_beside_the_councils_word_or_the_programmes(texto: str, nombre: str) -> None:
    assert nombrado(texto) == nombre


@pytest.mark.parametrize(
    ("texto", "nombre"),
    [
        ("Valle Alto, Jalisco, a 30 de junio de 2021", "Valle Alto"),
        ("Valle Alto, Baja California a 30 de junio de 2021.", "Valle Alto"),
        ("Valle Alto, a 30 de junio de 2021", ""),
        ("Reunión de avance, Jalisco, a 30 de junio de 2021", ""),
    ],
)
def test_the_place_of_a_letter_names_the_council_where_its_state_stands_beside_it(texto: str, nombre: str) -> None:
    assert nombrado(texto) == nombre


def test_a_title_whose_parts_stand_in_cells_of_their_own() -> None:
    assert nombrado("VALLE ALTO", "PROGRAMA OPERATIVO ANUAL 2021") == "VALLE ALTO"
    assert nombrado("DIRECCIÓN DE PARQUES", "PROGRAMA OPERATIVO ANUAL 2021") == ""


def test_labels_side_by_side_over_their_values() -> None:
    informe = con(
        ["VALLE ALTO · GOBIERNO MUNICIPAL · POA 2021"],
        ["CLAVE U.A.", "UNIDAD ADMINISTRATIVA", "PROGRAMA", "EJERCICIO", "FECHA DE CORTE"],
        ["204", "DIRECCIÓN DE PARQUES", "310 CIUDAD VERDE", "2021", "31/12/2021"],
    )
    assert (informe.municipio, informe.ejercicio, informe.corte) == ("Valle Alto", 2021, date(2021, 12, 31))
    assert (informe.unidad, informe.unidad_nombre) == ("204", "DIRECCIÓN DE PARQUES")
    assert (informe.programa, informe.programa_nombre) == ("310", "CIUDAD VERDE")
    assert informe.celdas["unidad"].literal == "204" and len(informe.metas) == 2


def test_labels_over_values_that_stand_under_none_of_them_are_no_header() -> None:
    _, apartados = leer(
        *TABLA,
        cabecera=(
            ["MUNICIPIO DE VALLE ALTO"],
            ["CORTE", "31/12/2021"],
            ["", "CLAVE U.A.", "UNIDAD ADMINISTRATIVA", "PROGRAMA", "EJERCICIO"],
            ["204", "", "", "", "", "DIRECCIÓN DE PARQUES"],
        ),
    )
    assert apartados and "la unidad ejecutora" in apartados[0].motivo


def test_a_code_with_a_label_of_its_own_is_the_units_and_the_programmes() -> None:
    informe = con(
        ["AYUNTAMIENTO", "VALLE ALTO", "EJERCICIO", "2021"],
        ["CLAVE DE LA UNIDAD", "204", "TRIMESTRE", "CUARTO TRIMESTRE"],
        ["UNIDAD ADMINISTRATIVA", "DIRECCIÓN DE PARQUES", "FECHA DE CORTE", "31/12/2021"],
        ["PROGRAMA", "CIUDAD VERDE", "CLAVE PROG.", "310"],
    )
    assert (informe.municipio, informe.unidad, informe.unidad_nombre) == ("Valle Alto", "204", "DIRECCIÓN DE PARQUES")
    assert (informe.programa, informe.programa_nombre) == ("310", "CIUDAD VERDE")


@pytest.mark.parametrize(
    "renglon",
    [
        "UNIDAD PC-01: Protección Civil | Programa S02 Prevención",
        "Unidad ejecutora: PC-01 Protección Civil · Programa: S02 Prevención",
        "Programa: S02 Prevención  |  Unidad ejecutora: PC-01 - Protección Civil",
    ],
)
def test_a_bar_parts_the_labels_of_one_cell(renglon: str) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], [renglon], ["FECHA:", "31/12/2021"])
    assert (informe.unidad, informe.unidad_nombre) == ("PC-01", "Protección Civil")
    assert (informe.programa, informe.programa_nombre) == ("S02", "Prevención")


def test_a_bar_before_anything_else_is_part_of_the_name() -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: PC-01 Protección Civil | Bomberos"], ["FECHA:", "31/12/2021"])
    assert informe.unidad_nombre == "Protección Civil | Bomberos"


@pytest.mark.parametrize("cuantas", [1, 4])
def test_a_sheet_that_lists_the_units_is_no_form(cuantas: int) -> None:
    cabecera = (["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 PARQUES"], ["FECHA:", "31/12/2021"])
    claves = [[str(204 + n), f"Dirección {n}"] for n in range(cuantas)]
    hojas = [hoja([*cabecera, *TABLA]), hoja([["Clave", "Unidad"], *claves], "Catálogo")]
    informes, apartados = parse.leer(hojas)
    assert [i.unidad for i in informes] == ["204"] and not apartados
    _, apartados = parse.leer([hojas[0], hoja(TABLA, "Otra")])
    assert apartados  # goals of nobody are said


def test_a_unit_by_its_bare_word_needs_the_colon() -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["UNIDAD:", "204", "DIRECCIÓN DE PARQUES"], ["FECHA:", "31/12/2021"])
    assert (informe.unidad, informe.unidad_nombre) == ("204", "DIRECCIÓN DE PARQUES")
    _, apartados = leer(*TABLA, cabecera=(["MUNICIPIO DE VALLE ALTO"], ["UNIDAD", "Árbol"], ["FECHA:", "31/12/2021"]))
    assert apartados and "la unidad ejecutora" in apartados[0].motivo


def test_the_name_over_the_councils_word_in_a_letterhead() -> None:
    informe = con(
        ["VALLE ALTO", "POA 2021 — AVANCE DE METAS"],
        ["GOBIERNO MUNICIPAL", "Corte: 31/12/2021"],
        ["Unidad administrativa: 204 – DIRECCIÓN DE PARQUES"],
    )
    assert informe.municipio == "Valle Alto"
    _, apartados = leer(
        *TABLA,
        cabecera=(["DIRECCIÓN DE PARQUES"], ["GOBIERNO MUNICIPAL", "Corte: 31/12/2021"], ["Unidad administrativa: 204 – PARQUES"]),
    )
    assert apartados and "el ayuntamiento" in apartados[0].motivo


def test_forms_below_the_first_one_have_the_date_that_is_printed_once_above_it() -> None:
    segunda = (["UNIDAD ADMINISTRATIVA:", "205", "DIRECCIÓN DE AGUA"], *TABLA)
    primera = (["MUNICIPIO DE VALLE ALTO"], ["AVANCE DEL PROGRAMA OPERATIVO ANUAL 2021, SEGUNDO TRIMESTRE"])
    informes, apartados = leer(*TABLA, *segunda, cabecera=(*primera, ["UNIDAD ADMINISTRATIVA:", "204", "DIRECCIÓN DE PARQUES"]))
    assert not apartados
    assert [(i.unidad, i.ejercicio, i.corte) for i in informes] == [
        ("204", 2021, date(2021, 6, 30)), ("205", 2021, date(2021, 6, 30)),
    ]  # fmt: skip


def test_a_form_of_another_year_does_not_have_the_date_of_the_first_one() -> None:
    segunda = (["UNIDAD ADMINISTRATIVA:", "205", "DIRECCIÓN DE AGUA"], ["EJERCICIO: 2020"], *TABLA)
    primera = (["MUNICIPIO DE VALLE ALTO"], ["EJERCICIO: 2021"], ["CORTE: 30/06/2021"], ["UNIDAD ADMINISTRATIVA:", "204", "PARQUES"])
    informes, apartados = leer(*TABLA, *segunda, cabecera=primera)
    assert [i.unidad for i in informes] == ["204"]
    assert len(apartados) == 1 and "la fecha de corte" in apartados[0].motivo


def de_todas(*renglones: tuple[str, str, str]) -> tuple[Sequence[str], ...]:
    """A table of several units, (code, name, goal) a row."""
    periodos = [f"{m}_T{n}" for m in ("PROG", "REAL") for n in range(1, 5)]
    titulos = ["CVE_UA", "UNIDAD_ADMINISTRATIVA", "NUM_META", "DESCRIPCION_META", "UNIDAD_MEDIDA", "META_ANUAL", *periodos,
               "REAL_ANUAL", "PORC_AVANCE"]  # fmt: skip
    cifras = ["8", "2", "2", "2", "2", "2", "2", "2", "1", "7", "87.5%"]
    return (titulos, *([clave, nombre, meta, f"Meta {meta}", "Árbol", *cifras] for clave, nombre, meta in renglones))


EXTRACCION = (["MUNICIPIO DE VALLE ALTO"], ["AVANCE DEL PROGRAMA OPERATIVO ANUAL 2021 - CORTE 31/12/2021"])


def test_rows_that_say_whose_they_are_are_forms_of_their_own() -> None:
    filas = de_todas(("04.4", "PARQUES", "1"), ("04.4", "PARQUES", "2"), ("05.1", "AGUA", "3"), ("04.4", "PARQUES", "4"))
    informes, apartados = leer(*filas, cabecera=EXTRACCION)
    assert not apartados and not any(i.apartados for i in informes)
    assert [(i.unidad, i.unidad_nombre, [m.numero for m in i.metas]) for i in informes] == [
        ("04.4", "PARQUES", ["1", "2", "4"]), ("05.1", "AGUA", ["3"]),
    ]  # fmt: skip
    meta = informes[1].metas[0]
    assert (str(meta.avance_absoluto), meta.avance_impreso, str(meta.alcanzado["T4"])) == ("7", "87.5%", "1")
    assert informes[1].celdas["unidad"].fuente.celda == "A6"


def test_a_row_before_any_that_says_whose_it_is_is_nobodys() -> None:
    informes, apartados = leer(*de_todas(("", "", "1"), ("05.1", "AGUA", "3")), cabecera=EXTRACCION)
    assert not informes and "la unidad ejecutora" in apartados[0].motivo


def test_labels_read_with_slips_are_labels_and_no_values() -> None:
    informe = con(
        ["VALLE ALTO · GOBIERNO MUNICIPAL · POA 2021"],
        ["CLAVE U.A.", "UNIDAD ADMINISEKATIVA", "PROGRAMA", "EJERCICIO", "FECHA DE CORTE"],
        ["204", "DIRECCIÓN DE PARQUES", "310 CIUDAD VERDE", "2021", "31/12/2021"],
    )
    assert (informe.unidad, informe.unidad_nombre) == ("204", "DIRECCIÓN DE PARQUES")
    _, apartados = leer(
        *TABLA, cabecera=(["MUNICIPIO DE VALLE ALTO"], ["CORTE", "31/12/2021"], ["CLAVE U.A.", "UNIBAD AOMINISEKATNA"])
    )
    assert apartados and "la unidad ejecutora" in apartados[0].motivo


# --- what an office's own form says without a label ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("titulo", "codigo", "nombre"),
    [
        ("110 - Coordinación de Imagen Urbana", "110", "Coordinación de Imagen Urbana"),
        ("K005 Subdirección de Obras", "K005", "Subdirección de Obras"),
        ("Unidad 5101: Dirección de Ecología", "5101", "Dirección de Ecología"),
        ("Dirección de Obras y Desarrollo (DOPD)", "DOPD", "Dirección de Obras y Desarrollo"),
        ("Unidad responsable: 31111-0801 Departamento de Parques", "31111-0801", "Departamento de Parques"),
    ],
)
def test_an_office_with_its_code_in_the_title_of_a_form_is_its_unit(titulo: str, codigo: str, nombre: str) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], [titulo], ["CORTE: 31/12/2021"])
    assert (informe.unidad, informe.unidad_nombre) == (codigo, nombre)


@pytest.mark.parametrize("titulo", ["Coordinación de Imagen Urbana", "110 acciones de mejora", "Programa 110 de la ciudad"])
def test_a_title_without_an_office_and_its_code_is_no_unit(titulo: str) -> None:
    _, apartados = leer(*TABLA, cabecera=(["MUNICIPIO DE VALLE ALTO"], [titulo], ["CORTE: 31/12/2021"]))
    assert apartados and "la unidad ejecutora" in apartados[0].motivo


@pytest.mark.parametrize(
    "cabecera",
    [
        [["Unidad administrativa", "Dirección de Agua"], ["Clave", "10.1"]],
        [["Clave", "10.1"], ["Unidad administrativa", "Dirección de Agua"]],
        [["Dependencia"], ["Clave", "10.1"], ["Denominación", "Dirección de Agua"]],
        [["Unidad ejecutora: 10.1"], ["Nombre: Dirección de Agua"]],
        [["Dirección de Agua"], ["Clave 10.1"], ["Programa: Agua para hoy"]],
        [["Clave", "Unidad administrativa", "Ejercicio"], ["10.1", "Dirección de Agua", "2021"]],
        [["Área", "Clave", "Programa"], ["Dirección de Agua", "10.1", "Agua para hoy"]],
        [["CLAVE", "10.1"], ["UNIDAD", "Dirección de Agua"]],
        [["Unidad responsable"], ["10.1 Dirección de Agua"]],
        [["Unidad ejecutora: 10.1, Dirección de Agua"]],
    ],
    ids=lambda c: " / ".join(" | ".join(r) for r in c),
)
def test_a_code_and_a_name_are_of_the_unit_that_stands_beside_them(cabecera: list[list[str]]) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], *cabecera, ["CORTE: 31/12/2021"])
    assert (informe.unidad, informe.unidad_nombre) == ("10.1", "Dirección de Agua")


@pytest.mark.parametrize(
    ("renglones", "corte"),
    [
        ([["Evaluación de metas 2021, tercer trimestre"]], date(2021, 9, 30)),
        ([["EJERCICIO: 2021"], ["Mes de corte", "Septiembre"]], date(2021, 9, 30)),
        ([["Avance de metas POA 2021", "tercer trimestre", "julio-septiembre 2021"]], date(2021, 9, 30)),
    ],
)
def test_the_cut_by_its_quarter_or_its_month(renglones: list[list[str]], corte: date) -> None:
    assert con(["MUNICIPIO DE VALLE ALTO"], *renglones, ["Unidad ejecutora: 204 PARQUES"]).corte == corte


def test_two_quarters_in_one_header_are_no_cut() -> None:
    cabecera = (["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 PARQUES"], ["POA 2021, primer trimestre", "segundo trimestre"])
    _, apartados = leer(*TABLA, cabecera=cabecera)
    assert apartados and "la fecha de corte" in apartados[0].motivo


@pytest.mark.parametrize(
    "pie",
    [
        [["PRESIDENTE DE COMUNIDAD", "C. PRESIDENTE MUNICIPAL"], ["Mtra. Ana Solís Peña", "Lic. Juan Mora Cruz"]],
        [["Lic. Juan Mora Cruz"], ["Enlace de planeación"]],
        [["Elaboró: C.P. Ana Solís Peña. Autorizó: Lic. Juan Mora Cruz con un nombre que se alarga hasta pasar de un renglón."]],
        [["______________", "______________"], ["Ana Solís", "Juan Mora"]],
    ],
    ids=["cargos", "nombre", "en una celda", "rayas"],
)
def test_who_signs_is_no_part_of_the_last_goal(pie: list[list[str]]) -> None:
    [informe], apartados = leer(
        *TABLA, *pie, cabecera=(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 PARQUES"], ["CORTE: 31/12/2021"])
    )
    assert not apartados and not informe.apartados
    assert (informe.metas[-1].descripcion, informe.metas[-1].observacion) == ("Podar árboles", None)


def test_signers_in_one_cell_are_told_apart() -> None:
    informe = uno(
        *TABLA, ["Elaboró: C.P. Ana Solís Peña. Autorizó: Lic. Juan Mora Cruz."],
        cabecera=(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 PARQUES"], ["CORTE: 31/12/2021"]),
    )  # fmt: skip
    assert [(f.rol, f.nombre) for f in informe.firmas] == [("elaboro", "C.P. Ana Solís Peña"), ("autorizo", "Lic. Juan Mora Cruz")]


def test_a_council_that_only_the_foot_names() -> None:
    informe = uno(
        *TABLA, ["Elaboró: Ana Solís Peña"], ["Municipio de Valle Alto, Puebla — Dirección de Planeación"],
        cabecera=(["Unidad ejecutora: 204 PARQUES"], ["CORTE: 31/12/2021"]),
    )  # fmt: skip
    assert informe.municipio == "Valle Alto"


def test_a_role_that_repeats_without_end_is_read_to_its_end() -> None:
    assert con(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 PARQUES"], ["CORTE: 31/12/2021"]).firmas == ()
    informe = uno(*TABLA, ["Elaboró: " * 3000], cabecera=(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora: 204 P"], ["CORTE: 31/12/2021"]))
    assert len(informe.metas) == 2


def test_a_list_may_say_the_municipality_and_the_year_in_each_row() -> None:
    periodos = [f"{m}_{n}T" for n in range(1, 5) for m in ("LOGRADO", "PROGRAMADO")]
    titulos = ["MUNICIPIO", "EJERCICIO", "CVE_UR", "UNIDAD", "NO_META", "META", "UNIDAD_MEDIDA", "META_ANUAL", *periodos, "LOGRADO_ACUM"]
    cifras = ["8", "1", "2", "2", "2", "2", "2", "2", "2", "7"]
    informes, apartados = leer(
        titulos, ["VALLE ALTO", "2021", "A-01", "Dirección de Agua", "1", "Reparar fugas", "Fuga", *cifras],
        ["VALLE ALTO", "2021", "1-1-02", "Dirección de Obras", "2", "Sembrar árboles", "Árbol", *cifras], cabecera=(["Corte: 31/12/2021"],),
    )  # fmt: skip
    assert not apartados
    assert [(i.municipio, i.ejercicio, i.unidad, i.unidad_nombre, len(i.metas)) for i in informes] == [
        ("Valle Alto", 2021, "A-01", "Dirección de Agua", 1), ("Valle Alto", 2021, "1-1-02", "Dirección de Obras", 1),
    ]  # fmt: skip
    assert [(m.unidad_medida, str(m.programado["T1"]), str(m.avance_absoluto)) for m in informes[1].metas] == [("Árbol", "2", "7")]


def test_units_named_in_rows_of_one_table_go_on_under_its_heading() -> None:
    titulos, primera, segunda = TABLA
    informes, apartados = leer(
        titulos, ["UNIDAD: 310 - Dirección de Agua"], primera, ["UNIDAD: 320 - Dirección de Obras"], segunda,
        cabecera=(["MUNICIPIO DE VALLE ALTO"], ["EVALUACIÓN SEMESTRAL DEL POA 2021 (ENERO - JUNIO)"]),
    )  # fmt: skip
    assert not apartados
    assert [(i.unidad, i.corte, [m.numero for m in i.metas]) for i in informes] == [
        ("310", date(2021, 6, 30), ["1"]), ("320", date(2021, 6, 30), ["2"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texto", "corte"),
    [
        ("Información al mes de: SEPTIEMBRE 2021", date(2021, 9, 30)),
        ("Lo que se lleva avanzado del POA 2021 hasta el día 30 de septiembre", date(2021, 9, 30)),
        ("Matriz de seguimiento, cierre del ejercicio 2021", date(2021, 12, 31)),
    ],
)
def test_other_ways_to_say_the_cut(texto: str, corte: date) -> None:
    assert con(["MUNICIPIO DE VALLE ALTO"], [texto], ["Depto.:", "2.3.1", "Departamento de Agua"]).corte == corte


def test_a_plan_of_the_year_is_no_cut() -> None:
    cabecera = (["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021 ENERO-DICIEMBRE"], ["UNIDAD: 204 Dirección de Agua"])
    _, apartados = leer(*TABLA, cabecera=cabecera)
    assert apartados and "la fecha de corte" in apartados[0].motivo


def test_a_label_in_two_lines_and_a_column_that_follows_from_the_others() -> None:
    [informe], apartados = leer(
        ["Meta número", "1", "Línea(s) del PMD", "6.1.1"], ["Descripción", "Reparar fugas de agua"],
        ["Unidad de medida", "Fuga", "Meta del año", "30"],
        ["Trimestre", "Meta trimestral", "Resultado", "Diferencia"], ["Enero a marzo", "7", "8", "1"], ["Abril a junio", "8", "10", "2"],
        cabecera=(["MUNICIPIO DE VALLE ALTO"], ["POA 2021, segundo trimestre"], ["Área"], ["responsable:", "10.1", "Dirección de Agua"]),
    )  # fmt: skip
    assert not apartados and not informe.apartados
    [meta] = informe.metas
    assert (informe.unidad, informe.unidad_nombre, meta.lineas[0].codigo) == ("10.1", "Dirección de Agua", "6.1.1")
    assert [str(meta.alcanzado[t]) for t in ("T1", "T2")] == ["8", "10"] and str(meta.programado["T2"]) == "8"
