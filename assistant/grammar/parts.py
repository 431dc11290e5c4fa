"""Two questions in one: where the second begins, and whether they are two or one that is told in two breaths."""

from __future__ import annotations

import re

from assistant.apartes import habla_de_si
from assistant.grammar.antecedents import Y_COMO_LE_FUE
from assistant.plan import En, Lectura, Plan
from assistant.spans import Cobertura
from index.textos import plegar

#: Longer questions are read up to here; nobody asks in more words.
MAX_CARACTERES = 2000
#: Where a second question may begin inside a question.
_SEGUNDA = re.compile(r"\?\s*¿|\?\s+(?!(?:sin|excepto|salvo|menos|quitando|pero)\b)(?!(?:de|del|en|sobre|para|solo|s[oó]lo|solamente|[uú]nicamente)\b(?![^?]*(?:\?|cu[aá]|qu[eé]\b|qui[eé]n)))(?=[\wÁÉÍÓÚáéíóú])|,?\s+y\s+(?=(?:a |de |por |en )?(?:qui[eé]n|cu[aá]l|cu[aá]nt|qu[eé]\b))", re.IGNORECASE)
#: A second part that only names another time or place of the same thing: "… y cuántas en 2023".
_ELIPSIS = re.compile("|".join((
    r"cu[aá]nt[oa]s?\s+(?:s[ií]|no)\b[^?]*$",
    r"cu[aá]nt[oa]s?\s+(?:en|al?|para|durante)\s+[^?]+$",
    r"(?:por|en) cu[aá]nt[oa]s?(?: m[aá]s)?$",
    r"cu[aá]l(?:es)?\s+(?:(?:la|el|las|los)\s+)?(?:de|en|del)\s+(?:19|20)\d\d(?:,?\s+(?:entre|contando|juntando|considerando|en|de|del)\s+[^?]{3,40})?$",
    r"(?:(?:en)?list|mencion|indi|se[ñn]al|d[ae]|relacion|separ|desglos)\w*(?:\s+por\s+separado)?\s+(?:l[oa]s?|el)\s+de\s+(?:19|20)\d\d(?:(?:,|\s+y)\s+(?:(?:l[oa]s?|el)\s+)?(?:de\s+)?(?:19|20)\d\d)*$",
    r"(?:indi|di|da|de|pon|anot|se[ñn]al)\w*\s+cu[aá]nt[oa]s?(?:\s+(?:fueron|hizo|son|hubo|tuvo|se\s+\w+))?\s+(?:en|de|por)\s+cada\s+\w+$",
    r"(?:con\s+)?cu[aá]nt[oa]s?\s+(?:se\s+)?(?:cerr|termin|acab)\w+(?:\s+(?:el\s+a[ñn]o|el\s+ejercicio|en\s+(?:19|20)\d\d|(?:19|20)\d\d))?$",
    r"de\s+cu[aá]nto\s+a\s+cu[aá]nto$",
    r"(?:[\wáéíóúñ]+\s+)?cu[aá]nt[oa]s?\s+(?:de\s+|tiene\s+|tuvo\s+|fueron\s+de\s+)?cada\s+(?:quien|un[oa]|cual)$",
    r"cu[aá]nto\s+(?:se\s+|fue\s+|es\s+)?(?:ha\s+|hab[ií]a\s+)?(?:lo\s+)?(?:program|alcanz|logr|cumpl|realiz|hizo|avanz|llev)\w*(?:\s+(?:realmente|en realidad|al final))?$",
    r"cu[aá]nt[oa]s\s+(?:fueron|son|hubo|hay|eran|resultaron|tiene|tuvo|ten[ií]a|suma|sum[oó]|acumula|acumul[oó]|lleva|llevaba|report[oó]|registr[oó])$",
    r"(?:a\s+)?qu[eé]\s+(?:porcentaje|proporci[oó]n|parte|fracci[oó]n)\s+(?:(?:de(?:l| la| lo| su| sus)?)\s+[^?]*?)?(?:representa\w*|equival\w+|es|era|fue|son)(?:\s+(?:de(?:l| la| lo| su| sus)?|eso)\s*[^?]*)?$",
    r"de\s+cu[aá]nt[oa]s?(?:\s+(?:fue|es|era|fueron))?$",
    r"qui[eé]n(?:es)?\s+(?:l[oa]s?\s+de(?:l)?|el\s+de(?:l)?|en|al?|para|durante)\s+[^?]+$",
    r"(?:en\s+|a\s+|con\s+)?cu[aá]nt[oa]s?\s+(?:(?:metas?|acciones|objetivos|veces|casos|informes)\s+)?(?:aparec\w+|figura\w*|est[aá]n?|(?:se|la|lo)\s+(?:repit\w+|repet\w+|se[ñn]al\w+|mencion\w+|present\w+|dio|dan|cita\w*|invoc\w+|tien\w+|tra(?:en|e|ían)))$",
    r"(?:de |por |en )?cu[aá]nt[oa]s?(?:\s+(?:fue|es|era|fueron))?\s+(?:(?:la|el|su|de)\s+)?(?:mejora|ca[ií]da|aumento|alza|baja|diferencia|retroceso|cambio|ajuste|correcci[oó]n|puntos?)(?:\s+(?:porcentuales|m[aá]s|menos))?$",
)), re.IGNORECASE)  # fmt: skip
#: A second part that only asks by what to tell the answer apart: "… y en qué años".
_DIMENSION = re.compile(r"(?:en |de |por |a )?(?:qu[eé]|cu[aá]l(?:es)?) (?:metas?|acci[oó]n(?:es)?|a[ñn]os?|ejercicios?|cortes?|municipios?|unidad(?:es)?|[aá]reas?|programas?|ramos?)(?: (?:es|son|fue|fueron|est[aá]n?))?|(?:a |en |de )?cu[aá]l(?:es)?(?: (?:es|son|fue|fueron))?", re.IGNORECASE)
#: A first part that only names what a second one joins: "¿Qué unidades y en qué años …?"
_CABEZA = re.compile(r"(?:[^¿?:]*[:,] ?)?[¿ ]*(?:en |de |por )?(?:qu[eé]|cu[aá]l(?:es)?) \w+", re.IGNORECASE)
#: "¿Hay metas que …? ¿Cuáles son?": which there are is told anyway.
_HAY, _CUALES = re.compile(r"[¿ ]*(?:hay|hubo|habr[aá]|existen?|existi\w+)\b", re.IGNORECASE), re.compile(r"cu[aá]l(?:es)?\s+(?:son|fueron|ser[ií]an|es|fue)", re.IGNORECASE)
#: What a second part takes from the first.
_MISMO_TRIMESTRE = re.compile(r"\b(?:es[ea]|mism[oa]) (?:mism[oa] )?(?:trimestre|periodo)\b", re.IGNORECASE)
#: A second part with a time of its own.
_FECHA = re.compile(r"\b(?:19|20)\d\d\b|\b(?:cierre|final|fin|cortes?|trimestres?|a[ñn]o|ejercicio)\b", re.IGNORECASE)
#: What comes between a question and the same in other words.
REFORMULA = re.compile(r"\?\s*(?:es decir|o sea|esto es|en otras palabras|dicho de otr[oa] (?:modo|manera|forma)|m[aá]s (?:concreta|precisa|espec[ií]fica)mente|en concreto|me refiero a|qui(?:ero|se) decir)\b[,:]?\s*(?:que\s+)?¿?(?=\s*\w)", re.IGNORECASE)
_DISTINTOS = frozenset(("who", "catalogue", "audit", "sum", "rank", "trend", "average"))


def partir(pregunta: str) -> list[str]:
    donde = Y_COMO_LE_FUE if Y_COMO_LE_FUE.search(pregunta) else _SEGUNDA
    trozos = [t.strip() for t in donde.split(pregunta[:MAX_CARACTERES]) if t and t.strip(" ¿?")]
    if len(trozos) != 2 or any(len(t.split()) < 2 for t in trozos) or habla_de_si(plegar(trozos[-1])):
        return [pregunta]
    segunda = trozos[-1].strip("¿?. ")
    if _CUALES.fullmatch(segunda) and _HAY.match(trozos[0]):
        return [pregunta]
    return trozos if not _ELIPSIS.fullmatch(segunda) and not _DIMENSION.fullmatch(segunda) and not _CABEZA.fullmatch(trozos[0]) else [pregunta]


def son_dos(pregunta: str, uno: Plan, otro: Plan) -> bool:
    """Whether two parts ask for different things: each a question of its own, or intents that one plan can't hold."""
    if uno == otro or not (uno.filtros or uno.intent in ("catalogue", "audit", "rank")):
        return False
    if "?" in pregunta.rstrip().rstrip("?"):
        return True
    if uno.intent == otro.intent == "catalogue":
        return uno.catalogo != otro.catalogo
    return uno.intent != otro.intent and bool({uno.intent, otro.intent} & _DISTINTOS)


def solo_cita(c: Cobertura) -> bool:
    """ "Cite la observación.", "¿Qué dice textualmente?": the words of what was just asked, and nothing else."""
    dichos = [s for s in c.spans if s.tipo not in ("cita", "cortesia", "pide", "sigue")]
    observacion = all(s.tipo == "nombre" and s.valor == "observacion" for s in dichos)
    return (c.hay("cita") or bool(dichos)) and observacion and not any(not c.tokens[i].vacio for i in c.sueltos)


def de_una_meta(uno: Plan, otro: Plan, entera: Plan) -> bool:
    """ "¿En qué se mide la meta 2 y cuánto se alcanzó en 2023?": what is told of one goal is told at once."""
    detalle = uno.intent == entera.intent == "detail" and bool(entera.entidad("meta"))
    return detalle and otro.intent in ("sum", "detail") and otro.entidad("meta") in ((), entera.entidad("meta")) and set(entera.filtros) >= set(uno.filtros)


def en_el_mismo_lugar(primera: Lectura, segunda: Lectura, texto: str) -> Lectura:
    """The second question is about the unit, year or goal of the first, unless it names its own."""
    plan = segunda.plan
    propias = {f.entidad for f in plan.filtros if isinstance(f, En)}
    if plan.intent == "catalogue":
        return segunda
    if primera.plan.corte and not (plan.corte or plan.periodos) and not _FECHA.search(texto):
        # "… a septiembre, ¿y qué porcentaje era?": of that day, as the first.
        plan = plan.con(corte=primera.plan.corte)
        segunda = segunda.model_copy(update={"plan": plan})
    if propias - {"ejercicio"}:
        return segunda
    fecha = propias or plan.corte or plan.periodos
    lugares = tuple(f for f in primera.plan.filtros if isinstance(f, En) and not (f.entidad == "ejercicio" and fecha))
    trimestres = primera.plan.trimestres if _MISMO_TRIMESTRE.search(texto) else plan.trimestres
    return segunda.model_copy(update={"plan": plan.con(filtros=(*plan.filtros, *lugares), trimestres=trimestres)})


__all__ = ["MAX_CARACTERES", "REFORMULA", "de_una_meta", "en_el_mismo_lugar", "partir", "solo_cita", "son_dos"]
