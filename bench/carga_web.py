"""Many people at the page at once: over the queue of Gradio, as the browser asks, and over the HTTP interface.

    python -m bench.carga_web                       # 30 people, 6 questions each, 2 to 6 s of reading between them
    python -m bench.carga_web --rafagas 5           # all 30 press Enter in the same instant, five times
    python -m bench.carga_web --por api             # one of the two ways only: pagina, api
    python -m bench.carga_web --direccion http://…  # a server that already runs; else one is started over examples/

Questions differ from person to person, so that kept answers help only where people really ask the same. Of a burst the
first answer is as quick as one alone and the last waits for all others: its worst time is what the server needs for
them all, on one core, since answers are computed in Python. Exit code 1 where an answer failed or was not one, or, with
reading pauses, the 95th percentile is over ``--p95``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

RAIZ = Path(__file__).parents[1]
PLANTILLAS = (
    "¿Qué metas no se cumplieron en {ano}?",
    "¿Qué metas no se cumplieron por COVID en la unidad {unidad}?",
    "¿Cómo va la unidad {unidad} en {ano}?",
    "¿Cuál fue el avance de la meta {meta} de la unidad {unidad}?",
    "¿Qué dice la observación de la meta {meta} de la unidad {unidad}?",
    "¿Cuántas metas hay por unidad en {ano}?",
    "¿Qué unidad tiene más metas no cumplidas en {ano}?",
    "¿Cuáles son las {n} metas con menor avance?",
    "¿Qué metas no alcanzaron lo programado en el {orden} trimestre de {ano}?",
    "¿Qué hallazgos hay en la unidad {unidad}?",
)
UNIDADES = ("301", "302", "303", "304", "305", "306", "1101", "1102", "1104", "1105", "1106")


def pregunta(azar: random.Random) -> str:
    """A question, different most of the times."""
    return azar.choice(PLANTILLAS).format(
        ano=azar.choice((2021, 2022, 2023)),
        unidad=azar.choice(UNIDADES),
        meta=f"{azar.randint(1, 6)}.{azar.randint(1, 6)}",
        n=azar.randint(3, 20),
        orden=azar.choice(("primer", "segundo", "tercer", "cuarto")),
    )


def puerto_libre() -> int:
    """A port that nobody listens at."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def muestra(casa: Path) -> dict[str, str]:
    """The sample reports loaded into a folder; the environment of a process that reads it."""
    entorno = {k: v for k, v in os.environ.items() if not k.startswith("POA_")}
    entorno |= {"POA_HOME": str(casa)}
    ejemplos = [str(p) for p in sorted((RAIZ / "examples").glob("*.txt"))]
    # This tree's own code, wherever the installed command leads.
    poa = [sys.executable, "-c", "from assistant.cli import main; main()"]
    subprocess.run([*poa, "ingest", *ejemplos], cwd=RAIZ, env=entorno, check=True, capture_output=True)
    return entorno


def esperar(direccion: str, proceso: subprocess.Popen[bytes]) -> None:
    """Until the page answers. Raises where its process ends before."""
    while proceso.poll() is None:
        try:
            urllib.request.urlopen(direccion, timeout=5).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"el servidor terminó con {proceso.returncode}")


def terminar(proceso: subprocess.Popen[bytes]) -> None:
    """Stop a server of ours."""
    proceso.terminate()
    try:
        proceso.wait(10)
    except subprocess.TimeoutExpired:
        proceso.kill()


@contextmanager
def servidor() -> Iterator[str]:
    """``python app.py`` over the sample reports."""
    puerto = puerto_libre()
    with tempfile.TemporaryDirectory(prefix="poa-carga-") as casa:
        entorno = muestra(Path(casa)) | {"POA_PORT": str(puerto)}
        proceso = subprocess.Popen([sys.executable, "app.py"], cwd=RAIZ, env=entorno, stdout=subprocess.DEVNULL)
        try:
            direccion = f"http://127.0.0.1:{puerto}"
            esperar(direccion, proceso)
            yield direccion
        finally:
            terminar(proceso)


def entrada(config: dict[str, Any]) -> tuple[int, int]:
    """(function, number of inputs) of sending the chat's box."""
    caja = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "pregunta")
    for d in config["dependencies"]:
        if [caja, "submit"] in [list(t) for t in d["targets"]]:
            return d["id"], len(d["inputs"])
    raise LookupError("no se halló la caja de preguntas")


class Pagina:
    """A person at the page: the queue of Gradio, as the browser uses it."""

    def __init__(self, cliente: httpx.AsyncClient, sesion: str, llamada: tuple[int, int]) -> None:
        self.cliente, self.sesion, self.llamada = cliente, sesion, llamada

    async def preguntar(self, texto: str) -> str:
        """Ask, and wait for the whole answer. Returns what failed, or ""."""
        funcion, entradas = self.llamada
        cuerpo = {"fn_index": funcion, "session_hash": self.sesion, "data": [texto, *[None] * (entradas - 1)]}
        unido = await self.cliente.post("/gradio_api/queue/join", json=cuerpo)
        if unido.status_code != 200:
            return f"HTTP {unido.status_code}"
        contestada = False
        async with self.cliente.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.sesion}) as flujo:
            async for renglon in flujo.aiter_lines():
                if not renglon.startswith("data:"):
                    continue
                contestada = contestada or "respuesta answered" in renglon or "respuesta no_data" in renglon
                mensaje = json.loads(renglon[5:])
                if mensaje.get("event_id") not in (None, unido.json()["event_id"]):
                    continue
                if mensaje["msg"] == "process_completed":
                    return "" if mensaje["success"] and contestada else "falló la respuesta"
                if mensaje["msg"] in ("unexpected_error", "queue_full"):
                    return str(mensaje["msg"])
        return "se cortó la respuesta"


class Interfaz:
    """A program at the HTTP interface."""

    def __init__(self, cliente: httpx.AsyncClient, sesion: str, llamada: tuple[int, int]) -> None:
        self.cliente = cliente

    async def preguntar(self, texto: str) -> str:
        """Ask, and wait for the answer. Returns what failed, or ""."""
        dada = await self.cliente.get("/api/v1/preguntar", params={"q": texto})
        if dada.status_code != 200:
            return f"HTTP {dada.status_code}"
        return "" if dada.json()["status"] in ("answered", "no_data") else f"respondió {dada.json()['status']}"


VIAS = {"pagina": Pagina, "api": Interfaz}


@dataclass
class Cuenta:
    """What all people together saw."""

    tiempos: list[float] = field(default_factory=list)
    fallas: list[str] = field(default_factory=list)

    async def una(self, quien: Pagina | Interfaz, texto: str) -> None:
        """Ask one question and note how long it took."""
        inicio = time.perf_counter()
        falla = await quien.preguntar(texto)
        self.tiempos.append(time.perf_counter() - inicio)
        if falla:
            self.fallas.append(f"{texto}: {falla}")

    def decir(self, que: str) -> float:
        """Print it. Returns the 95th percentile."""
        orden = sorted(self.tiempos)
        p95 = orden[int(len(orden) * 0.95)]
        print(
            f"{que}: {len(orden)} preguntas, mediana {statistics.median(orden) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
            f"peor {orden[-1] * 1000:.0f} ms, {len(self.fallas)} fallas; carga {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        for falla in self.fallas[:5]:
            print(f"  {falla}", file=sys.stderr)
        return p95


async def con_lectura(gente: list[Pagina | Interfaz], azares: list[random.Random], args: argparse.Namespace) -> Cuenta:
    """Everybody asks, reads for a while and asks again."""
    cuenta = Cuenta()

    async def persona(quien: Pagina | Interfaz, azar: random.Random) -> None:
        await asyncio.sleep(azar.uniform(0, args.lectura))
        for _ in range(args.preguntas):
            await cuenta.una(quien, pregunta(azar))
            await asyncio.sleep(azar.uniform(0.5, 1.5) * args.lectura)

    await asyncio.gather(*(persona(q, a) for q, a in zip(gente, azares, strict=True)))
    return cuenta


async def en_rafagas(gente: list[Pagina | Interfaz], azares: list[random.Random], veces: int) -> Cuenta:
    """Everybody asks in the same instant; when all have their answer, again."""
    cuenta = Cuenta()
    for _ in range(veces):
        await asyncio.gather(*(cuenta.una(q, pregunta(a)) for q, a in zip(gente, azares, strict=True)))
        await asyncio.sleep(0.5)
    return cuenta


async def medir(direccion: str, args: argparse.Namespace) -> int:
    mal = False
    for via in VIAS if args.por == "ambas" else (args.por,):
        async with AsyncExitStack() as abiertos:
            nuevos = (httpx.AsyncClient(base_url=direccion, timeout=60) for _ in range(args.personas))
            clientes = [await abiertos.enter_async_context(c) for c in nuevos]
            llamada = entrada((await clientes[0].get("/config")).json())
            gente: list[Any] = [VIAS[via](c, f"{via}{n}", llamada) for n, c in enumerate(clientes)]
            for texto in ("¿Cuántas metas hay?", "¿Qué metas no se cumplieron?"):
                await gente[0].preguntar(texto)
            azares = [random.Random(f"{via}{n}") for n in range(args.personas)]
            if args.rafagas:
                cuenta = await en_rafagas(gente, azares, args.rafagas)
                cuenta.decir(f"{via}, {args.personas} personas en el mismo instante, {args.rafagas} veces")
                mal = mal or bool(cuenta.fallas)
            else:
                cuenta = await con_lectura(gente, azares, args)
                p95 = cuenta.decir(f"{via}, {args.personas} personas, lectura media {args.lectura:g} s")
                mal = mal or bool(cuenta.fallas) or p95 > args.p95
    return int(mal)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--personas", type=int, default=30)
    parser.add_argument("--preguntas", type=int, default=6)
    parser.add_argument("--lectura", type=float, default=4.0, help="segundos de lectura entre preguntas, en promedio")
    parser.add_argument("--rafagas", type=int, default=0, help="veces que todos preguntan en el mismo instante")
    parser.add_argument("--por", choices=("ambas", *VIAS), default="ambas")
    parser.add_argument("--p95", type=float, default=0.6, help="segundos que el percentil 95 puede tardar")
    parser.add_argument("--direccion", default="")
    args = parser.parse_args()
    if args.direccion:
        return asyncio.run(medir(args.direccion, args))
    with servidor() as direccion:
        return asyncio.run(medir(direccion, args))


if __name__ == "__main__":
    sys.exit(main())
