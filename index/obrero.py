"""The worker: a process that reads files from outside, so that none of them can harm who loads it.

It takes orders from its standard input and answers on its standard output (``mensajes``); it has no secrets in its
environment, no files of its parent, limits on memory, time, open files and what it writes, and dies with its parent.
Its imports are light until an order needs more. Started by ``proceso``.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from index import mensajes
from index.poa import ErrorDeLectura
from index.readers.limites import Limites

#: prctl(2): the signal that a process gets when its parent dies.
_PR_SET_PDEATHSIG = 1
_ARCHIVOS_ABIERTOS = 256
#: How much a worker stands back for others: what it reads waits for who stores it, the database and the model of vectors;
#: and a page that people ask of is not slowed down by what somebody loads.
_CORTESIA = 5
#: Files that a worker writes (a page for the OCR, say) are no larger.
_ESCRITURA = 256 * 2**20
#: A worker that still holds more than this part of its memory makes room for a new one.
_USADA = 0.5


def main() -> None:
    """Take orders until there are none."""
    entrada, salida = _canales()
    _morir_con_el_padre()
    _ceder_el_paso()
    # The objects of a report are many and none is garbage: fewer, later collections.
    gc.set_threshold(50_000, 20, 50)
    while (tramo := mensajes.leer(entrada)) is not None:
        tarea, nombre, contenido, limites, extras = mensajes.desempacar(tramo[1])
        del tramo
        _limitar(limites)
        if not _atender(salida, tarea, nombre, contenido, limites, extras):
            return
        del contenido


def _atender(
    salida: BinaryIO, tarea: str, nombre: str, contenido: bytes, limites: Limites, extras: tuple[Any, ...]
) -> bool:
    """Do one task. Returns whether this process is fit for another one; the frame's end says so too."""
    try:
        modulo, _, funcion = tarea.partition(":")
        _cronometrar(limites.de_procesador)

        def avisar(hechas: int, total: int) -> None:
            _cronometrar(limites.de_procesador)
            mensajes.escribir(salida, mensajes.AVANCE, mensajes.avance(hechas, total))

        valor = getattr(import_module(modulo), funcion)(nombre, contenido, limites, avisar, *extras)
        if isinstance(valor, Iterator):
            for parte in valor:
                mensajes.escribir(salida, mensajes.PARTE, mensajes.empacar(parte))
                _cronometrar(limites.de_procesador)
            valor = None
        clase, cuerpo = mensajes.HECHO, mensajes.empacar(valor)
        del valor
    except ErrorDeLectura as error:
        clase, cuerpo = mensajes.FALLO, mensajes.empacar((error.motivo, error.remedio, error.lugar))
    except MemoryError:
        clase, cuerpo = mensajes.SIN_MEMORIA, b""
    except Exception:
        import traceback  # what it needs takes a worker a tenth of its start

        clase, cuerpo = mensajes.AVERIA, mensajes.empacar(traceback.format_exc())
    _cronometrar(0)
    sigue = clase != mensajes.SIN_MEMORIA and _memoria_usada() < _USADA * limites.memoria_mb * 2**20
    mensajes.escribir(salida, clase, (b"\x01" if sigue else b"\x00") + cuerpo)
    return sigue


def _canales() -> tuple[BinaryIO, BinaryIO]:
    """The pipes from and to the parent; what anybody else prints goes nowhere near them."""
    entrada, salida = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nada = os.open(os.devnull, os.O_RDWR)
    os.dup2(nada, 0)
    os.dup2(2, 1)
    os.close(nada)
    return entrada, salida


def _morir_con_el_padre() -> None:
    """By the kernel's signal on Linux; elsewhere by looking who the parent is."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    padre = os.getppid()

    def vigilar() -> None:
        reloj = threading.Event()
        while os.getppid() == padre:
            reloj.wait(2.0)
        os._exit(1)

    threading.Thread(target=vigilar, daemon=True).start()


def _ceder_el_paso() -> None:
    """Stand back, where the system knows how. Linux shares a processor among sessions first, and a worker has one of its
    own."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_CORTESIA)
    with contextlib.suppress(OSError), open("/proc/self/autogroup", "w", encoding="ascii") as sesion:
        sesion.write(str(_CORTESIA))


def _cronometrar(segundos: float) -> None:
    """Set the clock of this process's processor time: beyond it the kernel ends the process (SIGPROF), also amid native
    code. 0: stop it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, segundos)


def _limitar(limites: Limites) -> None:
    """The kernel's limits, where the system has them. Memory is what is written to (RLIMIT_DATA), not the addresses
    that numeric libraries reserve; time is what this file may take beyond what earlier ones took."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and the readers' own limits hold
        return
    uso = resource.getrusage(resource.RUSAGE_SELF)
    segundos = int(uso.ru_utime + uso.ru_stime + 2 * limites.segundos_en_total) + 1
    memoria = limites.memoria_mb * 2**20
    for nombre, valor in (
        ("RLIMIT_DATA", memoria),
        ("RLIMIT_CPU", segundos),
        ("RLIMIT_FSIZE", _ESCRITURA),
        ("RLIMIT_NOFILE", _ARCHIVOS_ABIERTOS),
        ("RLIMIT_CORE", 0),
    ):
        cual = getattr(resource, nombre, None)
        if cual is not None:
            duro = resource.getrlimit(cual)[1]
            tope = valor if duro == resource.RLIM_INFINITY else min(valor, duro)
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(cual, (tope, duro))


def _memoria_usada() -> int:
    """The bytes that count for the limit on memory, now (``ru_maxrss`` would count what the parent had when it forked);
    0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as datos:
            return int(datos.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
