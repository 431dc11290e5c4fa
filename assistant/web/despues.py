"""What may be asked next: questions about what an answer showed, in words that the grammar reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.web.filas import pregunta_de

OFRECIDAS = 3
_NO = ("no_cumplida", "sin_avance")


def siguientes(salida: Mapping[str, Any], pregunta: str = "") -> list[str]:
    """Up to three questions that go on from an answer; none from one that found nothing."""
    if salida["status"] != "answered":
        return []
    propias: list[str] = []
    for candidata in _candidatas(salida):
        if candidata not in propias and candidata != pregunta:
            propias.append(candidata)
    return propias[:OFRECIDAS]


def _candidatas(salida: Mapping[str, Any]) -> Iterator[str]:
    filas = salida["rows"]
    plan = salida["plan"]
    ejercicios = sorted({f["ejercicio"] for f in filas})
    en = f" en {ejercicios[0]}" if len(ejercicios) == 1 else ""
    unidades = list(dict.fromkeys(f["unidad"] for f in filas))
    if len(filas) == 1:
        f = filas[0]
        if f["observacion"] and plan.get("intent") not in ("quote", "explain"):
            yield f"¿Qué dice la observación de la meta {f['meta']} de la unidad {f['unidad']} en {f['ejercicio']}?"
        if f["padre"]:
            yield pregunta_de({**f, "meta": f["padre"]})
        yield f"¿Qué metas de la unidad {f['unidad']} no se cumplieron en {f['ejercicio']}?"
        yield f"¿Qué hallazgos hay en la unidad {f['unidad']}?"
        yield f"¿Quién elaboró el formato de la unidad {f['unidad']}?"
        return
    explicada = next((f for f in filas if f["estado"] in _NO and f["causas"]), None)
    if explicada:
        yield (
            f"¿Por qué no se cumplió la meta {explicada['meta']} de la unidad {explicada['unidad']} en {explicada['ejercicio']}?"
        )
    if any(f["estado"] in _NO for f in filas) and plan.get("intent") != "rank":
        yield f"¿Qué unidad tiene más metas no cumplidas{en}?"
    if len(unidades) == 1:
        yield f"¿Cómo va la unidad {unidades[0]}{en}?"
        yield f"¿Qué hallazgos hay en la unidad {unidades[0]}?"
    elif filas:
        yield f"¿Qué metas de la unidad {unidades[0]} no se cumplieron{en}?"
    yield f"¿Por qué causas no se cumplieron las metas{en}?"
    yield f"¿Qué metas no alcanzaron lo programado en el tercer trimestre{en.replace(' en ', ' de ')}?"
    yield f"¿Qué metas no cumplidas no tienen observación{en}?"
