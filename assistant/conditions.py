"""The plan's filters as SQL conditions over ``metas``.

Every condition is parameterised, so that a set's statement can be kept and run again. Periods and relations between
them (a goal that was met in one year and not in the next) are conditions too: goals are paired by their series.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.sql import FromClause

from assistant.filtros import SELECCION
from assistant.plan import (
    Alguna,
    ComoMeta,
    Comparador,
    ConAcciones,
    ConCambio,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    En,
    Filtro,
    Nivel,
    Periodo,
    Plan,
    Promedio,
    Relacion,
    Umbral,
)
from assistant.predicados import (
    BANDAS,
    Bandas,
    campos_de,
    como_otra,
    de_causa,
    de_entidad,
    de_semaforo,
    de_texto,
    de_todo,
    de_umbral,
)
from assistant.transiciones import de_la_clase, de_periodo, progreso, transicion
from assistant.valores import M, de_cambio, de_clase, de_trimestre
from index import schema

#: Two means are the same within this.
_IGUAL = 1e-9


def _contra_el_promedio(f: Promedio, plan: Plan, m: FromClause, bandas: Bandas) -> ColumnElement[bool]:
    """Goals on one side of the mean of their own place, taken over all of the place's goals: each mean is computed once."""
    o, x = M.alias("todas_las"), M.alias("suya")
    columnas = campos_de(f.de)
    media = func.avg(o.c.avance_calculado).label("media")
    medias = select(*(o.c[k] for k in columnas), media).where(*condiciones(plan, o, lambda g: isinstance(g, SELECCION), bandas)).group_by(*(o.c[k] for k in columnas)).subquery("medias")
    lejos = x.c.avance_calculado - medias.c.media
    lado = lejos < -_IGUAL if f.lado == "menor" else lejos > _IGUAL
    return cast(ColumnElement[bool], m.c.id.in_(select(x.c.id).join(medias, and_(*(x.c[k] == medias.c[k] for k in columnas))).where(lado)))


_COMPARAN: dict[Comparador, Callable[[ColumnElement[Any], Any], ColumnElement[bool]]] = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq}


def _con_acciones(f: ConAcciones, m: FromClause) -> ColumnElement[bool]:
    """Main goals by how many of their actions are so; one without actions has no share of them."""
    a, x = M.alias("accion"), M.alias("cual")
    todas = select(func.count()).select_from(a).where(a.c.informe_id == m.c.informe_id, a.c.padre == m.c.numero).scalar_subquery()
    suyas = select(func.count()).select_from(x).where(x.c.informe_id == m.c.informe_id, x.c.padre == m.c.numero, or_(*(de_clase(k, x) for k in f.clases))).scalar_subquery()
    compara = _COMPARAN[f.cuota.comparador]
    tantas = compara(suyas, f.cuota.valor) if f.cuota.de == "metas" else compara(suyas * 100.0, todas * f.cuota.valor)
    return and_(m.c.padre.is_(None), todas > 0, tantas)


def direcciones_de(plan: Plan) -> tuple[str, ...]:
    """What a cause must explain to answer the plan: less where goals failed, more where they were exceeded."""
    clases: set[str] = {k for f in plan.filtros if isinstance(f, ConClase) and not f.negado for k in f.clases}
    clases |= {f.clase for f in plan.filtros if isinstance(f, ConTrimestre)}
    if clases & {"no_cumplidas", "sin_avance", "parcial", "corto"}:
        return ("menos",)
    if clases & {"rebasada", "rebasado"}:
        return ("mas", "ninguna")
    return ()


def condicion(f: Filtro, plan: Plan, m: FromClause, bandas: Bandas = BANDAS) -> ColumnElement[bool]:
    """One filter as SQL."""
    salida: ColumnElement[bool]
    if isinstance(f, En):
        salida = de_entidad(f, m)
    elif isinstance(f, Nivel):
        salida = m.c.padre.is_(None) if f.nivel == "principal" else m.c.padre.is_not(None)
    elif isinstance(f, ConClase):
        salida = or_(*(de_clase(k, m) for k in f.clases))
    elif isinstance(f, ConTrimestre):
        salida = de_trimestre(f, m)
    elif isinstance(f, ConCambio):
        salida = de_cambio(f, m)
    elif isinstance(f, ConCausa):
        salida = de_causa(f, m, direcciones_de(plan), de_todo=de_todo(plan) and not f.negado)
    elif isinstance(f, Umbral):
        salida = de_umbral(f, plan.trimestres, m)
    elif isinstance(f, ConObservacion):
        salida = m.c.observacion_id.is_not(None) if f.presente else m.c.observacion_id.is_(None)
    elif isinstance(f, Promedio):
        salida = _contra_el_promedio(f, plan, m, bandas)
    elif isinstance(f, ConAcciones):
        salida = _con_acciones(f, m)
    elif isinstance(f, Alguna):
        salida = or_(*(condicion(x, plan, m, bandas) for x in f.opciones))
    elif isinstance(f, ComoMeta):
        salida = como_otra(f, plan, m)
    elif isinstance(f, ConSemaforo):
        salida = de_semaforo(f.colores, m, bandas)
    else:
        salida = de_texto(f, m)
    return not_(salida) if getattr(f, "negado", False) else salida


def condiciones(
    plan: Plan, m: FromClause, sin: Callable[[Filtro], bool] = lambda f: False, bandas: Bandas = BANDAS
) -> list[ColumnElement[bool]]:
    """The plan's filters as SQL, over the latest cut of each report, over the cut asked or over several periods. Where
    the plan relates two periods, the goals are those of the later one."""
    propias = [condicion(f, plan, m, bandas) for f in plan.filtros if not sin(f)]
    if plan.relacion is not None:
        return [_relacionada(plan, plan.relacion, m, bandas), *propias]
    if plan.periodos:
        return [*_de_alguno(plan.periodos, m), *propias]
    return [m.c.corte == plan.corte if plan.corte else m.c.vigente.is_(True), *propias]


# -- periods ------------------------------------------------------------------------------------------------------------
def _de_alguno(periodos: Sequence[Periodo], m: FromClause) -> list[ColumnElement[bool]]:
    """Rows of any of some periods. Whole years are told as one comparison of each column: with two alternatives the database
    would look up each one's rows, and of a group's all those of the year."""
    if all(p.ejercicio and not p.corte and not p.trimestre for p in periodos):
        return [m.c.vigente.is_(True), m.c.ejercicio.in_([p.ejercicio for p in periodos])]
    return [or_(*(de_periodo(p, m) for p in periodos))]


def _relacionada(plan: Plan, r: Relacion, m: FromClause, bandas: Bandas) -> ColumnElement[bool]:
    """Rows of the last period (of the first one, for goals that went) by what their goal was in the others."""
    if r.salteada:
        return _salteada(plan, r, m, bandas)
    if r.siempre:
        return _paso_a_paso(plan, r, m) if r.sentido else _siempre(plan, r, m, bandas)
    if r.clases or (r.filtros and not r.sentido):
        return _de_cada_periodo(plan, r, m, bandas)
    antes, despues = plan.periodos[0], plan.periodos[-1]
    retirada = r.presencia == "retirada"
    repetida = r.presencia or r.misma_causa or (r.clase_antes and r.clase_antes == r.clase_despues)
    ajenos = plan.periodos[1:] if retirada else plan.periodos[:-1] if repetida else (antes,)
    partes = []
    for p in ajenos:
        o = M.alias("otro")
        hay = exists().where(o.c.serie == m.c.serie, de_periodo(p, o), *transicion(r, p, o, despues, m))
        partes.append(not_(hay) if r.presencia else hay)
    if r.presencia:  # where a municipality has no report of the other period, nothing is known of its goals
        partes.append(_informa(m, ajenos[:1]))
    return and_(de_periodo(antes if retirada else despues, m), *partes)


def _de_cada_periodo(plan: Plan, r: Relacion, m: FromClause, bandas: Bandas) -> ColumnElement[bool]:
    """The last period's rows of goals that were in each period what is asked of it."""
    ultimo = len(plan.periodos) - 1
    partes = [de_periodo(plan.periodos[-1], m), *_como_era(plan, r, ultimo, m, bandas)]
    for i, p in enumerate(plan.periodos[:-1]):
        o = M.alias("otro")
        partes.append(exists().where(o.c.serie == m.c.serie, de_periodo(p, o), *_como_era(plan, r, i, o, bandas)))
    return and_(*partes)


def _salteada(plan: Plan, r: Relacion, m: FromClause, bandas: Bandas) -> ColumnElement[bool]:
    """The latest rows, among the periods, of goals that were so in some of them and not in others, or in so many of them."""
    fueron, estuvieron = [], []
    for i, p in enumerate(plan.periodos):
        o, de_entonces = M.alias("otro"), M.alias("de_entonces")
        fueron.append(exists().where(o.c.serie == m.c.serie, de_periodo(p, o), *_como_era(plan, r, i, o, bandas)))
        estuvieron.append(exists().where(de_entonces.c.serie == m.c.serie, de_periodo(p, de_entonces)))
    luego = M.alias("luego")
    mas_tarde = exists().where(luego.c.serie == m.c.serie, luego.c.corte > m.c.corte, or_(*(de_periodo(p, luego) for p in plan.periodos)))
    partes = [or_(*(de_periodo(p, m) for p in plan.periodos)), not_(mas_tarde)]
    if r.veces is not None:
        partes.append(_COMPARAN[r.veces.comparador](functools.reduce(operator.add, (case((x, 1), else_=0) for x in fueron)), r.veces.valor))
    de_marca = {k: [i for i, marca in enumerate(r.marcas) if marca == k] for k in ("si", "alguno", "no", "resto")}
    partes += [fueron[i] for i in de_marca["si"]] + [not_(fueron[i]) for i in (*de_marca["no"], *de_marca["resto"])]
    if de_marca["alguno"]:
        partes.append(or_(*(fueron[i] for i in de_marca["alguno"])))
    partes += [estuvieron[i] for i in de_marca["no"]]
    if de_marca["resto"]:  # where a municipality has no report of a period, nothing is known of its goals in it
        partes.append(_informa(m, [plan.periodos[i] for i in de_marca["resto"]]))
    return and_(*partes)


def _informa(m: FromClause, periodos: Sequence[Periodo]) -> ColumnElement[bool]:
    """Whether a goal's municipality has a report of any of some periods."""
    i = schema.informes.alias("vecino")
    return exists().where(i.c.municipio == m.c.municipio, or_(*(de_periodo(p, i) for p in periodos)))


def _como_era(plan: Plan, r: Relacion, i: int, m: FromClause, bandas: Bandas) -> list[ColumnElement[bool]]:
    """The state, the threshold, the causes or the observation that are asked of the period at a place."""
    p, clase = plan.periodos[i], r.clase_de(i, len(plan.periodos))
    # A cause explains the state of its own period, and a threshold is on the quarter where the period is one.
    suyo = Plan(intent="list", filtros=(ConClase(clases=(clase,)),) if clase else (), trimestres=(p.trimestre,) if p.trimestre else ())
    return [*de_la_clase(clase, p, m), *(condicion(f, suyo, m, bandas) for f in r.filtros_de(i))]


def presentes(plan: Plan, r: Relacion, i: FromClause) -> ColumnElement[bool]:
    """Reports of units that only report in the last period, or only in the first, of municipalities that report in both."""
    propio, *ajenos = plan.periodos if r.presencia == "retirada" else plan.periodos[::-1]
    o, v = schema.informes.alias("otro"), schema.informes.alias("vecino")
    partes = [not_(exists().where(o.c.municipio == i.c.municipio, o.c.unidad == i.c.unidad, de_periodo(p, o))) for p in ajenos]
    return and_(de_periodo(propio, i), *partes, *(exists().where(v.c.municipio == i.c.municipio, de_periodo(p, v)) for p in ajenos[:1]))


def _siempre(plan: Plan, r: Relacion, m: FromClause, bandas: Bandas) -> ColumnElement[bool]:
    """The latest rows of goals that were so in every period that their municipality reports, two or more."""
    i = schema.informes.alias("suyos")
    suyos = [and_(i.c.municipio == m.c.municipio, i.c.vigente.is_(True), i.c.ejercicio == p.ejercicio) for p in plan.periodos]
    ultimo = select(func.max(i.c.ejercicio)).where(or_(*suyos)).scalar_subquery()
    partes: list[ColumnElement[bool]] = []
    for n, (p, suyo) in enumerate(zip(plan.periodos, suyos, strict=True)):
        o = M.alias("otro")
        partes.append(or_(not_(exists().where(suyo)), exists().where(o.c.serie == m.c.serie, de_periodo(p, o), *_como_era(plan, r, n, o, bandas))))
    otra = M.alias("otra")
    mas_de_uno = exists().where(otra.c.serie == m.c.serie, otra.c.vigente.is_(True), otra.c.ejercicio != m.c.ejercicio, or_(*(de_periodo(p, otra) for p in plan.periodos)))
    return and_(m.c.vigente.is_(True), m.c.ejercicio == ultimo, *partes, mas_de_uno)


def _paso_a_paso(plan: Plan, r: Relacion, m: FromClause) -> ColumnElement[bool]:
    """The last period's rows of goals that changed so from each period to the next."""
    partes = [de_periodo(plan.periodos[-1], m)]
    for pa, pd in pairwise(plan.periodos):
        a, d = M.alias("antes_de"), m if pd == plan.periodos[-1] else M.alias("luego")
        unidos = [a.c.serie == m.c.serie, de_periodo(pa, a)] + ([] if d is m else [d.c.serie == m.c.serie, de_periodo(pd, d)])
        partes.append(exists().where(*unidos, *transicion(r, pa, a, pd, d)))
    return and_(*partes)


def diferencia_sql(plan: Plan, m: FromClause) -> ColumnElement[Any]:
    """How many points of progress a goal of the later period gained since the earlier one."""
    o = M.alias("previo")
    pa, pd, r = plan.periodos[0], plan.periodos[-1], plan.relacion or Relacion()
    antes = select(func.max(progreso(r, pd, pa, o))).where(o.c.serie == m.c.serie, de_periodo(pa, o)).scalar_subquery()
    # Quantities of different measures are ordered by how much they grew of what they were.
    return (progreso(r, pa, pd, m) - antes) / func.nullif(antes, 0) if r.metrica else progreso(r, pa, pd, m) - antes
