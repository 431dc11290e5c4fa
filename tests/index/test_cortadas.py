"""Rows and texts that the end of a line or of a page cuts: what goes on is no label, no signature, no other goal."""

from __future__ import annotations

import pytest
from apoyo_rejilla import CABECERA, Celdilla, cifras, leer, uno

TITULOS: list[Celdilla] = ["No.", "Descripción", "Unidad de medida", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A", "Observaciones"]
POR_RENGLON: list[Celdilla] = ["No.", "Descripción", "Unidad de medida", "Meta anual", "Trimestre", "Prog.", "Alc.", "%"]


def _meta(numero: str, descripcion: str, observacion: str = "") -> list[Celdilla]:
    return [numero, descripcion, "Curso", "40", "10", "8", "10", "9", observacion]


@pytest.mark.parametrize(
    ("abre", "sigue", "texto", "resto"),
    [
        ("Capacitar al personal de la", "dependencia", "Se pidieron 12", "folios: 101-112."),
        ("Difundir lo que hace el", "municipio", "Lo pidió el", "ayuntamiento de la capital"),
        ("Entregar credenciales al", "responsable de la unidad ejecutora", "Sin", "novedad"),
        ("Publicar lo que", "autorizó el Cabildo", "Sin", "novedad"),
    ],
)
def test_a_text_that_goes_on_in_small_letters_is_no_label_and_no_signature(abre: str, sigue: str, texto: str, resto: str) -> None:
    informe = uno(TITULOS, _meta("1", abre, texto), ["", sigue, *[""] * 6, resto], _meta("2", "Dar cursos"))
    assert [(m.numero, m.descripcion) for m in informe.metas] == [("1", f"{abre} {sigue}"), ("2", "Dar cursos")]
    assert informe.metas[0].observacion == f"{texto} {resto}" and informe.unidad == "201"


def test_the_last_word_of_a_description_is_not_joined_to_the_next_goal() -> None:
    titulos = [f"{TITULOS[1]}", *TITULOS[2:]]
    filas = [_meta(n, d)[1:] for n, d in (("1", "1 Difundir campañas de cultura"), ("2", "2 Integrar expedientes"))]
    informe = uno(titulos, filas[0], ["vial"], filas[1])
    assert [(m.numero, m.descripcion) for m in informe.metas] == [
        ("1", "Difundir campañas de cultura vial"), ("2", "Integrar expedientes"),
    ]  # fmt: skip


def test_the_first_line_of_a_row_that_a_page_cut_is_of_that_row() -> None:
    informe = uno(TITULOS, _meta("1", "Dar cursos"), ["", "Capacitar al"], _meta("2", "personal de la oficina"))
    assert [m.descripcion for m in informe.metas] == ["Dar cursos", "Capacitar al personal de la oficina"]
    assert informe.metas[1].celdas["descripcion"].literal == "Capacitar al"


def test_a_remark_below_a_repeated_heading_is_of_the_goal_before_it() -> None:
    titulos = TITULOS[:-1]
    informe = uno(titulos, _meta("1", "Dar cursos")[:-1], titulos, [("Observaciones: Faltó agua", 8, 1)], _meta("2", "Podar")[:-1])
    assert [m.observacion for m in informe.metas] == ["Faltó agua", None]


def test_a_goal_of_quarters_goes_on_below_a_repeated_heading() -> None:
    informe = uno(
        POR_RENGLON,
        ["1", "Dar cursos", "Curso", "40", "T1", "10", "8", "80%"],
        ["", "", "", "", "T2", "10", "9", "90%"],
        POR_RENGLON,
        ["", "", "", "", "T3", "10", "", ""],
        ["", "", "", "", "T4", "10", "", ""],
        ["2", "Podar", "Árbol", "4", "T1", "1", "1", "100%"],
        ["", "", "", "", "T2", "1", "0", "0%"],
    )
    assert cifras(informe, "1", "programado") == ["10"] * 4 and cifras(informe, "1", "alcanzado") == ["8", "9", None, None]
    assert cifras(informe, "2", "programado") == ["1", "1", None, None]


def test_the_number_of_a_goal_may_stand_beside_a_middle_row_of_its_quarters() -> None:
    filas = [["", "", "", "", t, p, a, ""] for t, p, a in (("T1", "10", "8"), ("T2", "11", "9"), ("T3", "12", ""), ("T4", "13", ""))]
    filas[2][:4] = ["1", "Dar cursos", "Curso", "46"]
    otras = [["", "", "", "", t, p, p, ""] for t, p in (("T1", "1"), ("T2", "2"), ("T3", "3"), ("T4", "4"))]
    otras[2][:4] = ["2", "Podar", "Árbol", "10"]
    informe = uno(POR_RENGLON, *filas, *otras)
    assert cifras(informe, "1", "programado") == ["10", "11", "12", "13"] and cifras(informe, "1", "alcanzado")[1] == "9"
    assert cifras(informe, "2", "programado") == ["1", "2", "3", "4"]
    assert [m.descripcion for m in informe.metas] == ["Dar cursos", "Podar"]


def test_rows_of_quarters_that_two_numbers_share_are_set_aside() -> None:
    filas = [["", "", "", "", t, "10", "8", ""] for t in ("T1", "T2", "T3", "T4")]
    filas[1][:4], filas[2][:4] = ["1", "Dar cursos", "Curso", "46"], ["2", "Podar", "Árbol", "10"]
    informes, apartados = leer(POR_RENGLON, *filas, cabecera=CABECERA)
    motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
    assert not any(i.metas for i in informes) and any("no se distingue cuáles" in m for m in motivos)


def test_a_figure_in_the_cell_of_its_quarter_sets_the_goal_aside() -> None:
    filas = [
        [*fila, f"{ordinal} trimestre", "10", "8", ""]
        for fila in (["1", "Dar cursos", "Curso", "40"], ["2", "Podar", "Árbol", "40"])
        for ordinal in ("Primer", "Segundo", "Tercer")
    ]
    filas[1] = ["1", "Dar cursos", "Curso", "40", "Segundo trimestre 9", "", "", ""]
    informes, _ = leer(POR_RENGLON, *filas, cabecera=CABECERA)
    assert [m.numero for m in informes[0].metas] == ["2"] and "en una sola celda" in informes[0].apartados[0].motivo


@pytest.mark.parametrize(
    ("abre", "restos"),
    [
        ("Atender reportes Línea de", ["acción: 1.2.4"]),
        ("Atender reportes Línea de acción:", ["1.2.4"]),
        ("Atender", ["reportes", "Línea de", "acción: 1.2.4"]),
        ("Atender", ["reportes", "Línea de acción:", "1.2.4"]),
        ("Atender reportes Línea de acción: 1.2.1,", ["1.2.4"]),
    ],
)
def test_a_label_that_a_page_cut_is_whole_and_its_code_is_no_goal(abre: str, restos: list[str]) -> None:
    (meta, otra) = uno(TITULOS, _meta("1", abre), *(["", x] for x in restos), _meta("2", "Podar")).metas
    assert (meta.numero, meta.descripcion, otra.numero) == ("1", "Atender reportes", "2")
    assert [x.codigo for x in meta.lineas][-1] == "1.2.4"


@pytest.mark.parametrize(
    ("clave", "motivo"), [("I Trimestre II", "más de un trimestre"), ("Primer trimestre Segundo trimestre", "más de un trimestre")]
)
def test_a_cell_that_names_two_quarters_sets_its_goal_aside(clave: str, motivo: str) -> None:
    filas = [["1", "Dar cursos", "Curso", "40", t, "10", "8", ""] for t in (clave, "Tercer trimestre", "Cuarto trimestre")]
    otras = [["2", "Podar", "Árbol", "40", t, "10", "8", ""] for t in ("Primer trimestre", "Segundo trimestre", "Tercer trimestre")]
    informes, _ = leer(POR_RENGLON, *filas, *otras, cabecera=CABECERA)
    assert [m.numero for m in informes[0].metas] == ["2"] and any(motivo in a.motivo for a in informes[0].apartados)


def test_a_goal_whose_rows_repeat_a_quarter_is_set_aside() -> None:
    filas = [["1", "Dar cursos", "Curso", "40", "T1", "10", "8", ""], ["1", "", "", "", "T2", "10", "9", ""]]
    otras = [["1", "", "", "", "T2", "30", "29", ""], ["2", "Podar", "Árbol", "4", "T1", "1", "1", ""], ["2", "", "", "", "T2", "1", "1", ""]]
    informes, _ = leer(POR_RENGLON, *filas, *otras, cabecera=CABECERA)
    assert [m.numero for m in informes[0].metas] == ["2"]
    assert {a.motivo for a in informes[0].apartados} == {"No se pudo leer la meta 1: sus renglones repiten un trimestre."}


def test_a_number_that_names_nothing_is_no_goal() -> None:
    informes, _ = leer(TITULOS, _meta("1", "Dar cursos"), ["3", "", "", "", "", "", "12", "", ""], cabecera=CABECERA)
    assert [m.numero for m in informes[0].metas] == ["1"] and "no tiene descripción" in informes[0].apartados[0].motivo
