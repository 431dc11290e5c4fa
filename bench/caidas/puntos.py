"""The named points, and the hooks that count them or die at one.

A point is "what happens" and, where it has two sides, "antes" or "después". ``instalar`` is called in a process that is
going to die or to be counted; it changes that process for good.
"""

from __future__ import annotations

import functools
import os
import re
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANTES, DESPUES = "antes", "después"
#: The process that dies: the one that loads, or the worker that reads for it.
OBRERO = "muere el obrero"

#: What a commit makes durable, told by the first of these tables that was written since the last one.
_COMMITS = (
    ("alembic_version", "migración"),
    ("documentos", "documento"),
    ("embeddings", "vectores"),
    ("pendientes", "cruces"),
)
_VERBOS = "INSERT|UPDATE|DELETE|CREATE TABLE|CREATE VIRTUAL TABLE|ALTER TABLE"
_ORDEN = re.compile(rf"\s*({_VERBOS})\s+(?:OR \w+ )?(?:INTO |FROM )?\"?(\w+)", re.IGNORECASE)


class Caida:
    """Counts the points that are passed; at the ``vez``-th pass of ``punto`` the process is gone."""

    def __init__(self, punto: str = "", vez: int = 0) -> None:
        self.punto, self.vez = punto, vez
        self.pasos: Counter[str] = Counter()
        self.obreros: list[Any] = []
        self._candado = threading.Lock()

    def paso(self, punto: str) -> None:
        """The process is at a point."""
        with self._candado:
            self.pasos[punto] += 1
            if punto != self.punto or self.pasos[punto] != self.vez:
                return
        if punto.endswith(OBRERO):
            for obrero in self.obreros:
                if obrero.poll() is None:
                    os.kill(obrero.pid, signal.SIGKILL)
        else:
            os.kill(os.getpid(), signal.SIGKILL)

    def alrededor(self, donde: Any, nombre: str, que: Callable[..., str | None]) -> None:
        """Pass a point before and after a function; ``que`` names it by its arguments, or says None: of no interest."""
        original = getattr(donde, nombre)

        @functools.wraps(original)
        def envuelta(*args: Any, **kw: Any) -> Any:
            punto = que(*args, **kw)
            if punto is None:
                return original(*args, **kw)
            self.paso(f"{punto}: {ANTES}")
            try:
                return original(*args, **kw)
            finally:
                self.paso(f"{punto}: {DESPUES}")

        setattr(donde, nombre, envuelta)


def instalar(caida: Caida) -> None:
    """Hang the points on the libraries of this process."""
    _base_de_datos(caida)
    _archivos(caida)
    _obreros(caida)
    _vectores(caida)


def _base_de_datos(caida: Caida) -> None:
    from sqlalchemy import Engine, event
    from sqlalchemy.engine.default import DefaultDialect

    escritas: dict[int, set[str]] = {}

    def nombrar(orden: str) -> str | None:
        hallada = _ORDEN.match(orden)
        return None if hallada is None else f"{hallada[1].upper()} {hallada[2].lower()}"

    def antes(con: Any, _cursor: Any, orden: str, *_: Any) -> None:
        if punto := nombrar(orden):
            caida.paso(f"{punto}: {ANTES}")

    def despues(con: Any, _cursor: Any, orden: str, *_: Any) -> None:
        if punto := nombrar(orden):
            escritas.setdefault(threading.get_ident(), set()).add(punto.rpartition(" ")[2])
            caida.paso(f"{punto}: {DESPUES}")

    def commit(_dialecto: Any, _conexion: Any) -> str | None:
        tablas = escritas.pop(threading.get_ident(), set())
        return next((f"COMMIT {que}" for tabla, que in _COMMITS if tabla in tablas), "COMMIT otros" if tablas else None)

    event.listen(Engine, "before_cursor_execute", antes)
    event.listen(Engine, "after_cursor_execute", despues)
    caida.alrededor(DefaultDialect, "do_commit", commit)


def _archivos(caida: Caida) -> None:
    import shutil

    from filelock import BaseFileLock

    def con_nombre(nombre: str) -> str | None:
        if nombre in ("indice.json", "sucio"):
            return nombre
        if nombre.endswith(".zip"):
            return "respaldo"
        return "base de datos" if nombre.startswith("poa.sqlite3") else None

    def cambio(_de: Any, a: Any, **_: Any) -> str | None:
        quien = con_nombre(Path(a).name) or con_nombre(Path(_de).name)
        return f"cambiar {quien}" if quien else None

    def borrado(ruta: Path, *_: Any, **__: Any) -> str | None:
        quien = con_nombre(ruta.name)
        return f"quitar {quien}" if quien else None

    from index import respaldo

    caida.alrededor(respaldo, "_copiar_base", lambda *_: "copiar base de datos")
    caida.alrededor(respaldo, "restaurar", lambda *_: "poner base de datos")
    caida.alrededor(os, "replace", cambio)
    caida.alrededor(os, "rename", cambio)
    caida.alrededor(Path, "read_bytes", lambda _: "leer archivo")
    caida.alrededor(Path, "touch", lambda ruta, *_, **__: "poner sucio" if ruta.name == "sucio" else None)
    caida.alrededor(Path, "unlink", borrado)
    caida.alrededor(
        shutil, "rmtree", lambda ruta, *_, **__: "quitar índice viejo" if Path(ruta).name.startswith("chroma-") else None
    )
    caida.alrededor(BaseFileLock, "acquire", lambda candado, *_, **__: f"tomar {Path(candado.lock_file).name}")
    caida.alrededor(
        BaseFileLock, "release", lambda c, *_, **__: f"soltar {Path(c.lock_file).name}" if c.is_locked else None
    )


def _obreros(caida: Caida) -> None:
    from index import mensajes

    iniciar = subprocess.Popen.__init__

    @functools.wraps(iniciar)
    def nuevo(self: Any, *args: Any, **kw: Any) -> None:
        orden = args[0] if args else kw.get("args", ())
        es_obrero = "index.obrero" in orden
        if es_obrero:
            caida.paso(f"arrancar obrero: {ANTES}")
        iniciar(self, *args, **kw)
        if es_obrero:
            caida.obreros.append(self)
            caida.paso(f"arrancar obrero: {DESPUES}")

    subprocess.Popen.__init__ = nuevo  # type: ignore[method-assign]
    caida.alrededor(mensajes, "escribir", lambda *_, **__: "enviar archivo al obrero")
    leer = mensajes.leer

    @functools.wraps(leer)
    def oir(flujo: Any) -> Any:
        tramo = leer(flujo)
        if tramo is not None:
            que = "avance" if tramo[0] == mensajes.AVANCE else "respuesta"
            caida.paso(f"oír {que} del obrero: {DESPUES}")
            caida.paso(f"oír {que} del obrero: {OBRERO}")
        return tramo

    mensajes.leer = oir
    enviar = mensajes.escribir

    @functools.wraps(enviar)
    def enviado(*args: Any, **kw: Any) -> None:
        enviar(*args, **kw)
        caida.paso(f"enviar archivo al obrero: {OBRERO}")

    mensajes.escribir = enviado


def _vectores(caida: Caida) -> None:
    import chromadb
    from chromadb.api.models.Collection import Collection

    from index.embeddings import E5Incluido

    caida.alrededor(E5Incluido, "_codificar", lambda *_, **__: "calcular vectores")
    caida.alrededor(chromadb, "PersistentClient", lambda *_, **__: "abrir Chroma")
    for metodo, que in (("upsert", "poner en Chroma"), ("delete", "quitar de Chroma")):
        caida.alrededor(Collection, metodo, lambda *_, que=que, **__: que)


_CARGA = """
tomar carga.lock: después
leer archivo: después
arrancar obrero: antes
arrancar obrero: después
enviar archivo al obrero: antes
enviar archivo al obrero: después
enviar archivo al obrero: muere el obrero
oír avance del obrero: después
oír avance del obrero: muere el obrero
oír respuesta del obrero: después
oír respuesta del obrero: muere el obrero
INSERT historial: después
DELETE metas_fts: después
DELETE informes: después
DELETE documentos: después
INSERT documentos: antes
INSERT documentos: después
INSERT informes: después
INSERT lineas_informe: después
INSERT firmas: después
UPDATE informes: después
UPDATE metas: después
INSERT observaciones: después
INSERT metas: antes
INSERT metas: después
INSERT lineas_meta: después
INSERT causas_meta: después
INSERT metas_fts: después
INSERT hallazgos: después
INSERT apartados: después
DELETE observaciones: después
DELETE historial: después
INSERT pendientes: después
COMMIT documento: antes
COMMIT documento: después
UPDATE firmas: después
DELETE pendientes: después
COMMIT cruces: antes
COMMIT cruces: después
tomar escritura.lock: después
poner sucio: después
calcular vectores: antes
calcular vectores: después
INSERT embeddings: después
COMMIT vectores: antes
COMMIT vectores: después
abrir Chroma: después
poner en Chroma: antes
poner en Chroma: después
cambiar indice.json: antes
cambiar indice.json: después
quitar sucio: antes
soltar carga.lock: antes
"""
_OTROS = {
    "primera carga": """
CREATE TABLE metas: después
CREATE VIRTUAL TABLE metas_fts: después
COMMIT migración: antes
COMMIT documento: antes
abrir Chroma: después
cambiar indice.json: antes
""",
    "olvido": """
DELETE metas_fts: después
DELETE documentos: después
UPDATE metas: después
COMMIT documento: antes
COMMIT documento: después
quitar de Chroma: antes
quitar de Chroma: después
cambiar indice.json: después
""",
    "migración": """
CREATE TABLE historial: después
ALTER TABLE metas: después
UPDATE metas: después
UPDATE alembic_version: después
COMMIT migración: antes
COMMIT migración: después
""",
    "reconstrucción": """
poner sucio: después
DELETE embeddings: después
abrir Chroma: antes
poner en Chroma: después
cambiar indice.json: antes
cambiar indice.json: después
quitar índice viejo: después
quitar sucio: antes
""",
    "respaldo": """
copiar base de datos: después
cambiar respaldo: antes
cambiar respaldo: después
""",
    "restauración": """
tomar carga.lock: después
quitar indice.json: después
poner base de datos: después
poner sucio: después
cambiar indice.json: antes
soltar carga.lock: antes
""",
}


def _lista(escenario: str, puntos: str) -> list[tuple[str, str]]:
    return [(escenario, p) for p in puntos.strip().splitlines()]


#: (what is under way, point): those that are tried, each so many times.
PUNTOS = [*_lista("carga", _CARGA), *(p for e, puntos in _OTROS.items() for p in _lista(e, puntos))]
#: One of each kind, for the test suite.
RAPIDOS = [
    *_lista("carga", "oír avance del obrero: después\nINSERT metas: después\nCOMMIT documento: antes\nCOMMIT documento: después"),
    *_lista("carga", "calcular vectores: después\nponer en Chroma: después\ncambiar indice.json: antes"),
    ("migración", "UPDATE alembic_version: después"),
]
