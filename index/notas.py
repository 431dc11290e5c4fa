"""Remarks in a list below a table, each under the number of its goal: "Justificaciones" over "Actividad 3: Falta de …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import numeros
from index.crudas import Cruda
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.textos import alinear, plegar

_TITULO = re.compile(
    r"(?:observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?|explicaci(?:on|ones)|motivos?|aclaraci(?:on|ones)"
    r"|causas? de(?:l| la| las)? (?:variaci(?:on|ones)|desviaci(?:on|ones)|incumplimientos?))"
    r"(?: (?:por|de|del|de la|de las|a la|a las|sobre las?)"
    r" (?:metas?|acci(?:on|ones)|actividad(?:es)?|variaci(?:on|ones)|avances?))?"
    r"\s*:?"
)
_DE_META = re.compile(
    r"(?:(?P<palabra>meta|accion|actividad|indicador|proyecto)\s*)?(?:(?:no|num|numero|nº|n°)\.?\s*)?"
    r"(?P<n>\d{1,3}(?:\.\d{1,3})*)\s*(?:[.:)\-–—]+\s*(?P<texto>\S.*)?)?"
)
#: Figures of a goal of which such a remark is.
_MIN_CIFRAS = 2
#: Cells of such a row: the number and the text may stand in one each.
_MAX_CELDAS = 2
#: A text that ends in none of these goes on in the next row.
_FINES = '.!?;)»"'
#: How what is said of the whole table below it begins.
AL_PIE = ("*", "(*")
_SIN_META = "es una justificación al pie de la tabla y no dice de cuál de sus metas"


def titula(renglon: Renglon) -> bool:
    """Whether a row is the title of such a list, alone in it."""
    llenas = renglon.llenas()
    return len(llenas) == 1 and bool(_TITULO.fullmatch(plegar(llenas[0][1].texto)))


def es_de_otra(renglon: Renglon, crudas: Sequence[Cruda]) -> bool:
    """Whether a row that no title announces is such a remark all the same: "Meta 3: …", alone below goals of which one that
    has its figures bears that number."""
    llenas = renglon.llenas()
    hallado = _DE_META.fullmatch(alinear(llenas[0][1].texto)) if len(llenas) == 1 else None
    if hallado is None or not hallado["texto"] or not hallado["palabra"]:
        return False
    return any(c.numero == hallado["n"] and len(c.cifras()) >= _MIN_CIFRAS for c in crudas)


def anotar(
    renglon: Renglon, crudas: Sequence[Cruda], ultima: Cruda | None, anteriores: Sequence[Cruda] = ()
) -> Cruda | None:
    """Note a row of the list as an observation of its goal, or as more of the last one's text; the goal's row. A remark on
    none of the goals of the table, nor of the form's earlier ones (``anteriores``), is a row of its own with the reason why
    it is set aside; None for what is no remark."""
    llenas = [c for _, c in renglon.llenas()]
    if len(llenas) > _MAX_CELDAS:
        return None
    hallado = _DE_META.fullmatch(alinear(llenas[0].texto))
    texto = _texto(hallado, llenas) if hallado else None
    numero = numeros.limpio(hallado["n"], hallado["n"]) if hallado else ""
    suyas = [c for c in crudas if c.numero == numero] if texto else []
    if texto and not suyas:
        suyas = [c for c in anteriores if c.numero == numero]
    abierto = ultima is not None and ultima.piezas["observacion"][-1].texto[-1:] not in _FINES
    al_pie = llenas[0].texto.startswith(AL_PIE)
    if ultima is not None and not suyas and len(llenas) == 1 and not al_pie and (abierto or llenas[0].texto[:1].islower()):
        ultima.piezas["observacion"].append(llenas[0])
        return ultima
    if texto is None:
        return None
    if len({c.descripcion for c in suyas}) != 1:
        return Cruda(renglon, numero, "", reparo=(llenas[0], _SIN_META))
    suyas[0].piezas.setdefault("observacion", []).append(texto)
    suyas[0].revisada = False
    return suyas[0]


def _texto(hallado: re.Match[str], llenas: Sequence[CeldaLeida]) -> CeldaLeida | None:
    if hallado["texto"] and len(llenas) == 1:
        return recortar(llenas[0], llenas[0].texto[hallado.start("texto") :])
    return llenas[1] if len(llenas) == _MAX_CELDAS and not hallado["texto"] else None
