"""Goals whose title and labels stand over their rows by quarter, below the heading of the whole table.

    Meta | Trimestre | Planeado | Logrado | Observaciones
    Meta 1. Reparar fugas de agua
    Unidad de medida: Fuga   Meta anual: 40
    1 | Primer trimestre | 10 | 9 |
    1 | Segundo trimestre | 10 | 8 |

What is said once of a goal is given to its rows, in columns of its own behind those of the table, which is then one whose
rows are quarters (``por_renglon``). A table of which a row is neither a title, a label nor a quarter's is left as it is from
there on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index import cifras
from index.fichas import apertura
from index.pares import pares
from index.periodos import ordinal
from index.readers.hoja import CeldaLeida, Renglon
from index.rotulos import Vocabulario, es_de_cifras

#: The columns that such a table is given, with titles that name them.
_TITULOS = {
    "numero": "No.", "descripcion": "Descripción", "unidad_medida": "Unidad de medida", "linea": "Línea de acción",
    "meta_anual": "Meta anual", "meta_modificada": "Meta modificada", "avance_absoluto": "Avance absoluto",
    "avance_relativo": "Avance relativo", "observacion": "Observaciones",
}  # fmt: skip
#: Of these the row of one quarter is given the goal's, for another one would be that quarter's.
_UNA_VEZ = frozenset(("avance_absoluto", "avance_relativo", "observacion"))
#: Columns and rows of one of these tables, at least: whose quarter, what was programmed and what was achieved; two quarters.
_MIN_COLUMNAS, _MIN_RENGLONES = 3, 2
_DE_CADA_UNO = {"programado": "Programado", "alcanzado": "Alcanzado"}
_TOTALES = ("acumulado", "anual")


@dataclass(slots=True)
class _Titulada:
    """A goal: its fields as cells, and its rows."""

    numero: str
    campos: dict[str, CeldaLeida]
    renglones: list[Renglon] = field(default_factory=list)


@dataclass(slots=True)
class _Tabla:
    """The heading, the column that tells the quarter, that of the observations, and the goals."""

    encabezado: Renglon
    voc: Vocabulario
    clave: int | None = None
    metas: list[_Titulada] = field(default_factory=list)


def con_su_titulo(renglones: Sequence[Renglon], voc: Vocabulario) -> Sequence[Renglon]:
    """The rows, those of such tables with what is said once of their goals in each."""
    salida: list[Renglon] = []
    i = 0
    while i < len(renglones):
        tabla, fin = _tabla(renglones, i, voc) if _encabeza(renglones, i, voc) else (None, i)
        if tabla is None:
            salida.append(renglones[i])
            i += 1
        else:
            salida += _extendida(tabla)
            i = fin
    return salida


def _encabeza(renglones: Sequence[Renglon], i: int, voc: Vocabulario) -> bool:
    """Whether a row is the heading of a table by quarter, with a goal's title right below it."""
    llenas = renglones[i].llenas()
    if len(llenas) < _MIN_COLUMNAS or i + 1 >= len(renglones) or any(cifras.es_cifra(c.texto) for _, c in llenas):
        return False
    etiquetas = [voc.etiquetar(c.texto) for _, c in llenas]
    con_ambas = {e.medida for e in etiquetas}.issuperset(_DE_CADA_UNO)
    return con_ambas and not any(e.de_periodo for e in etiquetas) and _titulo(renglones[i + 1], voc) is not None


def _titulo(renglon: Renglon, voc: Vocabulario) -> _Titulada | None:
    """The goal that a row is the title of: its number and its words, and nothing else."""
    if len(renglon.llenas()) > 2 or any(cifras.es_cifra(c.texto) for _, c in renglon.llenas()[1:]):
        return None
    abierta = apertura(renglon, voc)
    numero, celda, descripcion = abierta or ("", None, None)
    if celda is None or descripcion is None:
        return None
    return _Titulada(numero, {"numero": replace(celda, texto=numero), "descripcion": descripcion})


def _tabla(renglones: Sequence[Renglon], inicio: int, voc: Vocabulario) -> tuple[_Tabla | None, int]:
    """The table whose heading stands at a row, and where it ends; None where its rows are not by quarter."""
    tabla = _Tabla(renglones[inicio], voc)
    i = inicio + 1
    while i < len(renglones):
        renglon = renglones[i]
        if (meta := _titulo(renglon, voc)) is not None:
            tabla.metas.append(meta)
        elif not _es_el_mismo(renglon, tabla.encabezado) and not _anotar(tabla, renglon):
            break
        i += 1
    con_todos = all(len(m.renglones) >= _MIN_RENGLONES for m in tabla.metas)
    return (tabla, i) if tabla.metas and con_todos else (None, inicio)


def _es_el_mismo(renglon: Renglon, encabezado: Renglon) -> bool:
    """Whether a row is the heading again, on another page."""
    return [c.texto for _, c in renglon.llenas()] == [c.texto for _, c in encabezado.llenas()]


def _anotar(tabla: _Tabla, renglon: Renglon) -> bool:
    """Note a row of the open goal: of a quarter, of the year, or its labels; False for any other."""
    meta = tabla.metas[-1]
    if (clave := _columna_clave(tabla, renglon)) is not None:
        tabla.clave = clave
        meta.renglones.append(renglon)
        return True
    return _anotar_total(tabla, meta, renglon) or _anotar_rotulos(tabla, meta, renglon)


def _columna_clave(tabla: _Tabla, renglon: Renglon) -> int | None:
    """The column of a row's quarter (or of the name of its totals), the same in all rows; None where it names none."""
    if not any(cifras.es_reporte(c.texto) for _, c in renglon.llenas()):
        return None
    for columna, celda in renglon.llenas():
        if cifras.es_cifra(celda.texto) or tabla.clave not in (None, columna):
            continue
        etiqueta = tabla.voc.etiquetar(celda.texto)
        de_total = tabla.clave is not None and etiqueta.periodo in _TOTALES
        if de_total or etiqueta.de_periodo or ordinal(celda.texto):
            return None if etiqueta.medida or (etiqueta.campo and not de_total) else columna
    return None


def _anotar_total(tabla: _Tabla, meta: _Titulada, renglon: Renglon) -> bool:
    """Note a row whose key names a figure of the goal ("Porcentaje de avance | | 98 %"), with a remark beside it."""
    if tabla.clave is None or not renglon.texto(tabla.clave):
        return False
    campo = tabla.voc.etiquetar(renglon.texto(tabla.clave)).campo
    otras = [(i, c) for i, c in renglon.llenas() if i > tabla.clave]
    figuras = [c for _, c in otras if cifras.es_reporte(c.texto)]
    textos = [(i, c) for i, c in otras if not cifras.es_reporte(c.texto)]
    if campo is None or not es_de_cifras(campo) or campo not in _TITULOS or len(figuras) != 1 or campo in meta.campos:
        return False
    if any(tabla.voc.etiquetar(tabla.encabezado.texto(i)).campo != "observacion" for i, _ in textos) or len(textos) > 1:
        return False
    meta.campos[campo] = figuras[0]
    for _, celda in textos:
        meta.campos.setdefault("observacion", celda)
    return True


def _anotar_rotulos(tabla: _Tabla, meta: _Titulada, renglon: Renglon) -> bool:
    """Note a row of labels with one value each ("Unidad de medida: Fuga   Meta anual: 40")."""
    hechos = list(pares(renglon, tabla.voc))
    if not hechos or any(e.campo not in _TITULOS or len(v) != 1 or e.campo in meta.campos for e, v in hechos):
        return False
    if sum(len(v) for _, v in hechos) < len(renglon.llenas()) / 2:
        return False
    for etiqueta, (valor,) in hechos:
        meta.campos[etiqueta.campo or ""] = valor
    return True


# --- the table with all its columns ---------------------------------------------------------------------------------


def _extendida(tabla: _Tabla) -> Iterator[Renglon]:
    """The heading and the rows, with the columns that the titles and labels fill."""
    ancho = max(len(r.celdas) for r in (tabla.encabezado, *(r for m in tabla.metas for r in m.renglones)))
    suya = next((i for i, c in tabla.encabezado.llenas() if tabla.voc.etiquetar(c.texto).campo == "observacion"), None)
    numerada = _la_del_numero(tabla)
    campos = [c for c in _TITULOS if any(c in m.campos for m in tabla.metas) and not (c == "observacion" and suya is not None)]
    titulos = {c: CeldaLeida(_TITULOS[c], tabla.encabezado.llenas()[-1][1].celda) for c in campos}
    yield _con(_de_cada_uno(tabla), titulos, campos, ancho, numerada)
    for meta in tabla.metas:
        for n, renglon in enumerate(meta.renglones):
            propios = {c: v for c, v in meta.campos.items() if n == 0 or c not in _UNA_VEZ}
            extendido = _con(renglon, propios, campos, ancho, numerada)
            if suya is not None and "observacion" in propios and not renglon.texto(suya):
                celdas = extendido.celdas
                extendido = Renglon((*celdas[:suya], propios["observacion"], *celdas[suya + 1 :]))
            yield extendido


def _de_cada_uno(tabla: _Tabla) -> Renglon:
    """The heading, a title that would name the year's figure ("Meta programada") as that of each row's."""
    celdas = list(tabla.encabezado.celdas)
    for columna, celda in tabla.encabezado.llenas():
        etiqueta = tabla.voc.etiquetar(celda.texto)
        if etiqueta.medida in _DE_CADA_UNO and es_de_cifras(etiqueta.campo or ""):
            celdas[columna] = replace(celda, texto=_DE_CADA_UNO[etiqueta.medida])
    return Renglon(tuple(celdas))


def _la_del_numero(tabla: _Tabla) -> int | None:
    """The column that repeats each goal's number beside its rows."""
    for columna, celda in tabla.encabezado.llenas():
        if columna == tabla.clave or tabla.voc.etiquetar(celda.texto).campo not in ("numero", "descripcion"):
            continue
        escritos = [(m.numero, t) for m in tabla.metas for r in m.renglones if (t := r.texto(columna))]
        if all(t.rstrip(".-) ") == numero for numero, t in escritos):
            return columna
    return None


def _con(
    renglon: Renglon, propios: dict[str, CeldaLeida], campos: Sequence[str], ancho: int, numerada: int | None
) -> Renglon:
    """A row without its goal's number, widened to the table's columns, and some fields' cells behind them."""
    blanca = CeldaLeida("", renglon.llenas()[0][1].celda)
    celdas = [blanca if i == numerada else c for i, c in enumerate(renglon.celdas)]
    celdas += [blanca] * (ancho - len(celdas))
    return Renglon((*celdas, *(propios.get(c, blanca) for c in campos)))
