"""The chat tab: a question, its answer, the sources that open beside it, its rows, and how it was obtained."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.web import fuentes, seguro, tabla, tema
from assistant.web.cargado import EJEMPLOS, Cargado, Vista
from assistant.wording import nombre_propio, plural

#: Turns that a conversation keeps; older ones leave the page.
MAX_TURNOS = 30
MAX_LARGO = 1000
OPCIONES = 5
#: Computations listed under "cómo se obtuvo".
_MAX_CALCULOS = 60
_OPERACIONES = {"sum": "suma", "difference": "diferencia", "ratio": "proporción", "count": "cuenta", "mean": "promedio"}
_VIDA = 6 * 3600

_registro = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turno:
    """A question and its answer (the contract's), numbered within the conversation. ``salida`` None: being answered."""

    numero: int
    pregunta: str
    salida: dict[str, Any] | None = None
    falla: str = ""

    @property
    def citas(self) -> list[dict[str, Any]]:
        """The answer's citations."""
        return self.salida["citations"] if self.salida else []

    @property
    def primera(self) -> int:
        """The citation to open first: the first printed cell, else the first; 0 without any."""
        return next((c["n"] for c in self.citas if c["kind"] == "cell"), self.citas[0]["n"] if self.citas else 0)


@dataclass(frozen=True)
class Charla:
    """A conversation and what of it is open beside: citation ``cita`` of turn ``turno``."""

    turnos: tuple[Turno, ...] = ()
    turno: int = 0
    cita: int = 0

    @property
    def abierto(self) -> Turno | None:
        """The turn whose evidence is shown."""
        return next((t for t in self.turnos if t.numero == self.turno), None)

    def con(self, turno: Turno) -> Charla:
        """With a turn added, or replaced by its number, and opened."""
        otros = tuple(t for t in self.turnos if t.numero != turno.numero)
        return Charla((*otros, turno)[-MAX_TURNOS:], turno.numero, turno.primera)

    def abrir(self, turno: int, cita: int) -> Charla:
        """With a citation opened (0: the turn's first); unchanged if there is no such citation."""
        suyo = next((t for t in self.turnos if t.numero == turno), None)
        if suyo is None:
            return self
        cita = cita or suyo.primera
        return Charla(self.turnos, turno, cita) if any(c["n"] == cita for c in suyo.citas) else self

    def mover(self, pasos: int) -> Charla:
        """With the next or the previous citation opened."""
        numeros = [c["n"] for c in self.abierto.citas] if self.abierto else []
        if self.cita not in numeros:
            return self
        return self.abrir(self.turno, numeros[max(0, min(len(numeros) - 1, numeros.index(self.cita) + pasos))])


# -- what is painted --------------------------------------------------------------------------------------------------
def conversacion(charla: Charla) -> str:
    """The conversation as HTML; the welcome while there is none."""
    if not charla.turnos:
        return tema.BIENVENIDA
    return f'<div class="turnos" role="log">{"".join(_turno(t) for t in charla.turnos)}</div>'


def _turno(t: Turno) -> str:
    pregunta = f'<h2 class="pregunta"><span class="oculto">Pregunta: </span>{seguro.con_saltos(t.pregunta)}</h2>'
    return f'<div class="turno" id="turno-{t.numero}">{pregunta}{mensaje(t)}</div>'


def mensaje(t: Turno) -> str:
    """An answer as HTML."""
    if t.falla:
        return f'<div class="respuesta falla"><p>{seguro.texto(t.falla)}</p></div>'
    if t.salida is None:
        return '<div class="respuesta espera"><p>Consultando los informes…</p></div>'
    cuerpo = seguro.respuesta(t.salida["answer"], t.numero, {c["n"] for c in t.citas})
    avisos = "".join(f'<p class="aviso"><strong>Aviso.</strong> {seguro.texto(a)}</p>' for a in t.salida["warnings"])
    return f'<div class="respuesta {seguro.texto(t.salida["status"])}">{cuerpo}{avisos}{_pie(t)}</div>'


def _pie(t: Turno) -> str:
    """What else there is to see of an answer."""
    if not t.citas:
        return ""
    n, filas = len(t.citas), t.salida["shown"] if t.salida else 0
    partes = [f'<a class="ir" href="#ver-fuentes-{t.numero}">{n} {plural(n, "fuente", "fuentes")}</a>']
    if filas:
        partes.append(f'<a class="ir" href="#ver-tabla-{t.numero}">{filas:,} {plural(filas, "meta", "metas")} en la tabla</a>')
    return f'<p class="pie">{" ".join(partes)}</p>'


def panel(charla: Charla, asistente: Assistant) -> str:
    """The open source and the chips of its answer."""
    t = charla.abierto
    if t is None:
        return tema.SIN_FUENTE
    cita = next((c for c in t.citas if c["n"] == charla.cita), None)
    if cita is None:
        return tema.SIN_CITAS
    return fuentes.fuente(cita, len(t.citas), asistente.lector)


def como(t: Turno | None) -> str:
    """How an answer was obtained: the question as understood, the computations, the queries, the time."""
    if t is None or t.salida is None:
        return ""
    s = t.salida
    partes = []
    if s.get("understood"):
        partes.append(f"<h3>Así entendí la pregunta</h3><p>{seguro.texto(_mayuscula(s['understood']))}.</p>")
    partes.append(_calculos(t))
    if s["sql"]:
        consultas = "".join(f'<pre class="sql">{fuentes.sql(q)}</pre>' for q in s["sql"])
        partes.append(f"<h3>{plural(len(s['sql']), 'Consulta', 'Consultas')} a la base</h3>{consultas}")
    revisada = "" if any(a.startswith("No se pudo comprobar") for a in s["warnings"]) else " Cada cifra y cada cita se cotejó con su fuente antes de mostrarse."
    partes.append(f'<p class="nota">Respondida en {s["elapsed_ms"]:,.0f} ms, sin modelo de lenguaje.{revisada}</p>' if s["citations"] else f'<p class="nota">Respondida en {s["elapsed_ms"]:,.0f} ms.</p>')
    return f'<div class="como">{"".join(partes)}</div>'


def _calculos(t: Turno) -> str:
    """The figures that were computed, not copied."""
    calculadas = [f for f in (t.salida or {}).get("figures", []) if f["derivation"] and f["derivation"]["text"]]
    if not calculadas:
        return ""
    filas = "".join(
        f"<tr><td>{seguro.texto(f['text'])}</td><td>{seguro.texto(_OPERACIONES.get(f['derivation']['op'], f['derivation']['op']))}</td>"
        f"<td>{seguro.texto(f['derivation']['text'])}</td><td>{' '.join(seguro.enlace(t.numero, n, str(n)) for n in f['derivation']['of'])}</td></tr>"
        for f in calculadas[:_MAX_CALCULOS]
    )
    cabeza = "<thead><tr><th>Cifra</th><th>Operación</th><th>Con</th><th>Fuentes</th></tr></thead>"
    return f'<h3>Cifras calculadas</h3><div class="marco" tabindex="0"><table class="calculos">{cabeza}<tbody>{filas}</tbody></table></div>'


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]


def responder(asistente: Assistant, pregunta: str, charla: Charla) -> Turno:
    """Ask, with the conversation's earlier questions. A failure is told without its details, which go to the log."""
    numero = charla.turnos[-1].numero + 1 if charla.turnos else 1
    if len(pregunta) > MAX_LARGO:
        return Turno(numero, pregunta[:MAX_LARGO] + "…", falla=tema.LARGA)
    try:
        return Turno(numero, pregunta, asistente.ask(pregunta, [t.pregunta for t in charla.turnos]))
    except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
        _registro.exception("falló la pregunta")
        return Turno(numero, pregunta, falla=tema.FALLA)


def opciones(t: Turno | None) -> list[tuple[str, str]]:
    """(label, question) of the readings to choose from, for a question with two of them."""
    if t is None or t.salida is None or t.salida["status"] != "clarify":
        return []
    return [(o["texto"], o["pregunta"]) for o in t.salida.get("options", [])][:OPCIONES]


# -- the tab ----------------------------------------------------------------------------------------------------------
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
                label=tema.ENTRADA, show_label=False, container=False, placeholder=tema.SUGERENCIA, lines=1, max_lines=1, max_length=MAX_LARGO, autofocus=True,
                scale=8, elem_id="pregunta", html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off", spellcheck=True, lang="es"),
            )  # fmt: skip
            self.enviar = gr.Button("Preguntar", variant="primary", scale=0, min_width=110, elem_id="enviar")
        self.nueva = gr.Button("Empezar otra conversación", size="sm", visible=False, elem_id="nueva")

    def _fuentes(self) -> None:
        self.panel = gr.Markdown(tema.SIN_FUENTE, elem_id="fuentes", sanitize_html=True, latex_delimiters=[])
        with gr.Row(elem_id="pasos", visible=False) as self.pasos:
            self.anterior = gr.Button("‹ Anterior", size="sm", elem_id="anterior")
            self.siguiente = gr.Button("Siguiente ›", size="sm", elem_id="siguiente")
        self.fichas = gr.Markdown("", elem_id="fichas", sanitize_html=True, latex_delimiters=[])
        self.elegida = gr.Textbox(elem_id="cita-elegida", label="Cita elegida", max_lines=1)

    def _detalle(self) -> None:
        with gr.Accordion("Tabla de metas", open=True, visible=False, elem_id="tabla") as self.marco_tabla:
            self.filas = gr.Dataframe(
                headers=[c.titulo for c in tabla.COLUMNAS], datatype=[c.tipo for c in tabla.COLUMNAS], column_widths=[c.ancho for c in tabla.COLUMNAS],
                interactive=False, wrap=True, max_height=460, show_label=False, buttons=["copy"], type="array", line_breaks=False, latex_delimiters=[],
            )  # fmt: skip
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
        return {self.todo: gr.update(visible=not cargado.vacio), self.primera_vez: gr.update(visible=cargado.vacio), **botones}

    @property
    def al_cargar_salidas(self) -> list[Any]:
        """The components that ``al_cargar`` updates."""
        return [self.todo, self.primera_vez, *self.ejemplos]

    def _salidas(self) -> list[Any]:
        return [
            self.charla, self.preguntas, self.chat, self.caja, self.fila_opciones, *self.elegibles, self.fila_ejemplos, self.nueva, self.panel, self.pasos,
            self.anterior, self.siguiente, self.fichas, self.marco_tabla, self.filas, self.marco_como, self.como,
        ]  # fmt: skip

    def _elegir(self, i: int) -> Any:
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
        yield {self.chat: conversacion(charla.con(Turno(numero, pregunta[:MAX_LARGO]))), self.caja: "", self.fila_ejemplos: gr.update(visible=False)}
        yield self.pintar(charla.con(responder(self.asistente, pregunta, charla)))

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
        ofrecidas = opciones(charla.turnos[-1] if charla.turnos else None)
        botones = [gr.update(value=o[0], visible=True) for o in ofrecidas] + [gr.update(visible=False)] * (OPCIONES - len(ofrecidas))
        return {
            self.chat: conversacion(charla),
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
            self.panel: panel(charla, self.asistente),
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
                value={"headers": [c.titulo for c in vista.columnas], "data": vista.datos}, datatype=[c.tipo for c in vista.columnas], column_widths=[c.ancho for c in vista.columnas]
            ),
            self.marco_como: gr.update(visible=bool(salida and (salida["sql"] or salida.get("understood")))),
            self.como: como(t),
        }  # fmt: skip
