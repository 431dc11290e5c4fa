"""A report's facts as rows of the tables: all but the ids, which only the store gives.

What is computed (state, progress, programmed to date) is computed here, once, by ``cumplimiento``; what is printed is
kept as it is, with its cell. A row is made for every goal and a cell for every figure of it: this is a third of a load,
so the worker that read the report does it, and the store has only to write (``escritura``). Hence rows of plain values
in the order of their columns, and JSON already as text.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring_ascii as _entre_comillas
from typing import Any

from index import al_corte, cumplimiento, lugares, series, textos
from index.poa import TRIMESTRES, Apartado, Celda, Hallazgo, Informe, Meta

Valores = tuple[Any, ...]

CLAVES = ("municipio", "ejercicio", "ramo", "programa", "unidad")
NOMBRES = ("ramo_nombre", "programa_nombre", "unidad_nombre")
#: The columns of each table that are here, in the order of the rows. Those of a goal's or a report's rows begin with
#: what they belong to, which the store fills in.
DE_META = (
    "numero", "padre", "orden", "descripcion", "unidad_medida", "medida", "meta_anual",
    *(f"{que}_{t.lower()}" for que in ("programado", "alcanzado") for t in TRIMESTRES),
    "avance_absoluto", "absoluto", "absoluto_derivado", "avance_impreso", "avance_calculado", "a_la_fecha", "acumula", "estado",
    "incumplida", "celdas",
)  # fmt: skip
DE_LINEA_DE_META = ("meta_id", "codigo", "impresa", "resuelta", "orden")
DE_CAUSA = ("meta_id", "causa", "direccion", "inicio", "fin", "palabras")
DE_PALABRAS = ("descripcion", "medida", "observacion")
DE_LINEA = ("codigo", "nombre", "celda")
DE_FIRMA = ("rol", "cargo", "nombre", "persona", "celda")
DE_HALLAZGO = ("meta_id", "regla", "gravedad", "campo", "impreso", "esperado", "explicacion", "citas", "entre_informes")


@dataclass(frozen=True, slots=True)
class Registros:
    """The rows of one report. ``municipio`` is as it prints it; ``claves`` and ``series`` are the ends of its goals' keys
    and series. A goal's rows name it by its index (0 …); ``observaciones`` are the goals' texts."""

    municipio: str
    ejercicio: int
    ramo: str
    programa: str
    unidad: str
    corte: date
    nombres: tuple[str, ...]
    celdas: str
    lineas: list[Valores]
    firmas: list[Valores]
    metas: list[Valores]
    claves: list[str]
    series: list[str]
    observaciones: list[str | None]
    lineas_meta: list[Valores]
    causas: list[Valores]
    palabras: list[Valores]
    hallazgos: list[Valores]
    apartados: tuple[Apartado, ...]


@dataclass(frozen=True, slots=True)
class Cierre:
    """What is known of a document when it is read to its end: what was set aside outside of any report, and the findings
    that show only across its reports: (index of the report, row)."""

    apartados: tuple[Apartado, ...]
    hallazgos: tuple[tuple[int, Valores], ...]


@dataclass(frozen=True, slots=True)
class Entrega:
    """A part of a document that is ready to be stored; the last one has its end."""

    formato: str
    informes: tuple[Registros, ...]
    cierre: Cierre | None = None


def de_informe(informe: Informe, hallazgos: Iterable[Hallazgo] = ()) -> Registros:
    """The rows of a report and of its findings."""
    metas = informe.metas
    numeros = [m.numero for m in metas]
    return Registros(
        municipio=informe.municipio,
        ejercicio=informe.ejercicio,
        ramo=informe.ramo,
        programa=informe.programa,
        unidad=informe.unidad,
        corte=informe.corte,
        nombres=tuple(getattr(informe, c) for c in NOMBRES),
        celdas=celdas_json(informe.celdas),
        lineas=[(x.codigo[:32], x.nombre, celda_json(x.celda)) for x in informe.lineas],
        firmas=[(f.rol, f.cargo, f.nombre, f.nombre, celda_json(f.celda)) for f in informe.firmas],
        metas=_de_metas(informe),
        claves=_claves(numeros),
        series=series.nombrar(informe.ejercicio, numeros),
        observaciones=[m.observacion or None for m in metas],
        lineas_meta=[
            (n, x.codigo, x.impresa, x.resuelta, orden) for n, m in enumerate(metas) for orden, x in enumerate(m.lineas)
        ],
        causas=[(n, c.causa, c.direccion, c.inicio, c.fin, c.palabras) for n, m in enumerate(metas) for c in m.causas],
        palabras=[_palabras(m) for m in metas],
        hallazgos=[de_hallazgo(h, informe) for h in hallazgos],
        apartados=informe.apartados,
    )


def clave_de_informe(municipio: str, ejercicio: int, corte: date, ramo: str, programa: str, unidad: str) -> str:
    """A report's readable identity; its metas' keys begin with it."""
    partes = (lugares.clave(municipio).replace(" ", "-"), str(ejercicio), corte.isoformat(), ramo, programa, unidad)
    return textos.acortada("/".join(partes), 280)


def de_hallazgo(h: Hallazgo, informe: Informe) -> Valores:
    """The row of a finding of a report."""
    meta = None if h.meta is None else next((n for n, m in enumerate(informe.metas) if m.numero == h.meta), None)
    return (meta, h.regla, h.gravedad, h.campo, h.impreso, h.esperado, h.explicacion, json.dumps(h.citas), False)


def _claves(numeros: Sequence[str]) -> list[str]:
    """The ends of the goals' keys: a number that is repeated says which one it is."""
    veces: Counter[str] = Counter()
    salida = []
    for numero in numeros:
        veces[numero] += 1
        salida.append(f"/{numero}#{veces[numero]}" if veces[numero] > 1 else f"/{numero}")
    return salida


def _de_metas(informe: Informe) -> list[Valores]:
    con_absoluto = "columna.avance_absoluto" in informe.celdas or any("avance_absoluto" in m.celdas for m in informe.metas)
    return [_de_meta(informe, m, con_absoluto) for m in informe.metas]


def _de_meta(informe: Informe, m: Meta, con_absoluto: bool) -> Valores:
    absoluto = m.avance_absoluto if con_absoluto else al_corte.derivado(m)
    estado = cumplimiento.estado(m.meta_anual, absoluto, informe.ejercicio, informe.corte)
    avance = cumplimiento.porcentaje(absoluto, m.meta_anual)
    hasta = al_corte.programado(informe, m)
    return (
        m.numero,
        m.padre,
        m.orden,
        m.descripcion,
        m.unidad_medida,
        textos.clave(m.unidad_medida)[:200],
        _flotante(m.meta_anual),
        *[None if v is None else float(v) for v in map(m.programado.get, TRIMESTRES)],
        *[None if v is None else float(v) for v in map(m.alcanzado.get, TRIMESTRES)],
        _flotante(m.avance_absoluto),
        _flotante(absoluto),
        not con_absoluto and absoluto is not None,
        m.avance_impreso,
        None if avance is None else float(cumplimiento.redondear(avance, 6)),
        _flotante(hasta),
        al_corte.se_acumula(m),
        estado,
        cumplimiento.incumplida(estado, absoluto, hasta),
        celdas_json(m.celdas),
    )


def _flotante(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)


def _palabras(m: Meta) -> Valores:
    """The stems of a goal's words, for full text."""
    return (_raices(m.descripcion), _raices(m.unidad_medida), _raices(m.observacion or ""))


@functools.lru_cache(maxsize=4096)
def _raices(texto: str) -> str:
    return " ".join(textos.raices(texto))


# --- cells ----------------------------------------------------------------------------------------------------------


class _Claves(dict[str, str]):
    """Names of fields as keys of JSON, each written once."""

    def __missing__(self, campo: str) -> str:
        return self.setdefault(campo, f"{_entre_comillas(campo)}: ")


_CLAVES = _Claves()


def celdas_json(celdas: Mapping[str, Celda]) -> str:
    """Cells by field, as they are stored."""
    return "{" + ", ".join([_CLAVES[campo] + celda_json(celda) for campo, celda in celdas.items()]) + "}"


def celda_json(celda: Celda) -> str:
    """A cell as stored: its literal and the parts of its place that are known. (``json.dumps`` of a dict takes thrice as
    long, and a goal has fifteen cells.)"""
    fuente = celda.fuente
    texto = f'{{"literal": {_entre_comillas(celda.literal)}'
    if fuente.linea is not None:
        texto += f', "linea": {fuente.linea}'
    if fuente.columna is not None:
        texto += f', "columna": {fuente.columna}'
    if fuente.pagina is not None:
        texto += f', "pagina": {fuente.pagina}'
    if fuente.hoja is not None:
        texto += f', "hoja": {_entre_comillas(fuente.hoja)}'
    if fuente.celda is not None:
        texto += f', "celda": {_entre_comillas(fuente.celda)}'
    if fuente.bbox is not None:
        texto += f', "bbox": {json.dumps(fuente.bbox)}'
    if celda.confianza is not None:
        texto += f', "confianza": {json.dumps(celda.confianza)}'
    return texto + "}"
