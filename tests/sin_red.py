"""The whole suite with the network closed: whatever reaches beyond this machine is refused, and fails its test.

For the processes that tests start, run the suite where there is no network at all: ``unshare --net`` (docs/reliability.md).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

#: What was tried and refused since the last test began.
INTENTOS: list[str] = []

_conectar, _conectar_ex, _enviar, _resolver = (
    socket.socket.connect,
    socket.socket.connect_ex,
    socket.socket.sendto,
    socket.getaddrinfo,
)


class RedCerrada(OSError):
    """A test reached for the network."""


def es_de_aqui(anfitrion: object) -> bool:
    """Whether a host is this machine: no name at all, its own name or a loopback address."""
    nombre = anfitrion.decode("ascii", "replace") if isinstance(anfitrion, bytes) else anfitrion
    if not isinstance(nombre, str) or nombre in ("", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(nombre.partition("%")[0]).is_loopback
    except ValueError:
        return nombre.endswith(".localhost")


def _exigir(anfitrion: object) -> None:
    if not es_de_aqui(anfitrion):
        INTENTOS.append(str(anfitrion))
        raise RedCerrada(f"las pruebas no salen de esta máquina, y esta quiso ir a {anfitrion}")


def _por_direccion(original: Any, cual: int) -> Any:
    def cerrada(self: socket.socket, *args: Any) -> Any:
        direccion = args[cual]
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(direccion, tuple):
            _exigir(direccion[0])
        return original(self, *args)

    return cerrada


def _getaddrinfo(host: Any, *args: Any, **kw: Any) -> Any:
    _exigir(host)
    return _resolver(host, *args, **kw)


def pytest_configure() -> None:
    """Close it."""
    socket.socket.connect = _por_direccion(_conectar, 0)  # type: ignore[method-assign]
    socket.socket.connect_ex = _por_direccion(_conectar_ex, 0)  # type: ignore[method-assign]
    socket.socket.sendto = _por_direccion(_enviar, -1)  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = _getaddrinfo


def pytest_unconfigure() -> None:
    """Open it again."""
    socket.socket.connect = _conectar  # type: ignore[method-assign]
    socket.socket.connect_ex = _conectar_ex  # type: ignore[method-assign]
    socket.socket.sendto = _enviar  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = _resolver


@pytest.fixture(autouse=True)
def _sin_red() -> Iterator[None]:
    """A test whose code swallows the refusal fails all the same."""
    INTENTOS.clear()
    yield
    assert not INTENTOS, f"quiso salir a la red: {', '.join(INTENTOS)}"
