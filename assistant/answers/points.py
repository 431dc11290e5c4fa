"""How many percentage points one share is from another: of goals met in two groups, of what one goal did in two periods."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.draft import Borrador
from assistant.evidence import Conjunto, Grupo, redondo
from assistant.wording import cifra, plural


@dataclass(frozen=True, slots=True)
class Razon:
    """A share in percent: a part of a base, each with its citation."""

    parte: float
    base: float
    cita_parte: int
    cita_base: int

    @property
    def valor(self) -> float:
        """In percent."""
        return self.parte * 100 / self.base


def razon(b: Borrador, parte: Conjunto | None, todas: Conjunto) -> Razon | None:
    """The share of a set in another; None where there is nothing to take it of."""
    return Razon(parte.count, todas.count, b.conjunto(parte), b.conjunto(todas)) if parte is not None and todas.count else None


def de_cumplidas(b: Borrador, g: Grupo) -> Razon | None:
    """The share of a group's goals that were met."""
    return razon(b, g.cumplidas, g.todas)


def puntos(b: Borrador, era: Razon | None, es: Razon | None) -> str | None:
    """ "21.4 puntos porcentuales más", with its citations; None where a share is missing or both are one set."""
    if era is None or es is None or len({era.cita_parte, era.cita_base, es.cita_parte, es.cita_base}) < 4:
        return None
    cuantos = redondo(abs(es.valor - era.valor), 1)
    if not cuantos:
        return None
    mayor, menor = (es, era) if es.valor > era.valor else (era, es)
    citas = (mayor.cita_parte, mayor.cita_base, menor.cita_parte, menor.cita_base)
    detalle = f"{cifra(mayor.parte)} / {cifra(mayor.base)} - {cifra(menor.parte)} / {cifra(menor.base)}"
    figura = b.figura(cifra(cuantos), int(cuantos) if cuantos.is_integer() else cuantos, citas, "difference", detalle)
    return f"{figura} {plural(cuantos, 'punto porcentual', 'puntos porcentuales')} {'más' if es.valor > era.valor else 'menos'}{b.marca(*citas)}"
