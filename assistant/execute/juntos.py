"""Cited sets of a grouping, counted again together: the parts of a group in one look at its goals, and the groups that no
index finds in one pass over all goals.

A set qualifies by its own text alone: the goals that meet some plain comparisons, one of which says the group. From
these the statement is written; what does not qualify, or is not found by it, is counted by its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from assistant.execute.sentencias import LLAVE

#: Runs a statement with its parameters.
Correr = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
#: A comparison and the values of its parameters, by name.
Condicion = tuple[str, tuple[tuple[str, Any], ...]]

#: The columns that groups are of and that no index begins with: to count one group is to look at every goal. By the others
#: a group is found, and to look at all at once, in groups, takes longer than group by group.
_SIN_INDICE = frozenset((("programa",), ("ramo",)))
#: Fewer sets are counted as soon one by one: to group the goals is to sort them.
_POCOS = 5
_CONJUNTO = re.compile(r"SELECT metas\.id, 1 AS valor, metas\.ejercicio, metas\.corte FROM metas WHERE (.+)")
_Y = " AND "
_LLANA = re.compile(r"metas\.\w+ (?:IS(?: NOT)? (?:[01]|true|false|NULL)|= :\w+|IN \(:\w+(?:, :\w+)*\))")
_DEL_GRUPO = re.compile(rf"metas\.(\w+) = :({LLAVE}_\d+)")
_PARAMETRO = re.compile(r":(\w+)")


class _Dicho(NamedTuple):
    """What a set says: the columns and the values of its group, and what else its goals meet."""

    columnas: tuple[str, ...]
    grupo: tuple[str, ...]
    condiciones: frozenset[Condicion]


def contar(pedidos: Sequence[tuple[str, Mapping[str, Any]]], correr: Correr) -> dict[int, int]:
    """How many goals some of the sets have, by their place among all."""
    dichos = {n: d for n, (sql, params) in enumerate(pedidos) if (d := _dicho(sql, params)) is not None}
    de_columnas: dict[Any, dict[int, _Dicho]] = defaultdict(dict)
    de_grupo: dict[Any, dict[int, _Dicho]] = defaultdict(dict)
    for n, d in dichos.items():
        if d.columnas in _SIN_INDICE:
            de_columnas[d.columnas][n] = d
        else:
            de_grupo[d.columnas, d.grupo][n] = d
    salida: dict[int, int] = {}
    for suyos in de_columnas.values():
        if len(suyos) >= _POCOS:
            salida |= _contadas(suyos, correr)
    for (_, grupo), suyos in de_grupo.items():
        if len(suyos) > 1:
            salida |= _contadas(suyos, correr, grupo)
    return salida


def _dicho(sql: str, params: Mapping[str, Any]) -> _Dicho | None:
    """None of a set that says it in any other way."""
    m = _CONJUNTO.fullmatch(sql)
    escritas = m.group(1).split(_Y) if m else []
    de_grupo = [d for c in escritas if (d := _DEL_GRUPO.fullmatch(c))]
    if not de_grupo or not all(_LLANA.fullmatch(c) for c in escritas):
        return None
    suyas = [d.group() for d in de_grupo]
    demas = [c for c in escritas if c not in suyas]
    llaves, otras = [d.group(2) for d in de_grupo], _PARAMETRO.findall(_Y.join(demas))
    valores = tuple(v for k in llaves if isinstance(v := params.get(k), str))
    # Each column with its own value; and texts: a year's column would have to be compared with a number.
    if {*llaves, *otras} != params.keys() or {*llaves} & {*otras} or not len({*llaves}) == len(llaves) == len(valores):
        return None
    condiciones = frozenset((c, tuple((p, params[p]) for p in _PARAMETRO.findall(c))) for c in demas)
    return _Dicho(tuple(d.group(1) for d in de_grupo), valores, condiciones)


def _contadas(dichos: Mapping[int, _Dicho], correr: Correr, grupo: tuple[str, ...] | None = None) -> dict[int, int]:
    """The sets of some columns, or of one group of theirs: what all of their parts meet chooses the rows, the rest counts
    each part among them."""
    columnas = [f"metas.{c}" for c in next(iter(dichos.values())).columnas]
    partes = list(dict.fromkeys(d.condiciones for d in dichos.values()))
    comunes = frozenset.intersection(*partes)
    nombres, valores = (f"v{n}" for n in count(1)), dict[str, Any]()
    cuentas = [_cuenta(p - comunes, nombres, valores) for p in partes]
    donde = [x for x in (_escritas(comunes, nombres, valores),) if x]
    if grupo is None:
        juntas = ", ".join(columnas)
        sql = f"SELECT {juntas}, {', '.join(cuentas)} FROM metas{_donde(donde)} GROUP BY {juntas}"  # nosec B608: comparisons that were looked at
        hechas = {tuple(f[: len(columnas)]): f[len(columnas) :] for f in correr(sql, valores)}
    else:
        llaves = {f"g{n}": v for n, v in enumerate(grupo)}
        propias = [f"{c} = :{k}" for c, k in zip(columnas, llaves, strict=True)]
        (fila,) = correr(f"SELECT {', '.join(cuentas)} FROM metas{_donde([*donde, *propias])}", valores | llaves)  # nosec B608: the same
        hechas = {grupo: fila}
    return {n: int(hechas[d.grupo][partes.index(d.condiciones)]) for n, d in dichos.items() if d.grupo in hechas}


def _donde(condiciones: Sequence[str]) -> str:
    return f" WHERE {_Y.join(condiciones)}" if condiciones else ""


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
