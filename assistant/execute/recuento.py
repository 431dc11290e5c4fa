"""Cited sets of a grouping that no index finds, counted again together: in one pass over the goals instead of one each.

A set qualifies by its own text alone: the goals that meet some plain comparisons, one of which says the group. From
these the pass is written; what does not qualify, or is not found by it, is counted by its own statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

#: Runs a statement with its parameters.
Correr = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
#: A comparison and the values of its parameters, by name.
Condicion = tuple[str, tuple[tuple[str, Any], ...]]

#: The columns that groups are of and that no index begins with: to count one group is to look at every goal. By the others
#: a group is found, and counted alone as fast (88 sets by measure: 14 ms one by one, 16 together).
_SIN_INDICE = frozenset(("programa", "ramo"))
#: Fewer sets are counted as soon one by one: to group the goals is to sort them.
_POCOS = 5
_CONJUNTO = re.compile(r"SELECT metas\.id, 1 AS valor, metas\.ejercicio, metas\.corte FROM metas WHERE (.+)")
_Y = " AND "
_LLANA = re.compile(r"metas\.\w+ (?:IS(?: NOT)? (?:[01]|true|false|NULL)|= :\w+|IN \(:\w+(?:, :\w+)*\))")
_DEL_GRUPO = re.compile(r"metas\.(\w+) = :(grupo_1)")
_PARAMETRO = re.compile(r":(\w+)")


class _Dicho(NamedTuple):
    """What a set says: the column and the value of its group, and what else its goals meet."""

    columna: str
    grupo: str
    condiciones: frozenset[Condicion]


def juntos(pedidos: Sequence[tuple[str, Mapping[str, Any]]], correr: Correr) -> dict[int, int]:
    """How many goals some of the sets have, by their place among all."""
    por_columna: dict[str, dict[int, _Dicho]] = defaultdict(dict)
    for n, (sql, params) in enumerate(pedidos):
        if (dicho := _dicho(sql, params)) is not None and dicho.columna in _SIN_INDICE:
            por_columna[dicho.columna][n] = dicho
    return {n: cuantas for suyos in por_columna.values() if len(suyos) >= _POCOS for n, cuantas in _contar(suyos, correr).items()}


def _dicho(sql: str, params: Mapping[str, Any]) -> _Dicho | None:
    """None of a set that says it in any other way."""
    m = _CONJUNTO.fullmatch(sql)
    escritas = m.group(1).split(_Y) if m else []
    de_grupo = [d for c in escritas if (d := _DEL_GRUPO.fullmatch(c))]
    if len(de_grupo) != 1 or not all(_LLANA.fullmatch(c) for c in escritas):
        return None
    columna, llave = de_grupo[0].groups()
    demas = [c for c in escritas if c != de_grupo[0].group()]
    if {llave, *_PARAMETRO.findall(_Y.join(demas))} != params.keys() or llave in _PARAMETRO.findall(_Y.join(demas)):
        return None
    return _Dicho(columna, str(params[llave]), frozenset((c, tuple((p, params[p]) for p in _PARAMETRO.findall(c))) for c in demas))


def _contar(dichos: Mapping[int, _Dicho], correr: Correr) -> dict[int, int]:
    """The sets of one column: what all of their parts meet chooses the rows, the rest counts each part among them."""
    columna = next(iter(dichos.values())).columna
    partes = list(dict.fromkeys(d.condiciones for d in dichos.values()))
    comunes = frozenset.intersection(*partes)
    nombres, valores = (f"v{n}" for n in count(1)), dict[str, Any]()
    cuentas = [_cuenta(p - comunes, nombres, valores) for p in partes]
    donde = f" WHERE {_escritas(comunes, nombres, valores)}" if comunes else ""
    sql = f"SELECT metas.{columna}, {', '.join(cuentas)} FROM metas{donde} GROUP BY metas.{columna}"  # nosec B608: comparisons that were looked at
    hechas = {grupo: cuantas for grupo, *cuantas in correr(sql, valores)}
    return {n: int(hechas[d.grupo][partes.index(d.condiciones)]) for n, d in dichos.items() if d.grupo in hechas}


def _cuenta(condiciones: frozenset[Condicion], nombres: Iterator[str], valores: dict[str, Any]) -> str:
    return f"count(*) FILTER (WHERE {_escritas(condiciones, nombres, valores)})" if condiciones else "count(*)"


def _escritas(condiciones: frozenset[Condicion], nombres: Iterator[str], valores: dict[str, Any]) -> str:
    """Comparisons, their parameters under names of their own."""
    escritas = []
    for texto, suyos in sorted(condiciones, key=lambda c: c[0]):
        nuevos = {viejo: next(nombres) for viejo, _ in suyos}
        valores |= {nuevos[viejo]: v for viejo, v in suyos}
        escritas.append(_PARAMETRO.sub(lambda m, de=nuevos: f":{de[m.group(1)]}", texto))  # type: ignore[misc]
    return _Y.join(escritas)
