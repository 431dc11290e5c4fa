"""The table of goals and the chart of a document, worked out from the rows alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.estilo import nombre_oficial
from assistant.wording import cifra, porciento

#: State → its word in a table.
ESTADOS = {
    "sin_programacion": "Sin programación", "sin_reporte": "Sin reporte", "sin_avance": "Sin avance", "no_cumplida": "No cumplida",
    "cumplida": "Cumplida", "rebasada": "Rebasada", "en_proceso": "En proceso",
}  # fmt: skip
#: A chart with more bars than this can't be read; the table has them.
MAX_BARRAS = 25


@dataclass(frozen=True, slots=True)
class Cuadro:
    """A table as text. ``numericas`` are the columns set to the right; ``anchos`` in percent of the page."""

    titulo: str
    encabezados: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]
    numericas: frozenset[int]
    anchos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grafica:
    """A bar chart: its series over the categories. ``apilada``: parts of a whole, in counts; else percentages."""

    titulo: str
    categorias: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    apilada: bool


def cuadro_de(datos: Mapping[str, Any]) -> Cuadro:
    """The goals of a summary or answer, with the quarter's figures where it is about one."""
    filas, t = list(datos.get("rows") or []), _trimestre(datos)
    varias, anos = len({_unidad(f) for f in filas}) > 1, len({f["ejercicio"] for f in filas}) > 1 or len({f["corte"] for f in filas}) > 1
    antes = (*(("Corte",) if anos else ()), *(("Unidad",) if varias else ()))
    que = ("Programado", "Alcanzado") if t else ("Meta anual", "Alcanzado")
    encabezados = (*antes, "Meta", "Descripción", "Unidad de medida", *que, "Avance", "Estado")
    cuerpo = tuple(_fila(f, t, anos, varias) for f in filas)
    k = len(antes)
    anchos = (*(8,) * k, 7, 42 - 6 * k, 15, 10, 12, 9, 11)
    return Cuadro("Metas del resumen" if "sentences" in datos else "Metas de la respuesta", encabezados, cuerpo, frozenset(range(k + 3, k + 6)), anchos)


def _trimestre(datos: Mapping[str, Any]) -> str | None:
    ts = (datos.get("plan") or {}).get("trimestres") or []
    return str(ts[0]) if len(ts) == 1 else None


def _fila(f: Mapping[str, Any], t: str | None, anos: bool, varias: bool) -> tuple[str, ...]:
    p, a = (f["programado"][t], f["alcanzado"][t]) if t else (f["meta_anual"], f["avance_absoluto"])
    avance = "" if a is None or not p else porciento(a * 100 / p)
    return (
        *((str(f["corte"]),) if anos else ()), *((str(f["unidad"]),) if varias else ()), str(f["meta"]), " ".join(str(f["descripcion"]).split()),
        str(f["unidad_medida"]), _numero(p), _numero(a), avance, ESTADOS.get(f["estado"], f["estado"]),
    )  # fmt: skip


def _numero(x: float | None) -> str:
    return "" if x is None else cifra(x)


def _unidad(f: Mapping[str, Any]) -> tuple[str, ...]:
    return (f["municipio"], f["ramo"], f["programa"], f["unidad"])


def grafica_de(datos: Mapping[str, Any]) -> Grafica | None:
    """The progress of each goal of one unit, or how many goals each of several units met."""
    filas, t = list(datos.get("rows") or []), _trimestre(datos)
    if len({f["corte"] for f in filas}) != 1:
        return None
    if len({_unidad(f) for f in filas}) > 1:
        return _por_unidad(filas)
    valores = [(str(f["meta"]), _avance(f, t)) for f in filas]
    if not 1 < len(valores) <= MAX_BARRAS or all(v is None for _, v in valores):
        return None
    titulo = "Avance de cada meta en el trimestre (%)" if t else "Avance anual de cada meta (%)"
    return Grafica(titulo, tuple(f"Meta {k}" for k, _ in valores), (("Avance (%)", tuple(v for _, v in valores)),), False)


def _avance(f: Mapping[str, Any], t: str | None) -> float | None:
    if t is None:
        return None if f["avance_calculado"] is None else round(float(f["avance_calculado"]), 1)
    p, a = f["programado"][t], f["alcanzado"][t]
    return None if not p or a is None else round(a * 100 / p, 1)


def _por_unidad(filas: Sequence[Mapping[str, Any]]) -> Grafica | None:
    unidades: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for f in filas:
        unidades.setdefault(_unidad(f), []).append(f)
    if len(unidades) > MAX_BARRAS:
        return None
    clases = (("Cumplidas", ("cumplida", "rebasada")), ("No cumplidas", ("no_cumplida", "sin_avance")), ("En proceso o sin dato", ("en_proceso", "sin_reporte", "sin_programacion")))
    series = [(nombre, tuple(float(sum(f["estado"] in estados for f in suyas)) for suyas in unidades.values())) for nombre, estados in clases]
    nombres = tuple(f"{suyas[0]['unidad']} {nombre_oficial(str(suyas[0]['unidad_nombre']))}" for suyas in unidades.values())
    return Grafica("Metas por unidad ejecutora", nombres, tuple(s for s in series if any(s[1])), True)
