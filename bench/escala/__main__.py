"""What questions cost as the store grows, beside the bare statements of the same answers and beside plain RAG.

    python -m bench.escala [--metas 33 1000 10000 100000] [--por-clase 4] [--vueltas 3] [--sin-rag] [--json F.json]

Stores are made once (``almacenes``) and kept in the system's temporary folder. Cold is wall time of a new ``poa ask``.
Warm is ``Assistant.ask``, check against the store included, in one process. The floor of an exact question is its bare
SQL on a plain connection; that of a hybrid one, the embedding of its words and the vector query. Ratios and CPU are what
to read: wall times of a busy machine say little. At the end, what was promised and whether it holds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.escala.almacenes import almacen
from bench.escala.medida import medir
from bench.escala.veredicto import renglones, tabla, veredicto


def main() -> None:
    """Command line."""
    opciones = argparse.ArgumentParser(description="Lo que cuestan las preguntas según crece el almacén.")
    opciones.add_argument("--metas", type=int, nargs="+", default=[33, 1_000, 10_000, 100_000])
    opciones.add_argument("--por-clase", type=int, default=4, help="preguntas de cada clase")
    opciones.add_argument("--vueltas", type=int, default=3)
    opciones.add_argument("--sin-rag", action="store_true", help="no medir la alternativa")
    opciones.add_argument("--solo-almacenes", action="store_true", help="hacer los almacenes y no medir")
    opciones.add_argument("--json", type=Path)
    opciones.add_argument("--casa", type=Path, help=argparse.SUPPRESS)
    argumentos = opciones.parse_args()
    if argumentos.casa:
        print(json.dumps(medir(argumentos.casa, argumentos.por_clase, argumentos.vueltas, not argumentos.sin_rag)))
        return
    hecho: dict[str, Any] = {"maquina": f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}", "almacenes": {}}
    for metas in argumentos.metas:
        casa = almacen(metas, lambda x: print(x, file=sys.stderr))
        if argumentos.solo_almacenes:
            continue
        orden = [sys.executable, "-m", "bench.escala", "--casa", str(casa), "--por-clase", str(argumentos.por_clase), "--vueltas", str(argumentos.vueltas)]
        salida = subprocess.run([*orden, *(["--sin-rag"] if argumentos.sin_rag else [])], check=True, stdout=subprocess.PIPE, text=True).stdout
        hecho["almacenes"][str(metas)] = json.loads(salida.splitlines()[-1])
    if argumentos.solo_almacenes:
        return
    hecho["veredicto"] = veredicto(hecho)
    print(tabla(hecho))
    print(renglones(hecho["veredicto"]))
    if argumentos.json:
        argumentos.json.write_text(json.dumps(hecho, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
