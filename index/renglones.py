"""A header that is typed in one cell, line under line → a row for each line; one typed as a list, without its marks.

"Unidad responsable: 101 DEPORTE" and "Programa: 603 OBRAS" in one merged cell are two rows of the header, and what
follows the second label is no part of the first one's value. Texts of a table have labels too, but one at the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index import cabecera, cifras, numeros
from index.claves import CODIGO
from index.readers.hoja import CeldaLeida, Renglon, normalizar, recortar
from index.rotulario import Rotulario, es_oficina
from index.rotulos import Vocabulario
from index.rotulos_cabecera import OTRAS_OFICINAS

#: A label, leaders or an equals sign, and its value; so many rows of them make a way of printing.
_GUIA, _MIN_GUIAS = (
    re.compile(
        r"(?P<rotulo>[^\W\d][^=:|]{0,50}?)\s*(?:\.{4,}|(?<=\s)\.{2,}(?=\s|$)|…{2,}|_{4,}|(?<=\s)=(?=\s|$))\s*:?\s*(?P<valor>[^=]*)"
    ),
    4,
)
#: Filled cells of a row that may hold a header.
_MAX_CELDAS = 3
#: Lines with a label (or a title) that make a cell a header.
_MIN_ROTULOS = 2
#: Cells of a band over a table, and the label that it goes without.
_DE_BANDA, _DE_UNIDAD = 2, "Unidad responsable:"
#: Rows of a header, at most, and the figures of a row of goals.
_MAX_CABECERA, _MIN_CIFRAS = 20, 3
#: Cells of two labels with their values, and the labels that say whose a goal is.
_DE_DOS_PARES, _DE_QUIEN = 4, frozenset(("unidad", *OTRAS_OFICINAS))
_VINETA = re.compile(r"[•·▪●*\-–]\s+")
#: A line of action below the first one.
_CODIGO = re.compile(r"\d{1,3}(?:\.\d{1,3})+\s")


def por_lineas(renglones: Iterable[Renglon], rotulario: Rotulario) -> Iterator[Renglon]:
    """The rows, those whose cell holds several lines of a header by lines."""
    for crudo in renglones:
        renglon = _sin_vineta(crudo, rotulario)
        llenas = renglon.llenas()
        cual = None
        if len(llenas) <= _MAX_CELDAS:
            cual = next((i for i, c in llenas if "\n" in c.celda.literal and _es_cabecera(c, rotulario)), None)
        if cual is None:
            yield renglon
            continue
        celda = renglon.celdas[cual]
        primera, *otras = (recortar(celda, x) for x in _lineas(celda))
        yield Renglon((*renglon.celdas[:cual], primera, *renglon.celdas[cual + 1 :]))
        antes = tuple(_blanca(c) for c in renglon.celdas[:cual])
        for otra in otras:
            yield Renglon((*antes, otra))


def con_guias(renglones: Sequence[Renglon]) -> Sequence[Renglon]:
    """The rows, those whose lone cell has a label and its value with leaders or an equals sign between them ("Meta anual ........
    40", "meta anual = 40") in two cells, where several are printed so."""
    partidas = [_con_guia(r) for r in renglones]
    if sum(p is not None for p in partidas) < _MIN_GUIAS:
        return renglones
    return [p or r for p, r in zip(partidas, renglones, strict=True)]


def con_bandas(renglones: Sequence[Renglon], voc: Vocabulario, rotulario: Rotulario) -> Sequence[Renglon]:
    """The rows, those of an office's code and its name in a cell each, right above the heading of a table, under a unit's
    label: the band over its goals ("SA-02 | Coordinación de …"), where no other row above the table names its unit."""
    bandas = {i: b for i, r in enumerate(renglones) if (b := _con_banda(r, renglones[i + 1 : i + 2], voc)) is not r}
    return [bandas[i] if i in bandas and not _nombrada(renglones[:i], rotulario) else r for i, r in enumerate(renglones)]


def _nombrada(arriba: Sequence[Renglon], rotulario: Rotulario) -> bool:
    """Whether the header right above a row names a unit; it begins below the figures of the table before."""
    for renglon in reversed(arriba[-_MAX_CABECERA:]):
        if cifras.hay(_MIN_CIFRAS, (c.texto for _, c in renglon.llenas())):
            return False
        if rotulario.campos(renglon) & _DE_QUIEN:
            return True
    return False


def _con_banda(renglon: Renglon, debajo: Sequence[Renglon], voc: Vocabulario) -> Renglon:
    llenas = renglon.llenas()
    celdas = [c for _, c in llenas]
    if len(llenas) != _DE_BANDA or llenas[1][0] - llenas[0][0] > max(celdas[0].columnas, 1):
        return renglon  # cells under labels far apart
    if not CODIGO.fullmatch(celdas[0].texto) or not es_oficina(celdas[1].texto):
        return renglon
    if celdas[0].texto.count(".") > 1 or not any(voc.abre_tabla(r) for r in debajo):
        return renglon  # a line of action, or a row of a list of offices
    return Renglon((CeldaLeida(_DE_UNIDAD, celdas[0].celda), *celdas))


def sin_mezcla(renglones: Iterable[Renglon], voc: Vocabulario, rotulario: Rotulario) -> Iterator[Renglon]:
    """The rows, those of a card that print side by side whose a goal is and its number ("Dependencia | 201 … | Meta núm. | 1")
    as two."""
    for renglon in renglones:
        llenas = renglon.llenas()
        if len(llenas) == _DE_DOS_PARES:
            (_, rotulo), _, (columna, numero), (_, cual) = llenas
            de_quien = rotulario.nombra(rotulo.texto.rstrip(" :")) in _DE_QUIEN
            if de_quien and voc.etiquetar(numero.texto).campo == "numero" and numeros.solo(cual.texto):
                yield Renglon(renglon.celdas[:columna])
                yield Renglon(renglon.celdas[columna:])
                continue
        yield renglon


def _con_guia(renglon: Renglon) -> Renglon | None:
    llenas = renglon.llenas()
    hallada = _GUIA.fullmatch(llenas[0][1].texto) if len(llenas) == 1 and llenas[0][0] == 0 else None
    if hallada is None:
        return None
    celda = llenas[0][1]
    return Renglon(
        (recortar(celda, hallada["rotulo"]), recortar(celda, hallada["valor"]) if hallada["valor"] else _blanca(celda))
    )


def _sin_vineta(renglon: Renglon, rotulario: Rotulario) -> Renglon:
    """A header's row without the mark of a list before it ("- RAMO: 40 …")."""
    llenas = renglon.llenas()
    hallada = _VINETA.match(llenas[0][1].texto) if len(llenas) == 1 else None
    if hallada is None:
        return renglon
    columna, celda = llenas[0]
    limpia = recortar(celda, celda.texto[hallada.end() :])
    suelta = Renglon((limpia,))
    if not (limpia.texto.endswith(":") or rotulario.campos(suelta) or _CODIGO.match(limpia.texto)):
        return renglon
    return Renglon((*renglon.celdas[:columna], limpia, *renglon.celdas[columna + 1 :]))


def _es_cabecera(celda: CeldaLeida, rotulario: Rotulario) -> bool:
    sueltas = [Renglon((recortar(celda, x),)) for x in _lineas(celda)]
    if sum(cabecera.es_titulo(r) or bool(rotulario.campos(r)) for r in sueltas) >= _MIN_ROTULOS:
        return True
    return "lineas" in rotulario.campos(sueltas[0]) and all(_CODIGO.match(r.texto(0)) for r in sueltas[1:])


def _lineas(celda: CeldaLeida) -> list[str]:
    return [x for linea in celda.celda.literal.splitlines() if (x := normalizar(linea))]


def _blanca(celda: CeldaLeida) -> CeldaLeida:
    return CeldaLeida("", celda.celda)
