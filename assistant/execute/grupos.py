"""Groups: one pass over the rows for all of them, one set cited for each figure of each; as many as an answer may show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any, cast

from sqlalchemy import false, func, or_, select, tuple_

from assistant.evidence import COMPARAN, Citada, Comparado, Conjunto, Grupo, Medida, citada, cumple, valor_de
from assistant.execute.base import Condicion, Sin, ninguno
from assistant.execute.celdas import DICHAS, leer_juntas
from assistant.execute.ejes import DE_CUMPLIMIENTO, POR_TAMANO, Eje, Ejes, Llave, Lugar, Nombre, Parte, columnas_de, libre
from assistant.execute.filas import hidratar
from assistant.filtros import ESTADOS_PEDIDOS, SELECCION
from assistant.plan import CANTIDADES, INCUMPLIDAS, ConClase, Cuota, Dimension
from assistant.predicados import de_todo
from assistant.transiciones import de_periodo
from assistant.valores import M
from index.conteos import SIN_CAUSA
from index.listas import lotes

#: So many conditions are counted in one pass.
_POR_PASADA = 60
#: The dimensions whose groups are of the rows selected, and not of all those of a place.
_DE_SELECCION = ("causa", "estado", "semaforo")
#: Those that stand in another table than the goals, so that counting theirs joins both.
_DE_OTRA_TABLA: tuple[Dimension, ...] = ("causa", "linea")
_NADA = Medida(0)


class Grupos(Ejes):
    """Groups and comparisons of groups."""

    def grupos(self) -> list[Grupo]:
        """The groups of a plan, in its order."""
        plan, dimension = self.plan, self.plan.agrupar[0]
        segunda = plan.agrupar[1] if len(plan.agrupar) > 1 else None
        sin = ninguno if dimension in _DE_SELECCION else self._de_que_parte()
        ejes = [self.eje(d) for d in plan.agrupar[:2]]
        grupos = [g for g in self._armados(ejes, sin, hasta=None if plan.universal or plan.promedio or plan.contraste or plan.cuota else self.max_filas) if g.medida("todas").count or (dimension == "estado" and plan.de("clase"))]
        seleccionados = any(isinstance(f, SELECCION) for f in plan.filtros) and plan.metrica == "metas" and not segunda
        if segunda and segunda != "estado" and plan.metrica == "metas":
            grupos = [g for g in grupos if g.subgrupos]
        if seleccionados and plan.intent in ("count", "list", "rank") and dimension in POR_TAMANO:
            grupos = [g for g in grupos if g.medida("pedidas").count]
        if plan.universal:
            ninguna = any(k in INCUMPLIDAS for f in plan.filtros if isinstance(f, ConClase) for k in f.clases)
            grupos = [g for g in grupos if (n := g.medida("todas").count) and g.medida("pedidas").count == (0 if ninguna else n)]
        if plan.promedio and segunda:
            # Each year's units beside that year's share.
            return [replace(g, subgrupos=tuple(suyos)) for g in grupos if (suyos := self._contra_el_promedio(g.subgrupos, g.medida("pedidas").count, g.medida("todas").count))]
        if plan.promedio:
            return self._contra_el_promedio(grupos, *(c.count for c in self.general()))
        if plan.cuota and segunda and not plan.cuota.siempre:
            return [replace(g, subgrupos=tuple(dentro)) for g in grupos if (dentro := [x for x in g.subgrupos if self._con_cuota(x, plan.cuota)])]
        if plan.cuota:
            grupos = [g for g in grupos if self._con_cuota(g, plan.cuota)]
        if plan.contraste:
            grupos = self._contrastados(grupos, len(ejes[1].llaves))
        if plan.orden and plan.de_cada:
            return [replace(g, subgrupos=self._de_arriba(g.subgrupos)) for g in grupos if g.subgrupos]
        if plan.orden:
            grupos.sort(key=lambda g: (g.clave == SIN_CAUSA, *self._turno(g.valor(plan.metrica))))
            if plan.puesto:
                grupos = [g for g in grupos if len(grupos) >= plan.puesto and g.valor(plan.metrica) == grupos[plan.puesto - 1].valor(plan.metrica)]
        elif dimension in POR_TAMANO:
            grupos.sort(key=lambda g: -g.medida("pedidas").count)
        if dimension == "principal":
            return self._con_principal(grupos)
        leer_juntas(self.con, (g.encabezado for g in grupos[:DICHAS]))
        return grupos

    def _de_que_parte(self) -> Sin:
        """What is left out of the whole that a group's goals are a part of: of a share of those in a state ("de las incumplidas,
        cuántas por el clima"), only what else is asked of them."""
        filtros = self.plan.filtros
        if self.plan.metrica != "proporcion" or self.plan.intent == "rank" or not any(isinstance(f, ESTADOS_PEDIDOS) for f in filtros) or not any(isinstance(f, SELECCION) and not isinstance(f, ESTADOS_PEDIDOS) for f in filtros):
            return libre
        return lambda f: libre(f) and not isinstance(f, ESTADOS_PEDIDOS)

    def _con_principal(self, grupos: Sequence[Grupo]) -> list[Grupo]:
        """Groups of actions with the main goal that they are of, of those that an answer tells one by one."""
        dichos = grupos[:DICHAS]
        lugares = [g.lugar[-1].valores for g in dichos]
        consulta = select(M.c.id, M.c.informe_id, M.c.numero).where(M.c.informe_id.in_({informe for informe, _ in lugares}), M.c.padre.is_(None))
        ids = {(r.informe_id, r.numero): r.id for r in self.con.execute(consulta)}
        hechas = {f.datos["id"]: f for f in hidratar(self.con, [ids[x] for x in lugares if x in ids])}
        return [*(replace(g, principal=hechas.get(ids.get(x, -1))) for g, x in zip(dichos, lugares, strict=True)), *grupos[DICHAS:]]

    def general(self) -> tuple[Conjunto, Conjunto]:
        """What all the groups amount to together: the goals that count, and all of them."""
        if self.elige:
            return self.conjunto(), self.conjunto(sin=libre)
        return self.conjunto(clase=self._clase_cumplida()), self.conjunto()

    def _contra_el_promedio(self, grupos: Sequence[Grupo], parte: int, todas: int) -> list[Grupo]:
        """Those whose share is smaller (or larger) than that of all together, the farthest first."""
        signo = 1 if self.plan.promedio == "menor" else -1
        medidos = [(g, g.medida("pedidas").count, g.medida("todas").count) for g in grupos]
        lejos = [(signo * (n * todas - parte * m), m, g) for g, n, m in medidos]
        return [g for x, _, g in sorted(lejos, key=lambda p: p[0] / p[1]) if x < 0]

    def _con_cuota(self, g: Grupo, cuota: Cuota) -> bool:
        """Whether so many of a group's goals are so; in each of its years, where that is asked."""
        if cuota.siempre:
            return len(g.subgrupos) > 1 and all(cumple(cuota, x.medida("pedidas").count, x.medida("todas").count) for x in g.subgrupos)
        return cumple(cuota, g.medida("pedidas").count, g.medida("todas").count)

    def _contrastados(self, grupos: Sequence[Grupo], cuantas: int) -> list[Grupo]:
        """Those that every key of the second dimension has, of so many; or that only some keys have, or so many."""
        contraste = self.plan.contraste
        assert contraste is not None
        propios = [g for g in grupos if g.clave not in (SIN_CAUSA, "otra")]
        if contraste.modo == "comunes":
            return [g for g in propios if cuantas > 1 and len(g.subgrupos) == cuantas]
        if contraste.veces is not None:
            return [g for g in propios if COMPARAN[contraste.veces.comparador](len(g.subgrupos), contraste.veces.valor)]
        return [g for g in propios if {x.clave for x in g.subgrupos} <= set(contraste.valores)]

    def contrastados(self) -> list[Grupo]:
        """The groups of a contrast. From now on, the plan's rows are theirs; a group's own goals are its own without asking it,
        whenever their statements are written."""
        grupos = copy(self).grupos()
        eje = self.eje(self.plan.agrupar[0])
        claves = {g.clave for g in grupos}
        self.restringir([or_(false(), *(self.condicion_de(eje, x) for x in eje.llaves if x.clave in claves))])
        return grupos

    def _de_arriba(self, grupos: Sequence[Grupo]) -> tuple[Grupo, ...]:
        """The first groups of a place, as many as are asked for, with the equals of the last of them; those at a place of the order."""
        plan = self.plan
        puestos = sorted((g for g in grupos if g.clave != SIN_CAUSA), key=lambda g: self._turno(g.valor(plan.metrica)))
        cual = (plan.puesto or plan.limite or 1) - 1
        if len(puestos) <= cual:
            return () if plan.puesto else tuple(puestos)
        tope = self._turno(puestos[cual].valor(plan.metrica))
        return tuple(g for g in puestos if (t := self._turno(g.valor(plan.metrica))) == tope or (t < tope and not plan.puesto))

    def comparables(self) -> list[Condicion]:
        """Rows of groups that stand in both of the plan's periods: the others can't be compared, and are no rows of it."""
        columnas = columnas_de(self.plan.agrupar[0])
        if not columnas:
            return []
        salida: list[Condicion] = []
        for p in self.plan.periodos:
            otra = M.alias()
            suyas = select(*(otra.c[str(c.key)] for c in columnas)).where(*self.donde(m=otra, sin=libre), de_periodo(p, otra))
            salida.append(tuple_(*columnas).in_(suyas) if len(columnas) > 1 else columnas[0].in_(suyas))
        return salida

    def comparados(self) -> list[Comparado]:
        """Each group in both periods, those that changed most first; a group without one of them can't be compared."""
        eje = self.eje(self.plan.agrupar[0])
        lados = [self._armados([eje], libre, de_periodo(p, M)) for p in self.plan.periodos]
        salida = [Comparado(antes, despues) for antes, despues in zip(*lados, strict=True) if antes.medida("todas").count and despues.medida("todas").count]
        if self.plan.orden:
            salida.sort(key=lambda x: self._turno(x.cambio(self.plan.metrica)))
            if self.plan.universal:  # "¿qué unidades bajaron?": those that did
                signo = 1 if self.plan.orden.descendente else -1
                salida = [x for x in salida if (x.cambio(self.plan.metrica) or 0) * signo > 0]
        return salida

    def guardados(self) -> dict[Citada, int]:
        """The sets of a plan over the causes or lines of everything, as the kept counts have them: to count those goals again takes
        long, and whoever checks an answer while somebody waits for it asks the counts, by the plan alone."""
        plan = self.plan
        salida: dict[Citada, int] = {}
        if not de_todo(plan):
            return salida
        dimension = next((d for d in _DE_OTRA_TABLA if plan.agrupar == (d,)), None)
        if dimension and self.guardadas(dimension, sin := ninguno if dimension in _DE_SELECCION else libre) is not None:
            for g in self._armados([self.eje(dimension)], sin):
                salida |= {citada(c.sql, c.params): c.count for c in (g.todas, g.pedidas, g.cumplidas, g.no_cumplidas)}
        elif plan.de("causa") and not plan.agrupar and self.cubo.cuantas(ninguno) is not None:
            c = self.conjunto()
            salida[citada(c.sql, c.params)] = c.count
        return salida

    def _turno(self, valor: float | None) -> tuple[bool, float]:
        """Where a value stands in the plan's order; those without one at the end."""
        signo = -1 if self.plan.orden and self.plan.orden.descendente else 1
        return valor is None, signo * (valor or 0)

    # - one pass for all
    def _armados(self, ejes: Sequence[Eje], sin: Sin, *mas: Condicion, hasta: int | None = None) -> list[Grupo]:
        """The groups of the first dimension, those of the second inside them. ``hasta``: as many as that."""
        partes = self.partes(sin, self.metrica)
        medidas = self._contados(ejes[:1], sin, partes, mas)
        llaves = ejes[0].llaves if hasta is None else self._primeras(ejes[0], medidas, hasta)
        salida = self._de_un_nivel(ejes[:1], [(x,) for x in llaves], medidas, partes, mas)
        if len(ejes) > 1:
            medidas = self._contados(ejes, sin, partes, mas)
            lugares = [(x, y) for x in llaves for y in ejes[1].llaves if (x.valores, y.valores) in medidas or ejes[1].dimension == "estado"]
            de_cada: dict[tuple[Any, ...], list[Grupo]] = defaultdict(list)
            for (x, _), g in zip(lugares, self._de_un_nivel(ejes, lugares, medidas, partes, mas), strict=True):
                de_cada[x.valores].append(g)
            salida = [replace(g, subgrupos=tuple(self._internos(ejes[1], de_cada[x.valores]))) for g, x in zip(salida, llaves, strict=True)]
        return salida

    def _primeras(self, eje: Eje, medidas: Mapping[Lugar, Mapping[str, Medida]], hasta: int) -> list[Llave]:
        """The keys to show where there are more than an answer may show: those that come first in the plan's order."""
        nada: Mapping[str, Medida] = {}
        con_metas = [x for x in eje.llaves if medidas.get((x.valores,), nada).get("todas", _NADA).count]
        if len(con_metas) <= hasta:
            return eje.llaves
        self.grupos_fuera = len(con_metas) - hasta
        plan = self.plan
        if plan.orden:
            con_metas.sort(key=lambda x: self._turno(valor_de(plan.metrica, **_pedidas(medidas[x.valores,]))))
        elif eje.dimension in POR_TAMANO:
            con_metas.sort(key=lambda x: -_pedidas(medidas[x.valores,])["pedidas"].count)
        return con_metas[:hasta]

    def _de_un_nivel(self, ejes: Sequence[Eje], lugares: Sequence[tuple[Llave, ...]], medidas: Mapping[Lugar, Mapping[str, Medida]], partes: Mapping[str, Parte], mas: Sequence[Condicion]) -> list[Grupo]:
        """The groups at some places."""
        # A mean of progress has no measure to say.
        unidades = self._unidades_de_medida(ejes, mas) if self.plan.metrica in CANTIDADES else {}
        nombres = self.nombres_de(ejes[-1].dimension, list({x[-1].informe: x[-1] for x in lugares}.values()))
        familias: dict[Any, Callable[..., Any]] = {}
        hacer = partial(self._conjunto_de, ejes, partes, mas, familias)
        nada: Mapping[str, Medida] = {}
        salida = []
        for lugar in lugares:
            valores = tuple(x.valores for x in lugar)
            hallado = medidas.get(valores, nada)
            ultima = lugar[-1]
            nombre = nombres.get(ultima.informe) or Nombre(ultima.nombre)
            salida.append(Grupo(
                ultima.clave, nombre.nombre, hallado, hacer, lugar,
                nombre.encabezado, nombre.campo, nombre.documento, unidades.get(valores, ()), ultima.municipio,
            ))  # fmt: skip
        return salida

    def _conjunto_de(self, ejes: Sequence[Eje], partes: Mapping[str, Parte], mas: Sequence[Condicion], familias: dict[Any, Callable[..., Any]], lugar: Sequence[Llave], hallado: Mapping[str, Medida], cual: str) -> Conjunto:
        """A set of a group."""
        parte = partes[cual]
        sueltas = tuple(x for x, e in zip(lugar, ejes, strict=True) if not e.columnas)
        de_columnas = tuple(v for x, e in zip(lugar, ejes, strict=True) if e.columnas for v in x.valores)
        sentencia = partial(self._sentencia, cual, parte, ejes, sueltas, de_columnas, mas, familias)
        medida = hallado.get(cual)
        if medida is None:
            # Two of them are counted for all groups only where groups are told by them.
            medida = self.medir(*sentencia()) if hallado and cual in DE_CUMPLIMIENTO else _NADA
        return self.hecho(medida, parte[2], sentencia)

    def _internos(self, eje: Eje, hallados: list[Grupo]) -> list[Grupo]:
        """The groups inside a group: causes by their number, others in their order."""
        if eje.dimension == "estado":
            return hallados
        con_algo = [g for g in hallados if g.medida("pedidas").count or ((self.plan.metrica == "proporcion" or self.plan.intent == "average" or self.plan.cuota) and g.medida("todas").count)]
        return sorted(con_algo, key=lambda g: (g.clave == SIN_CAUSA, -g.medida("pedidas").count)) if eje.dimension == "causa" else con_algo

    def _sentencia(self, cual: str, parte: Parte, ejes: Sequence[Eje], sueltas: Sequence[Llave], valores: Sequence[Any], mas: Sequence[Condicion], familias: dict[Any, Callable[..., Any]]) -> Any:
        """The statement of a set of a group, written when it is cited; groups of columns share its text."""
        extra, sin, metrica = parte
        llave = (cual, *(x.clave for x in sueltas))
        if llave not in familias:
            columnas = [c for e in ejes for c in e.columnas]
            familias[llave] = self.familia(columnas, *(_de(x) for x in sueltas), *mas, *extra, sin=sin, metrica=metrica)
        return familias[llave](*valores)()

    def _contados(self, ejes: Sequence[Eje], sin: Sin, partes: Mapping[str, Parte], mas: Sequence[Condicion]) -> Mapping[Lugar, Mapping[str, Medida]]:
        """What each set of each group amounts to. Sets are told apart within one pass over the rows of all of them."""
        metrica = self.metrica
        if not mas and self.guardada(metrica) and len(ejes) == 1:
            guardadas = self.guardadas(ejes[0].dimension, sin)
            if guardadas is not None:
                return {((c.valor,),): c.medidas for c in guardadas}
            if sin is libre and ejes[0].dimension in self.contadas:
                return self.contadas[ejes[0].dimension]
        base = [*self.donde(sin=sin), *mas]
        propias = self.propias(partes, sin)
        columnas = [c for e in ejes for c in e.columnas]
        combinadas = list(product(*(e.llaves for e in ejes if not e.columnas)))
        pedidos = [(sueltas, k, [*(_de(x) for x in sueltas), *c]) for sueltas in combinadas for k, c in propias.items() if not (metrica and k == "pedidas")]
        salida: dict[Lugar, dict[str, Medida]] = defaultdict(dict)
        for lote in lotes(pedidos, _POR_PASADA):
            consulta = select(*columnas, *(self.cuantas(c) for _, _, c in lote)).select_from(M).where(*base)
            for fila in self.con.execute(consulta.group_by(*columnas) if columnas else consulta).all():
                for (sueltas, k, _), n in zip(lote, fila[len(columnas) :], strict=True):
                    salida[_lugar(ejes, fila, sueltas)][k] = Medida(int(n))
        if metrica:
            valor = self.valor(metrica)
            for sueltas in combinadas:
                consulta = select(*columnas, func.count(), func.count(valor), func.sum(valor)).select_from(M).where(*base, *(_de(x) for x in sueltas), *propias["pedidas"])
                for fila in self.con.execute(consulta.group_by(*columnas) if columnas else consulta):
                    salida[_lugar(ejes, fila, sueltas)]["pedidas"] = Medida.de(fila[len(columnas) :])
        return salida

    def _unidades_de_medida(self, ejes: Sequence[Eje], mas: Sequence[Condicion]) -> dict[Lugar, tuple[str, ...]]:
        """The measures of each group's rows, as printed."""
        columnas = [c for e in ejes for c in e.columnas]
        salida: dict[Lugar, tuple[str, ...]] = {}
        for sueltas in product(*(e.llaves for e in ejes if not e.columnas)):
            consulta = select(*columnas, func.min(M.c.unidad_medida)).where(*self.donde(), *mas, *(_de(x) for x in sueltas))
            for fila in self.con.execute(consulta.group_by(*columnas, M.c.medida).order_by(*columnas, M.c.medida)):
                lugar = _lugar(ejes, fila, sueltas)
                salida[lugar] = (*salida.get(lugar, ()), str(fila[-1]))
        return salida


def _de(llave: Llave) -> Condicion:
    """The condition of a key that has no columns."""
    return cast(Condicion, llave.condicion)


def _pedidas(medidas: Mapping[str, Medida]) -> dict[str, Medida]:
    return {k: medidas.get(k, _NADA) for k in ("pedidas", "todas")}


def _lugar(ejes: Sequence[Eje], fila: Sequence[Any], sueltas: Sequence[Llave]) -> Lugar:
    """Where a row of counts belongs: the key of each dimension, from its columns or from its condition."""
    salida, desde, quedan = [], 0, iter(sueltas)
    for e in ejes:
        salida.append(tuple(fila[desde : desde + len(e.columnas)]) if e.columnas else next(quedan).valores)
        desde += len(e.columnas)
    return tuple(salida)
