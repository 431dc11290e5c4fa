"""What the sample reports say, read from their gold files, and the contract's rules over it.

Everything that a question expects is computed here from ``examples/gold``: nothing is typed. The rules are written from
the contract alone, apart from the product's own code, so that an error there is not repeated here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[2]
EJEMPLOS = RAIZ / "examples"
CAUSAS = Path(__file__).with_name("causas.json")
TRIMESTRES = ("T1", "T2", "T3", "T4")
JUNIO, DICIEMBRE = date(2021, 6, 30), date(2021, 12, 31)
#: Report → municipality, year, cut. The gold files hold the tables only.
INFORMES = {
    "puerto-claro-2021-t2": ("Puerto Claro", 2021, JUNIO),
    "puerto-claro-2021-t4": ("Puerto Claro", 2021, DICIEMBRE),
    "valle-sereno-2022-t4": ("Valle Sereno", 2022, date(2022, 12, 31)),
    "valle-sereno-2023-t4": ("Valle Sereno", 2023, date(2023, 12, 31)),
}
#: Measures that the scan garbled, as the README lists them: no question names them, and no sum may add them.
MEDIDAS_ILEGIBLES = ("habitvnte atfndid0", "tailfr", "arb0l plantadq")
_FIN = {"T1": (3, 31), "T2": (6, 30), "T3": (9, 30), "T4": (12, 31)}


def plegar(texto: str) -> str:
    """Lower case, no accents."""
    return "".join(c for c in unicodedata.normalize("NFD", texto.lower()) if unicodedata.category(c) != "Mn")


def medida_llana(texto: str) -> str:
    """A unit of measure folded for case, accents and plural, word by word."""
    return " ".join(_singular(p) for p in plegar(texto).split())


def _singular(palabra: str) -> str:
    if re.search(r"[dlnrz]es$", palabra):
        return palabra[:-2]
    return palabra[:-1] if palabra.endswith("s") and len(palabra) > 3 else palabra


@dataclass(frozen=True)
class Hecho:
    """A meta as its report prints it, with what the rules say of it."""

    informe: str
    municipio: str
    ejercicio: int
    corte: date
    programa: str
    unidad: str
    unidad_nombre: str
    meta: str
    descripcion: str
    medida: str
    anual: float | None
    p: Mapping[str, float | None]
    a: Mapping[str, float | None]
    absoluto: float | None
    impreso: str
    lineas: tuple[str, ...]
    observacion: str | None
    causas: frozenset[str] = field(default_factory=frozenset)
    posibles: frozenset[str] = field(default_factory=frozenset)

    @property
    def clave(self) -> str:
        """What names the meta among all the loaded ones."""
        return f"{self.ejercicio}|{self.corte.isoformat()}|{self.unidad}|{self.meta}"

    @property
    def principal(self) -> bool:
        return "." not in self.meta

    @property
    def padre(self) -> str | None:
        return None if self.principal else self.meta.rsplit(".", 1)[0]

    @property
    def pct(self) -> float | None:
        """Printed absolute over the annual goal, in percent; None where it means nothing."""
        return None if not self.anual or self.absoluto is None else 100 * self.absoluto / self.anual

    @property
    def estado(self) -> str:
        """The exclusive state of the contract."""
        if not self.anual:
            return "sin_programacion"
        if self.absoluto is None:
            return "sin_reporte"
        if self.absoluto >= self.anual:
            return "rebasada" if self.absoluto > self.anual else "cumplida"
        if self.corte < date(self.ejercicio, 12, 31):
            return "en_proceso"
        return "no_cumplida" if self.absoluto else "sin_avance"

    @property
    def programado_a_la_fecha(self) -> float:
        return sum(self.p[t] or 0 for t in TRIMESTRES if cerrado(self, t))

    @property
    def incumplida(self) -> bool:
        """At year's end sin_avance or no_cumplida; inside the year, under what was programmed to date."""
        if self.estado == "en_proceso":
            return self.absoluto is not None and self.absoluto < self.programado_a_la_fecha
        return self.estado in ("sin_avance", "no_cumplida")

    @property
    def al_corriente(self) -> bool:
        """Reported, with a goal, and not under what was programmed to date."""
        return bool(self.anual) and self.absoluto is not None and not self.incumplida

    @property
    def cumplida(self) -> bool:
        return self.estado in ("cumplida", "rebasada")

    @property
    def brecha(self) -> float:
        """Annual goal less the printed absolute."""
        return round((self.anual or 0) - (self.absoluto or 0), 6)

    @property
    def suma(self) -> float:
        """The reported quarters added up."""
        return round(sum(v or 0 for v in self.a.values()), 6)


Condicion = Callable[[Hecho], bool]


# -- rules that take an argument ------------------------------------------------------------------------------------
def cerrado(h: Hecho, t: str) -> bool:
    """Whether a quarter ended on or before the cut."""
    return date(h.ejercicio, *_FIN[t]) <= h.corte


def quedo_corto(h: Hecho, t: str) -> bool:
    """Programmed, closed, and achieved under it; a blank achieved then counts as short."""
    programado, alcanzado = h.p[t], h.a[t]
    return programado is not None and cerrado(h, t) and (alcanzado is None or alcanzado < programado)


def supero(h: Hecho, t: str) -> bool:
    """Achieved over what was programmed in a quarter (something was)."""
    programado, alcanzado = h.p[t], h.a[t]
    return programado is not None and alcanzado is not None and alcanzado > programado


def suma_de(h: Hecho, que: str, *trimestres: str) -> float:
    """What was programmed (``p``) or achieved (``a``) in some quarters together; a blank adds nothing."""
    return round(sum((h.p if que == "p" else h.a)[t] or 0 for t in trimestres), 6)


def semaforo(h: Hecho) -> str:
    """The default bands: 90–110 green, 70 to under 90 yellow, under 70 red, over 110 too much."""
    if h.pct is None:
        return "sin_reporte" if h.anual else "sin_programacion"
    if h.pct > 110:
        return "sobrecumplimiento"
    return "verde" if h.pct >= 90 else "amarillo" if h.pct >= 70 else "rojo"


def sumables(hechos: Sequence[Hecho]) -> list[Hecho]:
    """The metas that may be added up: one measure only, and no parent beside its children."""
    medidas = {h.medida for h in hechos}
    if len(medidas) > 1:
        raise ValueError(f"Measures are never added up: {sorted(medidas)}")
    con_hijas = {(h.informe, h.unidad, h.padre) for h in hechos if h.padre}
    return [h for h in hechos if (h.informe, h.unidad, h.meta) not in con_hijas]


def total(hechos: Sequence[Hecho], campo: str = "absoluto", *trimestres: str) -> float:
    """A sum that the contract allows. ``campo``: absoluto, anual, or p / a with the quarters to add."""
    if trimestres:
        return round(sum(getattr(h, campo)[t] or 0 for h in sumables(hechos) for t in trimestres), 6)
    return round(sum(getattr(h, campo) or 0 for h in sumables(hechos)), 6)


def promedio(hechos: Iterable[Hecho]) -> float:
    """Simple mean of the percentages that can be computed."""
    valores = [h.pct for h in hechos if h.pct is not None]
    return sum(valores) / len(valores)


def proporcion(hechos: Sequence[Hecho], condicion: Condicion) -> float:
    """Percent of the metas that meet a condition."""
    return 100 * sum(map(condicion, hechos)) / len(hechos)


def suma_no_cuadra(h: Hecho) -> bool:
    """Quarters that do not add up to the annual or the absolute printed."""
    programado = sum(v or 0 for v in h.p.values())
    alcanzado = h.absoluto is not None and abs(h.suma - h.absoluto) > 1e-6
    return alcanzado or (h.anual is not None and abs(programado - h.anual) > 1e-6)


def porcentaje_no_cuadra(h: Hecho) -> bool:
    """A printed percentage more than half a point from the computed one."""
    impreso = re.sub(r"[^\d.]", "", h.impreso or "")
    return bool(impreso) and h.pct is not None and abs(float(impreso) - h.pct) > 0.5 + 1e-9


# -- loading ---------------------------------------------------------------------------------------------------------
@cache
def informe(nombre: str) -> tuple[Hecho, ...]:
    """All the metas of a report."""
    filas = json.loads((EJEMPLOS / "gold" / f"{nombre}.metas.json").read_text(encoding="utf8"))
    causas = json.loads(CAUSAS.read_text(encoding="utf8"))[nombre]
    return tuple(_hecho(nombre, f, causas.get(f"{f['unidad']} {f['meta'].rstrip('.-')}", {})) for f in filas)


def _hecho(nombre: str, f: Mapping[str, Any], causas: Mapping[str, list[str]]) -> Hecho:
    municipio, ejercicio, corte = INFORMES[nombre]
    return Hecho(
        nombre, municipio, ejercicio, corte, encabezados(nombre)[f["unidad"]]["programa"], f["unidad"],
        f["unidad_nombre"], f["meta"].rstrip(".-"), f["descripcion"], medida_llana(f["unidad_medida"]),
        f["meta_anual"], f["programado"], f["alcanzado"], f["avance_absoluto"], f["avance_impreso"],
        tuple(f["lineas"]), f["observacion"], frozenset(causas.get("causas", ())),
        frozenset(causas.get("posibles", ())),
    )  # fmt: skip


@cache
def encabezados(nombre: str) -> dict[str, dict[str, str]]:
    """Per unit: its programme's code and who elaborated, reviewed and authorised (without the title)."""
    salida: dict[str, dict[str, str]] = {}
    programa = unidad = firma = ""
    for renglon in (EJEMPLOS / f"{nombre}.txt").read_text(encoding="utf8").split("\n"):
        etiqueta, _, resto = renglon.partition("\t")
        etiqueta = plegar(etiqueta).strip(" :*")
        if etiqueta == "programa":
            programa = resto.split("\t")[0]
        elif etiqueta == "unidad ejecutora":
            unidad = resto.split("\t")[0]
            salida[unidad] = {"programa": programa}
        elif etiqueta.startswith("responsable de"):
            firma = "elabora" if "unidad" in etiqueta else "revisa" if "programa" in etiqueta else "autoriza"
        elif firma and renglon.strip(" *"):
            salida[unidad][firma] = re.sub(r"^[A-Z]+\.\s+", "", renglon.strip(" *"))
            firma = ""
    return salida
