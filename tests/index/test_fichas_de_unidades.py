"""Blocks that open with labels and values side by side, one unit's after another's in the same document."""

from __future__ import annotations

import pytest
from apoyo_rejilla import Celdilla, cifras, leer

from index.poa import Informe

CABECERA = (["MUNICIPIO DE VALLE ALTO"], ["Tercer trimestre 2021"])
PRIMERA, SEGUNDA = ["Unidad responsable: A02 - INSTITUTO DE LA JUVENTUD"], ["Unidad responsable: A05 - DIRECCIÓN DE AGUA"]


def bloque(
    numero: str, *, medida: str = "Informe", observacion: tuple[str, ...] = ("Observaciones", "Sin variación")
) -> list[list[str]]:
    return [
        ["Acción", numero, "Unidad de medida", medida, "Meta anual", "40"],
        ["Descripción", f"Elaborar informes {numero}"],
        ["Trimestre", "1°", "2°", "3°", "4°", "Acumulado"],
        ["Programado", "10", "11", "12", "7"],
        ["Alcanzado", "9", "10", "0", "", "19"],
        list(observacion),
    ]


def de(informes: tuple[Informe, ...]) -> list[tuple[str, list[str]]]:
    return [(i.unidad, [m.numero for m in i.metas]) for i in informes]


def test_a_block_may_open_with_its_labels_and_values_in_one_row() -> None:
    [i], apartados = leer(*bloque("1"), *bloque("1.1", medida="Taller"), cabecera=(*CABECERA, PRIMERA))
    assert not apartados and not i.apartados
    assert cifras(i, "1", "programado") == ["10", "11", "12", "7"] and cifras(i, "1", "alcanzado") == ["9", "10", "0", None]
    assert [(m.unidad_medida, m.meta_anual, m.avance_absoluto, m.descripcion) for m in i.metas] == [
        ("Informe", 40, 19, "Elaborar informes 1"), ("Taller", 40, 19, "Elaborar informes 1.1"),
    ]  # fmt: skip


def test_the_unit_named_between_two_blocks_is_that_of_those_below_it() -> None:
    entre = [["Responsable de la unidad: LIC. ROSARIO CASTELLANOS"], SEGUNDA, ["Titular: ING. BENITO JUÁREZ GARCÍA"]]
    sin_texto = bloque("2", observacion=("Observaciones", ""))
    informes, apartados = leer(*bloque("1"), *entre, *sin_texto, *bloque("2.1"), cabecera=(*CABECERA, PRIMERA))
    assert not apartados and de(informes) == [("A02", ["1"]), ("A05", ["2", "2.1"])]
    assert informes[0].metas[0].observacion == "Sin variación"


@pytest.mark.parametrize(
    "suyos",
    [
        [["Unidad responsable: A02 - INSTITUTO DE LA JUVENTUD"]],
        [["Programa: 602 Juventud"], ["Unidad responsable: A02 - INSTITUTO DE LA JUVENTUD"]],
        [["Área responsable: Talleres"], ["Programa: 602 Juventud"]],
    ],
    ids=lambda s: " / ".join(r[0] for r in s),
)
def test_labels_of_a_header_inside_a_block_do_not_cut_it(suyos: list[list[str]]) -> None:
    con_suyos = [bloque(n)[:2] + suyos + bloque(n)[2:] for n in ("1", "2")]
    [i], apartados = leer(*con_suyos[0], *con_suyos[1], cabecera=(*CABECERA, PRIMERA))
    assert not apartados and not i.apartados and de((i,)) == [("A02", ["1", "2"])]
    assert all(cifras(i, n, "alcanzado") == ["9", "10", "0", None] for n in ("1", "2"))
    assert [m.observacion for m in i.metas] == ["Sin variación"] * 2


def test_blocks_under_no_header_of_a_unit_are_nobodys() -> None:
    informes, apartados = leer(*bloque("1"), SEGUNDA, ["Programa: 602 Juventud"], *bloque("2"), cabecera=CABECERA)
    assert not informes and "la unidad ejecutora" in apartados[0].motivo


def test_the_title_of_the_page_printed_again_inside_a_block_is_no_text_of_it() -> None:
    partido = bloque("1")
    partido[-1] = ["Observaciones", "Se trasladó a la Dirección"]
    informes, apartados = leer(*partido, ["MUNICIPIO DE VALLE ALTO"], ["de Obras."], *bloque("2"), cabecera=(*CABECERA, PRIMERA))
    assert not apartados and [m.observacion for m in informes[0].metas] == [
        "Se trasladó a la Dirección de Obras.",
        "Sin variación",
    ]


@pytest.mark.parametrize("ultima", ["Planeación.", "Metas", "Programa anual"])
def test_the_last_word_of_a_text_is_no_label(ultima: str) -> None:
    partido = bloque("1")
    partido[-1] = ["Observaciones", "Se remitió a la Dirección de"]
    informes, apartados = leer(*partido, [ultima], *bloque("2"), cabecera=(*CABECERA, PRIMERA))
    assert not apartados and [m.observacion for m in informes[0].metas] == [
        f"Se remitió a la Dirección de {ultima}",
        "Sin variación",
    ]


@pytest.mark.parametrize("medida", ["Reporte", "Reporte atendido", "Avance"])
def test_a_block_of_which_nothing_is_programmed_is_one_all_the_same(medida: str) -> None:
    sin_meta = [
        ["Meta 1.2", "Atender otros reportes"],
        ["Unidad de medida", medida, "Meta anual", ""],
        ["Periodo", "Trimestre 1", "Trimestre 2", "Trimestre 3", "Trimestre 4", "Acumulado"],
        ["Planeado", "", "", "", "", ""],
        ["Ejecutado", "6", "11", "", "", "17"],
        ["% del avance anual", "", "Observaciones", ""],
    ]
    [i], apartados = leer(*bloque("1"), *sin_meta, *bloque("2"), cabecera=(*CABECERA, PRIMERA))
    assert not apartados and not i.apartados and [m.numero for m in i.metas] == ["1", "1.2", "2"]
    meta = i.metas[1]
    assert (meta.unidad_medida, meta.meta_anual, meta.avance_absoluto, meta.observacion) == (medida, None, 17, None)
    assert cifras(i, "1.2", "programado") == [None] * 4 and cifras(i, "1.2", "alcanzado") == ["6", "11", None, None]
    assert cifras(i, "1", "alcanzado") == ["9", "10", "0", None]


def _con_cuadro(*filas: list[Celdilla]) -> Informe:
    [i], apartados = leer(["1. Reparar fugas"], ["Unidad de medida: Fuga", "Meta anual: 40"], *filas, ["Observaciones: Faltó agua"],
                          cabecera=(*CABECERA, PRIMERA))  # fmt: skip
    assert not apartados and not i.apartados
    return i


@pytest.mark.parametrize(
    "titulos",
    [
        [["T1 P", "T1 A", "T2 P", "T2 A", "Acumulado"]],
        [[("1er trimestre", 2, 1), "", ("2do trimestre", 2, 1), "", "Acumulado"], ["P", "A", "P", "A", ""]],
    ],
    ids=["en un renglón", "en dos"],
)
def test_figures_without_a_name_under_a_heading_that_says_all_of_each(titulos: list[list[Celdilla]]) -> None:
    i = _con_cuadro(*titulos, ["10", "8", "10", "", "18"])
    assert cifras(i, "1", "programado") == ["10", "10", None, None] and cifras(i, "1", "alcanzado") == ["8", None, None, None]
    assert (i.metas[0].avance_absoluto, i.metas[0].observacion) == (18, "Faltó agua")


def test_figures_without_a_name_under_a_heading_that_does_not_are_set_aside() -> None:
    informes, apartados = leer(
        ["1. Reparar fugas"], ["Unidad de medida: Fuga", "Meta anual: 40"], ["1er trimestre", "2do trimestre"], ["10", "8"],
        cabecera=(*CABECERA, PRIMERA),
    )  # fmt: skip
    assert not any(i.metas for i in informes) and (apartados or any(i.apartados for i in informes))
