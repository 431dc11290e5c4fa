"""What questions read: plans executed, sets run again, rows and cells for whoever checks an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Engine, Text, exc, func, select, text
from sqlalchemy import cast as cast_sql
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect

from assistant.conditions import condiciones
from assistant.evidence import Citada, Conjunto, Evidencia, Fila, Medida
from assistant.execute import juntos
from assistant.execute.ejecucion import Ejecucion
from assistant.execute.entre import entre
from assistant.execute.filas import por_clave
from assistant.execute.sentencias import medir, recordando, recuerdo, repetida
from assistant.execute.vocabulario import VocabularioDelAlmacen
from assistant.link import Vocabulario
from assistant.plan import Plan, Texto
from assistant.predicados import BANDAS, Bandas
from assistant.valores import M
from index import schema
from index.texto_completo import mejores_observaciones

#: How it shows that rows read first are gone before what hangs from them is read.
DESAPARECIDO = (LookupError, AttributeError, TypeError, exc.NoResultFound)
#: How long a saved answer's statement may take when it is run again.
SEGUNDOS_POR_CONSULTA = 5.0


class Lector:
    """Executes plans on a read-only engine."""

    #: Within it, what one question reads is read once.
    recordando = staticmethod(recordando)

    def __init__(self, motor: Engine, max_filas: int = 1000, bandas: Bandas = BANDAS) -> None:
        self.motor, self.max_filas, self.bandas = motor, max_filas, bandas
        self._dialecto = _dialecto(motor)

    def vocabulario(self) -> Vocabulario:
        """Everything loaded that a question may name, each kind read when it is first needed."""
        return VocabularioDelAlmacen(self.motor)

    # - plans
    def cantidad(self, plan: Plan) -> int:
        """How many metas the plan's filters match."""
        if any(isinstance(f, Texto) and f.cercano and not f.observaciones for f in plan.filtros):
            return 0  # which observations its words are near to is not known yet
        llave = ("cantidad", plan)
        if (hecha := recuerdo().get(llave)) is not None:
            return int(hecha)
        with self.motor.connect() as con:
            n = con.execute(select(func.count()).select_from(M).where(*condiciones(plan, M, bandas=self.bandas))).scalar_one()
        recuerdo()[llave] = n
        return int(n)

    def conjunto_de(self, plan: Plan) -> Conjunto:
        """The set of goals of a plan, without reading them."""
        with self.motor.connect() as con:
            return self._ejecucion(con, plan).conjunto()

    def ejecutar(self, plan: Plan) -> Evidencia:
        """Run the plan."""
        with self.motor.connect() as con:
            return self._ejecucion(con, plan).evidencia()

    def guardados(self, plan: Plan) -> dict[Citada, int]:
        """How many goals some sets of a plan have by the kept counts, by the statement of each: those that take long to
        count again. None of a plan that the counts do not answer."""
        with self.motor.connect() as con:
            return self._ejecucion(con, plan).guardados()

    def _ejecucion(self, con: Connection, plan: Plan) -> Ejecucion:
        return Ejecucion(con, plan, self.max_filas, self.bandas, self._dialecto, self.valores, self.medir)

    # - sets, again
    def repetir(self, sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a set's statement. It may come from a saved file: it can only read, and not for long."""
        with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA):
            # With an end of its own it is no statement of ours, which was prepared where more is allowed.
            return [tuple(r) for r in con.execute(text(f"{sql}\n"), dict(params))]

    def medir(self, sql: str, params: Mapping[str, Any]) -> Medida:
        """What a set's statement amounts to when it is run again, under the same limits."""
        (medida,) = self.medir_todos([(sql, params)])
        if isinstance(medida, Exception):
            raise medida
        return medida

    def medir_juntos(self, conjuntos: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Medida | Exception]:
        """The same as ``medir_todos``, those of one grouping in one pass (``juntos``)."""

        hechas: dict[int, Medida] = {}
        try:
            with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA) as contar_tiempo:

                def correr(sql: str, params: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
                    contar_tiempo()
                    return repetida(con, sql, params)

                hechas = {n: Medida(cuantas, cuantas, float(cuantas)) for n, cuantas in juntos.contar(conjuntos, correr).items()}
        except Exception:  # noqa: BLE001 - a saved answer's SQL may be anything
            hechas = {}  # by its own statement each of them tells what is wrong with it
        demas = iter(self.medir_todos(c for n, c in enumerate(conjuntos) if n not in hechas))
        return [hechas[n] if n in hechas else next(demas) for n in range(len(conjuntos))]

    def medir_todos(self, conjuntos: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Medida | Exception]:
        """The same of several sets; what went wrong, where one cannot be run."""
        salida: list[Medida | Exception] = []
        pendientes = list(conjuntos)
        while len(salida) < len(pendientes):
            with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA) as contar_tiempo:
                try:
                    for sql, params in pendientes[len(salida) :]:
                        contar_tiempo()
                        salida.append(medir(con, sql, params))
                except Exception as error:  # noqa: BLE001 - a saved answer's SQL may be anything
                    salida.append(error)  # and what it leaves of the transaction is let go
        return salida

    def valores(self, sql: str, params: Mapping[str, Any]) -> tuple[float | None, ...]:
        """The values of a set."""
        return tuple(f[1] for f in self.repetir(sql, params))

    def periodos_del_conjunto(self, sql: str, params: Mapping[str, Any]) -> set[tuple[int, date]]:
        """The (year, cut) of the metas of a set, for verification."""
        consulta = text(f"SELECT DISTINCT ejercicio, corte FROM ({sql}\n) AS conjunto").columns(M.c.ejercicio, M.c.corte)  # nosec B608
        with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA):
            return {(r.ejercicio, r.corte) for r in con.execute(consulta, dict(params))}

    # - rows
    def filas_por_clave(self, claves: Sequence[str]) -> dict[str, Fila]:
        """Metas by their readable identity, for verification."""
        with self.motor.connect() as con:
            return por_clave(con, claves)

    # - words
    def observaciones_por_palabras(self, raices_: Sequence[str], k: int) -> list[int]:
        """The observations that have any of the stems, best first (BM25)."""
        with self.motor.connect() as con:
            return mejores_observaciones(con, raices_, k)

    def textos_de(self, observaciones: Sequence[int]) -> list[tuple[str, str, str]]:
        """(unit, goal, text) of some observations, in their order, one goal each."""
        o = schema.observaciones
        primeras = select(func.max(M.c.id)).where(M.c.observacion_id.in_(observaciones), M.c.vigente.is_(True)).group_by(M.c.observacion_id)
        with self.motor.connect() as con:
            filas = con.execute(select(M.c.unidad, M.c.numero, o.c.texto, o.c.id).join(o, o.c.id == M.c.observacion_id).where(M.c.id.in_(primeras))).all()
        por_id = {f.id: (str(f.unidad), str(f.numero), str(f.texto)) for f in filas}
        return [por_id[i] for i in observaciones if i in por_id]

    # - documents
    def encabezados(self, documentos: Sequence[str], unidades: Sequence[str] | None = None) -> list[tuple[str, str, int, str]]:
        """(document, unit, form, header cells as JSON) of every form of some documents; of some units, where they are given."""
        if unidades is not None and not unidades:
            return []
        i, d = schema.informes, schema.documentos
        with self.motor.connect() as con:
            consulta = select(d.c.nombre, i.c.unidad, i.c.id, cast_sql(i.c.celdas, Text)).join(i, i.c.documento_id == d.c.id)
            donde = [entre(con, d.c.nombre, documentos), *([] if unidades is None else [entre(con, i.c.unidad, unidades)])]
            return [(nombre, unidad, id_, celdas) for nombre, unidad, id_, celdas in con.execute(consulta.where(*donde)).all()]

    def celdas_de_formas(self, documento: str) -> list[dict[str, Any]]:
        """The printed header, foot and line cells of every form of a document."""
        formas = self.encabezados([documento])
        de_cabeza = [dict(x) for *_, celdas in formas for x in json.loads(celdas).values()]
        return [*de_cabeza, *(x for _, x in self.firmas_y_lineas([id_ for _, _, id_, _ in formas]))]

    def firmas_y_lineas(self, informes: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
        """(form, cell) of what some forms print of who signs and of their lines of action."""
        with self.motor.connect() as con:
            tablas = (schema.firmas, schema.lineas_informe)
            return [(id_, dict(celda)) for t in tablas for id_, celda in con.execute(select(t.c.informe_id, t.c.celda).where(entre(con, t.c.informe_id, informes)))]

    def lineas_de(self, documento: str) -> list[str]:
        """The lines of a loaded text document, for the source view; [] when it isn't kept."""
        d = schema.documentos
        with self.motor.connect() as con:
            crudo = con.execute(select(d.c.contenido).where(d.c.nombre == documento).order_by(d.c.id.desc()).limit(1)).scalar()
        if not crudo:
            return []
        from index.readers.texto import decodificar

        return decodificar(crudo).split("\n")


def _dialecto(motor: Engine) -> DefaultDialect:
    """The dialect that kept statements are written in. psycopg's own would write casts behind the parameters, and the
    result could not be read again."""
    dialecto: Any = type(motor.dialect)
    if motor.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql.base import PGDialect as dialecto
    return cast(DefaultDialect, dialecto(paramstyle="named"))
