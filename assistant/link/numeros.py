"""Goals by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.link.pistas import siguiente, suelto
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, puntos

_NUMERO_META = re.compile(r"\d{1,3}(?:\.\d{1,3})?$")
_META = frozenset("meta metas objetivo objetivos indicador accion acciones submeta goal goals target".split())


def numeros_de_meta(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Goals by number: "la meta 8.2", "8.2", "metas 8, 8.1 y 9.4". A number not loaded is proposed as absent."""
    i = 0
    while i < len(tokens):
        ini, numeros, j, cue = i, [], i, False
        articulo = tokens[i].norma in ("la", "las") and i + 1 < len(tokens) and tokens[i + 1].norma in voc.metas and not voc.codigos.get(tokens[i + 1].norma)
        if tokens[i].norma in _META or (articulo and suelto(tokens, i + 1) and _cierra(tokens, i + 2)):
            cue, j = True, i + 1
            while j < len(tokens) and tokens[j].norma in ("numero", "num", "no", "la", "el", "las", "los", "clave", "principal", "principales", "general"):
                j += 1
        k = j
        while k < len(tokens) and _NUMERO_META.match(tokens[k].norma) and not _cantidad(tokens, k, cue):
            numeros.append(tokens[k].norma)
            k += 1
            m = k
            while m < len(tokens) and tokens[m].norma in ("y", "la", "e", "o", "con", "vs", "contra", "meta", "accion", "a"):
                m += 1
            if m < len(tokens) and _NUMERO_META.match(tokens[m].norma) and ("." in tokens[m].norma or cue):
                k = m
            else:
                break
        if not numeros or not (cue or all("." in n for n in numeros)):
            i += 1
            continue
        fin = j + (k - j)
        faltan = [n for n in numeros if n not in voc.metas]
        if not faltan:
            yield Span(ini, fin, "meta", tuple(numeros), puntos(fin - ini, 1.4) + 12)
        elif cue or ("." in faltan[0] and siguiente(tokens, fin - 1) != "%"):
            yield Span(ini, fin, "ausente", ("meta", ", ".join(faltan)), puntos(fin - ini, 1.4) + 8)
        i = fin if fin > i else i + 1


def _cierra(tokens: Sequence[Token], k: int) -> bool:
    """Whether "la 10" ends there: a noun after it would make it a count ("las 3 metas")."""
    return k >= len(tokens) or tokens[k].norma in ("y", "en", "del", "de", "al", "por", "con", "no", "se", "que", "contra", "vs", "o") or tokens[k].numero


def _cantidad(tokens: Sequence[Token], k: int, cue: bool) -> bool:
    """Whether a number is a quantity and not a goal's number ("meta 100 %", "mayor a 8.2", "metas 3 primeras")."""
    sig = siguiente(tokens, k)
    if sig in ("%", "porciento", "puntos") or (sig == "por" and siguiente(tokens, k + 1) == "ciento"):
        return True
    if cue:
        return False
    antes = {t.norma for t in tokens[max(0, k - 3) : k]}
    return bool(antes & {"mayor", "menor", "mas", "menos", "superior", "inferior", "entre", "arriba", "abajo", "debajo", "encima", "top"}) and not antes & {"meta", "metas", "la", "las"}
