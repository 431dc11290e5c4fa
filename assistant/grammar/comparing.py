"""Two periods in one question: "¿qué metas dejaron de cumplirse en 2023?", "de junio a diciembre", "ambos años".

The periods that a question names are put in time order; what it says of each becomes a relation between them (better,
worse, met before and not after), a comparison of totals, or the figures of one goal in both. Without two periods to
hold against each other the question is left to the other rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.ranking import cuantas
from assistant.grammar.slots import Huecos
from assistant.lexicon import MESES
from assistant.link import Vocabulario
from assistant.plan import (
    CANTIDADES,
    Clase,
    ConClase,
    ConTrimestre,
    Dimension,
    En,
    Orden,
    Periodo,
    Relacion,
)
from assistant.spans import Cobertura, Span, es_verbo

_OPUESTA: dict[Clase, Clase] = {"no_cumplidas": "cumplidas", "sin_avance": "cumplidas", "parcial": "cumplidas", "cumplidas": "no_cumplidas", "exacta": "no_cumplidas", "rebasada": "no_cumplidas"}
_RELACIONES: dict[str, Relacion] = {
    "mejor": Relacion(sentido="mejor"),
    "peor": Relacion(sentido="peor"),
    "igual": Relacion(sentido="igual"),
    "dejo": Relacion(clase_antes="cumplidas", clase_despues="no_cumplidas"),
    "empezo": Relacion(clase_antes="no_cumplidas", clase_despues="cumplidas"),
    "siguen": Relacion(clase_antes="no_cumplidas", clase_despues="no_cumplidas"),
    "nueva": Relacion(presencia="nueva"),
    "retirada": Relacion(presencia="retirada"),
}
_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea")
_ANTES_DE_PERIODO = frozenset("en el la de del al a ano ejercicio corte cierre pero y sin embargo".split())


@dataclass(frozen=True, slots=True)
class Mencion:
    """A period as the question names it: the tokens ``ini`` to ``fin``."""

    ini: int
    fin: int
    periodo: Periodo


def leer_comparacion(c: Cobertura, h: Huecos, voc: Vocabulario) -> None:
    """Fill in the periods and what is asked of them, where the question sets two against each other."""
    informes = _ambito(h, voc)
    dichas = _menciones(c, informes)
    if c.hay("corregida"):
        _corregidas(c, h, dichas, cast("tuple[str, ...]", next(iter(c.valores("corregida")))))
    elif "historia" in c.valores("cambio") and len(dichas) < 2:
        _historia(c, h, voc, informes)
    elif (par := _par(c, dichas, informes)) is not None:
        _comparar(c, h, voc, dichas, par)
    if not h.fijo:
        sueltas = {i for s in c.de("mes") for i in range(s.ini, s.fin) if not c.tokens[i].vacio}
        c.sueltos = sorted({*c.sueltos, *sueltas})


def _comparar(c: Cobertura, h: Huecos, voc: Vocabulario, dichas: Sequence[Mencion], par: tuple[Periodo, Periodo]) -> None:
    relacion = _relacion(c, dichas, par)
    sujeto = c.hay("meta") or _hay_palabras(c, voc)
    contra = c.hay("compara", "tendencia") or bool({"cambio", "historia"} & set(c.valores("cambio"))) or _mas_que(c, dichas)
    cortes = par[0].corte is not None or par[1].corte is not None
    if relacion is not None and not (c.hay("meta") and not relacion.presencia):
        _por_relacion(c, h, par, relacion)
    elif cortes and (contra or c.hay("cambio", "metrica", "dos_cortes", "varios", "cuenta")):
        if "cambio" in c.valores("cambio") and not sujeto and not c.hay("clase", "metrica", "dim", "medida"):
            _corregidas(c, h, dichas, ("cifra_cambiada", "meta_anual_modificada"))
        else:
            _lado_a_lado(c, h, par, sujeto)
    elif not cortes and (contra or relacion is not None or c.hay("previo", "varios") or (not sujeto and _solo_medida(c))):
        _lado_a_lado(c, h, par, sujeto)


# -- which periods ------------------------------------------------------------------------------------------------------
_Informe = tuple[str, int, date, str, str, str]


def _ambito(h: Huecos, voc: Vocabulario) -> list[_Informe]:
    """The loaded reports of the places that the question names (all of them, if it names none)."""
    campo = {"municipio": 0, "ramo": 3, "programa": 4, "unidad": 5}
    filtros = [f for f in h.filtros if isinstance(f, En) and f.entidad in campo and not f.negado]
    return [i for i in voc.informes if all(_es_de(i, i[campo[f.entidad]], f) for f in filtros)] or list(voc.informes)


def _es_de(informe: _Informe, suyo: str, f: En) -> bool:
    """Whether a report is of what a filter names; a unit's code may come with its municipality."""
    return suyo in f.valores or (f.entidad == "unidad" and f"{suyo}@{informe[0]}" in f.valores)


def _menciones(c: Cobertura, informes: Sequence[_Informe]) -> list[Mencion]:
    salida: list[Mencion] = []
    for s in c.de("ano", "corte", "hasta_mes", "mes", "dos_cortes", "meses", "previo"):
        palabras = str(s.valor).split()
        anos = [int(p) for p in palabras if re.fullmatch(r"(?:19|20)\d\d", p)]
        meses = [MESES[p] for p in palabras if p in MESES]
        if s.tipo == "ano" or (s.tipo == "previo" and anos):
            menos = 1 if s.tipo == "previo" else 0
            salida += [Mencion(s.ini, s.fin, Periodo(ejercicio=a - menos)) for a in anos]
        elif s.tipo != "previo":
            escritos = anos or [a for t in c.de("ano") for a in (int(x) for x in re.findall(r"(?:19|20)\d\d", str(t.valor)))]
            for n, mes in enumerate(meses):
                if (p := _corte_de(mes, escritos[min(n, len(escritos) - 1)] if escritos else None, informes)) is not None:
                    salida.append(Mencion(s.ini, s.fin, p))
    con_corte = {m.periodo.ejercicio for m in salida if m.periodo.corte}
    salida = [m for m in salida if m.periodo.corte or m.periodo.ejercicio not in con_corte]
    return sorted({(m.ini, m.periodo.corte or date.min, m.periodo.ejercicio or 0): m for m in salida}.values(), key=lambda m: m.ini)


def _corte_de(mes: int, ano: int | None, informes: Sequence[_Informe]) -> Periodo | None:
    hallados = [(i[1], i[2]) for i in informes if i[2].month == mes and ano in (None, i[1], i[2].year)]
    if not hallados:
        return None
    con_varios = [x for x in hallados if len({i[2] for i in informes if i[1] == x[0]}) > 1]
    ejercicio, corte = max(con_varios or hallados)
    return Periodo(ejercicio=ejercicio, corte=corte)


def _par(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[_Informe]) -> tuple[Periodo, Periodo] | None:
    """The two periods, the earlier first: both named, or one and its neighbour, or the last two that are loaded."""
    distintos = sorted({(m.periodo.ejercicio or 0, m.periodo.corte or date.max): m.periodo for m in dichas}.items())
    if len(distintos) >= 2:
        return distintos[0][1], distintos[-1][1]
    relativo = any(not re.search(r"\d{4}", str(v)) for v in c.valores("previo"))
    senala = c.hay("cambio", "varios") or relativo
    if not senala:
        return None
    cortes = _cortes(informes)
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


def _cortes(informes: Sequence[_Informe]) -> dict[int, list[date]]:
    salida: dict[int, set[date]] = defaultdict(set)
    for i in informes:
        salida[i[1]].add(i[2])
    return {e: sorted(k) for e, k in salida.items()}


def _anos(informes: Sequence[_Informe]) -> list[int]:
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
        return p, todos[-1] if p.corte is None else todos[i + 1]
    return (todos[i - 1], p) if i else (p, todos[i + 1])


def _es_punto_de_partida(c: Cobertura, m: Mencion) -> bool:
    """ "respecto de 2022", "desde 2022", "que en 2022": the year named is the earlier one."""
    previas = [t.norma for t in c.tokens[max(0, m.ini - 3) : m.ini + 1]]
    return bool(set(previas) & {"respecto", "desde", "que", "contra", "frente", "vs", "con", "comparacion", "comparado", "comparadas", "contraste", "relacion"})


# -- what is said of them -----------------------------------------------------------------------------------------------
def _relacion(c: Cobertura, dichas: Sequence[Mencion], par: tuple[Periodo, Periodo]) -> Relacion | None:
    for valor in c.valores("cambio"):
        if valor in _RELACIONES:
            return _RELACIONES[valor]
    clases = c.de("clase")
    if not clases:
        return None
    primera = cast(Clase, clases[0].valor)
    normas = [t.norma for t in c.tokens]
    ni = normas.count("ni") >= 2 or any(n.startswith("ningun") for s in c.de("varios") for n in normas[s.ini : s.fin])
    tanto = "tanto" in normas and "como" in normas
    if c.hay("varios") or ni or tanto:
        suya = _OPUESTA.get(primera, primera) if ni and primera in ("cumplidas", "exacta", "rebasada") else primera
        return Relacion(clase_antes=suya, clase_despues=suya)
    if len(dichas) < 2:
        return None
    lados = {0 if m.periodo == par[0] else 1: m for m in dichas if m.periodo in par}
    if len(lados) < 2:
        return None
    cerca = {min(lados, key=lambda k: _distancia(s, lados[k])): cast(Clase, s.valor) for s in reversed(clases)}
    if len(cerca) == 1:
        (lado, clase), *_ = cerca.items()
        otro = 1 - lado
        eco = _eco(c, lados[otro])
        if eco is None:
            return None
        cerca[otro] = _segun_eco(clase, eco)
    return Relacion(clase_antes=cerca[0], clase_despues=cerca[1])


def _distancia(s: Span, m: Mencion) -> float:
    """How far a state stands from a period; one that follows its state directly is the nearest."""
    return m.ini - s.fin if m.ini >= s.fin else s.ini - m.fin + 0.5


def _eco(c: Cobertura, m: Mencion) -> str | None:
    """A bare "sí", "no", "también", "tampoco" beside a period."""
    ecos = ("si", "no", "tambien", "tampoco")
    libre = [not any(s.ini <= i < s.fin and s.tipo == "clase" for s in c.spans) for i in range(len(c.tokens))]
    for i in range(m.fin, min(m.fin + 3, len(c.tokens))):
        if c.tokens[i].norma in ecos and libre[i]:
            return c.tokens[i].norma
    for i in range(m.ini, -1, -1):
        if c.tokens[i].norma in ecos and libre[i]:
            return c.tokens[i].norma
        if i < m.ini and c.tokens[i].norma not in _ANTES_DE_PERIODO:
            return None
    return None


def _segun_eco(clase: Clase, eco: str) -> Clase:
    if eco in ("tambien", "tampoco"):
        return clase
    buena = clase in ("cumplidas", "exacta", "rebasada")
    if (eco == "si") == buena:
        return "cumplidas" if buena else "no_cumplidas"
    return _OPUESTA.get(clase, clase)


def _mas_que(c: Cobertura, dichas: Sequence[Mencion]) -> bool:
    """ "más … en 2023 que en 2022"."""
    if len(dichas) < 2:
        return False
    entre = {t.norma for t in c.tokens[dichas[0].fin : dichas[-1].ini + 1]}
    antes = {t.norma for t in c.tokens[: dichas[0].fin]}
    return "que" in entre and bool({"mas", "menos"} & (antes | entre))


def _solo_medida(c: Cobertura) -> bool:
    """A unit of measure and two years, and nothing else: "kilómetros en 2022 y en 2023"."""
    return c.hay("medida") and not c.hay("nombre", "nivel", "clase", "meta", "rango", "promedio", "causa")


def _hay_palabras(c: Cobertura, voc: Vocabulario) -> bool:
    """Whether words of the question are looked for in the goals' texts."""
    return any(not c.tokens[i].vacio and not c.tokens[i].numero and c.tokens[i].raiz in voc.frecuencia and not es_verbo(c.tokens, i) for i in c.sueltos)


# -- what is asked ------------------------------------------------------------------------------------------------------
def _despejar(c: Cobertura, h: Huecos, estados: bool) -> None:
    """The periods are the plan's own: no year, cut or quarter is left as a filter, nor the states that they hold."""
    sin = (ConTrimestre,) if not estados else (ConTrimestre, ConClase)
    trimestral = c.hay("trimestre", "dos_trimestres")
    conservadas = [f for f in h.filtros if not isinstance(f, sin) and not (isinstance(f, En) and f.entidad == "ejercicio")]
    if not estados and not trimestral and h.clases and any(isinstance(f, ConTrimestre) for f in h.filtros):
        conservadas.append(ConClase(clases=tuple(h.clases)))
    h.filtros = conservadas
    h.corte = None
    h.trimestres = h.trimestres if trimestral else ()
    if estados:
        h.clases = []
    h.fijo = True


def _por_relacion(c: Cobertura, h: Huecos, par: tuple[Periodo, Periodo], relacion: Relacion) -> None:
    _despejar(c, h, estados=True)
    h.periodos = par
    cabeza = cabeza_de(c)
    grupos = dimensiones_de(c)
    if relacion.sentido in ("mejor", "peor") and cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not c.hay("cuenta") and not c.de("nombre", "nivel"):
        h.agrupar, h.intent, h.metrica = (cast(Dimension, cabeza.valor),), "rank", "proporcion"
        h.orden = Orden(metrica="proporcion", descendente=relacion.sentido == "mejor")
        return
    h.relacion = relacion
    if cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not grupos:
        grupos = (cast(Dimension, cabeza.valor),)
    if grupos and grupos[0] in _GRUPOS:
        h.agrupar, h.intent, h.metrica = grupos[:1], "count", "metas"
        if c.hay("rango"):
            h.intent, h.orden = "rank", Orden(metrica="metas", descendente=True)
        return
    h.intent = "count" if c.hay("cuenta") else "list"
    if relacion.sentido in ("mejor", "peor") and _superlativo(c):
        h.intent, h.metrica = "rank", "avance"
        h.orden = Orden(metrica="avance", descendente=relacion.sentido == "mejor")
        h.limite = cuantas(c, False)


def _superlativo(c: Cobertura) -> bool:
    return c.hay("rango", "ordena") or any(
        {"mas", "menos", "mayor", "menor"} & {t.norma for t in c.tokens[max(0, s.ini - 1) : s.fin + 1]} for s in c.de("cambio")
    )


def _lado_a_lado(c: Cobertura, h: Huecos, par: tuple[Periodo, Periodo], sujeto: bool) -> None:
    """One goal's figures in both periods, or the totals of each."""
    _despejar(c, h, estados=False)
    h.periodos = par
    metricas = [m for m in c.valores("metrica") if m in CANTIDADES]
    if sujeto:
        h.intent, h.metrica = "detail", None
        return
    dimension: Dimension = "corte" if par[0].corte or par[1].corte else "ejercicio"
    suma = c.hay("medida") and not c.de("nombre", "nivel")
    h.agrupar = (dimension,)
    h.intent, h.metrica = ("compare", metricas[0] if metricas else "alcanzado") if suma else ("compare", "metas" if h.clases else None)
    if (grupos := [d for d in (s.valor for s in c.de("dim")) if d in _GRUPOS]) and not suma:
        h.agrupar, h.intent, h.metrica = (grupos[0],), "compare", "proporcion"


def _historia(c: Cobertura, h: Huecos, voc: Vocabulario, informes: Sequence[_Informe]) -> None:
    """All the cuts of one goal, or the totals of every year."""
    _despejar(c, h, estados=False)
    if c.hay("meta") or _hay_palabras(c, voc):
        h.periodos = tuple(Periodo(ejercicio=e, corte=k) for e, k in sorted({(i[1], i[2]) for i in informes}))
        h.intent = "detail"
    else:
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "metas" if h.clases else None


def _corregidas(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], reglas: tuple[str, ...]) -> None:
    """The figures that a later cut prints otherwise are findings of the audit."""
    anos = tuple(dict.fromkeys(str(m.periodo.ejercicio) for m in dichas if m.periodo.ejercicio))
    _despejar(c, h, estados=True)
    if anos:
        h.filtros.append(En(entidad="ejercicio", valores=anos))
    h.filtros = [f for f in h.filtros if isinstance(f, En)]
    h.intent, h.hallazgos, h.reglas = "audit", True, reglas
