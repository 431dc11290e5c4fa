"""Goals by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.link.partes import es_clave, hallar
from assistant.link.pistas import siguiente, suelto
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, puntos

_NUMERO_META = re.compile(r"\d{1,3}(?:\.\d{1,3})?$")
#: A number of three levels and more, as lines of action have too: a goal's only where a loaded one has it.
_DE_MAS_NIVELES = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,}$")
_META = frozenset("meta metas objetivo objetivos indicador accion acciones submeta componente componentes goal goals target".split())


def numeros_de_meta(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Goals by number: "la meta 8.2", "8.2", "metas 8, 8.1 y 9.4", "DSP-02". A number not loaded is proposed as absent."""
    i = 0
    while i < len(tokens):
        ini, numeros, j, cue = i, [], i, False
        articulo = tokens[i].norma in ("la", "las") and i + 1 < len(tokens) and tokens[i + 1].norma in voc.metas and not voc.codigos.get(tokens[i + 1].norma)
        if tokens[i].norma in _META or (articulo and suelto(tokens, i + 1) and _cierra(tokens, i + 2)):
            cue, j = True, i + 1
            while j < len(tokens) and tokens[j].norma in ("numero", "num", "no", "la", "el", "las", "los", "clave", "principal", "principales", "general"):
                j += 1
        fin = j
        while (hallado := _numero_en(tokens, fin, voc, cue)) is not None:
            numeros.append(hallado[0])
            m = fin = hallado[1]
            while m < len(tokens) and tokens[m].norma in ("y", "la", "e", "o", "con", "vs", "contra", "meta", "accion", "a"):
                m += 1
            otro = _numero_en(tokens, m, voc, cue)
            if otro is None or not ("." in otro[0] or cue or es_clave(otro[0])):
                break
            fin = m
        if not numeros or not (cue or all("." in n or es_clave(n) for n in numeros)):
            i += 1
            continue
        faltan = [n for n in numeros if n not in voc.metas]
        if not faltan:
            yield Span(ini, fin, "meta", tuple(numeros), puntos(fin - ini, 1.4) + 12)
        elif cue or ("." in faltan[0] and siguiente(tokens, fin - 1) != "%"):
            yield Span(ini, fin, "ausente", ("meta", ", ".join(faltan)), puntos(fin - ini, 1.4) + 8)
        i = fin if fin > i else i + 1


def _numero_en(tokens: Sequence[Token], k: int, voc: Vocabulario, cue: bool) -> tuple[str, int] | None:
    """The number of a goal that stands at a token, as it is loaded where it is, and where it ends."""
    if k >= len(tokens):
        return None
    for numero, fin in hallar(tokens, k, voc.metas_por_partes):
        de_otro = len(tokens[fin - 1].norma) == 1 and fin < len(tokens) and tokens[fin].numero  # "8.2 a 8.5", no "8.2a"
        if (cue or es_clave(numero)) and not de_otro:
            return numero, fin
    norma = tokens[k].norma
    if _NUMERO_META.match(norma):
        return None if _cantidad(tokens, k, cue) else (voc.metas_sin_ceros.get(norma, norma) if cue else norma, k + 1)
    if (cue and norma in voc.metas) or (_DE_MAS_NIVELES.match(norma) and norma in voc.metas and norma not in voc.lineas):
        return norma, k + 1
    return None


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
