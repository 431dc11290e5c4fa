"""A web page's bytes → its tree, and what of it is shown.

The rule. A page is text in the encoding that its bytes prove, else in the one that it declares (ISO-8859-1 means cp1252,
as in every browser), else in the one that reads best as Spanish. Nothing is fetched, run or expanded. What a browser
would not show is hidden: the ``hidden`` attribute, ``display: none``, ``visibility: hidden`` or ``collapse``, in the
element's style or in a simple rule (``tag``, ``.class``, ``#id``) of the page's own style sheet.

Source: WHATWG HTML (13.2.3.2 encoding sniffing, 15.3.1 hidden elements) and its Encoding standard (labels).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from index.poa import ErrorDeLectura
from index.readers.texto import decodificar

_DECLARADA = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE)
#: Labels that browsers take for Windows' own encoding.
_SON_CP1252 = frozenset({"iso8859-1", "ascii", "latin-1", "cp1252"})
#: How far into a page its encoding and its document type are looked for.
_INICIO = 4096
_ENTIDADES = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DEMASIADO = re.compile(r"excessive depth|huge|limit", re.IGNORECASE)
_INDICE = re.compile(r"<frameset\b|<link[^>]+rel=[\"']?File-List", re.IGNORECASE)

_REGLA = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_NINGUNA = re.compile(r"\bdisplay\s*:\s*none\b", re.IGNORECASE)
_INVISIBLE = re.compile(r"\bvisibility\s*:\s*(?:hidden|collapse)\b", re.IGNORECASE)
_MAX_CSS = 500_000
#: Elements whose content is no text of the page.
SIN_TEXTO = frozenset(
    "script style template noscript head title meta link base object embed iframe svg math canvas audio video map datalist"
    .split()
)  # fmt: skip
#: Elements of a page's head; the first other one ends it, though no tag says so.
_DE_CABEZA = frozenset("base basefont bgsound link meta noscript script style template title".split())


def arbol(contenido: bytes) -> Any:
    """The root element of a page. Raises ``ErrorDeLectura``: no text, entities defined, nested beyond measure."""
    if _ENTIDADES.search(contenido[: 16 * _INICIO]):
        raise ErrorDeLectura(
            "define entidades de XML, que una página web no lleva, y no se abre.",
            "Guárdela de nuevo desde el navegador y vuelva a cargarla.",
        )
    texto = decodificar_pagina(contenido).replace("\x00", "")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        raiz = etree.fromstring(texto.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        raiz = None
    if any(e.level_name == "FATAL" or _DEMASIADO.search(e.message) for e in parser.error_log):
        raise ErrorDeLectura(
            "anida sus elementos más allá de lo que se lee.", "Guárdela como texto o como XLSX y vuelva a cargarla."
        )
    if raiz is not None:
        _cerrar_cabeza(raiz)
    if raiz is None or next(raiz.iter("table", "p", "div", "body"), None) is None:
        raise ErrorDeLectura(
            "no es una página web con contenido.", "Guarde la página completa desde el navegador y vuelva a cargarla."
        )
    if next(raiz.iter("table"), None) is None and _INDICE.search(texto):
        raise ErrorDeLectura(
            "es solo el índice de un libro de Excel guardado como página web; las hojas están en otros archivos.",
            "Guarde el libro como XLSX y vuelva a cargarlo.",
        )
    return raiz


def _cerrar_cabeza(raiz: Any) -> None:
    """Move what the parser left in a head without an end to the body's beginning: it knows no ``section`` or ``main``, which
    end one in every browser."""
    cabeza = raiz.find("head")
    ajenos = [n for n in cabeza if n.tag not in _DE_CABEZA] if cabeza is not None else []
    if not ajenos:
        return
    cuerpo = raiz.find("body")
    if cuerpo is None:
        cuerpo = etree.SubElement(raiz, "body")
    propios = list(cabeza)[cabeza.index(ajenos[0]) :]
    cuerpo[:0] = propios
    if cuerpo.text:  # it stood before what is put there
        propios[-1].tail = (propios[-1].tail or "") + cuerpo.text
        cuerpo.text = None


def decodificar_pagina(contenido: bytes) -> str:
    """The text of a page. Raises ``ErrorDeLectura`` for what is no text."""
    hallada = _DECLARADA.search(contenido[:_INICIO])
    if hallada and not contenido.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        try:
            contenido.decode("utf-8")
        except UnicodeDecodeError:
            declarado = _con(hallada.group(1).decode("ascii"), contenido)
            if declarado is not None:
                return declarado
    return decodificar(contenido)


def _con(etiqueta: str, contenido: bytes) -> str | None:
    """The text in a declared encoding of one byte a letter; None if it is unknown, another kind, or does not fit."""
    try:
        nombre = codecs.lookup(etiqueta).name
        if nombre in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "idna", "punycode"):
            return None
        texto = contenido.decode("cp1252" if nombre in _SON_CP1252 else nombre)
    except (LookupError, UnicodeError):
        return None
    return texto if isinstance(texto, str) and not re.search(r"[\x00\x80-\x9f]", texto) else None


@dataclass(slots=True)
class Estilo:
    """Which elements a page hides. ``none``: they take no place; ``invisible``: they leave a blank."""

    ninguna: set[tuple[str, str]] = field(default_factory=set)
    invisible: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def de(cls, raiz: Any) -> Estilo:
        """The hiding rules of a page's own style sheets."""
        estilo = cls()
        for hoja in raiz.iter("style"):
            css = re.sub(r"/\*.*?\*/|<!--|-->", " ", (hoja.text or "")[:_MAX_CSS], flags=re.DOTALL)
            for hallada in _REGLA.finditer(css):
                destinos = (
                    estilo.ninguna
                    if _NINGUNA.search(hallada.group(2))
                    else estilo.invisible
                    if _INVISIBLE.search(hallada.group(2))
                    else None
                )
                for selector in hallada.group(1).split(",") if destinos is not None else ():
                    if (simple := _SELECTOR.fullmatch(selector.strip())) and destinos is not None:
                        destinos.add(((simple.group(1) or "").lower(), (simple.group(2) or "") + (simple.group(3) or "")))
        estilo.ninguna.discard(("", ""))
        estilo.invisible.discard(("", ""))
        return estilo

    def oculta(self, nodo: Any) -> bool:
        """Whether an element is not shown and takes no place."""
        atributos = nodo.attrib
        if not atributos and not self.ninguna:
            return False
        if "hidden" in atributos or (nodo.tag == "input" and atributos.get("type", "").lower() == "hidden"):
            return True
        propio = atributos.get("style")
        return bool(propio and _NINGUNA.search(propio)) or any(c in self.ninguna for c in _claves(nodo))

    def borra(self, nodo: Any) -> bool:
        """Whether an element is blank in its place."""
        propio = nodo.get("style")
        return bool(propio and _INVISIBLE.search(propio)) or (
            bool(self.invisible) and any(c in self.invisible for c in _claves(nodo))
        )


def _claves(nodo: Any) -> Iterator[tuple[str, str]]:
    """What simple selectors can name an element by."""
    nombres = [f".{c}" for c in (nodo.get("class") or "").split()]
    if identidad := nodo.get("id"):
        nombres.append(f"#{identidad}")
    yield nodo.tag, ""
    for nombre in nombres:
        yield "", nombre
        yield nodo.tag, nombre
