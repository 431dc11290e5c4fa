"""Every answer over a file of several units checks, whatever its format and however its units are coded: each cell that is
cited, of a sheet, a page, a table or a line, is the one that the line is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.verify import verificar
from bench.reportes import escritores, generador
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

FORMATOS = (
    ("texto", "tab", "pares"), ("texto", "bloques-largo", "pares"), ("xlsx", "hoja-por-forma", "pares"), ("xlsx", "una-hoja", "bloques"),
    ("xlsx", "hoja-por-forma", "meses"), ("docx", "parrafos", "pares"), ("html", "span", "pares"), ("pdf", "rayada", "pares"),
)  # fmt: skip
CLAVES = ("SP-08", "IMM", "31111-0801", "203")
PREGUNTAS = (
    "Lista todas las metas", "¿Qué metas no se cumplieron?", "¿Cuántas metas se cumplieron por unidad?", "Compara las unidades",
    "¿Cuál es la unidad con más metas incumplidas?", "Avance promedio por unidad", "¿Quién elaboró y quién autorizó?", "¿Qué cifras no cuadran?",
    "Hallazgos", "¿Por qué no se cumplieron las metas?", "¿Qué causas se señalan?", "Las 5 metas con menor avance", "¿Qué metas tiene la {}?",
    "Detalle de la meta 1.1 de la unidad {}", "¿Cómo avanzó la meta 1.1 de la unidad {} trimestre a trimestre?", "¿Qué hallazgos hay en la unidad {}?",
)  # fmt: skip


@pytest.fixture(scope="module", params=FORMATOS, ids=" ".join)
def cargado(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over one report of four units in a format."""
    formato, variante, disposicion = request.param
    reporte = generador.generar(7, 4 * 6, por_forma=6)
    formas = tuple(
        replace(
            f,
            codigos=(*f.codigos[:2], clave, *f.codigos[3:]),
            metas=tuple(replace(m, numero=f"1.{k}" if k else "1") for k, m in enumerate(f.metas)),
        )
        for f, clave in zip(reporte.formas, CLAVES, strict=True)
    )
    nombre, contenido = escritores.escribir(replace(reporte, formas=formas), formato, variante, disposicion)
    casa = tmp_path_factory.mktemp("formato")
    archivo = Path(casa) / nombre
    archivo.write_bytes(contenido)
    url = url_de(casa)
    motor = abrir(url)
    resultado = ingerir([archivo], MetaStore(motor))
    motor.dispose()
    assert [(d.estado, d.metas) for d in resultado.documentos] == [("loaded", 24)], resultado
    return Assistant(Settings(home=casa, database_url=url))


def contestada(asistente: Assistant, pregunta: str) -> dict[str, Any]:
    r = asistente.ask(pregunta)
    assert r["status"] == "answered" and not verificar(r, asistente.lector, asistente.voc), (pregunta, r["warnings"], r["answer"])
    return r


@pytest.mark.parametrize("pregunta", PREGUNTAS)
def test_every_answer_checks(pregunta: str, cargado: Assistant) -> None:
    for clave in CLAVES if "{}" in pregunta else ("",):
        r = contestada(cargado, pregunta.format(clave))
        assert not clave or {f["unidad"] for f in r["rows"]} <= {clave}


def test_a_name_is_cited_in_the_form_that_prints_it(cargado: Assistant) -> None:
    r = contestada(cargado, "¿Cuántas metas se cumplieron por unidad?")
    nombres = {c["literal"]: (c["unidad"], *(str(c[k]) for k in ("line", "page", "sheet", "cell", "bbox"))) for c in r["citations"] if c.get("field") == "unidad_nombre"}
    assert {v[0] for v in nombres.values()} == set(CLAVES) and len(set(nombres.values())) == len(CLAVES)
