"""What of a form or of its tables is not read: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from index import filas, layouts, paginas
from index.cabecera import Cabecera
from index.formas import Forma
from index.paginas import Tramo
from index.plantillas import Plantilla
from index.poa import Apartado
from index.readers.hoja import Hoja

#: Letters of a heading that a message quotes.
_MAX_CITADO = 80
#: A sheet without any table of goals looks like holding one from so many rows of figures on.
_MIN_FILAS = 5
#: Rows of figures above the first table of a page, from which on they look like goals that are not read.
_MIN_SUELTAS = 2
_SIN_ENCABEZADO = (
    "Hay renglones de cifras que no están bajo el encabezado de una tabla y no se leyeron.",
    "Repita sobre ellos el encabezado de sus columnas y vuelva a cargar el archivo.",
)


def sin_encabezado(forma: Forma) -> list[Apartado]:
    """The rows of figures of a form that stand under no heading."""
    sueltas = [r for p in forma.paginas if not p.tramos for r in p.cabecera if paginas.es_fila(r)]
    unidad = forma.cabecera.valores.get("unidad")
    return [Apartado(filas.lugar(sueltas[0]), *_SIN_ENCABEZADO, unidad)] if len(sueltas) >= _MIN_SUELTAS else []


def sin_columnas(tramo: Tramo, forma: Forma) -> tuple[str, str]:
    """Why a table is set aside, and the remedy."""
    motivo = layouts.por_que_no(tramo.encabezado, forma.voc, tramo.renglones, forma.cabecera.periodo)
    return (
        f"No se reconocen las columnas de la tabla que empieza en este renglón{f' ({motivo})' if motivo else ''}.",
        "Revise que el encabezado nombre descripción, trimestres y programado/alcanzado, o describa sus columnas en un "
        "diseño (docs/disenos.md).",
    )


def de_tabla(plantilla: Plantilla) -> list[tuple[str, str]]:
    """What of a table is not read, and the remedy."""
    salida = []
    if plantilla.sin_periodo:
        salida.append(
            (
                "Ni el encabezado ni la tabla dicen a qué trimestre corresponden las columnas "
                f"{_entre_comillas(plantilla.sin_periodo)}.",
                "Escriba el trimestre en el encabezado (por ejemplo, «Trimestre: Segundo») y vuelva a cargar el archivo.",
            )
        )
    if plantilla.sin_leer:
        salida.append(
            (
                f"No se leyeron las cifras de {_entre_comillas(plantilla.sin_leer)}: no se entiende qué nombra el encabezado.",
                "Corrija el encabezado de esas columnas, o descríbalas en un diseño (docs/disenos.md), y vuelva a cargar el "
                "archivo.",
            )
        )
    if plantilla.sin_textos:
        salida.append(
            (
                f"No se leyeron los textos de {_entre_comillas(plantilla.sin_textos)}: no se entiende qué nombra el encabezado.",
                "Si son las observaciones o la unidad de medida, corrija el encabezado o descríbalo en un diseño "
                "(docs/disenos.md); si no, declárelo «ignorar» en él.",
            )
        )
    return salida


def _entre_comillas(textos: Sequence[str]) -> str:
    return ", ".join(f"«{t}»" if len(t) <= _MAX_CITADO else f"«{t[:_MAX_CITADO]}…»" for t in textos)


def como_indicar(leida: Cabecera) -> str:
    """The order that loads a file with what it does not say of itself."""
    opciones = [("municipio", "--municipio «…»"), ("unidad", "--unidad «clave nombre»")]
    faltan = [opcion for campo, opcion in opciones if not leida.valores.get(campo)]
    faltan += [] if leida.corte else ["--corte AAAA-MM-DD"]
    return f"Indíquelo al cargarlo, en la pestaña Informes o con la orden poa ingest ARCHIVO {' '.join(faltan)}."


def sin_tabla(forma: Forma) -> Apartado:
    """A form that has no table of goals."""
    return Apartado(
        lugar=filas.lugar(forma.primero),
        motivo="El formato que empieza aquí no tiene una tabla de metas.",
        remedio="Revise que el archivo se haya guardado completo.",
        unidad=forma.cabecera.valores.get("unidad"),
    )


def hoja_con_cifras(hoja: Hoja) -> Apartado | None:
    """A sheet of a workbook that has rows of figures and no table that is recognised; covers and lists have none."""
    if hoja.nombre is None or sum(paginas.es_fila(r) for r in hoja.renglones) < _MIN_FILAS:
        return None
    return Apartado(
        lugar=f"hoja «{hoja.nombre}»",
        motivo="Tiene renglones de cifras y no se halla en ella una tabla de metas con sus columnas.",
        remedio="Si contiene metas, revise sus encabezados o descríbalos en un diseño (docs/disenos.md).",
    )
