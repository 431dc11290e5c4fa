"""The sets and rows that a summary stands on, each a plan executed like any other and kept with its statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.evidence import Conjunto, Evidencia, Fila
from assistant.execute import Lector
from assistant.plan import ConCausa, Filtro, Plan
from assistant.resumen.peticion import Peticion
from index.cumplimiento import trimestres_cerrados
from index.poa import Trimestre


@dataclass
class Consulta:
    """One subject in one period. Sets are found by what is added to the subject's own filters; rows are read once."""

    lector: Lector
    peticion: Peticion
    _conjuntos: dict[Plan, Conjunto] = field(default_factory=dict)

    @cached_property
    def _todo(self) -> Lector:
        return Lector(self.lector.motor, 10**9, self.lector.bandas)

    @cached_property
    def _evidencia(self) -> Evidencia:
        amplia = self.peticion.model_copy(update={"causa": None, "trimestre": None})
        return self._todo.ejecutar(amplia.plan())

    @property
    def filas(self) -> tuple[Fila, ...]:
        """The rows of the subject, as reported; a quarter or a cause asked does not narrow them."""
        return self._evidencia.filas

    @property
    def avisos(self) -> tuple[str, ...]:
        """What was set aside of the units that the summary is about."""
        return self._evidencia.avisos

    def conjunto(self, *filtros: Filtro, trimestre: Trimestre | None = None, con_causa: bool = False, **cambios: object) -> Conjunto:
        """The set of the subject's goals under more filters."""
        plan = self.peticion.model_copy(update={"causa": None, "trimestre": None}).plan(*filtros)
        if con_causa and self.peticion.causa:
            plan = plan.con(filtros=(*plan.filtros, ConCausa(causas=(self.peticion.causa,))))
        if trimestre:
            plan = plan.con(trimestres=(trimestre,))
        return self.de_plan(plan.con(**cambios))

    def de_plan(self, plan: Plan) -> Conjunto:
        """The set of a plan."""
        if plan not in self._conjuntos:
            de_informes = plan.intent == "catalogue"
            self._conjuntos[plan] = self.lector.ejecutar(plan).conjunto if de_informes else self.lector.conjunto_de(plan)
        return self._conjuntos[plan]

    def conjuntos(self) -> Iterable[tuple[Plan, Conjunto]]:
        """The sets found so far, each with its plan."""
        return self._conjuntos.items()

    def filas_de(self, plan: Plan) -> tuple[Fila, ...]:
        """All the rows of a plan."""
        return self._todo.ejecutar(plan).filas

    def pares(self, plan: Plan) -> tuple[tuple[Fila, Fila], ...]:
        """The goals of a plan in its two periods: (earlier, later)."""
        return tuple((par[0], par[-1]) for par in self._todo.ejecutar(plan).pares if par[0] is not None and par[-1] is not None)

    @cached_property
    def hallazgos(self) -> tuple[Mapping[str, Any], ...]:
        """What the audit found in the subject's reports."""
        amplia = self.peticion.model_copy(update={"causa": None, "trimestre": None})
        return self._todo.ejecutar(amplia.plan().con(intent="audit", hallazgos=True)).hallazgos

    @cached_property
    def unidades(self) -> dict[tuple[str, str, str], list[Fila]]:
        """The rows by executing unit, in the reports' order."""
        salida: dict[tuple[str, str, str], list[Fila]] = {}
        for f in self.filas:
            salida.setdefault((f.datos["ramo"], f.datos["programa"], f.datos["unidad"]), []).append(f)
        return salida

    @property
    def informes(self) -> Conjunto:
        """The reports of the subject, as a set."""
        amplia = self.peticion.model_copy(update={"causa": None, "trimestre": None})
        return self.de_plan(amplia.plan().con(intent="catalogue", catalogo="unidad"))

    @property
    def cerrado(self) -> bool:
        """Whether the year had ended at the cut."""
        return all(len(trimestres_cerrados(f.datos["ejercicio"], f.datos["corte"])) == 4 for f in self.filas)

    @property
    def cerrados(self) -> Sequence[Trimestre]:
        """The quarters that ended on or before the earliest cut."""
        f = min(self.filas, key=lambda f: f.datos["corte"])
        return trimestres_cerrados(f.datos["ejercicio"], f.datos["corte"])
