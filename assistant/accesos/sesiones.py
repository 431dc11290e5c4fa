"""Sessions of the served page: a random name in a cookie, everything else here, in memory.

The cookie's 256 random bits say nothing and can't be made up, so there is nothing to sign; what is kept is their hash. A
session ends when it is closed, after too long without a request, after a day's work in all, and when its account is gone
or has another password. They end with the server, too: people log in again.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.accesos.claves import huella
from assistant.accesos.cuentas import Cuenta, Cuentas

#: Sessions that one account may have open; the oldest gives way.
POR_CUENTA = 20


@dataclass(slots=True)
class Sesion:
    """One open session."""

    nombre: str
    #: The password's hash at log-in: with another password, the session is over.
    clave: str
    abierta: float
    vista: float


@dataclass(slots=True)
class Sesiones:
    """The open sessions. ``ocio`` and ``vida``: seconds without a request, and in all."""

    ocio: float
    vida: float
    reloj: Callable[[], float] = time.monotonic
    _abiertas: OrderedDict[str, Sesion] = field(default_factory=OrderedDict)
    _candado: threading.Lock = field(default_factory=threading.Lock)

    def abrir(self, cuenta: Cuenta) -> str:
        """Open a session; returns what its cookie holds."""
        galleta = secrets.token_urlsafe(32)
        instante = self.reloj()
        with self._candado:
            self._limpiar(instante)
            suyas = [k for k, s in self._abiertas.items() if s.nombre == cuenta.nombre]
            for sobra in suyas[: max(0, len(suyas) - POR_CUENTA + 1)]:
                del self._abiertas[sobra]
            self._abiertas[huella(galleta)] = Sesion(cuenta.nombre, cuenta.clave, instante, instante)
        return galleta

    def cuenta(self, galleta: str, cuentas: Cuentas, renovar: bool = True) -> Cuenta | None:
        """Whose session a cookie is, if it is still open. ``renovar``: somebody is there, not only their open page."""
        llave, instante = huella(galleta), self.reloj()
        with self._candado:
            sesion = self._abiertas.get(llave)
            if sesion is None:
                return None
            cuenta = cuentas.de(sesion.nombre)
            if self._paso(sesion, instante) or cuenta is None or cuenta.clave != sesion.clave:
                del self._abiertas[llave]
                return None
            if renovar:
                sesion.vista = instante
            return cuenta

    def cerrar(self, galleta: str) -> None:
        """End a session."""
        with self._candado:
            self._abiertas.pop(huella(galleta), None)

    def __len__(self) -> int:
        return len(self._abiertas)

    def _paso(self, s: Sesion, instante: float) -> bool:
        return instante - s.vista > self.ocio or instante - s.abierta > self.vida

    def _limpiar(self, instante: float) -> None:
        for llave in [k for k, s in self._abiertas.items() if self._paso(s, instante)]:
            del self._abiertas[llave]
