"""Many people at the page at once: each asks, reads for a while and asks again, over the same queue as the browser.

    python bench/carga_web.py                       # 30 people, 6 questions each, 2 to 6 s of reading between them
    python bench/carga_web.py --lectura 0           # all of them without a pause: what the server gives at its limit
    python bench/carga_web.py --direccion http://…  # a server that already runs; else one is started over examples/

Questions differ from person to person, so that kept answers help only where people really ask the same. Exit code 1
where an answer failed or the 95th percentile is over ``--p95``.
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
from contextlib import contextmanager
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
    poa = Path(sys.executable).with_name("poa")
    subprocess.run([str(poa), "ingest", *ejemplos], cwd=RAIZ, env=entorno, check=True, capture_output=True)
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


async def preguntar(cliente: httpx.AsyncClient, funcion: int, entradas: int, sesion: str, texto: str) -> str:
    """Ask as the browser does, and wait for the whole answer. Returns what failed, or ""."""
    cuerpo = {"fn_index": funcion, "session_hash": sesion, "data": [texto, *[None] * (entradas - 1)]}
    unido = await cliente.post("/gradio_api/queue/join", json=cuerpo)
    if unido.status_code != 200:
        return f"HTTP {unido.status_code}"
    async with cliente.stream("GET", "/gradio_api/queue/data", params={"session_hash": sesion}) as flujo:
        async for renglon in flujo.aiter_lines():
            if not renglon.startswith("data:"):
                continue
            mensaje = json.loads(renglon[5:])
            if mensaje.get("event_id") not in (None, unido.json()["event_id"]):
                continue
            if mensaje["msg"] == "process_completed":
                return "" if mensaje["success"] else "falló la respuesta"
            if mensaje["msg"] in ("unexpected_error", "queue_full"):
                return str(mensaje["msg"])
    return "se cortó la respuesta"


async def persona(
    n: int, direccion: str, llamada: tuple[int, int], args: argparse.Namespace, tiempos: list[float], fallas: list[str]
) -> None:
    azar = random.Random(n)
    async with httpx.AsyncClient(base_url=direccion, timeout=60) as cliente:
        await asyncio.sleep(azar.uniform(0, args.lectura))
        for _ in range(args.preguntas):
            texto = pregunta(azar)
            inicio = time.perf_counter()
            falla = await preguntar(cliente, *llamada, f"carga{n}", texto)
            tiempos.append(time.perf_counter() - inicio)
            if falla:
                fallas.append(f"{texto}: {falla}")
            await asyncio.sleep(azar.uniform(0.5, 1.5) * args.lectura)


async def medir(direccion: str, args: argparse.Namespace) -> int:
    async with httpx.AsyncClient(base_url=direccion, timeout=60) as cliente:
        llamada = entrada((await cliente.get("/config")).json())
        for texto in ("¿Cuántas metas hay?", "¿Qué metas no se cumplieron?"):
            await preguntar(cliente, *llamada, f"calienta{len(texto)}", texto)
    tiempos: list[float] = []
    fallas: list[str] = []
    await asyncio.gather(*(persona(n, direccion, llamada, args, tiempos, fallas) for n in range(args.personas)))
    tiempos.sort()
    p95 = tiempos[int(len(tiempos) * 0.95)]
    print(
        f"{args.personas} personas, {len(tiempos)} preguntas, lectura media {args.lectura:g} s: mediana "
        f"{statistics.median(tiempos) * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms, peor {tiempos[-1] * 1000:.0f} ms, {len(fallas)} fallas."
    )
    for falla in fallas[:5]:
        print(f"  {falla}", file=sys.stderr)
    return 1 if fallas or p95 > args.p95 else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--personas", type=int, default=30)
    parser.add_argument("--preguntas", type=int, default=6)
    parser.add_argument("--lectura", type=float, default=4.0, help="segundos de lectura entre preguntas, en promedio")
    parser.add_argument("--p95", type=float, default=0.6, help="segundos que el percentil 95 puede tardar")
    parser.add_argument("--direccion", default="")
    args = parser.parse_args()
    if args.direccion:
        return asyncio.run(medir(args.direccion, args))
    with servidor() as direccion:
        return asyncio.run(medir(direccion, args))


if __name__ == "__main__":
    sys.exit(main())
