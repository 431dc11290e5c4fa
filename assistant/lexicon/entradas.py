"""What a phrase of the lexicon is, and the macros that its patterns are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MACROS = {
    # One thing that goes up or down; several that did so are asked for ("mejoraron").
    "sube": r"(?:(?:em)?peor(?:a|ando|ado|o)|mejor(?:a|ando|ado|o)|sub(?:e|iendo|ido|io)|baj(?:a|ando|ado|o)|(?:de)?crec(?:e|iendo|ido|io)|aument(?:a|ando|ado|o)|disminu(?:ye|yendo|ido|yo)|retroced(?:e|iendo|ido|io))",
    # What may stand between "no" and its verb.
    "aux": r"(?:(?:se|me|nos|le|les|lo|la|los|las|ha|han|hemos|habia|habian|haya|hayan|fue|fueron|es|son|esta|estan|estuvo|"
    r"estuvieron|pudo|pudieron|pueda|puedan|logro|lograron|alcanzo a|alcanzaron a|consiguio|consiguieron|llego a|llegaron a|"
    r"sido|ser|haber|haberse|todavia|aun|hubo|hicieron) )*",
    "cumplir": r"(?:cumpl(?!imient)\w+|lograr?(?:on|se|ban|rse)?|logro|logre|logren|logrado|logrados|logradas?|alcanzo|alcanzaron|alcanzaban?|alcance|alcancen|"
    r"alcanzad[oa]s?|alcanzar|alcanzan?|alcanzarse|concret\w+|complet(?:o|aron|ad[oa]s?|ar|e|en|a|an)|conclu(?:yo|yeron|id[oa]s?|ir)|"
    r"satisfi\w+|consigui\w+|obtuv\w+)",
    # Orders, as they are given to an office: "indique", "relacione", "favor de señalar", "precísenos".
    "orden": r"(?:(?:indi(?:que[ns]?|car)|senal(?:e[ns]?|ar?)|relacion(?:e[ns]?|ar)|precis(?:e[ns]?|ar)|detall(?:e[ns]?|ar?)|especifi(?:que[ns]?|car?)|identifi(?:que[ns]?|car?)|"
    r"enunci(?:e[ns]?|ar?)|mencion(?:e[ns]?|ar)|proporcion(?:e[ns]?|ar?)|enlist(?:e[ns]?|ar?)|list(?:e[ns]?|ar)|enumer(?:e[ns]?|ar?)|desglos(?:e[ns]?|ar?)|muestre[ns]?|mostrar|"
    r"describ(?:a[ns]?|ir)|exponga[ns]?|diga[ns]?|de(?=me|nos)|comparta[ns]?|facilit(?:e[ns]?|ar?)|determin(?:e[ns]?|ar)|localic(?:e[ns]?)|ubique[ns]?|busque[ns]?|consult(?:e[ns]?|ar)|"
    r"(?<!.)(?:inform(?:e[ns]?|ar?)|report(?:e[ns]?|ar?)|present(?:e[ns]?|ar?)|cit(?:e[ns]?)|refier[ae]n?|remita[ns]?|entregue[ns]?|obten(?:ga[ns]?|er)|sac(?:a|ar)|saque[ns]?|integr(?:e[ns]?|ar)|elabor(?:e[ns]?|ar)))(?:me|nos)?(?:l[oa]s?)?)",
    # Orders to make something: "elabore", "formule", "prepárenos", "favor de integrar", "hágame", "ármame".
    "hacer": r"(?:(?:elabor|formul|prepar|gener|present|integr|arm|redact|emit|complet|mostr|entreg|plante)(?:a|e[ns]?|ar?)|escrib(?:e|a[ns]?|ir)|realice[ns]?|realiza(?:r)?|haga[ns]?|haz|hacer|construya[ns]?|construir|rinda[ns]?|rendir|muestre[ns]?|"
    r"efectue[ns]?|efectuar|quiero|necesito|requiero|solicito|se (?:requiere|solicita|pide))(?:me|nos)?(?:l[oa]s?)?",
    # What a report is asked for in: "un cuadro", "una tabla", "el análisis".
    "pieza": r"(?:cuadros?|tablas?|analisis|estudios?|ejercicios?|reportes?|informes?|resumen|resumenes|notas?|fichas?|tarjetas?|matri(?:z|ces)|balances?|concentrados?|"
    r"parrafos?|textos?|sintesis|comunicados?|boletin(?:es)?|minutas?|redaccion|exposicion)",
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


@dataclass(frozen=True, slots=True)
class Entrada:
    """One phrase: what it matches, what it means, and how much a word of it weighs against other readings."""

    tipo: str
    valor: Any
    patron: str
    peso: float = 1.0


def grupo(tipo: str, valor: Any, *patrones: str, peso: float = 1.0) -> tuple[Entrada, ...]:
    return tuple(Entrada(tipo, valor, p, peso) for p in patrones)


def expandir(patron: str) -> str:
    return re.sub(r"<(\w+)>", lambda m: MACROS[m.group(1)], patron)
