"""What every store of vectors does alike: a question in words becomes a vector, and the nearest texts are told.

A subclass says where the vectors are and by what index they are found. Whatever the index does, the vectors in SQL can
be compared one by one, exactly, and ``aviso`` says when that was done for want of something better.
"""

from __future__ import annotations

import heapq
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection

from index.adelanto import Adelanto
from index.embeddings import EmbeddingsConNombre
from index.vectores import VectoresSQL, cosenos, matriz, mejor_primero

#: Called with a stage (Spanish, to be shown), how many are done and how many there are.
Progreso = Callable[[str, int, int], None]

REMEDIO = "ejecute «poa doctor --repair»"


class ErrorDeIndice(Exception):
    """The index cannot be used or written as asked; the message (Spanish) says why and what to do."""


class AlmacenDeVectores(ABC):
    """The observations of one database, searchable by meaning under one embedding model.

    The engine may be read-only for ``buscar`` and ``comprobar``; the other methods need a writing one. Making the object
    reads and opens nothing. ``buscar`` may be called from several threads.
    """

    def __init__(self, vectores: VectoresSQL, embeddings: EmbeddingsConNombre) -> None:
        self._vectores = vectores
        self._embeddings = embeddings
        self._local = threading.local()

    @property
    def modelo(self) -> str:
        """The identity of the model (see ``EmbeddingsConNombre``)."""
        return self._embeddings.modelo

    @property
    def aviso(self) -> str | None:
        """Spanish warning about this thread's last ``buscar`` (the index was not used, texts are missing), or None."""
        return getattr(self._local, "aviso", None)

    def buscar(self, texto: str, k: int, candidatos: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The ``k`` observations nearest in meaning: (observacion_id, cosine similarity in -1..1), best first.

        With ``candidatos`` (observacion ids, already filtered in SQL) only those are compared, exactly. A blank text,
        ``k`` below 1 or no candidates give an empty list. Raises ``ErrorDeIndice`` when the vectors are of another model,
        ``ErrorDeEmbeddings`` when the model cannot be loaded.
        """
        self._local.aviso = None
        if k < 1 or not texto.strip() or (candidatos is not None and not candidatos):
            return []
        return self._hallar(texto, k, candidatos)

    @abstractmethod
    def _hallar(self, texto: str, k: int, candidatos: Collection[int] | None) -> list[tuple[int, float]]:
        """``buscar`` for a text, a ``k`` and candidates that are some."""

    @abstractmethod
    def calentar(self) -> None:
        """Make ready for many questions. Never raises for a broken index: ``buscar`` then goes on exactly."""

    @abstractmethod
    def sincronizar(self, progreso: Progreso | None = None) -> int:
        """Give every observation its vector, then bring the index up to date. Returns how many texts were embedded.

        Each batch is committed, so an interrupted run goes on where it stopped; with nothing to do it costs two queries.
        Raises ``ErrorDeIndice`` (another writer, another model, it cannot be written) and ``ErrorDeEmbeddings``.
        """

    def adelanto(self) -> Adelanto:
        """What gives observations their vectors while their files are still being loaded; ``sincronizar`` does the rest."""
        return Adelanto(self._vectores, self._embeddings)

    @abstractmethod
    def reconstruir(self, progreso: Progreso | None = None) -> int:
        """Make the index anew under this store's model, whatever there was. Returns its size.

        Vectors that are missing or unreadable are computed. The vectors of other models stay in SQL, so that going back
        is cheap. Raises like ``sincronizar``.
        """

    @abstractmethod
    def reindexar(self, progreso: Progreso | None = None) -> int:
        """Change over to this store's model while loads and questions go on with the one in use; the new index takes its
        place when it is whole. Returns its size. Raises like ``sincronizar``."""

    @abstractmethod
    def comprobar(self) -> list[str]:
        """What is wrong with the index: Spanish, one line each, with the remedy; empty when sane."""

    def quitar_otros(self) -> int:
        """Delete the vectors of all other models from SQL. Returns how many there were."""
        return self._vectores.quitar_otros()

    def _avisar(self, texto: str) -> None:
        self._local.aviso = f"{self.aviso} {texto}" if self.aviso else texto

    def _avisar_pendientes(self, cuantas: int) -> None:
        if cuantas > 0:
            self._avisar(f"Faltan {cuantas} observaciones por incorporar a la búsqueda por significado; {REMEDIO}.")

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
                similitudes = cosenos(matriz([v for _, v in sanas]), vector)
                pares += zip((i for i, _ in sanas), similitudes.tolist(), strict=True)
        if ilegibles:
            self._avisar(f"{ilegibles} observaciones tienen un vector ilegible y no se compararon; {REMEDIO}.")
        if candidatos is not None:
            self._avisar_pendientes(len(candidatos) - len(pares) - ilegibles)
        return heapq.nsmallest(k, pares, key=mejor_primero)

    def _completar(self, progreso: Progreso | None) -> int:
        """Embed what has no vector. Returns how many."""
        self._vectores.quitar_huerfanos()
        _, pendientes = self._vectores.cifra()
        hechos = 0
        for lote in self._vectores.pendientes():
            vectores = self._embeddings.embed_documents([texto for _, _, texto in lote])
            self._vectores.guardar([(i, huella) for i, huella, _ in lote], vectores)
            hechos += len(lote)
            informar(progreso, "Calculando vectores", hechos, max(hechos, pendientes))
        return hechos

    def _otro(self, hecho_con: str) -> str:
        return (
            f"El índice de observaciones se hizo con el modelo «{hecho_con}» y ahora se usa "
            f"«{self._embeddings.modelo}»: {REMEDIO} para rehacerlo con el nuevo, o devuelva POA_EMBEDDINGS a su valor "
            "anterior"
        )


def informar(progreso: Progreso | None, etapa: str, hechos: int, total: int) -> None:
    if progreso:
        progreso(etapa, hechos, total)
