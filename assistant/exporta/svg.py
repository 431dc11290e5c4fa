"""A chart as inline SVG, for the page that stands alone."""

from __future__ import annotations

from assistant.exporta.cuadros import Grafica
from assistant.exporta.docx_grafica import COLORES
from assistant.exporta.paquete import atributo, xml

_ANCHO = 720


def svg_de(g: Grafica) -> str:
    """Lying stacked bars for counts, standing bars for percentages."""
    cuerpo, alto = _apiladas(g) if g.apilada else _columnas(g)
    return f'<svg viewBox="0 0 {_ANCHO} {alto}" role="img" aria-label={atributo(g.titulo)} xmlns="http://www.w3.org/2000/svg">{cuerpo}</svg>'


def _color(nombre: str, apilada: bool) -> str:
    return "#" + ({"Cumplidas": COLORES[0], "No cumplidas": COLORES[1]}.get(nombre, COLORES[2]) if apilada else COLORES[0])


def _apiladas(g: Grafica) -> tuple[str, int]:
    izquierda, paso, barra = 300, 26, 17
    totales = [sum(v[i] or 0 for _, v in g.series) for i in range(len(g.categorias))]
    escala = (_ANCHO - izquierda - 20) / (max(totales) or 1)
    partes = []
    for i, categoria in enumerate(g.categorias):
        y, x = 6 + i * paso, float(izquierda)
        visible = categoria if len(categoria) <= 46 else categoria[:45].rstrip() + "…"
        partes.append(f'<text x="{izquierda - 8}" y="{y + 13}" text-anchor="end">{xml(visible)}</text>')
        for nombre, valores in g.series:
            v = valores[i] or 0
            if v:
                partes.append(f'<rect x="{x:.1f}" y="{y}" width="{v * escala:.1f}" height="{barra}" fill="{_color(nombre, True)}"><title>{xml(nombre)}: {v:g}</title></rect>')
                partes.append(f'<text class="v" x="{x + v * escala / 2:.1f}" y="{y + 13}" text-anchor="middle">{v:g}</text>')
                x += v * escala
    y = 12 + len(g.categorias) * paso
    for k, (nombre, _) in enumerate(g.series):
        partes.append(f'<rect x="{izquierda + k * 130}" y="{y}" width="10" height="10" fill="{_color(nombre, True)}"/><text x="{izquierda + 15 + k * 130}" y="{y + 9}">{xml(nombre)}</text>')
    return "".join(partes), y + 20


def _columnas(g: Grafica) -> tuple[str, int]:
    alto, pie = 220, 190
    nombre, valores = g.series[0]
    tope = max([100.0, *(v for v in valores if v is not None)]) * 1.08
    paso = (_ANCHO - 50) / len(g.categorias)
    y100 = pie - 100 / tope * (pie - 16)
    partes = [f'<line x1="40" y1="{y100:.1f}" x2="{_ANCHO}" y2="{y100:.1f}" class="g"/><text x="34" y="{y100 + 4:.1f}" text-anchor="end">100</text>']
    for i, (categoria, v) in enumerate(zip(g.categorias, valores, strict=True)):
        x, h = 45 + i * paso, (v or 0) / tope * (pie - 16)
        if v is not None:
            partes.append(f'<rect x="{x + paso * 0.18:.1f}" y="{pie - h:.1f}" width="{paso * 0.64:.1f}" height="{h:.1f}" fill="{_color(nombre, False)}"/>')
            partes.append(f'<text x="{x + paso / 2:.1f}" y="{pie - h - 4:.1f}" text-anchor="middle">{v:.1f}</text>')
        partes.append(f'<text x="{x + paso / 2:.1f}" y="{pie + 16}" text-anchor="middle">{xml(categoria.removeprefix("Meta ") if len(g.categorias) > 10 else categoria)}</text>')
    return "".join(partes) + f'<line x1="40" y1="{pie}" x2="{_ANCHO}" y2="{pie}" class="e"/>', alto
