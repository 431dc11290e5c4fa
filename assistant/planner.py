"""The grammar's planner: a question, and what came before it, to a typed plan (or why there is none)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.compose import Huecos, componer
from assistant.conversation import continuar, olvida
from assistant.link import Vocabulario, proponer_entidades, reparar
from assistant.plan import FueraDeTema, Lectura, Plan, Resultado
from assistant.spans import Cobertura, cubrir, proponer_lexico, tokenizar

#: Longer questions are read up to here; nobody asks in more words.
MAX_CARACTERES = 2000


def cobertura(pregunta: str, voc: Vocabulario) -> tuple[Cobertura, list[str]]:
    """The cover of a question and the slips repaired in it."""
    tokens = tokenizar(pregunta[:MAX_CARACTERES])
    primera = [*proponer_lexico(tokens), *proponer_entidades(tokens, voc)]
    cambios = reparar(tokens, voc, [(s.ini, s.fin) for s in primera])
    propuestas = [*proponer_lexico(tokens), *proponer_entidades(tokens, voc)] if cambios else primera
    return cubrir(tokens, propuestas), cambios


class Planificador:
    """Reads questions over a loaded vocabulary. ``filas_de`` gives the goals of a plan as (unit, number) pairs."""

    def __init__(self, voc: Vocabulario, filas_de: Callable[[Plan], Sequence[str]]) -> None:
        self.voc, self._filas_de = voc, filas_de

    def leer(self, pregunta: str, historia: Sequence[str] = ()) -> Resultado:
        """The reading of a question after the earlier ones; state is the last plan, never the last text."""
        previo: Plan | None = None
        for anterior in historia:
            lectura = self._leer(anterior, previo)
            if isinstance(lectura, Lectura):
                previo = lectura.plan
            elif olvida(cobertura(anterior, self.voc)[0]):
                previo = None
        return self._leer(pregunta, previo)

    def _leer(self, pregunta: str, previo: Plan | None) -> Resultado:
        c, cambios = cobertura(pregunta, self.voc)
        if olvida(c):
            previo = None
            c.spans = [s for s in c.spans if s.tipo not in ("olvida", "sigue")]
            if not [s for s in c.spans if s.tipo != "cortesia"] and not c.sueltos:
                return FueraDeTema(motivo="vacia")
        h = componer(c, self.voc, sigue=previo is not None)
        if not isinstance(h, Huecos):
            return h
        plan = continuar(c, h, previo, self._filas_de) if previo is not None else h.plan()
        return Lectura(plan=plan, confianza=round(h.confianza, 3), notas=tuple(dict.fromkeys([*cambios, *h.notas])))
