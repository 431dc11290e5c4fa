"""Causes as people ask for them: as the lack of something, as what happened to it, or by their name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from apoyo_cortes import asistente_en

from assistant.assistant import Assistant
from assistant.plan import ConCausa, Lectura, Texto


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield asistente_en(tmp_path_factory.mktemp("causas"))


def _causas(asistente: Assistant, pregunta: str) -> list[tuple[tuple[str, ...], bool]]:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return [(f.causas, f.negado) for f in lectura.plan.filtros if isinstance(f, ConCausa)]


@pytest.mark.parametrize(
    ("causa", "pregunta"),
    [
        ("presupuesto", "¿Qué metas no se cumplieron por no tener recursos?"),
        ("presupuesto", "¿Cuáles fallaron por insuficiencia presupuestal?"),
        ("presupuesto", "metas que quedaron sin cumplir por no contar con presupuesto"),
        ("presupuesto", "¿qué se dejó de hacer por falta de dinero?"),
        ("presupuesto", "¿qué metas no se lograron porque no había dinero?"),
        ("presupuesto", "¿Qué metas fallaron porque no alcanzó el presupuesto?"),
        ("presupuesto", "metas incumplidas porque no llegaron los recursos"),
        ("presupuesto", "¿Cuáles se quedaron cortas debido a recortes presupuestales?"),
        ("presupuesto", "metas que no se cumplieron por la escasez de recursos económicos"),
        ("presupuesto", "¿Qué metas se incumplieron por no haberse liberado el presupuesto?"),
        ("presupuesto", "metas afectadas por la austeridad"),
        ("presupuesto", "¿qué metas no se cumplieron por carecer de recursos financieros?"),
        ("presupuesto", "¿qué no se hizo por falta de lana?"),
        ("presupuesto", "metas no cumplidas por cuestiones económicas"),
        ("presupuesto", "metas que fallaron por falta de suficiencia presupuestal"),
        ("presupuesto", "¿Qué metas no se alcanzaron por presupuesto insuficiente?"),
        ("personal", "¿Qué metas no se cumplieron por no tener personal?"),
        ("personal", "metas que fallaron porque no había quien las hiciera"),
        ("personal", "¿qué metas no se cumplieron por falta de maestros?"),
        ("personal", "metas incumplidas por falta de gente para trabajar"),
        ("personal", "¿cuáles fallaron por plazas vacantes?"),
        ("personal", "metas que no se cumplieron por escasez de trabajadores"),
        ("personal", "¿Qué metas se afectaron por la rotación de empleados?"),
        ("personal", "metas no cumplidas por insuficiencia de recursos humanos"),
        ("personal", "metas que no se lograron por bajas del personal"),
        ("equipo", "¿Qué metas no se cumplieron por no contar con vehículos?"),
        ("equipo", "metas que fallaron porque se descompuso el camión"),
        ("equipo", "¿cuáles quedaron cortas por descompostura de maquinaria?"),
        ("equipo", "metas incumplidas por falta de equipo de cómputo"),
        ("equipo", "¿qué metas no se cumplieron por fallas en los equipos?"),
        ("equipo", "metas que no se cumplieron porque las unidades estaban en el taller"),
        ("equipo", "metas que fallaron por falta de internet"),
        ("clima", "¿Qué metas no se cumplieron por el mal tiempo?"),
        ("clima", "metas que fallaron porque llovió mucho"),
        ("clima", "metas afectadas por fenómenos climatológicos"),
        ("clima", "¿qué se canceló por las altas temperaturas?"),
        ("contratacion", "¿Qué metas no se cumplieron porque la licitación quedó desierta?"),
        ("contratacion", "metas que fallaron por incumplimiento del proveedor"),
        ("contratacion", "metas incumplidas por retraso en la compra de materiales"),
        ("contratacion", "metas que no se cumplieron por falta de material"),
        ("contratacion", "¿cuáles no se cumplieron por no haberse firmado el contrato?"),
        ("contratacion", "metas que fallaron por problemas con los contratistas"),
        ("participacion", "¿Qué metas no se cumplieron porque la gente no participó?"),
        ("participacion", "metas que fallaron por poca asistencia"),
        ("participacion", "¿Cuáles no se lograron por desinterés de la ciudadanía?"),
        ("participacion", "metas incumplidas porque no hubo interesados"),
        ("participacion", "metas que no se cumplieron por baja afluencia de público"),
        ("demanda", "¿Qué metas se rebasaron porque hubo más solicitudes?"),
        ("demanda", "metas rebasadas por el aumento de la demanda"),
        ("demanda", "¿Qué metas se rebasaron porque la gente o las empresas pidieron más?"),
        ("demanda", "metas rebasadas porque la ciudadanía solicitó más apoyos"),
        ("demanda", "¿qué se rebasó por aumento de solicitudes?"),
        ("demanda", "¿Dónde se superó la meta porque creció la demanda?"),
        ("personal", "¿Dónde hizo falta gente en 2018?"),
        ("personal", "metas que no se cumplieron porque faltaron inspectores"),
        ("presupuesto", "¿A qué metas les faltó dinero?"),
        ("equipo", "metas atrasadas porque se descompuso un vehículo o una máquina"),
        ("equipo", "¿En qué metas hubo camionetas descompuestas?"),
        ("demanda", "¿cuáles se superaron por la alta afluencia de visitantes?"),
        ("reprogramacion", "¿Qué metas no se cumplieron porque se reprogramaron?"),
        ("reprogramacion", "metas que se dejaron para el siguiente año"),
        ("reprogramacion", "metas incumplidas por cambio de fechas"),
        ("instruccion_superior", "¿Qué metas no se cumplieron por órdenes superiores?"),
        ("instruccion_superior", "metas que se suspendieron por decisión de la Presidencia"),
        ("instruccion_superior", "metas no cumplidas por acuerdo de cabildo"),
        ("veda_electoral", "¿Qué metas no se cumplieron por las elecciones?"),
        ("veda_electoral", "metas afectadas por el proceso electoral"),
        ("calendario", "¿Qué metas fallaron por las vacaciones?"),
        ("calendario", "metas no cumplidas por el receso escolar"),
        ("calendario", "metas que no se cumplieron por días inhábiles"),
        ("covid", "¿Qué metas no se cumplieron por la pandemia?"),
        ("covid", "metas que fallaron por el confinamiento"),
    ],
)
def test_a_cause_may_be_said_in_many_ways(asistente: Assistant, causa: str, pregunta: str) -> None:
    assert _causas(asistente, pregunta) == [((causa,), False)]


@pytest.mark.parametrize("dicha", ["la falta de personal", "falta de vehículos", "no tener recursos", "el clima"])
def test_a_cause_that_is_denied_stays_denied(asistente: Assistant, dicha: str) -> None:
    ((_, negado),) = _causas(asistente, f"metas incumplidas que no fueron por {dicha}")
    assert negado


@pytest.mark.parametrize("verbo", ["afectadas", "frenadas", "perjudicadas"])
def test_beside_a_cause_a_verb_is_no_word_to_look_for(asistente: Assistant, verbo: str) -> None:
    lectura = asistente.planificador.leer(f"metas {verbo} por las lluvias")
    assert isinstance(lectura, Lectura) and not any(isinstance(f, Texto) for f in lectura.plan.filtros)


@pytest.mark.parametrize(
    ("pregunta", "principio"),
    [
        ("¿La plantación de árboles de 2018 se quedó corta por falta de personal?", "Sí. "),
        ("¿La meta 1.1 de 2019 no se cumplió por falta de personal?", "No. "),
        ("Los árboles que faltaron en 2019, ¿fueron por las lluvias?", "Sí. "),
        ("¿Se debió a la falta de presupuesto que no se plantaran los árboles en 2019?", "No. "),
        ("¿Las pláticas de 2018 se retrasaron por falta de recursos?", "No. "),
        ("¿La meta 1.1 de Bahía Nueva no se cumplió por las lluvias?", "Sí en 2019 y 2021, y no en 2018. "),
    ],
)
def test_a_cause_that_is_said_of_one_goal_is_a_question_of_yes_or_no(asistente: Assistant, pregunta: str, principio: str) -> None:
    r = asistente.ask(pregunta)
    assert r["answer"].startswith(principio) and r["rows"] and r["plan"]["por_causa"]
    assert "El informe dice: «" in r["answer"]


@pytest.mark.parametrize("pregunta", ["¿Por qué falló la meta 1.1 de 2019, por las lluvias o por falta de personal?", "¿La plantación de 2019 falló por las lluvias o por falta de presupuesto?"])
def test_one_cause_or_the_other_is_told_by_the_report(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert [(x["meta"], x["ejercicio"], x["causas"]) for x in r["rows"]] == [("1.1", 2019, ["clima"])]
    assert not r["answer"].startswith(("Sí", "No"))


@pytest.mark.parametrize("pregunta", ["¿Qué metas no se cumplieron por las lluvias?", "metas que no se cumplieron por las lluvias en 2019", "¿Se incumplió alguna meta por las lluvias?"])
def test_goals_of_a_cause_are_listed(asistente: Assistant, pregunta: str) -> None:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura) and not lectura.plan.por_causa and lectura.plan.de("causa")


@pytest.mark.parametrize("pregunta", ["¿Cuántas metas no se cumplieron en 2018 por falta de personal y qué porcentaje son de las incumplidas?", "cuántas metas incumplidas de 2018 fueron por falta de personal y qué proporción representan"])
def test_of_a_number_its_share_may_be_asked(asistente: Assistant, pregunta: str) -> None:
    r = asistente.ask(pregunta)
    assert r["total"] == 2 and "50 %" in r["answer"], r["answer"]
