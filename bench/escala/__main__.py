"""What questions cost as the store grows, beside the bare statements of the same answers and beside plain RAG.

    python -m bench.escala [--metas 33 1000 10000 100000] [--por-clase 4] [--vueltas 3] [--sin-rag] [--json F.json]

Stores are made once (``almacenes``) and kept in the system's temporary folder. Cold is wall time of a new ``poa ask``.
Warm is ``Assistant.ask``, check against the store included, in one process. The floor of an exact question is its bare
SQL on a plain connection; that of a hybrid one, the embedding of its words and the vector query. Ratios and CPU are what
to read: wall times of a busy machine say little.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.escala.almacenes import almacen
from bench.escala.preguntas import Pregunta, preguntas

FRIA = "¿Qué metas no se cumplieron por COVID en 2022?"


def percentil(tiempos: Sequence[float], p: float) -> float:
    """The p-th percentile, by rank."""
    ordenados = sorted(tiempos)
    return ordenados[min(len(ordenados) - 1, round(p / 100 * (len(ordenados) - 1)))]


def resumen(tiempos: Sequence[float]) -> dict[str, float]:
    return {f"p{p}": round(percentil(tiempos, p), 2) for p in (50, 95)}


def cronometrar(que: Callable[[], Any], vueltas: int) -> tuple[list[float], list[float], Any]:
    """Wall and CPU milliseconds of several runs after one that is not counted, and what the last returned."""
    muro, cpu, salida = [], [], None
    for _ in range(vueltas + 1):
        inicio, propio = time.perf_counter(), time.process_time()
        salida = que()
        muro.append((time.perf_counter() - inicio) * 1000)
        cpu.append((time.process_time() - propio) * 1000)
    return muro[1:], cpu[1:], salida


def en_frio(casa: Path, veces: int) -> float:
    """The median of the wall milliseconds of a new ``poa ask``."""
    orden = [str(Path(sys.executable).with_name("poa")), "ask", FRIA, "--json"]
    tiempos = []
    for _ in range(veces + 1):
        inicio = time.perf_counter()
        subprocess.run(orden, check=True, capture_output=True, env={**os.environ, "POA_HOME": str(casa)})
        tiempos.append((time.perf_counter() - inicio) * 1000)
    return round(statistics.median(tiempos[1:]), 1)


def medir(casa: Path, argumentos: argparse.Namespace) -> dict[str, Any]:
    """All measurements of a store; in a process of its own, for its memory."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    base = casa / "poa.sqlite3"
    con = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
    quien = Assistant(Settings(home=casa))
    todas = list(preguntas(con, argumentos.por_clase))
    ingenua = None
    if not argumentos.sin_rag:
        from bench.escala.ingenua import Ingenua

        ingenua = Ingenua(base)
    clases: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for p in todas:
        una = clases[p.clase.nombre]
        muro, cpu, salida = cronometrar(lambda p=p: quien.ask(p.texto), argumentos.vueltas)  # type: ignore[misc]
        una["ms"] += muro
        una["cpu_ms"] += cpu
        una["estado"].append(salida["status"])
        una["sin_comprobar"].append(sum(a.startswith("No se pudo comprobar") for a in salida["warnings"]))
        _piso(p, con, quien, salida, una, argumentos.vueltas)
        if ingenua is not None:
            hallados, tomo = ingenua.buscar(p.texto)
            una["rag_ms"].append(tomo)
            if ingenua.medible and p.clase.exacta and una["claves"][-1]:
                una["rag_completas"].append(len(set(hallados) & set(una["claves"][-1])) / len(una["claves"][-1]))
    return {
        "frio_ms": en_frio(casa, argumentos.vueltas),
        "memoria_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "disco_mb": round(sum(f.stat().st_size for f in casa.rglob("*") if f.is_file()) / 1e6, 1),
        "clases": {k: _de_clase(v) for k, v in clases.items()},
    }


def _piso(p: Pregunta, con: sqlite3.Connection, quien: Any, salida: dict[str, Any], una: dict[str, list[Any]], vueltas: int) -> None:
    if p.clase.exacta:
        muro, cpu, (cuantas, claves) = cronometrar(lambda: p.piso(con), vueltas)
        esperadas = min(5, cuantas) if p.clase.nombre == "orden" else cuantas
        una["completas"].append(salida["total"] >= esperadas and len(salida["rows"]) >= min(esperadas, 1000))
    else:
        muro, cpu, _ = cronometrar(lambda: quien.buscador._por_sentido(p.texto), vueltas)
        claves = []
    una["claves"].append(claves)
    una["piso_ms"] += muro
    una["piso_cpu_ms"] += cpu


def _de_clase(v: dict[str, list[Any]]) -> dict[str, Any]:
    salida: dict[str, Any] = {k: resumen(v[k]) for k in ("ms", "cpu_ms", "piso_ms", "piso_cpu_ms") if v[k]}
    salida |= {"completas": round(statistics.mean(v["completas"]), 3) if v["completas"] else None, "sin_comprobar": sum(v["sin_comprobar"])}
    salida["respondidas"] = round(statistics.mean(e == "answered" for e in v["estado"]), 3)
    if v["rag_ms"]:
        salida["rag_ms"] = resumen(v["rag_ms"])
        salida["rag_completas"] = round(statistics.mean(v["rag_completas"]), 3) if v["rag_completas"] else None
    return salida


def tabla(hecho: dict[str, Any]) -> str:
    """The measurements as Markdown."""
    lineas = [hecho["maquina"], ""]
    for metas, m in hecho["almacenes"].items():
        lineas += [f"### {int(metas):,} metas", f"En frío {m['frio_ms']:,} ms; memoria {m['memoria_mb']:,} MB; disco {m['disco_mb']:,} MB.", ""]
        lineas += ["| preguntas | p50 ms | p95 ms | CPU p50 | piso p50 | piso p95 | sobre el piso (p95) | completas | RAG p50 ms | RAG completas |", "|---|---|---|---|---|---|---|---|---|---|"]
        for nombre, c in m["clases"].items():
            rag, sobre = c.get("rag_ms", {}), c["ms"]["p95"] - c["piso_ms"]["p95"]
            lineas.append(f"| {nombre} | {c['ms']['p50']} | {c['ms']['p95']} | {c['cpu_ms']['p50']} | {c['piso_ms']['p50']} | {c['piso_ms']['p95']} | {sobre:+.1f} | {c['completas'] if c['completas'] is not None else '–'} | {rag.get('p50', '–')} | {c.get('rag_completas') if c.get('rag_completas') is not None else '–'} |")
        lineas.append("")
    return "\n".join(lineas)


def main() -> None:
    """Command line."""
    opciones = argparse.ArgumentParser(description="Lo que cuestan las preguntas según crece el almacén.")
    opciones.add_argument("--metas", type=int, nargs="+", default=[33, 1_000, 10_000, 100_000])
    opciones.add_argument("--por-clase", type=int, default=4, help="preguntas de cada clase")
    opciones.add_argument("--vueltas", type=int, default=3)
    opciones.add_argument("--sin-rag", action="store_true", help="no medir la alternativa")
    opciones.add_argument("--json", type=Path)
    opciones.add_argument("--casa", type=Path, help=argparse.SUPPRESS)
    argumentos = opciones.parse_args()
    if argumentos.casa:
        print(json.dumps(medir(argumentos.casa, argumentos)))
        return
    hecho: dict[str, Any] = {"maquina": f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}", "almacenes": {}}
    for metas in argumentos.metas:
        casa = almacen(metas, lambda x: print(x, file=sys.stderr))
        orden = [sys.executable, "-m", "bench.escala", "--casa", str(casa), "--por-clase", str(argumentos.por_clase), "--vueltas", str(argumentos.vueltas)]
        salida = subprocess.run([*orden, *(["--sin-rag"] if argumentos.sin_rag else [])], check=True, stdout=subprocess.PIPE, text=True).stdout
        hecho["almacenes"][str(metas)] = json.loads(salida.splitlines()[-1])
    print(tabla(hecho))
    if argumentos.json:
        argumentos.json.write_text(json.dumps(hecho, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
