"""What a question says of two or more periods: a relation between what a goal was in one and is in the other.

"Dejaron de cumplirse", "sí en 2022 y no en 2023", "todos los años", "existen en 2022 pero no en 2021": read off the
spans of the cover and the places of the periods among them; ``comparing`` decides what is asked of the relation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import cast

from assistant.grammar.mentions import Mencion, en_todos
from assistant.plan import Clase, ConClase, Periodo, Plan, Relacion
from assistant.spans import Cobertura, Span

OPUESTA: dict[Clase, Clase] = {"al_corriente": "no_cumplidas", "no_cumplidas": "cumplidas", "sin_avance": "cumplidas", "parcial": "cumplidas", "cumplidas": "no_cumplidas", "exacta": "no_cumplidas", "rebasada": "no_cumplidas"}
RELACIONES: dict[str, Relacion] = {
    "mejor": Relacion(sentido="mejor"),
    # By the share of the year's goal, which is what "avanzar" adds to, and not by what was programmed.
    "avanzo": Relacion(sentido="mejor", minimo=0),
    "peor": Relacion(sentido="peor"),
    "igual": Relacion(sentido="igual"),
    "misma_anual": Relacion(sentido="igual", metrica="meta_anual"),
    "dejo": Relacion(clase_antes="cumplidas", clase_despues="no_cumplidas"),
    "empezo": Relacion(clase_antes="no_cumplidas", clase_despues="cumplidas"),
    "siguen": Relacion(clase_antes="no_cumplidas", clase_despues="no_cumplidas"),
    "nueva": Relacion(presencia="nueva"),
    "retirada": Relacion(presencia="retirada"),
    "se_atraso": Relacion(clase_antes="al_corriente", clase_despues="no_cumplidas"),
    "situacion": Relacion(sentido="cambio"),
}
_SUBE = re.compile(r"(?:aument|increment|sub|crec|ampli|elev|alza)\w*")
_BAJA = re.compile(r"(?:baj|reduj|reduc|disminu|recort|cay|caid)\w*")


def de_meta_anual(c: Cobertura, dichas: Sequence[Mencion]) -> Relacion | None:
    """ "Aumentaron su meta anual de 2022 a 2023": another year's goal, which is no correction of a figure."""
    anos = {m.periodo.ejercicio for m in dichas}
    if len(anos) < 2 or any(m.periodo.corte for m in dichas) or not any("meta_anual_modificada" in v and "cifra_cambiada" not in v for v in c.valores("corregida")):
        return None
    verbos = [t.norma for s in c.de("corregida") for t in c.tokens[s.ini : s.fin]]
    sube, baja = (any(patron.fullmatch(v) for v in verbos) for patron in (_SUBE, _BAJA))
    clase = cast(Clase, c.valores("clase")[0]) if len(c.de("clase")) == 1 else None  # "… y aun así no se cumplieron"
    return Relacion(sentido="mejor" if sube else "peor" if baja else "cambio", metrica="meta_anual", clase_despues=clase)


def con_el_ano_anterior(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[tuple[str, int, date, str, str, str]]) -> list[Mencion]:
    """ "Redujeron su programación anual en 2023", "bajaron su meta anual": from the year before, or between the last two, and
    not from one cut to another of the same year."""
    verbos = [t.norma for s in c.de("corregida") if "meta_anual_modificada" in s.valor and "cifra_cambiada" not in s.valor for t in c.tokens[s.ini : s.fin]]
    cargados = sorted({i[1] for i in informes})
    if not any(_SUBE.fullmatch(v) or _BAJA.fullmatch(v) for v in verbos) or len(dichas) > 1 or any(m.periodo.corte for m in dichas) or c.hay("corte", "mes", "dos_cortes", "trimestre", "meta"):
        return list(dichas)
    ano = dichas[0].periodo.ejercicio if dichas else cargados[-1] if cargados else None
    if ano is None or ano - 1 not in cargados:
        return list(dichas)
    s = c.de("corregida")[0]
    return [Mencion(s.ini, s.ini, Periodo(ejercicio=ano - 1)), *(dichas or [Mencion(s.fin, s.fin, Periodo(ejercicio=ano))])]


def plural_de_metas(c: Cobertura) -> bool:
    """Whether the question asks which goals: "¿a qué metas …?", "las metas que …"."""
    return any(s.valor in ("meta", "accion", "principal") and c.tokens[s.ini].norma.endswith("s") for s in c.de("nombre", "nivel"))


def estados_juntos(c: Cobertura) -> bool:
    """ "Las metas cumplidas y no cumplidas", "cumplidas o rebasadas": one state beside another, both asked of every period."""
    if any({t.norma for t in c.tokens[a.fin : b.ini]} in ({"o"}, {"u"}) for a, b in pairwise(c.de("clase"))):
        return True
    return any(
        {a.valor, b.valor} == {"cumplidas", "no_cumplidas"} and {t.norma for t in c.tokens[a.fin : b.ini]} <= {"y", "e", "o", "u", "las", "de", "los", "contra", "vs", "cuantas", "cuantos", "cuales"}
        for a, b in pairwise(c.de("clase"))
    )


_SEGUIR = ("sigu", "segu", "contin", "perman", "mantuv", "mantien")
_ANTES_DE_PERIODO = frozenset("en el la de del al a ano ejercicio corte cierre pero y sin embargo".split())


def heredada_de(c: Cobertura, previo: Plan | None) -> Relacion | None:
    """ "¿Y de septiembre a diciembre?": what the last question asked of two periods, of two others."""
    if previo is None or previo.relacion is None or previo.relacion.presencia or (not c.hay("sigue", "solo") and len(c.tokens) > 8):
        return None
    propio = c.hay("clase", "cambio", "varios", "compara", "tendencia", "metrica", "cuenta", "explica", "cita", "quien", "audita", "rango", "nombre")
    return None if propio else previo.relacion


def al_corte(r: Relacion, periodos: Sequence[Periodo]) -> Relacion:
    """Inside the year "cumplida" is on schedule: what is done is held against what was programmed up to the cut."""
    lados = {"clase_antes": periodos[0], "clase_despues": periodos[-1]}
    dichas = {campo: (getattr(r, campo), p.corte is not None and p.corte.month < 12) for campo, p in lados.items()}
    return r.model_copy(update={campo: "al_corriente" if dentro else "cumplidas" for campo, (clase, dentro) in dichas.items() if clase == ("cumplidas" if dentro else "al_corriente")})


def de_esas(c: Cobertura, periodos: Sequence[Periodo], previo: Plan | None) -> Relacion | None:
    """ "¿Cuáles de esas se cumplieron al cierre?": what they were is what the last question asked."""
    clases = c.de("clase")
    if previo is None or not c.hay("esas") or len(clases) != 1 or c.hay("cambio"):
        return None
    antes = next((f.clases[0] for f in previo.filtros if isinstance(f, ConClase) and not f.negado), None)
    return Relacion(clase_antes=antes, clase_despues=cast(Clase, clases[0].valor)) if antes else None


#: Verbs of a class that say what happened from one period to the other.
_SE_ATRASARON = re.compile(r"(?:atras|rezag|retras)(?:aron|o)")
_SE_ESTANCARON = ("avan", "estanc")


def verbo_de_cambio(c: Cobertura) -> Relacion | None:
    normas = [t.norma for s in c.de("clase") for t in c.tokens[s.ini : s.fin]]
    if any(_SE_ATRASARON.fullmatch(n) for n in normas):
        return RELACIONES["dejo"]
    sin_avance = [s for s in c.de("clase") if s.valor == "sin_avance" and any(t.norma.startswith(_SE_ESTANCARON) for t in c.tokens[s.ini : s.fin])]
    return RELACIONES["igual"] if sin_avance and len(c.de("clase")) == len(sin_avance) else None


def _de_a(c: Cobertura) -> bool:
    """ "Se rezagaron *de 2022 a 2023*": what happened from one to the other, not in each."""
    anos = c.de("ano")
    return len(anos) == 2 and bool({t.norma for t in c.tokens[anos[0].fin : anos[1].fin]} & {"a", "al", "hasta"})


def en_el_intervalo(c: Cobertura, periodos: Sequence[Periodo]) -> Relacion | None:
    """ "No avanzaron nada de septiembre a diciembre", "se atrasaron entre los dos cortes": it happened in between."""
    de_a = len(periodos) == 2 and all(p.ejercicio and not p.corte and not p.trimestre for p in periodos) and _de_a(c)
    if de_a and (relacion := verbo_de_cambio(c)) is not None and relacion.clase_antes and not c.hay("cambio"):
        return relacion
    intervalo = c.hay("dos_cortes", "meses", "cortes_n", "dos_trimestres", "previo") and all(p.corte or p.trimestre for p in periodos)
    return verbo_de_cambio(c) if intervalo and "ni" not in {t.norma for t in c.tokens} and not c.hay("cambio") else None


def en_ambos_cortes(c: Cobertura, dichas: Sequence[Mencion], periodos: Sequence[Periodo]) -> Relacion | None:
    """ "¿Qué metas se cumplieron en junio y en diciembre?", "no cumplidas al corte de junio ni al de diciembre": which were so
    at each of two cuts, not how many."""
    clases = c.de("clase")
    lista = c.hay("pide") or (c.spans and c.spans[0].tipo in ("nombre", "nivel"))
    if len(periodos) != 2 or not all(p.corte for p in periodos) or len(clases) != 1 or not lista or not c.de("nombre", "nivel"):
        return None
    if not _unidos(c, dichas) or c.hay("cuenta", "compara", "cambio", "rango", "dim", "metrica", "tendencia"):
        return None
    clase = cast(Clase, clases[0].valor)
    return Relacion(clase_antes=clase, clase_despues=clase)


def _unidos(c: Cobertura, dichas: Sequence[Mencion]) -> bool:
    """Whether two cuts are joined by a conjunction, each with its own preposition: "en junio y en diciembre"."""
    juntos = [" ".join(t.norma for t in c.tokens[s.ini : s.fin]) for s in c.de("dos_cortes")]
    if any(re.search(r" y (?:en|al?) ", f"{j} ") for j in juntos):
        return True
    a, d = dichas[0], dichas[-1]
    return a.ini != d.ini and {t.norma for t in c.tokens[a.fin : d.ini]} in ({"y"}, {"ni"}, {"y", "tambien"}, {"y", "en"}, {"ni", "en"})


def relacion_de(c: Cobertura, dichas: Sequence[Mencion], par: tuple[Periodo, ...]) -> Relacion | None:
    if c.hay("misma_causa"):
        suya = cast(Clase, c.valores("clase")[0]) if c.hay("clase") else None
        return Relacion(clase_antes=suya, clase_despues=suya, misma_causa=True)
    if len(par) > 2 and (una_a_una := _de_cada_periodo(c, dichas, par)):
        return Relacion(clases=una_a_una)
    for valor in c.valores("cambio"):
        if valor == "peor" and _se_cayeron(c) and c.valores("clase") == ["cumplidas"]:
            return RELACIONES["dejo"]
        if valor in ("mejor", "peor") and c.hay("clase") and len(par) == 2 and len(dichas) > 1:
            siguen: dict[str, Clase] = {"clase_despues": "no_cumplidas"} if "siguen" in c.valores("cambio") else {}
            return RELACIONES[valor].model_copy(update=_estados_de_cada_lado(c, dichas, par) | siguen)
        if valor in RELACIONES:
            return RELACIONES["se_atraso" if valor == "dejo" and "al_corriente" in c.valores("clase") else valor]
    clases = c.de("clase")
    if not clases:
        return _existencia(c, dichas, par)
    if estados_juntos(c):
        return None
    primera = cast(Clase, clases[0].valor)
    normas = [t.norma for t in c.tokens]
    ni = ni_de_periodos(c) or any(n.startswith("ningun") for s in c.de("varios") for n in normas[s.ini : s.fin])
    tanto = "tanto" in normas and "como" in normas
    if (todos := en_todos(c)) is not None and not (ni or tanto):
        return _en_todos(c, clases[0], todos)
    if c.hay("varios") or ni or tanto:
        suya = OPUESTA.get(primera, primera) if ni and primera in ("cumplidas", "exacta", "rebasada") else primera
        return Relacion(clase_antes=suya, clase_despues=suya, siempre=ni and "todos" in c.valores("varios"))
    if len(dichas) < 2:
        return None
    if any(t.norma.startswith(_SEGUIR) for t in c.tokens[max(0, clases[0].ini - 1) : clases[0].fin]):
        return Relacion(clase_antes=primera, clase_despues=primera)
    lados = {0 if m.periodo == par[0] else 1: m for m in dichas if m.periodo in (par[0], par[-1])}
    if len(lados) < 2 or len(par) > 2:
        return None
    if lados[0].ini == lados[1].ini and len(clases) == 2:
        # "Iban bien en junio y en septiembre no se cumplían": the states in the order of the periods.
        primero = 0 if dichas[0].periodo == par[0] else 1
        suyas = {primero: cast(Clase, clases[0].valor), 1 - primero: cast(Clase, clases[1].valor)}
        return Relacion(clase_antes=suyas[0], clase_despues=suyas[1])
    if len(clases) == 2 and len({min(lados, key=lambda k: _distancia(s, lados[k])) for s in clases}) == 1:
        # "Que en junio iban bien terminaron el año sin cumplirse": each state goes with a period, in their order.
        suyas = {k: cast(Clase, s.valor) for k, s in zip(sorted(lados, key=lambda k: lados[k].ini), clases, strict=True)}
        return Relacion(clase_antes=suyas[0], clase_despues=suyas[1])
    cerca = {min(lados, key=lambda k: _distancia(s, lados[k])): cast(Clase, s.valor) for s in reversed(clases)}
    if len(cerca) == 1:
        (lado, clase), *_ = cerca.items()
        otro = 1 - lado
        eco = eco_de(c, lados[otro])
        if eco is None and (c.tokens[lados[otro].ini].norma == "como" or _como_quedo(c, lados[otro])):
            return Relacion(clase_antes=clase) if lado == 0 else Relacion(clase_despues=clase)
        if eco is None:
            return None
        cerca[otro] = segun_eco(clase, eco)
    return Relacion(clase_antes=cerca[0], clase_despues=cerca[1])


def _como_quedo(c: Cobertura, m: Mencion) -> bool:
    """ "… y con cuánto cerró cada una en diciembre", "¿y cómo quedaron al cierre?": of the other period, how it stood there."""
    previas = range(max(0, m.ini - 6), m.ini)
    # "Como motivo de …", before a noun, asks nothing.
    return any(c.tokens[i].norma == "cuanto" or (c.tokens[i].norma == "como" and not any(s.ini == i + 1 and s.tipo in ("dim", "nombre") for s in c.spans)) for i in previas)


_TIEMPOS = ("ano", "corte", "mes", "hasta_mes", "dos_cortes", "trimestre", "dos_trimestres", "previo", "cierre", "total_general")


def ni_de_periodos(c: Cobertura) -> bool:
    """ "Ni en 2022 ni en 2023": each "ni" leads to a period, and not to a cause ("ni por lluvias ni por presupuesto")."""
    de_clase = {i for s in c.de("clase") for i in range(s.ini, s.fin)}  # "justo en 100 %, ni más ni menos"
    normas = ["" if i in de_clase and t.norma == "ni" else t.norma for i, t in enumerate(c.tokens)]
    if normas.count("ni") < 2:
        return False
    de_causa = [s.ini for s in c.de("causa", "por_causa", "dinero", "unidad", "municipio", "programa")]
    sueltos = [i for i, n in enumerate(normas) if n == "ni" and any(0 < k - i <= 2 for k in de_causa)]
    return len(sueltos) < normas.count("ni") and c.hay(*_TIEMPOS)


def _se_cayeron(c: Cobertura) -> bool:
    """ "Se cumplieron en 2021 y se cayeron en 2022": beside those that were met, the ones that fell were not."""
    caidas = [s for s in c.de("cambio") if s.valor == "peor" and re.search(r"\bca(?:y|ig|en)", " ".join(t.norma for t in c.tokens[s.ini : s.fin]))]
    return any(not c.hay("metrica") and c.de("clase")[0].ini < s.ini for s in caidas if c.hay("clase"))


def _estados_de_cada_lado(c: Cobertura, dichas: Sequence[Mencion], par: Sequence[Periodo]) -> dict[str, Clase]:
    """ "Fallaron en 2022 y mejoraron en 2023 aunque no se cumplieron": each state is of the period that it stands by."""
    lados = [m for m in dichas if m.periodo in par]
    return {"clase_antes" if min(lados, key=lambda m: _distancia(s, m)).periodo == par[0] else "clase_despues": cast(Clase, s.valor) for s in reversed(c.de("clase"))}


#: What a goal is after a change, where each of several periods has its own state.
TRAS_EL_CAMBIO: dict[str, Clase] = {"dejo": "no_cumplidas", "se_atraso": "no_cumplidas", "siguen": "no_cumplidas", "empezo": "cumplidas"}


def estados_dichos(c: Cobertura) -> list[tuple[Span, Clase]]:
    """The states that a question says, and those that its changes end in, each with its words."""
    dichos = [(s, cast(Clase, s.valor)) for s in c.de("clase")]
    return dichos + [(s, TRAS_EL_CAMBIO[s.valor]) for s in c.de("cambio") if s.valor in TRAS_EL_CAMBIO]


def _de_cada_periodo(c: Cobertura, dichas: Sequence[Mencion], par: Sequence[Periodo]) -> tuple[Clase, ...]:
    """ "Cumplidas en 2019 y 2022 pero no en 2020": the state that stands before each period, () where all are alike."""
    estados = estados_dichos(c)
    salida: dict[Periodo, Clase] = {}
    for m in dichas:
        previos = [(s, k) for s, k in estados if s.fin <= m.ini + 1]
        if not previos:
            return ()
        clase = max(previos, key=lambda x: x[0].ini)[1]
        salida[m.periodo] = OPUESTA.get(clase, clase) if _niega(c, m) and clase in ("cumplidas", "exacta", "rebasada") else clase
    clases = tuple(salida[p] for p in par if p in salida)
    return clases if len(clases) == len(par) and len(set(clases)) > 1 and not c.hay("compara", "cuenta") else ()


#: Words that say that a goal or a unit is in a report.
_ESTAR = re.compile(r"(?:exist|aparec|figur|incluy)\w*|estan?|estaban?|hay|habia|viene[n]?|venian?|tiene[n]?|tenian?|report\w+")


def _existencia(c: Cobertura, dichas: Sequence[Mencion], par: tuple[Periodo, ...]) -> Relacion | None:
    """ "Existen en 2022 pero no en 2021": only in the one that is not denied."""
    if len(par) != 2 or len(dichas) < 2 or not any(_ESTAR.fullmatch(t.norma) for t in c.tokens) or c.hay("medida", "cuenta", "compara"):
        return None
    negados = {m.periodo for m in dichas if _niega(c, m)}
    if len(negados) != 1:
        return None
    return RELACIONES["nueva" if par[0] in negados else "retirada"]


def _niega(c: Cobertura, m: Mencion) -> bool:
    return niega(c, m.ini)


def niega(c: Cobertura, ini: int) -> bool:
    """Whether "no", "ya no" or "sin" leads to a period or a place, which begins at a token."""
    for i in range(ini, max(-1, ini - 5), -1):
        if c.tokens[i].norma in ("no", "ni", "sin"):
            return True
        if i < ini and not (_ESTAR.fullmatch(c.tokens[i].norma) or c.tokens[i].norma in _ANTES_DE_PERIODO):
            return False
    return False


#: A verb in its finite form, which says of each year what it says ("se cumplieron"), not what is looked for in any.
CONJUGADO = re.compile(r"se|ha|han|fue|fueron|nunca|\w+(?:aron|ieron|aban|ian|an)|(?:in)?cumplio|fallo|rebaso|alcanzo|logro|supero|llego")


_CONTADOS = frozenset("tres cuatro cinco 3 4 5".split())


def _en_todos(c: Cobertura, clase: Span, dichas: Span) -> Relacion | None:
    """ "Se cumplieron todos los años": in every one; "rebasadas, en todos los años" looks for them in any."""
    normas = [t.norma for t in c.tokens]
    antes = normas[max(0, clase.ini - 2) : clase.fin]
    # "Cumplidas en los tres ejercicios 2021, 2022 y 2023": so many of them, right after the state, are each of them.
    contados = dichas.tipo == "varios" and dichas.ini == clase.fin and bool(_CONTADOS & set(normas[dichas.ini : dichas.fin]))
    lugar = normas[dichas.ini] in ("en", "durante") and not contados and not {"todos", "cada"} & set(normas[dichas.ini : dichas.fin])
    lugar = lugar or (c.tokens[dichas.ini].tras_coma and dichas.tipo == "varios")  # "… por el clima, todos los años": of any of them
    if lugar or not (contados or any(CONJUGADO.fullmatch(n) for n in antes)) or c.hay("medida", "trimestre", "modo_trimestre"):
        return None
    suya = cast(Clase, clase.valor)
    if {"nunca", "jamas"} & set(normas[dichas.ini : dichas.fin]) and suya in OPUESTA and suya == "cumplidas":
        suya = "no_cumplidas"
    return Relacion(clase_antes=suya, clase_despues=suya, siempre=True)


def _distancia(s: Span, m: Mencion) -> float:
    return distancia(s.ini, s.fin, m)


def distancia(ini: int, fin: int, m: Mencion) -> float:
    """How far some words stand from a period; one that follows them directly is the nearest."""
    return m.ini - fin if m.ini >= fin else ini - m.fin + 0.5


def eco_de(c: Cobertura, m: Mencion) -> str | None:
    """A bare "sí", "no", "también", "tampoco" beside a period."""
    ecos = ("si", "no", "tambien", "tampoco")
    # Inside a longer phrase ("no tienen observación") it belongs to that phrase.
    libre = [not any(s.ini <= i < s.fin and s.fin - s.ini > 1 for s in c.spans) for i in range(len(c.tokens))]
    for i in range(m.fin, min(m.fin + 3, len(c.tokens))):
        if c.tokens[i].norma in ecos and libre[i]:
            return c.tokens[i].norma
        if c.tokens[i].norma.startswith(("cuy", "causa", "motivo", "razon")):
            break  # "en 2020 y 2021, cuya causa no haya sido …": the "no" is of the cause
    for i in range(m.ini, -1, -1):
        if c.tokens[i].norma in ecos and libre[i]:
            return c.tokens[i].norma
        if i < m.ini and c.tokens[i].norma not in _ANTES_DE_PERIODO and not _ESTAR.fullmatch(c.tokens[i].norma):
            return None
    return None


_BUENAS: frozenset[Clase] = frozenset(("cumplidas", "exacta", "rebasada", "al_corriente"))


def segun_eco(clase: Clase, eco: str) -> Clase:
    """The state that a bare "sí", "no", "también" or "tampoco" means beside another one: a "sí" is of what is met and a "no" of
    what is not, so that the same again repeats the state and the other turns it."""
    if eco in ("tambien", "tampoco") or (eco == "si") == (clase in _BUENAS):
        return clase
    return OPUESTA.get(clase, clase)
