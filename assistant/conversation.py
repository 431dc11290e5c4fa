"""Follow-ups: what a question leaves open is taken from the last plan ("¿y en el cuarto trimestre?", "¿por qué?")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.grammar.recounts import al_cierre
from assistant.grammar.slots import Huecos
from assistant.plan import (
    CANTIDADES,
    CLASE_A_TRIMESTRE,
    ConClase,
    ConTrimestre,
    En,
    Filtro,
    Orden,
    Plan,
    Texto,
)
from assistant.spans import Cobertura

#: Words by which "all of it" drops the places asked before; "al final" alone does not.
_TODO = frozenset("unidades areas dependencias unidad instituto municipio informe informes general global ayuntamiento".split())
_OFICINAS = ("unidad", "programa", "ramo")
_LUGARES = ("unidad", "programa", "ramo", "linea", "meta")


def olvida(c: Cobertura) -> bool:
    """Whether the question drops what came before."""
    return c.hay("olvida")


def es_seguimiento(c: Cobertura, h: Huecos) -> bool:
    """Whether a question leans on the last one: it points back, or it lacks what a question of its own has."""
    if c.hay("esas") or h.hereda:
        return True
    nombra = any(s.tipo in ("nombre", "nivel", "dim", "medida", "audita", "quien", "persona") and s.valor != "informe" for s in c.spans)
    pronombre = any(s.tipo == "pide" and c.tokens[s.fin - 1].norma.startswith("cual") for s in c.spans) or c.hay("cuenta")
    if not nombra and pronombre and not c.hay("meta", "metrica") and not any(isinstance(f, Texto) for f in h.filtros):
        return True
    primero = c.spans[0].tipo if c.spans and c.spans[0].ini == 0 else ""
    propio = any(s.tipo in ("nombre", "cuenta", "audita", "quien", "dim") and s.valor != "informe" for s in c.spans)
    anuncia = primero in ("sigue", "solo", "olvida")
    completa = propio and (h.clases or h.intent in ("audit", "who", "catalogue", "rank", "sum", "count", "quote", "explain")) and c.hay("pide", "cuenta", "cita", "quien", "explica")
    if anuncia:
        return not (completa and any(isinstance(f, En) for f in h.filtros) and h.clases)
    if c.hay("ordena", "explica", "cita") and not propio and not any(isinstance(f, En) for f in h.filtros):
        return True
    if not propio and not c.hay("meta", "clase", "metrica") and not any(isinstance(f, Texto) for f in h.filtros):
        return True
    return not propio and not c.hay("meta", "pide", "cuenta") and len(c.tokens) <= 6 and not (c.hay("clase") and any(isinstance(f, En) for f in h.filtros))


def continuar(c: Cobertura, h: Huecos, previo: Plan, filas_de: Callable[[Plan], Sequence[str]]) -> Plan:
    """The new plan: the question's own, or its slots laid over the last one."""
    propio = h.plan()
    if not es_seguimiento(c, h):
        return propio
    previo = _eco(c, previo)
    apunta = c.hay("esas")
    if apunta and previo.limite:
        previo = _fijar(previo, filas_de)
    todo = any({t.norma for t in c.tokens[s.ini : s.fin]} & _TODO for s in c.de("total_general"))
    if todo and not any(isinstance(f, En) and f.entidad in _LUGARES for f in propio.filtros):
        previo = previo.con(filtros=tuple(f for f in previo.filtros if not (isinstance(f, En) and f.entidad in _LUGARES)))
    filtros = _en_su_lugar(_unir(previo, propio, h, apunta), previo, propio, filas_de)
    trimestres = propio.trimestres or previo.trimestres
    filtros = _alinear(filtros, propio, trimestres)
    if h.fijo and propio.periodos:
        trimestres = propio.trimestres
        filtros = tuple(f for f in filtros if not (isinstance(f, En) and f.entidad == "ejercicio") and not (propio.relacion and isinstance(f, ConClase | ConTrimestre)))
    intent, metrica = (propio.intent, propio.metrica) if h.fijo else _intencion(c, h, propio, previo)
    if intent in ("audit", "who", "catalogue"):
        filtros = tuple(f for f in filtros if isinstance(f, En))
    cambios: dict[str, object] = {"filtros": filtros, "trimestres": trimestres, "intent": intent, "metrica": metrica}
    cambios["agrupar"] = propio.agrupar or (previo.agrupar if intent == previo.intent else ())
    cambios["de_cada"] = propio.de_cada or (previo.de_cada if not propio.agrupar and intent == previo.intent else ())
    cambios["contraste"] = propio.contraste or (previo.contraste if cambios["agrupar"] == previo.agrupar else None)
    cambios["orden"] = propio.orden or (previo.orden if intent in (previo.intent, "explain", "quote") else None)
    cambios["limite"] = propio.limite or (previo.limite if intent in (previo.intent, "explain", "quote") and not propio.orden else None)
    cambios["corte"] = propio.corte or (None if propio.periodos or al_cierre(c) else previo.corte)
    fechada = propio.corte or propio.entidad("ejercicio")
    cambios["periodos"] = propio.periodos or (() if fechada else previo.periodos)
    cambios["relacion"] = propio.relacion or (None if fechada or propio.periodos else previo.relacion)
    cambios["cuota"] = propio.cuota or (previo.cuota if cambios["agrupar"] == previo.agrupar else None)
    cambios["partes"] = propio.partes or (previo.partes if trimestres == previo.trimestres else ())
    cambios["rol"] = propio.rol or previo.rol
    cambios["catalogo"] = propio.catalogo or previo.catalogo
    cambios["hallazgos"] = propio.hallazgos or (previo.hallazgos and intent == "audit")
    cambios["reglas"] = propio.reglas or (previo.reglas if intent == "audit" else ())
    cambios["cerrada"] = False
    if c.hay("ordena"):
        orden = propio.orden or Orden(metrica="avance")
        cambios |= {"orden": orden, "intent": "rank", "metrica": orden.metrica, "limite": propio.limite}
    return previo.con(**cambios)


#: What "¿y cuáles sí?" asks after goals that were not met, and "¿y cuáles no?" after those that were.
_SI: dict[str, str] = {"no_cumplidas": "cumplidas", "sin_avance": "cumplidas", "parcial": "cumplidas", "corto": "cumplido"}
_NO: dict[str, str] = {"cumplidas": "no_cumplidas", "exacta": "no_cumplidas", "rebasada": "no_cumplidas", "cumplido": "corto", "rebasado": "corto"}


def _eco(c: Cobertura, previo: Plan) -> Plan:
    """A bare "sí" or "no" turns the state that was asked before into its opposite."""
    negado_antes = any(s.tipo == "negado" and s.fin < len(c.tokens) for s in c.spans)
    if c.hay("clase") or negado_antes or not c.tokens or c.tokens[-1].norma not in ("si", "no"):
        return previo
    opuesta = _SI if c.tokens[-1].norma == "si" else _NO
    filtros: list[Filtro] = []
    for f in previo.filtros:
        if isinstance(f, ConClase) and not f.negado:
            f = ConClase.model_validate({"clases": tuple(dict.fromkeys(opuesta.get(k, k) for k in f.clases))})
        elif isinstance(f, ConTrimestre):
            f = f.model_copy(update={"clase": opuesta.get(f.clase, f.clase)})
        filtros.append(f)
    return previo.con(filtros=tuple(filtros), cerrada=False, universal=False)


def _fijar(previo: Plan, filas_de: Callable[[Plan], Sequence[str]]) -> Plan:
    """The last plan's limited rows as goals by number, so that "de esas" filters among them and not before them."""
    numeros = tuple(dict.fromkeys(filas_de(previo)))
    if not numeros:
        return previo
    otros = tuple(f for f in previo.filtros if not (isinstance(f, En) and f.entidad == "meta"))
    return previo.con(filtros=(*otros, En(entidad="meta", valores=numeros)), limite=None, orden=None, intent="list")


def _clave(f: Filtro) -> tuple[str, ...]:
    """Filters of one key replace each other."""
    if isinstance(f, En):
        return ("en", "unidad" if f.entidad in ("unidad", "programa", "ramo") else f.entidad)
    if isinstance(f, ConClase | ConTrimestre):
        return ("clase",)
    return (f.tipo,)


def _unir(previo: Plan, propio: Plan, h: Huecos, apunta: bool) -> tuple[Filtro, ...]:
    nuevas = {_clave(f) for f in propio.filtros}
    if apunta:
        return (*(f for f in previo.filtros if f not in propio.filtros and not (_clave(f) in nuevas and _clave(f) != ("clase",) and _clave(f) != ("en", "meta"))), *propio.filtros)
    quedan = [f for f in previo.filtros if _clave(f) not in nuevas and not _sustituye(f, propio)]
    return (*quedan, *propio.filtros)


def _en_su_lugar(filtros: tuple[Filtro, ...], previo: Plan, propio: Plan, filas_de: Callable[[Plan], Sequence[str]]) -> tuple[Filtro, ...]:
    """A goal's number, which other units use too, is that of the unit asked before, where it has one."""
    if not propio.entidad("meta") or any(isinstance(f, En) and f.entidad in _OFICINAS for f in filtros):
        return filtros
    lugares = tuple(f for f in previo.filtros if isinstance(f, En) and f.entidad in _OFICINAS and not f.negado)
    juntos = (*lugares, *filtros)
    return juntos if lugares and filas_de(Plan(intent="list", filtros=juntos, corte=propio.corte or previo.corte)) else filtros


def _sustituye(f: Filtro, propio: Plan) -> bool:
    """A unit asked now replaces the goals named before, and a goal named now replaces unit, words and state."""
    entidades = {g.entidad for g in propio.filtros if isinstance(g, En)}
    if isinstance(f, En) and f.entidad == "meta":
        return bool(entidades & {"unidad", "programa", "ramo", "linea"})
    if "meta" in entidades:
        return not (isinstance(f, En) and f.entidad in ("ejercicio", "municipio"))
    return isinstance(f, Texto) and bool(propio.de("texto"))


def _alinear(filtros: Sequence[Filtro], propio: Plan, trimestres: tuple[str, ...]) -> tuple[Filtro, ...]:
    """Where a quarter is asked of a state by the year, the state becomes the quarter's; and a new quarter moves it."""
    salida: list[Filtro] = []
    for f in filtros:
        if isinstance(f, ConClase) and propio.trimestres and not f.negado:
            salida.append(ConTrimestre(trimestres=propio.trimestres, clase=CLASE_A_TRIMESTRE[f.clases[0]]))
        elif isinstance(f, ConTrimestre) and propio.trimestres:
            salida.append(f.model_copy(update={"trimestres": propio.trimestres}))
        elif isinstance(f, ConClase) and trimestres and f in propio.filtros and not f.negado:
            salida.append(ConTrimestre(trimestres=tuple(trimestres), clase=CLASE_A_TRIMESTRE[f.clases[0]]))  # type: ignore[arg-type]
        else:
            salida.append(f)
    return tuple(salida)


def _intencion(c: Cobertura, h: Huecos, propio: Plan, previo: Plan) -> tuple[object, object]:
    """The question's own intent where it states one; otherwise the last one's."""
    dicho = c.hay("cuenta", "explica", "cita", "quien", "audita", "promedio", "suma", "compara", "tendencia", "rango", "ordena")
    if c.hay("suma") and len(previo.entidad("medida")) == 1 and not c.hay("nombre", "nivel", "clase", "medida", "dim", "promedio") and propio.metrica in (None, "metas", *CANTIDADES):
        return "sum", propio.metrica if propio.metrica in CANTIDADES else "alcanzado"  # "… ¿y cuánto suman?"
    if dicho and propio.intent != "list":
        return propio.intent, propio.metrica
    if c.hay("metrica") and propio.metrica:
        mismo = previo.intent if previo.intent in ("sum", "trend", "detail", "compare") else "list"
        return mismo, propio.metrica
    if c.hay("pide") and previo.intent in ("count", "explain", "quote", "rank") and not propio.agrupar:
        return "list", None
    if c.hay("pide") and c.hay("nombre"):
        return "list", previo.metrica
    return previo.intent, previo.metrica
