"""Columns from January to a month: what is accumulated, where that month is the cut's."""

from __future__ import annotations

import pytest
from apoyo_rejilla import Celdilla, cifras, leer, uno

from index.periodos import desde_enero_hasta
from index.poa import Informe
from index.rotulos import llano

TITULOS = ["No.", "Descripción", "Unidad de medida", "Meta anual", "Programado ene-jun", "Realizado ene-jun", "Avance anual"]
FILAS = (
    ["1", "Entregar semilla", "Bulto", "40", "20", "15", "38 %"],
    ["2", "Rehabilitar caminos", "Km", "60", "35", "30.5", "51 %"],
)


def _cabecera(corte: str) -> list[list[Celdilla]]:
    return [["MUNICIPIO DE VALLE ALTO"], ["UNIDAD EJECUTORA", "201", "DIRECCIÓN"], ["CORTE", corte]]


def _hechas(informe: Informe) -> list[tuple[object, ...]]:
    return [
        (m.numero, m.meta_anual, str(m.avance_absoluto), m.avance_impreso, m.celdas["programado_acumulado"].literal)
        for m in informe.metas
    ]


@pytest.mark.parametrize(
    "titulos",
    [
        [TITULOS],
        [[*TITULOS[:4], "Programado enero a junio", "Enero-Junio realizado", TITULOS[6]]],
        [[*((t, 1, 2) for t in TITULOS[:4]), ("Enero - Junio", 2, 1), "", (TITULOS[6], 1, 2)], ["", "", "", "", "Programado", "Realizado", ""]],
    ],
    ids=["ene-jun", "enero a junio", "bajo un título"],
)  # fmt: skip
def test_up_to_the_cut_they_are_the_years_so_far(titulos: list[list[Celdilla]]) -> None:
    informe = uno(*titulos, *FILAS, cabecera=_cabecera("30/06/2021"))
    assert _hechas(informe) == [("1", 40, "15", "38 %", "20"), ("2", 60, "30.5", "51 %", "35")]
    assert cifras(informe, "1", "alcanzado") == [None] * 4


def test_up_to_another_month_they_are_not() -> None:
    informes, apartados = leer(TITULOS, *FILAS, cabecera=_cabecera("30/09/2021"))
    assert not any(m.avance_absoluto == 15 for i in informes for m in i.metas)
    assert apartados or any(i.apartados for i in informes)


_FIJAS: list[Celdilla] = [(t, 1, 2) for t in TITULOS[:4]]
#: What stands under the quarter, before what is accumulated.
_CON_TRIMESTRE = [[*f[:4], "11", "7", *f[4:]] for f in FILAS]


def _dos_titulos(trimestre: str, acumulado: str) -> list[list[Celdilla]]:
    arriba: list[Celdilla] = [*_FIJAS, (trimestre, 2, 1), "", (acumulado, 2, 1), "", (TITULOS[6], 1, 2)]
    return [arriba, ["", "", "", "", *("Programado", "Realizado") * 2, ""]]


HASTA_JUNIO = [
    "Acumulado al 30-jun-2021", "Acumulado al 30 de junio de 2021", "Acumulado a junio", "Al cierre de junio 2021", "Acum. al 30/jun",
    "Acumulado al 30/06/2021", "Acumulado al 30.06.21", "Acumulado Ene-Jun", "Acumulado al 2do trimestre",
    "Acumulado hasta el segundo trimestre", "Avance acumulado al 30 de junio", "Avance acumulado al cierre del II trimestre",
]  # fmt: skip


@pytest.mark.parametrize("titulo", [*HASTA_JUNIO, "Acumulado a la fecha de corte", "Acumulado al cierre del trimestre", "Acumulado del año"])
def test_a_quarter_and_what_is_accumulated_up_to_the_day_of_the_cut(titulo: str) -> None:
    informe = uno(*_dos_titulos("Abril-Junio", titulo), *_CON_TRIMESTRE, cabecera=_cabecera("30/06/2021"))
    assert _hechas(informe) == [("1", 40, "15", "38 %", "20"), ("2", 60, "30.5", "51 %", "35")]
    assert cifras(informe, "1", "alcanzado") == [None, "7", None, None]


@pytest.mark.parametrize("trimestre", ["Julio-Septiembre", "En el trimestre"])
@pytest.mark.parametrize("titulo", HASTA_JUNIO)
def test_what_is_accumulated_up_to_another_day_is_neither_the_years_nor_a_quarters(titulo: str, trimestre: str) -> None:
    informes, apartados = leer(*_dos_titulos(trimestre, titulo), *_CON_TRIMESTRE, cabecera=_cabecera("30/09/2021"))
    metas = [m for i in informes for m in i.metas]
    assert not any(m.avance_absoluto is not None or 15 in (*m.alcanzado.values(), *m.programado.values()) for m in metas)
    assert apartados or any(i.apartados for i in informes)


@pytest.mark.parametrize("titulo", ["Realizado acumulado al 2do trimestre", "Acumulado realizado al segundo trimestre"])
def test_a_lone_column_that_accumulates_up_to_a_quarter_is_not_that_quarters(titulo: str) -> None:
    titulos = [*TITULOS[:4], "Programado acumulado al 2do trimestre", titulo, TITULOS[6]]
    informe = uno(titulos, *FILAS, cabecera=_cabecera("30/06/2021"))
    assert _hechas(informe)[0] == ("1", 40, "15", "38 %", "20") and cifras(informe, "1", "alcanzado") == [None] * 4


@pytest.mark.parametrize("titulo", ["Abril al 30 de junio", "Del 1 al 30 de junio", "Abril y al 30 de junio"])
def test_a_day_behind_another_month_is_not_from_january_on(titulo: str) -> None:
    assert desde_enero_hasta(llano(titulo)) is None


@pytest.mark.parametrize("titulo", ["1er semestre", "Primer semestre", "Semestre 1"])
def test_the_first_semester_is_the_year_up_to_june(titulo: str) -> None:
    titulos = [*TITULOS[:4], f"Programado {titulo}", f"Realizado {titulo}", TITULOS[6]]
    assert _hechas(uno(titulos, *FILAS, cabecera=_cabecera("30/06/2021")))[0][2] == "15"
    informes, _ = leer(titulos, *FILAS, cabecera=_cabecera("31/12/2021"))
    assert not any(m.avance_absoluto == 15 for i in informes for m in i.metas)


def test_the_observations_of_each_quarter_are_the_goals() -> None:
    titulos = [*TITULOS[:4], "T1 P", "T1 A", "Observaciones T1", "T2 P", "T2 A", "Justificación 2do trimestre"]
    informe = uno(titulos, ["1", "Podar", "Poda", "40", "10", "8", "Faltó agua.", "10", "11", "Sin variación."])
    assert informe.metas[0].observacion == "Faltó agua. Sin variación."


def test_a_roman_quarter_before_the_letter_of_its_measure() -> None:
    titulos = [*TITULOS[:4], "I P", "I A", "II P", "II A", "Acumulado"]
    informe = uno(titulos, ["1", "Podar", "Poda", "40", "10", "8", "10", "11", "19"])
    assert cifras(informe, "1", "programado") == ["10", "10", None, None] and cifras(informe, "1", "alcanzado") == [
        "8",
        "11",
        None,
        None,
    ]
