"""A conversation and how it reads: its turns, the open source, and how each answer was obtained, as inert HTML."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.assistant import Assistant
from assistant.web import fuentes, seguro, tema
from assistant.web.descargas import FORMATOS, direccion_de_archivo
from assistant.web.despues import siguientes
from assistant.web.grafica import de_respuesta
from assistant.web.recado import direccion, preguntar
from assistant.web.respuestas import HISTORIA
from assistant.wording import plural

#: Turns that a conversation keeps; older ones leave the page.
MAX_TURNOS = 20
MAX_LARGO = 1000
OPCIONES = 5

_registro = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turno:
    """A question and its answer (the contract's), numbered within the conversation. ``salida`` None: being answered;
    ``parcial``: the answer is there and a language model is still wording it."""

    numero: int
    pregunta: str
    salida: dict[str, Any] | None = None
    falla: str = ""
    historia: tuple[str, ...] = ()
    parcial: bool = False

    @property
    def citas(self) -> list[dict[str, Any]]:
        """The answer's citations."""
        return self.salida["citations"] if self.salida else []

    @cached_property
    def pintado(self) -> str:
        """Its question and its answer as HTML, made once: a conversation is painted again with every question."""
        pregunta = f'<h2 class="pregunta"><span class="oculto">Pregunta: </span>{seguro.con_saltos(self.pregunta)}</h2>'
        return f"{pregunta}{mensaje(self)}"

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

    @property
    def preguntas(self) -> tuple[str, ...]:
        """Its questions, in order."""
        return tuple(t.pregunta for t in self.turnos)

    def siguiente(self, pregunta: str) -> Turno:
        """The turn that a new question opens, not yet answered."""
        numero = self.turnos[-1].numero + 1 if self.turnos else 1
        return Turno(numero, pregunta, historia=self.preguntas[-HISTORIA:])

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


# -- what is painted --------------------------------------------------------------------------------------------------
def conversacion(charla: Charla) -> str:
    """The conversation as HTML; the welcome while there is none."""
    if not charla.turnos:
        return tema.BIENVENIDA
    ultimo = charla.turnos[-1]
    return f'<div class="turnos">{"".join(_turno(t, t is ultimo) for t in charla.turnos)}</div>'


def _turno(t: Turno, ultimo: bool) -> str:
    sigue = _opciones(t) + _siguientes(t) if ultimo and not t.parcial else ""
    return f'<div class="turno" id="turno-{t.numero}">{t.pintado}{sigue}</div>'


def mensaje(t: Turno) -> str:
    """An answer as HTML."""
    if t.falla:
        return f'<div class="respuesta falla"><p>{seguro.texto(t.falla)}</p></div>'
    if t.salida is None:
        return '<div class="respuesta espera"><p>Consultando los informes…</p></div>'
    cuerpo = seguro.respuesta(t.salida["answer"], t.numero, {c["n"] for c in t.citas})
    avisos = "".join(f'<p class="aviso"><strong>Aviso.</strong> {seguro.texto(a)}</p>' for a in t.salida["warnings"])
    redactando = '<p class="redactando">El modelo de lenguaje está redactando; las cifras ya son estas.</p>' if t.parcial else ""
    clases = f"respuesta {seguro.texto(t.salida['status']).replace('&#95;', '_')}"
    return f'<div class="{clases}"><div class="cuerpo">{cuerpo}{avisos}</div>{redactando}{de_respuesta(t.salida)}{_pie(t)}</div>'


def _pie(t: Turno) -> str:
    """What else there is to see of an answer, and how to take it away."""
    if not t.citas:
        return ""
    n, filas = len(t.citas), t.salida["shown"] if t.salida else 0
    partes = [f'<a class="ir" href="#ver-fuentes-{t.numero}">{n} {plural(n, "fuente", "fuentes")}</a>']
    if filas:
        partes.append(f'<a class="ir" href="#ver-tabla-{t.numero}">{filas:,} {plural(filas, "meta", "metas")} en la tabla</a>')
    partes.append(f'<a class="ir" href="#copiar-{t.numero}">Copiar</a>')
    partes.append(f'<a class="ir permanente" href="{seguro.texto(direccion(t.pregunta, t.historia))}">Copiar enlace</a>')
    archivos = " ".join(
        f'<a class="ir archivo" href="{seguro.texto(direccion_de_archivo(f, t.pregunta, t.historia))}">{seguro.texto(nombre)}</a>'
        for f, nombre in FORMATOS.items()
    )
    partes.append(f'<span class="archivos">Descargar: {archivos}</span>')
    return f'<p class="pie">{" ".join(partes)}</p>'


def _siguientes(t: Turno) -> str:
    """Questions that go on from an answer."""
    preguntas = siguientes(t.salida, t.pregunta) if t.salida else []
    if not preguntas:
        return ""
    enlaces = "".join(f"<li>{preguntar(p, p, 'sigue')}</li>" for p in preguntas)
    return f'<div class="siguientes"><h3>También puede preguntar</h3><ul>{enlaces}</ul></div>'


def ejemplos(preguntas: Sequence[str]) -> str:
    """Example questions, to be asked with one click."""
    enlaces = "".join(f"<li>{preguntar(p, p, 'ejemplo')}</li>" for p in preguntas)
    return f'<ul class="ejemplos">{enlaces}</ul>' if enlaces else ""


def lado(charla: Charla, asistente: Assistant) -> str:
    """What stands beside a conversation: the open source, and all of its answer's as chips."""
    t = charla.abierto
    chips = fuentes.fichas(t.citas, t.numero, charla.cita) if t else ""
    abajo = f'<div id="fichas">{chips}</div>' if chips else ""
    return f'<div id="fuentes">{_panel(charla, asistente)}</div>{abajo}'


def _panel(charla: Charla, asistente: Assistant) -> str:
    t = charla.abierto
    if t is None:
        return tema.SIN_FUENTE
    numeros = [c["n"] for c in t.citas]
    if charla.cita not in numeros:
        return tema.SIN_CITAS
    cual = numeros.index(charla.cita)
    pasos = fuentes.pasos(numeros, cual, lambda n, visible, clase: seguro.enlace(t.numero, n, visible, clase))
    volver = f'<p class="volver"><a class="ir" href="#ver-respuesta-{t.numero}">Volver a la respuesta</a></p>'
    return pasos + abrir_fuente(t.citas[cual], len(numeros), asistente) + volver


def abrir_fuente(cita: dict[str, Any], total: int, asistente: Assistant) -> str:
    """A citation's source; a failure is told without its details."""
    try:
        return fuentes.fuente(cita, total, asistente.lector)
    except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
        _registro.exception("no se pudo abrir una fuente")
        return tema.FUENTE_FALLIDA


def fallido(t: Turno) -> Turno:
    """A turn whose answer failed, told without details; call it where the exception is being handled."""
    _registro.exception("falló la pregunta")
    return Turno(t.numero, t.pregunta, falla=tema.FALLA, historia=t.historia)


def larga(t: Turno) -> Turno:
    """A turn whose question is too long to be asked."""
    return Turno(t.numero, t.pregunta[:MAX_LARGO] + "…", falla=tema.LARGA)


def _opciones(t: Turno) -> str:
    """What may be asked instead: the readings of a question with two, or what comes near it."""
    ofrecidas = (t.salida or {}).get("options") or []
    enlaces = "".join(f"<li>{preguntar(o['pregunta'], o['texto'], 'opcion')}</li>" for o in ofrecidas[:OPCIONES])
    return f'<ul class="opciones">{enlaces}</ul>' if enlaces else ""
