"""Two plain ways of answering the same questions, to compare with: retrieval (RAG) and SQL with one keyword filter.

Retrieval is measured on what it retrieves, twice: over windows of text, the usual way, and over table rows with their
unit, year and measure beside them, which helps it. No model writes the answer, so recall is the ceiling of whatever
could be written from it, and a figure counts when it stands anywhere in the retrieved text. The SQL baseline reads the
facts of the gold files, that is, extraction without error. Neither is tuned on the questions.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bench.evaluacion.correr import Pregunta, Respuesta, Sistema
from bench.evaluacion.hechos import Hecho, informe, plegar
from index.embeddings import E5Incluido

K = 10
VENTANA, TRASLAPE = 1_000, 150
#: How much of a description must stand in a piece of text for its meta to count as retrieved.
_SENA = 60


# -- retrieval --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Trozo:
    """A piece of text and the metas that it holds."""

    texto: str
    metas: tuple[Hecho, ...]


def ventanas(documento: Path) -> Iterator[Trozo]:
    """The report's text in overlapping windows of ``VENTANA`` characters."""
    texto, metas = documento.read_text(encoding="utf8"), informe(documento.stem)
    for inicio in range(0, len(texto), VENTANA - TRASLAPE):
        trozo = texto[inicio : inicio + VENTANA]
        yield Trozo(trozo, tuple(m for m in metas if m.descripcion[:_SENA] in trozo))


def renglones(documento: Path) -> Iterator[Trozo]:
    """A piece per table row, with what its form says of it."""
    texto = documento.read_text(encoding="utf8").split("\n")
    for m in informe(documento.stem):
        cabeza = f"{m.municipio}, ejercicio {m.ejercicio}, corte {m.corte.isoformat()}"
        yield Trozo(f"{cabeza}, unidad {m.unidad} {m.unidad_nombre}\n{_renglon(texto, m)}", (m,))


def _renglon(texto: Sequence[str], m: Hecho) -> str:
    """The line of a meta, with its observation as a whole (some go on in the next line)."""
    fila = next(r for r in texto if m.descripcion[:_SENA] in r)
    return fila if not m.observacion or m.observacion in fila else f"{fila} {m.observacion}"


@cache
def _motor() -> E5Incluido:
    return E5Incluido()


@cache
def _vector(texto: str) -> tuple[float, ...]:
    return tuple(_motor().embed_documents([texto])[0])


@cache
def _vector_de_pregunta(texto: str) -> tuple[float, ...]:
    return tuple(_motor().embed_query(texto))


class Rag:
    """Top-k pieces from Chroma, with the product's own bundled embedding."""

    def __init__(self, nombre: str, por_renglon: bool) -> None:
        self.nombre, self._partir = nombre, renglones if por_renglon else ventanas
        self._trozos: list[Trozo] = []
        self._coleccion: Any = None

    def cargar(self, documentos: Sequence[Path]) -> None:
        import chromadb
        from chromadb.config import Settings

        cliente = chromadb.EphemeralClient(Settings(anonymized_telemetry=False, allow_reset=True))
        cliente.reset()
        self._trozos = [t for d in documentos for t in self._partir(d)]
        self._coleccion = cliente.create_collection(
            "trozos", metadata={"hnsw:space": "cosine"}, embedding_function=None
        )
        vectores = [list(_vector(t.texto)) for t in self._trozos]
        self._coleccion.add(ids=[str(i) for i in range(len(vectores))], embeddings=vectores)

    def responder(self, p: Pregunta) -> Respuesta:
        pregunta = " ".join([*p.get("history", []), str(p["question"])])
        hallados = self._coleccion.query(query_embeddings=[list(_vector_de_pregunta(pregunta))], n_results=K)
        trozos = [self._trozos[int(i)] for i in hallados["ids"][0]]
        metas = {m.clave: m for t in trozos for m in t.metas}
        return {
            "status": "answered",
            "rows": [_fila(m) for m in metas.values()],
            "answer": "\n".join(t.texto for t in trozos),
        }


# -- SQL --------------------------------------------------------------------------------------------------------------
#: Status words, in the order in which they are looked for, and their WHERE.
ESTADOS = (
    (r"sin reporte|no reporta", "estado = 'sin_reporte'"),
    (r"sin programa", "estado = 'sin_programacion'"),
    (r"sin avance|en ceros?\b|cero avance", "estado = 'sin_avance'"),
    (r"no (se )?(cumpl|logr|alcanz|llega)|incumpl|cortas?\b|not met|unmet", "estado in ('sin_avance', 'no_cumplida')"),
    (r"rebas|super|exce", "estado = 'rebasada'"),
    (r"cumpl|logr|alcanzad[ao]s", "estado in ('cumplida', 'rebasada')"),
)
CAUSAS = (
    (r"covid|pandemia|coronavirus", "observacion like '%covid%' or observacion like '%pandemia%'"),
    (r"lluvia|clima|huracan", "observacion like '%lluvia%' or observacion like '%huracán%'"),
    (r"presupuest", "observacion like '%presupuest%'"),
    (r"licitacion|proveedor", "observacion like '%licitación%' or observacion like '%proveedor%'"),
)
_COLUMNAS = ("municipio", "ejercicio", "corte", "unidad", "meta", "estado", "observacion", "anual", "absoluto", "pct")
_SIN_SENTIDO = {"direccion", "departamento", "coordinacion", "jefatura", "instituto", "municipal", "municipales"}


class SqlDeUnaCondicion:
    """The first keyword that a question holds becomes the only WHERE; without any it says that it does not know."""

    nombre = "SQL con una palabra clave"

    def __init__(self) -> None:
        self._base = sqlite3.connect(":memory:")
        self._unidades: dict[str, str] = {}

    def cargar(self, documentos: Sequence[Path]) -> None:
        hechos = [m for d in documentos for m in informe(d.stem)]
        ultimo: dict[tuple[str, int], date] = {}
        for m in hechos:
            ultimo[m.municipio, m.ejercicio] = max(m.corte, ultimo.get((m.municipio, m.ejercicio), m.corte))
        vigentes = [m for m in hechos if m.corte == ultimo[m.municipio, m.ejercicio]]
        self._base.execute("drop table if exists metas")
        self._base.execute(f"create table metas ({', '.join(_COLUMNAS)})")
        self._base.executemany(
            f"insert into metas values ({', '.join('?' * len(_COLUMNAS))})",
            [[str(v) if isinstance(v := getattr(m, c), date) else v for c in _COLUMNAS] for m in vigentes],
        )
        self._unidades = {
            palabra: m.unidad
            for m in reversed(vigentes)
            for palabra in plegar(m.unidad_nombre).split()
            if len(palabra) > 5 and palabra not in _SIN_SENTIDO
        }

    def condicion(self, pregunta: str) -> str | None:
        """The WHERE of the first kind of keyword that matches: status, meta, unit, cause, year, or all the metas."""
        llana = plegar(pregunta)
        for patron, donde in ESTADOS:
            if re.search(patron, llana):
                return donde
        if m := re.search(r"\b(\d{1,2}\.\d{1,2})\b(?!\.\d|\s*%)|\bmeta (\d{1,2})\b", llana):
            return f"meta = '{m.group(1) or m.group(2)}'"
        if m := re.search(r"\b(?:3\d\d|11\d\d)\b", llana):
            return f"unidad = '{m.group()}'"
        for palabra in re.findall(r"\w+", llana):
            if palabra in self._unidades:
                return f"unidad = '{self._unidades[palabra]}'"
        for patron, donde in CAUSAS:
            if re.search(patron, llana):
                return donde
        if m := re.search(r"\b20\d\d\b", llana):
            return f"ejercicio = {m.group()}"
        return "1" if re.search(r"\b(metas?|objetivos?|acciones|goals?)\b", llana) else None

    def responder(self, p: Pregunta) -> Respuesta:
        donde = self.condicion(str(p["question"]))
        if donde is None:
            return {"status": "out_of_scope", "rows": [], "answer": ""}
        sql = f"select ejercicio, corte, unidad, meta, anual, absoluto, pct from metas where {donde}"
        filas = self._base.execute(sql).fetchall()
        cifras = " ".join(f"{v:.6f}" for f in filas for v in f[4:] if v is not None)
        rows = [dict(zip(("ejercicio", "corte", "unidad", "meta"), f[:4], strict=True)) for f in filas]
        return {"status": "answered", "rows": rows, "answer": f"{len(filas)} metas {cifras}"}


def _fila(m: Hecho) -> dict[str, Any]:
    return {"ejercicio": m.ejercicio, "corte": m.corte.isoformat(), "unidad": m.unidad, "meta": m.meta}


def bases() -> list[Sistema]:
    """The systems to compare with."""
    return [
        Rag(f"RAG, fragmentos de {VENTANA:,} caracteres, k = {K}", por_renglon=False),
        Rag(f"RAG, un fragmento por renglón, k = {K}", por_renglon=True),
        SqlDeUnaCondicion(),
    ]
