"""Means of what each year, part of a year or place adds up to: each of them, and the mean of those that report any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers.groups import PARTICIPIOS, Grupos
from assistant.evidence import Conjunto, Grupo
from assistant.frase import nombre_de_cada
from assistant.plan import CANTIDADES, Dimension, En
from assistant.wording import DIMENSIONES, acorde, cifra, lista, medida, parte_del_ano, plural
from index.cumplimiento import en_curso


@dataclass(frozen=True, slots=True)
class _Dado:
    """What one year, part or place adds up to: its name, its set, the figure (None: not reported), its measure as printed, and
    whether its year had not ended."""

    nombre: str
    conjunto: Conjunto
    valor: float | None
    impresa: str
    abierto: bool = False


class Medias(Grupos):
    """Answers that tell the mean of several sums, or of several counts."""

    def _medias(self) -> list[str]:
        if not self.e.total:
            return [self._hallazgo(), f"No hay cifras que promediar por {nombre_de_cada(self.plan)[0]}."]
        if self.plan.partes:
            return self._de_las_partes()
        if len(self.plan.agrupar) == 1:
            return self._media([self._dado(g, self.plan.agrupar[0]) for g in self.e.grupos], self.plan.agrupar[0])
        primera, ultima = self.plan.agrupar[:2]
        grupos = [(g, [self._dado(x, ultima, g) for x in g.subgrupos]) for g in self.e.grupos if g.subgrupos]
        if self.plan.orden is not None:
            signo = -1 if self.plan.orden.descendente else 1
            grupos.sort(key=lambda x: (not self._que_cuentan(x[1]), signo * (self._valor(x[1]) or 0)))
        grupos = grupos[: self.dichas]
        if len(grupos) == 1 and primera == "medida":
            return self._media(grupos[0][1], ultima, self._nombre_grupo(grupos[0][0]))
        cabeza = ["Las cantidades en distinta unidad de medida no se promedian juntas. Por unidad de medida:"] if primera == "medida" else []
        if self.plan.orden is not None:
            extremo, otro = ("mayor", "menor") if self.plan.orden.descendente else ("menor", "mayor")
            cabeza = [f"{DIMENSIONES[primera][1][:1].upper()}{DIMENSIONES[primera][1][1:]}, de {extremo} a {otro} promedio{self.b.marca(self.b.conjunto(self.e.conjunto))}:"]
        return [*cabeza, *(self._en_un_renglon(self._nombre_grupo(g), dados, ultima) for g, dados in grupos)]

    def _dado(self, g: Grupo, dimension: Dimension, dentro_de: Grupo | None = None) -> _Dado:
        contadas = self.plan.metrica not in CANTIDADES
        sola = len(g.unidades_medida) == 1
        valor = float(g.pedidas.count) if contadas else g.pedidas.suma if g.pedidas.reportados and sola else None
        municipio = dentro_de.clave if dentro_de is not None and self.plan.agrupar[0] == "municipio" else None
        abierto = dimension == "ejercicio" and any(str(e) == g.clave and municipio in (None, m) for m, e in self._abiertos)
        return _Dado(self._nombre_grupo(g, dimension), g.pedidas, valor, g.unidades_medida[0] if sola else "", abierto)

    @cached_property
    def _abiertos(self) -> set[tuple[str, int]]:
        """The years of a municipality whose rows are of a cut before the year's end."""
        return {(m, e) for m, e, corte in self._lugares if en_curso(e, corte)} | {(str(i["municipio"]), int(i["ejercicio"])) for i in self.e.inconclusos}

    def _de_las_partes(self) -> list[str]:
        """The mean of the quarters (or halves) of one year, by measure."""
        impresas = list(dict.fromkeys(m for *_, sumas in self.e.por_trimestre for m, *_ in sumas))
        por_medida = []
        for impresa in impresas:
            dados = []
            for parte, _, _, sumas in self.e.por_trimestre:
                for _, p, a in (x for x in sumas if x[0] == impresa):
                    c = p if self.plan.metrica == "programado" else a
                    dados.append(_Dado(parte_del_ano(parte), c, c.suma if c.reportados else None, impresa))
            por_medida.append((impresa, dados))
        if len(por_medida) == 1:
            return self._media(por_medida[0][1], "trimestre")
        cabeza = "Las cantidades en distinta unidad de medida no se promedian juntas. Por unidad de medida:"
        return [cabeza, *(self._en_un_renglon(medida(m, 2), dados, "trimestre") for m, dados in por_medida[: self.dichas])]

    # - one mean
    def _media(self, dados: Sequence[_Dado], dimension: Dimension, titulo: str = "") -> list[str]:
        frase, marca = self._dicha(dados, dimension)
        donde = self._donde()
        cabeza = f"{titulo}: {frase[:1].lower()}{frase[1:]}" if titulo else frase
        renglones = [f"{cabeza}{marca}{f', {donde}' if donde else ''}."]
        renglones += [f"- {(nombre := d.nombre)[:1].upper()}{nombre[1:]}: {self._cuanto(d)}." for d in dados[: self.dichas]]
        return [*renglones, *self._sin_los_abiertos(dados, dimension)]

    def _en_un_renglon(self, titulo: str, dados: Sequence[_Dado], dimension: Dimension) -> str:
        frase, marca = self._dicha(dados, dimension)
        partes = "; ".join(f"{d.nombre}, {self._cuanto(d)}" for d in dados[: self.dichas])
        fuera = [d.nombre for d in dados if d.valor is not None and d not in self._que_cuentan(dados)]
        sin = f" No cuenta {lista(fuera)}, que {plural(len(fuera), 'no había concluido', 'no habían concluido')}." if fuera else ""
        return f"- {titulo[:1].upper()}{titulo[1:]}: {frase[:1].lower()}{frase[1:]}{marca}. {partes}.{sin}"

    def _dicha(self, dados: Sequence[_Dado], dimension: Dimension) -> tuple[str, str]:
        """ "En promedio, 2,263.33 consultas alcanzadas por año, en 3 años", and its citations."""
        cuentan = self._que_cuentan(dados)
        uno, varios = nombre_de_cada(self.plan)
        if not cuentan:
            return f"Sin datos que promediar por {uno}", self.b.marca(*(self.b.conjunto(d.conjunto) for d in dados))
        citas = [self.b.conjunto(d.conjunto) for d in cuentan]
        valor = sum(d.valor or 0 for d in cuentan) / len(cuentan)
        detalle = f"({' + '.join(cifra(d.valor or 0) for d in cuentan)}) / {len(cuentan)}"
        op = "mean" if len(cuentan) > 1 else "sum" if self.plan.metrica in CANTIDADES else "count"
        cuanto = self.b.cantidad(valor, *citas, op=op, detalle=detalle if op == "mean" else "")
        en = f"en {self.b.figura(str(len(citas)), len(citas), citas, 'count', 'grupos')} {varios}" if len(citas) > 1 else f"en un solo {uno}"
        return f"En promedio, {cuanto} {self._cosas(cuentan[0], valor)} por {uno}, {en}", self.b.marca(*citas)

    def _que_cuentan(self, dados: Sequence[_Dado]) -> list[_Dado]:
        """Those with a figure; of years, those that had ended, unless the question names the others."""
        dichos = [d for d in dados if d.valor is not None]
        cerrados = [d for d in dichos if not d.abierto]
        return dichos if self.plan.entidad("ejercicio") or not cerrados else cerrados

    def _valor(self, dados: Sequence[_Dado]) -> float | None:
        """The mean of those that count."""
        cuentan = self._que_cuentan(dados)
        return sum(d.valor or 0 for d in cuentan) / len(cuentan) if cuentan else None

    def _sin_los_abiertos(self, dados: Sequence[_Dado], dimension: Dimension) -> list[str]:
        """What the mean is without the years that had not ended, or with them: whichever was not told."""
        abiertos = [d for d in dados if d.abierto and d.valor is not None]
        cerrados = [d for d in dados if not d.abierto and d.valor is not None]
        if not abiertos or not cerrados:
            return []
        con = len(self._que_cuentan(dados)) == len(cerrados)
        otros = [*cerrados, *abiertos] if con else cerrados
        citas = [self.b.conjunto(d.conjunto) for d in otros]
        valor = sum(d.valor or 0 for d in otros) / len(otros)
        op = "mean" if len(otros) > 1 else "sum" if self.plan.metrica in CANTIDADES else "count"
        detalle = f"({' + '.join(cifra(d.valor or 0) for d in otros)}) / {len(otros)}" if op == "mean" else ""
        anos = lista([d.nombre for d in abiertos])
        concluido = plural(len(abiertos), "no había concluido", "no habían concluido")
        como = f"Ese promedio no cuenta {anos}, que {concluido}; con lo reportado, serían" if con else f"Sin {anos}, que {concluido}, serían"
        return [f"{como} {self.b.cantidad(valor, *citas, op=op, detalle=detalle)}{self.b.marca(*citas)}."]

    def _cuanto(self, d: _Dado) -> str:
        n = self.b.conjunto(d.conjunto)
        if self.plan.metrica not in CANTIDADES:
            return f"{self.b.cuenta(d.conjunto)} {plural(d.conjunto.count, 'meta', 'metas')}{self.b.marca(n)}"
        if d.valor is None:
            return f"sin reporte{self.b.marca(n)}" if d.impresa else f"cantidades en distinta unidad de medida, que no se suman{self.b.marca(n)}"
        return f"{self.b.cantidad(d.valor, n, op='sum')} {medida(d.impresa, d.valor)}{self.b.marca(n)}"

    # - words
    def _cosas(self, d: _Dado, n: float) -> str:
        if self.plan.metrica not in CANTIDADES:
            elegidas = tuple(f for f in self.plan.filtros if not isinstance(f, En))
            return f"{plural(n, 'meta', 'metas')} {self._con_umbral(self.frase.condiciones(self.plan.con(filtros=elegidas), n=n))}".strip()
        return f"{medida(d.impresa, n)} {acorde(PARTICIPIOS[self.plan.metrica], medida(d.impresa, 2))}"

    def _donde(self) -> str:
        """The places and years that the question names, and what else a question about quantities asks of the goals."""
        lugares = tuple(f for f in self.plan.filtros if isinstance(f, En) and f.entidad != "medida")
        otros = () if self.plan.metrica not in CANTIDADES else tuple(f for f in self.plan.filtros if not isinstance(f, En))
        dicho = self._con_umbral(self.frase.condiciones(self.plan.con(filtros=(*otros, *lugares), trimestres=())))
        return f"de metas {dicho}" if otros else dicho
