"""Columns of text that only blanks separate (a table copied from a PDF, a report printed to a file).

The rule. Two blanks or more separate the pieces of a line. The rows of figures tell the columns: pieces that stand over
one another in any two rows are of one column; what the lines below them or the heading's last names hold over none of
them is a column of its own. A piece over what most rows (or the heading) keep apart tells nothing. Every line from the
heading to the last row's end is then laid out by position, so that a blank cell stays blank in its place; a piece of the
heading over several columns is a merged cell, and a name that runs down its lines is one name. A goal with a piece over
several columns, or two pieces under one doubtful name, is set aside: no figure is put in the nearest column. Lines
outside the table are only cut into their pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_PIEZA = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_CIFRA = re.compile(r"[-+($]{0,2}\d[\d.,' ]*\)?\s?%?")
#: A label with its colon, and its value if it has one.
_ROTULO = re.compile(r"(?:[^\W\d][^:]{2,30}:\s|.*:$)")
#: The label of a form's header at a line's beginning.
_ROTULO_DE_FORMA = re.compile(r"[^\W\d][^:\d]{2,30}:")
#: Pieces of a row of the table at the very least, and how many of them are figures.
_MIN_PIEZAS = 6
_MIN_CIFRAS = 3
#: Rows that make a table.
_MIN_FILAS = 2
#: Lines between two rows of one table (long texts go on there), lines of a heading.
_MAX_ENTRE = 14
_MAX_ENCABEZADO = 10
#: Characters of a name in a heading.
_MAX_NOMBRE = 60
#: Pieces from which the last line of a heading holds names of its own (programmed, achieved), not the end of others.
_MIN_MEDIDAS = 4
#: Lines between two rows, none of them blank, beyond which one table does not go on (a goal over a row a month).
_MAX_SEGUIDAS = 60
#: Blanks that a tab is worth.
_TABULADOR = 8
#: Rows that a piece is compared with, and how many of them it must join what they keep apart.
_MUESTRA = 40
_MIN_TESTIGOS = 2

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
class _Tabla:
    """First line, lines with rows of figures, line after the last."""

    desde: int
    filas: list[int]
    hasta: int


@dataclass(frozen=True, slots=True)
class Distribucion:
    """The pieces of every line, and the lines (0-based) of the goals whose pieces fit no columns: the first of them, and
    the piece that does not fit. What is set aside has no pieces."""

    lineas: list[list[Pieza]]
    dudosas: list[tuple[int, str]]


def hay(lineas: Sequence[str]) -> bool:
    """Whether a file without delimiters has a table in columns: rows of figures, more than lines with commas."""
    filas = sum(_es_fila(piezas(linea)) for linea in lineas)
    return filas >= _MIN_FILAS and filas > sum(linea.count(",") >= _MIN_PIEZAS - 1 for linea in lineas)


def piezas(linea: str) -> list[Pieza]:
    """The pieces of a line, each its own cell."""
    halladas = _PIEZA.finditer(linea)
    if "\t" not in linea:
        return [Pieza(m.group(), m.start(), m.start(), m.end(), n) for n, m in enumerate(halladas)]
    salida = []
    for n, m in enumerate(halladas):
        inicio = len(linea[: m.start()].expandtabs(_TABULADOR))
        salida.append(Pieza(m.group(), m.start(), inicio, inicio + len(m.group()), n))
    return salida


def distribuir(lineas: Sequence[str]) -> Distribucion:
    """The pieces of every line, those of tables in their columns."""
    salida = [piezas(linea) for linea in lineas]
    dudosas: list[tuple[int, str]] = []
    for tabla in _tablas(salida):
        encabezado = range(tabla.desde, tabla.filas[0])
        columnas = _columnas(salida, tabla)
        de_dos_nombres: set[int] = set()
        for i in encabezado:
            salida[i] = _nombres_en_columnas(salida[i], columnas, de_dos_nombres)
        _juntar_renglones(salida, encabezado)
        _juntar_nombres(salida, encabezado)
        dudosas += _repartir(salida, lineas, tabla, columnas, de_dos_nombres)
    return Distribucion(salida, dudosas)


# --- where tables are -----------------------------------------------------------------------------------------------


def _es_fila(linea: Sequence[Pieza]) -> bool:
    if len(linea) < _MIN_PIEZAS:
        return False
    return sum(bool(_CIFRA.fullmatch(p.texto)) for p in linea) >= _MIN_CIFRAS


def _tablas(lineas: Sequence[Sequence[Pieza]]) -> list[_Tabla]:
    grupos: list[list[int]] = []
    for i in (i for i, linea in enumerate(lineas) if _es_fila(linea)):
        if grupos and _sigue(lineas[grupos[-1][-1] + 1 : i]):
            grupos[-1].append(i)
        else:
            grupos.append([i])
    salida = []
    previo = 0
    for filas in grupos:
        desde = filas[0]
        while desde > max(previo, filas[0] - _MAX_ENCABEZADO) and _sube(lineas[desde - 1], lineas[desde : filas[0]]):
            desde -= 1
        while desde < filas[0] and len(lineas[desde]) < 2:
            desde += 1
        hasta = filas[-1] + 1
        while hasta < len(lineas) and lineas[hasta] and not _corta(lineas[hasta : hasta + 1]):
            hasta += 1
        salida.append(_Tabla(desde, filas, hasta))
        previo = hasta
    return salida


def _sigue(entre: Sequence[Sequence[Pieza]]) -> bool:
    """Whether the table of a row goes on after the lines below it: no header, and no longer pause than a text makes."""
    return (len(entre) < _MAX_ENTRE or (len(entre) < _MAX_SEGUIDAS and all(entre))) and not _corta(entre)


def _sube(linea: Sequence[Pieza], abajo: Sequence[Sequence[Pieza]]) -> bool:
    """Whether a heading goes on in the line above: a blank one only where less than two lines of it were found."""
    return _encabeza(linea) if linea else sum(bool(x) for x in abajo) < 2


def _encabeza(linea: Sequence[Pieza]) -> bool:
    """Whether a line above the rows is of their heading: names, none of them a label with its colon."""
    return not any(len(p.texto) > _MAX_NOMBRE or _ROTULO.match(p.texto) for p in linea)


def _corta(entre: Sequence[Sequence[Pieza]]) -> bool:
    """Whether lines between two rows hold the label of a header: another form begins."""
    return any(_ROTULO_DE_FORMA.match(p.texto) for linea in entre for p in linea[:1] if p.inicio < 4)


# --- which columns they have ----------------------------------------------------------------------------------------


def _columnas(lineas: Sequence[Sequence[Pieza]], tabla: _Tabla) -> Columnas:
    """The columns' spans: unions of the rows' pieces that overlap, and what else stands over none of those."""
    filas = [lineas[i] for i in tabla.filas]
    nombres = _ultimos_nombres(lineas[tabla.desde : tabla.filas[0]])
    puentes = _puentes(filas, nombres)
    columnas = _uniones((p.inicio, p.fin) for fila in filas for p in fila if (p.inicio, p.fin) not in puentes)
    for otras in (lineas[tabla.filas[0] : tabla.hasta], [nombres]):
        sueltas = _uniones((p.inicio, p.fin) for linea in otras for p in linea if not _bajo(p, columnas))
        columnas = sorted([*columnas, *sueltas])
    return columnas


def _uniones(tramos: Iterable[tuple[int, int]]) -> Columnas:
    """Spans that overlap, as one."""
    salida: Columnas = []
    for inicio, fin in sorted(tramos):
        if salida and inicio < salida[-1][1]:
            salida[-1] = salida[-1][0], max(fin, salida[-1][1])
        else:
            salida.append((inicio, fin))
    return salida


def _puentes(filas: Sequence[Sequence[Pieza]], nombres: Sequence[Pieza]) -> set[tuple[int, int]]:
    """The spans of pieces over two columns: those that the heading's last names keep apart, or most of the rows."""
    muestra = [[(p.inicio, p.fin) for p in fila] for fila in filas[:_MUESTRA]]
    tramos = {(p.inicio, p.fin) for fila in filas for p in fila}
    salida = {t for t in tramos if _cubre(t, [(p.inicio, p.fin) for p in nombres]) > 1}
    testigos = max(_MIN_TESTIGOS, len(muestra) // 2)
    return salida | {t for t in tramos - salida if sum(_cubre(t, fila) > 1 for fila in muestra) >= testigos}


def _cubre(tramo: tuple[int, int], otros: Sequence[tuple[int, int]]) -> int:
    """How many of other spans a span overlaps."""
    return sum(tramo[0] < fin and inicio < tramo[1] for inicio, fin in otros)


def _ultimos_nombres(encabezado: Sequence[Sequence[Pieza]]) -> list[Pieza]:
    """The last row of names of a heading: its last line, with the lines above that it only goes on from."""
    llenas = [linea for linea in encabezado if linea]
    nombres = list(llenas.pop()) if llenas else []
    while llenas:
        arriba = llenas.pop()
        pares = [[q for q in arriba if p.inicio < q.fin and q.inicio < p.fin] for p in nombres]
        if any(len(q) != 1 for q in pares) or len({q[0].inicio for q in pares}) < len(nombres):
            break
        sobre = {q[0].inicio: p for p, q in zip(nombres, pares, strict=True)}
        nombres = [
            replace(q, inicio=min(q.inicio, p.inicio), fin=max(q.fin, p.fin)) if (p := sobre.get(q.inicio)) else q for q in arriba
        ]
    return nombres


def _bajo(p: Pieza, columnas: Sequence[tuple[int, int]]) -> list[int]:
    """The columns that a piece stands over."""
    return [c for c, (inicio, fin) in enumerate(columnas) if p.inicio < fin and inicio < p.fin]


# --- the pieces in their columns ------------------------------------------------------------------------------------


def _nombres_en_columnas(linea: Sequence[Pieza], columnas: Columnas, de_dos_nombres: set[int]) -> list[Pieza]:
    """The names of a heading's line, each in the columns that it stands over; one between two columns is over both. Two
    in one column are one name, and that column is added to ``de_dos_nombres``."""
    salida: list[Pieza] = []
    libre = 0
    for p in linea:
        bajo = _bajo(p, columnas)
        if not bajo:
            despues = sum(inicio < p.inicio for inicio, _ in columnas)
            bajo = [c for c in (despues - 1, despues) if 0 <= c < len(columnas)]
        bajo = [c for c in bajo if c >= libre]
        if not bajo:
            de_dos_nombres.add(libre - 1)
            salida[-1] = replace(salida[-1], sigue=f"{salida[-1].sigue} {p.texto}")
            continue
        salida.append(replace(p, columna=bajo[0], columnas=len(bajo)))
        libre = bajo[-1] + 1
    return salida


def _juntar_renglones(lineas: list[list[Pieza]], encabezado: range) -> None:
    """Write the lines of a heading that only go on from names of one above in that one: a piece under each name at most,
    and none under no name."""
    primera: list[Pieza] = []
    for i in encabezado:
        bajo = [[k for k, q in enumerate(primera) if _es_su_resto(p, q)] for p in lineas[i]]
        if lineas[i] and all(bajo) and len({k[0] for k in bajo}) == len(bajo):
            for p, (k, *_) in zip(lineas[i], bajo, strict=True):
                primera[k] = replace(primera[k], sigue=f"{primera[k].sigue} {p.texto}{p.sigue}")
            lineas[i] = []
        elif lineas[i]:
            primera = lineas[i]


def _es_su_resto(p: Pieza, nombre: Pieza) -> bool:
    """Whether a piece stands where the name in a line above would go on."""
    if nombre.columnas > 1:
        return p.inicio == nombre.inicio and p.columna + p.columnas <= nombre.columna + nombre.columnas
    return p.columna == nombre.columna and p.columnas == 1


def _juntar_nombres(lineas: list[list[Pieza]], encabezado: range) -> None:
    """Write the names of the heading that run down over one column in their first line."""
    bajo_grupo = {p.columna + c for i in encabezado for p in lineas[i] if p.columnas > 1 for c in range(p.columnas)}
    primeras: dict[int, tuple[int, int]] = {}
    ultima = max((i for i in encabezado if lineas[i]), default=-1)
    if ultima >= 0 and len(lineas[ultima]) >= _MIN_MEDIDAS:
        bajo_grupo |= {p.columna for p in lineas[ultima]}
    for i in encabezado:
        quedan: list[Pieza] = []
        for p in lineas[i]:
            if p.columna in primeras:
                j, k = primeras[p.columna]
                lineas[j][k] = replace(lineas[j][k], sigue=f"{lineas[j][k].sigue} {p.texto}{p.sigue}")
                continue
            if p.columna not in bajo_grupo:
                primeras[p.columna] = i, len(quedan)
            quedan.append(p)
        lineas[i] = quedan


def _repartir(
    salida: list[list[Pieza]], lineas: Sequence[str], tabla: _Tabla, columnas: Columnas, de_dos_nombres: set[int]
) -> Iterator[tuple[int, str]]:
    """Lay out the lines below a heading, a goal (a row of figures and what goes on below it) at a time. Gives the first
    line of each goal that has a piece of doubtful column, and that piece; its lines are left without pieces."""
    for desde, hasta in zip(tabla.filas, [*tabla.filas[1:], tabla.hasta], strict=True):
        for i in range(desde, hasta):
            duda = _duda(salida[i], columnas, de_dos_nombres)
            if duda:
                yield desde, duda
                salida[desde:hasta] = [[] for _ in range(desde, hasta)]
                break
        else:
            for i in range(desde, hasta):
                salida[i] = _en_columnas(salida[i], lineas[i], columnas)


def _duda(linea: Sequence[Pieza], columnas: Columnas, de_dos_nombres: set[int]) -> str:
    """What a line holds over several columns, in one that has two names, or beside a figure in one column; nothing in a
    line of a single piece."""
    if len(linea) < 2:
        return ""
    previa, en = linea[0], -1
    for p in linea:
        bajo = _bajo(p, columnas)
        if len(bajo) > 1 or bajo[0] in de_dos_nombres:
            return p.texto
        if bajo[0] == en and (_CIFRA.fullmatch(p.texto) or _CIFRA.fullmatch(previa.texto)):
            return f"{previa.texto}  {p.texto}"
        previa, en = p, bajo[0]
    return ""


def _en_columnas(linea: Sequence[Pieza], cruda: str, columnas: Columnas) -> list[Pieza]:
    """The pieces of a line in their columns; words that blanks cut within one are one cell."""
    salida: list[Pieza] = []
    for p in linea:
        bajo = _bajo(p, columnas)
        if salida and salida[-1].columna == bajo[0]:
            previa = salida[-1]
            salida[-1] = replace(previa, texto=cruda[previa.en : p.en + len(p.texto)], fin=p.fin)
        else:
            salida.append(replace(p, columna=bajo[0], columnas=len(bajo)))
    return salida
