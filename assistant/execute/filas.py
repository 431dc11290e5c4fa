"""Whole rows of goals, with their form, observation, causes and lines of action."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from typing import cast as cast_

from sqlalchemy import Text, cast, select
from sqlalchemy.engine import Connection

from assistant.evidence import Fila
from assistant.execute.contrato import contratos
from assistant.execute.entre import entre
from assistant.execute.sentencias import recuerdo
from assistant.valores import M
from index import schema

_COLUMNAS = [c for c in M.c if c.name != "celdas"]
_NOMBRES = [c.name for c in _COLUMNAS]
#: What follows them in a row (its cells, its observation) is no column.
_ID, _INFORME = _NOMBRES.index("id"), _NOMBRES.index("informe_id")
_DE_CAUSA = schema.causas_meta.c.keys()
_META_DE_CAUSA = _DE_CAUSA.index("meta_id")
_DE_INFORME = ("unidad_nombre", "ramo_nombre", "programa_nombre")


def hidratar(con: Connection, ids: Sequence[int]) -> list[Fila]:
    """Whole rows for some metas, in the order given."""
    if not ids:
        return []
    leidas = recuerdo()
    faltan = [i for i in dict.fromkeys(ids) if (con.engine, i) not in leidas]
    hechas = _leer(con, faltan) if faltan else {}
    motor = con.engine
    for i, f in hechas.items():
        leidas[motor, i] = leidas[motor, f.datos["clave"]] = f
    return [hechas[i] if i in hechas else leidas[motor, i] for i in ids]


def por_clave(con: Connection, claves: Sequence[str]) -> dict[str, Fila]:
    """Whole rows by their readable identity; those that are loaded."""
    leidas = recuerdo()
    salida = {k: leidas[con.engine, k] for k in claves if (con.engine, k) in leidas}
    if faltan := [k for k in claves if k not in salida]:
        ids = list(con.execute(select(M.c.id).where(entre(con, M.c.clave, faltan))).scalars())
        salida |= {str(f.datos["clave"]): f for f in hidratar(con, ids)}
    return salida


def _leer(con: Connection, ids: Sequence[int]) -> dict[int, Fila]:
    o, c, lm = schema.observaciones, schema.causas_meta, schema.lineas_meta
    consulta = select(*_COLUMNAS, cast(M.c.celdas, Text), o.c.texto).outerjoin(o, o.c.id == M.c.observacion_id)
    halladas = con.execute(consulta.where(entre(con, M.c.id, ids))).all()
    causas: dict[int, list[Any]] = defaultdict(list)
    for fila in con.execute(select(c).where(entre(con, c.c.meta_id, ids)).order_by(c.c.id)).all():
        causas[fila[_META_DE_CAUSA]].append(dict(zip(_DE_CAUSA, fila, strict=True)))
    lineas: dict[int, list[str]] = defaultdict(list)
    for meta_id, codigo in con.execute(select(lm.c.meta_id, lm.c.codigo).where(entre(con, lm.c.meta_id, ids)).order_by(lm.c.meta_id, lm.c.orden)).all():
        lineas[meta_id].append(codigo)
    informes = _informes(con, sorted({f[_INFORME] for f in halladas}))
    ids_ = [f[_ID] for f in halladas]
    suyas = [tuple(causas.get(i, ())) for i in ids_]
    de_informe = [informes[f[_INFORME]] for f in halladas]
    contratos_ = contratos(
        dict(zip(_NOMBRES, zip(*halladas, strict=True), strict=False)), [d["unidad_nombre"] for d, _ in de_informe], suyas,
        [lineas.get(i, ()) for i in ids_], [f[-1] for f in halladas],
    ) if halladas else []  # fmt: skip
    salida = {}
    for id_, fila, (propios, encabezado), contrato, causas_ in zip(ids_, halladas, de_informe, contratos_, suyas, strict=True):
        datos = dict(zip(_NOMBRES, fila, strict=False))
        datos.update(propios)
        salida[id_] = Fila(datos, Celdas(fila[-2]), encabezado, contrato, causas_)
    return salida


class Celdas(Mapping[str, Mapping[str, Any]]):
    """The printed cells of a goal or of a form, taken apart when one is cited: an answer shows more goals than it tells."""

    def __init__(self, texto: str) -> None:
        self._texto = texto

    @cached_property
    def _celdas(self) -> dict[str, dict[str, Any]]:
        return cast_(dict[str, dict[str, Any]], json.loads(self._texto))

    @property
    def escritas(self) -> str:
        """As they are kept: JSON."""
        return self._texto

    def __getitem__(self, campo: str) -> Mapping[str, Any]:
        return self._celdas[campo]

    def __iter__(self) -> Iterator[str]:
        return iter(self._celdas)

    def __len__(self) -> int:
        return len(self._celdas)


def _informes(con: Connection, ids: Sequence[int]) -> dict[int, tuple[dict[str, Any], Celdas]]:
    """The forms of some rows, each read once: names and document, and header cells."""
    i, d = schema.informes, schema.documentos
    consulta = select(i.c.id, cast(i.c.celdas, Text), *(i.c[k] for k in _DE_INFORME), d.c.nombre).join(d, d.c.id == i.c.documento_id)
    return {
        id_: (dict(zip((*_DE_INFORME, "documento"), nombres, strict=True)), Celdas(celdas))
        for id_, celdas, *nombres in con.execute(consulta.where(entre(con, i.c.id, ids))).all()
    }
