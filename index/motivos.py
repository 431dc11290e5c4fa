"""What the system and the database say of a failure, in Spanish.

The system's own words come in the language of its libraries, and the database's always in English.
"""

from __future__ import annotations

import errno

_DEL_SISTEMA = {
    errno.ENOENT: "no existe",
    errno.EACCES: "falta permiso",
    errno.EPERM: "no está permitido",
    errno.EISDIR: "es una carpeta",
    errno.ENOTDIR: "la ruta pasa por algo que no es una carpeta",
    errno.EEXIST: "ya existe",
    errno.ENOSPC: "el disco está lleno",
    errno.EDQUOT: "se agotó la cuota de disco",
    errno.EFBIG: "rebasa el tamaño de archivo permitido",
    errno.EROFS: "el disco es de solo lectura",
    errno.EIO: "el disco falla",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
    errno.ELOOP: "sus enlaces simbólicos dan vueltas",
    errno.ENOMEM: "falta memoria",
}

#: A part of what the database says, and how it reads here; the first that is found.
_DE_LA_BASE = {
    "file is not a database": "el archivo no es una base de datos",
    "file is encrypted": "el archivo no es una base de datos",
    "unable to open database file": "no se puede abrir el archivo",
    "malformed": "el archivo está dañado",
    "readonly database": "el archivo o su disco es de solo lectura",
    "disk is full": "el disco está lleno",
    "disk I/O error": "el disco falla o está lleno",
    "database is locked": "otra carga la ocupa",
    "database table is locked": "otra carga la ocupa",
    "no such table": "faltan tablas",
    # PostgreSQL
    "permission denied": "el usuario de la base no tiene permiso para eso",
    "Connection refused": "el servidor de PostgreSQL no responde",
    "could not translate host name": "no se encuentra el servidor de PostgreSQL",
    "failed to resolve host": "no se encuentra el servidor de PostgreSQL",
    "timeout expired": "el servidor de PostgreSQL no responde",
    "authentication failed": "el servidor de PostgreSQL rechaza el usuario o la clave",
    "no password supplied": "el servidor de PostgreSQL pide una clave",
    "role \"": "el servidor de PostgreSQL no conoce ese usuario",
    "database \"": "el servidor de PostgreSQL no tiene esa base",
    "read-only transaction": "el usuario o la sesión solo puede leer",
    "statement timeout": "la consulta tardó más de lo permitido",
    "terminating connection": "el servidor de PostgreSQL cerró la conexión",
    "server closed the connection": "el servidor de PostgreSQL cerró la conexión",
}
_DANOS = ("file is not a database", "file is encrypted", "malformed")


def del_sistema(error: OSError) -> str:
    """Why a file or folder could not be used."""
    return _DEL_SISTEMA.get(error.errno or 0) or error.strerror or str(error)


def de_la_base(error: BaseException) -> str:
    """What a database's error means, in one line; its own words where they are none of the known ones."""
    dicho = _dicho(error)
    return next((espanol for ingles, espanol in _DE_LA_BASE.items() if ingles in dicho), dicho[:200])


def danada(error: BaseException) -> bool:
    """Whether an error says that the database's file is broken."""
    return any(d in _dicho(error) for d in _DANOS)


def _dicho(error: BaseException) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())
