"""Slips of a question, repaired against the lexicon and the loaded words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.lexicon import FORMAS, MUNICIPALES, SINONIMOS
from assistant.link.vocabulario import Vocabulario
from assistant.spans import Token, parece_verbo
from index.textos import palabras, raiz, singular

#: Of equally near words, those that questions are made of come first.
_PREFERIDAS = frozenset(FORMAS.split())
#: Words of public life that a report may lack: they are right as they stand.
_SABIDAS = frozenset(singular(m) for m in (*MUNICIPALES, *SINONIMOS))


#: Verbs of what municipalities do, by their stem: a report may say it otherwise, but they are no slip of another word.
_OBRAS = tuple("repar plant sembr pint pod barr bache constru instal entreg repart otorg atend visit vacun capacit limpi recog recolect rehabilit organiz inspeccion sancion mult deten arrest coloc regal vend compr don escrib represent equival".split())


def reparar(tokens: list[Token], voc: Vocabulario, conocidas: Iterable[tuple[int, int]] = ()) -> list[str]:
    """Repair slips in place against the lexicon and the loaded words; returns what was changed, for the user.

    Only words that nothing knows are touched: one slip in a word of 5–8 letters, two from 9 on, the first letter kept
    (or transposed). A word whose stem stands in a loaded text is known.
    """
    cambios = _de_un_lugar(tokens, voc)
    ya = {i for a, b in conocidas for i in range(a, b)}
    for i, t in enumerate(tokens):
        if i in ya or t.numero or len(t.norma) < 5 or t.norma.endswith("mos") or (t.norma.startswith(_OBRAS) and parece_verbo(t.norma)) or singular(t.norma) in _SABIDAS or voc.conoce(t.norma) or t.raiz in voc.frecuencia:
            continue
        tope = 1 if len(t.norma) < 9 else 2
        halladas = process.extract(t.norma, voc.reparables, scorer=DamerauLevenshtein.distance, score_cutoff=tope, limit=8)
        posibles = [(d, w not in _PREFERIDAS, w) for w, d, _ in halladas if (w[0] == t.norma[0] or w[:2] == t.norma[1::-1] or (w == t.norma[1:] and len(w) > 4) or w[1:] == t.norma) and not _solo_terminacion(t.norma, w) and not _otro_verbo(t.norma, w, d)]
        if not posibles:
            continue
        mejor = min(posibles)[2]
        cambios.append(f"Leo “{t.texto}” como “{mejor}”.")
        t.norma, t.raiz = mejor, raiz(mejor)
    return cambios


def _de_un_lugar(tokens: list[Token], voc: Vocabulario) -> list[str]:
    """The word beside another one of a municipality's name, one slip from its own ("laguna onda"): however short it is."""
    cambios = []
    parejas = _parejas(tuple(voc.municipios))
    for i, dicha in enumerate(tokens):
        for paso, falta in parejas.get(dicha.norma, ()):
            if not 0 <= i + paso < len(tokens):
                continue
            t = tokens[i + paso]
            if t.norma == falta or len(t.norma) < _MAS_CORTA or t.numero or voc.conoce(t.norma) or t.raiz in voc.frecuencia:
                continue
            if DamerauLevenshtein.distance(t.norma, falta, score_cutoff=1) <= 1:
                cambios.append(f"Leo “{t.texto}” como “{falta}”.")
                t.norma, t.raiz = falta, raiz(falta)
    return cambios


@lru_cache(maxsize=4)
def _parejas(municipios: tuple[str, ...]) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """Each word of a municipality's name → where its neighbours stand from it, and which they are."""
    salida: dict[str, dict[tuple[int, str], None]] = defaultdict(dict)
    for nombre in municipios:
        for a, b in pairwise(palabras(nombre)):
            salida[a][1, b] = salida[b][-1, a] = None
    return {palabra: tuple(suyas) for palabra, suyas in salida.items()}


#: The shortest word of a place's name in which a slip is told.
_MAS_CORTA = 3


def _solo_terminacion(dicha: str, hallada: str) -> bool:
    """Whether two words differ just in their ending: another word of the family ("baches", "bache"), not a slip."""
    comun = 0
    while comun < min(len(dicha), len(hallada)) and dicha[comun] == hallada[comun]:
        comun += 1
    return comun >= min(len(dicha), len(hallada)) - 1 and abs(len(dicha) - len(hallada)) <= 2 and comun >= 4


#: The shortest stem in which two slips may stand.
_RAIZ_LARGA = 6


def _otro_verbo(dicha: str, hallada: str, faltas: int) -> bool:
    """Whether two verbs alike only in their ending are two verbs ("expidieron", "excedieron"), not one and its slip."""
    if faltas < 2 or not (parece_verbo(dicha) and parece_verbo(hallada)):
        return False
    igual = 0
    while igual < min(len(dicha), len(hallada)) and dicha[-1 - igual] == hallada[-1 - igual]:
        igual += 1
    return len(dicha) - igual < _RAIZ_LARGA
