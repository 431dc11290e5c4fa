"""The facts of a report file, as they will be printed: forms, their header, their goals, their signatures.

``desde_ejemplo`` builds a report from a text file and its gold: the goals are the gold's, the header is split from the
text by position alone (the rows of label, code and name keep one order), so that no parser of the product is involved.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

Textos4 = tuple[str | None, str | None, str | None, str | None]

#: Labels of the header, in the order that every form keeps.
ORDEN = ("ramo", "programa", "unidad", "finalidad", "funcion", "subfuncion")
_MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_FECHA = re.compile(r"(\d{1,2})(?: de |[-/ ])([a-z]{3})[a-z]*\.?(?: de |[-/ ])(\d{2,4})", re.IGNORECASE)
#: How a form prints the number before a description, and its thousands; neighbours in a file differ.
_NUMEROS = ("{}.- ", "{}. ", "{} ", "{}.-")
_MILES = ("todas", "ninguna", "grandes")


@dataclass(frozen=True, slots=True)
class Meta:
    """A goal as printed. ``p`` and ``a`` are the four quarters; None is blank."""

    numero: str
    descripcion: str
    unidad_medida: str
    anual: str | None
    p: Textos4
    a: Textos4
    absoluto: str | None
    porcentaje: str | None
    observacion: str | None
    lineas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forma:
    """A form. ``codigos`` and ``nombres`` follow ``ORDEN``; ``firmas`` are (post, name) of who elaborated, reviewed
    and authorised it; ``estilo`` is how it prints the numbers of its goals."""

    titulo: str
    municipio: str
    ejercicio: int
    corte: date
    codigos: tuple[str, ...]
    nombres: tuple[str, ...]
    lineas: tuple[tuple[str, str], ...]
    metas: tuple[Meta, ...]
    firmas: tuple[tuple[str, str], ...]
    clave: str
    estilo: str = _NUMEROS[0]

    @property
    def unidad(self) -> str:
        return self.codigos[2]

    @property
    def fecha(self) -> str:
        return f"{self.corte.day}-{_MESES[self.corte.month - 1]}.-{self.corte.year % 100:02d}"


@dataclass(frozen=True, slots=True)
class Reporte:
    """A report file: its name without suffix, and its forms."""

    nombre: str
    formas: tuple[Forma, ...]

    @property
    def metas(self) -> int:
        return sum(len(f.metas) for f in self.formas)


def valor(texto: str | None) -> Decimal | None:
    """The figure of a printed text of ours: thousands with a comma, decimals with a point."""
    return None if texto is None else Decimal(texto.replace(",", "").rstrip("% "))


def imprimir(cifra: float | None, miles: bool) -> str | None:
    """A figure of a gold file as a report prints it."""
    if cifra is None:
        return None
    exacta = Decimal(str(cifra))
    entera = exacta == exacta.to_integral_value()
    return f"{int(exacta):,}".replace(",", "," if miles else "") if entera else f"{exacta:{',' if miles else ''}f}"


def desde_ejemplo(texto: Path, gold: Path, municipio: str) -> Reporte:
    """The report of a text file, its goals from its gold. ``municipio`` as the facts must give it."""
    metas: dict[str, list[dict[str, Any]]] = {}
    for m in json.loads(gold.read_text(encoding="utf-8")):
        metas.setdefault(m["unidad"], []).append(m)
    cabeceras = _cabeceras(texto.read_text(encoding="utf-8").split("\n"))
    formas = []
    for i, (unidad, suyas) in enumerate(metas.items()):
        c = cabeceras[unidad]
        miles = _MILES[i % len(_MILES)]
        forma = Forma(
            titulo=c.titulo,
            municipio=municipio,
            ejercicio=c.ejercicio,
            corte=c.corte,
            codigos=tuple(c.codigos),
            nombres=tuple(c.nombres),
            lineas=tuple(c.lineas),
            metas=tuple(_meta(m, miles) for m in suyas),
            firmas=tuple(c.firmas),
            clave=c.clave,
            estilo=_NUMEROS[i % len(_NUMEROS)],
        )
        formas.append(forma)
    return Reporte(texto.stem, tuple(formas))


def _meta(m: dict[str, Any], miles: str) -> Meta:
    todas, grandes = miles == "todas", miles != "ninguna"

    def cuatro(lado: str) -> Textos4:
        t1, t2, t3, t4 = (imprimir(m[lado][f"T{n}"], todas) for n in (1, 2, 3, 4))
        return t1, t2, t3, t4

    return Meta(
        numero=m["meta"],
        descripcion=m["descripcion"],
        unidad_medida=m["unidad_medida"],
        anual=imprimir(m["meta_anual"], grandes),
        p=cuatro("programado"),
        a=cuatro("alcanzado"),
        absoluto=imprimir(m["avance_absoluto"], grandes),
        porcentaje=m["avance_impreso"] or None,
        observacion=m["observacion"],
        lineas=tuple(m["lineas"]),
    )


@dataclass(slots=True)
class _Cabecera:
    titulo: str
    ejercicio: int
    corte: date
    codigos: list[str]
    nombres: list[str]
    lineas: list[tuple[str, str]]
    firmas: list[tuple[str, str]]
    clave: str = "F-04"


def _cabeceras(lineas: list[str]) -> dict[str, _Cabecera]:
    """The headers by unit, the first of each unit; the signatures that follow the last page of a unit are its own."""
    salida: dict[str, _Cabecera] = {}
    titulo, anio, arriba = "", 0, False
    filas: list[list[str]] = []
    actual: _Cabecera | None = None
    renglones = [[c.strip(" *") for c in linea.split("\t")] for linea in lineas]
    for i, celdas in enumerate(renglones):
        llenas = [c for c in celdas if c]
        if len(llenas) == 1 and "AYUNTAMIENTO" in llenas[0]:
            titulo, filas, arriba = llenas[0], [], True
        elif len(llenas) == 1 and llenas[0].startswith("PROGRAMA OPERATIVO ANUAL"):
            anio = int(llenas[0][-4:])
        elif arriba and len(llenas) >= 6:
            pares = [p for p in map(_par, filas) if p is not None]
            if len(pares) >= 3 and pares[2][0] not in salida:
                salida[pares[2][0]] = _cabecera(titulo, anio, filas, pares)
            actual = salida[pares[2][0]] if len(pares) >= 3 else actual
            arriba = False
        elif arriba:
            filas.append(celdas)
        elif actual is not None and len(llenas) == 1 and llenas[0].startswith("RESPONSABLE"):
            nombre = next(x for x in ([c for c in r if c] for r in renglones[i + 1 :]) if x)[0]
            actual.firmas.append((llenas[0], nombre))
    return salida


def _cabecera(titulo: str, anio: int, filas: list[list[str]], pares: list[tuple[str, str]]) -> _Cabecera:
    dia, mes, corto = next(f for f in (_FECHA.search(" ".join(fila)) for fila in filas) if f).groups()
    corte = date(2000 + int(corto[-2:]), _MESES.index(mes.lower()) + 1, int(dia))
    n = len(ORDEN)
    return _Cabecera(titulo, anio, corte, [c for c, _ in pares[:n]], [x for _, x in pares[:n]], pares[n:], [])


def _par(fila: list[str]) -> tuple[str, str] | None:
    """(code, name) of a header row: its second and third cells."""
    return (fila[1], fila[2]) if len(fila) >= 3 and re.fullmatch(r"\d[\d.]*", fila[1]) else None
