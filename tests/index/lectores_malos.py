"""Readers that misbehave, each in its own way: what a hostile file may make of a real one. Run by a worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from typing import Any

from index.lectura import entregar
from index.readers.limites import Aviso, Limites


def segun_contenido(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Do what the file says, if it says one of these; else read it."""
    orden = contenido.decode("utf-8", "replace").strip()
    if orden in _MALOS:
        return _MALOS[orden](nombre, contenido, limites, avisar)
    return entregar(nombre, contenido, limites, avisar)


def morir_a_medias(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Hand over a file's first reports, and die if the file says so."""
    for entrega in entregar(nombre, contenido, limites, avisar):
        muere = b"LLUVIAS" in contenido
        yield replace(entrega, cierre=None) if muere else entrega
        if muere:
            os._exit(0)


def romper(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Fail as a bug does."""
    raise RuntimeError(contenido.decode())


def dormir(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Do nothing, for ever."""
    avisar(2, 14)
    time.sleep(600)


def gastar(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Work at nothing, in native code that no one can interrupt."""
    avisar(2, 14)
    while True:
        sum(range(10**8))


def gastar_y_avanzar(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Work more than a part may take, in parts that may."""
    for n in range(6):
        fin = time.process_time() + limites.de_procesador / 4
        while time.process_time() < fin:
            pass
        avisar(n + 1, 6)
    return "hecho"


def avanzar_sin_fin(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Go on for ever, saying so."""
    while True:
        avisar(1, 0)
        time.sleep(0.02)


def dejar_un_archivo(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Write where temporary files go, say where, and take too long if the file says so."""
    with tempfile.NamedTemporaryFile(delete=False) as temporal:
        temporal.write(contenido)
    if contenido == b"y tarda":
        time.sleep(600)
    return temporal.name


def comer_memoria(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Take all the memory there is."""
    bocados = []
    while True:
        bocados.append(bytearray(2**24))


def abortar(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Crash as native code does."""
    os.abort()


def salir(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """End the process."""
    os._exit(0)


def imprimir(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Write where the parent listens, as chatty libraries do, and go on."""
    print("%PDF warning: invalid xref", flush=True)
    os.write(1, b"\x00" * 64)
    return "hecho"


def mentir(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Answer with something that runs code where it is unpacked."""
    from index import mensajes

    mensajes.empacar = lambda valor: b"cposix\nsystem\n(S'true'\ntR."
    return None


def contar_ambiente(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """The names in the environment, and the modules that are loaded."""
    return sorted(os.environ), sorted(sys.modules)


def pid(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Which process this is."""
    return os.getpid()


def dejar_un_hijo(nombre: str, contenido: bytes, limites: Limites, avisar: Aviso) -> Any:
    """Start a program and hang, having told the program's number."""
    hijo = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    avisar(hijo.pid, 0)
    signal.pause()


_MALOS = {
    "duerme": dormir,
    "gasta": gastar,
    "sin fin": avanzar_sin_fin,
    "memoria": comer_memoria,
    "aborta": abortar,
    "sale": salir,
    "rompe": romper,
}
