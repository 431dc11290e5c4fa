"""``poa history``: what corrected files changed, as the page's Informes tab tells it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import Orden, ajustes, app, decir, escribir_json, plural

if TYPE_CHECKING:
    from index.historial import Cambio


@app.command(cls=Orden)
def history(
    unidad: str = typer.Option("", help="Solo los cambios de esta unidad."),
    meta: str = typer.Option("", help="Solo los de esta meta, por ejemplo 4.2."),
    como_json: bool = typer.Option(False, "--json", help="Escribe los cambios en JSON."),
) -> int:
    """Muestra el antes y el después de los informes corregidos.

    Cuando un archivo sustituye a otro del mismo informe y corte, queda qué decía cada dato y qué dice ahora.
    """
    from index import schema
    from index.inventario import cambios_hechos

    motor = schema.abrir(ajustes().url)
    try:
        hechos = [c for c in cambios_hechos(motor) if unidad in ("", _unidad(c)) and meta in ("", c.meta)]
    finally:
        motor.dispose()
    if como_json:
        escribir_json([_json(c) for c in hechos])
        return 0
    if not hechos:
        decir("Ningún archivo corregido ha cambiado lo que estaba cargado.")
        return 0
    for (antes, despues, cuando), suyos in groupby(
        hechos, key=lambda c: (c.documento_antes, c.documento_despues, c.sustituido_en)
    ):
        lista = list(suyos)
        print(f"{despues} sustituye a {antes} ({cuando:%Y-%m-%d %H:%M} UTC): {plural(len(lista), 'cambio', 'cambios')}")
        for c in lista:
            print(f"  Unidad {_unidad(c)}, meta {c.meta}, {_campo(c.campo)}: {_dicho(c.antes)} → {_dicho(c.despues)}")
    return 0


def _unidad(c: Cambio) -> str:
    """The unit's code: the last part of the report's identity."""
    return c.informe.rsplit("/", 1)[-1]


def _campo(nombre: str) -> str:
    """A field in words: alcanzado.T3 → alcanzado T3."""
    return "la meta entera" if nombre == "meta" else nombre.replace("_", " ").replace(".", " ")


def _dicho(valor: str | None) -> str:
    return "no está" if valor is None else f"«{valor}»"


def _json(c: Cambio) -> dict[str, Any]:
    return {
        "report": c.informe,
        "unidad": _unidad(c),
        "meta": c.meta,
        "field": c.campo,
        "before": c.antes,
        "after": c.despues,
        "document_before": c.documento_antes,
        "document_after": c.documento_despues,
        "replaced_at": c.sustituido_en.isoformat(),
        "cell_before": c.celda_antes,
        "cell_after": c.celda_despues,
    }
