"""The state of a year at a glance: key figures, semaphore by unit, quarters, causes, the extremes.

Every figure is a plan's set, executed like any other, and comes with the question that asks for the goals behind it.
Quantities are never added across measures: over all goals, quarters are told in numbers of goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.plan import ConCausa, ConClase, ConObservacion, En, Filtro, Orden, Plan
from assistant.wording import fecha, nombre_propio
from index.poa import TRIMESTRES, Trimestre

if TYPE_CHECKING:
    from assistant.evidence import Fila, Grupo
    from assistant.execute import Lector
    from assistant.link import Vocabulario

#: The bands, in the order in which they are shown, and how a question names each.
COLORES = {
    "verde": "en verde",
    "amarillo": "en amarillo",
    "rojo": "en rojo",
    "sobrecumplimiento": "en semáforo de sobrecumplimiento",
    "sin_reporte": "sin reporte",
    "sin_programacion": "sin programación",
}
#: How a question names a cause where the cause's own label means less.
_POR = {"calendario": "el calendario escolar", "equipo": "falta de equipo", "otra": "otra causa"}
EXTREMAS = 5
_ORDINALES = {"T1": "primer", "T2": "segundo", "T3": "tercer", "T4": "cuarto"}


@dataclass(frozen=True, slots=True)
class Ambito:
    """What the panorama is of. Empty: all there is; ``corte`` None: the latest of each report."""

    municipio: str = ""
    ejercicio: int = 0
    corte: date | None = None
    programa: str = ""
    unidad: str = ""
    #: Whether a question has to name the municipality, because several are loaded.
    nombrar_municipio: bool = False

    def plan(self, *filtros: Filtro, **mas: object) -> Plan:
        """A plan over it."""
        claves = (
            ("municipio", self.municipio),
            ("ejercicio", str(self.ejercicio or "")),
            ("programa", self.programa),
            ("unidad", self.unidad),
        )
        propios: tuple[Filtro, ...] = tuple(En.model_validate({"entidad": k, "valores": (v,)}) for k, v in claves if v)
        return Plan(intent="list", filtros=(*propios, *filtros), corte=self.corte).con(**mas)

    def de(self, unidad: str = "") -> str:
        """It in the words of a question: «de la unidad 304 de Puerto Claro»."""
        unidad = unidad or self.unidad
        partes = [f"de la unidad {unidad}" if unidad else f"del programa {self.programa}" if self.programa else ""]
        partes.append(f"del municipio de {nombre_propio(self.municipio)}" if self.municipio and self.nombrar_municipio else "")
        return " ".join(p for p in partes if p)

    @property
    def cuando(self) -> str:
        """Its time in the words of a question: «en 2021», «al corte del 30 de junio de 2021»."""
        if self.corte:
            return f"al corte del {fecha(self.corte)}"
        return f"en {self.ejercicio}" if self.ejercicio else ""

    def pregunta(self, que: str, unidad: str = "") -> str:
        """«¿Qué metas {de} {que} {cuando}?»"""
        return f"¿{' '.join(p for p in ('Qué metas', self.de(unidad), que, self.cuando) if p)}?"


@dataclass(frozen=True, slots=True)
class Dato:
    """A key figure: a number of goals of a total, and the question behind it."""

    nombre: str
    valor: int
    total: int
    pregunta: str


@dataclass(frozen=True, slots=True)
class Conteo:
    """Goals of one group: by colour, or a single count under ``""``. ``preguntas`` has one a colour."""

    clave: str
    nombre: str
    cuentas: dict[str, int]
    preguntas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cuarto:
    """A quarter: goals with something programmed, those that fell short of it, and the sums of the chosen measure."""

    trimestre: Trimestre
    programadas: int
    cortas: int
    programado: float | None
    alcanzado: float | None
    pregunta: str


@dataclass(frozen=True, slots=True)
class Panorama:
    """All of it."""

    ambito: Ambito
    datos: tuple[Dato, ...]
    unidades: tuple[Conteo, ...]
    cuartos: tuple[Cuarto, ...]
    causas: tuple[Conteo, ...]
    peores: tuple[Fila, ...]
    mejores: tuple[Fila, ...]
    medidas: tuple[str, ...]
    medida: str


def ambito_inicial(voc: Vocabulario) -> Ambito:
    """Where a reader starts: the municipality with the latest year."""
    if not voc.informes:
        return Ambito()
    municipio, ejercicio = max(((m, e) for m, e, *_ in voc.informes), key=lambda me: (me[1], me[0]))
    return Ambito(municipio, ejercicio, nombrar_municipio=len(voc.municipios) > 1)


def ver(lector: Lector, ambito: Ambito, medida: str = "") -> Panorama:
    """The panorama; ``medida`` is the unit of measure whose sums are shown by quarter, the most used one if empty."""
    medidas = _medidas(lector, ambito)
    medida = medida if medida in medidas else (medidas[0] if medidas else "")
    return Panorama(
        ambito,
        tuple(_datos(lector, ambito)),
        tuple(_unidades(lector, ambito)),
        tuple(_cuartos(lector, ambito, medida)),
        tuple(_causas(lector, ambito)),
        _extremas(lector, ambito, descendente=False),
        _extremas(lector, ambito, descendente=True),
        medidas,
        medida,
    )


def _datos(lector: Lector, a: Ambito) -> Sequence[Dato]:
    no = ConClase(clases=("no_cumplidas",))
    casos: tuple[tuple[str, tuple[Filtro, ...], str], ...] = (
        ("Metas", (), "hay"),
        ("Cumplidas", (ConClase(clases=("cumplidas",)),), "se cumplieron"),
        ("No cumplidas", (no,), "no se cumplieron"),
        ("Sin avance", (ConClase(clases=("sin_avance",)),), "quedaron sin avance"),
        ("No cumplidas sin explicación", (no, ConObservacion(presente=False)), "no se cumplieron y no tienen observación"),
    )
    total = lector.cantidad(a.plan())
    return [Dato(n, lector.cantidad(a.plan(*f)), total, a.pregunta(q)) for n, f, q in casos]


def _unidades(lector: Lector, a: Ambito) -> Sequence[Conteo]:
    grupos = lector.ejecutar(a.plan(intent="count", agrupar=("unidad", "semaforo"))).grupos
    return [_conteo(g, a) for g in grupos]


def _conteo(g: Grupo, a: Ambito) -> Conteo:
    cuentas = {x.clave: n for x in g.subgrupos if (n := x.medida("pedidas").count)}
    ordenadas = {k: cuentas[k] for k in COLORES if k in cuentas}
    preguntas = {
        k: a.pregunta(
            ("están " if k in ("verde", "amarillo", "rojo", "sobrecumplimiento") else "quedaron ") + COLORES[k], g.clave
        )
        for k in ordenadas
    }
    return Conteo(g.clave, g.nombre, ordenadas, preguntas)


def _causas(lector: Lector, a: Ambito) -> Sequence[Conteo]:
    plan = a.plan(ConClase(clases=("no_cumplidas",)), ConCausa(), intent="count", agrupar=("causa",))
    salida = []
    for g in lector.ejecutar(plan).grupos:
        if g.pedidas.count:
            salida.append(
                Conteo(
                    g.clave,
                    g.nombre,
                    {"": g.pedidas.count},
                    {"": a.pregunta(f"no se cumplieron por {_POR.get(g.clave, g.nombre)}")},
                )
            )
    return salida


def _medidas(lector: Lector, a: Ambito) -> tuple[str, ...]:
    """The units of measure, the most used first."""
    grupos = lector.ejecutar(a.plan(intent="count", agrupar=("medida",))).grupos
    return tuple(g.nombre for g in sorted(grupos, key=lambda g: (-g.todas.count, g.nombre)))


def _cuartos(lector: Lector, a: Ambito, medida: str) -> Sequence[Cuarto]:
    salida = []
    for (t, *_), programadas, cortas, sumas in lector.ejecutar(a.plan(intent="trend")).por_trimestre:
        p, al = next(((p, al) for m, p, al in sumas if m == medida), (None, None))
        que = f"no alcanzaron lo programado en el {_ORDINALES[t]} trimestre"
        salida.append(
            Cuarto(
                t, programadas.count, cortas.count, p.suma if p and p.reportados else None,
                al.suma if al and al.reportados else None, a.pregunta(que),
            )
        )  # fmt: skip
    return sorted(salida, key=lambda c: TRIMESTRES.index(c.trimestre))


def _extremas(lector: Lector, a: Ambito, descendente: bool) -> tuple[Fila, ...]:
    """The goals with the lowest or the highest progress, those that fell short only among the lowest."""
    clase = ConClase(clases=("cumplidas",)) if descendente else ConClase(clases=("no_cumplidas",))
    plan = a.plan(clase, intent="rank", metrica="avance", orden=Orden(metrica="avance", descendente=descendente), limite=EXTREMAS)
    return lector.ejecutar(plan).filas
