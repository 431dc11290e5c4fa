"""Hostile questions typed into the page: nothing runs, nothing is asked of anybody, the page stays as it is.

All five hundred: ``python -m bench.preguntas_hostiles --navegador``.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
from apoyo_web import RAIZ, visita

sys.path.insert(0, str(RAIZ))  # bench is not installed with the project

from bench.hostil import pagina
from bench.hostil.preguntas import GUIONES

pytestmark = pytest.mark.navegador
#: Half a surrogate pair, a control character, reading turned around, more than a question may have.
RAROS = (" \t ", "\u2028", "¿Qué metas \ud821 hay?", "¿Cuántas\x00 metas hay?", "\u202e¿Cuántas metas hay?", "a" * 5000)


def test_markup_in_questions_is_text_and_asks_nobody(chromium: Any, muestra: tuple[str, Any]) -> None:
    typed = [*(f"¿Qué metas no se cumplieron? {g}" for g in (*GUIONES[:5], *GUIONES[7:9])), *RAROS]
    visto = pagina.probar(chromium, muestra[0], typed, GUIONES[:2])
    assert not visto.fallas
    assert visto.preguntas == len(typed) + 2
    assert visto.respondidas >= visto.preguntas - 2  # two are blank


def test_a_link_to_no_citation_and_a_blank_question_leave_the_page_as_it_is(chromium: Any, muestra: tuple[str, Any]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar("¿Cuántas metas se cumplieron?")
        v.pagina.locator("#sesiones details").wait_for()
        antes = v.pagina.locator("#conversar").inner_text()
        for caja, texto in (("#recado-cita", "1|nada"), ("#recado-cita", "2|9-99"), ("#pregunta", "   ")):
            v.pagina.locator(f"{caja} :is(textarea, input)").evaluate(
                "(e, t) => { e.value = t; e.dispatchEvent(new Event('input', { bubbles: true })); }", texto
            )
            v.pagina.wait_for_timeout(500)
        v.pagina.locator("#pregunta :is(textarea, input)").press("Enter")
        v.pagina.wait_for_timeout(1000)
        assert v.pagina.locator(".toast-body").count() == 0
        assert v.pagina.locator("#conversar").inner_text() == antes


def test_the_check_sees_what_hostile_words_would_do(chromium: Any, muestra: tuple[str, Any]) -> None:
    hoja = chromium.new_page()
    hoja.goto(f"{muestra[0]}/healthz")

    def con(dentro: str, titulo: str = "<h1>x</h1>") -> list[str]:
        hoja.set_content(f'<div id="cabecera">{titulo}</div><div id="charla">{dentro}</div>')
        danos: list[str] = hoja.evaluate(pagina._DANOS)
        return danos

    assert con('<a href="/?q=http://ejemplo.test">sano</a><img src="/poa/lamina?x=1">') == []
    for malo in (
        '<img src="http://ejemplo.test/x.png">', "<img src=x onerror=1>", "<script></script>", '<a href="javascript:1">x</a>', '<a href="//ejemplo.test">x</a>', "<iframe></iframe>",
    ):  # fmt: skip
        assert len(con(malo)) == 1, malo
    assert con("", '<h1 style="display:none">x</h1>') == ["la página no se ve"]
    hoja.evaluate("window.__x = 1")
    assert hoja.evaluate(pagina._DANOS)[0] == "corrió un guion"
    hoja.close()
