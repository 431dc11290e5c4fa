"""Answers about goals one by one: lists, counts, orders, details, reasons, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answers.pieces import LARGA, Piezas
from assistant.evidence import Fila
from assistant.frase import en_que_trimestres
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import ConClase, ConTrimestre, Dimension, Promedio
from assistant.predicados import campos_de
from assistant.wording import (
    CLASES,
    CLASES_EN_CURSO,
    CLASES_TRIMESTRE,
    DIMENSIONES,
    clave_dicha,
    fecha,
    lista,
    nombre_propio,
    ordinal_de,
    plural,
    trimestres,
)
from index.cumplimiento import en_curso
from index.textos import palabras

#: What goals are ordered by.
_QUE_ORDEN = {"avance": "avance porcentual", "brecha": "faltante", "programado": "cantidad programada", "alcanzado": "cantidad alcanzada", "meta_anual": "meta anual"}


class Listas(Piezas):
    """Answers about goals one by one: lists, counts, orders, details, reasons, quotations."""

    def _hallazgo(self) -> str:
        """The finding, in one sentence."""
        e, n = self.e, self.e.total
        total = self.b.cuenta(e.conjunto) if e.conjunto.count == n else None
        marca = self.b.marca(self.b.conjunto(e.conjunto))
        if n == 0:
            return f"Ninguna ({self.b.cuenta(e.conjunto)} metas): no hay metas {self._condiciones()}".rstrip() + f"{marca}."
        if total is None:
            return f"De {self.b.cuenta(e.conjunto)} metas {self._condiciones()}".rstrip() + f"{marca}, {plural(n, 'es esta', 'son estas')}:"
        verbo, resto = self._verbo(n)
        if una := self._veces(n):
            return una
        de = ""
        if e.universo is not None and self.plan.intent == "count" and e.universo.count != n:
            otras = tuple(f for f in self.plan.filtros if isinstance(f, ConClase | ConTrimestre) and not getattr(f, "negado", False)) if self.plan.de("causa") or self.plan.de("umbral") or self.plan.de("observacion") else ()
            que = f" {self.frase.condiciones(self.plan.con(filtros=otras, trimestres=(), corte=None))}" if otras else ""
            de = f", de {self.b.cuenta(e.universo)}{que}{self.b.marca(self.b.conjunto(e.universo))}"
        nombre = plural(n, "meta", "metas")
        return f"{verbo} {total} {nombre} {resto}".rstrip() + f"{marca}{de}."

    def _veces(self, n: int) -> str:
        """How many times one goal was so: in how many of its reports."""
        clases = [f for f in self.plan.filtros if isinstance(f, ConClase)]
        if self.plan.intent != "count" or len(self.plan.entidad("meta")) != 1 or len(clases) != 1 or clases[0].negado or len(clases[0].clases) != 1 or len({f.datos["serie"] for f in self.e.filas}) != 1 or self.e.universo is None:
            return ""
        f, marca = self.e.filas[-1], self.b.marca(self.b.conjunto(self.e.conjunto))
        cuantos = f"{self.b.cuenta(self.e.universo)} {plural(self.e.universo.count, 'informe', 'informes')}{self.b.marca(self.b.conjunto(self.e.universo))}"
        verbo = CLASES[clases[0].clases[0]][0]
        return f"La meta **{f.numero}** (unidad {clave_dicha(f.datos['unidad'], f.unidad_nombre)}), {self._descripcion(f)}, {verbo[0].lower()}{verbo[1:]} {self.b.cuenta(self.e.conjunto)} {plural(n, 'vez', 'veces')}{marca}, en {cuantos}."

    def _verbo(self, n: int) -> tuple[str, str]:
        if self.plan.trimestres_aparte():
            return plural(n, "Hay", "Son"), self._condiciones(n=n)
        clases = [f for f in self.plan.filtros if isinstance(f, ConClase)]
        trimestre = [f for f in self.plan.filtros if isinstance(f, ConTrimestre)]
        if len(clases) == 1 and not clases[0].negado and len(clases[0].clases) == 1:
            k = clases[0].clases[0]
            dentro = self.plan.corte is not None and en_curso(self.plan.corte.year, self.plan.corte)
            return (CLASES_EN_CURSO.get(k, CLASES[k]) if dentro else CLASES[k])[n != 1], self._condiciones(sin_clase=True, n=n)
        if len(trimestre) == 1 and not clases:
            return CLASES_TRIMESTRE[trimestre[0].clase][n != 1], f"{en_que_trimestres(trimestre[0])} {self._condiciones(sin_clase=True, n=n)}".strip()
        return plural(n, "Hay", "Son"), self._condiciones(n=n)

    def _lista(self) -> list[str]:
        if self.plan.metrica == "proporcion" and self.plan.intent == "count":
            return self._proporcion()
        cabeza = self._rango() if self.plan.intent == "rank" and self.e.total else self._hallazgo()
        if self.plan.universal:
            fallan = any(k in ("no_cumplidas", "corto") for f in self.plan.filtros for k in (*getattr(f, "clases", ()), getattr(f, "clase", "")))
            cabeza = ("No. " if fallan else "Sí. ") + cabeza
        elif self.plan.cerrada and self.e.total and not self.plan.de("texto"):
            cabeza = "Sí. " + cabeza
        if self.e.entre_cada:
            return self._de_cada() if self.plan.de_cada else [cabeza, *self._bajo_el_promedio()]
        return [cabeza, *(self._si_son_pocas() if self.plan.intent == "count" else self._items(self.e.filas))]

    def _de_cada(self) -> list[str]:
        """The first goals of each place, under it."""
        plan, o, e = self.plan, self.plan.orden, self.e
        assert o is not None
        marca = self.b.marca(self.b.conjunto(e.conjunto))
        extremo = f"{'mayor' if o.descendente else 'menor'} {_QUE_ORDEN.get(o.metrica, 'avance')}"
        lugares = lista([f"cada {DIMENSIONES[d][0]}" for d in plan.de_cada])
        if plan.puesto:
            cuales = f"La {ordinal_de(plan.puesto, 'f', 1)} meta con {extremo}"
        elif plan.limite == 1:
            cuales = f"La meta con {extremo}"
        else:
            cuales = f"Las {self.b.cantidad(plan.limite or 1, self.b.conjunto(e.conjunto), detalle='límite pedido')} metas con {extremo}"
        salida = [f"{cuales} de {lugares}, entre {self._entre()}{marca}:"]
        filas = {clave: list(suyas) for clave, suyas in groupby(e.filas[: self.dichas], key=lambda f: tuple(f.datos[k] for k in campos_de(plan.de_cada)))}
        mas = False
        for clave, conjunto in e.entre_cada:
            if not (suyas := filas.get(clave)):
                continue
            n = self.b.conjunto(conjunto)
            salida.append(f"{self._lugar(suyas[0])}, de {self.b.cuenta(conjunto)} {plural(conjunto.count, 'meta', 'metas')}{self.b.marca(n)}:")
            salida += [self._item(f) for f in suyas]
            mas = mas or len(suyas) > (plan.limite or 1)
        if mas:
            salida.append("Donde varias metas empatan en el último lugar, se muestran todas.")
        return [*salida, *self._donde_las_demas(e.total)]

    def _bajo_el_promedio(self) -> list[str]:
        """The goals on one side of the mean of their place, under it."""
        promedio = next(f for f in self.plan.filtros if isinstance(f, Promedio))
        campos, salida = campos_de(promedio.de), []
        filas = self.e.filas[: self.dichas]
        for clave, conjunto in self.e.entre_cada:
            suyas = [f for f in filas if tuple(f.datos[k] for k in campos) == clave]
            if not suyas or conjunto.media is None:
                continue
            n = self.b.conjunto(conjunto)
            cuantas = self.b.cantidad(conjunto.reportados, n, op="count")
            salida.append(f"{self._lugar(suyas[0], promedio.de)}, con un promedio de {self.b.porciento(conjunto.media, n, op='mean')} en {cuantas} {plural(conjunto.reportados, 'meta', 'metas')}{self.b.marca(n)}:")
            salida += [self._item(f) for f in suyas]
        salida += self._donde_las_demas(self.e.total)
        return [*salida, "Es un promedio simple de porcentajes de metas con distinta unidad de medida: no pondera su tamaño."]

    def _lugar(self, fila: Fila, dimensiones: Sequence[Dimension] = ()) -> str:
        """What the dimensions of an order within each place, or of a mean, call the one of a row."""
        dimensiones = dimensiones or self.plan.de_cada
        d = fila.datos
        donde = f" ({d['municipio']})" if "municipio" in self._distintas else ""
        dichos = {"ejercicio": f"**{d['ejercicio']}**", "corte": f"**Corte del {fecha(d['corte'])}**", "municipio": f"**{d['municipio']}**", "unidad": self._titulo_unidad(fila) + donde}
        for k in ("programa", "ramo"):
            n = self.b.encabezado(fila.documento, fila.encabezado.get(f"{k}_nombre"), f"{k}_nombre", "")
            dichos[k] = f"**{k.capitalize()} {d[k]}, {nombre_propio(str(d[f'{k}_nombre']))}**{self.b.marca(n)}" if k in dimensiones else ""
        return ", ".join(dichos[k] for k in dimensiones)

    def _rango(self) -> str:
        o = self.plan.orden
        assert o is not None
        n = self.e.total
        extremo = "mayor" if o.descendente else "menor"
        que = _QUE_ORDEN.get(o.metrica, "avance")
        marca = self.b.marca(self.b.conjunto(self.e.conjunto))
        if self.plan.puesto:
            return f"{plural(n, 'La', 'Las')} {ordinal_de(self.plan.puesto, 'f', n)} {plural(n, 'meta', 'metas')} con {extremo} {que}, entre {self._entre()}{marca}:"
        if self.plan.limite is None and n > 1 and len({f.datos["serie"] for f in self.e.filas}) == 1 and len({f.datos["ejercicio"] for f in self.e.filas}) == n:
            f = self.e.filas[0]
            return f"La meta **{f.numero}** (unidad {clave_dicha(f.datos['unidad'], f.unidad_nombre)}), {self._descripcion(f)}, tuvo su {extremo} {que} en {f.datos['ejercicio']}; de {extremo} a {'menor' if o.descendente else 'mayor'}, entre {self._entre()}{marca}:"
        if self.plan.limite is None:
            return f"{self._entre()}{marca}, de {extremo} a {'menor' if o.descendente else 'mayor'} {que}:"
        if n == 1:
            return f"La meta con {extremo} {que}, entre {self._entre()}{marca}:"
        empate = " (empatadas)" if self.plan.limite == 1 else ""
        cuantas = self.b.cantidad(n, self.b.conjunto(self.e.conjunto), detalle="límite pedido")
        return f"Las {cuantas} metas con {extremo} {que}{empate}, entre {self._entre()}{marca}:"

    def _entre(self) -> str:
        c = self.e.conjunto
        return f"{self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')} {self._condiciones(n=c.count)}".rstrip()

    def _proporcion(self) -> list[str]:
        e = self.e
        todas = e.universo or e.conjunto
        if not any(self.plan.de(t) for t in ("clase", "trimestre", "semaforo", "umbral", "observacion")):
            return self._proporcion_cumplida()
        if not todas.count:
            return [self._hallazgo()]
        valor = e.conjunto.count * 100 / todas.count
        nc, nt = self.b.conjunto(e.conjunto), self.b.conjunto(todas)
        pct = self.b.porciento(valor, nc, nt, detalle=f"{e.conjunto.count} / {todas.count}")
        return [f"El {pct} de las metas: {self.b.cuenta(e.conjunto)} de {self.b.cuenta(todas)} {self._condiciones()}".rstrip() + f"{self.b.marca(nc, nt)}.", *self._si_son_pocas()]

    def _proporcion_cumplida(self) -> list[str]:
        cumplidas = self.e.cumplidas
        if cumplidas is None or not self.e.conjunto.count:
            return [self._hallazgo()]
        nc, nt = self.b.conjunto(cumplidas), self.b.conjunto(self.e.conjunto)
        pct = self.b.porciento(cumplidas.count * 100 / self.e.conjunto.count, nc, nt, detalle=f"{cumplidas.count} / {self.e.conjunto.count}")
        return [f"Se cumplió el {pct} de las metas{' ' + c if (c := self._condiciones()) else ''}: {self.b.cuenta(cumplidas)} de {self.b.cuenta(self.e.conjunto)}{self.b.marca(nc, nt)}.", *self._si_son_pocas()]

    def _si_son_pocas(self) -> list[str]:
        """The goals that a number is of, where they are few."""
        return self._items(self.e.filas) if self.e.total <= LARGA else []

    def _detalle(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        if e.total == 1 and not self.plan.de("causa"):
            f = e.filas[0]
            si = self._si_o_no(f)
            cuerpo = self._cuerpo(f)
            cuando = f" {trimestres(self._periodo())}" if len(self._periodo()) == 1 else ""
            salida = [f"{si}La meta **{f.numero}** ({self._sitio(f)}){cuando}: {cuerpo}.", f"Descripción: {self._descripcion(f, entera=True)}."]
            if not self.b.citada(cuerpo):
                salida = [" ".join(salida)]
            if f.lineas and (nl := self.b.celda(f, "linea")) is not None:
                salida.append(f"Líneas de acción: {lista(f.lineas)}{self.b.marca(nl)}.")
            nm = self.b.celda(f, "unidad_medida")
            salida.append(f"{self._titulo_unidad(f).replace('**', '')}. Unidad de medida: {f.datos['unidad_medida']}{self.b.marca(nm)}.")
            if not self._periodo():
                salida += self._por_trimestre(f)
            if f.observacion:
                salida.append(f"Observación: {self._observacion(f)}")
            return salida
        cabeza = self._una_meta() or self._hallazgo()
        unidad = self._resumen_unidad()
        return [self._si_o_no_todas() + cabeza, *unidad, *self._items(e.filas, observacion=e.total <= 3)]

    def _una_meta(self) -> str:
        """One goal in several years or cuts is one goal."""
        if len({f.datos["serie"] for f in self.e.filas}) != 1 or self.e.total > len(self.e.filas) or self.plan.de("causa"):
            return ""
        ultima = self.e.filas[-1]
        # The same words in several reports are cited in each; where they differ, the last one's are quoted.
        iguales = [f for f in self.e.filas if f.datos["descripcion"] == ultima.datos["descripcion"]]
        return f"La meta **{ultima.numero}** (unidad {clave_dicha(ultima.datos['unidad'], ultima.unidad_nombre)}), {self._descripcion(*iguales)}, en cada informe:"

    def _resumen_unidad(self) -> list[str]:
        cumplidas = self.e.cumplidas
        if len({f.datos["serie"] for f in self.e.filas}) < 2:
            return []
        if cumplidas is None or self.plan.metrica not in ("avance", None) or self._periodo() or self.e.total < 2:
            return []
        que = "Cumplidas"
        if self.e.al_corriente is not None and not cumplidas.count:
            cumplidas, que = self.e.al_corriente, "Al corriente de lo programado a la fecha"
        nc, nt = self.b.conjunto(cumplidas), self.b.conjunto(self.e.conjunto)
        pct = self.b.porciento(cumplidas.count * 100 / self.e.conjunto.count, nc, nt, detalle=f"{cumplidas.count} / {self.e.conjunto.count}")
        return [f"{que}: {self.b.cuenta(cumplidas)} de {self.b.cuenta(self.e.conjunto)}, {pct}{self.b.marca(nc, nt)}."]

    def _si_o_no(self, f: Fila) -> str:
        if not self.plan.cerrada:
            return ""
        ts = self._periodo()
        a, p = f.valor("alcanzado", ts), f.valor("programado", ts)
        if a is None or p is None:
            return ""
        return "Sí. " if a >= p else "No. " if a == 0 or self.plan.universal else "No del todo. "

    def _si_o_no_todas(self) -> str:
        """Whether all of several goals did what was asked; of one goal, in which of its years it did."""
        if self.plan.cerrada and not self.plan.universal and not self._periodo():
            return self._en_que_anos()
        if not (self.plan.cerrada and self.plan.universal):
            return ""
        ts = self._periodo()
        pares = [(f.valor("alcanzado", ts), f.valor("programado", ts)) for f in self.e.filas]
        if not ts and len({f.datos["serie"] for f in self.e.filas}) == 1:
            # One goal over its years: on schedule, where one has not ended.
            return "Sí. " if all(f.datos["absoluto"] is not None and not f.datos["incumplida"] for f in self.e.filas) else "No. "
        return "Sí. " if all(a is not None and p is not None and a >= p for a, p in pares) else "No. "

    def _en_que_anos(self) -> str:
        """ "Sí en 2020, y no en 2019 y 2021": of one goal, one report a year; a year under way says nothing yet while it is on
        schedule."""
        filas = [f for f in self.e.filas if f.datos["estado"] != "en_proceso" or f.datos["incumplida"]]
        anos = [str(f.datos["ejercicio"]) for f in filas]
        if len(anos) < 2 or len(set(anos)) != len(anos) or len({f.datos["serie"] for f in self.e.filas}) != 1:
            return ""
        si = [a for a, f in zip(anos, filas, strict=True) if f.datos["estado"] in ("cumplida", "rebasada")]
        no = [a for a in anos if a not in si]
        return "No. " if not si else "Sí. " if not no else f"Sí en {lista(si)}, y no en {lista(no)}. "

    def _explica(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        salida = []
        si_o_no = self._por_esa_causa()
        if e.total > 1 or self.plan.de("causa"):
            salida.append(si_o_no + self._hallazgo())
            si_o_no = ""
        for f in e.filas[: self.dichas]:
            estado = _estado(f)
            causas = lista([ETIQUETAS_CAUSA.get(c, c) for c in dict.fromkeys(c["causa"] for c in f.causas)])
            porque = f"Causa señalada: {causas}. " if causas and f.observacion else ""
            cita = self._observacion(f)
            razon = f"{porque}El informe dice: {cita}" if cita else "El informe no trae observación que lo explique."
            vineta = "- " if e.total > 1 else ""
            salida.append(f"{vineta}{si_o_no}La meta **{f.numero}** ({self._sitio(f)}) {self._descripcion(f)} {estado}: {self._cuerpo(f)}. {razon}")
        return salida

    def _por_esa_causa(self) -> str:
        """Whether the causes that are asked for are those that the observations give; of one goal, in which of its years."""
        if not self.plan.por_causa:
            return ""
        dadas = [(str(f.datos["ejercicio"]), bool(set(self.plan.por_causa) & {x["causa"] for x in f.causas})) for f in self.e.filas]
        si, no = [a for a, es in dadas if es], [a for a, es in dadas if not es]
        if not si or not no:
            return "Sí. " if si else "No. "
        aparte = len({a for a, _ in dadas}) == len(dadas)
        return f"Sí en {lista(si)}, y no en {lista(no)}. " if aparte else "Solo en parte. "

    def _cita(self) -> list[str]:
        e = self.e
        con = [f for f in e.filas if f.observacion]
        if not e.total:
            return [self._hallazgo()]
        if not con:
            return [self._hallazgo(), "Ninguna de ellas trae observación."]
        marca = self.b.marca(self.b.conjunto(e.conjunto))
        cabeza = f"{self._entre()}{marca}. Lo que dicen sus observaciones:"
        if e.aproximada:
            cabeza = f"Ninguna observación tiene juntas todas las palabras pedidas ({self._condiciones()}){marca}. Las más cercanas:"
        return [self._si_cambio() + cabeza, *(f"- **{f.numero}** ({self._sitio(f)}): {self._observacion(f)}" for f in con[: self.dichas])]

    def _si_cambio(self) -> str:
        """Whether what one goal's observation says is another in a later period."""
        if not (self.plan.cerrada and self.plan.periodos) or len({f.datos["serie"] for f in self.e.filas}) != 1:
            return ""
        return "Sí. " if len({tuple(palabras(f.observacion or "")) for f in self.e.filas}) > 1 else "No. "


def _estado(f: Fila) -> str:
    return {
        "no_cumplida": "no se cumplió", "sin_avance": "no tuvo avance", "cumplida": "sí se cumplió", "rebasada": "se rebasó",
        "en_proceso": "sigue en proceso", "sin_reporte": "no tiene avance reportado", "sin_programacion": "no tiene programación",
    }[f.datos["estado"]]  # fmt: skip
