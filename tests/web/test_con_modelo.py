"""The page with a language model: first the plain answer, then the worded one, and what the model did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, ajustes, pagina_servida, visita
from servidor import Guion, Reaccion, servidor, texto_pedido

pytestmark = pytest.mark.navegador


@pytest.fixture(scope="module")
def con_guion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Guion]]:
    """The page whose model is a script: its address, and the script."""
    with servidor(lambda p: Reaccion("")) as guion:
        elegidos = ajustes(tmp_path_factory.mktemp("modelo"), EJEMPLOS[1:2])
        con = elegidos.model_copy(update={"llm": "openai:guion", "llm_base_url": guion.url})
        with pagina_servida(con) as direccion:
            yield direccion, guion


def como_se_obtuvo(v: Any) -> str:
    v.pagina.locator("#como summary").click()
    v.pagina.locator("#como .como").wait_for()
    return str(v.pagina.locator("#como .como").inner_text())


def test_the_plain_answer_comes_first_and_the_worded_one_says_who_worded_it(chromium: Any, con_guion: tuple[str, Guion]) -> None:
    direccion, guion = con_guion
    guion.reaccion = lambda p: Reaccion(texto_pedido(p), demora=1.5)
    with visita(chromium, direccion) as v:
        caja = v.pagina.locator("#pregunta input, #pregunta textarea")
        caja.fill(PREGUNTA)
        caja.press("Enter")
        v.pagina.locator("#turno-1 .redactando").wait_for()
        assert v.pagina.locator("#turno-1 a.cita").count() > 3  # figures and sources stand before the model is done
        v.pagina.locator("#fuentes .fuente h2").wait_for()
        v.pagina.locator("#turno-1 .redactando").wait_for(state="detached")
        v.pagina.locator("#sesiones details").wait_for()
        dicho = como_se_obtuvo(v)
        assert "Modelo de lenguaje" in dicho and "guion" in dicho and "el modelo redactó el texto" in dicho
        assert v.quejas == [] and v.ajenas() == set()


def test_the_next_question_may_be_written_and_sent_while_an_answer_is_worded(chromium: Any, con_guion: tuple[str, Guion]) -> None:
    direccion, guion = con_guion
    guion.reaccion = lambda p: Reaccion(texto_pedido(p), demora=1.5)
    with visita(chromium, direccion) as v:
        caja = v.pagina.locator("#pregunta input, #pregunta textarea")
        caja.fill("¿Qué metas se rebasaron?")
        caja.press("Enter")
        v.pagina.locator("#turno-1 .redactando").wait_for()
        caja.fill("¿Cuántas metas se cumplieron?")
        caja.press("Enter")
        v.pagina.locator("#turno-2 .redactando").wait_for()
        assert v.pagina.locator("#turno-1 .redactando").count() == 0
        assert v.pagina.locator(".turno .pregunta").all_inner_texts()[1].endswith("¿Cuántas metas se cumplieron?")
        assert caja.input_value() == ""
        caja.fill("¿Y cuántas no?")  # written, not sent: the answer's end leaves it as it is
        v.pagina.locator("#turno-2 .redactando").wait_for(state="detached")
        assert caja.input_value() == "¿Y cuántas no?"
        assert v.pagina.locator(".turno").count() == 2 and v.quejas == []


def test_what_a_model_invents_is_not_shown_but_told(chromium: Any, con_guion: tuple[str, Guion]) -> None:
    direccion, guion = con_guion
    guion.reaccion = lambda p: Reaccion(texto_pedido(p) + " <b>En total fueron 512 más.</b>")
    with visita(chromium, direccion) as v:
        v.preguntar("¿Qué metas no se cumplieron por el clima?")
        v.pagina.locator("#sesiones details").wait_for()
        assert "512" not in v.pagina.locator("#charla").inner_text()
        dicho = como_se_obtuvo(v)
        assert "el texto es el de plantilla" in dicho and "no pasó la comprobación" in dicho
        assert v.pagina.locator("#como b").count() == 0
        assert v.quejas == []
