"""What a goal was in one period and is in another, as SQL over two rows of ``metas``."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy.sql import FromClause

from assistant.plan import CLASE_A_TRIMESTRE, INCUMPLIDAS, Clase, ConTrimestre, Periodo, Relacion, a_la_fecha
from assistant.valores import cerrado, de_clase, de_trimestre, valor_sql
from index import schema
from index.poa import TRIMESTRES


def de_periodo(p: Periodo, m: FromClause) -> ColumnElement[bool]:
    """Rows of a year at its latest cut, at a cut, or of a quarter that had ended at the latest cut."""
    corte = m.c.corte == p.corte if p.corte else m.c.vigente.is_(True)
    partes = [corte, m.c.ejercicio == p.ejercicio] if p.ejercicio else [corte]
    return and_(*partes, cerrado(p.trimestre, m)) if p.trimestre else and_(*partes)


def transicion(r: Relacion, pa: Periodo, antes: FromClause, pd: Periodo, despues: FromClause) -> list[ColumnElement[bool]]:
    salida = [*de_la_clase(r.clase_antes, pa, antes), *de_la_clase(r.clase_despues, pd, despues)]
    if r.misma_causa:
        salida.append(_misma_causa(antes, despues, r.clase_antes in INCUMPLIDAS and r.clase_despues in INCUMPLIDAS))
    un_ano = pa.ejercicio == pd.ejercicio
    if r.sentido == "cambio":
        distintas = antes.c.meta_anual != despues.c.meta_anual if r.metrica else _corta(pa, antes) != _corta(pd, despues)
        salida.append(or_(distintas, antes.c.meta_anual != despues.c.meta_anual, *_corregidas(antes, despues)) if un_ano and not r.metrica else distintas)
    elif r.sentido == "igual" and un_ano and r.minimo is None:
        salida.append(_hecho(pa, antes) == _hecho(pd, despues))
    elif r.sentido:
        diferencia = progreso(r, pa, pd, despues) - progreso(r, pa, pa, antes)
        minimo = (r.minimo or 0) + 1e-9
        if r.metrica:
            salida.append(antes.c.medida == despues.c.medida)
        salida.append({"mejor": diferencia > minimo, "peor": diferencia < -minimo, "igual": func.abs(diferencia) <= 1e-9}[r.sentido])
    return salida


def _misma_causa(antes: FromClause, despues: FromClause, menos: bool) -> ColumnElement[bool]:
    """Whether the observations of two rows give a same cause; ``menos``: of having fallen short in both."""
    a, d = schema.causas_meta.alias(), schema.causas_meta.alias()
    de_menos = [x.c.direccion == "menos" for x in (a, d)] if menos else []
    juntas = exists().where(a.c.meta_id == antes.c.id, d.c.meta_id == despues.c.id, a.c.causa == d.c.causa, a.c.causa != "otra", *de_menos)
    # It stands inside the subquery of one of the rows, beside the other's.
    return juntas.correlate(antes, despues)


def de_la_clase(clase: Clase | None, p: Periodo, m: FromClause) -> list[ColumnElement[bool]]:
    if clase is None:
        return []
    if p.trimestre:
        return [de_trimestre(ConTrimestre(trimestres=(p.trimestre,), clase=CLASE_A_TRIMESTRE[clase]), m)]
    # A year may have gone no further than a cut inside it: what is on schedule there is the same as met at its end.
    return [de_clase("al_corriente" if clase == "cumplidas" and p.corte is None else clase, m)]


def _corregidas(antes: FromClause, despues: FromClause) -> list[ColumnElement[bool]]:
    """Whether the later cut prints otherwise a quarter that had closed at the earlier one."""
    return [and_(cerrado(t, antes), antes.c[f"alcanzado_{t.lower()}"] != despues.c[f"alcanzado_{t.lower()}"]) for t in TRIMESTRES]


def _corta(p: Periodo, m: FromClause) -> ColumnElement[bool]:
    """Whether a goal is behind at a period, as 0 or 1."""
    corta = de_la_clase("no_cumplidas", p, m)[0]
    return cast(ColumnElement[bool], case((corta, 1), else_=0))


def _hecho(p: Periodo, m: FromClause) -> ColumnElement[Any]:
    return valor_sql("alcanzado", (p.trimestre,) if p.trimestre else (), m)


def progreso(r: Relacion, antes: Periodo, p: Periodo, m: FromClause) -> ColumnElement[Any]:
    """Progress in percent at a period: of the quarter; of the year's goal at its end; before it, of what was programmed
    up to the cut (what is done only adds up, so the share of the year's goal would always rise). Or the quantity asked."""
    if r.metrica == "meta_anual":
        return m.c.meta_anual
    if r.metrica == "alcanzado":
        return _hecho(p, m)
    if p.trimestre:
        return valor_sql("avance", (p.trimestre,), m)
    if r.minimo is None or not a_la_fecha((antes, p)):
        return case((cerrado("T4", m), m.c.avance_calculado), else_=valor_sql("a_la_fecha", (), m))
    return m.c.avance_calculado
