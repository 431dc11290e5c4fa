"""What questions read: plans executed, sets run again, rows and cells for whoever checks an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect

from assistant.conditions import BANDAS, Bandas, M, condiciones
from assistant.evidence import Conjunto, Evidencia, Fila, Medida
from assistant.execute.ejecucion import Ejecucion
from assistant.execute.filas import hidratar, lotes
from assistant.execute.sentencias import medir, recordando, recuerdo
from assistant.execute.vocabulario import VocabularioDelAlmacen
from assistant.link import Vocabulario
from assistant.plan import Plan
from index import schema
from index.texto_completo import mejores_observaciones

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

    def _ejecucion(self, con: Connection, plan: Plan) -> Ejecucion:
        return Ejecucion(con, plan, self.max_filas, self.bandas, self._dialecto, self.valores)

    # - sets, again
    def repetir(self, sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a set's statement. It may come from a saved file: it can only read, and not for long."""
        with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA):
            return [tuple(r) for r in con.execute(text(sql), dict(params))]

    def medir(self, sql: str, params: Mapping[str, Any]) -> Medida:
        """What a set's statement amounts to when it is run again, under the same limits."""
        with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA):
            return medir(con, sql, params)

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
            ids = [i for lote in lotes(claves) for i in con.execute(select(M.c.id).where(M.c.clave.in_(lote))).scalars()]
            return {str(f.datos["clave"]): f for f in hidratar(con, ids)}

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
    def encabezados(self, documento: str) -> list[dict[str, Any]]:
        """The printed header, foot and line cells of every form of a document."""
        i, d = schema.informes, schema.documentos
        with self.motor.connect() as con:
            filas = con.execute(select(i.c.id, i.c.celdas).join(d, d.c.id == i.c.documento_id).where(d.c.nombre == documento)).all()
            salida = [c for _, celdas in filas for c in celdas.values()]
            ids = [f.id for f in filas]
            for tabla in (schema.firmas, schema.lineas_informe):
                salida += con.execute(select(tabla.c.celda).where(tabla.c.informe_id.in_(ids))).scalars().all()
            return [dict(c) for c in salida]

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
