"""Averages. Groups, or goals, held against one: "¿qué unidades quedaron por debajo del promedio?", "metas por debajo del
promedio de su unidad"; years are never lumped together: each has its own. And what each year, quarter or place adds up to,
and the mean of them: "promedio anual de consultas", "metas cumplidas por unidad, en promedio"."""

from __future__ import annotations

from typing import cast

from assistant.grammar.counting import nombrados
from assistant.grammar.heads import Cabeza, dimensiones_de
from assistant.grammar.mentions import ambito
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario
from assistant.plan import (
    CANTIDADES,
    Aclarar,
    ConCausa,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Dimension,
    En,
    Opcion,
    Orden,
    Promedio,
    Umbral,
)
from assistant.spans import Cobertura
from index.poa import TRIMESTRES, Trimestre

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea", "ejercicio")
#: What a mean of goals may be taken of, besides a year.
_PROPIOS: tuple[Dimension, ...] = ("unidad", "programa", "ramo", "municipio")


def contra_el_promedio(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """Which groups meet a smaller, or a larger, share of their goals than all of them together; or which goals are on one
    side of the mean of their place."""
    dichas = [s for s in c.de("dim") if s.valor in _GRUPOS]
    if not c.hay("promedio_de"):
        return False
    lado = c.valores("promedio_de")[0]
    if cabeza.tipo in ("nombre", "nivel", "clase") and cabeza.valor not in ("observacion", "informe"):
        luego = {s.valor for s in dichas if s.ini > c.de("promedio_de")[0].ini}
        suyas = tuple(d for d in _PROPIOS if d in luego)
        h.filtros.append(Promedio(lado=lado, de=(*suyas, "ejercicio")))
        h.intent, h.metrica, h.agrupar = "count" if c.hay("cuenta") else "list", None, ()
        return True
    if not (dichas or h.agrupar):
        return False
    grupo = cast(Dimension, next((d for d in (*(s.valor for s in dichas), *h.agrupar) if d != "ejercicio"), "ejercicio"))
    anos = "ejercicio" in h.agrupar or any(isinstance(f, En) and f.entidad == "ejercicio" and not f.negado and len(f.valores) > 1 for f in h.filtros)
    h.agrupar = ("ejercicio", grupo) if anos and grupo != "ejercicio" else (grupo,)
    h.intent, h.metrica, h.promedio = "count", "proporcion", lado
    return True


#: What a mean may be told of, besides years: each of these places.
_LUGARES: tuple[Dimension, ...] = (*_PROPIOS, "linea")
#: What is measured in percent is averaged goal by goal.
_EN_PORCIENTO = frozenset(("avance", "proporcion", "a_la_fecha"))
_SEMESTRES: tuple[tuple[Trimestre, ...], ...] = (("T1", "T2"), ("T3", "T4"))


def promedia_cantidades(c: Cobertura) -> bool:
    """Whether the mean that is asked for is not of percentages, and nothing else is asked of it."""
    otra = c.hay("ordena", "compara", "promedio_de", "explica", "cita", "puntos", "cambio") or (c.hay("rango") and not _de_lugares(c))
    return c.hay("promedio") and not otra and not _EN_PORCIENTO & set(c.valores("metrica"))


def _de_lugares(c: Cobertura) -> bool:
    """ "¿Qué unidad incumple más metas al año, en promedio?": places are ordered by their yearly mean."""
    dims = c.valores("dim")
    return any(d in _LUGARES for d in dims) and "ejercicio" in dims


def promedio_de_cada(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """The mean of quantities, or of how many goals are so, over the years, parts of a year or places that are told apart; of
    a quantity without any, over its goals."""
    if not promedia_cantidades(c):
        return False
    tiempos = {s.valor for s in c.de("dim")} | {_tiempo(c.tokens[i].norma) for s in c.de("tendencia") for i in range(s.ini, s.fin)}
    varios_anos = any(isinstance(f, En) and f.entidad == "ejercicio" and not f.negado and len(f.valores) > 1 for f in h.filtros)
    lugares = tuple(d for d in dict.fromkeys((*dimensiones_de(c), *nombrados(h))) if d in _LUGARES)
    de_un_ano = "trimestre" in tiempos or len(h.trimestres) > 1
    anual = not de_un_ano and ("ejercicio" in tiempos or varios_anos)
    if _cuenta_metas(c, h, cabeza):
        if de_un_ano or not (anual or lugares):
            return False
        h.metrica, fuera = "metas", lugares[:1]
    else:
        suelto = any(not c.tokens[i].vacio for i in c.sueltos)
        if not (c.hay("medida") or h.metrica in CANTIDADES or ((c.hay("meta") or suelto) and (anual or de_un_ano))):
            return False
        h.metrica = h.metrica if h.metrica in CANTIDADES else "alcanzado"
        medidas = [len(f.valores) for f in h.filtros if isinstance(f, En) and f.entidad == "medida"]
        fuera = ("medida",) if sum(medidas) > 1 else lugares[:1] or (() if medidas else ("medida",))
    h.intent = "average"
    if c.hay("rango") and not lugares:
        fuera = ("unidad",)  # the place is asked for, and so stands in the order
    if de_un_ano:
        h.partes = _partes(c, h)
        h.trimestres, h.agrupar = (), lugares[:1]
    elif anual:
        h.agrupar = (*fuera, "ejercicio")
    elif lugares:
        h.agrupar = lugares[:2] if len(lugares) > 1 else (*(d for d in fuera if d == "medida"), *lugares)
    else:
        h.agrupar = ()
    if c.hay("rango") and len(h.agrupar) > 1:
        h.agrupar = (next(cast(Dimension, d) for d in c.valores("dim") if d in _LUGARES), "ejercicio")
        h.orden = Orden(metrica=h.metrica, descendente=c.valores("rango")[0] == "desc")
    return True


def _tiempo(palabra: str) -> str | None:
    """The part of time that a word of a trend names ("año con año", "por trimestre")."""
    return "ejercicio" if palabra == "ano" else "trimestre" if palabra.startswith(("trim", "semestr")) else None


def _cuenta_metas(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """Whether what is averaged is how many goals there are, or are so."""
    if cabeza.tipo == "medida" or not c.hay("nombre", "nivel", "clase") or c.hay("meta"):
        return False
    elegidas = bool(h.clases) or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion | ConSemaforo) for f in h.filtros)
    return (elegidas and not c.hay("medida")) or (c.hay("cuenta") and cabeza.tipo in ("nombre", "nivel"))


def _partes(c: Cobertura, h: Huecos) -> tuple[tuple[Trimestre, ...], ...]:
    if any(c.tokens[i].norma.startswith("semestr") for s in c.de("dim", "tendencia") for i in range(s.ini, s.fin)):
        return _SEMESTRES
    return tuple((t,) for t in h.trimestres or TRIMESTRES)


def promedio_sin_ano(c: Cobertura, h: Huecos, voc: Vocabulario) -> Aclarar | None:
    """A mean of quarters is of one year and of one place: of which, where there are several."""
    if h.intent != "average" or not h.partes:
        return None
    informes = ambito(h, voc)
    dichos = [v for f in h.filtros if isinstance(f, En) and f.entidad == "ejercicio" and not f.negado for v in f.valores]
    anos = [a for a in sorted({str(i[1]) for i in informes}) if not dichos or a in dichos]
    if len(anos) < 2:
        return None
    dichas = c.de("ano")
    fuera = range(dichas[0].ini, dichas[-1].fin) if dichas else range(0)
    pregunta = " ".join(t.texto for i, t in enumerate(c.tokens) if i not in fuera)
    opciones = tuple(Opcion(texto=a, pregunta=f"¿{pregunta} en {a}?") for a in anos)
    return Aclarar(duda="El promedio de los trimestres es el de un solo año. ¿De cuál?", opciones=opciones)


__all__ = ["contra_el_promedio", "promedia_cantidades", "promedio_de_cada", "promedio_sin_ano"]
