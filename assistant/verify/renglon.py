"""A line of an answer, taken apart once for all that look at it."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property, lru_cache

from assistant.marcas import CITA, MARCA, NUMEROS, citadas
from index.textos import plegar

_SEPARA = re.compile(r"[^a-z0-9]+")
_SEPARADAS = bytes(b if chr(b) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for b in range(256))
_TRAS_CITA = re.compile(rf"»…? \[({NUMEROS})\]")
_ENTRECOMILLADA = re.compile(r"“[^”]*”")


class Renglon:
    """A line: as written, without its quotations, folded; and the citations that its marks name."""

    def __init__(self, texto: str, hay: Container[int]) -> None:
        self.texto = texto
        #: Inside a quotation nothing is a mark: the report's words may hold any.
        self.limpio = CITA.sub(" ", texto)
        self.marcas = list(MARCA.finditer(self.limpio))
        #: All citations that it names, and those of them that are there.
        self.nombradas = [n for m in self.marcas for n in citadas(m.group(1))]
        self.citadas = [n for n in self.nombradas if n in hay]

    @cached_property
    def desnudo(self) -> str:
        """Without quotations, nothing in their place."""
        return CITA.sub("", self.texto)

    @cached_property
    def cuadrado(self) -> str:
        """Without quotations of either kind, as long as the line."""
        limpio = CITA.sub(blancos, self.texto)
        return _ENTRECOMILLADA.sub(blancos, limpio)

    @cached_property
    def plegado(self) -> str:
        """Folded, without quotations."""
        return plegar(self.limpio)

    @cached_property
    def llano(self) -> str:
        """Its folded words, one blank around each."""
        return _llano(self.plegado)

    @cached_property
    def palabras(self) -> frozenset[str]:
        """Its folded words."""
        return frozenset(self.llano.split())

    @cached_property
    def tras_cita(self) -> frozenset[int]:
        """The citations whose mark follows a quotation."""
        return frozenset(n for m in _TRAS_CITA.finditer(self.texto) for n in citadas(m.group(1)))

    def nombra(self, nombre: str) -> bool:
        """Whether a name stands in it as whole words, folded."""
        return llano(nombre) in self.llano


@lru_cache(maxsize=8192)
def llano(nombre: str) -> str:
    """A name's folded words with blanks around, as ``Renglon.llano`` has them."""
    return _llano(plegar(nombre))


def _llano(plegado: str) -> str:
    # Nearly all that is folded is ASCII; there, a table of bytes takes a third of the time of a regular expression.
    if plegado.isascii():
        return f" {' '.join(plegado.encode().translate(_SEPARADAS).decode().split())} "
    return f" {_SEPARA.sub(' ', plegado).strip()} "


def blancos(m: re.Match[str]) -> str:
    """As many blanks as a match is long."""
    return " " * len(m.group())
