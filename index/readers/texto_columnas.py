"""The columns of a table that blanks keep apart, and what stands in none of them for certain.

The rule. Rows that agree on what stands over what make the columns: those that put one piece where most others, or the
heading's names, have two have no say. A column that a single line shows is one only under a name of its own. A piece over
several columns or none, two pieces in one, or a piece that holds the figure that the column beside it lacks is in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

CIFRA = re.compile(r"[-+($]{0,2}\d[\d.,' ]*\)?\s?%?")
#: Lines that show a column.
_MIN_LINEAS = 2
#: Rows that each row is compared with, at most.
_MUESTRA = 24
#: Pieces before the words of a goal: its line of action and its number.
_MAX_NUMERO = 2

Columnas = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pieza:
    """A piece of a line: its text as it stands there, ``en`` a character of it (0-based), and its place on paper (``fin``
    excluded). ``columna`` is its cell (0-based); ``sigue`` is what lines below add to a name of the heading."""

    texto: str
    en: int
    inicio: int
    fin: int
    columna: int = 0
    columnas: int = 1
    sigue: str = ""


@dataclass(frozen=True, slots=True)
class Rejilla:
    """The columns of a table: their spans, those that two names stand over, and those that hold figures."""

    columnas: Columnas
    de_dos_nombres: frozenset[int]
    de_cifras: frozenset[int]


def columnas_de(encabezado: Sequence[Sequence[Pieza]], metas: Sequence[Sequence[Sequence[Pieza]]]) -> Columnas:
    """The columns' spans: unions of the pieces of the goals (each a row of figures and the lines below it) that agree, and
    what the heading names over none of those; without what a single line holds where no name stands."""
    nombres = _nombres(encabezado)
    firmes = [m for m, firme in zip(metas, _firmes([m[0] for m in metas], nombres), strict=True) if firme]
    columnas = _uniones((p.inicio, p.fin) for m in firmes for p in m[0])
    debajo = [(p.inicio, p.fin) for m in firmes for linea in m[1:] for p in linea if len(bajo(p, columnas)) < 2]
    columnas = _uniones([*columnas, *debajo])
    columnas = _uniones([*columnas, *((p.inicio, p.fin) for x in nombres[:1] for p in x if not bajo(p, columnas))])
    veces = Counter(sobre[0] for m in firmes for linea in m for p in linea if len(sobre := bajo(p, columnas)) == 1)
    quedan = [c for c in range(len(columnas)) if veces[c] >= _MIN_LINEAS or _nombrada(c, columnas, nombres)]
    vacios = {c for c in quedan if not veces[c]}
    propios = [p for p in (p for x in nombres for p in x) if p in nombres[0] or not any(_cruzan(p, q) for q in nombres[0])]
    sin_nombre = {c for c in quedan if c not in vacios and not any(c in bajo(p, columnas) for p in propios)}
    return _hasta_su_nombre(_con_su_nombre([(columnas[c], c in vacios, c in sin_nombre) for c in quedan]), nombres[:1])


def _hasta_su_nombre(columnas: Columnas, nombres: Sequence[Sequence[Pieza]]) -> Columnas:
    """The columns as wide as the names right over them, so that a title that begins where such a name does is over it."""
    salida = list(columnas)
    for p in (p for x in nombres for p in x):
        if len(lugar := bajo(p, columnas)) == 1:
            inicio, fin = salida[lugar[0]]
            salida[lugar[0]] = min(inicio, p.inicio), max(fin, p.fin)
    return salida if all(a[1] <= b[0] for a, b in pairwise(salida)) else columnas


def _cruzan(p: Pieza, q: Pieza) -> bool:
    return p.inicio < q.fin and q.inicio < p.fin


def _con_su_nombre(columnas: Sequence[tuple[tuple[int, int], bool, bool]]) -> Columnas:
    """The columns (span, whether it is a name over nothing, whether nothing names it) with the names that stand beside
    their figures joined to them: set to the left over figures set to the right. Only where names and figures take turns,
    and always in the one order, for then no other pairs can be made."""
    grupos: list[list[int]] = []
    for c, (_, vacia, sin_nombre) in enumerate(columnas):
        if not (vacia or sin_nombre):
            continue
        if grupos and grupos[-1][-1] == c - 1:
            grupos[-1].append(c)
        else:
            grupos.append([c])
    turnos = {tuple(columnas[c][1] for c in grupo) for grupo in grupos}
    pares = any(all(t == (vacia, not vacia) * (len(t) // 2) for t in turnos) for vacia in (True, False))
    if not pares:
        return [tramo for tramo, _, _ in columnas]
    segundas = {c for grupo in grupos for c in grupo[1::2]}
    return [
        (tramo[0], columnas[c + 1][0][1] if c + 1 in segundas else tramo[1])
        for c, (tramo, _, _) in enumerate(columnas)
        if c not in segundas
    ]


def _nombrada(c: int, columnas: Columnas, nombres: Sequence[Sequence[Pieza]]) -> bool:
    """Whether a name stands over a column alone: one of the last row where that has names at both sides, for a quarter's
    name may stand over the middle of its columns."""
    inicio, fin = columnas[c]
    medidas = nombres[0] if nombres else []
    entre = any(p.fin <= inicio for p in medidas) and any(p.inicio >= fin for p in medidas)
    return any(bajo(p, columnas) == [c] for linea in nombres[: 1 if entre else None] for p in linea)


def _firmes(filas: Sequence[Sequence[Pieza]], nombres: Sequence[Sequence[Pieza]]) -> Iterator[bool]:
    """Whether each row agrees with the others, and with the heading's names, in what stands over what. Names that disagree
    with most rows tell nothing."""
    muestra = filas[:: -(-len(filas) // _MUESTRA)]
    apartan = [x for x in nombres if sum(_une(f, x) for f in muestra) * 2 <= len(muestra)]
    apartados = [x for x in nombres if sum(_une(x, f) for f in muestra) * 2 <= len(muestra)]
    for fila in filas:
        otras = [f for f in muestra if f is not fila]
        pugnas = sum(_choca(fila, f) or _choca(f, fila) for f in otras)
        unidas = sum(_une(fila, f) for f in otras)
        iguales = pugnas * 2 <= len(otras) if len(otras) > 1 else not pugnas
        bajo_su_nombre = not any(_une(fila, x) for x in apartan) and not any(_une(x, fila) for x in apartados)
        yield iguales and unidas * 2 <= max(len(otras), 2) and bajo_su_nombre


def _une(linea: Sequence[Pieza], otra: Sequence[Pieza]) -> bool:
    """Whether a piece of a line stands over two of another one."""
    return any(True for _ in _sobre_dos(linea, otra))


def _choca(linea: Sequence[Pieza], otra: Sequence[Pieza]) -> bool:
    """Whether a piece of a line stands over two of another one, some of them a figure."""
    return any(CIFRA.fullmatch(q.texto) for grupo in _sobre_dos(linea, otra) for q in grupo)


def _sobre_dos(linea: Sequence[Pieza], otra: Sequence[Pieza]) -> Iterator[list[Pieza]]:
    """The pieces of a line that stand over two or more of another one, each with these."""
    k = 0
    for p in linea:
        while k < len(otra) and otra[k].fin <= p.inicio:
            k += 1
        hasta = k
        while hasta < len(otra) and otra[hasta].inicio < p.fin:
            hasta += 1
        if hasta - k > 1:
            yield [p, *otra[k:hasta]]


def _uniones(tramos: Iterable[tuple[int, int]]) -> Columnas:
    """Spans that overlap, as one."""
    salida: Columnas = []
    for inicio, fin in sorted(tramos):
        if salida and inicio < salida[-1][1]:
            salida[-1] = salida[-1][0], max(fin, salida[-1][1])
        else:
            salida.append((inicio, fin))
    return salida


def _nombres(encabezado: Sequence[Sequence[Pieza]]) -> list[list[Pieza]]:
    """The rows of names of a heading, the last one first: its lines, each with those above that it only goes on from."""
    salida: list[list[Pieza]] = []
    for linea in reversed([linea for linea in encabezado if linea]):
        unida = _unida(linea, salida[-1]) if salida else None
        if unida is None:
            salida.append(list(linea))
        else:
            salida[-1] = unida
    return salida


def _unida(arriba: Sequence[Pieza], abajo: Sequence[Pieza]) -> list[Pieza] | None:
    """A line of names with the places of those below that go on from it, one under one; None where another row begins."""
    pares = [[q for q in arriba if _cruzan(p, q)] for p in abajo]
    if any(len(q) != 1 for q in pares) or len({q[0].inicio for q in pares}) < len(abajo):
        return None
    restos = {q[0].inicio: p for p, q in zip(abajo, pares, strict=True)}
    return [
        replace(q, inicio=min(q.inicio, p.inicio), fin=max(q.fin, p.fin)) if (p := restos.get(q.inicio)) else q for q in arriba
    ]


def bajo(p: Pieza, columnas: Sequence[tuple[int, int]]) -> list[int]:
    """The columns (apart from each other, from left to right) that a piece stands over."""
    desde = bisect_right(columnas, p.inicio, key=itemgetter(1))
    return list(range(desde, bisect_left(columnas, p.fin, lo=desde, key=itemgetter(0))))


def de_cifras(filas: Sequence[Sequence[Pieza]], columnas: Columnas) -> frozenset[int]:
    """The columns that hold figures in most rows."""
    cifras: Counter[int] = Counter()
    for p in (p for fila in filas for p in fila):
        peso = 1 if CIFRA.fullmatch(p.texto) else -1
        cifras.update({c: peso for c in bajo(p, columnas)})
    return frozenset(c for c, n in cifras.items() if n > 0)


def duda(linea: Sequence[Pieza], rejilla: Rejilla, es_fila: bool) -> str:
    """What a line holds over several columns or none, in one that has two names, beside a figure in one column, or with
    the figure that the column beside it lacks; in a line of a single piece that is no figure, nothing."""
    if len(linea) < 2 and not (linea and CIFRA.fullmatch(linea[0].texto)):
        return ""
    lugares = [bajo(p, rejilla.columnas) for p in linea]
    vacias = rejilla.de_cifras.difference(*lugares)
    previa, en = linea[0], -1
    for k, (p, lugar) in enumerate(zip(linea, lugares, strict=True)):
        if len(lugar) != 1 or lugar[0] in rejilla.de_dos_nombres:
            return p.texto
        # The number of a goal may stand apart from its words, among the first pieces of the line.
        de_cifra = CIFRA.fullmatch(p.texto) or (k > _MAX_NUMERO and CIFRA.fullmatch(previa.texto))
        if lugar[0] == en and de_cifra:
            return f"{previa.texto}  {p.texto}"
        if vacias and (es_fila or CIFRA.fullmatch(p.texto)) and _lleva_otra(p.texto, lugar[0], vacias):
            return p.texto
        previa, en = p, lugar[0]
    return ""


def _lleva_otra(texto: str, c: int, vacias: frozenset[int]) -> bool:
    """Whether a text in a column holds, a blank apart, the figure that a column of figures beside it lacks."""
    antes, _, ultima = texto.rpartition(" ")
    primera, _, despues = texto.partition(" ")
    siguiente = antes and c + 1 in vacias and CIFRA.fullmatch(ultima)
    return bool(siguiente or (despues and c - 1 in vacias and CIFRA.fullmatch(primera)))
