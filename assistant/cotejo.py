"""The periods that an answer names beside its figures: each is the one of the cells or sets cited there.

A year in a sentence is a number like any other, and both years of a comparison are in its plan; so where a sentence
says "en 2022", "entre 2022 y 2023" or "más en 2023 que en 2022", what it cites must be of that period and no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.frase import Frase, contraste, nombre_de_cada, periodo, relacion
from assistant.marcas import NUMEROS, citadas
from assistant.plan import ConAcciones, ConCambio, ConTrimestre, Periodo, Plan
from assistant.wording import FECHA, MESES, iso

#: A row's period: its year and its cut.
DePeriodo = tuple[int, date]

_P = rf"(?:[Ee]l )?(?:[Cc]orte del )?(?:\d{{1,2}} de (?:{'|'.join(MESES)}) de \d{{4}}|\d{{4}})"
_MARCA = rf" \[(?P<citas>{NUMEROS})\]"
_EN = re.compile(rf"{_MARCA} en (?P<uno>{_P})(?=[;.:])")
_GRUPO = re.compile(rf"^- (?P<uno>{_P}): [^\[\]]*{_MARCA}")
#: What one of several periods says: its own words after it, or a group's part ("2022, 3 metas [4]; 2023, …").
_DICE = re.compile(rf"\bEn (?P<uno>{_P}),[ …]*{_MARCA}")
_PARTE = re.compile(rf"(?:[:;] |\. )(?P<uno>{_P}), [^\[\];]*?{_MARCA}")
_ENTRE = re.compile(rf"Entre (?P<uno>{_P}) y (?P<otro>{_P})(?:: [^\[\]]*? (?P<signo>más|menos)| no cambió){_MARCA}")
_QUE_EN = re.compile(rf"(?P<signo>más|menos) en (?P<uno>{_P}) que en (?P<otro>{_P}){_MARCA}")
#: How much two shares differ, each by the cells or sets of its two parts.
_PUNTOS = re.compile(rf"puntos? porcentual(?:es)? (?P<signo>más|menos){_MARCA} en (?P<uno>{_P}) que en (?P<otro>{_P})")
#: Each with what no line that it matches lacks.
_DE_UN_PERIODO = ((_EN, "] en "), (_GRUPO, "- "), (_DICE, "En "), (_PARTE, ", "))
_DE_DOS = ((_ENTRE, "Entre "), (_QUE_EN, " que en "))
_Y_EN = re.compile(rf"en (?P<uno>{_P}) y en (?P<otro>{_P})")
_ANOS = re.compile(r"\ben (\d{4}(?:, \d{4})* y \d{4})(?![\d.,]\d)")


def faltas(renglon: str, periodos: Callable[[int], set[DePeriodo]], valor: Callable[[int], float | None]) -> Iterable[str]:
    """What a line says of a period that its citations do not. ``periodos`` and ``valor`` are of one citation."""
    # The words that each is about are looked for first: most lines have none of them.
    for patron in (p for p, palabras in _DE_UN_PERIODO if palabras in renglon):
        for m in patron.finditer(renglon):
            if any(not _es(p, m["uno"]) for n in _citas(m) for p in periodos(n)):
                yield f"El renglón habla de {m['uno']}, que no es el periodo de lo que cita."
    for m in (m for p, palabras in _DE_DOS if palabras in renglon for m in p.finditer(renglon)):
        if not _son(m, periodos, valor):
            yield f"El renglón compara {m['uno']} y {m['otro']}, que no son los periodos de lo que cita."
    for m in _PUNTOS.finditer(renglon) if "porcentual" in renglon else ():
        if not _son_proporciones(m, periodos, valor):
            yield f"El renglón compara las proporciones de {m['uno']} y {m['otro']}, que no son los periodos de lo que cita."


def _citas(m: re.Match[str]) -> tuple[int, ...]:
    return citadas(m["citas"])


def _son(m: re.Match[str], periodos: Callable[[int], set[DePeriodo]], valor: Callable[[int], float | None]) -> bool:
    """Whether two cited things are of the two periods said, each of its own, and differ as it is said."""
    suyas = _de_cada_uno(m, periodos)
    vacias = [n for n in _citas(m) if not periodos(n)]
    if m["uno"] == m["otro"] or len(suyas["uno"]) + len(suyas["otro"]) + len(vacias) != len(_citas(m)):
        return False
    if not (suyas["uno"] and suyas["otro"] and m["signo"]):
        return bool(vacias) or not m["signo"]
    uno, otro = valor(suyas["uno"][0]), valor(suyas["otro"][0])
    if uno is None or otro is None:
        return False
    mayor, menor = (otro, uno) if m.re is _ENTRE else (uno, otro)
    return (mayor > menor) is (m["signo"] == "más")


def _son_proporciones(
    m: re.Match[str], periodos: Callable[[int], set[DePeriodo]], valor: Callable[[int], float | None]
) -> bool:
    """Whether what is cited is of the two periods said, some of each, and the share of the first is the larger one where
    it is said to be. A part of a share is at most the whole."""
    suyas = _de_cada_uno(m, periodos)
    if m["uno"] == m["otro"] or not all(suyas.values()) or sum(map(len, suyas.values())) != len(_citas(m)):
        return False
    dados = {lado: [x for n in citas if (x := valor(n)) is not None] for lado, citas in suyas.items()}
    if any(len(x) != 2 or not max(x) for x in dados.values()):
        return True
    uno, otro = (min(dados[lado]) / max(dados[lado]) for lado in ("uno", "otro"))
    return uno == otro or (uno > otro) is (m["signo"] == "más")


def _de_cada_uno(m: re.Match[str], periodos: Callable[[int], set[DePeriodo]]) -> dict[str, list[int]]:
    """The citations that are of each of the two periods said."""
    return {
        lado: [n for n in _citas(m) if periodos(n) and all(_es(p, m[lado]) for p in periodos(n))]
        for lado in ("uno", "otro")
    }


def _es(p: DePeriodo, dicho: str) -> bool:
    return p[1].isoformat() == iso(dicho) if FECHA.search(dicho) else str(p[0]) == dicho[-4:]


#: What of a plan its contrast is said by.
_DE_CONTRASTE = ("intent", "filtros", "agrupar", "periodos", "contraste")


def _periodos(plan: Mapping[str, Any]) -> Sequence[Periodo]:
    dados = {k: v for k, v in plan.items() if k in ("intent", "periodos")}
    return Plan.model_validate(dados).periodos if plan.get("periodos") else ()


def de_periodos(planes: Sequence[Mapping[str, Any]], texto: str) -> Iterable[str]:
    """The years and the two periods that the text sets beside each other are those of one of the answer's plans."""
    anos = [[str(v) for v in f["valores"]] for p in planes for f in p.get("filtros") or [] if f.get("entidad") == "ejercicio"]
    for m in _ANOS.finditer(texto) if any(len(a) > 1 for a in anos) else ():
        if re.findall(r"\d{4}", m.group(1)) not in anos:
            yield f"Los ejercicios de la pregunta no son {m.group(1)}."
    pares = [[periodo(p) for p in suyos] for x in planes if len(suyos := _periodos(x)) == 2]
    for m in _Y_EN.finditer(texto) if pares else ():
        if [m["uno"], m["otro"]] not in pares:
            yield f"Los periodos de la pregunta no son {m['uno']} y {m['otro']}."


def de_relacion(plan: Mapping[str, Any], texto: str, veces: int = 1) -> Iterable[str]:
    """What the plan relates, or sets side by side, is said as it is asked; so many times, where an answer has several plans
    that do."""
    if plan.get("contraste"):
        de = Plan.model_validate({k: v for k, v in plan.items() if k in _DE_CONTRASTE})
        if _dichas(contraste(de), texto) < veces:
            yield f"El texto no dice lo que «{contraste(de)[1]}»."
    if not plan.get("relacion") or plan.get("agrupar") or plan.get("intent") in ("explain", "quote", "catalogue"):
        return
    suyo = Plan.model_validate({k: v for k, v in plan.items() if k in ("intent", "periodos", "relacion")})
    if _dichas([relacion(suyo, n) for n in (1, 2)], texto) < veces:
        yield f"El texto no dice que las metas son las «{relacion(suyo)}»."


def _dichas(frases: Iterable[str], texto: str) -> int:
    """How many times a text has one of some phrases, one of which may begin as another."""
    return len(re.findall("|".join(re.escape(f) for f in sorted(frases, key=len, reverse=True)), texto))


def de_condiciones(planes: Sequence[Mapping[str, Any]], texto: str) -> Iterable[str]:
    """What the plans ask of parts of a year, of how many goals of a place or actions of a goal, and of words that are not
    there, is said as it is asked, once for each plan that asks it."""
    esperadas: Counter[tuple[str, ...]] = Counter()
    planes = [p for p in planes if p.get("intent") and "resumen" not in p]  # a summary says what it chooses to
    for p in planes:
        esperadas.update(_frases_de(Plan.model_validate({k: v for k, v in p.items() if k != "ademas"})))
    for frases, veces in esperadas.items():
        if _dichas(frases, texto) < veces:
            yield f"El texto no dice «{frases[-1]}»."
    negados = sum(f.get("tipo") == "texto" and bool(f.get("negado")) for p in planes for f in p.get("filtros") or [])
    if texto.count(" no menciona “") != negados:
        yield "El texto no dice qué metas mencionan lo que se busca y cuáles no."


def _frases_de(plan: Plan) -> Iterable[tuple[str, ...]]:
    """The phrases that an answer to a plan says, each for one and for several goals."""
    if plan.intent == "average" and plan.metrica != "avance" and (plan.agrupar or plan.partes):
        yield (f" por {nombre_de_cada(plan)[0]}",)
    if plan.intent not in ("list", "count"):
        return
    frase = Frase({})
    if plan.cuota is not None and not plan.cuota.de_ninguna:
        yield (frase.cuota(plan.cuota),)
    elif plan.cuota is not None:
        yield "carece de", "carecen de"
    elif plan.trimestres_aparte() and not (plan.universal or plan.promedio or plan.contraste):
        for f in plan.filtros:
            if isinstance(f, ConTrimestre | ConCambio):
                yield frase.de_su_trimestre(f, 1), frase.de_su_trimestre(f, 2)
    for f in plan.filtros:
        if isinstance(f, ConAcciones):
            yield (frase.filtro(f),)
