"""A figure that was read from an image without certainty is said to be so where an answer uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from apoyo_base import url_de
from apoyo_index import fila, informe, leer

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.verify import verificar
from index.metas import MetaStore
from index.poa import Documento
from index.schema import abrir


def _escaneado(documento: Documento, dudosa: tuple[str, str]) -> Documento:
    """The document as if an optical reader had read it: surely, but for one cell."""
    informes = []
    for i in documento.informes:
        metas = []
        for m in i.metas:
            celdas = {c: replace(x, confianza=0.4 if (m.numero, c) == dudosa else 1.0) for c, x in m.celdas.items()}
            metas.append(replace(m, celdas=celdas))
        informes.append(replace(i, metas=tuple(metas)))
    return replace(documento, informes=tuple(informes))


@pytest.fixture
def asistente(tmp_path: Path) -> Iterator[Assistant]:
    url = url_de(tmp_path)
    motor = abrir(url)
    filas = (fila("1.- Dar cursos", trimestres="_ _ 4 3 _ _ _ _", absoluto="3", relativo="75%", observacion="Por lluvias."), fila("1.1.- Dar talleres", medida="Taller"))
    MetaStore(motor).guardar(_escaneado(leer(informe(*filas)), ("1", "alcanzado.T2")))
    motor.dispose()
    yield Assistant(Settings(home=tmp_path, database_url=url))


def test_the_answer_warns_of_the_figure_that_it_uses(asistente: Assistant) -> None:
    r = asistente.ask("¿Cuánto se alcanzó en la meta 1 en el segundo trimestre?")
    (aviso,) = r["warnings"]
    assert aviso.startswith("Cifra leída por reconocimiento óptico con poca confianza: 3 (alcanzado en el segundo trimestre de la meta 1")
    assert aviso in r["answer"] and not verificar(r, asistente.lector, asistente.voc)


@pytest.mark.parametrize("pregunta", ["¿Cuánto se alcanzó en la meta 1.1?", "¿Qué metas se cumplieron?"])
def test_an_answer_that_does_not_use_it_says_nothing(asistente: Assistant, pregunta: str) -> None:
    assert not asistente.ask(pregunta)["warnings"]
