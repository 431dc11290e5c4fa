"""Rows → pages of a form: what stands above the first table, the tables and blocks, the foot.

A form may run over several pages that repeat its title, its header or its heading; a page opens at a title or at a
header field below a table or a foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import cabecera, cifras, fichas, notas, periodos, pie
from index.pares import pares
from index.readers.hoja import Renglon
from index.renglones import con_bandas, con_guias, por_lineas, sin_mezcla
from index.rotulario import Rotulario
from index.rotulos import Vocabulario
from index.rotulos_arriba import al_lado
from index.rotulos_cabecera import OTRAS_OFICINAS
from index.textos import plegar
from index.tituladas import con_su_titulo

#: Header fields that open a form when they stand below a table.
ABREN = frozenset(f"{parte}{x}" for x in ("programa", "unidad", *OTRAS_OFICINAS) for parte in ("", "clave_")) | {"ramo"}
#: Those that say whose it is, and those that name it: one of them twice above the table is another header, and a wider
#: office over a narrower one is none.
DE_QUIEN = frozenset({"unidad", *OTRAS_OFICINAS})
_NOMBRAN = DE_QUIEN | {"ramo"}
#: Header fields that a lone cell gives, label and value, and no heading does.
_CON_VALOR = ABREN | {"lineas"}
#: How many rows after a title are searched for what confirms it.
_CONFIRMACION = 6
#: A heading has no more rows.
_MAX_ENCABEZADO = 8
#: A word of a label that was cut over rows is no longer, and no more rows stand before the periods.
_MAX_SUELTA, _MAX_SUELTAS = 14, 4
#: Cells of a label and its value.
_MAX_PAR, _DE_DOS_PARES = 2, 4
#: A row of a header has no more cells.
_MAX_ROTULOS = 7
#: The name of a quarter over its columns is no longer.
_MAX_TITULO = 40
#: Columns of a cell that stands over a table.
_MIN_ANCHA = 4
#: The letters from which a line alone above a table is known again.
_MIN_TITULO = 12
#: The code of a unit that offices are of has so many characters.
_MIN_CLAVE = 3


@dataclass(slots=True)
class Tramo:
    """A heading and the rows below it; without a heading, a run of blocks (``fichas``)."""

    encabezado: list[Renglon] = field(default_factory=list)
    renglones: list[Renglon] = field(default_factory=list)


@dataclass(slots=True)
class Pagina:
    """A page of a form."""

    cabecera: list[Renglon] = field(default_factory=list)
    tramos: list[Tramo] = field(default_factory=list)
    pie: list[Renglon] = field(default_factory=list)
    #: Header fields seen above the first table, and whether the council's title was.
    vistos: set[str] = field(default_factory=set)
    con_titulo: bool = False


def cortar(renglones: Sequence[Renglon], voc: Vocabulario, rotulario: Rotulario) -> list[Pagina]:
    """Cut the rows into pages."""
    con_titulos = con_su_titulo(con_guias(renglones), voc)
    hechos = por_lineas(sin_mezcla(con_bandas(con_titulos, voc, rotulario), voc, rotulario), rotulario)
    return _Corte(list(al_lado(hechos, rotulario)), voc, rotulario).paginas()


@dataclass(slots=True)
class _Corte:
    """The rows being cut, with the words that they are read by."""

    renglones: Sequence[Renglon]
    voc: Vocabulario
    rotulario: Rotulario
    #: The titles that stood alone in a row above a table.
    titulos: set[str] = field(default_factory=set)

    def paginas(self) -> list[Pagina]:
        paginas = [Pagina()]
        i = 0
        while i < len(self.renglones):
            renglon, pagina = self.renglones[i], paginas[-1]
            if pagina.tramos and len(renglon.llenas()) > _MAX_ROTULOS and es_fila(renglon):
                pagina.tramos[-1].renglones.append(renglon)  # a goal's, as nearly every row is: nothing opens or ends there
                i += 1
            elif self._abre_pagina(pagina, i):
                paginas.append(Pagina())
                self._con_su_oficina(pagina, paginas[-1], renglon)
                self._encabezar(paginas[-1], renglon)
                i += 1
            elif fin := self._fin_de_encabezado(pagina, i):
                if pagina.pie:
                    pagina = Pagina()
                    paginas.append(pagina)
                pagina.tramos.append(Tramo(encabezado=list(self.renglones[i:fin])))
                i = fin
            elif not _en_ficha(pagina) and not _en_notas(pagina) and fichas.abre(self.renglones, i, self.voc):
                if pagina.pie:
                    pagina = Pagina()
                    paginas.append(pagina)
                pagina.tramos.append(Tramo(renglones=[renglon]))
                i += 1
            else:
                if len(paginas) > 1 and not pagina.tramos and es_fila(renglon) and ABREN & pagina.vistos:
                    _seguir_tabla(paginas[-2], pagina)
                self._guardar(pagina, renglon)
                i += 1
        return paginas

    def _con_su_oficina(self, anterior: Pagina, pagina: Pagina, renglon: Renglon) -> None:
        """Take the office that stands alone over its code ("Unidad ejecutora 1102") from the end of the page before."""
        ultimos = anterior.pie or (anterior.tramos[-1].renglones if anterior.tramos else [])
        if ultimos and self.rotulario.es_su_oficina(ultimos[-1], renglon):
            self._encabezar(pagina, ultimos.pop())

    def _guardar(self, pagina: Pagina, renglon: Renglon) -> None:
        if not pagina.tramos:
            self._encabezar(pagina, renglon)
        elif pie.es_pie(renglon) or (pagina.pie and not es_fila(renglon)):
            pagina.pie.append(renglon)
        elif not self._es_titulo_corrido(renglon):
            pagina.tramos[-1].renglones.append(renglon)

    def _encabezar(self, pagina: Pagina, renglon: Renglon) -> None:
        """Add a row above the first table."""
        if not self.rotulario.es_linea(renglon, pagina.cabecera):
            pagina.vistos |= self._campos(renglon)
        pagina.cabecera.append(renglon)
        pagina.con_titulo = pagina.con_titulo or cabecera.nombra_ayuntamiento(renglon)
        llenas = renglon.llenas()
        if len(llenas) == 1 and (cabecera.es_titulo(renglon) or sum(map(str.isalpha, llenas[0][1].texto)) >= _MIN_TITULO):
            self.titulos.add(llenas[0][1].texto)

    def _es_titulo_corrido(self, renglon: Renglon) -> bool:
        """Whether a row among a form's goals is its title, printed again on top of a sheet of paper."""
        llenas = renglon.llenas()
        return len(llenas) == 1 and llenas[0][1].texto in self.titulos

    def _campos(self, renglon: Renglon) -> frozenset[str]:
        return self.rotulario.campos(renglon)

    def _fin_de_encabezado(self, pagina: Pagina, i: int) -> int:
        """Where the heading that starts at a row ends; 0 if none starts there."""
        if not self._sigue_encabezado(i, i) or self._es_de_cabecera(self.renglones[i]):
            return 0
        fin = i + 1
        while fin < len(self.renglones) and fin - i < _MAX_ENCABEZADO and self._sigue_encabezado(i, fin):
            if self._es_de_cabecera(self.renglones[fin]):
                break
            fin += 1
        filas = self.renglones[i:fin]
        if not any(self.voc.abre_tabla(r) for r in filas):
            return 0
        if fin < len(self.renglones) and self._campos(self.renglones[fin]) & ABREN and len(filas[0].llenas()) == 2:
            return 0  # "Clave | Denominación", over the programme and the unit of a header
        # The small table of quarters inside a block is the block's, and so are a label and its value ("Unidad de medida |
        # Proyecto").
        de_dos = max(len(r.llenas()) for r in filas) <= _MAX_PAR
        en_bloque = _en_ficha(pagina) or fichas.abre(self.renglones, i, self.voc)
        if en_bloque and len(filas) == 1 and len(filas[0].llenas()) == _DE_DOS_PARES and self._sigue_de_pares(fin):
            return 0  # "Meta | Reparar fuentes | Unidad de medida | Fuente"
        return 0 if en_bloque and (de_dos or not _nombra_metas(filas, self.voc)) else fin

    def _sigue_de_pares(self, i: int) -> bool:
        """Whether a row opens with a goal's label and its value, as a card's do and the first row of a table does not."""
        llenas = self.renglones[i].llenas() if i < len(self.renglones) else []
        return len(llenas) in (_MAX_PAR, _DE_DOS_PARES) and self.voc.etiquetar(llenas[0][1].texto).campo is not None

    def _sigue_encabezado(self, inicio: int, i: int) -> bool:
        """Whether a row goes on with a heading: it has the words of one, or it is a lone word of a label that was cut
        over several rows, and the row of periods is still to come."""
        renglon = self.renglones[i]
        llenas = renglon.llenas()
        rotulo, _, valor = llenas[0][1].texto.partition(":")
        if len(llenas) == 1 and valor.strip() and (i > inicio or self.voc.etiquetar(rotulo).campo == "observacion"):
            return False  # "Observaciones: …", of the goal on the page before
        if self.voc.es_encabezado(renglon):
            return True
        if i > inicio and periodos.de_cuatro([c.texto for _, c in llenas]):
            return True  # the quarters' ordinals, below their titles
        if i == inicio or len(llenas) != 1 or llenas[0][0] == 0:
            return False
        suelta = llenas[0][1].texto.isalpha() and len(llenas[0][1].texto) <= _MAX_SUELTA
        siguientes = self.renglones[i + 1 : min(i + _MAX_SUELTAS, inicio + _MAX_ENCABEZADO)]
        return suelta and any(self.voc.nombra_periodos(r) for r in siguientes)

    def _es_de_cabecera(self, renglon: Renglon) -> bool:
        """Whether a row with the words of a heading is the header's: "Trimestre: Segundo", "AVANCE DEL SEGUNDO TRIMESTRE
        DE 2021" alone in its row."""
        llenas = renglon.llenas()
        if len(llenas) == 1:
            columna, celda = llenas[0]
            if ":" in celda.texto and self._campos(renglon) & _CON_VALOR:
                return True
            # "Eje 3. Municipio próspero  Programa presupuestario: F021 …": what a goal is of, with its value.
            if ":" in celda.texto and self.voc.etiquetar(celda.texto).campo == "linea":
                return True
            largo = len(celda.texto) > _MAX_TITULO
            if largo and columna == 0 and (cabecera.es_titulo(renglon) or periodos.hallar(celda.texto) is not None):
                return True  # "Avance acumulado a junio de 2021 del Programa Operativo Anual"
            return self.voc.etiquetar(celda.texto).de_periodo and (columna == 0 or largo)
        campos = self._campos(renglon)
        # "Unidad | 201 - … | Periodo que se informa | Tercer trimestre": labels with their values, in turn.
        valores = [c.texto for _, c in llenas[1::2]]
        sin_columnas = all(self.voc.etiquetar(v).campo is None for v in valores)
        en_pares = len(llenas) in (4, 6) and bool(campos - {"periodo"}) and sin_columnas
        return "periodo" in campos and (len(llenas) <= 3 or en_pares)

    def _abre_pagina(self, pagina: Pagina, i: int) -> bool:
        renglon = self.renglones[i]
        if not pagina.tramos:
            # Still above the table: only a second header opens another page (the first one had no table).
            otro_titulo = pagina.con_titulo and DE_QUIEN & pagina.vistos and cabecera.nombra_ayuntamiento(renglon)
            otra = _NOMBRAN & self._campos(renglon) & pagina.vistos and not self.rotulario.es_linea(renglon, pagina.cabecera)
            return bool(otro_titulo or otra)
        if len(renglon.llenas()) > _MAX_ROTULOS or es_fila(renglon):
            return False
        if renglon.llenas()[0][1].texto[0].islower() and not _en_ficha(pagina):
            return False  # the rest of a text: no label begins so
        campos = self._campos(renglon)
        if campos & ABREN:
            # A block may name its own unit or programme, and a row begin like an office; a header goes on.
            if _en_ficha(pagina):
                return self._encabeza_bloques(pagina, i)
            if not self.rotulario.titula(renglon) or self._se_confirma(i):
                return True
            return self._es_de_su_unidad(pagina, renglon) or self._es_banda(pagina, renglon)
        if len(renglon.llenas()) == 1 and self.rotulario.nombra(renglon.llenas()[0][1].texto) in ABREN:
            return self._se_confirma(i)  # "Dependencia" over the rows of its code and its name
        return (cabecera.es_titulo(renglon) or "municipio" in campos) and self._se_confirma(i)

    def _es_de_su_unidad(self, pagina: Pagina, renglon: Renglon) -> bool:
        """Whether an office named between the goals is one of the unit that they are of: "201.1 Departamento de …", of 201; or
        the next one, where those are of the one before it. A goal of unit 5 may be called "5.1 Casa de …"."""
        unidad = cabecera.leer(pagina.cabecera, self.rotulario).valores.get("unidad", "")
        codigo = self._codigo(renglon)
        de_otra = bool(pagina.cabecera) and self.rotulario.titula(pagina.cabecera[0])
        de = re.match(r"(.+)[.\-/]\w+$", unidad) if de_otra else None
        propia = de.group(1) if de else unidad
        return len(propia) >= _MIN_CLAVE and re.match(rf"{re.escape(propia)}[.\-/]\w", codigo) is not None

    def _es_banda(self, pagina: Pagina, renglon: Renglon) -> bool:
        """Whether an office with its code among the goals, of which no header says whose they are, is that of those below it:
        right under the heading or in a cell over the table's columns, and then all that are printed like the first one."""
        codigo = self._codigo(renglon)
        if not DE_QUIEN & pagina.vistos:
            ancha = renglon.llenas()[0][1].columnas >= _MIN_ANCHA
            return ancha or (len(codigo) >= _MIN_CLAVE and not pagina.tramos[-1].renglones)
        primera = pagina.cabecera[0] if pagina.cabecera else None
        otra = self._codigo(primera) if primera is not None and self.rotulario.titula(primera) else ""
        return bool(otra) and re.sub(r"\d", "0", otra) == re.sub(r"\d", "0", codigo) and "." not in codigo

    def _codigo(self, renglon: Renglon) -> str:
        return cabecera.leer([renglon], self.rotulario).valores.get("unidad", "")

    def _encabeza_bloques(self, pagina: Pagina, i: int) -> bool:
        """Whether a row among blocks is of a header of those below it, and no label of the block above: nothing of a goal
        stands before the next block, and more of a header does, or the row's label named the unit of the blocks above."""
        if not DE_QUIEN & pagina.vistos or not self._termina_bloque(i):
            return False  # where no header names a unit, each block may name its own
        suyos = {_rotulo(r) for r in pagina.cabecera if self._campos(r) & DE_QUIEN}
        return self._se_confirma(i) or _rotulo(self.renglones[i]) in suyos

    def _termina_bloque(self, i: int) -> bool:
        """Whether no label of a goal stands below a row before the next block, table or title."""
        for j in range(i + 1, min(i + 1 + _CONFIRMACION, len(self.renglones))):
            renglon = self.renglones[j]
            de_tabla = self.voc.abre_tabla(renglon) and _nombra_metas([renglon], self.voc)
            if de_tabla or cabecera.es_titulo(renglon) or fichas.abre(self.renglones, j, self.voc):
                return True
            if self._es_de_bloque(renglon):
                return False
        return False

    def _es_de_bloque(self, renglon: Renglon) -> bool:
        """Whether a row has a label of a goal's, and none of a header's."""
        if self._campos(renglon) or self._es_de_cabecera(renglon):
            return False
        return any(e.campo or e.periodo or e.medida for e, _ in pares(renglon, self.voc))

    def _se_confirma(self, i: int) -> bool:
        """Whether a title is one: another part of a header or a heading follows. An observation that goes on in its
        own row may open with the same words, but rows of figures or a foot follow it."""
        for renglon in self.renglones[i + 1 : i + 1 + _CONFIRMACION]:
            if cabecera.es_titulo(renglon) or self._campos(renglon) & ABREN or self.voc.abre_tabla(renglon):
                return True
            if pie.es_pie(renglon) or es_fila(renglon):
                return False
        return False


def _seguir_tabla(anterior: Pagina, pagina: Pagina) -> None:
    """Let a unit or a programme named in the middle of a table go on under the heading above it. The header above the table
    holds for it too, but for what it says itself; a page with the heading alone is no form."""
    if not anterior.tramos or not anterior.tramos[-1].encabezado or anterior.pie:
        return
    pagina.tramos.append(Tramo(encabezado=anterior.tramos[-1].encabezado))
    pagina.cabecera += anterior.cabecera
    pagina.vistos |= anterior.vistos
    if not any(t.renglones for t in anterior.tramos):
        anterior.tramos.clear()
        anterior.cabecera = []


def es_fila(renglon: Renglon) -> bool:
    """Whether a row is one of figures."""
    return cifras.hay(3, (c.texto for _, c in renglon.llenas()))


def _rotulo(renglon: Renglon) -> str:
    """The words of a row's label, folded."""
    return plegar(renglon.llenas()[0][1].texto.partition(":")[0]).strip()


def _en_ficha(pagina: Pagina) -> bool:
    return bool(pagina.tramos) and not pagina.tramos[-1].encabezado and not pagina.pie


def _en_notas(pagina: Pagina) -> bool:
    """Whether a list of remarks was opened below the rows of a table, where "Meta 3: …" opens no block."""
    if not pagina.tramos or not pagina.tramos[-1].encabezado or pagina.pie:
        return False
    for renglon in reversed(pagina.tramos[-1].renglones):
        if es_fila(renglon):
            return False
        if notas.titula(renglon):
            return True
    return False


def _nombra_metas(filas: Sequence[Renglon], voc: Vocabulario) -> bool:
    """Whether a heading is that of a table of goals; a label and its value, which a block holds, are none of its names."""
    anchas = [llenas for r in filas if len(llenas := r.llenas()) > _MAX_PAR]
    campos = {voc.etiquetar(c.texto).campo for llenas in anchas for _, c in llenas} - {None}
    return len(campos) >= 2 and bool(campos & {"descripcion", "numero"})
