"""One worker process and the thread that hears it: started without our secrets, given a task, killed when it goes beyond
its limits. What it says is parts, a result, or a reason in one line (``mensajes``); ``aislado`` gives it work."""

from __future__ import annotations

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
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from index import mensajes
from index.poa import ErrorDeLectura
from index.readers.limites import Limites

if TYPE_CHECKING:
    from index.aislado import Encargo

#: What a worker sees of the environment: how to find programs and fonts, never a setting or a key of ours.
_AMBIENTE = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TESSDATA_PREFIX", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONHOME",
)  # fmt: skip
#: A folder of its own for what it writes, which goes with it.
_TEMPORALES = ("TMPDIR", "TEMP", "TMP")
#: One thread a worker: there are as many workers as cores.
_SIN_HILOS = {n: "1" for n in ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
#: An empty pipe takes this much of any system's without being read: a worker that asks for work has emptied it.
_EN_LA_TUBERIA = 8192
#: What ends a worker whose processor time is over (``obrero``); None where the system has no such clock.
_SIN_PROCESADOR: int | None = getattr(signal, "SIGPROF", None)

_OTRA_COPIA = "Puede estar dañado: ábralo, guárdelo de nuevo o divídalo, y vuelva a cargarlo."


class Averia(Exception):
    """A failure of ours while reading a file; its text is the worker's traceback, for the log."""


class Proceso:
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
        #: Whether it said that it takes no more, no longer speaks, or was killed: never taken back, whoever finds it first.
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
                    if cuerpo[:1] != b"\x01":
                        self._mudo = True
                    cuerpo = cuerpo[1:]
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
        motivo, remedio, lugar = valor(cuerpo)
        raise ErrorDeLectura(str(motivo), str(remedio), str(lugar))
    if clase == mensajes.SIN_MEMORIA:
        raise ErrorDeLectura(
            f"necesita más de {limites.memoria_mb:,} MB de memoria para leerse.",
            "Divídalo en archivos más pequeños y vuelva a cargarlo.",
        )
    if clase == mensajes.AVERIA:
        raise Averia(str(valor(cuerpo)))


def _tarde(encargo: Encargo, motivo: str) -> ErrorDeLectura:
    hechas, partes = encargo.avance
    donde = f", en la parte {hechas + 1} de {partes}" if 0 <= hechas < partes else ""
    return ErrorDeLectura(f"{motivo}{donde}.", _OTRA_COPIA)


def valor(cuerpo: bytes) -> Any:
    try:
        return mensajes.desempacar(cuerpo)
    except mensajes.MensajeInvalido as error:
        raise Averia(f"mensaje inválido del lector: {error}") from None
