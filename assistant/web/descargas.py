"""An answer as a file, by an address: the same question, asked again, written with its citations."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from assistant.assistant import Assistant
from assistant.export import FormatoDesconocido, exportar, exportar_documento
from assistant.web.respuestas import HISTORIA, Respuestas

if TYPE_CHECKING:
    from assistant.evidence import Fila

RUTA = "/api/v1/exportar"
#: Suffix → name of what an answer is written as: a document with its notes, or the table of its goals.
FORMATOS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "md": "Markdown"}
_DOCUMENTOS = ("docx", "md")
TIPOS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


class SinFilas(Exception):
    """The question has no answer to write; the message (Spanish) is the assistant's."""


def direccion_de_archivo(terminacion: str, pregunta: str, historia: Sequence[str] = ()) -> str:
    """The address of an answer's file."""
    return f"{RUTA}?{urlencode([('formato', terminacion), ('q', pregunta), *(('h', h) for h in historia)])}"


def archivo(respuestas: Respuestas, terminacion: str, pregunta: str, historia: Sequence[str] = ()) -> bytes:
    """The answer's rows and citations as a file. Raises ``SinFilas``, ``FormatoDesconocido``."""
    if terminacion not in FORMATOS:
        raise FormatoDesconocido(f"El formato puede ser {', '.join(FORMATOS)}.")
    salida = respuestas.dar(pregunta, historia, exacta=True)
    if salida["status"] != "answered":
        raise SinFilas(salida["answer"])
    if salida["shown"] < salida["total"]:
        sin_tope = respuestas.asistente.settings.model_copy(update={"max_rows": 10**9, "llm": ""})
        salida = Assistant(sin_tope).ask(pregunta, tuple(historia)[-HISTORIA:])
    if terminacion in _DOCUMENTOS:
        with tempfile.TemporaryDirectory(prefix="poa-") as carpeta:
            ruta = Path(carpeta) / f"respuesta.{terminacion}"
            exportar_documento(ruta, [salida], respuestas.asistente.lector, pregunta)
            return ruta.read_bytes()
    return de_filas(terminacion, list(_filas(respuestas, salida)), salida)


def de_filas(terminacion: str, filas: Sequence[Fila], salida: dict[str, Any] | None = None) -> bytes:
    """Rows with their citations as a file, and the answer that they are of, if any."""
    with tempfile.TemporaryDirectory(prefix="poa-") as carpeta:
        ruta = Path(carpeta) / f"respuesta.{terminacion}"
        exportar(ruta, filas, salida)
        return ruta.read_bytes()


def _filas(respuestas: Respuestas, salida: dict[str, Any]) -> Iterator[Fila]:
    claves = [r["id"] for r in salida["rows"]]
    for i in range(0, len(claves), 500):
        lote = claves[i : i + 500]
        halladas = respuestas.asistente.lector.filas_por_clave(lote)
        yield from (halladas[k] for k in lote if k in halladas)
