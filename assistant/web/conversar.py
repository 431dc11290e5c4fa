"""The chat tab: a question, its answer, the sources that open beside it, its rows, and how it was obtained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.web import charla as hablar
from assistant.web import filas, fuentes, recado, sesiones, tema
from assistant.web.cargado import EJEMPLOS, Cargado, Vista
from assistant.web.charla import MAX_LARGO, OPCIONES, Charla, Turno
from assistant.web.como import como
from assistant.web.partes import entero, por_partes
from assistant.web.respuestas import HISTORIA, Respuestas
from assistant.web.sesiones import Sesiones
from assistant.wording import nombre_propio, plural

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
    ejemplos: list[gr.Button] = field(default_factory=list)
    elegibles: list[gr.Button] = field(default_factory=list)

    def recados(self) -> None:
        """The boxes that links write to: questions come from every tab."""
        self.elegida = recado.caja("cita")
        self.pedida = recado.caja("pregunta")
        self.orden = recado.caja("sesion")
        self.charla = gr.State(Charla(), time_to_live=_VIDA)
        self.preguntas = gr.State([])
        self.sesiones = gr.State(Sesiones(), time_to_live=_VIDA)
        self.guardado = gr.BrowserState(None, storage_key=_LLAVE, secret=_SELLO)

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        cargado = self.vista.actual()
        self.primera_vez = gr.Markdown(tema.PRIMERA_VEZ, visible=cargado.vacio, elem_id="primera-vez")
        with gr.Row(elem_id="conversar", visible=not cargado.vacio) as self.todo:
            with gr.Column(scale=6, min_width=320, elem_id="columna-charla"):
                self._charla(cargado)
            with gr.Column(scale=5, min_width=320, elem_id="columna-fuentes"):
                self._fuentes()
        self._detalle()
        self._eventos()

    def _charla(self, cargado: Cargado) -> None:
        with gr.Row(elem_id="barra"):
            self.guardadas = gr.Markdown("", elem_id="sesiones", **_MARCO)
            self.nueva = gr.Button("Nueva conversación", size="sm", visible=False, elem_id="nueva", scale=0, min_width=140)
        with gr.Row(elem_id="renombrar", visible=False) as self.fila_nombre:
            self.nombrada = gr.State(0)
            self.nombre = gr.Textbox(label="Nombre de la conversación", max_lines=1, max_length=80, elem_id="nombre", scale=5)
            self.guardar_nombre = gr.Button("Guardar", size="sm", variant="primary", scale=0, min_width=90)
            self.dejar_nombre = gr.Button("Cancelar", size="sm", scale=0, min_width=90)
        self.chat = gr.Markdown(tema.BIENVENIDA, elem_id="charla", **_MARCO)
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

    def _fuentes(self) -> None:
        with gr.Row(elem_id="pasos", visible=False) as self.pasos:
            self.anterior = gr.Button("‹ Anterior", size="sm", elem_id="anterior")
            self.siguiente = gr.Button("Siguiente ›", size="sm", elem_id="siguiente")
        self.panel = gr.Markdown(tema.SIN_FUENTE, elem_id="fuentes", **_MARCO)
        self.fichas = gr.Markdown("", elem_id="fichas", **_MARCO)

    def _detalle(self) -> None:
        with gr.Accordion("Tabla de metas", open=True, visible=False, elem_id="tabla") as self.marco_tabla:
            self.filas = gr.Markdown("", **_MARCO)
        with gr.Accordion("Cómo se obtuvo", open=False, visible=False, elem_id="como") as self.marco_como:
            self.como = gr.Markdown("", **_MARCO)

    # -- events
    def _eventos(self) -> None:
        estado = [self.charla, self.sesiones]
        comun: dict[str, Any] = {"outputs": self._salidas(), "show_progress": "hidden", "api_visibility": "private"}
        for disparo in (self.caja.submit, self.enviar.click):
            disparo(self.preguntar, [self.caja, *estado], **comun)
        for boton in self.ejemplos:
            boton.click(self.preguntar, [boton, *estado], **comun)
        for i, boton in enumerate(self.elegibles):
            boton.click(self._elegir(i), [self.preguntas, *estado], **comun)
        self.pedida.change(self.preguntar_de_enlace, [self.pedida, *estado], **comun)
        ligero: dict[str, Any] = {**comun, "queue": False}
        self.elegida.change(self.abrir, [self.elegida, self.charla], trigger_mode="always_last", **ligero)
        self.anterior.click(lambda c: self.pintar(c.mover(-1), nueva=False), [self.charla], **ligero)
        self.siguiente.click(lambda c: self.pintar(c.mover(1), nueva=False), [self.charla], **ligero)
        self.nueva.click(lambda s: self._con_sesiones(s.abrir(0)) | self.pintar(Charla()), [self.sesiones], **ligero)
        self.orden.change(self.mandar, [self.orden, *estado], **comun)
        nombrar: dict[str, Any] = {"fn": self.nombrar, "inputs": [self.nombrada, self.nombre, self.sesiones], **ligero}
        self.guardar_nombre.click(**nombrar)
        self.nombre.submit(**nombrar)
        self.dejar_nombre.click(lambda: {self.fila_nombre: gr.update(visible=False)}, None, **ligero)

    def al_abrir(self, pagina: gr.Blocks) -> None:
        """What an opened page does by itself: the question of its address, or the conversation that was left open."""
        pagina.load(self.retomar, [self.guardado], self._salidas(), show_progress="hidden", api_visibility="private")

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
            self.sesiones,
            self.guardado,
            self.guardadas,
            self.fila_nombre,
            self.nombrada,
            self.nombre,
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

    def _elegir(self, i: int) -> Callable[[Sequence[str], Charla, Sesiones], Iterator[dict[Any, Any]]]:
        def elegir(preguntas: Sequence[str], charla: Charla, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
            yield from self.preguntar(preguntas[i] if i < len(preguntas) else "", charla, guardadas)

        return elegir

    # -- asking
    def preguntar(self, pregunta: str, charla: Charla, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
        """Show the answer; first that it is being looked for, if it takes long; with a language model, the plain one."""
        pregunta = (pregunta or "").strip()
        if not pregunta:
            yield {self.caja: ""}
            return
        for turno in self._turnos(charla.siguiente(pregunta)):
            nueva = charla.con(turno)
            if turno.salida is None and not turno.falla:
                yield {self.chat: hablar.conversacion(nueva), self.caja: "", self.fila_ejemplos: gr.update(visible=False)}
            else:
                yield {self.caja: ""} | self.pintar(nueva) | self._con_sesiones(guardadas.con_preguntas(nueva.preguntas))

    def preguntar_de_enlace(self, pedida: str, charla: Charla, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
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
            charla = self._reabierta(historia)
            yield from self.preguntar(pedida, charla, guardadas.abrir(0))
            return
        yield from self._reabrir(guardadas)

    def _reabrir(self, guardadas: Sesiones) -> Iterator[dict[Any, Any]]:
        """Put a kept conversation on the page, its answers as the loaded reports give them now."""
        abierta = guardadas.abierta
        if abierta is None or self.vista.actual().vacio:
            yield {**self._con_sesiones(guardadas, guardar=False)}
            return
        yield {self.chat: tema.RETOMANDO, self.fila_ejemplos: gr.update(visible=False)}
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
    def abrir(self, elegida: str, charla: Charla) -> dict[Any, Any]:
        """Open the citation that was clicked: ``turn-number``."""
        partes = recado.leer(elegida).split("-")
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
            self.panel: hablar.panel(charla, self.respuestas.asistente),
            self.fichas: fuentes.fichas(t.citas, t.numero, charla.cita) if t else "",
            self.pasos: gr.update(visible=len(numeros) > 1),
            self.anterior: gr.update(interactive=bool(numeros) and charla.cita != numeros[0]),
            self.siguiente: gr.update(interactive=bool(numeros) and charla.cita != numeros[-1]),
        }

    def _pintar_detalle(self, t: Turno | None) -> dict[Any, Any]:
        salida: Mapping[str, Any] | None = t.salida if t else None
        metas = salida["rows"] if salida else []
        titulo = f"Tabla: {len(metas):,} {plural(len(metas), 'meta', 'metas')}"
        return {
            self.marco_tabla: gr.update(visible=bool(metas), label=titulo),
            self.filas: filas.tabla(metas, nombre_propio),
            self.marco_como: gr.update(visible=bool(salida and (salida["sql"] or salida.get("understood")))),
            self.como: como(t),
        }
