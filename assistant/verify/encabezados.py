"""The forms of the cited documents, and what they print in their header and foot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.execute import Lector

_ANO = re.compile(r"\b(?:19|20)\d\d\b")
_LUGAR = {"line": "linea", "column": "columna", "page": "pagina", "sheet": "hoja", "cell": "celda"}


def es_la_celda(c: Mapping[str, Any], impresa: Mapping[str, Any]) -> bool:
    """Whether a citation says a cell: its words, at its place."""
    if c.get("literal") != impresa.get("literal"):
        return False
    return [c.get(k) for k in _LUGAR] == [impresa.get(k) for k in _LUGAR.values()]


def anos(celdas: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The years that a form's header prints."""
    return frozenset(_ANO.findall(" ".join(str(x.get("literal")) for x in celdas.values())))


class Forma:
    """A form of a document: its header cells, taken apart when they are needed."""

    def __init__(self, id_: int, texto: str) -> None:
        self.id, self._texto = id_, texto
        #: Who signs, and its lines of action.
        self.sueltas: list[dict[str, Any]] = []

    @cached_property
    def celdas(self) -> dict[str, dict[str, Any]]:
        return dict(json.loads(self._texto))

    @cached_property
    def anos(self) -> frozenset[str]:
        return anos(self.celdas)

    def quiza(self, escritas: Iterable[str]) -> bool:
        """Whether its header may print some words, as JSON writes them."""
        return any(x in self._texto for x in escritas)


class Encabezados:
    """The forms of some documents, read at their first use: at once those of the units that citations name, all of a
    document where it is none of them."""

    def __init__(self, lector: Lector, citas: Iterable[Mapping[str, Any]]) -> None:
        self._lector = lector
        nombradas = dict.fromkeys((str(c.get("document")), str(c.get("unidad") or "")) for c in citas)
        self._documentos = list(dict.fromkeys(documento for documento, _ in nombradas))
        self._unidades = list(dict.fromkeys(unidad for _, unidad in nombradas if unidad))
        self._halladas: dict[int, list[Forma]] = {}

    @cached_property
    def _de_unidad(self) -> dict[tuple[str, str], list[Forma]]:
        """The forms of the units that are named, by document and unit."""
        salida: dict[tuple[str, str], list[Forma]] = {}
        for documento, unidad, id_, texto in self._lector.encabezados(self._documentos, self._unidades):
            salida.setdefault((documento, unidad), []).append(Forma(id_, texto))
        return salida

    @cached_property
    def _formas(self) -> dict[str, list[Forma]]:
        salida: dict[str, list[Forma]] = {}
        for documento, _, id_, texto in self._lector.encabezados(self._documentos):
            salida.setdefault(documento, []).append(Forma(id_, texto))
        return salida

    @cached_property
    def _completas(self) -> dict[str, list[Forma]]:
        """The same, with who signs and the lines of action."""
        por_id = {f.id: f for formas in self._formas.values() for f in formas}
        for id_, celda in self._lector.firmas_y_lineas(list(por_id)):
            por_id[id_].sueltas.append(celda)
        return self._formas

    def que_imprimen(self, c: Mapping[str, Any]) -> list[Forma]:
        """The forms of a citation's document that print its cell where it says; those of its unit, where it names one."""
        n = int(c["n"])
        if n not in self._halladas:
            self._halladas[n] = self._imprimen(c)
        return self._halladas[n]

    def _imprimen(self, c: Mapping[str, Any]) -> list[Forma]:
        documento, unidad = str(c.get("document")), str(c.get("unidad") or "")
        escritas = {json.dumps(c.get("literal"), ensure_ascii=si) for si in (True, False)}

        def en_cabeza(formas: Iterable[Forma]) -> list[Forma]:
            return [f for f in formas if f.quiza(escritas) and any(es_la_celda(c, x) for x in f.celdas.values())]

        suyas = en_cabeza(self._de_unidad.get((documento, unidad), ())) if unidad else []
        return (
            suyas
            or en_cabeza(self._formas.get(documento, ()))
            or [f for f in self._completas.get(documento, ()) if any(es_la_celda(c, x) for x in f.sueltas)]
        )
