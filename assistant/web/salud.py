"""``/healthz``: whether the server can do its work, for whoever watches it. It says nothing of what is loaded or where."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response

from assistant.web import tema
from assistant.web.acceso import Acceso
from assistant.web.cargado import Vista

#: Seconds that a finding is given again: asking often costs nothing.
_VALE = 2.0

_registro = logging.getLogger(__name__)


@dataclass
class Salud:
    """Looks at the store, the vectors and the accounts."""

    vista: Vista
    acceso: Acceso
    _hallada: tuple[float, dict[str, Any]] = (0.0, {})
    _candado: threading.Lock = field(default_factory=threading.Lock)

    def responder(self) -> Response:
        """200 where questions can be answered, 503 where not."""
        with self._candado:
            cuando, dicho = self._hallada
            if not dicho or time.monotonic() - cuando > _VALE:
                dicho = self._mirar()
                self._hallada = (time.monotonic(), dicho)
        estado = 503 if dicho["estado"] == "mal" else 200
        return JSONResponse(dicho, status_code=estado, headers={"Cache-Control": "no-store"})

    def _mirar(self) -> dict[str, Any]:
        almacen, vectores, cuentas = self._almacen(), self._vectores(), self._cuentas()
        mal = almacen != "legible" or cuentas == "ilegibles"
        peor = "mal" if mal else "degradado" if vectores == "con aviso" else "bien"
        return {"estado": peor, "almacen": almacen, "vectores": vectores, "cuentas": cuentas, "version": tema.VERSION}

    def _almacen(self) -> str:
        try:
            self.vista.version()
        except Exception:  # whatever keeps the store from being read is what is asked for here
            _registro.exception("el almacén no se puede leer")
            return "ilegible"
        return "legible"

    def _vectores(self) -> str:
        buscador = self.vista.asistente.buscador
        return "sin usar" if not buscador.abierto else "con aviso" if buscador.aviso else "en uso"

    def _cuentas(self) -> str:
        cuentas = self.acceso.cuentas
        if cuentas is None:
            return "sin cuentas"
        return "en uso" if cuentas.vigentes() and not cuentas.error else "ilegibles"
