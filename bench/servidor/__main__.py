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
import random
import statistics
import sys
import time
from itertools import count
from typing import Any

from bench.carga_web import pregunta
from bench.servidor.gente import LLEGADA, Hecha, entrar, persona, preguntar
from bench.servidor.modelo import modelo_lento
from bench.servidor.servido import Llamada, Servido, servir

P95, MEMORIA, RESPUESTA, CRECIMIENTO = 0.5, 1000.0, 8.0, 0.05
#: Seconds after which times count: all have come.
_YA_TODOS = LLEGADA + 2.0
#: Readings of the memory of which one is printed.
_DICHAS = 12
#: Asked before the clock starts: what is loaded at the first question is loaded once a day.
CALENTAR = ("¿Cuántas metas hay?", "¿Qué metas no se cumplieron?", "¿Qué hallazgos hay?")


async def _vigilar(servido: Servido, memorias: list[tuple[float, float]], cada: float) -> None:
    inicio = time.monotonic()
    for n in count():
        memorias.append((time.monotonic() - inicio, servido.memoria()))
        if n % _DICHAS == 0:
            print(f"  {memorias[-1][0] / 60:5.1f} min  {memorias[-1][1]:6.0f} MB  {len(servido.tiempos):6} preguntas", flush=True)
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
    if vigia.done():  # it only ends by itself where it failed, and a soak without readings shows nothing
        vigia.result()
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
