"""What a corrected file replaced: kept with its values and printed cells, so that what changed can be shown.

Only a replacement leaves a trace (the same report, the same cut, another file). A later cut replaces nothing: both stay
loaded. A forgotten document takes its own history with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select

from index.schema import documentos, historial, informes, metas, observaciones

#: The columns of a goal whose change is told, with the cell that prints each.
CAMPOS: dict[str, str] = {
    "descripcion": "descripcion", "unidad_medida": "unidad_medida", "meta_anual": "meta_anual",
    **{f"{que}_t{n}": f"{que}.T{n}" for n in range(1, 5) for que in ("programado", "alcanzado")},
    "avance_absoluto": "avance_absoluto", "avance_impreso": "avance_relativo", "observacion": "observacion",
}  # fmt: skip
_DE_HUELLA = select(historial.c.id).where(historial.c.huella == bindparam("huella")).limit(1)
_RETOMAR = delete(historial).where(historial.c.huella == bindparam("huella"))
_IDENTIDAD = ("clave", "municipio", "ejercicio", "corte", "ramo", "programa", "unidad")


@dataclass(frozen=True, slots=True)
class Cambio:
    """One field of one goal before and after a correction. ``antes`` or ``despues`` None: it was not printed; a goal
    that appeared or went has the field ``meta``. ``celda_antes`` is a stored cell (see ``metas.celdas``)."""

    informe: str
    meta: str
    campo: str
    antes: str | None
    despues: str | None
    documento_antes: str
    documento_despues: str
    sustituido_en: datetime
    celda_antes: Mapping[str, Any] | None = None
    celda_despues: Mapping[str, Any] | None = None


def archivar(con: Connection, ids: Sequence[int], huella: str, nombre: str, ahora: datetime) -> None:
    """Keep the reports that a document is about to replace; what it replaces of its own bytes is no change."""
    i, d = informes, documentos
    filas = con.execute(
        select(i.c.id, *(i.c[c] for c in _IDENTIDAD), d.c.nombre, d.c.huella, d.c.formato, d.c.cargado_en)
        .join(d, d.c.id == i.c.documento_id)
        .where(i.c.id.in_(ids), d.c.huella != huella)
    ).all()
    if filas:
        suyas = _metas(con, [f.id for f in filas])
        con.execute(
            insert(historial),
            [
                {
                    **{c: f._mapping[c] for c in _IDENTIDAD},
                    "documento": f.nombre,
                    "huella": f.huella,
                    "formato": f.formato,
                    "cargado_en": f.cargado_en,
                    "sustituido_en": ahora,
                    "sustituido_por": huella,
                    "sustituido_por_nombre": nombre[:255],
                    "metas": suyas[f.id],
                }
                for f in filas
            ],
        )


def incompleto(con: Connection, huella: str) -> bool:
    """Whether a later file replaced a part of the document with these bytes, so that loading it again means something."""
    return con.scalar(_DE_HUELLA, {"huella": huella}) is not None


def retomar(con: Connection, huella: str) -> None:
    """A document that comes back is in force again: what was archived of it is no longer history."""
    con.execute(_RETOMAR, {"huella": huella})


def del_paquete(columna: ColumnElement[str], nombre: str) -> ColumnElement[bool]:
    """Whether a document's name is that of a member of a package, or of a folder of one: ``paquete.zip/2021/a.txt``.
    Letter by letter: LIKE would not mind the case, nor what stands for a wildcard."""
    prefijo = f"{nombre}/"
    return func.substr(columna, 1, len(prefijo)) == prefijo


def borrar(con: Connection, nombre: str, digitos: str) -> tuple[str, ...]:
    """Take out the history of the documents of a name, a package or a digest; returns their names."""
    cual = or_(historial.c.documento == nombre, del_paquete(historial.c.documento, nombre))
    if digitos:
        cual = or_(cual, historial.c.huella.startswith(digitos))
    nombres = con.scalars(select(historial.c.documento).where(cual).distinct()).all()
    con.execute(delete(historial).where(cual))
    return tuple(nombres)


def cambios(con: Connection, clave: str | None = None) -> list[Cambio]:
    """Every change that corrections made, oldest first: of one report (``informes.clave``) or of all."""
    consulta = select(historial).order_by(historial.c.clave, historial.c.id)
    if clave is not None:
        consulta = consulta.where(historial.c.clave == clave)
    viejas: dict[str, list[Any]] = defaultdict(list)
    for fila in con.execute(consulta):
        viejas[fila.clave].append(fila)
    salida: list[Cambio] = []
    for cual, filas in viejas.items():
        siguientes = [f.metas for f in filas[1:]] + [_vigente(con, cual)]
        for fila, despues in zip(filas, siguientes, strict=True):
            if despues is not None:
                salida += _comparar(fila, despues)
    return salida


def _vigente(con: Connection, clave: str) -> list[dict[str, Any]] | None:
    informe_id = con.scalar(select(informes.c.id).where(informes.c.clave == clave))
    return None if informe_id is None else _metas(con, [informe_id])[informe_id]


def _metas(con: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    columnas = [metas.c[c] for c in CAMPOS if c != "observacion"]
    consulta = (
        select(metas.c.informe_id, metas.c.clave, metas.c.numero, *columnas, metas.c.celdas)
        .add_columns(observaciones.c.texto.label("observacion"))
        .outerjoin(observaciones, observaciones.c.id == metas.c.observacion_id)
        .where(metas.c.informe_id.in_(ids))
        .order_by(metas.c.orden)
    )  # fmt: skip
    salida: dict[int, list[dict[str, Any]]] = {i: [] for i in ids}
    for fila in con.execute(consulta):
        datos = dict(fila._mapping)
        salida[datos.pop("informe_id")].append(datos)
    return salida


def _comparar(fila: Any, despues: Sequence[Mapping[str, Any]]) -> Iterable[Cambio]:
    previas, nuevas = {m["clave"]: m for m in fila.metas}, {m["clave"]: m for m in despues}
    comun = (fila.documento, fila.sustituido_por_nombre, fila.sustituido_en)
    for llave in dict.fromkeys([*previas, *nuevas]):
        era, es = previas.get(llave), nuevas.get(llave)
        if era is None or es is None:
            m = era or es or {}
            celda = m["celdas"].get("descripcion")
            antes, despues_ = (m["descripcion"], None) if es is None else (None, m["descripcion"])
            celdas = (celda, None) if es is None else (None, celda)
            yield Cambio(fila.clave, m["numero"], "meta", antes, despues_, *comun, *celdas)
            continue
        for columna, campo in CAMPOS.items():
            if _llano(era[columna]) != _llano(es[columna]):
                a, b = era["celdas"].get(campo), es["celdas"].get(campo)
                yield Cambio(fila.clave, es["numero"], campo, _impreso(era[columna], a), _impreso(es[columna], b), *comun, a, b)


def _llano(valor: Any) -> Any:
    return " ".join(valor.split()) if isinstance(valor, str) else valor


def _impreso(valor: Any, celda: Mapping[str, Any] | None) -> str | None:
    if valor is None:
        return None
    return str(celda["literal"]) if celda else str(valor)
