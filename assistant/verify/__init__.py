"""An answer against the store. Knows nothing of how it was written: only text, figures, citations, rows and SQL.

Every figure of the text must be the next one listed and follow from its citations; every other number must name a
goal, unit, year or date that its line cites or that the plan asks; every quotation must stand in a cell that its
marker cites; every citation must stand where it says; every row must be the store's; every set must count the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.verify import citas, figuras, rechazos, texto
from assistant.verify.respuesta import Respuesta

if TYPE_CHECKING:
    from assistant.execute import Lector
    from assistant.link import Vocabulario

__all__ = ["verificar"]


def verificar(respuesta: Mapping[str, Any], lector: Lector, voc: Vocabulario, *, a_fondo: bool = True) -> list[str]:
    """What does not check, one line each in Spanish; [] when all of it does.

    ``a_fondo``: every set is counted again, goal by goal. Else, while somebody waits for the answer, those over the causes
    or lines of everything are held against the kept counts (``Lector.guardados``); all others are counted all the same.
    """
    if respuesta.get("status") != "answered":
        return rechazos.faltas(respuesta)
    r = Respuesta(respuesta, lector, voc, a_fondo=a_fondo)
    return list(dict.fromkeys(f for revisar in (citas.faltas, citas.de_filas, figuras.faltas, texto.faltas) for f in revisar(r)))
