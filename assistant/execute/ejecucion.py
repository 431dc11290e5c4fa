"""A plan, executed: which kind of evidence its intent asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, exists, func, literal_column, or_, select

from assistant.evidence import CeldaCitada, Evidencia
from assistant.execute.entre import entre
from assistant.execute.filas import hidratar
from assistant.execute.informes import Informes
from assistant.plan import En, Texto
from assistant.predicados import de_todo
from assistant.valores import M
from index import schema
from index.cumplimiento import en_curso
from index.listas import lotes

#: The columns of a dimension that has several.
_COLUMNAS: dict[str, tuple[str, ...]] = {"unidad": ("unidad", "municipio"), "principal": ("informe_id", "padre")}
#: The rules whose findings may be asked of what one measure counts.
_DE_UNA_COSA = frozenset(("cifra_cambiada", "absoluto_no_es_suma", "programado_no_es_anual", "porcentaje_no_cuadra"))
#: What a report is told apart by, which its goals repeat.
_DE_INFORME = frozenset(("municipio", "ejercicio", "corte", "ramo", "programa", "unidad"))


class Ejecucion(Informes):
    """A plan, executed."""

    def evidencia(self) -> Evidencia:
        """Everything an answer to the plan may say."""
        propia = {"who": self.quien, "catalogue": self.catalogo, "audit": self.auditoria}.get(self.plan.intent)
        if propia:
            return propia()
        if self.plan.contraste or (self.plan.cuota and self.plan.agrupar[0] == "linea"):
            grupos = tuple(self.contrastados())
            return replace(self.de_metas(), grupos=grupos)
        if self._compara_grupos():
            # A group's own goals are its own without asking of each whether the group is in both periods; their statements
            # are written when they are cited, by whom is not restricted.
            comparados = tuple(copy(self).comparados())
            self.restringir(self.comparables())
            return replace(self.de_metas(), comparados=comparados)
        return self._completar(self.de_metas())

    def _compara_grupos(self) -> bool:
        """Whether groups are told in one period beside another."""
        plan = self.plan
        return bool(plan.agrupar) and len(plan.periodos) == 2 and not plan.relacion and plan.agrupar[0] not in ("ejercicio", "corte")

    def _completar(self, e: Evidencia) -> Evidencia:
        plan = self.plan
        if plan.agrupar:
            todo = self.por_medida(e)[0] if plan.intent == "sum" else ()
            grupos = tuple(self.grupos())
            if plan.promedio and len(plan.agrupar) == 1:
                e = replace(e, general=self.general())
            if (plan.universal or plan.promedio or plan.cuota) and plan.agrupar[0] != "linea":
                # The answer is about the goals of those groups alone.
                hojas = [x for g in grupos for x in g.subgrupos] if len(plan.agrupar) > 1 and (plan.promedio or (plan.cuota and not plan.cuota.siempre)) else grupos
                propias = {tuple(str(v) for llave in g.lugar for v in llave.valores) for g in hojas}
                dimensiones = plan.agrupar[: len(hojas[0].lugar)] if hojas else ()
                columnas = [k for d in dimensiones for k in _COLUMNAS.get(d, (d,))]
                filas = tuple(f for f in e.filas if tuple(str(f.datos[k]) for k in columnas) in propias)
                e = replace(e, filas=filas, total=len(filas))
            return replace(e, grupos=grupos, grupos_fuera=self.grupos_fuera, por_medida=todo, inconclusos=tuple(self._inconclusos()))
        if plan.intent == "trend" or plan.partes:
            return replace(e, por_trimestre=tuple(self.por_trimestre()))
        if plan.intent == "sum" or (plan.intent == "average" and plan.metrica != "avance"):
            medidas, fuera = self.por_medida(e)
            programados = tuple(c for _, c in self.por_medida(e, "programado")[0]) if plan.de_lo_programado else ()
            return replace(e, por_medida=medidas, padres_fuera=fuera, programados=programados)
        return e

    def _inconclusos(self) -> Iterable[dict[str, Any]]:
        """A report of each year whose latest cut is before its end, in an answer by years; in a mean, of each municipality's."""
        i, d = schema.informes, schema.documentos
        if self.plan.intent == "average" and "ejercicio" in self.plan.agrupar:
            yield from self._inconclusos_de_cada_municipio()
            return
        if self.plan.agrupar[0] != "ejercicio":
            return
        # The latest cut of a year is in force, of whatever report it is: the others need not be told apart.
        for ejercicio, corte in self.con.execute(select(i.c.ejercicio, func.max(i.c.corte)).group_by(i.c.ejercicio).order_by(i.c.ejercicio)).all():
            if en_curso(ejercicio, corte):
                suyo = select(i.c.ejercicio, i.c.corte, i.c.unidad, i.c.celdas, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id)
                yield dict(self.con.execute(suyo.where(i.c.ejercicio == ejercicio, i.c.corte == corte, i.c.vigente.is_(True)).order_by(i.c.id).limit(1)).one()._mapping)

    def _inconclusos_de_cada_municipio(self) -> Iterable[dict[str, Any]]:
        i, d = schema.informes, schema.documentos
        municipios = self.plan.entidad("municipio")
        suyos = select(i.c.municipio, i.c.ejercicio, i.c.corte, i.c.unidad, i.c.celdas, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id)
        de = [i.c.municipio.in_(municipios)] if municipios else []
        ultimos = select(i.c.municipio, i.c.ejercicio, func.max(i.c.corte)).where(i.c.vigente.is_(True), *de).group_by(i.c.municipio, i.c.ejercicio).order_by(i.c.ejercicio, i.c.municipio)
        for municipio, ejercicio, corte in self.con.execute(ultimos).all():
            if en_curso(ejercicio, corte):
                uno = suyos.where(i.c.municipio == municipio, i.c.ejercicio == ejercicio, i.c.corte == corte, i.c.vigente.is_(True)).order_by(i.c.id).limit(1)
                yield dict(self.con.execute(uno).one()._mapping)

    # - findings
    def auditoria(self) -> Evidencia:
        """The findings of the reports and goals asked for."""
        h, i, d = schema.hallazgos, schema.informes, schema.documentos
        donde = self._donde_hallazgos()
        conjunto = self.de_consulta(select(h.c.id, literal_column("1").label("valor")).where(*donde))
        if not conjunto.count:
            return Evidencia(self.plan, (), 0, conjunto)
        orden = (i.c.ejercicio, i.c.unidad, h.c.id)
        # Which, before what they say: a rule may have a hundred thousand findings, and only those shown are read.
        ids = list(self.con.scalars(select(h.c.id).join(i, i.c.id == h.c.informe_id).where(*donde).order_by(*orden).limit(self.max_filas)))
        consulta = (
            select(h, i.c.clave.label("informe"), i.c.unidad, i.c.unidad_nombre, i.c.ejercicio, i.c.celdas.label("encabezado"), d.c.nombre.label("documento"), M.c.numero, M.c.clave.label("meta_clave"))
            .join(i, i.c.id == h.c.informe_id).join(d, d.c.id == i.c.documento_id).outerjoin(M, M.c.id == h.c.meta_id)
            .where(entre(self.con, h.c.id, ids)).order_by(*orden)
        )  # fmt: skip
        hallazgos = [dict(r._mapping) for r in self.con.execute(consulta)]
        self._citar(hallazgos)
        metas_ids = list(dict.fromkeys(r["meta_id"] for r in hallazgos if r["meta_id"]))
        total = len(metas_ids) if conjunto.count <= len(hallazgos) else int(self.con.execute(select(func.count(h.c.meta_id.distinct())).where(*donde)).scalar_one())
        return Evidencia(self.plan, tuple(hidratar(self.con, metas_ids)), total, conjunto, hallazgos=tuple(hallazgos))

    def _donde_hallazgos(self) -> list[Any]:
        from index.auditoria import ARITMETICAS

        h = schema.hallazgos
        # What a later cut prints otherwise, or what does not add up, may be asked of what a measure counts ("las luminarias").
        medida = bool(_DE_UNA_COSA & set(self.plan.reglas)) and bool(self.plan.entidad("medida"))
        propios = tuple(f for f in self.plan.filtros if (isinstance(f, En) and (medida or f.entidad != "medida")) or isinstance(f, Texto))
        plan = self.plan.con(filtros=propios)
        reglas = self.plan.reglas or (() if self.plan.hallazgos else tuple(sorted(ARITMETICAS)))
        de_las_reglas: list[Any] = [h.c.regla.in_(reglas)] if reglas else []
        if self.plan.trimestres and "cifra_cambiada" in reglas:
            de_las_reglas.append(or_(*(h.c.campo.endswith(f".{t}", autoescape=True) for t in self.plan.trimestres)))
        if plan.relacion is None and all(isinstance(f, En) and f.entidad in _DE_INFORME for f in propios):  # its goals are all those of some reports
            i = schema.informes.alias("suyo")
            suyos = self.donde(plan, i)
            # Of everything, the findings of the rules are looked up first, and each one's report; of a place, its reports.
            de_ellos = exists().where(i.c.id == h.c.informe_id, *suyos) if de_todo(plan) else h.c.informe_id.in_(select(i.c.id).where(*suyos))
            return [de_ellos, *de_las_reglas]
        ids = select(M.c.id).where(*self.donde(plan))
        de_informe = and_(h.c.meta_id.is_(None), h.c.informe_id.in_(select(M.c.informe_id).where(*self.donde(plan))))
        donde = [h.c.meta_id.in_(ids) if medida or self.plan.entidad("meta") or plan.de("texto") else or_(h.c.meta_id.in_(ids), de_informe)]
        return [*donde, *de_las_reglas]

    def _citar(self, hallazgos: Sequence[dict[str, Any]]) -> None:
        """Give each finding the cells that it names (``celdas``): of its own report, or of others by their key."""
        i, d = schema.informes, schema.documentos
        nombrados = {(x[2] if len(x) > 2 else h["informe"], x[0]) for h in hallazgos for x in h["citas"]}
        claves = sorted({c for c, _ in nombrados})
        informes = {
            r.clave: r
            for lote in lotes(claves)
            for r in self.con.execute(select(i.c.id, i.c.clave, i.c.unidad, i.c.celdas, d.c.nombre).join(d, d.c.id == i.c.documento_id).where(i.c.clave.in_(lote)))
        }
        por_id = {r.id: r.clave for r in informes.values()}
        ids = [
            r.id
            for lote in lotes(sorted(por_id))
            for r in self.con.execute(select(M.c.id, M.c.informe_id, M.c.numero).where(M.c.informe_id.in_(lote)).order_by(M.c.id.desc()))
            if (por_id[r.informe_id], r.numero) in nombrados
        ]
        filas = {(por_id[f.datos["informe_id"]], f.numero): f for f in hidratar(self.con, ids)}
        for h in hallazgos:
            h["celdas"] = []
            for numero, campo, *otro in h["citas"]:
                llave = otro[0] if otro else h["informe"]
                fila, informe = filas.get((llave, numero)), informes.get(llave)
                celdas = fila.celdas if fila is not None else informe.celdas if informe is not None and numero is None else {}
                if informe is not None and campo in celdas:
                    h["celdas"].append(CeldaCitada(informe.nombre, informe.unidad, campo, celdas[campo], fila))
