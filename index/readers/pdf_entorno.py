"""What stands above a heading or below a table and never in one: labels of the header, roles and posts of who signs.

A goal may begin with the same words ("Elaborar el padrón"), and the rest of a text may be one of them ("aprobado por el
Cabildo"): only the form of a role counts, and no label begins in small letters.
"""

from __future__ import annotations

import re

from index.readers.pdf_palabras import Linea
from index.textos import plegar

_ROL = r"(?:elabor|revis|autoriz|aprob|formul|valid|supervis)(?:o|aron|ad[oa] por)\b|vo\.? ?bo\b|visto bueno\b"
_FIRMA = re.compile(rf"{_ROL}|(?:el |la )?(?:responsable|titular) (?:del?|de la) ")
_AJENO = re.compile(
    rf"(?:{_ROL}).{{0,40}}|(?:el |la )?(?:responsable|titular) (?:del?|de la) .{{0,40}}"
    r"|(?:ramo|programa|unidad (?:ejecutora|responsable)|finalidad|(?:sub)?funcion|ejercicio)\s*:?|.{0,40}:"
    r"|(?:fecha|corte)\b.{0,30}"
)
#: A label with its value, a code (of a line of action) with its name, a title: above a heading, and in none.
_DE_CABECERA = re.compile(
    r"[^:]{2,45}:(?:\s.*)?|\d+(?:\.\d+)+(?:\s.*)?|(?:\S+ ){0,4}ayuntamiento\b.*|(?:el )?municipio de .*"
    r"|(?:gobierno|presidencia) municipal\b.*|programa operativo anual\b.*|avances? fisico\b.{0,20}programatic.*"
)
#: The code of a unit and its name, alone in a line ("SA-02   Coordinación de …"), but no year or quarter.
_DE_UNIDAD = re.compile(
    r"(?!(?:19|20)\d\d\b)(?:[a-z]{1,5}[-.]\d{1,4}|[a-z]{0,5}\d{2,8})(?:[-.]\d{1,4}){0,3}\s*[:.\-–—]?\s+"
    r"(?!(?:trim|prog|plan|real|alcan|ejec|meta|avance))[a-z]{3,}.*"
)
#: What has a row of its own between those of a table: a remark under its label, a name for the goals below.
_DE_RENGLON_PROPIO = re.compile(
    r"(?:obs|observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?|explicaci(?:on|ones)|motivos?)\b[^:]{0,40}:.*"
    r"|(?:metas|acciones|actividades)(?: (?:principales|especificas|complementarias|de apoyo))?\s*:?"
    r"|fin(?:es)?|propositos?|componentes?|(?:sub)?totale?s?(?: de \w+)?\s*:.{0,12}"
)
#: A label of what is said of one goal, and its value.
_DE_UNA_META = re.compile(r"(?:lineas? (?:de )?accion|obs\.?|observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?)\s*:.*")
#: What names whose the goals below it are, between the rows of a table.
_DE_QUIEN = re.compile(
    r"(?:[a-z]{0,4}-?\d[\w.\-]*\s*[-–—.:]?\s*)?(?:unidad (?:ejecutora|responsable|administrativa)|dependencia"
    r"|(?:sub)?programa|ramo|(?:sub)?(?:direccion|secretaria|coordinacion|tesoreria|contraloria|gerencia|delegacion)|departamento"
    r"|oficialia|sindicatura|jefatura|area|instituto)\b.*"
)
#: A header's or a foot's line has no more cells than this.
_MAX_CELDAS = 6
#: A code and its name, or a label and its value, which a gap may part.
_DE_UN_PAR = 2


def es_de_firma(linea: Linea) -> bool:
    """Whether a line opens a signature: a role, or the post of who signs."""
    texto = linea.segmentos[0].texto
    return not texto[0].islower() and bool(_FIRMA.match(plegar(texto)))


def dice_de_quien(linea: Linea) -> bool:
    """Whether a line between the rows of a table names the unit or the programme that those below it are of."""
    return len(linea.segmentos) <= _DE_UN_PAR and nombra_de_quien(linea.segmentos[0].texto)


def nombra_de_quien(texto: str) -> bool:
    """Whether a text opens with the name of an office or of a programme, or with its label."""
    return not texto[:1].islower() and bool(_DE_QUIEN.fullmatch(plegar(texto)))


def es_de_una_meta(texto: str) -> bool:
    """Whether a text is a label of what is said of one goal, with its value."""
    return bool(_DE_UNA_META.fullmatch(plegar(texto)))


def nombra_quien_firma(texto: str) -> bool:
    """Whether a text opens with the role of who signs."""
    return not texto[:1].islower() and bool(re.match(_ROL, plegar(texto)))


def es_ajena(linea: Linea) -> bool:
    """Whether a line is of a header or of a foot."""
    texto = linea.segmentos[0].texto
    return len(linea.segmentos) <= _MAX_CELDAS and not texto[0].islower() and bool(_AJENO.fullmatch(plegar(texto)))


def corta_tabla(linea: Linea) -> bool:
    """Whether a line between the rows of a table, or below them, is of another form's header or of a foot: not what is said of
    the goal above it, whose label a narrow column leaves alone in its line."""
    return es_ajena(linea) and not es_de_una_meta(linea.segmentos[0].texto)


def es_de_cabecera(linea: Linea) -> bool:
    """Whether a line that stands above a heading is of the form's header."""
    if len(linea.segmentos) > _MAX_CELDAS:
        return False
    if len(linea.segmentos) <= _DE_UN_PAR and _DE_UNIDAD.fullmatch(plegar(" ".join(s.texto for s in linea.segmentos))):
        return True
    return any(_DE_CABECERA.fullmatch(plegar(s.texto)) for s in linea.segmentos[:2])


def tiene_renglon_propio(texto: str) -> bool:
    """Whether a text that stands alone in its line is a row by itself, and no rest of the words above it."""
    return not texto[0].islower() and bool(_DE_RENGLON_PROPIO.fullmatch(plegar(texto)))
