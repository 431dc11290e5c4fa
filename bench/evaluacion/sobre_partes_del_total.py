"""What part of a total a place has; the others, by any other cause; shares that are larger or smaller; what is programmed and what
is done of a thing each year; main goals none of whose actions is so; places by their yearly mean."""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, M, U, V, causa, cu, main, meta, muni, nc, quiza, sin_obs
from bench.evaluacion.hechos import Hecho

PUERTO, VALLE = muni("Puerto Claro"), muni("Valle Sereno")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    anios, todo = Banco("e", "la"), Banco("c", "lt")
    _del_total(anios)
    _de_lo_programado(anios)
    _cual_de_las_dos(anios)
    _las_otras(anios)
    _de_sus_metas(anios)
    _y_cuantas(anios)
    _de_cada_municipio(todo)
    return [*anios.preguntas, *todo.preguntas]


def _del_total(b: Banco) -> None:
    k = "agregado"
    todas = b.de(E(2023), M("inspeccion"))
    suyas = [x for x in todas if x.unidad == "1101"]
    parte = 100 * h.total(suyas) / h.total(todas)
    for texto in ("¿Qué parte del total de inspecciones de 2023 aportó la unidad 1101?", "¿Qué porcentaje representan las inspecciones de protección civil respecto al total de inspecciones de 2023?", "¿Cuánto representó protección civil del total de inspecciones realizadas en 2023?"):
        b.q(k, texto, entre=todas, values=[*PC(parte), *V(h.total(suyas), h.total(todas))])
    fallas = b.de(E(2022), nc)
    propias = [x for x in fallas if x.unidad == "1105"]
    for texto in ("¿Qué porcentaje de las metas incumplidas de 2022 corresponde a la unidad 1105?", "¿Qué porcentaje de las metas no cumplidas en 2022 son de la unidad 1105?"):
        b.q(k, texto, entre=fallas, values=[*PC(100 * len(propias) / len(fallas)), *V(len(propias), len(fallas))])
    b.q(k, "¿Qué porcentaje de las metas de la unidad 1105 se cumplió en 2022?", entre=b.de(E(2022), U("1105")), values=PC(h.proporcion(b.de(E(2022), U("1105")), cu)))


def _de_lo_programado(b: Banco) -> None:
    for medida, anio, textos in (
        ("inspeccion", 2023, ("De las inspecciones programadas para 2023, ¿qué porcentaje se realizó?", "¿Qué porcentaje de lo programado en inspecciones se alcanzó en 2023?")),
        ("inspeccion", 2022, ("¿Qué proporción de las inspecciones programadas en 2022 se hizo?", "que parte de las inspecciones programadas se llevo a cabo en 2022")),
    ):
        suyas = b.de(E(anio), M(medida))
        hecho, debido = h.total(suyas), h.total(suyas, "anual")
        for texto in textos:
            b.q("agregado", texto, entre=suyas, values=[*PC(100 * hecho / debido), *V(hecho, debido)])


def _cual_de_las_dos(b: Banco) -> None:
    for anio, uno, otro in ((2023, ("1101", "protección civil"), ("1104", "ecología")), (2022, ("1104", "ecología"), ("1105", "servicios públicos"))):
        cuantas = [len(b.de(E(anio), U(codigo), cu)) for codigo, _ in (uno, otro)]
        suyas = b.de(E(anio), U(uno[0], otro[0]))
        for texto in (f"¿Qué unidad cumplió más metas en {anio}: {uno[1]} o {otro[1]}?", f"¿Qué unidad de Valle Sereno cumplió más metas en {anio}, {uno[1]} o {otro[1]}?"):
            b.q("comparacion", texto, entre=suyas, values=V(*cuantas))


def _las_otras(b: Banco) -> None:
    b.q("conteo", "¿Cuántas metas de 2023 no traen observación y cuántas sí?", entre=b.de(E(2023)), values=V(len(b.de(E(2023), sin_obs)), len(b.de(E(2023))) - len(b.de(E(2023), sin_obs))))
    clima = [len(b.de(E(2022), nc, f)) for f in (causa("clima"), quiza("clima"))]
    if clima[0] == clima[1]:
        for texto in ("¿Cuántas metas incumplidas de 2022 fueron por el clima y cuántas por otra causa?", "¿Cuántas de las incumplidas en 2022 fueron por el clima y cuántas por otros motivos?"):
            b.q("causa", texto, entre=b.de(E(2022), nc), values=V(clima[0], len(b.de(E(2022), nc)) - clima[0]))
    ninguno = [y for y in b.de(E(2023), U("1104"), nc) if any(w.descripcion == y.descripcion for w in b.de(E(2022), U("1104"), nc))]
    for texto in ("¿Qué metas de ecología no se cumplieron ni en 2022 ni en 2023 en Valle Sereno?", "metas de la dirección de ecología que no se han cumplido nunca en Valle Sereno"):
        b.q("comparacion", texto, todas=ninguno, entre=[*ninguno, *b.de(E(2022), U("1104"), nc)])
    por_ano = [len(b.de(E(a), causa("clima"))) for a in (2022, 2023)]
    if por_ano == [len(b.de(E(a), quiza("clima"))) for a in (2022, 2023)]:
        b.q("causa", "¿Cuáles causas pesaron más en 2022 que en 2023?", entre=b.de(), values=V(*por_ano), text_all=["clima"])
    b.q("ambigua", "¿Qué metas tuvieron más de un trimestre por debajo de lo programado en 2022?", status="clarify")
    baches = b.de(meta("1.3"), U("1105"))
    for texto in ("Bacheo de calles: ¿cuánto se programó y cuánto se hizo cada año?", "del bacheo de las calles, ¿cuánto se programó y cuánto se logró en cada ejercicio?"):
        b.q("comparacion", texto, entre=baches, values=V(*(v for x in baches for v in (x.anual, x.absoluto))))


def _y_cuantas(b: Banco) -> None:
    """What a question asks besides, of the same things."""
    (x,) = b.de(E(2023), M("taller"))
    for texto in ("¿Cuántos talleres se dieron en 2023 y cuántos estaban programados?", "¿Cuántos talleres se impartieron en 2023 y cuántos se tenían programados?"):
        b.q("agregado", texto, entre=[x], values=V(x.absoluto, x.anual))
    programas = dict.fromkeys(y.programa for y in b.de())
    fallas = {p: len([y for y in b.de(nc) if y.programa == p]) for p in programas}
    mas = max(fallas, key=lambda p: fallas[p])
    b.q("orden", "¿Cuál es el programa con más metas incumplidas y cuántas tiene?", entre=b.de(nc), values=V(fallas[mas]), text_any=[mas])
    primero = [y for y in b.de(E(2023)) if (p := h.suma_de(y, "p", "T1", "T2")) and y.a["T1"] is not None and h.suma_de(y, "a", "T1", "T2") >= p]
    for texto in ("¿Qué metas cumplieron en el primer semestre pero no en el año en 2023?", "metas de 2023 que alcanzaron lo programado en el primer semestre pero ya no en el año"):
        b.q("trimestre", texto, [y for y in primero if y.incumplida])
    b.q("auditoria", "¿Hay alguna meta cuyo porcentaje impreso no corresponda?", b.de(h.porcentaje_no_cuadra))
    for texto in ("¿Qué unidades tuvieron más metas rebasadas que incumplidas en 2023?", "unidades con más metas sin avance que rebasadas en 2022"):
        b.q("ambigua", texto, status="clarify")
    pares = [(z, y) for y in b.de(E(2023)) for z in b.de(E(2022), U(y.unidad)) if z.descripcion == y.descripcion and z.pct is not None and y.pct is not None]
    cuantas = (sum(y.pct > z.pct for z, y in pares), sum(y.pct < z.pct for z, y in pares))  # type: ignore[operator]
    b.q("comparacion", "¿Cuántas metas de 2023 mejoraron, cuántas empeoraron y cuántas siguen igual que en 2022?", entre=b.de(), values=V(*cuantas))
    b.q("observacion", "Necesito por oficio las metas sin avance de 2023 y su justificación", b.de(E(2023), lambda y: y.estado == "sin_avance"), quote=True)


def _de_sus_metas(b: Banco) -> None:
    k = "orden"
    unidades = dict.fromkeys(x.unidad for x in b.de(E(2023)))
    parte = {u: h.proporcion(b.de(E(2023), U(u)), nc) for u in unidades}
    peor = max(parte, key=lambda u: parte[u])
    b.q(k, "¿Qué unidad incumplió una proporción mayor de sus metas en 2023?", entre=b.de(E(2023)), values=PC(parte[peor]), text_any=[peor])
    buenas = {u: h.proporcion(b.de(E(2023), U(u)), cu) for u in unidades}
    menor = min(buenas, key=lambda u: buenas[u])
    for texto in ("¿Qué unidad cumplió un porcentaje menor de sus metas en 2023?", "¿Cuál dirección cumplió una parte menor de sus metas en 2023?"):
        b.q(k, texto, entre=b.de(E(2023)), values=PC(buenas[menor]), text_any=[menor])
    todas = dict.fromkeys(x.unidad for x in b.de())
    medias = {u: sum(len(b.de(E(a), U(u), nc)) for a in anos) / len(anos) for u in todas if (anos := [a for a in (2022, 2023) if b.de(E(a), U(u))])}
    mas = max(medias, key=lambda u: medias[u])
    b.q(k, "¿Qué unidad incumplió más metas en promedio por año?", entre=b.de(nc), values=[[medias[mas], 0.006]], text_any=[mas])


def _de_cada_municipio(b: Banco) -> None:
    def sin_acciones(x: Hecho, estado: Any) -> bool:
        suyas = [y for y in b.de(E(x.ejercicio), U(x.unidad)) if y.padre == x.meta]
        return bool(suyas) and not any(estado(y) for y in suyas)

    for texto, estado in (("metas principales de 2021 sin ninguna acción incumplida", nc), ("¿Qué metas principales de 2021 no tuvieron ninguna acción cumplida?", cu)):
        b.q("unidad", texto, b.de(E(2021), main, lambda x, e=estado: sin_acciones(x, e)))  # type: ignore[misc]
    def acciones(x: Hecho) -> list[Hecho]:
        return [y for y in b.de(E(x.ejercicio), U(x.unidad)) if y.padre == x.meta]

    no_todas = b.de(E(2021), main, cu, lambda x: not all(y.cumplida for y in acciones(x)))
    for texto in ("¿Qué metas principales de 2021 se cumplieron aunque no todas sus acciones?", "metas principales cumplidas en 2021 pero no todas sus acciones"):
        b.q("unidad", texto, no_todas)
    b.q("unidad", "¿Qué metas principales de 2021 no se cumplieron pero todas sus acciones sí?", b.de(E(2021), main, nc, lambda x: all(y.cumplida for y in acciones(x))))
    cuantas = [len(b.de(m, nc)) for m in (PUERTO, VALLE)]
    b.q("agregado", "¿Qué porcentaje de las metas incumplidas corresponde a Puerto Claro?", entre=b.de(nc), values=[*PC(100 * cuantas[0] / sum(cuantas)), *V(cuantas[0])])
