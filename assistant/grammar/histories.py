"""A goal, or the totals, over all their years or cuts; what a later cut prints otherwise; what is asked of each year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.grammar.causes import causa_es_texto
from assistant.grammar.heads import cabeza_de, dimensiones_de
from assistant.grammar.mentions import Informe, Mencion, cortes_de
from assistant.grammar.relations import plural_de_metas
from assistant.grammar.slots import Huecos
from assistant.grammar.subjects import hay_palabras, meta_de, solo_medida
from assistant.link import Vocabulario
from assistant.plan import ConClase, ConTrimestre, En, Orden, Periodo
from assistant.spans import Cobertura
from index.poa import TRIMESTRES


def despejar(c: Cobertura, h: Huecos, estados: bool, trimestral: bool | None = None) -> None:
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


def cada_ano(c: Cobertura) -> bool:
    """ "Mejoraron cada año", "año con año": better in each period than in the one before it, not only in the last."""
    cada = "historia" in c.valores("cambio") or "todos" in c.valores("varios") or "ejercicio" in dimensiones_de(c)
    plural = any(s.valor in ("mejor", "peor") and c.tokens[s.fin - 1].norma.endswith(("on", "do", "n")) for s in c.de("cambio"))
    return cada and plural and not c.hay("medida", "meta")


def cuales_cada_ano(c: Cobertura) -> bool:
    """ "¿Cuáles metas quedaron sin cumplir, año por año?": the goals of every year, each with its own."""
    pide = any(c.tokens[s.fin - 1].norma in ("que", "cual", "cuales") for s in c.de("pide"))
    anual = "historia" in c.valores("cambio") or "ejercicio" in dimensiones_de(c)
    return pide and anual and plural_de_metas(c) and c.hay("clase", "causa") and len(c.de("cambio")) <= 1 and not c.hay("cuenta", "rango", "compara", "ano", "varios", "meta")


def por_periodo(c: Cobertura) -> bool:
    """ "La meta 2, por año": one goal over its years or cuts."""
    cabeza = cabeza_de(c)
    # "¿En qué cortes estuvo atrasada la meta 2?", "¿cuándo se cumplió?": as each of them tells it.
    en_cual = c.hay("meta") and ((cabeza.tipo == "dim" and cabeza.valor == "corte") or any(t.norma == "cuando" for t in c.tokens[:2])) and not c.hay("corregida")
    return en_cual or (c.hay("meta") and not c.hay("cuenta", "clase") and bool({"ejercicio", "corte"} & set(dimensiones_de(c))))


def historia(c: Cobertura, h: Huecos, voc: Vocabulario, informes: Sequence[Informe], anos: set[int | None]) -> None:
    """All the cuts of one goal, or the totals of every year; of the year that is named, where one is."""
    informes = [i for i in informes if not anos or i[1] in anos]
    despejar(c, h, estados=False)
    if c.hay("meta") or hay_palabras(c, voc) or meta_de(c):
        cortes = sorted({(i[1], i[2]) for i in informes})
        anual = "ejercicio" in dimensiones_de(c) or _de_ano_en_ano(c, cortes)
        h.periodos = tuple(Periodo(ejercicio=e) for e in sorted({e for e, _ in cortes})) if anual else tuple(Periodo(ejercicio=e, corte=k) for e, k in cortes)
        h.intent = "detail"
    elif solo_medida(c):
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "alcanzado"
    else:
        h.intent, h.agrupar, h.metrica = "compare", ("ejercicio",), "metas" if h.clases else None


def en_que_corte(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> bool:
    """ "¿En qué corte de 2023 hubo más metas atrasadas?": every cut of the year, the one with most first."""
    cabeza = cabeza_de(c)
    if cabeza.tipo != "dim" or cabeza.valor != "corte" or not c.hay("clase") or c.hay("meta") or not c.hay("rango"):
        return False
    anos = {m.periodo.ejercicio for m in dichas}
    suyos = {e: k for e, k in cortes_de(informes).items() if len(k) > 1 and (not anos or e in anos)}
    if not suyos:
        return False
    ejercicio = max(suyos)
    despejar(c, h, estados=False)
    h.periodos = tuple(Periodo(ejercicio=ejercicio, corte=k) for k in suyos[ejercicio])
    h.clases = ["al_corriente" if k == "cumplidas" else k for k in h.clases]
    h.filtros = [ConClase(clases=tuple(h.clases)) if isinstance(f, ConClase) else f for f in h.filtros]
    h.agrupar, h.intent, h.metrica = ("corte",), "rank", "metas"
    h.orden = Orden(metrica="metas", descendente=c.valores("rango")[0] == "desc")
    return True


def en_que_corte_se_dice(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe]) -> bool:
    """ "¿En qué cortes se menciona la revolvedora y de qué meta?": the goals whose words have it, of every cut."""
    cabeza = cabeza_de(c)
    if cabeza.tipo != "dim" or cabeza.valor not in ("corte", "ejercicio") or not c.hay("sobre", "cita") or c.hay("clase", "meta", "rango", "cuenta"):
        return False
    anos = {m.periodo.ejercicio for m in dichas}
    cortes = tuple(Periodo(ejercicio=e, corte=k) for e, ks in sorted(cortes_de(informes).items()) for k in ks if not anos or e in anos)
    buscadas = any(not c.tokens[i].vacio for i in c.sueltos) or any(causa_es_texto(c, s) for s in c.de("causa"))
    if not buscadas or not cortes:
        return False
    despejar(c, h, estados=False)
    h.periodos = cortes if cabeza.valor == "corte" else tuple(Periodo(ejercicio=e) for e in sorted({p.ejercicio for p in cortes if p.ejercicio}))
    h.intent, h.metrica = "quote", None
    return True


def cuando_se_recupero(c: Cobertura, h: Huecos, voc: Vocabulario, informes: Sequence[Informe], anos: set[int | None]) -> bool:
    """ "¿Cuándo se recuperó la meta 2?", "¿en qué trimestre …?": over its cuts, or over the quarters of a year."""
    cabeza = cabeza_de(c)
    cuando = any(t.norma == "cuando" for t in c.tokens[:2])
    if "empezo" not in c.valores("cambio") or not c.hay("meta") or not (cuando or (cabeza.tipo == "dim" and cabeza.valor in ("trimestre", "corte", "ejercicio"))):
        return False
    h.recuperacion = True
    if cabeza.valor == "trimestre":
        h.fijo, h.intent, h.clases = True, "trend", []
        h.filtros = [f for f in h.filtros if not isinstance(f, ConClase | ConTrimestre)]
        return True
    historia(c, h, voc, informes, anos)
    return True


#: Words of a history that goes by years.
_ANUALES = frozenset("ano anos ejercicio ejercicios".split())


def _de_ano_en_ano(c: Cobertura, cortes: Sequence[tuple[int, date]]) -> bool:
    """Whether a history goes by years, each at its last cut: "año con año", or an evolution where several are loaded."""
    dichas = {t.norma for s in c.de("cambio") if s.valor == "historia" for t in c.tokens[s.ini : s.fin]}
    if dichas & _ANUALES:
        return True
    de_cortes = any(n.startswith(("corte", "informe", "reporte", "histor")) for n in dichas)
    return not de_cortes and "historia" in c.valores("cambio") and len({e for e, _ in cortes}) > 1


def corregidas(c: Cobertura, h: Huecos, dichas: Sequence[Mencion], informes: Sequence[Informe], reglas: tuple[str, ...]) -> None:
    """The figures that a later cut prints otherwise are findings of the audit, of each cut beside the one before it."""
    anos = tuple(dict.fromkeys(str(m.periodo.ejercicio) for m in dichas if m.periodo.ejercicio))
    despejar(c, h, estados=True)
    # "Traen corregido el tercer trimestre" is of its figures; "en el informe del tercer trimestre", of all that it prints.
    suyos = [s for s in c.de("trimestre") if any(s.ini == k.fin or s.fin == k.ini for k in c.de("corregida"))]
    h.trimestres = tuple(t for t in TRIMESTRES if any(t in s.valor for s in suyos))
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
