"""A conversation and how it reads: its turns, the open source, and how each answer was obtained, as inert HTML."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.web import fuentes, seguro, tema
from assistant.wording import plural

#: Turns that a conversation keeps; older ones leave the page.
MAX_TURNOS = 30
MAX_LARGO = 1000
OPCIONES = 5
#: Computations listed under "cómo se obtuvo".
_MAX_CALCULOS = 60
_OPERACIONES = {
    "sum": "suma",
    "difference": "diferencia",
    "ratio": "proporción",
    "count": "cuenta",
    "mean": "promedio",
}

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
    volver = f'<p class="volver"><a class="ir" href="#ver-respuesta-{t.numero}">Volver a la respuesta</a></p>'
    try:
        return fuentes.fuente(cita, len(t.citas), asistente.lector) + volver
    except Exception:  # as in ``responder``
        _registro.exception("no se pudo abrir una fuente")
        return tema.FUENTE_FALLIDA


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
    comprobada = not any(a.startswith("No se pudo comprobar") for a in s["warnings"])
    cotejo = " Cada cifra y cada cita se cotejó con su fuente antes de mostrarse." if comprobada and t.citas else ""
    partes.append(f'<p class="nota">Respondida en {s["elapsed_ms"]:,.0f} ms.{cotejo}</p>')
    return f'<div class="como">{"".join(partes)}</div>'


def _calculos(t: Turno) -> str:
    """The figures that were computed, not copied."""
    calculadas = [f for f in (t.salida or {}).get("figures", []) if f["derivation"] and f["derivation"]["text"]]
    if not calculadas:
        return ""
    filas = "".join(_calculo(t.numero, f["text"], f["derivation"]) for f in calculadas[:_MAX_CALCULOS])
    cabeza = "<thead><tr><th>Cifra</th><th>Operación</th><th>Con</th><th>Fuentes</th></tr></thead>"
    tabla = f'<table class="calculos">{cabeza}<tbody>{filas}</tbody></table>'
    return f'<h3>Cifras calculadas</h3><div class="marco" tabindex="0">{tabla}</div>'


def _calculo(turno: int, cifra: str, d: dict[str, Any]) -> str:
    enlaces = " ".join(seguro.enlace(turno, n, str(n)) for n in d["of"])
    celdas = (cifra, _OPERACIONES.get(d["op"], d["op"]), d["text"])
    return f"<tr>{''.join(f'<td>{seguro.texto(c)}</td>' for c in celdas)}<td>{enlaces}</td></tr>"


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
    """(label, question) of what may be asked instead: the readings of a question with two, or what comes near it."""
    if t is None or t.salida is None:
        return []
    return [(o["texto"], o["pregunta"]) for o in t.salida.get("options", [])][:OPCIONES]
