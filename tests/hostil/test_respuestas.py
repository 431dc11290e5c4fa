"""A sample of ``bench.mutantes`` and ``bench.inyecciones``; and an answer follows the store, not the other way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS
from sqlalchemy import create_engine, update

from bench import inyecciones, mutantes
from bench.hostil.inyecciones import inyecciones as ordenes


def test_an_answer_made_false_does_not_check(asistente: Any) -> None:
    r = mutantes.probar(asistente, 11 * 12, semilla=23, paso=9)
    assert not r.escapados and not r.falsas_alarmas
    assert set(r.hechos) == {c.__name__ for c in mutantes.CAMBIOS}


@pytest.mark.parametrize(
    ("pregunta", "bueno", "malo"),
    [
        ("¿Por qué no se cumplió la 6.6?", "no se cumplió", "sí se cumplió"),
        ("¿Cuántas incumplidas no tienen justificación?", "no cumplidas", "cumplidas"),
        ("la mejor meta de servicios públicos en porcentaje", "mayor avance", "menor avance"),
        ("¿Qué municipio tiene más metas incumplidas?", "metas no cumplidas", "metas cumplidas"),
        ("como va la meta 3.4", "segundo trimestre", "tercer trimestre"),
        ("como va la meta 3.4", "(unidad 303)", "(unidad 304)"),
        ("¿Cuál es la meta principal de museos?", "DEPARTAMENTO DE MUSEOS Y PATRIMONIO COSTERO.", "DIRECCIÓN EJECUTIVA."),
    ],
)
def test_words_that_say_the_opposite_of_what_they_cite_do_not_check(asistente: Any, pregunta: str, bueno: str, malo: str) -> None:
    import json

    from assistant.cli.revision import revisar

    r = json.loads(json.dumps(asistente.ask(pregunta), default=str))
    assert bueno in r["answer"] and revisar(r, asistente) == []
    assert revisar({**r, "answer": r["answer"].replace(bueno, malo, 1)}, asistente)


def test_an_observation_that_gives_orders_changes_nothing(tmp_path: Path) -> None:
    r = inyecciones.probar(list(ordenes(20, semilla=31)), tmp_path)
    assert not r.fallas and r.probadas == 20 and r.pedidas_al_modelo >= 20


def test_a_changed_value_in_the_store_changes_the_answer(tmp_path: Path) -> None:
    from assistant.assistant import Assistant
    from assistant.carga import cargar
    from assistant.cli.revision import revisar
    from assistant.settings import Settings
    from index.schema import metas

    ajustes = Settings(home=tmp_path)
    cargar(ajustes, list(EJEMPLOS))
    pregunta = "¿Cuántas metas no se cumplieron en 2021?"
    antes = Assistant(ajustes).ask(pregunta)
    una = next(f for f in antes["rows"])
    motor = create_engine(ajustes.url)
    with motor.begin() as con:
        cual = (metas.c.numero == una["meta"]) & (metas.c.unidad == una["unidad"]) & (metas.c.ejercicio == una["ejercicio"])
        assert con.execute(update(metas).where(cual, metas.c.incumplida).values(incumplida=False, estado="cumplida")).rowcount == 1
    motor.dispose()
    despues = Assistant(ajustes)
    ahora = despues.ask(pregunta)
    assert ahora["total"] == antes["total"] - 1 and ahora["answer"] != antes["answer"]
    assert revisar(ahora, despues) == [] and revisar(antes, despues)
