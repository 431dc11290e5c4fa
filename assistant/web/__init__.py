"""The web page. One file a tab; ``crear`` puts them together, ``servir`` runs them. No logic of its own.

Gradio takes seconds to import: it is loaded when the page is built, not when this package is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import arranque

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI
    from starlette.responses import Response

#: Requests that wait, and that are answered at a time.
COLA, A_LA_VEZ = 64, 4


def crear(asistente: Assistant) -> gr.Blocks:
    """The page over one assistant, without its theme (``aplicacion`` gives it)."""
    arranque.preparar()
    import gradio as gr

    from assistant.web import tema
    from assistant.web.cargado import Vista
    from assistant.web.conversar import Conversar
    from assistant.web.respuestas import Respuestas

    vista = Vista(asistente)
    respuestas = Respuestas(asistente, vista)
    pagina: gr.Blocks
    with gr.Blocks(title=tema.NOMBRE, analytics_enabled=False, fill_width=True) as pagina:
        cabecera = gr.Markdown(tema.cabecera(vista.actual().html()), elem_id="cabecera")
        conversar = Conversar(respuestas, vista)
        conversar.recados()
        with gr.Tabs(elem_id="pestanas"):
            with gr.Tab("Conversar", id="conversar", elem_id="tab-conversar"):
                conversar.construir()
            with gr.Tab("Calidad de datos", id="calidad", elem_id="tab-calidad"):
                gr.Markdown("x")
        pagina.load(
            lambda: {cabecera: tema.cabecera(vista.actual().html()), **conversar.al_cargar()},
            None,
            [cabecera, *conversar.al_cargar_salidas],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
        conversar.al_abrir(pagina)
    pagina.queue(max_size=COLA, default_concurrency_limit=A_LA_VEZ, api_open=False)
    return pagina


def aplicacion(asistente: Assistant) -> FastAPI:
    """The ASGI application: the page, its two files, and the headers around them."""
    arranque.preparar()
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.gzip import GZipMiddleware

    from assistant.web import tema
    from assistant.web.cabeceras import LOCALES, Cabeceras, es_local

    ajustes = asistente.settings
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    archivos = {
        "/poa/pagina.css": (tema.ESTILO, "text/css"),
        "/poa/pagina.js": (tema.GUION, "text/javascript"),
        "/favicon.ico": (tema.ICONO, "image/svg+xml"),
    }
    for ruta, (contenido, tipo) in archivos.items():
        app.add_api_route(ruta, _archivo(contenido, tipo), include_in_schema=False, response_model=None)
    app.add_middleware(GZipMiddleware, minimum_size=2000)
    app.add_middleware(Cabeceras, hosts=LOCALES if es_local(ajustes.host) else (), cabeza=tema.CABEZA)
    servida: FastAPI = gr.mount_gradio_app(
        app,
        crear(asistente),
        path="/",
        server_name=ajustes.host,
        server_port=ajustes.port,
        show_error=False,
        max_file_size=f"{ajustes.max_upload_mb}mb",
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        mcp_server=False,
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


def _archivo(contenido: bytes, tipo: str) -> Callable[[], Response]:
    """A route that answers with fixed bytes."""
    from starlette.responses import Response

    def archivo() -> Response:
        return Response(contenido, media_type=tipo, headers={"Cache-Control": "no-cache"})

    return archivo
