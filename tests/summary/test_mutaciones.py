"""A summary with one thing altered does not check: digits, words for numbers, names, causes, quotations, measures."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from assistant.resumen.peticion import Peticion
from assistant.resumen.revisar import citas_de, verificar_resumen
from assistant.summary import resumir


@pytest.fixture(scope="module")
def resumen(asistente: Any) -> dict[str, Any]:
    return resumir(asistente, Peticion(municipio="Puerto Claro", ejercicio=2021, largo="pagina"))


def _con(r: dict[str, Any], cambiar: Callable[[str], str], i: int | None = None) -> dict[str, Any]:
    """The summary with its sentences changed, and its text accordingly."""
    nuevo = copy.deepcopy(r)
    for n, o in enumerate(nuevo["sentences"]):
        if i in (None, n):
            o["text"] = cambiar(o["text"])
            o["citations"] = citas_de(o["text"])
    nuevo["answer"] = " ".join(o["text"] for o in nuevo["sentences"])
    return nuevo


def test_the_untouched_summary_checks(asistente: Any, resumen: dict[str, Any]) -> None:
    assert not verificar_resumen(_con(resumen, str), asistente.lector, asistente.voc)


def test_any_digit_altered_in_the_text_is_caught(asistente: Any, resumen: dict[str, Any]) -> None:
    for i, o in enumerate(resumen["sentences"]):
        for m in list(re.finditer(r"\d", o["text"]))[::7]:
            otro = str((int(m.group()) + 3) % 10)
            malo = _con(resumen, lambda t, m=m, otro=otro: t[: m.start()] + otro + t[m.end() :], i)
            assert verificar_resumen(malo, asistente.lector, asistente.voc), o["text"][max(0, m.start() - 30) : m.end() + 10]


@pytest.mark.parametrize(
    ("patron", "otro"),
    [
        (r"^Diez metas", "Once metas"),
        (r"Departamento de Atención a la Juventud", "Departamento de Museos y Patrimonio Costero"),
        (r"la pandemia de COVID-19 en", "la veda electoral en"),
        (r"padrones frente", "policías frente"),
        (r"al corte|cirugías", "operaciones"),
        (r"«La Dirección Ejecutiva instruyó", "«La Dirección Ejecutiva decidió"),
        (r" \[[\d, ]+\]\.$", "."),
        (r"De las (\d+) metas", "De las tres metas"),
    ],
)
def test_a_word_that_matters_altered_is_caught(asistente: Any, resumen: dict[str, Any], patron: str, otro: str) -> None:
    assert any(re.search(patron, o["text"]) for o in resumen["sentences"]), patron
    malo = _con(resumen, lambda t: re.sub(patron, otro, t))
    assert verificar_resumen(malo, asistente.lector, asistente.voc)


def test_a_sentence_added_without_a_citation_is_caught(asistente: Any, resumen: dict[str, Any]) -> None:
    malo = copy.deepcopy(resumen)
    malo["sentences"].append({"text": "El desempeño fue satisfactorio.", "citations": []})
    malo["answer"] += " El desempeño fue satisfactorio."
    assert any("no cita nada" in p for p in verificar_resumen(malo, asistente.lector, asistente.voc))


def test_a_text_that_is_not_its_sentences_is_caught(asistente: Any, resumen: dict[str, Any]) -> None:
    malo = {**resumen, "answer": resumen["answer"] + " Y algo más."}
    assert "El texto no es el de sus oraciones." in verificar_resumen(malo, asistente.lector, asistente.voc)


def test_an_altered_figure_citation_or_row_is_caught(asistente: Any, resumen: dict[str, Any]) -> None:
    for cambio in (
        lambda r: r["figures"][0].update(value=r["figures"][0]["value"] + 1),
        lambda r: r["rows"][0].update(meta_anual=999),
        lambda r: next(c for c in r["citations"] if c["kind"] == "cell").update(literal="otro"),
        lambda r: next(c for c in r["citations"] if c["kind"] == "set").update(count=1234),
    ):
        malo = copy.deepcopy(resumen)
        cambio(malo)
        assert verificar_resumen(malo, asistente.lector, asistente.voc)
