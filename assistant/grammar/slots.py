"""The slots of one question, filled step by step before they are a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.plan import (
    Catalogo,
    Clase,
    Condicion,
    Contraste,
    Cuota,
    Dimension,
    Filtro,
    Intent,
    Metric,
    Orden,
    Periodo,
    Plan,
    Relacion,
)
from index.poa import Causa, Trimestre

#: The tokens ``[ini, fin)`` of a condition, and the condition.
Dicho = tuple[int, int, Condicion]


@dataclass(slots=True)
class Huecos:
    """The slots of one question, before they are a plan."""

    filtros: list[Filtro] = field(default_factory=list)
    trimestres: tuple[Trimestre, ...] = ()
    partes: tuple[tuple[Trimestre, ...], ...] = ()
    corte: date | None = None
    periodos: tuple[Periodo, ...] = ()
    relacion: Relacion | None = None
    intent: Intent | None = None
    metrica: Metric | None = None
    agrupar: tuple[Dimension, ...] = ()
    orden: Orden | None = None
    limite: int | None = None
    de_cada: tuple[Dimension, ...] = ()
    puesto: int | None = None
    rol: Any = None
    catalogo: Catalogo | None = None
    hallazgos: bool = False
    reglas: tuple[str, ...] = ()
    universal: bool = False
    de_lo_programado: bool = False
    promedio: Literal["menor", "mayor"] | None = None
    recuperacion: bool = False
    contraste: Contraste | None = None
    cuota: Cuota | None = None
    por_causa: tuple[Causa, ...] = ()
    cerrada: bool = False
    notas: list[str] = field(default_factory=list)
    #: Leftover content words that no loaded text has.
    desconocidas: list[str] = field(default_factory=list)
    terminos: list[str] = field(default_factory=list)
    cabeza_desconocida: bool = False
    dominio: bool = False
    confianza: float = 1.0
    clases: list[Clase] = field(default_factory=list)
    #: Where each threshold, cause or observation stands in the question: its tokens, and what it asks.
    dichos: list[Dicho] = field(default_factory=list)
    #: What is asked is settled (two periods); the rules of ``intents`` leave it.
    fijo: bool = False
    #: The periods are those of the last question.
    hereda: bool = False

    def plan(self) -> Plan:
        """The plan that the slots make by themselves."""
        return Plan(
            intent=self.intent or "list", metrica=self.metrica, filtros=tuple(self.filtros), agrupar=self.agrupar, orden=self.orden,
            limite=self.limite, de_cada=self.de_cada, puesto=self.puesto, trimestres=self.trimestres, partes=self.partes, corte=self.corte, periodos=self.periodos, relacion=self.relacion, rol=self.rol, catalogo=self.catalogo,
            hallazgos=self.hallazgos, reglas=self.reglas, cerrada=self.cerrada, universal=self.universal, de_lo_programado=self.de_lo_programado, promedio=self.promedio, recuperacion=self.recuperacion, contraste=self.contraste, cuota=self.cuota, por_causa=self.por_causa,
        )  # fmt: skip
