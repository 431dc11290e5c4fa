"""Months from the first of a quarter to the last of one are those quarters: "de julio a septiembre de 2022", "enero-junio".

No cut stands in the first month of a quarter, so that such a range is never from one cut to another. Written again for
another year ("de enero a junio de 2023 y de enero a junio de 2024") it is the same part of both.
"""

from __future__ import annotations

import re

from assistant.lexicon import MESES
from assistant.spans import Cobertura, Span
from index.poa import TRIMESTRES

_ANO = re.compile(r"(?:19|20)\d\d")


def meses_enteros(c: Cobertura) -> None:
    """Read such ranges as quarters, and the years that stand in them as years."""
    for s in c.de("meses", "dos_cortes", "cortes_mes"):
        meses = [(i, MESES[c.tokens[i].norma]) for i in range(s.ini, s.fin) if c.tokens[i].norma in MESES]
        if len(meses) % 2 or not meses or len({(a[1], b[1]) for a, b in zip(meses[::2], meses[1::2], strict=True)}) != 1:
            continue
        (primero, ini), (ultimo, fin) = meses[0], meses[1]
        anos = [i for i in range(s.ini, s.fin) if _ANO.fullmatch(c.tokens[i].norma)]
        if ini % 3 != 1 or fin % 3 or ini > fin or fin - ini > 9 or any(i < ultimo for i in anos) or not _va_hasta(c, primero, ultimo):
            continue
        corte = min(anos, default=s.fin)
        partes = [Span(s.ini, corte, "trimestre", TRIMESTRES[ini // 3 : fin // 3], s.puntos)]
        partes += [Span(i, i + 1, "ano", c.tokens[i].norma, 10.0) for i in anos]
        c.spans = sorted([*(x for x in c.spans if x is not s), *partes], key=lambda x: x.ini)


def _va_hasta(c: Cobertura, primero: int, ultimo: int) -> bool:
    """Whether the two months are the ends of a range and not two months told one by one ("en enero, en junio")."""
    entre = {t.norma for t in c.tokens[primero + 1 : ultimo]}
    antes = {t.norma for t in c.tokens[max(0, primero - 3) : primero]}
    return not entre or bool(entre & {"a", "al", "hasta"}) or ("y" in entre and "entre" in antes)


__all__ = ["meses_enteros"]
