"""The numbers that a line may say without their being figures: what its citations and the plan name."""

from __future__ import annotations

import re

from assistant.verify.numeros import NUMERO, es_entero, fechas, valor
from assistant.verify.renglon import Renglon
from assistant.verify.respuesta import Respuesta

_CODIGO = re.compile(r"\d+(?:\.\d+)*")


def identificadores(r: Respuesta, renglon: Renglon) -> set[str]:
    """Goals, units, codes, years and dates that a line may name: those of its citations and of the plan."""
    salida = set(_del_plan(r))
    metas = {str(r.citas[n].get("meta_id")) for n in renglon.citadas} & r.filas.keys()
    if any(r.citas[n].get("field") == "linea" for n in renglon.citadas):
        salida.update(codigo for clave in metas for codigo in r.filas[clave].lineas)
    for n in renglon.citadas:
        salida |= _de_cita(r, n)
    for d in (r.filas[clave].datos for clave in metas):
        salida |= {str(d["unidad"]), str(d["numero"]), str(d["ejercicio"]), *fechas(d["corte"].isoformat())}
    return salida if renglon.citadas else salida | r.sin_cita


def _del_plan(r: Respuesta) -> set[str]:
    salida = {str(v) for f in r.plan.get("filtros") or [] if f.get("tipo") == "en" for v in f.get("valores") or []}
    for corte in r.plan["cortes"]:
        salida |= fechas(corte)
    return salida | {n for nombre in r.nombres_del_plan for n in NUMERO.findall(nombre)}


def _de_cita(r: Respuesta, n: int) -> set[str]:
    c = r.citas[n]
    if c.get("kind") == "set":
        return {str(v) for v in (c.get("params") or {}).values() if isinstance(v, str) or es_entero(v)}
    campo, literal = str(c.get("field")), str(c.get("literal"))
    salida = {str(x) for x in (c.get("unidad"), c.get("meta")) if x} | r.anos_de(str(c.get("document")))
    if campo.endswith("_nombre"):
        salida |= r.codigos_por_nombre.get(literal, frozenset())
    if campo == "corte":
        salida.update(k.isoformat() for k in r.voc.cortes)
    if r.plan.get("intent") == "audit" and (valor(literal) is None or campo == "linea"):
        salida.update(_CODIGO.findall(literal))
    if c.get("meta") is None:
        salida.update(NUMERO.findall(literal))
    return salida
