"""Subjects of different kinds joined by "o": "bibliotecas o patrullas", "metas de becas o de la contraloría".

Subjects of one kind are one condition with several values already; two kinds are two conditions, of which a goal would
have to meet both.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.grammar.slots import Huecos
from assistant.plan import Alguna, En, Filtro, Texto
from assistant.spans import Cobertura

_SUJETOS = ("unidad", "programa", "ramo", "linea", "medida", "persona")
#: A run of words that are one subject: its kind (a span's, or "texto") and its tokens.
Sujeto = tuple[str, int, int]
#: What may stand beside the conjunction.
_NEXOS = frozenset("o u y e de del la el las los al a en por metas acciones meta sobre relacionadas con".split())


def unas_u_otras(c: Cobertura, h: Huecos) -> None:
    """One condition of those that "o" joins ("y de", too: the goals of both)."""
    if h.intent not in (None, "list", "count", "detail", "quote"):
        return
    sujetos = _sujetos(c, h)
    unidos = {t for a, b in pairwise(sujetos) if a[0] != b[0] and _se_unen(c, a, b) for t in (a[0], b[0])}
    suyos = [f for f in h.filtros if not getattr(f, "negado", False) and _tipo(f) in unidos]
    if len({_tipo(f) for f in suyos}) < 2:
        return
    h.filtros = [*(f for f in h.filtros if f not in suyos), Alguna(opciones=tuple(f for f in suyos if isinstance(f, En | Texto)))]
    if h.intent == "detail":
        h.intent = "list"


def _sujetos(c: Cobertura, h: Huecos) -> list[Sujeto]:
    """The subjects that the question names, in order."""
    salida: list[Sujeto] = [(s.tipo, s.ini, s.fin) for s in c.de(*_SUJETOS)]
    for i in c.sueltos:
        if not c.tokens[i].vacio and c.tokens[i].norma in h.terminos:
            salida.append(("texto", i, i + 1))
    return sorted(salida, key=lambda s: s[1])


def _se_unen(c: Cobertura, a: Sujeto, b: Sujeto) -> bool:
    entre = [t.norma for t in c.tokens[a[2] : b[1]]]
    if not set(entre) <= _NEXOS:
        return False
    return bool({"o", "u"} & set(entre)) or (entre[:1] in (["y"], ["e"]) and bool({"de", "del"} & set(entre)))


def _tipo(f: Filtro) -> str:
    return f.entidad if isinstance(f, En) else "texto" if isinstance(f, Texto) else ""
