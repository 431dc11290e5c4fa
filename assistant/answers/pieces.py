"""The pieces that every answer is made of: a row's figures, names and quotations, with their citations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TypeVar, cast

from assistant import acumulado
from assistant.draft import Borrador
from assistant.evidence import Evidencia, Fila
from assistant.frase import Frase
from assistant.plan import ConAcciones, ConTrimestre, Cuota, Metric, Texto, Umbral
from assistant.wording import ORDINAL, acorde, cifra, clave_dicha, fecha, medida, oficina, parte_del_ano, plural, porciento, valor
from index.familias import familia
from index.poa import TRIMESTRES, Trimestre
from index.textos import palabras, raiz

#: Beyond this many rows a list shows figures only, by unit; the table has the rest.
LARGA = 12
#: So many goals, or groups, are told one by one, and the rest are in the answer's table; so many where the table, too, has
#: only a part of the goals: whoever wants them all exports them.
_DICHAS, _DE_UNA_PARTE = 50, 20

_LAS_DEMAS = "Las demás están en la tabla de la respuesta."
LOS_DEMAS = "Los demás grupos están en la tabla de la respuesta."
_LARGO_DESCRIPCION = 90
_T = TypeVar("_T")
_LUGAR = itemgetter("municipio", "ejercicio", "corte")


def dichas(total: int, mostradas: int) -> int:
    """How many goals, or groups, an answer tells one by one: of so many goals, so many of them in its table."""
    return _DICHAS if total <= mostradas else _DE_UNA_PARTE


class Piezas:
    """The pieces that every answer is made of: a row's figures, names and quotations, with their citations."""

    def __init__(self, e: Evidencia, frase: Frase, notas: Iterable[str] = (), borrador: Borrador | None = None) -> None:
        self.e, self.plan, self.frase, self.b = e, e.plan, frase, borrador or Borrador()
        self.notas = list(notas)

    def _condiciones(self, sin_clase: bool = False, n: float = 2) -> str:
        return self._con_umbral(self.frase.condiciones(self.plan, sin_clase=sin_clase, n=n))

    def _con_umbral(self, texto: str) -> str:
        """Thresholds are figures of the question: each is listed, cited to the set that uses it."""
        relacionados = [f for dichos in (self.plan.relacion.filtros if self.plan.relacion else ()) for f in dichos]
        for f in dict.fromkeys((*self.plan.filtros, *relacionados)):
            if isinstance(f, Umbral):
                escrito = self.frase.umbral(f)
                if escrito not in texto:  # joined to another one: "… y menor a 100 %"
                    escrito = _sin_sujeto(escrito)
                nuevo = escrito
                for v in (f.valor, f.hasta):
                    if v is not None:
                        n = self.b.conjunto(self.e.conjunto)
                        en_porciento = f.metrica in ("avance", "a_la_fecha")
                        ranura = self.b.porciento(v, n, op="value") if en_porciento else self.b.cantidad(v, n)
                        nuevo = nuevo.replace(porciento(v) if en_porciento else cifra(v), ranura, 1)
                texto = texto.replace(escrito, nuevo)
        for f in self.plan.filtros:
            if isinstance(f, ConAcciones):
                texto = texto.replace(self.frase.cuota(f.cuota), self._cuota(f.cuota, self.b.conjunto(self.e.conjunto)), 1)
        if self.plan.relacion is not None and (minimo := self.plan.relacion.minimo):
            texto = texto.replace(f"más de {cifra(minimo)} puntos", f"más de {self.b.cantidad(minimo, self.b.conjunto(self.e.conjunto))} puntos")
        return texto

    def _cuota(self, q: Cuota, *citas: int | None) -> str:
        """How many are asked for, the figure cited to the sets that use it."""
        escrita = cifra(q.valor) if q.de == "metas" else porciento(q.valor)
        ranura = self.b.cantidad(q.valor, *citas) if q.de == "metas" else self.b.porciento(q.valor, *citas, op="value")
        return self.frase.cuota(q).replace(escrita, ranura, 1)

    def _sitio(self, fila: Fila) -> str:
        """Which unit, year and municipality a row is from, as far as the rows differ."""
        partes = [f"unidad {clave_dicha(fila.datos['unidad'], fila.unidad_nombre)}"]
        if "ejercicio" in self._distintas:
            partes.append(str(fila.datos["ejercicio"]))
        if len(self._cortes[fila.datos["municipio"], fila.datos["ejercicio"]]) > 1:
            partes.append(f"corte del {fecha(fila.datos['corte'])}")
        if "municipio" in self._distintas:
            partes.append(str(fila.datos["municipio"]))
        return ", ".join(partes)

    @cached_property
    def _distintas(self) -> frozenset[str]:
        """Whether the rows are of several years, of several municipalities; or all of one, where several years were asked."""
        if len(self._lugares) == 1 and len(self.plan.entidad("ejercicio")) > 1 and not self.plan.periodos:
            return frozenset(("ejercicio",) if self.plan.entidad("municipio") else ("ejercicio", "municipio"))
        return self.e.difieren | {k for n, k in enumerate(("municipio", "ejercicio")) if len({x[n] for x in self._lugares}) > 1}

    @cached_property
    def _cortes(self) -> dict[tuple[str, int], set[date]]:
        """The cuts of the rows of each municipality and year."""
        salida: dict[tuple[str, int], set[date]] = defaultdict(set)
        for municipio, ejercicio, corte in self._lugares:
            salida[municipio, ejercicio].add(corte)
        return salida

    @cached_property
    def _lugares(self) -> frozenset[tuple[str, int, date]]:
        """The municipality, the year and the cut of every row, each once."""
        return frozenset((m, e, date.fromisoformat(c)) for m, e, c in {_LUGAR(f.contrato) for f in self.e.filas})

    def _descripcion(self, fila: Fila, *iguales: Fila, entera: bool = False) -> str:
        """A goal's description; ``iguales``: rows that print the same words, cited with it."""
        texto = " ".join(str(fila.datos["descripcion"]).split())
        n, *otras = (self.b.celda(f, "descripcion") for f in (fila, *iguales))
        corte = texto
        if not entera and len(texto) > _LARGO_DESCRIPCION:
            corte = texto[:_LARGO_DESCRIPCION].rsplit(" ", 1)[0].rstrip(",;:")
        cola = "…" if corte != texto else ""
        return f"«{corte.rstrip('.')}»{cola}{self.b.marca(n, *otras)}" if n is not None else corte + cola

    def _observacion(self, fila: Fila) -> str:
        citas = [self.b.celda(fila, campo) for campo in fila.celdas if campo == "observacion" or campo.startswith("observacion.")]
        return f"«{_comillas(fila.observacion)}»{self.b.marca(*citas)}" if fila.observacion and citas else ""

    def _periodo(self) -> tuple[Trimestre, ...]:
        if self.plan.trimestres:
            return self.plan.trimestres
        return next((f.trimestres for f in self.plan.filtros if isinstance(f, ConTrimestre)), ())

    def _logro(self, fila: Fila) -> str:
        """"218 de 827 actividades, 26.4 % [3, 4]" over the year or over the quarters asked."""
        ts = self._periodo()
        if self.plan.trimestres_aparte():
            del_ano = [self._logro_de(fila, ())] if self.plan.de("clase") else []
            return "; ".join([*del_ano, *(self._logro_del_periodo(fila, ts) for ts in self.plan.partes_del_ano())])
        modos = [f for f in self.plan.filtros if isinstance(f, ConTrimestre) and f.modo != "suma"]
        if modos or len(ts) > 1:
            partes = [f"{_t(t)} {self._logro_de(fila, (t,))}" for t in ts]
            junto = "" if modos or not acumulado.se_suma(fila) else self._logro_junto(fila, ts)
            return "; ".join([*([f"{junto} en conjunto"] if junto else []), *partes])
        return self._logro_de(fila, ts)

    def _logro_del_periodo(self, fila: Fila, ts: tuple[Trimestre, ...]) -> str:
        """What was done in one of the parts of the year that are set against each other, named."""
        if len(ts) == 1:
            return f"{_t(ts[0])} {self._logro_de(fila, ts)}"
        return f"{parte_del_ano(ts)}, {self._logro_junto(fila, ts) or 'sin reporte'}"

    def _logro_junto(self, fila: Fila, ts: tuple[Trimestre, ...]) -> str:
        """Several quarters together: the sums, cited to the cells that they add, and the share of one in the other."""
        escritas = []
        for metrica, participio in (("alcanzado", "alcanzados"), ("programado", "programados")):
            dadas = self._dadas(fila, cast(Metric, metrica), ts)
            if dadas:
                suma = round(sum(v for _, v in dadas), 6)
                citas = [n for n, _ in dadas]
                hechas = acorde(participio, medida(fila.datos["unidad_medida"], 2))
                hechas = hechas.removesuffix("s") if suma == 1 else hechas
                escritas.append(self.b.cantidad(suma, *citas, op="sum", detalle=" + ".join(cifra(v) for _, v in dadas)) + f" {hechas}{self.b.marca(*citas)}")
        a, p = fila.valor("alcanzado", ts), fila.valor("programado", ts)
        if a is not None and p:
            ca, cp = self._celdas_de(fila, "alcanzado", ts), self._celdas_de(fila, "programado", ts)
            escritas[-1] += f", {self.b.porciento(a * 100 / p, ca, cp, detalle=f'{cifra(a)} / {cifra(p)}')}{self.b.marca(ca, cp)}"
        return " de ".join(escritas)

    def _dadas(self, fila: Fila, metrica: Metric, ts: tuple[Trimestre, ...]) -> list[tuple[int | None, float]]:
        """What some quarters report, each with its cell; the last of them alone, where they don't add up."""
        dadas = [(t, v) for t in ts if (v := fila.valor(metrica, (t,))) is not None]
        return [(self.b.celda(fila, f"{metrica}.{t}"), v) for t, v in (dadas if acumulado.se_suma(fila) else dadas[-1:])]

    def _celdas_de(self, fila: Fila, metrica: Metric, ts: tuple[Trimestre, ...]) -> int | None:
        """The cells of some quarters taken together."""
        return self.b.juntas([n for n, _ in self._dadas(fila, metrica, ts)])

    def _logro_de(self, fila: Fila, ts: tuple[Trimestre, ...]) -> str:
        campo_a, campo_p = (f"alcanzado.{ts[0]}", f"programado.{ts[0]}") if ts else ("avance_absoluto", "meta_anual")
        a, p = fila.valor("alcanzado", ts), fila.valor("programado", ts)
        ca, cp = self.b.celda(fila, campo_a), self.b.celda(fila, campo_p)
        unidades = fila.datos["unidad_medida"]
        if not ts and fila.datos["absoluto_derivado"] and a is not None:
            return self._derivado(fila, a, p)
        if a is None:
            resto = f" de {self.b.cantidad(p, cp)} {medida(unidades, p)}" + ("" if not ts else f" {_programadas(fila, p)}") if p is not None else ""
            return f"sin reporte{resto}{self.b.marca(cp)}"
        if p is None:
            return f"{self.b.cantidad(a, ca)} {medida(unidades, a)} sin programación{self.b.marca(ca)}"
        texto = f"{self.b.cantidad(a, ca)} de {self.b.cantidad(p, cp)} {medida(unidades, p)}"
        if ts:
            texto += f" {_programadas(fila, p)}"
        if p:
            calculado = a * 100 / p
            texto += f", {self.b.porciento(calculado, ca, cp, detalle=f'{cifra(a)} / {cifra(p)}')}"
        texto += self.b.marca(ca, cp)
        if not ts and fila.datos["estado"] == "en_proceso":
            texto += self._a_la_fecha(fila)
        return texto + (self._impreso(fila) if not ts else "")

    def _a_la_fecha(self, fila: Fila) -> str:
        """Inside the year, what was programmed up to the cut: that is what "no cumplida" is measured against."""
        dichos = acumulado.programado(fila)
        if not dichos:
            return ""
        cuanto, citas = acumulado.escrito(self.b, fila, dichos)
        return f", con {cuanto} {_programadas(fila, sum(v for _, v in dichos))} a la fecha{self.b.marca(*citas)}"

    def _derivado(self, fila: Fila, a: float, p: float | None) -> str:
        """A progress that the form does not print, with how it is made of its quarters."""
        dichos = acumulado.alcanzado(fila)
        texto, citas = acumulado.escrito(self.b, fila, dichos)
        de_que = "suma de los trimestres" if len(dichos) > 1 else ORDINAL[cast(Trimestre, dichos[0][0][-2:])] + " trimestre"
        marca = self.b.marca(*citas)
        if p is None:
            return f"{texto} {medida(fila.datos['unidad_medida'], a)} ({de_que}){marca}"
        cp = self.b.celda(fila, "meta_anual")
        texto += f" ({de_que}){marca} de {self.b.cantidad(p, cp)} {medida(fila.datos['unidad_medida'], p)}{self.b.marca(cp)}"
        if p:
            ca = self.b.juntas([n for n in citas if n is not None])
            texto += f", {self.b.porciento(a * 100 / p, ca, cp, detalle=f'{cifra(a)} / {cifra(p)}')}{self.b.marca(ca, cp)}"
        return texto + (self._a_la_fecha(fila) if fila.datos["estado"] == "en_proceso" else "")

    def _impreso(self, fila: Fila) -> str:
        """The printed percentage where it isn't the computed one."""
        literal = str(fila.datos["avance_impreso"] or "")
        impreso, calculado = valor(literal), fila.datos["avance_calculado"]
        lecturas = () if impreso is None else (impreso,) if "%" in literal else (impreso, impreso * 100)  # 0.47 is 47 % too
        if impreso is None or calculado is None or any(abs(x - calculado) <= 0.5 for x in lecturas):
            return ""
        n = self.b.celda(fila, "avance_relativo")
        return f" (el informe imprime {self.b.figura(str(fila.datos['avance_impreso']).strip(), impreso, [n])}{self.b.marca(n)})" if n is not None else ""

    def _brecha(self, fila: Fila) -> str:
        ts = self._periodo()
        falta, a, p = fila.valor("brecha", ts), fila.valor("alcanzado", ts), fila.valor("programado", ts)
        if falta is None or a is None or p is None:
            return self._logro(fila)
        ca = self._celdas_de(fila, "alcanzado", ts) if ts else self.b.celda(fila, "avance_absoluto")
        cp = self._celdas_de(fila, "programado", ts) if ts else self.b.celda(fila, "meta_anual")
        unidades = fila.datos["unidad_medida"]
        if falta > 0:
            cuanto = f"{plural(falta, 'faltó', 'faltaron')} {self.b.cantidad(falta, cp, ca, op='difference', detalle=f'{cifra(p)} - {cifra(a)}')} {medida(unidades, falta)}"
            if p and ca is not None and cp is not None:
                cuanto += f", {self.b.porciento(falta * 100 / p, ca, cp, detalle=f'({cifra(p)} - {cifra(a)}) / {cifra(p)}')} de lo programado"
        elif falta < 0:
            cuanto = f"se rebasó por {self.b.cantidad(-falta, ca, cp, op='difference', detalle=f'{cifra(a)} - {cifra(p)}')} {medida(unidades, -falta)}"
        else:
            cuanto = "se alcanzó exactamente lo programado"
        if len(ts) > 1:
            return f"{cuanto}{self.b.marca(ca, cp) if falta else ''} ({self._logro(fila)})"
        return f"{cuanto} ({self._logro_de(fila, ts)})"

    def _cuerpo(self, fila: Fila) -> str:
        if self.plan.metrica == "brecha":
            return self._brecha(fila)
        return self._logro(fila)

    @property
    def dichas(self) -> int:
        """How many goals, or groups, of the answer are told one by one."""
        return dichas(self.e.total, len(self.e.filas))

    def _primeras(self, cosas: Sequence[_T], decir: Callable[[_T], str], demas: str = _LAS_DEMAS) -> list[str]:
        """The first of some goals or groups, one by one, and where the others are."""
        return [*map(decir, cosas[: self.dichas]), *self._donde_las_demas(len(cosas), demas)]

    def _donde_las_demas(self, cuantas: int, demas: str = _LAS_DEMAS) -> list[str]:
        return [demas] if cuantas > self.dichas else []

    def _item(self, fila: Fila, observacion: bool | None = None) -> str:
        con_obs = (self.e.total <= LARGA and (bool(self.plan.de("causa") or self.plan.de("observacion")) or self._lo_dice(fila))) if observacion is None else observacion
        texto = f"- **{fila.numero}** ({self._sitio(fila)}) {self._descripcion(fila)}: {self._cuerpo(fila)}."
        cita = self._observacion(fila) if con_obs else ""
        return f"{texto} {cita}" if cita else texto

    def _lo_dice(self, fila: Fila) -> bool:
        """Whether the words that are looked for stand in a goal's observation: it is shown by that."""
        dichas = {raiz(p) for p in palabras(fila.observacion or "")}
        buscadas = [f.terminos for f in self.plan.filtros if isinstance(f, Texto) and not f.negado and f.donde != "descripcion"]
        return bool(dichas) and any(dichas & set(familia(t)) for terminos in buscadas for t in terminos)

    def _items(self, filas: Iterable[Fila], observacion: bool | None = None) -> list[str]:
        """The list, grouped under its units where it is long and spans several."""
        todas = list(filas)
        filas, resto = todas[: self.dichas], self._donde_las_demas(len(todas))
        unidades = {(f.datos["ejercicio"], f.datos["unidad"]) for f in filas}
        if len(filas) <= LARGA or len(unidades) < 2 or self.plan.orden:
            return [*(self._item(f, observacion) for f in filas), *resto]
        salida = []
        for _, grupo in groupby(filas, key=lambda f: (f.datos["ejercicio"], f.datos["ramo"], f.datos["programa"], f.datos["unidad"])):
            suyas = list(grupo)
            salida.append(self._titulo_unidad(suyas[0]))
            salida += [self._item(f, observacion) for f in suyas]
        return [*salida, *resto]

    def _titulo_unidad(self, fila: Fila) -> str:
        n = self.b.encabezado(fila.documento, fila.encabezado.get("unidad_nombre"), "unidad_nombre", fila.datos["unidad"])
        return f"**Unidad {oficina(fila.datos['unidad'], fila.unidad_nombre)}**{self.b.marca(n)}"

    def _por_trimestre(self, f: Fila, ts: tuple[Trimestre, ...] = TRIMESTRES) -> list[str]:
        partes = []
        for t in ts:
            p, a = f.valor("programado", (t,)), f.valor("alcanzado", (t,))
            if p is None and a is None:
                continue
            cp, ca = self.b.celda(f, f"programado.{t}"), self.b.celda(f, f"alcanzado.{t}")
            prog = f"programado {self.b.cantidad(p, cp)}{self.b.marca(cp)}" if p is not None else "sin programación"
            alc = f"alcanzado {self.b.cantidad(a, ca)}{self.b.marca(ca)}" if a is not None else "sin reporte"
            partes.append(f"{ORDINAL[t]} trimestre, {prog}, {alc}{self._lo_que_falto(p, a, cp, ca)}")
        return ["Por trimestre: " + "; ".join(partes) + "." + self._suma_de_trimestres(f, ts)] if partes else []

    def _lo_que_falto(self, p: float | None, a: float | None, cp: int | None, ca: int | None) -> str:
        """By how much a quarter fell short, where that is what is asked."""
        if self.plan.metrica != "brecha" or p is None or a is None or a >= p:
            return ""
        return f", faltaron {self.b.cantidad(p - a, cp, ca, op='difference', detalle=f'{cifra(p)} - {cifra(a)}')}{self.b.marca(cp, ca)}"

    def _suma_de_trimestres(self, f: Fila, ts: tuple[Trimestre, ...]) -> str:
        """What the quarters add up to, where it isn't what the form prints."""
        dados = [(self.b.celda(f, f"alcanzado.{t}"), v) for t in ts if (v := f.valor("alcanzado", (t,))) is not None]
        absoluto = f.valor("alcanzado")
        suma = round(sum(v for _, v in dados), 6)
        if tuple(ts) != TRIMESTRES or absoluto is None or not dados or not acumulado.se_suma(f) or suma == absoluto:
            return ""
        citas = [n for n, _ in dados]
        detalle = " + ".join(cifra(v) for _, v in dados)
        na = self.b.celda(f, "avance_absoluto")
        return f" Los trimestres suman {self.b.cantidad(suma, *citas, op='sum', detalle=detalle)}{self.b.marca(*citas)} y el informe imprime {self.b.cantidad(absoluto, na)}{self.b.marca(na)}."


def _sin_sujeto(umbral: str) -> str:
    """ "con avance menor a 100 %" → "menor a 100 %"."""
    return umbral[umbral.index(m.group()) :] if (m := re.search(r"(?:mayor|menor|igual|de al menos|de a lo más|entre)\b.*", umbral)) else umbral


def _t(t: Trimestre) -> str:
    return f"{ORDINAL[t]} trimestre,"


def _programadas(fila: Fila, p: float) -> str:
    """"programado" in the gender and number of the goal's measure."""
    participio = acorde("programados", medida(fila.datos["unidad_medida"], 2))
    return participio.removesuffix("s") if p == 1 else participio


def _comillas(texto: str | None) -> str:
    """An observation inside «»: its own guillemets become inner quotes so that the outer pair stays one."""
    return " ".join((texto or "").split()).replace("«", "“").replace("»", "”")
