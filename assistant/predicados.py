"""What one filter asks of a goal, as SQL over ``metas``: entities, words, causes, figures, colours, and what it shares with
another goal. ``conditions`` puts a plan's together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.sql import FromClause

from assistant.plan import ComoMeta, ConCausa, Dimension, En, Plan, Texto, Umbral
from assistant.valores import M, valor_sql
from index import schema
from index.familias import familia
from index.poa import Trimestre
from index.texto_completo import ConRaices
from index.textos import palabras

#: Bands of the semaphore: from (inclusive) amarillo and verde, to (inclusive) verde.
Bandas = tuple[float, float, float]
BANDAS: Bandas = (70.0, 90.0, 110.0)


def campos_de(dimensiones: Iterable[Dimension]) -> list[str]:
    """The columns that tell the places of some dimensions apart: a unit's code may be another unit's elsewhere."""
    return list(dict.fromkeys(k for d in dimensiones for k in (("municipio", "unidad") if d == "unidad" else (d,))))


def de_semaforo(colores: Iterable[str], m: FromClause, bandas: Bandas = BANDAS) -> ColumnElement[bool]:
    x = m.c.avance_calculado
    bajo, medio, alto = bandas
    de_color = {
        "verde": and_(x >= medio, x <= alto), "amarillo": and_(x >= bajo, x < medio), "rojo": x < bajo, "sobrecumplimiento": x > alto,
        "sin_programacion": m.c.estado == "sin_programacion", "sin_reporte": m.c.estado == "sin_reporte",
    }  # fmt: skip
    return or_(*(de_color[c] for c in colores))


def de_entidad(f: En, m: FromClause) -> ColumnElement[bool]:
    if f.entidad == "ejercicio":
        return m.c.ejercicio.in_([int(v) for v in f.valores])
    if f.entidad == "unidad":
        return or_(*(de_unidad(v, m) for v in f.valores))
    if f.entidad == "linea":
        lm = schema.lineas_meta.alias()
        return exists().where(lm.c.meta_id == m.c.id, lm.c.codigo.in_(f.valores))
    if f.entidad == "rama":
        return or_(m.c.numero.in_(f.valores), m.c.padre.in_(f.valores))
    if f.entidad == "persona":
        firmas = schema.firmas.alias()
        return exists().where(firmas.c.informe_id == m.c.informe_id, firmas.c.persona.in_(f.valores))
    columna = {"meta": "numero", "medida": "medida"}.get(f.entidad, f.entidad)
    return cast(ColumnElement[bool], m.c[columna].in_(f.valores))


def de_unidad(valor: str, m: FromClause) -> ColumnElement[bool]:
    """A unit by its code, or by its code in one municipality."""
    codigo, _, municipio = valor.partition("@")
    return and_(m.c.unidad == codigo, m.c.municipio == municipio) if municipio else m.c.unidad == codigo


def de_texto(f: Texto, m: FromClause) -> ColumnElement[bool]:
    if f.cercano:
        if not f.observaciones:
            return false()
        return cast(ColumnElement[bool], m.c.observacion_id.in_(f.observaciones))
    columnas = {"descripcion": ("descripcion", "medida"), "observacion": ("observacion",), "todo": ()}[f.donde]
    cada_uno = [ConRaices(m.c.id, [familia(p) for t in terminos for p in palabras(t)], columnas) for terminos in (f.terminos, *f.otros)]
    return or_(*cada_uno) if f.otros else cada_uno[0]


def de_causa(f: ConCausa, m: FromClause, direcciones: Sequence[str], *, de_todo: bool = False) -> ColumnElement[bool]:
    """Goals with a cause. ``de_todo``: among those of every place, so that the cause is the rarer of the two and is looked
    up first."""
    c = schema.causas_meta.alias()
    donde = [] if de_todo else [c.c.meta_id == m.c.id]
    if f.causas:
        donde.append(c.c.causa.in_(f.causas))
    if direcciones and not f.negado:
        donde.append(c.c.direccion.in_(direcciones))
    return cast(ColumnElement[bool], m.c.id.in_(select(c.c.meta_id).where(*donde))) if de_todo else exists().where(*donde)


def de_todo(plan: Plan) -> bool:
    """Whether a plan is about the goals of every place."""
    return not any(isinstance(f, En | Texto) and getattr(f, "entidad", "") != "ejercicio" for f in plan.filtros)


def de_umbral(f: Umbral, trimestres: Sequence[Trimestre], m: FromClause) -> ColumnElement[bool]:
    x = valor_sql(f.metrica, trimestres, m)
    if f.comparador == "between":
        bajo, alto = sorted((f.valor, f.hasta if f.hasta is not None else f.valor))
        return x.between(bajo, alto)
    if f.comparador == "eq":
        return func.abs(x - f.valor) < (0.5 if f.metrica in ("avance", "a_la_fecha") else 1e-9)
    return {"lt": x < f.valor, "le": x <= f.valor, "gt": x > f.valor, "ge": x >= f.valor}[f.comparador]


#: Two percentages that are shown alike.
_MISMO_AVANCE = 0.05


def como_otra(f: ComoMeta, plan: Plan, m: FromClause) -> ColumnElement[bool]:
    """Goals that share something with another one of the same year, at the plan's cut. Lines of action, programmes and ramos
    are of a municipality; a measure is the same anywhere."""
    r = M.alias("otra_meta")
    en_corte = r.c.corte == plan.corte if plan.corte else r.c.vigente.is_(True)
    suyas = [r.c.numero == f.meta, r.c.ejercicio == m.c.ejercicio, en_corte, r.c.id != m.c.id, *(de_entidad(x, r) for x in f.lugar)]
    if f.que == "medida":
        return exists().where(*suyas, r.c.medida == m.c.medida)
    if f.que == "meta_anual":
        return exists().where(*suyas, r.c.meta_anual == m.c.meta_anual)
    if f.que == "avance":
        return exists().where(*suyas, func.abs(r.c.avance_calculado - m.c.avance_calculado) < _MISMO_AVANCE)
    if f.que in ("unidad", "programa", "ramo"):
        return exists().where(*suyas, r.c.municipio == m.c.municipio, r.c[f.que] == m.c[f.que])
    tabla = schema.lineas_meta if f.que == "linea" else schema.causas_meta
    suyo, propio = tabla.alias("de_la_otra"), tabla.alias("de_esta")
    if f.que == "linea":
        iguales = [r.c.municipio == m.c.municipio, suyo.c.codigo == propio.c.codigo]
    else:
        iguales = [suyo.c.causa == propio.c.causa, suyo.c.direccion == propio.c.direccion, suyo.c.causa != "otra"]
    return exists().where(*suyas, suyo.c.meta_id == r.c.id, propio.c.meta_id == m.c.id, *iguales)
