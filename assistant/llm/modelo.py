"""The configured model behind one call: bounded in time, in length and in attempts; whatever goes wrong is one error.

LangChain's ``init_chat_model`` takes any provider. Beside its names, ``gguf:FILE`` runs a user's own file in this
process (see ``local``). A provider's own retries are off: attempts, back-off and the deadline are kept here, so that
the plain answer is never later than the time-out.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_registro = logging.getLogger(__name__)

#: Attempts at most, and the first pause between them in seconds (doubled each time, a little at random).
INTENTOS = 3
PAUSA = 0.3
#: Characters of a reply beyond which it is no answer of ours any more, and tokens that a server is asked for at most.
MAX_CARACTERES = 12_000
MAX_TOKENS = 3_000
#: HTTP statuses worth another attempt.
_PASAJEROS = frozenset((408, 409, 425, 429, 500, 502, 503, 504))


class FallaDelModelo(Exception):
    """The model gave nothing usable. ``str()`` is the reason in Spanish, for the answer's note; it holds no secret."""


@dataclass(frozen=True, slots=True)
class Respuesta:
    """A reply: its text, how long it took in seconds, the tokens that the server counted (0 where it did not)."""

    texto: str
    segundos: float
    tokens_entrada: int = 0
    tokens_salida: int = 0


class Modelo:
    """A chat model by its name. It is built at the first call."""

    def __init__(self, nombre: str, base_url: str = "", segundos: float = 20.0) -> None:
        self.nombre, self.base_url, self.segundos = nombre, base_url, segundos
        self._chat: BaseChatModel | None = None
        self._candado = threading.Lock()

    @property
    def chat(self) -> BaseChatModel:
        """The LangChain model. Raises ``FallaDelModelo`` for a name or a package that is not there."""
        with self._candado:
            if self._chat is None:
                self._chat = _construir(self.nombre, self.base_url, self.segundos)
            return self._chat

    def limite(self) -> float:
        """When a question that begins now must have its answer (on the monotonic clock)."""
        return time.monotonic() + self.segundos

    def escribir(self, mensajes: Sequence[BaseMessage], limite: float, tope: int = MAX_CARACTERES) -> Respuesta:
        """Text of at most ``tope`` characters for some messages, streamed. Raises ``FallaDelModelo``."""
        return self._con_intentos(lambda: self._fluir(mensajes), limite, tope)

    def estructurar(self, mensajes: Sequence[BaseMessage], esquema: Mapping[str, Any], limite: float) -> Respuesta:
        """JSON after a schema, as text. Raises ``FallaDelModelo``."""
        return self._con_intentos(lambda: self._json(mensajes, esquema), limite, MAX_CARACTERES)

    def _fluir(self, mensajes: Sequence[BaseMessage]) -> Iterator[Any]:
        yield from self.chat.stream(list(mensajes))

    def _json(self, mensajes: Sequence[BaseMessage], esquema: Mapping[str, Any]) -> Iterator[Any]:
        titulado = {"title": "Propuesta", **esquema}
        estructurado = self.chat.with_structured_output(titulado, method="json_schema", include_raw=True)
        salida = estructurado.invoke(list(mensajes))
        yield salida["raw"] if isinstance(salida, dict) else salida

    def _con_intentos(self, llamada: Callable[[], Iterator[Any]], limite: float, tope: int) -> Respuesta:
        from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

        reintentar = Retrying(
            stop=stop_after_attempt(INTENTOS),
            wait=wait_exponential_jitter(multiplier=PAUSA, max=2.0, jitter=PAUSA),
            retry=retry_if_exception(lambda e: _pasajero(e) and time.monotonic() < limite),
            sleep=lambda s: time.sleep(max(0.0, min(s, limite - time.monotonic()))),
            reraise=True,
        )
        inicio = time.monotonic()
        try:
            respuesta: Respuesta = reintentar(lambda: _recibir(llamada, limite, tope))
        except FallaDelModelo as falla:
            _registro.warning("Modelo %s: %s (%.1f s)", self.nombre, falla, time.monotonic() - inicio)
            raise
        except Exception as error:
            # A provider's library raises what it likes; its text may hold keys or addresses, so only its kind is shown.
            _registro.warning("Modelo %s: %s (%.1f s)", self.nombre, type(error).__name__, time.monotonic() - inicio)
            raise FallaDelModelo(_motivo(error)) from error
        _registro.info(
            "Modelo %s: %.1f s, %d tokens de entrada, %d de salida",
            self.nombre, respuesta.segundos, respuesta.tokens_entrada, respuesta.tokens_salida,
        )  # fmt: skip
        return respuesta


def _recibir(llamada: Callable[[], Iterator[Any]], limite: float, tope: int) -> Respuesta:
    """Run a call in a thread of its own and gather its pieces until the deadline: a server that drips or hangs is
    left behind. The thread stops at its next piece."""
    piezas: queue.Queue[Any] = queue.Queue()
    dejado = threading.Event()

    def trabajar() -> None:
        try:
            for pieza in llamada():
                if dejado.is_set():
                    return
                piezas.put(pieza)
            piezas.put(None)
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            piezas.put(error)

    inicio = time.monotonic()
    threading.Thread(target=trabajar, daemon=True, name="modelo").start()
    texto, entrada, salida = "", 0, 0
    try:
        while True:
            try:
                pieza = piezas.get(timeout=max(0.0, limite - time.monotonic()))
            except queue.Empty:
                raise FallaDelModelo("el modelo tardó más de lo permitido") from None
            if pieza is None:
                break
            if isinstance(pieza, BaseException):
                raise pieza
            texto += _texto(pieza)
            uso = getattr(pieza, "usage_metadata", None) or {}
            entrada, salida = max(entrada, uso.get("input_tokens", 0)), max(salida, uso.get("output_tokens", 0))
            if len(texto) > tope:
                raise FallaDelModelo("el modelo escribió de más")
    finally:
        dejado.set()
    if not texto.strip():
        raise FallaDelModelo("el modelo no escribió nada")
    return Respuesta(texto, time.monotonic() - inicio, entrada, salida)


def _texto(mensaje: Any) -> str:
    contenido = getattr(mensaje, "content", "")
    if isinstance(contenido, str):
        return contenido
    return "".join(str(p.get("text", "")) for p in contenido if isinstance(p, dict) and p.get("type") == "text")


def _pasajero(error: BaseException) -> bool:
    """Whether another attempt may go better: a busy or failing server, a cut connection."""
    if isinstance(error, FallaDelModelo):
        return False
    estado = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return estado in _PASAJEROS if estado else isinstance(error, ConnectionError | TimeoutError) or "Connection" in type(error).__name__


def _motivo(error: BaseException) -> str:
    estado = getattr(error, "status_code", None)
    nombre = type(error).__name__
    if estado:
        return {401: "el servidor del modelo no aceptó la clave", 403: "el servidor del modelo no dio permiso", 404: "el servidor no tiene ese modelo", 429: "el servidor del modelo está saturado"}.get(
            estado, f"el servidor del modelo falló (estado {estado})"
        )
    if "Timeout" in nombre:
        return "el modelo tardó más de lo permitido"
    if "Connect" in nombre or isinstance(error, ConnectionError):
        return "no hay conexión con el servidor del modelo"
    if "Parser" in nombre or "JSON" in nombre or "Validation" in nombre:
        return "el modelo no respondió en la forma pedida"
    return f"el modelo falló ({nombre})"


def _construir(nombre: str, base_url: str, segundos: float) -> BaseChatModel:
    if nombre.startswith("gguf:"):
        from assistant.llm.local import servir

        nombre, base_url = "openai:local", servir(nombre.removeprefix("gguf:"))
    extra: dict[str, Any] = {"timeout": segundos, "max_retries": 0, "temperature": 0, "max_tokens": MAX_TOKENS}
    proveedor = nombre.partition(":")[0]
    if base_url:
        extra["base_url"] = base_url
        if proveedor == "openai":
            # Servers compatible with OpenAI on one's own machine take no key; the client insists on one.
            import os

            extra["api_key"] = os.environ.get("OPENAI_API_KEY") or "sin-clave"
            extra["stream_usage"] = True
    if proveedor == "ollama":
        extra = {k: v for k, v in extra.items() if k == "temperature" or k == "base_url"}
        extra |= {"num_predict": MAX_TOKENS, "client_kwargs": {"timeout": segundos}}
    try:
        from langchain.chat_models import init_chat_model

        chat: BaseChatModel = init_chat_model(nombre, **extra)
        return chat
    except ImportError as error:
        raise FallaDelModelo(f"falta el paquete del proveedor «{proveedor}» ({error.name})") from error
    except Exception as error:
        raise FallaDelModelo(f"«{nombre}» no es un modelo que se pueda usar ({type(error).__name__})") from error
