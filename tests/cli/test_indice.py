"""``poa reindex``: another model for the search by meaning, without stopping it."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo import EJEMPLOS, Poa
from apoyo_embeddings import en_marcha

from assistant.assistant import Assistant
from assistant.settings import Settings


def test_the_model_is_changed_the_old_one_goes_on_and_prune_takes_it_away(poa: Poa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casa = tmp_path / "datos"
    assert poa("ingest", EJEMPLOS[0], home=casa).codigo == 0
    anterior = Assistant(Settings(home=casa)).buscador
    assert anterior.buscar("mal tiempo") and anterior.aviso is None
    with en_marcha() as servidor:
        monkeypatch.setenv("POA_EMBEDDINGS_BASE_URL", servidor.url)
        hecho = poa("reindex", "openai:otro", "--json", home=casa)
        assert hecho.codigo == 0, hecho.error
        assert (hecho.json["model"], hecho.json["pruned"]) == ("openai:otro", 0) and hecho.json["observations"] > 5
        assert "POA_EMBEDDINGS=openai:otro" not in hecho.salida
        assert len(anterior.buscar("mal tiempo")) == 5  # with its own vectors, which are still there
        nuevo = Assistant(Settings(home=casa, embeddings="openai:otro", embeddings_base_url=servidor.url)).buscador
        assert len(nuevo.buscar("mal tiempo")) == 5 and nuevo.aviso is None
        assert poa("reindex", "openai:otro", "--prune", "--json", home=casa).json["pruned"] == hecho.json["observations"]
        textos = poa("reindex", "openai:otro", home=casa)
        assert "con el modelo openai:otro" in textos.salida and "POA_EMBEDDINGS=openai:otro" in textos.error


def test_a_model_that_cannot_be_is_one_line_and_changes_nothing(poa: Poa, tmp_path: Path) -> None:
    hecho = poa("reindex", "nube:x", home=tmp_path / "datos")
    assert (hecho.codigo, hecho.salida) == (2, "") and "POA_EMBEDDINGS no admite" in hecho.error
