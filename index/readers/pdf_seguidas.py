"""The rows of all of a PDF's pages, one after another, without what the pages put between the parts of a table.

A line that runs on from page to page is no text of the row that the page's end cuts. And where rows were not read, what
goes on from them is no text of the last one that was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from index import cifras
from index.readers.hoja import Renglon, normalizar
from index.readers.pdf_entorno import es_de_una_meta, nombra_de_quien, nombra_quien_firma, tiene_renglon_propio
from index.readers.pdf_leida import PERDIDO, RenglonDePagina
from index.textos import plegar

#: Texts of a row that names columns, and figures of a row of its own.
_MIN_TITULOS, _MIN_CIFRAS = 3, 2

Margen = Literal["arriba", "abajo"] | None
#: (page, in which margin it stands, row); a row that is read optically has no doubts to settle
Puesto = tuple[int, Margen, Renglon | RenglonDePagina]


def sin_corridos(renglones: Sequence[Puesto]) -> list[Puesto]:
    """The rows without those that run on from page to page below what the page has of a table, or on top of the rest of one."""
    salida: list[Puesto] = []
    de_tabla = _de_tabla(renglones)
    con_tabla = {pagina for (pagina, _, _), suya in zip(renglones, de_tabla, strict=True) if suya}
    propios = [i for i, (_, _, r) in enumerate(renglones) if not _es_corrido(r)]
    for i, puesto in enumerate(renglones):
        pagina, _, renglon = puesto
        k = bisect_left(propios, i)
        if _es_corrido(renglon) and k:
            antes, despues = propios[k - 1], propios[k] if k < len(propios) else None
            if renglones[antes][0] == pagina:
                if de_tabla[antes] or (pagina in con_tabla and not _nombra_municipio(renglon)):
                    continue
            elif despues is None or de_tabla[despues] or _firma(renglones[despues][2]):
                continue
        salida.append(puesto)
    return salida


def _de_tabla(renglones: Sequence[Puesto]) -> list[bool]:
    """Which rows are a table's: also what stands alone below its rows and is said of one, or of those behind it."""
    salida: list[bool] = []
    previa = (0, False)
    for pagina, _, renglon in renglones:
        suya = isinstance(renglon, RenglonDePagina) and not renglon.suelto
        if isinstance(renglon, RenglonDePagina) and renglon.suelto and previa == (pagina, True):
            textos = _textos(renglon)
            suya = len(textos) == 1 and (textos[0][0].islower() or tiene_renglon_propio(textos[0]))
        salida.append(suya and not _es_corrido(renglon))
        if not _es_corrido(renglon):
            previa = (pagina, suya)
    return salida


def _es_corrido(renglon: Renglon | RenglonDePagina) -> bool:
    return isinstance(renglon, RenglonDePagina) and renglon.corrido


def _nombra_municipio(renglon: Renglon | RenglonDePagina) -> bool:
    """Whether a row may say whose the file is, which its forms may not."""
    textos = _textos(renglon) if isinstance(renglon, RenglonDePagina) else []
    return any("municip" in llano or "ayuntamiento" in llano for llano in map(plegar, textos))


def _firma(renglon: Renglon | RenglonDePagina) -> bool:
    """Whether a row opens a form's signatures."""
    return isinstance(renglon, RenglonDePagina) and any(map(nombra_quien_firma, _textos(renglon)))


def sin_restos(renglones: Sequence[Puesto]) -> list[Puesto]:
    """The rows without the texts that go on from rows that were not read: those up to the next row of figures."""
    salida: list[Puesto] = []
    perdida = False
    for puesto in renglones:
        renglon = puesto[2]
        if renglon is PERDIDO:
            perdida = True
            continue
        if perdida and isinstance(renglon, RenglonDePagina):
            textos = _textos(renglon)
            perdida = sum(map(cifras.es_cifra, textos)) < _MIN_CIFRAS
            if perdida and _sigue(renglon, textos):
                continue
        salida.append(puesto)
    return salida


def _sigue(renglon: RenglonDePagina, textos: Sequence[str]) -> bool:
    """Whether a row without figures may go on from one that was not read: no heading, no unit's name, no line of a page."""
    if renglon.suelto:
        return textos[0][0].islower() or es_de_una_meta(textos[0])
    return len(textos) < _MIN_TITULOS and not nombra_de_quien(textos[0])


def _textos(renglon: RenglonDePagina) -> list[str]:
    """The texts of a row's cells."""
    return [t for c in renglon.celdas if (t := normalizar(" ".join(c.piezas)))]
