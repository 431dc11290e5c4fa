"""A source that opens beside a list: the citations of what is listed, their panel, previous and next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.web import recado, tema
from assistant.web.charla import abrir_fuente
from assistant.web.respuestas import Respuestas

Citas = Sequence[dict[str, Any]]


class Visor:
    """The panel of one tab. Its list links to citations by their place in ``citas`` (1-based)."""

    def __init__(self, nombre: str, respuestas: Respuestas, vacio: str) -> None:
        self.nombre, self.respuestas, self.vacio = nombre, respuestas, vacio

    def recados(self) -> None:
        """The box that the list's links write to, beside the tabs."""
        self.pedido = recado.caja(self.nombre)

    def construir(self) -> None:
        """The panel, where the tab wants it. Call within a column, then ``conectar``."""
        self.citas = gr.State([])
        self.abierta = gr.State(0)
        with gr.Row(elem_classes="pasos", visible=False) as self.pasos:
            self.anterior = gr.Button("‹ Anterior", size="sm")
            self.siguiente = gr.Button("Siguiente ›", size="sm")
        self.panel = gr.Markdown(tema.hueco(self.vacio), elem_classes="fuentes anuncia", sanitize_html=True, latex_delimiters=[])

    def conectar(self) -> None:
        """Wire it."""
        comun: dict[str, Any] = {"outputs": self.salidas, "queue": False, "show_progress": "hidden", "api_visibility": "private"}
        self.pedido.change(self._pedida, [self.pedido, self.citas], trigger_mode="always_last", **comun)
        self.anterior.click(lambda n, c: self.pintar(c, n - 1), [self.abierta, self.citas], **comun)
        self.siguiente.click(lambda n, c: self.pintar(c, n + 1), [self.abierta, self.citas], **comun)

    @property
    def salidas(self) -> list[Any]:
        """What it updates."""
        return [self.citas, self.abierta, self.pasos, self.anterior, self.siguiente, self.panel]

    def enlace(self, n: int, visible: str, clase: str = "cita", titulo: str = "") -> str:
        """A link that opens the n-th citation."""
        return recado.enlace(self.nombre, str(n), visible, clase, titulo or f"Ver la fuente {n}")

    def con(self, citas: Citas) -> dict[Any, Any]:
        """For a new list: nothing open."""
        return self.pintar([{**c, "n": n} for n, c in enumerate(citas, start=1)], 0)

    def pintar(self, citas: Citas, n: int) -> dict[Any, Any]:
        """With the n-th citation open, 0: none."""
        n = max(0, min(n, len(citas)))
        panel = abrir_fuente(dict(citas[n - 1]), len(citas), self.respuestas.asistente) if n else tema.hueco(self.vacio)
        return {
            self.citas: list(citas),
            self.abierta: n,
            self.panel: panel,
            self.pasos: gr.update(visible=n > 0 and len(citas) > 1),
            self.anterior: gr.update(interactive=n > 1),
            self.siguiente: gr.update(interactive=n < len(citas)),
        }

    def _pedida(self, pedido: str, citas: Citas) -> dict[Any, Any]:
        n = recado.leer(pedido)
        return self.pintar(citas, int(n)) if n.isdecimal() else {}
