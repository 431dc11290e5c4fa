"""Whose an open page is. To Gradio whoever names a page (``session_hash``) is its reader: they get its answers, its
conversation, and may stop its questions. With accounts a page is of the account that named it first; to any other there
is no such page.

Only what is sent in (and counted, ``limites``) makes a page somebody's; what only listens must name one's own. An account
has so many pages, and so many that it left: with one more, the one used longest ago is forgotten, here and in Gradio.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import cuerpo
from assistant.web import peticion as pedidas
from assistant.web.interior import Interior

#: Pages that an account may have, and of those that it left; names that are remembered, more than Gradio keeps pages.
POR_CUENTA, DEJADAS, TODAS = 10, 2, 20_000
_ENVIA = re.compile(r"(?:/gradio_api)?/(?:queue/join|run/|api/|cancel|reset)")
_ESCUCHA = re.compile(r"(?:/gradio_api)?/queue/data")
_LATE = re.compile(r"(?:/gradio_api)?/heartbeat/([^/]+)")
AJENA = "Esa página no es de su sesión. Vuelva a abrirla."


@dataclass
class Duenos:
    """The owners of open pages, around the application and inside the door."""

    app: ASGIApp
    interior: Interior
    por_cuenta: int = POR_CUENTA
    todas: int = TODAS
    #: Page → account, the one used last at the end; and each account's pages, likewise.
    _de: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _suyas: dict[str, OrderedDict[str, None]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        quien = pedidas.de(scope).usuario
        if scope["type"] != "http" or not quien:
            await self.app(scope, receive, send)
            return
        if _ENVIA.match(scope["path"]) and scope["method"] == "POST":
            crudo, mensajes = await cuerpo.leer(receive)
            receive = cuerpo.repetir(mensajes, receive)
            propia = self._envia(_json(crudo), quien)
        else:
            propia = all(self._de.get(p, quien) == quien for p in _nombradas(scope))
        if not propia:
            pedidas.de(scope).anotar("negado", "página ajena")
        await (self.app if propia else JSONResponse({"error": AJENA, "detail": AJENA}, 404))(scope, receive, send)

    def _envia(self, pedido: Any, quien: str) -> bool:
        """Whether somebody may send this. A page that nobody named becomes theirs."""
        pagina = pedido.get("session_hash") if isinstance(pedido, dict) else None
        if not isinstance(pagina, str):
            return True
        if self._de.setdefault(pagina, quien) != quien:
            return False
        self._de.move_to_end(pagina)
        suyas = self._suyas.setdefault(quien, OrderedDict())
        suyas[pagina] = None
        suyas.move_to_end(pagina)
        self._sobrantes(suyas)
        evento = pedido.get("event_id")
        return not isinstance(evento, str) or self.interior.es_de(evento, pagina)

    def _sobrantes(self, suyas: OrderedDict[str, None]) -> None:
        """Forget an account's pages that are too many, and, of all, the ones that Gradio forgot long ago."""
        dejadas = [p for p in suyas if self.interior.dejada(p)]
        for pagina in dict.fromkeys([*dejadas[:-DEJADAS], *list(suyas)[: max(0, len(suyas) - self.por_cuenta)]]):
            if self.interior.olvidar(pagina):
                del suyas[pagina]
                self._de.pop(pagina, None)
        while len(self._de) > self.todas:
            pagina, dueno = self._de.popitem(last=False)
            self._suyas[dueno].pop(pagina, None)
            if not self._suyas[dueno]:
                del self._suyas[dueno]


def _nombradas(scope: Scope) -> list[str]:
    """The pages that a request listens to."""
    if m := _LATE.match(scope["path"]):
        return [m[1]]
    if _ESCUCHA.match(scope["path"]):
        return parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).get("session_hash", [])
    return []


def _json(crudo: bytes) -> Any:
    """A body read as JSON; None: it is none, and the application, which reads it the same way, refuses it."""
    try:
        return json.loads(crudo)
    except (ValueError, RecursionError):
        return None
