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

from assistant.grammar.periods import mes_de, ordinales
from assistant.grammar.slots import Huecos
from assistant.lexicon import MESES
from assistant.link import Vocabulario
from assistant.plan import En, Periodo, Plan
from assistant.spans import Cobertura, Span
from index.poa import TRIMESTRES, Trimestre

#: (municipio, ejercicio, corte, ramo, programa, unidad) of a loaded report.
Informe = tuple[str, int, date, str, str, str]
_FINAL = frozenset("final cierre fin termino".split())


@dataclass(frozen=True, slots=True)
class Mencion:
    """A period as the question names it: the tokens ``ini`` to ``fin``."""

    ini: int
    fin: int
    periodo: Periodo


def ambito(h: Huecos, voc: Vocabulario, previo: Plan | None = None) -> list[Informe]:
    """The loaded reports of the places that the question names, or those that the last one did (all, if none)."""
    campo = ("municipio", "ramo", "programa", "unidad")
    filtros = [f for f in h.filtros if isinstance(f, En) and f.entidad in campo and not f.negado]
    if not filtros and previo is not None:
        filtros = [f for f in previo.filtros if isinstance(f, En) and f.entidad in campo and not f.negado]
    return list(voc.informes_de(tuple((f.entidad, f.valores) for f in filtros)))


def menciones(c: Cobertura, informes: Sequence[Informe]) -> list[Mencion]:
    salida: list[Mencion] = []
    for s in c.de("ano", "corte", "hasta_mes", "mes", "dos_cortes", "meses", "previo", "hasta_trimestre", "cortes_n", "cortes_mes"):
        palabras = str(s.valor).split()
        anos = [int(p) for p in palabras if re.fullmatch(r"(?:19|20)\d\d", p)]
        meses = [MESES[p] for p in palabras if p in MESES]
        if s.tipo == "ano" or (s.tipo == "previo" and anos):
            menos = 1 if s.tipo == "previo" else 0
            salida += [Mencion(s.ini, s.fin, Periodo(ejercicio=a - menos)) for a in anos]
        elif s.tipo in ("corte", "hasta_trimestre") and not meses:
            por_mes = _corte_de(mes_de(s.valor), anos[0] if anos else None, informes)
            lugares = [] if por_mes or "trim" in s.valor or "semestre" in s.valor else ordinales(s.valor)
            salida += [Mencion(s.ini, s.fin, p) for p in ([por_mes] if por_mes else _por_orden(lugares, None, informes) if lugares else [])]
        elif s.tipo not in ("previo", "cortes_n"):
            escritos = anos or [a for t in c.de("ano") for a in (int(x) for x in re.findall(r"(?:19|20)\d\d", str(t.valor)))]
            for n, mes in enumerate(meses):
                if (p := _corte_de(mes, escritos[min(n, len(escritos) - 1)] if escritos else None, informes)) is not None:
                    salida.append(Mencion(s.ini, s.fin, p))
        if s.tipo == "cortes_n":
            ano = next((int(a) for t in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(t.valor))), None)
            salida += [Mencion(s.ini, s.fin, p) for p in _por_orden(ordinales(str(s.valor)), ano, informes)]
    salida += _cierres(c, salida, informes)
    con_corte = {m.periodo.ejercicio for m in salida if m.periodo.corte}
    salida = [m for m in salida if m.periodo.corte or m.periodo.ejercicio not in con_corte]
    return sorted({(m.ini, m.periodo.corte or date.min, m.periodo.ejercicio or 0): m for m in salida}.values(), key=lambda m: m.ini)


#: "¿Y cómo terminaron?": what became of them at the end, whatever it was.
_COMO, _TERMINAR = ("como", "que"), ("termin", "acab", "cerr", "qued")


def _cierres(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> list[Mencion]:
    """ "Cerraron el año", "al final": the last cut of a year of which the question names an earlier one."""
    propios = next((m.periodo for m in dichas if m.periodo.corte), None)
    if propios is None or len({m.periodo.corte for m in dichas if m.periodo.corte}) > 1:
        return []
    ultimo = max(i[2] for i in informes if i[1] == propios.ejercicio)
    finales = [s for s in c.de("cierre", "total_general", "ano") if s.tipo == "cierre" or _FINAL & {t.norma for t in c.tokens[s.ini : s.fin]}]
    finales += [s for s in c.de("clase") if s.ini > max(m.ini for m in dichas) and _FINAL & {t.norma for t in c.tokens[s.ini : s.fin]}]  # "se cumplieron al cierre del año"
    finales += [s for s in c.de("metrica") if s.valor == "avance" and c.tokens[s.ini].norma in _COMO and c.tokens[s.fin - 1].norma.startswith(_TERMINAR)]
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=propios.ejercicio, corte=ultimo)) for s in finales if ultimo != propios.corte]


def _corte_de(mes: int, ano: int | None, informes: Sequence[Informe]) -> Periodo | None:
    hallados = [(i[1], i[2]) for i in informes if i[2].month == mes and ano in (None, i[1], i[2].year)]
    if not hallados:
        return None
    con_varios = [x for x in hallados if len({i[2] for i in informes if i[1] == x[0]}) > 1]
    ejercicio, corte = max(con_varios or hallados)
    return Periodo(ejercicio=ejercicio, corte=corte)


def _por_orden(lugares: Sequence[int], ano: int | None, informes: Sequence[Informe]) -> list[Periodo]:
    """The cuts of a year by their place: those of the quarters where all are loaded, else the first, the second … loaded."""
    suyos = {e: k for e, k in cortes_de(informes).items() if ano in (None, e) and len(k) > 1}
    if not suyos:
        return []
    ejercicio = max(suyos)
    cortes = suyos[ejercicio]
    por_mes = {k.month: k for k in cortes}
    if all(3 * n in por_mes for n in lugares):
        return [Periodo(ejercicio=ejercicio, corte=por_mes[3 * n]) for n in lugares]
    return [Periodo(ejercicio=ejercicio, corte=cortes[n - 1]) for n in lugares] if max(lugares) <= len(cortes) else []


def de_trimestres(c: Cobertura, informes: Sequence[Informe]) -> list[Mencion]:
    """Two quarters set against each other: the cuts that end with them where the year has both, else its quarters. One
    quarter is set against the one before it."""
    spans = c.de("trimestre", "dos_trimestres")
    dichos = [(s, t) for s in spans if s.tipo == "dos_trimestres" or len(s.valor) == 1 for t in s.valor]
    if len(dichos) == 1 and dichos[0][1] != "T1" and c.hay("cambio") and len(anos_escritos(c)) < 2:
        s, t = dichos[0]
        dichos.insert(0, (s, TRIMESTRES[TRIMESTRES.index(t) - 1]))
    if len({t for _, t in dichos}) == 1:
        return _de_ano_en_ano(c, dichos, informes)
    if len({t for _, t in dichos}) != 2 or not informes:
        return []
    escritos = anos_escritos(c)
    fines = {t: 3 * (TRIMESTRES.index(t) + 1) for _, t in dichos}
    con_cortes = [e for e, k in cortes_de(informes).items() if (not escritos or e in escritos) and {x.month for x in k} >= set(fines.values())]
    if con_cortes and len(escritos) < 2:
        cortes = {k.month: k for k in cortes_de(informes)[max(con_cortes)]}
        return [Mencion(s.ini, s.fin, Periodo(ejercicio=max(con_cortes), corte=cortes[fines[t]])) for s, t in dichos]
    anos = escritos if len(escritos) == 2 else [escritos[0] if escritos else max(i[1] for i in informes)] * 2
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=a, trimestre=t)) for (s, t), a in zip(dichos, anos, strict=False)]


def anos_escritos(c: Cobertura) -> list[int]:
    """The years that a question writes, in its order."""
    return [int(a) for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))]


def mismo_trimestre(c: Cobertura) -> bool:
    """Whether one quarter is named of two years, each time by itself: "en el primer trimestre de 2022 y no en el de 2023"."""
    dichos = c.de("trimestre")
    return len(dichos) == 2 and dichos[0].valor == dichos[1].valor and len(dichos[0].valor) == 1 and len(set(anos_escritos(c))) == 2


def _de_ano_en_ano(c: Cobertura, dichos: Sequence[tuple[Span, Trimestre]], informes: Sequence[Informe]) -> list[Mencion]:
    """A quarter against the same one of another year: of two that are named, or of the year before where the first is named
    alone ("mejoraron en el primer trimestre de 2023")."""
    anos = sorted(set(anos_escritos(c)))
    if len(anos) == 1 and c.hay("cambio") and anos[0] - 1 in {i[1] for i in informes}:
        anos.insert(0, anos[0] - 1)
    if len(anos) != 2:
        return []
    lugares = [s for s, _ in dichos] if len(dichos) == 2 else [s for s in c.de("ano")][:2]
    if len(lugares) != 2:
        lugares = [dichos[0][0]] * 2
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=a, trimestre=dichos[0][1])) for s, a in zip(lugares, anos, strict=True)]


def en_orden(dichas: Sequence[Mencion]) -> list[Periodo]:
    """The distinct periods of some mentions, in time order."""
    return sorted(dict.fromkeys(m.periodo for m in dichas), key=lambda p: (p.ejercicio or 0, p.trimestre or "", p.corte or date.max))


def periodos_de(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe], previo: Plan | None) -> tuple[Periodo, ...]:
    """The periods set against each other, in time order: all that are named; one and its neighbour; those of the last
    question; or the last two that are loaded. Empty where the question sets none."""
    distintos = en_orden(dichas)
    relativo = any(not re.search(r"\d{4}", str(v)) for v in c.valores("previo"))
    if len(distintos) >= 2:
        return _intermedios(distintos, informes) if c.hay("tendencia") or "historia" in c.valores("cambio") else tuple(distintos)
    if todos := _repetidos(c, informes):
        return todos if not distintos or ("seguidos" in c.valores("varios") and set(distintos) <= set(todos)) else ()
    if previo is not None and (heredados := _heredados(c, distintos, informes, previo)):
        return heredados
    senala = c.hay("cambio", "varios", "misma_causa") or relativo
    if any(t.norma.startswith("trimestr") for s in c.de("tendencia") for t in c.tokens[s.ini : s.fin]):
        return ()
    if not senala or (c.hay("trimestre", "dos_trimestres") and not distintos):
        return ()
    cortes = cortes_de(informes)
    anos = _anos(informes)
    por_corte = any(s.valor in ("corte", "trimestre") for s in c.de("dim"))
    if distintos:
        p = distintos[0]
        propios = cortes.get(p.ejercicio or 0, [])
        if p.corte is not None:
            todos_ = [Periodo(ejercicio=p.ejercicio, corte=k) for k in propios]
            if relativo and p in todos_[:1]:
                return ()
            return _vecinos(todos_, p, antes=not relativo and (p.corte == propios[0] or _es_punto_de_partida(c, dichas[0])))
        if len(propios) > 1 and (p.ejercicio not in anos or "corte" in c.valores("varios") or por_corte):
            return Periodo(ejercicio=p.ejercicio, corte=propios[-2]), Periodo(ejercicio=p.ejercicio, corte=propios[-1])
        return _vecinos([Periodo(ejercicio=a) for a in anos], p, antes=_es_punto_de_partida(c, dichas[0]))
    de_corte = "corte" in c.valores("varios") or por_corte or any("corte" in str(v) or "informe" in str(v) or "reporte" in str(v) for v in c.valores("previo"))
    ultimo = max((e for e, k in cortes.items() if len(k) > 1), default=None)
    if ultimo is not None and (de_corte or len(anos) < 2):
        return Periodo(ejercicio=ultimo, corte=cortes[ultimo][-2]), Periodo(ejercicio=ultimo, corte=cortes[ultimo][-1])
    return (Periodo(ejercicio=anos[-2]), Periodo(ejercicio=anos[-1])) if len(anos) > 1 else ()


def todos_los_anos(periodos: tuple[Periodo, ...], dichas: Sequence[Mencion], informes: Sequence[Informe]) -> tuple[Periodo, ...]:
    """The years between the first and the last of some periods; every year that is loaded, where none is named."""
    anos = [p.ejercicio for p in (periodos if len(en_orden(dichas)) > 1 else ()) if p.ejercicio]
    return tuple(Periodo(ejercicio=a) for a in sorted({i[1] for i in informes}) if not anos or min(anos) <= a <= max(anos)) if not any(p.corte for p in periodos) else periodos


def _intermedios(dichos: Sequence[Periodo], informes: Sequence[Informe]) -> tuple[Periodo, ...]:
    """An evolution goes through the years, or the cuts of a year, between the first and the last that are named."""
    antes, despues = dichos[0], dichos[-1]
    if antes.corte and despues.corte:
        suyos = sorted({(i[1], i[2]) for i in informes if antes.corte <= i[2] <= despues.corte and i[1] == antes.ejercicio == despues.ejercicio})
        return tuple(Periodo(ejercicio=e, corte=k) for e, k in suyos) or tuple(dichos)
    if antes.ejercicio and despues.ejercicio and not any(p.corte or p.trimestre for p in dichos):
        return tuple(Periodo(ejercicio=e) for e in sorted({i[1] for i in informes if antes.ejercicio <= i[1] <= despues.ejercicio} | {antes.ejercicio, despues.ejercicio}))
    return tuple(dichos)


def _repetidos(c: Cobertura, informes: Sequence[Informe]) -> tuple[Periodo, ...]:
    """ "Dos años seguidos", "todos los años": the years that are so loaded."""
    anos = sorted({i[1] for i in informes})
    if "seguidos" in c.valores("varios"):
        n = cuantos_seguidos(c)
        propios = [a for a in _anos(informes) if {a - k for k in range(n)} <= set(anos)]
        # Where a year between is not loaded, the last ones that are.
        suyos = [propios[-1] - k for k in reversed(range(n))] if propios else anos[-n:] if n > 2 else []
        return tuple(Periodo(ejercicio=a) for a in suyos)
    return tuple(Periodo(ejercicio=a) for a in anos) if en_todos(c) is not None and len(_anos(informes)) > 1 else ()


_SEGUIDOS = {"dos": 2, "tres": 3, "cuatro": 4, "2": 2, "3": 3, "4": 4}


def cuantos_seguidos(c: Cobertura) -> int:
    """How many years in a row a question asks for: "llevan tres años sin cumplirse"; two where it gives no number."""
    dichas = [t.norma for s in c.de("varios") if s.valor == "seguidos" for t in c.tokens[s.ini : s.fin]]
    return next((_SEGUIDOS[n] for n in dichas if n in _SEGUIDOS), 2)


def en_todos(c: Cobertura) -> Span | None:
    """The words that ask for every year: "todos los años", "siempre", or a state with "nunca" in it."""
    nunca = [s for s in c.de("clase") if {"nunca", "jamas"} & {t.norma for t in c.tokens[s.ini : s.fin]}]
    return next((s for s in (*c.de("varios"), *nunca) if s.tipo == "clase" or s.valor == "todos"), None)


def _heredados(c: Cobertura, distintos: Sequence[Periodo], informes: Sequence[Informe], previo: Plan) -> tuple[Periodo, ...]:
    """The periods that the last question was about, where this one says what changed and names one at most."""
    cargados = {(i[1], i[2]) for i in informes} | {(i[1], None) for i in informes}
    if not c.hay("cambio", "varios", "esas"):
        return ()
    if previo.periodos and not distintos:
        dichos = tuple(p for p in previo.periodos if (p.ejercicio, p.corte) in cargados or p.trimestre)
        return dichos if len(dichos) > 1 and c.hay("cambio", "varios") else ()
    antes = previo.periodos[0] if len(previo.periodos) == 1 else _de_un_periodo(previo)
    if antes is None:
        return ()
    if not distintos and antes.corte is None:
        despues = max((e for e, _ in cargados), default=0)
        return (antes, Periodo(ejercicio=despues)) if c.hay("cambio") and despues > (antes.ejercicio or despues) else ()
    if not distintos and antes.corte:
        ultimo = max((k for e, k in cargados if e == antes.ejercicio and k), default=None)
        return (antes, Periodo(ejercicio=antes.ejercicio, corte=ultimo)) if ultimo and ultimo > antes.corte and (c.hay("cierre", "total_general") or not _es_de_ano(c)) else ()
    if len(distintos) == 1 and (bool(antes.corte) is bool(distintos[0].corte)):
        juntos = sorted({antes, distintos[0]}, key=lambda p: (p.ejercicio or 0, p.corte or date.max))
        return tuple(juntos) if len(juntos) == 2 else ()
    return ()


def _de_un_periodo(previo: Plan) -> Periodo | None:
    anos = previo.entidad("ejercicio")
    if previo.corte is not None:
        return Periodo(ejercicio=int(anos[0]) if len(anos) == 1 else previo.corte.year, corte=previo.corte)
    return Periodo(ejercicio=int(anos[0])) if len(anos) == 1 and not previo.periodos else None


def _es_de_ano(c: Cobertura) -> bool:
    return any("ano" in str(v) or "ejercicio" in str(v) for v in (*c.valores("previo"), *c.valores("varios")))


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


def _vecinos(todos: Sequence[Periodo], p: Periodo, antes: bool) -> tuple[Periodo, ...]:
    if p not in todos or len(todos) < 2:
        return ()
    i = todos.index(p)
    if antes and i + 1 < len(todos):
        return p, todos[-1]
    return (todos[i - 1], p) if i else (p, todos[i + 1])


def _es_punto_de_partida(c: Cobertura, m: Mencion) -> bool:
    """ "respecto de 2022", "desde 2022", "que en 2022": the year named is the earlier one."""
    previas = [t.norma for t in c.tokens[max(0, m.ini - 3) : m.ini + 1]]
    return bool(set(previas) & {"respecto", "desde", "que", "contra", "frente", "vs", "con", "comparacion", "comparado", "comparadas", "contraste", "relacion"})
