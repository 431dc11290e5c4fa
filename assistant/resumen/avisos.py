"""What the audit found that touches a figure used: said once, with the cells that disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.evidence import Fila
from assistant.resumen.piezas import Piezas
from assistant.wording import cifra, valor


def avisar(z: Piezas, maximo: int) -> None:
    """The caveats of the goals named so far, errors of arithmetic only, ``maximo`` at most."""
    por_id = {f.datos["id"]: f for f in z.nombradas.values()}
    dados = 0
    for h in z.c.hallazgos:
        f, escribe = por_id.get(h["meta_id"]), _AVISOS.get(str(h["regla"]))
        if f is not None and escribe is not None and dados < maximo:
            dados += escribe(z, h, f)


def _absoluto(z: Piezas, h: Mapping[str, Any], f: Fila) -> bool:
    impreso, n = f.valor("alcanzado"), z.b.celda(f, "avance_absoluto")
    if impreso is None or n is None:
        return False
    suma, citas = z.del_hallazgo(h, f, "alcanzado")
    z.decir("absoluto", meta=z.meta(f), impreso=z.b.cantidad(impreso, n), suma_=suma, m=z.b.marca(n, *citas))
    return True


def _anual(z: Piezas, h: Mapping[str, Any], f: Fila) -> bool:
    impreso, n = f.valor("meta_anual"), z.b.celda(f, "meta_anual")
    if impreso is None or n is None:
        return False
    suma, citas = z.del_hallazgo(h, f, "programado")
    z.decir("anual", meta=z.meta(f), impreso=z.b.cantidad(impreso, n), suma_=suma, m=z.b.marca(n, *citas))
    return True


def _porcentaje(z: Piezas, _: Mapping[str, Any], f: Fila) -> bool:
    impreso, a, p = valor(f.datos["avance_impreso"] or ""), f.valor("alcanzado"), f.valor("meta_anual")
    n, ca, cp = (z.b.celda(f, c) for c in ("avance_relativo", "avance_absoluto", "meta_anual"))
    if impreso is None or not p or a is None or n is None or ca is None:
        return False
    dicho = z.b.figura(str(f.datos["avance_impreso"]).strip().replace("%", " %").replace("  ", " "), impreso, [n])
    calculado = z.b.porciento(a * 100 / p, ca, cp, detalle=f"{cifra(a)} / {cifra(p)}")
    z.decir("porcentaje", meta=z.meta(f), impreso=dicho, calculado=calculado, m=z.b.marca(n, ca, cp))
    return True


#: Rule of the audit → how it is told.
_AVISOS: dict[str, Callable[[Piezas, Mapping[str, Any], Fila], bool]] = {
    "absoluto_no_es_suma": _absoluto, "programado_no_es_anual": _anual, "porcentaje_no_cuadra": _porcentaje,
}  # fmt: skip
