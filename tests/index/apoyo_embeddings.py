"""A small server that speaks OpenAI's /v1/embeddings, on this machine."""

from __future__ import annotations

import base64
import json
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Servidor:
    """Answers as ``responder`` says: (status, body) for the texts asked. Keeps what it was sent."""

    def __init__(self) -> None:
        self.pedidos: list[dict[str, Any]] = []
        self.claves: list[str | None] = []
        self.responder: Callable[[list[str]], tuple[int, Any]] = lambda textos: (200, [[float(len(t)), 3.0, 4.0] for t in textos])
        fuera = self

        class Atiende(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                pedido = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fuera.pedidos.append(pedido)
                fuera.claves.append(self.headers.get("Authorization"))
                codigo, cuerpo = fuera.responder(pedido["input"]) if self.path == "/v1/embeddings" else (404, {})
                if codigo == 200 and isinstance(cuerpo, list):
                    datos = [_vector(n, v, pedido.get("encoding_format")) for n, v in enumerate(cuerpo)]
                    cuerpo = {"object": "list", "model": pedido["model"], "data": datos, "usage": {"prompt_tokens": 1, "total_tokens": 1}}
                crudo = json.dumps(cuerpo).encode()
                self.send_response(codigo)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(crudo)))
                self.end_headers()
                self.wfile.write(crudo)

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Atiende)
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that did not wait
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"


def _vector(n: int, numeros: list[float], formato: str | None) -> dict[str, Any]:
    codificado = base64.b64encode(struct.pack(f"<{len(numeros)}f", *numeros)).decode() if formato == "base64" else numeros
    return {"object": "embedding", "index": n, "embedding": codificado}


@contextmanager
def en_marcha() -> Iterator[Servidor]:
    """The server, while it is used."""
    hecho = Servidor()
    threading.Thread(target=hecho.http.serve_forever, daemon=True).start()
    try:
        yield hecho
    finally:
        hecho.http.shutdown()
        hecho.http.server_close()
