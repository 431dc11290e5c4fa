"""Questions over several years, cuts and municipalities: what changed, what got better, what was so in both.

A goal of one year is that of another where its unit and its description are the same: numbers move (the rural market is
goal 1.6 of 1102 in 2022 and 1.7 in 2023). Goals of two cuts of one year agree by unit and number.
"""

# ruff: noqa: E501 - a question and its expectation read better on one line
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.evaluacion import hechos as h
from bench.evaluacion.banco import PC, Banco, E, M, U, V, acc, cero, cu, main, muni, nc, reb, sin_reporte
from bench.evaluacion.hechos import DICIEMBRE, JUNIO, Hecho

PUERTO, VALLE = muni("Puerto Claro"), muni("Valle Sereno")
DEP = U("303")
Par = tuple[Hecho, Hecho]
Relacion = Callable[[Hecho, Hecho], bool]


# -- pairs ------------------------------------------------------------------------------------------------------------
def anios(b: Banco) -> list[Par]:
    """Each goal of 2022 with the same goal of 2023."""
    antes = {(x.unidad, h.plegar(x.descripcion)): x for x in b.de(E(2022))}
    return [(antes[k], x) for x in b.de(E(2023)) if (k := (x.unidad, h.plegar(x.descripcion))) in antes]


def cortes(b: Banco) -> list[Par]:
    """Each goal at the June cut with the same goal at the December cut."""
    antes = {(x.unidad, x.meta): x for x in b.de(corte=JUNIO)}
    return [(antes[x.unidad, x.meta], x) for x in b.de(corte=DICIEMBRE) if x.ejercicio == 2021]


def mejora(x: Hecho, y: Hecho) -> bool:
    return x.pct is not None and y.pct is not None and y.pct > x.pct


def empeora(x: Hecho, y: Hecho) -> bool:
    return mejora(y, x)


def subio(x: Hecho, y: Hecho) -> float:
    """Points of progress that a goal gained."""
    assert x.pct is not None and y.pct is not None
    return y.pct - x.pct


def dejo(x: Hecho, y: Hecho) -> bool:
    return x.cumplida and y.incumplida


def empezo(x: Hecho, y: Hecho) -> bool:
    return x.incumplida and y.cumplida


def ambas(x: Hecho, y: Hecho) -> bool:
    return x.cumplida and y.cumplida


def ninguna(x: Hecho, y: Hecho) -> bool:
    return x.incumplida and y.incumplida


def corregida(x: Hecho, y: Hecho) -> bool:
    """A figure of a quarter closed at the first cut, or the annual goal, is another at the second; a blank is no figure."""
    pares = [(x.anual, y.anual), *((z[0][t], z[1][t]) for t in ("T1", "T2") for z in ((x.a, y.a), (x.p, y.p)))]
    return any(era is not None and era != es for era, es in pares)


class Pares(Banco):
    """A set whose answers are goals in pairs: the rows are those of the later period at least, of both at most."""

    def pares(self, kind: str, question: str, pares: list[Par], relacion: Relacion = lambda x, y: True, **extra: Any) -> None:
        elegidos = [(x, y) for x, y in pares if relacion(x, y)]
        despues, ambos = [y for _, y in elegidos], [z for par in elegidos for z in par]
        if "cuenta" in extra:
            extra["values"] = [*extra.get("values", []), *V(len(elegidos))]
            del extra["cuenta"]
        self.q(kind, question, todas=despues, entre=ambos, **extra)


def preguntas() -> list[dict[str, Any]]:
    """All of them, in order."""
    b = Pares("c", "v")
    for parte in (_ciegas_corte, _ciegas_pares, _ciegas_agregadas, _ciegas_municipio, _de_cortes, _de_pares, _de_totales, _de_lugares):
        parte(b)
    return b.preguntas


# -- written before the grammar knew any of them ------------------------------------------------------------------------
def _ciegas_corte(b: Pares) -> None:
    k = "periodo"
    x, y = b.una("4", PUERTO, corte=JUNIO), b.una("4", PUERTO)
    b.q("comparacion", "¿Cuánto avanzó la meta 4 de museos de junio a diciembre de 2021?", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto, y.absoluto - x.absoluto))
    x, y = b.una("6.1", corte=JUNIO), b.una("6.1")
    b.q("comparacion", "¿cuántas consultas de la meta 6.1 se sumaron entre el corte de junio y el de diciembre?", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto, y.absoluto - x.absoluto))
    b.lista(k, "¿Qué metas iban rezagadas al corte de junio en cultura física y deporte?", DEP, nc, corte=JUNIO)
    b.lista(k, "al corte de junio, metas rebasadas o cumplidas", cu, corte=JUNIO)
    b.lista(k, "¿Qué metas no tenían reporte al 30 de junio de 2021?", sin_reporte, corte=JUNIO)
    x = b.una("3", corte=JUNIO)
    b.dato("¿Cuántos beneficiarios llevaba la meta 3 en el primer semestre de 2021 según el corte de junio?", x, V(x.absoluto), kind=k)
    x = b.una("5.2", PUERTO)
    b.q(k, "¿cuántas consultas se dieron en el segundo trimestre de 2021 en la meta 5.2?", [x], values=V(x.a["T2"]))
    b.pares("comparacion", "¿Qué cifras cambiaron entre el corte de junio y el de diciembre de 2021?", cortes(b), corregida)
    b.pares("comparacion", "¿Qué metas anuales se modificaron entre los dos cortes de 2021?", cortes(b), lambda x, y: x.anual != y.anual, values=V(10, 12))
    b.pares("comparacion", "¿cambió alguna cifra de un trimestre ya cerrado?", cortes(b), lambda x, y: any(x.a[t] != y.a[t] for t in ("T1", "T2")) and x.a["T1"] is not None, values=V(2, 1))
    x, y = b.una("5.4", corte=JUNIO), b.una("5.4")
    b.q("comparacion", "evolución de la meta 5.4 entre cortes", todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))
    b.pares("comparacion", "¿Qué metas que iban atrasadas en junio terminaron cumplidas en diciembre?", cortes(b), empezo)
    b.pares("comparacion", "metas que no iban cumplidas ni en junio ni en diciembre de 2021", cortes(b), ninguna)
    b.pares("comparacion", "¿cuántas de las metas incumplidas a junio seguían sin cumplirse a diciembre?", cortes(b), ninguna, cuenta=True)
    x, y = b.una("4.3", corte=JUNIO), b.una("4.3")
    b.q("comparacion", "¿se avanzó algo en la restauración de piezas navales después de junio?", todas=[y], entre=[x, y], values=V(y.absoluto))


def _ciegas_pares(b: Pares) -> None:
    k, p = "comparacion", anios(b)
    b.pares(k, "¿Qué metas empeoraron respecto de 2022?", p, empeora)
    b.pares(k, "¿Qué metas mejoraron en 2023 en comparación con 2022?", p, mejora)
    b.pares(k, "¿Qué metas dejaron de cumplirse en 2023?", p, dejo)
    b.pares(k, "metas que en 2022 no se cumplieron y en 2023 sí", p, empezo)
    b.pares(k, "¿Qué metas no se cumplieron en ninguno de los dos años en Valle Sereno?", p, ninguna)
    b.pares(k, "metas cumplidas tanto en 2022 como en 2023", p, ambas)
    b.pares(k, "¿cuántas metas se cumplieron los dos años?", p, ambas, cuenta=True)
    b.pares(k, "de ecología, ¿qué metas bajaron de avance entre 2022 y 2023?", p, lambda x, y: x.unidad == "1104" and empeora(x, y))
    b.pares(k, "¿Cuál fue la meta que más mejoró de 2022 a 2023?", sorted((q for q in p if mejora(*q)), key=lambda q: -subio(*q))[:1])
    b.pares(k, "las 3 metas que más cayeron de 2022 a 2023", sorted((q for q in p if empeora(*q)), key=lambda q: subio(*q))[:3])
    par = next(q for q in p if q[1].unidad == "1105" and q[1].meta == "1.3")
    b.q(k, "¿cuántos metros cuadrados más se bachearon en 2023 que en 2022?", todas=par, entre=par, values=V(par[1].absoluto - par[0].absoluto))
    par = next(q for q in p if q[1].unidad == "1101" and q[1].meta == "1.4")
    b.q(k, "¿Cómo le fue a la meta 1.4 de protección civil en 2023 comparado con el año anterior?", todas=par, entre=par, values=V(par[0].absoluto, par[1].absoluto))
    par = next(q for q in p if "tianguis" in q[1].descripcion)
    b.q(k, "histórico del tianguis campesino", todas=par, entre=par, values=V(par[0].absoluto, par[1].absoluto))


def _ciegas_agregadas(b: Pares) -> None:
    k = "agregado"
    prop = {(u, a): h.proporcion(b.de(U(u), E(a)), cu) for u in ("1101", "1102", "1104", "1105") for a in (2022, 2023)}
    mejor = max(("1101", "1102", "1104", "1105"), key=lambda u: prop[u, 2023] - prop[u, 2022])
    nombre = b.de(U(mejor), E(2023))[0].unidad_nombre
    b.q(k, "¿Qué unidad mejoró más de 2022 a 2023?", text_any=[mejor, nombre], values=PC(prop[mejor, 2022], prop[mejor, 2023]))
    peor = min(("1101", "1102", "1104", "1105"), key=lambda u: prop[u, 2023] - prop[u, 2022])
    b.q(k, "¿qué área retrocedió más entre 2022 y 2023 en proporción de metas cumplidas?", text_any=[peor, b.de(U(peor), E(2023))[0].unidad_nombre], values=PC(prop[peor, 2022], prop[peor, 2023]))
    cumplidas = {a: len(b.de(cu, E(a))) for a in (2021, 2022, 2023)}
    ganador = max(cumplidas, key=lambda a: cumplidas[a])
    b.q(k, "¿En qué año se cumplieron más metas?", text_any=[str(ganador)], values=V(cumplidas[ganador]))
    b.q(k, "compara 2022 con 2023", values=V(cumplidas[2022], cumplidas[2023]))
    b.q(k, "¿cuántas metas cumplidas más hubo en 2023 que en 2022 en Valle Sereno?", values=V(cumplidas[2022], cumplidas[2023], cumplidas[2023] - cumplidas[2022]))
    b.q(k, "metas incumplidas en junio contra diciembre de 2021", values=V(len(b.de(nc, corte=JUNIO)), len(b.de(nc, corte=DICIEMBRE))))
    t22, t23 = (h.total(b.de(M("tonelada"), U("1105"), E(a))) for a in (2022, 2023))
    b.q(k, "toneladas recolectadas por servicios públicos en 2022 y en 2023", values=V(t22, t23))
    b.q(k, "¿Cuántas metas incumplió cada año el municipio de Valle Sereno?", values=V(len(b.de(nc, E(2022))), len(b.de(nc, E(2023)))))


def _ciegas_municipio(b: Pares) -> None:
    b.q("agregado", "¿Cuántas metas cumplió cada municipio?", values=V(len(b.de(cu, PUERTO)), len(b.de(cu, VALLE))), text_all=["Puerto Claro", "Valle Sereno"])
    b.lista("periodo", "metas principales incumplidas de PUERTO CLARO en 2021", PUERTO, main, nc)
    b.q("agregado", "¿qué municipio cumplió una mayor proporción de sus metas?", text_any=["Puerto Claro" if h.proporcion(b.de(PUERTO), cu) > h.proporcion(b.de(VALLE), cu) else "Valle Sereno"], values=PC(h.proporcion(b.de(PUERTO), cu), h.proporcion(b.de(VALLE), cu)))
    b.lista("periodo", "acciones sin avance en cualquier municipio y año", acc, cero)
    b.causa("metas afectadas por el clima en ambos municipios que no se cumplieron", "clima", nc)
    b.lista("periodo", "rebasadas de valle sereno en el ejercicio anterior a 2023", VALLE, E(2022), reb)


# -- written after, and asked once before anything was changed for them ----------------------------------------------------
def _de_cortes(b: Pares) -> None:
    k, p = "comparacion", cortes(b)
    b.pares(k, "¿Qué metas estaban rezagadas en junio y para diciembre ya se habían cumplido?", p, empezo)
    b.pares(k, "compara el corte de junio de 2021 con el de diciembre: ¿qué metas seguían incumplidas?", p, ninguna)
    b.pares(k, "metas de la 305 que cumplían en junio pero no en diciembre de 2021", p, lambda x, y: x.unidad == "305" and x.cumplida and y.incumplida)
    for texto, numero in (("¿Cuánto subió la meta 5.2 entre junio y diciembre de 2021?", "5.2"), ("diferencia de la meta 6.3 entre el corte de junio y el cierre de diciembre", "6.3"), ("avance de la 3.4 al 30 de junio de 2021 y al 31 de diciembre de 2021", "3.4")):
        x, y = b.una(numero, PUERTO, corte=JUNIO), b.una(numero, PUERTO)
        b.q(k, texto, todas=[y], entre=[y], values=V(x.absoluto, y.absoluto))
    b.q("agregado", "¿cuántas metas incumplidas había en junio de 2021 y cuántas en diciembre?", values=V(len(b.de(nc, corte=JUNIO)), len(b.de(nc, corte=DICIEMBRE))))
    b.pares(k, "¿a qué metas les cambiaron la meta anual entre junio y diciembre?", p, lambda x, y: x.anual != y.anual, values=V(10, 12))
    b.pares(k, "cifras que se modificaron de un corte a otro en museos", p, lambda x, y: x.unidad == "304" and corregida(x, y), values=V(2, 1))
    b.lista("periodo", "¿Cuáles acciones iban en cero al cierre de junio de 2021?", acc, lambda x: x.absoluto == 0 and bool(x.anual), corte=JUNIO)
    x = b.una("2.3", corte=JUNIO)
    b.dato("al corte de junio, ¿cuánto llevaba la meta 2.3?", x, V(x.absoluto), kind="periodo")
    b.pares(k, "¿Qué cambió entre junio y diciembre de 2021?", p, lambda x, y: corregida(x, y) or x.incumplida != y.incumplida)
    b.pares(k, "¿Hay metas que en el corte anterior iban bien y ahora no?", p, lambda x, y: x.al_corriente and y.incumplida)


def _de_pares(b: Pares) -> None:
    k, p = "comparacion", anios(b)
    b.pares(k, "metas que se cumplieron en 2022 pero ya no en 2023", p, dejo)
    b.pares(k, "¿Cuáles metas fallaron en 2022 y volvieron a fallar en 2023?", p, ninguna)
    b.pares(k, "¿cuántas metas pasaron de incumplidas a cumplidas de un año a otro?", p, empezo, cuenta=True)
    b.pares(k, "metas de protección civil que aumentaron su avance respecto al año anterior", p, lambda x, y: x.unidad == "1101" and mejora(x, y))
    b.pares(k, "¿Qué metas de desarrollo rural retrocedieron en 2023?", p, lambda x, y: x.unidad == "1102" and empeora(x, y))
    b.pares(k, "metas rebasadas tanto en 2022 como en 2023", p, lambda x, y: x.estado == y.estado == "rebasada")
    b.pares(k, "¿Qué metas principales mejoraron entre 2022 y 2023?", p, lambda x, y: y.principal and mejora(x, y))
    b.pares(k, "metas con el mismo avance en 2022 y 2023", p, lambda x, y: x.pct is not None and x.pct == y.pct)
    b.pares(k, "las 5 metas que más mejoraron de 2022 a 2023", sorted((q for q in p if mejora(*q)), key=lambda q: -subio(*q))[:5])
    b.pares(k, "¿qué meta cayó más en 2023 frente a 2022?", sorted((q for q in p if empeora(*q)), key=subio_par)[:1])
    nuevas = [y for y in b.de(E(2023)) if y not in [q[1] for q in p]]
    b.q(k, "¿Qué metas son nuevas en 2023?", todas=[y for y in nuevas if y.municipio == "Valle Sereno"], entre=nuevas)
    idas = [x for x in b.de(E(2022)) if x not in [q[0] for q in p]]
    b.q(k, "¿Qué metas de 2022 ya no aparecen en 2023?", todas=idas, entre=idas)
    for texto, unidad, palabra in (
        ("¿Se repararon más luminarias en 2023 que en 2022?", "1105", "luminarias"),
        ("bomberos: simulacros de evacuación, 2022 contra 2023", "1101", "simulacros"),
        ("¿Cómo evolucionó la vacunación de ganado entre 2022 y 2023?", "1102", "ganado bovino"),
    ):
        par = next(q for q in p if q[1].unidad == unidad and palabra in q[1].descripcion)
        b.q(k, texto, todas=par, entre=par, values=V(par[0].absoluto, par[1].absoluto))


def subio_par(q: Par) -> float:
    return subio(*q)


def _de_totales(b: Pares) -> None:
    k = "agregado"
    prop = {(u, a): h.proporcion(b.de(U(u), E(a)), cu) for u in ("1101", "1102", "1104", "1105") for a in (2022, 2023)}
    b.q(k, "compara el cumplimiento de ecología en 2022 y en 2023", values=PC(prop["1104", 2022], prop["1104", 2023]))
    b.q(k, "¿Qué porcentaje de metas cumplió servicios públicos en 2022 comparado con 2023?", values=PC(prop["1105", 2022], prop["1105", 2023]))
    b.q(k, "¿Cuántas metas menos se incumplieron en 2023 que en 2022?", values=V(len(b.de(nc, E(2022))), len(b.de(nc, E(2023)))))
    peor = min(("1101", "1102", "1104", "1105"), key=lambda u: prop[u, 2023] - prop[u, 2022])
    b.q(k, "¿Cuál unidad empeoró más respecto a 2022?", text_any=[peor], values=PC(prop[peor, 2022], prop[peor, 2023]))
    b.q(k, "kilómetros en 2022 y en 2023", values=V(*(h.total(b.de(M("kilometro"), E(a))) for a in (2022, 2023))))
    b.q(k, "metas cumplidas por año", values=V(*(len(b.de(cu, E(a))) for a in (2021, 2022, 2023))))
    b.q(k, "¿En qué ejercicio hubo más metas sin avance?", text_any=["2022"], values=V(len(b.de(cero, E(2022)))))


def _de_lugares(b: Pares) -> None:
    b.q("agregado", "¿Qué municipio tuvo más metas rebasadas?", text_any=["Valle Sereno"], values=V(len(b.de(VALLE, reb))))
    b.q("agregado", "porcentaje de metas cumplidas por municipio", values=PC(h.proporcion(b.de(PUERTO), cu), h.proporcion(b.de(VALLE), cu)))
    b.lista("periodo", "incumplidas de VALLE SERENO en 2022", VALLE, E(2022), nc)
    b.lista("periodo", "metas sin reporte en ambos municipios", sin_reporte)
    b.q("periodo", "¿qué metas de Puerto Claro se cumplieron en 2022?", status="no_data")
    b.q("periodo", "¿qué cortes hay de Puerto Claro?", text_any=["30 de junio de 2021"])
