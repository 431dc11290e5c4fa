"""One goal over several cuts and years: "the goal 1.6 of 2022" may be number 1.7 in 2023, and 1.6 another goal.

Goals of one unit are one series where their descriptions are the same, or, under the same number, alike: a slip of
the scan or a reworded phrase keeps the identity, another subject under a known number begins a new one. Reworded at
length it is known by its subject: under the same number and measure, most of the telling words of the shorter text.
Each report has a goal of a series once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.textos import clave, raices

#: How alike two descriptions must be under one number, and under two.
_MISMO_NUMERO = 70.0
_OTRO_NUMERO = 92.0
#: How much of the shorter text's telling words, and how many, a reworded goal shares with what it was.
_MISMO_ASUNTO, _PALABRAS_COMUNES = 0.5, 3


@dataclass(frozen=True, slots=True)
class Eslabon:
    """A goal of one report: ``id`` names its row, ``informe`` its report (in time order: year, cut)."""

    id: Hashable
    informe: tuple[object, ...]
    ejercicio: int
    numero: str
    descripcion: str
    medida: str = ""


@dataclass(slots=True)
class _Serie:
    """A series as far as it goes: its last goal, by whose words the next report's are known."""

    nombre: str
    ultimo: Eslabon


class _Claves(dict[str, str]):
    """The keys of descriptions, each worked out once."""

    def __missing__(self, descripcion: str) -> str:
        self[descripcion] = clave(descripcion)
        return self[descripcion]


def encadenar(eslabones: Sequence[Eslabon]) -> dict[Hashable, str]:
    """Each goal's id → the name of its series (first year and number). ``eslabones``: of one unit, in time order."""
    series: list[_Serie] = []
    veces: dict[str, int] = {}
    claves = _Claves()
    salida: dict[Hashable, str] = {}
    informes: dict[tuple[object, ...], list[Eslabon]] = {}
    for e in eslabones:
        informes.setdefault(e.informe, []).append(e)
    for informe, pendientes in informes.items():
        for parecida in (_igual, _mismo_numero, _parecida, _mismo_asunto):
            for e in list(pendientes):
                libres = [s for s in series if s.ultimo.informe != informe and parecida(s.ultimo, e, claves)]
                if libres:
                    mejor = max(libres, key=lambda s: (s.ultimo.numero == e.numero, _parecido(s.ultimo, e, claves)))
                    mejor.ultimo = e
                    salida[e.id] = mejor.nombre
                    pendientes.remove(e)
        for e in pendientes:
            salida[e.id] = _nombre(e.ejercicio, e.numero, veces)
            series.append(_Serie(salida[e.id], e))
    return salida


def nombrar(ejercicio: int, numeros: Iterable[str]) -> list[str]:
    """The series of a first report's goals, in order: each begins one."""
    veces: dict[str, int] = {}
    return [_nombre(ejercicio, numero, veces) for numero in numeros]


def _parecido(a: Eslabon, b: Eslabon, claves: _Claves) -> float:
    return fuzz.ratio(claves[a.descripcion], claves[b.descripcion])


def _igual(a: Eslabon, b: Eslabon, claves: _Claves) -> bool:
    return claves[a.descripcion] == claves[b.descripcion]


def _mismo_numero(a: Eslabon, b: Eslabon, claves: _Claves) -> bool:
    return a.numero == b.numero and _parecido(a, b, claves) >= _MISMO_NUMERO


def _parecida(a: Eslabon, b: Eslabon, claves: _Claves) -> bool:
    return _parecido(a, b, claves) >= _OTRO_NUMERO


def _mismo_asunto(a: Eslabon, b: Eslabon, claves: _Claves) -> bool:
    if a.numero != b.numero or not a.medida or a.medida != b.medida:
        return False
    suyas, otras = set(raices(a.descripcion)), set(raices(b.descripcion))
    comunes = len(suyas & otras)
    return comunes >= _PALABRAS_COMUNES and comunes >= _MISMO_ASUNTO * min(len(suyas), len(otras))


def _nombre(ejercicio: int, numero: str, veces: dict[str, int]) -> str:
    """The name of a new series: numbers say which of several of one year and number it is (no number holds a ``#``)."""
    nombre = f"{ejercicio}-{numero}"
    veces[nombre] = veces.get(nombre, 0) + 1
    return nombre if veces[nombre] == 1 else f"{nombre}#{veces[nombre]}"
