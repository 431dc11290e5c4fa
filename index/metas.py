"""The store of facts: documents in and out of the SQL tables, each in one transaction.

A later load of the same report (same identity) replaces the earlier one. What a load changes in the findings between
reports is done with it, or, for the files of a batch, once at its end (``cruzar``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, delete, func, insert, select, text, tuple_, update

from index import auditoria, cruces, historial, lugares, recolector, registros
from index.poa import Apartado, Documento, Hallazgo, Informe, Meta
from index.registros import CLAVES, Fila, celda_json, clave_de_informe
from index.schema import (
    FTS_COLUMNAS,
    METAS_FTS,
    apartados,
    causas_meta,
    documentos,
    firmas,
    hallazgos,
    informes,
    lineas_informe,
    lineas_meta,
    lotes,
    metas,
    observaciones,
)

__all__ = ["Guardado", "MetaStore", "celda_json", "clave_de_informe"]


@dataclass(frozen=True, slots=True)
class Guardado:
    """What a save did: its status, and how much it loaded."""

    estado: Literal["loaded", "replaced", "unchanged"]
    informes: int = 0
    metas: int = 0
    observaciones: int = 0
    hallazgos: int = 0


class MetaStore:
    """Documents, reports and metas in SQL. ``engine`` comes from ``schema.abrir``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def cargado(self, huella: str) -> tuple[Apartado, ...] | None:
        """What was set aside of the document with these bytes; None if it is not loaded, or no longer whole because a
        later file replaced one of its reports."""
        with self.engine.connect() as con:
            documento_id = con.scalar(select(documentos.c.id).where(documentos.c.huella == huella))
            if documento_id is None or historial.incompleto(con, huella):
                return None
            columnas = (apartados.c.lugar, apartados.c.motivo, apartados.c.remedio, apartados.c.unidad)
            filas = con.execute(
                select(*columnas).where(apartados.c.documento_id == documento_id).order_by(apartados.c.id)
            )
            return tuple(Apartado(*fila) for fila in filas)

    def guardar(self, documento: Documento, contenido: bytes | None = None, *, cruzar: bool = True) -> Guardado:
        """Write a document with all that came from it, in one transaction. The same bytes again change nothing.

        ``cruzar``: compare its names with those of other documents at once. A batch does it at its end (``cruzar()``)."""
        if self.cargado(documento.huella) is not None:
            return Guardado("unchanged")
        with recolector.pausado(), self.engine.begin() as con:
            halladas = auditoria.auditar_documento(documento.informes)
            leidos = [i.municipio for i in documento.informes]
            documento = _con_su_municipio(con, documento)
            ahora = datetime.now(UTC).replace(tzinfo=None)
            reemplazados = _quitar_iguales(con, documento, ahora)
            documento_id = _insertar_documento(con, documento, contenido, ahora)
            ids = _insertar_informes(con, documento_id, documento.informes, leidos)
            vigentes = _actualizar_vigencia(con, {_clave_de(i) for i in documento.informes})
            varios = cruces.con_varios(con, {_unidad_de(i) for i in documento.informes})
            numero_ids = _insertar_metas(con, documento.informes, ids, vigentes, frozenset(varios))
            _insertar_hallazgos(con, ids, halladas, numero_ids)
            _insertar_apartados(con, documento_id, documento, ids)
            _quitar_observaciones_sueltas(con, reemplazados)
            historial.retomar(con, documento.huella)
            cruces.unidades_al_dia(con, varios)
            cruces.anotar(con, {i.municipio for i in documento.informes})
            if cruzar:
                cruces.completar(con)
        distintas = {m.observacion for i in documento.informes for m in i.metas if m.observacion}
        return Guardado(
            "replaced" if reemplazados is not None else "loaded",
            informes=len(documento.informes),
            metas=sum(len(i.metas) for i in documento.informes),
            observaciones=len(distintas),
            hallazgos=sum(len(h) for h in halladas),
        )

    def olvidar(self, nombre_o_huella: str) -> tuple[str, ...]:
        """Take the documents of this name, those of the package of this name, or those with this SHA-256 (or at least 8
        of its first digits), out of the store with all that came from them. Returns their names; empty if there are none.
        """
        with self.engine.begin() as con:
            cual = documentos.c.nombre == nombre_o_huella
            cual = cual | historial.del_paquete(documentos.c.nombre, nombre_o_huella)
            digitos = nombre_o_huella.lower()
            cual_digitos = len(digitos) >= 8 and set(digitos) <= set("0123456789abcdef")
            if cual_digitos:
                cual = cual | documentos.c.huella.startswith(digitos)
            filas = con.execute(select(documentos.c.id, documentos.c.nombre).where(cual)).all()
            archivados = historial.borrar(con, nombre_o_huella, digitos if cual_digitos else "")
            if not filas:
                return tuple(dict.fromkeys(archivados))
            ids = [f.id for f in filas]
            suyos = con.execute(
                select(informes.c.id, *(informes.c[c] for c in CLAVES)).where(informes.c.documento_id.in_(ids))
            ).all()
            sueltas = _quitar_informes(con, [f.id for f in suyos])
            con.execute(delete(documentos).where(documentos.c.id.in_(ids)))
            _actualizar_vigencia(con, {tuple(f[1:]) for f in suyos})
            _quitar_observaciones_sueltas(con, sueltas)
            cruces.unidades_al_dia(con, {(f.municipio, f.ramo, f.programa, f.unidad) for f in suyos})
            cruces.anotar(con, {f.municipio for f in suyos})
            cruces.completar(con)
            return tuple(dict.fromkeys([*(f.nombre for f in filas), *archivados]))

    def cruzar(self) -> None:
        """Compare the names of what was saved with ``cruzar=False``, also by a batch that did not come to its end."""
        with self.engine.begin() as con:
            cruces.completar(con)

    def cambios(self, informe: str | None = None) -> list[historial.Cambio]:
        """What corrected files changed, before and after: of one report (its key) or of all."""
        with self.engine.connect() as con:
            return historial.cambios(con, informe)


# --- documents and reports ------------------------------------------------------------------------------------------


def _clave_de(informe: Informe) -> tuple[Any, ...]:
    return tuple(getattr(informe, c) for c in CLAVES)


def _unidad_de(informe: Informe) -> cruces.Unidad:
    return informe.municipio, informe.ramo, informe.programa, informe.unidad


def _con_su_municipio(con: Connection, documento: Documento) -> Documento:
    """The document's reports under the spelling that their municipality has in the store."""
    municipios = cruces.Municipios(con)
    unicos: dict[str, str] = {}
    informes_ = []
    for i in documento.informes:
        hallado = municipios.de(i.municipio, i.ramo, i.unidad)
        municipio = unicos.setdefault(lugares.clave(hallado), hallado)
        informes_.append(i if municipio == i.municipio else replace(i, municipio=municipio))
    return replace(documento, informes=tuple(informes_))


def _insertar_documento(con: Connection, documento: Documento, contenido: bytes | None, ahora: datetime) -> int:
    fila = {
        "nombre": documento.nombre[:255],
        "huella": documento.huella,
        "formato": documento.formato[:16],
        "contenido": contenido,
        "cargado_en": ahora,
    }
    return int(con.execute(insert(documentos).returning(documentos.c.id), [fila]).scalar_one())


def _quitar_iguales(con: Connection, documento: Documento, ahora: datetime) -> list[int] | None:
    """Move the loaded reports of the same identity to the history, and take out the documents that this leaves empty,
    and what is left of an earlier load of these same bytes.

    Returns the observations that they had, or None if there was no such report.
    """
    identidad = [informes.c[c] for c in (*CLAVES, "corte")]
    viejos: dict[int, int] = {}
    for suyas in lotes([(*_clave_de(i), i.corte) for i in documento.informes]):
        filas = con.execute(select(informes.c.id, informes.c.documento_id).where(tuple_(*identidad).in_(suyas)))
        viejos |= {f.id: f.documento_id for f in filas}
    if not viejos:
        return None
    for lote in lotes(list(viejos)):
        historial.archivar(con, lote, documento.huella, documento.nombre, ahora)
    sueltas = _quitar_informes(con, list(viejos))
    quedan = select(informes.c.documento_id)
    for lote in lotes(sorted(set(viejos.values()))):
        con.execute(delete(documentos).where(documentos.c.id.in_(lote), documentos.c.id.not_in(quedan)))
    return sueltas


def _quitar_informes(con: Connection, ids: Sequence[int]) -> list[int]:
    """Delete reports with all that hangs from them; returns the observations that they had."""
    sueltas: set[int] = set()
    for lote in lotes(ids):
        filas = con.execute(select(metas.c.id, metas.c.observacion_id).where(metas.c.informe_id.in_(lote))).all()
        sueltas |= {f.observacion_id for f in filas if f.observacion_id is not None}
        if con.dialect.name == "sqlite" and filas:
            con.execute(text(f"DELETE FROM {METAS_FTS} WHERE rowid = :id"), [{"id": f.id} for f in filas])  # nosec B608
        con.execute(delete(informes).where(informes.c.id.in_(lote)))
    return sorted(sueltas)


def _quitar_observaciones_sueltas(con: Connection, candidatas: Sequence[int] | None) -> None:
    for lote in lotes(candidatas or []):
        usadas = select(metas.c.observacion_id).where(metas.c.observacion_id.in_(lote))
        con.execute(delete(observaciones).where(observaciones.c.id.in_(lote), observaciones.c.id.not_in(usadas)))


def _insertar_informes(
    con: Connection, documento_id: int, nuevos: Sequence[Informe], leidos: Sequence[str]
) -> list[int]:
    filas = [registros.de_informe(i, documento_id, leido) for i, leido in zip(nuevos, leidos, strict=True)]
    ids = _insertar_con_ids(con, informes, filas)
    pares = list(zip(ids, nuevos, strict=True))
    _insertar(con, lineas_informe, [fila for id_, i in pares for fila in registros.de_lineas(i, id_)])
    _insertar(con, firmas, [fila for id_, i in pares for fila in registros.de_firmas(i, id_)])
    return ids


def _insertar(con: Connection, tabla: Any, filas: list[Fila]) -> None:
    if filas:
        con.execute(insert(tabla), filas)


def _insertar_con_ids(con: Connection, tabla: Any, filas: list[Fila]) -> list[int]:
    if not filas:
        return []
    return list(con.scalars(insert(tabla).returning(tabla.c.id, sort_by_parameter_order=True), filas))


def _actualizar_vigencia(con: Connection, claves: set[tuple[Any, ...]]) -> dict[int, bool]:
    """Only the latest cut of each report is in force. Returns whether each report of these keys is."""
    columnas = [informes.c[c] for c in CLAVES]
    filas = [
        f
        for lote in lotes(sorted(claves))
        for f in con.execute(
            select(informes.c.id, informes.c.corte, informes.c.vigente, *columnas).where(tuple_(*columnas).in_(lote))
        )
    ]
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


# --- metas ----------------------------------------------------------------------------------------------------------


def _ids_nuevos(con: Connection, cuantos: int) -> Sequence[int]:
    """The ids of so many new goals, in order, within a transaction that has written already. To have the database hand
    them back from an insert would double its time."""
    if con.dialect.name == "sqlite":
        ultimo = con.scalar(select(func.max(metas.c.id))) or 0
        return range(ultimo + 1, ultimo + 1 + cuantos)
    serie = func.pg_get_serial_sequence(metas.name, metas.c.id.name)
    return sorted(con.scalars(select(func.nextval(serie)).select_from(func.generate_series(1, cuantos))))


def _insertar_metas(
    con: Connection,
    nuevos: Sequence[Informe],
    ids: Sequence[int],
    vigentes: dict[int, bool],
    varios: frozenset[cruces.Unidad],
) -> list[dict[str, int]]:
    """Insert the metas of each report with their lines, causes and stems; returns number → id for each report. The
    goals of units with several reports (``varios``) get their series later."""
    todas = [m for i in nuevos for m in i.metas]
    textos_ids = _observaciones(con, sorted({m.observacion for m in todas if m.observacion}))
    filas: list[Fila] = []
    for informe, id_ in zip(nuevos, ids, strict=True):
        unidad = _unidad_de(informe)
        numeros = [m.numero for m in informe.metas]
        suyas = [""] * len(numeros) if unidad in varios else cruces.de_un_informe(unidad, informe.ejercicio, numeros)
        filas += registros.de_metas(informe, id_, vigentes[id_], suyas, textos_ids)
    pares = list(zip(_ids_nuevos(con, len(filas)), todas, strict=True))
    _insertar(con, metas, [{"id": id_, **fila} for (id_, _), fila in zip(pares, filas, strict=True)])
    _insertar(con, lineas_meta, [fila for id_, m in pares for fila in registros.de_lineas_de_meta(m, id_)])
    _insertar(con, causas_meta, [fila for id_, m in pares for fila in registros.de_causas(m, id_)])
    _indexar(con, pares)
    por_numero: list[dict[str, int]] = []
    siguientes = iter(pares)
    for informe in nuevos:
        numeros_ids: dict[str, int] = {}
        for _ in informe.metas:
            id_, m = next(siguientes)
            numeros_ids.setdefault(m.numero, id_)
        por_numero.append(numeros_ids)
    return por_numero


def _observaciones(con: Connection, distintas: Sequence[str]) -> dict[str, int]:
    """The id of each observation text, inserted where it is new."""
    por_huella = {hashlib.sha256(t.encode()).hexdigest(): t for t in distintas}
    salida: dict[str, int] = {}
    for lote in lotes(list(por_huella)):
        filas = con.execute(select(observaciones.c.id, observaciones.c.huella).where(observaciones.c.huella.in_(lote)))
        salida |= {por_huella[f.huella]: f.id for f in filas}
    nuevas = [{"huella": h, "texto": t} for h, t in por_huella.items() if t not in salida]
    ids = _insertar_con_ids(con, observaciones, nuevas)
    return salida | {fila["texto"]: id_ for fila, id_ in zip(nuevas, ids, strict=True)}


def _indexar(con: Connection, pares: Sequence[tuple[int, Meta]]) -> None:
    """The stems of each meta's words, for SQLite's full text."""
    if con.dialect.name != "sqlite" or not pares:
        return
    columnas = ", ".join(FTS_COLUMNAS)
    valores = ", ".join(f":{c}" for c in FTS_COLUMNAS)
    con.execute(
        text(f"INSERT INTO {METAS_FTS} (rowid, {columnas}) VALUES (:id, {valores})"),  # nosec B608
        [{"id": id_, **registros.de_palabras(m)} for id_, m in pares],
    )


# --- findings, what was set aside -----------------------------------------------------------------------------------


def _insertar_hallazgos(
    con: Connection, ids: Sequence[int], halladas: Sequence[Sequence[Hallazgo]], numero_ids: Sequence[dict[str, int]]
) -> None:
    filas = [
        registros.de_hallazgo(h, id_, None if h.meta is None else numeros.get(h.meta))
        for id_, propias, numeros in zip(ids, halladas, numero_ids, strict=True)
        for h in propias
    ]
    _insertar(con, hallazgos, filas)


def _insertar_apartados(con: Connection, documento_id: int, documento: Documento, ids: Sequence[int]) -> None:
    pares: list[tuple[int | None, Apartado]] = [(None, a) for a in documento.apartados]
    pares += [(id_, a) for id_, i in zip(ids, documento.informes, strict=True) for a in i.apartados]
    _insertar(con, apartados, [{"documento_id": documento_id, "informe_id": id_, **asdict(a)} for id_, a in pares])
