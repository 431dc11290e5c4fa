"""Printed figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cifras import MEXICANA, Convencion, NoEsCifra, es_cifra, escribir, inferir, leer, sin_reporte

COMA = Convencion(",")


@pytest.mark.parametrize(
    ("texto", "valor"),
    [
        ("59,200", "59200"), ("27142", "27142"), ("0,7", "0.7"), ("97,32%", "97.32"), ("20 %", "20"), ("0.25", "0.25"),
        ("$11.496.759,89", "11496759.89"), ("USD 37´829.355", "37829355"), ("1,234,567.8", "1234567.8"), ("0", "0"),
        ("-5", "-5"), ("(12)", "-12"), ("59 200", "59200"), ("1.0", "1"), (".5", "0.5"), ("0.250", "0.250"), ("1 200.5", "1200.5"),
    ],
)  # fmt: skip
def test_reads_the_formats_that_reports_print(texto: str, valor: str) -> None:
    assert leer(texto) == Decimal(valor)


@pytest.mark.parametrize(
    "texto",
    ["", "  ", "ND", "n.d.", "NA", "N/A", "N/I", "NP", "s/d", "-", "–", "—", "Sin evidencia", "#DIV/0!", "No aplica"],
)
def test_blank_and_its_marks_are_not_reported_and_never_zero(texto: str) -> None:
    assert leer(texto) is None
    assert sin_reporte(texto)
    assert not es_cifra(texto)


@pytest.mark.parametrize(
    "texto", ["13 eventos", "doce", "1.2.3", "2.4.2", "12,34,5", "1..2", "3-4", "x" * 50, "9" * 30, "1e5", "12%3"]
)
def test_a_text_that_is_no_figure_is_an_error_of_its_own(texto: str) -> None:
    with pytest.raises(NoEsCifra):
        leer(texto)


@pytest.mark.parametrize("texto", ["827¹", "827 ¹²", "12²", "H₂", "1,200³", "5½", "①", "827⁽¹⁾", "⒈5", "97.5%¹"])
def test_a_raised_or_lowered_digit_is_no_digit_of_the_figure(texto: str) -> None:
    with pytest.raises(NoEsCifra):
        leer(texto)
    assert not es_cifra(texto)


def test_digits_of_full_width_are_digits() -> None:
    assert leer("１２") == Decimal(12)


@pytest.mark.parametrize(
    "texto",
    [
        "#DIV/0!", "#¡DIV/0!", "#REF!", "#¡REF!", "#N/A", "#N/D", "#VALUE!", "#¡VALOR!", "#NAME?", "#¿NOMBRE?", "#NUM!", "#¡NUM!",
        "#NULL!", "#¡NULO!", "#SPILL!", "#¡DESBORDAMIENTO!", "#CALC!", "#¡CALC!", "#GETTING_DATA", "Err:502",
    ],
)  # fmt: skip
def test_the_error_of_a_formula_is_not_reported(texto: str) -> None:
    assert leer(texto) is None


@pytest.mark.parametrize(
    "texto",
    [
        "ref", "valor", "nulo", "nombre", "Número", "calc", "# nombre del taller", "#1 valor", "#valores", "#referencia", "#",
        "####", "/0", "5/0", "Err", "error 502",
    ],
)  # fmt: skip
def test_words_that_end_like_an_error_are_no_mark_of_not_reported(texto: str) -> None:
    with pytest.raises(NoEsCifra):
        leer(texto)


def test_a_lone_ambiguous_figure_is_settled_by_the_file_and_mexican_by_default() -> None:
    assert leer("14.453") == Decimal("14.453")
    assert leer("14,453") == Decimal(14453)
    assert leer("14.453", COMA) == Decimal(14453)
    assert leer("14,453", COMA) == Decimal("14.453")


def test_the_convention_is_voted_by_figures_with_one_reading() -> None:
    assert inferir(["14.453", "97,32%", "0,7", "12"]) == COMA
    assert inferir(["14.453", "97.32%", "59,200"]) == MEXICANA
    assert inferir(["14,453", "14.453"]) == MEXICANA
    assert inferir(["1.234.567"]) == COMA


_cifras = st.decimals(min_value=0, max_value=999_999_999, places=2, allow_nan=False, allow_infinity=False)


@given(_cifras)
def test_a_figure_written_as_mexico_does_reads_back(valor: Decimal) -> None:
    assert leer(escribir(valor)) == valor.normalize()
    assert leer(f"{valor:,.2f}") == valor
    assert leer(f"{valor:,.2f} %") == valor


@given(_cifras)
def test_a_figure_with_decimal_comma_reads_back(valor: Decimal) -> None:
    assert leer(f"{valor:,.2f}".translate(str.maketrans(",.", ".,")), COMA) == valor


@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_figure_reads_back_in_both_conventions(valor: int) -> None:
    assert leer(f"{valor:,}") == valor
    assert leer(f"{valor:,}".replace(",", "."), COMA) == valor
    assert leer(str(valor)) == valor


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail_in_another_way(texto: str) -> None:
    try:
        leer(texto)
    except NoEsCifra:
        assert not es_cifra(texto)
