"""Text whose columns only blanks separate (a table copied from a PDF, a report printed to a file).

The rule. Two blanks or more separate the pieces of a line. The rows of figures tell where a table is and which columns
it has (``texto_columnas``). Every line from the heading to the last row's end is then laid out by position, so that a
blank cell stays blank in its place; a piece of the heading over several columns is a merged cell, and a name that runs
down its lines is one name. A goal with a piece of doubtful column is set aside: no figure is put in the nearest one.
Lines outside the table are only cut into their pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.readers import texto_barras, texto_bordes
from index.readers.texto_canales import canales, con_canales
from index.readers.texto_columnas import CIFRA, Columnas, Pieza, Rejilla, bajo, columnas_de, de_cifras, duda
from index.textos import plegar

_PIEZA = re.compile(r"[^\s\x00]+(?:[ \u00a0][^\s\x00]+)*")
#: A line drawn with signs, above and below a heading.
_RAYA = re.compile(r"[\s=_+*|.\-–—─━]*[=_\-–—─━]{4}[\s=_+*|.\-–—─━]*")
#: A label with its colon, and its value if it has one.
_ROTULO = re.compile(r"(?:[^\W\d][^:]{2,30}:\s|.*:$)")
#: The label of a form's header at a line's beginning.
_ROTULO_DE_FORMA = re.compile(r"[^\W\d][^:\d]{2,30}:")
#: A label of a header that takes no colon, folded, and the pieces of it and its value.
DE_CABECERA = re.compile(
    r"(?:municipio|(?:h\. )?ayuntamiento|ejercicio(?: fiscal)?|ano|ramo|(?:sub)?programa(?: presupuestario)?|finalidad"
    r"|(?:sub)?funcion|unidad(?: (?:ejecutora|responsable|administrativa))?|dependencia|area(?: responsable)?|lineas? de accion"
    r"|(?:periodo|trimestre|mes)(?: (?:que se )?(?:informad?[ao]?|reportad?[ao]?))?|fecha(?: de corte)?|corte|clave|responsable)"
)
_DE_UN_PAR = 2
#: The names of the goals' numbers and of their words, side by side.
_NUMERO_Y_PALABRAS = re.compile(
    r"(?P<numero>(?i:n[oº°]|n[uú]m(?:ero)?|meta|acci[oó]n|clave|cve|id)\.?)"
    r" (?P<palabras>(?i:descripci[oó]n|concepto|nombre|actividad)\b.*)"
)
#: What a row of its own says of the goal above it, folded.
_DE_UNA_META = re.compile(
    r"(?:obs|observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?|explicaci(?:on|ones)|motivos?|causas?"
    r"|lineas? (?:de )?accion)\b"
)
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
#: Lines between two signs that the reader is alive.
_LINEAS_POR_LATIDO = 4000

Latido = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Tabla:
    """First line, lines with rows of figures, line after the last."""

    desde: int
    filas: list[int]
    hasta: int

    @property
    def encabezado(self) -> range:
        """The lines of its heading."""
        return range(self.desde, self.filas[0])

    def metas(self, cortadas: Sequence[list[Pieza]]) -> list[list[list[Pieza]]]:
        """The lines of each of its goals."""
        return [list(cortadas[i:j]) for i, j in zip(self.filas, [*self.filas[1:], self.hasta], strict=True)]


def cortar(lineas: Sequence[str], latido: Latido) -> list[list[Pieza]]:
    """The pieces of every line. ``latido`` is called now and then."""
    salida: list[list[Pieza]] = []
    for linea in lineas:
        salida.append(piezas(linea))
        if not len(salida) % _LINEAS_POR_LATIDO:
            latido()
    return salida


def hay(lineas: Sequence[str], cortadas: Sequence[Sequence[Pieza]]) -> bool:
    """Whether a file without delimiters has a table in columns: rows of figures, more than lines with commas."""
    filas = sum(map(_es_fila, cortadas))
    return filas >= _MIN_FILAS and filas > sum(linea.count(",") >= _MIN_PIEZAS - 1 for linea in lineas)


def piezas(linea: str) -> list[Pieza]:
    """The pieces of a line, each its own cell."""
    if _RAYA.fullmatch(linea):
        return []
    halladas = _PIEZA.finditer(linea)
    if "\t" not in linea:
        return [Pieza(m.group(), m.start(), m.start(), m.end(), n) for n, m in enumerate(halladas)]
    salida = []
    for n, m in enumerate(halladas):
        inicio = len(linea[: m.start()].expandtabs(_TABULADOR))
        salida.append(Pieza(m.group(), m.start(), inicio, inicio + len(m.group()), n))
    return salida


def distribuir(lineas: Sequence[str], salida: list[list[Pieza]], latido: Latido) -> list[tuple[int, str]]:
    """Put the pieces of the tables' lines in their columns. Gives the goals whose pieces fit none: the first line (0-based)
    of each, and the piece; their lines are left without pieces."""
    dudosas: list[tuple[int, str]] = []
    for iguales in _por_encabezado(_tablas(salida), lineas):
        latido()
        _partir_en_canales(salida, lineas, iguales)
        metas = [m for tabla in iguales for m in tabla.metas(salida)]
        columnas = columnas_de([salida[i] for i in iguales[0].encabezado], metas)
        cifras = de_cifras([m[0] for m in metas], columnas)
        for tabla in iguales:
            de_dos_nombres: set[int] = set()
            for i in tabla.encabezado:
                salida[i] = _nombres_en_columnas(texto_barras.hasta_ellas(salida[i], lineas[i]), columnas, de_dos_nombres)
            _juntar_renglones(salida, tabla.encabezado)
            _juntar_nombres(salida, tabla.encabezado)
            texto_bordes.partir(salida, range(tabla.filas[0], tabla.hasta), columnas, cifras)
            dudosas += _repartir(salida, lineas, tabla, Rejilla(columnas, frozenset(de_dos_nombres), cifras))
    return sorted(dudosas)


# --- where tables are -----------------------------------------------------------------------------------------------


def _es_fila(linea: Sequence[Pieza]) -> bool:
    """Whether a line is a row's; figures that a single blank keeps together are as many as they are."""
    if len(linea) < _MIN_CIFRAS:
        return False
    de_cifras = [p.texto.count(" ") + 1 for p in linea if CIFRA.fullmatch(p.texto)]
    return sum(de_cifras) >= _MIN_CIFRAS and len(linea) - len(de_cifras) + sum(de_cifras) >= _MIN_PIEZAS


def _tablas(lineas: Sequence[Sequence[Pieza]]) -> list[_Tabla]:
    grupos: list[list[int]] = []
    for i in (i for i, linea in enumerate(lineas) if _es_fila(linea)):
        if grupos and _sigue(entre := lineas[grupos[-1][-1] + 1 : i]) and not _repite(entre, lineas, grupos[-1][0]):
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


def _repite(entre: Sequence[Sequence[Pieza]], lineas: Sequence[Sequence[Pieza]], primera: int) -> bool:
    """Whether lines between two rows print the names again that stand above the first one: the heading of another page."""
    nombres = {_impresa(x) for x in lineas[max(primera - _MAX_ENCABEZADO, 0) : primera] if len(x) >= _MIN_MEDIDAS}
    return any(len(x) >= _MIN_MEDIDAS and _impresa(x) in nombres for x in entre)


def _impresa(linea: Sequence[Pieza]) -> tuple[tuple[str, int], ...]:
    return tuple((p.texto, p.inicio) for p in linea)


def _sube(linea: Sequence[Pieza], abajo: Sequence[Sequence[Pieza]]) -> bool:
    """Whether a heading goes on in the line above: a blank one only where less than two lines of it were found."""
    return _encabeza(linea) if linea else sum(bool(x) for x in abajo) < 2


def _encabeza(linea: Sequence[Pieza]) -> bool:
    """Whether a line above the rows is of their heading: names, none of them a label with its colon, or one of a header with
    its value."""
    de_cabecera = len(linea) == _DE_UN_PAR and linea[0].inicio < 4 and DE_CABECERA.fullmatch(plegar(linea[0].texto))
    return not de_cabecera and not any(len(p.texto) > _MAX_NOMBRE or _ROTULO.match(p.texto) for p in linea)


def _corta(entre: Sequence[Sequence[Pieza]]) -> bool:
    """Whether lines between two rows hold the label of a header: another form begins."""
    return any(_ROTULO_DE_FORMA.match(p.texto) and not _es_de_una_meta(x) for x in entre for p in x[:1] if p.inicio < 4)


def _es_de_una_meta(linea: Sequence[Pieza]) -> bool:
    """Whether a line has a row of its own for what it says of the goal above: "Observaciones: …"."""
    return ":" in linea[0].texto and bool(_DE_UNA_META.match(plegar(linea[0].texto)))


def _por_encabezado(tablas: Sequence[_Tabla], lineas: Sequence[str]) -> list[list[_Tabla]]:
    """The tables, those together whose headings are printed alike, letter under letter: a report printed page by page has the
    same columns on all, which a page with a goal or two would not show."""
    grupos: dict[object, list[_Tabla]] = {}
    for n, tabla in enumerate(tablas):
        titulos = tuple(lineas[i].rstrip() for i in tabla.encabezado)
        grupos.setdefault(titulos if any(titulos) else n, []).append(tabla)
    return list(grupos.values())


# --- the pieces in their columns ------------------------------------------------------------------------------------


def _partir_en_canales(salida: list[list[Pieza]], lineas: Sequence[str], iguales: Sequence[_Tabla]) -> None:
    """Cut the pieces of tables at their gutters of a single blank, if they have any and the heading names what they part."""
    cuales = canales([lineas[i] for t in iguales for i in range(t.filas[0], t.hasta) if salida[i]])
    if not cuales:
        return
    partidas = {
        i: piezas(con_canales(lineas[i], cuales)) if salida[i] and not _es_de_una_meta(salida[i]) else salida[i]
        for t in iguales
        for i in range(t.desde, t.hasta)
    }
    cortadas = [partidas.get(i, []) for i in range(max(t.hasta for t in iguales))]
    nombres = [cortadas[i] for i in iguales[0].encabezado]
    columnas = columnas_de(nombres, [m for t in iguales for m in t.metas(cortadas)])
    if len({c for linea in nombres for p in linea for c in bajo(p, columnas)}) == len(columnas):
        for i, linea in partidas.items():
            salida[i] = linea


def _nombres_en_columnas(linea: Sequence[Pieza], columnas: Columnas, de_dos_nombres: set[int]) -> list[Pieza]:
    """The names of a heading's line, each in the columns that it stands over; one between two columns is over both. Two
    in one column are one name, and that column is added to ``de_dos_nombres``."""
    salida: list[Pieza] = []
    libre = 0
    for p in (parte for entera in linea for parte in _numero_y_palabras(entera, columnas)):
        lugar = bajo(p, columnas)
        if not lugar:
            despues = sum(inicio < p.inicio for inicio, _ in columnas)
            lugar = [c for c in (despues - 1, despues) if 0 <= c < len(columnas)]
        lugar = [c for c in lugar if c >= libre]
        if not lugar and not salida:
            lugar = [libre]  # the table has no column at all
        if not lugar:
            de_dos_nombres.add(libre - 1)
            salida[-1] = replace(salida[-1], sigue=f"{salida[-1].sigue} {p.texto}")
            continue
        salida.append(replace(p, columna=lugar[0], columnas=len(lugar)))
        libre = lugar[-1] + 1
    return salida


def _numero_y_palabras(p: Pieza, columnas: Columnas) -> list[Pieza]:
    """A name over two columns that is those of the goals' numbers and of their words with a blank between ("META DESCRIPCION"),
    each over its own, as these; any other one as it is."""
    hallado = _NUMERO_Y_PALABRAS.fullmatch(p.texto)
    if hallado is None or len(lugar := bajo(p, columnas)) != _DE_UN_PAR:
        return [p]
    en = hallado.start("palabras")
    numero = replace(p, texto=hallado["numero"], fin=p.inicio + hallado.end("numero"))
    palabras = replace(p, texto=hallado["palabras"], en=p.en + en, inicio=p.inicio + en)
    return [numero, palabras] if [bajo(numero, columnas), bajo(palabras, columnas)] == [lugar[:1], lugar[1:]] else [p]


def _juntar_renglones(lineas: list[list[Pieza]], encabezado: range) -> None:
    """Write the lines of a heading that only go on from names of one above in that one: a piece under each name at most,
    and none under no name."""
    primera: list[Pieza] = []
    for i in encabezado:
        sobre = [[k for k, q in enumerate(primera) if _es_su_resto(p, q)] for p in lineas[i]]
        if lineas[i] and all(sobre) and len({k[0] for k in sobre}) == len(sobre):
            for p, (k, *_) in zip(lineas[i], sobre, strict=True):
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


def _repartir(salida: list[list[Pieza]], lineas: Sequence[str], tabla: _Tabla, rejilla: Rejilla) -> Iterator[tuple[int, str]]:
    """Lay out the lines below a heading, a goal (a row of figures and what goes on below it) at a time. Gives the first
    line of each goal that has a piece in doubt, and that piece; its lines are left without pieces."""
    for desde, hasta in zip(tabla.filas, [*tabla.filas[1:], tabla.hasta], strict=True):
        dudas = (duda(salida[i], rejilla, es_fila=i == desde) for i in range(desde, hasta))
        if dudosa := next((texto for texto in dudas if texto), ""):
            yield desde, dudosa
        for i in range(desde, hasta):
            salida[i] = [] if dudosa else _en_columnas(salida[i], lineas[i], rejilla.columnas)


def _en_columnas(linea: Sequence[Pieza], cruda: str, columnas: Columnas) -> list[Pieza]:
    """The pieces of a line in their columns; words that blanks cut within one are one cell."""
    salida: list[Pieza] = []
    for p in linea:
        lugar = bajo(p, columnas) or [0]
        if salida and salida[-1].columna == lugar[0]:
            previa = salida[-1]
            salida[-1] = replace(previa, texto=cruda[previa.en : p.en + len(p.texto)], fin=p.fin)
        else:
            salida.append(replace(p, columna=lugar[0], columnas=len(lugar)))
    return salida
