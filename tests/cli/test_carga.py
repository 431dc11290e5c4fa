"""Loading into both stores: SQL is the only truth, vectors are a cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo import EJEMPLOS, Poa
from apoyo_base import otra_carga

from assistant import carga
from assistant.carga import ErrorDeCarga, cargar
from assistant.settings import Settings
from index.ingest import Avance


@pytest.fixture
def ajustes(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "casa")


def test_observations_are_embedded_once(ajustes: Settings) -> None:
    primera = cargar(ajustes, EJEMPLOS[:1])
    segunda = cargar(ajustes, EJEMPLOS[:1])
    assert primera.json()["embedded"] == primera.json()["observations"] > 0
    assert segunda.json()["embedded"] == 0 and not segunda.avisos


def test_facts_stay_loaded_when_the_model_is_not_there(tmp_path: Path, poa: Poa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POA_EMBEDDINGS", "sentence-transformers:/no/existe")
    r = poa("ingest", EJEMPLOS[0], "--json")
    assert r.codigo == 0 and r.json["metas"] == 44
    assert len(r.json["warnings"]) == 1 and "POA_EMBEDDINGS" in r.json["warnings"][0]
    assert "Aviso: Los datos quedaron cargados" in r.error
    assert len(poa("metas", "--json").json) == 44


def test_one_load_at_a_time(ajustes: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carga, "ESPERA", 0.05)
    with otra_carga(ajustes.carpeta), pytest.raises(ErrorDeCarga, match="Otra carga está en curso"):
        cargar(ajustes, EJEMPLOS[:1])


def test_progress_tells_files_and_vectors(ajustes: Settings) -> None:
    vistos: list[Avance] = []
    cargar(ajustes, EJEMPLOS[:1], vistos.append)
    assert vistos[0] == Avance(str(EJEMPLOS[0]), 0, 1)
    assert any(a.etapa == "Calculando vectores" and a.hechos == a.total for a in vistos)


@pytest.mark.solo_sqlite("la carpeta no guarda nada en PostgreSQL")
def test_a_data_folder_that_cannot_be_is_said_in_one_line(poa: Poa, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no es una carpeta")
    r = poa("ingest", EJEMPLOS[0], home=tmp_path / "archivo")
    assert r.codigo == 2 and "POA_HOME" in r.error and r.error.count("\n") == 1


def test_a_layout_in_the_data_folder_reaches_the_workers(ajustes: Settings, tmp_path: Path) -> None:
    texto = EJEMPLOS[0].read_text(encoding="utf-8").replace("META ANUAL", "CIFRA COMPROMETIDA")
    (tmp_path / "raro.txt").write_text(texto, encoding="utf-8")
    carpeta = ajustes.carpeta / "disenos"
    carpeta.mkdir(parents=True)
    titulo = next(c for linea in texto.split("\n") for c in linea.split("\t") if "CIFRA COMPROMETIDA" in c).strip()
    (carpeta / "raro.toml").write_text(f'nombre = "raro"\n[columnas]\n"{titulo}" = "meta_anual"\n', encoding="utf-8")
    assert cargar(ajustes, [tmp_path / "raro.txt"]).resumen.metas == 44


def test_a_layout_that_is_none_is_bad_input(poa: Poa, tmp_path: Path) -> None:
    (tmp_path / "casa" / "disenos").mkdir(parents=True)
    (tmp_path / "casa" / "disenos" / "malo.toml").write_text("esto no es TOML")
    r = poa("ingest", EJEMPLOS[0])
    assert r.codigo == 2 and "malo.toml" in r.error and r.error.count("\n") == 1
