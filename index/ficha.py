"""A goal printed as a block of labels and values, while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.crudas import DE_TEXTO, Cruda
from index.readers.hoja import CeldaLeida
from index.rotulos import Etiqueta


@dataclass(slots=True)
class Ficha:
    """A block being read: its fields, the text field that may go on, and the columns of the table inside it."""

    cruda: Cruda
    abierto: str | None = None
    columnas: dict[int, Etiqueta] = field(default_factory=dict)
    #: From left to right of each of those columns' names on a page, in points, and how many cells their row has.
    tramos: dict[int, tuple[float, float]] = field(default_factory=dict)
    ancho: int = 0
    #: Over how many columns each of those names stands.
    extensiones: dict[int, int] = field(default_factory=dict)
    #: The text field that each cell of the last row with labels gave, which may go on below it.
    lugares: dict[int, str] = field(default_factory=dict)
    #: What stands beside its number that no field took.
    suelta: CeldaLeida | None = None
    #: Four figures of a measure that no quarter is said of, by their measure.
    en_orden: dict[str, list[CeldaLeida]] = field(default_factory=dict)

    def anotar(self, campo: str, celda: CeldaLeida) -> None:
        """Add a cell to a field; a text field stays open."""
        self.cruda.piezas.setdefault(campo, []).append(celda)
        self.abierto = campo if campo in DE_TEXTO else None

    def reparar(self, celda: CeldaLeida, motivo: str) -> None:
        """Note why the block can't be trusted."""
        self.cruda.reparo = self.cruda.reparo or (celda, motivo)
