"""The vector store of observations: the texts of the reports, found by meaning.

SQL is the only truth. The vector of each distinct text is kept in the table ``embeddings``; the Chroma folder is a
cache made from it that can be thrown away. Layout of the folder given to ``ObservacionStore``::

    indice.json      what the index holds: its model, the Chroma folder in use, a version, the SQL state it mirrors
    chroma-XXXXXXXX  the Chroma folder in use; a rebuild makes another one and swaps by replacing ``indice.json``
    sucio            there while a write is under way, or after one that died
    escritura.lock   one writer at a time

Whenever Chroma cannot be trusted (absent, broken, being written, behind SQL) the same question is answered exactly
from the vectors in SQL, and ``aviso`` says so.

Why plain ``chromadb`` and not langchain-chroma's ``Chroma``: its ``add_texts`` always embeds the texts again (there
is no way to hand it the vectors that SQL has), and it drops results whose document is None, so it would need a second
copy of every text. LangChain's ``Embeddings`` stays the interface to the models.
"""

from __future__ import annotations

import heapq
import json
import logging
import os
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import (
    Engine,
    LargeBinary,
    Select,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    not_,
    select,
)

from index.embeddings import EmbeddingsConNombre, cargar
from index.schema import embeddings as tabla_embeddings
from index.schema import observaciones as tabla_observaciones

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matriz = NDArray[np.float32]

#: Called with a stage (Spanish, to be shown), how many are done and how many there are.
Progreso = Callable[[str, int, int], None]

REMEDIO = "ejecute «poa doctor --repair»"

_T = TypeVar("_T")

_log = logging.getLogger(__name__)

_COLECCION = "observaciones"
_PREFIJO = "chroma-"
#: Never reached: Chroma then writes no HNSW file, whose half-written state after a kill breaks a folder. It keeps
#: vectors in its own SQLite log and builds the graph in memory at a process's first use (0.2 to 0.4 ms a vector).
_UMBRAL_SYNC = 1_000_000
_LOTE_MODELO = 64  # texts embedded between two commits: some 3 s of work is what an interruption loses
_LOTE_CHROMA = 1_000
_LOTE_SQL = 5_000
_ESPERA_CHROMA = 0.5  # seconds
_MAX_PARAMETROS = 900  # SQLite's limit of variables in old builds is 999

# Run apart, because a broken folder can kill or hang its opener. It prints the keys as JSON, having read each vector:
# Chroma counts and lists rows that its log has lost, and a query just does not find them.
_SONDA = """
import json, sys
import chromadb
from chromadb.config import Settings
carpeta, nombre, dimension = sys.argv[1], sys.argv[2], int(sys.argv[3])
cliente = chromadb.PersistentClient(path=carpeta, settings=Settings(anonymized_telemetry=False))
coleccion = cliente.get_collection(nombre, embedding_function=None)
ids = coleccion.get(include=[])["ids"]
for inicio in range(0, len(ids), 1000):
    coleccion.get(ids=ids[inicio : inicio + 1000], include=["embeddings"])
if ids:
    coleccion.query(query_embeddings=[[1.0] * dimension], n_results=1, include=["distances"])
print(json.dumps(ids))
"""


class ErrorDeIndice(Exception):
    """The index cannot be used or written as asked; the message (Spanish) says why and what to do."""


class _ChromaRota(Exception):
    """Chroma failed, or its answer cannot be whole. Never leaves this module."""


class _Cifra(NamedTuple):
    """A cheap summary of the rows that have a vector. An id is never given twice (see the schema), so equal summaries
    mean equal rows."""

    total: int
    maximo: int
    suma: int

    @classmethod
    def de(cls, ids: Collection[int]) -> _Cifra:
        return cls(len(ids), max(ids, default=0), sum(ids))


@dataclass(frozen=True)
class _Estado:
    """The content of ``indice.json``. ``version`` grows by one with every write."""

    modelo: str
    dimension: int
    carpeta: str
    version: int
    cifra: _Cifra

    @classmethod
    def leer(cls, ruta: Path) -> _Estado | None:
        """None where there is no index; ValueError where the file cannot be what we wrote."""
        try:
            datos = json.loads(ruta.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ValueError(str(error)) from error
        try:
            estado = cls(
                modelo=str(datos["modelo"]),
                dimension=int(datos["dimension"]),
                carpeta=str(datos["carpeta"]),
                version=int(datos["version"]),
                cifra=_Cifra(*(int(n) for n in datos["cifra"])),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"falta {error}") from error
        # The name becomes a path that is opened and, later, deleted.
        if not estado.carpeta.startswith(_PREFIJO) or Path(estado.carpeta).name != estado.carpeta:
            raise ValueError(f"carpeta «{estado.carpeta}»")
        return estado

    def escribir(self, ruta: Path) -> None:
        """Replace the file in one step: a reader sees the old one or the new one."""
        provisional = ruta.with_suffix(".nuevo")
        provisional.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(provisional, ruta)


class ObservacionStore:
    """The observations of one database, searchable by meaning under one embedding model.

    ``carpeta`` is the index folder, made by the first write. ``motor`` may be read-only for ``buscar``; the other
    methods say what they need. Making the object reads and opens nothing. ``buscar`` may be called from several
    threads.
    """

    #: Seconds that a writer waits for another one.
    espera: float = 5.0
    #: A process's first use of Chroma builds its graph (0.2 to 0.4 ms a vector). With more vectors than these,
    #: ``buscar`` answers exactly from SQL (7 ms a thousand vectors) instead of waiting, until ``calentar`` is called.
    apertura_hasta: int = 2_000

    def __init__(self, carpeta: Path, motor: Engine, embeddings: EmbeddingsConNombre) -> None:
        self._carpeta = carpeta
        self._embeddings = embeddings
        self._vectores = _VectoresSQL(motor, embeddings.modelo)
        self._json = carpeta / "indice.json"
        self._marca = carpeta / "sucio"
        self._local = threading.local()

    # ------------------------------------------------------------------ questions

    @property
    def aviso(self) -> str | None:
        """Spanish warning about this thread's last ``buscar`` (the index was not used, texts are missing), or None."""
        return getattr(self._local, "aviso", None)

    def buscar(self, texto: str, k: int, candidatos: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The ``k`` observations nearest in meaning: (observacion_id, cosine similarity in -1..1), best first.

        With ``candidatos`` (observacion ids, already filtered in SQL) only those are compared, exactly. A read-only
        engine is enough. A blank text, ``k`` below 1 or no candidates give an empty list. Raises ``ErrorDeIndice``
        when the index was made by another model, ``ErrorDeEmbeddings`` when the model cannot be loaded.
        """
        self._local.aviso = None
        if k < 1 or not texto.strip() or (candidatos is not None and not candidatos):
            return []
        estado = self._estado()
        self._exigir_modelo(estado)
        if candidatos is not None:
            return self._exacta(self._embeddings.embed_query(texto), k, set(candidatos))
        cifra, pendientes = self._vectores.cifra()
        if pendientes:
            self._avisar(f"Faltan {pendientes} observaciones por incorporar a la búsqueda por significado; {REMEDIO}.")
        if not cifra.total:
            return []
        consulta = self._embeddings.embed_query(texto)
        # All of them in order is no approximate question.
        hallados = self._por_chroma(estado, cifra, consulta, k) if k < cifra.total else None
        return self._exacta(consulta, k) if hallados is None else hallados

    def calentar(self) -> None:
        """Open the index now, for a process that will answer many questions (20,000 vectors: 5 to 8 s).

        Never raises for a broken index: ``buscar`` then goes on exactly.
        """
        estado = self._estado()
        if estado and estado.modelo == self._embeddings.modelo and not self._marca.exists():
            try:
                _abierto(self._ruta(estado), estado)
            except _ChromaRota as error:
                _log.warning("El índice de observaciones no se pudo abrir: %s", error)

    def _por_chroma(
        self, estado: _Estado | None, cifra: _Cifra, consulta: list[float], k: int
    ) -> list[tuple[int, float]] | None:
        """Chroma's answer, or None where the exact one is due; the warning then says why, if there is a fault."""
        if estado is None:
            self._avisar(
                f"El índice de observaciones no está disponible y se buscó directamente en los datos; {REMEDIO}."
            )
            return None
        if self._marca.exists() or estado.cifra != cifra:
            self._avisar(
                "El índice de observaciones no está al día y se buscó directamente en los datos; si ninguna carga está "
                f"en curso, {REMEDIO}."
            )
            return None
        ruta = self._ruta(estado)
        if cifra.total > self.apertura_hasta and not _esta_abierto(ruta, estado):
            return None
        if not _CANDADO.acquire(timeout=_ESPERA_CHROMA):
            return None  # another thread is opening the index: the exact answer is ready sooner
        try:
            hallados = _abierto(ruta, estado).consultar(consulta, k)
            return hallados if len(hallados) == k else None
        except _ChromaRota as error:
            _log.warning("El índice de observaciones falló: %s", error)
            self._avisar(f"El índice de observaciones está dañado y se buscó directamente en los datos; {REMEDIO}.")
            return None
        finally:
            _CANDADO.release()

    def _exacta(
        self, consulta: list[float], k: int, candidatos: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Cosine against the vectors in SQL: of ``candidatos``, or of all."""
        import numpy as np

        vector = np.asarray(consulta, dtype="<f4")
        vector /= np.linalg.norm(vector) or 1
        pares: list[tuple[int, float]] = []
        ilegibles = 0
        for filas in self._vectores.leer(candidatos):
            sanas = [(i, v) for i, v in filas if len(v) == vector.nbytes]
            ilegibles += len(filas) - len(sanas)
            if sanas:
                similitudes = _cosenos(_matriz([v for _, v in sanas]), vector)
                pares += zip((i for i, _ in sanas), similitudes.tolist(), strict=True)
        if ilegibles:
            self._avisar(f"{ilegibles} observaciones tienen un vector ilegible y no se compararon; {REMEDIO}.")
        if candidatos is not None and (sin_vector := len(candidatos) - len(pares) - ilegibles) > 0:
            self._avisar(f"Faltan {sin_vector} observaciones por incorporar a la búsqueda por significado; {REMEDIO}.")
        return heapq.nsmallest(k, pares, key=_mejor_primero)

    def _avisar(self, texto: str) -> None:
        self._local.aviso = f"{self.aviso} {texto}" if self.aviso else texto

    # ------------------------------------------------------------------ writing

    def sincronizar(self, progreso: Progreso | None = None) -> int:
        """Give every observation its vector, then make Chroma equal to SQL. Returns how many texts were embedded.

        Each batch is committed, so an interrupted run goes on where it stopped; with nothing to do it costs two
        queries. A broken Chroma folder is rebuilt on the way. Needs a writing engine. Raises ``ErrorDeIndice``
        (another writer, another model, the folder cannot be written) and ``ErrorDeEmbeddings``.
        """
        with self._unico_escritor():
            estado = self._estado()
            self._exigir_modelo(estado)
            if self._al_dia(estado):
                return 0
            with self._marcado() as dudosa:
                nuevos = self._completar(progreso)
                self._igualar(estado, dudosa, progreso)
        return nuevos

    def reconstruir(self, progreso: Progreso | None = None) -> int:
        """Make the index anew under this store's model, whatever there was, and swap it in. Returns its size.

        Vectors come from SQL; those that are missing or unreadable are computed. The vectors of other models stay in
        SQL, so that going back is cheap. Needs a writing engine. Raises like ``sincronizar``.
        """
        with self._unico_escritor(), self._marcado():
            self._vectores.quitar_ilegibles(self._embeddings.dimension)
            self._completar(progreso)
            return self._construir(self._estado(), progreso)

    def _al_dia(self, estado: _Estado | None) -> bool:
        cifra, pendientes = self._vectores.cifra()
        if pendientes or self._marca.exists():
            return False
        if estado is None:
            return not cifra.total
        return estado.cifra == cifra and _archivo(self._ruta(estado)).is_file()

    def _completar(self, progreso: Progreso | None) -> int:
        """Embed what has no vector. Returns how many."""
        self._vectores.quitar_huerfanos()
        _, pendientes = self._vectores.cifra()
        hechos = 0
        for lote in self._vectores.pendientes():
            vectores = self._embeddings.embed_documents([texto for _, _, texto in lote])
            self._vectores.guardar([(i, huella) for i, huella, _ in lote], vectores)
            hechos += len(lote)
            _informar(progreso, "Calculando vectores", hechos, max(hechos, pendientes))
        return hechos

    def _igualar(self, estado: _Estado | None, dudosa: bool, progreso: Progreso | None) -> None:
        """Make Chroma equal to SQL. ``dudosa``: an earlier write died, so look from outside before opening."""
        if estado is None:
            self._construir(None, progreso)
            return
        try:
            if dudosa:
                _cerrar(self._ruta(estado))  # what this process sees may be from before that write
                _sondear(self._ruta(estado), estado.dimension)
            self._poner_al_dia(estado, progreso)
        except _ChromaRota as error:
            _log.warning("El índice de observaciones estaba dañado (%s) y se reconstruye.", error)
            self._construir(estado, progreso)

    def _poner_al_dia(self, estado: _Estado, progreso: Progreso | None) -> None:
        indice = _abierto(self._ruta(estado), estado, para_escribir=True)
        deseadas = self._vectores.claves()
        presentes = indice.claves()
        indice.quitar(sorted(presentes - deseadas.keys()))
        faltan = {clave: i for clave, i in deseadas.items() if clave not in presentes}
        self._llenar(indice, faltan, "Actualizando el índice", progreso)
        if indice.contar() != len(deseadas):
            raise _ChromaRota(f"tiene {indice.contar()} de {len(deseadas)} vectores")
        self._publicar(indice, estado, deseadas.values())

    def _construir(self, estado: _Estado | None, progreso: Progreso | None) -> int:
        """A new Chroma folder from SQL, then the swap, then the old ones go. Readers change over by ``version``."""
        ruta = self._carpeta.resolve() / f"{_PREFIJO}{uuid.uuid4().hex[:8]}"
        indice = _Indice(ruta)
        deseadas = self._vectores.claves()
        try:
            indice.crear()
            self._llenar(indice, deseadas, "Construyendo el índice", progreso)
        except _ChromaRota as error:
            indice.cerrar()
            shutil.rmtree(ruta, ignore_errors=True)
            raise ErrorDeIndice(
                f"No se pudo construir el índice de observaciones en {self._carpeta}: {error}. Compruebe el espacio y "
                f"los permisos de la carpeta, y {REMEDIO}. Mientras tanto se busca directamente en los datos."
            ) from error
        self._publicar(indice, estado, deseadas.values())
        for vieja in self._carpeta.resolve().glob(f"{_PREFIJO}*"):
            if vieja != ruta:
                _cerrar(vieja)
                shutil.rmtree(vieja, ignore_errors=True)
        return len(deseadas)

    def _llenar(self, indice: _Indice, claves: dict[str, int], etapa: str, progreso: Progreso | None) -> None:
        por_id = {i: clave for clave, i in claves.items()}
        hechos = 0
        for filas in self._vectores.leer(por_id, lote=_LOTE_CHROMA):
            indice.poner([por_id[i] for i, _ in filas], [v for _, v in filas])
            hechos += len(filas)
            _informar(progreso, etapa, hechos, len(claves))

    def _publicar(self, indice: _Indice, anterior: _Estado | None, ids: Collection[int]) -> None:
        version = anterior.version + 1 if anterior else 1
        modelo, dimension = self._embeddings.modelo, self._embeddings.dimension
        with self._al_escribir():
            _Estado(modelo, dimension, indice.ruta.name, version, _Cifra.de(ids)).escribir(self._json)
        indice.version = version
        with _CANDADO:
            _ABIERTOS[indice.ruta] = indice

    @contextmanager
    def _unico_escritor(self) -> Iterator[None]:
        candado = FileLock(self._carpeta / "escritura.lock", timeout=self.espera)
        with self._al_escribir():
            self._carpeta.mkdir(parents=True, exist_ok=True)
            candado.acquire()
        try:
            yield
        finally:
            candado.release()

    @contextmanager
    def _marcado(self) -> Iterator[bool]:
        """Keep the mark up while writing; it stays if the write fails. Yields whether one was there already."""
        dudosa = self._marca.exists()
        with self._al_escribir():
            self._marca.touch()
        yield dudosa
        with self._al_escribir():
            self._marca.unlink(missing_ok=True)

    @contextmanager
    def _al_escribir(self) -> Iterator[None]:
        try:
            yield
        except Timeout as error:
            raise ErrorDeIndice(
                f"Otro proceso está escribiendo en el índice de observaciones ({self._carpeta}). Espere a que termine "
                "y repita la orden."
            ) from error
        except OSError as error:
            raise ErrorDeIndice(
                f"No se pudo escribir el índice de observaciones en {self._carpeta}: {error.strerror or error}. "
                "Compruebe el espacio y los permisos de la carpeta."
            ) from error

    # ------------------------------------------------------------------ state

    def comprobar(self) -> list[str]:
        """What is wrong with the index: Spanish, one line each, with the remedy; empty when sane.

        Looks at the Chroma folder from another process, so a broken one does no harm. A read-only engine is enough.
        """
        cifra, pendientes = self._vectores.cifra()
        problemas = [f"{pendientes} observaciones no tienen vector; {REMEDIO}"] if pendientes else []
        try:
            estado = _Estado.leer(self._json)
        except ValueError as error:
            return [*problemas, f"El archivo {self._json} es ilegible ({_una_linea(error)}); {REMEDIO}"]
        if estado is None:
            return [*problemas, f"No hay índice en {self._carpeta}; {REMEDIO}"] if cifra.total else problemas
        if estado.modelo != self._embeddings.modelo:
            return [self._otro_modelo(estado)]
        if ilegibles := self._vectores.contar_ilegibles(estado.dimension):
            problemas.append(f"{ilegibles} vectores guardados en la base de datos son ilegibles; {REMEDIO}")
        if self._marca.exists():
            problemas.append(f"Una escritura del índice no ha terminado; si ninguna está en curso, {REMEDIO}")
        return problemas + self._comparar(estado)

    def _comparar(self, estado: _Estado) -> list[str]:
        try:
            presentes = _sondear(self._ruta(estado), estado.dimension)
        except _ChromaRota as error:
            return [f"La carpeta del índice {self._ruta(estado)} está dañada ({_una_linea(error)}); {REMEDIO}"]
        deseadas = self._vectores.claves().keys()
        problemas = []
        if faltan := len(deseadas - presentes):
            problemas.append(f"Al índice le faltan {faltan} observaciones que están en la base de datos; {REMEDIO}")
        if sobran := len(presentes - deseadas):
            problemas.append(f"Al índice le sobran {sobran} observaciones que no están en la base de datos; {REMEDIO}")
        return problemas

    def _estado(self) -> _Estado | None:
        """What ``indice.json`` says; None where it says nothing usable."""
        try:
            return _Estado.leer(self._json)
        except ValueError as error:
            _log.warning("El archivo %s es ilegible: %s", self._json, error)
            return None

    def _ruta(self, estado: _Estado) -> Path:
        return self._carpeta.resolve() / estado.carpeta

    def _exigir_modelo(self, estado: _Estado | None) -> None:
        if estado and estado.modelo != self._embeddings.modelo:
            raise ErrorDeIndice(f"{self._otro_modelo(estado)}.")

    def _otro_modelo(self, estado: _Estado) -> str:
        return (
            f"El índice de observaciones se hizo con el modelo «{estado.modelo}» y ahora se usa "
            f"«{self._embeddings.modelo}»: {REMEDIO} para rehacerlo con el nuevo, o devuelva POA_EMBEDDINGS a su valor "
            "anterior"
        )


class _VectoresSQL:
    """The tables ``observaciones`` and ``embeddings``, seen under one model."""

    def __init__(self, motor: Engine, modelo: str) -> None:
        self._motor = motor
        self._modelo = modelo
        o, e = tabla_observaciones, tabla_embeddings
        self._con_vector = o.join(e, and_(e.c.observacion_id == o.c.id, e.c.modelo == modelo))
        self._todas = o.outerjoin(e, and_(e.c.observacion_id == o.c.id, e.c.modelo == modelo))

    def cifra(self) -> tuple[_Cifra, int]:
        """The summary of what has a vector, and how many observations have none."""
        e = tabla_embeddings.c.observacion_id
        consulta = select(func.count(tabla_observaciones.c.id), func.count(e), func.max(e), func.sum(e))
        with self._motor.connect() as con:
            todas, total, maximo, suma = con.execute(consulta.select_from(self._todas)).one()
        return _Cifra(total, maximo or 0, int(suma or 0)), todas - total

    def claves(self) -> dict[str, int]:
        """Chroma's key of each text that has a vector → its observacion_id.

        The text's hash is in the key, so that after a restored backup an id that means another text is noticed.
        """
        o = tabla_observaciones.c
        consulta = select(o.id, o.huella).select_from(self._con_vector).order_by(o.id)
        with self._motor.connect() as con:
            return {f"{i}-{huella[:16]}": i for i, huella in con.execute(consulta)}

    def leer(self, ids: Collection[int] | None = None, lote: int = _LOTE_SQL) -> Iterator[Sequence[tuple[int, bytes]]]:
        """(observacion_id, vector) of some or all texts that have one, at most ``lote`` at a time."""
        e = tabla_embeddings.c
        consulta = select(e.observacion_id, e.vector).select_from(self._con_vector)
        if ids is None:
            yield from self._por_lotes(consulta, lote)
            return
        for trozo in _trozos(sorted(ids), min(lote, _MAX_PARAMETROS)):
            yield from self._por_lotes(consulta.where(e.observacion_id.in_(trozo)), lote)

    def _por_lotes(self, consulta: Select[Any], lote: int) -> Iterator[Sequence[tuple[int, bytes]]]:
        with self._motor.connect().execution_options(yield_per=lote) as con:
            for filas in con.execute(consulta).partitions():
                yield [(i, v) for i, v in filas]

    def pendientes(self) -> Iterator[Sequence[tuple[int, str, str]]]:
        """(id, huella, texto) of the texts without a vector, a batch at a time, each with its own short read."""
        o = tabla_observaciones.c
        consulta = (
            select(o.id, o.huella, o.texto)
            .select_from(self._todas)
            .where(tabla_embeddings.c.observacion_id.is_(None), o.id > bindparam("ultimo"))
            .order_by(o.id)
            .limit(_LOTE_MODELO)
        )
        ultimo = -1
        while True:
            with self._motor.connect() as con:
                filas = [(i, huella, texto) for i, huella, texto in con.execute(consulta, {"ultimo": ultimo})]
            if not filas:
                return
            yield filas
            ultimo = filas[-1][0]

    def guardar(self, textos: Sequence[tuple[int, str]], vectores: list[list[float]]) -> None:
        """Commit the vectors of (id, huella), passing over a text that was forgotten while it was embedded."""
        import numpy as np

        o = tabla_observaciones.c
        fuente = select(o.id, bindparam("m", type_=String), bindparam("v", type_=LargeBinary)).where(
            o.id == bindparam("i"), o.huella == bindparam("h")
        )
        orden = insert(tabla_embeddings).from_select(["observacion_id", "modelo", "vector"], fuente)
        binarios = np.asarray(vectores, dtype="<f4")
        filas = [
            {"i": i, "h": huella, "m": self._modelo, "v": v.tobytes()}
            for (i, huella), v in zip(textos, binarios, strict=True)
        ]
        with self._motor.begin() as con:
            con.execute(orden, filas)

    def quitar_huerfanos(self) -> None:
        """Vectors whose text is gone: the foreign key's cascade takes them, where the connection enforces it."""
        o, e = tabla_observaciones, tabla_embeddings
        with self._motor.begin() as con:
            con.execute(delete(e).where(not_(exists().where(o.c.id == e.c.observacion_id))))

    def contar_ilegibles(self, dimension: int) -> int:
        """Vectors that do not have ``dimension`` float32."""
        e = tabla_embeddings.c
        consulta = select(func.count()).where(e.modelo == self._modelo, func.length(e.vector) != 4 * dimension)
        with self._motor.connect() as con:
            return int(con.execute(consulta).scalar_one())

    def quitar_ilegibles(self, dimension: int) -> None:
        """So that they are computed again."""
        e = tabla_embeddings
        with self._motor.begin() as con:
            con.execute(delete(e).where(e.c.modelo == self._modelo, func.length(e.c.vector) != 4 * dimension))


# ---------------------------------------------------------------------- Chroma


class _Indice:
    """A Chroma folder open in this process. Every failure becomes ``_ChromaRota`` and is remembered."""

    def __init__(self, ruta: Path, version: int = 0) -> None:
        self.ruta = ruta
        self.version = version
        self._cliente: Any = None
        self._coleccion: Any = None
        self._fallo: str | None = None

    def crear(self) -> None:
        """Make the folder and an empty collection in it."""
        with self._operacion():
            configuracion = {"hnsw": {"space": "cosine", "sync_threshold": _UMBRAL_SYNC, "ef_search": 200}}
            self._conectar()
            self._coleccion = self._cliente.create_collection(
                _COLECCION, embedding_function=None, configuration=configuracion
            )

    def abrir(self, total: int | None) -> None:
        """Open an existing folder and read every vector once (a tenth of what opening costs anyway): Chroma counts
        and lists rows that its log has lost, and a query just does not find them. ``total``: how many there must be.
        """
        with self._operacion():
            if not _archivo(self.ruta).is_file():
                raise _ChromaRota("falta su base de datos")  # Chroma would make an empty one
            self._conectar()
            self._coleccion = self._cliente.get_collection(_COLECCION, embedding_function=None)
            claves = sorted(self.claves())
            if total is not None and len(claves) != total:
                raise _ChromaRota(f"tiene {len(claves)} de {total} vectores")
            for trozo in _trozos(claves, _LOTE_CHROMA):
                self._coleccion.get(ids=list(trozo), include=["embeddings"])

    def cerrar(self) -> None:
        """Let go of the files. What still holds this object gets ``_ChromaRota``."""
        with _CANDADO:
            self._fallo = "se cerró"
            cliente, self._cliente, self._coleccion = self._cliente, None, None
            if cliente is not None:
                with suppress(Exception):  # nothing depends on it any more
                    cliente.close()

    def claves(self) -> set[str]:
        with self._operacion():
            return set(self._coleccion.get(include=[])["ids"])

    def contar(self) -> int:
        with self._operacion():
            return int(self._coleccion.count())

    def quitar(self, claves: Sequence[str]) -> None:
        for trozo in _trozos(claves, _LOTE_CHROMA):
            with self._operacion():
                self._coleccion.delete(ids=list(trozo))

    def poner(self, claves: Sequence[str], vectores: Sequence[bytes]) -> None:
        with self._operacion():
            self._coleccion.upsert(ids=list(claves), embeddings=_matriz(vectores))

    def consultar(self, vector: list[float], k: int) -> list[tuple[int, float]]:
        """(observacion_id, cosine similarity), best first. Fewer than ``k`` where the graph, which is approximate,
        falls apart (many texts that are nearly one)."""
        with self._operacion():
            respuesta = self._coleccion.query(query_embeddings=[vector], n_results=k, include=["distances"])
            claves, distancias = respuesta["ids"][0], respuesta["distances"][0]
        pares = [(int(c.partition("-")[0]), max(-1.0, 1.0 - d)) for c, d in zip(claves, distancias, strict=True)]
        return sorted(pares, key=_mejor_primero)

    def _conectar(self) -> None:
        import chromadb
        from chromadb.config import Settings

        self._cliente = chromadb.PersistentClient(path=str(self.ruta), settings=Settings(anonymized_telemetry=False))

    @contextmanager
    def _operacion(self) -> Iterator[None]:
        """One at a time in the process, so that nobody closes a client that another thread is using."""
        with _CANDADO:
            if self._fallo:
                raise _ChromaRota(self._fallo)
            try:
                yield
            except (KeyboardInterrupt, SystemExit, GeneratorExit):
                raise
            except BaseException as error:  # a panic in Chroma's Rust part is not an Exception
                self._fallo = _una_linea(error)
                raise _ChromaRota(self._fallo) from error


#: The folders open in this process, shared by all stores: Chroma keeps one client a folder anyway, and it does not
#: see what another process writes. So each entry has the version it was opened at, and an older one is opened anew.
_ABIERTOS: dict[Path, _Indice] = {}
_CANDADO = threading.RLock()


def _abierto(ruta: Path, estado: _Estado, para_escribir: bool = False) -> _Indice:
    """The open index. For questions it must hold what ``estado`` says; a writer compares key by key afterwards."""
    with _CANDADO:
        indice = _ABIERTOS.get(ruta)
        if indice is None or indice.version != estado.version:
            _cerrar(ruta)
            indice = _ABIERTOS[ruta] = _Indice(ruta, estado.version)
            indice.abrir(None if para_escribir else estado.cifra.total)
        return indice


def _esta_abierto(ruta: Path, estado: _Estado) -> bool:
    indice = _ABIERTOS.get(ruta)
    return indice is not None and indice.version == estado.version


def _cerrar(ruta: Path) -> None:
    with _CANDADO:
        if indice := _ABIERTOS.pop(ruta, None):
            indice.cerrar()


def _sondear(ruta: Path, dimension: int) -> set[str]:
    """The keys in a Chroma folder, read and queried by another process. Raises ``_ChromaRota``."""
    if not _archivo(ruta).is_file():
        raise _ChromaRota("falta su base de datos")
    orden = [sys.executable, "-P", "-c", _SONDA, str(ruta), _COLECCION, str(dimension)]
    try:
        salida = subprocess.run(orden, capture_output=True, timeout=300, check=True).stdout
        return set(json.loads(salida.splitlines()[-1]))
    except subprocess.CalledProcessError as error:
        lineas = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _ChromaRota(lineas[-1] if lineas else f"su lectura terminó con el código {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise _ChromaRota("su lectura no termina") from error
    except (OSError, ValueError, IndexError) as error:
        raise _ChromaRota(f"su lectura falló: {error}") from error


def _archivo(ruta: Path) -> Path:
    return ruta / "chroma.sqlite3"


# ---------------------------------------------------------------------- small helpers


def _matriz(vectores: Sequence[bytes]) -> Matriz:
    """Stored vectors as rows."""
    import numpy as np

    return np.frombuffer(b"".join(vectores), dtype="<f4").reshape(len(vectores), -1)


def _cosenos(matriz: Matriz, vector: Matriz) -> Matriz:
    """Cosine of each row with a vector of length 1."""
    import numpy as np

    normas = np.linalg.norm(matriz, axis=1)
    normas[normas == 0] = 1
    cosenos: Matriz = np.clip(matriz @ vector / normas, -1, 1)
    return cosenos


def _mejor_primero(par: tuple[int, float]) -> tuple[float, int]:
    return -par[1], par[0]


def _trozos(cosas: Sequence[_T], n: int) -> Iterator[Sequence[_T]]:
    return (cosas[i : i + n] for i in range(0, len(cosas), n))


def _informar(progreso: Progreso | None, etapa: str, hechos: int, total: int) -> None:
    if progreso:
        progreso(etapa, hechos, total)


def _una_linea(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def abrir(carpeta: Path, motor: Engine, modelo: str) -> ObservacionStore:
    """The vector store of a folder under a model (its name in the settings). Raises ``ErrorDeEmbeddings`` for a model
    that cannot be."""
    return ObservacionStore(carpeta, motor, cargar(modelo))
