"""The door: who may in, by a session's cookie or a token, and who may change what is loaded.

With accounts nothing answers but the log-in page, its style and ``/healthz``. Tokens (``Authorization: Bearer``) open the
HTTP interface and MCP, which only read, and nothing else; cookies go with requests of our own pages only (SameSite=Lax, and
``cabeceras`` refuses another site's). Without accounts everybody asks, and only who sits at this machine changes anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accesos.bitacora import Bitacora
from assistant.accesos.cuentas import Archivo, Cuenta, Cuentas
from assistant.accesos.frenos import Frenos
from assistant.accesos.sesiones import Sesiones
from assistant.settings import Settings
from assistant.web import peticion as pedidas
from assistant.web.cabeceras import es_de_aqui, es_local
from assistant.web.peticion import Peticion

ENTRAR, SALIR, SALUD = "/entrar", "/salir", "/healthz"
#: What answers to anybody.
ABIERTAS = frozenset({ENTRAR, SALUD, "/poa/entrar.css", "/favicon.ico"})
#: Where a token is taken.
_DE_FICHA = re.compile(r"/(?:api/v1|gradio_api/mcp)(?:/|$)")
#: What only an editor may ask for.
_DE_EDITOR = re.compile(r"(?:/gradio_api)?/upload", re.I)
#: What an open page asks by itself: it keeps no session alive.
_SOLA = re.compile(r"(?:/gradio_api)?/(?:heartbeat|queue/data|startup-events)|/healthz$")
#: Files that an answer or a summary is taken away as.
_EXPORTA = re.compile(r"/api/v1/(?:exportar|observaciones\.(?:csv|xlsx))$|(?:/gradio_api)?/file=.*?(?P<archivo>[^/]+)$")

#: What proxies say of a request; whoever has a trusted one, its word is in the scope already (``servidor``).
_DE_INTERMEDIARIO = re.compile(rb"x-forwarded-|forwarded$|x-real-ip$", re.I)


@dataclass(slots=True)
class Acceso:
    """What the door and the log-in page share."""

    ajustes: Settings
    cuentas: Cuentas | None
    sesiones: Sesiones
    frenos: Frenos
    bitacora: Bitacora

    @classmethod
    def de(cls, ajustes: Settings) -> Acceso:
        """By the settings."""
        return cls(
            ajustes,
            Cuentas(Archivo(ajustes.cuentas)) if ajustes.auth else None,
            Sesiones(ajustes.session_idle_minutes * 60, ajustes.session_hours * 3600),
            Frenos(),
            Bitacora(ajustes.carpeta),
        )


def segura(scope: Scope) -> bool:
    """Whether who asks came by https."""
    return scope.get("scheme") == "https"


def galleta(scope: Scope) -> str:
    """The session cookie's name: over https, one that only this host can set."""
    return "__Host-poa_sesion" if segura(scope) else "poa_sesion"


def galleta_de(scope: Scope) -> str:
    """What the session cookie of a request holds; "" without one."""
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(galleta(scope), "")


class Portero:
    """Lets a request in, or not."""

    def __init__(self, app: ASGIApp, acceso: Acceso) -> None:
        self.app, self.acceso = app, acceso
        self._local = es_local(acceso.ajustes.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            peticion = pedidas.de(scope)
            peticion.de_aqui = es_de_aqui(scope)
            # Gradio would take a visitor's word for where this server is, and MCP would call that place.
            scope["headers"] = [(k, v) for k, v in scope["headers"] if not _DE_INTERMEDIARIO.match(k)]
            rechazo = self._negar(scope, peticion)
            if rechazo is None and scope["method"] == "GET" and (m := _EXPORTA.search(scope["path"])):
                peticion.anotar("exportar", self._que(scope, m["archivo"]))
            await (rechazo or self.app)(scope, receive, send)

    def _negar(self, scope: Scope, peticion: Peticion) -> Response | None:
        """Find out who asks. Returns what they get instead of what they asked for, None where they may."""
        ruta = scope["path"]
        if self.acceso.cuentas is None:
            peticion.cambia = self._local and peticion.de_aqui
            if _DE_EDITOR.match(ruta) and not peticion.cambia:
                return PlainTextResponse("No disponible.", status_code=404)
            return None
        cuenta = self._cuenta(scope, self.acceso.cuentas, peticion)
        if cuenta is not None:
            peticion.usuario, peticion.papel, peticion.cambia = cuenta.nombre, cuenta.papel, cuenta.papel == "editor"
        if ruta in ABIERTAS:
            return None
        if cuenta is None:
            return _que_entre(scope)
        if _DE_EDITOR.match(ruta) and not peticion.cambia:
            peticion.anotar("negado", ruta)
            return _dicho("Su cuenta es de consulta: no puede cargar ni quitar informes.", 403)
        return None

    def _cuenta(self, scope: Scope, cuentas: Cuentas, peticion: Peticion) -> Cuenta | None:
        esquema, _, ficha = Headers(scope=scope).get("authorization", "").partition(" ")
        if esquema.lower() == "bearer" and _DE_FICHA.match(scope["path"]):
            return self._de_ficha(ficha.strip(), cuentas, peticion)
        guardada = galleta_de(scope)
        renueva = not _SOLA.match(scope["path"])
        return self.acceso.sesiones.cuenta(guardada, cuentas, renueva) if guardada else None

    def _de_ficha(self, ficha: str, cuentas: Cuentas, peticion: Peticion) -> Cuenta | None:
        cuenta = cuentas.de_ficha(ficha)
        frenos = self.acceso.frenos
        # 256 random bits are guessed by nobody: the count only keeps the audit log from being filled.
        if cuenta is None and not frenos.espera("", peticion.direccion):
            frenos.fallo("", peticion.direccion)
            peticion.anotar("ficha_fallida")
        return cuenta

    def _que(self, scope: Scope, archivo: str | None) -> str:
        """What of an export is written down; its question only where the settings say so."""
        consulta = scope["query_string"].decode("latin-1") if self.acceso.ajustes.log_questions else ""
        nombre = archivo or scope["path"].rpartition("/")[2]
        return f"{nombre}?{consulta}" if consulta else nombre


def _que_entre(scope: Scope) -> Response:
    """What who is not in gets: the log-in page for a page, a refusal for the rest."""
    cabeceras = Headers(scope=scope)
    if scope["method"] in ("GET", "HEAD") and "text/html" in cabeceras.get("accept", ""):
        consulta = scope["query_string"].decode("latin-1")
        volver = quote(scope["path"] + (f"?{consulta}" if consulta else ""), safe="")
        return RedirectResponse(f"{ENTRAR}?volver={volver}", 303, headers={"Cache-Control": "no-store"})
    respuesta = _dicho("Su sesión terminó. Vuelva a entrar.", 401)
    if _DE_FICHA.match(scope["path"]):
        respuesta.headers["WWW-Authenticate"] = 'Bearer realm="poa"'
    return respuesta


def _dicho(mensaje: str, estado: int) -> JSONResponse:
    # «detail» is what Gradio's own page reads.
    return JSONResponse({"error": mensaje, "detail": mensaje}, status_code=estado, headers={"Cache-Control": "no-store"})
