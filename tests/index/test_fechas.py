"""Printed dates."""

from __future__ import annotations

from datetime import date

import pytest

from index import fechas
from index.rotulos import etiquetar


@pytest.mark.parametrize(
    ("texto", "fecha"),
    [
        ("31-dic.-20", date(2020, 12, 31)), ("31-dic-2020", date(2020, 12, 31)), ("31/12/2020", date(2020, 12, 31)),
        ("30 de junio de 2021", date(2021, 6, 30)), ("30 DE JUNIO DEL 2021", date(2021, 6, 30)), ("2021-06-30", date(2021, 6, 30)),
        ("AL 31 DE MARZO DE 2022.", date(2022, 3, 31)), ("12/31/2020", date(2020, 12, 31)), ("30-Sept-21", date(2021, 9, 30)),
        ("31.03.21", date(2021, 3, 31)), ("junio 30, 2021", date(2021, 6, 30)),
    ],
)  # fmt: skip
def test_reads_the_dates_that_forms_print(texto: str, fecha: date) -> None:
    assert fechas.leer(texto) == fecha


@pytest.mark.parametrize(
    "texto", ["2.4.2", "31-xyz-20", "99/99/2020", "TMM-F004", "31 de febrero de 2021", "2.13.1", "15 talleres en 2021"]
)
def test_what_is_no_date_is_none(texto: str) -> None:
    assert fechas.leer(texto) is None


def test_finds_a_date_inside_a_title() -> None:
    hallada = fechas.hallar("Avance físico programático al 31 de marzo de 2021")
    assert hallada is not None and hallada[0] == date(2021, 3, 31)


@pytest.mark.parametrize(
    ("rotulo", "trimestre"),
    [("1ER TRI", "T1"), ("2DO TRI", "T2"), ("TRI 2", "T2"), ("III TRI", "T3"), ("TRIM IV", "T4"), ("I Trimestre", "T1"), ("TRI", None), ("TRIMESTRE", None)],
)
def test_a_short_quarter_is_the_one_that_its_number_says(rotulo: str, trimestre: str | None) -> None:
    assert etiquetar(rotulo).periodo == trimestre
