"""Two periods in one question: "¿qué metas dejaron de cumplirse en 2023?", "de junio a diciembre", "ambos años".

The periods that a question names are put in time order; what it says of each becomes a relation between them (better,
worse, met before and not after), a comparison of totals, or the figures of one goal in both. Without two periods to
hold against each other the question is left to the other rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.mentions import (
    Informe,
    Mencion,
    ambito,
    cortes_de,
    de_trimestres,
    en_orden,
    menciones,
    periodos_de,
    todos_los_anos,
)
from assistant.grammar.ranking import cuantas
from assistant.grammar.relations import (
    al_corte,
    de_esas,
    de_meta_anual,
    en_el_intervalo,
    heredada_de,
    plural_de_metas,
    relacion_de,
    verbo_de_cambio,
)
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario
from assistant.plan import (
    CANTIDADES,
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
from assistant.spans import Cobertura, es_verbo

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea")


def leer_comparacion(c: Cobertura, h: Huecos, voc: Vocabulario, previo: Plan | None = None) -> SinDatos | None:
    """Fill in the periods and what is asked of them, where the question sets two against each other."""
    _sin_obras(c)
    _sin_cambio_explicado(c)
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
    firma = (c.hay("quien") and len(dichas) < 2) or (c.hay("quien", "rol", "firma") and not c.hay("nombre", "nivel", "clase", "metrica", "medida"))
    if _cuales_cada_ano(c):
        h.fijo, h.intent, h.agrupar = True, "list", ()
        return None
    if c.hay("corregida") and not de_meta_anual(c, dichas):
        _corregidas(c, h, dichas, informes, cast("tuple[str, ...]", next(iter(c.valores("corregida")))))
    elif not firma and len(dichas) < 2 and not _cada_ano(c) and not c.hay("corregida") and ("historia" in c.valores("cambio") or _por_periodo(c)):
        _historia(c, h, voc, informes, {m.periodo.ejercicio for m in dichas})
    elif not firma:
        heredada = heredada_de(c, previo)
        dichas = _con_trimestres(c, dichas, informes, heredada is not None)
        periodos = periodos_de(c, dichas, informes, sigue)
        if _cada_ano(c):
            periodos = todos_los_anos(periodos, dichas, informes)
        if len(periodos) > 1 and heredada is not None and not c.hay("meta", "medida"):
            _por_relacion(c, h, periodos, al_corte(heredada, periodos))
            h.hereda = True
        elif len(periodos) > 1:
            _comparar(c, h, voc, dichas, periodos, informes, sigue)
            h.hereda = h.fijo and sigue is not None and len(en_orden(dichas)) < 2 and not _propios(h)
        if len(periodos) > 1:
            _avisar(c, h, dichas)
        elif falta := _sin_anterior(c, dichas, informes):
            return falta
    if not h.fijo and (corte := _corte_del_mes(c, dichas, informes)) is not None:
        h.corte = corte
    elif not h.fijo and not _ultimo_corte(c, h, dichas, informes):
        sueltas = {i for s in c.de("mes") for i in range(s.ini, s.fin) if not c.tokens[i].vacio}
        c.sueltos = sorted({*c.sueltos, *sueltas})
    return None


def _sin_cambio_explicado(c: Cobertura) -> None:
    """ "¿Por qué se bajó la meta de viviendas?": the reason of one goal, whatever happened to it, and no change to be found."""
    if c.hay("explica", "cita") and (c.hay("meta") or _meta_de(c)) and len(c.de("ano", "corte")) < 2:
        for s in c.de("cambio", "corregida"):
            c.spans.remove(s)


def _sin_obras(c: Cobertura) -> None:
    """ "¿Cuántas viviendas se mejoraron?": what was done to something counted, not how a goal changed."""
    if not c.hay("cuenta") or cabeza_de(c).tipo not in ("texto", "medida"):
        return
    obras = [s for s in c.de("cambio") if s.valor in ("mejor", "peor", "cambio") and "se" in (c.tokens[s.ini].norma, c.tokens[s.ini - 1].norma if s.ini else "")]
    for s in obras:
        c.spans.remove(s)
        c.sueltos = sorted({*c.sueltos, *range(s.ini, s.fin)})


def _cuales_cada_ano(c: Cobertura) -> bool:
    """ "¿Cuáles metas quedaron sin cumplir, año por año?": the goals of every year, each with its own."""
    pide = any(c.tokens[s.fin - 1].norma in ("que", "cual", "cuales") for s in c.de("pide"))
    anual = "historia" in c.valores("cambio") or "ejercicio" in dimensiones_de(c)
    return pide and anual and plural_de_metas(c) and c.hay("clase", "causa") and len(c.de("cambio")) <= 1 and not c.hay("cuenta", "rango", "compara", "ano", "varios", "meta")


def _propios(h: Huecos) -> bool:
    """Whether the question names a place of its own."""
    return any(isinstance(f, En) and f.entidad in ("municipio", "unidad", "programa", "ramo") for f in h.filtros)


def _cierre_de(c: Cobertura, corte: date, informes: Sequence[Informe]) -> list[Mencion]:
    """ "¿Cuáles de esas … al cierre?": the last cut of the year of the cut asked before."""
    ejercicio, ultimo = max(((i[1], i[2]) for i in informes if i[1] == corte.year), default=(0, corte))
    finales = [s for s in c.de("cierre", "total_general")]
    return [Mencion(s.ini, s.fin, Periodo(ejercicio=ejercicio, corte=ultimo)) for s in finales[:1] if ultimo > corte]


def _con_trimestres(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe], hereda: bool = False) -> list[Mencion]:
    """Quarters as periods, where the question says what changed from one to the other."""
    relacionadas = {"mejor", "avanzo", "peor", "igual", "dejo", "empezo", "siguen", "se_atraso", "situacion"} & set(c.valores("cambio"))
    que_cambio = "cambio" in c.valores("cambio") and not c.hay("meta", "medida", "metrica", "clase", "compara")
    if any(m.periodo.corte for m in dichas) or not (relacionadas or que_cambio or hereda or _en_intervalo_de_trimestres(c)):
        return list(dichas)
    return de_trimestres(c, informes) or list(dichas)


def _en_intervalo_de_trimestres(c: Cobertura) -> bool:
    """ "Se atrasaron del segundo al tercer trimestre", "atrasadas en el primero y cumplidas en el cuarto"."""
    return c.hay("dos_trimestres") and verbo_de_cambio(c) is not None


def _avisar(c: Cobertura, h: Huecos, dichas: Sequence[Mencion]) -> None:
    """The question names no periods: which are compared is said."""
    if h.fijo and h.periodos and not dichas and not c.hay("previo") and not (h.relacion and h.relacion.siempre):
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
    # A single cut is a month's where the year had not ended by then.
    if suyo is None or (len(cortes_de(informes).get(suyo.ejercicio or 0, [])) < 2 and suyo.corte is not None and suyo.corte.month == 12):
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
    relacion = de_meta_anual(c, dichas) or en_el_intervalo(c, periodos) or de_esas(c, periodos, previo) or relacion_de(c, dichas, periodos)
    sujeto = c.hay("meta") or _hay_palabras(c, voc) or _meta_de(c)
    if c.hay("meta") and relacion is not None and relacion.siempre:
        # "¿La meta 2 se ha cumplido todos los años?": the goal in each, and whether it was so in all of them.
        buena = "cumplidas" in c.valores("clase")
        _despejar(c, h, estados=True)
        h.periodos, h.intent, h.metrica = periodos, "detail", None
        h.universal = h.cerrada = buena and not c.hay("pide", "cuenta")
        return
    if relacion is not None and relacion.metrica and (sujeto or c.hay("medida")) and not plural_de_metas(c):
        _lado_a_lado(c, h, periodos, True, previo)
        h.metrica = "meta_anual"
        return
    contra = c.hay("compara", "tendencia") or bool({"cambio", "historia"} & set(c.valores("cambio"))) or _mas_que(c, dichas)
    cortes = any(p.corte for p in periodos)
    trimestres = any(p.trimestre for p in periodos)
    que_cambio = "cambio" in c.valores("cambio") and (cortes or trimestres) and not sujeto and not c.hay("clase", "metrica", "dim", "medida")
    if que_cambio:
        relacion = relacion or Relacion(sentido="cambio")
    if relacion is not None and relacion.sentido in ("mejor", "peor") and not relacion.metrica and _sustantivos(c) and not c.hay("nombre", "nivel", "dim", "clase", "medida", "rango", "unidad") and not trimestres:
        # "¿Cuánto aumentó la recolección de basura?": how much of it was done in each, and the difference.
        _lado_a_lado(c, h, periodos, True, previo)
        return
    sumas = relacion is not None and not relacion.metrica and relacion.sentido in ("mejor", "peor") and c.hay("medida") and not c.hay("nombre", "nivel", "dim", "clase")
    if relacion is not None and relacion.sentido in ("mejor", "peor") and len(periodos) > 2 and _cada_ano(c):
        relacion = relacion.model_copy(update={"siempre": True})
    if relacion is not None and not sumas and not (c.hay("meta") and not relacion.presencia):
        _por_relacion(c, h, periodos, al_corte(relacion, periodos))
    elif trimestres:
        return
    elif (cortes and (contra or c.hay("cambio", "metrica", "dos_cortes", "varios", "cuenta"))) or (not cortes and (contra or relacion is not None or c.hay("previo") or (c.hay("varios") and "todos" not in c.valores("varios")) or (not sujeto and _solo_medida(c)))):
        _lado_a_lado(c, h, periodos, sujeto, previo)


# -- what is said of them -----------------------------------------------------------------------------------------------


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


def _meta_de(c: Cobertura) -> bool:
    """ "La meta de usuarios": one goal, named by its measure."""
    return c.hay("medida") and any(s.valor == "meta" and c.tokens[s.fin - 1].norma == "meta" for s in c.de("nombre"))


def _hay_palabras(c: Cobertura, voc: Vocabulario) -> bool:
    """Whether words of the question are looked for in the goals' texts."""
    return any(not c.tokens[i].vacio and not c.tokens[i].numero and c.tokens[i].raiz in voc.frecuencia and not es_verbo(c.tokens, i) for i in c.sueltos)


def _sustantivos(c: Cobertura) -> bool:
    """Whether the question has a subject of its own, in words that no report need have as they are ("la recolección")."""
    return any(not c.tokens[i].vacio and not c.tokens[i].numero and not es_verbo(c.tokens, i) for i in c.sueltos)


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
    repetida = relacion.presencia or relacion.clases or relacion.siempre or (relacion.clase_antes and relacion.clase_antes == relacion.clase_despues)
    h.periodos = par if repetida else (par[0], par[-1])
    cabeza = cabeza_de(c)
    grupos = dimensiones_de(c)
    if relacion.presencia and cabeza.tipo == "dim" and cabeza.valor == "unidad" and not c.de("nombre", "nivel", "clase"):
        h.relacion, h.intent, h.catalogo = relacion, "catalogue", "unidad"
        return
    if relacion.sentido in ("mejor", "peor") and cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not c.hay("cuenta") and not c.de("nombre", "nivel"):
        h.agrupar, h.intent, h.metrica = (cast(Dimension, cabeza.valor),), "rank", "proporcion"
        h.orden = Orden(metrica="proporcion", descendente=relacion.sentido == "mejor")
        h.universal = not _superlativo(c)
        return
    h.relacion = relacion = _por_puntos(c, h, relacion)
    if cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not grupos:
        grupos = (cast(Dimension, cabeza.valor),)
    if grupos and grupos[0] in _GRUPOS:
        h.agrupar, h.intent, h.metrica = grupos[:1], "count", "metas"
        if c.hay("rango"):
            h.intent, h.orden = "rank", Orden(metrica="metas", descendente=True)
        return
    h.intent = "count" if c.hay("cuenta") else "explain" if c.hay("explica") else "quote" if c.hay("cita") else "list"
    if relacion.sentido in ("mejor", "peor") and not relacion.minimo and _superlativo(c):
        menos = any({"menos", "menor"} & {t.norma for t in c.tokens[s.ini : s.fin]} for s in c.de("cambio") if s.valor == "avanzo")
        h.intent, h.metrica = "rank", "avance"
        h.orden = Orden(metrica="avance", descendente=relacion.sentido == "mejor" and not menos)
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


def _lado_a_lado(c: Cobertura, h: Huecos, par: tuple[Periodo, ...], sujeto: bool, previo: Plan | None = None) -> None:
    """One goal's figures in both periods, or the totals of each."""
    dichos = [v for f in h.filtros if isinstance(f, En) and f.entidad == "ejercicio" and not f.negado for v in f.valores]
    _despejar(c, h, estados=False)
    h.periodos = par
    metricas = [m for m in c.valores("metrica") if m in CANTIDADES]
    if any(p.corte and p.corte.month < 12 for p in par) and "cumplidas" in h.clases:
        # Nothing is met for the year inside it: what counts is what is on schedule.
        h.clases = ["al_corriente" if k == "cumplidas" else k for k in h.clases]
        h.filtros = [ConClase(clases=tuple(h.clases)) if isinstance(f, ConClase) and "cumplidas" in f.clases and not f.negado else f for f in h.filtros]
    if sujeto:
        h.intent, h.metrica = "detail", None
        return
    dimension: Dimension = "corte" if any(p.corte for p in par) else "ejercicio"
    seguida = previo is not None and bool(previo.entidad("medida")) and c.hay("cambio") and not c.hay("clase", "dim", "metrica")
    suma = (c.hay("medida") or seguida) and not c.de("nombre", "nivel")
    if suma and (c.hay("suma") or any(t.norma in ("total", "totales") for t in c.tokens)) and dimension == "ejercicio" and not c.hay("compara", "cambio"):
        # "¿Cuántas en total en los tres años?": what they add up to, and each year's part.
        h.filtros.append(En(entidad="ejercicio", valores=tuple(dict.fromkeys(dichos)) or tuple(str(p.ejercicio) for p in par)))
        h.periodos, h.agrupar, h.intent, h.metrica = (), ("ejercicio",), "sum", metricas[0] if metricas else "alcanzado"
        return
    h.agrupar = (dimension,)
    h.intent, h.metrica = ("compare", metricas[0] if metricas else "alcanzado") if suma else ("compare", "metas" if h.clases else None)
    nombrados = [f.entidad for f in h.filtros if isinstance(f, En) and not f.negado and f.entidad in _GRUPOS and len(f.valores) > 1]
    if (grupos := [*nombrados, *(d for d in (s.valor for s in c.de("dim")) if d in _GRUPOS)]) and not suma:
        h.agrupar, h.intent, h.metrica = (cast(Dimension, grupos[0]),), "compare", "proporcion"
        if len(par) > 2:
            h.agrupar, h.metrica = (cast(Dimension, grupos[0]), dimension), "metas" if h.clases else None


def _cada_ano(c: Cobertura) -> bool:
    """ "Mejoraron cada año", "año con año": better in each period than in the one before it, not only in the last."""
    cada = "historia" in c.valores("cambio") or "todos" in c.valores("varios") or "ejercicio" in dimensiones_de(c)
    plural = any(s.valor in ("mejor", "peor") and c.tokens[s.fin - 1].norma.endswith(("on", "do", "n")) for s in c.de("cambio"))
    return cada and plural and not c.hay("medida", "meta")


def _por_periodo(c: Cobertura) -> bool:
    """ "La meta 2, por año": one goal over its years or cuts."""
    cabeza = cabeza_de(c)
    # "¿En qué cortes estuvo atrasada la meta 2?", "¿cuándo se cumplió?": as each of them tells it.
    en_cual = c.hay("meta") and ((cabeza.tipo == "dim" and cabeza.valor == "corte") or any(t.norma == "cuando" for t in c.tokens[:2])) and not c.hay("corregida")
    return en_cual or (c.hay("meta") and not c.hay("cuenta", "clase") and bool({"ejercicio", "corte"} & set(dimensiones_de(c))))


def _historia(c: Cobertura, h: Huecos, voc: Vocabulario, informes: Sequence[Informe], anos: set[int | None]) -> None:
    """All the cuts of one goal, or the totals of every year; of the year that is named, where one is."""
    informes = [i for i in informes if not anos or i[1] in anos]
    _despejar(c, h, estados=False)
    if c.hay("meta") or _hay_palabras(c, voc) or _meta_de(c):
        cortes = sorted({(i[1], i[2]) for i in informes})
        anual = "ejercicio" in dimensiones_de(c) or _de_ano_en_ano(c, cortes)
        h.periodos = tuple(Periodo(ejercicio=e) for e in sorted({e for e, _ in cortes})) if anual else tuple(Periodo(ejercicio=e, corte=k) for e, k in cortes)
        h.intent = "detail"
    elif _solo_medida(c):
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "alcanzado"
    else:
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "metas" if h.clases else None


#: Words of a history that goes by years.
_ANUALES = frozenset("ano anos ejercicio ejercicios".split())


def _de_ano_en_ano(c: Cobertura, cortes: Sequence[tuple[int, date]]) -> bool:
    """Whether a history goes by years, each at its last cut: "año con año", or an evolution where several are loaded."""
    dichas = {t.norma for s in c.de("cambio") if s.valor == "historia" for t in c.tokens[s.ini : s.fin]}
    if dichas & _ANUALES:
        return True
    de_cortes = any(n.startswith(("corte", "informe", "reporte", "histor")) for n in dichas)
    return not de_cortes and "historia" in c.valores("cambio") and len({e for e, _ in cortes}) > 1


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
