"""A table's heading, each cell with what it names (``Rotulo``), and the rows of goals below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index import periodos
from index.readers.hoja import Renglon
from index.rotulos import Etiqueta, Vocabulario, llano
from index.textos import plegar

#: Letters of a sign over a column that is no title.
MAX_SIGNO = 2


@dataclass(frozen=True, slots=True)
class Rotulo:
    """A heading cell with what it names: a column (``campo``), a period's figure, a title, or nothing known."""

    columna: int
    texto: str
    etiqueta: Etiqueta
    repetido: bool
    columnas: int = 1
    #: It is told by what stands below it.
    supuesto: bool = False

    @property
    def texto_llano(self) -> str:
        """Its words, folded."""
        return llano(self.texto)

    @property
    def periodo(self) -> str | None:
        """The period that it names."""
        return self.etiqueta.periodo

    @property
    def es_medida(self) -> bool:
        """A word such as "Meta" or "Avance" names a column alone, and a measure where it is repeated."""
        e = self.etiqueta
        return e.medida is not None and e.periodo is None and (self.repetido or e.campo is None)

    @property
    def es_campo(self) -> bool:
        """Whether it names a column."""
        return self.etiqueta.campo is not None and not self.es_medida and not self.es_periodo

    @property
    def es_periodo(self) -> bool:
        """Whether it names a quarter or a month."""
        return self.etiqueta.de_periodo

    @property
    def es_titulo(self) -> bool:
        """Whether it stands over several columns."""
        e = self.etiqueta
        return e.de_periodo or (e.grupo and e.campo in (None, "avance"))

    def cubre(self, columna: int) -> bool:
        """Whether it stands over a column."""
        return self.columna <= columna < self.columna + self.columnas


Filas = list[list[Rotulo]]


@dataclass(frozen=True, slots=True)
class Encabezado:
    """A labelled heading, the rows of whole goals below it, and the period that the form's header names."""

    filas: Filas
    datos: Sequence[Renglon]
    periodo: str | None
    voc: Vocabulario

    @property
    def ancho(self) -> int:
        """How many columns it has."""
        return max((r.columna + r.columnas for fila in self.filas for r in fila), default=0)

    @property
    def desconocidas(self) -> list[Rotulo]:
        """Its cells that are not understood, and are no signs."""
        return [
            r for fila in self.filas for r in fila
            if r.supuesto or (r.etiqueta.vacia and len(r.texto) > MAX_SIGNO and not self.voc.conocida(r.texto))
        ]  # fmt: skip

    @property
    def principal(self) -> list[Rotulo]:
        """The row that names most columns."""
        return max(self.filas, key=lambda fila: sum(r.es_campo for r in fila))


def rotular(encabezado: Sequence[Renglon], voc: Vocabulario) -> Filas:
    """Each row of a heading with what its cells name; a label cut over two rows ("1er" over "Trimestre") is joined."""
    textos = [{i: c.texto for i, c in r.llenas()} for r in encabezado]
    for (renglon, arriba), (_, abajo) in pairwise(zip(encabezado, textos, strict=True)):
        for columna in [c for c in arriba if c in abajo and renglon.celdas[c].columnas <= 1]:
            if _es_uno(arriba[columna], abajo[columna], list(abajo.values()).count(abajo[columna]) > 1, voc):
                arriba[columna] = f"{arriba[columna]} {abajo.pop(columna)}"
    filas = []
    for orden, (renglon, propios) in enumerate(zip(encabezado, textos, strict=True)):
        veces = Counter(plegar(t) for t in propios.values())
        ordinales = periodos.de_cuatro(list(propios.values())) if orden else None
        etiquetas = [Etiqueta(periodo=t) for t in ordinales] if ordinales else [voc.etiquetar(t) for t in propios.values()]
        filas.append(
            [
                Rotulo(i, t, etiqueta, veces[plegar(t)] > 1, max(renglon.celdas[i].columnas, 1))
                for (i, t), etiqueta in zip(propios.items(), etiquetas, strict=True)
            ]
        )
    return filas


def _es_uno(arriba: str, abajo: str, repetido: bool, voc: Vocabulario) -> bool:
    """Whether two cells, one over the other, are one label that was cut: together they name what neither names."""
    uno, otro, junto = voc.etiquetar(arriba), voc.etiquetar(abajo), voc.etiquetar(f"{arriba} {abajo}")
    if uno.de_periodo or otro.de_periodo:
        return False
    if junto.de_periodo:
        return otro.medida is None
    if junto.medida is not None and uno.medida is None and otro.vacia:
        return True  # "Programa" over "do", in each quarter
    if not repetido and otro.periodo == "anual" and uno.campo not in (None, junto.campo):
        return junto.campo is not None  # "Meta" over "anual", beside another "Meta"
    return not repetido and junto.campo is not None and junto.campo != otro.campo


def campos_por_columna(filas: Filas, ocupadas: set[int], voc: Vocabulario) -> list[tuple[str, int, str]]:
    """(field, column, label) of the columns that are no period's; a label cut over two rows is read as one."""
    por_columna: dict[int, list[Rotulo]] = {}
    for fila in filas:
        for r in fila:
            por_columna.setdefault(r.columna, []).append(r)
    salida = []
    for columna, rotulos in sorted(por_columna.items()):
        if columna in ocupadas or any(r.columnas > 1 and r.etiqueta.vacia and voc.etiquetar(r.texto).campo for r in rotulos):
            continue  # what a title would name by its words, and does not by its place
        junto = " ".join(r.texto for r in rotulos)
        campo = voc.etiquetar(junto).campo if len(rotulos) > 1 else None
        campo = campo or next((r.etiqueta.campo for r in reversed(rotulos) if r.es_campo), None)
        campo = campo or (rotulos[0].etiqueta.campo if len(rotulos) == 1 else None)
        if campo:
            salida.append((campo, columna, junto))
    return salida
