"""Typed spans → plan: which filters they are, what is wanted, and what is missing.

The order is fixed and each step is one short function over the cover: what isn't ours, entities, time, thresholds,
states, causes, words, intent. A follow-up's slots are laid over the last plan in ``conversation``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from assistant.grammar.actions import de_una_principal
from assistant.grammar.alternatives import unas_u_otras
from assistant.grammar.averages import promedio_sin_ano
from assistant.grammar.blame import por_una_causa
from assistant.grammar.causes import causa_senalada, dinero_es_causa, golpe_de_causa, leer_causas
from assistant.grammar.comparing import leer_comparacion
from assistant.grammar.elisions import ambos_semestres, corte_elidido, ese_trimestre, semestre_elidido, sumados_los_anos
from assistant.grammar.entities import leer_entidades
from assistant.grammar.gaps import de_lo_medido, diferencia_entre_lugares
from assistant.grammar.heads import cabeza_de
from assistant.grammar.intents import decidir_intento
from assistant.grammar.likeness import como_otra_meta
from assistant.grammar.month_ranges import meses_enteros
from assistant.grammar.negation import cuantas_no, menos_es_excepto, negaciones_de
from assistant.grammar.periods import leer_periodos
from assistant.grammar.places import cuantos_municipios
from assistant.grammar.quantities import medida_dentro
from assistant.grammar.quarters import recuperadas_en_un_trimestre
from assistant.grammar.quotas import cuota_dicha, de_cada_ano, por_trimestre, unas_contra_otras, varios_trimestres
from assistant.grammar.reliefs import relevos
from assistant.grammar.scope import ajena, ambiguedad, ausentes, es_del_dominio, lo_que_falta, sin_referente
from assistant.grammar.slots import Huecos
from assistant.grammar.states import leer_clases, leer_observaciones, leer_semaforo
from assistant.grammar.subjects import (
    afirma_que_se_cumplio,
    avanzo_en_un_ano,
    dejo_por_una_causa,
    la_meta_de_una_medida,
    no_tuvo,
    periodo_mencionado,
    sin_ano_anterior,
    sin_de_donde,
)
from assistant.grammar.thresholds import diferencia_sin_lado, leer_umbrales
from assistant.grammar.words import leer_palabras
from assistant.link import Vocabulario
from assistant.plan import (
    CANTIDADES,
    INCUMPLIDAS,
    Aclarar,
    ConAcciones,
    ConClase,
    ConTrimestre,
    En,
    FueraDeTema,
    Nivel,
    Orden,
    Plan,
    SinDatos,
    Texto,
)
from assistant.spans import Cobertura

_CERRADAS = frozenset(
    "alguna algunas algun algunos alguien se hubo existe existen hay fue fueron alcanzo alcanzaron cumplio cumplieron logro lograron tiene tienen tuvo tuvieron es son rebaso rebasaron is are did was were do does llego llegaron realizo realizaron hizo hicieron esta estan".split()
)
#: What settles, in this order, the spans that say less or more than they mean, before any time is read.
_ANTES_DEL_TIEMPO: tuple[Callable[[Cobertura], object], ...] = (
    cuantas_no, meses_enteros, ambos_semestres, semestre_elidido, ese_trimestre, sumados_los_anos, dejo_por_una_causa, recuperadas_en_un_trimestre,
)  # fmt: skip
#: What asks whether the rest is so.
_ES_CIERTO = re.compile(r"(?:y )?(?:(?:es|sera|seria) (?:cierto|verdad|correcto)|(?:es )?(?:verdad|cierto)) que\b")


def componer(c: Cobertura, voc: Vocabulario, previo: Plan | None = None) -> Huecos | SinDatos | FueraDeTema | Aclarar:
    """Read the cover. ``previo``: the plan of an earlier question that this one may lean on."""
    sigue = previo is not None
    dinero_es_causa(c)
    sin_de_donde(c)
    golpe_de_causa(c)
    if ajeno := ajena(c):
        return ajeno
    de_una_principal(c)
    menos_es_excepto(c)
    for paso in _ANTES_DEL_TIEMPO:
        paso(c)
    sin_ano_anterior(c, voc)
    periodo_mencionado(c)
    if not sigue:
        avanzo_en_un_ano(c)
    if sin_numero := como_otra_meta(c):
        return sin_numero
    if dos_modos := cuantos_municipios(c, voc.municipios):
        return dos_modos
    medida_dentro(c, voc)
    corte_elidido(c)
    diferencia_entre_lugares(c)
    h = Huecos(cerrada=_cerrada(c))
    h.notas += [s.nota for s in c.spans if s.nota]
    negados = negaciones_de(c)
    if falta := ausentes(c, voc):
        return falta
    if duda := ambiguedad(c, voc) or (None if sigue else sin_referente(c, voc)):
        return duda
    if falta := leer_periodos(c, voc, h, previo):
        return falta if es_del_dominio(c, h) or sigue else FueraDeTema()
    cuota_dicha(c, voc)
    leer_umbrales(c, h)
    leer_clases(c, h, negados)
    leer_entidades(c, h, voc, negados)
    causa_senalada(c, h, previo)
    leer_causas(c, h, voc, negados)
    leer_observaciones(c, h, negados)
    if not relevos(c, h, voc) and (salida := leer_comparacion(c, h, voc, previo)):
        return salida
    leer_semaforo(c, h)
    decidir_intento(c, h)
    de_cada_ano(c, h, voc)
    if duda := unas_contra_otras(c, h) or por_trimestre(c, h) or varios_trimestres(c, h) or promedio_sin_ano(c, h, voc) or diferencia_sin_lado(c, h):
        return duda
    leer_palabras(c, h, voc, negados)
    por_una_causa(c, h)
    de_lo_medido(c, h)
    _ajustar(c, h)
    h.dominio = es_del_dominio(c, h)
    if falta_algo := lo_que_falta(c, h, voc, sigue):
        return falta_algo
    h.confianza = _confianza(c, h)
    unas_u_otras(c, h)
    return h


def _cerrada(c: Cobertura) -> bool:
    primera = next(
        (
            i
            for i, t in enumerate(c.tokens)
            if not any(s.ini <= i < s.fin and s.tipo in ("cortesia", "saludo", "sigue") for s in c.spans)
        ),
        0,
    )
    if _ES_CIERTO.match(" ".join(t.norma for t in c.tokens)) is not None:
        return True
    return bool(c.tokens) and c.tokens[primera].norma in _CERRADAS and not c.hay("quien", "cuenta")


def _universal(c: Cobertura, h: Huecos) -> None:
    """ "¿Cumplió todas sus metas?": the goals that did not are what the answer is about."""
    if h.cuota is not None or any(isinstance(f, ConAcciones) for f in h.filtros):
        return  # so many of them, and not all
    todas = any(t.norma in ("todas", "todos", "todo", "all") for t in c.tokens)
    if _grupos_enteros(c, h, todas):
        return
    if (
        todas
        and h.clases == ["cumplidas"]
        and not c.hay("pide", "cuenta", "cita", "explica", "rango")
        and h.intent in (None, "list", "detail")
    ):
        opuestas: dict[str, Any] = {"clases": ("no_cumplidas",)}
        h.filtros = [
            f.model_copy(update=opuestas)
            if isinstance(f, ConClase)
            else f.model_copy(update={"clase": "corto"})
            if isinstance(f, ConTrimestre)
            else f
            for f in h.filtros
        ]
        h.cerrada = h.universal = True
        h.intent = "list"


#: Dimensions whose groups may be asked for by what all of their goals are.
_ENTEROS = ("unidad", "programa", "ramo", "municipio", "ejercicio")


def _grupos_enteros(c: Cobertura, h: Huecos, todas: bool) -> bool:
    """ "¿Qué unidades cumplieron todas sus metas?", "… no tuvieron ninguna meta incumplida": the groups that are all so."""
    dims = [s for s in c.de("dim") if s.valor in _ENTEROS]
    pide = any(s.ini == d.ini - 1 or s.fin == d.ini for d in dims[:1] for s in c.de("pide", "catalogo")) or any({"alguna", "algun"} & {t.norma for t in c.tokens[max(0, d.ini - 2) : d.ini]} for d in dims[:1])
    pide = pide or (dims[:1] and dims[0].ini == 0 and todas) or (c.hay("cuenta") and cabeza_de(c).tipo == "dim")
    if len(dims) != 1 or not pide or c.hay("cita", "explica", "rango", "compara", "cambio") or len(h.clases) != 1 or h.periodos or h.promedio or (c.hay("causa") and h.clases[0] not in INCUMPLIDAS):
        return False
    clase = h.clases[0]
    sin_ninguna = no_tuvo(c) or (any(t.norma.startswith("ningun") or t.norma == "sin" for t in c.tokens) and any(t.norma in ("no", "sin") for t in c.tokens))
    if not ((todas and clase in ("cumplidas", "exacta", "rebasada", "al_corriente")) or (clase in INCUMPLIDAS and sin_ninguna and c.de("nombre", "nivel"))):
        return False
    h.agrupar, h.intent, h.metrica, h.universal = (dims[0].valor,), "count", "metas", True
    h.filtros = [f.model_copy(update={"negado": False}) if isinstance(f, ConClase) else f for f in h.filtros]
    return True


def _ajustar(c: Cobertura, h: Huecos) -> None:
    """Settle combinations: a named goal is shown whatever its state; a lone subject is a detail."""
    nombra = any(isinstance(f, En) and f.entidad == "meta" and not f.negado for f in h.filtros)
    texto = any(isinstance(f, Texto) for f in h.filtros)
    if nombra and h.intent in (None, "detail", "explain", "quote", "trend"):
        h.filtros = [
            f
            for f in h.filtros
            if not isinstance(f, ConClase | ConTrimestre | Nivel) and not (isinstance(f, En) and f.entidad == "medida")
        ]
    if nombra and h.intent == "sum" and {"meta_anual", "alcanzado"} <= set(c.valores("metrica")):
        h.intent, h.metrica, h.agrupar = "detail", None, ()  # both figures of one goal, in each of its years
    if nombra and h.intent == "sum":
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
    if texto and h.intent is None and not any(s.valor == "meta" for s in c.de("nombre")):
        h.intent = "detail"
        h.cerrada = h.cerrada or afirma_que_se_cumplio(c)
        if h.cerrada:
            h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
    if (h.intent is None or (h.intent == "list" and not h.fijo)) and la_meta_de_una_medida(c, h):
        # "¿Se cumplió la meta de auditorías?": the goal, whether or not it was.
        h.intent, h.cerrada, h.metrica = "detail", True, None
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
    sumadas = h.metrica in ("programado", "alcanzado", "meta_anual") and any(isinstance(f, En) and f.entidad == "medida" for f in h.filtros)
    if h.intent in ("explain", "quote") and (texto or nombra):
        h.agrupar = ()  # each goal is told with its own place and year
    if texto and h.intent == "compare" and h.agrupar == ("ejercicio",) and not sumadas:
        h.intent, h.agrupar = "detail", ()
    if h.intent == "rank" and h.agrupar in (("ejercicio",), ("municipio",)) and (texto or nombra) and not h.clases and h.metrica in ("proporcion", "metas"):
        # The best year, or municipality, of one goal: the goal in each of them.
        h.agrupar, h.metrica, h.limite = (), "avance", None
        h.orden = Orden(metrica="avance", descendente=h.orden is None or h.orden.descendente)
    if h.metrica in ("avance", "proporcion") and "avance" in c.valores("metrica") and h.agrupar in (("municipio",), ("unidad",)) and not h.clases and not c.hay("nombre", "nivel", "causa", "rango", "cuenta", "promedio") and (texto or c.hay("medida")):
        h.intent, h.agrupar, h.metrica = "list", (), "avance"  # "el avance de los baches en cada municipio": of each goal, and not of how many
    _universal(c, h)
    if h.cerrada and h.intent == "sum" and not c.hay("cuenta", "suma"):
        # "¿Se entregaron todas las becas?": yes or no, with the goal's figures.
        h.intent, h.metrica, h.universal = "detail", None, any(t.norma in ("todas", "todos") for t in c.tokens)
    if h.intent in ("audit", "who"):
        h.filtros = [f for f in h.filtros if isinstance(f, En) or (h.intent == "audit" and isinstance(f, Texto) and f.donde != "observacion")]
    if h.intent is None:
        h.intent = "detail" if h.metrica in CANTIDADES else "list"
    if (
        h.metrica == "brecha"
        and not _de_las_dos(c)
        and h.intent in ("detail", "list")
        and not nombra
        and not texto
        and not h.clases
        and not h.trimestres
    ):
        h.filtros.append(ConClase(clases=("rebasada" if _de_mas(c) else "no_cumplidas",)))
    elif (
        h.metrica == "brecha"
        and not _de_las_dos(c)
        and h.intent in ("detail", "list")
        and not nombra
        and h.trimestres
        and not any(isinstance(f, ConTrimestre) for f in h.filtros)
    ):
        h.filtros.append(ConTrimestre(trimestres=h.trimestres, clase="rebasado" if _de_mas(c) else "corto"))


def _de_las_dos(c: Cobertura) -> bool:
    """Whether the difference between what was programmed and what was done is asked for, whichever is larger."""
    return any("diferencia" in c.tokens[i].norma and s.fin - s.ini > 3 for s in c.de("metrica") for i in range(s.ini, s.fin))


def _de_mas(c: Cobertura) -> bool:
    """Whether the distance that is asked is of what was exceeded."""
    return "excedente" in c.valores("metrica")


def _confianza(c: Cobertura, h: Huecos) -> float:
    contenido = [i for i, t in enumerate(c.tokens) if not t.vacio]
    sueltas = [i for i in c.sueltos if not c.tokens[i].vacio and c.tokens[i].norma not in h.terminos]
    return 1.0 if not contenido else 1 - len(sueltas) / len(contenido)
