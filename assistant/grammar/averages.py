"""Groups held against the compliance of all of them: "¿qué unidades quedaron por debajo del promedio?"."""

from __future__ import annotations

from typing import cast

from assistant.grammar.heads import Cabeza
from assistant.grammar.slots import Huecos
from assistant.plan import Dimension
from assistant.spans import Cobertura

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea", "ejercicio")


def contra_el_promedio(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """Which groups meet a smaller, or a larger, share of their goals than all of them together."""
    dichas = [s.valor for s in c.de("dim") if s.valor in _GRUPOS]
    if not c.hay("promedio_de") or not (dichas or h.agrupar):
        return False
    h.agrupar = (cast(Dimension, (*h.agrupar, *dichas)[0]),)
    h.intent, h.metrica, h.promedio = "count", "proporcion", c.valores("promedio_de")[0]
    return True
