"""People by surname or by two of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.lexicon import vocabulario
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, puntos
from index.textos import palabras


def personas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """People by surname or by two of their names; titles don't count."""
    i = 0
    while i < len(tokens):
        candidatos: dict[str, int] = {}
        for persona in voc.partes_de_personas.get(tokens[i].norma, ()):
            partes = [p for p in palabras(persona) if len(p) > 3 and p not in ("mtra", "mtro", "profr", "profra")]
            cortas = {p for p in palabras(persona) if len(p) <= 3}  # "Elías Navarro Gil", "Rosa de la O"
            j = i
            while j < len(tokens) and (tokens[j].norma in partes or (j > i and (tokens[j].norma in cortas or tokens[j].norma in ("de", "la", "los")))):
                j += 1
            dichas = [t.norma for t in tokens[i:j] if t.norma in partes]
            propia = dichas and not all(voc.conoce_forma(d) or d in vocabulario() for d in dichas)
            if len(dichas) >= 2 or propia:
                candidatos[persona] = j
        if candidatos:
            fin = max(candidatos.values())
            quienes = tuple(p for p, j in candidatos.items() if j == fin)
            yield Span(i, fin, "persona", quienes, puntos(fin - i, 1.2) + 8)
            i = fin
        else:
            i += 1
