"""Printed figures against figures computed from printed ones (contract, "Rounding")."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from index import al_corte, cifras, cumplimiento
from index.auditoria.registro import campos, hallazgo, regla, se_suma, sumados
from index.cifras import escribir
from index.poa import TRIMESTRES, Hallazgo, Informe

_TOLERANCIA = Decimal("0.5")


@regla
def absoluto_no_es_suma(informe: Informe) -> Iterator[Hallazgo]:
    """The printed absolute is not the sum of the quarters achieved (for what adds up over the quarters). Where the form
    prints only some of them, the others may make up what is missing."""
    parcial = al_corte.es_parcial(informe)
    for m in informe.metas:
        suma = cumplimiento.suma(m.alcanzado)
        if suma is None or m.avance_absoluto is None or suma == m.avance_absoluto or not se_suma(m):
            continue
        if parcial and suma < m.avance_absoluto:
            continue
        sumandos = [v for t in TRIMESTRES if (v := m.alcanzado[t]) is not None]
        yield hallazgo(
            "absoluto_no_es_suma",
            "error",
            m,
            "avance_absoluto",
            escribir(m.avance_absoluto),
            escribir(suma),
            f"El avance absoluto impreso de la meta {m.numero} es {escribir(m.avance_absoluto)} y sus trimestres suman "
            f"{escribir(suma)} ({sumados(sumandos)}).",
            "avance_absoluto",
            *campos(m, "alcanzado"),
        )


@regla
def programado_no_es_anual(informe: Informe) -> Iterator[Hallazgo]:
    """The quarters programmed do not add up to the annual goal. While the year runs, quarters not yet printed may make
    up what is missing."""
    cerrados, parcial = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte), al_corte.es_parcial(informe)
    for m in informe.metas:
        suma = cumplimiento.suma(m.programado)
        if suma is None or m.meta_anual is None or suma == m.meta_anual or not se_suma(m):
            continue
        if suma < m.meta_anual and (parcial or any(m.programado[t] is None and t not in cerrados for t in TRIMESTRES)):
            continue
        sumandos = [v for t in TRIMESTRES if (v := m.programado[t]) is not None]
        yield hallazgo(
            "programado_no_es_anual",
            "error",
            m,
            "meta_anual",
            escribir(m.meta_anual),
            escribir(suma),
            f"La meta anual impresa de la meta {m.numero} es {escribir(m.meta_anual)} y lo programado por trimestre suma "
            f"{escribir(suma)} ({sumados(sumandos)}).",
            "meta_anual",
            *campos(m, "programado"),
        )


@regla
def porcentaje_no_cuadra(informe: Informe) -> Iterator[Hallazgo]:
    """The printed percentage is over half a point from the one that the printed figures give. A share without the sign
    (0.25) is read as one; inside the year, one over what was programmed to date is accepted."""
    for m in informe.metas:
        impreso = _porcentaje(m.avance_impreso)
        calculado = cumplimiento.porcentaje(m.avance_absoluto, m.meta_anual)
        if impreso is None or calculado is None or m.avance_absoluto is None or m.meta_anual is None:
            continue
        lecturas = [impreso] if "%" in (m.avance_impreso or "") else [impreso, impreso * 100]
        bases = [calculado]
        if cumplimiento.en_curso(informe.ejercicio, informe.corte):
            a_la_fecha = cumplimiento.porcentaje(m.avance_absoluto, al_corte.programado(informe, m))
            bases += [] if a_la_fecha is None else [a_la_fecha]
        if any(abs(x - b) <= _TOLERANCIA for x in lecturas for b in bases):
            continue
        redondeado = cumplimiento.redondear(calculado, 2)
        yield hallazgo(
            "porcentaje_no_cuadra",
            "error",
            m,
            "avance_relativo",
            m.avance_impreso or "",
            f"{escribir(redondeado)} %",
            f"El avance relativo impreso de la meta {m.numero} es {m.avance_impreso} y {escribir(m.avance_absoluto)} de "
            f"{escribir(m.meta_anual)} es {escribir(redondeado)} %.",
            "avance_relativo",
            "avance_absoluto",
            "meta_anual",
        )


def _porcentaje(impreso: str | None) -> Decimal | None:
    try:
        return cifras.leer(impreso or "")
    except cifras.NoEsCifra:
        return None
