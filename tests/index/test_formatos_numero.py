"""What Excel shows for a number, and the figure that is parsed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import cifras
from index.readers.formato_numero import compilar


@pytest.mark.parametrize(
    ("codigo", "crudo", "literal", "texto"),
    [
        ("General", "350.0", "350", "350"), ("General", "0.30000000000000004", "0.3", "0.3"),
        ("General", "0.3333333333333333", "0.333333333", "0.333333333333333"), ("General", "-0.5", "-0.5", "-0.5"),
        ("General", "123456789012", "1.23457E+11", "123456789012"), ("General", "0.00001234567", "1.23457E-05", "0.00001234567"),
        ("General", "12345.678901234", "12345.6789", "12345.678901234"), ("@", "201", "201", "201"),
        ("0", "12.5", "13", "12.5"), ("0", "-0.4", "0", "-0.4"), ("0.00", "1.1", "1.10", "1.10"), ("000", "7", "007", "007"),
        ("#,##0", "1234567", "1,234,567", "1234567"), ("#,##0.00", "-1234.5", "-1,234.50", "-1234.50"),
        ("#,##0,", "12345", "12", "12345"), (".00", "12.3", "12.30", "12.30"), ("0.00E+00", "12345", "1.23E+04", "12345"),
        ("0.00E+00", "0", "0.00E+00", "0"), ("General", "1e300", "1E+300", "1" + "0" * 300),
        ("0%", "0.264", "26%", "26%"), ("0.0%", "0.264", "26.4%", "26.4%"), ("0%", "0.265", "27%", "27%"),
        ('"$"\\ #,##0', "15000", "$ 15,000", "15000"), ("[$$-80A]#,##0.00", "1234.5", "$1,234.50", "1234.50"),
        ("(#,##0);(#,##0)", "-5", "(5)", "-5"), ('0" eventos"', "12", "12 eventos", "12"), ('"RAMO: "0', "60", "RAMO: 60", "RAMO: 60"),
        ('0"."0"."0', "213", "2.1.3", "2.1.3"), ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "0", "-", "0"),
        ("[>=100]0;0.0", "5.25", "5.3", "5.25"), ("[Red]#,##0;[Blue]-#,##0", "-1200", "-1,200", "-1200"),
        ('[=1]"Sí";[=0]"No";General', "1", "Sí", "Sí"), ("# ?/?", "0.5", "0.5", "0.5"), (";;;", "5", "", ""), ("0;-0;;@", "0", "", ""),
    ],
)  # fmt: skip
def test_a_number_shows_as_in_excel_and_is_parsed_exactly(codigo: str, crudo: str, literal: str, texto: str) -> None:
    mostrado = compilar(codigo).numero(crudo)
    assert (mostrado.literal, mostrado.texto) == (literal, texto)


@pytest.mark.parametrize(
    ("codigo", "crudo", "literal", "texto"),
    [
        ("dd/mm/yyyy", "44196", "31/12/2020", "31/12/2020"), ("d/m/yyyy", "44200", "4/1/2021", "04/01/2021"),
        ("m/d/yyyy", "44200", "1/4/2021", "04/01/2021"), ("dd-mmm-yy", "44196", "31-dic-20", "31/12/2020"),
        ("[$-409]d-mmm-yy;@", "44196", "31-Dec-20", "31/12/2020"), ("mmm-yy", "44196", "dic-20", "dic-20"),
        ('d" de "mmmm" de "yyyy', "44196", "31 de diciembre de 2020", "31/12/2020"), ("dddd", "44196", "jueves", "jueves"),
        ('"FECHA: "dd/mm/yy', "44196", "FECHA: 31/12/20", "FECHA: 31/12/2020"), ("yyyy\\-mm\\-dd h:mm:ss", "44196", "2020-12-31 0:00:00", "31/12/2020"),
        ("dd/mm/yyyy hh:mm", "44196.4375", "31/12/2020 10:30", "31/12/2020 10:30"), ("[h]:mm", "1.5", "36:00", "36:00"), ("[h]:mm", "0.333333333333333", "8:00", "8:00"),
        ("mm:ss", "0.0007060185", "01:01", "01:01"), ("dd/mm/yyyy", "-3", "-3", "-3"), ("dd/mm/yyyy", "1", "01/01/1900", "01/01/1900"),
    ],
)  # fmt: skip
def test_a_date_shows_in_its_format_and_is_parsed_day_first(codigo: str, crudo: str, literal: str, texto: str) -> None:
    mostrado = compilar(codigo).numero(crudo)
    assert (mostrado.literal, mostrado.texto) == (literal, texto)


def test_the_1904_system_counts_four_years_less() -> None:
    assert compilar("dd/mm/yyyy").numero("42734", desde_1904=True).literal == "31/12/2020"


@pytest.mark.parametrize("crudo", ["", "abc", "1_000", "nan", "inf", "0x10", "1e999", "１２", "--1", "1 2"])
def test_what_is_no_number_is_refused(crudo: str) -> None:
    with pytest.raises(ValueError):
        compilar("0").numero(crudo)


_CODIGOS = ["General", "0", "0.00", "#,##0", "#,##0.00", "# ?/?", "000", "0.00E+00", '"$"#,##0', "#,##0,", '_-* #,##0_-;-* #,##0_-;_-* "-"_-']


@given(st.integers(-10**14, 10**14), st.integers(0, 6), st.sampled_from(_CODIGOS))
def test_no_format_changes_the_figure_that_is_parsed(entero: int, decimales: int, codigo: str) -> None:
    valor = Decimal(entero).scaleb(-decimales)
    mostrado = compilar(codigo).numero(str(float(valor)))
    assert cifras.leer(mostrado.texto) == Decimal(f"{float(valor):.15g}")


@given(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False))
def test_any_format_code_shows_any_number_or_refuses_it(codigo: str, valor: float) -> None:
    mostrado = compilar(codigo).numero(repr(valor))
    assert isinstance(mostrado.literal, str) and isinstance(mostrado.texto, str)
