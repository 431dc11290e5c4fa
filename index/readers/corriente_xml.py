"""A part of a workbook as a stream of XML elements, each dropped once it was seen, so its size costs no memory.

The rule. A document type (where entities are declared) is refused as soon as it opens, as ECMA-376 part 2 (8.2)
demands; without one expat knows no entity but XML's own five, and fetches nothing.

Elements are built by the C code of ``xml.etree`` and looked at a row at a time: 0.34 s for the sheets of 10,000 goals,
where a call into Python for every tag that opens and closes takes 0.80 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser  # nosec B405  # a DTD never gets here
from xml.parsers import expat

from index.poa import ErrorDeLectura

#: Excel allows 32,767 characters in a cell; some writers pass it.
MAX_TEXTO = 1_000_000
_TRAMO = 1 << 16


class XmlDanado(Exception):
    """A part that is no XML, or not what it should be."""


class Corriente:
    """A part being read. ``espacio`` begins the name of every element of the root's namespace (of two: transitional and
    strict); those of others are none of ours.

    Raises ``XmlDanado`` for a root of another name, and ``ErrorDeLectura`` for a part with a document type.
    """

    def __init__(self, flujo: IO[bytes], raiz: str) -> None:
        self._flujo = flujo
        self._leido = b""
        nombre = self._abrir()
        uri, _, local = nombre.rpartition(" ")
        if local != raiz:
            raise XmlDanado(local)
        self.espacio = f"{{{uri}}}" if uri else ""

    def elementos(self, nivel: int) -> Iterator[Element]:
        """The elements so many levels below the root, each once it is whole. Raises ``XmlDanado``."""
        constructor = TreeBuilder()
        arriba = constructor.start("", {})
        analizador = XMLParser(target=constructor)  # nosec B314  # ``_abrir`` refused any DTD
        tramo = self._leido
        while tramo:
            _alimentar(analizador, tramo)
            yield from _enteros(arriba, nivel, abierto=True)
            tramo = self._flujo.read(_TRAMO)
        _alimentar(analizador, None)
        yield from _enteros(arriba, nivel, abierto=False)

    def _abrir(self) -> str:
        """The name of the root, as soon as it opens: a document type stands before it, if anywhere."""
        vigia = expat.ParserCreate(namespace_separator=" ")
        vigia.StartDoctypeDeclHandler = _rechazar
        vigia.StartElementHandler = _parar
        try:
            while tramo := self._flujo.read(_TRAMO):
                self._leido += tramo
                vigia.Parse(tramo)
            vigia.Parse(b"", True)
        except _Raiz as raiz:
            return str(raiz)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise XmlDanado(str(error)) from None
        raise XmlDanado("sin raíz")


def medido(texto: str) -> str:
    """A text, if it is not larger than any cell's. Raises ``XmlDanado``."""
    if len(texto) > MAX_TEXTO:
        raise XmlDanado(f"un texto de {len(texto):,} letras")
    return texto


def _alimentar(analizador: XMLParser, tramo: bytes | None) -> None:
    """Parse some more; None ends the part."""
    try:
        if tramo is None:
            analizador.close()
        else:
            analizador.feed(tramo)
    except (ParseError, ValueError, LookupError) as error:
        raise XmlDanado(str(error)) from None


def _enteros(padre: Element, nivel: int, *, abierto: bool) -> Iterator[Element]:
    """Take the whole elements ``nivel`` levels below the children of ``padre`` out of the tree, and what they stood in.
    While ``abierto``, the last of its children may be unfinished, and so may be the last one of that one's."""
    hijos = padre[:]
    enteros = hijos[:-1] if abierto else hijos
    if nivel == 0:
        yield from enteros
    else:
        for hijo in hijos:
            if len(hijo):
                yield from _enteros(hijo, nivel - 1, abierto=abierto and hijo is hijos[-1])
    del padre[: len(enteros)]


class _Raiz(Exception):
    """The root opened; its text is the name."""


def _parar(nombre: str, _: dict[str, str]) -> None:
    raise _Raiz(nombre)


def _rechazar(*_: object) -> None:
    raise ErrorDeLectura(
        "contiene definiciones de XML (DTD) que un libro de Excel no lleva, y no se abre.",
        "Guárdelo de nuevo con Excel y vuelva a cargarlo.",
    )
