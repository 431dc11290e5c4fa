"""What was read against what was written, cell by cell.

A cell is right, wrong, invented (blank in the report), set aside (lost, and its form or file says that something was)
or lost without a word. Scans are compared without case, accents and final points; figures always exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.reportes.modelo import Forma, Meta, Reporte, valor

if TYPE_CHECKING:
    from index.poa import Documento, Informe
    from index.poa import Meta as MetaLeida

TODO = frozenset(
    {"linea", "descripcion", "unidad_medida", "anual", "absoluto", "porcentaje", "observacion"}
    | {f"{lado}{t}" for lado in "pa" for t in (1, 2, 3, 4)}
)
#: Fields whose text may run over several lines.
_LARGAS = frozenset({"descripcion", "unidad_medida", "observacion"})
_MAX_MOTIVOS = 400


@dataclass(slots=True)
class Cotejo:
    """The count of cells by outcome, and what went wrong."""

    cuenta: Counter[str] = field(default_factory=Counter)
    motivos: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.cuenta[x] for x in ("bien", "mal", "perdida", "apartada"))

    @property
    def perfecto(self) -> bool:
        return self.cuenta["bien"] == sum(self.cuenta.values())

    def anotar(self, lugar: str, espera: Any, leido: Any, apartado: bool) -> None:
        """Count a cell. None and blank are one."""
        espera, leido = espera or (None if espera in ("", ()) else espera), leido or (None if leido in ("", ()) else leido)
        if espera == leido:
            if espera is not None:
                self.cuenta["bien"] += 1
            return
        cual = "mal"
        if espera is None:
            cual = "inventada"
        elif leido is None:
            cual = "apartada" if apartado else "perdida"
        self.cuenta[cual] += 1
        if len(self.motivos) < _MAX_MOTIVOS:
            self.motivos.append(f"{cual}: {lugar}: se leyó {_corto(leido)}, dice {_corto(espera)}")


def _corto(x: Any) -> str:
    return repr(str(x) if x is not None else None)[:90]


def _seguido(texto: str | None) -> str:
    """A text in one line; a quotation mark that a CSV file doubles is one."""
    return re.sub(r"\s+", " ", texto or "").replace('""', '"')


def _cita(impreso: str, literal: str, clave: str) -> bool:
    """Whether a literal quotes what is printed. A long text may be quoted by its first line."""
    trozo = literal.split(maxsplit=1)[-1] if clave == "descripcion" else literal
    return impreso in literal or (clave in _LARGAS and len(trozo) > 2 and (literal in impreso or trozo in impreso))


def _llano(texto: str | None) -> str | None:
    if texto is None:
        return None
    sin_acentos = (c for c in unicodedata.normalize("NFD", texto.lower()) if unicodedata.category(c) != "Mn")
    return re.sub(r"\s+", " ", "".join(sin_acentos)).strip(" .") or None


def cotejar(reporte: Reporte, documento: Documento, expresa: frozenset[str] = TODO, optico: bool = False,
            literales: bool = True) -> Cotejo:  # fmt: skip
    """Compare a document with the report that it was written from. ``expresa`` is what its layout has a place for."""
    c = Cotejo()
    leidos = {i.unidad: i for i in documento.informes}
    for f in reporte.formas:
        informe = leidos.pop(f.unidad, None)
        apartado = bool(documento.apartados or (informe and informe.apartados))
        _cabecera(c, f, informe, apartado, optico)
        metas = {m.numero: m for m in informe.metas} if informe else {}
        for m in f.metas:
            _meta(c, f, m, metas.pop(m.numero, None), apartado, expresa, optico, literales)
        for sobra in metas.values():
            c.anotar(f"{f.unidad} meta {sobra.numero}", None, sobra.descripcion or "(sin texto)", apartado)
        if informe and len(informe.metas) > len(f.metas):
            c.anotar(f"{f.unidad} metas", None, f"{len(informe.metas)} en vez de {len(f.metas)}", apartado)
    for unidad in leidos:
        c.anotar(f"unidad {unidad}", None, "un informe de más", False)
    fuera = (*documento.apartados, *(a for i in documento.informes for a in i.apartados))
    c.motivos = [*(f"apartado: {a.lugar}: {a.motivo}" for a in fuera[:8]), *c.motivos]
    return c


def _cabecera(c: Cotejo, f: Forma, i: Informe | None, apartado: bool, optico: bool) -> None:
    pares = {
        "municipio": (f.municipio, i and i.municipio), "ejercicio": (f.ejercicio, i and i.ejercicio),
        "corte": (f.corte, i and i.corte), "ramo": (f.codigos[0], i and i.ramo), "programa": (f.codigos[1], i and i.programa),
        "ramo_nombre": (f.nombres[0], i and i.ramo_nombre), "programa_nombre": (f.nombres[1], i and i.programa_nombre),
        "unidad_nombre": (f.nombres[2], i and i.unidad_nombre),
        "lineas": (", ".join(x for x, _ in f.lineas), ", ".join(x.codigo for x in i.lineas) if i else None),
        "firmas": ("; ".join(x for _, x in f.firmas), "; ".join(x.nombre for x in i.firmas) if i else None),
    }  # fmt: skip
    for campo, (espera, leido) in pares.items():
        if optico and isinstance(espera, str):
            espera, leido = _llano(espera), _llano(leido)  # type: ignore[arg-type]
        c.anotar(f"{f.unidad} {campo}", espera, leido, apartado)


def _meta(c: Cotejo, f: Forma, m: Meta, leida: MetaLeida | None, apartado: bool, expresa: frozenset[str], optico: bool,
          literales: bool) -> None:  # fmt: skip
    lugar = f"{f.unidad} {m.numero}"
    for campo, clave, impreso, leido in _campos(m, leida):
        espera: Any = impreso if clave in expresa else None
        if clave in ("linea", "descripcion", "unidad_medida", "porcentaje", "observacion"):
            if optico:
                espera, leido = _llano(espera), _llano(leido)
            if clave == "porcentaje":
                espera, leido = (x and x.replace(" ", "") for x in (espera, leido))
        else:
            espera = valor(espera)
        c.anotar(f"{lugar} {campo}", espera, leido, apartado)
        if literales and not optico and espera is not None and leida is not None and leido == espera and clave != "linea":
            celda = leida.celdas.get(campo)
            if celda is None or not _cita(_seguido(impreso), _seguido(celda.literal), clave):
                c.anotar(f"{lugar} {campo} (literal)", impreso, celda and celda.literal, False)


def _campos(m: Meta, leida: MetaLeida | None) -> Iterator[tuple[str, str, str | None, Any]]:
    """(field of a meta, key of its column, the printed text, what was read)."""
    yield "linea", "linea", ", ".join(sorted(m.lineas)), ", ".join(sorted(x.codigo for x in leida.lineas)) if leida else None
    yield "descripcion", "descripcion", m.descripcion, leida and leida.descripcion
    yield "unidad_medida", "unidad_medida", m.unidad_medida, leida and leida.unidad_medida
    yield "meta_anual", "anual", m.anual, leida and leida.meta_anual
    for t in range(4):
        trimestre: Any = f"T{t + 1}"
        yield f"programado.{trimestre}", f"p{t + 1}", m.p[t], leida and leida.programado.get(trimestre)
        yield f"alcanzado.{trimestre}", f"a{t + 1}", m.a[t], leida and leida.alcanzado.get(trimestre)
    yield "avance_absoluto", "absoluto", m.absoluto, leida and leida.avance_absoluto
    yield "avance_relativo", "porcentaje", m.porcentaje, leida and leida.avance_impreso
    yield "observacion", "observacion", m.observacion, leida and leida.observacion
