"""What stands outside the question proper: who asks and what for, how the answer is wanted.

"Estoy armando el anteproyecto y le agradecería saber: ¿…? Pon las dos cantidades." The marks ¿…? say where the question
is; without any, a sentence in the first person that stands beside another one is no question. What is left before a
question with a comma or a colon ("Terapias psicológicas: ¿en qué años …?") is what it is about, and so is what goes on
after it with a preposition ("¿…? de los tres municipios").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Where a sentence ends: not inside a figure ("5.2") nor after an abbreviation ("mpios.").
_FIN = re.compile(r"[?!]+|[.;](?=\s|$)(?<!\b\w\w\.)(?<!\bmpios\.)(?<!\bmpio\.)|\n+|(?=¿)")
#: Verbs of who asks, of what for, and of asking.
_QUIEN_PREGUNTA = re.compile(
    r"\b(?:estoy|estamos|soy|somos|tengo|tenemos|ando|andamos|vengo|venimos|trabaj(?:o|amos)|prepar(?:o|amos)|elabor(?:o|amos)"
    r"|escrib(?:o|imos)|cubr(?:o|imos)|investig(?:o|amos)|revis(?:o|amos)|necesit(?:o|amos)|requer(?:imos)|requiero|quiero|queremos"
    r"|quisiera(?:mos)?|agradec\w+|ocup(?:o|amos)|pid(?:o|en)|pidieron|encargaron|solicit(?:o|amos|an|aron)|busc(?:o|amos)"
    r"|dud(?:a|as)|pregunt(?:a|o|on|ota|ita)|consult(?:a|o)|saber|favor|disculp\w+|perdon\w*|buen[oa]s?)\b"
)
#: What begins a sentence of the first person, where nothing marks the question.
_EN_PRIMERA = re.compile(
    r"\W*+(?:hola|buen[oa]s? \w+)?\W*+(?:yo )?(?:estoy|estamos|soy|somos|tengo|tenemos|ando|andamos|vengo|trabaj(?:o|amos)"
    r"|prepar(?:o|amos)|escrib(?:o|imos)|cubr(?:o|imos)|hablo de"
    r"|(?:me|nos) (?:pidieron|encargaron|solicitaron|refiero|referimos|interesan?))\b"
)
#: "Estoy integrando la glosa y necesito …": what somebody is at, before what is asked in the same breath.
_LO_QUE_HACE = re.compile(
    r"\W*+(?:(?:hola|oiga|oye)\b)?\W*+(?:buen[oa]s? \w+\b)?\W*+(?:yo )?(?:estoy|estamos|ando|andamos|vengo) \w+(?:ando|iendo)\b"
    r"[^¿?]*?\b(?=(?:y|asi que|por lo que|por eso),? "
    r"(?:(?:le|les|me|te|nos|se) )?(?:agradec|necesit|quisier|quier|ocup|requier|solicit|gustar|urge|interesa|dime|dame"
    r"|digame|deme|pid))"
)


def habla_de_si(frase: str) -> bool:
    """Whether a folded sentence tells of who asks and asks nothing: "tengo los informes de 2022"."""
    pide = re.search(r"\b(?:que|cual(?:es)?|cuant[oa]s?|quien(?:es)?|dame|dime)\b", frase)
    return _EN_PRIMERA.match(frase) is not None and pide is None


def dice_quien_pregunta(palabra: str) -> bool:
    """Whether a folded word is of who asks ("preparo", "necesito"), and of nothing that is asked."""
    return _QUIEN_PREGUNTA.fullmatch(palabra) is not None


#: What goes on with the question that ended before it.
_SIGUE = re.compile(
    r"\W*(?:de|del|en|sobre|por|para|y|e|o|ni|entre|solo|solamente|unicamente|excepto|salvo|menos|sin|pero|tambien)\b"
)


@dataclass(frozen=True, slots=True)
class _Frase:
    ini: int
    fin: int
    texto: str
    #: The sign that ends it: "?", ".", … or "" where a question begins.
    signo: str


def apartes(llano: str) -> list[tuple[int, int]]:
    """The stretches (from, to) of a folded question that stand outside what is asked."""
    ocupado = [(0, m.end())] if (m := _LO_QUE_HACE.match(llano)) is not None else []
    if not any(s in llano for s in ".;!?\n¿"):
        return ocupado
    frases = _frases(llano)
    if len(frases) < 2:
        return ocupado
    preguntas = [k for k, f in enumerate(frases) if "?" in f.signo or f.texto.lstrip().startswith("¿")]
    if not preguntas:
        propias = [f for f in frases if not _EN_PRIMERA.match(f.texto)]
        return [(f.ini, f.fin) for f in frases if f not in propias] if propias else ocupado
    return [(f.ini, f.fin) for k, f in enumerate(frases) if k not in preguntas and _aparte(f, k, preguntas)]


def _aparte(f: _Frase, k: int, preguntas: Sequence[int]) -> bool:
    if k < preguntas[0] or (k + 1 in preguntas and not f.signo):
        return bool(f.signo) or _QUIEN_PREGUNTA.search(f.texto) is not None
    return _SIGUE.match(f.texto) is None


def _frases(llano: str) -> list[_Frase]:
    salida: list[_Frase] = []
    ini = 0
    for m in (*_FIN.finditer(llano), None):
        fin, tras, signo = (m.start(), m.end(), m.group()) if m else (len(llano), len(llano), "")
        if re.search(r"\w", llano[ini:fin]):
            salida.append(_Frase(ini, fin, llano[ini:fin], signo))
            ini = tras
    return salida


__all__ = ["apartes", "dice_quien_pregunta"]
