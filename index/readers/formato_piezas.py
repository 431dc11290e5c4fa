"""The pieces of a number format: its code → sections, each with the places of its digits.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (numFmt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

GENERAL = "General"

#: Built-in formats by number, those that follow the machine's region as Mexico has it (14, 22, 5-8, 37-44).
INTEGRADOS: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0;-"$"#,##0',
    6: '"$"#,##0;-"$"#,##0',
    7: '"$"#,##0.00;-"$"#,##0.00',
    8: '"$"#,##0.00;-"$"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-"$"* #,##0_-;-"$"* #,##0_-;_-"$"* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-"$"* #,##0.00_-;-"$"* #,##0.00_-;_-"$"* "-"??_-;_-@_-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}

_PIEZA = re.compile(
    r'"(?P<cita>[^"]*)"?|\\(?P<escape>.)|_(?P<hueco>.)|\*(?P<relleno>.)|\[(?P<corchete>[^\]]*)\]|(?P<corte>;)'
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<exp>E[+-])|(?P<fecha>y+|m+|d+|h+|s+)"
    r"|(?P<digito>[0#?])|(?P<punto>\.)|(?P<coma>,)|(?P<pct>%)|(?P<texto>@)|(?P<suelta>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDICION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_LLANO = re.compile(r"[#,]*0(\.0+)?%*")
#: How the pieces that are no text of their own are written where a section is looked at as a whole; words are not.
_SIGNOS = {"lit": "x", "moneda": "x"}
DE_FECHA = frozenset({"fecha", "lapso", "ampm"})


@dataclass(frozen=True, slots=True)
class Pieza:
    """A token of a format: its kind (a group of ``_PIEZA``; ``lit``, ``moneda``, ``lapso``) and its text."""

    clase: str
    texto: str


@dataclass(frozen=True, slots=True)
class Trazo:
    """Where the digits of a section stand: indexes of its placeholders, of its point, and what its commas mean."""

    enteros: tuple[int, ...]
    decimales: tuple[int, ...]
    punto: int
    ciento: int
    escala: int
    agrupa: bool
    es_codigo: bool
    #: Digits as everybody writes them, and nothing else but a sign of percent at the end: ``0``, ``#,##0.00``, ``0.0%``.
    llano: bool


@dataclass(frozen=True, slots=True)
class Seccion:
    """One of the up to four parts of a format, for the numbers that meet its condition. ``clases``: of its pieces."""

    piezas: tuple[Pieza, ...]
    condicion: tuple[str, Decimal] | None
    ingles: bool
    clases: frozenset[str]
    trazo: Trazo


def partir(codigo: str) -> tuple[Seccion, ...]:
    """The sections of a format code. Anything is taken: what no rule knows is shown as it is written."""
    secciones: list[Seccion] = []
    piezas: list[Pieza] = []
    condicion: tuple[str, Decimal] | None = None
    ingles = False
    for hallada in _PIEZA.finditer(codigo[:512] or GENERAL):
        clase = hallada.lastgroup or ""
        contenido = hallada.group(clase)
        if clase == "corte":
            secciones.append(_seccion(tuple(piezas), condicion, ingles))
            piezas, condicion, ingles = [], None, False
        elif clase == "corchete":
            if por := _CONDICION.fullmatch(contenido.strip()):
                condicion = (por.group(1), Decimal(por.group(2)))
            elif contenido.startswith("$"):
                simbolo, _, region = contenido[1:].partition("-")
                piezas += [Pieza("moneda", simbolo)] if simbolo else []
                ingles = region.lower().endswith(("409", "809")) or region.lower().startswith("en")
            elif re.fullmatch(r"h+|m+|s+", contenido, re.IGNORECASE):
                piezas.append(Pieza("lapso", contenido.lower()))
        elif clase == "hueco":
            piezas.append(Pieza("lit", " "))
        elif clase in ("cita", "escape"):
            piezas.append(Pieza("lit", contenido))
        elif clase == "suelta":
            piezas.append(Pieza("barra" if contenido == "/" else "lit", contenido))
        elif clase != "relleno":
            piezas.append(Pieza(clase, contenido.lower() if clase == "fecha" else contenido))
    return (*secciones, _seccion(tuple(piezas), condicion, ingles))


def _seccion(piezas: tuple[Pieza, ...], condicion: tuple[str, Decimal] | None = None, ingles: bool = False) -> Seccion:
    return Seccion(piezas, condicion, ingles, frozenset(p.clase for p in piezas), _trazo(piezas))


def _trazo(piezas: tuple[Pieza, ...]) -> Trazo:
    digitos = tuple(i for i, p in enumerate(piezas) if p.clase == "digito")
    punto = next((i for i, p in enumerate(piezas) if p.clase == "punto"), len(piezas))
    enteros = tuple(i for i in digitos if i < punto)
    escala, agrupa = _comas(piezas, enteros or digitos)
    # Digits among signs are a code (``0"."0"."0``), no quantity.
    es_codigo = bool(digitos) and any(p.clase in ("lit", "moneda") for p in piezas[digitos[0] : digitos[-1]])
    ciento = sum(p.clase == "pct" for p in piezas)
    decimales = tuple(i for i in digitos if i > punto)
    llano = not escala and bool(_LLANO.fullmatch("".join(_SIGNOS.get(p.clase, p.texto) for p in piezas)))
    return Trazo(enteros, decimales, punto, ciento, escala, agrupa, es_codigo, llano)


def _comas(piezas: tuple[Pieza, ...], enteros: tuple[int, ...]) -> tuple[int, bool]:
    """How many times a format divides by a thousand (commas after its last digit), and whether it groups thousands."""
    if not enteros:
        return 0, False
    ultimo, escala = enteros[-1], 0
    while ultimo + 1 + escala < len(piezas) and piezas[ultimo + 1 + escala].clase == "coma":
        escala += 1
    return escala, any(p.clase == "coma" for p in piezas[enteros[0] : ultimo])


#: Where no section's condition holds.
LLANA = partir(GENERAL)[0]
