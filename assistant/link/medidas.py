"""Units of measure by their printed name, or by its main word after "cuántos"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.lexicon import SINONIMOS_MEDIDA
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, puntos
from index.textos import clave, palabras, raiz


def medidas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Measures by their whole printed name, in singular or plural; after "cuántos", also by its main word."""
    por_clave = {tuple(k.split()): k for k in voc.medidas}
    for i in range(len(tokens)):
        entera = False
        for largo in range(min(6, len(tokens) - i), 0, -1):
            dicho = tuple(clave(t.norma) for t in tokens[i : i + largo])
            if dicho in por_clave:
                yield Span(i, i + largo, "medida", (por_clave[dicho],), puntos(largo, 1.1 if i and tokens[i - 1].norma in ("cuantos", "cuantas") else 0.95))
                entera = largo > 1
                break
        # "Metros cuadrados", said whole, are no other metres.
        if not entera and i and tokens[i - 1].norma in ("cuantos", "cuantas", "numero", "de", "many") and _cuenta_antes(tokens, i):
            yield from _medida_en_parte(tokens, i, voc)


def _cuenta_antes(tokens: Sequence[Token], i: int) -> bool:
    return any(t.norma in ("cuantos", "cuantas", "cuanta", "cuanto", "numero", "total", "cantidad", "many", "suma") for t in tokens[max(0, i - 3) : i])


def _medida_en_parte(tokens: Sequence[Token], i: int, voc: Vocabulario) -> Iterable[Span]:
    t = tokens[i]
    if t.vacio or clave(t.norma) in voc.medidas:
        return
    buscadas = (t.raiz, *SINONIMOS_MEDIDA.get(t.raiz, ()))
    for b in buscadas:
        claves = tuple(k for k in voc.medidas if b in {raiz(p) for p in palabras(voc.medidas[k])})
        if claves:
            fin = i + 1
            propias = {raiz(p) for k in claves for p in palabras(voc.medidas[k])}
            while fin < len(tokens) and (tokens[fin].raiz in propias or (tokens[fin].norma in ("de", "se") and fin + 1 < len(tokens) and tokens[fin + 1].raiz in propias)):
                fin += 1
            impresas = ", ".join(f"“{voc.medidas[k]}”" for k in claves)
            nota = f"Entiendo “{t.texto}” como la unidad de medida {impresas}."
            yield Span(i, fin, "medida", claves, puntos(fin - i, 1.0), nota)
            return
