"""``poa ask``, ``poa metas`` and ``poa audit``: what the loaded reports say."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, app, asistente, decir, escribir_json
from index import motivos

if TYPE_CHECKING:
    pass


@app.command(cls=Orden)
def ask(
    pregunta: str = typer.Argument("", metavar="PREGUNTA", help="La pregunta, entre comillas."),
    history: list[str] = typer.Option([], help="Pregunta anterior de la conversación (se puede repetir)."),
    batch: Path | None = typer.Option(None, help="Archivo JSONL con una pregunta por renglón: id, question, history."),
    como_json: bool = typer.Option(False, "--json", help="Escribe la respuesta en JSON, en un renglón."),
) -> int:
    """Responde una pregunta, con la cita de cada cifra."""
    if (batch is None) == (not pregunta.strip()):
        raise ErrorDeUso("escriba una pregunta entre comillas, o indique un archivo con --batch (una de las dos).")
    if batch is not None:
        return _lote(batch)
    respuesta = asistente().ask(pregunta, history)
    if como_json:
        escribir_json(respuesta)
    else:
        from assistant.cli.presenta import respuesta_en_texto

        print(respuesta_en_texto(respuesta))
    return 0


def _lote(archivo: Path) -> int:
    """One answer a line, in the order of the questions. The whole file is checked before the first answer."""
    preguntas = list(leer_preguntas(archivo))
    quien = asistente()
    fallas = 0
    for p in preguntas:
        try:
            escribir_json(quien.ask(p["question"], p.get("history") or (), p.get("id")))
        except Exception:
            # One question must not end the batch: its line says so, the log has the detail.
            logging.getLogger(__name__).exception("No se pudo responder %r", p["question"])
            escribir_json(_fallida(p))
            fallas += 1
    return 1 if fallas else 0


def _fallida(p: dict[str, Any]) -> dict[str, Any]:
    from assistant.answer import sin_respuesta

    texto = "No se pudo responder por un error interno; el detalle quedó en la bitácora."
    vacia = sin_respuesta("no_data", texto, {})
    return {"id": p.get("id"), "question": p["question"], **vacia, "warnings": ["Error interno."], "elapsed_ms": 0.0}


def leer_preguntas(archivo: Path) -> Iterator[dict[str, Any]]:
    """The questions of a JSONL file (``-``: standard input). Raises ``ErrorDeUso`` naming the line."""
    for n, linea in enumerate(leer_texto(archivo).split("\n"), start=1):
        if not linea.strip():
            continue
        lugar = f"{archivo.name}, renglón {n}"
        try:
            p = json.loads(linea)
        except ValueError:
            raise ErrorDeUso(f"{lugar}: no es JSON válido.") from None
        if not isinstance(p, dict) or not isinstance(p.get("question"), str):
            raise ErrorDeUso(f"{lugar}: falta «question», el texto de la pregunta.")
        historia = p.get("history")
        if historia is not None and not (isinstance(historia, list) and all(isinstance(h, str) for h in historia)):
            raise ErrorDeUso(f"{lugar}: «history» debe ser una lista de textos.")
        yield p


def leer_texto(archivo: Path) -> str:
    """A UTF-8 text file, or standard input for ``-``. Raises ``ErrorDeUso``."""
    if str(archivo) == "-":
        return sys.stdin.read()
    try:
        return archivo.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ErrorDeUso(f"{archivo}: no existe. Verifique la ruta del archivo.") from None
    except IsADirectoryError:
        raise ErrorDeUso(f"{archivo}: es una carpeta, no un archivo.") from None
    except UnicodeDecodeError:
        raise ErrorDeUso(f"{archivo}: no es un texto en UTF-8.") from None
    except OSError as error:
        raise ErrorDeUso(f"{archivo}: no se puede abrir ({motivos.del_sistema(error)}).") from None


@app.command(cls=Orden)
def metas(
    unidad: str = typer.Option("", help="Código de la unidad ejecutora."),
    programa: str = typer.Option("", help="Código del programa."),
    ejercicio: int | None = typer.Option(None, help="Año del ejercicio."),
    corte: str = typer.Option("", help="Fecha de corte, AAAA-MM-DD."),
    estado: str = typer.Option("", help="Estado de la meta: cumplida, no_cumplida, rebasada…"),
    meta: str = typer.Option("", help="Número de la meta, como 8.2."),
    all_cuts: bool = typer.Option(False, "--all-cuts", help="Incluye los cortes que otro posterior sustituye."),
    como_json: bool = typer.Option(False, "--json", help="Escribe una lista JSON."),
) -> int:
    """Muestra las metas cargadas.

    Por omisión, las del último corte de cada informe.
    """
    from assistant.listado import Seleccion, metas_cargadas

    seleccion = Seleccion.de(unidad, programa, ejercicio, corte, estado, meta, all_cuts)
    filas = metas_cargadas(asistente().lector, seleccion)
    if como_json:
        escribir_json([f.json() for f in filas])
        return 0
    if not filas:
        decir("No hay metas cargadas que correspondan.")
        return 0
    from assistant.cli.presenta import tabla_de_metas

    tabla_de_metas(filas)
    return 0
