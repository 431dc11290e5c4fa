"""Goals whose title and labels stand over their rows by quarter, below the heading of the whole table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from apoyo_rejilla import Celdilla, cifras, leer, uno

Filas = list[Sequence[Celdilla]]

#: The heading, and for each of two goals its title, its labels and its rows.
NUMERADA: Filas = [
    ["Meta", "Trimestre", "Planeado", "Logrado", "Observaciones"],
    [("Meta 1. Podar los árboles de la plaza", 5, 1)],
    [("Unidad de medida: Árbol Meta anual: 40", 5, 1)],
    ["1", "Primer trimestre", "10", "9"],
    ["1", "Segundo trimestre", "10", "8"],
    ["1", "Tercer trimestre", "10", ""],
    ["1", "Cuarto trimestre", "10", ""],
    ["1", "Acumulado anual", "40", "17"],
    ["1", "Porcentaje de avance", "", "42.5 %", "Faltó personal."],
    [("Meta 1.1. Barrer los andadores", 5, 1)],
    [("Unidad de medida: Jornada Meta anual: 8", 5, 1)],
    ["1.1", "Primer trimestre", "2", "2"],
    ["1.1", "Segundo trimestre", "2", "1"],
    ["1.1", "Tercer trimestre", "2", ""],
    ["1.1", "Cuarto trimestre", "2", ""],
    ["1.1", "Acumulado anual", "8", "3"],
    ["1.1", "Porcentaje de avance", "", "37.5 %"],
]
CON_TOTAL: Filas = [
    ["Periodo", "Programado", "Realizado", "Comentarios"],
    [("1.- Podar los árboles de la plaza", 4, 1)],
    ["Unidad de medida", "Árbol", "Meta anual", "40"],
    ["1er Trim.", "10", "9"],
    ["2do Trim.", "10", "8", "Faltó personal."],
    ["3er Trim.", "10", ""],
    ["4to Trim.", "10", ""],
    ["Total", "40", "17"],
    ["% de avance", "", "42.5 %"],
    [("1.1.- Barrer los andadores", 4, 1)],
    ["Unidad de medida", "Jornada", "Meta anual", "8"],
    ["1er Trim.", "2", "2"],
    ["2do Trim.", "2", "1"],
    ["3er Trim.", "2", ""],
    ["4to Trim.", "2", ""],
    ["Total", "8", "3"],
    ["% de avance", "", "37.5 %"],
]
AL_REVES: Filas = [
    ["Trimestre", "Alcanzado", "Programado"],
    ["Meta 1", "Podar los árboles de la plaza"],
    ["Unidad de medida:", "Árbol"],
    ["Meta anual:", "40"],
    ["I", "9", "10"],
    ["II", "8", "10"],
    ["III", "", "10"],
    ["IV", "", "10"],
    ["Avance acumulado", "17"],
    ["Avance relativo", "42.5 %"],
    [("Observaciones: Faltó personal.", 3, 1)],
    ["Trimestre", "Alcanzado", "Programado"],
    ["Meta 1.1", "Barrer los andadores"],
    ["Unidad de medida:", "Jornada"],
    ["Meta anual:", "8"],
    ["I", "2", "2"],
    ["II", "1", "2"],
    ["III", "", "2"],
    ["IV", "", "2"],
    ["Avance acumulado", "3"],
    ["Avance relativo", "37.5 %"],
]


def _mensual() -> Filas:
    meses = "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre".split()
    filas: Filas = [["Mes", "Meta programada", "Meta realizada", "Justificación"]]
    for numero, texto, unidad, anual, cada, hechos, parte in (
        ("1", "Podar los árboles de la plaza", "Árbol", "40", "0 0 10 0 0 10 0 0 10 0 0 10", "3 3 3 4 4 0", "42.5 %"),
        ("1.1", "Barrer los andadores", "Jornada", "8", "0 0 2 0 0 2 0 0 2 0 0 2", "1 1 0 1 0 0", "37.5 %"),
    ):
        filas += [[(f"Acción {numero}: {texto}", 4, 1)], [(f"Unidad de medida: {unidad}", 4, 1)], [(f"Meta anual: {anual}", 4, 1)]]
        reales = [*hechos.split(), *[""] * 6]
        nota = ["Faltó personal." if numero == "1" and n == 5 else "" for n in range(12)]
        filas += [list(x) for x in zip(meses, cada.split(), reales, nota, strict=True)]
        filas += [["Total anual", anual, "17" if numero == "1" else "3"], ["Porcentaje", "", parte]]
    return filas


@pytest.mark.parametrize("filas", [NUMERADA, CON_TOTAL, AL_REVES, _mensual()], ids=["numerada", "total", "al revés", "mensual"])
def test_what_stands_over_a_goals_rows_is_the_goals(filas: Filas) -> None:
    informe = uno(*filas)
    una, otra = informe.metas
    assert (una.numero, una.descripcion, una.unidad_medida) == ("1", "Podar los árboles de la plaza", "Árbol")
    assert (otra.numero, otra.padre, otra.descripcion, otra.unidad_medida) == ("1.1", "1", "Barrer los andadores", "Jornada")
    assert (una.meta_anual, una.avance_absoluto, una.avance_impreso) == (40, 17, "42.5 %")
    assert (otra.meta_anual, otra.avance_absoluto, otra.avance_impreso) == (8, 3, "37.5 %")
    assert (una.observacion, otra.observacion) == ("Faltó personal.", None)
    assert cifras(informe, "1", "programado") == ["10"] * 4 and cifras(informe, "1", "alcanzado") == ["9", "8", None, None]
    assert cifras(informe, "1.1", "programado") == ["2"] * 4 and cifras(informe, "1.1", "alcanzado") == ["2", "1", None, None]


def test_each_value_is_cited_where_it_is_printed() -> None:
    celdas = uno(*NUMERADA).metas[0].celdas
    lugares = {c: (celdas[c].literal, celdas[c].fuente.celda) for c in ("descripcion", "unidad_medida", "meta_anual")}
    assert lugares == {
        "descripcion": ("Podar los árboles de la plaza", "A6"), "unidad_medida": ("Árbol", "A7"), "meta_anual": ("40", "A7"),
    }  # fmt: skip
    assert (celdas["avance_relativo"].literal, celdas["avance_relativo"].fuente.celda) == ("42.5 %", "D13")


def test_a_heading_over_each_goal_is_printed_again() -> None:
    informe = uno(*NUMERADA[:9], NUMERADA[0], *NUMERADA[9:])
    assert [m.numero for m in informe.metas] == ["1", "1.1"]


def test_rows_that_name_no_quarter_are_not_taken_for_a_goals() -> None:
    filas: Filas = [*NUMERADA[:3], ["1", "Colonia Centro", "10", "9"], ["1", "Colonia Norte", "10", "8"]]
    informes, apartados = leer(*filas)
    assert not any(m.programado["T1"] for i in informes for m in i.metas)
    assert apartados or any(i.apartados for i in informes)
