"""``poa ingest`` and ``poa forget``: documents in and out of the stores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, ajustes, app, barra, decir, escribir_json, plural

if TYPE_CHECKING:
    from index.ingest import DocumentoIngerido

_ESTADOS = {
    "loaded": "cargado",
    "partial": "cargado en parte",
    "unchanged": "sin cambios",
    "replaced": "actualizado",
    "quarantined": "no se cargó",
}


@app.command(cls=Orden)
def ingest(
    rutas: list[Path] = typer.Argument(..., metavar="RUTA...", help="Archivos o carpetas con informes."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Carga informes: archivos o carpetas enteras.

    Cargar dos veces el mismo archivo no duplica nada.
    """
    from assistant.carga import cargar

    leidos = ajustes()
    with barra() as progreso:
        carga = cargar(leidos, rutas, progreso)
    documentos = carga.resumen.documentos
    if como_json:
        escribir_json(carga.json())
    for d in documentos:
        _contar(d, como_json)
    for aviso in carga.avisos:
        decir(f"Aviso: {aviso}")
    if not documentos:
        raise ErrorDeUso(f"no hay ningún archivo de informe en {', '.join(str(r) for r in rutas)}.")
    if all(d.estado == "quarantined" and not Path(d.ruta).exists() for d in documentos):
        return 2
    return 1 if carga.resumen.apartado else 0


@app.command(cls=Orden)
def forget(
    documento: str = typer.Argument(..., metavar="DOCUMENTO", help="Nombre del archivo cargado, o su huella SHA-256."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Quita un documento y todo lo que se obtuvo de él."""
    from assistant.carga import olvidar

    leidos = ajustes()
    nombres, avisos = olvidar(leidos, documento)
    if not nombres and Path(documento).name != documento:
        nombres, avisos = olvidar(leidos, Path(documento).name)
    if not nombres:
        raise ErrorDeUso(f"no hay ningún documento cargado que se llame «{documento}».")
    if como_json:
        escribir_json({"document": documento, "forgotten": list(nombres), "warnings": list(avisos)})
    else:
        print(f"Se quitó {', '.join(nombres)} con todo lo que se obtuvo de él.")
    for aviso in avisos:
        decir(f"Aviso: {aviso}")
    return 0


def _contar(d: DocumentoIngerido, como_json: bool) -> None:
    """One document in a line; what was set aside of it, a line each, always on stderr."""
    nombre = Path(d.ruta).name
    if d.estado == "quarantined":
        decir(d.motivo or f"{nombre}: no se cargó.")
    elif not como_json:
        cuentas = ((d.informes, "informe"), (d.metas, "meta"), (d.hallazgos, "hallazgo"))
        cuantos = ", ".join(plural(n, uno, f"{uno}s") for n, uno in cuentas)
        print(f"{nombre}: {_ESTADOS[d.estado]}{'' if d.estado == 'unchanged' else f': {cuantos}'}")
    for a in d.apartados if d.estado != "quarantined" else d.apartados[1:]:
        decir(f"{nombre}, {a.lugar}: {a.motivo} {a.remedio}")
