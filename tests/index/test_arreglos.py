"""Forms of other municipalities: merged headings, goals over several rows, months, one period, changed figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from apoyo_index import CABECERA, PIE, TITULO
from apoyo_index import leer as leer_texto
from apoyo_rejilla import CABECERA as REJILLA
from apoyo_rejilla import cifras, hoja, leer, uno

from index import parse
from index.poa import Celda, Fuente, Informe, Meta

MESES = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"]
SIN_FECHA = tuple(x for x in CABECERA if not x.startswith("FECHA"))


def _texto(*lineas: str, cabecera: tuple[str, ...] = CABECERA) -> Informe:
    documento = leer_texto("\n".join((*TITULO, *cabecera, *lineas, *PIE, "")))
    assert not documento.apartados and len(documento.informes) == 1, documento.apartados
    assert not documento.informes[0].apartados, documento.informes[0].apartados
    return documento.informes[0]


def _meta(i: Informe, numero: str) -> Meta:
    return next(m for m in i.metas if m.numero == numero)


# --- merged headings ------------------------------------------------------------------------------------------------


def test_what_stands_under_a_merged_heading_belongs_to_it() -> None:
    i = uno(
        [("No.", 1, 3), ("Descripción", 1, 3), ("Unidad de medida", 1, 3), ("Meta anual", 1, 3), ("AVANCE FÍSICO", 9, 1),
         *[""] * 8, ("Observaciones", 1, 3)],
        ["", "", "", "", ("1er Trimestre", 3, 1), "", "", ("2do Trimestre", 3, 1), "", "", ("Acumulado", 3, 1), "", "", ""],
        ["", "", "", "", *["Prog.", "Ejec.", "%"] * 3, ""],
        ["1", "Dar talleres", "Taller", "40", "10", "8", "80%", "10", "12", "120%", "20", "19", "95%", "bien"],
    )  # fmt: skip
    assert cifras(i, "1", "programado") == ["10", "10", None, None]
    assert cifras(i, "1", "alcanzado") == ["8", "12", None, None]
    m = _meta(i, "1")
    assert (m.meta_anual, m.avance_absoluto, m.avance_impreso, m.observacion) == (40, 19, "95%", "bien")
    assert m.celdas["programado_acumulado"].literal == "20" and m.celdas["alcanzado.T2"].fuente.celda == "I8"


def test_merged_blocks_of_programmed_and_achieved_have_their_totals() -> None:
    i = uno(
        [("Meta", 1, 2), ("Unidad de medida", 1, 2), ("Programado", 5, 1), "", "", "", "", ("Realizado", 5, 1)],
        ["", "", *["T1", "T2", "T3", "T4", "Total"] * 2],
        ["1. Dar talleres", "Taller", "10", "11", "12", "13", "46", "8", "12", "", "", "20"],
    )
    assert cifras(i, "1", "programado") == ["10", "11", "12", "13"]
    assert cifras(i, "1", "alcanzado") == ["8", "12", None, None]
    assert (i.metas[0].meta_anual, i.metas[0].avance_absoluto) == (46, 20)


def test_a_merged_cell_of_words_is_of_every_row_that_it_covers() -> None:
    i = uno(
        ["No.", "Descripción", "Unidad de medida", "Meta anual", ("1er Trimestre", 2, 1), "", ("2do Trimestre", 2, 1), ""],
        ["", "", "", "", "P", "A", "P", "A"],
        ["1", "Dar talleres", ("Sesión", 1, 2), "40", "1", "1", "2", "2"],
        ["2", "Dar cursos", "", "4", "1", "1", "2", "2"],
        ["3", "Dar charlas", "", "4", "1", "1", "2", "2"],
    )
    assert [m.unidad_medida for m in i.metas] == ["Sesión", "Sesión", ""]
    assert i.metas[1].celdas["unidad_medida"] == Celda("Sesión", Fuente(hoja="Avance", celda="C7"))


def test_two_forms_on_one_sheet_are_two_reports() -> None:
    tabla = (
        ["Meta", "Unidad de medida", "Meta anual", ("1er Trimestre", 2, 1), "", ("2do Trimestre", 2, 1), ""],
        ["", "", "", "P", "A", "P", "A"],
        ["1. Dar talleres", "Taller", "40", "10", "8", "10", "9"],
    )
    otra = (["MUNICIPIO DE VALLE ALTO"], ["UNIDAD EJECUTORA", "202", "OTRA"], ["CORTE", "30/06/2021"])
    informes, _ = leer(*tabla, [""], *otra, *tabla)
    assert [(i.unidad, len(i.metas)) for i in informes] == [("201", 1), ("202", 1)]


# --- goals over several rows ----------------------------------------------------------------------------------------

POR_TRIMESTRE = "No.\tDescripción\tUnidad de medida\tMeta anual\tTrimestre\tProgramado\tAlcanzado\tObservaciones"


@pytest.mark.parametrize("repetida", [True, False])
def test_a_row_a_quarter_is_one_goal(repetida: bool) -> None:
    propias = "1\tDar talleres\tTaller\t40"
    otras = propias if repetida else "\t\t\t"
    i = _texto(
        POR_TRIMESTRE,
        f"{propias}\t1er Trimestre\t10\t8\tFaltó personal",
        f"{otras}\t2do Trimestre\t10\t12\t",
        f"{otras}\t3er Trimestre\t10\tND\tSin dato aún",
        f"{otras}\t4to Trimestre\t10\t\t",
        "1.1\tDar cursos\tCurso\t4\t1er Trimestre\t1\t1\t",
        "\t\t\t\t2do Trimestre\t1\t0\t",
    )
    assert [m.numero for m in i.metas] == ["1", "1.1"]
    assert cifras(i, "1", "programado") == ["10"] * 4 and cifras(i, "1", "alcanzado") == ["8", "12", None, None]
    assert cifras(i, "1.1", "alcanzado") == ["1", "0", None, None]
    assert i.metas[0].observacion == "Faltó personal Sin dato aún"
    assert i.metas[0].celdas["alcanzado.T2"] == Celda("12", Fuente(linea=12, columna=7))


def test_a_row_a_quarter_with_merged_cells_and_lone_ordinals() -> None:
    i = uno(
        ["No.", "Meta", "Unidad de medida", "Meta anual", "Trimestre", "Meta", "Avance", "Observaciones"],
        [("1", 1, 4), ("Dar talleres", 1, 4), ("Taller", 1, 4), ("40", 1, 4), "Primero", "10", "8", ("Faltó", 1, 4)],
        ["", "", "", "", "Segundo", "10", "12", ""],
        ["", "", "", "", "Tercero", "10", "", ""],
        ["", "", "", "", "Cuarto", "10", "", ""],
        [("2", 1, 4), ("Dar cursos", 1, 4), ("Curso", 1, 4), ("4", 1, 4), "Primero", "1", "1", ""],
        ["", "", "", "", "Segundo", "1", "0", ""],
    )
    assert [(m.numero, m.unidad_medida, m.meta_anual) for m in i.metas] == [("1", "Taller", 40), ("2", "Curso", 4)]
    assert cifras(i, "1", "programado") == ["10"] * 4 and cifras(i, "2", "alcanzado") == ["1", "0", None, None]
    assert i.metas[0].observacion == "Faltó" and i.metas[1].observacion is None


def test_a_row_a_measure_is_one_goal() -> None:
    i = _texto(
        "No.\tMeta\tUnidad de medida\tConcepto\tEne-Mar\tAbr-Jun\tJul-Sep\tOct-Dic\tAnual\tObservaciones",
        "1\tDar talleres\tTaller\tProgramado\t10\t11\t12\t13\t46\tBien",
        "\t\t\tRealizado\t8\t12\t\t\t20\t",
        "2\tDar cursos\tCurso\tProgramado\t1\t1\t1\t1\t4\t",
        "\t\t\tRealizado\t1\t0\t\t\t1\t",
    )
    assert cifras(i, "1", "programado") == ["10", "11", "12", "13"] and cifras(i, "2", "alcanzado") == ["1", "0", None, None]
    assert [(m.meta_anual, m.avance_absoluto) for m in i.metas] == [(46, 20), (4, 1)]


def test_a_quarter_that_a_goal_repeats_is_set_aside_and_not_believed() -> None:
    lineas = (
        POR_TRIMESTRE,
        "1\tDar talleres\tTaller\t40\t1er Trimestre\t10\t8\t",
        "\t\t\t\t2do Trimestre\t10\t8\t",
        "\t\t\t\t2do Trimestre\t10\t9\t",
    )
    documento = leer_texto("\n".join((*TITULO, *CABECERA, *lineas, *PIE, "")))
    (i,) = documento.informes
    assert cifras(i, "1", "alcanzado") == ["8", "8", None, None]
    assert [a.lugar for a in i.apartados] == ["renglón 13"]


# --- months ---------------------------------------------------------------------------------------------------------


def _de_meses(medida: str, *pares: str) -> Informe:
    encabezado = "No.\tDescripción\tUnidad de medida\tMeta anual\t" + "\t\t".join(MESES) + "\t\tObservaciones"
    return _texto(
        encabezado, "\t\t\t\t" + "\t".join(["P", "A"] * 12) + "\t", f"1\tDar talleres\t{medida}\t400\t" + "\t".join(pares) + "\tx"
    )


def test_months_of_a_flow_add_up_and_keep_their_cells() -> None:
    i = _de_meses("Taller", *(f"{n}" for n in range(1, 11)), *[""] * 2, *["0"] * 12)
    assert cifras(i, "1", "programado") == ["9", "16", "0", "0"] and cifras(i, "1", "alcanzado") == ["12", "18", "0", "0"]
    celdas = i.metas[0].celdas
    assert "alcanzado.T1" not in celdas
    assert [celdas[f"alcanzado.{m}"].literal for m in ("ene", "feb", "mar")] == ["2", "4", "6"]


def test_months_of_a_rate_are_not_added_the_last_one_reported_stands() -> None:
    i = _de_meses("Porcentaje", "10", "9", "20", "18", "30", "", *[""] * 18)
    assert cifras(i, "1", "programado") == ["30", None, None, None] and cifras(i, "1", "alcanzado") == ["18", None, None, None]
    assert i.metas[0].celdas["alcanzado.T1"].literal == "18"


def test_a_single_reported_month_is_its_quarters_cell() -> None:
    i = _de_meses("Taller", "1", "2", *[""] * 22)
    assert i.metas[0].celdas["alcanzado.T1"] == i.metas[0].celdas["alcanzado.ene"]


def test_months_under_one_title_are_all_of_its_measure() -> None:
    i = _texto(
        "No.\tDescripción\tUnidad de medida\tMeta anual\tAVANCE MENSUAL" + "\t" * 12 + "Observaciones",
        "\t\t\t\t" + "\t".join(MESES) + "\t",
        "1\tDar talleres\tTaller\t40\t" + "\t".join(str(n) for n in range(1, 13)) + "\tx",
    )
    assert cifras(i, "1", "alcanzado") == ["6", "15", "24", "33"] and cifras(i, "1", "programado") == [None] * 4


def test_a_printed_quarter_beside_its_months_is_taken_as_printed() -> None:
    i = uno(
        ["No.", "Descripción", "Unidad de medida", "Meta anual", ("Enero", 2, 1), "", ("Febrero", 2, 1), "",
         ("Marzo", 2, 1), "", ("Total 1er Trimestre", 2, 1), ""],
        ["", "", "", "", *["P", "A"] * 4],
        ["1", "Dar talleres", "Taller", "40", "1", "1", "2", "2", "3", "3", "6", "7"],
    )  # fmt: skip
    assert cifras(i, "1", "alcanzado") == ["7", None, None, None] and i.metas[0].celdas["alcanzado.T1"].literal == "7"


# --- one period -----------------------------------------------------------------------------------------------------

UN_PERIODO = (
    "No.\tDescripción\tUnidad de medida\tMeta anual\tProgramado\tAlcanzado\t%\tAcumulado programado\tAcumulado alcanzado"
    "\t% acumulado\tAnálisis del avance",
    "1\tDar talleres\tTaller\t40\t10\t8\t80%\t20\t18\t90%\tFaltó personal",
)


def test_the_figures_of_one_period_are_of_the_quarter_that_the_header_names() -> None:
    i = _texto("Trimestre: Segundo", *UN_PERIODO, cabecera=SIN_FECHA)
    assert cifras(i, "1", "programado") == [None, "10", None, None] and cifras(i, "1", "alcanzado") == [None, "8", None, None]
    m = i.metas[0]
    assert (m.meta_anual, m.avance_absoluto, m.avance_impreso, m.observacion) == (40, 18, "90%", "Faltó personal")
    assert i.corte.isoformat() == "2021-06-30" and i.celdas["corte"].literal == "Segundo"


def test_the_quarter_may_stand_over_its_figures() -> None:
    i = _texto(
        "No.\tDescripción\tUnidad de medida\tMeta anual\tTERCER TRIMESTRE\t\tACUMULADO\t\tJustificación",
        "\t\t\t\tP\tA\tP\tA\t",
        "1\tDar talleres\tTaller\t40\t10\t8\t30\t26\tFaltó",
    )
    assert cifras(i, "1", "alcanzado") == [None, None, "8", None] and i.metas[0].avance_absoluto == 26


def test_figures_of_a_period_that_nothing_names_are_said_and_not_guessed() -> None:
    documento = leer_texto("\n".join((*TITULO, *CABECERA, *UN_PERIODO, *PIE, "")))
    (i,) = documento.informes
    assert cifras(i, "1", "alcanzado") == [None] * 4 and i.metas[0].avance_absoluto == 18
    assert "a qué trimestre corresponden las columnas «Programado», «Alcanzado»" in i.apartados[0].motivo


# --- changed figures ------------------------------------------------------------------------------------------------


def test_a_modified_figure_takes_the_place_of_the_original_and_both_cells_stay() -> None:
    trimestres = "\t\t\t".join(("PRIMER TRIMESTRE", "SEGUNDO TRIMESTRE", "TERCER TRIMESTRE", "CUARTO TRIMESTRE"))
    i = _texto(
        f"No.\tDescripción\tUnidad de medida\tMeta anual\tMeta modificada\t{trimestres}\t\t\tObservaciones",
        "\t\t\t\t\t" + "\t".join(["Programado", "Reprogramado", "Alcanzado"] * 4) + "\t",
        "1\tDar talleres\tTaller\t40\t36\t10\t9\t8\t10\t9\t8\t10\t9\t8\t10\t\t8\tBien",
    )
    m = i.metas[0]
    assert m.meta_anual == 36 and cifras(i, "1", "programado") == ["9", "9", "9", "10"]
    assert (m.celdas["programado.T1"].literal, m.celdas["programado_original.T1"].literal) == ("9", "10")
    assert (m.celdas["meta_anual"].literal, m.celdas["meta_anual_original"].literal) == ("36", "40")
    assert "programado_original.T4" not in m.celdas


def test_a_modified_figure_alone_is_what_is_programmed() -> None:
    i = _texto(
        "No.\tDescripción\tUnidad de medida\tMeta ajustada\t1er Trim\t\t2do Trim\t\t3er Trim\t\t4to Trim\t",
        "\t\t\t\t" + "\t".join(["Reconducción", "Resultado"] * 4),
        "1\tDar talleres\tTaller\t36\t9\t8\t9\t8\t9\t8\t9\t8",
    )
    assert i.metas[0].meta_anual == Decimal(36) and cifras(i, "1", "programado") == ["9"] * 4


# --- what is not understood is said ---------------------------------------------------------------------------------


def test_labels_cut_over_two_rows_are_read_as_one() -> None:
    i = _texto(
        "Línea de\tDescripción de la meta\tUnidad de\tMeta anual\t1er\t\t2do\t\tTotal\t% de\tJustificación",
        "acción\t\tmedida\t\tTrimestre\t\tTrimestre\t\trealizado\tavance\t",
        "\t\t\t\tProgramado\tRealizado\tProgramado\tRealizado\t\t\t",
        "2.4.2\t1.- Dar talleres\tTaller\t40\t10\t8\t11\t12\t20\t50%\tBien",
    )
    assert cifras(i, "1", "programado") == ["10", "11", None, None] and cifras(i, "1", "alcanzado") == ["8", "12", None, None]
    assert (i.metas[0].unidad_medida, i.metas[0].avance_impreso) == ("Taller", "50%") and i.metas[0].avance_absoluto == 20


def test_figures_under_a_heading_that_is_not_understood_are_named_and_not_lost_in_silence() -> None:
    lineas = (
        "No.\tDescripción\tUnidad de medida\tMeta anual\t1er Trim\t\t2do Trim\t\tXq avance zw\tObservaciones",
        "\t\t\t\tP\tA\tP\tA\t\t",
        "1\tDar talleres\tTaller\t40\t10\t8\t10\t9\t17\tBien",
    )
    (i,) = leer_texto("\n".join((*TITULO, *CABECERA, *lineas, *PIE, ""))).informes
    assert cifras(i, "1", "alcanzado") == ["8", "9", None, None]
    assert len(i.apartados) == 1 and "«Xq avance zw»" in i.apartados[0].motivo and i.apartados[0].remedio


def test_a_table_that_is_not_recognised_says_why() -> None:
    lineas = ("Descripción\tUnidad de medida\tMeta anual\tObservaciones", "1. Dar talleres\tTaller\t40\tBien")
    documento = leer_texto("\n".join((*TITULO, *CABECERA, *lineas, *PIE, "")))
    assert "ninguna columna dice lo alcanzado" in documento.apartados[0].motivo


def test_signatures_on_a_page_of_their_own_are_the_forms() -> None:
    filas = ("No.\tDescripción\tUnidad de medida\tMeta anual\tT1 P\tT1 A\tT2 P\tT2 A", "1\tDar talleres\tTaller\t40\t1\t1\t1\t1")
    documento = leer_texto("\n".join((*TITULO, *CABECERA, *filas, *TITULO, *PIE, "")))
    (i,) = documento.informes
    assert [f.nombre for f in i.firmas] == ["BENITO JUÁREZ GARCÍA", "ROSARIO CASTELLANOS FIGUEROA"]
    assert not documento.apartados and not i.apartados


def test_sheets_of_one_unit_go_on_and_a_copy_is_set_aside() -> None:
    encabezado = ["No.", "Descripción", "Unidad de medida", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A"]
    una = [*REJILLA, encabezado, ["1", "Dar talleres", "Taller", "4", "1", "1", "1", "1"]]
    otra = [*REJILLA, encabezado, ["2", "Dar cursos", "Curso", "4", "1", "1", "1", "1"]]
    informes, apartados = parse.leer([hoja(una, "Uno"), hoja(otra, "Dos"), hoja(una, "Copia")])
    assert [[m.numero for m in i.metas] for i in informes] == [["1", "2"]]
    assert [a.lugar for a in apartados] == ["hoja «Copia»"] and "Repite las metas" in apartados[0].motivo


def test_a_sheet_of_figures_without_any_table_of_goals_is_named_and_a_cover_is_not() -> None:
    buena = [*REJILLA, ["No.", "Descripción", "Meta anual", "T1 P", "T1 A"], ["1", "Dar talleres", "4", "1", "1"]]
    sueltas = [[str(n), "2", "3", "4"] for n in range(1, 7)]
    informes, apartados = parse.leer([hoja([["Portada"], ["Índice"]], "Portada"), hoja(buena, "Avance"), hoja(sueltas, "Datos")])
    assert len(informes) == 1 and [a.lugar for a in apartados] == ["hoja «Datos»"]


@pytest.mark.parametrize(
    ("linea", "corte"),
    [
        ("Segundo trimestre de 2021", "2021-06-30"), ("Informe de avance enero – junio 2021", "2021-06-30"),
        ("Cifras al 30 de septiembre", "2021-09-30"), ("Periodo\tJulio - Septiembre", "2021-09-30"),
        ("III Trimestre", "2021-09-30"), ("Trimestre: 1", "2021-03-31"), ("Avance a febrero de 2020", "2020-02-29"),
        ("Segundo semestre 2021", "2021-12-31"),
    ],
)  # fmt: skip
def test_without_a_date_the_cut_is_the_last_day_of_the_period_that_the_header_names(linea: str, corte: str) -> None:
    filas = ("No.\tDescripción\tMeta anual\tT1 P\tT1 A\tT2 P\tT2 A", "1\tDar talleres\t4\t1\t1\t1\t1")
    i = _texto(linea, *filas, cabecera=SIN_FECHA)
    assert i.corte.isoformat() == corte and i.celdas["corte"].literal in linea


def test_two_periods_in_a_header_are_no_cut() -> None:
    filas = ("No.\tDescripción\tMeta anual\tT1 P\tT1 A", "1\tDar talleres\t4\t1\t1")
    lineas = ("Primer trimestre de 2021", "Segundo trimestre de 2021", *filas)
    documento = leer_texto("\n".join((*TITULO, *SIN_FECHA, *lineas, *PIE, "")))
    assert "la fecha de corte" in documento.apartados[0].motivo
