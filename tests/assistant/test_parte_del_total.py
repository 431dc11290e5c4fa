"""What part of all of something a place has, and that the check holds the share."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.verify import verificar

DE_CANTIDADES = "¿Cuánto representó la unidad 1101 del total de inspecciones realizadas en 2023?"
DE_METAS = "¿Qué porcentaje de las metas incumplidas de 2022 corresponde a la unidad 1105?"


def _dice(asistente: Assistant, pregunta: str) -> dict[str, Any]:
    r = asistente.ask(pregunta)
    assert r["status"] == "answered" and not verificar(r, asistente.lector, asistente.voc), r["answer"]
    return r


@pytest.mark.parametrize("pregunta", [DE_CANTIDADES, DE_METAS])
def test_the_shares_of_all_places_are_the_whole(asistente: Assistant, pregunta: str) -> None:
    r = _dice(asistente, pregunta)
    partes = [f for f in r["figures"] if (f["derivation"] or {}).get("op") == "ratio"]
    assert len(partes) == len(r["groups"]) and abs(sum(f["value"] for f in partes) - 100) < 0.2
    assert r["plan"]["agrupar"] == ("unidad",) or list(r["plan"]["agrupar"]) == ["unidad"]


@pytest.mark.parametrize("pregunta", [DE_CANTIDADES, DE_METAS])
def test_another_share_is_found(asistente: Assistant, pregunta: str) -> None:
    r = deepcopy(_dice(asistente, pregunta))
    parte = next(f for f in r["figures"] if (f["derivation"] or {}).get("op") == "ratio" and f["value"] > 1)
    otra = f"{parte['value'] + 5:.1f} %"
    r["answer"] = r["answer"].replace(parte["text"], otra, 1)
    parte.update(text=otra, value=round(parte["value"] + 5, 2))
    assert verificar(r, asistente.lector, asistente.voc)


def test_a_share_of_a_place_s_own_goals_is_another_question(asistente: Assistant) -> None:
    r = _dice(asistente, "¿Qué porcentaje de las metas de la unidad 1105 no se cumplió en 2022?")
    assert not r["plan"]["agrupar"] and {f["unidad"] for f in r["rows"]} == {"1105"}
