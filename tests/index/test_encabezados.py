"""Headings of tables that other offices print: ordinals below a title, a measure a row, the goal's figure under "Meta",
an observation in a row of its own."""

from __future__ import annotations

import pytest
from apoyo_index import fila, informe
from apoyo_index import leer as leer_texto
from apoyo_rejilla import Celdilla, cifras, leer, uno

from index import auditoria, periodos
from index.ingest import leer_documento
from index.readers.texto_canales import canales
from index.rotulos import COMUN


@pytest.mark.parametrize("escritos", [("1", "2", "3", "4"), ("I", "II", "III", "IV"), ("1º", "2º", "3º", "4º"), ("1", "nu", "ni", "Iv")])
def test_the_quarters_ordinals_below_their_titles(escritos: tuple[str, ...]) -> None:
    encabezado: list[list[Celdilla]] = [
        [("No.", 1, 2), ("META", 1, 2), ("U.M.", 1, 2), ("META ANUAL", 1, 2), ("PROGRAMADO POR TRIMESTRE", 4, 1), "", "", "",
         ("REALIZADO POR TRIMESTRE", 4, 1), "", "", "", ("ACUM.", 1, 2), ("% AVANCE", 1, 2)],
        ["", "", "", "", *escritos, *escritos, "", ""],
    ]  # fmt: skip
    hallado = uno(*encabezado, ["1", "Sembrar árboles", "Árbol", "10", "1", "2", "3", "4", "0", "2", "3", "1", "6", "60%"])
    assert cifras(hallado, "1", "programado") == ["1", "2", "3", "4"]
    assert cifras(hallado, "1", "alcanzado") == ["0", "2", "3", "1"]
    assert str(hallado.metas[0].avance_absoluto) == "6"


def _en_romanos(*cuatro: str) -> tuple[list[Celdilla], list[Celdilla]]:
    """Quarters under their measures, in a row that names other columns too."""
    arriba: list[Celdilla] = [
        ("No.", 1, 2), ("META", 1, 2), ("U.M.", 1, 2), ("META ANUAL", 1, 2), ("PROGRAMADO", 4, 1), "", "", "",
        ("ALCANZADO", 4, 1), "", "", "", "AVANCE", "% DE AVANCE",
    ]  # fmt: skip
    return arriba, ["", "", "", "", *cuatro, *cuatro, "ACUMULADO", "ACUMULADO"]


_EN_ROMANOS = ["1", "Sembrar árboles", "Árbol", "10", "1", "2", "3", "4", "0", "2", "3", "1", "6", "60%"]


def test_roman_quarters_beside_other_titles_are_told_by_one_another() -> None:
    hallado = uno(*_en_romanos("I", "II", "III", "IV"), _EN_ROMANOS)
    assert cifras(hallado, "1", "programado") == ["1", "2", "3", "4"]
    assert cifras(hallado, "1", "alcanzado") == ["0", "2", "3", "1"]
    assert hallado.apartados == ()


def test_figures_under_ordinals_that_are_not_understood_are_said_to_be_unread() -> None:
    (hallado,), _ = leer(*_en_romanos("I", "II", "IV", "III"), *[[str(n), *_EN_ROMANOS[1:]] for n in (1, 2, 3, 4)])
    assert cifras(hallado, "1", "programado") == [None] * 4
    assert any("«PROGRAMADO IV»" in a.motivo and "«ALCANZADO II»" in a.motivo for a in hallado.apartados)


@pytest.mark.parametrize("textos", [(), ("1", "2", "3"), ("1", "2", "4", "3"), ("1", "2", "3", "4", "5", "6", "7", "8"), ("1", "x", "y", "z"), ("1", "2", "3", "enero"), ("1", "nu", "4", "ni")])
def test_other_rows_of_figures_are_no_ordinals_of_quarters(textos: tuple[str, ...]) -> None:
    assert periodos.de_cuatro(textos) is None


@pytest.mark.parametrize(("absolutos", "leido"), [(("8", "3", "10"), True), (("9", "4", "11"), False)])
def test_a_column_called_sum_is_the_absolute_where_it_is_the_sum_of_what_was_achieved(absolutos: tuple[str, ...], leido: bool) -> None:
    titulos = ["No.", "Meta", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Prog.", "Alc.")], "Suma"]
    alcanzados = (("2", "2", "2", "2"), ("1", "2", "", ""), ("4", "3", "2", "1"))
    filas = [
        [str(n), f"Meta {n}", "Árbol", "10", *[x for a in alcanzado for x in ("2", a)], absoluto]
        for n, (alcanzado, absoluto) in enumerate(zip(alcanzados, absolutos, strict=True), start=1)
    ]
    informes, _ = leer(titulos, *filas)
    impresos = [str(m.celdas["avance_absoluto"].literal) for m in informes[0].metas if "avance_absoluto" in m.celdas]
    assert impresos == (list(absolutos) if leido else [])
    assert leido or any("Suma" in a.motivo for a in informes[0].apartados)


@pytest.mark.parametrize("titulo", ["", "2"])
def test_the_numbers_of_the_goals_below_no_title_or_a_sign(titulo: str) -> None:
    titulos = [titulo, "Acción", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Plan", "Real")]]
    hallado = uno(titulos, *[[n, f"Meta {n}", "Árbol", "8", *["2"] * 8] for n in ("3", "3.1", "3.2")])
    assert [m.numero for m in hallado.metas] == ["3", "3.1", "3.2"]


def test_the_units_code_below_its_title_is_no_number_of_a_goal() -> None:
    titulos = ["Clave", "Acción", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Plan", "Real")]]
    titulos[0] = "Centro de costos"
    informes, _ = leer(titulos, *[["310", f"{n} Sembrar árboles {n}", "Árbol", "8", *["2"] * 8] for n in ("3", "4", "5")])
    assert [m.numero for m in informes[0].metas] == ["3", "4", "5"]


def test_a_letter_read_for_another_eight_times_says_nothing_and_the_programmed_stand_first() -> None:
    hallado = uno(
        [("CVE", 1, 2), ("ACTIVIDAD", 1, 2), ("META ANUAL", 1, 2), ("UNIDAD DE MEDIDA", 1, 2), ("ENERO-MARZO", 2, 1), "",
         ("ABRIL-JUNIO", 2, 1), "", ("JULIO-SEPTIEMBRE", 2, 1), "", ("OCTUBRE-DICIEMBRE", 2, 1), ""],
        ["", "", "", "", *["A"] * 8],
        *[[n, f"Meta {n}", "10", "Árbol", "1", "5", "2", "6", "3", "7", "4", "8"] for n in ("1", "2", "3")],
    )  # fmt: skip
    assert cifras(hallado, "1", "programado") == ["1", "2", "3", "4"] and cifras(hallado, "1", "alcanzado") == ["5", "6", "7", "8"]


def test_the_total_of_the_programmed_row_is_not_a_second_annual_goal() -> None:
    encabezado = ["META", "DESCRIPCIÓN", "UNIDAD DE MEDIDA", "META ANUAL", "", "1T", "2T", "3T", "4T", "TOTAL", "AVANCE %"]
    hallado = uno(
        encabezado,
        [("5", 1, 2), ("Sembrar árboles", 1, 2), ("Árbol", 1, 2), ("20", 1, 2), "PROG", "5", "5", "4", "4", "18", ("60 %", 1, 2)],
        ["", "", "", "", "REAL", "4", "4", "4", "0", "12", ""],
        [("5.1", 1, 2), ("Podar árboles", 1, 2), ("Árbol", 1, 2), ("8", 1, 2), "PROG", "2", "2", "2", "2", "8", ("50 %", 1, 2)],
        ["", "", "", "", "REAL", "1", "1", "1", "1", "4", ""],
    )
    assert [(m.numero, str(m.meta_anual), str(m.avance_absoluto)) for m in hallado.metas] == [("5", "20", "12"), ("5.1", "8", "4")]
    assert cifras(hallado, "5", "programado") == ["5", "5", "4", "4"] and cifras(hallado, "5", "alcanzado") == ["4", "4", "4", "0"]


def test_the_goals_number_under_meta_is_no_measure_where_another_column_is_programmed() -> None:
    encabezado = ["Meta", "Descripción", "Unidad de medida", "Meta anual", "Trimestre", "Programado", "Alcanzado", "Avance absoluto"]
    de_una = [
        [(n, 1, 4), (f"Meta {n}", 1, 4), ("Árbol", 1, 4), ("10", 1, 4), "Primero", "1", "0", ("6", 1, 4)] for n in ("1", "2", "3")
    ]
    seguidas = [["", "", "", "", t, p, a, ""] for t, p, a in (("Segundo", "2", "2"), ("Tercero", "3", "3"), ("Cuarto", "4", "1"))]
    hallado = uno(encabezado, *[fila for primera in de_una for fila in (primera, *seguidas)])
    assert [m.numero for m in hallado.metas] == ["1", "2", "3"]
    assert cifras(hallado, "2", "programado") == ["1", "2", "3", "4"] and cifras(hallado, "2", "alcanzado") == ["0", "2", "3", "1"]


def test_the_annual_goal_under_meta_beside_the_actions_and_their_numbers() -> None:
    hallado = uno(
        [("N°", 1, 2), ("ACCIÓN", 1, 2), ("UNIDAD", 1, 2), ("META", 1, 2), ("TRIM. 1", 2, 1), "", ("TRIM. 2", 2, 1), "",
         ("TRIM. 3", 2, 1), "", ("TRIM. 4", 2, 1), "", ("SUMA REAL", 1, 2), ("AVANCE", 1, 2)],
        ["", "", "", "", *["PLAN", "REAL"] * 4, "", ""],
        ["1", "Sembrar árboles", "Árbol", "40", "10", "10", "10", "9", "10", "", "10", "", "19", "48%"],
        ["2", "Podar árboles", "Árbol", "8", "2", "2", "2", "2", "2", "", "2", "", "4", "50%"],
    )  # fmt: skip
    assert [(str(m.meta_anual), str(m.avance_absoluto), m.avance_impreso) for m in hallado.metas] == [
        ("40", "19", "48%"), ("8", "4", "50%"),
    ]  # fmt: skip


def test_an_observation_in_a_row_of_its_own_is_of_the_goal_above_to_its_end() -> None:
    encabezado = ["Meta", "Descripción", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Plan", "Real")]]
    filas = [[n, f"Meta {n}", "Árbol", "8", *["2"] * 8] for n in ("1", "2")]
    hallado = uno(encabezado, filas[0], ["Justificación: se sembró según"], ["el oficio DA/397/2021."], filas[1])
    assert [m.observacion for m in hallado.metas] == ["se sembró según el oficio DA/397/2021.", None]
    celda = hallado.metas[0].celdas["observacion"]
    assert celda.literal == "se sembró según" and celda.fuente.celda == "A7"


@pytest.mark.parametrize(
    ("etiqueta", "campo"),
    [
        ("L.A.", "linea"), ("L.A. PMD", "linea"), ("L. ACCIÓN", "linea"), ("Línea de", "linea"), ("CVE.", "numero"), ("META / ACTIVIDAD", "descripcion"),
        ("Avance acum.", "avance_absoluto"), ("Realizado en el año", "avance_absoluto"), ("Suma real", "avance_absoluto"),
        ("PORC_AVANCE", "avance_relativo"),
    ],
)  # fmt: skip
def test_names_of_columns(etiqueta: str, campo: str) -> None:
    assert COMUN.etiquetar(etiqueta).campo == campo


@pytest.mark.parametrize(
    ("leida", "periodo"),
    [("TRIMESTRE | PROG", "T1"), ("TRIMESTRE il PROG", "T2"), ("TRIMESTRE lll PROG", "T3"), ("TRIMESTRE IV PROG", "T4"),
     ("Trim. l1 PROG", "T2"), ("Trimestre 3 PROG", "T3")],
)  # fmt: skip
def test_the_strokes_of_a_roman_figure_read_as_other_strokes(leida: str, periodo: str) -> None:
    etiqueta = COMUN.etiquetar(leida)
    assert (etiqueta.periodo, etiqueta.medida) == (periodo, "programado")
    assert COMUN.etiquetar("AVANCE TRIMESTRAL").grupo


def test_rows_that_begin_with_several_codes_are_goals() -> None:
    encabezado = ["Línea de", "Meta", "Descripción", "Unidad de medida", "Meta anual", "T1", "", "T2", "", "T3", "", "T4", "", "Acumulado"]
    medidas = ["", "", "", "", "", *["Plan", "Real"] * 4, ""]
    filas = [["2.2.1, 5.3.4", n, f"Sembrar árboles {n}", "Árbol", "8", *["2"] * 8, "8"] for n in ("8", "9", "10")]
    informes, _ = leer(encabezado, medidas, *filas)
    assert [(m.numero, [x.codigo for x in m.lineas]) for m in informes[0].metas] == [(n, ["2.2.1", "5.3.4"]) for n in ("8", "9", "10")]


def impreso(narrow: bool) -> str:
    """A print-out with rules of signs; ``narrow``: a single blank between a goal's words and its measure, and before the
    observations."""
    hueco = " " if narrow else "   "
    donde = ("en parques", "en calles", "por avenidas")
    filas = []
    for n in range(1, 10):
        palabras = (f"Sembrar árboles {donde[n % 3]}", "y otros sitios de la ciudad.")
        filas.append(f"{n:<7}{palabras[0]:<28}{hueco}Árbol        {40 + n:>6}" + "".join(f"{10 + n:>8}{9 + n:>8}" for _ in range(4))
                     + f"{37 + n:>9}{90 + n:>8}%{hueco}Se sembró en el vivero municipal {n}")  # fmt: skip
        filas.append(f"{'':<7}{palabras[1]}".ljust(len(filas[-1]) - len(f"Se sembró en el vivero municipal {n}")) + "en marzo.")
    ancho = len(filas[0])
    margen = len(hueco)
    trimestres = " " * (48 + margen) + "".join(f"{f'TRIMESTRE {n}':>16}" for n in range(1, 5))
    nombres = (f"{'META':<7}{'DESCRIPCIÓN':<28}{hueco}{'UNIDAD DE':<13}{'META':>6}" + f"{'PROG':>8}{'ALC':>8}" * 4
               + f"{'AVANCE':>9}{'AVANCE':>9}{hueco}OBSERVACIONES")  # fmt: skip
    debajo = f"{'':<35}{hueco}{'MEDIDA':<13}{'ANUAL':>6}" + " " * 64 + f"{'ABSOLUTO':>9}{'%':>9}"
    titulo = ["MUNICIPIO DE VALLE ALTO", "AVANCE FISICO PROGRAMATICO AL 31/12/2021", "UNIDAD EJECUTORA : 314  JEFATURA DE PARQUES"]
    return "\n".join((*titulo, "=" * ancho, trimestres, nombres, debajo, "=" * ancho, *filas, ""))


@pytest.mark.parametrize("estrecho", [False, True])
def test_a_print_out_with_rules_of_signs_and_gutters_of_one_blank(estrecho: bool) -> None:
    (hallado,) = leer_documento("impreso.txt", impreso(estrecho).encode()).informes
    assert not hallado.apartados and [m.numero for m in hallado.metas] == [str(n) for n in range(1, 10)]
    assert {m.unidad_medida for m in hallado.metas} == {"Árbol"}
    assert [m.descripcion for m in hallado.metas[:2]] == [
        f"Sembrar árboles {donde} y otros sitios de la ciudad." for donde in ("en calles", "por avenidas")
    ]  # fmt: skip
    assert [str(m.meta_anual) for m in hallado.metas] == [str(40 + n) for n in range(1, 10)]
    assert cifras(hallado, "3", "programado") == ["13"] * 4 and cifras(hallado, "3", "alcanzado") == ["12"] * 4
    assert (str(hallado.metas[2].avance_absoluto), hallado.metas[2].avance_impreso) == ("40", "93%")
    assert hallado.metas[2].observacion == "Se sembró en el vivero municipal 3 en marzo."


def test_a_gutter_inside_of_a_column_that_has_one_name_loses_no_words() -> None:
    texto = impreso(narrow=True)
    for donde in ("en parques  ", "en calles   ", "por avenidas"):
        texto = texto.replace(f"Sembrar árboles {donde}", "Sembrar uno  " + donde[-3:] + " " * 12)
    documento = leer_documento("impreso.txt", texto.encode())
    leidas = [m.descripcion + m.unidad_medida for i in documento.informes for m in i.metas]
    assert all("das" in x for x in leidas[1::3]) and (leidas or documento.apartados)


def test_a_single_blank_behind_the_numbers_of_the_goals_is_a_gutter() -> None:
    lineas = ["1.1 Podar los      Poda   3", "    árboles", "1.2 Regar          Riego  4", "    parques y", "    jardines"] * 2
    assert 3 in canales(lineas)
    assert 3 not in canales([*lineas, "Los árboles viejos"])  # words stand before it as well
    assert 3 not in canales([x for x in lineas if x[0] == "1"] * 4)  # nothing hangs behind it


def test_words_leave_no_gutter() -> None:
    lineas = [f"{n}  Sembrar árboles {palabra} y podar los de la calle {n}" for n, palabra in enumerate("uno dos tres cuatro".split() * 4)]
    assert not canales(lineas) - {1, 2}


def test_a_tab_file_whose_marks_are_doubled_binds_its_cells_by_them() -> None:
    dicho = 'Se impartió el curso "Árboles", con 30 personas.'
    marcada = '"' + dicho.replace('"', '""') + '"'
    documento = leer_texto(informe(fila("1.- Uno", observacion=marcada), fila("2.- Dos", observacion='"Solo entre marcas"')))
    assert [m.observacion for m in documento.informes[0].metas] == [dicho, "Solo entre marcas"]
    documento = leer_texto(informe(fila("1.- Uno", observacion='"Solo entre marcas"')))
    assert documento.informes[0].metas[0].observacion == '"Solo entre marcas"'


def test_a_measure_over_its_quantity_and_its_percentage_in_the_quarter_and_accumulated() -> None:
    """Programmed, achieved and variation, a quantity and a percentage of each: of the quarter that the header names and of
    the year so far. What is kept is the quarter's quantities, the accumulated one that was achieved and its percentage."""
    medidas: list[Celdilla] = [x for m in ("Programada", "Alcanzada", "Variación") * 2 for x in ((m, 2, 1), "")]
    encabezado: list[list[Celdilla]] = [
        [("Principales acciones", 4, 1), "", "", "", ("Avance trimestral de metas de actividad", 6, 1), *[""] * 5,
         ("Avance acumulado anual de metas de actividad", 6, 1), *[""] * 5, ("Observaciones", 1, 3)],
        [("ID", 1, 2), ("Nombre de la meta de actividad", 1, 2), ("Unidad de medida", 1, 2), ("Programada anual 2024", 1, 2), *medidas],
        ["", "", "", "", *["Meta", "%"] * 6],
    ]  # fmt: skip
    cabecera = (["Municipio de Valle Alto"], ["Ejercicio Fiscal:", "2024"], ["Dependencia General:", "K00", "Contraloría Municipal"],
                ["Trimestre que se reporta: SEGUNDO (ABRIL - JUNIO)"])  # fmt: skip
    filas = (
        ["1", "Realizar arqueos", "Arqueo", "48", "12", "25.00", "14", "29.17", "2", "4.17", "24", "50.00", "26", "54.17", "2", "4.17", ""],
        ["2", "Constituir comités", "Comité", "36", "14", "38.89", "9", "25.00", "-5", "-13.89", "20", "55.56", "11", "30.56", "-9",
         "-25.00", "Faltaron vecinos en seis colonias"],
    )  # fmt: skip
    hallado = uno(*encabezado, *filas, cabecera=cabecera)
    assert cifras(hallado, "1", "programado") == [None, "12", None, None] and cifras(hallado, "2", "alcanzado") == [None, "9", None, None]
    assert [(str(m.meta_anual), str(m.avance_absoluto), m.avance_impreso) for m in hallado.metas] == [
        ("48", "26", "54.17"), ("36", "11", "30.56"),
    ]  # fmt: skip
    assert [h.regla for h in auditoria.auditar(hallado) if h.regla == "columna_deducida"] == []
