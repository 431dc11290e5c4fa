"""Answers by their question, kept while the loaded reports don't change.

The same question is asked again by who reopens a conversation, takes its answer as a file or follows a link: only the
first of them computes it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from assistant.assistant import Assistant
from assistant.web.cargado import Vista

#: Answers kept, and what they may weigh together: rows and citations, a kilobyte or two each. One over everything weighs
#: a thousand of most others.
GUARDADAS, PESO = 256, 20_000
#: Earlier questions that a follow-up stands on.
HISTORIA = 6
#: Questions that wait for the language model at a time. One more is answered without it, with the same figures: better at
#: once and plain than well worded after a queue.
CON_MODELO = 12

Salida = dict[str, Any]


class Respuestas:
    """Asks one assistant. What it returns is shared: read it, don't change it."""

    def __init__(self, asistente: Assistant, vista: Vista) -> None:
        self.asistente, self.vista = asistente, vista
        self._guardadas: OrderedDict[tuple[Any, ...], Salida] = OrderedDict()
        self._peso = 0
        self._candado = threading.Lock()
        self._turnos = threading.BoundedSemaphore(CON_MODELO)
        self._version: tuple[Any, ...] | None = None

    @property
    def por_partes(self) -> bool:
        """Whether an answer comes first plain, then worded by a language model."""
        return bool(self.asistente.settings.llm)

    @cached_property
    def _sin_modelo(self) -> Assistant:
        return Assistant(self.asistente.settings.model_copy(update={"llm": ""})) if self.por_partes else self.asistente

    def dar(
        self,
        pregunta: str,
        historia: Sequence[str] = (),
        exacta: bool = False,
        al_tener: Callable[[Salida], None] | None = None,
    ) -> Salida:
        """The answer to a question after earlier ones. ``exacta``: one that is there, or one without a language model."""
        historia = tuple(historia)[-HISTORIA:]
        version = self.vista.version()
        # Most questions stand alone: their answer is kept for every conversation, not for this one only.
        leida = None if self.por_partes else self.asistente.lectura(pregunta, historia)
        llave = (version, pregunta, historia if leida is None else leida)
        with self._candado:
            if llave in self._guardadas:
                self._guardadas.move_to_end(llave)
                return self._guardadas[llave]
        con_turno = self.por_partes and not exacta and self._turnos.acquire(blocking=False)
        try:
            asistente = self.asistente if con_turno or not self.por_partes else self._plano(version)
            salida = asistente.ask(pregunta, historia, al_tener=al_tener)
        finally:
            if con_turno:
                self._turnos.release()
        if con_turno or not self.por_partes:
            self._guardar(llave, salida)
        return salida

    def _guardar(self, llave: tuple[Any, ...], salida: Salida) -> None:
        with self._candado:
            if (antes := self._guardadas.pop(llave, None)) is not None:  # two asked it at once
                self._peso -= _peso(antes)
            self._guardadas[llave] = salida
            self._peso += _peso(salida)
            while len(self._guardadas) > GUARDADAS or (self._peso > PESO and len(self._guardadas) > 1):
                self._peso -= _peso(self._guardadas.popitem(last=False)[1])

    def _plano(self, version: tuple[Any, ...]) -> Assistant:
        """The assistant without a language model, over what is loaded now."""
        with self._candado:
            if self._version != version:
                self._sin_modelo.recargar()
                self._version = version
        return self._sin_modelo


def _peso(salida: Salida) -> int:
    return 1 + len(salida.get("rows", ())) + len(salida.get("citations", ()))
