"""What does not add up in a report, and what a reader should ask about.

Each rule is one small registered function over a report (``@regla``) or over the reports of one document
(``@regla_cruzada``); ``entre_informes`` compares what is loaded of one report at two cuts, and names over all of it.
A rule finds, it corrects nothing: what is printed stays, what was expected stands beside it, and a sentence says why,
with the cells it speaks of. ``ARITMETICAS`` names the rules that compare figures with figures.

Sources: domain.md ("Traps that the sample already holds", "What other real reports do"), contract ("Rounding").
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence

from index import dudas
from index.auditoria import aritmetica, columnas, firmantes, identidad, medidas, palabras, reportado
from index.auditoria.registro import ARITMETICAS, REGLAS, REGLAS_CRUZADAS, Regla, regla, regla_cruzada
from index.poa import Hallazgo, Informe

#: The modules of the rules; importing them registers theirs.
MODULOS = (aritmetica, reportado, palabras, identidad, medidas, columnas, firmantes)

# What a scan may have misread is known where scans are; it is listed last, with its own name.
REGLAS[dudas.REGLA] = dudas.hallazgos


def auditar(informe: Informe) -> tuple[Hallazgo, ...]:
    """Every finding of one report by itself, in the order of the modules."""
    return tuple([h for r in _en_orden() for h in r(informe)])


def auditar_juntos(informes: Sequence[Informe]) -> list[tuple[int, Hallazgo]]:
    """The findings that show only across the reports of a document: (index of the report, finding). They look at no
    goals."""
    return [hallado for r in REGLAS_CRUZADAS.values() for hallado in r(informes)]


def auditar_documento(informes: Sequence[Informe]) -> tuple[tuple[Hallazgo, ...], ...]:
    """The findings of each report of a document, those that show only across its reports included."""
    cruzados: dict[int, list[Hallazgo]] = defaultdict(list)
    for i, hallado in auditar_juntos(informes):
        cruzados[i].append(hallado)
    return tuple((*auditar(informe), *cruzados[i]) for i, informe in enumerate(informes))


@functools.cache
def _en_orden() -> tuple[Regla, ...]:
    orden = {m.__name__: n for n, m in enumerate(MODULOS)}
    return tuple(sorted(REGLAS.values(), key=lambda r: orden.get(r.__module__, len(orden))))


__all__ = [
    "ARITMETICAS", "MODULOS", "REGLAS", "REGLAS_CRUZADAS", "auditar", "auditar_documento", "auditar_juntos", "regla",
    "regla_cruzada",
]  # fmt: skip
