"""How long an answer takes: a cold ``poa ask`` (the whole process) and warm questions, over the sample reports.

    python bench/preguntas.py [--questions F.jsonl] [--docs F.txt …] [--runs 7] [--json F.json]

Cold is wall time of a new process for an exact question, the median of several runs, the files of Python already
read once. Warm is ``Assistant.ask`` in one process, over every question of the file that the loaded documents answer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RAIZ))
EXACTA = "¿Qué metas no se cumplieron por COVID en 2021?"
PREGUNTAS = RAIZ / "bench" / "evaluacion" / "preguntas.jsonl"


def cargar(casa: Path, documentos: Sequence[Path]) -> None:
    """Load the documents into a new store."""
    from assistant.carga import cargar as cargar_
    from assistant.settings import Settings

    cargar_(Settings(home=casa), documentos)


def en_frio(casa: Path, veces: int) -> list[float]:
    """Wall milliseconds of ``poa ask`` as a process, several times, after one that is not counted."""
    orden = [str(Path(sys.executable).with_name("poa")), "ask", EXACTA, "--json"]
    tiempos = []
    for _ in range(veces + 1):
        inicio = time.perf_counter()
        subprocess.run(orden, check=True, capture_output=True, env={**os.environ, "POA_HOME": str(casa)})
        tiempos.append((time.perf_counter() - inicio) * 1000)
    return tiempos[1:]


def en_caliente(casa: Path, preguntas: Sequence[dict[str, Any]], vueltas: int = 3) -> list[float]:
    """Milliseconds of each question in one process: the median of its runs after a first one."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    quien = Assistant(Settings(home=casa))
    tiempos = []
    for p in preguntas:
        corridas = []
        for _ in range(vueltas + 1):
            inicio = time.perf_counter()
            quien.ask(p["question"], p.get("history") or ())
            corridas.append((time.perf_counter() - inicio) * 1000)
        tiempos.append(statistics.median(corridas[1:]))
    return tiempos


def leer(archivo: Path, todas: bool) -> list[dict[str, Any]]:
    """The questions of a file; of our own set, those over all the sample reports."""
    preguntas = [json.loads(linea) for linea in archivo.read_text(encoding="utf-8").splitlines() if linea.strip()]
    return preguntas if todas else [p for p in preguntas if len(p.get("documents", "12")) > 1]


def percentil(tiempos: Sequence[float], p: float) -> float:
    """The p-th percentile, by rank."""
    ordenados = sorted(tiempos)
    return ordenados[min(len(ordenados) - 1, round(p / 100 * (len(ordenados) - 1)))]


def medir(argumentos: argparse.Namespace) -> dict[str, Any]:
    """All measurements."""
    preguntas = leer(argumentos.questions, argumentos.questions != PREGUNTAS)
    with tempfile.TemporaryDirectory() as carpeta:
        casa = Path(carpeta)
        cargar(casa, argumentos.docs)
        frio, caliente = en_frio(casa, argumentos.runs), en_caliente(casa, preguntas)
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}",
        "documents": len(argumentos.docs),
        "questions": len(preguntas),
        "cold_ms": {
            "median": round(statistics.median(frio), 1),
            "min": round(min(frio), 1),
            "max": round(max(frio), 1),
        },
        "warm_ms": {f"p{p}": round(percentil(caliente, p), 2) for p in (50, 95, 100)},
    }


def main() -> None:
    """Command line."""
    opciones = argparse.ArgumentParser(description="Tiempos de respuesta, en frío y en caliente.")
    opciones.add_argument("--questions", type=Path, default=PREGUNTAS)
    opciones.add_argument("--docs", type=Path, nargs="+", default=sorted((RAIZ / "examples").glob("*.txt")))
    opciones.add_argument("--runs", type=int, default=7)
    opciones.add_argument("--json", type=Path, help="also write the result here")
    argumentos = opciones.parse_args()
    hecho = medir(argumentos)
    frio, caliente = hecho["cold_ms"], hecho["warm_ms"]
    print(f"{hecho['machine']}; {hecho['documents']} documentos, {hecho['questions']} preguntas")
    print(f"en frío (proceso)  mediana {frio['median']:>8,.1f} ms   de {frio['min']:,.1f} a {frio['max']:,.1f}")
    print(f"en caliente        p50     {caliente['p50']:>8,.2f} ms   p95 {caliente['p95']:,.2f}")
    print(json.dumps(hecho, ensure_ascii=False))
    if argumentos.json:
        argumentos.json.write_text(json.dumps(hecho, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
