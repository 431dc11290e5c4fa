"""What was measured as tables, and whether it is what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from bench.escala.preguntas import CLASES

Medidas = Mapping[str, Any]

#: What is promised, in milliseconds: over the bare SQL, of hybrid questions, and at a million goals.
SOBRE_EL_PISO, HIBRIDA, EXACTA, AGRUPADA = 25.0, 150.0, 250.0, 500.0
#: A cost that stays the same may differ by so much between two runs.
RUIDO = 1.25
_POR_NOMBRE = {c.nombre: c for c in CLASES}


def tabla(hecho: Medidas) -> str:
    """The measurements as Markdown."""
    lineas = [str(hecho["maquina"]), ""]
    for metas, m in hecho["almacenes"].items():
        carga = m["carga"]
        cargado = f"; carga de {carga['metas']:,} metas en {carga['segundos']:,} s" if carga and carga.get("segundos") else ""
        lineas += [f"### {int(metas):,} metas", f"En frío {m['frio']['ms']:,} ms ({m['frio']['cpu_ms']:,} de CPU); memoria {m['memoria_mb']:,} MB; disco {m['disco_mb']:,} MB{cargado}. Las exactas, sobre el piso de cada una: p50 {m['sobre_el_piso_ms']['p50']:+.1f} ms, p95 {m['sobre_el_piso_ms']['p95']:+.1f}.", ""]
        lineas += ["| preguntas | p50 ms | p95 ms | CPU p50 | piso p50 | piso p95 | sobre el piso (p95) | completas | RAG p50 ms | RAG completas |", "|---|---|---|---|---|---|---|---|---|---|"]
        for nombre, c in m["clases"].items():
            rag = c.get("rag_ms", {})
            lineas.append(f"| {nombre} | {c['ms']['p50']} | {c['ms']['p95']} | {c['cpu_ms']['p50']} | {c['piso_ms']['p50']} | {c['piso_ms']['p95']} | {c['sobre_el_piso_ms']:+.1f} | {_o_raya(c['completas'])} | {rag.get('p50', '–')} | {_o_raya(c.get('rag_completas'))} |")
        lineas.append("")
    return "\n".join(lineas)


def _o_raya(valor: Any) -> Any:
    return "–" if valor is None else valor


def veredicto(hecho: Medidas) -> list[dict[str, Any]]:
    """Each promise that the run can tell of: whether it holds, and what fails it."""
    almacenes = {int(k): v for k, v in hecho["almacenes"].items()}
    return [{"promesa": p, "cumple": not fallas, "fallas": fallas} for p, fallas in _promesas(almacenes)]


def _promesas(almacenes: Mapping[int, Medidas]) -> Iterator[tuple[str, list[str]]]:
    if cien := almacenes.get(100_000):
        exactas, p95 = _clases(cien, exacta=True), cien["sobre_el_piso_ms"]["p95"]
        yield f"100,000: exactas, p95 de todas a lo más su piso + {SOBRE_EL_PISO:g} ms", [f"{p95:+.1f}"] if p95 > SOBRE_EL_PISO else []
        yield f"100,000: exactas de cada clase, p95 a lo más el piso + {SOBRE_EL_PISO:g} ms", [f"{k} {c['sobre_el_piso_ms']:+.1f}" for k, c in exactas if c["sobre_el_piso_ms"] > SOBRE_EL_PISO]
        yield f"100,000: híbridas, p95 menor a {HIBRIDA:g} ms", [f"{k} {c['ms']['p95']}" for k, c in _clases(cien, exacta=False) if c["ms"]["p95"] >= HIBRIDA]
    if millon := almacenes.get(1_000_000):
        for de_todo, tope, que in ((False, EXACTA, "exactas"), (True, AGRUPADA, "agrupadas de todo")):
            suyas = [(k, c) for k, c in _clases(millon, exacta=True) if _POR_NOMBRE[k].de_todo is de_todo]
            yield f"1,000,000: {que}, p95 menor a {tope:g} ms", [f"{k} {c['ms']['p95']}" for k, c in suyas if c["ms"]["p95"] >= tope]
    if len(almacenes) > 1:
        menor, mayor = min(almacenes), max(almacenes)
        frios = [almacenes[n]["frio"]["cpu_ms"] for n in (menor, mayor)]
        yield f"En frío, {mayor:,} metas cuestan lo que {menor:,}", [f"{frios[0]} → {frios[1]} ms de CPU"] if frios[1] > frios[0] * RUIDO else []
        comparables = [n for n in sorted(almacenes) if n >= 10_000]
        if len(comparables) > 1:
            yield f"Con lugar, {comparables[-1]:,} metas cuestan lo que {comparables[0]:,}", list(_crecen(almacenes[comparables[0]], almacenes[comparables[-1]]))
    for n, m in sorted(almacenes.items()):
        incompletas = [k for k, c in _clases(m, exacta=True) if c["completas"] is not None and c["completas"] < 1]
        yield f"{n:,}: respuestas completas y comprobadas", incompletas + [f"{k}: {c['sin_comprobar']} sin comprobar" for k, c in m["clases"].items() if c["sin_comprobar"]]
        tiempos = [(c["ms"]["p50"], c["rag_ms"]["p50"]) for c in m["clases"].values() if "rag_ms" in c]
        if tiempos:
            propio, suyo = (median(x) for x in zip(*tiempos, strict=True))
            yield f"{n:,}: no más lento que un RAG llano, que solo busca", [f"{propio} contra {suyo} ms"] if propio > suyo else []


def _clases(m: Medidas, exacta: bool) -> list[tuple[str, Medidas]]:
    return [(k, c) for k, c in m["clases"].items() if _POR_NOMBRE[k].exacta is exacta]


def _crecen(menor: Medidas, mayor: Medidas) -> Iterator[str]:
    """The kinds with a place that cost more in the larger store."""
    for k, c in _clases(mayor, exacta=True):
        antes = menor["clases"].get(k)
        if antes and "todo" not in k and c["cpu_ms"]["p50"] > antes["cpu_ms"]["p50"] * RUIDO:
            yield f"{k} {antes['cpu_ms']['p50']} → {c['cpu_ms']['p50']} ms de CPU"


def renglones(veredictos: list[dict[str, Any]]) -> str:
    """The verdict, a line for each promise."""
    return "\n".join(f"{'cumple   ' if v['cumple'] else 'NO CUMPLE'}  {v['promesa']}{': ' + '; '.join(v['fallas']) if v['fallas'] else ''}" for v in veredictos)
