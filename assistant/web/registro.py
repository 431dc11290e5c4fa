"""The server's log: one line a request, with its number, who asked, how it ended and how long it took.

Never in it: passwords, cookies, tokens, keys, the environment, and what a request asked for after "?". Known secrets are
struck out of every line, also of tracebacks. It goes to stderr, for systemd or whoever runs the server, and into
``poa.log`` in the data folder.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import sys
import time
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accesos.bitacora import Bitacora
from assistant.settings import Settings
from assistant.web import peticion as pedidas
from assistant.web.peticion import Peticion

TAMANO, ARCHIVOS = 5 * 2**20, 5
_PETICIONES = logging.getLogger("assistant.peticiones")
_NUESTROS = ("assistant", "index")
#: Names of variables that hold secrets.
_DE_SECRETO = re.compile(r"KEY|TOKEN|SECRET|PASS|CLAVE|CREDENTIAL", re.I)
#: Secrets by their shape: a password in an address, an authorization, our tokens and cookies, providers' keys, and the
#: values that SQLAlchemy adds to its errors (words of a question).
_FORMAS = (
    (re.compile(r"(://[^:/@\s]*):[^@\s]*@"), r"\1:***@"),
    (re.compile(r"\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}", re.I), r"\1***"),
    (re.compile(r"\bpoa_[\w-]{20,}"), "poa_***"),
    (re.compile(r"(poa_sesion=)[^;\s]+"), r"\1***"),
    (re.compile(r"\bsk-[\w-]{8,}"), "sk-***"),
    (re.compile(r"\[parameters: .*?\]$", re.M), "[parameters: ***]"),
)
#: What of a path is somebody's own: the name of their page's session.
_PROPIO = re.compile(r"(/(?:heartbeat|stream|call/[^/]+)/)[^/]+")
_RAROS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Tachador:
    """Strikes secrets out of a text."""

    def __init__(self, conocidos: Iterable[str] = ()) -> None:
        largos = sorted({c for c in conocidos if len(c) >= 6}, key=len, reverse=True)
        self._conocidos = re.compile("|".join(map(re.escape, largos))) if largos else None

    @classmethod
    def del_entorno(cls, ajustes: Settings) -> Tachador:
        """Knows what the environment and the settings keep secret."""
        claves = [v for k, v in os.environ.items() if _DE_SECRETO.search(k)]
        return cls([*claves, *(urlsplit(d).password or "" for d in (ajustes.database_url, ajustes.llm_base_url))])

    def __call__(self, texto: str) -> str:
        if self._conocidos is not None:
            texto = self._conocidos.sub("***", texto)
        for forma, en_su_lugar in _FORMAS:
            texto = forma.sub(en_su_lugar, texto)
        return texto


class Formato(logging.Formatter):
    """A record as a line of text, or as JSON on one line."""

    def __init__(self, tachar: Tachador, en_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._tachar, self._en_json = tachar, en_json

    def format(self, record: logging.LogRecord) -> str:
        actual = pedidas.ACTUAL.get()
        if not self._en_json:
            de_quien = f" [{actual.id}]" if actual else ""
            return self._tachar(super().format(record)) + de_quien
        linea = {
            "hora": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "nivel": record.levelname.lower(),
            "modulo": record.name,
            "mensaje": self._tachar(record.getMessage()),
            **({"peticion": actual.id, "usuario": actual.usuario} if actual else {}),
            **getattr(record, "poa", {}),
        }
        if record.exc_info:
            linea["falla"] = self._tachar(self.formatException(record.exc_info))
        return json.dumps(linea, ensure_ascii=False, default=str)


def configurar(ajustes: Settings) -> None:
    """Set the log of this process up; call it once, before serving."""
    formato = Formato(Tachador.del_entorno(ajustes), ajustes.log_format == "json")
    manejadores: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    ruta = ajustes.carpeta / "poa.log"
    if ajustes.carpeta.is_dir() and os.access(ajustes.carpeta, os.W_OK):
        manejadores.append(RotatingFileHandler(ruta, maxBytes=TAMANO, backupCount=ARCHIVOS - 1, encoding="utf-8", delay=True))
    raiz = logging.getLogger()
    for anterior in list(raiz.handlers):
        if isinstance(anterior, logging.FileHandler) and Path(anterior.baseFilename) == ruta:
            raiz.removeHandler(anterior)
    for manejador in manejadores:
        manejador.setFormatter(formato)
        raiz.addHandler(manejador)
    for nombre in _NUESTROS:
        logging.getLogger(nombre).setLevel(ajustes.log_level.upper())


class Registro:
    """The outermost wall: numbers each request, writes its line, and tells a failure without its text."""

    def __init__(self, app: ASGIApp, bitacora: Bitacora) -> None:
        self.app, self.bitacora = app, bitacora

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        cliente = scope.get("client")
        peticion = Peticion(secrets.token_hex(8), str(cliente[0]) if cliente else "", bitacora=self.bitacora)
        pedidas.poner(scope, peticion)
        ficha = pedidas.ACTUAL.set(peticion)
        inicio, estado = time.perf_counter(), 0

        async def enviar(mensaje: Message) -> None:
            nonlocal estado
            if mensaje["type"] == "http.response.start":
                estado = mensaje["status"]
                mensaje = {**mensaje, "headers": [*mensaje.get("headers", ()), (b"x-request-id", peticion.id.encode())]}
            await send(mensaje)

        try:
            await self.app(scope, receive, enviar)
        except Exception:  # the server's outermost boundary: the reader gets a number, the log what happened
            logging.getLogger(__name__).exception("falló una petición")
            if not estado:
                await _falla(scope, peticion)(scope, receive, enviar)
        finally:
            self._anotar(scope, peticion, estado, inicio)
            pedidas.ACTUAL.reset(ficha)

    @staticmethod
    def _anotar(scope: Scope, peticion: Peticion, estado: int, inicio: float) -> None:
        if not _PETICIONES.isEnabledFor(logging.INFO):
            return
        datos = {
            "metodo": scope["method"],
            "ruta": ruta_llana(scope["path"]),
            "estado": estado,
            "ms": round((time.perf_counter() - inicio) * 1000, 1),
            "direccion": peticion.direccion,
        }
        de = f" {peticion.usuario}" if peticion.usuario else ""
        texto = "{metodo} {ruta} {estado} {ms} ms {direccion}".format(**datos)
        _PETICIONES.info("%s%s", texto, de, extra={"poa": datos})


def ruta_llana(ruta: str) -> str:
    """A path as the log has it: on one line, cut, without anybody's session."""
    return _PROPIO.sub(r"\1…", _RAROS.sub("\ufffd", ruta))[:200]


def _falla(scope: Scope, peticion: Peticion) -> ASGIApp:
    mensaje = f"Falla interna; quedó anotada en el registro con el número {peticion.id}."
    if "text/html" in dict(scope["headers"]).get(b"accept", b"").decode("latin-1"):
        return PlainTextResponse(mensaje, status_code=500)
    return JSONResponse({"error": mensaje, "detail": mensaje}, status_code=500)
