"""All measurements of one store: questions by kind with their floor, plain RAG, a cold start, memory and disk."""

from __future__ import annotations

import gc
import json
import os
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

from bench.escala.preguntas import CLASES, Pregunta, preguntas

#: Of one municipality that every store has, so that its answer is as long in all of them.
FRIA = "¿Qué metas no se cumplieron por COVID en San Andrés del Monte?"


def percentil(tiempos: Sequence[float], p: float) -> float:
    """The p-th percentile, by rank."""
    ordenados = sorted(tiempos)
    return ordenados[min(len(ordenados) - 1, round(p / 100 * (len(ordenados) - 1)))]


def resumen(tiempos: Sequence[float]) -> dict[str, float]:
    """The middle and the 95th percentile."""
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


def en_frio(casa: Path, veces: int) -> dict[str, float]:
    """Wall and CPU milliseconds of a new ``poa ask``, the middle of several."""
    orden = [str(Path(sys.executable).with_name("poa")), "ask", FRIA, "--json"]
    muro, cpu = [], []
    for _ in range(veces + 1):
        inicio, antes = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(orden, check=True, capture_output=True, env={**os.environ, "POA_HOME": str(casa)})
        muro.append((time.perf_counter() - inicio) * 1000)
        ahora = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((ahora.ru_utime + ahora.ru_stime - antes.ru_utime - antes.ru_stime) * 1000)
    return {"ms": round(statistics.median(muro[1:]), 1), "cpu_ms": round(statistics.median(cpu[1:]), 1)}


def medir(casa: Path, por_clase: int, vueltas: int, con_rag: bool) -> dict[str, Any]:
    """All measurements of a store; in a process of its own, for its memory."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from index import recolector

    frio = en_frio(casa, vueltas)
    recolector.espaciado()  # as the command line and the page do
    base = casa / "poa.sqlite3"
    con = sqlite3.connect(f"file:{base}?mode=ro", uri=True)
    quien = Assistant(Settings(home=casa))
    todas = list(preguntas(con, por_clase))
    clases: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for p in todas:
        una = clases[p.clase.nombre]
        muro, cpu, salida = cronometrar(lambda p=p: quien.ask(p.texto), vueltas)  # type: ignore[misc]
        una["ms"] += muro
        una["cpu_ms"] += cpu
        una["estado"].append(salida["status"])
        una["sin_comprobar"].append(sum(a.startswith("No se pudo comprobar") for a in salida["warnings"]))
        _piso(p, con, quien, salida, una, vueltas)
    memoria = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if con_rag:
        _rag(base, todas, clases)
    sobre = [x for c in CLASES if c.exacta for x in clases[c.nombre]["sobre_ms"]]
    return {
        "frio": frio,
        "sobre_el_piso_ms": resumen(sobre),
        "memoria_mb": memoria,
        "disco_mb": round(sum(f.stat().st_size for f in casa.rglob("*") if f.is_file()) / 1e6, 1),
        "carga": json.loads((casa / "hecho").read_text() or "null"),
        "clases": {k: _de_clase(v) for k, v in clases.items()},
    }


def _piso(p: Pregunta, con: sqlite3.Connection, quien: Any, salida: dict[str, Any], una: dict[str, list[Any]], vueltas: int) -> None:
    if p.clase.exacta:
        muro, cpu, (cuantas, claves) = cronometrar(lambda: p.piso(con), vueltas)
        una["completas"].append(salida["total"] >= cuantas and len(salida["rows"]) >= min(cuantas, 1000))
    else:
        muro, cpu, _ = cronometrar(lambda: quien.buscador._por_sentido(p.texto), vueltas)
        claves = []
    una["claves"].append(claves)
    una["piso_ms"] += muro
    una["piso_cpu_ms"] += cpu
    # Each answer over the middle of its own floor.
    una["sobre_ms"] += [m - statistics.median(muro) for m in una["ms"][-vueltas:]]


def _rag(base: Path, todas: Sequence[Pregunta], clases: dict[str, dict[str, list[Any]]]) -> None:
    """The same questions by plain RAG, each after one that is not counted."""
    from bench.escala.ingenua import Ingenua

    gc.collect()
    ingenua = Ingenua(base)
    vistas: dict[str, int] = defaultdict(int)
    for p in todas:
        una = clases[p.clase.nombre]
        ingenua.buscar(p.texto)
        hallados, tomo = ingenua.buscar(p.texto)
        una["rag_ms"].append(tomo)
        claves = una["claves"][vistas[p.clase.nombre]]
        vistas[p.clase.nombre] += 1
        if ingenua.medible and p.clase.exacta and claves:
            una["rag_completas"].append(len(set(hallados) & set(claves)) / len(claves))


def _de_clase(v: dict[str, list[Any]]) -> dict[str, Any]:
    salida: dict[str, Any] = {k: resumen(v[k]) for k in ("ms", "cpu_ms", "piso_ms", "piso_cpu_ms") if v[k]}
    salida["sobre_el_piso_ms"] = round(salida["ms"]["p95"] - salida["piso_ms"]["p95"], 2)
    salida |= {"completas": round(statistics.mean(v["completas"]), 3) if v["completas"] else None, "sin_comprobar": sum(v["sin_comprobar"])}
    salida["respondidas"] = round(statistics.mean(e == "answered" for e in v["estado"]), 3)
    if v["rag_ms"]:
        salida["rag_ms"] = resumen(v["rag_ms"])
        salida["rag_completas"] = round(statistics.mean(v["rag_completas"]), 3) if v["rag_completas"] else None
    return salida
