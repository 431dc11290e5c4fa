"""A scripted server that speaks OpenAI's chat protocol: each test says how it answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Reaccion:
    """What the server does with one request: a status, a text in pieces, and how it misbehaves."""

    texto: str = ""
    estado: int = 200
    demora: float = 0.0
    #: Seconds between the pieces of a stream.
    goteo: float = 0.0
    #: The connection is dropped after this many pieces.
    cortar: int | None = None
    #: The body as it is, instead of the protocol's.
    crudo: bytes | None = None


@dataclass(slots=True)
class Guion:
    """A running script: how to react, and what was asked."""

    reaccion: Callable[[dict[str, Any]], Reaccion]
    pedidos: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    @property
    def textos(self) -> str:
        """Everything that was sent to the model."""
        return "\n".join(m["content"] for p in self.pedidos for m in p["messages"])


@contextmanager
def servidor(reaccion: Callable[[dict[str, Any]], Reaccion]) -> Iterator[Guion]:
    """Serve a script on loopback."""
    guion = Guion(reaccion)

    class Manejador(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pedido = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            guion.pedidos.append(pedido)
            # A client that gives up is what some tests are about.
            with suppress(BrokenPipeError, ConnectionResetError):
                _responder(self, guion.reaccion(pedido), bool(pedido.get("stream")))

        def log_message(self, format: str, *args: object) -> None: ...

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Manejador)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    guion.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    try:
        yield guion
    finally:
        httpd.shutdown()
        httpd.server_close()


def _responder(m: BaseHTTPRequestHandler, r: Reaccion, fluye: bool) -> None:
    time.sleep(r.demora)
    if r.estado != 200 or r.crudo is not None:
        cuerpo = r.crudo if r.crudo is not None else json.dumps({"error": {"message": "secreto-del-servidor", "type": "x"}}).encode()
        m.send_response(r.estado)
        m.send_header("Content-Type", "application/json")
        m.send_header("Content-Length", str(len(cuerpo)))
        m.end_headers()
        m.wfile.write(cuerpo)
    elif fluye:
        m.send_response(200)
        m.send_header("Content-Type", "text/event-stream")
        m.end_headers()
        for i in range(0, len(r.texto), 40):
            if r.cortar is not None and i // 40 >= r.cortar:
                m.wfile.write(b'data: {"choices": [{"delta": {"content": "')
                return
            _evento(m, {"choices": [{"index": 0, "delta": {"content": r.texto[i : i + 40]}, "finish_reason": None}]})
            time.sleep(r.goteo)
        _evento(m, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        m.wfile.write(b"data: [DONE]\n\n")
    else:
        cuerpo = json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "guion", "choices": [{"index": 0, "message": {"role": "assistant", "content": r.texto}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}).encode()  # fmt: skip
        m.send_response(200)
        m.send_header("Content-Type", "application/json")
        m.send_header("Content-Length", str(len(cuerpo)))
        m.end_headers()
        m.wfile.write(cuerpo)


def _evento(m: BaseHTTPRequestHandler, datos: dict[str, Any]) -> None:
    m.wfile.write(b"data: " + json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "guion", **datos}).encode() + b"\n\n")
    m.wfile.flush()


def pide_plan(pedido: dict[str, Any]) -> bool:
    """Whether a request asks for a plan (the others ask for a wording)."""
    return "response_format" in pedido


def texto_pedido(pedido: dict[str, Any]) -> str:
    """The numbered text that a wording request carries."""
    contenido = str(pedido["messages"][-1]["content"])
    return contenido.rpartition("<texto>\n")[2].partition("\n</texto>")[0]
