"""The mean of what each year, part of a year or place adds up to: what it is of, and that the check holds it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from apoyo_cortes import plan_de, respuesta

from assistant.assistant import Assistant
from assistant.verify import verificar

PREGUNTA = "¿Cuál fue el promedio anual de luminarias reparadas?"


@pytest.mark.parametrize(
    ("pregunta", "metrica", "agrupar"),
    [
        (PREGUNTA, "alcanzado", ("ejercicio",)),
        ("¿cuántas luminarias se repararon al año, en promedio?", "alcanzado", ("ejercicio",)),
        ("media anual de lo programado en la meta 1.1 de la unidad 1105", "programado", ("medida", "ejercicio")),
        ("promedio de luminarias reparadas entre 2022 y 2023", "alcanzado", ("ejercicio",)),
        ("promedio de metas cumplidas por unidad en 2022", "metas", ("unidad",)),
        ("¿Cuántas metas se incumplen en promedio cada año en cada municipio?", "metas", ("municipio", "ejercicio")),
    ],
)
def test_a_mean_is_of_what_is_counted_and_not_of_percentages(asistente: Assistant, pregunta: str, metrica: str, agrupar: tuple[str, ...]) -> None:
    plan = plan_de(asistente, pregunta)
    assert (plan.intent, plan.metrica, plan.agrupar) == ("average", metrica, agrupar)
    respuesta(asistente, pregunta)


@pytest.mark.parametrize("pregunta", ["promedio de avance por año", "promedio anual del cumplimiento de la unidad 1105", "avance promedio de cada unidad en 2022"])
def test_percentages_are_averaged_as_percentages(asistente: Assistant, pregunta: str) -> None:
    assert plan_de(asistente, pregunta).metrica == "avance"
    respuesta(asistente, pregunta)


def test_the_years_and_their_sums_are_told_with_the_computation(asistente: Assistant) -> None:
    r = respuesta(asistente, PREGUNTA)
    (media,) = [f for f in r["figures"] if (f["derivation"] or {}).get("op") == "mean"]
    assert media["value"] == 4941 and media["derivation"]["text"] == "(5,647 + 4,235) / 2"
    assert "- 2022: 5,647 luminarias" in r["answer"] and "- 2023: 4,235 luminarias" in r["answer"]


def _alterada(r: dict[str, Any], caso: str) -> dict[str, Any]:
    r = deepcopy(r)
    media = next(f for f in r["figures"] if (f["derivation"] or {}).get("op") == "mean")
    if caso == "cifra":
        r["answer"] = r["answer"].replace(media["text"], "4,942")
        media.update(text="4,942", value=4942)
    elif caso == "sumandos":  # the mean of the first year alone
        media["derivation"]["of"], media["citations"] = media["derivation"]["of"][:1], media["citations"][:1]
    elif caso == "cuenta":  # as many goals as each year has, and not what they add up to
        r["plan"]["metrica"] = "metas"
    elif caso == "cada":
        r["answer"] = r["answer"].replace(" por año", " por unidad")
    return r


@pytest.mark.parametrize("caso", ["cifra", "sumandos", "cuenta", "cada"])
def test_a_mean_that_does_not_follow_is_found(asistente: Assistant, caso: str) -> None:
    r = respuesta(asistente, PREGUNTA)
    assert verificar(_alterada(r, caso), asistente.lector, asistente.voc)


def test_the_quarters_are_those_of_one_year(asistente: Assistant) -> None:
    r = asistente.ask("promedio trimestral de luminarias reparadas")
    assert r["status"] == "clarify"
    for opcion in r["options"]:
        assert respuesta(asistente, opcion["pregunta"])["figures"]
