"""A source that opens beside a list: the citations of what is listed, their panel, previous and next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.web import fuentes, recado, tema
from assistant.web.charla import abrir_fuente
from assistant.web.respuestas import Respuestas

Citas = Sequence[dict[str, Any]]
_MARCO: dict[str, Any] = {"sanitize_html": True, "latex_delimiters": []}


class Visor:
    """The panel of one tab. Its list links to citations by their place in ``citas`` (1-based)."""

    def __init__(self, nombre: str, respuestas: Respuestas, vacio: str) -> None:
        self.nombre, self.respuestas, self.vacio = nombre, respuestas, vacio

    def recados(self) -> None:
        """The box that the list's links write to, beside the tabs."""
        self.pedido = recado.caja(self.nombre)

    def al_lado(self, de_lista: str) -> gr.Markdown:
        """Two columns: a list, which is returned, under the name ``de_lista``; beside it the panel, wired."""
        with gr.Row(elem_classes="doble"):
            with gr.Column(scale=6, min_width=320, elem_classes="hoja lista"):
                lista = gr.Markdown(tema.CARGANDO, elem_id=de_lista, elem_classes="anuncia", **_MARCO)
            with gr.Column(scale=5, min_width=320, elem_classes="hoja lado"):
                self.construir()
        self.conectar()
        return lista

    def construir(self) -> None:
        """The panel, where the tab wants it. Call within a column, then ``conectar``."""
        self.citas = gr.State([])
        self.panel = gr.Markdown(tema.hueco(self.vacio), elem_id=f"panel-{self.nombre}", elem_classes="fuentes anuncia", **_MARCO)

    def conectar(self) -> None:
        """Wire it."""
        self.pedido.change(
            self._pedida,
            [self.pedido, self.citas],
            [self.panel],
            trigger_mode="always_last",
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )

    @property
    def salidas(self) -> list[Any]:
        """What it updates."""
        return [self.citas, self.panel]

    def enlace(self, n: int, visible: str, clase: str = "cita", titulo: str = "") -> str:
        """A link that opens the n-th citation."""
        return recado.enlace(self.nombre, str(n), visible, clase, titulo or f"Ver la fuente {n}")

    def con(self, citas: Citas) -> dict[Any, Any]:
        """For a new list: nothing open."""
        return {self.citas: [{**c, "n": n} for n, c in enumerate(citas, start=1)], self.panel: tema.hueco(self.vacio)}

    def _pedida(self, pedido: str, citas: Citas) -> str:
        """The panel with the citation that a link asks for."""
        n = recado.leer(pedido)
        if not n.isdecimal() or not citas:
            return tema.hueco(self.vacio)
        cual = max(1, min(int(n), len(citas)))
        pasos = fuentes.pasos(range(1, len(citas) + 1), cual - 1, self.enlace)
        return pasos + abrir_fuente(dict(citas[cual - 1]), len(citas), self.respuestas.asistente)
