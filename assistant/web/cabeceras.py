"""What every response carries and what no request may ask: the page's outer wall, as one ASGI middleware.

The policy lets scripts come from this server only. Gradio's page has a few inline scripts: each is allowed by the hash
of its text, so nothing written into the page afterwards runs, and neither ``eval`` nor inline handlers do. Styles keep
'unsafe-inline' because Svelte writes style attributes. Nothing may be fetched from, sent to or framed by another site.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLITICA = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; "
    "frame-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_FIJAS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
LOCALES = ("127.0.0.1", "localhost", "::1")

#: Gradio's routes that fetch another address …
_AJENA = re.compile(r"/(?:file|proxy|stream)=[\s/\\]*(?:[a-z][a-z0-9+.\-]*:|/)", re.I)
#: … and those that no tab uses: its own pages and schemas.
_SIN_USO = re.compile(
    r"^(?:/gradio_api)?/(?:proxy=|component_server|process_recording|vibe-|reload|monitoring|deep_link|login"
    r"|docs|redoc|openapi\.json)",
    re.I,
)
#: Uploads: from this machine only, and only so much at a time (see ``Cabeceras``).
_SUBIDA = re.compile(r"^(?:/gradio_api)?/upload(?P<avance>_progress)?/?$", re.I)
_ES_SUBIDA = re.compile(r"^(?:/gradio_api)?/upload", re.I)

_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.S | re.I)
_ETIQUETA_HTML = re.compile(r"<html\s+lang=\"[^\"]*\"", re.I)
_SOBRANTES = re.compile(
    r"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*"
    r"|<link rel=\"(?:manifest|preconnect|dns-prefetch)\"[^>]*>\s*"
    r"|<script[^>]*\bsrc=\"(?:https?:)?//[^>]*>\s*</script>\s*",
    re.S | re.I,
)


def politica(html: str = "") -> str:
    """The Content-Security-Policy of a page, its inline scripts allowed by hash."""
    hashes = {base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in _SCRIPT.findall(html)}
    return _POLITICA.format(scripts="".join(f" 'sha256-{h}'" for h in sorted(hashes)))


def preparar(html: str, cabeza: str) -> str:
    """Gradio's page in Spanish, without its advertisements and references elsewhere; ``cabeza`` goes into its head."""
    html = _SOBRANTES.sub("", _ETIQUETA_HTML.sub('<html lang="es"', html, count=1))
    return html.replace("</head>", f"{cabeza}</head>", 1)


def es_local(host: str) -> bool:
    """Whether an address is this machine only."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def es_de_aqui(scope: Scope) -> bool:
    """Whether who asks is on this machine, and asks directly: a proxy's request stands for somebody else."""
    cliente = scope.get("client")
    cabeceras = Headers(scope=scope)
    ajena = any(c in cabeceras for c in ("x-forwarded-for", "x-real-ip", "forwarded"))
    return cliente is not None and es_local(str(cliente[0])) and not ajena


class Cabeceras:
    """Adds the headers, prepares the page, refuses unknown hosts, foreign origins and routes that must not answer.

    ``hosts`` empty: any Host is taken (the server listens beyond this machine, behind a name that we don't know).
    ``subida``: the bytes that one upload may have, from this machine; 0: nobody uploads.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), cabeza: str = "", subida: int = 0) -> None:
        self.app, self.hosts, self.cabeza, self.subida = app, frozenset(hosts), cabeza, subida

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan" or self._conocido(Headers(scope=scope)):
                await self.app(scope, receive, send)
            return
        rechazo = self._rechazo(scope)
        if rechazo is not None:
            await rechazo(scope, receive, _con_cabeceras(send))
        elif _pide_pagina(scope):
            await self._pagina(_sin_compresion(scope), receive, send)
        else:
            await self.app(scope, receive, _con_cabeceras(send))

    # -- refusals
    def _rechazo(self, scope: Scope) -> PlainTextResponse | None:
        cabeceras = Headers(scope=scope)
        if not self._conocido(cabeceras):
            return PlainTextResponse("Dirección no reconocida.", status_code=400)
        ruta = unquote(scope["path"])
        if _AJENA.search(ruta) or _SIN_USO.search(ruta):
            return PlainTextResponse("No disponible.", status_code=404)
        return self._rechazo_de_subida(scope, ruta, cabeceras) if _ES_SUBIDA.search(ruta) else None

    def _rechazo_de_subida(self, scope: Scope, ruta: str, cabeceras: Headers) -> PlainTextResponse | None:
        hallada = _SUBIDA.match(ruta)
        if hallada is None or not self.subida or not es_de_aqui(scope):
            return PlainTextResponse("No disponible.", status_code=404)
        if hallada["avance"]:
            return None
        largo = cabeceras.get("content-length", "")
        if not largo.isdecimal():
            return PlainTextResponse("Falta decir cuánto se sube.", status_code=411)
        if int(largo) > self.subida:
            return PlainTextResponse("La subida pasa del tamaño permitido.", status_code=413)
        return None

    def _conocido(self, cabeceras: Headers) -> bool:
        """Whether the Host is ours and the Origin, when there is one, too."""
        if not self.hosts:
            return True
        host = cabeceras.get("host", "")
        origen = cabeceras.get("origin")
        return _nombre(host) in self.hosts and (origen is None or urlsplit(origen).netloc == host)

    # -- the page
    async def _pagina(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an HTML response back until it is whole, then send it prepared with its own policy."""
        inicio: Message = {}
        cuerpo = bytearray()
        seguir = _con_cabeceras(send)

        async def guardar(mensaje: Message) -> None:
            if mensaje["type"] == "http.response.start" and _es_html(mensaje):
                inicio.update(mensaje)
            elif not inicio:
                await seguir(mensaje)
            else:
                cuerpo.extend(mensaje.get("body", b""))
                if not mensaje.get("more_body"):
                    await self._enviar(inicio, cuerpo.decode("utf-8"), send)

        await self.app(scope, receive, guardar)

    async def _enviar(self, inicio: Message, cuerpo: str, send: Send) -> None:
        html = preparar(cuerpo, self.cabeza)
        datos = html.encode("utf-8")
        cabeceras = MutableHeaders(raw=list(inicio["headers"]))
        cabeceras["Cache-Control"] = "no-store"
        cabeceras["Content-Length"] = str(len(datos))
        _poner(cabeceras, html)
        await send({**inicio, "headers": cabeceras.raw})
        await send({"type": "http.response.body", "body": datos})


def _nombre(host: str) -> str:
    """A Host header without its port."""
    return urlsplit(f"//{host}").hostname or "" if host else ""


def _pide_pagina(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _es_html(inicio: Message) -> bool:
    return MutableHeaders(raw=list(inicio.get("headers", []))).get("content-type", "").startswith("text/html")


def _sin_compresion(scope: Scope) -> Scope:
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]}


def _poner(cabeceras: MutableHeaders, html: str = "") -> None:
    cabeceras["Content-Security-Policy"] = politica(html)
    for nombre, valor in _FIJAS.items():
        cabeceras[nombre] = valor


def _con_cabeceras(send: Send) -> Send:
    async def enviar(mensaje: Message) -> None:
        if mensaje["type"] == "http.response.start":
            cabeceras = MutableHeaders(raw=list(mensaje.get("headers", [])))
            _poner(cabeceras)
            mensaje = {**mensaje, "headers": cabeceras.raw}
        await send(mensaje)

    return enviar
