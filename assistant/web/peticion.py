"""Who asks, carried with each request from the outer wall to whatever it reaches (``scope["poa.peticion"]``)."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from assistant.accesos.bitacora import Accion, Bitacora
from assistant.accesos.frenos import origen

_LLAVE = "poa.peticion"
#: The request that the running code serves, for the log.
ACTUAL: ContextVar[Peticion | None] = ContextVar("peticion", default=None)


@dataclass(slots=True)
class Peticion:
    """One request. ``usuario`` is "" until the door knows it, and where there are no accounts; ``cambia``: whether it may
    load, replace and take out documents; ``de_aqui``: whether they sit at this machine."""

    id: str
    direccion: str = ""
    usuario: str = ""
    papel: str = ""
    cambia: bool = False
    de_aqui: bool = False
    bitacora: Bitacora | None = None

    @property
    def quien(self) -> str:
        """Whose count this is: the account's, or the address's where there are no accounts."""
        return self.usuario or origen(self.direccion)

    def anotar(self, accion: Accion, objeto: str = "", resultado: str = "") -> None:
        """Write into the audit log what this request did."""
        if self.bitacora is not None:
            self.bitacora.anotar(accion, self.usuario, self.direccion, objeto, resultado, self.id)


def poner(scope: MutableMapping[str, Any], peticion: Peticion) -> None:
    """Hang a request's record on its scope."""
    scope[_LLAVE] = peticion


def de(scope: Mapping[str, Any]) -> Peticion:
    """The record of a request; one that may nothing where no wall stood before."""
    hallada = scope.get(_LLAVE)
    return hallada if isinstance(hallada, Peticion) else Peticion("")


def quien_pide(peticion: Any) -> Peticion:
    """The record of the request behind one of Gradio's events (``gr.Request``)."""
    interna = getattr(peticion, "request", None)
    return de(interna.scope) if interna is not None else Peticion("")
