"""Whether a cause is what a goal fell short by: "¿los baches que faltaron fueron por falta de presupuesto?"."""

from __future__ import annotations

import re

from assistant.grammar.slots import Huecos
from assistant.plan import ConCausa, ConClase, ConTrimestre, En, Texto
from assistant.spans import Cobertura, es_verbo

#: What asks for goals, figures or words, and not for a yes or a no.
_PIDEN = ("cuenta", "cita", "quien", "rango", "ordena", "dim", "compara", "cambio", "promedio", "suma", "audita", "misma_causa", "tendencia")
#: A cause that is said of something: "fueron por", "se debió a", or the verb of what failed, before or after it.
_SE_DEBIO = re.compile(r"\b(?:(?:fue|fueron|es|son|era|eran|seria|sera) (?:por|debid\w+|culpa|consecuencia|a causa|porque)|se (?:debio|debieron|debe|deben)|tuvo que ver|tuvieron que ver|se explican?|obedec\w+)\b")
_VERBO = re.compile(r"\b(?:se )?\w*(?:io|ieron|aron|oron|uvo|uvieron|hizo|hicieron|aba|aban|ara|aran|iera|ieran|o)$")
#: Before "que": the question asks which ("¿en qué metas …?"), or it only joins.
_DE_CUAL = frozenset("en a de por con para".split())


def por_una_causa(c: Cobertura, h: Huecos) -> None:
    """Turn a cause that is said of one goal into what is asked of it: the goal, its reason, and whether it is that one."""
    causas = [f for f in h.filtros if isinstance(f, ConCausa)]
    if not causas or any(f.negado or not f.causas for f in causas) or h.periodos or h.agrupar or c.hay(*_PIDEN):
        return
    alternativas = len(causas) > 1 or (len(causas[0].causas) > 1 and bool({"o", "u"} & {t.norma for t in c.tokens}))
    if _pregunta_cuales(c) and not c.hay("explica"):
        return
    plural = any(c.tokens[s.fin - 1].norma.endswith("s") for s in c.de("nombre", "nivel") if s.valor in ("meta", "accion", "principal"))
    sujeto = any(isinstance(f, Texto) or (isinstance(f, En) and f.entidad in ("meta", "medida") and not f.negado) for f in h.filtros)
    if plural or not sujeto or not (c.hay("explica") or _afirma(c)):
        return
    # "¿Por qué falló, por el clima o por el presupuesto?": which of them, as the report says it.
    h.por_causa = () if alternativas or c.hay("explica") else causas[0].causas
    h.filtros = [f for f in h.filtros if not isinstance(f, ConCausa | ConClase | (ConTrimestre if not h.trimestres else ConCausa))]
    h.intent, h.cerrada, h.clases = "explain", bool(h.por_causa), []


def _pregunta_cuales(c: Cobertura) -> bool:
    """Whether the question asks which: an asking word that does not merely join ("los baches *que* faltaron")."""
    for s in c.de("pide"):
        palabra = c.tokens[s.fin - 1]
        une = palabra.norma == "que" and "é" not in palabra.texto and s.ini > 0 and s.fin - s.ini == 1 and c.tokens[s.ini - 1].norma not in _DE_CUAL
        if not une:
            return True
    return any(t.norma in ("donde", "cuando", "cual", "cuales") for t in c.tokens)


def _afirma(c: Cobertura) -> bool:
    """Whether a verb of its own says that it failed, or that it was for that."""
    texto = " ".join(t.norma for t in c.tokens)
    dichas = [s for s in c.de("clase") if any(_VERBO.search(t.norma) for t in c.tokens[s.ini : s.fin])]
    antes = [s.ini - 1 for s in c.de("por_causa") if s.ini]  # "se canceló por …"
    return _SE_DEBIO.search(texto) is not None or bool(dichas) or any(es_verbo(c.tokens, i) for i in antes)


__all__ = ["por_una_causa"]
