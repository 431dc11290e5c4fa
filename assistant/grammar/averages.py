"""Groups, or goals, held against an average: "¿qué unidades quedaron por debajo del promedio?", "metas por debajo del
promedio de su unidad". Years are never lumped together: each has its own."""

from __future__ import annotations

from typing import cast

from assistant.grammar.heads import Cabeza
from assistant.grammar.slots import Huecos
from assistant.plan import Dimension, En, Promedio
from assistant.spans import Cobertura

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea", "ejercicio")
#: What a mean of goals may be taken of, besides a year.
_PROPIOS: tuple[Dimension, ...] = ("unidad", "programa", "ramo", "municipio")


def contra_el_promedio(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """Which groups meet a smaller, or a larger, share of their goals than all of them together; or which goals are on one
    side of the mean of their place."""
    dichas = [s for s in c.de("dim") if s.valor in _GRUPOS]
    if not c.hay("promedio_de"):
        return False
    lado = c.valores("promedio_de")[0]
    if cabeza.tipo in ("nombre", "nivel", "clase") and cabeza.valor not in ("observacion", "informe"):
        luego = {s.valor for s in dichas if s.ini > c.de("promedio_de")[0].ini}
        suyas = tuple(d for d in _PROPIOS if d in luego)
        h.filtros.append(Promedio(lado=lado, de=(*suyas, "ejercicio")))
        h.intent, h.metrica, h.agrupar = "count" if c.hay("cuenta") else "list", None, ()
        return True
    if not (dichas or h.agrupar):
        return False
    grupo = cast(Dimension, next((d for d in (*(s.valor for s in dichas), *h.agrupar) if d != "ejercicio"), "ejercicio"))
    anos = "ejercicio" in h.agrupar or any(isinstance(f, En) and f.entidad == "ejercicio" and not f.negado and len(f.valores) > 1 for f in h.filtros)
    h.agrupar = ("ejercicio", grupo) if anos and grupo != "ejercicio" else (grupo,)
    h.intent, h.metrica, h.promedio = "count", "proporcion", lado
    return True
