"""``poa reindex``: the index of meaning under another model, while the one in use goes on."""

from __future__ import annotations

import time

import typer

from assistant.cli.nucleo import Orden, ajustes, app, barra, decir, escribir_json


@app.command(cls=Orden)
def reindex(
    modelo: str = typer.Argument("", metavar="[MODELO]", help="Modelo nuevo, como en POA_EMBEDDINGS; por omisión, ese ajuste."),
    prune: bool = typer.Option(False, "--prune", help="Al terminar, borra los vectores de los demás modelos."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Cambia el modelo de la búsqueda por significado sin interrumpirla.

    Calcula los vectores del modelo nuevo mientras el anterior sigue en servicio, y lo sustituye al final. Una orden
    interrumpida continúa al repetirla.
    """
    from assistant.carga import reindexar

    leidos = ajustes()
    if modelo:
        leidos = type(leidos).model_validate({**leidos.model_dump(), "embeddings": modelo})
    inicio = time.perf_counter()
    with barra() as progreso:
        hecho = reindexar(leidos, progreso, podar=prune)
    if como_json:
        hechos = {"model": hecho.modelo, "observations": hecho.observaciones, "pruned": hecho.podados}
        escribir_json({**hechos, "elapsed_s": round(time.perf_counter() - inicio, 1)})
        return 0
    print(f"El índice de significado tiene {hecho.observaciones:,} observaciones con el modelo {hecho.modelo}.")
    if prune:
        print(f"Se borraron {hecho.podados:,} vectores de otros modelos.")
    if leidos.embeddings != ajustes().embeddings:
        decir(f"Para usarlo: POA_EMBEDDINGS={leidos.embeddings}, y reinicie la página si está abierta.")
    return 0
