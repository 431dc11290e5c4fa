"""What a form says up to its cut, where it prints all its quarters so far, and where only the one that it reports.

The rule. What was programmed up to a cut is the sum of the closed quarters, or the last of them where they don't add up
(a coverage of 95 % in each quarter is 95 % at any cut). A form of one quarter and an accumulated column
says it there, or not at all: its quarter is not the year so far, and no sum of its quarters is to be its absolute.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from index import cifras, cumplimiento
from index.poa import TRIMESTRES, Informe, Meta

#: The heading cell of a form that has no columns for some of the quarters that are closed (``Informe.celdas``).
PARCIAL = "columna.parcial"


def es_parcial(informe: Informe) -> bool:
    """Whether a form prints no columns for some of the quarters that are closed at its cut."""
    return PARCIAL in informe.celdas


def faltan(impresos: Iterable[str], cerrados: Iterable[str]) -> bool:
    """Whether columns that name some quarters leave out one that is closed."""
    nombrados = set(impresos) & set(TRIMESTRES)
    return bool(nombrados) and not nombrados.issuperset(cerrados)


def anual_impresa(m: Meta) -> str:
    """A goal's annual goal as printed."""
    celda = m.celdas.get("meta_anual")
    return celda.literal if celda is not None else ""


def es_flujo(m: Meta) -> bool:
    """Whether a goal counts things done, which add up over the quarters."""
    return cumplimiento.es_flujo(m.unidad_medida, anual_impresa(m))


def se_acumula(m: Meta) -> bool:
    """Whether what a goal's quarters say adds up over the year."""
    return cumplimiento.se_acumula(m.unidad_medida, m.meta_anual, m.programado, anual_impresa(m))


def derivado(m: Meta) -> Decimal | None:
    """A goal's progress where its form has no absolute column: the sum of its quarters, or the last reported one."""
    return cumplimiento.a_la_fecha(m.alcanzado, TRIMESTRES, acumula=se_acumula(m))


def programado(informe: Informe, m: Meta) -> Decimal | None:
    """What was programmed for a goal up to the cut; None where the form does not say it."""
    if not es_parcial(informe):
        cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
        return cumplimiento.a_la_fecha(m.programado, cerrados, acumula=se_acumula(m))
    acumulado = m.celdas.get("programado_acumulado")
    try:
        return cifras.leer(acumulado.literal) if acumulado is not None else None
    except cifras.NoEsCifra:
        return None


def campos(informe: Informe, m: Meta) -> tuple[str, ...]:
    """The fields whose cells say what was programmed for a goal up to the cut."""
    if es_parcial(informe):
        return ("programado_acumulado",)
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    dados = [f"programado.{t}" for t in cerrados if m.programado.get(t) is not None]
    return tuple(dados if se_acumula(m) else dados[-1:])
