"""What is loaded, for linking, read as questions need it: a store of a million goals opens as fast as one of thirty.

Kinds of which there are few (names, measures, numbers, years) are read whole, by their indexes; words are looked up one
by one in the tables that a load keeps (``index.vocablos``); texts are asked of the full text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, Select, func, or_, select

from assistant.link import Nombre, Vocabulario, nombre
from assistant.predicados import de_unidad
from assistant.valores import M
from index import agregados, schema
from index.texto_completo import ConRaices
from index.textos import clave, palabras, raices, singular
from index.vocablos import TODOS, Palabras

_NOMBRADAS = ("unidad", "programa", "ramo")
_DESCRITAS: tuple[str, ...] = ("descripcion", "medida")
_COLUMNAS: dict[str, tuple[str, ...]] = {"todo": (), "observacion": ("observacion",), "descripcion": _DESCRITAS}
#: So many goals of a word are read to see whose word it is.
_MUESTRA = 5_000
#: Of more reports than these, one stands for all those of a municipality with the same year and cut.
_INFORMES = 5_000


class _Contadas(Mapping[str, int]):
    """In how many texts each stem stands, looked up in the store when it is asked for."""

    def __init__(self, motor: Engine, pendientes: Mapping[str, int]) -> None:
        self._motor, self._pendientes = motor, pendientes
        self._vistas: dict[str, int] = {}

    def __getitem__(self, raiz: str) -> int:
        if raiz not in self._vistas:
            r = schema.raices
            with self._motor.connect() as con:
                self._vistas[raiz] = (con.scalar(select(r.c.textos).where(r.c.raiz == raiz[:64])) or 0) + self._pendientes.get(raiz, 0)
        if not self._vistas[raiz]:
            raise KeyError(raiz)
        return self._vistas[raiz]

    def __contains__(self, raiz: object) -> bool:
        return isinstance(raiz, str) and raiz != TODOS and self.get(raiz) is not None

    def __iter__(self) -> Iterator[str]:
        with self._motor.connect() as con:
            return iter({*con.scalars(select(schema.raices.c.raiz).where(schema.raices.c.raiz != TODOS)), *self._pendientes})

    def __len__(self) -> int:
        return sum(1 for _ in self)


class VocabularioDelAlmacen(Vocabulario):
    """The vocabulary of a store. Each kind is read once, when it is first asked for."""

    def __init__(self, motor: Engine) -> None:
        object.__setattr__(self, "_motor", motor)
        with motor.connect() as con:
            object.__setattr__(self, "_pendientes", agregados.pendientes(con))
        object.__setattr__(self, "frecuencia", _Contadas(motor, self._pendientes.veces))
        for metodo in ("hay", "cuantas", "unidades_con", "municipios_de", "municipios_con", "conoce_forma", "informes_de"):
            object.__setattr__(self, metodo, lru_cache(4096)(getattr(self, metodo)))

    _motor: Engine
    _pendientes: Palabras

    def _filas(self, consulta: Select[Any]) -> Sequence[Any]:
        with self._motor.connect() as con:
            return con.execute(consulta).all()

    def _distintos(self, columna: ColumnElement[Any], *donde: ColumnElement[bool]) -> list[Any]:
        """The values of a column, from one to the next by its index, whatever the rows between."""
        primero = select(func.min(columna).label("v")).where(*donde).cte("valores", recursive=True)
        siguiente = select(func.min(columna)).where(*donde, columna > primero.c.v).scalar_subquery()
        todos = primero.union_all(select(siguiente).where(primero.c.v.is_not(None)))
        return [v for (v,) in self._filas(select(todos.c.v).where(todos.c.v.is_not(None)))]

    def _de_metas(self, columna: ColumnElement[Any]) -> list[Any]:
        return sorted({v for vigente in (True, False) for v in self._distintos(columna, M.c.vigente.is_(vigente))})

    # - few of a kind
    @cached_property
    def nombres(self) -> tuple[Nombre, ...]:
        i = schema.informes
        lugares = frozenset(p for m in self.municipios for p in raices(m))
        salida: dict[tuple[str, str, str], Nombre] = {}
        for entidad in _NOMBRADAS:
            for codigo, texto in self._filas(select(i.c[entidad], i.c[f"{entidad}_nombre"]).distinct().order_by(i.c[entidad], i.c[f"{entidad}_nombre"])):
                salida.setdefault((entidad, codigo, clave(texto)), nombre(cast(Any, entidad), codigo, texto, lugares))
        for m in self.municipios:
            salida["municipio", m, ""] = nombre("municipio", m, m)
        for codigo, texto in self.lineas.items():
            if texto:
                salida.setdefault(("linea", codigo, ""), nombre("linea", codigo, texto))
        return tuple(salida.values())

    @cached_property
    def metas(self) -> frozenset[str]:
        return frozenset(self._de_metas(M.c.numero))

    @cached_property
    def lineas(self) -> Mapping[str, str]:
        li = schema.lineas_informe
        nombradas = {c: n for c, n in self._filas(select(li.c.codigo, li.c.nombre).distinct().order_by(li.c.codigo, li.c.nombre))}
        return {**{c: "" for c in self._distintos(schema.lineas_meta.c.codigo)}, **nombradas}

    @cached_property
    def medidas(self) -> Mapping[str, str]:
        claves = self._de_metas(M.c.medida)
        with self._motor.connect() as con:
            impresas = {k: con.scalar(select(M.c.unidad_medida).where(M.c.vigente.in_((True, False)), M.c.medida == k).limit(1)) for k in claves}
        # The goals of one may have been forgotten since the keys were read.
        return {k: impresa for k, impresa in impresas.items() if impresa is not None}

    @cached_property
    def personas(self) -> tuple[str, ...]:
        return tuple(self._distintos(schema.firmas.c.persona))

    @cached_property
    def municipios(self) -> tuple[str, ...]:
        return tuple(sorted(self._distintos(schema.informes.c.municipio)))

    @cached_property
    def ejercicios(self) -> tuple[int, ...]:
        return tuple(self._distintos(schema.informes.c.ejercicio))

    @cached_property
    def cortes(self) -> tuple[date, ...]:
        return tuple(self._distintos(schema.informes.c.corte))

    @cached_property
    def informes(self) -> tuple[tuple[str, int, date, str, str, str], ...]:
        i = schema.informes
        return tuple(tuple(r) for r in self._filas(select(i.c.municipio, i.c.ejercicio, i.c.corte, i.c.ramo, i.c.programa, i.c.unidad).order_by(i.c.id)))

    def informes_de(self, lugares: tuple[tuple[str, tuple[str, ...]], ...]) -> Sequence[tuple[str, int, date, str, str, str]]:
        i = schema.informes
        enteros = select(i.c.municipio, i.c.ejercicio, i.c.corte, i.c.ramo, i.c.programa, i.c.unidad)
        donde = [or_(*(de_unidad(v, i) for v in valores)) if entidad == "unidad" else i.c[entidad].in_(valores) for entidad, valores in lugares]
        filas = self._filas(enteros.where(*donde).limit(_INFORMES + 1))
        if not filas:
            donde, filas = [], self._filas(enteros.limit(_INFORMES + 1))
        if len(filas) <= _INFORMES:
            return [(m, e, c, r, p, u) for m, e, c, r, p, u in filas]
        periodos = select(i.c.municipio, i.c.ejercicio, i.c.corte).where(*donde).distinct()
        return [(m, e, c, "", "", "") for m, e, c in self._filas(periodos)]

    # - whose a code is
    def municipios_de(self, n: Nombre) -> frozenset[str]:
        i = schema.informes
        if n.entidad not in _NOMBRADAS:
            return frozenset()
        filas = self._filas(select(i.c[f"{n.entidad}_nombre"], i.c.municipio).where(i.c[n.entidad] == n.codigo).distinct())
        return frozenset(m for texto, m in filas if clave(texto) == clave(n.nombre))

    def municipios_con(self, codigo: str) -> frozenset[str]:
        i = schema.informes
        return frozenset(m for (m,) in self._filas(select(i.c.municipio).where(i.c.unidad == codigo).distinct()))

    # - words
    @cached_property
    def formas(self) -> frozenset[str]:
        return frozenset(f for (f,) in self._filas(select(schema.formas.c.forma))) | self._pendientes.formas

    def conoce_forma(self, forma: str) -> bool:
        f = schema.formas
        return forma in self._pendientes.formas or bool(self._filas(select(f.c.forma).where(f.c.forma == forma[:64])))

    def con_prefijo(self, prefijo: str) -> Sequence[str]:
        f = schema.formas
        contadas = [x for (x,) in self._filas(select(f.c.forma).where(f.c.forma.between(prefijo, prefijo + "\U0010ffff")))]
        return [*contadas, *(x for x in self._pendientes.formas if x.startswith(prefijo))]

    @cached_property
    def cuantos_textos(self) -> int:
        return self.frecuencia.get(TODOS, 0)

    # - texts
    def hay(self, familias: tuple[tuple[str, ...], ...], donde: str = "todo") -> bool:
        return bool(self._filas(select(M.c.id).where(ConRaices(M.c.id, familias, _COLUMNAS[donde])).limit(1)))

    def cuantas(self, raices_: frozenset[str], hasta: int) -> int:
        distintas = select(M.c.unidad, M.c.numero, M.c.descripcion, M.c.unidad_medida, M.c.observacion_id)
        return len(self._filas(distintas.where(ConRaices(M.c.id, [(r,) for r in sorted(raices_)], ())).distinct().limit(hasta)))

    def unidades_con(self, forma: str) -> tuple[str, ...]:
        o = schema.observaciones
        consulta = (
            select(M.c.unidad, M.c.numero, M.c.descripcion, M.c.unidad_medida, o.c.texto)
            .outerjoin(o, o.c.id == M.c.observacion_id)
            .where(ConRaices(M.c.id, [tuple(sorted({*raices(forma), forma}))], ()))
        )
        filas = dict.fromkeys(self._filas(consulta.limit(_MUESTRA)))
        return tuple(r.unidad for r in filas if forma in {singular(p) for p in palabras(f"{r.descripcion} {r.texto or ''}")})

    def palabras_de(self, unidad: str) -> frozenset[str]:
        o = schema.observaciones
        consulta = select(M.c.descripcion, o.c.texto).outerjoin(o, o.c.id == M.c.observacion_id).where(M.c.unidad == unidad, M.c.vigente.in_((True, False)))
        return frozenset(singular(p) for r in dict.fromkeys(self._filas(consulta.limit(_MUESTRA))) for p in palabras(f"{r.descripcion} {r.texto or ''}"))
