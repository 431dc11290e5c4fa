"""Causes named in a question → filters, unless they are the words to look for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast

from assistant.grammar.slots import Huecos
from assistant.lexicon import NOMBRES_DE_CAUSA
from assistant.link import Vocabulario
from assistant.plan import ConCausa, Plan
from assistant.spans import Cobertura, Span
from index.taxonomia import CAUSAS
from index.textos import singular

#: Causes whose words are also subjects to look for by themselves ("observaciones sobre la plataforma virtual").
_CAUSAS_DE_PALABRA = ("formato_digital", "participacion", "contratacion", "demanda", "equipo", "captura", "personal")


#: The names of a cause; its other words ("confinamiento", "heladas") are looked for as such when a mention is asked.
_GENERALES = frozenset(
    "covid coronavirus pandemia pandemic contingencia epidemia clima climatico climaticas meteorologicas tiempo weather veda electoral electorales reprogramacion reprogramaciones instrucciones instruccion vacaciones calendario".split()
)


#: What something lacked, or what happened to it: no subject to look for.
_LE_FALTO = re.compile(r"falt|hiz|hic|hac|carec|hubo|habia")
_DINERO = ("presupuest", "recurso", "dinero")


def dinero_es_causa(c: Cobertura) -> None:
    """ "Afectadas por el presupuesto": money that is blamed is a cause, and no sum that the reports lack."""
    for i, (s, sig) in enumerate(pairwise(c.spans), 1):
        cerca = {t.norma for t in c.tokens[s.fin : sig.ini]} <= {"el", "la", "los", "las", "falta", "de"}
        if s.tipo == "por_causa" and sig.tipo == "dinero" and cerca and any(t.norma.startswith(_DINERO) for t in c.tokens[sig.ini : sig.fin]):
            c.spans[i] = Span(sig.ini, sig.fin, "causa", "presupuesto", sig.puntos)


def golpe_de_causa(c: Cobertura) -> None:
    """ "¿A quién le pegó más el covid?", "la más afectada por el clima": who has more goals that were missed by it."""
    for s in c.de("golpea"):
        c.spans.remove(s)
        if not c.hay("causa"):
            c.sueltos = sorted({*c.sueltos, *range(s.ini, s.fin)})
            continue
        nuevas = [Span(s.ini, s.ini + 1, "rango", s.valor, 10.0)]
        if not c.hay("clase"):
            nuevas.append(Span(s.ini + 1, s.fin, "clase", "no_cumplidas", 10.0))
        c.spans = sorted([*c.spans, *nuevas], key=lambda x: x.ini)


def causa_senalada(c: Cobertura, h: Huecos, previo: Plan | None) -> None:
    """ "… por esa causa": the one that the question has named, or the last one did; which they were, where none has."""
    for s in c.de("esa_causa"):
        if c.hay("causa"):
            continue
        if previo is not None and (dichas := previo.de("causa")):
            h.filtros += dichas
            continue
        i = c.spans.index(s)
        c.spans[i : i + 1] = [Span(s.ini, s.ini + 1, "por_causa", True, 5.0), Span(s.fin - 1, s.fin, "dim", "causa", 10.0)]


def leer_causas(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    si: list[str] = []
    no: list[str] = []
    for i, s in enumerate(c.spans):
        if s.tipo != "causa" or causa_es_texto(c, s):
            continue
        lista = no if i in negados else si
        juntas = tuple(dict.fromkeys((s.valor, *_antepuestas(c, s), *_coordinadas(c, s))))
        lista += [k for k in juntas if k not in lista]
        h.dichos.append((s.ini, s.fin, ConCausa(causas=tuple(cast(Any, juntas)), negado=i in negados)))
    if len(si) > 1 and _una_por_otra(c):
        h.filtros += [ConCausa(causas=(cast(Any, k),)) for k in si]
    elif si:
        h.filtros.append(ConCausa(causas=tuple(cast(Any, si))))
    if no:
        h.filtros.append(ConCausa(causas=tuple(cast(Any, no)), negado=True))


_NEXOS = frozenset("o u y e ni de del por la el los las un una unos unas algun alguna falta".split())


@lru_cache(maxsize=1024)
def _por_su_nombre(palabra: str) -> str | None:
    """The cause that a noun alone tells beside another one: by its own name, or as observations write what was lacking."""
    return NOMBRES_DE_CAUSA.get(singular(palabra)) or next((d.causa for d in CAUSAS if len(palabra) > 3 and d.reconoce(f"falta de {palabra}")), None)


def _coordinadas(c: Cobertura, s: Span) -> list[str]:
    """The causes that follow one after "o" or "y" and are told by a noun alone: "falta de personal o vehículos"."""
    salida: list[str] = []
    i = fin = s.fin
    while i < len(c.tokens) and c.tokens[i].norma in _NEXOS:
        i += 1
        if i < len(c.tokens) and {"o", "u", "y", "e", "ni"} & {t.norma for t in c.tokens[fin:i]} and i in c.sueltos and (k := _por_su_nombre(c.tokens[i].norma)):
            salida.append(k)
            c.sueltos = [x for x in c.sueltos if x != i]
            i = fin = i + 1
    return salida


def _antepuestas(c: Cobertura, s: Span) -> list[str]:
    """The causes that stand before one and "o" or "y", told by a noun alone: "por vehículos o equipo descompuesto"."""
    salida: list[str] = []
    i = s.ini - 1
    while i > 0 and c.tokens[i].norma in ("o", "u", "y", "e", "ni") and i - 1 in c.sueltos and (k := _por_su_nombre(c.tokens[i - 1].norma)):
        salida.append(k)
        c.sueltos = [x for x in c.sueltos if x != i - 1]
        i -= 2
    return salida


def le_falto(c: Cobertura, s: Span) -> bool:
    """Whether a cause is told by what was lacking, or by what happened to it, and not by its name alone."""
    return s.fin - s.ini > 1 and _LE_FALTO.match(c.tokens[s.ini].norma) is not None


def _una_por_otra(c: Cobertura) -> bool:
    """Whether a second cause explains the first ("se reprogramaron por instrucciones"): both are asked, not either."""
    causas = c.de("causa")
    return len(causas) > 1 and (
        any(s.tipo == "por_causa" and causas[0].fin <= s.ini < causas[1].ini for s in c.spans)
        or c.tokens[causas[1].ini].norma == "por"
    )


def causa_es_texto(c: Cobertura, s: Span) -> bool:
    """A subject to look for word by word: after "sobre" or "mencionan", or as the thing that a question is about; not beside
    another cause ("mencionan lluvias o falta de presupuesto"), which is of the same kind."""
    return _es_texto(c, s) and not any(x is not s and _unidas(c, s, x) and not _es_texto(c, x) for x in c.de("causa"))


def _unidas(c: Cobertura, s: Span, x: Span) -> bool:
    antes, luego = (s, x) if s.ini < x.ini else (x, s)
    entre = {t.norma for t in c.tokens[antes.fin : luego.ini]}
    return bool(entre & {"o", "u", "y", "e", "ni"}) and entre <= _NEXOS


def _es_texto(c: Cobertura, s: Span) -> bool:
    palabras = c.tokens[s.ini : s.fin]
    if palabras[0].norma in ("por", "debido") and len(palabras) > 1:
        return False
    if s.valor not in _CAUSAS_DE_PALABRA:
        especifica = (
            s.valor != "presupuesto" and not any(t.norma in _GENERALES for t in palabras) and c.hay("cita", "sobre")
        )
        return especifica or any(
            x.fin <= s.ini and c.tokens[x.fin - 1].norma in ("palabra", "palabras") for x in c.de("sobre")
        )
    if le_falto(c, s) and not c.hay("cita", "sobre"):
        return False  # "¿Dónde hizo falta gente?"
    previo = [x for x in c.spans if x.fin <= s.ini]
    if previo and previo[-1].tipo in ("por_causa", "negado", "causa") and s.ini - previo[-1].fin <= 2:
        return False
    if s.valor == "personal" and s.fin - s.ini == 1:
        return True
    if c.hay("cita", "sobre"):
        return any(t.raiz for t in palabras)
    return not c.hay("clase", "explica", "por_causa") and not any(v.valor == "causa" for v in c.de("dim"))
