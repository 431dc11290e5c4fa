"""Two answers of one question, held against each other: how much more one sum is than the other."""

from __future__ import annotations

from assistant.draft import Borrador
from assistant.evidence import Evidencia
from assistant.frase import Frase
from assistant.plan import En
from assistant.wording import cifra, medida
from index.textos import clave

_LUGARES = ("municipio", "ejercicio", "ramo", "programa", "unidad")


def diferencia(uno: Evidencia, otro: Evidencia, b: Borrador, frase: Frase) -> list[str]:
    """The line that tells it, of two sums in one measure; nothing of what is not added up."""
    if not (uno.plan.intent == otro.plan.intent == "sum" and uno.plan.metrica == otro.plan.metrica and len(uno.por_medida) == len(otro.por_medida) == 1):
        return []
    (impresa, x), (otra, y) = uno.por_medida[0], otro.por_medida[0]
    if clave(impresa) != clave(otra) or not (x.reportados and y.reportados):
        return []
    nx, ny = b.conjunto(x), b.conjunto(y)
    if x.suma == y.suma:
        return [f"No hay diferencia entre los dos{b.marca(nx, ny)}."]
    cuanto = b.cantidad(abs(x.suma - y.suma), nx, ny, op="difference", detalle=f"{cifra(max(x.suma, y.suma))} - {cifra(min(x.suma, y.suma))}")
    mas, menos = (uno, otro) if x.suma > y.suma else (otro, uno)
    return [f"Diferencia: {cuanto} {medida(impresa, abs(x.suma - y.suma))} más {_donde(mas, frase)} que {_donde(menos, frase)}{b.marca(nx, ny)}."]


def _donde(e: Evidencia, frase: Frase) -> str:
    return frase.condiciones(e.plan.con(filtros=tuple(f for f in e.plan.filtros if isinstance(f, En) and f.entidad in _LUGARES)))


__all__ = ["diferencia"]
