"""Answers that add up: sums and means by measure, and quarters side by side."""

from __future__ import annotations

from assistant.answers.lists import Listas
from assistant.answers.pieces import LARGA
from assistant.evidence import Conjunto
from assistant.plan import En, Metric
from assistant.wording import CLASES_TRIMESTRE, ORDINAL, acorde, cifra, lista, medida, parte_del_ano, plural, trimestres
from index.poa import TRIMESTRES


class Sumas(Listas):
    """Answers that add up: sums and means by measure, and quarters side by side."""

    def _suma(self) -> list[str]:
        e = self.e
        ts = self.plan.trimestres
        if not e.total:
            return [self._hallazgo()]
        metrica: Metric = self.plan.metrica or "alcanzado"
        verbo = {"programado": "programados", "alcanzado": "alcanzados", "meta_anual": "de meta anual", "brecha": "de faltante"}[metrica if metrica in ("programado", "alcanzado", "meta_anual", "brecha") else "alcanzado"]
        salida = []
        donde, otras = self._otras_condiciones()
        if len(e.por_medida) > 1:
            todas = f"{otras} {donde}".strip()
            salida.append(f"Las cantidades en distinta unidad de medida no se suman. Por unidad de medida{f' ({todas})' if todas else ''}:")
        for i, (impresa, c) in enumerate(e.por_medida):
            n = self.b.conjunto(c)
            detalle = " + ".join(cifra(v) for v in c.valores if v is not None)
            if not c.reportados:
                texto = f"{medida(impresa, 2).capitalize()}: sin reporte en {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{self.b.marca(n)}"
            else:
                suma = self.b.cantidad(c.suma, n, op="sum", detalle=detalle)
                etiqueta = f"{acorde(verbo, medida(impresa, 2))}"
                sola = len(e.por_medida) == 1
                cuando = f" {donde}" if sola and donde else f" {trimestres(ts)}" if ts and not sola else ""
                cuales = f" {otras}" if sola and otras else ""
                texto = f"{suma} {medida(impresa, c.suma)} {etiqueta}{cuando}, en {self.b.cuenta(c)} {plural(c.count, 'meta', 'metas')}{cuales}{self.b.marca(n)}"
                texto += self._de_lo_programado(impresa, c, n, e.programados[i]) if e.programados else ""
            salida.append(("- " if len(e.por_medida) > 1 else "") + texto + ".")
        if e.padres_fuera:
            salida.append("Las metas principales con acciones en la misma unidad de medida no se suman con ellas.")
        if e.total <= LARGA:
            salida += [self._item(f) for f in e.filas]
        return salida

    def _de_lo_programado(self, impresa: str, hecho: Conjunto, n: int, debido: Conjunto) -> str:
        """What part of what was programmed a sum is."""
        if not debido.suma:
            return ""
        m = self.b.conjunto(debido)
        parte = self.b.porciento(hecho.suma * 100 / debido.suma, n, m, detalle=f"{cifra(hecho.suma)} / {cifra(debido.suma)}")
        suma = self.b.cantidad(debido.suma, m, op="sum", detalle=" + ".join(cifra(v) for v in debido.valores if v is not None))
        return f"; son el {parte}{self.b.marca(n, m)} de {acorde('los', medida(impresa, 2))} {suma} {acorde('programados', medida(impresa, 2))}{self.b.marca(m)}"

    def _otras_condiciones(self) -> tuple[str, str]:
        """The filters in words, but for the measure, which stands in the sentence already: where and when, and the others."""
        lugares = tuple(f for f in self.plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ejercicio", "ramo", "programa", "unidad"))
        otros = tuple(f for f in self.plan.filtros if f not in lugares and not (isinstance(f, En) and f.entidad == "medida"))
        n = 1 if self.e.conjunto.count == 1 else 2
        return self.frase.condiciones(self.plan.con(filtros=lugares)), self._con_umbral(self.frase.condiciones(self.plan.con(filtros=otros, trimestres=(), corte=None, periodos=()), n=n))

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
            *self._si_son_pocas(),
        ]

    def _tendencia(self) -> list[str]:
        e = self.e
        if not e.total:
            return [self._hallazgo()]
        if e.total <= 3:
            salida = [self._hallazgo()] if self.plan.de("causa") else []
            for f in e.filas:
                salida.append(f"Meta **{f.numero}** ({self._sitio(f)}) {self._descripcion(f)}: {self._logro_de(f, ())}.")
                salida += self._por_trimestre(f, self.plan.trimestres or TRIMESTRES)
                if self.plan.partes:
                    salida.append(f"En conjunto: {'; '.join(self._logro_del_periodo(f, parte) for parte in self.plan.partes)}.")
            return self._extremo() + salida
        salida = [self._hallazgo()]
        for parte, programadas, cortas, sumas in e.por_trimestre:
            nombre = parte_del_ano(parte).capitalize()
            if not programadas.count:
                salida.append(f"- {nombre}: ninguna meta con programación en un periodo ya cerrado ({self.b.cuenta(programadas)}){self.b.marca(self.b.conjunto(programadas))}.")
                continue
            n, m = self.b.conjunto(cortas), self.b.conjunto(programadas)
            texto = f"- {nombre}: {self.b.cuenta(cortas)} de {self.b.cuenta(programadas)} metas programadas {self._hicieron()}{self.b.marca(n, m)}"
            if len(sumas) <= 4:
                partes = []
                for impresa, p, a in sumas:
                    np, na = self.b.conjunto(p), self.b.conjunto(a)
                    prog = f"{self.b.cantidad(p.suma, np, op='sum')} programadas" if p.reportados else "sin programación"
                    alc = f"{self.b.cantidad(a.suma, na, op='sum')} alcanzadas" if a.reportados else "sin reporte"
                    partes.append(f"{medida(impresa, 2)}: {prog}, {alc}{self.b.marca(np, na)}")
                texto += "; " + "; ".join(partes)
            salida.append(texto + ".")
        return [*salida, *self._peor_trimestre()]

    def _extremo(self) -> list[str]:
        """The quarter in which most (or least) was done, or programmed, of what the rows count, where that is asked."""
        orden, filas = self.plan.orden, self.e.filas
        if orden is None or len({(f.datos["medida"], f.datos["ejercicio"]) for f in filas}) != 1:
            return []
        metrica: Metric = orden.metrica if orden.metrica == "programado" else "alcanzado"
        dados = {t: [(f, v) for f in filas if (v := f.valor(metrica, (t,))) is not None] for t in TRIMESTRES}
        sumas = {t: round(sum(v for _, v in suyas), 6) for t, suyas in dados.items() if suyas}
        if not sumas:
            return []
        mejor = (max if orden.descendente else min)(sumas.values())
        dichos = []
        for t in (t for t, suma in sumas.items() if suma == mejor):
            citas = [self.b.celda(f, f"{metrica}.{t}") for f, _ in dados[t]]
            cuanto = self.b.cantidad(mejor, *citas, op="sum" if len(citas) > 1 else "value", detalle=" + ".join(cifra(v) for _, v in dados[t]) if len(citas) > 1 else "")
            dichos.append(f"el {ORDINAL[t]} trimestre de {filas[0].datos['ejercicio']}, con {cuanto} {medida(filas[0].datos['unidad_medida'], mejor)}{self.b.marca(*citas)}")
        cuando = "Donde más" if orden.descendente else "Donde menos"
        return [f"{cuando}: {lista(dichos)}."]

    def _peor_trimestre(self) -> list[str]:
        """The quarter in which most goals stayed short of what it programmed, or did what is asked."""
        cortas = [(parte, c) for parte, programadas, c, _ in self.e.por_trimestre if programadas.count]
        peor = max((c.count for _, c in cortas), default=0)
        if len(cortas) < 2 or not peor:
            return []
        suyos = [f"el {parte_del_ano(parte)}, con {self.b.cuenta(c)}{self.b.marca(self.b.conjunto(c))}" for parte, c in cortas if c.count == peor]
        return [f"Donde más metas {self._hicieron()}: {lista(suyos)}."]

    def _hicieron(self) -> str:
        """What is counted of each quarter: "no alcanzaron lo programado"."""
        dicho = CLASES_TRIMESTRE[self.plan.clase_por_trimestre()][1]
        return dicho[:1].lower() + dicho[1:]
