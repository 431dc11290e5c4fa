"""A draft: text with slots for figures and citations, filled in and numbered at the end.

Whoever words an answer handles slots only: a figure's slot carries its value, its citations and its derivation, so a
figure can't be altered, and citations are numbered in reading order whatever the order of writing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.evidence import Conjunto, Fila, redondo
from assistant.wording import cifra, porciento
from index.periodos import MESES, trimestre_de
from index.poa import TRIMESTRES

_RANURA = re.compile("\ue000([fc])([\\d,]+)\ue001")
_PLACES = {"linea": "line", "columna": "column", "pagina": "page", "hoja": "sheet", "celda": "cell", "bbox": "bbox"}


@dataclass(slots=True)
class Borrador:
    """Collects figures and citations while the text is written; ``terminar`` numbers and fills them."""

    figuras: list[dict[str, Any]] = field(default_factory=list)
    citas: list[dict[str, Any]] = field(default_factory=list)
    _claves: dict[Any, int] = field(default_factory=dict)

    # - citations
    def celda(self, fila: Fila, campo: str) -> int | None:
        """Cite a printed cell of a meta's row; None where the cell is blank. A quarter printed by months is cited by
        their cells, taken together."""
        impresa = fila.celdas.get(campo)
        if not impresa:
            return self._por_meses(fila, campo)
        return self._cita(("m", fila.datos["clave"], campo), self._impresa(fila.documento, impresa, campo, fila.datos["unidad"], fila.numero, fila.datos["clave"]))

    def _por_meses(self, fila: Fila, campo: str) -> int | None:
        medida, _, trimestre = campo.partition(".")
        if trimestre not in TRIMESTRES:
            return None
        suyos = [f"{medida}.{mes}" for mes in MESES if trimestre_de(mes) == trimestre]
        citas = [n for mes in suyos if fila.celdas.get(mes) and (n := self.celda(fila, mes)) is not None]
        return self.juntas(citas)

    def juntas(self, citas: Sequence[int | None]) -> int | None:
        """Several printed cells taken together, as one term of a figure: what they add up to."""
        dadas = list(dict.fromkeys(p for c in citas if c is not None for p in self._piezas(c)))
        if len(dadas) < 2:
            return dadas[0] if dadas else None
        detalle = " + ".join(str(self.citas[n]["literal"]) for n in dadas)
        return self._cita(("g", *dadas), {"kind": "group", "of": dadas, "text": detalle})

    def _piezas(self, cita: int) -> list[int]:
        """The printed cells of a citation: itself, or those of a group."""
        return list(self.citas[cita]["of"]) if self.citas[cita]["kind"] == "group" else [cita]

    def encabezado(self, documento: str, impresa: Mapping[str, Any] | None, campo: str, unidad: str) -> int | None:
        """Cite a cell of a form's header or foot."""
        if not impresa:
            return None
        lugar = (str(impresa.get(a)) for a in _PLACES)  # a sheet's or a page's cell may stand where another's does
        return self._cita(("h", documento, *lugar, campo, unidad), self._impresa(documento, impresa, campo, unidad, None, None))

    def conjunto(self, c: Conjunto) -> int:
        """Cite a set by its query."""
        return self._cita(("s", c.sql, tuple(sorted(c.params.items()))), {"kind": "set", "sql": c.sql, "params": dict(c.params), "count": c.count})

    def _impresa(self, documento: str, impresa: Mapping[str, Any], campo: str, unidad: str, meta: str | None, clave: str | None) -> dict[str, Any]:
        lugar = {b: impresa.get(a) for a, b in _PLACES.items()}
        return {"kind": "cell", "document": documento, **lugar, "meta_id": clave, "unidad": unidad, "meta": meta, "field": campo, "literal": impresa["literal"]}

    def _cita(self, clave: Any, datos: dict[str, Any]) -> int:
        if clave not in self._claves:
            self._claves[clave] = len(self.citas)
            self.citas.append(datos)
        return self._claves[clave]

    # - slots
    def marca(self, *citas: int | None) -> str:
        """The marker of some citations, with the space before it; "" when there is none."""
        dadas = list(dict.fromkeys(p for c in citas if c is not None for p in self._piezas(c)))
        return f" \ue000c{','.join(map(str, dadas))}\ue001" if dadas else ""

    def figura(self, texto: str, valor: float, citas: Sequence[int | None], op: str = "value", detalle: str = "") -> str:
        """A figure's slot. ``op`` is how it comes from its citations (contract); ``detalle`` shows the computation."""
        dadas = list(dict.fromkeys(c for c in citas if c is not None))
        self.figuras.append({"text": texto, "value": valor, "citas": dadas, "op": op, "detalle": detalle})
        return f"\ue000f{len(self.figuras) - 1}\ue001"

    def cantidad(self, valor: float, *citas: int | None, op: str = "value", detalle: str = "") -> str:
        """A quantity's slot."""
        entera = int(valor) if float(valor).is_integer() else redondo(valor, 2)
        return self.figura(cifra(valor), entera, citas, op, detalle)

    def porciento(self, valor: float, *citas: int | None, op: str = "ratio", detalle: str = "") -> str:
        """A percentage's slot."""
        return self.figura(porciento(valor), redondo(valor, 2), citas, op, detalle)

    def cuenta(self, c: Conjunto) -> str:
        """How many metas a set has."""
        return self.cantidad(c.count, self.conjunto(c), op="count")

    @staticmethod
    def citada(texto: str) -> bool:
        """Whether a piece of text has a marker."""
        return "\ue000c" in texto

    # - the end
    def terminar(self, texto: str) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
        """The text with its slots filled, the figures and the citations in reading order."""
        numeros: dict[int, int] = {}
        figuras: list[dict[str, Any]] = []
        for m in _RANURA.finditer(texto):
            indices = [int(i) for i in m.group(2).split(",")]
            if m.group(1) == "c":
                for i in indices:
                    numeros.setdefault(i, len(numeros) + 1)
            else:
                figuras.append(self.figuras[indices[0]])
        suyas = [self._todas(f) for f in figuras]
        for i in (i for todas in suyas for i in todas):
            numeros.setdefault(i, len(numeros) + 1)

        def llenar(m: re.Match[str]) -> str:
            indices = [int(i) for i in m.group(2).split(",")]
            if m.group(1) == "f":
                return str(self.figuras[indices[0]]["text"])
            return "[" + ", ".join(map(str, sorted(numeros[i] for i in indices))) + "]"

        hechas = [
            {"text": f["text"], "value": f["value"], "citations": sorted([numeros[i] for i in todas]), "derivation": self._derivacion(f, numeros)}
            for f, todas in zip(figuras, suyas, strict=True)
        ]
        citas = [{"n": n, **self.citas[i]} for i, n in sorted(numeros.items(), key=lambda kv: kv[1])]
        return _RANURA.sub(llenar, texto), hechas, citas

    def _todas(self, figura: Mapping[str, Any]) -> list[int]:
        return list(dict.fromkeys(p for c in figura["citas"] for p in self._piezas(c)))

    def _derivacion(self, f: Mapping[str, Any], numeros: Mapping[int, int]) -> dict[str, Any] | None:
        """How a figure comes from its citations. Cells taken together are a list among them: [[3, 4, 5], 9]."""
        grupos = [c for c in f["citas"] if self.citas[c]["kind"] == "group"]
        if f["op"] == "value" and not grupos:
            return None
        if f["op"] in ("value", "sum"):
            detalle = f["detalle"] or self.citas[f["citas"][0]].get("text", "")
            return {"op": "sum", "of": [numeros[i] for i in self._todas(f)], "text": detalle}
        de = [[numeros[p] for p in self._piezas(c)] if c in grupos else numeros[c] for c in f["citas"]]
        return {"op": f["op"], "of": de, "text": f["detalle"]}
