"""Words that announce an entity, and what may stand around a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan import Entidad
from assistant.spans import Token

PISTAS: dict[str, Entidad] = {
    "unidad": "unidad", "unidades": "unidad", "jefatura": "unidad", "departamento": "unidad", "direccion": "unidad", "coordinacion": "unidad",
    "area": "unidad", "oficina": "unidad", "dependencia": "unidad", "ejecutora": "unidad", "unit": "unidad", "secretaria": "unidad",  # pragma: allowlist secret
    "areas": "unidad", "departamentos": "unidad", "jefaturas": "unidad", "direcciones": "unidad", "coordinaciones": "unidad", "ejecutoras": "unidad",
    "programa": "programa", "programas": "programa", "program": "programa", "ramo": "ramo", "ramos": "ramo",
    "linea": "linea", "lineas": "linea", "accion": "linea", "line": "linea",
    "municipio": "municipio", "ayuntamiento": "municipio", "municipios": "municipio",
}  # fmt: skip
ENLACE = frozenset("de del la las los el y a en e clave codigo numero num no con cual cuyo titulada llamada llamado para".split())


def pista(tokens: Sequence[Token], i: int) -> tuple[int, Entidad | None]:
    """Where the cue before token ``i`` begins and which entity it announces ("la unidad ejecutora 201")."""
    j = i
    while j and (tokens[j - 1].norma in ENLACE):
        j -= 1
    if j and tokens[j - 1].norma in ("accion", "acciones") and not (j > 2 and tokens[j - 3].norma in ("linea", "lineas")):
        return i, None
    if j and (entidad := PISTAS.get(tokens[j - 1].norma)):
        ini = j - 1
        while ini and tokens[ini - 1].norma in ("unidad", "unidades", "linea", "lineas", "de") and tokens[ini].norma in ("ejecutora", "ejecutoras", "accion", "de"):
            ini -= 1
            entidad = PISTAS.get(tokens[ini].norma, entidad)
        return ini, entidad
    return i, None


def siguiente(tokens: Sequence[Token], i: int) -> str:
    return tokens[i + 1].norma if i + 1 < len(tokens) else ""


def suelto(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number stands where a code can: not a quantity ("102 eventos") nor a percentage."""
    antes = tokens[i - 1].norma if i else ""
    porciento = siguiente(tokens, i) == "por" and siguiente(tokens, i + 1) == "ciento"
    return siguiente(tokens, i) != "%" and not porciento and antes not in ("que", "a", "al", "entre", "top", "<", ">") and not es_ano(tokens[i].norma)


def es_ano(norma: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", norma) is not None
