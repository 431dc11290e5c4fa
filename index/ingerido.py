"""What a load says: how far it is, what became of each file, what it did in all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from index.poa import Apartado

Estado = Literal["loaded", "partial", "unchanged", "replaced", "quarantined"]


@dataclass(frozen=True, slots=True)
class Avance:
    """How far a load is: the file or stage, how many are done of how many, what is loaded and set aside so far, and
    the page, sheet or other part of the file that is being read."""

    etapa: str
    hechos: int
    total: int
    metas: int = 0
    apartados: int = 0
    parte: int = 0
    partes: int = 0


@dataclass(frozen=True, slots=True)
class DocumentoIngerido:
    """What became of a file. ``nombre`` is its name in the store, within its package; ``informes``, ``metas`` … count
    what this call loaded."""

    ruta: str
    nombre: str
    estado: Estado
    informes: int = 0
    metas: int = 0
    observaciones: int = 0
    hallazgos: int = 0
    motivo: str | None = None
    apartados: tuple[Apartado, ...] = ()

    def json(self) -> dict[str, Any]:
        """The document's fields as the contract names them."""
        return {
            "path": self.ruta,
            "status": self.estado,
            "reports": self.informes,
            "metas": self.metas,
            "reason": self.motivo,
            "set_aside": [{"place": a.lugar, "reason": a.motivo, "remedy": a.remedio} for a in self.apartados],
        }


@dataclass(frozen=True, slots=True)
class Resumen:
    """What a call to ``ingerir`` did. ``omitidos`` counts the files of folders and packages that are no reports by
    their suffix; ``sin_leer`` those that an interruption left for the next time."""

    documentos: tuple[DocumentoIngerido, ...]
    omitidos: int = 0
    milisegundos: float = 0.0
    notas: tuple[str, ...] = field(default=())
    interrumpido: bool = False
    sin_leer: int = 0

    @property
    def metas(self) -> int:
        """Metas that this call loaded."""
        return sum(d.metas for d in self.documentos)

    @property
    def observaciones(self) -> int:
        """Distinct observations of the metas that this call loaded."""
        return sum(d.observaciones for d in self.documentos)

    @property
    def hallazgos(self) -> int:
        """Findings of the reports that this call loaded."""
        return sum(d.hallazgos for d in self.documentos)

    @property
    def apartado(self) -> bool:
        """Whether anything was set aside: a row, a form, a file."""
        return any(d.apartados or d.estado == "quarantined" for d in self.documentos)

    def json(self) -> dict[str, Any]:
        """The result as the contract names it."""
        return {
            "documents": [d.json() for d in self.documentos],
            "metas": self.metas,
            "observations": self.observaciones,
            "findings": self.hallazgos,
            "skipped": self.omitidos,
            "interrupted": self.interrumpido,
            "elapsed_ms": round(self.milisegundos, 1),
        }
