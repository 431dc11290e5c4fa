"""A question answered piece by piece: a sign of waiting if it takes long, and with a language model first the plain answer."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.web.charla import Turno, fallido
from assistant.web.respuestas import Respuestas

#: Seconds after which the reader is told that the answer is being looked for; a sooner one is painted at once.
PACIENCIA = 0.25


def por_partes(respuestas: Respuestas, turno: Turno) -> Iterator[Turno]:
    """The turn as its answer becomes known: waiting if it takes long, at last whole, or failed."""
    llegan: queue.Queue[Turno] = queue.Queue()

    def al_tener(salida: dict[str, Any]) -> None:
        llegan.put(replace(turno, salida=salida, parcial=True))

    threading.Thread(target=lambda: llegan.put(entero(respuestas, turno, al_tener=al_tener)), daemon=True).start()
    try:
        llegado = llegan.get(timeout=PACIENCIA)
    except queue.Empty:
        yield turno
        llegado = llegan.get()
    while llegado.parcial:
        yield llegado
        llegado = llegan.get()
    yield llegado


def entero(respuestas: Respuestas, turno: Turno, exacta: bool = False, al_tener: Any = None) -> Turno:
    """The turn with its whole answer, or failed."""
    try:
        return replace(turno, salida=respuestas.dar(turno.pregunta, turno.historia, exacta, al_tener))
    except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
        return fallido(turno)
