"""Which cells say what a goal had up to its cut: its quarters, where they add up, or the one that stands for them.

The store keeps what they come to (``index.al_corte``); here is what it is told by, with its citations.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Borrador
from assistant.evidence import Fila
from assistant.wording import cifra
from index.cumplimiento import trimestres_cerrados
from index.poa import TRIMESTRES, Trimestre

#: A field and its value, in the goal's unit of measure.
Dicho = tuple[str, float]


def programado(fila: Fila) -> Sequence[Dicho]:
    """What was programmed up to the cut, by the fields that say it; none where the form does not."""
    total = fila.datos["a_la_fecha"]
    if total is None:
        return ()
    cerrados = trimestres_cerrados(fila.datos["ejercicio"], fila.datos["corte"])
    return _por_trimestres(fila, "programado", cerrados, total) or (("programado_acumulado", float(total)),)


def alcanzado(fila: Fila) -> Sequence[Dicho]:
    """The quarters that the progress of a goal without a printed one is made of."""
    return _por_trimestres(fila, "alcanzado", TRIMESTRES, fila.datos["absoluto"])


def se_suma(fila: Fila) -> bool:
    """Whether the quarters of a goal add up; those of a coverage don't."""
    return bool(fila.datos["acumula"])


def escrito(b: Borrador, fila: Fila, dichos: Sequence[Dicho]) -> tuple[str, list[int | None]]:
    """What they come to, as a figure with its derivation, and its citations."""
    citas = [b.celda(fila, campo) for campo, _ in dichos]
    if len(dichos) == 1:
        return b.cantidad(dichos[0][1], *citas), citas
    detalle = " + ".join(cifra(v) for _, v in dichos)
    return b.cantidad(round(sum(v for _, v in dichos), 6), *citas, op="sum", detalle=detalle), citas


def _por_trimestres(fila: Fila, metrica: str, trimestres: Sequence[Trimestre], total: float) -> Sequence[Dicho]:
    dados = [(f"{metrica}.{t}", float(v)) for t in trimestres if (v := fila.datos[f"{metrica}_{t.lower()}"]) is not None]
    if abs(sum(v for _, v in dados) - total) < 1e-6:
        return dados
    return dados[-1:] if dados and abs(dados[-1][1] - total) < 1e-6 else ()
