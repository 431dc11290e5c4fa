"""Rows of a table that number no goal: whether they go on with the one above, or stand apart from it."""

from __future__ import annotations

import re

from index import lineas
from index.crudas import DE_TEXTO, Cruda
from index.notas import AL_PIE
from index.readers.hoja import CeldaLeida
from index.textos import plegar

#: The place of a paragraph of a document, outside of its tables.
_PARRAFO = re.compile(r"p\d")
#: The place of a cell of a sheet.
_DE_HOJA = re.compile(r"[A-Z]{1,3}(?P<fila>\d+)")
#: A title over some of the goals: "Componente 2: Obras", "EJE 1. …".
_DIVISION = re.compile(
    r"(?:componente|eje|objetivo|(?:sub)?programa|proyecto|estrategia|linea de accion|proposito|vertiente|tema|rubro)\b"
    r"(?: (?:estrategico|especifico|general|rector|presupuestario|particular|transversal|no\.?|num\.?))*\s*"
    r"(?::(?=\s*\S)|[a-z]{0,3}-?\d[\d.]*\s*[:.\-–—]|[ivx]{1,5}\s*[:.\-–—])"
)
#: A name for the goals below it, alone in its row: "Acciones", "Metas principales".
_GRUPO = re.compile(
    r"(?:(?:sub)?(?:metas?|acci(?:on|ones)|actividad(?:es)?|componentes?|objetivos?|indicador(?:es)?|proyectos?|programas?|fin(?:es)?"
    r"|propositos?))"
    r"(?: y (?:metas?|acciones|actividades))?"
    r"(?: (?:principal(?:es)?|especific[oa]s?|general(?:es)?|complementari[oa]s?|sustantiv[oa]s?|estrategic[oa]s?|de apoyo"
    r"|de gestion))?\W*"
)
#: The total of what stands above it, alone in its row: "Total de metas: 9".
_TOTALES = re.compile(r"(?:sub)?total(?:es)?\b[^:]{0,40}:\s*[\d.,]+\s*%?\W*")
#: Columns that a cell over the whole table covers at least: it is no rest of a text, which would stand in its column.
_MIN_CUBIERTAS = 4
#: Columns where a title or a remark between the rows may stand, and the letters of one in capitals.
_DE_UN_TITULO = frozenset(("linea", "numero", "descripcion"))
_MIN_TITULO = 12


def es_falso_numero(cruda: Cruda, previa: Cruda | None) -> bool:
    """Whether a lone description that opens with a number goes on from the row above ("… del 1 al / 15. de marzo")."""
    if previa is None or previa.numero is None or set(cruda.piezas) - {"descripcion", "observacion"}:
        return False
    principal, anterior = cruda.numero or "", previa.numero
    sigue = principal.split(".")[0] == anterior.split(".")[0]
    if not sigue and principal.isdigit() and anterior.split(".")[0].isdigit():
        sigue = int(principal) == int(anterior.split(".")[0]) + 1
    return not sigue


def continuar(cruda: Cruda, previa: Cruda | None) -> bool:
    """Join a row without number to the one it continues. False if it continues none."""
    if previa is None or _es_aparte(cruda, previa):
        return False
    previa.revisada = False
    llenas = cruda.renglon.llenas()
    suelta = len(llenas) == 1 and llenas[0][0] == 0 and "linea" in cruda.piezas
    if suelta and not lineas.es_lista_de_codigos(llenas[0][1].texto):
        return _continuar_suelta(llenas[0][1], previa)
    de_texto = set(cruda.piezas) <= set(DE_TEXTO)
    if de_texto or (not previa.cifras() and previa.numero is not None and cruda.reparo is None):
        for campo, piezas in cruda.piezas.items():
            previa.piezas.setdefault(campo, []).extend(piezas)
        return True
    return False


def _es_aparte(cruda: Cruda, previa: Cruda) -> bool:
    """Whether a row of words alone is no rest of the text above it: a paragraph below a table, a text behind a blank row of
    a sheet, a title in capitals among descriptions that have none, or over the whole table."""
    llenas = cruda.renglon.llenas()
    texto = llenas[0][1].texto
    if len(llenas) == 1 and _a_la_izquierda(llenas[0][1], previa):
        return True
    if len(llenas) == 1 and texto.startswith(AL_PIE) and cruda.piezas.keys() <= _DE_UN_TITULO:
        return True
    if len(llenas) != 1 or texto[:1].islower() or not cruda.piezas.keys() <= _DE_UN_TITULO:
        return False
    if _titula(texto) or llenas[0][1].columnas >= _MIN_CUBIERTAS:
        return True
    if _PARRAFO.match(_celda_de(cruda)) and not _PARRAFO.match(_celda_de(previa)):
        return True
    fila, ultima = _fila(llenas[0][1]), max((_fila(p) + p.filas - 1 for ps in previa.piezas.values() for p in ps), default=0)
    if fila and fila > ultima + 1:
        return True
    return len(texto) >= _MIN_TITULO and " " in texto and texto.isupper() and not previa.descripcion.isupper()


def _a_la_izquierda(celda: CeldaLeida, previa: Cruda) -> bool:
    """Whether a text on a page begins under the number of the goal above, left of all its words."""
    suya = celda.celda.fuente.bbox
    numeros = previa.piezas.get("numero", ())
    encima = numeros[0].celda.fuente.bbox if numeros else None
    if suya is None or encima is None or celda.celda.confianza is not None:
        return False
    return suya[0] < encima[2] and encima[0] < suya[2]


def _fila(celda: CeldaLeida) -> int:
    """The row of a sheet where a cell stands; 0 elsewhere."""
    hallada = _DE_HOJA.fullmatch(celda.celda.fuente.celda or "")
    return int(hallada.group("fila")) if hallada else 0


def _titula(texto: str) -> bool:
    """Whether a text is a title over some of the goals, or the total of those above it."""
    llano = plegar(texto)
    return not texto[:1].islower() and bool(_DIVISION.match(llano) or _GRUPO.fullmatch(llano) or _TOTALES.fullmatch(llano))


def es_de_fuera(celda: CeldaLeida, previa: CeldaLeida) -> bool:
    """Whether a text below another one is no rest of it: a paragraph below the table, a note, a title over other goals."""
    lugares = [c.celda.fuente.celda or "" for c in (celda, previa)]
    if celda.texto.startswith(AL_PIE) or _titula(celda.texto):
        return True
    return bool(_PARRAFO.match(lugares[0]) and not _PARRAFO.match(lugares[1]))


def _celda_de(cruda: Cruda) -> str:
    return cruda.renglon.celdas[0].celda.fuente.celda or ""


def _continuar_suelta(celda: CeldaLeida, previa: Cruda) -> bool:
    """A line without delimiters: the rest of the last cell of words of the row above."""
    if "observacion" in previa.piezas:
        previa.piezas["observacion"].append(celda)
    elif not previa.cifras():
        previa.piezas.setdefault("descripcion", []).append(celda)
    return True
