"""One plan on one connection: its conditions and its sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, select, true
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql import FromClause

from assistant.conditions import condiciones
from assistant.evidence import Conjunto, Medida
from assistant.execute.cubo import Cubo
from assistant.execute.sentencias import LLAVE, Sentencia, contada
from assistant.plan import Clase, Filtro, Metric, Plan
from assistant.predicados import Bandas
from assistant.valores import M, de_clase, valor_sql

Sin = Callable[[Filtro], bool]
Condicion = ColumnElement[bool]
#: Runs a set's statement for its values, when an answer spells them out; and for what it amounts to.
Leer = Callable[[str, Mapping[str, Any]], tuple[float | None, ...]]
Medir = Callable[[str, Mapping[str, Any]], Medida]


def ninguno(_: Filtro) -> bool:
    """Leave out no filter."""
    return False


class Base:
    """One plan on one connection: its conditions and its sets."""

    def __init__(self, con: Connection, plan: Plan, max_filas: int, bandas: Bandas, dialecto: DefaultDialect, leer: Leer, medir: Medir) -> None:
        self.cubo = Cubo(con, plan, bandas)
        self._propias: dict[Sin, list[Condicion]] = {}
        #: What the plan's rows must be besides its filters.
        self.solo: list[Condicion] = []
        self.con, self.plan, self.max_filas, self.bandas, self.dialecto, self.leer, self.medir = con, plan, max_filas, bandas, dialecto, leer, medir

    def donde(self, plan: Plan | None = None, m: FromClause = M, sin: Sin = ninguno) -> list[Condicion]:
        """The conditions of the plan (or of another), without some of its filters."""
        if plan is not None or m is not M:
            return condiciones(plan or self.plan, m, sin, self.bandas)
        if sin not in self._propias:
            self._propias[sin] = [*condiciones(self.plan, M, sin, self.bandas), *self.solo]
        return self._propias[sin]

    def restringir(self, condiciones_: Iterable[Condicion]) -> None:
        """Only these of the plan's rows, from now on."""
        self.solo = [*condiciones_]
        self._propias = {}

    # - sets
    def consulta(self, *mas: Condicion, sin: Sin = ninguno, metrica: Metric | None = None, trimestres: Sequence[Any] | None = None) -> Select[Any]:
        """The statement of a set: its rows are (id, valor) and the period that they are of."""
        return select(M.c.id, self.valor(metrica, trimestres).label("valor"), M.c.ejercicio, M.c.corte).where(*self.donde(sin=sin), *mas)

    def valor(self, metrica: Metric | None, trimestres: Sequence[Any] | None = None) -> ColumnElement[Any]:
        """What a set gives for each row: a quantity, or 1 where only the rows count."""
        if metrica is None or metrica in ("metas", "proporcion"):
            return literal_column("1")
        return valor_sql(metrica, self.plan.trimestres if trimestres is None else tuple(trimestres), M)

    def guardada(self, metrica: Metric | None) -> bool:
        """Whether the kept counts say what a set of this metric amounts to: how many goals, or their progress over the year."""
        return metrica is None or (metrica == "avance" and not self.plan.trimestres)

    def conjunto(self, *mas: Condicion, sin: Sin = ninguno, metrica: Metric | None = None, clase: Clase | None = None) -> Conjunto:
        """A set of the plan's rows under more conditions, or of a class, counted by the database."""
        contadas = self.cubo.medida(sin, clase) if not (mas or self.solo) and self.guardada(metrica) else None
        mas = (*mas, de_clase(clase, M)) if clase else mas
        if contadas is not None:
            sentencia = Sentencia(self.consulta(*mas, sin=sin, metrica=metrica), self.dialecto)
            return self.hecho(contadas if metrica else Medida(contadas.count), metrica, lambda: sentencia.compilada)
        return self.de_consulta(self.consulta(*mas, sin=sin, metrica=metrica), metrica, self.valor(metrica))

    def de_consulta(self, consulta: Select[Any], metrica: Metric | None = None, valor: ColumnElement[Any] | None = None) -> Conjunto:
        """The set of a statement."""
        fila = self.con.execute(contada(consulta, valor if metrica else None)).one()
        medida = Medida.de(fila) if metrica else Medida(int(fila[0]))
        sentencia = Sentencia(consulta, self.dialecto)
        return self.hecho(medida, metrica, lambda: sentencia.compilada)

    def hecho(self, medida: Medida, metrica: Metric | None, sentencia: Callable[[], Any]) -> Conjunto:
        """A set that has been measured already."""
        return Conjunto(medida.count, medida.reportados, medida.suma, metrica, sentencia, self.leer)

    # - many sets in one statement
    def familia(self, columnas: Sequence[ColumnElement[Any]], *mas: Condicion, sin: Sin = ninguno, metrica: Metric | None = None, trimestres: Sequence[Any] | None = None) -> Callable[..., Callable[[], Any]]:
        """The sets of a grouping by some columns: a group's values → its statement, all with one text."""
        iguales = [c == bindparam(f"{LLAVE}_{n}", None, type_=c.type, required=False) for n, c in enumerate(columnas, start=1)]
        sentencia = Sentencia(self.consulta(*mas, *iguales, sin=sin, metrica=metrica, trimestres=trimestres), self.dialecto)
        return lambda *valores: lambda: sentencia.con(*valores)

    @staticmethod
    def cuantas(condiciones_: Iterable[Condicion]) -> ColumnElement[Any]:
        """How many rows of a statement meet some conditions."""
        dadas = list(condiciones_)
        # Counted, not added up: of 80,000 rows in groups, 7.4 ms and not 8.9 with two such parts.
        return func.count().filter(and_(true(), *dadas)) if dadas else func.count()
