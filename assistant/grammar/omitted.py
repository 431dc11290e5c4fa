"""Years that a question names and no part of its reading took: what is asked is of those years."""

from __future__ import annotations

from assistant.link import Vocabulario
from assistant.plan import En, Plan
from assistant.spans import Cobertura

#: Words before a year that say a span of time that it only bounds.
_ACOTAN = frozenset(("desde", "hasta", "antes", "despues", "partir", "anterior", "anteriores", "posterior", "posteriores", "previo", "previos"))


def con_sus_anos(plan: Plan, c: Cobertura, voc: Vocabulario) -> Plan:
    """The plan over the loaded years that the question names, where nothing in it is of any time: a year is never said in
    vain, and without it the figures of all years would be told as if they were of that one."""
    if plan.corte or plan.periodos or plan.relacion or plan.entidad("ejercicio") or {"ejercicio", "corte"} & set(plan.agrupar):
        return plan
    dichos = [i for i, t in enumerate(c.tokens) if t.norma.isdigit() and int(t.norma) in voc.ejercicios]
    filtros = " ".join(f.model_dump_json() for f in plan.filtros)
    if any(c.tokens[i].norma in filtros or _ACOTAN & {t.norma for t in c.tokens[max(0, i - 3) : i]} for i in dichos):
        return plan
    anos = tuple(dict.fromkeys(c.tokens[i].norma for i in dichos))
    return plan.con(filtros=(*plan.filtros, En(entidad="ejercicio", valores=anos))) if anos else plan
