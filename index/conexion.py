"""How the store is opened: SQLite in the data folder, or PostgreSQL where an office has outgrown it.

Two ways in: ``abrir`` (ingest; migrates) and ``abrir_lectura`` (questions; a connection that cannot write: SQLite's file
is opened read-only, PostgreSQL's session is read-only, and the GRANTs of docs/escala.md hold even if it were not). A
statement from a saved answer runs inside ``solo_lectura``, which allows less still.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select, text

#: The newest migration; a store that has it is opened without loading alembic.
VERSION = "0013"
#: A question's statement on PostgreSQL is ended after so many milliseconds, whoever forgot about it.
_LIMITE_MS = 60_000
#: What a SQLite store that is open for writing keeps of its pages in memory (2 MB by default, less than the indexes that
#: a load writes to), and how many pages its log takes before they are moved into the file (1,000 by default: a page that
#: many commits change is moved as many times).
_CACHE_KB = 65_536
_PAGINAS_DE_REGISTRO = 8_192
#: What a connection for questions keeps of them: a thousand goals lie on more pages than the usual 2 MB hold, and an
#: answer, whose check reads again what it stands on, would ask the system for each of them several times. Only what is
#: read is taken, so that a small store takes little.
_CACHE_DE_LECTURA_KB = 32_768
#: Seconds between two attempts to take a lock that another process holds.
_PAUSA = 0.1


class ErrorDeBase(Exception):
    """The database cannot be opened as asked; the message (Spanish) says why and what to do."""


class ConsultaNoPermitida(Exception):
    """A saved answer's statement is no plain SELECT."""


class Ocupada(Exception):
    """Another process holds the lock."""


def url_sqlite(hogar: Path) -> str:
    """The default database, inside the data folder."""
    return f"sqlite:///{hogar / 'poa.sqlite3'}"


def es_postgres(url: str) -> bool:
    """Whether an address is one of PostgreSQL."""
    return url.startswith("postgresql")


def abrir(url: str) -> Engine:
    """Open for writing, migrated to the newest version. Creates a SQLite file's folder."""
    motor = _motor(url)
    if motor.dialect.name == "sqlite":
        if motor.url.database:
            Path(motor.url.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(motor, "connect", _preparar_sqlite)
    migrar(motor)
    return motor


def abrir_lectura(url: str) -> Engine:
    """Open for questions: no statement of this engine can write."""
    if es_postgres(url):
        # All statements of an answer see the store at one moment, whatever is loaded meanwhile.
        opciones = f"-c default_transaction_read_only=on -c statement_timeout={_LIMITE_MS}"
        return _motor(url, opciones).execution_options(isolation_level="REPEATABLE READ")
    motor = _motor(url)
    if motor.dialect.name == "sqlite":
        ruta = Path(motor.url.database or "").resolve()
        fija = "&immutable=1" if inmutable(ruta) else ""
        motor = create_engine(f"sqlite:///file:{ruta}?mode=ro{fija}&uri=true", connect_args={"check_same_thread": False})
        event.listen(motor, "connect", _preparar_lectura)
    return motor


def preparar(url: str) -> None:
    """See that questions find a store at ``VERSION``. One that is there already is not opened for writing: its disk may
    be read-only."""
    if url.startswith("sqlite:///") and Path(make_url(url).database or "").is_file():
        motor = abrir_lectura(url)
        try:
            if version(motor) == VERSION:
                return
        finally:
            motor.dispose()
    abrir(url).dispose()


def inmutable(ruta: Path) -> bool:
    """Whether a store lies, whole, on a disk that nothing can be written to: SQLite could not make its log's index."""
    return ruta.is_file() and not os.access(ruta.parent, os.W_OK) and not ruta.with_name(f"{ruta.name}-wal").exists()


def _motor(url: str, opciones: str = "") -> Engine:
    if not es_postgres(url):
        if not url.startswith("sqlite"):
            raise ErrorDeBase("POA_DATABASE_URL solo admite «postgresql+psycopg://…» o «sqlite:///…».")
        return create_engine(url)
    direccion = make_url(url)
    if direccion.drivername == "postgresql":
        direccion = direccion.set(drivername="postgresql+psycopg")
    try:
        # A server that was restarted is noticed before a question is, not by it.
        return create_engine(_con_opciones(direccion, opciones), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ErrorDeBase(
            f"Para usar PostgreSQL falta el paquete {error.name}. Instálelo con «pip install 'asistente-poa[postgres]'»."
        ) from error


def _con_opciones(direccion: URL, nuevas: str) -> URL:
    """The address with the session's options after those that it has already."""
    previas = str(direccion.query.get("options", ""))
    opciones = " ".join(x for x in (previas, nuevas) if x)
    return direccion.update_query_dict({"options": opciones}) if opciones else direccion


def asentar(motor: Engine) -> None:
    """See that what is committed outlives a power cut. PostgreSQL's commits do; SQLite writes its log through when the
    last process closes the store, and a page keeps it open for days."""
    if motor.dialect.name == "sqlite":
        with motor.connect() as con:
            con.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


def _preparar_sqlite(conexion: Any, _registro: Any) -> None:
    cursor = conexion.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
    cursor.execute(f"PRAGMA wal_autocheckpoint={_PAGINAS_DE_REGISTRO}")
    cursor.close()


def _preparar_lectura(conexion: Any, registro: Any) -> None:
    conexion.execute(f"PRAGMA cache_size=-{_CACHE_DE_LECTURA_KB}").close()
    # There from the first: to set one makes SQLite forget every statement that it has prepared.
    registro.info[_GUARDIA] = guardia = _Guardia()
    conexion.set_authorizer(guardia)


# -- migrations --------------------------------------------------------------------------------------------------------


def version(motor: Engine) -> str | None:
    """The migration that the store is at, or None for a new one."""
    with motor.connect() as con:
        return _version(con)


def _version(con: Connection) -> str | None:
    if not con.dialect.has_table(con, "alembic_version"):
        return None
    return con.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrar(motor: Engine) -> None:
    """Bring the store to ``VERSION``."""
    if version(motor) == VERSION:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with motor.begin() as con:
        if con.dialect.name == "sqlite":
            # Python's driver begins no transaction for a CREATE or an ALTER: killed half way, half of them would stay.
            con.exec_driver_sql("BEGIN IMMEDIATE")
        if con.dialect.name == "postgresql":
            # Several processes may meet a new store at once: one migrates, the others find it done.
            con.execute(select(func.pg_advisory_xact_lock(_llave("migrar"))))
            if _version(con) == VERSION:
                return
        config.attributes["connection"] = con
        command.upgrade(config, "head")


# -- locks ---------------------------------------------------------------------------------------------------------------


def _llave(nombre: str) -> int:
    return zlib.crc32(f"poa.{nombre}".encode())


@contextmanager
def candado(motor: Engine, nombre: str, espera: float) -> Iterator[None]:
    """Within: no other process of this PostgreSQL store, on any machine, is inside the lock of this name. The server
    lets go of it when the process dies. Raises ``Ocupada`` after ``espera`` seconds."""
    limite = time.monotonic() + espera
    llave = _llave(nombre)
    with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as con:
        while not con.scalar(select(func.pg_try_advisory_lock(llave))):
            if time.monotonic() > limite:
                raise Ocupada(nombre)
            time.sleep(_PAUSA)
        try:
            yield
        finally:
            con.execute(select(func.pg_advisory_unlock(llave)))


# -- statements of saved answers -------------------------------------------------------------------------------------

#: What a statement from a saved answer may do on SQLite: read tables and call these functions.
_FUNCIONES = frozenset("count sum min max avg abs coalesce strftime length lower like match bm25 cast".split())
_PERMITIDAS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE))
#: On PostgreSQL: the functions that our statements call, and the words of SQL before a parenthesis. The server has
#: thousands of functions, and some reach beyond the transaction (locks, settings, files).
_ANTES_DE_PARENTESIS = _FUNCIONES | frozenset(
    """extract nullif and or not in exists as from where select on join then else when any all values over by having
    filter union varchar numeric float double precision using""".split()
)
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_LLAMADA = re.compile(r'("[^"]*"|[^\W\d]\w*)\s*\(')
_AJENO = re.compile(r";|--|/\*|\$|\\|\bU&|\be'", re.IGNORECASE)


@contextmanager
def solo_lectura(con: Connection, segundos: float) -> Iterator[Callable[[], None]]:
    """Within: only SELECTs with a few functions, and none longer than ``segundos``; whoever runs several calls what is
    given before each, and its time begins anew."""
    with (_leer_sqlite if con.dialect.name == "sqlite" else _leer_postgres)(con, segundos) as otra_vez:
        yield otra_vez


class _Guardia:
    """Says what a SQLite connection may do: anything, and while it is strict, only what a saved answer's statement may.
    It is asked when a statement is prepared."""

    estricta = False

    def __call__(self, accion: int, uno: str | None, dos: str | None, *_: str | None) -> int:
        if not self.estricta:
            return sqlite3.SQLITE_OK
        # FTS5 asks for the file's data_version on its own.
        interno = accion == sqlite3.SQLITE_PRAGMA and uno == "data_version"
        permitida = accion in _PERMITIDAS or interno or (accion == sqlite3.SQLITE_FUNCTION and (dos or "").lower() in _FUNCIONES)
        return sqlite3.SQLITE_OK if permitida else sqlite3.SQLITE_DENY


#: Where a connection's own is kept.
_GUARDIA = "guardia"


@contextmanager
def _leer_sqlite(con: Connection, segundos: float) -> Iterator[Callable[[], None]]:
    """Statements that are run within are prepared within: whoever runs one sees that its text is no other's."""
    cruda: Any = con.connection.driver_connection
    limite = time.monotonic() + segundos

    def otra_vez() -> None:
        nonlocal limite
        limite = time.monotonic() + segundos

    guardia = con.connection.info.get(_GUARDIA)
    if guardia is None:  # of a connection that can write
        guardia = con.connection.info[_GUARDIA] = _Guardia()
        cruda.set_authorizer(guardia)
    guardia.estricta = True
    cruda.set_progress_handler(lambda: time.monotonic() > limite, 10_000)
    try:
        yield otra_vez
    finally:
        guardia.estricta = False
        cruda.set_progress_handler(None, 0)


@contextmanager
def _leer_postgres(con: Connection, segundos: float) -> Iterator[Callable[[], None]]:
    """A read-only transaction with its own time limit; each statement is looked at, and prepared, which the server
    refuses for more than one statement."""

    def mirar(_con: Any, _cursor: Any, sentencia: str, *_: Any) -> None:
        exigir_consulta(sentencia)

    cruda: Any = con.connection.driver_connection
    antes = cruda.prepare_threshold
    con.exec_driver_sql("SET TRANSACTION READ ONLY")
    con.exec_driver_sql(f"SET LOCAL statement_timeout = {int(segundos * 1000)}")
    cruda.prepare_threshold = 0
    event.listen(con, "before_cursor_execute", mirar)
    try:
        yield lambda: None  # the server times each statement
    finally:
        event.remove(con, "before_cursor_execute", mirar)
        cruda.prepare_threshold = antes
        con.rollback()


def exigir_consulta(sentencia: str) -> None:
    """Raise ``ConsultaNoPermitida`` unless this is one SELECT that calls nothing but the functions we use."""
    llana = _LITERAL.sub("''", sentencia)
    if not re.match(r"\s*(SELECT|WITH)\b", llana, re.IGNORECASE) or _AJENO.search(llana):
        raise ConsultaNoPermitida("Solo se repite una consulta de lectura, sin comentarios ni varias sentencias.")
    llamadas = {m.strip('"').lower() for m in _LLAMADA.findall(llana)}
    if ajenas := sorted(llamadas - _ANTES_DE_PARENTESIS):
        raise ConsultaNoPermitida(f"La consulta llama a lo que no se permite: {', '.join(ajenas)}.")
