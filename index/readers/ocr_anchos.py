"""Whether a reading is as wide as its piece: a digit dropped or doubled shows in the ink, whatever was read.

Digits of a typeface have one width. The figures that are read surely tell how wide a page's digits, marks and percent
signs are; a reading that would be more than half a digit wider or narrower than its piece can't be what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Widths of a digit, a mark, a percent sign, of what all figures have beside them, and of what a "1" at either end lacks,
#: in capitals' heights. Helvetica's, to start from; so many figures' worth.
_DE_OFICIO = (0.77, 0.39, 1.25, -0.12, -0.15)
_PESO_DE_OFICIO = 3.0
#: By how many digits a reading may differ from its piece.
_TOLERANCIA = 0.5
_CON_ANCHO = re.compile(r"\d[\d.,]*%?")


@dataclass(frozen=True, slots=True)
class Anchos:
    """The widths of a page's signs, in capitals' heights."""

    medidas: NDArray[np.float64]

    def cabe(self, texto: str, ancho: float) -> bool:
        """Whether a figure may be this wide; what is no figure of digits is not measured."""
        if not _CON_ANCHO.fullmatch(texto):
            return True
        return bool(abs(float(_cuentas(texto) @ self.medidas) - ancho) <= _TOLERANCIA * float(self.medidas[0]))


def medir(seguras: Iterable[tuple[str, float]]) -> Anchos:
    """The widths that the figures read surely (text, width) tell."""
    de_oficio = np.array(_DE_OFICIO)
    filas: list[NDArray[np.float64]] = list(np.eye(len(de_oficio)) * _PESO_DE_OFICIO)
    anchos: list[float] = list(de_oficio * _PESO_DE_OFICIO)
    for texto, ancho in seguras:
        if _CON_ANCHO.fullmatch(texto):
            filas.append(_cuentas(texto))
            anchos.append(ancho)
    return Anchos(_resolver(filas, anchos))


def _resolver(filas: Sequence[NDArray[np.float64]], anchos: Sequence[float]) -> NDArray[np.float64]:
    """Least squares, twice: the second time without what the first one does not explain."""
    a, b = np.stack(filas), np.array(anchos)
    medidas = np.linalg.lstsq(a, b, rcond=None)[0]
    firmes = np.abs(a @ medidas - b) <= 0.5
    return np.asarray(np.linalg.lstsq(a[firmes], b[firmes], rcond=None)[0], dtype=np.float64)


def _cuentas(texto: str) -> NDArray[np.float64]:
    marcas = sum(texto.count(c) for c in ".,")
    unos = (texto[0] == "1") + (texto[-1] == "1")
    return np.array([sum(c.isdigit() for c in texto), marcas, texto.count("%"), 1, unos], dtype=np.float64)
