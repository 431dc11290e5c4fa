"""What is counted inside a phrase of quantity: "¿por cuántos *árboles* se excedió lo programado?"."""

from __future__ import annotations

from dataclasses import replace

from assistant.link import Vocabulario, proponer_entidades
from assistant.spans import Cobertura

_DE_CANTIDAD = ("brecha", "excedente")


def medida_dentro(c: Cobertura, voc: Vocabulario) -> None:
    """Take the measure out of a phrase that asks by how much of it something fell short or was exceeded."""
    for i, s in enumerate(c.spans):
        if s.tipo != "metrica" or s.valor not in _DE_CANTIDAD or s.fin - s.ini < 3:
            continue
        dentro = [x for x in proponer_entidades(c.tokens, voc) if x.tipo == "medida" and s.ini < x.ini and x.fin < s.fin]
        if dentro:
            medida = max(dentro, key=lambda x: x.puntos)
            c.spans[i : i + 1] = [medida, replace(s, ini=medida.fin)]
            c.sueltos = sorted({*c.sueltos, *range(s.ini, medida.ini)})
            return


__all__ = ["medida_dentro"]
