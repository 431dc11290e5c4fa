"""Tables without rules: columns from where the figures and the headings stand, rows from the figures' baselines.

A line with three figures and more is a row's anchor. What the anchors' cells and the lowest heading cells cover are
the columns, the white between them the gutters; wrapped lines widen the column that they touch. Rules across the table
or coloured bands separate rows where there are any; else the wrapped lines are dealt over the anchors (``pdf_reparto``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index import cifras
from index.readers import pdf_anclas, pdf_canales, pdf_columnas, pdf_encabezado, pdf_reparto, pdf_titulos
from index.readers.pdf_columnas import Intervalo
from index.readers.pdf_entorno import corta_tabla, es_ajena
from index.readers.pdf_franjas import Franjas
from index.readers.pdf_palabras import Linea, Palabra, Segmento, lineas
from index.readers.pdf_titulos import Fila

#: Figures that make a line an anchor.
MIN_CIFRAS = pdf_anclas.MIN_CIFRAS
#: How far from its border a column's texts stand at least (points).
_ORILLA = 0.5
#: Lines of a cell are no further apart than this.
_MAX_SALTO_DE_CELDA = 1.35
#: Digits of a figure that may be broken, and the least white between two cells' texts (letter sizes).
_MIN_DIGITOS, _MARGENES = 3, 0.6
#: How far left of a table a text begins that is not in it (points), and how far its letters' size is from another one.
_FUERA, _OTRO_CUERPO = 1.0, 0.1


@dataclass(slots=True)
class Alineada:
    """A table without rules: its lines (indexes), the x of its columns, its rows; ``dudosa`` if they can't be told,
    ``cuerpo`` is the first line below its heading, ``titulada`` if it has one of its own, ``suelta`` if it has neither that
    nor the columns of one before it."""

    desde: int
    hasta: int
    columnas: list[Intervalo]
    filas: list[Fila]
    dudosa: bool = False
    titulada: bool = True
    suelta: bool = False
    cuerpo: int = 0


@dataclass(frozen=True, slots=True)
class Trazado:
    """What is drawn among the lines of a page: the y of what parts rows, and tables with shaded rows."""

    cortes: Sequence[float] = ()
    franjas: Sequence[Franjas] = ()

    def columnas(self, renglones: Sequence[Linea]) -> list[Intervalo]:
        """The columns that the shades under lines show."""
        for f in self.franjas:
            if renglones and f.ys[0] < renglones[-1].base and renglones[0].base < f.ys[-1]:
                return [(a + _ORILLA, b - _ORILLA) for a, b in pairwise(f.xs)]
        return []


def es_cifra(texto: str) -> bool:
    """Whether a cell is a figure."""
    return cifras.es_cifra(texto)


def tablas(renglones: Sequence[Linea], heredadas: Sequence[Intervalo], trazado: Trazado, con_cola: bool) -> list[Alineada]:
    """The tables among a page's lines. ``heredadas`` are the columns of the table before, for one without a heading
    of its own; ``con_cola`` if a row of the page before may go on."""
    salida: list[Alineada] = []
    desde = 0
    for anclas in _grupos(renglones):
        if anclas[0] < desde:
            continue  # what looked like a heading was a row's text
        previas = next((t.columnas for t in reversed(salida) if not t.suelta), heredadas)
        tabla = _tabla(renglones, desde, anclas, previas, trazado, con_cola and not salida)
        salida.append(tabla)
        desde = tabla.hasta
    return [*salida, *_huerfano(renglones, desde)]


def _huerfano(renglones: Sequence[Linea], desde: int) -> list[Alineada]:
    """A heading at the end of a page, whose first row is on the next one."""
    llenas = [i for i in range(desde, len(renglones)) if pdf_encabezado.parece_encabezado(renglones[i])]
    if not llenas or any(es_ajena(x) for x in renglones[llenas[0] :]):
        return []
    principio = pdf_encabezado.principio(renglones, desde, llenas[-1])
    columnas = pdf_columnas.con_encabezado([], renglones[principio:])
    titulos = pdf_titulos.filas(renglones[principio:], columnas)
    return [Alineada(principio, len(renglones), columnas, titulos, cuerpo=len(renglones))]


def dividir(columnas: dict[int, list[Palabra]], con_cola: bool) -> list[Fila] | None:
    """The rows that one ruled row holds, where the rows of a table are not ruled: at least two baselines with
    figures in most of the columns of figures. None if they can't be told; one row if it is one."""
    por_columna = {c: lineas(p) for c, p in columnas.items() if p}
    derecha = {c: por_columna[c] for c in pdf_anclas.a_la_derecha(por_columna)}
    de_cifras = {c: x for c, x in derecha.items() if all(es_cifra(s.segmentos[0].texto) for s in x)}
    bases = pdf_anclas.agrupar([linea for x in de_cifras.values() for linea in x])
    varias = sum(len(x) > 1 for x in de_cifras.values())
    if len(bases) < 2 or varias < max(2, len(de_cifras) // 2):
        return [Fila(dict(columnas))]
    return _filas(por_columna, bases, con_cola)


# --- where tables are -----------------------------------------------------------------------------------------------


def es_ancla(linea: Linea) -> bool:
    textos = [s.texto for s in linea.segmentos if es_cifra(s.texto)]
    return len(textos) >= MIN_CIFRAS and not pdf_encabezado.repite_un_anio(textos)


def _anclas(renglones: Sequence[Linea]) -> list[int]:
    """The lines that are anchors; not the rest of figures that are wider than their columns."""
    return [i for i, x in enumerate(renglones) if es_ancla(x) and not _es_resto(renglones, i)]


def _es_resto(renglones: Sequence[Linea], i: int) -> bool:
    """Whether all figures of a line are the last digits of those right above, each of which fills its column."""
    if not i or pdf_encabezado.salto(renglones, i) > _MAX_SALTO_DE_CELDA or not es_ancla(renglones[i - 1]):
        return False
    suyas = [s for s in renglones[i].segmentos if es_cifra(s.texto)]
    numerada = any(pdf_reparto.NUMERO.match(s.texto) for s in renglones[i].segmentos[:2])
    return bool(suyas) and not numerada and all(_llena_su_columna(s, renglones[i - 1]) for s in suyas)


def _llena_su_columna(resto: Segmento, arriba: Linea) -> bool:
    """Whether a figure stands above another one, with no room for one more digit beside it."""
    orden = arriba.segmentos
    for j, s in enumerate(orden):
        if s.caja[0] <= resto.caja[0] and resto.caja[2] <= s.caja[2] and es_cifra(s.texto) and len(s.texto) >= _MIN_DIGITOS:
            digito = (s.caja[2] - s.caja[0]) / len(s.texto)
            huecos = [b.caja[0] - a.caja[2] for a, b in pairwise(orden[max(j - 1, 0) : j + 2])]
            return bool(huecos) and sum(huecos) / len(huecos) - digito < _MARGENES * arriba.tamano
    return False


def _es_otro_encabezado(renglones: Sequence[Linea], i: int) -> bool:
    """Whether a line below a row is a heading: there is white above it. Without, it is the row's own text."""
    return pdf_encabezado.parece_encabezado(renglones[i]) and pdf_encabezado.salto(renglones, i) > _MAX_SALTO_DE_CELDA


def _grupos(renglones: Sequence[Linea]) -> list[list[int]]:
    """The anchors of each table: a heading, a header or a foot between two anchors parts them."""
    grupos: list[list[int]] = []
    for i in _anclas(renglones):
        entre = range(grupos[-1][-1] + 1, i) if grupos else range(0)
        if grupos and not any(corta_tabla(renglones[j]) or _es_otro_encabezado(renglones, j) for j in entre):
            grupos[-1].append(i)
        else:
            grupos.append([i])
    return grupos


def _tabla(
    renglones: Sequence[Linea],
    suelo: int,
    anclas: list[int],
    heredadas: Sequence[Intervalo],
    trazado: Trazado,
    con_cola: bool,
) -> Alineada:
    desde = pdf_encabezado.principio(renglones, suelo, anclas[0])
    encabezado = pdf_encabezado.lineas(renglones, desde, anclas[0])
    if encabezado is not None:
        renglones = pdf_canales.partir(renglones, *encabezado, anclas[-1] + 1)
    semillas = pdf_columnas.unir(s for i in anclas for s in renglones[i].segmentos)
    # A mark in the middle of a column of figures is no column more where the shades tell the columns.
    sombreadas = trazado.columnas(renglones[anclas[0] : anclas[-1] + 1])
    heredada = encabezado is None and (len(heredadas) >= len(semillas) or 0 < len(sombreadas) == len(heredadas))
    if heredada:
        columnas, cuerpo = list(heredadas), desde
    elif encabezado is None:
        columnas, cuerpo = semillas, anclas[0]
        desde = anclas[0]
    else:
        desde, cuerpo = encabezado
        columnas = pdf_columnas.con_encabezado(semillas, renglones[desde:cuerpo])
    columnas = trazado.columnas(renglones[desde : anclas[-1] + 1]) or columnas
    numerada = pdf_columnas.es_numerada([renglones[i] for i in anclas], columnas)
    hasta = _fin(renglones, anclas, columnas, numerada)
    columnas = pdf_columnas.ensanchar(columnas, renglones[cuerpo:hasta])
    titulos = pdf_titulos.filas(renglones[desde:cuerpo], columnas) if encabezado else []
    filas = cuerpo_de(renglones[cuerpo:hasta], columnas, trazado.cortes, con_cola, numerada)
    ajena = encabezado is None and bool(heredadas) and not (heredada and all(_caben(renglones[i], columnas) for i in anclas))
    if filas is None or ajena:
        return Alineada(desde, hasta, columnas, titulos, dudosa=True, cuerpo=cuerpo)
    suelta = encabezado is None and not heredada
    return Alineada(desde, hasta, columnas, [*titulos, *filas], titulada=encabezado is not None, suelta=suelta, cuerpo=cuerpo)


def _caben(linea: Linea, columnas: Sequence[Intervalo]) -> bool:
    """Whether each cell of a line has a column of its own."""
    suyas = [pdf_columnas.columna(s.palabras[0], columnas) for s in linea.segmentos]
    return len(set(suyas)) == len(suyas)


def _fin(renglones: Sequence[Linea], anclas: Sequence[int], columnas: Sequence[Intervalo], numerada: bool) -> int:
    """The end of a table: what is below its last anchor is its own while it keeps to the columns. Beyond a wider gap
    it is so only if a number or a figure shows that it is a row."""
    fin = i = anclas[-1] + 1
    cuerpo = renglones[anclas[0] : fin]
    margen, cuerpos = min(x.caja[0] for x in cuerpo), [p.tamano for x in cuerpo for p in x.palabras]
    while i < len(renglones):
        linea = renglones[i]
        salto = pdf_encabezado.salto(renglones, i)
        if (
            salto > pdf_encabezado.MAX_SALTO
            or corta_tabla(linea)
            or pdf_columnas.cruza(linea, columnas, numerada)
            or es_ajena_por_su_letra(linea, margen, cuerpos)
            or len(linea.segmentos) > len(columnas)
        ):
            break
        i += 1
        if (salto <= 1.9 and fin == i - 1) or _es_fila_corta(linea, columnas):
            fin = i
    return fin


def es_ajena_por_su_letra(linea: Linea, margen: float, cuerpos: Sequence[float]) -> bool:
    """Whether a lone text below the rows begins left of them all and is set in letters of a size that they have none of."""
    if len(linea.segmentos) > 1 or linea.caja[0] > margen - _FUERA:
        return False
    return all(abs(linea.tamano - c) > _OTRO_CUERPO * c for c in cuerpos)


def _es_fila_corta(linea: Linea, columnas: Sequence[Intervalo]) -> bool:
    """Whether a line with fewer figures than an anchor is a row's all the same."""
    numerada = any(pdf_reparto.NUMERO.match(s.texto) for s in linea.segmentos[:2])
    return len(linea.segmentos) > 1 and (numerada or any(es_cifra(s.texto) for s in linea.segmentos))


# --- rows -----------------------------------------------------------------------------------------------------------


def cuerpo_de(
    renglones: Sequence[Linea], columnas: Sequence[Intervalo], cortes: Sequence[float], con_cola: bool, numerada: bool
) -> list[Fila] | None:
    """The rows below a heading; None where it can't be told which text is whose."""
    salida: list[Fila] = []
    tramo: list[Linea] = []
    cola = con_cola
    aparte = [pdf_columnas.cruza(x, columnas, numerada) for x in renglones]
    # A few lines don't tell which columns are of long texts; all of them do.
    propias = [x for x, suya in zip(renglones, aparte, strict=True) if not suya]
    derecha = pdf_anclas.a_la_derecha(pdf_anclas.por_columna(propias, columnas))
    for linea, suya in zip(renglones, aparte, strict=True):
        if suya:
            filas = _tramo(tramo, columnas, cortes, cola, derecha)
            if filas is None:
                return None
            salida += [*filas, Fila({0: linea.palabras})]
            tramo, cola = [], False
        else:
            tramo.append(linea)
    filas = _tramo(tramo, columnas, cortes, cola, derecha)
    return None if filas is None else [*salida, *filas]


def _tramo(
    renglones: Sequence[Linea], columnas: Sequence[Intervalo], cortes: Sequence[float], con_cola: bool, derecha: Sequence[int]
) -> list[Fila] | None:
    """The rows of lines that keep to the columns: by the rules across, else by their anchors. ``derecha``: the columns
    where figures may stand."""
    if not renglones:
        return []
    separados = _por_cortes(renglones, cortes)
    salida: list[Fila] = []
    for grupo in separados:
        por_columna = pdf_anclas.por_columna(grupo, columnas)
        de_cifras = _de_cifras(por_columna, derecha, [x for x in grupo if es_ancla(x)])
        restos = [x.base for i, x in enumerate(grupo) if _es_resto(grupo, i)]
        bases = pdf_anclas.agrupar([x for c in de_cifras for x in por_columna[c] if _ancla_de_columna(x, restos)])
        if len(separados) > 1 and len(bases) <= 1:
            salida.append(Fila({c: [p for x in suyas for p in x.palabras] for c, suyas in por_columna.items()}))
            continue
        filas = _filas(por_columna, bases, con_cola)
        if filas is None:
            return None
        salida += filas
    return salida


def _ancla_de_columna(linea: Linea, restos: Sequence[float]) -> bool:
    """Whether a column's line is a figure, and not the rest of one."""
    texto = linea.segmentos[0].texto
    return (es_cifra(texto) or cifras.sin_reporte(texto)) and all(abs(linea.base - b) > 0.5 * linea.tamano for b in restos)


def _por_cortes(renglones: Sequence[Linea], cortes: Sequence[float]) -> list[list[Linea]]:
    grupos: dict[int, list[Linea]] = {}
    for linea in renglones:
        medio = (linea.caja[1] + linea.caja[3]) / 2
        grupos.setdefault(bisect_right(list(cortes), medio), []).append(linea)
    return list(grupos.values())


def _de_cifras(por_columna: dict[int, list[Linea]], derecha: Sequence[int], anclas: Sequence[Linea]) -> list[int]:
    """The columns of figures: those whose cells on the anchors' lines are figures."""
    bases = [a.base for a in anclas]
    salida = []
    for c in (c for c in derecha if c in por_columna):
        suyas = por_columna[c]
        en_ancla = [x for x in suyas if any(abs(x.base - b) < 0.5 * x.tamano for b in bases)]
        if en_ancla and sum(es_cifra(x.segmentos[0].texto) for x in en_ancla) >= 0.7 * len(en_ancla):
            salida.append(c)
    return salida


def _filas(por_columna: dict[int, list[Linea]], bases: Sequence[float], con_cola: bool) -> list[Fila] | None:
    anclas = _con_numeradas(por_columna, bases)
    reparto = pdf_reparto.repartir(por_columna, anclas, con_cola)
    if reparto is None:
        return None
    filas = {i: Fila() for i in range(pdf_reparto.COLA, len(anclas))}
    for columna, de in reparto.items():
        for linea, fila in zip(por_columna[columna], de, strict=True):
            filas[fila].celdas.setdefault(columna, []).extend(linea.palabras)
    return [f for f in filas.values() if f.celdas]


def _con_numeradas(por_columna: dict[int, list[Linea]], bases: Sequence[float]) -> list[float]:
    """The anchors, and the numbered descriptions without figures where the others stand at their anchors."""
    for suyas in por_columna.values():
        numeradas = [x for x in suyas if pdf_reparto.NUMERO.match(x.segmentos[0].texto) and not es_cifra(x.segmentos[0].texto)]
        sueltas = [x for x in numeradas if all(abs(x.base - b) > 0.5 * x.tamano for b in bases)]
        if len(numeradas) >= 2 and len(numeradas) - len(sueltas) >= 0.7 * len(numeradas):
            return sorted([*bases, *(x.base for x in sueltas)])
    return list(bases)
