"""How fast files become facts: read by the workers and stored, without vectors and with them; and what memory that takes.

    python -m bench.ingesta [--metas 10000] [--formato texto xlsx …] [--veces 3] [--con-vectores 2000 [--propias]] [--json F.json]

Two shapes of one load: a file that holds all the metas, and a folder of reports of 33. Reports are those of
``bench.reportes``. Time runs from an empty store to the last commit, written through to the file as a load does at its
end; the workers are started within it. Memory is the
most that this process held (``maxrss``), measured in a process of its own for each case.

Beside each case stand floors measured in the same process: the bare SQL (``executemany`` of the same rows of all tables
into an empty store of the same schema), the bare reading of the files (a text decoded and split, a workbook's sheets
unpacked and passed through expat with nothing listening), and the CPU of each stage by itself. A load with vectors stands
beside the bare embedding of the same distinct texts.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from xml.parsers import expat

RAIZ = Path(__file__).resolve().parents[1]
#: Variant of each format that is measured, and the arrangement of its columns.
VARIANTES = {"texto": "tab", "xlsx": "hoja-por-forma", "html": "", "docx": ""}
POR_ARCHIVO = 33
#: Texts that the bare model embeds at a time.
LOTE = 64


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
    """Load a folder into an empty store, twice; then the floors."""
    from index.aislado import Obreros
    from index.ingest import ingerir
    from index.metas import MetaStore
    from index.schema import abrir, asentar

    with tempfile.TemporaryDirectory() as casa:
        store = MetaStore(abrir(f"sqlite:///{casa}/poa.sqlite3"))
        inicio, propios = time.perf_counter(), time.process_time()
        with Obreros() as obreros:
            resumen = ingerir([carpeta], store, obreros=obreros)
            asentar(store.engine)
            segundos, propios = time.perf_counter() - inicio, time.process_time() - propios
        hijos = resource.getrusage(resource.RUSAGE_CHILDREN)
        memoria = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        inicio = time.perf_counter()
        otra = ingerir([carpeta], store)
        repetida = time.perf_counter() - inicio
        store.engine.dispose()
        sql = _sql_desnudo(Path(casa))
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
        "memoria_mb": memoria // 1024,
        "memoria_obreros_mb": hijos.ru_maxrss // 1024,
        "piso_sql": round(sql, 3),
        "piso_lectura": round(_cpu(lambda: _leer_desnudos(carpeta)), 3),
        "etapas": _etapas(carpeta),
    }


# --- floors -------------------------------------------------------------------------------------------------------------


def _cpu(hacer: Callable[[], object]) -> float:
    inicio = time.process_time()
    hacer()
    return time.process_time() - inicio


def _sql_desnudo(casa: Path) -> float:
    """CPU of writing all the rows of the store in ``casa`` into another one, by the driver alone."""
    from index import schema

    schema.abrir(f"sqlite:///{casa}/otra.sqlite3").dispose()
    de, a = sqlite3.connect(casa / "poa.sqlite3"), sqlite3.connect(casa / "otra.sqlite3")
    a.execute("PRAGMA synchronous=NORMAL")
    filas = {t.name: de.execute(f"SELECT * FROM {t.name}").fetchall() for t in schema.metadata.sorted_tables}
    filas[schema.METAS_FTS] = de.execute(f"SELECT rowid, * FROM {schema.METAS_FTS}").fetchall()

    def volcar() -> None:
        for tabla, suyas in filas.items():
            if suyas:
                columnas = f"(rowid, {', '.join(schema.FTS_COLUMNAS)})" if tabla == schema.METAS_FTS else ""
                a.executemany(f"INSERT INTO {tabla} {columnas} VALUES ({', '.join('?' * len(suyas[0]))})", suyas)
        a.commit()

    segundos = _cpu(volcar)
    de.close()
    a.close()
    return segundos


def _leer_desnudos(carpeta: Path) -> None:
    for ruta in sorted(carpeta.iterdir()):
        if ruta.suffix != ".xlsx":
            [linea.split("\t") for linea in ruta.read_text(encoding="utf-8").split("\n")]
            continue
        with zipfile.ZipFile(ruta) as libro:
            for parte in libro.namelist():
                if parte.endswith(".xml"):
                    with libro.open(parte) as flujo:
                        expat.ParserCreate(namespace_separator=" ").ParseFile(flujo)


def _etapas(carpeta: Path) -> dict[str, float]:
    """CPU of each stage of the worker, one file after another in this process, and of the parent's unpacking."""
    from index import auditoria, mensajes, parse, readers, registros
    from index.readers.limites import LIMITES, callar

    suma = dict.fromkeys(("lector", "informes", "auditoria", "registros", "empacar", "desempacar"), 0.0)
    antes = time.process_time()

    def cerrar(etapa: str) -> None:
        nonlocal antes
        ahora = time.process_time()
        suma[etapa] += ahora - antes
        antes = ahora

    for ruta in sorted(carpeta.iterdir()):
        _, hojas = readers.leer(ruta.name, ruta.read_bytes(), LIMITES, callar)
        cerrar("lector")
        informes, _ = parse.leer(hojas)
        cerrar("informes")
        hallados = [auditoria.auditar(i) for i in informes]
        cerrar("auditoria")
        filas = [registros.de_informe(i, h) for i, h in zip(informes, hallados, strict=True)]
        cerrar("registros")
        cuerpo = mensajes.empacar(filas)
        cerrar("empacar")
        mensajes.desempacar(cuerpo)
        cerrar("desempacar")
    return {etapa: round(segundos, 3) for etapa, segundos in suma.items()}


# --- with vectors -------------------------------------------------------------------------------------------------------


def medir_vectores(carpeta: Path) -> dict[str, object]:
    """Load a folder with its vectors; then embed the same distinct texts with the bare model."""
    from sqlalchemy import select

    from assistant.carga import cargar
    from assistant.settings import Settings
    from index import embeddings, schema

    modelo = embeddings.cargar(embeddings.INCLUIDO)
    modelo.preparar()
    with tempfile.TemporaryDirectory() as casa:
        settings = Settings(home=Path(casa))
        inicio = time.perf_counter()
        carga = cargar(settings, [carpeta])
        segundos = time.perf_counter() - inicio
        motor = schema.abrir(settings.url)
        with motor.connect() as con:
            textos = list(con.scalars(select(schema.observaciones.c.texto)))
            vectores = len(con.execute(select(schema.embeddings.c.observacion_id)).all())
        motor.dispose()
    inicio = time.perf_counter()
    for i in range(0, len(textos), LOTE):
        modelo.embed_documents(textos[i : i + LOTE])
    desnudo = time.perf_counter() - inicio
    return {
        "metas": carga.resumen.metas,
        "textos": len(textos),
        "con_vector": vectores,
        "segundos": round(segundos, 2),
        "textos_por_segundo": round(len(textos) / segundos, 1),
        "desnudo_textos_por_segundo": round(len(textos) / desnudo, 1),
        "razon": round(desnudo / segundos, 3),
    }


def escribir_variados(carpeta: Path, metas: int, propias: bool = False) -> None:
    """Reports whose observations are many and repeat themselves as offices do over the years; or each its own
    (``propias``), as in the reports of one cut."""
    from bench.escala.reportes import reportes
    from bench.reportes import escritores

    oficios = count(1)

    def propia(m: Any) -> Any:
        return replace(m, observacion=f"{m.observacion} Oficio {next(oficios)}.") if m.observacion else m

    for reporte in reportes(metas):
        if propias:
            reporte = replace(reporte, formas=tuple(replace(f, metas=tuple(map(propia, f.metas))) for f in reporte.formas))
        nombre, contenido = escritores.escribir(reporte, "texto", VARIANTES["texto"], "pares")
        (carpeta / nombre).write_bytes(contenido)


# --- the table ----------------------------------------------------------------------------------------------------------


def _aparte(carpeta: str, *opciones: str) -> dict[str, Any]:
    orden = [sys.executable, "-m", "bench.ingesta", "--carpeta", carpeta, *opciones]
    salida = subprocess.run(orden, cwd=RAIZ, check=True, capture_output=True, text=True).stdout
    caso: dict[str, Any] = json.loads(salida)
    return caso


def _medio(veces: list[dict[str, Any]]) -> dict[str, Any]:
    """The run of the median time."""
    mediana = statistics.median_low([v["segundos"] for v in veces])
    return next(v for v in veces if v["segundos"] == mediana)


def main() -> None:
    """Measure each format in both shapes, and a load with vectors."""
    partes = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    partes.add_argument("--metas", type=int, default=10_000)
    partes.add_argument("--formato", nargs="*", choices=VARIANTES, default=["texto", "xlsx"])
    partes.add_argument("--veces", type=int, default=1, help="runs of each case; the median one is told")
    partes.add_argument("--con-vectores", type=int, default=0, metavar="METAS", help="also a load of so many with vectors")
    partes.add_argument("--propias", action="store_true", help="with vectors, each observation its own")
    partes.add_argument("--json", type=Path)
    partes.add_argument("--carpeta", type=Path, help=argparse.SUPPRESS)
    partes.add_argument("--vectores", action="store_true", help=argparse.SUPPRESS)
    opciones = partes.parse_args()
    if opciones.carpeta:
        print(json.dumps((medir_vectores if opciones.vectores else medir)(opciones.carpeta)))
        return
    casos = []

    def anotar(caso: dict[str, Any]) -> None:
        casos.append(caso)
        print(" ".join(f"{k}={v}" for k, v in caso.items()), flush=True)

    for formato in opciones.formato:
        for forma, por_archivo in (("un archivo", opciones.metas), ("carpeta", POR_ARCHIVO)):
            with tempfile.TemporaryDirectory() as carpeta:
                escribir(Path(carpeta), formato, opciones.metas, por_archivo)
                anotar({"formato": formato, "forma": forma, **_medio([_aparte(carpeta) for _ in range(opciones.veces)])})
    if opciones.con_vectores:
        with tempfile.TemporaryDirectory() as carpeta:
            escribir_variados(Path(carpeta), opciones.con_vectores, opciones.propias)
            anotar({"formato": "texto", "forma": "con vectores", **_aparte(carpeta, "--vectores")})
    if opciones.json:
        maquina = {"python": platform.python_version(), "sistema": platform.platform()}
        opciones.json.write_text(json.dumps({"maquina": maquina, "casos": casos}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
