"""What fails between the page and the server is said in Spanish, nothing written is lost, and the page goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, ajustes, pagina_servida, puerto_libre, visita

pytestmark = pytest.mark.navegador


def test_a_stopped_server_is_said_and_the_page_goes_on_when_it_is_back(chromium: Any, tmp_path: Path) -> None:
    elegidos, puerto = ajustes(tmp_path, EJEMPLOS[:1]), puerto_libre()
    primero = pagina_servida(elegidos, puerto)
    with visita(chromium, primero.__enter__()) as v:
        try:
            v.preguntar(PREGUNTA)
            v.pagina.locator("#sesiones details").wait_for()  # the conversation is kept
        finally:
            primero.__exit__(None, None, None)
        caja = v.pagina.locator("#pregunta input, #pregunta textarea")
        caja.fill("¿Cuántas metas hay?")
        caja.press("Enter")
        aviso = v.pagina.locator("#conexion")
        aviso.wait_for()
        assert "Se perdió la conexión con el servidor" in aviso.inner_text()
        assert aviso.get_attribute("role") == "alert"
        assert v.pagina.locator(".toast-body").filter(visible=True).count() == 0  # none of Gradio's, in English
        with pagina_servida(elegidos, puerto):
            aviso.wait_for(state="detached")
            v.respuesta(1)
            assert v.pagina.locator("#turno-1 .pregunta").inner_text().endswith(PREGUNTA)
            v.pagina.wait_for_function(
                "() => document.querySelector('#pregunta :is(input, textarea)').value === '¿Cuántas metas hay?'"
            )
            caja.press("Enter")
            v.respuesta(2)
            assert v.pagina.locator("#turno-2 .respuesta.answered").count() == 1


def test_what_the_server_could_not_do_is_said_in_spanish(chromium: Any, muestra: tuple[str, Any]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.pagina.route("**/gradio_api/queue/join*", lambda r: r.fulfill(status=500, json={"detail": "Internal Server Error"}))
        caja = v.pagina.locator("#pregunta input, #pregunta textarea")
        caja.fill(PREGUNTA)
        caja.press("Enter")
        aviso = v.pagina.locator(".toast-body.traducido")
        aviso.wait_for()
        assert "Intente de nuevo" in aviso.inner_text() and "Error" not in aviso.inner_text()
        assert caja.input_value() == PREGUNTA
        v.pagina.unroute("**/gradio_api/queue/join*")
        caja.press("Enter")
        v.respuesta(1)
