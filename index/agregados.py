"""What is kept beside the facts so that questions need not read them all: the loaded words, and counts of goals.

The end of a batch brings both up to date for the documents loaded since the last time; where one is gone, all is done
again. Until then (a batch under way, or one that died) ``al_dia`` is false, and questions read the facts themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text

from index import conteos, vocablos
from index.schema import agregados, documentos, informes, metas


def completar(con: Connection) -> None:
    """Bring the words and the counts up to date."""
    if al_dia(con):
        return
    analizar(con)
    nuevos = _nuevos(con)
    ejercicios = (
        None
        if nuevos is None
        else set(con.scalars(select(informes.c.ejercicio).where(informes.c.documento_id.in_(nuevos)).distinct()))
    )
    vocablos.contar(con, nuevos)
    conteos.contar(con, ejercicios)
    con.execute(delete(agregados))
    hasta, cuantos = _cargados(con)
    if hasta is not None:
        con.execute(insert(agregados), [{"id": 1, "hasta": hasta, "documentos": cuantos}])


def analizar(con: Connection) -> None:
    """Let the database look at how its indexes tell rows apart, by which it chooses among them, and again when the store
    has grown by a quarter. SQLite looks at them whole (0.2 s at 100,000 goals), since of the first rows of an index it
    would learn that few goals are in force. PostgreSQL looks at a sample (0.7 s at 50,000); on its own it would do so a
    minute after the load, and until then ask a cause of every goal."""
    if con.dialect.name == "postgresql":
        if con.scalar(_CRECIDA):
            con.exec_driver_sql("ANALYZE")
        return
    cuantas = con.scalar(select(func.max(metas.c.id))) or 0
    vista = con.scalar(text("SELECT max(name) FROM sqlite_master WHERE name = 'sqlite_stat1'")) and con.scalar(
        text("SELECT max(CAST(substr(stat, 1, instr(stat, ' ')) AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'metas'")
    )
    if vista is None or abs(cuantas - vista) > cuantas / 4:
        con.exec_driver_sql("ANALYZE")


#: Whether the goals take a quarter more pages than when PostgreSQL last looked. Of few of them any plan is quick.
_CRECIDA = text(
    "SELECT pg_relation_size(oid) > GREATEST(8388608, 1.25 * relpages * CAST(current_setting('block_size') AS bigint)) "
    "FROM pg_class WHERE oid = to_regclass('metas')"
)


def al_dia(con: Connection) -> bool:
    """Whether all that is loaded is counted, and nothing else."""
    return _cargados(con) == _marca(con)


def pendientes(con: Connection) -> vocablos.Palabras:
    """The words of the documents that are not counted yet; some of them may be in texts that are."""
    hasta, _ = _marca(con)
    consulta = select(documentos.c.id)
    return vocablos.de_documentos(
        con, list(con.scalars(consulta if hasta is None else consulta.where(documentos.c.cargado_en > hasta)))
    )


def _nuevos(con: Connection) -> Sequence[int] | None:
    """The documents to be counted; None where one that was counted is gone."""
    hasta, cuantos = _marca(con)
    d = documentos
    if hasta is None or con.scalar(select(func.count()).select_from(d).where(d.c.cargado_en <= hasta)) != cuantos:
        return None
    return list(con.scalars(select(d.c.id).where(d.c.cargado_en > hasta)))


#: Asked by every question about everything: made once.
_CARGADOS = select(func.max(documentos.c.cargado_en), func.count(documentos.c.cargado_en))
_MARCA = select(agregados.c.hasta, agregados.c.documentos)


def _cargados(con: Connection) -> tuple[datetime | None, int]:
    hasta, cuantos = con.execute(_CARGADOS).one()
    return hasta, cuantos


def _marca(con: Connection) -> tuple[datetime | None, int]:
    fila = con.execute(_MARCA).first()
    return (fila.hasta, fila.documentos) if fila is not None else (None, 0)
