"""``poa ingest`` and ``poa forget``: documents in and out of the stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import typer

from assistant.cli.avance import avance
from assistant.cli.nucleo import ErrorDeUso, Orden, ajustes, app, decir, escribir_json, plural
from assistant.cli.presenta import limpio

if TYPE_CHECKING:
    from assistant.carga import Carga
    from index.ingest import DocumentoIngerido

#: How a document's status reads, of one and of several.
_ESTADOS = {
    "loaded": ("cargado", "cargados"),
    "partial": ("cargado en parte", "cargados en parte"),
    "replaced": ("actualizado", "actualizados"),
    "unchanged": ("sin cambios", "sin cambios"),
    "quarantined": ("no se cargó", "no se cargaron"),
}
#: What a shell expects of a program that Ctrl-C stopped.
_INTERRUMPIDO = 130


@app.command(cls=Orden)
def ingest(
    rutas: list[Path] = typer.Argument(..., metavar="RUTA...", help="Archivos, carpetas o paquetes ZIP con informes."),
    municipio: str = typer.Option("", help="Municipio de los archivos que no lo impriman."),
    ejercicio: str = typer.Option("", help="Ejercicio (año) de los archivos que no lo impriman."),
    unidad: str = typer.Option("", help="Clave y nombre de la unidad, «201 Dirección de Cultura», si el archivo no los imprime."),
    corte: str = typer.Option("", help="Fecha de corte, AAAA-MM-DD, de los archivos que no la impriman."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Carga informes: archivos, carpetas enteras o paquetes ZIP.

    Cargar dos veces el mismo archivo no duplica nada; una carga interrumpida continúa al repetir la misma orden.

    Un formato que no dice de quién es se aparta. Con --municipio, --ejercicio, --unidad y --corte se completa lo que no
    imprime: vale lo impreso donde lo hay, y lo indicado queda señalado como hallazgo, sin cita.
    """
    from assistant.carga import cargar
    from index import indicado

    leidos = ajustes()
    try:
        dicho = indicado.de_textos(municipio, ejercicio, unidad, corte)
    except indicado.NoVale as error:
        raise ErrorDeUso(str(error)) from None
    with avance() as progreso:
        carga = cargar(leidos, rutas, progreso, dicho)
    documentos = carga.resumen.documentos
    if como_json:
        escribir_json(carga.json())
    for d in documentos:
        _contar(d, como_json)
    if not como_json and len(documentos) > 1:
        _resumir(documentos)
    for aviso in carga.avisos:
        decir(f"Aviso: {aviso}")
    if carga.resumen.interrumpido:
        return _interrumpida(carga)
    if not documentos:
        raise ErrorDeUso(f"no hay ningún archivo de informe en {', '.join(str(r) for r in rutas)}.")
    if not any(r.exists() for r in rutas):
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
    nombres: tuple[str, ...] = ()
    for nombre in _nombres(documento):
        nombres, avisos = olvidar(leidos, nombre)
        if nombres:
            break
    else:
        raise ErrorDeUso(f"no hay ningún documento cargado que se llame «{documento}».")
    if como_json:
        escribir_json({"document": documento, "forgotten": list(nombres), "warnings": list(avisos)})
    else:
        print(f"Se quitó {', '.join(nombres)} con todo lo que se obtuvo de él.")
    for aviso in avisos:
        decir(f"Aviso: {aviso}")
    return 0


def _nombres(documento: str) -> Iterator[str]:
    """The names by which the store may know a document: as it was given; without the folders before its package, if
    it is in one; its file's name."""
    yield documento
    partes = PurePath(documento).parts
    paquete = next((i for i, p in enumerate(partes[:-1]) if p.lower().endswith(".zip")), None)
    if paquete:
        yield "/".join(partes[paquete:])
    elif paquete is None and len(partes) > 1:
        yield partes[-1]


def _contar(d: DocumentoIngerido, como_json: bool) -> None:
    """One document in a line; what was set aside of it, a line each, always on stderr."""
    nombre = limpio(d.nombre)
    if d.estado == "quarantined":
        decir(limpio(d.motivo or f"{nombre}: no se cargó."))
    elif not como_json:
        cuentas = ((d.informes, "informe"), (d.metas, "meta"), (d.hallazgos, "hallazgo"))
        cuantos = ", ".join(plural(n, uno, f"{uno}s") for n, uno in cuentas)
        print(f"{nombre}: {_ESTADOS[d.estado][0]}{'' if d.estado == 'unchanged' else f': {cuantos}'}")
    for a in d.apartados if d.estado != "quarantined" else d.apartados[1:]:
        decir(limpio(f"{nombre}, {a.lugar}: {a.motivo} {a.remedio}"))


def _resumir(documentos: tuple[DocumentoIngerido, ...]) -> None:
    """How many documents came to each status, and what they hold."""
    from rich.console import Console
    from rich.table import Table

    tabla = Table(title=plural(len(documentos), "documento", "documentos"), title_justify="left")
    for titulo in ("", "Documentos", "Informes", "Metas", "Hallazgos", "Apartados"):
        tabla.add_column(titulo, justify="right" if titulo else "left")
    for estado, (_, varios) in _ESTADOS.items():
        propios = [d for d in documentos if d.estado == estado]
        cuentas = (sum(d.informes for d in propios), sum(d.metas for d in propios), sum(d.hallazgos for d in propios))
        apartados = sum(len(d.apartados) for d in propios)
        if propios:
            tabla.add_row(varios, *(f"{n:,}" for n in (len(propios), *cuentas, apartados)))
    Console().print(tabla)


def _interrumpida(carga: Carga) -> int:
    """Say what an interrupted load leaves, and how it goes on."""
    listos = sum(d.estado != "quarantined" for d in carga.resumen.documentos)
    cargados = plural(listos, "archivo quedó cargado", "archivos quedaron cargados")
    faltan = plural(carga.resumen.sin_leer, "falta", "faltan")
    decir(f"Se interrumpió la carga: {cargados}; {faltan}. Repita la misma orden para continuar donde se quedó.")
    return _INTERRUMPIDO
