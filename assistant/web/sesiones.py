"""Conversations kept in the reader's browser: their names and questions, never the answers.

An answer is asked again when its conversation is opened, so what is shown is always what the loaded reports say now,
and nothing of a report stays in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.web.charla import MAX_LARGO, MAX_TURNOS
from assistant.web.recado import enlace
from assistant.wording import plural

MAX_SESIONES = 30
_LARGO_NOMBRE = 80


@dataclass(frozen=True, slots=True)
class Sesion:
    """One conversation."""

    id: int
    nombre: str
    preguntas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sesiones:
    """The kept conversations, newest first, and which of them is on the page (0: none yet)."""

    lista: tuple[Sesion, ...] = ()
    actual: int = 0
    #: The conversation whose removal waits for a yes; never kept.
    por_borrar: int = 0

    @classmethod
    def de(cls, guardado: object) -> Sesiones:
        """From what the browser kept: whatever is not ours is left out."""
        if not isinstance(guardado, Mapping) or not isinstance(guardado.get("lista"), list):
            return cls()
        lista = tuple(s for cruda in guardado["lista"][:MAX_SESIONES] if (s := _sesion(cruda)) is not None)
        actual = guardado.get("actual")
        return cls(lista, actual if isinstance(actual, int) and any(s.id == actual for s in lista) else 0)

    def json(self) -> dict[str, Any]:
        """What the browser keeps."""
        return {"lista": [asdict(s) for s in self.lista], "actual": self.actual}

    @property
    def abierta(self) -> Sesion | None:
        """The conversation on the page."""
        return self.de_id(self.actual)

    def de_id(self, id: int) -> Sesion | None:
        """A conversation by its number."""
        return next((s for s in self.lista if s.id == id), None)

    def con_preguntas(self, preguntas: Sequence[str]) -> Sesiones:
        """With the questions of the conversation on the page; its first one makes it, and names it."""
        if not preguntas:
            return replace(self, actual=0, por_borrar=0)
        abierta = self.abierta or Sesion(max((s.id for s in self.lista), default=0) + 1, _nombre(preguntas[0]), ())
        nueva = replace(abierta, preguntas=tuple(preguntas)[-MAX_TURNOS:])
        otras = tuple(s for s in self.lista if s.id != nueva.id)
        return Sesiones((nueva, *otras)[:MAX_SESIONES], nueva.id)

    def abrir(self, id: int) -> Sesiones:
        """With another conversation on the page."""
        return replace(self, actual=id if self.de_id(id) else 0, por_borrar=0)

    def renombrar(self, id: int, nombre: str) -> Sesiones:
        """With a conversation renamed; a blank name changes nothing."""
        limpio = _nombre(nombre)
        if not limpio:
            return self
        return replace(self, lista=tuple(replace(s, nombre=limpio) if s.id == id else s for s in self.lista))

    def borrar(self, id: int) -> Sesiones:
        """Without a conversation."""
        return Sesiones(tuple(s for s in self.lista if s.id != id), 0 if self.actual == id else self.actual)


def _sesion(cruda: object) -> Sesion | None:
    if not isinstance(cruda, Mapping):
        return None
    id, nombre, preguntas = (cruda.get(k) for k in ("id", "nombre", "preguntas"))
    if not isinstance(id, int) or not isinstance(nombre, str) or not isinstance(preguntas, list):
        return None
    suyas = tuple(p[:MAX_LARGO] for p in preguntas[-MAX_TURNOS:] if isinstance(p, str) and p.strip())
    return Sesion(id, _nombre(nombre) or "Conversación", suyas) if suyas else None


def _nombre(nombre: str) -> str:
    return " ".join(nombre.split())[:_LARGO_NOMBRE]


def html(sesiones: Sesiones) -> str:
    """The list of conversations, to open, rename and remove."""
    n = len(sesiones.lista)
    if not n:
        return ""
    abierta = ' open=""' if sesiones.por_borrar else ""
    filas = "".join(_fila(s, sesiones) for s in sesiones.lista)
    titulo = f"{n} {plural(n, 'conversación guardada', 'conversaciones guardadas')}"
    return f'<details class="sesiones"{abierta}><summary>{titulo}</summary><ul>{filas}</ul></details>'


def _fila(s: Sesion, sesiones: Sesiones) -> str:
    clase = "abrir actual" if s.id == sesiones.actual else "abrir"
    if s.id == sesiones.por_borrar:
        orden = (
            f'<span class="orden">¿Borrarla? {enlace("sesion", f"si.{s.id}", "Sí, borrar", "ir falla")} '
            f"{enlace('sesion', 'no.0', 'No')}</span>"
        )
    else:
        orden = (
            f'<span class="orden">{enlace("sesion", f"nombrar.{s.id}", "Renombrar", titulo=f"Renombrar «{s.nombre}»")} '
            f"{enlace('sesion', f'borrar.{s.id}', 'Borrar', titulo=f'Borrar «{s.nombre}»')}</span>"
        )
    cuantas = f'<span class="cuantas">{len(s.preguntas)} {plural(len(s.preguntas), "pregunta", "preguntas")}</span>'
    return f"<li>{enlace('sesion', f'abrir.{s.id}', s.nombre, clase)} {cuantas} {orden}</li>"
