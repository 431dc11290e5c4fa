"""Answers about two periods: what changed of each goal, of each group, and by how much."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from assistant.answers.groups import Grupos
from assistant.evidence import Comparado, Conjunto, Fila, Grupo
from assistant.plan import CANTIDADES, ConClase, Periodo
from assistant.wording import CLASES, DIMENSIONES, cifra, medida, periodo, plural
from index.textos import clave


class Comparaciones(Grupos):
    """Answers about two periods: what changed of each goal, of each group, and by how much."""

    def _relacionadas(self) -> list[str]:
        """The goals that two periods relate, each with its figures in both."""
        e, n = self.e, self.e.conjunto.count
        marca = self.b.marca(self.b.conjunto(e.conjunto))
        if not n:
            return [f"Ninguna ({self.b.cuenta(e.conjunto)} metas): no hay metas {self._condiciones()}{marca}."]
        cabeza = f"{plural(n, 'Hay', 'Son')} {self.b.cuenta(e.conjunto)} {plural(n, 'meta', 'metas')} {self._condiciones(n=n)}{marca}"
        if self.plan.intent == "rank":
            que = "la que más cambió" if self.plan.limite == 1 else "de la que más cambió a la que menos"
            return [f"{cabeza}; {que}:", *(self._par(a, d) for a, d in e.pares)]
        if not e.pares:
            return [f"{cabeza}.", *self._items(e.filas)]
        return [f"{cabeza}.", *(self._par(a, d) for a, d in e.pares)]

    def _par(self, a: Fila, d: Fila) -> str:
        otro = f", antes {a.numero}" if a.numero != d.numero else ""
        return f"- **{d.numero}** ({self._sitio_de(d)}{otro}) {self._descripcion(d)}: {self._logro_de(a, ())} en {_de(a, d)}; {self._logro_de(d, ())} en {_de(d, a)}."

    def _sitio_de(self, fila: Fila) -> str:
        varios = len({f.datos["municipio"] for f in self.e.filas}) > 1
        return f"unidad {fila.datos['unidad']}" + (f", {fila.datos['municipio']}" if varios else "")

    def _diferencias(self) -> list[str]:
        """What each goal of the answer gained from one of its periods to the next, where it stands in two or more."""
        ts = self._periodo()
        series: dict[str, list[Fila]] = defaultdict(list)
        for f in self.e.filas:
            series[f.datos["serie"]].append(f)
        salida = []
        for filas in list(series.values())[:3]:
            filas.sort(key=lambda f: f.datos["corte"])
            for a, d in pairwise(filas):
                campo = f"alcanzado.{ts[0]}" if len(ts) == 1 else "avance_absoluto"
                era, es = a.valor("alcanzado", ts[:1]), d.valor("alcanzado", ts[:1])
                ca, cd = self.b.celda(a, campo), self.b.celda(d, campo)
                if len(ts) > 1 or era is None or es is None or ca is None or cd is None or a.datos["medida"] != d.datos["medida"]:
                    continue
                numero = f"Meta {d.numero}: " if len(series) > 1 else ""
                if era == es:
                    salida.append(f"{numero}Entre {_de(a, d)} y {_de(d, a)} no cambió{self.b.marca(ca, cd)}.")
                    continue
                cuanto = self.b.cantidad(abs(es - era), cd, ca, op="difference", detalle=f"{cifra(max(es, era))} - {cifra(min(es, era))}")
                unidades = medida(d.datos["unidad_medida"], abs(es - era))
                salida.append(f"{numero}Entre {_de(a, d)} y {_de(d, a)}: {cuanto} {unidades} {'más' if es > era else 'menos'}{self.b.marca(ca, cd)}.")
        return salida

    # -- groups ----------------------------------------------------------------------------------------------------------
    def _comparadas(self) -> list[str]:
        """Each group in both periods."""
        plan, comparados = self.plan, self.e.comparados
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        if not comparados:
            return [f"Ninguna de las {varios} tiene informes de los dos periodos{self.b.marca(self.b.conjunto(self.e.conjunto))}."]
        salida = []
        if plan.orden:
            mejor = plan.orden.descendente
            primero = comparados[0]
            cambio = primero.cambio(plan.metrica) or 0
            iguales = [x for x in comparados if x.cambio(plan.metrica) == primero.cambio(plan.metrica)]
            if (cambio > 0) is mejor and cambio:
                articulo = {"f": ("La", "Las"), "m": ("El", "Los")}[genero][len(iguales) > 1]
                verbo = plural(len(iguales), *(("mejoró", "mejoraron") if mejor else ("retrocedió", "retrocedieron")))
                nombres = "; ".join(self._nombre_grupo(x.despues) for x in iguales)
                salida.append(f"{articulo} {plural(len(iguales), uno, varios)} que más {verbo}: {nombres}.")
            else:
                salida.append(f"Ninguna de las {varios} {'mejoró' if mejor else 'retrocedió'}{self.b.marca(self.b.conjunto(self.e.conjunto))}.")
        salida += [self._comparado(x) for x in comparados]
        if plan.metrica == "proporcion":
            salida.append("Se compara la proporción de metas cumplidas: los porcentajes de avance de metas distintas no se promedian.")
        return salida

    def _comparado(self, x: Comparado) -> str:
        antes, despues = (periodo(p) for p in self.plan.periodos)
        return f"- {self._nombre_grupo(x.despues)}: {self._valor_grupo(x.antes)} en {antes}; {self._valor_grupo(x.despues)} en {despues}."

    def _diferencia_de_grupos(self) -> list[str]:
        """Two years or cuts side by side: how many more in the later one."""
        plan, grupos = self.plan, self.e.grupos
        if plan.agrupar[0] not in ("ejercicio", "corte") or len(grupos) != 2 or plan.orden:
            return []
        a, d = grupos
        if plan.metrica in CANTIDADES:
            medidas = {clave(m): m for m in (*a.unidades_medida, *d.unidades_medida)}
            if len(medidas) != 1 or not (a.pedidas.reportados and d.pedidas.reportados):
                return []
            return self._diferencia(a, d, a.pedidas, d.pedidas, medida(next(iter(medidas.values())), 2), "sum")
        clases = plan.de("clase")
        x, y = (a.pedidas, d.pedidas) if clases or plan.metrica == "metas" else (a.cumplidas, d.cumplidas)
        if x is None or y is None:
            return []
        una = abs(x.count - y.count) == 1
        adjetivo = self._adjetivo() if clases else "cumplidas"
        que = f"meta {CLASES[clases[0].clases[0]][2] if isinstance(clases[0], ConClase) else adjetivo}" if una and clases else "meta cumplida" if una else f"metas {adjetivo}"
        return self._diferencia(a, d, x, y, que.strip(), "count")

    def _diferencia(self, a: Grupo, d: Grupo, x: Conjunto, y: Conjunto, que: str, op: str) -> list[str]:
        era, es = (float(x.count), float(y.count)) if op == "count" else (x.suma, y.suma)
        nx, ny = self.b.conjunto(x), self.b.conjunto(y)
        if era == es:
            return [f"No hay diferencia entre los dos{self.b.marca(nx, ny)}."]
        cuanto = self.b.cantidad(abs(es - era), ny, nx, op="difference", detalle=f"{cifra(max(es, era))} - {cifra(min(es, era))}")
        mas = "más" if es > era else "menos"
        return [f"Diferencia: {cuanto} {que} {mas} en {self._nombre_grupo(d)} que en {self._nombre_grupo(a)}{self.b.marca(nx, ny)}."]


def _de(fila: Fila, otra: Fila) -> str:
    """The period of a row, as far as the two rows differ."""
    if fila.datos["ejercicio"] != otra.datos["ejercicio"]:
        return periodo(Periodo(ejercicio=fila.datos["ejercicio"]))
    return periodo(Periodo(corte=fila.datos["corte"]))


__all__ = ["Comparaciones"]
