"""The people of the measures: what a browser does when somebody logs in, opens the page and asks."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import count

import httpx

from bench.carga_web import pregunta
from bench.servidor.servido import CLAVE, Llamada, Servido

_RECHAZOS = (429, 503)
#: The last answer that a page shows, and what an answer to these questions is.
_ESTADO, _RESPONDIDA = re.compile(r"respuesta (answered|no_data|clarify|out_of_scope|falla)"), ("answered", "no_data")
#: Questions after which a person opens the page anew, on average; seconds over which people come.
_DE_UNA_PAGINA, LLEGADA = 20, 8.0


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
        await asyncio.sleep(azar.uniform(0, LLEGADA))
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
