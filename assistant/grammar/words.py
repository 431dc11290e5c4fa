"""The content words that no span covers: searched for, or missing from everything loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from assistant.apartes import dice_quien_pregunta
from assistant.grammar.causes import causa_es_texto
from assistant.grammar.entities import es_medida, junto_a_causa
from assistant.grammar.slots import Huecos
from assistant.lexicon import SINONIMOS, es_encargo
from assistant.link import Vocabulario
from assistant.plan import ConCausa, En, Texto
from assistant.spans import Cobertura, Token, es_de_no_hacer, es_verbo
from index.familias import familia
from index.textos import raiz, singular


def _por_buscar(c: Cobertura, h: Huecos, negados: set[int]) -> list[int]:
    """The places of the words that may be looked for: those that no span covers, and those of spans that name a subject."""
    indices = [
        i for i in c.sueltos if not c.tokens[i].vacio and not c.tokens[i].numero and c.tokens[i].norma not in ("er",)
    ]
    for i_s, s in enumerate(c.spans):
        if i_s in negados:
            continue
        if (
            (s.tipo == "medida" and not es_medida(c, s) and not junto_a_causa(c, s))
            or (s.tipo == "causa" and causa_es_texto(c, s))
            or (s.tipo == "dinero")
            # Within a year things are called off; from one year to the next, goals are withdrawn.
            or (s.tipo == "cambio" and s.valor == "retirada" and not h.periodos and any(es_de_no_hacer(c.tokens[i].norma) for i in range(s.ini, s.fin)))
        ):
            indices += [i for i in range(s.ini, s.fin) if not c.tokens[i].vacio]
    return sorted(indices)


#: Kinds of spans that say by themselves what the question is about.
_ASUNTO = ("meta", "medida", "unidad", "programa", "linea", "persona")
#: What leads to a subject outside the question: "una nota *sobre* las banquetas", "me *refiero* a los baches".
_DE_QUE_TRATA = re.compile(r"sobre|acerca|temas?|asuntos?|relativ\w+|relacionad\w+|refier\w+|refer\w+|respecto|materia|lo")


def _sin_apartes(c: Cobertura, h: Huecos, voc: Vocabulario, indices: list[int]) -> list[int]:
    """Without the words that stand outside the question ("estoy armando el anteproyecto: ¿…?"), which is said: those that no
    report has, and where the question itself has a subject, those that it has."""
    fuera = [i for i in indices if c.tokens[i].aparte]
    if not fuera:
        return indices
    conocidas = [i for i in fuera if any(r in voc.frecuencia for r in familia(c.tokens[i].norma))]
    dentro = any(not c.tokens[i].aparte for i in indices) or any(s.tipo in _ASUNTO and not c.tokens[s.ini].aparte for s in c.spans)
    quitadas = [i for i in fuera if dentro or i not in conocidas or not _trata_de(c, i)]
    dichas = [c.tokens[i].texto for i in quitadas if not (es_verbo(c.tokens, i) or es_encargo(c.tokens[i].norma) or dice_quien_pregunta(c.tokens[i].norma))]
    if dichas:
        h.notas.append(f"Dejo de lado “{' '.join(dichas)}”: está fuera de la pregunta.")
    return [i for i in indices if i not in quitadas]


def _trata_de(c: Cobertura, i: int) -> bool:
    """Whether a word outside the question is told to be its subject."""
    while i and c.tokens[i - 1].aparte:
        i -= 1
        if _DE_QUE_TRATA.fullmatch(c.tokens[i].norma):
            return True
    return False


def leer_palabras(c: Cobertura, h: Huecos, voc: Vocabulario, negados: set[int]) -> None:
    """Leftover content words become a text filter; those that stand nowhere are kept apart."""
    indices = _sin_apartes(c, h, voc, _por_buscar(c, h, negados))
    if h.intent == "sum" and any(es_de_no_hacer(c.tokens[i].norma) for i in indices):
        h.intent, h.metrica = "list", None  # what was called off is not what was achieved
    obs = h.intent == "quote" or (h.intent == "explain" and not c.hay("meta"))
    # "Las afectadas por la austeridad": beside a cause, a verb alone only says what the cause did.
    con_causa = any(isinstance(f, ConCausa) and f.causas and not f.negado for f in h.filtros)
    requeridos: list[str] = []
    opcionales: list[str] = []
    de_causa = {i for s in c.de("causa") for i in range(s.ini, s.fin) if s.fin - s.ini == 1}  # "heladas" is a noun there
    #: The words that each alternative has ("camiones o lluvias").
    alternativas: list[list[str]] = [[]]
    for k, i in enumerate(indices):
        if k and h.intent in (None, "list", "count", "quote") and _o_bien(c, indices[k - 1], i):
            alternativas.append([])
        antes = len(requeridos)
        t = c.tokens[i]
        conocida = any(r in voc.frecuencia for r in familia(t.norma))
        verbo = i not in de_causa and es_verbo(c.tokens, i) and (con_causa or not es_de_no_hacer(t.norma))
        if verbo and (con_causa or len(indices) > 1 or _de_ninguna(t, c, voc)):
            if conocida:
                opcionales.append(t.norma)
        elif conocida:
            requeridos.append(t.norma)
        elif es_encargo(t.norma):
            pass
        elif not verbo and (variante := _variante(t.norma, voc)):
            requeridos.append(variante)
            h.notas.append(f"Busco “{t.texto}” como “{variante}”.")
        elif otras := _sinonimo(t.norma, voc):
            requeridos += otras
            h.notas.append(f"Busco “{t.texto}” como “{' '.join(otras)}”.")
        elif not verbo:
            h.cabeza_desconocida |= not requeridos
            h.desconocidas.append(t.texto)
        alternativas[-1] += requeridos[antes:]
    nombra = con_causa or any(isinstance(f, En) and f.entidad in ("meta", "medida") and not f.negado for f in h.filtros)
    if not requeridos and not nombra:
        requeridos, opcionales = opcionales, []
    h.terminos = list(dict.fromkeys(requeridos))
    if not requeridos:
        return
    donde = "observacion" if obs else "todo"
    if h.intent == "explain" and (h.clases or h.periodos) and len(conjuntos(requeridos, voc, "descripcion")) == len(requeridos):
        donde = "descripcion"  # "why were the festivals not held?": they are what the goal does, whether or not it explains itself
    suyas = [x for x in alternativas if x]
    if len(suyas) > 1 and (cada := [hallados for x in suyas if (hallados := conjuntos(x, voc, donde))]):
        h.notas += [f"Ningún texto de los buscados menciona “{' '.join(x)}”." for x in suyas if not conjuntos(x, voc, donde)]
        h.filtros.append(Texto(terminos=tuple(cada[0]), otros=tuple(tuple(x) for x in cada[1:]), donde=cast(Any, donde)))
        return
    elegidos = conjuntos(requeridos, voc, donde)
    if not elegidos and donde == "observacion":
        elegidos = conjuntos(requeridos, voc, "todo")
        donde = "todo" if elegidos else donde
    if not elegidos and h.intent == "quote" and not h.desconocidas:
        h.filtros.append(
            Texto(
                terminos=tuple(dict.fromkeys(requeridos)),
                opcionales=tuple(dict.fromkeys(opcionales)),
                donde="observacion",
                cercano=True,
            )
        )
    elif elegidos:
        h.filtros.append(
            Texto(terminos=tuple(elegidos), opcionales=tuple(dict.fromkeys(opcionales)), donde=cast(Any, donde))
        )


_ENTRE_ALTERNATIVAS = frozenset("o u de del la el los las al a en por lo un una con sobre".split())


def _o_bien(c: Cobertura, antes: int, luego: int) -> bool:
    """Whether an "o" parts two words that are looked for: either will do."""
    entre = {t.norma for t in c.tokens[antes + 1 : luego]}
    return bool(entre & {"o", "u"}) and entre <= _ENTRE_ALTERNATIVAS


#: A finite verb, not a participle that says which ("luminarias reparadas").
_PARTICIPIO = re.compile(r"(?:ad|id|t|st|ch)[oa]s?$")


def _de_ninguna(t: Token, c: Cobertura, voc: Vocabulario) -> bool:
    """Whether a verb beside a measure only says that it was done ("se dieron"): no goal is described by it."""
    medida = any(es_medida(c, s) for s in c.de("medida"))
    return medida and _PARTICIPIO.search(t.norma) is None and not voc.hay(((t.raiz,),), "descripcion")


def _variante(palabra: str, voc: Vocabulario) -> str | None:
    """A loaded word of the same family ("bacheo" → "bachear"): they share all but the ending."""
    comun = max(5, len(palabra) - 2)
    if len(palabra) < 6:
        return None
    hallada = min(
        (
            f
            for f in voc.con_prefijo(palabra[:comun])
            if abs(len(f) - len(palabra)) <= 3 and raiz(f) in voc.frecuencia
        ),
        key=len,
        default=None,
    )
    return hallada


def _sinonimo(palabra: str, voc: Vocabulario) -> list[str]:
    """The loaded words for what is said otherwise ("basura" → "residuos"), [] where none is."""
    for otra in SINONIMOS.get(singular(palabra), ()):
        if all(raiz(p) in voc.frecuencia for p in otra.split()):
            return otra.split()
    return []


def conjuntos(terminos: Sequence[str], voc: Vocabulario, donde: str) -> list[str]:
    """The largest telling part of the words that stand together in one text: the rarest first, each kept if it fits."""
    pesos = {t: max(map(voc.idf, familia(t))) for t in dict.fromkeys(terminos)}
    elegidos: list[str] = []
    for t in sorted(pesos, key=lambda t: -pesos[t]):
        if voc.hay(tuple(familia(x) for x in (*elegidos, t)), donde):
            elegidos.append(t)
    total = sum(pesos.values())
    return elegidos if total and sum(pesos[t] for t in elegidos) >= 0.5 * total else []
