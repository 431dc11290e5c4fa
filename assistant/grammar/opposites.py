"""A second part that only asks for the others: "¿cuántas metas traen observación y cuántas no?".

The question is read without those words; the condition that it says last is turned into its opposite, so that every state,
threshold, cause, quarter, colour or word can be asked so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from assistant.plan import (
    Clase,
    ClaseTrimestre,
    Comparador,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Filtro,
    Nivel,
    Plan,
    Texto,
    Umbral,
)
from assistant.spans import Cobertura
from index.cumplimiento import Semaforo

#: "Y cuántas no", "y cuáles sí lo hicieron": up to the end, or to what is said of both parts ("por unidad", "en 2022").
_Y_LAS_OTRAS = re.compile(
    r",?\s+y\s+(?:a\s+)?cu[aá](?:nt[oa]s|les)\s+(?:(?:no|s[ií])(?:\s+(?:l[oa]s?\s+)?(?:hicieron|hacen|fueron|son|est[aá]n|estuvieron|estaban|lograron|tienen|tuvieron|traen|dicen|mencionan))?"
    r"|(?:(?:fueron|son)\s+)?(?:por|debid[oa]s?\s+a)\s+(?:(?:alg[uú]n\s+|alguna\s+)?otr[oa]s?\s+(?:causas?|motivos?|raz[oó]n(?:es)?|cosas?)|(?:causas?|motivos?|razones)\s+(?:distint|diferent)\w+|lo dem[aá]s))"
    r"(?=\s*(?:[,?.;]|$)|\s+(?:por|seg[uú]n|en|de|del|al|durante|para|entre)\s)",
    re.IGNORECASE,
)
_DE_TIEMPO = ("ano", "trimestre", "dos_trimestres", "corte", "mes", "dos_cortes", "meses", "hasta_mes", "hasta_trimestre")
#: The states whose opposite is a state of its own, which a count tells beside it.
_CON_PAREJA: frozenset[Clase] = frozenset(("cumplidas", "no_cumplidas", "al_corriente"))
_TRIMESTRE: dict[ClaseTrimestre, ClaseTrimestre] = {"corto": "cumplido", "cumplido": "corto"}
CONTRARIO: dict[Comparador, Comparador] = {"lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
#: The spans that say a condition → the filters that it may be read as.
_DE_SPAN: dict[str, tuple[type, ...]] = {
    "clase": (ConClase, ConTrimestre), "causa": (ConCausa, Texto), "conobs": (ConObservacion,), "cifra": (Umbral,), "compara_post": (Umbral,), "dinero": (Texto, ConCausa),
    "sobre": (Texto, ConCausa), "nivel": (Nivel,), "nombre": (ConObservacion,),
}  # fmt: skip


def sin_las_otras(pregunta: str, cobertura: Callable[[str], Cobertura]) -> str | None:
    """The question without its "y cuántas no"; None where it says no such thing, or says it of another time."""
    dicho = _Y_LAS_OTRAS.search(pregunta)
    if dicho is None:
        return None
    antes, luego = pregunta[: dicho.start()], pregunta[dicho.end() :]
    if cobertura(luego).hay(*_DE_TIEMPO) and cobertura(antes).hay(*_DE_TIEMPO):
        return None
    return antes + luego


def las_otras(plan: Plan, c: Cobertura) -> Plan | None:
    """The same plan of the goals that are not so; None where what it asks has no opposite that can be told."""
    if plan.intent not in ("count", "list") or plan.relacion is not None or plan.universal or plan.contraste is not None or plan.promedio:
        return None
    suya = _la_ultima(plan, c)
    otra = _contraria(suya) if suya is not None else None
    return plan.con(filtros=tuple(otra if f is suya else f for f in plan.filtros)) if otra is not None else None


def con_pareja(plan: Plan, c: Cobertura) -> bool:
    """Whether what is said last is a state with a counterpart: "se cumplieron y cuántas no" is read whole."""
    suya = _la_ultima(plan, c)
    return isinstance(suya, ConClase) and not suya.negado and not plan.universal and set(suya.clases) <= _CON_PAREJA


def _la_ultima(plan: Plan, c: Cobertura) -> Filtro | None:
    """The condition that the question says last."""
    lugares = [(s.ini, _DE_SPAN[s.tipo]) for s in c.spans if s.tipo in _DE_SPAN]
    lugares += [(i, (ConSemaforo,)) for i, t in enumerate(c.tokens) if t.norma.startswith(("verde", "amarill", "roj"))]
    lugares += [(i, (Texto,)) for i in c.sueltos if not c.tokens[i].vacio]
    for _, tipos in sorted(lugares, key=lambda x: (Nivel not in x[1], x[0]), reverse=True):
        if (suyo := next((f for f in plan.filtros if isinstance(f, tipos)), None)) is not None:
            return suyo
    return None


def _contraria(f: Filtro) -> Filtro | None:
    if isinstance(f, ConClase | ConCausa | Texto):
        return f.model_copy(update={"negado": not f.negado})
    if isinstance(f, ConObservacion):
        return ConObservacion(presente=not f.presente)
    if isinstance(f, ConTrimestre) and f.modo == "suma":
        return f.model_copy(update={"clase": _TRIMESTRE[f.clase]}) if f.clase in _TRIMESTRE else None
    if isinstance(f, Umbral):
        return f.model_copy(update={"comparador": CONTRARIO[f.comparador]}) if f.comparador in CONTRARIO else None
    if isinstance(f, ConSemaforo):
        return ConSemaforo(colores=tuple(k for k in get_args(Semaforo) if k not in f.colores))
    if isinstance(f, Nivel):
        return Nivel(nivel="accion" if f.nivel == "principal" else "principal")
    return None


__all__ = ["CONTRARIO", "con_pareja", "las_otras", "sin_las_otras"]
