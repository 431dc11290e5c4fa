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

#: Answers kept, and earlier questions that a follow-up stands on.
GUARDADAS, HISTORIA = 256, 6

Salida = dict[str, Any]


class Respuestas:
    """Asks one assistant. What it returns is shared: read it, don't change it."""

    def __init__(self, asistente: Assistant, vista: Vista) -> None:
        self.asistente, self.vista = asistente, vista
        self._guardadas: OrderedDict[tuple[Any, ...], Salida] = OrderedDict()
        self._candado = threading.Lock()

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
        llave = (self.vista.version(), pregunta, historia)
        with self._candado:
            if llave in self._guardadas:
                self._guardadas.move_to_end(llave)
                return self._guardadas[llave]
        salida = (self._sin_modelo if exacta else self.asistente).ask(pregunta, historia, al_tener=al_tener)
        if not (exacta and self.por_partes):
            with self._candado:
                self._guardadas[llave] = salida
                while len(self._guardadas) > GUARDADAS:
                    self._guardadas.popitem(last=False)
        return salida
