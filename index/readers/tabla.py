"""Tables of documents (DOCX, HTML) → rows of the grid: merged cells, and rows that hold several lines.

The rule. A merged cell stands at its first place with the rows and columns that it covers, counted over the rows that
the grid keeps (blank ones have none). A row with a single filled cell of several lines, or whose every filled cell has
three lines or more, is no row of data: headers ("RAMO …" / "PROGRAMA …") and signatures (role / post / name) are set
so, and each line becomes a row. A row that holds whole tables and few words of its own only lays out a page: its cells
are read one after another, as if they stood outside a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.poa import Celda, ErrorDeLectura, Fuente
from index.readers.hoja import CeldaLeida, Renglon, guardable, normalizar
from index.readers.limites import Limites

#: Lines of each cell from which a row is a block of signatures.
_MIN_LINEAS = 3
#: Cells with words of their own from which a row with tables inside is a row of data all the same.
_MIN_DE_DATOS = 6


@dataclass(slots=True)
class Casilla:
    """A cell being put together: its normalised text, its literal (lines end at LF) and its place."""

    texto: str = ""
    literal: str = ""
    lugar: str = ""
    columnas: int = 1
    filas: int = 1


@dataclass(frozen=True, slots=True)
class Colgado:
    """What stands inside a cell and is a block of its own: a nested table (``es_tabla``) or a text box."""

    nodo: Any
    lugar: str
    es_tabla: bool = True


Parte = str | Colgado


@dataclass(slots=True)
class Fila:
    """A table's row. ``partes``: the place and the content, in order, of each cell; only where one holds a block."""

    casillas: list[Casilla]
    partes: list[tuple[str, list[Parte]]] = field(default_factory=list)

    @property
    def dispone(self) -> bool:
        """Whether the row only lays out a page."""
        con_tabla = any(isinstance(p, Colgado) and p.es_tabla for _, partes in self.partes for p in partes)
        return con_tabla and sum(bool(c.texto) for c in self.casillas) < _MIN_DE_DATOS

    def colgados(self) -> list[Colgado]:
        """The blocks inside its cells."""
        return [p for _, partes in self.partes for p in partes if isinstance(p, Colgado)]


@dataclass(slots=True)
class Cuenta:
    """Counts cells against the limit."""

    limites: Limites
    celdas: int = 0

    def sumar(self, cuantas: int) -> None:
        """Count cells. Raises ``ErrorDeLectura`` beyond the limit."""
        self.celdas += cuantas
        if self.celdas > self.limites.celdas:
            raise ErrorDeLectura(
                f"tiene más de {self.limites.celdas:,} celdas.", "Divida el reporte en archivos más pequeños."
            )


def casilla(crudo: str, lugar: str, columnas: int = 1, filas: int = 1) -> Casilla:
    """A cell of a raw text."""
    literal = guardable(crudo.strip())
    return Casilla(normalizar(crudo), literal, lugar, columnas, filas)


def celda_de(c: Casilla) -> CeldaLeida:
    """The cell of the grid."""
    return CeldaLeida(c.texto, Celda(c.literal, Fuente(celda=c.lugar)), c.columnas, c.filas)


def renglon_suelto(linea: str, lugar: str) -> list[Renglon]:
    """The row of a line outside tables, its cells between tabs; none for a blank one."""
    casillas = [casilla(trozo, lugar) for trozo in linea.split("\t")]
    return [Renglon(tuple(celda_de(c) for c in casillas))] if any(c.texto for c in casillas) else []


def escribir(filas: Sequence[Fila], salida: list[Renglon], colgar: Callable[[Colgado], None]) -> None:
    """Add a table's rows to ``salida``. ``colgar`` writes a block: in its place in a row that lays out, else after its
    row, or after the last row of a merged cell that stands beside it."""
    datos: list[Fila] = []
    for fila in filas:
        if not fila.dispone:
            datos.append(fila)
            continue
        _escribir_datos(datos, salida, colgar)
        datos = []
        for lugar, partes in fila.partes:
            for parte in partes:
                if isinstance(parte, Colgado):
                    colgar(parte)
                else:
                    salida += renglon_suelto(parte, lugar)
    _escribir_datos(datos, salida, colgar)


def _escribir_datos(filas: Sequence[Fila], salida: list[Renglon], colgar: Callable[[Colgado], None]) -> None:
    espera: list[Colgado] = []
    cubiertas = 0
    altas = [max((c.filas for c in fila.casillas), default=1) for fila in filas]
    for i, grupo in renglones_de([fila.casillas for fila in filas]):
        salida += grupo
        espera += filas[i].colgados()
        cubiertas = max(cubiertas, i + altas[i])
        if espera and cubiertas <= i + 1:
            for colgado in espera:
                colgar(colgado)
            espera = []
    for colgado in espera:
        colgar(colgado)


def renglones_de(filas: Sequence[Sequence[Casilla]]) -> Iterator[tuple[int, list[Renglon]]]:
    """The rows of the grid for each row of a table (its index, and none, one or several rows)."""
    llena = [any(c.texto for c in fila) for fila in filas]
    grupos: list[tuple[int, list[list[Casilla]]]] = []
    cubierta = 0
    for i, fila in enumerate(filas):
        alta = max((c.filas for c in fila), default=1)
        suelta = alta == 1 and i >= cubierta
        cubierta = max(cubierta, i + alta)
        for c in fila:
            c.filas = max(1, sum(llena[i : i + c.filas])) if c.filas > 1 else 1
        grupos.append((i, _lineas(fila) if suelta else [list(fila)] if llena[i] else []))
    for i, partes in grupos:
        yield i, [Renglon(tuple(celda_de(c) for c in parte)) for parte in partes]


def _lineas(fila: Sequence[Casilla]) -> list[list[Casilla]]:
    """A row, cut into its lines where it is no row of data."""
    llenas = [c for c in fila if c.texto]
    if not llenas:
        return []
    alturas = [c.literal.count("\n") + 1 for c in llenas]
    if max(alturas) == 1 or not (len(llenas) == 1 or min(alturas) >= _MIN_LINEAS):
        sola = len(fila) == 1 and "\t" in fila[0].literal
        return [_por_tabuladores(fila[0])] if sola else [list(fila)]
    salida = []
    for n in range(max(alturas)):
        corte = [_linea(c, n) for c in fila]
        if any(c.texto for c in corte):
            salida.append(_por_tabuladores(corte[0]) if len(corte) == 1 else corte)
    return salida


def _linea(c: Casilla, n: int) -> Casilla:
    lineas = c.literal.split("\n")
    return casilla(lineas[n] if n < len(lineas) else "", c.lugar, c.columnas)


def _por_tabuladores(c: Casilla) -> list[Casilla]:
    """A cell that is alone in its row is laid out by its tabs, as a paragraph is."""
    return [casilla(trozo, c.lugar) for trozo in c.literal.split("\t")]
