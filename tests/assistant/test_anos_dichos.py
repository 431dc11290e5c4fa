"""A year that a question names is in its reading, wherever it stands."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.grammar.omitted import con_sus_anos
from assistant.plan import En, Lectura, Periodo, Plan
from assistant.planner import cobertura

UNO = Plan(intent="list")


@pytest.mark.parametrize(
    ("pregunta", "plan", "anos"),
    [
        ("¿Qué pasó de julio a septiembre de 2022?", UNO, ("2022",)),
        ("2022: ¿y en 2023?", UNO, ("2022", "2023")),
        ("¿Qué pasó después de 2022?", UNO, ()),
        ("¿Qué pasó desde el ejercicio 2022?", UNO, ()),
        ("¿Qué pasó en 1950?", UNO, ()),
        ("¿Qué cambió en 2022?", UNO.con(periodos=(Periodo(ejercicio=2022), Periodo(ejercicio=2023))), ()),
        ("¿Qué pasó cada año hasta hoy, 2022?", UNO.con(agrupar=("ejercicio",)), ()),
        ("¿Qué pasó en 2022?", UNO.con(filtros=(En(entidad="ejercicio", valores=("2023",)),)), ("2023",)),
    ],
)
def test_a_plan_of_no_time_is_of_the_years_that_are_named(asistente: Assistant, pregunta: str, plan: Plan, anos: tuple[str, ...]) -> None:
    assert con_sus_anos(plan, cobertura(pregunta, asistente.voc)[0], asistente.voc).entidad("ejercicio") == anos


@pytest.mark.parametrize("pregunta", ["Inspecciones: del informe de Valle Sereno, 2022", "¿qué avances absolutos de 2022 están mal sumados?"])
def test_what_is_read_is_of_the_year(asistente: Assistant, pregunta: str) -> None:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura) and lectura.plan.entidad("ejercicio") == ("2022",)
