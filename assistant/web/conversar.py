"""The chat tab: a question, its answer, the sources that open beside it, its rows, and how it was obtained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.web import charla as hablar
from assistant.web import detalle, recado, sesiones, tema
from assistant.web.cargado import Vista
from assistant.web.charla import MAX_LARGO, Charla, Turno
from assistant.web.partes import entero, por_partes
from assistant.web.respuestas import HISTORIA, Respuestas
from assistant.web.sesiones import Sesiones

#: Seconds that a conversation is kept for an open page.
_VIDA = 6 * 3600
#: Under which name, and sealed with which word, the browser keeps conversations. The word hides nothing: it only has to
#: be the same after a restart, or what was kept could not be read.
_LLAVE, _SELLO = "metas-a-la-vista", "metas-a-la-vista"
_MARCO: dict[str, Any] = {"sanitize_html": True, "latex_delimiters": []}


@dataclass
class Conversar:
    """The tab's components and their events. Build it inside a ``gr.Blocks``."""

    respuestas: Respuestas
    vista: Vista

    def recados(self) -> None:
        """The boxes that links write to: questions come from every tab."""
        self.elegida = recado.caja("cita")
        self.pedida = recado.caja("pregunta")
        self.orden = recado.caja("sesion")
        self.charla = gr.State(Charla(), time_to_live=_VIDA)
        self.sesiones = gr.State(Sesiones(), time_to_live=_VIDA)
        self.guardado = gr.BrowserState(None, storage_key=_LLAVE, secret=_SELLO)

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        vacio = self.vista.vacio
        self.primera_vez = gr.Markdown(tema.PRIMERA_VEZ, visible=vacio, elem_id="primera-vez")
        with gr.Row(elem_id="conversar", visible=not vacio) as self.todo:
            with gr.Column(scale=6, min_width=320, elem_id="columna-charla"):
                self._charla()
            with gr.Column(scale=5, min_width=320, elem_id="columna-fuentes"):
                self.lado = gr.Markdown(hablar.lado(Charla(), self.respuestas.asistente), elem_id="lado", **_MARCO)
        self.detalle = gr.Markdown("", elem_id="detalle", **_MARCO)
        self._eventos()

    def _charla(self) -> None:
        with gr.Row(elem_id="barra"):
            self.guardadas = gr.Markdown("", elem_id="sesiones", **_MARCO)
            self.nueva = gr.Button("Nueva conversación", size="sm", elem_id="nueva", scale=0, min_width=140)
        with gr.Row(elem_id="renombrar", visible=False) as self.fila_nombre:
            self.nombrada = gr.State(0)
            self.nombre = gr.Textbox(label="Nombre de la conversación", max_lines=1, max_length=80, elem_id="nombre", scale=5)
            self.guardar_nombre = gr.Button("Guardar", size="sm", variant="primary", scale=0, min_width=90)
            self.dejar_nombre = gr.Button("Cancelar", size="sm", scale=0, min_width=90)
        self.chat = gr.Markdown(tema.BIENVENIDA, elem_id="charla", **_MARCO)
        self.ejemplos = gr.Markdown("", elem_id="ejemplos", **_MARCO)
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

    # -- events
    def _eventos(self) -> None:
        estado = [self.charla, self.sesiones]
        callado: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        # Nothing that an answer leaves as it is: Gradio builds even an output that isn't touched anew.
        tambien = [self.lado, self.detalle] if self.respuestas.por_partes else []
        pedir: dict[str, Any] = {**callado, "outputs": [self.charla, self.chat, *tambien]}
        # The box is emptied by the page (pagina.js): from here it could only be done over what is being written there.
        # One event for both ways to send: what is sent while the answer before is on its way follows when that is there.
        # Gradio would otherwise let it fall without a word.
        enviar = [self.caja.submit, self.enviar.click]
        for pedido in (
            gr.on(enviar, self.preguntar, [self.caja, *estado], trigger_mode="always_last", **pedir),
            self.pedida.change(self.preguntar_de_enlace, [self.pedida, *estado], **pedir),
        ):
            # The answer is painted first: what stands beside it, below it and in the list comes after.
            pedido.success(self.completar, estado, self._alrededor(), queue=False, **callado)
        ligero: dict[str, Any] = {**callado, "queue": False}
        self.elegida.change(
            self.abrir,
            [self.elegida, self.charla],
            [self.charla, self.lado, self.detalle],
            trigger_mode="always_last",
            **ligero,
        )
        self.nueva.click(
            lambda s: self._con_sesiones(s.abrir(0)) | self.pintar(Charla()), [self.sesiones], self._salidas(), **ligero
        )
        nombrar = [self.fila_nombre, self.nombre, self.nombrada]
        self.orden.change(self.mandar, [self.orden, *estado], [*self._salidas(), *nombrar], **callado)
        renombrar: dict[str, Any] = {
            "fn": self.nombrar,
            "inputs": [self.nombrada, self.nombre, self.sesiones],
            "outputs": [self.fila_nombre, *self._de_sesiones()],
            **ligero,
        }
        self.guardar_nombre.click(**renombrar)
        self.nombre.submit(**renombrar)
        self.dejar_nombre.click(lambda: gr.update(visible=False), None, [self.fila_nombre], **ligero)

    def al_abrir(self, pagina: gr.Blocks) -> None:
        """What an opened page does by itself: the question of its address, or the conversation that was left open."""
        pagina.load(self.retomar, [self.guardado], self._salidas(), show_progress="hidden", api_visibility="private")

    def al_cargar(self) -> dict[Any, Any]:
        """What a page that was just opened shows of the loaded reports."""
        vacio = self.vista.vacio
        return {
            self.todo: gr.update(visible=not vacio),
            self.primera_vez: gr.update(visible=vacio),
            self.ejemplos: hablar.ejemplos(self.vista.ejemplos()),
        }

    @property
    def al_cargar_salidas(self) -> list[Any]:
        """The components that ``al_cargar`` updates."""
        return [self.todo, self.primera_vez, self.ejemplos]

    def _de_sesiones(self) -> list[Any]:
        return [self.sesiones, self.guardado, self.guardadas]

    def _alrededor(self) -> list[Any]:
        return [self.lado, self.detalle, *self._de_sesiones()]

    def _salidas(self) -> list[Any]:
        """Everything. Each component of an event costs time in the browser, changed or not: few and large ones."""
        return [self.charla, self.chat, *self._alrededor()]

    # -- asking
    def preguntar(self, pregunta: str, charla: Charla, guardadas: Sesiones) -> Iterator[Any]:
        """Show the answer; first that it is being looked for, if it takes long; with a language model, the plain one."""
        pregunta = (pregunta or "").strip()
        if not pregunta:
            yield gr.skip()
            return
        for turno in self._turnos(charla.siguiente(pregunta)):
            nueva = charla.con(turno)
            dada = turno.salida is not None or bool(turno.falla)
            salida = {self.charla: nueva if dada else charla, self.chat: hablar.conversacion(nueva)}
            if self.respuestas.por_partes and dada:
                salida |= self._pintar_lado(nueva) | self._pintar_detalle(nueva)
            yield salida

    def completar(self, charla: Charla, guardadas: Sesiones) -> dict[Any, Any]:
        """What an answer brings with it: its sources, its rows, how it was obtained, and its conversation kept."""
        nuevas = guardadas.con_preguntas(charla.preguntas)
        return self._pintar_lado(charla) | self._pintar_detalle(charla) | self._con_sesiones(nuevas)

    def preguntar_de_enlace(self, pedida: str, charla: Charla, guardadas: Sesiones) -> Iterator[Any]:
        """Ask what a link asks, wherever on the page it is."""
        yield from self.preguntar(recado.leer(pedida), charla, guardadas)

    def _turnos(self, turno: Turno) -> Iterator[Turno]:
        if len(turno.pregunta) > MAX_LARGO:
            yield hablar.larga(turno)
            return
        yield from por_partes(self.respuestas, turno)

    def retomar(self, guardado: object, peticion: gr.Request) -> Iterator[dict[Any, Any]]:
        """Ask what the page's address asks (``?q=``, after its ``h=``), else go on with the conversation left open."""
        guardadas = Sesiones.de(guardado)
        parametros = peticion.query_params
        pedida = str(parametros.get("q", "")).strip()[:MAX_LARGO]
        if pedida and not self.vista.actual().vacio:
            historia = [h[:MAX_LARGO] for h in parametros.getlist("h")][-HISTORIA:]
            charla = antes = self._reabierta(historia)
            for turno in self._turnos(antes.siguiente(pedida)):
                charla = antes.con(turno)
                yield {self.chat: hablar.conversacion(charla)}
            yield self.pintar(charla) | self._con_sesiones(guardadas.abrir(0).con_preguntas(charla.preguntas))
            return
        yield from self._reabrir(guardadas)

    def _reabrir(self, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
        """Put a kept conversation on the page, its answers as the loaded reports give them now."""
        abierta = guardadas.abierta
        if abierta is None or self.vista.actual().vacio:
            yield {**self._con_sesiones(guardadas, guardar=False)}
            return
        yield {self.chat: tema.RETOMANDO}
        yield self.pintar(self._reabierta(abierta.preguntas)) | self._con_sesiones(guardadas)

    def _reabierta(self, preguntas: Sequence[str]) -> Charla:
        charla = Charla()
        for pregunta in preguntas:
            charla = charla.con(entero(self.respuestas, charla.siguiente(pregunta), exacta=True))
        return charla

    # -- kept conversations
    def mandar(self, orden: str, charla: Charla, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
        """What a link of the list asks: ``abrir.3``, ``nombrar.3``, ``borrar.3``, ``si.3`` (remove it), ``no.0``."""
        que, _, numero = recado.leer(orden).partition(".")
        sesion = guardadas.de_id(int(numero)) if numero.isdecimal() else None
        if que == "abrir" and sesion:
            yield from self._reabrir(guardadas.abrir(sesion.id))
        elif que == "nombrar" and sesion:
            yield {self.fila_nombre: gr.update(visible=True), self.nombre: sesion.nombre, self.nombrada: sesion.id}
        elif que == "si" and sesion:
            quedan = guardadas.borrar(sesion.id)
            yield self._con_sesiones(quedan) | (self.pintar(Charla()) if guardadas.actual == sesion.id else {})
        else:
            por_borrar = sesion.id if que == "borrar" and sesion else 0
            yield self._con_sesiones(Sesiones(guardadas.lista, guardadas.actual, por_borrar), guardar=False)

    def nombrar(self, id: int, nombre: str, guardadas: Sesiones) -> dict[Any, Any]:
        """Give a kept conversation its new name."""
        return {self.fila_nombre: gr.update(visible=False), **self._con_sesiones(guardadas.renombrar(id, nombre or ""))}

    def _con_sesiones(self, guardadas: Sesiones, guardar: bool = True) -> dict[Any, Any]:
        salida: dict[Any, Any] = {self.sesiones: guardadas, self.guardadas: sesiones.html(guardadas)}
        return salida | {self.guardado: guardadas.json()} if guardar else salida

    # -- painting
    def abrir(self, elegida: str, charla: Charla) -> Any:
        """Open the citation that was clicked: ``turn-number``."""
        partes = recado.leer(elegida).split("-")
        if len(partes) < 2 or not all(p.isdecimal() for p in partes[:2]):
            return gr.skip()
        nueva = charla.abrir(int(partes[0]), int(partes[1]))
        salida = {self.charla: nueva, **self._pintar_lado(nueva)}
        return salida if nueva.turno == charla.turno else salida | self._pintar_detalle(nueva)

    def pintar(self, charla: Charla) -> dict[Any, Any]:
        """All that shows a conversation."""
        return {
            self.charla: charla,
            self.chat: hablar.conversacion(charla),
            **self._pintar_lado(charla),
            **self._pintar_detalle(charla),
        }

    def _pintar_lado(self, charla: Charla) -> dict[Any, Any]:
        return {self.lado: hablar.lado(charla, self.respuestas.asistente)}

    def _pintar_detalle(self, charla: Charla) -> dict[Any, Any]:
        return {self.detalle: detalle.html(charla.abierto)}
