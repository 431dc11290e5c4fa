"""Whether a table's figures add up under its columns: what is programmed to the annual goal, what is achieved to the
progress. Where a heading has cells that are not understood, this is what tells a reading of it from a shifted one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import cifras, cumplimiento
from index.periodos import MESES
from index.plantillas import Plantilla
from index.poa import TRIMESTRES
from index.readers.hoja import Renglon

#: The share of the goals that must add up: reports have errors of their own.
MAYORIA = 0.75
#: Goals of more than one addend that must.
MIN_METAS = 3
#: So many rows are looked at.
_MUESTRA = 200
_CERO = Decimal(0)
_TOTALES = (("programado", "meta_anual"), ("alcanzado", "avance_absoluto"))


@dataclass(frozen=True, slots=True)
class Cuenta:
    """In so many goals, of so many, something holds; so many of those are no chance."""

    ciertas: int = 0
    probadas: int = 0
    elocuentes: int = 0

    def basta(self, minimo: int = MIN_METAS) -> bool:
        """Whether it holds."""
        return self.elocuentes >= minimo and self.ciertas >= MAYORIA * self.probadas


def confirman(plantilla: Plantilla, datos: Sequence[Renglon]) -> bool:
    """Whether the sums of the rows' figures say that the columns are these: one of both sums holds, and neither fails."""
    cuentas = [c for medida, total in _TOTALES if (c := _contar(plantilla, datos, medida, total)) is not None]
    return any(c.basta() for c in cuentas) and all(c.basta(0) for c in cuentas)


def _contar(plantilla: Plantilla, datos: Sequence[Renglon], medida: str, total: str) -> Cuenta | None:
    """How the sums of a measure agree with its total; None where the table has not both."""
    columnas = plantilla.columnas
    sumandos = [columnas[campo][0] for p in (*TRIMESTRES, *MESES) if (campo := f"{medida}.{p}") in columnas]
    if total not in columnas or len(sumandos) < len(TRIMESTRES):
        return None
    unidad = columnas.get("unidad_medida", (-1,))[0]
    ciertas = probadas = elocuentes = 0
    for renglon in datos[:_MUESTRA]:
        if unidad >= 0 and not cumplimiento.es_flujo(renglon.texto(unidad)):
            continue
        partes = [v for c in sumandos if (v := _cifra(renglon, c)) is not None]
        suma = _cifra(renglon, columnas[total][0])
        if suma is not None and partes:
            probadas += 1
            if sum(partes, _CERO) == suma:
                ciertas += 1
                elocuentes += sum(v != 0 for v in partes) > 1
    return Cuenta(ciertas, probadas, elocuentes)


def _cifra(renglon: Renglon, columna: int) -> Decimal | None:
    texto = renglon.texto(columna)
    try:
        return cifras.leer(texto) if texto else None
    except cifras.NoEsCifra:
        return None
