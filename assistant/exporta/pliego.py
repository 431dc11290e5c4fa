"""What a document to take away holds, whatever its format: sections with text, notes, a table of goals and a chart.

A marker ``[3, 4]`` of the text becomes one note; what a note says is worked out from its citations alone, so that a file
read back can be held against them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.exporta.cuadros import Cuadro, Grafica, cuadro_de, grafica_de
from assistant.exporta.notas import nota
from assistant.marcas import MARCA_SUELTA, citadas


@dataclass(frozen=True)
class Seccion:
    """One summary or answer: its title, its paragraphs with markers, its table and chart, and the JSON it came from."""

    titulo: str
    parrafos: tuple[str, ...]
    datos: Mapping[str, Any]
    cuadro: Cuadro | None = None
    grafica: Grafica | None = None

    @cached_property
    def citas(self) -> dict[int, Mapping[str, Any]]:
        """The citations by number."""
        return {int(c["n"]): c for c in self.datos.get("citations") or []}

    def nota(self, grupo: Sequence[int]) -> str:
        """What the note of a marker says."""
        return nota([self.citas[n] for n in grupo if n in self.citas])

    @property
    def conjuntos(self) -> list[Mapping[str, Any]]:
        """The sets cited, each once."""
        return list({c["sql"] + str(sorted((c.get("params") or {}).items())): c for c in self.citas.values() if c["kind"] == "set"}.values())


@dataclass(frozen=True)
class Pliego:
    """A whole document. ``indice``: it begins with a table of contents. ``fecha`` (ISO) dates the file: the cut's."""

    titulo: str
    subtitulo: str
    secciones: tuple[Seccion, ...]
    indice: bool = False
    fecha: str = "2000-01-01"
    datos: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def consultas(self) -> list[str]:
        """The queries behind the counts, each once, with its parameters."""
        vistas = {(str(c["sql"]), json.dumps(dict(c.get("params") or {}), ensure_ascii=False, sort_keys=True)): None for s in self.secciones for c in s.conjuntos}
        return [f"{sql} · {params}" for sql, params in vistas]


def trozos(parrafo: str) -> list[tuple[str, tuple[int, ...]]]:
    """A paragraph as (text, citations of the marker after it); () at its end."""
    salida, inicio = [], 0
    for m in MARCA_SUELTA.finditer(parrafo):
        salida.append((parrafo[inicio : m.start()], tuple(citadas(m.group(1)))))
        inicio = m.end()
    return [*salida, (parrafo[inicio:], ())] if inicio < len(parrafo) else salida


def seccion_de(datos: Mapping[str, Any], titulo: str = "") -> Seccion:
    """The section of one summary or answer."""
    texto = str(datos["answer"]).replace("**", "")
    es_resumen = "sentences" in datos
    parrafos = tuple(p for p in (texto.split("\n\n") if es_resumen else texto.split("\n")) if p.strip())
    filas = datos.get("rows") or []
    return Seccion(titulo or str(datos.get("title") or ""), parrafos, datos, cuadro_de(datos) if filas else None, grafica_de(datos) if es_resumen else None)


def titulo_de_seccion(datos: Mapping[str, Any]) -> str:
    """The subject of one summary among several, with its unit's code."""
    pedido = (datos.get("plan") or {}).get("resumen") or {}
    sujeto = str(datos.get("title") or datos.get("question") or "").split(": avance del Programa")[0]
    return f"{sujeto} (unidad {pedido['unidad']})" if pedido.get("unidad") else f"{sujeto}, en conjunto" if pedido else sujeto


def pliego_de(datos: Sequence[Mapping[str, Any]], titulo: str = "", *, indice: bool = False) -> Pliego:
    """The document of some summaries or answers. Pure: the same data, the same document."""
    filas = [f for d in datos for f in d.get("rows") or []]
    cortes = sorted({str(f["corte"]) for f in filas})
    documentos = sorted({str(c["document"]) for d in datos for c in d.get("citations") or [] if c.get("document")})
    secciones = tuple(seccion_de(d, titulo_de_seccion(d) if indice or len(datos) > 1 else "Resumen" if "sentences" in d else "Respuesta") for d in datos)
    principal = titulo or str(datos[0].get("title") or datos[0].get("question") or "Asistente POA")
    fuente = f"Fuente: {', '.join(documentos[:3])}" + (f" y {len(documentos) - 3} documentos más" if len(documentos) > 3 else "") if documentos else ""
    return Pliego(principal, fuente, secciones, indice, cortes[-1] if cortes else "2000-01-01", tuple(datos))
