"""Someone who corrects himself: "en 2021, perdón, en 2022" asks for 2022.

What follows the correction takes the place of the last thing of its kind said before it; the rest of the question
stays. The words are put in order before the question is read, so that no later step knows of corrections.
"""

from __future__ import annotations

from assistant.spans import Cobertura, Span, Token

#: Spans that carry nothing to be replaced.
_SIN_CONTENIDO = frozenset(("cortesia", "sigue", "por_causa", "sobre", "solo", "correccion"))
#: Words that only lead to the thing that is put right: "… perdón, *en la* 304".
_PREPOSICIONES = frozenset("a al de del en con por para el la los las lo".split())

#: An ordinal alone may be read as a place ("el segundo") until its quarter is put right.
_DE_SU_CLASE = {"trimestre": ("trimestre", "puesto")}


def corregida(c: Cobertura) -> list[Token] | None:
    """The words of a question with its correction carried out; None where there is none, or nothing that it replaces."""
    marcas = c.de("correccion")
    if not marcas:
        return None
    marca = marcas[-1]
    dichas = [s for s in c.spans if s.tipo not in _SIN_CONTENIDO and not _solo_nexo(c, s)]
    antes = [s for s in dichas if s.fin <= marca.ini]
    lugares: dict[int, tuple[int, list[Token]]] = {}
    puestos: set[int] = set(range(marca.ini, marca.fin))
    for nueva in (s for s in dichas if s.ini >= marca.fin):
        clase = _DE_SU_CLASE.get(nueva.tipo, (nueva.tipo,))
        viejas = [s for s in antes if s.tipo in clase and s.ini not in lugares]
        if viejas:
            lugares[viejas[-1].ini] = (viejas[-1].fin, c.tokens[nueva.ini : nueva.fin])
            ini = nueva.ini
            while c.tokens[ini - 1].norma in _PREPOSICIONES:
                ini -= 1
            puestos.update(range(ini, nueva.fin))
    if not lugares:
        return None
    salida: list[Token] = []
    i = 0
    while i < len(c.tokens):
        if i in lugares:
            i, nuevos = lugares[i]
            salida += nuevos
            continue
        if i not in puestos:
            salida.append(c.tokens[i])
        i += 1
    return salida


def _solo_nexo(c: Cobertura, s: Span) -> bool:
    """Whether a phrase is a preposition that only leads to the next one ("del 60 %")."""
    return all(t.norma in _PREPOSICIONES for t in c.tokens[s.ini : s.fin])
