"""Whether a scanned form's figures seem to stand under other headings than their own.

A heading may be read over the column beside its own, above all where no rules are drawn. Then hardly any goal's quarters
add up to what it prints as their sum, on either side: such a form is set aside, since every figure in it would be another
one's. A digital file says what stands where, and its sums are the audit's.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

from index import cumplimiento
from index.poa import Apartado, Informe, Meta, Trimestre

#: Goals whose sums can be checked, at least, and the share of them that must fail.
_MIN_METAS, _CASI_TODAS = 4, 0.7


def reparo(informe: Informe, lugar: str) -> Apartado | None:
    """Why a form read optically is set aside for its sums; None where they hold."""
    if not any(_es_optica(m) for m in informe.metas):
        return None
    sumas = [x for x in map(_cuadran, informe.metas) if x is not None]
    if len(sumas) < _MIN_METAS or any(sum(not x[lado] for x in sumas) < _CASI_TODAS * len(sumas) for lado in (0, 1)):
        return None
    return Apartado(
        lugar=lugar,
        motivo=f"En {len(sumas)} metas, ni lo programado suma la meta anual ni lo alcanzado suma el avance: es probable que los "
        "encabezados se hayan leído sobre columnas que no son las suyas.",
        remedio="Cargue el documento original (Excel, Word o PDF con texto) o una imagen más nítida, con las rayas de la tabla.",
        unidad=informe.unidad,
    )


def _es_optica(m: Meta) -> bool:
    """Whether a goal was read optically; all its cells were, or none."""
    return any(c.confianza is not None for c in islice(m.celdas.values(), 1))


def _cuadran(m: Meta) -> tuple[bool, bool] | None:
    """Whether a goal's sums hold, of what is programmed and of what is achieved; None where one can't be checked."""
    if m.meta_anual is None or m.avance_absoluto is None:
        return None
    programado, alcanzado = _suma(m.programado), _suma(m.alcanzado)
    return None if programado is None or alcanzado is None else (programado == m.meta_anual, alcanzado == m.avance_absoluto)


def _suma(cifras: Mapping[Trimestre, Decimal | None]) -> Decimal | None:
    """The sum of several quarters; of a single one nothing could be told."""
    return cumplimiento.suma(cifras) if sum(x is not None for x in cifras.values()) > 1 else None
