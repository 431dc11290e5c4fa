"""The vectors of the observations in SQL, each distinct text's once under each model: the truth that every index mirrors.

``VectoresSQL`` sees one table under one model: ``embeddings`` (bytes, any database), or the typed table that
``observaciones_pg`` keeps for PostgreSQL's own search. Vectors come and go as bytes: float32, little endian.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    String,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    not_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from index.schema import embeddings as tabla_embeddings
from index.schema import observaciones as tabla_observaciones

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matriz = NDArray[np.float32]

_T = TypeVar("_T")

_LOTE_MODELO = 64  # texts embedded between two commits: some 3 s of work is what an interruption loses
_LOTE_SQL = 5_000
_MAX_PARAMETROS = 900  # SQLite's limit of variables in old builds is 999


class Cifra(NamedTuple):
    """A cheap summary of the rows that have a vector. An id is never given twice (see the schema), so equal summaries
    mean equal rows."""

    total: int
    maximo: int
    suma: int

    @classmethod
    def de(cls, ids: Collection[int]) -> Cifra:
        return cls(len(ids), max(ids, default=0), sum(ids))


class VectoresSQL:
    """The tables of the texts and of their vectors, seen under one model."""

    def __init__(self, motor: Engine, modelo: str, tabla: Table = tabla_embeddings) -> None:
        self.motor = motor
        self.modelo = modelo
        self.tabla = e = tabla
        o = tabla_observaciones
        self._con_vector = o.join(e, and_(e.c.observacion_id == o.c.id, e.c.modelo == modelo))
        self._todas = o.outerjoin(e, and_(e.c.observacion_id == o.c.id, e.c.modelo == modelo))

    def cifra(self) -> tuple[Cifra, int]:
        """The summary of what has a vector, and how many observations have none."""
        e = self.tabla.c.observacion_id
        consulta = select(func.count(tabla_observaciones.c.id), func.count(e), func.max(e), func.sum(e))
        with self.motor.connect() as con:
            todas, total, maximo, suma = con.execute(consulta.select_from(self._todas)).one()
        return Cifra(total, maximo or 0, int(suma or 0)), todas - total

    def claves(self) -> dict[str, int]:
        """Chroma's key of each text that has a vector → its observacion_id.

        The text's hash is in the key, so that after a restored backup an id that means another text is noticed.
        """
        o = tabla_observaciones.c
        consulta = select(o.id, o.huella).select_from(self._con_vector).order_by(o.id)
        with self.motor.connect() as con:
            return {f"{i}-{huella[:16]}": i for i, huella in con.execute(consulta)}

    def leer(self, ids: Collection[int] | None = None, lote: int = _LOTE_SQL) -> Iterator[Sequence[tuple[int, bytes]]]:
        """(observacion_id, vector) of some or all texts that have one, at most ``lote`` at a time."""
        e = self.tabla.c
        consulta = select(e.observacion_id, e.vector).select_from(self._con_vector)
        if ids is None:
            yield from self._por_lotes(consulta, lote)
            return
        for trozo in trozos(sorted(ids), min(lote, _MAX_PARAMETROS)):
            yield from self._por_lotes(consulta.where(e.observacion_id.in_(trozo)), lote)

    def _por_lotes(self, consulta: Select[Any], lote: int) -> Iterator[Sequence[tuple[int, bytes]]]:
        with self.motor.connect().execution_options(yield_per=lote) as con:
            for filas in con.execute(consulta).partitions():
                yield [(i, v) for i, v in filas]

    def pendientes(self) -> Iterator[Sequence[tuple[int, str, str]]]:
        """(id, huella, texto) of the texts without a vector, a batch at a time, each with its own short read."""
        o = tabla_observaciones.c
        consulta = (
            select(o.id, o.huella, o.texto)
            .select_from(self._todas)
            .where(self.tabla.c.observacion_id.is_(None), o.id > bindparam("ultimo"))
            .order_by(o.id)
            .limit(_LOTE_MODELO)
        )
        ultimo = -1
        while True:
            with self.motor.connect() as con:
                filas = [(i, huella, texto) for i, huella, texto in con.execute(consulta, {"ultimo": ultimo})]
            if not filas:
                return
            yield filas
            ultimo = filas[-1][0]

    def guardar(self, textos: Sequence[tuple[int, str]], vectores: list[list[float]]) -> None:
        """Commit the vectors of (id, huella), passing over a text that was forgotten while it was embedded, or that
        another process embedded first."""
        import numpy as np

        o, e = tabla_observaciones.c, self.tabla
        tipo = e.c.vector.type
        fuente = select(o.id, bindparam("m", type_=String), cast(bindparam("v", type_=tipo), tipo)).where(
            o.id == bindparam("i"), o.huella == bindparam("h")
        )
        # On PostgreSQL a text that another process is forgetting is waited for: it is there, or it is passed over.
        fuente = fuente.with_for_update(read=True, key_share=True)
        insertar: Any = (postgresql if self.motor.dialect.name == "postgresql" else sqlite).insert
        orden = insertar(e).from_select(["observacion_id", "modelo", "vector"], fuente).on_conflict_do_nothing()
        binarios = np.asarray(vectores, dtype="<f4")
        filas = [
            {"i": i, "h": huella, "m": self.modelo, "v": v.tobytes()}
            for (i, huella), v in zip(textos, binarios, strict=True)
        ]
        with self.motor.begin() as con:
            con.execute(orden, filas)

    def quitar_huerfanos(self) -> None:
        """Vectors whose text is gone: the foreign key's cascade takes them, where the connection enforces it."""
        o, e = tabla_observaciones, self.tabla
        with self.motor.begin() as con:
            con.execute(delete(e).where(not_(exists().where(o.c.id == e.c.observacion_id))))

    def otro_modelo(self) -> str | None:
        """Some other model that has vectors here."""
        e = self.tabla.c
        with self.motor.connect() as con:
            return con.scalar(select(e.modelo).where(e.modelo != self.modelo).limit(1))

    def quitar_otros(self) -> int:
        """Delete the vectors of all other models. Returns how many there were."""
        with self.motor.begin() as con:
            return con.execute(delete(self.tabla).where(self.tabla.c.modelo != self.modelo)).rowcount

    def contar_ilegibles(self, dimension: int) -> int:
        """Vectors that do not have ``dimension`` float32."""
        consulta = select(func.count()).select_from(self.tabla).where(self._ilegible(dimension))
        with self.motor.connect() as con:
            return int(con.execute(consulta).scalar_one())

    def quitar_ilegibles(self, dimension: int) -> None:
        """So that they are computed again."""
        with self.motor.begin() as con:
            con.execute(delete(self.tabla).where(self._ilegible(dimension)))

    def _ilegible(self, dimension: int) -> ColumnElement[bool]:
        e = self.tabla.c
        return and_(e.modelo == self.modelo, self._dimension(e.vector) != dimension)

    def _dimension(self, vector: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.length(vector) / 4.0


def matriz(vectores: Sequence[bytes]) -> Matriz:
    """Stored vectors as rows."""
    import numpy as np

    return np.frombuffer(b"".join(vectores), dtype="<f4").reshape(len(vectores), -1)


def cosenos(matriz: Matriz, vector: Matriz) -> Matriz:
    """Cosine of each row with a vector of length 1."""
    import numpy as np

    normas = np.linalg.norm(matriz, axis=1)
    normas[normas == 0] = 1
    cosenos: Matriz = np.clip(matriz @ vector / normas, -1, 1)
    return cosenos


def mejor_primero(par: tuple[int, float]) -> tuple[float, int]:
    return -par[1], par[0]


def trozos(cosas: Sequence[_T], n: int) -> Iterator[Sequence[_T]]:
    return (cosas[i : i + n] for i in range(0, len(cosas), n))


def una_linea(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
