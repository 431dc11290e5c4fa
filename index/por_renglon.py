"""Tables where a goal runs over several rows: a row a quarter (or a month), or a row a measure. A cell of the row, its
key, tells which; the columns then name the other half."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, zip_longest

from index import cifras
from index.encabezado import Filas, Rotulo, campos_por_columna
from index.periodos import ordinal
from index.plantillas import Plantilla, desempatar, parte, sin_debiles
from index.poa import TRIMESTRES
from index.readers.hoja import Renglon
from index.rotulos import Etiqueta, Vocabulario
from index.textos import plegar

#: A cell that tells a row's period or measure is no longer than this.
_MAX_CLAVE = 40
_ENTRE_MEDIDAS = re.compile(r"\s*(?:/|\||;|\by\b)\s*")
_TITULO_DE_PERIODO = r"(?:trimestre|trim\.?|periodo)"
_MIN_PARTE = 0.6
_NINGUNA = Etiqueta()
#: So many rows show whether a table is of these.
_MUESTRA = 120


def de_varios_renglones(filas: Filas, datos: Sequence[Renglon], voc: Vocabulario) -> Plantilla | None:
    """The columns of a table where each row is a quarter (or a measure) of a goal, which a cell of the row tells."""
    ancho = max((r.columna + r.columnas for fila in filas for r in fila), default=0)
    datos = [r for r in datos[:_MUESTRA] if _tiene_cifras(r)]
    ancho = max([ancho, *(len(r.celdas) for r in datos[:40])])
    sueltos = [r for fila in filas for r in fila]
    # Where the heading names the quarters, "PERIODO" is the title over them.
    titulos = {r.columna for r in sueltos if re.fullmatch(_TITULO_DE_PERIODO, plegar(r.texto))}
    titulos = set() if any(r.es_periodo for r in sueltos) else titulos
    por_columna = zip_longest(*[[c.texto for c in r.celdas] for r in datos], fillvalue="")
    for columna, escritos in enumerate(islice(por_columna, ancho)):
        textos = [t for t in escritos if t and len(t) <= _MAX_CLAVE]
        if len(textos) < 2 or len(textos) < _MIN_PARTE * len(datos):
            continue
        if columna not in titulos and _de_cifras(textos):
            continue  # a column of figures tells nothing, and most columns are
        claves = _claves(textos, voc, columna in titulos)
        vistos = {e.periodo for e in claves if e.de_periodo and not e.medida}
        if len(vistos) > 1 and sum(e.periodo in vistos for e in claves) >= _MIN_PARTE * len(claves):
            return _por_renglon_de_periodo(filas, columna, ancho, datos, voc)
        medidas = {e.medida for e in claves if not e.periodo}
        if {"programado", "alcanzado"} <= medidas and sum(bool(e.medida) for e in claves) >= 0.9 * len(claves):
            return _por_renglon_de_medida(filas, columna, ancho, datos, voc)
    return None


def de_otro_trimestre(filas: Filas, datos: Sequence[Renglon], periodo: str | None, voc: Vocabulario) -> Rotulo | None:
    """The title "Trimestre" of a column whose cells name another quarter than that of the form (``periodo``), where the
    heading names none: the figures beside them are of those quarters, though not all of the table's rows came out whole."""
    sueltos = [r for fila in filas for r in fila]
    if any(r.es_periodo for r in sueltos):
        return None
    for titulo in (r for r in sueltos if re.fullmatch(_TITULO_DE_PERIODO, plegar(r.texto))):
        textos = (t for r in datos[:_MUESTRA] if (t := r.texto(titulo.columna)) and len(t) <= _MAX_CLAVE)
        textos = (t for t in textos if not cifras.es_cifra(t))  # the first of the figures of "the quarter"
        if any((ordinal(t) or voc.etiquetar(t).periodo) in {*TRIMESTRES} - {periodo} for t in textos):
            return titulo
    return None


def _de_cifras(textos: Sequence[str]) -> bool:
    """Whether too many of a column's texts are figures for it to tell rows apart."""
    bastan = int((1 - _MIN_PARTE) * len(textos)) + 1
    return all(map(cifras.es_cifra, textos[:bastan])) or sum(map(cifras.es_cifra, textos)) >= bastan


def _tiene_cifras(renglon: Renglon) -> bool:
    """Whether a row has a figure; they stand behind the words."""
    return any(cifras.es_cifra(celda.texto) for _, celda in reversed(renglon.llenas()))


def _claves(textos: Sequence[str], voc: Vocabulario, titulada: bool) -> list[Etiqueta]:
    """What the cells of a column name; none as soon as too many of them name nothing."""
    claves: list[Etiqueta] = []
    ajenas = (1 - _MIN_PARTE) * len(textos)
    for texto in textos:
        if titulada and (trimestre := ordinal(texto)):
            clave = Etiqueta(periodo=trimestre)  # under a title "Trimestre" a lone ordinal ("Segundo", "2") is a quarter
        else:
            clave = _NINGUNA if cifras.es_cifra(texto) else voc.etiquetar(texto)
        claves.append(clave)
        if clave.periodo is None and clave.medida is None:
            ajenas -= 1
            if ajenas < 0:
                return []
    return claves


def _por_renglon_de_periodo(filas: Filas, clave: int, ancho: int, datos: Sequence[Renglon], voc: Vocabulario) -> Plantilla | None:
    """A row a quarter: the columns are measures."""
    sueltos = [r for fila in filas for r in fila if r.columna != clave]
    # "Meta" beside "Programado" is the column of the goal's number or words.
    solas = {r.etiqueta.medida for r in sueltos if r.etiqueta.campo is None and not r.es_periodo}
    medidas = {r.columna: r for r in sueltos if _mide(r, datos) and (r.etiqueta.campo is None or r.etiqueta.medida not in solas)}
    campos = campos_por_columna(filas, {clave, *medidas}, voc)
    columnas = {campo: indices for campo, indices in desempatar(sin_debiles(_agrupar(campos), campos, datos), datos).items()}
    for columna, r in sorted(medidas.items()):
        columnas.setdefault(r.etiqueta.medida or "", (columna,))
    return _de_apilada(columnas, "periodo", clave, ancho, campos, "alcanzado" in columnas)


def _por_renglon_de_medida(filas: Filas, clave: int, ancho: int, datos: Sequence[Renglon], voc: Vocabulario) -> Plantilla | None:
    """A row a measure: the columns are periods."""
    periodos = {
        r.columna: r for fila in filas for r in fila
        if (r.es_periodo or r.periodo in ("anual", "acumulado")) and r.columna != clave
    }  # fmt: skip
    totales = {r.columna: periodo for fila in filas for r in fila if (periodo := _de_ambas(r, voc)) and r.columna != clave}
    campos = campos_por_columna(filas, {clave, *periodos, *totales}, voc)
    columnas = {campo: indices for campo, indices in desempatar(sin_debiles(_agrupar(campos), campos, datos), datos).items()}
    for columna, periodo in sorted(({c: r.periodo or "" for c, r in periodos.items()} | totales).items()):
        columnas.setdefault(periodo, (columna,))
    suficientes = sum(r.es_periodo for r in periodos.values()) >= 2
    return _de_apilada(columnas, "medida", clave, ancho, campos, suficientes)


def _de_ambas(rotulo: Rotulo, voc: Vocabulario) -> str | None:
    """Whose total a column is that names both measures' ("Anual programado / acumulado alcanzado"): each row's own. "anual",
    or "acumulado" where what is programmed is up to the cut too; None for any other column."""
    partes = [voc.etiquetar(p) for p in _ENTRE_MEDIDAS.split(rotulo.texto)]
    if len(partes) != 2 or not (
        partes[1].campo == "avance_absoluto" or (partes[1].campo, partes[1].medida) == (None, "alcanzado")
    ):
        return None
    if partes[0].campo == "programado_acumulado":
        return "acumulado"
    return "anual" if partes[0].campo == "meta_anual" or (partes[0].campo, partes[0].medida) == (None, "programado") else None


def _mide(rotulo: Rotulo, datos: Sequence[Renglon]) -> bool:
    """Whether a heading cell names a measure: by its word, or, where the word may also name a column ("Meta"), by the
    figures below it."""
    e = rotulo.etiqueta
    if e.medida is None or rotulo.es_periodo or e.campo not in (None, "descripcion", "avance"):
        return False
    return e.campo is None or parte(datos, rotulo.columna, cifras.es_cifra, llenas=1) > _MIN_PARTE


def _agrupar(campos: Sequence[tuple[str, int, str]]) -> dict[str, tuple[int, ...]]:
    columnas: dict[str, tuple[int, ...]] = {}
    for campo, columna, _ in campos:
        columnas[campo] = (*columnas.get(campo, ()), columna)
    return columnas


def _de_apilada(
    columnas: dict[str, tuple[int, ...]],
    tipo: str,
    clave: int,
    ancho: int,
    campos: Sequence[tuple[str, int, str]],
    basta: bool,
) -> Plantilla | None:
    if "descripcion" not in columnas or not basta:
        return None
    etiquetas = {campo: texto for campo, _, texto in campos}
    return Plantilla({**columnas, "clave": (clave,)}, ancho, etiquetas, clave="periodo" if tipo == "periodo" else "medida")
