"""The foot of a form: who elaborated, reviewed and authorised it.

A signature is a role (ELABORÓ), a post (RESPONSABLE DE LA UNIDAD EJECUTORA) and a name, one below the other or in
blocks side by side; any of the first two may be missing or misread, and then the other one tells the role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from index.poa import Firma, Rol
from index.readers.hoja import CeldaLeida, Renglon, partir, recortar
from index.textos import plegar

_ROLES: tuple[tuple[Rol, str], ...] = (
    ("elaboro", r"elabor(?:o|ado por|ada por|a)?\b|formul(?:o|ado por)\b|prepar(?:o|ado por)\b"),
    ("reviso", r"revis(?:o|ado por|a)?\b|vo\.? ?bo\.?|visto bueno|valido\b|superviso\b"),
    ("autorizo", r"autoriz(?:o|ado por|a)?\b|aprob(?:o|ado por)\b"),
)
_ROL = tuple((rol, re.compile(rf"(?:{patron})\s*:?\s*")) for rol, patron in _ROLES)
#: What each role is responsible for.
_AMBITOS: dict[str, Rol] = {
    "unidad ejecutora": "elaboro", "unidad responsable": "elaboro", "unidad administrativa": "elaboro",
    "programa": "reviso", "ramo": "autorizo",
}  # fmt: skip
_RESPONSABLE = re.compile(
    r"(?:el |la )?(?:responsable|titular|encargad[oa]|responde) (?:de la|del|de los|de|por la|por el)\s+(.+)"
)
_CARGO = re.compile(
    r"(?:el |la )?(?:responsable|titular|encargad[oa]|director|subdirector|jef[ea]|coordinador|president|tesorer|secretari"
    r"|regidor|sindic|administrador|contralor|oficial mayor|enlace|auxiliar|analista)"
)
_NOMBRE = re.compile(r"(?:[^\W\d_]+(?:[.'’´-]+\s*|\s+|\Z)){2,9}")
#: A name behind its title, and the line to sign on: rows of nothing else are of the foot.
_FIRMANTE = re.compile(
    r"(?:lic|licda|lcda|ing|c\.? ?p|mtr[oa]|m\.? ?[cdais]|dr|dra|arq|profr?a?|biol|q\.? ?f\.? ?b|m\.? ?v\.? ?z|tec|cap|cmdte"
    r"|abog|psic)\.?"
    r"(?: ?(?:\b[^\W\d_]+[.'’´-]*)){2,8}",
    re.IGNORECASE,
)
#: Any abbreviated title and a name in capitals: of initials ("L.N. …") wherever it stands, any other ("C. …") beside another
#: signature, since a street may read so ("Col. Centro Sur").
_PALABRA = r"(?:[A-ZÁÉÍÓÚÜÑ][\w'’´-]+|[A-ZÑ]\.|de|del|la|las|los|y)"
_CON_INICIALES = re.compile(rf"(?:[A-ZÑ]\. ?){{2,5}}{_PALABRA}(?:\s+{_PALABRA}){{1,7}}")
_CON_TITULO = re.compile(rf"(?:[A-ZÁÉÍÓÚÑ][a-zA-Z]{{0,5}}\. ?){{1,4}}{_PALABRA}(?:\s+{_PALABRA}){{1,7}}")
_RAYA = re.compile(r"[_\-–—. ]*_{5,}[_\-–—. ]*")
#: Several roles in one line, each with its name, and how long such a line may be.
_CON_ROL = re.compile(r"\b(?:elabor|formul|revis|autoriz|aprob|valid)\w*\s*:")
_MAX_FIRMAS, _MAX_CARGO, _MAX_ROL = 240, 60, 30
#: What stands alone below a table and is of no row.
_NOTA = re.compile(r"(?:notas?|fuentes?|simbologia|abreviaturas|aclaraciones)\s*(?:\d\s*)?[:.]")
#: "P = programado   R = realizado": what the letters of a table stand for.
_LEYENDA = re.compile(
    r"\(?[a-z]{1,4}\)?\s*=\s*[a-z].*|\(?[sn]/?[adipr]\)?\s*[:=–—-]\s*(?:sin|no|dato|informacion)\b.*|\(?[a-z]{1,2}\)?\s*:\s*(?:program|plane|alcanz|realiz|ejecut|logr)ad[oa]s?\b.*"
)
_MIN_AMBITO = 70.0


@dataclass(slots=True)
class _Bloque:
    """A signature being read: its column, and what is known so far."""

    columna: int
    rol: Rol | None = None
    cargo: str = ""
    nombre: CeldaLeida | None = None


def es_pie(renglon: Renglon) -> bool:
    """Whether a row opens or belongs to the foot: a role or "responsable de …" alone in its cells, or a note."""
    llenas = renglon.llenas()
    if len(llenas) > 6:
        return False
    llano = plegar(llenas[0][1].texto)
    if llenas[0][1].texto[0].islower() and ":" not in llano and not _LEYENDA.fullmatch(llano):
        return False  # the rest of a text
    if len(llenas) == 1 and ((not llenas[0][0] and _NOTA.match(llano)) or _LEYENDA.fullmatch(llano)):
        return True
    textos = [c.texto for _, c in llenas]
    if all(_firma(t, len(textos) > 1) or _RAYA.fullmatch(t) for t in textos) or (len(textos) > 1 and all(map(_es_cargo, textos))):
        return True
    roles = [_rol(t) for t in textos]
    rol = roles[0]
    if len(llano) > 80:
        return rol is not None and len(llano) <= _MAX_FIRMAS and len(_CON_ROL.findall(llano)) > 1
    if any(r and _firma(r[1]) for r in roles):
        return True
    # "Responsable | Validó": a role alone in its cell, beside words as short.
    cortos = all(len(t) < _MAX_ROL and t.replace(" ", "").isalpha() for t in textos)
    if len(textos) > 1 and cortos and any(r and not r[1] for r in roles):
        return True
    return (rol is not None and (not rol[1] or ":" in llano)) or _ambito(llano) is not None


def _firma(texto: str, acompanada: bool = False) -> bool:
    """Whether a text is a name behind its title; ``acompanada``: all of several in a row are."""
    # "Ing. … , Director de Obras": with the post behind the name.
    nombre, coma, cargo = texto.partition(", ")
    if coma and (_CARGO.match(plegar(cargo)) or (acompanada and cargo[:1].isupper())) and len(cargo) <= _MAX_CARGO:
        texto = nombre
    return any(p.fullmatch(texto) for p in (_FIRMANTE, _CON_INICIALES, *((_CON_TITULO,) if acompanada else ())))


def _es_cargo(texto: str) -> bool:
    """Whether a text is a post and nothing more: "C. PRESIDENTE MUNICIPAL", "Enlace de planeación"."""
    if len(texto) > _MAX_CARGO or any(c.isdigit() for c in texto) or texto.endswith(":") or "secretaría" in texto.lower():
        return False  # "SECRETARÍA:", an office and the label of one
    return bool(_CARGO.match(re.sub(r"^c\. ", "", plegar(texto))))


def leer(renglones: Sequence[Renglon]) -> tuple[Firma, ...]:
    """The signatures of a foot, in reading order. One without a name is left out."""
    bloques: list[_Bloque] = []
    banda: list[_Bloque] = []
    for renglon in renglones:
        llenas = [(i, x) for i, c in renglon.llenas() if not re.fullmatch(r"[\W_]+", c.texto) for x in _separadas(c)]
        for orden, (columna, celda) in enumerate(llenas):
            cercano = _cercano(banda, columna, orden, len(llenas))
            nuevo = _anotar(celda, columna, cercano)
            if nuevo is not None:
                bloques.append(nuevo)
                banda = [*(b for b in banda if b.nombre is None or len(llenas) > 1), nuevo] if orden else [nuevo]
    _completar_roles(bloques)
    return tuple(Firma(b.rol, b.cargo, b.nombre.texto, b.nombre.celda) for b in bloques if b.rol and b.nombre)


def _separadas(celda: CeldaLeida) -> list[CeldaLeida]:
    """The signatures of a cell that holds several: "Elaboró: … Autorizó: …"."""
    llano = plegar(celda.texto)
    inicios = [m.start() for m in _CON_ROL.finditer(llano)] if len(llano) == len(celda.texto) <= _MAX_FIRMAS else []
    if len(inicios) < 2 or inicios[0]:
        return [celda]
    return partir(celda, inicios)


def _cercano(banda: list[_Bloque], columna: int, orden: int, cuantas: int) -> _Bloque | None:
    if not banda:
        return None
    if cuantas == len(banda):
        return banda[orden]
    return min(banda, key=lambda b: abs(b.columna - columna))


def _anotar(celda: CeldaLeida, columna: int, bloque: _Bloque | None) -> _Bloque | None:
    """Note a cell in its block, or open a new block and return it."""
    rol = _rol(celda.texto)
    if rol is not None:
        nuevo = _Bloque(columna, rol[0])
        if rol[1] and _rol(rol[1]) is None:
            _anotar(recortar(celda, rol[1]), columna, nuevo)
        return nuevo
    llano = plegar(celda.texto)
    if _CARGO.match(llano):
        ambito = _ambito(llano)
        ajeno = bloque is not None and (bloque.cargo or (ambito and bloque.rol and ambito != bloque.rol and bloque.nombre))
        if bloque is None or ajeno:
            return _Bloque(columna, ambito, celda.texto)
        bloque.cargo = celda.texto
        return None
    if not _NOMBRE.fullmatch(celda.texto):
        return None
    if bloque is not None and bloque.nombre is None:
        bloque.nombre = celda
        return None
    # A name above its post: only in capitals and of three words, lest any other words be taken for a name.
    es_nombre = celda.texto.isupper() and len(celda.texto.split()) >= 3
    return _Bloque(columna, nombre=celda) if es_nombre else None


def _rol(texto: str) -> tuple[Rol, str] | None:
    """The role that a cell names, and what follows it."""
    llano = plegar(texto)
    for rol, patron in _ROL:
        hallado = patron.match(llano)
        if hallado and len(texto) == len(llano):
            resto = texto[hallado.end() :].strip()
            if not resto or ":" in hallado.group() or _firma(resto):
                return rol, resto
    return None


def _ambito(llano: str) -> Rol | None:
    """The role of a post: what it is responsible for, read with slips."""
    hallado = _RESPONSABLE.fullmatch(llano.strip(" .:"))
    if hallado is None or len(hallado.group(1)) > 40:
        return None
    mejor = max(_AMBITOS, key=lambda a: fuzz.ratio(a, hallado.group(1)))
    return _AMBITOS[mejor] if fuzz.ratio(mejor, hallado.group(1)) >= _MIN_AMBITO else None


def _completar_roles(bloques: list[_Bloque]) -> None:
    """Roles from the posts, and by elimination where one is left over."""
    for bloque in bloques:
        bloque.rol = bloque.rol or _ambito(plegar(bloque.cargo))
    sin_rol = [b for b in bloques if b.rol is None and b.nombre is not None]
    libres = [rol for rol, _ in _ROLES if rol not in {b.rol for b in bloques}]
    if len(sin_rol) == 1 and len(libres) == 1:
        sin_rol[0].rol = libres[0]
