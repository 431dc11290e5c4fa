"""A user's own GGUF file, served inside this process by llama.cpp (extra ``local``), on loopback and on a free port.

The server speaks OpenAI's protocol, so the rest of the package does not know the difference.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from assistant.llm.modelo import FallaDelModelo

#: Tokens of context: the instructions, a handful of worked examples and the vocabulary of a municipality fit.
CONTEXTO = 8192

_servidores: dict[str, tuple[Any, str]] = {}
_candado = threading.Lock()


def servir(ruta: str) -> str:
    """The base URL of a server for this file, started at the first call. Raises ``FallaDelModelo``."""
    with _candado:
        if ruta not in _servidores:
            _servidores[ruta] = _arrancar(Path(ruta).expanduser())
        return _servidores[ruta][1]


def _arrancar(ruta: Path) -> tuple[Any, str]:
    if not ruta.is_file():
        raise FallaDelModelo(f"no existe el archivo del modelo «{ruta.name}»")
    try:
        from xllamacpp import CommonParams, Server
    except ImportError as error:
        raise FallaDelModelo("falta el paquete xllamacpp: instálelo con «pip install 'asistente-poa[local]'»") from error
    parametros = CommonParams()
    parametros.model.path = str(ruta)
    parametros.port = 0
    parametros.verbosity = 0
    parametros.n_ctx = CONTEXTO
    parametros.cpuparams.n_threads = os.cpu_count() or 2
    servidor = Server(parametros)
    return servidor, f"{servidor.listening_address}/v1"
