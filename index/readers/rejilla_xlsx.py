"""A sheet's raw cells → the grid that is parsed: what each cell shows, what merged cells span, what is set aside.

Rows are evened to the sheet's width; a merged cell whose first rows are hidden stands at its first row that shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial

from index import cifras
from index.poa import Apartado, Celda, Fuente
from index.readers import formula_xlsx
from index.readers.corriente_xml import XmlDanado
from index.readers.formato_numero import Mostrado, compilar
from index.readers.hoja import CeldaLeida, Hoja, Renglon, guardable, normalizar
from index.readers.hoja_xlsx import Cruda, Cuota, HojaCruda, Rango, letras
from index.readers.libro_xlsx import Libro, sin_escapes

#: What is parsed of a formula without a value: no figure, no mark of "not reported", no words of the formula (which may
#: name causes).
SIN_CALCULAR = "#SIN CALCULAR"
_LOGICOS = {"1": "VERDADERO", "true": "VERDADERO", "0": "FALSO", "false": "FALSO"}
_DE_TEXTO = frozenset({"s", "str", "inlineStr"})
_NADA = Mostrado("", "")
#: Rows are evened to the sheet's width up to here; beyond, a note far to the right would cost every row its blanks.
_ANCHO_PAREJO = 256
#: How many places a set-aside names, and how much of a formula is shown.
_MAX_LUGARES = 8
_MAX_FORMULA = 80
#: A figure that reads as thousands where a comma is the decimal sign.
_TRES_DECIMALES = re.compile(r"(-?[1-9]\d{0,2}\.\d{3})(%*)")
_CON_SEPARADOR = re.compile(r"[^\d]{0,4}[\d., ]*\d[.,]\d[\d., ]*[^\d]{0,4}")
_MAX_CIFRA = 40
#: A number as a file writes it.
_LLANA = re.compile(r"-?\d{1,17}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,2})?")
#: Formulas of formulas are followed so far.
_MAX_HONDURA = 4
_DIA_CERO = datetime(1899, 12, 30)

#: Why filled cells were not loaded: the words for their place (one, several), the reason, the remedy.
_OCULTOS = (
    ("renglón", "renglones"),
    "Está oculto y no se leyó lo que contiene.",
    "Si es parte del reporte, muéstrelo en Excel (o quite el filtro), guarde el libro y vuelva a cargarlo.",
)
_OCULTAS = (
    ("columna", "columnas"),
    "Está oculta y no se leyó lo que contiene.",
    "Si es parte del reporte, muéstrela en Excel, guarde el libro y vuelva a cargarlo.",
)
_TAPADAS = (
    ("celda", "celdas"),
    "Queda debajo de una celda combinada, donde no se ve, y no se leyó.",
    "Separe las celdas combinadas, deje cada dato en su celda y vuelva a cargar el archivo.",
)
_SIN_VALOR = (
    ("celda", "celdas"),
    "Su fórmula no tiene un valor guardado, y no se calcula aquí.",
    "Abra el libro en Excel, que calcula sus fórmulas, guárdelo y vuelva a cargarlo.",
)
#: So many cells of a workbook are remembered as they show.
_MAX_VISTOS = 65_536
_SIN_VISTA = (
    ("celda", "celdas"),
    "Su formato de número no muestra lo que contiene, y no se leyó.",
    "Si es parte del reporte, cambie su formato a General, guarde el libro y vuelva a cargarlo.",
)


def armar(libro: Libro, nombre: str, cruda: HojaCruda, cuota: Cuota) -> Hoja:
    """The grid of a sheet. Raises ``XmlDanado`` for cells that contradict their workbook, ``ErrorDeLectura`` beyond
    the limits."""
    return _Armado(libro, nombre, cruda, cuota).hoja()


class _DeHoja(CeldaLeida):
    """A cell of a sheet. What is printed is made a ``Celda`` when it is asked for, once for the cells of goals and hardly
    ever for blank ones: so a sheet is one object a cell and not three."""

    __slots__ = ("_columna", "_fila", "_hoja", "_literal")
    columnas = filas = 1

    def __init__(self, texto: str, literal: str, hoja: str, columna: int, fila: str) -> None:
        self.texto, self._literal, self._hoja, self._columna, self._fila = texto, literal, hoja, columna, fila  # type: ignore[misc]  # frozen for others

    @property
    def celda(self) -> Celda:
        """What is printed, and where."""
        return Celda(self._literal, Fuente(None, None, None, self._hoja, letras(self._columna) + self._fila))


class _Armado:
    def __init__(self, libro: Libro, nombre: str, cruda: HojaCruda, cuota: Cuota) -> None:
        self.libro, self.nombre, self.cruda, self.cuota = libro, nombre, cruda, cuota
        self.ocultas = _columnas(cruda.columnas_ocultas)
        self.coma = self._decimal_es_coma()
        #: What cells show, over the sheets that show them alike; the sheets of a report have the same ones over and over.
        self.vistos: dict[Cruda, Mostrado] = libro.vistos.setdefault((self.coma, cruda.sin_ceros), {})
        #: The merged cells by the place where they show, and their own place where it is another.
        self.combinadas: dict[tuple[int, int], Rango] = {}
        self.mudadas: dict[tuple[int, int], int] = {}
        #: Filled cells that were not loaded, by why.
        self.en_oculto: list[int] = []
        self.en_oculta: set[int] = set()
        self.tapadas: list[str] = []
        self.sin_valor: list[str] = []
        self.sin_vista: list[str] = []
        #: Formulas of the sheet, and whether they are known to give zero.
        self.ceros: dict[str, bool] = {}

    def hoja(self) -> Hoja:
        for rango in self.cruda.combinadas:
            self._combinar(rango)
        filas = [(n, celdas) for n in sorted(self.cruda.renglones) if (celdas := self._visibles(n))]
        self._extender(filas)
        return Hoja("xlsx", tuple(self._parejas(filas)), self.nombre, tuple(self._apartados()))

    # --- merged cells ---

    def _combinar(self, rango: Rango) -> None:
        """Take what a merged cell covers out of the sheet, and note where the merged cell shows."""
        renglones = self.cruda.renglones
        arriba, izquierda, abajo, derecha = rango
        alto = abajo - arriba + 1
        presentes = range(arriba, abajo + 1) if alto < len(renglones) else [r for r in renglones if arriba <= r <= abajo]
        self.cuota.gastar(min(alto, len(renglones)))
        for r in presentes:
            celdas = renglones.get(r, {})
            for c in [c for c in celdas if izquierda <= c <= derecha and (r, c) != (arriba, izquierda)]:
                if self._mostrar(celdas.pop(c)).texto:
                    self.tapadas.append(f"{letras(c)}{r}")
        ancla = renglones.get(arriba, {}).get(izquierda)
        visible = self.cruda.visible_desde(arriba)
        if ancla is None or visible > abajo or all(c in self.ocultas for c in range(izquierda, derecha + 1)):
            return
        if visible != arriba:
            renglones.setdefault(visible, {})[izquierda] = renglones[arriba].pop(izquierda)
            self.mudadas[visible, izquierda] = arriba
        self.combinadas[visible, izquierda] = rango

    def _extender(self, filas: list[tuple[int, dict[int, CeldaLeida]]]) -> None:
        """Give merged cells their span. Blank and hidden rows are no rows of the grid, so they don't count."""
        numeros = [n for n, _ in filas]
        for lugar, (numero, celdas) in enumerate(filas):
            for columna in [c for c in celdas if (numero, c) in self.combinadas]:
                rango, celda = self.combinadas[numero, columna], celdas[columna]
                alto = bisect_right(numeros, rango.hasta_renglon) - lugar
                celdas[columna] = CeldaLeida(celda.texto, celda.celda, rango.hasta_columna - columna + 1, alto)

    # --- rows ---

    def _visibles(self, numero: int) -> dict[int, CeldaLeida]:
        """The filled cells of a row that show, by column; what does not show is noted."""
        celdas = self.cruda.renglones[numero]
        if self.cruda.visible_desde(numero) != numero:
            if any(self._mostrar(c).texto for c in celdas.values()):
                self.en_oculto.append(numero)
            return {}
        salida: dict[int, CeldaLeida] = {}
        vistos, nombre, mudadas, ocultas, fila = self.vistos, self.nombre, self.mudadas, self.ocultas, str(numero)
        for columna, cruda in celdas.items():
            mostrado = vistos.get(cruda) or self._mostrar(cruda)
            if ocultas and columna in ocultas and (numero, columna) not in self.combinadas:
                if mostrado.texto:
                    self.en_oculta.add(columna)
                continue
            suya = str(mudadas.get((numero, columna), numero)) if mudadas else fila
            if cruda.formula is not None and self._falta_valor(cruda):
                self.sin_valor.append(letras(columna) + suya)
            if mostrado.texto:
                salida[columna] = _DeHoja(mostrado.texto, mostrado.literal, nombre, columna, suya)
            elif self._se_esconde(cruda):
                self.sin_vista.append(letras(columna) + suya)
        return salida

    def _parejas(self, filas: Sequence[tuple[int, dict[int, CeldaLeida]]]) -> Iterator[Renglon]:
        """The rows with their blank cells, all of one width."""
        ancho = min(max((max(celdas) for _, celdas in filas), default=0), _ANCHO_PAREJO)
        for numero, celdas in filas:
            columnas = range(1, max(ancho, max(celdas)) + 1)
            self.cuota.gastar(len(columnas))
            fila = str(numero)
            nombre = self.nombre
            yield Renglon(tuple([celdas.get(c) or _DeHoja("", "", nombre, c, fila) for c in columnas]))

    # --- cells ---

    def _mostrar(self, cruda: Cruda) -> Mostrado:
        """What a cell shows; for a formula without a value, the formula, which says nothing to the parser."""
        if self._falta_valor(cruda):
            formula = f"={guardable(cruda.formula or '') or '…'}"
            return Mostrado(formula if len(formula) <= _MAX_FORMULA else formula[: _MAX_FORMULA - 1] + "…", SIN_CALCULAR)
        if self._quiza_sin_calcular(cruda):
            return self._ver(cruda.tipo, cruda.estilo, cruda.valor)  # not remembered: in another sheet it may be no zero
        visto = self.vistos.get(cruda)
        if visto is None:
            if len(self.vistos) >= _MAX_VISTOS:
                self.vistos.clear()
            visto = self.vistos[cruda] = self._ver(cruda.tipo, cruda.estilo, cruda.valor)
        return visto

    def _falta_valor(self, cruda: Cruda) -> bool:
        if cruda.formula is None or cruda.tipo == "str":
            return False
        return not cruda.valor or (self._quiza_sin_calcular(cruda) and not self._da_cero(cruda.formula or ""))

    def _quiza_sin_calcular(self, cruda: Cruda) -> bool:
        """Whether a cell holds the zero that a program writes for a formula that it leaves for Excel to calculate."""
        return self.libro.por_calcular and cruda.formula is not None and cruda.tipo == "n" and cruda.valor == "0"

    def _da_cero(self, formula: str, hondura: int = 0) -> bool:
        """Whether a formula gives zero by the cells that it names, which may be formulas themselves."""
        if hondura:
            return formula_xlsx.da_cero(formula, partial(self._cifra, hondura))
        if formula not in self.ceros:
            self.ceros[formula] = formula_xlsx.da_cero(formula, partial(self._cifra, 0))
        return self.ceros[formula]

    def _cifra(self, hondura: int, columna: int, renglon: int) -> Fraction | None:
        """The value of a cell for a formula: a blank one is zero; None where it is not known."""
        cruda = self.cruda.renglones.get(renglon, {}).get(columna)
        if cruda is None or (cruda.formula is None and not cruda.valor):
            return Fraction(0)
        if cruda.tipo != "n" or not _LLANA.fullmatch(cruda.valor or ""):
            return None
        if self._quiza_sin_calcular(cruda):
            conocida = hondura < _MAX_HONDURA and self._da_cero(cruda.formula or "", hondura + 1)
            return Fraction(0) if conocida else None
        return Fraction(cruda.valor or 0)

    def _se_esconde(self, cruda: Cruda) -> bool:
        """Whether a cell that shows nothing holds something. A zero that does not show is a blank of the report."""
        if cruda.tipo != "n":
            return bool(self._palabras(cruda.tipo, cruda.valor).strip())
        return bool(cruda.valor) and float(cruda.valor or 0) != 0

    def _ver(self, tipo: str, estilo: int, valor: str | None) -> Mostrado:
        if not valor:
            return _NADA
        if estilo >= len(self.libro.formatos):
            raise XmlDanado(f"estilo {estilo}")
        formato = self.libro.formatos[estilo]
        if tipo in _DE_TEXTO:
            vista = formato.palabras(self._palabras(tipo, valor))
            return Mostrado(guardable(vista), normalizar(vista))
        if tipo == "e":
            return Mostrado(guardable(valor), normalizar(valor))
        if tipo == "b":
            return Mostrado(*[_LOGICOS.get(valor.lower(), valor)] * 2)
        try:
            if tipo == "d":
                propio = formato if formato.es_fecha else compilar("dd/mm/yyyy")
                mostrado = propio.numero(_serie(valor), False)
            else:
                mostrado = formato.numero(valor, self.libro.desde_1904)
        except ValueError:
            raise XmlDanado(f"número {valor[:40]}") from None
        if not mostrado.literal or (self.cruda.sin_ceros and float(valor) == 0):
            return _NADA
        return Mostrado(guardable(mostrado.literal), normalizar(self._sin_duda(mostrado.texto)))

    def _palabras(self, tipo: str, valor: str | None) -> str:
        if tipo != "s":
            return sin_escapes(valor or "")
        if not (valor and valor.isascii() and valor.isdigit() and int(valor) < len(self.libro.textos)):
            raise XmlDanado(f"texto {valor}")
        return self.libro.textos[int(valor)]

    def _sin_duda(self, texto: str) -> str:
        """A figure that a sheet with decimal commas would read as thousands (14.453), written so that it can't."""
        return _TRES_DECIMALES.sub(r"\g<1>0\2", texto) if self.coma and _TRES_DECIMALES.fullmatch(texto) else texto

    def _decimal_es_coma(self) -> bool:
        """Whether the figures that the sheet holds as texts are written with a decimal comma."""
        claves = {(c.tipo, c.valor) for f in self.cruda.renglones.values() for c in f.values() if c.tipo in _DE_TEXTO}
        textos = (self._palabras(*clave) for clave in claves if clave[1])
        return cifras.inferir(t for t in textos if len(t) <= _MAX_CIFRA and _CON_SEPARADOR.fullmatch(t)).decimal == ","

    # --- what is set aside ---

    def _apartados(self) -> Iterator[Apartado]:
        columnas = [letras(a) if a == b else f"{letras(a)} a {letras(b)}" for a, b in _tramos(sorted(self.en_oculta))]
        renglones = [str(a) if a == b else f"{a} a {b}" for a, b in _tramos(self.en_oculto)]
        for (nombres, motivo, remedio), lugares, cuantos in (
            (_SIN_VALOR, self.sin_valor, len(self.sin_valor)),
            (_OCULTOS, renglones, len(self.en_oculto)),
            (_OCULTAS, columnas, len(self.en_oculta)),
            (_TAPADAS, self.tapadas, len(self.tapadas)),
            (_SIN_VISTA, self.sin_vista, len(self.sin_vista)),
        ):
            if lugares:
                mas = f" y {len(lugares) - _MAX_LUGARES:,} más" if len(lugares) > _MAX_LUGARES else ""
                lista = f"{nombres[cuantos > 1]} {', '.join(lugares[:_MAX_LUGARES])}{mas}"
                yield Apartado(f"hoja «{self.nombre}», {lista}", motivo, remedio)


def _columnas(rangos: Sequence[tuple[int, int]]) -> set[int]:
    """The columns of ranges, each gone through once however often a file repeats it."""
    salida: set[int] = set()
    hecha = 0
    for desde, hasta in sorted(rangos):
        salida.update(range(max(desde, hecha + 1), hasta + 1))
        hecha = max(hecha, hasta)
    return salida


def _tramos(numeros: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers."""
    tramos: list[tuple[int, int]] = []
    for n in numeros:
        if tramos and tramos[-1][1] == n - 1:
            tramos[-1] = (tramos[-1][0], n)
        else:
            tramos.append((n, n))
    return tramos


@lru_cache(maxsize=1024)
def _serie(iso: str) -> str:
    """A date in ISO 8601 (strict workbooks) as the serial number of the 1900 system. Raises ``ValueError``."""
    momento = datetime.fromisoformat(iso.removesuffix("Z")).replace(tzinfo=None)
    lapso = momento - _DIA_CERO
    return f"{Decimal(lapso.days) + Decimal(lapso.seconds) / 86400:f}"
