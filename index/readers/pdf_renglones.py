"""A page's words and rules → rows of the grid, from top to bottom.

Ruled tables keep the columns of their rules, aligned tables those of their gutters; a table that goes on without its
own heading keeps the column indexes of the one before. Lines outside of tables are cut at wide gaps ("RAMO:  60  ARTE"
is three cells); a column index there is a place among the lines around.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.poa import Fuente
from index.readers import pdf_alineadas, pdf_bloques, pdf_celda, pdf_columnas, pdf_franjas, pdf_restos, pdf_sin_bordes, pdf_tablas
from index.readers.pdf_alineadas import Alineada, Trazado
from index.readers.pdf_columnas import Intervalo
from index.readers.pdf_corridas import NADA, Entorno, Impresa
from index.readers.pdf_entorno import dice_de_quien, es_de_firma, tiene_renglon_propio
from index.readers.pdf_franjas import Franjas
from index.readers.pdf_leida import CeldaDePagina, Memoria, PaginaLeida, RenglonDePagina
from index.readers.pdf_pagina import Caja, Letra, Pagina, Regla
from index.readers.pdf_palabras import (
    GAP_DE_CAMPO,
    GAP_DE_CELDA,
    Linea,
    Palabra,
    Segmento,
    caja_de,
    en_orden,
    lineas,
    palabras,
)
from index.readers.pdf_tablas import Cabeza, Cuadricula, Region
from index.readers.pdf_titulos import Fila

#: Column borders of two tables are the same within this.
_MISMO_BORDE = 4.0
#: What is printed on a page ends above this part of its height; so much of it is left blank on top too.
_CUERPO = 0.93
#: So much of it on top is a browser's for the date and the title.
_ORILLA = 0.07
#: A cell of a signature: its lines are role, post and name, each a row.
_MIN_LINEAS_DE_FIRMA = 2


def leer(pagina: Pagina, memoria: Memoria, entorno: Entorno = NADA) -> PaginaLeida:
    """The rows of a page. ``memoria`` is that of the page before, and is brought up to date; ``entorno`` has the lines of
    this page and of those around it."""
    memoria.con_cola, memoria.bajo_cabeza = memoria.abierta, False
    arriba, abajo = entorno.corridas(_ORILLA * pagina.alto, abierta=memoria.abierta)
    ajenas = {id(x) for y in (*arriba, *abajo) for x in y.letras}
    leida = _leer([x for x in pagina.letras if id(x) not in ajenas] if ajenas else pagina.letras, pagina, memoria)
    leida.renglones[:0] = _corridas(pagina, arriba)
    leida.renglones += _corridas(pagina, abajo)
    return leida


def _corridas(pagina: Pagina, impresas: Sequence[Impresa]) -> list[RenglonDePagina]:
    """The rows of lines that run on from page to page."""
    aparte = PaginaLeida()
    _sueltas(pagina, lineas(palabras([x for y in impresas for x in y.letras]), GAP_DE_CELDA), aparte)
    return [replace(r, corrido=True) for r in aparte.renglones]


def _leer(letras: Sequence[Letra], pagina: Pagina, memoria: Memoria) -> PaginaLeida:
    escritas = palabras(letras)
    reglas, tablas, franjas = _tablas(pagina, escritas)
    sueltas = list(escritas)
    propias: list[list[Palabra]] = []
    for tabla in tablas:
        propias.append([p for p in sueltas if pdf_tablas.dentro(tabla.caja, p)])
        sueltas = [p for p in sueltas if not pdf_tablas.dentro(tabla.caja, p)]
    tablas = [
        pdf_sin_bordes.completar(memoria.cabeza.completar(t, suyas), suyas) for t, suyas in zip(tablas, propias, strict=True)
    ]
    leida = PaginaLeida(verticales=[p.texto for p in sueltas if p.giro])
    renglones = lineas(sueltas, GAP_DE_CELDA)
    trazado = Trazado(sorted([*_cortes(reglas, renglones), *(y for f in franjas for y in f.ys)]), franjas)
    desde = 0
    for tabla, suyas in sorted(zip(tablas, propias, strict=True), key=lambda x: (x[0].ys[0], x[0].xs[0])):
        hasta = desde
        while hasta < len(renglones) and renglones[hasta].base <= tabla.ys[0] + 1:
            hasta += 1
        _fuera_de_reglas(pagina, renglones[desde:hasta], trazado, memoria, leida)
        memoria.con_cola = memoria.con_cola and all(_es_margen(pagina, x) for x in renglones[desde:hasta])
        desde = hasta
        _reglada(pagina, tabla, suyas, memoria, leida)
    _fuera_de_reglas(pagina, renglones[desde:], trazado, memoria, leida)
    return leida


def _tablas(pagina: Pagina, escritas: Sequence[Palabra]) -> tuple[list[Regla], list[Cuadricula], list[Franjas]]:
    """The straightened rules, the grids that hold words, the smallest first, and tables whose rows are shaded by
    turns. Grounds draw the cells where no rules do."""
    reglas = pdf_tablas.enderezar(pagina.reglas)
    tablas = pdf_tablas.cuadriculas(reglas)
    fondos = [f for f in pagina.fondos if not any(_contiene(t.caja, f) for t in tablas)]
    franjas, fondos = pdf_franjas.franjas(fondos)
    if fondos:
        reglas = pdf_tablas.enderezar([*pagina.reglas, *pdf_tablas.de_fondos(fondos)])
        tablas = pdf_tablas.cuadriculas(reglas)
    con_palabras = [t for t in tablas if any(pdf_tablas.dentro(t.caja, p) for p in escritas)]
    return reglas, sorted(con_palabras, key=lambda t: (t.xs[-1] - t.xs[0]) * (t.ys[-1] - t.ys[0])), franjas


def _contiene(caja: Caja, otra: Caja) -> bool:
    x, y = (otra[0] + otra[2]) / 2, (otra[1] + otra[3]) / 2
    return caja[0] <= x <= caja[2] and caja[1] <= y <= caja[3]


def _cortes(reglas: Sequence[Regla], renglones: Sequence[Linea]) -> list[float]:
    """The y of the rules that run across the text."""
    if not renglones:
        return []
    x0, x1 = min(x.caja[0] for x in renglones), max(x.caja[2] for x in renglones)
    return sorted({r.en for r in reglas if r.horizontal and r.hasta - r.desde >= 0.6 * (x1 - x0)})


# --- ruled tables ---------------------------------------------------------------------------------------------------


def _reglada(pagina: Pagina, tabla: Cuadricula, suyas: Sequence[Palabra], memoria: Memoria, leida: PaginaLeida) -> None:
    celdas = tabla.repartir(suyas)
    margen = pdf_celda.margen((tabla.xs[r.columna], p) for r, p in celdas.items())
    indices = _indices(tabla.xs, memoria.bordes)
    ancho = indices[-1]
    for f in range(len(tabla.ys) - 1):
        regiones = [r for r in tabla.regiones if r.fila == f]
        llenas = {indices[r.columna]: celdas[r] for r in regiones if celdas.get(r)}
        if not llenas:
            continue
        cubre = {
            indices[r.columna]: (indices[r.columna + r.columnas] - indices[r.columna], _filas_llenas(tabla, r, celdas))
            for r in regiones
        }
        cajas = {indices[r.columna]: tabla.caja_de(r) for r in regiones}
        anchos = {c: caja[2] - caja[0] - 2 * margen for c, caja in cajas.items()}
        filas = _partir_fila(llenas, anchos, ancho, memoria.con_cola) if all(r.filas == 1 for r in regiones) else [Fila(llenas)]
        if filas is None:
            leida.perder((tabla.xs[0], tabla.ys[f], tabla.xs[-1], tabla.ys[f + 1]))
            continue
        for fila in filas:
            fila.cubre = cubre
            leida.renglones.append(_renglon(pagina, fila, ancho, cajas, anchos, suelto=False))
    # Under a heading that is printed again, and nothing else of the table ruled, a row of the page before may go on.
    memoria.con_cola = memoria.bajo_cabeza = memoria.con_cola and memoria.cabeza.es(tabla, suyas)
    if ancho == len(tabla.xs) - 1:
        memoria.bordes = tabla.xs
        memoria.cabeza = Cabeza.de(tabla, suyas)
    memoria.columnas = [(a, b) for a, b in zip(memoria.bordes, memoria.bordes[1:], strict=False)]
    memoria.titulos = ()
    memoria.abierta = True


def _filas_llenas(tabla: Cuadricula, region: Region, celdas: Mapping[Region, list[Palabra]]) -> int:
    """How many of the rows that a cell covers are kept in the grid (rows without any text are not)."""
    if region.filas == 1:
        return 1
    abren = {r.fila for r in tabla.regiones if celdas.get(r)}
    return max(1, sum(f in abren for f in range(region.fila, region.fila + region.filas)))


def _indices(xs: Sequence[float], previos: Sequence[float]) -> list[int]:
    """The column index of each border: that of the table before where all borders are among its own."""
    lugares = [next((i for i, p in enumerate(previos) if abs(p - x) <= _MISMO_BORDE), -1) for x in xs]
    if previos and lugares[0] == 0 and lugares[-1] == len(previos) - 1 and sorted(set(lugares)) == lugares:
        return lugares
    return list(range(len(xs)))


def _partir_fila(llenas: dict[int, list[Palabra]], anchos: Mapping[int, float], ancho: int, con_cola: bool) -> list[Fila] | None:
    """The rows in a ruled row: the lines of signatures and of titles over the whole table, or goals that no rule
    parts; mostly it is one."""
    por_columna = {c: lineas(p) for c, p in llenas.items()}
    firma = any(x and es_de_firma(x[0]) for x in por_columna.values())
    if firma and max(len(x) for x in por_columna.values()) >= _MIN_LINEAS_DE_FIRMA:
        return _por_lineas(por_columna)
    if len(llenas) == 1 and ancho > 1 and 0 in llenas and len(por_columna[0]) > 1 and _atraviesa(llenas[0], por_columna[0]):
        return _por_lineas(por_columna)
    varias = {c: x for c, x in por_columna.items() if len(x) > 1 and all(pdf_alineadas.es_cifra(y.segmentos[0].texto) for y in x)}
    if varias and all(pdf_celda.es_rota([y.palabras for y in x], anchos.get(c)) for c, x in varias.items()):
        return [Fila(llenas)]  # figures broken over two lines, not two rows
    return pdf_alineadas.dividir(llenas, con_cola)


def _atraviesa(de: Sequence[Palabra], suyas: Sequence[Linea]) -> bool:
    """Whether the lines of a lone first cell are lines of a header, each with its label."""
    return bool(suyas) and bool(de) and sum(":" in x.segmentos[0].texto for x in suyas) * 2 >= len(suyas)


def _por_lineas(por_columna: Mapping[int, Sequence[Linea]]) -> list[Fila]:
    cuantas = max(len(x) for x in por_columna.values())
    return [Fila({c: x[i].palabras for c, x in por_columna.items() if i < len(x)}) for i in range(cuantas)]


# --- outside of rules -----------------------------------------------------------------------------------------------


def _fuera_de_reglas(pagina: Pagina, renglones: Sequence[Linea], trazado: Trazado, memoria: Memoria, leida: PaginaLeida) -> None:
    """Lines outside of ruled tables: what goes on from the table before, tables without rules, and loose lines."""
    if not renglones:
        return
    hechos = _cola(renglones, memoria) if memoria.abierta else 0
    if hechos:
        fila = Fila()
        for segmento in (s for x in renglones[:hechos] for s in x.segmentos):
            fila.celdas.setdefault(_indice(segmento, memoria.columnas), []).extend(segmento.palabras)
        leida.renglones.append(_renglon(pagina, fila, len(memoria.columnas), {}, {}, suelto=False))
    resto = _tras_el_resto(pagina, renglones[hechos:], trazado, memoria, leida)
    desde = 0
    for tabla in pdf_alineadas.tablas(resto, memoria.columnas, trazado, memoria.con_cola):
        _sueltas(pagina, resto[desde : tabla.desde], leida)
        _alineada(pagina, resto, tabla, leida)
        if not tabla.suelta:
            memoria.columnas, memoria.bordes, memoria.con_cola = tabla.columnas, (), False
        if tabla.titulada:
            memoria.titulos = pdf_restos.titulos(resto[tabla.desde : tabla.cuerpo])
        memoria.abierta = not tabla.suelta
        desde = tabla.hasta
    _sueltas(pagina, resto[desde:], leida)
    if desde < len(resto) and not all(_es_pie(pagina, x) or _es_renglon_propio(x) for x in resto[desde:]):
        memoria.abierta = False


def _tras_el_resto(
    pagina: Pagina, renglones: Sequence[Linea], trazado: Trazado, memoria: Memoria, leida: PaginaLeida
) -> Sequence[Linea]:
    """The lines without those that go on from the page before under a repeated heading, which is not kept."""
    arriba = titulos = 0
    if not memoria.bajo_cabeza:
        margen = next((i for i, x in enumerate(renglones) if not _es_margen(pagina, x)), len(renglones))
        for arriba in range(margen + 1):
            if titulos := pdf_restos.repetidos(renglones[arriba:], memoria.titulos):
                break
    if not memoria.con_cola or not (titulos or memoria.bajo_cabeza):
        return renglones
    cuerpo = renglones[arriba + titulos :]
    tabla = pdf_restos.bajo_titulos(cuerpo, memoria.columnas, trazado, renglones[arriba : arriba + titulos])
    if tabla is None:
        return renglones
    _sueltas(pagina, renglones[:arriba], leida)
    _alineada(pagina, cuerpo, tabla, leida)
    memoria.con_cola = memoria.bajo_cabeza = False
    return cuerpo[tabla.hasta :]


def _alineada(pagina: Pagina, renglones: Sequence[Linea], tabla: Alineada, leida: PaginaLeida) -> None:
    """The rows of a table without rules."""
    if tabla.dudosa:
        suyas = renglones[tabla.desde : tabla.hasta]
        leida.perder(caja_de(p for x in suyas for p in x.palabras))
        _sueltas(pagina, [x for x in suyas if dice_de_quien(x)], leida)
    anchos = pdf_columnas.anchos(tabla.columnas)
    for fila in tabla.filas:
        leida.renglones.append(_renglon(pagina, fila, len(tabla.columnas), {}, anchos, suelto=False))


def _es_margen(pagina: Pagina, linea: Linea) -> bool:
    """Whether a line stands in the page's margins, above or below what is printed on it."""
    return linea.base < (1 - _CUERPO) * pagina.alto or _es_pie(pagina, linea)


def _es_pie(pagina: Pagina, linea: Linea) -> bool:
    """Whether a line is of the page's foot (its number): a table may go on over it."""
    return linea.base > _CUERPO * pagina.alto


def _es_renglon_propio(linea: Linea) -> bool:
    """Whether a line below the rows of a table is one more of them: a remark, a name for the goals behind it."""
    return len(linea.segmentos) == 1 and tiene_renglon_propio(linea.segmentos[0].texto)


def _cola(renglones: Sequence[Linea], memoria: Memoria) -> int:
    """How many lines at a page's top go on from the table of the page before: each starts where a column starts and
    keeps to it."""
    for i, linea in enumerate(renglones):
        lejos = i > 0 and linea.base - renglones[i - 1].base > 1.9 * linea.tamano
        if lejos or not all(_en_columna(s, memoria.columnas) for s in linea.segmentos):
            return i
    return len(renglones)


def _en_columna(segmento: Segmento, columnas: Sequence[Intervalo]) -> bool:
    x0, _, x1, _ = segmento.caja
    return any(abs(x0 - a) <= 2.5 and x1 <= b + 2.5 for a, b in columnas[1:])


def _indice(segmento: Segmento, columnas: Sequence[Intervalo]) -> int:
    return max(bisect_right([a - 3 for a, _ in columnas], segmento.caja[0]) - 1, 0)


def _sueltas(pagina: Pagina, renglones: Sequence[Linea], leida: PaginaLeida) -> None:
    """Lines outside of tables, cut at wide gaps, in blocks whose cells stand over one another."""
    for bloque in pdf_bloques.bloques([x for linea in renglones for x in lineas(linea.palabras, GAP_DE_CAMPO)]):
        for fila in bloque.filas:
            ancho = max(bloque.ancho, max(fila.celdas) + 1)
            leida.renglones.append(_renglon(pagina, fila, ancho, {}, {}, suelto=True))


# --- cells ----------------------------------------------------------------------------------------------------------


def _renglon(
    pagina: Pagina, fila: Fila, ancho: int, cajas: Mapping[int, Caja], anchos: Mapping[int, float], suelto: bool
) -> RenglonDePagina:
    celdas = []
    encimado = False
    for columna in range(max(ancho, max(fila.celdas) + 1)):
        suyas = fila.celdas.get(columna, [])
        lugar = caja_de(suyas) if suyas else cajas.get(columna)
        fuente = Fuente(pagina=pagina.numero, bbox=pagina.en_pagina(lugar) if lugar else None)
        renglones = en_orden(suyas)
        encimado = encimado or pdf_celda.encimadas(renglones)
        piezas = pdf_celda.piezas(renglones, anchos.get(columna)) if suyas else ("",)
        celdas.append(CeldaDePagina(piezas, fuente, *fila.cubre.get(columna, (1, 1))))
    bottom = max(p.bottom for suyas in fila.celdas.values() for p in suyas)
    return RenglonDePagina(tuple(celdas), bottom, suelto, encimado and not suelto)
