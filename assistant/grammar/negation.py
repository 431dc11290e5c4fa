"""What a negation reaches: "no por COVID", "todas menos cultura popular"."""

from __future__ import annotations

import re

from assistant.spans import Cobertura, Span


def menos_es_excepto(c: Cobertura) -> None:
    """ "todas menos cultura popular": a "menos" that stands right before an entity leaves it out."""
    for i, (s, sig) in enumerate(zip(c.spans, c.spans[1:], strict=False)):
        if (
            (
                (s.tipo == "rango" and c.tokens[s.fin - 1].norma == "menos")
                or (s.tipo == "compara_num" and c.tokens[s.ini].norma == "menos" and sig.tipo != "cifra")
            )
            and sig.ini - s.fin <= 2
            and not _es_de_su_verbo(c, s)
            and sig.tipo in ("unidad", "programa", "ramo", "linea", "meta", "medida", "municipio", "persona", "causa")
            and (sig.tipo != "medida" or any(t.norma.startswith("tod") for t in c.tokens[: s.ini]) or _LAS_DE.match(" ".join(t.norma for t in c.tokens[s.fin - 1 : sig.fin])))
        ):
            c.spans[i] = Span(s.ini, s.fin, "negado", True, s.puntos)


#: "… menos las de consultas" leaves them out, whatever they are.
_LAS_DE = re.compile(r"menos (?:l[oa]s|aquell[oa]s) (?:de|del|que)\b")


def _es_de_su_verbo(c: Cobertura, s: Span) -> bool:
    """ "¿En qué trimestre se bacheó menos en Los Pinos?": the superlative of a verb that stands before it."""
    return s.tipo == "rango" and s.ini > 1 and c.tokens[s.ini - 2].norma == "se" and c.hay("dim")


_CONECTORES = frozenset("de del la las el los lo a al en y e o u ni por que con su sus un una haya hayan sido sea sean fuera fueran hubiera hubieran habia habian viene vienen venga vengan venia venian aparece aparecen aparezcan esten estan quede queden".split())


def negaciones_de(c: Cobertura) -> set[int]:
    """Indexes (in ``c.spans``) of the spans that a negation reaches: the next ones, over connectors and each other."""
    alcanzados: set[int] = set()
    for i, s in enumerate(c.spans):
        if s.tipo != "negado":
            continue
        fin = s.fin
        relativa = False
        for j in range(i + 1, len(c.spans)):
            sig = c.spans[j]
            if j == i + 1 and sig.tipo in ("pide", "nombre") and c.tokens[sig.fin - 1].norma in ("que", "q"):
                relativa, fin = True, sig.fin  # "sin contar las que fallaron por presupuesto"
                continue
            entre = {t.norma for t in c.tokens[fin : sig.ini]}
            if not entre <= _CONECTORES or sig.tipo not in (
                "por_causa",
                "causa",
                "unidad",
                "programa",
                "ramo",
                "linea",
                "medida",
                "meta",
                "persona",
                "clase",
                "sobre",
                "dim",
                "explica",
                "municipio",
                "trimestre",
                "ano",
                "conobs",
                "sigue",
            ):
                break
            if sig.tipo == "conobs" and j > i + 1:
                break
            if sig.tipo == "clase" and ("y" in entre or c.spans[j - 1].tipo == "sigue") and c.tokens[sig.ini].norma in ("no", "sin"):
                break  # "no fueron por la pandemia y no se cumplieron": it has a negation of its own
            antes = c.spans[j - 1]
            if j - 1 in alcanzados and sig.tipo == "clase" and c.tokens[sig.ini].norma in ("no", "sin"):
                break  # "no son de salud y no se cumplieron": the state has a "no" of its own
            if j - 1 in alcanzados and sig.tipo != antes.tipo and (c.tokens[sig.ini].tras_coma or (sig.tipo == "ano" and antes.tipo in _NOMBRADOS and "ni" not in entre)):
                break  # "no de ferias en 2024", "pero no de tesorería, incumplidas": what follows is asked of all
            if sig.tipo == "ano" and c.spans[j - 1].tipo == "trimestre":
                break  # "y no en el cuarto trimestre de 2023": the year is only said with the quarter
            if sig.tipo in ("municipio", "unidad", "programa", "ramo") and c.spans[j - 1].tipo in ("ano", "trimestre") and j - 1 in alcanzados:
                break  # "ni en 2021 ni en 2022 en Valle Sereno": where it was not so, and not that it was elsewhere
            alcanzados.add(j)
            fin = sig.fin
            if sig.tipo == "clase" and not (relativa and any(x.tipo in ("causa", "por_causa") for x in c.spans[j + 1 : j + 2])):
                break
    return alcanzados


#: What is left out by its name, in the year that all is of.
_NOMBRADOS = ("unidad", "programa", "ramo", "linea", "medida", "meta", "persona", "municipio")
#: The state that "¿… y cuántas no?" asks after another.
_CONTRARIA = {"cumplidas": "no_cumplidas", "exacta": "no_cumplidas", "al_corriente": "no_cumplidas", "no_cumplidas": "cumplidas"}


def cuantas_no(c: Cobertura) -> None:
    """ "¿Cuántas se cumplieron y cuántas no?": a bare "no" after the second question word is the opposite state."""
    clases = c.de("clase")
    for i, t in enumerate(c.tokens):
        if t.norma not in ("no", "si") or i == 0 or not c.tokens[i - 1].norma.startswith(("cuant", "cual")) or not clases or clases[0].fin > i:
            continue
        siguiente = c.tokens[i + 1].norma if i + 1 < len(c.tokens) else ""
        suya = _CONTRARIA.get(clases[-1].valor) if len(clases) == 1 else None
        # "… y cuántas no por unidad": both, by unit; "… y cuántas no por COVID" is of the cause.
        por_grupo = siguiente in ("por", "segun") and any(s.tipo == "dim" and 0 < s.ini - i <= 3 for s in c.spans)
        if suya is None or (siguiente and not por_grupo and siguiente not in ("en", "de", "del", "al", "durante", "para", "entre")):
            continue
        # What the "no" had been read as part of ("no en 2022") is free again.
        partido = [s for s in c.spans if s.ini <= i < s.fin]
        c.spans = sorted([s for s in c.spans if s not in partido] + [Span(i, i + 1, "clase", suya, 10.0), *([Span(i + 1, i + 2, "por", True, 1.0)] if por_grupo else [])], key=lambda s: s.ini)
        c.sueltos = sorted({*c.sueltos, *(k for s in partido for k in range(s.ini, s.fin) if k != i)} - {i, *([i + 1] if por_grupo else [])})
