"""What a second part of a question takes from what the first one found: "… y cómo le fue en 2023", "… y cuántas de ellas"."""

from __future__ import annotations

import re

from assistant.plan import Plan

_COMO = r"(?:c[oó]mo\s+(?:les?\s+(?:fue|ha\s+ido)|(?:qued|termin|cerr|acab)(?:[oó]|aron))|qu[eé]\s+pas[oó]\s+con\s+(?:ell[ao]s?|es[ao]s?))"
#: Where a second part begins that asks how it went with what the first one found.
Y_COMO_LE_FUE = re.compile(rf",?\s+y\s+(?={_COMO}\b)", re.IGNORECASE)
_LE_FUE = re.compile(rf"^\W*(?:y\s+)?{_COMO}\s+(?=(?:en|al?|para|durante)\s)(?!al?\s+(?:la|las|los|el)\b)(?P<cuando>.+?)[?.\s]*$", re.IGNORECASE)
_DE_ELLAS = re.compile(r"\b(?:de\s+)?(?:ellas|ellos|esas|esos)\b", re.IGNORECASE)


def cuando_le_fue(pregunta: str) -> str | None:
    """ "¿Y cómo le fue en 2023?" → "en 2023"; None where the question is another, or says to whom."""
    m = _LE_FUE.match(pregunta)
    return m.group("cuando") if m else None


def apunta_atras(parte: str) -> bool:
    """Whether a second part points to what the first one counted."""
    return _DE_ELLAS.search(parte) is not None


def elige(plan: Plan) -> bool:
    """Whether a plan picks some goal, or some place, out of the others."""
    return plan.intent == "rank" and plan.relacion is None and (plan.limite is not None or plan.puesto is not None)


__all__ = ["Y_COMO_LE_FUE", "apunta_atras", "cuando_le_fue", "elige"]
