"""Printed figures: text → ``Decimal``, or None where the report says nothing.

The rule. A blank, a dash or one of the usual marks (ND, N/A, S/D, "sin dato" …) is *not reported*: None, never 0.
A printed 0 is a zero. Anything else must be a figure in full, or ``NoEsCifra`` is raised: "13 eventos" is not 13.
Two separators: the last one is the decimal. One separator, repeated: thousands. One separator, once, before any
number of digits but three, or after a lone 0: the decimal. What is left (``14.453``) has two readings and is settled
by the file's other figures (``inferir``), by default as in Mexico: comma for thousands, point for decimals.
A percent sign is dropped: ``97,32%`` is 97.32, in percent.

Source: the forms that domain.md lists ("Numbers"), and the Mexican norm NOM-008-SCFI for the default.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Separador = Literal[".", ","]


class NoEsCifra(ValueError):
    """A text that is neither a figure nor a mark of "not reported"."""


@dataclass(frozen=True, slots=True)
class Convencion:
    """How a file writes its figures: its decimal separator (the other one groups thousands)."""

    decimal: Separador = "."


MEXICANA = Convencion(".")

#: Marks of "not reported", folded and without points or blanks.
SIN_REPORTE = frozenset(
    "nd na n/a n/d ni n/i np n/p s/d sd s/i si/d s/r sr nr n/r pendiente sindato sindatos sinevidencia sininformacion "
    "sinreporte sinreportar porreportar nosereporto noaplica nodisponible noreporta noreportado noreportada nohaydato".split()
)
#: What a spreadsheet prints for a formula that gives no value (#DIV/0!, #¡REF!, #N/D, Err:502), folded and without blanks.
_ERROR_DE_HOJA = re.compile(
    r"#[¡¿]?(?:div/0|ref|n/?[ad]|value|valor|name|nombre|num|null|nulo|spill|desbordamiento|calc|getting_data|obteniendo_datos"
    r"|field|campo|busy|ocupado|connect|conectar|blocked|bloqueado|unknown|desconocido)[!?]?|err:5\d\d"
)
_RAYAS = frozenset("-–—_.·*")
_MONEDA = re.compile(r"^(?:us\$|mx\$|\$|usd|mxn|m\.?n\.?)\s*|\s*(?:usd|mxn|m\.?\s?n\.?|pesos)$", re.IGNORECASE)
_APOSTROFO = re.compile(r"(?<=\d)['´’`](?=\d{3})")
_ESPACIO = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
#: Nearly every figure: nothing to take off but the sign of percent.
_LLANA = re.compile(r"[0-9][0-9.,]*%?")
_DESNUDA = re.compile(r"[0-9][0-9.,'’` ]*|[.,][0-9]+")
_AGRUPADA = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_SIMPLE = re.compile(r"\d+")
_MAX_DIGITOS = 15
#: No figure, nor mark of "not reported", is longer than this.
_MAX_LARGO = 40
#: Texts that are remembered: a file of ten thousand goals has some twenty thousand different figures, and is gone through
#: several times.
_MEMORIA = 1 << 15


def leer(texto: str, convencion: Convencion = MEXICANA) -> Decimal | None:
    """The figure that a cell prints; None where it is blank or marked as not reported.

    Raises ``NoEsCifra`` for any other text.
    """
    return lector(convencion)(texto)


def lector(convencion: Convencion) -> Callable[[str], Decimal | None]:
    """``leer`` of the figures of one file, for whoever reads many."""
    return _lectores[convencion.decimal]


def _leer(texto: str, decimal: Separador) -> Decimal | None:
    if _es_entero(texto):
        return Decimal(texto)
    if sin_reporte(texto):
        return None
    if len(texto) > _MAX_LARGO:
        raise NoEsCifra(texto)
    cuerpo, negativo = _desnudar(texto)
    entero, fraccion = _partes(cuerpo, decimal)
    if len(entero) > _MAX_DIGITOS or len(fraccion) > _MAX_DIGITOS:
        raise NoEsCifra(texto)
    valor = Decimal(f"{entero or '0'}.{fraccion or '0'}")
    valor = valor.quantize(Decimal(1).scaleb(-len(fraccion.rstrip("0"))))
    return -valor if negativo else valor


_lectores: dict[Separador, Callable[[str], Decimal | None]] = {
    ".": functools.lru_cache(maxsize=_MEMORIA)(functools.partial(_leer, decimal=".")),
    ",": functools.lru_cache(maxsize=_MEMORIA)(functools.partial(_leer, decimal=",")),
}


@functools.lru_cache(maxsize=_MEMORIA)
def sin_reporte(texto: str) -> bool:
    """Whether a cell is blank or says that nothing is reported."""
    if len(texto) > _MAX_LARGO:
        return False
    llano = unicodedata.normalize("NFKD", texto.casefold())
    llano = "".join(c for c in llano if not unicodedata.combining(c) and not c.isspace())
    if _ERROR_DE_HOJA.fullmatch(llano):
        return True
    return set(llano) <= _RAYAS or llano.replace(".", "") in SIN_REPORTE


@functools.lru_cache(maxsize=_MEMORIA)
def es_cifra(texto: str) -> bool:
    """Whether a non-blank text is a printed figure (a mark of "not reported" is not)."""
    if _es_entero(texto):
        return True
    if len(texto) > _MAX_LARGO or sin_reporte(texto):
        return False
    try:
        leer(texto)
    except NoEsCifra:
        return False
    return True


def hay(cuantas: int, textos: Iterable[str]) -> bool:
    """Whether so many of some non-blank texts are printed figures; no more of them are looked at than that takes."""
    halladas = 0
    for texto in textos:
        halladas += es_cifra(texto)
        if halladas == cuantas:
            return True
    return False


@functools.lru_cache(maxsize=_MEMORIA)
def es_reporte(texto: str) -> bool:
    """Whether a non-blank text is what a column of figures prints: a figure, or a mark of "not reported"."""
    return es_cifra(texto) or sin_reporte(texto)


def inferir(textos: Iterable[str]) -> Convencion:
    """The convention of a file, by the figures in it that have one reading only; Mexican on a tie."""
    votos = {".": 0, ",": 0}
    for texto in textos:
        if decimal := _voto(texto):
            votos[decimal] += 1
    return Convencion(",") if votos[","] > votos["."] else MEXICANA


def escribir(valor: Decimal | float | int, decimales: int | None = None) -> str:
    """A figure as Mexico prints it: ``20,100``, ``26.36``. Without ``decimales``, as many as it needs."""
    numero = Decimal(str(valor))
    if decimales is not None:
        return f"{numero:,.{decimales}f}"
    texto = f"{numero:,f}"
    return texto.rstrip("0").rstrip(".") if "." in texto else texto


def _es_entero(texto: str) -> bool:
    """Whether a text is digits alone, as most figures are: the rest of the rule has nothing to say of it."""
    return texto.isdigit() and texto.isascii() and len(texto) <= _MAX_DIGITOS


def _desnudar(texto: str) -> tuple[str, bool]:
    """The digits and separators of a figure, and whether it is negative."""
    if _LLANA.fullmatch(texto):
        return texto.removesuffix("%"), False
    if any(c > "\x7f" and unicodedata.category(c) == "No" for c in texto):
        raise NoEsCifra(texto)  # 827¹: the call of a footnote, which the next line would make a digit of the figure
    cuerpo = unicodedata.normalize("NFKC", texto.replace("´", "'")).strip()
    cuerpo = cuerpo.replace("−", "-").removesuffix("%").strip()
    cuerpo = _MONEDA.sub("", cuerpo).strip()
    if cuerpo[:1] == "-" and cuerpo[1:2].isspace():
        raise NoEsCifra(texto)  # "- 11": the mark of one cell and the figure of the next
    negativo = cuerpo.startswith("-") or (cuerpo.startswith("(") and cuerpo.endswith(")"))
    cuerpo = cuerpo.strip("()").removeprefix("-").removeprefix("+").strip()
    cuerpo = _MONEDA.sub("", cuerpo).strip()
    if not _DESNUDA.fullmatch(cuerpo):
        raise NoEsCifra(texto)
    sin_millares = _ESPACIO.sub("", cuerpo)
    if _APOSTROFO.search(sin_millares):
        # 37'829.355: where an apostrophe groups, a separator before three digits groups as well.
        sin_millares = re.sub(r"[.,](?=\d{3}(?!\d))", "", _APOSTROFO.sub("", sin_millares))
    if re.search(r"[^0-9.,]", sin_millares):
        raise NoEsCifra(texto)
    return sin_millares, negativo


def _partes(cuerpo: str, decimal: str) -> tuple[str, str]:
    """Integer and fractional digits of a text of digits, points and commas."""
    separadores = [c for c in cuerpo if c in ".,"]
    if not separadores:
        return cuerpo, ""
    ultimo = separadores[-1]
    if len(set(separadores)) == 2:
        entero, _, fraccion = cuerpo.rpartition(ultimo)
        return _sin_grupos(entero, cuerpo), _digitos(fraccion, cuerpo)
    if len(separadores) > 1:
        return _sin_grupos(cuerpo, cuerpo), ""
    entero, _, fraccion = cuerpo.partition(ultimo)
    if _ambigua(entero, fraccion) and ultimo != decimal:
        return entero + fraccion, ""
    return entero, _digitos(fraccion, cuerpo)


def _ambigua(entero: str, fraccion: str) -> bool:
    return len(fraccion) == 3 and 1 <= len(entero) <= 3 and not entero.startswith("0")


def _sin_grupos(texto: str, cuerpo: str) -> str:
    if not (_AGRUPADA.fullmatch(texto) or _SIMPLE.fullmatch(texto)):
        raise NoEsCifra(cuerpo)
    return texto.replace(".", "").replace(",", "")


def _digitos(texto: str, cuerpo: str) -> str:
    if not _SIMPLE.fullmatch(texto):
        raise NoEsCifra(cuerpo)
    return texto


@functools.lru_cache(maxsize=_MEMORIA)
def _voto(texto: str) -> Separador | None:
    """The decimal separator that a figure shows beyond doubt, if it does."""
    if _es_entero(texto) or sin_reporte(texto):
        return None
    try:
        cuerpo, _ = _desnudar(texto)
        _partes(cuerpo, ".")
    except NoEsCifra:
        return None
    separadores = [c for c in cuerpo if c in ".,"]
    if not separadores:
        return None
    ultimo: Separador = "." if separadores[-1] == "." else ","
    if len(set(separadores)) == 2:
        return ultimo
    if len(separadores) > 1:
        return "," if ultimo == "." else "."
    entero, _, fraccion = cuerpo.partition(ultimo)
    return None if _ambigua(entero, fraccion) else ultimo
