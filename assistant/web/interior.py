"""What Gradio keeps of the pages that are open, as the wall sees it: their events in its queue, their state.

Gradio knows an open page by a name that the browser made up (``session_hash``) and takes anybody's word for it. These are
the few inner parts of it that the wall looks at; a version without them fails the tests, not in silence.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.web import peticion as pedidas

if TYPE_CHECKING:
    import gradio as gr

#: Pages whose state Gradio keeps: 220 KB when they open, over 1 MB after a long conversation. Its own default is 10,000.
PAGINAS = 200


@dataclass
class Interior:
    """The inside of a page that is served (``gr.Blocks``, with its queue)."""

    pagina: gr.Blocks

    def __post_init__(self) -> None:
        self.pagina.state_session_capacity = PAGINAS
        for hacer in {type(b).__init__ for b in self.pagina.blocks.values()}:
            # Gradio asks for it each time that a page opens or a component changes; it is worked out once.
            hacer.__signature__ = inspect.signature(hacer)  # type: ignore[attr-defined]

    @property
    def _cola(self) -> Any:
        return self.pagina._queue

    def en_espera(self, quien: str) -> int:
        """How many events of somebody (``Peticion.quien``) wait or are being answered."""
        return sum(pedidas.de(e.request.scope).quien == quien for e in list(self._cola.event_ids_to_events.values()))

    def es_de(self, evento: str, pagina: str) -> bool:
        """Whether an event is of a page; an event that ended, or never was, is of any."""
        hallado = self._cola.event_ids_to_events.get(evento)
        return hallado is None or hallado.session_hash == pagina

    def dejada(self, pagina: str) -> bool:
        """Whether the browser went away from a page; it may come back."""
        estado = self.pagina.state_holder.session_data.get(pagina)
        return estado is not None and estado.is_closed

    def olvidar(self, pagina: str) -> bool:
        """Forget a page with all that is kept of it; not while it waits for an answer. Returns whether it is forgotten."""
        if any(e.session_hash == pagina for e in list(self._cola.event_ids_to_events.values())):
            return False
        self._cola.pending_messages_per_session.pop(pagina, None)
        self._cola.pending_event_ids_session.pop(pagina, None)
        estados = self.pagina.state_holder
        with estados.lock:
            estados.session_data.pop(pagina, None)
            estados.time_last_used.pop(pagina, None)
        return True
