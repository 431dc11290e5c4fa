"""The arrangements of a table's columns, as a table (``ARREGLOS``): each takes a labelled heading and gives candidates.

By the cells that merged headings cover; as the heading's cells stand; side by side from the title over them; in reading
order, where blank cells were lost. The labels of the sparser row are dealt over those of the denser one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from index import sumas
from index.encabezado import Encabezado, Filas, Rotulo, campos_por_columna
from index.plantillas import Columna, Plantilla, armar
from index.poa import TRIMESTRES
from index.readers.hoja import Renglon
from index.rotulos import Vocabulario
from index.titulos import Medida

#: Named columns of a heading whose order is all that is known.
_MAX_COLUMNAS = 120

# --- by what merged cells cover -------------------------------------------------------------------------------------


def _por_extension(e: Encabezado) -> list[Plantilla | None]:
    """Each column by the stack of heading cells over it, where some are merged: nothing has to be dealt out."""
    if not any(r.columnas > 1 for fila in e.filas for r in fila):
        return []
    # Where the heading names quarters, what stands under none of them (a semester) is not the header's quarter.
    nombrados = {r.periodo for fila in e.filas for r in fila if r.es_periodo}
    reportado = e.periodo if len(nombrados) < 2 else None
    periodos: list[Columna] = []
    campos: list[tuple[str, int, str]] = []
    titulados: set[int] = set()
    for columna in range(e.ancho):
        pila = [r for fila in e.filas for r in fila if r.cubre(columna)]
        if not pila or _de_titulo_ajeno(pila, e):
            continue
        if _no_se_guarda(pila):
            continue
        hallada = _de_la_pila(pila, columna, reportado)
        if hallada is not None:
            periodos.append(hallada)
        elif campo := _campo_de_pila(pila, e.voc):
            campos.append((campo, columna, " ".join(r.texto for r in pila if r.columnas == 1) or pila[-1].texto))
            titulados |= {columna} if any(r.columnas > 1 for r in pila[:-1]) else set()
    if any(periodo in ("acumulado", "anual") and medida == "porcentaje" for periodo, medida, _, _ in periodos):
        # Under another title a percentage is of the one period that the form reports.
        campos = [x for x in campos if x[0] != "avance_relativo" or x[1] not in titulados]
    return [armar(campos, periodos, e.ancho, e.datos)]


def _de_titulo_ajeno(pila: Sequence[Rotulo], e: Encabezado) -> bool:
    """Whether a column is a measure ("Logro", "%") of something that is not understood, or what is not understood of it."""
    titulos, propia = [r for r in pila[:-1] if r.columnas > 1], pila[-1].etiqueta
    de_medida = propia.medida is not None and propia.campo in (None, "descripcion", "avance_relativo")
    if not titulos:
        return False
    return (de_medida and titulos[-1] in e.desconocidas) or (pila[-1] in e.desconocidas and not pila[-1].supuesto)


def _de_la_pila(pila: Sequence[Rotulo], columna: int, reportado: str | None) -> Columna | None:
    """The period and measure of a column, from the lowest cells that name them."""
    propia = pila[-1]
    nombrado = next((r for r in reversed(pila) if r.es_periodo or r.periodo in ("acumulado", "anual", "reportado")), None)
    medida = _medida_de(pila)
    if nombrado is None and propia.etiqueta.campo is None and propia.etiqueta.medida == "programado":
        # "Programada 2025" under "Programación anual", beside its unit of measure.
        if any(r.columnas > 1 and r.etiqueta.campo == "meta_anual" for r in pila[:-1]):
            return "anual", "programado", columna, propia.texto
    if nombrado is None:
        # A measure without any period over it is of the one that the header names, unless it names a column by itself.
        if reportado is None or medida is None or (propia.etiqueta.campo is not None and propia.texto_llano not in _CANTIDADES):
            return None
        return reportado, medida, columna, propia.texto
    if nombrado.periodo == "reportado":
        return (reportado, medida, columna, propia.texto) if reportado and medida else None
    if medida is None and nombrado.es_periodo and nombrado.columnas == 2 and propia is nombrado:
        medida = "programado" if columna == nombrado.columna else "alcanzado"
    if medida is None or (nombrado is propia and nombrado.etiqueta.campo is not None):
        return None
    return nombrado.periodo or "", medida, columna, nombrado.texto


#: Words for a quantity, beside its percentage, under the measure that it is of ("Alcanzada" over "Meta" and "%").
_CANTIDADES = frozenset(("meta", "cantidad", "absoluto", "absoluta", "numero", "valor", "unidades"))


def _titulo_de_medida(pila: Sequence[Rotulo]) -> Rotulo | None:
    """The measure that stands over several columns, a quantity's and its percentage's."""
    propia = pila[-1]
    if propia.columnas > 1 or not (propia.texto_llano in _CANTIDADES or propia.etiqueta.medida == "porcentaje"):
        return None
    return next((r for r in reversed(pila[:-1]) if r.columnas > 1 and r.etiqueta.medida and not r.es_periodo), None)


def _medida_de(pila: Sequence[Rotulo]) -> Medida | None:
    """The measure of a column: its own word's, or that of the title that its quantity is of."""
    titulo = _titulo_de_medida(pila)
    if titulo is not None and pila[-1].texto_llano in _CANTIDADES:
        return titulo.etiqueta.medida
    return next((r.etiqueta.medida for r in reversed(pila) if r.etiqueta.medida), None)


def _no_se_guarda(pila: Sequence[Rotulo]) -> bool:
    """Whether a column is of a difference, or the percentage of what is programmed."""
    titulo = _titulo_de_medida(pila)
    if titulo is None:
        return False
    de_lo_programado = pila[-1].etiqueta.medida == "porcentaje" and titulo.etiqueta.medida != "alcanzado"
    return titulo.etiqueta.medida == "porcentaje" or de_lo_programado


def _campo_de_pila(pila: Sequence[Rotulo], voc: Vocabulario) -> str | None:
    """The column that a stack names: by its words together, else by the lowest that names one."""
    propios = [r for r in pila if r.columnas == 1] or list(pila)
    junto = voc.etiquetar(" ".join(r.texto for r in propios)).campo if len(propios) > 1 else None
    return junto or next((r.etiqueta.campo for r in reversed(propios) if r.etiqueta.campo), None)


# --- as the cells stand, from a title, in reading order --------------------------------------------------------------


def _si_consta(e: Encabezado, plantilla: Plantilla | None) -> Plantilla | None:
    """Columns that were dealt out in order: where a cell of the heading is not understood they may be shifted, unless the
    rows add up under them."""
    return plantilla if plantilla is None or not e.desconocidas or sumas.confirman(plantilla, e.datos) else None


def _por_posicion(e: Encabezado) -> list[Plantilla | None]:
    """The columns as the heading's cells stand."""
    periodos = _columnas_de_periodo(e)
    campos = campos_por_columna(e.filas, {c for _, _, c, _ in periodos}, e.voc)
    if e.periodo and not any(r.es_periodo for fila in e.filas for r in fila):
        campos = _sin_porcentaje_del_periodo(campos)
    plantilla = armar(campos, periodos, e.ancho, e.datos)
    return [plantilla if _alineadas(e, periodos) else _si_consta(e, plantilla)]


def _alineadas(e: Encabezado, periodos: Sequence[Columna]) -> bool:
    """Whether each period's name stands over the first of its columns, so that nothing was dealt out; merged cells say
    themselves what they stand over."""
    primeras: dict[str, int] = {}
    for periodo, _, columna, _ in periodos:
        primeras[periodo] = min(columna, primeras.get(periodo, columna))
    encima = {(r.periodo, r.columna) for fila in e.filas for r in fila}
    combinadas = any(r.columnas > 1 for fila in e.filas for r in fila)
    return bool(_directas(e)) or (not combinadas and all(x in encima for x in primeras.items()))


def _por_ancla(e: Encabezado) -> list[Plantilla | None]:
    """The named columns as they stand, the periods side by side from the title over them (PERIODO)."""
    periodos = _columnas_de_periodo(e)
    ancla = next((r.columna for r in e.principal if r.es_titulo), None)
    if ancla is None or not periodos or _sobran_medidas(e, periodos):
        return []
    corridos = [(p, m, ancla + i, t) for i, (p, m, _, t) in enumerate(periodos)]
    campos = [(r.etiqueta.campo or "", r.columna, r.texto) for r in e.principal if r.es_campo and not r.es_titulo]
    ancho = max((r.columna + 1 for r in e.principal), default=0)
    return [_si_consta(e, armar(campos, corridos, max(ancho, ancla + len(corridos)), e.datos))]


def _por_orden(e: Encabezado) -> list[Plantilla | None]:
    """The columns in reading order, for headings that lost their blank cells: the periods stand where their title
    does, or wherever the rows below say."""
    periodos = _columnas_de_periodo(e)
    if not periodos or not e.principal or _sobran_medidas(e, periodos):
        return []
    nombrados = [r for r in e.principal if not r.es_titulo]
    titulo = next((i for i, r in enumerate(e.principal) if r.es_titulo), None)
    if len(nombrados) > _MAX_COLUMNAS:
        return []  # no form has so many: each place would be tried with all of them
    lugares = range(len(nombrados) + 1) if titulo is None else [titulo]
    return [_si_consta(e, _en_orden(nombrados, periodos, lugar, e.datos)) for lugar in lugares]


def _sobran_medidas(e: Encabezado, periodos: Sequence[Columna]) -> bool:
    """Whether measures are left over: a period over them was not understood, so that counting columns would go wrong."""
    medidas = max((sum(r.es_medida for r in fila) for fila in e.filas), default=0)
    return medidas > len(periodos)


def _en_orden(nombrados: list[Rotulo], periodos: list[Columna], lugar: int, datos: Sequence[Renglon]) -> Plantilla | None:
    salto = len(periodos)
    corridos = [(p, m, lugar + i, t) for i, (p, m, _, t) in enumerate(periodos)]
    campos = [(r.etiqueta.campo, i if i < lugar else i + salto, r.texto) for i, r in enumerate(nombrados) if r.etiqueta.campo]
    return armar(campos, corridos, len(nombrados) + salto, datos)


def _sin_porcentaje_del_periodo(campos: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """In a form of one period, a percentage is the year's only if it stands behind the accumulated figure."""
    acumulado = min((c for campo, c, _ in campos if campo == "avance_absoluto"), default=None)
    return [x for x in campos if x[0] != "avance_relativo" or (acumulado is not None and x[1] > acumulado)]


# --- the periods' columns -------------------------------------------------------------------------------------------


def _columnas_de_periodo(e: Encabezado) -> list[Columna]:
    """The periods' columns in reading order, from the cells that name both parts or from the two rows of labels."""
    if directas := _directas(e):
        return sorted(directas, key=lambda c: c[2])
    periodos = _rotulos_de_periodo(e.filas)
    medidas = max(([r for r in fila if r.es_medida] for fila in e.filas), key=len)
    if not periodos:
        return _sin_periodos(medidas) or _de_un_periodo(e)
    if not medidas:
        return _sin_medidas(periodos)
    fila = next(f for f in e.filas if periodos[-1] in f)
    despues = [r for r in fila if r.periodo in ("acumulado", "anual") and r.columna > periodos[0].columna]
    con_acumulado = sorted((*periodos, *despues), key=lambda r: r.columna)
    for arriba in (con_acumulado, periodos):
        if repartidas := _repartir(arriba, medidas):
            return repartidas
    return _por_tramos(con_acumulado, medidas)


def _directas(e: Encabezado) -> list[Columna]:
    """The columns whose own cell names both parts ("T1 Programado")."""
    return [
        (r.periodo or "", r.etiqueta.medida, r.columna, r.texto)
        for fila in e.filas
        for r in fila
        if r.es_periodo and r.etiqueta.medida
    ]


def _rotulos_de_periodo(filas: Filas) -> list[Rotulo]:
    """The row of periods; where it was torn over two rows, each column has its own in one of them."""
    todos = sorted((r for fila in filas for r in fila if r.es_periodo), key=lambda r: r.columna)
    if len({r.columna for r in todos}) == len(todos) and all(r.columnas == 1 for r in todos):
        return todos
    return max(([r for r in fila if r.es_periodo] for fila in filas), key=len)


def _sin_medidas(periodos: list[Rotulo]) -> list[Columna]:
    """Quarters over two unnamed columns each: programmed, then achieved, as every known form prints them."""
    columnas = [r.columna for r in periodos]
    if len(periodos) < 2 or any(b - a != 2 for a, b in pairwise(columnas)):
        return []
    pares: tuple[Medida, Medida] = ("programado", "alcanzado")
    return [(r.periodo or "", m, r.columna + i, r.texto) for r in periodos for i, m in enumerate(pares)]


def _sin_periodos(medidas: list[Rotulo]) -> list[Columna]:
    """Four programmed–achieved pairs without the row of periods: the quarters in order."""
    if [r.etiqueta.medida for r in medidas] != ["programado", "alcanzado"] * 4:
        return []
    return [(TRIMESTRES[i // 2], r.etiqueta.medida or "programado", r.columna, TRIMESTRES[i // 2]) for i, r in enumerate(medidas)]


def _de_un_periodo(e: Encabezado) -> list[Columna]:
    """One programmed and one achieved column that name no period: of the one that the form's header names, or that a
    title over them does."""
    titulo = next((r.periodo for fila in e.filas for r in fila if r.es_periodo), e.periodo)
    sueltas = [
        r for fila in e.filas for r in fila
        if ((r.es_medida and not r.repetido) or r.periodo == "reportado")
        and r.etiqueta.medida != "porcentaje" and r.columnas == 1
    ]  # fmt: skip
    medidas = [r.etiqueta.medida for r in sueltas]
    if titulo is None or "alcanzado" not in medidas or len(set(medidas)) < len(medidas):
        return []
    return [(titulo, r.etiqueta.medida or "alcanzado", r.columna, r.texto) for r in sueltas]


def _repartir(periodos: list[Rotulo], medidas: list[Rotulo]) -> list[Columna]:
    """Deal the labels of the sparser row evenly over the denser one; empty if they do not go evenly."""
    densa, rala = (medidas, periodos) if len(medidas) >= len(periodos) else (periodos, medidas)
    cada, sobra = divmod(len(densa), len(rala))
    clave = [(r.etiqueta.medida if densa is medidas else r.periodo) for r in densa]
    if sobra or any(clave[i] != clave[i % cada] for i in range(len(clave))):
        return []
    salida: list[Columna] = []
    for i, baja in enumerate(densa):
        alta = rala[i // cada]
        periodo, medida = (alta, baja) if densa is medidas else (baja, alta)
        if periodo.periodo and medida.etiqueta.medida:
            salida.append((periodo.periodo, medida.etiqueta.medida, baja.columna, periodo.texto))
    return salida if len({(p, m) for p, m, _, _ in salida}) == len(salida) else []


def _por_tramos(periodos: list[Rotulo], medidas: list[Rotulo]) -> list[Columna]:
    """Each measure goes to the last period at or before its column."""
    salida: list[Columna] = []
    for r in medidas:
        anteriores = [p for p in periodos if p.columna <= r.columna]
        if anteriores and r.etiqueta.medida:
            p = anteriores[-1]
            salida.append((p.periodo or "", r.etiqueta.medida, r.columna, p.texto))
    return salida


#: The arrangements, the surest first; each gives its candidates.
ARREGLOS: tuple[Callable[[Encabezado], list[Plantilla | None]], ...] = (
    _por_extension, _por_posicion, _por_ancla, _por_orden,
)  # fmt: skip
