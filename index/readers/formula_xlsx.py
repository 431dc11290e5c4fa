"""Whether a formula gives zero: so is told a zero that was calculated from one that its program left for Excel to calculate.

Sums, differences, products and quotients of figures and of cells of the same sheet, and ``SUM``; of any other formula it is
not known. Nothing that is read comes from here: a value counts as it is saved, or not at all.

Source: ECMA-376 part 1, 18.17 (formulas).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from index.readers.hoja_xlsx import columna_de

#: The value of the cell in a column and a row; None where it is no figure.
Valor = Callable[[int, int], Fraction | None]

_PIEZA = re.compile(
    r"\s*(?:(?P<celda>\$?[A-Z]{1,3}\$?\d{1,7})|(?P<cifra>\d{1,15}(?:\.\d{1,15})?)|(?P<suma>SUM(?=\())|(?P<signo>[-+*/(),:]))"
)
#: Longer formulas, or sums over more cells, are not looked at.
_MAX_LARGO, _MAX_CELDAS = 400, 400


class _NoSeSabe(Exception):
    pass


def da_cero(formula: str, valor: Valor) -> bool:
    """Whether a formula (without its "=") is known to give zero."""
    if not formula or len(formula) > _MAX_LARGO:
        return False
    try:
        return _Cuenta(formula, valor).total() == 0
    except (_NoSeSabe, ZeroDivisionError, RecursionError):
        return False


class _Cuenta:
    """A formula being worked out, piece by piece."""

    def __init__(self, formula: str, valor: Valor) -> None:
        self.piezas = list(_piezas(formula))
        self.valor = valor

    def total(self) -> Fraction:
        """The value of the whole formula."""
        salida = self._suma()
        if self.piezas:
            raise _NoSeSabe
        return salida

    def _toca(self, *signos: str) -> str:
        """The next piece if it is one of some signs, taken; else an empty text."""
        return self.piezas.pop(0)[1] if self.piezas and self.piezas[0][1] in signos else ""

    def _exige(self, signo: str) -> None:
        if not self._toca(signo):
            raise _NoSeSabe

    def _suma(self) -> Fraction:
        salida = self._producto()
        while signo := self._toca("+", "-"):
            otro = self._producto()
            salida = salida + otro if signo == "+" else salida - otro
        return salida

    def _producto(self) -> Fraction:
        salida = self._factor()
        while signo := self._toca("*", "/"):
            otro = self._factor()
            salida = salida * otro if signo == "*" else salida / otro
        return salida

    def _factor(self) -> Fraction:
        if self._toca("-"):
            return -self._factor()
        if self._toca("("):
            salida = self._suma()
            self._exige(")")
            return salida
        clase, texto = self.piezas.pop(0) if self.piezas else ("", "")
        if clase == "cifra":
            return Fraction(texto)
        if clase == "celda":
            return self._de(*_lugar(texto))
        if clase != "suma":
            raise _NoSeSabe
        self._exige("(")
        salida = self._sumando()
        while self._toca(","):
            salida += self._sumando()
        self._exige(")")
        return salida

    def _sumando(self) -> Fraction:
        """What a sum adds: a block of cells, or what gives one value."""
        if len(self.piezas) < 3 or self.piezas[0][0] != "celda" or self.piezas[1][1] != ":":
            return self._suma()
        (_, desde), _, (_, hasta) = self.piezas[:3]
        del self.piezas[:3]
        (c0, r0), (c1, r1) = _lugar(desde), _lugar(hasta)
        if (c1 - c0 + 1) * (r1 - r0 + 1) > _MAX_CELDAS:
            raise _NoSeSabe
        return sum((self._de(c, r) for c in range(c0, c1 + 1) for r in range(r0, r1 + 1)), Fraction(0))

    def _de(self, columna: int, renglon: int) -> Fraction:
        valor = self.valor(columna, renglon)
        if valor is None:
            raise _NoSeSabe
        return valor


def _lugar(celda: str) -> tuple[int, int]:
    """The column and the row of a reference."""
    suya = celda.replace("$", "")
    propias = suya.rstrip("0123456789")
    return columna_de(propias), int(suya[len(propias) :])


def _piezas(formula: str) -> Iterator[tuple[str, str]]:
    desde = 0
    texto = formula.rstrip()
    while desde < len(texto):
        hallada = _PIEZA.match(texto, desde)
        if hallada is None:
            raise _NoSeSabe
        yield hallada.lastgroup or "", hallada[hallada.lastgroup or 0]
        desde = hallada.end()
