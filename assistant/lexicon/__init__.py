"""Spanish words → the plan's algebra, as data.

Each ``Entrada`` is a phrase pattern over folded words separated by single spaces (accents, case and punctuation are
gone; ``%`` is a word), the kind of span that it proposes and the span's value. ``<name>`` in a pattern is a macro.
Entries are small and independent: the planner's cover chooses the best set of spans that don't overlap, so a longer
phrase ("no se cumplieron") wins over the word inside it ("cumplieron") without either knowing of the other.
"""

from __future__ import annotations

import functools
import re

from assistant.lexicon.ajenos import AJENOS
from assistant.lexicon.cambios import CAMBIOS
from assistant.lexicon.causas import CAUSAS, CAUSAS_POR_NOMBRE, CAUSAS_SENALADAS, ETIQUETAS_CAUSA, NOMBRES_DE_CAUSA
from assistant.lexicon.cifras import CIFRAS, COMPARADORES, NUMERO_PALABRAS, NUMEROS
from assistant.lexicon.entradas import Entrada, expandir
from assistant.lexicon.estados import CLASES
from assistant.lexicon.formas import ABREVIATURAS, FORMAS, INGLES, MARCAS_INGLES, MUNICIPALES, SINONIMOS, SINONIMOS_MEDIDA
from assistant.lexicon.intentos import INTENTOS
from assistant.lexicon.metricas import METRICAS
from assistant.lexicon.nexos import NEXOS, NEXOS_DE_CLAUSULA
from assistant.lexicon.nombres import NOMBRES
from assistant.lexicon.orden import ORDEN
from assistant.lexicon.ruido import RUIDO, es_encargo, es_ruido
from assistant.lexicon.tiempo import MESES, TIEMPO

__all__ = [
    "ABREVIATURAS", "ENTRADAS", "ETIQUETAS_CAUSA", "FORMAS", "INGLES", "MARCAS_INGLES", "MESES", "MUNICIPALES", "NEXOS_DE_CLAUSULA", "NOMBRES_DE_CAUSA", "NUMEROS",
    "NUMERO_PALABRAS", "RUIDO", "SINONIMOS", "SINONIMOS_MEDIDA", "Entrada", "compiladas", "es_encargo", "es_ruido", "vocabulario",
]  # fmt: skip

ENTRADAS: tuple[Entrada, ...] = (
    *CLASES, *METRICAS, *NOMBRES, *INTENTOS, *ORDEN, *COMPARADORES, *CIFRAS, *TIEMPO, *CAMBIOS, *CAUSAS, *CAUSAS_POR_NOMBRE, *CAUSAS_SENALADAS, *NEXOS, *AJENOS,
)  # fmt: skip


@functools.lru_cache(maxsize=1)
def compiladas() -> tuple[tuple[Entrada, re.Pattern[str]], ...]:
    """The entries with their patterns compiled; a pattern matches whole words."""
    return tuple((e, re.compile(r"(?<![^ ])(?:" + expandir(e.patron) + r")(?![^ ])")) for e in ENTRADAS)


@functools.lru_cache(maxsize=1)
def vocabulario() -> frozenset[str]:
    """Whole words that the patterns spell out, and the words without meaning: what a slip can be repaired to."""
    sueltas = re.findall(r"(?<![\w\\])[a-z]{4,}(?![\w*+(\[?])", " ".join(e.patron for e in ENTRADAS))
    return frozenset(sueltas) | RUIDO | frozenset(FORMAS.split())
