"""The store of facts: documents in and out of the SQL tables, each in one transaction.

What is computed (state, progress, programmed to date) is computed here, once, by ``cumplimiento``; what is printed is
kept as it is, with its cell. A later load of the same report (same identity) replaces the earlier one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection, Engine, delete, insert, select, text, tuple_, update

from index import auditoria, cruces, cumplimiento, historial, lugares, textos
from index.poa import TRIMESTRES, Apartado, Celda, Documento, Fuente, Hallazgo, Informe, Meta
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
    metas,
    observaciones,
)

_CLAVES = ("municipio", "ejercicio", "ramo", "programa", "unidad")
_LOTE = 400
#: The parts of a cell's place.
_LUGAR = tuple(c.name for c in fields(Fuente))
_Fila = dict[str, Any]


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

    def guardar(self, documento: Documento, contenido: bytes | None = None) -> Guardado:
        """Write a document with all that came from it, in one transaction. The same bytes again change nothing."""
        if self.cargado(documento.huella) is not None:
            return Guardado("unchanged")
        halladas = auditoria.auditar_documento(documento.informes)
        with self.engine.begin() as con:
            leidos = [i.municipio for i in documento.informes]
            documento = _con_su_municipio(con, documento)
            ahora = datetime.now(UTC).replace(tzinfo=None)
            reemplazados = _quitar_iguales(con, documento, ahora)
            documento_id = _insertar_documento(con, documento, contenido, ahora)
            ids = _insertar_informes(con, documento_id, documento.informes, leidos)
            vigentes = _actualizar_vigencia(con, {_clave_de(i) for i in documento.informes})
            numero_ids = _insertar_metas(con, documento.informes, ids, vigentes)
            _insertar_hallazgos(con, ids, halladas, numero_ids)
            _insertar_apartados(con, documento_id, documento, ids)
            _quitar_observaciones_sueltas(con, reemplazados)
            historial.retomar(con, documento.huella)
            cruces.actualizar(con, {(i.municipio, i.ramo, i.programa, i.unidad) for i in documento.informes})
        distintas = {m.observacion for i in documento.informes for m in i.metas if m.observacion}
        return Guardado(
            "replaced" if reemplazados is not None else "loaded",
            informes=len(documento.informes),
            metas=sum(len(i.metas) for i in documento.informes),
            observaciones=len(distintas),
            hallazgos=sum(len(h) for h in halladas),
        )

    def olvidar(self, nombre_o_huella: str) -> tuple[str, ...]:
        """Take the documents of this name, or with this SHA-256 (or at least 8 of its first digits), out of the store
        with all that came from them. Returns their names; empty if there are none."""
        with self.engine.begin() as con:
            cual = documentos.c.nombre == nombre_o_huella
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
                select(informes.c.id, *(informes.c[c] for c in _CLAVES)).where(informes.c.documento_id.in_(ids))
            ).all()
            sueltas = _quitar_informes(con, [f.id for f in suyos])
            con.execute(delete(documentos).where(documentos.c.id.in_(ids)))
            _actualizar_vigencia(con, {tuple(f[1:]) for f in suyos})
            _quitar_observaciones_sueltas(con, sueltas)
            cruces.actualizar(con, {(f.municipio, f.ramo, f.programa, f.unidad) for f in suyos})
            return tuple(dict.fromkeys([*(f.nombre for f in filas), *archivados]))

    def cambios(self, informe: str | None = None) -> list[historial.Cambio]:
        """What corrected files changed, before and after: of one report (its key) or of all."""
        with self.engine.connect() as con:
            return historial.cambios(con, informe)


def celda_json(celda: Celda) -> _Fila:
    """A cell as stored: its literal and the parts of its place that are known."""
    salida: _Fila = {"literal": celda.literal}
    for campo in _LUGAR:  # a cell is stored for every figure of every meta: ``asdict`` would take half of a load
        valor = getattr(celda.fuente, campo)
        if valor is not None:
            salida[campo] = valor
    if celda.confianza is not None:
        salida["confianza"] = celda.confianza
    return salida


# --- documents and reports ------------------------------------------------------------------------------------------


def _clave_de(informe: Informe) -> tuple[Any, ...]:
    return tuple(getattr(informe, c) for c in _CLAVES)


def _lotes(valores: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (valores[i : i + _LOTE] for i in range(0, len(valores), _LOTE))


def clave_de_informe(informe: Informe) -> str:
    """A report's readable identity; its metas' keys begin with it."""
    municipio = lugares.clave(informe.municipio).replace(" ", "-")
    partes = (municipio, str(informe.ejercicio), informe.corte.isoformat(), informe.ramo, informe.programa, informe.unidad)
    return "/".join(partes)[:280]


def _con_su_municipio(con: Connection, documento: Documento) -> Documento:
    """The document's reports under the spelling that their municipality has in the store."""
    suyos: dict[tuple[str, str, str], str] = {}
    unicos: dict[str, str] = {}
    informes_ = []
    for i in documento.informes:
        llave = (i.municipio, i.ramo, i.unidad)
        if llave not in suyos:
            hallado = cruces.municipio_de(con, *llave)
            suyos[llave] = unicos.setdefault(lugares.clave(hallado), hallado)
        informes_.append(replace(i, municipio=suyos[llave]))
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
    identidad = [informes.c[c] for c in (*_CLAVES, "corte")]
    viejos: dict[int, int] = {}
    for lote in _lotes([(*_clave_de(i), i.corte) for i in documento.informes]):
        filas = con.execute(select(informes.c.id, informes.c.documento_id).where(tuple_(*identidad).in_(lote)))
        viejos |= {f.id: f.documento_id for f in filas}
    if not viejos:
        return None
    for lote in _lotes(list(viejos)):
        historial.archivar(con, lote, documento.huella, documento.nombre, ahora)
    sueltas = _quitar_informes(con, list(viejos))
    quedan = select(informes.c.documento_id)
    for lote in _lotes(sorted(set(viejos.values()))):
        con.execute(delete(documentos).where(documentos.c.id.in_(lote), documentos.c.id.not_in(quedan)))
    return sueltas


def _quitar_informes(con: Connection, ids: Sequence[int]) -> list[int]:
    """Delete reports with all that hangs from them; returns the observations that they had."""
    sueltas: set[int] = set()
    for lote in _lotes(ids):
        filas = con.execute(select(metas.c.id, metas.c.observacion_id).where(metas.c.informe_id.in_(lote))).all()
        sueltas |= {f.observacion_id for f in filas if f.observacion_id is not None}
        if con.dialect.name == "sqlite" and filas:
            con.execute(text(f"DELETE FROM {METAS_FTS} WHERE rowid = :id"), [{"id": f.id} for f in filas])  # nosec B608
        con.execute(delete(informes).where(informes.c.id.in_(lote)))
    return sorted(sueltas)


def _quitar_observaciones_sueltas(con: Connection, candidatas: Sequence[int] | None) -> None:
    for lote in _lotes(candidatas or []):
        usadas = select(metas.c.observacion_id).where(metas.c.observacion_id.in_(lote))
        con.execute(delete(observaciones).where(observaciones.c.id.in_(lote), observaciones.c.id.not_in(usadas)))


def _insertar_informes(
    con: Connection, documento_id: int, nuevos: Sequence[Informe], leidos: Sequence[str]
) -> list[int]:
    if not nuevos:
        return []
    filas = [
        {
            "documento_id": documento_id,
            "clave": clave_de_informe(i),
            "municipio_leido": leido,
            **{c: getattr(i, c) for c in (*_CLAVES, "corte", "ramo_nombre", "programa_nombre", "unidad_nombre")},
            "vigente": True,
            "celdas": {campo: celda_json(celda) for campo, celda in i.celdas.items()},
        }
        for i, leido in zip(nuevos, leidos, strict=True)
    ]
    ids = _insertar_con_ids(con, informes, filas)
    _insertar(
        con,
        lineas_informe,
        [
            {"informe_id": id_, "codigo": x.codigo[:32], "nombre": x.nombre, "celda": celda_json(x.celda)}
            for id_, i in zip(ids, nuevos, strict=True)
            for x in i.lineas
        ],
    )
    _insertar(
        con,
        firmas,
        [
            {
                "informe_id": id_,
                "rol": f.rol,
                "cargo": f.cargo,
                "nombre": f.nombre,
                "persona": f.nombre,
                "celda": celda_json(f.celda),
            }
            for id_, i in zip(ids, nuevos, strict=True)
            for f in i.firmas
        ],
    )
    return ids


def _insertar(con: Connection, tabla: Any, filas: list[_Fila]) -> None:
    if filas:
        con.execute(insert(tabla), filas)


def _insertar_con_ids(con: Connection, tabla: Any, filas: list[_Fila]) -> list[int]:
    if not filas:
        return []
    return list(con.scalars(insert(tabla).returning(tabla.c.id, sort_by_parameter_order=True), filas))


def _actualizar_vigencia(con: Connection, claves: set[tuple[Any, ...]]) -> dict[int, bool]:
    """Only the latest cut of each report is in force. Returns whether each report of these keys is."""
    columnas = [informes.c[c] for c in _CLAVES]
    filas = [
        f
        for lote in _lotes(sorted(claves))
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
        for lote in _lotes(cambian):
            con.execute(update(informes).where(informes.c.id.in_(lote)).values(vigente=valor))
            con.execute(update(metas).where(metas.c.informe_id.in_(lote)).values(vigente=valor))
    return vigentes


# --- metas ----------------------------------------------------------------------------------------------------------


def _insertar_metas(
    con: Connection, nuevos: Sequence[Informe], ids: Sequence[int], vigentes: dict[int, bool]
) -> list[dict[str, int]]:
    """Insert the metas of each report with their lines, causes and stems; returns number → id for each report."""
    todas = [m for i in nuevos for m in i.metas]
    textos_ids = _observaciones(con, sorted({m.observacion for m in todas if m.observacion}))
    filas: list[_Fila] = []
    for informe, id_ in zip(nuevos, ids, strict=True):
        filas += _filas_de_metas(informe, id_, vigentes[id_], textos_ids)
    meta_ids = _insertar_con_ids(con, metas, filas)
    pares = list(zip(meta_ids, todas, strict=True))
    _insertar(con, lineas_meta, [fila for id_, m in pares for fila in _filas_de_lineas(id_, m)])
    _insertar(con, causas_meta, [{"meta_id": id_, **asdict(c)} for id_, m in pares for c in m.causas])
    _indexar(con, pares)
    por_numero: list[dict[str, int]] = []
    siguientes = iter(pares)
    for informe in nuevos:
        numeros: dict[str, int] = {}
        for _ in informe.metas:
            id_, m = next(siguientes)
            numeros.setdefault(m.numero, id_)
        por_numero.append(numeros)
    return por_numero


def _filas_de_metas(informe: Informe, informe_id: int, vigente: bool, textos_ids: dict[str, int]) -> list[_Fila]:
    base = clave_de_informe(informe)
    con_absoluto = "columna.avance_absoluto" in informe.celdas or any(
        "avance_absoluto" in m.celdas for m in informe.metas
    )
    veces: Counter[str] = Counter()
    filas = []
    for m in informe.metas:
        veces[m.numero] += 1
        repetida = f"#{veces[m.numero]}" if veces[m.numero] > 1 else ""
        filas.append(
            {
                "clave": f"{base}/{m.numero}{repetida}"[:300],
                "serie": "",
                "informe_id": informe_id,
                **{c: getattr(informe, c) for c in (*_CLAVES, "corte")},
                "vigente": vigente,
                "numero": m.numero,
                "padre": m.padre,
                "orden": m.orden,
                "descripcion": m.descripcion,
                "unidad_medida": m.unidad_medida,
                "medida": textos.clave(m.unidad_medida)[:200],
                "meta_anual": _flotante(m.meta_anual),
                **{f"programado_{t.lower()}": _flotante(m.programado.get(t)) for t in TRIMESTRES},
                **{f"alcanzado_{t.lower()}": _flotante(m.alcanzado.get(t)) for t in TRIMESTRES},
                "avance_absoluto": _flotante(m.avance_absoluto),
                "avance_impreso": m.avance_impreso,
                "observacion_id": textos_ids.get(m.observacion or ""),
                "celdas": {campo: celda_json(celda) for campo, celda in m.celdas.items()},
                **_calculado(informe, m, con_absoluto),
            }
        )
    return filas


def _calculado(informe: Informe, m: Meta, con_absoluto: bool) -> _Fila:
    """The columns that ``cumplimiento`` computes."""
    absoluto = m.avance_absoluto if con_absoluto else cumplimiento.absoluto_derivado(m.alcanzado, m.unidad_medida)
    estado = cumplimiento.estado(m.meta_anual, absoluto, informe.ejercicio, informe.corte)
    avance = cumplimiento.porcentaje(absoluto, m.meta_anual)
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    return {
        "absoluto": _flotante(absoluto),
        "absoluto_derivado": not con_absoluto and absoluto is not None,
        "avance_calculado": None if avance is None else float(cumplimiento.redondear(avance, 6)),
        "a_la_fecha": _flotante(cumplimiento.suma(m.programado, cerrados)),
        "estado": estado,
        "incumplida": cumplimiento.incumplida(estado, absoluto, m.programado, informe.ejercicio, informe.corte),
    }


def _flotante(valor: Decimal | None) -> float | None:
    return None if valor is None else float(valor)


def _filas_de_lineas(meta_id: int, m: Meta) -> list[_Fila]:
    return [
        {"meta_id": meta_id, "codigo": x.codigo, "impresa": x.impresa, "resuelta": x.resuelta, "orden": orden}
        for orden, x in enumerate(m.lineas)
    ]


def _observaciones(con: Connection, distintas: Sequence[str]) -> dict[str, int]:
    """The id of each observation text, inserted where it is new."""
    por_huella = {hashlib.sha256(t.encode()).hexdigest(): t for t in distintas}
    salida: dict[str, int] = {}
    for lote in _lotes(list(por_huella)):
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
        [
            {
                "id": id_,
                "descripcion": " ".join(textos.raices(m.descripcion)),
                "medida": " ".join(textos.raices(m.unidad_medida)),
                "observacion": " ".join(textos.raices(m.observacion or "")),
            }
            for id_, m in pares
        ],
    )


# --- findings, what was set aside -----------------------------------------------------------------------------------


def _insertar_hallazgos(
    con: Connection, ids: Sequence[int], halladas: Sequence[Sequence[Hallazgo]], numero_ids: Sequence[dict[str, int]]
) -> None:
    filas = []
    for id_, propias, numeros in zip(ids, halladas, numero_ids, strict=True):
        for h in propias:
            fila = {c: getattr(h, c) for c in ("regla", "gravedad", "campo", "impreso", "esperado", "explicacion")}
            meta_id = None if h.meta is None else numeros.get(h.meta)
            filas.append({"informe_id": id_, "meta_id": meta_id, **fila, "citas": [list(c) for c in h.citas]})
    _insertar(con, hallazgos, filas)


def _insertar_apartados(con: Connection, documento_id: int, documento: Documento, ids: Sequence[int]) -> None:
    pares: list[tuple[int | None, Apartado]] = [(None, a) for a in documento.apartados]
    pares += [(id_, a) for id_, i in zip(ids, documento.informes, strict=True) for a in i.apartados]
    _insertar(con, apartados, [{"documento_id": documento_id, "informe_id": id_, **asdict(a)} for id_, a in pares])
