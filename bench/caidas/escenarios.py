"""What is under way when the process dies: the stores before, and the order that is given."""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.settings import Settings

RAIZ = Path(__file__).resolve().parents[2]
EJEMPLOS = RAIZ / "examples"
_DIMENSION = 384

#: Called with (files done, metas loaded) each time that the order says so: what it has acknowledged.
Avisar = Callable[[int, int], None]


@dataclass(frozen=True)
class Escenario:
    """``preparar`` fills an empty home; ``ordenar`` is the order that may die. ``quedan``: the files that it has
    acknowledged are, in order, ``archivos``."""

    nombre: str
    preparar: Callable[[Settings, Path], None]
    ordenar: Callable[[Settings, Path, Avisar], None]


def vectores_de_juguete() -> None:
    """A quick model, the same in each process: what a vector says is of no interest here."""
    import numpy as np

    from index.embeddings import E5Incluido

    def codificar(_: Any, textos: list[str], es_consulta: bool) -> Any:
        del es_consulta
        bytes_ = b"".join((hashlib.sha512(t.encode()).digest() * 6)[:_DIMENSION] for t in textos)
        return np.frombuffer(bytes_, dtype=np.uint8).reshape(len(textos), -1).astype(np.float32) + 1

    E5Incluido.preparar = lambda _: None  # type: ignore[method-assign]
    E5Incluido._codificar = codificar  # type: ignore[method-assign]


def lotes_pequenos() -> None:
    """Several batches where a load of this size would have one."""
    suyos = [m for nombre, m in sys.modules.items() if nombre.startswith("index.") and m is not None]
    for nombre, n in {"LOTE_MODELO": 8, "LOTE_CHROMA": 10}.items():
        hallados = [(m, n_) for m in suyos for n_ in (nombre, f"_{nombre}") if hasattr(m, n_)]
        if not hallados:
            raise LookupError(f"{nombre} ya no está en index")
        for modulo, propio in hallados:
            setattr(modulo, propio, n)


def escribir_archivos(carpeta: Path) -> None:
    """``base``: what is loaded before. ``nuevos``: a later cut, a corrected file, another year, a package, a sheet, a
    file with a row that can't be read, one that is no report."""
    from bench.reportes import escritores

    base, nuevos = carpeta / "base", carpeta / "nuevos"
    base.mkdir(parents=True)
    nuevos.mkdir()
    for nombre in ("puerto-claro-2021-t2.txt", "valle-sereno-2022-t4.txt"):
        shutil.copy(EJEMPLOS / nombre, base)
    shutil.copy(EJEMPLOS / "puerto-claro-2021-t4.txt", nuevos / "a.txt")
    (nuevos / "b.txt").write_bytes((EJEMPLOS / "valle-sereno-2022-t4.txt").read_bytes() + b"\n")
    with zipfile.ZipFile(nuevos / "c.zip", "w") as paquete:
        for n in (1, 2):
            paquete.writestr(*escritores.escribir(_reporte(n, 12), "texto", "tab", "pares"))
        paquete.writestr("notas.md", "nada")
    nombre, contenido = escritores.escribir(_reporte(3, 16), "xlsx", "hoja-por-forma", "pares")
    (nuevos / f"d-{nombre}").write_bytes(contenido)
    renglones = (EJEMPLOS / "valle-sereno-2023-t4.txt").read_text(encoding="utf-8").split("\n")
    n = next(i for i, linea in enumerate(renglones) if linea.count("\t") > 8 and linea.split("\t")[3].isdigit())
    celdas = renglones[n].split("\t")
    renglones[n] = "\t".join([*celdas[:3], "ver anexo", "doce", *celdas[5:]])
    (nuevos / "e.txt").write_text("\n".join(renglones), encoding="utf-8")
    (nuevos / "f.xlsx").write_bytes(b"PK\x03\x04 nada")


def _reporte(semilla: int, metas: int) -> Any:
    """One whose units are of no other report's."""
    from bench.reportes import generador

    reporte = generador.generar(semilla, metas)
    return replace(reporte, formas=tuple(replace(f, codigos=(str(semilla), *f.codigos[1:])) for f in reporte.formas))


def _nada(settings: Settings, archivos: Path) -> None:
    settings.carpeta.mkdir(parents=True, exist_ok=True)


def _con_base(settings: Settings, archivos: Path) -> None:
    _cargar(settings, archivos / "base", lambda *_: None)


def _con_todo(settings: Settings, archivos: Path) -> None:
    _con_base(settings, archivos)
    _cargar(settings, archivos / "nuevos", lambda *_: None)


def _antigua(settings: Settings, archivos: Path) -> None:
    """A store as an earlier version left it."""
    from alembic import command
    from alembic.config import Config

    from index import schema

    _con_todo(settings, archivos)
    motor = schema.abrir(settings.url)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
    with motor.begin() as con:
        config.attributes["connection"] = con
        command.downgrade(config, "0001")
    motor.dispose()


def _cargar(settings: Settings, carpeta: Path, avisar: Avisar) -> None:
    from assistant.carga import cargar

    cargar(settings, [carpeta], lambda a: avisar(a.hechos, a.metas) if a.total > 1 else None)


def _olvidar(settings: Settings, archivos: Path, avisar: Avisar) -> None:
    from assistant.carga import olvidar

    for nombre in ("a.txt", "c.zip"):
        olvidar(settings, nombre)


def _migrar(settings: Settings, archivos: Path, avisar: Avisar) -> None:
    from index import schema

    schema.abrir(settings.url).dispose()


def _con_respaldo(settings: Settings, archivos: Path) -> None:
    """A backup of the first load, beside a store that has gone on."""
    from assistant.respaldo import respaldar

    _con_base(settings, archivos)
    respaldar(settings, settings.carpeta / "antes.zip")
    _cargar(settings, archivos / "nuevos", lambda *_: None)


def _respaldar(settings: Settings, archivos: Path, avisar: Avisar) -> None:
    from assistant.respaldo import respaldar

    respaldar(settings, settings.carpeta / "respaldo.zip", encima=True)


def _restaurar(settings: Settings, archivos: Path, avisar: Avisar) -> None:
    from assistant.respaldo import restaurar

    restaurar(settings, settings.carpeta / "antes.zip", encima=True)


def _reconstruir(settings: Settings, archivos: Path, avisar: Avisar) -> None:
    from assistant.diagnostico import reparar

    reparar(settings)


ESCENARIOS = {
    e.nombre: e
    for e in (
        Escenario("primera carga", _nada, lambda s, a, avisar: _cargar(s, a / "base", avisar)),
        Escenario("carga", _con_base, lambda s, a, avisar: _cargar(s, a / "nuevos", avisar)),
        Escenario("olvido", _con_todo, _olvidar),
        Escenario("migración", _antigua, _migrar),
        Escenario("reconstrucción", _con_todo, _reconstruir),
        Escenario("respaldo", _con_todo, _respaldar),
        Escenario("restauración", _con_respaldo, _restaurar),
    )
}
