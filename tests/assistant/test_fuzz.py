"""Questions in random words and fragments: never an exception, never rows that contradict the plan."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from apoyo import EJEMPLOS

from assistant.assistant import Assistant
from assistant.lexicon import FORMAS, RUIDO
from assistant.settings import Settings
from assistant.verify import verificar

CUANTAS = 2000


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    from index.ingest import ingerir
    from index.metas import MetaStore
    from index.schema import abrir

    ajustes = Settings(home=tmp_path_factory.mktemp("fuzz"))
    ingerir(EJEMPLOS, MetaStore(abrir(ajustes.url)))
    yield Assistant(ajustes)


def _piezas(asistente: Assistant) -> list[str]:
    voc = asistente.voc
    fijas = """¿Qué metas|no se cumplieron|por COVID|en el tercer trimestre|de la unidad|304|1105|y cuáles|por qué|¿cuántas|menos del|50%|entre|la meta 1.2|meta|
    quién|autorizó|no|ni|sin|excepto|promedio de|suma|compara|2021|2023|1999|al corte de junio|ordena|de mayor a menor|top 3|;|DROP TABLE metas|--|'|"|«|»|<b>|[3]|%|
    mil|cien|y|o|de|esas|ahora solo|olvida eso|por unidad|por trimestre|por causa|hallazgos|¿|?|😀|\x00|\ud800|١٢|ﬁn|12,3|1.2.3.4|999999999999|-5|1e9""".replace("\n", "").split("|")
    return [*fijas, *FORMAS.split(), *random.Random(7).sample(sorted(voc.formas), 150), *random.Random(7).sample(sorted(RUIDO), 60), *(n.nombre for n in voc.nombres[:30])]


def _contradice(r: dict[str, Any]) -> str | None:
    """A row that the plan's own filters exclude, checked on the row itself."""
    if r["plan"].get("ademas") or r["plan"]["intent"] in ("audit", "who", "catalogue"):
        return None
    for f in r["plan"]["filtros"]:
        for fila in r["rows"]:
            if f["tipo"] == "en" and f["entidad"] in ("unidad", "programa", "ramo", "municipio", "meta", "ejercicio"):
                dentro = str(fila[f["entidad"]]) in f["valores"]
            elif f["tipo"] == "en" and f["entidad"] == "linea":
                dentro = bool(set(fila["lineas"]) & set(f["valores"]))
            elif f["tipo"] == "observacion":
                dentro = (fila["observacion"] is not None) == f["presente"]
            elif f["tipo"] == "nivel":
                dentro = (fila["padre"] is None) == (f["nivel"] == "principal")
            elif f["tipo"] == "clase" and set(f["clases"]) <= {"rebasada", "exacta", "sin_avance"} and fila["meta_anual"] and fila["avance_absoluto"] is not None:
                logrado = fila["avance_absoluto"]
                dentro = any({"rebasada": logrado > fila["meta_anual"], "exacta": logrado == fila["meta_anual"], "sin_avance": logrado == 0}[k] for k in f["clases"])
            else:
                continue
            if dentro == f.get("negado", False):
                return f"{fila['id']} no es de {f}"
    return None


def test_two_thousand_random_questions_answer_or_decline(asistente: Assistant) -> None:
    azar = random.Random(20261122)
    piezas = _piezas(asistente)
    for n in range(CUANTAS):
        pregunta = " ".join(azar.choices(piezas, k=azar.randint(1, 14)))
        historia = [" ".join(azar.choices(piezas, k=5))] if n % 5 == 0 else []
        r = asistente.ask(pregunta, historia)
        assert r["status"] in ("answered", "no_data", "out_of_scope", "clarify"), pregunta
        assert verificar(r, asistente.lector, asistente.voc) == [], f"{historia} → {pregunta}\n{r['answer'][:800]}"
        if r["status"] == "answered":
            assert _contradice(r) is None, f"{historia} → {pregunta}: {_contradice(r)}"


def test_a_megabyte_of_text_is_read_in_part_and_quickly(asistente: Assistant) -> None:
    r = asistente.ask("¿Qué metas no se cumplieron? " * 40_000)
    assert r["status"] in ("answered", "out_of_scope", "no_data", "clarify")
    assert r["elapsed_ms"] < 5_000
