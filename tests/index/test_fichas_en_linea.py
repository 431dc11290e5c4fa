"""Blocks whose figures stand in a line each: listed with their quarters, in order without them, in sentences."""

from __future__ import annotations

import pytest
from apoyo_index import leer
from apoyo_rejilla import cifras

from index.poa import Documento

CABECERA = ("Municipio de Valle Alto, Jalisco", "Programa Operativo Anual 2021", "Unidad responsable: 201 Dirección de Agua",
            "Corte: 30 de junio de 2021", "")  # fmt: skip


def _leer(*lineas: str, veces: int = 1) -> Documento:
    bloques = [linea.replace("#", str(n)) for n in range(1, veces + 1) for linea in lineas]
    return leer("\n".join((*CABECERA, *bloques, "")))


def test_figures_of_thousands_in_lists_are_not_cut_at_their_commas() -> None:
    documento = _leer(
        "Meta #: Entregar despensas", "  Unidad de medida: Despensa", "  Meta anual: 5,000",
        "  Programado: T1 1,000, T2 1,000, T3 2,000, T4 1,000", "  Alcanzado: T1 1,100, T2 1,210, T3 N/R, T4 N/R",
        "  Avance: 2,310 (46.2 %)", "  Observaciones: En colonias, ejidos y rancherías.", "", veces=5,
    )  # fmt: skip
    [informe] = documento.informes
    assert not documento.apartados and not informe.apartados and len(informe.metas) == 5
    for m in informe.metas:
        assert (m.meta_anual, m.avance_absoluto, m.observacion) == (5000, 2310, "En colonias, ejidos y rancherías.")
        assert cifras(informe, m.numero, "programado") == ["1000", "1000", "2000", "1000"]
        assert cifras(informe, m.numero, "alcanzado") == ["1100", "1210", None, None]


@pytest.mark.parametrize(
    ("programado", "realizado"),
    [("10, 10, 12, 8", "8, 12, -, -"), ("10 / 10 / 12 / 8", "8 / 12 / ND / ND"), ("10; 10; 12; 8", "8; 12; -; -")],
)
def test_four_figures_in_order_are_the_quarters_where_they_add_up(programado: str, realizado: str) -> None:
    lineas = ["1. Reparar fugas", " - Unidad de medida: Fuga", " - Meta anual: 40", f" - Programado: {programado}"]
    [informe] = _leer(*lineas, f" - Realizado: {realizado}", " - Observaciones: Faltó agua").informes
    assert cifras(informe, "1", "programado") == ["10", "10", "12", "8"]
    assert cifras(informe, "1", "alcanzado") == ["8", "12", None, None] and informe.metas[0].observacion == "Faltó agua"


@pytest.mark.parametrize(
    ("programado", "realizado"), [("10, 10, 12, 9", "8, 12, -, -"), ("10, 10, 12, 8", "8, 12"), ("20, 20", "8, 12, 1, 1")]
)
def test_figures_of_no_quarter_that_do_not_add_up_set_their_block_aside(programado: str, realizado: str) -> None:
    lineas = ["1. Reparar fugas", " - Unidad de medida: Fuga", " - Meta anual: 40", f" - Programado: {programado}"]
    documento = _leer(*lineas, f" - Realizado: {realizado}", " - Observaciones: Faltó agua")
    apartados = [*documento.apartados, *(a for i in documento.informes for a in i.apartados)]
    assert not any(i.metas for i in documento.informes) and any("de qué trimestre" in a.motivo for a in apartados)


def test_quarters_told_in_sentences() -> None:
    [informe] = _leer(
        "META 1. Reparar fugas de agua", "Unidad de medida: Fuga. Meta anual: 40.",
        "Primer trimestre: se programaron 10 y se realizaron 8. Segundo trimestre: se programaron 10 y se realizaron 12.",
        "Avance acumulado: 20 (50 %).", "Observaciones: ninguna.",
    ).informes  # fmt: skip
    assert cifras(informe, "1", "programado") == ["10", "10", None, None]
    assert cifras(informe, "1", "alcanzado") == ["8", "12", None, None]
    assert (informe.metas[0].unidad_medida, informe.metas[0].meta_anual, informe.metas[0].avance_absoluto) == ("Fuga", 40, 20)


@pytest.mark.parametrize(
    "cuadro",
    [
        ["\tT1\tT2\tT3\tT4", "Programado\t10\t10\t10\t10", "Realizado\t\t8\t\t"],
        ["\tT1\tT2\tT3\tT4", "Programado\t10\t10\t10\t10", "Realizado\t\t8"],
        ["Trimestre\tI\tII\tIII\tIV", "Programado\t10\t10\t10\t10", "Realizado:\t\t8\t\t"],
    ],
)
def test_cells_between_tabs_are_not_moved_by_the_width_of_their_names(cuadro: list[str]) -> None:
    [informe] = _leer(
        "Meta 1. Reparar fugas", "Unidad de medida:\tFuga", "Meta anual:\t40", *cuadro, "Avance acumulado:\t8\t20%", "Observaciones:\tFaltó",
    ).informes  # fmt: skip
    assert cifras(informe, "1", "programado") == ["10", "10", "10", "10"]
    assert cifras(informe, "1", "alcanzado") == [None, "8", None, None]
    assert (informe.metas[0].avance_absoluto, informe.metas[0].avance_impreso, informe.metas[0].observacion) == (
        8,
        "20%",
        "Faltó",
    )


def test_rows_without_blanks_between_tabs() -> None:
    cuadro = ["\tT1\tT2\tT3\tT4", "Programado\t10\t12", "Realizado\t8"]
    [informe] = _leer(
        "Meta 1. Reparar fugas", "Unidad de medida:\tFuga", "Meta anual:\t40", *cuadro, "Observaciones:\tFaltó"
    ).informes
    assert cifras(informe, "1", "programado") == ["10", "12", None, None]
    assert cifras(informe, "1", "alcanzado") == ["8", None, None, None]


@pytest.mark.parametrize("guia", [" ........ ", "........: ", "........", " .. ", " ____________ ", " = "])
def test_leaders_part_a_label_from_its_value(guia: str) -> None:
    pares_ = [("Meta 1", "Reparar fugas"), ("Unidad de medida", "Fuga"), ("Meta anual", "1,200"), ("Prog. T1", "300"), ("Real. T1", "280"),
              ("Acumulado", "280"), ("Observaciones", "Faltó personal")]  # fmt: skip
    if guia == " = ":
        pares_[0] = ("Meta", "1")
        pares_.insert(1, ("Descripción", "Reparar fugas"))
    [informe] = _leer(*(f"{rotulo}{guia}{valor}" for rotulo, valor in pares_)).informes
    m = informe.metas[0]
    assert (m.numero, m.descripcion, m.unidad_medida, m.meta_anual, m.avance_absoluto) == (
        "1",
        "Reparar fugas",
        "Fuga",
        1200,
        280,
    )
    assert (m.programado["T1"], m.alcanzado["T1"], m.observacion) == (300, 280, "Faltó personal")
