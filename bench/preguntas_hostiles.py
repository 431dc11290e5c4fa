"""Five hundred hostile questions: nothing raises, changes the store, asks anybody, or takes a second.

    python -m bench.preguntas_hostiles [--cuantas 500] [--semilla 9] [--base URL] [--json F.json]
    python -m bench.preguntas_hostiles --navegador     # all of them typed into the served page, in Chromium

Seconds are of processor; in Chromium they are of the clock, and only said.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RAIZ))

from bench.hostil.preguntas import GUIONES, preguntas  # noqa: E402

EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))
SEGUNDOS = 1.0
_ESTADOS = {"answered", "no_data", "out_of_scope", "clarify"}
_CERCA = ("127.0.0.1", "::1", "localhost")


@dataclass(slots=True)
class Resultado:
    """What became of the questions."""

    preguntas: int = 0
    peor: float = 0.0
    total: float = 0.0
    estados: Counter[str] = field(default_factory=Counter)
    fallas: list[str] = field(default_factory=list)
    salidas: list[str] = field(default_factory=list)


@contextmanager
def sin_salir(salidas: list[str]) -> Iterator[None]:
    """Within: whoever wants to leave the machine is noted, and refused."""
    verdadera: Callable[..., Any] = socket.socket.connect

    def conectar(self: socket.socket, direccion: Any) -> Any:
        if isinstance(direccion, tuple) and direccion[0] not in _CERCA:
            salidas.append(str(direccion))
            raise OSError("no se sale de aquí")
        return verdadera(self, direccion)

    socket.socket.connect = conectar  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        socket.socket.connect = verdadera  # type: ignore[method-assign]


def huella(asistente: Any) -> str:
    """What the store is: its tables and their statements, and every row of theirs."""
    from sqlalchemy import MetaData, create_engine, func, inspect, select

    motor = create_engine(asistente.settings.url)
    visto = MetaData()
    visto.reflect(motor, resolve_fks=False)
    with motor.connect() as con:
        cuentas = {t.name: con.scalar(select(func.count()).select_from(t)) for t in visto.sorted_tables}
    columnas = {t: [str(c["name"]) for c in inspect(motor).get_columns(t)] for t in cuentas}
    motor.dispose()
    return hashlib.sha256(json.dumps([cuentas, columnas], sort_keys=True).encode()).hexdigest()


def probar(asistente: Any, todas: list[str]) -> Resultado:
    """Ask them all; what is wrong with any answer."""
    from assistant.cli.revision import revisar

    r = Resultado()
    antes = huella(asistente)
    with sin_salir(r.salidas):
        for pregunta in todas:
            r.preguntas += 1
            quien = f"{pregunta[:70]!r} ({len(pregunta):,} letras)"
            inicio = time.process_time()
            try:
                respuesta = asistente.ask(pregunta)
            except Exception as error:
                r.fallas.append(f"{quien}: {type(error).__name__}: {str(error)[:150]}")
                continue
            tardo = time.process_time() - inicio
            r.peor, r.total = max(r.peor, tardo), r.total + tardo
            r.estados[respuesta["status"]] += 1
            if tardo > SEGUNDOS:
                r.fallas.append(f"{quien}: {tardo:.2f} s")
            if respuesta["status"] not in _ESTADOS or not str(respuesta["answer"]).strip():
                r.fallas.append(f"{quien}: sin respuesta clara")
            try:
                guardada = json.loads(json.dumps(respuesta, default=str).encode("utf-8"))
            except UnicodeEncodeError as error:
                r.fallas.append(f"{quien}: no se puede guardar: {error.reason}")
                continue
            if malos := revisar(guardada, asistente):
                r.fallas.append(f"{quien}: no se comprueba: {malos[0][:120]}")
    if huella(asistente) != antes:
        r.fallas.append("el almacén cambió")
    r.fallas += [f"quiso salir a {s}" for s in r.salidas]
    return r


def en_navegador(todas: list[str]) -> int:
    """Type all of them into the page, the scripts among them also by a link. Returns the exit code."""
    from bench.carga_web import servidor
    from bench.hostil import pagina
    from bench.pagina import chromium

    with servidor() as direccion, chromium() as navegador:
        v = pagina.probar(navegador, direccion, todas, GUIONES)
    print(f"{v.preguntas} preguntas en Chromium, {v.respondidas} respondidas, la más lenta {v.peor:.1f} s, {len(v.fallas)} fallas")
    for falla in v.fallas[:60]:
        print("   ", falla)
    return 1 if v.fallas else 0


def main() -> int:
    """Load the samples and ask."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cuantas", type=int, default=500)
    p.add_argument("--semilla", type=int, default=9)
    p.add_argument("--base", default="", help="a PostgreSQL URL to load and ask instead of SQLite")
    p.add_argument("--json", type=Path)
    p.add_argument("--navegador", action="store_true", help="typed into the page, in Chromium")
    a = p.parse_args()
    if a.navegador:
        return en_navegador(preguntas(a.cuantas, a.semilla))
    from assistant.assistant import Assistant
    from assistant.carga import cargar
    from assistant.settings import Settings

    with tempfile.TemporaryDirectory() as casa:
        ajustes = Settings(home=Path(casa), database_url=a.base)
        cargar(ajustes, EJEMPLOS)
        asistente = Assistant(ajustes)
        asistente.ask("¿Cuántas metas hay?")
        r = probar(asistente, preguntas(a.cuantas, a.semilla))
    print(f"{r.preguntas} preguntas, {len(r.fallas)} fallas; la más lenta {r.peor:.2f} s, en promedio {1000 * r.total / r.preguntas:.0f} ms (procesador)")
    print(dict(r.estados))
    for falla in r.fallas[:60]:
        print("   ", falla)
    if a.json:
        a.json.write_text(json.dumps({"preguntas": r.preguntas, "peor": r.peor, "fallas": r.fallas, "estados": r.estados}, ensure_ascii=False, indent=1))
    return 1 if r.fallas else 0


if __name__ == "__main__":
    raise SystemExit(main())
