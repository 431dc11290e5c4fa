"""The chat tab: a question, its answer, the sources that open beside it, its rows, and how it was obtained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.web import charla as hablar
from assistant.web import fuentes, tabla, tema
from assistant.web.cargado import EJEMPLOS, Cargado, Vista
from assistant.web.charla import MAX_LARGO, OPCIONES, Charla, Turno
from assistant.wording import nombre_propio, plural

#: Seconds that a conversation is kept for an open page.
_VIDA = 6 * 3600


@dataclass
class Conversar:
    """The tab's components and their events. Build it inside a ``gr.Blocks``."""

    asistente: Assistant
    vista: Vista
    ejemplos: list[gr.Button] = field(default_factory=list)
    elegibles: list[gr.Button] = field(default_factory=list)

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        cargado = self.vista.actual()
        self.charla = gr.State(Charla(), time_to_live=_VIDA)
        self.preguntas = gr.State([])
        self.primera_vez = gr.Markdown(tema.PRIMERA_VEZ, visible=cargado.vacio, elem_id="primera-vez")
        with gr.Row(elem_id="conversar", visible=not cargado.vacio) as self.todo:
            with gr.Column(scale=6, min_width=320, elem_id="columna-charla"):
                self._charla(cargado)
            with gr.Column(scale=5, min_width=320, elem_id="columna-fuentes"):
                self._fuentes()
        self._detalle()
        self._eventos()

    def _charla(self, cargado: Cargado) -> None:
        self.chat = gr.Markdown(tema.BIENVENIDA, elem_id="charla", sanitize_html=True, latex_delimiters=[])
        with gr.Row(elem_id="ejemplos") as self.fila_ejemplos:
            textos = [*cargado.ejemplos, *[""] * (EJEMPLOS - len(cargado.ejemplos))]
            self.ejemplos = [gr.Button(e, visible=bool(e), size="sm", elem_classes="ejemplo") for e in textos]
        with gr.Row(elem_id="opciones", visible=False) as self.fila_opciones:
            self.elegibles = [gr.Button(visible=False, size="sm", elem_classes="opcion") for _ in range(OPCIONES)]
        with gr.Row(elem_id="entrada", equal_height=True):
            self.caja = gr.Textbox(
                label=tema.ENTRADA,
                show_label=False,
                container=False,
                placeholder=tema.SUGERENCIA,
                lines=1,
                max_lines=1,
                max_length=MAX_LARGO,
                autofocus=True,
                scale=8,
                elem_id="pregunta",
                html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off", spellcheck=True, lang="es"),
            )
            self.enviar = gr.Button("Preguntar", variant="primary", scale=0, min_width=110, elem_id="enviar")
        self.nueva = gr.Button("Empezar otra conversación", size="sm", visible=False, elem_id="nueva")

    def _fuentes(self) -> None:
        with gr.Row(elem_id="pasos", visible=False) as self.pasos:
            self.anterior = gr.Button("‹ Anterior", size="sm", elem_id="anterior")
            self.siguiente = gr.Button("Siguiente ›", size="sm", elem_id="siguiente")
        self.panel = gr.Markdown(tema.SIN_FUENTE, elem_id="fuentes", sanitize_html=True, latex_delimiters=[])
        self.fichas = gr.Markdown("", elem_id="fichas", sanitize_html=True, latex_delimiters=[])
        self.elegida = gr.Textbox(elem_id="cita-elegida", label="Cita elegida", max_lines=1)

    def _detalle(self) -> None:
        with gr.Accordion("Tabla de metas", open=True, visible=False, elem_id="tabla") as self.marco_tabla:
            self.filas = gr.Dataframe(
                headers=[c.titulo for c in tabla.COLUMNAS],
                datatype=[c.tipo for c in tabla.COLUMNAS],
                column_widths=[c.ancho for c in tabla.COLUMNAS],
                interactive=False,
                wrap=True,
                max_height=460,
                show_label=False,
                buttons=["copy"],
                type="array",
                line_breaks=False,
                latex_delimiters=[],
            )
        with gr.Accordion("Cómo se obtuvo", open=False, visible=False, elem_id="como") as self.marco_como:
            self.como = gr.Markdown("", sanitize_html=True, latex_delimiters=[])

    # -- events
    def _eventos(self) -> None:
        salidas = self._salidas()
        comun: dict[str, Any] = {"outputs": salidas, "show_progress": "hidden", "api_visibility": "private"}
        for disparo in (self.caja.submit, self.enviar.click):
            disparo(self.preguntar, [self.caja, self.charla], **comun)
        for boton in self.ejemplos:
            boton.click(self.preguntar, [boton, self.charla], **comun)
        for i, boton in enumerate(self.elegibles):
            boton.click(self._elegir(i), [self.preguntas, self.charla], **comun)
        ligero: dict[str, Any] = {**comun, "queue": False}
        self.elegida.change(self.abrir, [self.elegida, self.charla], trigger_mode="always_last", **ligero)
        self.anterior.click(lambda c: self.pintar(c.mover(-1), nueva=False), [self.charla], **ligero)
        self.siguiente.click(lambda c: self.pintar(c.mover(1), nueva=False), [self.charla], **ligero)
        self.nueva.click(lambda: self.pintar(Charla()), None, **ligero)

    def al_cargar(self) -> dict[Any, Any]:
        """What a page that was just opened shows of the loaded reports."""
        cargado = self.vista.actual()
        textos = [*cargado.ejemplos, *[""] * (EJEMPLOS - len(cargado.ejemplos))]
        botones = {b: gr.update(value=e, visible=bool(e)) for b, e in zip(self.ejemplos, textos, strict=True)}
        return {
            self.todo: gr.update(visible=not cargado.vacio),
            self.primera_vez: gr.update(visible=cargado.vacio),
            **botones,
        }

    @property
    def al_cargar_salidas(self) -> list[Any]:
        """The components that ``al_cargar`` updates."""
        return [self.todo, self.primera_vez, *self.ejemplos]

    def _salidas(self) -> list[Any]:
        return [
            self.charla,
            self.preguntas,
            self.chat,
            self.caja,
            self.fila_opciones,
            *self.elegibles,
            self.fila_ejemplos,
            self.nueva,
            self.panel,
            self.pasos,
            self.anterior,
            self.siguiente,
            self.fichas,
            self.marco_tabla,
            self.filas,
            self.marco_como,
            self.como,
        ]

    def _elegir(self, i: int) -> Callable[[Sequence[str], Charla], Iterator[dict[Any, Any]]]:
        def elegir(preguntas: Sequence[str], charla: Charla) -> Iterator[dict[Any, Any]]:
            yield from self.preguntar(preguntas[i] if i < len(preguntas) else "", charla)

        return elegir

    def preguntar(self, pregunta: str, charla: Charla) -> Iterator[dict[Any, Any]]:
        """Show the question at once, then its answer."""
        pregunta = (pregunta or "").strip()
        if not pregunta:
            yield {self.caja: ""}
            return
        numero = charla.turnos[-1].numero + 1 if charla.turnos else 1
        yield {
            self.chat: hablar.conversacion(charla.con(Turno(numero, pregunta[:MAX_LARGO]))),
            self.caja: "",
            self.fila_ejemplos: gr.update(visible=False),
        }
        yield self.pintar(charla.con(hablar.responder(self.asistente, pregunta, charla)))

    def abrir(self, elegida: str, charla: Charla) -> dict[Any, Any]:
        """Open the citation that was clicked: ``turn-number-click``."""
        partes = (elegida or "").split("-")
        if len(partes) < 2 or not all(p.isdecimal() for p in partes[:2]):
            return {}
        turno = charla.turno
        nueva = charla.abrir(int(partes[0]), int(partes[1]))
        return self.pintar(nueva, nueva=False, detalle=nueva.turno != turno)

    def pintar(self, charla: Charla, nueva: bool = True, detalle: bool | None = None) -> dict[Any, Any]:
        """Every component for a conversation: the sources always, the chat if it is new, the rows with it."""
        salida: dict[Any, Any] = {self.charla: charla, **self._pintar_fuentes(charla)}
        if nueva:
            salida |= self._pintar_charla(charla)
        if nueva if detalle is None else detalle:
            salida |= self._pintar_detalle(charla.abierto)
        return salida

    def _pintar_charla(self, charla: Charla) -> dict[Any, Any]:
        ofrecidas = hablar.opciones(charla.turnos[-1] if charla.turnos else None)
        botones = [gr.update(value=o[0], visible=True) for o in ofrecidas]
        botones += [gr.update(visible=False)] * (OPCIONES - len(botones))
        return {
            self.chat: hablar.conversacion(charla),
            self.fila_ejemplos: gr.update(visible=not charla.turnos),
            self.preguntas: [p for _, p in ofrecidas],
            self.fila_opciones: gr.update(visible=bool(ofrecidas)),
            **dict(zip(self.elegibles, botones, strict=True)),
            self.nueva: gr.update(visible=bool(charla.turnos)),
        }

    def _pintar_fuentes(self, charla: Charla) -> dict[Any, Any]:
        t = charla.abierto
        numeros = [c["n"] for c in t.citas] if t else []
        return {
            self.panel: hablar.panel(charla, self.asistente),
            self.fichas: fuentes.fichas(t.citas, t.numero, charla.cita) if t else "",
            self.pasos: gr.update(visible=len(numeros) > 1),
            self.anterior: gr.update(interactive=bool(numeros) and charla.cita != numeros[0]),
            self.siguiente: gr.update(interactive=bool(numeros) and charla.cita != numeros[-1]),
        }

    def _pintar_detalle(self, t: Turno | None) -> dict[Any, Any]:
        salida = t.salida if t else None
        filas = salida["rows"] if salida else []
        vista = tabla.tabla(filas, nombre_propio)
        titulo = f"Tabla: {len(filas):,} {plural(len(filas), 'meta', 'metas')}"
        return {
            self.marco_tabla: gr.update(visible=bool(filas), label=titulo),
            self.filas: gr.update(
                value={"headers": [c.titulo for c in vista.columnas], "data": vista.datos},
                datatype=[c.tipo for c in vista.columnas],
                column_widths=[c.ancho for c in vista.columnas],
            ),
            self.marco_como: gr.update(visible=bool(salida and (salida["sql"] or salida.get("understood")))),
            self.como: hablar.como(t),
        }
