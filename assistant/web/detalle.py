"""What stands under the conversation: the open answer's rows as a table, and how it was obtained; both fold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.web import filas
from assistant.web.charla import Turno
from assistant.web.como import como
from assistant.web.seguro import texto
from assistant.wording import nombre_propio, plural


def html(t: Turno | None) -> str:
    """A turn's table and how it was obtained, as HTML; "" where there is neither."""
    salida: Mapping[str, Any] | None = t.salida if t else None
    if salida is None:
        return ""
    metas = salida["rows"]
    titulo = f"Tabla: {len(metas):,} {plural(len(metas), 'meta', 'metas')}"
    partes = [_cuadro("tabla", titulo, filas.tabla(metas, nombre_propio), abierto=True)] if metas else []
    if salida["sql"] or salida.get("understood"):
        partes.append(_cuadro("como", "Cómo se obtuvo", como(t), abierto=False))
    return "".join(partes)


def _cuadro(nombre: str, titulo: str, cuerpo: str, abierto: bool) -> str:
    """A folding part. ``pagina.js`` keeps it as the reader left it."""
    marca = ' open=""' if abierto else ""
    return f'<details class="cuadro" id="{nombre}"{marca}><summary>{texto(titulo)}</summary>{cuerpo}</details>'
