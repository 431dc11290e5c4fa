"""A copy of the facts in one file, and the way back from it.

The file is a ZIP: ``manifiesto.json`` (versions, counts, SHA-256 of each part), the database and the user's layouts. The
copy is one moment of a store that others may be writing (SQLite's backup). It goes back through SQLite too, in one
transaction: whoever has the store open sees the old one, then the new one; a restore that dies leaves the old one.
Vectors travel with the facts; the Chroma folder is made from them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from index import conexion, integridad, motivos

MANIFIESTO, BASE, DISENOS = "manifiesto.json", "poa.sqlite3", "disenos"
#: The format of the file itself.
FORMATO = 1
#: Tables whose rows the manifest counts.
TABLAS = ("documentos", "informes", "metas", "observaciones", "embeddings", "hallazgos", "historial", "apartados")
#: Seconds that a copy waits for a store that somebody has locked.
_ESPERA = 30.0
_TROZO = 2**20
_APARTE, _PARCIAL = ".respaldo-", ".parcial"
#: Seconds after which an unfinished backup is nobody's.
_OLVIDO = 24 * 3600.0
_REVISE = "Revise la ruta, el espacio y los permisos."


class ErrorDeRespaldo(Exception):
    """A backup cannot be made or restored; the message (Spanish) says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifiesto:
    """What a backup says of itself. ``archivos``: each part's SHA-256 and bytes."""

    formato: int
    programa: str
    esquema: str
    creado: str
    cuentas: dict[str, int]
    archivos: dict[str, dict[str, Any]]


# --- out ------------------------------------------------------------------------------------------------------------


def copiar(base: Path, disenos: Sequence[Path], destino: Path, programa: str) -> Manifiesto:
    """Write a backup of a SQLite store and some layout files. What stood at ``destino`` goes when the new one is whole.

    Raises ``ErrorDeRespaldo``."""
    if not base.is_file():
        raise ErrorDeRespaldo(f"No hay nada que respaldar: no existe {base}. Cargue informes o revise POA_HOME.")
    with _al_usar(destino, "escribir el respaldo"):
        destino.parent.mkdir(parents=True, exist_ok=True)
        _quitar_restos(destino.parent)
        with tempfile.TemporaryDirectory(prefix=_APARTE, dir=destino.parent) as aparte:
            copia = Path(aparte) / BASE
            cuentas, esquema = _copiar_base(base, copia)
            partes = {BASE: copia, **{f"{DISENOS}/{d.name}": d for d in disenos}}
            archivos = {nombre: _ficha(ruta) for nombre, ruta in partes.items()}
            ahora = datetime.now(UTC).isoformat(timespec="seconds")
            manifiesto = Manifiesto(FORMATO, programa, esquema, ahora, cuentas, archivos)
            nuevo = Path(aparte) / f"{destino.name}{_PARCIAL}"
            with zipfile.ZipFile(nuevo, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as paquete:
                paquete.writestr(MANIFIESTO, json.dumps(asdict(manifiesto), ensure_ascii=False, indent=1) + "\n")
                for nombre, ruta in partes.items():
                    paquete.write(ruta, nombre)
            _al_disco(nuevo)
            os.replace(nuevo, destino)
    return manifiesto


def _copiar_base(base: Path, copia: Path) -> tuple[dict[str, int], str]:
    """One moment of the store as one file, checked. Returns its counts and its schema's version."""
    with closing(_abrir(base, "ro")) as origen, closing(sqlite3.connect(copia)) as nueva:
        origen.backup(nueva)
        nueva.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        return _comprobar(nueva)


# --- in -------------------------------------------------------------------------------------------------------------


@contextmanager
def abierto(respaldo: Path, carpeta: Path) -> Iterator[tuple[Manifiesto, Path]]:
    """A backup unpacked into a folder of its own in ``carpeta`` and checked against its manifest: every part's SHA-256,
    the database whole and with the rows that it was counted to have. Raises ``ErrorDeRespaldo``."""
    with tempfile.TemporaryDirectory(prefix=".restauracion-", dir=carpeta) as aparte:
        with _al_usar(respaldo, "leer el respaldo"):
            manifiesto = _sacar(respaldo, Path(aparte))
            with closing(sqlite3.connect(Path(aparte) / BASE)) as con:
                cuentas, _ = _comprobar(con)
        if cuentas != manifiesto.cuentas:
            raise ErrorDeRespaldo(f"El respaldo {respaldo} no contiene lo que dice su manifiesto. Use otra copia.")
        yield manifiesto, Path(aparte)


def restaurar(copia: Path, base: Path) -> Path | None:
    """Put a checked database in the place of the store's: in one transaction of the store, or, where the store's file is
    broken, instead of it. Returns where a broken one was left."""
    base.parent.mkdir(parents=True, exist_ok=True)
    apartada = None
    with _al_usar(base, "restaurar en"):
        if base.exists() and not _legible(base):
            apartada = _apartar(base)
        with closing(sqlite3.connect(copia)) as origen, closing(sqlite3.connect(base, timeout=_ESPERA)) as con:
            origen.backup(con)
            con.execute("PRAGMA journal_mode=WAL")
            _comprobar(con)
    return apartada


def ocupada(base: Path) -> bool:
    """Whether a store holds documents, or cannot be read, which is no reason to write over it unasked."""
    try:
        with closing(_abrir(base, "rw")) as con:
            hay = con.execute("SELECT name FROM sqlite_master WHERE name = 'documentos'").fetchone()
            return bool(hay and con.execute("SELECT 1 FROM documentos LIMIT 1").fetchone())
    except sqlite3.Error:
        return True


def _sacar(respaldo: Path, carpeta: Path) -> Manifiesto:
    try:
        with zipfile.ZipFile(respaldo) as paquete:
            manifiesto = _manifiesto(paquete, respaldo)
            for nombre, ficha in manifiesto.archivos.items():
                destino = carpeta / nombre
                destino.parent.mkdir(exist_ok=True)
                with paquete.open(nombre) as de, destino.open("wb") as a:
                    hecha = _pasar(de, a, int(ficha["bytes"]))
                if hecha != ficha["sha256"]:
                    que = f"{nombre} no es el que se guardó"
                    raise ErrorDeRespaldo(f"El respaldo {respaldo} está dañado: {que}. Use otra copia.")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, ValueError, TypeError, EOFError, NotImplementedError) as error:
        raise ErrorDeRespaldo(f"{respaldo} no es un respaldo de este programa, o está dañado. Use otra copia.") from error
    except RuntimeError as error:  # a member with a password, and zlib's own errors
        raise ErrorDeRespaldo(f"{respaldo} está cifrado o dañado. Use otra copia.") from error
    return manifiesto


def _manifiesto(paquete: zipfile.ZipFile, respaldo: Path) -> Manifiesto:
    with paquete.open(MANIFIESTO) as flujo:
        manifiesto = Manifiesto(**json.loads(flujo.read(_TROZO)))
    if manifiesto.formato > FORMATO or manifiesto.esquema > conexion.VERSION:
        raise ErrorDeRespaldo(
            f"El respaldo {respaldo} es de una versión posterior ({manifiesto.programa}). Actualice el programa y repita."
        )
    for nombre in manifiesto.archivos:
        # The names become paths: the database, or a layout in its folder, and nothing else.
        if nombre != BASE and not re.fullmatch(rf"{DISENOS}/[^/\\]+\.toml", nombre):
            raise ValueError(nombre)
    if BASE not in manifiesto.archivos:
        raise ValueError(BASE)
    return manifiesto


def _pasar(de: IO[bytes], a: IO[bytes], cuantos: int) -> str:
    """Copy so many bytes and no more; returns their SHA-256, or "" if there are others."""
    suma = hashlib.sha256()
    while cuantos and (trozo := de.read(min(_TROZO, cuantos))):
        suma.update(trozo)
        a.write(trozo)
        cuantos -= len(trozo)
    return "" if cuantos or de.read(1) else suma.hexdigest()


def _legible(base: Path) -> bool:
    """Whether SQLite can write over a store's file: an empty one, or one whose pages hold together."""
    try:
        with closing(_abrir(base, "rw")) as con:
            return bool(con.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if motivos.danada(error):
            return False
        raise


def _apartar(base: Path) -> Path:
    """Move a broken store's file, and its log, out of the way."""
    sello = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    apartada = base.with_name(f"{base.name}.danada-{sello}")
    for cola in ("-wal", "-shm"):
        if (suyo := base.with_name(base.name + cola)).exists():
            os.replace(suyo, apartada.with_name(apartada.name + cola))
    os.replace(base, apartada)
    return apartada


# --- both -----------------------------------------------------------------------------------------------------------


def _abrir(base: Path, modo: str) -> sqlite3.Connection:
    fija = "&immutable=1" if modo == "ro" and conexion.inmutable(base) else ""
    return sqlite3.connect(f"{base.resolve().as_uri()}?mode={modo}{fija}", uri=True, timeout=_ESPERA)


def _comprobar(con: sqlite3.Connection) -> tuple[dict[str, int], str]:
    """(rows of each table, schema's version) of a database that holds together. Raises ``ErrorDeRespaldo``."""
    dicho = con.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if dicho != "ok":
        motivo = " ".join(str(dicho).split())[:120]
        raise ErrorDeRespaldo(f"La base de datos está dañada ({motivo}). {integridad.RESTAURAR}")
    if con.execute("PRAGMA foreign_key_check").fetchone():
        raise ErrorDeRespaldo("A la base de datos le faltan renglones de los que otros dependen. Ejecute «poa doctor --repair».")
    hay = {f[0] for f in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    cuentas = {t: int(con.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in TABLAS if t in hay}  # nosec B608
    return cuentas, str(con.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _ficha(ruta: Path) -> dict[str, Any]:
    with ruta.open("rb") as flujo:
        return {"sha256": hashlib.file_digest(flujo, "sha256").hexdigest(), "bytes": ruta.stat().st_size}


def _quitar_restos(carpeta: Path) -> None:
    """What a backup that was killed left where it was writing."""
    for resto in carpeta.glob(f"{_APARTE}*"):
        if time.time() - resto.lstat().st_mtime > _OLVIDO:
            shutil.rmtree(resto, ignore_errors=True)


def _al_disco(ruta: Path) -> None:
    """What a power cut must not take."""
    with ruta.open("rb") as flujo:
        os.fsync(flujo.fileno())


@contextmanager
def _al_usar(ruta: Path, que: str) -> Iterator[None]:
    """Failures of the disk and of the database in one Spanish line."""
    try:
        yield
    except OSError as error:
        raise ErrorDeRespaldo(f"No se pudo {que} {ruta}: {motivos.del_sistema(error)}. {_REVISE}") from error
    except sqlite3.Error as error:
        remedio = integridad.RESTAURAR if motivos.danada(error) else _REVISE
        raise ErrorDeRespaldo(f"No se pudo {que} {ruta}: {motivos.de_la_base(error)}. {remedio}") from error
