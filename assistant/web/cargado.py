"""What is loaded, in words for the page: the summary of the header and example questions that do have an answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.assistant import Assistant
from assistant.plan import Plan
from assistant.web.seguro import texto
from assistant.wording import lista, nombre_propio, plural

#: Example questions offered.
EJEMPLOS = 6
#: A unit's name longer than this is not put into an example.
_LARGO_NOMBRE = 45
_registro = logging.getLogger(__name__)
_VERSION = "SELECT count(*), max(id), max(cargado_en) FROM documentos"


@dataclass(frozen=True)
class Cargado:
    """The loaded reports at one moment."""

    municipios: tuple[str, ...] = ()
    ejercicios: tuple[int, ...] = ()
    unidades: int = 0
    metas: int = 0

    @property
    def vacio(self) -> bool:
        """Whether nothing is loaded yet."""
        return not self.ejercicios

    def html(self) -> str:
        """The summary line of the header, inert."""
        if self.vacio:
            return '<p class="cargado">Sin informes cargados</p>'
        partes = {
            plural(len(self.municipios), "Municipio", "Municipios"): lista([nombre_propio(m) for m in self.municipios]),
            plural(len(self.ejercicios), "Ejercicio", "Ejercicios"): lista([str(e) for e in self.ejercicios]),
            "Unidades": f"{self.unidades:,}",
            "Metas": f"{self.metas:,}",
        }
        return (
            '<dl class="cargado">'
            + "".join(f"<div><dt>{texto(k)}</dt><dd>{texto(v)}</dd></div>" for k, v in partes.items())
            + "</dl>"
        )


class Vista:
    """Watches the store: what is loaded is read again when a document came or went."""

    def __init__(self, asistente: Assistant) -> None:
        self.asistente = asistente
        self._version: tuple[Any, ...] | None = None
        self._candado = threading.Lock()
        self._actual = Cargado()
        self._ejemplos: tuple[tuple[Any, ...], tuple[str, ...]] | None = None
        self._candado_de_ejemplos = threading.Lock()

    @property
    def vacio(self) -> bool:
        """Whether nothing is loaded: known before any of it is read."""
        return not self._leer_version()[0]

    def actual(self) -> Cargado:
        """What is loaded now. Costs one small query while nothing changed."""
        self.version()
        return self._actual

    def ejemplos(self) -> tuple[str, ...]:
        """Example questions about what is loaded now. Finding them takes a second; they are kept while nothing changes."""
        version = self.version()
        with self._candado_de_ejemplos:
            if self._ejemplos is None or self._ejemplos[0] != version:
                self._ejemplos = (version, () if self._actual.vacio else ejemplos(self.asistente))
            return self._ejemplos[1]

    def calentar(self) -> threading.Thread:
        """Read what is loaded, and find the examples, while the page is served already: its first reader waits less."""
        hilo = threading.Thread(target=self._calentar, name="calentar", daemon=True)
        hilo.start()
        return hilo

    def _calentar(self) -> None:
        try:
            self.ejemplos()
        except Exception:  # a thread's outermost boundary: whoever asks meets the same error, and is told
            _registro.exception("no se pudo leer lo cargado al empezar")

    def version(self) -> tuple[Any, ...]:
        """A value that changes with what is loaded; what was read of it before is read again."""
        version = self._leer_version()
        if version != self._version:
            with self._candado:
                if version != self._version:
                    self.asistente.recargar()
                    self._actual, self._version = leer(self.asistente), version
        return version

    def _leer_version(self) -> tuple[Any, ...]:
        return tuple(self.asistente.lector.repetir(_VERSION, {})[0])


def leer(asistente: Assistant) -> Cargado:
    """Read what is loaded."""
    voc = asistente.voc
    if not voc.ejercicios:
        return Cargado()
    return Cargado(
        municipios=tuple(voc.municipios),
        ejercicios=tuple(voc.ejercicios),
        unidades=len({n.codigo for n in voc.nombres if n.entidad == "unidad"}),
        metas=asistente.lector.cantidad(Plan(intent="count")),
    )


def ejemplos(asistente: Assistant) -> tuple[str, ...]:
    """Questions about what is loaded, only such as find something."""
    salida: list[str] = []
    for pregunta in _candidatas(asistente):
        if len(salida) == EJEMPLOS:
            break
        if pregunta not in salida and _responde(asistente, pregunta):
            salida.append(pregunta)
    return tuple(salida)


def _responde(asistente: Assistant, pregunta: str) -> bool:
    try:
        salida = asistente.ask(pregunta)
    except Exception:  # an example that fails is not offered; the page opens all the same
        _registro.exception("falló una pregunta de ejemplo")
        return False
    return salida["status"] == "answered" and bool(salida["total"] or salida["groups"])


def _candidatas(asistente: Assistant) -> Iterable[str]:
    """General questions between those that name a loaded unit or meta."""
    nombres = sorted(
        {
            (n.codigo, n.nombre)
            for n in asistente.voc.nombres
            if n.entidad == "unidad" and " " in n.nombre and len(n.nombre) <= _LARGO_NOMBRE
        }
    )
    unidades = [nombre_propio(nombre) for _, nombre in nombres]
    yield "¿Qué metas no se cumplieron por COVID?"
    yield from (
        f"¿Por qué no se cumplió la meta {f['meta']} de la unidad {f['unidad']} en {f['ejercicio']}?"
        for f in _explicadas(asistente)[:1]
    )
    yield "¿Qué unidad tiene más metas no cumplidas?"
    yield from (f"¿Qué metas rebasó {u}?" for u in unidades[-1:])
    yield "¿Qué metas no alcanzaron lo programado en el tercer trimestre?"
    yield "¿Qué cifras no cuadran?"
    yield from (f"¿Cuántas metas cumplió {u}?" for u in unidades[:3])
    yield "¿Cuáles son las 5 metas con menor avance?"
    yield "¿Qué metas no se cumplieron?"
    yield "¿Cuántas metas hay?"


def _explicadas(asistente: Assistant) -> list[Mapping[str, Any]]:
    """Metas not met whose report says why."""
    try:
        filas = asistente.ask("¿Qué metas no se cumplieron?")["rows"]
    except Exception:  # as in ``_responde``
        _registro.exception("falló una pregunta de ejemplo")
        return []
    return [f for f in filas if f["observacion"] and f["causas"]]
