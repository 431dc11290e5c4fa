"""Loading and forgetting documents: the facts first, in SQL; then the vectors of their observations, a cache.

SQL is the only truth: if the embedding model or the vector index fails, the facts stay loaded and a warning says so.
One loading process at a time (a file lock in the data folder).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from index import schema

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from index.ingest import Resumen
    from index.observaciones import ObservacionStore

#: Called with what is being done (Spanish, to be shown), how much is done and how much there is.
Progreso = Callable[[str, int, int], None]

#: Seconds that a load waits for another one.
ESPERA = 60.0

_registro = logging.getLogger(__name__)


class ErrorDeCarga(Exception):
    """Loading cannot start; the message (Spanish) says why and what to do."""


@dataclass(frozen=True, slots=True)
class Carga:
    """What a load did. ``vectores``: texts embedded by this call; ``avisos``: what did not go well but lost nothing."""

    resumen: Resumen
    vectores: int = 0
    avisos: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """The result as the contract names it."""
        return {**self.resumen.json(), "embedded": self.vectores, "warnings": list(self.avisos)}


def cargar(settings: Settings, rutas: Sequence[Path], progreso: Progreso | None = None) -> Carga:
    """Load files and folders into both stores. Never raises for a file's contents; raises ``ErrorDeCarga``."""
    from index.ingest import ingerir
    from index.metas import MetaStore

    with _una_a_la_vez(settings):
        motor = schema.abrir(settings.url)
        try:
            resumen = ingerir(rutas, MetaStore(motor), progreso)
            vectores, avisos = _sincronizar(settings, motor, progreso)
        finally:
            motor.dispose()
    return Carga(resumen, vectores, (*resumen.notas, *avisos))


def olvidar(settings: Settings, documento: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take a document (its name, or its SHA-256) out of both stores. Returns (the names forgotten, warnings)."""
    from index.metas import MetaStore

    with _una_a_la_vez(settings):
        motor = schema.abrir(settings.url)
        try:
            nombres = MetaStore(motor).olvidar(documento)
            avisos = _sincronizar(settings, motor, None)[1] if nombres else ()
        finally:
            motor.dispose()
    return nombres, avisos


def abrir_indice(settings: Settings, motor: Engine) -> ObservacionStore:
    """The vector store of the settings. Raises ``ErrorDeEmbeddings`` for a model that cannot be."""
    from index.embeddings import cargar as modelo
    from index.observaciones import ObservacionStore

    return ObservacionStore(settings.indice, motor, modelo(settings.embeddings))


def _sincronizar(settings: Settings, motor: Engine, progreso: Progreso | None) -> tuple[int, tuple[str, ...]]:
    """Bring the vectors up to date; a failure is a warning."""
    try:
        return abrir_indice(settings, motor).sincronizar(progreso), ()
    except Exception as error:
        _registro.warning("Los vectores no se actualizaron", exc_info=True)
        causa = " ".join(str(error).split()) or type(error).__name__
        return 0, (f"Los datos quedaron cargados, pero la búsqueda por significado no se actualizó: {causa}",)


@contextmanager
def _una_a_la_vez(settings: Settings) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        settings.carpeta.mkdir(parents=True, exist_ok=True)
        candado = FileLock(settings.carpeta / "carga.lock", timeout=ESPERA)
        candado.acquire()
    except Timeout:
        raise ErrorDeCarga("Otra carga está en curso. Espere a que termine y repita la orden.") from None
    except OSError as error:
        raise ErrorDeCarga(
            f"No se puede escribir en la carpeta de datos {settings.carpeta} ({error.strerror}). Revise POA_HOME."
        ) from error
    try:
        yield
    finally:
        candado.release()
