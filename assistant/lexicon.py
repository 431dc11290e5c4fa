"""Spanish words → the plan's algebra, as data.

Each ``Entrada`` is a phrase pattern over folded words separated by single spaces (accents, case and punctuation are
gone; ``%`` is a word), the kind of span that it proposes and the span's value. ``<name>`` in a pattern is a macro.
Entries are small and independent: the planner's cover chooses the best set of spans that don't overlap, so a longer
phrase ("no se cumplieron") wins over the word inside it ("cumplieron") without either knowing of the other.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from index.textos import plegar

_MACROS = {
    # One thing that goes up or down; several that did so are asked for ("mejoraron").
    "sube": r"(?:(?:em)?peor(?:a|ando|ado|o)|mejor(?:a|ando|ado|o)|sub(?:e|iendo|ido|io)|baj(?:a|ando|ado|o)|(?:de)?crec(?:e|iendo|ido|io)|aument(?:a|ando|ado|o)|disminu(?:ye|yendo|ido|yo)|retroced(?:e|iendo|ido|io))",
    # What may stand between "no" and its verb.
    "aux": r"(?:(?:se|me|nos|le|les|lo|la|los|las|ha|han|hemos|habia|habian|haya|hayan|fue|fueron|es|son|esta|estan|estuvo|"
    r"estuvieron|pudo|pudieron|pueda|puedan|logro|lograron|alcanzo a|alcanzaron a|consiguio|consiguieron|llego a|llegaron a|"
    r"sido|ser|haber|haberse|todavia|aun|hubo|hicieron) )*",
    "cumplir": r"(?:cumpl(?!imient)\w+|lograr?(?:on|se|ban|rse)?|logro|logre|logren|logrado|logrados|logradas?|alcanzo|alcanzaron|alcanzaban?|alcance|alcancen|"
    r"alcanzad[oa]s?|alcanzar|alcanzan?|alcanzarse|concret\w+|complet(?:o|aron|ad[oa]s?|ar|e|en|a|an)|conclu(?:yo|yeron|id[oa]s?|ir)|"
    r"satisfi\w+|consigui\w+|obtuv\w+)",
    "art": r"(?:(?:el|la|los|las|su|sus|lo|un|una|unos|unas|al|del|de|a|este|esta|estos|estas|cada|todas|todos|toda|todo) )*",
    # "… para el año": the class is by the year anyway.
    "anual": r"(?: (?:para|en|del|de|durante|al cierre de|al cierre del|al final de|al final del|al termino del)(?: todo)?(?: el| este)? (?:ano|ejercicio)(?! (?:de )?\d))?",
    "de": r"(?:de |del |de la |de las |de los |de el )",
    # The same at the end of a phrase.
    "den": r"(?:del|de la|de las|de los|de el|de)",
    "meta": r"(?:metas?|objetivos?|indicador(?:es)?|compromisos?|goals?|targets?|objectives?)",
    "unidad": r"(?:unidad(?:es)?(?: ejecutoras?)?|areas?|dependencias?|departamentos?|deptos?|jefaturas?|oficinas?|direccion(?:es)?|"
    r"coordinacion(?:es)?|units?|departments?)",
    "num": r"(?:\d+(?:[.,]\d+)*)",
    "dim_fin": r"(?= |$)",
}

_CUARTOS = {"T1": "primer[oa]?|1er[oa]?|1ro|1ra|1o|1|i|first", "T2": "segund[oa]|2d[oa]|2o|2|ii|second",
            "T3": "tercer[oa]?|3er[oa]?|3ro|3ra|3o|3|iii|third", "T4": "cuart[oa]|4t[oa]|4o|4|iv|fourth|ultimo|last"}  # fmt: skip
_PALABRA_CUARTO = {"T1": "uno", "T2": "dos", "T3": "tres", "T4": "cuatro"}
_MESES = {
    "ene": 1, "enero": 1, "feb": 2, "febrero": 2, "mar": 3, "marzo": 3, "abr": 4, "abril": 4, "may": 5, "mayo": 5, "jun": 6,
    "junio": 6, "jul": 7, "julio": 7, "ago": 8, "agosto": 8, "sep": 9, "sept": 9, "septiembre": 9, "setiembre": 9, "oct": 10,
    "octubre": 10, "nov": 11, "noviembre": 11, "dic": 12, "diciembre": 12, "january": 1, "march": 3, "april": 4, "june": 6,
    "july": 7, "september": 9, "october": 10, "december": 12,
}  # fmt: skip
MESES = _MESES


@dataclass(frozen=True, slots=True)
class Entrada:
    """One phrase: what it matches, what it means, and how much a word of it weighs against other readings."""

    tipo: str
    valor: Any
    patron: str
    peso: float = 1.0


def _grupo(tipo: str, valor: Any, *patrones: str, peso: float = 1.0) -> tuple[Entrada, ...]:
    return tuple(Entrada(tipo, valor, p, peso) for p in patrones)


# -- classes of state -------------------------------------------------------------------------------------------
_CLASES = tuple(Entrada(e.tipo, e.valor, e.patron, 1.12) for e in (
    *_grupo("clase", "no_cumplidas",
        r"(?:no|sin|nunca|tampoco|ni) <aux><cumplir>(?: (?:con )?<art>(?:cabalmente |plenamente )?(?:meta anual|metas?(?! (?:\d|numero|num))|objetivos?|100 %?|cien por ciento|programad\w+|lo planeado|planeado|previsto|esperado|comprometido|planead\w+)(?= |$))?<anual>",
        r"no <aux>lleg\w+ (?:a |al |ni al? )<art>(?:metas?(?! (?:\d|numero|num))|objetivos?|100 ?%?|cien(?: por ciento)?|total|programad\w+|planead\w+|previst\w+)",
        r"no <aux>lleg\w+(?= |$)(?! (?:al?|ni) )", r"no <aux>(?:realiz|ejecut|hic|hizo|llev)\w*(?: a cabo)?(?: por completo| completas| completamente)?",
        r"incumpl\w+", r"la reg(?:amos|aron|o|ue)", r"inconclus\w+", r"incomplet\w+", r"fall(?:o|aron|id[oa]s?|an|ado|aba|ando|amos|a|ar)", r"fracas\w+",
        r"qued(?:o|aron|an|a|ado|aba|ar|amos) (?:muy |mas |tan )?(?:cort\w+|(?:por )?(?:debajo|abajo)(?: de <art>metas?(?! (?:\d|numero|num)))?(?= |$)(?! (?:del?|al?)(?: la| un)? (?:\d|mitad|\w+ por ciento|tercio|tercera|cuarta))|a deber|pendientes?|lejos|sin cumplir\w*|a medias|incomplet\w+|inconclus\w+|rezagad\w+)",
        r"(?:por )?(?:debajo|abajo) <de>?<art>(?:metas?(?! (?:\d|numero|num))|programad\w+|planead\w+|objetivos?)",
        r"(?:menos|menor|inferior) (?:(?:del|al|que el) (?:100|cien)(?: %| por ciento)?|(?:de|a) (?:100|cien) (?:%|por ciento))(?= |$)", r"a medias", r"deficitari\w+",
        r"rezag(?:ad[oa]s?|o|aron)", r"pendientes?(?: de cumplir)?", r"malogr\w+", r"se cay\w+", r"con (?:deficit|incumplimiento)",
        r"sin (?:cumplir|cumplirse|alcanzar|alcanzarse|lograr|lograrse|concluir|completar|terminar)", r"no <aux>(?:terminad|terminar|termino)\w*",
        r"(?:not|never|unmet|un) ?(?:met|achieved|reached|fulfilled|completed)", r"unmet", r"unfulfilled", r"fail(?:ed|s)?(?: to (?:meet|achieve|reach|complete|alcanzado))?", r"missed", r"fell short", r"(?:did ?n t|did not|didnt|weren t|were not|was not|werent|wasnt) (?:meet|met|reach|achieve|achieved|reached|complete|fulfilled)",
        r"no (?:exitos\w+|satisfactori\w+)", r"(?:<aux>)?(?:iban?|van|venian?|estaban?|marchaban?) (?:muy )?mal(?= |$)", r"no <aux>(?:iban?|va|van|venian?|marchaban?|estaban?) (?:muy |tan |nada )?(?:bien|al (?:corriente|dia)|en tiempo)", r"no <aux>(?:salieron|salio)(?: (?:bien|adelante))?", r"(?:se )?dej\w+ de (?:hacer|realizar|cumplir|atender|lograr|llevar a cabo|entregar|impartir)\w*", r"(?:con )?(?:retras|atras)\w+", r"cort[oa]s(?= |$)", r"salieron mal", r"les? fue mal", r"se qued\w+ (?:cort\w+|abajo|en el camino)"),
    *_grupo("clase", "cumplidas",
        r"(?:si )?cumpl(?!imient)\w+(?: (?:con )?<art>(?:metas?(?! (?:\d|numero|num))|objetivos?|programad\w+|planead\w+))?<anual>",
        r"<aux>(?:lograron|logradas?|logro|logr\w+se|completaron|completadas?|concluyeron|concluidas?|concretaron|consiguieron)(?: <art>(?:metas?(?! (?:\d|numero|num))|objetivos?))?",
        r"<meta> (?:alcanzad[oa]s|lograd[oa]s|completad[oa]s|realizad[oa]s|conseguid[oa]s)", r"alcanz(?:o|aron|aba|an|a) <art>(?:metas?(?! (?:\d|numero|num))|objetivos?|100 ?%?|cien por ciento|programado|planeado|lo programado|lo planeado)",
        r"lleg(?:o|aron|an|a) (?:a|al) <art>(?:metas?(?! (?:\d|numero|num))|objetivos?|100 ?%?|cien(?: por ciento)?|programado)",
        r"exitos\w+", r"con exito", r"complet[oa]s(?= |$)", r"satisfactori\w+", r"salieron (?:bien|adelante)", r"(?:were |was )?(?:met|achieved|fulfilled|completed|reached)"),
    *_grupo("clase", "exacta",
        r"(?:cumpl\w+ |lograron |alcanz\w+ |llegaron |logr\w+ )?(?:exactamente|justo|justamente|exacto|precisamente)(?: (?:lo|al?|el|con|en|con el|a el) ?(?:100 ?%?|cien(?: por ciento)?|programado|planeado)?)(?: por ciento)?(?: de (?:avance|cumplimiento))?",
        r"cumpl\w+ (?:exactamente|justo|con exactitud)", r"(?:cerraron |quedaron |cumpl\w+ )?(?:justo|exacto) (?:en|al|a) (?:el )?(?:100|cien)(?: ?%| por ciento)?", r"al (?:100|cien)(?: %| por ciento)? (?:exacto|justo|cerrado)", r"(?<!menos )(?<!mas )(?<!menor )(?<!mayor )(?<!inferior )(?<!superior )(?:con |de |en |tienen |tuvieron )?(?:un |el )?(?:avance |cumplimiento )?(?:de |del |al |en |en el )(?:100|cien) ?(?:%|por ciento)(?: de (?:avance|cumplimiento))?(?: exact\w+| justo| cerrado)?",
        r"cumpl\w+ (?:al|en un|el) (?:100|cien) ?(?:%|por ciento)?", r"ni mas ni menos", r"exactly(?: met| 100 ?%?)?", r"al cien(?: por ciento)?(?= |$)", r"al 100(?: %| por ciento)?(?= |$)"),
    *_grupo("clase", "rebasada",
        r"(?:cumpl\w+|alcanz\w+|lograd\w+|logr\w+) (?:con creces|de sobra|en exceso)", r"rebas\w+(?: <art>(?:metas?(?! (?:\d|numero|num))|programado|planeado|lo programado|100 ?%?))?<anual>", r"super(?:o|aron|ad[oa]s?|an|a|ar|aba|ando)(?: (?:con creces )?<art>(?:metas?(?! (?:\d|numero|num))|programad\w+|planead\w+|objetivos?|100 ?%?|cien por ciento))?(?: %)?<anual>",
        r"sobre ?pas\w+(?: <art>(?:metas?(?! (?:\d|numero|num))|programad\w+|100 ?%?))?", r"exced(?:io|ieron|id[oa]s?|en|e|er)(?: (?:el|al|del|de) 100 ?%?)?(?: <art>(?:metas?(?! (?:\d|numero|num))|programad\w+|objetivos?))?", r"sobre ?cumpl\w+",
        r"(?:por encima|arriba|encima) <de>?<art>(?:metas?(?! (?:\d|numero|num))|programad\w+|planead\w+|100 ?%?|cien por ciento)(?= |$)",
        r"mas (?:de lo|que lo) (?:programado|planeado|previsto|esperado|comprometido|autorizado)", r"(?:mas|mayor|superior) (?:(?:del|al|que el) (?:100|cien)(?: %| por ciento)?|(?:de|a) (?:100|cien) (?:%|por ciento))(?= |$)",
        r"(?:se )?pas(?:o|aron) de (?:la|su) meta", r"(?:se )?(?:sobre)?pas(?:o|aron|an|a|ado) (?:del|el|de) (?:100|cien)(?: %| por ciento)?(?= |$)", r"hicieron de mas", r"de mas(?= |$)(?! (?:de|que|del) )(?! \d)", r"se pas(?:o|aron)(?= |$)(?! de )", r"exceeded", r"surpassed", r"over ?achieved"),
    *_grupo("clase", "sin_avance",
        r"(?:con |tuv\w+ |teng\w+ |tien\w+ |registr\w+ |report\w+ )?(?:un )?(?:cero|nulo|ningun) (?:de )?(?:avances?|progreso|cumplimiento)", r"(?:con )?(?:un )?(?:avance|progreso|cumplimiento)s? (?:en |de |del |de un |igual a |igual a un )?(?:cero|nulo|0)(?: ?%| por ciento)?(?= |$)",
        r"(?:con |en |al )?(?:el |un )?(?:0|cero) (?:%|por ciento)(?: de (?:avance|cumplimiento))?", r"sin (?:ningun |nada de |registrar |reportar )?(?:avances?|progreso)", r"no <aux>(?:avanz\w+|tuv\w+ (?:ningun )?(?:avance|progreso)s?|registr\w+ (?:ningun )?avances?|report\w+ ningun avances?|tien\w+ (?:ningun )?avances?|present\w+ (?:ningun )?avances?)(?: nada)?",
        r"(?:que )?(?:quedaron |quedo |estan |estaban |estuvieron |iban |van |siguen |seguian |siguieron |continuaban? |se quedaron |se quedo |terminaron )?en (?:ceros?|0)(?= |$)", r"no <aux>(?:hizo|hicieron|realizo|realizaron|logro|lograron|avanzo|avanzaron|alcanzo|alcanzaron) nada", r"ni (?:un|una) sol[oa]", r"nada de avance", r"estancad\w+", r"zero (?:progress|advance)", r"no progress", r"no arranc\w+", r"(?<!a )(?<!que )(?<!de )ceros?(?= |$)", r"ni siquiera (?:iniciaron|empezaron|arrancaron|avanzaron)",
        r"no <aux>(?:inici\w+|empez\w+|comenz\w+)"),
    *_grupo("clase", "sin_reporte",
        r"no <aux>(?:tien\w+|teni\w+|tra\w+|tuv\w+) (?:ningun )?(?:datos?|informacion|reporte|registro)(?: (?:de|del|en el) avance)?", r"no <aux>(?:tra(?:en|e|ian|jeron)|tien\w+|tuv\w+|present\w+) (?:avances? |datos? |informacion )?report\w+", r"sin avances? report\w+", r"sin (?:reporte|reportar|informacion|dato|datos|registro|captura|capturar)(?: (?:de (?:avance|cumplimiento)|anual))?", r"(?:con )?(?:el )?(?:avance )?(?:absoluto )?(?:en blanco|vaci[oa]s?)", r"no <aux>report(?:o|aron|ad[oa]s?|an|ar)(?: (?:su |el )?avances?)?", r"not reported"),
    *_grupo("clase", "sin_programacion",
        r"no <aux>(?:tenian?|tuvieron|tuvo|tienen?|habia|hubo|hay) (?:nada |ninguna? |algo )?(?:programa\w+|planea\w+)", r"sin (?:nada )?(?:programa(?:cion|do|da|das|dos|r)|planeacion|meta anual)", r"no <aux>(?:programad|programar|programo|planead)\w*", r"nada programado"),
    *_grupo("clase", "no_cumplidas", r"(?:(?<=y cuantas )|(?<=y cuales )|(?<=o )|(?<=y )|(?<=, ))mal(?= |$)(?! (?:uso|estado|clima|tiempo))"),
    *_grupo("clase", "al_corriente", r"(?:(?<=y cuantas )|(?<=y cuales ))bien(?= |$)"),
    *_grupo("clase", "al_corriente", r"(?:<aux>)?(?:iban?|va|van|venian?|estaban?|estan?|marchaban?|marchan?) (?:muy )?(?:bien|al (?:corriente|dia)|en tiempo|(?:conforme|de acuerdo) (?:a|con|al) (?:lo )?(?:programad[oa]|planeado|programa|plan))(?= |$)", r"al corriente(?: (?:de|con) (?:lo )?(?:programado|planeado))?"),
    *_grupo("clase", "en_proceso", r"en (?:proceso|curso|marcha|tramite)", r"in progress"),
    *_grupo("clase", "parcial", r"(?:avanz\w+|tuv\w+|con|lograron|registr\w+|tienen) (?:algo(?: de avance)?|alg\w+ avance|poco avance)", r"(?:cumpl\w+ |avance |cumplimiento |avanzaron )?parcial(?:mente|es)?", r"(?:solo |nada mas )?en parte", r"avance incompleto", r"iniciadas? (?:pero|y) no concluidas?", r"si (?:<aux>)?(?:avanz\w+|tuvieron avance)"),
))  # fmt: skip

# -- metrics -----------------------------------------------------------------------------------------------------
_METRICAS = (
    *_grupo("metrica", "proporcion",
        r"(?:que |una )?(?:proporcion|fraccion)(?: de (?:sus |las )?(?:metas|cumplimiento))?", r"(?:que|cual es el|cual fue el|el|un|su)? ?(?:porcentaje|%|por ciento|tasa) de (?:sus |las )?(?:metas|objetivos|acciones)",
        r"tasa de (?:cumplimiento|exito)", r"(?:que|cuanto) (?:porcentaje|tanto) de <art>(?:metas|objetivos)", r"efectividad", r"(?:what )?(?:share|percentage|proportion) of (?:its |the )?goals"),
    *_grupo("metrica", "a_la_fecha", r"(?:de |del |lo )*(?:programad\w+|planead\w+|previst\w+|calendarizad\w+|esperad\w+)(?: para)? (?:a|hasta|para|en) (?:la|esa|ese|dicha|esta|este) (?:fecha|momento|corte|altura)(?: del ano)?", r"(?:de |del |lo )*(?:programad\w+|planead\w+|previst\w+) (?:acumulad\w+|al corte|hasta el corte|hasta entonces)", r"(?:de )?lo que (?:deb\w+|toca\w*|correspond\w+)(?: \w+)? (?:a|hasta|para) (?:la|esa|ese) (?:fecha|corte)", peso=1.15),
    *_grupo("metrica", "programado", r"program(?!as?(?= |$))(?:ad[oa]s?|o|aron|aba|aban|ar|acion|amos|an|ado)", r"plane(?:ad[oa]s?|o|aron|aba|aban|ar|acion|amos|ado)", r"previ(?:st[oa]s?|o|eron)", r"esperad[oa]s?", r"comprometid[oa]s?", r"planned", r"scheduled", r"se (?:iba|iban) a (?:hacer|realizar|atender)", r"debi(?:a|an|o|eron) (?:hacer|realizar|atender|alcanzar|lograr)\w*", r"(?:tenia|tenian) (?:programad\w+|planead\w+|previst\w+)"),
    *_grupo("metrica", "alcanzado", r"alcanz(?:ad[oa]s?|o|aron|amos|ar|an|a)", r"lograd[oa]s?", r"logros?", r"logr(?:o|aron|amos)", r"realiz(?:ad[oa]s?|o|aron|amos|ar|aba|an)", r"ejecut(?:ad[oa]s?|o|aron|ar)", r"conseguid[oa]s?", r"obtenid[oa]s?", r"resultados?", r"llev(?:o|aron) a cabo", r"hizo|hicieron|hecho|hechas|hechos|hicimos", r"atend(?:io|ieron|id[oa]s?)", r"imparti(?:o|eron|d[oa]s?)", r"entreg(?:o|aron|ad[oa]s?)", r"celebr(?:o|aron|ad[oa]s?)", r"efectu(?:o|aron|ad[oa]s?)", r"achieved", r"done", r"hubo", r"llev(?:a|an|amos)(?= |$)", peso=0.8),
    *_grupo("metrica", "meta_anual", r"(?:metas?|objetivos?|cantidad(?:es)?|cifras?|programacion|programado) anual(?:es)?(?: autorizad[oa]s?)?", r"(?:meta|cantidad|cifra) autorizad[oa]", r"meta (?:del|para el|de todo el) (?:ano|ejercicio)(?! 20)", r"autorizad[oa]s?", r"annual (?:goal|target)", r"(?:programado|planeado|previsto) (?:para|en) (?:todo )?el ano", r"meta (?:total|programada|planeada|establecida|fijada)"),
    *_grupo("metrica", "avance", r"(?:porcentajes?|%|por ciento|nivel|grado|indice|porciento)(?: de (?:avance|cumplimiento|logro|progreso|ejecucion|realizacion))?", r"avances?(?: (?:porcentual(?:es)?|relativos?|fisicos?|acumulados?|absolutos?|real(?:es)?|anual(?:es)?|logrado|alcanzado|registrado|reportado|final))*", r"cumplimientos?", r"progres(?:os?|s)", r"desempeno", r"eficacia", r"acumulado(?: relativo)?", r"avanz(?:o|aron|ado|ad[oa]s|a|an|amos)", r"(?:como|que tal) (?:van?|vamos|fue|fueron|les fue|le fue|quedo|quedaron|iba|iban|estuv\w+|anda|andan|salio|salieron|cerro|cerraron|termino|terminaron|acabo|acabaron)", r"que tanto (?:se )?(?:avanz\w+|cumpl\w+|logr\w+)", r"rendimiento", r"completion", r"performance"),
    *_grupo("metrica", "brecha", r"brechas?", r"(?:que tanto |(?:por|en) cuant[oa]s? |cuant[oa]s? )(?:<aux>|le |les |nos )?(?:falt\w+(?: (?:para|por) (?:llegar|alcanzar|cumplir|completar|lograr)\w*(?: (?:a|al|con)(?= |$))?)?|qued\w+ (?:cort\w+|debajo|abajo|a deber)|dej\w+ de)", r"(?:que tanto|(?:por|en) cuant[oa]s?|cuanto) (?:<aux>|le |les |nos )?(?:no <aux>(?:cumpl|alcanz|logr|lleg)\w*(?: a <art>meta)?|incumpl\w+|fall\w+)", r"faltantes?", r"(?:quedaron pendientes|dejaron de (?:hacer|realizar|atender)\w*)", r"falt(?:o|aron|an|a)(?: (?:para|por) (?:llegar|alcanzar|cumplir|completar|lograr)\w*(?: (?:a|al|con))?)?(?= |$)(?! de (?!ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic))(?! (?:personal|recursos|presupuesto|vehiculos|dinero|equipo))", r"deficit", r"desviacion(?:es)?", r"rezago", r"diferencias? (?:entre )?(?:lo )?(?:program\w+|plane\w+|meta anual)(?: y| con| contra| vs)?(?: lo)? (?:alcanz\w+|logr\w+|realiz\w+|ejecut\w+)", r"shortfall", r"gap", r"por cuant[oa]s?(?: \w+)?(?= se qued)", r"qu?e tan lejos", peso=1.2),
    *_grupo("metrica", "excedente", r"(?:por|en) cuant[oa]s?(?: \w+)? (?:<aux>)?(?:rebas\w+|super\w+|exced\w+|sobrepas\w+)(?: <art>metas?(?! \d))?", r"excedentes?", r"cuant[oa]s?(?: \w+)? (?:se hicieron )?de mas", peso=1.2),
)  # fmt: skip

# -- nouns and dimensions -----------------------------------------------------------------------------------------
_NOMBRES = (
    *_grupo("nombre", "meta", r"<meta>(?: y (?:las )?acciones| y sub ?metas)?", r"(?:metas y acciones)", r"lo que"),
    *_grupo("nivel", "principal", r"<meta> (?:principal(?:es)?|general(?:es)?)", r"(?<!causa )(?<!causas )(?<!motivo )(?<!motivos )(?<!razon )(?<!razones )(?<!factor )(?<!problema )(?<!obstaculo )(?:principal(?:es)?|general(?:es)?|generales|centrales|padres?|main)(?= |$)(?! (?:de|causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"(?<!causa )(?<!causas )(?<!motivo )(?<!motivos )(?<!razon )(?<!razones )(?<!factor )(?<!problema )(?<!obstaculo )<meta> (?:principal(?:es)?|general(?:es)?|generales|centrales|padres?|main)(?= |$)(?! (?:de|causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"<meta> principales", r"main (?:goals|targets)", peso=1.05),
    *_grupo("nivel", "accion", r"accion(?:es)?(?= |$)", r"sub ?metas?", r"actions?", r"<meta> (?:secundari[oa]s|hijas|especificas)"),
    *_grupo("dim", "unidad", r"<unidad>"),
    *_grupo("dim", "programa", r"programas?(?: (?:presupuestari[oa]s?|operativ[oa]s?))?(?! operativo)", r"programs?", r"programmes?"),
    *_grupo("dim", "ramo", r"ramos?"),
    *_grupo("dim", "linea", r"lineas?(?: de accion(?:es)?)?(?: del (?:pmd|plan municipal(?: de desarrollo)?|plan))?", r"action lines?"),
    *_grupo("dim", "trimestre", r"trimestres?", r"trim(?:s)?", r"quarters?", r"periodos?", r"trimestral(?:mente|es)?"),
    *_grupo("dim", "ejercicio", r"anos?", r"ejercicios?(?: fiscal(?:es)?)?", r"anual(?:mente)?(?= |$)", r"years?"),
    *_grupo("dim", "corte", r"cortes?", r"fechas? de corte", r"fechas?"),
    *_grupo("dim", "municipio", r"municipios?", r"ayuntamientos?", r"municipalities|municipality"),
    *_grupo("dim", "medida", r"unidad(?:es)? de medida", r"medidas?", r"units? of measure"),
    *_grupo("dim", "causa", r"causas?", r"motivos?", r"razon(?:es)?", r"reasons?", r"causes?", r"factor(?:es)?", r"obstaculos?", r"problemas?(?! present)"),
    *_grupo("dim", "estado", r"estatus", r"status", r"estados?(?: de cumplimiento)?", r"situacion(?:es)?(?! finan)"),
    *_grupo("dim", "semaforo", r"semaforos?", r"semaforizacion"),
    *_grupo("dim", "persona", r"personas? responsables?", r"funcionari[oa]s?", r"servidor(?:es)? public[oa]s?", r"firmantes?", r"titular(?:es)?"),
    *_grupo("nombre", "observacion", r"observacion(?:es)?", r"justificacion(?:es)?", r"comentarios?", r"notas?", r"explicacion(?:es)?", r"observations?", r"textos?"),
    *_grupo("nombre", "informe", r"informes?", r"reportes?", r"formatos?", r"formularios?", r"documentos?(?: cargados?)?", r"poas?", r"programa operativo anual", r"avance fisico programatico", r"reports?"),
)  # fmt: skip

# -- what changed from one period to another ---------------------------------------------------------------------------
_CAMBIOS = (
    *_grupo("cambio", "mejor", r"(?:que )?(?:mas |menos )?(?:se )?(?:mejor(?:o|aron|an|ado|aba|ar|ando)|subi(?:o|eron)|suben|aument(?:o|aron|an)|progres(?:o|aron)|crecier?on|crecio|increment(?:o|aron)|repunt(?:o|aron))(?: (?:de|su|el|en (?:su |el )?)? ?(?:avance|cumplimiento|porcentaje|desempeno|resultado))?(?= |$)", r"avanz(?:o|aron) mas (?=(?:en|que|de) )", r"con (?:mayor|mas) (?:mejoria|mejora|avance respecto|crecimiento)", r"(?:la |el )?(?:mayor |mas )?mejor(?:ia|a)s?(?= (?:de|entre|en|respecto|hubo|mas)|$)", r"improved", peso=1.25),
    *_grupo("cambio", "peor", r"(?:que )?(?:mas |menos )?(?:se )?(?:empeor(?:o|aron|an|ado|ar|ando)|baj(?:o|aron|an)|retroced(?:io|ieron|en)|cayeron|cayo|caen|disminuy(?:o|eron|en)|decay(?:o|eron)|reduj(?:o|eron)|descendi(?:o|eron)|desplom(?:o|aron)|deterior(?:o|aron))(?: (?:de|su|el|en (?:su |el )?)? ?(?:avance|cumplimiento|porcentaje|desempeno|resultado))?(?= |$)", r"con (?:mayor|mas) (?:retroceso|caida|deterioro)", r"(?:la |el )?(?:mayor |mas )?(?:retroceso|caida|deterioro)s?(?= |$)", r"worsened", peso=1.25),
    *_grupo("cambio", "igual", r"(?:se )?(?:quedaron|quedan|siguieron|siguen|seguian|mantuvieron|mantienen|permanecieron|continuan|continuaron|estan|estaban|fueron) (?:igual(?:es)?|sin (?:cambios?|variacion(?:es)?|movimiento)|en lo mismo|donde (?:mismo|estaban)|como estaban)", r"sin (?:cambios?|variacion(?:es)?|movimiento)(?= |$)", r"avanzaron (?:lo mismo|igual)", r"no (?:se )?(?:movieron|movio)", r"no (?:tuvieron|hubo|presentaron) (?:cambios?|variacion(?:es)?|movimiento)", r"no (?:se )?(?:cambi|vari)(?:o|aron)(?= |$)(?: (?:de|su) (?:avance|cumplimiento))?", r"(?:con el |el )?mismo avance", peso=1.25),
    *_grupo("cambio", "dejo", r"(?:se )?dej(?:o|aron|an) de (?:cumpl|alcanz|logr)\w+(?: (?:con )?<art>(?:metas?|objetivos?))?", r"(?:antes|primero) (?:si )?se cumpl\w+ y (?:ahora|ya|despues|luego) no", r"ya no se cumpl\w+", r"(?:iban|estaban|van|venian) cumplid\w+ y (?:ahora|ya|hoy|despues|luego) (?:ya )?no(?: lo estan| se cumplen)?", r"(?:pas|cay)\w+ de (?:estar |ir )?(?:cumplirse|cumplid\w+|alcanzad\w+|al (?:corriente|dia)|bien) a (?:estar |ir )?(?:no cumplirse|no cumplid\w+|incumpl\w+|atrasad\w+|rezagad\w+|retrasad\w+|pendientes?)", r"dejaron de (?:ir|estar) (?:bien|al (?:corriente|dia)|en tiempo)", r"cay\w+ en (?:rezago|incumplimiento|atraso)", r"perdieron (?:el )?(?:ritmo|terreno)", peso=1.5),
    *_grupo("cambio", "se_atraso", r"(?:iban|estaban|van|venian) (?:bien|al (?:corriente|dia)|en verde) y (?:ahora|ya|hoy|despues|luego) (?:ya )?no(?: lo estan| se cumplen)?", r"se (?:atras|rezag|descompus)(?:aron|ieron) (?:despues|al final)", peso=1.5),
    *_grupo("cambio", "empezo", r"(?:pasaron|pas\w+) (?:de (?:estar |ir )?(?:no cumplirse|no cumplid\w+|incumpl\w+|fallar|atrasad\w+|rezagad\w+|retrasad\w+|pendientes?|en rezago) )?a (?:estar |ir |ser )?(?:cumpli\w+|alcanzad\w+|lograd\w+|al (?:corriente|dia))", r"(?:se )?recuper(?:o|aron|an|ado|ar|arse)(?= |$)", r"(?:salieron|salio) (?:del? (?:rezago|atraso|incumplimiento)|adelante)(?= |$)", r"se (?:pusieron|puso|emparej\w+) al (?:dia|corriente)", r"(?:se )?emparej(?:o|aron)", r"remont(?:o|aron)", r"(?:empezaron|comenzaron|lograron|volvieron) a cumplirse", r"se (?:pusieron al corriente|regularizaron)", r"(?:iban|estaban|van|venian) (?:mal|rezagad\w+|atrasad\w+|incumplid\w+|en rojo) y (?:ahora|ya|hoy|despues|luego) (?:ya )?(?:si|no|van bien|estan bien|se cumpl\w+)", r"(?:no se cumplian|no se cumplieron) y (?:ahora|ya|despues|luego) (?:si|se cumpl\w+)", peso=1.5),
    *_grupo("cambio", "siguen", r"(?:sigue|sigui|segui|continu|permanec|contin)\w* (?:sin (?:cumpl|alcanz|logr)\w+|incumplid\w+|en rezago|rezagad\w+|pendientes?|atrasad\w+)", r"(?:volvieron|volvio) a (?:incumpl|fall)\w+", r"(?:reincid\w+|persistentemente|cronic\w+)", peso=1.5),
    *_grupo("cambio", "nueva", r"(?:metas |acciones )?(?:que )?(?:son |fueron )?nuev[oa]s?(?= |$)", r"(?:se )?(?:agreg|anad|incorpor)(?:aron|ieron)(?= |$)", r"que no (?:estaban|existian|habia|aparecian|venian|figuraban|tenia|tenian)(?: \w+)?(?= (?:en|el) )", r"(?:se )?(?:sum|cre)(?:aron)(?= (?:en|al|para) )", r"(?:de )?nueva creacion", peso=1.25),
    *_grupo("cambio", "retirada", r"(?:que )?(?:ya no (?:se )?(?:estan|estuvieron|existen|existieron|aparecen|aparecieron|vienen|vinieron|figuran|figuraron|continuaron|siguieron|report\w+|inform\w+|present\w+|entreg\w+)(?: (?:informe|reporte|avances?))?|desaparec\w+|se (?:elimin|quit|cancel|suprimi|retir)(?:aron|eron)|(?:dejaron|dejo) de (?:existir|aparecer|figurar|reportarse|reportar|informar|(?:presentar|entregar|rendir) (?:su |sus )?(?:informes?|reportes?|avances?)))", peso=1.3),
    *_grupo("cambio", "situacion", r"(?:que )?(?:han? |se ha |se han )?(?:cambi|vari|mudar|pas)\w+ de (?:situacion|estado|estatus|condicion|semaforo|color)", r"cambios? de (?:situacion|estado|estatus)", peso=1.5),
    *_grupo("cambio", "cambio", r"(?:que tanto |como |en que |que |cuanto )?(?:han? |se ha |se han )?(?:cambi(?:o|aron|ado|an|a)|vari(?:o|aron|ado|an))(?= |$)", r"(?:que )?(?:cambios?|variacion(?:es)?|incrementos?|aumentos?)(?: (?:porcentual(?:es)?|relativ[oa]s?|en porcentaje|en por ciento))?(?: (?:hubo|hay|se dieron|existen))?(?= (?:entre|de|en|hubo|respecto|con)|$)", r"diferencias?(?= (?:entre|de|respecto|hay|hubo|con))", r"(?:para bien|para mal)", peso=0.95),
    *_grupo("cambio", "cambio", r"(?:en |por )?cuant[oa]s? (?:mas|menos) (?:fue|fueron|hubo|hay|se \w+|son|eran?)(?= (?:en|que|al|el|respecto) )", peso=1.2),
    *_grupo("cambio", "historia", r"(?:en |de |por |a lo largo de )?(?:(?:todos )?los (?:tres|cuatro|cinco|[3-9])|todos los|cada uno de los|cada|los distintos|los diferentes) (?:cortes?|informes?|reportes?)(?= |$)(?! (?:de|del) (?:la|el) unidad)", r"(?:corte|informe|reporte) (?:por|a|tras) (?:corte|informe|reporte)", r"historic[oa]s?(?: (?:de|del))?(?= |$)", r"historial(?: (?:de|del))?(?= |$)", r"a lo largo de los (?:anos|cortes)", r"ano (?:con|tras|por) ano", peso=1.1),
    *_grupo("cambio", "historia", r"(?:(?:se )?(?:va|van|viene|vienen|ha ido|han ido|esta|estan|iba|iban) )?(?:(?:a (?:mejor|peor|mas|menos)|(?:al|a la|en) (?:alza|baja)|para (?:arriba|abajo)|<sube>) o (?:a (?:mejor|peor|mas|menos)|(?:al|a la|en) (?:alza|baja)|para (?:arriba|abajo)|<sube>|a la baja))(?= |$)", r"(?:como )?(?:se )?(?:ha|han) (?:evolucionado|ido evolucionando|venido evolucionando|progresado)(?: (?:con|a lo largo de|en) (?:los anos|el tiempo))?(?= |$)", peso=1.7),
    *_grupo("corregida", ("cifra_cambiada", "meta_anual_modificada"), r"(?:que )?(?:cifras?|numeros?|datos?|cantidades|valores|figuras)(?: \w+)? (?:que )?(?:se |le |les |fueron |han sido |han )*(?:cambi|modific|alter|corrig|correg|corrigi|ajust|retoc|reescrib)\w+", r"(?:cambi|modific|alter|corrig|correg|corrigi|ajust|rectific)\w+ (?:algun |alguno |algunos |alguna |algunas |un |una |los |las |el |la |de )?(?:cifras?|numeros?|datos?)(?: (?:de (?:un |los |algun )?trimestres?|trimestral(?:es)?))?", r"(?:correcciones|modificaciones|ajustes)(?= |$)", peso=1.4),
    *_grupo("corregida", ("meta_anual_modificada",), r"(?:que )?(?:metas? anual(?:es)?|programacion anual)(?: autorizad\w+)? (?:que )?(?:se |fueron |ha |han |sido )*(?:cambi|modific|alter|ajust|correg|corrigi|aument|reduj)\w+", r"(?:(?:re)?(?:cambi|modific|ajust|alter|program)|reduj|aument|increment|baj|sub|mov|recort)\w+ (?:la |las |su |sus |de |alguna |algunas |una |el |lo )*(?:metas? (?:anual(?:es)?|autorizad\w+)|programad\w+ anual|programacion anual)(?: autorizad\w+)?", r"(?:cambios?|modificaciones|ajustes?|reducciones|aumentos|reconduccion\w*) (?:a|de|en) (?:la |las |su |sus )?metas? anual(?:es)?", r"(?:qued\w+|termin\w+) con otra meta anual", r"a que metas? (?:se )?(?:les? )?(?:cambi|modific|ajust)\w+ (?:la |su |lo )?(?:meta|programacion|programad\w+|anual)(?: anual)?", peso=1.5),
    *_grupo("corregida", ("cifra_cambiada",), r"(?:alguna )?(?:cifras?|datos?|trimestres?) (?:de (?:un |los )?(?:trimestres? )?)?(?:ya )?(?:cerrad|reportad)\w+(?: (?:que )?(?:se )?(?:cambi|modific|alter|correg|corrigi)\w+)?", r"(?:cambi|modific|alter|corrig|corrigi)\w+ (?:alguna |algunas |las |una )?(?:cifras?|datos?|numeros?) (?:de (?:un |los )?)?(?:trimestres? )?(?:ya )?(?:cerrad|reportad)\w+", peso=1.55),
)  # fmt: skip

# -- what is wanted -------------------------------------------------------------------------------------------------
_INTENTOS = (
    *_grupo("cuenta", True, r"cuant[oa]s", r"cuant[oa](?= |$)", r"(?:el |que |cual es el |cual fue el )?(?:numero|total|conteo|cantidad|cifra|monto) <den>", r"how many", r"how much", r"cont(?:ar|eo|abiliza\w*|ame)", r"nums? de", r"a cuant[oa]s? (?:asciend\w+|equival\w+|son)", r"number of"),
    *_grupo("pide", "lista", r"que", r"cual(?:es)?", r"dame", r"muestr\w+", r"list(?:a|ado|ame|ar|e)(?= |$)", r"enlist\w+", r"enumer\w+", r"dime", r"which", r"what", r"mencion(?:a|ame|e)(?= |$)", r"quiero (?:ver|saber|conocer)", r"necesito (?:ver|saber|conocer)?", r"ver", r"show(?: me)?", r"list", r"relacion de(?= metas)", r"indica(?:me)?", r"ensen(?:a|ame|e|arme|ar)", r"busca(?:me|r)?", r"encuentra", r"pas(?:a|e)me", peso=0.7),
    *_grupo("suma", True, r"(?:en |la |el )?(?:suma|total)(?: de| del)?(?= |$)", r"sum(?:a|ar|ados?|adas|an|aron|ame|atoria|en)(?= |$)", r"en (?:conjunto|global)", r"(?:monto|cantidad) total", r"acumulad[oa]s?", r"overall", r"altogether", r"juntas?|juntos?", peso=0.75),
    *_grupo("promedio", True, r"(?:en )?promedio(?:s)?(?: simple)?", r"(?:el |la )?media (?:de|aritmetica)", r"promedi\w+", r"average", r"en media", r"mean"),
    *_grupo("compara", True, r"compar\w+", r"contrast\w+", r"frente a", r"(?:en )?contra(?: de)?", r"contra", r"versus", r"vs", r"diferencia entre", r"respecto a", r"compare", r"a diferencia de"),
    *_grupo("tendencia", True, r"(?:como )?(?:evolucion\w*|ha evolucionado|fue evolucionando)", r"tendencias?", r"trimestre (?:a|por|tras) trimestre", r"(?:por|cada|en cada|de cada) trimestres?", r"por (?:cada )?trimestre", r"comportamiento", r"trayectoria", r"a lo largo del (?:ano|ejercicio|tiempo)", r"quarter(?:ly| by quarter)", r"ano (?:a|con|tras) ano", r"desglos\w+ trimestral\w*", r"trimestralmente", r"trend", r"por periodo"),
    *_grupo("explica", True, r"por que(?: (?:causas?|motivos?|razon(?:es)?))?", r"xq|pq|xk", r"(?:a que|en que) (?:se )?deb\w+", r"(?:cual|que) (?:fue|es|son|fueron)? ?<art>(?:motivo|razon|causa|explicacion|justificacion)s?(?: (?:de|del|por|para)(?: <art>)?)?(?: (?:que|la que|el que|lo que))?", r"que (?:explica|justifica|ocasiono|provoco|causo|impidio|origino|paso)(?: que)?", r"explica(?:me|cion)?(?= |$)", r"justifi(?:ca|can|co|caron|quen|que)(?= |$)", r"debido a que", r"why", r"que (?:motivo|razon|causa|explicacion|justificacion)(?: se)?(?: dan?| dio| dieron| dan| tuv\w+| tien\w+| hay| hubo| se dio| da| ofrec\w+)?", r"como (?:se )?(?:explica|justifica)\w*", r"a causa de que"),
    *_grupo("cita", True, r"que (?:dicen?|dijo|dijeron|se (?:dice|dijo|menciona|comenta|reporta|informa|senala|argumenta|observo|anoto|escribio)|mencionan?|comentan?|senalan?|argumentan?|ponen|pusieron|anotaron|anoto|escribieron|escribio)(?: en)?(?: <art>)?(?: ?(?:observacion(?:es)?|justificacion(?:es)?|comentarios?|textos?))?", r"cit(?:a|ame|as)(?: textual(?:es|mente)?)?(?= |$)", r"textual(?:es|mente)?", r"literal(?:mente)?", r"palabra(?:s)? (?:exactas?|por palabra|textuales)", r"verbatim", r"transcri\w+", r"<art>observacion(?:es)? (?:de|del|sobre|en|a|que|para|completas?)(?= |$)", r"(?:muestr\w+|dame|lee\w*|ver|dime|cual(?:es)? (?:es|son|fue|fueron)|que|lista\w*) <art>(?:observacion(?:es)?|justificacion(?:es)?|comentarios?)(?: (?:tiene|hay|hubo|se hizo|se hicieron|trae|presenta)(?= |$))?", r"what do(?:es)? the (?:observations?|comments?|notes?) say", r"que observacion(?:es)?"),
    *_grupo("quien", True, r"(?:a |de |por |con )?quien(?:es)?(?: (?:es|son|fue|fueron|esta|estuvo|esta a))?(?: <art>(?:responsables?|titular(?:es)?|encargad[oa]s?|jefe|jefa|director|directora))?(?: (?:de|del)(?= |$))?", r"responsables?(?: <den>)?", r"titular(?:es)? de", r"encargad[oa]s? de", r"a cargo(?: de)?(?: quien)?", r"nombre de(?:l| la) (?:responsable|titular|persona|encargad\w+)", r"who(?: is| was)?"),
    *_grupo("rol", "elaboro", r"elabor(?:o|a|aron|ado|ada)(?= |$)(?! (?:por|el (?:proyecto|padron|documento)))", r"responsables? de <art>(?:unidad(?: ejecutora)?|jefatura|direccion|coordinacion|area|departamento)", r"(?:hizo|lleno|llenaron|preparo|prepared|capturo) (?:el |su )?(?:informe|reporte|formato|avance)", r"jefe de|director de|coordinador de|jefa de|directora de|coordinadora de", r"encabeza|dirige|dirigen"),
    *_grupo("rol", "reviso", r"revis(?:o|a|aron|ado|ada|ados)(?= |$)", r"responsables? <de>programas?", r"reviewed"),
    *_grupo("rol", "autorizo", r"autoriz(?:o|a|aron)(?= |$)", r"aprob(?:o|aron)", r"responsables? <de>ramos?", r"authori[sz]ed|approved", r"dio el visto bueno", r"autorizad[oa]s? por"),
    *_grupo("firma", True, r"firm(?:o|a|an|aron|as|ad[oa]s?|ante|antes)(?= |$)", r"signed", r"rubric\w+"),
    *_grupo("audita", "aritmetica", r"(?:no |sin )<aux>(?:cuadr\w+|coincid\w+|suma\w*|concuerd\w+|concord\w+|checan|checa|corresponden|cierran|dan|casan|da)(?: (?:bien|con|entre)(?= |$))?", r"(?:mal|incorrectamente) (?:sumad\w+|calculad\w+|capturad\w+|impres\w+)", r"descuadr\w+", r"errores?(?: (?:de (?:suma|calculo|aritmetica|captura|operacion)|aritmetic\w+|numeric\w+))?(?! de captura por)", r"inconsisten\w+", r"discrepan\w+", r"equivocad\w+", r"incorrect[oa]s?", r"(?:cifras|numeros|sumas|cuentas|cantidades|datos) (?:que )?(?:raras?|dudos\w+|sospechos\w+|erroneas?|erroneos?|falsas?|malas?|mal)", r"(?:cuadran|coinciden|checan)(?= |$)", r"(?:don t|do not|dont|doesn t) add up", r"add up", r"incongruen\w+", r"suma(?:s|n)? mal|mal las? sumas?|(?:las |los )?(?:sumas?|totales|cuentas) (?:que )?no (?:coincid\w+|cuadr\w+|dan|checan)", r"no (?:es|son) (?:la suma|el calculad\w+|igual\w*)(?: de)?", r"(?:impres\w+ )?(?:diferentes?|distint[oa]s?) (?:del?|al?|que el|de lo) (?:calculad\w+|impres\w+|suma\w*)", r"impres\w+ (?:diferentes?|distint[oa]s?)(?: (?:del?|al?))?(?: calculad\w+)?", r"diferencias? (?:aritmetic\w+|de suma)"),
    *_grupo("regla", "misma_persona", r"(?:la |una |un )?(?:mism[oa]|sol[oa]) (?:persona|funcionari[oa]|servidor\w*|nombre)(?: (?:que )?(?:elabor\w+|firm\w+|revis\w+|autori[cz]\w+)(?: (?:y|e|o) (?:tambien )?(?:elabor\w+|firm\w+|revis\w+|autori[cz]\w+))*)?", r"(?:elabor\w+|revis\w+|firm\w+) y (?:tambien )?(?:autori[cz]\w+)(?: (?:el|lo) mismo(?: informe)?)?", r"(?:autori[cz]\w+) lo que (?:ell\w+ )?(?:mism\w+ )?elabor\w+", peso=1.2),
    *_grupo("regla", "observacion_contradice", r"contradic\w+", r"observacion(?:es)? que (?:no )?(?:concuerd\w+|coincid\w+|contradic\w+|corresponden|desmient\w+)(?: (?:con|a))?(?: <art>(?:cifras?|numeros|datos|avances?))?", r"desmient\w+", peso=1.1),
    *_grupo("regla", "desviacion_sin_observacion", r"(?:desviacion\w*|variacion\w*) (?:sin|no) (?:observacion|justific\w+|explic\w+)", peso=1.1),
    *_grupo("regla", "nombre_con_variantes", r"nombres? (?:escrit\w+ de (?:forma|manera|dos)|con variantes|que (?:varia\w*|cambia\w*))(?: \w+)?", r"(?:grafias|ortografias|variantes) (?:de|del|distint\w+|diferent\w+)(?: (?:un|su|los|mismo))?(?: nombres?)?", peso=1.1),
    *_grupo("regla", "linea_no_declarada", r"lineas? de accion (?:que )?no (?:esta\w* )?(?:declarad\w+|listad\w+|aparec\w+|figur\w+)(?: en el encabezado)?", peso=1.2),
    *_grupo("regla", "trimestre_en_blanco", r"trimestres? (?:en blanco|vacios?|sin (?:dato|datos|captura|reporte|informacion))", r"(?:celdas?|campos?) (?:en blanco|vaci[oa]s)", peso=1.1),
    *_grupo("regla", "medida_ilegible", r"unidad(?:es)? de medida (?:ilegible\w*|mal escrit\w+|irreconocible\w*|rar\w+|con errores?)", peso=1.2),
    *_grupo("audita", "todas", r"hallazgos?", r"irregularidad(?:es)?", r"anomal\w+", r"auditori?a\w*", r"audita\w*", r"findings?", r"alertas?", r"banderas? rojas?", r"calidad de (?:los |la )?(?:datos|informacion)", r"advertencias?"),
    *_grupo("conobs", False, r"(?:nadie|ni) (?:lo |las |la |los )?(?:justific\w+|explic\w+)", r"(?:sin (?:dar|ofrecer|poner|tener)|sin|no <aux>(?:tien\w+|teng\w+|tuv\w+|traig\w+|hay|presentan?|traen?|llevan?|incluyen?|cuentan? con|dieron|dan|da|dio|ofrec\w+|registran?|ponen|pusieron)|carec\w+ de|falta|sin tener|no tener|no hay|y no) (?:con |de )?(?:ningun[oa]? |alguna? |la |una |su |de )?(?:observacion(?:es)?|justificacion(?:es)?|explicacion(?:es)?|comentarios?|notas?|motivo|razon)(?: (?:alguna|que (?:la|las|lo|los) (?:justifi\w+|expli\w+)|registrada|capturada|escrita))?", r"(?:no|sin) <aux>(?:justific\w+|justifiqu\w+|explic\w+|expliqu\w+|dic\w+)(?: (?:(?:la|el|su) )?(?:causa|motivo|razon|por que))?", r"injustificad\w+", r"without (?:an? )?(?:observation|explanation|comment|justification)s?", r"(?:en|con) (?:observacion(?:es)?|justificacion) (?:en blanco|vacias?)", r"observacion(?:es)? (?:en blanco|vacias?)"),
    *_grupo("conobs", True, r"(?:con|tien\w+|tuv\w+|traen?|presentan?|incluyen?|llevan?|registran?|hay) (?:alguna? |la |una |su )?(?:observacion(?:es)?|justificacion(?:es)?|explicacion(?:es)?|comentarios?)(?: (?:registrada|capturada|escrita))?", r"with (?:an? )?(?:observation|comment)s?", r"(?:si|que) (?:se )?justific\w+"),
    *_grupo("catalogo", True, r"aparec\w+", r"exist\w+", r"hay(?= |$)", r"estan? (?:cargad\w+|registrad\w+|disponibles?|incluid\w+)", r"(?:tienes?|tenemos|tienen) (?:cargad\w+|registrad\w+|disponibles?)", r"cargad[oa]s?", r"disponibles?", r"vienen", r"cuentas con", r"incluy\w+", r"contiene\w*", r"se (?:usan|utilizan|manejan)", r"comprende\w*", r"conforman|integran|participan(?= en el informe)", r"catalogo(?: de)?"),
)  # fmt: skip

# -- order and limit -----------------------------------------------------------------------------------------------
_ORDEN = (
    *_grupo("rango", "desc", r"(?:el |la |las |los |con )?(?:mayor(?:es)?|mas alt[oa]s?|maxim[oa]s?|mejor(?:es)?|mas grandes?|mas elevad[oa]s?|highest|best|most|top|largest)(?= |$)(?! de edad| a | al | que | \d)", r"mas(?= |$)(?! (?:de|del|que|alla|o) )(?! \d)", r"descendente\w*", r"(?:las|los)? ?(?:que )?mas (?:se )?(?=(?:cumpl|avanz|rebas|incumpl|fall|super))", r"top(?= \d)", r"(?:la |el |las |los )?principal(?:es)?(?= (?:causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"(?:(?<=causa )|(?<=causas )|(?<=motivo )|(?<=motivos )|(?<=razon )|(?<=razones )|(?<=factor )|(?<=problema )|(?<=obstaculo ))(?:principal(?:es)?|mas (?:comun(?:es)?|frecuentes?|repetid[oa]s?|recurrentes?))", r"(?:que )?mas (?:se )?(?:repetid\w+|repit\w+|frecuentes?|comun(?:es)?|recurrentes?)", r"lider\w*", r"encabez\w+", r"sobresal\w+|destac\w+"),
    *_grupo("rango", "asc", r"(?:le|les) (?:fue|ha ido|iba) peor", peso=1.2),
    *_grupo("rango", "desc", r"(?:le|les) (?:fue|ha ido|iba) mejor", r"(?:que )?(?:mas )?se repit\w+", peso=1.2),
    *_grupo("rango", "asc", r"(?:el |la |las |los |con )?(?:menor(?:es)?|mas baj[oa]s?|minim[oa]s?|peor(?:es)?|mas pequen[oa]s?|lowest|worst|least|fewest)(?= |$)(?! de edad| a | al | que | \d)", r"menos(?= |$)(?! (?:de|del|que|el|la) )(?! \d)", r"ascendente\w*", r"mas (?:rezagad|atrasad)[oa]s?", r"ultim[oa]s? lugar(?:es)?", r"(?:las|los)? ?(?:que )?menos (?:se )?(?=(?:cumpl|avanz))"),
    *_grupo("rango", "desc", r"de (?:el |la )?(?:mayor|mejor|mas|mas alt[oa]) a (?:el |la )?(?:menor|peor|menos|mas baj[oa])", peso=1.4),
    *_grupo("rango", "asc", r"de (?:el |la )?(?:menor|peor|menos|mas baj[oa]|mas atrasad[oa]|mas rezagad[oa]) a (?:el |la )?(?:mayor|mejor|mas|menos|mas alt[oa])(?: \w*ad[oa])?", peso=1.4),
    *(Entrada("puesto", n, rf"(?:en )?(?:el |la |lo )?(?:{p})(?: lugar| sitio| posicion|(?= <unidad>| <meta>| programas?| municipios?| ramos?| ano| ejercicio| acciones?| accion| que mas | que menos | mas | mejor| peor| con (?:mas|mayor|menos|menor) ))", 1.25) for n, p in ((2, "segund[oa]|2d[oa]|2[oa]"), (3, "tercer[oa]?|3er[oa]?"), (4, "cuart[oa]|4t[oa]"), (5, "quint[oa]|5t[oa]"))),
    *_grupo("ordena", True, r"orden(?:a|ad[oa]s?|alas|alos|ame|amelas|ar|e|en)(?: por| segun)?", r"clasific\w+(?: por)?", r"ranking(?: de)?", r"jerarquiz\w+", r"sort(?:ed)?(?: them)?(?: by)?", r"en orden(?: de)?", r"acomod\w+(?: por)?"),
    *_grupo("por", True, r"(?:por|segun|de|para|en|entre) cada(?: un[oa] de (?:las|los))?", r"por(?= |$)", r"segun", r"cada(?: un[oa] de (?:las|los))?", r"agrupad[oa]s? por", r"desglosad[oa]s? por", r"desglose (?:por|de)", r"dividid[oa]s? (?:por|entre)", r"by", r"per", peso=0.5),
)  # fmt: skip

# -- figures of speech for figures ------------------------------------------------------------------------------------
_COMPARADORES = (
    *_grupo("compara_num", "lt", r"(?:que )?(?:es |sea |fue |esten? |estan |estuv\w+ |quedaron |quedo )?(?:menor(?:es)?|inferior(?:es)?|menos|(?:por )?debajo|abajo|por abajo) (?:al?|del?|que|de el|a un|de un|a la|de la|que el|que la)(?: <art>)?", r"no <aux>lleg\w+ (?:ni )?(?:al?|a la|al menos al)", r"no <aux>(?:alcanz|super|rebas|pas)\w+ (?:ni )?(?:el|la|del?|al?|los|las)(?= (?:\d|mitad|un|una|tercer))", r"(?:y )?sin (?:llegar|alcanzar) (?:ni )?(?:al?|a la|el|la)(?: <art>)?", r"(?:less|lower|fewer) than", r"under", r"below", r"<"),
    *_grupo("compara_num", "le", r"(?:como maximo|a lo mas|maximo|cuando mucho|hasta)(?: <art>)?", r"(?:menor o igual|igual o menor|menor o iguales) (?:al?|que|a)", r"no mas de(?:l)?", r"at most"),
    *_grupo("compara_num", "gt", r"(?:que )?(?:es |sea |fue |esten? |estan |estuv\w+ |quedaron )?(?:mayor(?:es)?|superior(?:es)?|mas|(?:por )?encima|arriba|por arriba) (?:al?|del?|que|de el|a un|de un|a la|de la|que el|que la)(?: <art>)?", r"(?:pas|super|rebas|exced|sobrepas)\w+ (?:(?:el|la|del|al|de la|de)(?= (?:[\d.,]+ (?:%|por)|mitad|un |una |tercer|(?:\w+ ){1,3}por ciento))|(?:de |a )?(?:los|las)(?= \d)|de(?= \d))", r"(?:more|greater|higher) than", r"over", r"above", r">"),
    *_grupo("compara_num", "ge", r"(?:al menos|por lo menos|como minimo|minimo|cuando menos|a partir de|desde)(?: <art>)?", r"(?:mayor o igual|igual o mayor|mayor o iguales|igual o superior) (?:al?|que|a)", r"no menos de(?:l)?", r"at least", ),
    *_grupo("compara_num", "eq", r"(?:igual(?:es)?|equivalente) (?:al?|que|a)", r"exactamente (?:al?|a)", r"exactamente(?: el| al| de)?", r"equal to", r"de(?:l)?(?= \d+(?:\.\d+)? (?:%|por))"),
    *_grupo("compara_post", "le", r"o (?:menos|menor|inferior|por debajo)(?= |$)", r"(?:para|hacia) abajo", r"como maximo|a lo mas|maximo|or less"),
    *_grupo("compara_post", "ge", r"o (?:mas|mayor|superior|por encima)(?= |$)", r"(?:para|hacia) arriba|en adelante", r"como minimo|minimo|al menos|or more"),
    *_grupo("compara_num", "between", r"(?:que )?(?:esten? |estan |estuv\w+ |quedaron )?entre(?: <art>)?", r"between"),
)  # fmt: skip
_NUMERO_PALABRAS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "quince": 15, "veinte": 20, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "setenta y cinco": 75, "ochenta": 80, "noventa": 90, "noventa y cinco": 95, "cien": 100, "ciento": 100, "ciento diez": 110, "ciento veinte": 120, "ciento cincuenta": 150,
    "doscientos": 200, "quinientos": 500, "mil": 1000, "dos mil": 2000, "cinco mil": 5000, "diez mil": 10000, "two": 2, "three": 3, "five": 5, "ten": 10, "fifty": 50,
}  # fmt: skip
NUMERO_PALABRAS = _NUMERO_PALABRAS
#: Words that write numbers, to be added up ("ciento quince").
NUMEROS = {
    "uno": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiuno": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
    "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900,
}  # fmt: skip
_CIFRAS = (
    *_grupo("cifra", ("%", 50.0), r"(?:la )?mitad", r"half", r"medio camino"),
    *_grupo("cifra", ("%", 25.0), r"(?:la |una )?cuarta parte", r"un cuarto", r"a quarter"),
    *_grupo("cifra", ("%", 75.0), r"(?:las )?tres cuartas partes", r"tres cuartos"),
    *_grupo("cifra", ("%", 100 / 3), r"(?:la |una )?tercera parte", r"un tercio"),
    *_grupo("cifra", ("%", 200 / 3), r"(?:las )?dos terceras partes", r"dos tercios"),
    *_grupo("cifra", ("%", 200.0), r"(?:el )?doble"),
    *_grupo("cifra", ("%", 80.0), r"(?:las )?cuatro quintas partes"),
    *_grupo("cifra", "num", r"<num> (?:%|por ?ciento|puntos porcentuales|percent)"),
    *_grupo("cifra", "num", r"<num>(?= |$)", peso=0.6),
    *(Entrada("cifra", ("%", float(v)), p + r" (?:%|por ?ciento)(?= |$)", 1.0) for p, v in _NUMERO_PALABRAS.items() if p not in ("un", "uno", "una")),
    *(Entrada("cifra", (None, float(v)), p + r"(?= |$)", 0.55) for p, v in _NUMERO_PALABRAS.items() if p not in ("un", "uno", "una")),
)  # fmt: skip

# -- time ----------------------------------------------------------------------------------------------------------
_MES = "|".join(sorted(_MESES, key=len, reverse=True))
_ORDINAL = r"primer[oa]?|1er[oa]?|1ro|segundo|2do|tercer[oa]?|3er[oa]?|3ro|cuarto|4to|ultimo"
_TIEMPO = (
    *(Entrada("trimestre", (t,), rf"(?:(?:en |durante |para |del |de |al )?(?:el |los |este )?)?(?:(?:{p}) ?(?:trimestres?|trims?|tri|quarter)|(?:trimestre|trim|quarter) (?:{p}|{_PALABRA_CUARTO[t]})(?= |$)|t{t[1]}(?= |$)|{t[1]}t(?= |$)|q{t[1]}(?= |$)|{t[1]}er trim)", 1.2) for t, p in _CUARTOS.items()),
    *(Entrada("trimestre", tuple(f"T{i + 1}" for i in range(4) if p >> i & 1), rf"(?:en |durante |de |del |al )?(?:el |los |las )?(?:{w})", 1.25) for w, p in (
        (r"(?:primer|1er|1|i|first) (?:semestre|sem)|primera mitad del ano|primeros seis meses|first half", 0b0011),
        (r"(?:segundo|2do|2|ii|ultimo|second) (?:semestre|sem)|segunda mitad del ano|ultimos seis meses|second half", 0b1100),
        (r"primeros tres trimestres|tres primeros trimestres", 0b0111), (r"primeros dos trimestres|dos primeros trimestres", 0b0011),
        (r"ultimos dos trimestres|dos ultimos trimestres", 0b1100), (r"ultimos tres meses", 0b1000), (r"primeros tres meses", 0b0001))),
    *(Entrada("dos_trimestres", (f"T{a}", f"T{b}"), rf"(?:en |entre |durante )?(?:el |los |ambos )?(?:{_CUARTOS[f'T{a}']})(?: trimestres?)? (?:y|e|o|al|contra|vs|con|a|frente al?)(?: el| del| al)? (?:{_CUARTOS[f'T{b}']}) (?:trimestres?|trims?)", 1.3) for a in range(1, 5) for b in range(1, 5) if a != b),
    Entrada("meses", "rango", rf"(?:(?:de|del|entre|desde|en|durante) )?(?:el |los meses de |el periodo )?(?:{_MES})(?: (?:a|al|y|hasta))?(?: el)? (?:{_MES})(?= |$)", 1.2),
    *(Entrada("trimestre", (t,), rf"(?:en |durante |del |de |al )?(?:el|al|del) (?:{p})(?= |$)(?! (?:lugar|caso|programa|ano|ramo))", 0.75) for t, p in (("T1", "primero|1er|1ro"), ("T2", "segundo|2do"), ("T3", "tercero|tercer|3er|3ro"), ("T4", "cuarto|4to|ultimo"))),
    Entrada("meses", "hasta", rf"(?:al|hasta|a) (?:el |corte de |cierre de |final(?:es)? de |mes de )?(?:{_MES})(?= |$)", 0.9),
    *(Entrada("ano", "num", p, 1.2) for p in (r"(?:(?:en|del|de|durante|para|al cierre de(?:l)?) )?(?:el )?(?:ano |ejercicio(?: fiscal)? |poa )?(?:19|20)\d\d(?= |$)",)),
    Entrada("dos_cortes", "rango", rf"(?:(?:de|del|entre|desde|en|a) )?(?:el |los |lo que iba )?(?:(?:cortes?|cierres?|informes?|reportes?|finales|fines) )?(?:(?:de|del|al|a) )?(?:mes de )?(?:\d{{1,2}} de )?(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)? (?:y|e|a|al|con|contra|vs|versus|hasta|ni|como(?: en)?|respecto (?:al?|del?)|frente al?|comparad[oa] (?:con|al?)) (?:el |la |los |en |lo que )?(?:(?:corte|cierre|informe|reporte|final|fin) )?(?:(?:de|del|al|a|en) )?(?:mes de )?(?:\d{{1,2}} de )?(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)?", 1.21),
    *(Entrada("dos_trimestres", (f"T{a}", f"T{b}"), rf"(?:de |del |en |entre |durante )?(?:el )?(?:(?:{_CUARTOS[f'T{a}']}) (?:trimestres?|trims?|tri)|trimestres? {a}|[tq]{a}|{a}t) (?:y|e|al?|contra|vs|versus|con|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con)(?: (?:el|del|al|en))? (?:(?:{_CUARTOS[f'T{b}']})(?: trimestres?| trims?| tri)?|trimestre {b}|[tq]{b}|{b}t)(?= |$)", 1.32) for a in range(1, 5) for b in range(1, 5) if a != b),
    Entrada("cortes_n", "rango", rf"(?:de |del |entre |desde |en )?(?:el |los )?(?:{_ORDINAL})(?: (?:cortes?|informes?|reportes?))?(?: trimestral(?:es)?)? (?:y|e|a|al|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:{_ORDINAL}) (?:cortes?|informes?|reportes?)(?: trimestral(?:es)?)?", 1.34),
    Entrada("cortes_n", "rango", rf"(?:de |del |entre |desde |en )?(?:el )?(?:{_ORDINAL}) (?:corte|informe|reporte)(?: trimestral)? (?:y|e|a|al|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:{_ORDINAL})(?= |$)(?! trim| sem)", 1.34),
    Entrada("cortes_n", "rango", r"(?:de |del |entre |desde |en )?(?:el |los )?(?:cortes?|informes?|reportes?) (?:uno|dos|tres|cuatro|[1-4]) (?:y|e|al?|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:(?:corte|informe|reporte) )?(?:uno|dos|tres|cuatro|[1-4])(?= |$)", 1.34),
    Entrada("hasta_trimestre", "trim", rf"(?:con )?(?:los |las )?(?:cifras|datos|informacion|numeros|resultados)(?: acumulad[oa]s?)? (?:al|hasta el|a) (?:(?:cierre|termino|final) del )?(?:{_ORDINAL}) (?:trimestre|trim)", 1.33),
    Entrada("hasta_trimestre", "trim", rf"(?:hasta(?: (?:el )?(?:cierre|termino|final) del| el)|acumulad[oa]s? (?:al|hasta el)|(?:(?<=avance )|(?<=avances )|(?<=iba )|(?<=iban )|(?<=llevaba )|(?<=llevaban ))al(?: (?:cierre|termino|final) del)?) (?:{_ORDINAL}) (?:trimestre|trim)", 1.33),
    Entrada("mes", "num", rf"(?:en|a|para|desde|durante) (?:el mes de |el de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 0.85),
    Entrada("previo", "ejercicio", r"(?:el |al |del )?(?:ano|ejercicio)s? (?:inmediat\w+ )?(?:anterior|previo|pasado)(?: al? (?:ano )?(?:19|20)\d\d)?", 1.25),
    Entrada("previo", "corte", r"(?:el |al |del |con el |frente al )?(?:corte|informe|reporte|trimestre) (?:inmediat\w+ )?(?:anterior|previo|pasado)", 1.32),
    Entrada("varios", "ejercicio", r"(?:en |durante |para |de |entre )?(?:ambos|los dos|ninguno de los dos|ningun[oa]? de (?:los |ambos )?|cada uno de los dos|un|uno y otro) ?(?:anos|ejercicios|ano y (?:el )?otro|ano a(?:l)? otro)", 1.3),
    Entrada("varios", "seguidos", r"(?:en |por |durante )?(?:los )?(?:(?:dos|tres|2|3) )?(?:anos|ejercicios) (?:seguidos|consecutivos|al hilo|continuos)|(?:en |por )?(?:dos|2) (?:anos|ejercicios) en fila|(?:un )?ano tras otro|(?:dos|2) veces seguidas|(?:llevan?|acumulan?|suman?) (?:ya )?(?:dos|tres|2|3) (?:anos|ejercicios)(?= (?:sin|incumpl|fall|seguid|rebas|cumpl))|por segund[oa] (?:ano|vez)(?: consecutiv[oa]| seguid[oa])?", 1.35),
    Entrada("varios", "todos", r"(?:en |durante )?(?:(?:todos los|cada uno de los)(?: (?:dos|tres|cuatro|cinco|[2-5]))?|los (?:tres|cuatro|cinco|[3-5])) (?:anos|ejercicios)(?: cargados| reportados)?|siempre(?= |$)|nunca(?= (?:se |ha |han |lleg|alcanz|logr|cumpl|fall|rebas))|jamas(?= |$)", 1.2),
    Entrada("varios", "todos", r"(?:en |durante )?(?:ningun[oa]? de (?:los|sus|estos)(?: (?:tres|cuatro|cinco|[3-5]))?|ningun) (?:anos|ano|ejercicios|ejercicio)(?: (?:cargad|reportad|registrad)[oa]s?)?(?= |$)", 1.36),
    Entrada("varios", "corte", r"(?:en |de |entre |durante )?(?:ambos|los dos|los|ninguno de los dos|ningun[oa]? de los|un|uno y otro|distintos|diferentes) ?(?:cortes|corte y (?:el )?otro|corte a(?:l)? otro)(?= |$)|entre cortes|de (?:un )?corte a (?:otro )?corte|de un corte a otro", 1.3),
    Entrada("ano", "relativo", r"(?:el )?(?:ano pasado|ano siguiente|siguiente ano|ultimo ano|este ano|presente ano|ejercicio actual|ano en curso|proximo ano|ano que viene)", 1.0),
    Entrada("corte", "trim", r"(?:a|en|para|hasta)(?: la)? (?:mitad|mediados)(?: de| del)? (?:(?:este |el )?(?:ano|ejercicio)(?: (?:de )?(?:19|20)\d\d)?|(?:19|20)\d\d)(?= |$)|a medio ano|a medio ejercicio", 1.3),
    Entrada("cierre", "ano", r"(?:cerraron|terminaron|acabaron|concluyeron|finalizaron)(?: (?:el|al|del) (?:ano|ejercicio)(?! (?:de )?\d)(?: de)?)?(?= |$)|(?:(?<=cuanto )|(?<=cuanta )|(?<=cuantos )|(?<=cuantas )|(?<=como )|(?<=que )|(?<=se )|(?<=y ))(?:cerro|termino|acabo)(?: (?:el|al|del) (?:ano|ejercicio)(?! (?:de )?\d))?(?= |$)", 0.9),
    Entrada("corte", "num", rf"(?:el |al |del |en el )?(?:reporte|informe)s? (?:de|del|a|al) (?:mes de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 1.3),
    Entrada("corte", "num", rf"(?:(?:al|con|del|a) )?(?:la )?(?:corte|cierre|fecha)(?: de)?(?: (?:de|del|al|a))?(?: (?:dia|mes))?(?: de)? (?:\d{{1,2}} de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?", 1.3),
    Entrada("corte", "num", rf"(?:al |hasta el )\d{{1,2}} de (?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?", 1.3),
    Entrada("hasta_mes", "num", rf"(?:al|hasta el|hasta|a)(?: (?:cierre|final|fin|termino)(?: del mes)? de| mes de| finales de)? (?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 1.31),
    Entrada("corte", "trim", r"(?:(?:al|con|del|en el) )?(?:corte|cierre) (?:del )?(?:primer|segundo|tercer|cuarto|1er|2do|3er|4to|ultimo) (?:trimestre|trim|semestre)", 1.3),
    Entrada("corte", "trim", rf"(?:(?:al|con el|del|en el|el|para el) )?(?:{_ORDINAL}) (?:corte|informe trimestral|reporte trimestral)(?: trimestral)?(?= |$)", 1.3),
    Entrada("modo_trimestre", "alguno", r"(?:en )?(?:algun|cualquier|al menos un|por lo menos un) trimestre", 1.1),
    Entrada("modo_trimestre", "todos", r"(?:en )?(?:todos los|cada uno de los|ambos|los cuatro|los dos|los tres) trimestres", 1.1),
)  # fmt: skip

# -- causes, as people ask for them (observations have their own taxonomy in index.causas) ------------------------
_CAUSAS = tuple(Entrada(e.tipo, e.valor, r"(?:(?:no (?:hubo|habia|se (?:conto|tuvo|contaba|tenia)(?: con)?|llegaron|llego|entrego|entregaron)|por falta de|falta de|hubo) (?:el |la |los |las )?)?(?:" + e.patron + ")", 1.1) for e in (
    *_grupo("causa", "covid", r"(?:el |la )?(?:virus (?:del )?)?(?:covid|coronavirus|pandemia|sars ?cov\w*|cuarentena|contingencia|confinamiento|distanciamiento(?: social)?|encierro|emergencia sanitaria|crisis sanitaria|restricciones sanitarias|medidas sanitarias|semaforo epidemiologico|pandemic|epidemia|aforos?)(?: (?:de |por )?(?:la |el )?(?:mundial|sanitaria|covid|coronavirus|de salud))*", r"cierre (?:obligado |obligatorio )?de (?:los )?espacios(?: publicos)?(?: por covid)?"),
    *_grupo("causa", "reprogramacion", r"reprogram\w+", r"recalendariz\w+", r"(?:se )?(?:pospus\w+|pospon\w+|posterg\w+|aplaz\w+|difer(?:id[oa]s?|imiento))", r"cambios? de (?:fecha|programacion)"),
    *_grupo("causa", "instruccion_superior", r"instruccion(?:es)?(?: (?:superior(?:es)?|de (?:la )?(?:presidencia|alcald\w+|superior\w*|presidente|presidenta)(?: municipal)?|presidencial\w*))", r"por instruccion(?:es)?(?: de)?", r"orden(?:es)? (?:superior(?:es)?|de (?:arriba|presidencia(?: municipal)?))", r"decision (?:superior|de presidencia)"),
    *_grupo("causa", "presupuesto", r"(?:la )?(?:falta|insuficiencia|recorte|carencia|limitacion|reduccion|ausencia|problemas?|escasez)(?:es|s)? (?:de |del |en el |al |en )?(?:presupuest\w+|recursos?(?: (?:economicos|financieros))?|dinero|fondos|liquidez|economic\w+)", r"(?:motivos?|razones|temas?|causas?|cuestion(?:es)?) presupuest\w+", r"por (?:el )?presupuesto", r"insuficiencia presupuest\w+", r"recortes?", r"presupuestales|presupuestari[oa]s", r"lack of (?:budget|money|funds)", r"no <aux>(?:hubo|habia|tuv\w+) (?:presupuesto|dinero|recursos)"),
    *_grupo("causa", "contratacion", r"(?:la |una )?licitacion(?:es)?(?: (?:qued\w+ |se declar\w+ |fue |declarad\w+ )?desiertas?)?", r"contratacion(?:es)?", r"contrat(?:os?|ista|istas)", r"proveedor(?:es)?", r"adquisicion(?:es)?", r"retras\w+ (?:en|de) (?:la )?(?:compras?|licitacion\w*|contratacion\w*)", r"proceso de compra"),
    *_grupo("causa", "personal", r"(?:falta|carencia|rotacion|baja|cambio|ausencia|escasez|vacante|insuficiencia|incapacidad|movimiento|renuncia)s? (?:de |del |en el )?personal", r"por (?:el |temas? de |cuestion(?:es)? de |problemas? de )?personal", r"personal(?= |$)", r"bajas(?= |$)", r"vacantes?", r"renuncias?", r"incapacidades", r"lack of staff|staff(?:ing)?"),
    *_grupo("causa", "equipo", r"(?:falta|falla|descompostura|averia|carencia)s? (?:de |del |en el |en los )?(?:vehiculos?|equipos?|maquinaria|unidades|transporte|combustible|gasolina|camion(?:es)?)", r"(?:vehiculos?|equipos?|unidades|maquinaria|camion(?:es)?) (?:descompuest\w+|averiad\w+|en reparacion|en taller|en mal estado)", r"descompost\w+", r"fallas? mecanicas?|averias?", r"fallas? (?:de|en) (?:la )?maquinaria", r"maquinaria(?= |$)"),
    *_grupo("causa", "clima", r"(?:el |por |mal )?clima(?:tologic\w+|tic\w+)?", r"lluvias?", r"huracan(?:es)?", r"tormentas?(?: tropical(?:es)?)?", r"ciclon(?:es)?", r"inundacion(?:es)?", r"sequias?", r"mal tiempo", r"condiciones (?:climat\w+|meteorolog\w+|del tiempo)", r"temporal(?: de lluvias)?", r"weather", r"heladas?|granizo|fenomenos? (?:meteorologicos?|naturales)"),
    *_grupo("causa", "veda_electoral", r"veda(?: electoral)?", r"(?:proceso|periodo|jornada|campana)s? electoral(?:es)?", r"elecciones", r"electoral(?:es)?"),
    *_grupo("causa", "calendario", r"vacaciones", r"(?:periodo )?vacacional(?:es)?", r"(?:ciclo|calendario) escolar", r"receso(?: escolar)?", r"dias inhabiles|asuetos?"),
    *_grupo("causa", "participacion", r"(?:baja|poca|falta de|escasa|reducida|menor|nula) (?:participacion|asistencia|afluencia|respuesta|convocatoria|inscripcion)(?: (?:de la (?:gente|poblacion|ciudadania|comunidad)|ciudadana|del publico|social))?", r"public\w+ (?:muy )?reducid\w+", r"poco publico", r"ausentismo", r"desinteres|falta de interes(?: de la (?:gente|poblacion|comunidad))?", r"por (?:la )?participacion"),
    *_grupo("causa", "demanda", r"(?:mayor |alta |mas |aumento (?:de|en) (?:la )?|incremento (?:de|en) (?:la )?|por (?:la )?|gran |creciente |la )(?:demanda|solicitudes|peticiones|visitantes|afluencia)(?: (?:ciudadana|de la (?:gente|comunidad|poblacion|ciudadania)))?", r"demanda"),
    *_grupo("causa", "formato_digital", r"(?:(?:a |por |en |de )?(?:los |las |el |la |uso de |formatos? |medios? |plataformas? |modalidad |actividades |eventos |herramientas? |canales )*(?:digital(?:es)?|virtual(?:es)?|en linea|online|redes(?: sociales)?|internet|facebook|a distancia))(?: (?:o|y|e|u) (?:a |por |en )?(?:los |las |la |el )?(?:medios? |plataformas? |formatos? )?(?:digital(?:es)?|virtual(?:es)?|en linea|redes(?: sociales)?|internet|facebook))*", r"plataformas?", r"virtualidad|digitalizacion", r"social (?:media|networks)"),
    *_grupo("causa", "captura", r"(?:un )?error(?:es)? (?:de|en la|en el) (?:captura|registro|transcripcion|digitacion)(?: de datos)?", r"mala captura"),
))  # fmt: skip

#: How each cause is called in an answer.
ETIQUETAS_CAUSA = {
    "covid": "COVID-19", "reprogramacion": "reprogramación", "instruccion_superior": "instrucción superior", "presupuesto": "falta de presupuesto",
    "contratacion": "contratación o licitación", "personal": "personal", "equipo": "equipo o vehículos", "clima": "clima",
    "veda_electoral": "veda electoral", "calendario": "calendario", "participacion": "baja participación", "demanda": "mayor demanda",
    "formato_digital": "formato digital", "captura": "error de captura", "otra": "otra causa",
}  # fmt: skip

#: "por equipo o vehículos": a cause by the name that answers give it.
_CAUSAS_POR_NOMBRE = tuple(
    Entrada("causa", causa, r"(?:por|debido a|a causa de(?:l)?) (?:el |la )?" + plegar(nombre).replace("-", " ").replace(" 19", ""), 0.85) for causa, nombre in ETIQUETAS_CAUSA.items()
)

# -- words that join -------------------------------------------------------------------------------------------------
_NEXOS = (
    *_grupo("negado", True, r"(?:que )?(?:no|ni) <aux>(?:deb\w+|fueron|fue|relacion\w+|atribuy\w+|ocasion\w+|caus\w+|motiv\w+|explic\w+|(?:tien|tuv|teng)\w+ (?:que ver|relacion)|mencion\w+|hablan?|citan?|aluden?|son|es|hacen? referencia|deriv\w+|justific\w+)(?: (?:a|al|por|con|de|del|como|una|en|la|el))*", r"(?:por )?(?:otr[oa]s )?(?:causas?|motivos?|razon(?:es)?) (?:distint\w+|diferentes?|ajen\w+|que no (?:sean?|fueran?|son)) ?(?:a|al|de|del|el|la)?(?= |$)", r"distint[oa]s? (?:a|al|de|del)", r"diferentes? (?:a|al|de|del)", r"ajen[oa]s? (?:a|al)", r"(?:por )?(?:otras? (?:causas?|motivos?|razon(?:es)?) (?:que no (?:sea|sean|fuera|es)|distint\w+|diferente\w*|ademas|que))(?: (?:a|al|de|del|el|la))*", r"excepto(?: <art>)?", r"salvo(?: <art>)?", r"fuera de", r"sin (?:contar|incluir|considerar|relacion con|que ver con|tomar en cuenta|mencionar|tener que ver con|ser por|que sea por|que fuera por)(?: (?:a|al|el|la|las|los))*", r"menos (?=(?:el|la|las|los) )", r"quita(?:ndo|le|les|me)?(?: (?:lo|los|las|el|la|que|de|del))*", r"no (?:por|en|de|del|la|las|los|el|a)(?: (?:culpa|causa|motivo))?(?: (?:de|del|la|el))*(?= |$)", r"(?:que )?no (?:sea|sean|son|fuera|fueran)(?: por)?(?: (?:de|del|el|la|las|los|por))*", r"not (?:due to|because of|related to)", r"other than", r"except", r"excluding|excluye(?:ndo)?", r"no(?= |$)", r"ni(?= |$)", peso=0.8),
    *_grupo("por_causa", True, r"(?:y )?(?:que )?(?:(?:se|es|son|fue|fueron) )?(?:debid[oa]s? al?|por (?:culpa|causa|motivo|efecto|temas?|cuestion(?:es)?|asuntos?) de(?:l)?|a (?:causa|raiz|consecuencia) de(?:l)?|gracias al?|deriv\w+ de(?:l)?|con motivo de(?:l)?|atribu\w+ al?|ocasionad\w+ por|causad\w+ por|justificad\w+ (?:por|con)|relacionad\w+ con|a consecuencia de(?:l)?|por consecuencia de(?:l)?|efecto de(?:l)?|impact\w+ por|afectad\w+ por|debio al?|deben al?|debieron al?|(?:fueron|fue|son|es) (?:por|a causa de(?:l)?)|due to|because of|thanks to|caused by|en virtud de(?:l)?|debido(?: of| to)?)(?: <art>)?", r"por(?= |$)", r"porque(?: (?:<art>))?", peso=0.7),
    *_grupo("sobre", True, r"(?:que )?(?:sobre|acerca de(?:l)?|relacionad[oa]s? con|relativ[oa]s? al?|referentes? al?|respecto (?:a|de)(?:l)?|en torno al?|vinculad[oa]s? (?:con|al?)|tem(?:a|as) de(?:l)?|en materia de|about|related to|regarding|mentioning)(?: <art>)?", r"(?:que |donde |y |en las que |en los que )?(?:se )?(?:mencion(?:an?|o|aron|e|en)|habl(?:an?|en)|trat(?:an?|en) (?:de|sobre)|refier(?:en?|an)|aluden?(?: a)?|contien(?:en?)|incluy(?:en?|an)|hac(?:en?|er) (?:mencion|referencia|alusion)(?: al?)?)(?: (?:de|del|a|al|con|sobre|la palabra|las palabras|el termino))*(?: <art>)?", r"(?:con |que diga[n]? |que contenga[n]? )?(?:la|las) palabras?", r"que diga[n]?", r"que (?:tien\w+|tenga[n]?) que ver con", peso=0.9),
    *_grupo("esas", True, r"(?:de )?(?:es[oa]s|est[oa]s|aquell[oa]s|ell[oa]s|las mismas|los mismos|dich[oa]s|las anteriores|los anteriores)(?: metas| acciones| ultimas| unidades| mismas)?(?= |$)", r"(?:de )?(?:esa|esta|dicha|la misma|aquella) (?:metas?|accion|unidad|area|jefatura|direccion)", r"(?:de )?(?:los|las) (?:que (?:mencionaste|dijiste|listaste)|anteriores)", r"them|those|these"),
    *_grupo("sigue", True, r"y(?= |$)", r"ahora", r"tambien", r"entonces", r"pero", r"ademas", r"and", r"what about|how about", r"y que (?:hay|pasa|tal) (?:de|con)", r"que hay de", r"(?:y )?(?:solo|solamente|unicamente|nada mas|nomas)(?= |$)", r"lo mismo(?: (?:para|de|con|pero))?", r"igual(?: pero)?(?= |$)", peso=0.5),
    *_grupo("correccion", True, r"(?:no |ay |uy |o )?(?:perdon(?:e|a|en)?|digo|mejor dicho|mas bien|quise decir|quiero decir|me equivoque|corrijo|rectifico)(?: (?:quise decir|quiero decir|digo|me equivoque|era|eran))?(?= )", peso=1.6),
    *_grupo("solo", True, r"(?:y )?(?:ahora )?(?:solo|solamente|unicamente|nada mas|nomas|only|just)(?: <art>)?(?= |$)", peso=0.55),
    *_grupo("olvida", True, r"(?:olvid\w+|borra\w*|reinici\w+|empec\w+|empez\w+|quita\w*|limpia\w*|descart\w+) (?:es[oa]s?|lo anterior|todo(?: lo anterior)?|de (?:nuevo|cero)|los? filtros?|la (?:conversacion|consulta)|eso ultimo|otra vez)(?: y)?", r"olvid(?:alo|emoslo|elo|ala)(?: y)?(?: mejor)?", r"otra (?:cosa|pregunta)", r"nueva (?:pregunta|consulta)", r"cambiando de tema", r"de cero", r"never mind", r"forget (?:that|it)"),
    *_grupo("total_general", True, r"(?:al|en el|del|a) (?:cierre|final|termino|fin)(?: de| del)?(?: el)? ?(?:ano|ejercicio)?(?= |$)(?! (?:de )?\d)", r"(?:en|durante|para) (?:todo )?el (?:ano|ejercicio)(?! (?:de )?\d)", r"(?:de |en |para |ahora )?(?:todas|cualquiera de) (?:las )?(?:unidades|areas|dependencias)(?: ejecutoras)?", r"sin importar (?:la )?unidad", r"(?:en|de) (?:todo el|todos los|toda la) (?:informes?|reportes?|instituto|municipio|poas?|dependencia|ayuntamiento)", r"(?:de |en )?todas las (?:unidades|areas)", r"en general", r"(?:de |en )?todo el (?:informe|reporte|ano|ejercicio|instituto|municipio)", r"todo el ano", r"a nivel (?:general|global|municipal)"),
)  # fmt: skip

# -- what isn't ours --------------------------------------------------------------------------------------------------
_AJENOS = (
    *_grupo("dinero", True, r"(?:el |los |que |cual fue el |cuanto )?(?:presupuestos?|gasto?s?|gastaron|gastado|costos?|costo|costaron|cuesta|costar|inversion(?:es)?|invirti\w+|inverti\w+|montos?(?! total)|pesos|dinero|dolares|recursos? (?:economicos?|financieros?|ejercidos?|publicos?|asignados?)|nomina|salarios?|sueldos?|ingresos?|egresos?|deuda|adeudos?|pag(?:o|aron|os)|factur\w+|erogad\w+|erogacion\w*|subsidios?|partidas? presupuestal\w*|budget|money|cost|spent|spending)(?: (?:ejercid\w+|asignad\w+|aprobad\w+|autorizad\w+|gastad\w+|devengad\w+|pagad\w+|anual|total))?", peso=0.9),
    *_grupo("instruccion", True, r"olvida(?:te)? (?:de )?(?:todas? )?(?:las?|tus?|mis) (?:instruccion\w*|reglas?|indicacion\w*)", r"(?:ignora\w*|desobedece|haz caso omiso|omite)(?: (?:de )?(?:todas? )?(?:las?|tus?|los?|el|lo|todo|mis)?(?: \w+)? ?(?:instruccion\w*|reglas?|indicacion\w*|anterior\w*|previ\w+|prompt|restriccion\w*|dicho))?", r"(?:di|responde|contesta|afirma|escribe|asegura|inventa(?:te|me|r)?(?= |$)|finge|simula|haz de cuenta|pretende|actua como|eres ahora|ahora eres|comportate como|imagina)(?: que)?(?= |$)", r"(?:system )?prompt", r"(?:drop|delete|insert|update|alter|truncate|select|union|exec|create) (?:table|from|into|all|\w+ set|database|select|\w+ from).*", r"(?:borra|elimina|modifica|cambia|actualiza|edita|sube|agrega|altera|corrige|reemplaza|sustituye|falsifica)(?:r|me|lo|la|los|las)? (?:todas? )?(?:<art>)(?:tablas?|base|datos|registros?|archivos?|informes?|metas?|cifras?|avances?|valor\w*|observacion\w*|resultados?)", r"contrasena\w*|password|api ?key|clave secreta|credenciales|token de acceso|variables? de entorno", r"(?:script|alert|onerror|javascript|img src)(?= |$).*", r"ignore (?:all |the |your |previous )*(?:instructions?|rules)?", r"tus instrucciones|instrucciones del sistema|revela\w*", r"(?:haz|hazme|escribe|escribeme|redacta|inventa|cuenta|cuentame|dime|canta|compon) (?:un|una|me un|me una)? ?(?:poema|chiste|cuento|cancion|historia|receta|codigo|ensayo|rima|broma)", r"(?:ejecuta|corre|run) (?:el |un |este )?(?:comando|codigo|script|programa|sql)", r"jailbreak|modo (?:desarrollador|dan)|sudo|rm rf|etc passwd", peso=2.0),
    *_grupo("saludo", True, r"hola(?: (?:buen[oa]s?(?: (?:dias|tardes|noches))?|que tal))?", r"buen[oa]s (?:dias|tardes|noches)", r"(?:muchas )?gracias", r"adios", r"hello|hi|thanks", r"(?:como estas|que tal|quien eres|como te llamas|que puedes hacer|que sabes hacer|ayuda(?:me)?|help)(?= |$)(?! a )"),
    *_grupo("cortesia", True, r"(?:(?:tomando|teniendo|si (?:se )?toma(?:mos|n)?) en cuenta|considerando|contando)(?: (?:a|con))?(?= |$)"),
    *_grupo("cortesia", True, r"(?<!.)para (?:la|el|un|una|mi|nuestra|nuestro|esta|este) (?:proxim[oa] )?(?:sesion|junta|reunion|informe|nota|reporte|comparecencia|presentacion|tarjeta|glosa|rueda|conferencia|entrevista|comite|consejo|auditoria|entrega)(?: (?:informativa|ordinaria|extraordinaria|periodistica|recepcion|anual))?(?: (?:de|del|con|ante|al) (?:la |el |los )?(?!metas?|unidad|programa)[a-z]+)?(?= )"),
    *_grupo("cortesia", True, r"(?:(?:que |si )?me (?:pasas?|mandas?|compartes?|regalas?|facilitas?|ensenas?|ayudas(?: con| a)?|das|dices|muestras|buscas)(?= |$))|por favor|porfa(?:vor)?|please|(?:me )?(?:puedes|podrias|podria|puede|pudieras|quisiera|quiero|necesito|deseo|gustaria|favor de)(?: (?:saber|conocer|ver|decir(?:me)?|dar(?:me)?|mostrar(?:me)?|listar|que me (?:digas|des|muestres)))?|(?:me )?(?:puede|puedes|podrias) (?:decir|dar|mostrar|indicar)|oye|disculp\w+|buen dia|urge|a ver|bueno|mira|mejor (?=dame|dime|muestr|quiero|ensen|pon)|tell me|can you|could you|gracias de antemano|sabes|dinos|decirme|darme|mostrarme|me interesa(?: saber)?|estoy buscando|ocupo(?: saber)?|hazme (?:un|una) (?:lista|listado|tabla|resumen)(?: de)?", peso=0.6),
)  # fmt: skip

ENTRADAS: tuple[Entrada, ...] = (
    *_CLASES, *_METRICAS, *_NOMBRES, *_INTENTOS, *_ORDEN, *_COMPARADORES, *_CIFRAS, *_TIEMPO, *_CAMBIOS, *_CAUSAS, *_CAUSAS_POR_NOMBRE, *_NEXOS, *_AJENOS,
)  # fmt: skip

#: Words of questions that say nothing of what is asked; they are never searched for.
RUIDO = frozenset(
    """tenia tenian tienes tenemos salio salieron dieron daba daban cerro cerraron cerrar termino terminaron terminar pasas mandas
    distintas distintos diferentes diferente diversas diversos nada pegan pega
    dejo dejaron deja dejan
    cambio cambiaron cambiar llevaba llevaban
    trae traen traia traian llego llegaron llegar llegan llegado nadie alguien lugar nombre nombres gente exacto exacta exactos justo justa cualquiera cualquier iban
    abonan abona lugares dados dadas siguen sigue logra logran hecho habian habido tienen tenga tengan quien quienes decia decian usan trabajo labores under goal
    sumas suma sumatoria impreso impresa impresos calculado calculada calculo absoluto absolutos relativo relativa operaciones cuentas totales formato hoja renglon celda
    hay aparece aparecen tiene tienen tuvo tuvieron fue fueron ser es son estan estaba informe informes reporte reportes poa municipio
    ayuntamiento instituto gobierno parte caso casos tipo forma manera respecto relacion cosa cosas dato datos cifra cifras valor
    valores numero numeros total totales general generales detalle detalles detallado informacion favor lista listado tabla resumen breve ademas
    mismo misma hubo haber hace hizo hicieron dar dio dan da dado ver saber conocer decir dime puede pueden poder pudo pudieron debe deben
    va van ir vez veces ano anos dia dias mes meses periodo fecha ahora hoy aqui alli ahi ya aun todavia solo solamente unicamente segun
    estaba estaban iba venia venian cual cuales que quien como donde cuando cuanto cuantos cuanta cuantas por para con sin sobre entre hasta desde tras durante
    bien mal mucho mucha muchos muchas poco poca pocos pocas mas menos muy tan tanto bastante casi todo toda todos todas
    ningun ninguna ninguno algun alguna algunas algunos cada uno una varias varios ambos ambas otro otra otros otras
    si no ni tambien tampoco pero aunque porque pues entonces asi mediante parte realmente efectivamente finalmente favor
    estuvo estuvieron quedo quedaron queda quedan paso pasa pasaron sucedio ocurrio logro lograron llevar llevo llevaron cabo
    the of in on for to and or is are was were did do does any all by with from their its it this that report there have has
    report reports municipal municipales significa corresponde corresponden correspondiente pertenece pertenecen contribuye contribuyen aporta aportan asociadas asociada ligadas ligada vinculadas vinculada alineadas alineada atiende atienden apoya apoyan tema temas cuestion
    presenta presentan presento presentaron muestra muestran registra registran registro registraron reporta reportan reporto reportaron obtuvo obtuvieron obtener
    obtenido sea sean fuera fueran haya hayan estado estatus situacion comparado comparada comparacion diferencia dentro fuera alrededor
    actual actualmente ultimo ultima ultimos ultimas primera primero primeras primeros siguiente siguientes anterior anteriores mayoria
    acumula acumulan acumulo acumularon concentra concentran concentro lleva tuviera tendra pertenecia mide miden medido cuenta cuentan aparezcan existe existen cierre cierra final esta estan dirige labor necesito quisiera gustaria
    encontrar encuentra encuentran incluye incluyen contiene contienen viene vienen usa usan hablando tal tales ej etc nota favor espanol""".split()
)

#: Verbs of telling and of being, in any finite form: "reportaba", "indicarían", and asked for with courtesy: "indíqueme".
_DECIR = re.compile(
    r"(?:report|registr|present|muestr|mostr|indi[cq]u?|senal|aparec|refer|refier|suced|ocurr|qued|segu|sigu|encontr|encuentr)"
    r"(?:aban?|aron|ar[ao]n?|arian?|ando|ia|ian|io|ieron|ieran?|eran?|erian?|iendo|zcan?|an|en)"
)
_ENCARGO = re.compile(r"\w{3,}[aeiou](?:me(?:l[oa]s?)?|noslos?|noslas?)")
#: Words in "-me" that order nothing.
_NO_ENCARGO = frozenset("resume informe exime dirime".split())


@functools.lru_cache(maxsize=4096)
def es_ruido(palabra: str) -> bool:
    """Whether a folded word says nothing of what is asked."""
    return palabra in RUIDO or _DECIR.fullmatch(palabra) is not None


def es_encargo(palabra: str) -> bool:
    """Whether a folded word is an order with courtesy ("indíqueme", "compártame"): of an unknown word only."""
    return palabra not in _NO_ENCARGO and _ENCARGO.fullmatch(palabra) is not None


#: Abbreviations of offices and forms, expanded before anything else.
ABREVIATURAS = {
    "coord": "coordinacion", "coordin": "coordinacion", "admva": "administrativa", "admvo": "administrativo", "admon": "administracion", "adm": "administrativa",
    "admtva": "administrativa", "dir": "direccion", "direc": "direccion", "dirgral": "direccion general", "gral": "general", "grales": "generales", "jef": "jefatura", "jefat": "jefatura",
    "depto": "departamento", "dpto": "departamento", "dept": "departamento", "sria": "secretaria", "sec": "secretaria", "mpal": "municipal",
    "mpales": "municipales", "biblio": "bibliotecas", "bibl": "bibliotecas", "bibs": "bibliotecas", "cult": "cultura", "des": "desarrollo", "desarr": "desarrollo", "prog": "programado", "alc": "alcanzado",
    "obs": "observaciones", "observ": "observaciones", "trimest": "trimestre", "trimes": "trimestre", "porcent": "porcentaje", "pct": "%", "porciento": "%", "u": "unidad", "ud": "unidad", "un": "un",
    "act": "actividades", "ppto": "presupuesto", "pob": "poblacion", "serv": "servicios", "pub": "publicos", "q": "que", "k": "que", "qe": "que", "ke": "que", "ks": "que", "xq": "por que", "pq": "por que", "porq": "por que", "tbn": "tambien", "x": "por", "xfa": "por favor", "dnd": "donde", "tmb": "tambien", "pa": "para", "d": "de", "cuant": "cuantas", "cto": "cuanto", "ctas": "cuantas", "bn": "bien", "info": "informacion", "sem": "semestre",
    "covid19": "covid", "coronavirus": "coronavirus", "cvd": "covid", "covit": "covid", "cobid": "covid", "kovid": "covid",
}  # fmt: skip

#: English nouns and verbs of the domain, translated word by word in questions that are in English.
INGLES = {
    "libraries": "bibliotecas", "library": "bibliotecas", "culture": "cultura", "popular": "popular", "workshops": "talleres", "workshop": "taller",
    "events": "eventos", "event": "evento", "courses": "cursos", "course": "curso", "activities": "actividades", "beneficiaries": "beneficiarios",
    "goals": "metas", "goal": "meta", "targets": "metas", "target": "meta", "objectives": "metas", "unit": "unidad", "units": "unidades", "program": "programa",
    "quarter": "trimestre", "first": "primer", "second": "segundo", "third": "tercer", "fourth": "cuarto", "year": "ano", "because": "debido", "due": "debido",
    "pandemic": "pandemia", "budget": "presupuesto", "weather": "clima", "staff": "personal", "progress": "avance", "percentage": "porcentaje", "total": "total",
    "signed": "firmo", "authorized": "autorizo", "reviewed": "reviso", "prepared": "elaboro", "planned": "programado", "and": "y", "or": "o",
    "people": "personas", "sessions": "sesiones", "municipal": "municipal", "sports": "deporte", "museums": "museos", "administrative": "administrativa", "development": "desarrollo", "cultural": "cultural", "department": "unidad",
    "exceeded": "rebasaron", "highest": "mayor", "lowest": "menor", "best": "mejor", "worst": "peor", "most": "mas", "many": "many", "observations": "observaciones", "without": "sin", "hurricane": "huracan", "rain": "lluvia", "bad": "mal", "done": "realizado", "their": "sus", "women": "mujer", "youth": "juventud", "health": "salud",
}  # fmt: skip
#: Words by which a question shows that it is in English (two of them).
MARCAS_INGLES = frozenset("the of which what how were was did does is are many who why by with for because in not".split())

#: Other words for what a measure counts: asked word → measure words, tried when no measure has the asked one.
SINONIMOS_MEDIDA = {
    "person": ("benefici", "beneficiari", "person", "usuari", "asistent", "atend"), "gent": ("benefici", "beneficiari", "person"),
    "ciudadan": ("beneficiari", "person"), "usuari": ("beneficiari", "usuari"), "asistent": ("beneficiari", "asistent"),
    "habit": ("beneficiari", "person"), "capacit": ("capacit",), "junt": ("sesion", "reunion"), "reunion": ("sesion", "reunion"),
}  # fmt: skip

#: Public matters that a municipal report could have, so that asking for them is no data rather than off topic.
MUNICIPALES = frozenset(
    """policia patrulla bache bacheo pavimento pavimentacion alumbrado luminaria basura recoleccion agua drenaje predial impuesto obra calle parque
    seguridad delito robo crimen hospital clinica salud vacuna escuela beca alumno transporte camion bombero incendio vivienda licencia
    permiso tramite empleo turismo turista deporte vialidad transito multa mercado panteon rastro catastro regidor cabildo alcalde
    presidente sindico contraloria tesoreria oficialia obras publicas empleado plaza vehiculo computadora arbol reforestacion
    ecologia medio ambiente mujer joven adulto mayor nino discapacidad violencia apoyo despensa kilometro carretera puente semaforo dif
    poblacion habitante ciudadano usuario beneficiario museo teatro concierto evento taller curso biblioteca libro""".split()
)


@functools.lru_cache(maxsize=1)
def compiladas() -> tuple[tuple[Entrada, re.Pattern[str]], ...]:
    """The entries with their patterns compiled; a pattern matches whole words."""
    return tuple((e, re.compile(r"(?<![^ ])(?:" + _expandir(e.patron) + r")(?![^ ])")) for e in ENTRADAS)


def _expandir(patron: str) -> str:
    return re.sub(r"<(\w+)>", lambda m: _MACROS[m.group(1)], patron)


@functools.lru_cache(maxsize=1)
def vocabulario() -> frozenset[str]:
    """Whole words that the patterns spell out, and the words without meaning: what a slip can be repaired to."""
    sueltas = re.findall(r"(?<![\w\\])[a-z]{4,}(?![\w*+(\[?])", " ".join(e.patron for e in ENTRADAS))
    return frozenset(sueltas) | RUIDO | frozenset(FORMAS.split())


#: Forms of the verbs and nouns that patterns only spell in part, for the repair of slips.
FORMAS = """cumplieron cumplio cumplidas cumplida cumplir cumplimiento incumplidas incumplida incumplieron incumplimiento alcanzaron alcanzo alcanzado
alcanzadas lograron logradas logrado rebasaron rebasadas rebaso superaron superadas excedieron programado programada programadas programados programaron planeado
realizaron realizado realizadas ejecutado avance avances porcentaje porcentual trimestre trimestres semestre tercer cuarto primer segundo objetivo objetivos
metas meta acciones unidades unidad ejecutora ejecutoras programa programas lineas linea accion observacion observaciones justificacion
comparar compara comparacion promedio cuantas cuantos cuanto cuales cual quien autorizo reviso elaboro responsable faltaron falto
fallaron fracasaron quedaron cortas menor mayor menos mitad entre covid pandemia contingencia coronavirus presupuesto personal clima
ordenalas ordenadas explicame muestrame dame lista cuadran inconsistencias hallazgos errores diferencia diferencias debido motivo motivos razon causa causas
julio septiembre octubre diciembre enero marzo abril junio agosto noviembre"""
