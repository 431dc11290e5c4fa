"""Counts that are kept: what a question over everything reads instead of the goals (``index.conteos``).

They answer plans that filter by year, cut and state, and by at most one dimension more. Any other plan, and any plan
while they are not up to date, counts the goals themselves; so does whoever verifies an answer, but where a check while
somebody waits would take too long (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import FromClause

from assistant.conditions import condicion, condiciones, direcciones_de
from assistant.evidence import Medida
from assistant.execute.sentencias import recuerdo
from assistant.plan import Clase, ConCausa, ConClase, En, Filtro, Plan
from assistant.predicados import Bandas
from assistant.valores import de_clase
from index import agregados, conteos, schema

Sin = Callable[[Filtro], bool]
_C = schema.conteos
#: The classes that the state alone tells.
_POR_ESTADO = frozenset(("no_cumplidas", "cumplidas", "exacta", "rebasada", "sin_reporte", "sin_programacion", "en_proceso"))
#: Dimensions that are columns of the goals, and those of the counts' own columns.
_COLUMNAS = frozenset(conteos.COLUMNAS)
_PROPIAS = frozenset(("ejercicio", "corte"))


class Cuentas(NamedTuple):
    """A group: the value of its dimension, how many goals each part of it has, its first report and measure."""

    valor: Any
    medidas: dict[str, Medida]
    informe: int
    impresa: str


class Cubo:
    """The kept counts, as far as they answer a plan."""

    def __init__(self, con: Connection, plan: Plan, bandas: Bandas) -> None:
        self.con, self.plan, self.bandas = con, plan, bandas

    def cuantas(self, sin: Sin, clase: Clase | None = None) -> int | None:
        """How many goals the plan's filters match, those of a class; None where the goals must be counted."""
        medida = self.medida(sin, clase)
        return None if medida is None else medida.count

    def medida(self, sin: Sin, clase: Clase | None = None) -> Medida | None:
        """The same with the progress of these goals: how many have one, and what they add up to."""
        filtros = [f for f in self.plan.filtros if not sin(f)]
        lugares = {f.entidad for f in filtros if isinstance(f, En) and f.entidad not in _PROPIAS}
        causas = [f for f in filtros if isinstance(f, ConCausa)]
        alguna = any(not f.causas for f in causas)  # of several causes a goal would be counted several times
        if len(lugares) + len(causas) > 1 or alguna or not self._sirve(filtros) or (clase and clase not in _POR_ESTADO):
            return None
        dimension = next(iter(lugares), self._de_causas() if causas else conteos.TODAS)
        if dimension not in _COLUMNAS and not causas and dimension != conteos.TODAS:
            return None
        m = self._tabla(dimension)
        donde = [*self._donde(m, dimension, sin), *([m.c.valor.in_(causas[0].causas)] if causas else []), *([de_clase(clase, m)] if clase else [])]
        return Medida.de(self.con.execute(select(*self._sumas(m)).where(*donde)).one())

    def grupos(self, dimension: str, sin: Sin, partes: Mapping[str, tuple[bool, Clase | None]]) -> list[Cuentas] | None:
        """The groups of a dimension, each part with the progress of its goals. ``partes``: whether the plan's selecting filters
        apply to each part, and its class."""
        filtros = list(self.plan.filtros)
        lugares = {f.entidad for f in filtros if isinstance(f, En) and f.entidad not in _PROPIAS}
        causas = [f for f in filtros if isinstance(f, ConCausa)]
        conocida = (dimension in _COLUMNAS and dimension != "unidad") or dimension in _PROPIAS or (dimension == "causa" and all(not f.causas for f in causas)) or (dimension == "linea" and not lugares)
        conocida = conocida or (dimension == "estado" and not self.plan.de("clase"))  # else its keys are the classes asked for
        if not conocida or (causas and dimension != "causa") or not lugares <= {dimension} or not self._sirve(filtros):
            return None
        if any(clase is not None and clase not in _POR_ESTADO for _, clase in partes.values()):
            return None
        de_todas = dimension in _PROPIAS or dimension == "estado"
        guardada = conteos.TODAS if de_todas else self._de_causas() if dimension == "causa" else dimension
        m = self._tabla(guardada)
        columna = m.c[dimension] if de_todas else m.c.valor
        selectas = [condicion(f, self.plan, m, self.bandas) for f in filtros if sin(f)]
        sumas = [x for todos, clase in partes.values() for x in self._sumas(m, [*(selectas if todos else []), *([de_clase(clase, m)] if clase else [])])]
        consulta = select(columna, *sumas, func.min(m.c.informe_id), func.min(m.c.impresa)).where(*self._donde(m, guardada, sin)).group_by(columna).order_by(columna)
        return [
            Cuentas(valor, {k: Medida.de(cuentas[3 * n : 3 * n + 3]) for n, k in enumerate(partes)}, informe, impresa)
            for valor, *cuentas, informe, impresa in self.con.execute(consulta).all()
        ]

    def sin_causa(self, partes: Mapping[str, tuple[bool, Clase | None]]) -> list[Cuentas]:
        """The group of the goals whose observation names no cause; none where the plan asks for one."""
        if self.plan.de("causa"):
            return []
        m = self._tabla(conteos.SIN_CAUSA)
        sumas = [self._sumas(m, [de_clase(clase, m)] if clase else [])[0] for _, clase in partes.values()]
        fila = self.con.execute(select(*sumas).where(*self._donde(m, conteos.SIN_CAUSA, lambda f: False))).one()
        return [Cuentas(conteos.SIN_CAUSA, {k: Medida(int(n)) for k, n in zip(partes, fila, strict=True)}, 0, "")]

    def _sirve(self, filtros: Sequence[Filtro]) -> bool:
        """Whether the counts are up to date and tell apart all that the filters do."""
        for f in filtros:
            if isinstance(f, En):
                conocido = f.entidad in _PROPIAS or (f.entidad in _COLUMNAS and not any("@" in v for v in f.valores))
            elif isinstance(f, ConClase):
                conocido = set(f.clases) <= _POR_ESTADO
            else:
                conocido = isinstance(f, ConCausa) and len(f.causas) <= 1 and not f.negado
            if not conocido:
                return False
        return self.plan.relacion is None and self._al_dia()

    def _al_dia(self) -> bool:
        visto = recuerdo()
        if (llave := ("conteos", self.con.engine)) not in visto:
            visto[llave] = agregados.al_dia(self.con)
        return bool(visto[llave])

    def _de_causas(self) -> str:
        """The dimension of the causes that explain what the plan asks."""
        return conteos.DIRECCIONES[direcciones_de(self.plan)]

    @staticmethod
    @lru_cache(maxsize=32)
    def _tabla(dimension: str) -> FromClause:
        """The counts under the names that conditions on goals use, those of a dimension among them."""
        return select(_C, _C.c.valor.label(dimension)).subquery("m") if dimension in _COLUMNAS else _C.alias("m")

    def _donde(self, m: FromClause, dimension: str, sin: Sin) -> list[ColumnElement[bool]]:
        return [m.c.dimension == dimension, *condiciones(self.plan, m, lambda f: sin(f) or isinstance(f, ConCausa), self.bandas)]

    @staticmethod
    def _sumas(m: FromClause, donde: Sequence[ColumnElement[bool]] = ()) -> list[ColumnElement[Any]]:
        """How many goals, how many of them with a progress, and what it adds up to."""
        dadas = (m.c.metas, m.c.con_avance, m.c.avance)
        return [func.coalesce(func.sum(case((and_(*donde), x), else_=0) if donde else x), 0) for x in dadas]
