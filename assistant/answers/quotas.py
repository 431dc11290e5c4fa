"""The groups of which so many goals are so: "menos de 50 % de sus metas cumplidas", in all or in each of their years."""

from __future__ import annotations

from assistant.answers.means import Medias
from assistant.answers.pieces import LOS_DEMAS
from assistant.evidence import Grupo
from assistant.plan import Cuota
from assistant.wording import DIMENSIONES, plural


class Cuotas(Medias):
    """Answers about groups that reach, or do not reach, a number or a share of their goals."""

    def _grupos(self) -> list[str]:
        cuota = self.plan.cuota
        if cuota is None:
            return super()._grupos()
        if len(self.plan.agrupar) > 1 and not cuota.siempre:
            return self._de_cada_ano(cuota)
        plan, grupos, todo = self.plan, list(self.e.grupos), self.b.conjunto(self.e.conjunto)
        uno, varios, genero = DIMENSIONES[plan.agrupar[0]]
        suyas = f"{'metas' if cuota.de == 'metas' else 'de sus metas'} {self._adjetivo()}".strip()
        donde = self.frase.condiciones(plan, sin_clase=True)
        cuando = " en cada uno de sus ejercicios" if cuota.siempre else ""
        cola = f"{cuando}{f' {donde}' if donde else ''}"
        si, no = ("Sí. ", "No. ") if plan.cerrada else ("", "")
        dice = not cuota.de_ninguna
        tiene = ("tiene", "tienen") if dice else ("carece de", "carecen de")
        cuantas_suyas = f"{self._cuota(cuota, todo)} {suyas}" if dice else suyas
        if not grupos:
            nadie = "Ninguna" if genero == "f" else "Ningún"
            return [f"{no}{nadie} {uno} {tiene[0]} {cuantas_suyas}{cola}{self.b.marca(todo)}."]
        n = len(grupos)
        citas = [self.b.conjunto((g.subgrupos[0] if g.subgrupos else g).pedidas) for g in grupos]
        # Each of the sets that are counted stands with its group, below.
        cuantas = self.b.figura(str(n), n, citas, "count", "grupos") if n > 1 else "Una" if genero == "f" else "Un"
        cabeza = f"{si}{cuantas} {plural(n, uno, varios)} {plural(n, *tiene)} {cuantas_suyas}{cola}{self.b.marca(todo) if dice or n == 1 else ''}:"
        return [cabeza, *self._primeras(grupos, self._con_cuota, LOS_DEMAS)]

    def _de_cada_ano(self, cuota: Cuota) -> list[str]:
        """The groups of each year that have so many."""
        plan, todo = self.plan, self.b.conjunto(self.e.conjunto)
        uno, varios, genero = DIMENSIONES[plan.agrupar[1]]
        suyas = f"{'metas' if cuota.de == 'metas' else 'de sus metas'} {self._adjetivo()}".strip()
        que = f"{self._cuota(cuota, todo)} {suyas}" if not cuota.de_ninguna else suyas
        tiene = ("tiene", "tienen") if not cuota.de_ninguna else ("carece de", "carecen de")
        donde = self.frase.condiciones(plan, sin_clase=True)
        cola = f"{f' {donde}' if donde else ''}{self.b.marca(todo)}"
        si, no = ("Sí. ", "No. ") if plan.cerrada else ("", "")
        if not self.e.grupos:
            return [f"{no}{'Ninguna' if genero == 'f' else 'Ningún'} {uno} {tiene[0]} {que} en ningún ejercicio{cola}."]
        cabeza = f"{si}{varios[:1].upper()}{varios[1:]} que {tiene[1]} {que}, por ejercicio{cola}:"
        return [cabeza, *self._primeras([(g, x) for g in self.e.grupos for x in g.subgrupos], lambda p: f"- {self._nombre_grupo(p[0])}: {self._nombre_grupo(p[1], plan.agrupar[1])}, {self._valor_grupo(p[1])}.", LOS_DEMAS)]

    def _con_cuota(self, g: Grupo) -> str:
        if g.subgrupos:
            return f"- {self._nombre_grupo(g)}: {'; '.join(f'{self._nombre_grupo(x, self.plan.agrupar[1])}, {self._valor_grupo(x)}' for x in g.subgrupos)}."
        return f"- {self._nombre_grupo(g)}: {self._valor_grupo(g)}."


__all__ = ["Cuotas"]
