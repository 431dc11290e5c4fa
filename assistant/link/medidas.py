"""Units of measure by their printed name, by its main word after "cuántos", or announced ("se miden en …")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.lexicon import SINONIMOS_MEDIDA
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Span, Token, es_verbo, puntos
from index.textos import clave, palabras, raiz, singular

#: Verbs by which a measure is announced, and what stands between them and it.
_SE_MIDE = re.compile(r"mid(?:e|en|io|ieron|an|a)|medid[ao]s?|cuantifica(?:n|d[ao]s?)?|expresa(?:n|d[ao]s?)?|contabiliza(?:n|d[ao]s?)?")
_EN = frozenset(("en", "por", "con", "como"))
_DE_QUE_SE_CUENTA = frozenset("meta metas total numero cantidad suma".split())
#: A measure of more words is not said whole.
_MAX_PALABRAS = 6
_Y_O = frozenset(("y", "o", "e", "u"))


def medidas(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """Measures by their whole printed name, in singular or plural; after "cuántos", also by its main word."""
    enteras = _enteras(tokens, voc)
    yield from _anunciadas(tokens, enteras)
    yield from _por_lo_que_hacen(tokens, voc)
    yield from _por_lo_que_se_les_hace(tokens, voc)
    for i in range(len(tokens)):
        if i in enteras:
            fin, medida = enteras[i]
            yield Span(i, fin, "medida", (medida,), puntos(fin - i, 2.0 if _se_cuenta(tokens, i) else 0.95))
            if fin - i > 1:
                continue  # "Metros cuadrados", said whole, are no other metres.
        if i and tokens[i - 1].norma in ("cuantos", "cuantas", "numero", "de", "many") and _cuenta_antes(tokens, i):
            yield from _medida_en_parte(tokens, i, voc)


def _enteras(tokens: Sequence[Token], voc: Vocabulario) -> dict[int, tuple[int, str]]:
    """The longest measure that begins at each token: where it ends, and its key."""
    por_clave = {tuple(k.split()): k for k in voc.medidas}
    claves = [clave(t.norma) for t in tokens]
    salida = {}
    for i in range(len(tokens)):
        for fin in range(min(i + _MAX_PALABRAS, len(tokens)), i, -1):
            if (medida := por_clave.get(tuple(claves[i:fin]))) is not None:
                salida[i] = fin, medida
                break
    return salida


def _anunciadas(tokens: Sequence[Token], enteras: Mapping[int, tuple[int, str]]) -> Iterable[Span]:
    """Measures that a question names as such ("se miden en cursos o talleres"), whatever else their words mean."""
    for ini in range(len(tokens)):
        fin = _tras_el_anuncio(tokens, ini)
        claves: list[str] = []
        sigue = fin is not None
        while sigue and fin is not None and (hallada := enteras.get(_sin_articulos(tokens, fin))) is not None:
            fin = hallada[0]
            claves.append(hallada[1])
            sigue = fin < len(tokens) and (tokens[fin].norma in _Y_O or tokens[fin].tras_coma)
        if not claves and ini in enteras:
            tras, medida = enteras[ini]
            if [t.norma for t in tokens[tras : tras + 4]] == ["como", "unidad", "de", "medida"]:
                claves, fin = [medida], tras + 4  # "Curso como unidad de medida"
        if claves and fin is not None:
            yield Span(ini, fin, "medida", tuple(dict.fromkeys(claves)), puntos(fin - ini, 1.4) + 20)


def _tras_el_anuncio(tokens: Sequence[Token], i: int) -> int | None:
    """Where the measure begins that is announced from here on: "se miden en …", "con unidad de medida …"."""
    normas = [t.norma for t in tokens[i : i + 6]]
    largo = 0
    if normas[:1] in (["se"], ["son"], ["fueron"], ["estan"]):
        largo = 1
    if normas[largo : largo + 1] and _SE_MIDE.fullmatch(normas[largo]) and normas[largo + 1 : largo + 2] and normas[largo + 1] in _EN:
        return i + largo + 2
    if largo == 0 and len(normas) > 3 and normas[0] in ("unidad", "unidades") and normas[1:3] == ["de", "medida"]:
        return i + 4 if normas[3] in ("es", "sea", "son", "sean", "de") else i + 3
    return None


def _sin_articulos(tokens: Sequence[Token], i: int) -> int:
    while i < len(tokens) and tokens[i].norma in (*_Y_O, "el", "la", "los", "las", "en"):
        i += 1
    return i


def _se_cuenta(tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands at a token is counted, or is what a goal is of: "cuántas auditorías", "la meta de auditorías"."""
    antes = [t.norma for t in tokens[max(0, i - 2) : i]]
    return antes[-1:] in (["cuantos"], ["cuantas"]) or (antes[1:] == ["de"] and antes[0] in _DE_QUE_SE_CUENTA)


def _cuenta_antes(tokens: Sequence[Token], i: int) -> bool:
    return any(t.norma in ("cuantos", "cuantas", "cuanta", "cuanto", "numero", "total", "cantidad", "many", "suma") for t in tokens[max(0, i - 3) : i])


#: Who does what is counted, and what may stand before the verb.
_GENTE = frozenset("gente personas ciudadanos ciudadanas habitantes turistas vecinos mujeres hombres jovenes ninos".split())
_ANTE_EL_VERBO = frozenset("se ha han la lo los las le les que".split())
#: What may stand between a verb and those whom it is done to.
_TRAS_EL_VERBO = frozenset("a mas menos las los tantas tantos".split())
#: The ending of a noun or participle for whom a verb is of: "visitante", "asistente", "beneficiario", "atendida".
_DE_QUIEN_HACE = re.compile(r"(?:ante|ente|iente|dor|dora|ario|aria|ad[oa]|id[oa])s?$")
_RAIZ_DE_VERBO = 4


def _por_lo_que_hacen(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """ "¿Cuánta gente visitó …?", "¿a cuántas personas se capacitó?": the measure that is called after the verb."""
    for i in range(1, len(tokens)):
        if tokens[i].norma not in _GENTE or tokens[i - 1].norma not in ("cuanta", "cuantas", "cuantos"):
            continue
        j = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].norma not in _ANTE_EL_VERBO), None)
        if j is None or not es_verbo(tokens, j) or len(tokens[j].raiz) < _RAIZ_DE_VERBO:
            continue
        llano = tokens[j].raiz
        claves = tuple(k for k, impresa in voc.medidas.items() if any(p.startswith(llano) and _DE_QUIEN_HACE.search(p) for p in palabras(impresa)))
        claves = tuple(k for k in claves if singular(tokens[i].norma) in {singular(p) for p in palabras(voc.medidas[k])}) or claves
        if claves:
            impresas = ", ".join(f"“{voc.medidas[k]}”" for k in claves)
            yield Span(i, j + 1, "medida", claves, puntos(j + 1 - i, 1.2), f"Entiendo “{' '.join(t.texto for t in tokens[i : j + 1])}” como la unidad de medida {impresas}.")


def _por_lo_que_se_les_hace(tokens: Sequence[Token], voc: Vocabulario) -> Iterable[Span]:
    """ "¿Dónde se atendieron más mujeres?": the measure "mujer atendida", whose parts stand apart."""
    for i, t in enumerate(tokens):
        j = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].norma not in _TRAS_EL_VERBO), None)
        if j is None or j == i + 1 or not es_verbo(tokens, i) or len(t.raiz) < _RAIZ_DE_VERBO or clave(tokens[j].norma) in voc.medidas:
            continue
        quien = singular(tokens[j].norma)
        claves = tuple(k for k in voc.medidas if k.split()[0] == quien and any(p.startswith(t.raiz) and _DE_QUIEN_HACE.search(p) for p in k.split()[1:]))
        if claves:
            impresas = ", ".join(f"“{voc.medidas[k]}”" for k in claves)
            yield Span(j, j + 1, "medida", claves, puntos(1, 1.2), f"Entiendo “{tokens[j].texto}” como la unidad de medida {impresas}.")


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
