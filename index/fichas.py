"""Goals as blocks of text: a line (or a row of a two-column table) for each label and its value.

A block opens with its number ("Meta 8.2", "No. de meta: 8.2", "8.2.- Dar talleres") and runs to the next one. Its
labels are those of the columns (``rotulos``): "Unidad de medida: Evento", "Primer trimestre: programado 10, alcanzado
8", "Avance absoluto: 218 (26%)", a small table of quarters inside the block, an observation of several lines. A value's
cell is the part of the line that it is. What can't be read as its label says gives the block its reason to be set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index import cifras, fechas, numeros, periodos
from index.crudas import DE_TEXTO, Cruda
from index.plantillas import Plantilla, campo_de
from index.readers.hoja import CeldaLeida, Renglon, partir, recortar
from index.rotulos import COMUN, PERIODOS, Etiqueta, Vocabulario, es_de_cifras, medida_de
from index.textos import alinear, plegar
from index.titulos import Medida

#: The fields of a block have no columns.
PLANTILLA = Plantilla({}, 0, {})

_NUMERO = r"(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[ivxlc]{1,7})"
_ABRE = re.compile(
    rf"(?:meta|accion|actividad|indicador|proyecto)\s*(?:no\.?|num\.?|numero)?\s*[:.#]?\s*(?P<n>{_NUMERO})"
    r"\s*(?:(?:[.:)\-–—]+\s*|\s)(?P<resto>\S.*)?)?$"
)
#: Labels of a goal's number where nothing but the number stands beside them.
_DE_META = re.compile(r"meta|accion|actividad|indicador")
_ROTULADA = re.compile(r"\s*(?P<rotulo>[^:]{1,70}?)\s*:\s*(?P<valor>.*)$")
#: What parts the figures of a measure, and one behind its period.
_ENTRE_PERIODOS = re.compile(r"\s*[;|]\s*|,\s+")
#: A label behind the value of another one.
_TRAS_VALOR = re.compile(r"(?:[.;,]|(?<=[\d%]))\s+(?P<rotulo>[A-ZÁÉÍÓÚÑ][^:.;,]{1,50})(?=:\s*\S)")
_CIFRA = r"[-−$]?\s?\d+(?:[.,'’´]\d+)*(?:\s?%)?|n/?d|n/?a|s/?d|n/?r|[-–—]+"
_TRAS_PERIODO = re.compile(rf"(?P<periodo>.*?\S)\s*(?:[:=]\s*|\s)(?P<cifra>{_CIFRA})", re.IGNORECASE)
_PAR = re.compile(
    rf"\s*(?:(?P<palabra>[^\W\d][^\d:;,|=]*?)\s*[:=]?\s+)?(?P<cifra>{_CIFRA})(?=$|[\s,;|/])\s*(?:[,;|/]|\by\b)?", re.IGNORECASE
)
_CON_PORCENTAJE = re.compile(rf"(?P<cifra>{_CIFRA})\s*[(\[]\s*(?P<parte>{_CIFRA})\s*[)\]]", re.IGNORECASE)
_CON_UNIDAD = re.compile(r"(?P<cifra>\d[\d.,'’´]*)\s+(?P<unidad>[^\W\d][\w ]*)")
_CON_VALOR = re.compile(r"\d|:\s*\S")
#: What is drawn between two blocks.
_RAYA = re.compile(r"[\W_]{4,}")
_PALABRA = re.compile(r"[^\W\d]+\.?:?")
#: A label of no known field ends the value above it, if it looks like one: few words, the first with a capital.
_OTRO_ROTULO = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.]*(?: [\w.()]+){0,4}$")
#: How many rows below an opening are searched for the labels that confirm it, and how many there must be.
_ALCANCE, _MIN_ROTULOS = 16, 2
_MAX_CELDAS = 4
#: A column of the table inside a block that follows from the others.
_DIFERENCIA = re.compile(r"dif(erencia)?\b|variacion\b")
_MAX_APERTURA = 60


@dataclass(frozen=True, slots=True)
class Fichas:
    """The rows of a run of blocks, and the words of their labels."""

    renglones: tuple[Renglon, ...]
    voc: Vocabulario = COMUN


@dataclass(slots=True)
class _Ficha:
    """A block being read: its fields, the text field that may go on, and the columns of the table inside it."""

    cruda: Cruda
    abierto: str | None = None
    columnas: dict[int, Etiqueta] = field(default_factory=dict)

    def anotar(self, campo: str, celda: CeldaLeida) -> None:
        """Add a cell to a field; a text field stays open."""
        self.cruda.piezas.setdefault(campo, []).append(celda)
        self.abierto = campo if campo in DE_TEXTO else None

    def reparar(self, celda: CeldaLeida, motivo: str) -> None:
        """Note why the block can't be trusted."""
        self.cruda.reparo = self.cruda.reparo or (celda, motivo)


def abre(renglones: Sequence[Renglon], i: int, voc: Vocabulario = COMUN) -> bool:
    """Whether a block opens at a row: a number of a goal, and labels of its fields below it."""
    return _apertura(renglones[i], voc) is not None and _con_rotulos(renglones, i, voc, _MIN_ROTULOS)


def componer(fichas: Fichas) -> list[Cruda]:
    """The blocks as rows of fields."""
    salida: list[_Ficha] = []
    for i, renglon in enumerate(fichas.renglones):
        apertura = _apertura(renglon, fichas.voc)
        # "Meta 9 de la agenda …" inside an observation opens nothing: no label follows it.
        if apertura is not None and (apertura[2] is None or _con_rotulos(fichas.renglones, i, fichas.voc, _MIN_ROTULOS)):
            numero, celda_numero, resto = apertura
            ficha = _Ficha(Cruda(renglon, numero, ""))
            ficha.anotar("numero", celda_numero)
            if resto is not None:
                ficha.anotar("descripcion", resto)
            else:  # what stands beside the number: "Meta núm. | 1 | Unidad de medida | Taller"
                for etiqueta, valores in _pares(renglon, fichas.voc):
                    if all(v.celda != celda_numero.celda for v in valores):
                        _anotar_par(ficha, etiqueta, valores, fichas.voc)
            salida.append(ficha)
        elif salida:
            _leer_renglon(salida[-1], renglon, fichas.voc)
    for ficha in salida:
        piezas = ficha.cruda.piezas
        ficha.cruda.descripcion = piezas["descripcion"][0].texto if "descripcion" in piezas else ""
    return [f.cruda for f in salida]


def _con_rotulos(renglones: Sequence[Renglon], i: int, voc: Vocabulario, minimo: int) -> bool:
    """Whether so many labels of a goal's fields stand below a row, before another number."""
    rotulos = 0
    for renglon in renglones[i + 1 : i + 1 + _ALCANCE]:
        if _apertura(renglon, voc) is not None or _es_de_tabla(renglon, voc):
            return False
        rotulos += sum(1 for e, valores in _pares(renglon, voc) if valores and (e.campo or e.periodo))
        if rotulos >= minimo:
            return True
    return False


def _es_de_tabla(renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table of goals: nothing above it is a block."""
    campos = {voc.etiquetar(c.texto).campo for _, c in renglon.llenas()} - {None}
    return len(campos) >= 3 and bool(campos & {"descripcion", "numero"}) and voc.abre_tabla(renglon)


def _apertura(renglon: Renglon, voc: Vocabulario) -> tuple[str, CeldaLeida, CeldaLeida | None] | None:
    """The number that opens a block, its cell and the words behind it."""
    if not 0 < len(renglon.llenas()) <= _MAX_CELDAS:
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
    rotulo, valor = _rotulo_y_valor(primera)
    valor = valor or (llenas[1] if len(llenas) > 1 else None)
    if valor is None or not (voc.etiquetar(rotulo).campo == "numero" or _DE_META.fullmatch(plegar(rotulo))):
        return None
    impreso_ = numeros.solo(valor.texto)
    return (impreso_, valor, None) if impreso_ else None


def _rotulo_y_valor(celda: CeldaLeida) -> tuple[str, CeldaLeida | None]:
    """What stands before the colon of a cell, and what stands behind it."""
    hallado = _ROTULADA.fullmatch(celda.texto)
    if hallado is None:
        return celda.texto, None
    valor = hallado.group("valor").strip()
    return hallado.group("rotulo"), recortar(celda, valor) if valor else None


def _rotuladas(celda: CeldaLeida, voc: Vocabulario) -> list[CeldaLeida]:
    """A cell that holds several labels with their values, cut before each: "Unidad de medida: Taller. Meta anual: 8."."""
    rotulo, valor = _rotulo_y_valor(celda)
    if valor is None or voc.etiquetar(rotulo).campo in (None, "descripcion", "observacion"):
        return [celda]
    cortes = [0]
    for hallado in _TRAS_VALOR.finditer(celda.texto):
        otra = voc.etiquetar(hallado["rotulo"])
        if otra.campo or otra.periodo:
            cortes.append(hallado.start("rotulo"))
    return partir(celda, cortes) if len(cortes) > 1 else [celda]


def _pares(renglon: Renglon, voc: Vocabulario) -> Iterator[tuple[Etiqueta, list[CeldaLeida]]]:
    """The labels of a row with the cells of their values."""
    etiqueta: Etiqueta | None = None
    valores: list[CeldaLeida] = []
    celdas = [x for _, c in renglon.llenas() for x in _rotuladas(c, voc)]
    for i, celda in enumerate(celdas):
        rotulo, valor = _rotulo_y_valor(celda)
        nueva = voc.etiquetar(rotulo)
        # Inside a period's row the words are its measures: "T1 | Programado: 10 | Alcanzado: 8".
        del_periodo = etiqueta is not None and etiqueta.de_periodo and nueva.medida and not nueva.de_periodo
        # "Unidad de medida | Proyecto": the words of a text, though a column may be called so.
        de_texto = etiqueta is not None and etiqueta.campo in DE_TEXTO and not valores
        otra = celdas[i + 1].texto if i + 1 < len(celdas) else ""
        es_valor = de_texto and valor is None and (not otra or not (cifras.es_cifra(otra) or voc.etiquetar(otra).vacia))
        if nueva.vacia or cifras.es_cifra(celda.texto) or del_periodo or es_valor:
            valores.append(celda)
            continue
        if etiqueta is not None:
            yield etiqueta, valores
        etiqueta, valores = nueva, [valor] if valor else []
    if etiqueta is not None:
        yield etiqueta, valores


def _leer_renglon(ficha: _Ficha, renglon: Renglon, voc: Vocabulario) -> None:
    llenas = [c for _, c in renglon.llenas()]
    if all(_RAYA.fullmatch(c.texto) for c in llenas):
        ficha.abierto = None
        return
    if _encabeza(ficha, renglon, voc) or _fila_interior(ficha, renglon, voc):
        return
    ficha.columnas = {}
    hechos = 0
    if ficha.abierto is not None and len(llenas) == 1 and llenas[0].texto[:1].islower():
        ficha.cruda.piezas.setdefault(ficha.abierto, []).append(llenas[0])
        return  # the text goes on, whatever its words would be as a label ("… al / autorizado.")
    for etiqueta, valores in _pares(renglon, voc):
        hechos += _anotar_par(ficha, etiqueta, valores, voc)
    if hechos:
        return
    rotulo, valor = _rotulo_y_valor(llenas[0])
    if valor is not None and _OTRO_ROTULO.match(rotulo):
        ficha.abierto = None
    elif ficha.abierto is not None:
        ficha.cruda.piezas.setdefault(ficha.abierto, []).extend(llenas)
    elif "descripcion" not in ficha.cruda.piezas:
        ficha.anotar("descripcion", llenas[0])


def _anotar_par(ficha: _Ficha, etiqueta: Etiqueta, valores: list[CeldaLeida], voc: Vocabulario) -> bool:
    """Note a label's value; False where the label is none of a goal's fields."""
    if etiqueta.de_periodo or (etiqueta.periodo in ("acumulado", "anual") and not etiqueta.campo):
        return _anotar_periodo(ficha, etiqueta, valores)
    campo = etiqueta.campo
    if campo is None:
        return etiqueta.medida is not None and _anotar_medida(ficha, etiqueta.medida, valores, voc)
    if not valores:
        ficha.abierto = campo if campo in DE_TEXTO else None
    elif campo == "avance" or es_de_cifras(campo):
        _anotar_cifra(ficha, campo, valores[0])
    else:
        for valor in valores:
            ficha.anotar(campo, valor)
    return True


def _anotar_cifra(ficha: _Ficha, campo: str, valor: CeldaLeida) -> None:
    """A figure, alone, with its percentage behind it, or with its unit of measure."""
    ficha.abierto = None
    if partes := _CON_PORCENTAJE.fullmatch(valor.texto):
        ficha.anotar("avance_absoluto" if campo == "avance" else campo, recortar(valor, partes.group("cifra")))
        ficha.anotar("avance_relativo", recortar(valor, partes.group("parte")))
        return
    if con_unidad := _CON_UNIDAD.fullmatch(valor.texto):
        impresa = con_unidad.group("unidad")
        propia = ficha.cruda.texto("unidad_medida")
        if not propia:
            ficha.anotar("unidad_medida", recortar(valor, impresa))
        if not propia or plegar(propia).rstrip("es") == plegar(impresa).rstrip("es"):
            valor = recortar(valor, con_unidad.group("cifra"))
    if campo == "avance":
        campo = "avance_relativo" if "%" in valor.texto else "avance_absoluto"
    ficha.anotar(campo, valor)
    ficha.abierto = None


def _anotar_periodo(ficha: _Ficha, etiqueta: Etiqueta, valores: list[CeldaLeida]) -> bool:
    """The figures of a period: "programado 10, alcanzado 8", "P: 10 A: 8", or cells of words and figures."""
    medida = etiqueta.medida
    for celda in valores:
        resto = celda.texto
        if _PALABRA.fullmatch(resto) and (sola := medida_de(plegar(resto))):
            medida = sola
            continue
        while resto.strip():
            if _PALABRA.fullmatch(resto.strip()) and medida_de(plegar(resto.strip())):
                break  # "Alcanzado:", and nothing reported
            par = _PAR.match(resto)
            if par is None:
                ficha.reparar(celda, f"«{celda.texto[:40]}» no dice con claridad lo programado y lo alcanzado")
                return True
            medida = medida_de(plegar(par.group("palabra") or "")) or (medida if not par.group("palabra") else None)
            if medida is None:
                ficha.reparar(celda, f"«{celda.texto[:40]}» no dice si es lo programado o lo alcanzado")
                return True
            if campo := campo_de(etiqueta.periodo or "", medida):
                ficha.anotar(campo, recortar(celda, par.group("cifra").strip()))
            resto, medida = resto[par.end() :], None
    return bool(valores)


def _anotar_medida(ficha: _Ficha, medida: Medida, valores: Sequence[CeldaLeida], voc: Vocabulario) -> bool:
    """The figures of a measure, each behind its period: "1er trimestre 90; 2o trimestre 87; 3er trimestre"."""
    hechas = False
    for celda in valores:
        for trozo in filter(None, (t.strip(" .") for t in _ENTRE_PERIODOS.split(celda.texto))):
            con_cifra = _TRAS_PERIODO.fullmatch(trozo)
            periodo = voc.etiquetar(con_cifra["periodo"] if con_cifra else trozo).periodo
            campo = campo_de(periodo, medida) if periodo in PERIODOS or periodo in ("anual", "acumulado") else None
            if campo is None:
                if hechas:
                    ficha.reparar(celda, f"«{trozo[:40]}» no dice de qué trimestre es")
                return hechas
            hechas = True
            if con_cifra:
                ficha.anotar(campo, recortar(celda, con_cifra["cifra"].strip()))
    ficha.abierto = None
    return hechas


# --- the small table inside a block ---------------------------------------------------------------------------------


def _encabeza(ficha: _Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table of quarters inside the block."""
    llenas = renglon.llenas()
    etiquetas = {i: voc.etiquetar(c.texto) for i, c in llenas}
    cuatro = periodos.de_cuatro([c.texto for _, c in llenas[1:]])
    if cuatro and etiquetas[llenas[0][0]].grupo:  # "Trimestre | I | II | III | IV"
        ficha.columnas, ficha.abierto = {i: Etiqueta(periodo=t) for (i, _), t in zip(llenas[1:], cuatro, strict=True)}, None
        return True
    con_valor = any(_CON_VALOR.search(c.texto) and not etiquetas[i].de_periodo for i, c in llenas)
    if len(etiquetas) < 2 or con_valor or any(etiquetas[i].vacia and not _DIFERENCIA.match(plegar(c.texto)) for i, c in llenas):
        return False
    de_periodo = {i: e for i, e in etiquetas.items() if e.de_periodo or e.periodo in ("anual", "acumulado")}
    de_medida = {i: e for i, e in etiquetas.items() if e.medida and not e.de_periodo}
    elegidas = next((x for x in (de_periodo, de_medida) if len(x) >= 2), None)
    if elegidas is None:
        return False
    sin_leer = {i: e for i, e in etiquetas.items() if e.vacia}
    ficha.columnas, ficha.abierto = elegidas | sin_leer, None
    return True


def _fila_interior(ficha: _Ficha, renglon: Renglon, voc: Vocabulario) -> bool:
    """A row of that table: its first cell is a quarter (or a measure), the others are figures."""
    if not ficha.columnas:
        return False
    (_, primera), *resto = renglon.llenas()
    propia = voc.etiquetar(primera.texto)
    if propia.vacia and (trimestre := _trimestre(primera.texto, voc)):
        propia = Etiqueta(periodo=trimestre)
    cabe = all(i in ficha.columnas and (cifras.es_cifra(c.texto) or cifras.sin_reporte(c.texto)) for i, c in resto)
    if not cabe:
        return False
    if not (propia.periodo or propia.medida):
        if any(cifras.es_cifra(c.texto) for _, c in resto):
            ficha.reparar(primera, f"«{primera.texto[:40]}» no dice de qué trimestre son las cifras de ese renglón")
        return bool(resto)
    for i, celda in resto:
        columna = ficha.columnas[i]
        if columna.vacia:
            continue
        periodo, medida = propia.periodo or columna.periodo, columna.medida or propia.medida
        campo = campo_de(periodo, medida) if periodo and medida else None
        if campo is None and medida != "porcentaje":
            ficha.reparar(celda, f"«{celda.texto}» no tiene a la vez trimestre y medida")
        elif campo is not None:
            ficha.anotar(campo, celda)
    ficha.abierto = None
    return True


def _trimestre(texto: str, voc: Vocabulario) -> str | None:
    """The quarter that an ordinal names, with its months in brackets or without: "2°", "2° (abr-jun)"."""
    fuera, _, dentro = texto.partition("(")
    por_meses = voc.etiquetar(dentro.rstrip(") ")).periodo if dentro else None
    nombrado = periodos.ordinal(fuera)
    return nombrado if por_meses in (None, nombrado) else None
