"""Groups: one pass over the rows for all of them, one set cited for each figure of each.

A dimension is a column of the rows (unit, year, measure …) or a closed list of conditions (state, semaphore, causes).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, exists, func, literal, not_, select

from assistant.conditions import (
    SELECCION,
    M,
    condicion,
    de_causa,
    de_clase,
    de_entidad,
    de_periodo,
    de_semaforo,
    de_todo,
    direcciones_de,
)
from assistant.evidence import Comparado, Grupo, Medida
from assistant.execute.base import Condicion, Sin, ninguno
from assistant.execute.cubo import Cuentas
from assistant.execute.filas import lotes
from assistant.execute.sumas import Sumas
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import CANTIDADES, Clase, ConCausa, ConClase, Dimension, En, Filtro, Metric
from index import schema
from index.conteos import SIN_CAUSA

#: So many conditions are counted in one pass.
_POR_PASADA = 60
_COLORES = ("verde", "amarillo", "rojo", "sobrecumplimiento", "sin_programacion", "sin_reporte")
_ESTADOS = cast(tuple[Clase, ...], ("cumplida", "rebasada", "no_cumplida", "sin_avance", "en_proceso", "sin_reporte", "sin_programacion"))
#: The dimensions whose groups are of the rows selected, and not of all those of a place.
_DE_SELECCION = ("causa", "estado", "semaforo")
_COLUMNAS = {d: M.c[d] for d in ("medida", "ejercicio", "corte", "municipio", "unidad", "programa", "ramo")}


@dataclass(frozen=True, slots=True)
class _Llave:
    """A group's key: as text, as the values of its columns, the name to show, and the cell that prints it."""

    clave: str
    valores: tuple[Any, ...]
    nombre: str
    condicion: Condicion
    celda: dict[str, Any] | None = None
    documento: str = ""
    municipio: str = ""


@dataclass(frozen=True, slots=True)
class _Eje:
    """A dimension with its keys. Without columns its keys are told apart by their conditions."""

    dimension: Dimension
    columnas: tuple[ColumnElement[Any], ...]
    llaves: list[_Llave]


#: The sets of a group: more conditions, the filters that are left out, the quantity that is added up.
_Parte = tuple[tuple[Condicion, ...], Sin, Metric | None]
_Lugar = tuple[tuple[Any, ...], ...]


class Grupos(Sumas):
    """Groups and comparisons of groups."""

    def grupos(self) -> list[Grupo]:
        """The groups of a plan, in its order."""
        plan, dimension = self.plan, self.plan.agrupar[0]
        segunda = plan.agrupar[1] if len(plan.agrupar) > 1 else None
        libre = ninguno if dimension in _DE_SELECCION else _libre
        ejes = [self._eje(d) for d in plan.agrupar[:2]]
        grupos = [g for g in self._armados(ejes, libre) if g.todas.count or (dimension == "estado" and plan.de("clase"))]
        seleccionados = any(isinstance(f, SELECCION) for f in plan.filtros) and plan.metrica == "metas" and not segunda
        if segunda and segunda != "estado" and plan.metrica == "metas":
            grupos = [g for g in grupos if g.subgrupos]
        if seleccionados and plan.intent in ("count", "list", "rank") and dimension in ("linea", "causa", "medida"):
            grupos = [g for g in grupos if g.pedidas.count]
        if plan.orden:
            signo = -1 if plan.orden.descendente else 1
            grupos.sort(key=lambda g: (g.clave == SIN_CAUSA, (v := g.valor(plan.metrica)) is None, signo * (v or 0)))
            if plan.puesto:
                grupos = [g for g in grupos if len(grupos) >= plan.puesto and g.valor(plan.metrica) == grupos[plan.puesto - 1].valor(plan.metrica)]
        elif dimension in ("causa", "medida", "linea"):
            grupos.sort(key=lambda g: -g.pedidas.count)
        return grupos

    def comparados(self) -> list[Comparado]:
        """Each group in both periods, those that changed most first; a group without one of them can't be compared."""
        eje = self._eje(self.plan.agrupar[0])
        lados = [self._armados([eje], _libre, de_periodo(p, M)) for p in self.plan.periodos]
        salida = [Comparado(antes, despues) for antes, despues in zip(*lados, strict=True) if antes.todas.count and despues.todas.count]
        if self.plan.orden:
            signo = -1 if self.plan.orden.descendente else 1
            salida.sort(key=lambda x: ((v := x.cambio(self.plan.metrica)) is None, signo * (v or 0)))
        return salida

    # - one pass for all
    def _armados(self, ejes: Sequence[_Eje], libre: Sin, *mas: Condicion) -> list[Grupo]:
        metrica = self.plan.metrica if self.plan.metrica in CANTIDADES else None
        partes = self._partes(libre, metrica)
        salida: list[Grupo] = []
        for hondo in range(1, len(ejes) + 1):
            suyos = ejes[:hondo]
            medidas = self._contados(suyos, libre, partes, metrica, mas)
            unidades = self._unidades_de_medida(suyos, mas) if metrica else {}
            sentencias: dict[Any, Callable[..., Any]] = {}

            def armar(lugar: Sequence[_Llave], suyos: Sequence[_Eje] = suyos, medidas: Any = medidas, unidades: Any = unidades, sentencias: Any = sentencias) -> Grupo:
                hallado = medidas.get(tuple(x.valores for x in lugar), {})
                conjuntos = {k: self.hecho(hallado.get(k, Medida(0)), parte[2], self._sentencia(k, parte, suyos, lugar, mas, sentencias)) for k, parte in partes.items()}
                ultima = lugar[-1]
                return Grupo(
                    ultima.clave, ultima.nombre, conjuntos["todas"], conjuntos["pedidas"], conjuntos["cumplidas"], conjuntos["no_cumplidas"],
                    ultima.celda, ultima.documento, unidades.get(tuple(x.valores for x in lugar), ()), ultima.municipio,
                )  # fmt: skip

            if hondo == 1:
                salida = [armar((llave,)) for llave in ejes[0].llaves]
            else:
                salida = [replace(g, subgrupos=tuple(self._internos(ejes[1], [armar((llave, x)) for x in ejes[1].llaves if (llave.valores, x.valores) in medidas or ejes[1].dimension == "estado"]))) for g, llave in zip(salida, ejes[0].llaves, strict=True)]
        return salida

    def _internos(self, eje: _Eje, hallados: list[Grupo]) -> list[Grupo]:
        """The groups inside a group: causes by their number, others in their order."""
        if eje.dimension == "estado":
            return hallados
        con_algo = [g for g in hallados if g.pedidas.count or (self.plan.metrica == "proporcion" and g.todas.count)]
        return sorted(con_algo, key=lambda g: (g.clave == SIN_CAUSA, -g.pedidas.count)) if eje.dimension == "causa" else con_algo

    def _clase_cumplida(self) -> Clase:
        """What counts as met: at a cut inside the year, what is on schedule (the same as met at the year's end)."""
        cortes = self.plan.agrupar[:1] == ("corte",) or any(p.corte for p in self.plan.periodos)
        return "al_corriente" if cortes else "cumplidas"

    def _partes(self, libre: Sin, metrica: Metric | None) -> dict[str, _Parte]:
        cumplida = de_clase(self._clase_cumplida(), M)
        if self.plan.metrica == "proporcion" and not self.plan.de("clase"):
            pedidas: tuple[Condicion, ...] = (cumplida,)
        else:
            pedidas = (self.sin_padres(),) if metrica else ()
        return {
            "todas": ((), libre, None),
            "pedidas": (pedidas, ninguno, metrica),
            "cumplidas": ((cumplida,), libre, None),
            "no_cumplidas": ((de_clase("no_cumplidas", M),), libre, None),
        }

    def _sentencia(self, cual: str, parte: _Parte, ejes: Sequence[_Eje], lugar: Sequence[_Llave], mas: Sequence[Condicion], hechas: dict[Any, Callable[..., Any]]) -> Callable[[], Any]:
        """The statement of a set of a group; groups of columns share its text."""
        extra, sin, metrica = parte
        sueltas = [x for e, x in zip(ejes, lugar, strict=True) if not e.columnas]
        llave = (cual, *(x.clave for x in sueltas))
        if llave not in hechas:
            columnas = [c for e in ejes for c in e.columnas]
            hechas[llave] = self.familia(columnas, *(x.condicion for x in sueltas), *mas, *extra, sin=sin, metrica=metrica)
        return cast(Callable[[], Any], hechas[llave](*(v for e, x in zip(ejes, lugar, strict=True) if e.columnas for v in x.valores)))

    def _contados(self, ejes: Sequence[_Eje], libre: Sin, partes: dict[str, _Parte], metrica: Metric | None, mas: Sequence[Condicion]) -> dict[_Lugar, dict[str, Medida]]:
        """What each set of each group amounts to. Sets are told apart within one pass over the rows of all of them."""
        guardadas = self._guardadas(ejes[0].dimension, libre) if not mas and metrica is None and len(ejes) == 1 else None
        if guardadas is not None:
            return {((c.valor,),): c.medidas for c in guardadas}
        base = [*self.donde(sin=libre), *mas]
        selectas = [condicion(f, self.plan, M, self.bandas) for f in self.plan.filtros if libre(f)]
        propias = {k: [*(selectas if sin is ninguno else []), *extra] for k, (extra, sin, _) in partes.items()}
        columnas = [c for e in ejes for c in e.columnas]
        combinadas = list(product(*(e.llaves for e in ejes if not e.columnas)))
        pedidos = [(sueltas, k, [*(x.condicion for x in sueltas), *c]) for sueltas in combinadas for k, c in propias.items() if not (metrica and k == "pedidas")]
        salida: dict[_Lugar, dict[str, Medida]] = defaultdict(dict)
        for lote in lotes(pedidos, _POR_PASADA):
            consulta = select(*columnas, *(self.cuantas(c) for _, _, c in lote)).select_from(M).where(*base)
            for fila in self.con.execute(consulta.group_by(*columnas) if columnas else consulta):
                for (sueltas, k, _), n in zip(lote, fila[len(columnas) :], strict=True):
                    salida[_lugar(ejes, fila, sueltas)][k] = Medida(int(n))
        if metrica:
            valor = self.valor(metrica)
            for sueltas in combinadas:
                consulta = select(*columnas, func.count(), func.count(valor), func.sum(valor)).select_from(M).where(*base, *(x.condicion for x in sueltas), *propias["pedidas"])
                for fila in self.con.execute(consulta.group_by(*columnas) if columnas else consulta):
                    salida[_lugar(ejes, fila, sueltas)]["pedidas"] = Medida.de(fila[len(columnas) :])
        return salida

    def _unidades_de_medida(self, ejes: Sequence[_Eje], mas: Sequence[Condicion]) -> dict[_Lugar, tuple[str, ...]]:
        """The measures of each group's rows, as printed."""
        columnas = [c for e in ejes for c in e.columnas]
        salida: dict[_Lugar, tuple[str, ...]] = {}
        for sueltas in product(*(e.llaves for e in ejes if not e.columnas)):
            consulta = select(*columnas, func.min(M.c.unidad_medida)).where(*self.donde(), *mas, *(x.condicion for x in sueltas))
            for fila in self.con.execute(consulta.group_by(*columnas, M.c.medida).order_by(*columnas, M.c.medida)):
                lugar = _lugar(ejes, fila, sueltas)
                salida[lugar] = (*salida.get(lugar, ()), str(fila[-1]))
        return salida

    # - kept counts
    def _guardadas(self, dimension: Dimension, libre: Sin) -> list[Cuentas] | None:
        """The groups of a dimension from the kept counts; None where the goals must be counted."""
        cumplida = self._clase_cumplida()
        proporcion = self.plan.metrica == "proporcion" and not self.plan.de("clase")
        partes: dict[str, tuple[bool, Clase | None]] = {
            "todas": (False, None), "pedidas": (True, cumplida if proporcion else None), "cumplidas": (False, cumplida), "no_cumplidas": (False, "no_cumplidas"),
        }  # fmt: skip
        llave = (dimension, libre)
        if llave not in self._cuentas:
            self._cuentas[llave] = self.cubo.grupos(dimension, libre, partes)
            if dimension == "causa" and (hechas := self._cuentas[llave]) is not None:
                hechas += self.cubo.sin_causa(partes)
        return self._cuentas[llave]

    @cached_property
    def _cuentas(self) -> dict[tuple[Dimension, Sin], list[Cuentas] | None]:
        return {}

    # - keys
    def llaves_sueltas(self, dimension: Dimension) -> list[tuple[str, str, Condicion]]:
        """The keys of a dimension among the plan's rows: (key, name, condition)."""
        return [(x.clave, x.nombre, x.condicion) for x in self._eje(dimension).llaves]

    def _eje(self, dimension: Dimension) -> _Eje:
        if dimension == "estado":
            return _Eje(dimension, (), [_suelta(k, k, de_clase(k, M)) for k in self._clases_pedidas()])
        if dimension == "semaforo":
            return _Eje(dimension, (), [_suelta(k, k, de_semaforo((k,), M, self.bandas)) for k in _COLORES])
        if dimension == "causa":
            return _Eje(dimension, (), self._llaves_causa())
        if dimension == "linea":
            return _Eje(dimension, (), self._llaves_linea())
        if dimension == "persona":
            return _Eje(dimension, (), [])
        return self._de_columna(dimension)

    def _de_columna(self, dimension: Dimension) -> _Eje:
        # A unit's code may be another unit's elsewhere.
        columnas = (M.c.unidad, M.c.municipio) if dimension == "unidad" else (_COLUMNAS[dimension],)
        guardadas = self._guardadas(dimension, _libre)
        if guardadas is not None:
            hallados: list[tuple[tuple[Any, ...], int, str]] = [((x.valor,), x.informe, x.impresa) for x in guardadas]
        else:
            impresa = func.min(M.c.unidad_medida) if dimension == "medida" else literal("")
            consulta = select(*columnas, func.min(M.c.informe_id), impresa).where(*self.donde(sin=_libre)).group_by(*columnas).order_by(*columnas)
            hallados = [(tuple(valores), informe, impresa_) for *valores, informe, impresa_ in map(tuple, self.con.execute(consulta))]
        nombres = self._nombres_de(dimension, [informe for _, informe, _ in hallados])
        llaves = []
        for valores, informe, impresa_ in hallados:
            nombre, celda, documento = nombres.get(informe, (str(impresa_ if dimension == "medida" else valores[0]), None, ""))
            igual = and_(*(c == v for c, v in zip(columnas, valores, strict=True)))
            llaves.append(_Llave(str(valores[0]), valores, nombre, igual, celda, documento, str(valores[1]) if dimension == "unidad" else ""))
        return _Eje(dimension, columnas, llaves)

    def _nombres_de(self, dimension: Dimension, informes: Sequence[int]) -> dict[int, tuple[str, Any, str]]:
        """What some reports call their unit, programme or branch: (name, its cell, document)."""
        if dimension not in ("unidad", "programa", "ramo"):
            return {}
        i, d, nombre = schema.informes, schema.documentos, f"{dimension}_nombre"
        consulta = select(i.c.id, i.c[nombre].label("nombre"), i.c.celdas, d.c.nombre.label("documento")).join(d, d.c.id == i.c.documento_id)
        return {r.id: (str(r.nombre), r.celdas.get(nombre), r.documento) for lote in lotes(informes) for r in self.con.execute(consulta.where(i.c.id.in_(lote)))}

    def _clases_pedidas(self) -> tuple[Clase, ...]:
        pedidas = tuple(k for f in self.plan.filtros if isinstance(f, ConClase) and not f.negado for k in f.clases)
        return pedidas or _ESTADOS

    def _llaves_causa(self) -> list[_Llave]:
        c = schema.causas_meta
        ids = select(M.c.id).where(*self.donde())
        guardadas = self._guardadas("causa", ninguno)
        if guardadas is None:
            halladas = list(self.con.execute(select(c.c.causa).where(c.c.meta_id.in_(ids)).distinct()).scalars())
        else:
            halladas = [str(x.valor) for x in guardadas if x.valor != SIN_CAUSA]
        salida = [_suelta(k, ETIQUETAS_CAUSA.get(k, k), de_causa(ConCausa(causas=(cast(Any, k),)), M, direcciones_de(self.plan), de_todo=de_todo(self.plan))) for k in halladas]
        return [*salida, _suelta(SIN_CAUSA, "sin causa identificada", not_(exists().where(c.c.meta_id == M.c.id)))]

    def _llaves_linea(self) -> list[_Llave]:
        lm, li = schema.lineas_meta, schema.lineas_informe
        ids = select(M.c.id).where(*self.donde())
        guardadas = self._guardadas("linea", _libre)
        if guardadas is None:
            codigos = list(self.con.execute(select(lm.c.codigo).where(lm.c.meta_id.in_(ids)).distinct()).scalars())
        else:
            con_metas = "todas" if self.plan.metrica == "proporcion" else "pedidas"
            codigos = [str(x.valor) for x in guardadas if x.medidas[con_metas].count]
        nombres = {r.codigo: r.nombre for r in self.con.execute(select(li.c.codigo, func.max(li.c.nombre).label("nombre")).where(li.c.codigo.in_(codigos)).group_by(li.c.codigo))}
        return [_suelta(k, nombres.get(k, ""), de_entidad(En(entidad="linea", valores=(k,)), M)) for k in sorted(codigos, key=por_partes)]


def _suelta(clave: str, nombre: str, donde: Condicion) -> _Llave:
    """A key that only its condition tells."""
    return _Llave(clave, (clave,), nombre, donde)


def _lugar(ejes: Sequence[_Eje], fila: Sequence[Any], sueltas: Sequence[_Llave]) -> _Lugar:
    """Where a row of counts belongs: the key of each dimension, from its columns or from its condition."""
    salida, desde, quedan = [], 0, iter(sueltas)
    for e in ejes:
        salida.append(tuple(fila[desde : desde + len(e.columnas)]) if e.columnas else next(quedan).valores)
        desde += len(e.columnas)
    return tuple(salida)


def _libre(f: Filtro) -> bool:
    """Leave out what selects among the rows of a place."""
    return isinstance(f, SELECCION)


def por_partes(codigo: str) -> tuple[tuple[int, str], ...]:
    """A code's order: part by part, numbers as numbers."""
    return tuple((int(p), "") if p.isdigit() else (10**9, p) for p in codigo.split("."))
