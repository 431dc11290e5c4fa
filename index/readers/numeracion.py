"""The automatic numbers of a Word document: what stands before a paragraph without being in its text.

The rule: a paragraph's list and level come from itself or from its style; each abstract list counts by itself, a level
starts anew after one above it, and a list that overrides its start does so at its first paragraph. Source: ECMA-376
part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_NIVELES = 9
_ROMANOS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: Written in full beyond this, a number would only fill memory (M repeated).
_MAX_ROMANO = 4999
_REFERENCIA = re.compile(r"%([1-9])")
_FALSOS = frozenset({"0", "false", "off"})


def romano(n: int) -> str:
    """A number in lower-case Roman figures."""
    if not 0 < n <= _MAX_ROMANO:
        return str(n)
    salida = ""
    for valor, letras in _ROMANOS:
        veces, n = divmod(n, valor)
        salida += letras * veces
    return salida


def letra(n: int) -> str:
    """A number in Word's letters: a … z, aa, bb … zz, aaa."""
    return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 26 * 30 else str(n)


#: Number formats that are read. ``bullet`` and ``none`` print no number.
FORMATOS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: romano(n).upper(),
    "lowerRoman": romano,
    "upperLetter": lambda n: letra(n).upper(),
    "lowerLetter": letra,
    "ordinal": lambda n: f"{n}º",
    "none": lambda n: "",
}


class FormatoDesconocido(Exception):
    """A number format that is not read."""


def local(nodo: Any) -> str:
    """An element's name without its namespace."""
    return _sin_espacio(nodo.tag)


@functools.lru_cache(maxsize=4096)
def _sin_espacio(etiqueta: str) -> str:
    return etiqueta.rpartition("}")[2]


def hijo(nodo: Any, nombre: str) -> Any:
    """The first child of a name; None if there is none."""
    return next(hijos(nodo, nombre), None)


def hijos(nodo: Any, nombre: str) -> Iterator[Any]:
    """The children of a name."""
    return (h for h in (() if nodo is None else nodo) if local(h) == nombre)


def atributo(nodo: Any, nombre: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace."""
    if nodo is not None:
        for clave, valor in nodo.attrib.items():
            if _sin_espacio(clave) == nombre:
                return str(valor)
    return None


def entero(texto: str | None, por_omision: int = 0) -> int:
    """A small whole number of an attribute."""
    return int(texto) if texto is not None and re.fullmatch(r"-?[0-9]{1,6}", texto) else por_omision


def encendido(nodo: Any, nombre: str) -> bool | None:
    """Whether a property is on; None where it is not said."""
    propiedad = hijo(nodo, nombre)
    return None if propiedad is None else (atributo(propiedad) or "1") not in _FALSOS


@dataclass(slots=True)
class _Nivel:
    """A level of a list as it is written down."""

    inicio: int = 1
    formato: str = "decimal"
    texto: str = ""
    reinicio: int | None = None
    legal: bool = False
    estilo: str | None = None

    @classmethod
    def de(cls, nodo: Any) -> _Nivel:
        reinicio = atributo(hijo(nodo, "lvlRestart"))
        return cls(
            inicio=entero(atributo(hijo(nodo, "start")), 0),
            formato=atributo(hijo(nodo, "numFmt")) or "decimal",
            texto=atributo(hijo(nodo, "lvlText")) or "",
            reinicio=None if reinicio is None else entero(reinicio),
            legal=bool(encendido(nodo, "isLgl")),
            estilo=atributo(hijo(nodo, "pStyle")),
        )


@dataclass(slots=True)
class _Lista:
    """A list: the abstract one that counts, and what this one changes."""

    abstracta: str
    niveles: dict[int, _Nivel]
    inicios: dict[int, int] = field(default_factory=dict)


class Estilos:
    """What the styles of a document say of lists and of hidden text."""

    def __init__(self, raiz: Any) -> None:
        self._nodos = {atributo(e, "styleId") or "": e for e in hijos(raiz, "style")}
        self.por_omision = next(
            (c for c, e in self._nodos.items() if atributo(e, "type") == "paragraph" and atributo(e, "default") == "1"), ""
        )
        self._ocultos: dict[str, bool | None] = {}

    def cadena(self, estilo: str) -> list[Any]:
        """A style's element and those that it is based on."""
        salida: list[Any] = []
        while (nodo := self._nodos.get(estilo)) is not None and nodo not in salida:
            salida.append(nodo)
            estilo = atributo(hijo(nodo, "basedOn")) or ""
        return salida

    def oculto(self, estilo: str) -> bool | None:
        """Whether a style hides its text; None where neither it nor those that it is based on say."""
        if estilo not in self._ocultos:
            dichos = (encendido(hijo(e, "rPr"), "vanish") for e in self.cadena(estilo))
            self._ocultos[estilo] = next((x for x in dichos if x is not None), None)
        return self._ocultos[estilo]


class Numeracion:
    """Counts the lists of a document in the order of its paragraphs."""

    def __init__(self, raiz: Any, estilos: Estilos) -> None:
        self._estilos = estilos
        abstractas = {atributo(a, "abstractNumId") or "": a for a in hijos(raiz, "abstractNum")}
        self._enlazadas = {atributo(hijo(a, "styleLink")) or "": a for a in abstractas.values()}
        self._listas = {
            atributo(n, "numId") or "": self._lista(n, abstractas.get(atributo(hijo(n, "abstractNumId")) or ""))
            for n in hijos(raiz, "num")
        }
        self._cuentas: dict[str, list[int | None]] = {}
        self._usadas: set[tuple[str, int]] = set()
        self._de_estilo: dict[str, tuple[str, int | None]] = {}

    def numero(self, propiedades: Any) -> str:
        """The number that a paragraph of some properties (``w:pPr``) prints, "" for none. To be called once for each
        paragraph, in order. Raises ``FormatoDesconocido``."""
        if not self._listas:
            return ""
        estilo = atributo(hijo(propiedades, "pStyle")) or self._estilos.por_omision
        propia = hijo(propiedades, "numPr")
        codigo, nivel = self._por_estilo(estilo)
        codigo = atributo(hijo(propia, "numId")) or codigo
        lista = self._listas.get(codigo)
        if lista is None:
            return ""
        dicho = atributo(hijo(propia, "ilvl"))
        if dicho is not None:
            nivel = entero(dicho)
        elif nivel is None:
            nivel = next((n for n, x in lista.niveles.items() if estilo and x.estilo == estilo), 0)
        return self._contar(codigo, lista, nivel) if nivel in lista.niveles else ""

    def _lista(self, nodo: Any, abstracta: Any) -> _Lista:
        enlace = atributo(hijo(abstracta, "numStyleLink"))
        abstracta = self._enlazadas.get(enlace, abstracta) if enlace else abstracta
        lista = _Lista(
            (atributo(abstracta, "abstractNumId") if abstracta is not None else None) or "",
            {entero(atributo(n, "ilvl")): _Nivel.de(n) for n in hijos(abstracta, "lvl")},
        )
        for cambio in hijos(nodo, "lvlOverride"):
            nivel = entero(atributo(cambio, "ilvl"))
            if (propio := hijo(cambio, "lvl")) is not None:
                lista.niveles[nivel] = _Nivel.de(propio)
            if (inicio := atributo(hijo(cambio, "startOverride"))) is not None:
                lista.inicios[nivel] = entero(inicio)
        lista.niveles = {n: x for n, x in lista.niveles.items() if 0 <= n < _NIVELES}
        return lista

    def _por_estilo(self, estilo: str) -> tuple[str, int | None]:
        """The list and the level that a style gives its paragraphs."""
        if estilo not in self._de_estilo:
            codigo, nivel = "", None
            for nodo in reversed(self._estilos.cadena(estilo)):
                numeral = hijo(hijo(nodo, "pPr"), "numPr")
                codigo = atributo(hijo(numeral, "numId")) or codigo
                if (dicho := atributo(hijo(numeral, "ilvl"))) is not None:
                    nivel = entero(dicho)
            self._de_estilo[estilo] = codigo, nivel
        return self._de_estilo[estilo]

    def _contar(self, codigo: str, lista: _Lista, nivel: int) -> str:
        cuentas = self._cuentas.setdefault(lista.abstracta, [None] * _NIVELES)
        previa = cuentas[nivel]
        if nivel in lista.inicios and (codigo, nivel) not in self._usadas:
            previa = None
        self._usadas.add((codigo, nivel))
        cuentas[nivel] = self._inicio(lista, nivel) if previa is None else previa + 1
        for inferior in range(nivel + 1, _NIVELES):
            reinicio = lista.niveles[inferior].reinicio if inferior in lista.niveles else None
            # "After level n" (1-based): 0 never, none said after any level above.
            if reinicio is None or nivel < reinicio:
                cuentas[inferior] = None
        return self._escribir(lista, nivel, cuentas)

    def _inicio(self, lista: _Lista, nivel: int) -> int:
        return lista.inicios.get(nivel, lista.niveles[nivel].inicio if nivel in lista.niveles else 1)

    def _escribir(self, lista: _Lista, nivel: int, cuentas: list[int | None]) -> str:
        propio = lista.niveles[nivel]
        if propio.formato == "bullet":
            return ""

        def valor(hallado: re.Match[str]) -> str:
            otro = int(hallado.group(1)) - 1
            cuenta = cuentas[otro]
            cuenta = self._inicio(lista, otro) if cuenta is None else cuenta
            formato = lista.niveles[otro].formato if otro in lista.niveles else "decimal"
            formato = "decimal" if propio.legal and formato not in ("none", "decimalZero") else formato
            if formato not in FORMATOS:
                raise FormatoDesconocido(formato)
            return FORMATOS[formato](cuenta)

        return _REFERENCIA.sub(valor, propio.texto)
