"""Vectors computed while files are still being loaded, so that few texts are left to embed when the last one is in.

A thread: the model's engine works outside of Python's lock. What is embedded is what is committed, a batch at a time, and
each batch is committed by itself; so a load that is killed loses a batch, and whatever fails here is left to whoever
embeds the rest at the end (``AlmacenDeVectores.sincronizar``), which also says why.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from index.embeddings import EmbeddingsConNombre
    from index.vectores import VectoresSQL

#: Fewer texts wait for more, or for the end, which shows how far it is.
_MINIMO = 32
#: Seconds between two attempts to write while a file is being stored.
_ESPERA = 0.2

_registro = logging.getLogger(__name__)


class Adelanto:
    """Within: observations get their vectors as they are stored (``avisar``). ``hechos`` counts them. ``preparar`` is
    called once there are some: what the index that takes them in needs is made ready beside the rest."""

    def __init__(
        self, vectores: VectoresSQL, embeddings: EmbeddingsConNombre, preparar: Callable[[], None] = lambda: None
    ) -> None:
        self._vectores, self._embeddings, self._preparar = vectores, embeddings, preparar
        self._hay, self._fin = threading.Event(), threading.Event()
        self._hilo: threading.Thread | None = None
        self._ocioso = False
        self.hechos = 0

    @property
    def ocupado(self) -> bool:
        """Whether the cores are the model's: it embeds on them, or nothing is stored yet that says whether it will."""
        return self._embeddings.propio and not self._ocioso

    def __enter__(self) -> Adelanto:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop after the batch that is being embedded."""
        self._fin.set()
        self._hay.set()
        if self._hilo is not None:
            self._hilo.join()

    def avisar(self) -> None:
        """Something was committed."""
        self._ocioso = False
        self._hay.set()
        if self._hilo is None:
            self._hilo = threading.Thread(target=self._correr, daemon=True)
            self._hilo.start()

    def _correr(self) -> None:
        try:
            # An index made with another model is not mixed with this one: that is said, and decided, at the end.
            if self._vectores.otro_modelo() is None:
                while not self._fin.is_set():
                    self._hay.wait()
                    self._hay.clear()
                    quedan = self._embeber()
                    self._ocioso = not quedan and not self._hay.is_set()
        except Exception:
            _registro.info("Los vectores no se adelantaron", exc_info=True)
        finally:
            self._ocioso = True

    def _embeber(self) -> bool:
        """Embed what waits, a batch at a time; whether some texts are left that are too few for one."""
        for lote in self._vectores.pendientes():
            if self._fin.is_set() or len(lote) < _MINIMO:
                return True
            vectores = self._embeddings.embed_documents([texto for _, _, texto in lote])
            primeros = not self.hechos
            self._guardar([(i, huella) for i, huella, _ in lote], vectores)
            if primeros:
                self._preparar()
        return False

    def _guardar(self, textos: Sequence[tuple[int, str]], vectores: list[list[float]]) -> None:
        while True:
            try:
                self._vectores.guardar(textos, vectores)
            except OperationalError:  # a large file is being stored: its transaction has the database
                if self._fin.wait(_ESPERA):
                    raise
            else:
                self.hechos += len(textos)
                return
