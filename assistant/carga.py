"""Loading and forgetting documents: the facts first, in SQL; then the vectors of their observations, a cache.

SQL is the only truth: if the embedding model or the vector index fails, the facts stay loaded and a warning says so.
One loading process at a time (a file lock in the data folder; on PostgreSQL, an advisory lock of the store).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from index import conexion, motivos, schema
from index.indicado import NADA, Indicado

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from index.adelanto import Adelanto
    from index.ingest import Avance, Resumen
    from index.observaciones import AlmacenDeVectores

#: Called with how far the load is: the file or stage, counts, the part of the file.
Progreso = Callable[["Avance"], None]

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


def cargar(
    settings: Settings, rutas: Sequence[Path], progreso: Progreso | None = None, dicho: Indicado = NADA
) -> Carga:
    """Load files and folders into both stores, with what is said of whose they are (``dicho``). Never raises for a file's
    contents; raises ``ErrorDeCarga``, and ``ErrorDeLectura`` for a layout in the data folder (``disenos``) that is none."""
    from index import aislado, disenos
    from index.ingest import ingerir
    from index.metas import MetaStore

    suyos = disenos.cargar([settings.carpeta / "disenos"])
    with _una_a_la_vez(settings):
        aislado.compartidos().preparar()
        motor = schema.abrir(settings.url)
        try:
            with _adelanto(settings, motor) as adelanto:
                resumen = ingerir(
                    rutas, MetaStore(motor), progreso, disenos=suyos,
                    al_guardar=adelanto.avisar, dicho=dicho, ceder=lambda: adelanto.ocupado,
                )  # fmt: skip
            schema.asentar(motor)
            # An interrupted load leaves its vectors to the one that goes on with it.
            vectores, avisos = (0, ()) if resumen.interrumpido else _sincronizar(settings, motor, progreso)
            vectores += adelanto.hechos
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
            schema.asentar(motor)
            # Where nothing is there to forget any more, an earlier order may have died before the vectors followed.
            avisos = _sincronizar(settings, motor, None)[1]
        finally:
            motor.dispose()
    return nombres, avisos


@dataclass(frozen=True, slots=True)
class Reindexado:
    """What a change of model left: the model's identity, its vectors, and those of other models that were deleted."""

    modelo: str
    observaciones: int
    podados: int


def reindexar(settings: Settings, progreso: Callable[[str, int, int], None] | None = None, *, podar: bool = False) -> Reindexado:
    """Give the store an index under the settings' model; loads and questions go on with the one in use. ``podar``: take
    the vectors of other models away afterwards. Raises ``ErrorDeIndice`` and ``ErrorDeEmbeddings``."""
    motor = schema.abrir(settings.url)
    try:
        indice = abrir_indice(settings, motor)
        cuantas = indice.reindexar(progreso)
        return Reindexado(indice.modelo, cuantas, indice.quitar_otros() if podar else 0)
    finally:
        motor.dispose()


def abrir_indice(settings: Settings, motor: Engine) -> AlmacenDeVectores:
    """The vector store of the settings. Raises ``ErrorDeEmbeddings`` for a model that cannot be."""
    from index.observaciones import abrir

    return abrir(settings.indice, motor, settings.modelo_de_vectores, settings.vectors)


class _SinAdelanto:
    """Where there is no model: the end of the load says so."""

    hechos = 0
    ocupado = False

    def avisar(self) -> None:
        """Nothing is done ahead."""


@contextmanager
def _adelanto(settings: Settings, motor: Engine) -> Iterator[Adelanto | _SinAdelanto]:
    """What embeds in the background of the load."""
    adelanto: Adelanto | None = None
    with suppress(Exception):  # whatever it is, the end of the load meets it too, and tells it
        adelanto = abrir_indice(settings, motor).adelanto()
    if adelanto is None:
        yield _SinAdelanto()
        return
    with adelanto:
        yield adelanto


def _sincronizar(settings: Settings, motor: Engine, progreso: Progreso | None) -> tuple[int, tuple[str, ...]]:
    """Bring the vectors up to date; a failure, or an interruption, is a warning: the next load makes up for it."""
    try:
        return abrir_indice(settings, motor).sincronizar(_por_etapas(progreso)), ()
    except KeyboardInterrupt:
        return 0, ("Los datos quedaron cargados; la búsqueda por significado se actualizará en la próxima carga.",)
    except Exception as error:
        _registro.warning("Los vectores no se actualizaron", exc_info=True)
        causa = " ".join(str(error).split()) or type(error).__name__
        return 0, (f"Los datos quedaron cargados, pero la búsqueda por significado no se actualizó: {causa}",)


def _por_etapas(progreso: Progreso | None) -> Callable[[str, int, int], None] | None:
    """The progress of a stage that has no files."""
    if progreso is None:
        return None
    from index.ingest import Avance

    return lambda etapa, hechos, total: progreso(Avance(etapa, hechos, total))


@contextmanager
def _una_a_la_vez(settings: Settings) -> Iterator[None]:
    """One load at a time: of the processes that share the data folder, or, on PostgreSQL, of all that share the store."""
    otra = ErrorDeCarga("Otra carga está en curso. Espere a que termine y repita la orden.")
    if conexion.es_postgres(settings.url):
        motor = schema.abrir(settings.url)
        try:
            with conexion.candado(motor, "carga", ESPERA):
                yield
        except conexion.Ocupada:
            raise otra from None
        finally:
            motor.dispose()
        return
    with _en_la_carpeta(settings, otra):
        yield


@contextmanager
def _en_la_carpeta(settings: Settings, otra: ErrorDeCarga) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        settings.carpeta.mkdir(parents=True, exist_ok=True)
        candado = FileLock(settings.carpeta / "carga.lock", timeout=ESPERA)
        candado.acquire()
    except Timeout:
        raise otra from None
    except OSError as error:
        raise ErrorDeCarga(
            f"No se puede escribir en la carpeta de datos {settings.carpeta} ({motivos.del_sistema(error)}). Revise POA_HOME."
        ) from error
    try:
        yield
    finally:
        candado.release()
