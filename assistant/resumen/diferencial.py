"""The summary of a difference: the same subject in two years, or at two cuts; goals are paired by their series."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.estilo import concordar, contraer
from assistant.evidence import Conjunto, Fila
from assistant.plan import ConCausa, ConClase, Periodo, Plan, Relacion
from assistant.resumen.frases import CAUSAS
from assistant.resumen.piezas import Piezas
from assistant.wording import cifra, fecha, lista

_SENTIDOS = (("mejor", "mejoró su avance", "mejoraron su avance"), ("peor", "lo redujo", "lo redujeron"), ("igual", "lo mantuvo", "lo mantuvieron"))


def resumen_diferencial(z: Piezas, antes: Periodo, despues: Periodo) -> None:
    """All the sentences of a difference."""
    base = z.c.peticion.model_copy(update={"ejercicio": None, "corte": None, "causa": None, "trimestre": None}).plan()
    _paso(z, base, antes, despues)
    if z.c.peticion.largo == "linea":
        return
    _comparables(z, base, antes, despues)
    _extremos(z, base, antes, despues)
    _altas(z, base, antes, despues)
    if z.c.peticion.largo == "pagina":
        _causas(z, base, antes, despues)


def _en(base: Plan, p: Periodo) -> Plan:
    return base.con(periodos=(p,))


def _periodo(p: Periodo) -> str:
    return f"el corte del {fecha(p.corte)}" if p.corte else str(p.ejercicio)


def _paso(z: Piezas, base: Plan, antes: Periodo, despues: Periodo) -> None:
    sujeto, citas = z.sujeto()
    campos: dict[str, str] = {}
    for k, p in (("1", antes), ("2", despues)):
        plan = _en(base, p)
        todas, hechas = z.c.de_plan(plan), z.c.de_plan(plan.con(filtros=(*plan.filtros, ConClase(clases=("cumplidas",)))))
        campos |= {f"n{k}": z.b.cuenta(todas), f"c{k}": z.b.cuenta(hechas), f"pct{k}": z.proporcion(hechas, todas)}
        campos[f"m{k}"] = z.b.marca(*(citas if k == "1" else []), z.b.conjunto(hechas), z.b.conjunto(todas))
    igual = _cuentas(z, base, antes) == _cuentas(z, base, despues)
    z.decir("paso_igual" if igual else "paso", antes=_periodo(antes), despues=_periodo(despues).replace("el corte del", "el del") if antes.corte else _periodo(despues), sujeto=sujeto, **campos)


def _cuentas(z: Piezas, base: Plan, p: Periodo) -> tuple[int, int]:
    """How many goals a period has, and how many were met."""
    plan = _en(base, p)
    return z.c.de_plan(plan).count, z.c.de_plan(plan.con(filtros=(*plan.filtros, ConClase(clases=("cumplidas",))))).count


def _relacion(base: Plan, antes: Periodo, despues: Periodo, relacion: Relacion) -> Plan:
    return base.con(periodos=(antes, despues), relacion=relacion)


def _comparables(z: Piezas, base: Plan, antes: Periodo, despues: Periodo) -> None:
    todas = z.c.de_plan(_relacion(base, antes, despues, Relacion()))
    sets = [(z.c.de_plan(_relacion(base, antes, despues, Relacion.model_validate({"sentido": s, "minimo": 0}))), uno, varias) for s, uno, varias in _SENTIDOS]
    dichas = [(c, uno if c.count == 1 else varias) for c, uno, varias in sets if c.count]
    if not todas.count or not dichas:
        return
    textos = [f"{z.b.cuenta(c)} {verbo}" for c, verbo in dichas]
    if textos and "mejor" not in dichas[0][1]:
        textos[0] = textos[0].replace(" lo ", " ", 1) + " su avance"
    z.decir("comparables", n=z.b.cuenta(todas), lista=lista(textos), m=z.marca(todas, *(c for c, _ in dichas)))


def _extremos(z: Piezas, base: Plan, antes: Periodo, despues: Periodo) -> None:
    pares = [p for p in z.c.pares(_relacion(base, antes, despues, Relacion())) if all(_citable(f) for f in p)]
    cambios = sorted(pares, key=lambda p: (p[1].datos["avance_calculado"] - p[0].datos["avance_calculado"], p[1].datos["orden"]))
    if not cambios:
        return
    for nombre, (a, d), vale in (("mejora", cambios[-1], _cambio(cambios[-1]) > 0), ("retroceso", cambios[0], _cambio(cambios[0]) < 0)):
        if vale:
            ta, ma = _avance(z, a)
            td, md = _avance(z, d)
            z.decir(nombre, meta=z.meta(d, sujeto=True).rstrip(","), a=ta, m1=ma, b=td, m2=md)


def _citable(f: Fila) -> bool:
    return f.datos["avance_calculado"] is not None and not f.datos["absoluto_derivado"] and {"avance_absoluto", "meta_anual"} <= set(f.celdas)


def _cambio(p: tuple[Fila, Fila]) -> float:
    return float(p[1].datos["avance_calculado"] - p[0].datos["avance_calculado"])


def _avance(z: Piezas, f: Fila) -> tuple[str, str]:
    a, p = f.valor("alcanzado") or 0, f.valor("meta_anual") or 0
    ca, cp = z.b.celda(f, "avance_absoluto"), z.b.celda(f, "meta_anual")
    texto = f"{z.b.porciento(a * 100 / p, ca, cp, detalle=f'{cifra(a)} / {cifra(p)}')} ({z.b.cantidad(a, ca)} de {z.b.cantidad(p, cp)})"
    return texto, z.b.marca(ca, cp)


def _altas(z: Piezas, base: Plan, antes: Periodo, despues: Periodo) -> None:
    """Goals that are only in one of the periods."""
    partes = []
    for presencia, uno, varias in (("nueva", "se incorporó", "se incorporaron"), ("retirada", "dejó de reportarse", "dejaron de reportarse")):
        c: Conjunto = z.c.de_plan(_relacion(base, antes, despues, Relacion.model_validate({"presencia": presencia})))
        if c.count:
            metas = "meta" if c.count == 1 else "metas"
            partes.append(f"{uno if c.count == 1 else varias} {z.b.cuenta(c)} {metas}{z.marca(c)}")
    if partes:
        z.decir("altas", lista=lista(partes))


def _causas(z: Piezas, base: Plan, antes: Periodo, despues: Periodo) -> None:
    """How often each cause is behind a goal not met, before and after."""
    partes: list[tuple[int, str, list[Conjunto]]] = []
    for causa, nombre in CAUSAS.items():
        cuentas = [z.c.de_plan((plan := _en(base, p)).con(filtros=(*plan.filtros, ConClase(clases=("no_cumplidas",)), ConCausa.model_validate({"causas": (causa,)})))) for p in (antes, despues)]
        if all(c.count for c in cuentas) and cuentas[0].count != cuentas[1].count:
            partes.append((sum(c.count for c in cuentas), nombre, cuentas))
    dichas = []
    for i, (_, nombre, (a, d)) in enumerate(sorted(partes, key=lambda p: -p[0])[:2]):
        quien = "el incumplimiento atribuido" if i == 0 else "el atribuido"
        paso = f" pasó de {z.b.cuenta(a)} a {z.b.cuenta(d)} {concordar(d.count, 'meta', 'metas')}" if i == 0 else f", de {z.b.cuenta(a)} a {z.b.cuenta(d)}"
        dichas.append(f"{quien} {contraer('a', nombre)}{paso}{z.marca(a, d)}")
    if dichas:
        z.decir("cambio_causas", lista=lista(dichas))


__all__: Sequence[str] = ["resumen_diferencial"]
