"""A Word paragraph → the text that it prints.

What counts is in docx.py: automatic numbers and insertions do, deletions, hidden text, codes of fields and the prompts of
empty forms do not. A raised figure stays raised, lest the call of a note be read as a digit of the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.readers.numeracion import Estilos, FormatoDesconocido, Numeracion, atributo, encendido, hijo, local

_SIN_TEXTO = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rPr", "pPr", "sdtPr", "txbxContent"}
)
_DIBUJOS = frozenset({"drawing", "pict", "object"})
_SIGNOS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
#: Blanks in a text that are no tab or break of Word's own.
_BLANCO = re.compile(r"[\t\r\n]")
VOLADAS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Leido:
    """A paragraph read: its text (tabs and line breaks inside), the text boxes that hang on it, whether it holds hidden
    text, and the format of an automatic number that could not be written."""

    texto: str = ""
    cuadros: list[Any] = field(default_factory=list)
    oculto: bool = False
    sin_numero: str | None = None


class Parrafos:
    """Reads the paragraphs of a document, to be called in their order: lists count, fields may span paragraphs."""

    def __init__(self, estilos: Estilos, numeracion: Numeracion) -> None:
        self._estilos = estilos
        self._numeracion = numeracion
        #: The open fields, innermost last: whether their code (not yet their result) is being read.
        self._campos: list[bool] = []

    def leer(self, parrafo: Any) -> Leido:
        """The text of a ``w:p``."""
        propiedades = hijo(parrafo, "pPr")
        marca = hijo(propiedades, "rPr")
        estilo = atributo(hijo(propiedades, "pStyle")) or self._estilos.por_omision
        leido = Leido()
        leido.texto = "".join(self._trozos(parrafo, bool(self._estilos.oculto(estilo)), leido))
        borrado = hijo(marca, "del") is not None or encendido(marca, "vanish")
        if borrado and not leido.texto.strip():
            return leido
        try:
            numero = self._numeracion.numero(propiedades)
        except FormatoDesconocido as error:
            numero, leido.sin_numero = "", str(error)
        leido.texto = f"{numero} {leido.texto}" if numero else leido.texto
        return leido

    def _trozos(self, nodo: Any, oculto: bool, leido: Leido) -> Iterator[str]:
        """The pieces of text below a node, in order; hidden ones are noted and left out."""
        for parte in nodo:
            nombre = local(parte)
            if nombre == "r":
                yield from self._corrida(parte, oculto, leido)
            elif nombre == "t" or nombre in _SIGNOS or nombre == "sym":
                crudo = _SIGNOS.get(nombre) or _simbolo(atributo(parte, "char")) or _BLANCO.sub(" ", parte.text or "")
                if any(self._campos):
                    continue
                if oculto:
                    leido.oculto = leido.oculto or bool(crudo.strip())
                else:
                    yield crudo
            elif nombre == "sdt":
                if not encendido(hijo(parte, "sdtPr"), "showingPlcHdr"):
                    yield from self._trozos(parte, oculto, leido)
            elif nombre == "AlternateContent":
                yield from self._trozos(alternativa(parte), oculto, leido)
            elif nombre in _DIBUJOS:
                leido.cuadros += _cuadros(parte)
            elif nombre == "fldChar":
                self._campo(atributo(parte, "fldCharType"))
            elif nombre not in _SIN_TEXTO:
                yield from self._trozos(parte, oculto, leido)

    def _corrida(self, corrida: Any, oculto: bool, leido: Leido) -> Iterator[str]:
        propiedades = hijo(corrida, "rPr")
        if propiedades is None:
            yield from self._trozos(corrida, oculto, leido)
            return
        de_estilo = self._estilos.oculto(atributo(hijo(propiedades, "rStyle")) or "")
        propio = encendido(propiedades, "vanish")
        oculto = propio if propio is not None else de_estilo if de_estilo is not None else oculto
        volada = atributo(hijo(propiedades, "vertAlign")) == "superscript"
        for trozo in self._trozos(corrida, oculto, leido):
            yield trozo.translate(VOLADAS) if volada else trozo

    def _campo(self, cual: str | None) -> None:
        """A field's code is not printed, its result is."""
        if cual == "begin":
            self._campos.append(True)
        elif cual == "separate" and self._campos:
            self._campos[-1] = False
        elif cual == "end" and self._campos:
            self._campos.pop()


def alternativa(nodo: Any) -> Any:
    """What a program of today shows of a content that is written twice (``mc:AlternateContent``)."""
    eleccion, repuesto = hijo(nodo, "Choice"), hijo(nodo, "Fallback")
    if eleccion is not None and (len(eleccion) or repuesto is None):
        return eleccion
    return () if repuesto is None else repuesto


def _cuadros(dibujo: Any) -> list[Any]:
    """The outermost text boxes of a drawing, each once."""
    salida: list[Any] = []
    for parte in dibujo:
        nombre = local(parte)
        if nombre == "txbxContent":
            salida.append(parte)
        else:
            salida += _cuadros(alternativa(parte) if nombre == "AlternateContent" else parte)
    return salida


def _simbolo(codigo: str | None) -> str:
    return chr(int(codigo, 16)) if codigo and re.fullmatch(r"[0-9A-Fa-f]{2,4}", codigo) else ""
