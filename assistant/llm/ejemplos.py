"""Worked examples: question → plan. Few-shot for the model (the nearest ones to the question) and, in the tests,
regression cases for the grammar: one file for both, ``prompts/ejemplos.jsonl``.

No example names an entity of some report, since what is loaded differs (the years are the samples'). One that the grammar does not read itself
carries a plainer question that means the same (``equivale``), which the tests hold it against.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.plan import Plan
from index.textos import palabras, raiz


@dataclass(frozen=True, slots=True)
class Ejemplo:
    """A question and its plan; ``apoyos`` are (part of the plan, words of the question) pairs. ``gramatica``: whether
    the grammar reads it by itself; where it does not, ``equivale`` asks the same in words that it reads."""

    pregunta: str
    plan: Plan
    apoyos: tuple[tuple[str, str], ...]
    gramatica: bool
    equivale: str | None = None

    def json(self) -> str:
        """The reply that the example shows."""
        partes = [{"parte": parte, "palabras": dichas} for parte, dichas in self.apoyos]
        return json.dumps({"plan": breve(self.plan), "apoyos": partes}, ensure_ascii=False)


def breve(plan: Plan) -> dict[str, Any]:
    """A plan as JSON without what it leaves at its default; each filter keeps its kind."""
    filtros = [{"tipo": f.tipo, **f.model_dump(mode="json", exclude_defaults=True)} for f in plan.filtros]
    resto = plan.model_dump(mode="json", exclude_defaults=True, exclude={"intent", "filtros"})
    return {"intent": plan.intent, **({"filtros": filtros} if filtros else {}), **resto}


@cache
def cargar() -> tuple[Ejemplo, ...]:
    """Every example. Raises pydantic's error for a plan that is none."""
    renglones = files("prompts").joinpath("ejemplos.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_ejemplo(json.loads(r)) for r in renglones if r.strip())


def _ejemplo(d: dict[str, Any]) -> Ejemplo:
    apoyos = tuple((a[0], a[1]) for a in d["apoyos"])
    return Ejemplo(d["pregunta"], Plan.model_validate(d["plan"]), apoyos, bool(d["gramatica"]), d.get("equivale"))


def parecidos(pregunta: str, k: int = 6) -> list[Ejemplo]:
    """The ``k`` examples that share most of their telling words with a question (cosine over weighted stems)."""
    todos = cargar()
    bolsas = [Counter(raiz(p) for p in palabras(e.pregunta)) for e in todos]
    documentos = Counter(p for b in bolsas for p in b)
    peso = {p: math.log((1 + len(todos)) / n) for p, n in documentos.items()}
    propia = Counter(raiz(p) for p in palabras(pregunta))

    def cercania(bolsa: Counter[str]) -> float:
        comun = sum(peso.get(p, 0.0) ** 2 * min(n, bolsa[p]) for p, n in propia.items() if p in bolsa)
        norma = math.sqrt(sum(peso[p] ** 2 * n for p, n in bolsa.items())) or 1.0
        return comun / norma

    orden = sorted(range(len(todos)), key=lambda i: (-cercania(bolsas[i]), i))
    return [todos[i] for i in orden[:k]]
