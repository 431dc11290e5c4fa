"""Text → HTML that can't be anything but text, and answers → HTML with their markers as links.

Every piece that comes from a report, a question or a file name passes ``texto``: its ASCII punctuation becomes
numeric entities, which HTML, Markdown, LaTeX and templates all read as plain characters and never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection

#: Controls, and the marks that reverse the reading direction: they could make a quotation look like another.
_INVISIBLES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
#: ASCII that could be markup somewhere, as entities.
_ENTIDADES = {n: f"&#{n};" for n in range(0x80) if chr(n) not in " ,;" and not chr(n).isalnum()}
_SUSTITUTOS = re.compile("[\ud800-\udfff]")

_CITADO = re.compile(r"(«[^»]*»)")
_MARCA = re.compile(r"\[(\d{1,6}(?:, ?\d{1,6})*)\]")
_NEGRITA = re.compile(r"\*\*(.+?)\*\*")


def texto(valor: object) -> str:
    """Any value as inert HTML text, on one line; None is "". Line breaks become spaces."""
    if valor is None:
        return ""
    limpio = _INVISIBLES.sub("\ufffd", _SUSTITUTOS.sub("\ufffd", " ".join(str(valor).split("\n"))))
    return limpio.translate(_ENTIDADES)


def con_saltos(valor: object) -> str:
    """As ``texto``, with its line breaks kept as ``<br>``."""
    return "<br>".join(texto(r) for r in str(valor or "").splitlines())


def enlace(turno: int, n: int, visible: str, clase: str = "cita", titulo: str = "") -> str:
    """A link that the page opens as a citation. ``visible`` and ``titulo`` are plain text."""
    nombre = f' title="{texto(titulo)}"' if titulo else ""
    return f'<a class="{clase}" href="#cita-{turno}-{n}"{nombre}>{texto(visible)}</a>'


def respuesta(cuerpo: str, turno: int, citas: Collection[int]) -> str:
    """An answer's text as HTML. Its own marks are **bold**, "- " bullets and [n] of an existing citation; all else is
    text, and inside «quotations» everything is."""
    salida: list[str] = []
    en_lista = False
    for renglon in cuerpo.splitlines():
        if not renglon.strip():
            continue
        punto = renglon.startswith("- ")
        if punto != en_lista:
            salida.append("<ul>" if punto else "</ul>")
            en_lista = punto
        dentro = _renglon(renglon[2:] if punto else renglon, turno, citas)
        salida.append(f"<li>{dentro}</li>" if punto else f"<p>{dentro}</p>")
    return "".join(salida) + ("</ul>" if en_lista else "")


def _renglon(renglon: str, turno: int, citas: Collection[int]) -> str:
    partes = _CITADO.split(renglon)
    return "".join(
        f'<span class="verbatim">{texto(p)}</span>' if i % 2 else _propio(p, turno, citas) for i, p in enumerate(partes)
    )


def _propio(parte: str, turno: int, citas: Collection[int]) -> str:
    """Bold and markers of our own words."""
    salida, fin = [], 0
    for m in _NEGRITA.finditer(parte):
        salida += [
            _marcas(parte[fin : m.start()], turno, citas),
            f"<strong>{_marcas(m.group(1), turno, citas)}</strong>",
        ]
        fin = m.end()
    return "".join([*salida, _marcas(parte[fin:], turno, citas)])


def _marcas(parte: str, turno: int, citas: Collection[int]) -> str:
    salida, fin = [], 0
    for m in _MARCA.finditer(parte):
        numeros = [int(n) for n in m.group(1).split(",")]
        if not all(n in citas for n in numeros):
            continue
        enlaces = "".join(enlace(turno, n, str(n), titulo=f"Ver la fuente {n}") for n in numeros)
        salida += [texto(parte[fin : m.start()]).rstrip(" "), f'<span class="citas">{enlaces}</span>']
        fin = m.end()
    return "".join([*salida, texto(parte[fin:])])
