"""Entities by their code: units, programmes, ramos, lines of action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.link.partes import es_clave, hallar, son_siglas
from assistant.link.pistas import es_ano, pista, siguiente, suelto
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, puntos

_CODIGO_LINEA = re.compile(r"\d+(?:\.\d+){2,}$")


def codigos(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    i = 0
    while i < len(tokens):
        t = tokens[i]
        if (compuesto := _compuesto(tokens, i, voc)) is not None:
            yield compuesto
            i = compuesto.fin
            continue
        if not t.numero:
            i += 1
            continue
        if _CODIGO_LINEA.match(t.norma):
            ini, entidad = pista(tokens, i)
            if t.norma in voc.metas and t.norma not in voc.lineas and entidad != "linea":
                i += 1  # a goal's number
                continue
            tipo = "linea" if t.norma in voc.lineas else "ausente"
            valor = t.norma if tipo == "linea" else ("línea de acción", t.norma)
            yield Span(ini if entidad == "linea" else i, i + 1, tipo, valor, puntos(i + 1 - ini, 1.4) + 10)
        else:
            ini, entidad = pista(tokens, i)
            candidatos = [n for n in voc.codigos.get(t.norma, ()) if entidad in (None, n.entidad)]
            if entidad is None and not (candidatos and len(t.norma) >= 2 and suelto(tokens, i)):
                candidatos = []
            if candidatos:
                n = candidatos[0]
                yield Span(ini, i + 1, n.entidad, n.codigo, puntos(i + 1 - ini, 1.3) + (10 if entidad else 0))
            elif entidad == "linea" and t.norma in voc.lineas:
                yield Span(ini, i + 1, "linea", t.norma, puntos(i + 1 - ini, 1.4) + 10)
            elif entidad in ("unidad", "programa", "ramo") and not es_ano(t.norma) and "%" not in siguiente(tokens, i):
                nombre_ = {"unidad": "unidad", "programa": "programa", "ramo": "ramo"}[entidad]
                yield Span(ini, i + 1, "ausente", (nombre_, t.norma), puntos(i + 1 - ini, 1.4) + 10)
            elif entidad == "linea":
                if tokens[ini].norma in ("linea", "lineas"):
                    yield Span(ini, i + 1, "ausente", ("línea de acción", t.norma), puntos(i + 1 - ini, 1.4) + 10)
        i += 1


def _compuesto(tokens: Sequence[Token], i: int, voc: Vocabulario) -> Span | None:
    """A code of letters, or of several parts ("SP-08", "31111-0801", "IMM"), with the cue before it or without."""
    de_meta = max((fin for _, fin in hallar(tokens, i, voc.metas_por_partes)), default=i)
    for codigo, fin in hallar(tokens, i, voc.codigos_por_partes):
        if fin < de_meta:
            break  # "DSP-02" is a goal, though "DSP" is a unit
        ini, entidad = pista(tokens, i)
        candidatos = [n for n in voc.codigos[codigo] if entidad in (None, n.entidad)]
        solo = es_clave(codigo) or (son_siglas(codigo) and not voc.conoce(tokens[i].norma))
        if candidatos and (entidad is not None or solo):
            return Span(ini, fin, candidatos[0].entidad, candidatos[0].codigo, puntos(fin - ini, 1.3) + 10)
    return None
