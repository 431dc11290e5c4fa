"""Plan → SQL → evidence, exactly. The only place of this package that speaks SQLAlchemy.

Filters compile to parameterised conditions over ``metas``; a set's statement is kept so that a citation can be run
again. The connection can't write (``schema.abrir_lectura``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, Select, and_, exists, func, literal_column, not_, or_, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql import FromClause

from assistant.conditions import (
    BANDAS,
    SELECCION,
    Bandas,
    M,
    cerrado,
    condicion,
    condiciones,
    de_causa,
    de_clase,
    de_entidad,
    de_los_periodos,
    de_periodo,
    de_semaforo,
    de_texto,
    de_trimestre,
    de_unidad,
    diferencia_sql,
    direcciones_de,
    presentes,
    valor_sql,
)
from assistant.evidence import CeldaCitada, Comparado, Conjunto, Evidencia, Fila, Grupo, campos_usados, nombre_de_campo
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.link import Nombre, Vocabulario, nombre
from assistant.plan import (
    CANTIDADES,
    Catalogo,
    Clase,
    ConCausa,
    ConClase,
    ConObservacion,
    ConSemaforo,
    ConTrimestre,
    Dimension,
    En,
    Filtro,
    Metric,
    Nivel,
    Plan,
    Texto,
    Umbral,
)
from index import schema
from index.poa import TRIMESTRES, Trimestre
from index.texto_completo import mejores_observaciones
from index.textos import clave, palabras, raices, singular

#: How long a saved answer's statement may take when it is run again.
SEGUNDOS_POR_CONSULTA = 5.0


# -- reading --------------------------------------------------------------------------------------------------------------
class Lector:
    """Executes plans on a read-only engine."""

    def __init__(self, motor: Engine, max_filas: int = 1000, bandas: Bandas = BANDAS) -> None:
        self.motor, self.max_filas, self.bandas = motor, max_filas, bandas
        self._dialecto = _dialecto(motor)

    def vocabulario(self) -> Vocabulario:
        """Everything loaded that a question may name."""
        with self.motor.connect() as con:
            return _vocabulario(con)

    def cantidad(self, plan: Plan) -> int:
        """How many metas the plan's filters match."""
        with self.motor.connect() as con:
            return con.execute(select(func.count()).select_from(M).where(*condiciones(plan, M, bandas=self.bandas))).scalar_one()

    def conjunto_de(self, plan: Plan) -> Conjunto:
        """The set of goals of a plan, without reading them."""
        with self.motor.connect() as con:
            return _Ejecucion(self, con, plan)._conjunto()

    def ejecutar(self, plan: Plan) -> Evidencia:
        """Run the plan."""
        with self.motor.connect() as con:
            return _Ejecucion(self, con, plan).evidencia()

    def repetir(self, sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
        """Run a set's statement again. It may come from a saved file: it can only read, and not for long."""
        with self.motor.connect() as con, schema.solo_lectura(con, SEGUNDOS_POR_CONSULTA):
            return [tuple(r) for r in con.execute(text(sql), params)]

    def filas_por_clave(self, claves: Sequence[str]) -> dict[str, Fila]:
        """Metas by their readable identity, for verification."""
        with self.motor.connect() as con:
            ids = con.execute(select(M.c.id).where(M.c.clave.in_(claves))).scalars().all()
            return {str(f.datos["clave"]): f for f in hidratar(con, list(ids))}

    def periodos_de(self, ids: Sequence[int]) -> set[tuple[int, date]]:
        """The (year, cut) of some metas, for verification."""
        with self.motor.connect() as con:
            return {(r.ejercicio, r.corte) for lote in _lotes(ids, 500) for r in con.execute(select(M.c.ejercicio, M.c.corte).where(M.c.id.in_(lote)).distinct())}

    def observaciones_por_palabras(self, raices_: Sequence[str], k: int) -> list[int]:
        """The observations that have any of the stems, best first (BM25)."""
        with self.motor.connect() as con:
            return mejores_observaciones(con, raices_, k)

    def textos_de(self, observaciones: Sequence[int]) -> list[tuple[str, str, str]]:
        """(unit, goal, text) of some observations, in their order, one goal each."""
        o = schema.observaciones
        with self.motor.connect() as con:
            filas = con.execute(select(M.c.unidad, M.c.numero, o.c.texto, o.c.id).join(o, o.c.id == M.c.observacion_id).where(o.c.id.in_(observaciones), M.c.vigente.is_(True))).all()
        por_id = {f.id: (str(f.unidad), str(f.numero), str(f.texto)) for f in reversed(filas)}
        return [por_id[i] for i in observaciones if i in por_id]

    def encabezados(self, documento: str) -> list[dict[str, Any]]:
        """The printed header, foot and line cells of every form of a document."""
        i, d = schema.informes, schema.documentos
        with self.motor.connect() as con:
            filas = con.execute(select(i.c.id, i.c.celdas).join(d, d.c.id == i.c.documento_id).where(d.c.nombre == documento)).all()
            salida = [c for _, celdas in filas for c in celdas.values()]
            ids = [f.id for f in filas]
            for tabla in (schema.firmas, schema.lineas_informe):
                salida += con.execute(select(tabla.c.celda).where(tabla.c.informe_id.in_(ids))).scalars().all()
            return [dict(c) for c in salida]

    def lineas_de(self, documento: str) -> list[str]:
        """The lines of a loaded text document, for the source view; [] when it isn't kept."""
        d = schema.documentos
        with self.motor.connect() as con:
            crudo = con.execute(select(d.c.contenido).where(d.c.nombre == documento).order_by(d.c.id.desc()).limit(1)).scalar()
        if not crudo:
            return []
        from index.readers.texto import decodificar

        return decodificar(crudo).split("\n")

    def compilar(self, consulta: Select[Any]) -> tuple[str, dict[str, Any]]:
        """A statement as text with named parameters that JSON can carry."""
        hecha = consulta.compile(dialect=self._dialecto, compile_kwargs={"render_postcompile": True})
        params = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in hecha.params.items()}
        return str(hecha), params

    def conjunto(self, con: Connection, consulta: Select[Any], metrica: Metric | None = None) -> Conjunto:
        """Run a (id, valor) statement and keep it."""
        sql, params = self.compilar(consulta)
        filas = con.execute(text(sql), params).all()
        return Conjunto(" ".join(sql.split()), params, len(filas), tuple(f[1] for f in filas) if metrica else (), metrica)


def _dialecto(motor: Engine) -> DefaultDialect:
    """The dialect that kept statements are written in. psycopg's own would write casts behind the parameters, and the
    result could not be read again."""
    dialecto: Any = type(motor.dialect)
    if motor.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql.base import PGDialect as dialecto
    return cast(DefaultDialect, dialecto(paramstyle="named"))


#: How many doubtful figures an answer names one by one.
MAX_DUDAS = 5


class _Ejecucion:
    """One plan on one connection."""

    def __init__(self, lector: Lector, con: Connection, plan: Plan) -> None:
        self.lector, self.con, self.plan = lector, con, plan

    def _donde(self, plan: Plan | None = None, m: FromClause = M, sin: Callable[[Filtro], bool] = lambda f: False) -> list[ColumnElement[bool]]:
        return condiciones(plan or self.plan, m, sin, self.lector.bandas)

    def evidencia(self) -> Evidencia:
        plan = self.plan
        if plan.intent == "who":
            return self._quien()
        if plan.intent == "catalogue":
            return self._catalogo()
        if plan.intent == "audit":
            return self._auditoria()
        ids = self._ids()
        pares = self._pares(ids) if plan.relacion and not plan.relacion.presencia and not plan.agrupar else ()
        filas = hidratar(self.con, ids[: self.lector.max_filas])
        base = Evidencia(
            plan, tuple(filas), len(ids), self._conjunto(), avisos=tuple(self._avisos(filas)), universo=self._universo(),
            cumplidas=self._conjunto(de_clase("cumplidas", M)) if plan.intent in ("detail", "count") else None,
            avances=self._conjunto(metrica="avance") if plan.intent == "average" else None,
            pares=pares, bandas=self.lector.bandas, en_curso=any(f.datos["estado"] == "en_proceso" for f in filas), aproximada=any(isinstance(f, Texto) and f.cercano for f in plan.filtros),
        )  # fmt: skip
        return self._completar(base)

    def _completar(self, e: Evidencia) -> Evidencia:
        plan = self.plan
        if plan.agrupar and len(plan.periodos) == 2 and not plan.relacion and plan.agrupar[0] not in ("ejercicio", "corte"):
            return replace(e, comparados=tuple(self._comparados()))
        if plan.agrupar:
            return replace(e, grupos=tuple(self._grupos()))
        if plan.intent == "trend":
            return replace(e, por_trimestre=tuple(self._por_trimestre()))
        if plan.intent == "sum" or (plan.intent == "average" and plan.metrica != "avance"):
            medidas, fuera = self._por_medida(e)
            return replace(e, por_medida=medidas, padres_fuera=fuera)
        return e

    # - rows
    def _orden(self) -> list[Any]:
        natural = [M.c.municipio, M.c.ejercicio, M.c.ramo, M.c.unidad, M.c.orden]
        if self.plan.orden and not self.plan.agrupar:
            x = self._ordenado_por(self.plan.orden.metrica)
            return [x.desc() if self.plan.orden.descendente else x.asc(), *natural]
        return natural

    def _consulta(self, sin: Callable[[Filtro], bool] = lambda f: False, metrica: Metric | None = None, *mas: ColumnElement[bool]) -> Select[Any]:
        valor = valor_sql(metrica, self.plan.trimestres, M) if metrica and metrica not in ("metas", "proporcion") else literal_column("1")
        return select(M.c.id, valor.label("valor")).where(*self._donde(sin=sin), *mas)

    def _conjunto(self, *mas: ColumnElement[bool], sin: Callable[[Filtro], bool] = lambda f: False, metrica: Metric | None = None) -> Conjunto:
        return self.lector.conjunto(self.con, self._consulta(sin, metrica, *mas), metrica)

    def _ordenado_por(self, metrica: Metric) -> ColumnElement[Any]:
        """What rows are ordered by; goals in pairs, by what they gained."""
        return diferencia_sql(self.plan, M) if self.plan.relacion else valor_sql(metrica, self.plan.trimestres, M)

    def _pares(self, ids: Sequence[int]) -> tuple[tuple[Fila | None, ...], ...]:
        """Each goal's rows in the plan's periods, in their order; None where it has none."""
        suyas: list[dict[str, int]] = [
            {r.serie: r.id for r in self.con.execute(select(M.c.id, M.c.serie).where(de_los_periodos(self.plan, M), de_periodo(p, M)))} for p in self.plan.periodos
        ]
        propias = {r.id: r.serie for r in self.con.execute(select(M.c.id, M.c.serie).where(*self._donde()))}
        juntos = [[suya.get(propias[i]) for suya in suyas] for i in ids[: self.lector.max_filas]]
        hechas = {f.datos["id"]: f for f in hidratar(self.con, list({i for par in juntos for i in par if i is not None}))}
        return tuple(tuple(hechas.get(i) if i is not None else None for i in par) for par in juntos)

    def _ids(self) -> list[int]:
        consulta = self._consulta()
        if self.plan.orden and not self.plan.agrupar:
            x = self._ordenado_por(self.plan.orden.metrica)
            consulta = select(M.c.id, x.label("valor")).where(*self._donde(), x.is_not(None))
        filas = self.con.execute(consulta.order_by(*self._orden())).all()
        filas = self._preferidas(filas)
        limite, puesto = self.plan.limite, self.plan.puesto
        if puesto and self.plan.orden and not self.plan.agrupar:
            filas = [f for f in filas if len(filas) >= puesto and f.valor == filas[puesto - 1].valor]
        elif limite and self.plan.orden and not self.plan.agrupar and len(filas) > limite:
            filas = filas[: _con_empates(filas, limite)]
        return [f.id for f in filas]

    def _preferidas(self, filas: Sequence[Any]) -> Sequence[Any]:
        """Among the matches of words, those that have the optional words too, where there are some."""
        opcionales = [f for f in self.plan.filtros if isinstance(f, Texto) and f.opcionales]
        if not opcionales or len(filas) < 2:
            return filas
        for f in opcionales:
            for opcional in f.opcionales:
                con = f.model_copy(update={"terminos": (opcional,), "opcionales": ()})
                ids = set(self.con.execute(select(M.c.id).where(de_texto(con, M))).scalars())
                quedan = [x for x in filas if x.id in ids]
                filas = quedan or filas
        return filas

    def _universo(self) -> Conjunto | None:
        estados, otras = (ConClase, ConTrimestre, ConSemaforo), (ConCausa, Umbral, ConObservacion)
        hay_otras = any(isinstance(f, otras) for f in self.plan.filtros)
        if not hay_otras and not any(isinstance(f, estados) for f in self.plan.filtros):
            return None
        if hay_otras and any(isinstance(f, estados) for f in self.plan.filtros):
            return self._conjunto(sin=lambda f: isinstance(f, otras))
        return self._conjunto(sin=lambda f: isinstance(f, (*estados, *otras)))

    def _avisos(self, filas: Sequence[Fila]) -> Iterable[str]:
        a = schema.apartados
        unidades = {f.datos["unidad"] for f in filas} | set(self.plan.unidades())
        informes = {f.datos["informe_id"] for f in filas}
        for r in self.con.execute(select(a).order_by(a.c.id)):
            if r.unidad in unidades or r.informe_id in informes:
                yield f"Hay un renglón apartado en la unidad {r.unidad}: {r.lugar}. {r.motivo}"

        yield from self._dudas([f for f in filas if any("confianza" in c for c in f.celdas.values())])

    def _dudas(self, filas: Sequence[Fila]) -> Iterable[str]:
        """The figures of the answer that were read from an image without certainty."""
        h = schema.hallazgos
        por_id = {f.datos["id"]: f for f in filas}
        usados = campos_usados(self.plan)
        dudosas = [
            (por_id[r.meta_id], r)
            for lote in _lotes(list(por_id), 500)
            for r in self.con.execute(select(h.c.meta_id, h.c.campo, h.c.impreso).where(h.c.regla == "cifra_dudosa", h.c.meta_id.in_(lote)).order_by(h.c.id))
            if usados is None or r.campo in usados
        ]
        for fila, r in dudosas[:MAX_DUDAS]:
            yield f"Cifra leída por reconocimiento óptico con poca confianza: {r.impreso} ({nombre_de_campo(r.campo)} de la meta {fila.numero}, unidad {fila.datos['unidad']}). Cotéjela con la imagen."
        if len(dudosas) > MAX_DUDAS:
            yield f"Otras {len(dudosas) - MAX_DUDAS} cifras de la respuesta se leyeron por reconocimiento óptico con poca confianza; «poa audit» las enumera."

    # - groups
    def _grupos(self) -> Iterable[Grupo]:
        plan = self.plan
        dimension = plan.agrupar[0]
        segunda = plan.agrupar[1] if len(plan.agrupar) > 1 else None
        grupos = []
        claves = self._claves(dimension)
        for llave, nombre_, donde, extra in claves:
            libre: Callable[[Filtro], bool] = (lambda f: isinstance(f, SELECCION)) if dimension not in ("causa", "estado", "semaforo") else (lambda f: False)
            grupo = self._grupo(llave, nombre_, donde, extra, libre, segunda)
            if grupo.todas.count or (dimension == "estado" and plan.de("clase")):
                grupos.append(grupo)
        seleccionados = any(isinstance(f, SELECCION) for f in plan.filtros) and plan.metrica == "metas" and not segunda
        if segunda and segunda != "estado" and plan.metrica == "metas":
            grupos = [g for g in grupos if g.subgrupos]
        if seleccionados and plan.intent in ("count", "list", "rank") and dimension in ("linea", "causa", "medida"):
            grupos = [g for g in grupos if g.pedidas.count]
        if plan.orden:
            grupos.sort(key=lambda g: (g.clave == "sin_causa", (v := g.valor(plan.metrica)) is None, -(v or 0) if plan.orden and plan.orden.descendente else (v or 0)))
            if plan.puesto:
                grupos = [g for g in grupos if len(grupos) >= plan.puesto and g.valor(plan.metrica) == grupos[plan.puesto - 1].valor(plan.metrica)]
        elif dimension in ("causa", "medida", "linea"):
            grupos.sort(key=lambda g: -g.pedidas.count)
        return grupos

    def _grupo(
        self, llave: str, nombre_: str, donde: ColumnElement[bool], extra: dict[str, Any], libre: Callable[[Filtro], bool], segunda: Dimension | None = None
    ) -> Grupo:
        metrica = self.plan.metrica if self.plan.metrica in CANTIDADES else None
        todas = self._conjunto(donde, sin=libre)
        pedidas = self._pedidas(donde, metrica)
        cumplidas = self._conjunto(donde, de_clase(self._clase_cumplida(), M), sin=libre)
        no = self._conjunto(donde, de_clase("no_cumplidas", M), sin=libre)
        medidas = tuple(self.con.execute(select(func.min(M.c.unidad_medida)).where(*self._donde(), donde).group_by(M.c.medida)).scalars()) if metrica else ()
        sub = tuple(self._subgrupos(segunda, donde, libre)) if segunda else ()
        return Grupo(llave, nombre_, todas, pedidas, cumplidas, no, extra.get("celda"), extra.get("documento", ""), medidas, extra.get("municipio", ""), sub)

    def _clase_cumplida(self) -> Clase:
        """What counts as met: at a cut inside the year, what is on schedule (the same as met at the year's end)."""
        cortes = self.plan.agrupar[:1] == ("corte",) or any(p.corte for p in self.plan.periodos)
        return "al_corriente" if cortes else "cumplidas"

    def _comparados(self) -> Iterable[Comparado]:
        """Each group in both periods, those that changed most first; a group without one of them can't be compared."""
        libre: Callable[[Filtro], bool] = lambda f: isinstance(f, SELECCION)  # noqa: E731
        salida = []
        for llave, nombre_, donde, extra in self._claves(self.plan.agrupar[0]):
            antes, despues = (self._grupo(llave, nombre_, and_(donde, de_periodo(p, M)), extra, libre) for p in self.plan.periodos)
            if antes.todas.count and despues.todas.count:
                salida.append(Comparado(antes, despues))
        if self.plan.orden:
            signo = -1 if self.plan.orden.descendente else 1
            salida.sort(key=lambda x: ((v := x.cambio(self.plan.metrica)) is None, signo * (v or 0)))
        return salida

    def _pedidas(self, donde: ColumnElement[bool], metrica: Metric | None) -> Conjunto:
        if self.plan.metrica == "proporcion" and not self.plan.de("clase"):
            return self._conjunto(donde, de_clase(self._clase_cumplida(), M), metrica=None)
        if metrica:
            return self._conjunto(donde, self._sin_padres(), metrica=metrica)
        return self._conjunto(donde)

    def _subgrupos(self, dimension: Dimension, donde: ColumnElement[bool], libre: Callable[[Filtro], bool]) -> Iterable[Grupo]:
        """The groups of a second dimension inside a group: causes by their number, others in their order."""
        hallados = [self._grupo(llave, nombre_, and_(donde, otra), extra, libre) for llave, nombre_, otra, extra in self._claves(dimension)]
        if dimension == "estado":
            return hallados
        con_algo = [g for g in hallados if g.pedidas.count or (self.plan.metrica == "proporcion" and g.todas.count)]
        return sorted(con_algo, key=lambda g: (g.clave == "sin_causa", -g.pedidas.count)) if dimension == "causa" else con_algo

    def _claves(self, dimension: Dimension) -> list[tuple[str, str, ColumnElement[bool], dict[str, Any]]]:
        """The keys of a dimension among the plan's rows: (key, name, condition, extras)."""
        if dimension == "estado":
            return [(k, k, de_clase(k, M), {}) for k in self._clases_pedidas()]
        if dimension == "semaforo":
            colores = ("verde", "amarillo", "rojo", "sobrecumplimiento", "sin_programacion", "sin_reporte")
            return [(k, k, de_semaforo((k,), M, self.lector.bandas), {}) for k in colores]
        if dimension == "causa":
            return self._claves_causa()
        if dimension == "linea":
            return self._claves_linea()
        if dimension == "persona":
            return []
        columna = {"medida": M.c.medida, "ejercicio": M.c.ejercicio, "corte": M.c.corte, "municipio": M.c.municipio}.get(dimension)
        columna = columna if columna is not None else M.c[dimension]
        # A unit's code may be another unit's elsewhere.
        lugar = M.c.municipio if dimension == "unidad" else func.min(M.c.municipio)
        hallados = self.con.execute(
            select(columna.label("k"), lugar.label("lugar"), func.min(M.c.unidad_medida).label("medida"), func.min(M.c.informe_id).label("informe"))
            .where(*self._donde(sin=lambda f: isinstance(f, SELECCION))).group_by(columna, *([lugar] if dimension == "unidad" else [])).order_by(columna)
        ).all()  # fmt: skip
        salida = []
        for r in hallados:
            nombre_, extra = self._nombre_de(dimension, r)
            suyo = and_(columna == r.k, M.c.municipio == r.lugar) if dimension == "unidad" else columna == r.k
            salida.append((str(r.k), nombre_, suyo, extra | ({"municipio": r.lugar} if dimension == "unidad" else {})))
        return salida

    def _clases_pedidas(self) -> tuple[Clase, ...]:
        pedidas = tuple(k for f in self.plan.filtros if isinstance(f, ConClase) and not f.negado for k in f.clases)
        return pedidas or cast(Any, ("cumplida", "rebasada", "no_cumplida", "sin_avance", "en_proceso", "sin_reporte", "sin_programacion"))

    def _nombre_de(self, dimension: Dimension, r: Any) -> tuple[str, dict[str, Any]]:
        if dimension == "medida":
            return str(r.medida), {}
        if dimension in ("unidad", "programa", "ramo"):
            i, d = schema.informes, schema.documentos
            fila = self.con.execute(select(i, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id).where(i.c.id == r.informe)).one()
            celda = fila.celdas.get(f"{dimension}_nombre")
            return str(fila._mapping[f"{dimension}_nombre"]), {"celda": celda, "documento": fila.documento}
        return str(r.k), {}

    def _claves_causa(self) -> list[tuple[str, str, ColumnElement[bool], dict[str, Any]]]:
        c = schema.causas_meta
        ids = select(M.c.id).where(*self._donde())
        halladas = self.con.execute(select(c.c.causa).where(c.c.meta_id.in_(ids)).distinct()).scalars().all()
        salida: list[tuple[str, str, ColumnElement[bool], dict[str, Any]]] = [
            (k, ETIQUETAS_CAUSA.get(k, k), de_causa(ConCausa(causas=(cast(Any, k),)), M, direcciones_de(self.plan)), {}) for k in halladas
        ]
        salida.append(("sin_causa", "sin causa identificada", not_(exists().where(c.c.meta_id == M.c.id)), {}))
        return salida

    def _claves_linea(self) -> list[tuple[str, str, ColumnElement[bool], dict[str, Any]]]:
        lm, li = schema.lineas_meta, schema.lineas_informe
        ids = select(M.c.id).where(*self._donde())
        codigos = self.con.execute(select(lm.c.codigo).where(lm.c.meta_id.in_(ids)).distinct()).scalars().all()
        nombres = {r.codigo: r.nombre for r in self.con.execute(select(li.c.codigo, li.c.nombre).where(li.c.codigo.in_(codigos)))}
        return [(k, nombres.get(k, ""), de_entidad(En(entidad="linea", valores=(k,)), M), {}) for k in sorted(codigos, key=_codigo)]

    # - sums
    def _sin_padres(self) -> ColumnElement[bool]:
        """Leaves out a parent whose children, in the same measure, are among the rows too."""
        h = M.alias("h")
        return not_(exists().where(h.c.informe_id == M.c.informe_id, h.c.padre == M.c.numero, h.c.medida == M.c.medida, *self._donde(m=h)))

    def _por_medida(self, e: Evidencia) -> tuple[tuple[tuple[str, Conjunto], ...], int]:
        metrica: Metric = self.plan.metrica if self.plan.metrica in CANTIDADES else "alcanzado"
        medidas = self.con.execute(
            select(M.c.medida, func.min(M.c.unidad_medida).label("impresa")).where(*self._donde()).group_by(M.c.medida).order_by(func.min(M.c.orden))
        ).all()
        hojas = self._sin_padres()
        salida = tuple((str(r.impresa), self._conjunto(M.c.medida == r.medida, hojas, metrica=metrica)) for r in medidas)
        return salida, e.total - sum(k.count for _, k in salida)

    def _por_trimestre(self) -> Iterable[tuple[Trimestre, Conjunto, Conjunto, tuple[tuple[str, Conjunto, Conjunto], ...]]]:
        """Per quarter: metas with something programmed, those that fell short, and the sums by measure (P, A)."""
        medidas = self.con.execute(select(M.c.medida, func.min(M.c.unidad_medida).label("impresa")).where(*self._donde()).group_by(M.c.medida).order_by(func.min(M.c.orden))).all()
        hojas = self._sin_padres()
        for t in self.plan.trimestres or TRIMESTRES:
            p, a = valor_sql("programado", (t,), M), valor_sql("alcanzado", (t,), M)
            programadas = self._conjunto(p > 0, cerrado(t, M), sin=lambda f: isinstance(f, ConTrimestre))
            cortas = self._conjunto(de_trimestre(ConTrimestre(trimestres=(t,), clase="corto"), M), sin=lambda f: isinstance(f, ConTrimestre))
            sumas = []
            for r in medidas:
                consulta = select(M.c.id, p.label("valor")).where(*self._donde(), M.c.medida == r.medida, hojas)
                alcanzadas = select(M.c.id, a.label("valor")).where(*self._donde(), M.c.medida == r.medida, hojas)
                sumas.append((str(r.impresa), self.lector.conjunto(self.con, consulta, "programado"), self.lector.conjunto(self.con, alcanzadas, "alcanzado")))
            yield t, programadas, cortas, tuple(sumas)

    # - other intents
    def _informes(self) -> Any:
        i = schema.informes
        donde = [i.c.corte == self.plan.corte if self.plan.corte else i.c.vigente.is_(True)] if self.plan.catalogo not in ("corte", "informe") else []
        if self.plan.relacion is not None and self.plan.relacion.presencia:
            donde = [presentes(self.plan, self.plan.relacion, i)]
        for f in self.plan.filtros:
            if isinstance(f, En) and f.entidad == "unidad":
                donde.append(or_(*(de_unidad(v, i) for v in f.valores)))
            elif isinstance(f, En) and f.entidad in ("programa", "ramo", "municipio"):
                donde.append(i.c[f.entidad].in_(f.valores))
            elif isinstance(f, En) and f.entidad == "ejercicio":
                donde.append(i.c.ejercicio.in_([int(v) for v in f.valores]))
            elif isinstance(f, En) and f.entidad == "persona":
                donde.append(exists().where(schema.firmas.c.informe_id == i.c.id, schema.firmas.c.persona.in_(f.valores)))
            elif not isinstance(f, Nivel):
                donde.append(i.c.id.in_(select(M.c.informe_id).where(condicion(f, self.plan, M, self.lector.bandas))))
        return donde

    def _quien(self) -> Evidencia:
        i, d, f = schema.informes, schema.documentos, schema.firmas
        consulta = (
            select(i.c.unidad, i.c.unidad_nombre, i.c.ejercicio, i.c.corte, i.c.celdas.label("encabezado"), d.c.nombre.label("documento"), f.c.rol, f.c.cargo, f.c.nombre, f.c.persona, f.c.celda)
            .join(d, d.c.id == i.c.documento_id).join(f, f.c.informe_id == i.c.id).where(*self._informes()).order_by(i.c.ejercicio, i.c.unidad, f.c.id)
        )  # fmt: skip
        if self.plan.rol:
            consulta = consulta.where(f.c.rol == self.plan.rol)
        firmas = tuple(dict(r._mapping) for r in self.con.execute(consulta))
        ids = [r for r in self.con.execute(select(M.c.id).where(M.c.numero.in_(self.plan.entidad("meta")), *self._donde()).order_by(M.c.id)).scalars()] if self.plan.entidad("meta") else []
        conjunto = self.lector.conjunto(self.con, select(i.c.id, literal_column("1").label("valor")).where(*self._informes()))
        return Evidencia(self.plan, tuple(hidratar(self.con, ids)), len(ids), conjunto, firmas=firmas)

    def _catalogo(self) -> Evidencia:
        i, d = schema.informes, schema.documentos
        dim = self.plan.catalogo or "unidad"
        informes = self.con.execute(select(i, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id).where(*self._informes()).order_by(i.c.municipio, i.c.ejercicio, i.c.ramo, i.c.unidad)).all()
        conjunto = self.lector.conjunto(self.con, select(i.c.id, literal_column("1").label("valor")).where(*self._informes()))
        ids = [r.id for r in informes]
        return Evidencia(self.plan, (), 0, conjunto, catalogo=tuple(self._elementos(dim, informes, ids)))

    def _elementos(self, dim: Catalogo, informes: Sequence[Any], ids: Sequence[int]) -> Iterable[dict[str, Any]]:
        vistos: dict[Any, dict[str, Any]] = {}
        if dim == "informe":
            for r in informes:
                suyo = vistos.setdefault((r.municipio, r.ejercicio, r.corte), {"clave": f"{r.municipio}, ejercicio {r.ejercicio}", "nombre": "", "corte": r.corte, "celdas": [(r.documento, r.celdas.get(c)) for c in ("municipio", "ejercicio", "corte")], "unidades": []})
                suyo["unidades"].append((r.documento, r.celdas.get("unidad"), r.unidad))
        elif dim in ("unidad", "programa", "ramo"):
            for r in informes:
                codigo = r._mapping[dim]
                vistos.setdefault((codigo, clave(r._mapping[f"{dim}_nombre"]) if dim == "unidad" else ""), {"clave": codigo, "nombre": r._mapping[f"{dim}_nombre"], "celdas": [(r.documento, r.celdas.get(dim)), (r.documento, r.celdas.get(f"{dim}_nombre"))]})
        elif dim in ("municipio", "ejercicio", "corte"):
            for r in informes:
                celda = r.celdas.get(dim)
                vistos.setdefault(r._mapping[dim], {"clave": r._mapping[dim].isoformat() if dim == "corte" else str(r._mapping[dim]), "nombre": "", "celdas": [(r.documento, celda)]})
        elif dim == "linea":
            li, d, i = schema.lineas_informe, schema.documentos, schema.informes
            for r in self.con.execute(select(li, d.c.nombre.label("documento")).join(i, i.c.id == li.c.informe_id).join(d, d.c.id == i.c.documento_id).where(li.c.informe_id.in_(ids)).order_by(li.c.id)):
                vistos.setdefault(r.codigo, {"clave": r.codigo, "nombre": r.nombre, "celdas": [(r.documento, r.celda)]})
            vistos = dict(sorted(vistos.items(), key=lambda kv: _codigo(kv[0])))
        elif dim == "persona":
            f, d, i = schema.firmas, schema.documentos, schema.informes
            for r in self.con.execute(select(f, d.c.nombre.label("documento")).join(i, i.c.id == f.c.informe_id).join(d, d.c.id == i.c.documento_id).where(f.c.informe_id.in_(ids)).order_by(f.c.id)):
                vistos.setdefault(r.persona, {"clave": r.nombre, "nombre": "", "celdas": [(r.documento, r.celda)]})
        elif dim in ("medida", "causa", "estado", "semaforo"):
            for llave, nombre_, donde, _ in self._claves(dim):
                hallado = self._conjunto(donde)
                if hallado.count:
                    vistos[llave] = {"clave": nombre_ if dim in ("medida", "causa") else llave, "nombre": "", "conjunto": hallado, "celdas": []}
        return vistos.values()

    def _auditoria(self) -> Evidencia:
        from index.auditoria import ARITMETICAS

        h, i, d = schema.hallazgos, schema.informes, schema.documentos
        filtros = tuple(f for f in self.plan.filtros if isinstance(f, En) and f.entidad != "medida")
        plan = self.plan.con(filtros=filtros)
        ids = select(M.c.id).where(*self._donde(plan))
        de_informe = and_(h.c.meta_id.is_(None), h.c.informe_id.in_(select(M.c.informe_id).where(*self._donde(plan))))
        donde = [h.c.meta_id.in_(ids) if self.plan.entidad("meta") else or_(h.c.meta_id.in_(ids), de_informe)]
        reglas = self.plan.reglas or (() if self.plan.hallazgos else tuple(sorted(ARITMETICAS)))
        if reglas:
            donde.append(h.c.regla.in_(reglas))
        consulta = (
            select(h, i.c.clave.label("informe"), i.c.unidad, i.c.unidad_nombre, i.c.ejercicio, i.c.celdas.label("encabezado"), d.c.nombre.label("documento"), M.c.numero, M.c.clave.label("meta_clave"))
            .join(i, i.c.id == h.c.informe_id).join(d, d.c.id == i.c.documento_id).outerjoin(M, M.c.id == h.c.meta_id)
            .where(*donde).order_by(i.c.ejercicio, i.c.unidad, h.c.id)
        )  # fmt: skip
        hallazgos = [dict(r._mapping) for r in self.con.execute(consulta)]
        self._citar(hallazgos)
        metas_ids = list(dict.fromkeys(r["meta_id"] for r in hallazgos if r["meta_id"]))
        conteo = select(h.c.id, literal_column("1").label("valor")).where(*donde)
        filas = tuple(hidratar(self.con, metas_ids))
        return Evidencia(self.plan, filas, len(metas_ids), self.lector.conjunto(self.con, conteo), hallazgos=tuple(hallazgos))

    def _citar(self, hallazgos: Sequence[dict[str, Any]]) -> None:
        """Give each finding the cells that it names (``celdas``): of its own report, or of others by their key."""
        i, d = schema.informes, schema.documentos
        nombrados = {(x[2] if len(x) > 2 else h["informe"], x[0]) for h in hallazgos for x in h["citas"]}
        claves = sorted({c for c, _ in nombrados})
        informes = {
            r.clave: r
            for lote in _lotes(claves, 500)
            for r in self.con.execute(select(i.c.id, i.c.clave, i.c.unidad, i.c.celdas, d.c.nombre).join(d, d.c.id == i.c.documento_id).where(i.c.clave.in_(lote)))
        }
        por_id = {r.id: r.clave for r in informes.values()}
        ids = [
            r.id
            for lote in _lotes(sorted(por_id), 500)
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


def _con_empates(filas: Sequence[Any], limite: int) -> int:
    """"The" best may be several: the equals of a single one asked for are shown too."""
    pedidas = limite
    while pedidas == 1 and limite < len(filas) and filas[limite].valor == filas[0].valor:
        limite += 1
    return limite


def _codigo(codigo: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(p), "") if p.isdigit() else (10**9, p) for p in codigo.split("."))


def hidratar(con: Connection, ids: Sequence[int]) -> list[Fila]:
    """Whole rows for some metas, in the order given."""
    if not ids:
        return []
    i, d, o, c, lm = schema.informes, schema.documentos, schema.observaciones, schema.causas_meta, schema.lineas_meta
    consulta = (
        select(M, i.c.unidad_nombre, i.c.ramo_nombre, i.c.programa_nombre, i.c.celdas.label("encabezado"), d.c.nombre.label("documento"), o.c.texto.label("observacion"))
        .join(i, i.c.id == M.c.informe_id).join(d, d.c.id == i.c.documento_id).outerjoin(o, o.c.id == M.c.observacion_id)
    )  # fmt: skip
    halladas: dict[int, Any] = {}
    causas: dict[int, list[Any]] = defaultdict(list)
    lineas: dict[int, list[str]] = defaultdict(list)
    for lote in _lotes(ids, 500):
        halladas |= {r.id: r for r in con.execute(consulta.where(M.c.id.in_(lote)))}
        for r in con.execute(select(c).where(c.c.meta_id.in_(lote)).order_by(c.c.id)):
            causas[r.meta_id].append(dict(r._mapping))
        for r in con.execute(select(lm.c.meta_id, lm.c.codigo).where(lm.c.meta_id.in_(lote)).order_by(lm.c.meta_id, lm.c.orden)):
            lineas[r.meta_id].append(r.codigo)
    salida = []
    for meta_id in ids:
        r = halladas[meta_id]
        datos = dict(r._mapping)
        salida.append(Fila(datos, r.documento, r.unidad_nombre, datos.pop("celdas"), datos.pop("encabezado"), datos.pop("observacion"), tuple(causas[meta_id]), tuple(lineas[meta_id])))
    return salida


def _lotes(ids: Sequence[int], n: int) -> Iterable[Sequence[int]]:
    return (ids[k : k + n] for k in range(0, len(ids), n))


def _vocabulario(con: Connection) -> Vocabulario:
    i, li, f, o = schema.informes, schema.lineas_informe, schema.firmas, schema.observaciones
    nombres: dict[tuple[str, str, str], Nombre] = {}
    informes = con.execute(select(i.c.municipio, i.c.ejercicio, i.c.corte, i.c.ramo, i.c.ramo_nombre, i.c.programa, i.c.programa_nombre, i.c.unidad, i.c.unidad_nombre)).all()
    lugares = frozenset(p for r in informes for p in raices(r.municipio))
    sitios: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for r in informes:
        for entidad in ("unidad", "programa", "ramo"):
            sitios[entidad, r._mapping[entidad], clave(r._mapping[f"{entidad}_nombre"])].add(r.municipio)
    for r in informes:
        for entidad in ("unidad", "programa", "ramo"):
            codigo, texto_ = r._mapping[entidad], r._mapping[f"{entidad}_nombre"]
            llave = (entidad, codigo, clave(texto_))
            nombres.setdefault(llave, nombre(cast(Any, entidad), codigo, texto_, lugares, frozenset(sitios[llave])))
        nombres.setdefault(("municipio", r.municipio, ""), nombre("municipio", r.municipio, r.municipio))
    lineas = {r.codigo: r.nombre for r in con.execute(select(li.c.codigo, li.c.nombre).distinct())}
    for codigo, texto_ in lineas.items():
        nombres.setdefault(("linea", codigo, ""), nombre("linea", codigo, texto_))
    usados = con.execute(select(schema.lineas_meta.c.codigo).distinct()).scalars()
    metas = con.execute(select(M.c.unidad, M.c.numero, M.c.descripcion, M.c.unidad_medida, M.c.medida, o.c.texto).outerjoin(o, o.c.id == M.c.observacion_id).distinct()).all()
    formas: set[str] = set()
    for t in {x for r in metas for x in (r.descripcion, r.unidad_medida, r.texto) if x} | {n.nombre for n in nombres.values()}:
        formas.update(palabras(t))
    desc = {r: frozenset(raices(f"{r.descripcion} {r.unidad_medida}")) for r in metas}
    obs = {t: frozenset(raices(t)) for t in {r.texto for r in metas if r.texto}}
    return Vocabulario(
        nombres=tuple(nombres.values()), metas=frozenset(r.numero for r in metas), lineas={**{k: "" for k in usados}, **lineas},
        medidas={r.medida: r.unidad_medida for r in metas}, personas=tuple(con.execute(select(f.c.persona).distinct().order_by(f.c.persona)).scalars()),
        informes=tuple((r.municipio, r.ejercicio, r.corte, r.ramo, r.programa, r.unidad) for r in informes),
        ejercicios=tuple(sorted({r.ejercicio for r in informes})), cortes=tuple(sorted({r.corte for r in informes})), municipios=tuple(sorted({r.municipio for r in informes})),
        descripciones=tuple(set(desc.values())), observaciones=tuple(obs.values()),
        textos=tuple(desc[r] | obs.get(r.texto, frozenset()) for r in metas), por_unidad=tuple((r.unidad, frozenset(singular(p) for p in palabras(f"{r.descripcion} {r.texto or ''}"))) for r in metas), formas=frozenset(formas),
    )  # fmt: skip

