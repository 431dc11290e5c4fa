"""Which cut of each report is in force: the latest one that is loaded."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select, update

from index.listas import son_de
from index.registros import CLAVES
from index.schema import informes, lotes, metas

_CLAVE = tuple(informes.c[c] for c in CLAVES)
_CORTES = select(informes.c.id, informes.c.corte, informes.c.vigente, *_CLAVE)


def actualizar(con: Connection, claves: Collection[tuple[Any, ...]]) -> dict[int, bool]:
    """Bring reports (``CLAVES``) and their goals up to date. Returns whether each of their cuts is in force."""
    filas = [f for lote in lotes(sorted(claves)) for f in con.execute(_CORTES.where(son_de(_CLAVE, lote)))]
    ultimo: dict[tuple[Any, ...], Any] = {}
    for f in filas:
        ultimo[tuple(f[3:])] = max(f.corte, ultimo.get(tuple(f[3:]), f.corte))
    vigentes = {f.id: f.corte == ultimo[tuple(f[3:])] for f in filas}
    for valor in (True, False):
        cambian = [f.id for f in filas if vigentes[f.id] is valor and f.vigente is not valor]
        for lote in lotes(cambian):
            con.execute(update(informes).where(informes.c.id.in_(lote)).values(vigente=valor))
            con.execute(update(metas).where(metas.c.informe_id.in_(lote)).values(vigente=valor))
    return vigentes
