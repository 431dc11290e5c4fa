"""Every format with its variants, under one call."""

from __future__ import annotations

from bench.reportes import docx, html, imagen, pdf, texto, xlsx
from bench.reportes.disposiciones import DISPOSICIONES
from bench.reportes.modelo import Reporte

_MODULOS = {"texto": texto, "xlsx": xlsx, "docx": docx, "html": html, "pdf": pdf, "imagen": imagen}
#: Variants that hold no table: they have one layout of their own.
SIN_TABLA = frozenset({("texto", v) for v in texto.VARIANTES if v.startswith("bloques")})


def variantes() -> list[tuple[str, str]]:
    """(format, variant), in the order of the modules."""
    return [(formato, v) for formato, modulo in _MODULOS.items() for v in modulo.VARIANTES]


def escribir(reporte: Reporte, formato: str, variante: str, disposicion: str) -> tuple[str, bytes]:
    """The name and the bytes of a report's file."""
    modulo = _MODULOS[formato]
    sufijo = modulo.VARIANTES[variante][0]
    contenido = modulo.escribir(reporte, DISPOSICIONES[disposicion], variante)
    return f"{reporte.nombre}.{formato}.{variante}.{disposicion}{sufijo}", contenido
