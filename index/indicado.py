"""What the person who loads a file says of whose it is, where the file does not print it.

It completes a form, and contradicts none: what is printed holds. It has no cell, so nothing is cited for it, and a finding
says that it was given (``auditoria``). A file with what was said of it is known by a fingerprint of both, which begins as
that of the file alone: the same bytes with the same words change nothing, and with other words take their place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index import fechas
from index.textos import clave_de_nombre, plegar

#: Digits of a fingerprint that are the file's own, where something was said of it.
_DEL_ARCHIVO = 48
_MAX_NOMBRE = 120
_ANIO = re.compile(r"(?:19|20)\d\d")
_CODIGO_Y_NOMBRE = re.compile(r"(?P<codigo>[A-Za-z]{0,6}-?\d[\w.\-/]{0,14})(?:\s*[-–—:,]\s*|\s+)(?P<nombre>[^\W\d].*)")


class NoVale(ValueError):
    """Something that was said and can't be; the message (Spanish) says what is accepted."""


@dataclass(frozen=True, slots=True)
class Indicado:
    """What was said: ``unidad`` is a code, or a name where there is none."""

    municipio: str = ""
    ejercicio: str = ""
    unidad: str = ""
    unidad_nombre: str = ""
    corte: date | None = None

    def __bool__(self) -> bool:
        return any((self.municipio, self.ejercicio, self.unidad, self.corte))

    @property
    def valores(self) -> dict[str, str]:
        """Field → value, of those of a header; the cut is none of them."""
        dichos = (("municipio", self.municipio), ("ejercicio", self.ejercicio), ("unidad", self.unidad),
                  ("unidad_nombre", self.unidad_nombre))  # fmt: skip
        return {campo: valor for campo, valor in dichos if valor}


NADA = Indicado()


def de_textos(municipio: str = "", ejercicio: str = "", unidad: str = "", corte: str = "") -> Indicado:
    """What was said, as it was written. Raises ``NoVale``."""
    anio, dia = ejercicio.strip(), fechas.leer(corte.strip()) if corte.strip() else None
    if anio and not _ANIO.fullmatch(anio):
        raise NoVale(f"el ejercicio «{anio}» no es un año de cuatro cifras, por ejemplo 2024.")
    if corte.strip() and dia is None:
        raise NoVale(f"el corte «{corte.strip()}» no es una fecha, por ejemplo 2024-09-30 o 30/09/2024.")
    lugar, oficina = (_nombre(que, texto) for que, texto in (("el municipio", municipio), ("la unidad", unidad)))
    hallado = _CODIGO_Y_NOMBRE.fullmatch(oficina)
    codigo, nombre = (hallado["codigo"], hallado["nombre"]) if hallado else (clave_de_nombre(oficina), oficina)
    es_codigo = not hallado and any(c.isdigit() for c in oficina) and " " not in oficina
    return Indicado(lugar, anio, codigo, "" if es_codigo else nombre, dia)


def _nombre(que: str, texto: str) -> str:
    limpio = " ".join(texto.split())
    if limpio and (len(limpio) > _MAX_NOMBRE or not limpio.isprintable() or not any(c.isalnum() for c in plegar(limpio))):
        raise NoVale(f"{que} debe ser un nombre o una clave de {_MAX_NOMBRE} letras a lo más.")
    return limpio


def huella(del_archivo: str, indicado: Indicado) -> str:
    """The fingerprint of a file (that of its bytes) with what was said of it."""
    if not indicado:
        return del_archivo
    dicho: Mapping[str, str] = {**indicado.valores, "corte": indicado.corte.isoformat() if indicado.corte else ""}
    propia = hashlib.sha256(json.dumps(dicho, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return del_archivo[:_DEL_ARCHIVO] + propia[: len(del_archivo) - _DEL_ARCHIVO]


def del_mismo_archivo(huella_: str) -> tuple[str, str]:
    """Between which fingerprints those of a file are, whatever was said of it: at least the first, below the second."""
    prefijo = huella_[:_DEL_ARCHIVO]
    return prefijo, prefijo + "g"
