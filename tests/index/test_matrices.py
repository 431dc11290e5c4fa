"""Tables with what other offices print in and around them: keys of a results matrix, a unit's band right over the heading,
the original goal beside the one in force, a percentage behind each measure, the number of each card, names with their posts."""

from __future__ import annotations

from datetime import date

import pytest
from apoyo_rejilla import Celdilla, cifras, leer, uno
from test_cabeceras import TABLA

from index import fechas, periodos

SIN_UNIDAD = (["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["CORTE", "30/06/2021"])
DE_MATRIZ: list[Celdilla] = [
    "Nivel", "Resumen narrativo", "Unidad de medida", "Meta anual", "T1 Programado", "T1 Alcanzado", "T2 Programado", "T2 Alcanzado",
]  # fmt: skip


def _fila(clave: str, descripcion: str) -> list[Celdilla]:
    return [clave, descripcion, "Curso", "40", "10", "8", "10", "9"]


@pytest.mark.parametrize("claves", [("F1", "C1", "C1.A1"), ("C1", "C2", "C2A1"), ("C1",)])
def test_the_keys_of_a_matrix_number_its_goals(claves: tuple[str, ...]) -> None:
    informe = uno(DE_MATRIZ, *(_fila(c, f"Dar cursos de oficio {n}") for n, c in enumerate(claves)))
    assert [m.numero for m in informe.metas] == list(claves)
    assert cifras(informe, claves[0], "alcanzado") == ["8", "9", None, None]


def test_levels_in_words_number_nothing() -> None:
    informe = uno(DE_MATRIZ, *(_fila(c, f"Dar cursos a {c.lower()}") for c in ("Fin", "Propósito", "Componente")))
    assert [m.numero for m in informe.metas] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "bandas",
    [
        (["SA-02", "Coordinación de Parques"], ["SA-05", "Archivo General Municipal"]),
        (["UR SA-02: Parques"], ["UR SA-05: Archivo"]),
        (["Unidad administrativa: PARQUES Y JARDINES (PJ)"], ["Unidad administrativa: ARCHIVO GENERAL MUNICIPAL (AGM)"]),
    ],
)
def test_a_band_over_each_table_names_its_unit(bandas: tuple[list[Celdilla], ...]) -> None:
    primera, segunda = bandas
    informes, apartados = leer(primera, *TABLA, segunda, *TABLA, cabecera=SIN_UNIDAD)
    assert not apartados and [len(i.metas) for i in informes] == [2, 2]
    assert [i.unidad for i in informes] in (["SA-02", "SA-05"], ["PJ", "AGM"])


@pytest.mark.parametrize("renglon", [["3.1.1", "Casa de la mujer"], ["204", "", "", "", "Dirección de Parques"], ["204", "Árboles"]])
def test_a_line_of_action_or_cells_far_apart_are_no_band(renglon: list[Celdilla]) -> None:
    informes, apartados = leer(renglon, *TABLA, cabecera=SIN_UNIDAD)
    assert not informes and "unidad ejecutora" in apartados[0].motivo


def test_a_band_inside_a_table_keeps_its_heading() -> None:
    bandas: list[list[Celdilla]] = [[(f"Unidad administrativa: {n}", 8, 1)] for n in ("CASA DE CULTURA (CC)", "OBRAS PÚBLICAS (OP)")]
    informes, apartados = leer(
        ["Clave", *DE_MATRIZ[1:]], bandas[0], _fila("I.1", "Dar cursos"), bandas[1], _fila("II.1", "Dar talleres"), cabecera=SIN_UNIDAD
    )
    assert not apartados
    assert [(i.unidad, i.unidad_nombre, [m.numero for m in i.metas]) for i in informes] == [
        ("CC", "CASA DE CULTURA", ["I.1"]),
        ("OP", "OBRAS PÚBLICAS", ["II.1"]),
    ]


@pytest.mark.parametrize("vigente", ["Meta vigente", "Meta anual actualizada", "Programación anual vigente", "Vigente anual"])
def test_the_goal_in_force_takes_the_place_of_the_original_one(vigente: str) -> None:
    titulos = ["No.", "Actividad", "Unidad de medida", "Meta original", vigente, "T1 P", "T1 A", "T2 P", "T2 A"]
    informe = uno(titulos, ["1", "Dar cursos", "Curso", "40", "30", "10", "8", "10", "9"])
    meta = informe.metas[0]
    assert (str(meta.meta_anual), meta.celdas["meta_anual_original"].literal) == ("30", "40")


def test_of_two_percentages_the_one_behind_what_is_achieved_is_the_goals() -> None:
    informe = uno(
        [("No.", 1, 2), ("Acciones", 1, 2), ("U. de medida", 1, 2), ("P. anual", 1, 2), ("Avance trimestral", 3, 1), "", "",
         ("Avance acumulado anual", 5, 1)],
        ["", "", "", "", "Program.", "Alcanz.", "Variación", "Progr.", "%", "Alcanz.", "%", "Variac."],
        ["1", "Dar cursos", "Curso", "40.00", "10.00", "8.00", "-2.00", "20.00", "50.00", "17.00", "42.50", "-3.00"],
        cabecera=(["MUNICIPIO DE VALLE ALTO", "TRIMESTRE: SEGUNDO", "FECHA: DÍA 30 MES 06 AÑO 2021"], ["UNIDAD: 201 PARQUES"]),
    )  # fmt: skip
    meta = informe.metas[0]
    assert (meta.avance_impreso, meta.avance_absoluto, meta.meta_anual) == ("42.50", 17, 40)
    assert informe.corte == date(2021, 6, 30) and cifras(informe, "1", "alcanzado") == [None, "8", None, None]


@pytest.mark.parametrize("folio", ["Ficha 1 de 2", "Cédula 1/2", "Hoja 1"])
def test_the_number_of_a_card_is_none_of_its_words(folio: str) -> None:
    def ficha(n: str) -> list[list[Celdilla]]:
        return [["Meta número", n], ["Descripción", "Dar cursos"], ["Meta anual", "40"], ["Unidad de medida", "Curso"],
                ["Trimestre", "Programado", "Alcanzado"], ["Primer trimestre", "10", "8"], ["Segundo trimestre", "10", "9"],
                ["Observaciones", "Faltaron sillas."]]  # fmt: skip

    informe = uno(*ficha("1"), [folio], *ficha("2"), [folio.replace("1", "2", 1)])
    assert [m.observacion for m in informe.metas] == ["Faltaron sillas.", "Faltaron sillas."]


def test_a_goal_of_two_rows_whose_words_go_on_in_the_second() -> None:
    informe = uno(
        ["Meta", "Descripción", "Unidad de medida", "Meta anual", "", "T1", "T2", "T3", "T4", "Avance"],
        ["1", "Dar cursos de", "Curso", "40", "Programado", "10", "10", "10", "10", "17"],
        ["", "oficio", "", "", "Realizado", "8", "9", "", "", ""],
        ["2", "Dar talleres", "Taller", "4", "Programado", "1", "1", "1", "1", "2"],
        ["", "", "", "", "Realizado", "1", "1", "", "", ""],
    )
    assert [m.descripcion for m in informe.metas] == ["Dar cursos de oficio", "Dar talleres"]
    assert cifras(informe, "1", "alcanzado") == ["8", "9", None, None]


def test_names_with_their_posts_are_of_the_foot() -> None:
    firmas: list[Celdilla] = ["Profr. Benito Juárez García, Regidor de Hacienda", "Lic. Rosario Castellanos, Instancia Técnica"]
    informe = uno(*TABLA, firmas)
    assert informe.metas[-1].descripcion == "Podar árboles"


@pytest.mark.parametrize(
    ("texto", "mes", "trimestre"),
    [
        ("POA 2021, trimestres cerrados: primero, segundo y tercero", 9, None), ("Trimestres 1 al 4 cerrados", 12, None),
        ("Trimestres I a II", 6, None), ("Avance del primer al tercer trimestre", 9, None), ("1er y 2do trimestre de 2021", 6, None),
        ("Base de metas 2021, cierre anual", 12, None), ("Cierre anual del ejercicio 2021", 12, None),
        ("Formato 1 - 2do trimestre", 6, "T2"), ("Informe 3 al 2do trimestre", 6, "T2"), ("Trimestre: 2", 6, "T2"),
    ],
)  # fmt: skip
def test_several_quarters_run_up_to_the_last_one(texto: str, mes: int, trimestre: str | None) -> None:
    hallado = periodos.hallar(texto)
    assert hallado and (hallado.mes, hallado.trimestre) == (mes, trimestre)
    assert hallado.desde_enero == (trimestre is None)


def test_a_date_in_the_boxes_of_a_form() -> None:
    assert fechas.leer("DÍA: 30 MES: JUNIO AÑO: 2021") == fechas.leer("DÍA 30 MES 06 AÑO 2021") == date(2021, 6, 30)
    assert fechas.leer("DÍA 31 MES 06 AÑO 2021") is None


def test_the_day_on_which_a_report_was_printed_is_no_cut() -> None:
    cabecera = (["MUNICIPIO DE VALLE ALTO", "IMPRESO: 14/01/2022 11:42"], ["EJERCICIO: 2021", "PERIODO: ENERO A JUNIO"], ["UNIDAD: 201 PARQUES"])
    assert uno(*TABLA, cabecera=cabecera).corte == date(2021, 6, 30)


def test_a_percentage_under_the_title_of_the_quarter_is_not_the_years() -> None:
    informe = uno(
        [("No.", 1, 2), ("Acciones", 1, 2), ("U. de medida", 1, 2), ("Programación anual", 1, 2), ("Avance trimestral", 4, 1), "", "", "",
         ("Avance acumulado", 4, 1)],
        ["", "", "", "", *["Programado", "%", "Alcanzado", "%"] * 2],
        ["1", "Dar cursos", "Curso", "40", "10", "25%", "8", "20%", "20", "50%", "17", "42.5%"],
        cabecera=(["MUNICIPIO DE VALLE ALTO", "TRIMESTRE: SEGUNDO", "FECHA: 30/06/2021"], ["UNIDAD: 201 PARQUES"]),
    )  # fmt: skip
    assert (informe.metas[0].avance_impreso, informe.metas[0].avance_absoluto) == ("42.5%", 17)


@pytest.mark.parametrize("ancha", [True, False])
def test_offices_with_their_codes_between_the_goals_of_a_file_whose_header_names_none(ancha: bool) -> None:
    def banda(texto: str) -> list[Celdilla]:
        return [(texto, 8, 1)] if ancha else [texto]

    titulo = "Avance acumulado a junio de 2021 del Programa Operativo Anual 2021"
    informes, apartados = leer(
        ["Clave", *DE_MATRIZ[1:]], banda("201 - Dirección de Parques"), _fila("A.1", "Dar cursos"), _fila("A.2", "Podar"),
        banda("305 - Jefatura de Comercio"), _fila("B.1", "Dar talleres"), cabecera=(["MUNICIPIO DE VALLE ALTO"], [titulo]),
    )  # fmt: skip
    assert not apartados and {i.corte for i in informes} == {date(2021, 6, 30)}
    assert [(i.unidad, [m.numero for m in i.metas]) for i in informes] == [("201", ["A.1", "A.2"]), ("305", ["B.1"])]


def test_a_goal_that_begins_like_an_office_opens_no_unit() -> None:
    informe = uno(["Clave", *DE_MATRIZ[1:]], _fila("1", "Dar cursos"), ["5.1 Casa de cultura"], _fila("2", "Podar"))
    assert informe.unidad == "201" and [m.numero for m in informe.metas][:1] == ["1"]


def test_a_card_that_prints_its_unit_beside_its_number() -> None:
    def ficha(n: str, unidad: str) -> list[list[Celdilla]]:
        return [["Dependencia", unidad, "Número de meta", n], ["Meta", "Reparar fuentes", "Unidad de medida", "Fuente"],
                ["Meta anual", "40", "Avance acumulado", "17"], ["Trimestre", "Programado", "Realizado", "% de avance"],
                ["Primero", "10", "8", ""], ["Segundo", "10", "9", ""], ["Porcentaje de cumplimiento", "42.5%", "", ""],
                ["Justificación", "Faltó agua.", "", ""]]  # fmt: skip

    informes, apartados = leer(*ficha("1", "201 Parques"), *ficha("2", "201 Parques"), *ficha("1", "305 Comercio"), cabecera=SIN_UNIDAD)
    assert not apartados and [(i.unidad, len(i.metas)) for i in informes] == [("201", 2), ("305", 1)]
    assert all(not i.apartados for i in informes)
    meta = informes[0].metas[1]
    assert (meta.descripcion, meta.unidad_medida, meta.avance_impreso, meta.observacion) == (
        "Reparar fuentes", "Fuente", "42.5%", "Faltó agua.",
    )  # fmt: skip


def test_an_office_that_is_called_like_a_post_is_no_signature_and_a_title_printed_again_no_text() -> None:
    cabecera: list[list[Celdilla]] = [["MUNICIPIO DE VALLE ALTO"], ["Cumplimiento del POA 2021"], ["SECRETARÍA:", "SECRETARÍA DE OBRAS"]]
    suyas: list[list[list[Celdilla]]] = [[["UNIDAD EJECUTORA:", n, "Parques"], ["CORTE:", "30/06/2021"]] for n in ("201", "202")]
    informes, apartados = leer(*suyas[0], *TABLA, *cabecera, *suyas[1], *TABLA, cabecera=cabecera)
    assert not apartados and [i.unidad for i in informes] == ["201", "202"]
    assert informes[0].metas[-1].descripcion == "Podar árboles"
    informe = uno(*suyas[0], *TABLA, ["Cumplimiento del POA 2021"], cabecera=cabecera)
    assert informe.metas[-1].descripcion == "Podar árboles"


def test_what_stands_at_the_close_of_the_quarter_is_accumulated() -> None:
    informe = uno(
        [("ID", 1, 2), ("Actividad", 1, 2), ("Unidad", 1, 2), ("Programado anual", 1, 2), ("Programado anual modificado", 1, 2),
         ("Del trimestre", 2, 1), "", ("Al cierre del trimestre", 2, 1), "", ("% de avance anual", 1, 2)],
        ["", "", "", "", "", "Meta", "Logro", "Meta", "Logro", ""],
        ["1", "Dar cursos", "Curso", "40", "30", "10", "8", "20", "17", "56.7%"],
        cabecera=(["MUNICIPIO DE VALLE ALTO"], ["Reporte del segundo trimestre de 2021"], ["Unidad administrativa: Parques (clave 201)"]),
    )  # fmt: skip
    meta = informe.metas[0]
    assert (str(meta.meta_anual), str(meta.avance_absoluto), meta.avance_impreso) == ("30", "17", "56.7%")
    assert cifras(informe, "1", "alcanzado") == [None, "8", None, None]


def test_a_programme_called_like_an_office_is_no_band_under_a_header_that_names_its_unit() -> None:
    informe = uno(["E012", "Coordinación de políticas"], *TABLA)
    assert (informe.unidad, len(informe.metas)) == ("201", 2)
