"""Loaded entities named in a question → filters."""

from __future__ import annotations

from typing import Literal, cast

from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario
from assistant.plan import En, Entidad, Nivel
from assistant.spans import Cobertura, Span, es_verbo

#: Kinds of spans that name something loaded.
ENTIDADES = ("unidad", "programa", "ramo", "linea", "medida", "meta", "persona", "municipio", "padre", "rama")


_OTRO_NIVEL: dict[str, Literal["principal", "accion"]] = {"principal": "accion", "accion": "principal"}


def leer_entidades(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    valores: dict[tuple[str, bool], list[str]] = {}
    for i, s in enumerate(c.spans):
        if s.tipo not in ENTIDADES or (s.tipo == "medida" and not es_medida(c, s)):
            continue
        dados: tuple[str, ...] = s.valor if isinstance(s.valor, tuple) else (s.valor,)
        lista = valores.setdefault((s.tipo, i in negados), [])
        lista += [v for v in dados if v not in lista]
    for (tipo, negado), suyos in valores.items():
        h.filtros.append(En(entidad=cast(Entidad, tipo), valores=tuple(suyos), negado=negado))
    h.filtros += c.valores("como")
    for s in c.de("metrica"):
        if s.valor == "proporcion" and any(t.norma == "acciones" for t in c.tokens[s.ini : s.fin]):
            h.filtros.append(Nivel(nivel="accion"))
    for i, s in () if c.hay("rama") else ((i, s) for i, s in enumerate(c.spans) if s.tipo == "nivel"):
        if s.valor == "accion" and any(v.tipo == "linea" for v in c.spans):
            continue
        negado = i in negados or (i > 0 and c.spans[i - 1].tipo == "negado" and c.spans[i - 1].fin == s.ini)
        h.filtros.append(Nivel(nivel=_OTRO_NIVEL[s.valor] if negado else s.valor))  # "sin contar las principales": the actions
        break


def es_medida(c: Cobertura, s: Span) -> bool:
    """Whether a measure's name stands for the measure and not for a subject ("el mural conmemorativo")."""
    if s.fin - s.ini > max(len(v.split()) for v in s.valor):  # announced: "se miden en murales"
        return True
    if any(
        i in c.sueltos and not c.tokens[i].vacio and not es_verbo(c.tokens, i)
        for i in (s.fin, s.ini - 1)
        if 0 <= i < len(c.tokens)
    ):
        return False
    if c.hay("cita") or any(x.tipo == "sobre" and x.fin <= s.ini for x in c.spans):
        return False
    if junto_a_causa(c, s):
        return False
    plural = c.tokens[s.fin - 1].norma.endswith("s")
    return (
        plural
        or c.hay("cuenta", "suma", "promedio")
        or len(s.valor[0].split()) > 1
        or any(x.valor == "medida" for x in c.de("dim"))
        or bool(c.de("nombre"))
    )


def junto_a_causa(c: Cobertura, s: Span) -> bool:
    """Whether a measure's name is part of a cause ("redes sociales o cursos en línea")."""
    return any(x.tipo == "causa" and (0 <= s.ini - x.fin <= 1 or 0 <= x.ini - s.fin <= 1) for x in c.spans)
