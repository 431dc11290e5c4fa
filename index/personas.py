
"""One person under several spellings: PUIG and PUGA, with or without a title, with or without accents.

Two names are one person's where all their words but one agree and that one is alike, or where one lacks a word of
the other. Both spellings are kept where they stand; the shared one is the most frequent. It is a likeness, not a
certainty: the audit says so wherever two spellings meet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from index.textos import plegar

_TITULOS = frozenset(
    "c lic licda mtro mtra mtr maestro maestra ing arq dr dra doctor doctora prof profa profr profesor profesora cp lcp lae "
    "psic q f b qfb biol m a mc ma me mba tec tecn sr sra srta cap gral cmdte lcc lci ldg lda licenciado licenciada "
    "ingeniero ingeniera arquitecto arquitecta ciudadano ciudadana".split()
)
_MENORES = frozenset("de del la las los y".split())
_MIN_PALABRA = 0.70
_MIN_TOTAL = 85.0
_MIN_DESLIZ = 0.88
_MIN_DESLICES = 92.0


def clave(nombre: str) -> tuple[str, ...]:
    """The folded words of a name, without titles or particles."""
    todas = re.findall(r"[^\W\d_]+", plegar(nombre))
    while len(todas) > 2 and todas[0] in _TITULOS:
        todas = todas[1:]
    return tuple(p for p in todas if p not in _MENORES)


def misma(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two keys are likely one person's."""
    if a == b:
        return True
    if min(len(a), len(b)) < 3 or abs(len(a) - len(b)) > 1:
        return False
    propias, ajenas = list((Counter(a) - Counter(b)).elements()), list((Counter(b) - Counter(a)).elements())
    if len(propias) + len(ajenas) == 1:
        return True  # one word more: a second name, a second surname
    if len(a) == len(b) and _letra_a_letra(a, b):
        return True
    if len(propias) != 1 or len(ajenas) != 1 or a.index(propias[0]) != b.index(ajenas[0]):
        return False
    corta = min(len(a), len(b)) < 4
    parecido = JaroWinkler.similarity(propias[0], ajenas[0])
    return parecido >= (0.88 if corta else _MIN_PALABRA) and fuzz.ratio(" ".join(a), " ".join(b)) >= _MIN_TOTAL


def _letra_a_letra(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether each word of one is the other's but for a slip, and the whole too."""
    cada = all(JaroWinkler.similarity(x, y) >= _MIN_DESLIZ for x, y in zip(a, b, strict=True))
    return cada and fuzz.ratio(" ".join(a), " ".join(b)) >= _MIN_DESLICES


def agrupar(nombres: Mapping[str, int]) -> dict[str, str]:
    """Each spelling → the spelling that its group shares: the most frequent, then the longest, then the one with accents.

    ``nombres`` counts how often each one is printed.
    """
    claves = {nombre: clave(nombre) for nombre in nombres}
    distintas = sorted(set(claves.values()))
    jefes = {c: c for c in distintas}

    def jefe(c: tuple[str, ...]) -> tuple[str, ...]:
        while jefes[c] != c:
            c = jefes[c]
        return c

    for a, b in sorted(_candidatas(distintas)):
        if misma(a, b):
            jefes[jefe(b)] = jefe(a)
    grupos: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for nombre in nombres:
        grupos[jefe(claves[nombre])].append(nombre)
    salida: dict[str, str] = {}
    for miembros in grupos.values():
        veces = Counter({c: 0 for c in (claves[m] for m in miembros)})
        for m in miembros:
            veces[claves[m]] += nombres[m]
        comun = min(miembros, key=lambda m: (-veces[claves[m]], -nombres[m], -len(m), m.isascii(), m))
        salida.update(dict.fromkeys(miembros, comun))
    return salida


def _candidatas(claves: list[tuple[str, ...]]) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs that share the beginnings of two words; comparing all with all would not scale."""
    por_par: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for c in claves:
        for par in combinations(sorted({p[:3] for p in c}), 2):
            por_par[par].append(c)
    return {(a, b) for grupo in por_par.values() for a, b in combinations(grupo, 2)}
