"""Serving the page: what is checked before it listens, and how it listens.

Beyond this machine it listens only with accounts, or where somebody says that it shall be open to all who reach it.
"""

from __future__ import annotations

import logging
import socket
import sys
from typing import TYPE_CHECKING

from assistant.accesos.cuentas import Archivo, ErrorDeCuentas
from assistant.settings import Settings
from index import recolector

if TYPE_CHECKING:
    from starlette.types import ASGIApp

#: Connections at a time (an open page holds one); seconds that an idle one is kept, and that the last answers get.
CONEXIONES, OCIOSA, CIERRE = 1000, 30, 10

_registro = logging.getLogger(__name__)


class NoSePuedeServir(Exception):
    """The page can't be served; the message (Spanish) says why and what to do."""


def lista(escrita: str) -> list[str]:
    """The parts of a setting that holds several, separated by commas."""
    return [p.strip() for p in escrita.split(",") if p.strip()]


def comprobar(ajustes: Settings) -> list[str]:
    """What whoever starts the server should know (Spanish). Raises ``NoSePuedeServir``."""
    from assistant.web.cabeceras import es_local

    local = es_local(ajustes.host)
    if not ajustes.auth:
        if local:
            return []
        if not ajustes.allow_open:
            raise NoSePuedeServir(
                f"La página escucharía en {ajustes.host}, fuera de este equipo, sin pedir contraseña. Agregue cuentas con "
                f"«poa user add NOMBRE» y defina POA_AUTH='{ajustes.cuentas}'; o, si debe quedar abierta a quien llegue a "
                "ella, use --sin-cuentas (POA_ALLOW_OPEN=1). Véase docs/servidor.md."
            )
        return ["La página queda abierta a cualquiera que llegue a ella: no pide contraseña."]
    try:
        cuentas = Archivo(ajustes.cuentas).leer()
    except ErrorDeCuentas as error:
        raise NoSePuedeServir(str(error)) from None
    if not cuentas:
        raise NoSePuedeServir(f"No hay cuentas en {ajustes.cuentas}. Agregue la primera con «poa user add NOMBRE --role editor».")
    if not local and not ajustes.trusted_proxies:
        return ["Las contraseñas viajan sin cifrar: ponga delante un intermediario con https (véase docs/servidor.md)."]
    return []


def servir(settings: Settings | None = None) -> None:
    """Serve the page until interrupted. Exits with 2 and one clear line where it can't."""
    ajustes = settings or Settings()
    try:
        avisos = comprobar(ajustes)
        _probar_puerto(ajustes)
    except NoSePuedeServir as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    import uvicorn

    from assistant.assistant import Assistant
    from assistant.web import aplicacion, memoria, registro

    recolector.espaciado()
    memoria.pocos_montones()
    app = aplicacion(Assistant(ajustes))
    registro.configurar(ajustes)
    for aviso in avisos:
        print(f"Aviso: {aviso}", file=sys.stderr)
    host = f"[{ajustes.host}]" if ":" in ajustes.host else ajustes.host
    print(f"Metas a la vista: http://{host}:{ajustes.port}  (Ctrl+C para terminar)", flush=True)
    uvicorn.run(
        por_intermediarios(app, ajustes),
        host=ajustes.host,
        port=ajustes.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        # uvicorn's own default believes anybody on this machine.
        proxy_headers=False,
        limit_concurrency=CONEXIONES,
        timeout_keep_alive=OCIOSA,
        timeout_graceful_shutdown=CIERRE,
        h11_max_incomplete_event_size=32 * 1024,
    )


def por_intermediarios(app: ASGIApp, ajustes: Settings) -> ASGIApp:
    """The application as it is reached: the named proxies tell who asks and whether by https, nobody else does."""
    proxies = lista(ajustes.trusted_proxies)
    if not proxies:
        return app
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    return ProxyHeadersMiddleware(app, trusted_hosts=proxies)  # type: ignore[arg-type, return-value]


def _probar_puerto(ajustes: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in ajustes.host else socket.AF_INET) as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind((ajustes.host, ajustes.port))
        except OSError as e:
            donde = f"{ajustes.host}:{ajustes.port}"
            raise NoSePuedeServir(f"No se puede escuchar en {donde} ({e.strerror}). Elija otro puerto con POA_PORT.") from None
