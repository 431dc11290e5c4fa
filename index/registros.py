"""A report's facts as rows of the tables.

What is computed (state, progress, programmed to date) is computed here, once, by ``cumplimiento``; what is printed is
kept as it is, with its cell. A row is made for every goal and a cell for every figure of it: this is half of a load.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

from index import cumplimiento, lugares, textos
from index.poa import TRIMESTRES, Celda, Fuente, Hallazgo, Informe, Meta, Trimestre

Fila = dict[str, Any]

CLAVES = ("municipio", "ejercicio", "ramo", "programa", "unidad")
_NOMBRES = ("ramo_nombre", "programa_nombre", "unidad_nombre")
#: The parts of a cell's place.
_LUGAR = tuple(c.name for c in fields(Fuente))
_PERIODOS: tuple[tuple[Trimestre, str, str], ...] = tuple(
    (t, f"programado_{t.lower()}", f"alcanzado_{t.lower()}") for t in TRIMESTRES
)


def celda_json(celda: Celda) -> Fila:
    """A cell as stored: its literal and the parts of its place that are known."""
    salida: Fila = {"literal": celda.literal}
    fuente = celda.fuente
    for campo in _LUGAR:  # ``asdict`` would take half of a load
        valor = getattr(fuente, campo)
        if valor is not None:
            salida[campo] = valor
    if celda.confianza is not None:
        salida["confianza"] = celda.confianza
    return salida


def clave_de_informe(informe: Informe) -> str:
    """A report's readable identity; its metas' keys begin with it."""
    municipio = lugares.clave(informe.municipio).replace(" ", "-")
    partes = (municipio, str(informe.ejercicio), informe.corte.isoformat(), informe.ramo, informe.programa, informe.unidad)
    return "/".join(partes)[:280]


def de_informe(informe: Informe, documento_id: int, leido: str) -> Fila:
    """The row of a report; ``leido`` is its municipality as it prints it."""
    return {
        "documento_id": documento_id,
        "clave": clave_de_informe(informe),
        "municipio_leido": leido,
        **{c: getattr(informe, c) for c in (*CLAVES, "corte", *_NOMBRES)},
        "vigente": True,
        "celdas": _celdas(informe.celdas),
    }


def de_lineas(informe: Informe, informe_id: int) -> list[Fila]:
    """The rows of the lines of action that a report declares."""
    return [
        {"informe_id": informe_id, "codigo": x.codigo[:32], "nombre": x.nombre, "celda": celda_json(x.celda)}
        for x in informe.lineas
    ]


def de_firmas(informe: Informe, informe_id: int) -> list[Fila]:
    """The rows of who signed a report."""
    return [
        {
            "informe_id": informe_id,
            "rol": f.rol,
            "cargo": f.cargo,
            "nombre": f.nombre,
            "persona": f.nombre,
            "celda": celda_json(f.celda),
        }
        for f in informe.firmas
    ]


def de_metas(
    informe: Informe, informe_id: int, vigente: bool, series: Sequence[str], observaciones: Mapping[str, int]
) -> list[Fila]:
    """The rows of a report's goals. ``series``: of each, in order; ``observaciones``: the id of each text."""
    base = clave_de_informe(informe)
    comunes = {"informe_id": informe_id, **{c: getattr(informe, c) for c in (*CLAVES, "corte")}, "vigente": vigente}
    con_absoluto = "columna.avance_absoluto" in informe.celdas or any(
        "avance_absoluto" in m.celdas for m in informe.metas
    )
    veces: Counter[str] = Counter()
    filas = []
    for m, serie in zip(informe.metas, series, strict=True):
        veces[m.numero] += 1
        repetida = f"#{veces[m.numero]}" if veces[m.numero] > 1 else ""
        fila = {
            "clave": f"{base}/{m.numero}{repetida}"[:300],
            "serie": serie,
            **comunes,
            "numero": m.numero,
            "padre": m.padre,
            "orden": m.orden,
            "descripcion": m.descripcion,
            "unidad_medida": m.unidad_medida,
            "medida": textos.clave(m.unidad_medida)[:200],
            "meta_anual": _flotante(m.meta_anual),
            "avance_absoluto": _flotante(m.avance_absoluto),
            "avance_impreso": m.avance_impreso,
            "observacion_id": observaciones.get(m.observacion or ""),
            "celdas": _celdas(m.celdas),
            **_calculado(informe, m, con_absoluto),
        }
        for t, programado, alcanzado in _PERIODOS:
            fila[programado] = _flotante(m.programado.get(t))
            fila[alcanzado] = _flotante(m.alcanzado.get(t))
        filas.append(fila)
    return filas


def _calculado(informe: Informe, m: Meta, con_absoluto: bool) -> Fila:
    """The columns that ``cumplimiento`` computes."""
    absoluto = m.avance_absoluto if con_absoluto else cumplimiento.absoluto_derivado(m.alcanzado, m.unidad_medida)
    estado = cumplimiento.estado(m.meta_anual, absoluto, informe.ejercicio, informe.corte)
    avance = cumplimiento.porcentaje(absoluto, m.meta_anual)
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    return {
        "absoluto": _flotante(absoluto),
        "absoluto_derivado": not con_absoluto and absoluto is not None,
        "avance_calculado": None if avance is None else float(cumplimiento.redondear(avance, 6)),
        "a_la_fecha": _flotante(cumplimiento.suma(m.programado, cerrados)),
        "estado": estado,
        "incumplida": cumplimiento.incumplida(estado, absoluto, m.programado, informe.ejercicio, informe.corte),
    }


def _celdas(celdas: Mapping[str, Celda]) -> Fila:
    return {campo: celda_json(celda) for campo, celda in celdas.items()}


def _flotante(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)


def de_lineas_de_meta(m: Meta, meta_id: int) -> list[Fila]:
    """The rows of a goal's lines of action."""
    return [
        {"meta_id": meta_id, "codigo": x.codigo, "impresa": x.impresa, "resuelta": x.resuelta, "orden": orden}
        for orden, x in enumerate(m.lineas)
    ]


def de_causas(m: Meta, meta_id: int) -> list[Fila]:
    """The rows of the causes that a goal's observation names."""
    return [{"meta_id": meta_id, **asdict(c)} for c in m.causas]


def de_palabras(m: Meta) -> Fila:
    """The stems of a goal's words, for full text."""
    return {
        "descripcion": " ".join(textos.raices(m.descripcion)),
        "medida": " ".join(textos.raices(m.unidad_medida)),
        "observacion": " ".join(textos.raices(m.observacion or "")),
    }


def de_hallazgo(h: Hallazgo, informe_id: int, meta_id: int | None) -> Fila:
    """The row of a finding."""
    return {
        "informe_id": informe_id,
        "meta_id": meta_id,
        "regla": h.regla,
        "gravedad": h.gravedad,
        "campo": h.campo,
        "impreso": h.impreso,
        "esperado": h.esperado,
        "explicacion": h.explicacion,
        "citas": [list(c) for c in h.citas],
    }
