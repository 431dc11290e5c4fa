"""How a form's columns were told: those whose heading does not say what they are, known by their figures."""

from __future__ import annotations

from collections.abc import Iterator

from index.auditoria.registro import regla
from index.poa import Hallazgo, Informe

_DEDUCIDA = "deducida."
#: What a column was taken for, and what its figures did in most goals.
_POR_QUE = {
    "avance_absoluto": ("el avance absoluto", "son la suma de lo alcanzado"),
    "meta_anual": ("la meta anual", "son la suma de lo programado"),
    "avance_relativo": ("el porcentaje de avance", "son el avance entre la meta anual"),
    "anual": ("el total de cada renglón", "son la suma de sus periodos"),
}


@regla
def columna_deducida(informe: Informe) -> Iterator[Hallazgo]:
    """A column that was read by what its figures compute, for its heading does not say what it is."""
    for clave, celda in informe.celdas.items():
        if clave.startswith(_DEDUCIDA) and (campo := clave.removeprefix(_DEDUCIDA)) in _POR_QUE:
            nombre, porque = _POR_QUE[campo]
            yield Hallazgo(
                "columna_deducida",
                "notice",
                None,
                campo,
                celda.literal,
                "",
                f"El encabezado «{celda.literal}» no dice qué es esa columna; se tomó como {nombre} porque sus cifras {porque} "
                "en casi todas las metas.",
                ((None, clave),),
            )
