"""Sums by measure, over the year and by quarter: one statement for all measures, one set cited for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import exists, func, not_, select

from assistant.evidence import Conjunto, Evidencia, Medida
from assistant.execute.base import Condicion
from assistant.execute.seleccion import Seleccion
from assistant.execute.sentencias import Sentencia
from assistant.plan import CANTIDADES, ConTrimestre, Filtro, Metric
from assistant.valores import M, cerrado, de_trimestre, valor_sql
from index.poa import TRIMESTRES, Trimestre

#: A part of the year: one quarter, or several together.
Parte = tuple[Trimestre, ...]
PorTrimestre = tuple[Parte, Conjunto, Conjunto, tuple[tuple[str, Conjunto, Conjunto], ...]]


class Sumas(Seleccion):
    """Sums by measure."""

    def sin_padres(self) -> Condicion:
        """Leaves out a parent whose children, in the same measure, are among the rows too."""
        h = M.alias("h")
        return not_(exists().where(h.c.informe_id == M.c.informe_id, h.c.padre == M.c.numero, h.c.medida == M.c.medida, *self.donde(m=h)))

    def _medidas(self) -> list[tuple[str, str]]:
        """The measures of the rows, in printed order: (key, as printed)."""
        filas = self.con.execute(select(M.c.medida, func.min(M.c.unidad_medida)).where(*self.donde()).group_by(M.c.medida).order_by(func.min(M.c.orden)))
        return [(str(k), str(impresa)) for k, impresa in filas]

    def por_medida(self, e: Evidencia, metrica: Metric | None = None) -> tuple[tuple[tuple[str, Conjunto], ...], int]:
        """The sum of each measure, and how many parents were left out of them. ``metrica``: of another than the plan's."""
        metrica = metrica or (self.plan.metrica if self.plan.metrica in CANTIDADES else "alcanzado")
        hojas, valor = self.sin_padres(), self.valor(metrica)
        filas = self.con.execute(select(M.c.medida, func.count(), func.count(valor), func.sum(valor)).where(*self.donde(), hojas).group_by(M.c.medida))
        medidas = {str(k): Medida.de(resto) for k, *resto in filas}
        de_medida = self.familia([M.c.medida], hojas, metrica=metrica)
        salida = tuple((impresa, self.hecho(medidas.get(k, Medida(0)), metrica, de_medida(k))) for k, impresa in self._medidas())
        return salida, e.total - sum(k.count for _, k in salida)

    def por_trimestre(self) -> Iterable[PorTrimestre]:
        """Per quarter (or larger part of the year): metas with something programmed, those that did what is asked (fell short, if nothing is), and the sums by measure (P, A)."""
        partes: tuple[Parte, ...] = self.plan.partes or tuple((t,) for t in self.plan.trimestres or TRIMESTRES)
        hojas, medidas = self.sin_padres(), self._medidas()
        columnas: list[Any] = []
        for parte in partes:
            for metrica in ("programado", "alcanzado"):
                x = valor_sql(metrica, parte, M)
                columnas += [func.count(x), func.sum(x)]
        filas = self.con.execute(select(M.c.medida, func.count(), *columnas).where(*self.donde(), hojas).group_by(M.c.medida))
        hechas = {str(r[0]): r for r in filas}
        for n, (parte, (programadas, cortas)) in enumerate(zip(partes, self._de_cada_parte(partes), strict=True)):
            yield parte, programadas, cortas, tuple(self._sumas_de(parte, n, medidas, hechas, hojas))

    def _de_cada_parte(self, partes: Sequence[Parte]) -> Iterable[tuple[Conjunto, Conjunto]]:
        """Per part, the metas with something programmed and those of the class asked: counted in one pass."""
        condiciones = [
            par for parte in partes
            for par in ((valor_sql("programado", parte, M) > 0, cerrado(parte[-1], M)), (de_trimestre(ConTrimestre(trimestres=parte, clase=self.plan.clase_por_trimestre()), M),))
        ]  # fmt: skip
        cuentas = self.con.execute(select(*(self.cuantas(c) for c in condiciones)).select_from(M).where(*self.donde(sin=_de_trimestre))).one()
        conjuntos = [self.hecho(Medida(int(n)), None, self._escrita(c)) for c, n in zip(condiciones, cuentas, strict=True)]
        return zip(conjuntos[::2], conjuntos[1::2], strict=True)

    def _escrita(self, parte: Sequence[Condicion]) -> Callable[[], Any]:
        return lambda: Sentencia(self.consulta(*parte, sin=_de_trimestre), self.dialecto).compilada

    def _sumas_de(self, parte: Parte, n: int, medidas: list[tuple[str, str]], hechas: dict[str, Any], hojas: Condicion) -> Iterable[tuple[str, Conjunto, Conjunto]]:
        metricas: tuple[Metric, Metric] = ("programado", "alcanzado")
        familias = [self.familia([M.c.medida], hojas, metrica=metrica, trimestres=parte) for metrica in metricas]
        for llave, impresa in medidas:
            fila = hechas.get(llave)
            p, a = (
                self.hecho(Medida.de((fila[1], *fila[2 + 4 * n + 2 * k : 4 + 4 * n + 2 * k]) if fila else (0, 0, 0)), metrica, familias[k](llave))
                for k, metrica in enumerate(metricas)
            )
            yield impresa, p, a


def _de_trimestre(f: Filtro) -> bool:
    """Leave out what the plan asks of quarters: each is told of all of them."""
    return isinstance(f, ConTrimestre)
