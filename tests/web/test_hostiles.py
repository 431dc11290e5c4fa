"""Hostile questions typed into the page: nothing runs, nothing is asked of anybody, the page stays as it is."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from apoyo_web import RAIZ, visita

sys.path.insert(0, str(RAIZ))  # bench is not installed with the project

from bench.hostil.preguntas import GUIONES

pytestmark = pytest.mark.navegador


def test_markup_in_questions_is_text_and_asks_nobody(chromium: Any, muestra: tuple[str, Any]) -> None:
    with visita(chromium, muestra[0]) as v:
        for guion in (*GUIONES[:5], *GUIONES[7:9]):
            v.preguntar(f"¿Qué metas no se cumplieron? {guion}")
        assert v.pagina.evaluate("window.__x") is None
        assert v.pagina.locator(".turno script, .turno iframe, .turno img[src*=ejemplo], .turno a[href*='ejemplo.test'], .turno [onerror]").count() == 0
        assert v.pagina.locator("#cabecera h1").is_visible()
        assert not v.ajenas()
        assert not [q for q in v.quejas if "diálogo" in q]
