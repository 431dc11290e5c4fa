"""Lists of what is loaded, without a question: metas by their keys, and the findings of the audit.

Both are plans executed like any other, so they read through the connection that cannot write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from assistant.plan import ConClase, En, Filtro, Plan
from index.cumplimiento import Estado

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.execute import Lector

ESTADOS: tuple[str, ...] = get_args(Estado)
#: Classes that join several states, besides the states themselves.
CLASES: tuple[str, ...] = ("cumplidas", "no_cumplidas")


class SeleccionInvalida(ValueError):
    """A filter's value cannot be; the message (Spanish) says which and why."""


@dataclass(frozen=True, slots=True)
class Seleccion:
    """Which metas. ``claves`` are (entity, value); ``corte`` None: the latest of each report, or all with ``todos``."""

    claves: tuple[tuple[str, str], ...] = ()
    corte: date | None = None
    estado: str = ""
    todos: bool = False

    @classmethod
    def de(
        cls,
        unidad: str = "",
        programa: str = "",
        ejercicio: int | None = None,
        corte: str = "",
        estado: str = "",
        meta: str = "",
        todos: bool = False,
    ) -> Seleccion:
        """From what a person writes. Raises ``SeleccionInvalida``."""
        dadas = {
            "unidad": unidad,
            "programa": programa,
            "ejercicio": str(ejercicio or ""),
            "meta": meta.strip().rstrip(".-"),
        }
        if estado and estado not in (*ESTADOS, *CLASES):
            raise SeleccionInvalida(f"el estado «{estado}» no existe. Los que hay: {', '.join((*ESTADOS, *CLASES))}.")
        try:
            dia = date.fromisoformat(corte) if corte else None
        except ValueError:
            raise SeleccionInvalida(f"el corte «{corte}» no es una fecha AAAA-MM-DD.") from None
        return cls(tuple((k, v.strip()) for k, v in dadas.items() if v.strip()), dia, estado, todos)

    def plan(self, corte: date | None) -> Plan:
        """The selection at a cut, as a plan."""
        filtros: list[Filtro] = [En.model_validate({"entidad": k, "valores": (v,)}) for k, v in self.claves]
        if self.estado in CLASES:
            filtros.append(ConClase.model_validate({"clases": (self.estado,)}))
        return Plan(intent="list", filtros=tuple(filtros), corte=corte)


def todas_las_filas(lector: Lector, plan: Plan) -> tuple[Fila, ...]:
    """Every row of a plan, beyond the limit that an answer has."""
    from assistant.execute import Lector

    return Lector(lector.motor, 10**9, lector.bandas).ejecutar(plan).filas


def metas_cargadas(lector: Lector, seleccion: Seleccion | None = None) -> list[Fila]:
    """The metas selected, by municipality, year, branch, unit and printed order; with all cuts, cut after cut."""
    s = seleccion or Seleccion()
    cortes: Iterable[date | None] = lector.vocabulario().cortes if s.todos and s.corte is None else (s.corte,)
    filas = [f for c in cortes for f in todas_las_filas(lector, s.plan(c))]
    return [f for f in filas if f.datos["estado"] == s.estado] if s.estado in ESTADOS else filas


def hallazgos(lector: Lector) -> list[dict[str, Any]]:
    """Every finding of the loaded reports, as the contract names it, each with the cells that it is about."""
    from assistant.execute import Lector

    todo = Lector(lector.motor, 10**9, lector.bandas)
    salida = []
    for corte in lector.vocabulario().cortes:
        plan = Plan(intent="audit", hallazgos=True, corte=corte)
        for h in todo.ejecutar(plan).hallazgos:
            citas = [cita_de_celda(c.celda, c.documento, c.campo, c.unidad, c.fila) for c in h["celdas"]]
            salida.append(_hallazgo(h, corte, citas))
    return salida


def _hallazgo(h: Mapping[str, Any], corte: date, citas: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "rule": h["regla"],
        "severity": h["gravedad"],
        "unidad": h["unidad"],
        "meta": h["numero"],
        "field": h["campo"],
        "printed": h["impreso"],
        "expected": h["esperado"],
        "explanation": h["explicacion"],
        "ejercicio": h["ejercicio"],
        "corte": corte.isoformat(),
        "document": h["documento"],
        "citations": [{"n": n, **c} for n, c in enumerate(citas, start=1)],
    }


def cita_de_celda(
    celda: Mapping[str, Any], documento: str, campo: str, unidad: str, fila: Fila | None = None
) -> dict[str, Any]:
    """A stored cell as the contract's citation, without its number."""
    return {
        "kind": "cell",
        "document": documento,
        "page": celda.get("pagina"),
        "line": celda.get("linea"),
        "column": celda.get("columna"),
        "sheet": celda.get("hoja"),
        "cell": celda.get("celda"),
        "bbox": celda.get("bbox"),
        "meta_id": fila.datos["clave"] if fila is not None else None,
        "unidad": unidad,
        "meta": fila.numero if fila is not None else None,
        "field": campo,
        "literal": celda.get("literal"),
    }


__all__ = [
    "CLASES",
    "ESTADOS",
    "Seleccion",
    "SeleccionInvalida",
    "cita_de_celda",
    "hallazgos",
    "metas_cargadas",
    "todas_las_filas",
]
