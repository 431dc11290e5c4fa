"""Names and codes of a question → entities of the loaded reports, tolerant of accents, parts of names and slips.

Each proposer sees one kind of entity in the tokens and proposes spans; none decides alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.link.codigos import codigos
from assistant.link.erratas import reparar
from assistant.link.medidas import medidas
from assistant.link.nombrados import nombres
from assistant.link.numeros import numeros_de_meta
from assistant.link.personas import personas
from assistant.link.siglas import siglas
from assistant.link.vocabulario import COMUNES, GENERICAS, Nombre, Vocabulario, nombre
from assistant.spans import Span, Token

__all__ = ["COMUNES", "GENERICAS", "Nombre", "Vocabulario", "nombre", "proponer_entidades", "reparar"]


def proponer_entidades(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Spans of every loaded entity that the tokens name, by code or by name."""
    yield from codigos(tokens, voc)
    yield from numeros_de_meta(tokens, voc)
    yield from nombres(tokens, voc)
    yield from medidas(tokens, voc)
    yield from personas(tokens, voc)
    yield from siglas(tokens, voc)
