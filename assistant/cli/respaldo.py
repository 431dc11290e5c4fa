"""``poa backup`` and ``poa restore``: all that is loaded, in one file, and back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.nucleo import Orden, ajustes, app, barra, decir, escribir_json, plural

if TYPE_CHECKING:
    from index.respaldo import Manifiesto


@app.command(cls=Orden)
def backup(
    archivo: Path = typer.Argument(..., metavar="ARCHIVO", help="Archivo del respaldo, por ejemplo poa-2024-06-30.zip."),
    force: bool = typer.Option(False, "--force", help="Sustituye el archivo si ya existe."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Guarda en un archivo todo lo cargado y los diseños propios.

    Se puede hacer mientras se carga o se consulta. No incluye cuentas ni claves.
    """
    from assistant.respaldo import respaldar

    manifiesto = respaldar(ajustes(), archivo, encima=force)
    if como_json:
        escribir_json({"file": str(archivo), "bytes": archivo.stat().st_size, "manifest": asdict(manifiesto)})
    else:
        print(f"Respaldo guardado en {archivo}: {_cuentas(manifiesto)}.")
    return 0


@app.command(cls=Orden)
def restore(
    archivo: Path = typer.Argument(..., metavar="ARCHIVO", help="Archivo que escribió «poa backup»."),
    force: bool = typer.Option(False, "--force", help="Sustituye lo que haya cargado."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Pone un respaldo en lugar de lo cargado.

    El respaldo se comprueba entero antes de tocar nada; si algo falla, queda lo que había.
    """
    from assistant.respaldo import restaurar

    leidos = ajustes()
    with barra() as progreso:
        manifiesto, avisos = restaurar(leidos, archivo, encima=force, progreso=progreso)
    if como_json:
        escribir_json({"file": str(archivo), "manifest": asdict(manifiesto), "warnings": list(avisos)})
    else:
        print(f"Se restauró {archivo} ({manifiesto.creado}): {_cuentas(manifiesto)}.")
    for aviso in avisos:
        decir(f"Aviso: {aviso}")
    return 0


def _cuentas(manifiesto: Manifiesto) -> str:
    nombres = (("documentos", "documento"), ("informes", "informe"), ("metas", "meta"))
    return ", ".join(plural(manifiesto.cuentas.get(tabla, 0), uno, f"{uno}s") for tabla, uno in nombres)
