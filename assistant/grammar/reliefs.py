"""Who signed in each year, and when it changed: "¿desde qué año autoriza …?", "¿hubo relevo de quien elabora?", "¿quién
revisaba antes?"."""

from __future__ import annotations

import re

from assistant.grammar.mentions import ambito
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario
from assistant.plan import En
from assistant.spans import Cobertura
from index.poa import Rol

#: The verbs of each role, in any form.
_ROLES: tuple[tuple[Rol, re.Pattern[str]], ...] = (
    ("autorizo", re.compile(r"autoriz\w+|aprob\w+")), ("elaboro", re.compile(r"elabor\w+")), ("reviso", re.compile(r"revis\w+")),
    # Whoever answers for a unit prepares its report; a verb says more ("el titular que autoriza").
    ("elaboro", re.compile(r"responsables?|titular(?:es)?|encargad[oa]s?")),
)  # fmt: skip
_FIRMA = re.compile(r"firm\w+|rubric\w+")


#: What tells the reports whose signatures are asked; one year alone is where it changed.
_DE_INFORMES = ("municipio", "unidad", "programa", "ramo", "persona", "ejercicio")


def relevos(c: Cobertura, h: Huecos, voc: Vocabulario) -> bool:
    """Fill in who signs year by year, where the question asks since when, or whether it changed."""
    dichos = c.de("relevo")
    if not dichos or c.hay("clase", "meta", "medida", "metrica", "causa"):
        return False
    roles = [rol for rol, forma in _ROLES if any(forma.fullmatch(t.norma) for t in c.tokens)]
    if not roles and not c.hay("rol", "firma", "persona") and not any(_FIRMA.fullmatch(t.norma) for t in c.tokens):
        return False
    h.intent, h.agrupar, h.fijo = "who", ("ejercicio",), True
    h.rol = roles[0] if roles else next(iter(c.valores("rol")), None)
    h.cerrada, h.universal = bool({"hubo", "misma"} & set(c.valores("relevo"))), "misma" in c.valores("relevo")
    h.filtros = [f for f in h.filtros if isinstance(f, En) and f.entidad in _DE_INFORMES and not (f.entidad == "ejercicio" and len(f.valores) < 2)]
    if not any(f.entidad == "ejercicio" for f in h.filtros if isinstance(f, En)):
        h.filtros.append(En(entidad="ejercicio", valores=tuple(sorted({str(i[1]) for i in ambito(h, voc)}))))
    c.sueltos = [i for i in c.sueltos if not _es_de_firmar(c.tokens[i].norma)]
    return True


def _es_de_firmar(palabra: str) -> bool:
    return _FIRMA.fullmatch(palabra) is not None or any(forma.fullmatch(palabra) for _, forma in _ROLES)


__all__ = ["relevos"]
