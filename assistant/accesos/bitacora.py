"""The audit log: who came in, failed to, loaded, replaced, took out or exported what. One JSON object a line.

    {"hora": "2026-…Z", "usuario": "rosario", "direccion": "10.0.0.7", "accion": "cargar", "objeto": "informe.pdf",
     "resultado": "loaded", "peticion": "9f2c…"}

It holds no passwords, no cookies, no tokens and no text of a report; texts are cut and on one line, so that nobody
writes a line of their own into it. Readable by its owner only; the last ``ARCHIVOS`` files are kept.
"""

from __future__ import annotations

import json
import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Literal

from assistant.accesos.cuentas import ahora

Accion = Literal[
    "entrar",
    "entrar_fallido",
    "entrar_frenado",
    "ficha_fallida",
    "salir",
    "negado",
    "cargar",
    "sustituir",
    "quitar",
    "exportar",
    "cuenta_agregada",
    "cuenta_quitada",
    "clave_cambiada",
    "papel_cambiado",
    "ficha_creada",
    "ficha_quitada",
]

NOMBRE = "accesos.jsonl"
TAMANO, ARCHIVOS = 5 * 2**20, 10
_LARGO = 300
_RAROS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_registro = logging.getLogger(__name__)


class _Propio(RotatingFileHandler):
    """A rotated file that only its owner reads."""

    def _open(self) -> Any:
        return open(
            self.baseFilename, self.mode, encoding="utf-8", opener=lambda ruta, modo: os.open(ruta, modo, 0o600)
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not stop who is working; that it was not written is said in the program's own log."""
        _registro.error("no se pudo escribir en la bitácora de accesos: %s", record.getMessage())


class Bitacora:
    """The audit log of a data folder. Safe to use from many threads; a file a server process."""

    def __init__(self, carpeta: Path) -> None:
        self.ruta = carpeta / NOMBRE
        self._manejador: _Propio | None = None

    def anotar(
        self, accion: Accion, usuario: str = "", direccion: str = "", objeto: str = "", resultado: str = "", peticion: str = ""
    ) -> None:
        """Write a line. Never raises."""
        linea = {
            "hora": ahora(),
            "usuario": _llano(usuario),
            "direccion": _llano(direccion),
            "accion": accion,
            "objeto": _llano(objeto),
            "resultado": _llano(resultado),
            "peticion": peticion,
        }
        texto = json.dumps(linea, ensure_ascii=False)
        try:
            manejador = self._abrir()
        except OSError:
            _registro.error("no se pudo abrir la bitácora de accesos: %s", texto)
            return
        manejador.handle(logging.LogRecord("accesos", logging.INFO, "", 0, "%s", (texto,), None))

    def _abrir(self) -> _Propio:
        if self._manejador is None:
            self.ruta.parent.mkdir(parents=True, exist_ok=True)
            self._manejador = _Propio(self.ruta, maxBytes=TAMANO, backupCount=ARCHIVOS - 1, encoding="utf-8", delay=True)
        return self._manejador

    def cerrar(self) -> None:
        """Close its file."""
        if self._manejador is not None:
            self._manejador.close()
            self._manejador = None


def _llano(texto: str) -> str:
    return _RAROS.sub("\ufffd", texto)[:_LARGO]
