"""What part of all of something a place has, and that the check holds the share."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.verify import verificar

DE_CANTIDADES = "¿Cuánto representó la unidad 1101 del total de inspecciones realizadas en 2023?"
DE_LO_PROGRAMADO = "De las inspecciones programadas para 2023, ¿qué porcentaje se realizó?"
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


def test_what_part_of_what_was_programmed_was_done(asistente: Assistant) -> None:
    r = _dice(asistente, DE_LO_PROGRAMADO)
    conjuntos = {c["n"] for c in r["citations"] if c["kind"] == "set"}
    (parte,) = (f for f in r["figures"] if (f["derivation"] or {}).get("op") == "ratio" and set(f["citations"]) <= conjuntos)
    hecho, debido = (sum(x[campo] or 0 for x in r["rows"]) for campo in ("avance_absoluto", "meta_anual"))
    assert abs(parte["value"] - 100 * hecho / debido) < 0.01 and r["plan"]["de_lo_programado"]
    r["answer"] = r["answer"].replace(parte["text"], "12.5 %", 1)
    parte.update(text="12.5 %", value=12.5)
    assert verificar(r, asistente.lector, asistente.voc)


@pytest.mark.parametrize("pregunta", ["¿Qué parte de las inspecciones programadas se hizo en cada municipio en 2023?", "¿Qué porcentaje de las metas programadas se cumplió en 2023?"])
def test_that_part_is_of_one_quantity(asistente: Assistant, pregunta: str) -> None:
    assert not _dice(asistente, pregunta)["plan"].get("de_lo_programado")
