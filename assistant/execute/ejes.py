"""The dimensions of a grouping and the keys of each: units, years, measures, states, causes …

A dimension is a column of the rows (unit, year, measure …) or a closed list of conditions (state, semaphore, causes).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, not_, select

from assistant.conditions import condicion, direcciones_de
from assistant.evidence import Medida, de_cuantas
from assistant.execute.base import Condicion, Sin, ninguno
from assistant.execute.celdas import Cabezas
from assistant.execute.cubo import Cuentas
from assistant.execute.entre import Preparada, crudas
from assistant.execute.sumas import Sumas
from assistant.filtros import SELECCION
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import CANTIDADES, Clase, ConCausa, ConClase, Dimension, En, Filtro, Metric
from assistant.predicados import de_causa, de_entidad, de_semaforo, de_todo
from assistant.valores import M, de_clase, valor_sql
from index import schema
from index.conteos import SIN_CAUSA
from index.poa import TRIMESTRES

_COLORES = ("verde", "amarillo", "rojo", "sobrecumplimiento", "sin_programacion", "sin_reporte")
#: The states, of which each goal has one: those of the column, and not the classes of the same names (a goal without
#: progress inside the year is in process).
ESTADOS = ("cumplida", "rebasada", "no_cumplida", "sin_avance", "en_proceso", "sin_reporte", "sin_programacion")
#: Those whose groups are in the order of how many goals each has.
POR_TAMANO = ("causa", "medida", "linea")
#: The parts of a group that tell how much of it was met.
DE_CUMPLIMIENTO = frozenset(("cumplidas", "no_cumplidas"))
_COLUMNAS = {d: M.c[d] for d in ("medida", "ejercicio", "corte", "municipio", "unidad", "programa", "ramo", "descripcion")}
#: Those of which no counts are kept.
_SIN_GUARDAR = ("principal", "descripcion")


class Llave(NamedTuple):
    """A group's key: as text, as the values of its columns, and the name to show. Without columns its condition tells
    it; with them, the first report that has it is where its name is printed."""

    clave: str
    valores: tuple[Any, ...]
    nombre: str
    condicion: Condicion | None = None
    informe: int = 0
    municipio: str = ""


def _nombrados(campo: str) -> Select[Any]:
    i, d = schema.informes, schema.documentos
    return select(i.c.id, i.c[campo], d.c.nombre).join(d, d.c.id == i.c.documento_id)


#: What some reports call what each of these columns names, by the column.
_NOMBRES = {c: Preparada(partial(_nombrados, c), schema.informes.c.id) for c in ("unidad_nombre", "programa_nombre", "ramo_nombre")}


class Nombre(NamedTuple):
    """What a report calls a unit, a programme or a branch, the report's cells and which of them prints it, its document."""

    nombre: str
    encabezado: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    campo: str = ""
    documento: str = ""


@dataclass(frozen=True, slots=True)
class Eje:
    """A dimension with its keys. Without columns its keys are told apart by their conditions."""

    dimension: Dimension
    columnas: tuple[ColumnElement[Any], ...]
    llaves: list[Llave]


#: A set of each group: more conditions, the filters that are left out, the quantity that is added up.
Parte = tuple[tuple[Condicion, ...], Sin, Metric | None]
Lugar = tuple[tuple[Any, ...], ...]


class Ejes(Sumas):
    """The dimensions of a plan's grouping."""

    #: How many groups there are beyond what an answer may show.
    grupos_fuera = 0

    def partes(self, libre: Sin, metrica: Metric | None) -> dict[str, Parte]:
        """The sets of each group."""
        cumplida = de_clase(self._clase_cumplida(), M)
        if self.plan.metrica == "proporcion" and not self.elige:
            pedidas: tuple[Condicion, ...] = (cumplida,)
        else:
            pedidas = (self.sin_padres(),) if metrica and metrica != "avance" else ()
        return {
            "todas": ((), libre, None),
            "pedidas": (pedidas, ninguno, metrica),
            "cumplidas": ((cumplida,), libre, None),
            "no_cumplidas": ((de_clase("no_cumplidas", M),), libre, None),
        }

    def propias(self, partes: Mapping[str, Parte], libre: Sin) -> dict[str, list[Condicion]]:
        """What tells each part apart among the rows of all of them: of the parts by which the plan's groups are told."""
        plan = self.plan
        selectas = [condicion(f, plan, M, self.bandas) for f in plan.filtros if libre(f)]
        por_cumplimiento = plan.metrica in (None, "proporcion") or plan.intent == "compare" or bool(plan.periodos)
        dichas = {k: parte for k, parte in partes.items() if por_cumplimiento or k not in DE_CUMPLIMIENTO}
        return {k: [*(selectas if sin is ninguno else []), *extra] for k, (extra, sin, _) in dichas.items()}

    def _clase_cumplida(self) -> Clase:
        """What counts as met: at a cut inside the year, what is on schedule (the same as met at the year's end). A year may
        have gone no further than such a cut."""
        cortes = self.plan.agrupar[:1] in (("corte",), ("ejercicio",)) or bool(self.plan.periodos)
        return "al_corriente" if cortes else "cumplidas"

    @property
    def elige(self) -> bool:
        """Whether the plan says of which goals the share is; else it is of those met."""
        return any(isinstance(f, SELECCION) for f in self.plan.filtros)

    # - kept counts
    def guardadas(self, dimension: Dimension, sin: Sin) -> list[Cuentas] | None:
        """The groups of a dimension from the kept counts; None where the goals must be counted."""
        cumplida = self._clase_cumplida()
        proporcion = self.plan.metrica == "proporcion" and not self.elige
        partes: dict[str, tuple[bool, Clase | None]] = {
            "todas": (False, None), "pedidas": (True, cumplida if proporcion else None), "cumplidas": (False, cumplida), "no_cumplidas": (False, "no_cumplidas"),
        }  # fmt: skip
        if self.metrica:  # a mean does not tell how many were met
            partes = {k: p for k, p in partes.items() if k not in DE_CUMPLIMIENTO}
        llave = (dimension, sin)
        if llave not in self._cuentas:
            self._cuentas[llave] = self.cubo.grupos(dimension, sin, partes)
            if dimension == "causa" and (hechas := self._cuentas[llave]) is not None:
                hechas += self.cubo.sin_causa(partes)
        return self._cuentas[llave]

    @cached_property
    def _cuentas(self) -> dict[tuple[Dimension, Sin], list[Cuentas] | None]:
        return {}

    # - keys
    def llaves_sueltas(self, dimension: Dimension) -> list[tuple[str, str, Condicion]]:
        """The keys of a dimension among the plan's rows: (key, name, condition)."""
        eje = self.eje(dimension)
        return [(x.clave, x.nombre, self.condicion_de(eje, x)) for x in eje.llaves]

    def eje(self, dimension: Dimension) -> Eje:
        if dimension == "estado":
            return Eje(dimension, (), [_suelta(k, k, de_clase(k, M)) for k in self._clases_pedidas()] or [_suelta(k, k, M.c.estado == k) for k in ESTADOS])
        if dimension == "semaforo":
            return Eje(dimension, (), [_suelta(k, k, de_semaforo((k,), M, self.bandas)) for k in _COLORES])
        if dimension == "causa":
            return Eje(dimension, (), self._llaves_causa())
        if dimension == "linea":
            return Eje(dimension, (), self._llaves_linea())
        if dimension == "persona":
            return Eje(dimension, (), [])
        if dimension == "trimestre":
            return Eje(dimension, (), [_suelta(t, t, valor_sql("programado", (t,), M) > 0) for t in TRIMESTRES])
        return self._de_columna(dimension)

    def _de_columna(self, dimension: Dimension) -> Eje:
        columnas = columnas_de(dimension)
        guardadas = self.guardadas(dimension, libre) if dimension not in _SIN_GUARDAR else None
        if guardadas is not None:
            hallados: list[tuple[tuple[Any, ...], int, str]] = [((x.valor,), x.informe, x.impresa) for x in guardadas]
        else:
            hallados = self._pasada(dimension, columnas)
        de_medida, de_unidad, suya = dimension == "medida", dimension == "unidad", -1 if dimension == "principal" else 0
        llaves = [Llave(str(v[suya]), v, str(impresa if de_medida else v[suya]), None, informe, str(v[1]) if de_unidad else "") for v, informe, impresa in hallados]
        return Eje(dimension, columnas, llaves)

    def _pasada(self, dimension: Dimension, columnas: tuple[ColumnElement[Any], ...]) -> list[tuple[tuple[Any, ...], int, str]]:
        """The keys of columns (values, first report, first measure as printed), and in the same pass over the rows how
        many each part of each key has."""
        partes = self.propias(self.partes(libre, None), libre) if self.metrica is None else {}
        impresa = func.min(M.c.unidad_medida) if dimension == "medida" else literal("")
        cuentas = {k: self.cuantas(c) for k, c in partes.items()}
        consulta = select(*columnas, func.min(M.c.informe_id), impresa, *cuentas.values()).where(*self.donde(sin=libre))
        n = len(columnas)
        primero = self._orden_de_las_primeras(dimension, cuentas)
        tope = None if primero is None else self.max_filas
        consulta = consulta.group_by(*columnas).order_by(*(primero or ()), *columnas).limit(tope)
        # As the driver gives them, but for dates, which SQLite does not have.
        filas: Sequence[Sequence[Any]] = self.con.execute(consulta).all() if dimension == "corte" else crudas(self.con, consulta)
        if tope is not None and len(filas) == tope:
            distintas = select(*columnas).where(*self.donde(sin=libre)).distinct().subquery("distintas")
            self.grupos_fuera = int(self.con.execute(select(func.count()).select_from(distintas)).scalar_one()) - tope
        if partes:
            self.contadas[dimension] = {(tuple(f[:n]),): dict(zip(partes, map(de_cuantas, f[n + 2 :]), strict=True)) for f in filas}
        return [(tuple(f[:n]), f[n], f[n + 1]) for f in filas]

    def _orden_de_las_primeras(self, dimension: Dimension, cuentas: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]] | None:
        """By what, before their key, the groups that an answer may show come first; None where the database can't tell."""
        plan = self.plan
        if plan.agrupar != (dimension,) or plan.periodos or plan.universal or plan.promedio or plan.cuota or dimension in POR_TAMANO or plan.intent == "catalogue":
            return None
        if not plan.orden:
            return []
        if plan.metrica not in (None, "metas") or "pedidas" not in cuentas:
            return None
        return [cuentas["pedidas"].desc() if plan.orden.descendente else cuentas["pedidas"].asc()]

    @property
    def metrica(self) -> Metric | None:
        """The quantity that the plan adds up, or the progress that it takes the mean of."""
        return self.plan.metrica if self.plan.metrica in CANTIDADES or (self.plan.intent == "average" and self.plan.metrica == "avance") else None

    @cached_property
    def contadas(self) -> dict[Dimension, dict[Lugar, dict[str, Medida]]]:
        """What was counted together with the keys."""
        return {}

    def nombres_de(self, dimension: Dimension, llaves: Sequence[Llave]) -> dict[int, Nombre]:
        """What the first reports of some keys call them, by report."""
        if dimension not in ("unidad", "programa", "ramo") or not llaves:
            return {}
        campo = f"{dimension}_nombre"
        informes = [x.informe for x in llaves]
        cabezas = Cabezas(self.con.engine, informes)
        return {id_: Nombre(nombre, cabezas.de(id_), campo, documento) for id_, nombre, documento in _NOMBRES[campo].crudas(self.con, informes)}

    def condicion_de(self, eje: Eje, llave: Llave) -> Condicion:
        """The condition of a key."""
        if llave.condicion is not None:
            return llave.condicion
        return and_(*(c == v for c, v in zip(eje.columnas, llave.valores, strict=True)))

    def _clases_pedidas(self) -> tuple[Clase, ...]:
        return tuple(k for f in self.plan.filtros if isinstance(f, ConClase) and not f.negado for k in f.clases)

    def _llaves_causa(self) -> list[Llave]:
        c = schema.causas_meta
        ids = select(M.c.id).where(*self.donde())
        guardadas = self.guardadas("causa", ninguno)
        if guardadas is None:
            halladas = list(self.con.execute(select(c.c.causa).where(c.c.meta_id.in_(ids)).distinct()).scalars())
        else:
            halladas = [str(x.valor) for x in guardadas if x.valor != SIN_CAUSA]
        salida = [_suelta(k, ETIQUETAS_CAUSA.get(k, k), de_causa(ConCausa(causas=(cast(Any, k),)), M, direcciones_de(self.plan), de_todo=de_todo(self.plan))) for k in halladas]
        return [*salida, _suelta(SIN_CAUSA, "sin causa identificada", not_(exists().where(c.c.meta_id == M.c.id)))]

    def _llaves_linea(self) -> list[Llave]:
        lm, li = schema.lineas_meta, schema.lineas_informe
        ids = select(M.c.id).where(*self.donde(sin=libre if self.plan.cuota else ninguno))  # a line may have none of those asked for
        guardadas = self.guardadas("linea", libre)
        if guardadas is None:
            codigos = list(self.con.execute(select(lm.c.codigo).where(lm.c.meta_id.in_(ids)).distinct()).scalars())
        else:
            con_metas = "todas" if self.plan.metrica == "proporcion" else "pedidas"
            codigos = [str(x.valor) for x in guardadas if x.medidas[con_metas].count]
        nombres = {r.codigo: r.nombre for r in self.con.execute(select(li.c.codigo, func.max(li.c.nombre).label("nombre")).where(li.c.codigo.in_(codigos)).group_by(li.c.codigo))}
        return [_suelta(k, nombres.get(k, ""), de_entidad(En(entidad="linea", valores=(k,)), M)) for k in sorted(codigos, key=por_partes)]


def columnas_de(dimension: Dimension) -> tuple[ColumnElement[Any], ...]:
    """The columns that tell the keys of a dimension apart; none of those that their conditions tell. A unit's code may be
    another unit's elsewhere, and a goal's number is another's in every form."""
    varias = {"unidad": (M.c.unidad, M.c.municipio), "principal": (M.c.informe_id, M.c.padre)}
    return varias.get(dimension) or ((_COLUMNAS[dimension],) if dimension in _COLUMNAS else ())


def _suelta(clave: str, nombre: str, donde: Condicion) -> Llave:
    """A key that only its condition tells."""
    return Llave(clave, (clave,), nombre, donde)


def libre(f: Filtro) -> bool:
    """Leave out what selects among the rows of a place."""
    return isinstance(f, SELECCION)


def por_partes(codigo: str) -> tuple[tuple[int, str], ...]:
    """A code's order: part by part, numbers as numbers."""
    return tuple((int(p), "") if p.isdigit() else (10**9, p) for p in codigo.split("."))
