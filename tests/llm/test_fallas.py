"""Whatever the server does, the plain answer arrives within the time-out, with a note and without a secret."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from servidor import Reaccion, texto_pedido

from assistant.assistant import Assistant
from assistant.settings import Settings

PREGUNTA = "¿Qué metas no se cumplieron por COVID?"
SEGUNDOS = 2.0
FALLAS: dict[str, Reaccion] = {
    "lento": Reaccion("x", demora=60),
    "gotea": Reaccion("además " * 2000, goteo=0.05),
    "saturado": Reaccion(estado=429),
    "falla": Reaccion(estado=500),
    "no disponible": Reaccion(estado=503),
    "clave inválida": Reaccion(estado=401),
    "sin el modelo": Reaccion(estado=404),
    "se corta": Reaccion("Son [[1]] y además " * 20, cortar=2),
    "cuerpo roto": Reaccion(crudo=b'{"choices": [{"mess'),
    "cuerpo vacío": Reaccion(crudo=b""),
    "página de error": Reaccion(crudo=b"<html><body>Bad gateway</body></html>"),
    "nada": Reaccion(""),
    "cincuenta kilobytes": Reaccion("además " * 8000),
}  # fmt: skip


@pytest.mark.parametrize("reaccion", FALLAS.values(), ids=FALLAS.keys())
def test_a_failing_server_leaves_the_plain_answer(reaccion: Reaccion, con_modelo: Any, asistente: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    with con_modelo(lambda p: reaccion, segundos=SEGUNDOS) as (ayudado, _):
        inicio = time.perf_counter()
        con = ayudado.ask(PREGUNTA)
        duro = time.perf_counter() - inicio
    assert con["answer"] == asistente.ask(PREGUNTA)["answer"]
    assert con["llm"]["wording"] == "plantilla" and con["llm"]["rejected"]
    # The provider's package is imported by the first question of all, hence the slack.
    assert duro < SEGUNDOS + 6
    dicho = " ".join(con["llm"]["rejected"]) + caplog.text
    assert "secreto" not in dicho and "Traceback" not in dicho


def test_a_passing_failure_is_tried_again(con_modelo: Any) -> None:
    veces: list[int] = []

    def a_la_segunda(p: dict[str, Any]) -> Reaccion:
        veces.append(1)
        return Reaccion(estado=503) if len(veces) == 1 else Reaccion(texto_pedido(p))

    with con_modelo(a_la_segunda) as (ayudado, _):
        assert ayudado.ask(PREGUNTA)["llm"]["wording"] == "modelo"
    assert len(veces) == 2


def test_no_server_at_all(casa: Path, asistente: Assistant) -> None:
    ayudado = Assistant(Settings(home=casa, llm="openai:x", llm_base_url="http://127.0.0.1:9/v1", llm_timeout=SEGUNDOS))
    con = ayudado.ask(PREGUNTA)
    assert con["answer"] == asistente.ask(PREGUNTA)["answer"]
    assert con["llm"]["rejected"] == ["Redacción: no hay conexión con el servidor del modelo."]


@pytest.mark.parametrize("nombre", ["inventado:modelo", "openai", "gguf:no-existe.gguf", "::"])
def test_a_model_that_cannot_be_is_a_note(nombre: str, casa: Path, asistente: Assistant) -> None:
    con = Assistant(Settings(home=casa, llm=nombre, llm_timeout=SEGUNDOS)).ask(PREGUNTA)
    assert con["answer"] == asistente.ask(PREGUNTA)["answer"]
    assert con["llm"]["rejected"] and con["llm"]["wording"] == "plantilla"
