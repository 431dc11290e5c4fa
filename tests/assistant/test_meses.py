"""A report printed by months: a quarter's figure is the sum of its months, and cites each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo import RAIZ

from assistant.assistant import Assistant
from assistant.settings import Settings
from bench.reportes import disposiciones, modelo, texto

PREGUNTAS = (
    "¿Cuánto se alcanzó en el tercer trimestre en la meta 3.1?",
    "¿En cuánto se quedó corta la meta 1.2 en el tercer trimestre?",
    "¿Qué metas no alcanzaron lo programado en el tercer trimestre?",
    "¿Cómo avanzó la meta 3.1 trimestre a trimestre?",
    "¿Qué cifras no cuadran?",
    "¿Cuánto se alcanzó en el tercer trimestre por unidad de medida?",
)


@pytest.fixture(scope="module")
def mensual(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a sample report written by months."""
    from assistant.carga import cargar

    ejemplos = RAIZ / "examples"
    reporte = modelo.desde_ejemplo(ejemplos / "puerto-claro-2021-t4.txt", ejemplos / "gold" / "puerto-claro-2021-t4.metas.json", "Puerto Claro")
    casa = tmp_path_factory.mktemp("meses")
    archivo = Path(casa) / "meses.txt"
    archivo.write_bytes(texto.escribir(reporte, disposiciones.DISPOSICIONES["meses"], "tab"))
    cargar(Settings(home=casa), [archivo])
    return Assistant(Settings(home=casa))


@pytest.mark.parametrize("pregunta", PREGUNTAS)
def test_answers_over_months_check(pregunta: str, mensual: Assistant, asistente: Any) -> None:
    r = mensual.ask(pregunta)
    assert r["status"] == "answered" and r["rows"] and not r["warnings"], r["warnings"]


def test_a_quarter_cites_its_three_months(mensual: Assistant) -> None:
    r = mensual.ask(PREGUNTAS[0])
    alcanzado = r["figures"][0]
    assert alcanzado["derivation"]["op"] == "sum" and len(alcanzado["citations"]) == 3
    campos = [c["field"] for c in r["citations"] if c["n"] in alcanzado["citations"]]
    assert campos == ["alcanzado.jul", "alcanzado.ago", "alcanzado.sep"]
