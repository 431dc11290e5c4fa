"""A date that is told by another: "a la misma fecha del año anterior", "en el mismo trimestre del año previo".

The other one is the cut, quarter or year that the question names, or that the last one was about; else the last that is
loaded. The question is read with the date itself in its place, so that all that is said of dates is said of this one.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.lexicon import MESES
from assistant.link import Vocabulario
from assistant.plan import Plan
from index.poa import TRIMESTRES, Trimestre
from index.textos import plegar

_ANO = r"(?:a[nñ]o|ejercicio)(?: fiscal)?"
_ANTERIOR = rf"{_ANO} (?:inmediat\w+ )?(?:anterior|pasado|previo)|(?:el )?(?:{_ANO} )?(?:de )?(?P<ano>(?:19|20)\d\d)"
#: What leads to the date, whether it is a cut or a quarter, and the year that it is of.
_MISMA = re.compile(
    rf"\b(?P<antes>(?:que )?(?:en|al?|con|contra|del?|por|para|vs)\b )?(?:(?:la|el|los|las) )?(?:mism[oa]s?|iguale?s?|id[eé]ntic[oa]) (?P<que>fecha|corte|per[ií]odo|mes|trimestre|momento|lapso|altura|d[ií]a)s?(?: de corte)?"
    rf",? (?:del?|que (?:en )?el|que en|en(?: el)?) (?:{_ANTERIOR})\b"
    rf"|\b(?P<por>por|a) (?:est[ao]s|las mismas) (?:fechas|alturas|d[ií]as),? (?:del|el|de) {_ANO} (?:inmediat\w+ )?(?:anterior|pasado|previo)\b",
    re.IGNORECASE,
)
_CON_MES = re.compile(rf"\b({'|'.join(sorted(MESES, key=len, reverse=True))})\b(?: (?:del? )?((?:19|20)\d\d))?")
_ANO_DICHO = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINALES = ("primer", "segundo", "tercer", "cuarto")
_TRIMESTRE = re.compile(r"\b(?:(primer|segundo|tercer|cuarto)o? trim\w*|[tq]([1-4])\b|([1-4])(?:er|do|to|o)? trim\w*)")
_COMPARA = re.compile(r"\b(?:compar\w*|respecto|frente|contra|vs|versus|que|mejor\w*|peor|mas|menos|crec\w+|aument\w+|baj\w+|sub\w+|avanz\w+|cambi\w+)\b")
_MES = {n: m for m, n in reversed(MESES.items()) if len(m) > 4 and m not in ("january", "march", "april", "july", "september", "october", "december", "setiembre")} | {5: "mayo"}


def con_fecha(pregunta: str, voc: Vocabulario, previo: Plan | None) -> str:
    """The question with the date in the place of the words that point to it; as it is, where there are none."""
    m = _MISMA.search(pregunta)
    if m is None or not voc.cortes:
        return pregunta
    resto = plegar(pregunta[: m.start()] + " " + pregunta[m.end() :])
    trimestre = _trimestre(resto, previo) if m["que"] and plegar(m["que"]) in ("trimestre", "periodo", "lapso") else None
    base = _base(resto, voc, previo)
    ano = int(m["ano"]) if m["ano"] else base.year - 1
    if trimestre is not None:
        dicha, otra = f"en el {_ORDINALES[TRIMESTRES.index(trimestre)]} trimestre de {ano}", ""
    elif base.month == 12 and _CON_MES.search(resto) is None:
        dicha, otra = f"en {ano}", f" en {base.year}"
    else:
        dicha, otra = f"al corte de {_MES[base.month]} de {ano}", f" al corte de {_MES[base.month]} de {base.year}"
    antes = "que " if (m["antes"] or "").lower().startswith("que ") else ""
    nueva = f"{pregunta[: m.start()]}{antes}{dicha}{pregunta[m.end() :]}"
    if trimestre is None and previo is None and _COMPARA.search(resto) and not _ANO_DICHO.search(resto):
        # What is held against that date is how things stand now.
        nueva = f"{nueva.rstrip(' ?.')}, frente a{otra.replace(' al ', 'l ', 1) if otra.startswith(' al ') else otra.replace(' en', '', 1)}"
    return nueva


def _trimestre(resto: str, previo: Plan | None) -> Trimestre | None:
    """The quarter that the question names, or that the last one was about."""
    if (m := _TRIMESTRE.search(resto)) is not None:
        return TRIMESTRES[_ORDINALES.index(m[1]) if m[1] else int(m[2] or m[3]) - 1]
    return previo.trimestres[0] if previo is not None and len(previo.trimestres) == 1 else None


def _base(resto: str, voc: Vocabulario, previo: Plan | None) -> date:
    """The date that the other is told by."""
    anos = [int(a) for a in _ANO_DICHO.findall(resto)]
    meses = [(MESES[m[1]], int(m[2]) if m[2] else None) for m in _CON_MES.finditer(resto)]
    if meses:
        mes, ano = meses[-1]
        propio = ano or (anos[-1] if anos else None)
        return max((k for k in voc.cortes if k.month == mes and propio in (None, k.year)), default=date(propio or voc.cortes[-1].year, mes, 1))
    if anos:
        return max((k for k in voc.cortes if k.year == anos[-1]), default=date(anos[-1], 12, 31))
    dichos = [k for k in ((previo.corte, *(p.corte for p in previo.periodos)) if previo is not None else ()) if k]
    if dichos:
        return max(dichos)
    ejercicios = [int(v) for v in previo.entidad("ejercicio")] if previo is not None else []
    return max((k for k in voc.cortes if not ejercicios or k.year == max(ejercicios)), default=max(voc.cortes))
