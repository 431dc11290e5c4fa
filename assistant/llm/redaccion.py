"""Wording by a model that cannot lie: it gets sentences whose figures, numbers and quotations are slots, and may only
smooth what stands between them.

The check is syntactic and total. Slots: each once, in the order of its sentence, no slot of one sentence inside
another; sentences in another order only where the answer has none. Words: between two slots the telling words must be
the draft's own, in its order; what may be added is a closed list of connectives and neutral words. So no figure,
percentage, name, negation, state or cause can be added, moved or lost, whatever the model writes, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.llm.conectores import FRASES, LIBRES
from index.textos import plegar, raiz

#: A figure's slot of the draft, the words that follow it up to its marker, and the marker: one piece for the model.
_DATO = re.compile("\ue000f\\d+\ue001(?:[^\ue000\n«»]{0,90}\ue000f\\d+\ue001)*(?:[^\ue000\n«».;:]{0,60}\ue000c[\\d,]+\ue001\\)?)?")
_CITADA = re.compile("«[^»\n]*»…?(?: \ue000c[\\d,]+\ue001)?")
_MARCADOR = re.compile("\ue000c[\\d,]+\ue001")
_NUMERO = re.compile(r"\*\*[^*\n]*\d[^*\n]*\*\*|\w*\d[\w.,/]*(?<![.,])")
_RANURA = re.compile(r"\[\[(\d+)\]\]")
_PALABRA = re.compile(r"[^\W\d_]+")
#: What no wording needs and a hostile one might.
_AJENO = re.compile(r"[\d%<>{}|\\@#_~^=`$«»“”\"\ue000\ue001\[\]]|https?:|www\.", re.IGNORECASE)

#: Slots beyond which an answer is a table and not a text.
MAX_RANURAS = 60


@dataclass(frozen=True, slots=True)
class Pauta:
    """A draft with its slots numbered: the text for the model, what each slot holds, which sentence it belongs to."""

    texto: str
    ranuras: tuple[str, ...]
    renglones: tuple[str, ...]

    @property
    def sirve(self) -> bool:
        """Whether there is something to word: slots, and not too many."""
        return 0 < len(self.ranuras) <= MAX_RANURAS


def pautar(renglones: Sequence[str]) -> Pauta:
    """Number the slots of a draft's lines."""
    ranuras: list[str] = []

    def poner(hallada: re.Match[str]) -> str:
        ranuras.append(hallada.group())
        return f"[[{len(ranuras)}]]"

    todo = re.compile("|".join(p.pattern for p in (_CITADA, _DATO, _MARCADOR, _NUMERO)))
    entero = re.compile(r"\S.*")
    # A line without slots is one: a rule, a "Ninguna de ellas trae observación".
    numerados = tuple((todo if todo.search(r) else entero).sub(poner, r) for r in renglones if r.strip())
    return Pauta("\n".join(numerados), tuple(ranuras), numerados)


def llenar(texto: str, pauta: Pauta) -> str:
    """A checked wording with the draft's pieces back in their slots."""
    return _RANURA.sub(lambda m: pauta.ranuras[int(m.group(1)) - 1], texto)


def limpiar(texto: str) -> str:
    """A reply without the fence or the marks that models like to put around it."""
    sin = re.sub(r"</?texto>|^```\w*\n|\n```$", "", texto.strip()).strip()
    return re.sub(r"[ \t]+", " ", sin)


def reparos(texto: str, pauta: Pauta, ordenada: bool) -> list[str]:
    """Why a wording is not taken, one line each in Spanish; [] when it is. ``ordenada``: the sentences keep their order."""
    fuera = _RANURA.sub(" ", texto)
    if ajeno := _AJENO.search(fuera):
        return [f"hay «{ajeno.group()}» fuera de las marcas: ni cifras, ni porcentajes, ni comillas"]
    dichas = [int(n) for n in _RANURA.findall(texto)]
    if sorted(dichas) != list(range(1, len(pauta.ranuras) + 1)):
        return ["falta una marca, o una se repite o no existe"]
    if problema := _desorden(dichas, pauta, ordenada):
        return [problema]
    return _palabras_ajenas(texto, dichas, pauta)


def _desorden(dichas: Sequence[int], pauta: Pauta, ordenada: bool) -> str | None:
    """Each sentence's slots stay together and in order."""
    grupos = [[int(n) for n in _RANURA.findall(r)] for r in pauta.renglones]
    de = {n: i for i, g in enumerate(grupos) for n in g}
    bloques: list[int] = []
    for n in dichas:
        if not bloques or bloques[-1] != de[n]:
            bloques.append(de[n])
    if len(set(bloques)) < len(bloques) or [n for i in bloques for n in grupos[i]] != list(dichas):
        return "las marcas de un renglón cambiaron de orden o se mezclaron con las de otro"
    if ordenada and bloques != sorted(bloques):
        return "los renglones cambiaron de orden"
    if bloques and 0 in de.values() and bloques[0] != min(bloques):
        return "el primer renglón debe seguir siendo el primero"
    return None


def _palabras_ajenas(texto: str, dichas: Sequence[int], pauta: Pauta) -> list[str]:
    """Between slots, the telling words of the draft in their order, and no others."""
    esperado = _esperado(dichas, pauta)
    hallado = [_tellings(t) for t in _RANURA.split(texto)[0::2]]
    for antes, despues in zip(esperado, hallado, strict=True):
        if antes != despues:
            sobran = [p for p in despues if p not in antes]
            faltan = [p for p in antes if p not in despues]
            if sobran:
                return [f"se añadieron palabras que el texto no tiene («{sobran[0]}…»)"]
            return [f"se perdió o se movió una palabra («{(faltan or antes)[0]}…»)"]
    return []


def _esperado(dichas: Sequence[int], pauta: Pauta) -> list[list[str]]:
    """The telling words due in each gap of the wording: before its first slot, between two, after its last."""
    trozos = [(_RANURA.split(r)[0::2], [int(n) for n in _RANURA.findall(r)]) for r in pauta.renglones]
    salida: list[list[str]] = [[]]
    for huecos, _ in sorted(trozos, key=lambda t: list(dichas).index(t[1][0])):
        salida[-1] += _tellings(huecos[0])
        salida += [_tellings(h) for h in huecos[1:]]
    return salida


def _tellings(trozo: str) -> list[str]:
    """The stems of the words that mean something, in order: without connectives and neutral words."""
    llano = " ".join(_PALABRA.findall(plegar(trozo)))
    llano = FRASES.sub(" ", llano)
    return [raiz(p) for p in llano.split() if p not in LIBRES]
