"""Passwords and tokens, kept only as what they hash to.

Passwords: Argon2id with the library's defaults (RFC 9106, the profile for little memory: 64 MiB, 3 passes), over the
text in NFKC (NIST SP 800-63B, 5.1.1.2: the same password typed on another keyboard). Length is all that is asked of
one; composition rules make passwords worse (the same source). Tokens are 256 random bits: nobody guesses one, so SHA-256
keeps them.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMO, MAXIMO = 10, 256
#: What a token begins with, so that one left in a file is recognised by those who search for keys.
PREFIJO = "poa_"

_HASHER = PasswordHasher()


def reparo(clave: str, nombre: str = "") -> str:
    """Why a password can't be taken (Spanish); "" where it can."""
    if len(clave) < MINIMO:
        return f"La contraseña debe tener al menos {MINIMO} caracteres."
    if len(clave) > MAXIMO:
        return f"La contraseña no puede pasar de {MAXIMO} caracteres."
    if len(set(clave)) < 4 or (nombre and nombre.casefold() in clave.casefold() and len(clave) < len(nombre) + 6):
        return "La contraseña es demasiado fácil de adivinar: use una frase que solo usted recuerde."
    return ""


def guardar(clave: str) -> str:
    """The Argon2 hash of a password, with its salt and parameters."""
    return _HASHER.hash(_igual(clave))


def coincide(guardada: str | None, clave: str) -> bool:
    """Whether a password is the kept one. None (there is no such account) takes the same time and is False."""
    if len(clave) > MAXIMO:
        return False
    try:
        return _HASHER.verify(guardada or _de_nadie(), _igual(clave)) and guardada is not None
    except (VerificationError, InvalidHashError):
        return False


def es_hash(guardada: str) -> bool:
    """Whether a text is an Argon2 hash that can be checked."""
    try:
        _HASHER.check_needs_rehash(guardada)
    except InvalidHashError:
        return False
    return True


def ficha_nueva() -> tuple[str, str]:
    """(a token, what is kept of it)."""
    ficha = PREFIJO + secrets.token_urlsafe(32)
    return ficha, huella(ficha)


def huella(ficha: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(ficha.encode("utf-8", "replace")).hexdigest()


@cache
def _de_nadie() -> str:
    """The hash that a password for an unknown account is compared with."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def preparar() -> None:
    """Compute what the first log-in would have to: without it, the first unknown name takes twice as long."""
    _de_nadie()


def _igual(clave: str) -> bytes:
    return unicodedata.normalize("NFKC", clave).encode("utf-8", "replace")
