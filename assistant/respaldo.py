"""Backup and restore of a data folder: the facts and the user's layouts, in one file.

Accounts and settings are not in it: they hold secrets, and the machine's own paths.
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from pathlib import Path

from assistant.carga import _una_a_la_vez as una_a_la_vez
from assistant.carga import abrir_indice
from assistant.diagnostico import sin_claves
from assistant.settings import Settings
from index import respaldo, schema
from index.observaciones import Progreso
from index.respaldo import ErrorDeRespaldo, Manifiesto


def respaldar(settings: Settings, destino: Path, *, encima: bool = False) -> Manifiesto:
    """Write a backup of what is loaded, at one moment: a load may be under way. ``encima``: also over a file that is
    there. Raises ``ErrorDeRespaldo``."""
    _exigir_sqlite(settings, "pg_dump --format=custom --no-owner --file=ARCHIVO")
    if destino.exists() and not encima:
        raise ErrorDeRespaldo(f"Ya existe {destino}. Elija otro nombre, o añada --force para sustituirlo.")
    disenos = sorted((settings.carpeta / respaldo.DISENOS).glob("*.toml"))
    return respaldo.copiar(_base(settings), disenos, destino, f"poa {version('asistente-poa')}")


def restaurar(
    settings: Settings, archivo: Path, *, encima: bool = False, progreso: Progreso | None = None
) -> tuple[Manifiesto, tuple[str, ...]]:
    """Put a backup in the place of what is loaded, and make the vector index anew. ``encima``: even if there is
    something. Returns what the backup says of itself, and warnings. Raises ``ErrorDeRespaldo``, ``ErrorDeCarga``."""
    _exigir_sqlite(settings, "pg_restore --clean --if-exists --no-owner --dbname=BASE ARCHIVO")
    if not archivo.is_file():
        raise ErrorDeRespaldo(f"No existe el respaldo {archivo}. Verifique la ruta.")
    with una_a_la_vez(settings):
        if not encima and _hay_algo(settings):
            raise ErrorDeRespaldo(
                f"En {settings.carpeta} ya hay datos. Haga antes un respaldo con «poa backup ARCHIVO» y añada --force "
                "para sustituirlos, o indique otra carpeta en POA_HOME."
            )
        with respaldo.abierto(archivo, settings.carpeta) as (manifiesto, aparte):
            # Without it the index of the old facts is not asked about the new ones, whatever happens from here on.
            (settings.indice / "indice.json").unlink(missing_ok=True)
            apartada = respaldo.restaurar(aparte / respaldo.BASE, _base(settings))
            _cambiar_disenos(aparte / respaldo.DISENOS, settings.carpeta / respaldo.DISENOS)
        avisos = [f"La base de datos que había estaba dañada y quedó en {apartada}."] if apartada else []
        return manifiesto, (*avisos, *_rehacer_indice(settings, progreso))


def _rehacer_indice(settings: Settings, progreso: Progreso | None) -> tuple[str, ...]:
    """The vectors are in the backup; where the index cannot be made from them, answers go on without it."""
    motor = schema.abrir(settings.url)
    try:
        abrir_indice(settings, motor).reconstruir(progreso)
    except Exception as error:
        causa = " ".join(str(error).split()) or type(error).__name__
        return (f"Los datos quedaron restaurados, pero el índice de significado no se rehízo: {causa}",)
    finally:
        motor.dispose()
    return ()


def _hay_algo(settings: Settings) -> bool:
    """Whether a restore would take something away: documents, layouts, or a file that cannot be read."""
    if any((settings.carpeta / respaldo.DISENOS).glob("*.toml")):
        return True
    return _base(settings).is_file() and respaldo.ocupada(_base(settings))


def _cambiar_disenos(nuevos: Path, lugar: Path) -> None:
    if not nuevos.is_dir() and not lugar.is_dir():
        return
    nuevos.mkdir(exist_ok=True)
    viejos = nuevos.with_name("disenos-anteriores")
    if lugar.exists():
        os.replace(lugar, viejos)
    os.replace(nuevos, lugar)
    shutil.rmtree(viejos, ignore_errors=True)


def _base(settings: Settings) -> Path:
    return Path(settings.url.partition("sqlite:///")[2])


def _exigir_sqlite(settings: Settings, orden: str) -> None:
    if not settings.url.startswith("sqlite:///"):
        raise ErrorDeRespaldo(
            f"Los datos están en {sin_claves(settings.url)}: respáldelos con las herramientas de PostgreSQL "
            f"(«{orden}»; véase docs/escala.md)."
        )
