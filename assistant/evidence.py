"""What an executed plan found: rows, groups, sets, findings, each with the cells or the query it stands on."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, cast

from assistant.plan import Cuota, Metric, Plan
from index.poa import Trimestre


@dataclass(frozen=True, slots=True)
class Medida:
    """What a set amounts to: its size, how many of its values are reported, and their sum."""

    count: int
    reportados: int = 0
    suma: float = 0.0

    @classmethod
    def de(cls, fila: Any) -> Medida:
        """From (count, reported, sum or NULL)."""
        return cls(int(fila[0] or 0), int(fila[1] or 0), float(fila[2] or 0))


#: A set as a citation names it: its statement and its parameters by name.
Citada = tuple[str, tuple[tuple[str, Any], ...]]


def citada(sql: str, params: Mapping[str, Any]) -> Citada:
    """A set's own key: two citations of one statement with the same parameters are of one set."""
    return sql, tuple(sorted(params.items()))


@lru_cache(maxsize=4096)
def de_cuantas(n: int) -> Medida:
    """A set of which only how many it has is known. A thousand groups have few numbers that are not another's too."""
    return Medida(n)


_NADA = Medida(0)
#: The last digit that is kept, by how many decimals are.
_ULTIMO = tuple(Decimal(1).scaleb(-n) for n in range(10))
#: Values that an answer spells out one by one, at most.
MAX_VALORES = 60


@dataclass(frozen=True)
class Conjunto:
    """A set of metas as a query that can be run again: its rows are (id, valor). What it amounts to is counted where
    the rows are; the query is written when it is first cited."""

    count: int
    #: How many of the values are reported, and their sum.
    reportados: int
    total: float
    metrica: Metric | None
    #: The query with its parameters, and what runs it for its values.
    sentencia: Callable[[], tuple[str, Mapping[str, Any]]] = field(repr=False, compare=False)
    leer: Callable[[str, Mapping[str, Any]], tuple[float | None, ...]] = field(repr=False, compare=False)

    @cached_property
    def _escrita(self) -> tuple[str, Mapping[str, Any]]:
        return self.sentencia()

    @property
    def sql(self) -> str:
        """The query."""
        return self._escrita[0]

    @property
    def params(self) -> Mapping[str, Any]:
        """Its parameters."""
        return self._escrita[1]

    @cached_property
    def valores(self) -> tuple[float | None, ...]:
        """The values one by one, of a set that is small enough to spell them out; else none."""
        return self.leer(self.sql, self.params) if self.metrica and 0 < self.count <= MAX_VALORES else ()

    @property
    def suma(self) -> float:
        """Sum of the reported values, free of binary noise."""
        return round(self.total, 6)

    @property
    def media(self) -> float | None:
        """Mean of the reported values, None without any."""
        return round(self.suma / self.reportados, 6) if self.reportados else None


class Fila(ABC):
    """One meta of the evidence, as whoever reads the store has it."""

    __slots__ = ()

    #: The row as answers show it.
    contrato: Mapping[str, Any]

    @property
    @abstractmethod
    def datos(self) -> Mapping[str, Any]:
        """Its columns, and what its form prints of all of its goals."""

    @property
    @abstractmethod
    def celdas(self) -> Mapping[str, Mapping[str, Any]]:
        """Its printed cells."""

    @property
    @abstractmethod
    def encabezado(self) -> Mapping[str, Mapping[str, Any]]:
        """The header cells of its form."""

    @property
    @abstractmethod
    def documento(self) -> str:
        """The name of its file."""

    @property
    @abstractmethod
    def causas(self) -> Sequence[Mapping[str, Any]]:
        """The causes that its observation names, each with its words, in their order."""

    @property
    def unidad_nombre(self) -> str:
        """Its unit, as its form prints it."""
        return str(self.contrato["unidad_nombre"])

    @property
    def observacion(self) -> str | None:
        """Its observation, word for word."""
        return cast("str | None", self.contrato["observacion"])

    @property
    def lineas(self) -> Sequence[str]:
        """Its lines of action, resolved."""
        return cast("Sequence[str]", self.contrato["lineas"])

    @property
    def numero(self) -> str:
        """The bare number, ``8.2``."""
        return str(self.contrato["meta"])

    def valor(self, metrica: Metric | None, trimestres: tuple[Trimestre, ...] = ()) -> float | None:
        """A metric of this row, over the year or over some quarters (see ``conditions.valor_sql``)."""
        d = self.datos
        if metrica == "meta_anual":
            return _numero(d["meta_anual"])
        if metrica == "avance":
            if not trimestres:
                return _numero(d["avance_calculado"])
            p, a = self.valor("programado", trimestres), self.valor("alcanzado", trimestres)
            return None if not p or a is None else a * 100 / p
        if metrica == "brecha":
            p, a = self.valor("programado", trimestres), self.valor("alcanzado", trimestres)
            return None if p is None or (a is None and not trimestres) else round(p - (a or 0), 6)
        if not trimestres:
            return _numero(d["meta_anual"] if metrica == "programado" else d["absoluto"])
        partes = [_numero(d[f"{metrica}_{t.lower()}"]) for t in trimestres]
        dados = [p for p in partes if p is not None]
        return (round(sum(dados), 6) if d["acumula"] else dados[-1]) if dados else None

    @abstractmethod
    def json(self) -> dict[str, Any]:
        """The contract's row, one's own to change."""

    def es(self, fila: Mapping[str, Any]) -> bool:
        """Whether a row in the contract's shape says what this one says."""
        return bool(self.contrato == fila)


@dataclass  # not frozen: a frozen one takes three times as long to make, and an answer may have a thousand
class Grupo:
    """One group: its key, the name to show, and its sets: of all its metas, of those asked for, of those met and not. How
    many each has is known; a set is made when it is told, and most groups only stand in the answer's table."""

    clave: str
    nombre: str
    #: What each of its sets amounts to, by name; nothing, where it is not there.
    medidas: Mapping[str, Medida]
    #: Makes a set of a group, from the group's place among the others, what its sets amount to, and the set's name.
    hacer: Callable[[Any, Mapping[str, Medida], str], Conjunto] = field(repr=False, compare=False)
    lugar: Any = field(repr=False, compare=False)
    #: The cells of the report that first names it, and which of them prints its name.
    encabezado: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    campo: str = ""
    documento: str = ""
    unidades_medida: tuple[str, ...] = ()
    #: Where the group is a unit, its municipality.
    municipio: str = ""
    subgrupos: tuple[Grupo, ...] = ()
    #: Of a group of actions, the main goal that they are of.
    principal: Fila | None = None

    @cached_property
    def todas(self) -> Conjunto:
        """All its metas."""
        return self.hacer(self.lugar, self.medidas, "todas")

    @cached_property
    def pedidas(self) -> Conjunto:
        """Those asked for."""
        return self.hacer(self.lugar, self.medidas, "pedidas")

    @cached_property
    def cumplidas(self) -> Conjunto:
        """Those met."""
        return self.hacer(self.lugar, self.medidas, "cumplidas")

    @cached_property
    def no_cumplidas(self) -> Conjunto:
        """Those not met."""
        return self.hacer(self.lugar, self.medidas, "no_cumplidas")

    @property
    def celda(self) -> Mapping[str, Any] | None:
        """The cell that prints its name."""
        return self.encabezado.get(self.campo)

    def medida(self, cual: str) -> Medida:
        """What one of its sets amounts to, of those that groups are compared by."""
        return self.medidas.get(cual, _NADA)

    def valor(self, metrica: Metric | None) -> float | None:
        """The value by which the group is compared."""
        return valor_de(metrica, self.medida("pedidas"), self.medida("todas"))


def valor_de(metrica: Metric | None, pedidas: Medida, todas: Medida) -> float | None:
    """The value by which a group is compared, from the set that is asked for and that of all its goals."""
    if metrica == "proporcion":
        return redondo(pedidas.count * 100 / todas.count, 2) if todas.count else None
    if metrica in (None, "metas"):
        return float(pedidas.count)
    if metrica == "avance":  # a mean, and no sum of percentages
        return round(pedidas.suma / pedidas.reportados, 6) if pedidas.reportados else None
    return round(pedidas.suma, 6) if pedidas.reportados else None


COMPARAN: Mapping[str, Callable[[float, float], bool]] = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq}


def cumple(cuota: Cuota, pedidas: int, todas: int) -> bool:
    """Whether so many of all are as many as a quota asks."""
    if cuota.de == "metas":
        return COMPARAN[cuota.comparador](pedidas, cuota.valor)
    return todas > 0 and COMPARAN[cuota.comparador](pedidas * 100, cuota.valor * todas)


@dataclass(frozen=True, slots=True)
class Comparado:
    """One group in two periods."""

    antes: Grupo
    despues: Grupo

    def cambio(self, metrica: Metric | None) -> float | None:
        """How much the group's value rose; None where a period lacks it."""
        a, d = self.antes.valor(metrica), self.despues.valor(metrica)
        return None if a is None or d is None else round(d - a, 6)


@dataclass(frozen=True, slots=True)
class CeldaCitada:
    """A cell that a finding names: of a goal's row, or of a form's header or foot (``fila`` None)."""

    documento: str
    unidad: str
    campo: str
    celda: Mapping[str, Any]
    fila: Fila | None = None


@dataclass(frozen=True, slots=True)
class Evidencia:
    """Everything an answer may say. ``total`` counts all rows; ``filas`` holds them up to the row limit."""

    plan: Plan
    filas: tuple[Fila, ...]
    total: int
    conjunto: Conjunto
    grupos: tuple[Grupo, ...] = ()
    #: How many groups there are beyond the row limit.
    grupos_fuera: int = 0
    #: Groups in the plan's two periods (earlier, later), and each related goal's rows in the plan's periods.
    comparados: tuple[Comparado, ...] = ()
    pares: tuple[tuple[Fila | None, ...], ...] = ()
    #: Of an order within each place: its values, in their order, and the goals that its own were chosen among.
    entre_cada: tuple[tuple[tuple[Any, ...], Conjunto], ...] = ()
    #: The set that the question's classes are a part of: the same filters without them.
    universo: Conjunto | None = None
    #: Where groups are held against all of them: the goals that count, and all of them.
    general: tuple[Conjunto, Conjunto] | None = None
    #: The rows that met their goal, and the progress (in percent) of every row: for shares and means.
    cumplidas: Conjunto | None = None
    avances: Conjunto | None = None
    #: Those on schedule, of years that have not ended.
    al_corriente: Conjunto | None = None
    #: Of an answer by years, a report of each that has not ended, at its latest cut.
    inconclusos: tuple[Mapping[str, Any], ...] = ()
    hallazgos: tuple[Mapping[str, Any], ...] = ()
    firmas: tuple[Mapping[str, Any], ...] = ()
    catalogo: tuple[Mapping[str, Any], ...] = ()
    #: Sums by measure, never across: (printed measure, set).
    por_medida: tuple[tuple[str, Conjunto], ...] = ()
    #: What was programmed of each, in the same order, where it is asked for.
    programados: tuple[Conjunto, ...] = ()
    #: Per quarter, or larger part of the year: (its quarters, metas with something programmed, those short, sums by measure (measure, P, A)).
    por_trimestre: tuple[tuple[tuple[Trimestre, ...], Conjunto, Conjunto, tuple[tuple[str, Conjunto, Conjunto], ...]], ...] = ()
    avisos: tuple[str, ...] = ()
    #: The semaphore's bands that the answer went by.
    #: In what the goals that an order was taken over differ, where only some of them are rows.
    difieren: frozenset[str] = frozenset()
    bandas: tuple[float, float, float] = (70.0, 90.0, 110.0)
    aproximada: bool = False
    en_curso: bool = False
    padres_fuera: int = 0

    @property
    def metas(self) -> tuple[Fila, ...]:
        """The rows, each goal of a year once: where several cuts of a report are told, as the latest of them has it; where what
        each cut says is quoted, as each has it. Of groups that are ranked, in their order."""
        if self.plan.intent in ("quote", "explain") and self.plan.periodos and self.plan.relacion is None:
            return self.filas
        filas = self._una_vez()
        dimension = self.plan.agrupar[0] if self.plan.intent == "rank" and len(self.plan.agrupar) == 1 else None
        if dimension not in _DE_RENGLON or len(self.grupos) < 2:
            return filas
        lugar = {g.clave: k for k, g in enumerate(self.grupos)}
        return tuple(sorted(filas, key=lambda f: lugar.get(str(f.contrato[dimension]), len(lugar))))

    def _una_vez(self) -> tuple[Fila, ...]:
        if not self.plan.periodos and self.plan.relacion is None and self.plan.intent != "audit":
            return self.filas  # of one cut of each report
        ultimas: dict[tuple[object, ...], Fila] = {}
        for f in self.filas:
            llave = _DE_UN_ANO(f.contrato)
            if llave not in ultimas or ultimas[llave].contrato["corte"] < f.contrato["corte"]:
                ultimas[llave] = f
        return tuple(ultimas.values())


#: The dimensions of which a row prints its own.
_DE_RENGLON = frozenset(("municipio", "ejercicio", "unidad", "programa", "ramo"))
#: What tells the goals of a year apart, whatever the cut.
_DE_UN_ANO = itemgetter("municipio", "ejercicio", "ramo", "programa", "unidad", "meta")
#: What the printed cells of a row are called.
_CAMPOS = {"meta_anual": "meta anual", "avance_absoluto": "avance absoluto", "avance_relativo": "avance relativo", "descripcion": "número"}
_ORDINALES = {"T1": "primer", "T2": "segundo", "T3": "tercer", "T4": "cuarto"}


def nombre_de_campo(campo: str) -> str:
    """alcanzado.T3 → alcanzado en el tercer trimestre."""
    que, _, t = campo.partition(".")
    return f"{que} en el {_ORDINALES[t]} trimestre" if t in _ORDINALES else _CAMPOS.get(campo, campo.replace("_", " "))


def campos_usados(plan: Plan) -> frozenset[str] | None:
    """The fields that an answer to a plan stands on; None: any of them."""
    if plan.intent in ("detail", "trend") and not plan.trimestres:
        return None
    trimestres = {t for parte in plan.partes_del_ano() for t in parte} | set(plan.trimestres)
    if trimestres:
        return frozenset(f"{que}.{t}" for que in ("programado", "alcanzado") for t in trimestres) | {"descripcion"}
    return frozenset(("meta_anual", "avance_absoluto", "descripcion"))


def _numero(valor: Any) -> float | None:
    return None if valor is None else float(valor)


def redondo(valor: float, decimales: int) -> float:
    """Round half up in decimal, as the contract asks."""
    return float(Decimal(repr(float(valor))).quantize(_ULTIMO[decimales], rounding=ROUND_HALF_UP))
