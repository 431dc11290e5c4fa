"""A part of a workbook as a stream of XML elements: no tree is built, so its size costs no memory.

The rule. A document type (where entities are declared) is refused as soon as it opens, as ECMA-376 part 2 (8.2)
demands; without one expat knows no entity but XML's own five, and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from index.poa import ErrorDeLectura

#: Excel allows 32,767 characters in a cell; some writers pass it.
_MAX_TEXTO = 1_000_000

Abrir = Callable[[dict[str, str]], None]
Cerrar = Callable[[], None]


class XmlDanado(Exception):
    """A part that is no XML, or not what it should be."""


class Corriente:
    """A part being read. Subclasses say in ``elementos`` what opens and closes the elements that they care for (by
    local name; those of other namespaces than the root's never match)."""

    raiz = ""

    def __init__(self) -> None:
        self._partes: list[str] = []
        self._analizador = expat.ParserCreate(namespace_separator=" ")
        self._analizador.buffer_text = True
        self._analizador.buffer_size = 1 << 16
        self._analizador.StartDoctypeDeclHandler = _rechazar
        self._analizador.StartElementHandler = self._abrir_raiz

    def elementos(self) -> tuple[Mapping[str, Abrir], Mapping[str, Cerrar]]:
        """What to call where an element opens, and where it closes."""
        raise NotImplementedError

    def correr(self, flujo: IO[bytes]) -> None:
        """Read a part to its end. Raises ``XmlDanado``, and ``ErrorDeLectura`` for one with a document type."""
        try:
            self._analizador.ParseFile(flujo)
        except (expat.ExpatError, ValueError, KeyError) as error:
            raise XmlDanado(str(error)) from None

    def abrir_texto(self, _: dict[str, str]) -> None:
        """From here on text is kept."""
        self._partes = []
        self._analizador.CharacterDataHandler = self._partes.append

    def tomar_texto(self) -> str:
        """The text since ``abrir_texto``."""
        self._analizador.CharacterDataHandler = None
        texto = self._partes[0] if len(self._partes) == 1 else "".join(self._partes)
        if len(texto) > _MAX_TEXTO:
            raise XmlDanado(f"un texto de {len(texto):,} letras")
        return texto

    def _abrir_raiz(self, nombre: str, _: dict[str, str]) -> None:
        """The root element tells which of the two namespaces (transitional, strict) the part uses."""
        espacio, separador, local = nombre.rpartition(" ")
        if local != self.raiz:
            raise XmlDanado(local)
        abren, cierran = self.elementos()
        al_abrir = {f"{espacio}{separador}{k}": v for k, v in abren.items()}
        al_cerrar = {f"{espacio}{separador}{k}": v for k, v in cierran.items()}

        def abrir(nombre: str, atributos: dict[str, str]) -> None:
            if (propio := al_abrir.get(nombre)) is not None:
                propio(atributos)

        def cerrar(nombre: str) -> None:
            if (propio := al_cerrar.get(nombre)) is not None:
                propio()

        self._analizador.StartElementHandler = abrir
        self._analizador.EndElementHandler = cerrar


def _rechazar(*_: object) -> None:
    raise ErrorDeLectura(
        "contiene definiciones de XML (DTD) que un libro de Excel no lleva, y no se abre.",
        "Guárdelo de nuevo con Excel y vuelva a cargarlo.",
    )
