"""The small tables inside blocks of text: a line of periods, and below it a line for each measure (or the reverse).

The rule. A line of names (quarters, months, or measures) opens one; the lines right below it that begin with a name of the
other kind and hold figures alone are its rows. Where a figure stands, not how many stand before it, tells whose it is: it
lies under one name, or under the place that the full rows of the same heading give to it. A row with a figure that lies
under none for certain is left as it is printed, and what reads the block says that its figures have no period.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import cifras, periodos
from index.readers.texto_columnas import CIFRA, Columnas, Pieza, bajo
from index.textos import plegar
from index.titulos import GRUPOS, MEDIDAS

#: Names of a heading at the very least, and rows below it at most.
_MIN_NOMBRES, _MAX_FILAS = 2, 16
#: Names of what follows from the other columns (or rows).
_TOTAL = re.compile(
    r"(?:total|suma|anual|acum|dif|variacion|avance|porcentaje|%)\w*(?: (?:anual|de avance|avance|acum\w*|de cumplimiento))?"
)
#: Letters of a name.
_MAX_NOMBRE = 40


@dataclass(frozen=True, slots=True)
class _Cuadro:
    """A heading's line, its names, and the lines of its rows."""

    linea: int
    nombres: tuple[Pieza, ...]
    filas: tuple[int, ...]


def colocar(lineas: Sequence[str], cortadas: Sequence[Sequence[Pieza]]) -> dict[int, list[Pieza]]:
    """The lines (0-based) of small tables, with their pieces in columns: the first is that of the rows' names."""
    cuadros = list(_cuadros(cortadas))
    lugares = _lugares(cuadros, cortadas)
    salida: dict[int, list[Pieza]] = {}
    for cuadro in cuadros:
        if (por_tabulador := _entre_tabuladores(lineas, cuadro, cortadas)) is not None:
            salida |= por_tabulador
            continue
        columnas = lugares[_clave(cuadro.nombres)]
        salida[cuadro.linea] = _encabezado(cortadas[cuadro.linea], cuadro.nombres)
        for i in cuadro.filas:
            if (fila := _en_columnas(cortadas[i], columnas)) is not None:
                salida[i] = fila
    return salida


def _cuadros(cortadas: Sequence[Sequence[Pieza]]) -> Iterator[_Cuadro]:
    hasta = 0
    for i, linea in enumerate(cortadas):
        if i < hasta or (nombrados := _nombres(linea)) is None:
            continue
        nombres, de_filas = nombrados
        filas: list[int] = []
        j = i + 1
        while j < len(cortadas) and len(filas) < _MAX_FILAS:
            if cortadas[j] and not _es_fila(cortadas[j], nombres, de_filas):
                break
            filas += [j] if cortadas[j] else []
            j += 1
        if filas:
            hasta = filas[-1] + 1
            yield _Cuadro(i, nombres, tuple(filas))


def _nombres(linea: Sequence[Pieza]) -> tuple[tuple[Pieza, ...], str] | None:
    """The names of a heading over columns of figures, and of which kind those of its rows are; None for any other line."""
    if len(linea) < _MIN_NOMBRES:
        return None
    for nombres in (linea[1:], linea):
        clases = {_clase(p.texto) for p in nombres}
        con_rotulo = nombres is not linea and (_titula(linea[0].texto) or _clase(linea[0].texto) == "")
        if len(nombres) >= _MIN_NOMBRES and (nombres is linea or con_rotulo):
            if clases - {"total"} == {"periodo"}:
                return tuple(nombres), "medida"
            if clases - {"total"} == {"medida"}:
                return tuple(nombres), "periodo"
    return None


def _es_fila(linea: Sequence[Pieza], nombres: Sequence[Pieza], de_filas: str) -> bool:
    """Whether a line is a row under a heading's names: a name of the other kind to their left, and nothing but figures."""
    primera, *resto = linea
    clase = _clase(primera.texto)
    # "Acumulado:  120" below a table is a line of the block; a row of totals has them all.
    del_total = clase == "total" and de_filas == "periodo" and len(resto) == len(nombres)
    if primera.fin > nombres[0].fin or not (clase == de_filas or del_total):
        return False
    return all(CIFRA.fullmatch(p.texto) or cifras.sin_reporte(p.texto) for p in resto)


def _titula(texto: str) -> bool:
    return bool(GRUPOS.fullmatch(_llano(texto)))


@functools.lru_cache(maxsize=4096)
def _clase(texto: str) -> str:
    """What a name is of: "periodo", "medida", or the "total" (or what follows from the others) of either; nothing for other
    words."""
    if len(texto) > _MAX_NOMBRE:
        return ""
    if periodos.ordinal(texto):
        return "periodo"
    llano = _llano(texto)
    if _TOTAL.fullmatch(llano):
        return "total"
    for hallado in (periodos.trimestre_en(llano), periodos.mes_en(llano)):
        if hallado is not None:
            return "periodo" if not hallado[1] else ""
    return "medida" if any(re.match(patron, llano) for _, patron in MEDIDAS) else ""


def _llano(texto: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", plegar(texto)).split())


def _clave(nombres: Sequence[Pieza]) -> tuple[tuple[int, int], ...]:
    return tuple((p.inicio, p.fin) for p in nombres)


def _lugares(cuadros: Sequence[_Cuadro], cortadas: Sequence[Sequence[Pieza]]) -> dict[tuple[tuple[int, int], ...], Columnas]:
    """The columns of each heading: its names, as wide as the figures that their full rows set under them."""
    salida: dict[tuple[tuple[int, int], ...], Columnas] = {}
    for cuadro in cuadros:
        columnas = salida.setdefault(_clave(cuadro.nombres), list(_clave(cuadro.nombres)))
        for fila in (cortadas[i][1:] for i in cuadro.filas):
            if len(fila) != len(columnas):
                continue
            anchas = [(min(a, p.inicio), max(b, p.fin)) for (a, b), p in zip(columnas, fila, strict=True)]
            if all(x[1] <= y[0] for x, y in pairwise(anchas)):
                columnas[:] = anchas
    return salida


def _entre_tabuladores(
    lineas: Sequence[str], cuadro: _Cuadro, cortadas: Sequence[Sequence[Pieza]]
) -> dict[int, list[Pieza]] | None:
    """The lines of a table whose cells stand between tabs, wherever those would set them on paper: a full row has its figures
    behind as many tabs as the names, or all rows have as many tabs as the heading, or none of them a blank before a figure.
    None for any other table."""
    suyas = (cuadro.linea, *cuadro.filas)
    celdas = {i: [lineas[i][: p.en].count("\t") for p in cortadas[i]] for i in suyas}
    nombres = celdas[cuadro.linea][-len(cuadro.nombres) :]
    filas = [celdas[i] for i in cuadro.filas]
    if not all("\t" in lineas[i] and len(set(celdas[i])) == len(celdas[i]) for i in suyas):
        return None
    if any(primera in nombres or not set(otras) <= set(nombres) for primera, *otras in filas):
        return None
    parejas = len({lineas[i].count("\t") for i in suyas}) == 1
    seguidas = all(otras == nombres[: len(otras)] for _, *otras in filas)
    if not parejas and not seguidas and nombres not in [otras for _, *otras in filas]:
        return None
    return {i: [replace(p, columna=c) for p, c in zip(cortadas[i], celdas[i], strict=True)] for i in suyas}


def _encabezado(linea: Sequence[Pieza], nombres: Sequence[Pieza]) -> list[Pieza]:
    rotulo = [replace(p, columna=0) for p in linea[: len(linea) - len(nombres)]]
    return rotulo + [replace(p, columna=c) for c, p in enumerate(nombres, start=1)]


def _en_columnas(fila: Sequence[Pieza], columnas: Columnas) -> list[Pieza] | None:
    """The pieces of a row, each in its column; None where one lies under no name alone."""
    salida = [replace(fila[0], columna=0)]
    for p in fila[1:]:
        lugar = bajo(p, columnas)
        if len(lugar) != 1 or lugar[0] + 1 <= salida[-1].columna:
            return None
        salida.append(replace(p, columna=lugar[0] + 1))
    return salida
