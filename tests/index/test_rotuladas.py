"""What stands under a label inside a description's cell: the goal's line of action, its measure, a remark."""

from __future__ import annotations

import pytest
from apoyo_rejilla import CABECERA, Celdilla, uno

from index.poa import Informe

TITULOS: list[Celdilla] = ["No.", "Descripción", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A", "Acumulado"]
DECLARADAS: list[Celdilla] = ["LÍNEAS DE ACCIÓN", "1.3.5 Niñez; 1.4.1 Familias"]


def _leer(descripcion: str, titulos: list[Celdilla] = TITULOS, *mas: Celdilla) -> Informe:
    fila: list[Celdilla] = ["1", descripcion, "40", "10", "8", "10", "9", "17", *mas]
    return uno(titulos, fila, cabecera=[*CABECERA, DECLARADAS])


@pytest.mark.parametrize(
    ("rotulo", "lineas"),
    [
        ("Línea(s): 1.3.5, 1.4.1", ["1.3.5", "1.4.1"]),
        ("Línea: 1.3.5", ["1.3.5"]),
        ("Línea de acción: 1.3.5, 1.4.1", ["1.3.5", "1.4.1"]),
        ("Líneas de acción: 1.3.5 y 1.4.1.", ["1.3.5", "1.4.1"]),
        ("(Línea de acción PMD: 1.4.1)", ["1.4.1"]),
        ("Línea estratégica: 1.3.5 Protección de 3 a 6 años", ["1.3.5"]),
        ("PMD: 141", ["1.4.1"]),
        ("Línea de acción:", []),
    ],
)
def test_the_line_of_action_below_a_description_is_no_part_of_it(rotulo: str, lineas: list[str]) -> None:
    (m,) = _leer(f"Atender reportes de abandono {rotulo}").metas
    assert m.descripcion == "Atender reportes de abandono"
    assert [x.codigo for x in m.lineas] == lineas
    if lineas:
        assert m.celdas["linea"].literal in rotulo and m.celdas["linea"].fuente == m.celdas["descripcion"].fuente


def test_measure_line_and_remark_may_stand_one_after_another() -> None:
    texto = "Atender reportes. Unidad de medida: Caso. Línea de acción: 1.3.5. Observaciones: Se cerró: 3 días."
    (m,) = _leer(texto).metas
    assert (m.descripcion, m.unidad_medida, m.observacion) == ("Atender reportes.", "Caso", "Se cerró: 3 días.")
    assert [x.codigo for x in m.lineas] == ["1.3.5"]


@pytest.mark.parametrize(
    "texto",
    [
        "Difundir la línea de acción: 1.3.5",  # no label: it opens no text of its own
        "Atender reportes. Línea de acción: la que se acuerde",
        "Atender reportes. Línea: la de siempre",
        "Línea de acción: 1.3.5",
        "Unidad de medida: 4 por semana",
    ],
)
def test_what_is_not_what_its_label_says_stays_in_the_description(texto: str) -> None:
    (m,) = _leer(texto).metas
    assert m.descripcion == texto and not m.lineas and not m.unidad_medida


def test_a_remark_stays_where_the_table_has_a_column_for_it() -> None:
    texto = "Atender reportes. Observaciones: los de julio"
    (m,) = _leer(texto, [*TITULOS, "Observaciones"], "Faltó agua").metas
    assert (m.descripcion, m.observacion) == (texto, "Faltó agua")


@pytest.mark.parametrize(("antes", "suyas"), [(False, [["1.3.5"], ["1.4.1"]]), (True, [[], []])])
def test_a_line_of_action_in_a_row_of_its_own_is_of_the_goal_above_or_of_those_below(antes: bool, suyas: list[list[str]]) -> None:
    filas: list[list[Celdilla]] = [[str(n), "Podar", "40", "10", "8", "10", "9", "17"] for n in (1, 2)]
    lineas: list[list[Celdilla]] = [["Línea de acción: 1.3.5"], ["Líneas de acción: 1.4.1"]]
    orden = [lineas[0], filas[0], lineas[1], filas[1]] if antes else [filas[0], lineas[0], filas[1], lineas[1]]
    metas = uno(TITULOS, *orden, cabecera=[*CABECERA, DECLARADAS]).metas
    assert [m.descripcion for m in metas] == ["Podar", "Podar"] and [[x.codigo for x in m.lineas] for m in metas] == suyas


def test_a_line_of_action_on_top_of_a_page_is_of_the_goal_before_where_the_goals_say_theirs() -> None:
    filas: list[list[Celdilla]] = [[str(n), "Podar", "40", "10", "8", "10", "9", "17"] for n in (1, 2, 3)]
    lineas: list[list[Celdilla]] = [["Línea de acción: 1.3.5"], ["Línea de acción: 1.4.1"]]
    metas = uno(TITULOS, filas[0], lineas[0], filas[1], TITULOS, lineas[1], filas[2], cabecera=[*CABECERA, DECLARADAS]).metas
    assert [[x.codigo for x in m.lineas] for m in metas] == [["1.3.5"], ["1.4.1"], []]
