"""One goal as each of two cuts tells it: the reasons that they give, or a quarter that the later one prints otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.grammar.histories import despejar
from assistant.grammar.mentions import Mencion
from assistant.grammar.relations import plural_de_metas
from assistant.grammar.slots import Huecos
from assistant.plan import Periodo, Plan, Relacion
from assistant.spans import Cobertura

#: What was done to a figure that two cuts print otherwise.
_AJUSTE = re.compile(r"(?:ajust|correc|correg|corrig|modific|cambi|rectific|actualiz|revis)\w*")


def sus_razones(c: Cobertura, h: Huecos, sujeto: bool, relacion: Relacion | None, periodos: tuple[Periodo, ...]) -> bool:
    """ "¿Qué decía la observación de la meta 8 en junio y qué dice la del cierre?", "¿qué explicación daban en junio sobre los
    baches y cuál en diciembre?", "¿cambió la justificación?": the words of one thing in each period."""
    observacion = "observacion" in c.valores("nombre")
    dos_clases = relacion is not None and relacion.clase_antes != relacion.clase_despues and bool(relacion.clase_antes and relacion.clase_despues)
    dice = c.hay("cita", "explica") or (observacion and not c.de("conobs"))
    if not dice or not (sujeto or c.hay("medida")) or plural_de_metas(c) or c.hay("misma_causa", "cuenta", "rango", "dim", "compara") or dos_clases or (relacion is not None and relacion.sentido):
        return False
    if not c.hay("meta") and not all(p.corte for p in periodos):
        return False  # over the years each row is told with its own anyway
    cambio = "cambio" in c.valores("cambio")
    despejar(c, h, estados=True)
    h.periodos, h.intent, h.metrica = periodos, "quote" if c.hay("cita") or cambio or not c.hay("explica") else "explain", None
    h.cerrada = cambio and (h.cerrada or (c.spans[0].tipo == "cambio" and not c.hay("pide", "explica")))
    c.spans = [s for s in c.spans if s.tipo != "cambio"]
    return True


def un_trimestre_en_dos_cortes(c: Cobertura, h: Huecos, sujeto: bool, dichas: Sequence[Mencion], periodos: tuple[Periodo, ...]) -> bool:
    """ "¿Cuántos visitantes del segundo trimestre puso en su informe de junio y cuántos en el del cierre?": one quarter as each
    cut prints it."""
    de_un_ano = len({p.ejercicio for p in periodos}) == 1 and all(p.corte for p in periodos)
    # "De abril a junio" names a quarter where no cut ends in its first month; "de junio a diciembre", two cuts.
    de_meses = any(len({m.periodo for m in dichas if m.ini == s.ini}) < 2 for s in c.de("meses", "dos_cortes"))
    if not h.trimestres or not (c.hay("trimestre", "dos_trimestres") or de_meses) or not de_un_ano or len(periodos) != 2 or not (sujeto or c.hay("medida")) or plural_de_metas(c) or c.hay("clase", "causa", "rango", "dim"):
        return False
    trimestres = h.trimestres
    despejar(c, h, estados=True, trimestral=True)
    h.periodos, h.trimestres, h.intent, h.metrica = periodos, trimestres, "detail", None
    c.sueltos = [i for i in c.sueltos if not _AJUSTE.fullmatch(c.tokens[i].norma)]
    return True


def un_trimestre_de_dos_cortes(plan: Plan) -> bool:
    """Whether a plan already tells one quarter as each of several cuts prints it: both parts of a question that asks for it."""
    return plan.intent == "detail" and bool(plan.trimestres) and len(plan.periodos) > 1 and all(p.corte for p in plan.periodos)


__all__ = ["sus_razones", "un_trimestre_de_dos_cortes", "un_trimestre_en_dos_cortes"]
