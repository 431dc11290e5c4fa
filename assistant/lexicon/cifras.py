"""Comparisons with a figure, and figures in words."""

from __future__ import annotations

from assistant.lexicon.entradas import Entrada, grupo

COMPARADORES = (
    *grupo("compara_num", "lt", r"(?:que )?(?:es |sea |fue |esten? |estan |estuv\w+ |(?:se )?quedaron |(?:se )?quedo )?(?:menor(?:es)?|inferior(?:es)?|menos|(?:por )?debajo|abajo|por abajo) (?:al?|del?|que|de el|a un|de un|a la|de la|que el|que la)(?: <art>)?", r"no <aux>lleg\w+ (?:ni )?(?:al?|a la|al menos al)", r"no <aux>(?:alcanz|super|rebas|pas)\w+ (?:ni )?(?:el|la|del?|al?|los|las)(?= (?:\d|mitad|un|una|tercer))", r"no <aux>(?:llev|junt|complet|logr|acumul|ten|tra|cumpl|sum)\w+ ni (?:siquiera )?(?:el|la|los|las)?(?= (?:\d|mitad|un|una|tercer))", r"(?:y )?sin (?:llegar|alcanzar) (?:ni )?(?:al?|a la|el|la)(?: <art>)?", r"(?:less|lower|fewer) than", r"under", r"below", r"<"),
    *grupo("compara_num", "le", r"(?:como maximo|a lo mas|maximo|cuando mucho|hasta)(?: <art>)?", r"(?:menor o igual|igual o menor|menor o iguales) (?:al?|que|a)", r"no mas de(?:l)?", r"at most"),
    *grupo("compara_num", "gt", r"(?:que )?(?:es |sea |fue |esten? |estan |estuv\w+ |quedaron )?(?:mayor(?:es)?|superior(?:es)?|mas|(?:por )?encima|arriba|por arriba) (?:al?|del?|que|de el|a un|de un|a la|de la|que el|que la)(?: <art>)?", r"(?:pas|super|rebas|exced|sobrepas)\w+ (?:(?:el|la|del|al|de la|de)(?= (?:[\d.,]+ (?:%|por)|mitad|un |una |tercer|(?:\w+ ){1,3}por ciento))|(?:de |a )?(?:los|las)(?= \d)|de(?= \d))", r"(?:more|greater|higher) than", r"over", r"above", r">"),
    *grupo("compara_num", "ge", r"(?:al menos|por lo menos|como minimo|minimo|cuando menos|a partir de|desde)(?: <art>)?", r"(?:al menos|por lo menos|cuando menos) del?(?= \d)", r"(?:mayor o igual|igual o mayor|mayor o iguales|igual o superior) (?:al?|que|a)", r"no menos de(?:l)?", r"at least", ),
    *grupo("compara_num", "eq", r"(?:igual(?:es)?|equivalente) (?:al?|que|a)", r"exactamente (?:al?|a)", r"exactamente(?: el| al| de)?", r"equal to", r"de(?:l)?(?= \d+(?:\.\d+)? (?:%|por))"),
    *grupo("compara_post", "le", r"o (?:menos|menor|inferior|por debajo)(?= |$)", r"(?:para|hacia) abajo", r"como maximo|a lo mas|maximo|or less"),
    *grupo("compara_post", "ge", r"o (?:mas|mayor|superior|por encima)(?= |$)", r"(?:para|hacia) arriba|en adelante", r"como minimo|minimo|al menos|or more"),
    *grupo("compara_num", "between", r"(?:que )?(?:esten? |estan |estuv\w+ |quedaron )?entre(?: <art>)?", r"between"),
)  # fmt: skip
NUMERO_PALABRAS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "quince": 15, "veinte": 20, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "setenta y cinco": 75, "ochenta": 80, "noventa": 90, "noventa y cinco": 95, "cien": 100, "ciento": 100, "ciento diez": 110, "ciento veinte": 120, "ciento cincuenta": 150,
    "doscientos": 200, "quinientos": 500, "mil": 1000, "dos mil": 2000, "cinco mil": 5000, "diez mil": 10000, "two": 2, "three": 3, "five": 5, "ten": 10, "fifty": 50,
}  # fmt: skip
NUMERO_PALABRAS = NUMERO_PALABRAS
#: Words that write numbers, to be added up ("ciento quince").
NUMEROS = {
    "uno": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiuno": 21, "veintidos": 22, "veintitres": 23,
    "veinticuatro": 24, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
    "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600, "setecientos": 700, "ochocientos": 800, "novecientos": 900,
}  # fmt: skip
CIFRAS = (
    *grupo("cifra", ("%", 50.0), r"(?:la )?mitad", r"half", r"medio camino"),
    *grupo("cifra", ("%", 25.0), r"(?:la |una )?cuarta parte", r"un cuarto", r"a quarter"),
    *grupo("cifra", ("%", 75.0), r"(?:las )?tres cuartas partes", r"tres cuartos"),
    *grupo("cifra", ("%", 100 / 3), r"(?:la |una )?tercera parte", r"un tercio"),
    *grupo("cifra", ("%", 200 / 3), r"(?:las )?dos terceras partes", r"dos tercios"),
    *grupo("cifra", ("%", 200.0), r"(?:el )?doble"),
    *grupo("cifra", ("%", 80.0), r"(?:las )?cuatro quintas partes"),
    *grupo("cifra", "num", r"<num> (?:%|por ?ciento|puntos(?: porcentuales)?|percent)"),
    *grupo("cifra", "num", r"<num>(?= |$)", peso=0.6),
    *(Entrada("cifra", ("%", float(v)), p + r" (?:%|por ?ciento)(?= |$)", 1.0) for p, v in NUMERO_PALABRAS.items() if p not in ("un", "uno", "una")),
    *(Entrada("cifra", (None, float(v)), p + r"(?= |$)", 0.55) for p, v in NUMERO_PALABRAS.items() if p not in ("un", "uno", "una")),
)  # fmt: skip
