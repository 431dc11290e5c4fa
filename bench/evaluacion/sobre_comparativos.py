"""Years, cuts and municipalities side by side, as formal orders and as the press puts them: comparatives, points between
shares, groups beside the average, causes said indirectly or the same in both years, what is new and what went, what each
quarter did, which of two did more.

Written after the sets of authors who had not seen the grammar, over our own reports.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, E, M, U, V, causa, cero, cu, muni, nc, reb, sin_obs
from bench.evaluacion.hechos import JUNIO, Hecho
from bench.evaluacion.sobre_varios import Pares, anios, cortes, mejora

T = h.TRIMESTRES
PUERTO, VALLE = muni("Puerto Claro"), muni("Valle Sereno")


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    cortes_, anios_, todo = Pares("d", "g"), Pares("e", "h"), Pares("c", "j")
    for parte in (_de_cortes, _de_trimestres, _indirectas):
        parte(cortes_)
    for parte in (_comparativos, _puntos, _promedio, _misma_causa, _presencia, _por_ano, _medida):
        parte(anios_)
    _municipios(todo)
    return [*cortes_.preguntas, *anios_.preguntas, *todo.preguntas]


def _pct(b: Pares, *condiciones: Any) -> float:
    """The share of goals met, in percent."""
    return h.proporcion(b.de(*condiciones), cu)


# -- two cuts of 2021 -----------------------------------------------------------------------------------------------------
def _de_cortes(b: Pares) -> None:
    k, p = "comparacion", cortes(b)
    b.pares(k, "¿Qué metas iban atrasadas al corte de junio y cómo terminaron el año?", p, lambda x, y: x.incumplida)
    b.pares(k, "¿Cuáles metas de museos venían por debajo de lo programado en junio y cómo cerraron?", p, lambda x, y: x.incumplida and x.unidad == "304")
    cuantas = {c: len(b.de(U("303"), nc, corte=c)) for c in (JUNIO, None)}
    b.q("agregado", "¿En qué corte de 2021 la unidad 303 tuvo más metas atrasadas?", values=V(*cuantas.values()), text_any=["31 de diciembre" if cuantas[None] > cuantas[JUNIO] else "30 de junio"])
    x, y = b.una("6.1", corte=JUNIO), b.una("6.1")
    b.q(k, "¿Cuánto llevaba la meta 6.1 a junio y a diciembre de 2021?", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))


def _de_trimestres(b: Pares) -> None:
    cortas = [sum(h.quedo_corto(x, t) for x in b.de(U("303", "305"))) for t in T]
    b.q("trimestre", "¿Cuántas metas de las unidades 303 y 305 quedaron cortas en cada trimestre de 2021?", values=V(*cortas))
    pasadas = [sum(h.supero(x, t) for x in b.de(U("306"))) for t in T]
    b.q("trimestre", "¿Cuántas metas de la unidad 306 rebasaron lo programado en cada trimestre de 2021?", values=V(*pasadas))


def _indirectas(b: Pares) -> None:
    for texto, nombre in (
        ("¿Qué metas no se cumplieron en 2021 por no tener recursos?", "presupuesto"),
        ("metas incumplidas porque no alcanzó el presupuesto en 2021", "presupuesto"),
        ("¿Cuáles no se lograron por insuficiencia presupuestal en 2021?", "presupuesto"),
        ("metas que quedaron sin cumplir en 2021 por falta de trabajadores", "personal"),
        ("¿Qué metas fallaron en 2021 porque no había personal suficiente?", "personal"),
        ("metas incumplidas de 2021 por descompostura de vehículos", "equipo"),
        ("¿Qué metas no se cumplieron en 2021 porque la licitación quedó desierta?", "contratacion"),
        ("metas de 2021 que no se cumplieron por los comicios", "veda_electoral"),
        ("¿Cuáles metas se incumplieron en 2021 por desinterés de la gente?", "participacion"),
        ("metas no cumplidas de 2021 por el mal tiempo", "clima"),
    ):
        b.causa(texto, nombre, nc)


# -- 2022 and 2023 of Valle Sereno ------------------------------------------------------------------------------------------
def _comparativos(b: Pares) -> None:
    k = "comparacion"
    cuentas = [len(b.de(E(a), c)) for a in (2022, 2023) for c in (cu, nc)]
    for texto in (
        "Elabore un comparativo de las metas cumplidas y no cumplidas en 2022 y 2023.",
        "Presente un cuadro comparativo del cumplimiento de 2022 y 2023",
        "Formule el análisis comparativo de 2022 contra 2023",
        "¿Cuántas metas se cumplieron y cuántas no en 2022 y en 2023?",
    ):
        b.q(k, texto, values=V(*cuentas))
    propias = [len(b.de(E(a), U("1104"), c)) for a in (2022, 2023) for c in (cu, nc)]
    b.q(k, "Favor de integrar un comparativo de las metas cumplidas y no cumplidas de ecología en 2022 y 2023", values=V(*propias))
    x, y = (h.total(b.de(M("inspeccion"), E(a))) for a in (2022, 2023))
    b.q(k, "¿Se hicieron más inspecciones en 2022 o en 2023?", values=V(x, y, abs(y - x)))
    b.lista("causa", "¿Qué metas incumplidas de 2022 y 2023 no tienen observación que las justifique?", nc, sin_obs)


def _puntos(b: Pares) -> None:
    k = "comparacion"
    a, d = _pct(b, E(2022)), _pct(b, E(2023))
    b.q(k, "¿Cuántos puntos porcentuales cambió el cumplimiento de 2022 a 2023?", values=PC(a, d, abs(d - a)))
    u, v = _pct(b, E(2023), U("1102")), _pct(b, E(2023), U("1105"))
    b.q(k, "¿Cuántos puntos porcentuales separan a la unidad 1102 de la 1105 en cumplimiento en 2023?", values=PC(u, v, abs(u - v)))
    b.q(k, "Diferencia en puntos porcentuales del cumplimiento de las unidades 1102 y 1104 en 2023", values=PC(u), text_any=["el mismo"])
    p = [q for q in anios(b) if q[1].unidad == "1105" and q[1].meta == "1.2"]
    (era, es), *_ = p
    b.q(k, "¿Cuántos puntos porcentuales cambió el avance de la meta 1.2 de la unidad 1105 de 2022 a 2023?", todas=[era, es], entre=[era, es], values=PC(abs((es.pct or 0) - (era.pct or 0))))
    b.pares(k, "¿Qué metas subieron más de 15 puntos porcentuales de 2022 a 2023?", anios(b), lambda x, y: x.pct is not None and y.pct is not None and y.pct - x.pct > 15)


def _promedio(b: Pares) -> None:
    for ano in (2022, 2023):
        general = _pct(b, E(ano))
        partes = {u: _pct(b, E(ano), U(u)) for u in sorted({x.unidad for x in b.de(E(ano))})}
        bajas, altas = [u for u, x in partes.items() if x < general], [u for u, x in partes.items() if x > general]
        b.q("agregado", f"¿Qué unidades quedaron por debajo del promedio de cumplimiento en {ano}?", b.de(E(ano), U(*bajas)), values=PC(general), text_all=bajas)
        b.q("agregado", f"unidades que superaron el promedio de cumplimiento en {ano}", b.de(E(ano), U(*altas)), values=PC(general), text_all=altas)


def _misma_causa(b: Pares) -> None:
    def misma(x: Hecho, y: Hecho) -> bool:
        return x.incumplida and y.incumplida and bool(x.causas & y.causas - {"otra"})

    def quiza_misma(x: Hecho, y: Hecho) -> bool:
        return x.incumplida and y.incumplida and bool((x.causas | x.posibles) & (y.causas | y.posibles) - {"otra"})

    p = anios(b)
    seguras = [y for x, y in p if misma(x, y)]
    posibles = [z for x, y in p if quiza_misma(x, y) for z in (x, y)]
    b.q("causa", "¿Qué metas fallaron por la misma causa en 2022 y en 2023?", todas=seguras, entre=posibles)
    b.q("causa", "¿Qué metas no se cumplieron en los dos años por el mismo motivo?", todas=seguras, entre=posibles)


def _presencia(b: Pares) -> None:
    k = "comparacion"
    de_ambos = anios(b)
    nuevas = [y for y in b.de(E(2023)) if y not in [q[1] for q in de_ambos]]
    idas = [x for x in b.de(E(2022)) if x not in [q[0] for q in de_ambos]]
    b.q(k, "¿Qué metas se eliminaron y cuáles se agregaron de 2022 a 2023?", [*idas, *nuevas])
    b.q(k, "metas agregadas y eliminadas entre 2022 y 2023", [*nuevas, *idas])
    b.pares(k, "¿Qué metas fallaron en 2022 y mejoraron en 2023 aunque no se cumplieron?", de_ambos, lambda x, y: x.incumplida and y.incumplida and mejora(x, y))
    b.lista("umbral", "¿Qué metas rebasaron por más de 5 % lo programado en 2023?", E(2023), reb, lambda x: x.pct is not None and x.pct > 105)


def _por_ano(b: Pares) -> None:
    unidades = sorted({x.unidad for x in b.de()})
    b.q("agregado", "¿Cuántas metas se cumplieron por unidad en 2022 y 2023?", b.de(cu), values=V(*(len(b.de(E(a), U(u), cu)) for a in (2022, 2023) for u in unidades if b.de(E(a), U(u)))))
    b.q("agregado", "Elabore un cuadro con el porcentaje de cumplimiento de cada unidad en 2022 y 2023", values=PC(*(_pct(b, E(a), U(u)) for a in (2022, 2023) for u in unidades if b.de(E(a), U(u)))))
    comunes = [u for u in unidades if b.de(E(2022), U(u)) and b.de(E(2023), U(u))]
    b.q("agregado", "¿Qué unidad mejoró más de 2022 a 2023?", b.de(U(*comunes)), values=PC(*(_pct(b, E(a), U(u)) for a in (2022, 2023) for u in comunes)))


def _medida(b: Pares) -> None:
    x = b.una("1.1", U("1105"), E(2023))
    b.dato("¿En qué unidad de medida se reporta la meta 1.1 de la unidad 1105 y cuánto se alcanzó en 2023?", x, V(x.absoluto), text_any=[x.medida])


# -- both municipalities ----------------------------------------------------------------------------------------------------
def _municipios(b: Pares) -> None:
    anos = {PUERTO: (2021,), VALLE: (2022, 2023)}
    b.q("agregado", "¿Qué porcentaje de metas cumplió cada municipio en cada año?", b.de(cu), values=PC(*(_pct(b, m, E(a)) for m, suyos in anos.items() for a in suyos)))
    b.q("sin_datos", "¿Qué unidades de Puerto Claro mejoraron de 2022 a 2023?", status="no_data")
    b.lista("causa", "¿Qué metas de Valle Sereno no se cumplieron por no tener recursos en cualquiera de los dos años?", VALLE, nc, causa("presupuesto"))
    b.q("estado", "Presente un resumen de las metas de Puerto Claro que quedaron sin avance", b.de(PUERTO, cero))
