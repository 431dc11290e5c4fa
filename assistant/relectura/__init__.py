"""An exported file read back: what its page shows is held against the data it carries, and both against the store."""

from assistant.relectura.cotejo import revisar
from assistant.relectura.lectores import LECTORES, leer
from assistant.relectura.visible import ArchivoAjeno, Leido, Visible

__all__ = ["LECTORES", "ArchivoAjeno", "Leido", "Visible", "leer", "revisar"]
