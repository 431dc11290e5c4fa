"""The periods that a question names, in time order, and the two that it sets against each other.

A period is a year or a cut. One that is only pointed at ("el año anterior", "al final") is found among the loaded
reports of the places that the question names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.grammar.periods import mes_de
from assistant.grammar.slots import Huecos
from assistant.lexicon import MESES
from assistant.link import Vocabulario
from assistant.plan import En, Periodo
from assistant.spans import Cobertura

#: (municipio, ejercicio, corte, ramo, programa, unidad) of a loaded report.
Informe = tuple[str, int, date, str, str, str]
_FINAL = frozenset("final cierre fin termino".split())


@dataclass(frozen=True, slots=True)
class Mencion:
    """A period as the question names it: the tokens ``ini`` to ``fin``."""

    ini: int
    fin: int
    periodo: Periodo


def ambito(h: Huecos, voc: Vocabulario) -> list[Informe]:
    """The loaded reports of the places that the question names (all of them, if it names none)."""
    campo = {"municipio": 0, "ramo": 3, "programa": 4, "unidad": 5}
    filtros = [f for f in h.filtros if isinstance(f, En) and f.entidad in campo and not f.negado]
    return [i for i in voc.informes if all(_es_de(i, str(i[campo[f.entidad]]), f) for f in filtros)] or list(voc.informes)


def _es_de(informe: Informe, suyo: str, f: En) -> bool:
    """Whether a report is of what a filter names; a unit's code may come with its municipality."""
    return suyo in f.valores or (f.entidad == "unidad" and f"{suyo}@{informe[0]}" in f.valores)


def menciones(c: Cobertura, informes: Sequence[Informe]) -> list[Mencion]:
    salida: list[Mencion] = []
    for s in c.de("ano", "corte", "hasta_mes", "mes", "dos_cortes", "meses", "previo"):
        palabras = str(s.valor).split()
        anos = [int(p) for p in palabras if re.fullmatch(r"(?:19|20)\d\d", p)]
        meses = [MESES[p] for p in palabras if p in MESES]
        if s.tipo == "ano" or (s.tipo == "previo" and anos):
            menos = 1 if s.tipo == "previo" else 0
            salida += [Mencion(s.ini, s.fin, Periodo(ejercicio=a - menos)) for a in anos]
        elif s.tipo == "corte" and not meses:
            if (p := _corte_de(mes_de(s.valor), anos[0] if anos else None, informes)) is not None:
                salida.append(Mencion(s.ini, s.fin, p))
        elif s.tipo != "previo":
            escritos = anos or [a for t in c.de("ano") for a in (int(x) for x in re.findall(r"(?:19|20)\d\d", str(t.valor)))]
            for n, mes in enumerate(meses):
                if (p := _corte_de(mes, escritos[min(n, len(escritos) - 1)] if escritos else None, informes)) is not None:
                    salida.append(Mencion(s.ini, s.fin, p))
    salida += _cierres(c, salida, informes)
    con_corte = {m.periodo.ejercicio for m in salida if m.periodo.corte}
    salida = [m for m in salida if m.periodo.corte or m.periodo.ejercicio not in con_corte]
    return sorted({(m.ini, m.periodo.corte or date.min, m.periodo.ejercicio or 0): m for m in salida}.values(), key=lambda m: m.ini)


def _cierres(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> list[Mencion]:
    """ "Cerraron el año", "al final": the last cut of a year of which the question names an earlier one."""
    propios = next((m.periodo for m in dichas if m.periodo.corte), None)
    if propios is None or len({m.periodo.corte for m in dichas if m.periodo.corte}) > 1:
        return []
    ultimo = max(i[2] for i in informes if i[1] == propios.ejercicio)
    finales = [s for s in c.de("cierre", "total_general", "ano") if s.tipo == "cierre" or _FINAL & {t.norma for t in c.tokens[s.ini : s.fin]}]
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=propios.ejercicio, corte=ultimo)) for s in finales if ultimo != propios.corte]


def _corte_de(mes: int, ano: int | None, informes: Sequence[Informe]) -> Periodo | None:
    hallados = [(i[1], i[2]) for i in informes if i[2].month == mes and ano in (None, i[1], i[2].year)]
    if not hallados:
        return None
    con_varios = [x for x in hallados if len({i[2] for i in informes if i[1] == x[0]}) > 1]
    ejercicio, corte = max(con_varios or hallados)
    return Periodo(ejercicio=ejercicio, corte=corte)


def par_de(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> tuple[Periodo, Periodo] | None:
    """The two periods, the earlier first: both named, or one and its neighbour, or the last two that are loaded."""
    distintos = sorted({(m.periodo.ejercicio or 0, m.periodo.corte or date.max): m.periodo for m in dichas}.items())
    if len(distintos) >= 2:
        return distintos[0][1], distintos[-1][1]
    relativo = any(not re.search(r"\d{4}", str(v)) for v in c.valores("previo"))
    senala = c.hay("cambio", "varios") or relativo
    if not senala:
        return None
    cortes = cortes_de(informes)
    anos = _anos(informes)
    if distintos:
        p = distintos[0][1]
        propios = cortes.get(p.ejercicio or 0, [])
        if p.corte is not None:
            return _vecinos([Periodo(ejercicio=p.ejercicio, corte=k) for k in propios], p, antes=True)
        if len(propios) > 1 and (p.ejercicio not in anos or "corte" in c.valores("varios")):
            return Periodo(ejercicio=p.ejercicio, corte=propios[-2]), Periodo(ejercicio=p.ejercicio, corte=propios[-1])
        return _vecinos([Periodo(ejercicio=a) for a in anos], p, antes=_es_punto_de_partida(c, dichas[0]))
    de_corte = "corte" in c.valores("varios") or any("corte" in str(v) or "informe" in str(v) or "reporte" in str(v) for v in c.valores("previo"))
    ultimo = max((e for e, k in cortes.items() if len(k) > 1), default=None)
    if ultimo is not None and (de_corte or len(anos) < 2):
        return Periodo(ejercicio=ultimo, corte=cortes[ultimo][-2]), Periodo(ejercicio=ultimo, corte=cortes[ultimo][-1])
    return (Periodo(ejercicio=anos[-2]), Periodo(ejercicio=anos[-1])) if len(anos) > 1 else None


def cortes_de(informes: Sequence[Informe]) -> dict[int, list[date]]:
    salida: dict[int, set[date]] = defaultdict(set)
    for i in informes:
        salida[i[1]].add(i[2])
    return {e: sorted(k) for e, k in salida.items()}


def _anos(informes: Sequence[Informe]) -> list[int]:
    """The years that can be held against each other: those of units with more than one."""
    por_unidad: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for municipio, ejercicio, _, ramo, programa, unidad in informes:
        por_unidad[municipio, ramo, programa, unidad].add(ejercicio)
    return sorted({e for suyos in por_unidad.values() if len(suyos) > 1 for e in suyos})


def _vecinos(todos: Sequence[Periodo], p: Periodo, antes: bool) -> tuple[Periodo, Periodo] | None:
    if p not in todos or len(todos) < 2:
        return None
    i = todos.index(p)
    if antes and i + 1 < len(todos):
        return p, todos[-1]
    return (todos[i - 1], p) if i else (p, todos[i + 1])


def _es_punto_de_partida(c: Cobertura, m: Mencion) -> bool:
    """ "respecto de 2022", "desde 2022", "que en 2022": the year named is the earlier one."""
    previas = [t.norma for t in c.tokens[max(0, m.ini - 3) : m.ini + 1]]
    return bool(set(previas) & {"respecto", "desde", "que", "contra", "frente", "vs", "con", "comparacion", "comparado", "comparadas", "contraste", "relacion"})
