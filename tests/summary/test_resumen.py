"""Summaries of the sample reports: every sentence cites, every figure is the store's, no cause that isn't labelled."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import Periodo
from assistant.resumen.frases import CAUSAS, FRASES
from assistant.resumen.peticion import Largo, Peticion, Tono
from assistant.resumen.revisar import verificar_resumen
from assistant.summary import resumir, resumir_todo
from assistant.wording import mencionadas
from index.poa import TRIMESTRES, Causa

ESTILOS = [{"largo": largo, "tono": tono} for largo, tono in itertools.product(get_args(Largo), get_args(Tono))]
#: What no finished Spanish sentence of ours has.
_DESLICES = re.compile(r"  | ,|,,|\.\.(?!\.)| \.|«»|\(\)|\b1 metas\b|\bde el\b(?! [A-Z])|\ba el\b|[{}]|\b[02-9]\d* meta\b|\bNone\b|\((?:[^()]*\()")


def _casos(a: Any) -> list[dict[str, Any]]:
    """Every subject that the loaded reports have."""
    informes = sorted(a.voc.informes)
    salida: list[dict[str, Any]] = [{}]
    for m, e, corte, ramo, programa, unidad in informes:
        lugar = {"municipio": m, "ejercicio": e}
        salida += [lugar, lugar | {"programa": programa}, lugar | {"ramo": ramo}, lugar | {"unidad": unidad}, lugar | {"unidad": unidad, "corte": corte}]
        salida += [lugar | {"trimestre": t} for t in TRIMESTRES]
    return [dict(c) for c in dict.fromkeys(tuple(sorted(c.items())) for c in salida)]


def _revisar(a: Any, r: dict[str, Any]) -> None:
    assert r["status"] == "answered", r["answer"]
    assert not r["warnings"], r["warnings"]
    assert r["sentences"]
    citas = {c["n"] for c in r["citations"]}
    for o in r["sentences"]:
        sin_citas = re.sub(r"«[^»]*»", "«c»", re.sub(r" \[[\d, ]+\]", "", o["text"]))
        assert o["citations"] and set(o["citations"]) <= citas, o
        assert not _DESLICES.search(sin_citas), o["text"]
        assert not re.match(r"\d", o["text"]), o["text"]
        assert o["text"][0].isupper() or o["text"][0] in "«“", o["text"]
        assert o["text"].endswith("."), o["text"]
    assert all(f["citations"] for f in r["figures"])
    _solo_causas_senaladas(r)
    assert not verificar_resumen(r, a.lector, a.voc)


def _solo_causas_senaladas(r: dict[str, Any]) -> None:
    senaladas = {c for f in r["rows"] for c in f["causas"]} | ({r["plan"]["resumen"]["causa"]} if r["plan"]["resumen"].get("causa") else set())
    sin_citas = re.sub(r"«[^»]*»|“[^”]*”", "", r["answer"])
    for causa, etiqueta in ETIQUETAS_CAUSA.items():
        if causa not in ("personal", "calendario", "clima") and mencionadas(sin_citas, {etiqueta}):
            assert causa in senaladas, (causa, r["answer"])


def test_every_subject_of_the_samples_in_every_length_and_tone_checks(asistente: Any) -> None:
    for n, caso in enumerate(_casos(asistente)):
        _revisar(asistente, resumir(asistente, Peticion(**caso, **ESTILOS[n % len(ESTILOS)])))


def test_each_unit_of_the_real_report_and_the_whole_check_in_every_length_and_tone(asistente_real: Any) -> None:
    for unidad, estilo in itertools.product(("101", "102", "201", "202", "203", None), ESTILOS):
        r = resumir(asistente_real, Peticion(unidad=unidad, **estilo))
        _revisar(asistente_real, r)
    for t in TRIMESTRES:
        _revisar(asistente_real, resumir(asistente_real, Peticion(trimestre=t, largo="pagina")))


@pytest.mark.parametrize("causa", get_args(Causa))
def test_each_cause_checks_and_names_itself(asistente: Any, causa: Any) -> None:
    for largo in get_args(Largo):
        r = resumir(asistente, Peticion(causa=causa, municipio="Valle Sereno", ejercicio=2022, largo=largo))
        _revisar(asistente, r)
        assert mencionadas(r["answer"], {ETIQUETAS_CAUSA[causa]})
        assert all(causa in f["causas"] for f in r["rows"])


@pytest.mark.parametrize(
    "caso",
    [
        {"municipio": "Valle Sereno", "ejercicio": 2023, "contra": Periodo(ejercicio=2022)},
        {"unidad": "1104", "contra": Periodo(ejercicio=2022)},
        {"municipio": "Puerto Claro", "contra": Periodo(corte=date(2021, 6, 30))},
    ],
)
def test_a_difference_of_years_or_cuts_checks(asistente: Any, caso: dict[str, Any]) -> None:
    for estilo in ESTILOS:
        r = resumir(asistente, Peticion(**caso, **estilo))
        _revisar(asistente, r)
        assert r["answer"].startswith("Entre ")


def test_the_paragraph_says_first_how_many_goals_were_met(asistente_real: Any) -> None:
    r = resumir(asistente_real, Peticion())
    assert r["sentences"][0]["text"].startswith("Al cierre del ejercicio 2020, el Ayuntamiento de Mexicali cumplió 22 de las 33 metas")
    assert [f["value"] for f in r["figures"]][:4] == [22, 33, 5, 66.67]


def test_every_figure_of_the_real_report_is_the_golds(asistente_real: Any, compartido: Path) -> None:
    """The figures cited to a cell, against the metas that people wrote down by hand from the file."""
    gold = json.loads((compartido / "gold" / "imacum-2020-t4.metas.json").read_text(encoding="utf-8"))
    metas = {(str(m["unidad"]), str(m["meta"])): m for m in (gold["metas"] if isinstance(gold, dict) else gold)}
    comprobadas = 0
    for unidad in ("101", "102", "201", "202", "203", None):
        r = resumir(asistente_real, Peticion(unidad=unidad, largo="pagina"))
        citas = {c["n"]: c for c in r["citations"]}
        for f in r["figures"]:
            celdas = [citas[n] for n in f["citations"]]
            if f["derivation"] is None and celdas[0]["kind"] == "cell":
                m, (campo, _, t) = metas[celdas[0]["unidad"], celdas[0]["meta"]], celdas[0]["field"].partition(".")
                debido = m[campo][t] if t else m["avance_impreso"] if campo == "avance_relativo" else m[campo]
                assert float(str(debido).rstrip("%")) == f["value"], (f, debido)
                comprobadas += 1
    assert comprobadas > 40


def test_main_goals_and_actions_are_told_apart(asistente_real: Any) -> None:
    texto = re.sub(r" \[[\d, ]+\]", "", resumir(asistente_real, Peticion())["answer"])
    assert "De las 5 metas principales se cumplieron 3 (60 %); de las 28 acciones se cumplieron 19 (67.9 %)." in texto


def test_the_audit_speaks_where_it_touches_a_figure_used(asistente_real: Any) -> None:
    texto = re.sub(r" \[[\d, ]+\]", "", resumir(asistente_real, Peticion(unidad="202"))["answer"])
    assert "el avance impreso de la meta principal 9 (19,600) no coincide con la suma de sus trimestres (20,100)" in texto
    assert "EVENECLAURO" not in texto.upper()


def test_a_quarter_that_had_not_ended_is_not_judged(asistente: Any) -> None:
    r = resumir(asistente, Peticion(unidad="302", corte=date(2021, 6, 30), trimestre="T3"))
    assert "aún no concluía" in r["answer"] and not r["warnings"]


def test_inside_the_year_goals_are_held_against_what_was_programmed_to_date(asistente: Any) -> None:
    r = resumir(asistente, Peticion(municipio="Puerto Claro", corte=date(2021, 6, 30)))
    assert "por debajo de lo programado a la fecha" in r["answer"]


def test_several_years_loaded_and_none_asked_give_a_paragraph_each(asistente: Any) -> None:
    r = resumir(asistente, Peticion())
    assert [p[:26] for p in r["answer"].split("\n\n")] == ["Al cierre del ejercicio 20"] * 3


def test_what_is_not_loaded_is_no_data_and_says_what_there_is(asistente: Any) -> None:
    for caso in ({"ejercicio": 2019}, {"unidad": "999"}, {"unidad": "301", "contra": Periodo(ejercicio=2001)}):
        r = resumir(asistente, Peticion(**caso))
        assert r["status"] == "no_data" and not r["sentences"] and "Puerto Claro" in r["answer"]
        assert not verificar_resumen(r, asistente.lector, asistente.voc)


def test_the_same_request_gives_the_same_summary(asistente: Any) -> None:
    uno, otro = (resumir(asistente, Peticion(unidad="303", largo="pagina")) for _ in range(2))
    assert {**uno, "elapsed_ms": 0} == {**otro, "elapsed_ms": 0}


def test_quotations_are_short_and_verbatim(asistente: Any) -> None:
    textos = {f["observacion"] for f in resumir(asistente, Peticion())["rows"] if f["observacion"]}
    for unidad in ("301", "303", "306", "1101", "1105"):
        r = resumir(asistente, Peticion(unidad=unidad, largo="pagina"))
        for cita in re.findall(r": «([^»]+)»", r["answer"]):
            assert len(cita.split()) <= 30
            assert any(cita in " ".join(t.split()) for t in textos), cita


def test_a_batch_has_the_whole_first_and_each_unit_once(asistente: Any) -> None:
    pasos: list[int] = []
    r = resumir_todo(asistente, Peticion(municipio="Valle Sereno", ejercicio=2022, largo="linea"), lambda _, n, total: pasos.append(n * 100 // total))
    assert [x["plan"]["resumen"].get("unidad") for x in r] == [None, "1101", "1103", "1102", "1104", "1105"]
    assert pasos == sorted(pasos) and pasos[-1] == 100


class _Gestion:
    def json(self) -> dict[str, Any]:
        return {"redaccion": "modelo"}


class _Asesor:
    """Words a paragraph as told; takes it only where it checks, as the real one does."""

    def __init__(self, cambia: Callable[[str], str]) -> None:
        self.cambia, self.problemas = cambia, list[str]()

    def redactar(self, renglones: Sequence[str], ordenada: bool, vale: Callable[[str], Sequence[str]], gestion: Any) -> str | None:
        texto = "\n".join(self.cambia(r) for r in renglones)
        self.problemas += vale(texto)
        return None if vale(texto) else texto


def _con_modelo(a: Any, monkeypatch: pytest.MonkeyPatch, cambia: Callable[[str], str]) -> tuple[dict[str, Any], _Asesor]:
    asesor = _Asesor(cambia)
    monkeypatch.setitem(a.__dict__, "asesor", asesor)
    monkeypatch.setattr(type(a), "_gestion", lambda self: _Gestion())
    return resumir(a, Peticion(unidad="1104", ejercicio=2022, largo="pagina")), asesor


def test_a_models_wording_that_checks_is_taken(asistente: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    r, asesor = _con_modelo(asistente, monkeypatch, lambda t: t.replace("Asimismo,", "De la misma forma,").replace("En contraste,", "Sin embargo,"))
    assert not asesor.problemas and not r["warnings"] and r["llm"] == {"redaccion": "modelo"}
    assert "Sin embargo," in r["answer"] or "De la misma forma," in r["answer"]


@pytest.mark.parametrize("cambia", [lambda t: t.replace("cumplió", "cumplió 99 y"), lambda t: re.sub(r" \ue000c[\d,]+\ue001", "", t), lambda t: t + " Todo va bien."])
def test_a_models_wording_that_does_not_check_is_not_taken(asistente: Any, monkeypatch: pytest.MonkeyPatch, cambia: Callable[[str], str]) -> None:
    r, asesor = _con_modelo(asistente, monkeypatch, cambia)
    simple = resumir(asistente, Peticion(unidad="1104", ejercicio=2022, largo="pagina"))
    assert asesor.problemas and not r["warnings"]
    assert r["sentences"][0] == simple["sentences"][0]


def test_every_phrase_has_both_tones_with_the_same_figures() -> None:
    for nombre, (institucional, ciudadano) in FRASES.items():
        campos = [set(re.findall(r"{(\w+)}", t)) - {"suma", "contraste", "causa", "aviso", "detalle"} for t in (institucional, ciudadano)]
        cifras = [{c for c in x if len(c) <= 2 or c in ("pct", "logro")} for x in campos]
        assert cifras[0] == cifras[1], nombre
    assert all(mencionadas(CAUSAS[k], {e}) for k, e in ETIQUETAS_CAUSA.items())
