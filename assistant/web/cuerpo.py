"""Bodies of requests: read whole, given on, and without what no text can hold.

A browser sends half a surrogate pair (a broken paste gives one) as ``\\ud821``; as text it can't be encoded again, neither
for a link nor for an answer. It becomes the replacement character here, once, before anything reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The escapes of a JSON text, one after the other: a whole pair, half of one, any other.
_ESCAPES = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)


def sin_mitades(crudo: bytes) -> bytes:
    """A JSON text whose lone surrogates are replacement characters; as long as it was."""
    return _ESCAPES.sub(lambda m: rb"\ufffd" if m[1] else m[0], crudo)


async def leer(receive: Receive) -> tuple[bytes, list[Message]]:
    """A body, whole, and the messages that it came in."""
    mensajes: list[Message] = []
    while not mensajes or mensajes[-1].get("more_body"):
        mensajes.append(await receive())
    return b"".join(m.get("body", b"") for m in mensajes), mensajes


def repetir(mensajes: list[Message], receive: Receive) -> Receive:
    """What gives messages that were read once more, and then those that follow."""
    quedan = list(mensajes)

    async def recibir() -> Message:
        return quedan.pop(0) if quedan else await receive()

    return recibir


@dataclass
class Cuerpos:
    """Around the application and inside the limits: JSON that comes in is text."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and "json" in Headers(scope=scope).get("content-type", ""):
            crudo, mensajes = await leer(receive)
            if (limpio := sin_mitades(crudo)) != crudo:
                mensajes = [{"type": "http.request", "body": limpio, "more_body": False}]
            receive = repetir(mensajes, receive)
        await self.app(scope, receive, send)
