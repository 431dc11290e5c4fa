"""Accounts for the tests: an editor, a reader, and one password, hashed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.accesos import claves
from assistant.accesos.cuentas import Archivo, Cuenta, ahora

CLAVE = "frase de la prueba"


@cache
def hash_de_prueba() -> str:
    """``CLAVE`` as it is kept."""
    return claves.guardar(CLAVE)


def cuenta(nombre: str, papel: str = "lector") -> Cuenta:
    """An account with ``CLAVE``."""
    campos = {"nombre": nombre, "papel": papel, "clave": hash_de_prueba(), "creada": ahora(), "cambiada": ahora()}
    return Cuenta.model_validate(campos)


def con_cuentas(ruta: Path, *cuentas: Cuenta) -> Archivo:
    """A file with these accounts."""
    archivo = Archivo(ruta)
    with archivo.cambiar() as todas:
        todas.update({c.nombre: c for c in cuentas})
    return archivo
