"""The accounts file: JSON, readable by its owner only, written whole or not at all.

    {"version": 1, "cuentas": [{"nombre": "rosario", "papel": "editor", "clave": "$argon2id$…", "creada": "2026-…Z",
      "cambiada": "2026-…Z", "fichas": [{"nombre": "mcp", "huella": "SHA-256", "creada": "2026-…Z"}]}]}

``lector`` asks and exports; ``editor`` also loads, replaces and takes out. Every change goes through ``cambiar``: under a
lock, into a new file beside the old one, then renamed over it.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from filelock import FileLock, Timeout
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from assistant.accesos import claves

Papel = Literal["lector", "editor"]
#: What the command line takes for each role.
PAPELES: dict[str, Papel] = {"reader": "lector", "lector": "lector", "editor": "editor"}

_NOMBRE = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_ESPERA = 10.0
#: Larger than any real file of accounts: a wrong path is not read into memory.
_MAXIMO = 5 * 2**20


class ErrorDeCuentas(Exception):
    """The accounts can't be used; the message (Spanish) says why and what to do."""


def _clave(valor: str) -> str:
    if not claves.es_hash(valor):
        raise ValueError("no es un resumen Argon2")
    return valor


def _nombre(valor: str) -> str:
    if not _NOMBRE.fullmatch(valor):
        raise ValueError("no es un nombre de cuenta")
    return valor


class _Registro(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ficha(_Registro):
    """A token for programs, by the SHA-256 of its text."""

    nombre: str
    huella: Annotated[str, AfterValidator(str.lower)]
    creada: str


class Cuenta(_Registro):
    """One account."""

    nombre: Annotated[str, AfterValidator(_nombre)]
    papel: Papel
    clave: Annotated[str, AfterValidator(_clave)]
    creada: str
    cambiada: str
    fichas: tuple[Ficha, ...] = ()


class _Archivo(_Registro):
    version: Literal[1]
    cuentas: tuple[Cuenta, ...]


def ahora() -> str:
    """This moment, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def nombre_de(escrito: str) -> str:
    """The account's name that somebody wrote. Raises ``ErrorDeCuentas`` for what can't be one."""
    nombre = escrito.strip().lower()
    if not _NOMBRE.fullmatch(nombre):
        raise ErrorDeCuentas(
            "El nombre de una cuenta lleva letras sin acento, números, punto, guion o arroba (hasta 64), "
            "por ejemplo «rosario.castellanos»."
        )
    return nombre


@dataclass(frozen=True, slots=True)
class Archivo:
    """The accounts file at a path."""

    ruta: Path

    def leer(self) -> dict[str, Cuenta]:
        """The accounts by name; none where there is no file. Raises ``ErrorDeCuentas``."""
        try:
            with self.ruta.open("rb") as abierto:
                estado = os.fstat(abierto.fileno())
                if os.name == "posix" and stat.S_IMODE(estado.st_mode) & 0o077:
                    raise ErrorDeCuentas(
                        f"Otras personas de este equipo pueden abrir el archivo de cuentas {self.ruta}. "
                        f"Ejecute: chmod 600 '{self.ruta}'"
                    )
                crudo = abierto.read(_MAXIMO + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise ErrorDeCuentas(f"No se puede leer el archivo de cuentas {self.ruta} ({error.strerror}).") from None
        try:
            leido = _Archivo.model_validate_json(crudo) if len(crudo) <= _MAXIMO else None
        except ValidationError:
            leido = None
        if leido is None or len({c.nombre for c in leido.cuentas}) < len(leido.cuentas):
            raise ErrorDeCuentas(
                f"{self.ruta} no tiene la forma de un archivo de cuentas. Rehágalo con «poa user add» en otra ruta, "
                "o restáurelo de un respaldo."
            )
        return {c.nombre: c for c in leido.cuentas}

    @contextmanager
    def cambiar(self) -> Iterator[dict[str, Cuenta]]:
        """The accounts, to be changed in place; written when the block ends without an exception."""
        try:
            self.ruta.parent.mkdir(parents=True, exist_ok=True)
            candado = FileLock(f"{self.ruta}.lock", timeout=_ESPERA, mode=0o600)
            with candado:
                cuentas = self.leer()
                yield cuentas
                self._escribir(cuentas)
        except Timeout:
            raise ErrorDeCuentas("Otra orden está cambiando las cuentas. Espere a que termine y repita.") from None
        except OSError as error:
            raise ErrorDeCuentas(f"No se puede escribir el archivo de cuentas {self.ruta} ({error.strerror}).") from None

    def _escribir(self, cuentas: dict[str, Cuenta]) -> None:
        destino = self.ruta.resolve()
        contenido = _Archivo(version=1, cuentas=tuple(cuentas[n] for n in sorted(cuentas)))
        manejador, nuevo = tempfile.mkstemp(prefix=".cuentas-", dir=destino.parent)  # made with mode 600
        try:
            with os.fdopen(manejador, "w", encoding="utf-8") as salida:
                salida.write(contenido.model_dump_json(indent=1) + "\n")
                salida.flush()
                os.fsync(salida.fileno())
            os.replace(nuevo, destino)
        except BaseException:
            with suppress(OSError):
                os.unlink(nuevo)
            raise


@dataclass(slots=True)
class Cuentas:
    """The accounts of a running server: read again when the file changes, so that who was removed is out at once.

    A file that can't be read lets nobody in (``error`` says why).
    """

    archivo: Archivo
    error: str = ""
    _vistas: dict[str, Cuenta] = field(default_factory=dict)
    _por_ficha: dict[str, Cuenta] = field(default_factory=dict)
    _sello: tuple[int, ...] | None = (0,)

    def vigentes(self) -> dict[str, Cuenta]:
        """The accounts as the file has them now."""
        sello = self._mirar()
        if sello != self._sello:
            try:
                self._vistas, self.error = self.archivo.leer(), ""
            except ErrorDeCuentas as error:
                self._vistas, self.error = {}, str(error)
            self._por_ficha = {f.huella: c for c in self._vistas.values() for f in c.fichas}
            self._sello = sello
        return self._vistas

    def de(self, nombre: str) -> Cuenta | None:
        """An account by its name."""
        return self.vigentes().get(nombre)

    def de_ficha(self, ficha: str) -> Cuenta | None:
        """The account of a token."""
        self.vigentes()
        return self._por_ficha.get(claves.huella(ficha))

    def _mirar(self) -> tuple[int, ...] | None:
        try:
            e = os.stat(self.archivo.ruta)
        except OSError:
            return None
        return e.st_mtime_ns, e.st_size, e.st_ino, e.st_mode
