"""A month named by itself: the cut that ends in it, or a year's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.grammar.mentions import Informe, Mencion, cortes_de
from assistant.grammar.slots import Huecos
from assistant.plan import En
from assistant.spans import Cobertura

#: How something stood on a day.
_LLEVABA = re.compile(r"(?:iba|llevaba|traia|venia|estaba|andaba|marchaba|tenia)n?")


def ultimo_corte(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> bool:
    """ "¿Qué reporta en diciembre?": a month in which the last of several cuts of a year ends names that year's end."""
    if c.hay("cita", "sobre", "explica", "causa") or len(c.de("mes")) != 1:
        return False
    suyo = next((m.periodo for m in dichas if m.ini == c.de("mes")[0].ini and m.periodo.corte), None)
    # A single cut is a month's where the year had not ended by then.
    if suyo is None or (len(cortes_de(informes).get(suyo.ejercicio or 0, [])) < 2 and suyo.corte is not None and suyo.corte.month == 12):
        return False
    if not any(isinstance(f, En) and f.entidad == "ejercicio" for f in h.filtros):
        h.filtros.append(En(entidad="ejercicio", valores=(str(suyo.ejercicio),)))
    return True


def corte_del_mes(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> date | None:
    """ "¿Cuánto llevaba en junio?": a month by itself is a cut where one inside the year ends in it; else it is a word."""
    meses = c.de("mes")
    llevaba = any(_LLEVABA.fullmatch(t.norma) for t in c.tokens)  # "¿por qué iba retrasada en junio?" is of how it stood then
    # Of one goal, what is quoted is of that cut; of others, the month may be a word of what they say.
    if len(meses) != 1 or c.hay("sobre", "corte", "hasta_mes", "trimestre") or (c.hay("cita") and not c.hay("meta")) or (c.hay("explica") and not (llevaba or c.hay("meta"))):
        return None
    suyo = next((m.periodo for m in dichas if m.ini == meses[0].ini and m.periodo.corte), None)
    return suyo.corte if suyo is not None and suyo.corte != max(i[2] for i in informes if i[1] == suyo.ejercicio) else None


__all__ = ["corte_del_mes", "ultimo_corte"]
