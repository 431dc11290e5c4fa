"""Which rows an answer shows, in which order, and how many there are: counted first, then read up to the limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal_column, select

from assistant.conditions import diferencia_sql
from assistant.evidence import Conjunto, Evidencia, Fila, campos_usados, nombre_de_campo
from assistant.execute.base import Base, Condicion
from assistant.execute.celdas import DICHAS
from assistant.execute.entre import crudas, entre
from assistant.execute.filas import hidratar
from assistant.filtros import ESTADOS_PEDIDOS, SELECCION
from assistant.plan import (
    ConCausa,
    ConObservacion,
    Filtro,
    Metric,
    Promedio,
    Texto,
    Umbral,
)
from assistant.predicados import campos_de, de_texto
from assistant.transiciones import de_periodo
from assistant.valores import M, valor_sql
from index import schema

#: How many doubtful figures an answer names one by one.
MAX_DUDAS = 5
_NATURAL = (M.c.municipio, M.c.ejercicio, M.c.ramo, M.c.unidad, M.c.orden)


def de_seleccion(f: Filtro) -> bool:
    """Whether a filter selects among the goals of a place."""
    return isinstance(f, SELECCION)


class Seleccion(Base):
    """The rows of a plan."""

    def de_metas(self) -> Evidencia:
        """The evidence of a plan about goals, before groups and sums."""
        plan, conjunto = self.plan, self.conjunto()
        total, ids = self._elegidas(conjunto)
        pares = self._pares(ids) if plan.relacion and not plan.relacion.presencia and not plan.agrupar else ()
        filas = hidratar(self.con, ids)
        en_curso = any(f.contrato["estado"] == "en_proceso" for f in filas)
        return Evidencia(
            plan, tuple(filas), total, conjunto, avisos=tuple(self._avisos(filas)), universo=self._universo(),
            cumplidas=self.conjunto(clase="cumplidas") if plan.intent in ("detail", "count") else None,
            avances=self.conjunto(metrica="avance") if plan.intent == "average" else None,
            difieren=self._difieren(), entre_cada=tuple(self.entre_cada(filas[:DICHAS])), pares=pares, bandas=self.bandas, en_curso=en_curso, al_corriente=self.conjunto(clase="al_corriente") if en_curso and plan.intent == "detail" else None, aproximada=any(isinstance(f, Texto) and f.cercano for f in plan.filtros),
        )  # fmt: skip

    def _difieren(self) -> frozenset[str]:
        """Whether the goals that the plan chooses among are of several municipalities, or of several years."""
        if not (self.plan.orden and (self.plan.limite or self.plan.puesto)) or self.plan.agrupar:
            return frozenset()
        extremos = [f(M.c[k]) for k in ("municipio", "ejercicio") for f in (func.min, func.max)]
        m1, m2, e1, e2 = tuple(self.con.execute(select(*extremos).where(*self.donde())).one())
        return frozenset(k for k, varios in (("municipio", m1 != m2), ("ejercicio", e1 != e2)) if varios)

    # - which
    def _elegidas(self, conjunto: Conjunto) -> tuple[int, list[int]]:
        """How many rows there are, and the first of them up to the limit of an answer."""
        if not conjunto.count:
            return 0, []
        preferidas = self._preferidas(conjunto.count)
        if self.plan.orden and not self.plan.agrupar:
            return self._ordenadas(self._ordenado_por(self.plan.orden.metrica), preferidas)
        total = self._cuenta(preferidas) if preferidas else conjunto.count
        return total, self._ids(preferidas, [])

    def _ordenadas(self, x: ColumnElement[Any], mas: Sequence[Condicion]) -> tuple[int, list[int]]:
        """The rows by a figure, blank ones left out: all, so many, or those at a place, with their equals."""
        assert self.plan.orden is not None
        orden = [x.desc() if self.plan.orden.descendente else x.asc()]
        mas = [*mas, x.is_not(None)]
        if self.plan.de_cada:
            return self._de_cada(orden, mas)
        lugar = self.plan.puesto or (1 if self.plan.limite == 1 else None)
        if lugar:  # "the" best may be several: the equals of the one asked for are shown too
            ultimo = self.con.execute(select(x).where(*self.donde(), *mas).order_by(*orden).offset(lugar - 1).limit(1)).first()
            if ultimo is None:
                return 0, []
            iguales = [*mas, x == ultimo[0]]
            return self._cuenta(iguales), self._ids(iguales, [])
        total = self._cuenta(mas)
        if self.plan.limite:
            total = min(total, self.plan.limite)
        return total, self._ids(mas, orden, total)

    def _de_cada(self, orden: Sequence[Any], mas: Sequence[Condicion]) -> tuple[int, list[int]]:
        """So many rows of each place, with the equals of the last of them; those at a place of the order of each."""
        columnas = [M.c[k] for k in campos_de(self.plan.de_cada)]
        lugar = func.rank().over(partition_by=columnas, order_by=orden).label("lugar")
        puestas = select(M.c.id, lugar).where(*self.donde(), *mas).subquery("puestas")
        dentro = puestas.c.lugar == self.plan.puesto if self.plan.puesto else puestas.c.lugar <= (self.plan.limite or 1)
        consulta = select(M.c.id).join(puestas, puestas.c.id == M.c.id).where(dentro).order_by(*columnas, puestas.c.lugar, *_NATURAL)
        ids = list(self.con.execute(consulta).scalars().all())
        return len(ids), ids[: self.max_filas]

    def entre_cada(self, filas: Sequence[Fila]) -> list[tuple[tuple[Any, ...], Conjunto]]:
        """Among which goals each of the places of some rows had its own chosen; or what its mean is of."""
        promedio = next((f for f in self.plan.filtros if isinstance(f, Promedio)), None)
        campos = campos_de(promedio.de if promedio else self.plan.de_cada)
        if not campos or self.plan.agrupar:
            return []
        claves = list(dict.fromkeys(tuple(f.datos[k] for k in campos) for f in filas))
        igual = [[M.c[k] == v for k, v in zip(campos, clave, strict=True)] for clave in claves]
        if promedio:
            return [(clave, self.conjunto(*suyas, sin=de_seleccion, metrica="avance")) for clave, suyas in zip(claves, igual, strict=True)]
        return [(clave, self.conjunto(*suyas)) for clave, suyas in zip(claves, igual, strict=True)]

    def _cuenta(self, mas: Sequence[Condicion]) -> int:
        return int(self.con.execute(select(func.count()).select_from(M).where(*self.donde(), *mas)).scalar_one())

    def _ids(self, mas: Sequence[Condicion], orden: Sequence[Any], hasta: int | None = None) -> list[int]:
        limite = self.max_filas if hasta is None else min(self.max_filas, hasta)
        consulta = select(M.c.id).where(*self.donde(), *mas).order_by(*orden, *_NATURAL).limit(limite)
        return [f[0] for f in crudas(self.con, consulta)]

    def _ordenado_por(self, metrica: Metric) -> ColumnElement[Any]:
        """What rows are ordered by; goals in pairs, by what they gained."""
        return diferencia_sql(self.plan, M) if self.plan.relacion else valor_sql(metrica, self.plan.trimestres, M)

    def _preferidas(self, cuantas: int) -> list[Condicion]:
        """Among the matches of words, those that have the optional words too, where there are some."""
        salida: list[Condicion] = []
        textos = [f for f in self.plan.filtros if isinstance(f, Texto)] if cuantas > 1 else []
        for f in textos:
            for opcional in f.opcionales:
                con = de_texto(f.model_copy(update={"terminos": (opcional,), "otros": (), "opcionales": ()}), M)
                if self.con.execute(select(M.c.id).where(*self.donde(), *salida, con).limit(1)).first() is not None:
                    salida.append(con)
        return salida

    def _pares(self, ids: Sequence[int]) -> tuple[tuple[Fila | None, ...], ...]:
        """The rows of each goal shown in the plan's periods, in their order; None where it has none."""
        propias = {f[0]: f[1] for f in crudas(self.con, select(M.c.id, M.c.serie).where(entre(self.con, M.c.id, ids)))}
        series = sorted(set(propias.values()))
        suyas = [
            {f[1]: f[0] for f in crudas(self.con, select(M.c.id, M.c.serie).where(entre(self.con, M.c.serie, series), de_periodo(p, M)))}
            for p in self.plan.periodos
        ]
        juntos = [[suya.get(propias[i]) for suya in suyas] for i in ids]
        hechas = {f.datos["id"]: f for f in hidratar(self.con, list({i for par in juntos for i in par if i is not None}))}
        return tuple(tuple(hechas.get(i) if i is not None else None for i in par) for par in juntos)

    def _universo(self) -> Conjunto | None:
        estados, otras = ESTADOS_PEDIDOS, (ConCausa, Umbral, ConObservacion, Promedio)
        hay_otras = any(isinstance(f, otras) for f in self.plan.filtros)
        if not hay_otras and not any(isinstance(f, estados) for f in self.plan.filtros):
            return None
        if hay_otras and any(isinstance(f, estados) for f in self.plan.filtros):
            return self.conjunto(sin=lambda f: isinstance(f, otras))
        return self.conjunto(sin=lambda f: isinstance(f, (*estados, *otras)))

    # - warnings
    def _avisos(self, filas: Sequence[Fila]) -> Iterable[str]:
        a = schema.apartados
        if not self._hay(a):
            yield from self._dudas(filas)
            return
        tocados = ((a.c.unidad, sorted({f.contrato["unidad"] for f in filas} | set(self.plan.unidades()))), (a.c.informe_id, sorted({f.datos["informe_id"] for f in filas})))
        hallados = {r.id: r for columna, valores in tocados if valores for r in self.con.execute(select(a).where(entre(self.con, columna, valores)))}
        for _, r in sorted(hallados.items()):
            yield f"Hay un renglón apartado en la unidad {r.unidad}: {r.lugar}. {r.motivo}"
        yield from self._dudas(filas)

    def _hay(self, tabla: Table, *donde: Condicion) -> bool:
        """Whether there is any such row: most stores have none, and then no goal is looked up there."""
        return self.con.execute(select(literal_column("1")).select_from(tabla).where(*donde).limit(1)).first() is not None

    def _dudas(self, filas: Sequence[Fila]) -> Iterable[str]:
        """The figures of the answer that were read from an image without certainty."""
        h = schema.hallazgos
        if not self._hay(h, h.c.regla == "cifra_dudosa"):
            return
        por_id = {f.datos["id"]: f for f in filas}
        usados = campos_usados(self.plan)
        dudosas = [
            (por_id[r.meta_id], r)
            for r in self.con.execute(select(h.c.meta_id, h.c.campo, h.c.impreso).where(h.c.regla == "cifra_dudosa", entre(self.con, h.c.meta_id, list(por_id))).order_by(h.c.id))
            if usados is None or r.campo in usados
        ]
        for fila, r in dudosas[:MAX_DUDAS]:
            yield f"Cifra leída por reconocimiento óptico con poca confianza: {r.impreso} ({nombre_de_campo(r.campo)} de la meta {fila.numero}, unidad {fila.datos['unidad']}). Cotéjela con la imagen."
        if len(dudosas) > MAX_DUDAS:
            yield f"Otras {len(dudosas) - MAX_DUDAS} cifras de la respuesta se leyeron por reconocimiento óptico con poca confianza; «poa audit» las enumera."
