"""The web page. One file a tab; ``crear`` puts them together, ``servir`` runs them. No logic of its own.

Gradio takes seconds to import: it is loaded when the page is built, not when this package is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant
from assistant.web import arranque
from assistant.web.servidor import servir

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.web.herramientas import Herramientas
    from assistant.web.respuestas import Respuestas

__all__ = ["aplicacion", "crear", "servir"]

#: Requests that wait, and that are answered at a time: more of them with a language model, whose answers are waited for.
COLA, A_LA_VEZ, CON_MODELO = 64, 4, 24
#: Bytes that one upload may have, for each megabyte that one of its files may have: as many files as are taken at a time.
_SUBIDA = 20 * 2**20
#: Seconds after which what was uploaded and never loaded is deleted.
_OLVIDO = 3600


def crear(respuestas: Respuestas, herramientas: Herramientas) -> gr.Blocks:
    """The page, without its theme (``aplicacion`` gives it)."""
    arranque.preparar()
    import gradio as gr

    from assistant.web import tema
    from assistant.web.ayuda import Ayuda
    from assistant.web.calidad import Calidad
    from assistant.web.conversar import Conversar
    from assistant.web.herramientas import en_json
    from assistant.web.informes import Informes
    from assistant.web.observaciones import Observaciones
    from assistant.web.resumenes import Resumenes
    from assistant.web.tablero import Tablero

    vista = respuestas.vista
    informes = Informes(respuestas)
    pestanas: dict[str, tuple[str, Any]] = {
        "tablero": ("Tablero", Tablero(respuestas)),
        "observaciones": ("Observaciones", Observaciones(respuestas)),
        "resumenes": ("Resúmenes", Resumenes(respuestas)),
        "calidad": ("Calidad de datos", Calidad(herramientas)),
        "informes": ("Informes", informes),
        "ayuda": ("Ayuda", Ayuda(respuestas)),
    }
    callado: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    pagina: gr.Blocks
    with gr.Blocks(title=tema.NOMBRE, analytics_enabled=False, fill_width=True, delete_cache=(_OLVIDO, _OLVIDO)) as pagina:
        cabecera = gr.Markdown(tema.cabecera(tema.EN_ESPERA), elem_id="cabecera")
        conversar = Conversar(respuestas, vista)
        conversar.recados()
        for _, parte in pestanas.values():
            parte.recados()
        with gr.Tabs(elem_id="pestanas", overflow_behavior="wrap"):
            with gr.Tab("Conversar", id="conversar", elem_id="tab-conversar"):
                conversar.construir()
            for nombre, (titulo, parte) in pestanas.items():
                with gr.Tab(titulo, id=nombre, elem_id=f"tab-{nombre}") as pestana:
                    parte.construir()
                pestana.select(parte.pintar, parte.filtros, parte.salidas, **callado)
        refresco: dict[str, Any] = {
            "fn": lambda: {cabecera: tema.cabecera(vista.actual().html()), **conversar.al_cargar()},
            "inputs": None,
            "outputs": [cabecera, *conversar.al_cargar_salidas],
            "queue": False,
            **callado,
        }
        pagina.load(**refresco)
        for cambio in informes.cambiaron:
            cambio.then(**refresco)
        conversar.al_abrir(pagina)
        for herramienta in (
            herramientas.preguntar,
            herramientas.listar_metas,
            herramientas.buscar_observaciones,
            herramientas.auditar,
        ):
            # Out of the queue: for a queued tool MCP calls this server by the address that the request names.
            gr.events.api(en_json(herramienta), api_name=herramienta.__name__, queue=False)
    pagina.queue(max_size=COLA, default_concurrency_limit=CON_MODELO if respuestas.por_partes else A_LA_VEZ, api_open=False)
    return pagina


def aplicacion(asistente: Assistant) -> FastAPI:
    """The ASGI application: the page, what stands beside it, and the wall around them."""
    arranque.preparar()
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.gzip import GZipMiddleware

    from assistant.web import rutas, tema
    from assistant.web.cargado import Vista
    from assistant.web.herramientas import Herramientas
    from assistant.web.interior import Interior
    from assistant.web.muralla import amurallar
    from assistant.web.respuestas import Respuestas

    ajustes = asistente.settings
    os.environ["GRADIO_TEMP_DIR"] = str(ajustes.carpeta / "subidas")
    respuestas = Respuestas(asistente, Vista(asistente))
    herramientas = Herramientas(respuestas)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    rutas.archivos(app)
    app.add_api_route("/poa/lamina", rutas.Laminas(respuestas).responder, include_in_schema=False, response_model=None)
    app.mount(rutas.BASE, rutas.interfaz(respuestas, herramientas))
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    pagina = crear(respuestas, herramientas)
    amurallar(app, ajustes, respuestas.vista, _SUBIDA * ajustes.max_upload_mb, Interior(pagina))
    servida: FastAPI = gr.mount_gradio_app(
        app,
        pagina,
        path="/",
        server_name=ajustes.host,
        server_port=ajustes.port,
        show_error=False,
        max_file_size=f"{ajustes.max_upload_mb}mb",
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        mcp_server=True,
        pwa=False,
        theme=tema.tema(),
    )
    respuestas.vista.calentar()
    return servida
