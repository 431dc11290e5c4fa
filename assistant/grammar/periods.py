"""Quarters, months, years and cuts of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from assistant.grammar.negation import negaciones_de
from assistant.grammar.slots import Huecos
from assistant.lexicon import MESES
from assistant.link import Vocabulario
from assistant.plan import En, Plan, SinDatos
from assistant.spans import Cobertura, Span
from index.poa import TRIMESTRES, Trimestre


def leer_periodos(c: Cobertura, voc: Vocabulario, h: Huecos, previo: Plan | None) -> SinDatos | None:
    trimestres: list[Trimestre] = []
    for s in c.de("trimestre", "dos_trimestres"):
        trimestres += [t for t in s.valor if t not in trimestres]
    for s in c.de("meses", "dos_cortes") if not trimestres else ():  # beside a quarter that is named, months are cuts
        trimestres += [t for t in _trimestres_de_meses(s.valor) if t not in trimestres]
    h.trimestres = tuple(t for t in TRIMESTRES if t in trimestres)
    if (al_trimestre := _corte_del_trimestre(c, voc, previo)) is not None:
        h.corte, h.trimestres = al_trimestre, ()
    negados = negaciones_de(c)
    _al_siguiente(c)
    negados = negaciones_de(c)
    anos = [
        m for i, s in enumerate(c.spans) if s.tipo == "ano" and i not in negados for m in _anos(s.valor, voc, previo)
    ]
    # "De julio a septiembre de 2022": the months' year, whether they are quarters or cuts of it.
    anos += [int(a) for s in c.de("meses", "dos_cortes") for a in re.findall(r"(?:19|20)\d\d", s.valor)]
    anos += _intermedios(c, voc, negados)
    anos += _previos(c, voc, previo, anos)
    fuera = tuple(
        str(m) for i, s in enumerate(c.spans) if s.tipo == "ano" and i in negados for m in _anos(s.valor, voc, previo)
    )
    if fuera:
        h.filtros.append(En(entidad="ejercicio", valores=fuera, negado=True))
    base = anos or _anos_de(previo)
    for s in c.de("hasta_mes"):
        corte = _corte(s.valor, voc, base)
        if not isinstance(corte, SinDatos):
            h.corte = (
                corte
                if corte != max((k for k in voc.cortes if corte and k.year == corte.year), default=None)
                else h.corte
            )
        else:
            trimestres += [t for t in _trimestres_de_meses(s.valor) if t not in trimestres]
            h.trimestres = tuple(t for t in TRIMESTRES if t in trimestres)
        anos += [int(a) for a in re.findall(r"(?:19|20)\d\d", s.valor)]
    for s in c.de("hasta_trimestre"):
        corte = _corte(s.valor, voc, base)
        if isinstance(corte, SinDatos):
            h.trimestres = tuple(t for i, t in enumerate(TRIMESTRES) if i * 3 + 3 <= mes_de(s.valor))
        else:
            h.corte = corte
    for s in c.de("corte"):
        corte = _corte(s.valor, voc, base)
        if isinstance(corte, SinDatos):
            return corte
        h.corte = corte
        anos += [int(a) for a in re.findall(r"(?:19|20)\d\d", s.valor)]
    for t in c.tokens:
        if escrita := re.fullmatch(r"(\d{1,2})/(\d{1,2})/((?:20)?\d\d)", t.norma):
            dia, mes, ano = (int(x) for x in escrita.groups())
            h.corte = next((k for k in voc.cortes if (k.day, k.month, k.year % 100) == (dia, mes, ano % 100)), None)
            if h.corte is None:
                return SinDatos(faltante=f"el corte {t.texto}", cercanos=tuple(k.isoformat() for k in voc.cortes))
    if anos:
        faltan = [a for a in anos if a not in voc.ejercicios]
        if faltan:
            return SinDatos(faltante=f"el ejercicio {faltan[0]}", cercanos=tuple(str(e) for e in voc.ejercicios))
        if len(anos) > 2:
            anos.sort()
        h.filtros.append(En(entidad="ejercicio", valores=tuple(dict.fromkeys(str(a) for a in anos))))
    return None


#: What leads to the quarter that another one is held against, not to a cut ("frente al segundo trimestre").
_CONTRASTE = frozenset("frente respecto comparado comparada comparacion comparados comparadas contra vs versus igual relacion primer segundo tercer".split())


def _corte_del_trimestre(c: Cobertura, voc: Vocabulario, previo: Plan | None) -> date | None:
    """ "Al primer trimestre iban atrasadas": how the year stood when that quarter ended, where such a cut is loaded."""
    dichos = [s for s in c.de("trimestre") if len(s.valor) == 1 and c.tokens[s.ini].norma in ("al", "hasta")]
    if len(dichos) != 1 or len(c.de("trimestre", "dos_trimestres")) != 1 or c.hay("compara", "cambio", "corte", "hasta_trimestre"):
        return None
    if _CONTRASTE & {t.norma for t in c.tokens[max(0, dichos[0].ini - 2) : dichos[0].ini]}:
        return None
    mes = 3 * (TRIMESTRES.index(dichos[0].valor[0]) + 1)
    anos = {int(a) for s in c.de("ano") for a in re.findall(r"(?:19|20)\d\d", str(s.valor))} or set(_anos_de(previo))
    lugares = tuple((s.tipo, s.valor if isinstance(s.valor, tuple) else (s.valor,)) for s in c.de("municipio", "unidad", "programa", "ramo"))
    return max((i[2] for i in voc.informes_de(lugares) if i[2].month == mes and (not anos or i[1] in anos)), default=None)


def _anos_de(previo: Plan | None) -> list[int]:
    """The year that the last question was about, for a cut that a follow-up names alone ("¿y al corte de junio?")."""
    if previo is None:
        return []
    anos = {int(a) for a in previo.entidad("ejercicio")} | {p.ejercicio for p in previo.periodos if p.ejercicio}
    return sorted(anos) if len(anos) == 1 else [previo.corte.year] if previo.corte and not anos else []


_SIGUIENTE = re.compile(r"\b(?:siguiente|posterior|entrante|proximo|viene)\b")


def _al_siguiente(c: Cobertura) -> None:
    """ "Al año siguiente": the one after the year that is named before it. To what was put off it belongs ("se reprogramaron
    para el año siguiente"), and tells no year of the reports."""
    for k, s in enumerate(c.spans):
        if s.tipo != "ano" or not _SIGUIENTE.search(str(s.valor)):
            continue
        pospuesta = any(x.tipo == "causa" and x.valor == "reprogramacion" and 0 <= s.ini - x.fin <= 2 for x in c.spans)
        antes = [int(a) for x in c.spans[:k] if x.tipo in ("ano", "corte", "meses", "dos_cortes") for a in re.findall(r"(?:19|20)\d\d", str(x.valor))]
        if pospuesta:
            c.spans[k] = replace(s, tipo="cortesia")
        elif antes:
            c.spans[k] = replace(s, valor=str(antes[-1] + 1))


_DESPUES = re.compile(r"(?:(?:y )?(?:hasta|a) (?:la fecha|hoy|el dia de hoy|ahora)|en adelante|a la fecha)\b")


def _en_adelante(c: Cobertura, s: Span) -> bool:
    """ "Desde 2021", "de 2021 a la fecha": that year and those after it."""
    if c.hay("cambio", "compara", "tendencia", "varios"):
        return False
    antes = [t.norma for t in c.tokens[max(0, s.ini - 2) : s.fin]]
    luego = " ".join(t.norma for t in c.tokens[s.fin : s.fin + 5])
    return "desde" in antes or "partir" in antes or _DESPUES.match(luego) is not None


def _intermedios(c: Cobertura, voc: Vocabulario, negados: set[int]) -> list[int]:
    """ "De 2021 a 2023": the years between the two that are named, too."""
    salida: list[int] = []
    anos = [(s, int(a)) for i, s in enumerate(c.spans) if s.tipo == "ano" and i not in negados for a in re.findall(r"(?:19|20)\d\d", str(s.valor))[:1]]
    if len(anos) == 1 and _en_adelante(c, anos[0][0]):
        return [x for x in voc.ejercicios if x > anos[0][1]]
    for (s, a), (t, b) in pairwise(anos):
        nexo = [x.norma for x in c.tokens[s.fin : t.fin - 1]] or [c.tokens[t.ini].norma]
        antes = c.tokens[s.ini].norma if s.fin - s.ini > 1 else c.tokens[s.ini - 1].norma if s.ini else ""
        # "…, 2021 a 2023", "por ejercicio (2021 a 2023)": nothing else between the two.
        rango = nexo in (["a"], ["al"], ["hasta"]) or (bool({"a", "al", "hasta"} & set(nexo)) and antes in ("de", "del", "desde")) or (antes == "entre" and "y" in nexo)
        if rango and b - a > 1:
            salida += [x for x in voc.ejercicios if a < x < b]
    return salida


def _previos(c: Cobertura, voc: Vocabulario, previo: Plan | None, anos: list[int]) -> list[int]:
    """ "El año anterior": to the one written with it, named beside it or asked before; else to the last one loaded."""
    salida: list[int] = []
    for s in c.de("previo"):
        escritos = [int(a) for a in re.findall(r"(?:19|20)\d\d", s.valor)]
        dichos = [int(a) for a in previo.entidad("ejercicio")] if previo else []
        if escritos:
            salida.append(escritos[0] - 1)
        elif "ano" in s.valor or "ejercicio" in s.valor:
            ultimo = max(voc.ejercicios, default=date.today().year) if c.hay("compara", "cambio") else date.today().year
            base = (anos or dichos or [ultimo])[-1]
            salida += [base, base - 1] if not anos and c.hay("compara", "cambio") else [base - 1]
    return salida


def _trimestres_de_meses(texto: str) -> list[Trimestre]:
    meses = [MESES[p] for p in texto.split() if p in MESES]
    ini, fin = (meses[0], meses[-1]) if len(meses) > 1 else (1, meses[0])
    return [t for i, t in enumerate(TRIMESTRES) if i * 3 + 1 >= ini and i * 3 + 3 <= fin]


#: Words that mean the latest that is loaded: today is what the last report says.
_AHORA = re.compile(r"\b(?:ultimo|hoy|actualmente|ahorita|momento)\b")


def _anos(texto: str, voc: Vocabulario, previo: Plan | None) -> list[int]:
    escritos = [int(a) for a in re.findall(r"(?:19|20)\d\d", texto)]
    if escritos:
        return escritos
    hoy = date.today().year
    dichos = previo.entidad("ejercicio") if previo else ()
    if dichos and (_SIGUIENTE.search(texto) or "anterior" in texto or "previo" in texto):
        return [int(dichos[-1]) + (1 if _SIGUIENTE.search(texto) else -1)]
    if "pasado" in texto or "anterior" in texto:
        return [hoy - 1]
    if _SIGUIENTE.search(texto):
        return [hoy + 1]
    return [max(voc.ejercicios, default=hoy)] if _AHORA.search(texto) else [hoy]


def _corte(texto: str, voc: Vocabulario, anos: list[int]) -> date | SinDatos | None:
    meses = [MESES[p] for p in texto.split() if p in MESES]
    mes = mes_de(texto)
    escritos = [int(a) for a in re.findall(r"(?:19|20)\d\d", texto)] or anos
    propios = [k for k in voc.cortes if not escritos or k.year in escritos]
    hallados = [k for k in propios if k.month == mes] or _por_orden(texto, propios)
    if not hallados:
        return SinDatos(
            faltante=f"un corte de {texto.split()[-1] if meses else 'ese periodo'}",
            cercanos=tuple(k.isoformat() for k in voc.cortes),
        )
    return max(hallados)


def _por_orden(texto: str, cortes: Sequence[date]) -> list[date]:
    """ "El primer corte": the first that is loaded of a year with several, where none ends in that quarter."""
    n = ordinales(texto)
    ano = max((k.year for k in cortes if sum(x.year == k.year for x in cortes) > 1), default=None)
    suyos = sorted(k for k in cortes if k.year == ano)
    return [suyos[n[0] - 1]] if n and "trim" not in texto and "semestre" not in texto and n[0] <= len(suyos) else []


def mes_de(texto: str) -> int:
    """The month of a cut as it is said: by its name, or by the quarter, semester or half of the year that it ends."""
    meses = [MESES[p] for p in texto.split() if p in MESES]
    if meses:
        mes = meses[0]
    else:
        mes = next((3 * n for n in ordinales(texto)), 12)
        if "semestre" in texto:
            mes = {3: 6, 6: 12}.get(mes, mes)
        elif {"mitad", "mediados", "medio"} & set(texto.split()):
            mes = 6
    return mes


def ordinales(texto: str) -> list[int]:
    """The places that a text names in words, in its order: "el segundo y el último corte" → 2, 4."""
    return [_ORDINALES[p[:4]] for p in texto.split() if p[:4] in _ORDINALES]


#: The beginnings of the ordinals and their place; the last quarter or cut is the fourth.
_ORDINALES = {"prim": 1, "1er": 1, "1ro": 1, "1era": 1, "segu": 2, "2do": 2, "terc": 3, "3er": 3, "3ro": 3, "3era": 3, "cuar": 4, "4to": 4, "ulti": 4} | {
    p: n for n, dichos in enumerate(("uno 1", "dos 2", "tres 3", "cuat 4"), 1) for p in dichos.split()
}
