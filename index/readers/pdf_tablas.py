"""Ruled tables: drawn rules and grounds → grids of cells, in pure steps.

Rules are straightened (double lines are one, dashes and the pieces of each cell join), those that touch make one
table, its positions make elementary cells, and cells without a rule between them are one merged cell. An outer border
that is not drawn is where the rules across it end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.readers.pdf_pagina import Caja, PaginaExcesiva, Regla
from index.readers.pdf_palabras import Palabra, partir

#: Rules nearer than this are one (a double line, the borders of two cells that touch).
MISMA = 3.0
#: Pieces of a rule with no more than this between them are one rule (dashes, dots).
_HUECO = 4.0
#: What touches, within this.
TOCA = 3.5
#: A rule shorter than this rules nothing.
_MIN_LARGO = 5.0
#: Row borders of a heading, and words that make one.
_MAX_CORTES, _MIN_MARCAS = 4, 3
_MAX_REGLAS = 4_000
_MAX_CELDAS = 40_000


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: its first row and column, and how many of each it covers."""

    fila: int
    columna: int
    filas: int = 1
    columnas: int = 1


@dataclass(frozen=True, slots=True)
class Cuadricula:
    """A grid: the x of its column borders, the y of its row borders, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regiones: tuple[Region, ...]

    @property
    def caja(self) -> Caja:
        """Its outer border."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def caja_de(self, region: Region) -> Caja:
        """The borders of a cell."""
        return (
            self.xs[region.columna],
            self.ys[region.fila],
            self.xs[region.columna + region.columnas],
            self.ys[region.fila + region.filas],
        )

    def con_corte(self, y: float) -> Cuadricula:
        """The grid with one more row border."""
        f = _tramo(self.ys, y)
        regiones = []
        for r in self.regiones:
            fin = r.fila + r.filas
            if r.fila <= f:
                regiones.append(Region(r.fila, r.columna, min(fin, f + 1) - r.fila, r.columnas))
            if fin > f:
                abajo = max(r.fila, f) + 1
                regiones.append(Region(abajo, r.columna, fin + 1 - abajo, r.columnas))
        return Cuadricula(self.xs, tuple(sorted([*self.ys, y])), tuple(regiones))

    def repartir(self, palabras: Iterable[Palabra]) -> dict[Region, list[Palabra]]:
        """Words (or their parts) under the cell that holds their middle. All of them lie inside the outer border."""
        lugar = {
            (f, c): r
            for r in self.regiones
            for f in range(r.fila, r.fila + r.filas)
            for c in range(r.columna, r.columna + r.columnas)
        }
        salida: dict[Region, list[Palabra]] = defaultdict(list)
        for trozo in self._cortadas(palabras):
            x, y = trozo.centro
            salida[lugar[_tramo(self.ys, y), _tramo(self.xs, x)]].append(trozo)
        return salida

    def _cortadas(self, palabras: Iterable[Palabra]) -> Iterator[Palabra]:
        """Words, those that are two cells' texts cut at the border between them: a merged cell has none inside."""
        bordes: dict[int, set[float]] = defaultdict(set)
        for r in self.regiones:
            for f in range(r.fila, r.fila + r.filas):
                bordes[f] |= {self.xs[r.columna], self.xs[r.columna + r.columnas]}
        for palabra in palabras:
            yield from partir(palabra, sorted(bordes[_tramo(self.ys, palabra.centro[1])]))


#: A word of a heading, and where it stands from the table's corner.
Marca = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Cabeza:
    """The top of a table: how far down its first row borders are, and the words above each of them."""

    cortes: tuple[tuple[float, tuple[Marca, ...]], ...] = ()

    @classmethod
    def de(cls, tabla: Cuadricula, suyas: Iterable[Palabra]) -> Cabeza:
        """The top of a table with its words."""
        marcas = _marcas(tabla, suyas)
        altos = [y - tabla.ys[0] for y in tabla.ys[1 : _MAX_CORTES + 1]]
        return cls(tuple((alto, tuple(m for m in marcas if m[2] < alto)) for alto in altos))

    def es(self, tabla: Cuadricula, suyas: Sequence[Palabra]) -> bool:
        """Whether a table is nothing but this heading, printed again."""
        marcas, suyo = _marcas(tabla, suyas), tabla.ys[-1] - tabla.ys[0]
        return len(marcas) >= _MIN_MARCAS and any(abs(alto - suyo) <= MISMA and _iguales(m, marcas) for alto, m in self.cortes)

    def completar(self, tabla: Cuadricula, suyas: Sequence[Palabra]) -> Cuadricula:
        """A table with the row border that its heading has here and lacks there: one that is repeated on top of a row
        cut by the page's end may be drawn without it."""
        marcas = _marcas(tabla, suyas)
        for alto, arriba in self.cortes:
            y = tabla.ys[0] + alto
            falta = all(abs(y - otra) > MISMA for otra in tabla.ys) and y < tabla.ys[-1]
            if falta and len(arriba) >= _MIN_MARCAS and _iguales(arriba, [m for m in marcas if m[2] < alto]):
                tabla = tabla.con_corte(y)
        return tabla


def _marcas(tabla: Cuadricula, suyas: Iterable[Palabra]) -> list[Marca]:
    return sorted((p.texto, p.x0 - tabla.xs[0], p.centro[1] - tabla.ys[0]) for p in suyas)


def _iguales(unas: Sequence[Marca], otras: Sequence[Marca]) -> bool:
    return len(unas) == len(otras) and all(
        a[0] == b[0] and abs(a[1] - b[1]) < 1 and abs(a[2] - b[2]) < 1 for a, b in zip(unas, otras, strict=True)
    )


@dataclass(slots=True)
class _Tabla:
    """The rules of one table: position → the stretches drawn there."""

    horizontales: dict[float, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    verticales: dict[float, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))


def dentro(caja: Caja, palabra: Palabra) -> bool:
    """Whether the middle of a word is inside a box."""
    x, y = palabra.centro
    return caja[0] <= x <= caja[2] and caja[1] <= y <= caja[3]


def de_fondos(fondos: Iterable[Caja]) -> list[Regla]:
    """The borders of filled areas, as rules."""
    salida = []
    for x0, top, x1, bottom in fondos:
        salida += [Regla(True, top, x0, x1), Regla(True, bottom, x0, x1)]
        salida += [Regla(False, x0, top, bottom), Regla(False, x1, top, bottom)]
    return salida


def enderezar(reglas: Iterable[Regla]) -> list[Regla]:
    """Rules straightened and joined, without scraps. Raises ``PaginaExcesiva``."""
    salida: list[Regla] = []
    for horizontal in (True, False):
        mismas = sorted((r for r in reglas if r.horizontal is horizontal), key=lambda r: r.en)
        for grupo in _cercanas(mismas):
            en = sum(r.en for r in grupo) / len(grupo)
            salida += [Regla(horizontal, en, a, b) for a, b in _tramos(grupo) if b - a >= _MIN_LARGO]
    if len(salida) > _MAX_REGLAS:
        raise PaginaExcesiva
    return salida


def cuadriculas(reglas: Sequence[Regla]) -> list[Cuadricula]:
    """The grids of two columns and more that straightened rules draw, from top to bottom."""
    hechas = [_cuadricula(t) for t in _tablas(reglas)]
    return sorted((c for c in hechas if c is not None), key=lambda c: (c.caja[1], c.caja[0]))


def bandas(reglas: Sequence[Regla], caja: Caja) -> list[float]:
    """The y of the horizontal rules that run over most of a box's width, inside it."""
    x0, top, x1, bottom = caja
    cubren = [
        r.en
        for r in reglas
        if r.horizontal and min(r.hasta, x1) - max(r.desde, x0) >= 0.8 * (x1 - x0) and top - TOCA < r.en < bottom + TOCA
    ]
    return sorted(set(cubren))


def _tramo(bordes: Sequence[float], valor: float) -> int:
    """Between which borders a value lies."""
    return min(max(bisect_right(bordes, valor) - 1, 0), len(bordes) - 2)


def _cercanas(reglas: Sequence[Regla]) -> list[list[Regla]]:
    grupos: list[list[Regla]] = []
    for regla in reglas:
        if grupos and regla.en - grupos[-1][0].en <= MISMA:
            grupos[-1].append(regla)
        else:
            grupos.append([regla])
    return grupos


def _tramos(grupo: Iterable[Regla]) -> list[tuple[float, float]]:
    tramos: list[tuple[float, float]] = []
    for desde, hasta in sorted((r.desde, r.hasta) for r in grupo):
        if tramos and desde - tramos[-1][1] <= _HUECO:
            tramos[-1] = (tramos[-1][0], max(tramos[-1][1], hasta))
        else:
            tramos.append((desde, hasta))
    return tramos


def _tablas(reglas: Sequence[Regla]) -> list[_Tabla]:
    """Rules that touch, together."""
    padre = list(range(len(reglas)))

    def raiz(i: int) -> int:
        while padre[i] != i:
            padre[i] = padre[padre[i]]
            i = padre[i]
        return i

    horizontales = [i for i, r in enumerate(reglas) if r.horizontal]
    for i, v in enumerate(reglas):
        if not v.horizontal:
            for j in horizontales:
                if _tocan(reglas[j], v):
                    padre[raiz(i)] = raiz(j)
    juntas: dict[int, _Tabla] = defaultdict(_Tabla)
    for i, r in enumerate(reglas):
        tabla = juntas[raiz(i)]
        (tabla.horizontales if r.horizontal else tabla.verticales)[r.en].append((r.desde, r.hasta))
    return list(juntas.values())


def _tocan(h: Regla, v: Regla) -> bool:
    return h.desde - TOCA <= v.en <= h.hasta + TOCA and v.desde - TOCA <= h.en <= v.hasta + TOCA


def _cuadricula(tabla: _Tabla) -> Cuadricula | None:
    if not tabla.horizontales or not tabla.verticales:
        return None
    xs = _bordes(tabla.verticales, tabla.horizontales)
    ys = _bordes(tabla.horizontales, tabla.verticales)
    if len(xs) < 3 or len(ys) < 2:
        return None
    if len(xs) * len(ys) > _MAX_CELDAS:
        raise PaginaExcesiva
    return Cuadricula(tuple(xs), tuple(ys), tuple(_regiones(tabla, xs, ys)))


def _bordes(propias: dict[float, list[tuple[float, float]]], cruzadas: dict[float, list[tuple[float, float]]]) -> list[float]:
    """The positions of rules, and the ends of those that cross them where they go on beyond."""
    bordes = sorted(propias)
    principio = min(a for tramos in cruzadas.values() for a, _ in tramos)
    fin = max(b for tramos in cruzadas.values() for _, b in tramos)
    antes = [principio] if principio < bordes[0] - TOCA else []
    despues = [fin] if fin > bordes[-1] + TOCA else []
    return [*antes, *bordes, *despues]


def _cubre(tramos: Iterable[tuple[float, float]], desde: float, hasta: float) -> bool:
    """Whether the stretches run along most of the way."""
    return sum(max(0.0, min(b, hasta) - max(a, desde)) for a, b in tramos) > 0.5 * (hasta - desde)


def _regiones(tabla: _Tabla, xs: Sequence[float], ys: Sequence[float]) -> list[Region]:
    """Elementary cells, those without a rule between them joined where the whole is a rectangle, else along rows."""
    filas, columnas = len(ys) - 1, len(xs) - 1
    abierto_a_la_derecha = {
        (f, c)
        for c in range(columnas - 1)
        for f in range(filas)
        if not _cubre(tabla.verticales.get(xs[c + 1], ()), ys[f], ys[f + 1])
    }
    abierto_abajo = {
        (f, c)
        for f in range(filas - 1)
        for c in range(columnas)
        if not _cubre(tabla.horizontales.get(ys[f + 1], ()), xs[c], xs[c + 1])
    }
    salida: list[Region] = []
    vistas: set[tuple[int, int]] = set()
    for f in range(filas):
        for c in range(columnas):
            if (f, c) not in vistas:
                juntas = _alcanzar((f, c), abierto_a_la_derecha, abierto_abajo)
                vistas |= juntas
                salida += _rectangulos(juntas, abierto_a_la_derecha)
    return salida


def _alcanzar(inicio: tuple[int, int], derecha: set[tuple[int, int]], abajo: set[tuple[int, int]]) -> set[tuple[int, int]]:
    juntas, pendientes = {inicio}, [inicio]
    while pendientes:
        f, c = pendientes.pop()
        vecinas = (
            ((f, c + 1), (f, c) in derecha),
            ((f, c - 1), (f, c - 1) in derecha),
            ((f + 1, c), (f, c) in abajo),
            ((f - 1, c), (f - 1, c) in abajo),
        )
        for vecina, abierta in vecinas:
            if abierta and vecina not in juntas:
                juntas.add(vecina)
                pendientes.append(vecina)
    return juntas


def _rectangulos(juntas: set[tuple[int, int]], derecha: set[tuple[int, int]]) -> list[Region]:
    f0, c0 = min(f for f, _ in juntas), min(c for _, c in juntas)
    f1, c1 = max(f for f, _ in juntas), max(c for _, c in juntas)
    if len(juntas) == (f1 - f0 + 1) * (c1 - c0 + 1):
        return [Region(f0, c0, f1 - f0 + 1, c1 - c0 + 1)]
    salida: list[Region] = []
    for f, c in sorted(juntas):
        if salida and salida[-1].fila == f and salida[-1].columna + salida[-1].columnas == c and (f, c - 1) in derecha:
            salida[-1] = Region(f, salida[-1].columna, 1, salida[-1].columnas + 1)
        else:
            salida.append(Region(f, c))
    return salida
