"""Citations stand where they say, sets count the same, and rows are the store's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.verify.encabezados import es_la_celda
from assistant.verify.respuesta import Respuesta

_CONSULTA = re.compile(r"\s*select\b", re.IGNORECASE)


def faltas(r: Respuesta) -> Iterable[str]:
    """What the citations say that the store does not."""
    yield from _conjuntos(r, {n: c for n, c in r.citas.items() if c.get("kind") == "set"})
    for n, c in r.citas.items():
        if c.get("kind") != "set" and not _en_su_lugar(r, c):
            yield f"La cita [{n}] («{str(c.get('literal'))[:40]}») no está en el lugar que dice."


def _conjuntos(r: Respuesta, citas: Mapping[int, Mapping[str, Any]]) -> Iterable[str]:
    consultas = {n: str(c.get("sql", "")) for n, c in citas.items()}
    ajenas = {n for n, sql in consultas.items() if not _CONSULTA.match(sql) or ";" in sql}
    yield from (f"La cita [{n}] no es una consulta." for n in ajenas)
    for n, medida in r.medir([n for n in citas if n not in ajenas]).items():
        if isinstance(medida, Exception):
            yield f"La consulta de la cita [{n}] no se puede repetir ({type(medida).__name__})."
            continue
        r.conjuntos[n] = medida
        if medida.count != citas[n].get("count"):
            yield f"La consulta de la cita [{n}] da {medida.count} y no {citas[n].get('count')}."


def _en_su_lugar(r: Respuesta, c: Mapping[str, Any]) -> bool:
    if c.get("meta_id"):
        fila = r.filas.get(str(c["meta_id"]))
        if (
            fila is None
            or fila.numero != c.get("meta")
            or fila.contrato["unidad"] != c.get("unidad")
            or fila.documento != c.get("document")
        ):
            return False
        impresa = fila.celdas.get(str(c.get("field")))
        return impresa is not None and es_la_celda(c, impresa)
    return c.get("meta") is None and bool(r.encabezados.que_imprimen(c))


def de_filas(r: Respuesta) -> Iterable[str]:
    """What the rows say that the store does not."""
    filas = r.r.get("rows") or []
    # A thousand rows that are the store's are told so at once; where they are not, one by one which.
    propias = [r.filas[k].contrato if (k := str(f["id"])) in r.filas else None for f in filas]
    for f in () if propias == filas else filas:
        fila = r.filas.get(str(f["id"]))
        if fila is None:
            yield f"La meta {f.get('meta')} de la unidad {f.get('unidad')} no está cargada."
        elif not fila.es(f):
            yield f"La fila de la meta {f.get('meta')} no es la del informe."
    if r.r.get("shown") != len(filas) or int(r.r.get("total") or 0) < len(filas):
        yield "El total de filas no corresponde con las que se muestran."
