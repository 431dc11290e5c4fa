"""When one goal was on schedule again after it had fallen short: over its cuts and years, or over its quarters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.draft import Borrador
from assistant.evidence import Fila
from assistant.wording import ORDINAL
from index.cumplimiento import trimestres_cerrados

#: States of a goal of which nothing can be said.
_SIN_DATO = ("sin_reporte", "sin_programacion")


def entre_cortes(b: Borrador, filas: Sequence[Fila], llamado: Callable[[Fila], str]) -> list[str]:
    """Of one goal's rows, each a cut or a year. ``llamado`` names a row's period."""
    if len({f.datos["serie"] for f in filas}) != 1 or len(filas) < 2:
        return []
    con_dato = sorted((f for f in filas if f.datos["estado"] not in _SIN_DATO), key=lambda f: f.datos["corte"])
    pasos = [(bool(f.datos["incumplida"]), llamado(f), [b.celda(f, "avance_absoluto"), b.celda(f, "meta_anual")]) for f in con_dato]
    return _contada(b, pasos)


def entre_trimestres(b: Borrador, fila: Fila) -> list[str]:
    """Of one goal's closed quarters that had something programmed."""
    pasos = []
    for t in trimestres_cerrados(fila.datos["ejercicio"], fila.datos["corte"]):
        p, a = fila.valor("programado", (t,)), fila.valor("alcanzado", (t,))
        if p and a is not None:
            pasos.append((a < p, f"el {ORDINAL[t]} trimestre", [b.celda(fila, f"programado.{t}"), b.celda(fila, f"alcanzado.{t}")]))
    return _contada(b, pasos)


def _contada(b: Borrador, pasos: Sequence[tuple[bool, str, list[int | None]]]) -> list[str]:
    """The sentence of a goal's steps: whether each was short, how it is called, its cells."""
    caida = next((i for i, (corta, _, _) in enumerate(pasos) if corta), None)
    if not pasos:
        return []
    if caida is None:
        return [f"No quedó por debajo de lo programado entre {pasos[0][1]}{b.marca(*pasos[0][2])} y {pasos[-1][1]}{b.marca(*pasos[-1][2])}."]
    vuelta = next((p for p in pasos[caida:] if not p[0]), None)
    _, donde, celdas = pasos[caida]
    if vuelta is None:
        return [f"No se ha recuperado: quedó por debajo de lo programado en {donde}{b.marca(*celdas)} y sigue así en {pasos[-1][1]}{b.marca(*pasos[-1][2])}."]
    return [f"Se recuperó en {vuelta[1]}{b.marca(*vuelta[2])}: había quedado por debajo de lo programado en {donde}{b.marca(*celdas)}."]
