"""Workers: a few processes that read files from outside, each killed and replaced when it goes beyond its limits.

Source: security.md ("Decided", 4). Who asks gets the result, or an ``ErrorDeLectura`` that says in one line what the
file did: no file stops a batch. Each worker has its own thread here, which starts it, talks to it and kills it.
"""

from __future__ import annotations

import atexit
import os
import queue
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from index import mensajes
from index.proceso import Averia, Proceso, valor
from index.readers.limites import LIMITES, Limites

__all__ = ["Averia", "Encargo", "Obreros", "compartidos", "desempacar"]

_LECTURA = "index.lectura:entregar"
#: Seconds after which a worker without work is let go.
_OCIO = 30.0
#: Parts of a file that wait to be stored.
_MAX_PARTES = 16
#: More workers than this gain nothing: one process stores what they read.
_MAX_OBREROS = 4


class Encargo:
    """A file given to a worker: its progress, what it hands over on the way, and its result when there is one."""

    def __init__(self, tarea: str, nombre: str, contenido: bytes, extras: tuple[Any, ...] = ()) -> None:
        self.tarea, self.nombre, self.contenido, self.extras = tarea, nombre, contenido, extras
        #: (parts done, parts there are), as the reader last said.
        self.avance = (0, 0)
        self.futuro: Future[bytes] = Future()
        self.proceso: Proceso | None = None
        self._partes: deque[bytes] = deque()
        self._cambio = threading.Condition()
        self._cancelado = False
        self.futuro.add_done_callback(self._notar)

    @property
    def terminado(self) -> bool:
        """Whether there is a result, or a reason why there is none; parts may still wait."""
        return self.futuro.done()

    @property
    def fallo(self) -> BaseException | None:
        """Why there is no result, where there is none."""
        return self.futuro.exception() if self.futuro.done() and not self.futuro.cancelled() else None

    def esperar(self, segundos: float) -> bool:
        """Wait for the end for some time; whether it has come."""
        with self._cambio:
            return self._cambio.wait_for(self.futuro.done, segundos)

    def parte(self, segundos: float) -> Any | None:
        """The next part that the task hands over; None if none comes within this time, or before the end."""
        with self._cambio:
            self._cambio.wait_for(lambda: self._partes or self.futuro.done(), segundos)
            cuerpo = self._partes.popleft() if self._partes else None
            self._cambio.notify_all()
        return None if cuerpo is None else valor(cuerpo)

    def resultado(self) -> Any:
        """What the task came to. Raises ``ErrorDeLectura``, ``Averia``."""
        return valor(self.futuro.result())

    def cancelar(self) -> None:
        """Don't read it, or stop reading it. Its worker is not let go meanwhile: the next file never meets this kill."""
        with self._cambio:
            self._cancelado = True
            if not self.futuro.cancel() and self.proceso is not None:
                self.proceso.matar()
                self._notar()

    def ocupar(self, proceso: Proceso | None) -> None:
        """Note who reads it; None once it is read."""
        with self._cambio:
            self.proceso = proceso
            if proceso is not None and self._cancelado:
                proceso.matar()

    def entregar(self, cuerpo: bytes) -> None:
        """Hold a part for whoever asks for it; a worker that is far ahead waits."""
        with self._cambio:
            self._partes.append(cuerpo)
            self._cambio.notify_all()
            while len(self._partes) >= _MAX_PARTES and self.proceso is not None and self.proceso.vivo:
                self._cambio.wait(1.0)

    def _notar(self, *_: object) -> None:
        with self._cambio:
            self._cambio.notify_all()


class Obreros:
    """Some workers and the files that wait for them. ``tarea`` ("module:function") is what a worker does with one."""

    def __init__(self, cuantos: int | None = None, limites: Limites = LIMITES, tarea: str = _LECTURA) -> None:
        self.cuantos = cuantos or min(os.cpu_count() or 1, _MAX_OBREROS)
        self.limites, self.tarea = limites, tarea
        self._pendientes: queue.Queue[Encargo | None] = queue.Queue()
        self._candado = threading.Lock()
        self._hilos: list[threading.Thread] = []
        self._ociosos = 0

    def __enter__(self) -> Obreros:
        return self

    def __exit__(self, *_: object) -> None:
        self.cerrar()

    def preparar(self) -> None:
        """Start a worker ahead of the first file, while whoever loads it opens the store."""
        with self._candado:
            if not self._hilos:
                self._ociosos += 1
                self._hilos.append(threading.Thread(target=self._trabajar, args=(True,), daemon=True))
                self._hilos[-1].start()

    def encargar(self, nombre: str, contenido: bytes, *extras: Any, otro: bool = True) -> Encargo:
        """Have a file read as soon as a worker is free. ``extras`` are the task's further arguments; ``otro``: another worker
        is started for it where there is none free."""
        encargo = Encargo(self.tarea, nombre, contenido, extras)
        with self._candado:
            if self._ociosos > 0:
                self._ociosos -= 1
            elif not self._hilos or (otro and len(self._hilos) < self.cuantos):
                self._hilos.append(threading.Thread(target=self._trabajar, daemon=True))
                self._hilos[-1].start()
            self._pendientes.put(encargo)
        return encargo

    def cerrar(self) -> None:
        """Let the workers go; those at work finish first."""
        with self._candado:
            hilos, self._hilos, self._ociosos = self._hilos, [], 0
        for _ in hilos:
            self._pendientes.put(None)
        for hilo in hilos:
            hilo.join()

    def _trabajar(self, ya: bool = False) -> None:
        """A worker's thread: it lives as long as the pool, its process as long as there is work (a process dies with
        the thread that started it). ``ya``: start it before there is any."""
        proceso: Proceso | None = None
        try:
            if ya:
                with suppress(OSError):  # the first file meets it too, and tells it
                    proceso = Proceso()
            while True:
                try:
                    encargo = self._pendientes.get(timeout=_OCIO if proceso else None)
                except queue.Empty:
                    assert proceso is not None
                    proceso.matar()
                    proceso = None
                    continue
                if encargo is None:
                    return
                if encargo.futuro.set_running_or_notify_cancel():
                    # What ended one while it waited is not this file's fault.
                    proceso = self._cumplir(encargo, (proceso and _apto(proceso)) or Proceso())
                with self._candado:
                    self._ociosos += self._pendientes.empty()
        finally:
            if proceso is not None:
                proceso.matar()

    def _cumplir(self, encargo: Encargo, proceso: Proceso) -> Proceso | None:
        """Have a worker do a task; returns it if it is fit for another one."""
        encargo.ocupar(proceso)
        try:
            for clase, cuerpo in proceso.pedir(encargo, self.limites):
                if clase == mensajes.PARTE:
                    encargo.entregar(cuerpo)
                elif clase == mensajes.HECHO:
                    encargo.futuro.set_result(cuerpo)
        except BaseException as error:
            encargo.futuro.set_exception(error)
        finally:
            encargo.ocupar(None)
            encargo.contenido = b""
        return _apto(proceso)


def _apto(proceso: Proceso) -> Proceso | None:
    """A worker that takes another task; one that does not is ended with what it left."""
    if proceso.vivo:
        return proceso
    proceso.matar()
    return None


def desempacar(nombre: str, contenido: bytes, limites: Limites = LIMITES) -> Iterator[Any]:
    """The members of a ZIP (``archivo_zip.Miembro``), unpacked by a process of their own while they are asked for.

    Raises ``ErrorDeLectura`` for a package that can't be read (on)."""
    proceso = Proceso()
    try:
        encargo = Encargo("index.archivo_zip:recorrer", nombre, contenido)
        for clase, cuerpo in proceso.pedir(encargo, limites):
            if clase == mensajes.PARTE:
                yield valor(cuerpo)
    finally:
        proceso.matar()


def compartidos() -> Obreros:
    """The workers that all loads of this process share: the second one finds them started."""
    global _compartidos
    with _candado:
        if _compartidos is None:
            _compartidos = Obreros()
            atexit.register(_compartidos.cerrar)
        return _compartidos


_compartidos: Obreros | None = None
_candado = threading.Lock()
