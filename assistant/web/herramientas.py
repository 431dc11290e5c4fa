"""What programs may ask, typed: the same tools over MCP (Gradio's server) and over HTTP (``rutas``).

Docstrings here are Spanish because they are the tools' descriptions, which assistants read.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.export import citas_de
from assistant.listado import Seleccion, hallazgos, metas_cargadas
from assistant.pasajes import Busqueda, Pasaje, buscar

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.web.respuestas import Respuestas

MAX_LIMITE = 1000
MAX_PREGUNTA = 1000


class Herramientas:
    """Read-only tools over the loaded reports."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas

    @cached_property
    def _asistente(self) -> Any:
        return self.respuestas.asistente

    def preguntar(self, pregunta: str, historia: list[str] | None = None) -> dict[str, Any]:
        """Responde una pregunta en español sobre los informes de avance del POA cargados, con cada cifra citada.

        Args:
            pregunta: La pregunta, por ejemplo «¿Qué metas no se cumplieron por COVID?».
            historia: Preguntas anteriores, en orden, si esta es de seguimiento.

        Returns:
            La respuesta con su estado, texto, filas, cifras y citas.
        """
        return self.respuestas.dar(pregunta[:MAX_PREGUNTA], tuple(historia or ()), exacta=True)

    def listar_metas(
        self,
        unidad: str = "",
        programa: str = "",
        ejercicio: int = 0,
        corte: str = "",
        estado: str = "",
        meta: str = "",
        limite: int = 200,
    ) -> dict[str, Any]:
        """Lista las metas cargadas que cumplen los filtros, cada una con las celdas impresas de las que salió.

        Args:
            unidad: Clave de la unidad ejecutora, por ejemplo «304»; vacía: todas.
            programa: Clave del programa; vacía: todos.
            ejercicio: Año, por ejemplo 2021; 0: todos.
            corte: Fecha de corte AAAA-MM-DD; vacía: el último de cada informe.
            estado: cumplida, no_cumplida, sin_avance, rebasada, sin_reporte, sin_programacion, en_proceso, cumplidas o
                no_cumplidas.
            meta: Número de la meta, por ejemplo «8.2».
            limite: Cuántas metas como máximo.

        Returns:
            El total y las metas.
        """
        seleccion = Seleccion.de(unidad, programa, ejercicio or None, corte, estado, meta)
        filas = metas_cargadas(self._asistente.lector, seleccion)
        return {"total": len(filas), "metas": [_meta(f) for f in filas[: _tope(limite)]]}

    def buscar_observaciones(
        self, texto: str = "", causa: str = "", estado: str = "", unidad: str = "", ejercicio: int = 0, limite: int = 50
    ) -> dict[str, Any]:
        """Busca entre las observaciones de los informes, por palabras y por significado, y las da textuales con su lugar.

        Args:
            texto: Palabras que se buscan; vacío: todas.
            causa: covid, clima, presupuesto, personal, demanda u otra clave de causa.
            estado: Estado de la meta, como en listar_metas.
            unidad: Clave de la unidad ejecutora.
            ejercicio: Año; 0: todos.
            limite: Cuántas como máximo.

        Returns:
            El total y las observaciones; «cercana» marca las que solo se parecen a lo buscado.
        """
        b = Busqueda(texto[:MAX_PREGUNTA], causa, estado, unidad, ejercicio)
        halladas = buscar(self._asistente.lector, self._asistente.buscador, b)
        return {"total": len(halladas), "observaciones": [_observacion(p) for p in halladas[: _tope(limite)]]}

    def filas_observadas(self, texto: str, causa: str, estado: str, unidad: str, ejercicio: int) -> list[Fila]:
        """The goals of a search's observations, all of them."""
        b = Busqueda(texto[:MAX_PREGUNTA], causa, estado, unidad, ejercicio)
        return [p.fila for p in buscar(self._asistente.lector, self._asistente.buscador, b)]

    def auditar(self, unidad: str = "", gravedad: str = "", regla: str = "") -> list[dict[str, Any]]:
        """Lista los hallazgos de la auditoría de los informes: sumas que no cuadran, desviaciones sin observación y demás.

        Args:
            unidad: Clave de la unidad ejecutora; vacía: todas.
            gravedad: error, warning o notice; vacía: todas.
            regla: Nombre de una regla; vacía: todas.

        Returns:
            Los hallazgos, cada uno con lo impreso, lo esperado y sus fuentes.
        """
        pedido = {"unidad": unidad, "severity": gravedad, "rule": regla}
        return [h for h in self.hallazgos if all(not v or h[k] == v for k, v in pedido.items())]

    @property
    def hallazgos(self) -> list[dict[str, Any]]:
        """Every finding, read again when what is loaded changes."""
        version = self.respuestas.vista.version()
        if getattr(self, "_version", None) != version:
            self._hallazgos, self._version = hallazgos(self._asistente.lector), version
        return self._hallazgos


def en_json(herramienta: Callable[..., Any]) -> Callable[..., str]:
    """A tool that answers with JSON text, as MCP clients read it, under its own name, description and types."""

    def contestar(*args: Any, **kwargs: Any) -> str:
        return json.dumps(herramienta(*args, **kwargs), ensure_ascii=False, default=str)

    contestar.__name__, contestar.__doc__ = herramienta.__name__, herramienta.__doc__
    contestar.__annotations__ = {**herramienta.__annotations__, "return": "str"}
    contestar.__signature__ = inspect.signature(herramienta).replace(return_annotation=str)  # type: ignore[attr-defined]
    return contestar


def _tope(limite: int) -> int:
    return max(1, min(limite, MAX_LIMITE))


def _meta(f: Fila) -> dict[str, Any]:
    return {**f.json(), "document": f.documento, "citations": citas_de(f)}


def _observacion(p: Pasaje) -> dict[str, Any]:
    f = p.fila.json()
    claves = ("municipio", "ejercicio", "corte", "unidad", "unidad_nombre", "meta", "descripcion", "estado", "causas")
    return {
        **{k: f[k] for k in claves},
        "observacion": p.texto,
        "coincidencias": [list(m) for m in p.marcas],
        "cercana": p.cercano,
        "citations": [{"n": 1, **p.cita()}],
    }
