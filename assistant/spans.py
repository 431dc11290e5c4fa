"""Tokens of a question, the typed spans that proposers see in them, and the best set of spans that don't overlap.

Every source of meaning proposes on its own; ``cubrir`` chooses by weighted interval scheduling. What no span covers
is information too: those words are searched for, or are missing from everything loaded.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.apartes import apartes
from assistant.lexicon import ABREVIATURAS, INGLES, MARCAS_INGLES, NUMEROS, compiladas, es_ruido
from index.textos import VACIAS, plegar, raiz

_TOKEN = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}|covid-? ?19\b|[1-4](?:er|ro|ra|do|da|to|ta)[oa]?\b|[1-4][oa]\b|[tq][1-4]\b|[1-4]t\b|\d+(?:[.,]\d+)*|%|[a-z]+|[<>]"
)
#: Words after which a present-tense form is a verb ("metas que traen", "no traen", "nadie justifica").
_ANTE_VERBO = frozenset("no que se quien quienes ya tambien nadie alguien como donde si metas meta objetivos acciones unidad unidades informe informes programa programas jefatura direccion departamento".split())
_VERBO = re.compile(r"(?:aron|ieron|aban|aba|ian|ando|iendo|aran|aremos|eron|ado|ido|adas|idas|ados|idos|ada|ida|ar|er|ir|arse|irse|erse|[ae]mos|abamos|iamos|(?:[^xnlt]|rt)imos|\w{3,}ara[n]?|iera[n]?)$")


#: A phrase that begins with an article is proposed without it too, since the phrase before may end in it.
_ARTICULOS = frozenset(("el", "la", "los", "las", "lo"))


@dataclass(slots=True)
class Token:
    """One word, number or sign. ``norma`` is folded (and perhaps repaired), ``texto`` as typed."""

    texto: str
    norma: str
    raiz: str
    #: Capitalised inside the question: a name, which is content even if the word alone is not.
    propio: bool = False
    #: Cut short with a dot: "ecol.", "seg.".
    abreviado: bool = False
    #: A comma stands right before it.
    tras_coma: bool = False
    #: It stands outside the question proper: who asks, what for, how the answer is wanted.
    aparte: bool = False

    @property
    def numero(self) -> bool:
        """Whether it is a figure or a code."""
        return self.norma[0].isdigit() and self.norma[-1].isdigit()

    @property
    def vacio(self) -> bool:
        """Whether it carries no content of its own."""
        return self.norma in VACIAS or (not self.propio and es_ruido(self.norma)) or len(self.norma) < 2


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``[ini, fin)`` read as ``tipo`` with ``valor``; ``puntos`` says how good the reading is."""

    ini: int
    fin: int
    tipo: str
    valor: Any
    puntos: float
    nota: str | None = None


@dataclass(slots=True)
class Cobertura:
    """The chosen spans in order, and the tokens that none covers."""

    tokens: list[Token]
    spans: list[Span]
    sueltos: list[int] = field(default_factory=list)

    def de(self, *tipos: str) -> list[Span]:
        """The spans of some kinds, in order."""
        return [s for s in self.spans if s.tipo in tipos]

    def hay(self, *tipos: str) -> bool:
        """Whether any span of these kinds was chosen."""
        return any(s.tipo in tipos for s in self.spans)

    def valores(self, tipo: str) -> list[Any]:
        """The values of the spans of one kind."""
        return [s.valor for s in self.spans if s.tipo == tipo]

    def copia(self) -> Cobertura:
        """The same cover, whose spans another reading may change; the tokens are shared."""
        return Cobertura(self.tokens, [*self.spans], [*self.sueltos])

    def texto(self, span: Span) -> str:
        """The words of a span as typed."""
        return " ".join(t.texto for t in self.tokens[span.ini : span.fin])


def lugar(texto: str, m: re.Match[str]) -> tuple[int, int]:
    """The tokens that a match covers (from, to) in the folded words of a question, joined by blanks."""
    ini = texto[: m.start()].count(" ")
    return ini, ini + m.group().count(" ") + 1


_ANO, _GUION = re.compile(r"(?:19|20)\d\d"), re.compile(r"\s?[-–—]\s?")


def tokenizar(pregunta: str) -> list[Token]:
    """Words, figures and signs, folded, with abbreviations expanded ("coord. admva." → coordinacion administrativa)."""
    salida: list[Token] = []
    llano, original = plegar_alineado(pregunta)
    halladas = list(_TOKEN.finditer(llano))
    fuera = apartes(llano)
    ingles = len({m.group() for m in halladas} & MARCAS_INGLES) >= 2
    for previa, m in zip((None, *halladas), halladas, strict=False):
        palabra = m.group()
        if previa and _ANO.fullmatch(previa.group()) and _ANO.fullmatch(palabra) and _GUION.fullmatch(llano, previa.end(), m.start()):
            salida.append(Token("a", "a", "a"))  # "2019-2021"
        texto = original[m.start() : m.end()]
        if ingles:
            palabra = INGLES.get(palabra, palabra)
        if palabra.startswith("covid"):
            palabra = "covid"
        for parte in ABREVIATURAS.get(palabra, palabra).split():
            propio = bool(salida) and texto[:1].isupper() and not texto.isupper() and m.start() > 0 and original[m.start() - 1] == " " and "".join(original[: m.start()]).rstrip()[-1:] not in ".?!¿¡:"
            cortado = len(texto) <= 6 and original[m.end() : m.end() + 1] == "."
            tras_coma = original[: m.start()].rstrip()[-1:] == ","
            salida.append(Token(texto, parte, raiz(parte), propio=propio, abreviado=cortado and palabra == parte, tras_coma=tras_coma, aparte=any(a <= m.start() < b for a, b in fuera)))
    return _numeros_en_cifras(salida)


def _numeros_en_cifras(tokens: list[Token]) -> list[Token]:
    """Numbers in words from thirteen on become figures ("ciento quince" → 115); smaller ones may be mere words."""
    salida: list[Token] = []
    i = 0
    while i < len(tokens):
        valor, j = _numero_escrito(tokens, i)
        if j > i and valor > 12 and not (valor == 100 and j == i + 1):
            salida.append(Token(" ".join(t.texto for t in tokens[i:j]), str(valor), str(valor)))
            i = j
        else:
            salida.append(tokens[i])
            i += 1
    return salida


def _numero_escrito(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The number that the words from ``i`` on write, and where they end; (0, i) when they write none."""
    if i and tokens[i - 1].norma == "por" and tokens[i].norma == "ciento":
        return 0, i
    total = parcial = 0
    j = i
    while j < len(tokens):
        palabra = tokens[j].norma
        if palabra == "mil" and j >= i:
            total, parcial = total + max(parcial, 1) * 1000, 0
        elif palabra in NUMEROS and palabra != "cero":
            parcial += NUMEROS[palabra]
        elif palabra == "y" and j > i and j + 1 < len(tokens) and tokens[j + 1].norma in NUMEROS and 30 <= parcial % 100 <= 90 and parcial % 10 == 0 and NUMEROS[tokens[j + 1].norma] < 10:
            pass
        else:
            break
        j += 1
    return total + parcial, j


def plegar_alineado(texto: str) -> tuple[str, str]:
    """The folded text and the original, character by character aligned."""
    pares = [(p, c) for c in texto for p in (plegar(c) or "")[:1]]
    return "".join(p for p, _ in pares), "".join(c for _, c in pares)


def es_verbo(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word stands as the verb of its clause, by its ending or by the pronoun before it ("se pintó").

    The report describes goals with nouns and infinitives ("realizar mural"): a question's verb need not be there.
    """
    t = tokens[i]
    if t.propio:
        return False
    if t.texto and t.texto[-1] in "óÓ":
        return True
    antes = tokens[i - 1].norma if i else ""
    if antes in ("se", "ha", "han", "fue", "fueron", "fueran", "hubo", "haber"):
        return True
    if antes in _ANTE_VERBO and t.norma[-1] in "aeon" and len(t.norma) > 3:
        return True
    return parece_verbo(t.norma)


#: Verbs of what was not done, and their nouns.
_SIN_HACER = re.compile(r"cancel|suspend|suspens|pospus|pospon|pospuest|aplaz|reprogram|interrump|diferi(?:do|da|eron)|clausur|abandon")


def es_de_no_hacer(palabra: str) -> bool:
    """Whether a folded word says that something was called off: beside a measure too, it is looked for where reports say so."""
    return _SIN_HACER.match(palabra) is not None


def parece_verbo(palabra: str) -> bool:
    """Whether a folded word has the ending of a verb's form."""
    return len(palabra) > 4 and _VERBO.search(palabra) is not None and not palabra.endswith(("lar", "lugar", "taller", "tramos", "gramos", "reclamos", "extremos", "ramos", "camara", "mascara"))


def proponer_lexico(tokens: Sequence[Token]) -> Iterable[Span]:
    """Every phrase of the lexicon found in the tokens."""
    normas = [t.norma for t in tokens]
    texto = " ".join(normas)
    inicios, p = [], 0
    for n in normas:
        inicios.append(p)
        p += len(n) + 1
    for entrada, patron in compiladas():
        for m in patron.finditer(texto):
            if m.end() == m.start():
                continue
            ini = bisect.bisect_right(inicios, m.start()) - 1
            fin = bisect.bisect_left(inicios, m.end())
            valor = m.group() if entrada.valor in ("num", "rango", "hasta", "relativo", "trim") or entrada.tipo == "previo" else entrada.valor
            yield Span(ini, fin, entrada.tipo, valor, puntos(fin - ini, entrada.peso))
            if fin - ini > 1 and (normas[ini] in _ARTICULOS or (entrada.tipo in ("ano", "trimestre") and normas[ini] in ("de", "del", "en"))):
                yield Span(ini + 1, fin, entrada.tipo, valor, puntos(fin - ini - 1, entrada.peso))
            if entrada.tipo == "ano" and fin - ini > 1 and normas[fin - 2] in ("ano", "ejercicio") and _ANO.fullmatch(normas[fin - 1]):
                yield Span(fin - 1, fin, entrada.tipo, normas[fin - 1], puntos(1, entrada.peso))  # "año con año, 2020 …"


def puntos(largo: int, peso: float) -> float:
    """The weight of a reading: longer phrases first."""
    return largo * 10 * peso + (largo - 1) * 2


def cubrir(tokens: list[Token], propuestas: Iterable[Span]) -> Cobertura:
    """The set of non-overlapping spans with the most points (weighted interval scheduling, earliest wins a tie)."""
    spans = sorted(propuestas, key=lambda s: (s.fin, -s.puntos))
    fines = [s.fin for s in spans]
    mejor: list[tuple[float, tuple[Span, ...]]] = [(0.0, ())]
    for i, s in enumerate(spans):
        j = bisect.bisect_right(fines, s.ini, 0, i)
        con = mejor[j][0] + s.puntos
        mejor.append((con, (*mejor[j][1], s)) if con > mejor[i][0] + 1e-9 else mejor[i])
    elegidos = list(mejor[-1][1])
    cubiertos = {i for s in elegidos for i in range(s.ini, s.fin)}
    return Cobertura(tokens, elegidos, [i for i in range(len(tokens)) if i not in cubiertos])
