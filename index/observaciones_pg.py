"""The vector store inside PostgreSQL (pgvector): facts, words and vectors in one engine.

A text and its vectors leave together, in the transaction that forgets them. Vectors are kept whole, one a text and model,
in the table ``vectores``; from ``INDICE_DESDE`` texts on, each model has an HNSW index of its own over them, in half
precision (half the size; what it finds is compared again, whole). Below that, and among the candidates that a question's
filters leave, every vector is compared. A change of model makes another index beside the one in use.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Engine,
    ForeignKey,
    MetaData,
    String,
    Table,
    bindparam,
    exc,
    func,
    select,
    text,
    true,
)
from sqlalchemy.types import TypeDecorator

from index.adelanto import Adelanto
from index.almacen_vectores import REMEDIO, AlmacenDeVectores, ErrorDeIndice, Progreso, informar
from index.conexion import Ocupada, candado
from index.embeddings import EmbeddingsConNombre
from index.schema import observaciones as tabla_observaciones
from index.vectores import VectoresSQL

#: With fewer vectors PostgreSQL compares them all in some milliseconds, exactly.
INDICE_DESDE = 5_000
#: The widest vector that pgvector indexes in half precision; wider ones are compared one by one.
_MAX_DIMENSION = 4_000
#: Of so many times ``k`` neighbours by the index, the best ``k`` by the whole vectors are told.
_HOLGURA = 4
_EF_SEARCH = 200


class _Vector(TypeDecorator[bytes]):
    """pgvector's type, from and to float32 bytes."""

    impl = VECTOR
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else _numeros(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        import numpy as np

        return None if value is None else np.asarray(value, dtype="<f4").tobytes()


def _numeros(crudo: bytes) -> list[float]:
    import numpy as np

    numeros: list[float] = np.frombuffer(crudo, dtype="<f4").tolist()
    return numeros


_TABLA = Table(
    "vectores",
    MetaData(),
    Column("observacion_id", ForeignKey(tabla_observaciones.c.id, ondelete="CASCADE"), primary_key=True),
    Column("modelo", String(200), primary_key=True),
    Column("vector", _Vector, nullable=False),
)


class _VectoresPg(VectoresSQL):
    """The table ``vectores`` under one model."""

    def _dimension(self, vector: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.vector_dims(vector)


class ObservacionesPg(AlmacenDeVectores):
    """Vectors and their index in PostgreSQL."""

    #: Seconds that a writer of the index waits for another one.
    espera: float = 5.0

    def __init__(self, motor: Engine, embeddings: EmbeddingsConNombre) -> None:
        if motor.dialect.name != "postgresql":
            raise ErrorDeIndice("POA_VECTORS=pgvector necesita una base de PostgreSQL: indíquela en POA_DATABASE_URL.")
        super().__init__(_VectoresPg(motor, embeddings.modelo, _TABLA), embeddings)
        self._motor = motor
        self._preparada = False

    # ------------------------------------------------------------------ questions

    def _hallar(self, texto: str, k: int, candidatos: Collection[int] | None) -> list[tuple[int, float]]:
        if not self._hay_tabla():
            with self._motor.connect() as con:
                self._avisar_pendientes(con.scalar(select(func.count()).select_from(tabla_observaciones)) or 0)
            return []
        if candidatos is not None:
            return self._entre(self._embeddings.embed_query(texto), k, set(candidatos))
        cifra, pendientes = self._vectores.cifra()
        self._exigir_modelo(cifra.total)
        self._avisar_pendientes(pendientes)
        if not cifra.total:
            return []
        return self._cercanas(self._embeddings.embed_query(texto), k, cifra.total)

    def _entre(self, consulta: list[float], k: int, candidatos: set[int]) -> list[tuple[int, float]]:
        """The nearest of some, exactly."""
        sql = text(
            f"WITH hay AS MATERIALIZED (SELECT observacion_id, vector FROM {_TABLA.name} "  # nosec B608
            "WHERE modelo = :modelo AND observacion_id = ANY(:ids)) "
            "SELECT observacion_id, 1 - (vector <=> CAST(:q AS vector)) AS cercania, (SELECT count(*) FROM hay) AS hay "
            "FROM hay ORDER BY cercania DESC, observacion_id LIMIT :k"
        )
        with self._motor.connect() as con:
            valores = {"modelo": self._embeddings.modelo, "ids": sorted(candidatos), "q": str(consulta), "k": k}
            filas = con.execute(sql, valores).all()
        if not filas:
            self._exigir_modelo(0)
        self._avisar_pendientes(len(candidatos) - (filas[0].hay if filas else 0))
        return _pares(filas)

    def _cercanas(self, consulta: list[float], k: int, total: int) -> list[tuple[int, float]]:
        """The nearest of all: by the index where there is one, else exactly."""
        medio = f"CAST(vector AS {self._medio(len(consulta))})"
        por_indice = self._se_indexa(total)
        cercanas = f"{medio} <=> CAST(:q AS {self._medio(len(consulta))})" if por_indice else "vector <=> CAST(:q AS vector)"
        sql = text(
            "SELECT observacion_id, 1 - (vector <=> CAST(:q AS vector)) AS cercania FROM ("  # nosec B608
            f"SELECT observacion_id, vector FROM {_TABLA.name} WHERE modelo = :modelo "
            f"ORDER BY {cercanas} LIMIT :n) AS n ORDER BY cercania DESC, observacion_id LIMIT :k"
        ).bindparams(self._modelo_literal)
        n = max(k * _HOLGURA, k) if por_indice else k
        with self._motor.connect() as con:
            con.exec_driver_sql(f"SET LOCAL hnsw.ef_search = {min(max(_EF_SEARCH, n), 1000)}")
            return _pares(con.execute(sql, {"q": str(consulta), "n": n, "k": k}).all())

    def calentar(self) -> None:
        """PostgreSQL keeps what is asked often in memory on its own."""

    # ------------------------------------------------------------------ writing

    def adelanto(self) -> Adelanto:
        self._preparar()  # a new store has no table yet
        return super().adelanto()

    def sincronizar(self, progreso: Progreso | None = None) -> int:
        self._preparar()
        cifra, pendientes = self._vectores.cifra()
        self._exigir_modelo(cifra.total)
        if pendientes:
            nuevos = self._completar(progreso)
            cifra, _ = self._vectores.cifra()
        else:
            nuevos = 0
        self._indexar(cifra.total, progreso)
        return nuevos

    def reconstruir(self, progreso: Progreso | None = None) -> int:
        self._preparar()
        self._vectores.quitar_ilegibles(self._embeddings.dimension)
        self._completar(progreso)
        with self._unico_escritor() as con:
            con.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {self._indice}")
        return self._terminar(progreso)

    def reindexar(self, progreso: Progreso | None = None) -> int:
        self._preparar()
        self._completar(progreso)
        return self._terminar(progreso)

    def quitar_otros(self) -> int:
        """Delete the vectors of all other models, and their indexes."""
        if not self._hay_tabla():
            return 0
        with self._unico_escritor() as con:
            for nombre in con.scalars(_INDICES).all():
                if nombre != self._indice:
                    con.exec_driver_sql(f'DROP INDEX CONCURRENTLY IF EXISTS "{nombre}"')
        return super().quitar_otros()

    def _terminar(self, progreso: Progreso | None) -> int:
        total = self._vectores.cifra()[0].total
        self._indexar(total, progreso)
        return total

    def _indexar(self, total: int, progreso: Progreso | None) -> None:
        """Make the model's index where it is due and is not there whole. Loads and questions go on meanwhile."""
        if not self._se_indexa(total) or self._indice_sano():
            return
        informar(progreso, "Construyendo el índice", 0, total)
        nombre = self._embeddings.modelo.replace("'", "''").replace("%", "%%")
        with self._unico_escritor() as con:
            # One that an interruption left unfinished.
            con.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {self._indice}")
            con.exec_driver_sql(
                f"CREATE INDEX CONCURRENTLY {self._indice} ON {_TABLA.name} USING hnsw "
                f"((CAST(vector AS {self._medio(self._embeddings.dimension)})) halfvec_cosine_ops) "
                f"WHERE modelo = '{nombre}'"
            )
        informar(progreso, "Construyendo el índice", total, total)

    @contextmanager
    def _unico_escritor(self) -> Iterator[Any]:
        try:
            with (
                candado(self._motor, "indice", self.espera),
                self._motor.connect().execution_options(isolation_level="AUTOCOMMIT") as con,
            ):
                yield con
        except Ocupada as error:
            raise ErrorDeIndice(
                "Otro proceso está escribiendo en el índice de observaciones. Espere a que termine y repita la orden."
            ) from error

    def _preparar(self) -> None:
        """The extension and the table."""
        if self._hay_tabla():
            return
        try:
            with self._motor.begin() as con:
                con.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
                _TABLA.create(con, checkfirst=True)
        except exc.DBAPIError as error:
            causa = " ".join(str(error.orig).split())[:160]
            raise ErrorDeIndice(
                f"No se pudo preparar pgvector en la base de datos: {causa}. Instale la extensión «vector» en el servidor "
                "y ejecute en la base «CREATE EXTENSION vector;», o use POA_VECTORS=chroma."
            ) from error

    # ------------------------------------------------------------------ state

    def comprobar(self) -> list[str]:
        if not self._hay_tabla():
            with self._motor.connect() as con:
                hay = con.scalar(select(true()).where(select(tabla_observaciones.c.id).exists()))
            return [f"No hay vectores en la base de datos; {REMEDIO}"] if hay else []
        cifra, pendientes = self._vectores.cifra()
        if not cifra.total and (otro := self._vectores.otro_modelo()):
            return [self._otro(otro)]
        problemas = [f"{pendientes} observaciones no tienen vector; {REMEDIO}"] if pendientes else []
        if cifra.total and (ilegibles := self._vectores.contar_ilegibles(self._embeddings.dimension)):
            problemas.append(f"{ilegibles} vectores guardados en la base de datos son ilegibles; {REMEDIO}")
        if self._se_indexa(cifra.total) and not self._indice_sano():
            problemas.append(f"El índice de vectores falta o quedó a medias; {REMEDIO}")
        return problemas

    def _exigir_modelo(self, total: int) -> None:
        if not total and (otro := self._vectores.otro_modelo()):
            raise ErrorDeIndice(f"{self._otro(otro)}.")

    def _hay_tabla(self) -> bool:
        if not self._preparada:
            with self._motor.connect() as con:
                self._preparada = con.scalar(select(func.to_regclass(_TABLA.name).is_not(None))) or False
        return self._preparada

    def _se_indexa(self, total: int) -> bool:
        return total >= INDICE_DESDE and self._embeddings.dimension <= _MAX_DIMENSION

    def _indice_sano(self) -> bool:
        sql = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:nombre)")
        with self._motor.connect() as con:
            return bool(con.scalar(sql, {"nombre": self._indice}))

    @cached_property
    def _indice(self) -> str:
        return f"ix_vectores_{zlib.crc32(self._embeddings.modelo.encode()):08x}"

    @cached_property
    def _modelo_literal(self) -> BindParameter[str]:
        """The model's name written into a statement: a partial index serves only a condition that the planner can read."""
        return bindparam("modelo", self._embeddings.modelo, literal_execute=True)

    @staticmethod
    def _medio(dimension: int) -> str:
        return f"halfvec({dimension})"


_INDICES = text(f"SELECT indexname FROM pg_indexes WHERE tablename = '{_TABLA.name}' AND indexname LIKE 'ix\\_vectores\\_%'")  # nosec B608


def _pares(filas: Collection[Any]) -> list[tuple[int, float]]:
    return [(f.observacion_id, max(-1.0, min(1.0, f.cercania))) for f in filas]
