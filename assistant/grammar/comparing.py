"""Two periods in one question: "¿qué metas dejaron de cumplirse en 2023?", "de junio a diciembre", "ambos años".

The periods that a question names are put in time order; what it says of each becomes a relation between them (better,
worse, met before and not after), a comparison of totals, or the figures of one goal in both. Without two periods to
hold against each other the question is left to the other rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.mentions import Informe, Mencion, ambito, cortes_de, de_trimestres, en_orden, menciones, periodos_de
from assistant.grammar.ranking import cuantas
from assistant.grammar.slots import Huecos
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
    Plan,
    Relacion,
    SinDatos,
    Umbral,
)
from assistant.spans import Cobertura, Span, es_verbo

_OPUESTA: dict[Clase, Clase] = {"al_corriente": "no_cumplidas", "no_cumplidas": "cumplidas", "sin_avance": "cumplidas", "parcial": "cumplidas", "cumplidas": "no_cumplidas", "exacta": "no_cumplidas", "rebasada": "no_cumplidas"}
_RELACIONES: dict[str, Relacion] = {
    "mejor": Relacion(sentido="mejor"),
    "peor": Relacion(sentido="peor"),
    "igual": Relacion(sentido="igual"),
    "dejo": Relacion(clase_antes="cumplidas", clase_despues="no_cumplidas"),
    "empezo": Relacion(clase_antes="no_cumplidas", clase_despues="cumplidas"),
    "siguen": Relacion(clase_antes="no_cumplidas", clase_despues="no_cumplidas"),
    "nueva": Relacion(presencia="nueva"),
    "retirada": Relacion(presencia="retirada"),
    "se_atraso": Relacion(clase_antes="al_corriente", clase_despues="no_cumplidas"),
}
_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea")
_SEGUIR = ("sigu", "segu", "contin", "perman")
_ANTES_DE_PERIODO = frozenset("en el la de del al a ano ejercicio corte cierre pero y sin embargo".split())


def leer_comparacion(c: Cobertura, h: Huecos, voc: Vocabulario, previo: Plan | None = None) -> SinDatos | None:
    """Fill in the periods and what is asked of them, where the question sets two against each other."""
    informes = ambito(h, voc)
    dichas = menciones(c, informes)
    sigue = previo if len(en_orden(dichas)) < 2 else None
    if sigue is not None:
        suyos = ambito(h, voc, sigue)
        otras = menciones(c, suyos)
        if otras or not dichas:
            informes, dichas = suyos, otras
    if sigue is not None and sigue.corte and c.hay("esas"):
        dichas = [*dichas, *_cierre_de(c, sigue.corte, informes)]
    # "¿Quién autorizó cada informe?" asks for signatures, not for a history.
    firma = c.hay("quien") and len(dichas) < 2
    if c.hay("corregida"):
        _corregidas(c, h, dichas, informes, cast("tuple[str, ...]", next(iter(c.valores("corregida")))))
    elif not firma and len(dichas) < 2 and ("historia" in c.valores("cambio") or _por_periodo(c)):
        _historia(c, h, voc, informes)
    elif not firma:
        dichas = _con_trimestres(c, dichas, informes)
        periodos = periodos_de(c, dichas, informes, sigue)
        if len(periodos) > 1:
            _comparar(c, h, voc, dichas, periodos, informes, sigue)
            h.hereda = h.fijo and sigue is not None and len(en_orden(dichas)) < 2 and not _propios(h)
            _avisar(c, h, dichas)
        elif falta := _sin_anterior(c, dichas, informes):
            return falta
    if not h.fijo and (corte := _corte_del_mes(c, dichas, informes)) is not None:
        h.corte = corte
    elif not h.fijo and not _ultimo_corte(c, h, dichas, informes):
        sueltas = {i for s in c.de("mes") for i in range(s.ini, s.fin) if not c.tokens[i].vacio}
        c.sueltos = sorted({*c.sueltos, *sueltas})
    return None


def _propios(h: Huecos) -> bool:
    """Whether the question names a place of its own."""
    return any(isinstance(f, En) and f.entidad in ("municipio", "unidad", "programa", "ramo") for f in h.filtros)


def _cierre_de(c: Cobertura, corte: date, informes: Sequence[Informe]) -> list[Mencion]:
    """ "¿Cuáles de esas … al cierre?": the last cut of the year of the cut asked before."""
    ejercicio, ultimo = max(((i[1], i[2]) for i in informes if i[1] == corte.year), default=(0, corte))
    finales = [s for s in c.de("cierre", "total_general")]
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=ejercicio, corte=ultimo)) for s in finales[:1] if ultimo > corte]


def _con_trimestres(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> list[Mencion]:
    """Quarters as periods, where the question says what changed from one to the other."""
    relacionadas = {"mejor", "peor", "igual", "dejo", "empezo", "siguen", "se_atraso"} & set(c.valores("cambio"))
    que_cambio = "cambio" in c.valores("cambio") and not c.hay("meta", "medida", "metrica", "clase", "compara")
    if any(m.periodo.corte for m in dichas) or not (relacionadas or que_cambio or _en_intervalo_de_trimestres(c)):
        return list(dichas)
    return de_trimestres(c, informes) or list(dichas)


def _en_intervalo_de_trimestres(c: Cobertura) -> bool:
    """ "Se atrasaron del segundo al tercer trimestre", "atrasadas en el primero y cumplidas en el cuarto"."""
    return c.hay("dos_trimestres") and _verbo_de_cambio(c) is not None


def _avisar(c: Cobertura, h: Huecos, dichas: Sequence[Mencion]) -> None:
    """The question names no periods: which are compared is said."""
    if h.fijo and h.periodos and not dichas and not c.hay("previo"):
        h.notas.append("La pregunta no nombra los periodos: se comparan " + ("los de la pregunta anterior." if h.hereda else "los últimos cargados."))


def _sin_anterior(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> SinDatos | None:
    """A cut is set against the one before it, and none is loaded."""
    relativo = any("corte" in str(v) or "informe" in str(v) or "reporte" in str(v) for v in c.valores("previo"))
    cortes = [m.periodo.corte for m in dichas if m.periodo.corte]
    return SinDatos(faltante="un corte anterior al que se pide", cercanos=tuple(sorted({i[2].isoformat() for i in informes}))) if relativo and cortes else None


def _ultimo_corte(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> bool:
    """ "¿Qué reporta en diciembre?": a month in which the last of several cuts of a year ends names that year's end."""
    if c.hay("cita", "sobre", "explica", "causa") or len(c.de("mes")) != 1:
        return False
    suyo = next((m.periodo for m in dichas if m.ini == c.de("mes")[0].ini and m.periodo.corte), None)
    if suyo is None or len(cortes_de(informes).get(suyo.ejercicio or 0, [])) < 2:
        return False
    if not any(isinstance(f, En) and f.entidad == "ejercicio" for f in h.filtros):
        h.filtros.append(En(entidad="ejercicio", valores=(str(suyo.ejercicio),)))
    return True


def _corte_del_mes(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> date | None:
    """ "¿Cuánto llevaba en junio?": a month by itself is a cut where one inside the year ends in it; else it is a word."""
    meses = c.de("mes")
    if len(meses) != 1 or c.hay("cita", "sobre", "explica", "corte", "hasta_mes", "trimestre"):
        return None
    suyo = next((m.periodo for m in dichas if m.ini == meses[0].ini and m.periodo.corte), None)
    return suyo.corte if suyo is not None and suyo.corte != max(i[2] for i in informes if i[1] == suyo.ejercicio) else None


def _comparar(
    c: Cobertura, h: Huecos, voc: Vocabulario, dichas: Sequence[Mencion], periodos: tuple[Periodo, ...], informes: Sequence[Informe], previo: Plan | None
) -> None:
    relacion = _en_el_intervalo(c, periodos) or _de_esas(c, periodos, previo) or _relacion(c, dichas, periodos)
    sujeto = c.hay("meta") or _hay_palabras(c, voc)
    contra = c.hay("compara", "tendencia") or bool({"cambio", "historia"} & set(c.valores("cambio"))) or _mas_que(c, dichas)
    cortes = any(p.corte for p in periodos)
    trimestres = any(p.trimestre for p in periodos)
    que_cambio = "cambio" in c.valores("cambio") and (cortes or trimestres) and not sujeto and not c.hay("clase", "metrica", "dim", "medida")
    if que_cambio:
        relacion = relacion or Relacion(sentido="cambio")
    if relacion is not None and not (c.hay("meta") and not relacion.presencia):
        _por_relacion(c, h, periodos, _al_corte(relacion, periodos))
    elif trimestres:
        return
    elif cortes and (contra or c.hay("cambio", "metrica", "dos_cortes", "varios", "cuenta")):
        _lado_a_lado(c, h, periodos, sujeto)
    elif not cortes and (contra or relacion is not None or c.hay("previo") or (c.hay("varios") and "todos" not in c.valores("varios")) or (not sujeto and _solo_medida(c))):
        _lado_a_lado(c, h, periodos, sujeto)


def _al_corte(r: Relacion, periodos: Sequence[Periodo]) -> Relacion:
    """Inside the year "cumplida" is on schedule: what is done is held against what was programmed up to the cut."""
    lados = {"clase_antes": periodos[0], "clase_despues": periodos[-1]}
    al_dia = {campo: "al_corriente" for campo, p in lados.items() if p.corte and p.corte.month < 12 and getattr(r, campo) == "cumplidas"}
    return r.model_copy(update=al_dia)


def _de_esas(c: Cobertura, periodos: Sequence[Periodo], previo: Plan | None) -> Relacion | None:
    """ "¿Cuáles de esas se cumplieron al cierre?": what they were is what the last question asked."""
    clases = c.de("clase")
    if previo is None or not c.hay("esas") or len(clases) != 1 or c.hay("cambio"):
        return None
    antes = next((f.clases[0] for f in previo.filtros if isinstance(f, ConClase) and not f.negado), None)
    return Relacion(clase_antes=antes, clase_despues=cast(Clase, clases[0].valor)) if antes else None


#: Verbs of a class that say what happened from one period to the other.
_SE_ATRASARON = re.compile(r"(?:atras|rezag|retras)(?:aron|o)")
_SE_ESTANCARON = ("avan", "estanc")


def _verbo_de_cambio(c: Cobertura) -> Relacion | None:
    normas = [t.norma for s in c.de("clase") for t in c.tokens[s.ini : s.fin]]
    if any(_SE_ATRASARON.fullmatch(n) for n in normas):
        return _RELACIONES["dejo"]
    sin_avance = [s for s in c.de("clase") if s.valor == "sin_avance" and any(t.norma.startswith(_SE_ESTANCARON) for t in c.tokens[s.ini : s.fin])]
    return _RELACIONES["igual"] if sin_avance and len(c.de("clase")) == len(sin_avance) else None


def _en_el_intervalo(c: Cobertura, periodos: Sequence[Periodo]) -> Relacion | None:
    """ "No avanzaron nada de septiembre a diciembre", "se atrasaron entre los dos cortes": it happened in between."""
    intervalo = c.hay("dos_cortes", "meses", "cortes_n", "dos_trimestres", "previo") and all(p.corte or p.trimestre for p in periodos)
    return _verbo_de_cambio(c) if intervalo and "ni" not in {t.norma for t in c.tokens} and not c.hay("cambio") else None


# -- what is said of them -----------------------------------------------------------------------------------------------
def _relacion(c: Cobertura, dichas: Sequence[Mencion], par: tuple[Periodo, ...]) -> Relacion | None:
    for valor in c.valores("cambio"):
        if valor in _RELACIONES:
            return _RELACIONES["se_atraso" if valor == "dejo" and "al_corriente" in c.valores("clase") else valor]
    clases = c.de("clase")
    if not clases:
        return _existencia(c, dichas, par)
    primera = cast(Clase, clases[0].valor)
    normas = [t.norma for t in c.tokens]
    ni = normas.count("ni") >= 2 or any(n.startswith("ningun") for s in c.de("varios") for n in normas[s.ini : s.fin])
    tanto = "tanto" in normas and "como" in normas
    if "todos" in c.valores("varios") and not (ni or tanto):
        return _en_todos(c, clases[0])
    if c.hay("varios") or ni or tanto:
        suya = _OPUESTA.get(primera, primera) if ni and primera in ("cumplidas", "exacta", "rebasada") else primera
        return Relacion(clase_antes=suya, clase_despues=suya)
    if len(dichas) < 2:
        return None
    if any(t.norma.startswith(_SEGUIR) for t in c.tokens[max(0, clases[0].ini - 1) : clases[0].fin]):
        return Relacion(clase_antes=primera, clase_despues=primera)
    lados = {0 if m.periodo == par[0] else 1: m for m in dichas if m.periodo in (par[0], par[-1])}
    if len(lados) < 2 or len(par) > 2:
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


#: Words that say that a goal or a unit is in a report.
_ESTAR = re.compile(r"(?:exist|aparec|figur|incluy)\w*|estan?|estaban?|hay|habia|viene[n]?|venian?|tiene[n]?|tenian?|report\w+")


def _existencia(c: Cobertura, dichas: Sequence[Mencion], par: tuple[Periodo, ...]) -> Relacion | None:
    """ "Existen en 2022 pero no en 2021": only in the one that is not denied."""
    if len(par) != 2 or len(dichas) < 2 or not any(_ESTAR.fullmatch(t.norma) for t in c.tokens) or c.hay("medida", "cuenta", "compara"):
        return None
    negados = {m.periodo for m in dichas if _niega(c, m)}
    if len(negados) != 1:
        return None
    return _RELACIONES["nueva" if par[0] in negados else "retirada"]


def _niega(c: Cobertura, m: Mencion) -> bool:
    """Whether "no", "ya no" or "sin" leads to a period."""
    for i in range(m.ini, max(-1, m.ini - 5), -1):
        if c.tokens[i].norma in ("no", "ni", "sin"):
            return True
        if i < m.ini and not (_ESTAR.fullmatch(c.tokens[i].norma) or c.tokens[i].norma in _ANTES_DE_PERIODO):
            return False
    return False


#: A verb in its finite form, which says of each year what it says ("se cumplieron"), not what is looked for in any.
_CONJUGADO = re.compile(r"se|ha|han|fue|fueron|nunca|\w+(?:aron|ieron|aban|ian|an)")


def _en_todos(c: Cobertura, clase: Span) -> Relacion | None:
    """ "Se cumplieron todos los años": in every one; "rebasadas, en todos los años" looks for them in any."""
    dichas = next(s for s in c.de("varios") if s.valor == "todos")
    normas = [t.norma for t in c.tokens]
    antes = normas[max(0, clase.ini - 2) : clase.fin]
    lugar = normas[dichas.ini] in ("en", "durante") and not {"todos", "cada"} & set(normas[dichas.ini : dichas.fin])
    if lugar or not any(_CONJUGADO.fullmatch(n) for n in antes) or c.hay("medida", "trimestre", "modo_trimestre"):
        return None
    suya = cast(Clase, clase.valor)
    if {"nunca", "jamas"} & set(normas[dichas.ini : dichas.fin]) and suya in _OPUESTA and suya == "cumplidas":
        suya = "no_cumplidas"
    return Relacion(clase_antes=suya, clase_despues=suya, siempre=True)


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
def _despejar(c: Cobertura, h: Huecos, estados: bool, trimestral: bool | None = None) -> None:
    """The periods are the plan's own: no year, cut or quarter is left as a filter, nor the states that they hold."""
    sin = (ConTrimestre,) if not estados else (ConTrimestre, ConClase)
    trimestral = c.hay("trimestre", "dos_trimestres") if trimestral is None else trimestral
    conservadas = [f for f in h.filtros if not isinstance(f, sin) and not (isinstance(f, En) and f.entidad == "ejercicio")]
    if not estados and not trimestral and h.clases and any(isinstance(f, ConTrimestre) for f in h.filtros):
        conservadas.append(ConClase(clases=tuple(h.clases)))
    h.filtros = conservadas
    h.corte = None
    h.trimestres = h.trimestres if trimestral else ()
    if estados:
        h.clases = []
    h.fijo = True


def _por_relacion(c: Cobertura, h: Huecos, par: tuple[Periodo, ...], relacion: Relacion) -> None:
    # Quarters that are the periods themselves are no filter besides.
    _despejar(c, h, estados=True, trimestral=False if any(p.trimestre or p.corte for p in par) and len(c.de("trimestre", "dos_trimestres")) else None)
    repetida = relacion.presencia or (relacion.clase_antes and relacion.clase_antes == relacion.clase_despues)
    h.periodos = par if repetida else (par[0], par[-1])
    cabeza = cabeza_de(c)
    grupos = dimensiones_de(c)
    if relacion.presencia and cabeza.tipo == "dim" and cabeza.valor == "unidad" and not c.de("nombre", "nivel", "clase"):
        h.relacion, h.intent, h.catalogo = relacion, "catalogue", "unidad"
        return
    if relacion.sentido in ("mejor", "peor") and cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not c.hay("cuenta") and not c.de("nombre", "nivel"):
        h.agrupar, h.intent, h.metrica = (cast(Dimension, cabeza.valor),), "rank", "proporcion"
        h.orden = Orden(metrica="proporcion", descendente=relacion.sentido == "mejor")
        return
    h.relacion = relacion = _por_puntos(c, h, relacion)
    if cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not grupos:
        grupos = (cast(Dimension, cabeza.valor),)
    if grupos and grupos[0] in _GRUPOS:
        h.agrupar, h.intent, h.metrica = grupos[:1], "count", "metas"
        if c.hay("rango"):
            h.intent, h.orden = "rank", Orden(metrica="metas", descendente=True)
        return
    h.intent = "count" if c.hay("cuenta") else "list"
    if relacion.sentido in ("mejor", "peor") and relacion.minimo is None and _superlativo(c):
        h.intent, h.metrica = "rank", "avance"
        h.orden = Orden(metrica="avance", descendente=relacion.sentido == "mejor")
        h.limite = cuantas(c, False)


def _por_puntos(c: Cobertura, h: Huecos, relacion: Relacion) -> Relacion:
    """ "Subieron más de 40 puntos": the figure is of the change, not of the progress."""
    umbral = next((f for f in h.filtros if isinstance(f, Umbral) and f.metrica == "avance" and f.comparador in ("gt", "ge")), None)
    if umbral is None or relacion.sentido not in ("mejor", "peor") or not any(t.norma.startswith("punto") for t in c.tokens):
        return relacion
    h.filtros.remove(umbral)
    return relacion.model_copy(update={"minimo": umbral.valor})


def _superlativo(c: Cobertura) -> bool:
    return c.hay("rango", "ordena") or any(
        {"mas", "menos", "mayor", "menor"} & {t.norma for t in c.tokens[max(0, s.ini - 1) : s.fin + 1]} for s in c.de("cambio")
    )


def _lado_a_lado(c: Cobertura, h: Huecos, par: tuple[Periodo, ...], sujeto: bool) -> None:
    """One goal's figures in both periods, or the totals of each."""
    _despejar(c, h, estados=False)
    h.periodos = par
    metricas = [m for m in c.valores("metrica") if m in CANTIDADES]
    if sujeto:
        h.intent, h.metrica = "detail", None
        return
    dimension: Dimension = "corte" if any(p.corte for p in par) else "ejercicio"
    suma = c.hay("medida") and not c.de("nombre", "nivel")
    h.agrupar = (dimension,)
    h.intent, h.metrica = ("compare", metricas[0] if metricas else "alcanzado") if suma else ("compare", "metas" if h.clases else None)
    if (grupos := [d for d in (s.valor for s in c.de("dim")) if d in _GRUPOS]) and not suma:
        h.agrupar, h.intent, h.metrica = (grupos[0],), "compare", "proporcion"
        if len(par) > 2:
            h.agrupar, h.metrica = (grupos[0], dimension), "metas" if h.clases else None


def _por_periodo(c: Cobertura) -> bool:
    """ "La meta 2, por año": one goal over its years or cuts."""
    return c.hay("meta") and not c.hay("cuenta", "clase") and bool({"ejercicio", "corte"} & set(dimensiones_de(c)))


def _historia(c: Cobertura, h: Huecos, voc: Vocabulario, informes: Sequence[Informe]) -> None:
    """All the cuts of one goal, or the totals of every year."""
    _despejar(c, h, estados=False)
    if c.hay("meta") or _hay_palabras(c, voc):
        cortes = sorted({(i[1], i[2]) for i in informes})
        anual = "ejercicio" in dimensiones_de(c)
        h.periodos = tuple(Periodo(ejercicio=e) for e in sorted({e for e, _ in cortes})) if anual else tuple(Periodo(ejercicio=e, corte=k) for e, k in cortes)
        h.intent = "detail"
    elif _solo_medida(c):
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "alcanzado"
    else:
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "metas" if h.clases else None


def _corregidas(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe], reglas: tuple[str, ...]) -> None:
    """The figures that a later cut prints otherwise are findings of the audit, of each cut beside the one before it."""
    anos = tuple(dict.fromkeys(str(m.periodo.ejercicio) for m in dichas if m.periodo.ejercicio))
    _despejar(c, h, estados=True)
    if anos:
        h.filtros.append(En(entidad="ejercicio", valores=anos))
    h.filtros = [f for f in h.filtros if isinstance(f, En)]
    h.periodos = _cortes_entre(dichas, informes)
    h.intent, h.hallazgos, h.reglas = "audit", True, reglas


def _cortes_entre(dichas: Sequence[Mencion], informes: Sequence[Informe]) -> tuple[Periodo, ...]:
    """The cuts whose figures stand beside an earlier one: after the first that is named, up to the last."""
    dichos = sorted({m.periodo.corte for m in dichas if m.periodo.corte})
    anos = {m.periodo.ejercicio for m in dichas if m.periodo.ejercicio}
    salida = []
    for ejercicio, cortes in sorted(cortes_de(informes).items()):
        if anos and ejercicio not in anos:
            continue
        primero = dichos[0] if len(dichos) > 1 or dichos == cortes[:1] else None
        ultimo = dichos[-1] if dichos and dichos != cortes[:1] else cortes[-1]
        propios = [k for k in cortes if (primero is None or k > primero) and k <= ultimo]
        salida += [Periodo(ejercicio=ejercicio, corte=k) for k in (propios[-1:] if len(dichos) == 1 and primero is None else propios)]
    return tuple(salida) if any(len(k) > 1 for k in cortes_de(informes).values()) else ()
