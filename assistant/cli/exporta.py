"""``poa audit`` and ``poa export``: everything loaded, as findings or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, ajustes, app, asistente, decir, escribir_json, plural

if TYPE_CHECKING:
    from assistant.evidence import Fila


@app.command(cls=Orden)
def audit(como_json: bool = typer.Option(False, "--json", help="Escribe una lista JSON.")) -> int:
    """Lista los hallazgos de los informes cargados.

    Sumas que no cuadran, porcentajes que no coinciden, desviaciones sin observación…
    """
    from assistant.listado import hallazgos

    hallados = hallazgos(asistente().lector)
    if como_json:
        escribir_json(hallados)
        return 0
    if not hallados:
        decir("No hay hallazgos en los informes cargados.")
    from assistant.cli.presenta import hallazgos_en_texto

    print(hallazgos_en_texto(hallados), end="")
    return 0


@app.command(cls=Orden)
def export(
    output: Path = typer.Option(..., help="Archivo: .csv, .xlsx o .json; con --question, también .docx, .md o .html."),
    question: str = typer.Option("", help="Exporta todas las filas de la respuesta a esta pregunta."),
    all_cuts: bool = typer.Option(False, "--all-cuts", help="Incluye los cortes que otro posterior sustituye."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Escribe las metas y sus citas en un archivo.

    El formato es el de la terminación: CSV, XLSX o JSON; de una respuesta, también un documento con sus notas.
    """
    from assistant.export import es_documento, exportar, exportar_documento, formato

    documento = bool(question.strip()) and es_documento(output)
    if not documento:
        formato(output)
    filas, respuesta = _por_pregunta(question) if question.strip() else (_todas(all_cuts), None)
    if documento and respuesta is not None:
        exportar_documento(output, [respuesta], asistente().lector)
    else:
        exportar(output, filas, respuesta)
    if como_json:
        escribir_json({"output": str(output), "rows": len(filas)})
    else:
        print(f"Se escribieron {plural(len(filas), 'meta', 'metas')} en {output}.")
    return 0


def _todas(all_cuts: bool) -> list[Fila]:
    from assistant.listado import Seleccion, metas_cargadas

    return metas_cargadas(asistente().lector, Seleccion(todos=all_cuts))


def _por_pregunta(pregunta: str) -> tuple[list[Fila], dict[str, Any]]:
    """All the rows of an answer, however many. Raises ``ErrorDeUso`` where there is no answer."""
    quien = asistente(ajustes().model_copy(update={"max_rows": 10**9}))
    respuesta = quien.ask(pregunta)
    if respuesta["status"] != "answered":
        raise ErrorDeUso(f"no hay filas que exportar: {respuesta['answer']}")
    claves = [r["id"] for r in respuesta["rows"]]
    halladas: dict[str, Fila] = {}
    for i in range(0, len(claves), 500):
        halladas |= quien.lector.filas_por_clave(claves[i : i + 500])
    return [halladas[k] for k in claves], respuesta
