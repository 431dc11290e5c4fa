"""What is asked of the reports themselves: who signs them, and which there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Select, exists, func, literal_column, or_, select

from assistant.conditions import condicion, presentes
from assistant.evidence import Evidencia
from assistant.execute.ejes import por_partes
from assistant.execute.filas import hidratar
from assistant.execute.grupos import Grupos
from assistant.plan import Catalogo, Dimension, En, Nivel
from assistant.predicados import de_unidad
from assistant.valores import M
from index import schema
from index.listas import lotes
from index.textos import clave

_ORDEN = (schema.informes.c.municipio, schema.informes.c.ejercicio, schema.informes.c.ramo, schema.informes.c.unidad)


class Informes(Grupos):
    """Who signs the reports, and which there are."""

    def _donde_informes(self) -> list[Any]:
        i = schema.informes
        donde: list[Any] = [i.c.corte == self.plan.corte if self.plan.corte else i.c.vigente.is_(True)] if self.plan.catalogo not in ("corte", "informe") else []
        if self.plan.relacion is not None and self.plan.relacion.presencia:
            donde = [presentes(self.plan, self.plan.relacion, i)]
        for f in self.plan.filtros:
            if isinstance(f, En) and f.entidad == "unidad":
                donde.append(or_(*(de_unidad(v, i) for v in f.valores)))
            elif isinstance(f, En) and f.entidad in ("programa", "ramo", "municipio"):
                donde.append(i.c[f.entidad].in_(f.valores))
            elif isinstance(f, En) and f.entidad == "ejercicio":
                donde.append(i.c.ejercicio.in_([int(v) for v in f.valores]))
            elif isinstance(f, En) and f.entidad == "persona" and self.plan.intent == "who" and self.plan.agrupar:
                donde.append(self._de_sus_unidades(f.valores))
            elif isinstance(f, En) and f.entidad == "persona":
                donde.append(exists().where(schema.firmas.c.informe_id == i.c.id, schema.firmas.c.persona.in_(f.valores)))
            elif not isinstance(f, Nivel):
                donde.append(i.c.id.in_(select(M.c.informe_id).where(condicion(f, self.plan, M, self.bandas))))
        return donde

    def _de_sus_unidades(self, personas: Sequence[str]) -> Any:
        """The reports, of any year, of the units in which some people sign one."""
        i, j, f = schema.informes, schema.informes.alias(), schema.firmas.alias()
        firmado = [f.c.rol == self.plan.rol] if self.plan.rol else []
        return exists().where(f.c.informe_id == j.c.id, f.c.persona.in_(personas), j.c.municipio == i.c.municipio, or_(j.c.unidad == i.c.unidad, j.c.unidad_nombre == i.c.unidad_nombre), *firmado)

    def _conjunto_de_informes(self) -> Any:
        return self.de_consulta(select(schema.informes.c.id, literal_column("1").label("valor")).where(*self._donde_informes()))

    # - who
    def quien(self) -> Evidencia:
        """Who signs the reports asked for."""
        i, d, f = schema.informes, schema.documentos, schema.firmas
        consulta = (
            select(i.c.municipio, i.c.unidad, i.c.unidad_nombre, i.c.ejercicio, i.c.corte, i.c.celdas.label("encabezado"), d.c.nombre.label("documento"), f.c.rol, f.c.cargo, f.c.nombre, f.c.persona, f.c.celda)
            .join(d, d.c.id == i.c.documento_id).join(f, f.c.informe_id == i.c.id).where(*self._donde_informes()).order_by(i.c.ejercicio, i.c.unidad, f.c.id)
        )  # fmt: skip
        if self.plan.rol:
            consulta = consulta.where(f.c.rol == self.plan.rol)
        firmas = tuple(dict(r._mapping) for r in self.con.execute(consulta))
        ids = list(self.con.execute(select(M.c.id).where(M.c.numero.in_(self.plan.entidad("meta")), *self.donde()).order_by(M.c.id)).scalars()) if self.plan.entidad("meta") else []
        return Evidencia(self.plan, tuple(hidratar(self.con, ids[: self.max_filas])), len(ids), self._conjunto_de_informes(), firmas=firmas)

    # - which
    def catalogo(self) -> Evidencia:
        """What there is of a kind: units, programmes, years, measures …"""
        return Evidencia(self.plan, (), 0, self._conjunto_de_informes(), catalogo=tuple(self._elementos(self.plan.catalogo or "unidad")))

    def _elementos(self, dim: Catalogo) -> Iterable[dict[str, Any]]:
        if dim == "informe":
            return self._informes_enteros()
        if dim in ("unidad", "programa", "ramo"):
            return self._nombrados(dim)
        if dim in ("municipio", "ejercicio", "corte"):
            return self._primeros(dim)
        if dim == "linea":
            return self._lineas()
        if dim == "persona":
            return self._personas()
        return [
            {"clave": nombre if dim in ("medida", "causa") else llave, "nombre": "", "conjunto": hallado, "celdas": []}
            for llave, nombre, donde in self.llaves_sueltas(cast(Dimension, dim)) if (hallado := self.conjunto(donde)).count
        ]  # fmt: skip

    def _informes_enteros(self) -> Iterable[dict[str, Any]]:
        i, d = schema.informes, schema.documentos
        vistos: dict[Any, dict[str, Any]] = {}
        for r in self.con.execute(select(i, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id).where(*self._donde_informes()).order_by(*_ORDEN)):
            suyo = vistos.setdefault((r.municipio, r.ejercicio, r.corte), {"clave": f"{r.municipio}, ejercicio {r.ejercicio}", "nombre": "", "corte": r.corte, "celdas": [(r.documento, r.celdas.get(c)) for c in ("municipio", "ejercicio", "corte")], "unidades": []})
            suyo["unidades"].append((r.documento, r.celdas.get("unidad"), r.unidad))
        return vistos.values()

    def _nombrados(self, dim: str) -> Iterable[dict[str, Any]]:
        """Units, programmes and branches; two units under one code are two."""
        nombre = f"{dim}_nombre"
        vistos: dict[Any, dict[str, Any]] = {}
        for r in self._primeros_informes(dim, nombre):
            vistos.setdefault((r._mapping[dim], clave(r._mapping[nombre]) if dim == "unidad" else ""), {"clave": r._mapping[dim], "nombre": r._mapping[nombre], "celdas": [(r.documento, r.celdas.get(dim)), (r.documento, r.celdas.get(nombre))]})
        return vistos.values()

    def _primeros(self, dim: str) -> Iterable[dict[str, Any]]:
        vistos: dict[Any, dict[str, Any]] = {}
        for r in self._primeros_informes(dim):
            valor = r._mapping[dim]
            vistos.setdefault(valor, {"clave": valor.isoformat() if dim == "corte" else str(valor), "nombre": "", "celdas": [(r.documento, r.celdas.get(dim))]})
        return vistos.values()

    def _primeros_informes(self, *columnas: str) -> Sequence[Any]:
        """The first report of each value, in their order: only these are read whole."""
        i, d = schema.informes, schema.documentos
        lugar = func.row_number().over(partition_by=[i.c[c] for c in columnas], order_by=(*_ORDEN, i.c.id))
        primeros = select(i.c.id, lugar.label("lugar")).where(*self._donde_informes()).subquery()
        ids = self.con.execute(select(primeros.c.id).where(primeros.c.lugar == 1)).scalars().all()
        consulta = select(i, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id)
        filas = [r for lote in lotes(ids) for r in self.con.execute(consulta.where(i.c.id.in_(lote)))]
        return sorted(filas, key=lambda r: (r.municipio, r.ejercicio, r.ramo, r.unidad, r.id))

    def _de_cada_informe(self, tabla: Any, columna: Any) -> Sequence[Any]:
        """The first row of a table for each value of a column, among those of the reports asked for."""
        i, d = schema.informes, schema.documentos
        suyos: Select[Any] = select(i.c.id).where(*self._donde_informes())
        primeros = select(func.min(tabla.c.id)).where(tabla.c.informe_id.in_(suyos)).group_by(columna)
        return self.con.execute(select(tabla, d.c.nombre.label("documento")).join(i, i.c.id == tabla.c.informe_id).join(d, d.c.id == i.c.documento_id).where(tabla.c.id.in_(primeros)).order_by(tabla.c.id)).all()

    def _lineas(self) -> Iterable[dict[str, Any]]:
        li = schema.lineas_informe
        vistos = [{"clave": r.codigo, "nombre": r.nombre, "celdas": [(r.documento, r.celda)]} for r in self._de_cada_informe(li, li.c.codigo)]
        return sorted(vistos, key=lambda x: por_partes(x["clave"]))

    def _personas(self) -> Iterable[dict[str, Any]]:
        f = schema.firmas
        return [{"clave": r.nombre, "nombre": "", "celdas": [(r.documento, r.celda)]} for r in self._de_cada_informe(f, f.c.persona)]
