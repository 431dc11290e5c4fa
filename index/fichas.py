"""Goals as blocks of text: a line (or a row of a two-column table) for each label and its value.

A block opens with its number ("Meta 8.2", "No. de meta: 8.2", "8.2.- Dar talleres") and runs to the next one. Its
labels are those of the columns (``rotulos``): "Unidad de medida: Evento", "Primer trimestre: programado 10, alcanzado
8", "Avance absoluto: 218 (26%)", a small table of quarters inside the block, an observation of several lines. A value's
cell is the part of the line that it is. What can't be read as its label says gives the block its reason to be set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import cifras, fechas, numeros
from index.crudas import DE_TEXTO, Cruda
from index.ficha import Ficha
from index.ficha_cuadro import encabeza, fila_interior
from index.ficha_medidas import anotar_par, ordenar
from index.mobiliario import es_folio
from index.pares import pares, rotulo_y_valor
from index.plantillas import Plantilla
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.rotulos import COMUN, Vocabulario
from index.textos import alinear, plegar

#: The fields of a block have no columns.
PLANTILLA = Plantilla({}, 0, {})

_NUMERO = r"(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[ivxlc]{1,7})"
_ABRE = re.compile(
    rf"(?:meta|accion|actividad|indicador|proyecto)\s*(?:no\.?|num\.?|numero)?\s*[:.#]?\s*(?P<n>{_NUMERO})"
    r"\s*(?:(?:[.:)\-–—]+\s*|\s)(?P<resto>\S.*)?)?$"
)
#: Labels of a goal's number where nothing but the number stands beside them.
_DE_META = re.compile(r"meta|accion|actividad|indicador")
#: What is drawn between two blocks.
_RAYA = re.compile(r"[\W_]{4,}")
#: A label of no known field ends the value above it, if it looks like one: few words, the first with a capital.
_OTRO_ROTULO = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.]*(?: [\w.()]+){0,4}$")
#: How many rows below an opening are searched for the labels that confirm it, and how many there must be.
_ALCANCE, _MIN_ROTULOS = 16, 2
_MAX_CELDAS = 4
#: … and of a row of nothing but labels, each with its value.
_MAX_EN_PARES = 8
#: Figures side by side that make a row of a table.
_MIN_CIFRAS = 2
_MAX_APERTURA = 60
#: Cells of a row one of whose labels is cut: the label and its value; what no label has.
_MIN_CORTADO, _CON_VALOR = 2, re.compile(r"[\d:]")
#: Words that no text ends in.
_A_MEDIAS = frozenset("de del la el los las en con para por que su sus un una al".split())


@dataclass(frozen=True, slots=True)
class Fichas:
    """The rows of a run of blocks, and the words of their labels."""

    renglones: tuple[Renglon, ...]
    voc: Vocabulario = COMUN


def abre(renglones: Sequence[Renglon], i: int, voc: Vocabulario = COMUN) -> bool:
    """Whether a block opens at a row: a number of a goal, and labels of its fields below it."""
    return apertura(renglones[i], voc) is not None and _con_rotulos(renglones, i, voc, _MIN_ROTULOS)


def componer(fichas: Fichas) -> list[Cruda]:
    """The blocks as rows of fields."""
    salida: list[Ficha] = []
    renglones = _con_rotulos_enteros(fichas.renglones, fichas.voc)
    for i, renglon in enumerate(renglones):
        abierta = apertura(renglon, fichas.voc)
        # "Meta 9 de la agenda …" inside an observation opens nothing: no label follows it.
        if abierta is not None and (abierta[2] is None or _con_rotulos(renglones, i, fichas.voc, _MIN_ROTULOS)):
            numero, celda_numero, resto = abierta
            ficha = Ficha(Cruda(renglon, numero, ""))
            ficha.anotar("numero", celda_numero)
            if resto is not None:
                ficha.anotar("descripcion", resto)
            else:  # what stands beside the number: "Meta núm. | 1 | Unidad de medida | Taller"
                for etiqueta, valores in pares(renglon, fichas.voc):
                    if all(v.celda != celda_numero.celda for v in valores):
                        anotar_par(ficha, etiqueta, valores, fichas.voc)
                    else:
                        _tras_el_numero(ficha, [v for v in valores if v.celda != celda_numero.celda])
            salida.append(ficha)
        elif salida:
            _leer_renglon(salida[-1], renglon, fichas.voc)
    for ficha in salida:
        ordenar(ficha)
        piezas = ficha.cruda.piezas
        ficha.cruda.descripcion = piezas["descripcion"][0].texto if "descripcion" in piezas else ""
        if ficha.suelta is not None and "descripcion" not in piezas:
            ficha.reparar(ficha.suelta, f"no se entiende qué es «{ficha.suelta.texto[:40]}», y no se leyó su descripción")
    return [f.cruda for f in salida]


def _con_rotulos_enteros(renglones: Sequence[Renglon], voc: Vocabulario) -> list[Renglon]:
    """The rows, a label that a narrow cell cut in two made whole: "Unidad de | Taller" over "medida"."""
    salida: list[Renglon] = []
    for renglon in renglones:
        llenas = renglon.llenas()
        columna, resto = llenas[0] if len(llenas) == 1 else (-1, None)
        arriba = salida[-1].celdas[columna] if salida and resto and columna < len(salida[-1].celdas) else None
        if resto is None or arriba is None or not arriba.texto or len(salida[-1].llenas()) < _MIN_CORTADO:
            salida.append(renglon)
            continue
        junto = f"{arriba.texto} {resto.texto}"
        if voc.etiquetar(arriba.texto).vacia and voc.etiquetar(junto).campo and not _CON_VALOR.search(junto):
            celdas = salida[-1].celdas
            entera = replace(arriba, texto=junto)
            salida[-1] = Renglon((*celdas[:columna], entera, *celdas[columna + 1 :]))
        else:
            salida.append(renglon)
    return salida


def _con_rotulos(renglones: Sequence[Renglon], i: int, voc: Vocabulario, minimo: int) -> bool:
    """Whether so many labels of a goal's fields stand below a row, before another number; all but one may stand beside it.
    The heading of a table of quarters is one: a goal of which little is reported may have it, and its labels no values."""
    al_lado = len(renglones[i].llenas()) // 2 - 1 if _en_pares(renglones[i], voc) else 0
    rotulos = min(al_lado, minimo - 1)
    for renglon in renglones[i + 1 : i + 1 + _ALCANCE]:
        if apertura(renglon, voc) is not None or _es_de_tabla(renglon, voc):
            return False
        con_valor = sum(1 for e, valores in pares(renglon, voc) if valores and (e.campo or e.periodo))
        rotulos += con_valor or voc.nombra_periodos(renglon)
        if rotulos >= minimo:
            return True
    return False


def _es_de_tabla(renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table of goals: nothing above it is a block."""
    campos = {voc.etiquetar(c.texto).campo for _, c in renglon.llenas()} - {None}
    return len(campos) >= 3 and bool(campos & {"descripcion", "numero"}) and voc.abre_tabla(renglon)


def apertura(renglon: Renglon, voc: Vocabulario) -> tuple[str, CeldaLeida, CeldaLeida | None] | None:
    """The number that opens a block, its cell and the words behind it."""
    if not 0 < len(renglon.llenas()) <= _MAX_CELDAS and not _en_pares(renglon, voc):
        return None
    llenas = [c for _, c in renglon.llenas()]
    primera = llenas[0]
    llano = alinear(primera.texto)
    if hallado := _ABRE.match(llano):
        impreso = primera.texto[hallado.start("n") : hallado.end("n")]
        resto = primera.texto[hallado.start("resto") :] if hallado.group("resto") else ""
        siguiente = recortar(primera, resto) if resto else llenas[1] if len(llenas) == 2 else None
        return numeros.limpio(hallado.group("n"), impreso), recortar(primera, impreso), siguiente
    hallado_ = numeros.en_texto(primera.texto, estricto=True) if len(llenas) == 1 else None
    if hallado_ and fechas.hallar(primera.texto[:_MAX_APERTURA]) is None:
        resto = primera.texto[hallado_[1] :].strip()
        # A lone code ("4.3.5") is a line of action that goes on from the row above, not goal 4.3 with a text "5".
        if not resto[:1].isdigit():
            return hallado_[0], primera, recortar(primera, resto)
    if len(primera.texto) > _MAX_APERTURA:
        return None
    rotulo, valor = rotulo_y_valor(primera)
    valor = valor or (llenas[1] if len(llenas) > 1 else None)
    if valor is None or not (voc.etiquetar(rotulo).campo == "numero" or _DE_META.fullmatch(plegar(rotulo))):
        return None
    impreso_ = numeros.solo(valor.texto)
    return (impreso_, valor, None) if impreso_ else None


def _en_pares(renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is nothing but labels of a goal's fields, each with one value: "Meta | 1 | Unidad de medida | Taller | Meta
    anual | 40"."""
    cuantas = len(renglon.llenas())
    if cuantas > _MAX_EN_PARES or cuantas % 2 or cifras.es_cifra(renglon.llenas()[0][1].texto):
        return False
    hechos = list(pares(renglon, voc))
    return len(hechos) * 2 == cuantas and all(e.campo and len(valores) == 1 for e, valores in hechos)


def _tras_el_numero(ficha: Ficha, otras: Sequence[CeldaLeida]) -> None:
    """Note the words that stand right behind the number in a cell of their own ("Meta | 01 | Impartir talleres"); where it
    is not certain that they are the goal's, they are kept as what nothing took."""
    if len(otras) == 1 and not cifras.es_cifra(otras[0].texto):
        ficha.anotar("descripcion", otras[0])
    elif otras:
        ficha.suelta = otras[0]


def _leer_renglon(ficha: Ficha, renglon: Renglon, voc: Vocabulario) -> None:
    llenas_con_lugar = renglon.llenas()
    llenas = [c for _, c in llenas_con_lugar]
    if all(_RAYA.fullmatch(c.texto) for c in llenas):
        ficha.abierto = None
        return
    if es_folio(renglon):
        return  # an open text may go on behind it, on the next page
    if encabeza(ficha, renglon, voc) or fila_interior(ficha, renglon, voc):
        return
    ficha.columnas = {}
    sin_rotulo = all(voc.etiquetar(c.texto).vacia for c in llenas)
    if sin_rotulo and ficha.lugares and all(i in ficha.lugares for i, _ in llenas_con_lugar):
        for i, celda in llenas_con_lugar:
            ficha.cruda.piezas[ficha.lugares[i]].append(celda)
        return
    hechos = 0
    if ficha.abierto is not None and len(llenas) == 1 and (llenas[0].texto[:1].islower() or _queda_a_medias(ficha, llenas[0])):
        ficha.cruda.piezas.setdefault(ficha.abierto, []).append(llenas[0])
        return  # the text goes on, whatever its words would be as a label ("… al / autorizado.")
    for etiqueta, valores in pares(renglon, voc):
        hechos += anotar_par(ficha, etiqueta, valores, voc)
    if hechos:
        ficha.lugares = _lugares(ficha, llenas_con_lugar)
        return
    if len(llenas) > 1 and sum(cifras.es_cifra(c.texto) for c in llenas) >= _MIN_CIFRAS:
        ficha.reparar(llenas[0], f"no se entiende de qué son las cifras del renglón «{llenas[0].texto[:40]}»")
    rotulo, valor = rotulo_y_valor(llenas[0])
    if valor is not None and _OTRO_ROTULO.match(rotulo):
        ficha.abierto = None
    elif ficha.abierto is not None:
        ficha.cruda.piezas.setdefault(ficha.abierto, []).extend(llenas)
    elif "descripcion" not in ficha.cruda.piezas:
        ficha.anotar("descripcion", llenas[0])


def _queda_a_medias(ficha: Ficha, celda: CeldaLeida) -> bool:
    """Whether the open text ends in a word that another one must follow ("… a la Dirección de"), and the cell is no label
    with its colon."""
    piezas = ficha.cruda.piezas.get(ficha.abierto or "", [])
    return bool(piezas) and ":" not in celda.texto and piezas[-1].texto.rpartition(" ")[2] in _A_MEDIAS


def _lugares(ficha: Ficha, llenas: Sequence[tuple[int, CeldaLeida]]) -> dict[int, str]:
    """Which text field each cell of a row gave, but for the one that stays open."""
    ultimas = {piezas[-1].celda: campo for campo, piezas in ficha.cruda.piezas.items() if campo in DE_TEXTO}
    return {i: campo for i, c in llenas if i and (campo := ultimas.get(c.celda))}
