"""Actions told by the main goal that they are of: "¿cuántas acciones tiene cada meta principal?", "las acciones de la meta 3"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.grammar.heads import Cabeza
from assistant.grammar.ranking import cuantas
from assistant.grammar.slots import Huecos
from assistant.plan import ConClase, Nivel, Orden
from assistant.spans import Cobertura

_CADA = frozenset("cada por segun".split())
_DEPENDEN = re.compile(r"(?:depend|desprend|deriv|cuelg|integr|compon|conform|pertenec|subordin|contribuy)\w+")
_PREGUNTA = frozenset("que cual cuales".split())


def de_una_principal(c: Cobertura) -> None:
    """A main goal's number beside "acciones" names the goal that they are of; "y sus acciones", it and they."""
    acciones = [s for s in c.de("nivel") if s.valor == "accion"]
    for i, s in enumerate(c.spans):
        antes = range(max(0, s.ini - 3), s.ini)
        if s.tipo == "meta" and not any("." in n for n in s.valor) and any(_DEPENDEN.match(c.tokens[k].norma) for k in antes) and any(x.ini < s.ini for x in c.de("nombre", "nivel")):
            # "¿Qué metas dependen de la meta 7?": its actions.
            c.spans[i] = replace(s, tipo="padre")
            c.sueltos = [k for k in c.sueltos if k not in antes or not _DEPENDEN.match(c.tokens[k].norma)]
    if not acciones:
        return
    suyas = any({"y", "con", "mas"} & {t.norma for t in c.tokens[max(0, s.ini - 2) : s.ini]} and c.tokens[s.ini - 1].norma in ("sus", "las") for s in acciones if s.ini)
    for i, s in enumerate(c.spans):
        if s.tipo == "meta" and not any("." in n for n in s.valor):
            c.spans[i] = replace(s, tipo="rama" if suyas and s.ini < acciones[0].ini else "padre")


def por_principal(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """The actions of each main goal: how many, what share of them, which goal has most, which have them all so."""
    principales = [s for s in c.de("nivel") if s.valor == "principal"]
    acciones = "accion" in c.valores("nivel") or any(t.norma == "acciones" for s in c.de("metrica") if s.valor == "proporcion" for t in c.tokens[s.ini : s.fin])
    aparte = any(a.tipo == "negado" and s.tipo == "nivel" and a.fin == s.ini for a, s in pairwise(c.spans))
    if not principales or not acciones or aparte or c.hay("cita", "explica"):
        return False
    antes = {t.norma for t in c.tokens[max(0, principales[0].ini - 2) : principales[0].ini]}
    if not (antes & _CADA or antes & _PREGUNTA or principales[0].ini == 0):
        return False
    h.filtros = [f for f in h.filtros if not isinstance(f, Nivel)] + [Nivel(nivel="accion")]
    h.agrupar, h.intent = ("principal",), "count"
    h.metrica = "proporcion" if h.metrica == "proporcion" else "metas"
    if h.metrica == "proporcion" and h.clases == ["cumplidas"]:
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
    if any(t.norma in ("todas", "todos") for t in c.tokens) and h.clases == ["cumplidas"] and h.metrica == "metas":
        h.universal = True
    elif c.hay("rango", "puesto"):
        h.intent, h.puesto = "rank", next(iter(c.valores("puesto")), None)
        h.limite = None if h.puesto else cuantas(c, True)
        h.orden = Orden(metrica=h.metrica, descendente=(c.valores("rango") or ["desc"])[0] == "desc")
    return True
