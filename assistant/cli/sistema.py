"""``poa serve`` and ``poa doctor``: the web application, and the state of the installation."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from assistant.cli.nucleo import Orden, ajustes, app, barra, decir, escribir_json

_SIGNOS = {"ok": "bien", "optional": "opcional", "problem": "FALLA"}


@app.command(cls=Orden)
def serve(
    host: str = typer.Option("", help="Dirección en que escucha; por omisión, POA_HOST."),
    port: int = typer.Option(0, help="Puerto; por omisión, POA_PORT."),
    sin_cuentas: bool = typer.Option(
        False, "--sin-cuentas", help="Escucha fuera de este equipo aunque no haya cuentas (POA_ALLOW_OPEN)."
    ),
    como_json: bool = typer.Option(False, "--json", help="Anuncia la dirección en JSON."),
) -> int:
    """Abre la aplicación web (lo mismo que «python app.py»)."""
    leidos = ajustes()
    cambios: dict[str, Any] = {k: v for k, v in (("host", host), ("port", port), ("allow_open", sin_cuentas)) if v}
    if cambios:
        leidos = type(leidos).model_validate({**leidos.model_dump(), **cambios})
    direccion = f"http://{leidos.host}:{leidos.port}"
    if como_json:
        escribir_json({"url": direccion})
    decir(f"Abriendo la aplicación en {direccion} (Ctrl+C para terminar)…")
    import_module("assistant.web").servir(leidos)
    return 0


@app.command(cls=Orden)
def doctor(
    repair: bool = typer.Option(
        False, "--repair", help="Repara lo que se deduce de los datos y rehace el índice de significado."
    ),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Revisa la instalación, los ajustes y los datos.

    De lo que falla dice el remedio.
    """
    from assistant.diagnostico import ajustes_visibles, contar, examinar, reparar

    leidos = ajustes()
    hecho = None
    if repair:
        with barra() as progreso:
            hecho = reparar(leidos, progreso)
        for cosa in (*hecho.hechas, f"El índice de significado se rehízo: {hecho.observaciones} observaciones."):
            decir(cosa)
    pruebas = examinar(leidos)
    mal = any(p.estado == "problem" for p in pruebas)
    if como_json:
        base = all(p.estado == "ok" for p in pruebas if p.nombre == "base de datos")
        escribir_json(
            {
                "ok": not mal,
                "settings": ajustes_visibles(leidos),
                "counts": contar(leidos) if base else {},
                "checks": [p.json() for p in pruebas],
                "repaired": None if hecho is None else hecho.observaciones,
                "repairs": [] if hecho is None else list(hecho.hechas),
            }
        )
        return int(mal)
    for p in pruebas:
        print(f"[{_SIGNOS[p.estado]}] {p.nombre}: {p.detalle}")
        if p.remedio and p.estado != "ok":
            print(f"    Remedio: {p.remedio}")
    print("\nAjustes")
    for nombre, valor in ajustes_visibles(leidos).items():
        print(f"  {nombre}={valor}")
    return int(mal)
