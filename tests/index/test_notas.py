"""Remarks in a list below a table, each under the number of its goal; the code of an office in letters alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from apoyo_rejilla import leer
from test_cabeceras import TABLA, con

from index.poa import Informe


def _leer(*notas: Sequence[str]) -> Informe:
    [informe], apartados = leer(*TABLA, *notas)
    assert not apartados
    return informe


def _observaciones(informe: Informe) -> list[str | None]:
    return [m.observacion for m in informe.metas]


@pytest.mark.parametrize(
    "notas",
    [
        [["Justificaciones"], ["Actividad 1: Faltó agua."], ["Meta 2.- Sin variación"]],
        [["OBSERVACIONES POR META:"], ["1. Faltó"], ["agua."], ["2) Sin variación"]],
        [["Causas de las variaciones"], ["Meta No. 1", "Faltó agua."], ["2", "Sin variación"]],
    ],
    ids=lambda n: n[0][0],
)
def test_each_remark_is_of_its_goal(notas: list[list[str]]) -> None:
    informe = _leer(*notas)
    assert _observaciones(informe) == ["Faltó agua.", "Sin variación"] and not informe.apartados
    assert [m.numero for m in informe.metas] == ["1", "2"]


def test_a_remark_is_cited_as_it_is_printed() -> None:
    celda = _leer(["Justificaciones"], ["Actividad 1: Faltó agua."]).metas[0].celdas["observacion"]
    assert (celda.literal, celda.fuente.celda) == ("Faltó agua.", "A9")


@pytest.mark.parametrize("ultima", [["* Cifras preliminares."], ["Elaboró: Lic. Ana Sol Puente"], []])
def test_the_last_remark_of_the_list_opens_no_block(ultima: list[str]) -> None:
    informe = _leer(["Justificaciones"], ["Meta 1: Faltó agua"], ["Meta 2: Sin variación"], *([ultima] if ultima else []))
    assert _observaciones(informe) == ["Faltó agua", "Sin variación"] and len(informe.metas) == 2


def test_remarks_that_no_title_announces_are_no_second_goals() -> None:
    informe = _leer(["Meta 1: Faltó agua."], ["Meta 2: Sin variación"])
    assert _observaciones(informe) == ["Faltó agua.", "Sin variación"] and [m.numero for m in informe.metas] == ["1", "2"]


def test_a_remark_below_the_second_half_of_a_table_may_be_of_a_goal_of_the_first() -> None:
    encabezado = [f for f in TABLA if "Unidad de medida" in f]
    informe = _leer(*encabezado, ["3", "Regar parques", *TABLA[-1][2:]], ["Justificaciones"], ["Meta 1: Faltó agua."])
    assert _observaciones(informe) == ["Faltó agua.", None, None] and not informe.apartados


def test_a_remark_on_none_of_the_goals_is_set_aside_and_not_given_to_another() -> None:
    informe = _leer(["Justificaciones"], ["Actividad 1: Faltó agua."], ["Actividad 7: Sin recursos."])
    assert _observaciones(informe) == ["Faltó agua.", None]
    assert len(informe.apartados) == 1 and "justificación al pie" in informe.apartados[0].motivo


def test_goals_below_the_title_of_such_a_list_are_goals() -> None:
    otra = ["3", "Regar árboles", "Riego", "8", "2", "2", "2", "2", "2", "2", "2", "2", "8", "100%"]
    informe = _leer(["Justificaciones"], otra)
    assert [m.numero for m in informe.metas] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "cabecera",
    [[["Instituto de las Mujeres (IMV)", "Clave: IMV"]], [["Unidad: Instituto de las Mujeres (IMV)"], ["Clave", "IMV"]]],
)
def test_a_code_may_be_letters_alone(cabecera: list[list[str]]) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], *cabecera, ["CORTE: 31/12/2021"])
    assert (informe.unidad, informe.unidad_nombre) == ("IMV", "Instituto de las Mujeres (IMV)")


def test_another_label_beside_that_of_a_code_is_no_code() -> None:
    informe = con(
        ["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora", "Instituto de las Mujeres"], ["CLAVE", "AREA"], ["CORTE: 31/12/2021"]
    )
    assert informe.unidad == "Instituto de las Mujeres"
