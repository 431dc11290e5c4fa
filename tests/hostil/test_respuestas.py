"""A sample of ``bench.mutantes`` and ``bench.inyecciones``; and an answer follows the store, not the other way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from apoyo import EJEMPLOS

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

    ajustes, archivo = Settings(home=tmp_path / "casa"), tmp_path / "informe.txt"
    texto = next(a for a in EJEMPLOS if a.name == "puerto-claro-2021-t4.txt").read_text(encoding="utf-8")
    assert texto.count("\t216\t") == 1  # the year's total of goal 3.7
    respuestas = []
    for cifra in ("216", "217"):
        archivo.write_text(texto.replace("\t216\t", f"\t{cifra}\t"), encoding="utf-8")
        cargar(ajustes, [archivo])
        asistente = Assistant(ajustes)
        r = json.loads(json.dumps(asistente.ask("¿Cómo va la meta 3.7?"), default=str))
        assert f"{cifra} de 320" in r["answer"] and revisar(r, asistente) == []
        respuestas.append(r)
    assert revisar(respuestas[0], asistente)
