"""One goal over several cuts and years: "the goal 1.6 of 2022" may be number 1.7 in 2023, and 1.6 another goal.

Goals of one unit are one series where their descriptions are the same, or, under the same number, alike: a slip of
the scan or a reworded phrase keeps the identity, another subject under a known number begins a new one. Each report
has a goal of a series once.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.textos import clave

#: How alike two descriptions must be under one number, and under two.
_MISMO_NUMERO = 70.0
_OTRO_NUMERO = 92.0


@dataclass(frozen=True, slots=True)
class Eslabon:
    """A goal of one report: ``id`` names its row, ``informe`` its report (in time order: year, cut)."""

    id: Hashable
    informe: tuple[object, ...]
    ejercicio: int
    numero: str
    descripcion: str


@dataclass(slots=True)
class _Serie:
    nombre: str
    numero: str
    texto: str
    vista: tuple[object, ...]


def encadenar(eslabones: Sequence[Eslabon]) -> dict[Hashable, str]:
    """Each goal's id → the name of its series (first year and number). ``eslabones``: of one unit, in time order."""
    series: list[_Serie] = []
    salida: dict[Hashable, str] = {}
    for informe in dict.fromkeys(e.informe for e in eslabones):
        pendientes = [e for e in eslabones if e.informe == informe]
        for parecida in (_igual, _mismo_numero, _parecida):
            for e in list(pendientes):
                libres = [s for s in series if s.vista != informe and parecida(s, e)]
                if libres:
                    mejor = max(libres, key=lambda s: (s.numero == e.numero, fuzz.ratio(s.texto, clave(e.descripcion))))
                    mejor.vista, mejor.numero, mejor.texto = informe, e.numero, clave(e.descripcion)
                    salida[e.id] = mejor.nombre
                    pendientes.remove(e)
        for e in pendientes:
            nombre = _sin_repetir(f"{e.ejercicio}-{e.numero}", {s.nombre for s in series})
            series.append(_Serie(nombre, e.numero, clave(e.descripcion), informe))
            salida[e.id] = nombre
    return salida


def _igual(s: _Serie, e: Eslabon) -> bool:
    return s.texto == clave(e.descripcion)


def _mismo_numero(s: _Serie, e: Eslabon) -> bool:
    return s.numero == e.numero and fuzz.ratio(s.texto, clave(e.descripcion)) >= _MISMO_NUMERO


def _parecida(s: _Serie, e: Eslabon) -> bool:
    return fuzz.ratio(s.texto, clave(e.descripcion)) >= _OTRO_NUMERO


def _sin_repetir(nombre: str, usados: set[str]) -> str:
    n, salida = 1, nombre
    while salida in usados:
        n += 1
        salida = f"{nombre}#{n}"
    return salida
