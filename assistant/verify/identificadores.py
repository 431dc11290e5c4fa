"""The numbers that a line may say without their being figures: what its citations and the plan name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.verify.numeros import NUMERO, es_entero
from assistant.verify.renglon import Renglon
from assistant.verify.respuesta import Respuesta
from assistant.wording import valor
from index.numeros import junto_a, padre_de

_CODIGO = re.compile(r"\d+(?:\.\d+)*")
#: A finding that names a goal that is not there.
_SALTO = re.compile(r"numeración de la meta (\S+) salta la ([\d.]*\d)")


def identificadores(r: Respuesta, renglon: Renglon) -> set[str]:
    """Goals, units, codes, years and dates that a line may name: those of its citations and of the plan."""
    salida = set(r.numeros_del_plan)
    if not renglon.citadas:
        return salida | r.sin_cita
    metas: set[str] = set()
    for n in renglon.citadas:
        c = r.citas[n]
        clave = c.get("meta_id")
        if clave is None or clave not in r.filas:
            salida |= _de_cita(r, n)
            continue
        metas.add(clave)
        salida.update((str(c.get("unidad")), str(c.get("meta"))))
        if c.get("field") == "linea":
            salida.update(r.filas[clave].lineas)
        if r.plan.get("intent") == "audit":
            salida |= _de_hallazgo(c)
    if r.plan.get("intent") == "audit" and (m := _SALTO.search(renglon.texto)):
        salida |= _del_salto(m, {str(r.citas[n].get("meta")) for n in renglon.citadas})
    return salida.union(*(r.numeros_de(clave) for clave in metas))


def _de_cita(r: Respuesta, n: int) -> set[str]:
    """The numbers that a set's query or a heading's cell names."""
    c = r.citas[n]
    if c.get("kind") == "set":
        return {str(v) for v in (c.get("params") or {}).values() if isinstance(v, str) or es_entero(v)}
    campo, literal = str(c.get("field")), str(c.get("literal"))
    salida = {str(x) for x in (c.get("unidad"), c.get("meta")) if x} | r.anos_de(n)
    if campo.endswith("_nombre"):
        salida |= r.codigos_por_nombre.get(literal, frozenset())
    if campo == "corte":
        salida.update(k.isoformat() for k in r.voc.cortes)
    if r.plan.get("intent") == "audit":
        salida |= _de_hallazgo(c)
    if c.get("meta") is None:
        salida.update(NUMERO.findall(literal))
    return salida


def _del_salto(m: re.Match[str], citadas: set[str]) -> set[str]:
    """The missing goal and the one that it is of, where the cited ones stand beside it."""
    padre, falta = m.groups()
    vecinas = [x for x in citadas if falta in junto_a(x)]
    return {padre, falta} if vecinas and falta not in citadas and padre == padre_de(falta) else set()


def _de_hallazgo(c: Mapping[str, Any]) -> set[str]:
    """The numbers in a cell's words that a finding may repeat."""
    literal = str(c.get("literal"))
    return set(_CODIGO.findall(literal)) if c.get("field") == "linea" or valor(literal) is None else set()
