"""A table's row under its columns (``Cruda``), and whether its cells fit them.

A row whose cells do not fit is kept with the reason (``reparo``) and set aside later: nothing is moved until it fits,
for a figure under the wrong quarter would be believed.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index import cifras, numeros
from index.lineas import es_lista_de_codigos
from index.plantillas import Plantilla
from index.poa import TRIMESTRES
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulos import es_de_cifras
from index.textos import plegar

#: Fields of words, whose text may go on in the row below.
DE_TEXTO = ("linea", "descripcion", "unidad_medida", "observacion")
#: Fields that a merged cell gives to all the rows that it covers.
_HEREDADOS = ("linea", "numero", "descripcion", "unidad_medida", "observacion")
_SOBRAN = "tiene más celdas que columnas la tabla"
#: Columns that such a cell covers, and figures that it holds, at least.
_MIN_CUBIERTAS = 4
#: Figures that a row of a scan may lack to what covers them, and those that say how its goal ended.
_DE_UN_TRIMESTRE = frozenset((*(f"{c}.{t}" for c in ("programado", "alcanzado") for t in TRIMESTRES), "avance_relativo"))
_DECIDEN = ("meta_anual", "avance_absoluto")
#: A word of a scan is read more surely than this, and has more letters.
_PALABRA_SEGURA, _MAX_SIGNOS = 0.8, 2
_PORCENTUAL = re.compile(r"porc|%|tasa|indice|cobertura|proporcion")
#: The row of a place: ``B7`` of a sheet, ``t2r7c1`` of a document (a table inside a cell has its own behind it).
_FILA = re.compile(r"(?P<tabla>(?:t\d+r\d+c\d+)*t\d+)r(?P<fila>\d+)c\d+|[A-Z]{1,3}(?P<renglon>\d+)")


@dataclass(slots=True)
class Cruda:
    """A row being put together: the pieces of each field, in order."""

    renglon: Renglon
    numero: str | None
    descripcion: str
    piezas: dict[str, list[CeldaLeida]] = field(default_factory=dict)
    reparo: tuple[CeldaLeida | None, str] | None = None
    #: The column of an observation that stands in a row of its own, where there is one.
    aparte: int | None = None
    #: Figures of a scan that something covers: the rest of the row is read.
    ilegibles: dict[str, CeldaLeida] = field(default_factory=dict)
    #: Its cells were found to fit, and nothing was joined to it since.
    revisada: bool = False

    def texto(self, campo: str) -> str:
        """The words of a field, in one piece."""
        piezas = self.piezas.get(campo)
        if not piezas:
            return ""
        return piezas[0].texto if len(piezas) == 1 else " ".join([p.texto for p in piezas])

    def cifras(self) -> list[str]:
        """Its filled fields that are figures."""
        return [c for c in self.piezas if es_de_cifras(c)]


@dataclass(frozen=True, slots=True)
class Tabla:
    """A table of a form: its columns and the rows below its heading."""

    plantilla: Plantilla
    renglones: tuple[Renglon, ...]


@dataclass(frozen=True, slots=True)
class Norma:
    """What the rows of a table have in common: how many cells, and whether their percentages bear the sign."""

    ancho: int = 0
    con_signo: bool = False


def norma(tabla: Tabla) -> Norma:
    """The norm of a table's rows."""
    filas = [r for r in tabla.renglones if len(r.llenas()) >= 4]
    anchos = Counter(len(r.celdas) for r in filas)
    relativo = tabla.plantilla.columnas.get("avance_relativo", (-1,))[0]
    impresos = [t for r in filas if (t := r.texto(relativo))]
    con_signo = sum("%" in t for t in impresos) * 2 > len(impresos)
    return Norma(anchos.most_common(1)[0][0] if anchos else 0, con_signo)


# --- cells under their fields ---------------------------------------------------------------------------------------


def unir_cortados(plantilla: Plantilla, renglones: Sequence[Renglon]) -> list[Renglon]:
    """Rows that a line break cut inside a cell, joined again where the two halves fit the columns."""
    salida: list[Renglon] = []
    for renglon in renglones:
        previo = salida[-1] if salida else None
        if previo is not None and _es_principio(plantilla, previo, renglon):
            salida[-1] = _encima(previo, renglon)
        elif previo is not None and _es_resto(plantilla, previo, renglon):
            salida[-1] = _unir(previo, renglon)
        else:
            salida.append(renglon)
    return salida


def _es_principio(plantilla: Plantilla, previo: Renglon, renglon: Renglon) -> bool:
    """Whether a row of words alone holds the first lines of the next one, which the end of a page cut off: they open with a
    capital, and what stands below each of them goes on in small letters."""
    columna, descripcion = plantilla.columnas.get("numero", (-1,))[0], plantilla.columnas["descripcion"][0]
    if columna < 0 or not renglon.texto(columna) or previo.texto(columna) or not previo.texto(descripcion):
        return False
    de_texto = {c for campo in DE_TEXTO for c in plantilla.columnas.get(campo, ())}
    return all(c in de_texto and x.texto[0].isupper() and renglon.texto(c)[:1].islower() for c, x in previo.llenas())


def _encima(previo: Renglon, renglon: Renglon) -> Renglon:
    """A row with the words of the one above it before its own."""
    juntas = {c: CeldaLeida(f"{x.texto} {renglon.texto(c)}", x.celda) for c, x in previo.llenas()}
    return Renglon(tuple(juntas.get(c, x) for c, x in enumerate(renglon.celdas)))


def _es_resto(plantilla: Plantilla, previo: Renglon, renglon: Renglon) -> bool:
    descripcion = plantilla.columnas["descripcion"][0]
    cortado = len(previo.celdas) == descripcion + 1 and previo.texto(descripcion) and renglon.texto(0)
    if not cortado or len(renglon.celdas) < 3 or numeros.en_texto(renglon.texto(0), estricto=True):
        return False
    junto = _unir(previo, renglon)
    if len(junto.celdas) > plantilla.ancho:
        return False
    cruda = asignar(plantilla, junto, Norma())
    return cruda.reparo is None and cruda.numero is not None


def _unir(previo: Renglon, renglon: Renglon) -> Renglon:
    ultima, primera = previo.celdas[-1], renglon.celdas[0]
    puente = CeldaLeida(f"{ultima.texto} {primera.texto}".strip(), ultima.celda)
    return Renglon((*previo.celdas[:-1], puente, *renglon.celdas[1:]))


def cubiertas(renglones: Sequence[Renglon]) -> dict[int, dict[int, CeldaLeida]]:
    """For the rows (by identity) below merged cells: column → the cell that covers it."""
    salida: dict[int, dict[int, CeldaLeida]] = {}
    abiertas: dict[int, tuple[CeldaLeida, tuple[str, int]]] = {}
    if not any(c.filas > 1 for r in renglones for c in r.celdas):
        return salida
    for orden, renglon in enumerate(renglones):
        tabla, fila = _lugar(renglon, orden)
        for columna, (celda, hasta) in abiertas.items():
            if tabla == hasta[0] and fila <= hasta[1] and not renglon.texto(columna):
                salida.setdefault(id(renglon), {})[columna] = celda
        for columna, celda in renglon.llenas():
            abiertas[columna] = (celda, (tabla, fila + celda.filas - 1))
    return salida


def _lugar(renglon: Renglon, orden: int) -> tuple[str, int]:
    """The table and the row where a row stands: by the places of its cells, for blank rows are not handed over."""
    hallado = _FILA.fullmatch(renglon.celdas[0].celda.fuente.celda or "")
    return (hallado.group("tabla") or "", int(hallado.group("fila") or hallado.group("renglon"))) if hallado else ("", orden)


def asignar(plantilla: Plantilla, renglon: Renglon, norma_: Norma, encima: Mapping[int, CeldaLeida] | None = None) -> Cruda:
    """The cells of a row under their fields. If its cells do not fit, but do so one column on (a first blank cell
    was lost), they are taken there. ``encima``: the merged cells that cover places of the row."""
    cruda = _en(plantilla, renglon, 0, norma_, encima)
    primera = plantilla.columnas.get("linea", plantilla.columnas.get("numero", (-1,)))[0] == 0
    if primera and plantilla.columnas["descripcion"][0] == 1 and _es_de_descripcion(renglon.texto(0)):
        corrida = _en(plantilla, renglon, 1, Norma())
        if corrida.numero is not None and corrida.reparo is None:
            return corrida
    return cruda


def de_una_celda(renglon: Renglon) -> Cruda | None:
    """A row all of whose cells were taken for one, over the table's columns: a goal's number, words and figures. It has the
    reason why it is set aside."""
    llenas = renglon.llenas()
    if len(llenas) != 1 or llenas[0][1].columnas < _MIN_CUBIERTAS:
        return None
    celda = llenas[0][1]
    palabras = celda.texto.split()
    if numeros.solo(palabras[0]) is None or sum(map(cifras.es_cifra, palabras[1:])) < _MIN_CUBIERTAS:
        return None
    return Cruda(renglon, numeros.solo(palabras[0]), "", reparo=(celda, "todo el renglón está en una sola celda"))


@functools.lru_cache(maxsize=4096)
def _es_de_descripcion(texto: str) -> bool:
    """Whether a text opens with a goal's number, as no list of codes does."""
    return numeros.en_texto(texto, estricto=True) is not None and not es_lista_de_codigos(texto)


def _en(
    plantilla: Plantilla,
    renglon: Renglon,
    salto: int,
    norma_: Norma,
    encima: Mapping[int, CeldaLeida] | None = None,
) -> Cruda:
    piezas: dict[str, list[CeldaLeida]] = {}
    celdas = renglon.celdas
    ancho = len(celdas)
    for campo, columna in plantilla.lugares:
        lugar = columna - salto
        if 0 <= lugar < ancho and (celda := celdas[lugar]).texto:
            if campo in piezas:
                piezas[campo].append(celda)
            else:
                piezas[campo] = [celda]
    if encima and any(es_de_cifras(c) for c in piezas):
        for campo in _HEREDADOS:
            columna = plantilla.columnas.get(campo, (-1,))[0]
            if columna in encima and campo not in piezas:
                piezas[campo] = [encima[columna]]
    ilegibles = _ilegibles(piezas) if plantilla.clave is None else {}
    for campo in ilegibles:
        del piezas[campo]
    sobrantes = [c for c in celdas[max(plantilla.ancho - salto, 0) :] if c.texto]
    numero, descripcion = _numero_y_descripcion(piezas)
    cruda = Cruda(renglon, numero, descripcion, piezas, ilegibles=ilegibles)
    cruda.reparo = reparo(cruda, plantilla, sobrantes, norma_)
    if cruda.reparo is None and sobrantes:
        # Words beyond the last column, with every figure in place: the observation held the delimiter.
        piezas.setdefault("observacion", []).extend(sobrantes)
    cruda.revisada = cruda.reparo is None and not sobrantes
    return cruda


def _ilegibles(piezas: Mapping[str, list[CeldaLeida]]) -> dict[str, CeldaLeida]:
    """The quarters' figures and the percentage of a scanned row in which no figure is read, where a stamp or a signature
    covers some: as many of its figures are read, and among them those that tell how the goal ended. A word that is read surely
    is none: it stands in another column."""
    leidas = [c for c, suyas in piezas.items() if es_de_cifras(c) and all(cifras.es_reporte(p.texto) for p in suyas)]
    if not set(_DECIDEN) <= set(leidas):
        return {}
    tapadas = {
        campo: suyas[0]
        for campo, suyas in piezas.items()
        if campo in _DE_UN_TRIMESTRE and len(suyas) == 1 and campo not in leidas and _mal_leida(suyas[0])
    }
    return tapadas if len(tapadas) <= len(leidas) else {}


def _mal_leida(celda: CeldaLeida) -> bool:
    confianza = celda.celda.confianza
    return confianza is not None and (confianza < _PALABRA_SEGURA or sum(c.isalpha() for c in celda.texto) <= _MAX_SIGNOS)


def _numero_y_descripcion(piezas: Mapping[str, list[CeldaLeida]]) -> tuple[str | None, str]:
    texto = piezas["descripcion"][0].texto if "descripcion" in piezas else ""
    if "numero" in piezas and (impreso := numeros.solo(piezas["numero"][0].texto)):
        propio = numeros.en_texto(texto, estricto=True)
        repetido = propio is not None and propio[0] == impreso
        return impreso, texto[propio[1] :] if propio and repetido else texto
    hallado = numeros.en_texto(texto, estricto=True)
    if hallado is None and any(c.startswith(("programado", "alcanzado", "meta_anual", "T")) for c in piezas):
        hallado = numeros.en_texto(texto, estricto=False)
    return (hallado[0], texto[hallado[1] :]) if hallado else (None, texto)


# --- whether the cells fit ------------------------------------------------------------------------------------------


def reparo(
    cruda: Cruda, plantilla: Plantilla, sobrantes: Sequence[CeldaLeida], norma_: Norma
) -> tuple[CeldaLeida | None, str] | None:
    """Why a row can't be trusted: the cell and the reason; None if its cells fit."""
    con_cifras = cruda.cifras()
    if not con_cifras:
        # Figures beyond the last column, and none in it: the columns are not those of the heading.
        fuera = next(((s, _SOBRAN) for s in sobrantes if cifras.es_cifra(s.texto)), None)
        return fuera or _reparo_de_palabras(cruda, plantilla)
    for campo in con_cifras:
        for pieza in cruda.piezas[campo]:
            if not cifras.es_reporte(pieza.texto):
                return pieza, f"«{_breve(pieza.texto)}», en la columna «{plantilla.etiqueta(campo)}», no es una cifra"
    return (
        _reparo_de_palabras(cruda, plantilla)
        or _reparo_de_porcentajes(cruda, plantilla, con_cifras)
        or _reparo_de_ancho(cruda, plantilla, sobrantes, norma_)
    )


def _reparo_de_palabras(cruda: Cruda, plantilla: Plantilla) -> tuple[CeldaLeida | None, str] | None:
    for campo in ("descripcion", "unidad_medida", "observacion"):
        for pieza in cruda.piezas.get(campo, ()):
            if cifras.es_cifra(pieza.texto):
                return (
                    pieza,
                    f"«{pieza.texto}», en la columna «{plantilla.etiqueta(campo)}», es una cifra y no un texto",
                )
    return None


def _reparo_de_porcentajes(cruda: Cruda, plantilla: Plantilla, con_cifras: Sequence[str]) -> tuple[CeldaLeida | None, str] | None:
    """A percent sign among quantities, unless the goal itself is a percentage."""
    for campo in con_cifras:
        for pieza in cruda.piezas[campo]:
            if campo not in ("avance_relativo", "porcentaje") and "%" in pieza.texto:
                if "%" in cruda.texto("meta_anual") or _PORCENTUAL.search(plegar(cruda.texto("unidad_medida"))):
                    return None
                return pieza, f"«{pieza.texto}», en la columna «{plantilla.etiqueta(campo)}», es un porcentaje"
    return None


def _reparo_de_ancho(
    cruda: Cruda, plantilla: Plantilla, sobrantes: Sequence[CeldaLeida], norma_: Norma
) -> tuple[CeldaLeida | None, str] | None:
    """A row of another width than the table's, with a sign that its cells moved."""
    celdas = cruda.renglon.celdas
    # Words beyond the last column are the rest of an observation that held the delimiter, if it stands in its column.
    movida = "observacion" not in cruda.piezas or any(cifras.es_cifra(s.texto) for s in sobrantes)
    if sobrantes and movida:
        return sobrantes[0], _SOBRAN
    # A short row whose last cell is filled lost its blank tail; one that ends blank lost a cell inside.
    if norma_.ancho and len(celdas) < min(norma_.ancho, plantilla.ancho) and not celdas[-1].texto:
        return None, f"tiene {len(celdas)} celdas y la tabla {norma_.ancho} columnas"
    relativo = cruda.texto("avance_relativo")
    # A longer row with nothing in its last columns of figures: no cell tells whether the others moved.
    sin_ancla = not relativo and "avance_absoluto" not in cruda.piezas and "avance_relativo" in plantilla.columnas
    if norma_.ancho >= plantilla.ancho and len(celdas) > norma_.ancho and sin_ancla:
        return None, f"tiene {len(celdas)} celdas y la tabla {norma_.ancho} columnas"
    sin_signo = norma_.con_signo and cifras.es_cifra(relativo) and "%" not in relativo
    if norma_.ancho and len(celdas) != norma_.ancho and sin_signo:
        columna = plantilla.etiqueta("avance_relativo")
        return cruda.piezas["avance_relativo"][0], f"«{relativo}», en la columna «{columna}», no es un porcentaje"
    return None


def _breve(texto: str) -> str:
    return texto if len(texto) <= 40 else texto[:39] + "…"
