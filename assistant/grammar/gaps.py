"""How far two places are from each other: "¿de cuántos puntos fue la diferencia de ocupación entre Laguna y Cerro?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.grammar.slots import Huecos
from assistant.plan import En, Texto
from assistant.spans import Cobertura

_DISTANCIA = re.compile(r"diferencias?|distancias?|brechas?|separ\w+|ventajas?")
_DE_TIEMPO = ("dos_cortes", "dos_trimestres", "cortes_mes", "cortes_n", "previo", "varios", "tendencia", "corregida")
_LUGARES = ("municipio", "unidad", "programa")


def diferencia_entre_lugares(c: Cobertura) -> None:
    """A difference between two places in one year is no change from another year, and its points are of what is measured."""
    dicha = next((s for s in c.de("cambio", "compara", "metrica") if any(_DISTANCIA.fullmatch(t.norma) for t in c.tokens[s.ini : s.fin])), None)
    if dicha is None or c.hay(*_DE_TIEMPO) or len(c.de("ano", "corte", "hasta_mes", "mes")) > 1 or len([s for s in c.de("cambio") if s is not dicha]) or c.hay("meta"):
        return
    if not any(len(c.de(lugar)) == 2 for lugar in _LUGARES):
        return
    avance = [s for s in c.de("metrica") if s.valor == "avance"]
    de_avance = not all(c.tokens[s.fin - 1].norma.startswith("punto") for s in avance)  # points of progress are of its percent
    sobran = ("compara_num",) if de_avance else ("compara_num", "puntos", "cuenta")
    c.spans = [
        replace(s, tipo="compara", valor=True) if s is dicha else replace(s, tipo="cortesia") if s.tipo in sobran or (s in avance and not de_avance) else s
        for s in c.spans
    ]


def de_lo_medido(c: Cobertura, h: Huecos) -> None:
    """Two places side by side in one thing that words name: what each did of it, and not how many of its goals were met."""
    entre = h.intent == "compare" and h.agrupar in (("municipio",), ("unidad",)) and h.metrica is None and not h.clases and not h.periodos
    cosa = any(isinstance(f, Texto) or (isinstance(f, En) and f.entidad == "medida" and not f.negado) for f in h.filtros)
    if entre and cosa and any(_DISTANCIA.fullmatch(t.norma) for t in c.tokens):
        h.metrica = "alcanzado"


__all__ = ["de_lo_medido", "diferencia_entre_lugares"]
