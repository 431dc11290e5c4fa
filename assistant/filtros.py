"""What rows can be asked for: each filter is one closed, frozen condition on a goal, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.cumplimiento import Semaforo
from index.poa import Causa, Trimestre

#: What rows can be filtered by (one value of a loaded entity; ``padre``: the actions of a main goal, ``rama``: with it) …
Entidad = Literal["municipio", "ejercicio", "ramo", "programa", "unidad", "linea", "medida", "meta", "persona", "padre", "rama"]
#: … and what they can be grouped by.
Dimension = Literal[
    "municipio", "ejercicio", "corte", "ramo", "programa", "unidad", "linea", "medida", "causa", "estado", "trimestre",
    "semaforo", "persona", "principal", "descripcion",
]  # fmt: skip
#: Classes of state that people ask for; the contract's exclusive states plus the two that join several.
Clase = Literal[
    "no_cumplidas", "cumplidas", "sin_avance", "parcial", "exacta", "rebasada", "sin_reporte", "sin_programacion", "en_proceso",
    "al_corriente",
]  # fmt: skip
#: The classes that are of goals short of what they promised.
INCUMPLIDAS: tuple[Clase, ...] = ("no_cumplidas", "sin_avance", "parcial", "sin_reporte")
#: What a quarter did against what it had programmed.
ClaseTrimestre = Literal["corto", "cumplido", "rebasado", "exacto", "sin_avance", "sin_reporte", "con_avance", "programado"]
#: A class of state by the year → the same by a quarter.
CLASE_A_TRIMESTRE: dict[Clase, ClaseTrimestre] = {
    "no_cumplidas": "corto", "parcial": "corto", "cumplidas": "cumplido", "exacta": "exacto", "rebasada": "rebasado",
    "al_corriente": "cumplido",
    "sin_avance": "sin_avance", "sin_reporte": "sin_reporte", "en_proceso": "corto", "sin_programacion": "programado",
}  # fmt: skip
Comparador = Literal["lt", "le", "gt", "ge", "eq", "between"]
#: Those with one figure.
ComparadorUno = Literal["lt", "le", "gt", "ge", "eq"]
Donde = Literal["todo", "descripcion", "observacion"]


def codigo_de(valor: str) -> str:
    """The bare code of a unit that is written with its municipality."""
    return valor.partition("@")[0]


class Modelo(BaseModel):
    """What every part of a plan is: frozen, closed data."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class En(Modelo):
    """Rows that belong to one of the entities (codes or keys as stored; a meta by its bare number). A unit's code that
    another municipality uses for another unit is written with its own: ``502@Puerto Claro``."""

    tipo: Literal["en"] = "en"
    entidad: Entidad
    valores: tuple[str, ...] = Field(min_length=1)
    negado: bool = False


class Nivel(Modelo):
    """Main goals only, or their actions only."""

    tipo: Literal["nivel"] = "nivel"
    nivel: Literal["principal", "accion"]


class ConClase(Modelo):
    """Rows in any of the classes of state (by the year)."""

    tipo: Literal["clase"] = "clase"
    clases: tuple[Clase, ...] = Field(min_length=1)
    negado: bool = False


class ConTrimestre(Modelo):
    """Rows whose quarters did so. ``suma``: the quarters together; ``alguno``/``todos``: each by itself."""

    tipo: Literal["trimestre"] = "trimestre"
    trimestres: tuple[Trimestre, ...] = Field(min_length=1)
    clase: ClaseTrimestre
    modo: Literal["suma", "alguno", "todos"] = "suma"
    #: With ``alguno`` or ``todos``: so many quarters are taken together, two for semesters.
    de_a: Literal[1, 2] = 1


class ConCambio(Modelo):
    """Rows whose progress, in percent of what was programmed, is better (worse, the same) over some quarters than over earlier
    ones of the same year."""

    tipo: Literal["cambio"] = "cambio"
    antes: tuple[Trimestre, ...] = Field(min_length=1)
    despues: tuple[Trimestre, ...] = Field(min_length=1)
    sentido: Literal["mejor", "peor", "igual"]


class ConCausa(Modelo):
    """Rows whose observation carries any of the causes (none of them, if negated). Empty: any cause at all."""

    tipo: Literal["causa"] = "causa"
    causas: tuple[Causa, ...] = ()
    negado: bool = False


class Umbral(Modelo):
    """A threshold on a metric: in percent of the annual goal for ``avance``, of what was programmed up to the cut for
    ``a_la_fecha``; else in the meta's unit of measure (``excedente``: by how much it was exceeded)."""

    tipo: Literal["umbral"] = "umbral"
    metrica: Literal["programado", "alcanzado", "meta_anual", "avance", "a_la_fecha", "brecha", "excedente"]
    comparador: Comparador
    valor: float
    hasta: float | None = None


class ConObservacion(Modelo):
    """Rows with, or without, an observation."""

    tipo: Literal["observacion"] = "observacion"
    presente: bool


class Texto(Modelo):
    """Rows whose words match. ``terminos`` are as asked; ``opcionales`` only help to choose among the matches; ``otros`` are
    each as good as the first ("camiones o lluvias")."""

    tipo: Literal["texto"] = "texto"
    terminos: tuple[str, ...] = Field(min_length=1)
    otros: tuple[tuple[str, ...], ...] = ()
    opcionales: tuple[str, ...] = ()
    donde: Donde = "todo"
    negado: bool = False
    #: No text has the words together: the observations nearest to them, found by words and by meaning.
    cercano: bool = False
    observaciones: tuple[int, ...] = ()


class Promedio(Modelo):
    """Rows whose progress is under (or over) the simple mean of their own place and year: of the goals of the plan that
    have the same values of ``de``."""

    tipo: Literal["promedio"] = "promedio"
    lado: Literal["menor", "mayor"]
    de: tuple[Dimension, ...] = Field(min_length=1)


class ConSemaforo(Modelo):
    """Rows whose compliance falls in a band of the semaphore."""

    tipo: Literal["semaforo"] = "semaforo"
    colores: tuple[Semaforo, ...] = Field(min_length=1)


class Cuota(Modelo):
    """How many of the goals of a group, or of the actions of a main goal, are so: a number of them, or a share in percent.
    ``siempre``: in each year that the group has, at least two."""

    de: Literal["metas", "proporcion"]
    comparador: ComparadorUno
    valor: float
    siempre: bool = False

    @property
    def de_ninguna(self) -> bool:
        """Whether none of the goals is so, which is said without a figure."""
        return self.de == "metas" and self.comparador == "eq" and not self.valor


class ConAcciones(Modelo):
    """Main goals of whose actions so many are in any of the classes of state."""

    tipo: Literal["acciones"] = "acciones"
    clases: tuple[Clase, ...] = Field(min_length=1)
    cuota: Cuota


#: What goals may share with one of them.
Comun = Literal["medida", "linea", "causa", "unidad", "programa", "ramo", "meta_anual", "avance"]


class ComoMeta(Modelo):
    """Rows that share something with another goal of the same year: its measure, or, in its municipality, one of its lines of
    action, its causes (in the same direction), its unit or programme; its annual goal or its progress, as figures. The other
    goal, by its number and place, is none of them."""

    tipo: Literal["como"] = "como"
    que: Comun
    meta: str
    lugar: tuple[En, ...] = ()


class Alguna(Modelo):
    """Rows that meet any of several conditions of different kinds: of a unit, or counted in a measure, or with some words."""

    tipo: Literal["alguna"] = "alguna"
    opciones: tuple[En | Texto, ...] = Field(min_length=2)


Filtro = Annotated[
    En | Nivel | ConClase | ConTrimestre | ConCambio | ConCausa | Umbral | ConObservacion | Texto | ConSemaforo | Promedio
    | ConAcciones | ComoMeta | Alguna,
    Field(discriminator="tipo"),
]

#: Those that select among the goals of a place; without them stands the whole of which the selection is a part.
SELECCION = (ConClase, ConTrimestre, ConCambio, ConCausa, Umbral, ConObservacion, ConSemaforo, Promedio, ComoMeta)

#: Those of them that say in which state the goals are, of which the rest may choose a part.
ESTADOS_PEDIDOS = (ConClase, ConTrimestre, ConCambio, ConSemaforo)

#: What a goal may be in one period and not in another, besides its state.
Condicion = Annotated[ConCausa | Umbral | ConObservacion | ConSemaforo, Field(discriminator="tipo")]
