"""Answers and rows as a terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.evidence import Fila

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def limpio(texto: Any) -> str:
    """Without control characters: what a report holds must not drive the terminal."""
    return _CONTROL.sub("�", str(texto))


def lugar(c: Mapping[str, Any]) -> str:
    """A citation's place: ``archivo, renglón 125, columna 13``."""
    partes = [str(c.get("document"))]
    partes += [f"hoja «{c['sheet']}»"] if c.get("sheet") else []
    partes += [f"{nombre} {c[k]}" for k, nombre in _PLACES if c.get(k)]
    return ", ".join(partes)


_PLACES = (("page", "página"), ("cell", "celda"), ("line", "renglón"), ("column", "columna"))


def cita_en_texto(c: Mapping[str, Any]) -> str:
    """``[3] archivo, renglón 125, columna 13: «218»``; a set by its size and query."""
    if c.get("kind") == "set":
        return f"[{c['n']}] conjunto de {c.get('count')}: {c.get('sql')} {dict(c.get('params') or {})}"
    return f"[{c['n']}] {lugar(c)}: «{c.get('literal')}»"


def respuesta_en_texto(r: Mapping[str, Any]) -> str:
    """An answer for people: the text, its options, its warnings, its citations, how it was obtained."""
    partes = [str(r["answer"])]
    partes += [f"- {o.get('texto')}: «{o.get('pregunta')}»" for o in r.get("options") or []]
    partes += [f"Aviso: {a}" for a in r.get("warnings") or []]
    if r.get("citations"):
        partes += ["", "Citas", *(cita_en_texto(c) for c in r["citations"])]
    if r.get("understood") or r.get("sql"):
        partes += [
            "",
            "Cómo se obtuvo",
            *([f"Así entendí la pregunta: {r['understood']}"] if r.get("understood") else []),
        ]
        partes += list(r.get("sql") or [])
    return "\n".join(limpio(linea) for p in partes for linea in p.split("\n"))


def tabla_de_metas(filas: Sequence[Fila]) -> None:
    """Metas as a table on stdout."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    tabla = Table(title=f"{len(filas)} {'meta' if len(filas) == 1 else 'metas'}", title_justify="left")
    for titulo in ("Unidad", "Meta", "Corte", "Descripción", "Anual", "Alcanzado", "%", "Estado"):
        if titulo == "Descripción":
            tabla.add_column(titulo, min_width=28, overflow="fold")
        else:
            tabla.add_column(titulo, justify="right" if titulo in _A_LA_DERECHA else "left", no_wrap=True)
    for f in filas:
        tabla.add_row(*(Text(limpio(c)) for c in _celdas(f)))
    consola = Console()
    (consola if consola.is_terminal else Console(width=140)).print(tabla)


_A_LA_DERECHA = ("Anual", "Alcanzado", "%")


def _celdas(f: Fila) -> tuple[str, ...]:
    r = f.json()
    avance = "" if r["avance_calculado"] is None else f"{r['avance_calculado']:.1f}"
    figuras = (_cifra(r["meta_anual"]), _cifra(r["avance_absoluto"]), avance)
    return (r["unidad"], r["meta"], r["corte"], r["descripcion"], *figuras, r["estado"].replace("_", " "))


def _cifra(valor: float | None) -> str:
    return "" if valor is None else f"{valor:,}"


def hallazgos_en_texto(hallados: Sequence[Mapping[str, Any]]) -> str:
    """Findings in lines, under the form that each is of."""
    lineas: list[str] = []
    anterior: tuple[Any, ...] = ()
    for h in hallados:
        forma = (h["document"], h["unidad"], h["corte"])
        if forma != anterior:
            lineas.append(f"{'' if not lineas else chr(10)}{h['document']}, unidad {h['unidad']}, corte {h['corte']}")
            anterior = forma
        donde = f"meta {h['meta']}" if h["meta"] else "encabezado"
        lineas.append(f"  {_GRAVEDADES[h['severity']]}, {donde}: {h['explanation']}{_renglones(h)}")
    return "".join(limpio(x) + "\n" for linea in lineas for x in linea.split("\n"))


def _renglones(h: Mapping[str, Any]) -> str:
    distintos = list(dict.fromkeys(str(c["line"]) for c in h["citations"] if c.get("line")))
    return f" ({'renglón' if len(distintos) == 1 else 'renglones'} {', '.join(distintos)})" if distintos else ""


_GRAVEDADES = {"error": "ERROR", "warning": "advertencia", "notice": "nota"}
