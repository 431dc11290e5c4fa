"""A citation in words, for a foot- or endnote: the document, the place, what is printed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

CAMPOS = {
    "linea": "línea de acción", "descripcion": "descripción", "unidad_medida": "unidad de medida", "meta_anual": "meta anual", "avance_absoluto": "avance absoluto",
    "avance_relativo": "avance relativo", "observacion": "observación", "unidad": "unidad ejecutora", "unidad_nombre": "nombre de la unidad", "programa": "programa",
    "programa_nombre": "nombre del programa", "ramo": "ramo", "ramo_nombre": "nombre del ramo", "corte": "fecha de corte", "ejercicio": "ejercicio", "municipio": "municipio",
}  # fmt: skip
_PERIODOS = {"T1": "primer trimestre", "T2": "segundo trimestre", "T3": "tercer trimestre", "T4": "cuarto trimestre"}
#: A note shows this much of a printed text.
MAX_LITERAL = 160


def campo(nombre: str) -> str:
    """A field in words: programado.T3 → programado del tercer trimestre."""
    base, _, periodo = nombre.partition(".")
    if periodo in _PERIODOS:
        return f"{base} del {_PERIODOS[periodo]}"
    return f"firma de quien {base and {'elaboro': 'elaboró', 'reviso': 'revisó', 'autorizo': 'autorizó'}.get(periodo, periodo)}" if base == "firma" else CAMPOS.get(base, base)


def lugar(c: Mapping[str, Any]) -> str:
    """renglón 125, columna 13; hoja «T4», celda B7; página 2."""
    nombres = (("sheet", "hoja"), ("page", "página"), ("cell", "celda"), ("line", "renglón"), ("column", "columna"))
    return ", ".join(f"{nombre} {c[k]}" for k, nombre in nombres if c.get(k))


def nota(citas: Sequence[Mapping[str, Any]]) -> str:
    """What the citations of one marker say, cells of one row together."""
    partes = []
    for (documento, meta, unidad), grupo in groupby(citas, key=lambda c: (c.get("document"), c.get("meta"), c.get("unidad"))):
        suyas = list(grupo)
        if documento is None:
            partes += [_conjunto(c) for c in suyas]
            continue
        de = f"meta {meta} de la unidad {unidad}" if meta else f"encabezado de la unidad {unidad}" if unidad else "encabezado"
        partes.append(f"{documento}, {de}: " + "; ".join(f"{campo(str(c['field']))} «{_literal(c)}» ({lugar(c)})" for c in suyas))
    return ". ".join(partes) + "."


def _conjunto(c: Mapping[str, Any]) -> str:
    n = int(c["count"])
    que = "informe" if "FROM informes" in str(c["sql"]) else "meta"
    condicion = f" {c['text']}" if c.get("text") else ""
    return f"Conjunto de {n:,} {que}{'' if n == 1 else 's'}{condicion}"


def _literal(c: Mapping[str, Any]) -> str:
    texto = " ".join(str(c.get("literal") or "").split())
    return texto if len(texto) <= MAX_LITERAL else texto[:MAX_LITERAL].rsplit(" ", 1)[0] + "…"


__all__ = ["campo", "lugar", "nota"]
