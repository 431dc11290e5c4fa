"""A document → one HTML page that stands alone: no script runs, nothing is fetched, every text is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from assistant.exporta.cuadros import Cuadro
from assistant.exporta.paquete import firme
from assistant.exporta.pliego import Pliego, Seccion, trozos
from assistant.exporta.svg import svg_de

#: The element that holds the data: a block of JSON, which no browser runs.
DATOS = "poa-datos"
_ESTILO = """
:root{--tinta:#1f3a4d;--tenue:#5b6b75}
body{font:16px/1.6 system-ui,"Segoe UI",Calibri,Arial,sans-serif;color:#22303a;max-width:52rem;margin:2.5rem auto;padding:0 1.25rem}
h1,h2,h3{color:var(--tinta);line-height:1.25}h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.25rem;margin-top:2.2rem}h3{font-size:1rem;margin:1.6rem 0 .5rem}
.fuente{color:var(--tenue);font-size:.9rem;border-bottom:2px solid var(--tinta);padding-bottom:.7rem}
.texto{text-align:justify;hyphens:auto}sup{line-height:0;font-size:.7em}sup a{text-decoration:none;padding:0 .1em}
table{border-collapse:collapse;width:100%;font-size:.8rem}th{background:var(--tinta);color:#fff;font-weight:600}th,td{border:1px solid #c3cdd3;padding:.25rem .45rem;text-align:left;vertical-align:top}
tbody tr:nth-child(even){background:#f3f6f8}td.n{text-align:right;white-space:nowrap}
svg{width:100%;height:auto;font:11px system-ui,Arial,sans-serif;fill:#3c4a52}svg .v{fill:#fff}svg .g{stroke:#c3cdd3;stroke-dasharray:4 3}svg .e{stroke:#98a4ab}
.notas{font-size:.8rem;color:#3c4a52}nav ol{padding-left:1.4rem}
@media print{body{max-width:none;margin:0}section.parte{break-before:page}thead{display:table-header-group}tr{break-inside:avoid}}
"""


def escribir(ruta: Path, pliego: Pliego) -> None:
    """Write the page, in UTF-8 with LF."""
    ruta.write_bytes("".join(_pagina(pliego)).encode("utf-8", "replace"))


def _pagina(p: Pliego) -> Iterator[str]:
    notas: list[str] = []
    yield (
        '<!DOCTYPE html>\n<html lang="es-MX">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        f"<title>{escape(p.titulo)}</title>\n<style>{_ESTILO}</style>\n</head>\n<body>\n<h1>{escape(p.titulo)}</h1>\n"
    )
    if p.subtitulo:
        yield f'<p class="fuente">{escape(p.subtitulo)}</p>\n'
    if p.indice:
        yield "<nav>\n<h2>Contenido</h2>\n<ol>\n"
        yield from (f'<li><a href="#seccion-{n}">{escape(s.titulo)}</a></li>\n' for n, s in enumerate(p.secciones, start=1))
        yield "</ol>\n</nav>\n"
    for n, s in enumerate(p.secciones, start=1):
        yield f'<section id="seccion-{n}"{" class=" + chr(34) + "parte" + chr(34) if p.indice else ""}>\n'
        yield from _seccion(s, notas)
        yield "</section>\n"
    yield '<section class="notas">\n<h2>Notas</h2>\n<ol>\n'
    yield from (f'<li id="nota-{n}">{escape(nota)} <a href="#ref-{n}" aria-label="Volver al texto">↩</a></li>\n' for n, nota in enumerate(notas, start=1))
    datos = json.dumps(list(p.datos), ensure_ascii=False, sort_keys=True, default=str)
    yield f'</ol>\n</section>\n<script type="application/json" id="{DATOS}">{datos.replace("<", chr(92) + "u003c")}</script>\n</body>\n</html>\n'


def _seccion(s: Seccion, notas: list[str]) -> Iterator[str]:
    if s.titulo:
        yield f"<h2>{escape(s.titulo)}</h2>\n"
    for parrafo in s.parrafos:
        yield '<p class="texto">'
        for texto, grupo in trozos(parrafo):
            yield escape(firme(texto), quote=False)
            if grupo:
                notas.append(s.nota(grupo))
                n = len(notas)
                yield f'<sup id="ref-{n}"><a href="#nota-{n}">{n}</a></sup>'
        yield "</p>\n"
    if s.grafica is not None:
        yield f"<h3>{escape(s.grafica.titulo)}</h3>\n<figure>{svg_de(s.grafica)}</figure>\n"
    if s.cuadro is not None:
        yield f"<h3>{escape(s.cuadro.titulo)}</h3>\n"
        yield from _tabla(s.cuadro)


def _tabla(c: Cuadro) -> Iterator[str]:
    yield "<table>\n<thead><tr>" + "".join(f'<th scope="col">{escape(x)}</th>' for x in c.encabezados) + "</tr></thead>\n<tbody>\n"
    for f in c.filas:
        celdas = (f"<td{' class=' + chr(34) + 'n' + chr(34) if j in c.numericas else ''}>{escape(firme(x))}</td>" for j, x in enumerate(f))
        yield f"<tr>{''.join(celdas)}</tr>\n"
    yield "</tbody>\n</table>\n"
