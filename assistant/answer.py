"""Evidence → sentences with figures and citations. Deterministic: the finding first, then the list, then the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from datetime import date
from typing import Any, cast

from assistant.draft import Borrador
from assistant.evidence import Conjunto, Evidencia, Fila, Grupo, entero, redondo
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import ConCausa, ConClase, ConObservacion, ConTrimestre, En, Metric, Nivel, Plan, Texto, Umbral
from assistant.wording import (
    CLASES,
    CLASES_TRIMESTRE,
    COLORES,
    DIMENSIONES,
    ORDINAL,
    ROLES,
    Frase,
    cifra,
    fecha,
    lista,
    medida,
    nombre_propio,
    plural,
    trimestres,
)
from index.cumplimiento import trimestres_cerrados
from index.poa import TRIMESTRES, Trimestre

#: Beyond this many rows a list shows figures only, by unit; the table has the rest.
LARGA = 12
_LARGO_DESCRIPCION = 90


class Redactor:
    """Words one evidence."""

    def __init__(self, e: Evidencia, frase: Frase, notas: Iterable[str] = (), borrador: Borrador | None = None) -> None:
        self.e, self.plan, self.frase, self.b = e, e.plan, frase, borrador or Borrador()
        self.notas = list(notas)

    def texto(self) -> str:
        """The answer with its slots still open; ``Borrador.terminar`` fills them."""
        escribe: Callable[[], list[str]] = {
            "who": self._quien, "catalogue": self._catalogo, "audit": self._auditoria, "sum": self._suma, "average": self._promedio,
            "trend": self._tendencia, "explain": self._explica, "quote": self._cita, "detail": self._detalle,
        }.get(self.plan.intent, self._lista)  # fmt: skip
        if self.plan.agrupar and self.plan.intent not in ("who", "catalogue", "audit"):
            escribe = self._grupos
        renglones = escribe()
        return "\n".join([*renglones, *self._reglas()])

    # -- pieces -------------------------------------------------------------------------------------------------------
    def _condiciones(self, sin_clase: bool = False, n: float = 2) -> str:
        return self._con_umbral(self.frase.condiciones(self.plan, sin_clase=sin_clase, n=n))

    def _con_umbral(self, texto: str) -> str:
        """Thresholds are figures of the question: each is listed, cited to the set that uses it."""
        for f in self.plan.filtros:
            if isinstance(f, Umbral):
                escrito = self.frase.umbral(f)
                nuevo = escrito
                for v in (f.valor, f.hasta):
                    if v is not None:
                        de = (lambda x: self.b.porciento(x, self.b.conjunto(self.e.conjunto), op="value")) if f.metrica == "avance" else (lambda x: self.b.cantidad(x, self.b.conjunto(self.e.conjunto)))
                        from assistant.wording import porciento

                        nuevo = nuevo.replace(porciento(v) if f.metrica == "avance" else cifra(v), de(v), 1)
                texto = texto.replace(escrito, nuevo)
        return texto

    def _sitio(self, fila: Fila) -> str:
        """Which unit, year and municipality a row is from, as far as the rows differ."""
        partes = [f"unidad {fila.datos['unidad']}"]
        if len({f.datos["ejercicio"] for f in self.e.filas}) > 1:
            partes.append(str(fila.datos["ejercicio"]))
        if len({f.datos["municipio"] for f in self.e.filas}) > 1:
            partes.append(str(fila.datos["municipio"]))
        return ", ".join(partes)

    def _descripcion(self, fila: Fila, entera: bool = False) -> str:
        texto = " ".join(str(fila.datos["descripcion"]).split())
        n = self.b.celda(fila, "descripcion")
        corte = texto
        if not entera and len(texto) > _LARGO_DESCRIPCION:
            corte = texto[:_LARGO_DESCRIPCION].rsplit(" ", 1)[0].rstrip(",;:")
        cola = "…" if corte != texto else ""
        return f"«{corte.rstrip('.')}»{cola}{self.b.marca(n)}" if n is not None else corte + cola

    def _observacion(self, fila: Fila) -> str:
        n = self.b.celda(fila, "observacion")
        return f"«{_comillas(fila.observacion)}»{self.b.marca(n)}" if fila.observacion and n is not None else ""

    def _periodo(self) -> tuple[Trimestre, ...]:
        if self.plan.trimestres:
            return self.plan.trimestres
        return next((f.trimestres for f in self.plan.filtros if isinstance(f, ConTrimestre)), ())

    def _logro(self, fila: Fila) -> str:
        """"218 de 827 actividades, 26.4 % [3, 4]" over the year or over the quarters asked."""
        ts = self._periodo()
        modos = [f for f in self.plan.filtros if isinstance(f, ConTrimestre) and f.modo != "suma"]
        if modos or len(ts) > 1:
            partes = [f"{_t(t)} {self._logro_de(fila, (t,))}" for t in ts]
            return ("" if modos else self._logro_junto(fila, ts)) + "; ".join(partes)
        return self._logro_de(fila, ts)

    def _logro_junto(self, fila: Fila, ts: tuple[Trimestre, ...]) -> str:
        """Several quarters together: the sums, cited to the cells that they add."""
        escritas = []
        for metrica, participio in (("alcanzado", "alcanzadas"), ("programado", "programadas")):
            dadas = [(self.b.celda(fila, f"{metrica}.{t}"), v) for t in ts if (v := fila.valor(cast(Metric, metrica), (t,))) is not None]
            if dadas:
                suma = round(sum(v for _, v in dadas), 6)
                citas = [n for n, _ in dadas]
                escritas.append(self.b.cantidad(suma, *citas, op="sum", detalle=" + ".join(cifra(v) for _, v in dadas)) + f" {participio}{self.b.marca(*citas)}")
        return f"{' de '.join(escritas)} en conjunto; " if escritas else ""

    def _logro_de(self, fila: Fila, ts: tuple[Trimestre, ...]) -> str:
        campo_a, campo_p = (f"alcanzado.{ts[0]}", f"programado.{ts[0]}") if ts else ("avance_absoluto", "meta_anual")
        a, p = fila.valor("alcanzado", ts), fila.valor("programado", ts)
        ca, cp = self.b.celda(fila, campo_a), self.b.celda(fila, campo_p)
        unidades = fila.datos["unidad_medida"]
        if not ts and fila.datos["absoluto_derivado"] and a is not None:
            return self._derivado(fila, a, p)
        if a is None:
            resto = f" de {self.b.cantidad(p, cp)} {medida(unidades, p)}" + ("" if not ts else f" {_programadas(p)}") if p is not None else ""
            return f"sin reporte{resto}{self.b.marca(cp)}"
        if p is None:
            return f"{self.b.cantidad(a, ca)} {medida(unidades, a)} sin programación{self.b.marca(ca)}"
        texto = f"{self.b.cantidad(a, ca)} de {self.b.cantidad(p, cp)} {medida(unidades, p)}"
        if ts:
            texto += f" {_programadas(p)}"
        if p:
            calculado = a * 100 / p
            texto += f", {self.b.porciento(calculado, ca, cp, detalle=f'{cifra(a)} / {cifra(p)}')}"
        texto += self.b.marca(ca, cp)
        if not ts and fila.datos["estado"] == "en_proceso":
            texto += self._a_la_fecha(fila)
        return texto + (self._impreso(fila) if not ts else "")

    def _a_la_fecha(self, fila: Fila) -> str:
        """Inside the year, what was programmed up to the cut: that is what "no cumplida" is measured against."""
        cerrados = trimestres_cerrados(fila.datos["ejercicio"], fila.datos["corte"])
        dados = [(self.b.celda(fila, f"programado.{t}"), v) for t in cerrados if (v := fila.valor("programado", (t,))) is not None]
        if not dados:
            return ""
        suma = round(sum(v for _, v in dados), 6)
        citas = [n for n, _ in dados]
        return f", con {self.b.cantidad(suma, *citas, op='sum', detalle=' + '.join(cifra(v) for _, v in dados))} {_programadas(suma)} a la fecha{self.b.marca(*citas)}"

    def _derivado(self, fila: Fila, a: float, p: float | None) -> str:
        citas = [self.b.celda(fila, f"alcanzado.{t}") for t in TRIMESTRES]
        detalle = " + ".join(cifra(v) for t in TRIMESTRES if (v := fila.valor("alcanzado", (t,))) is not None)
        texto = self.b.cantidad(a, *citas, op="sum", detalle=detalle)
        marca = self.b.marca(*citas)
        if p is None:
            return f"{texto} {medida(fila.datos['unidad_medida'], a)} (suma de los trimestres){marca}"
        cp = self.b.celda(fila, "meta_anual")
        return f"{texto} (suma de los trimestres){marca} de {self.b.cantidad(p, cp)} {medida(fila.datos['unidad_medida'], p)}{self.b.marca(cp)}"

    def _impreso(self, fila: Fila) -> str:
        """The printed percentage where it isn't the computed one."""
        impreso, calculado = _por_ciento(fila.datos["avance_impreso"]), fila.datos["avance_calculado"]
        if impreso is None or calculado is None or abs(impreso - calculado) <= 0.5:
            return ""
        n = self.b.celda(fila, "avance_relativo")
        return f" (el informe imprime {self.b.figura(str(fila.datos['avance_impreso']).strip(), impreso, [n])}{self.b.marca(n)})" if n is not None else ""

    def _brecha(self, fila: Fila) -> str:
        ts = self._periodo()
        if len(ts) > 1:
            return self._logro(fila)
        falta, a, p = fila.valor("brecha", ts), fila.valor("alcanzado", ts), fila.valor("programado", ts)
        if falta is None or a is None or p is None:
            return self._logro(fila)
        ca = self.b.celda(fila, f"alcanzado.{ts[0]}" if ts else "avance_absoluto")
        cp = self.b.celda(fila, f"programado.{ts[0]}" if ts else "meta_anual")
        unidades = fila.datos["unidad_medida"]
        if falta > 0:
            cuanto = f"{plural(falta, 'faltó', 'faltaron')} {self.b.cantidad(falta, cp, ca, op='difference', detalle=f'{cifra(p)} - {cifra(a)}')} {medida(unidades, falta)}"
        elif falta < 0:
            cuanto = f"se rebasó por {self.b.cantidad(-falta, ca, cp, op='difference', detalle=f'{cifra(a)} - {cifra(p)}')} {medida(unidades, -falta)}"
        else:
            cuanto = "se alcanzó exactamente lo programado"
        return f"{cuanto} ({self._logro_de(fila, ts)})"

    def _cuerpo(self, fila: Fila) -> str:
        if self.plan.metrica == "brecha":
            return self._brecha(fila)
        return self._logro(fila)

    def _item(self, fila: Fila, observacion: bool | None = None) -> str:
        con_obs = (self.e.total <= LARGA and bool(self.plan.de("causa") or self.plan.de("observacion"))) if observacion is None else observacion
        texto = f"- **{fila.numero}** ({self._sitio(fila)}) {self._descripcion(fila)}: {self._cuerpo(fila)}."
        cita = self._observacion(fila) if con_obs else ""
        return f"{texto} {cita}" if cita else texto

    def _items(self, filas: Iterable[Fila], observacion: bool | None = None) -> list[str]:
        """The list, grouped under its units where it is long and spans several."""
        filas = list(filas)
        unidades = {(f.datos["ejercicio"], f.datos["unidad"]) for f in filas}
        if len(filas) <= LARGA or len(unidades) < 2 or self.plan.orden:
            return [self._item(f, observacion) for f in filas]
        salida = []
        for _, grupo in groupby(filas, key=lambda f: (f.datos["ejercicio"], f.datos["ramo"], f.datos["programa"], f.datos["unidad"])):
            suyas = list(grupo)
            salida.append(self._titulo_unidad(suyas[0]))
            salida += [self._item(f, observacion) for f in suyas]
        return salida

    def _titulo_unidad(self, fila: Fila) -> str:
        n = self.b.encabezado(fila.documento, fila.encabezado.get("unidad_nombre"), "unidad_nombre", fila.datos["unidad"])
        return f"**Unidad {fila.datos['unidad']}, {nombre_propio(fila.unidad_nombre)}**{self.b.marca(n)}"

    # -- intents --------------------------------------------------------------------------------------------------------
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
        de = ""
        if e.universo is not None and self.plan.intent == "count" and e.universo.count != n:
            otras = tuple(f for f in self.plan.filtros if isinstance(f, ConClase | ConTrimestre) and not f.negado) if self.plan.de("causa") or self.plan.de("umbral") or self.plan.de("observacion") else ()
            que = f" {self.frase.condiciones(self.plan.con(filtros=otras, trimestres=(), corte=None))}" if otras else ""
            de = f", de {self.b.cuenta(e.universo)}{que}{self.b.marca(self.b.conjunto(e.universo))}"
        nombre = plural(n, "meta", "metas")
        return f"{verbo} {total} {nombre} {resto}".rstrip() + f"{marca}{de}."

    def _verbo(self, n: int) -> tuple[str, str]:
        clases = [f for f in self.plan.filtros if isinstance(f, ConClase)]
        trimestre = [f for f in self.plan.filtros if isinstance(f, ConTrimestre)]
        if len(clases) == 1 and not clases[0].negado and len(clases[0].clases) == 1:
            return CLASES[clases[0].clases[0]][n != 1], self._condiciones(sin_clase=True, n=n)
        if len(trimestre) == 1 and not clases:
            modo = {"alguno": "en algún trimestre ", "todos": "en cada trimestre ", "suma": ""}[trimestre[0].modo]
            return CLASES_TRIMESTRE[trimestre[0].clase][n != 1], modo + self._condiciones(sin_clase=True, n=n)
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
        if self.plan.intent == "count" and self.e.total > LARGA:
            return [cabeza]
        return [cabeza, *self._items(self.e.filas)]

    def _rango(self) -> str:
        o = self.plan.orden
        assert o is not None
        n = self.e.total
        extremo = "mayor" if o.descendente else "menor"
        que = {"avance": "avance porcentual", "brecha": "faltante", "programado": "cantidad programada", "alcanzado": "cantidad alcanzada", "meta_anual": "meta anual"}.get(o.metrica, "avance")
        marca = self.b.marca(self.b.conjunto(self.e.conjunto))
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
        if not self.plan.de("clase") and not self.plan.de("trimestre"):
            return self._proporcion_cumplida()
        if not todas.count:
            return [self._hallazgo()]
        valor = e.conjunto.count * 100 / todas.count
        nc, nt = self.b.conjunto(e.conjunto), self.b.conjunto(todas)
        pct = self.b.porciento(valor, nc, nt, detalle=f"{e.conjunto.count} / {todas.count}")
        return [f"El {pct} de las metas: {self.b.cuenta(e.conjunto)} de {self.b.cuenta(todas)} {self._condiciones()}".rstrip() + f"{self.b.marca(nc, nt)}.", *self._items(e.filas)]

    def _proporcion_cumplida(self) -> list[str]:
        cumplidas = self.e.cumplidas
        if cumplidas is None or not self.e.conjunto.count:
            return [self._hallazgo()]
        nc, nt = self.b.conjunto(cumplidas), self.b.conjunto(self.e.conjunto)
        pct = self.b.porciento(cumplidas.count * 100 / self.e.conjunto.count, nc, nt, detalle=f"{cumplidas.count} / {self.e.conjunto.count}")
        return [f"Se cumplió el {pct} de las metas{' ' + c if (c := self._condiciones()) else ''}: {self.b.cuenta(cumplidas)} de {self.b.cuenta(self.e.conjunto)}{self.b.marca(nc, nt)}.", *self._items(self.e.filas)]

    def _detalle(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        if e.total == 1:
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
        cabeza = self._hallazgo()
        unidad = self._resumen_unidad()
        return [cabeza, *unidad, *self._items(e.filas, observacion=e.total <= 3)]

    def _resumen_unidad(self) -> list[str]:
        cumplidas = self.e.cumplidas
        if cumplidas is None or self.plan.metrica not in ("avance", None) or self._periodo() or self.e.total < 2:
            return []
        nc, nt = self.b.conjunto(cumplidas), self.b.conjunto(self.e.conjunto)
        pct = self.b.porciento(cumplidas.count * 100 / self.e.conjunto.count, nc, nt, detalle=f"{cumplidas.count} / {self.e.conjunto.count}")
        return [f"Cumplidas: {self.b.cuenta(cumplidas)} de {self.b.cuenta(self.e.conjunto)}, {pct}{self.b.marca(nc, nt)}."]

    def _si_o_no(self, f: Fila) -> str:
        if not self.plan.cerrada:
            return ""
        ts = self._periodo()
        a, p = f.valor("alcanzado", ts), f.valor("programado", ts)
        if a is None or p is None:
            return ""
        return "Sí. " if a >= p else "No. " if a == 0 else "En parte. "

    def _por_trimestre(self, f: Fila, ts: tuple[Trimestre, ...] = TRIMESTRES) -> list[str]:
        partes = []
        for t in ts:
            p, a = f.valor("programado", (t,)), f.valor("alcanzado", (t,))
            if p is None and a is None:
                continue
            cp, ca = self.b.celda(f, f"programado.{t}"), self.b.celda(f, f"alcanzado.{t}")
            prog = f"programado {self.b.cantidad(p, cp)}{self.b.marca(cp)}" if p is not None else "sin programación"
            alc = f"alcanzado {self.b.cantidad(a, ca)}{self.b.marca(ca)}" if a is not None else "sin reporte"
            partes.append(f"{ORDINAL[t]} trimestre, {prog}, {alc}")
        return ["Por trimestre: " + "; ".join(partes) + "." + self._suma_de_trimestres(f, ts)] if partes else []

    def _suma_de_trimestres(self, f: Fila, ts: tuple[Trimestre, ...]) -> str:
        """What the quarters add up to, where it isn't what the form prints."""
        dados = [(self.b.celda(f, f"alcanzado.{t}"), v) for t in ts if (v := f.valor("alcanzado", (t,))) is not None]
        absoluto = f.valor("alcanzado")
        suma = round(sum(v for _, v in dados), 6)
        if tuple(ts) != TRIMESTRES or absoluto is None or not dados or suma == absoluto:
            return ""
        citas = [n for n, _ in dados]
        detalle = " + ".join(cifra(v) for _, v in dados)
        na = self.b.celda(f, "avance_absoluto")
        return f" Los trimestres suman {self.b.cantidad(suma, *citas, op='sum', detalle=detalle)}{self.b.marca(*citas)} y el informe imprime {self.b.cantidad(absoluto, na)}{self.b.marca(na)}."

    def _explica(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        salida = []
        if e.total > 1:
            salida.append(self._hallazgo())
        for f in e.filas:
            estado = _estado(f)
            causas = lista([ETIQUETAS_CAUSA.get(c, c) for c in dict.fromkeys(c["causa"] for c in f.causas)])
            porque = f"Causa señalada: {causas}. " if causas and f.observacion else ""
            cita = self._observacion(f)
            razon = f"{porque}El informe dice: {cita}" if cita else "El informe no trae observación que lo explique."
            vineta = "- " if e.total > 1 else ""
            salida.append(f"{vineta}La meta **{f.numero}** ({self._sitio(f)}) {self._descripcion(f)} {estado}: {self._cuerpo(f)}. {razon}")
        return salida

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
            cabeza = f"Ninguna observación tiene todas esas palabras juntas. Las más cercanas{marca}:"
        return [cabeza, *(f"- **{f.numero}** ({self._sitio(f)}): {self._observacion(f)}" for f in con)]

    def _suma(self) -> list[str]:
        e = self.e
        ts = self.plan.trimestres
        if not e.total:
            return [self._hallazgo()]
        metrica: Metric = self.plan.metrica or "alcanzado"
        verbo = {"programado": "programados", "alcanzado": "alcanzados", "meta_anual": "de meta anual", "brecha": "de faltante"}[metrica if metrica in ("programado", "alcanzado", "meta_anual", "brecha") else "alcanzado"]
        salida = []
        if len(e.por_medida) > 1:
            salida.append("Las cantidades en distinta unidad de medida no se suman. Por unidad de medida:")
        for impresa, c in e.por_medida:
            n = self.b.conjunto(c)
            detalle = " + ".join(cifra(v) for v in c.valores if v is not None)
            if not c.reportados:
                texto = f"{medida(impresa, 2).capitalize()}: sin reporte en {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(n)}"
            else:
                suma = self.b.cantidad(c.suma, n, op="sum", detalle=detalle)
                cuando = f" {trimestres(ts)}" if ts else ""
                etiqueta = f"{_acorde(verbo, medida(impresa, 2))}"
                texto = f"{suma} {medida(impresa, c.suma)} {etiqueta}{cuando}, en {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(n)}"
            salida.append(("- " if len(e.por_medida) > 1 else "") + texto + ".")
        otras = self.frase.condiciones(self.plan.con(filtros=tuple(f for f in self.plan.filtros if not (isinstance(f, En) and f.entidad == "medida")), trimestres=()))
        if otras and len(e.por_medida) == 1:
            salida[0] = salida[0].rstrip(".") + f" ({self._con_umbral(otras)})."
        if e.padres_fuera:
            salida.append("Las metas principales con acciones en la misma unidad de medida no se suman con ellas.")
        if e.total <= LARGA:
            salida += [self._item(f) for f in e.filas]
        return salida

    def _promedio(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        if self.plan.metrica != "avance" and e.por_medida:
            salida = [] if len(e.por_medida) == 1 else ["Las cantidades en distinta unidad de medida no se promedian juntas. Por unidad de medida:"]
            for impresa, c in e.por_medida:
                if c.media is not None:
                    n = self.b.conjunto(c)
                    salida.append(f"{'- ' if len(e.por_medida) > 1 else ''}En promedio, {self.b.cantidad(c.media, n, op='mean')} {medida(impresa, c.media)} por meta, en {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(n)}.")
            return salida
        avances = e.avances
        assert avances is not None
        if avances.media is None:
            return ["Ninguna de esas metas tiene un porcentaje que se pueda promediar" + self.b.marca(self.b.conjunto(avances)) + "."]
        n = self.b.conjunto(avances)
        cuantas = self.b.cantidad(avances.reportados, n, op="count")
        return [
            f"El avance promedio es de {self.b.porciento(avances.media, n, op='mean')}: promedio simple de los porcentajes de {cuantas} metas {self._condiciones()}".rstrip() + f"{self.b.marca(n)}.",
            "Es un promedio de porcentajes de metas con distinta unidad de medida: no pondera su tamaño.",
            *(self._items(e.filas) if e.total <= LARGA else []),
        ]

    def _tendencia(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        if e.total <= 3:
            salida = []
            for f in e.filas:
                salida.append(f"Meta **{f.numero}** ({self._sitio(f)}) {self._descripcion(f)}: {self._logro_de(f, ())}.")
                salida += self._por_trimestre(f, self.plan.trimestres or TRIMESTRES)
            return salida
        salida = [self._hallazgo()]
        for t, programadas, cortas, sumas in e.por_trimestre:
            if not programadas.count:
                salida.append(f"- {ORDINAL[t].capitalize()} trimestre: ninguna meta con programación en un periodo ya cerrado ({self.b.cuenta(programadas)}){self.b.marca(self.b.conjunto(programadas))}.")
                continue
            n, m = self.b.conjunto(cortas), self.b.conjunto(programadas)
            texto = f"- {ORDINAL[t].capitalize()} trimestre: {self.b.cuenta(cortas)} de {self.b.cuenta(programadas)} metas programadas no alcanzaron lo programado{self.b.marca(n, m)}"
            if len(sumas) <= 4:
                partes = []
                for impresa, p, a in sumas:
                    np, na = self.b.conjunto(p), self.b.conjunto(a)
                    prog = f"{self.b.cantidad(p.suma, np, op='sum')} programadas" if p.reportados else "sin programación"
                    alc = f"{self.b.cantidad(a.suma, na, op='sum')} alcanzadas" if a.reportados else "sin reporte"
                    partes.append(f"{medida(impresa, 2)}: {prog}, {alc}{self.b.marca(np, na)}")
                texto += "; " + "; ".join(partes)
            salida.append(texto + ".")
        return salida

    # -- groups ------------------------------------------------------------------------------------------------------------
    def _grupos(self) -> list[str]:
        plan, dim = self.plan, self.plan.agrupar[0]
        uno, varios, genero = DIMENSIONES[dim]
        grupos = [g for g in self.e.grupos]
        if not grupos:
            return [self._hallazgo()]
        salida = []
        if plan.intent == "rank":
            salida.append(self._mejor_grupo(grupos))
        elif dim in ("estado",) or plan.intent in ("compare", "trend"):
            pass
        else:
            salida.append(self._hallazgo())
        salida += [f"- {self._grupo(g)}" for g in grupos]
        if plan.orden and plan.metrica == "proporcion":
            salida.append("Se compara la proporción de metas cumplidas: los porcentajes de avance de metas distintas no se promedian.")
        return salida

    def _mejor_grupo(self, grupos: list[Grupo]) -> str:
        plan = self.plan
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        assert plan.orden is not None
        extremo = "mayor" if plan.orden.descendente else "menor"
        primero = grupos[0]
        iguales = [g for g in grupos if g.valor(plan.metrica) == primero.valor(plan.metrica)]
        que = {"proporcion": f"proporción de metas {self._adjetivo()}", "metas": f"número de metas {self._adjetivo(True)}", "alcanzado": "cantidad alcanzada", "programado": "cantidad programada", "meta_anual": "meta anual", "brecha": "faltante"}.get(plan.metrica or "metas", "número de metas")
        nombres = lista([self._nombre_grupo(g) for g in iguales[:4]])
        verbo = "tiene" if len(iguales) == 1 else "tienen"
        articulo = {"f": ("La", "Las"), "m": ("El", "Los")}[genero][len(iguales) > 1]
        return f"{articulo} {uno if len(iguales) == 1 else varios} con {extremo} {que.strip()}: {nombres}{'' if verbo == 'tiene' else ' (empate)'}, con {self._valor_grupo(primero)}."

    def _adjetivo(self, condicion: bool = False) -> str:
        clases = [k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases]
        if clases:
            extra = self.frase.condiciones(self.plan.con(filtros=tuple(f for f in self.plan.filtros if isinstance(f, ConCausa)))) if condicion else ""
            return f"{CLASES[clases[0]][3]} {extra}".strip()
        if condicion:
            return self._condiciones()
        return "cumplidas"

    def _nombre_grupo(self, g: Grupo) -> str:
        dim = self.plan.agrupar[0]
        if dim in ("unidad", "programa", "ramo"):
            n = self.b.encabezado(g.documento, g.celda, f"{dim}_nombre", g.clave if dim == "unidad" else "")
            return f"{g.clave}, {nombre_propio(g.nombre)}{self.b.marca(n)}"
        if dim == "linea":
            return f"{g.clave} {nombre_propio(g.nombre)}".strip()
        if dim == "estado":
            return CLASES.get(g.clave, ("", "", g.clave, g.clave))[3]
        if dim == "semaforo":
            return COLORES.get(g.clave, g.clave)
        return g.nombre

    def _valor_grupo(self, g: Grupo) -> str:
        plan = self.plan
        if plan.metrica == "proporcion":
            nc, nt = self.b.conjunto(g.pedidas), self.b.conjunto(g.todas)
            pct = self.b.porciento(g.pedidas.count * 100 / g.todas.count, nc, nt, detalle=f"{g.pedidas.count} / {g.todas.count}")
            return f"{pct} ({self.b.cuenta(g.pedidas)} de {self.b.cuenta(g.todas)}){self.b.marca(nc, nt)}"
        if plan.metrica in ("programado", "alcanzado", "meta_anual", "brecha"):
            if len(g.unidades_medida) > 1:
                return "cantidades en distinta unidad de medida, que no se suman"
            n = self.b.conjunto(g.pedidas)
            return f"{self.b.cantidad(g.pedidas.suma, n, op='sum')} {medida(g.unidades_medida[0], g.pedidas.suma) if g.unidades_medida else ''}{self.b.marca(n)}"
        n = self.b.conjunto(g.pedidas)
        return f"{self.b.cuenta(g.pedidas)} {plural(g.pedidas.count, 'meta', 'metas')}{self.b.marca(n)}"

    def _grupo(self, g: Grupo) -> str:
        plan, nombre = self.plan, self._nombre_grupo(g)
        if g.subgrupos:
            partes = [f"{self.b.cuenta(c)} {CLASES.get(k, ('', '', k, k))[2 if c.count == 1 else 3]}{self.b.marca(self.b.conjunto(c))}" for k, _, c in g.subgrupos]
            return f"{nombre}: {lista(partes)}, de {self.b.cuenta(g.todas)}{self.b.marca(self.b.conjunto(g.todas))}."
        if plan.agrupar[0] in ("estado", "semaforo", "causa", "medida", "linea") or (plan.metrica not in ("proporcion", None) and plan.intent not in ("compare",)):
            medida_ = f", de {self.b.cuenta(g.todas)}{self.b.marca(self.b.conjunto(g.todas))}" if plan.agrupar[0] not in ("estado", "semaforo", "causa") and g.todas.count != g.pedidas.count else ""
            return f"{nombre}: {self._valor_grupo(g)}{medida_}."
        if plan.metrica in ("programado", "alcanzado", "meta_anual", "brecha"):
            return f"{nombre}: {self._valor_grupo(g)}."
        assert g.cumplidas is not None and g.no_cumplidas is not None
        nc, nn, nt = (self.b.conjunto(c) for c in (g.cumplidas, g.no_cumplidas, g.todas))
        si = f"{self.b.cuenta(g.cumplidas)} {plural(g.cumplidas.count, 'cumplida', 'cumplidas')}{self.b.marca(nc)}"
        no = f"{self.b.cuenta(g.no_cumplidas)} {plural(g.no_cumplidas.count, 'no cumplida', 'no cumplidas')}{self.b.marca(nn)}"
        if plan.metrica == "proporcion" and plan.de("clase"):
            return f"{nombre}: {self._valor_grupo(g)}."
        pct = self.b.porciento(g.cumplidas.count * 100 / g.todas.count, nc, nt, detalle=f"{g.cumplidas.count} / {g.todas.count}")
        return f"{nombre}: {si} y {no} de {self.b.cuenta(g.todas)}{self.b.marca(nt)}; cumplimiento de {pct}{self.b.marca(nc, nt)}."

    # -- not about metas -----------------------------------------------------------------------------------------------------
    def _quien(self) -> list[str]:
        if not self.e.firmas:
            return [f"Ningún informe cargado trae esa firma{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        salida = []
        varios_anos = len({f["ejercicio"] for f in self.e.firmas}) > 1
        for (_, _, documento), grupo in groupby(self.e.firmas, key=lambda f: (f["ejercicio"], f["unidad"], f["documento"])):
            firmas = list(grupo)
            f = firmas[0]
            n = self.b.encabezado(documento, f["encabezado"].get("unidad_nombre"), "unidad_nombre", f["unidad"])
            codigo = self.b.encabezado(documento, f["encabezado"].get("unidad"), "unidad", f["unidad"])
            ano = f" ({f['ejercicio']})" if varios_anos else ""
            partes = []
            for x in firmas:
                nx = self.b.encabezado(documento, x["celda"], f"firma.{x['rol']}", x["unidad"])
                variante = f" (en otros informes, {x['persona']})" if _limpio(x["persona"]) != _limpio(x["nombre"]) else ""
                partes.append(f"{ROLES[x['rol']]} {x['nombre']}{self.b.marca(nx)}{variante if False else ''}")
            salida.append(f"{'- ' if len({(y['ejercicio'], y['unidad']) for y in self.e.firmas}) > 1 else ''}Unidad {f['unidad']}, {nombre_propio(f['unidad_nombre'])}{self.b.marca(codigo, n)}{ano}: {lista(partes)}.")
        return salida

    def _catalogo(self) -> list[str]:
        dim = self.plan.catalogo or "unidad"
        uno, varios, genero = DIMENSIONES[dim]
        elementos = self.e.catalogo
        n = self.b.conjunto(self.e.conjunto)
        if not elementos:
            return [f"No hay {varios} en lo cargado{self.b.marca(n)}."]
        citas = [self.b.encabezado(doc, celda, dim, str(x["clave"])) for x in elementos for k, (doc, celda) in enumerate(x["celdas"][:1])]
        total = self.b.figura(str(len(elementos)), len(elementos), citas or [self.b.conjunto(x["conjunto"]) for x in elementos], "count", "elementos distintos")
        cabeza = f"{total} {plural(len(elementos), uno, varios)} en los informes cargados{self.b.marca(*citas) if len(citas) == 1 else ''}:"
        return [cabeza, *(f"- {self._elemento(dim, x)}" for x in elementos)]

    def _elemento(self, dim: str, x: Any) -> str:
        if x.get("conjunto") is not None:
            c: Conjunto = x["conjunto"]
            return f"{x['clave']}: {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(self.b.conjunto(c))}"
        campos = {"unidad": ("unidad", "unidad_nombre"), "programa": ("programa", "programa_nombre"), "ramo": ("ramo", "ramo_nombre")}.get(dim, (dim,))
        marcas = [self.b.encabezado(doc, celda, campo, str(x["clave"])) for campo, (doc, celda) in zip(campos, x["celdas"], strict=False)]
        if dim == "corte":
            return f"{fecha(date.fromisoformat(x['clave']))}{self.b.marca(*marcas)}"
        return f"{x['clave']}{' ' + nombre_propio(x['nombre']) if x['nombre'] else ''}{self.b.marca(*marcas)}"

    def _auditoria(self) -> list[str]:
        n = self.b.conjunto(self.e.conjunto)
        k = len(self.e.hallazgos)
        que = "hallazgos" if self.plan.hallazgos else "cifras que no cuadran"
        if not k:
            return [f"Ninguna observación de auditoría ({self.b.cuenta(self.e.conjunto)}){self.b.marca(n)}: no hay {que} {self.frase.condiciones(self.plan)}".rstrip() + "."]
        uno = "hallazgo" if self.plan.hallazgos else "cifra que no cuadra"
        salida = [f"{self.b.cuenta(self.e.conjunto)} {plural(k, uno, que)}{self.b.marca(n)}:"]
        filas = {f.datos["id"]: f for f in self.e.filas}
        for h in self.e.hallazgos:
            salida.append("- " + self._un_hallazgo(h, filas.get(h["meta_id"])))
        return salida

    def _un_hallazgo(self, h: Any, fila: Fila | None) -> str:
        citas: list[tuple[int, str, float | None]] = []
        for numero, campo in h["citas"]:
            n = self.b.celda(fila, campo) if fila is not None and numero == fila.numero else self.b.encabezado(h["documento"], h["encabezado"].get(campo), campo, h["unidad"])
            if n is not None:
                citas.append((n, campo, _por_ciento(self.b.citas[n]["literal"])))
        donde = f"**{h['numero']}** (unidad {h['unidad']})" if h["numero"] else f"Unidad {h['unidad']}"
        texto = self._cifras_de(h["explicacion"].replace("«", "“").replace("»", "”"), citas, h["numero"], h)
        return f"{donde}: {texto}{self.b.marca(*(c[0] for c in citas))}"

    def _cifras_de(self, texto: str, citas: list[tuple[int, str, float | None]], numero: str | None, h: Any) -> str:
        """The figures of an explanation as slots: each a cited cell, or a computation over the cited cells."""

        def ranura(m: re.Match[str]) -> str:
            dicho = m.group()
            if any(dicho in re.findall(r"\d+(?:\.\d+)*", self.b.citas[n]["literal"]) for n, campo, v in citas if v is None or campo == "linea"):
                return dicho
            if dicho == numero or dicho in (str(h["ejercicio"]), str(h["unidad"])):
                return dicho
            valor = float(dicho.replace(",", "").rstrip(" %"))
            for n, _, v in citas:
                if v is not None and abs(v - valor) < 1e-9:
                    return self.b.figura(dicho, valor, [n])
            return self.b.figura(dicho, valor, *_derivar(valor, citas))

        return re.sub(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)*(?: ?%)?", ranura, re.sub(r"\s+", " ", texto).rstrip(".")) + "."

    # -- rules -------------------------------------------------------------------------------------------------------------
    def _reglas(self) -> list[str]:
        """The rules that the answer applied, and what is missing from what it read."""
        salida = []
        clases = {k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases}
        if self.e.en_curso and clases & {"no_cumplidas", "cumplidas"}:
            cortes = sorted({f.datos["corte"] for f in self.e.filas if f.datos["estado"] == "en_proceso"})
            salida.append(f"Regla: el corte ({lista([fecha(c) for c in cortes])}) es anterior al cierre del ejercicio; «no cumplida» compara lo alcanzado con lo programado a esa fecha.")
        if any(isinstance(f, ConTrimestre) and f.clase == "corto" for f in self.plan.filtros) and any(f.valor("alcanzado", (t,)) is None for f in self.e.filas for t in self._periodo()):
            salida.append("Regla: un trimestre programado y sin dato alcanzado cuenta como no alcanzado («sin reporte»).")
        if self.plan.de("semaforo") or "semaforo" in self.plan.agrupar:
            salida.append("Regla: los colores del semáforo son una convención configurable de este sistema, no un criterio oficial.")
        if self.e.total > len(self.e.filas) and self.e.filas:
            salida.append("La tabla muestra solo una parte de las metas; expórtelas todas con «poa export --question».")
        salida += [f"Aviso: {_sin_cifras(a)}" for a in dict.fromkeys(self.e.avisos)]
        salida += [n for n in self.notas]
        return salida


# -- helpers --------------------------------------------------------------------------------------------------------------
def _derivar(valor: float, citas: list[tuple[int, str, float | None]]) -> tuple[list[int], str, str]:
    """How a figure comes from cited cells: a sum, a difference or a ratio of them; their count otherwise."""
    sumables = [(n, v) for n, campo, v in citas if v is not None and campo.startswith(("alcanzado.", "programado."))]
    if sumables and abs(sum(v for _, v in sumables) - valor) < 1e-6:
        return [n for n, _ in sumables], "sum", " + ".join(cifra(v) for _, v in sumables)
    dados = [(n, v) for n, _, v in citas if v is not None]
    for na, a in dados:
        for nb, b in dados:
            if na != nb and abs(a - b - valor) < 1e-6:
                return [na, nb], "difference", f"{cifra(a)} - {cifra(b)}"
            if na != nb and b and abs(a * 100 / b - valor) <= 0.051:
                return [na, nb], "ratio", f"{cifra(a)} / {cifra(b)}"
    if sumables and dados:
        total = sum(v for _, v in sumables)
        for nb, b in dados:
            if abs(abs(total - b) - valor) < 1e-6:
                return [*(n for n, _ in sumables), nb], "difference", f"{cifra(total)} - {cifra(b)}"
    return [n for n, _, _ in citas], "value", ""


def _t(t: Trimestre) -> str:
    return f"{ORDINAL[t]} trimestre,"


def _programadas(p: float) -> str:
    return "programada" if p == 1 else "programadas"


def _acorde(participio: str, sustantivo: str) -> str:
    """The participle in the noun's gender, by its ending: actividades alcanzadas, eventos alcanzados."""
    primera = sustantivo.split()[0]
    femenino = primera.endswith(("as", "iones", "dades", "a", "ión", "tudes")) and not primera.endswith("programas")
    return participio[:-2] + "as" if femenino and participio.endswith("os") else participio


def _estado(f: Fila) -> str:
    return {
        "no_cumplida": "no se cumplió", "sin_avance": "no tuvo avance", "cumplida": "sí se cumplió", "rebasada": "se rebasó",
        "en_proceso": "sigue en proceso", "sin_reporte": "no tiene avance reportado", "sin_programacion": "no tiene programación",
    }[f.datos["estado"]]  # fmt: skip


def _por_ciento(impreso: str | None) -> float | None:
    m = re.fullmatch(r"\s*(-?[\d,]+(?:\.\d+)?)\s*%?\s*", impreso or "")
    return float(m.group(1).replace(",", "")) if m else None


def _comillas(texto: str | None) -> str:
    """An observation inside «»: its own guillemets become inner quotes so that the outer pair stays one."""
    return " ".join((texto or "").split()).replace("«", "“").replace("»", "”")


def _limpio(nombre: str) -> str:
    return " ".join(nombre.upper().split())


def _sin_cifras(aviso: str) -> str:
    return aviso


__all__ = ["Nivel", "ConObservacion", "Plan", "Redactor", "Texto", "entero", "redondo"]
