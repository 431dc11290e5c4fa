"""Observations found in words: full text over stems and vectors, fused by reciprocal rank.

Exact words are a matter of SQL (``execute``): complete, and enough for most questions. This search is for what no
observation says word by word. Its results are the nearest ones, and the answer says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.plan import Filtro, Plan, Texto
from index.textos import raices

if TYPE_CHECKING:
    from assistant.execute import Lector
    from index.observaciones import AlmacenDeVectores

#: Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher, 2009) and how many results are fused and kept.
_RRF = 60
_FUNDIDAS, _QUEDAN = 20, 5
_registro = logging.getLogger(__name__)


def fundir(*listas: Sequence[int]) -> list[int]:
    """Ids by the sum of their reciprocal ranks in several rankings, best first."""
    puntos: dict[int, float] = {}
    for lista in listas:
        for lugar, uno in enumerate(lista):
            puntos[uno] = puntos.get(uno, 0.0) + 1 / (_RRF + lugar + 1)
    return sorted(puntos, key=lambda uno: (-puntos[uno], uno))


class Buscador:
    """Hybrid search. The vector store is made at the first search, since a model and Chroma cost time to load."""

    def __init__(self, lector: Lector, crear: Callable[[], AlmacenDeVectores]) -> None:
        self.lector, self._crear = lector, crear
        self._almacen: AlmacenDeVectores | None = None

    @property
    def abierto(self) -> bool:
        """Whether the vectors were used since the start."""
        return self._almacen is not None

    @property
    def aviso(self) -> str | None:
        """What the vectors lack; None where nothing, or where they were not used yet."""
        return self._almacen.aviso if self._almacen else None

    def buscar(self, texto: str, k: int = _QUEDAN) -> list[int]:
        """The ids of the ``k`` observations nearest to a text; by full text alone where the vectors are away."""
        return fundir(self.lector.observaciones_por_palabras(raices(texto), _FUNDIDAS), self._por_sentido(texto))[:k]

    def _por_sentido(self, texto: str) -> list[int]:
        try:
            if self._almacen is None:
                self._almacen = self._crear()
            return [uno for uno, _ in self._almacen.buscar(texto, _FUNDIDAS)]
        except Exception:  # the vectors are a cache: whatever happens to them, words go on
            _registro.warning("La búsqueda por sentido no está disponible; se sigue con palabras.", exc_info=True)
            return []

    def resolver(self, plan: Plan) -> Plan:
        """Fill in which observations a plan's approximate words stand for."""
        return plan.con(filtros=tuple(self._con_observaciones(f) for f in plan.filtros))

    def _con_observaciones(self, f: Filtro) -> Filtro:
        if not isinstance(f, Texto) or not f.cercano or f.observaciones:
            return f
        return f.model_copy(update={"observaciones": tuple(self.buscar(" ".join((*f.terminos, *f.opcionales))))})
