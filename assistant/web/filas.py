"""Rows of an answer → the sortable table under it, as inert HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.web.recado import preguntar
from assistant.web.seguro import texto
from assistant.wording import cifra, porciento

#: Rows that the page shows; a file has them all.
MAX_FILAS = 300
ESTADOS = {
    "sin_programacion": "Sin programación",
    "sin_reporte": "Sin reporte",
    "sin_avance": "Sin avance",
    "no_cumplida": "No cumplida",
    "cumplida": "Cumplida",
    "rebasada": "Rebasada",
    "en_proceso": "En proceso",
}

Fila = Mapping[str, Any]


class Columna(NamedTuple):
    """A heading, the class of its cells and how a row's cell is written, as HTML."""

    titulo: str
    clase: str
    celda: Callable[[Fila], str]


def pregunta_de(f: Fila) -> str:
    """The question that opens one meta."""
    return f"¿Cuál fue el avance de la meta {f['meta']} de la unidad {f['unidad']} en {f['ejercicio']}?"


def estado(valor: str) -> str:
    """A state as a label."""
    return f'<span class="estado {texto(valor).replace("&#95;", "_")}">{texto(ESTADOS.get(valor, valor))}</span>'


def causas(valores: Sequence[str]) -> str:
    """Causes in words."""
    return texto(", ".join(ETIQUETAS_CAUSA.get(c, c) for c in valores))


def _mayuscula(palabras: str) -> str:
    return palabras[:1].upper() + palabras[1:]


def _numero(valor: float | None) -> str:
    """A quantity; not reported is an empty cell, never 0."""
    return "" if valor is None else texto(cifra(valor))


_DE_MAS = {
    "municipio": Columna("Municipio", "", lambda f: texto(f["municipio"])),
    "ejercicio": Columna("Ejercicio", "num", lambda f: texto(f["ejercicio"])),
}


def _columnas(nombre: Callable[[str], str]) -> tuple[Columna, ...]:
    return (
        Columna("Unidad", "unidad", lambda f: f"<strong>{texto(f['unidad'])}</strong> {texto(nombre(f['unidad_nombre']))}"),
        Columna("Meta", "meta", lambda f: preguntar(pregunta_de(f), f["meta"], titulo=f"Ver la meta {f['meta']}")),
        Columna("Descripción", "larga", lambda f: f"<div>{texto(f['descripcion'])}</div>"),
        Columna("Medida", "", lambda f: texto(f["unidad_medida"])),
        Columna("Meta anual", "num", lambda f: _numero(f["meta_anual"])),
        Columna("Alcanzado", "num", lambda f: _numero(f["avance_absoluto"])),
        Columna("Avance", "num", lambda f: "" if f["avance_calculado"] is None else texto(porciento(f["avance_calculado"]))),
        Columna("Estado", "", lambda f: estado(f["estado"])),
        Columna("Causas", "", lambda f: _mayuscula(causas(f["causas"]))),
        Columna("Observación", "larga", lambda f: f"<div>{texto(f['observacion'])}</div>" if f["observacion"] else ""),
    )


def tabla(filas: Sequence[Fila], nombre: Callable[[str], str] = str) -> str:
    """The table of some contract rows. ``nombre`` words a unit's printed name. Municipality and year get a column
    where the rows are of several."""
    if not filas:
        return ""
    varias = [c for k, c in _DE_MAS.items() if len({f[k] for f in filas}) > 1]
    return ordenable("Metas de la respuesta", (*varias, *_columnas(nombre)), filas, MAX_FILAS)


def ordenable(titulo: str, columnas: Sequence[Columna], filas: Sequence[Fila], tope: int) -> str:
    """A table that ``pagina.js`` sorts by its headings."""
    cabeza = "".join(f'<th scope="col" class="{c.clase}">{texto(c.titulo)}</th>' for c in columnas)
    cuerpo = "".join(
        "<tr>" + "".join(f'<td class="{c.clase}">{c.celda(f)}</td>' for c in columnas) + "</tr>" for f in filas[:tope]
    )
    resto = len(filas) - tope
    nota = (
        f'<p class="nota">Aquí se muestran {tope:,} de {len(filas):,}; descárguelas todas desde la respuesta.</p>'
        if resto > 0
        else ""
    )
    return (
        f'<div class="marco ancho" tabindex="0"><table class="datos ordenable"><caption class="oculto">{texto(titulo)}</caption>'
        f"<thead><tr>{cabeza}</tr></thead><tbody>{cuerpo}</tbody></table></div>{nota}"
    )
