"""Goals as blocks of labels and values: in lines, in two-column tables, with a small table of quarters inside."""

from __future__ import annotations

import pytest
from apoyo_index import leer as leer_texto
from apoyo_rejilla import CABECERA, cifras, uno
from apoyo_rejilla import leer as leer_hoja

from index.poa import Celda, Documento, Fuente

ENCABEZADO = (
    "MUNICIPIO DE VALLE ALTO, JALISCO",
    "PROGRAMA OPERATIVO ANUAL 2021",
    "Unidad responsable: 201 Dirección de Cultura",
    "Programa: 602 Fomento cultural",
    "Periodo: Segundo trimestre de 2021",
    "",
)
PIE = ("", "ELABORÓ", "RESPONSABLE DE LA UNIDAD EJECUTORA", "ROSARIO CASTELLANOS FIGUEROA")


def _leer(*lineas: str) -> Documento:
    return leer_texto("\n".join((*ENCABEZADO, *lineas, *PIE)))


COMPLETA = (
    "Meta 8.2",
    "Descripción: Promover la lectura en las colonias",
    "Unidad de medida: Evento",
    "Meta anual: 827",
    "Primer trimestre: programado 10, alcanzado 8",
    "T2 P: 1,200 A: ND",
    "Avance absoluto: 218 (26%)",
    "Responsable: la dirección",
    "Observaciones: Se suspendieron",
    "las actividades en mayo.",
)


def test_a_block_of_lines_is_a_goal() -> None:
    (i,) = _leer(*COMPLETA).informes
    assert (i.municipio, i.unidad, i.unidad_nombre, i.programa, i.corte.isoformat()) == (
        "Valle Alto", "201", "Dirección de Cultura", "602", "2021-06-30",
    )  # fmt: skip
    (m,) = i.metas
    assert (m.numero, m.padre, m.descripcion) == ("8.2", "8", "Promover la lectura en las colonias")
    assert (m.unidad_medida, m.meta_anual, m.avance_absoluto, m.avance_impreso) == ("Evento", 827, 218, "26%")
    assert cifras(i, "8.2", "programado") == ["10", "1200", None, None]
    assert cifras(i, "8.2", "alcanzado") == ["8", None, None, None]
    assert m.observacion == "Se suspendieron las actividades en mayo."
    assert [f.nombre for f in i.firmas] == ["ROSARIO CASTELLANOS FIGUEROA"]


def test_a_value_is_cited_as_the_part_of_the_line_that_it_is() -> None:
    lineas = [*ENCABEZADO, *COMPLETA]
    (i,) = _leer(*COMPLETA).informes
    celdas = i.metas[0].celdas
    assert celdas["alcanzado.T1"] == Celda("8", Fuente(linea=11, columna=1))
    assert celdas["avance_absoluto"] == Celda("218", Fuente(linea=13, columna=1))
    for celda in celdas.values():
        assert celda.literal in lineas[(celda.fuente.linea or 0) - 1]


def test_blocks_follow_one_another_and_their_numbers_stand_in_several_ways() -> None:
    (i,) = _leer(
        *COMPLETA, "", "Meta 9: Dar talleres", "Unidad de medida: Taller", "Meta anual: 40 talleres", "",
        "No. de meta: 9.1", "Descripción: Dar cursos", "Unidad de medida: Curso", "Meta anual: 4",
    ).informes  # fmt: skip
    assert [(m.numero, m.descripcion, m.meta_anual) for m in i.metas[1:]] == [("9", "Dar talleres", 40), ("9.1", "Dar cursos", 4)]


def test_a_table_of_quarters_inside_a_block() -> None:
    (i,) = _leer(
        "Meta 1", "Descripción: Dar cursos", "Unidad de medida\tCurso", "Meta anual\t4",
        "Trimestre\tProgramado\tAlcanzado", "Primero\t1\t1", "2do Trim\t1\t0", "3er Trimestre\t1\t", "4to Trimestre\t1\t",
        "Justificación: Sin novedad",
    ).informes  # fmt: skip
    assert cifras(i, "1", "programado") == ["1"] * 4 and cifras(i, "1", "alcanzado") == ["1", "0", None, None]
    assert (i.metas[0].unidad_medida, i.metas[0].observacion) == ("Curso", "Sin novedad")


def test_two_column_tables_and_quarters_across() -> None:
    i = uno(
        ["Meta 8.2", ""],
        ["Descripción", "Dar talleres"],
        ["Unidad de medida", "Taller", "Meta anual", "40"],
        ["Primer trimestre", "Programado: 10", "Alcanzado: 8"],
        ["Segundo trimestre", "Programado", "10", "Alcanzado", "12"],
        ["No. de meta", "8.3"],
        ["Descripción", "Dar cursos", "Unidad de medida", "Curso"],
        ["Concepto", "T1", "T2", "T3", "T4"],
        ["Programado", "1", "1", "1", "1"],
        ["Alcanzado", "1", "0", "", ""],
        cabecera=CABECERA,
    )
    assert cifras(i, "8.2", "programado") == ["10", "10", None, None] and cifras(i, "8.2", "alcanzado") == ["8", "12", None, None]
    assert cifras(i, "8.3", "alcanzado") == ["1", "0", None, None] and i.metas[0].meta_anual == 40


@pytest.mark.parametrize(
    ("mala", "dicho"),
    [
        ("Meta anual: cuatro", "«cuatro»"),
        ("Primer trimestre: 10 / 8", "no dice si es lo programado o lo alcanzado"),
        ("Primer trimestre: programado muchos", "no dice con claridad"),
        ("Programado: 10 20 30 40", "no dice de qué trimestre"),
        ("Alcanzado: 12", "no dice de qué trimestre"),
    ],
)
def test_a_block_that_does_not_say_its_figures_is_set_aside_with_its_line(mala: str, dicho: str) -> None:
    (i,) = _leer(*COMPLETA, "Meta 9", "Descripción: Otra", "Unidad de medida: Curso", mala).informes
    assert [m.numero for m in i.metas] == ["8.2"]
    assert "la meta 9" in i.apartados[0].motivo and dicho in i.apartados[0].motivo
    assert i.apartados[0].lugar.startswith("renglón 20")


def test_the_words_meta_and_a_number_in_a_text_open_no_block() -> None:
    (i,) = _leer(*COMPLETA, "Meta 9 de la agenda mundial, que no se mide aquí.").informes
    assert [m.numero for m in i.metas] == ["8.2"]
    assert i.metas[0].observacion == "Se suspendieron las actividades en mayo. Meta 9 de la agenda mundial, que no se mide aquí."


BLOQUE = ("Meta 1", "Descripción: Podar árboles", "Unidad de medida: Árbol", "Meta anual: 100")


@pytest.mark.parametrize(
    "cuadro",
    [
        (
            "Trimestre:                I      II     III      IV",
            "Programado:              10              30      40",
            "Realizado:                        7",
        ),
        (
            "                1er trim     2o trim      3er trim     4o trim",
            "Programado      10                        30           40",
            "Realizado                     7",
        ),
        (
            "Mes          Ene  Feb  Mar  Abr  May  Jun  Jul  Ago  Sep  Oct  Nov  Dic",
            "Programado         10                                 30        40",
            "Realizado                             7",
        ),
        (
            "Trimestre       Programado   Alcanzado",
            "Primero                 10",
            "Segundo                              7",
            "Tercero                 30",
            "Cuarto                  40           -",
        ),
    ],
)
def test_where_a_figure_stands_tells_its_quarter_in_a_table_that_blanks_make(cuadro: tuple[str, ...]) -> None:
    (i,) = _leer(*BLOQUE, *cuadro, "Justificación: Sin novedad").informes
    assert cifras(i, "1", "programado") == ["10", None, "30", "40"]
    assert cifras(i, "1", "alcanzado") == [None, "7", None, None]
    assert (i.metas[0].meta_anual, i.metas[0].observacion) == (100, "Sin novedad")


@pytest.mark.parametrize(
    ("fila", "dicho"),
    [("Realizado:                7", "no dice de qué trimestre"), ("Realizado                 7", "no dice en qué columna")],
)
def test_a_figure_between_two_names_sets_its_block_aside(fila: str, dicho: str) -> None:
    (i,) = _leer(
        *BLOQUE,
        "Trimestre:          I         II        III         IV",
        "Programado:        10         20         30         40",
        fila,
        "",
        "Meta 2", "Descripción: Dar cursos", "Unidad de medida: Curso", "Meta anual: 4",
    ).informes  # fmt: skip
    assert [m.numero for m in i.metas] == ["2"]
    assert "la meta 1" in i.apartados[0].motivo and dicho in i.apartados[0].motivo


def test_figures_of_twelve_months_in_a_block_are_no_table_of_goals() -> None:
    meses = "Mes:          " + "".join(m.rjust(5) for m in "Ene Feb Mar Abr May Jun Jul Ago Sep Oct Nov Dic".split())
    (i,) = _leer(
        *(x for n in (1, 2) for x in (
            f"Meta {n}", "Descripción: Atender", "Unidad de medida: Persona", "Meta anual: 120", meses,
            "Programado:   " + "   10" * 12, "Realizado:    " + "    9" * 6, "",
        ))
    ).informes  # fmt: skip
    assert cifras(i, "2", "programado") == ["30"] * 4 and cifras(i, "2", "alcanzado") == ["27", "27", None, None]


@pytest.mark.parametrize(
    "cuadro",
    [
        (
            "Concepto          T1        T2        T3        T4     Total",
            "Programado        10                  20        10        40",
            "Alcanzado                    7        20                  27",
        ),
        (
            "               Programado   Alcanzado",
            "Ene-Mar                10",
            "Abr-Jun                             7",
            "Jul-Sep                20          20",
            "Oct-Dic                10",
            "Total                  40          27",
        ),
        ("Trim.   Prog.   Alc.", "1       10", "2               7", "3       20      20", "4       10", "Acumulado: 27"),
    ],
)
def test_the_totals_of_a_small_table_are_the_goals(cuadro: tuple[str, ...]) -> None:
    (i,) = _leer("Meta 1", "Descripción: Podar", "Unidad de medida: Árbol   Meta anual: 40", *cuadro, "Avance: 68%").informes
    (m,) = i.metas
    assert not i.apartados and (m.unidad_medida, m.meta_anual, m.avance_absoluto, m.avance_impreso) == ("Árbol", 40, 27, "68%")
    assert cifras(i, "1", "programado") == ["10", None, "20", "10"] and cifras(i, "1", "alcanzado") == [None, "7", "20", None]


def test_an_accumulated_figure_below_a_small_table_is_none_of_its_columns() -> None:
    cuadro = ("Trimestre    Programado   Alcanzado", "Primero              10          8", "Acumulado:            8")
    (i,) = _leer(*BLOQUE, *cuadro).informes
    assert i.metas[0].avance_absoluto == 8 and cifras(i, "1", "programado") == ["10", None, None, None]


def test_the_goals_own_figures_below_their_measure_end_the_small_table() -> None:
    informes, apartados = leer_hoja(
        ["Meta 1.1. Impartir pláticas"], ["Unidad de medida: Plática"],
        ["Periodo", "Programado", "Alcanzado"], ["Primer trimestre", "25", "0"], ["Segundo trimestre", "35", "12"],
        ["Tercer trimestre", "25", ""], ["Cuarto trimestre", "30", ""],
        ["Meta anual", "115", ""], ["Avance absoluto", "", "12"], ["Avance relativo", "", "10.4 %"],
    )  # fmt: skip
    (m,) = informes[0].metas
    assert (apartados, informes[0].apartados) == ((), ())
    assert (m.meta_anual, m.avance_absoluto, m.avance_impreso) == (115, 12, "10.4 %")
    assert cifras(informes[0], "1.1", "alcanzado") == ["0", "12", None, None]


@pytest.mark.parametrize("fila", [["Avance absoluto", "12", ""], ["Meta anual", "", "115"]])
def test_the_goals_own_figure_below_another_measure_sets_its_block_aside(fila: list[str]) -> None:
    informes, apartados = leer_hoja(
        ["Meta 1.1. Impartir pláticas"], ["Unidad de medida: Plática"],
        ["Periodo", "Programado", "Alcanzado"], ["Primer trimestre", "25", "0"], ["Segundo trimestre", "35", "12"], fila,
    )  # fmt: skip
    motivos = [a.motivo for a in (*apartados, *(x for i in informes for x in i.apartados))]
    assert any("no tiene a la vez trimestre y medida" in m for m in motivos), motivos


def test_a_total_that_is_not_the_goals_figure_sets_its_block_aside() -> None:
    (i,) = _leer(*COMPLETA, *BLOQUE, "T\tT1\tT2\tT3\tT4\tTotal", "Programado\t10\t10\t10\t10\t40").informes
    assert [m.numero for m in i.metas] == ["8.2"] and "dos cifras" in i.apartados[0].motivo


def test_a_row_of_figures_that_says_nothing_sets_its_block_aside() -> None:
    (i,) = _leer(*COMPLETA, *BLOQUE, "Zona norte\t10\t20").informes
    assert [m.numero for m in i.metas] == ["8.2"] and "no se entiende de qué son las cifras" in i.apartados[0].motivo


@pytest.mark.parametrize(
    ("linea", "medida"),
    [
        ("Unidad de medida: Persona capacitada  Meta anual: 40", "Persona capacitada"),
        ("Unidad de medida: Parque; meta anual: 40", "Parque"),
        ("Unidad de medida: Informe (art. 5: trimestral)", "Informe (art. 5: trimestral)"),
    ],
)
def test_a_label_behind_the_measure_begins_another_value(linea: str, medida: str) -> None:
    (i,) = _leer("Meta 1", "Descripción: Podar", linea, "Primer trimestre: programado 10, alcanzado 8").informes
    assert i.metas[0].unidad_medida == medida and (i.metas[0].meta_anual == 40) is ("anual" in linea)


def test_the_words_behind_a_number_in_a_cell_of_their_own_are_the_description() -> None:
    filas = (["Unidad de medida", "Curso", "Meta anual", "12"], ["", "T1", "T2", "T3", "T4"], ["Programado", "3", "3", "3", "3"])
    informe = uno(["Meta", "01", "Capacitar al personal"], *filas, ["Meta", "02", "Podar los árboles"], *filas)
    assert [(m.numero, m.descripcion, m.meta_anual) for m in informe.metas] == [
        ("01", "Capacitar al personal", 12), ("02", "Podar los árboles", 12),
    ]  # fmt: skip


def test_a_block_whose_words_nothing_took_is_set_aside_and_says_so() -> None:
    filas = (["Unidad de medida", "Curso", "Meta anual", "12"], ["", "T1", "T2", "T3", "T4"], ["Programado", "3", "3", "3", "3"])
    (informe,), _ = leer_hoja(["Meta", "01", "Capacitar", "Verde"], *filas, ["Meta", "02", "Podar"], *filas)
    assert [m.numero for m in informe.metas] == ["02"]
    assert "no se entiende qué es «Capacitar»" in informe.apartados[0].motivo


def test_a_measure_with_nothing_behind_it_is_blank_and_the_share_may_say_of_what() -> None:
    lineas = [
        "T2: Programado: Alcanzado: 5"
        if x.startswith("T2")
        else "Avance acumulado: 218 (26% de la meta anual)"
        if x.startswith("Avance")
        else x
        for x in COMPLETA
    ]
    lineas.insert(6, "T3: Programado: Alcanzado:")
    (i,) = _leer(*lineas).informes
    assert not i.apartados
    assert cifras(i, "8.2", "programado") == ["10", None, None, None]
    assert cifras(i, "8.2", "alcanzado") == ["8", "5", None, None]
    assert (i.metas[0].avance_absoluto, i.metas[0].avance_impreso) == (218, "26%")


def test_a_share_that_is_not_reported_is_none() -> None:
    (i,) = _leer(*("Avance absoluto: 218 (N/D)" if x.startswith("Avance") else x for x in COMPLETA)).informes
    assert (i.metas[0].avance_absoluto, i.metas[0].avance_impreso) == (218, None)
