"""The store of facts: documents in and out of the SQL tables, each whole or not at all.

A later load of the same report (same identity) replaces the earlier one. What a load changes in the findings between
reports is done with it, or, for the files of a batch, once at its end (``cruzar``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, bindparam, delete, select

from index import agregados, auditoria, cruces, historial, indicado, recolector, registros, retiro, vigencia
from index.escritura import Escritura, Guardado
from index.indicado import NADA, Indicado
from index.poa import Apartado, Documento
from index.registros import CLAVES, Cierre
from index.schema import apartados, documentos, informes

__all__ = ["Guardado", "MetaStore"]


_DE_HUELLA = select(documentos.c.id).where(documentos.c.huella == bindparam("huella"))
_DEL_ARCHIVO = select(documentos.c.id, documentos.c.huella).where(
    documentos.c.huella >= bindparam("desde"), documentos.c.huella < bindparam("hasta")
)


class MetaStore:
    """Documents, reports and metas in SQL. ``engine`` comes from ``schema.abrir``."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def cargado(self, huella: str, dicho: Indicado = NADA) -> tuple[Apartado, ...] | None:
        """What was set aside of the document with these bytes, and of which the same was said (or nothing is, now); None if
        it is not loaded, or no longer whole because a later file replaced one of its reports."""
        with self.engine.connect() as con:
            huella = indicado.huella(huella, dicho)
            documento_id = con.scalar(_DE_HUELLA, {"huella": huella})
            if documento_id is None and not dicho:
                desde, hasta = indicado.del_mismo_archivo(huella)
                suyo = con.execute(_DEL_ARCHIVO, {"desde": desde, "hasta": hasta}).first()
                documento_id, huella = (suyo.id, suyo.huella) if suyo is not None else (None, huella)
            if documento_id is None or historial.incompleto(con, huella):
                return None
            columnas = (apartados.c.lugar, apartados.c.motivo, apartados.c.remedio, apartados.c.unidad)
            filas = con.execute(
                select(*columnas).where(apartados.c.documento_id == documento_id).order_by(apartados.c.id)
            )
            return tuple(Apartado(*fila) for fila in filas)

    @contextmanager
    def escribir(self) -> Iterator[Escritura]:
        """A transaction for documents that are compared with others later (``cruzar``): at its end all of them are in the
        store, or, if anything fails, none."""
        with recolector.pausado(), self.engine.begin() as con:
            escritura = Escritura(con)
            yield escritura
            escritura.terminar()

    def guardar(self, documento: Documento, contenido: bytes | None = None, *, cruzar: bool = True) -> Guardado:
        """Write a document with all that came from it, in one transaction. The same bytes again change nothing.

        ``cruzar``: compare its names with those of other documents at once. A batch does it at its end (``cruzar()``)."""
        with self.escribir() as escritura:
            ingreso = escritura.abrir(documento.nombre, documento.huella, documento.formato, contenido)
            if ingreso is None:
                return Guardado("unchanged")
            informes_ = documento.informes
            escritura.informes(ingreso, [registros.de_informe(i, auditoria.auditar(i)) for i in informes_])
            cruzados = [(n, registros.de_hallazgo(h, informes_[n])) for n, h in auditoria.auditar_juntos(informes_)]
            guardado = escritura.cerrar(ingreso, Cierre(documento.apartados, tuple(cruzados)))
            if cruzar:
                escritura.terminar()
                cruces.completar(escritura.con)
                agregados.completar(escritura.con)
        return guardado

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
            sueltas = retiro.quitar_informes(con, [f.id for f in suyos])
            con.execute(delete(documentos).where(documentos.c.id.in_(ids)))
            vigencia.actualizar(con, {tuple(f[1:]) for f in suyos})
            retiro.quitar_observaciones(con, sorted(sueltas))
            cruces.unidades_al_dia(con, {(f.municipio, f.ramo, f.programa, f.unidad) for f in suyos})
            cruces.anotar(con, {f.municipio for f in suyos})
            cruces.completar(con)
            agregados.completar(con)
            return tuple(dict.fromkeys([*(f.nombre for f in filas), *archivados]))

    def cruzar(self) -> None:
        """Compare the names of what was saved with ``cruzar=False``, also by a batch that did not come to its end."""
        with self.engine.begin() as con:
            cruces.completar(con)
            agregados.completar(con)

    def cambios(self, informe: str | None = None) -> list[historial.Cambio]:
        """What corrected files changed, before and after: of one report (its key) or of all."""
        with self.engine.connect() as con:
            return historial.cambios(con, informe)
