"""Failures → one line in Spanish on stderr and an exit code. Tracebacks only with ``POA_DEBUG``."""

from __future__ import annotations

import re
import sys
import traceback
from typing import TYPE_CHECKING

import typer

from assistant.cli.nucleo import ErrorDeUso, decir, depurar

if TYPE_CHECKING:
    from pydantic import ValidationError

#: Typer's complaints about a command line, and how they read here.
_USO = (
    (r"Missing argument '?([^'.]+)'?\.?.*", r"falta el argumento \1."),
    (r"Missing option '?([^'.]+)'?\.?.*", r"falta la opción \1."),
    (r"Missing parameter:? ?(.*)", r"falta \1."),
    (r"Missing command\.?", "falta la orden."),
    (r"No such command '(.*?)'\.?(?: \(?Did you mean (.*?)\??\)?)?$", r"no existe la orden «\1»."),
    (r"No such option: (\S+).*", r"no existe la opción «\1»."),
    (r"Option '(.*?)' requires an argument\.?", r"la opción \1 necesita un valor."),
    (r"Option '(.*?)' requires (\d+) arguments\.?", r"la opción \1 necesita \2 valores."),
    (r"Option '(.*?)' does not take a value\.?", r"la opción \1 no lleva valor."),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", r"sobra «\1» (¿faltan comillas?)."),
    (r"Invalid value for (.+?): .*valid integer.*", r"\1 debe ser un número entero."),
    (r"Invalid value for (.+?): .*valid (?:number|float).*", r"\1 debe ser un número."),
    (r"Invalid value for (.+?): .*", r"el valor de \1 no es válido."),
)


#: Our own errors, whose text is for the user; by name, so that none of their modules is imported for it.
_PROPIOS = (
    "ErrorDeBase",
    "ErrorDeCarga",
    "ErrorDeCuentas",
    "ErrorDeDatos",
    "ErrorDeEmbeddings",
    "ErrorDeIndice",
    "ErrorDeLectura",
    "ErrorDeRespaldo",
    "FormatoDesconocido",
    "SeleccionInvalida",
)


def en_linea(mensaje: str) -> str:
    """A usage complaint in Spanish, in one line."""
    mensaje = " ".join(mensaje.split())
    for ingles, espanol in _USO:
        if re.fullmatch(ingles, mensaje):
            return re.sub(ingles, espanol, mensaje).replace("'", "")
    return mensaje


def codigo_de(error: Exception) -> int:
    """Say what failed; returns the exit code."""
    if isinstance(error, typer.Abort):
        return 130
    if depurar():
        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return 1
    decir(f"poa: {_mensaje(error)}")
    return 2


def _mensaje(error: Exception) -> str:
    if isinstance(error, ErrorDeUso):
        return str(error)
    if isinstance(error, typer.TyperException):
        return f"{en_linea(error.format_message())} Consulte «poa --help»."
    clase, modulo = type(error).__name__, type(error).__module__
    if clase == "ValidationError" and modulo.startswith("pydantic"):
        return _ajuste_invalido(error)  # type: ignore[arg-type]
    if clase in _PROPIOS:
        return str(error)
    if modulo.startswith(("sqlalchemy", "sqlite3", "psycopg", "alembic")):
        return _base_de_datos(error)
    if isinstance(error, OSError):
        from index import motivos

        return f"no se pudo usar {error.filename or 'un archivo'}: {motivos.del_sistema(error)}."
    causa = " ".join(str(error).split())[:200]
    return f"Error inesperado ({clase}: {causa}). Repita la orden con POA_DEBUG=1 para ver el detalle."


def _ajuste_invalido(error: ValidationError) -> str:
    partes = []
    for e in error.errors():
        nombre = "POA_" + "_".join(str(p) for p in e["loc"]).upper()
        partes.append(f"el ajuste {nombre} no admite «{e['input']}»")
    return "; ".join(partes) + ". Véase docs/ajustes.md."


def _base_de_datos(error: Exception) -> str:
    from index import integridad, motivos

    causa = motivos.de_la_base(error)
    if "otra carga" in causa:
        return "la base de datos está ocupada por otra carga. Espere a que termine y repita la orden."
    if motivos.danada(error):
        return f"no se puede usar la base de datos ({causa}). {integridad.RESTAURAR}"
    return f"no se puede usar la base de datos ({causa}). Revise POA_HOME y POA_DATABASE_URL, o ejecute «poa doctor»."
