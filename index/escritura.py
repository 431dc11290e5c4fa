"""Documents on their way into the store, within one transaction: each report's row at once, its goals in large lots.

Whatever reads goals (a report that another one replaces) has the waiting rows written first. What documents change in the
series of a unit with several reports and between its cuts is done once, at the end of the transaction: most of its reports
come together, and a goal that is written twice is put twice into every index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, insert, select

from index import cruces, historial, indicado, lugares, registros, repetidos, retiro, texto_completo, vigencia
from index.listas import son_de
from index.poa import Apartado
from index.registros import CLAVES, NOMBRES, Cierre, Registros, Valores
from index.schema import (
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
from index.volcado import Filas, ids_nuevos, volcar

#: So many goals wait at most before they are written.
_EN_ESPERA = 1_000
#: The place of a report whose row is not written yet.
_POR_ESCRIBIR = -1

_DE_INFORME = ("id", "documento_id", "clave", "municipio", "municipio_leido", "ejercicio", "corte", "ramo", "programa",
               "unidad", *NOMBRES, "vigente", "celdas")  # fmt: skip
_DE_META = ("id", "clave", "serie", "informe_id", "municipio", "ejercicio", "corte", "ramo", "programa", "unidad", "vigente",
            *registros.DE_META, "observacion_id")  # fmt: skip
_SERIE = _DE_META.index("serie")
_DE_APARTADO = ("documento_id", "informe_id", "unidad", "lugar", "motivo", "remedio")
_IDENTIDAD = tuple(informes.c[c] for c in (*CLAVES, "corte"))
_LARGO_DE_CLAVE = 300

_INSERTAR_DOCUMENTO = insert(documentos).returning(documentos.c.id)
_INSERTAR_OBSERVACION = insert(observaciones).returning(observaciones.c.id, sort_by_parameter_order=True)
_IGUALES = select(informes.c.id, informes.c.documento_id).where(informes.c.documento_id != bindparam("propio"))
_DE_HUELLA = select(documentos.c.id).where(documentos.c.huella == bindparam("huella"))
_DEL_ARCHIVO = select(documentos.c.id).where(
    documentos.c.huella >= bindparam("desde"), documentos.c.huella < bindparam("hasta")
)
_CONOCIDAS = select(observaciones.c.id, observaciones.c.huella).where(
    observaciones.c.huella.in_(bindparam("huellas", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Guardado:
    """What a save did: its status, and how much it loaded."""

    estado: Literal["loaded", "replaced", "unchanged"]
    informes: int = 0
    metas: int = 0
    observaciones: int = 0
    hallazgos: int = 0
    #: What the store itself set aside.
    apartados: tuple[Apartado, ...] = ()


@dataclass(slots=True)
class _Puesto:
    """A report whose row is written: its id, the spelling that its municipality has in the store, whether it is in force
    and whether its unit has others; the ids of its goals once they are written."""

    registros: Registros
    id: int
    municipio: str
    vigente: bool = True
    con_otros: bool = False
    metas: Sequence[int] = ()

    @property
    def unidad(self) -> cruces.Unidad:
        """The unit over its years."""
        r = self.registros
        return self.municipio, r.ramo, r.programa, r.unidad

    @property
    def clave(self) -> tuple[Any, ...]:
        """The report's identity but for its cut."""
        r = self.registros
        return self.municipio, r.ejercicio, r.ramo, r.programa, r.unidad


@dataclass(slots=True)
class Ingreso:
    """A document that is being written, and what is known of it so far."""

    id: int
    nombre: str
    huella: str
    municipios: cruces.Municipios
    grafias: dict[str, str] = field(default_factory=dict)
    #: The ids of its reports in order; None for one that repeats another.
    informes: list[int | None] = field(default_factory=list)
    identidades: set[tuple[Any, ...]] = field(default_factory=set)
    #: What is set aside on the way into the store.
    repetidos: list[Apartado] = field(default_factory=list)
    #: The observations of the reports that it replaces; None where it replaces none.
    sueltas: set[int] | None = None
    apartados: list[Valores] = field(default_factory=list)
    textos: set[str] = field(default_factory=set)
    metas: int = 0
    hallazgos: int = 0


class Escritura:
    """The documents of one transaction; ``terminar`` comes before its commit."""

    def __init__(self, con: Connection) -> None:
        self.con = con
        self._ahora = datetime.now(UTC).replace(tzinfo=None)
        self._espera: list[_Puesto] = []
        self._en_espera = 0
        self._hallazgos: list[Valores] = []
        self._municipios: set[str] = set()
        self._varios: set[cruces.Unidad] = set()

    def abrir(self, nombre: str, huella: str, formato: str, contenido: bytes | None) -> Ingreso | None:
        """Begin a document; None if one of these bytes is loaded, and whole."""
        sueltas: set[int] | None = None
        previo = self.con.scalar(_DE_HUELLA, {"huella": huella})
        if previo is not None:
            if not historial.incompleto(self.con, huella):
                return None
            self._volcar()
            sueltas = retiro.quitar_documento(self.con, previo)
        desde, hasta = indicado.del_mismo_archivo(huella)
        for otro in self.con.scalars(_DEL_ARCHIVO, {"desde": desde, "hasta": hasta}).all():
            # The same file, of which something else was said.
            self._volcar()
            sueltas = (sueltas or set()) | retiro.quitar_documento(self.con, otro)
        fila = {
            "nombre": nombre[:255],
            "huella": huella,
            "formato": formato[:16],
            "contenido": contenido,
            "cargado_en": self._ahora,
        }
        id_ = int(self.con.scalar(_INSERTAR_DOCUMENTO, fila))
        return Ingreso(id_, nombre, huella, cruces.Municipios(self.con), sueltas=sueltas)

    def informes(self, ingreso: Ingreso, nuevos: Sequence[Registros]) -> None:
        """Write reports of a document: instead of those of the same identity that others brought. One that is of the
        same identity as another of this document is set aside."""
        nuevos, municipios = self._distintos(ingreso, nuevos)
        if not nuevos:
            return
        ids = ids_nuevos(self.con, informes, len(nuevos))
        puestos = [_Puesto(r, id_, m) for id_, r, m in zip(ids, nuevos, municipios, strict=True)]
        self._quitar_iguales(ingreso, [(*p.clave, p.registros.corte) for p in puestos])
        volcar(self.con, informes, _DE_INFORME, [_de_informe(ingreso.id, p) for p in puestos])
        lineas_ = [(p.id, *x) for p in puestos for x in p.registros.lineas]
        volcar(self.con, lineas_informe, ("informe_id", *registros.DE_LINEA), lineas_)
        firmas_ = [(p.id, *x) for p in puestos for x in p.registros.firmas]
        volcar(self.con, firmas, ("informe_id", *registros.DE_FIRMA), firmas_)
        vigentes = vigencia.actualizar(self.con, {p.clave for p in puestos})
        for p in self._espera:  # those whose goals are not written yet
            p.vigente = vigentes.get(p.id, p.vigente)
        varios = set(cruces.con_varios(self.con, {p.unidad for p in puestos}))
        for p in puestos:
            r = p.registros
            p.vigente, p.con_otros = vigentes[p.id], p.unidad in varios
            ingreso.informes[ingreso.informes.index(_POR_ESCRIBIR)] = p.id
            ingreso.apartados += [_de_apartado(ingreso.id, p.id, a) for a in r.apartados]
            ingreso.textos.update([t for t in r.observaciones if t])
            ingreso.metas += len(r.metas)
            ingreso.hallazgos += len(r.hallazgos)
            self._en_espera += len(r.metas)
        self._varios |= varios
        self._espera += puestos
        self._municipios.update(municipios)
        if self._en_espera >= _EN_ESPERA:
            self._volcar()

    def cerrar(self, ingreso: Ingreso, cierre: Cierre) -> Guardado:
        """End a document; what it loaded."""
        suyos = [_de_apartado(ingreso.id, None, a) for a in (*cierre.apartados, *ingreso.repetidos)]
        volcar(self.con, apartados, _DE_APARTADO, [*suyos, *ingreso.apartados])
        cruzados = [(id_, *fila) for n, fila in cierre.hallazgos if (id_ := ingreso.informes[n]) is not None]
        self._hallazgos += cruzados
        if ingreso.sueltas is not None:
            self._volcar()
            retiro.quitar_observaciones(self.con, sorted(ingreso.sueltas))
        historial.retomar(self.con, ingreso.huella)
        return Guardado(
            "loaded" if ingreso.sueltas is None else "replaced",
            informes=sum(id_ is not None for id_ in ingreso.informes),
            metas=ingreso.metas,
            observaciones=len(ingreso.textos),
            hallazgos=ingreso.hallazgos + len(cruzados),
            apartados=tuple(ingreso.repetidos),
        )

    def terminar(self) -> None:
        """Write what waits, bring the units that have several reports up to date, and mark the municipalities whose names are
        to be compared anew."""
        self._volcar()
        varios, self._varios = self._varios, set()
        cruces.unidades_al_dia(self.con, varios)
        municipios, self._municipios = self._municipios, set()
        cruces.anotar(self.con, municipios)

    # --- reports ----------------------------------------------------------------------------------------------------

    def _distintos(self, ingreso: Ingreso, nuevos: Sequence[Registros]) -> tuple[list[Registros], list[str]]:
        """The reports that repeat none of the document, each with its municipality's spelling in the store."""
        quedan: list[Registros] = []
        municipios: list[str] = []
        for r in nuevos:
            municipio = self._municipio(ingreso, r)
            identidad = (municipio, r.ejercicio, r.ramo, r.programa, r.unidad, r.corte)
            if identidad in ingreso.identidades:
                ingreso.repetidos.append(repetidos.apartado(r, municipio))
                ingreso.informes.append(None)
                continue
            ingreso.identidades.add(identidad)
            ingreso.informes.append(_POR_ESCRIBIR)
            quedan.append(r)
            municipios.append(municipio)
        return quedan, municipios

    def _municipio(self, ingreso: Ingreso, r: Registros) -> str:
        """The spelling that a report's municipality has in the store."""
        hallado = ingreso.municipios.de(r.municipio, r.ramo, r.unidad)
        return ingreso.grafias.setdefault(lugares.clave(hallado), hallado)

    def _quitar_iguales(self, ingreso: Ingreso, identidades: Sequence[tuple[Any, ...]]) -> None:
        """Move the reports of these identities that other documents brought to the history, and take out the documents
        that this leaves empty."""
        viejos: dict[int, int] = {}
        for suyas in lotes(identidades):
            iguales = self.con.execute(_IGUALES.where(son_de(_IDENTIDAD, suyas)), {"propio": ingreso.id})
            viejos |= {f.id: f.documento_id for f in iguales}
        if viejos:
            self._volcar()
            quitadas = retiro.sustituir(self.con, viejos, ingreso.huella, ingreso.nombre, self._ahora)
            ingreso.sueltas = (ingreso.sueltas or set()) | quitadas

    # --- what waits -------------------------------------------------------------------------------------------------

    def _volcar(self) -> None:
        """Write the goals that wait, with all that hangs from them, and the findings."""
        puestos, self._espera, self._en_espera = self._espera, [], 0
        self._volcar_metas(puestos)
        filas = [(p.id, None if meta is None else p.metas[meta], *x) for p in puestos for meta, *x in p.registros.hallazgos]
        volcar(self.con, hallazgos, ("informe_id", *registros.DE_HALLAZGO), [*filas, *self._hallazgos])
        self._hallazgos = []

    def _volcar_metas(self, puestos: Sequence[_Puesto]) -> None:
        total = sum(len(p.registros.metas) for p in puestos)
        if not total:
            return
        ids = ids_nuevos(self.con, metas, total)
        desde = 0
        for p in puestos:
            p.metas = ids[desde : desde + len(p.registros.metas)]
            desde += len(p.metas)
        conocidas = self._observaciones(sorted({t for p in puestos for t in p.registros.observaciones if t}))
        probables = cruces.probables(self.con, {p.unidad for p in puestos if p.con_otros})
        renglones: list[Valores] = []
        for p in puestos:
            suyas = probables.setdefault(p.unidad, {})
            nuevas = _de_metas(p, conocidas, suyas)
            suyas.update(zip((str(m[0]) for m in p.registros.metas), (str(fila[_SERIE]) for fila in nuevas), strict=True))
            renglones += nuevas
        colgadas: list[Filas] = []
        volcar(self.con, metas, _DE_META, renglones, lambda: colgadas.extend(self._de_las_metas(puestos)))
        for filas in colgadas:
            volcar(self.con, *filas)

    def _de_las_metas(self, puestos: Sequence[_Puesto]) -> Iterator[Filas]:
        """What hangs from some goals, ready to be written after them."""
        for tabla, columnas, cual in (
            (lineas_meta, registros.DE_LINEA_DE_META, "lineas_meta"),
            (causas_meta, registros.DE_CAUSA, "causas"),
        ):
            yield tabla, columnas, [(p.metas[n], *x) for p in puestos for n, *x in getattr(p.registros, cual)]
        palabras = [(id_, *x) for p in puestos for id_, x in zip(p.metas, p.registros.palabras, strict=True)]
        yield texto_completo.de_metas(self.con, palabras)

    def _observaciones(self, distintas: Sequence[str]) -> dict[str | None, int]:
        """The id of each observation text, inserted where it is new."""
        por_huella = {hashlib.sha256(t.encode()).hexdigest(): t for t in distintas}
        salida: dict[str | None, int] = {}
        for lote in lotes(list(por_huella)):
            salida |= {por_huella[f.huella]: f.id for f in self.con.execute(_CONOCIDAS, {"huellas": lote})}
        nuevas = [{"huella": h, "texto": t} for h, t in por_huella.items() if t not in salida]
        ids = self.con.scalars(_INSERTAR_OBSERVACION, nuevas).all() if nuevas else []
        texto_completo.indexar_observaciones(self.con, [(id_, f["texto"]) for id_, f in zip(ids, nuevas, strict=True)])
        return salida | {fila["texto"]: id_ for fila, id_ in zip(nuevas, ids, strict=True)}


def _de_apartado(documento_id: int, informe_id: int | None, a: Apartado) -> Valores:
    return documento_id, informe_id, a.unidad, a.lugar, a.motivo, a.remedio


def _de_informe(documento_id: int, p: _Puesto) -> Valores:
    r = p.registros
    clave = registros.clave_de_informe(p.municipio, r.ejercicio, r.corte, r.ramo, r.programa, r.unidad)
    return (p.id, documento_id, clave, p.municipio, r.municipio, r.ejercicio, r.corte.isoformat(), r.ramo, r.programa,
            r.unidad, *r.nombres, True, r.celdas)  # fmt: skip


def _de_metas(p: _Puesto, conocidas: dict[str | None, int], probables: dict[str, str]) -> list[Valores]:
    """The rows of a report's goals. Those of a unit with several reports have the series that they most likely go on
    (``probables``), until the document's end tells."""
    r = p.registros
    corte = r.corte.isoformat()
    base = registros.clave_de_informe(p.municipio, r.ejercicio, r.corte, r.ramo, r.programa, r.unidad)
    propias = cruces.de_un_informe(p.unidad, r.series)
    series = [probables.get(str(meta[0]), propia) for meta, propia in zip(r.metas, propias, strict=True)]
    comunes = (p.id, p.municipio, r.ejercicio, corte, r.ramo, r.programa, r.unidad, p.vigente)
    return [
        (id_, (base + clave)[:_LARGO_DE_CLAVE], serie, *comunes, *meta, conocidas.get(texto))
        for id_, clave, serie, meta, texto in zip(p.metas, r.claves, series, r.metas, r.observaciones, strict=True)
    ]
