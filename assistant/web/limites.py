"""How much anybody may ask for: queries a minute, work at a time, bytes and seconds of a body. Refusals are polite.

A query is what makes the server think: an event of the page, the HTTP interface, MCP, a page's picture. The page's own
files are not counted. Counts are of an account, or of an address where there are no accounts; somebody at this machine,
without accounts, is not counted at all.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import peticion as pedidas
from assistant.web.peticion import Peticion

#: Bytes of a request that is no upload; seconds without a byte of a body.
CUERPO, PACIENCIA = 2 * 2**20, 30.0
#: Requests worked at outside the page's queue; uploads at a time; seconds that another one waits for its turn.
A_LA_VEZ, SUBIDAS, ESPERA = 16, 2, 8.0
#: Queries of one person that may wait or be worked at, so that nobody fills the queue alone. A page that opens sends two or
#: three at once.
POR_PERSONA = 8

_CONSULTA = re.compile(r"(?:/gradio_api)?/(?:queue/join|run/|api/|call/|mcp(?:/|$))|/api/v1/|/poa/lamina")
#: Of them, those that this server works at before it answers; the page's go through its queue.
_DIRECTA = re.compile(r"/api/v1/|/poa/lamina|/gradio_api/mcp(?:/|$)")
_COLA = re.compile(r"(?:/gradio_api)?/queue/join")
_SUBIDA = re.compile(r"(?:/gradio_api)?/upload/?$")

SUYAS = "Ya tiene varias preguntas en espera. Espere a que se respondan y siga."
MUCHAS = "Hizo muchas consultas en poco tiempo. Espere {n} segundos y siga."
OCUPADO = "Hay muchas personas preguntando a la vez. Espere unos segundos e intente de nuevo."
GRANDE = "Lo que envió pasa del tamaño permitido."
SIN_LARGO = "Falta decir cuánto se sube."
LENTA = "La petición tardó demasiado en llegar."


class _Corte(Exception):
    """A body that is too large or too slow: its reading ends here."""


@dataclass
class Limites:
    """The limits, around the application and inside the door."""

    app: ASGIApp
    por_minuto: int = 0
    cuentas: bool = False
    subida: int = 0
    cuerpo: int = CUERPO
    paciencia: float = PACIENCIA
    espera: float = ESPERA
    a_la_vez: int = A_LA_VEZ
    por_persona: int = POR_PERSONA
    #: How many of a person's events the page's queue holds (``interior``).
    en_espera: Callable[[str], int] = lambda _quien: 0
    _ventana: SlidingWindowCounterRateLimiter = field(default_factory=lambda: SlidingWindowCounterRateLimiter(MemoryStorage()))

    def __post_init__(self) -> None:
        self._item = RateLimitItemPerMinute(self.por_minuto) if self.por_minuto else None
        #: Requests of each person that are being served.
        self._dentro: Counter[str] = Counter()
        self._directas = asyncio.Semaphore(self.a_la_vez)
        self._subidas = asyncio.Semaphore(SUBIDAS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _CONSULTA.match(scope["path"]) and (espera := self._de_mas(pedidas.de(scope))):
            await refusa(MUCHAS.format(n=espera), 429, espera)(scope, receive, send)
            return
        with self._lugar(scope) as hay:
            await (self._turnarse if hay else refusa(SUYAS, 429, 5))(scope, receive, send)

    async def _turnarse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request when it is its turn."""
        ruta = scope["path"]
        turno = self._subidas if _SUBIDA.match(ruta) else self._directas if self._es_directa(scope) else None
        if turno is None:
            await self._medir(scope, receive, send)
            return
        try:
            await asyncio.wait_for(turno.acquire(), self.espera)
        except TimeoutError:
            await refusa(OCUPADO, 503, 5)(scope, receive, send)
            return
        try:
            await self._medir(scope, receive, send)
        finally:
            turno.release()

    def _sin_cuenta(self, peticion: Peticion) -> bool:
        """Whether nobody counts what they ask."""
        return not self.cuentas and peticion.de_aqui

    @contextmanager
    def _lugar(self, scope: Scope) -> Iterator[bool]:
        """A place among what one person may have waiting: whether there is one; held while a request is served."""
        peticion, quien = pedidas.de(scope), pedidas.de(scope).quien
        en_cola = scope["method"] == "POST" and bool(_COLA.match(scope["path"]))
        if self._sin_cuenta(peticion) or not (en_cola or self._es_directa(scope)):
            yield True
            return
        esperan = self._dentro[quien] + (self.en_espera(quien) if en_cola else 0)
        if esperan >= self.por_persona:
            yield False
            return
        self._dentro[quien] += 1
        try:
            yield True
        finally:
            self._dentro[quien] -= 1
            if not self._dentro[quien]:
                del self._dentro[quien]

    @staticmethod
    def _es_directa(scope: Scope) -> bool:
        # MCP's GET is a stream that stays open and works at nothing.
        flujo = scope["method"] == "GET" and scope["path"].startswith("/gradio_api/mcp")
        return bool(_DIRECTA.match(scope["path"])) and not flujo

    def _de_mas(self, peticion: Peticion) -> int:
        """Seconds that who asks has to wait; 0: none."""
        if self._item is None or self._sin_cuenta(peticion):
            return 0
        if self._ventana.hit(self._item, peticion.quien):
            return 0
        return max(1, math.ceil(self._ventana.get_window_stats(self._item, peticion.quien).reset_time - time.time()))

    async def _medir(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, its body no larger and no slower than allowed."""
        es_subida = bool(_SUBIDA.match(scope["path"]))
        tope = self.subida if es_subida else self.cuerpo
        largo = Headers(scope=scope).get("content-length", "")
        if es_subida and scope["method"] == "POST" and not largo.isdecimal():
            await refusa(SIN_LARGO, 411)(scope, receive, send)
            return
        if largo.isdecimal() and int(largo) > tope:
            await refusa(GRANDE, 413)(scope, receive, send)
            return
        leidos, entero, empezada = 0, False, False
        corte: tuple[str, int] | None = None

        async def recibir() -> Message:
            nonlocal leidos, entero, corte
            if entero:
                return await receive()
            mensaje: Message = {}
            try:
                mensaje = await asyncio.wait_for(receive(), self.paciencia)
            except TimeoutError:
                corte = (LENTA, 408)
            leidos += len(mensaje.get("body", b""))
            if leidos > tope:
                corte = (GRANDE, 413)
            if corte is not None:
                raise _Corte
            entero = not mensaje.get("more_body", False)
            return mensaje

        async def enviar(mensaje: Message) -> None:
            nonlocal empezada
            # What the application makes of a cut body is not what the reader is told.
            if corte is None or empezada:
                empezada = True
                await send(mensaje)

        try:
            await self.app(scope, recibir, _cola_llena(scope, enviar))
        except Exception:
            if corte is None:
                raise
        if corte is not None and not empezada:
            await refusa(*corte)(scope, receive, send)


def _cola_llena(scope: Scope, send: Send) -> Send:
    """Gradio's refusal of a full queue, in our words."""
    if not _COLA.match(scope["path"]):
        return send
    llena = False

    async def enviar(mensaje: Message) -> None:
        nonlocal llena
        if mensaje["type"] == "http.response.start" and mensaje["status"] == 503:
            llena = True
            respuesta = refusa(OCUPADO, 503, 5)
            await send({"type": "http.response.start", "status": 503, "headers": respuesta.raw_headers})
            await send({"type": "http.response.body", "body": bytes(respuesta.body)})
        elif not llena:
            await send(mensaje)

    return enviar


def refusa(mensaje: str, estado: int, espera: int = 0) -> Response:
    """A refusal that the page shows as it is («detail» is what Gradio's own page reads)."""
    cabeceras = {"Cache-Control": "no-store", **({"Retry-After": str(espera)} if espera else {})}
    return JSONResponse({"error": mensaje, "detail": mensaje}, status_code=estado, headers=cabeceras)
