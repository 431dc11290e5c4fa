"""Answers by group: units, programmes, causes, measures, years."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from assistant.answers.lists import Listas
from assistant.answers.pieces import LOS_DEMAS
from assistant.evidence import Conjunto, Grupo
from assistant.filtros import SELECCION
from assistant.frase import contraste
from assistant.plan import (
    CANTIDADES,
    INCUMPLIDAS,
    ConCausa,
    ConClase,
    Dimension,
    En,
    Nivel,
    Plan,
)
from assistant.wording import (
    CLASES,
    COLORES,
    DIMENSIONES,
    acorde,
    cifra,
    fecha,
    lista,
    medida,
    nombre_propio,
    oficina,
    ordinal_de,
    plural,
)
from index.cumplimiento import en_curso

#: Two sums of printed figures are the same within this.
_EXACTO = 0.005


#: Places that a quantity is shared among.
_LUGARES: tuple[Dimension, ...] = ("municipio", "unidad", "programa", "ramo")
#: What a sum of quantities is of.
PARTICIPIOS = {"programado": "programados", "alcanzado": "alcanzados", "meta_anual": "de meta anual", "brecha": "de faltante"}


class Grupos(Listas):
    """Answers by group: units, programmes, causes, measures, years."""

    def _grupos(self) -> list[str]:
        plan, dim = self.plan, self.plan.agrupar[0]
        grupos = list(self.e.grupos)
        if plan.universal:
            return self._de_un_solo_estado(grupos)
        if plan.contraste:
            return self._contrastados(grupos)
        if plan.promedio and len(plan.agrupar) > 1:
            return self._contra_el_de_cada(grupos)
        if self.e.general is not None:
            return self._contra_el_promedio(grupos, *self.e.general)
        if not grupos:
            return [self._hallazgo()]
        salida = []
        if plan.intent == "rank" and plan.de_cada:
            salida.append(f"{self._primero_de_cada()} de cada {DIMENSIONES[dim][0]}{self.b.marca(self.b.conjunto(self.e.conjunto))}:")
        elif plan.intent == "rank" or (plan.intent == "average" and plan.orden and not plan.de_cada):
            salida.append(self._mejor_grupo(grupos))
        elif plan.intent in ("compare", "trend"):
            if any(not isinstance(f, En) for f in plan.filtros):
                salida.append(f"Comparación entre {self._entre()}{self.b.marca(self.b.conjunto(self.e.conjunto))}:")
        elif dim == "estado":
            if any(not isinstance(f, En | ConClase) for f in plan.filtros):
                salida.append(self._hallazgo())
        else:
            salida += [*self._total(grupos), self._hallazgo()]
        salida += [f"- {(nombre := self._grupo(g))[:1].upper()}{nombre[1:]}" for g in grupos[: self.dichas]]
        salida += self._sin_metas(grupos)
        if plan.intent == "average" and plan.metrica == "avance":
            salida.append("Es un promedio simple de porcentajes de metas con distinta unidad de medida: no pondera su tamaño.")
        if len(grupos) > self.dichas:
            salida.append(LOS_DEMAS if not self.e.grupos_fuera else "Otros grupos están en la tabla de la respuesta, que muestra solo una parte de ellos.")
        if plan.orden and plan.metrica == "proporcion":
            salida.append(f"Se compara la proporción de metas {self._adjetivo()}: los porcentajes de avance de metas distintas no se promedian.")
        return salida

    def _de_un_solo_estado(self, grupos: list[Grupo]) -> list[str]:
        """The groups all of whose goals are so, or none of them."""
        uno, varios, genero = DIMENSIONES[self.plan.agrupar[0]]
        clase = next((k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases), "cumplidas")
        ninguna = clase in INCUMPLIDAS
        cosas = "acciones" if self.plan.agrupar[0] == "principal" else "metas"
        adjetivo = CLASES[clase][3]
        donde = self.frase.condiciones(self.plan.con(filtros=tuple(f for f in self.plan.filtros if not (cosas == "acciones" and isinstance(f, Nivel)))), sin_clase=True)
        cola = (f" {donde}" if donde else "") + self.b.marca(self.b.conjunto(self.e.conjunto))
        si, no = ("Sí. ", "No. ") if self.plan.cerrada else ("", "")
        if not grupos:
            nadie = "Ninguna" if genero == "f" else "Ningún"
            return [f"{no}{nadie} {uno} {f'está libre de {cosas} {adjetivo}' if ninguna else f'tiene todas sus {cosas} {adjetivo}'}{cola}."]
        n = len(grupos)
        tiene = plural(n, "tiene", "tienen")
        que = f"no {tiene} {cosas} {adjetivo}" if ninguna else f"{tiene} todas sus {cosas} {adjetivo}"
        suyos = [self.b.conjunto(g.todas) for g in grupos]
        cuantos = f"{self.b.figura(str(n), n, suyos, 'count', 'grupos')} {varios}" if n > 1 else f"{'Una' if genero == 'f' else 'Un'} {uno}"
        cabeza = f"{si}{cuantos} {que}{f' {donde}' if donde else ''}{self.b.marca(*suyos)}:"
        return [cabeza, *(f"- {self._nombre_grupo(g)}: {self.b.cuenta(g.pedidas)} de {self.b.cuenta(g.todas)}{self.b.marca(self.b.conjunto(g.pedidas), self.b.conjunto(g.todas))}." for g in grupos[: self.dichas])]

    def _contrastados(self, grupos: list[Grupo]) -> list[str]:
        """What several places or years have in common, or what only some of them have."""
        plan = self.plan
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        que = contraste(plan)
        donde = self.frase.condiciones(plan.con(filtros=tuple(f for f in plan.filtros if not (isinstance(f, En) and f.entidad == plan.agrupar[1])), periodos=()))
        de = f" de metas {donde}" if donde else ""
        if not grupos:
            return [f"{'Ninguna' if genero == 'f' else 'Ningún'} {uno}{de} {que[0]}{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        suyos = [self.b.conjunto(g.pedidas) for g in grupos]
        n = len(grupos)
        una = "Una" if genero == "f" else "Un"
        cuantas = self.b.figura(str(n), n, suyos, "count", "grupos") if n > 1 else una
        return [f"{cuantas} {plural(n, uno, varios)}{de} {plural(n, *que)}{self.b.marca(*suyos)}:", *(f"- {(nombre := self._contrastado(g))[:1].upper()}{nombre[1:]}" for g in grupos[: self.dichas]), *(self._items(self.e.filas) if plan.agrupar[0] == "descripcion" else [])]

    def _contrastado(self, g: Grupo) -> str:
        partes = [f"{self._nombre_grupo(x, self.plan.agrupar[1])}, {self._valor_grupo(x)}" for x in g.subgrupos]
        total = f"{self._valor_grupo(g)}: " if len(partes) > 1 else ""
        return f"{self._nombre_grupo(g)}: {total}{'; '.join(partes)}."

    def _contra_el_promedio(self, grupos: list[Grupo], parte: Conjunto, todas: Conjunto) -> list[str]:
        """The groups on one side of the share of all of them together."""
        _, varios, genero = DIMENSIONES[self.plan.agrupar[0]]
        lado = "por debajo" if self.plan.promedio == "menor" else "por encima"
        donde = f" {d}" if (d := self._condiciones(sin_clase=True)) else ""
        adjetivo = self._adjetivo()
        if not todas.count:
            return [self._hallazgo()]
        n, m = self.b.conjunto(parte), self.b.conjunto(todas)
        pct = self.b.porciento(parte.count * 100 / todas.count, n, m, detalle=f"{parte.count} / {todas.count}")
        general = f"la proporción general de metas {adjetivo}{donde}, {pct} ({self.b.cuenta(parte)} de {self.b.cuenta(todas)}){self.b.marca(n, m)}"
        regla = "El promedio es el de todas las metas juntas: los porcentajes de avance de metas distintas no se promedian."
        if not grupos:
            return [f"{'Ninguna de las' if genero == 'f' else 'Ninguno de los'} {varios} está {lado} de {general}.", regla]
        return [f"{varios[:1].upper()}{varios[1:]} {lado} de {general}:", *(f"- {self._nombre_grupo(g)}: {self._valor_grupo(g)}." for g in grupos[: self.dichas]), regla]

    def _contra_el_de_cada(self, grupos: list[Grupo]) -> list[str]:
        """The groups of each year on one side of the share of that year."""
        _, varios, genero = DIMENSIONES[self.plan.agrupar[1]]
        cada = DIMENSIONES[self.plan.agrupar[0]][0]
        lado = "por debajo" if self.plan.promedio == "menor" else "por encima"
        que = f"la proporción de metas {self._adjetivo()} de cada {cada}"
        regla = "El promedio es el de todas las metas de su año juntas: los porcentajes de avance de metas distintas no se promedian."
        if not grupos:
            return [f"{'Ninguna de las' if genero == 'f' else 'Ninguno de los'} {varios} está {lado} de {que}{self.b.marca(self.b.conjunto(self.e.conjunto))}.", regla]
        salida = [f"{varios[:1].upper()}{varios[1:]} {lado} de {que}:"]
        for g in grupos[: self.dichas]:
            salida.append(f"- {self._nombre_grupo(g)}, {self._valor_grupo(g)}: {'; '.join(f'{self._nombre_grupo(x, self.plan.agrupar[1])}, {self._valor_grupo(x)}' for x in g.subgrupos)}.")
        return [*salida, regla]

    def _total(self, grupos: list[Grupo]) -> list[str]:
        """What the named places or years add up to, where all count the same thing."""
        plan = self.plan
        pedidos = next((len(f.valores) for f in plan.filtros if isinstance(f, En) and f.entidad == plan.agrupar[0] and not f.negado), 0)
        if len(self.e.por_medida) != 1 or len(plan.agrupar) > 1 or (pedidos < 2 and not (plan.agrupar[0] in _LUGARES and not pedidos)):
            return []
        sumados = [g.pedidas for g in grupos if g.medida("pedidas").reportados]
        if len(sumados) < 2:
            return []
        impresa, todo = self.e.por_medida[0]
        if abs(todo.suma - sum(c.suma for c in sumados)) > _EXACTO:
            return []
        n = self.b.conjunto(todo)
        cuanto = self.b.cantidad(todo.suma, n, op="sum", detalle=" + ".join(cifra(c.suma) for c in sumados))
        return [f"En total: {cuanto} {medida(impresa, todo.suma)}{self.b.marca(n)}."]

    def _parte_del_total(self, g: Grupo) -> str:
        """What share of all that is added up, or of the goals that are chosen, a place has."""
        if self.plan.intent == "count" and self.plan.metrica == "metas" and len(self.plan.agrupar) == 1 and self.plan.agrupar[0] in _LUGARES:
            todas = self.e.conjunto
            if not todas.count or self.e.grupos_fuera or sum(x.medida("pedidas").count for x in self.e.grupos) != todas.count or len(self.e.grupos) < 2 or not any(isinstance(f, SELECCION) for f in self.plan.filtros):
                return ""
            n, m = self.b.conjunto(g.pedidas), self.b.conjunto(todas)
            return f"; {self.b.porciento(g.pedidas.count * 100 / todas.count, n, m, detalle=f'{g.pedidas.count} / {todas.count}')} del total{self.b.marca(n, m)}"
        if self.plan.intent != "sum" or len(self.plan.agrupar) > 1 or self.plan.agrupar[0] not in _LUGARES or not self._suman_todo:
            return ""
        todo = self.e.por_medida[0][1]
        n, m = self.b.conjunto(g.pedidas), self.b.conjunto(todo)
        return f", {self.b.porciento(g.pedidas.suma * 100 / todo.suma, n, m, detalle=f'{cifra(g.pedidas.suma)} / {cifra(todo.suma)}')} del total{self.b.marca(n, m)}"

    @cached_property
    def _suman_todo(self) -> bool:
        """Whether the places that are told add up to all of one measure, several of them."""
        sumados = [g.pedidas for g in self.e.grupos if g.medida("pedidas").reportados]
        una = len(self.e.por_medida) == 1 and not self.e.grupos_fuera and all(len(g.unidades_medida) < 2 for g in self.e.grupos)
        return una and len(sumados) > 1 and self.e.por_medida[0][1].suma > 0 and abs(self.e.por_medida[0][1].suma - sum(c.suma for c in sumados)) <= _EXACTO

    def _sin_metas(self, grupos: list[Grupo]) -> list[str]:
        """The years or municipalities that the question names and of which no goal is so described."""
        plan = self.plan
        if plan.intent not in ("compare", "rank", "sum") or plan.agrupar not in (("municipio",), ("ejercicio",)) or plan.limite or plan.puesto:
            return []
        dichos = [*plan.entidad(plan.agrupar[0]), *(str(p.ejercicio) for p in plan.periodos if plan.agrupar == ("ejercicio",))]
        faltan = [v for v in dict.fromkeys(dichos) if v not in {g.clave for g in grupos} | {g.nombre for g in grupos}]
        return [f"De {lista(faltan)} no hay metas así descritas o medidas en los informes cargados."] if faltan else []

    def _primero_de_cada(self) -> str:
        """La unidad ejecutora con mayor número de metas no cumplidas: what is first in each place."""
        plan = self.plan
        uno, varios, genero = DIMENSIONES[plan.agrupar[1]]
        assert plan.orden is not None
        cuantas = plan.limite or 1
        puesto = f"{ordinal_de(plan.puesto, genero, 1)} " if plan.puesto else ""
        quien = f"{'La' if genero == 'f' else 'El'} {puesto}{uno}" if cuantas == 1 else f"{'Las' if genero == 'f' else 'Los'} {self.b.cantidad(cuantas, self.b.conjunto(self.e.conjunto), detalle='límite pedido')} {varios}"
        return f"{quien} con {'mayor' if plan.orden.descendente else 'menor'} {self._que_ordena()}"

    def _mejor_grupo(self, grupos: list[Grupo]) -> str:
        plan = self.plan
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        assert plan.orden is not None
        extremo = "mayor" if plan.orden.descendente else "menor"
        primero = grupos[0]
        iguales = [g for g in grupos if g.valor(plan.metrica) == primero.valor(plan.metrica)]
        que = self._que_ordena()
        articulo = {"f": ("La", "Las"), "m": ("El", "Los")}[genero][len(iguales) > 1]
        if plan.puesto:
            uno, varios = (f"{ordinal_de(plan.puesto, genero, n)} {x}" for x, n in ((uno, 1), (varios, 2)))
        dichos = "; ".join(f"{self._nombre_grupo(g)}, con {self._valor_grupo(g)}" for g in iguales[:4])
        empate = " (empate)" if len(iguales) > 1 else ""
        anos = plan.entidad("ejercicio")
        cuando = f" en {lista(anos)}" if anos and plan.agrupar[0] != "ejercicio" and not que.strip().endswith(f" en {lista(anos)}") else ""
        return f"{articulo} {uno if len(iguales) == 1 else varios} con {extremo} {que.strip()}{cuando}{empate}: {dichos}."

    def _que_ordena(self) -> str:
        """What groups are ordered by."""
        plan = self.plan
        que = {"avance": "promedio de avance", "proporcion": f"proporción de metas {self._adjetivo()}", "metas": f"número de {'acciones' if plan.agrupar[-1] == 'principal' else 'metas'} {self._adjetivo(True)}", "alcanzado": "cantidad alcanzada", "programado": "cantidad programada", "meta_anual": "meta anual", "brecha": "faltante"}.get(plan.metrica or "metas", "número de metas")
        if plan.metrica == "proporcion" and plan.de("causa") and plan.de("clase"):
            que += f" {self.frase.condiciones(plan.con(filtros=plan.de('causa')))}"
        if plan.de("umbral"):
            que += self.b.marca(self.b.conjunto(self.e.conjunto))
        return que.strip()

    def _dentro_del_ano(self, g: Grupo) -> bool:
        """Whether a group is a cut before the year's end, or a year that has gone no further, of which nothing is met or not met yet."""
        if self.plan.agrupar[0] == "ejercicio":
            return any(str(i["ejercicio"]) == g.clave for i in self.e.inconclusos)
        return self.plan.agrupar[0] == "corte" and en_curso((corte := date.fromisoformat(g.clave)).year, corte)

    def _adjetivo(self, condicion: bool = False) -> str:
        clases = [k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases]
        if clases:
            extra = self.frase.condiciones(self.plan.con(filtros=tuple(f for f in self.plan.filtros if isinstance(f, ConCausa)))) if condicion else ""
            return f"{CLASES[clases[0]][3]} {extra}".strip()
        if condicion:
            return self._condiciones()
        elegidas = tuple(f for f in self.plan.filtros if isinstance(f, SELECCION))
        return self.frase.condiciones(Plan(intent="list", filtros=elegidas)) if elegidas else "cumplidas"

    @cached_property
    def _de_varios(self) -> bool:
        """Whether the units told are of several municipalities."""
        return len({x.municipio for x in (*self.e.grupos, *(y.despues for y in self.e.comparados)) if x.municipio}) > 1

    @property
    def _elegidas(self) -> bool:
        """Whether goals are chosen by something else than whether they were met, which is told of each group anyway: a threshold,
        a cause, an observation, another state."""
        otras = any(isinstance(f, ConClase) and not set(f.clases) <= {"cumplidas", "no_cumplidas"} for f in self.plan.filtros)
        return self.plan.metrica == "metas" and (otras or any(isinstance(f, SELECCION) and not isinstance(f, ConClase) for f in self.plan.filtros))

    def _nombre_grupo(self, g: Grupo, dimension: Dimension | None = None) -> str:
        dim = dimension or self.plan.agrupar[0]
        if dim in ("unidad", "programa", "ramo"):
            n = self.b.encabezado(g.documento, g.celda, f"{dim}_nombre", g.clave if dim == "unidad" else "")
            donde = f" ({g.municipio})" if self._de_varios and g.municipio else ""
            return f"{oficina(g.clave, g.nombre)}{donde}{self.b.marca(n)}"
        if dim == "principal":
            f = g.principal
            return f"**{f.numero}** ({self._sitio(f)}) {self._descripcion(f)}" if f is not None else f"meta {g.clave}"
        if dim == "linea":
            return f"{g.clave} {nombre_propio(g.nombre)}".strip()
        if dim == "descripcion":
            return f"“{' '.join(g.nombre.split())}”"
        if dim == "estado":
            return CLASES.get(g.clave, ("", "", g.clave, g.clave))[3]
        if dim == "semaforo":
            return COLORES.get(g.clave, g.clave)
        if dim == "corte":
            return f"el corte del {fecha(date.fromisoformat(g.clave))}"
        return g.nombre

    def _valor_grupo(self, g: Grupo) -> str:
        plan = self.plan
        if plan.metrica == "proporcion":
            nc, nt = self.b.conjunto(g.pedidas), self.b.conjunto(g.todas)
            pct = self.b.porciento(g.pedidas.count * 100 / g.todas.count, nc, nt, detalle=f"{g.pedidas.count} / {g.todas.count}")
            return f"{pct} ({self.b.cuenta(g.pedidas)} de {self.b.cuenta(g.todas)}){self.b.marca(nc, nt)}"
        if plan.intent == "average" and plan.metrica == "avance":
            n = self.b.conjunto(g.pedidas)
            if g.pedidas.media is None:
                return f"ningún porcentaje que promediar{self.b.marca(n)}"
            cuantas = self.b.cantidad(g.pedidas.reportados, n, op="count")
            return f"{self.b.porciento(g.pedidas.media, n, op='mean')} en promedio, en {cuantas} {plural(g.pedidas.reportados, 'meta', 'metas')}{self.b.marca(n)}"
        if plan.metrica in CANTIDADES:
            if len(g.unidades_medida) > 1:
                return "cantidades en distinta unidad de medida, que no se suman"
            n = self.b.conjunto(g.pedidas)
            if not g.pedidas.count:
                return f"{self.b.cuenta(g.pedidas)} metas{self.b.marca(n)}"  # nothing of it adds up to a figure
            unidades = medida(g.unidades_medida[0], g.pedidas.suma) if g.unidades_medida else ""
            que = acorde(PARTICIPIOS[plan.metrica], medida(g.unidades_medida[0], 2)) if plan.intent in ("sum", "average") and g.unidades_medida else ""
            return f"{self.b.cantidad(g.pedidas.suma, n, op='sum')} {unidades}{f' {que}' if que else ''}{self.b.marca(n)}"
        n = self.b.conjunto(g.pedidas)
        cosa = ("acción", "acciones") if plan.agrupar == ("principal",) else ("meta", "metas")
        return f"{self.b.cuenta(g.pedidas)} {plural(g.pedidas.count, *cosa)}{self.b.marca(n)}"

    def _grupo(self, g: Grupo) -> str:
        plan, nombre = self.plan, self._nombre_grupo(g)
        if g.subgrupos and plan.agrupar[1] == "estado":
            partes = [f"{self.b.cuenta(x.pedidas)} {CLASES.get(x.clave, ('', '', x.clave, x.clave))[2 if x.pedidas.count == 1 else 3]}{self.b.marca(self.b.conjunto(x.pedidas))}" for x in g.subgrupos]
            return f"{nombre}: {lista(partes)}, de {self.b.cuenta(g.todas)}{self.b.marca(self.b.conjunto(g.todas))}."
        if g.subgrupos:
            partes = [f"{self._nombre_grupo(x, plan.agrupar[1])}, {self._valor_grupo(x)}" for x in g.subgrupos]
            return f"{nombre}: {'; '.join(partes)}."
        if plan.intent == "average":
            return f"{nombre}: {self._valor_grupo(g)}."
        if plan.agrupar[0] in ("estado", "semaforo", "causa", "medida", "linea", "principal") or (plan.metrica not in ("proporcion", None) and (plan.intent != "compare" or self._elegidas)):
            medida_ = f", de {self.b.cuenta(g.todas)}{self.b.marca(self.b.conjunto(g.todas))}" if plan.agrupar[0] not in ("estado", "semaforo", "causa") and g.todas.count != g.pedidas.count and plan.metrica != "proporcion" else ""
            return f"{nombre}: {self._valor_grupo(g)}{medida_}{self._parte_del_total(g)}."
        if plan.metrica in CANTIDADES:
            return f"{nombre}: {self._valor_grupo(g)}{self._parte_del_total(g)}."
        nc, nn, nt = (self.b.conjunto(c) for c in (g.cumplidas, g.no_cumplidas, g.todas))
        if self._dentro_del_ano(g):
            al_dia = f"{self.b.cuenta(g.cumplidas)} al corriente de lo programado a la fecha{self.b.marca(nc)}"
            return f"{nombre}: {al_dia} y {self.b.cuenta(g.no_cumplidas)} por debajo{self.b.marca(nn)}, de {self.b.cuenta(g.todas)}{self.b.marca(nt)}."
        si = f"{self.b.cuenta(g.cumplidas)} {plural(g.cumplidas.count, 'cumplida', 'cumplidas')}{self.b.marca(nc)}"
        no = f"{self.b.cuenta(g.no_cumplidas)} {plural(g.no_cumplidas.count, 'no cumplida', 'no cumplidas')}{self.b.marca(nn)}"
        if plan.metrica == "proporcion" and any(isinstance(f, SELECCION) for f in plan.filtros):
            return f"{nombre}: {self._valor_grupo(g)}."
        pct = self.b.porciento(g.cumplidas.count * 100 / g.todas.count, nc, nt, detalle=f"{g.cumplidas.count} / {g.todas.count}")
        return f"{nombre}: {si} y {no} de {self.b.cuenta(g.todas)}{self.b.marca(nt)}; cumplimiento de {pct}{self.b.marca(nc, nt)}."
