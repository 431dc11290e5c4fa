"""Headings of a POA table: which column holds what.

A heading is one to four rows: the names of the columns, a row of periods (quarters, months) and a row of measures
(programmed, achieved) below or above it. Real forms differ in words (``rotulos``), order and width, so the arrangement
is chosen among several (``arreglos``), and the rows below decide between them. Goals that run over several rows are told
first (``por_renglon``). What of a heading is not understood is left to ``deducidas``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index import por_contenido, por_renglon, sumas
from index.arreglos import ARREGLOS
from index.encabezado import Encabezado, Rotulo, rotular
from index.periodos import TRIMESTRALES, desde_enero_hasta
from index.plantillas import Plantilla, ajuste, campo_de, es_de_meta
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulos import COMUN, Etiqueta, Vocabulario, medida_de

__all__ = ["TRIMESTRALES", "Plantilla", "leer_encabezado", "por_que_no"]

#: Columns that a table has once.
_UNICOS = frozenset(("unidad_medida", "meta_anual", "descripcion", "avance_absoluto", "avance_relativo"))
#: The columns of headings that were read, by what they print.
Memoria = dict[object, Plantilla]
#: An arrangement that fits this well beside the best one (of 1 at most) is as good.
_CLARO = 0.9
#: "T1" whose figure was not read, or taken for something else.
_T_SOLA = re.compile(r"T\W?\w?")
#: A quarter whose Roman figure is all strokes, as it may be read.
_ROMANO = re.compile(r"[IiLl1|!Íí\]]{1,4}\.? ?[Tt][Rr][Ii][Mm]\w*\.?", re.ASCII)

#: What a title over what is programmed and what is achieved may say besides.
_AVANCE = frozenset(("avance", "avances", "avance fisico"))
#: The quarters, where each is its number alone.
_ROMANOS = ["I", "II", "III", "IV"]


def leer_encabezado(
    encabezado: Sequence[Renglon],
    datos: Sequence[Renglon],
    voc: Vocabulario = COMUN,
    periodo: str | None = None,
    memoria: Memoria | None = None,
    mes: int | None = None,
) -> Plantilla | None:
    """The columns of a table, or None where they are not recognised. ``datos`` (the rows below) decide between
    arrangements; ``periodo`` (T1 … T4, "acumulado") is what the form's header says of figures that name none; ``mes`` is that
    of its cut; ``memoria`` has the headings of the file's other forms, whose columns hold for the same one where all cells of
    its goals fit them, or where it has none: the rest of a row, on top of a page."""
    if memoria is None:
        return _leer(encabezado, datos, voc, periodo, mes)
    clave = (id(voc), periodo, mes, tuple(tuple((c.texto, c.columnas, c.filas) for c in r.celdas) for r in encabezado))
    previa = memoria.get(clave)
    suyas = [r for r in datos if es_de_meta(r)]
    if previa is not None and (not suyas or ajuste(previa, suyas) == 1):
        return previa
    leida = _leer(encabezado, datos, voc, periodo, mes)
    if leida is not None and leida.clave is None and not leida.deducidas:
        memoria[clave] = leida
    return leida


def _leer(
    encabezado: Sequence[Renglon], datos: Sequence[Renglon], voc: Vocabulario, periodo: str | None, mes: int | None
) -> Plantilla | None:
    enteras = [_de_a_dos(_en_su_lugar(_con_el_que_falta(_en_romanos(fila)))) for fila in rotular(encabezado, voc)]
    filas = por_contenido.suponer([[_al_corte(_del_reportado(r, periodo), mes) for r in fila] for fila in enteras], datos, voc)
    apilada = por_renglon.de_varios_renglones(filas, datos, voc)
    if apilada is not None:
        return apilada
    if por_renglon.de_otro_trimestre(filas, datos, periodo, voc) is not None:
        return None
    e = Encabezado(filas, [r for r in datos if es_de_meta(r)], periodo, voc)
    elegida = _elegir(e)
    if elegida is None or not _tiene_ambas(elegida):
        e, elegida = _con_lo_supuesto(e) or (e, elegida)
    if elegida is None:
        return None
    return replace(elegida, sin_periodo=_sin_su_periodo(e, elegida), deducidas=_supuestas(e, elegida, encabezado))


def por_que_no(
    encabezado: Sequence[Renglon], voc: Vocabulario = COMUN, datos: Sequence[Renglon] = (), periodo: str | None = None
) -> str:
    """Why the columns under a heading are not recognised, in words for people."""
    titulo = por_renglon.de_otro_trimestre(rotular(encabezado, voc), datos, periodo, voc)
    if titulo is not None:
        return f"la columna «{titulo.texto}» dice de qué trimestre es cada renglón, y no se distingue de qué meta"
    rotulos = [r for fila in rotular(encabezado, voc) for r in fila]
    campos = {r.etiqueta.campo for r in rotulos}
    veces = Counter(r.texto for r in rotulos if r.etiqueta.campo in _UNICOS)
    repetidas = [f"«{t}»" for t, n in veces.items() if n > 1]
    alcanzado = any(r.etiqueta.medida == "alcanzado" for r in rotulos) or "avance_absoluto" in campos
    if repetidas:
        return f"repite {' y '.join(repetidas)}: parecen dos tablas, una al lado de la otra"
    if "descripcion" not in campos:
        return "ninguna columna se llama descripción, meta, acción o actividad"
    return "" if alcanzado else "ninguna columna dice lo alcanzado en cada trimestre ni el avance absoluto"


def _en_romanos(fila: list[Rotulo]) -> list[Rotulo]:
    """A row with "I", "II", "III", "IV" side by side: together they are the quarters, which one alone would not be."""
    salida = list(fila)
    for i in range(len(fila) - len(TRIMESTRES) + 1):
        cuatro = fila[i : i + len(TRIMESTRES)]
        seguidos = all(b.columna - a.columna == a.columnas for a, b in pairwise(cuatro))
        if seguidos and [r.texto.strip(" .") for r in cuatro] == _ROMANOS:
            salida[i : i + len(TRIMESTRES)] = [
                replace(r, etiqueta=Etiqueta(periodo=t)) for r, t in zip(cuatro, TRIMESTRES, strict=True)
            ]
    return salida


def _con_el_que_falta(fila: list[Rotulo]) -> list[Rotulo]:
    """A row of quarters (T1 … T4), each four of them side by side, with the one whose figure was not read: the three
    others tell which it is."""
    salida = list(fila)
    for i in range(len(fila) - len(TRIMESTRES) + 1):
        cuatro = salida[i : i + len(TRIMESTRES)]
        faltan = [k for k, (r, t) in enumerate(zip(cuatro, TRIMESTRES, strict=True)) if r.periodo != t or r.etiqueta.medida]
        seguidas = all(b.columna - a.columna == a.columnas for a, b in pairwise(cuatro))
        if len(faltan) == 1 and seguidas and cuatro[faltan[0]].etiqueta.vacia and _T_SOLA.fullmatch(cuatro[faltan[0]].texto):
            k = faltan[0]
            salida[i + k] = replace(cuatro[k], etiqueta=Etiqueta(periodo=TRIMESTRES[k]))
    return salida


def _en_su_lugar(fila: list[Rotulo]) -> list[Rotulo]:
    """A row's four quarters, the Roman ones by their place: an optical reading takes the strokes of "III" for letters,
    or one for two. The others must stand in theirs."""
    nombrados = [r for r in fila if r.es_periodo or _ROMANO.fullmatch(r.texto)]
    if len(nombrados) != len(TRIMESTRES) or not any(r.es_periodo for r in nombrados):
        return fila
    lugares = dict(zip((r.columna for r in nombrados), TRIMESTRES, strict=True))
    if any(r.periodo != lugares[r.columna] for r in nombrados if not _ROMANO.fullmatch(r.texto)):
        return fila
    return [replace(r, etiqueta=Etiqueta(periodo=lugares[r.columna])) if r in nombrados else r for r in fila]


def _de_a_dos(fila: list[Rotulo]) -> list[Rotulo]:
    """A row of single letters that all say the same ("A", eight times): one of two was read for the other, and what is
    programmed stands first, as in every known form."""
    letras = [r for r in fila if len(r.texto) == 1 and r.es_medida]
    if len(letras) != 2 * len(TRIMESTRES) or len({r.etiqueta.medida for r in letras}) > 1:
        return fila
    if any(b.columna - a.columna != 1 for a, b in pairwise(letras)):
        return fila
    pares = {r.columna: Etiqueta(medida="alcanzado" if n % 2 else "programado") for n, r in enumerate(letras)}
    return [replace(r, etiqueta=pares[r.columna]) if r.columna in pares else r for r in fila]


def _del_reportado(r: Rotulo, periodo: str | None) -> Rotulo:
    """A title that names "the quarter that is reported" names the one of the form's header."""
    if r.periodo == "reportado" and r.etiqueta.medida is None and periodo in TRIMESTRES:
        return replace(r, etiqueta=replace(r.etiqueta, periodo=periodo))
    return r


def _al_corte(r: Rotulo, mes: int | None) -> Rotulo:
    """A column from January to the month of the form's cut ("Realizado ene-jun") is that of what is accumulated; a title over
    several columns up to another month is none that is known."""
    titulo = r.columnas > 1 and r.etiqueta.campo == "avance_absoluto"
    sin_periodo = (r.etiqueta.campo is None or titulo) and r.periodo is None
    hallado = desde_enero_hasta(r.texto_llano) if sin_periodo and (titulo or mes is not None) else None
    if hallado is None or hallado[0] != mes:
        return replace(r, etiqueta=Etiqueta()) if hallado is not None and titulo else r
    if not hallado[1] or (r.columnas > 1 and hallado[1] in _AVANCE):
        return replace(r, etiqueta=Etiqueta(periodo="acumulado", grupo=True))
    medida = medida_de(hallado[1])
    return replace(r, etiqueta=Etiqueta(campo=campo_de("acumulado", medida))) if medida else r


def _elegir(e: Encabezado) -> Plantilla | None:
    """The first arrangement, unless the rows below fit another one clearly better."""
    candidatas: list[tuple[float, Plantilla]] = []
    for arreglo in ARREGLOS:
        candidatas += [(ajuste(p, e.datos), p) for p in arreglo(e) if p is not None]
        if candidatas and candidatas[0][0] >= _CLARO:
            return candidatas[0][1]
    if not candidatas:
        return None
    mejor = max(candidatas, key=lambda c: c[0])
    return candidatas[0][1] if candidatas[0][0] >= _CLARO * mejor[0] else mejor[1]


# --- measures that no word tells ------------------------------------------------------------------------------------


def _con_lo_supuesto(e: Encabezado) -> tuple[Encabezado, Plantilla] | None:
    """The heading with its words for what is programmed or achieved, where they are not understood and only one reading of
    them makes the figures add up."""
    halladas: list[tuple[Encabezado, Plantilla]] = []
    for filas in por_contenido.medidas_posibles(e):
        supuesto = replace(e, filas=filas)
        elegida = _elegir(supuesto)
        if elegida is not None and _tiene_ambas(elegida) and sumas.confirman(elegida, e.datos):
            halladas.append((supuesto, elegida))
    return halladas[0] if len({p.lugares for _, p in halladas}) == 1 else None


def _tiene_ambas(plantilla: Plantilla) -> bool:
    return {"programado", "alcanzado"} <= {campo.partition(".")[0] for campo in plantilla.columnas if "." in campo}


def _supuestas(e: Encabezado, elegida: Plantilla, encabezado: Sequence[Renglon]) -> tuple[tuple[str, CeldaLeida | None], ...]:
    """What of a heading was told by the rows below it, with its cells."""
    celdas = {(i, c.texto): c for r in encabezado for i, c in r.llenas()}
    supuestos = [r for fila in e.filas for r in fila if r.supuesto]
    halladas = {r.etiqueta.campo or r.etiqueta.medida or "": celdas.get((r.columna, r.texto)) for r in supuestos}
    leidas = {campo.partition(".")[0] for campo in elegida.columnas}
    return tuple((campo, celda) for campo, celda in halladas.items() if campo in leidas)


def _sin_su_periodo(e: Encabezado, elegida: Plantilla) -> tuple[str, ...]:
    """The labels of measures that stand alone in a heading without any period, where none was given."""
    if any(r.es_periodo for fila in e.filas for r in fila) or any("." in c for c in elegida.columnas):
        return ()
    tomadas = {c for columnas in elegida.columnas.values() for c in columnas}
    sueltas = [r for fila in e.filas for r in fila if r.columnas == 1 and r.columna not in tomadas]
    return tuple(
        r.texto for r in sueltas
        if r.etiqueta.medida not in (None, "porcentaje") and (r.es_medida or r.periodo == "reportado")
    )  # fmt: skip
