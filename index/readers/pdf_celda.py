"""The lines of a cell → its text.

Lines are joined by a blank, but for two cases. A word's hyphen at a line's end stands as printed, and what follows goes
on without a blank ("COVID-" / "19"). And a word that is wider than its column is broken where the column ends
("ABSOLU" / "TO", "11,60" / "0"): the line is full, so that not even the next letter would have fitted. A line may be
full by chance too, so such a break is only a doubt; the words that the document prints elsewhere settle it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index import cifras
from index.readers.palabras_frecuentes import CORTAS, FRECUENTES
from index.readers.pdf_pagina import Letra
from index.readers.pdf_palabras import Palabra
from index.textos import plegar

#: A hyphen or a stroke that ends a piece of a word ("COVID-", "y/"), not a dash, nor a goal number's ("6-", "6.1.-").
_CON_GUION = re.compile(r".*[^\W_][-\u2010\u2011/]")
_NUMERADA = re.compile(r"\d{1,3}(?:\.\d{1,3})*-")
#: Figures and codes are told by their form, not by the words of the document.
_DE_CIFRAS = re.compile(r"[\d.,%]+")
_CIERRAN = frozenset(".,;:)]%»”")
_PALABRA = re.compile(r"[^\W\d_]+")
#: Words that stand between others, and that end none; the words of headings.
_VACIAS = frozenset("de del en el y por con para al que los".split())
#: How a Spanish word may end, and what none begins with.
_FINALES = frozenset("aeiounslrdzyxj")
_NO_EMPIEZA = re.compile(r"[bcdfghjklmnpqrstvwxyz]{3}|[lmnrsty][bcdfgjkmnpqrstvxz]|[^aeiou]+$")
_DEL_OFICIO = frozenset(
    "linea lineas accion acciones descripcion metas meta unidad medida anual autorizada programado programada modificado "
    "modificada periodo trimestre alcanzado realizado ejecutado planeado avance absoluto relativo acumulado porcentaje "
    "observaciones justificacion responsable presupuesto ejercido autorizado actividad cumplimiento total cantidad "
    "programacion planeacion".split()
)
#: Letters of a word that may be the end of another one; of long words, and of those that hardly are one.
_CORTA, _LARGA, _MUY_LARGA = 3, 15, 20
#: Letters before the figure of a code ("TMM-F004").
_MAX_SIGLAS = 4
#: What it costs to join two pieces, and two that might be words.
_DE_UNION, _DE_DOS_PALABRAS = 0.1, 1.0
#: Letters of a word's end that is hardly a word.
_MAX_COLA = 4
_COLAS = re.compile(
    r"[a-z]{0,3}(?:(?:c|s|x)i?on(?:es)?|mient[oa]s?|dad(?:es)?|mente|dor(?:a|es|as)?|[ai]d[oa]s?|[ae]nd[oa]s?|ari[oa]s?"
    r"|iv[oa]s?|ic[oa]s?|istas?|[ae]nt[oe]s?|ales?|[ae]nci[oa]s?|ab?les?|tori[oa]s?|ur[ao]s?|uto|utos)"
)
#: What a measure may be off (points).
_HOLGURA = 1.0

#: Words that run into one another by this part of the narrower one, and lines no further apart than this (letter sizes),
#: are printed one over the other.
_ENCIMA, _MIN_RENGLON = 0.4, 0.6
#: A text, cut at its doubtful breaks.
Piezas = tuple[str, ...]


@dataclass(slots=True)
class Vocabulario:
    """The words that a document prints beyond doubt, folded."""

    palabras: set[str] = field(default_factory=set)

    def anotar(self, piezas: Piezas) -> None:
        """Note the words of a cell that stand at no doubtful break."""
        for i, pieza in enumerate(piezas):
            suyas = _PALABRA.findall(plegar(pieza))
            self.palabras.update(suyas[bool(i) : len(suyas) - (i + 1 < len(piezas))])

    def unir(self, piezas: Piezas) -> str:
        """The text of pieces, its doubts settled: the way that gives the likeliest words, in doubt the whole word."""
        # (cost, text so far, the word that it ends with and that may go on)
        caminos: list[tuple[float, str, str]] = [(0.0, piezas[0], piezas[0].split()[-1] if piezas[0] else "")]
        for pieza in piezas[1:]:
            primera, sola = pieza.split()[0], len(pieza.split()) == 1
            nuevos = []
            for costo, texto, ultima in caminos:
                junta = _segura(texto, ultima, pieza, primera)
                if junta is not False:
                    union = _DE_UNION if _es_cola(primera) else _DE_DOS_PALABRAS
                    costo_junto = costo + union + (0.0 if sola else self._costo(ultima + primera))
                    nuevos.append((costo_junto, texto + pieza, ultima + primera if sola else pieza.split()[-1]))
                if junta is not True:
                    aparte = costo + self._costo(ultima) + (0.0 if sola else self._costo(primera))
                    nuevos.append((aparte, f"{texto} {pieza}", primera if sola else pieza.split()[-1]))
            caminos = nuevos
        return min(caminos, key=lambda c: (round(c[0] + self._costo(c[2]), 3), len(c[1])))[1] if len(piezas) > 1 else piezas[0]

    def _costo(self, palabra: str) -> float:
        """How unlikely a word is. One of the document's or a frequent one is not; a short one may be the end of
        another, and a long one may be two."""
        letras = "".join(_PALABRA.findall(plegar(palabra)))
        conocida = any(x in self.palabras or x in _DEL_OFICIO or x in FRECUENTES for x in _singulares(letras))
        if letras in _VACIAS or (conocida and len(letras) > _CORTA):
            return 0.0
        if len(letras) > _LARGA:
            return 2.0 if len(letras) > _MUY_LARGA else 1.5
        if 0 < len(letras) <= _CORTA:
            return 0.3 if letras in self.palabras or letras in CORTAS else 1.5
        return 0.9 if letras and _es_pronunciable(letras) else 1.5


def _es_cola(palabra: str) -> bool:
    """Whether letters are the end of a word rather than one: few, or with an ending of nouns, adjectives and verbs."""
    letras = "".join(_PALABRA.findall(plegar(palabra)))
    return len(letras) <= _MAX_COLA or bool(_COLAS.fullmatch(letras)) or not _es_pronunciable(letras)


def _es_pronunciable(letras: str) -> bool:
    """Whether a word of letters may be a Spanish one, by how it begins and ends."""
    return letras[-1] in _FINALES and not _NO_EMPIEZA.match(letras)


def _singulares(palabra: str) -> tuple[str, ...]:
    return palabra, palabra.removesuffix("s"), palabra.removesuffix("es")


def _segura(texto: str, ultima: str, pieza: str, primera: str) -> bool | None:
    """Whether the word before a break goes on after it, by its form alone; None if that does not tell."""
    if _DE_CIFRAS.fullmatch(ultima + primera):
        return cifras.es_cifra(ultima + primera) and " " not in texto + pieza
    if primera[0] in _CIERRAN:
        return True  # no line opens with these, unless a word is broken
    if (primera[0].isupper() and ultima[-1].islower()) or not (ultima[-1].isalnum() and primera[0].isalnum()):
        return False
    if ultima[-1].isalpha() and primera[0].isdigit() and (ultima[-1].islower() or len(ultima) > _MAX_SIGLAS):
        return False  # "Acuerdo" / "14/2023", "PLANEADO" / "2024": the letters of a code are few, and capitals
    return None


def piezas(lineas: Sequence[Sequence[Palabra]], ancho: float | None) -> Piezas:
    """The text of a cell's lines, cut at the breaks that only the document's words can settle. ``ancho`` is the room
    that a line has in the cell; None if it is not known."""
    textos = [" ".join(p.texto for p in linea) for linea in lineas]
    salida = textos[:1]
    entero = 0.0  # the width of the word that the line before ends with, with what it has of earlier lines
    for (antes, ahora), texto in zip(pairwise(lineas), textos[1:], strict=True):
        ultima, primera = antes[-1], ahora[0]
        propia = _ancho([ultima])
        entero = entero + propia if len(antes) == 1 else propia
        if ultima.blanco:
            union = " "
        elif _CON_GUION.fullmatch(ultima.texto) and not (_NUMERADA.fullmatch(ultima.texto) and primera.texto[0].isalpha()):
            union = ""
        elif ancho is not None and not ultima.giro and _rebasa(antes, entero, primera, ancho):
            salida.append(texto)
            continue
        else:
            union = " "
        entero = 0.0 if union else entero
        salida[-1] += union + texto
    return tuple(salida)


def encimadas(lineas: Sequence[Sequence[Palabra]]) -> bool:
    """Whether texts are printed one over the other: words of one line that run into one another, or of two lines that
    leave each other no room. Which letters are whose can't be told then, nor whether they are this cell's at all."""
    if any(p.giro for linea in lineas for p in linea[:1]):
        return False
    for linea in lineas:
        if any(_choca(a, b) for a, b in pairwise(linea)) or any(_trenzada(p) for p in linea):
            return True
    juntas = ((a, b) for a, b in pairwise(lineas) if abs(b[0].base - a[0].base) < _MIN_RENGLON * min(a[0].tamano, b[0].tamano))
    return any(p.x0 < q.x1 and q.x0 < p.x1 for a, b in juntas for p in a for q in b)


def _choca(a: Letra | Palabra, b: Letra | Palabra) -> bool:
    return a.x1 - b.x0 > _ENCIMA * min(a.x1 - a.x0, b.x1 - b.x0)


def _trenzada(palabra: Palabra) -> bool:
    """Whether the letters of two drawn texts take turns in what looks like one word."""
    letras = palabra.letras
    if not letras or all(x.objeto == letras[0].objeto for x in letras):
        return False
    return sum(a.objeto != b.objeto and _choca(a, b) for a, b in pairwise(letras)) > 1


def es_rota(lineas: Sequence[Sequence[Palabra]], ancho: float | None) -> bool:
    """Whether the lines of a figure may be one that is wider than its column."""
    return len(piezas(lineas, ancho)) == len(lineas)


def _rebasa(linea: Sequence[Palabra], entero: float, primera: Palabra, ancho: float) -> bool:
    """Whether a line is so full that the next letter would not have fitted, and the word over the break is wider than
    any line: only then is a word broken."""
    letra = primera.letras[0]
    llena = _ancho(linea) + letra.x1 - letra.x0 > ancho - _HOLGURA
    return llena and entero + _ancho([primera]) > ancho - _HOLGURA


def _ancho(linea: Sequence[Palabra]) -> float:
    return max(p.x1 for p in linea) - min(p.x0 for p in linea)


def margen(celdas: Iterable[tuple[float, Sequence[Palabra]]]) -> float:
    """The space that a table leaves beside its texts: the least that a cell of several lines leaves at its left.
    ``celdas``: the x of each cell's left border, and its words."""
    lados = [
        min(p.x0 for p in suyas) - x
        for x, suyas in celdas
        if len(suyas) > 1 and max(p.base for p in suyas) - min(p.base for p in suyas) > suyas[0].tamano / 2
    ]
    return max(min(lados, default=0.0), 0.0)
