"""Web pages: spans in the heading, a layout table around everything, named entities, or what pandas writes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.entities import codepoint2name

from bench.reportes.disposiciones import Celda, Disposicion, Fila, Tabla
from bench.reportes.modelo import Forma, Reporte
from bench.reportes.texto import ROLES, cabecera, filas_de, titulos


def _entidades(texto: str) -> str:
    """Every letter beyond ASCII as a named or numbered entity."""
    return "".join(c if c.isascii() else f"&{codepoint2name.get(ord(c), f'#{ord(c)}')};" for c in escape(texto))


def _celda(c: Celda, marca: str, limpio: Callable[[str], str]) -> str:
    columnas = f' colspan="{c.columnas}"' if c.columnas > 1 else ""
    filas = f' rowspan="{c.filas}"' if c.filas > 1 else ""
    return f"<{marca}{columnas}{filas}>{limpio(c.texto)}</{marca}>"


def _filas(filas: tuple[Fila, ...], marca: str, limpio: Callable[[str], str]) -> str:
    return "\n".join("<tr>" + "".join(_celda(c, marca, limpio) for c in fila if c is not None) + "</tr>" for fila in filas)


def _tabla(t: Tabla, limpio: Callable[[str], str]) -> str:
    arriba, abajo = _filas(t.encabezado, "th", limpio), _filas(t.filas, "td", limpio)
    return f'<table border="1"><thead>{arriba}</thead>\n<tbody>{abajo}</tbody></table>'


def _por_span(f: Forma, d: Disposicion) -> str:
    """Paragraphs and a table with th, rowspan and colspan."""
    partes = [f"<h2>{escape(t)}</h2>" for t in titulos(f)]
    partes += ["<table>" + "".join(f"<tr><td>{escape(x)}</td><td>{y}</td><td>{escape(z)}</td></tr>" for x, y, z in cabecera(f))]
    partes += ["</table>", f"<p>FECHA: {f.fecha}</p>", _tabla(d.tabla(f), escape)]
    partes += [f"<p>{ROLES[i]}</p><p>{cargo}</p><p>{nombre}</p>" for i, (cargo, nombre) in enumerate(f.firmas)]
    return "\n".join(partes)


def _anidada(f: Forma, d: Disposicion) -> str:
    """A layout table around the form, td alone, entities, line breaks in the source."""
    arriba = "<br/>\n".join(f"<b>{_entidades(t)}</b>" for t in titulos(f))
    rotulos = "".join(f"<div>{_entidades(x)} {y} {_entidades(z)}</div>\n" for x, y, z in cabecera(f))
    t = d.tabla(f)
    tabla = f"<table>{_filas((*t.encabezado, *t.filas), 'td', _entidades)}</table>"
    firmas = [[_entidades(x) for x in (ROLES[i], c, n)] for i, (c, n) in enumerate(f.firmas)]
    pie = "".join("<tr>" + "".join(f"<td>{x}</td>" for x in fila) + "</tr>" for fila in zip(*firmas, strict=True))
    return (
        f'<table width="100%"><tr><td align="center">{arriba}</td></tr><tr><td>{rotulos}<div>FECHA: {f.fecha}</div></td></tr>'
        f"<tr><td>{tabla}</td></tr><tr><td><table>{pie}</table></td></tr></table>"
    )


def _pandas(f: Forma, d: Disposicion) -> str:
    """A table without merged cells, its heading rows among the data, as ``DataFrame.to_html`` writes it."""
    import pandas as pd

    tabla = pd.DataFrame(filas_de(d.tabla(f))).to_html(index=False, header=False)
    arriba = "\n".join(f"<p>{escape(' '.join(x).strip())}</p>" for x in (*((t,) for t in titulos(f)), *cabecera(f)))
    abajo = "\n".join(f"<p>{ROLES[i]}<br>{cargo}<br>{nombre}</p>" for i, (cargo, nombre) in enumerate(f.firmas))
    return f"{arriba}\n<p>FECHA: {f.fecha}</p>\n{tabla}\n{abajo}"


VARIANTES: dict[str, tuple[str, Callable[[Forma, Disposicion], str], str]] = {
    "span": (".html", _por_span, "utf-8"),
    "anidada": (".htm", _anidada, "iso-8859-1"),
    "pandas": (".html", _pandas, "utf-8"),
}


def escribir(r: Reporte, d: Disposicion, variante: str = "span") -> bytes:
    """A page's bytes."""
    _, forma, codificacion = VARIANTES[variante]
    cuerpo = "\n<hr>\n".join(forma(f, d) for f in r.formas)
    return (
        f'<!DOCTYPE html><html lang="es"><head><meta charset="{codificacion}"><title>POA</title>'
        f"<style>td {{ border: 1px solid }}</style></head><body>\n{cuerpo}\n</body></html>"
    ).encode(codificacion)
