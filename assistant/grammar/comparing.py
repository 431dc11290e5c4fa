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

from assistant.grammar.averages import promedia_cantidades
from assistant.grammar.contrasts import contraste, quitar, repartida
from assistant.grammar.cuts import sus_razones, un_trimestre_en_dos_cortes
from assistant.grammar.halves import entre_semestres, sin_con_que_comparar
from assistant.grammar.heads import cabeza_de, de_causas, dimensiones_de
from assistant.grammar.histories import (
    cada_ano,
    corregidas,
    cuales_cada_ano,
    cuando_se_recupero,
    despejar,
    en_que_corte,
    en_que_corte_se_dice,
    historia,
    por_periodo,
)
from assistant.grammar.mentions import (
    Informe,
    Mencion,
    ambito,
    en_orden,
    menciones,
    periodos_de,
    todos_los_anos,
)
from assistant.grammar.months import corte_del_mes, ultimo_corte
from assistant.grammar.places import avisar_de_cada_uno, de_que_ano
from assistant.grammar.quarters import con_trimestres, entre_trimestres
from assistant.grammar.ranking import cuantas
from assistant.grammar.relations import (
    al_corte,
    con_el_ano_anterior,
    de_esas,
    de_meta_anual,
    en_ambos_cortes,
    en_el_intervalo,
    estados_juntos,
    heredada_de,
    plural_de_metas,
    relacion_de,
)
from assistant.grammar.shared import compartidas
from assistant.grammar.slots import Huecos
from assistant.grammar.subjects import (
    hay_palabras,
    mas_que,
    meta_de,
    sin_cambio_explicado,
    sin_ninguno,
    sin_obras,
    solo_medida,
    sustantivos,
)
from assistant.grammar.unions import en_unos_anos
from assistant.link import Vocabulario
from assistant.plan import (
    CANTIDADES,
    Aclarar,
    ConCausa,
    ConClase,
    ConObservacion,
    Dimension,
    En,
    Orden,
    Periodo,
    Plan,
    Relacion,
    SinDatos,
    Umbral,
)
from assistant.spans import Cobertura

_GRUPOS = ("unidad", "programa", "ramo", "municipio", "linea")


def leer_comparacion(c: Cobertura, h: Huecos, voc: Vocabulario, previo: Plan | None = None) -> SinDatos | Aclarar | None:
    """Fill in the periods and what is asked of them, where the question sets two against each other."""
    sin_obras(c)
    sin_ninguno(c)
    sin_cambio_explicado(c)
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
    dichas = con_el_ano_anterior(c, dichas, informes)
    # "¿Quién autorizó cada informe?" asks for signatures, not for a history.
    firma = (c.hay("quien") and len(dichas) < 2) or (c.hay("quien", "rol", "firma") and not c.hay("nombre", "nivel", "clase", "metrica", "medida"))
    if cuales_cada_ano(c):
        h.fijo, h.intent, h.agrupar = True, "list", ()
        return None
    if (unos := en_unos_anos(c, h, dichas, informes)) is not None:
        _por_relacion(c, h, unos[0], al_corte(unos[1], unos[0]))
        return None
    if compartidas(c, h, dichas, informes):
        return de_que_ano(c, informes) if h.agrupar[:1] == ("descripcion",) else None
    avisar_de_cada_uno(c, h)
    if entre_trimestres(c, h):
        return None
    if entre := entre_semestres(c, h):
        return entre if isinstance(entre, Aclarar) else None
    if en_que_corte(c, h, dichas, informes) or en_que_corte_se_dice(c, h, dichas, informes) or cuando_se_recupero(c, h, voc, informes, {m.periodo.ejercicio for m in dichas}):
        return None
    if c.hay("audita") and "historia" in c.valores("cambio") and not dichas:
        pass  # "de todos los informes, ¿en cuáles no cuadra …?": all of them, and not what changed between them
    elif promedia_cantidades(c):
        pass  # the mean of what each of the years adds up to, and not what changed between them
    elif c.hay("corregida") and not de_meta_anual(c, dichas):
        corregidas(c, h, dichas, informes, cast("tuple[str, ...]", next(iter(c.valores("corregida")))))
    elif not firma and len(dichas) < 2 and not cada_ano(c) and not c.hay("corregida") and ("historia" in c.valores("cambio") or por_periodo(c)):
        historia(c, h, voc, informes, {m.periodo.ejercicio for m in dichas})
    elif not firma:
        heredada = heredada_de(c, previo)
        dichas = con_trimestres(c, dichas, informes, heredada is not None)
        if sin_otro := sin_con_que_comparar(c, dichas):
            return sin_otro
        periodos = periodos_de(c, dichas, informes, sigue)
        if cada_ano(c):
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
    if not h.fijo and (corte := corte_del_mes(c, dichas, informes)) is not None:
        h.corte = corte
    elif not h.fijo and not ultimo_corte(c, h, dichas, informes):
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


def _avisar(c: Cobertura, h: Huecos, dichas: Sequence[Mencion]) -> None:
    """The question names no periods: which are compared is said."""
    if h.fijo and h.periodos and not dichas and not c.hay("previo") and not (h.relacion and h.relacion.siempre):
        h.notas.append("La pregunta no nombra los periodos: se comparan " + ("los de la pregunta anterior." if h.hereda else "los últimos cargados."))


def _sin_anterior(c: Cobertura, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> SinDatos | None:
    """A cut is set against the one before it, and none is loaded."""
    relativo = any("corte" in str(v) or "informe" in str(v) or "reporte" in str(v) for v in c.valores("previo"))
    cortes = [m.periodo.corte for m in dichas if m.periodo.corte]
    return SinDatos(faltante="un corte anterior al que se pide", cercanos=tuple(sorted({i[2].isoformat() for i in informes}))) if relativo and cortes else None


def _comparar(
    c: Cobertura, h: Huecos, voc: Vocabulario, dichas: Sequence[Mencion], periodos: tuple[Periodo, ...], informes: Sequence[Informe], previo: Plan | None
) -> None:
    relacion = de_meta_anual(c, dichas) or en_el_intervalo(c, periodos) or de_esas(c, periodos, previo) or contraste(c, h, dichas, periodos) or en_ambos_cortes(c, dichas, periodos) or relacion_de(c, dichas, periodos)
    relacion = repartida(c, h, relacion, dichas, periodos)
    sujeto = c.hay("meta") or hay_palabras(c, voc) or meta_de(c)
    if _de_cuantas(c, h, periodos) or _cuantas_fueron(c, h, periodos):
        return
    if sus_razones(c, h, sujeto, relacion, periodos):
        return
    if un_trimestre_en_dos_cortes(c, h, sujeto, dichas, periodos):
        return
    if c.hay("meta") and relacion is not None and relacion.siempre:
        # "¿La meta 2 se ha cumplido todos los años?": the goal in each, and whether it was so in all of them.
        buena = "cumplidas" in c.valores("clase")
        despejar(c, h, estados=True)
        h.periodos, h.intent, h.metrica = periodos, "detail", None
        h.universal = h.cerrada = buena and not c.hay("pide", "cuenta")
        return
    if relacion is not None and relacion.metrica and (sujeto or c.hay("medida")) and not plural_de_metas(c):
        _lado_a_lado(c, h, periodos, True, previo)
        h.metrica = "meta_anual"
        return
    la_que_mas = cabeza_de(c).valor == "meta" and bool(c.de("cambio")) and _superlativo(c)
    if c.hay("puntos") and cabeza_de(c).tipo != "dim" and not plural_de_metas(c) and not la_que_mas and not any(isinstance(f, Umbral) for f in h.filtros):
        # "¿Cuántos puntos bajó el cumplimiento?": both figures and the difference, not the goals that fell.
        relacion = None
    if de_causas(c) and relacion is None and not sujeto and len(periodos) == 2 and not c.hay("causa", "nombre", "nivel", "medida", "misma_causa") and all(p.ejercicio and not p.corte and not p.trimestre for p in periodos):
        # "¿Qué causas pesaron más en 2021 que en 2022?": those of each year, and not how many goals were met.
        despejar(c, h, estados=False)
        h.periodos, h.agrupar, h.intent, h.metrica = periodos, ("ejercicio", "causa"), "count", "metas"
        return
    contra = c.hay("compara", "tendencia", "puntos") or bool({"cambio", "historia"} & set(c.valores("cambio"))) or mas_que(c, dichas)
    cortes = any(p.corte for p in periodos)
    trimestres = any(p.trimestre for p in periodos)
    que_cambio = "cambio" in c.valores("cambio") and (cortes or trimestres) and not sujeto and not c.hay("clase", "metrica", "dim", "medida")
    if que_cambio:
        relacion = relacion or Relacion(sentido="cambio")
    if relacion is not None and relacion.sentido in ("mejor", "peor") and not relacion.metrica and sustantivos(c) and not c.hay("nombre", "nivel", "dim", "clase", "medida", "rango", "unidad") and not trimestres:
        # "¿Cuánto aumentó la recolección de basura?": how much of it was done in each, and the difference.
        _lado_a_lado(c, h, periodos, True, previo)
        return
    sumas = relacion is not None and not relacion.metrica and relacion.sentido in ("mejor", "peor") and c.hay("medida") and not c.hay("nombre", "nivel", "dim", "clase")
    if relacion is not None and len(periodos) > 2 and (relacion.sentido == "igual" or (relacion.sentido in ("mejor", "peor") and cada_ano(c))):
        relacion = relacion.model_copy(update={"siempre": True})
    if relacion is not None and not sumas and not (c.hay("meta") and not relacion.presencia):
        _por_relacion(c, h, periodos, al_corte(relacion, periodos))
    elif trimestres:
        return
    elif (cortes and (contra or c.hay("cambio", "metrica", "dos_cortes", "cortes_mes", "cortes_n", "varios", "cuenta"))) or (not cortes and (contra or relacion is not None or c.hay("previo") or (c.hay("varios") and "todos" not in c.valores("varios")) or (not sujeto and solo_medida(c)))):
        _lado_a_lado(c, h, periodos, sujeto, previo)


def _de_cuantas(c: Cobertura, h: Huecos, par: tuple[Periodo, ...]) -> bool:
    """ "¿Qué unidad redujo más su número de metas incumplidas?": how many each place had in both, those that changed most first."""
    cabeza, sentidos = cabeza_de(c), [v for v in c.valores("cambio") if v in ("mejor", "peor")]
    dichas = any(t.norma in ("numero", "cantidad", "total") for s in c.de("cuenta") for t in c.tokens[s.ini : s.fin])
    if cabeza.tipo != "dim" or cabeza.valor not in _GRUPOS or len(par) != 2 or len(sentidos) != 1 or not (dichas and h.clases and c.de("nombre", "nivel")):
        return False
    despejar(c, h, estados=False)
    h.periodos, h.agrupar, h.intent, h.metrica = par, (cast(Dimension, cabeza.valor),), "rank", "metas"
    h.orden = Orden(metrica="metas", descendente=sentidos[0] == "mejor")
    h.universal = not _superlativo(c)
    return True


_UNA_COSA = re.compile(r"(?:\w+(?:o|io|yo|ado|ido)|mas|menos)")


def _cuantas_fueron(c: Cobertura, h: Huecos, par: tuple[Periodo, ...]) -> bool:
    """ "¿El número de metas incumplidas subió, bajó o siguió igual de 2023 a 2024?": how many there were in each, and not those
    that got better: what went up or down is one number."""
    numero = next((s for s in c.de("cuenta") if any(t.norma in ("numero", "cantidad", "total", "conteo", "cifra") for t in c.tokens[s.ini : s.fin])), None)
    cambios = [s for s in c.de("cambio") if s.valor in ("mejor", "peor", "igual", "cambio", "historia")]
    if numero is None or len(par) != 2 or not h.clases or not c.de("nombre", "nivel") or cabeza_de(c).tipo not in ("nombre", "nivel") or not cambios:
        return False
    if any(s.ini < numero.ini for s in c.de("pide", "explica", "cita")) or not all(s.valor in ("cambio", "historia") or any(_UNA_COSA.fullmatch(t.norma) for t in c.tokens[s.ini : s.fin]) for s in cambios):
        return False
    _lado_a_lado(c, h, par, False)
    return True


# -- what is asked ------------------------------------------------------------------------------------------------------
def _por_relacion(c: Cobertura, h: Huecos, par: tuple[Periodo, ...], relacion: Relacion) -> None:
    # Quarters that are the periods themselves are no filter besides.
    if relacion.filtros:
        quitar(h)
    despejar(c, h, estados=True, trimestral=False if any(p.trimestre or p.corte for p in par) and len(c.de("trimestre", "dos_trimestres")) else None)
    repetida = relacion.presencia or relacion.misma_causa or relacion.clases or relacion.filtros or relacion.siempre or (relacion.clase_antes and relacion.clase_antes == relacion.clase_despues)
    h.periodos = par if repetida else (par[0], par[-1])
    cabeza = cabeza_de(c)
    grupos = dimensiones_de(c)
    if relacion.presencia and de_causas(c) and not c.de("nombre", "nivel"):
        # "¿Qué causas aparecieron en 2023 que no estaban en 2022?": those of each year, not the goals that are new.
        h.agrupar, h.intent, h.metrica = ("ejercicio", "causa"), "count", "metas"
        return
    if relacion.presencia and cabeza.tipo == "dim" and cabeza.valor == "unidad" and not c.de("nombre", "nivel", "clase"):
        h.relacion, h.intent, h.catalogo = relacion, "catalogue", "unidad"
        return
    if relacion.sentido in ("mejor", "peor") and cabeza.tipo == "dim" and cabeza.valor in _GRUPOS and not c.hay("cuenta") and not c.de("nombre", "nivel"):
        if len(h.periodos) > 2:
            # "¿Qué unidad ha mejorado todos los años?": the share of each year, to be seen whole.
            h.agrupar, h.intent, h.metrica = (cast(Dimension, cabeza.valor), "ejercicio"), "compare", "proporcion"
            return
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
    h.intent = "count" if c.hay("cuenta") else "explain" if c.hay("explica") and not relacion.filtros else "quote" if c.hay("cita") else "list"
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
    despejar(c, h, estados=False)
    h.periodos = par
    metricas = [m for m in c.valores("metrica") if m in CANTIDADES]
    if any(p.corte and p.corte.month < 12 for p in par) and "cumplidas" in h.clases:
        # Nothing is met for the year inside it: what counts is what is on schedule.
        h.clases = ["al_corriente" if k == "cumplidas" else k for k in h.clases]
        h.filtros = [ConClase(clases=tuple(h.clases)) if isinstance(f, ConClase) and "cumplidas" in f.clases and not f.negado else f for f in h.filtros]
    if estados_juntos(c):
        # Both are told of each side anyway.
        h.clases = []
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase)]
    if sujeto:
        h.intent, h.metrica = "detail", None
        return
    dimension: Dimension = "corte" if any(p.corte for p in par) else "ejercicio"
    seguida = previo is not None and bool(previo.entidad("medida")) and c.hay("cambio") and not c.hay("clase", "dim", "metrica")
    suma = (c.hay("medida") or seguida) and not c.de("nombre", "nivel")
    if suma and (c.hay("suma") or any(t.norma in ("total", "totales") for t in c.tokens)) and dimension == "ejercicio" and not c.hay("compara") and set(c.valores("cambio")) <= {"historia"}:
        # "¿Cuántas en total en los tres años?": what they add up to, and each year's part.
        h.filtros.append(En(entidad="ejercicio", valores=tuple(dict.fromkeys(dichos)) or tuple(str(p.ejercicio) for p in par)))
        h.periodos, h.agrupar, h.intent, h.metrica = (), ("ejercicio",), "sum", metricas[0] if metricas else "alcanzado"
        return
    h.agrupar = (dimension,)
    elegidas = bool(h.clases) or any(isinstance(f, Umbral | ConCausa | ConObservacion) for f in h.filtros)
    h.intent, h.metrica = ("compare", metricas[0] if metricas else "alcanzado") if suma else ("compare", "metas" if elegidas else None)
    nombrados = [f.entidad for f in h.filtros if isinstance(f, En) and not f.negado and f.entidad in _GRUPOS and len(f.valores) > 1]
    if (grupos := [*nombrados, *(d for d in (s.valor for s in c.de("dim")) if d in _GRUPOS)]) and not suma:
        h.agrupar, h.intent, h.metrica = (cast(Dimension, grupos[0]),), "compare", "metas" if elegidas and c.hay("cuenta") else "proporcion"
        if len(par) > 2:
            h.agrupar, h.metrica = (cast(Dimension, grupos[0]), dimension), "metas" if h.clases else None


