"""What a form prints around its goals and no goal says: the number of a page or of a card, the form's own key."""

from __future__ import annotations

import re

from index.readers.hoja import Renglon
from index.textos import plegar

#: "Página 2", "Hoja 1 de 3"; a card's or a form's only with how many there are: "Ficha 4 de 9".
_FOLIO = (
    r"(?:pagina|pag\.?|hoja|lamina|foja|folio)\s*(?:no\.?\s*)?\d+(?:\s*(?:de|/)\s*\d+)?"
    r"|(?:ficha|cedula|tarjeta|formato|cuadro|registro|anexo)\s*(?:no\.?\s*)?\d+\s*(?:de|/)\s*\d+"
)
_FOLIOS = re.compile(_FOLIO)
_MOBILIARIO = re.compile(
    rf"{_FOLIO}|\d+\s*(?:de|/)\s*\d+|[-–]?\s*\d{{1,3}}\s*[-–]"
    r"|[a-z]{2,5} ?[-–] ?[a-z]{0,3}\d{0,4}[a-z0-9]{0,4}|continua(?:cion)?\W*"
)
#: It is no longer than this.
_MAX_LETRAS = 60


def es_folio(renglon: Renglon) -> bool:
    """Whether a row is nothing but the number of its page or card."""
    return _es(renglon, _FOLIOS)


def es_mobiliario(renglon: Renglon) -> bool:
    """Whether a row among those of a table is none of it: such a number, bare as well, or the form's key."""
    return _es(renglon, _MOBILIARIO)


def _es(renglon: Renglon, patron: re.Pattern[str]) -> bool:
    llenas = renglon.llenas()
    if len(llenas) != 1 or len(llenas[0][1].texto) > _MAX_LETRAS:
        return False
    return bool(patron.fullmatch(plegar(llenas[0][1].texto).rstrip(" .")))
