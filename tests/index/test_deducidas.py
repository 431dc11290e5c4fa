"""Columns whose heading is not understood: read by what their figures compute, or named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from apoyo_rejilla import leer

from index import auditoria
from index.poa import Informe

#: Programmed and achieved by quarter; the sums of neither are those of the other.
METAS = (
    ((2, 3, 4, 5), (1, 3, 4, 2)),
    ((10, 10, 10, 10), (12, 9, 7, 0)),
    ((5, 0, 5, 0), (5, 1, 2, 0)),
    ((100, 200, 300, 400), (90, 180, 310, 411)),
)
TRIMESTRES = [f"T{n} {m}" for n in range(1, 5) for m in ("Prog.", "Alc.")]


def _pares(programado: Sequence[int], alcanzado: Sequence[int]) -> list[str]:
    return [str(x) for par in zip(programado, alcanzado, strict=True) for x in par]


def _filas(anual: bool = True, medida: str = "Árbol") -> list[list[str]]:
    return [
        [str(n), f"Sembrar en el barrio {n}", medida, *([str(sum(p))] if anual else []), *_pares(p, a)]
        for n, (p, a) in enumerate(METAS, start=1)
    ]


def _uno(titulos: Sequence[str], filas: Sequence[Sequence[str]]) -> Informe:
    informes, _ = leer(list(titulos), *map(list, filas))
    return informes[0]


def _deducidas(informe: Informe) -> list[tuple[str, str]]:
    return [(h.campo, h.impreso) for h in auditoria.auditar(informe) if h.regla == "columna_deducida"]


def _no_leidas(informe: Informe) -> str:
    return " ".join(a.motivo for a in informe.apartados)


def test_the_absolute_and_the_percentage_are_told_by_their_figures() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Van", "Qué tanto"]
    filas = [[*f, str(sum(a)), f"{100 * sum(a) / sum(p):.1f}"] for f, (p, a) in zip(_filas(), METAS, strict=True)]
    informe = _uno(titulos, filas)
    assert [m.avance_absoluto for m in informe.metas] == [sum(a) for _, a in METAS]
    assert [m.avance_impreso for m in informe.metas] == [f[-1] for f in filas]
    assert _deducidas(informe) == [("avance_absoluto", "Van"), ("avance_relativo", "Qué tanto")]
    assert informe.apartados == ()


def test_the_annual_goal_is_told_by_its_figures() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Tope", *TRIMESTRES]
    informe = _uno(titulos, _filas())
    assert [m.meta_anual for m in informe.metas] == [sum(p) for p, _ in METAS]
    assert _deducidas(informe) == [("meta_anual", "Tope")]


def test_a_goal_whose_printed_total_is_wrong_keeps_it() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Van"]
    filas = [[*f, str(sum(a))] for f, (_, a) in zip(_filas(), METAS, strict=True)]
    filas[-1][-1] = "900"
    assert [m.avance_absoluto for m in _uno(titulos, filas).metas] == [*(sum(a) for _, a in METAS[:-1]), 900]


@pytest.mark.parametrize("columna", [
    ["7", "8", "9", "10"],                                   # of nothing
    [str(a[0]) for _, a in METAS],                           # a quarter's own figure, once more
    [str(sum(p[:2])) for p, _ in METAS],                     # half a year's programme
])  # fmt: skip
def test_no_other_column_is_taken_for_a_total(columna: list[str]) -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Van"]
    informe = _uno(titulos, [[*f, x] for f, x in zip(_filas(), columna, strict=True)])
    assert all(m.avance_absoluto is None for m in informe.metas) and not _deducidas(informe)


def test_a_column_that_may_be_either_of_two_totals_is_named() -> None:
    iguales = [[str(n), f"Sembrar {n}", "Árbol", *_pares(p, p), str(sum(p))] for n, (p, _) in enumerate(METAS, start=1)]
    informe = _uno(["No.", "Descripción", "Unidad de medida", *TRIMESTRES, "Van"], iguales)
    assert all(m.avance_absoluto is None and m.meta_anual is None for m in informe.metas)
    assert "«Van»" in _no_leidas(informe)


def test_rates_tell_nothing_of_a_total() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Van"]
    filas = [[*f, str(sum(a))] for f, (_, a) in zip(_filas(medida="Porcentaje"), METAS, strict=True)]
    informe = _uno(titulos, filas)
    assert all(m.avance_absoluto is None for m in informe.metas) and "«Van»" in _no_leidas(informe)


def test_what_follows_from_other_columns_in_every_goal_is_not_missed() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Medio año", "Faltó"]
    filas = [[*f, str(sum(p[:2])), str(p[0] - a[0])] for f, (p, a) in zip(_filas(), METAS, strict=True)]
    assert _no_leidas(_uno(titulos, filas)) == ""
    filas[1][-1] = "77"
    assert "«Faltó»" in _no_leidas(_uno(titulos, filas))


@pytest.mark.parametrize("titulo", ["Van", "Total", "Horas"])
def test_a_column_of_a_table_with_a_row_for_each_quarter_is_told_or_named(titulo: str) -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", "Trimestre", "Programado", "Alcanzado", titulo]
    filas = [
        [str(n) if t == 0 else "", f"Sembrar {n}" if t == 0 else "", "Árbol" if t == 0 else "", str(sum(p)) if t == 0 else "",
         ("Primero", "Segundo", "Tercero", "Cuarto")[t], str(p[t]), str(a[t]),
         "" if t else str(n if titulo == "Horas" else sum(a))]
        for n, (p, a) in enumerate(METAS, start=1) for t in range(4)
    ]  # fmt: skip
    informe = _uno(titulos, filas)
    leidos = [m.avance_absoluto for m in informe.metas]
    if titulo == "Horas":
        assert leidos == [None] * 4 and "«Horas»" in _no_leidas(informe)
    else:
        assert leidos == [sum(a) for _, a in METAS]
        assert informe.apartados == ()


def test_the_totals_of_a_table_with_a_row_for_each_measure_are_told() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "P/A", "1er Trim", "2do Trim", "3er Trim", "4to Trim", "Juntos"]
    filas = [
        [str(n) if m == 0 else "", f"Sembrar {n}" if m == 0 else "", "Árbol" if m == 0 else "", "PA"[m], *map(str, par[m]), str(sum(par[m]))]
        for n, par in enumerate(METAS, start=1) for m in (0, 1)
    ]  # fmt: skip
    informe = _uno(titulos, filas)
    assert [(m.meta_anual, m.avance_absoluto) for m in informe.metas] == [(sum(p), sum(a)) for p, a in METAS]


def test_forms_of_one_file_under_one_heading_tell_together() -> None:
    titulos = ["No.", "Descripción", "Unidad de medida", "Meta anual", *TRIMESTRES, "Van"]
    filas = [[*f, str(sum(a))] for f, (_, a) in zip(_filas(), METAS, strict=True)]
    otra = [["Unidad ejecutora:", "702", "Viveros"], titulos, *filas[2:]]
    informes, _ = leer(titulos, *filas[:2], *otra)
    assert [[m.avance_absoluto for m in i.metas] for i in informes] == [[sum(a) for _, a in METAS[:2]], [sum(a) for _, a in METAS[2:]]]
