"""A language model that takes its time: a server of ours that speaks OpenAI's protocol."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def modelo_lento(demora: float) -> Iterator[tuple[str, list[int]]]:
    """A server of OpenAI's protocol on loopback that gives each text back as it is, after a while; what it was asked."""
    pedidos: list[int] = []

    class Manejador(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pedido = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            pedidos.append(len(pedido["messages"]))
            time.sleep(demora)
            dado = str(pedido["messages"][-1]["content"]).rpartition("<texto>\n")[2].partition("\n</texto>")[0]
            dicho = {"role": "assistant", "content": "{}" if "response_format" in pedido else dado}
            uso = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
            opcion = {"index": 0, "message": dicho, "delta": dicho, "finish_reason": "stop"}
            entero = {"id": "1", "created": 1, "model": "de-prueba", "choices": [opcion], "usage": uso}
            if pedido.get("stream"):
                trozo = json.dumps(entero | {"object": "chat.completion.chunk"})
                cuerpo, tipo = f"data: {trozo}\n\ndata: [DONE]\n\n".encode(), "text/event-stream"
            else:
                cuerpo, tipo = json.dumps(entero | {"object": "chat.completion"}).encode(), "application/json"
            self.send_response(200)
            self.send_header("Content-Type", tipo)
            self.send_header("Content-Length", str(len(cuerpo)))
            self.end_headers()
            self.wfile.write(cuerpo)

        def log_message(self, format: str, *args: object) -> None: ...

    class Servidor(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    httpd = Servidor(("127.0.0.1", 0), Manejador)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}/v1", pedidos
    finally:
        httpd.shutdown()
        httpd.server_close()
