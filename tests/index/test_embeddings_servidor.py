"""Embeddings from a server that speaks OpenAI's /v1/embeddings: a small one of our own, on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from apoyo_embeddings import Servidor, en_marcha

from index import embeddings
from index.embeddings import ErrorDeEmbeddings, Modelo, ServidorOpenAI, cargar


@pytest.fixture
def servidor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Servidor]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with en_marcha() as hecho:
        yield hecho


def modelo_de(s: Servidor, segundos: float = 30.0) -> ServidorOpenAI:
    hecho = cargar(Modelo("openai:mi-modelo", url=s.url, segundos=segundos))
    assert isinstance(hecho, ServidorOpenAI)
    return hecho


def test_texts_go_as_words_and_come_back_as_vectors_of_length_one(servidor: Servidor) -> None:
    modelo = modelo_de(servidor)
    uno, dos = modelo.embed_documents(["lluvia", "\0 \ud800"])
    assert modelo.modelo == "openai:mi-modelo" and modelo.dimension == 3
    assert sum(x * x for x in uno) == pytest.approx(1) and uno == pytest.approx([6 / 61**0.5, 3 / 61**0.5, 4 / 61**0.5])
    assert servidor.pedidos[0]["model"] == "mi-modelo" and servidor.pedidos[0]["input"] == ["lluvia", "?"]
    assert len(dos) == 3 and modelo.embed_query("lluvia") == pytest.approx(uno)


def test_the_key_of_the_environment_goes_along(servidor: Servidor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "de-prueba")  # pragma: allowlist secret
    modelo_de(servidor).preparar()
    assert servidor.claves == ["Bearer de-prueba"]


def test_a_server_that_fails_once_is_asked_again(servidor: Servidor) -> None:
    bien = servidor.responder
    servidor.responder = lambda textos: (503, {"error": {"message": "ocupado"}}) if len(servidor.pedidos) == 1 else bien(textos)
    assert len(modelo_de(servidor).embed_query("lluvia")) == 3
    assert len(servidor.pedidos) == 2


@pytest.mark.parametrize(
    ("respuesta", "dice"),
    [
        ((404, {"error": {"message": "no such model"}}), "no conoce ese modelo"),
        ((401, {"error": {"message": "bad key"}}), "OPENAI_API_KEY"),
        ((400, {"error": {"message": "too long"}}), "too long"),
        ((500, {"error": {"message": "roto"}}), "roto"),
        ((200, []), "No embedding data"),
        ((200, [[1.0, 2.0], [3.0]]), "un vector"),
        ((200, [[1.0, 2.0]]), "un vector"),
        ((200, {"otra": "cosa"}), "respondió con un error"),
    ],
)
def test_what_a_server_may_answer_instead_is_one_spanish_line(
    servidor: Servidor, monkeypatch: pytest.MonkeyPatch, respuesta: tuple[int, Any], dice: str
) -> None:
    monkeypatch.setattr(embeddings, "_REINTENTOS", 0)
    servidor.responder = lambda _: respuesta
    with pytest.raises(ErrorDeEmbeddings, match=dice) as error:
        modelo_de(servidor).embed_documents(["uno", "dos"])
    assert servidor.url in str(error.value) and "\n" not in str(error.value)


def test_a_width_that_changes_is_an_error_and_not_a_vector(servidor: Servidor) -> None:
    modelo = modelo_de(servidor)
    modelo.preparar()
    servidor.responder = lambda textos: (200, [[1.0, 2.0]] * len(textos))
    with pytest.raises(ErrorDeEmbeddings):
        modelo.embed_query("lluvia")


def test_a_slow_server_and_one_that_is_not_there_are_said(servidor: Servidor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "_REINTENTOS", 0)

    def tarda(_: list[str]) -> tuple[int, Any]:
        time.sleep(2)
        return 200, []

    servidor.responder = tarda
    with pytest.raises(ErrorDeEmbeddings, match=r"no respondió en 0\.3 segundos"):
        modelo_de(servidor, segundos=0.3).embed_query("lluvia")
    with pytest.raises(ErrorDeEmbeddings, match="no se pudo llegar"):
        cargar(Modelo("openai:x", url="http://127.0.0.1:9/v1", segundos=5)).embed_query("lluvia")


def test_without_a_server_or_a_key_nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ErrorDeEmbeddings, match="POA_EMBEDDINGS_BASE_URL"):
        cargar("openai:text-embedding-3-small")
