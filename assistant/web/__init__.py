"""The web page. One file a tab; ``crear`` puts them together, ``servir`` runs them. No logic of its own.

Gradio takes seconds to import: it is loaded when the page is built, not when this package is.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import arranque

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant.web.herramientas import Herramientas
    from assistant.web.respuestas import Respuestas

#: Requests that wait, and that are answered at a time.
COLA, A_LA_VEZ = 64, 4
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
        cabecera = gr.Markdown(tema.cabecera(vista.actual().html()), elem_id="cabecera")
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
            gr.events.api(en_json(herramienta), api_name=herramienta.__name__)
    pagina.queue(max_size=COLA, default_concurrency_limit=A_LA_VEZ, api_open=False)
    return pagina


def aplicacion(asistente: Assistant) -> FastAPI:
    """The ASGI application: the page, its two files, and the headers around them."""
    arranque.preparar()
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.gzip import GZipMiddleware

    from assistant.web import rutas, tema
    from assistant.web.cabeceras import LOCALES, Cabeceras, es_local
    from assistant.web.cargado import Vista
    from assistant.web.herramientas import Herramientas
    from assistant.web.respuestas import Respuestas

    ajustes = asistente.settings
    os.environ["GRADIO_TEMP_DIR"] = str(ajustes.carpeta / "subidas")
    local = es_local(ajustes.host)
    respuestas = Respuestas(asistente, Vista(asistente))
    herramientas = Herramientas(respuestas)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    rutas.archivos(app)
    app.add_api_route("/poa/lamina", rutas.Laminas(respuestas).responder, include_in_schema=False, response_model=None)
    app.mount(rutas.BASE, rutas.interfaz(respuestas, herramientas))
    app.add_middleware(GZipMiddleware, minimum_size=2000)
    app.add_middleware(
        Cabeceras, hosts=LOCALES if local else (), cabeza=tema.CABEZA, subida=_SUBIDA * ajustes.max_upload_mb if local else 0
    )
    servida: FastAPI = gr.mount_gradio_app(
        app,
        crear(respuestas, herramientas),
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
    return servida


def servir(settings: Settings | None = None) -> None:
    """Serve the page until interrupted. Exits with 2 and one clear line where the port is taken."""
    import socket

    ajustes = settings or Settings()
    with socket.socket(socket.AF_INET6 if ":" in ajustes.host else socket.AF_INET) as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((ajustes.host, ajustes.port))
        except OSError as e:
            donde = f"{ajustes.host}:{ajustes.port}"
            print(f"No se puede escuchar en {donde} ({e.strerror}). Elija otro puerto con POA_PORT.", file=sys.stderr)
            raise SystemExit(2) from None
    import uvicorn

    app = aplicacion(Assistant(ajustes))
    host = f"[{ajustes.host}]" if ":" in ajustes.host else ajustes.host
    print(f"Metas a la vista: http://{host}:{ajustes.port}  (Ctrl+C para terminar)", flush=True)
    uvicorn.run(app, host=ajustes.host, port=ajustes.port, log_level="warning", server_header=False)
