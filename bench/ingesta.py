"""How fast files become facts: read by the workers and stored, without vectors; and what memory that takes.

    python -m bench.ingesta [--metas 10000] [--formato texto xlsx …] [--vacio] [--json F.json]

Two shapes of one load: a file that holds all the metas, and a folder of reports of 33. Reports are those of
``bench.reportes``. Time runs from an empty store to the last commit; the workers are started within it. Memory is the
most that this process held (``maxrss``), measured in a process of its own for each case.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
#: Variant of each format that is measured, and the arrangement of its columns.
VARIANTES = {"texto": "tab", "xlsx": "hoja-por-forma", "html": "", "docx": ""}
POR_ARCHIVO = 33


def escribir(carpeta: Path, formato: str, metas: int, por_archivo: int) -> None:
    """Write reports of so many metas in all, of so many a file, each with units of its own."""
    from bench.reportes import escritores, generador

    variante = VARIANTES[formato] or next(v for f, v in escritores.variantes() if f == formato)
    for n in range(-(-metas // por_archivo)):
        suyas = min(por_archivo, metas - n * por_archivo)
        reporte = generador.generar(n, suyas, por_forma=POR_ARCHIVO)
        formas = tuple(replace(f, codigos=(str(n), *f.codigos[1:])) for f in reporte.formas)
        nombre, contenido = escritores.escribir(replace(reporte, formas=formas), formato, variante, "pares")
        (carpeta / nombre).write_bytes(contenido)


def medir(carpeta: Path) -> dict[str, object]:
    """Load a folder into an empty store, twice."""
    from index.aislado import Obreros
    from index.ingest import ingerir
    from index.metas import MetaStore
    from index.schema import abrir

    with tempfile.TemporaryDirectory() as casa:
        store = MetaStore(abrir(f"sqlite:///{casa}/poa.sqlite3"))
        inicio, propios = time.perf_counter(), time.process_time()
        with Obreros() as obreros:
            resumen = ingerir([carpeta], store, obreros=obreros)
            segundos, propios = time.perf_counter() - inicio, time.process_time() - propios
        hijos = resource.getrusage(resource.RUSAGE_CHILDREN)
        inicio = time.perf_counter()
        otra = ingerir([carpeta], store)
        repetida = time.perf_counter() - inicio
    return {
        "archivos": len(resumen.documentos),
        "sin_cargar": sum(d.estado not in ("loaded", "replaced") for d in resumen.documentos),
        "metas": resumen.metas,
        "segundos": round(segundos, 2),
        "metas_por_segundo": round(resumen.metas / segundos),
        "segundos_de_cpu": round(propios, 2),
        "segundos_de_cpu_obreros": round(hijos.ru_utime + hijos.ru_stime, 2),
        "segundos_repetida": round(repetida, 3),
        "sin_cambios": sum(d.estado == "unchanged" for d in otra.documentos),
        "memoria_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "memoria_obreros_mb": hijos.ru_maxrss // 1024,
    }


def main() -> None:
    """Measure each format in both shapes."""
    partes = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    partes.add_argument("--metas", type=int, default=10_000)
    partes.add_argument("--formato", nargs="+", choices=VARIANTES, default=["texto", "xlsx"])
    partes.add_argument("--json", type=Path)
    partes.add_argument("--carpeta", type=Path, help=argparse.SUPPRESS)
    opciones = partes.parse_args()
    if opciones.carpeta:
        print(json.dumps(medir(opciones.carpeta)))
        return
    casos = []
    for formato in opciones.formato:
        for forma, por_archivo in (("un archivo", opciones.metas), ("carpeta", POR_ARCHIVO)):
            with tempfile.TemporaryDirectory() as carpeta:
                escribir(Path(carpeta), formato, opciones.metas, por_archivo)
                orden = [sys.executable, "-m", "bench.ingesta", "--carpeta", carpeta]
                salida = subprocess.run(orden, cwd=RAIZ, check=True, capture_output=True, text=True).stdout
            casos.append({"formato": formato, "forma": forma, **json.loads(salida)})
            print(" ".join(f"{k}={v}" for k, v in casos[-1].items()), flush=True)
    if opciones.json:
        maquina = {"python": platform.python_version(), "sistema": platform.platform()}
        opciones.json.write_text(json.dumps({"maquina": maquina, "casos": casos}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
