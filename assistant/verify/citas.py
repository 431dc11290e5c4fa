"""Citations stand where they say, sets count the same, and rows are the store's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.verify.respuesta import Respuesta

_LUGAR = {"line": "linea", "column": "columna", "page": "pagina", "sheet": "hoja", "cell": "celda"}
_CONSULTA = re.compile(r"\s*select\b", re.IGNORECASE)


def faltas(r: Respuesta) -> Iterable[str]:
    """What the citations say that the store does not."""
    for n, c in r.citas.items():
        if c.get("kind") == "set":
            yield from _conjunto(r, n, c)
        elif not _en_su_lugar(r, c):
            yield f"La cita [{n}] («{str(c.get('literal'))[:40]}») no está en el lugar que dice."


def _conjunto(r: Respuesta, n: int, c: Mapping[str, Any]) -> Iterable[str]:
    sql = str(c.get("sql", ""))
    if not _CONSULTA.match(sql) or ";" in sql:
        yield f"La cita [{n}] no es una consulta."
        return
    try:
        medida = r.conjuntos[n] = r.lector.medir(sql, dict(c.get("params") or {}))
    except Exception as error:  # noqa: BLE001 - a saved answer's SQL may be anything; whatever fails is a finding
        yield f"La consulta de la cita [{n}] no se puede repetir ({type(error).__name__})."
        return
    if medida.count != c.get("count"):
        yield f"La consulta de la cita [{n}] da {medida.count} y no {c.get('count')}."


def _en_su_lugar(r: Respuesta, c: Mapping[str, Any]) -> bool:
    if c.get("meta_id"):
        fila = r.filas.get(str(c["meta_id"]))
        if (
            fila is None
            or fila.numero != c.get("meta")
            or fila.datos["unidad"] != c.get("unidad")
            or fila.documento != c.get("document")
        ):
            return False
        impresa = fila.celdas.get(str(c.get("field")))
        return impresa is not None and _igual(c, impresa)
    return c.get("meta") is None and any(_igual(c, impresa) for impresa in r.encabezados(str(c.get("document"))))


def _igual(c: Mapping[str, Any], impresa: Mapping[str, Any]) -> bool:
    return c.get("literal") == impresa.get("literal") and all(c.get(a) == impresa.get(b) for a, b in _LUGAR.items())


def de_filas(r: Respuesta) -> Iterable[str]:
    """What the rows say that the store does not."""
    filas = r.r.get("rows") or []
    for f in filas:
        fila = r.filas.get(str(f["id"]))
        if fila is None:
            yield f"La meta {f.get('meta')} de la unidad {f.get('unidad')} no está cargada."
        elif fila.json() != dict(f):
            yield f"La fila de la meta {f.get('meta')} no es la del informe."
    if r.r.get("shown") != len(filas) or int(r.r.get("total") or 0) < len(filas):
        yield "El total de filas no corresponde con las que se muestran."
