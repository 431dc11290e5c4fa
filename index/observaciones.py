"""The vector store of observations: the texts of the reports, found by meaning.

SQL is the only truth. The vector of each distinct text is kept in the table ``embeddings``; the Chroma folder is a
cache made from it that can be thrown away. Layout of the folder given to ``ObservacionStore``::

    indice.json      what the index holds: its model, the Chroma folder in use, a version, the SQL state it mirrors
    chroma-XXXXXXXX  the Chroma folder in use; a rebuild makes another one and swaps by replacing ``indice.json``
    sucio            there while a write is under way, or after one that died
    escritura.lock   one writer at a time

Whenever Chroma cannot be trusted (absent, broken, being written, behind SQL) the same question is answered exactly
from the vectors in SQL, and ``aviso`` says so. A store on PostgreSQL can keep vectors and index there instead
(``observaciones_pg``); ``abrir`` chooses.

Why plain ``chromadb`` and not langchain-chroma's ``Chroma``: its ``add_texts`` always embeds the texts again (there
is no way to hand it the vectors that SQL has), and it drops results whose document is None, so it would need a second
copy of every text. LangChain's ``Embeddings`` stays the interface to the models.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from index import motivos
from index.adelanto import Adelanto
from index.almacen_vectores import REMEDIO, AlmacenDeVectores, ErrorDeIndice, Progreso, informar
from index.embeddings import EmbeddingsConNombre, Modelo, cargar
from index.indice_chroma import (
    ABIERTOS,
    CANDADO,
    LOTE_CHROMA,
    PREFIJO,
    ChromaRota,
    Estado,
    Indice,
    abierto,
    archivo,
    cerrar,
    esta_abierto,
    huella_de,
    importar_aparte,
    quitar_carpeta,
    sondear,
)
from index.vectores import Cifra, VectoresSQL, una_linea

__all__ = ["REMEDIO", "AlmacenDeVectores", "ErrorDeIndice", "ObservacionStore", "Progreso", "abrir"]

_log = logging.getLogger(__name__)

_ESPERA_CHROMA = 0.5  # seconds


class ObservacionStore(AlmacenDeVectores):
    """Vectors in SQL, found by Chroma. ``carpeta`` is the index folder, made by the first write."""

    #: Seconds that a writer waits for another one.
    espera: float = 5.0
    #: A process's first use of Chroma builds its graph (0.2 to 0.4 ms a vector). With more vectors than these,
    #: ``buscar`` answers exactly from SQL (7 ms a thousand vectors) instead of waiting, until ``calentar`` is called.
    apertura_hasta: int = 2_000

    def __init__(self, carpeta: Path, motor: Engine, embeddings: EmbeddingsConNombre) -> None:
        super().__init__(VectoresSQL(motor, embeddings.modelo), embeddings)
        self._carpeta = carpeta
        self._json = carpeta / "indice.json"
        self._marca = carpeta / "sucio"

    # ------------------------------------------------------------------ questions

    def _hallar(self, texto: str, k: int, candidatos: Collection[int] | None) -> list[tuple[int, float]]:
        estado = self._estado()
        ajeno = self._es_ajeno(estado)
        if candidatos is not None:
            return self._exacta(self._embeddings.embed_query(texto), k, set(candidatos))
        cifra, pendientes = self._vectores.cifra()
        self._avisar_pendientes(pendientes)
        if not cifra.total:
            return []
        consulta = self._embeddings.embed_query(texto)
        # All of them in order is no approximate question.
        hallados = None if ajeno or k >= cifra.total else self._por_chroma(estado, cifra, consulta, k)
        return self._exacta(consulta, k) if hallados is None else hallados

    def _es_ajeno(self, estado: Estado | None) -> bool:
        """Whether the index has gone over to another model: this one's vectors are still in SQL and answer exactly.
        Raises ``ErrorDeIndice`` where there are none."""
        if estado is None or estado.modelo == self._embeddings.modelo:
            return False
        if not self._vectores.cifra()[0].total:
            raise ErrorDeIndice(f"{self._otro(estado.modelo)}.")
        self._avisar(
            f"El índice de observaciones se cambió al modelo «{estado.modelo}» y se buscó directamente en los datos con "
            f"el anterior; ponga el nuevo en POA_EMBEDDINGS y reinicie el programa."
        )
        return True

    def calentar(self) -> None:
        """Open the index now (20,000 vectors: 5 to 8 s)."""
        estado = self._estado()
        if estado and estado.modelo == self._embeddings.modelo and not self._marca.exists():
            try:
                abierto(self._ruta(estado), estado)
            except ChromaRota as error:
                _log.warning("El índice de observaciones no se pudo abrir: %s", error)

    def _por_chroma(
        self, estado: Estado | None, cifra: Cifra, consulta: list[float], k: int
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
        if cifra.total > self.apertura_hasta and not esta_abierto(ruta, estado):
            return None
        if not CANDADO.acquire(timeout=_ESPERA_CHROMA):
            return None  # another thread is opening the index: the exact answer is ready sooner
        try:
            hallados = abierto(ruta, estado).consultar(consulta, k)
            return hallados if len(hallados) == k else None
        except ChromaRota as error:
            _log.warning("El índice de observaciones falló: %s", error)
            self._avisar(f"El índice de observaciones está dañado y se buscó directamente en los datos; {REMEDIO}.")
            return None
        finally:
            CANDADO.release()

    # ------------------------------------------------------------------ writing

    def adelanto(self) -> Adelanto:
        return Adelanto(self._vectores, self._embeddings, importar_aparte)

    def sincronizar(self, progreso: Progreso | None = None) -> int:
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
        with self._unico_escritor(), self._marcado():
            self._vectores.quitar_ilegibles(self._embeddings.dimension)
            self._completar(progreso)
            return self._construir(self._estado(), progreso)

    def reindexar(self, progreso: Progreso | None = None) -> int:
        # The long part, without the lock: batches are committed, and the index in use is not touched.
        self._completar(progreso)
        with self._unico_escritor():
            self._completar(progreso)
            cuantas = self._construir(self._estado(), progreso)
            with self._al_escribir():
                self._marca.unlink(missing_ok=True)
        return cuantas

    def _al_dia(self, estado: Estado | None) -> bool:
        cifra, pendientes = self._vectores.cifra()
        if pendientes or self._marca.exists():
            return False
        if estado is None:
            return not cifra.total
        return estado.cifra == cifra and archivo(self._ruta(estado)).is_file()

    def _igualar(self, estado: Estado | None, dudosa: bool, progreso: Progreso | None) -> None:
        """Make Chroma equal to SQL. ``dudosa``: an earlier write died, so look from outside before opening."""
        if estado is None:
            self._construir(None, progreso)
            return
        try:
            if dudosa:
                cerrar(self._ruta(estado))  # what this process sees may be from before that write
                sondear(self._ruta(estado), estado.dimension)
            self._poner_al_dia(estado, progreso)
        except ChromaRota as error:
            _log.warning("El índice de observaciones estaba dañado (%s) y se reconstruye.", error)
            self._construir(estado, progreso)

    def _poner_al_dia(self, estado: Estado, progreso: Progreso | None) -> None:
        indice = abierto(self._ruta(estado), estado, para_escribir=True)
        deseadas = self._vectores.claves()
        presentes = indice.claves()
        indice.quitar(sorted(presentes - deseadas.keys()))
        faltan = {clave: i for clave, i in deseadas.items() if clave not in presentes}
        self._llenar(indice, faltan, "Actualizando el índice", progreso)
        if indice.contar() != len(deseadas):
            raise ChromaRota(f"tiene {indice.contar()} de {len(deseadas)} vectores")
        self._publicar(indice, estado, deseadas)

    def _construir(self, estado: Estado | None, progreso: Progreso | None) -> int:
        """A new Chroma folder from SQL, then the swap, then the old ones go. Readers change over by ``version``."""
        ruta = self._carpeta.resolve() / f"{PREFIJO}{uuid.uuid4().hex[:8]}"
        indice = Indice(ruta)
        deseadas = self._vectores.claves()
        try:
            indice.crear()
            self._llenar(indice, deseadas, "Construyendo el índice", progreso)
        except ChromaRota as error:
            indice.cerrar()
            shutil.rmtree(ruta, ignore_errors=True)
            raise ErrorDeIndice(
                f"No se pudo construir el índice de observaciones en {self._carpeta}: {error}. Compruebe el espacio y "
                f"los permisos de la carpeta, y {REMEDIO}. Mientras tanto se busca directamente en los datos."
            ) from error
        self._publicar(indice, estado, deseadas)
        for vieja in self._carpeta.resolve().glob(f"{PREFIJO}*"):
            if vieja != ruta:
                cerrar(vieja)
                quitar_carpeta(vieja)
        return len(deseadas)

    def _llenar(self, indice: Indice, claves: dict[str, int], etapa: str, progreso: Progreso | None) -> None:
        por_id = {i: clave for clave, i in claves.items()}
        hechos = 0
        for filas in self._vectores.leer(por_id, lote=LOTE_CHROMA):
            indice.poner([por_id[i] for i, _ in filas], [v for _, v in filas])
            hechos += len(filas)
            informar(progreso, etapa, hechos, len(claves))

    def _publicar(self, indice: Indice, anterior: Estado | None, claves: dict[str, int]) -> None:
        version = anterior.version + 1 if anterior else 1
        modelo, dimension = self._embeddings.modelo, self._embeddings.dimension
        with self._al_escribir():
            cifra, huella = Cifra.de(claves.values()), huella_de(claves)
            Estado(modelo, dimension, indice.ruta.name, version, cifra, huella).escribir(self._json)
        indice.version = version
        with CANDADO:
            ABIERTOS[indice.ruta] = indice

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
                f"No se pudo escribir el índice de observaciones en {self._carpeta}: {motivos.del_sistema(error)}. "
                "Compruebe el espacio y los permisos de la carpeta."
            ) from error

    # ------------------------------------------------------------------ state

    def comprobar(self) -> list[str]:
        # The Chroma folder is looked at from another process, so a broken one does no harm.
        cifra, pendientes = self._vectores.cifra()
        problemas = [f"{pendientes} observaciones no tienen vector; {REMEDIO}"] if pendientes else []
        try:
            estado = Estado.leer(self._json)
        except ValueError as error:
            return [*problemas, f"El archivo {self._json} es ilegible ({una_linea(error)}); {REMEDIO}"]
        if estado is None:
            return [*problemas, f"No hay índice en {self._carpeta}; {REMEDIO}"] if cifra.total else problemas
        if estado.modelo != self._embeddings.modelo:
            return [self._otro(estado.modelo)]
        if ilegibles := self._vectores.contar_ilegibles(estado.dimension):
            problemas.append(f"{ilegibles} vectores guardados en la base de datos son ilegibles; {REMEDIO}")
        if self._marca.exists():
            problemas.append(f"Una escritura del índice no ha terminado; si ninguna está en curso, {REMEDIO}")
        return problemas + self._comparar(estado)

    def _comparar(self, estado: Estado) -> list[str]:
        try:
            presentes = sondear(self._ruta(estado), estado.dimension)
        except ChromaRota as error:
            return [f"La carpeta del índice {self._ruta(estado)} está dañada ({una_linea(error)}); {REMEDIO}"]
        deseadas = self._vectores.claves().keys()
        problemas = []
        if faltan := len(deseadas - presentes):
            problemas.append(f"Al índice le faltan {faltan} observaciones que están en la base de datos; {REMEDIO}")
        if sobran := len(presentes - deseadas):
            problemas.append(f"Al índice le sobran {sobran} observaciones que no están en la base de datos; {REMEDIO}")
        return problemas

    def _estado(self) -> Estado | None:
        """What ``indice.json`` says; None where it says nothing usable."""
        try:
            return Estado.leer(self._json)
        except ValueError as error:
            _log.warning("El archivo %s es ilegible: %s", self._json, error)
            return None

    def _ruta(self, estado: Estado) -> Path:
        return self._carpeta.resolve() / estado.carpeta

    def _exigir_modelo(self, estado: Estado | None) -> None:
        if estado and estado.modelo != self._embeddings.modelo:
            raise ErrorDeIndice(f"{self._otro(estado.modelo)}.")


def abrir(carpeta: Path, motor: Engine, modelo: str | Modelo, vectores: str = "chroma") -> AlmacenDeVectores:
    """The vector store of a database under a model, both by their names in the settings (``POA_EMBEDDINGS``,
    ``POA_VECTORS``). Raises ``ErrorDeEmbeddings`` for a model that cannot be, ``ErrorDeIndice`` for a place that cannot."""
    if vectores == "pgvector":
        from index.observaciones_pg import ObservacionesPg

        return ObservacionesPg(motor, cargar(modelo))
    if vectores == "chroma":
        return ObservacionStore(carpeta, motor, cargar(modelo))
    raise ErrorDeIndice(f"POA_VECTORS no admite «{vectores}». Valores posibles: «chroma» o «pgvector».")
