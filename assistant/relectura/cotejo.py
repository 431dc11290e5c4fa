"""An exported file held against its data and the store.

The text, the notes, the table and the chart are taken from what a reader sees; only citations and rows come from the
embedded data, and these are checked against the store. So a figure, a name, a quotation or a note changed in the file is
found, whatever the embedded data say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING

from assistant.exporta.cuadros import Cuadro, Grafica
from assistant.exporta.pliego import Pliego, Seccion, pliego_de, trozos
from assistant.exporta.svg import svg_de
from assistant.relectura.visible import LLAMADA, Leido, Visible, llano
from assistant.resumen.revisar import con_oraciones, es_resumen, verificar_resumen
from assistant.verify import verificar

if TYPE_CHECKING:
    from assistant.execute import Lector
    from assistant.link import Vocabulario

def revisar(leido: Leido, lector: Lector, voc: Vocabulario) -> list[tuple[str, list[str]]]:
    """For each section, its title and what does not check."""
    pliego = pliego_de(leido.datos, indice=len(leido.datos) > 1)
    if len(leido.secciones) != len(pliego.secciones):
        return [(leido.titulo, [f"El archivo muestra {len(leido.secciones)} apartados y trae los datos de {len(pliego.secciones)}."])]
    salida = []
    for visible, esperada in zip(leido.secciones, pliego.secciones, strict=True):
        problemas = [
            *_texto(visible, esperada, leido.notas, lector, voc), *_cuadro(visible.cuadro, esperada.cuadro),
            *_grafica(visible.grafica, esperada.grafica), *_dibujo(visible.dibujo, esperada.grafica), *_titulo(visible.titulo, esperada.titulo),
        ]  # fmt: skip
        salida.append((visible.titulo, list(dict.fromkeys(problemas))))
    salida[0][1].extend(_documento(leido, pliego))
    return salida


def _documento(leido: Leido, pliego: Pliego) -> Iterable[str]:
    """What stands outside of the sections: the title, the source, the queries of the annex."""
    if len(leido.datos) == 1:
        yield from _titulo(leido.titulo, pliego.titulo)
    if llano(leido.subtitulo) != llano(pliego.subtitulo):
        yield f"La fuente dice «{leido.subtitulo[:60]}» y es «{pliego.subtitulo[:60]}»."
    if leido.consultas is not None and leido.consultas != [llano(c) for c in pliego.consultas]:
        yield "Las consultas del anexo no son las de los conteos."


def _texto(visible: Visible, esperada: Seccion, notas: Mapping[str, str], lector: Lector, voc: Vocabulario) -> Iterable[str]:
    grupos = {llano(esperada.nota(g)): g for p in esperada.parrafos for _, g in trozos(p) if g}
    faltas: list[str] = []

    def marca(m: re.Match[str]) -> str:
        dicha = llano(notas.get(m.group(1), ""))
        if dicha not in grupos:
            faltas.append(f"La nota «{dicha[:70]}…» no es la de ninguna cita del texto.")
            return ""
        return f" [{', '.join(map(str, grupos[dicha]))}]"

    datos = esperada.datos
    parrafos = [llano(LLAMADA.sub(marca, p)) for p in visible.parrafos if p.strip()]
    yield from faltas
    if datos.get("status") != "answered":
        return
    texto = ("\n\n" if es_resumen(datos) else "\n").join(parrafos)
    if not es_resumen(datos):
        yield from verificar({**datos, "answer": texto}, lector, voc)
    elif parrafos == [llano(p) for p in esperada.parrafos]:
        yield from verificar_resumen(datos, lector, voc)
    else:
        yield from verificar_resumen(con_oraciones(texto, datos), lector, voc)


def _cuadro(visible: Sequence[Sequence[str]], esperado: Cuadro | None) -> Iterable[str]:
    if esperado is None:
        yield from (["El archivo muestra una tabla que el resumen no tiene."] if visible else [])
        return
    filas = [[llano(x) for x in f] for f in (esperado.encabezados, *esperado.filas)]
    if len(visible) != len(filas):
        yield f"La tabla muestra {max(len(visible) - 1, 0)} metas y no {len(filas) - 1}."
        return
    for i, (vista, debida) in enumerate(zip(visible, filas, strict=True)):
        for j, (dice, debe) in enumerate(zip(vista, debida, strict=False)):
            if llano(dice) != debe:
                yield f"La tabla, fila {i}, columna «{filas[0][j]}»: dice «{llano(dice)[:60]}» y el informe «{debe[:60]}»."
        if len(vista) != len(debida):
            yield f"La tabla, fila {i}: no tiene las columnas debidas."


def _grafica(visible: Mapping[str, Mapping[str, str]] | None, esperada: Grafica | None) -> Iterable[str]:
    if visible is None:
        return
    debida = {nombre: {"": " | ".join(esperada.categorias)} | {c: f"{v:g}" for c, v in zip(esperada.categorias, valores, strict=True) if v is not None and (v or not esperada.apilada)} for nombre, valores in esperada.series} if esperada else {}
    if {k: {llano(c): x for c, x in v.items()} for k, v in visible.items()} != {k: {llano(c): x for c, x in v.items()} for k, v in debida.items()}:
        yield "La gráfica no muestra los valores del informe."


def _dibujo(visible: Sequence[str] | None, esperada: Grafica | None) -> Iterable[str]:
    """The words and figures of a drawn chart."""
    debido = [llano(unescape(t)) for t in re.findall(r"<text[^>]*>([^<]*)</text>", svg_de(esperada))] if esperada else []
    if visible is not None and list(visible) != debido:
        yield "La gráfica no muestra los valores del informe."


def _titulo(visible: str, esperado: str) -> Iterable[str]:
    """A title may be worded anew, but brings no number of its own."""
    propios = set(re.findall(r"\d+", esperado))
    yield from (f"El título trae el número {n}, que no es de lo resumido." for n in re.findall(r"\d+", visible) if n not in propios)

