"""The wall around the page, from the outside in: the log, headers and closed routes, the door, the limits,
bodies made text, and whose each open page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.web import peticion, tema
from assistant.web.acceso import ENTRAR, SALUD, Acceso, Portero
from assistant.web.cabeceras import Anfitriones, Cabeceras
from assistant.web.cuerpo import Cuerpos
from assistant.web.duenos import Duenos
from assistant.web.entrada import Entrada
from assistant.web.interior import Interior
from assistant.web.limites import Limites
from assistant.web.registro import Registro
from assistant.web.salud import Salud
from assistant.web.seguro import texto
from assistant.web.servidor import lista

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Scope

    from assistant.web.cargado import Vista

_GUION = '<script src="/poa/acceso.js"></script>'


def amurallar(app: FastAPI, ajustes: Settings, vista: Vista, subida: int, interior: Interior) -> None:
    """Put the wall around the application, and the log-in page and ``/healthz`` into it. ``subida``: an upload's
    bytes; ``interior``: what Gradio keeps. What the door knows is left at ``app.state.acceso``."""
    acceso = Acceso.de(ajustes)
    con_cuentas = acceso.cuentas is not None
    if con_cuentas:
        Entrada(acceso).poner(app)
    app.add_api_route(SALUD, Salud(vista, acceso).responder, include_in_schema=False, response_model=None)
    # What is added last stands outermost.
    if con_cuentas:
        app.add_middleware(Duenos, interior=interior)
    app.add_middleware(Cuerpos)
    app.add_middleware(
        Limites, por_minuto=ajustes.rate_limit, cuentas=con_cuentas, subida=subida, en_espera=interior.en_espera
    )
    app.add_middleware(Portero, acceso=acceso)
    app.add_middleware(
        Cabeceras,
        hosts=Anfitriones.de(ajustes.host, lista(ajustes.trusted_hosts)),
        cabeza=_cabeza,
        intactas=frozenset({ENTRAR}),
    )
    app.add_middleware(Registro, bitacora=acceso.bitacora)
    app.state.acceso = acceso


def _cabeza(scope: Scope) -> str:
    """What the page's head gets: who is in, before the script that reads it."""
    de = peticion.de(scope)
    quien = f'<meta name="poa-usuario" content="{texto(de.usuario)}"><meta name="poa-papel" content="{texto(de.papel)}">'
    return f"{quien if de.usuario else ''}{_GUION}{tema.CABEZA}"
