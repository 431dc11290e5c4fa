"""A coverage's quarters don't add up: over a semester it stands at its last quarter, in what is counted as in what is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apoyo_base import url_de
from apoyo_cortes import respuesta

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

RENGLONES = (
    # Under in the first quarter (60 of 80) and over in the second (85 of 80): 145 of 160, were they summed.
    "1.- Mantener la cobertura del agua.\tCobertura\t80\t80\t60\t80\t85\t80\t80\t80\t80\t80\t100%\t",
    # Over in the first (90 of 80) and under in the second (76 of 80).
    "2.- Atender las solicitudes de drenaje.\tPorcentaje\t80\t80\t90\t80\t76\t80\t70\t80\t80\t80\t100%\t",
    # A rate whose programme is parts of its goal adds up: 20 of 50.
    "3.- Construir la planta potabilizadora.\tPorcentaje\t100\t25\t10\t25\t10\t25\t30\t25\t50\t100\t100%\t",
    "4.- Reparar fugas.\tFuga\t100\t25\t20\t25\t30\t25\t25\t25\t25\t100\t100%\t",
)


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    carpeta: Path = tmp_path_factory.mktemp("tasas")
    archivo = carpeta / "agua.txt"
    archivo.write_text("\n".join([
        "AYUNTAMIENTO DE VALLE ALTO", "PROGRAMA OPERATIVO ANUAL 2021", "UNIDAD EJECUTORA:\t10\tDIRECCIÓN DE AGUA", "FECHA: 31-dic.-21",
        "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
        "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA", *RENGLONES, "",
    ]), encoding="utf-8")  # fmt: skip
    motor = abrir(url_de(carpeta))
    assert ingerir([archivo], MetaStore(motor)).documentos[0].estado == "loaded"
    motor.dispose()
    yield Assistant(Settings(home=carpeta, database_url=url_de(carpeta)))


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("¿Qué metas quedaron por debajo de lo programado en el primer semestre?", {"2", "3"}),
    ("¿Qué metas alcanzaron lo programado en el primer semestre?", {"1", "4"}),
    ("metas con avance menor a 98 % en el primer semestre", {"2", "3"}),
    ("¿Qué metas cumplieron en el primer semestre y no en el segundo?", set()),
    ("¿Qué metas mejoraron del primer al segundo semestre?", {"2", "3"}),
])  # fmt: skip
def test_a_semester_is_held_against_its_last_quarter(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    assert {f["meta"] for f in respuesta(asistente, pregunta)["rows"]} == esperadas


def test_what_lacked_is_of_the_last_quarter_too(asistente: Assistant) -> None:
    texto = respuesta(asistente, "¿Cuánto faltó en la meta 2 en el primer semestre?")["answer"]
    assert "faltaron 4 porcentajes" in texto and "14" not in texto


def test_the_share_of_what_lacked_is_derived_from_what_lacked(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Cuánto faltó en la meta 2 en el segundo trimestre?")
    assert [f["derivation"]["text"] for f in r["figures"] if f["text"] == "5 %"] == ["(80 - 76) / 80"]
