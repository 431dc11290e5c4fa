"""Reports out of the store, with all that hangs from them: forgotten, or replaced by a corrected file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from index import historial, texto_completo
from index.schema import documentos, informes, lotes, metas, observaciones


def quitar_informes(con: Connection, ids: Sequence[int]) -> set[int]:
    """Delete reports; returns the observations that they had."""
    sueltas: set[int] = set()
    for lote in lotes(ids):
        filas = con.execute(select(metas.c.id, metas.c.observacion_id).where(metas.c.informe_id.in_(lote))).all()
        sueltas |= {f.observacion_id for f in filas if f.observacion_id is not None}
        texto_completo.quitar(con, [f.id for f in filas])
        con.execute(delete(informes).where(informes.c.id.in_(lote)))
    return sueltas


def quitar_documento(con: Connection, documento_id: int) -> set[int]:
    """Delete a document with its reports; returns the observations that they had."""
    sueltas = quitar_informes(con, con.scalars(select(informes.c.id).where(informes.c.documento_id == documento_id)).all())
    con.execute(delete(documentos).where(documentos.c.id == documento_id))
    return sueltas


def sustituir(con: Connection, viejos: Mapping[int, int], huella: str, nombre: str, ahora: datetime) -> set[int]:
    """Move reports (id → that of their document) to the history of the file that replaces them, and take out the documents
    that this leaves empty. Returns the observations that the reports had."""
    for lote in lotes(list(viejos)):
        historial.archivar(con, lote, huella, nombre, ahora)
    sueltas = quitar_informes(con, list(viejos))
    quedan = select(informes.c.documento_id)
    for lote in lotes(sorted(set(viejos.values()))):
        con.execute(delete(documentos).where(documentos.c.id.in_(lote), documentos.c.id.not_in(quedan)))
    return sueltas


def quitar_observaciones(con: Connection, candidatas: Sequence[int]) -> None:
    """Delete those of some observations that no goal has."""
    for lote in lotes(candidatas):
        usadas = select(metas.c.observacion_id).where(metas.c.observacion_id.in_(lote))
        con.execute(delete(observaciones).where(observaciones.c.id.in_(lote), observaciones.c.id.not_in(usadas)))
