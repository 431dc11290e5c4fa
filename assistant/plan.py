"""The plan: a closed algebra of what can be asked of the loaded reports.

A question becomes a ``Plan``; the plan is executed exactly. The same type is written by the Spanish grammar and,
where one is configured, by a language model: so it is data, frozen, with a JSON schema, and never SQL text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from assistant.filtros import (
    CLASE_A_TRIMESTRE,
    INCUMPLIDAS,
    Alguna,
    Clase,
    ClaseTrimestre,
    ComoMeta,
    Comparador,
    ComparadorUno,
    ConAcciones,
    ConCambio,
    ConCausa,
    ConClase,
    Condicion,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Cuota,
    Dimension,
    Donde,
    En,
    Entidad,
    Filtro,
    Modelo,
    Nivel,
    Promedio,
    Texto,
    Umbral,
    codigo_de,
)
from index.poa import Causa, Rol, Trimestre

Intent = Literal[
    "list", "count", "sum", "average", "compare", "rank", "detail", "explain", "quote", "trend", "audit", "who", "catalogue",
]  # fmt: skip
Metric = Literal["programado", "alcanzado", "meta_anual", "avance", "brecha", "metas", "proporcion"]
#: The metrics that are quantities in a unit of measure.
CANTIDADES: tuple[Metric, ...] = ("programado", "alcanzado", "meta_anual", "brecha")
#: What can be listed of what is loaded: a dimension, or the reports themselves.
Catalogo = Dimension | Literal["informe"]


class Periodo(Modelo):
    """A year at its latest cut, a cut (of a year), or a quarter of a year as its latest cut reports it."""

    ejercicio: int | None = None
    corte: date | None = None
    trimestre: Trimestre | None = None


def a_la_fecha(periodos: Sequence[Periodo]) -> bool:
    """Whether periods are cuts of one year: what is done by each is held against what was programmed up to it."""
    return len({p.ejercicio for p in periodos}) == 1 and any(p.corte for p in periodos)


#: Of a period: that a goal was so in it, in it or in another so marked, that it was there and was not, or that it was not,
#: there or not ("solo en 2021" says so of every other year that its municipality reports).
Marca = Literal["si", "alguno", "no", "resto"]


class Veces(Modelo):
    """In how many of the periods a goal was so."""

    comparador: ComparadorUno
    valor: int = Field(ge=1)


class Relacion(Modelo):
    """What a goal was in the first of several periods and is in the last; the same goal by its series, not by its number.

    ``sentido`` compares its progress in percent, by more than ``minimo`` points where they are asked, or asks whether its
    state or its annual goal is another; ``presencia``: only in the last period, or only in the first; ``siempre``: so
    in every one of the periods that its municipality reports, at least two (with ``sentido``: from each to the next)."""

    sentido: Literal["mejor", "peor", "igual", "cambio"] | None = None
    #: What changed, where it is not the progress in percent: a quantity, which only the same measure compares.
    metrica: Literal["meta_anual", "alcanzado"] | None = None
    minimo: float | None = Field(default=None, ge=0)
    clase_antes: Clase | None = None
    clase_despues: Clase | None = None
    presencia: Literal["nueva", "retirada"] | None = None
    siempre: bool = False
    #: Only goals to which both periods give a same cause.
    misma_causa: bool = False
    #: What it was in each of three or more periods, in their order.
    clases: tuple[Clase, ...] = ()
    #: In which of the periods, or in how many, it was so (``clase_antes`` and ``filtros``); the row is its latest among them.
    marcas: tuple[Marca, ...] = ()
    veces: Veces | None = None
    #: What else it was (a threshold, a cause, an observation or none): in every period, or in each of them in their order.
    filtros: tuple[tuple[Condicion, ...], ...] = ()

    @property
    def salteada(self) -> bool:
        """Whether it holds of some of the periods and not of others."""
        return bool(self.marcas) or self.veces is not None

    def filtros_de(self, i: int) -> tuple[Condicion, ...]:
        """What else it was in the period at a place."""
        return () if not self.filtros else self.filtros[0] if len(self.filtros) == 1 else self.filtros[i]

    def clase_de(self, i: int, n: int) -> Clase | None:
        """What it was in the period at a place, of so many."""
        if self.clases:
            return self.clases[i]
        repetida = self.clase_antes if self.clase_antes == self.clase_despues else None
        return self.clase_antes if i == 0 else self.clase_despues if i == n - 1 else repetida


class Contraste(Modelo):
    """Which keys of the first dimension are told, by those of the second that have them: the causes that are in all of
    several municipalities or years ("comunes"), only in some of them ("solo", in ``valores``), or in so many of them
    ("cuantos", in ``veces``)."""

    modo: Literal["comunes", "solo", "cuantos"]
    valores: tuple[str, ...] = ()
    veces: Veces | None = None


class Orden(Modelo):
    """How rows or groups are ordered."""

    metrica: Metric
    descendente: bool = True


class Plan(Modelo):
    """What is asked. ``trimestres`` empty = the year as reported; ``corte`` None = the latest of each report.
    ``periodos``, in time order, instead of one cut: rows of each of them, or, with ``relacion``, goals in pairs."""

    intent: Intent
    metrica: Metric | None = None
    filtros: tuple[Filtro, ...] = ()
    agrupar: tuple[Dimension, ...] = ()
    orden: Orden | None = None
    limite: int | None = Field(default=None, ge=1)
    #: With an order of goals: so many of each year, unit, municipality …, and not of all together.
    de_cada: tuple[Dimension, ...] = ()
    #: Only what stands at this place of the order ("la segunda unidad con más …"), with its equals.
    puesto: int | None = Field(default=None, ge=1)
    #: Of one goal over its cuts or quarters: whether, and when, it was on schedule again after it had fallen short.
    recuperacion: bool = False
    #: With ``agrupar``: only the groups that meet a smaller (or larger) share of their goals than all of them together.
    promedio: Literal["menor", "mayor"] | None = None
    #: With ``agrupar``: only the groups of which so many goals are so. With the year as second dimension, in every year.
    cuota: Cuota | None = None
    #: With two dimensions in ``agrupar``: only the keys of the first that those of the second have in common, or not.
    contraste: Contraste | None = None
    trimestres: tuple[Trimestre, ...] = ()
    #: With ``trend``: the parts of the year that are told side by side, where they are not single quarters.
    partes: tuple[tuple[Trimestre, ...], ...] = ()
    corte: date | None = None
    periodos: tuple[Periodo, ...] = ()
    relacion: Relacion | None = None
    #: With ``explain``: the causes of which it is asked whether they are what each goal fell short by.
    por_causa: tuple[Causa, ...] = ()
    rol: Rol | None = None
    #: With ``catalogue``: of what. With ``audit``: None asks the arithmetic rules, "hallazgos" all of them.
    catalogo: Catalogo | None = None
    hallazgos: bool = False
    #: With ``audit``: only the findings of these rules.
    reglas: tuple[str, ...] = ()
    #: The question asks yes or no; ``universal``: whether all of them do ("¿cumplió todas sus metas?"); with ``agrupar``,
    #: which groups have all of their goals so ("¿qué unidades cumplieron todas?"), or none that fell short.
    cerrada: bool = False
    universal: bool = False
    #: With a sum of what was done: what was programmed of it too, and the share.
    de_lo_programado: bool = False

    def de(self, tipo: str) -> tuple[Filtro, ...]:
        """The filters of one kind."""
        return tuple(f for f in self.filtros if f.tipo == tipo)

    def trimestres_aparte(self) -> bool:
        """Whether a part of the year has a condition of its own, beside another part's ("sí en el primer semestre, no en el
        segundo") or the year's ("incumplidas en el año que en el cuarto trimestre sí llegaron")."""
        del_ano = any(isinstance(f, ConClase) and not f.negado for f in self.filtros)
        return bool(self.de("cambio")) or len(self.de("trimestre")) > (0 if del_ano else 1)

    def partes_del_ano(self) -> tuple[tuple[Trimestre, ...], ...]:
        """The parts of the year that have a condition of their own, in the order that they are said; quarters that are each
        meant stand alone."""
        partes: list[tuple[Trimestre, ...]] = []
        for f in self.filtros:
            if isinstance(f, ConTrimestre):
                partes += [f.trimestres] if f.modo == "suma" else [(t,) for t in f.trimestres]
            elif isinstance(f, ConCambio):
                partes += [f.antes, f.despues]
        return tuple(dict.fromkeys(partes))

    def clase_por_trimestre(self) -> ClaseTrimestre:
        """What is counted of each quarter, where they are told one by one."""
        return next((f.clase for f in self.filtros if isinstance(f, ConTrimestre) and f.modo == "alguno"), "corto")

    def entidad(self, nombre: Entidad, negado: bool = False) -> tuple[str, ...]:
        """The values asked of one entity, () when it isn't filtered."""
        return tuple(
            v for f in self.filtros if isinstance(f, En) and f.entidad == nombre and f.negado == negado for v in f.valores
        )

    def unidades(self) -> tuple[str, ...]:
        """The codes of the units asked for, without their municipality."""
        return tuple(codigo_de(v) for v in self.entidad("unidad"))

    def con(self, **cambios: object) -> Plan:
        """A copy with some fields changed."""
        return self.model_copy(update=cambios)


class SinDatos(Modelo):
    """A POA question that nothing loaded covers: what is missing, in Spanish, and the nearest that is loaded."""

    tipo: Literal["sin_datos"] = "sin_datos"
    faltante: str
    cercanos: tuple[str, ...] = ()
    #: What is missing are words of an observation, so that those near in meaning are worth showing.
    palabras: bool = False


class FueraDeTema(Modelo):
    """Not a question about POA reports."""

    tipo: Literal["fuera"] = "fuera"
    motivo: Literal["tema", "instruccion", "saludo", "vacia"] = "tema"


class Opcion(Modelo):
    """One reading of an ambiguous question, as a question that can be asked as it stands."""

    texto: str
    pregunta: str


class Aclarar(Modelo):
    """Several readings: ask which."""

    tipo: Literal["aclarar"] = "aclarar"
    duda: str
    opciones: tuple[Opcion, ...]


class Lectura(Modelo):
    """A question understood. ``confianza`` is the share of its content words that the plan uses; ``notas`` are the
    choices to be told to the user ("Entiendo «bibliotecas» como la unidad 201")."""

    tipo: Literal["plan"] = "plan"
    plan: Plan
    confianza: float = 1.0
    notas: tuple[str, ...] = ()
    #: The second of two readings that are held against each other.
    contra: bool = False


Resultado = Lectura | Aclarar | SinDatos | FueraDeTema

__all__ = [
    "CANTIDADES",
    "CLASE_A_TRIMESTRE",
    "INCUMPLIDAS",
    "Aclarar",
    "Alguna",
    "Catalogo",
    "Clase",
    "ClaseTrimestre",
    "ComoMeta",
    "Comparador",
    "ComparadorUno",
    "ConAcciones",
    "ConCambio",
    "ConCausa",
    "ConClase",
    "ConObservacion",
    "ConSemaforo",
    "ConTrimestre",
    "Condicion",
    "Contraste",
    "Cuota",
    "Dimension",
    "Donde",
    "En",
    "Entidad",
    "Filtro",
    "FueraDeTema",
    "Intent",
    "Lectura",
    "Marca",
    "Metric",
    "Nivel",
    "Opcion",
    "Orden",
    "Periodo",
    "Plan",
    "Promedio",
    "Relacion",
    "Resultado",
    "SinDatos",
    "Texto",
    "Umbral",
    "Veces",
    "a_la_fecha",
    "codigo_de",
]
