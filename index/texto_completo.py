"""Full text over the facts: SQLite's FTS5, or tsvector with GIN indexes on PostgreSQL.

Both hold the same stems (``textos.raices``), so a question finds the same rows on either. PostgreSQL's own dictionary
is not asked: on text without accents it takes «ocupacion» and «ocupaciones» for two words and drops «estado» as empty
(docs/decisions/0006). There each goal has one vector whose weights tell the column.

On both, each distinct observation, however many goals repeat it, stands once in another table, by which it is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Text, bindparam, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from index.schema import FTS_COLUMNAS, METAS_FTS
from index.textos import raices
from index.volcado import Filas, volcar

OBSERVACIONES_FTS = "observaciones_fts"
#: The weight of each column in a goal's vector.
_PESOS = dict(zip(FTS_COLUMNAS, "ABC", strict=True))
#: PostgreSQL refuses words of 2 KB and vectors of 1 MB. No word of a language is so long, and no cell of a report has
#: the 30,000 distinct words that a text may have here.
_LARGO_DE_RAIZ, _BYTES_POR_TEXTO = 200, 300_000
#: The most that UTF-8 takes for one.
_BYTES_POR_LETRA = 4

#: A goal's id and, for each of ``FTS_COLUMNAS``, its stems with blanks between.
Palabras = tuple[Any, ...]


# -- writing -----------------------------------------------------------------------------------------------------------


def indexar(con: Connection, filas: Sequence[Palabras]) -> None:
    """Add goals."""
    volcar(con, *de_metas(con, filas))


def de_metas(con: Connection, filas: Sequence[Palabras]) -> Filas:
    """What adds goals, ready to be written."""
    if con.dialect.name == "sqlite":
        return METAS_FTS, ("rowid", *FTS_COLUMNAS), filas
    pesos = [_PESOS[c] for c in FTS_COLUMNAS]
    vectores = [(i, " ".join(_vector(t.split(), peso) for t, peso in zip(textos, pesos, strict=True))) for i, *textos in filas]
    return METAS_FTS, ("meta_id", "palabras"), vectores


def indexar_observaciones(con: Connection, textos: Iterable[tuple[int, str]]) -> None:
    """Add new observations (id, text) to what ranks them."""
    if con.dialect.name == "sqlite":
        volcar(con, OBSERVACIONES_FTS, ("rowid", "palabras"), [(i, " ".join(raices(t))) for i, t in textos])
    else:
        volcar(con, OBSERVACIONES_FTS, ("observacion_id", "palabras"), [(i, _vector(raices(t), "C")) for i, t in textos])


def quitar(con: Connection, ids: Sequence[int]) -> None:
    """Take goals out, before they are deleted. PostgreSQL's foreign keys do it on their own."""
    if con.dialect.name == "sqlite" and ids:
        con.execute(text(f"DELETE FROM {METAS_FTS} WHERE rowid = :id"), [{"id": i} for i in ids])  # nosec B608


def _vector(raices_: Iterable[str], peso: str) -> str:
    """Stems as PostgreSQL reads a vector. They are letters and digits, so nothing in them needs escaping; the place is
    there for the weight alone, which a vector without places cannot carry. Each weight has a place of its own: of one stem
    twice at one place only the higher weight is kept."""
    distintas = dict.fromkeys(raices_)
    if max(map(len, distintas), default=0) > _LARGO_DE_RAIZ:
        distintas = dict.fromkeys(map(_corta, distintas))
    lugar = "ABCD".index(peso) + 1
    texto = "".join(f"{r}:{lugar}{peso} " for r in distintas)
    if len(texto) * _BYTES_POR_LETRA <= _BYTES_POR_TEXTO:
        return texto.rstrip()
    palabras = texto.split()
    hasta = accumulate(len(p.encode()) + 1 for p in palabras)
    return " ".join(p for p, n in zip(palabras, hasta, strict=True) if n <= _BYTES_POR_TEXTO)


def _corta(raiz: str) -> str:
    return raiz[:_LARGO_DE_RAIZ]


# -- asking ------------------------------------------------------------------------------------------------------------


class ConRaices(FunctionElement[bool]):
    """True for the goals (by their id) that have, of each family of stems, some one, in some columns (none given: in
    any): each dialect in its own words."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, id_: ColumnElement[Any], familias: Sequence[Sequence[str]], columnas: Sequence[str]) -> None:
        super().__init__(id_)
        self.familias, self.columnas = tuple(tuple(f) for f in familias), tuple(columnas)

    def self_group(self, against: Any = None) -> Any:
        """A condition as it stands: "… = 1" after it would keep SQLite from walking its rows."""
        return self


@compiles(ConRaices, "sqlite")
def _con_raices_sqlite(elemento: ConRaices, compilador: Any, **kw: Any) -> str:
    consulta = _fts5(elemento.familias, elemento.columnas, " AND ")
    dentro = f"SELECT rowid FROM {METAS_FTS} WHERE {METAS_FTS} MATCH {_valor(compilador, consulta, kw)}"  # nosec B608
    return f"{compilador.process(elemento.clauses, **kw)} IN ({dentro})"


@compiles(ConRaices, "postgresql")
def _con_raices_postgres(elemento: ConRaices, compilador: Any, **kw: Any) -> str:
    pesos = "".join(_PESOS[c] for c in elemento.columnas or FTS_COLUMNAS)
    consulta = " & ".join("(" + " | ".join(f"{_corta(r)}:{pesos}" for r in f) + ")" for f in elemento.familias)
    valor = f"CAST({_valor(compilador, consulta, kw)} AS tsquery)"
    dentro = f"SELECT meta_id FROM {METAS_FTS} WHERE palabras @@ {valor}"  # nosec B608
    return f"{compilador.process(elemento.clauses, **kw)} IN ({dentro})"


def _valor(compilador: Any, valor: str, kw: dict[str, Any]) -> str:
    return str(compilador.process(bindparam("fts", valor, type_=Text(), unique=True), **kw))


def _fts5(familias: Iterable[Sequence[str]], columnas: Sequence[str], nexo: str) -> str:
    """A query for FTS5: stems in quotation marks, since some are words of its language."""
    donde = f"{{{' '.join(columnas)}}} : " if columnas else ""
    return donde + "(" + nexo.join(_una_de(f) for f in familias) + ")"


def _una_de(familia: Sequence[str]) -> str:
    citadas = [f'"{r}"' for r in familia]
    return citadas[0] if len(citadas) == 1 else "(" + " OR ".join(citadas) + ")"


_POR_BM25 = text(
    f"SELECT rowid FROM {OBSERVACIONES_FTS} WHERE {OBSERVACIONES_FTS} MATCH :q "  # nosec B608
    f"ORDER BY bm25({OBSERVACIONES_FTS}), rowid LIMIT :k"
)
#: BM25 (k1 = 1.2, b = 0.75) with each stem counted once a text, which is what observations of a few lines do.
_POR_PESO = text(
    f"""
    WITH hallada AS (
        SELECT r.raiz, f.observacion_id, length(f.palabras) AS largo
        FROM unnest(CAST(:raices AS text[])) AS r(raiz)
        JOIN {OBSERVACIONES_FTS} f ON f.palabras @@ CAST(r.raiz AS tsquery)
    ),
    peso AS (
        SELECT raiz, ln(1 + (SELECT count(*) FROM {OBSERVACIONES_FTS}) / CAST(count(*) AS float8)) AS idf
        FROM hallada GROUP BY raiz
    ),
    media AS (SELECT avg(length(palabras)) AS largo FROM {OBSERVACIONES_FTS})
    SELECT h.observacion_id FROM hallada h JOIN peso p ON p.raiz = h.raiz CROSS JOIN media
    GROUP BY h.observacion_id
    ORDER BY sum(p.idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * h.largo / media.largo))) DESC, h.observacion_id
    LIMIT :k
    """  # nosec B608
)


def mejores_observaciones(con: Connection, raices_: Sequence[str], k: int) -> list[int]:
    """The ids of the ``k`` observations that have any of the stems, best first."""
    distintas = list(dict.fromkeys(raices_))
    if not distintas:
        return []
    if con.dialect.name == "sqlite":
        return list(con.execute(_POR_BM25, {"q": _fts5([(r,) for r in distintas], (), " OR "), "k": k}).scalars())
    return list(con.execute(_POR_PESO, {"raices": [_corta(r) for r in distintas], "k": k}).scalars())
