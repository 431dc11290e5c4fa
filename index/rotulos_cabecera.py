"""The words of a header's labels, as a table: which field each names, and where a cell holds several.

An office may be named at several levels, the dependency, the unit within it that reports and an area of that ("Dependencia:
Secretaría General" over "Unidad ejecutora: 402 …"): the others have fields of their own, and are the unit where it is not
named, the narrower first.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.readers.hoja import CeldaLeida, partir
from index.textos import alinear

#: "Unidad:" alone, which is a unit's label only before its code: a block of a goal has a unit of measure. "Clave" and
#: "Nombre" alone, which are of the unit or the programme that the row beside theirs names.
SUELTA, CLAVE_SUELTA, NOMBRE_SUELTO = "unidad?", "clave?", "nombre?"
#: The fields of the offices beside the unit, the narrower first.
AREA, DEPENDENCIA = "area", "dependencia"
OTRAS_OFICINAS = (AREA, DEPENDENCIA)
#: What each of their fields is of.
DE_OFICINA = {
    f"{parte}{oficina}": f"{parte}unidad" for oficina in OTRAS_OFICINAS for parte in ("", "clave_", "nombre_")
}  # fmt: skip
#: A cell of a header, label and value together, is no longer than this.
MAX_ROTULADA = 240
_CLAVE = r"(?:clave|cve|codigo|no|num(?:ero)?)\.?[ _](?:del? )?(?:la )?"
_NOMBRE = r"(?:nombre|denominacion) (?:del? )(?:la )?"
#: Words that say which office of its kind one is.
_CUAL = r"(?: (?:administrativ|responsabl|ejecutor|operativ|reporta|informa)[a-z]*)"
#: Labels of the header, folded. The first ones and ``subfuncion`` are followed by a code and a name.
_ROTULOS: tuple[tuple[str, str], ...] = (
    ("ramo", r"(?:clave (?:del? )?)?ramo(?: administrativo)?"),
    ("programa", r"programa(?: presupuestario| presupuestal| general)?"),
    (
        DEPENDENCIA,
        r"(?:nombre de la )?dependencia(?: (?:ejecutora|responsable|general))?|(?:direccion|secretaria)(?=\s*:)",
    ),
    (
        "unidad",
        r"unidad (?:ejecutora|responsable|administrativa|operativa|presupuestal)(?: del gasto)?"
        r"|u\. ?[aer]\.|u[aer](?=\s*:|\s+[a-z]{0,4}-?\d)"
        r"|(?:nombre de la )?dependencia auxiliar|centro (?:gestor|de costos?(?=\s*:))|organo (?:ejecutor|responsable)"
        rf"|(?:clave y (?:nombre|denominacion)|(?:nombre|denominacion) y clave) de la unidad{_CUAL}*",
    ),
    (
        AREA,
        r"(?:depto\.?|departamento|oficina)(?=\s*:|\s+[a-z]{0,4}-?\d)"
        r"|area(?: (?:responsable|ejecutora|administrativa)|(?=\s*(?::|$)|\s+[a-z]{0,4}-?\d))",
    ),
    ("clave_dependencia", rf"{_CLAVE}(?:dependencia|direccion)(?: general|{_CUAL})*"),
    ("clave_area", rf"{_CLAVE}(?:area|oficina|departamento){_CUAL}*"),
    (
        "clave_unidad",
        rf"{_CLAVE}(?:(?:unidad|dependencia|instancia|organo)(?: (?:general|auxiliar)|{_CUAL})*"
        r"|u\. ?[aegr]\.?|u[aegr]\b)",
    ),
    ("clave_programa", rf"{_CLAVE}prog(?:rama|\.)?(?: presupuestario| presupuestal)?"),
    ("nombre_unidad", rf"{_NOMBRE}(?:unidad|organo|instancia)(?: (?:general|auxiliar)|{_CUAL})*"),
    ("nombre_programa", rf"{_NOMBRE}prog(?:rama|\.)?(?: presupuestario| presupuestal)?"),
    (SUELTA, r"unidad(?=\s*(?::|$)|\s+[a-z]{0,4}-?\d)"),
    (CLAVE_SUELTA, r"(?:clave|cve|codigo)(?=\.?\s*(?::|$)|\s+[a-z]{0,4}-?\d)"),
    (NOMBRE_SUELTO, r"(?:nombre|denominacion)(?=\s*(?::|$))"),
    ("finalidad", r"finalidad"),
    ("subfuncion", r"sub[- ]?funcion"),
    ("funcion", r"funcion"),
    ("lineas", r"lineas? de accion(?: (?:del? )?p\.? ?m\.? ?d\.?)?"),
    ("corte", r"fecha(?: de(?:l)? (?:corte|avance|reporte|informe))?|(?:fecha )?corte(?: al)?|avance al|periodo al"),
    ("ejercicio", r"ejercicio(?: fiscal)?|ano(?: fiscal)?"),
    ("municipio", r"municipio|ayuntamiento|ente publico"),
    (
        "periodo",
        r"mes(?: de(?:l)? (?:corte|reporte|informe|avance))?"
        r"|(?:mes|trimestre|periodo)(?: (?:que (?:se )?)?(?:reporta(?:do)?|informa(?:do)?|evaluado))?",
    ),
)
TRAS_ROTULO = r"\s*(?::|\.(?=\s|$)|\s(?=[a-z]{0,4}-?\d)|$)\s*"

#: A label with its colon inside a cell: few words, the first with a capital.
_CON_DOS_PUNTOS = re.compile(r"(?<=\s)(?=(?P<rotulo>[A-ZÁÉÍÓÚÑ][^:\d]{2,40}:))")
#: What stands between two of them that need no colon.
_BARRA = re.compile(r"\s[|·•]\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Patrones:
    """Labels by the field that each names, the first that fits first."""

    lista: tuple[tuple[str, re.Pattern[str]], ...]


PATRONES = Patrones(tuple((campo, re.compile(rf"(?:{patron}){TRAS_ROTULO}")) for campo, patron in _ROTULOS))


@functools.lru_cache(maxsize=8192)
def rotulo_de(texto: str, patrones: Patrones) -> tuple[str, str] | None:
    """The field that a cell's text labels, and what follows the label in the cell."""
    if len(texto) > MAX_ROTULADA:
        return None
    llano = alinear(texto)
    for campo, patron in patrones.lista:
        if hallado := patron.match(llano):
            return campo, texto[hallado.end() :].strip()
    return None


def separadas(celda: CeldaLeida, patrones: Patrones) -> list[CeldaLeida]:
    """A cell in which several labels and their values were printed as one, cut before each that has its colon ("Ejercicio: 2024
    Unidad ejecutora: 201 …") or a bar before it ("Unidad PC-01: Protección Civil | Programa S02 …")."""
    texto = celda.texto
    barras = [m.end() for m in _BARRA.finditer(texto)]
    if (texto.count(":") < 2 and not barras) or len(texto) > MAX_ROTULADA or rotulo_de(texto, patrones) is None:
        return [celda]
    cortes = [0, *(i for i in barras if (tras := rotulo_de(texto[i:], patrones)) and tras[1])]
    for hallado in _CON_DOS_PUNTOS.finditer(texto, 1):
        otro = rotulo_de(hallado["rotulo"], patrones)
        if otro is not None and not otro[1] and hallado.start("rotulo") not in cortes:
            cortes.append(hallado.start("rotulo"))
    return partir(celda, sorted(cortes), " |·•") if len(cortes) > 1 else [celda]
