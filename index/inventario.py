"""What the store holds, document by document: for the list of reports, and to show a file's own page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from index.historial import Cambio, cambios
from index.poa import Apartado
from index.schema import apartados, documentos, hallazgos, informes, metas


@dataclass(frozen=True, slots=True)
class Cargado:
    """A loaded document: what it is, what was read of it and what was set aside."""

    nombre: str
    huella: str
    formato: str
    cargado_en: datetime
    municipios: tuple[str, ...]
    ejercicios: tuple[int, ...]
    cortes: tuple[date, ...]
    informes: int
    vigentes: int
    metas: int
    hallazgos: int
    apartados: tuple[Apartado, ...] = ()


def documentos_cargados(motor: Engine) -> list[Cargado]:
    """Every loaded document, the last loaded first."""
    d, i, a = documentos, informes, apartados
    with motor.connect() as con:
        filas = con.execute(select(d.c.id, d.c.nombre, d.c.huella, d.c.formato, d.c.cargado_en).order_by(d.c.id.desc())).all()
        suyos: dict[int, list[Any]] = defaultdict(list)
        for r in con.execute(select(i.c.documento_id, i.c.municipio, i.c.ejercicio, i.c.corte, i.c.vigente)):
            suyos[r.documento_id].append(r)
        cuentas = [_por_documento(con, t) for t in (metas, hallazgos)]
        fuera: dict[int, list[Apartado]] = defaultdict(list)
        for r in con.execute(select(a).order_by(a.c.id)):
            fuera[r.documento_id].append(Apartado(r.lugar, r.motivo, r.remedio, r.unidad))
    return [
        Cargado(
            f.nombre, f.huella, f.formato, f.cargado_en,
            tuple(sorted({r.municipio for r in suyos[f.id]})), tuple(sorted({r.ejercicio for r in suyos[f.id]})),
            tuple(sorted({r.corte for r in suyos[f.id]})), len(suyos[f.id]), sum(r.vigente for r in suyos[f.id]),
            cuentas[0].get(f.id, 0), cuentas[1].get(f.id, 0), tuple(fuera[f.id]),
        )
        for f in filas
    ]  # fmt: skip


def _por_documento(con: Connection, tabla: Table) -> dict[int, int]:
    """How many rows of a table hang from the reports of each document."""
    i = informes
    consulta = select(i.c.documento_id, func.count(tabla.c.id)).join(tabla, tabla.c.informe_id == i.c.id)
    return {documento: n for documento, n in con.execute(consulta.group_by(i.c.documento_id))}


def contenido(motor: Engine, nombre: str) -> tuple[str, bytes] | None:
    """The format and the bytes of a loaded document, None where they aren't kept."""
    d = documentos
    with motor.connect() as con:
        fila = con.execute(
            select(d.c.formato, d.c.contenido).where(d.c.nombre == nombre).order_by(d.c.id.desc()).limit(1)
        ).first()
    return (fila.formato, fila.contenido) if fila is not None and fila.contenido else None


def cambios_hechos(motor: Engine) -> list[Cambio]:
    """What corrections changed, oldest first (see ``historial``)."""
    with motor.connect() as con:
        return cambios(con)
