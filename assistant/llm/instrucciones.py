"""The prompts of ``prompts/*.md``, checked when they are loaded: a variable missing or unknown is an error at start.

f-string templates, because mustache would render a missing variable as nothing. What comes from reports or users is
put between marks, and the marks themselves are taken out of it: it stays data.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

#: Every prompt with its variables.
VARIABLES: dict[str, frozenset[str]] = {
    "leer": frozenset({"vocabulario", "ejemplos"}),
    "completar": frozenset({"anteriores", "ultima"}),
    "redactar": frozenset({"texto", "orden", "reparo"}),
}
_MARCA = re.compile(r"</?\s*(?:pregunta|anteriores|ultima|texto)\b[^>]*>?", re.IGNORECASE)
#: Most characters of a user's or a report's text that go into a prompt.
_MAX_DATO = 8000


class ErrorDeInstruccion(ValueError):
    """A prompt text whose variables are not those that the code fills."""


def dato(texto: str) -> str:
    """A text from outside as data: without our marks, without control and invisible characters, cut to size."""
    from index.readers.hoja import normalizar

    return "\n".join(normalizar(_MARCA.sub(" ", renglon)) for renglon in texto[:_MAX_DATO].split("\n"))


@cache
def plantilla(nombre: str) -> ChatPromptTemplate:
    """A prompt as a LangChain template. Raises ``ErrorDeInstruccion``."""
    from langchain_core.prompts import ChatPromptTemplate, PromptTemplate

    texto = files("prompts").joinpath(f"{nombre}.md").read_text(encoding="utf-8")
    try:
        propias = set(PromptTemplate.from_template(texto, template_format="f-string").input_variables)
    except ValueError as error:
        raise ErrorDeInstruccion(f"prompts/{nombre}.md: {error}") from error
    if propias != VARIABLES[nombre]:
        raise ErrorDeInstruccion(f"prompts/{nombre}.md usa {sorted(propias)} y se esperaba {sorted(VARIABLES[nombre])}.")
    mensajes = [("system", texto), ("human", "<pregunta>\n{pregunta}\n</pregunta>")] if nombre == "leer" else [("human", texto)]
    return ChatPromptTemplate.from_messages(mensajes)
