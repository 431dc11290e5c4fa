"""A question answered piece by piece: with a language model, the plain answer is there before the worded one."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.web.charla import Turno, fallido
from assistant.web.respuestas import Respuestas


def por_partes(respuestas: Respuestas, turno: Turno, exacta: bool = False) -> Iterator[Turno]:
    """The turn as its answer becomes known: at last whole, or failed."""
    if exacta or not respuestas.por_partes:
        yield _entero(respuestas, turno, exacta)
        return
    llegan: queue.Queue[Turno] = queue.Queue()

    def al_tener(salida: dict[str, Any]) -> None:
        llegan.put(replace(turno, salida=salida, parcial=True))

    def contestar() -> None:
        llegan.put(_entero(respuestas, turno, exacta, al_tener))

    threading.Thread(target=contestar, daemon=True).start()
    while True:
        llegado = llegan.get()
        yield llegado
        if not llegado.parcial:
            return


def _entero(respuestas: Respuestas, turno: Turno, exacta: bool, al_tener: Any = None) -> Turno:
    try:
        return replace(turno, salida=respuestas.dar(turno.pregunta, turno.historia, exacta, al_tener))
    except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
        return fallido(turno)
