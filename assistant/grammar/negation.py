"""What a negation reaches: "no por COVID", "todas menos cultura popular"."""

from __future__ import annotations

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
            and sig.tipo in ("unidad", "programa", "ramo", "linea", "meta", "medida", "municipio", "persona", "causa")
            and (sig.tipo != "medida" or any(t.norma.startswith("tod") for t in c.tokens[: s.ini]))
        ):
            c.spans[i] = Span(s.ini, s.fin, "negado", True, s.puntos)


_CONECTORES = frozenset("de del la las el los lo a al en y e o u ni por que con su sus un una".split())


def negaciones_de(c: Cobertura) -> set[int]:
    """Indexes (in ``c.spans``) of the spans that a negation reaches: the next ones, over connectors and each other."""
    alcanzados: set[int] = set()
    for i, s in enumerate(c.spans):
        if s.tipo != "negado":
            continue
        fin = s.fin
        for j in range(i + 1, len(c.spans)):
            sig = c.spans[j]
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
            alcanzados.add(j)
            fin = sig.fin
            if sig.tipo == "clase":
                break
    return alcanzados
