"""A document → Markdown: notes as footnotes, the table of goals, the data in a comment at the end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.exporta.cuadros import Cuadro
from assistant.exporta.pliego import Pliego, Seccion, trozos

#: The comment that holds the data; "--" may not stand inside.
ABRE, CIERRA = "<!-- poa:datos ", " -->"
_ESPECIALES = re.compile(r"([\\`*_{}\[\]<>#|~!])")


def escribir(ruta: Path, pliego: Pliego) -> None:
    """Write the document, in UTF-8 with LF."""
    ruta.write_bytes(("\n".join(_lineas(pliego)) + "\n").encode("utf-8", "replace"))


def escapar(texto: str) -> str:
    """Text that Markdown takes as it stands."""
    return _ESPECIALES.sub(r"\\\1", " ".join(texto.split()))


def _lineas(pliego: Pliego) -> Iterator[str]:
    notas: list[str] = []
    yield f"# {escapar(pliego.titulo)}"
    yield ""
    if pliego.subtitulo:
        yield from (f"*{escapar(pliego.subtitulo)}*", "")
    if pliego.indice:
        yield from ("## Contenido", "", *(f"{n}. [{escapar(s.titulo)}](#seccion-{n})" for n, s in enumerate(pliego.secciones, start=1)), "")
    for n, s in enumerate(pliego.secciones, start=1):
        if s.titulo:
            yield from ((f'<a id="seccion-{n}"></a>', "") if pliego.indice else ())
            yield from (f"## {escapar(s.titulo)}", "")
        for parrafo in s.parrafos:
            yield from (_parrafo(parrafo, s, notas), "")
        if s.cuadro is not None:
            yield from (f"**{escapar(s.cuadro.titulo)}**", "", *_tabla(s.cuadro), "")
    yield from (f"[^{n}]: {escapar(nota)}" for n, nota in enumerate(notas, start=1))
    datos = json.dumps(list(pliego.datos), ensure_ascii=False, sort_keys=True, default=str).replace("--", "-\\u002d")
    yield from ("", f"{ABRE}{datos}{CIERRA}")


def _parrafo(parrafo: str, s: Seccion, notas: list[str]) -> str:
    partes = []
    for texto, grupo in trozos(parrafo):
        partes.append(escapar(f"|{texto}|")[2:-2])  # the bars keep the blanks at its ends
        if grupo:
            notas.append(s.nota(grupo))
            partes.append(f"[^{len(notas)}]")
    return re.sub(r"^(\d+)\.", r"\1\\.", re.sub(r"^([-+])", r"\\\1", "".join(partes)))


def _tabla(c: Cuadro) -> Iterator[str]:
    yield "| " + " | ".join(escapar(x) for x in c.encabezados) + " |"
    yield "| " + " | ".join("---:" if j in c.numericas else "---" for j in range(len(c.encabezados))) + " |"
    yield from ("| " + " | ".join(escapar(x) for x in f) + " |" for f in c.filas)
