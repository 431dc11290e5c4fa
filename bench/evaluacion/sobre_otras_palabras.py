"""The same things in other words: what is left aside, where to begin, a year told once, what was not said, who "as" what."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, U, acc, cu, main, nc, orden, reb, sin_obs


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    b = Banco("e", "op")
    for texto in ("Sin contar las metas principales, ¿cuáles acciones de ecología no se cumplieron en 2022?", "acciones incumplidas de ecología en 2022, sin considerar las metas principales"):
        b.q("unidad", texto, b.de(E(2022), U("1104"), nc, acc))
    b.q("unidad", "¿Qué metas, sin contar las acciones, no se cumplieron en 2023?", b.de(E(2023), nc, main))
    for texto in ("¿Qué metas se rebasaron en 2023 sin que nadie anotara por qué?", "metas rebasadas de 2023 sin que el informe diga el motivo"):
        b.q("observacion", texto, b.de(E(2023), reb, sin_obs))
    peores = orden(b.de(E(2023)), lambda x: x.pct, 3)
    b.q("orden", "las tres peores metas de 2023 por porcentaje de avance, empezando por la peor", peores, ordered=True)
    b.q("comparacion", "Lo que servicios públicos no pudo cumplir en 2022 y ya pudo en 2023, ¿qué es?", todas=[x for x in b.de(E(2023), U("1105"), cu) if any(w.descripcion == x.descripcion for w in b.de(E(2022), U("1105"), nc))], entre=b.de(U("1105")))
    todas = b.de(E(2023))
    for texto in ("De todas las metas que había en 2023, ¿qué porcentaje sí se cumplió?", "de las metas de 2023, q % se cumplio"):
        b.q("agregado", texto, entre=todas, values=PC(h.proporcion(todas, cu)))
    primeras = [orden(b.de(E(a)), lambda x: x.pct, 1)[0] for a in (2022, 2023)]
    b.q("orden", "¿Cuál fue la meta con menor avance en 2022 y cuál en 2023?", primeras)
    mejoran = [y for y in b.de(E(2023), U("1105")) for w in b.de(E(2022), U("1105")) if w.descripcion == y.descripcion and w.pct is not None and y.pct is not None and y.pct > w.pct]
    b.q("comparacion", "¿Qué metas de servicios públicos tuvieron en 2023 un porcentaje de avance mayor que en 2022?", todas=mejoran, entre=b.de(U("1105")))
    b.q("estado", "¿Qué metas de ecología no se cumplieron? Liste por separado las de 2022 y las de 2023.", b.de(U("1104"), nc))
    return b.preguntas
