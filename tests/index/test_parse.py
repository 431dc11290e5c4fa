"""Grid → reports: forms, headers, rows, signatures, and what is set aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from apoyo_index import CABECERA, COLUMNAS, PIE, TITULO, fila, informe, leer, leer_dato

from index.lineas import resolver as resolver_lineas
from index.numeros import padre_de
from index.poa import Celda, ErrorDeLectura, Fuente, Informe, LineaAccion, Meta


def _uno(texto: str) -> Informe:
    documento = leer(texto)
    assert not documento.apartados and len(documento.informes) == 1
    return documento.informes[0]


def _meta(i: Informe, numero: str) -> Meta:
    return next(m for m in i.metas if m.numero == numero)


def test_reads_columns_in_another_order_a_wrapped_text_and_a_second_page() -> None:
    documento = leer_dato("aseo-2021-t2.txt")
    (i,) = documento.informes
    assert (i.municipio, i.ejercicio, i.corte, i.ramo, i.programa, i.unidad) == (
        "Puerto Claro",
        2021,
        date(2021, 6, 30),
        "45",
        "310",
        "301",
    )
    assert [m.numero for m in i.metas] == ["1", "1.1", "1.2", "1.3"]
    m = _meta(i, "1")
    assert (m.meta_anual, m.alcanzado["T1"], m.alcanzado["T3"], m.avance_absoluto) == (
        Decimal("1200.5"),
        Decimal("280.25"),
        None,
        Decimal("590.25"),
    )
    assert m.avance_impreso == "49.17%"
    assert (
        m.observacion
        == "Se suspendió la recolección dos semanas por descompostura de los camiones; ya se normalizó el servicio."
    )
    assert m.celdas["observacion"] == Celda(
        "Se suspendió la recolección dos semanas por descompostura", Fuente(linea=17, columna=15)
    )
    assert m.celdas["observacion.2"].fuente == Fuente(linea=18, columna=15)
    assert [(x.codigo, x.impresa, x.resuelta) for x in m.lineas] == [("3.1.2", "312", True)]
    assert _meta(i, "1.1").lineas[0].codigo == "3.11.2"
    assert _meta(i, "1.2").lineas[1].codigo == "9.9.9" and not _meta(i, "1.2").lineas[1].resuelta
    assert _meta(i, "1.3").alcanzado["T2"] is None
    assert [(f.rol, f.nombre) for f in i.firmas] == [
        ("elaboro", "BENITO JUÁREZ GARCÍA"), ("reviso", "ROSARIO CASTELLANOS FIGUEROA"), ("autorizo", "JOSÉ VASCONCELOS CALDERÓN"),
    ]  # fmt: skip


def test_reads_pipes_a_number_column_and_sets_broken_rows_aside_with_their_place() -> None:
    (i,) = leer_dato("deporte-2022-t4.psv").informes
    assert i.municipio == "Puerto Claro"
    assert [m.numero for m in i.metas] == ["1", "1.1", "1.3"]
    assert _meta(i, "1.1").padre == "1" and _meta(i, "1").padre is None
    assert "avance_absoluto" not in _meta(i, "1").celdas and _meta(i, "1").avance_impreso is None
    assert [a.lugar for a in i.apartados] == ["renglón 11, columna 7", "renglón 13"]
    assert "la meta 1.2: «diez»" in i.apartados[0].motivo and i.apartados[0].unidad == "401"
    assert all(a.remedio for a in i.apartados)


def test_reads_semicolons_decimal_commas_and_labels_misread() -> None:
    (i,) = leer_dato("arte-2023-t3.csv").informes
    assert (i.ramo, i.ramo_nombre, i.unidad_nombre, i.corte) == (
        "70",
        "CULTURA",
        "JEFATURA DE ARTE; Y LETRAS",
        date(2023, 9, 30),
    )
    assert _meta(i, "1").observacion == 'Se pidió "sala" y no la hubo'
    assert _meta(i, "1.1").meta_anual == 1200
    assert [x.codigo for x in _meta(i, "1").lineas] == ["1.2", "1.3"]


def test_a_row_that_lost_a_cell_is_set_aside_and_the_rest_loads() -> None:
    (i,) = leer_dato("gestion-2020-t4.txt").informes
    assert (i.ramo, i.ramo_nombre) == ("60", "ARTE")
    assert [m.numero for m in i.metas] == ["6", "6.1", "6.2"]
    assert i.apartados[0].lugar.startswith("renglón 13") and "6.3" in i.apartados[0].motivo


@pytest.mark.parametrize(
    "mala",
    [
        fila("1.1.- Dos", absoluto="cuatro"),
        fila("1.1.- Dos").replace("Curso", "Curso\t"),
        fila("1.1.- Dos", trimestres="1 1 1 1 1 1 1"),
        fila("1.1.- Dos").replace("Curso\t", ""),
        fila("Sin número y con cifras"),
        fila("1.1.- Dos", trimestres="1 1 1 1 1 1 1", absoluto="", relativo=""),
    ],
)
def test_cells_that_do_not_fit_their_columns_are_never_moved_until_they_do(mala: str) -> None:
    (i,) = leer(informe(fila("1.- Uno"), mala, fila("1.2.- Tres"))).informes
    assert [m.numero for m in i.metas] == ["1", "1.2"]
    assert len(i.apartados) == 1 and i.apartados[0].lugar.startswith("renglón 16")


def test_a_lost_blank_tail_or_first_cell_is_no_fault() -> None:
    i = _uno(
        informe(
            fila("1.- Uno").rstrip(), fila("1.1.- Dos", lineas="").lstrip(), fila("1.2.- Tres", relativo="").rstrip()
        )
    )
    assert [m.numero for m in i.metas] == ["1", "1.1", "1.2"] and not i.apartados
    assert all(m.alcanzado["T4"] == 1 and m.avance_absoluto == 4 for m in i.metas)
    assert _meta(i, "1.1").celdas["descripcion"].fuente.columna == 1


@pytest.mark.parametrize(
    ("impreso", "numero", "descripcion"),
    [
        ("6.- Promover", "6", "Promover"), ("7. Administrar", "7", "Administrar"), ("7.1. Celebrar", "7.1", "Celebrar"),
        ("9.-Fortalecer", "9", "Fortalecer"), ("10.7 Realizar", "10.7", "Realizar"), ("10.1.- Ofrecer", "10.1", "Ofrecer"),
        ("8.2a.- Dar", "8.2a", "Dar"), ("IV.- Dar", "IV", "Dar"), ("8 Dar", "8", "Dar"), ("META 3.- Dar", "3", "Dar"),
        ("1.2.3.- Dar 15 cursos", "1.2.3", "Dar 15 cursos"), ("A) Dar", "A", "Dar"),
    ],
)  # fmt: skip
def test_meta_numbers_in_every_style(impreso: str, numero: str, descripcion: str) -> None:
    m = _uno(informe(fila(impreso))).metas[0]
    assert (m.numero, m.descripcion) == (numero, descripcion)
    assert m.celdas["descripcion"].literal == impreso


@pytest.mark.parametrize(
    ("numero", "padre"),
    [
        ("8", None), ("8.2", "8"), ("8.2.1", "8.2"), ("8.2a", "8.2"), ("IV", None), ("8bis", "8"),
        ("C1A2", "C1"), ("C1", None), ("C1-A2", "C1"), ("P1C2A3", "P1C2"), ("OM-04", None), ("A1", None),
    ],
)
def test_the_goal_that_an_action_belongs_to(numero: str, padre: str | None) -> None:
    assert padre_de(numero) == padre


def test_texts_go_on_in_rows_of_their_own() -> None:
    i = _uno(
        informe(
            fila("1.- Uno que empieza", observacion="La observación empieza"),
            "\ty termina.\t\t" + "\t" * 11 + "y también termina.",
            "Y un tercer renglón sin tabuladores.",
            fila("1.1.- Del 1 al"),
            "\t15 de septiembre.",
            "Página 1 de 2",
            fila("1.2.- Tres", lineas="2.4.2,"),
            "2.13.1",
        )
    )
    assert [m.numero for m in i.metas] == ["1", "1.1", "1.2"]
    assert i.metas[0].descripcion == "Uno que empieza y termina."
    assert i.metas[0].observacion == "La observación empieza y también termina. Y un tercer renglón sin tabuladores."
    assert i.metas[1].descripcion == "Del 1 al 15 de septiembre."
    assert [x.codigo for x in i.metas[2].lineas] == ["2.4.2", "2.13.1"]


def test_a_row_cut_in_two_lines_is_one_row() -> None:
    entera = fila("1.- Una descripción larga")
    i = _uno(informe(entera.replace("descripción larga", "descripción\nlarga")))
    assert i.metas[0].descripcion == "Una descripción larga" and i.metas[0].avance_absoluto == 4


def test_blank_is_not_reported_and_zero_is_zero() -> None:
    m = _uno(informe(fila("1.- Uno", trimestres="_ _ 0 0 _ 1 1 _"))).metas[0]
    assert (m.programado["T1"], m.alcanzado["T1"], m.programado["T2"], m.alcanzado["T2"]) == (None, None, 0, 0)
    assert (m.programado["T3"], m.alcanzado["T3"], m.alcanzado["T4"]) == (None, 1, None)
    assert "alcanzado.T1" not in m.celdas and m.celdas["alcanzado.T2"].literal == "0"


def test_every_cell_keeps_its_place() -> None:
    texto = informe(
        fila("1.- Uno", observacion='Taller "uno"; dos'),
        fila("1.1.- Dos", anual="1,200", trimestres="_ _ 300 280 300 _ 600 1"),
    )
    lineas = texto.split("\n")
    i = _uno(texto)
    for celda in (
        [c for m in i.metas for c in m.celdas.values()] + list(i.celdas.values()) + [x.celda for x in i.lineas]
    ):
        linea, columna = celda.fuente.linea or 0, celda.fuente.columna or 0
        assert celda.literal and celda.literal in lineas[linea - 1].split("\t")[columna - 1]


def test_a_repeated_page_header_neither_opens_a_form_nor_loses_rows() -> None:
    solo_titulo = "\n".join((*TITULO, *COLUMNAS))
    completo = "\n".join((*TITULO, *CABECERA, *COLUMNAS))
    i = _uno(
        informe(
            fila("1.- Uno", observacion="Empieza"),
            solo_titulo,
            "\t" * 14 + "y termina.",
            fila("1.1.- Dos"),
            completo,
            fila("1.2.- Tres"),
        )
    )
    assert [m.numero for m in i.metas] == ["1", "1.1", "1.2"]
    assert i.metas[0].observacion == "Empieza y termina."


def test_an_observation_that_names_the_council_opens_no_form() -> None:
    i = _uno(
        informe(
            fila("1.- Uno", observacion="Con apoyo del"),
            "\t" * 14 + "AYUNTAMIENTO DE PUERTO CLARO se logró.",
            fila("1.1.- Dos"),
        )
    )
    assert len(i.metas) == 2 and i.metas[0].observacion == "Con apoyo del AYUNTAMIENTO DE PUERTO CLARO se logró."


def test_two_units_and_two_cuts_are_different_forms() -> None:
    otra = tuple(x.replace("101\tDIRECCIÓN", "102\tCOORDINACIÓN") for x in CABECERA)
    antes = tuple(x.replace("31-dic.-21", "30-sep.-21") for x in CABECERA)
    documento = leer(
        informe(fila("1.- Uno")) + informe(fila("1.- Uno"), cabecera=otra) + informe(fila("1.- Uno"), cabecera=antes)
    )
    assert [(i.unidad, i.corte.month) for i in documento.informes] == [("101", 12), ("102", 12), ("101", 9)]


@pytest.mark.parametrize(
    ("quitar", "dicho"),
    [("UNIDAD", "la unidad ejecutora"), ("FECHA", "la fecha de corte"), ("AYUNTAMIENTO", "el ayuntamiento")],
)
def test_a_form_without_its_identity_is_set_aside_and_never_guessed(quitar: str, dicho: str) -> None:
    texto = "\n".join(x for x in informe(fila("1.- Uno")).split("\n") if quitar not in x.split("\t")[0])
    documento = leer(texto)
    assert not documento.informes
    assert dicho in documento.apartados[0].motivo and documento.apartados[0].lugar.startswith("renglón")


def test_the_rest_of_the_file_loads_beside_a_form_without_unit() -> None:
    sin_unidad = tuple(x for x in CABECERA if not x.startswith("UNIDAD"))
    documento = leer(informe(fila("1.- Uno")) + informe(fila("2.- Dos"), cabecera=sin_unidad))
    assert [m.numero for i in documento.informes for m in i.metas] == ["1"]
    assert len(documento.apartados) == 1


@pytest.mark.parametrize(
    ("titulo", "municipio"),
    [
        ("23 AYUNTAMIENTO DE PUERTO CLARO DE BAJA CALIFORNIA", "Puerto Claro"), ("XXIV AYUNTAMIENTO DE PUERTO CLARO, BAJA CALIFORNIA", "Puerto Claro"),
        ("H. AYUNTAMIENTO DE PUERTO CLARO", "Puerto Claro"), ("H. XX AYUNTAMIENTO CONSTITUCIONAL DE PUERTO CLARO", "Puerto Claro"),
        ("H. AYUNTAMIENTO DE PUERTO CLARO, B.C.", "Puerto Claro"), ("GOBIERNO MUNICIPAL DE VALLE DE LA LUZ", "Valle de la Luz"),
        ("Ayuntamiento de Puerto Claro", "Puerto Claro"), ("23° AYUNTAMIENTO DEL MUNICIPIO DE PUERTO CLARO", "Puerto Claro"),
    ],
)  # fmt: skip
def test_the_municipio_is_the_name_without_ordinal_or_state(titulo: str, municipio: str) -> None:
    i = _uno(informe(fila("1.- Uno")).replace(TITULO[0], titulo))
    assert i.municipio == municipio
    assert i.celdas["municipio"].literal in titulo


@pytest.mark.parametrize(
    ("antes", "despues", "campo", "valor"),
    [
        ("RAMO:\t60\tARTE", "RAÍO:\t60\tARTE", "ramo", "60"), ("RAMO:\t60\tARTE", "PAÍO\t60\tARTE", "ramo", "60"),
        ("RAMO:\t60\tARTE", "RAMO: 60 ARTE", "ramo_nombre", "ARTE"), ("RAMO:\t60\tARTE", "RAMQ 60\tARTE", "ramo", "60"),
        ("UNIDAD EJECUTORA\t101\tDIRECCIÓN", "UNIDAD EJECUT0RA:\t101\tDIRECCIÓN", "unidad", "101"),
        ("UNIDAD EJECUTORA\t101\tDIRECCIÓN", "UNIDAD RESPONSABLE: 101 - DIRECCIÓN", "unidad_nombre", "DIRECCIÓN"),
        ("PROGRAMA\t511\tGESTIÓN", "PROGRAMA\t511\tGESTIÓN\t\tTMM-FO04", "programa_nombre", "GESTIÓN"),
        ("PROGRAMA\t511\tGESTIÓN", "PROGRAMA\t511\tGESTIÓN\n\t\tDE LO PÚBLICO", "programa_nombre", "GESTIÓN DE LO PÚBLICO"),
        ("UNIDAD EJECUTORA\t101\tDIRECCIÓN", "UNIDAD EJECUTORA\t\t\t101\tDIRECCIÓN", "unidad_nombre", "DIRECCIÓN"),
    ],
)  # fmt: skip
def test_header_labels_with_and_without_colon_in_any_column_and_misread(
    antes: str, despues: str, campo: str, valor: str
) -> None:
    i = _uno(informe(fila("1.- Uno")).replace(antes, despues))
    assert getattr(i, campo) == valor
    assert valor.startswith(i.celdas[campo].literal)


@pytest.mark.parametrize(
    "fecha",
    ["FECHA:\t31-dic-2021", "FECHA DE CORTE: 31/12/2021", "\t\t\t31-dic-2021", "FECHA: AL 31 DE DICIEMBRE DE 2021", "FECHA\n31 de diciembre de 2021",
     "AVANCE FÍSICO PROGRAMÁTICO AL 31 DE DICIEMBRE DE 2021", "FECHA DE ELABORACIÓN: 15/01/2022\nFECHA: 31-dic-21"],
)  # fmt: skip
def test_the_cut_date_with_its_label_in_the_cell_beside_it_or_missing(fecha: str) -> None:
    assert _uno(informe(fila("1.- Uno")).replace("FECHA: 31-dic.-21", fecha)).corte == date(2021, 12, 31)


def test_the_date_of_elaboration_is_no_cut() -> None:
    documento = leer(informe(fila("1.- Uno")).replace("FECHA: 31-dic.-21", "FECHA DE ELABORACIÓN: 15/01/2022"))
    assert "la fecha de corte" in documento.apartados[0].motivo


def test_the_year_is_the_programmes_or_else_the_cuts() -> None:
    assert _uno(informe(fila("1.- Uno")).replace("31-dic.-21", "15-ene.-22")).ejercicio == 2021
    assert _uno(informe(fila("1.- Uno")).replace("ANUAL 2021", "ANUAL")).ejercicio == 2021


def _lineas(*codigos: str) -> tuple[LineaAccion, ...]:
    return tuple(LineaAccion(c, "", Celda(c, Fuente(linea=1))) for c in codigos)


def test_undotted_lines_are_resolved_by_the_header_and_only_where_it_leaves_no_doubt() -> None:
    encabezado = _lineas("2.1.3", "2.13.1", "2.6.2", "4.1.11", "4.11.1")
    resueltas = resolver_lineas("213, 2131;2.6.2 / 2.2, 4111", encabezado)
    assert [(x.codigo, x.impresa, x.resuelta) for x in resueltas] == [
        ("2.1.3", "213", True), ("2.13.1", "2131", True), ("2.6.2", "2.6.2", True), ("2.2", "2.2", False), ("4111", "4111", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pie", "firmas"),
    [
        (PIE[1:3] + PIE[3:], [("elaboro", "BENITO JUÁREZ GARCÍA"), ("autorizo", "ROSARIO CASTELLANOS FIGUEROA")]),
        (("AUTORIZÓ", "RESPONSABLE DEL PAÍO", "BENITO JUÁREZ GARCÍA"), [("autorizo", "BENITO JUÁREZ GARCÍA")]),
        (("ELABORÓ: LIC. BENITO JUÁREZ GARCÍA", "REVISÓ: C. ROSARIO CASTELLANOS FIGUEROA"), [("elaboro", "LIC. BENITO JUÁREZ GARCÍA"), ("reviso", "C. ROSARIO CASTELLANOS FIGUEROA")]),
        (("Elaboró\tAutorizó", "BENITO JUÁREZ GARCÍA\tROSARIO CASTELLANOS FIGUEROA", "Responsable de la unidad ejecutora\tResponsable del ramo"), [("elaboro", "BENITO JUÁREZ GARCÍA"), ("autorizo", "ROSARIO CASTELLANOS FIGUEROA")]),
        (("REVISÓ", "", "RESPONSABLE DEL PROGRAMA", "________________", "BENITO JUÁREZ GARCÍA"), [("reviso", "BENITO JUÁREZ GARCÍA")]),
    ],
)  # fmt: skip
def test_signatures_in_every_arrangement(pie: tuple[str, ...], firmas: list[tuple[str, str]]) -> None:
    texto = informe(fila("1.- Uno")).replace("\n".join(PIE), "\n".join(pie))
    assert [(f.rol, f.nombre) for f in _uno(texto).firmas] == firmas


def test_a_text_without_any_form_is_one_spanish_line() -> None:
    with pytest.raises(ErrorDeLectura, match="ningún formato"):
        leer("Lista de compras\nleche\npan\n")


def test_a_long_text_without_forms_does_not_hang() -> None:
    with pytest.raises(ErrorDeLectura):
        leer("Un renglón cualquiera, con comas, y más comas\n" * 5000)
