"""Quarters, months, cuts, years, and several of them."""

from __future__ import annotations

from assistant.lexicon.entradas import Entrada

CUARTOS = {"T1": "primer(?:[oa]s?)?|1er[oa]?|1ro|1ra|1o|1|i|first", "T2": "segund[oa]s?|2d[oa]|2o|2|ii|second",
            "T3": "tercer(?:[oa]s?)?|3er[oa]?|3ro|3ra|3o|3|iii|third", "T4": "cuart[oa]s?|4t[oa]|4o|4|iv|fourth|ultimo|last"}  # fmt: skip
PALABRA_CUARTO = {"T1": "uno", "T2": "dos", "T3": "tres", "T4": "cuatro"}
MESES = {
    "ene": 1, "enero": 1, "feb": 2, "febrero": 2, "mar": 3, "marzo": 3, "abr": 4, "abril": 4, "may": 5, "mayo": 5, "jun": 6,
    "junio": 6, "jul": 7, "julio": 7, "ago": 8, "agosto": 8, "sep": 9, "sept": 9, "septiembre": 9, "setiembre": 9, "oct": 10,
    "octubre": 10, "nov": 11, "noviembre": 11, "dic": 12, "diciembre": 12, "january": 1, "march": 3, "april": 4, "june": 6,
    "july": 7, "september": 9, "october": 10, "december": 12,
}  # fmt: skip

_MES = "|".join(sorted(MESES, key=len, reverse=True))
_CUANTOS_ANOS = {1: "un[oa]?|1", 2: "dos|2", 3: "tres|3", 4: "cuatro|4", 5: "cinco|5"}
#: What may follow a number of years: "dos de los tres años", "dos ejercicios cargados", "dos veces".
_ANOS = r"(?:(?:de (?:l[oa]s|estos|esos|sus)(?: (?:dos|tres|cuatro|cinco|seis|[2-6]))? )?(?:anos?|ejercicios?)(?: (?:cargad|reportad|registrad|distint|diferent)[oa]s?)?|ve(?:z|ces))(?= |$)"
_DURANTE = r"(?:en |durante )?"
_ORDINAL = r"primer[oa]?|1er[oa]?|1ro|segundo|2do|tercer[oa]?|3er[oa]?|3ro|cuarto|4to|ultimo"
TIEMPO = (
    *(Entrada("trimestre", (t,), rf"(?:(?:en |durante |para |del |de |al )?(?:el |los |este )?)?(?:(?:{p}) ?(?:trimestres?|trims?|tri|quarter)|(?:trimestre|trim|quarter) (?:{p}|{PALABRA_CUARTO[t]})(?= |$)|t{t[1]}(?= |$)|{t[1]}t(?= |$)|q{t[1]}(?= |$)|{t[1]}er trim)", 1.2) for t, p in CUARTOS.items()),
    *(Entrada("trimestre", tuple(f"T{i + 1}" for i in range(4) if p >> i & 1), rf"(?:en |durante |de |del |al )?(?:el |los |las )?(?:{w})", 1.25) for w, p in (
        (r"(?:primer(?:os)?|1er|1|i|first) (?:semestres?|sem)|primera mitad del ano|primeros seis meses|first half", 0b0011),
        (r"(?:segundos?|2do|2|ii|ultimos?|second) (?:semestres?|sem)|segunda mitad del ano|ultimos seis meses|second half", 0b1100),
        (r"primeros tres trimestres|tres primeros trimestres", 0b0111), (r"primeros dos trimestres|dos primeros trimestres", 0b0011),
        (r"ultimos dos trimestres|dos ultimos trimestres", 0b1100), (r"ultimos tres meses", 0b1000), (r"primeros tres meses", 0b0001))),
    *(Entrada("dos_trimestres", (a, b), rf"(?:en |de |durante )?(?:los )?trimestres (?:{p}) y (?:{q})(?= |$)", 1.33) for a, p in CUARTOS.items() for b, q in CUARTOS.items() if a != b),
    *(Entrada("dos_trimestres", (f"T{a}", f"T{b}"), rf"(?:en |entre |durante )?(?:el |los |ambos )?(?:{CUARTOS[f'T{a}']})(?: trimestres?)? (?:y|e|o|al|contra|vs|con|a|frente al?)(?: el| del| al)? (?:{CUARTOS[f'T{b}']}) (?:trimestres?|trims?)", 1.3) for a in range(1, 5) for b in range(1, 5) if a != b),
    # Three cuts or more, by their months: "a junio, a septiembre y a diciembre de 2022".
    Entrada("cortes_mes", "rango", rf"(?:(?:de|del|entre|en|a|al|los|las|el|cortes?|cierres?|informes?|reportes?|meses|fines|finales) )*(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)?(?: (?:(?:y|e|a|al|en|de|del|el|corte|cierre|mes|fin|final|tambien) )*(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)?){{2,}}(?= |$)", 1.35),
    Entrada("meses", "rango", rf"(?:(?:de|del|entre|desde|en|durante) )?(?:el |los meses de |el periodo )?(?:{_MES})(?: (?:a|al|y|hasta))?(?: el)? (?:{_MES})(?= |$)", 1.2),
    *(Entrada("trimestre", (t,), rf"(?:en |durante |del |de |al )?(?:el|al|del) (?:{p})(?= |$)(?! (?:lugar|caso|programa|ano|ramo|informe|reporte|corte|ejercicio))", 0.75) for t, p in (("T1", "primero|1er|1ro"), ("T2", "segundo|2do"), ("T3", "tercero|tercer|3er|3ro"), ("T4", "cuarto|4to|ultimo"))),
    Entrada("meses", "hasta", rf"(?:al|hasta|a) (?:el |corte de |cierre de |final(?:es)? de |mes de )?(?:{_MES})(?= |$)", 0.9),
    *(Entrada("ano", "num", p, 1.2) for p in (r"(?:(?:(?:el |al |del |en el |a |con el )?(?:cierre|final|fin|termino) (?:de|del)|en|del|de|durante|para) )?(?:el )?(?:ano |ejercicio(?: fiscal)? |poa )?(?:19|20)\d\d(?= |$)",)),
    Entrada("dos_cortes", "rango", rf"(?:(?:de|del|entre|desde|en|a) )?(?:el |los |lo que iba )?(?:(?:cortes?|cierres?|informes?|reportes?|finales|fines) )?(?:(?:de|del|al|a) )?(?:mes de )?(?:\d{{1,2}} de )?(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)? (?:y|e|a|al|con|contra|vs|versus|hasta|ni|como(?: en)?|respecto (?:al?|del?)|frente al?|comparad[oa] (?:con|al?)) (?:el |la |los |en |lo que )?(?:(?:corte|cierre|informe|reporte|final|fin) )?(?:(?:de|del|al|a|en) )?(?:mes de )?(?:\d{{1,2}} de )?(?:{_MES})(?: (?:del? )?(?:19|20)\d\d)?", 1.21),
    *(Entrada("dos_trimestres", (f"T{a}", f"T{b}"), rf"(?:de |del |en |entre |durante )?(?:el )?(?:(?:{CUARTOS[f'T{a}']}) (?:trimestres?|trims?|tri)|trimestres? {a}|[tq]{a}|{a}t) (?:y|e|al?|contra|vs|versus|con|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con)(?: (?:el|del|al|en))? (?:(?:{CUARTOS[f'T{b}']})(?: trimestres?| trims?| tri)?|trimestre {b}|[tq]{b}|{b}t)(?= |$)", 1.32) for a in range(1, 5) for b in range(1, 5) if a != b),
    Entrada("cortes_n", "rango", rf"(?:de |del |entre |desde |en )?(?:el |los )?(?:{_ORDINAL})(?: (?:cortes?|informes?|reportes?))?(?: trimestral(?:es)?)? (?:y|e|a|al|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:{_ORDINAL}) (?:cortes?|informes?|reportes?)(?: trimestral(?:es)?)?", 1.34),
    Entrada("cortes_n", "rango", rf"(?:de |del |entre |desde |en )?(?:el )?(?:{_ORDINAL}) (?:corte|informe|reporte)(?: trimestral)? (?:y|e|a|al|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:{_ORDINAL})(?= |$)(?! trim| sem)", 1.34),
    Entrada("cortes_n", "rango", rf"(?:(?:de|del|entre|en|a|al|los|las|el) )*(?:{_ORDINAL})(?: (?:corte|informe|reporte))?(?: (?:(?:y|e|a|al|en|de|del|el) )*(?:{_ORDINAL})(?: (?:cortes?|informes?|reportes?))?){{2,}}(?= |$)(?! trim| sem)", 1.35),
    Entrada("cortes_n", "rango", r"(?:de |del |entre |desde |en )?(?:el |los )?(?:cortes?|informes?|reportes?) (?:uno|dos|tres|cuatro|[1-4]) (?:y|e|al?|con|contra|vs|versus|hasta|respecto (?:al?|del?)|frente al?|comparad[oa] con) (?:el |al |del )?(?:(?:corte|informe|reporte) )?(?:uno|dos|tres|cuatro|[1-4])(?= |$)", 1.34),
    Entrada("hasta_trimestre", "trim", rf"(?:con )?(?:los |las )?(?:cifras|datos|informacion|numeros|resultados)(?: acumulad[oa]s?)? (?:al|hasta el|a) (?:(?:cierre|termino|final) del )?(?:{_ORDINAL}) (?:trimestre|trim)", 1.33),
    Entrada("hasta_trimestre", "trim", rf"(?:hasta(?: (?:el )?(?:cierre|termino|final) del| el)|acumulad[oa]s? (?:al|hasta el)|(?:(?<=avance )|(?<=avances )|(?<=iba )|(?<=iban )|(?<=llevaba )|(?<=llevaban ))al(?: (?:cierre|termino|final) del)?) (?:{_ORDINAL}) (?:trimestre|trim)", 1.33),
    Entrada("mes", "num", rf"(?:en|a|para|desde|durante) (?:el mes de |el de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 0.85),
    # "… en junio y qué dice la de diciembre".
    Entrada("mes", "num", rf"(?:la|el|lo) (?:de|del) (?:mes de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 0.8),
    Entrada("previo", "ejercicio", r"(?:el |al |del )?(?:ano|ejercicio)s? (?:inmediat\w+ )?(?:anterior|previo|pasado)(?: al? (?:ano )?(?:19|20)\d\d)?", 1.25),
    Entrada("previo", "corte", r"(?:el |al |del |con el |frente al )?(?:corte|informe|reporte|trimestre) (?:inmediat\w+ )?(?:anterior|previo|pasado)", 1.32),
    Entrada("varios", "ejercicio", r"se repit\w+ como(?= (?:incumpl|no cumpl|fall|atras|rezag))", 1.5),
    Entrada("varios", "ejercicio", r"(?:en |durante |para |de |entre )?(?:ambos|los dos|ninguno de los dos|ningun[oa]? de (?:los |ambos )?|cada uno de los dos|un|uno y otro) ?(?:anos|ejercicios|ano y (?:el )?otro|ano a(?:l)? otro)", 1.3),
    Entrada("cualquiera", "ejercicio", r"(?:en |durante |de )?(?:cualquiera|alguno|uno u otro|al menos uno|uno) de (?:los|esos|estos|ambos)(?: (?:dos|tres|cuatro|[2-9]))? (?:anos|ejercicios)|(?:en |durante |de )?(?:cualquier|algun|uno u otro|al menos un) (?:ano|ejercicio)", 1.4),
    *(Entrada("en_anos", (k, n), p, 1.5) for n, w in _CUANTOS_ANOS.items() for k, p in (
        ("ge", rf"{_DURANTE}(?:al menos|por lo menos|cuando menos|minimo|como minimo) (?:en )?(?:{w}) {_ANOS}"), ("ge", rf"{_DURANTE}(?:{w}) o mas {_ANOS}"),
        ("gt", rf"{_DURANTE}mas de (?:{w}) {_ANOS}"), ("eq", rf"{_DURANTE}(?:exactamente|solo|solamente|unicamente|nada mas) (?:en )?(?:{w}) {_ANOS}"), ("eq", rf"{_DURANTE}(?:{w}) sol[oa] {_ANOS}"),
        ("eq", rf"en (?:{w}) de (?:l[oa]s|sus) (?:tres|cuatro|cinco|seis|[3-6]) (?:anos|ejercicios)(?= |$)")) if (k, n) != ("ge", 1)),
    Entrada("en_anos", ("ge", 2), r"en (?:vari[oa]s|diversos|distintos|diferentes) (?:anos|ejercicios)(?= |$)", 1.5),
    Entrada("los_demas", "ejercicio", r"(?:en |durante |de )?(?:los (?:demas|otros)(?: dos| tres| cuatro)?|el resto de los) (?:anos|ejercicios)(?= |$)", 1.3),
    Entrada("varios", "seguidos", r"(?:en |por |durante )?(?:los )?(?:(?:dos|tres|cuatro|[2-4]) )?(?:anos|ejercicios) (?:seguidos|consecutivos|al hilo|continuos)|(?:en |por )?(?:dos|2) (?:anos|ejercicios) en fila|(?:un )?ano tras otro|(?:dos|2) veces seguidas|(?:llevan?|acumulan?|suman?|cumplen?) (?:ya )?(?:dos|tres|cuatro|[2-4]) (?:anos|ejercicios)(?: seguidos| consecutivos)?(?= (?:sin|incumpl|fall|seguid|rebas|cumpl))|por segund[oa] (?:ano|vez)(?: consecutiv[oa]| seguid[oa])?", 1.35),
    Entrada("varios", "todos", r"(?:en |durante )?(?:(?:todos los|cada uno de los)(?: (?:dos|tres|cuatro|cinco|[2-5]))?|los (?:tres|cuatro|cinco|[3-5])) (?:anos|ejercicios)(?: cargados| reportados)?|siempre(?= |$)|nunca(?= (?:se |ha |han |lleg|alcanz|logr|cumpl|fall|rebas))|jamas(?= |$)", 1.2),
    Entrada("varios", "todos", r"(?:en |durante )?(?:ningun[oa]? de (?:los|sus|estos)(?: (?:tres|cuatro|cinco|[3-5]))?|ningun) (?:anos|ano|ejercicios|ejercicio)(?: (?:cargad|reportad|registrad)[oa]s?)?(?= |$)", 1.36),
    Entrada("varios", "corte", r"(?:en |de |entre |durante )?(?:ambos|los dos|los|ninguno de los dos|ningun[oa]? de los|un|uno y otro|distintos|diferentes) ?(?:cortes|corte y (?:el )?otro|corte a(?:l)? otro)(?= |$)|entre cortes|de (?:un )?corte a (?:otro )?corte|de un corte a otro", 1.3),
    Entrada("ano", "relativo", r"(?:al |el )?dia de hoy|hoy(?: en dia)?|actualmente|ahorita|en (?:este|el) momento(?: actual)?|(?:en |segun |de |del )?(?:el |al )?ultimo (?:informe|reporte|ejercicio)(?= |$)(?! (?:trimestral|de |del ))", 1.25),
    Entrada("ano", "relativo", r"(?:(?:el|al|para el|del|en el) )?(?:(?:ano|ejercicio) (?:inmediat\w+ )?(?:siguiente|posterior|entrante)|siguiente (?:ano|ejercicio)(?= |$))", 1.25),
    Entrada("ano", "relativo", r"(?:el )?(?:ano pasado|ultimo ano|este ano|presente ano|ejercicio actual|ano en curso|proximo (?:ano|ejercicio)|(?:ano|ejercicio) (?:proximo|que viene))", 1.0),
    Entrada("corte", "trim", r"(?:a|en|para|hasta)(?: la)? (?:mitad|mediados)(?: de| del)? (?:(?:este |el )?(?:ano|ejercicio)(?: (?:de )?(?:19|20)\d\d)?|(?:19|20)\d\d)(?= |$)|a medio ano|a medio ejercicio", 1.3),
    Entrada("cierre", "ano", r"(?:(?:cerr|termin|acab|finaliz)(?:aron|amos|aban|abamos|an)|conclu(?:yeron|imos|yen))(?: (?:el|al|del) (?:ano|ejercicio)(?! (?:de )?\d)(?: de)?)?(?= |$)|(?:(?<=cuanto )|(?<=cuanta )|(?<=cuantos )|(?<=cuantas )|(?<=como )|(?<=que )|(?<=se )|(?<=y ))(?:cerro|termino|acabo|cerrado|terminado|cierra|termina)(?: (?:el|al|del) (?:ano|ejercicio)(?! (?:de )?\d))?(?= |$)", 0.9),
    Entrada("corte", "num", rf"(?:el |al |del |en el )?(?:reporte|informe)s? (?:de|del|a|al) (?:mes de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 1.3),
    Entrada("corte", "num", rf"(?:(?:al|con|del|a) )?(?:la )?(?:corte|cierre|fecha)(?: de)?(?: (?:de|del|al|a))?(?: (?:dia|mes))?(?: de)? (?:\d{{1,2}} de )?(?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?", 1.3),
    Entrada("corte", "num", rf"(?:al |hasta el )\d{{1,2}} de (?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?", 1.3),
    Entrada("hasta_mes", "num", rf"(?:a mas tardar (?:en|al|a|el)|al|hasta el|hasta|a)(?: (?:cierre|final|fin|termino)(?: del mes)? de| mes de| finales de)? (?:{_MES})(?: (?:de|del) (?:19|20)\d\d)?(?= |$)", 1.31),
    Entrada("corte", "trim", r"(?:(?:al|con|del|en el) )?(?:corte|cierre) (?:del )?(?:primer|segundo|tercer|cuarto|1er|2do|3er|4to|ultimo) (?:trimestre|trim|semestre)", 1.3),
    Entrada("corte", "trim", rf"(?:(?:al|con el|del|en el|el|para el) )?(?:{_ORDINAL}) (?:corte|informe trimestral|reporte trimestral)(?: trimestral)?(?= |$)", 1.3),
    Entrada("modo_trimestre", "alguno", r"(?:en )?(?:algun|cualquier|al menos un|por lo menos un) trimestre", 1.1),
    Entrada("modo_trimestre", "todos", r"(?:en )?(?:todos los|cada uno de los|ambos|los cuatro|los dos|los tres) trimestres", 1.1),
)  # fmt: skip
