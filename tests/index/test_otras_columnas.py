"""Columns that may be taken for others: an indicator beside the goal, a summary below the table."""

from __future__ import annotations

import pytest
from apoyo_rejilla import Celdilla, leer, uno

FINALES: list[Celdilla] = ["Unidad de medida", "Meta anual", "T1 P", "T1 A", "T2 P", "T2 A", "Acumulado"]
CIFRAS: list[Celdilla] = ["Poda", "40", "10", "8", "10", "9", "17"]


@pytest.mark.parametrize(
    ("titulos", "textos"),
    [
        (["No.", "Meta", "Indicador"], ["1", "Podar", "Índice de poda de los árboles del municipio"]),
        (["No.", "Proyecto", "Actividad"], ["1", "Ciudad verde y con sombra en todas sus calles", "Podar"]),
        (["No.", "Concepto", "Meta"], ["1", "Mantenimiento general de las áreas verdes", "Podar"]),
        (["Meta", "Indicador"], ["1", "Podar"]),
    ],
    ids=lambda x: " | ".join(x),
)
def test_a_better_name_of_the_goal_goes_before_a_weak_one(titulos: list[Celdilla], textos: list[Celdilla]) -> None:
    informe = uno([*titulos, *FINALES], [*textos, *CIFRAS], [str(int(textos[0]) + 1), *textos[1:], *CIFRAS])  # type: ignore[arg-type]
    assert [(m.numero, m.descripcion) for m in informe.metas] == [("1", "Podar"), ("2", "Podar")]


def test_a_summary_below_the_table_is_no_goal() -> None:
    informes, apartados = leer(
        ["No.", "Meta", *FINALES],
        ["1", "Podar", *CIFRAS],
        ["Metas programadas", "Metas cumplidas", "Metas no cumplidas"],
        ["20", "15", "5"],
    )
    assert [m.numero for i in informes for m in i.metas] == ["1"]
    assert any("es una cifra y no un texto" in a.motivo for a in (*apartados, *(a for i in informes for a in i.apartados)))
