"""Order and limit."""

from __future__ import annotations

from assistant.lexicon.entradas import Entrada, grupo

#: "… de lo programado", "… a su meta", "… de cumplirse".
_DE_LO_DICHO = r" (?:de|del|a|al) (?:lo (?:plane|program|autoriz)ad[oa]s?|lo (?:previsto|esperado|comprometido)|<art><meta>|cumplir\w*|lograr\w*|alcanzar\w*|complet\w+)"

ORDEN = (
    *grupo("rango", "asc", r"de (?:la|el|las|los|lo) (?:peor(?:es)?|mas baj[oa]s?|menor(?:es)?|mas mal[oa]s?) a (?:la|el|las|los|lo) (?:menos (?:mal[oa]s?|peor(?:es)?|baj[oa]s?)|mejor(?:es)?|mas alt[oa]s?|mayor(?:es)?)", peso=1.4),
    *grupo("rango", "desc", r"de (?:la|el|las|los|lo) (?:mejor(?:es)?|mas alt[oa]s?|mayor(?:es)?) a (?:la|el|las|los|lo) (?:menos (?:buen[oa]s?|alt[oa]s?)|peor(?:es)?|mas baj[oa]s?|menor(?:es)?)", peso=1.4),
    *grupo("ordena", True, r"(?:empezando|comenzando|iniciando|empiez[ae]|comienz[ae]) (?:por|con|desde|de)(?= )", peso=1.2),
    *grupo("rango", "desc", r"(?:(?:con )?una? |el |la |las |los |con )?(?:mayor(?:es)?|mas alt[oa]s?|maxim[oa]s?|mejor(?:es)?|mas grandes?|mas elevad[oa]s?|highest|best|most|top|largest)(?= |$)(?! de edad| a | al | que | \d)", r"mas(?= |$)(?! (?:de|del|que|alla|o) )(?! \d)", r"descendente\w*", r"(?:las|los)? ?(?:que )?mas (?:se )?(?=(?:cumpl|avanz|rebas|incumpl|fall|super))", r"top(?= \d)", r"(?:la |el |las |los )?principal(?:es)?(?= (?:causas?|motivos?|razon(?:es)?|factor(?:es)?|problemas?|obstaculos?)(?= |$))", r"(?:(?<=causa )|(?<=causas )|(?<=motivo )|(?<=motivos )|(?<=razon )|(?<=razones )|(?<=factor )|(?<=problema )|(?<=obstaculo ))(?:principal(?:es)?|mas (?:comun(?:es)?|frecuentes?|repetid[oa]s?|recurrentes?))", r"(?:que )?mas (?:se )?(?:repetid\w+|repit\w+|frecuentes?|comun(?:es)?|recurrentes?)", r"lider\w*", r"encabez\w+", r"sobresal\w+|destac\w+"),
    *grupo("concentra", True, r"(?:se )?(?:concentr|acumul|junt)(?:o|aron|a|an)(?: (?:la mayor parte|mas|el mayor))?"),
    *grupo("rango", "asc", r"(?:el |la |los |las )?mas (?:floj|debil|lent|atrasad|rezagad|retrasad|pobre)\w*(?= |$)(?! a )", peso=1.2),
    *(Entrada("rango", cual, rf"mas (?:{p})(?: (?:<aux>)(?:quedo|quedaron|estuvo|estuvieron|esta|estan))?{_DE_LO_DICHO}", 1.3) for cual, p in (("asc", r"lejos|alejad[oa]s?|distantes?|apartad[oa]s?"), ("cerca", r"cerca(?:n[oa]s?)?|proxim[oa]s?"))),
    *(Entrada("rango", cual, rf"(?:(?<=proporcion )|(?<=porcentaje )|(?<=parte )|(?<=numero )|(?<=cantidad ))(?:{p}) de(?= (?:sus|las|los|su) <meta>)", 1.5) for cual, p in (("desc", "mayor|mas alt[oa]|mas grande|superior"), ("asc", "menor|mas baj[oa]|mas pequen[oa]|inferior"))),
    # An adjective after what is measured, and no verb ("bajó") without its accent.
    *grupo("rango", "asc", r"(?:(?<=promedio )|(?<=cumplimiento )|(?<=avance )|(?<=porcentaje )|(?<=desempeno )|(?<=nivel )|(?<=resultado ))(?:el )?mas bajos?(?= |$)(?! (?:de|entre|desde) (?:el |los )?(?:ano |anos )?(?:19|20)\d\d)", peso=1.6),
    # What came near its goal did not reach it.
    # "… empezando por la peor": the order, and nothing that is looked for.
    *(Entrada("rango", cual, rf"(?:empez|comenz|inici|partiendo)(?:ando)? (?:por|con|desde|de) (?:el |la |las |los |lo )?(?:{p})(?= |$)", 1.5) for cual, p in (("desc", r"mayor(?:es)?|mejor(?:es)?|mas alt[oa]s?|mas grandes?|maxim[oa]"), ("asc", r"peor(?:es)?|menor(?:es)?|mas baj[oa]s?|mas pequen[oa]s?|minim[oa]|mas rezagad[oa]s?|mas atrasad[oa]s?"))),
    *grupo("rango", "cerca", rf"(?:que )?(?:<aux>(?:estuv\w+|quedaron|quedo|estan|estaban|iban|van|andaban?) )?(?:muy |ya )?(?:a punto|a un paso|a nada|cerca|proxim[oa]s?){_DE_LO_DICHO}", r"(?:que )?(?:casi|por poco) (?:se |ya )*<cumplir>(?: (?:con )?<art>(?:metas?(?! (?:\d|numero|num))|objetivos?|programad\w+))?(?= |$)", r"(?:que )?casi (?:llegan|llegaron|alcanzan|alcanzaron|logran|lograron|completan|cumplen) (?:a |al )?<art>(?:metas?|objetivos?|100 ?%?|cien por ciento|programad\w+|planead\w+)(?: %| por ciento)?", peso=1.35),
    *grupo("rango", "asc", r"(?:le|les) (?:fue|ha ido|iba) peor", peso=1.2),
    # Whom a cause struck hardest: who has more of what it explains.
    *grupo("golpea", "desc", r"(?:(?:le|les|lo|la|los|las) )?(?:peg|afect|golpe|perjudic|impact|dan|lastim)(?:o|aron|a|an|ado) (?:mas|en mayor medida|con mas fuerza|mas fuerte|peor)", peso=1.3),
    *grupo("golpea", "asc", r"(?:(?:le|les|lo|la|los|las) )?(?:peg|afect|golpe|perjudic|impact|dan|lastim)(?:o|aron|a|an|ado) menos", peso=1.3),
    *grupo("golpea", "desc", r"(?:(?:la|el|las|los) )?mas (?:afectad|golpead|perjudicad|impactad|castigad)[oa]s?(?= |$)", peso=1.3),
    *grupo("rango", "desc", r"(?:le|les) (?:fue|ha ido|iba) mejor", r"(?:que )?(?:mas )?se repit\w+", peso=1.2),
    *grupo("rango", "asc", r"(?:el |la |las |los |con )?(?:menor(?:es)?|mas baj[oa]s?|minim[oa]s?|peor(?:es)?|mas pequen[oa]s?|lowest|worst|least|fewest)(?= |$)(?! de edad| a | al | que | \d)", r"menos(?= |$)(?! (?:de|del|que|el|la) )(?! \d)", r"ascendente\w*", r"mas (?:rezagad|atrasad)[oa]s?", r"ultim[oa]s? lugar(?:es)?", r"(?:las|los)? ?(?:que )?menos (?:se )?(?=(?:cumpl|avanz))"),
    *grupo("rango", "desc", r"de(?:l| el| la)? (?:mayor|mejor|mas|mas alt[oa]) a(?:l| el| la)? (?:menor|peor|menos|mas baj[oa])", peso=1.4),
    *grupo("rango", "asc", r"de(?:l| el| la)? (?:menor|peor|menos|mas baj[oa]|mas atrasad[oa]|mas rezagad[oa]) a(?:l| el| la)? (?:mayor|mejor|mas|menos|mas alt[oa])(?: \w*ad[oa])?", peso=1.4),
    *(Entrada("puesto", n, rf"(?:en )?(?:el |la |lo )?(?:{p})(?: lugar| sitio| posicion|(?= <unidad>| <meta>| programas?| municipios?| ramos?| ano| ejercicio| acciones?| accion| que mas | que menos | mas | mejor| peor| con (?:mas|mayor|menos|menor) ))", 1.25) for n, p in ((2, "segund[oa]|2d[oa]|2[oa]"), (3, "tercer[oa]?|3er[oa]?"), (4, "cuart[oa]|4t[oa]"), (5, "quint[oa]|5t[oa]"))),
    *grupo("ordena", True, r"orden(?:a|ad[oa]s?|alas|alos|ame|amelas|ar|e|en)(?: por| segun)?", r"clasific\w+(?: por)?", r"ranking(?: de)?", r"jerarquiz\w+", r"sort(?:ed)?(?: them)?(?: by)?", r"en orden(?: de)?", r"acomod\w+(?: por)?"),
    *grupo("por", True, r"(?:por|segun|de|para|en|entre) cada(?: un[oa] de (?:las|los))?", r"por(?= |$)", r"segun", r"cada(?: un[oa] de (?:las|los))?", r"agrupad[oa]s? por", r"desglosad[oa]s? por", r"desglose (?:por|de)", r"dividid[oa]s? (?:por|entre)", r"by", r"per", peso=0.5),
)  # fmt: skip
