"""The served page as an office uses it: accounts, many people at once, a slow language model, and a long day.

    python -m bench.servidor                        # 50 people, a second's thought between their questions, no model
    python -m bench.servidor rafaga                 # 20 questions at one moment, on a model that takes 3 s
    python -m bench.servidor remojo --minutos 30    # people for half an hour: does memory grow?

``python app.py`` is started on loopback over the sample reports, with an account for each person; everybody does what a
browser does: logs in, opens the page and holds its connection, asks over the page's queue, then asks for what stands beside
the answer, and opens the page anew after some questions. What is no answer (a failure, a question back) counts as one that
failed. Memory is the server's with all its processes (PSS). The model is a server of
ours that speaks OpenAI's protocol and answers after ``--demora`` seconds. Exit code 1 where a limit is passed or an answer
failed: 95th percentile 500 ms and 1 GB; 8 s for each of the burst, answered or refused politely; 5 % of growth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from bench.carga_web import RAIZ, entrada, esperar, muestra, pregunta, puerto_libre, terminar

CLAVE = "frase de la medida"
P95, MEMORIA, RESPUESTA, CRECIMIENTO = 0.5, 1000.0, 8.0, 0.05
_RECHAZOS = (429, 503)
#: The last answer that a page shows, and what an answer to these questions is.
_ESTADO, _RESPONDIDA = re.compile(r"respuesta (answered|no_data|clarify|out_of_scope|falla)"), ("answered", "no_data")
#: Questions after which a person opens the page anew, on average; seconds over which people come, and until times count.
_DE_UNA_PAGINA, _LLEGADA, _YA_TODOS = 20, 8.0, 10.0
#: Asked before the clock starts: what is loaded at the first question is loaded once a day.
CALENTAR = ("¿Cuántas metas hay?", "¿Qué metas no se cumplieron?", "¿Qué hallazgos hay?")


class Llamada(NamedTuple):
    """How the page asks: the function that sends the chat's box and the one that follows an answer, each with its inputs."""

    funcion: int
    entradas: int
    despues: int
    sus_entradas: int

    @classmethod
    def de(cls, config: dict[str, Any]) -> Llamada:
        """As the page's configuration has them."""
        funcion, entradas = entrada(config)
        despues = next(d for d in config["dependencies"] if d["trigger_after"] == funcion)
        return cls(funcion, entradas, despues["id"], len(despues["inputs"]))


@dataclass
class Servido:
    """A running server: where it is, its process, and how its page asks."""

    direccion: str
    proceso: subprocess.Popen[bytes]
    llamada: Llamada = field(default_factory=lambda: Llamada(0, 0, 0, 0))
    tiempos: list[float] = field(default_factory=list)
    fallas: Counter[str] = field(default_factory=Counter)
    #: Seconds of processor that the measured questions cost.
    gastado: float = 0.0

    def procesador(self) -> float:
        """Seconds of processor of the server so far."""
        partes = Path(f"/proc/{self.proceso.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(partes[11]) + int(partes[12])) / os.sysconf("SC_CLK_TCK")

    def memoria(self) -> float:
        """Megabytes of the server and of all processes under it."""
        return sum(_pss(p) for p in _arbol(self.proceso.pid)) / 1024


def _arbol(pid: int) -> Iterator[int]:
    yield pid
    for lista in Path(f"/proc/{pid}/task").glob("*/children"):
        for hijo in lista.read_text().split():
            yield from _arbol(int(hijo))


def _pss(pid: int) -> int:
    try:
        renglones = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(r.split()[1]) for r in renglones if r.startswith("Pss:")), 0)


@contextmanager
def servir(personas: int, modelo: str = "") -> Iterator[Servido]:
    """The page with an account for each person."""
    from assistant.accesos import claves
    from assistant.accesos.cuentas import Archivo, Cuenta, ahora

    guardada = claves.guardar(CLAVE)
    puerto = puerto_libre()
    with tempfile.TemporaryDirectory(prefix="poa-servidor-") as casa:
        entorno = muestra(Path(casa)) | {"POA_PORT": str(puerto), "POA_AUTH": f"{casa}/cuentas.json"}
        if modelo:
            entorno |= {"POA_LLM": "openai:de-prueba", "POA_LLM_BASE_URL": modelo}
            entorno["OPENAI_API_KEY"] = "ninguna"  # pragma: allowlist secret
        with Archivo(Path(casa) / "cuentas.json").cambiar() as cuentas:
            for n in range(personas):
                campos = {"nombre": f"p{n}", "papel": "lector", "clave": guardada, "creada": ahora(), "cambiada": ahora()}
                cuentas[f"p{n}"] = Cuenta.model_validate(campos)
        proceso = subprocess.Popen([sys.executable, "app.py"], cwd=RAIZ, env=entorno, stdout=subprocess.DEVNULL)
        try:
            direccion = f"http://127.0.0.1:{puerto}"
            esperar(f"{direccion}/healthz", proceso)
            yield Servido(direccion, proceso)
        finally:
            terminar(proceso)


async def entrar(servido: Servido, n: int) -> httpx.AsyncClient:
    """Log a person in."""
    cliente = httpx.AsyncClient(base_url=servido.direccion, timeout=60)
    while True:
        r = await cliente.post("/entrar", data={"nombre": f"p{n}", "clave": CLAVE})
        if r.status_code == 303:
            return cliente
        if r.status_code != 503:
            raise RuntimeError(f"no se pudo entrar: {r.status_code}")
        await asyncio.sleep(float(r.headers["retry-after"]))


@dataclass
class Hecha:
    """What became of a question: seconds until its first answer and until its end; what failed; whether refused."""

    primera: float
    fin: float
    falla: str = ""
    rechazada: bool = False


async def preguntar(cliente: httpx.AsyncClient, llamada: Llamada, sesion: str, texto: str) -> Hecha:
    """Ask as the page does, and follow the answer to its end; then ask for what stands beside it."""
    hecha = await _responder(cliente, llamada, sesion, texto)
    if not hecha.falla and not hecha.rechazada:
        cuerpo = {"fn_index": llamada.despues, "session_hash": sesion, "data": [None] * llamada.sus_entradas}
        r = await cliente.post("/gradio_api/run/predict", json=cuerpo)
        if r.status_code != 200 or "error" in r.json():
            hecha.falla = f"lo que sigue a la respuesta: HTTP {r.status_code}"
    return hecha


async def _responder(cliente: httpx.AsyncClient, llamada: Llamada, sesion: str, texto: str) -> Hecha:
    inicio, primera, estado = time.perf_counter(), 0.0, ""
    cuerpo = {"fn_index": llamada.funcion, "session_hash": sesion, "data": [texto, *[None] * (llamada.entradas - 1)]}
    unido = await cliente.post("/gradio_api/queue/join", json=cuerpo)
    ya = time.perf_counter() - inicio
    if unido.status_code in _RECHAZOS:
        cortes = "retry-after" in unido.headers and "Espere" in unido.json().get("detail", "")
        return Hecha(ya, ya, "" if cortes else "negada sin cortesía", rechazada=True)
    if unido.status_code != 200:
        return Hecha(ya, ya, f"HTTP {unido.status_code}")
    async with cliente.stream("GET", "/gradio_api/queue/data", params={"session_hash": sesion}) as flujo:
        async for renglon in flujo.aiter_lines():
            mensaje = json.loads(renglon[5:]) if renglon.startswith("data:") else {}
            if mensaje.get("event_id") != unido.json()["event_id"]:
                continue
            ya = time.perf_counter() - inicio
            estado = (_ESTADO.findall(renglon) or [estado])[-1]
            if not primera and estado in _RESPONDIDA:
                primera = ya
            if mensaje["msg"] == "process_completed":
                bien = mensaje["success"] and estado in _RESPONDIDA
                return Hecha(primera or ya, ya, "" if bien else f"no es una respuesta: {estado or 'nada'} a {texto}")
            if mensaje["msg"] == "unexpected_error":
                return Hecha(ya, ya, "error inesperado")
    return Hecha(ya, ya, "se cortó la respuesta")


async def persona(servido: Servido, cliente: httpx.AsyncClient, n: int, desde: float, hasta: float, pausa: float) -> None:
    """Comes, asks, thinks, asks again, until the time is over; in the same page for a while. Its times count from when all
    are there, its failures always."""
    azar = random.Random(n)
    async with aclosing(cliente):
        await asyncio.sleep(azar.uniform(0, _LLEGADA))
        for vez in count():
            async with abierta(cliente, f"p{n}-{vez}") as sesion:
                while True:
                    inicio = time.monotonic()
                    if inicio >= hasta:
                        return
                    hecha = await preguntar(cliente, servido.llamada, sesion, pregunta(azar))
                    if inicio >= desde:
                        servido.tiempos.append(hecha.fin)
                    if hecha.falla or hecha.rechazada:
                        servido.fallas[hecha.falla or "negada"] += 1
                    await asyncio.sleep(azar.uniform(0.5, 1.5) * pausa)
                    if azar.random() < 1 / _DE_UNA_PAGINA:
                        break


@asynccontextmanager
async def abierta(cliente: httpx.AsyncClient, sesion: str) -> AsyncIterator[str]:
    """An open page: fetched, and connected until it is left."""
    pagina = await cliente.get("/", headers={"accept": "text/html"})
    if pagina.status_code != 200:
        raise RuntimeError(f"no se abre la página: {pagina.status_code}")

    async def latir() -> None:
        async with cliente.stream("GET", f"/gradio_api/heartbeat/{sesion}", timeout=None) as flujo:
            async for _ in flujo.aiter_lines():
                pass

    latido = asyncio.create_task(latir())
    try:
        yield sesion
    finally:
        latido.cancel()
        with suppress(asyncio.CancelledError):
            await latido


async def _vigilar(servido: Servido, memorias: list[tuple[float, float]], cada: float) -> None:
    inicio = time.monotonic()
    while True:
        memorias.append((time.monotonic() - inicio, servido.memoria()))
        await asyncio.sleep(cada)


async def _gente(servido: Servido, args: argparse.Namespace, segundos: float, memorias: list[tuple[float, float]]) -> None:
    inicio = time.monotonic()
    clientes = [await entrar(servido, n) for n in range(args.personas)]
    print(f"{args.personas} personas entraron en {time.monotonic() - inicio:.1f} s.")
    servido.llamada = Llamada.de((await clientes[0].get("/config")).json())
    for n, texto in enumerate(CALENTAR):
        await preguntar(clientes[0], servido.llamada, f"calienta{n}", texto)
    desde = time.monotonic() + _YA_TODOS
    hasta = desde + segundos
    vigia = asyncio.create_task(_vigilar(servido, memorias, args.cada))
    todas = asyncio.gather(*(persona(servido, c, n, desde, hasta, args.pausa) for n, c in enumerate(clientes)))
    await asyncio.sleep(_YA_TODOS)
    gastado = servido.procesador()
    await todas
    vigia.cancel()
    servido.gastado = servido.procesador() - gastado


def _resumen(servido: Servido, args: argparse.Namespace) -> float:
    tiempos = sorted(servido.tiempos)
    p95 = tiempos[int(len(tiempos) * 0.95)]
    print(
        f"{args.personas} personas con cuenta, {len(tiempos)} preguntas, {args.pausa:g} s de pausa: mediana "
        f"{statistics.median(tiempos) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, peor {tiempos[-1] * 1000:.0f} ms, "
        f"{sum(servido.fallas.values())} fallas{f' {dict(servido.fallas)}' if servido.fallas else ''}; "
        f"{servido.gastado / len(tiempos) * 1000:.0f} ms de procesador por pregunta."
    )
    return p95


def medir_personas(args: argparse.Namespace) -> int:
    """Many people for a while."""
    memorias: list[tuple[float, float]] = []
    with servir(args.personas) as servido:
        asyncio.run(_gente(servido, args, args.segundos, memorias))
        p95, mayor = _resumen(servido, args), max(m for _, m in memorias)
    print(f"Memoria del servidor: {mayor:.0f} MB como máximo.")
    return int(p95 > P95 or mayor > MEMORIA or bool(servido.fallas))


def medir_remojo(args: argparse.Namespace) -> int:
    """People for a long time; memory after the first fifth, when all is loaded, against the end."""
    memorias: list[tuple[float, float]] = []
    with servir(args.personas) as servido:
        asyncio.run(_gente(servido, args, args.minutos * 60, memorias))
        _resumen(servido, args)
    quinto = max(1, len(memorias) // 5)
    antes = statistics.median(m for _, m in memorias[quinto : 2 * quinto])
    despues = statistics.median(m for _, m in memorias[-quinto:])
    crecio = despues / antes - 1
    for segundos, mb in memorias[:: max(1, len(memorias) // 12)]:
        print(f"  {segundos / 60:5.1f} min  {mb:6.0f} MB")
    print(f"De {antes:.0f} MB (segundo quinto) a {despues:.0f} MB (último quinto): {crecio:+.1%} en {args.minutos:g} minutos.")
    return int(crecio > CRECIMIENTO or bool(servido.fallas))


def medir_rafaga(args: argparse.Namespace) -> int:
    """Many questions at one moment, on a slow model."""

    async def todas(servido: Servido) -> list[Hecha]:
        clientes = [await entrar(servido, n) for n in range(args.rafaga)]
        llamada = Llamada.de((await clientes[0].get("/config")).json())
        await preguntar(clientes[0], llamada, "calienta", "¿Cuántas metas hay?")
        azares = [random.Random(1000 + n) for n in range(args.rafaga)]
        hechas = await asyncio.gather(
            *(preguntar(c, llamada, f"r{n}", pregunta(a)) for n, (c, a) in enumerate(zip(clientes, azares, strict=True)))
        )
        for c in clientes:
            await c.aclose()
        return hechas

    with modelo_lento(args.demora) as (direccion, pedidos), servir(args.rafaga, direccion) as servido:
        hechas = asyncio.run(todas(servido))
        memoria = servido.memoria()
    atendidas = [h for h in hechas if not h.rechazada and not h.falla]
    fallas = [h.falla for h in hechas if h.falla]
    print(
        f"{args.rafaga} preguntas a la vez, modelo de {args.demora:g} s ({len(pedidos)} pedidos): {len(atendidas)} respondidas "
        f"(la última vista a los {max((h.primera for h in atendidas), default=0):.1f} s, terminada a los "
        f"{max((h.fin for h in atendidas), default=0):.1f} s), {sum(h.rechazada for h in hechas)} negadas, "
        f"{len(fallas)} fallas {fallas[:3] or ''}; {memoria:.0f} MB."
    )
    return int(bool(fallas) or max(h.fin for h in hechas) > RESPUESTA)


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


MEDIDAS: dict[str, Any] = {"personas": medir_personas, "rafaga": medir_rafaga, "remojo": medir_remojo}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("medida", nargs="?", choices=MEDIDAS, default="personas")
    parser.add_argument("--personas", type=int, default=50)
    parser.add_argument("--pausa", type=float, default=1.0, help="segundos entre preguntas, en promedio")
    parser.add_argument("--segundos", type=float, default=40.0, help="cuánto dura la medida de personas")
    parser.add_argument("--minutos", type=float, default=30.0, help="cuánto dura el remojo")
    parser.add_argument("--cada", type=float, default=5.0, help="segundos entre dos lecturas de la memoria")
    parser.add_argument("--rafaga", type=int, default=20, help="preguntas a la vez")
    parser.add_argument("--demora", type=float, default=3.0, help="segundos que tarda el modelo")
    args = parser.parse_args()
    return int(MEDIDAS[args.medida](args))


if __name__ == "__main__":
    sys.exit(main())
