"""In which of several years a goal was so, and in which it was not: "en 2020 o en 2021 pero no en 2022", "solo en 2021",
"en al menos dos años".

What is asked of each year is one and the same: a state, a cause, a threshold. Two different ones, each with its year, are
``relations``'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from assistant.grammar.mentions import Informe, Mencion, en_orden
from assistant.grammar.relations import niega, plural_de_metas
from assistant.grammar.slots import Huecos
from assistant.plan import Clase, Marca, Periodo, Relacion, Veces
from assistant.spans import Cobertura

#: States whose negation is their opposite, so that "sí en uno y no en el otro" is a change from one to the other.
_CON_OPUESTA: frozenset[Clase] = frozenset(("cumplidas", "al_corriente"))
_SOLO = frozenset("solo solamente unicamente exclusivamente".split())


def en_unos_anos(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> tuple[tuple[Periodo, ...], Relacion] | None:
    """The years and in which of them, or in how many, the goals were so; None where the question says nothing of the kind."""
    condicion = _condicion(c, h)
    cargados = tuple(Periodo(ejercicio=a) for a in sorted({i[1] for i in informes}))
    if condicion is not None and (menos := _en_todos_menos(c, dichas)) and set(menos) < set(cargados):
        return cargados, condicion.model_copy(update={"marcas": tuple("no" if p in menos else "si" for p in cargados)})
    if condicion is None or c.hay("cambio", "compara", "rango", "tendencia", "promedio", "suma", "trimestre", "dos_trimestres", "meta", "corregida", "misma_causa"):
        return None
    propios = tuple(en_orden(dichas))
    if any(p.trimestre or (not p.corte and p not in cargados) for p in propios) or len({p.corte is None for p in propios}) > 1:
        return None
    if len(propios) > 1 and _ni_en(c, dichas) and not any(_si_en(c, m) for m in dichas):
        return propios, condicion
    if len(propios) > 1 and _no_en_ambos(c):
        return propios, condicion.model_copy(update={"veces": Veces(comparador="eq", valor=1)})
    negados = _negados(c, dichas)
    if any(p.corte for p in propios) and not negados:
        return None
    if veces := c.valores("en_anos"):
        periodos = propios if len(propios) > 1 else cargados
        return (periodos, condicion.model_copy(update={"veces": Veces(comparador=veces[0][0], valor=veces[0][1])})) if len(periodos) > 1 else None
    if len(propios) == 1 and len(cargados) > 1 and _solo_en(c, dichas[0]):
        marcas: tuple[Marca, ...] = tuple("si" if p == propios[0] else "resto" for p in cargados)
        return cargados, condicion.model_copy(update={"marcas": marcas})
    afirmados = [m for m in dichas if m.periodo not in negados]
    if negados and not afirmados and c.hay("cualquiera") and all(p.corte is None for p in propios):
        # "En algún año pero no en 2022": in any of the others.
        return cargados, condicion.model_copy(update={"marcas": tuple("no" if p in negados else "alguno" for p in cargados)})
    if not negados or not afirmados or (len(propios) == 2 and condicion.clase_antes in _CON_OPUESTA and not condicion.filtros):
        return None
    de_uno: Marca = "alguno" if _alternan(c, afirmados) else "si"
    return propios, condicion.model_copy(update={"marcas": tuple("no" if p in negados else de_uno for p in propios)})


def _condicion(c: Cobertura, h: Huecos) -> Relacion | None:
    """The one thing that is asked of every year: a state, and what else of it."""
    clases = dict.fromkeys(cast(Clase, s.valor) for s in c.de("clase"))
    filtros = tuple(dict.fromkeys(f for _, _, f in h.dichos))
    if len(clases) > 1 or not (clases or filtros) or not plural_de_metas(c):
        return None
    clase = next(iter(clases), None)
    return Relacion(clase_antes=clase, clase_despues=clase, filtros=(filtros,) if filtros else ())


def _no_en(c: Cobertura, m: Mencion) -> bool:
    """ "Pero no en 2020": not so in that year; "sin reporte en 2020" and "no se cumplieron en 2019 ni en 2020" say the state."""
    if not niega(c, m.ini) or any(s.fin == m.ini for s in c.de("clase", "conobs")):
        return False
    i = next(k for k in range(m.ini, -1, -1) if c.tokens[k].norma in ("no", "ni", "sin"))
    negada = any(t.norma in ("no", "sin", "ni") for s in c.de("clase") for t in c.tokens[s.ini : s.fin])
    return c.tokens[i].norma == "no" and (not negada or (i > 0 and c.tokens[i - 1].norma in ("pero", "aunque", "mas", "y")))


def _negados(c: Cobertura, dichas: Sequence[Mencion]) -> set[Periodo]:
    """The periods in which it was not so: "pero no en 2023", and those that go on from it, "ni en 2024"."""
    suyas: list[Mencion] = []
    for m in dichas:
        sigue = suyas and {t.norma for t in c.tokens[suyas[-1].fin : m.ini + 1]} & {"ni"} and not any(suyas[-1].fin <= s.ini < m.ini for s in c.de("clase"))
        if sigue or _no_en(c, m):
            suyas.append(m)
    otras = [m for m in dichas if _si_en(c, m)] if len({m.periodo for m in dichas}) > 2 else []
    return {m.periodo for m in (*suyas, *otras)}


def _si_en(c: Cobertura, m: Mencion) -> bool:
    """ "No se cumplieron en 2022 … pero sí en 2024": in that year it was otherwise."""
    negada = any(t.norma in ("no", "sin", "nunca") for s in c.de("clase") for t in c.tokens[s.ini : s.fin])
    antes = [t.norma for t in c.tokens[max(0, m.ini - 2) : m.ini]]
    return negada and antes[-1:] == ["si"] and antes[0] in ("pero", "y", "aunque", "mas")


def _ni_en(c: Cobertura, dichas: Sequence[Mencion]) -> bool:
    """ "Que no se cumplieron en 2019 ni en 2020": in neither of them."""
    clases = c.de("clase")
    if not clases or not any(t.norma in ("no", "nunca", "tampoco") for t in c.tokens[clases[0].ini : clases[0].fin]):
        return False
    entre = [{t.norma for t in c.tokens[a.fin : d.ini + 1]} for a, d in pairwise(dichas)]
    return bool(entre) and clases[0].ini < dichas[0].ini and "ni" in entre[-1] and all(x <= {"ni", "y", "en", "el", "ano", "de"} | {str(d.periodo.ejercicio)} for x, d in zip(entre, dichas[1:], strict=True))


def _en_todos_menos(c: Cobertura, dichas: Sequence[Mencion]) -> list[Periodo]:
    """ "En todos los años menos en 2024": the years that are left out."""
    todos = [s for s in c.de("varios") if s.valor == "todos"]
    if not todos or not dichas or any(m.ini < todos[0].fin for m in dichas):
        return []
    entre = {t.norma for t in c.tokens[todos[0].fin : dichas[0].ini + 1]}
    return [m.periodo for m in dichas] if entre & {"menos", "excepto", "salvo", "sin"} else []


def _solo_en(c: Cobertura, m: Mencion) -> bool:
    """ "Que se rebasaron solo en 2021", "solo en 2021 se rebasaron": in that year alone; "solo las de 2021" and "…, solo en 2021"
    only say of which year they are asked."""
    verbo = next((s for s in c.de("clase") if s.fin == m.ini), None)
    if verbo is not None and verbo.ini and any(c.tokens[k].norma in _SOLO for k in range(max(0, verbo.ini - 1 - (c.tokens[verbo.ini - 1].norma == "se")), verbo.ini)) and _FINITO.search(" ".join(t.norma for t in c.tokens[verbo.ini - 1 : verbo.fin])):
        return True  # "que solo se incumplieron en 2024"
    i = m.ini - 1
    if _EN_NINGUN_OTRO.search(" ".join(t.norma for t in c.tokens[m.fin :])):
        return True
    if i < 0 or c.tokens[i].norma not in _SOLO or c.tokens[m.ini].norma not in ("en", "durante") or c.tokens[i].tras_coma:
        return False
    return any(s.fin == i or 0 <= s.ini - m.fin <= 1 for s in c.de("clase", "causa"))


_FINITO = re.compile(r"\b(?:se|\w+(?:aron|ieron)|(?:in)?cumplio|fallo|rebaso)\b")
_EN_NINGUN_OTRO = re.compile(r"^(?:y |pero )?(?:no )?en ningun otro\b|^y (?:no|nunca) (?:en )?(?:los demas|otros?|el resto)\b")
_NO_EN_AMBOS = re.compile(r"\b(?:pero|y|aunque) no (?:en )?(?:ambos|los dos|los tres|todos)\b")


def _no_en_ambos(c: Cobertura) -> bool:
    """ "En 2020 o en 2021, pero no en ambos": in one of them alone."""
    return _NO_EN_AMBOS.search(" ".join(t.norma for t in c.tokens)) is not None


def _alternan(c: Cobertura, afirmados: Sequence[Mencion]) -> bool:
    entre = {t.norma for t in c.tokens[afirmados[0].ini : afirmados[-1].fin]}
    return len({m.periodo for m in afirmados}) > 1 and bool(entre & {"o", "u"})
