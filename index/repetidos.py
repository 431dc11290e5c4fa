"""Two forms of one file that turn out to be one report once their municipality's spellings are told.

A reader puts together (or sets aside) the forms whose identity is the same as printed; "Puerto Claro" and "Puerto Clara"
are two until the store says that one is a slip of the other. The first one stays; which of the two holds is not for us
to say.
"""

from __future__ import annotations

import json

from index.poa import Apartado, Fuente
from index.registros import Registros

_DE_LUGAR = ("linea", "columna", "pagina", "hoja", "celda")


def apartado(r: Registros, municipio: str) -> Apartado:
    """Why a report is set aside, where it stands, and the remedy. ``municipio`` is the spelling of the first one."""
    celda = json.loads(r.celdas).get("unidad", {})
    lugar = str(Fuente(**{k: celda[k] for k in _DE_LUGAR if k in celda}))
    dicho = f", aunque dice «{r.municipio}» donde el otro dice «{municipio}»" if r.municipio != municipio else ""
    return Apartado(
        lugar=lugar,
        motivo=f"Repite el formato de la unidad {r.unidad} al mismo corte, que ya está antes en el archivo{dicho}.",
        remedio="Deje en el archivo un solo formato de la unidad, con todas sus metas y el nombre del municipio correcto, y "
        "vuelva a cargarlo.",
        unidad=r.unidad,
    )
