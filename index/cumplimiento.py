"""The rules of compliance: what "cumplida", "sin avance" or "quedó corto" mean, computed from printed figures.

Source: contract, "Rules that answers state". Nothing is corrected here: the printed absolute is taken as it is,
and the sum of the quarters replaces it only where a form has no absolute column.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from index.poa import TRIMESTRES, Direccion, Trimestre
from index.textos import plegar

Estado = Literal[
    "sin_programacion", "sin_reporte", "sin_avance", "no_cumplida", "cumplida", "rebasada", "en_proceso"
]  # fmt: skip
Semaforo = Literal["verde", "amarillo", "rojo", "sobrecumplimiento", "sin_programacion", "sin_reporte"]

_FIN = {"T1": (3, 31), "T2": (6, 30), "T3": (9, 30), "T4": (12, 31)}


@functools.lru_cache(maxsize=1024)
def fin_de(trimestre: Trimestre, ejercicio: int) -> date:
    """The last day of a quarter."""
    mes, dia = _FIN[trimestre]
    return date(ejercicio, mes, dia)


def en_curso(ejercicio: int, corte: date) -> bool:
    """Whether a year goes on at a cut: what is not achieved yet may still be."""
    return corte < fin_de("T4", ejercicio)


@functools.lru_cache(maxsize=1024)
def trimestres_cerrados(ejercicio: int, corte: date) -> tuple[Trimestre, ...]:
    """Quarters that ended on or before the cut date."""
    return tuple(t for t in TRIMESTRES if fin_de(t, ejercicio) <= corte)


_CERO = Decimal(0)


def suma(valores: Mapping[Trimestre, Decimal | None], trimestres: Iterable[Trimestre] = TRIMESTRES) -> Decimal | None:
    """Sum of the reported quarters; None when none of them is reported."""
    dados = [v for t in trimestres if (v := valores.get(t)) is not None]
    return sum(dados, _CERO) if dados else None


#: Measures of rates, coverages and levels, which no sum over quarters makes sense of.
_TASA = re.compile(
    r"%|\bporc|\btasas?\b|\bindices?\b|\bcoberturas?\b|\bpromedios?\b|\bproporcion|\brazon\b|\bnivel(es)?\b"
)


def es_flujo(unidad_medida: str, anual_impresa: str = "") -> bool:
    """Whether a measure counts things done, which add up over the quarters; a rate or a coverage does not, nor what has an
    annual goal printed in percent (``anual_impresa``)."""
    return "%" not in anual_impresa and _es_de_cuenta(unidad_medida)


@functools.lru_cache(maxsize=4096)
def _es_de_cuenta(unidad_medida: str) -> bool:
    return not _TASA.search(plegar(unidad_medida))


def se_acumula(
    unidad_medida: str,
    meta_anual: Decimal | None,
    programado: Mapping[Trimestre, Decimal | None],
    anual_impresa: str = "",
) -> bool:
    """Whether a goal's quarters add up: those of a flow, and those of a rate whose programme is parts of its annual goal
    (25, 25, 25 and 25 % of 100 %)."""
    if es_flujo(unidad_medida, anual_impresa):
        return True
    partes = [v for v in programado.values() if v]
    return len(partes) > 1 and sum(partes) == meta_anual


def a_la_fecha(
    por_trimestre: Mapping[Trimestre, Decimal | None], trimestres: Iterable[Trimestre], *, acumula: bool
) -> Decimal | None:
    """What the quarters say together: their sum where they add up, else the last one given."""
    if acumula:
        return suma(por_trimestre, trimestres)
    dados = [v for t in trimestres if (v := por_trimestre.get(t)) is not None]
    return dados[-1] if dados else None


def porcentaje(parte: Decimal | None, todo: Decimal | None) -> Decimal | None:
    """``parte / todo`` in percent, or None where it has no meaning (nothing programmed, nothing reported)."""
    return None if parte is None or not todo else parte * 100 / todo


def redondear(valor: Decimal, decimales: int = 1) -> Decimal:
    """Round half up, as the contract asks (not banker's rounding)."""
    return valor.quantize(_paso(decimales), rounding=ROUND_HALF_UP)


@functools.lru_cache(maxsize=32)
def _paso(decimales: int) -> Decimal:
    """One unit of the last decimal."""
    return Decimal(1).scaleb(-decimales)


def estado(meta_anual: Decimal | None, absoluto: Decimal | None, ejercicio: int, corte: date) -> Estado:
    """The exclusive state of a meta at its cut."""
    if not meta_anual:
        return "sin_programacion"
    if absoluto is None:
        return "sin_reporte"
    if absoluto > meta_anual:
        return "rebasada"
    if absoluto == meta_anual:
        return "cumplida"
    if en_curso(ejercicio, corte):
        return "en_proceso"
    return "sin_avance" if absoluto == 0 else "no_cumplida"


def incumplida(
    estado_: Estado,
    absoluto: Decimal | None,
    hasta: Decimal | None,
) -> bool:
    """Whether the meta counts as "no cumplida": by the year at its end; inside the year, against what was
    programmed up to the cut (``hasta``)."""
    if estado_ != "en_proceso":
        return estado_ in ("sin_avance", "no_cumplida")
    return hasta is not None and absoluto is not None and absoluto < hasta


def quedo_corto(
    trimestre: Trimestre, programado: Decimal | None, alcanzado: Decimal | None, ejercicio: int, corte: date
) -> bool:
    """Whether a closed quarter fell short. A blank achieved against something programmed is short ("sin reporte");
    where 0 was programmed there was nothing to fall short of."""
    if programado is None or programado <= 0 or fin_de(trimestre, ejercicio) > corte:
        return False
    return alcanzado is None or alcanzado < programado


def resultado(
    meta_anual: Decimal | None,
    absoluto: Decimal | None,
    programado: Mapping[Trimestre, Decimal | None],
    alcanzado: Mapping[Trimestre, Decimal | None],
    unidad_medida: str,
    ejercicio: int,
    corte: date,
    *,
    parcial: bool = False,
) -> Direccion:
    """What the figures of a meta show at its cut: less than was due, more, or neither. Inside the year a flow is held
    against what was programmed to date; in a form that prints only some of the quarters (``parcial``), those against
    themselves."""
    acumula = se_acumula(unidad_medida, meta_anual, programado)
    hecho = absoluto if absoluto is not None else a_la_fecha(alcanzado, TRIMESTRES, acumula=acumula)
    de_flujo = en_curso(ejercicio, corte) and es_flujo(unidad_medida)
    debido = suma(programado, trimestres_cerrados(ejercicio, corte)) if de_flujo else meta_anual
    if de_flujo and parcial:
        hecho = suma(alcanzado, trimestres_cerrados(ejercicio, corte))
    if hecho is None or debido is None or hecho == debido:
        return "ninguna"
    return "menos" if hecho < debido else "mas"
