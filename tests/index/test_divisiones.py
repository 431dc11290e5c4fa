"""What stands between the goals of a table: programmes, offices, titles of groups, remarks; nothing of it is a goal's text, and
no goal is lost for it."""

from __future__ import annotations

import pytest
from apoyo_rejilla import Celdilla, leer

from index.poa import Informe

CABECERA: list[list[Celdilla]] = [
    ["MUNICIPIO DE VALLE ALTO"], ["RAMO", "60", "SERVICIOS"], ["UNIDAD EJECUTORA", "201", "DIRECCIÓN"], ["CORTE", "30/06/2021"],
]  # fmt: skip
TITULOS: list[Celdilla] = ["No.", "Meta", "Unidad de medida", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A", "Acumulado"]


def _meta(numero: str) -> list[Celdilla]:
    return [numero, f"Podar árboles {numero}", "Poda", "40", "10", "8", "10", "9", "17"]


def _leer(*filas: list[Celdilla]) -> list[Informe]:
    informes, apartados = leer(TITULOS, *filas, cabecera=CABECERA)
    assert not apartados and not any(i.apartados for i in informes), (apartados, informes)
    for m in (m for i in informes for m in i.metas):
        assert (m.descripcion, m.unidad_medida, m.avance_absoluto) == (f"Podar árboles {m.numero}", "Poda", 17)
    return list(informes)


@pytest.mark.parametrize("ancho", [1, 9])
def test_programmes_between_the_goals_are_each_those_below_it(ancho: int) -> None:
    primero, segundo = (
        (("Programa presupuestario: E014 Agua limpia", ancho, 1)),
        (("Programa presupuestario: E015 Parques", ancho, 1)),
    )
    informes = _leer([primero], _meta("1"), _meta("2"), [segundo], _meta("3"))
    assert [(i.ramo, i.programa, i.programa_nombre, i.unidad, [m.numero for m in i.metas]) for i in informes] == [
        ("60", "E014", "Agua limpia", "201", ["1", "2"]), ("60", "E015", "Parques", "201", ["3"]),
    ]  # fmt: skip


def test_departments_between_the_goals_are_forms_of_their_own_and_the_heading_alone_is_none() -> None:
    informes = _leer(["Departamento: Bacheo"], _meta("1"), ["Departamento: Alumbrado"], _meta("1"))
    assert [(i.ramo, i.unidad_nombre, len(i.metas)) for i in informes] == [("60", "Bacheo", 1), ("60", "Alumbrado", 1)]


def test_offices_of_the_unit_between_its_goals() -> None:
    informes = _leer(["201.1 Departamento de Bacheo"], _meta("1"), _meta("2"), ["201.2 Departamento de Alumbrado"], _meta("1"))
    assert [(i.unidad, i.unidad_nombre, [m.numero for m in i.metas]) for i in informes] == [
        ("201.1", "Departamento de Bacheo", ["1", "2"]), ("201.2", "Departamento de Alumbrado", ["1"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "titulo", ["COMPONENTE 2: Obras", "Eje 3. Ciudad verde", "Objetivo estratégico: Cuidar el agua", "Programa II - Agua"]
)
@pytest.mark.parametrize("columna", [0, 1])
def test_titles_of_groups_are_no_text_of_the_goal_above(titulo: str, columna: int) -> None:
    [informe] = _leer(_meta("1"), [*[""] * columna, titulo], _meta("2"))
    assert [m.numero for m in informe.metas] == ["1", "2"]


@pytest.mark.parametrize(
    "fila", [["Observaciones", "Faltó agua"], ["", "Justificación", "Faltó agua"], ["", "Observaciones: Faltó agua"]]
)
def test_a_remark_in_a_row_of_its_own_needs_no_colon_before_a_cell(fila: list[Celdilla]) -> None:
    [informe] = _leer(_meta("1"), fila, _meta("2"), ["Observaciones", ""])
    assert [m.observacion for m in informe.metas] == ["Faltó agua", None]


@pytest.mark.parametrize("titulo", [("Acciones", 12, 1), "Acciones", "Metas principales:", ("Atención a la niñez", 12, 1)])
@pytest.mark.parametrize("observacion", ["Se recibió un recurso extraordinario.", ""])
def test_a_title_over_the_actions_of_a_goal_is_no_rest_of_its_remark(titulo: Celdilla, observacion: str) -> None:
    titulos: list[Celdilla] = ["Línea de acción", *TITULOS, "Observaciones"]
    una, otra = ([["1.1", *_meta(n), o] for n, o in (("1", observacion), ("1.1", ""))])
    informes, apartados = leer(titulos, una, [titulo], otra, cabecera=CABECERA)
    assert not apartados and [m.observacion for m in informes[0].metas] == [observacion or None, None]


def test_rows_of_figures_above_any_heading_are_said_to_be_unread() -> None:
    informes, apartados = leer(
        TITULOS,
        _meta("1"),
        ["ELABORÓ", "AUTORIZÓ"],
        ["Unidad ejecutora", "201", "DIRECCIÓN"],
        _meta("2"),
        _meta("3"),
        cabecera=CABECERA,
    )
    motivos = [a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados))]
    assert [m.numero for i in informes for m in i.metas] == ["1"] and any("renglones de cifras" in m for m in motivos)
