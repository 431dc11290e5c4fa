"""Reproducible zip packages and safe XML: the same parts, the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr  # nosec B406  # they write, nothing is parsed

#: The first moment a zip can tell: a file's own date would make each export differ.
_FECHA = (1980, 1, 1, 0, 0, 0)
#: Characters that XML 1.0 cannot hold, and lone surrogates.
_PROHIBIDOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml(texto: object) -> str:
    """Text for an XML element."""
    return escape(_PROHIBIDOS.sub("\ufffd", str(texto)))


def firme(texto: str) -> str:
    """A figure and its percent sign kept on one line, by a no-break space."""
    return re.sub(r"(?<=\d) %", "\u00a0%", texto)


def atributo(texto: object) -> str:
    """Text for an XML attribute, with its quotes."""
    return quoteattr(_PROHIBIDOS.sub("\ufffd", str(texto)))


def empaquetar(ruta: Path, partes: Iterable[tuple[str, str | bytes]]) -> None:
    """Write a package: parts in their order, all dated alike."""
    with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as z:
        for nombre, contenido in partes:
            info = zipfile.ZipInfo(nombre, _FECHA)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            z.writestr(info, contenido.encode("utf-8") if isinstance(contenido, str) else contenido)
