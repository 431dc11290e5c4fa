"""An answer without evidence: no data, out of scope, a question back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.verify.numeros import NUMERO


def faltas(r: Mapping[str, Any]) -> list[str]:
    """It may only repeat numbers of the question and of what it names as loaded or missing."""
    dichos = NUMERO.findall(plano(r.get("plan"))) + NUMERO.findall(plano(r.get("options")))
    conocidos = set(dichos) | set(NUMERO.findall(str(r.get("question"))))
    vistos = NUMERO.findall(str(r.get("answer")))
    problemas = [f"El número {n} no está en la pregunta ni en lo cargado." for n in vistos if n not in conocidos]
    plan = r.get("plan") or {}
    if "sin_datos" in plan:
        s = plan["sin_datos"]
        esperado = NUMERO.findall(" ".join([s["faltante"], *s["cercanos"], str(plan.get("cargado", ""))]))
        if vistos != esperado:
            problemas.append("Los números de la respuesta no son los de lo que falta y lo cargado.")
        problemas += [
            f"La respuesta no dice «{parte}»."
            for parte in (s["faltante"], *s["cercanos"], str(plan.get("cargado", "")))
            if parte not in str(r.get("answer"))
        ]
    if r.get("rows") or r.get("figures"):
        problemas.append("Una respuesta sin datos no puede llevar filas ni cifras.")
    return problemas


def plano(valor: Any) -> str:
    """Everything that a nested value says, as one text."""
    if isinstance(valor, Mapping):
        return " ".join(plano(v) for v in valor.values())
    if isinstance(valor, list | tuple):
        return " ".join(plano(v) for v in valor)
    return str(valor or "")
