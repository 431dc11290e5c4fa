"""Superlatives and orders: what is ranked, by what, how many."""

from __future__ import annotations

from typing import cast

from assistant.grammar.heads import Cabeza
from assistant.grammar.slots import Huecos
from assistant.grammar.thresholds import es_limite, valor_de
from assistant.plan import CANTIDADES, ConCausa, ConClase, ConObservacion, ConTrimestre, Dimension, En, Metric, Orden, Umbral
from assistant.spans import Cobertura, es_verbo


def ordenar(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    if not c.hay("rango", "ordena", "puesto") and not (_una_meta(c) and c.de("dim") and _mas_en_la_clase(c)):
        return False
    if not c.hay("ordena") and c.hay("promedio", "suma") and not c.de("nombre", "dim"):
        return False
    cerca = "cerca" in c.valores("rango")
    desc = cerca or (c.valores("rango") or ["desc"])[-1 if c.hay("ordena") else 0] == "desc"
    desc = desc and (c.hay("rango", "ordena", "puesto") or "rebasada" in h.clases)
    dims = [
        s
        for s in c.de("dim")
        if s.valor in ("unidad", "programa", "ramo", "municipio", "ejercicio", "linea", "medida", "causa")
    ]
    metas = c.de("nombre", "nivel")
    varias = next(
        (
            f.entidad
            for f in h.filtros
            if isinstance(f, En)
            and len(f.valores) > 1
            and not f.negado
            and f.entidad in ("unidad", "programa", "ejercicio", "municipio")
        ),
        None,
    )
    if (
        not dims
        and (c.hay("quien") or (varias and any(t.norma in ("cual", "quien", "o") for t in c.tokens)))
        and not h.agrupar
        and not (varias == "ejercicio" and _la_meta(c))
    ):
        h.agrupar = (cast(Dimension, varias or "unidad"),)
        h.intent, h.metrica, h.limite = "rank", _metrica_de_grupo(c, h), None
        h.orden = Orden(metrica=h.metrica, descendente=(c.valores("rango") or ["desc"])[0] == "desc")
        return True
    primera_dim = dims[0].ini if dims else 10**6
    primera_meta = next((s.ini for s in metas if s.valor in ("meta", "principal", "accion")), 10**6)
    por_dim = bool(dims) and (primera_dim < primera_meta or bool(h.agrupar)) and not (c.hay("unidad") and varias != "unidad" and not h.agrupar and dims[0].valor == "unidad") and not _una_meta(c)
    h.intent = "rank"
    if varias == "ejercicio" and _la_meta(c) and not dims and not h.agrupar and c.hay("rango"):
        h.agrupar = ("ejercicio",)  # "¿cuál fue la meta con mayor avance en 2023 y cuál en 2024?": that of each
    if _de_cada_lugar(c, h, primera_dim, primera_meta):
        h.de_cada, h.agrupar, por_dim = h.agrupar, (), False
    otras = [s for s in dims if s.valor not in h.agrupar]
    dentro = otras[0].valor if otras and len(h.agrupar) == 1 and h.agrupar[0] in _DE_CADA and c.hay("rango", "puesto") and not c.hay("ordena", "cuenta") else None
    if por_dim and dentro and otras[0].ini < primera_meta:
        # "¿Qué unidad tuvo más metas incumplidas en cada año?": the first of each.
        h.de_cada, h.agrupar = h.agrupar, (h.agrupar[0], cast(Dimension, dentro))
        h.metrica = _metrica_de_grupo(c, h)
    elif por_dim and c.hay("promedio") and h.metrica in (None, "avance") and not h.clases and dims[0].valor in _DE_CADA:
        # "¿Qué unidad tuvo el avance promedio más alto?": by the mean that is asked for, and not by the share that was met.
        h.agrupar, h.intent, h.metrica = h.agrupar or (dims[0].valor,), "average", "avance"
    elif por_dim:
        h.agrupar = h.agrupar or (dims[0].valor,)
        h.metrica = _metrica_de_grupo(c, h)
    elif h.metrica in (None, "proporcion", "metas"):
        if cerca and not h.clases:  # what came nearest to its goal did not reach it
            h.filtros.append(ConClase(clases=("no_cumplidas",)))
        h.agrupar = () if _una_meta(c) else h.agrupar
        h.metrica = "avance"
        if (
            "no_cumplidas" in h.clases
            and c.hay("rango")
            and not h.trimestres
            and not metas_lista(c)
            and not c.hay("ordena")
            and not _de_a(c)
            and desc
        ):
            desc = not desc
    h.puesto = next(iter(c.valores("puesto")), None)
    h.limite = None if h.puesto else cuantas(c, por_dim) or (1 if h.de_cada else None)
    h.orden = Orden(metrica=h.metrica, descendente=desc)
    return True


#: Of each of which so many goals may be asked for.
_DE_CADA = frozenset(("ejercicio", "corte", "municipio", "unidad", "programa", "ramo"))


def _de_cada_lugar(c: Cobertura, h: Huecos, dim: int, meta: int) -> bool:
    """ "Las tres metas con menor avance de cada año", "top 3 de cada municipio": goals are ranked, within each place."""
    if not h.agrupar or not set(h.agrupar) <= _DE_CADA or not c.hay("rango", "puesto") or c.hay("cuenta", "ordena", "compara", "causa") or _de_a(c):
        return False
    contados = any(s.ini > i for s in c.de("nombre", "nivel") if s.valor in ("meta", "accion", "principal") for i in (r.ini for r in c.de("rango")) if s.ini - i == 1 and c.tokens[i].norma in ("mas", "menos"))
    tantas = any(s.fin == meta and es_limite(c, s) for s in c.de("cifra"))  # "por municipio, las 2 metas con mayor …"
    tantas = tantas or (_una_meta(c) and any(r.ini > meta for r in c.de("rango")))
    # "Por cada municipio, su peor meta".
    tantas = tantas or any(s.ini == meta and c.tokens[s.fin - 1].norma in ("meta", "accion") and r.fin == meta for s in c.de("nombre", "nivel") for r in c.de("rango"))
    return not contados and (meta < dim or tantas or (meta == 10**6 and c.hay("cifra")))


def cual_mas(c: Cobertura, h: Huecos, cabeza: Cabeza) -> bool:
    """Where, when or who did more of something, of two that are named ("¿se bacheó más en A o en B?"): their quantities
    and the difference."""
    normas = {t.norma for t in c.tokens}
    if not c.hay("rango") or "o" not in normas or c.hay("clase", "nombre", "nivel", "dim", "causa", "meta", "promedio", "ordena"):
        return False
    dos = [f.entidad for f in h.filtros if isinstance(f, En) and not f.negado and f.entidad in ("municipio", "ejercicio", "unidad") and len(f.valores) == 2]
    hecho = any(not c.tokens[i].vacio and es_verbo(c.tokens, i) for i in c.sueltos)
    if len(dos) != 1 or h.metrica not in (None, *CANTIDADES) or not (c.hay("medida") or hecho):
        return False
    h.intent, h.agrupar, h.metrica = "compare", (cast(Dimension, dos[0]),), h.metrica or "alcanzado"
    return True


def _una_meta(c: Cobertura) -> bool:
    """ "¿En qué municipio y año se rebasó más una meta?" asks for the goal, wherever it is."""
    return any(
        s.valor == "meta" and c.tokens[s.fin - 1].norma in ("meta", "accion") and {t.norma for t in c.tokens[max(0, s.ini - 2) : s.fin]} & {"una", "la"}
        for s in c.de("nombre")
    )


def _cual_tuvo(c: Cobertura) -> bool:
    """ "Entre las acciones de deporte, ¿cuál tuvo …?": one of them is asked for."""
    return any(t.norma == "cual" and c.tokens[i + 1].norma in ("tuvo", "fue", "registro", "alcanzo", "obtuvo", "quedo", "presento", "tiene", "logro", "reporto") for i, t in enumerate(c.tokens[:-1]) if i)


def _la_meta(c: Cobertura) -> bool:
    """ "¿Cuál fue la meta con …?": one goal is asked for."""
    return any(s.valor == "meta" and c.tokens[s.fin - 1].norma == "meta" and {"cual", "que"} & {t.norma for t in c.tokens[max(0, s.ini - 4) : s.ini]} for s in c.de("nombre"))


def _mas_en_la_clase(c: Cobertura) -> bool:
    """ "Quedó más corta": the superlative stands inside the state."""
    return any("mas" in {t.norma for t in c.tokens[s.ini : s.fin]} for s in c.de("clase"))


def _de_a(c: Cobertura) -> bool:
    """Whether the order is spelt out: "de la mayor a la menor"."""
    return any(s.tipo == "rango" and "a" in {t.norma for t in c.tokens[s.ini : s.fin]} for s in c.spans)


def metas_lista(c: Cobertura) -> bool:
    """Whether the question asks for goals explicitly ("las metas incumplidas con menor avance")."""
    return any(s.valor == "avance" for s in c.de("metrica"))


def _metrica_de_grupo(c: Cobertura, h: Huecos) -> Metric:
    if h.metrica == "proporcion":
        return "proporcion"
    if any(isinstance(f, En) and f.entidad == "medida" for f in h.filtros) and h.metrica in (
        None,
        "programado",
        "alcanzado",
        "meta_anual",
        "brecha",
    ):
        return h.metrica or "alcanzado"
    contadas = any(t.norma in ("numero", "cantidad", "cuantas") for t in c.tokens) or any(
        s.tipo == "rango"
        and s.fin < len(c.tokens)
        and c.tokens[s.fin].norma in ("metas", "acciones", "objetivos", "incumplimientos", "incumplidas")
        for s in c.spans
    )
    calidad = any(t.norma in ("mejor", "peor") for s in c.de("rango") for t in c.tokens[s.ini : s.fin])
    if calidad and not contadas and h.clases == ["cumplidas"] and not any(isinstance(f, ConCausa | Umbral | ConTrimestre) for f in h.filtros):
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
        h.clases = []
        return "proporcion"
    if h.clases or any(isinstance(f, ConCausa | Umbral | ConTrimestre | ConObservacion) for f in h.filtros):
        return "metas" if contadas or "cumplidas" not in h.clases or not h.metrica else "proporcion"
    if h.metrica in ("avance", None) and not contadas:
        return "proporcion"
    return "metas"


def cuantas(c: Cobertura, por_dim: bool) -> int | None:
    """How many are asked for: "the N", one for a singular, None for all."""
    # "Contando los tres municipios, ¿cuál fue la meta …?": so many places there are.
    contados = [] if por_dim else [d for d in c.de("dim") if any(k.fin == d.ini for k in c.de("cifra"))]
    for s in c.de("cifra"):
        if any(d.ini == s.fin for d in contados):
            continue
        if es_limite(c, s):
            _, n = valor_de(c, s)
            if 1 <= n <= 100 and n == int(n):
                return int(n)
    ordenar = c.hay("ordena") or _de_a(c)
    if not ordenar and not por_dim and _cual_tuvo(c):
        return 1
    nombres = [t.norma for s in c.de("nombre", "nivel", "dim", "medida") if s not in contados for t in c.tokens[s.ini : s.fin]]
    plural = any(n.endswith("s") for n in nombres[:1])
    if ordenar or not nombres:
        return None if ordenar else 1
    return None if plural and not por_dim else 1
