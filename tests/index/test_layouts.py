"""Headings → columns."""

from __future__ import annotations

import pytest

from index import layouts, readers
from index.layouts import Plantilla
from index.rotulos import COMUN


def _plantilla(encabezado: str, datos: str = "") -> Plantilla | None:
    hoja = readers.leer("a.txt", (encabezado + "\n" + datos).encode())[1][0]
    renglones = hoja.renglones
    filas = sum(1 for r in renglones if COMUN.es_encabezado(r))
    return layouts.leer_encabezado(renglones[:filas], renglones[filas:])


def _orden(plantilla: Plantilla | None) -> list[str]:
    assert plantilla is not None
    return [c for c, _ in sorted(plantilla.columnas.items(), key=lambda x: x[1])]


TRIMESTRES = [f"{m}.T{n}" for n in range(1, 5) for m in ("programado", "alcanzado")]
FIJAS = "DESCRIPCIÓN\tUNIDAD DE MEDIDA\tMETA ANUAL\t"


@pytest.mark.parametrize(
    ("periodos", "medidas"),
    [
        ("Ene-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic\t", "P\tA\tP\tA\tP\tA\tP\tA"),
        ("1er Trimestre\t\t2do Trimestre\t\t3er Trimestre\t\t4to Trimestre\t", "Prog.\tReal.\tProg.\tReal.\tProg.\tReal.\tProg.\tReal."),
        ("TRIM I\t\tTRIM II\t\tTRIM III\t\tTRIM IV\t", "Meta\tAvance\tMeta\tAvance\tMeta\tAvance\tMeta\tAvance"),
        ("Enero - Marzo 2021\t\tAbril a Junio 2021\t\tJulio/Septiembre\t\tOctubre-Diciembre\t", "Programado\tEjecutado\t" * 3 + "Programado\tEjecutado"),
        ("T1\t\tT2\t\tT3\t\tT4\t", "Planeado\tLogrado\t" * 3 + "Planeado\tLogrado"),
        ("\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "P\tA\tP\tA\tP\tA\tP\tA"),
        ("Ene-Nar\t\tAbr-Jum\t\tJul-5ep\t\t0ct-Dic\t", "P\tA\tP\tA\tP\tA\tP\tA"),
        ("Primer Trimestre\t\tSegundo Trimestre\t\tTercer Trimestre\t\tCuarto Trimestre\t", "\t\t\t\t\t\t\t"),
    ],
)  # fmt: skip
def test_quarters_are_found_under_every_name(periodos: str, medidas: str) -> None:
    encabezado = f"{FIJAS}{periodos}\tOBSERVACIONES\n\t\t\t{medidas}\t"
    assert _orden(_plantilla(encabezado)) == ["descripcion", "unidad_medida", "meta_anual", *TRIMESTRES, "observacion"]


def test_four_programmed_then_four_achieved() -> None:
    encabezado = f"{FIJAS}PROGRAMADO\t\t\t\tALCANZADO\t\t\t\tTOTAL ALCANZADO\t%\tOBSERVACIONES\n\t\t\tT1\tT2\tT3\tT4\tT1\tT2\tT3\tT4"
    orden = _orden(_plantilla(encabezado))
    assert orden[3:11] == [f"programado.T{n}" for n in range(1, 5)] + [f"alcanzado.T{n}" for n in range(1, 5)]
    assert orden[11:] == ["avance_absoluto", "avance_relativo", "observacion"]


def test_period_and_measure_in_one_cell() -> None:
    celdas = "\t".join(f"T{n}. {m} 2024" for n in range(1, 5) for m in ("PLANEADO", "EJECUTADO"))
    assert _orden(_plantilla(f"{FIJAS}{celdas}\tJUSTIFICACIÓN"))[3:] == [*TRIMESTRES, "observacion"]


def test_a_percentage_per_quarter_and_an_accumulated_block_are_told_apart() -> None:
    encabezado = "No.\tACCIÓN\tUNIDAD DE MEDIDA\tMETA ANUAL\tPRIMER TRIMESTRE\t\t\tSEGUNDO TRIMESTRE\t\t\tTERCER TRIMESTRE\t\t\tCUARTO TRIMESTRE\t\t\tACUMULADO\t\t\tOBSERVACIONES\n"
    encabezado += "\t\t\t\t" + "\t".join(["PROG.", "ALC.", "%"] * 5)
    plantilla = _plantilla(encabezado)
    assert plantilla is not None
    assert plantilla.columnas["numero"] == (0,) and plantilla.columnas["descripcion"] == (1,)
    assert plantilla.columnas["alcanzado.T4"] == (14,)
    assert plantilla.columnas["avance_absoluto"] == (17,) and plantilla.columnas["avance_relativo"] == (18,)


def test_a_heading_that_lost_its_blank_cells_is_laid_out_in_order() -> None:
    encabezado = (
        "DESCRIPCION\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\tAVANCE ABSOLUTO\tACUMULADO RELATIVO\tOBSERVACIONES\n"
    )
    encabezado += "Ene-Mar\tAbr-Jun\tJul-Sep\tOct-Dic\nP\tA\tP\tA\tP\tA\tP\tA"
    datos = "1.- Uno\tInforme\t4\t1\t1\t1\t1\t1\t1\t1\t1\t4\t100%\tSin novedad"
    esperado = [
        "descripcion",
        "unidad_medida",
        "meta_anual",
        *TRIMESTRES,
        "avance_absoluto",
        "avance_relativo",
        "observacion",
    ]
    assert _orden(_plantilla(encabezado, datos)) == esperado


def test_a_column_called_avance_is_a_quantity_or_a_percentage_as_its_cells_say() -> None:
    encabezado = f"{FIJAS}Ene-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic\t\tAVANCE\n\t\t\tP\tA\tP\tA\tP\tA\tP\tA\t"
    fila = "1.- Uno\tInforme\t4\t1\t1\t1\t1\t1\t1\t1\t1\t"
    cantidad, porcentaje = _plantilla(encabezado, fila + "4"), _plantilla(encabezado, fila + "100%")
    assert cantidad is not None and "avance_absoluto" in cantidad.columnas
    assert porcentaje is not None and "avance_relativo" in porcentaje.columnas


def test_a_heading_without_its_essential_columns_is_not_recognised() -> None:
    assert _plantilla("UNIDAD DE MEDIDA\tMETA ANUAL\tOBSERVACIONES") is None


@pytest.mark.parametrize("texto", ["2.4.2", "6.1.- Participar en convocatorias de apoyo", "Taller", "RAMO:", "100%"])
def test_words_of_rows_and_headers_are_no_heading(texto: str) -> None:
    assert COMUN.etiquetar(texto).vacia


def test_the_line_of_action_is_the_column_that_is_called_so_and_not_the_axis_beside_it() -> None:
    cortes = "\t".join(f"T{n}. {m}" for n in range(1, 5) for m in ("PLANEADO", "EJECUTADO"))
    plantilla = _plantilla(f"EJE RECTOR\tALINEACIÓN\tLÍNEA DE ACCIÓN\t{FIJAS}{cortes}")
    assert plantilla is not None
    assert plantilla.columnas["linea"] == (2,)
    sola = _plantilla(f"EJE RECTOR\t{FIJAS}{cortes}")
    assert sola is not None
    assert sola.columnas["linea"] == (0,)


@pytest.mark.parametrize("titulo", ["Trimestre que se informa", "Periodo que se reporta", "Trimestre actual", "Trimestre reportado"])
def test_the_quarter_that_is_reported_is_the_one_of_the_header(titulo: str) -> None:
    hoja = readers.leer("a.txt", (
        f"No.\tMeta\tUnidad de medida\tMeta anual\t{titulo}\t\tAcumulado\t\t\tObservaciones\n"
        "\t\t\t\tProgramado\tAlcanzado\tProgramado\tAlcanzado\t% Avance\n"
        "1\tAbrir salas\tSala\t8\t2\t1\t4\t3\t38%\n"
    ).encode())[1][0]  # fmt: skip
    plantilla = layouts.leer_encabezado(hoja.renglones[:2], hoja.renglones[2:], COMUN, "T2")
    assert plantilla is not None
    assert plantilla.columnas["programado.T2"] == (4,)
    assert plantilla.columnas["alcanzado.T2"] == (5,)
    assert plantilla.columnas["avance_absoluto"] == (7,)
    assert plantilla.sin_leer == ()


@pytest.mark.parametrize(("rotulo", "campo"), [
    ("Programaci ón anual", "meta_anual"), ("Justifica ción", "observacion"), ("Descripc ión de la activida d", "descripcion"),
])  # fmt: skip
def test_a_label_whose_words_a_narrow_column_broke_names_its_field(rotulo: str, campo: str) -> None:
    assert COMUN.etiquetar(rotulo).campo == campo


def test_a_quarter_whose_figure_was_read_as_a_letter_is_the_first() -> None:
    assert COMUN.etiquetar("Tí").periodo == COMUN.etiquetar("Tl").periodo == "T1"


@pytest.mark.parametrize("titulos", ["| Trimestre,ll Trimestre,Il Trimestre,IV Trimestre", "I Trim.,ll Trim.,Ill Trim.,IV Trim."])
def test_roman_quarters_whose_strokes_were_misread_are_told_by_their_place(titulos: str) -> None:
    periodos = "\t\t".join(titulos.split(","))
    encabezado = f"{FIJAS}{periodos}\t\tOBSERVACIONES\n\t\t\t" + "\t".join("PA" * 4)
    assert _orden(_plantilla(encabezado))[3:11] == TRIMESTRES


def test_a_quarter_that_is_not_understood_gives_its_figures_to_no_other() -> None:
    encabezado = f"{FIJAS}Qrtz\t\tMnpl\t\tXwyt\t\tIV Trimestre\t\tOBSERVACIONES\n\t\t\t" + "\t".join("PA" * 4)
    plantilla = _plantilla(encabezado, "8. Dar cursos\tCurso\t9\t1\t2\t3\t4\t5\t6\t7\t8\tBien")
    assert plantilla is None or all(plantilla.columnas.get(f"{m}.T4", (i,)) == (i,) for m, i in (("programado", 9), ("alcanzado", 10)))


@pytest.mark.parametrize("primero", ["T", "Tí", "T?", "T1"])
def test_the_one_of_four_quarters_whose_figure_was_not_read_is_told_by_the_others(primero: str) -> None:
    encabezado = f"{FIJAS}PROGRAMADO\t\t\t\tALCANZADO\t\t\t\tOBSERVACIONES\n\t\t\t{primero}\tT2\tT3\tT4\tT1\tT2\tT3\tT4"
    plantilla = _plantilla(encabezado, "8. Dar cursos\tCurso\t9\t1\t2\t3\t3\t5\t6\t7\t8\tBien")
    assert plantilla is not None
    assert [plantilla.columnas[f"programado.T{n}"] for n in range(1, 5)] == [(3,), (4,), (5,), (6,)]
    assert [plantilla.columnas[f"alcanzado.T{n}"] for n in range(1, 5)] == [(7,), (8,), (9,), (10,)]


@pytest.mark.parametrize(("rotulo", "periodo"), [("ler Trimestre", "T1"), ("Ier Trim.", "T1"), ("1? Trim.", "T1"), ("2* Trim.", "T2")])
def test_an_ordinal_read_with_a_slip_is_its_quarter(rotulo: str, periodo: str) -> None:
    assert COMUN.etiquetar(rotulo).periodo == periodo


def test_metas_alcanzadas_are_what_was_achieved() -> None:
    encabezado = f"{FIJAS}PRIMER TRIMESTRE\t\t\tSEGUNDO TRIMESTRE\t\t\n\t\t\t" + "\t".join(["Meta programada", "Meta alcanzada", "Variación"] * 2)
    assert _orden(_plantilla(encabezado))[3:] == ["programado.T1", "alcanzado.T1", "programado.T2", "alcanzado.T2"]


def test_a_semester_beside_the_quarters_is_not_the_quarter_that_the_header_reports() -> None:
    """Merged cells, as a workbook has them."""
    titulos = ["1er Trimestre", "2do Trimestre", "1er Semestre"]
    celdas = "".join(f"<th colspan=2>{t}</th>" for t in titulos)
    fijas = "".join(f"<th rowspan=2>{t}</th>" for t in FIJAS.split("\t")[:3])
    cuerpo = "".join(f"<td>{t}</td>" for t in ("8. Dar cursos", "Curso", "9", "1", "2", "3", "4", "4", "6"))
    html = f"<table><tr>{fijas}{celdas}</tr><tr>{'<th>P</th><th>A</th>' * 3}</tr><tr>{cuerpo}</tr></table>"
    renglones = readers.leer("a.html", html.encode())[1][0].renglones
    plantilla = layouts.leer_encabezado(renglones[:2], renglones[2:], COMUN, "T1")
    assert _orden(plantilla)[3:] == TRIMESTRES[:4]


def test_a_measure_whose_end_stands_in_a_row_of_its_own_is_whole() -> None:
    periodos = "\t\t".join(f"T{n}" for n in range(1, 5))
    encabezado = f"{FIJAS}{periodos}\t\n\t\t\t" + "\t".join(["Programa", "Realizado"] * 4) + "\n\t\t\t" + "do\t\t" * 4
    hoja = readers.leer("a.txt", (encabezado + "\n8. Dar cursos\tCurso\t9\t1\t2\t3\t3\t5\t6\t7\t8").encode())[1][0]
    assert _orden(layouts.leer_encabezado(hoja.renglones[:3], hoja.renglones[3:]))[3:] == TRIMESTRES
