"""What an exported file shows, and the data that it carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: A note's call inside a text that was read.
LLAMADA = re.compile("\ue000([^\ue001]*)\ue001")


class ArchivoAjeno(ValueError):
    """The file does not carry the data of an export; the message (Spanish) says what to do."""


@dataclass
class Visible:
    """What one section shows. Paragraphs call notes as ``\\ue000id\\ue001``; ``grafica`` is {series: {category: value}},
    None where the format draws no values;
    ``dibujo`` are the words of a drawn chart."""

    titulo: str = ""
    parrafos: list[str] = field(default_factory=list)
    cuadro: list[list[str]] = field(default_factory=list)
    grafica: dict[str, dict[str, str]] | None = None
    dibujo: list[str] | None = None


@dataclass
class Leido:
    """A file read back: its title, its sections, its notes by id, and the data inside."""

    titulo: str
    secciones: list[Visible]
    notas: dict[str, str]
    datos: list[Mapping[str, Any]]
    subtitulo: str = ""
    #: The queries of the annex; None where the format has none.
    consultas: list[str] | None = None


def llano(texto: str) -> str:
    """Text as compared: blanks are one space, whatever their kind."""
    return " ".join(texto.replace("\u00a0", " ").split())
