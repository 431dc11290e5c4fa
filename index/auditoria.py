"""stub"""
from __future__ import annotations
from collections.abc import Sequence
from index.poa import Hallazgo, Informe

ARITMETICAS: frozenset[str] = frozenset()

def auditar_documento(informes: Sequence[Informe]) -> tuple[tuple[Hallazgo, ...], ...]:
    return tuple(() for _ in informes)
