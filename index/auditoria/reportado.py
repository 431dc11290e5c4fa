"""What is reported, and when: blank quarters, figures beyond the cut, deviations that nobody explains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from index import al_corte, cumplimiento
from index.auditoria.registro import NOMBRES, campos, derivado, hallazgo, regla, reporta, sin_ilegibles
from index.cifras import escribir
from index.poa import TRIMESTRES, Hallazgo, Informe

_BANDA = (Decimal(90), Decimal(110))


@regla
def trimestre_en_blanco(informe: Informe) -> Iterator[Hallazgo]:
    """A quarter without programmed and achieved, inside the span that the form reports."""
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    reportados = [t for t in cerrados if any(reporta(m, t) for m in informe.metas)]
    for m in informe.metas:
        if not any(reporta(m, t) for t in TRIMESTRES):
            continue
        for t in reportados:
            if not reporta(m, t) and not (m.ilegible(f"programado.{t}") or m.ilegible(f"alcanzado.{t}")):
                propio = next(iter((*campos(m, "programado"), *campos(m, "alcanzado"))), "descripcion")
                yield hallazgo(
                    "trimestre_en_blanco",
                    "notice",
                    m,
                    f"alcanzado.{t}",
                    "",
                    "",
                    f"La meta {m.numero} no reporta ni lo programado ni lo alcanzado en el {NOMBRES[t]}, que el formato sí "
                    "reporta en otras metas.",
                    *dict.fromkeys(("descripcion", propio)),
                )


@regla
def alcanzado_sin_reporte(informe: Informe) -> Iterator[Hallazgo]:
    """Something was programmed in a closed quarter and nothing is reported as achieved."""
    for m in informe.metas:
        for t in cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte):
            programado = m.programado[t]
            if programado and m.alcanzado[t] is None and not m.ilegible(f"alcanzado.{t}"):
                yield hallazgo(
                    "alcanzado_sin_reporte",
                    "notice",
                    m,
                    f"alcanzado.{t}",
                    "",
                    "",
                    f"La meta {m.numero} programó {escribir(programado)} en el {NOMBRES[t]} y no reporta lo alcanzado.",
                    f"programado.{t}",
                )


@regla
def alcanzado_tras_corte(informe: Informe) -> Iterator[Hallazgo]:
    """Something is reported as achieved in a quarter that ends after the cut date."""
    for m in informe.metas:
        for t in TRIMESTRES:
            valor = m.alcanzado[t]
            if valor and cumplimiento.fin_de(t, informe.ejercicio) > informe.corte:
                yield hallazgo(
                    "alcanzado_tras_corte",
                    "warning",
                    m,
                    f"alcanzado.{t}",
                    escribir(valor),
                    "",
                    f"La meta {m.numero} reporta {escribir(valor)} alcanzado en el {NOMBRES[t]}, que termina después del "
                    f"corte ({informe.corte:%d/%m/%Y}).",
                    f"alcanzado.{t}",
                    cabecera=("corte",),
                )


@regla
def meta_sin_programacion(informe: Informe) -> Iterator[Hallazgo]:
    """Progress is reported on a goal whose annual figure is blank or 0."""
    for m in informe.metas:
        hecho = m.avance_absoluto if m.avance_absoluto is not None else cumplimiento.suma(m.alcanzado)
        if not m.meta_anual and hecho:
            impreso = "" if m.meta_anual is None else "0"
            yield hallazgo(
                "meta_sin_programacion",
                "warning",
                m,
                "meta_anual",
                impreso,
                "",
                f"La meta {m.numero} reporta un avance de {escribir(hecho)} y no tiene meta anual programada.",
                "meta_anual",
                "avance_absoluto",
                *campos(m, "alcanzado"),
            )


@regla
def desviacion_sin_observacion(informe: Informe) -> Iterator[Hallazgo]:
    """A goal outside 90–110 % without a word of explanation, as practice in Mexico demands one."""
    en_curso = cumplimiento.en_curso(informe.ejercicio, informe.corte)
    for m in informe.metas:
        hecho = m.avance_absoluto if m.avance_absoluto is not None else derivado(m)
        base = al_corte.programado(informe, m) if en_curso and sin_ilegibles(m) else m.meta_anual
        avance = cumplimiento.porcentaje(hecho, base)
        if m.observacion or avance is None or hecho is None or base is None or _BANDA[0] <= avance <= _BANDA[1]:
            continue
        texto = escribir(cumplimiento.redondear(avance, 1))
        yield hallazgo(
            "desviacion_sin_observacion",
            "warning",
            m,
            "observacion",
            "",
            "",
            f"La meta {m.numero} quedó en {texto} % ({escribir(hecho)} de {escribir(base)}"
            f"{' programado a la fecha' if en_curso else ''}) y no tiene observación que lo justifique.",
            "avance_absoluto",
            *(al_corte.campos(informe, m) if en_curso and sin_ilegibles(m) else ["meta_anual"]),
            *(() if "avance_absoluto" in m.celdas else campos(m, "alcanzado")),
        )
