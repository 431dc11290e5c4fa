"""What a sheet shows for a number: its number format → the displayed text, and the text that is parsed.

``literal`` is what Excel shows on a machine set to Spanish of Mexico (comma for thousands, point for decimals, Spanish
months). ``texto`` keeps figures exact where the display rounds them: 12.5 under ``0`` shows 13 and is parsed as 12.5;
a percentage is parsed as it shows (``26%``), a date with day, month and year as ``31/12/2020``, whatever their order
in the format. No thousands are grouped in ``texto``; leading and closing zeros that the format prints stay (007, 1.10).

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (numFmt), and Excel's display of General (11 characters).
Not drawn: fractions (``# ?/?``), which show as General.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from index.poa import de_celda
from index.readers import formato_fecha
from index.readers.formato_piezas import DE_FECHA, LLANA, Pieza, Seccion, Trazo, partir

_COMPARAR: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}
#: A number as the file writes it; Python alone would also take ``1_000``, ``inf`` and ``nan``.
_NUMERO = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_AMPLIO = Context(prec=400)
#: Whole numbers of so many digits show in full under any format.
_MAX_ENTERO = 11
#: Excel keeps 15 significant digits; a figure has no more decimals than that.
_MAX_DECIMALES = 15
#: A format's words before the number are a label (``"RAMO: "0``) from this many letters on; less is a currency sign.
_LETRAS_DE_ROTULO = 3


@de_celda
class Mostrado:
    """What a cell shows, and what is parsed of it. Both empty: the format shows nothing."""

    literal: str
    texto: str


@dataclass(frozen=True, slots=True)
class Formato:
    """A number format, ready to show values."""

    secciones: tuple[Seccion, ...]
    #: A whole number shows as its digits, in groups of three if True; None where the format says more.
    agrupa_enteros: bool | None = None

    def numero(self, crudo: str, desde_1904: bool = False) -> Mostrado:
        """A number as the file writes it (``0.264``). Raises ``ValueError`` for what is none."""
        if self.agrupa_enteros is not None and crudo.isdigit() and crudo.isascii() and len(crudo) <= _MAX_ENTERO:
            entero = int(crudo)
            return Mostrado(f"{entero:,}" if self.agrupa_enteros else str(entero), str(entero))
        if not _NUMERO.fullmatch(crudo):
            raise ValueError(crudo)
        valor = Decimal(f"{float(crudo):.15g}")
        if not valor.is_finite():
            raise ValueError(crudo)
        seccion, con_signo = self._seccion(valor)
        clases = seccion.clases
        if clases & DE_FECHA:
            return Mostrado(*(formato_fecha.mostrar(seccion, valor, desde_1904) or (general(valor), exacto(valor))))
        if "general" in clases or "texto" in clases or _es_fraccion(seccion):
            return _en_general(seccion, valor, con_signo)
        if "digito" not in clases:
            return _sin_digitos(seccion, valor)
        if "exp" in clases:
            return Mostrado(_cientifico(seccion, valor), exacto(valor))
        return _cifra(seccion, valor, con_signo)

    @property
    def es_fecha(self) -> bool:
        """Whether numbers show as dates or times."""
        return bool(self.secciones[0].clases & DE_FECHA)

    def palabras(self, texto: str) -> str:
        """What a text shows: as it is, unless the format has a part for texts."""
        propia = self.secciones[3] if len(self.secciones) > 3 else self.secciones[-1]
        if len(self.secciones) < 4 and "texto" not in propia.clases:
            return texto
        return "".join(texto if p.clase == "texto" else p.texto for p in propia.piezas if p.clase in ("texto", "lit"))

    def _seccion(self, valor: Decimal) -> tuple[Seccion, bool]:
        """The section for a value, and whether it still has to print the minus sign itself."""
        partes = self.secciones[:3]
        if any(s.condicion for s in partes):
            for s in partes:
                if s.condicion is None or _COMPARAR[s.condicion[0]](valor, s.condicion[1]):
                    return s, True
            return LLANA, True
        if len(partes) > 2 and valor == 0:
            return partes[2], False
        if len(partes) > 1 and valor < 0:
            return partes[1], False
        return partes[0], True


@functools.lru_cache(maxsize=4096)
def compilar(codigo: str) -> Formato:
    """The format of a format code."""
    secciones = partir(codigo)
    return Formato(secciones, _agrupa_enteros(secciones))


def _agrupa_enteros(secciones: tuple[Seccion, ...]) -> bool | None:
    """``Formato.agrupa_enteros``: of digits alone (``0``, ``#,##0``) and of General."""
    if len(secciones) > 1 or secciones[0].condicion is not None:
        return None
    propia = secciones[0]
    if propia.clases == {"general"}:
        return False
    lugares = "".join(p.texto for p in propia.piezas if p.clase == "digito")
    llana = propia.clases <= {"digito", "coma"} and re.fullmatch("#*0", lugares) and not propia.trazo.escala
    return propia.trazo.agrupa if llana else None


def exacto(valor: Decimal) -> str:
    """A value in full, without exponent: at most 15 decimals."""
    texto = f"{valor:.{_MAX_DECIMALES}f}".rstrip("0").rstrip(".")
    return "0" if texto == "-0" else texto


def general(valor: Decimal) -> str:
    """A value under General in a wide enough column: 11 characters, else with an exponent."""
    magnitud = abs(valor)
    if magnitud >= Decimal("1e11"):
        return _exponencial(valor, 5, 2)
    enteros = len(str(int(magnitud)))
    redondo = valor.quantize(Decimal(1).scaleb(-max(0, 10 - enteros)), ROUND_HALF_UP)
    if magnitud < Decimal("1e-4") and redondo != valor:
        return _exponencial(valor, 5, 2)
    return exacto(redondo)


def _es_fraccion(seccion: Seccion) -> bool:
    return {"barra", "digito"} <= seccion.clases


def _en_general(seccion: Seccion, valor: Decimal, con_signo: bool) -> Mostrado:
    """General, alone or among words (``General" eventos"``)."""
    if "general" not in seccion.clases:
        return Mostrado(general(valor), exacto(valor))
    numero = general(valor if con_signo else abs(valor))
    vista = [numero if p.clase == "general" else p.texto for p in seccion.piezas if p.clase in ("general", "lit", "moneda")]
    return Mostrado("".join(vista).strip(), _con_rotulo(seccion, exacto(valor)))


def _sin_digitos(seccion: Seccion, valor: Decimal) -> Mostrado:
    """A section of words only: a word is what it says, a mark (the dash of accounting) stands for the value."""
    vista = "".join(p.texto for p in seccion.piezas if p.clase in ("lit", "moneda", "barra", "pct", "punto", "coma")).strip()
    palabra = not vista or any(c.isalpha() for c in vista)
    return Mostrado(vista, vista if palabra else exacto(valor))


def _cifra(seccion: Seccion, valor: Decimal, con_signo: bool) -> Mostrado:
    trazo = seccion.trazo
    escalado = abs(valor) * 100**trazo.ciento / 1000**trazo.escala
    redondo = escalado.quantize(Decimal(1).scaleb(-len(trazo.decimales)), ROUND_HALF_UP, _AMPLIO)
    signo = "-" if valor < 0 and redondo else ""
    if trazo.llano:
        cien = "%" * trazo.ciento
        literal = (signo if con_signo else "") + (f"{redondo:,f}" if trazo.agrupa else f"{redondo:f}") + cien
        llano = f"{signo}{redondo:f}"
        return Mostrado(literal, llano + cien if cien or Decimal(llano) == valor else exacto(valor))
    entero, _, fraccion = f"{redondo:f}".partition(".")
    entero = "" if entero == "0" else entero
    puestos = _llenar(seccion.piezas, trazo, entero, fraccion)
    literal = (signo if con_signo else "") + _vista(seccion, trazo, puestos, entero).strip()
    if trazo.es_codigo:
        return Mostrado(literal, literal)
    impreso = "".join(puestos[i] for i in trazo.enteros).strip() or (entero if not trazo.enteros else "") or "0"
    cola = "".join(puestos[i] for i in trazo.decimales).strip()
    llano = signo + (f"{impreso}.{cola}" if cola else impreso)
    if trazo.ciento:
        return Mostrado(literal, _con_rotulo(seccion, llano + "%" * trazo.ciento))
    if literal.endswith("%"):  # written by the format beside a number that is one already (``0.0"%"``)
        return Mostrado(literal, _con_rotulo(seccion, llano + "%"))
    return Mostrado(literal, _con_rotulo(seccion, llano if Decimal(llano) == valor else exacto(valor)))


def _vista(seccion: Seccion, trazo: Trazo, puestos: dict[int, str], entero: str) -> str:
    """The section with its digits in place."""
    vista: list[str] = []
    detras = sum(len(puestos[i]) for i in trazo.enteros)
    for i, pieza in enumerate(seccion.piezas):
        if i in puestos:
            detras -= len(puestos[i]) if i < trazo.punto else 0
            vista.append(_agrupar(puestos[i], detras) if trazo.agrupa and i < trazo.punto else puestos[i])
        elif pieza.clase == "punto":
            # ``.00`` prints the whole part all the same.
            vista.append(("" if trazo.enteros else entero) + "." if i == trazo.punto else "")
        elif pieza.clase in ("lit", "moneda", "pct"):
            vista.append(pieza.texto)
    return "".join(vista)


def _llenar(piezas: tuple[Pieza, ...], trazo: Trazo, entero: str, fraccion: str) -> dict[int, str]:
    """The digits that stand at each placeholder: whole ones from the right, the first takes all that are left."""
    puestos: dict[int, str] = {}
    resto = entero
    for i in reversed(trazo.enteros):
        tomados = resto if i == trazo.enteros[0] else resto[-1:]
        resto = resto[: len(resto) - len(tomados)]
        puestos[i] = tomados or {"0": "0", "?": " "}.get(piezas[i].texto, "")
    visibles = fraccion.rstrip("0")
    for lugar, i in enumerate(trazo.decimales):
        puestos[i] = fraccion[lugar] if lugar < len(visibles) else {"0": "0", "?": " "}.get(piezas[i].texto, "")
    return puestos


def _agrupar(digitos: str, detras: int) -> str:
    """Digits with a comma before every third one from the right; ``detras`` digits follow them."""
    salida = []
    for lugar, digito in enumerate(digitos):
        quedan = detras + len(digitos) - 1 - lugar
        salida.append(digito + ("," if quedan and quedan % 3 == 0 and digito.isdigit() else ""))
    return "".join(salida)


def _con_rotulo(seccion: Seccion, cifra: str) -> str:
    """A figure after the words that the format prints before it, where they are a label."""
    primero = next((i for i, p in enumerate(seccion.piezas) if p.clase in ("digito", "punto", "general")), 0)
    rotulo = "".join(p.texto for p in seccion.piezas[:primero] if p.clase == "lit")
    return rotulo + cifra if sum(c.isalpha() for c in rotulo) >= _LETRAS_DE_ROTULO else cifra


def _cientifico(seccion: Seccion, valor: Decimal) -> str:
    marca = next(i for i, p in enumerate(seccion.piezas) if p.clase == "exp")
    punto = next((i for i, p in enumerate(seccion.piezas) if p.clase == "punto"), marca)
    decimales = sum(p.clase == "digito" for p in seccion.piezas[punto:marca])
    return _exponencial(valor, decimales, sum(p.clase == "digito" for p in seccion.piezas[marca:]), fijos=True)


def _exponencial(valor: Decimal, decimales: int, digitos: int, fijos: bool = False) -> str:
    # A zero would keep the exponent of its own decimals.
    mantisa, _, exponente = f"{valor or 0.0:.{decimales}E}".partition("E")
    exponente = exponente[0] + exponente[1:].lstrip("0")
    if not fijos and "." in mantisa:
        mantisa = mantisa.rstrip("0").rstrip(".")
    return f"{mantisa}E{exponente[0]}{exponente[1:].zfill(digitos)}"
