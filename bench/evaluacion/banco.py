"""How a question of the set is written: a text and conditions over the facts, from which what is expected follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.hechos import Condicion, Hecho

#: Short names of the document groups, as questions carry them.
GRUPOS = {
    "a": ("puerto-claro-2021-t4",),
    "b": ("valle-sereno-2022-t4",),
    "c": tuple(h.INFORMES),
    "d": ("puerto-claro-2021-t2", "puerto-claro-2021-t4"),
    "e": ("valle-sereno-2022-t4", "valle-sereno-2023-t4"),
}


# -- conditions -------------------------------------------------------------------------------------------------------
def nc(x: Hecho) -> bool:
    """No cumplida."""
    return x.incumplida


def cu(x: Hecho) -> bool:
    """Cumplida, rebasada included."""
    return x.cumplida


def reb(x: Hecho) -> bool:
    return x.estado == "rebasada"


def cien(x: Hecho) -> bool:
    """Exactly 100 %."""
    return x.estado == "cumplida"


def cero(x: Hecho) -> bool:
    return x.estado == "sin_avance"


def sin_reporte(x: Hecho) -> bool:
    return x.estado == "sin_reporte"


def sin_prog(x: Hecho) -> bool:
    return x.estado == "sin_programacion"


def obs(x: Hecho) -> bool:
    return bool(x.observacion)


def main(x: Hecho) -> bool:
    return x.principal


def no(condicion: Condicion) -> Condicion:
    return lambda x: not condicion(x)


def o(*condiciones: Condicion) -> Condicion:
    return lambda x: any(c(x) for c in condiciones)


acc = no(main)
sin_obs = no(obs)


def U(*codigos: str) -> Condicion:
    return lambda x: x.unidad in codigos


def P(codigo: str) -> Condicion:
    return lambda x: x.programa == codigo


def L(codigo: str) -> Condicion:
    return lambda x: codigo in x.lineas


def M(*medidas: str) -> Condicion:
    return lambda x: x.medida in medidas


def E(*ejercicios: int) -> Condicion:
    return lambda x: x.ejercicio in ejercicios


def meta(*numeros: str) -> Condicion:
    return lambda x: x.meta in numeros


def muni(nombre: str) -> Condicion:
    return lambda x: x.municipio == nombre


def corto(t: str) -> Condicion:
    return lambda x: h.quedo_corto(x, t)


def supero(t: str) -> Condicion:
    return lambda x: h.supero(x, t)


def pct(prueba: Callable[[float], bool]) -> Condicion:
    """A test of the computed percentage; metas without one do not meet it."""
    return lambda x: x.pct is not None and prueba(x.pct)


def anual(prueba: Callable[[float], bool]) -> Condicion:
    return lambda x: x.anual is not None and prueba(x.anual)


def causa(*nombres: str) -> Condicion:
    """Beyond doubt of one of these causes."""
    return lambda x: bool(x.causas & set(nombres))


def quiza(*nombres: str) -> Condicion:
    """Of one of these causes, or arguably so."""
    return lambda x: bool((x.causas | x.posibles) & set(nombres))


def color(nombre: str) -> Condicion:
    return lambda x: h.semaforo(x) == nombre


# -- figures ----------------------------------------------------------------------------------------------------------
def V(*numeros: float | None) -> list[list[float]]:
    """Exact figures."""
    return [[float(n), 0] for n in numeros if n is not None]


def PC(*porcentajes: float | None) -> list[list[float]]:
    """Percentages, printed or computed, with any rounding."""
    return [[round(float(n), 6), 0.6] for n in porcentajes if n is not None]


def orden(
    hechos: Iterable[Hecho], clave: Callable[[Hecho], float | None], n: int | None = None, *, desc: bool = False
) -> list[Hecho]:
    """Ordered by a figure, without the metas that lack it. A tie at the cut has no right answer: it is an error."""
    con = [x for x in hechos if clave(x) is not None]
    puestas = sorted(con, key=lambda x: clave(x) or 0, reverse=desc)
    claves = [clave(x) for x in puestas][: (n or len(puestas)) + 1]
    if len(set(claves)) != len(claves):
        raise ValueError(f"Tie: {claves}")
    return puestas[:n]


@dataclass
class Banco:
    """The questions over one group of documents."""

    grupo: str
    prefijo: str
    preguntas: list[dict[str, Any]] = field(default_factory=list)

    @property
    def hechos(self) -> list[Hecho]:
        """All the metas of the group, every cut."""
        return [x for nombre in GRUPOS[self.grupo] for x in h.informe(nombre)]

    def de(self, *condiciones: Condicion, corte: date | None = None) -> list[Hecho]:
        """The metas that meet every condition, at the cut named or at the latest of each municipality and year."""
        ultimos: dict[tuple[str, int], date] = {}
        for x in self.hechos:
            llave = (x.municipio, x.ejercicio)
            ultimos[llave] = max(ultimos.get(llave, x.corte), x.corte)
        en_corte = [x for x in self.hechos if x.corte == (corte or ultimos[x.municipio, x.ejercicio])]
        return [x for x in en_corte if all(c(x) for c in condiciones)]

    def una(self, numero: str, *condiciones: Condicion, corte: date | None = None) -> Hecho:
        """The one meta with this number."""
        (x,) = self.de(meta(numero), *condiciones, corte=corte)
        return x

    # -- kinds of question --------------------------------------------------------------------------------------------
    def q(self, kind: str, question: str, filas: Sequence[Hecho] | None = None, **extra: Any) -> None:
        """A question. ``filas``: exactly these rows; ``todas`` / ``entre``: at least / at most these."""
        salida: dict[str, Any] = {
            "id": f"{self.prefijo}{len(self.preguntas) + 1:03d}",
            "kind": kind,
            "documents": [f"examples/{n}.txt" for n in GRUPOS[self.grupo]],
            "question": question,
            "history": extra.pop("history", []),
        }
        salida |= _filas("", filas, con_orden=bool(extra.get("ordered")))
        salida |= _filas("_all", extra.pop("todas", None)) | _filas("_any", extra.pop("entre", None))
        if "status_any" not in extra:
            extra.setdefault("status", "answered")
        self.preguntas.append(salida | extra)

    def lista(self, kind: str, question: str, *condiciones: Condicion, corte: date | None = None, **extra: Any) -> None:
        """Exactly the metas that meet the conditions."""
        self.q(kind, question, self.de(*condiciones, corte=corte), **extra)

    def cuenta(self, question: str, *condiciones: Condicion, kind: str = "conteo", **extra: Any) -> None:
        """How many metas meet the conditions; the rows are the metas counted."""
        filas = self.de(*condiciones, corte=extra.pop("corte", None))
        self.q(kind, question, filas, values=V(len(filas)), total=len(filas), **extra)

    def causa(self, question: str, nombre: str, *condiciones: Condicion, kind: str = "causa", **extra: Any) -> None:
        """The metas of a cause: those beyond doubt at least, the arguable ones at most."""
        corte = extra.pop("corte", None)
        seguras = self.de(*condiciones, causa(nombre), corte=corte)
        todas = self.de(*condiciones, quiza(nombre), corte=corte)
        self._entre(kind, question, seguras, todas, extra)

    def sin_causa(self, question: str, nombre: str, *condiciones: Condicion, kind: str = "causa", **extra: Any) -> None:
        """The metas that are not of a cause."""
        corte = extra.pop("corte", None)
        seguras = self.de(*condiciones, no(quiza(nombre)), corte=corte)
        todas = self.de(*condiciones, no(causa(nombre)), corte=corte)
        self._entre(kind, question, seguras, todas, extra)

    def _entre(self, kind: str, question: str, seguras: list[Hecho], todas: list[Hecho], extra: dict[str, Any]) -> None:
        if seguras == todas:
            self.q(kind, question, seguras, **extra)
        else:
            self.q(kind, question, todas=seguras, entre=todas, **extra)

    def dato(self, question: str, x: Hecho, *values: list[list[float]], kind: str = "dato", **extra: Any) -> None:
        """Figures of one meta."""
        self.q(kind, question, [x], values=[v for grupo in values for v in grupo], **extra)

    def sin_datos(self, *questions: str) -> None:
        for texto in questions:
            self.q("sin_datos", texto, status="no_data")

    def fuera(self, *questions: str) -> None:
        for texto in questions:
            self.q("fuera", texto, status="out_of_scope")


def _filas(sufijo: str, filas: Sequence[Hecho] | None, *, con_orden: bool = False) -> dict[str, Any]:
    """Expected rows in the contract's shape (bare numbers) and exactly (year, cut, unit, number)."""
    if filas is None:
        return {}
    numeros = [x.meta for x in filas]
    metas = numeros if con_orden else list(dict.fromkeys(numeros))
    return {f"metas{sufijo}": metas, f"filas{sufijo}": [x.clave for x in filas]}


def texto(preguntas: Iterable[dict[str, Any]]) -> str:
    """The questions as JSON lines."""
    return "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in preguntas)


def revisar(preguntas: Sequence[dict[str, Any]]) -> None:
    """No question twice over the same documents, no identifier twice."""
    vistas: set[tuple[object, ...]] = set()
    for q in preguntas:
        llave = (tuple(q["documents"]), h.plegar(q["question"]), tuple(q["history"]))
        if llave in vistas or (q["id"],) in vistas:
            raise ValueError(f"Repeated: {q['id']} {q['question']}")
        vistas |= {llave, (q["id"],)}
