"""What a row is worth and what it did, as SQL over ``metas``: a metric, a class of state, a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, extract, func, or_
from sqlalchemy.sql import FromClause

from assistant.plan import Clase, ConCambio, ConTrimestre, Metric
from index import schema
from index.cumplimiento import fin_de
from index.poa import Trimestre

M = schema.metas
#: Two shares are the same within this.
_IGUAL = 1e-9


def valor_sql(metrica: Metric | Literal["a_la_fecha", "excedente"] | None, trimestres: Sequence[Trimestre], m: FromClause) -> ColumnElement[Any]:
    """A metric as SQL: over the year (annual goal, absolute) or over quarters together; NULL is not reported."""
    if metrica == "meta_anual":
        return m.c.meta_anual
    if metrica == "a_la_fecha":
        return case((m.c.a_la_fecha > 0, m.c.absoluto * 100.0 / m.c.a_la_fecha))
    if metrica == "avance":
        if not trimestres:
            return m.c.avance_calculado
        p, a = valor_sql("programado", trimestres, m), valor_sql("alcanzado", trimestres, m)
        return case((p > 0, a * 100.0 / p))
    if metrica == "excedente":
        return -valor_sql("brecha", trimestres, m)
    if metrica == "brecha":
        p, a = valor_sql("programado", trimestres, m), valor_sql("alcanzado", trimestres, m)
        return p - (func.coalesce(a, 0) if trimestres else a)
    if not trimestres:
        return m.c.meta_anual if metrica == "programado" else m.c.absoluto
    columnas = [m.c[f"{'programado' if metrica == 'programado' else 'alcanzado'}_{t.lower()}"] for t in trimestres]
    if len(columnas) == 1:
        return columnas[0]
    suma = sum((func.coalesce(k, 0) for k in columnas[1:]), func.coalesce(columnas[0], 0))
    # Those of a coverage don't add up: the last one given stands for them.
    return case((m.c.acumula.is_(False), func.coalesce(*reversed(columnas))), (or_(*(k.is_not(None) for k in columnas)), suma))


def cerrado(t: Trimestre, m: FromClause) -> ColumnElement[bool]:
    fin = fin_de(t, 1)  # any year: only its month and day count
    mes, dia = fin.month, fin.day
    mes_corte, dia_corte = extract("month", m.c.corte), extract("day", m.c.corte)
    return or_(extract("year", m.c.corte) > m.c.ejercicio, mes_corte > mes, and_(mes_corte == mes, dia_corte >= dia))


def de_clase(clase: Clase, m: FromClause) -> ColumnElement[bool]:
    if clase == "no_cumplidas":
        return m.c.incumplida.is_(True)
    if clase == "cumplidas":
        return m.c.estado.in_(("cumplida", "rebasada"))
    if clase == "al_corriente":
        return and_(m.c.incumplida.is_(False), m.c.absoluto.is_not(None), m.c.meta_anual > 0)
    # By their states, which indexes hold, and what is done inside the year: 0 < meta_anual follows from either.
    if clase == "sin_avance":
        return or_(m.c.estado == "sin_avance", and_(m.c.estado == "en_proceso", m.c.absoluto == 0))
    if clase == "parcial":
        return and_(m.c.estado.in_(("no_cumplida", "en_proceso")), m.c.absoluto > 0)
    return m.c.estado == {"exacta": "cumplida"}.get(clase, clase)


def de_trimestre(f: ConTrimestre, m: FromClause) -> ColumnElement[bool]:
    if f.modo == "suma" and len(f.trimestres) > 1:
        return and_(cerrado(f.trimestres[-1], m), _en_periodo(f, f.trimestres, m))
    junta = or_ if f.modo == "alguno" else and_
    partes = [f.trimestres[i : i + f.de_a] for i in range(0, len(f.trimestres), f.de_a)]
    return junta(*(and_(cerrado(p[-1], m), _en_periodo(f, p, m)) for p in partes))


def de_cambio(f: ConCambio, m: FromClause) -> ColumnElement[bool]:
    """Progress over some quarters beside that over earlier ones of the same row; nothing is said of what has none in either."""
    diferencia = valor_sql("avance", f.despues, m) - valor_sql("avance", f.antes, m)
    sentido = {"mejor": diferencia > _IGUAL, "peor": diferencia < -_IGUAL, "igual": func.abs(diferencia) <= _IGUAL}[f.sentido]
    return and_(cerrado(f.despues[-1], m), sentido)


def _en_periodo(f: ConTrimestre, trimestres: Sequence[Trimestre], m: FromClause) -> ColumnElement[bool]:
    p, a = valor_sql("programado", trimestres, m), valor_sql("alcanzado", trimestres, m)
    if f.clase == "corto":
        return and_(p > 0, func.coalesce(a, -1) < p)
    if f.clase == "cumplido":
        return and_(p > 0, a >= p)
    if f.clase == "exacto":
        return and_(p > 0, a == p)
    if f.clase == "rebasado":
        return and_(p.is_not(None), a > p)
    if f.clase == "sin_avance":
        return and_(p > 0, a == 0)
    if f.clase == "sin_reporte":
        return a.is_(None)
    if f.clase == "con_avance":
        return a > 0
    return func.coalesce(p, 0) == 0
