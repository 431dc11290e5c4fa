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
import socket
from collections.abc import Callable, Iterable
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
    r"^(?:/gradio_api)?/(?:proxy=|component_server|process_recording|vibe-|undo-vibe|dev/|reload|monitoring|profiling|deep_link"
    r"|login|runs|run-history|call/|stream/|docs|redoc|openapi\.json)",
    re.I,
)
#: Uploads have two routes; who may use them is for the door to say, how much for the limits.
_SUBIDA_AJENA = re.compile(r"^(?:/gradio_api)?/upload(?!(?:_progress)?/?$)", re.I)

#: What is answered to somebody; it stays out of every cache.
_DE_ALGUIEN = re.compile(r"/(?:api/|gradio_api/|config|info)")
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


class Anfitriones:
    """The names by which the page is reached: exact ones, ``*.`` before a domain for those under it, and, where
    ``numericas``, any address in figures. A page of another site cannot make a browser send one of these for its own
    name (DNS rebinding)."""

    def __init__(self, nombres: Iterable[str], numericas: bool = False) -> None:
        limpios = {n.strip().strip("[]").lower() for n in nombres} - {""}
        self._exactos = frozenset(n for n in limpios if not n.startswith("*."))
        self._bajo = tuple(n[1:] for n in limpios if n.startswith("*."))
        self._numericas = numericas

    def __contains__(self, host: str) -> bool:
        nombre = host.lower().rstrip(".")
        return nombre in self._exactos or nombre.endswith(self._bajo) or (self._numericas and _es_ip(nombre))

    @classmethod
    def de(cls, host: str, escritos: Iterable[str]) -> Anfitriones:
        """Where the server listens, and the names in the settings."""
        if es_local(host):
            return cls([*LOCALES, *escritos])
        propios = [socket.gethostname(), socket.getfqdn()]
        return cls([*LOCALES, host, *propios, *escritos], numericas=True)


def propia(scope: Scope, cabeceras: Headers) -> bool:
    """Whether a request is not one that another site's page made. Browsers say where a request comes from; programs say
    nothing, and carry nobody's cookie. A link from elsewhere to a page is no such request: it only opens it."""
    sitio, origen = cabeceras.get("sec-fetch-site"), cabeceras.get("origin")
    if sitio in ("cross-site", "same-site"):
        abre = cabeceras.get("sec-fetch-mode") == "navigate" and cabeceras.get("sec-fetch-dest") == "document"
        return abre and scope.get("method") in ("GET", "HEAD")
    return sitio == "same-origin" or origen is None or urlsplit(origen).netloc == cabeceras.get("host", "")


class Cabeceras:
    """Adds the headers, prepares the page, refuses unknown hosts, foreign origins and routes that must not answer.

    ``cabeza``: what the page's head gets, for the request that asks for it. ``intactas``: pages that are none of Gradio's.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Anfitriones,
        cabeza: Callable[[Scope], str],
        intactas: frozenset[str] = frozenset(),
    ) -> None:
        self.app, self.hosts, self.cabeza, self.intactas = app, hosts, cabeza, intactas

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan" or self._conocido(scope, Headers(scope=scope)):
                await self.app(scope, receive, send)
            return
        rechazo = self._rechazo(scope)
        if rechazo is not None:
            await rechazo(scope, receive, _con_cabeceras(send, scope))
        elif _pide_pagina(scope) and scope["path"] not in self.intactas:
            await self._pagina(_sin_compresion(scope), receive, send)
        else:
            await self.app(scope, receive, _con_cabeceras(send, scope))

    # -- refusals
    def _rechazo(self, scope: Scope) -> PlainTextResponse | None:
        cabeceras = Headers(scope=scope)
        if not self._conocido(scope, cabeceras):
            return PlainTextResponse("Dirección no reconocida.", status_code=400)
        ruta = unquote(scope["path"])
        if _AJENA.search(ruta) or _SIN_USO.search(ruta) or _SUBIDA_AJENA.search(ruta):
            return PlainTextResponse("No disponible.", status_code=404)
        return None

    def _conocido(self, scope: Scope, cabeceras: Headers) -> bool:
        """Whether the Host is ours and no other site's page is asking."""
        return _nombre(cabeceras.get("host", "")) in self.hosts and propia(scope, cabeceras)

    # -- the page
    async def _pagina(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an HTML response back until it is whole, then send it prepared with its own policy."""
        inicio: Message = {}
        cuerpo = bytearray()
        seguir = _con_cabeceras(send, scope)

        async def guardar(mensaje: Message) -> None:
            if mensaje["type"] == "http.response.start" and _es_html(mensaje):
                inicio.update(mensaje)
            elif not inicio:
                await seguir(mensaje)
            else:
                cuerpo.extend(mensaje.get("body", b""))
                if not mensaje.get("more_body"):
                    await self._enviar(scope, inicio, cuerpo.decode("utf-8"), send)

        await self.app(scope, receive, guardar)

    async def _enviar(self, scope: Scope, inicio: Message, cuerpo: str, send: Send) -> None:
        html = preparar(cuerpo, self.cabeza(scope))
        datos = html.encode("utf-8")
        cabeceras = MutableHeaders(raw=list(inicio["headers"]))
        cabeceras["Cache-Control"] = "no-store"
        cabeceras["Content-Length"] = str(len(datos))
        _poner(cabeceras, scope, html)
        await send({**inicio, "headers": cabeceras.raw})
        await send({"type": "http.response.body", "body": datos})


def _nombre(host: str) -> str:
    """A Host header without its port; "" for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or "" if host else ""
    except ValueError:
        return ""


def _es_ip(nombre: str) -> bool:
    try:
        ipaddress.ip_address(nombre)
    except ValueError:
        return False
    return True


def _pide_pagina(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _es_html(inicio: Message) -> bool:
    return MutableHeaders(raw=list(inicio.get("headers", []))).get("content-type", "").startswith("text/html")


def _sin_compresion(scope: Scope) -> Scope:
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]}


def _poner(cabeceras: MutableHeaders, scope: Scope, html: str = "") -> None:
    if scope.get("scheme") == "https":
        cabeceras["Strict-Transport-Security"] = "max-age=31536000"
    cabeceras["Content-Security-Policy"] = politica(html)
    for nombre, valor in _FIJAS.items():
        cabeceras[nombre] = valor


def _con_cabeceras(send: Send, scope: Scope) -> Send:
    async def enviar(mensaje: Message) -> None:
        if mensaje["type"] == "http.response.start":
            cabeceras = MutableHeaders(raw=list(mensaje.get("headers", [])))
            _poner(cabeceras, scope)
            if _DE_ALGUIEN.match(scope["path"]):
                cabeceras.setdefault("Cache-Control", "no-store")
            mensaje = {**mensaje, "headers": cabeceras.raw}
        await send(mensaje)

    return enviar
