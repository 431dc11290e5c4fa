"""Every figure is its value, and its value follows from its citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.plan import CANTIDADES
from assistant.verify.numeros import EXACTO, MEDIO_PUNTO, TOLERANCIA, margen
from assistant.verify.respuesta import Respuesta
from assistant.wording import valor


def faltas(r: Respuesta) -> Iterable[str]:
    """What the figures say that their citations do not."""
    for f in r.r.get("figures") or []:
        citas = [int(n) for n in f.get("citations") or []]
        if any(n not in r.citas for n in citas):
            yield f"La cifra {f.get('text')} cita algo que no está."
            continue
        if not citas:
            yield f"La cifra {f.get('text')} no cita nada."
            continue
        escrita = valor(str(f.get("text")))
        if escrita is None or abs(escrita - float(f["value"])) > margen(str(f.get("text"))):
            yield f"La cifra {f.get('text')} no es su valor, {f.get('value')}."
        elif not _se_sigue(r, f, citas):
            yield f"La cifra {f.get('text')} no se sigue de sus citas."


def _se_sigue(r: Respuesta, f: Mapping[str, Any], citas: Sequence[int]) -> bool:
    dicho, derivacion = float(f["value"]), f.get("derivation") or {}
    op = derivacion.get("op", "value")
    partes = list(derivacion.get("of") or citas)
    de = [int(n) for p in partes for n in (p if isinstance(p, list) else [p])]
    if set(de) != set(citas):
        return False
    if op == "count":
        return _cuenta(r, de, dicho)
    if op in ("sum", "mean") and len(de) == 1 and r.es_conjunto(de[0]):
        medida = r.medida(de[0])
        esperado = medida.suma if op == "sum" else (medida.suma / medida.reportados if medida.reportados else None)
        return esperado is not None and abs(esperado - dicho) <= EXACTO
    if op == "mean":
        return len(de) > 1 and _promedian(r, de, dicho, margen(str(f.get("text"))))
    if op == "value":
        return any(_vale(r, n, dicho) for n in de)
    if op == "difference" and len(de) == 4 and str(derivacion.get("text", "")).count(" / ") == 2:
        return _razones_difieren(r, de, dicho)
    if op == "difference" and len(de) == 2 and _sumas_difieren(r, de, dicho):
        return True
    if op == "ratio" and str(derivacion.get("text", "")).startswith("(") and len(partes) == 2:
        return _cambian(r, partes, dicho, margen(str(f.get("text"))))
    if op == "ratio" and len(de) == 2 and r.plan.get("metrica") in CANTIDADES and all(r.es_conjunto(n) for n in de):
        parte, todo = (r.medida(n).suma for n in de)  # the share of a quantity in another
        return bool(todo) and abs(parte * 100 / todo - dicho) <= margen(str(f.get("text")))
    numeros = [_total(r, p) for p in partes]
    if any(x is None for x in numeros) or not numeros:
        return False
    return _resulta(op, [x for x in numeros if x is not None], dicho, margen(str(f.get("text"))))


def _resulta(op: str, dados: Sequence[float], dicho: float, margen_: float) -> bool:
    """Whether an operation on some numbers gives a figure."""
    if op == "sum":
        return abs(sum(dados) - dicho) < EXACTO
    if op == "difference":
        resta = sum(dados[:-1]) - dados[-1] if len(dados) > 2 else dados[0] - dados[-1]
        return abs(abs(resta) - abs(dicho)) < EXACTO
    if op == "ratio" and len(dados) == 1:  # a set against itself
        return bool(dados[0]) and abs(dicho - 100) < TOLERANCIA
    base = sum(dados[1:])
    return op == "ratio" and bool(base) and abs(dados[0] * 100 / base - dicho) <= max(EXACTO, margen_)


def _total(r: Respuesta, parte: Any) -> float | None:
    """What a citation amounts to, or several taken together (the months of a quarter)."""
    if not isinstance(parte, list):
        return r.numero(int(parte))
    sumandos = [r.numero(int(n)) for n in parte]
    return None if None in sumandos else sum(x for x in sumandos if x is not None)


def _sumas_difieren(r: Respuesta, de: Sequence[int], dicho: float) -> bool:
    """Whether a figure is how much the sums of two sets of quantities differ."""
    if not all(r.es_conjunto(n) for n in de):
        return False
    sumas = [r.medida(n).suma for n in de]
    return abs(abs(sumas[0] - sumas[1]) - abs(dicho)) <= EXACTO


def _razones_difieren(r: Respuesta, de: Sequence[int], dicho: float) -> bool:
    """Whether a figure is how many points two shares differ by: the part and the base of each are cited, in that order."""
    a, b, c, d = (r.numero(n) for n in de)
    if None in (a, b, c, d) or not b or not d:
        return False
    return abs(abs(float(a or 0) / b - float(c or 0) / d) * 100 - abs(dicho)) <= MEDIO_PUNTO


def _cambian(r: Respuesta, partes: Sequence[Any], dicho: float, margen_: float) -> bool:
    """Whether a percentage is how much the first of two cited quantities differs from the second: (a - b) / b."""
    dados = [r.medida(p).suma if isinstance(p, int) and r.es_conjunto(p) else _total(r, p) for p in partes]
    if dados[0] is None or not dados[1]:
        return False
    return abs(abs(dados[0] - dados[1]) * 100 / dados[1] - dicho) <= max(EXACTO, margen_)


def _promedian(r: Respuesta, de: Sequence[int], dicho: float, margen_: float) -> bool:
    """Whether a figure is the mean of what some sets amount to: of how many goals each has, where the plan counts them; else of
    their quantities."""
    if not all(r.es_conjunto(n) for n in de):
        return False
    cuenta = any(p.get("metrica") == "metas" for p in r.planes)
    dados = [r.medida(n).count if cuenta else r.medida(n).suma for n in de]
    return abs(sum(dados) / len(dados) - dicho) <= margen_


def _cuenta(r: Respuesta, de: Sequence[int], dicho: float) -> bool:
    if len(de) == 1 and r.es_conjunto(de[0]):
        return dicho in (r.medida(de[0]).count, r.medida(de[0]).reportados)
    return len(de) == dicho


def _vale(r: Respuesta, n: int, dicho: float) -> bool:
    """A value as cited: a cell's figure, or a number that a set's query was given (a threshold, a limit, a count)."""
    c = r.citas[n]
    if c.get("kind") == "set":
        dados = [float(v) for v in (c.get("params") or {}).values() if isinstance(v, int | float) and not isinstance(v, bool)]
        dados += [float(x) for x in (r.plan.get("limite"), len(r.r.get("rows") or [])) if x is not None]
        relacionados = [f for dichos in (r.plan.get("relacion") or {}).get("filtros") or [] for f in dichos]
        filtros = [*(r.plan.get("filtros") or []), *relacionados]
        dados += [float(x) for f in filtros for x in (f.get("valor"), f.get("hasta")) if isinstance(x, int | float)]
        cuotas = [r.plan.get("cuota"), *(f.get("cuota") for f in filtros)]
        dados += [float(q["valor"]) for q in cuotas if q]
        dados += [float(x) for x in [(r.plan.get("relacion") or {}).get("minimo")] if x is not None]
        return any(abs(d - dicho) <= EXACTO for d in dados)
    numero = r.numero(n)
    return numero is not None and abs(numero - dicho) < TOLERANCIA
