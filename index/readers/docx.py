"""Word documents: paragraphs and tables in the order in which they are printed, as one grid.

The rule. A paragraph is a row, its tabs separate cells, its line breaks rows; a table's row is a row whose cells stand
in the columns of the table's grid. What is printed counts: automatic numbers are written before their paragraph, text
boxes follow the paragraph that they hang on, a nested table follows the row that it stands in, the headings of a
section's pages come once before it and their feet after it. Tracked changes are read as if accepted: an insertion is
text, a deletion is not. Hidden text is set aside. Not read: footnotes, comments, the codes of fields (their results
are), bullets, the prompts of empty forms, what stands in pictures.

Places: ``p12`` is the twelfth paragraph outside tables, ``t2r5c8`` the second table's fifth row, eighth column, both as
python-docx counts them in the body; ``e1`` and ``f1`` before them mean the first heading and foot of pages, and a
nested table or a text box (``x1``) follows its own place: ``t2r5c8t1r1c1``, ``p12x1p1``.

Source: ECMA-376 part 1, 17 (WordprocessingML). The XML is walked here, not through python-docx, whose cells cost the
square of a table's size and which refuses a document for one dangling relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.poa import Apartado, ErrorDeLectura
from index.readers.hoja import Hoja, Renglon
from index.readers.limites import LIMITES, Aviso, Limites, callar
from index.readers.numeracion import Estilos, Numeracion, atributo, encendido, entero, hijo, hijos, local
from index.readers.paquete import Paquete, abrir
from index.readers.parrafo import Parrafos, alternativa
from index.readers.tabla import Casilla, Colgado, Cuenta, Fila, Parte, casilla, escribir, renglon_suelto

_ENVOLTURAS = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"})
#: Columns that Word itself allows in a table are 63; more than this is no table of a report.
_MAX_COLUMNAS = 512
_MAX_AVISOS = 20


def leer(contenido: bytes, limites: Limites = LIMITES, avisar: Aviso = callar) -> list[Hoja]:
    """One grid of a document's bytes. Raises ``ErrorDeLectura``."""
    paquete = abrir(contenido, limites, "un documento de Word")
    nombre = paquete.principal()
    documento = paquete.xml(nombre)
    if documento is None or (cuerpo := hijo(documento, "body")) is None:
        raise ErrorDeLectura(
            "no es un documento de Word.", "Guarde el reporte como DOCX desde Word y vuelva a cargarlo."
        )
    lector = _Lector(paquete, nombre, limites)
    lector.leer(cuerpo)
    avisar(1, 1)
    return [Hoja("docx", tuple(lector.renglones), apartados=lector.apartados())]


@dataclass(slots=True)
class _Texto:
    """What a paragraph or a cell holds, in order: lines, nested tables, text boxes. ``oculto``: and hidden text."""

    partes: list[Parte] = field(default_factory=list)
    oculto: bool = False

    @property
    def crudo(self) -> str:
        """Its lines."""
        return "\n".join(p for p in self.partes if isinstance(p, str))


class _Lector:
    """A walk over one document."""

    def __init__(self, paquete: Paquete, nombre: str, limites: Limites) -> None:
        self._paquete = paquete
        self._relaciones = paquete.relaciones(nombre)
        estilos = Estilos(self._parte("styles"))
        self._parrafos = Parrafos(estilos, Numeracion(self._parte("numbering"), estilos))
        self._pares_y_nones = bool(encendido(self._parte("settings"), "evenAndOddHeaders"))
        self._cuenta = Cuenta(limites)
        self._ocultos: list[str] = []
        self._sin_numero: dict[str, str] = {}
        self._margenes = {"e": 0, "f": 0}
        self.renglones: list[Renglon] = []

    def leer(self, cuerpo: Any) -> None:
        """Read the body with the headings and feet of its sections."""
        secciones = [s for s in cuerpo.iter("{*}sectPr") if not _esta_en_cambio(s)]
        vigentes: dict[tuple[str, str], str] = {}
        pendientes = iter(secciones)
        self._abrir(actual := next(pendientes, None), vigentes)
        for clase, lugar, nodo in _bloques(cuerpo, ""):
            self._bloque(clase, lugar, nodo)
            if clase == "p" and actual is not None and hijo(hijo(nodo, "pPr"), "sectPr") is actual:
                self._margen("f", actual, vigentes)
                actual = next(pendientes, None)
                if atributo(hijo(actual, "type")) != "continuous":
                    self._abrir(actual, vigentes)
        self._margen("f", actual, vigentes)

    def apartados(self) -> tuple[Apartado, ...]:
        """What could not be read as printed."""
        salida = [
            Apartado(
                lugar=f"celda {lugar}",
                motivo="Contiene texto oculto, que no se imprime; no se leyó.",
                remedio="Si es parte del reporte, quítele el formato de texto oculto y vuelva a cargar el archivo.",
            )
            for lugar in self._ocultos[:_MAX_AVISOS]
        ]
        if len(self._ocultos) > _MAX_AVISOS:
            salida.append(
                Apartado(
                    lugar="resto del documento",
                    motivo=f"Otros {len(self._ocultos) - _MAX_AVISOS} lugares contienen texto oculto; no se leyó.",
                    remedio="Si es parte del reporte, quítele el formato de texto oculto y vuelva a cargar el archivo.",
                )
            )
        salida += [
            Apartado(
                lugar=f"celda {lugar}",
                motivo=f"Su número automático tiene un formato que no se lee ({formato}).",
                remedio="Escriba los números de las metas como texto y vuelva a cargar el archivo.",
            )
            for formato, lugar in self._sin_numero.items()
        ]
        return tuple(salida)

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _parte(self, tipo: str) -> Any:
        destino = next((d for t, d in self._relaciones.values() if t == tipo), None)
        return self._paquete.xml(destino) if destino else None

    def _bloque(self, clase: str, lugar: str, nodo: Any) -> None:
        if clase == "t":
            self._tabla(nodo, lugar)
            return
        texto = self._parrafo(nodo, lugar)
        self._anotar(texto, lugar)
        for parte in texto.partes:
            if isinstance(parte, Colgado):
                self._colgar(parte)
            else:
                self._cuenta.sumar(1 + parte.count("\t"))
                self.renglones += renglon_suelto(parte, lugar)

    def _anotar(self, texto: _Texto, lugar: str) -> None:
        if texto.oculto:
            self._ocultos.append(lugar)

    def _colgar(self, colgado: Colgado) -> None:
        if colgado.es_tabla:
            self._tabla(colgado.nodo, colgado.lugar)
            return
        for clase, lugar, bloque in _bloques(colgado.nodo, colgado.lugar):
            self._bloque(clase, lugar, bloque)

    # --- headings and feet of pages ---------------------------------------------------------------------------------

    def _abrir(self, seccion: Any, vigentes: dict[tuple[str, str], str]) -> None:
        for nombre in ("headerReference", "footerReference"):
            for referencia in hijos(seccion, nombre):
                tipo, destino = self._relaciones.get(atributo(referencia, "id") or "", ("", ""))
                if tipo in ("header", "footer"):
                    vigentes[tipo[0].replace("h", "e"), atributo(referencia, "type") or "default"] = destino
        self._margen("e", seccion, vigentes)

    def _margen(self, cual: str, seccion: Any, vigentes: dict[tuple[str, str], str]) -> None:
        """The headings ("e") or feet ("f") that the pages of a section print, each part once."""
        tipos = ["first"] if encendido(seccion, "titlePg") else []
        tipos += ["default", *(["even"] if self._pares_y_nones else [])]
        impresos: list[list[str]] = []
        for destino in dict.fromkeys(vigentes[cual, t] for t in tipos if (cual, t) in vigentes):
            raiz = self._paquete.xml(destino)
            if raiz is None:
                continue
            desde = len(self.renglones)
            self._margenes[cual] += 1
            for clase, lugar, nodo in _bloques(raiz, f"{cual}{self._margenes[cual]}"):
                self._bloque(clase, lugar, nodo)
            nuevos = [c.texto for r in self.renglones[desde:] for c in r.celdas]
            if nuevos in impresos:
                del self.renglones[desde:]
            impresos.append(nuevos)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _tabla(self, tabla: Any, lugar: str) -> None:
        filas: list[Fila] = []
        abiertas: dict[int, Casilla] = {}
        for r, nodo in enumerate(_de_tabla(tabla, "tr"), start=1):
            propiedades = hijo(nodo, "trPr")
            if hijo(propiedades, "del") is not None:
                continue
            salto = _acotado(atributo(hijo(propiedades, "gridBefore")), 0)
            fila = Fila([Casilla(lugar=f"{lugar}r{r}c{c + 1}") for c in range(salto)])
            siguientes: dict[int, Casilla] = {}
            for celda in _de_tabla(nodo, "tc"):
                columna = len(fila.casillas)
                propio = f"{lugar}r{r}c{columna + 1}"
                nueva, texto = self._celda(celda, propio, abiertas.get(columna))
                if hijo(hijo(celda, "tcPr"), "vMerge") is not None:
                    siguientes[columna] = nueva if nueva.lugar == propio else abiertas[columna]
                fila.casillas.append(nueva if nueva.lugar == propio else Casilla(lugar=propio))
                fila.casillas += [
                    Casilla(lugar=f"{lugar}r{r}c{columna + c + 1}") for c in range(1, nueva.columnas)
                ]
                fila.partes.append((propio, texto.partes))
                self._anotar(texto, propio)
            if not fila.colgados():
                fila.partes = []
            self._cuenta.sumar(len(fila.casillas))
            filas.append(fila)
            abiertas = siguientes
        escribir(filas, self.renglones, self._colgar)

    def _celda(self, celda: Any, lugar: str, arriba: Casilla | None) -> tuple[Casilla, _Texto]:
        """A table's cell, or the merged one above that goes on in it."""
        propiedades = hijo(celda, "tcPr")
        ancho = _acotado(atributo(hijo(propiedades, "gridSpan")), 1)
        fusion = hijo(propiedades, "vMerge")
        texto = _Texto() if hijo(propiedades, "cellDel") is not None else self._contenido(celda, lugar)
        if arriba is None or fusion is None or (atributo(fusion) or "continue") != "continue":
            return casilla(texto.crudo, lugar, ancho), texto
        # Word keeps, and does not print, what the lower part of a merged cell held.
        arriba.filas += 1
        return arriba, _Texto(oculto=texto.oculto or any(isinstance(p, Colgado) or p.strip() for p in texto.partes))

    def _contenido(self, celda: Any, lugar: str) -> _Texto:
        todo = _Texto()
        cuadros = 0
        for clase, propio, nodo in _bloques(celda, lugar):
            if clase == "t":
                todo.partes.append(Colgado(nodo, propio))
                continue
            parrafo = self._parrafo(nodo, lugar, cuadros)
            cuadros += sum(isinstance(p, Colgado) for p in parrafo.partes)
            todo.partes += parrafo.partes
            todo.oculto = todo.oculto or parrafo.oculto
        return todo

    # --- paragraphs -------------------------------------------------------------------------------------------------

    def _parrafo(self, parrafo: Any, lugar: str, cuadros: int = 0) -> _Texto:
        """A paragraph's lines, and the text boxes that hang on it; ``cuadros`` is how many its place already has."""
        leido = self._parrafos.leer(parrafo)
        if leido.sin_numero is not None:
            self._sin_numero.setdefault(leido.sin_numero, lugar)
        colgados = [Colgado(nodo, f"{lugar}x{cuadros + n}", False) for n, nodo in enumerate(leido.cuadros, start=1)]
        return _Texto([*(x.rstrip() for x in leido.texto.split("\n")), *colgados], leido.oculto)


def _bloques(contenedor: Any, prefijo: str) -> Iterator[tuple[str, str, Any]]:
    """The paragraphs ("p") and tables ("t") of a container with their places, whatever they are wrapped in."""
    parrafos = tablas = 0
    for nodo in _desenvueltos(contenedor):
        if local(nodo) == "p":
            parrafos += 1
            yield "p", f"{prefijo}p{parrafos}", nodo
        elif local(nodo) == "tbl":
            tablas += 1
            yield "t", f"{prefijo}t{tablas}", nodo


def _de_tabla(nodo: Any, nombre: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    return (n for n in _desenvueltos(nodo) if local(n) == nombre)


def _desenvueltos(nodo: Any) -> Iterator[Any]:
    for parte in nodo:
        nombre = local(parte)
        if nombre == "AlternateContent":
            yield from _desenvueltos(alternativa(parte))
        elif nombre == "sdt" or nombre in _ENVOLTURAS:
            yield from _desenvueltos(parte)
        else:
            yield parte


def _acotado(texto: str | None, minimo: int) -> int:
    return min(max(entero(texto, minimo), minimo), _MAX_COLUMNAS)


def _esta_en_cambio(seccion: Any) -> bool:
    """Whether a section's properties are the former ones that a tracked change keeps."""
    return local(seccion.getparent()) == "sectPrChange"
