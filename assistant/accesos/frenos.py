"""Log-ins slowed down: so many wrong passwords, then a wait.

Three counts, all of failures: of an account from one address (somebody guesses it), of an address (somebody tries many
accounts), of an account from anywhere (many machines guess it). The first is tight; the last is loose, or anybody could
keep an account's owner out. Who is already in stays in.
"""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


def origen(direccion: str) -> str:
    """The address that is counted: an IPv6 network's /64, for whoever has one has all of it."""
    try:
        ip = ipaddress.ip_address(direccion)
    except ValueError:
        return direccion[:64]
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))


@dataclass(slots=True)
class Frenos:
    """Failed log-ins, counted."""

    de_cuenta_y_origen: RateLimitItem = field(default_factory=lambda: parse("5 per 15 minutes"))
    de_origen: RateLimitItem = field(default_factory=lambda: parse("20 per 15 minutes"))
    de_cuenta: RateLimitItem = field(default_factory=lambda: parse("100 per hour"))
    _ventana: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def _cuentas(self, nombre: str, direccion: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
        de = origen(direccion)
        return [
            (self.de_cuenta_y_origen, ("ambos", nombre, de)),
            (self.de_origen, ("origen", de)),
            (self.de_cuenta, ("cuenta", nombre)),
        ]

    def espera(self, nombre: str, direccion: str) -> int:
        """Seconds until another attempt is heard; 0: now."""
        llenas = [(i, k) for i, k in self._cuentas(nombre, direccion) if not self._ventana.test(i, *k)]
        if not llenas:
            return 0
        hasta = max(self._ventana.get_window_stats(i, *k).reset_time for i, k in llenas)
        return max(1, math.ceil(hasta - time.time()))

    def fallo(self, nombre: str, direccion: str) -> None:
        """Count a wrong password."""
        for item, llave in self._cuentas(nombre, direccion):
            self._ventana.hit(item, *llave)

    def acierto(self, nombre: str, direccion: str) -> None:
        """Forget what an account's owner mistyped; the address keeps its count."""
        item, llave = self._cuentas(nombre, direccion)[0]
        self._ventana.clear(item, *llave)
