"""What a report says of something: "¿qué dice el informe de junio sobre los bomberos?"."""

from __future__ import annotations

from assistant.link.pistas import PISTAS
from assistant.plan import En, Plan, Texto
from assistant.spans import Cobertura, Span

#: So many words of a unit's name are a thing that it deals with, and not yet its name.
_COSA = 2


def _dicha_de_una_unidad(c: Cobertura) -> Span | None:
    """The unit that is told by a word of its name, right after "sobre", where what is asked is what a report says of it."""
    if not c.hay("cita") or len(c.de("unidad")) != 1 or c.hay("meta", "clase", "causa", "cuenta"):
        return None
    s = c.de("unidad")[0]
    tras_sobre = any(x.fin <= s.ini and all(t.vacio for t in c.tokens[x.fin : s.ini]) for x in c.de("sobre"))
    suyas = [t for t in c.tokens[s.ini : s.fin] if not t.vacio]
    return s if tras_sobre and 0 < len(suyas) <= _COSA and not any(t.numero or t.propio or t.norma in PISTAS for t in suyas) else None


def como_mencion(c: Cobertura, plan: Plan) -> tuple[Plan, str] | None:
    """The same question of the observations that have the word, whichever unit writes them; what to say of that."""
    s = _dicha_de_una_unidad(c)
    if s is None or plan.intent != "quote" or any(isinstance(f, Texto) for f in plan.filtros):
        return None
    palabras = tuple(t.norma for t in c.tokens[s.ini : s.fin] if not t.vacio)
    filtros = tuple(f for f in plan.filtros if not (isinstance(f, En) and f.entidad == "unidad"))
    dicha = " ".join(t.texto for t in c.tokens[s.ini : s.fin] if not t.vacio)
    nota = f"Son las observaciones que mencionan “{dicha}”; las de toda la unidad se piden por su nombre completo o su clave."
    return plan.con(filtros=(*filtros, Texto(terminos=palabras, donde="observacion"))), nota


__all__ = ["como_mencion"]
