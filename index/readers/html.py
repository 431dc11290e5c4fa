"""Web pages (and spreadsheets saved as such): what the page shows, in reading order, as one grid.

The rule. A block of text outside tables is a row (a line break begins another one; a term and its definition are two
cells of one); a table's row is a row whose cells stand in the columns of the table, merged cells at their first place.
Heads of tables come first and feet last wherever they are written. A nested table follows the row that it stands in; a
table that only lays out a page is read cell by cell, as if there were none. Texts of form fields count as shown. What
the page hides is set aside, not read.

Places: ``p12`` is the twelfth line of text outside tables, ``t2r5c8`` the second table's fifth row (as written), eighth
column; a nested table follows its own place: ``t2r5c8t1r1c1``. Source: WHATWG HTML, 4.9.12.1 (forming a table).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from index.poa import Apartado, ErrorDeLectura
from index.readers.hoja import Hoja, Renglon
from index.readers.html_pagina import SIN_TEXTO, Estilo, arbol
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.parrafo import VOLADAS
from index.readers.tabla import Casilla, Colgado, Cuenta, Fila, Parte, casilla, escribir, renglon_suelto

#: Elements that begin and end a line.
_BLOQUES = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th thead"
    " tr ul".split()
)  # fmt: skip
_SECCIONES = {"thead": 0, "tfoot": 2}
_ESPACIOS = re.compile(r"[ \t\r\n\f]+")
_CON_VALOR = frozenset({"", "text", "number", "date", "tel", "email", "search", "url", "month"})
#: A cell covers no more columns than this, or twice the cells of its table's longest row: what lies beyond is no column.
_MAX_COLUMNAS = 64
#: Tables within tables; no page is laid out deeper.
_MAX_NIVELES = 40
_MAX_AVISOS = 20


def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid of a page's bytes. Raises ``ErrorDeLectura``."""
    raiz = arbol(contenido)
    lector = _Lector(Estilo.de(raiz), Cuenta(limites))
    lector.leer(raiz)
    avisar(1, 1)
    return [Hoja("html", tuple(lector.renglones), apartados=lector.apartados())]


@dataclass(slots=True)
class _Flujo:
    """Lines being put together from the pieces of a flow of text."""

    partes: list[Parte] = field(default_factory=list)
    linea: list[str] = field(default_factory=list)
    termino: bool = False
    pegada: bool = True
    hechas: int = 0

    def texto(self, crudo: str | None, literal: bool) -> None:
        """Add text: its blanks are one, unless it is preformatted."""
        if not crudo:
            return
        if literal:
            for n, trozo in enumerate(crudo.split("\n")):
                if n:
                    self.cortar()
                self.linea.append(trozo.rstrip("\r"))
            return
        junto = _ESPACIOS.sub(" ", crudo)
        self.linea.append(junto.lstrip(" ") if self.pegada else junto)
        self.pegada = self.linea[-1].endswith(" ") or (self.pegada and not self.linea[-1])

    def cortar(self) -> None:
        """End the line."""
        linea = "".join(self.linea).rstrip(" ")
        if linea.strip():
            self.partes.append(linea)
            self.hechas += 1
        self.linea, self.pegada, self.termino = [], True, False

    def lugar(self) -> str:
        """The line of text that is being put together or was put together last."""
        return f"p{max(1, self.hechas + any(x.strip() for x in self.linea))}"

    def bloque(self, nombre: str) -> None:
        """End the line at a block's edge, unless the definition of the term in it follows."""
        if nombre == "dd" and self.termino and any(x.strip() for x in self.linea):
            self.linea.append("\t")
            self.pegada, self.termino = True, False
        elif not self.termino:
            self.cortar()


class _Lector:
    """A walk over one page."""

    def __init__(self, estilo: Estilo, cuenta: Cuenta) -> None:
        self._estilo = estilo
        self._cuenta = cuenta
        self._ocultos: list[str] = []
        self._niveles = 0
        self.renglones: list[Renglon] = []

    def leer(self, raiz: Any) -> None:
        """Read the page."""
        parrafos = 0
        for parte in self._partes(raiz, ""):
            if isinstance(parte, Colgado):
                self._tabla(parte)
            else:
                parrafos += 1
                self._cuenta.sumar(1 + parte.count("\t"))
                self.renglones += renglon_suelto(parte, f"p{parrafos}")

    def apartados(self) -> tuple[Apartado, ...]:
        """What the page hides."""
        remedio = "Si es parte del reporte, muéstrelo en la página, guárdela y vuelva a cargarla."
        salida = [
            Apartado(lugar=lugar, motivo="Contiene texto oculto, que la página no muestra; no se leyó.", remedio=remedio)
            for lugar in self._ocultos[:_MAX_AVISOS]
        ]
        if (resto := len(self._ocultos) - _MAX_AVISOS) > 0:
            motivo = f"Otros {resto} lugares contienen texto oculto; no se leyó."
            salida.append(Apartado(lugar="resto de la página", motivo=motivo, remedio=remedio))
        return tuple(salida)

    # --- text -------------------------------------------------------------------------------------------------------

    def _partes(self, raiz: Any, lugar: str) -> list[Parte]:
        """The lines and tables of an element, in reading order."""
        flujo = _Flujo()
        tablas = literales = voladas = 0
        recorrido = etree.iterwalk(raiz, events=("start", "end"))
        for suceso, nodo in recorrido:
            nombre = nodo.tag
            if suceso == "start":
                salta = nodo is not raiz and self._salta(nodo, lugar or flujo.lugar())
                if nombre in _BLOQUES:
                    flujo.bloque(nombre)
                if nombre == "table" and nodo is not raiz and not salta:
                    tablas += 1
                    flujo.cortar()
                    flujo.partes.append(Colgado(nodo, f"{lugar}t{tablas}"))
                    salta = True
                if salta:
                    recorrido.skip_subtree()
                    continue
                literales += nombre in ("pre", "textarea")
                voladas += nombre == "sup"
                self._abrir(nodo, nombre, flujo)
                _anotar(flujo, nodo.text, literales, voladas)
                continue
            cerrado = nodo is not raiz and (nombre == "table" or nombre in SIN_TEXTO or self._estilo.oculta(nodo))
            if not cerrado:
                literales -= nombre in ("pre", "textarea")
                voladas -= nombre == "sup"
            if nombre == "dt" and not cerrado:
                flujo.termino = True
            elif nombre in _BLOQUES:
                flujo.termino = flujo.termino and nombre != "dl"
                flujo.bloque(nombre)
            if nodo is not raiz:
                _anotar(flujo, nodo.tail, literales, voladas)
        flujo.cortar()
        return flujo.partes

    def _salta(self, nodo: Any, lugar: str) -> bool:
        """Whether an element is left out: it holds no text of the page, or hides it (which is noted)."""
        if nodo.tag in SIN_TEXTO:
            return True
        if not self._estilo.oculta(nodo):
            return False
        self._anotar_oculto(nodo, lugar)
        return True

    def _anotar_oculto(self, nodo: Any, lugar: str) -> None:
        if any(x.strip() for x in nodo.itertext() if x):
            self._ocultos.append(f"celda {lugar}")

    def _abrir(self, nodo: Any, nombre: str, flujo: _Flujo) -> None:
        """What an element shows besides its text."""
        if nombre == "br":
            flujo.cortar()
        elif nombre == "input" and nodo.get("type", "").lower() in _CON_VALOR:
            flujo.texto(nodo.get("value"), False)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _tabla(self, tabla: Colgado) -> None:
        self._niveles += 1
        if self._niveles > _MAX_NIVELES:
            raise ErrorDeLectura(
                f"anida más de {_MAX_NIVELES} tablas, una dentro de otra.", "Guárdela como XLSX y vuelva a cargarla."
            )
        titulos = [n for n in tabla.nodo if n.tag == "caption" and not self._salta(n, tabla.lugar)]
        for linea in (x for n in titulos for x in self._partes(n, tabla.lugar) if isinstance(x, str)):
            self.renglones += renglon_suelto(linea, tabla.lugar)
        secciones = self._secciones(tabla)
        ancho = max([_MAX_COLUMNAS, *(2 * len(nodo) for grupo in secciones for _, nodo in grupo)])
        filas: list[Fila] = []
        for seccion in secciones:
            filas += self._formar(seccion, tabla.lugar, ancho)
        escribir(filas, self.renglones, self._tabla)
        self._niveles -= 1

    def _secciones(self, tabla: Colgado) -> list[list[tuple[int, Any]]]:
        """The rows of each section, in the order shown, with their number as written."""
        secciones: list[tuple[int, list[tuple[int, Any]]]] = []
        numero = 0
        suelta: list[tuple[int, Any]] | None = None
        for nodo in tabla.nodo:
            if nodo.tag == "tr":
                numero += 1
                if suelta is None:
                    suelta = []
                    secciones.append((1, suelta))
                suelta.append((numero, nodo))
            elif nodo.tag in ("thead", "tbody", "tfoot"):
                suelta = None
                filas = [n for n in nodo if n.tag == "tr"]
                if not self._salta(nodo, tabla.lugar):
                    secciones.append((_SECCIONES.get(nodo.tag, 1), list(enumerate(filas, start=numero + 1))))
                numero += len(filas)
        return [filas for _, filas in sorted(secciones, key=lambda s: s[0])]

    def _formar(self, seccion: list[tuple[int, Any]], lugar: str, maximo: int) -> list[Fila]:
        """The rows of a section with their cells in their columns. ``maximo``: columns that a cell may cover."""
        salida: list[Fila] = []
        #: Column → how many rows below the present one a merged cell still covers.
        ocupadas: dict[int, int] = {}
        for n, (numero, nodo) in enumerate(seccion):
            if self._salta(nodo, f"{lugar}r{numero}"):
                continue
            fila = Fila([])
            siguientes: dict[int, int] = {}
            for celda in nodo:
                if celda.tag not in ("td", "th") or self._salta(celda, f"{lugar}r{numero}"):
                    continue
                self._saltar(fila, ocupadas, f"{lugar}r{numero}")
                columna = len(fila.casillas)
                alto = _alcance(celda.get("rowspan"), len(seccion) - n, len(seccion) - n)
                ancho = _alcance(celda.get("colspan"), maximo, 1)
                propio = f"{lugar}r{numero}c{columna + 1}"
                borrada = self._estilo.borra(celda)
                if borrada:
                    self._anotar_oculto(celda, propio)
                partes = [] if borrada else self._contenido(celda, propio)
                crudo = "\n".join(p for p in partes if isinstance(p, str))
                fila.casillas.append(casilla(crudo, propio, ancho, alto))
                fila.casillas += [Casilla(lugar=f"{lugar}r{numero}c{columna + c + 1}") for c in range(1, ancho)]
                fila.partes.append((propio, partes))
                if alto > 1:
                    siguientes.update({columna + c: alto - 1 for c in range(ancho)})
            self._saltar(fila, ocupadas, f"{lugar}r{numero}", hasta=max(ocupadas, default=-1))
            ocupadas = {c: x - 1 for c, x in ocupadas.items() if x > 1} | siguientes
            self._cuenta.sumar(len(fila.casillas) + 1)
            if not fila.colgados():
                fila.partes = []
            salida.append(fila)
        return salida

    def _saltar(self, fila: Fila, ocupadas: dict[int, int], lugar: str, hasta: int | None = None) -> None:
        """Leave blank the places that a merged cell above covers."""
        while (columna := len(fila.casillas)) in ocupadas or (hasta is not None and columna <= hasta):
            fila.casillas.append(Casilla(lugar=f"{lugar}c{columna + 1}"))

    def _contenido(self, celda: Any, lugar: str) -> list[Parte]:
        """The lines and tables of a cell; a table of one cell is only its frame."""
        if not len(celda):
            # Most cells of data hold nothing but text.
            junto = _ESPACIOS.sub(" ", celda.text or "").strip(" ")
            return [junto] if junto.strip() else []
        salida: list[Parte] = []
        for parte in self._partes(celda, lugar):
            sola = _sola(parte.nodo) if isinstance(parte, Colgado) else None
            salida += [parte] if sola is None else self._partes(sola, lugar)
        return salida


def _anotar(flujo: _Flujo, crudo: str | None, literales: int, voladas: int) -> None:
    # A raised figure is the call of a note, not a digit of the figure before it.
    flujo.texto(crudo.translate(VOLADAS) if crudo and voladas else crudo, bool(literales))


def _sola(tabla: Any) -> Any:
    """The only cell of a table; None if it has more, or tables inside."""
    celdas = [n for n in tabla.iter("td", "th", "table") if n is not tabla]
    return celdas[0] if len(celdas) == 1 and celdas[0].tag != "table" else None


def _alcance(texto: str | None, maximo: int, todas: int) -> int:
    """A span: how many rows or columns. 0 rows are all that follow; what is no number is one."""
    if texto is None or not re.fullmatch(r"\s*[0-9]{1,9}\s*", texto):
        return 1
    return min(int(texto) or todas, maximo)
