"""Workers: a few processes that read files from outside, each killed and replaced when it goes beyond its limits.

Source: security.md ("Decided", 4). Who asks gets the result, or an ``ErrorDeLectura`` that says in one line what the
file did: no file stops a batch. Each worker has its own thread here, which starts it, talks to it and kills it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

from index import mensajes
from index.poa import ErrorDeLectura
from index.readers.limites import LIMITES, Limites

#: What a worker sees of the environment: how to find programs and fonts, never a setting or a key of ours.
_AMBIENTE = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TESSDATA_PREFIX", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONHOME",
)  # fmt: skip
#: A folder of its own for what it writes, which goes with it.
_TEMPORALES = ("TMPDIR", "TEMP", "TMP")
#: One thread a worker: there are as many workers as cores.
_SIN_HILOS = {n: "1" for n in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
_LECTURA = "index.lectura:entregar"
#: Seconds after which a worker without work is let go.
_OCIO = 30.0
#: An empty pipe takes this much of any system's without being read: a worker that asks for work has emptied it.
_EN_LA_TUBERIA = 8192
#: Parts of a file that wait to be stored.
_MAX_PARTES = 16
#: More workers than this gain nothing: one process stores what they read.
_MAX_OBREROS = 4

#: What ends a worker whose processor time is over (``obrero``); None where the system has no such clock.
_SIN_PROCESADOR: int | None = getattr(signal, "SIGPROF", None)

_OTRA_COPIA = "Puede estar dañado: ábralo, guárdelo de nuevo o divídalo, y vuelva a cargarlo."


class Averia(Exception):
    """A failure of ours while reading a file; its text is the worker's traceback, for the log."""


class Encargo:
    """A file given to a worker: its progress, what it hands over on the way, and its result when there is one."""

    def __init__(self, tarea: str, nombre: str, contenido: bytes, extras: tuple[Any, ...] = ()) -> None:
        self.tarea, self.nombre, self.contenido, self.extras = tarea, nombre, contenido, extras
        #: (parts done, parts there are), as the reader last said.
        self.avance = (0, 0)
        self.futuro: Future[bytes] = Future()
        self.proceso: _Proceso | None = None
        self._partes: deque[bytes] = deque()
        self._cambio = threading.Condition()
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
        return None if cuerpo is None else _valor(cuerpo)

    def resultado(self) -> Any:
        """What the task came to. Raises ``ErrorDeLectura``, ``Averia``."""
        return _valor(self.futuro.result())

    def cancelar(self) -> None:
        """Don't read it, or stop reading it."""
        if not self.futuro.cancel() and self.proceso is not None:
            self.proceso.matar()
            self._notar()

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

    def encargar(self, nombre: str, contenido: bytes, *extras: Any) -> Encargo:
        """Have a file read as soon as a worker is free. ``extras`` are the task's further arguments."""
        encargo = Encargo(self.tarea, nombre, contenido, extras)
        with self._candado:
            if self._ociosos > 0:
                self._ociosos -= 1
            elif len(self._hilos) < self.cuantos:
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

    def _trabajar(self) -> None:
        """A worker's thread: it lives as long as the pool, its process as long as there is work (a process dies with
        the thread that started it)."""
        proceso: _Proceso | None = None
        try:
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
                    proceso = self._cumplir(encargo, proceso or _Proceso())
                with self._candado:
                    self._ociosos += self._pendientes.empty()
        finally:
            if proceso is not None:
                proceso.matar()

    def _cumplir(self, encargo: Encargo, proceso: _Proceso) -> _Proceso | None:
        """Have a worker do a task; returns it if it is fit for another one."""
        encargo.proceso = proceso
        try:
            for clase, cuerpo in proceso.pedir(encargo, self.limites):
                if clase == mensajes.PARTE:
                    encargo.entregar(cuerpo)
                elif clase == mensajes.HECHO:
                    encargo.futuro.set_result(cuerpo)
        except BaseException as error:
            encargo.futuro.set_exception(error)
        finally:
            encargo.proceso = None
            encargo.contenido = b""
        if proceso.vivo:
            return proceso
        proceso.matar()
        return None


def desempacar(nombre: str, contenido: bytes, limites: Limites = LIMITES) -> Iterator[Any]:
    """The members of a ZIP (``archivo_zip.Miembro``), unpacked by a process of their own while they are asked for.

    Raises ``ErrorDeLectura`` for a package that can't be read (on)."""
    proceso = _Proceso()
    try:
        encargo = Encargo("index.archivo_zip:recorrer", nombre, contenido)
        for clase, cuerpo in proceso.pedir(encargo, limites):
            if clase == mensajes.PARTE:
                yield _valor(cuerpo)
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


class _Proceso:
    """One worker process and the thread that hears it."""

    def __init__(self) -> None:
        raiz = str(Path(__file__).resolve().parents[1])
        ruta = [raiz, *(p for p in sys.path if p and p != raiz)]
        self._carpeta = tempfile.mkdtemp(prefix="poa-")
        # -S: what ``site`` would look for is on PYTHONPATH already.
        self._popen = subprocess.Popen(  # nosec B603  # our own module, without a shell
            [sys.executable, "-S", "-P", "-m", "index.obrero"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._carpeta,
            env={
                **{k: os.environ[k] for k in _AMBIENTE if k in os.environ},
                **_SIN_HILOS,
                **dict.fromkeys(_TEMPORALES, self._carpeta),
                "PYTHONPATH": os.pathsep.join(ruta),
            },
            start_new_session=True,
        )
        self._oido: queue.Queue[tuple[bytes, bytes] | None] = queue.Queue(maxsize=4)
        self._mudo = False
        threading.Thread(target=self._oir, daemon=True).start()

    @property
    def vivo(self) -> bool:
        """Whether it takes another task."""
        return not self._mudo and self._popen.poll() is None

    def matar(self) -> None:
        """End it with all that it started and all that it left behind."""
        self._mudo = True
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._popen.pid, signal.SIGKILL)
            else:
                self._popen.kill()
        self._popen.wait()
        with contextlib.suppress(OSError):
            cast("Any", self._popen.stdin).close()
        shutil.rmtree(self._carpeta, ignore_errors=True)

    def pedir(self, encargo: Encargo, limites: Limites) -> Iterator[tuple[bytes, bytes]]:
        """The parts and the result of a task, as they come. Raises ``ErrorDeLectura``, ``Averia``; whatever ends it
        early ends the process."""
        terminado = False
        try:
            plazo = time.monotonic() + limites.segundos_en_total
            self._enviar(encargo, limites)
            while not terminado:
                clase, cuerpo = self._siguiente(encargo, limites, plazo)
                terminado = clase in mensajes.FINALES
                if clase == mensajes.AVANCE:
                    encargo.avance = mensajes.de_avance(cuerpo)
                    continue
                if terminado:
                    self._mudo, cuerpo = cuerpo[:1] != b"\x01", cuerpo[1:]
                    _revisar(clase, cuerpo, limites)
                antes = time.monotonic()
                yield clase, cuerpo
                plazo += time.monotonic() - antes  # whoever takes its time to store what came is not the file's fault
        except mensajes.MensajeInvalido as error:
            terminado = False
            raise Averia(f"mensaje inválido del lector: {error}") from None
        finally:
            if not terminado:
                self.matar()

    def _enviar(self, encargo: Encargo, limites: Limites) -> None:
        cuerpo = mensajes.empacar((encargo.tarea, encargo.nombre, encargo.contenido, limites, encargo.extras))
        with self._reloj(limites.segundos) if len(cuerpo) > _EN_LA_TUBERIA else contextlib.nullcontext():
            try:
                mensajes.escribir(cast("Any", self._popen.stdin), mensajes.PEDIDO, cuerpo)
            except (OSError, ValueError):
                raise self._muerto(encargo, limites) from None

    @contextlib.contextmanager
    def _reloj(self, segundos: float) -> Iterator[None]:
        """Within: no longer than this. A pipe that nobody empties would hold this thread for ever."""
        reloj = threading.Timer(segundos, self.matar)
        reloj.daemon = True
        reloj.start()
        try:
            yield
        finally:
            reloj.cancel()

    def _siguiente(self, encargo: Encargo, limites: Limites, plazo: float) -> tuple[bytes, bytes]:
        queda = plazo - time.monotonic()
        try:
            tramo = self._oido.get(timeout=max(0.0, min(limites.segundos, queda)))
        except queue.Empty:
            if queda <= limites.segundos:
                raise _tarde(encargo, f"tardó más de {limites.segundos_en_total:g} segundos en leerse") from None
            raise _tarde(encargo, f"pasaron {limites.segundos:g} segundos sin que avanzara su lectura") from None
        if tramo is None:
            raise self._muerto(encargo, limites)
        return tramo

    def _oir(self) -> None:
        """Hand over what the worker says; a queue that is full holds it back."""
        flujo = cast("Any", self._popen.stdout)
        with contextlib.suppress(OSError, ValueError):
            while (tramo := mensajes.leer(flujo)) is not None:
                self._poner(tramo)
                if self._mudo:
                    break
        self._poner(None)
        flujo.close()

    def _poner(self, tramo: tuple[bytes, bytes] | None) -> None:
        while True:
            try:
                return self._oido.put(tramo, timeout=1.0)
            except queue.Full:
                if self._mudo:
                    return

    def _muerto(self, encargo: Encargo, limites: Limites) -> ErrorDeLectura:
        self._mudo = True
        try:
            codigo = self._popen.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            codigo = 0
        if _SIN_PROCESADOR is not None and codigo == -_SIN_PROCESADOR:
            return _tarde(encargo, f"tardó más de {limites.de_procesador:g} segundos de procesador en una parte de su lectura")
        if codigo == -signal.SIGABRT or codigo >= 0:
            como = ""
        else:
            como = f" ({signal.Signals(-codigo).name})" if -codigo in set(signal.Signals) else f" (señal {-codigo})"
        return ErrorDeLectura(f"el lector se cerró de improviso al leerlo{como}.", _OTRA_COPIA)


def _revisar(clase: bytes, cuerpo: bytes, limites: Limites) -> None:
    """Raise what a worker's last frame says, unless it is a result."""
    if clase == mensajes.FALLO:
        motivo, remedio, lugar = _valor(cuerpo)
        raise ErrorDeLectura(str(motivo), str(remedio), str(lugar))
    if clase == mensajes.SIN_MEMORIA:
        raise ErrorDeLectura(
            f"necesita más de {limites.memoria_mb:,} MB de memoria para leerse.",
            "Divídalo en archivos más pequeños y vuelva a cargarlo.",
        )
    if clase == mensajes.AVERIA:
        raise Averia(str(_valor(cuerpo)))


def _tarde(encargo: Encargo, motivo: str) -> ErrorDeLectura:
    hechas, partes = encargo.avance
    donde = f", en la parte {hechas + 1} de {partes}" if 0 <= hechas < partes else ""
    return ErrorDeLectura(f"{motivo}{donde}.", _OTRA_COPIA)


def _valor(cuerpo: bytes) -> Any:
    try:
        return mensajes.desempacar(cuerpo)
    except mensajes.MensajeInvalido as error:
        raise Averia(f"mensaje inválido del lector: {error}") from None
