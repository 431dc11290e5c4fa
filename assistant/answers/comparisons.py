"""Answers about two periods: what changed of each goal, of each group, and by how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from assistant.answers.pieces import LARGA, LOS_DEMAS
from assistant.answers.points import Razon, de_cumplidas, puntos, razon
from assistant.answers.quotas import Cuotas
from assistant.answers.recovery import entre_cortes, entre_trimestres
from assistant.evidence import Comparado, Conjunto, Fila, Grupo
from assistant.frase import periodo
from assistant.plan import CANTIDADES, ConCausa, ConClase, ConObservacion, En, Metric, Periodo
from assistant.wording import CLASES, DIMENSIONES, cifra, clave_dicha, medida, plural
from index.textos import clave

#: A row's own period, as it is said where its plan names none.
_UN = Periodo()


#: What is compared by the share of its goals that were met.
_CON_CUMPLIMIENTO = ("ejercicio", "corte", "unidad", "programa", "ramo", "municipio")


class Comparaciones(Cuotas):
    """Answers about two periods: what changed of each goal, of each group, and by how much."""

    def _relacionadas(self) -> list[str]:
        """The goals that two periods relate, each with its figures in both."""
        e, n = self.e, self.e.conjunto.count
        marca = self.b.marca(self.b.conjunto(e.conjunto))
        if not n:
            return [f"Ninguna ({self.b.cuenta(e.conjunto)} metas): no hay metas {self._condiciones()}{marca}."]
        cabeza = f"{plural(n, 'Hay', 'Son')} {self.b.cuenta(e.conjunto)} {plural(n, 'meta', 'metas')} {self._condiciones(n=n)}{marca}"
        if self.plan.intent == "rank":
            de = "" if self.plan.relacion is None or not self.plan.relacion.metrica else " en proporción a lo que era"
            que = f"la que más cambió{de}" if self.plan.limite == 1 else f"de la que más cambió{de} a la que menos"
            return [f"{cabeza}; {que}:", *self._primeras(e.pares, self._par_con_su_cambio)]
        if not e.pares:
            return [f"{cabeza}.", *self._items(e.filas)]
        if self.plan.relacion and self.plan.relacion.sentido == "cambio":
            return [f"{cabeza}.", *self._por_situacion()]
        return [f"{cabeza}.", *self._primeras(e.pares, self._par), *self._ausentes()]

    def _ausentes(self) -> list[str]:
        """That a goal may not be in every one of the periods that say what it was not."""
        faltan = any(f is None for par in self.e.pares[: self.dichas] for f in par)
        salteada = self.plan.relacion is not None and self.plan.relacion.salteada
        return ["Donde una meta no muestra las cifras de un periodo, los informes de ese periodo no la traen."] if faltan and salteada else []

    def _por_situacion(self) -> list[str]:
        """The goals whose situation is another, by which way it changed; then those of which only figures are."""
        grupos: dict[str, list[tuple[Fila | None, ...]]] = {"Dejaron de ir al corriente": [], "Se pusieron al corriente": [], "Cambiaron su meta anual o sus cifras ya reportadas": []}
        for par in self.e.pares[: self.dichas]:
            antes, despues = par[0], par[-1]
            if antes is None or despues is None:
                continue
            cual = (self._corta(antes, 0), self._corta(despues, -1))
            grupos[list(grupos)[0 if cual == (False, True) else 1 if cual == (True, False) else 2]].append(par)
        dichas = [x for titulo, suyos in grupos.items() if suyos for x in (f"{titulo}:", *(self._par(par) for par in suyos))]
        return [*dichas, *self._donde_las_demas(len(self.e.pares))]

    def _corta(self, fila: Fila, lado: int) -> bool:
        t = self.plan.periodos[lado].trimestre
        if t is None:
            return bool(fila.datos["incumplida"])
        p, a = fila.valor("programado", (t,)), fila.valor("alcanzado", (t,))
        return bool(p) and (a is None or a < (p or 0))

    def _par_con_su_cambio(self, par: tuple[Fila | None, ...]) -> str:
        """A goal's figures in two periods, and how many points its progress gained or lost where that is what it is ranked by."""
        antes, despues = par[0], par[-1]
        escrito = self._par(par)
        if antes is None or despues is None or (self.plan.relacion is not None and self.plan.relacion.metrica) or self._periodo():
            return escrito
        ca, cd = self.b.celda(antes, "avance_absoluto"), self.b.celda(despues, "avance_absoluto")
        cambio = self._en_puntos(antes, despues, ca, cd) if ca is not None and cd is not None and not _a_distinta_altura(antes, despues) else ""
        return f"{escrito.rstrip('.')}{cambio}." if cambio else escrito

    def _par(self, par: tuple[Fila | None, ...]) -> str:
        """One goal in the plan's periods, each with its figures."""
        suyas = [(f, p) for f, p in zip(par, self.plan.periodos, strict=True) if f is not None]
        d = suyas[-1][0]
        numeros = [f.numero for f, _ in suyas[:-1] if f.numero != d.numero]
        otro = f", antes {numeros[0]}" if numeros else ""
        dichas = [f"{self._logro_de(f, (p.trimestre,) if p.trimestre else ())} en {_de(f, p, [x for x, _ in suyas])}" for f, p in suyas]
        porque = self.plan.relacion is not None and (self.plan.relacion.misma_causa or self._observadas)
        observadas = " ".join(f"En {_de(f, p, [x for x, _ in suyas])}, {cita}." for f, p in suyas if porque and (cita := self._observacion(f)))
        return f"- **{d.numero}** ({self._sitio_de(d)}{otro}) {self._descripcion(d)}: {'; '.join(dichas)}.{f' {observadas}' if observadas else ''}"

    @cached_property
    def _observadas(self) -> bool:
        """Whether goals are related by what their observations say, and are few enough to quote them."""
        dichos = [f for suyos in (self.plan.relacion.filtros if self.plan.relacion else ()) for f in suyos]
        return self.e.total <= LARGA and any(isinstance(f, ConCausa | ConObservacion) for f in dichos)

    def _sitio_de(self, fila: Fila) -> str:
        return f"unidad {clave_dicha(fila.datos['unidad'], fila.unidad_nombre)}" + (f", {fila.datos['municipio']}" if "municipio" in self._distintas else "")

    def _diferencias(self) -> list[str]:
        """What each goal of the answer gained from one of its periods to the next, where it stands in two or more."""
        ts = self._periodo()
        que: Metric = self.plan.metrica if self.plan.metrica in ("meta_anual", "programado") else "alcanzado"
        series: dict[str, list[Fila]] = defaultdict(list)
        for f in self.e.filas:
            series[f.datos["serie"]].append(f)
        salida = []
        for filas in list(series.values())[:3]:
            filas.sort(key=lambda f: f.datos["corte"])
            for a, d in pairwise(filas):
                campo = f"{que}.{ts[0]}" if len(ts) == 1 and que != "meta_anual" else "meta_anual" if que != "alcanzado" else "avance_absoluto"
                era, es = a.valor(que, ts[:1]), d.valor(que, ts[:1])
                ca, cd = self.b.celda(a, campo), self.b.celda(d, campo)
                if _a_distinta_altura(a, d) and not ts and que == "alcanzado":
                    continue
                if len(ts) > 1 or era is None or es is None or ca is None or cd is None or a.datos["medida"] != d.datos["medida"]:
                    continue
                numero = f"Meta {d.numero} (unidad {clave_dicha(d.datos['unidad'], d.unidad_nombre)}): " if len(series) > 1 else ""
                de = "" if que == "alcanzado" else "meta anual, " if que == "meta_anual" else "lo programado, "
                if era == es:
                    salida.append(f"{numero}Entre {_de(a, _UN, (a, d))} y {_de(d, _UN, (a, d))} no cambió{self.b.marca(ca, cd)}.")
                    continue
                cuanto = self.b.cantidad(abs(es - era), cd, ca, op="difference", detalle=f"{cifra(max(es, era))} - {cifra(min(es, era))}")
                unidades = medida(d.datos["unidad_medida"], abs(es - era))
                salida.append(f"{numero}Entre {_de(a, _UN, (a, d))} y {_de(d, _UN, (a, d))}: {de}{cuanto} {unidades} {'más' if es > era else 'menos'}{self.b.marca(ca, cd)}{self._en_porciento(era, es, ca, cd)}{self._en_puntos(a, d, ca, cd) if que == 'alcanzado' and not ts else ''}.")
        return salida

    def _en_puntos(self, a: Fila, d: Fila, ca: int, cd: int) -> str:
        """How many points of its goal one goal's progress is from what it was."""
        ma, md = self.b.celda(a, "meta_anual"), self.b.celda(d, "meta_anual")
        era, es, pa, pd = a.valor("alcanzado"), d.valor("alcanzado"), a.valor("meta_anual"), d.valor("meta_anual")
        if ma is None or md is None or not pa or not pd or era is None or es is None:
            return ""
        cuantos = puntos(self.b, Razon(era, pa, ca, ma), Razon(es, pd, cd, md))
        return f"; de avance, {cuantos}" if cuantos else ""

    def _recuperacion(self) -> list[str]:
        """When the goal that is asked was on schedule again."""
        filas = self.e.filas
        if not self.plan.recuperacion or not filas:
            return []
        if self.plan.intent == "trend":
            return entre_trimestres(self.b, filas[0]) if len(filas) == 1 else []
        return entre_cortes(self.b, filas, self._llamado)

    def _llamado(self, fila: Fila) -> str:
        """A row's period: its year, or its cut where the year is told at several."""
        varios = sum(f.datos["ejercicio"] == fila.datos["ejercicio"] for f in self.e.filas) > 1
        return periodo(Periodo(corte=fila.datos["corte"]) if varios else Periodo(ejercicio=fila.datos["ejercicio"]))

    # -- groups ----------------------------------------------------------------------------------------------------------
    def _comparadas(self) -> list[str]:
        """Each group in both periods."""
        plan, comparados = self.plan, self.e.comparados
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        if not comparados and plan.universal and plan.orden and self.e.total:
            return [f"{'Ninguna de las' if genero == 'f' else 'Ninguno de los'} {varios} {'mejoró' if plan.orden.descendente else 'retrocedió'} entre los dos periodos, {self._condiciones()}{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        if not comparados:
            return [f"{'Ninguna de las' if genero == 'f' else 'Ninguno de los'} {varios} tiene metas {self._condiciones()}{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        salida = []
        if any(not isinstance(f, En) for f in plan.filtros):
            salida.append(f"Comparación entre {self._entre()}{self.b.marca(self.b.conjunto(self.e.conjunto))}:")
        if plan.orden:
            mejor = plan.orden.descendente
            cambio = comparados[0].cambio(plan.metrica) or 0 if comparados else 0
            iguales = [x for x in comparados if x.cambio(plan.metrica) == cambio]
            if (cambio > 0) is mejor and cambio:
                articulo = {"f": ("La", "Las"), "m": ("El", "Los")}[genero][len(iguales) > 1]
                verbo = plural(len(iguales), *self._verbos(mejor))
                nombres = "; ".join(self._nombrado(x.despues) for x in iguales)
                salida.append(f"{articulo} {plural(len(iguales), uno, varios)} que más {verbo}{self._de_que_cuenta()}: {nombres}.")
            else:
                salida.append(f"{'Ninguna de las' if genero == 'f' else 'Ninguno de los'} {varios} {self._verbos(mejor)[0]}{self._de_que_cuenta()}{self.b.marca(self.b.conjunto(self.e.conjunto))}.")
        salida += self._primeras(comparados, self._comparado, LOS_DEMAS)
        if plan.metrica == "proporcion":
            salida.append(f"Se compara la proporción de metas {self._adjetivo()}: los porcentajes de avance de metas distintas no se promedian.")
        return salida

    def _verbos(self, mejor: bool) -> tuple[str, str]:
        """What groups did from one period to the other: a share gets better, a number only grows."""
        if self.plan.metrica == "metas":
            return ("aumentó", "aumentaron") if mejor else ("redujo", "redujeron")
        return ("mejoró", "mejoraron") if mejor else ("retrocedió", "retrocedieron")

    def _de_que_cuenta(self) -> str:
        return f" su número de metas {self._adjetivo()}" if self.plan.metrica == "metas" else ""

    def _nombrado(self, g: Grupo) -> str:
        """A group's name with where it stands: its cell, or the set of its goals where no cell names it."""
        return self._nombre_grupo(g) + ("" if g.celda else self.b.marca(self.b.conjunto(g.todas)))

    def _comparado(self, x: Comparado) -> str:
        antes, despues = (periodo(p) for p in self.plan.periodos)
        cambio = puntos(self.b, razon(self.b, x.antes.pedidas, x.antes.todas), razon(self.b, x.despues.pedidas, x.despues.todas)) if self.plan.metrica == "proporcion" else None
        return f"- {self._nombre_grupo(x.despues)}: {self._valor_grupo(x.antes)} en {antes}; {self._valor_grupo(x.despues)} en {despues}{f': {cambio}' if cambio else ''}."

    def _puntos_entre(self) -> list[str]:
        """How many points of compliance two groups differ by: two years or cuts, two units, two municipalities."""
        plan, grupos = self.plan, self.e.grupos
        if len(grupos) != 2 or len(plan.agrupar) > 1 or plan.agrupar[0] not in _CON_CUMPLIMIENTO or plan.metrica in CANTIDADES or plan.intent not in ("compare", "count"):
            return []
        if plan.promedio or plan.cuota or plan.de("clase") or self._elegidas or any(self._dentro_del_ano(g) for g in grupos):
            return []
        a, d = grupos
        if plan.agrupar[0] not in ("ejercicio", "corte") and (a.cumplidas is None or d.cumplidas is None or a.cumplidas.count * d.todas.count > d.cumplidas.count * a.todas.count):
            a, d = d, a  # places have no order of time: the one that met more is told against the other
        era, es = de_cumplidas(self.b, a), de_cumplidas(self.b, d)
        if (cuantos := puntos(self.b, era, es)) is None:
            iguales = era is not None and es is not None and era.valor == es.valor
            return [f"Cumplimiento: el mismo en {self._nombre_grupo(d)} que en {self._nombre_grupo(a)}."] if iguales else []
        return [f"Cumplimiento: {cuantos} en {self._nombre_grupo(d)} que en {self._nombre_grupo(a)}."]

    def _diferencia_de_grupos(self) -> list[str]:
        """Two years or cuts side by side: how many more in the later one."""
        plan, grupos = self.plan, self.e.grupos
        lugares = plan.agrupar == ("municipio",) and plan.metrica in CANTIDADES
        if plan.intent == "average" or plan.cuota or not (plan.agrupar[0] in ("ejercicio", "corte") or lugares) or len(plan.agrupar) > 1 or len(grupos) != 2 or (plan.orden and not lugares):
            return []
        a, d = grupos
        if plan.metrica in CANTIDADES:
            medidas = {clave(medida(m, 2)): m for m in (*a.unidades_medida, *d.unidades_medida)}
            if len(medidas) != 1 or not (a.pedidas.reportados and d.pedidas.reportados):
                return []
            return self._diferencia(a, d, a.pedidas, d.pedidas, medida(next(iter(medidas.values())), 2), "sum")
        clases = plan.de("clase")
        x, y = (a.pedidas, d.pedidas) if clases or plan.metrica == "metas" else (a.cumplidas, d.cumplidas)
        if any(self._dentro_del_ano(g) for g in (a, d)) and not clases:
            return []
        una = abs(x.count - y.count) == 1
        if plan.metrica == "metas" and not clases:
            return self._diferencia(a, d, x, y, "meta" if una else "metas", "count")
        adjetivo = self._adjetivo() if clases else "cumplidas"
        que = f"meta {CLASES[clases[0].clases[0]][2] if isinstance(clases[0], ConClase) else adjetivo}" if una and clases else "meta cumplida" if una else f"metas {adjetivo}"
        return self._diferencia(a, d, x, y, que.strip(), "count")

    def _diferencia(self, a: Grupo, d: Grupo, x: Conjunto, y: Conjunto, que: str, op: str) -> list[str]:
        era, es = (float(x.count), float(y.count)) if op == "count" else (x.suma, y.suma)
        nx, ny = self.b.conjunto(x), self.b.conjunto(y)
        if era == es:
            return [f"No hay diferencia entre los dos{self.b.marca(nx, ny)}."]
        cuanto = self.b.cantidad(abs(es - era), ny, nx, op="difference", detalle=f"{cifra(max(es, era))} - {cifra(min(es, era))}")
        if self.plan.agrupar[0] == "municipio" and es < era:
            a, d, era, es = d, a, es, era
        mas = "más" if es > era else "menos"
        en_porciento = self._en_porciento(era, es, nx, ny) if op == "sum" and self.plan.agrupar[0] != "municipio" else ""
        return [f"Diferencia: {cuanto} {que} {mas} en {self._nombre_grupo(d)} que en {self._nombre_grupo(a)}{self.b.marca(nx, ny)}{en_porciento}."]

    def _en_porciento(self, era: float, es: float, nx: int | None, ny: int | None) -> str:
        """How much a quantity changed in percent of what it was."""
        if era <= 0 or nx is None or ny is None:
            return ""
        pct = self.b.porciento(abs(es - era) * 100 / era, ny, nx, detalle=f"({cifra(max(es, era))} - {cifra(min(es, era))}) / {cifra(era)}")
        return f", {'un alza' if es > era else 'una baja'} de {pct}{self.b.marca(nx, ny)}"


def _a_distinta_altura(a: Fila, d: Fila) -> bool:
    """Whether one row is of a whole year and the other of a part of another: their quantities say nothing together."""
    return a.datos["ejercicio"] != d.datos["ejercicio"] and (a.datos["corte"].month, a.datos["corte"].day) != (d.datos["corte"].month, d.datos["corte"].day)


def _de(fila: Fila, suyo: Periodo, filas: Sequence[Fila]) -> str:
    """The period of a row, as far as the rows differ."""
    if suyo.trimestre:
        return periodo(suyo)
    dentro = len({(f.datos["corte"].month, f.datos["corte"].day) for f in filas}) == 1 and filas[0].datos["corte"].month < 12
    if len({f.datos["ejercicio"] for f in filas}) > 1 and not dentro:  # of two years at one same cut inside them, the cuts are told
        return periodo(Periodo(ejercicio=fila.datos["ejercicio"]))
    return periodo(Periodo(corte=fila.datos["corte"]))


__all__ = ["Comparaciones"]
